"""A scale is total, monotone and free of overlap."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import get_args

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lkip_utils.skala import Celah, Kelas, Skala

Row = tuple[int, str | None, str | None, str]

PRINTED: list[Row] = [
    (1, "91", "100", "Sangat Tinggi"),
    (2, "76", "90", "Tinggi"),
    (3, "66", "75", "Sedang"),
    (4, "51", "65", "Rendah"),
    (5, None, "50", "Sangat Rendah"),
]


def build(rows: list[Row], celah: Celah = "bawah") -> Skala:
    cells = [[Decimal(u), b and Decimal(b), a and Decimal(a), k, None] for u, b, a, k in rows]
    return Skala.from_frame(
        pd.DataFrame(cells, columns=["urutan", "bawah", "atas", "kategori", "catatan"], dtype=object), celah
    )


@pytest.mark.parametrize(
    ("nilai", "bawah", "bulat"),
    [
        ("250", "Sangat Tinggi", "Sangat Tinggi"),
        ("100", "Sangat Tinggi", "Sangat Tinggi"),
        ("91", "Sangat Tinggi", "Sangat Tinggi"),
        ("90.99", "Tinggi", "Sangat Tinggi"),
        ("90.5", "Tinggi", "Sangat Tinggi"),
        ("90.49", "Tinggi", "Tinggi"),
        ("75.5", "Sedang", "Tinggi"),
        ("66", "Sedang", "Sedang"),
        ("65.4", "Rendah", "Rendah"),
        ("50.5", "Sangat Rendah", "Rendah"),
        ("50", "Sangat Rendah", "Sangat Rendah"),
        ("0", "Sangat Rendah", "Sangat Rendah"),
        ("-40", "Sangat Rendah", "Sangat Rendah"),
    ],
)
def test_both_rules_for_the_gaps(nilai: str, bawah: str, bulat: str) -> None:
    assert build(PRINTED).kategori(Decimal(nilai)) == bawah
    assert build(PRINTED, "bulat").kategori(Decimal(nilai)) == bulat


def test_rounding_follows_the_decimals_of_the_bounds() -> None:
    skala = build([(1, "90.1", None, "A"), (2, None, "90", "B")], "bulat")
    assert [skala.kategori(Decimal(nilai)) for nilai in ("90.04", "90.05")] == ["B", "A"]
    padded = build([(1, "91.00", None, "A"), (2, None, "90.00", "B")], "bulat")
    assert [padded.kategori(Decimal(nilai)) for nilai in ("90.49", "90.50")] == ["B", "A"]


def test_an_unknown_capaian_has_no_category() -> None:
    assert build(PRINTED).kategori(None) is None


def test_rows_can_stand_in_any_order() -> None:
    assert build(PRINTED[::-1]) == build(PRINTED)


def test_without_classes_nothing_has_a_category_and_nothing_is_wrong() -> None:
    skala = build([])
    assert (skala.kategori(Decimal(90)), skala.problems(), skala.explain()) == (None, [], ())


def test_the_printed_scale_is_sound() -> None:
    assert build(PRINTED).problems() == []


@pytest.mark.parametrize(
    ("rows", "problem"),
    [
        ([(1, "90", None, "A"), (2, None, "90", "B")], "tumpang tindih"),
        ([(1, None, "50", "A"), (2, "51", "100", "B")], "kelas «A» tidak mempunyai batas bawah"),
        ([(1, "0", "50", "A"), (2, "51", "100", "B")], "terbalik urutannya"),
        ([(1, "91", None, "A"), (2, "50", None, "B")], "kelas «B» tidak mempunyai batas atas"),
        ([(1, "100", "91", "A"), (2, None, "90", "B")], "batas bawah 100 melebihi batas atas 91"),
        ([(1, "91", None, "A"), (1, None, "90", "B")], "urutan 1 yang sama"),
    ],
)
def test_problems_are_named(rows: list[Row], problem: str) -> None:
    (message,) = build(rows).problems()
    assert problem in message


@st.composite
def scales(draw: st.DrawFn) -> Skala:
    """Sound scales: distinct bounds, dealt out in pairs from the top, ends open at will."""
    places = draw(st.integers(0, 2))
    amount = draw(st.integers(1, 6)) * 2
    digits = draw(st.lists(st.integers(-500, 15000), min_size=amount, max_size=amount, unique=True))
    bounds = [Decimal(number).scaleb(-places) for number in sorted(digits, reverse=True)]
    kelas = [Kelas(rank, bounds[2 * rank - 1], bounds[2 * rank - 2], f"K{rank}") for rank in range(1, amount // 2 + 1)]
    if draw(st.booleans()):
        kelas[0] = Kelas(1, kelas[0].bawah, None, "K1")
    if draw(st.booleans()):
        kelas[-1] = Kelas(len(kelas), None, kelas[-1].atas, f"K{len(kelas)}")
    return Skala(tuple(kelas), draw(st.sampled_from(get_args(Celah))))


VALUES = st.decimals(-100, 20000, places=3)


@given(scales(), st.lists(VALUES, min_size=2))
def test_total_and_monotone(skala: Skala, values: list[Decimal]) -> None:
    assert skala.problems() == []
    names = [kelas.kategori for kelas in skala.kelas]
    ranks = [names.index(skala.kategori(value) or "") for value in sorted(values)]
    assert all(lower >= higher for lower, higher in pairwise(ranks))


@given(scales(), VALUES)
def test_no_overlap(skala: Skala, value: Decimal) -> None:
    """At most one class holds a value, and that is the one it gets."""
    holding = [
        kelas.kategori
        for kelas in skala.kelas
        if (kelas.bawah is None or kelas.bawah <= value) and (kelas.atas is None or value <= kelas.atas)
    ]
    assert holding in ([], [skala.kategori(value)])


def test_what_the_bounds_leave_open_is_explained() -> None:
    (low,) = build([(1, "50", None, "Atas"), (2, None, "49", "Bawah")]).explain()
    assert low.startswith("Di antara kelas yang tercetak ada celah")
    assert build([(1, "50", None, "Atas"), (2, None, "49", "Bawah")], "bulat").explain() == (
        "Capaian dibulatkan ke 0 desimal sebelum dikelompokkan.",
    )
    assert build([(1, "50", "100", "Atas"), (2, None, None, "Bawah")]).explain() == (
        "Capaian di atas 100% termasuk kelas tertinggi.",
    )
    assert build([(1, "50", None, "Atas"), (2, None, None, "Bawah")]).explain() == ()
