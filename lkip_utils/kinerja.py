"""How the indicators of a dataset did: targets, results, capaian, comparisons."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from lkip_utils.capaian import LEBIH_BAIK, Capaian, compute_capaian
from lkip_utils.dataset import Dataset, Record, remember
from lkip_utils.measures import Measure, Rentang, format_measure, parse_measure
from lkip_utils.numbers import FINEST, count_places_apart, is_missing, parse_number, round_half_up
from lkip_utils.perbandingan import Kemajuan, Perubahan, compute_kemajuan, compute_perubahan
from lkip_utils.rerata import Rerata, compute_rerata, rerata_sasaran
from lkip_utils.skala import Skala


@dataclass(frozen=True)
class Indikator:
    """An indicator as indikator.csv describes it (empty cells are empty strings)."""

    kode: str
    sasaran: str
    tingkat: str
    penanggung_jawab: str
    nama: str
    satuan: str
    arah: str
    rumus: str | None
    di_atas: str
    bentuk: str
    formula: str
    pembilang: str
    penyebut: str
    satuan_hitung: str
    sumber_data: str

    def weigh(self, target: Measure, realisasi: Measure, batas: Decimal | None = None) -> Capaian:
        """Return the capaian of a result against a target, by the indicator's own rules."""
        return compute_capaian(target, realisasi, self.arah, self.rumus, batas, di_atas=self.di_atas)


@dataclass(frozen=True)
class Hasil:
    """How an indicator did in one year.

    Parameters
    ----------
    capaian_tertulis
        The capaian as text, with as many decimals as its verdict and category need.
    dilaporkan
        True when the source gives the result itself, not only its numerator and denominator.
    dinyatakan
        True when the source states the capaian without the target or result behind it.
    berkas, baris
        Where the result stands, for the way back from page to cell.
    berkas_target
        Where the target stands.
    catatan
        What the editor of the data says about the result, e.g. why it is missing.
    """

    indikator: Indikator
    tahun: int
    target: Measure
    realisasi: Measure
    pembilang: Decimal | None
    penyebut: Decimal | None
    capaian: Capaian
    kategori: str | None
    capaian_tertulis: str
    dilaporkan: bool
    dinyatakan: bool
    berkas: str
    baris: int | None
    berkas_target: str
    catatan: str

    @property
    def realisasi_tertulis(self) -> str:
        """The result as text: as reported, or the quotient of numerator and denominator."""
        i = self.indikator
        return format_measure(self.realisasi, i.bentuk, i.satuan, None if self.dilaporkan else self._places)

    @property
    def _places(self) -> int:
        """Decimals of a quotient: two, or more where the target would seem to be met, or missed, otherwise."""
        if isinstance(self.target, Rentang) or self.target is None or not isinstance(self.realisasi, Decimal):
            return 2
        return count_places_apart(self.realisasi, self.target)

    @property
    def target_tertulis(self) -> str:
        """The target as text."""
        return format_measure(self.target, self.indikator.bentuk, self.indikator.satuan)

    @property
    def hasil_bagi(self) -> Decimal | None:
        """Numerator / denominator × 100, where both are known."""
        return None if self.pembilang is None or not self.penyebut else self.pembilang * 100 / self.penyebut

    @property
    def tercapai(self) -> bool | None:
        """Whether the target was met, which is a capaian of 100 or more as finely as one is printed; None where it isn't known."""
        mentah = self.capaian.mentah
        return None if mentah is None else round_half_up(mentah, FINEST) >= 100


@remember
def read_skala(dataset: Dataset) -> Skala:
    """Return the agency's scale, with the gap rule that profil.csv sets (``celah_skala``)."""
    return Skala.from_frame(dataset["skala"], "bulat" if dataset.profil("celah_skala") == "bulat" else "bawah")


def list_indikator(dataset: Dataset, tingkat: str) -> list[Indikator]:
    """Return the indicators of one level in their order of presentation."""
    rows = dataset.rows_by("indikator", "tingkat")[tingkat]
    return [_indikator(row) for row in sorted(rows, key=lambda row: row["urutan"])]


def get_indikator(dataset: Dataset, kode: str) -> Indikator:
    """Return one indicator by its code."""
    return _indikator(dataset.rows_by("indikator", "kode")[kode][0])


def _indikator(row: Record) -> Indikator:
    fields = {name: row[name] or "" for name in Indikator.__dataclass_fields__}
    return Indikator(**{**fields, "rumus": row["rumus"], "di_atas": row["di_atas"] or LEBIH_BAIK})


@remember
def compute_hasil(dataset: Dataset, kode: str) -> Hasil:
    """Return how an indicator did in the report year.

    The target is the one agreed last (perjanjian.csv after, else before the change), else the
    one reported with the result, else the Renstra's for that year. The result is the one
    reported; where only its parts are, it is numerator / denominator × 100.
    """
    indikator = get_indikator(dataset, kode)
    reported = _row(dataset, kode)
    target, berkas_target = _target(dataset, indikator, reported)
    return _hasil(
        dataset, indikator, dataset.tahun, target, reported, dataset.source("realisasi"), dataset.source(berkas_target)
    )


