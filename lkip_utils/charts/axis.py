"""The scale of a chart: where a value lies, and the figures along it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from itertools import count as count_from

from lkip_utils.numbers import format_number

_ROUND = ("1", "2", "2.5", "5")


@dataclass(frozen=True)
class Scale:
    """Values from ``low`` to ``high`` laid out between two places of the drawing, in points."""

    low: Decimal
    high: Decimal
    start: float
    end: float

    def place(self, value: Decimal | int) -> float:
        """Return where a value lies."""
        share = float((value - self.low) / (self.high - self.low))
        return self.start + share * (self.end - self.start)

    def ticks(self, count: int, values: Iterable[Decimal] = ()) -> list[Decimal]:
        """Return at most about ``count`` round values on the scale, that is meant for some values or for its ends.

        Examples
        --------
        >>> Scale(Decimal(0), Decimal("8.9"), 0, 100).ticks(5)
        [Decimal('0'), Decimal('2'), Decimal('4'), Decimal('6'), Decimal('8')]
        """
        # Between whole numbers halves mean nothing: nobody counts 2,5 persons.
        whole = all(value == value.to_integral_value() for value in (list(values) or (self.low, self.high)))
        least = (self.high - self.low) / count
        sizes = (Decimal(f"{size}E{power}") for power in count_from(least.adjusted()) for size in _ROUND)
        step = next(step for step in sizes if step >= least and not (whole and step % 1))
        first = int((self.low / step).to_integral_value(ROUND_CEILING))
        last = int((self.high / step).to_integral_value(ROUND_FLOOR))
        return [(number * step).normalize() for number in range(first, last + 1)]


def scale_from_zero(values: Iterable[Decimal], start: float, end: float) -> Scale:
    """Return a scale that holds zero and all values."""
    known = [Decimal(0), *values]
    low, high = min(known), max(known)
    return Scale(low, high if high > low else low + 1, start, end)


def label_ticks(ticks: Iterable[Decimal], one: int = 1) -> list[str]:
    """Return the figures along an axis, all with the same decimals.

    Parameters
    ----------
    one
        What 1 on the axis is worth.

    Examples
    --------
    >>> label_ticks([Decimal(0), Decimal(2500000), Decimal(5000000)], 10**6)
    ['0,0', '2,5', '5,0']
    """
    shown = [(tick / one).normalize() for tick in ticks]
    places = max((-int(value.as_tuple().exponent) for value in shown), default=0)
    return [format_number(value, max(0, places)) for value in shown]
