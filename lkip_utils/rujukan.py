"""References: codes that other files define, and the names that offices write in place of codes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import partial

import pandas as pd

from lkip_utils.berlaku import read_masa
from lkip_utils.csv_files import suggest
from lkip_utils.dataset import Dataset, Frames, Record, group_rows, name_file, records, report_cell
from lkip_utils.schemas import DARI, FILES, SAMPAI
from lkip_utils.sheet import note
from lkip_utils.temuan import Temuan, tell_some

REFERENCES = [
    (file, column, target)
    for file, schema in FILES.items()
    for column, field in schema.columns.items()
    if (target := field.refers_to)
]
"""File, column, and the file whose codes stand in it."""

NAMES = {"indikator": "nama", "sasaran": "uraian", "program": "nama", "organisasi": "unit"}
"""File with codes → the column with the words that they stand for."""


# ── names in place of codes ─────────────────────────────────────────────────────────────


def resolve_names(frames: Frames, instansi: str, tahun: int) -> tuple[dict[str, pd.DataFrame], list[Temuan]]:
    """Put codes in place of names that are, letter for letter, those of exactly one row.

    Returns
    -------
    tuple
        The frames, and what was put where (info), with an error for each row that thereby says the same as another.
    """
    resolved, found = dict(frames), list[Temuan]()
    codes = {target: _list_codes(frames[target], words) for target, words in NAMES.items()}
    named = set[str]()
    for file, column, target in REFERENCES:
        names = {row: name for row, name in frames[file][column].items() if name in codes[target]}
        if names:
            taken = {row: codes[target][name] for row, name in names.items()}
            cells = [taken.get(row, cell) for row, cell in resolved[file][column].items()]
            # Left to itself, pandas would make NaN of empty cells.
            filled = pd.Series(cells, index=frames[file].index, dtype=object)
            resolved[file] = resolved[file].assign(**{column: filled})
            named.add(file)
            source = name_file(instansi, tahun, file)
            found += [_note_name(source, row, column, name, taken[row], target) for row, name in names.items()]
    for file in sorted(named):
        found += _check_doubles(name_file(instansi, tahun, file), resolved[file], FILES[file].key)
    return resolved, found


def _list_codes(frame: pd.DataFrame, words: str) -> dict[str, str]:
    """Return the code of each name that only one row has, and that isn't itself a code."""
    times = Counter(frame[words])
    pairs = zip(frame[words], frame["kode"], strict=True)
    known = set(frame["kode"])
    return {name: kode for name, kode in pairs if name is not None and times[name] == 1 and name not in known}


def _note_name(source: str, row: object, column: str, name: str, kode: str, target: str) -> Temuan:
    message = f"nama «{name}» dibaca sebagai kodenya di {target}.csv, «{kode}»."
    return note(source, int(str(row)), column, "B15", message, name, kode)


def _check_doubles(source: str, frame: pd.DataFrame, keys: Sequence[str]) -> Iterator[Temuan]:
    """Check that no two rows have the same key once the names in it are codes."""
    if not keys or DARI in frame:
        return
    first: dict[tuple[object, ...], object] = {}
    for row, *key in frame[list(keys)].itertuples(name=None):
        other = first.setdefault(tuple(key), row)
        if other != row:
            shown = ", ".join(str(cell) for cell in key if cell is not None)
            message = (
                f"kunci «{shown}» juga dipakai baris {other}, karena nama dibaca sebagai kodenya. Tiap baris harus "
                "berbeda; hapus atau ubah salah satunya."
            )
            yield Temuan(source, row, ", ".join(keys), "D07", "galat", message)


# ── codes ───────────────────────────────────────────────────────────────────────────────


def check_references(dataset: Dataset, unread: Collection[str], shared: Frames) -> Iterator[Temuan]:
    """Check that every code that is named exists, and holds in the report year.

    Parameters
    ----------
    unread
        Files of which nothing is known, so that all their codes would look unknown.
    shared
        The files that all years share, with the rows of every year.
    """
    targets = {target for _, _, target in REFERENCES}
    known = {target: {row["kode"] for row in dataset.rows(target)} - {None} for target in targets}
    past = {target: group_rows(records(shared[target]), "kode") for target in targets}
    for file, column, target in REFERENCES:
        if dataset.source(target) in unread:
            continue
        rows = [row for row in dataset.rows(file) if row[column] is not None and row[column] not in known[target]]
        unknown = [row for row in rows if row[column] not in past[target]]
        invalid = [row for row in rows if row[column] in past[target]]
        yield from tell_some(unknown, partial(_report_unknown, dataset, file, column, target, known[target]))
        yield from tell_some(invalid, partial(_report_invalid, dataset, file, column, target, past[target]))


def _report_unknown(
    dataset: Dataset, file: str, column: str, target: str, known: Collection[str], row: Record
) -> Temuan:
    value = row[column]
    message = f"kode «{value}» tidak ada di {target}.csv.{suggest(value, known)} Perbaiki kode atau tambahkan barisnya di {target}.csv."
    return report_cell(dataset, file, row, column, "D12", message)


def _report_invalid(
    dataset: Dataset, file: str, column: str, target: str, past: Mapping[str, Sequence[Record]], row: Record
) -> Temuan:
    value = row[column]
    places = "; ".join(f"baris {other['baris']} {read_masa(other)}" for other in past[value])
    message = (
        f"kode «{value}» tidak berlaku pada tahun laporan {dataset.tahun} ({target}.csv {places}). Perbaiki kode, batasi "
        f"juga masa berlaku baris ini, atau perbaiki {DARI} dan {SAMPAI} di {target}.csv."
    )
    return report_cell(dataset, file, row, column, "D27", message)
