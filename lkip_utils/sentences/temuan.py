"""Sentences about the audit: how many points are open, what was settled, how print and calculation compare."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from lkip_utils.audit import audit_dataset
from lkip_utils.dataset import Dataset
from lkip_utils.display import join
from lkip_utils.numbers import format_integer, with_words
from lkip_utils.register import build_register, count_status

KINDS = {"galat": "pertentangan angka atau isi", "peringatan": "hal yang kurang atau meragukan", "info": "catatan"}


def count_temuan(dataset: Dataset) -> Counter[str]:
    """Return how many open findings there are by level; what was settled isn't open."""
    return Counter(temuan.tingkat for temuan in audit_dataset(dataset) if not temuan.diputuskan)


def summarise_temuan(dataset: Dataset) -> str:
    """Return the open points of a report in one sentence (@-reference to the appendix)."""
    counts = count_temuan(dataset)
    told = [f"{format_integer(counts[level])} {kind}" for level, kind in KINDS.items() if counts[level]]
    settled = sum(temuan.diputuskan for temuan in audit_dataset(dataset))
    sentences = [
        f"Audit atas data tahun {dataset.tahun} dan angka tercetaknya menemukan {join(told)}."
        if told
        else f"Audit atas data tahun {dataset.tahun} dan angka tercetaknya tidak menemukan pertentangan atau kekurangan."
    ]
    if settled:
        sentences.append(f"{with_words(settled).capitalize()} temuan sudah diputuskan secara terbuka.")
    return " ".join(sentences)


def tell_open(dataset: Dataset) -> Iterator[str]:
    """Yield the point of the executive summary that counts what is open."""
    counts = count_temuan(dataset)
    open_points = counts["galat"] + counts["peringatan"]
    if open_points:
        yield (
            f"{with_words(open_points).capitalize()} temuan audit masih terbuka: {format_integer(counts['galat'])} "
            f"{KINDS['galat']} dan {format_integer(counts['peringatan'])} {KINDS['peringatan']} (@tbl-temuan-galat)."
        )


def summarise_register(dataset: Dataset) -> str:
    """Return how many printed figures agree with the calculation."""
    register = build_register(dataset)
    if not register:
        return (
            f"Angka tercetak laporan tahun {dataset.tahun} belum tersedia, sehingga belum ada yang dapat dibandingkan."
        )
    counts = count_status(register)
    return (
        f"Dari {format_integer(len(register))} angka tercetak, {format_integer(counts['sesuai'])} sesuai dengan hasil hitung, "
        f"{format_integer(counts['dibulatkan'])} berbeda hanya karena pembulatan, {format_integer(counts['berbeda'])} berbeda, dan "
        f"{format_integer(counts['tidak dapat dihitung'])} tidak dapat dihitung ulang dari data. "
        "Daftar lengkapnya dapat diunduh di samping laporan (register-angka.csv)."
    )
