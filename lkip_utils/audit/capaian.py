"""Capaian: printed ones, their categories and means, changes over time and the verdict on efficiency."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from lkip_utils.angka import TINGKAT, compute_angka
from lkip_utils.audit.aturan import Kejanggalan, aturan
from lkip_utils.audit.cetakan import (
    FITS,
    TAHUN,
    Cetakan,
    list_jenis,
    list_printed,
    name_number,
    report,
    show,
    show_difference,
    tell_followers,
    tell_printed,
    tell_right,
)
from lkip_utils.audit.kata import enumerate_some
from lkip_utils.dataset import Dataset
from lkip_utils.efisiensi import compute_efisiensi
from lkip_utils.kinerja import (
    Hasil,
    Indikator,
    compute_hasil,
    compute_perubahan_rerata,
    compute_rerata_capaian,
    compute_rerata_of,
    list_hasil,
    list_riwayat,
    list_target_renstra,
)
from lkip_utils.measures import Measure, format_measure, is_percent, parse_measure
from lkip_utils.numbers import format_number, format_percent, format_points, format_rupiah
from lkip_utils.register import Entri, build_register, compare
from lkip_utils.rerata import compute_rerata
from lkip_utils.serapan import compute_serapan

RECOMPUTED = "PermenPANRB 53/2014: capaian dihitung dari target dan realisasi; rumus menurut arah indikator"
COMPARED = "PermenPANRB 53/2014: dibandingkan dengan tahun lalu dan target jangka menengah"

SERAPAN_RENDAH = Decimal(50)
"""Below this serapan, in percent, a kinerja of 100 is no proof of efficiency (aturan laporan)."""

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_UNIT = re.compile(r"[A-Za-z]{2,}")


# ── capaian and category ────────────────────────────────────────────────────────────────


@aturan("K01", "galat", "Capaian yang tercetak mengikuti target dan realisasinya", RECOMPUTED)
def check_capaian(dataset: Dataset) -> Iterator[Kejanggalan]:
    """Capaian tercetak dihitung ulang dengan rumus indikatornya.

    Temuan menyebut hitungan lain yang memberi angka tercetak bila ada: rumus lain, target lain, batas 100, atau tahun lalu.
    """
    for cetakan in list_jenis(dataset, "capaian"):
        if not _find_unit(cetakan):
            entri, hasil = cetakan.pertama, compute_hasil(dataset, cetakan.kunci.partition(".")[2])
            yield report(
                cetakan,
                f"Capaian {name_number(dataset, cetakan.kunci)} tercetak {tell_printed(cetakan.entri)}, sedangkan {_tell_basis(hasil)} "
                f"{show(entri.terhitung, 'persen')}{show_difference(entri.selisih, 'persen')}.{_explain(dataset, cetakan, hasil)}"
                f"{tell_right(dataset, cetakan)}{tell_followers(cetakan)} Hitung ulang capaiannya atau perbaiki target dan realisasinya.",
            )


@aturan("K02", "galat", "Kolom capaian berisi persentase", RECOMPUTED)
def check_capaian_unit(dataset: Dataset) -> Iterator[Kejanggalan]:
    """Capaian tercetak dengan satuan lain, biasanya karena realisasinya disalin ke kolom capaian."""
    for cetakan in list_jenis(dataset, "capaian"):
        unit = _find_unit(cetakan)
        if unit:
            hasil = compute_hasil(dataset, cetakan.kunci.partition(".")[2])
            same = " Angka itu realisasinya." if cetakan.nilai is not None and cetakan.nilai == hasil.realisasi else ""
            yield report(
                cetakan,
                f"Capaian {name_number(dataset, cetakan.kunci)} tercetak {tell_printed(cetakan.entri)}, dengan satuan «{unit}», "
                f"bukan persentase; {_tell_basis(hasil)} {show(cetakan.pertama.terhitung, 'persen')}.{same} "
                "Tulis capaiannya sebagai persentase.",
            )


def _find_unit(cetakan: Cetakan) -> str:
    """Return the unit printed behind a capaian, if it isn't percent."""
    words = _UNIT.findall(cetakan.pertama.tercetak)
    return "" if not words or is_percent(words[0]) else words[0]


