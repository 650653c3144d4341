"""Numbers, dates and number words as Indonesian offices read and write them."""

from __future__ import annotations

import re
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext

from babel.dates import format_date as babel_date
from babel.numbers import format_decimal
from num2words import num2words

MISSING = "belum tersedia"
"""What stands where a value isn't known."""

FINEST = 6
"""Most decimals that are ever printed: what differs by less counts as the same."""

LOCALE = "id"

# Wide enough that no amount is ever rounded by the precision of the calculation itself.
_EXACT = Context(prec=100, rounding=ROUND_HALF_UP)

_MOST_DIGITS = 16
"""Digits of a whole amount: the state's whole budget in rupiah has 16."""

LARGEST, SMALLEST = Decimal(10) ** _MOST_DIGITS, Decimal("1e-9")
"""Between these lies the size of every number but 0: more is a slip, and quotients of such still have exact percentages."""

_LONGEST = 60  # digits, separators and decimals of a number; spreadsheets write some 17 decimals

_FLOAT_DIGITS, _SHORT_DIGITS = (
    15,
    11,
)  # a binary number is exact to 15 digits; an artefact is short without the last ones
_THREE_PLACES = re.compile(r"[.,][0-9]{3}$")  # of an amount these may be thousands

# What stands before the digits tells sign and currency; ",-" behind them that there are no cents.
_WRITTEN = re.compile(
    r"(?P<before>\(?(?:- ?)?(?:rp\.? ?)?\(?|rp\.? ?- ?)"
    r"(?P<digits>[0-9](?:[0-9.,]| (?=[0-9]{3}(?![0-9])))*)"
    r"(?P<no_cents>(?: ?[.,] ?-)*) ?(?P<satuan>%|[a-z][a-z./ -]*[23²³]?)?(?P<after>\)?)",
    re.IGNORECASE,
)
_DECIMAL = re.compile(
    r"(?P<whole>[0-9]+|[1-9][0-9]{0,2}(?:(?P<separator>[., ])[0-9]{3})(?:(?P=separator)[0-9]{3})*)"
    r"(?!(?P=separator))[.,](?P<fraction>[0-9]+)"
)
_GROUPED = re.compile(r"[1-9][0-9]{0,2}(?:(?:\.[0-9]{3})+|(?:,[0-9]{3})+|(?: [0-9]{3})+)")
# All groups of three, but the last behind the other separator: a decimal, or a slip of the finger.
_MIXED = re.compile(r"[1-9][0-9]{0,2}(?:(?:\.[0-9]{3})+,|(?:,[0-9]{3})+\.|(?: [0-9]{3})+[.,])[0-9]{3}")
_PLAIN = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")

# Words behind a number that change it: read as its unit they would be lost without a word.
_NO_UNITS = frozenset({
    "puluh", "belas", "ratus", "ribu", "rb", "k", "juta", "jt", "miliar", "milyar", "mlr", "m", "triliun", "trilyun", "t",
    "lusin", "kodi", "gros", "koma", "setengah", "lebih", "kurang", "atau", "dan", "dari", "sampai", "per",
})  # fmt: skip
_UNIT_NAMES = {"rp": "rupiah", "%": "persen"}
_NEVER_WRITTEN = ("tahun", "urutan")

_DAMAGE = (
    (re.compile(r"=.*", re.DOTALL), "yaitu rumus Excel, bukan nilainya. Salin nilainya (Tempel Khusus, Nilai)."),
    (
        re.compile(r"#(?:REF!|DIV/0!|N/A|NAME\?|VALUE!|NUM!|NULL!|SPILL!|CALC!|FIELD!|GETTING_DATA)|Err:[0-9]{3}"),
        "yaitu rumus Excel yang rusak. Perbaiki rumusnya, lalu salin nilainya.",
    ),
    (
        re.compile(r"##+"),
        "yaitu kolom Excel yang terlalu sempit untuk isinya. Lebarkan kolomnya, lalu simpan ulang.",
    ),
    (
        re.compile(r"-?[0-9](?:[.,][0-9]+)?E[+-][0-9]{2,3}", re.IGNORECASE),
        "yaitu bilangan yang dipendekkan Excel sehingga angka belakangnya hilang. Ubah format selnya menjadi «Angka» "
        "(«Teks» untuk NIP), ketik ulang bilangan lengkapnya, lalu simpan ulang.",
    ),
)
"""What Excel leaves in a cell when it could not show the value, and how to mend it."""

_MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip
_MONTH_NUMBERS = {
    **{month.lower(): number for number, month in enumerate(_MONTHS, 1)},
    **{month[:3].lower(): number for number, month in enumerate(_MONTHS, 1)},
    **{"pebruari": 2, "peb": 2, "agt": 8, "agust": 8, "sept": 9, "nopember": 11, "nop": 11},
    **{"january": 1, "february": 2, "march": 3, "may": 5, "june": 6, "july": 7, "august": 8, "aug": 8},
    **{"october": 10, "oct": 10, "december": 12, "dec": 12},
}
# Excel under Indonesian settings makes a date of "10-12" and of "3.5".
_NO_DATE = "bilangan; Excel mengubahnya menjadi tanggal. Ubah format selnya menjadi «Teks», lalu ketik ulang"
_NO_AMOUNT = "bilangan; Excel menulis nol maupun sel kosong seperti ini. Tulis 0, atau kosongkan bila tidak diketahui"
_DASHES = ("-", "–")
_MADE_A_DATE = re.compile(rf"(?:[0-9]+[-.](?:{'|'.join(_MONTH_NUMBERS)})|(?:{'|'.join(_MONTH_NUMBERS)})-[0-9]+)")
_ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?")
_DAY_MONTH_YEAR = re.compile(r"(?P<day>[0-9]{1,2})([/.-])(?P<month>[0-9]{1,2})\2(?P<year>[0-9]{4})")
_DAY_NAME_YEAR = re.compile(r"(?:(?P<day>[0-9]{1,2})[ -])?(?P<name>[a-z]+)(?:\.? |-)(?P<year>[0-9]{4})", re.IGNORECASE)
_WEEKDAYS = {
    **{"senin": 0, "selasa": 1, "rabu": 2, "kamis": 3, "jumat": 4, "jum'at": 4, "sabtu": 5, "minggu": 6, "ahad": 6},
    **{"monday": 0, "tuesday": 1, "wednesday": 2, "thursday": 3, "friday": 4, "saturday": 5, "sunday": 6},
}
_WEEKDAY = re.compile(rf"(?P<name>{'|'.join(_WEEKDAYS)}),? (?=[0-9])", re.IGNORECASE)
_TIME = re.compile(
    r"(?:(?<=[0-9]{4})|(?<=-[0-9]{2}))(?:,? |t)[0-2]?[0-9][:.][0-5][0-9](?:[:.][0-5][0-9](?:\.[0-9]+)?)?(?: ?(?:am|pm|wib|wita|wit|z))?$",
    re.IGNORECASE,
)


# Something said about a number, in the cell of the number.
_REMARK = re.compile(r"(?:rp\.? ?)?-?[0-9][0-9.,]*-?(?: ?%| ?[a-z][a-z./ ]*)? ?(?P<remark>[(\[*;].*)", re.IGNORECASE)


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
        damage = describe_damage(self.text)
        return f"terbaca «{self.text}», {damage or f'diharapkan {self.expected}.{_describe_remark(self.text)}'}"


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


def describe_damage(text: str) -> str:
    """Tell what Excel did to a cell that it could not show: a broken formula, digits cut off; else an empty text.

    Examples
    --------
    >>> describe_damage("#REF!")
    'yaitu rumus Excel yang rusak. Perbaiki rumusnya, lalu salin nilainya.'
    >>> describe_damage("12")
    ''
    """
    cell = text.strip()
    return next((remedy for pattern, remedy in _DAMAGE if pattern.fullmatch(cell)), "")


def _describe_remark(text: str) -> str:
    """Tell where a remark behind a number belongs; an empty text where there is none."""
    found = _REMARK.fullmatch(_tidy(text))
    return f" Tulis hanya angkanya di sel ini, dan keterangan «{found['remark']}» di kolom catatan." if found else ""


