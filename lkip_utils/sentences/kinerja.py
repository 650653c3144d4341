"""Sentences on targets, results and their comparisons."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

from lkip_utils.dataset import Dataset, records
from lkip_utils.display import join, plain
from lkip_utils.kinerja import (
    Hasil,
    compute_hasil,
    compute_kemajuan_of,
    compute_perubahan_of,
    compute_perubahan_rerata,
    compute_rerata_capaian,
    compute_rerata_utuh,
    find_akhir_renstra,
    get_indikator,
    list_hasil,
    list_hasil_lalu,
    list_target_renstra,
    read_skala,
)
from lkip_utils.measures import format_difference, format_measure, is_percent
from lkip_utils.numbers import MISSING, format_percent, with_words
from lkip_utils.penilaian import BELUM_DINILAI, grade_rerata, is_hasil_disputed, judge_hasil
from lkip_utils.perbandingan import POIN_PERSENTASE
from lkip_utils.sentences.words import compare_printed, describe_perubahan, name, tell
from lkip_utils.tables import latest_with, target_source


def summarise_perjanjian(dataset: Dataset) -> str:
    """Return how many sasaran and indicators the year's agreement has."""
    iku = list_hasil(dataset, "iku")
    if not iku:
        return f"Indikator kinerja utama {name(dataset)} {MISSING}."
    agreed = [h for h in iku if dataset.rows_by("perjanjian", "indikator")[h.indikator.kode]] or iku
    sasaran, others = len({h.indikator.sasaran for h in agreed}), len(iku) - len(agreed)
    source = "perjanjian kinerja" if len(dataset["perjanjian"]) else target_source(dataset)
    basis = f"Berdasarkan {source} tahun {dataset.tahun}" if source else f"Pada tahun {dataset.tahun}"
    return (
        f"{basis}, {name(dataset)} mempunyai {with_words(sasaran)} sasaran strategis "
        f"dengan {with_words(len(agreed))} indikator kinerja utama."
        + (f" Di luar perjanjian itu ada {with_words(others)} indikator kinerja utama lain." if others else "")
    )


def summarise_capaian(dataset: Dataset) -> str:
    """Return the agency's mean capaian, its category and how many targets were met."""
    mean, iku = compute_rerata_capaian(dataset), list_hasil(dataset, "iku")
    if not iku:
        return f"Capaian kinerja tahun {dataset.tahun} belum dapat dihitung karena indikator kinerja utama {MISSING}."
    if mean.nilai is None:
        return f"Capaian kinerja tahun {dataset.tahun} belum dapat dihitung: {_tell_reasons(iku)}."
    verdicts = [judge_hasil(dataset, h) for h in iku]
    met, known = verdicts.count(True), len(iku) - verdicts.count(None)
    uncounted = [h for h in iku if h.capaian.nilai is None]
    lacking = f" Yang tidak ikut dirata-rata: {_tell_reasons(uncounted)}." if uncounted else ""
    category, utuh = grade_rerata(dataset), compute_rerata_utuh(dataset) is not None
    graded = f" dengan kategori **{plain(category)}**" if category else ""
    return (
        f"Dari {with_words(known)} indikator kinerja utama yang dapat dinilai, {with_words(met)} mencapai target. "
        f"Rata-rata capaian atas {mean.cakupan} sasaran adalah **{read_skala(dataset).write(mean.nilai)}**{graded}."
        f"{lacking} {compare_printed(dataset, 'capaian.rata_rata', mean.nilai, utuh=utuh)}"
    ).strip()


def _tell_reasons(iku: Sequence[Hasil]) -> str:
    """Return why indicators have no capaian, and of how many each is true."""
    reasons = Counter(h.capaian.aturan for h in iku)
    return join([f"{with_words(n)} indikator ({reason})" for reason, n in reasons.items()])


