"""The forms in which an indicator is measured: numbers, ranges, predicates, durations, ratios."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from lkip_utils.numbers import (
    MISSING,
    UnreadableNumberError,
    format_number,
    format_percent,
    is_missing,
    is_plain,
    parse_number,
)

PREDIKAT_SAKIP = ("D", "C", "CC", "B", "BB", "A", "AA")
"""Predicates of a SAKIP evaluation, ascending (PermenPANRB 88/2021)."""

OPINI_BPK = ("TMP", "TW", "WDP", "WTP")
"""Opinions of the state auditor on the accounts, ascending (aturan laporan / praktik umum)."""

_RANKS: Mapping[str, tuple[str, ...]] = {"predikat_sakip": PREDIKAT_SAKIP, "opini_bpk": OPINI_BPK}

# Lower bounds are open: 90,00 is A.
_SAKIP_BANDS = (
    (90, "AA", "Sangat Memuaskan"),
    (80, "A", "Memuaskan"),
    (70, "BB", "Sangat Baik"),
    (60, "B", "Baik"),
    (50, "CC", "Cukup"),
    (30, "C", "Kurang"),
)

SEBUTAN_SAKIP: Mapping[str, str] = {predikat: sebutan for _, predikat, sebutan in _SAKIP_BANDS} | {"D": "Sangat Kurang"}
"""What the predicates of a SAKIP evaluation are called (PermenPANRB 88/2021)."""

_SECONDS = {"jam": 3600, "menit": 60, "detik": 1}
_NUMBER = r"\d[\d.,]*"
_RANGE = re.compile(rf"({_NUMBER}\s*%?)\s*[-–]\s*({_NUMBER}.*)")
_CLOCK = re.compile(r"(?P<jam>\d+):(?P<menit>[0-5]\d):(?P<detik>[0-5]\d)")
_DURATION = re.compile(r"\s*".join(rf"(?:(?P<{unit}>{_NUMBER})\s*{unit})?" for unit in _SECONDS), re.IGNORECASE)
_RATIO = re.compile(rf"1\s*:\s*({_NUMBER})")


@dataclass(frozen=True)
class Rentang:
    """A target from ``bawah`` to ``atas``, both included, in the indicator's unit."""

    bawah: Decimal
    atas: Decimal


Measure = Decimal | Rentang | None
"""A target or result as the formulas take it; None for "not known"."""


def parse_measure(text: str, bentuk: str, satuan: str = "") -> Measure:
    """Read a target or result in the form that its indicator has.

    Parameters
    ----------
    text
        The cell: ``7,8%``, ``10-20``, ``BB``, ``WTP``, ``1:07:38``, ``90 menit``, ``1:25``.
    bentuk
        The indicator's ``bentuk``: bilangan, predikat_sakip, opini_bpk, durasi or rasio.
    satuan
        The only unit that may stand behind a number or range; by default any may.

    Returns
    -------
    Decimal, Rentang or None
        The number; the rank of a predicate (the lowest is 1); the seconds of a duration, which
        are exact where minutes wouldn't be; n of a ratio 1:n. None for "not known".

    Raises
    ------
    ValueError
        When the text can't be read in that form; the message is Indonesian.

    Notes
    -----
    Source: predicates by position, durations and ratios as numbers: aturan laporan / praktik umum.

    Examples
    --------
    >>> parse_measure("7,8%", "bilangan"), parse_measure("BB", "predikat_sakip")
    (Decimal('7.8'), Decimal('5'))
    >>> parse_measure("10–20", "bilangan")
    Rentang(bawah=Decimal('10'), atas=Decimal('20'))
    >>> parse_measure("1:07:38", "durasi"), parse_measure("1:25", "rasio")
    (Decimal('4058'), Decimal('25'))
    """
    if is_missing(text):
        return None
    return _parse_bilangan(text.strip(), satuan) if bentuk == "bilangan" else _PARSERS[bentuk](text.strip())


