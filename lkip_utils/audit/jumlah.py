"""Sums: printed totals against their rows, and tables that speak of the same thing against each other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations, pairwise

from lkip_utils.anggaran import compute_anggaran
from lkip_utils.angka import compute_angka
from lkip_utils.audit.aturan import Kejanggalan, aturan
from lkip_utils.audit.cetakan import (
    Cetakan,
    list_cetakan,
    list_jenis,
    list_printed,
    name_number,
    read_printed,
    report,
    show,
    show_difference,
    tell_printed,
    tell_right,
)
from lkip_utils.audit.kata import enumerate_some
from lkip_utils.audit.rincian import Bagian, add_up, list_above, list_parts, list_unknown, name_staff
from lkip_utils.dataset import Dataset, Record, cell_key
from lkip_utils.numbers import format_integer, format_rupiah
from lkip_utils.pemerintahan import find_pemerintahan
from lkip_utils.register import build_register

ADDS_UP = "PermenPANRB 53/2014 Lampiran III butir II.5 (keandalan data); praktik umum: jumlah sama dengan rinciannya"
ONE_VALUE = "PermenPANRB 53/2014 Lampiran III butir II.5 (keandalan data); praktik umum: satu angka satu nilai"

NON_PNS = re.compile(r"\bnon[\s-]*(?:pns|asn)|\b(?:honorer|kontrak|ptt|thl|pjlp|pppk|p3k)\b", re.IGNORECASE)
"""Groups of staff that a breakdown of civil servants rightly leaves out."""

TOTALS: Mapping[str, str] = {
    "anggaran.pagu_murni": "pagu anggaran sebelum perubahan",
    "anggaran.pagu": "pagu anggaran instansi",
    "anggaran.realisasi": "realisasi anggaran instansi",
    "belanja.pagu": "jumlah pagu menurut jenis belanja",
    "belanja.realisasi": "jumlah realisasi menurut jenis belanja",
}
"""Totals by which a sum can be recognised, and what they are called."""

FEW = 15
"""Up to so many rows, two or three of them are tried together; among more, some would fit by chance."""


# ── printed totals ──────────────────────────────────────────────────────────────────────


@aturan("J01", "galat", "Jumlah yang tercetak sama dengan jumlah rinciannya", ADDS_UP)
def check_totals(dataset: Dataset) -> Iterator[Kejanggalan]:
    """Setiap jumlah tercetak dijumlahkan ulang dari barisnya: pegawai, sarana, belanja, program, kegiatan, sasaran.

    Bila dapat ditunjukkan dengan hitungan, temuan menyebut apa yang terjadi: jumlahnya milik tahap anggaran
    lain, hanya memuat sebagian baris, atau realisasi disalin dari pagu.
    """
    for cetakan in list_jenis(dataset, "jumlah"):
        if _is_open(dataset, cetakan):
            continue
        parts, satuan = list_parts(dataset, cetakan.kunci), cetakan.pertama.satuan
        total = add_up(parts)
        selisih = None if cetakan.nilai is None else cetakan.nilai - total
        yield report(
            cetakan,
            f"{_name(dataset, cetakan.kunci)} tercetak {tell_printed(cetakan.entri)}, sedangkan {_tell_sum(parts, satuan)}"
            f"{show_difference(selisih, satuan)}.{_explain(dataset, cetakan)}{tell_right(dataset, cetakan)} "
            "Cocokkan baris dan jumlahnya dengan dokumen sumber, lalu perbaiki yang keliru.",
            show(total, satuan),
        )


@aturan("J02", "info", "Jumlah yang tercetak dapat diperiksa dari rincian yang lengkap", ADDS_UP)
def check_open_totals(dataset: Dataset) -> Iterator[Kejanggalan]:
    """Jumlah tercetak lebih besar daripada rinciannya yang diketahui, dan sebagian rinciannya kosong.

    Jumlah itu belum tentu keliru: rincian yang kosong mungkin memuat selisihnya.
    """
    for cetakan in list_jenis(dataset, "jumlah"):
        if not _is_open(dataset, cetakan) or cetakan.nilai is None:
            continue
        parts, satuan = list_parts(dataset, cetakan.kunci), cetakan.pertama.satuan
        total = add_up(parts)
        unknown = enumerate_some(list_unknown(parts))
        told = (
            f"baru cocok bila {unknown} berjumlah {show(cetakan.nilai - total, satuan)}"
            if unknown
            else "sama dengan jumlah semua rinciannya, termasuk yang realisasinya belum diketahui"
        )
        yield report(
            cetakan,
            f"{_name(dataset, cetakan.kunci)} tercetak {tell_printed(cetakan.entri)}; rinciannya yang diketahui berjumlah "
            f"{show(total, satuan)}, sehingga jumlah itu {told}. Isi sel yang kosong supaya jumlahnya dapat diperiksa.",
            show(total, satuan),
        )


def _is_open(dataset: Dataset, cetakan: Cetakan) -> bool:
    """Return whether unknown rows could account for the difference, and nothing else does."""
    parts, printed = list_parts(dataset, cetakan.kunci), cetakan.nilai
    total = add_up(parts)
    if printed is None or printed == total:
        return printed is not None
    return printed > total and bool(list_unknown(parts)) and not _explain_by_pagu(dataset, cetakan)


def _tell_sum(parts: Sequence[Bagian], satuan: str) -> str:
    known = [part for part in parts if part.nilai]
    if len(known) == 1:
        return f"rinciannya hanya {known[0].nama} sebesar {show(known[0].nilai, satuan)}"
    rows = [f"{part.nama} {show(part.nilai, satuan)}" for part in known]
    told = f"{len(rows)} baris" if len(rows) > 6 else ", ".join(rows)
    return f"rinciannya ({told}) berjumlah {show(add_up(parts), satuan)}"


def _name(dataset: Dataset, kunci: str) -> str:
    family, _, kode = kunci.partition(".")
    if kunci in TOTALS:
        name = _name_total(dataset, kunci)
        return name[0].upper() + name[1:]
    if family == "pegawai":
        return f"Jumlah pegawai menurut {kode.replace('.kolom.', ', ').replace('.', ', ').replace('_', ' ')}"
    if family == "sarana":
        return f"Jumlah {kode}"
    return f"{family.capitalize()} {name_number(dataset, kunci)}"


# ── what happened, shown by arithmetic ──────────────────────────────────────────────────


def _explain(dataset: Dataset, cetakan: Cetakan) -> str:
    """Return what the figures themselves tell about a wrong sum; empty where they don't."""
    parts, printed, satuan = list_parts(dataset, cetakan.kunci), cetakan.nilai, cetakan.pertama.satuan
    if printed is None:
        return ""
    told = [_explain_by_total(dataset, cetakan.kunci, printed, add_up(parts)), _explain_by_pagu(dataset, cetakan)]
    if not told[1] and satuan == "rupiah":
        told.append(_explain_by_rows(parts, printed, satuan))
    told.append("" if any(told[1:]) else _explain_by_difference(parts, printed, satuan))
    return "".join(f" {sentence}" for sentence in told if sentence)


