"""Reading and writing numbers as Indonesian offices do."""

from __future__ import annotations

import pickle
import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lkip_utils.numbers import (
    MISSING,
    AmbiguousNumberError,
    UnreadableNumberError,
    describe_damage,
    format_date,
    format_integer,
    format_number,
    format_percent,
    format_points,
    format_rupiah,
    is_missing,
    parse_date,
    parse_number,
    round_half_up,
    spell,
    with_words,
)

LARGEST = 10**16 - 1
INTEGERS = st.integers(-LARGEST, LARGEST)
DECIMALS = st.builds(
    lambda digits, places: Decimal(digits).scaleb(-places), st.integers(-(10**15), 10**15), st.integers(0, 9)
)


# Locale data is loaded by the first example, which then takes longer than the others.
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
        ("Rp. 5.000.000.-", "5000000"),
        ("Rp -5.000,-", "-5000"),
        ("\u22125,5", "-5.5"),
        ("'0123", "123"),
        ("1 234 567", "1234567"),
        ("1\u00a0234\u00a0567,5", "1234567.5"),
        ("12\u202f500", "12500"),
        ("53,75 persen", "53.75"),
    ],
)
def test_reads_every_form_seen_in_reports(text: str, value: str) -> None:
    assert parse_number(text) == Decimal(value)


@pytest.mark.parametrize("text", ["", "  ", "-", "–", "n/a", "N/A", "na", "\u00a0"])
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
        ("187 545,500", ["187545.5", "187545500"]),
        ("7.800%", ["7.8", "7800"]),
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


def test_a_whole_number_has_no_decimals() -> None:
    assert str(parse_number("90.000.000,00", integer=True)) == "90000000"
    assert str(parse_number("90.000.000,00")) == "90000000.00"


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
        "1.23.456",
        "12.34.567",
        "1.234,567.890",
        "1.",
        ",5",
        "--5",
        "Rp",
        "%",
        "1e5",
        "12 50",
        "12 5000",
        "1234 567",
        "NaN",
        "1-2",
        "(5)",
        "12.m2",
        "\u0661\u0662",
        "9" * 61,
    ],
)
def test_refuses_everything_else(text: str) -> None:
    with pytest.raises(UnreadableNumberError) as caught:
        parse_number(text)
    assert str(caught.value).startswith(f"terbaca «{text}», diharapkan bilangan")


# ── units ───────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "satuan", "value"),
    [
        ("12 Laporan", "Laporan", "12"),
        ("12 laporan.", "Laporan", "12"),
        ("666Laporan", "LAPORAN", "666"),
        ("14 OP", "", "14"),
        ("53 Unsur Kerja", "unsur kerja", "53"),
        ("7,8 %", "persen", "7.8"),
        ("7,8 persen", "%", "7.8"),
        ("Rp5.000,-", "rupiah", "5000"),
        ("5.000.000", "Rp.", "5000000"),
        ("(1.234.567)", "rupiah", "-1234567"),
        ("(Rp. 1.234,-)", "rupiah", "-1234"),
        ("Rp (1.234.567)", "rupiah", "-1234567"),
        ("6,50 poin", "poin", "6.5"),
        ("Rp5.000,-", "", "5000"),
        ("2024", "tahun", "2024"),
        ("12", "Laporan", "12"),
    ],
)
def test_reads_the_unit_that_belongs_there(text: str, satuan: str, value: str) -> None:
    assert parse_number(text, satuan=satuan) == Decimal(value)


