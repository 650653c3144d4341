"""Set the printed report with typst."""

from __future__ import annotations

import re
from pathlib import Path

import typst

from lkip.book import Book
from lkip.errors import LettersError, MachineryError


def write_pdf(book: Book, text: str, output: Path) -> None:
    """Compile a typst document into the printed report, accessible by PDF/UA-1 and fit to be archived by PDF/A-2a.

    Raises
    ------
    LettersError
        With the letters that the report's font lacks: an accessible PDF may not show boxes in their place.
    MachineryError
        With typst's own message.
    """
    # Typst resolves pictures against the file, and never looks above its root.
    source = book.stage / f"{book.stem}.typ"
    source.write_text(text, encoding="utf-8")
    try:
        typst.compile(
            source,
            output / f"{book.stem}.pdf",
            root=book.stage,
            font_paths=[book.stage / "assets" / "fonts"],
            ignore_system_fonts=True,
            pdf_standards=["a-2a", "ua-1"],
            timestamp=0,
        )
    except typst.TypstError as error:
        missing = dict.fromkeys(re.findall(r'the text `"(.+?)"` could not be displayed', error.diagnostic))
        if missing:
            raise LettersError(list(missing)) from error
        raise MachineryError(f"typst: {error.message}\n{error.diagnostic}") from error