def write_plain(text: str, measure: Measure, bentuk: str) -> str:
    """Return the plain form of a target or result: what a cell holds that needs no explanation.

    Parameters
    ----------
    text
        The cell.
    measure
        What :func:`parse_measure` made of it.
    bentuk
        As for :func:`parse_measure`.

    Examples
    --------
    >>> write_plain("7,8%", Decimal("7.8"), "bilangan"), write_plain("bb", Decimal(5), "predikat_sakip")
    ('7.8', 'BB')
    >>> write_plain("10 – 20 %", Rentang(Decimal(10), Decimal(20)), "bilangan")
    '10-20'
    """
    if measure is None:
        return ""
    if isinstance(measure, Rentang):
        return f"{measure.bawah:f}-{measure.atas:f}"
    if bentuk in _RANKS:
        return _RANKS[bentuk][int(measure) - 1]
    return text if bentuk != "bilangan" or is_plain(text, measure) else f"{measure:f}"


def _parse_bilangan(text: str, satuan: str) -> Measure:
    found = _RANGE.fullmatch(text)
    if not found:
        return parse_number(text, satuan=satuan)
    bawah, atas = _parse_known(found[1], satuan), _parse_known(found[2], satuan)
    if bawah > atas:
        raise UnreadableNumberError(text, "rentang dari yang kecil ke yang besar, mis. 10-20")
    return Rentang(bawah, atas)


def _parse_known(text: str, satuan: str | None = None) -> Decimal:
    """Read a number where the pattern has already seen a digit."""
    value = parse_number(text, satuan=satuan)
    if value is None:
        raise UnreadableNumberError(text)
    return value


def _parse_rank(text: str, names: tuple[str, ...]) -> Decimal:
    if text.upper() not in names:
        raise UnreadableNumberError(text, f"salah satu dari {', '.join(names)}")
    return Decimal(names.index(text.upper()) + 1)


def _parse_durasi(text: str) -> Decimal:
    found = _CLOCK.fullmatch(text) or _DURATION.fullmatch(text)
    if not found:
        raise UnreadableNumberError(text, "durasi, mis. «1:07:38» (jam:menit:detik) atau «3 jam 20 menit»")
    parts = found.groupdict(default="0")
    return sum((_parse_known(parts[unit]) * seconds for unit, seconds in _SECONDS.items()), Decimal())


def _parse_rasio(text: str) -> Decimal:
    found = _RATIO.fullmatch(text)
    if not found:
        raise UnreadableNumberError(text, "rasio 1:n, mis. 1:25")
    return _parse_known(found[1])


_PARSERS: Mapping[str, Callable[[str], Measure]] = {
    "predikat_sakip": lambda text: _parse_rank(text, PREDIKAT_SAKIP),
    "opini_bpk": lambda text: _parse_rank(text, OPINI_BPK),
    "durasi": _parse_durasi,
    "rasio": _parse_rasio,
}


def is_percent(satuan: str | None) -> bool:
    """Return whether a unit is the percentage.

    Examples
    --------
    >>> is_percent("%"), is_percent("Persen"), is_percent("Orang")
    (True, True, False)
    """
    return (satuan or "").strip().lower() in ("%", "persen")


def format_measure(value: str | Measure, bentuk: str, satuan: str | None = None, places: int | None = None) -> str:
    """Write a target or result for a reader.

    Parameters
    ----------
    value
        The cell's text, or what :func:`parse_measure` made of it.
    bentuk
        As for :func:`parse_measure`.
    satuan
        Unit of a number or range; the other forms have none.
    places
        Decimals of a number, range or ratio; by default as many as were written, which is too
        many for a quotient.

    Examples
    --------
    >>> format_measure("7.8", "bilangan", "%"), format_measure("666", "bilangan", "Laporan")
    ('7,8%', '666 Laporan')
    >>> format_measure("BB", "predikat_sakip"), format_measure(Decimal(4058), "durasi")
    ('BB', '1 jam 7 menit 38 detik')
    """
    measure = parse_measure(value, bentuk) if isinstance(value, str) else value
    if measure is None:
        return MISSING
    if isinstance(measure, Rentang) or bentuk == "bilangan":
        return _format_bilangan(measure, satuan, places)
    if bentuk == "durasi":
        return _format_durasi(measure)
    if bentuk == "rasio":
        return f"1:{format_number(measure, places)}"
    return _RANKS[bentuk][int(measure) - 1]


