"""Serapan: how much of a budget was spent, from sub kegiatan up to programme and sasaran.

A parent's percentage is Σ realisasi / Σ pagu of what lies below it, never the mean of
percentages. Source: aturan laporan / praktik umum.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import astuple, dataclass
from decimal import Decimal
from itertools import starmap
from typing import Any

import pandas as pd

from lkip_utils.rerata import compute_rerata

_Row = Mapping[Any, Any]

_SUMS = ("pagu", "realisasi", "pagu_lengkap", "realisasi_lengkap", "n_pagu", "n_realisasi", "n", "jumlah")
_AMOUNTS = ("kinerja", "n_kinerja", "serapan", *_SUMS)


def is_whole(sums: _Row) -> bool:
    """Return whether a sum of :func:`roll_up` covers all its leaves; what doesn't is neither ranked nor compared.

    Examples
    --------
    >>> is_whole({"n": 2, "jumlah": 2}), is_whole({"n": 1, "jumlah": 2}), is_whole({"n": 0, "jumlah": 0})
    (True, False, False)
    """
    return bool(sums["n"] == sums["jumlah"] > 0)


def is_judgeable(sums: _Row) -> bool:
    """Return whether the kinerja, too, is known of all leaves, so that their efficiency can be judged.

    Examples
    --------
    >>> is_judgeable({"n": 2, "jumlah": 2, "n_kinerja": 1})
    False
    """
    return is_whole(sums) and bool(sums["n_kinerja"] == sums["jumlah"])


def compute_serapan(pagu: Decimal | None, realisasi: Decimal | None) -> Decimal | None:
    """Return realisasi in percent of pagu; None where either isn't known or pagu is 0.

    Source: aturan laporan / praktik umum.

    Examples
    --------
    >>> compute_serapan(Decimal(200), Decimal(190))
    Decimal('95')
    """
    return None if realisasi is None or not pagu else realisasi * 100 / pagu


@dataclass(frozen=True)
class Serapan:
    """Sums over budget lines, in rupiah, of what is known; ``+`` puts two of them together.

    Parameters
    ----------
    pagu, realisasi
        Sums over the lines of which that amount is known; None where there is none.
    pagu_lengkap, realisasi_lengkap
        The same over the lines of which both amounts are known: a percentage rests on these alone.
    n_pagu, n_realisasi, n, jumlah
        Number of lines with a pagu, with a realisasi, with both, and of all.
    """

    pagu: Decimal | None = None
    realisasi: Decimal | None = None
    pagu_lengkap: Decimal = Decimal(0)
    realisasi_lengkap: Decimal = Decimal(0)
    n_pagu: int = 0
    n_realisasi: int = 0
    n: int = 0
    jumlah: int = 0

    @classmethod
    def of(cls, pagu: Decimal | None, realisasi: Decimal | None) -> Serapan:
        """Return the sums of a single line."""
        if pagu is None or realisasi is None:
            return cls(pagu, realisasi, n_pagu=int(pagu is not None), n_realisasi=int(realisasi is not None), jumlah=1)
        return cls(pagu, realisasi, pagu, realisasi, 1, 1, 1, 1)

    @classmethod
    def of_node(cls, sums: _Row) -> Serapan:
        """Return the sums of a row of :func:`roll_up`."""
        return cls(*(sums[name] for name in _SUMS))

    @property
    def persen(self) -> Decimal | None:
        """Realisasi / pagu × 100 of the lines of which both are known; None where there is none, or no pagu."""
        return compute_serapan(self.pagu_lengkap, self.realisasi_lengkap)

    def __add__(self, other: Serapan) -> Serapan:
        return Serapan(*map(_plus, astuple(self), astuple(other)))


def _plus(one: Any, other: Any) -> Any:
    return other if one is None else one if other is None else one + other


def sum_serapan(pairs: Iterable[tuple[Decimal | None, Decimal | None]]) -> Serapan:
    """Add up budget lines, each a pair of pagu and realisasi in rupiah.

    Source: aturan laporan / praktik umum. A missing amount is never 0, and hides no other.

    Examples
    --------
    >>> sums = sum_serapan([(Decimal(100), Decimal(90)), (Decimal(300), Decimal(290)), (Decimal(50), None)])
    >>> sums.pagu, sums.realisasi, sums.persen
    (Decimal('450'), Decimal('380'), Decimal('95'))
    >>> sums.n, sums.jumlah
    (2, 3)
    """
    return sum(starmap(Serapan.of, pairs), Serapan())


def roll_up(program: pd.DataFrame, anggaran: pd.DataFrame) -> pd.DataFrame:
    """Add up the budget along the tree of programmes, kegiatan and sub kegiatan.

    Parameters
    ----------
    program
        Columns ``kode``, ``induk`` (None for a root), ``tingkat``, ``urutan``, ``nama``.
    anggaran
        Columns ``program`` (a leaf), ``kinerja`` (percent), ``pagu``, ``realisasi`` (rupiah);
        Decimal or None.

    Returns
    -------
    DataFrame
        One row per node in tree order: ``kode``, ``induk``, ``tingkat``, ``nama``, ``kinerja``
        (mean of the known leaves), ``pagu``, ``realisasi`` (sums of what is known), ``serapan`` (of the leaves with both
        amounts, which add up to ``pagu_lengkap`` and ``realisasi_lengkap``), and of how many of ``jumlah`` leaves each is:
        ``n_kinerja``, ``n_pagu``, ``n_realisasi``, ``n`` with both.

    Raises
    ------
    ValueError
        When the tree has a loop, or amounts are given for something that isn't a leaf.

    Notes
    -----
    Source: aturan laporan / praktik umum.

    Examples
    --------
    >>> program = pd.DataFrame(
    ...     [["1", None, "program", 1, "P"], ["1.1", "1", "kegiatan", 1, "K"], ["1.2", "1", "kegiatan", 2, "L"]],
    ...     columns=["kode", "induk", "tingkat", "urutan", "nama"],
    ...     dtype=object,
    ... )
    >>> anggaran = pd.DataFrame(
    ...     [["1.1", Decimal(100), Decimal(90)], ["1.2", Decimal(300), Decimal(290)]],
    ...     columns=["program", "pagu", "realisasi"],
    ... )
    >>> roll_up(program, anggaran)[["kode", "pagu", "realisasi", "serapan", "n"]].iloc[0].to_list()
    ['1', Decimal('400'), Decimal('380'), Decimal('95'), 2]
    """
    tree = _Tree.build(program, anggaran)
    named = ("kode", "induk", "tingkat", "nama")
    rows = [[*(tree.nodes[kode][name] for name in named), *tree.add_up(kode)] for kode in tree.walk(None)]
    return pd.DataFrame(rows, columns=[*named, *_AMOUNTS], dtype=object)


def roll_up_sasaran(program: pd.DataFrame, anggaran: pd.DataFrame) -> pd.DataFrame:
    """Add up the budget per sasaran, over the leaves of its programmes.

    Parameters
    ----------
    program
        As for :func:`roll_up`, with ``sasaran``; a node without one belongs to that of its parent.
    anggaran
        As for :func:`roll_up`.

    Returns
    -------
    DataFrame
        One row per sasaran in the order of the tree: ``sasaran``, ``kinerja``, ``pagu``,
        ``realisasi``, ``serapan`` and their numbers as in :func:`roll_up`. What supports no sasaran isn't in it.

    Raises
    ------
    ValueError
        As :func:`roll_up`.

    Notes
    -----
    Source: aturan laporan / praktik umum.

    Examples
    --------
    >>> columns = ["kode", "induk", "tingkat", "urutan", "nama", "sasaran"]
    >>> program = pd.DataFrame([["1", None, "program", 1, "P", "s-1"]], columns=columns, dtype=object)
    >>> anggaran = pd.DataFrame({"program": ["1"], "pagu": [Decimal(100)], "realisasi": [Decimal(90)]})
    >>> roll_up_sasaran(program, anggaran)[["sasaran", "pagu", "serapan"]].iloc[0].to_list()
    ['s-1', Decimal('100'), Decimal('90')]
    """
    tree = _Tree.build(program, anggaran)
    leaves: dict[str, list[str]] = {}
    for kode in tree.leaves(None):
        sasaran = tree.sasaran(kode)
        if sasaran is not None:
            leaves.setdefault(sasaran, []).append(kode)
    rows = [[sasaran, *tree.add_up_leaves(below)] for sasaran, below in leaves.items()]
    return pd.DataFrame(rows, columns=["sasaran", *_AMOUNTS], dtype=object)


@dataclass(frozen=True)
class _Tree:
    """The nodes by code, the codes below each, and the amounts of the leaves."""

    nodes: Mapping[str, _Row]
    children: Mapping[str | None, list[str]]
    amounts: Mapping[str, _Row]

    @classmethod
    def build(cls, program: pd.DataFrame, anggaran: pd.DataFrame) -> _Tree:
        nodes = {row["kode"]: row for row in program.sort_values("urutan", kind="stable").to_dict("records")}
        children: dict[str | None, list[str]] = {}
        for kode, node in nodes.items():
            children.setdefault(node["induk"], []).append(kode)
        tree = cls(nodes, children, {row["program"]: row for row in anggaran.to_dict("records")})
        tree._check()
        return tree

    def _check(self) -> None:
        if loose := set(self.nodes) - set(self.walk(None)):
            raise ValueError(f"pohon program berputar atau terputus pada: {', '.join(sorted(loose))}.")
        if misplaced := set(self.amounts) - set(self.leaves(None)):
            names = ", ".join(sorted(misplaced))
            raise ValueError(f"anggaran hanya untuk rincian terbawah pohon program, bukan untuk: {names}.")

    def walk(self, induk: str | None) -> Iterator[str]:
        for kode in self.children.get(induk, ()):
            yield kode
            yield from self.walk(kode)

    def leaves(self, induk: str | None) -> list[str]:
        return [kode for kode in self.walk(induk) if kode not in self.children]

    def sasaran(self, kode: str) -> str | None:
        node = self.nodes[kode]
        if node["sasaran"] is None and node["induk"] is not None:
            return self.sasaran(node["induk"])
        return str(node["sasaran"]) if node["sasaran"] is not None else None

    def add_up(self, kode: str) -> list[object]:
        """Return the amounts of a node, in the order of ``_AMOUNTS``."""
        return self.add_up_leaves(self.leaves(kode) if kode in self.children else [kode])

    def add_up_leaves(self, leaves: list[str]) -> list[object]:
        """Return the sums over leaves, in the order of ``_AMOUNTS``."""
        kinerja = compute_rerata(self._amount(kode, "kinerja") for kode in leaves)
        sums = sum_serapan((self._amount(kode, "pagu"), self._amount(kode, "realisasi")) for kode in leaves)
        return [kinerja.nilai, kinerja.n, sums.persen, *astuple(sums)]

    def _amount(self, kode: str, name: str) -> Decimal | None:
        value: Decimal | None = self.amounts.get(kode, {}).get(name)
        return value
