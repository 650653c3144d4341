"""Efficiency: what was achieved against what was spent."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Status = Literal[
    "efisien",
    "tidak efisien",
    "kinerja belum tercapai",
    "tidak dapat dihitung",
    "belum dapat dinilai",
]

RULE = (
    "Efisiensi = % kinerja − % serapan. «Efisien» hanya bila kinerja mencapai 100% (atau ambang dalam "
    "perjanjian kinerja) dan serapan lebih kecil daripada kinerja. Serapan yang lebih kecil daripada "
    "kinerja yang belum tercapai tidak dinilai efisien, melainkan «kinerja belum tercapai». Selebihnya "
    "«tidak efisien». «Belum dapat dinilai» bila kinerja, pagu, atau realisasi sebagian rinciannya belum diketahui, "
    "atau bila temuan audit yang meragukannya masih terbuka."
)
"""The rule, to print under a table of efficiency."""


@dataclass(frozen=True)
class Efisiensi:
    """How kinerja and serapan compare.

    Parameters
    ----------
    selisih
        % kinerja − % serapan, in percentage points; None where either isn't known.
    status
        The verdict by :data:`RULE`.
    """

    selisih: Decimal | None
    status: Status


def compute_efisiensi(
    kinerja: Decimal | None, serapan: Decimal | None, ambang: Decimal = Decimal(100), *, utuh: bool = True
) -> Efisiensi:
    """Compare achievement with spending. Unspent money alone is never efficient.

    Parameters
    ----------
    kinerja, serapan
        In percent; None for "not known".
    ambang
        Kinerja from which the output counts as met, in percent.
    utuh
        Whether both are known of all that was added up; no verdict rests on a part of it.

    Notes
    -----
    Source: aturan laporan / praktik umum.

    Examples
    --------
    >>> compute_efisiensi(Decimal(100), Decimal("91.88"))
    Efisiensi(selisih=Decimal('8.12'), status='efisien')
    >>> compute_efisiensi(Decimal(60), Decimal(40)).status
    'kinerja belum tercapai'
    >>> compute_efisiensi(Decimal(100), Decimal(40), utuh=False)
    Efisiensi(selisih=Decimal('60'), status='belum dapat dinilai')
    """
    if kinerja is None or serapan is None:
        return Efisiensi(None, "tidak dapat dihitung")
    return Efisiensi(kinerja - serapan, _judge(kinerja, serapan, ambang) if utuh else "belum dapat dinilai")


def _judge(kinerja: Decimal, serapan: Decimal, ambang: Decimal) -> Status:
    if serapan >= kinerja:
        return "tidak efisien"
    return "efisien" if kinerja >= ambang else "kinerja belum tercapai"
