"""Tables that libraries show as HTML, such as pandas' frames: their heads and cells."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html.parser import HTMLParser

_FIGURE = re.compile(r"[-+−]?(Rp\s?)?\d[\d.,\s]*%?|[-–]?|NaN|None|<NA>", re.IGNORECASE)
"""What stands at the right side of a column."""


class _Reader(HTMLParser):
    """Collect the cells of the first table, heads and rows apart; a cell over several stands in each of them."""

    def __init__(self) -> None:
        super().__init__()
        self.heads: list[dict[int, str]] = []
        self.rows: list[dict[int, str]] = []
        self.awaited: list[dict[int, str]] = []
        self.in_head = self.done = False
        self.cell: tuple[int, int] | None = None
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self.done:
            return
        told = dict(attrs)
        if tag == "thead":
            self.in_head = True
        elif tag == "tr":
            self._open_row()
        elif tag in ("th", "td"):
            self.cell = _span(told.get("colspan")), _span(told.get("rowspan"))
            self.text = ""
        elif tag == "br":
            self.text += "\n"

    def handle_endtag(self, tag: str) -> None:
        if tag in ("th", "td") and self.cell:
            self._put()
        elif tag == "thead":
            self.in_head = False
        elif tag == "table":
            self.done = True

    def handle_data(self, data: str) -> None:
        self.text += data

    def _open_row(self) -> None:
        # Cells above may reach into it.
        (self.heads if self.in_head else self.rows).append(self.awaited.pop(0) if self.awaited else {})

    def _put(self) -> None:
        columns, height = self.cell or (1, 1)
        rows = self.heads if self.in_head else self.rows
        if not rows:
            self._open_row()
        row = rows[-1]
        first = next(n for n in range(len(row) + 1) if n not in row)
        while len(self.awaited) < height - 1:
            self.awaited.append({})
        for place in range(first, first + columns):
            for other in (row, *self.awaited[: height - 1]):
                other[place] = " ".join(self.text.split())
        self.cell = None


def _span(told: str | None) -> int:
    return int(told) if told and told.isdecimal() else 1


@dataclass(frozen=True)
class Head:
    """A column: its head, the heads above it, how long its longest text is, and whether it holds figures."""

    text: str
    group: str
    longest: int
    figures: bool


def read_html_table(html: str) -> tuple[tuple[Head, ...], tuple[tuple[str, ...], ...]]:
    """Return the columns and the rows of the first table of a piece of HTML.

    Examples
    --------
    >>> html = "<table><thead><tr><th>Jenis</th><th>Pagu</th></tr></thead><tr><td>A</td><td>5</td></tr></table>"
    >>> heads, rows = read_html_table(html)
    >>> [(head.text, head.figures) for head in heads], rows
    ([('Jenis', False), ('Pagu', True)], (('A', '5'),))
    """
    reader = _Reader()
    reader.feed(html)
    reader.close()
    count = max((len(row) for row in (*reader.heads, *reader.rows)), default=1)
    rows = tuple(tuple(row.get(n, "") for n in range(count)) for row in reader.rows if row)
    return tuple(_describe(reader.heads, n, [row[n] for row in rows]) for n in range(count)), rows


def _describe(heads: list[dict[int, str]], place: int, cells: list[str]) -> Head:
    told = [head[place] for head in heads if head.get(place)]
    figures = any(re.search(r"\d", cell) for cell in cells) and all(_FIGURE.fullmatch(cell) for cell in cells)
    longest = max((len(cell) for cell in (*told, *cells)), default=1)
    return Head(told[-1] if told else "", ": ".join(told[:-1]), longest, figures)
