"""Percentages: printed ones against the amounts they are made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from lkip_utils.angka import compute_angka
from lkip_utils.audit.aturan import Kejanggalan, aturan
from lkip_utils.audit.cetakan import (
    FITS,
    TAHUN,
    Cetakan,
    list_jenis,
    list_printed,
    list_row,
    name_number,
    read_printed,
    report,
    show,
    show_difference,
    tell_followers,
    tell_printed,
    tell_right,
)
from lkip_utils.audit.kata import enumerate_some
from lkip_utils.audit.rincian import bound_serapan, list_parts, list_unknown
from lkip_utils.dataset import Dataset, cell_key, find_cell
from lkip_utils.kinerja import compute_hasil
from lkip_utils.measures import fits_predikat, is_percent, predikat_sakip
from lkip_utils.numbers import format_number, format_percent, format_rupiah, round_half_up
from lkip_utils.register import Entri, build_register, compare
from lkip_utils.rerata import compute_rerata
from lkip_utils.serapan import compute_serapan, sum_serapan

RECOMPUTED = "PermenPANRB 53/2014 Lampiran III butir II.5 (keandalan data); praktik umum: Σ realisasi / Σ pagu × 100"
ONE_VALUE = "PermenPANRB 53/2014 Lampiran III butir II.5 (keandalan data); praktik umum: satu angka satu nilai"

MEAN = "Yang tercetak sama dengan rata-rata persentase rinciannya"
SUMS = "serapan induk adalah jumlah realisasi / jumlah pagu."


@aturan("P01", "galat", "Persentase yang tercetak sama dengan hasil bagi angkanya sendiri", RECOMPUTED)
def check_percentages(dataset: Dataset) -> Iterator[Kejanggalan]:
    """Setiap persentase tercetak dihitung ulang dari angkanya, dengan pembulatan sebanyak desimal yang tercetak.

    Temuan menyebut angka mana yang memberi persentase itu bila dapat ditunjukkan: rata-rata persentase rinciannya,
    pagu murni, sisa anggaran, jumlah yang tercetak di sebelahnya, atau tahun lalu.
    """
    for cetakan in list_jenis(dataset, "persentase"):
        if not _is_open(dataset, cetakan):
            entri = cetakan.pertama
            yield report(
                cetakan,
                f"{_name(dataset, cetakan.kunci)} tercetak {tell_printed(cetakan.entri)}, sedangkan "
                f"{_tell_basis(dataset, cetakan.kunci)} {show(entri.terhitung, entri.satuan)}"
                f"{show_difference(entri.selisih, entri.satuan)}.{_tell_bound(dataset, cetakan)}{_explain(dataset, cetakan)}"
                f"{tell_right(dataset, cetakan)}{tell_followers(cetakan)} "
                "Hitung ulang persentasenya; bila persentasenya benar, perbaiki angka yang dibagi.",
            )


@aturan("P02", "info", "Persentase yang tercetak dapat diperiksa dari rincian yang lengkap", RECOMPUTED)
def check_open_percentages(dataset: Dataset) -> Iterator[Kejanggalan]:
    """Persentase tercetak berbeda dari yang dihitung, tetapi sebagian realisasinya tidak diketahui.

    Selama persentase itu masih mungkin, dengan realisasi yang kosong antara nol dan pagunya, ia belum tentu keliru.
    """
    for cetakan in list_jenis(dataset, "persentase"):
        if _is_open(dataset, cetakan):
            unknown, (least, most) = _list_open(dataset, cetakan.kunci), _find_bounds(dataset, cetakan.kunci)
            yield report(
                cetakan,
                f"{_name(dataset, cetakan.kunci)} tercetak {tell_printed(cetakan.entri)}, tetapi realisasi "
                f"{enumerate_some(unknown)} belum diketahui: seluruhnya bisa antara {format_percent(least)} dan {format_percent(most)}, "
                f"dan dari yang diketahui saja {show(cetakan.pertama.terhitung, 'persen')}.{_tell_open(cetakan)} "
                "Lengkapi realisasinya supaya persentasenya dapat diperiksa.",
            )


def _is_open(dataset: Dataset, cetakan: Cetakan) -> bool:
    """Return whether amounts that aren't known could give the printed percentage."""
    if not _list_open(dataset, cetakan.kunci) or cetakan.nilai is None:
        return False
    least, most = _find_bounds(dataset, cetakan.kunci)
    return least is not None and most is not None and least <= cetakan.nilai <= most