def is_missing(text: str) -> bool:
    """Return whether a cell says that there is no value: empty, ``-``, ``–`` or ``n/a``.

    Examples
    --------
    >>> is_missing("n/a"), is_missing("0")
    (True, False)
    """
    return text.strip().lower() in ("", *_DASHES, "n/a", "na")


def is_plain(text: str, value: Decimal) -> bool:
    """Return whether a text is the plain form of the number it was read as: what needs no explanation.

    Examples
    --------
    >>> is_plain("7.8", Decimal("7.8")), is_plain("7,8", Decimal("7.8")), is_plain("7.800", Decimal(7800))
    (True, False, False)
    """
    return bool(_PLAIN.fullmatch(text)) and Decimal(text) == value


def parse_number(text: str, *, integer: bool = False, satuan: str | None = None) -> Decimal | None:
    """Read a number in the form of a CSV file (``1234.5``) or of an Indonesian office.

    Parameters
    ----------
    text
        For example ``97.32``, ``94,70``, ``7,8%``, ``Rp. 1.262.478.000,-``, ``1,581,630,000``, ``12 Laporan``.
    integer
        Whether only whole numbers can stand there. It settles ``7.800``, which can otherwise be
        7.8 as well as 7800, but not ``187.545,500``: that is wrongly written as either number.
    satuan
        The unit of the value. ``rupiah`` allows ``Rp``, ``,-`` and a negative amount in parentheses,
        ``persen`` or ``%`` allows ``%``, another unit its own word behind the number; an empty text allows
        any unit. By default currency and percentage are read, words aren't.

    Returns
    -------
    Decimal or None
        The exact value; None for "not known" (empty, ``-``, ``n/a``).

    Raises
    ------
    AmbiguousNumberError
        When the text has two readings.
    UnreadableNumberError
        When it has none, isn't whole where it must be, or is in another unit.

    Notes
    -----
    Source: aturan laporan / praktik umum; all these forms were seen in published reports.

    Examples
    --------
    >>> parse_number("33.138.442.066,-"), parse_number("7,8%"), parse_number("n/a")
    (Decimal('33138442066'), Decimal('7.8'), None)
    >>> parse_number("7.800", integer=True), parse_number("12 Laporan", satuan="Laporan")
    (Decimal('7800'), Decimal('12'))
    >>> parse_number("7.800")
    Traceback (most recent call last):
    lkip_utils.numbers.AmbiguousNumberError: terbaca «7.800», dapat berarti 7.8 atau 7800. Tulis persis salah satunya.
    """
    # Most cells are plain digits.
    if text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS:
        return Decimal(text)
    if is_missing(text):
        _check_dash(text, satuan)
        return None
    written = _WRITTEN.fullmatch(_drop_unit(_tidy(text), integer, satuan))
    if not written or len(written["digits"]) > _LONGEST:
        raise UnreadableNumberError(text, _expect(text))
    _check_unit(text, written, satuan)
    value = _choose(text, written, integer, satuan)
    if value and not SMALLEST <= abs(value) < LARGEST:
        expected = (
            f"bilangan paling banyak {_MOST_DIGITS} angka" if abs(value) > 1 else f"0 atau paling kecil {SMALLEST:f}"
        )
        raise UnreadableNumberError(text, f"{expected}. Periksa nol dan satuannya")
    return value


def _tidy(text: str) -> str:
    """Make one kind of space and of minus of all, and drop the apostrophe by which Excel keeps a text a text."""
    return " ".join(text.replace("\u2212", "-").split()).removeprefix("'")


def _drop_unit(text: str, integer: bool, satuan: str | None) -> str:
    """Return a number without the unit that belongs behind it, however that is composed: ``m2``, ``Sambungan Rumah (SR)``."""
    unit = _name_unit(satuan or "")
    # A year of a column isn't so many years.
    if not unit or not unit[0].isalpha() or unit in _UNIT_NAMES.values() or (integer and unit in _NEVER_WRITTEN):
        return text
    number = re.fullmatch(r"(?P<number>.*[0-9]) ?(?P<unit>[a-z].*)", text, re.IGNORECASE)
    return number["number"] if number and _name_unit(number["unit"]) == unit else text


def _check_dash(text: str, satuan: str | None) -> None:
    """Refuse a dash where it may be an amount: Excel's accounting format writes 0 so."""
    if satuan == "rupiah" and text.strip() in _DASHES:
        raise UnreadableNumberError(text, _NO_AMOUNT)


