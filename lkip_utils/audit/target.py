"""Targets: whether what is promised asks anything of the office."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from lkip_utils.audit.analisis import is_report, list_shared
from lkip_utils.audit.aturan import Kejanggalan, aturan
from lkip_utils.audit.kata import name_of, quote
from lkip_utils.dataset import Dataset, Record, cell_key
from lkip_utils.kinerja import (
    Hasil,
    Indikator,
    get_indikator,
    list_hasil,
    list_indikator,
    list_riwayat,
    list_target_renstra,
)
from lkip_utils.measures import OPINI_BPK, PREDIKAT_SAKIP, Measure, format_measure, parse_measure
from lkip_utils.numbers import is_missing
from lkip_utils.perbandingan import compute_kemajuan

PK = "PermenPANRB 53/2014, Lampiran I (perjanjian kinerja)"
SELARAS = "PermenPANRB 53/2014, Lampiran III butir III.2 (selaras dengan Renstra)"
EVALUASI = "PermenPANRB 88/2021, komponen 1 (indikator dan target yang menantang)"
PRAKTIK = "praktik umum: keluhan evaluator atas laporan kinerja"

KELUARAN = {
    "laporan", "lap", "dokumen", "dok", "kegiatan", "keg", "buah", "kali", "paket", "unit", "lembar", "surat",
    "berkas", "bulan", "rapat", "naskah",
}  # fmt: skip
"""Units that count what an office produces, not what comes of it."""


def post_of(dataset: Dataset, row: Record) -> str:
    """Return the post whose promise a row is."""
    return name_of(dataset, "organisasi", row["jabatan"])


def quote_indikator(dataset: Dataset, kode: str) -> str:
    """Return an indicator's name in quotation marks."""
    return quote(name_of(dataset, "indikator", kode))


def at_cell(row: Record, column: str, pesan: str, terhitung: str = "") -> Kejanggalan:
    """Return what is wrong with a cell of perjanjian.csv."""
    key = cell_key("perjanjian", row, column)
    return Kejanggalan("perjanjian", pesan, row["baris"], column, key, "", row[column] or "", terhitung)


def is_given(text: str | None) -> bool:
    """Return whether a cell says anything; a dash says nothing."""
    return text is not None and not is_missing(text)


def target_of(row: Record) -> str | None:
    """Return the target that holds: after the change, else before it."""
    agreed = (row[column] for column in ("target_setelah", "target_sebelum"))
    return next((text for text in agreed if is_given(text)), None)


def _shortfall(value: Measure, other: Measure, indikator: Indikator) -> Decimal | None:
    """Return by how much a value asks less than another one, in the indicator's direction."""
    return compute_kemajuan(value, other, None, indikator.arah, indikator.rumus).sisa


RINGAN, BERAT, LAIN = "lebih ringan daripada", "lebih berat daripada", "berbeda dari"


def _list_unlike_renstra(dataset: Dataset) -> Iterator[tuple[Record, str, str]]:
    """Yield the first PK row of each goal and IKU whose target isn't the Renstra's: row, Renstra target, verdict."""
    for indikator in (*list_indikator(dataset, "tujuan"), *list_indikator(dataset, "iku")):
        planned = {
            row["tahun"]: row["target"] for row in dataset.rows_by("target_renstra", "indikator")[indikator.kode]
        }
        for row in dataset.rows_by("perjanjian", "indikator")[indikator.kode][:1]:
            pk, renstra = _read(target_of(row), indikator), _read(planned.get(dataset.tahun), indikator)
            if pk is not None and renstra is not None and pk != renstra:
                yield row, _write(renstra, indikator), _judge(pk, renstra, indikator)


def _judge(pk: Measure, renstra: Measure, indikator: Indikator) -> str:
    if _shortfall(pk, renstra, indikator):
        return RINGAN
    return BERAT if _shortfall(renstra, pk, indikator) else LAIN


def _read(text: str | None, indikator: Indikator) -> Measure:
    return parse_measure(text or "", indikator.bentuk)


def _write(measure: Measure, indikator: Indikator) -> str:
    return format_measure(measure, indikator.bentuk, indikator.satuan)


def _versus_renstra(dataset: Dataset, row: Record, renstra: str, verdict: str) -> Kejanggalan:
    indikator = get_indikator(dataset, row["indikator"])
    pesan = (
        f"Target {quote(indikator.nama)} dalam perjanjian kinerja tahun {dataset.tahun} "
        f"«{_write(_read(target_of(row), indikator), indikator)}», {verdict} target Renstra tahun itu «{renstra}». "
        "Jelaskan alasannya, atau perbaiki yang salah."
    )
    return at_cell(row, _agreed_column(row), pesan, renstra)


def _agreed_column(row: Record) -> str:
    return "target_setelah" if is_given(row["target_setelah"]) else "target_sebelum"


