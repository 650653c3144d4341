"""Sentences on targets, results and their comparisons."""

from __future__ import annotations

from decimal import Decimal

from lkip_utils.dataset import Dataset, records
from lkip_utils.display import plain
from lkip_utils.kinerja import (
    Hasil,
    compute_hasil,
    compute_kemajuan_of,
    compute_perubahan_of,
    compute_perubahan_rerata,
    compute_rerata_capaian,
    get_indikator,
    list_hasil,
    list_target_renstra,
    read_skala,
)
from lkip_utils.measures import format_difference, format_measure, is_percent
from lkip_utils.numbers import MISSING, format_percent, with_words
from lkip_utils.perbandingan import POIN_PERSENTASE
from lkip_utils.sentences.words import compare_printed, describe_perubahan, name, tell
from lkip_utils.tables import latest_with


def target_source(dataset: Dataset) -> str:
    """Return what the year's targets come from: the agreement, or the Renstra where there is none."""
    return "perjanjian kinerja" if len(dataset["perjanjian"]) else "Renstra"


def summarise_perjanjian(dataset: Dataset) -> str:
    """Return how many sasaran and indicators the year's agreement has."""
    iku = list_hasil(dataset, "iku")
    if not iku:
        return f"Indikator kinerja utama {name(dataset)} {MISSING}."
    agreed = [h for h in iku if dataset.rows_by("perjanjian", "indikator")[h.indikator.kode]] or iku
    sasaran, others = len({h.indikator.sasaran for h in agreed}), len(iku) - len(agreed)
    return (
        f"Berdasarkan {target_source(dataset)} tahun {dataset.tahun}, {name(dataset)} mempunyai {with_words(sasaran)} sasaran strategis "
        f"dengan {with_words(len(agreed))} indikator kinerja utama."
        + (f" Di luar perjanjian itu ada {with_words(others)} indikator kinerja utama lain." if others else "")
    )


def summarise_capaian(dataset: Dataset) -> str:
    """Return the agency's mean capaian, its category and how many targets were met."""
    mean, iku = compute_rerata_capaian(dataset), list_hasil(dataset, "iku")
    if mean.nilai is None:
        lacking = "realisasi indikator" if iku else "indikator kinerja utama"
        return f"Capaian kinerja tahun {dataset.tahun} belum dapat dihitung karena {lacking} {MISSING}."
    met, known = sum(h.tercapai is True for h in iku), sum(h.tercapai is not None for h in iku)
    lacking = (
        ""
        if known == len(iku)
        else f" Realisasi {with_words(len(iku) - known)} indikator {MISSING}, sehingga tidak ikut dirata-rata."
    )
    return (
        f"Dari {with_words(known)} indikator kinerja utama yang realisasinya diketahui, {with_words(met)} mencapai target. "
        f"Rata-rata capaian atas {mean.cakupan} sasaran adalah **{format_percent(mean.nilai)}** dengan kategori "
        f"**{plain(read_skala(dataset).kategori(mean.nilai) or MISSING)}**.{lacking} {compare_printed(dataset, 'capaian.rata_rata', mean.nilai)}"
    ).strip()


def compare_capaian(dataset: Dataset) -> str:
    """Return the change of the mean capaian against last year."""
    perubahan, printed = compute_perubahan_rerata(dataset)
    last = dataset.tahun - 1
    if perubahan.selisih is None:
        return f"Rata-rata capaian tahun {last} {MISSING}, sehingga perubahannya belum dapat dihitung."
    kini = compute_rerata_capaian(dataset).nilai or Decimal(0)
    origin = (
        f" Angka tahun {last} adalah angka yang tercetak, karena realisasi yang membentuknya tidak lengkap."
        if printed
        else ""
    )
    if not origin and dataset.lalu:
        before = compute_rerata_capaian(dataset.lalu)
        origin = f" Rata-rata tahun {last} mencakup {before.cakupan} sasaran." if before.n < before.jumlah else ""
    return (
        f"Dibandingkan dengan rata-rata capaian tahun {last} sebesar {format_percent(kini - perubahan.selisih)}, capaian tahun "
        f"{dataset.tahun} {describe_perubahan(perubahan)}.{origin}"
    )


