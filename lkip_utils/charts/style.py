"""The look that all charts share: sizes, colours, fonts and matplotlib's settings."""

from __future__ import annotations

from pathlib import Path

WIDTH = 453.5
"""Width of every drawing in points: 16 cm, the text width of an A4 page."""

TEXT = 10.5
"""Size of letters in points at 16 cm; on a phone 350 px wide they are still 8 px."""

SMALL = 9.5
"""Size of what is secondary: figures along an axis, words of a key."""

LEADING = 1.15
"""Distance between the lines of a text, as a multiple of its size."""

# Every fill that carries meaning has a contrast of at least 3:1 to white, itself or by its edge;
# all stay apart for the colour-blind, because they differ in lightness first.
INK = "#1f2933"
MUTED = "#52606d"
GRID = "#d5dce4"
BAND = "#eef3f8"
STRONG = "#0b5a8f"
PALE = "#d3e2ef"
ACCENT = "#c2410c"
WHITE = "#ffffff"

_FONTS = Path(__file__).parents[2] / "assets" / "fonts"
# Files, not family names: a font of the same name on someone's machine can't take their place.
REGULAR = _FONTS / "SourceSans3-Regular.ttf"
SEMIBOLD = _FONTS / "SourceSans3-SemiBold.ttf"

SVG = {"fonttype": "path", "hashsalt": "lkip"}
"""Letters as outlines, and names inside the SVG that follow from its content alone."""

METADATA = {"Creator": "lkip", "Date": None}