def _tell_basis(hasil: Hasil) -> str:
    if hasil.dinyatakan:
        return "yang dinyatakan dalam data"
    return f"target {hasil.target_tertulis} dan realisasi {hasil.realisasi_tertulis} memberi ({hasil.capaian.aturan})"


def _explain(dataset: Dataset, cetakan: Cetakan, hasil: Hasil) -> str:
    """Return which other calculation gives the printed capaian; empty where none does."""
    values = _list_candidates(dataset, hasil)
    fits = (
        told for told, value in values if value is not None and compare(cetakan.pertama.tercetak, value).status in FITS
    )
    found = next(fits, "")
    return f" Yang tercetak {found}." if found else ""


def _list_candidates(dataset: Dataset, hasil: Hasil) -> Iterator[tuple[str, Decimal | None]]:
    """Yield what people print instead of a capaian: how to say it, and its value."""
    i, mentah = hasil.indikator, hasil.capaian.mentah
    if mentah is not None and mentah > 100:
        yield "dipotong pada 100%, padahal batas itu tidak ditetapkan di profil.csv", Decimal(100)
    if mentah != hasil.capaian.nilai:
        yield "sama dengan capaian sebelum dibatasi", mentah
    for arah, rumus, formula in (("naik", None, "R/T"), ("turun", "A", "(2T − R)/T"), ("turun", "B", "T/R")):
        yield (
            f"cocok dengan rumus {formula} × 100, bukan rumus indikator ini",
            _recompute(hasil.target, hasil, replace(i, arah=arah, rumus=rumus)),
        )
    for name, target in _list_targets(dataset, hasil):
        told = f"dihitung terhadap {name} ({format_measure(target, i.bentuk, i.satuan)})"
        yield told, _recompute(target, hasil, i)
    yield "sama dengan realisasinya", hasil.realisasi if isinstance(hasil.realisasi, Decimal) else None
    before = {h.tahun: h.capaian.nilai for h in list_riwayat(dataset, i.kode)}
    yield f"sama dengan capaian tahun {dataset.tahun - 1}", before.get(dataset.tahun - 1)


def _recompute(target: Measure, hasil: Hasil, indikator: Indikator) -> Decimal | None:
    return indikator.weigh(target, hasil.realisasi).nilai


def _list_targets(dataset: Dataset, hasil: Hasil) -> Iterator[tuple[str, Measure]]:
    """Yield the other targets of an indicator: before the change, and those of the Renstra."""
    kode, bentuk = hasil.indikator.kode, hasil.indikator.bentuk
    for row in dataset.rows_by("perjanjian", "indikator")[kode]:
        if row["target_sebelum"]:
            yield "target sebelum perubahan", parse_measure(row["target_sebelum"], bentuk)
    for tahun, target in list_target_renstra(dataset, kode).items():
        yield f"target Renstra {tahun}", target


@aturan(
    "K03",
    "galat",
    "Kategori yang tercetak mengikuti capaian dan skalanya",
    "Permendagri 86/2017 atau skala instansi (skala.csv)",
)
def check_kategori(dataset: Dataset) -> Iterator[Kejanggalan]:
    """Kategori tercetak dibandingkan dengan kelas skala bagi capaian yang dihitung.

    Bila kategori itu mengikuti capaian tercetak yang keliru, temuan tentang capaiannya sudah menyebutnya.
    """
    for cetakan in list_jenis(dataset, "kategori"):
        capaian = compute_angka(dataset)[f"capaian.{cetakan.kunci.partition('.')[2]}"].nilai
        yield report(
            cetakan,
            f"Kategori {name_number(dataset, cetakan.kunci)} tercetak {tell_printed(cetakan.entri)}, sedangkan capaian "
            f"{show(capaian, 'persen')} termasuk {show(cetakan.pertama.terhitung, 'kategori')} menurut skala."
            f"{tell_right(dataset, cetakan)} Samakan kategorinya dengan skala.",
        )


