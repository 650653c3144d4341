"""A second hand: the figures of a report computed anew from its CSV files, without a line of the product.

It follows what is written, not what is programmed: ``docs/panduan-analis.md`` (chapters 3 and 6), ``docs/kamus-data.md``,
and the formula that ``angka.json`` gives beside each figure. Cells are taken as the two agencies of ``data/`` write them;
that others are read as well is tested elsewhere.

Rules that no formula says by itself:

- Each column is summed for itself, from the cells that are known; a percentage only takes pairs of which both are known.
- What needs an unknown value is unknown: nothing is estimated, and nothing unknown counts as zero.
- The end of the Renstra is its last year. Where that year's target is unknown, no earlier one stands in for it.
- A mean is compared with that of the year before only when that one is of all sasaran.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from pathlib import Path

Row = dict[str, str]
Rentang = tuple[Decimal, Decimal]
Known = list[Decimal | None]

SAKIP = ("D", "C", "CC", "B", "BB", "A", "AA")
OPINI = ("TMP", "TW", "WDP", "WTP")
EMPTY = ("", "-", "–", "n/a")
PERSEN = Decimal(100)


@dataclass(frozen=True)
class Ulang:
    """A figure computed anew: its value, and of how many parts how many are known."""

    nilai: Decimal | str | None
    dari: tuple[int, int] | None = None


@dataclass(frozen=True)
class Kantor:
    """The CSV files of an agency: its own, and those of a year."""

    data: Path
    instansi: str
    tahun: int

    @property
    def folder(self) -> Path:
        """Where the agency's master data are."""
        return self.data / self.instansi

    def induk(self, name: str) -> list[Row]:
        """Read a file of the master data."""
        return read_rows(self.folder / f"{name}.csv")

    def tahunan(self, name: str) -> list[Row]:
        """Read a file of the year."""
        return read_rows(self.folder / str(self.tahun) / f"{name}.csv")

    @cached_property
    def profil(self) -> Row:
        """The entries of the agency's profile."""
        return {row["kunci"]: row["nilai"] for row in self.induk("profil")}

    @cached_property
    def sasaran(self) -> list[str]:
        """The codes of the strategic sasaran."""
        return [row["kode"] for row in self.induk("sasaran") if row["jenis"] == "sasaran"]

    @cached_property
    def indikator(self) -> list[Row]:
        """All indicators."""
        return self.induk("indikator")

    def list_iku(self, sasaran: str | None = None) -> list[str]:
        """Return the codes of the IKU, of all or of one sasaran."""
        iku = [row for row in self.indikator if row["tingkat"] == "iku"]
        return [row["kode"] for row in iku if sasaran in (None, row["sasaran"])]

    @cached_property
    def lalu(self) -> Kantor:
        """The same agency a year before."""
        return Kantor(self.data, self.instansi, self.tahun - 1)


def read_rows(path: Path) -> list[Row]:
    """Read a CSV file; one that isn't there has no rows, and a cell that says nothing is empty."""
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return [{key: blank(value) for key, value in row.items()} for row in csv.DictReader(file)]


def blank(text: str) -> str:
    """Return a cell's text, empty for the signs that offices write into an empty cell."""
    return "" if text.strip() in EMPTY else text.strip()


def number(text: str) -> Decimal | None:
    """Return a plainly written number."""
    return Decimal(text) if text else None


def select(rows: Iterable[Row], **cells: str) -> list[Row]:
    """Return the rows that hold these texts."""
    return [row for row in rows if all(row[column] == text for column, text in cells.items())]


def first(texts: Iterable[str]) -> str:
    """Return the first text that says something."""
    return next((text for text in texts if text), "")


# Sums and means --------------------------------------------------------------------------------------------------------


def known(values: Known) -> list[Decimal]:
    """Return the values that are known."""
    return [value for value in values if value is not None]


def jumlah(values: Known) -> Ulang:
    """Add up what is known."""
    found = known(values)
    return Ulang(sum(found, Decimal(0)) if found else None, (len(found), len(values)))


