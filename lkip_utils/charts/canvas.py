"""The sheet that charts are drawn on: shapes and words in points, from the upper left corner down."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Literal
from zlib import crc32

from lkip_utils.charts.letters import EM, measure, shape
from lkip_utils.charts.style import DARK, GRID, INK, LINE, MUTED, NARROW, PAD, PLATE, TEXT, WIDTH
from lkip_utils.charts.text import clean, measure_width, split, wrap
from lkip_utils.display import Figure

Align = Literal["left", "center", "right"]

_BASELINE = 0.82
"""Where letters stand in the height of their line."""

_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass
class Canvas:
    """Shapes in the order in which they cover each other, written as SVG.

    Matplotlib's own writer took most of the time of a drawing and twice the bytes.
    """

    width: float
    shapes: list[str] = field(default_factory=list)
    outlines: dict[str, str] = field(default_factory=dict)

    def box(self, x: float, y: float, width: float, height: float, fill: str, edge: str = "none") -> None:
        """Draw a rectangle from a corner; ``width`` and ``height`` may be negative."""
        left, top = min(x, x + width), min(y, y + height)
        place = f'x="{_write(left)}" y="{_write(top)}" width="{_write(abs(width))}" height="{_write(abs(height))}"'
        self.shapes.append(f'<rect {place} fill="{fill}"{_write_edge(edge, 0.8)}/>')

    def line(
        self,
        xs: Sequence[float],
        ys: Sequence[float],
        color: str = GRID,
        width: float = 0.8,
        style: Literal["-", "--"] = "-",
    ) -> None:
        """Draw a line through points."""
        data = "L".join(f"{_write(x)} {_write(y)}" for x, y in zip(xs, ys, strict=True))
        dashes = f' stroke-dasharray="{_write(3.5 * width)} {_write(1.5 * width)}"' if style == "--" else ""
        self.shapes.append(f'<path d="M{data}" fill="none"{_write_edge(color, width)}{dashes}/>')

    def dot(self, x: float, y: float, fill: str, edge: str, size: float) -> None:
        """Draw a disc around a point."""
        place = f'cx="{_write(x)}" cy="{_write(y)}" r="{_write(size / 2)}"'
        self.shapes.append(f'<circle {place} fill="{fill}"{_write_edge(edge, 1)}/>')

    def text(
        self,
        x: float,
        y: float,
        text: str,
        bold: bool = False,
        color: str = INK,
        align: Align = "left",
    ) -> None:
        """Write a line with its upper edge at ``y``."""
        line = clean(text)
        left = _start_line(x, measure_width(line, bold), align)
        place = f"translate({_write(left)} {_write(y + _BASELINE * LINE)})"
        scale = f"scale({TEXT / EM:.4g} -{TEXT / EM:.4g})"
        letters = "".join(self._list_letters(line, bold))
        self.shapes.append(f'<g aria-label="{escape(line)}" fill="{color}" transform="{place}{scale}">{letters}</g>')

    def _list_letters(self, line: str, bold: bool) -> Iterator[str]:
        start = 0.0
        for word in split(line):
            for name, x, outline in shape(word, bold):
                if outline:
                    self.outlines[name] = outline
                    yield f'<use xlink:href="#{name}" x="{round(start) + x}"/>'
            start += measure(word, bold) * EM

    def lines(
        self,
        x: float,
        y: float,
        lines: Sequence[str],
        bold: bool = False,
        color: str = INK,
        align: Align = "left",
    ) -> float:
        """Write lines one below the other and return where the next one would begin."""
        for number, line in enumerate(lines):
            self.text(x, y + number * LINE, line, bold, color, align)
        return y + len(lines) * LINE

    def ground(self, x: float, y: float, text: str, align: Align = "left", color: str = PLATE) -> None:
        """Clear the place of a line of text, so that nothing runs through its letters."""
        width = measure_width(clean(text))
        left = _start_line(x, width, align)
        self.box(left - 1.5, y, width + 3, LINE, color)

    def finish(self, height: float, subject: str, words: str) -> str:
        """Return the drawing as SVG on a plate of its own, with the words that stand for it."""
        frame = f"{_write(-PAD)} {_write(-PAD)} {_write(self.width + 2 * PAD)} {_write(height + 2 * PAD)}"
        x, y, *size = frame.split()
        # Several drawings may come to stand in one document.
        number = f"{crc32(words.encode()):08x}"
        outlines = "".join(f'<path id="{name}" d="{data}"/>' for name, data in sorted(self.outlines.items()))
        parts = [
            '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
            f'width="{size[0]}pt" height="{size[1]}pt" viewBox="{frame}" lang="id" '
            f'role="img" aria-labelledby="judul-{number}" aria-describedby="uraian-{number}">',
            f'<title id="judul-{number}">{_write_text(subject)}</title>',
            f'<desc id="uraian-{number}">{_write_text(words)}</desc>',
            f"<style>{_DARK}</style>",
            f"<defs>{outlines}</defs>",
            f'<rect x="{x}" y="{y}" width="{size[0]}" height="{size[1]}" fill="{PLATE}"/>',
            *self.shapes,
            "</svg>\n",
        ]
        return "\n".join(parts)


def _darken() -> str:
    """Return the rules that swap every colour where the page is dark; what prints knows no such rules."""
    rules = (f'[fill="{light}"]{{fill:{dark}}}[stroke="{light}"]{{stroke:{dark}}}' for light, dark in DARK.items())
    return f"@media (prefers-color-scheme:dark){{{''.join(rules)}}}"


_DARK = _darken()


def _write(number: float) -> str:
    """Return a coordinate to the hundredth of a point."""
    return f"{number:.2f}".rstrip("0").rstrip(".")


def _write_edge(color: str, width: float) -> str:
    return "" if color == "none" else f' stroke="{color}" stroke-width="{_write(width)}"'


def _write_text(text: str) -> str:
    return escape(_NO_XML.sub("□", " ".join(text.split())))


def _start_line(x: float, width: float, align: Align) -> float:
    return {"left": x, "center": x - width / 2, "right": x - width}[align]


Paint = Callable[[Canvas], float]
"""What fills a sheet, however wide it is, and returns the height that it took."""


def draw(paint: Paint, subject: str, alt: str) -> Figure:
    """Return a chart laid out for a page, and anew for a phone."""
    words = " ".join(alt.split())
    wide, narrow = (canvas.finish(paint(canvas), subject, words) for canvas in (Canvas(WIDTH), Canvas(NARROW)))
    return Figure(wide, words, narrow=narrow)


def draw_missing(subject: str) -> Figure:
    """Return the drawing for data that a year lacks, so that its label and references stay valid."""
    sentence = f"{subject} belum tersedia."

    def paint(canvas: Canvas) -> float:
        lines = wrap(sentence, canvas.width - 40)
        bottom = 2 * 18 + len(lines) * LINE
        canvas.box(1, 1, canvas.width - 2, bottom - 2, PLATE, MUTED)
        canvas.lines(canvas.width / 2, 18, lines, color=MUTED, align="center")
        return bottom

    return draw(paint, subject, sentence)


def draw_key(canvas: Canvas, y: float, entries: Sequence[tuple[Callable[[float, float], None], str]]) -> float:
    """Draw what marks stand for, side by side while there is room, and return where the chart can begin.

    Parameters
    ----------
    entries
        For each mark: what draws it around a point, and its word.
    """
    x = 2.0
    for draw_mark, word in entries:
        width = 18 + measure_width(word)
        if x + width > canvas.width:
            x, y = 2.0, y + LINE + 4
        draw_mark(x + 7, y + LINE / 2)
        canvas.text(x + 18, y, word, color=MUTED)
        x += width + 18
    return y + LINE + 8
