"""Comparisons over time: against last year, and on the way to the end of the Renstra."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from lkip_utils.capaian import LEBIH_BAIK, MELESET, compute_capaian
from lkip_utils.measures import Measure, Rentang, is_percent

Gerak = Literal["naik", "turun", "tetap"]

POIN_PERSENTASE = "poin persentase"


@dataclass(frozen=True)
class Perubahan:
    """Change against the year before.

    Parameters
    ----------
    selisih
        This year − last year, in ``satuan``; None where either isn't known.
    relatif
        The same in percent of last year; None for percentages and where last year was 0.
    arah
        Which way the value went, whether that is good or not.
    satuan
        ``poin persentase`` for percentages, else the unit of the values.
    """

    selisih: Decimal | None
    relatif: Decimal | None
    arah: Gerak | None
    satuan: str


def compute_perubahan(kini: Decimal | None, lalu: Decimal | None, satuan: str | None) -> Perubahan:
    """Compare a value with last year's.

    Parameters
    ----------
    kini, lalu
        This year's and last year's value.
    satuan
        Their unit: percentages differ by points, and their difference is no percentage of them.

    Notes
    -----
    Source: PermenPANRB 53/2014 asks for the comparison; how it is computed is aturan laporan /
    praktik umum.

    Examples
    --------
    >>> compute_perubahan(Decimal("100"), Decimal("93.5"), "%")
    Perubahan(selisih=Decimal('6.5'), relatif=None, arah='naik', satuan='poin persentase')
    >>> compute_perubahan(Decimal(22), Decimal(20), "Parpol")
    Perubahan(selisih=Decimal('2'), relatif=Decimal('10'), arah='naik', satuan='Parpol')
    """
    unit = POIN_PERSENTASE if is_percent(satuan) else satuan or ""
    if kini is None or lalu is None:
        return Perubahan(None, None, None, unit)
    selisih = kini - lalu
    relatif = None if is_percent(satuan) or lalu == 0 else selisih * 100 / abs(lalu)
    return Perubahan(selisih, relatif, _describe(selisih), unit)


def _describe(selisih: Decimal) -> Gerak:
    if selisih == 0:
        return "tetap"
    return "naik" if selisih > 0 else "turun"


@dataclass(frozen=True)
class Kemajuan:
    """Progress to the end of the Renstra.

    Parameters
    ----------
    persen
        Capaian of this year's result against the last target, in percent.
    sisa
        What is still to go, in the indicator's unit; 0 once the last target is met.
    sesuai_jalur
        Whether the result meets this year's Renstra target.
    aturan
        The rule that gave ``persen``, in Indonesian.
    """

    persen: Decimal | None
    sisa: Decimal | None
    sesuai_jalur: bool | None
    aturan: str


def compute_kemajuan(
    realisasi: Measure,
    target_akhir: Measure,
    target_tahun: Measure,
    arah: str,
    rumus: str | None = None,
    di_atas: str = LEBIH_BAIK,
) -> Kemajuan:
    """Compute how far this year's result is on the way to the last Renstra target.

    Parameters
    ----------
    realisasi, target_akhir, target_tahun
        This year's result, the target of the last Renstra year and that of this year, in the
        same unit; None for "not known".
    arah, rumus, di_atas
        As for :func:`lkip_utils.capaian.compute_capaian`.

    Notes
    -----
    Source: PermenPANRB 53/2014 asks for the comparison with the mid-term target; R/T of the end
    year and its counterparts are aturan laporan / praktik umum.

    Examples
    --------
    >>> kemajuan = compute_kemajuan(Decimal("7.8"), Decimal("21.3"), Decimal("7.8"), "naik")
    >>> round(kemajuan.persen, 2), kemajuan.sisa, kemajuan.sesuai_jalur
    (Decimal('36.62'), Decimal('13.5'), True)
    """
    capaian = compute_capaian(target_akhir, realisasi, arah, rumus, di_atas=di_atas)
    sisa = _compute_shortfall(realisasi, target_akhir, arah, di_atas)
    behind = _compute_shortfall(realisasi, target_tahun, arah, di_atas)
    return Kemajuan(capaian.nilai, sisa, None if behind is None else behind == 0, capaian.aturan)


def _compute_shortfall(realisasi: Measure, target: Measure, arah: str, di_atas: str) -> Decimal | None:
    """Return how much a result misses its target by; 0 when it is met."""
    if not isinstance(realisasi, Decimal) or target is None or isinstance(target, Rentang) != (arah == "rentang"):
        return None
    lowest, highest = (target.bawah, target.atas) if isinstance(target, Rentang) else (target, target)
    below = lowest - realisasi if arah in ("naik", "rentang") else Decimal(0)
    above = realisasi - highest if arah == "turun" or (arah == "rentang" and di_atas == MELESET) else Decimal(0)
    return max(below, above, Decimal(0))