def rerata(values: Known) -> Ulang:
    """Take the mean of what is known."""
    found = known(values)
    return Ulang(sum(found, Decimal(0)) / len(found) if found else None, (len(found), len(values)))


def serapan(pagu: Known, realisasi: Known) -> Ulang:
    """Divide the realisasi by the pagu of those parts of which both are known."""
    pairs = [(p, r) for p, r in zip(pagu, realisasi, strict=True) if p is not None and r is not None]
    total = sum((p for p, _ in pairs), Decimal(0))
    share = sum((r for _, r in pairs), Decimal(0)) / total * PERSEN if total else None
    return Ulang(share, (len(pairs), len(pagu)))


def selisih(one: Ulang, other: Ulang) -> Ulang:
    """Subtract where both are known."""
    a, b = one.nilai, other.nilai
    return Ulang(a - b if isinstance(a, Decimal) and isinstance(b, Decimal) else None)


# Targets, results, capaian ---------------------------------------------------------------------------------------------


def ukur(text: str, bentuk: str) -> Decimal | Rentang | None:
    """Turn a target or a result into what can be calculated with."""
    if not text:
        return None
    if bentuk == "predikat_sakip":
        return Decimal(SAKIP.index(text) + 1)
    if bentuk == "opini_bpk":
        return Decimal(OPINI.index(text) + 1)
    if bentuk == "durasi":
        return menit(text)
    if bentuk == "rasio":
        return Decimal(text.partition(":")[2])
    low, sign, high = text.partition("-")
    return (Decimal(low), Decimal(high)) if low and sign else Decimal(text)


def menit(text: str) -> Decimal:
    """Return a duration like «2 jam 40 menit» in minutes."""
    lengths = {"jam": 60, "menit": 1}
    return sum((Decimal(n) * lengths[unit] for n, unit in re.findall(r"(\d+) (\w+)", text)), Decimal(0))


def capai(target: Decimal | Rentang | None, hasil: Decimal | Rentang | None, arah: str, rumus: str) -> Decimal | None:
    """Compute the capaian of an indicator by the direction in which it is better."""
    if target is None or not isinstance(hasil, Decimal):
        return None
    if isinstance(target, tuple):
        return capai_rentang(target, hasil) if arah == "rentang" else None
    if arah == "rentang":
        return None
    if target == 0:
        return PERSEN if hasil == 0 else Decimal(0) if arah == "turun" else None
    if arah == "naik":
        return hasil / target * PERSEN
    if rumus == "B":
        return target / hasil * PERSEN if hasil else None
    return (2 * target - hasil) / target * PERSEN


def capai_rentang(target: Rentang, hasil: Decimal) -> Decimal | None:
    """Compute the capaian of a target from … to …."""
    low, high = target
    bound = low if hasil < low else high
    return PERSEN if low <= hasil <= high else hasil / bound * PERSEN if bound else None


@dataclass(frozen=True)
class Hasil:
    """What a year says of an indicator: the texts of target and result, and the capaian."""

    target: str
    realisasi: str | Decimal | None
    capaian: Decimal | None