# ── means ───────────────────────────────────────────────────────────────────────────────


@aturan("K04", "galat", "Rata-rata capaian yang tercetak sama dengan rata-rata capaiannya", RECOMPUTED)
def check_means(dataset: Dataset) -> Iterator[Kejanggalan]:
    """Rata-rata capaian instansi adalah rata-rata sasarannya; rata-rata sasaran adalah rata-rata IKU-nya.

    Rata-rata yang sebagian capaiannya tidak diketahui tidak dinilai keliru.
    """
    for cetakan in list_jenis(dataset, "rerata"):
        kode = cetakan.kunci.partition(".")[2]
        if not _list_without(dataset, kode):
            entri = cetakan.pertama
            yield report(
                cetakan,
                f"{_name_mean(cetakan.kunci)} tercetak {tell_printed(cetakan.entri)}, sedangkan {_tell_members(dataset, kode)} memberi "
                f"{show(entri.terhitung, entri.satuan)}{show_difference(entri.selisih, entri.satuan)}.{_explain_mean(dataset, cetakan)}"
                f"{tell_right(dataset, cetakan)}{tell_followers(cetakan)} Hitung ulang rata-ratanya.",
            )


@aturan(
    "K05",
    "info",
    "Rata-rata capaian memuat semua indikator",
    "Aturan laporan: capaian yang tidak diketahui tidak dihitung nol",
)
def check_incomplete_means(dataset: Dataset) -> Iterator[Kejanggalan]:
    """Rata-rata capaian instansi dihitung tanpa IKU yang capaiannya belum diketahui, jadi belum mewakili semuanya.

    IKU yang alasannya tertulis di kolom catatan realisasi.csv tidak disebut, kecuali rata-rata yang tercetak berbeda.
    """
    printed = [
        cetakan for cetakan in list_jenis(dataset, "rerata") if _list_without(dataset, cetakan.kunci.partition(".")[2])
    ]
    for cetakan in printed:
        yield report(
            cetakan,
            f"{_tell_incomplete(dataset, cetakan.kunci)}{_tell_needed(dataset, cetakan)} {_tell_remedy(dataset, cetakan.kunci)}",
        )
    without = _list_without(dataset, "rata_rata")
    explained = all(compute_hasil(dataset, kode).catatan for kode in without)
    mean = compute_rerata_capaian(dataset).nilai
    if mean is not None and not explained and not printed:
        pesan = f"{_tell_incomplete(dataset, 'capaian.rata_rata')} {_tell_remedy(dataset, 'capaian.rata_rata')}"
        yield Kejanggalan("realisasi", pesan, kunci="capaian.rata_rata", terhitung=format_percent(mean))


def _tell_remedy(dataset: Dataset, kunci: str) -> str:
    """Return what to do about a mean that lacks IKU: fill what is blank; what is filled may have no formula."""
    results = [compute_hasil(dataset, kode) for kode in _list_without(dataset, kunci.partition(".")[2])]
    filled = [h for h in results if h.target is not None and h.realisasi is not None]
    reasons = enumerate_some(list(dict.fromkeys(h.capaian.aturan for h in filled)))
    told = f"{len(filled)} di antaranya lengkap tetapi {reasons}. " if filled else ""
    ask = "Isi target dan realisasi yang kosong, atau sebutkan" if len(filled) < len(results) else "Sebutkan"
    return f"{told}{ask} berapa IKU yang dihitung."


