"""Numbers, dates and number words as Indonesian offices read and write them."""

from __future__ import annotations

import re
from datetime import datetime
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext

from babel.dates import format_date as babel_date
from babel.numbers import format_decimal
from num2words import num2words

MISSING = "belum tersedia"
"""What stands where a value isn't known."""

LOCALE = "id"

# Wide enough that no amount is ever rounded by the precision of the calculation itself.
_EXACT = Context(prec=100, rounding=ROUND_HALF_UP)

_WRITTEN = re.compile(r"(?P<minus>-?)\s*(?:rp\.?\s*)?(?P<digits>\d[\d.,]*)(?P<no_cents>(?:,\s*-)*)\s*%?", re.IGNORECASE)
_DECIMAL = re.compile(
    r"(?P<whole>\d+|[1-9]\d{0,2}(?:(?P<separator>[.,])\d{3})(?:(?P=separator)\d{3})*)(?!(?P=separator))[.,](?P<fraction>\d+)"
)
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:(?:\.\d{3})+|(?:,\d{3})+)")
# All groups of three, but the last behind the other separator: a decimal, or a slip of the finger.
_MIXED = re.compile(r"[1-9]\d{0,2}(?:(?:\.\d{3})+,|(?:,\d{3})+\.)\d{3}")
_EXCEL_ERROR = re.compile(r"#[A-Z/0]+[!?]?")


class UnreadableNumberError(ValueError):
    """A text isn't a number.

    Parameters
    ----------
    text
        The text as found.
    expected
        What would have been readable, in Indonesian.
    """

    def __init__(self, text: str, expected: str = "bilangan, mis. 1234.5") -> None:
        super().__init__(text, expected)
        self.text = text
        self.expected = expected

    def __str__(self) -> str:
        if _EXCEL_ERROR.fullmatch(self.text.strip()):
            return f"terbaca «{self.text}», yaitu rumus Excel yang rusak. Perbaiki rumusnya, lalu salin nilainya."
        return f"terbaca «{self.text}», diharapkan {self.expected}."


class AmbiguousNumberError(ValueError):
    """A text is a number, but which one nobody can tell without asking.

    Parameters
    ----------
    text
        The text as found.
    readings
        The values it can have.
    """

    def __init__(self, text: str, readings: tuple[Decimal, ...]) -> None:
        super().__init__(text, readings)
        self.text = text
        self.readings = readings

    def __str__(self) -> str:
        readings = " atau ".join(_write_clearly(reading) for reading in self.readings)
        return f"terbaca «{self.text}», dapat berarti {readings}. Tulis persis salah satunya."


def is_missing(text: str) -> bool:
    """Return whether a cell says that there is no value: empty, ``-`` or ``n/a``.

    Examples
    --------
    >>> is_missing("n/a"), is_missing("0")
    (True, False)
    """
    return text.strip().lower() in ("", "-", "n/a")


def parse_number(text: str, *, integer: bool = False) -> Decimal | None:
    """Read a number in the form of a CSV file (``1234.5``) or of an Indonesian office.

    Parameters
    ----------
    text
        For example ``97.32``, ``94,70``, ``7,8%``, ``Rp. 1.262.478.000,-``, ``1,581,630,000``.
    integer
        Whether only whole numbers can stand there. It settles ``7.800``, which can otherwise be
        7.8 as well as 7800, but not ``187.545,500``: that is wrongly written as either number.

    Returns
    -------
    Decimal or None
        The exact value; None for "not known" (empty, ``-``, ``n/a``).

    Raises
    ------
    AmbiguousNumberError
        When the text has two readings.
    UnreadableNumberError
        When it has none, or isn't whole where it must be.

    Notes
    -----
    Source: aturan laporan / praktik umum; all these forms were seen in published reports.

    Examples
    --------
    >>> parse_number("33.138.442.066,-"), parse_number("7,8%"), parse_number("n/a")
    (Decimal('33138442066'), Decimal('7.8'), None)
    >>> parse_number("7.800", integer=True)
    Decimal('7800')
    >>> parse_number("7.800")
    Traceback (most recent call last):
    lkip_utils.numbers.AmbiguousNumberError: terbaca «7.800», dapat berarti 7.8 atau 7800. Tulis persis salah satunya.
    """
    if is_missing(text):
        return None
    written = _WRITTEN.fullmatch(text.strip())
    # ",-" says that there are no cents, so the dots before it can only be thousands.
    whole = integer or bool(written and written["no_cents"])
    readings = _readings(written["digits"], whole) if written else ()
    if not written or not readings:
        raise UnreadableNumberError(text)
    values = tuple(Decimal(f"{written['minus']}{reading}") for reading in readings)
    if len(values) > 1:
        raise AmbiguousNumberError(text, values)
    if whole and values[0] != values[0].to_integral_value():
        raise UnreadableNumberError(text, "bilangan bulat; tulis angka tanpa desimal")
    return values[0]