@dataclass
class Pengukuran:
    """All indicators of a year, measured."""

    kantor: Kantor
    perjanjian: list[Row] = field(init=False)
    realisasi: list[Row] = field(init=False)
    renstra: list[Row] = field(init=False)

    def __post_init__(self) -> None:
        self.perjanjian = self.kantor.tahunan("perjanjian")
        self.realisasi = select(self.kantor.tahunan("realisasi"), triwulan="") or self.riwayat()
        self.renstra = self.kantor.induk("target_renstra")

    def riwayat(self) -> list[Row]:
        """Return the results of a year that has no folder."""
        return select(self.kantor.induk("riwayat"), tahun=str(self.kantor.tahun))

    def measure(self, indikator: Row) -> Hasil:
        """Return the target, the result and the capaian of an indicator."""
        row = next(iter(select(self.realisasi, indikator=indikator["kode"])), {})
        target, result = self.find_target(indikator, row.get("target", "")), find_result(row)
        reached = self.cap(achieve(target, result, indikator))
        stated = None if reached is not None else self.cap(number(row.get("capaian", "")))
        return Hasil(target, result, stated if reached is None else reached)

    def find_target(self, indikator: Row, reported: str) -> str:
        """Return the target in force: agreed, else reported beside the result, else planned."""
        agreed = select(self.perjanjian, indikator=indikator["kode"])
        agreed.sort(key=lambda row: row["jabatan"] != indikator["penanggung_jawab"])
        texts = [row["target_setelah"] or row["target_sebelum"] for row in agreed]
        return first([*texts, reported, self.find_renstra(indikator["kode"], str(self.kantor.tahun))])

    def find_renstra(self, kode: str, tahun: str) -> str:
        """Return the Renstra's target for a year."""
        return first(row["target"] for row in select(self.renstra, indikator=kode, tahun=tahun))

    def progress(self, indikator: Row) -> Decimal | None:
        """Compare the result with the target of the Renstra's last year; no bound is set to this."""
        target = self.find_renstra(indikator["kode"], self.kantor.profil.get("renstra_akhir", ""))
        return achieve(target, self.measure(indikator).realisasi, indikator)

    def cap(self, capaian: Decimal | None) -> Decimal | None:
        """Bound a capaian if the agency does so."""
        most = number(self.kantor.profil.get("batas_capaian", ""))
        return capaian if capaian is None or most is None else min(capaian, most)

    def mean_sasaran(self, sasaran: str) -> Ulang:
        """Return the mean of a sasaran's IKU."""
        rows = [row for row in self.kantor.indikator if row["kode"] in self.kantor.list_iku(sasaran)]
        return rerata([self.measure(row).capaian for row in rows])

    def mean(self) -> Ulang:
        """Return the mean of all sasaran."""
        means = [self.mean_sasaran(code).nilai for code in self.kantor.sasaran]
        return rerata([mean if isinstance(mean, Decimal) else None for mean in means])


def find_result(row: Row) -> str | Decimal | None:
    """Return the result as reported, else what its two counts give."""
    above, below = number(row.get("pembilang", "")), number(row.get("penyebut", ""))
    if row.get("nilai"):
        return row["nilai"]
    return above / below * PERSEN if above is not None and below else None


def achieve(target: str, result: str | Decimal | None, indikator: Row) -> Decimal | None:
    """Compute the capaian from the texts of target and result."""
    bentuk = indikator["bentuk"]
    value = ukur(result, bentuk) if isinstance(result, str) else result
    return capai(ukur(target, bentuk), value, indikator["arah"], indikator["rumus"])


# Categories ------------------------------------------------------------------------------------------------------------


def kategori(kantor: Kantor, nilai: Decimal | None) -> str | None:
    """Return the class of the scale: the highest whose lower bound is reached."""
    scale = sorted(kantor.induk("skala"), key=lambda row: int(row["urutan"]))
    if nilai is None or not scale:
        return None
    if kantor.profil.get("celah_skala") == "bulat":
        nilai = nilai.quantize(finest(scale), ROUND_HALF_UP)
    return next((row["kategori"] for row in scale if not row["bawah"] or nilai >= Decimal(row["bawah"])), None)


def finest(scale: Sequence[Row]) -> Decimal:
    """Return the last digit in which the scale's bounds are written."""
    bounds = [Decimal(row[column]) for row in scale for column in ("bawah", "atas") if row[column]]
    return min((Decimal(1).scaleb(int(bound.as_tuple().exponent)) for bound in bounds), default=Decimal(1))


# The figures -----------------------------------------------------------------------------------------------------------


def hitung_ulang(data: Path, instansi: str, tahun: int) -> dict[str, Ulang]:
    """Compute every figure of a report anew.

    Parameters
    ----------
    data
        Folder of all agencies.
    instansi, tahun
        Which report.

    Returns
    -------
    dict
        Each figure by the key that it has in ``angka.json``.
    """
    kantor = Kantor(data, instansi, tahun)
    parts = (count, budget, spending, indicators, programs, means, sakip, staff, goods)
    return {key: value for part in parts for key, value in part(kantor)}


Figures = Iterator[tuple[str, Ulang]]


