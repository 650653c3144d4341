"""Percentages of money spent, against the whole of it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from lkip_utils.charts.canvas import draw_missing
from lkip_utils.charts.rows import Axis, Bar, Row, draw_rows
from lkip_utils.charts.text import state
from lkip_utils.display import Figure
from lkip_utils.numbers import format_percent

_PAGU = (Decimal(100), "100% pagu")


def draw_serapan(items: Sequence[tuple[str, Decimal | None]], subject: str) -> Figure:
    """Return a percent bar per item, in the order given, with a line at 100 percent.

    Parameters
    ----------
    items
        Name and serapan in percent; None for "not known".
    subject
        What the chart shows, e.g. "Serapan anggaran per sub kegiatan tahun 2023".

    Examples
    --------
    >>> print(draw_serapan([("Rapat", Decimal("86.76")), ("Ormas", None)], "Serapan anggaran").alt)
    Serapan anggaran: Rapat 86,76%; Ormas belum tersedia.
    """
    known = [(value, label) for label, value in items if value is not None]
    if not known:
        return draw_missing(subject)
    rows = [Row(label, (Bar(value, format_percent(value)),)) for label, value in items]
    alt = state(subject, _name_extremes(known), (f"{label} {format_percent(value)}" for label, value in items))
    return draw_rows(rows, Axis("persen dari pagu", reference=_PAGU), subject, alt)


def _name_extremes(known: Sequence[tuple[Decimal, str]]) -> str:
    (low, lowest), (high, highest) = min(known), max(known)
    if low == high:
        return ""
    return f"terendah {lowest} ({format_percent(low)}), tertinggi {highest} ({format_percent(high)})"