@pytest.mark.parametrize(
    ("text", "satuan", "parts"),
    [
        ("12 Laporan", None, ["bukan «Laporan»", "tulis angkanya saja"]),
        ("12 Laporan", "Dokumen", ["bilangan dalam Dokumen, bukan «Laporan»"]),
        ("12 Laporan", "rupiah", ["bilangan dalam rupiah, bukan «Laporan»"]),
        ("7,8%", "rupiah", ["bilangan dalam rupiah, bukan «%»"]),
        ("Rp5.000", "persen", ["bilangan dalam persen, bukan «Rp»"]),
        ("5.000,-", "orang", ["bilangan dalam orang, bukan «Rp»"]),
        ("Rp5.000 Laporan", "", ["bukan «Laporan»"]),
        ("2024 tahun", "tahun", ["bilangan, bukan «tahun»"]),
        ("1 urutan", "urutan", ["bilangan, bukan «urutan»"]),
        ("(1.234)", "orang", ["kurung sebagai tanda minus hanya dibaca dalam kolom rupiah"]),
        ("(-1.234)", "rupiah", ["kurung sebagai tanda minus"]),
        ("(1.234", "rupiah", ["kurung sebagai tanda minus"]),
        ("1.234)", "rupiah", ["kurung sebagai tanda minus"]),
        ("((1.234)", "rupiah", ["kurung sebagai tanda minus"]),
        ("Rp5.000 Laporan", "rupiah", ["bukan «Laporan»"]),
    ],
)
def test_refuses_another_unit(text: str, satuan: str | None, parts: list[str]) -> None:
    with pytest.raises(UnreadableNumberError) as caught:
        # Columns of years and orders hold whole numbers.
        parse_number(text, integer=satuan in ("tahun", "urutan"), satuan=satuan)
    assert [part for part in (f"terbaca «{text}»", *parts) if part not in str(caught.value)] == []


@pytest.mark.parametrize(
    "text", ["150 juta", "1,5 M", "2 Miliar", "12 ribu orang", "3 lusin", "12 koma lima", "12 lebih"]
)
@pytest.mark.parametrize("satuan", [None, "", "rupiah", "orang"])
def test_a_word_that_changes_the_number_is_no_unit(text: str, satuan: str | None) -> None:
    with pytest.raises(UnreadableNumberError, match="bilangan lengkap dengan semua angkanya"):
        parse_number(text, satuan=satuan)


# ── what Excel does to numbers ──────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "text",
    ["#REF!", "#DIV/0!", "#N/A", "#NAME?", "#VALUE!", "#NUM!", "#NULL!", "#SPILL!", "Err:502"],
)
def test_names_a_broken_formula(text: str) -> None:
    with pytest.raises(UnreadableNumberError, match=r"rumus Excel yang rusak\. Perbaiki rumusnya"):
        parse_number(text)


def test_names_a_formula_that_was_not_worked_out() -> None:
    with pytest.raises(UnreadableNumberError, match="rumus Excel, bukan nilainya"):
        parse_number("=SUM(B2:B4)")


def test_names_a_column_too_narrow() -> None:
    with pytest.raises(UnreadableNumberError, match=r"terbaca «#####», yaitu kolom Excel yang terlalu sempit"):
        parse_number("#####")


@pytest.mark.parametrize("text", ["1,26E+09", "1.26247E+09", "1E+06", "-3,5E-05"])
def test_names_a_number_that_lost_its_digits(text: str) -> None:
    with pytest.raises(UnreadableNumberError, match="dipendekkan Excel sehingga angka belakangnya hilang"):
        parse_number(text)


@pytest.mark.parametrize("text", ["10-Des", "Okt-12", "03.Mei", "5 Jan"])
def test_names_a_number_that_became_a_date(text: str) -> None:
    with pytest.raises(UnreadableNumberError, match="Excel mengubahnya menjadi tanggal"):
        parse_number(text)


@pytest.mark.parametrize("text", ["Rp -", "Rp-", "Rp. -"])
def test_asks_what_an_empty_amount_means(text: str) -> None:
    with pytest.raises(UnreadableNumberError, match="Tulis 0, atau kosongkan"):
        parse_number(text, satuan="rupiah")