def count(kantor: Kantor) -> Figures:
    """Count sasaran and IKU."""
    yield "jumlah.sasaran", Ulang(Decimal(len(kantor.sasaran)))
    yield "jumlah.iku", Ulang(Decimal(len(kantor.list_iku())))
    for code in kantor.sasaran:
        yield f"jumlah.iku.{code}", Ulang(Decimal(len(kantor.list_iku(code))))


def column(rows: Iterable[Row], name: str) -> Known:
    """Return a column of numbers."""
    return [number(row[name]) for row in rows]


def budget(kantor: Kantor) -> Figures:
    """Take the agency's budget as recorded; only where nothing is recorded, the sum of its sub kegiatan."""
    apbd = {row["tahap"]: row for row in kantor.tahunan("apbd")}
    if not apbd:
        yield from summed_budget(kantor)
        return
    murni, last = apbd.get("murni", {}), apbd.get("perubahan") or apbd.get("murni", {})
    pagu, spent = (number(last.get(name, "")) for name in ("pagu", "realisasi"))
    yield "anggaran.pagu_murni", Ulang(number(murni.get("pagu", "")))
    yield "anggaran.pagu", Ulang(pagu)
    yield "anggaran.realisasi", Ulang(spent)
    yield "anggaran.serapan", Ulang(serapan([pagu], [spent]).nilai)


def summed_budget(kantor: Kantor) -> Figures:
    """Add up all sub kegiatan; what they had before the change of the budget only where all of them tell it."""
    tree, told = kantor.induk("program"), {row["program"]: row for row in kantor.tahunan("anggaran")}
    roots = [row["kode"] for row in tree if not row["induk"]]
    subs = [told.get(leaf, {}) for root in roots for leaf in list_leaves(tree, root)]
    murni, pagu, spent = ([number(row.get(n, "")) for row in subs] for n in ("pagu_murni", "pagu", "realisasi"))
    yield "anggaran.pagu_murni", Ulang(jumlah(murni).nilai if None not in murni else None)
    yield "anggaran.pagu", jumlah(pagu)
    yield "anggaran.realisasi", jumlah(spent)
    yield "anggaran.serapan", serapan(pagu, spent)


def spending(kantor: Kantor) -> Figures:
    """Add up the kinds of spending."""
    rows = kantor.tahunan("belanja")
    pagu, spent = column(rows, "pagu"), column(rows, "realisasi")
    yield "belanja.pagu", jumlah(pagu)
    yield "belanja.realisasi", jumlah(spent)
    yield "belanja.serapan", serapan(pagu, spent)
    for row, p, r in zip(rows, pagu, spent, strict=True):
        yield f"serapan.belanja.{row['urutan']}", Ulang(serapan([p], [r]).nilai)


def indicators(kantor: Kantor) -> Figures:
    """Measure every indicator."""
    year = Pengukuran(kantor)
    for row in kantor.indikator:
        code, hasil = row["kode"], year.measure(row)
        yield f"target.{code}", Ulang(spell(hasil.target, row["bentuk"]))
        yield f"realisasi.{code}", Ulang(spell(hasil.realisasi, row["bentuk"]))
        yield f"capaian.{code}", Ulang(hasil.capaian)
        yield f"kategori.{code}", Ulang(kategori(kantor, hasil.capaian))
        yield f"renstra.{code}", Ulang(year.progress(row))


def spell(value: str | Decimal | None, bentuk: str) -> str | Decimal | None:
    """Return a target or result as a report prints it: a number, or its text."""
    if not isinstance(value, str) or not value:
        return value or None if isinstance(value, str) else value
    low, sign, high = value.partition("-")
    if bentuk == "bilangan" and low and sign:
        return f"{low}–{high}".replace(".", ",")
    return Decimal(value) if bentuk == "bilangan" else value


