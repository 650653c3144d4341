"""Reading and writing numbers as Indonesian offices do."""

from __future__ import annotations

import pickle
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lkip_utils.numbers import (
    MISSING,
    AmbiguousNumberError,
    UnreadableNumberError,
    format_date,
    format_integer,
    format_number,
    format_percent,
    format_points,
    format_rupiah,
    is_missing,
    parse_number,
    round_half_up,
    spell,
    with_words,
)

LARGEST = 10**40
INTEGERS = st.integers(-LARGEST, LARGEST)
DECIMALS = st.builds(
    lambda digits, places: Decimal(digits).scaleb(-places), st.integers(-(10**15), 10**15), st.integers(0, 9)
)

# Locale data is loaded by the first example, which then takes longer than the others.
no_deadline = settings(deadline=None)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1234.5", "1234.5"),
        ("-12", "-12"),
        ("0.125", "0.125"),
        ("0,125", "0.125"),
        ("1234.567", "1234.567"),
        ("97.32", "97.32"),
        ("94,70", "94.70"),
        ("7,8%", "7.8"),
        ("100 %", "100"),
        ("7.8000", "7.8"),
        ("1.234,5", "1234.5"),
        ("1,234.5", "1234.5"),
        ("Rp. 1.262.478.000,-", "1262478000"),
        ("Rp24.126.484.000", "24126484000"),
        ("RP. 32.113.042.961,-,-", "32113042961"),
        ("33.138.442.066,-,-", "33138442066"),
        ("31.919.961.461,00, -", "31919961461"),
        ("106.439.453.000,00", "106439453000"),
        ("1,581,630,000", "1581630000"),
        ("33.138.442.066", "33138442066"),
        ("7.800,-", "7800"),
        ("-Rp5.000,-", "-5000"),
        ("\u00a0Rp\u00a012\u00a0", "12"),
    ],
)
def test_reads_every_form_seen_in_reports(text: str, value: str) -> None:
    assert parse_number(text) == Decimal(value)


@pytest.mark.parametrize("text", ["", "  ", "-", "n/a", "N/A", "\u00a0"])
def test_reads_missing_values(text: str) -> None:
    assert is_missing(text)
    assert parse_number(text) is None


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("7.800", ["7.8", "7800"]),
        ("7.489", ["7.489", "7489"]),
        ("1,581", ["1.581", "1581"]),
        ("-7.489", ["-7.489", "-7489"]),
        ("Rp7.800", ["7.8", "7800"]),
        ("187.545,500", ["187545.5", "187545500"]),
        ("187,545.500", ["187545.5", "187545500"]),
        ("1.187.545,500", ["1187545.5", "1187545500"]),
    ],
)
def test_asks_instead_of_guessing(text: str, readings: list[str]) -> None:
    with pytest.raises(AmbiguousNumberError) as caught:
        parse_number(text)
    assert caught.value.readings == tuple(Decimal(reading) for reading in readings)


@pytest.mark.parametrize(("text", "advice"), [("7.489", "7.4890 atau 7489"), ("-7,000", "-7 atau -7000")])
def test_advice_of_an_ambiguous_number_is_readable_itself(text: str, advice: str) -> None:
    with pytest.raises(AmbiguousNumberError) as caught:
        parse_number(text)
    assert f"terbaca «{text}», dapat berarti {advice}." in str(caught.value)
    assert tuple(parse_number(reading) for reading in advice.split(" atau ")) == caught.value.readings


@pytest.mark.parametrize(
    ("text", "value"), [("7.800", 7800), ("1,581", 1581), ("1.000", 1000), ("12,00", 12), ("Rp7.800", 7800)]
)
def test_a_whole_number_settles_thousands(text: str, value: int) -> None:
    assert parse_number(text, integer=True) == value


def test_a_whole_number_does_not_settle_mixed_separators() -> None:
    with pytest.raises(AmbiguousNumberError):
        parse_number("187.545,500", integer=True)


@pytest.mark.parametrize("text", ["12.5", "7,5,-"])
def test_refuses_a_fraction_where_a_whole_number_stands(text: str) -> None:
    with pytest.raises(UnreadableNumberError, match="bilangan bulat"):
        parse_number(text, integer=True)


@pytest.mark.parametrize(
    "text",
    [
        "dua",
        "12 Laporan",
        "1.23.456",
        "12.34.567",
        "1.234,567.890",
        "1.",
        ",5",
        "--5",
        "Rp",
        "%",
        "1e5",
        "12 500",
        "NaN",
        "1-2",
    ],
)
def test_refuses_everything_else(text: str) -> None:
    with pytest.raises(UnreadableNumberError) as caught:
        parse_number(text)
    assert str(caught.value) == f"terbaca «{text}», diharapkan bilangan, mis. 1234.5."


