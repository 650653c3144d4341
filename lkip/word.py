"""Make the Word file of a report: what pandoc needs beforehand, and what it leaves to do afterwards.

Pandoc writes paragraphs, tables and links with the styles of ``assets/word/styles.xml``. Added here are the cover,
sections with their page numbers, contents as fields, and how tables break.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

import jinja2
import typst

from lkip.book import Book
from lkip.errors import MachineryError

FOLDER = "_word"
"""Where the stage holds charts as pictures, and pandoc's reference document."""

PPI = 220.0
"""Dots per inch of a chart."""

SPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "lkip": "urn:lkip",
}
for _prefix, _uri in SPACES.items():
    ElementTree.register_namespace(_prefix, _uri)

LONG = 600
"""Letters in a row that may break over pages; a shorter one stays whole."""

SHORT = (12, 1600)
"""Rows and letters of a table that stays whole, as in the template of the PDF."""

LINES = 300
"""Letters of a paragraph that needs no company on a page."""

PORTRAIT = '<w:pgSz w:w="11906" w:h="16838"/>' + (
    '<w:pgMar w:top="1587" w:right="1417" w:bottom="1361" w:left="1417" w:header="794" w:footer="680" w:gutter="0"/>'
)
LANDSCAPE = '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>' + (
    '<w:pgMar w:top="1417" w:right="1134" w:bottom="1077" w:left="1134" w:header="680" w:footer="567" w:gutter="0"/>'
)
WIDTHS = {False: 9072, True: 14570}
"""What the margins leave, in twentieths of a point: upright, and for a landscape page."""

TALLEST = {False: 20.5, True: 12.5}
"""How high a picture may be, in cm: with its caption it must find room on a page."""

MARGINS = {
    "header": ("header.xml", WIDTHS[False]),
    "header-mendatar": ("header.xml", WIDTHS[True]),
    "footer": ("footer.xml", WIDTHS[False]),
    "footer-sampul": ("footer-sampul.xml", WIDTHS[False]),
}
"""Heads and feet of pages, each with its template and its width."""

ORDER = {
    "w:pPr": "pStyle keepNext keepLines pageBreakBefore framePr numPr pBdr shd tabs spacing ind contextualSpacing jc sectPr",
    "w:trPr": "cantSplit tblHeader",
    "w:tcPr": "tcW gridSpan vMerge tcBorders shd noWrap tcMar vAlign",
    "w:tblPr": "tblStyle tblW jc tblInd tblBorders tblLayout tblCellMar tblLook tblCaption tblDescription",
}
"""Word insists on the order of properties."""

FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Signs that XML can't hold; pandoc leaves them out, too."""

TOC_TAB = 9062
"""Where page numbers end in the lists of contents, as their styles say."""

FILLS = {"SelKepala": "E6EEF2", "SelKelompok": "F3F6F8", "SelJumlah": "F3F6F8"}
"""Rows with a ground of their own, by the style of their paragraphs."""


def _name(name: str) -> str:
    """Return a name with its prefix as ElementTree spells it."""
    prefix, local = name.split(":")
    return f"{{{SPACES[prefix]}}}{local}"


INVISIBLE = {_name("w:bookmarkStart"), _name("w:bookmarkEnd")}


def _parse(text: str) -> Element:
    """Return an element written with the usual prefixes."""
    spaces = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in SPACES.items())
    return ElementTree.fromstring(f"<x {spaces}>{text}</x>")[0]


def _serialise(element: Element) -> bytes:
    text: bytes = ElementTree.tostring(element, encoding="UTF-8", xml_declaration=True)
    return text


# Before pandoc -------------------------------------------------------------------------------------


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
    for drawing, picture in zip(drawings, _draw(book.stage, drawings), strict=True):
        (folder / f"{drawing.stem}.png").write_bytes(picture)
    reference = folder / "acuan.docx"
    reference.write_bytes(_pack(_reference_parts(book.stage)))
    return reference