def _list_open(dataset: Dataset, kunci: str) -> list[str]:
    """Return the rows of a sum whose realisasi isn't known."""
    return list_unknown(list_parts(dataset, _find_keys(kunci)[1])) if _is_sum(dataset, kunci) else []


def _is_sum(dataset: Dataset, kunci: str) -> bool:
    """Return whether a percentage is that of a sum: of a programme, a sasaran, all kinds of spending, no stated total."""
    family, _, kode = kunci.partition(".")
    if kunci == "anggaran.serapan":
        return not dataset.rows("apbd")
    return (family == "serapan" and not kode.startswith("belanja.")) or kunci == "belanja.serapan"


def _find_keys(kunci: str, pagu: str = "pagu") -> tuple[str, str]:
    """Return the keys of the pagu and the realisasi behind a serapan."""
    family, _, kode = kunci.partition(".")
    return (f"{family}.{pagu}", f"{family}.realisasi") if kode == "serapan" else (f"{pagu}.{kode}", f"realisasi.{kode}")


def _find_bounds(dataset: Dataset, kunci: str) -> tuple[Decimal | None, Decimal | None]:
    pagu, realisasi = (list_parts(dataset, key) for key in _find_keys(kunci))
    return bound_serapan(pagu, realisasi)


def _tell_bound(dataset: Dataset, cetakan: Cetakan) -> str:
    """Return what a percentage can be at most or at least where some amounts aren't known."""
    unknown = _list_open(dataset, cetakan.kunci)
    if not unknown:
        return ""
    least, most = _find_bounds(dataset, cetakan.kunci)
    span = f"{format_percent(least)} dan {format_percent(most)}"
    return f" Realisasi {enumerate_some(unknown)} tidak diketahui, tetapi tanpa melampaui pagunya persentase itu antara {span}."


def _tell_open(cetakan: Cetakan) -> str:
    return f" Dengan demikian {tell_printed(cetakan.ikut)} juga belum dapat diperiksa." if cetakan.ikut else ""


def _name(dataset: Dataset, kunci: str) -> str:
    family, _, kode = kunci.partition(".")
    if kode == "serapan":
        return "Serapan anggaran instansi" if family == "anggaran" else "Serapan jumlah belanja"
    if kode.startswith("belanja."):
        return f"Serapan {_find_belanja(dataset, kode)}"
    return f"{family.capitalize()} {name_number(dataset, kunci)}"


def _find_belanja(dataset: Dataset, kode: str) -> str:
    """Return the kind of spending that ``belanja.1`` stands for."""
    rows = dataset.rows("belanja")
    return next(str(row["jenis"]) for row in rows if f"belanja.{row['urutan']}" == kode)


@dataclass(frozen=True)
class Dasar:
    """The amounts of a serapan, in rupiah."""

    pagu: Decimal | None
    realisasi: Decimal | None

    @property
    def persen(self) -> Decimal | None:
        """Realisasi in percent of pagu."""
        return compute_serapan(self.pagu, self.realisasi)

    def __str__(self) -> str:
        return f"{format_rupiah(self.realisasi)} dari {format_rupiah(self.pagu)}"


def _find_basis(dataset: Dataset, kunci: str, pagu: str = "pagu") -> Dasar:
    """Return the amounts behind a serapan."""
    kode = kunci.partition(".")[2]
    if kode.startswith("belanja."):
        row = next(row for row in dataset.rows("belanja") if f"belanja.{row['urutan']}" == kode)
        return Dasar(row.get(pagu), row["realisasi"])
    keys = _find_keys(kunci, pagu)
    if not _is_sum(dataset, kunci):
        return Dasar(*(_find_number(dataset, key) for key in keys))
    # Both lists name the same rows; only those of which both amounts are known give a percentage.
    pairs = zip(*([part.nilai for part in list_parts(dataset, key)] for key in keys), strict=True)
    sums = sum_serapan(pairs)
    return Dasar(sums.pagu_lengkap, sums.realisasi_lengkap) if sums.n else Dasar(None, None)


def _find_number(dataset: Dataset, kunci: str) -> Decimal | None:
    angka = compute_angka(dataset).get(kunci)
    return angka.nilai if angka and isinstance(angka.nilai, Decimal) else None


