"""Rows of a sheet that state no fact of their own: numbers of its columns, sums and means of the rows above."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise

from lkip_utils.schemas import Schema
from lkip_utils.sheet import note
from lkip_utils.temuan import Temuan

Cells = Mapping[str, str]

_SUM = re.compile(
    r"(?:(?:sub|grand) ?)?(?:jumlah|total)(?: (?:jumlah|total|keseluruhan|seluruhnya|semua|umum|akhir))?(?: \([a-z0-9+ ]+\))?"
    r"|(?:nilai )?rata ?- ?rata|rerata",
)
_LIKE_A_SUM = re.compile(r"(?:(?:sub|grand) ?)?(?:jumlah|total)\b.*|(?:rata ?- ?rata|rerata)\b.*", re.DOTALL)
_COLUMN_NUMBER = re.compile(r"\(?([1-9][0-9]?)\)?(?: ?=.*)?")
_FEW = 3
"""Cells of a row of column numbers, at least: two numbers may be anything."""

_NO_SIZE = ("urutan", "tahun")
_NUMERIC = ("integer", "number", "measure")


def list_odd_rows(name: str, schema: Schema, rows: Mapping[int, Cells]) -> dict[int, Temuan]:
    """Return what there is to say about the rows that state no fact, by row.

    Parameters
    ----------
    name
        How messages call the file.
    schema
        What it holds.
    rows
        Spreadsheet row → column → what is written there.

    Returns
    -------
    dict of int to Temuan
        An info finding for a row that is certainly none, an error for one that looks so.
    """
    first = next(iter(rows), None)
    found = {first: _look_at_numbers(name, schema, first, rows[first])} if first is not None else {}
    if _has_sizes(schema):
        found |= {row: _look_at_label(name, schema, row, cells) for row, cells in rows.items() if not found.get(row)}
    return {row: temuan for row, temuan in found.items() if temuan}


def _has_sizes(schema: Schema) -> bool:
    """Return whether a file has figures that somebody might add up."""
    return any(field.kind in _NUMERIC and field.unit not in _NO_SIZE for field in schema.columns.values())


def _look_at_numbers(name: str, schema: Schema, row: int, cells: Cells) -> Temuan | None:
    """Look for the row ``1 2 3 4 5`` below the titles."""
    written = {column: _tidy(cell) for column, cell in cells.items() if cell.strip()}
    found = [_COLUMN_NUMBER.fullmatch(cell) for cell in written.values()]
    numbers = [int(match[1]) for match in found if match]
    if len(numbers) < max(_FEW, len(written)):
        return None
    text = " ".join(written.values())
    if numbers == list(range(1, len(numbers) + 1)):
        return note(name, row, "", "B14", f"nomor kolom «{text}» dilewati; bukan data.", text)
    rising = all(one < other for one, other in pairwise(numbers))
    if rising and any(schema.columns[column].free for column in written):
        message = f"terbaca «{text}», yang tampaknya nomor kolom. Hapus barisnya, atau tulis isinya."
        return Temuan(name, row, "", "D31", "galat", message, tercetak=text)
    return None


def _look_at_label(name: str, schema: Schema, row: int, cells: Cells) -> Temuan | None:
    """Look for a row whose name says that it adds others up."""
    column = next(_list_sums(schema, cells), None)
    if column is None:
        return None
    text = cells[column].strip()
    more = [other for other in cells if other != column and cells[other].strip() and _tells_more(schema, other)]
    if _SUM.fullmatch(_tidy(text)) and not more:
        shown = ", ".join(cell.strip() for cell in cells.values() if cell.strip())
        return note(
            name, row, column, "B14", f"baris «{text}» ({shown}) dilewati; jumlah dihitung dari barisnya.", text
        )
    message = (
        f"terbaca «{text}», yang tampaknya jumlah baris lain dan akan dihitung dua kali. Hapus barisnya; "
        "bila ini memang data, beri nama yang tidak dimulai dengan «Jumlah», «Total», atau «Rata-rata»."
    )
    return Temuan(name, row, column, "D31", "galat", message, tercetak=text)


def _list_sums(schema: Schema, cells: Cells) -> Iterator[str]:
    """Yield the columns that name a row as a sum: a free name may only begin with the word, elsewhere it stands alone."""
    first = next((column for column, cell in cells.items() if cell.strip()), None)
    for column, cell in cells.items():
        free = column in schema.key and schema.columns[column].free
        pattern = _LIKE_A_SUM if free else _SUM
        if (column == first or column in schema.key) and pattern.fullmatch(_tidy(cell)):
            yield column


def _tells_more(schema: Schema, column: str) -> bool:
    """Return whether what stands in a column is more than the place of a row and the unit of its figures."""
    return column not in (*schema.key, "satuan") and schema.columns[column].free


def _tidy(cell: str) -> str:
    return " ".join(cell.replace("–", "-").lower().split()).strip(" .:*")
