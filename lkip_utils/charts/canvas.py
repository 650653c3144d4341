"""The sheet that charts are drawn on: shapes and words in points, from the upper left corner down."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from io import StringIO
from typing import Literal

from matplotlib import rc, rc_context, rcdefaults
from matplotlib.artist import Artist
from matplotlib.backend_bases import RendererBase
from matplotlib.figure import Figure as Sheet
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.transforms import Affine2D, Transform

from lkip_utils.charts.style import GRID, INK, LEADING, METADATA, MUTED, SMALL, SVG, TEXT, WHITE, WIDTH
from lkip_utils.charts.text import clean, font, measure_width, wrap
from lkip_utils.display import Figure

Align = Literal["left", "center", "right"]

_BASELINE = 0.82
"""Where letters stand in the height of their line."""


class Words(Artist):
    """A line of text at its place, taken literally.

    Matplotlib's own text would measure and lay out anew what the canvas has placed already, which took a
    third of the time of a drawing.
    """

    def __init__(
        self, x: float, y: float, text: str, size: float, bold: bool, color: str, *, transform: Transform, zorder: int
    ) -> None:
        super().__init__()
        self.place, self.text, self.size, self.bold, self.color = (x, y), text, size, bold, color
        self.set_transform(transform)
        self.set_zorder(zorder)

    def draw(self, renderer: RendererBase) -> None:
        """Draw the line with its left end on the baseline at its place."""
        x, y = self.get_transform().transform(self.place)
        properties = font(self.bold).copy()
        properties.set_size(self.size)
        context = renderer.new_gc()
        context.set_foreground(self.color)
        renderer.open_group("text")
        # The sheet counts upwards, what is drawn downwards.
        renderer.draw_text(context, x, renderer.get_canvas_width_height()[1] - y, self.text, properties, 0)
        renderer.close_group("text")
        context.restore()


@dataclass
class Canvas:
    """Shapes in the order in which they cover each other, made when the height is known."""

    shapes: list[Callable[..., Artist]] = field(default_factory=list)

    def box(self, x: float, y: float, width: float, height: float, fill: str, edge: str = "none") -> None:
        """Draw a rectangle from its upper left corner; ``width`` may be negative."""
        self.shapes.append(partial(Rectangle, (x, y), width, height, facecolor=fill, edgecolor=edge, linewidth=0.8))

    def line(
        self,
        xs: Sequence[float],
        ys: Sequence[float],
        color: str = GRID,
        width: float = 0.8,
        style: Literal["-", "--"] = "-",
    ) -> None:
        """Draw a line through points."""
        self.shapes.append(
            partial(Line2D, xs, ys, color=color, linewidth=width, linestyle=style, solid_capstyle="butt")
        )

    def dot(self, x: float, y: float, marker: str, fill: str, edge: str, size: float) -> None:
        """Draw a marker around a point."""
        self.shapes.append(
            partial(Line2D, [x], [y], marker=marker, markersize=size, markerfacecolor=fill, markeredgecolor=edge)
        )

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float = TEXT,
        bold: bool = False,
        color: str = INK,
        align: Align = "left",
    ) -> None:
        """Write a line with its upper edge at ``y``."""
        left = _start_line(x, measure_width(clean(text), size, bold), align)
        baseline = y + _BASELINE * LEADING * size
        self.shapes.append(partial(Words, left, baseline, clean(text), size, bold, color))

    def lines(
        self,
        x: float,
        y: float,
        lines: Sequence[str],
        size: float = TEXT,
        bold: bool = False,
        color: str = INK,
        align: Align = "left",
    ) -> float:
        """Write lines one below the other and return where the next one would begin."""
        for number, line in enumerate(lines):
            self.text(x, y + number * LEADING * size, line, size, bold, color, align)
        return y + len(lines) * LEADING * size

    def ground(
        self, x: float, y: float, text: str, size: float = TEXT, align: Align = "left", color: str = WHITE
    ) -> None:
        """Clear the place of a line of text, so that nothing runs through its letters."""
        width = measure_width(clean(text), size)
        left = _start_line(x, width, align)
        self.box(left - 1.5, y, width + 3, LEADING * size, color)

    def finish(self, height: float, subject: str, alt: str) -> Figure:
        """Return the drawing as SVG, with the text that stands for it."""
        with rc_context():
            # Someone's own matplotlibrc must not change the report.
            rcdefaults()
            rc("svg", **SVG)
            sheet = Sheet(figsize=(WIDTH / 72, height / 72), dpi=72, facecolor=WHITE)
            points = Affine2D().scale(1, -1).translate(0, height)
            for order, make in enumerate(self.shapes):
                sheet.add_artist(make(transform=points, zorder=order))
            stream = StringIO()
            sheet.savefig(stream, format="svg", metadata={"Title": clean(subject), **METADATA})
        return Figure(stream.getvalue(), " ".join(alt.split()))


def _start_line(x: float, width: float, align: Align) -> float:
    return {"left": x, "center": x - width / 2, "right": x - width}[align]


def draw_missing(subject: str) -> Figure:
    """Return the drawing for data that a year lacks, so that its label and references stay valid."""
    sentence = f"{subject} belum tersedia."
    canvas = Canvas()
    lines = wrap(sentence, WIDTH - 40)
    bottom = canvas.lines(WIDTH / 2, 18, lines, color=MUTED, align="center") + 18
    canvas.shapes.insert(0, partial(Rectangle, (1, 1), WIDTH - 2, bottom - 2, facecolor=WHITE, edgecolor=MUTED))
    return canvas.finish(bottom, subject, sentence)


def draw_key(canvas: Canvas, y: float, entries: Sequence[tuple[Callable[[float, float], None], str]]) -> float:
    """Draw what marks stand for, in one line, and return where the chart can begin.

    Parameters
    ----------
    entries
        For each mark: what draws it around a point, and its word.
    """
    x = 2.0
    for draw, word in entries:
        draw(x + 7, y + SMALL * LEADING / 2)
        canvas.text(x + 18, y, word, SMALL, color=MUTED)
        x += 18 + measure_width(word, SMALL) + 18
    return y + SMALL * LEADING + 8