def _explain_by_total(dataset: Dataset, kunci: str, printed: Decimal, total: Decimal) -> str:
    """Return of which other totals the sum and the printed figure are."""
    angka = compute_angka(dataset)
    names = {angka[key].nilai: _name_total(dataset, key) for key in TOTALS if key != kunci and angka[key].nilai}
    if printed in names and total in names:
        return f"Barisnya berjumlah sama dengan {names[total]}: baris berasal dari {names[total]}, sedangkan jumlahnya dari {names[printed]}."
    if total in names:
        return f"Barisnya berjumlah sama dengan {names[total]}."
    return f"Yang tercetak sama dengan {names[printed]}." if printed in names else ""


def _name_total(dataset: Dataset, kunci: str) -> str:
    """Return what a total is called; the agency's pagu by the stage of the budget that it comes from."""
    words = find_pemerintahan(dataset)
    if kunci == "anggaran.pagu_murni":
        return f"pagu {words.awal}"
    changed = kunci == "anggaran.pagu" and dataset.rows_by("apbd", "tahap")["perubahan"]
    return f"pagu {words.perubahan}" if changed else TOTALS[kunci]


def _explain_by_pagu(dataset: Dataset, cetakan: Cetakan) -> str:
    """Return that a printed realisasi repeats the pagu printed beside it."""
    family, _, kode = cetakan.kunci.partition(".")
    pagu = {"realisasi": f"pagu.{kode}", "belanja": "belanja.pagu"}.get(family, "")
    if pagu == cetakan.kunci or cetakan.nilai not in {read_printed(entri) for entri in list_printed(dataset, pagu)}:
        return ""
    return "Angka itu sama persis dengan pagu yang tercetak di sebelahnya, jadi tampaknya pagu tersalin ke kolom realisasi."


