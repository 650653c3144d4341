"""Capaian of one indicator: how far the result meets the target, by which rule."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from lkip_utils.measures import Measure, Rentang
from lkip_utils.numbers import format_number

ARAH = ("naik", "turun", "rentang")
"""Which way of an indicator is better."""

DI_ATAS = LEBIH_BAIK, CUKUP, MELESET = ("lebih baik", "cukup", "meleset")
"""What a result above a range can be."""

_Raw = tuple[Decimal | None, str]
"""The uncapped value in percent and the rule that gave it."""


@dataclass(frozen=True)
class Capaian:
    """Capaian in percent, with the rule to print beside it.

    Parameters
    ----------
    nilai
        After the cap; None where it can't be computed.
    mentah
        Before the cap.
    aturan
        The rule in Indonesian (T = target, R = realisasi), or why there is no value.
    """

    nilai: Decimal | None
    mentah: Decimal | None
    aturan: str


def compute_capaian(
    target: Measure,
    realisasi: Measure,
    arah: str,
    rumus: str | None = None,
    batas: Decimal | None = None,
    *,
    di_atas: str = LEBIH_BAIK,
) -> Capaian:
    """Compute the capaian of an indicator.

    Parameters
    ----------
    target, realisasi
        In the same unit, whatever it is; only a target can be a range. None for "not known":
        it never counts as 0.
    arah
        Which way is better: ``naik``, ``turun`` or ``rentang``.
    rumus
        For ``turun``: ``A`` (also by default) is (2T − R)/T, ``B`` is T/R.
    batas
        Cap in percent; by default none.
    di_atas
        What a result above a range is (b = upper bound): ``lebih baik`` (R/b), ``cukup`` (100) or ``meleset``
        ((2b − R)/b). The verdict follows: the target is met where the capaian is 100 or more.

    Raises
    ------
    ValueError
        When ``arah`` or ``di_atas`` is none of the three.

    Notes
    -----
    Source: aturan laporan / praktik umum; formula and direction are columns of indikator.csv.

    The cases that it leaves open have no value and say so in ``aturan``: target 0 with a
    positive result where up is better, a negative target, T/R with a result of 0 or below, a
    result outside a range whose bound on that side isn't positive, a range as a result, and a
    range target with another direction (or the reverse). Nothing is cut off below: far beyond
    twice the target, (2T − R)/T is negative.

    Examples
    --------
    >>> compute_capaian(Decimal(10), Decimal(8), "naik")
    Capaian(nilai=Decimal('80'), mentah=Decimal('80'), aturan='R/T × 100')
    >>> compute_capaian(Decimal(4), Decimal(3), "turun", "A", Decimal(120))
    Capaian(nilai=Decimal('120'), mentah=Decimal('125'), aturan='(2T − R)/T × 100, paling tinggi 120')
    >>> compute_capaian(Decimal(0), Decimal(0), "turun").aturan
    'target 0 dan realisasi 0 dinilai 100'
    """
    mentah, aturan = _compute_raw(target, realisasi, arah, rumus, di_atas)
    if mentah is None or batas is None or mentah <= batas:
        return Capaian(mentah, mentah, aturan)
    return Capaian(batas, mentah, f"{aturan}, paling tinggi {format_number(batas)}")


def _compute_raw(target: Measure, realisasi: Measure, arah: str, rumus: str | None, di_atas: str) -> _Raw:
    for name, read, known in (("arah", arah, ARAH), ("di_atas", di_atas, DI_ATAS)):
        if read not in known:
            raise ValueError(f"terbaca {name} «{read}», diharapkan salah satu dari: {', '.join(known)}.")
    if target is None or realisasi is None:
        missing = [name for name, value in (("target", target), ("realisasi", realisasi)) if value is None]
        return None, f"{' dan '.join(missing)} belum tersedia"
    if isinstance(realisasi, Rentang):
        return _impossible("realisasi berupa rentang")
    if isinstance(target, Rentang) and arah == "rentang":
        return _compute_range(target, realisasi, di_atas)
    if isinstance(target, Rentang) or arah == "rentang":
        return _impossible("target rentang dan arah indikator tidak sepadan")
    return _compute_single(target, realisasi, arah, rumus)


def _compute_single(target: Decimal, realisasi: Decimal, arah: str, rumus: str | None) -> _Raw:
    if target == 0:
        return _compute_zero(realisasi, arah)
    if target < 0:
        return _impossible("target negatif")
    if arah == "naik":
        return realisasi * 100 / target, "R/T × 100"
    if rumus != "B":
        return (2 * target - realisasi) * 100 / target, "(2T − R)/T × 100"
    if realisasi <= 0:
        return _impossible("T/R memerlukan realisasi di atas 0")
    return target * 100 / realisasi, "T/R × 100"


def _compute_zero(realisasi: Decimal, arah: str) -> _Raw:
    if realisasi == 0:
        return Decimal(100), "target 0 dan realisasi 0 dinilai 100"
    if arah == "turun" and realisasi > 0:
        return Decimal(0), "target 0 dan realisasi di atas 0 dinilai 0"
    return _impossible("target 0")


def _compute_range(target: Rentang, realisasi: Decimal, di_atas: str) -> _Raw:
    if target.bawah <= realisasi <= target.atas:
        return Decimal(100), "realisasi di dalam rentang target dinilai 100"
    above = realisasi > target.atas
    if above and di_atas == CUKUP:
        return Decimal(100), "realisasi di atas rentang target dinilai 100"
    bound, name = (target.atas, "batas atas") if above else (target.bawah, "batas bawah")
    if bound <= 0:
        return _impossible(f"{name} rentang target tidak di atas 0")
    if above and di_atas == MELESET:
        return (2 * bound - realisasi) * 100 / bound, f"(2b − R)/b × 100 dengan b {name}"
    return realisasi * 100 / bound, f"R/{name} × 100"


def _impossible(reason: str) -> _Raw:
    return None, f"tidak dapat dihitung: {reason}"
