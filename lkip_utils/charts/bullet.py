"""Target against realisasi, each indicator on a scale of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import partial

from lkip_utils.charts.axis import Scale, scale_from_zero
from lkip_utils.charts.canvas import Canvas, draw, draw_key, draw_missing
from lkip_utils.charts.style import ACCENT, BAND, INK, MUTED, PLATE, STRONG
from lkip_utils.charts.text import describe_place, state, with_unit, wrap
from lkip_utils.display import Figure
from lkip_utils.numbers import MISSING

Item = tuple[str, Decimal | None, Decimal | None, str]

BAR = 12.0
REACH = 6.0
"""How far the mark of the target reaches over the bar, above and below."""
_GAP = 14.0


def draw_bullet(items: Sequence[Item], subject: str, tahun: int) -> Figure:
    """Return a bar for realisasi and a mark for the target per indicator.

    Parameters
    ----------
    items
        Name, target, realisasi (None for "not known") and unit of each indicator. The units may
        differ: every bar has a scale of its own, from zero.
    subject
        What the chart shows, e.g. "Target dan realisasi indikator kinerja utama".
    tahun
        The year of the values.

    Examples
    --------
    >>> item = ("Partisipasi politik", Decimal("7.8"), Decimal("7.5"), "%")
    >>> print(draw_bullet([item], "Target dan realisasi IKU", 2023).alt)
    Target dan realisasi IKU tahun 2023: Partisipasi politik 7,5% dari target 7,8% (di bawah target).
    """
    full = f"{subject} tahun {tahun}"
    if all(target is None and realisasi is None for _, target, realisasi, _ in items):
        return draw_missing(full)
    alt = state(full, "", (f"{item[0]} {_sentence(item)}{_compare(item)}" for item in items))
    return draw(partial(_paint, items), full, alt)


def _paint(items: Sequence[Item], canvas: Canvas) -> float:
    y = draw_key(canvas, 2, [(_key_bar(canvas), "realisasi"), (_key_mark(canvas), "target")])
    for item in items:
        y = _draw_item(canvas, y, item)
    return y - _GAP + 4


def _draw_item(canvas: Canvas, y: float, item: Item) -> float:
    name, target, realisasi, _ = item
    known = [value for value in (target, realisasi) if value is not None]
    scale = scale_from_zero(known, 2, canvas.width - 4)
    top = canvas.lines(2, y, wrap(name, canvas.width - 4)) + 1 + REACH
    if known:
        draw_values(canvas, top, scale, [target] if target is not None else [], realisasi)
    below = top + (BAR + REACH + 1 if known else -REACH)
    sentence = _sentence(item)
    color = MUTED if realisasi is None else INK
    return canvas.lines(2, below, wrap(sentence, canvas.width - 4, bold=True), bold=True, color=color) + _GAP


def draw_values(canvas: Canvas, top: float, scale: Scale, marks: Sequence[Decimal], realisasi: Decimal | None) -> None:
    """Draw a bar from zero to the realisasi on the ground of its scale, with a mark at each of some values.

    The bar goes over the marks and shows them as slits: one that ends just beyond a mark must be seen to get there.
    """
    canvas.box(scale.start, top, scale.end - scale.start, BAR, BAND)
    zero = scale.place(0)
    for mark in marks:
        _draw_mark(canvas, scale.place(mark), top - REACH, top + BAR + REACH)
    if realisasi is not None:
        length = scale.place(realisasi) - zero
        canvas.box(zero, top - 1, length, BAR + 2, PLATE)
        canvas.box(zero, top, length, BAR, STRONG)
        for x in (scale.place(mark) for mark in marks if 0 < mark < realisasi):
            canvas.line([x, x], [top, top + BAR], PLATE)
    canvas.line([zero, zero], [top - 1, top + BAR + 1], INK)


def _draw_mark(canvas: Canvas, x: float, top: float, bottom: float) -> None:
    canvas.line([x, x], [top, bottom], ACCENT, 3)


def _sentence(item: Item) -> str:
    _, target, realisasi, satuan = item
    if target is None and realisasi is None:
        return f"target dan realisasi {MISSING}"
    if realisasi is None:
        return f"realisasi {MISSING}, target {with_unit(target, satuan)}"
    if target is None:
        return f"{with_unit(realisasi, satuan)}, target {MISSING}"
    return f"{with_unit(realisasi, satuan)} dari target {with_unit(target, satuan)}"


def _compare(item: Item) -> str:
    """Return how the values lie to each other; whether that is good depends on the indicator."""
    _, target, realisasi, _ = item
    if target is None or realisasi is None:
        return ""
    return f" ({describe_place(realisasi, target)})"


def _key_bar(canvas: Canvas) -> Callable[[float, float], None]:
    return lambda x, y: canvas.box(x - 7, y - 4, 14, 8, STRONG)


def _key_mark(canvas: Canvas) -> Callable[[float, float], None]:
    return lambda x, y: _draw_mark(canvas, x, y - 6, y + 6)