def _readings(digits: str, whole: bool) -> tuple[str, ...]:
    """Return everything that digits with separators can mean, as plain decimal texts."""
    if digits.isdecimal():
        return (digits,)
    grouped = _GROUPED.fullmatch(digits)
    if grouped and whole:
        return (_strip_separators(digits),)
    decimal = _DECIMAL.fullmatch(digits)
    readings = [f"{_strip_separators(decimal['whole'])}.{decimal['fraction']}"] if decimal else []
    if grouped or _MIXED.fullmatch(digits):
        readings.append(_strip_separators(digits))
    return tuple(readings)


def _strip_separators(digits: str) -> str:
    return digits.replace(".", "").replace(",", "")


def _write_clearly(value: Decimal) -> str:
    """Write a number so that :func:`parse_number` can't misread it."""
    text = f"{value.normalize(_EXACT):f}"
    return text if len(_readings(text.removeprefix("-"), whole=False)) == 1 else f"{text}0"


def round_half_up(value: Decimal, places: int) -> Decimal:
    """Round as offices do: a half goes away from zero; zero has no sign.

    Source: aturan laporan / praktik umum.

    Examples
    --------
    >>> round_half_up(Decimal("96.905"), 2), round_half_up(Decimal("-0.004"), 2)
    (Decimal('96.91'), Decimal('0.00'))
    """
    rounded = value.quantize(Decimal((0, (1,), -places)), context=_EXACT)
    return rounded if rounded else rounded.copy_abs()


def format_number(value: Decimal | int | None, places: int | None = None) -> str:
    """Write a number in Indonesian, rounded half up.

    Parameters
    ----------
    value
        None for "not known".
    places
        Number of decimals; by default as many as the value has.

    Examples
    --------
    >>> format_number(Decimal("1234.5")), format_number(Decimal("-0.001"), 2), format_number(None)
    ('1.234,5', '0,00', 'belum tersedia')
    """
    if value is None:
        return MISSING
    exact = Decimal(value)
    decimals = max(0, -int(exact.as_tuple().exponent)) if places is None else places
    pattern = f"#,##0.{'0' * decimals}" if decimals else "#,##0"
    # Babel rounds again, and by the precision of the current context.
    with localcontext(_EXACT):
        return format_decimal(round_half_up(exact, decimals), format=pattern, locale=LOCALE)


def format_integer(value: Decimal | int | None) -> str:
    """Write a whole number in Indonesian.

    Examples
    --------
    >>> format_integer(96016)
    '96.016'
    """
    return format_number(value, 0)


def format_rupiah(value: Decimal | int | None) -> str:
    """Write an amount of money in whole rupiah.

    Examples
    --------
    >>> format_rupiah(33138442066), format_rupiah(-5000)
    ('Rp33.138.442.066', '-Rp5.000')
    """
    if value is None:
        return MISSING
    text = format_integer(value)
    return f"-Rp{text.removeprefix('-')}" if text.startswith("-") else f"Rp{text}"


def format_percent(value: Decimal | int | None, places: int | None = 2) -> str:
    """Write a percentage; ``places=None`` keeps the decimals that the value has.

    Examples
    --------
    >>> format_percent(Decimal("96.905")), format_percent(100), format_percent(Decimal("7.8"), None)
    ('96,91%', '100,00%', '7,8%')
    """
    return MISSING if value is None else f"{format_number(value, places)}%"


def format_points(value: Decimal | int | None, places: int | None = 2) -> str:
    """Write a difference between percentages or scores.

    Examples
    --------
    >>> format_points(Decimal("6.5"))
    '6,50 poin'
    """
    return MISSING if value is None else f"{format_number(value, places)} poin"


def format_date(text: str | None) -> str:
    """Write an ISO date, or a month where the day isn't known, in Indonesian.

    Parameters
    ----------
    text
        ``2024-02-28`` or ``2024-02``; None for "not known".

    Raises
    ------
    ValueError
        When the text is neither.

    Examples
    --------
    >>> format_date("2024-02-28"), format_date("2024-02")
    ('28 Februari 2024', 'Februari 2024')
    """
    if text is None:
        return MISSING
    read, write = ("%Y-%m-%d", "d MMMM y") if text.count("-") == 2 else ("%Y-%m", "MMMM y")
    try:
        date = datetime.strptime(text, read).date()
    except ValueError:
        raise ValueError(f"terbaca «{text}», diharapkan tanggal TTTT-BB-HH atau TTTT-BB.") from None
    return babel_date(date, format=write, locale=LOCALE)


def spell(value: Decimal | int) -> str:
    """Write a whole number in words.

    Examples
    --------
    >>> spell(8)
    'delapan'
    """
    return str(num2words(int(value), lang=LOCALE))


def with_words(value: Decimal | int) -> str:
    """Write a whole number in digits and words, as formal reports do.

    Examples
    --------
    >>> with_words(2)
    '2 (dua)'
    """
    return f"{format_integer(value)} ({spell(value)})"