def _tell_incomplete(dataset: Dataset, kunci: str) -> str:
    """Return of how many IKU a mean is made, and which are missing."""
    kode = kunci.partition(".")[2]
    without = _list_without(dataset, kode)
    every = sum(kode in ("rata_rata", hasil.indikator.sasaran) for hasil in list_hasil(dataset, "iku"))
    value, names = compute_angka(dataset)[kunci], [name_number(dataset, f"capaian.{code}") for code in without]
    return (
        f"{_name_mean(kunci)} {show(value.nilai, value.satuan)} dihitung dari {every - len(without)} dari {every} IKU; "
        f"{enumerate_some(names)} belum mempunyai capaian."
    )


def _list_without(dataset: Dataset, kode: str) -> list[str]:
    """Return the IKU without a capaian in a mean: of a sasaran, or of the agency."""
    hasil = [h for h in list_hasil(dataset, "iku") if kode in ("rata_rata", h.indikator.sasaran)]
    return [h.indikator.kode for h in hasil if h.capaian.nilai is None]


def _tell_needed(dataset: Dataset, cetakan: Cetakan) -> str:
    """Return what is printed, and what the one sasaran that isn't known would need for it to be right."""
    told, mean = f" Yang tercetak {tell_printed(cetakan.entri)}", compute_rerata_capaian(dataset)
    if cetakan.kunci != "capaian.rata_rata" or mean.jumlah - mean.n != 1 or mean.nilai is None or cetakan.nilai is None:
        return f"{told}."
    needed = cetakan.nilai * mean.jumlah - mean.nilai * mean.n
    return f"{told} hanya benar bila capaian sasaran yang belum diketahui {format_percent(needed)}."


def _name_mean(kunci: str) -> str:
    family, _, kode = kunci.partition(".")
    name = "Rata-rata capaian" if family == "capaian" else "Kategori rata-rata capaian"
    return name if kode == "rata_rata" else f"{name} sasaran {kode}"


def _tell_members(dataset: Dataset, kode: str) -> str:
    """Return the values that go into a mean."""
    if kode == "rata_rata":
        codes = dict.fromkeys(h.indikator.sasaran for h in list_hasil(dataset, "iku"))
        values = {code: compute_rerata_of(dataset, code).nilai for code in codes}
    else:
        values = {h.indikator.kode: h.capaian.nilai for h in list_hasil(dataset, "iku") if h.indikator.sasaran == kode}
    return enumerate_some([f"{code} {format_percent(value)}" for code, value in values.items()])


def _explain_mean(dataset: Dataset, cetakan: Cetakan) -> str:
    """Return that a printed mean is that of the IKU where it should be that of the sasaran."""
    mean = compute_rerata(h.capaian.nilai for h in list_hasil(dataset, "iku"))
    fits = mean.n > 1 and compare(cetakan.pertama.tercetak, mean.nilai).status in FITS
    if cetakan.kunci != "capaian.rata_rata" or not fits:
        return ""
    return " Yang tercetak adalah rata-rata semua IKU, bukan rata-rata sasaran."


# ── over time ───────────────────────────────────────────────────────────────────────────


@aturan("K06", "galat", "Perubahan terhadap tahun lalu adalah selisih kedua tahun", COMPARED)
def check_change(dataset: Dataset) -> Iterator[Kejanggalan]:
    """Kenaikan atau penurunan rata-rata capaian tercetak dihitung ulang dari capaian tahun ini dan tahun lalu.

    Kekeliruan yang sering: capaian tahun ini dikurangi 100, bukan dikurangi capaian tahun lalu.
    """
    for cetakan in list_jenis(dataset, "perubahan"):
        kini, selisih = compute_rerata_capaian(dataset).nilai, compute_perubahan_rerata(dataset)[0].selisih
        entri, lalu = cetakan.pertama, None if kini is None or selisih is None else kini - selisih
        minus = kini is not None and compare(entri.tercetak, abs(kini - 100)).status in FITS
        hint = " Yang tercetak adalah capaian tahun ini dikurangi 100." if minus else ""
        yield report(
            cetakan,
            f"Perubahan rata-rata capaian tercetak {tell_printed(cetakan.entri)}, sedangkan {format_percent(kini)} tahun {dataset.tahun} "
            f"dikurangi {format_percent(lalu)} tahun {dataset.tahun - 1} adalah {show(entri.terhitung, 'poin')}"
            f"{show_difference(entri.selisih, 'poin')}.{hint} Hitung ulang perubahannya.",
        )