def _draw(stage: Path, drawings: Sequence[Path]) -> list[bytes]:
    """Return drawings as PNG; all in one document, because typst reads its fonts anew for each."""
    if not drawings:
        return []
    pages = "#pagebreak()\n".join(f'#image("/{drawing.as_posix()}")\n' for drawing in drawings)
    source = stage / FOLDER / "bagan.typ"
    source.write_text(f"#set page(width: auto, height: auto, margin: 0pt, fill: white)\n{pages}", encoding="utf-8")
    try:
        drawn = typst.compile(
            source,
            root=stage,
            font_paths=[stage / "assets" / "fonts"],
            ignore_system_fonts=True,
            format="png",
            ppi=PPI,
        )
    except typst.TypstError as error:
        raise MachineryError(f"typst: {error.message}\n{error.diagnostic}") from error
    return drawn if isinstance(drawn, list) else [drawn]


def _reference_parts(stage: Path) -> dict[str, bytes]:
    """Return the parts of the reference document: styles, and a page that tells how wide pictures may be."""
    document = _parse(f"<w:document><w:body><w:sectPr>{PORTRAIT}</w:sectPr></w:body></w:document>")
    return {
        "word/document.xml": _serialise(document),
        "word/styles.xml": (stage / "assets" / "word" / "styles.xml").read_bytes(),
    }


# After pandoc --------------------------------------------------------------------------------------


def write_word(book: Book, content: bytes, output: Path) -> None:
    """Complete what pandoc wrote and put it beside the site."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    document = ElementTree.fromstring(parts["word/document.xml"])
    body = document[0]
    body[:] = _compose(list(body), list(ElementTree.fromstring(_fill(book, "sampul.xml"))), book.labels)
    parts["word/document.xml"] = _serialise(document)
    parts["docProps/core.xml"] = _fill(book, "core.xml")
    for name in ("settings.xml", "fontTable.xml"):
        parts[f"word/{name}"] = (book.stage / "assets" / "word" / name).read_bytes()
    for name, (template, width) in MARGINS.items():
        parts[f"word/{name}.xml"] = _fill(book, template, lebar=width)
        _register(parts, name)
    (output / f"{book.stem}.docx").write_bytes(_pack(parts))


def _fill(book: Book, name: str, **values: object) -> bytes:
    """Return a part made from its template, in which all that the data says is text."""
    environment = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined)
    template = environment.from_string((book.stage / "assets" / "word" / name).read_text(encoding="utf-8"))
    return FORBIDDEN.sub("", template.render(judul=book.title, **book.values, **values)).encode()


def _register(parts: dict[str, bytes], name: str) -> None:
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


def _pack(parts: Mapping[str, bytes]) -> bytes:
    """Return a package whose bytes depend on its parts alone."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


# Sections -------------------------------------------------------------------------------------------


@dataclass
class Section:
    """Pages of one kind, and what stands on them."""

    blocks: list[Element] = field(default_factory=list)
    landscape: bool = False
    roman: bool = False
    start: bool = False
    cover: bool = False

    @property
    def empty(self) -> bool:
        """Whether nothing would be seen."""
        return all(block.tag in INVISIBLE for block in self.blocks)

    @property
    def properties(self) -> Element:
        """How Word calls all this."""
        names = ["footer-sampul"] if self.cover else ["header-mendatar" if self.landscape else "header", "footer"]
        heads = "".join(f'<w:{name.partition("-")[0]}Reference w:type="default" r:id="rId-{name}"/>' for name in names)
        form = ' w:fmt="lowerRoman"' if self.roman else ""
        first = ' w:start="1"' if self.start else ""
        page = LANDSCAPE if self.landscape else PORTRAIT
        number = f"<w:pgNumType{form}{first}/>"
        return _parse(f'<w:sectPr>{heads}<w:type w:val="nextPage"/>{page}{number}</w:sectPr>')


