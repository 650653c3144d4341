"""Sections of a Word file: pages of one kind, how large they are and how they count."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from lkip.word.elements import INVISIBLE, find_properties, make_paragraph, parse, put_property, qualify

PORTRAIT = '<w:pgSz w:w="11906" w:h="16838"/>' + (
    '<w:pgMar w:top="1587" w:right="1417" w:bottom="1361" w:left="1417" w:header="794" w:footer="680" w:gutter="0"/>'
)
LANDSCAPE = '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>' + (
    '<w:pgMar w:top="1417" w:right="1134" w:bottom="1077" w:left="1134" w:header="680" w:footer="567" w:gutter="0"/>'
)
WIDTHS = {False: 9072, True: 14570}
"""What the margins leave, in twentieths of a point: upright, and for a landscape page."""


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
        return parse(f'<w:sectPr>{heads}<w:type w:val="nextPage"/>{page}{number}</w:sectPr>')


def split(blocks: Iterable[Element], front: Section) -> list[Section]:
    """Return the sections that the filter marked: front matter, chapters, landscape pages among them."""
    sections = [front]
    for block in blocks:
        roman = sections[-1].roman
        if block.tag == qualify("lkip:pokok"):
            sections.append(Section(start=True))
        elif block.tag == qualify("lkip:mendatar"):
            sections += [Section(list(block), landscape=True, roman=roman), Section(roman=roman)]
        elif block.tag != qualify("w:sectPr"):
            sections[-1].blocks.append(block)
    return sections


def drop_empty(sections: Sequence[Section]) -> list[Section]:
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


def break_pages(blocks: Iterable[Element]) -> list[Element]:
    """Let what follows a mark start a page."""
    out: list[Element] = []
    due = False
    for block in blocks:
        if block.tag == qualify("lkip:halaman-baru"):
            due = True
            continue
        if due and block.tag == qualify("w:p"):
            put_property(find_properties(block, "w:pPr"), "<w:pageBreakBefore/>")
            due = False
        out.append(block)
    return out


def close(section: Section) -> list[Element]:
    """Return a section's blocks, of which the last paragraph ends it."""
    last = next((block for block in reversed(section.blocks) if block.tag not in INVISIBLE), None)
    blocks = section.blocks
    if last is None or last.tag != qualify("w:p"):
        last = make_paragraph("Pemisah")
        blocks = [*blocks, last]
    find_properties(last, "w:pPr").append(section.properties)
    return blocks