@aturan(
    "K07",
    "peringatan",
    "Selisih persentase ditulis dalam poin",
    "Praktik umum: selisih dua persentase adalah poin persentase",
)
def check_points(dataset: Dataset) -> Iterator[Kejanggalan]:
    """Selisih dua persentase atau dua nilai tercetak dengan tanda persen.

    Naik 6,5% dari 93,5% berarti menjadi 99,6%; yang dimaksud 6,5 poin.
    """
    for kunci in ("perubahan.rata_rata", "sakip.perubahan"):
        entries = [entri for entri in list_printed(dataset, kunci) if "%" in entri.tercetak]
        if entries:
            entri = entries[0]
            yield Kejanggalan(
                "angka_tercetak",
                f"Perubahan tercetak {tell_printed(entries)} dengan tanda persen, padahal itu selisih dua nilai: tulis "
                f"{show(entri.terhitung, 'poin') if entri.terhitung is not None else 'dalam poin'}.",
                entri.nomor,
                "tercetak",
                kunci,
                entri.tempat,
                entri.tercetak,
                show(entri.terhitung, "poin"),
            )


@aturan("K08", "galat", "Kemajuan terhadap akhir Renstra mengikuti target akhirnya", COMPARED)
def check_renstra(dataset: Dataset) -> Iterator[Kejanggalan]:
    """Capaian terhadap target akhir Renstra dihitung ulang dari realisasi tahun ini dan target tahun terakhir."""
    for cetakan in list_jenis(dataset, "renstra"):
        kode, entri = cetakan.kunci.partition(".")[2], cetakan.pertama
        hasil, targets = compute_hasil(dataset, kode), list_target_renstra(dataset, kode)
        akhir = format_measure(targets[max(targets)], hasil.indikator.bentuk, hasil.indikator.satuan)
        capaian = hasil.capaian.nilai
        same = capaian is not None and compare(entri.tercetak, capaian).status in FITS
        hint = f" Yang tercetak adalah capaian terhadap target tahun {dataset.tahun}." if same else ""
        yield report(
            cetakan,
            f"Kemajuan {name_number(dataset, cetakan.kunci)} ke akhir Renstra tercetak {tell_printed(cetakan.entri)}, sedangkan realisasi "
            f"{hasil.realisasi_tertulis} terhadap target {max(targets)} sebesar {akhir} adalah {show(entri.terhitung, 'persen')}"
            f"{show_difference(entri.selisih, 'persen')}.{hint}{tell_right(dataset, cetakan)} Hitung ulang kemajuannya.",
        )


@aturan(
    "K09", "peringatan", "Judul kolom menyebut tahun yang isinya disajikan", "Praktik umum: judul kolom sesuai isinya"
)
def check_column_years(dataset: Dataset) -> Iterator[Kejanggalan]:
    """Kolom yang memuat angka tahun laporan tetapi judulnya hanya menyebut tahun lain, mis. sisa laporan tahun lalu.

    Judul yang tahunnya tercatat sendiri dalam angka_tercetak.csv diperiksa bersama tahun lain dalam teks.
    """
    last = str(max((row["tahun"] for row in dataset.rows("target_renstra")), default=""))
    titles = {(e.tempat, e.kolom.partition(":")[0]) for e in build_register(dataset) if e.kunci in TAHUN}
    columns: dict[tuple[str, str], list[Entri]] = {}
    for entri in build_register(dataset):
        if entri.kunci in compute_angka(dataset) and _YEAR.search(entri.kolom):
            columns.setdefault((entri.tempat, entri.kolom), []).append(entri)
    for (tempat, kolom), entries in columns.items():
        years, first = set(_YEAR.findall(kolom)) - {last}, entries[0]
        own = {str(dataset.tahun), *_YEAR.findall(" ".join(entri.kunci for entri in entries))}
        if years and not years & own and (tempat, kolom) not in titles:
            yield Kejanggalan(
                "angka_tercetak",
                f"Kolom «{kolom}» di {tempat} memuat angka tahun {dataset.tahun}, tetapi judulnya menyebut tahun {enumerate_some(sorted(years))}. "
                f"Ganti judulnya, atau isi dengan angka tahun itu.",
                first.nomor,
                "kolom",
                lokasi=tempat,
                tercetak=kolom,
                terhitung=str(dataset.tahun),
            )


