"""The path of an indicator through the years of the Renstra: targets, and the results known so far."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from itertools import pairwise
from typing import Literal

from lkip_utils.charts.axis import Scale, label_ticks
from lkip_utils.charts.canvas import Canvas, draw_key, draw_missing
from lkip_utils.charts.labels import Label, cover_line, cover_points, write_labels
from lkip_utils.charts.style import BAND, INK, LEADING, MUTED, SMALL, STRONG, WHITE, WIDTH
from lkip_utils.charts.text import describe_place, measure_width, state, with_unit, wrap
from lkip_utils.display import Figure
from lkip_utils.measures import format_measure, is_percent
from lkip_utils.numbers import MISSING

Values = Mapping[int, Decimal]

_HEIGHT = 190.0
_ROOM = 24.0
"""Place for labels above the highest and below the lowest point."""

_LINE = SMALL * LEADING


@dataclass(frozen=True)
class _Plot:
    """Where years and values lie."""

    years: range
    left: float
    values: Scale
    ticks: tuple[Decimal, ...]

    @property
    def slot(self) -> float:
        return (WIDTH - 2 - self.left) / len(self.years)

    def x(self, year: int) -> float:
        return self.left + (year - self.years.start + 0.5) * self.slot

    def point(self, year: int, value: Decimal) -> tuple[float, float]:
        return self.x(year), self.values.place(value)

    def points(self, series: Values) -> list[tuple[float, float]]:
        return [self.point(year, series[year]) for year in sorted(series)]

    def segments(self, series: Values) -> list[tuple[tuple[float, float], tuple[float, float]]]:
        """Return the lines between neighbouring years; over an unknown year there is none."""
        pairs = pairwise(sorted(series))
        return [(self.point(a, series[a]), self.point(b, series[b])) for a, b in pairs if b == a + 1]


def draw_path(
    satuan: str, target: Values, realisasi: Values, subject: str, tahun: int, bentuk: str = "bilangan"
) -> Figure:
    """Return the line of targets over the years with the realisasi of the known years.

    Parameters
    ----------
    satuan
        Unit of all values.
    target, realisasi
        Values by year; a year that isn't known is left out.
    subject
        What the chart shows, e.g. "Target Renstra dan realisasi Partisipasi Politik".
    tahun
        The report's year, which is highlighted.
    bentuk
        Form of the values (see :func:`lkip_utils.measures.format_measure`). Grades, times and ratios are
        written at their points; an axis of bare numbers would tell nothing.

    Examples
    --------
    >>> target = {2022: Decimal("7.5"), 2023: Decimal("7.8")}
    >>> print(draw_path("%", target, {2023: Decimal("7.8")}, "Partisipasi politik", 2023).alt)
    Partisipasi politik: realisasi tahun 2023 sama dengan target. Target 2022 7,5%, 2023 7,8%; realisasi 2023 7,8%.
    """
    if not target and not realisasi:
        return draw_missing(subject)
    canvas = Canvas()
    words = [name if series else f"{name} {MISSING}" for name, series in (("realisasi", realisasi), ("target", target))]
    marks = (partial(_mark_result, canvas), partial(_mark_target, canvas))
    y = draw_key(canvas, 2, list(zip(marks, words, strict=True)))
    write = _Writer(satuan, bentuk)
    unit = "persen" if is_percent(satuan) else satuan
    y = canvas.lines(2, y, wrap(unit, WIDTH - 4, SMALL), SMALL, color=MUTED) + _LINE
    plot = _lay_plot(target, realisasi, tahun, y, scaled=write.scaled)
    _draw_frame(canvas, plot, tahun)
    _draw_line(canvas, plot, target, MUTED, "--")
    _draw_line(canvas, plot, realisasi, STRONG, "-")
    _draw_points(canvas, plot, target, realisasi, write, tahun)
    return canvas.finish(plot.values.start + _LINE + 8, subject, _describe(write, target, realisasi, subject, tahun))


@dataclass(frozen=True)
class _Writer:
    """How values are written."""

    satuan: str
    bentuk: str

    @property
    def scaled(self) -> bool:
        """Whether bare numbers on an axis mean what the values mean."""
        return self.bentuk == "bilangan"

    def at_point(self, value: Decimal) -> str:
        """Return a value beside its point, where the axis tells the unit."""
        if not self.scaled:
            return format_measure(value, self.bentuk)
        return with_unit(value, "%" if is_percent(self.satuan) else "")

    def in_text(self, value: Decimal) -> str:
        """Return a value with its unit."""
        return with_unit(value, self.satuan) if self.scaled else format_measure(value, self.bentuk)


def _lay_plot(target: Values, realisasi: Values, tahun: int, top: float, *, scaled: bool) -> _Plot:
    years, values = {tahun, *target, *realisasi}, [*target.values(), *realisasi.values()]
    low, high = min(values), max(values)
    # The labels of the outermost points need room; on a flat line there is nothing else to show.
    room = (high - low) * Decimal(_ROOM / (_HEIGHT - 2 * _ROOM)) or abs(high) / 10 or Decimal(1)
    scale = Scale(low - room, high + room, top + _HEIGHT, top)
    # What can't be below zero has no figures there.
    ticks = tuple(tick for tick in scale.ticks(6) if tick >= min(low, Decimal(0))) if scaled else ()
    left = max((measure_width(label, SMALL) for label in label_ticks(ticks)), default=0) + 10
    return _Plot(range(min(years), max(years) + 1), left, scale, ticks)


def _draw_frame(canvas: Canvas, plot: _Plot, tahun: int) -> None:
    bottom, top = plot.values.start, plot.values.end
    canvas.box(plot.x(tahun) - plot.slot / 2, top, plot.slot, bottom - top, BAND)
    for tick, label in zip(plot.ticks, label_ticks(plot.ticks), strict=True):
        y = plot.values.place(tick)
        canvas.line([plot.left, WIDTH - 2], [y, y])
        canvas.text(plot.left - 6, y - _LINE / 2, label, SMALL, color=MUTED, align="right")
    canvas.line([plot.left, WIDTH - 2], [bottom, bottom], MUTED)
    step = int(measure_width("2000", SMALL, True) * 1.3 / plot.slot) + 1
    for year in plot.years:
        if (year - tahun) % step == 0:
            own = year == tahun
            color = INK if own else MUTED
            canvas.text(plot.x(year), bottom + 3, str(year), SMALL, own, color, "center")


def _draw_line(canvas: Canvas, plot: _Plot, series: Values, color: str, style: Literal["-", "--"]) -> None:
    for (x, y), (to_x, to_y) in plot.segments(series):
        canvas.line([x, to_x], [y, to_y], color, 1.8, style)


def _draw_points(canvas: Canvas, plot: _Plot, target: Values, realisasi: Values, write: _Writer, tahun: int) -> None:
    marks = cover_points([*plot.points(target), *plot.points(realisasi)], 9)
    lines = [place for series in (target, realisasi) for ends in plot.segments(series) for place in cover_line(*ends)]
    write_labels(canvas, _list_labels(plot, target, realisasi, write, tahun), marks, lines)
    for point in plot.points(target):
        _mark_target(canvas, *point)
    for point in plot.points(realisasi):
        _mark_result(canvas, *point)


def _list_labels(plot: _Plot, target: Values, realisasi: Values, write: _Writer, tahun: int) -> list[Label]:
    """Return the labels, what matters most first: the report's year, then results, then targets."""
    labels: list[tuple[tuple[bool, bool, int], Label]] = []
    for series, other, bold in ((realisasi, target, True), (target, realisasi, False)):
        for year, value in series.items():
            facing = other.get(year)
            above = bold if facing is None or facing == value else value > facing
            label = Label(
                *plot.point(year, value), write.at_point(value), above, bold, BAND if year == tahun else WHITE
            )
            labels.append(((year != tahun, not bold, year), label))
    return [label for _, label in sorted(labels)]


def _mark_target(canvas: Canvas, x: float, y: float) -> None:
    canvas.dot(x, y, "s", WHITE, MUTED, 9)


def _mark_result(canvas: Canvas, x: float, y: float) -> None:
    canvas.dot(x, y, "o", STRONG, WHITE, 7)


def _describe(write: _Writer, target: Values, realisasi: Values, subject: str, tahun: int) -> str:
    parts = (
        f"{name} {', '.join(f'{year} {write.in_text(series[year])}' for year in sorted(series)) or MISSING}"
        for name, series in (("Target", target), ("realisasi", realisasi))
    )
    return state(subject, _compare(target, realisasi, tahun), parts)


def _compare(target: Values, realisasi: Values, tahun: int) -> str:
    if tahun not in realisasi:
        return f"realisasi tahun {tahun} {MISSING}"
    if tahun not in target:
        return f"target tahun {tahun} {MISSING}"
    return f"realisasi tahun {tahun} {describe_place(realisasi[tahun], target[tahun])}"