def compare_capaian(dataset: Dataset) -> str:
    """Return the change of the mean capaian against last year."""
    perubahan, printed = compute_perubahan_rerata(dataset)
    last = dataset.tahun - 1
    if perubahan.selisih is None:
        whole = compute_rerata_utuh(dataset) is not None
        lacking = f"{last} tidak diketahui secara utuh" if whole else f"{dataset.tahun} belum mencakup seluruh sasaran"
        return f"Rata-rata capaian tahun {lacking}, sehingga perubahannya belum dapat dihitung."
    kini = compute_rerata_capaian(dataset).nilai or Decimal(0)
    origin = (
        f" Angka tahun {last} adalah angka yang tercetak, karena realisasi yang membentuknya tidak lengkap."
        if printed
        else ""
    )
    return (
        f"Dibandingkan dengan rata-rata capaian tahun {last} sebesar {format_percent(kini - perubahan.selisih)}, capaian tahun "
        f"{dataset.tahun} {describe_perubahan(perubahan)}.{origin or _tell_parts(dataset)}"
    )


def _tell_parts(dataset: Dataset) -> str:
    """Return of how many IKU the means of this year and last are, where either lacks one."""
    years: dict[int, list[Hasil | None]] = {
        dataset.tahun - 1: list_hasil_lalu(dataset),
        dataset.tahun: [*list_hasil(dataset, "iku")],
    }
    counts = {
        year: (sum(h is not None and h.capaian.nilai is not None for h in iku), len(iku)) for year, iku in years.items()
    }
    if all(known == every for known, every in counts.values()):
        return ""
    told = [f"{known} dari {every} IKU tahun {year}" for year, (known, every) in counts.items()]
    return f" Rata-rata itu mencakup {join(told)}."


VERDICTS = {True: "target tercapai", False: "target belum tercapai", None: f"target {BELUM_DINILAI}"}
"""A verdict in words."""


def describe_hasil(dataset: Dataset, h: Hasil) -> str:
    """Return an indicator's target, result, capaian and category in a sentence."""
    i = h.indikator
    target, realisasi = plain(h.target_tertulis), plain(h.realisasi_tertulis)
    if h.capaian.nilai is None:
        return f"**{plain(i.nama)}**: target {target}, realisasi {realisasi}; capaian tahun {h.tahun} {_tell_none(h)}."
    graded = f" ({plain(h.kategori)})" if h.kategori and not is_hasil_disputed(dataset, h) else ""
    source = "capaiannya dinyatakan sumber data" if h.dinyatakan else "sehingga capaiannya"
    return (
        f"**{plain(i.nama)}**: dari target {target} terealisasi {realisasi}, {source} {h.capaian_tertulis}{graded}; "
        f"{VERDICTS[judge_hasil(dataset, h)]}."
    )


def _tell_none(h: Hasil) -> str:
    """Return why there is no capaian; what is missing was said before."""
    return MISSING if h.target is None or h.realisasi is None else plain(h.capaian.aturan)


TO_GO = {"naik": "naik", "turun": "turun", "rentang": "mendekati rentang target sebesar"}
"""What a result that hasn't reached its target has still to do, by the indicator's direction."""


def compare_tahun_lalu(dataset: Dataset, kode: str) -> str:
    """Return the change of an indicator's result against last year."""
    perubahan, bentuk = compute_perubahan_of(dataset, kode), get_indikator(dataset, kode).bentuk
    change = describe_perubahan(perubahan, bentuk)
    if perubahan.relatif and bentuk == "bilangan":
        change += f" ({format_percent(abs(perubahan.relatif))} dari tahun {dataset.tahun - 1})"
    return f"Realisasi tahun {dataset.tahun} dibandingkan dengan tahun {dataset.tahun - 1}: {change}."


def compare_renstra(dataset: Dataset, kode: str) -> str:
    """Return how far an indicator is on its way to the end of the Renstra."""
    h, targets, kemajuan = (
        compute_hasil(dataset, kode),
        list_target_renstra(dataset, kode),
        compute_kemajuan_of(dataset, kode),
    )
    i = h.indikator
    last = find_akhir_renstra(dataset)
    if kemajuan.persen is None or last is None:
        reason = (
            kemajuan.aturan if last in targets else f"target akhir Renstra{f' tahun {last}' if last else ''} {MISSING}"
        )
        return f"Kemajuan menuju akhir Renstra belum dapat dihitung: {plain(reason)}."
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
    return "\n".join(f"- {describe_hasil(dataset, h)}" for h in list_hasil(dataset, "iku"))


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
