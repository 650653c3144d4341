"""What the data say about a point of a checklist: an answer as far as they allow one, and the evidence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Nilai = Literal["ya", "sebagian", "tidak"]

NAMED = 3
"""So many of the lacking are named; the others are counted."""


@dataclass(frozen=True)
class Bukti:
    """The evidence that the data give for one point.

    Parameters
    ----------
    jawaban
        None where the data don't tell.
    uraian
        Indonesian sentence with this year's numbers.
    rujukan
        Labels of the tables and sections that show it, e.g. ``tbl-capaian-iku``.
    berkas
        Files without ``.csv`` that it comes from.
    """

    jawaban: Nilai | None
    uraian: str
    rujukan: tuple[str, ...] = ()
    berkas: tuple[str, ...] = ()


@dataclass(frozen=True)
class Hitungan:
    """How many of some things have what a point asks for.

    Parameters
    ----------
    perihal
        What is counted and asked, e.g. "IKU mempunyai target tahun 2023".
    butir
        Each thing's name, and whether it has it.

    Examples
    --------
    >>> print(Hitungan("IKU mempunyai angka pembanding", (("Indeks A", True), ("Indeks B", False))))
    1 dari 2 IKU mempunyai angka pembanding (belum: Indeks B)
    """

    perihal: str
    butir: tuple[tuple[str, bool], ...]

    def __str__(self) -> str:
        lacking = [name for name, met in self.butir if not met]
        more = [f"{len(lacking) - NAMED} lainnya"] if len(lacking) > NAMED else []
        note = f" (belum: {'; '.join(lacking[:NAMED] + more)})" if lacking else ""
        return f"{len(self.butir) - len(lacking)} dari {len(self.butir)} {self.perihal}{note}"


def count(perihal: str, butir: Iterable[tuple[str, bool]]) -> Hitungan:
    """Return a count of named things."""
    return Hitungan(perihal, tuple(butir))


def weigh(*counts: Hitungan, rujukan: Iterable[str] = (), berkas: Iterable[str] = ()) -> Bukti:
    """Return the evidence of counts: yes where everything counted has what is asked, no where nothing has.

    Examples
    --------
    >>> weigh(count("IKU dilaporkan", [("A", True), ("B", False)])).jawaban
    'sebagian'
    """
    uraian = "; ".join(str(found) for found in counts)
    return Bukti(judge(met for found in counts for _, met in found.butir), f"{uraian}.", tuple(rujukan), tuple(berkas))


def judge(met: Iterable[bool]) -> Nilai:
    """Return ``ya`` for all, ``sebagian`` for some, ``tidak`` for none or nothing at all."""
    every = list(met)
    if not any(every):
        return "tidak"
    return "ya" if all(every) else "sebagian"
