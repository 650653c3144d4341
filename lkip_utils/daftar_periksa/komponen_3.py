"""The criteria of component 3, performance reporting (PermenPANRB 88/2021), that the data can answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from lkip_utils.anggaran import build_anggaran_sasaran
from lkip_utils.daftar_periksa.apip import APIP, Check, has_riwayat, is_reported, list_pembanding
from lkip_utils.daftar_periksa.bukti import Bukti, count, judge, weigh
from lkip_utils.dataset import Dataset, Record, records
from lkip_utils.kinerja import Hasil, get_indikator, list_hasil, list_target_renstra
from lkip_utils.labels import make_label
from lkip_utils.numbers import format_date
from lkip_utils.pemerintahan import find_batas
from lkip_utils.serapan import is_whole

EXPLAINED = ("faktor_pendorong", "faktor_penghambat", "solusi")
"""The kinds of analysis that tell why an indicator did as it did."""


# ── 3.a: the steps of reporting, from pelaporan.csv ─────────────────────────────────────


def _tahap(tahap: str, dataset: Dataset) -> Bukti:
    """Tell whether a step was taken. A file that lists steps and not this one says that it wasn't."""
    row = _find_tahap(dataset, tahap)
    if row:
        return Bukti("ya", f"Tahap «{tahap}» selesai {_when(row)}.", berkas=("pelaporan",))
    return _tanpa_tahap(dataset, tahap)


def _tepat_waktu(dataset: Dataset) -> Bukti:
    row = _find_tahap(dataset, "disampaikan")
    if not row:
        return _tanpa_tahap(dataset, "disampaikan")
    limit = find_batas(dataset)
    if limit is None:
        return Bukti(
            None,
            f"Tahap «disampaikan» selesai {_when(row)}; batas waktunya tidak diketahui (bulan_batas di profil.csv kosong).",
            berkas=("pelaporan",),
        )
    uraian = f"Tahap «disampaikan» selesai {_when(row)}; batas waktunya akhir {format_date(limit)}."
    return Bukti("ya" if row["tanggal"][:7] <= limit else "tidak", uraian, berkas=("pelaporan",))


def _find_tahap(dataset: Dataset, tahap: str) -> Record | None:
    return next((row for row in dataset.rows("pelaporan") if row["tahap"] == tahap), None)


def _when(row: Record) -> str:
    proof = f" ({row['bukti']})" if row["bukti"] else ""
    return f"{format_date(row['tanggal'])}{proof}"


def _tanpa_tahap(dataset: Dataset, tahap: str) -> Bukti:
    if dataset["pelaporan"].empty:
        return Bukti(None, f"Tahap «{tahap}» tidak diketahui: pelaporan.csv tahun {dataset.tahun} belum ada.")
    return Bukti("tidak", f"Tahap «{tahap}» belum tercatat dalam pelaporan.csv.", berkas=("pelaporan",))


def _berkala(dataset: Dataset) -> Bukti:
    """Tell for which years and quarters results are known; that none are doesn't say that there was no report."""
    years = sorted(set(_list_tahun_lalu(dataset)))
    quarters = sorted({row["triwulan"] for row in dataset.rows("realisasi") if row["triwulan"] is not None})
    known = [*(f"tahun {year}" for year in years), *(f"triwulan {quarter}" for quarter in quarters)]
    if not known:
        return Bukti(None, "Hasil tahun-tahun sebelumnya dan hasil triwulanan tidak ada dalam data.")
    return Bukti(
        "ya", f"Hasil kinerja tercatat pula untuk {', '.join(known)}.", ("sec-analisis",), ("realisasi", "riwayat")
    )


def _list_tahun_lalu(dataset: Dataset) -> Iterator[int]:
    yield from (row["tahun"] for row in dataset.rows("riwayat") if row["tahun"] < dataset.tahun)
    before = dataset.lalu
    while before is not None:
        if len(before["realisasi"]):
            yield before.tahun
        before = before.lalu


def _perhatian(dataset: Dataset) -> Bukti:
    """Tell when the report was discussed; whether the head really cares is for a person to say."""
    row = _find_tahap(dataset, "dibahas")
    return Bukti(None, f"Tahap «dibahas» selesai {_when(row)}." if row else "", berkas=("pelaporan",))


# ── 3.b: what the report tells ──────────────────────────────────────────────────────────


def _standar(dataset: Dataset) -> Bukti:
    points = ((butir, check(dataset).jawaban == "ya") for butir, check in APIP.items() if butir.startswith("I."))
    return weigh(count("butir format reviu APIP terpenuhi", points), rujukan=("tbl-periksa-i",))