def programs(kantor: Kantor) -> Figures:
    """Add up pagu and realisasi, and average kinerja, below every program, kegiatan, sub kegiatan and sasaran."""
    tree = kantor.induk("program")
    spent = {row["program"]: row for row in kantor.tahunan("anggaran")}
    groups = {row["kode"]: list_leaves(tree, row["kode"]) for row in tree}
    for code in kantor.sasaran:
        supporting = [row["kode"] for row in tree if row["sasaran"] == code]
        if supporting:
            groups[code] = [leaf for above in supporting for leaf in list_leaves(tree, above)]
    for code, leaves in groups.items():
        yield from judge(code, [spent.get(leaf, {}) for leaf in leaves])


def list_leaves(tree: list[Row], code: str) -> list[str]:
    """Return what a part of the tree is made of in the end."""
    below = [row["kode"] for row in tree if row["induk"] == code]
    return [leaf for child in below for leaf in list_leaves(tree, child)] or [code]


def judge(code: str, rows: list[Row]) -> Figures:
    """Return the budget figures of a set of sub kegiatan."""
    pagu, spent, work = ([number(row.get(name, "")) for row in rows] for name in ("pagu", "realisasi", "kinerja"))
    share, kinerja = serapan(pagu, spent), rerata(work)
    yield f"pagu.{code}", jumlah(pagu)
    yield f"realisasi.{code}", jumlah(spent)
    yield f"serapan.{code}", share
    yield f"kinerja.{code}", kinerja
    yield f"efisiensi.{code}", selisih(kinerja, share)


def means(kantor: Kantor) -> Figures:
    """Average the capaian of each sasaran and of the agency, and compare it with the year before."""
    year = Pengukuran(kantor)
    for code in kantor.sasaran:
        yield f"capaian.{code}", year.mean_sasaran(code)
    mean = year.mean()
    yield "capaian.rata_rata", mean
    # A mean of some sasaran is neither graded nor compared.
    whole = mean if mean.dari and mean.dari[0] == mean.dari[1] else Ulang(None, mean.dari)
    grade = kategori(kantor, whole.nilai if isinstance(whole.nilai, Decimal) else None)
    yield "kategori.rata_rata", Ulang(grade, mean.dari)
    yield "perubahan.rata_rata", selisih(whole, mean_before(kantor))


def mean_before(kantor: Kantor) -> Ulang:
    """Return last year's mean if it is whole; else the one that last year's report printed."""
    before = Pengukuran(kantor.lalu).mean()
    if before.dari and before.dari[0] == before.dari[1]:
        return before
    printed = select(kantor.lalu.tahunan("angka_tercetak"), kunci="capaian.rata_rata")
    return Ulang(number(first(row["tercetak"].rstrip("%").replace(",", ".") for row in printed)))


def sakip(kantor: Kantor) -> Figures:
    """Take the SAKIP scores up to the year, and the latest one's change."""
    scores = {int(row["tahun"]): Ulang(number(row["nilai"])) for row in kantor.induk("sakip")}
    scores = {year: score for year, score in sorted(scores.items()) if year <= kantor.tahun}
    for year, score in scores.items():
        yield f"sakip.{year}", score
    last = max(scores, default=0)
    if last - 1 in scores:
        yield "sakip.perubahan", selisih(scores[last], scores[last - 1])


def staff(kantor: Kantor) -> Figures:
    """Count people by each breakdown, and those of the education table by row and column."""
    rows = kantor.tahunan("pegawai")
    education = select(rows, rincian="pendidikan")
    groups = {f"pegawai.{row['rincian']}": select(rows, rincian=row["rincian"]) for row in rows}
    groups |= {
        f"pegawai.pendidikan.{row['kelompok']}": select(education, kelompok=row["kelompok"]) for row in education
    }
    groups |= {
        f"pegawai.pendidikan.kolom.{row['jabatan']}": select(education, jabatan=row["jabatan"]) for row in education
    }
    for key, group in groups.items():
        yield key, jumlah(column(group, "jumlah"))


def goods(kantor: Kantor) -> Figures:
    """Count vehicles and equipment by group."""
    rows = kantor.tahunan("sarana")
    for group in dict.fromkeys(row["kelompok"] for row in rows):
        yield f"sarana.{group}", jumlah(column(select(rows, kelompok=group), "jumlah"))
