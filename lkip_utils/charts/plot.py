"""Targets and results over the years: where they lie, their lines and marks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Literal

from lkip_utils.charts.axis import Scale, label_ticks
from lkip_utils.charts.canvas import Canvas
from lkip_utils.charts.labels import Label, Place, cover_line, cover_points, write_labels
from lkip_utils.charts.style import BAND, INK, LINE, MUTED, PLATE, STRONG
from lkip_utils.charts.text import measure_width
from lkip_utils.measures import Rentang

Values = Mapping[int, Decimal]
Targets = Mapping[int, Decimal | Rentang]

_ROOM = 24.0
"""Place for labels above the highest and below the lowest point."""

_MARK = 8.0


@dataclass(frozen=True)
class Plot:
    """Where years and values lie."""

    years: range
    left: float
    right: float
    values: Scale
    ticks: tuple[Decimal, ...]

    @property
    def slot(self) -> float:
        """Width of a year."""
        return (self.right - self.left) / len(self.years)

    @property
    def bottom(self) -> float:
        """Where the next thing can be drawn."""
        return self.values.start + LINE + 6

    def x(self, year: int) -> float:
        """Return the middle of a year."""
        return self.left + (year - self.years.start + 0.5) * self.slot

    def point(self, year: int, value: Decimal) -> tuple[float, float]:
        """Return where a value stands."""
        return self.x(year), self.values.place(value)

    def points(self, series: Values) -> list[tuple[float, float]]:
        """Return where all values stand."""
        return [self.point(year, series[year]) for year in sorted(series)]

    def segments(self, series: Values) -> list[tuple[tuple[float, float], tuple[float, float]]]:
        """Return the lines between neighbouring years; over an unknown year there is none."""
        pairs = pairwise(sorted(series))
        return [(self.point(a, series[a]), self.point(b, series[b])) for a, b in pairs if b == a + 1]

    def figures(self) -> list[Place]:
        """Return where the figures along the axis of values stand."""
        right = self.left - 6
        labelled = zip(self.ticks, label_ticks(self.ticks), strict=True)
        middles = ((self.values.place(tick), label) for tick, label in labelled)
        return [Place(right - measure_width(label), y - LINE / 2, right, y + LINE / 2) for y, label in middles]


def list_bounds(target: Targets) -> list[Values]:
    """Return the targets as lines: one, or the lower and the upper ends where some are ranges.

    Examples
    --------
    >>> list_bounds({2023: Decimal(7)}), len(list_bounds({2023: Rentang(Decimal(6), Decimal(8))}))
    ([{2023: Decimal('7')}], 2)
    """
    lower = {year: value.bawah if isinstance(value, Rentang) else value for year, value in target.items()}
    upper = {year: value.atas if isinstance(value, Rentang) else value for year, value in target.items()}
    return [lower] if lower == upper else [lower, upper]


def lay_plot(
    target: Targets, realisasi: Values, tahun: int, top: float, height: float, right: float, *, scaled: bool
) -> Plot:
    """Return where years and values lie, for one value or more.

    Parameters
    ----------
    scaled
        Whether there is an axis of values.
    """
    ends = [value for bound in list_bounds(target) for value in bound.values()]
    years, values = {tahun, *target, *realisasi}, [*ends, *realisasi.values()]
    low, high = min(values), max(values)
    # The labels of the outermost points need room; on a flat line there is nothing else to show.
    room = (high - low) * Decimal(_ROOM / (height - 2 * _ROOM)) or abs(high) / 10 or Decimal(1)
    scale = Scale(low - room, high + room, top + height, top)
    # What can't be below zero has no figures there.
    ticks = tuple(tick for tick in scale.ticks(6, values) if tick >= min(low, Decimal(0))) if scaled else ()
    left = max((measure_width(label) for label in label_ticks(ticks)), default=-8) + 10
    return Plot(range(min(years), max(years) + 1), left, right, scale, ticks)


def draw_frame(canvas: Canvas, plot: Plot, tahun: int) -> None:
    """Draw what stands behind the values: the report's year, the grid, the years."""
    bottom, top = plot.values.start, plot.values.end
    canvas.box(plot.x(tahun) - plot.slot / 2, top, plot.slot, bottom - top, BAND)
    for tick, label in zip(plot.ticks, label_ticks(plot.ticks), strict=True):
        y = plot.values.place(tick)
        canvas.line([plot.left, plot.right], [y, y])
        canvas.text(plot.left - 6, y - LINE / 2, label, color=MUTED, align="right")
    canvas.line([plot.left, plot.right], [bottom, bottom], MUTED)
    step = int(measure_width("2000", True) * 1.3 / plot.slot) + 1
    for year in plot.years:
        if (year - tahun) % step == 0:
            own = year == tahun
            canvas.text(plot.x(year), bottom + 3, str(year), own, INK if own else MUTED, "center")


def draw_series(canvas: Canvas, plot: Plot, target: Targets, realisasi: Values, labels: Sequence[Label]) -> None:
    """Draw lines, labels and marks of both series; a target that is a range has a line at either end."""
    bounds = list_bounds(target)
    for bound in bounds:
        _draw_line(canvas, plot, bound, MUTED, "--")
    _draw_line(canvas, plot, realisasi, STRONG, "-")
    targets = [point for bound in bounds for point in plot.points(bound)]
    marks = cover_points([*targets, *plot.points(realisasi)], _MARK + 1)
    marks += plot.figures()
    lines = [place for series in (*bounds, realisasi) for ends in plot.segments(series) for place in cover_line(*ends)]
    write_labels(canvas, labels, marks, lines, grid=bool(plot.ticks))
    for point in targets:
        mark_target(canvas, *point)
    for point in plot.points(realisasi):
        mark_result(canvas, *point)


def _draw_line(canvas: Canvas, plot: Plot, series: Values, color: str, style: Literal["-", "--"]) -> None:
    for (x, y), (to_x, to_y) in plot.segments(series):
        canvas.line([x, to_x], [y, to_y], color, 1.8, style)


def label_point(plot: Plot, year: int, value: Decimal, text: str, tahun: int, *, above: bool, bold: bool) -> Label:
    """Return a label for a value of a year."""
    return Label(*plot.point(year, value), text, above, bold, BAND if year == tahun else PLATE)


def mark_target(canvas: Canvas, x: float, y: float) -> None:
    """Draw the mark of a target: hollow and square."""
    canvas.box(x - _MARK / 2, y - _MARK / 2, _MARK, _MARK, PLATE, MUTED)


def mark_result(canvas: Canvas, x: float, y: float) -> None:
    """Draw the mark of a result: filled and round."""
    canvas.dot(x, y, STRONG, PLATE, _MARK)
