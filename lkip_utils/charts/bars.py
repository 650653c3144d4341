"""Plain bars: numbers of something by name."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from lkip_utils.charts.canvas import draw_missing
from lkip_utils.charts.rows import Axis, Bar, Row, draw_rows
from lkip_utils.charts.text import state
from lkip_utils.display import Figure
from lkip_utils.numbers import MISSING, format_number


def draw_bars(items: Sequence[tuple[str, Decimal | None]], unit: str, subject: str, places: int | None = 0) -> Figure:
    """Return horizontal bars, one per item, in the order given.

    Parameters
    ----------
    items
        Name and value; None for "not known".
    unit
        Unit of all values, e.g. "orang".
    subject
        What the chart shows, e.g. "Jumlah pegawai menurut pendidikan tahun 2023".
    places
        Decimals of the labels.

    Examples
    --------
    >>> print(draw_bars([("S-2", Decimal(5)), ("S-1", Decimal(10))], "orang", "Jumlah pegawai").alt)
    Jumlah pegawai: terbanyak S-1. S-2 5 orang; S-1 10 orang.
    """
    if all(value is None for _, value in items):
        return draw_missing(subject)
    rows = [Row(label, (Bar(value, format_number(value, places)),)) for label, value in items]
    return draw_rows(rows, Axis(unit), subject, _describe(items, unit, subject, places))


def _describe(items: Sequence[tuple[str, Decimal | None]], unit: str, subject: str, places: int | None) -> str:
    values = ((label, MISSING if value is None else f"{format_number(value, places)} {unit}") for label, value in items)
    return state(subject, _name_largest(items), (f"{label} {value}" for label, value in values))


def _name_largest(items: Sequence[tuple[str, Decimal | None]]) -> str:
    known = [(value, label) for label, value in items if value is not None]
    largest = [label for value, label in known if value == max(known)[0]]
    return "" if len(largest) == len(known) else f"terbanyak {', '.join(largest)}"
