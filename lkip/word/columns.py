"""Columns of a table: wide enough for their longest word, so that no amount is cut."""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.etree.ElementTree import Element

from lkip.word.elements import find_properties, put_property, qualify

SIZE = 17
"""Type of cells in half points, as the style "Sel" says."""

SIZES = (SIZE, 16, 15, 14, 13, 12)
"""Type of a table that finds no room otherwise: the first in which its words do, else its numbers."""

PADDING = 160
"""What a cell keeps free at its sides, as the style "Tabel Laporan" says, and its lines."""

ENDLESS = 25
"""Letters of what is no word and no number of this world, and may be cut."""

SPACE = re.compile(r"[^\S\u00a0]+")
DASH = re.compile(r"(?<=–)|(?<=-)(?=[^\W\d])")
"""Where a line may end within what has no spaces; it does so only where there is no room for the whole."""

OTHERS = (0.6, 1.0)
"""Widths of Latin letters and of all others, in parts of the type's size, at most: in the report's font, semi-bold."""

LETTERS = {
    **dict.fromkeys(".,:;'|ijlI", 0.3),
    **dict.fromkeys("!()[]/-frt", 0.46),
    **dict.fromkeys("0123456789+–−“”‘’", 0.53),
    **dict.fromkeys("ABCDEGHKNOPQRSTUVXYZ&", 0.71),
    **dict.fromkeys("mMwW%@", 0.9),
}
"""Widths of the letters that are far from that."""


def set_columns(table: Element, width: int) -> None:
    """Share out the width of a page among the columns, in the unit that every program understands."""
    properties = find_properties(table, "w:tblPr")
    put_property(properties, f'<w:tblW w:w="{width}" w:type="dxa"/>')
    put_property(properties, '<w:tblLayout w:type="fixed"/>')
    columns = table.findall(f"{qualify('w:tblGrid')}/{qualify('w:gridCol')}")
    given = [int(column.get(qualify("w:w"), "0")) for column in columns]
    shares = [width * part / sum(given) for part in given] if any(given) else [width / len(columns)] * len(columns)
    size, least = _choose_size(_list_words(table, len(columns)), width)
    if size < SIZE:
        _set_size(table, size)
    edge = before = 0.0
    for column, share in zip(columns, fit(shares, least), strict=True):
        edge += share
        column.set(qualify("w:w"), str(round(edge) - round(before)))
        before = edge


def fit(shares: Sequence[float], least: Sequence[float]) -> list[float]:
    """Return widths that are at least what is needed; those that have more give of it.

    Examples
    --------
    >>> fit([50, 150, 200], [80, 100, 100])
    [80, 140.0, 180.0]
    >>> fit([30, 30], [60, 40])
    [36.0, 24.0]
    """
    spare = sum(max(share - need, 0) for share, need in zip(shares, least, strict=True))
    lacking = sum(max(need - share, 0) for share, need in zip(shares, least, strict=True))
    if lacking > spare:
        return [sum(shares) * need / sum(least) for need in least]
    part = lacking / spare if spare else 0
    return [max(need, share - part * (share - need)) for share, need in zip(shares, least, strict=True)]


def measure(word: str) -> float:
    """Return how wide a word may be at most, in parts of the type's size.

    Examples
    --------
    >>> round(measure("12.345.678.901"), 2)
    6.73
    """
    return sum(LETTERS.get(letter, OTHERS[letter > "\u024f"]) for letter in word)


def _choose_size(words: Sequence[Sequence[str]], width: int) -> tuple[int, list[float]]:
    """Return the size of type, and how wide each column must be with it."""
    parts = [[part for word in column for part in DASH.split(word)] for column in words]
    numbers = [[part for part in column if re.search(r"\d", part)] for column in parts]
    ways = [(words, SIZE), *((kind, size) for kind in (parts, numbers) for size in SIZES)]
    choices = [(size, [_need(column, size) for column in kind]) for kind, size in ways]
    return next((choice for choice in choices if sum(choice[1]) <= width), choices[-1])


def _need(words: Sequence[str], size: int) -> float:
    return PADDING + size * 10 * max(map(measure, words), default=0)


def _list_words(table: Element, count: int) -> list[list[str]]:
    """Return the words of each column, without those of cells that reach over several."""
    words: list[list[str]] = [[] for _ in range(count)]
    for row in table.findall(qualify("w:tr")):
        place = 0
        for cell in row.findall(qualify("w:tc")):
            span = cell.find(f"{qualify('w:tcPr')}/{qualify('w:gridSpan')}")
            if span is None:
                words[place] += _split_words(cell)
            place += 1 if span is None else int(span.get(qualify("w:val"), "1"))
    return words


def _split_words(cell: Element) -> list[str]:
    says, ends = qualify("w:t"), (qualify("w:br"), qualify("w:p"))
    text = "".join((part.text or "") if part.tag == says else " " if part.tag in ends else "" for part in cell.iter())
    return [word for word in SPACE.split(text) if 0 < len(word) <= ENDLESS]


def _set_size(table: Element, size: int) -> None:
    for run in table.iter(qualify("w:r")):
        properties = find_properties(run, "w:rPr")
        put_property(properties, f'<w:sz w:val="{size}"/>')
        put_property(properties, f'<w:szCs w:val="{size}"/>')