def describe_hasil(h: Hasil) -> str:
    """Return an indicator's target, result, capaian and category in a sentence."""
    i = h.indikator
    target, realisasi = plain(h.target_tertulis), plain(h.realisasi_tertulis)
    if h.capaian.nilai is None:
        return f"**{plain(i.nama)}**: target {target}, realisasi {realisasi}; capaian tahun {h.tahun} {MISSING}."
    verdict = "tercapai" if h.tercapai else "belum tercapai"
    return (
        f"**{plain(i.nama)}**: dari target {target} terealisasi {realisasi}, sehingga capaiannya "
        f"{format_percent(h.capaian.nilai)} ({plain(h.kategori or MISSING)}); target {verdict}."
    )


TO_GO = {"naik": "naik", "turun": "turun", "rentang": "mendekati rentang target sebesar"}
"""What a result that hasn't reached its target has still to do, by the indicator's direction."""


def compare_tahun_lalu(dataset: Dataset, kode: str) -> str:
    """Return the change of an indicator's result against last year."""
    change = describe_perubahan(compute_perubahan_of(dataset, kode), get_indikator(dataset, kode).bentuk)
    return f"Realisasi tahun {dataset.tahun} dibandingkan dengan tahun {dataset.tahun - 1}: {change}."


def compare_renstra(dataset: Dataset, kode: str) -> str:
    """Return how far an indicator is on its way to the end of the Renstra."""
    h, targets, kemajuan = (
        compute_hasil(dataset, kode),
        list_target_renstra(dataset, kode),
        compute_kemajuan_of(dataset, kode),
    )
    i = h.indikator
    if kemajuan.persen is None:
        return f"Kemajuan menuju akhir Renstra belum dapat dihitung karena realisasi atau target Renstra {MISSING}."
    last = max(targets)
    unit = POIN_PERSENTASE if is_percent(i.satuan) else i.satuan
    rest = (
        f"masih harus {TO_GO[i.arah]} {plain(format_difference(kemajuan.sisa, i.bentuk, unit))}"
        if kemajuan.sisa
        else "target akhir telah tercapai"
    )
    track = {True: "sesuai", False: "belum sesuai", None: "belum dapat dinilai kesesuaiannya dengan"}[
        kemajuan.sesuai_jalur
    ]
    return (
        f"Capaian realisasi tahun {dataset.tahun} terhadap target akhir Renstra tahun {last} "
        f"({plain(format_measure(targets[last], i.bentuk, i.satuan))}) adalah {format_percent(kemajuan.persen)}; {rest}. "
        f"Perkembangannya {track} jalur target Renstra tahun {dataset.tahun}."
    )


def list_hasil_iku(dataset: Dataset) -> str:
    """Return every IKU's result as a list of sentences."""
    return "\n".join(f"- {describe_hasil(h)}" for h in list_hasil(dataset, "iku"))


def list_uraian_unit(dataset: Dataset, tingkat: str, unit: str) -> str:
    """Return what the data tells about the results of one unit's indicators; empty where it tells nothing."""
    codes = [h.indikator.kode for h in list_hasil(dataset, tingkat) if h.indikator.penanggung_jawab == unit]
    frame = dataset["analisis"]
    return "\n".join(f"- {tell(row)}" for row in records(frame[frame["indikator"].isin(codes)]))


def introduce_eselon_4(dataset: Dataset) -> str:
    """Return for which year the results of the lowest posts are known."""
    year = latest_with(dataset, "eselon_4")
    if year is None:
        return f"Realisasi kinerja eselon IV dan jabatan fungsional sampai dengan tahun {dataset.tahun} {MISSING}."
    if year.tahun == dataset.tahun:
        return f"@tbl-eselon-4 menyajikan capaian tahun {dataset.tahun}."
    return (
        f"Realisasi kinerja eselon IV dan jabatan fungsional tahun {dataset.tahun} {MISSING}. @tbl-eselon-4 menyajikan "
        f"tahun terakhir yang datanya ada, yaitu tahun {year.tahun}."
    )


def title_eselon_4(dataset: Dataset) -> str:
    """Return the caption of the table of the lowest posts, with the year it shows."""
    year = latest_with(dataset, "eselon_4") or dataset
    return f"Capaian kinerja eselon IV dan jabatan fungsional, tahun {year.tahun}"
