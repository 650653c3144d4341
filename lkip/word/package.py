"""The parts of a Word file, and the package that holds them."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping

import jinja2

from lkip.book import Book
from lkip.word.elements import SPACES
from lkip.word.pages import WIDTHS

FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Signs that XML can't hold; pandoc leaves them out, too."""

MARGINS = {
    "header": ("header.xml", WIDTHS[False]),
    "header-mendatar": ("header.xml", WIDTHS[True]),
    "footer": ("footer.xml", WIDTHS[False]),
    "footer-sampul": ("footer-sampul.xml", WIDTHS[False]),
}
"""Heads and feet of pages, each with its template and its width."""


def fill(book: Book, name: str, **values: object) -> bytes:
    """Return a part made from its template, in which all that the data says is text."""
    environment = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined)
    template = environment.from_string((book.stage / "assets" / "word" / name).read_text(encoding="utf-8"))
    return FORBIDDEN.sub("", template.render(judul=book.title, **book.values, **values)).encode()


def register(parts: dict[str, bytes], name: str) -> None:
    """Tell the package of the head or the foot of pages."""
    place = name.partition("-")[0]
    kind = f"application/vnd.openxmlformats-officedocument.wordprocessingml.{place}+xml"
    _append(parts, "[Content_Types].xml", f'<Override PartName="/word/{name}.xml" ContentType="{kind}"/>')
    entry = f'<Relationship Id="rId-{name}" Type="{SPACES["r"]}/{place}" Target="{name}.xml"/>'
    _append(parts, "word/_rels/document.xml.rels", entry)


def _append(parts: dict[str, bytes], part: str, element: str) -> None:
    """Put an element at the end of a part's root, leaving the rest as pandoc wrote it."""
    before, end, after = parts[part].rpartition(b"</")
    parts[part] = before + element.encode() + end + after


def pack(parts: Mapping[str, bytes]) -> bytes:
    """Return a package whose bytes depend on its parts alone."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
