"""The numbers of a report by key: what ``angka.json`` publishes, prose quotes and the register compares."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from lkip_utils.anggaran import build_anggaran_sasaran, build_pohon_anggaran, compute_anggaran, compute_belanja
from lkip_utils.dataset import Dataset, Record, records, remember
from lkip_utils.efisiensi import compute_efisiensi
from lkip_utils.kinerja import (
    Hasil,
    compute_kemajuan_of,
    compute_perubahan_rerata,
    compute_rerata_capaian,
    compute_rerata_of,
    compute_rerata_utuh,
    find_akhir_renstra,
    list_hasil,
    list_target_renstra,
    read_skala,
)
from lkip_utils.measures import Measure, format_measure
from lkip_utils.rerata import compute_rerata, rerata_sasaran
from lkip_utils.serapan import compute_serapan

TINGKAT = ("tujuan", "iku", "eselon_3", "eselon_4", "sub_kegiatan")

SERAPAN = "realisasi / pagu × 100"
RERATA = "rata-rata capaian yang diketahui"


@dataclass(frozen=True)
class Angka:
    """A number of the report with its way back to the data.

    Parameters
    ----------
    nilai
        Unrounded; a text for a category; None where the data doesn't allow it.
    berkas, baris
        File below the data folder and the spreadsheet rows that went in (empty: all rows).
    formula
        How the value follows from those rows, in Indonesian.
    cakupan
        For a mean or sum, how many of its values are known: "1 dari 2".
    toleransi
        By how much the value may differ because the result behind it was recorded rounded.
    """

    kunci: str
    nilai: Decimal | str | None
    satuan: str
    berkas: str
    baris: tuple[int, ...] = ()
    formula: str = ""
    cakupan: str = ""
    toleransi: Decimal = Decimal(0)

    def to_dict(self) -> dict[str, object]:
        """Return the number as ``angka.json`` spells it."""
        entry: dict[str, object] = {
            "nilai": float(self.nilai) if isinstance(self.nilai, Decimal) else self.nilai,
            "satuan": self.satuan,
            "berkas": self.berkas,
            "baris": list(self.baris),
            "formula": self.formula,
        }
        return entry | ({"cakupan": self.cakupan} if self.cakupan else {})


@remember
def compute_angka(dataset: Dataset) -> Mapping[str, Angka]:
    """Return every number of a report by its key.

    Examples
    --------
    >>> from lkip_utils import read_dataset
    >>> angka = compute_angka(read_dataset("dinas-contoh-uji", 2024, "tests/fixture/data"))
    >>> angka["serapan.8.01.01.01"].nilai, angka["serapan.8.01.01.01"].formula
    (Decimal('90'), 'realisasi / pagu × 100')
    """
    groups = (_jumlah, _total, _belanja, _rerata, _capaian, _programs, _sasaran, _sakip, _pegawai, _sarana)
    return {angka.kunci: angka for group in groups for angka in group(dataset)}


def _jumlah(dataset: Dataset) -> Iterator[Angka]:
    """Yield how much there is to report on."""
    sasaran, iku = dataset.rows_by("sasaran", "jenis")["sasaran"], dataset.rows_by("indikator", "tingkat")["iku"]
    yield _tally(dataset, "jumlah.sasaran", "sasaran", sasaran)
    yield _tally(dataset, "jumlah.iku", "indikator", iku)
    for row in sasaran:
        own = [indikator for indikator in iku if indikator["sasaran"] == row["kode"]]
        yield _tally(dataset, f"jumlah.iku.{row['kode']}", "indikator", own)


def _tally(dataset: Dataset, kunci: str, file: str, rows: list[Record]) -> Angka:
    at = tuple(row["baris"] for row in rows)
    return Angka(kunci, Decimal(len(rows)), file, dataset.source(file), at, "banyaknya baris")


def _total(dataset: Dataset) -> Iterator[Angka]:
    anggaran = compute_anggaran(dataset)
    rows = _rows(dataset, "apbd", "tahap")
    # Without apbd.csv the total is the sum of anggaran.csv.
    source = dataset.source("apbd" if rows else "anggaran")
    how = "sebagaimana tercatat" if rows else "jumlah seluruh sub kegiatan"
    last = rows.get("perubahan", rows.get("murni", ()))
    summed = not rows and anggaran.rincian.jumlah
    pagu, realisasi, both = _tell_known(asdict(anggaran.rincian), "sub kegiatan") if summed else ("",) * 3
    yield Angka("anggaran.pagu_murni", anggaran.pagu_murni, "rupiah", source, rows.get("murni", ()), how)
    yield Angka("anggaran.pagu", anggaran.pagu, "rupiah", source, last, how, pagu)
    yield Angka("anggaran.realisasi", anggaran.realisasi, "rupiah", source, last, how, realisasi)
    yield Angka("anggaran.serapan", anggaran.serapan, "persen", source, last, SERAPAN, both)


def _tell_known(sums: Mapping[str, Any], what: str) -> tuple[str, str, str]:
    """Return of how many rows a sum of pagu, one of realisasi and their serapan are."""
    pagu, realisasi, both = (f"{sums[n]} dari {sums['jumlah']} {what}" for n in ("n_pagu", "n_realisasi", "n"))
    return pagu, realisasi, both


def _belanja(dataset: Dataset) -> Iterator[Angka]:
    source, belanja = dataset.source("belanja"), compute_belanja(dataset)
    pagu, realisasi, both = _tell_known(asdict(belanja), "jenis belanja")
    yield Angka("belanja.pagu", belanja.pagu, "rupiah", source, (), "jumlah jenis belanja", pagu)
    yield Angka("belanja.realisasi", belanja.realisasi, "rupiah", source, (), "jumlah jenis belanja", realisasi)
    yield Angka("belanja.serapan", belanja.persen, "persen", source, (), SERAPAN, both)
    for row in dataset.rows("belanja"):
        serapan = compute_serapan(row["pagu"], row["realisasi"])
        yield Angka(f"serapan.belanja.{row['urutan']}", serapan, "persen", source, (row["baris"],), SERAPAN)


def _rerata(dataset: Dataset) -> Iterator[Angka]:
    source, mean = dataset.source("realisasi"), compute_rerata_capaian(dataset)
    kategori = read_skala(dataset).kategori(compute_rerata_utuh(dataset))
    change, printed = compute_perubahan_rerata(dataset)
    origin = " sebagaimana tercetak dalam laporan tahun itu" if printed else ""
    known = f"{mean.cakupan} sasaran"
    loose, how = _mean_toleransi(dataset), f"{RERATA} sasaran"
    yield Angka("capaian.rata_rata", mean.nilai, "persen", source, (), how, known, loose)
    yield Angka("kategori.rata_rata", kategori, "kategori", source, (), "kelas skala bagi capaian.rata_rata", known)
    how = f"capaian.rata_rata − capaian.rata_rata tahun lalu{origin}"
    yield Angka("perubahan.rata_rata", change.selisih, "poin", source, (), how)


def _capaian(dataset: Dataset) -> Iterator[Angka]:
    for tingkat in TINGKAT:
        for hasil in list_hasil(dataset, tingkat):
            yield from _of_indicator(dataset, hasil)


def _of_indicator(dataset: Dataset, hasil: Hasil) -> Iterator[Angka]:
    kode, satuan = hasil.indikator.kode, hasil.indikator.satuan
    at = (hasil.berkas, () if hasil.baris is None else (hasil.baris,))
    how = "sebagaimana dilaporkan" if hasil.dilaporkan else "pembilang / penyebut × 100"
    kemajuan = compute_kemajuan_of(dataset, kode)
    target, realisasi = _publish(hasil.target, hasil), _publish(hasil.realisasi, hasil)
    yield Angka(f"target.{kode}", target, satuan, hasil.berkas_target, (), "target yang berlaku")
    yield Angka(f"realisasi.{kode}", realisasi, satuan, *at, how)
    loose = compute_toleransi(hasil)
    yield Angka(f"capaian.{kode}", hasil.capaian.nilai, "persen", *at, hasil.capaian.aturan, toleransi=loose)
    yield Angka(f"kategori.{kode}", hasil.kategori, "kategori", *at, f"kelas skala bagi capaian.{kode}")
    how, loose = f"terhadap target akhir Renstra: {kemajuan.aturan}", _kemajuan_toleransi(dataset, hasil)
    yield Angka(f"renstra.{kode}", kemajuan.persen, "persen", *at, how, toleransi=loose)


def compute_toleransi(hasil: Hasil) -> Decimal:
    """Return by how much a capaian may differ because the reported result shows only so many decimals.

    Whole numbers are taken as exact, and so is what follows from numerator and denominator.

    Examples
    --------
    >>> from lkip_utils import read_dataset
    >>> from lkip_utils.kinerja import compute_hasil
    >>> dataset = read_dataset("dinas-contoh-uji", 2024, "tests/fixture/data")
    >>> compute_toleransi(compute_hasil(dataset, "iku-1")), compute_toleransi(compute_hasil(dataset, "it-1")) > 0
    (Decimal('0'), True)
    """
    capped = hasil.capaian.nilai != hasil.capaian.mentah
    return Decimal(0) if capped else _spread(hasil, hasil.target)


def _kemajuan_toleransi(dataset: Dataset, hasil: Hasil) -> Decimal:
    targets = list_target_renstra(dataset, hasil.indikator.kode)
    return _spread(hasil, targets.get(find_akhir_renstra(dataset) or 0))


def _spread(hasil: Hasil, target: Measure) -> Decimal:
    """Return how far R/T and its counterparts move within half a unit of the last decimal of a reported result."""
    value, i = hasil.realisasi, hasil.indikator
    places = -int(value.as_tuple().exponent) if isinstance(value, Decimal) else 0
    # What misses a target of 0 falls from 100 to 0: no rounding excuses that.
    if not isinstance(value, Decimal) or i.bentuk != "bilangan" or not hasil.dilaporkan or places < 1 or target == 0:
        return Decimal(0)
    half = Decimal(5).scaleb(-places - 1)
    raw, *near = (i.weigh(target, value + step).mentah for step in (0, -half, half))
    return max((abs(other - raw) for other in near if other is not None and raw is not None), default=Decimal(0))


def _sasaran_toleransi(dataset: Dataset, sasaran: str) -> Decimal:
    loose = [compute_toleransi(hasil) for hasil in list_hasil(dataset, "iku") if hasil.indikator.sasaran == sasaran]
    return compute_rerata(loose).nilai or Decimal(0)


def _mean_toleransi(dataset: Dataset) -> Decimal:
    groups: dict[str, list[Decimal | None]] = {}
    for hasil in list_hasil(dataset, "iku"):
        groups.setdefault(hasil.indikator.sasaran, []).append(compute_toleransi(hasil))
    return rerata_sasaran(groups).nilai or Decimal(0)


def _publish(value: Measure, hasil: Hasil) -> Decimal | str | None:
    """Return a target or result in its unit; as text where a bare number would mislead: grades, durations, ranges."""
    if value is None or (isinstance(value, Decimal) and hasil.indikator.bentuk == "bilangan"):
        return value
    return format_measure(value, hasil.indikator.bentuk)


def _programs(dataset: Dataset) -> Iterator[Angka]:
    rows = _rows(dataset, "anggaran", "program")
    parents = {node["kode"]: node["induk"] for node in dataset.rows("program")}
    for node in records(build_pohon_anggaran(dataset)):
        below = tuple(sorted(r for kode, at in rows.items() if _is_below(kode, node["kode"], parents) for r in at))
        yield from _of_budget(node["kode"], node, dataset.source("anggaran"), below)


def _is_below(kode: str | None, node: str, parents: Mapping[str, str | None]) -> bool:
    return kode is not None and (kode == node or _is_below(parents[kode], node, parents))


def _sasaran(dataset: Dataset) -> Iterator[Angka]:
    for row in records(build_anggaran_sasaran(dataset)):
        yield from _of_budget(row["sasaran"], row, dataset.source("anggaran"), ())
    for row in dataset.rows_by("sasaran", "jenis")["sasaran"]:
        mean = compute_rerata_of(dataset, row["kode"])
        source, loose = dataset.source("realisasi"), _sasaran_toleransi(dataset, row["kode"])
        yield Angka(
            f"capaian.{row['kode']}", mean.nilai, "persen", source, (), f"{RERATA} IKU-nya", mean.cakupan, loose
        )


def _of_budget(kode: str, row: Record, source: str, rows: tuple[int, ...]) -> Iterator[Angka]:
    """Yield what a programme or sasaran spent and did."""
    pagu, realisasi, both = _tell_known(row, "sub kegiatan")
    efisiensi = compute_efisiensi(row["kinerja"], row["serapan"])
    yield Angka(f"pagu.{kode}", row["pagu"], "rupiah", source, rows, "jumlah sub kegiatan", pagu)
    yield Angka(f"realisasi.{kode}", row["realisasi"], "rupiah", source, rows, "jumlah sub kegiatan", realisasi)
    yield Angka(f"serapan.{kode}", row["serapan"], "persen", source, rows, SERAPAN, both)
    told = f"{row['n_kinerja']} dari {row['jumlah']} sub kegiatan"
    yield Angka(f"kinerja.{kode}", row["kinerja"], "persen", source, rows, "rata-rata kinerja sub kegiatan", told)
    yield Angka(f"efisiensi.{kode}", efisiensi.selisih, "poin", source, rows, "kinerja − serapan")


def _sakip(dataset: Dataset) -> Iterator[Angka]:
    source = dataset.source("sakip")
    rows = [row for row in dataset.rows("sakip") if row["tahun"] <= dataset.tahun]
    for row in rows:
        yield Angka(f"sakip.{row['tahun']}", row["nilai"], "nilai", source, (row["baris"],), "sebagaimana tercatat")
    if not rows:
        return
    last = max(rows, key=lambda row: row["tahun"])
    for before in (row for row in rows if row["tahun"] == last["tahun"] - 1):
        change, at = last["nilai"] - before["nilai"], (before["baris"], last["baris"])
        yield Angka("sakip.perubahan", change, "poin", source, at, f"sakip.{last['tahun']} − sakip.{before['tahun']}")


def _pegawai(dataset: Dataset) -> Iterator[Angka]:
    for rincian, rows in dataset.rows_by("pegawai", "rincian").items():
        yield _count(dataset, f"pegawai.{rincian}", rows)
    education = dataset.rows_by("pegawai", "rincian")["pendidikan"]
    for column, key in (("kelompok", ""), ("jabatan", "kolom.")):
        for name in dict.fromkeys(row[column] for row in education if row[column]):
            members = [row for row in education if row[column] == name]
            yield _count(dataset, f"pegawai.pendidikan.{key}{name}", members)


def _sarana(dataset: Dataset) -> Iterator[Angka]:
    for kelompok, rows in dataset.rows_by("sarana", "kelompok").items():
        yield _count(dataset, f"sarana.{kelompok}", rows, "sarana", "unit")


def _count(dataset: Dataset, kunci: str, rows: list[Record], file: str = "pegawai", satuan: str = "orang") -> Angka:
    known = [row for row in rows if row["jumlah"] is not None]
    total = sum((row["jumlah"] for row in known), Decimal()) if known else None
    at = tuple(row["baris"] for row in rows)
    return Angka(kunci, total, satuan, dataset.source(file), at, "jumlah baris", f"{len(known)} dari {len(rows)}")


def _rows(dataset: Dataset, file: str, column: str) -> dict[str, tuple[int, ...]]:
    return {kode: tuple(row["baris"] for row in rows) for kode, rows in dataset.rows_by(file, column).items()}
