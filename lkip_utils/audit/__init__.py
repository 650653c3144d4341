"""The audit: named rules that look for what contradicts itself, is missing, or was copied."""

from __future__ import annotations

from collections.abc import Mapping

from lkip_utils.audit import (
    analisis,
    capaian,
    hukum,
    jumlah,
    nama,
    pejabat,
    perjanjian,
    persen,
    putusan,
    teks,
    tindak_lanjut,
    wajar,
)
from lkip_utils.audit.aturan import Aturan
from lkip_utils.dataset import Dataset, remember
from lkip_utils.keputusan import settle
from lkip_utils.temuan import Temuan, sort_temuan

TOPIK: Mapping[str, tuple[Aturan, ...]] = {
    "Penjumlahan": jumlah.ATURAN,
    "Persentase": persen.ATURAN,
    "Capaian": capaian.ATURAN,
    "Kewajaran": wajar.ATURAN,
    "Nama dan satuan": nama.ATURAN,
    "Perjanjian kinerja dan target": perjanjian.ATURAN,
    "Kelengkapan analisis": analisis.ATURAN,
    "Teks dan tahun": teks.ATURAN,
    "Tindak lanjut rekomendasi": tindak_lanjut.ATURAN,
    "Penanda tangan": pejabat.ATURAN,
    "Dasar hukum": hukum.ATURAN,
    "Keputusan": putusan.ATURAN,
}
"""The rules by topic, in the order in which they are documented."""


@remember
def audit_dataset(dataset: Dataset) -> tuple[Temuan, ...]:
    """Return everything that the rules find in a dataset, in the order of files and rows.

    Findings that keputusan.csv settles are info and say how.

    Examples
    --------
    >>> from lkip_utils import read_dataset
    >>> temuan = audit_dataset(read_dataset("dinas-contoh-uji", 2024, "tests/fixture/data"))
    >>> {t.tingkat for t in temuan} <= {"galat", "peringatan", "info"}
    True
    """
    return tuple(sort_temuan([*settle(dataset, find_temuan(dataset))]))


def find_temuan(dataset: Dataset) -> list[Temuan]:
    """Return what the rules find, whatever is decided about it."""
    return [temuan for group in TOPIK.values() for rule in group for temuan in rule.run(dataset)]