def _tell_basis(dataset: Dataset, kunci: str) -> str:
    family, _, kode = kunci.partition(".")
    if family == "kinerja":
        return "rata-rata kinerja sub kegiatannya"
    if family == "realisasi":
        hasil = compute_hasil(dataset, kode)
        return f"{format_number(hasil.pembilang)} dari {format_number(hasil.penyebut)} adalah"
    return f"{_find_basis(dataset, kunci)} adalah"


def _explain(dataset: Dataset, cetakan: Cetakan) -> str:
    """Return which other calculation gives the printed percentage; empty where none does."""
    if cetakan.kunci.startswith(("realisasi.", "kinerja.")):
        return ""
    found = next((told for told, value in _list_candidates(dataset, cetakan) if _gives(cetakan.pertama, value)), "")
    return f" {found}" if found else _tell_printed_basis(dataset, cetakan)


def _tell_printed_basis(dataset: Dataset, cetakan: Cetakan) -> str:
    """Return that the totals printed beside a percentage don't give it either."""
    printed = _find_printed_basis(dataset, cetakan)
    if printed.persen is None or printed == _find_basis(dataset, cetakan.kunci):
        return ""
    return f" Jumlah yang tercetak di sebelahnya ({printed}) pun memberi {format_percent(printed.persen)}."


def _gives(entri: Entri, value: Decimal | None) -> bool:
    return value is not None and compare(entri.tercetak, value, entri.satuan).status in FITS


def _list_candidates(dataset: Dataset, cetakan: Cetakan) -> Iterator[tuple[str, Decimal | None]]:
    """Yield calculations that people mistake for the right one: what to say, and what they give."""
    family, _, kode = cetakan.kunci.partition(".")
    printed = _find_printed_basis(dataset, cetakan)
    yield (
        f"Yang tercetak cocok dengan {printed} yang tercetak pada baris yang sama, jadi jumlah itulah yang perlu dicocokkan.",
        printed.persen,
    )
    for below in (_list_below(dataset, family, kode), _list_deepest(dataset, family, kode)):
        yield f"{MEAN}; {SUMS}", _mean(_find_number(dataset, key) for key in below)
        printed_below = _mean(read_printed(entri) for key in below for entri in list_printed(dataset, key)[:1])
        yield f"{MEAN} yang tercetak; {SUMS}", printed_below
    murni = _find_basis(dataset, cetakan.kunci, "pagu_murni")
    yield f"Yang tercetak sama dengan {murni}, yaitu terhadap pagu murni.", murni.persen
    if isinstance(cetakan.pertama.terhitung, Decimal):
        yield "Yang tercetak sama dengan sisa anggarannya (100% − serapan).", 100 - cetakan.pertama.terhitung
    yield f"Yang tercetak sama dengan serapan tahun {dataset.tahun - 1}.", _last_year(dataset, cetakan.kunci)


def _find_printed_basis(dataset: Dataset, cetakan: Cetakan) -> Dasar:
    """Return the amounts printed in the row of a printed percentage."""
    amounts = {_amount_of(e.kunci): read_printed(e) for e in list_row(dataset, cetakan.pertama)}
    return Dasar(amounts.get("pagu"), amounts.get("realisasi"))


def _amount_of(kunci: str) -> str:
    """Return whether a key is that of a pagu or of a realisasi."""
    parts = kunci.split("/") if "/" in kunci else kunci.split(".")
    return next((part for part in (parts[0], parts[-1]) if part in ("pagu", "realisasi")), "")


def _list_below(dataset: Dataset, family: str, kode: str) -> list[str]:
    """Return the keys of the percentages directly below that of a programme, sasaran or total."""
    if family == "belanja":
        return [f"serapan.belanja.{row['urutan']}" for row in dataset.rows("belanja")]
    column = "sasaran" if dataset.rows_by("sasaran", "kode")[kode] else "induk"
    nodes = dataset.rows_by("program", column)[None if kode == "serapan" else kode]
    return [f"serapan.{row['kode']}" for row in nodes]


def _list_deepest(dataset: Dataset, family: str, kode: str) -> list[str]:
    """Return the keys of the percentages at the ends of the tree: a table may leave out the level between."""
    return [deepest for key in _list_below(dataset, family, kode) for deepest in _descend(dataset, key)]


def _descend(dataset: Dataset, key: str) -> list[str]:
    family, _, kode = key.partition(".")
    return _list_deepest(dataset, family, kode) or [key]