def list_hasil(dataset: Dataset, tingkat: str) -> list[Hasil]:
    """Return how all indicators of a level did in the report year."""
    return [compute_hasil(dataset, indikator.kode) for indikator in list_indikator(dataset, tingkat)]


@remember
def list_riwayat(dataset: Dataset, kode: str) -> list[Hasil]:
    """Return the years before the report year for which anything is known, ascending."""
    indikator = get_indikator(dataset, kode)
    rows = (row for row in dataset.rows_by("riwayat", "indikator")[kode] if row["tahun"] < dataset.tahun)
    known = {int(row["tahun"]): _from_riwayat(dataset, indikator, row) for row in rows}
    before = dataset.lalu
    while before is not None:
        # It may be younger than the year before.
        if before.rows_by("indikator", "kode")[kode] and (hasil := compute_hasil(before, kode)).baris is not None:
            known[before.tahun] = hasil
        before = before.lalu
    return [known[tahun] for tahun in sorted(known)]


def _from_riwayat(dataset: Dataset, indikator: Indikator, row: Record) -> Hasil:
    target = parse_measure(row["target"] or "", indikator.bentuk)
    source = dataset.source("riwayat")
    return _hasil(dataset, indikator, int(row["tahun"]), target, row, source, source)


def _row(dataset: Dataset, kode: str) -> Record:
    """Return an indicator's result for the whole year; empty where there is none."""
    rows = (row for row in dataset.rows_by("realisasi", "indikator")[kode] if row["triwulan"] is None)
    return next(rows, {})


def _target(dataset: Dataset, indikator: Indikator, reported: Record) -> tuple[Measure, str]:
    """Return the target that holds, and the file it stands in."""
    rows = dataset.rows_by("perjanjian", "indikator")[indikator.kode]
    agreed = [(row[column], "perjanjian") for column in ("target_setelah", "target_sebelum") for row in rows]
    for text, file in (*agreed, (reported.get("target"), "realisasi")):
        if text and not is_missing(text):
            return parse_measure(text, indikator.bentuk), file
    return list_target_renstra(dataset, indikator.kode).get(dataset.tahun), "target_renstra"


def _hasil(
    dataset: Dataset, indikator: Indikator, tahun: int, target: Measure, row: Record, berkas: str, berkas_target: str
) -> Hasil:
    pembilang, penyebut = row.get("pembilang"), row.get("penyebut")
    realisasi = parse_measure(row.get("nilai") or "", indikator.bentuk)
    dilaporkan = realisasi is not None
    if not dilaporkan and pembilang is not None and penyebut:
        realisasi = pembilang * 100 / penyebut
    capaian = indikator.weigh(target, realisasi, _batas(dataset))
    stated = row.get("capaian")
    dinyatakan = capaian.nilai is None and stated is not None
    if dinyatakan:
        capaian = Capaian(stated, stated, "dinyatakan sumber data, tidak dapat dihitung ulang")
    skala = read_skala(dataset)
    kategori, tertulis = skala.kategori(capaian.nilai), skala.write(capaian.nilai)
    return Hasil(
        indikator, tahun, target, realisasi, pembilang, penyebut, capaian, kategori, tertulis, dilaporkan, dinyatakan,
        berkas, row.get("baris"), berkas_target, row.get("catatan") or "",
    )  # fmt: skip


def _batas(dataset: Dataset) -> Decimal | None:
    return parse_number(dataset.profil("batas_capaian"))


def list_target_renstra(dataset: Dataset, kode: str) -> Mapping[int, Measure]:
    """Return the Renstra targets of an indicator by year."""
    bentuk = get_indikator(dataset, kode).bentuk
    rows = sorted(dataset.rows_by("target_renstra", "indikator")[kode], key=lambda row: row["tahun"])
    return {int(row["tahun"]): parse_measure(row["target"], bentuk) for row in rows}


def find_akhir_renstra(dataset: Dataset) -> int | None:
    """Return the last year of the Renstra, None where profil.csv doesn't tell it: the last known target may not be the last."""
    last = dataset.profil("renstra_akhir")
    return int(last) if last else None


def compute_rerata_capaian(dataset: Dataset) -> Rerata:
    """Return the agency's capaian: the mean over its sasaran of the mean of their IKU."""
    return _rerata((hasil.indikator, hasil) for hasil in list_hasil(dataset, "iku"))


def _rerata(iku: Iterable[tuple[Indikator, Hasil | None]]) -> Rerata:
    groups: dict[str, list[Decimal | None]] = {}
    for indikator, hasil in iku:
        groups.setdefault(indikator.sasaran, []).append(hasil.capaian.nilai if hasil else None)
    return rerata_sasaran(groups)


