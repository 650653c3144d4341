"""Make the report's pages: chapters in their shell, and the files they need."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup

from lkip.assets import EXTENSION, list_assets
from lkip.book import Book
from lkip.errors import ContentError
from lkip.sections import Section, read_sections
from lkip.templates import open_templates

SCRIPTS = ("pencarian.js", "lipat.js", "lkip.js", "sorot.js", "tabel.js", "tautan.js", "rujukan.js")
"""What a page runs after it stands, in this order: words are set off before buttons come into the text."""

SHARED = (
    "isi.css",
    "alat.css",
    "lkip.css",
    "tema.js",
    *SCRIPTS,
    "ikon.svg",
    "vendor/*",
    "fonts/*.woff2",
    "fonts/OFL.txt",
)
"""What a site takes along."""


@dataclass(frozen=True)
class Page:
    """A chapter as HTML, with what its headings and its text are."""

    stem: str
    body: str
    sections: list[Section]

    @property
    def url(self) -> str:
        """Address of the page within the report."""
        return f"{self.stem}.html"

    @property
    def title(self) -> str:
        """The chapter's heading with its number."""
        return self.sections[0].title


def write_site(book: Book, text: str, output: Path) -> None:
    """Write the pages of a report.

    Parameters
    ----------
    text
        The whole book as HTML; a comment ``<!--bab …-->`` starts each chapter.

    Raises
    ------
    ContentError
        When a chapter has no heading to be called by.
    """
    pages = list(read_pages(text))
    shell = open_templates(book.stage / "assets").get_template("halaman.html")
    for number, page in enumerate(pages):
        before = pages[number - 1] if number else None
        after = pages[number + 1] if number + 1 < len(pages) else None
        around = {"pages": pages, "before": before, "after": after, "scripts": SCRIPTS}
        html = shell.render(book=book, page=page, body=Markup(page.body), **around)
        (output / page.url).write_text(html + "\n", encoding="utf-8")
    _copy_shared(book.stage, output)


def read_pages(text: str) -> Iterator[Page]:
    """Cut a book's HTML into its chapters."""
    _, *parts = re.split(r"<!--bab (\S+)-->\n", text)
    for stem, body in zip(parts[::2], parts[1::2], strict=True):
        sections = read_sections(body)
        if not sections:
            raise ContentError(f"{stem}.ipynb: bab tidak berjudul; mulailah dengan judul tingkat 1 («# …»).")
        yield Page(stem, body, sections)


def _copy_shared(stage: Path, output: Path) -> None:
    for name, path in list_assets(stage / "assets", stage / EXTENSION, SHARED).items():
        target = output / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    for name in ("gambar", "tabel"):
        if (stage / name).is_dir():
            shutil.copytree(stage / name, output / name)
