"""Columns in the Word file: no amount is cut, whatever else their table holds."""

from __future__ import annotations

import re
import string
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.table import Table
from fontTools.ttLib import TTFont
from kantor import FONTS, needs_office, print_word
from pypdf import PdfReader
from test_renderer_pandoc import code, markdown
from test_word import build

from lkip.word.columns import measure

AMOUNT = "12.345.678.901.234"
LOSS = "−12.345.678.901,00"
SKIPPED = 2
"""Tables of the chapter before."""

SENTENCE = "Penyelenggaraan pemberdayaan masyarakat"


def make_table(shares: list[int], *rows: list[str]) -> str:
    columns = "".join(f'<col style="width: {share}%">' for share in shares)
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    total = "".join(f"<td>{cell}</td>" for cell in rows[-1][1:])
    return (
        f'```{{=html}}\n<table class="lkip-tabel"><colgroup>{columns}</colgroup>'
        f"<thead><tr>{''.join(f'<th>Lajur {n}</th>' for n in range(len(shares)))}</tr></thead>"
        f"<tbody>{body}</tbody><tfoot><tr><th>Jumlah</th>{total}</tr></tfoot></table>\n```"
    )


CELLS = [
    markdown("# Kinerja {#sec-kinerja}\n\n## Hasil {#sec-hasil}"),
    # Amounts in a column that is far too narrow for them, beside one that has room.
    code("::: {#tbl-anggaran}\n\n" + make_table([90, 5, 5], [SENTENCE, AMOUNT, LOSS]) + "\n\nSempit\n\n:::"),
    # Words and amounts find room in smaller type only; in the last table amounts alone do.
    code(make_table([40] + [10] * 6, [SENTENCE, *[AMOUNT[:14]] * 6])),
    code(make_table([30] + [8] * 8, [SENTENCE, *[AMOUNT[:14]] * 8])),
]


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("lajur"), CELLS)


@cache
def load(style: str) -> TTFont:
    return TTFont(FONTS / f"SourceSans3-{style}.ttf")


def weigh(word: str, style: str = "SemiBold") -> float:
    """Return how wide the font sets a word, in parts of its size."""
    font = load(style)
    glyphs = [font.getBestCmap()[ord(letter)] for letter in word]
    return float(sum(font["hmtx"][glyph][0] for glyph in glyphs) / font["head"].unitsPerEm)


def list_words(table: Table) -> Iterator[tuple[str, float, float]]:
    """Yield each word that can't be parted, with its width and that of its column, in twips."""
    margins = table.style.element.findall(f".//{qn('w:tblCellMar')}/*") if table.style is not None else []
    free = sum(int(side.get(qn("w:w"))) for side in margins if side.tag in (qn("w:left"), qn("w:right")))
    for row in table.rows:
        for cell, column in zip(row.cells, table.columns, strict=True):
            for paragraph in cell.paragraphs:
                assert paragraph.style is not None
                size = next((run.font.size for run in paragraph.runs if run.font.size), None)
                size = size or paragraph.style.font.size or paragraph.style.base_style.font.size  # type: ignore[attr-defined]
                face = "SemiBold" if paragraph.style.font.bold else "Regular"
                for word in re.split(r"[ \n]+", paragraph.text):
                    assert column.width is not None
                    yield word, weigh(word, face) * size.pt * 20, column.width.twips - free


def test_words_are_never_wider_than_estimated() -> None:
    letters = sorted(set(string.ascii_letters + string.digits + string.punctuation) - set('"~^_`<>=#$*\\{}'))
    assert [letter for letter in letters if measure(letter) < weigh(letter)] == []
    for word in (AMOUNT, LOSS, SENTENCE, "60,0%–80,0%", "Rp33.138.442.066,00,-", "MEWUJUDKAN"):
        assert all(weigh(part) <= measure(part) < 1.35 * weigh(part) for part in word.split())


def test_no_amount_is_wider_than_its_column(path: Path) -> None:
    tables = [table for table in Document(str(path)).tables if table.style and table.style.name == "Tabel Laporan"]
    first, smaller, smallest = (list(list_words(table)) for table in tables[SKIPPED : SKIPPED + 3])
    for words in (first, smaller, smallest):
        assert [word for word, needed, given in words if needed > given and re.search(r"\d", word)] == []
    assert [word for word, needed, given in (*first, *smaller) if needed > given] == []


@needs_office
def test_libreoffice_cuts_no_amount(path: Path, tmp_path: Path) -> None:
    text = "\n".join(page.extract_text() for page in PdfReader(print_word(path, tmp_path)).pages)
    assert text.count(AMOUNT[:14]) == 4 + 12 + 16