def _expect(text: str) -> str:
    """Return what should have stood where a text is no number."""
    if _MADE_A_DATE.fullmatch(text.strip().lower()):
        return _NO_DATE
    if re.fullmatch(r"rp\.? ?-", _tidy(text).lower()):
        return _NO_AMOUNT
    return "bilangan, mis. 1234.5"


def _check_unit(text: str, written: re.Match[str], satuan: str | None) -> None:
    """Refuse a number in another unit than the one that belongs there."""
    word = " ".join((written["satuan"] or "").lower().rstrip(" .").split())
    rupiah = "rp" in written["before"].lower() or bool(written["no_cents"])
    if word in _MONTH_NUMBERS:
        raise UnreadableNumberError(text, _NO_DATE)
    if _NO_UNITS.intersection(word.split()):
        raise UnreadableNumberError(text, "bilangan lengkap dengan semua angkanya, mis. 150000000")
    expected = None if satuan is None else _name_unit(satuan)
    if not _has_sense(written, expected):
        raise UnreadableNumberError(text, "bilangan; kurung sebagai tanda minus hanya dibaca dalam kolom rupiah")
    found = {_name_unit(unit) for unit in ("rupiah" if rupiah else "", word) if unit}
    if len(found) > 1 or not found <= _allowed_units(expected, found):
        wanted = f" dalam {satuan}" if satuan and expected not in _NEVER_WRITTEN else ""
        alien = written["satuan"] or "Rp"
        raise UnreadableNumberError(text, f"bilangan{wanted}, bukan «{alien.strip()}»; tulis angkanya saja")


def _has_sense(written: re.Match[str], expected: str | None) -> bool:
    """Return whether brackets, where there are any, make an amount of money negative."""
    opened = written["before"].count("(")
    if not opened and not written["after"]:
        return True
    return opened == 1 and bool(written["after"]) and "-" not in written["before"] and expected == "rupiah"


def _allowed_units(expected: str | None, found: set[str]) -> set[str]:
    if expected is None:
        return {"rupiah", "persen"}
    return found if not expected else {expected}.difference(_NEVER_WRITTEN)


def _name_unit(satuan: str) -> str:
    name = " ".join(satuan.lower().rstrip(" .").replace("²", "2").replace("³", "3").split())
    return _UNIT_NAMES.get(name, name)


def _choose(text: str, written: re.Match[str], integer: bool, satuan: str | None) -> Decimal:
    """Return the only value that the digits can have."""
    # ",-" says that there are no cents, so the dots before it can only be thousands.
    whole = integer or bool(written["no_cents"])
    minus = "-" if written["after"] or "-" in written["before"] else ""
    values = tuple(Decimal(f"{minus}{reading}") for reading in _readings(written["digits"], whole))
    if not values:
        raise UnreadableNumberError(text)
    if len(values) > 1:
        raise AmbiguousNumberError(text, values)
    if values[0] == values[0].to_integral_value() and whole:
        return values[0].to_integral_value()
    if whole and (satuan != "rupiah" or bool(written["no_cents"]) or _THREE_PLACES.search(written["digits"])):
        raise UnreadableNumberError(text, "bilangan bulat; tulis angka tanpa desimal")
    return _mend_float(values[0])


def _mend_float(value: Decimal) -> Decimal:
    """Return the short number that a spreadsheet computed and wrote with all digits of its binary form."""
    if len(value.as_tuple().digits) < _FLOAT_DIGITS or value == value.to_integral_value():
        return value
    short = Context(prec=_FLOAT_DIGITS, rounding=ROUND_HALF_UP).plus(value).normalize()
    return Decimal(f"{short:f}") if len(short.as_tuple().digits) <= _SHORT_DIGITS else value


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
    return digits.replace(".", "").replace(",", "").replace(" ", "")


def _write_clearly(value: Decimal) -> str:
    """Write a number so that :func:`parse_number` can't misread it."""
    text = f"{value.normalize(_EXACT):f}"
    return text if len(_readings(text.removeprefix("-"), whole=False)) == 1 else f"{text}0"


