"""An indicator at a glance, half a page wide: this year's result against its target, and the years around it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from lkip_utils.charts.axis import scale_from_zero
from lkip_utils.charts.bullet import BAR, REACH, draw_values
from lkip_utils.charts.canvas import Canvas
from lkip_utils.charts.labels import Label
from lkip_utils.charts.plot import Plot, Values, draw_frame, draw_series, label_point, lay_plot
from lkip_utils.charts.style import INK, MUTED, PAD, SHEET
from lkip_utils.charts.text import Writer, describe_place, list_years, state, wrap
from lkip_utils.display import Figure
from lkip_utils.measures import Measure, Rentang
from lkip_utils.numbers import MISSING

_WIDTH = SHEET / 2 - 2 * PAD
_HEIGHT = 84.0
_RANKS = ("predikat_sakip", "opini_bpk")
"""Forms that have an order but no zero, so that a bar would lie."""


def draw_panel(
    name: str,
    satuan: str,
    target: Measure,
    realisasi: Decimal | None,
    targets: Values,
    results: Values,
    tahun: int,
    bentuk: str = "bilangan",
) -> Figure:
    """Return name, result, target and their years, half as wide as the other charts.

    Parameters
    ----------
    name
        The indicator.
    satuan
        Unit of all values.
    target, realisasi
        Values of the report's year; None for "not known".
    targets, results
        Values by year; a year that isn't known is left out.
    tahun
        The report's year, which is highlighted.
    bentuk
        Form of the values, as for :func:`lkip_utils.measures.format_measure`.

    Examples
    --------
    >>> years = {2022: Decimal("7.5"), 2023: Decimal("7.8")}
    >>> print(draw_panel("Partisipasi", "%", Decimal("7.8"), Decimal(8), years, {2023: Decimal(8)}, 2023).alt)
    Partisipasi tahun 2023: 8% dari target 7,8% (di atas target). Target 2022 7,5%, 2023 7,8%; realisasi 2023 8%.
    """
    write = Writer(satuan, bentuk)
    sentence = _write_sentence(write, target, realisasi)
    canvas = Canvas(_WIDTH)
    y = canvas.lines(2, 0, wrap(name, _WIDTH - 4))
    color = MUTED if realisasi is None else INK
    y = canvas.lines(2, y + 1, wrap(sentence, _WIDTH - 4, bold=True), bold=True, color=color) + 3
    if bentuk not in _RANKS:
        y = _draw_bar(canvas, y, target, realisasi)
    if len({tahun, *targets, *results}) > 1:
        y = _draw_years(canvas, y, write, targets, results, tahun)
    message = f"{sentence}{_compare(target, realisasi)}"
    return canvas.finish(y, name, state(f"{name} tahun {tahun}", message, list_years(write, targets, results)))


def _write_sentence(write: Writer, target: Measure, realisasi: Decimal | None) -> str:
    if target is None and realisasi is None:
        return f"target dan realisasi {MISSING}"
    if realisasi is None:
        return f"realisasi {MISSING}, target {write.in_text(target)}"
    if target is None:
        return f"{write.in_text(realisasi)}, target {MISSING}"
    return f"{write.in_text(realisasi)} dari target {write.at_point(target)}"


def _draw_bar(canvas: Canvas, y: float, target: Measure, realisasi: Decimal | None) -> float:
    marks = list(_list_bounds(target))
    known = [*marks, *([] if realisasi is None else [realisasi])]
    if not known:
        return y
    draw_values(canvas, y + REACH, scale_from_zero(known, 2, _WIDTH - 4), marks, realisasi)
    return y + BAR + 2 * REACH + 6


def _list_bounds(target: Measure) -> Iterator[Decimal]:
    if isinstance(target, Rentang):
        yield target.bawah
        yield target.atas
    elif target is not None:
        yield target


def _draw_years(canvas: Canvas, y: float, write: Writer, targets: Values, results: Values, tahun: int) -> float:
    plot = lay_plot(targets, results, tahun, y, _HEIGHT, _WIDTH - 2, scaled=False)
    draw_frame(canvas, plot, tahun)
    draw_series(canvas, plot, targets, results, list(_list_labels(plot, write, targets, results, tahun)))
    return plot.bottom


def _list_labels(plot: Plot, write: Writer, targets: Values, results: Values, tahun: int) -> Iterator[Label]:
    """Yield the labels of the last result and of the last target, where the way leads."""
    if results:
        last = max(results)
        above = last not in targets or results[last] >= targets[last]
        yield label_point(plot, last, results[last], write.at_point(results[last]), tahun, above=above, bold=True)
    if targets:
        last = max(targets)
        above = last in results and targets[last] > results[last]
        words = f"target {write.at_point(targets[last])}"
        yield label_point(plot, last, targets[last], words, tahun, above=above, bold=False)


def _compare(target: Measure, realisasi: Decimal | None) -> str:
    """Return how the values lie to each other; whether that is good depends on the indicator."""
    if target is None or realisasi is None:
        return ""
    if not isinstance(target, Rentang):
        return f" ({describe_place(realisasi, target)})"
    within = target.bawah <= realisasi <= target.atas
    return f" ({'dalam' if within else 'di luar'} rentang target)"