def test_ordinary_text_is_not_called_damaged() -> None:
    assert [describe_damage(text) for text in ("", "12", "# 1", "#1", "E+05", "Nomor 1E", "a#REF!")] == [""] * 7


@pytest.mark.parametrize(
    "error", [UnreadableNumberError("x"), AmbiguousNumberError("7.800", (Decimal("7.8"), Decimal(7800)))]
)
def test_errors_survive_pickling(error: ValueError) -> None:
    copy = pickle.loads(pickle.dumps(error))
    assert type(copy) is type(error)
    assert str(copy) == str(error)
    assert vars(copy) == vars(error)


@given(DECIMALS, st.integers(1, 8))
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


@given(DECIMALS, st.sampled_from([1, 2, 4, 9]))
def test_reads_back_every_form_with_a_unit(value: Decimal, places: int) -> None:
    """The domain: any number of decimals but three, and none, where thousands have the form of three."""
    rounded = round_half_up(value, places)
    if rounded not in (0, 100) or value == rounded:
        assert parse_number(format_percent(value, places), satuan="persen") == rounded
        assert parse_number(format_points(value, places), satuan="poin") == rounded
    assert parse_number(f"{format_number(value, places)} Laporan", satuan="Laporan") == rounded
    assert parse_number(format_number(value, places).replace(".", "\u00a0")) == rounded


@given(DECIMALS, st.sampled_from([0, 1, 2]))
def test_what_is_nearly_all_or_nothing_is_never_written_so(value: Decimal, places: int) -> None:
    for mark in (0, 100):
        text = format_percent(mark + value / 10**9, places).removesuffix("%")
        nearly = abs(value / 10**9) >= Decimal("0.5e-6")
        assert (text == format_number(mark, places)) is (not nearly), text


@given(INTEGERS)
def test_reads_back_whole_numbers_and_rupiah(value: int) -> None:
    assert parse_number(format_integer(value), integer=True) == value
    assert parse_number(format_rupiah(value), integer=True) == value
    assert parse_number(f"{format_rupiah(value)},-") == value
    assert parse_number(f"({format_rupiah(abs(value))},-)", satuan="rupiah") == -abs(value)


@given(DECIMALS)
def test_reads_the_canonical_form(value: Decimal) -> None:
    """The domain: all but 1–999 with exactly three decimals, which could be thousands."""
    text = f"{value:f}"
    _, places = f"{text}.".split(".")[:2]
    if len(places) == 3 and 1 <= abs(value) < 1000:
        with pytest.raises(AmbiguousNumberError):
            parse_number(text)
    else:
        assert parse_number(text) == value


# ── nothing is guessed ──────────────────────────────────────────────────────────────────

WRITTEN = st.text("0123456789" * 3 + "., -%()RpE\u00a0'", max_size=14)
UNITS = (None, "", "rupiah", "persen", "orang")


def try_to_read(text: str, *, integer: bool, satuan: str | None) -> Decimal | None:
    """Return what a text is read as; None where it isn't. Anything but the two known errors fails the test."""
    try:
        return parse_number(text, integer=integer, satuan=satuan)
    except (UnreadableNumberError, AmbiguousNumberError) as error:
        if not str(error).startswith(f"terbaca «{text}», "):
            raise
        return None


@given(WRITTEN | st.text(max_size=12))
@settings(max_examples=1000)
def test_no_text_has_two_values_in_silence(text: str) -> None:
    """Column and unit decide whether a text can be read, never as what: but whole numbers settle groups of three."""
    for integer in (False, True):
        found = {try_to_read(text, integer=integer, satuan=satuan) for satuan in UNITS} - {None}
        assert len(found) <= 1, f"{text!r} dibaca {found}"
    free, whole = (try_to_read(text, integer=integer, satuan="") for integer in (False, True))
    assert free is None or whole is None or free == whole


