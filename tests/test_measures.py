"""The forms in which indicators are measured."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lkip_utils.measures import (
    OPINI_BPK,
    PREDIKAT_SAKIP,
    Rentang,
    format_measure,
    parse_measure,
    predikat_sakip,
    write_plain,
)
from lkip_utils.numbers import MISSING, AmbiguousNumberError, UnreadableNumberError


@pytest.mark.parametrize(
    ("text", "bentuk", "value"),
    [
        ("7.8", "bilangan", Decimal("7.8")),
        ("7,8%", "bilangan", Decimal("7.8")),
        ("-2", "bilangan", Decimal(-2)),
        ("1.262.478.000,-", "bilangan", Decimal(1262478000)),
        ("10-20", "bilangan", Decimal(0)),
        ("bb", "predikat_sakip", Decimal(5)),
        ("D", "predikat_sakip", Decimal(1)),
        ("WTP", "opini_bpk", Decimal(4)),
        ("3 jam", "durasi", Decimal(10800)),
        ("1,5 jam", "durasi", Decimal(5400)),
        ("1:07:38", "durasi", Decimal(4058)),
        ("90 menit", "durasi", Decimal(5400)),
        ("1 jam 7 menit 38 detik", "durasi", Decimal(4058)),
        ("1:25", "rasio", Decimal(25)),
        ("1 : 12,5", "rasio", Decimal("12.5")),
    ],
)
def test_reads_every_form(text: str, bentuk: str, value: Decimal) -> None:
    expected = Rentang(Decimal(10), Decimal(20)) if text == "10-20" else value
    assert parse_measure(text, bentuk) == expected


@pytest.mark.parametrize("text", ["10-20", "10–20", "10 - 20", "10%–20%", "10–20 %"])
def test_reads_ranges(text: str) -> None:
    assert parse_measure(text, "bilangan") == Rentang(Decimal(10), Decimal(20))


def test_reads_a_number_or_range_with_its_unit() -> None:
    assert parse_measure("12 Laporan", "bilangan") == Decimal(12)
    assert parse_measure("12 laporan", "bilangan", "Laporan") == Decimal(12)
    assert parse_measure("10–20 Laporan", "bilangan", "Laporan") == Rentang(Decimal(10), Decimal(20))


@pytest.mark.parametrize("text", ["12 Dokumen", "10-20 Dokumen", "10%-20%", "12%", "Rp12,-"])
def test_refuses_another_unit_than_the_indicators(text: str) -> None:
    with pytest.raises(UnreadableNumberError, match="bilangan dalam Laporan, bukan «"):
        parse_measure(text, "bilangan", "Laporan")


@pytest.mark.parametrize(
    ("text", "bentuk", "plain"),
    [
        ("7.8", "bilangan", "7.8"),
        ("7,8%", "bilangan", "7.8"),
        ("12 Laporan", "bilangan", "12"),
        ("10-20", "bilangan", "10-20"),
        ("10 – 20 %", "bilangan", "10-20"),
        ("n/a", "bilangan", ""),
        ("BB", "predikat_sakip", "BB"),
        ("bb", "predikat_sakip", "BB"),
        ("wtp", "opini_bpk", "WTP"),
        ("3 jam", "durasi", "3 jam"),
        ("1 : 25", "rasio", "1 : 25"),
    ],
)
def test_writes_the_plain_form(text: str, bentuk: str, plain: str) -> None:
    assert write_plain(text, parse_measure(text, bentuk), bentuk) == plain
    assert parse_measure(plain, bentuk) == parse_measure(text, bentuk)


@pytest.mark.parametrize("bentuk", ["bilangan", "predikat_sakip", "opini_bpk", "durasi", "rasio"])
@pytest.mark.parametrize("text", ["", "-", "n/a"])
def test_reads_missing_values(text: str, bentuk: str) -> None:
    assert parse_measure(text, bentuk) is None
    assert format_measure(text, bentuk) == MISSING


@pytest.mark.parametrize(
    ("text", "bentuk", "expected"),
    [
        ("20-10", "bilangan", "rentang dari yang kecil"),
        ("10-", "bilangan", "bilangan"),
        ("12 ribu", "bilangan", "bilangan lengkap"),
        ("12 Laporan - 15 Laporan", "bilangan", "bilangan"),
        ("AAA", "predikat_sakip", "D, C, CC, B, BB, A, AA"),
        ("BB", "opini_bpk", "TMP, TW, WDP, WTP"),
        ("1:30", "durasi", "jam:menit:detik"),
        ("1:67:38", "durasi", "jam:menit:detik"),
        ("3", "durasi", "durasi"),
        ("2:50", "rasio", "1:n"),
    ],
)
def test_refuses_everything_else(text: str, bentuk: str, expected: str) -> None:
    with pytest.raises(UnreadableNumberError) as caught:
        parse_measure(text, bentuk)
    assert f"terbaca «{text}», diharapkan " in str(caught.value)
    assert expected in str(caught.value)


def test_asks_about_an_ambiguous_target() -> None:
    with pytest.raises(AmbiguousNumberError):
        parse_measure("7.489", "bilangan")


@pytest.mark.parametrize(
    ("value", "bentuk", "satuan", "text"),
    [
        ("7.8", "bilangan", "%", "7,8%"),
        ("100", "bilangan", "Persen", "100%"),
        ("666", "bilangan", "Laporan", "666 Laporan"),
        ("0", "bilangan", None, "0"),
        ("73.80", "bilangan", "", "73,80"),
        ("10-20", "bilangan", "%", "10%–20%"),
        ("10-20", "bilangan", "Kasus", "10–20 Kasus"),
        (Decimal(5), "predikat_sakip", "Predikat", "BB"),
        ("wtp", "opini_bpk", None, "WTP"),
        ("3 jam", "durasi", "Jam", "3 jam"),
        ("1:07:38", "durasi", None, "1 jam 7 menit 38 detik"),
        (Decimal(0), "durasi", None, "0 detik"),
        ("1:25", "rasio", None, "1:25"),
        (None, "bilangan", "%", MISSING),
    ],
)
def test_writes_every_form(value: str | Decimal | None, bentuk: str, satuan: str | None, text: str) -> None:
    assert format_measure(value, bentuk, satuan) == text


def test_rounds_a_quotient_on_request() -> None:
    assert format_measure(Decimal(748900) / 96016, "bilangan", "%", 1) == "7,8%"


@pytest.mark.parametrize(("bentuk", "names"), [("predikat_sakip", PREDIKAT_SAKIP), ("opini_bpk", OPINI_BPK)])
def test_predicates_rank_and_read_back(bentuk: str, names: tuple[str, ...]) -> None:
    ranks = [parse_measure(name, bentuk) for name in names]
    assert ranks == [Decimal(rank) for rank in range(1, len(names) + 1)]
    assert [format_measure(rank, bentuk) for rank in ranks] == list(names)


@given(st.integers(0, 10**6))
def test_durations_read_back(seconds: int) -> None:
    text = format_measure(Decimal(seconds), "durasi")
    assert parse_measure(text.replace(".", ""), "durasi") == seconds
    assert parse_measure(f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}", "durasi") == seconds


@pytest.mark.parametrize(
    ("nilai", "predikat"),
    [
        ("100", "AA"), ("90.01", "AA"), ("90.00", "A"), ("80.01", "A"), ("80", "BB"), ("73.80", "BB"),
        ("70", "B"), ("67.93", "B"), ("60", "CC"), ("50", "C"), ("30.01", "C"), ("30", "D"), ("0", "D"),
    ],
)  # fmt: skip
def test_sakip_bands_are_open_below(nilai: str, predikat: str) -> None:
    assert predikat_sakip(Decimal(nilai))[0] == predikat


def test_sakip_predicates_have_names() -> None:
    assert predikat_sakip(Decimal("73.80")) == ("BB", "Sangat Baik")
    assert predikat_sakip(Decimal("67.93")) == ("B", "Baik")


@pytest.mark.parametrize("nilai", ["-0.01", "100.01"])
def test_refuses_a_score_outside_the_scale(nilai: str) -> None:
    with pytest.raises(ValueError, match="di luar 0–100"):
        predikat_sakip(Decimal(nilai))


@given(st.lists(st.decimals(0, 100, places=2), min_size=2))
def test_a_higher_score_never_has_a_lower_predicate(scores: list[Decimal]) -> None:
    ranks = [PREDIKAT_SAKIP.index(predikat_sakip(score)[0]) for score in sorted(scores)]
    assert all(lower <= higher for lower, higher in pairwise(ranks))
