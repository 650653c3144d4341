"""The fictional agency's budget, added up by hand."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from lkip_utils import Dataset
from lkip_utils.anggaran import build_anggaran_sasaran, build_pohon_anggaran, compute_anggaran, compute_belanja
from lkip_utils.numbers import round_half_up

Read = Callable[..., Dataset]
Edit = Callable[[str, str, str], None]
JUTA = 1_000_000


def rounded(value: Decimal | None) -> Decimal | None:
    return None if value is None else round_half_up(value, 6)


def test_the_total_is_that_of_the_apbd(dataset: Dataset) -> None:
    total = compute_anggaran(dataset)
    assert (total.pagu_murni, total.pagu, total.realisasi) == (220 * JUTA, 230 * JUTA, 171 * JUTA)
    assert rounded(total.serapan) == Decimal("74.347826")


def test_the_lines_leave_a_rest_of_the_total(dataset: Dataset) -> None:
    total = compute_anggaran(dataset)
    # Of four lines, one has no realisasi: 100 + 50 + 60 + 10, and 90 + 20 + 60.
    assert (total.rincian.pagu, total.rincian.realisasi) == (220 * JUTA, 170 * JUTA)
    assert (total.rincian.n_pagu, total.rincian.n_realisasi, total.rincian.n, total.rincian.jumlah) == (4, 3, 3, 5)
    assert total.tidak_dirinci == 10 * JUTA


def test_without_a_change_the_first_budget_counts(edit: Edit, read: Read) -> None:
    edit("2024/apbd.csv", "murni,220000000,,\nperubahan,230000000,171000000,\n", "murni,220000000,110000000,\n")
    total = compute_anggaran(read())
    assert (total.pagu, total.realisasi, total.serapan) == (220 * JUTA, 110 * JUTA, 50)


def test_nothing_spent_is_zero_and_not_unknown(edit: Edit, read: Read) -> None:
    edit("2024/apbd.csv", "230000000,171000000", "230000000,0")
    total = compute_anggaran(read())
    assert (total.realisasi, total.serapan) == (0, 0)


def test_spending_that_isnt_known_is_unknown(edit: Edit, read: Read) -> None:
    edit("2024/apbd.csv", "230000000,171000000", "230000000,")
    total = compute_anggaran(read())
    assert (total.pagu, total.realisasi, total.serapan) == (230 * JUTA, None, None)


def test_without_the_apbd_the_lines_are_the_total(dataset_2023: Dataset) -> None:
    total = compute_anggaran(dataset_2023)
    assert (total.pagu_murni, total.pagu, total.realisasi, total.serapan) == (None, 80 * JUTA, 60 * JUTA, 75)
    assert total.tidak_dirinci == 0


def test_without_a_budget_nothing_is_known(data: Path, read: Read) -> None:
    (data / "dinas-contoh-uji" / "2023" / "anggaran.csv").unlink()
    total = compute_anggaran(read(2023))
    assert (total.pagu_murni, total.pagu, total.realisasi, total.serapan, total.tidak_dirinci) == (None,) * 5


@pytest.mark.parametrize(
    ("kode", "kinerja", "pagu", "realisasi", "serapan", "n", "jumlah"),
    [
        ("8.01", 90, 150, 110, "73.333333", 2, 2),
        ("8.01.01", 90, 150, 110, "73.333333", 2, 2),
        ("8.01.01.01", 100, 100, 90, "90", 1, 1),
        ("8.01.01.02", 80, 50, 20, "40", 1, 1),
        ("8.02", 95, 70, 60, "100", 1, 2),
        ("8.02.01", 95, 70, 60, "100", 1, 2),
        ("8.02.01.01", 100, 60, 60, "100", 1, 1),
        ("8.02.01.02", 90, 10, None, None, 0, 1),
        ("8.03", None, None, None, None, 0, 1),
    ],
)
def test_the_tree_adds_up(
    dataset: Dataset, kode: str, kinerja: int | None, pagu: int | None, realisasi: int | None, serapan: str | None,
    n: int, jumlah: int,
) -> None:  # fmt: skip
    tree = build_pohon_anggaran(dataset).set_index("kode")
    node = tree.loc[kode].to_dict()
    amounts = tuple(None if value is None else value * JUTA for value in (pagu, realisasi))
    assert (node["kinerja"], node["pagu"], node["realisasi"]) == (kinerja, *amounts)
    assert rounded(node["serapan"]) == (None if serapan is None else Decimal(serapan))
    assert (node["n"], node["jumlah"]) == (n, jumlah)


def test_the_tree_is_complete_and_in_order(dataset: Dataset) -> None:
    assert list(build_pohon_anggaran(dataset)["kode"]) == [
        "8.01", "8.01.01", "8.01.01.01", "8.01.01.02", "8.02", "8.02.01", "8.02.01.01", "8.02.01.02", "8.03",
    ]  # fmt: skip


def test_sums_per_sasaran(dataset: Dataset) -> None:
    rows = build_anggaran_sasaran(dataset).to_dict("records")
    found = [(r["sasaran"], r["pagu"], r["realisasi"], rounded(r["serapan"]), r["n"], r["jumlah"]) for r in rows]
    assert found == [
        ("s-1", 150 * JUTA, 110 * JUTA, Decimal("73.333333"), 2, 2),
        ("s-2", 70 * JUTA, 60 * JUTA, Decimal(100), 1, 2),
    ]


def test_sums_of_the_kinds_of_spending(dataset: Dataset, dataset_2023: Dataset) -> None:
    sums = compute_belanja(dataset)
    assert (sums.pagu, sums.realisasi, rounded(sums.persen)) == (220 * JUTA, 170 * JUTA, Decimal("77.272727"))
    assert compute_belanja(dataset_2023).pagu is None
