"""Read one CSV file into typed columns, collecting every problem on the way."""

from __future__ import annotations

import csv
import difflib
import io
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pandera.pandas as pa

from lkip_utils.numbers import format_date, parse_number
from lkip_utils.temuan import Temuan

FIRST_ROW = 2
"""Spreadsheet number of the first row below the header."""


def suggest(word: str, known: Iterable[str]) -> str:
    """Return a hint at the known word that looks most like a misspelt one.

    Examples
    --------
    >>> suggest("sasran", ["sasaran", "program"])
    ' Mungkin maksudnya «sasaran».'
    >>> suggest("xyz", ["sasaran"])
    ''
    """
    close = difflib.get_close_matches(word, list(known), n=1)
    return f" Mungkin maksudnya «{close[0]}»." if close else ""


def read_csv(path: Path, name: str, schema: pa.DataFrameSchema) -> tuple[pd.DataFrame, list[Temuan]]:
    """Read, type and check one file against its schema.

    Parameters
    ----------
    path
        The file.
    name
        How messages call it: its path below the data folder.
    schema
        Its entry in :data:`lkip_utils.schemas.FILES`.

    Returns
    -------
    tuple
        The frame (index ``baris``: spreadsheet row; numbers as Decimal, empty cells as None)
        and the problems found. With problems the frame holds what could be read.
    """
    cells, problems = _read_cells(path, name)
    columns = _check_columns(cells, name, schema) if not problems else []
    problems += columns
    if problems:
        return _empty(schema), problems
    typed, problems = _type_cells(cells, name, schema)
    return typed, problems + _check_rows(typed, name, schema, problems)


def _empty(schema: pa.DataFrameSchema) -> pd.DataFrame:
    return pd.DataFrame(columns=list(schema.columns), dtype=object, index=pd.RangeIndex(0, name="baris"))


def _read_cells(path: Path, name: str) -> tuple[pd.DataFrame, list[Temuan]]:
    # pandas pads short records and cuts long ones without a word; the csv module tells them apart first.
    try:
        text = path.read_bytes().decode("utf-8-sig")
        rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except UnicodeDecodeError as error:
        row = path.read_bytes()[: error.start].count(b"\n") + 1
        return pd.DataFrame(), [_unreadable(name, row, error)]
    except csv.Error as error:
        message = f"susunan CSV rusak ({error}). Periksa tanda kutip yang tidak ditutup."
        return pd.DataFrame(), [Temuan(name, None, "", "D04", "galat", message)]
    filled = {number: row for number, row in enumerate(rows, 1) if any(cell.strip() for cell in row)}
    if not filled:
        message = (
            "berkas kosong; diharapkan sedikitnya baris judul kolom. Isi berkas atau hapus bila tidak ada datanya."
        )
        return pd.DataFrame(), [Temuan(name, None, "", "D02", "galat", message)]
    if len(rows[0]) == 1 and ";" in rows[0][0]:
        message = "kolom dipisahkan titik koma. Simpan ulang dari Excel sebagai «CSV UTF-8 (dipisahkan koma)»."
        return pd.DataFrame(), [Temuan(name, 1, "", "D04", "galat", message, tercetak=";", terhitung=",")]
    body = {number: row for number, row in filled.items() if number >= FIRST_ROW}
    ragged = [_ragged_row(name, number, row, len(rows[0])) for number, row in body.items() if len(row) != len(rows[0])]
    if ragged:
        return pd.DataFrame(), ragged
    cells = pd.read_csv(io.StringIO(text), dtype=object, keep_default_na=False, skip_blank_lines=False)
    cells.index = pd.RangeIndex(FIRST_ROW, FIRST_ROW + len(cells), name="baris")
    return cells.loc[list(body)], []


def _unreadable(name: str, row: int, error: UnicodeDecodeError) -> Temuan:
    message = (
        f"terbaca bita 0x{error.object[error.start]:02x} yang bukan UTF-8. "
        "Simpan ulang dari Excel sebagai «CSV UTF-8 (dipisahkan koma)»."
    )
    return Temuan(name, row, "", "D03", "galat", message)