def _compose(blocks: Sequence[Element], cover: list[Element], labels: Mapping[str, str]) -> list[Element]:
    """Return the body: the cover, the contents and all chapters, in their sections."""
    front = Section(roman=True, start=True)
    rest = _drop_empty(_split(blocks, front))
    for section in rest:
        section.blocks = _break_pages(section.blocks)
        _set_pictures(section)
        _set_tables(section)
        _keep_together(section)
    # The logo comes from pandoc, because its picture does.
    if front.blocks and _style(front.blocks[0]) == "SampulLogo":
        cover = [front.blocks.pop(0), *cover]
    chapters = [block for section in rest for block in section.blocks]
    front.blocks = [*_contents(chapters, labels), *front.blocks]
    sections = [Section(cover, cover=True), *rest]
    out: list[Element] = []
    for section in sections[:-1]:
        out += _close(section)
    return [*out, *sections[-1].blocks, sections[-1].properties]


def _split(blocks: Iterable[Element], front: Section) -> list[Section]:
    """Return the sections that the filter marked: front matter, chapters, landscape pages among them."""
    sections = [front]
    for block in blocks:
        roman = sections[-1].roman
        if block.tag == _name("lkip:pokok"):
            sections.append(Section(start=True))
        elif block.tag == _name("lkip:mendatar"):
            sections += [Section(list(block), landscape=True, roman=roman), Section(roman=roman)]
        elif block.tag != _name("w:sectPr"):
            sections[-1].blocks.append(block)
    return sections


def _drop_empty(sections: Sequence[Section]) -> list[Section]:
    """Return the sections that show something; none begins with an empty page."""
    kept: list[Section] = [sections[0]]
    for section in sections[1:]:
        last = kept[-1]
        if last.empty and len(kept) > 1:
            section.blocks[:0] = last.blocks
            section.start |= last.start
            kept.pop()
        kept.append(section)
    if kept[-1].empty:
        empty = kept.pop()
        kept[-1].blocks += empty.blocks
    return kept


def _break_pages(blocks: Iterable[Element]) -> list[Element]:
    """Let what follows a mark start a page."""
    out: list[Element] = []
    due = False
    for block in blocks:
        if block.tag == _name("lkip:halaman-baru"):
            due = True
            continue
        if due and block.tag == _name("w:p"):
            _put(_properties(block, "w:pPr"), "<w:pageBreakBefore/>")
            due = False
        out.append(block)
    return out


def _close(section: Section) -> list[Element]:
    """Return a section's blocks, of which the last paragraph ends it."""
    last = next((block for block in reversed(section.blocks) if block.tag not in INVISIBLE), None)
    blocks = section.blocks
    if last is None or last.tag != _name("w:p"):
        last = _paragraph("Pemisah")
        blocks = [*blocks, last]
    _properties(last, "w:pPr").append(section.properties)
    return blocks


# Contents -------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Entry:
    """A line of a list of contents."""

    style: str
    bookmark: str
    text: str


def _contents(blocks: Sequence[Element], labels: Mapping[str, str]) -> list[Element]:
    """Return the table of contents and the lists of tables and figures: fields, filled with what they will say."""
    headings = list(_list_headings(blocks))
    out = _list(labels["toc-title-document"], [('TOC \\o "1-3" \\h \\z \\u', headings)])
    for style, key in (("TableCaption", "lot"), ("ImageCaption", "lof")):
        fields: dict[str, list[Entry]] = {}
        for block in blocks:
            if _style(block) == style:
                sequence, entry = _read_caption(block)
                fields.setdefault(f'TOC \\h \\z \\c "{sequence}"', []).append(entry)
        if fields:
            out += _list(labels[f"crossref-{key}-title"], fields.items())
    return out


def _list_headings(blocks: Iterable[Element]) -> Iterator[Entry]:
    bookmark = ""
    for block in blocks:
        style = _style(block)
        if block.tag == _name("w:bookmarkStart"):
            bookmark = block.get(_name("w:name"), "")
        elif style in ("Heading1", "Heading2", "Heading3"):
            yield Entry(f"TOC{style[-1]}", bookmark, _text(block))


