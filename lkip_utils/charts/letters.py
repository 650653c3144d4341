"""The shapes of letters: a page may show a drawing as an image, and there no font but the reader's own reaches it."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from matplotlib.font_manager import get_font
from matplotlib.ft2font import FT2Font, LoadFlags
from matplotlib.path import Path
from matplotlib.textpath import text_to_path

from lkip_utils.charts.style import REGULAR, SEMIBOLD

EM = 1000
"""Units of the outlines per size of the letters: those that the shipped fonts are drawn in, so all are whole."""

_SIZE = 100
_COMMANDS = {Path.MOVETO: "m", Path.LINETO: "l", Path.CURVE3: "q", Path.CURVE4: "c"}
"""How SVG calls the pieces of an outline."""

_OUTLINES: dict[str, str] = {}
"""The letters drawn so far, by matplotlib's names: words share them."""


class Glyph(NamedTuple):
    """A letter at its place in a word.

    Parameters
    ----------
    name
        The same for the same letter of the same font.
    x
        Where it begins.
    outline
        Its shape as SVG path data, upwards; empty for a space.
    """

    name: str
    x: int
    outline: str


@cache
def shape(word: str, bold: bool = False) -> tuple[Glyph, ...]:
    """Return a word as letters.

    Examples
    --------
    >>> [(glyph.name, glyph.x) for glyph in shape("AVA")]
    [('r2', 0), ('r17', 529), ('r2', 1030)]
    """
    placed, found, _ = text_to_path.get_glyphs_with_font(_open(bold), word)
    for key, outline in found.items():
        if key not in _OUTLINES:
            _OUTLINES[key] = _trace(Path(*outline))
    return tuple(Glyph(_name(key, bold), round(x * EM / _SIZE), _OUTLINES[key]) for key, x, _, _ in placed)


@cache
def measure(word: str, bold: bool = False) -> float:
    """Return the width of a word, as a multiple of the size of its letters."""
    font = _open(bold)
    font.set_text(word, 0.0, flags=LoadFlags.NO_HINTING)
    width, _ = font.get_width_height()
    # In 1/64 of a point.
    return float(width) / 64 / _SIZE


@cache
def knows(char: str) -> bool:
    """Return whether the shipped font has a letter."""
    return bool(_open(False).get_char_index(ord(char)))


def _open(bold: bool) -> FT2Font:
    font = get_font(SEMIBOLD if bold else REGULAR)
    font.set_size(_SIZE, 72)
    return font


def _name(key: str, bold: bool) -> str:
    """Return a short name from matplotlib's, which ends with the number that the letter has in its font."""
    return f"{'b' if bold else 'r'}{key.rpartition('-')[2]}"


def _trace(outline: Path) -> str:
    """Return an outline as SVG path data, each point as the way from the one before, which is shortest."""
    data, start, at = "", (0, 0), (0, 0)
    for flat, code in outline.iter_segments(simplify=False):
        if code == Path.CLOSEPOLY:
            data, at = f"{data}z", start
            continue
        units = [round(float(number) * EM / _SIZE) for number in flat]
        points = list(zip(units[::2], units[1::2], strict=True))
        data += _COMMANDS[code] + " ".join(f"{x - at[0]} {y - at[1]}" for x, y in points).replace(" -", "-")
        at = points[-1]
        start = at if code == Path.MOVETO else start
    return data