def compute_rerata_of(dataset: Dataset, sasaran: str) -> Rerata:
    """Return the capaian of one sasaran: the mean of its IKU."""
    hasil = list_hasil(dataset, "iku")
    return compute_rerata([h.capaian.nilai for h in hasil if h.indikator.sasaran == sasaran])


def compute_perubahan_rerata(dataset: Dataset) -> tuple[Perubahan, bool]:
    """Return the change of the agency's capaian against last year, in poin.

    Only means over all sasaran are compared. The second value tells whether last year's is the one printed then.
    """
    lalu, printed = find_rerata_lalu(dataset)
    return compute_perubahan(compute_rerata_utuh(dataset), lalu, "%"), printed


def compute_rerata_utuh(dataset: Dataset) -> Decimal | None:
    """Return the agency's mean capaian where that of every sasaran is known: only such means are compared or drawn."""
    return _whole(compute_rerata_capaian(dataset))


def _whole(mean: Rerata) -> Decimal | None:
    return mean.nilai if mean.n == mean.jumlah else None


def find_rerata_lalu(dataset: Dataset) -> tuple[Decimal | None, bool]:
    """Return last year's mean capaian, and whether it is the one printed then.

    It is where the results behind it aren't all known; without a printed one, too, there is none.
    """
    iku = list_indikator(dataset.lalu or dataset, "iku")
    computed = _whole(_rerata(zip(iku, list_hasil_lalu(dataset), strict=True)))
    if computed is not None or dataset.lalu is None:
        return computed, False
    printed = parse_printed(read_printed(dataset.lalu, "capaian.rata_rata"))
    return printed, printed is not None


def list_hasil_lalu(dataset: Dataset) -> list[Hasil | None]:
    """Return how last year's IKU did, None where nothing is known of one; from riwayat.csv where the year has no data."""
    if dataset.lalu is not None:
        return [*list_hasil(dataset.lalu, "iku")]
    return [find_hasil_lalu(dataset, indikator.kode) for indikator in list_indikator(dataset, "iku")]


def find_hasil_lalu(dataset: Dataset, kode: str) -> Hasil | None:
    """Return how an indicator did in the year before; None where nothing is known of it."""
    before = {h.tahun: h for h in list_riwayat(dataset, kode)}
    return before.get(dataset.tahun - 1)


def compute_perubahan_of(dataset: Dataset, kode: str) -> Perubahan:
    """Return the change of an indicator's result against the year before."""
    hasil, before = compute_hasil(dataset, kode), find_hasil_lalu(dataset, kode)
    return compute_perubahan(
        _number(hasil.realisasi), _number(before.realisasi) if before else None, hasil.indikator.satuan
    )


def compute_kemajuan_of(dataset: Dataset, kode: str) -> Kemajuan:
    """Return how far an indicator is on its way to the last year of the Renstra."""
    hasil = compute_hasil(dataset, kode)
    targets, i = list_target_renstra(dataset, kode), hasil.indikator
    last = targets.get(find_akhir_renstra(dataset) or 0)
    return compute_kemajuan(hasil.realisasi, last, targets.get(dataset.tahun), i.arah, i.rumus, i.di_atas)


def _number(value: Measure) -> Decimal | None:
    return value if isinstance(value, Decimal) else None


def read_printed(dataset: Dataset, kunci: str, tempat: str = "") -> str | None:
    """Return a figure as the published report prints it, from angka_tercetak.csv.

    Parameters
    ----------
    kunci
        Key of the computed value it stands for.
    tempat
        Only as printed there, e.g. ``Tabel 3.14``; by default the first place.
    """
    rows = dataset.rows_by("angka_tercetak", "kunci")[kunci]
    return next((row["tercetak"] for row in rows if tempat in ("", row["tempat"])), None)


def parse_printed(printed: str | None) -> Decimal | None:
    """Return a printed figure as a number; None where it can't be read, for print isn't mended."""
    try:
        return parse_number(printed or "")
    except ValueError:
        return None


def list_unit(dataset: Dataset, tingkat: str) -> list[tuple[str, str]]:
    """Return the units that answer for indicators of a level: code and post, in the order of the organisation."""
    used = {indikator.penanggung_jawab for indikator in list_indikator(dataset, tingkat)}
    units = dataset.rows("organisasi")
    return [(row["kode"], row["jabatan"] or row["unit"]) for row in units if row["kode"] in used]


def list_berdaftar(dataset: Dataset) -> list[tuple[str, str]]:
    """Return the indicators whose counted organisations or groups are listed (kelompok.csv): code and name."""
    codes = dict.fromkeys(dataset["kelompok"]["indikator"])
    return [(kode, get_indikator(dataset, kode).nama) for kode in codes]