@pytest.mark.parametrize("text", ["#REF!", "#DIV/0!", "#N/A", "#NAME?"])
def test_names_a_broken_formula(text: str) -> None:
    with pytest.raises(UnreadableNumberError, match="rumus Excel yang rusak"):
        parse_number(text)


@pytest.mark.parametrize(
    "error", [UnreadableNumberError("x"), AmbiguousNumberError("7.800", (Decimal("7.8"), Decimal(7800)))]
)
def test_errors_survive_pickling(error: ValueError) -> None:
    copy = pickle.loads(pickle.dumps(error))
    assert type(copy) is type(error)
    assert str(copy) == str(error)
    assert vars(copy) == vars(error)


@given(DECIMALS, st.integers(1, 8))
@no_deadline
def test_reads_back_what_it_writes(value: Decimal, places: int) -> None:
    """The domain: any number of decimals but three, and three for what rounds to below 1."""
    rounded = round_half_up(value, places)
    text = format_number(value, places)
    if places == 3 and abs(rounded) >= 1:
        with pytest.raises(AmbiguousNumberError) as caught:
            parse_number(text)
        assert rounded in caught.value.readings
    else:
        assert parse_number(text) == rounded


@given(INTEGERS)
@no_deadline
def test_reads_back_whole_numbers_and_rupiah(value: int) -> None:
    assert parse_number(format_integer(value), integer=True) == value
    assert parse_number(format_rupiah(value), integer=True) == value
    assert parse_number(f"{format_rupiah(value)},-") == value


@given(DECIMALS)
@no_deadline
def test_reads_the_canonical_form(value: Decimal) -> None:
    """The domain: all but 1–999 with exactly three decimals, which could be thousands."""
    text = f"{value:f}"
    _, places = f"{text}.".split(".")[:2]
    if len(places) == 3 and 1 <= abs(value) < 1000:
        with pytest.raises(AmbiguousNumberError):
            parse_number(text)
    else:
        assert parse_number(text) == value


@given(DECIMALS)
@no_deadline
def test_never_shows_a_negative_zero(value: Decimal) -> None:
    text = format_number(value, 2)
    assert text.startswith("-") == (round_half_up(value, 2) < 0)


@pytest.mark.parametrize(
    ("value", "places", "rounded"),
    [
        ("0.005", 2, "0.01"),
        ("-0.005", 2, "-0.01"),
        ("2.5", 0, "3"),
        ("96.9057", 2, "96.91"),
        ("-0.001", 2, "0.00"),
        ("100", 2, "100.00"),
    ],
)
def test_rounds_half_up(value: str, places: int, rounded: str) -> None:
    assert str(round_half_up(Decimal(value), places)) == rounded


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (format_number(Decimal("1234.5")), "1.234,5"),
        (format_number(Decimal("7.80")), "7,80"),
        (format_number(Decimal("1E+3")), "1.000"),
        (format_number(Decimal("0.125"), 2), "0,13"),
        (format_number(-1234, 1), "-1.234,0"),
        (format_integer(Decimal("999.5")), "1.000"),
        (format_rupiah(Decimal("33138442066")), "Rp33.138.442.066"),
        (format_rupiah(Decimal("-0.4")), "Rp0"),
        (format_percent(Decimal(32113042961) * 100 / Decimal(33138442066)), "96,91%"),
        (format_percent(100), "100,00%"),
        (format_points(Decimal("-6.5")), "-6,50 poin"),
        (format_date("2024-02-28"), "28 Februari 2024"),
        (format_date("2024-02-01"), "1 Februari 2024"),
        (format_date("2024-08"), "Agustus 2024"),
        (spell(8), "delapan"),
        (spell(Decimal(28)), "dua puluh delapan"),
        (with_words(2), "2 (dua)"),
        (with_words(1000), "1.000 (seribu)"),
    ],
)
def test_writes_one_form(text: str, expected: str) -> None:
    assert text == expected


def test_writes_what_is_not_known() -> None:
    functions = (format_number, format_integer, format_rupiah, format_percent, format_points, format_date)
    assert [function(None) for function in functions] == [MISSING] * len(functions)


@pytest.mark.parametrize("text", ["2024", "28-02-2024", "2024-02-30", "Februari 2024"])
def test_refuses_other_dates(text: str) -> None:
    with pytest.raises(ValueError, match="TTTT-BB-HH"):
        format_date(text)