def _format_bilangan(measure: Decimal | Rentang, satuan: str | None, places: int | None) -> str:
    bounds = (measure.bawah, measure.atas) if isinstance(measure, Rentang) else (measure,)
    if is_percent(satuan):
        return "–".join(format_percent(bound, places) for bound in bounds)
    return f"{'–'.join(format_number(bound, places) for bound in bounds)} {satuan or ''}".strip()


def _format_durasi(seconds: Decimal) -> str:
    hours, rest = divmod(seconds, 3600)
    parts = zip((hours, *divmod(rest, 60)), _SECONDS, strict=True)
    return " ".join(f"{format_number(part)} {unit}" for part, unit in parts if part) or "0 detik"


MOST_PLACES = 6
"""Decimals that an office writes at most; what has more was computed."""


def format_difference(value: Decimal, bentuk: str, satuan: str) -> str:
    """Write how far two values of the same form are apart, with the decimals of the values.

    The difference of a computed value (a quotient) has two, or as many as show that it isn't 0.

    Parameters
    ----------
    value
        The difference, in the unit that :func:`parse_measure` gives; not negative.
    bentuk
        As for :func:`parse_measure`.
    satuan
        Unit of a difference of numbers, e.g. "poin persentase".

    Examples
    --------
    >>> format_difference(Decimal(458), "durasi", "Jam"), format_difference(Decimal(20) / 3, "bilangan", "Orang")
    ('7 menit 38 detik', '6,67 Orang')
    >>> format_difference(Decimal(1), "predikat_sakip", "Predikat"), format_difference(Decimal(2), "rasio", "Rasio")
    ('1 tingkat', '2 pada angka kedua rasio')
    >>> format_difference(Decimal("0.267") - Decimal("0.262"), "bilangan", "Indeks")
    '0,005 Indeks'
    >>> format_difference(Decimal("7.8") - Decimal(748900) / 96016, "bilangan", "poin persentase")
    '0,0003 poin persentase'
    """
    if bentuk == "durasi":
        return _format_durasi(value)
    unit = {**dict.fromkeys(_RANKS, "tingkat"), "rasio": "pada angka kedua rasio"}.get(bentuk, satuan)
    return f"{format_number(value, _count_places(value))} {unit}".strip()


def _count_places(value: Decimal) -> int:
    own = max(0, -int(value.as_tuple().exponent))
    if own <= MOST_PLACES:
        return own
    return next((places for places in range(2, MOST_PLACES) if round(value, places)), MOST_PLACES)


def predikat_sakip(nilai: Decimal) -> tuple[str, str]:
    """Return the predicate of a SAKIP score and what it is called.

    Source: PermenPANRB 88/2021; lower bounds are open.

    Parameters
    ----------
    nilai
        Score, 0–100.

    Raises
    ------
    ValueError
        When the score is outside 0–100.

    Examples
    --------
    >>> predikat_sakip(Decimal("73.80")), predikat_sakip(Decimal("90.00"))
    (('BB', 'Sangat Baik'), ('A', 'Memuaskan'))
    """
    if not 0 <= nilai <= 100:
        raise ValueError(f"nilai SAKIP {format_number(nilai)} di luar 0–100.")
    bands = ((predikat, sebutan) for above, predikat, sebutan in _SAKIP_BANDS if nilai > above)
    return next(bands, ("D", SEBUTAN_SAKIP["D"]))


def fits_predikat(text: str, nilai: Decimal) -> bool:
    """Return whether what a SAKIP score is said to be is its predicate, its name, or both.

    Source: PermenPANRB 88/2021.

    Examples
    --------
    >>> fits_predikat("BB atau Sangat Baik", Decimal("73.80")), fits_predikat("BB (Baik)", Decimal("73.80"))
    (True, False)
    """
    predikat, sebutan = predikat_sakip(nilai)
    # Longest first, so that «Sangat Baik» isn't taken for «Baik».
    names = re.findall("|".join(sorted(SEBUTAN_SAKIP.values(), key=len, reverse=True)), text, re.IGNORECASE)
    letters = re.findall(rf"\b(?:{'|'.join(SEBUTAN_SAKIP)})\b", text)
    return all(name.lower() == sebutan.lower() for name in names) and all(letter == predikat for letter in letters)
