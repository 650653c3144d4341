"""The points of the APIP review (PermenPANRB 53/2014, Lampiran III) that the data can answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from lkip_utils.anggaran import compute_anggaran
from lkip_utils.audit import audit_dataset
from lkip_utils.daftar_periksa.bukti import Bukti, count, judge, weigh
from lkip_utils.dataset import Dataset, Record
from lkip_utils.kinerja import (
    compute_hasil,
    get_indikator,
    list_hasil,
    list_indikator,
    list_riwayat,
    list_target_renstra,
)
from lkip_utils.numbers import format_percent, format_rupiah

Check = Callable[[Dataset], Bukti]


def _data_penting(dataset: Dataset) -> Bukti:
    staff = any(row["jumlah"] is not None for row in dataset.rows("pegawai"))
    shown = (
        ("tugas dan fungsi", len(dataset["tugas_fungsi"]) > 0),
        ("struktur organisasi", len(dataset["organisasi"]) > 0),
        ("jumlah pegawai", staff),
        ("isu strategis", len(dataset["isu_strategis"]) > 0),
    )
    return weigh(
        count("data penting instansi ditampilkan", shown),
        rujukan=("sec-gambaran-umum",),
        berkas=("tugas_fungsi", "organisasi", "pegawai", "isu_strategis"),
    )


def _target(dataset: Dataset) -> Bukti:
    iku = ((h.indikator.nama, h.target is not None) for h in list_hasil(dataset, "iku"))
    return weigh(
        count(f"IKU mempunyai target tahun {dataset.tahun}", iku),
        rujukan=("tbl-rencana", "tbl-iku"),
        berkas=("indikator", "target_renstra", "perjanjian"),
    )


def _capaian(dataset: Dataset) -> Bukti:
    hasil = [*list_hasil(dataset, "tujuan"), *list_hasil(dataset, "iku")]
    known = ((h.indikator.nama, h.capaian.nilai is not None) for h in hasil)
    return weigh(
        count(f"indikator tujuan dan IKU mempunyai capaian tahun {dataset.tahun}", known),
        rujukan=("tbl-capaian-tujuan", "tbl-capaian-iku"),
        berkas=("indikator", "realisasi"),
    )


def _lampiran(dataset: Dataset) -> Bukti:
    annexes = (
        ("perjanjian kinerja", len(dataset["perjanjian"]) > 0),
        ("program dan pagunya", compute_anggaran(dataset).pagu is not None),
    )
    return weigh(
        count("lampiran pendukung tersedia", annexes),
        rujukan=("sec-lampiran-perjanjian",),
        berkas=("perjanjian", "anggaran", "apbd"),
    )


def _upaya(dataset: Dataset) -> Bukti:
    n = sum(row["jenis"] == "upaya" for row in dataset.rows("upaya"))
    return Bukti("ya" if n else "tidak", f"{n} upaya perbaikan kinerja disajikan.", ("sec-upaya",), ("upaya",))


def _keuangan(dataset: Dataset) -> Bukti:
    total = compute_anggaran(dataset)
    rincian = total.rincian
    rujukan, berkas = ("sec-anggaran", "tbl-program"), ("apbd", "anggaran")
    if total.serapan is None:
        return Bukti("tidak", f"Pagu atau realisasi anggaran tahun {dataset.tahun} belum tersedia.", rujukan, berkas)
    uraian = (
        f"Realisasi {format_rupiah(total.realisasi)} dari pagu {format_rupiah(total.pagu)}, serapan "
        f"{format_percent(total.serapan)}; pagu dan realisasi {rincian.n} dari {rincian.jumlah} sub kegiatan diketahui."
    )
    return Bukti(judge((True, 0 < rincian.n == rincian.jumlah)), uraian, rujukan, berkas)


def _keandalan(dataset: Dataset) -> Bukti:
    """Tell what the audit leaves open; whether the data are believed is for a person to say."""
    levels = [temuan.tingkat for temuan in audit_dataset(dataset) if not temuan.diputuskan]
    uraian = (
        f"Temuan audit yang masih terbuka: {levels.count('galat')} galat dan {levels.count('peringatan')} peringatan."
    )
    return Bukti(None, uraian, ("sec-lampiran-register",))


def _sasaran_perjanjian(dataset: Dataset) -> Bukti:
    agreed = {row["sasaran"] for row in _perjanjian_kepala(dataset)}
    if not agreed:
        return _tanpa_perjanjian(dataset)
    reported = ((row["uraian"], row["kode"] in agreed) for row in _sasaran(dataset))
    found = weigh(
        count("sasaran dalam laporan tercantum dalam perjanjian kinerja pimpinan instansi", reported),
        rujukan=("sec-perjanjian", "tbl-capaian-iku"),
        berkas=("sasaran", "perjanjian", "sebutan"),
    )
    return _add_sebutan(dataset, found, "sasaran", {row["kode"]: row["uraian"] for row in _sasaran(dataset)})


def _sasaran_renstra(dataset: Dataset) -> Bukti:
    planned = {
        i.sasaran for i in list_indikator(dataset, "iku") if dataset.tahun in list_target_renstra(dataset, i.kode)
    }
    reported = ((row["uraian"], row["kode"] in planned) for row in _sasaran(dataset))
    return weigh(
        count(f"sasaran dalam laporan mempunyai target Renstra tahun {dataset.tahun}", reported),
        rujukan=("tbl-renstra",),
        berkas=("sasaran", "indikator", "target_renstra"),
    )


def _indikator_perjanjian(dataset: Dataset) -> Bukti:
    agreed = list(dict.fromkeys(row["indikator"] for row in _perjanjian_kepala(dataset)))
    if not agreed:
        return _tanpa_perjanjian(dataset)
    reported = ((get_indikator(dataset, kode).nama, is_reported(dataset, kode)) for kode in agreed)
    return weigh(
        count("indikator dalam perjanjian kinerja pimpinan instansi dilaporkan hasilnya", reported),
        rujukan=("sec-perjanjian", "tbl-capaian-iku"),
        berkas=("perjanjian", "realisasi"),
    )


def _indikator_utama(dataset: Dataset) -> Bukti:
    names = {i.kode: i.nama for i in list_indikator(dataset, "iku")}
    found = weigh(
        count("IKU dilaporkan hasilnya", ((nama, is_reported(dataset, kode)) for kode, nama in names.items())),
        rujukan=("tbl-iku", "tbl-capaian-iku"),
        berkas=("indikator", "realisasi", "sebutan"),
    )
    return _add_sebutan(dataset, found, "indikator", names)


def _add_sebutan(dataset: Dataset, found: Bukti, jenis: str, names: Mapping[str, str]) -> Bukti:
    """Tell by how many other names the published report called the same; this one has a single name for each."""
    rows = (row for row in dataset.rows("sebutan") if row["jenis"] == jenis and row["kode"] in names)
    others = {row["sebutan"].casefold() for row in rows} - {name.casefold() for name in names.values()}
    if not others:
        return found
    return replace(found, uraian=f"{found.uraian} Laporan yang diterbitkan memakai pula {len(others)} sebutan lain.")


def _perbandingan(dataset: Dataset) -> Bukti:
    iku = list_indikator(dataset, "iku")
    outside = list_pembanding(dataset)
    return weigh(
        count("IKU dibandingkan dengan tahun sebelumnya", ((i.nama, has_riwayat(dataset, i.kode)) for i in iku)),
        count("IKU mempunyai angka pembanding dari luar instansi", ((i.nama, i.kode in outside) for i in iku)),
        rujukan=("sec-analisis",),
        berkas=("realisasi", "riwayat", "benchmark"),
    )


def is_reported(dataset: Dataset, kode: str) -> bool:
    """Return whether the report gives an indicator's result, or at least the capaian that its source states."""
    hasil = compute_hasil(dataset, kode)
    return hasil.realisasi is not None or hasil.dinyatakan