def _ragged_row(name: str, number: int, row: list[str], width: int) -> Temuan:
    remedy = (
        "Apit isi yang mengandung koma dengan tanda kutip ganda."
        if len(row) > width
        else "Tambahkan koma untuk sel yang kosong."
    )
    message = f"terbaca {len(row)} kolom, diharapkan {width}. {remedy}"
    return Temuan(name, number, "", "D04", "galat", message, tercetak=str(len(row)), terhitung=str(width))


def _check_columns(cells: pd.DataFrame, name: str, schema: pa.DataFrameSchema) -> list[Temuan]:
    expected, found = list(schema.columns), [str(column) for column in cells.columns]
    unknown = [column for n, column in enumerate(found) if column not in expected or column in found[:n]]
    missing = [column for column in expected if column not in found]
    return [
        Temuan(
            name,
            1,
            column,
            "D05",
            "galat",
            f"kolom tidak ada; diharapkan kolom: {', '.join(expected)}.{suggest(column, unknown)}",
        )
        for column in missing
    ] + [
        Temuan(
            name,
            1,
            column,
            "D06",
            "galat",
            f"kolom «{column}» {'ganda' if column in expected else 'tidak dikenal'}.{suggest(column, missing or expected)} Perbaiki judulnya atau hapus kolomnya.",
            tercetak=column,
        )
        for column in unknown
    ]


def _type_cells(cells: pd.DataFrame, name: str, schema: pa.DataFrameSchema) -> tuple[pd.DataFrame, list[Temuan]]:
    typed = _empty(schema).reindex(cells.index)
    problems: list[Temuan] = []
    for column, spec in schema.columns.items():
        values: list[str | Decimal | None] = []
        for row, cell in cells[column].str.strip().items():
            try:
                values.append(_type_cell(cell, (spec.metadata or {})["kind"]))
            except ValueError as error:
                values.append(None)
                problems.append(Temuan(name, int(str(row)), column, "D08", "galat", str(error), tercetak=cell))
        typed[column] = pd.Series(values, index=cells.index, dtype=object)
    return typed, problems


def _type_cell(cell: str, kind: str) -> str | Decimal | None:
    if kind in ("text", "measure"):
        return cell or None
    if kind == "date":
        format_date(cell or None)
        return cell or None
    return parse_number(cell, integer=kind == "integer")


def _check_rows(typed: pd.DataFrame, name: str, schema: pa.DataFrameSchema, known: list[Temuan]) -> list[Temuan]:
    """Run pandera lazily and turn its failure cases into findings."""
    try:
        schema.validate(typed, lazy=True)
    except pa.errors.SchemaErrors as errors:
        unreadable = {(t.baris, t.kolom) for t in known}
        cases = errors.failure_cases.to_dict("records")
        found = [_explain(case, name, schema, typed) for case in cases]
        return [t for t in found if (t.baris, t.kolom) not in unreadable]
    return []


def _explain(case: dict[str, object], name: str, schema: pa.DataFrameSchema, typed: pd.DataFrame) -> Temuan:
    row = int(str(case["index"]))
    value, check = str(case["failure_case"]), str(case["check"])
    if check == "multiple_fields_uniqueness":
        keys = list(schema.unique or [])
        key = ", ".join(str(cell) for cell in typed.loc[row, keys] if cell is not None)
        return Temuan(
            name,
            row,
            ", ".join(keys),
            "D07",
            "galat",
            f"kunci «{key}» juga dipakai baris lain. Tiap baris harus berbeda; hapus atau ubah salah satunya.",
        )
    column = str(case["column"])
    if check == "not_nullable":
        return Temuan(
            name, row, column, "D09", "galat", f"sel kosong; wajib diisi ({schema.columns[column].description})."
        )
    expected = schema.columns[column].checks[0].statistics
    if "min_value" in expected:
        message = (
            f"terbaca {value}, diharapkan antara {expected['min_value']} dan {expected['max_value']}. Periksa angkanya."
        )
        return Temuan(name, row, column, "D15", "galat", message, tercetak=value)
    allowed = expected["allowed_values"]
    message = f"terbaca «{value}», diharapkan salah satu dari: {', '.join(allowed)}.{suggest(value, allowed)}"
    return Temuan(name, row, column, "D10", "galat", message, tercetak=value)
