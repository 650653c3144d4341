"""Words inside a drawing: how wide they are, how they break into lines, how amounts are shortened."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from lkip_utils.charts.letters import knows, measure
from lkip_utils.charts.style import TEXT
from lkip_utils.measures import Measure, Rentang, format_measure, is_percent
from lkip_utils.numbers import (
    MISSING,
    count_places_apart,
    format_number,
    format_percent,
    format_rupiah,
    round_half_up,
)

LOWER = "makin rendah makin baik"
"""What is said of an indicator whose values should fall."""

_UNPRINTABLE = "□"
_MAGNITUDES = ((10**12, "triliun"), (10**9, "miliar"), (10**6, "juta"))


def measure_width(text: str, bold: bool = False) -> float:
    """Return the width of a line of text in points."""
    # Word by word, because names share most of their words.
    return sum(measure(part, bold) for part in split(text)) * TEXT


def split(text: str) -> list[str]:
    """Return a line of text as its words and the spaces between them."""
    return [part for part in re.split("( )", text) if part]


@cache
def clean(text: str) -> str:
    r"""Return a text on one line, with a box for every character that the font can't show.

    Examples
    --------
    >>> clean("Bidang  Politik\x07")
    'Bidang Politik□'
    """
    return "".join(char if knows(char) else _UNPRINTABLE for char in " ".join(text.split()))


def wrap(text: str, width: float, bold: bool = False) -> list[str]:
    """Return a text broken into lines that are no wider than ``width`` points.

    Examples
    --------
    >>> wrap("Bidang Politik Dalam Negeri", 80)
    ['Bidang Politik', 'Dalam Negeri']
    """
    lines: list[str] = []
    used = 0.0
    space = measure_width(" ", bold)
    for word in clean(text).split():
        needed = measure_width(word, bold)
        if lines and used + space + needed <= width:
            lines[-1] += f" {word}"
            used += space + needed
        else:
            lines += _cut(word, width, bold)
            used = measure_width(lines[-1], bold)
    return lines or [""]


def _cut(word: str, width: float, bold: bool) -> list[str]:
    """Return a word in pieces, where it is too wide for any line."""
    pieces = [""]
    for char in word:
        if pieces[-1] and measure_width(pieces[-1] + char, bold) > width:
            pieces.append("")
        pieces[-1] += char
    return pieces if measure_width(word, bold) > width else [word]


def shorten(value: Decimal) -> str:
    """Return an amount of money as a direct label.

    Examples
    --------
    >>> shorten(Decimal(1262478000)), shorten(Decimal(999995000)), shorten(Decimal(500000))
    ('Rp1,26 miliar', 'Rp1,00 miliar', 'Rp500.000')
    """
    one, word = magnitude(value)
    if one == 1:
        return format_rupiah(value)
    sign = "-" if value < 0 else ""
    return f"{sign}Rp{format_number(abs(value) / one, 2)} {word}"


def magnitude(value: Decimal) -> tuple[int, str]:
    """Return the power of ten in which an amount is best read, and its word.

    Examples
    --------
    >>> magnitude(Decimal(1262478000)), magnitude(Decimal(500000))
    ((1000000000, 'miliar'), (1, ''))
    """
    # By the rounded value: 999.995.000 would be written "1.000,00 juta".
    thousandfold = ((round_half_up(abs(value) * 1000 / one, 2), one, word) for one, word in _MAGNITUDES)
    return next(((one, word) for rounded, one, word in thousandfold if rounded >= 1000), (1, ""))


def with_unit(value: Decimal | None, satuan: str, beside: Measure = None) -> str:
    """Return a value with its unit and at most two decimals; more where it would look like what stands beside it.

    Examples
    --------
    >>> with_unit(Decimal("7.7997"), "%"), with_unit(Decimal(12), "Laporan"), with_unit(None, "%")
    ('7,8%', '12 Laporan', 'belum tersedia')
    >>> with_unit(Decimal("7.7997"), "%", Decimal("7.8"))
    '7,7997%'
    """
    if value is None:
        return MISSING
    short = trim(value, count_places_apart(value, beside) if isinstance(beside, Decimal) else 2)
    return format_percent(short, None) if is_percent(satuan) else f"{format_number(short)} {satuan}".strip()


@dataclass(frozen=True)
class Writer:
    """How the values of an indicator are written.

    Parameters
    ----------
    satuan
        Unit of all values.
    bentuk
        Their form, as for :func:`lkip_utils.measures.format_measure`.
    """

    satuan: str
    bentuk: str

    @property
    def scaled(self) -> bool:
        """Whether bare numbers on an axis mean what the values mean."""
        return self.bentuk == "bilangan"

    def at_point(self, value: Measure) -> str:
        """Return a value where its unit is told elsewhere."""
        return self._write(value, "%" if is_percent(self.satuan) else "")

    def in_text(self, value: Measure, beside: Measure = None) -> str:
        """Return a value with its unit, apart from what stands beside it."""
        return self._write(value, self.satuan, beside)

    def _write(self, value: Measure, satuan: str, beside: Measure = None) -> str:
        if self.scaled and isinstance(value, Decimal):
            return with_unit(value, satuan, beside)
        return format_measure(value, self.bentuk, satuan)


def list_years(write: Writer, target: Mapping[int, Measure], realisasi: Mapping[int, Measure]) -> list[str]:
    """Return targets and results by year for an alt text.

    Examples
    --------
    >>> list_years(Writer("%", "bilangan"), {2022: Decimal("7.5"), 2023: Decimal("7.8")}, {})
    ['Target 2022 7,5%, 2023 7,8%', 'realisasi belum tersedia']
    """
    return [
        f"{name} {', '.join(f'{year} {write.in_text(series[year])}' for year in sorted(series)) or MISSING}"
        for name, series in (("Target", target), ("realisasi", realisasi))
    ]


def trim(value: Decimal, places: int = 2) -> Decimal:
    """Return a value with at most so many decimals and no idle zeros at its end.

    Examples
    --------
    >>> trim(Decimal("7.7997")), trim(Decimal("100.00"))
    (Decimal('7.8'), Decimal('1E+2'))
    """
    return round_half_up(value, places).normalize()


def describe_place(value: Decimal, target: Decimal | Rentang) -> str:
    """Return where a value lies to its target.

    Examples
    --------
    >>> describe_place(Decimal("7.5"), Decimal("7.8")), describe_place(Decimal(5), Rentang(Decimal(1), Decimal(9)))
    ('di bawah target', 'dalam rentang target')
    """
    if isinstance(target, Rentang):
        return f"{'dalam' if target.bawah <= value <= target.atas else 'di luar'} rentang target"
    if value == target:
        return "sama dengan target"
    return f"di {'atas' if value > target else 'bawah'} target"


def tell_verdict(tercapai: bool | None, arah: str) -> str:
    """Return whether a target was met, and which way is better where it isn't up.

    Examples
    --------
    >>> tell_verdict(False, "turun"), tell_verdict(True, "naik"), tell_verdict(None, "naik")
    ('belum tercapai; makin rendah makin baik', 'tercapai', '')
    """
    words = {True: "tercapai", False: "belum tercapai", None: ""}[tercapai], LOWER if arah == "turun" else ""
    return "; ".join(filter(None, words))


def state(subject: str, message: str, parts: Iterable[str]) -> str:
    """Return an alt text: what the chart shows, its message if it has one, and all its values.

    Examples
    --------
    >>> state("Jumlah pegawai", "terbanyak S-1", ["S-2 5 orang", "S-1 10 orang"])
    'Jumlah pegawai: terbanyak S-1. S-2 5 orang; S-1 10 orang.'
    """
    values = "; ".join(parts)
    return f"{subject}: {message}. {values}." if message else f"{subject}: {values}."