def _read_caption(block: Element) -> tuple[str, Entry]:
    """Return the sequence that numbers a caption, and its line in a list."""
    instruction = next(block.iter(_name("w:instrText"))).text or ""
    names = (mark.get(_name("w:name"), "") for mark in block.iter(_name("w:bookmarkStart")))
    bookmark = next(name for name in names if name.startswith("_Ref_"))
    return instruction.split()[1], Entry("TableofFigures", bookmark, _text(block))


def _list(title: str, fields: Iterable[tuple[str, list[Entry]]]) -> list[Element]:
    heading = _paragraph("TOCHeading")
    heading.append(_run(title))
    return [heading, *(line for instruction, entries in fields for line in _field_lines(instruction, entries))]


def _field_lines(instruction: str, entries: Sequence[Entry]) -> Iterator[Element]:
    """Yield the lines of one field: it begins in the first and ends in the last."""
    for number, entry in enumerate(entries):
        # No dots to a page that isn't counted yet; the style brings them with it.
        tabs = f'<w:tabs><w:tab w:val="clear" w:pos="{TOC_TAB}"/><w:tab w:val="right" w:pos="{TOC_TAB}"/></w:tabs>'
        line = _paragraph(entry.style)
        _put(line[0], tabs)
        if number == 0:
            line.extend(_open_field(instruction))
        link = SubElement(line, _name("w:hyperlink"), {_name("w:anchor"): entry.bookmark, _name("w:history"): "1"})
        link.append(_run(entry.text))
        link.append(_parse("<w:r><w:tab/></w:r>"))
        # Word counts pages when it prints, or when asked to (F9); no page is better than a wrong one.
        link.extend([*_open_field(f"PAGEREF {entry.bookmark} \\h"), _mark("end")])
        if number == len(entries) - 1:
            line.append(_mark("end"))
        yield line


def _open_field(instruction: str) -> list[Element]:
    text = _parse('<w:r><w:instrText xml:space="preserve"/></w:r>')
    text[0].text = f" {instruction} "
    return [_mark("begin"), text, _mark("separate")]


