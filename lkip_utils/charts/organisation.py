"""The organisation chart, laid out by itself.

The head stands on top; below it come its parts in rows of up to three columns, and in each column
the part's own units stand one below the other, indented by their depth. Where there is no room for
columns, all units stand so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from lkip_utils.charts.canvas import Canvas, draw, draw_missing
from lkip_utils.charts.style import INK, LINE, MUTED, PALE, PLATE, STRONG
from lkip_utils.charts.text import wrap
from lkip_utils.display import Figure

Unit = tuple[str, str | None, str]

_COLUMNS = 3
_COLUMN = 130.0
"""Width of a column, at least."""
_INDENT = 12.0
_NARROWEST = 70.0
_PAD = 5.0
_GAP = 7.0
_ROW_GAP = 24.0
_COLUMN_GAP = 12.0
_GUTTER = 12.0
_TRUNK = 4.0
"""Where, within the gutter, the line runs down past the first row of columns."""


@dataclass(frozen=True)
class _Node:
    label: str
    children: tuple[_Node, ...]

    @property
    def name(self) -> str:
        """The label on one line."""
        first, *rest = self.label.splitlines()
        return f"{first} ({', '.join(rest)})" if rest else first

    @property
    def depth(self) -> int:
        return 1 + max((child.depth for child in self.children), default=-1)


@dataclass(frozen=True)
class _Style:
    fill: str
    edge: str
    ink: str
    bold: bool


_HEAD = _Style(STRONG, STRONG, PLATE, True)
_PART = _Style(PALE, STRONG, INK, True)
_BELOW = _Style(PLATE, MUTED, INK, False)
_NEXT = {_HEAD: _PART, _PART: _BELOW, _BELOW: _BELOW}
"""How the units below one look."""


@dataclass(frozen=True)
class _Box:
    """A unit at its place; the height follows from its words."""

    node: _Node
    x: float
    y: float
    width: float
    style: _Style

    @property
    def lines(self) -> tuple[list[str], list[str]]:
        first, *rest = self.node.label.splitlines()
        room = self.width - 2 * _PAD
        return wrap(first, room, self.style.bold), [line for text in rest for line in wrap(text, room)]

    @property
    def height(self) -> float:
        name, rest = self.lines
        return (len(name) + len(rest)) * LINE + 2 * _PAD

    @property
    def bottom(self) -> float:
        return self.y + self.height

    @property
    def middle(self) -> float:
        return self.x + self.width / 2


def draw_organisation(units: Sequence[Unit], subject: str) -> Figure:
    """Return the organisation as boxes and lines.

    Parameters
    ----------
    units
        Code, code of the unit above (None for the head) and label of each unit, in the order of
        the regulation. A second line of a label (post, eselon) is written smaller.
    subject
        What the chart shows, e.g. "Struktur organisasi Badan Kesatuan Bangsa dan Politik".

    Raises
    ------
    ValueError
        When units stand above each other in a circle.

    Examples
    --------
    >>> print(draw_organisation([("a", None, "Kepala"), ("b", "a", "Sekretariat")], "Struktur organisasi").alt)
    Struktur organisasi: Kepala membawahi Sekretariat.
    """
    if not units:
        return draw_missing(subject)
    roots = _build_forest(units)
    return draw(partial(_paint, roots), subject, f"{subject}: {_describe(roots)}")


def _paint(roots: Sequence[_Node], canvas: Canvas) -> float:
    if canvas.width < _COLUMNS * _COLUMN:
        return _draw_list(canvas, roots) + 3
    return (_draw_tree(canvas, roots[0]) if len(roots) == 1 else _draw_rows(canvas, roots, 2.0, None)) + 3


def _build_forest(units: Sequence[Unit]) -> tuple[_Node, ...]:
    codes = {kode for kode, _, _ in units}
    reached: set[str] = set()

    def build(kode: str, label: str) -> _Node:
        reached.add(kode)
        return _Node(label, tuple(build(below, text) for below, above, text in units if above == kode))

    roots = tuple(build(kode, label) for kode, above, label in units if above not in codes)
    if circle := sorted(codes - reached):
        raise ValueError(f"unit organisasi saling membawahi: {', '.join(circle)}.")
    return roots


def _draw_list(canvas: Canvas, roots: Sequence[_Node]) -> float:
    """Draw all units one below the other."""
    y = 2.0
    for root in roots:
        y = _draw_column(canvas, _Box(root, 2, y, canvas.width - 4, _HEAD if len(roots) == 1 else _PART)) + _GAP
    return y - _GAP


def _draw_tree(canvas: Canvas, root: _Node) -> float:
    gutter = _GUTTER if len(root.children) > _COLUMNS else 0.0
    head = _Box(root, canvas.width / 4 + gutter / 2, 2, canvas.width / 2, _HEAD)
    bottom = _draw_rows(canvas, root.children, head.bottom + _ROW_GAP, head) if root.children else head.bottom
    _draw_box(canvas, head)
    return bottom


def _draw_rows(canvas: Canvas, parts: Sequence[_Node], y: float, head: _Box | None) -> float:
    """Draw the parts in rows of columns under their head, if there is one, and return the bottom."""
    rows = -(-len(parts) // _COLUMNS)
    columns = -(-len(parts) // rows)
    gutter = _GUTTER if head and rows > 1 else 0.0
    width = min((canvas.width - 4 - gutter - (columns - 1) * _COLUMN_GAP) / columns, canvas.width / 2)
    left = (canvas.width + gutter - columns * width - (columns - 1) * _COLUMN_GAP) / 2
    buses = []
    for first in range(0, len(parts), columns):
        row = parts[first : first + columns]
        boxes = [_Box(part, left + n * (width + _COLUMN_GAP), y, width, _PART) for n, part in enumerate(row)]
        if head:
            buses.append(y - _ROW_GAP / 2)
            _draw_bus(canvas, boxes, buses[-1], head.middle if len(buses) == 1 else _TRUNK)
        y = max(_draw_column(canvas, box) for box in boxes) + _ROW_GAP
    if head:
        _draw_trunk(canvas, head, buses)
    return y - _ROW_GAP


def _draw_bus(canvas: Canvas, boxes: Sequence[_Box], level: float, origin: float) -> None:
    """Join a row of parts to the line that comes from their head."""
    places = [origin, *(box.middle for box in boxes)]
    _connect(canvas, [min(places), max(places)], [level, level])
    for box in boxes:
        _connect(canvas, [box.middle, box.middle], [level, box.y])


def _draw_trunk(canvas: Canvas, head: _Box, levels: Sequence[float]) -> None:
    """Lead the line from the head down to its parts; from the second row on around the columns."""
    _connect(canvas, [head.middle, head.middle], [head.bottom, levels[0]])
    if len(levels) > 1:
        _connect(canvas, [head.middle, _TRUNK, _TRUNK], [levels[0], levels[0], levels[-1]])


def _draw_column(canvas: Canvas, box: _Box) -> float:
    """Draw a unit with everything below it and return the bottom."""
    _draw_box(canvas, box)
    x, bottom = box.x + _INDENT / 2, box.bottom
    indent = min(_INDENT, max(0.0, (box.width - _NARROWEST) / max(1, box.node.depth)))
    for child in box.node.children:
        below = _Box(child, box.x + indent, bottom + _GAP, box.width - indent, _NEXT[box.style])
        level = below.y + below.height / 2
        _connect(canvas, [x, x, below.x], [box.bottom, level, level])
        bottom = _draw_column(canvas, below)
    return bottom


def _draw_box(canvas: Canvas, box: _Box) -> None:
    name, rest = box.lines
    style = box.style
    canvas.box(box.x, box.y, box.width, box.height, style.fill, style.edge)
    y = canvas.lines(box.middle, box.y + _PAD, name, bold=style.bold, color=style.ink, align="center")
    canvas.lines(box.middle, y, rest, color=style.ink, align="center")


def _connect(canvas: Canvas, xs: Sequence[float], ys: Sequence[float]) -> None:
    canvas.line(xs, ys, MUTED, 1.2)


def _describe(roots: Sequence[_Node]) -> str:
    """Say what stands below what, from the top down."""
    sentences = list(_describe_below(roots))
    lone = [root.name for root in roots if not root.children]
    return " ".join([f"{'; '.join(lone)}.", *sentences] if lone else sentences)


def _describe_below(nodes: Sequence[_Node]) -> Iterator[str]:
    for node in nodes:
        if node.children:
            yield f"{node.name} membawahi {'; '.join(child.name for child in node.children)}."
        yield from _describe_below(node.children)