def _explain_by_rows(parts: Sequence[Bagian], printed: Decimal, satuan: str) -> str:
    """Return which few rows alone, or all but which, give the printed sum."""
    known = [part for part in parts if part.nilai]
    for size in range(1, min(4 if len(known) <= FEW else 2, len(known))):
        for some in combinations(known, size):
            if add_up(some) == printed:
                return _tell_subset(some, [part for part in known if part not in some], satuan)
    for left in known if len(known) > 4 else ():
        if add_up(known) - printed == left.nilai:
            return f"Tanpa baris {left.nama} ({show(left.nilai, satuan)}) jumlahnya cocok: baris itu tampaknya tidak ikut dijumlah."
    return ""


def _tell_subset(some: Sequence[Bagian], left: Sequence[Bagian], satuan: str) -> str:
    told = f"Angka itu sama dengan {' ditambah '.join(part.nama for part in some)} saja."
    largest = max(some, key=lambda part: part.nilai or 0)
    if len(some) > 1 and left and (largest.nilai or 0) >= add_up(left):
        others = enumerate_some([part.nama for part in left])
        told += f" Nilai {largest.nama} ({show(largest.nilai, satuan)}) karena itu tampaknya sudah memuat {others}."
    return told


def _explain_by_difference(parts: Sequence[Bagian], printed: Decimal, satuan: str) -> str:
    """Return which one row was counted twice or left out."""
    difference = printed - add_up(parts)
    same = [part for part in parts if part.nilai is not None and part.nilai == abs(difference) > 1]
    if len(same) != 1:
        return ""
    how = "terhitung dua kali" if difference > 0 else "tidak ikut terhitung"
    return f"Selisihnya sama dengan {same[0].nama} ({show(same[0].nilai, satuan)}), yang mungkin {how}."


# ── values that slipped ─────────────────────────────────────────────────────────────────


@aturan("J03", "galat", "Angka tercetak berada di barisnya sendiri", ONE_VALUE)
def check_slipped_columns(dataset: Dataset) -> Iterator[Kejanggalan]:
    """Dua angka atau lebih dalam satu kolom tercetak cocok dengan nilai baris di atas atau di bawahnya.

    Itu terjadi bila satu sel tersisip atau terhapus ketika tabel disalin; sejak baris itu semua angka bergeser.
    """
    for cetakan in list_jenis(dataset, "bergeser"):
        entri = cetakan.pertama
        told = [f"{e.baris} tercetak «{e.tercetak}», seharusnya {show(e.terhitung, e.satuan)}" for e in cetakan.entri]
        yield report(
            cetakan,
            f"Kolom {entri.kolom} di {entri.tempat} bergeser satu baris: {enumerate_some(told)}. "
            "Angka-angka itu cocok dengan baris di sebelahnya; kembalikan kolomnya ke baris yang benar.",
        )


@aturan("J04", "peringatan", "Realisasi berada di baris pagunya sendiri", ONE_VALUE)
def check_slipped_amounts(dataset: Dataset) -> Iterator[Kejanggalan]:
    """Realisasi beberapa baris melampaui pagunya sendiri, tetapi semuanya cocok dengan pagu baris sebelahnya.

    Cocok berarti 50 sampai 100 persen dari pagu itu, pada semua baris, sehingga kolomnya tampak bergeser.
    """
    for file, name in (("anggaran", "program"), ("belanja", "jenis")):
        over, step = find_shift(dataset, file)
        if step:
            yield Kejanggalan(
                file,
                f"Realisasi {enumerate_some([row[name] for row in over])} melampaui pagunya, sedangkan setiap realisasi cocok dengan "
                f"pagu satu baris di {'atas' if step > 0 else 'bawah'}nya: kolom realisasi tampaknya bergeser satu baris. "
                "Cocokkan kolom itu dengan dokumen sumber.",
                over[0]["baris"],
                "realisasi",
                cell_key(file, over[0], "realisasi"),
                tercetak=format_rupiah(over[0]["realisasi"]),
                terhitung=format_rupiah(over[0]["pagu"]),
            )