def _seluruh_informasi(dataset: Dataset) -> Bukti:
    agreed = list(dict.fromkeys(row["indikator"] for row in dataset.rows("perjanjian")))
    if not agreed:
        return APIP["III.5"](dataset)
    reported = ((get_indikator(dataset, kode).nama, is_reported(dataset, kode)) for kode in agreed)
    return weigh(
        count("indikator dalam perjanjian kinerja seluruh jabatan dilaporkan hasilnya", reported),
        rujukan=("sec-perjanjian", "sec-akuntabilitas"),
        berkas=("perjanjian", "realisasi"),
    )


def _iku(dataset: Dataset, perihal: str, is_met: Callable[[Hasil], bool], label: str, *berkas: str) -> Bukti:
    """Count the IKU of which the report tells something, in a table or section of each: label with its code."""
    hasil = list_hasil(dataset, "iku")
    return weigh(
        count(f"IKU {perihal}", ((h.indikator.nama, is_met(h)) for h in hasil)),
        rujukan=(make_label(f"{label}-{h.indikator.kode}") for h in hasil),
        berkas=berkas,
    )


def _target_tahunan(dataset: Dataset) -> Bukti:
    def compared(h: Hasil) -> bool:
        return h.capaian.nilai is not None

    return _iku(
        dataset, f"dibandingkan dengan target tahun {dataset.tahun}", compared, "tbl-target", "perjanjian", "realisasi"
    )


def _target_menengah(dataset: Dataset) -> Bukti:
    def compared(h: Hasil) -> bool:
        return h.realisasi is not None and bool(list_target_renstra(dataset, h.indikator.kode))

    return _iku(
        dataset, "dibandingkan dengan target akhir Renstra", compared, "tbl-renstra", "target_renstra", "realisasi"
    )


def _tahun_sebelumnya(dataset: Dataset) -> Bukti:
    def compared(h: Hasil) -> bool:
        return h.realisasi is not None and has_riwayat(dataset, h.indikator.kode)

    return _iku(
        dataset, "dibandingkan dengan realisasi tahun sebelumnya", compared, "tbl-tahun", "realisasi", "riwayat"
    )


def _tingkat_nasional(dataset: Dataset) -> Bukti:
    outside = list_pembanding(dataset, "nasional", "internasional")

    def compared(h: Hasil) -> bool:
        return h.realisasi is not None and h.indikator.kode in outside

    return _iku(
        dataset, "dibandingkan dengan realisasi nasional atau internasional", compared, "tbl-banding", "benchmark"
    )


def _kualitas(dataset: Dataset) -> Bukti:
    told = {(row["indikator"], row["jenis"]) for row in dataset.rows("analisis")}

    def explained(h: Hasil) -> bool:
        return all((h.indikator.kode, jenis) in told for jenis in EXPLAINED)

    return _iku(dataset, "diuraikan faktor pendorong, faktor penghambat, dan solusinya", explained, "sec", "analisis")


def _efisiensi(dataset: Dataset) -> Bukti:
    spent = {row["sasaran"] for row in records(build_anggaran_sasaran(dataset)) if is_whole(row)}

    def weighed(h: Hasil) -> bool:
        return h.capaian.nilai is not None and h.indikator.sasaran in spent

    return _iku(dataset, "mempunyai capaian dan serapan anggaran sasarannya", weighed, "tbl-efisiensi", "anggaran")


def _perbaikan(dataset: Dataset) -> Bukti:
    efforts = sum(row["jenis"] == "upaya" for row in dataset.rows("upaya"))
    planned = [
        bool(row["tindak_lanjut"] and row["penanggung_jawab"] and row["tenggat"]) for row in dataset.rows("rekomendasi")
    ]
    uraian = (
        f"{efforts} upaya perbaikan kinerja disajikan; {sum(planned)} dari {len(planned)} rekomendasi mempunyai "
        "rencana aksi, penanggung jawab, dan tenggat."
    )
    return Bukti(judge([efforts > 0, *planned]), uraian, ("sec-upaya", "tbl-rekomendasi"), ("upaya", "rekomendasi"))


KOMPONEN_3: Mapping[str, Check] = {
    "3.a.1": partial(_tahap, "disusun"),
    "3.a.2": _berkala,
    "3.a.3": partial(_tahap, "ditetapkan"),
    "3.a.4": partial(_tahap, "direviu"),
    "3.a.5": partial(_tahap, "diterbitkan"),
    "3.a.6": _tepat_waktu,
    "3.b.1": _standar,
    "3.b.2": _seluruh_informasi,
    "3.b.3": _target_tahunan,
    "3.b.4": _target_menengah,
    "3.b.5": _tahun_sebelumnya,
    "3.b.6": _tingkat_nasional,
    "3.b.7": _kualitas,
    "3.b.8": _efisiensi,
    "3.b.9": _perbaikan,
    "3.c.1": _perhatian,
}
"""Criterion → what the data say about it; the other criteria are a person's."""
