"""Read one CSV file into typed columns, collecting every problem on the way."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property, partial
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

import numpy as np
import pandas as pd

from lkip_utils.berlaku import Masa, read_masa
from lkip_utils.bukan_data import list_odd_rows
from lkip_utils.csv_text import unguard
from lkip_utils.dataset import cell_key
from lkip_utils.labels import explain_code
from lkip_utils.numbers import describe_damage, format_percent, is_missing, is_plain, parse_date, parse_number
from lkip_utils.schemas import DARI, SAMPAI, Field, Schema
from lkip_utils.sheet import note, read_sheet
from lkip_utils.temuan import DataError, Temuan, tell_some

Value = str | Decimal | None
"""What a cell holds: kinds text, code, measure and date a text, integer and number a Decimal."""

LARGEST_PERCENT = 1000
"""A percentage above this is out of bounds, and says nothing of how the others are meant."""

_TOO_MUCH = 1000  # so many times what may stand there is no slip of a digit

NOTHING: Mapping[str, str] = MappingProxyType({})

# Cheap to see, so that the many ordinary texts need no second look.
_ODD = re.compile(r"[=#'–-]|Err:|na?/?a?$|[0-9.,]+E\+[0-9]", re.IGNORECASE)
_NOTHING = frozenset({"null", "nan", "none", "nil", "xxx", "undefined"})
_TWICE = re.compile(r"[ÂÃ][\u0080-\u00bf]|â[\u0080-\u00bf€‚„…†‡‰‹›‘’“”•–—˜™šœžŸ]")
"""Letters beyond ASCII as UTF-8 shows them when it was read as Windows-1252 and written again."""

_KEPT_AS_TEXT = re.compile(r"'[0-9][0-9 .]*")


class Reading(NamedTuple):
    """What was read from a file.

    Parameters
    ----------
    frame
        Index ``baris``: spreadsheet row; numbers as Decimal, empty cells as None. With problems it
        holds what could be read.
    problems
        What is wrong, as findings.
    adaptations
        What was taken otherwise than it is written, as info findings. One that carries a key tells of a
        cell that a decision replaced.
    used
        The keys among the decisions that name a cell of the file.
    """

    frame: pd.DataFrame
    problems: list[Temuan]
    adaptations: list[Temuan]
    used: frozenset[str]


def suggest(word: str, known: Iterable[str]) -> str:
    """Return a hint at the known word that looks most like a misspelt one.

    Examples
    --------
    >>> suggest("Sasran", ["sasaran", "program"])
    ' Mungkin maksudnya «sasaran».'
    >>> suggest("xyz", ["sasaran"])
    ''
    """
    spelt = {name.lower(): name for name in known}
    close = difflib.get_close_matches(word.lower(), list(spelt), n=1)
    return f" Mungkin maksudnya «{spelt[close[0]]}»." if close else ""


def read_csv(
    path: Path, name: str, schema: Schema, decided: Mapping[str, str] = NOTHING, tahun: int | None = None
) -> Reading:
    """Read, type and check one file against its schema.

    Parameters
    ----------
    path
        The file; its stem is what keys of its cells begin with.
    name
        How messages call it: its path below the data folder.
    schema
        Its entry in :data:`lkip_utils.schemas.FILES`.
    decided
        Key of a cell → the text that ``keputusan.csv`` puts in its place before it is read.
    tahun
        The year that decided so: of several rows with the same key, the one that holds in it is meant.
    """
    try:
        sheet = read_sheet(path, name, list(schema.columns))
        absent, notes = _check_columns(sheet.columns, name, sheet.head, schema)
    except DataError as error:
        return Reading(make_empty(schema), error.temuan, [], frozenset())
    columns, blanks = [*sheet.columns, *absent], [""] * len(absent)
    texts = {row: dict(zip(columns, [*cells, *blanks], strict=True)) for row, cells in sheet.rows.items()}
    odd = list_odd_rows(name, schema, texts)
    table = type_rows(name, schema, {row: cells for row, cells in texts.items() if row not in odd})
    used = _settle(table, path.stem, decided, tahun) if decided else frozenset()
    problems = [temuan for temuan in odd.values() if temuan.tingkat == "galat"]
    notes += [temuan for temuan in odd.values() if temuan.tingkat == "info"]
    return Reading(
        table.frame,
        [*problems, *table.list_problems()],
        [*sheet.adaptations, *notes, *table.list_adaptations()],
        used,
    )


def make_empty(schema: Schema) -> pd.DataFrame:
    """Return the frame of a file that has no rows."""
    return pd.DataFrame(columns=list(schema.columns), dtype=object, index=pd.RangeIndex(0, name="baris"))


def _check_columns(found: list[str], name: str, head: int, schema: Schema) -> tuple[list[str], list[Temuan]]:
    """Return the columns that a file leaves out because nothing has to stand in them, and a record of that."""
    expected = list(schema.columns)
    unknown = [column for n, column in enumerate(found) if column not in expected or column in found[:n]]
    missing = [column for column in expected if column not in found]
    needed = [column for column in missing if not schema.columns[column].optional]
    problems = [_missing_columns(name, head, needed, expected)] if needed else []
    problems += [_unknown_column(name, head, column, expected, missing) for column in unknown]
    if problems:
        raise DataError(problems)
    told = ", ".join(column for column in missing if not schema.columns[column].rare)
    message = f"kolom tanpa isi yang tidak ada dibaca kosong: {told}."
    return missing, [note(name, head, told, "B11", message)] if told else []


_SCALE = re.compile(r"ribu|juta|mil[iy]ar|triliun", re.IGNORECASE)
"""Units of a head that its numbers would have to be multiplied by."""


def _missing_columns(name: str, head: int, needed: list[str], expected: list[str]) -> Temuan:
    message = f"kolom wajib tidak ada. Tambahkan dan isi; kolom berkas ini: {', '.join(expected)}."
    return Temuan(name, head, ", ".join(needed), "D05", "galat", message)


def _unknown_column(name: str, head: int, column: str, expected: list[str], missing: list[str]) -> Temuan:
    what = "ganda" if column in expected else "tidak dikenal"
    hint = suggest(column, missing or expected)
    if scale := _SCALE.search(column):
        hint = f" Tulis angkanya lengkap, bukan dalam {scale[0].lower()}, lalu tulis judulnya tanpa satuan."
    label = f"«{column}»" if column else "tanpa judul"
    message = f"kolom {label} {what}.{hint} Perbaiki judulnya atau hapus kolomnya."
    return Temuan(name, head, column, "D06", "galat", message, tercetak=column)


# ── cells ───────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Table:
    """The cells of a file.

    Parameters
    ----------
    name, schema
        As for :func:`read_csv`.
    texts
        Spreadsheet row → column → what is written there.
    values
        Column → spreadsheet row → what that was read as.
    found
        What there is to say about the reading of some: by row and column.
    """

    name: str
    schema: Schema
    texts: Mapping[int, Mapping[str, str]]
    values: dict[str, dict[int, Value]]
    found: dict[tuple[int, str], Temuan]

    @cached_property
    def frame(self) -> pd.DataFrame:
        """The values; its index ``baris`` is the spreadsheet row."""
        cells = np.empty((len(self.texts), len(self.values)), dtype=object)
        for position, column in enumerate(self.values.values()):
            cells[:, position] = list(column.values())
        return pd.DataFrame(cells, columns=list(self.values), index=pd.Index(self.texts, name="baris"), dtype=object)

    def list_problems(self) -> list[Temuan]:
        """Return what can't be read, and what the schema doesn't allow."""
        unread = {place: temuan for place, temuan in self.found.items() if temuan.tingkat == "galat"}
        # A cell that couldn't be read isn't empty.
        fractions = [t for column in self.schema.columns for t in _ask_fractions(self, column)]
        return [*unread.values(), *fractions, *_check_rows(self, unread), *_check_masa(self)]

    def list_adaptations(self) -> list[Temuan]:
        """Return what was taken otherwise than it is written."""
        return [temuan for temuan in self.found.values() if temuan.tingkat == "info"]

    def put(self, row: int, column: str, text: str) -> None:
        """Type a cell, with a finding where it can't be read or isn't plain."""
        self.found.pop((row, column), None)
        field = self.schema.columns[column]
        try:
            value, code = _READERS[field.kind](text, field, self.texts[row])
        except ValueError as error:
            value, code = None, ""
            self.found[row, column] = Temuan(self.name, row, column, "D08", "galat", str(error), tercetak=text)
        if code:
            self.found[row, column] = note_cell(self.name, row, column, code, text, _write(value))
        self.values[column][row] = value


def type_rows(name: str, schema: Schema, texts: Mapping[int, Mapping[str, str]]) -> Table:
    """Read the cells of rows by the kinds of their columns; for the parameters see :class:`Table`."""
    table = Table(name, schema, texts, {column: {} for column in schema.columns}, {})
    for column in schema.columns:
        for row, cells in texts.items():
            table.put(row, column, cells[column].strip())
    return table


def _write(value: Value) -> str:
    if isinstance(value, Decimal):
        return f"{value:f}"
    return value or ""


def note_cell(name: str, row: int, column: str, code: str, text: str, taken: str) -> Temuan:
    """Return the record of a cell that was taken otherwise than it is written."""
    message = f"«{text}» dibaca {taken or 'sebagai sel kosong'}."
    return note(name, row, column, code, message, text, taken)


def _read_text(cell: str, field: Field, row: Mapping[str, str]) -> tuple[Value, str]:
    if not cell:
        return None, ""
    # What a report publishes is read back as it was.
    if (bare := unguard(cell)) != cell:
        return bare, "B09"
    if field.verbatim:
        return cell, ""
    if trouble := _tell_no_text(cell):
        raise ValueError(f"terbaca «{cell}», {trouble}")
    if not _ODD.match(cell):
        return cell, ""
    if damage := describe_damage(cell):
        raise ValueError(f"terbaca «{cell}», {damage}")
    if _KEPT_AS_TEXT.fullmatch(cell):
        return cell[1:], "B09"
    return (None, "B08") if is_missing(cell) else (cell, "")


def _tell_no_text(cell: str) -> str:
    """Return why a text isn't one: a word of a program for "nothing", or letters that were encoded twice."""
    if cell.casefold() in _NOTHING:
        return "bukan teks melainkan tanda kosong dari program lain. Kosongkan selnya, atau isi teksnya."
    if not _TWICE.search(cell):
        return ""
    try:
        meant = cell.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return "berisi huruf yang dua kali disandikan. Ketik ulang teksnya, lalu simpan sebagai CSV UTF-8."
    return f"berisi huruf yang dua kali disandikan; maksudnya tampaknya «{meant}». Ketik ulang, lalu simpan sebagai CSV UTF-8."


