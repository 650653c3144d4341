"""The lists of contents: fields, filled with what they will say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement

from lkip.word.elements import make_paragraph, make_run, parse, put_property, qualify, read_style, read_text

TOC_TAB = 9062
"""Where page numbers end in the lists of contents, as their styles say."""


@dataclass(frozen=True)
class Entry:
    """A line of a list of contents."""

    style: str
    bookmark: str
    text: str


def make_contents(blocks: Sequence[Element], labels: Mapping[str, str]) -> list[Element]:
    """Return the table of contents and the lists of tables and figures: fields, filled with what they will say."""
    headings = list(_list_headings(blocks))
    out = _list(labels["toc-title-document"], [('TOC \\o "1-3" \\h \\z \\u', headings)])
    for style, key in (("TableCaption", "lot"), ("ImageCaption", "lof")):
        fields: dict[str, list[Entry]] = {}
        for block in blocks:
            if read_style(block) == style:
                sequence, entry = _read_caption(block)
                fields.setdefault(f'TOC \\h \\z \\c "{sequence}"', []).append(entry)
        if fields:
            out += _list(labels[f"crossref-{key}-title"], fields.items())
    return out


def _list_headings(blocks: Iterable[Element]) -> Iterator[Entry]:
    bookmark = ""
    for block in blocks:
        style = read_style(block)
        if block.tag == qualify("w:bookmarkStart"):
            bookmark = block.get(qualify("w:name"), "")
        elif style in ("Heading1", "Heading2", "Heading3"):
            yield Entry(f"TOC{style[-1]}", bookmark, read_text(block))


def _read_caption(block: Element) -> tuple[str, Entry]:
    """Return the sequence that numbers a caption, and its line in a list."""
    instruction = next(block.iter(qualify("w:instrText"))).text or ""
    names = (mark.get(qualify("w:name"), "") for mark in block.iter(qualify("w:bookmarkStart")))
    bookmark = next(name for name in names if name.startswith("_Ref_"))
    return instruction.split()[1], Entry("TableofFigures", bookmark, read_text(block))


def _list(title: str, fields: Iterable[tuple[str, list[Entry]]]) -> list[Element]:
    heading = make_paragraph("TOCHeading")
    heading.append(make_run(title))
    return [heading, *(line for instruction, entries in fields for line in _field_lines(instruction, entries))]


def _field_lines(instruction: str, entries: Sequence[Entry]) -> Iterator[Element]:
    """Yield the lines of one field: it begins in the first and ends in the last."""
    for number, entry in enumerate(entries):
        # No dots to a page that isn't counted yet; the style brings them with it.
        tabs = f'<w:tabs><w:tab w:val="clear" w:pos="{TOC_TAB}"/><w:tab w:val="right" w:pos="{TOC_TAB}"/></w:tabs>'
        line = make_paragraph(entry.style)
        put_property(line[0], tabs)
        if number == 0:
            line.extend(_open_field(instruction))
        link = SubElement(
            line, qualify("w:hyperlink"), {qualify("w:anchor"): entry.bookmark, qualify("w:history"): "1"}
        )
        link.append(make_run(entry.text))
        link.append(parse("<w:r><w:tab/></w:r>"))
        # Word counts pages when it prints, or when asked to (F9); no page is better than a wrong one.
        link.extend([*_open_field(f"PAGEREF {entry.bookmark} \\h"), _mark("end")])
        if number == len(entries) - 1:
            line.append(_mark("end"))
        yield line


def _open_field(instruction: str) -> list[Element]:
    text = parse('<w:r><w:instrText xml:space="preserve"/></w:r>')
    text[0].text = f" {instruction} "
    return [_mark("begin"), text, _mark("separate")]


def _mark(kind: str) -> Element:
    return parse(f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>')
