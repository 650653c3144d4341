"""Whether a decision rests on a finding of its year, and replaces the value that it names."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from lkip_utils.audit import find_temuan
from lkip_utils.dataset import Dataset, Record
from lkip_utils.numbers import parse_number
from lkip_utils.temuan import Temuan

SAMA = ("temuan", "kunci", "nilai", "alasan", "oleh", "tanggal")
"""What makes two decisions the same one."""

READER = ("B", "D")
"""Letters of the codes that reading gives; the others are the audit's."""


def is_reading(row: Record) -> bool:
    """Return whether a decision settles a problem of reading, not one that the audit finds."""
    return str(row["temuan"]).startswith(READER)


def check_keabsahan(
    before: Dataset, after: Dataset, problems: Collection[Temuan], replaced: Mapping[str, Temuan]
) -> Iterator[Temuan]:
    """Yield what is wrong with the decisions of a year, so that one that was copied from another year changes nothing.

    Parameters
    ----------
    before, after
        The year without what its decisions on findings of the audit put into cells, and with it.
    problems
        What reading finds where nothing is decided.
    replaced
        Key of a cell → the record of what a decision put in its place.
    """
    exact, codes = _list_found(before, after)
    for row in after.rows("keputusan"):
        note = replaced.get(row["kunci"])
        if "/" in row["kunci"] and note is None:
            continue
        found = _is_problem(row, note, problems) if note and is_reading(row) else (row["temuan"], row["kunci"]) in exact
        named = _names(row, note.tercetak) if note else _names_printed(row, exact)
        if not found and not (note and named and not is_reading(row) and row["temuan"] in codes):
            yield _tell_absent(after, row)
        elif note and not named and (row["tercetak"] or _is_copy(after, row)):
            yield _tell_other(after, row, note)
        elif not note and not named:
            yield _tell_printed(after, row, exact[row["temuan"], row["kunci"]])


def _list_found(before: Dataset, after: Dataset) -> tuple[dict[tuple[str, str], set[str]], set[str]]:
    """Return what the audit finds, before and after: printed values by code and key; and its codes."""
    exact: dict[tuple[str, str], set[str]] = {}
    for temuan in {*find_temuan(before), *find_temuan(after)}:
        exact.setdefault((temuan.kode, temuan.kunci), set()).add(temuan.tercetak)
    return exact, {kode for kode, _ in exact}


def _is_problem(row: Record, note: Temuan, problems: Collection[Temuan]) -> bool:
    """Return whether reading finds what a decision settles in its cell, or in the whole file."""
    return any(
        t.kode == row["temuan"] and t.berkas == note.berkas and t.baris in (None, note.baris)
        and note.kolom in ("", *t.kolom.split(", "))
        for t in problems
    )  # fmt: skip


def _names(row: Record, old: str) -> bool:
    """Return whether a decision names the value that it replaces; an empty cell is named by an empty one."""
    named = row["tercetak"] or ""
    return named == old or (named != "" and _number(named) is not None and _number(named) == _number(old))


def _names_printed(row: Record, exact: Mapping[tuple[str, str], Collection[str]]) -> bool:
    printed = exact.get((row["temuan"], row["kunci"]), ())
    return not row["tercetak"] or any(_names(row, old) for old in printed)


def _number(text: str) -> object:
    try:
        return parse_number(text)
    except ValueError:
        return None


def _is_copy(dataset: Dataset, row: Record) -> bool:
    """Return whether the year before decided the same, word for word."""
    past = dataset.lalu.rows("keputusan") if dataset.lalu else []
    return any(all(other[name] == row[name] for name in SAMA) for other in past)


def _at(dataset: Dataset, row: Record, column: str, code: str, message: str) -> Temuan:
    value = row[column] or ""
    return Temuan(dataset.source("keputusan"), row["baris"], column, code, "galat", message, tercetak=value)


def _tell_absent(dataset: Dataset, row: Record) -> Temuan:
    message = (
        f"keputusan menyelesaikan temuan {row['temuan']} pada «{row['kunci']}», padahal temuan itu tidak ada pada data "
        f"tahun {dataset.tahun}. Hapus barisnya; atau sebut temuan yang ada (lkip audit, lkip check) dan isi tercetak "
        "dengan nilai yang digantikan."
    )
    return _at(dataset, row, "temuan", "D29", message)


def _tell_other(dataset: Dataset, row: Record, note: Temuan) -> Temuan:
    named = (
        f"menggantikan «{row['tercetak']}»" if row["tercetak"] else f"sama dengan keputusan tahun {dataset.tahun - 1}"
    )
    stands = f"tertulis «{note.tercetak}»" if note.tercetak else "sel itu kosong"
    message = (
        f"keputusan {named}, padahal di {note.berkas} baris {note.baris} kolom {note.kolom} {stands}. Hapus barisnya; "
        "atau, bila memang nilai itu yang diganti, tulis nilai itu di tercetak."
    )
    return _at(dataset, row, "tercetak", "D30", message)


def _tell_printed(dataset: Dataset, row: Record, printed: Collection[str]) -> Temuan:
    stands = ", ".join(f"«{text}»" for text in sorted(printed))
    message = (
        f"keputusan menyebut «{row['tercetak']}» untuk «{row['kunci']}», padahal temuannya menyebut {stands}. Hapus "
        "barisnya; atau perbaiki tercetak."
    )
    return _at(dataset, row, "tercetak", "D30", message)
