"""Horizontal bars under or beside their names: what bars of staff, money and percentages share."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import partial
from typing import NamedTuple

from lkip_utils.charts.axis import Scale, label_ticks, scale_from_zero
from lkip_utils.charts.canvas import Canvas, draw
from lkip_utils.charts.style import INK, LINE, MUTED, PAD, PALE, PLATE, STRONG
from lkip_utils.charts.text import clean, measure_width, wrap
from lkip_utils.display import Figure
from lkip_utils.numbers import MISSING

_GAP = 7.0
_MARGIN = 2.0
_BESIDE = 0.3
"""Names stand beside the bars as long as the widest takes no more than this share of the width."""
_BARS = 0.35
"""What they and the labels behind the bars leave to the bars, at least."""


class Bar(NamedTuple):
    """A bar and the direct label behind it; None for a value that isn't known."""

    value: Decimal | None
    text: str = MISSING
    pale: bool = False


class Row(NamedTuple):
    """A name with its bars."""

    label: str
    bars: tuple[Bar, ...]


class Axis(NamedTuple):
    """What the common scale of the bars shows.

    Parameters
    ----------
    unit
        What is written under the figures.
    one
        What 1 on the axis is worth, e.g. a million for "juta rupiah".
    reference
        A value that gets a line of its own, and its words.
    """

    unit: str
    one: int = 1
    reference: tuple[Decimal, str] | None = None


def draw_rows(rows: Sequence[Row], axis: Axis, subject: str, alt: str) -> Figure:
    """Return bars on one scale that begins at zero, as tall as there are rows."""
    return draw(partial(paint_rows, rows, axis), subject, alt)


def paint_rows(rows: Sequence[Row], axis: Axis, canvas: Canvas) -> float:
    """Draw the bars and return the height that they took."""
    widest = max(measure_width(clean(row.label)) for row in rows)
    behind = max(measure_width(clean(bar.text)) for row in rows for bar in row.bars)
    beside = widest <= min(_BESIDE * canvas.width, (1 - _BARS) * canvas.width - behind)
    names = [[row.label] if beside else wrap(row.label, canvas.width - 2 * _MARGIN) for row in rows]
    heights = [_measure_row(row, name, beside) for row, name in zip(rows, names, strict=True)]
    scale = _lay_scale(rows, axis, widest + 8 if beside else _MARGIN, canvas.width - _MARGIN - 6 - behind)
    top = LINE + 2 if axis.reference else _MARGIN
    bottom = top + sum(heights)
    height = _draw_grid(canvas, axis, scale, top, bottom)
    y = top + _GAP / 2
    for row, name, used in zip(rows, names, heights, strict=True):
        start = y if beside else _write_name(canvas, y, name)
        if beside:
            canvas.text(scale.start - 6, y + (used - _GAP - LINE) / 2, name[0], align="right")
        _draw_bars(canvas, row.bars, start, scale, axis)
        y += used
    return height


def _measure_row(row: Row, name: list[str], beside: bool) -> float:
    lines = len(row.bars) + (0 if beside else len(name))
    return lines * LINE + _GAP


def _lay_scale(rows: Sequence[Row], axis: Axis, left: float, right: float) -> Scale:
    values = [bar.value for row in rows for bar in row.bars if bar.value is not None]
    reference = [axis.reference[0]] if axis.reference else []
    return scale_from_zero([*values, *reference], left, right)


def _write_name(canvas: Canvas, y: float, name: list[str]) -> float:
    # The grid must not run through the letters.
    for number, line in enumerate(name):
        canvas.ground(_MARGIN, y + number * LINE, line)
    return canvas.lines(_MARGIN, y, name) + 1


def _draw_bars(canvas: Canvas, bars: tuple[Bar, ...], y: float, scale: Scale, axis: Axis) -> None:
    zero = scale.place(0)
    for number, bar in enumerate(bars):
        top = y + number * LINE
        end = zero if bar.value is None else scale.place(bar.value)
        if bar.value is not None:
            canvas.box(zero, top + 1, end - zero, LINE - 2, PALE if bar.pale else STRONG, STRONG)
            _notch(canvas, top, end, scale, axis)
        x = _step_over(max(zero, end) + 4, bar.text, scale, axis)
        canvas.ground(x, top, bar.text)
        canvas.text(x, top, bar.text, color=MUTED if bar.value is None else INK)
    canvas.line([zero, zero], [y - 1, y + len(bars) * LINE + 1], INK)


def _notch(canvas: Canvas, top: float, end: float, scale: Scale, axis: Axis) -> None:
    """Let the reference line go on through a bar that passes it."""
    if axis.reference and end > (x := scale.place(axis.reference[0])):
        canvas.line([x, x], [top + 1, top + LINE - 1], PLATE, 1.6)


def _step_over(x: float, text: str, scale: Scale, axis: Axis) -> float:
    """Return where a label begins, behind the reference line if that would run through it."""
    if not axis.reference:
        return x
    line = scale.place(axis.reference[0])
    return line + 4 if x - 4 < line < x + measure_width(clean(text)) + 4 else x


def _draw_grid(canvas: Canvas, axis: Axis, scale: Scale, top: float, bottom: float) -> float:
    """Draw the lines behind the bars with their figures and return the height of the drawing."""
    ticks = _fit_ticks(scale, axis)
    for tick, label in zip(ticks, label_ticks(ticks, axis.one), strict=True):
        x = scale.place(tick)
        canvas.line([x, x], [top, bottom])
        _write_at(canvas, x, bottom + 2, label, MUTED)
    if axis.reference:
        value, words = axis.reference
        x = scale.place(value)
        canvas.line([x, x], [top, bottom], INK, 1.0, "--")
        _write_at(canvas, x, 1, words, INK)
    unit = wrap(axis.unit, canvas.width - _MARGIN - scale.start)
    return canvas.lines(scale.start, bottom + 2 + LINE, unit, color=MUTED) + 2


def _write_at(canvas: Canvas, x: float, y: float, words: str, color: str) -> None:
    """Write words around a place, moved where they would leave the sheet."""
    half = (measure_width(words) - PAD) / 2
    canvas.text(max(half, min(x, canvas.width - half)), y, words, color=color, align="center")


def _fit_ticks(scale: Scale, axis: Axis) -> list[Decimal]:
    """Return as many round values as there is room for their figures."""
    for count in (5, 4, 3, 2):
        ticks = scale.ticks(count)
        widest = max((measure_width(label) for label in label_ticks(ticks, axis.one)), default=0.0)
        if len(ticks) < 2 or scale.place(ticks[1]) - scale.place(ticks[0]) > widest + 8:
            return ticks
    return [Decimal(0)]
