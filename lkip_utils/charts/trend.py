"""One value per year, as columns."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import partial

from lkip_utils.charts.axis import Scale, label_ticks, scale_from_zero
from lkip_utils.charts.canvas import Canvas, draw, draw_missing
from lkip_utils.charts.rows import Axis, Bar, Row, paint_rows
from lkip_utils.charts.style import INK, LINE, MUTED, STRONG
from lkip_utils.charts.text import measure_width, state, wrap
from lkip_utils.display import Figure
from lkip_utils.numbers import MISSING, format_number

_HEIGHT = 150.0
_WIDEST = 56.0
_TICKS = 4


def draw_trend(values: Mapping[int, Decimal | None], unit: str, subject: str, places: int = 2) -> Figure:
    """Return a column per year from the first to the last known one.

    Parameters
    ----------
    values
        Value by year; a year between others that is missing stays visible as such.
    unit
        Unit of all values, e.g. "nilai".
    subject
        What the chart shows, e.g. "Nilai evaluasi SAKIP".
    places
        Decimals of the labels.

    Examples
    --------
    >>> print(draw_trend({2021: Decimal("67.93"), 2022: Decimal("73.8")}, "nilai", "Nilai SAKIP").alt)
    Nilai SAKIP: naik dari tahun 2021 ke tahun 2022. 2021 67,93; 2022 73,80.
    """
    known = {year: value for year, value in sorted(values.items()) if value is not None}
    if not known:
        return draw_missing(subject)
    years = range(min(known), max(known) + 1)
    labels = {year: format_number(known.get(year), places) for year in years}
    parts = (f"{year} {label}" for year, label in labels.items())
    alt = state(_add_unit(subject, unit), _compare(known), parts)
    return draw(partial(_paint, known, labels, unit), subject, alt)


def _paint(known: Mapping[int, Decimal], labels: Mapping[int, str], unit: str, canvas: Canvas) -> float:
    left = _measure_axis(known)
    slot = (canvas.width - 2 - left) / len(labels)
    if max(_measure(label) for label in labels.values()) + 8 <= slot:
        return _paint_columns(canvas, known, labels, unit, left, slot)
    # Too many years for columns with labels; lying down, any number has room.
    rows = [Row(str(year), (Bar(known.get(year), label),)) for year, label in labels.items()]
    return paint_rows(rows, Axis(unit), canvas)


def _add_unit(subject: str, unit: str) -> str:
    return subject if unit.lower() in subject.lower() else f"{subject} ({unit})"


def _measure_axis(known: Mapping[int, Decimal]) -> float:
    """Return how much of the width the figures along the columns take."""
    ticks = scale_from_zero(known.values(), 0, _HEIGHT).ticks(_TICKS)
    return max(measure_width(label) for label in label_ticks(ticks)) + 10


def _measure(label: str) -> float:
    return max(measure_width(line) for line in _break(label))


def _break(label: str) -> list[str]:
    return label.split() if label == MISSING else [label]


def _paint_columns(
    canvas: Canvas, known: Mapping[int, Decimal], labels: Mapping[int, str], unit: str, left: float, slot: float
) -> float:
    top = canvas.lines(2, 0, wrap(unit, canvas.width - 4), color=MUTED) + 8
    scale = scale_from_zero(known.values(), top + LINE * 2 + _HEIGHT, top + LINE * 2)
    _draw_grid(canvas, scale, left)
    for number, (year, label) in enumerate(labels.items()):
        x = left + (number + 0.5) * slot
        _draw_column(canvas, x, min(0.6 * slot, _WIDEST), known.get(year), _break(label), scale)
        canvas.text(x, scale.start + 3, str(year), align="center")
    canvas.line([left, canvas.width - 2], [scale.place(0)] * 2, INK)
    return scale.start + LINE + 8


def _draw_grid(canvas: Canvas, scale: Scale, left: float) -> None:
    ticks = scale.ticks(_TICKS)
    for tick, label in zip(ticks, label_ticks(ticks), strict=True):
        y = scale.place(tick)
        canvas.line([left, canvas.width - 2], [y, y])
        canvas.text(left - 6, y - LINE / 2, label, color=MUTED, align="right")


def _draw_column(canvas: Canvas, x: float, width: float, value: Decimal | None, label: list[str], scale: Scale) -> None:
    zero = scale.place(0)
    end = zero if value is None else scale.place(value)
    if value is not None:
        canvas.box(x - width / 2, end, width, zero - end, STRONG)
    y = min(end, zero) - 2 - len(label) * LINE
    for number, line in enumerate(label):
        canvas.ground(x, y + number * LINE, line, align="center")
    canvas.lines(x, y, label, bold=value is not None, color=MUTED if value is None else INK, align="center")


def _compare(known: Mapping[int, Decimal]) -> str:
    if len(known) < 2:
        return ""
    (before, first), (year, last) = list(known.items())[-2:]
    word = "tetap" if first == last else "naik" if last > first else "turun"
    return f"{word} dari tahun {before} ke tahun {year}"
