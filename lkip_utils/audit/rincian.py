"""What a sum is made of: the rows behind a total of staff, equipment or money."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from lkip_utils.dataset import Dataset, Record, remember
from lkip_utils.serapan import compute_serapan


@dataclass(frozen=True)
class Bagian:
    """A row of a sum: what it is called and its amount (None where unknown)."""

    nama: str
    nilai: Decimal | None


@remember
def list_parts(dataset: Dataset, kunci: str) -> tuple[Bagian, ...]:
    """Return the rows that a sum is made of.

    Examples
    --------
    >>> from lkip_utils import read_dataset
    >>> dataset = read_dataset("dinas-contoh-uji", 2024, "tests/fixture/data")
    >>> [(part.nama, int(part.nilai)) for part in list_parts(dataset, "pagu.8.01")]
    [('8.01.01.01', 100000000), ('8.01.01.02', 50000000)]
    """
    family, _, kode = kunci.partition(".")
    if family == "pegawai":
        return tuple(Bagian(name_staff(row), row["jumlah"]) for row in _list_staff(dataset, kode))
    if family == "sarana":
        return tuple(Bagian(row["jenis"], row["jumlah"]) for row in dataset.rows_by("sarana", "kelompok")[kode])
    if family == "belanja":
        return _list_amounts(dataset.rows("belanja"), "jenis", kode)
    if family == "anggaran":
        return _list_amounts(dataset.rows("anggaran"), "program", kode)
    below = [row for row in dataset.rows("anggaran") if kode in list_above(dataset, row["program"])]
    return _list_amounts(below, "program", family)


def _list_amounts(rows: Sequence[Record], name: str, column: str) -> tuple[Bagian, ...]:
    """Return the amounts of budget rows; a row without any amount is none, not an unknown one."""
    return tuple(
        Bagian(row[name], row[column]) for row in rows if row["pagu"] is not None or row["realisasi"] is not None
    )


def _list_staff(dataset: Dataset, kode: str) -> list[Record]:
    rincian, _, name = kode.partition(".")
    rows = dataset.rows_by("pegawai", "rincian")[rincian]
    if not name:
        return rows
    column, value = ("jabatan", name.removeprefix("kolom.")) if name.startswith("kolom.") else ("kelompok", name)
    return [row for row in rows if row[column] == value]


def name_staff(row: Record) -> str:
    """Return what a row of pegawai.csv counts."""
    return " ".join(part for part in (row["kelompok"], row["jabatan"]) if part)


@remember
def list_above(dataset: Dataset, kode: str) -> frozenset[str]:
    """Return a node of the programme tree, what lies above it, and the sasaran that the nearest of them supports."""
    row = next(iter(dataset.rows_by("program", "kode")[kode]))
    above = list_above(dataset, row["induk"]) if row["induk"] else frozenset()
    if row["sasaran"]:
        above = frozenset(code for code in above if not dataset.rows_by("sasaran", "kode")[code]) | {row["sasaran"]}
    return above | {kode}


def add_up(parts: Sequence[Bagian]) -> Decimal:
    """Return the sum of what is known."""
    return sum((part.nilai for part in parts if part.nilai is not None), Decimal())


def list_unknown(parts: Sequence[Bagian]) -> list[str]:
    """Return the rows whose amount isn't known."""
    return [part.nama for part in parts if part.nilai is None]


def bound_serapan(pagu: Sequence[Bagian], realisasi: Sequence[Bagian]) -> tuple[Decimal | None, Decimal | None]:
    """Return the least and the most that a serapan can be: what is unknown was spent not at all, or to the last rupiah.

    Examples
    --------
    >>> pagu = (Bagian("a", Decimal(100)), Bagian("b", Decimal(300)))
    >>> bound_serapan(pagu, (Bagian("a", Decimal(90)), Bagian("b", None)))
    (Decimal('22.5'), Decimal('97.5'))
    """
    whole, spent = add_up(pagu), add_up(realisasi)
    unknown = set(list_unknown(realisasi))
    open_pagu = add_up([part for part in pagu if part.nama in unknown])
    return compute_serapan(whole, spent), compute_serapan(whole, spent + open_pagu)
