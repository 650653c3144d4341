"""Money planned and spent: pagu and realisasi side by side."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from lkip_utils.charts.canvas import draw_missing
from lkip_utils.charts.rows import Axis, Bar, Row, draw_rows
from lkip_utils.charts.text import magnitude, shorten, state
from lkip_utils.display import Figure
from lkip_utils.numbers import MISSING, format_rupiah

Item = tuple[str, Decimal | None, Decimal | None]


def draw_amounts(items: Sequence[Item], subject: str) -> Figure:
    """Return two bars per item on one scale: pagu pale, realisasi dark below it.

    Parameters
    ----------
    items
        Name, pagu and realisasi in rupiah; None for "not known".
    subject
        What the chart shows, e.g. "Pagu dan realisasi per program tahun 2023".

    Examples
    --------
    >>> print(draw_amounts([("Program A", Decimal(2000000), Decimal(1500000))], "Pagu dan realisasi").alt)
    Pagu dan realisasi: tidak ada realisasi di atas pagu. Program A pagu Rp2.000.000, realisasi Rp1.500.000.
    """
    amounts = [amount for _, *pair in items for amount in pair if amount is not None]
    if not amounts:
        return draw_missing(subject)
    one, word = magnitude(max(amounts, key=abs))
    rows = [Row(label, _bars(pagu, realisasi)) for label, pagu, realisasi in items]
    return draw_rows(rows, Axis(f"{word} rupiah".strip(), one), subject, _describe(items, subject))


def _bars(pagu: Decimal | None, realisasi: Decimal | None) -> tuple[Bar, ...]:
    if pagu is None and realisasi is None:
        return (Bar(None),)
    return Bar(pagu, f"pagu {_label(pagu)}", pale=True), Bar(realisasi, f"realisasi {_label(realisasi)}")


def _label(amount: Decimal | None) -> str:
    return MISSING if amount is None else shorten(amount)


def _describe(items: Sequence[Item], subject: str) -> str:
    parts = (f"{label} pagu {format_rupiah(pagu)}, realisasi {format_rupiah(real)}" for label, pagu, real in items)
    return state(subject, _compare(items), parts)


def _compare(items: Sequence[Item]) -> str:
    known = [(label, pagu, real) for label, pagu, real in items if pagu is not None and real is not None]
    above = [label for label, pagu, real in known if real > pagu]
    if above:
        return f"realisasi di atas pagu pada {', '.join(above)}"
    return "tidak ada realisasi di atas pagu" if known else ""
