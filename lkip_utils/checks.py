"""What can only be checked across rows and files: codes that must exist, values that suit their indicator, trees."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from lkip_utils.berlaku import read_masa, read_renstra, select_masa
from lkip_utils.csv_files import note_cell, suggest, type_rows
from lkip_utils.dataset import Dataset, Frames, Record, group_rows, records, report_cell, row_number
from lkip_utils.measures import parse_measure, write_plain
from lkip_utils.rujukan import check_references
from lkip_utils.schemas import FILES, PROFIL, SAMPAI, SETELAN
from lkip_utils.sheet import note
from lkip_utils.skala import Skala
from lkip_utils.temuan import Temuan

TREES = ("organisasi", "sasaran", "program")
"""Files whose column ``induk`` makes a tree."""

_COLUMNS = [(file, column, field.kind) for file, schema in FILES.items() for column, field in schema.columns.items()]
CODED = [file for file, column, kind in _COLUMNS if column == "kode" and kind == "code"]
"""Files whose rows have a code."""

MEASURES = [(file, column) for file, column, kind in _COLUMNS if kind == "measure"]


UNREAD = frozenset({"D01", "D02", "D03", "D04", "D05", "D06", "D18", "D19"})
"""Problems after which nothing of a file is known."""


def check_dataset(dataset: Dataset, found: Sequence[Temuan], shared: Frames) -> list[Temuan]:
    """Return what is wrong across the rows and files of a dataset, and how targets and results were taken (info).

    Parameters
    ----------
    found
        The problems found while reading. A file that couldn't be read would make every code that it
        defines look unknown; one with any flaw can't judge others.
    shared
        The files that all years share, with the rows of every year.
    """
    unread = {temuan.berkas for temuan in found if temuan.kode in UNREAD}
    flawed = {temuan.berkas for temuan in found}
    return [
        *_check_profil(dataset, unread),
        *_check_gaps(dataset, shared),
        *_check_renstra(dataset, shared),
        *check_references(dataset, unread, shared),
        *_check_measures(dataset, flawed),
        *_check_codes(dataset),
        *_check_trees(dataset),
        *_check_leaves(dataset),
        *_check_skala(dataset, flawed),
        *_check_keputusan(dataset),
    ]


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
        yield report_cell(dataset, "profil", rows["renstra_awal"], "nilai", "D21", message)
    yield from _check_pemerintahan(dataset, rows)


def _check_pemerintahan(dataset: Dataset, rows: Mapping[str, Record]) -> Iterator[Temuan]:
    """Check that a region stated as a level of government is the one that its name begins with."""
    stated, daerah = (str(rows[kunci]["nilai"] or "") if kunci in rows else "" for kunci in ("pemerintahan", "daerah"))
    named = daerah.partition(" ")[0].lower()
    regions = ("provinsi", "kabupaten", "kota")
    if stated in regions and named in regions and stated != named:
        message = (
            f"terbaca «{stated}», padahal daerah tertulis «{daerah}»; diharapkan «{named}». "
            "Perbaiki pemerintahan atau daerah."
        )
        yield report_cell(dataset, "profil", rows["pemerintahan"], "nilai", "D21", message)


def _check_entries(dataset: Dataset, rows: Mapping[str, Record]) -> Iterator[Temuan]:
    for kunci in rows.keys() - PROFIL.columns.keys():
        hint = suggest(kunci, PROFIL.columns)
        message = f"butir «{kunci}» tidak dikenal.{hint} Perbaiki namanya atau hapus barisnya."
        yield report_cell(dataset, "profil", rows[kunci], "kunci", "D20", message)


def _move_to_entry(temuan: Temuan, rows: Mapping[str, Record]) -> Temuan:
    """Return what was found in the column of an entry, at the row of that entry."""
    kunci = temuan.kolom
    if kunci in rows:
        return replace(temuan, baris=rows[kunci]["baris"], kolom="nilai")
    message = f"butir «{kunci}» tidak ada; wajib diisi ({PROFIL.columns[kunci].description})."
    return Temuan(temuan.berkas, None, "", "D20", "galat", message)


def _check_gaps(dataset: Dataset, shared: Frames) -> Iterator[Temuan]:
    """Check that what ended has a successor: the entries of profil.csv, and the files that can't be without rows."""
    for kunci, rows in group_rows(records(shared["profil"]), "kunci").items():
        if kunci not in SETELAN:
            yield from _check_gap(dataset, "profil", rows, f"butir «{kunci}»")
    for file, frame in shared.items():
        if FILES[file].required and file != "profil":
            yield from _check_gap(dataset, file, records(frame), f"{file}.csv")


def _check_gap(dataset: Dataset, file: str, rows: Sequence[Record], what: str) -> Iterator[Temuan]:
    """Yield a finding where some of the rows ended before the report year and none holds in it.

    What only begins later says nothing of the year: entering it must not change the year's report.
    """
    known = [(read_masa(row), row) for row in rows]
    ended = [(masa.sampai, row) for masa, row in known if masa.sampai is not None and masa.sampai < dataset.tahun]
    if ended and not any(dataset.tahun in masa for masa, _ in known):
        last, row = max(ended, key=lambda pair: pair[0])
        message = (
            f"{what} berlaku sampai {last} dan tidak ada baris yang berlaku pada tahun laporan {dataset.tahun}. "
            f"Tambahkan baris yang berlaku pada tahun itu, atau perbaiki {SAMPAI}."
        )
        yield report_cell(dataset, file, row, SAMPAI, "D28", message)


def _check_renstra(dataset: Dataset, shared: Frames) -> Iterator[Temuan]:
    """Tell which targets belong to no Renstra, as far as the report year knows the Renstra."""
    told = [row for row in records(shared["target_renstra"]) if row["tahun"] is not None]
    known = {int(row["tahun"]) for row in told if row["tahun"] <= dataset.tahun}
    periods = {tahun: read_renstra(select_masa(shared["profil"], tahun)) for tahun in known}
    for row in told:
        tahun, renstra = int(row["tahun"]), periods.get(int(row["tahun"]))
        if renstra is not None and tahun not in renstra:
            message = f"target tahun {tahun} di luar Renstra menurut profil.csv ({renstra}), tidak dipakai."
            yield note(dataset.source("target_renstra"), row["baris"], "tahun", "B13", message, str(row["tahun"]))


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
        yield report_cell(dataset, file, row, column, "D08", str(error))
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
                yield report_cell(dataset, file, row, "kode", "D23", message)


def _check_trees(dataset: Dataset) -> Iterator[Temuan]:
    for file in TREES:
        parents = {row["kode"]: row["induk"] for row in dataset.rows(file)}
        for row in dataset.rows(file):
            if _is_in_circle(row["kode"], parents):
                message = f"kode «{row['kode']}» berada di bawah dirinya sendiri. Perbaiki induknya."
                yield report_cell(dataset, file, row, "induk", "D13", message)


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
            yield report_cell(dataset, "anggaran", row, "program", "D14", message)


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
            yield report_cell(dataset, "keputusan", row, "nilai", "D22", message)
