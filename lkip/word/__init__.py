"""Make the Word file of a report: what pandoc needs beforehand, and what it leaves to do afterwards.

Pandoc writes paragraphs, tables and links with the styles of ``assets/word/styles.xml``. Added here are the cover,
sections with their page numbers, contents as fields, and how tables break.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from lkip.book import Book
from lkip.word.contents import make_contents
from lkip.word.elements import parse, read_style, serialise
from lkip.word.package import MARGINS, fill, pack, register
from lkip.word.pages import PORTRAIT, Section, break_pages, close, drop_empty, split
from lkip.word.pictures import FOLDER, draw, fit_pictures
from lkip.word.tables import set_tables
from lkip.word.together import keep_together


def prepare_word(book: Book) -> Path:
    """Draw the charts as pictures and return the reference document that pandoc takes its styles from.

    Raises
    ------
    MachineryError
        With typst's message about a chart.
    """
    folder = book.stage / FOLDER
    folder.mkdir(exist_ok=True)
    drawings = sorted(path.relative_to(book.stage) for path in (book.stage / "gambar").glob("*.svg"))
    logo = Path(book.values.get("logo", ""))
    drawings += [logo] if logo.suffix == ".svg" else []
    for drawing, picture in zip(drawings, draw(book.stage, drawings), strict=True):
        (folder / f"{drawing.stem}.png").write_bytes(picture)
    reference = folder / "acuan.docx"
    reference.write_bytes(pack(_reference_parts(book.stage)))
    return reference


def _reference_parts(stage: Path) -> dict[str, bytes]:
    """Return the parts of the reference document: styles, and a page that tells how wide pictures may be."""
    document = parse(f"<w:document><w:body><w:sectPr>{PORTRAIT}</w:sectPr></w:body></w:document>")
    return {
        "word/document.xml": serialise(document),
        "word/styles.xml": (stage / "assets" / "word" / "styles.xml").read_bytes(),
    }


def write_word(book: Book, content: bytes, output: Path) -> None:
    """Complete what pandoc wrote and put it beside the site."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    document = ElementTree.fromstring(parts["word/document.xml"])
    body = document[0]
    cover, colophon = (list(ElementTree.fromstring(fill(book, name))) for name in ("sampul.xml", "kolofon.xml"))
    body[:] = _compose([*body, *colophon], cover, book.labels)
    parts["word/document.xml"] = serialise(document)
    parts["docProps/core.xml"] = fill(book, "core.xml")
    for name in ("settings.xml", "fontTable.xml"):
        parts[f"word/{name}"] = (book.stage / "assets" / "word" / name).read_bytes()
    for name, (template, width) in MARGINS.items():
        parts[f"word/{name}.xml"] = fill(book, template, lebar=width)
        register(parts, name)
    (output / f"{book.stem}.docx").write_bytes(pack(parts))


def _compose(blocks: Sequence[Element], cover: list[Element], labels: Mapping[str, str]) -> list[Element]:
    """Return the body: the cover, the contents, and all chapters with the colophon, in their sections."""
    front = Section(roman=True, start=True)
    rest = drop_empty(split(blocks, front))
    for section in rest:
        section.blocks = break_pages(section.blocks)
        fit_pictures(section)
        set_tables(section)
        keep_together(section)
    # The logo comes from pandoc, because its picture does.
    if front.blocks and read_style(front.blocks[0]) == "SampulLogo":
        cover = [front.blocks.pop(0), *cover]
    chapters = [block for section in rest for block in section.blocks]
    front.blocks = [*make_contents(chapters, labels), *front.blocks]
    sections = [Section(cover, cover=True), *rest]
    out: list[Element] = []
    for section in sections[:-1]:
        out += close(section)
    return [*out, *sections[-1].blocks, sections[-1].properties]
