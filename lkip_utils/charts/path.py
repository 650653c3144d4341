"""The path of an indicator through the years of the Renstra: targets, and the results known so far."""

from __future__ import annotations

from functools import partial

from lkip_utils.charts.canvas import Canvas, draw, draw_key, draw_missing
from lkip_utils.charts.labels import Label
from lkip_utils.charts.plot import (
    Plot,
    Targets,
    Values,
    draw_frame,
    draw_series,
    label_point,
    lay_plot,
    list_bounds,
    mark_result,
    mark_target,
)
from lkip_utils.charts.style import LINE, MUTED
from lkip_utils.charts.text import LOWER, Writer, describe_place, list_years, state, wrap
from lkip_utils.display import Figure
from lkip_utils.measures import is_percent
from lkip_utils.numbers import MISSING

_HEIGHT = 190.0


def draw_path(
    satuan: str,
    target: Targets,
    realisasi: Values,
    subject: str,
    tahun: int,
    bentuk: str = "bilangan",
    arah: str = "naik",
) -> Figure:
    """Return the line of targets over the years with the realisasi of the known years.

    Parameters
    ----------
    satuan
        Unit of all values.
    target, realisasi
        Values by year; a year that isn't known is left out. A target may be a range.
    subject
        What the chart shows, e.g. "Target Renstra dan realisasi Partisipasi Politik".
    tahun
        The report's year, which is highlighted.
    bentuk
        Form of the values (see :func:`lkip_utils.measures.format_measure`). Grades, times and ratios are
        written at their points; an axis of bare numbers would tell nothing.
    arah
        Which way is better.

    Examples
    --------
    >>> from decimal import Decimal
    >>> target = {2022: Decimal("7.5"), 2023: Decimal("7.8")}
    >>> print(draw_path("%", target, {2023: Decimal("7.8")}, "Partisipasi politik", 2023).alt)
    Partisipasi politik: realisasi tahun 2023 sama dengan target. Target 2022 7,5%, 2023 7,8%; realisasi 2023 7,8%.
    """
    if not target and not realisasi:
        return draw_missing(subject)
    write = Writer(satuan, bentuk)
    lower = LOWER if arah == "turun" else ""
    message = ", ".join(filter(None, (_compare(target, realisasi, tahun), lower)))
    alt = state(subject, message, list_years(write, target, realisasi))
    return draw(partial(_paint, write, target, realisasi, tahun, lower), subject, alt)


def _paint(write: Writer, target: Targets, realisasi: Values, tahun: int, lower: str, canvas: Canvas) -> float:
    words = [name if series else f"{name} {MISSING}" for name, series in (("realisasi", realisasi), ("target", target))]
    marks = (partial(mark_result, canvas), partial(mark_target, canvas))
    y = draw_key(canvas, 2, list(zip(marks, words, strict=True)))
    unit = "persen" if is_percent(write.satuan) else write.satuan
    told = ", ".join(filter(None, (unit, lower)))
    y = canvas.lines(2, y, wrap(told, canvas.width - 4), color=MUTED) + LINE
    plot = lay_plot(target, realisasi, tahun, y, _HEIGHT, canvas.width - 2, scaled=write.scaled)
    draw_frame(canvas, plot, tahun)
    draw_series(canvas, plot, target, realisasi, _list_labels(plot, target, realisasi, write, tahun))
    return plot.bottom


def _list_labels(plot: Plot, target: Targets, realisasi: Values, write: Writer, tahun: int) -> list[Label]:
    """Return the labels, what matters most first: the report's year, then results, then targets."""
    labels: list[tuple[tuple[bool, bool, int], Label]] = []
    bounds = list_bounds(target)
    # The ends of a range stand apart: the lower is told below, the upper above.
    sides = [None] if len(bounds) == 1 else [False, True]
    pairs = [
        (realisasi, bounds[-1], True, None),
        *((bound, realisasi, False, side) for bound, side in zip(bounds, sides, strict=True)),
    ]
    for series, other, bold, side in pairs:
        for year, value in series.items():
            facing = other.get(year)
            free = bold if facing is None or facing == value else value > facing
            label = label_point(
                plot, year, value, write.at_point(value), tahun, above=free if side is None else side, bold=bold
            )
            labels.append(((year != tahun, not bold, year), label))
    return [label for _, label in sorted(labels)]


def _compare(target: Targets, realisasi: Values, tahun: int) -> str:
    if tahun not in realisasi:
        return f"realisasi tahun {tahun} {MISSING}"
    if tahun not in target:
        return f"target tahun {tahun} {MISSING}"
    return f"realisasi tahun {tahun} {describe_place(realisasi[tahun], target[tahun])}"