# ── verdicts ────────────────────────────────────────────────────────────────────────────


@aturan(
    "K10",
    "peringatan",
    "Serapan rendah tidak disebut efisien tanpa penjelasan",
    "PermenPANRB 53/2014: analisis efisiensi; aturan laporan: ambang 50%",
)
def check_verdict(dataset: Dataset) -> Iterator[Kejanggalan]:
    """Sub kegiatan yang kinerjanya 100 atau lebih dengan serapan di bawah 50% menurut rumusnya «efisien».

    Lebih mungkin pagu, realisasi, atau targetnya keliru, atau kegiatannya dibiayai dari tempat lain.
    """
    for row in dataset.rows("anggaran"):
        serapan = compute_serapan(row["pagu"], row["realisasi"])
        efisiensi = compute_efisiensi(row["kinerja"], serapan)
        if serapan is not None and serapan < SERAPAN_RENDAH and efisiensi.status == "efisien":
            kunci = f"efisiensi.{row['program']}"
            yield Kejanggalan(
                "anggaran",
                f"Kinerja {name_number(dataset, kunci)} {format_percent(row['kinerja'])} dengan serapan hanya "
                f"{format_percent(serapan)} ({format_rupiah(row['realisasi'])} dari {format_rupiah(row['pagu'])}), sehingga efisiensinya "
                f"{format_points(efisiensi.selisih)}. Serapan di bawah {format_number(SERAPAN_RENDAH)}% perlu dijelaskan: periksa pagu, "
                "realisasi, dan kinerjanya sebelum menyebutnya efisien.",
                row["baris"],
                "realisasi",
                kunci,
                tercetak=format_percent(serapan),
                terhitung=format_percent(row["kinerja"]),
            )


@aturan("K11", "info", "Capaian dapat dihitung dari target dan realisasi", RECOMPUTED)
def check_stated(dataset: Dataset) -> Iterator[Kejanggalan]:
    """Capaian hanya dinyatakan sumbernya; realisasi di baliknya tidak diketahui, jadi tidak dapat diperiksa.

    Realisasi yang hanya tidak bertarget diperiksa aturan tentang perjanjian kinerja.
    """
    for tingkat in TINGKAT:
        for hasil in list_hasil(dataset, tingkat):
            if hasil.dinyatakan and hasil.realisasi is None:
                kunci, capaian = f"capaian.{hasil.indikator.kode}", format_percent(hasil.capaian.nilai)
                missing = "target dan realisasinya" if hasil.target is None else "realisasinya"
                yield Kejanggalan(
                    "realisasi",
                    f"Capaian {name_number(dataset, kunci)} dinyatakan {capaian}, tetapi {missing} tidak tercatat, sehingga tidak dapat "
                    f"dihitung ulang. Isi {missing}.",
                    hasil.baris,
                    "capaian",
                    kunci,
                    terhitung=capaian,
                )


ATURAN = (
    check_capaian,
    check_capaian_unit,
    check_kategori,
    check_means,
    check_incomplete_means,
    check_change,
    check_points,
    check_renstra,
    check_column_years,
    check_verdict,
    check_stated,
)