def parse_date(text: str) -> str | None:
    """Read a date in ISO form or as offices write it, day first.

    Parameters
    ----------
    text
        ``2024-02-28``, ``2024-02``, ``28/02/2024``, ``28 Februari 2024``, ``Februari 2024``.

    Returns
    -------
    str or None
        ISO date, or ISO month where the text has no day; None for "not known".

    Raises
    ------
    ValueError
        When the text is no date; the message is Indonesian.

    Examples
    --------
    >>> parse_date("28/02/2024"), parse_date("Februari 2024"), parse_date("-")
    ('2024-02-28', '2024-02', None)
    """
    if is_missing(text):
        return None
    bare = _TIME.sub("", _tidy(text))
    weekday = _WEEKDAY.match(bare)
    iso = _write_iso(_WEEKDAY.sub("", bare, count=1) if weekday else bare)
    try:
        day = date.fromisoformat(iso if len(iso) == 10 else f"{iso}-01")
    except ValueError:
        raise ValueError(f"terbaca «{text}», diharapkan tanggal TTTT-BB-HH atau TTTT-BB.") from None
    if weekday and day.weekday() != _WEEKDAYS[weekday["name"].lower()]:
        raise ValueError(f"terbaca «{text}», padahal {iso} bukan hari {weekday['name']}. Periksa hari dan tanggalnya.")
    return iso


def _write_iso(text: str) -> str:
    """Return a date in the form, if not yet with the sense, of an ISO date; an empty text for anything else."""
    if _ISO_DATE.fullmatch(text):
        return text
    if found := _DAY_MONTH_YEAR.fullmatch(text):
        return f"{found['year']}-{int(found['month']):02}-{int(found['day']):02}"
    found = _DAY_NAME_YEAR.fullmatch(text)
    month = _MONTH_NUMBERS.get(found["name"].lower()) if found else None
    if not found or not month:
        return ""
    return f"{found['year']}-{month:02}" + (f"-{int(found['day']):02}" if found["day"] else "")


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


def count_places_apart(value: Decimal, other: Decimal, places: int = 2) -> int:
    """Return with how many decimals two values that differ are also written differently: ``places``, or more.

    A verdict is on the values, so what is printed must not tell otherwise. What differs by less than
    :data:`FINEST` decimals show isn't told apart.

    Examples
    --------
    >>> count_places_apart(Decimal("7.7997"), Decimal("7.8")), count_places_apart(Decimal("7.5"), Decimal("7.8"))
    (4, 2)
    """
    if value == other:
        return places
    more = range(places, FINEST + 1)
    return next((n for n in more if round_half_up(value, n) != round_half_up(other, n)), places)


def format_percent(value: Decimal | int | None, places: int | None = 2) -> str:
    """Write a percentage; ``places=None`` keeps the decimals that the value has.

    What isn't 100 is never written as 100, what isn't 0 never as 0: there are more decimals then.

    Examples
    --------
    >>> format_percent(Decimal("96.905")), format_percent(100), format_percent(Decimal("7.8"), None)
    ('96,91%', '100,00%', '7,8%')
    >>> format_percent(Decimal("99.996"))
    '99,996%'
    """
    if value is None:
        return MISSING
    if places is not None:
        places = max(count_places_apart(Decimal(value), mark, places) for mark in (Decimal(0), Decimal(100)))
    return f"{format_number(value, places)}%"


def format_points(value: Decimal | int | None, places: int = 2) -> str:
    """Write a difference between percentages or scores; with more decimals where it would seem to be 0.

    Examples
    --------
    >>> format_points(Decimal("6.5")), format_points(Decimal("0.004"))
    ('6,50 poin', '0,004 poin')
    """
    if value is None:
        return MISSING
    return f"{format_number(value, count_places_apart(Decimal(value), Decimal(0), places))} poin"


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
    iso = parse_date(text)
    if iso is None or iso != text:
        raise ValueError(f"terbaca «{text}», diharapkan tanggal TTTT-BB-HH atau TTTT-BB.")
    day = date.fromisoformat(iso if len(iso) == 10 else f"{iso}-01")
    return babel_date(day, format="d MMMM y" if len(iso) == 10 else "MMMM y", locale=LOCALE)


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
