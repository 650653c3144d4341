"""Indicators at a glance, each half a page wide: this year's result against its target, and the years around it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from lkip_utils.charts.axis import scale_from_zero
from lkip_utils.charts.bullet import BAR, REACH, draw_values
from lkip_utils.charts.canvas import Canvas
from lkip_utils.charts.labels import Label
from lkip_utils.charts.plot import Plot, Targets, Values, draw_frame, draw_series, label_point, lay_plot, list_bounds
from lkip_utils.charts.style import INK, LINE, MUTED, PAD, SHEET
from lkip_utils.charts.text import Writer, describe_place, list_years, state, tell_verdict, wrap
from lkip_utils.display import Figure
from lkip_utils.measures import Measure, Rentang
from lkip_utils.numbers import MISSING

_WIDTH = SHEET / 2 - 2 * PAD
_HEIGHT = 84.0
_RANKS = ("predikat_sakip", "opini_bpk")
"""Forms that have an order but no zero, so that a bar would lie."""


class Indicator(NamedTuple):
    """What a small chart shows.

    Parameters
    ----------
    satuan
        Unit of all values.
    target, realisasi
        Values of the report's year; None for "not known".
    targets, results
        Values by year; a year that isn't known is left out.
    bentuk
        Form of the values, as for :func:`lkip_utils.measures.format_measure`.
    tercapai
        Whether the year's target was met; None where that isn't known or judged.
    arah
        Which way is better.
    """

    nama: str
    satuan: str
    target: Measure
    realisasi: Decimal | None
    targets: Targets
    results: Values
    bentuk: str = "bilangan"
    tercapai: bool | None = None
    arah: str = "naik"

    @property
    def write(self) -> Writer:
        """How its values are written."""
        return Writer(self.satuan, self.bentuk)

    @property
    def sentence(self) -> str:
        """Result and target of the year in words."""
        if self.target is None and self.realisasi is None:
            return f"target dan realisasi {MISSING}"
        if self.realisasi is None:
            return f"realisasi {MISSING}, target {self.write.in_text(self.target)}"
        if self.target is None:
            return f"{self.write.in_text(self.realisasi)}, target {MISSING}"
        return f"{self.write.in_text(self.realisasi, self.target)} dari target {self.write.at_point(self.target)}"

    @property
    def verdict(self) -> str:
        """Whether the target was met, and which way is better, in words."""
        return tell_verdict(self.tercapai, self.arah)

    @property
    def head(self) -> tuple[list[str], list[str]]:
        """The lines of the name and of the sentence with its verdict."""
        told = f"{self.sentence}{f': {self.verdict}' if self.verdict else ''}"
        return wrap(self.nama, _WIDTH - 4), wrap(told, _WIDTH - 4, bold=True)

    @property
    def marks(self) -> list[Decimal]:
        """The target, or both ends of one that is a range."""
        if isinstance(self.target, Rentang):
            return [self.target.bawah, self.target.atas]
        return [] if self.target is None else [self.target]

    @property
    def bar(self) -> list[Decimal]:
        """What the bar shows; nothing where there can be none."""
        known = [*self.marks, *([] if self.realisasi is None else [self.realisasi])]
        return [] if self.bentuk in _RANKS else known

    def has_years(self, tahun: int) -> bool:
        """Return whether there is another year to show."""
        return len({tahun, *self.targets, *self.results}) > 1


class _Level(NamedTuple):
    """Where the parts of all charts begin, and where they end."""

    bar: float
    years: float
    bottom: float


def draw_panel(indicators: Sequence[Indicator], tahun: int) -> list[Figure]:
    """Return a chart per indicator, half as wide as the other charts, all equally tall and level.

    Parameters
    ----------
    tahun
        The report's year, which is highlighted.

    Examples
    --------
    >>> years = {2022: Decimal("7.5"), 2023: Decimal("7.8")}
    >>> indicator = Indicator("Partisipasi", "%", Decimal("7.8"), Decimal(8), years, {2023: Decimal(8)})
    >>> print(draw_panel([indicator], 2023)[0].alt)
    Partisipasi tahun 2023: 8% dari target 7,8% (di atas target). Target 2022 7,5%, 2023 7,8%; realisasi 2023 8%.
    """
    level = _lay(indicators, tahun)
    return [_draw(indicator, tahun, level) for indicator in indicators]


def _lay(indicators: Sequence[Indicator], tahun: int) -> _Level:
    """Return where the parts of the charts begin: what one lacks stays free in it."""
    lines = max((sum(map(len, indicator.head)) for indicator in indicators), default=0)
    bar = lines * LINE + 4
    years = bar + (BAR + 2 * REACH + 6 if any(indicator.bar for indicator in indicators) else 0)
    shown = any(indicator.has_years(tahun) for indicator in indicators)
    return _Level(bar, years, years + (_HEIGHT + LINE + 6 if shown else 0))


def _draw(indicator: Indicator, tahun: int, level: _Level) -> Figure:
    canvas = Canvas(_WIDTH)
    name, sentence = indicator.head
    y = canvas.lines(2, 0, name) + 1
    canvas.lines(2, y, sentence, bold=True, color=MUTED if indicator.realisasi is None else INK)
    if indicator.bar:
        scale = scale_from_zero(indicator.bar, 2, _WIDTH - 4)
        missed = indicator.tercapai is False
        draw_values(canvas, level.bar + REACH, scale, indicator.marks, indicator.realisasi, missed=missed)
    if indicator.has_years(tahun):
        _draw_years(canvas, level.years, indicator, tahun)
    message = f"{indicator.sentence}{_compare(indicator)}"
    years = list_years(indicator.write, indicator.targets, indicator.results)
    words = " ".join(state(f"{indicator.nama} tahun {tahun}", message, years).split())
    return Figure(canvas.finish(level.bottom, indicator.nama, words), words)


def _draw_years(canvas: Canvas, y: float, indicator: Indicator, tahun: int) -> None:
    targets, results = indicator.targets, indicator.results
    plot = lay_plot(targets, results, tahun, y, _HEIGHT, _WIDTH - 2, scaled=False)
    draw_frame(canvas, plot, tahun)
    draw_series(canvas, plot, targets, results, list(_list_labels(plot, indicator, tahun)))


def _list_labels(plot: Plot, indicator: Indicator, tahun: int) -> Iterator[Label]:
    """Yield the labels of the last result and of the last target, where the way leads."""
    write, targets, results = indicator.write, indicator.targets, indicator.results
    if results:
        last = max(results)
        facing = targets.get(last)
        above = not isinstance(facing, Decimal) or results[last] >= facing
        yield label_point(plot, last, results[last], write.at_point(results[last]), tahun, above=above, bold=True)
    if targets:
        last = max(targets)
        upper = list_bounds(targets)[-1][last]
        above = isinstance(targets[last], Rentang) or (last in results and upper > results[last])
        words = f"target {write.at_point(targets[last])}"
        yield label_point(plot, last, upper, words, tahun, above=above, bold=False)


def _compare(indicator: Indicator) -> str:
    """Return how the values lie to each other, and whether that is good."""
    target, realisasi = indicator.target, indicator.realisasi
    if target is None or realisasi is None:
        return ""
    return f" ({', '.join(filter(None, (describe_place(realisasi, target), indicator.verdict)))})"