@aturan("S10", "peringatan", "Target PK tidak di bawah target Renstra", SELARAS)
def check_target_renstra(dataset: Dataset) -> Iterator[Kejanggalan]:
    """Target tujuan atau IKU dalam PK lebih ringan daripada target Renstra tahun yang sama, menurut arah indikatornya."""
    for row, renstra, verdict in _list_unlike_renstra(dataset):
        if verdict == RINGAN:
            yield _versus_renstra(dataset, row, renstra, verdict)


@aturan("S11", "info", "Target PK sama dengan target Renstra", SELARAS)
def check_target_berbeda(dataset: Dataset) -> Iterator[Kejanggalan]:
    """Target tujuan atau IKU dalam PK lebih berat daripada target Renstra tahun yang sama, atau tidak dapat diperbandingkan dengannya."""
    for row, renstra, verdict in _list_unlike_renstra(dataset):
        if verdict != RINGAN:
            yield _versus_renstra(dataset, row, renstra, verdict)


@aturan("S12", "peringatan", "Target tidak di bawah hasil tahun lalu", EVALUASI)
def check_target_tahun_lalu(dataset: Dataset) -> Iterator[Kejanggalan]:
    """Target tujuan, IKU, atau indikator eselon III yang lebih ringan daripada hasil yang sudah dicapai tahun lalu."""
    for hasil, lalu in _list_hasil_lalu(dataset, "tujuan", "iku", "eselon_3"):
        if _shortfall(hasil.target, lalu.realisasi, hasil.indikator):
            pesan = (
                f"Target {quote(hasil.indikator.nama)} tahun {dataset.tahun} «{hasil.target_tertulis}» lebih ringan "
                f"daripada hasil tahun {lalu.tahun} «{lalu.realisasi_tertulis}». {_advise(hasil)} tahun depan, "
                "atau jelaskan mengapa hasil tahun lalu tidak dapat dipertahankan."
            )
            yield _at_target(dataset, hasil, pesan, lalu.realisasi_tertulis)


def _advise(hasil: Hasil) -> str:
    """Return how a target becomes a harder one."""
    return {"naik": "Naikkan targetnya", "turun": "Turunkan targetnya"}.get(
        hasil.indikator.arah, "Persempit rentang targetnya"
    )


def _list_results(dataset: Dataset, *levels: str) -> list[Hasil]:
    """Return the results of some levels; none in a year of comparisons only, whose targets nobody sets any more."""
    return [hasil for tingkat in levels for hasil in list_hasil(dataset, tingkat)] if is_report(dataset) else []


def _list_hasil_lalu(dataset: Dataset, *levels: str) -> Iterator[tuple[Hasil, Hasil]]:
    """Yield the results of some levels with last year's, where that is known."""
    for hasil in _list_results(dataset, *levels):
        for lalu in list_riwayat(dataset, hasil.indikator.kode):
            if lalu.tahun == dataset.tahun - 1:
                yield hasil, lalu


def _at_target(dataset: Dataset, hasil: Hasil, pesan: str, terhitung: str) -> Kejanggalan:
    """Point to the target where it stands: in the agreement, else beside the result."""
    kode = hasil.indikator.kode
    agreed = next((row for row in dataset.rows_by("perjanjian", "indikator")[kode] if target_of(row)), None)
    if agreed:
        return at_cell(agreed, _agreed_column(agreed), pesan, terhitung)
    key = f"realisasi/{kode}/target"
    return Kejanggalan("realisasi", pesan, hasil.baris, "target", key, "", hasil.target_tertulis, terhitung)


@aturan("S13", "info", "Satu indikator, satu target", PK)
def check_target_jabatan(dataset: Dataset) -> Iterator[Kejanggalan]:
    """Dua jabatan menjanjikan indikator yang sama dengan target berbeda."""
    for kode, rows in dataset.rows_by("perjanjian", "indikator").items():
        indikator = get_indikator(dataset, kode)
        first, *others = [row for row in rows if target_of(row)] or [{}]
        for row in others:
            if _read(target_of(row), indikator) != _read(target_of(first), indikator):
                pesan = (
                    f"Target {quote(indikator.nama)} berbeda antarjabatan: «{target_of(first)}» dalam perjanjian kinerja "
                    f"{post_of(dataset, first)}, «{target_of(row)}» dalam perjanjian kinerja {post_of(dataset, row)}. "
                    "Samakan, atau jelaskan pembagiannya."
                )
                yield at_cell(row, _agreed_column(row), pesan, target_of(first) or "")