def find_shift(dataset: Dataset, file: str) -> tuple[list[Record], int]:
    """Return the rows whose realisasi exceeds their pagu, and by which step all of the column fits; 0 where by none."""
    rows = [row for row in dataset.rows(file) if row["pagu"] and row["realisasi"] is not None]
    over = [row for row in rows if row["realisasi"] > row["pagu"]]
    if len(over) < 2 or len(rows) < 3:
        return over, 0
    return over, next((step for step in (1, -1) if _fits_shifted(rows, step)), 0)


def _fits_shifted(rows: Sequence[Record], step: int) -> bool:
    """Return whether every realisasi is 50 to 100 percent of the pagu one row above (1) or below (−1)."""
    pairs = [pair if step > 0 else pair[::-1] for pair in pairwise(rows)]
    return all(row["pagu"] / 2 <= other["realisasi"] <= row["pagu"] for row, other in pairs)


# ── tables that speak of the same thing ─────────────────────────────────────────────────


@aturan("J05", "galat", "Rincian pegawai menurut jabatan, pendidikan, dan jenis kelamin sama jumlahnya", ONE_VALUE)
def check_staff(dataset: Dataset) -> Iterator[Kejanggalan]:
    """Ketiga rincian pegawai menghitung orang yang sama.

    Kelompok bukan pegawai negeri (Non PNS, honorer, PPPK, …) boleh hanya ada dalam salah satu rincian; bila jumlahnya tetap
    tidak sama tanpa kelompok itu, ada yang keliru. Rincian dengan sel kosong hanya dibandingkan bila jumlahnya
    sudah melebihi.
    """
    counts = {name: _count_staff(dataset, name) for name in ("jabatan", "pendidikan", "jenis_kelamin")}
    known = {name: count for name, count in counts.items() if count.semua}
    if any(one.contradicts(other) for one, other in combinations(known.values(), 2)):
        yield _report_staff(dataset, known)


@dataclass(frozen=True)
class Hitungan:
    """How many people a breakdown of the staff counts.

    Parameters
    ----------
    semua, pns
        With and without the groups that aren't civil servants.
    lengkap
        Whether all its cells are known.
    """

    semua: Decimal
    pns: Decimal
    lengkap: bool

    def __str__(self) -> str:
        outside = "" if self.pns == self.semua else f" ({format_integer(self.pns)} tanpa Non PNS)"
        return f"{format_integer(self.semua)}{outside}"

    def contradicts(self, other: Hitungan) -> bool:
        """Return whether two breakdowns can't count the same people, all or civil servants only."""
        pairs = ((self.semua, other.semua), (self.pns, other.pns))
        return not any(_compatible(a, self.lengkap, b, other.lengkap) for a, b in pairs)


def _compatible(a: Decimal, a_complete: bool, b: Decimal, b_complete: bool) -> bool:
    """Return whether two counts agree, or could once the unknown cells of the smaller are filled."""
    return a == b or (a < b and not a_complete) or (b < a and not b_complete)


def _count_staff(dataset: Dataset, rincian: str) -> Hitungan:
    rows = dataset.rows_by("pegawai", "rincian")[rincian]
    known = [row for row in rows if row["jumlah"] is not None]
    semua = sum((row["jumlah"] for row in known), Decimal())
    outside = sum((row["jumlah"] for row in known if NON_PNS.search(name_staff(row))), Decimal())
    return Hitungan(semua, semua - outside, len(known) == len(rows))


def _report_staff(dataset: Dataset, counts: Mapping[str, Hitungan]) -> Kejanggalan:
    told = [f"{count} menurut {name.replace('_', ' ')}" for name, count in counts.items()]
    groups = _compare_groups(dataset)
    pointed = [f"{row['kelompok']} ({mine} menurut jabatan, {yours} menurut pendidikan)" for row, mine, yours in groups]
    where = f" Bedanya pada {enumerate_some(pointed)}." if pointed else ""
    row = groups[0][0] if len(groups) == 1 else None
    first, *others = counts.values()
    return Kejanggalan(
        "pegawai",
        f"Jumlah pegawai tidak sama: {enumerate_some(told)}.{where} Samakan rinciannya, atau catat siapa yang tidak dihitung.",
        row["baris"] if row else None,
        "jumlah",
        cell_key("pegawai", row, "jumlah") if row else f"pegawai.{next(iter(counts))}",
        tercetak=str(first),
        terhitung=enumerate_some([str(other) for other in others]),
    )


