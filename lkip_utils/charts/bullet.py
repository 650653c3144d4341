"""Target against realisasi, each indicator on a scale of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import partial
from typing import NamedTuple

from lkip_utils.charts.axis import Scale, scale_from_zero
from lkip_utils.charts.canvas import Canvas, draw, draw_key, draw_missing
from lkip_utils.charts.style import ACCENT, BAND, INK, MUTED, PALE, PLATE, STRONG
from lkip_utils.charts.text import describe_place, state, tell_verdict, with_unit, wrap
from lkip_utils.display import Figure
from lkip_utils.numbers import MISSING


class Item(NamedTuple):
    """An indicator of the chart; None for a value that isn't known, ``tercapai`` also where it isn't judged."""

    nama: str
    target: Decimal | None
    realisasi: Decimal | None
    satuan: str
    tercapai: bool | None = None
    arah: str = "naik"


BAR = 12.0
REACH = 6.0
"""How far the mark of the target reaches over the bar, above and below."""
_GAP = 14.0


def draw_bullet(items: Sequence[Item], subject: str, tahun: int) -> Figure:
    """Return a bar for realisasi and a mark for the target per indicator.

    Parameters
    ----------
    items
        The indicators. Their units may differ: every bar has a scale of its own, from zero.
    subject
        What the chart shows, e.g. "Target dan realisasi indikator kinerja utama".
    tahun
        The year of the values.

    Examples
    --------
    >>> item = Item("Kemiskinan", Decimal("2.5"), Decimal("2.7"), "%", False, "turun")
    >>> print(draw_bullet([item], "Target dan realisasi IKU", 2023).alt)
    Target dan realisasi IKU tahun 2023: Kemiskinan 2,7% dari target 2,5% (di atas target, belum tercapai; makin rendah makin baik).
    """
    full = f"{subject} tahun {tahun}"
    if all(item.target is None and item.realisasi is None for item in items):
        return draw_missing(full)
    alt = state(full, "", (f"{item.nama} {_sentence(item)}{_compare(item)}" for item in items))
    return draw(partial(_paint, items), full, alt)


def _paint(items: Sequence[Item], canvas: Canvas) -> float:
    missed = [(_key_bar(canvas, missed=True), "realisasi yang belum mencapai target")]
    keys = [(_key_bar(canvas), "realisasi"), *(missed if any(item.tercapai is False for item in items) else [])]
    y = draw_key(canvas, 2, [*keys, (_key_mark(canvas), "target")])
    for item in items:
        y = _draw_item(canvas, y, item)
    return y - _GAP + 4


def _draw_item(canvas: Canvas, y: float, item: Item) -> float:
    marks = [] if item.target is None else [item.target]
    known = [*marks, *([] if item.realisasi is None else [item.realisasi])]
    scale = scale_from_zero(known, 2, canvas.width - 4)
    top = canvas.lines(2, y, wrap(item.nama, canvas.width - 4)) + 1 + REACH
    if known:
        draw_values(canvas, top, scale, marks, item.realisasi, missed=item.tercapai is False)
    below = top + (BAR + REACH + 1 if known else -REACH)
    verdict = tell_verdict(item.tercapai, item.arah)
    sentence = f"{_sentence(item)}{f': {verdict}' if verdict else ''}"
    color = MUTED if item.realisasi is None else INK
    return canvas.lines(2, below, wrap(sentence, canvas.width - 4, bold=True), bold=True, color=color) + _GAP


def draw_values(
    canvas: Canvas,
    top: float,
    scale: Scale,
    marks: Sequence[Decimal],
    realisasi: Decimal | None,
    *,
    missed: bool = False,
) -> None:
    """Draw a bar from zero to the realisasi on the ground of its scale, with a mark at each of some values.

    The bar goes over the marks and shows them as slits: one that ends just beyond a mark must be seen to get there.
    That of a target that was missed is pale with an edge.
    """
    fill, slit = (PALE, STRONG) if missed else (STRONG, PLATE)
    canvas.box(scale.start, top, scale.end - scale.start, BAR, BAND)
    zero = scale.place(0)
    for mark in marks:
        _draw_mark(canvas, scale.place(mark), top - REACH, top + BAR + REACH)
    if realisasi is not None:
        length = scale.place(realisasi) - zero
        canvas.box(zero, top - 1, length, BAR + 2, PLATE)
        canvas.box(zero, top, length, BAR, fill, STRONG if missed else "none")
        for x in (scale.place(mark) for mark in marks if 0 < mark < realisasi):
            canvas.line([x, x], [top, top + BAR], slit)
    canvas.line([zero, zero], [top - 1, top + BAR + 1], INK)


def _draw_mark(canvas: Canvas, x: float, top: float, bottom: float) -> None:
    canvas.line([x, x], [top, bottom], ACCENT, 3)


def _sentence(item: Item) -> str:
    target, realisasi, satuan = item.target, item.realisasi, item.satuan
    if target is None and realisasi is None:
        return f"target dan realisasi {MISSING}"
    if realisasi is None:
        return f"realisasi {MISSING}, target {with_unit(target, satuan)}"
    if target is None:
        return f"{with_unit(realisasi, satuan)}, target {MISSING}"
    return f"{with_unit(realisasi, satuan, target)} dari target {with_unit(target, satuan, realisasi)}"


def _compare(item: Item) -> str:
    """Return how the values lie to each other, and whether that is good."""
    if item.target is None or item.realisasi is None:
        return ""
    told = (describe_place(item.realisasi, item.target), tell_verdict(item.tercapai, item.arah))
    return f" ({', '.join(filter(None, told))})"


def _key_bar(canvas: Canvas, *, missed: bool = False) -> Callable[[float, float], None]:
    return lambda x, y: canvas.box(x - 7, y - 4, 14, 8, PALE if missed else STRONG, STRONG if missed else "none")


def _key_mark(canvas: Canvas) -> Callable[[float, float], None]:
    return lambda x, y: _draw_mark(canvas, x, y - 6, y + 6)