def _read_code(cell: str, field: Field, row: Mapping[str, str]) -> tuple[Value, str]:
    value, code = _read_text(cell, field, row)
    if isinstance(value, str) and (problem := explain_code(value)):
        raise ValueError(f"terbaca «{value}», {problem}")
    return value, code


def _read_date(cell: str, field: Field, row: Mapping[str, str]) -> tuple[Value, str]:
    value = parse_date(cell)
    if value is None:
        return None, "B08" if cell else ""
    return value, "B07" if value != cell else ""


def _read_number(cell: str, field: Field, row: Mapping[str, str]) -> tuple[Value, str]:
    satuan = field.satuan or row.get("satuan", "")
    value = parse_number(cell, integer=field.kind == "integer", satuan=satuan)
    if value is None:
        return None, "B08" if cell else ""
    return value, "" if is_plain(cell, value) else "B06"


_READERS: Mapping[str, Callable[[str, Field, Mapping[str, str]], tuple[Value, str]]] = {
    "text": _read_text,
    "code": _read_code,
    "measure": _read_text,
    "date": _read_date,
    "integer": _read_number,
    "number": _read_number,
}
"""Kind of a column → function of a cell, its column and the texts of its row; it returns the cell's value and the
code of the adaptation, if it needed one."""


def _settle(table: Table, file: str, decided: Mapping[str, str], tahun: int | None) -> frozenset[str]:
    """Put decided texts in the place of what stands in the file; return the keys that name a cell."""
    # Keys are those of the cells as they stand; the frame is made only after this.
    rows = {row: {column: cells[row] for column, cells in table.values.items()} for row in table.texts}
    rows = {row: cells for row, cells in rows.items() if tahun is None or tahun in read_masa(cells)}
    places = {cell_key(file, cells, column): (row, column) for row, cells in rows.items() for column in cells}
    used = decided.keys() & places.keys()
    for key in used:
        row, column = places[key]
        old, new = table.texts[row][column].strip(), decided[key]
        table.put(row, column, new)
        found = table.found.get((row, column))
        if found and found.tingkat == "galat":
            table.found[row, column] = replace(found, pesan=f"menurut keputusan.csv {found.pesan}")
        else:
            message = f"{f'«{old}»' if old else 'sel kosong'} diganti «{new}» menurut keputusan.csv."
            table.found[row, column] = replace(note(table.name, row, column, "B10", message, old, new), kunci=key)
    return frozenset(used)