def _compare_groups(dataset: Dataset) -> list[tuple[Record, str, str]]:
    """Return the posts that the breakdown by education counts differently."""
    columns: dict[str, Decimal] = {}
    for row in dataset.rows_by("pegawai", "rincian")["pendidikan"]:
        name = _abbreviate(row["jabatan"] or "")
        columns[name] = columns.get(name, Decimal()) + (row["jumlah"] or 0)
    posts = [row for row in dataset.rows_by("pegawai", "rincian")["jabatan"] if row["jumlah"] is not None]
    pairs = [(row, columns.get(_abbreviate(row["kelompok"]))) for row in posts]
    return [
        (row, format_integer(row["jumlah"]), format_integer(other))
        for row, other in pairs
        if other is not None and other != row["jumlah"]
    ]


def _abbreviate(name: str) -> str:
    """Return the name of a group of posts as tables shorten it: ``Eselon II`` is ``es ii``."""
    words = re.sub(r"[^\w]+", " ", name.lower()).strip()
    return words.replace("eselon", "es").replace("jabatan fungsional", "jf")


@aturan("J06", "galat", "Jenis belanja berjumlah sama dengan anggaran instansi", ONE_VALUE)
def check_belanja(dataset: Dataset) -> Iterator[Kejanggalan]:
    """Pagu dan realisasi menurut jenis belanja adalah seluruh anggaran instansi, hanya dirinci lain.

    Bila jumlah tercetaknya sendiri sudah tidak cocok dengan barisnya, temuan itu sudah mengatakannya.
    """
    said = {cetakan.kunci for cetakan in list_cetakan(dataset)}
    for column in ("pagu_murni", "pagu", "realisasi"):
        parts = list_parts(dataset, f"belanja.{column}")
        total, whole = add_up(parts), compute_angka(dataset)[f"anggaran.{column}"].nilai
        if not parts or not isinstance(whole, Decimal) or f"belanja.{column}" in said:
            continue
        if total > whole or (total < whole and not list_unknown(parts)):
            cause = _explain_rows(dataset, f"belanja.{column}", whole, total)
            if column == "pagu" and total == compute_anggaran(dataset).pagu_murni:
                cause += " Pagu murni punya kolomnya sendiri (pagu_murni); kolom pagu memuat pagu setelah perubahan."
            yield _report_whole(dataset, "belanja", column, "Jenis belanja", total, whole, cause)


@aturan("J07", "galat", "Sub kegiatan berjumlah sama dengan anggaran instansi", ONE_VALUE)
def check_anggaran(dataset: Dataset) -> Iterator[Kejanggalan]:
    """Pagu dan realisasi semua sub kegiatan adalah seluruh anggaran instansi; jumlahnya tidak pernah melebihi.

    Bila ada sub kegiatan yang belum tercatat, jumlahnya boleh kurang.
    """
    for column, total, whole, missing in _compare_whole(dataset):
        if total > whole or (total < whole and not missing):
            cause = _explain_rows(dataset, f"anggaran.{column}", whole, total)
            yield _report_whole(dataset, "anggaran", column, "Sub kegiatan", total, whole, cause)


@aturan("J08", "peringatan", "Seluruh anggaran terurai sampai sub kegiatan", ADDS_UP)
def check_unexplained(dataset: Dataset) -> Iterator[Kejanggalan]:
    """Pagu dan realisasi yang tidak terurai ke sub kegiatan tidak dapat ditelusuri ke kinerja yang dibiayainya."""
    short = [
        (column, total, whole, missing)
        for column, total, whole, missing in _compare_whole(dataset)
        if column != "pagu_murni" and total < whole and missing
    ]
    for column, total, whole, _ in short[:1]:
        missing = dict.fromkeys(name for *_, names in short for name in names)
        yield Kejanggalan(
            "anggaran",
            f"Sub kegiatan yang tercatat berjumlah {enumerate_some([_tell_short(*known) for known in short])}. Yang belum diketahui: "
            f"{enumerate_some(list(missing), 6)}. Isi atau tambahkan barisnya; bila memang tidak ada, periksa jumlah instansinya.",
            None,
            column,
            f"anggaran.{column}",
            tercetak=format_rupiah(whole),
            terhitung=format_rupiah(total),
        )


