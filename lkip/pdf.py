"""Set the printed report with typst."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from lkip.assets import FONTS
from lkip.book import Book
from lkip.errors import LettersError, MachineryError
from lkip.process import describe_exit

COMPILE = """\
import pathlib, sys, typst
sys.stderr.reconfigure(encoding="utf-8")
source, target, root, fonts = map(pathlib.Path, sys.argv[1:])
try:
    typst.compile(
        source, target, root=root, font_paths=[fonts], ignore_system_fonts=True,
        pdf_standards=["a-2a", "ua-1"], timestamp=0,
    )
except typst.TypstError as error:
    sys.exit(f"{error.message}\\n{error.diagnostic}")
"""


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
    # In a process of its own: one that takes too long or too much can be ended.
    paths = (source, output / f"{book.stem}.pdf", book.stage, book.stage / FONTS)
    command = [sys.executable, "-P", "-c", COMPILE, *map(str, paths)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", errors="replace")
    if done.returncode == 0:
        return
    missing = dict.fromkeys(re.findall(r'the text `"(.+?)"` could not be displayed', done.stderr))
    if missing:
        raise LettersError(list(missing))
    raise MachineryError(f"typst: {done.stderr.strip() or describe_exit(done.returncode)}")
