"""Means that say how many of their values are known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Rerata:
    """A mean over the known values.

    Parameters
    ----------
    nilai
        The mean, in the unit of the values; None where none is known.
    n, jumlah
        Number of known values, and of all.
    """

    nilai: Decimal | None
    n: int
    jumlah: int

    @property
    def cakupan(self) -> str:
        """How many of the values went in, to print beside the mean: "2 dari 3"."""
        return f"{self.n} dari {self.jumlah}"


def compute_rerata(values: Iterable[Decimal | None]) -> Rerata:
    """Return the mean of the known values, e.g. the capaian of a sasaran from its indicators.

    Source: aturan laporan / praktik umum. A missing value is never 0.

    Examples
    --------
    >>> rerata = compute_rerata([Decimal(100), None, Decimal(90)])
    >>> rerata.nilai, rerata.cakupan
    (Decimal('95'), '2 dari 3')
    """
    every = list(values)
    known = [value for value in every if value is not None]
    mean = sum(known, Decimal()) / len(known) if known else None
    return Rerata(mean, len(known), len(every))


def rerata_sasaran(capaian: Mapping[str, Iterable[Decimal | None]]) -> Rerata:
    """Return the capaian of an agency: the mean over its sasaran of the mean of their indicators.

    Source: aturan laporan / praktik umum.

    Parameters
    ----------
    capaian
        Capaian of the indicators, in percent, by sasaran.

    Returns
    -------
    Rerata
        ``n`` and ``jumlah`` count sasaran. A sasaran of which only some indicators are known
        counts as known, so print its own ``n dari jumlah`` too.

    Examples
    --------
    >>> rerata_sasaran({"s-1": [Decimal(100)], "s-2": [Decimal(80), Decimal(60)]}).nilai
    Decimal('85')
    """
    return compute_rerata(compute_rerata(values).nilai for values in capaian.values())