def _tell_short(column: str, total: Decimal, whole: Decimal, missing: list[str]) -> str:
    return f"{column} {format_rupiah(total)} (kurang {format_rupiah(whole - total)} dari {column} anggaran instansi {format_rupiah(whole)})"


def _compare_whole(dataset: Dataset) -> Iterator[tuple[str, Decimal, Decimal, list[str]]]:
    """Yield for each amount the sum of the sub kegiatan, the agency's total, and which of them have no amount."""
    anggaran, rows = compute_anggaran(dataset), dataset.rows("anggaran")
    if not rows or not len(dataset["apbd"]):
        return
    wholes = {"pagu_murni": anggaran.pagu_murni, "pagu": anggaran.pagu, "realisasi": anggaran.realisasi}
    for column, whole in wholes.items():
        known = {row["program"]: row[column] for row in rows if row[column] is not None}
        if whole is not None and known:
            yield column, sum(known.values(), Decimal()), whole, _name_missing(dataset, set(known))


def _name_missing(dataset: Dataset, known: set[str]) -> list[str]:
    """Return the nodes of the programme tree below which nothing is known, the highest for all below them."""
    covered = {code for kode in known for code in list_above(dataset, kode)}
    nodes = [row for row in dataset.rows("program") if row["kode"] not in covered]
    return [f"{row['tingkat'].replace('_', ' ')} {row['kode']}" for row in nodes if row["induk"] in {None, *covered}]


def _explain_rows(dataset: Dataset, kunci: str, whole: Decimal, total: Decimal) -> str:
    """Return of which other total rows are that miss their own; empty where of none."""
    told = _explain_by_total(dataset, kunci, whole, total)
    return told if told.startswith("Barisnya") else ""


def _report_whole(
    dataset: Dataset, file: str, column: str, what: str, total: Decimal, whole: Decimal, cause: str
) -> Kejanggalan:
    murni = column == "pagu_murni"
    name = _name_total(dataset, "anggaran.pagu_murni") if murni else f"{column} anggaran instansi"
    return Kejanggalan(
        file,
        f"{what} berjumlah {format_rupiah(total)}, sedangkan {name} {format_rupiah(whole)}, jadi rinciannya "
        f"{'lebih' if total > whole else 'kurang'} {format_rupiah(abs(total - whole))}. {f'{cause} ' if cause else ''}"
        f"Cocokkan {file}.csv dan apbd.csv dengan dokumen anggaran.",
        None,
        column,
        f"belanja.{column}" if file == "belanja" else f"anggaran.{column}",
        tercetak=format_rupiah(total),
        terhitung=format_rupiah(whole),
    )


@aturan("J09", "peringatan", "Tabel anggaran per sasaran memuat semua sasaran yang beranggaran", ADDS_UP)
def check_left_out(dataset: Dataset) -> Iterator[Kejanggalan]:
    """Tabel yang mencetak pagu satu sasaran tetapi melewatkan sasaran lain tampak seperti seluruh anggaran."""
    codes = {row["kode"] for row in dataset.rows_by("sasaran", "jenis")["sasaran"]}
    budgets = {kode: compute_angka(dataset).get(f"pagu.{kode}") for kode in sorted(codes)}
    known = {kode: angka.nilai for kode, angka in budgets.items() if angka and angka.nilai}
    places: dict[str, set[str]] = {}
    for entri in build_register(dataset):
        family, _, kode = entri.kunci.partition(".")
        if family == "pagu" and kode in known:
            places.setdefault(entri.tempat, set()).add(kode)
    for tempat, shown in places.items():
        for kode in [kode for kode in known if kode not in shown]:
            yield Kejanggalan(
                "angka_tercetak",
                f"{tempat} memuat anggaran {enumerate_some(sorted(shown))} tetapi tidak memuat {name_number(dataset, f'pagu.{kode}')}, "
                f"yang pagunya {show(known[kode], 'rupiah')}. Tambahkan baris sasaran itu.",
                kunci=f"pagu.{kode}",
                lokasi=tempat,
                terhitung=show(known[kode], "rupiah"),
            )


ATURAN = (
    check_totals,
    check_open_totals,
    check_slipped_columns,
    check_slipped_amounts,
    check_staff,
    check_belanja,
    check_anggaran,
    check_unexplained,
    check_left_out,
)