def _mark(kind: str) -> Element:
    return _parse(f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>')


def _paragraph(style: str) -> Element:
    return _parse(f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr></w:p>')


def _run(text: str) -> Element:
    run = _parse('<w:r><w:t xml:space="preserve"/></w:r>')
    run[0].text = text
    return run


# Pictures and tables --------------------------------------------------------------------------------


def _set_pictures(section: Section) -> None:
    """Make pictures smaller that are higher than a page; pandoc looks at their width alone."""
    most = TALLEST[section.landscape] * 360_000
    for drawing in (inline for block in section.blocks for inline in block.iter(_name("wp:inline"))):
        # LibreOffice leaves room where nothing is said of it.
        drawing.attrib.update(dict.fromkeys(("distT", "distB", "distL", "distR"), "0"))
        sizes = [*drawing.findall(_name("wp:extent")), *drawing.iter(_name("a:ext"))]
        for size in sizes:
            width, height = int(size.get("cx", "0")), int(size.get("cy", "0"))
            if height > most:
                size.set("cx", str(round(width * most / height)))
                size.set("cy", str(round(most)))


def _set_tables(section: Section) -> None:
    """Give tables the width of their page, and rows the rules by which they break."""
    shown = [block for block in section.blocks if block.tag not in INVISIBLE]
    for table, following in zip(shown, [*shown[1:], None], strict=True):
        if table.tag == _name("w:tbl"):
            _set_width(table, WIDTHS[section.landscape])
            _set_rows(table, noted=following is not None and _style(following) == "CatatanTabel")
            if following is not None and following.tag == table.tag:
                # Word would make one table of two that touch.
                section.blocks.insert(section.blocks.index(following), _paragraph("Pemisah"))
            elif following is not None and _style(following) in ("BodyText", "FirstParagraph"):
                section.blocks.insert(section.blocks.index(following), _paragraph("Jarak"))


def _set_width(table: Element, width: int) -> None:
    """Set widths of columns in the unit that every program understands."""
    properties = _properties(table, "w:tblPr")
    _put(properties, f'<w:tblW w:w="{width}" w:type="dxa"/>')
    _put(properties, '<w:tblLayout w:type="fixed"/>')
    columns = table.findall(f"{_name('w:tblGrid')}/{_name('w:gridCol')}")
    total = sum(int(column.get(_name("w:w"), "0")) for column in columns)
    for column in columns:
        share = int(column.get(_name("w:w"), "0")) / total if total else 1 / len(columns)
        column.set(_name("w:w"), str(round(share * width)))


def _set_rows(table: Element, *, noted: bool) -> None:
    rows = table.findall(_name("w:tr"))
    for row in rows:
        paragraphs = list(row.iter(_name("w:p")))
        if len(_text(row)) < LONG:
            _put(_properties(row, "w:trPr"), "<w:cantSplit/>")
        for paragraph in paragraphs:
            if _style(paragraph) in ("Compact", "BodyText", "FirstParagraph", ""):
                _put(_properties(paragraph, "w:pPr"), '<w:pStyle w:val="Sel"/>')
        # Where a cell reaches down from the row above, its place in this one is empty and has no style.
        fill = next((FILLS[style] for style in map(_style, paragraphs) if style in FILLS), None)
        for cell in row.findall(_name("w:tc")) if fill else ():
            _put(_properties(cell, "w:tcPr"), f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>')
    # The note under a table stays with its last row.
    pictures = next(table.iter(_name("wp:inline")), None) is not None
    whole = len(rows) <= SHORT[0] and len(_text(table)) < SHORT[1] and not pictures
    for row in [*(rows[:-1] if whole else []), *(rows[-1:] if noted else [])]:
        for paragraph in row.iter(_name("w:p")):
            _keep_with_next(paragraph)


def _keep_together(section: Section) -> None:
    """Let words that announce something, captions and notes stay with what they belong to."""
    shown = [block for block in section.blocks if block.tag not in INVISIBLE]
    for block, following in pairwise(shown):
        if block.tag == _name("w:p") and _belongs(block, following):
            _keep_with_next(block)


def _belongs(block: Element, following: Element) -> bool:
    style = _style(block)
    if style in ("ImageCaption", "CatatanTabel"):
        return _style(following) == "CatatanTabel"
    text = _text(block)
    announces = following.tag == _name("w:tbl") or _style(following) == "TableCaption" or text.endswith(":")
    return style in ("BodyText", "FirstParagraph") and len(text) < LINES and announces


def _keep_with_next(paragraph: Element) -> None:
    _put(_properties(paragraph, "w:pPr"), "<w:keepNext/>")


# Elements -------------------------------------------------------------------------------------------


def _style(block: Element) -> str:
    """Return the style of a paragraph; empty when it names none, or is no paragraph."""
    style = block.find(f"{_name('w:pPr')}/{_name('w:pStyle')}")
    return "" if style is None else style.get(_name("w:val"), "")


def _text(element: Element) -> str:
    return "".join(text.text or "" for text in element.iter(_name("w:t")))


def _properties(element: Element, name: str) -> Element:
    """Return the properties of an element, which come first in it."""
    found = element.find(_name(name))
    if found is None:
        found = Element(_name(name))
        element.insert(0, found)
    return found


def _put(properties: Element, text: str) -> None:
    """Put a property in its place, instead of what was there."""
    new = _parse(text)
    kind = next(name for name in ORDER if _name(name) == properties.tag)
    order = [_name(f"w:{name}") for name in ORDER[kind].split()]
    for old in properties.findall(new.tag):
        properties.remove(old)
    before = set(order[: order.index(new.tag)])
    place = sum(child.tag in before for child in properties)
    properties.insert(place, new)
