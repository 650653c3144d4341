"""Verdicts: whether a target was met, whether money was well spent. None rests on a value that an open finding disputes."""

from __future__ import annotations

from lkip_utils.audit import audit_dataset
from lkip_utils.audit.rincian import list_above
from lkip_utils.dataset import Dataset, Record, answer_only, remember
from lkip_utils.efisiensi import Efisiensi, compute_efisiensi
from lkip_utils.kinerja import Hasil, compute_rerata_capaian, compute_rerata_utuh, list_hasil, read_skala
from lkip_utils.serapan import is_judgeable

BELUM_DINILAI = "belum dapat dinilai"
"""What stands in the place of a verdict that there can't be yet."""

DOUBTFUL = ("J04", "K10", "W03", "W09")
"""Rules that find no contradiction but a value that can hardly be right: they, too, keep it from being judged."""

_PRINT = ("angka_tercetak", "sebutan")
"""Files of what is printed: what is wrong there leaves the computed value as it is."""


@remember
def _list_disputed(dataset: Dataset) -> frozenset[str]:
    """Return the keys of the values that an open finding disputes, and the codes of what is added up from them."""
    printed = {dataset.source(file) for file in _PRINT}
    found = (t for t in audit_dataset(dataset) if t.kunci and not t.diputuskan and t.berkas not in printed)
    keys = {t.kunci for t in found if t.tingkat == "galat" or t.kode in DOUBTFUL}
    return frozenset(keys.union(*(_list_sums(dataset, key) for key in keys)))


def _list_sums(dataset: Dataset, kunci: str) -> frozenset[str]:
    """Return the nodes of the programme tree and the sasaran that a value of a sub kegiatan goes into."""
    cell = kunci.startswith("anggaran/")
    kode = kunci.removeprefix("anggaran/").rpartition("/")[0] if cell else kunci.partition(".")[2]
    return list_above(dataset, kode) if dataset.rows_by("anggaran", "program")[kode] else frozenset()


@answer_only
def is_disputed(dataset: Dataset, *kunci: str) -> bool:
    """Return whether an open finding disputes one of some values; those of a programme are known by its code.

    Examples
    --------
    >>> from lkip_utils import read_dataset
    >>> is_disputed(read_dataset("dinas-contoh-uji", 2024, "tests/fixture/data"), "8.01")
    False
    """
    return not _list_disputed(dataset).isdisjoint(kunci)


def is_hasil_disputed(dataset: Dataset, hasil: Hasil) -> bool:
    """Return whether an open finding disputes the target, the result or the capaian of an indicator."""
    kode = hasil.indikator.kode
    keys = (f"{what}.{kode}" for what in ("target", "realisasi", "capaian"))
    return is_disputed(dataset, *keys, f"realisasi/{kode}/nilai")


def judge_hasil(dataset: Dataset, hasil: Hasil) -> bool | None:
    """Return whether a target was met; None where that can't be said."""
    return None if is_hasil_disputed(dataset, hasil) else hasil.tercapai


def judge_efisiensi(dataset: Dataset, node: Record) -> Efisiensi:
    """Return how kinerja and serapan of a row of the programme tree compare."""
    judgeable = is_judgeable(node) and not is_disputed(dataset, node["kode"])
    return compute_efisiensi(node["kinerja"], node["serapan"], utuh=judgeable)


def grade_hasil(dataset: Dataset, hasil: Hasil) -> str | None:
    """Return the category of an indicator's capaian; None where there is none."""
    return BELUM_DINILAI if hasil.kategori and is_hasil_disputed(dataset, hasil) else hasil.kategori


def grade_rerata(dataset: Dataset) -> str | None:
    """Return the category of the agency's mean capaian; None where there is none."""
    kategori = read_skala(dataset).kategori(compute_rerata_capaian(dataset).nilai)
    disputed = any(is_hasil_disputed(dataset, hasil) for hasil in list_hasil(dataset, "iku"))
    return BELUM_DINILAI if kategori and (disputed or compute_rerata_utuh(dataset) is None) else kategori
