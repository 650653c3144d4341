"""What can only be checked across rows and files: codes that must exist, values that suit their indicator, trees."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import partial

from lkip_utils.csv_files import note_cell, suggest, type_rows
from lkip_utils.dataset import Dataset, Record, row_number
from lkip_utils.measures import parse_measure, write_plain
from lkip_utils.schemas import FILES, PROFIL, get_meta
from lkip_utils.skala import Skala
from lkip_utils.temuan import Temuan, tell_some

TREES = ("organisasi", "sasaran", "program")
"""Files whose column ``induk`` makes a tree."""

_COLUMNS = [(file, column, get_meta(spec)) for file, schema in FILES.items() for column, spec in schema.columns.items()]
REFERENCES = [(file, column, meta["refers_to"]) for file, column, meta in _COLUMNS if "refers_to" in meta]
CODED = [file for file, column, meta in _COLUMNS if column == "kode" and meta["kind"] == "code"]
"""Files whose rows have a code."""

MEASURES = [(file, column) for file, column, meta in _COLUMNS if meta["kind"] == "measure"]


UNREAD = frozenset({"D01", "D02", "D03", "D04", "D05", "D06", "D18", "D19"})
"""Problems after which nothing of a file is known."""


def check_dataset(dataset: Dataset, found: Sequence[Temuan]) -> list[Temuan]:
    """Return what is wrong across the rows and files of a dataset, and how targets and results were taken (info).

    Parameters
    ----------
    found
        The problems found while reading. A file that couldn't be read would make every code that it
        defines look unknown; one with any flaw can't judge others.
    """
    unread = {temuan.berkas for temuan in found if temuan.kode in UNREAD}
    flawed = {temuan.berkas for temuan in found}
    return [
        *_check_profil(dataset, unread),
        *_check_references(dataset, unread),
        *_check_measures(dataset, flawed),
        *_check_codes(dataset),
        *_check_trees(dataset),
        *_check_leaves(dataset),
        *_check_skala(dataset, flawed),
        *_check_keputusan(dataset),
    ]


def _at(dataset: Dataset, file: str, row: Record, column: str, code: str, message: str) -> Temuan:
    """Return a finding at a cell."""
    value = str(row[column])
    return Temuan(dataset.source(file), row_number(row), column, code, "galat", message, tercetak=value)


def _check_profil(dataset: Dataset, unread: Collection[str]) -> Iterator[Temuan]:
    """Read the entries of profil.csv as if each were a column."""
    source = dataset.source("profil")
    if source in unread:
        return
    rows = {row["kunci"]: row for row in dataset.rows("profil") if row["kunci"]}
    yield from _check_entries(dataset, rows)
    texts = {kunci: rows[kunci]["nilai"] or "" if kunci in rows else "" for kunci in PROFIL.columns}
    table = type_rows(source, PROFIL, {1: texts})
    for temuan in (*table.list_problems(), *table.list_adaptations()):
        yield _move_to_entry(temuan, rows)
    first, last = (table.values[kunci][1] for kunci in ("renstra_awal", "renstra_akhir"))
    if isinstance(first, Decimal) and isinstance(last, Decimal) and first > last:
        message = (
            f"terbaca {first}–{last}, diharapkan tahun awal Renstra tidak setelah tahun akhirnya. Periksa keduanya."
        )
        yield _at(dataset, "profil", rows["renstra_awal"], "nilai", "D21", message)


def _check_entries(dataset: Dataset, rows: Mapping[str, Record]) -> Iterator[Temuan]:
    for kunci in rows.keys() - PROFIL.columns.keys():
        hint = suggest(kunci, PROFIL.columns)
        message = f"butir «{kunci}» tidak dikenal.{hint} Perbaiki namanya atau hapus barisnya."
        yield _at(dataset, "profil", rows[kunci], "kunci", "D20", message)


def _move_to_entry(temuan: Temuan, rows: Mapping[str, Record]) -> Temuan:
    """Return what was found in the column of an entry, at the row of that entry."""
    kunci = temuan.kolom
    if kunci in rows:
        return replace(temuan, baris=rows[kunci]["baris"], kolom="nilai")
    message = f"butir «{kunci}» tidak ada; wajib diisi ({PROFIL.columns[kunci].description})."
    return Temuan(temuan.berkas, None, "", "D20", "galat", message)


def _check_references(dataset: Dataset, unread: Collection[str]) -> Iterator[Temuan]:
    known = {target: {row["kode"] for row in dataset.rows(target)} - {None} for _, _, target in REFERENCES}
    for file, column, target in REFERENCES:
        if dataset.source(target) in unread:
            continue
        unknown = [row for row in dataset.rows(file) if row[column] is not None and row[column] not in known[target]]
        yield from tell_some(unknown, partial(_report_unknown, dataset, file, column, target, known[target]))


def _report_unknown(
    dataset: Dataset, file: str, column: str, target: str, known: Collection[str], row: Record
) -> Temuan:
    value = row[column]
    message = f"kode «{value}» tidak ada di {target}.csv.{suggest(value, known)} Perbaiki kode atau tambahkan barisnya di {target}.csv."
    return _at(dataset, file, row, column, "D12", message)


def _check_measures(dataset: Dataset, flawed: Collection[str]) -> Iterator[Temuan]:
    """Check that targets and results can be read in the form and unit their indicator has."""
    if dataset.source("indikator") in flawed:
        return
    indikator = {row["kode"]: row for row in dataset.rows("indikator")}
    for file, column in MEASURES:
        for row in dataset.rows(file):
            if row[column] is not None:
                yield from _check_measure(dataset, file, row, column, indikator.get(row["indikator"], {}))


def _check_measure(dataset: Dataset, file: str, row: Record, column: str, indikator: Record) -> Iterator[Temuan]:
    text, bentuk = row[column], indikator.get("bentuk") or "bilangan"
    # An agreement says itself in which unit it promises.
    satuan = row.get("satuan") or indikator.get("satuan") or ""
    try:
        measure = parse_measure(text, bentuk, satuan)
    except ValueError as error:
        yield _at(dataset, file, row, column, "D08", str(error))
        return
    plain = write_plain(text, measure, bentuk)
    if plain != text:
        yield note_cell(dataset.source(file), row_number(row), column, "B06" if plain else "B08", text, plain)


def _check_codes(dataset: Dataset) -> Iterator[Temuan]:
    """Check that codes differ by more than capitals: some disks take two such names for one."""
    for file in CODED:
        first: dict[str, str] = {}
        for row in dataset.rows(file):
            kode = row["kode"]
            other = first.setdefault((kode or "").lower(), kode)
            if other != kode:
                message = (
                    f"kode «{kode}» dan «{other}» hanya berbeda huruf besarnya. Ubah salah satunya di semua berkas."
                )
                yield _at(dataset, file, row, "kode", "D23", message)


def _check_trees(dataset: Dataset) -> Iterator[Temuan]:
    for file in TREES:
        parents = {row["kode"]: row["induk"] for row in dataset.rows(file)}
        for row in dataset.rows(file):
            if _is_in_circle(row["kode"], parents):
                message = f"kode «{row['kode']}» berada di bawah dirinya sendiri. Perbaiki induknya."
                yield _at(dataset, file, row, "induk", "D13", message)


def _is_in_circle(kode: str, parents: Mapping[str, str | None]) -> bool:
    above, seen = parents[kode], set[str]()
    while above is not None and above not in seen:
        seen.add(above)
        above = parents.get(above)
    return kode in seen


def _check_leaves(dataset: Dataset) -> Iterator[Temuan]:
    parents = {row["induk"] for row in dataset.rows("program")}
    for row in dataset.rows("anggaran"):
        if row["program"] is not None and row["program"] in parents:
            message = (
                f"«{row['program']}» mempunyai rincian di bawahnya; diharapkan kode rincian terbawah. "
                "Pindahkan jumlah yang tercetak untuk induk ke angka_tercetak.csv."
            )
            yield _at(dataset, "anggaran", row, "program", "D14", message)


def _check_skala(dataset: Dataset, flawed: Collection[str]) -> Iterator[Temuan]:
    """Check that the scale, where there is one, gives every capaian exactly one class."""
    source = dataset.source("skala")
    if source in flawed:
        return
    for problem in Skala.from_frame(dataset["skala"]).problems():
        yield Temuan(source, None, "", "D16", "galat", f"{problem} Perbaiki batas atau urutannya.")


def _check_keputusan(dataset: Dataset) -> Iterator[Temuan]:
    """Check that no two decisions give the same number or cell different values."""
    first: dict[str, Record] = {}
    for row in dataset.rows("keputusan"):
        other = first.setdefault(row["kunci"], row)
        if row["kunci"] and other["nilai"] != row["nilai"]:
            message = (
                f"«{row['kunci']}» diputuskan «{row['nilai']}», padahal baris {other['baris']} memutuskannya "
                f"«{other['nilai']}». Samakan nilainya atau hapus salah satunya."
            )
            yield _at(dataset, "keputusan", row, "nilai", "D22", message)