@aturan("S14", "peringatan", "Target masih menantang", EVALUASI)
def check_jenuh(dataset: Dataset) -> Iterator[Kejanggalan]:
    """IKU atau indikator eselon III yang capaiannya tepat 100% dalam semua tahun yang diketahui (paling sedikit tiga).

    Hasil yang selalu sama dengan targetnya menandakan target disesuaikan dengan hasil, atau indikator sudah jenuh.
    Tidak berlaku untuk target nol, rentang, dan predikat tertinggi, yang memang tidak dapat dilampaui.
    """
    for hasil in _list_results(dataset, "iku", "eselon_3"):
        known = [h for h in (*list_riwayat(dataset, hasil.indikator.kode), hasil) if h.capaian.mentah is not None]
        saturated = len(known) >= 3 and known[-1] is hasil and all(h.capaian.mentah == 100 for h in known)
        if saturated and _can_rise(hasil):
            pesan = (
                f"Capaian {quote(hasil.indikator.nama)} tepat 100% selama {len(known)} tahun yang diketahui "
                f"({known[0].tahun}–{dataset.tahun}). {_advise(hasil)}, atau ganti indikator yang sudah jenuh."
            )
            key = f"capaian.{hasil.indikator.kode}"
            yield Kejanggalan("realisasi", pesan, hasil.baris, "nilai", key, tercetak=hasil.realisasi_tertulis)


def _can_rise(hasil: Hasil) -> bool:
    """Return whether a result better than the target is possible at all."""
    highest = {"predikat_sakip": len(PREDIKAT_SAKIP), "opini_bpk": len(OPINI_BPK)}.get(hasil.indikator.bentuk, 0)
    return hasil.indikator.arah != "rentang" and hasil.target not in (0, highest)


@aturan("S15", "peringatan", "Tidak semua IKU tepat 100%", PRAKTIK)
def check_semua_seratus(dataset: Dataset) -> Iterator[Kejanggalan]:
    """Semua IKU (dua atau lebih) bercapaian tepat 100% pada tahun yang sama: targetnya diragukan menantang."""
    results = _list_results(dataset, "iku")
    if len(results) > 1 and all(hasil.capaian.mentah == 100 for hasil in results):
        pesan = (
            f"Semua {len(results)} IKU tahun {dataset.tahun} bercapaian tepat 100%. Jelaskan dasar penetapan targetnya, "
            "dan tetapkan target yang lebih menantang tahun depan."
        )
        yield Kejanggalan("realisasi", pesan, kunci="capaian.rata_rata", terhitung="100")


TINGKAT = {"tujuan": "Indikator tujuan", "iku": "IKU"}


@aturan("S16", "peringatan", "Indikator tujuan dan IKU mengukur hasil, bukan keluaran", EVALUASI)
def check_satuan_keluaran(dataset: Dataset) -> Iterator[Kejanggalan]:
    """Indikator tujuan atau IKU bersatuan keluaran (laporan, dokumen, kegiatan, …): yang diukur pekerjaan kantor, bukan hasilnya bagi masyarakat."""
    for row in list_shared(dataset, "indikator"):
        if row["tingkat"] in TINGKAT and (row["satuan"] or "").strip().lower() in KELUARAN:
            pesan = (
                f"{TINGKAT[row['tingkat']]} {row['kode']} {quote(row['nama'])} bersatuan keluaran «{row['satuan']}». "
                "Ganti dengan indikator yang mengukur hasil bagi masyarakat."
            )
            key = cell_key("indikator", row, "satuan")
            yield Kejanggalan("indikator", pesan, row["baris"], "satuan", key, "", row["satuan"])


@aturan("S17", "peringatan", "Arah indikator sejalan dengan jalur target Renstra", SELARAS)
def check_arah(dataset: Dataset) -> Iterator[Kejanggalan]:
    """Target Renstra terus menjauh dari arah indikatornya, mis. menurun padahal arahnya «naik»: biasanya arahnya salah isi."""
    for row in list_shared(dataset, "indikator"):
        planned = sorted(list_target_renstra(dataset, row["kode"]).items())
        path = [(tahun, target) for tahun, target in planned if isinstance(target, Decimal)]
        away = "turun" if row["arah"] == "naik" else "naik"
        if row["arah"] != "rentang" and len(path) > 1 and _runs([target for _, target in path], away):
            (first, start), (last, end) = path[0], path[-1]
            indikator = get_indikator(dataset, row["kode"])
            pesan = (
                f"Arah {quote(row['nama'])} tertulis «{row['arah']}», tetapi target Renstra-nya {away} dari "
                f"«{_write(start, indikator)}» ({first}) menjadi «{_write(end, indikator)}» ({last}). Periksa arahnya; bila benar, "
                "periksa target Renstra-nya."
            )
            key = cell_key("indikator", row, "arah")
            yield Kejanggalan("indikator", pesan, row["baris"], "arah", key, "", row["arah"], away)


def _runs(path: list[Decimal], arah: str) -> bool:
    """Return whether values only go one way, and move at all."""
    return path == sorted(path, reverse=arah == "turun") and path[0] != path[-1]


ATURAN = (
    check_target_renstra, check_target_berbeda, check_target_tahun_lalu, check_target_jabatan,
    check_jenuh, check_semua_seratus, check_satuan_keluaran, check_arah,
)  # fmt: skip
