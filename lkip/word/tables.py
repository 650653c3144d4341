"""Tables of a Word file: how wide their columns are, and how they break over pages."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from lkip.word.columns import set_columns
from lkip.word.elements import (
    INVISIBLE,
    find_properties,
    keep_with_next,
    make_paragraph,
    put_property,
    qualify,
    read_style,
    read_text,
)
from lkip.word.pages import WIDTHS, Section

LONG = 600
"""Letters in a row that may break over pages; a shorter one stays whole."""

SHORT = (12, 1600)
"""Rows and letters of a table that stays whole, as in the template of the PDF."""

PANEL = 4
"""Rows of small charts that find room on a page, with a heading and what it says."""

FILLS = {"SelKepala": "E6EEF2", "SelKelompok": "F3F6F8", "SelJumlah": "F3F6F8"}
"""Rows with a ground of their own, by the style of their paragraphs."""


def set_tables(section: Section) -> None:
    """Give tables the width of their page, and rows the rules by which they break."""
    shown = [block for block in section.blocks if block.tag not in INVISIBLE]
    for table, following in zip(shown, [*shown[1:], None], strict=True):
        if table.tag == qualify("w:tbl"):
            set_columns(table, WIDTHS[section.landscape])
            _set_rows(table)
            _tie_rows(table, noted=following is not None and read_style(following) == "CatatanTabel")
            if following is not None and following.tag == table.tag:
                # Word would make one table of two that touch.
                section.blocks.insert(section.blocks.index(following), make_paragraph("Pemisah"))
            elif following is not None and read_style(following) in ("BodyText", "FirstParagraph"):
                section.blocks.insert(section.blocks.index(following), make_paragraph("Jarak"))


def _set_rows(table: Element) -> None:
    for row in table.findall(qualify("w:tr")):
        paragraphs = list(row.iter(qualify("w:p")))
        if not _is_long(row):
            put_property(find_properties(row, "w:trPr"), "<w:cantSplit/>")
        for paragraph in paragraphs:
            if read_style(paragraph) in ("Compact", "BodyText", "FirstParagraph", ""):
                put_property(find_properties(paragraph, "w:pPr"), '<w:pStyle w:val="Sel"/>')
        # Where a cell reaches down from the row above, its place in this one is empty and has no style.
        fill = next((FILLS[style] for style in map(read_style, paragraphs) if style in FILLS), None)
        for cell in row.findall(qualify("w:tc")) if fill else ():
            put_property(find_properties(cell, "w:tcPr"), f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>')


def _tie_rows(table: Element, *, noted: bool) -> None:
    """Let a short table stay whole, of a longer one no row be alone on a page, and a note with the last row."""
    rows = table.findall(qualify("w:tr"))
    heads = sum(row.find(f"{qualify('w:trPr')}/{qualify('w:tblHeader')}") is not None for row in rows)
    ends = [row for row in (*rows[heads : heads + 1], *rows[-2:-1]) if not _is_long(row)]
    for row in [*(rows[:-1] if _is_short(table, len(rows)) else ends), *(rows[-1:] if noted else [])]:
        for paragraph in row.iter(qualify("w:p")):
            keep_with_next(paragraph)


def _is_long(row: Element) -> bool:
    return len(read_text(row)) >= LONG


def _is_short(table: Element, rows: int) -> bool:
    if next(table.iter(qualify("wp:inline")), None) is not None:
        return rows <= PANEL
    return rows <= SHORT[0] and len(read_text(table)) < SHORT[1]