def write_all(digits: str, places: int) -> Iterator[tuple[str, Decimal]]:
    """Yield a number in every convention that offices use, with what it means there."""
    whole, fraction = digits[: len(digits) - places], digits[len(digits) - places :]
    value = Decimal(f"{whole}.{fraction or 0}")
    for group, point in ((".", ","), (",", "."), (" ", ","), (" ", "."), ("", ","), ("", ".")):
        yield f"{int(whole):,}".replace(",", group) + (f"{point}{fraction}" if fraction else ""), value


@pytest.mark.parametrize("length", range(1, 9))
def test_a_text_is_read_only_where_all_conventions_agree(length: int) -> None:
    digits = "123456789"[:length]
    meanings: dict[str, set[Decimal]] = {}
    for places in range(min(length, 6)):
        for text, value in write_all(digits, places):
            meanings.setdefault(text, set()).add(value)
    for text, values in meanings.items():
        if len(values) > 1:
            with pytest.raises(AmbiguousNumberError) as caught:
                parse_number(text)
            assert set(caught.value.readings) == values
        elif re.search(r"([., ])[0-9]{3}(?!\1)[.,][0-9]{3}$", text):
            # One convention only, but a slip of the finger makes it another number.
            with pytest.raises(AmbiguousNumberError) as caught:
                parse_number(text)
            assert values < set(caught.value.readings)
        else:
            assert parse_number(text) == next(iter(values)), text


@given(DECIMALS)
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


@pytest.mark.parametrize("text", ["2024", "28-02-2024", "2024-02-30", "Februari 2024", "-", ""])
def test_writes_only_iso_dates(text: str) -> None:
    with pytest.raises(ValueError, match="TTTT-BB-HH"):
        format_date(text)


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2024-02-28", "2024-02-28"),
        ("2024-02", "2024-02"),
        ("28/02/2024", "2024-02-28"),
        ("3/4/2024", "2024-04-03"),
        ("28-02-2024", "2024-02-28"),
        ("28.02.2024", "2024-02-28"),
        ("28 Februari 2024", "2024-02-28"),
        ("1 FEBRUARI 2024", "2024-02-01"),
        ("28\u00a0Pebruari  2024", "2024-02-28"),
        ("5 Nop 2023", "2023-11-05"),
        ("17 Agt 2023", "2023-08-17"),
        ("Desember 2023", "2023-12"),
    ],
)
def test_reads_dates_day_first(text: str, iso: str) -> None:
    assert parse_date(text) == iso


@pytest.mark.parametrize("text", ["", "-", "n/a"])
def test_reads_a_missing_date(text: str) -> None:
    assert parse_date(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "2024",
        "2024-2-8",
        "2024-02-30",
        "30/02/2024",
        "02/28/2024",
        "28/02/24",
        "28/02-2024",
        "28 Febuari 2024",
        "45350",
    ],
)
def test_refuses_other_dates(text: str) -> None:
    with pytest.raises(ValueError, match="TTTT-BB-HH") as caught:
        parse_date(text)
    assert f"terbaca «{text}»" in str(caught.value)


@given(st.dates(min_value=date(1000, 1, 1)))
def test_reads_back_the_dates_it_writes(day: date) -> None:
    assert parse_date(format_date(day.isoformat())) == day.isoformat()
    assert parse_date(format_date(day.isoformat()[:7])) == day.isoformat()[:7]
    assert parse_date(f"{day.day}/{day.month}/{day.year:04}") == day.isoformat()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10000000000000000", "paling banyak 16 angka"),
        ("9" * 30, "paling banyak 16 angka"),
        ("-" + "9" * 30, "paling banyak 16 angka"),
        ("Rp" + ".".join(["999"] * 10), "paling banyak 16 angka"),
        ("0.0000000001", "paling kecil 0.000000001"),
    ],
)
def test_a_size_that_nothing_has_is_named(text: str, expected: str) -> None:
    with pytest.raises(UnreadableNumberError, match=re.escape(expected)):
        parse_number(text, satuan="rupiah")
