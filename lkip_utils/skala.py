"""The scale that turns a capaian into a category."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Literal

import pandas as pd

from lkip_utils.numbers import MISSING, count_places_apart, format_number, format_percent, round_half_up

Celah = Literal["bawah", "bulat"]
"""What holds in the gap between two classes: the lower one, or the one nearest after rounding."""


@dataclass(frozen=True)
class Kelas:
    """A class of a scale; bounds in percent, both included.

    Parameters
    ----------
    urutan
        Rank; 1 is the highest.
    bawah, atas
        None where the class has no end on that side.
    """

    urutan: int
    bawah: Decimal | None
    atas: Decimal | None
    kategori: str


@dataclass(frozen=True)
class Skala:
    """A scale of classes, the highest first.

    Source: Permendagri 86/2017 as the report prints it (91–100, 76–90, 66–75, 51–65, ≤ 50). It
    has gaps and ends at 100; both rules for the gaps and the open ends are aturan laporan /
    praktik umum.

    Examples
    --------
    >>> tinggi, rendah = Kelas(1, Decimal(91), Decimal(100), "Tinggi"), Kelas(2, None, Decimal(90), "Rendah")
    >>> Skala((tinggi, rendah)).kategori(Decimal("90.5"))
    'Rendah'
    >>> Skala((tinggi, rendah), "bulat").kategori(Decimal("90.5"))
    'Tinggi'
    """

    kelas: tuple[Kelas, ...]
    celah: Celah = "bawah"

    @classmethod
    def from_frame(cls, frame: pd.DataFrame, celah: Celah = "bawah") -> Skala:
        """Return the scale of skala.csv.

        Parameters
        ----------
        frame
            Columns ``urutan``, ``bawah``, ``atas`` (Decimal or None) and ``kategori``.
        celah
            Rule for the gaps: ``bawah`` keeps the lower class until the next bound is reached,
            ``bulat`` rounds half up to the decimals of the bounds first.
        """
        rows = frame[["urutan", "bawah", "atas", "kategori"]].itertuples(index=False, name=None)
        kelas = (Kelas(int(urutan), bawah, atas, kategori) for urutan, bawah, atas, kategori in rows)
        return cls(tuple(sorted(kelas, key=lambda k: k.urutan)), celah)

    def kategori(self, nilai: Decimal | None) -> str | None:
        """Return the category of a capaian in percent; None when that isn't known, or there is no scale.

        Above the highest bound the highest class holds, below the lowest the lowest.
        """
        if nilai is None or not self.kelas:
            return None
        compared = round_half_up(nilai, self._places()) if self.celah == "bulat" else nilai
        reached = (k.kategori for k in self.kelas if k.bawah is not None and k.bawah <= compared)
        return next(reached, self.kelas[-1].kategori)

    def write(self, nilai: Decimal | None) -> str:
        """Write a capaian with as many decimals as leave it on its own side of 100 and of every bound of the classes.

        Examples
        --------
        >>> skala = Skala((Kelas(1, Decimal(90), None, "Baik"), Kelas(2, None, Decimal(90), "Kurang")))
        >>> skala.write(Decimal("89.996")), skala.write(Decimal("89.9"))
        ('89,996%', '89,90%')
        """
        if nilai is None:
            return MISSING
        bounds = () if self.celah == "bulat" else (k.bawah for k in self.kelas if k.bawah is not None)
        return format_percent(nilai, max((count_places_apart(nilai, bound) for bound in bounds), default=2))

    def describe(self, kelas: Kelas) -> str:
        """Return the range for which a class is applied, gaps closed and ends open (Indonesian)."""
        upper = self.kelas[self.kelas.index(kelas) - 1] if kelas != self.kelas[0] else None
        limit = upper.bawah if upper else None
        lower = f"{format_number(kelas.bawah)}% atau lebih" if kelas.bawah is not None else ""
        higher = f"kurang dari {format_number(limit)}%" if limit is not None else ""
        return ", ".join(part for part in (lower, higher) if part)

    def explain(self) -> tuple[str, ...]:
        """Return how what the printed bounds leave open is applied (Indonesian); empty where they leave nothing open."""
        return (*self._explain_gaps(), *self._explain_top())

    def _explain_gaps(self) -> Iterator[str]:
        bounds = [(lower.atas, upper.bawah) for upper, lower in pairwise(self.kelas)]
        if all(below is None or above is None or below == above for below, above in bounds):
            return
        if self.celah == "bulat":
            yield f"Capaian dibulatkan ke {self._places()} desimal sebelum dikelompokkan."
        else:
            yield "Di antara kelas yang tercetak ada celah; kelas yang lebih rendah berlaku sampai batas bawah berikutnya tercapai."

    def _explain_top(self) -> Iterator[str]:
        if self.kelas and self.kelas[0].atas is not None:
            yield f"Capaian di atas {format_number(self.kelas[0].atas)}% termasuk kelas tertinggi."

    def _places(self) -> int:
        bounds = (bound for k in self.kelas for bound in (k.bawah, k.atas) if bound is not None)
        return max((max(0, -int(bound.normalize().as_tuple().exponent)) for bound in bounds), default=0)

    def problems(self) -> list[str]:
        """Return what keeps the scale from giving every value exactly one class (Indonesian).

        Without classes there is no scale, and no value has a category.
        """
        return [*self._missing_bounds(), *self._reversed(), *self._overlaps()]

    def _missing_bounds(self) -> Iterator[str]:
        for k in self.kelas[:-1]:
            if k.bawah is None:
                yield f"kelas «{k.kategori}» tidak mempunyai batas bawah; hanya kelas terendah yang boleh."
        for k in self.kelas[1:]:
            if k.atas is None:
                yield f"kelas «{k.kategori}» tidak mempunyai batas atas; hanya kelas tertinggi yang boleh."

    def _reversed(self) -> Iterator[str]:
        for k in self.kelas:
            if k.bawah is not None and k.atas is not None and k.bawah > k.atas:
                bounds = f"{format_number(k.bawah)} melebihi batas atas {format_number(k.atas)}"
                yield f"kelas «{k.kategori}»: batas bawah {bounds}."

    def _overlaps(self) -> Iterator[str]:
        for upper, lower in pairwise(self.kelas):
            names = f"kelas «{upper.kategori}» dan «{lower.kategori}»"
            if upper.urutan == lower.urutan:
                yield f"{names} memakai urutan {upper.urutan} yang sama."
            if upper.bawah is not None and lower.atas is not None and upper.bawah <= lower.atas:
                bounds = (
                    f"yang pertama mulai {format_number(upper.bawah)}, yang kedua sampai {format_number(lower.atas)}"
                )
                yield f"{names} tumpang tindih atau terbalik urutannya: {bounds}."