# ── rows ────────────────────────────────────────────────────────────────────────────────


def _check_rows(table: Table, unread: Collection[tuple[int, str]]) -> Iterator[Temuan]:
    """Yield what the schema doesn't allow: empty cells, words and numbers, keys that come twice.

    Parameters
    ----------
    unread
        Row and column of cells that have a finding already.
    """
    for column, field in table.schema.columns.items():
        cells = table.values[column]
        if not field.optional:
            empty = [row for row, value in cells.items() if value is None and (row, column) not in unread]
            yield from tell_some(empty, partial(_report_empty, table, column))
        odd = {value for value in set(cells.values()) if value is not None and not field.allows(value)}
        rows = [row for row, value in cells.items() if value in odd] if odd else []
        yield from tell_some(rows, partial(_report_value, table, column))
    # Rows that hold in different years may have the same key.
    if table.schema.key and DARI not in table.values:
        yield from tell_some(_list_doubles(table, unread), partial(_report_double, table))


def _list_doubles(table: Table, unread: Collection[tuple[int, str]]) -> list[int]:
    """Return the rows whose key another row has, too."""
    keys = dict(
        zip(table.texts, zip(*(table.values[name].values() for name in table.schema.key), strict=True), strict=True)
    )
    times = Counter(keys.values())
    return [
        row
        for row, key in keys.items()
        if times[key] > 1 and not any((row, name) in unread for name in table.schema.key)
    ]