def _mean(values: Iterable[Decimal | None]) -> Decimal | None:
    """Return the mean of percentages; None of a single one, which would explain itself."""
    mean = compute_rerata(values)
    return mean.nilai if mean.n > 1 else None


def _last_year(dataset: Dataset, kunci: str) -> Decimal | None:
    return _find_number(dataset.lalu, kunci) if dataset.lalu and dataset.lalu.rows("anggaran") else None


# ── what follows from percentages ───────────────────────────────────────────────────────


@aturan(
    "P03",
    "galat",
    "Efisiensi yang tercetak sama dengan kinerja dikurangi serapan",
    "Aturan laporan: efisiensi = % kinerja − % serapan",
)
def check_efisiensi(dataset: Dataset) -> Iterator[Kejanggalan]:
    """Efisiensi tercetak dihitung ulang dari kinerja dan serapan.

    Bila efisiensi itu memang kinerja dikurangi serapan yang tercetak keliru, temuan tentang serapannya sudah
    menyebutnya.
    """
    for cetakan in list_jenis(dataset, "efisiensi"):
        kode = cetakan.kunci.partition(".")[2]
        angka = compute_angka(dataset)
        kinerja, serapan = (angka[f"{name}.{kode}"].nilai for name in ("kinerja", "serapan"))
        yield report(
            cetakan,
            f"Efisiensi {name_number(dataset, cetakan.kunci)} tercetak {tell_printed(cetakan.entri)}, sedangkan kinerja "
            f"{show(kinerja, 'persen')} dikurangi serapan {show(serapan, 'persen')} adalah "
            f"{show(cetakan.pertama.terhitung, 'poin')}{show_difference(cetakan.pertama.selisih, cetakan.pertama.satuan)}.{tell_right(dataset, cetakan)} "
            "Hitung ulang efisiensinya.",
        )


@aturan("P04", "galat", "Angka yang sama tercetak sama di semua tempat", ONE_VALUE)
def check_one_value(dataset: Dataset) -> Iterator[Kejanggalan]:
    """Satu angka yang tidak dapat dihitung dari data tercetak dengan nilai yang berlainan di beberapa tempat.

    Yang berbeda hanya karena pembulatan tidak dihitung. Angka yang dapat dihitung diperiksa aturan lain.
    """
    keys = dict.fromkeys(
        e.kunci for e in build_register(dataset) if e.kunci and e.kunci not in TAHUN and e.terhitung is None
    )
    for kunci in keys:
        entries = list_printed(dataset, kunci)
        values = {value for value in map(read_printed, entries) if value is not None}
        if len(values) > 1 and not _is_rounding(values):
            first = entries[0]
            yield Kejanggalan(
                "angka_tercetak",
                f"Angka yang sama ({kunci}) tercetak berlainan: {tell_printed(entries)}. Cetak satu nilai di semua tempat.",
                first.nomor,
                "tercetak",
                kunci,
                first.tempat,
                first.tercetak,
            )


def _is_rounding(values: set[Decimal]) -> bool:
    """Return whether all values are one value rounded to different decimals."""
    finest = min(values, key=lambda value: int(value.as_tuple().exponent))
    return all(round_half_up(finest, max(0, -int(value.as_tuple().exponent))) == value for value in values)


@aturan("P05", "info", "Persentase dibulatkan, tidak dipotong", "Aturan laporan: pembulatan setengah ke atas")
def check_cut(dataset: Dataset) -> Iterator[Kejanggalan]:
    """Desimal yang dipotong membuat angka tercetak selalu lebih kecil daripada yang sebenarnya."""
    for cetakan in list_jenis(dataset, "terpotong"):
        value, places = cetakan.pertama.terhitung, -int((cetakan.nilai or Decimal()).as_tuple().exponent)
        exact = format_number(value if isinstance(value, Decimal) else None, places + 2)
        yield report(
            cetakan,
            f"{cetakan.kunci} tercetak {tell_printed(cetakan.entri)}, yaitu {exact} yang desimalnya dipotong; dibulatkan menjadi "
            f"{format_number(value if isinstance(value, Decimal) else None, places)}.",
        )