def has_riwayat(dataset: Dataset, kode: str) -> bool:
    """Return whether the result of any earlier year is known."""
    return any(h.realisasi is not None for h in list_riwayat(dataset, kode))


def list_pembanding(dataset: Dataset, *tingkat: str) -> set[str]:
    """Return the indicators that have a figure from outside, of any level or of those given."""
    rows = (row for row in dataset.rows("benchmark") if row["tahun"] <= dataset.tahun)
    return {row["indikator"] for row in rows if not tingkat or row["tingkat"] in tingkat}


def _sasaran(dataset: Dataset) -> list[Record]:
    return [row for row in dataset.rows("sasaran") if row["jenis"] == "sasaran"]


def _perjanjian_kepala(dataset: Dataset) -> Iterator[Record]:
    """Yield what the heads of the agency agreed to: the units that no other stands above."""
    heads = {row["kode"] for row in dataset.rows("organisasi") if row["induk"] is None}
    yield from (row for row in dataset.rows("perjanjian") if row["jabatan"] in heads)


def _tanpa_perjanjian(dataset: Dataset) -> Bukti:
    return Bukti(
        None, f"Perjanjian kinerja pimpinan instansi tahun {dataset.tahun} belum tersedia.", ("sec-perjanjian",)
    )


APIP: Mapping[str, Check] = {
    "I.1": _data_penting,
    "I.2": _target,
    "I.3": _capaian,
    "I.4": _lampiran,
    "I.5": _upaya,
    "I.6": _keuangan,
    "II.5": _keandalan,
    "III.1": _sasaran_perjanjian,
    "III.2": _sasaran_renstra,
    "III.4": _indikator_perjanjian,
    "III.5": _indikator_utama,
    "III.7": _perbandingan,
}
"""Point → what the data say about it; the other points are a person's."""