def _report_empty(table: Table, column: str, row: int) -> Temuan:
    message = f"sel kosong; wajib diisi ({table.schema.columns[column].description})."
    return Temuan(table.name, row, column, "D09", "galat", message)


def _report_value(table: Table, column: str, row: int) -> Temuan:
    field, value = table.schema.columns[column], table.values[column][row]
    if field.bounds and isinstance(value, Decimal):
        low, high = field.bounds
        lost = " Mungkin koma desimalnya hilang." if value > _TOO_MUCH * high else ""
        message = f"terbaca {value}, diharapkan antara {low} dan {high}.{lost} Periksa angkanya."
        return Temuan(table.name, row, column, "D15", "galat", message, tercetak=str(value))
    hint = suggest(str(value), field.values)
    message = f"terbaca «{value}», diharapkan salah satu dari: {', '.join(field.values)}.{hint}"
    return Temuan(table.name, row, column, "D10", "galat", message, tercetak=str(value))


def _report_double(table: Table, row: int) -> Temuan:
    keys = table.schema.key
    shown = ", ".join(str(cell) for cell in (table.values[name][row] for name in keys) if cell is not None)
    message = f"kunci «{shown}» juga dipakai baris lain. Tiap baris harus berbeda; hapus atau ubah salah satunya."
    return Temuan(table.name, row, ", ".join(keys), "D07", "galat", message)


def _ask_fractions(table: Table, column: str) -> list[Temuan]:
    """Ask about percentages that are all written as fractions of 1, as a spreadsheet holds them behind its «95%»."""
    field, cells = table.schema.columns[column], table.values[column]
    known = {row: value for row, value in cells.items() if isinstance(value, Decimal) and 0 < value <= LARGEST_PERCENT}
    if field.kind != "number" or field.unit != "persen" or max(known.values(), default=2) > 1:
        return []
    told = [row for row in known if "%" not in table.texts[row][column]]
    return tell_some(told, lambda row: _ask_fraction(table, row, column, known[row]))


def _ask_fraction(table: Table, row: int, column: str, value: Decimal) -> Temuan:
    text = table.texts[row][column].strip()
    message = (
        f"terbaca «{text}», dapat berarti {format_percent(value, None)} atau {format_percent((value * 100).normalize(), None)}, karena di kolom ini tidak ada yang "
        "lebih dari 1. Tulis persis salah satunya, dengan tanda persen."
    )
    return Temuan(table.name, row, column, "D08", "galat", message, tercetak=text)


def _check_masa(table: Table) -> Iterator[Temuan]:
    """Check that no row ends before it begins, and that no two rows with the same key hold in the same year."""
    if DARI not in table.values:
        return
    groups: dict[tuple[Value, ...], dict[int, Masa]] = {}
    for row in table.texts:
        masa = read_masa({name: table.values[name][row] for name in (DARI, SAMPAI)})
        key = tuple(table.values[name][row] for name in table.schema.key)
        if masa.is_empty:
            yield _end_before_begin(table, row, masa)
        elif any(cell is not None for cell in key):
            groups.setdefault(key, {})[row] = masa
    for key, rows in groups.items():
        yield from _check_overlap(table, key, rows)


def _end_before_begin(table: Table, row: int, masa: Masa) -> Temuan:
    message = f"terbaca {masa.dari}–{masa.sampai}, diharapkan {DARI} tidak setelah {SAMPAI}. Periksa keduanya."
    return Temuan(table.name, row, DARI, "D26", "galat", message, tercetak=str(masa.dari))


def _check_overlap(table: Table, key: tuple[Value, ...], rows: Mapping[int, Masa]) -> Iterator[Temuan]:
    shown = ", ".join(str(cell) for cell in key if cell is not None)
    for row, own in rows.items():
        other = next((n for n, masa in rows.items() if n != row and own.overlaps(masa)), None)
        if other is not None:
            message = (
                f"kunci «{shown}» ({own}) juga dipakai baris {other} ({rows[other]}). Tiap baris harus berbeda; hapus "
                f"atau ubah salah satunya, atau isi {DARI} dan {SAMPAI} sehingga tahunnya tidak bertindih."
            )
            yield Temuan(table.name, row, ", ".join(table.schema.key), "D07", "galat", message)