@aturan("P06", "galat", "Hasil yang dilaporkan sama dengan pembilang dibagi penyebut", RECOMPUTED)
def check_parts(dataset: Dataset) -> Iterator[Kejanggalan]:
    """Realisasi berupa persentase dihitung ulang dari pembilang dan penyebut yang dilaporkan bersamanya."""
    for row in dataset.rows("realisasi"):
        hasil = compute_hasil(dataset, row["indikator"])
        kunci = f"realisasi.{row['indikator']}"
        if row["triwulan"] is not None or not hasil.dilaporkan or not is_percent(hasil.indikator.satuan):
            continue
        if hasil.hasil_bagi is not None and compare(row["nilai"], hasil.hasil_bagi, "persen").status == "berbeda":
            yield Kejanggalan(
                "realisasi",
                f"Realisasi {name_number(dataset, kunci)} dilaporkan {row['nilai']}, sedangkan "
                f"{format_number(hasil.pembilang)} dari {format_number(hasil.penyebut)} adalah {format_percent(hasil.hasil_bagi)}. "
                "Perbaiki hasil, pembilang, atau penyebutnya.",
                row["baris"],
                "nilai",
                kunci,
                tercetak=row["nilai"],
                terhitung=format_percent(hasil.hasil_bagi),
            )


@aturan("P07", "galat", "Angka yang tercetak sama dengan yang tercatat dalam data", ONE_VALUE)
def check_rest(dataset: Dataset) -> Iterator[Kejanggalan]:
    """Angka atau sebutan tercetak berbeda dari sel data atau nilai yang diwakilinya, tanpa sebab yang dikenali aturan lain."""
    for cetakan in list_jenis(dataset, "lain"):
        entri = cetakan.pertama
        yield report(
            cetakan,
            f"Tercetak {tell_printed(cetakan.entri)}, sedangkan {_tell_source(dataset, cetakan.kunci)} "
            f"{show(entri.terhitung, entri.satuan)}{show_difference(cetakan.pertama.selisih, cetakan.pertama.satuan)}."
            f"{tell_right(dataset, cetakan)}{_tell_predikat(dataset, cetakan)} Samakan cetakan dan datanya menurut dokumen sumber.",
        )


def _tell_predikat(dataset: Dataset, cetakan: Cetakan) -> str:
    """Return which of a printed and a recorded predicate is right, by its score."""
    rows = (row for row in dataset.rows("sakip") if cell_key("sakip", row, "predikat") == cetakan.kunci)
    for row in rows:
        predikat, sebutan = predikat_sakip(row["nilai"])
        sides = (("cetakan", cetakan.pertama.tercetak), ("data", row["predikat"] or ""))
        wrong = [side for side, text in sides if not fits_predikat(text, row["nilai"])]
        blamed = f"yang keliru {enumerate_some(wrong)}" if wrong else "keduanya benar"
        return f" Nilai {format_number(row['nilai'], 2)} berpredikat {predikat} ({sebutan}): {blamed}."
    return ""


def _tell_source(dataset: Dataset, kunci: str) -> str:
    cell = find_cell(dataset, kunci)
    if cell is not None:
        return f"{cell.file}.csv baris {cell.baris} kolom {cell.kolom} memuat"
    angka = compute_angka(dataset)[kunci]
    return f"{angka.formula} di {angka.berkas.rpartition('/')[2]} adalah"


@aturan(
    "P08", "peringatan", "Predikat SAKIP mengikuti nilainya", "PermenPANRB 88/2021: rentang nilai dan sebutan predikat"
)
def check_predikat(dataset: Dataset) -> Iterator[Kejanggalan]:
    """Predikat yang tercatat dibandingkan dengan rentang nilainya, huruf maupun sebutannya."""
    for row in dataset.rows("sakip"):
        if row["tahun"] <= dataset.tahun and row["predikat"] and not fits_predikat(row["predikat"], row["nilai"]):
            right = "{} ({})".format(*predikat_sakip(row["nilai"]))
            yield Kejanggalan(
                "sakip",
                f"Predikat SAKIP {row['tahun']} tercatat «{row['predikat']}», sedangkan nilai {format_number(row['nilai'], 2)} "
                f"berpredikat {right}. Cocokkan keduanya dengan laporan hasil evaluasi.",
                row["baris"],
                "predikat",
                cell_key("sakip", row, "predikat"),
                tercetak=row["predikat"],
                terhitung=right,
            )


ATURAN = (
    check_percentages,
    check_open_percentages,
    check_efisiensi,
    check_one_value,
    check_cut,
    check_parts,
    check_rest,
    check_predikat,
)
