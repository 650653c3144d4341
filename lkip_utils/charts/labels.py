"""Direct labels at points: each above or below its point, wherever nothing else is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from lkip_utils.charts.canvas import Canvas
from lkip_utils.charts.style import LINE
from lkip_utils.charts.text import measure_width

_DISTANCE = 5.0
_STEP = 3.0


class Label(NamedTuple):
    """A text at a point, preferably above it; ``ground`` is the colour behind it."""

    x: float
    y: float
    text: str
    above: bool
    bold: bool
    ground: str


class Place(NamedTuple):
    """A rectangle of the drawing, in points."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Place) -> bool:
        """Return whether two rectangles share more than an edge."""
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom


def cover_points(points: Iterable[tuple[float, float]], size: float) -> list[Place]:
    """Return the places that markers of a size take."""
    half = size / 2
    return [Place(x - half, y - half, x + half, y + half) for x, y in points]


def cover_line(start: tuple[float, float], end: tuple[float, float]) -> list[Place]:
    """Return small places all along a line."""
    (x, y), (to_x, to_y) = start, end
    count = max(1, int(max(abs(to_x - x), abs(to_y - y)) / _STEP))
    points = ((x + (to_x - x) * n / count, y + (to_y - y) * n / count) for n in range(count + 1))
    return cover_points(points, 2)


def write_labels(
    canvas: Canvas, labels: Sequence[Label], marks: Sequence[Place], lines: Sequence[Place], *, grid: bool
) -> None:
    """Write as many labels as have room, the first ones first.

    No label covers a mark or another label; over a line only when there is no other way.

    Parameters
    ----------
    grid
        Whether there are lines behind everything, that every label must be cleared from.
    """
    taken = list(marks)
    for label in labels:
        candidates = _list_candidates(label, canvas.width)
        candidates = [place for place in candidates if not any(place.meets(other) for other in taken)]
        free = [place for place in candidates if not any(place.meets(line) for line in lines)]
        for place in (free or candidates)[:1]:
            taken.append(place)
            middle = (place.left + place.right) / 2
            if grid or not free:
                canvas.ground(middle, place.top, label.text, align="center", color=label.ground)
            canvas.text(middle, place.top, label.text, bold=label.bold, align="center")


def _list_candidates(label: Label, width: float) -> list[Place]:
    """Return places around a point, the best first: over or under it, then a little to a side."""
    half, height = measure_width(label.text, label.bold) / 2 + 1, LINE
    above, below = label.y - _DISTANCE - height, label.y + _DISTANCE
    tops = (above, below) if label.above else (below, above)
    aside = max(0.0, half - _DISTANCE)
    middles = (min(max(label.x + shift, half), width - half) for shift in (0, aside, -aside))
    return [Place(middle - half, top, middle + half, top + height) for middle in middles for top in tops]
