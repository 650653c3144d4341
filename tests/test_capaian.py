"""Capaian of one indicator, every case."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lkip_utils.capaian import Capaian, compute_capaian
from lkip_utils.measures import Measure, Rentang, parse_measure
from lkip_utils.numbers import round_half_up

POSITIVE = st.decimals("0.01", 10**6, places=2)
RANGE = Rentang(Decimal(10), Decimal(20))


@pytest.mark.parametrize(
    ("target", "realisasi", "arah", "rumus", "nilai", "aturan"),
    [
        ("100", "100", "naik", None, "100", "R/T × 100"),
        ("7.8", "7.8", "naik", None, "100", "R/T × 100"),
        ("10", "8", "naik", "B", "80", "R/T × 100"),
        ("5", "-2", "naik", None, "-40", "R/T × 100"),
        ("10", "0", "naik", None, "0", "R/T × 100"),
        ("10", "8", "turun", None, "120", "(2T − R)/T × 100"),
        ("10", "8", "turun", "A", "120", "(2T − R)/T × 100"),
        ("10", "25", "turun", "A", "-50", "(2T − R)/T × 100"),
        ("10", "0", "turun", "A", "200", "(2T − R)/T × 100"),
        ("10", "8", "turun", "B", "125", "T/R × 100"),
        ("0", "0", "turun", "A", "100", "target 0 dan realisasi 0 dinilai 100"),
        ("0", "0", "turun", "B", "100", "target 0 dan realisasi 0 dinilai 100"),
        ("0", "0", "naik", None, "100", "target 0 dan realisasi 0 dinilai 100"),
        ("0", "3", "turun", "A", "0", "target 0 dan realisasi di atas 0 dinilai 0"),
        ("0", "3", "turun", "B", "0", "target 0 dan realisasi di atas 0 dinilai 0"),
        ("10-20", "10", "rentang", None, "100", "realisasi di dalam rentang target dinilai 100"),
        ("10-20", "20", "rentang", None, "100", "realisasi di dalam rentang target dinilai 100"),
        ("10-20", "25", "rentang", None, "125", "R/batas atas × 100"),
        ("10-20", "8", "rentang", None, "80", "R/batas bawah × 100"),
        ("0-20", "0", "rentang", None, "100", "realisasi di dalam rentang target dinilai 100"),
    ],
)
def test_every_rule(target: str, realisasi: str, arah: str, rumus: str | None, nilai: str, aturan: str) -> None:
    capaian = compute_capaian(parse_measure(target, "bilangan"), Decimal(realisasi), arah, rumus)
    assert capaian == Capaian(Decimal(nilai), Decimal(nilai), aturan)


@pytest.mark.parametrize(
    ("target", "realisasi", "arah", "rumus", "aturan"),
    [
        (None, Decimal(1), "naik", None, "target belum tersedia"),
        (Decimal(1), None, "naik", None, "realisasi belum tersedia"),
        (Decimal(0), None, "turun", None, "realisasi belum tersedia"),
        (None, None, "rentang", None, "target dan realisasi belum tersedia"),
        (Decimal(0), Decimal(1), "naik", None, "tidak dapat dihitung: target 0"),
        (Decimal(0), Decimal(-1), "turun", None, "tidak dapat dihitung: target 0"),
        (Decimal(-2), Decimal(-1), "naik", None, "tidak dapat dihitung: target negatif"),
        (Decimal(2), Decimal(0), "turun", "B", "tidak dapat dihitung: T/R memerlukan realisasi di atas 0"),
        (
            Rentang(Decimal(0), Decimal(0)),
            Decimal(1),
            "rentang",
            None,
            "tidak dapat dihitung: batas atas rentang target tidak di atas 0",
        ),
        (
            Rentang(Decimal(0), Decimal(5)),
            Decimal(-1),
            "rentang",
            None,
            "tidak dapat dihitung: batas bawah rentang target tidak di atas 0",
        ),
        (
            RANGE,
            Decimal(1),
            "naik",
            None,
            "tidak dapat dihitung: target rentang dan arah indikator tidak sepadan",
        ),
        (
            Decimal(1),
            Decimal(1),
            "rentang",
            None,
            "tidak dapat dihitung: target rentang dan arah indikator tidak sepadan",
        ),
        (RANGE, RANGE, "rentang", None, "tidak dapat dihitung: realisasi berupa rentang"),
    ],
)
def test_says_why_there_is_no_value(
    target: Measure, realisasi: Measure, arah: str, rumus: str | None, aturan: str
) -> None:
    assert compute_capaian(target, realisasi, arah, rumus, Decimal(100)) == Capaian(None, None, aturan)


def test_kinds_a_and_b_differ_as_documented() -> None:
    target, realisasi = parse_measure("3 jam", "durasi"), parse_measure("1:07:38", "durasi")
    kinds = [compute_capaian(target, realisasi, "turun", rumus).nilai for rumus in ("A", "B")]
    assert [round_half_up(kind, 1) for kind in kinds if kind is not None] == [
        Decimal("162.4"),
        Decimal("266.1"),
    ]


def test_predicates_count_by_position() -> None:
    target, realisasi = parse_measure("A", "predikat_sakip"), parse_measure("B", "predikat_sakip")
    nilai = compute_capaian(target, realisasi, "naik").nilai
    assert nilai is not None
    assert round_half_up(nilai, 2) == Decimal("66.67")


def test_above_a_range_can_be_full_by_policy() -> None:
    full = compute_capaian(RANGE, Decimal(25), "rentang", di_atas="cukup")
    assert full == Capaian(Decimal(100), Decimal(100), "realisasi di atas rentang target dinilai 100")
    assert compute_capaian(RANGE, Decimal(5), "rentang", di_atas="cukup").nilai == 50


def test_above_a_range_can_be_a_miss() -> None:
    missed = compute_capaian(RANGE, Decimal(25), "rentang", di_atas="meleset")
    assert missed == Capaian(Decimal(75), Decimal(75), "(2b − R)/b × 100 dengan b batas atas")
    with pytest.raises(ValueError, match="terbaca di_atas «R/b»"):
        compute_capaian(RANGE, Decimal(25), "rentang", di_atas="R/b")


def test_a_cap_keeps_the_raw_value_visible() -> None:
    capaian = compute_capaian(Decimal(10), Decimal(13), "naik", batas=Decimal(110))
    assert capaian == Capaian(Decimal(110), Decimal(130), "R/T × 100, paling tinggi 110")
    assert compute_capaian(Decimal(10), Decimal(11), "naik", batas=Decimal(110)).aturan == "R/T × 100"


def test_refuses_an_unknown_direction() -> None:
    with pytest.raises(ValueError, match="naik, turun, rentang"):
        compute_capaian(Decimal(1), Decimal(1), "maju")


@given(POSITIVE, st.sampled_from([("naik", None), ("turun", "A"), ("turun", "B")]))
def test_meeting_the_target_is_always_100(target: Decimal, rule: tuple[str, str | None]) -> None:
    assert compute_capaian(target, target, *rule).nilai == 100


@given(POSITIVE, POSITIVE, POSITIVE, st.sampled_from([("naik", None), ("turun", "A"), ("turun", "B")]))
def test_a_better_result_never_counts_less(
    target: Decimal, one: Decimal, other: Decimal, rule: tuple[str, str | None]
) -> None:
    worse, better = sorted((one, other), reverse=rule[0] == "turun")
    low, high = compute_capaian(target, worse, *rule).nilai, compute_capaian(target, better, *rule).nilai
    assert low is not None
    assert high is not None
    assert low <= high
