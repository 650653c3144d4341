"""What was measured, as a Markdown table."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

HEAD = ("what", "median", "spread (times)", "target", "reached")


@dataclass(frozen=True)
class Row:
    """Something that was measured.

    Parameters
    ----------
    values
        One for each time that it was measured; none for what was left out.
    bound, limit
        What the issue wants of the median, if anything.
    """

    what: str
    values: Sequence[float] = ()
    unit: str = "s"
    bound: Literal["≤", "≥", ""] = ""
    limit: float = 0.0

    @property
    def median(self) -> float:
        """The middle of what was measured."""
        return statistics.median(self.values)

    @property
    def cells(self) -> tuple[str, ...]:
        """The row as the table shows it.

        Examples
        --------
        >>> Row("one report", (2.0, 2.5, 2.25), bound="≤", limit=2.4).cells
        ('one report', '2.25 s', '2.00–2.50 (3×)', '≤ 2.40 s', 'yes')
        >>> Row("Quarto: left out").cells
        ('Quarto: left out', '–', '–', '–', '–')
        """
        if not self.values:
            return (self.what, *"––––")
        spread = f"{_format(min(self.values))}–{_format(max(self.values))} ({len(self.values)}×)"
        middle = f"{_format(self.median)} {self.unit}"
        single = len(self.values) == 1
        return (self.what, middle, "(1×)" if single else spread, *self._judge())

    def _judge(self) -> tuple[str, str]:
        if not self.bound:
            return "–", "–"
        reached = self.median <= self.limit if self.bound == "≤" else self.median >= self.limit
        return f"{self.bound} {_format(self.limit)} {self.unit}", "yes" if reached else "NO"


def _format(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.2f}"


def format_table(rows: Iterable[Row]) -> str:
    """Return the rows as a Markdown table."""
    lines = [HEAD, (":--", "--:", "--:", "--:", ":--"), *(row.cells for row in rows)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def replace_block(text: str, name: str, block: str) -> str:
    r"""Return a document with what stands between the two markers of a name replaced.

    Examples
    --------
    >>> replace_block("before <!-- satu -->old<!-- /satu --> after", "satu", "new")
    'before <!-- satu -->\nnew\n<!-- /satu --> after'
    """
    start, end = f"<!-- {name} -->", f"<!-- /{name} -->"
    before, rest = text.split(start)
    return f"{before}{start}\n{block}\n{end}{rest.split(end)[1]}"
