"""The look that all charts share: sizes, colours and fonts."""

from __future__ import annotations

from lkip_utils.fonts import FONTS

SHEET = 453.5
"""Width of a whole drawing in points: 16 cm, the text width of an A4 page."""

PAD = 8.0
"""Margin between the edge of the sheet and what is drawn on it."""

WIDTH = SHEET - 2 * PAD
"""Width of what is drawn."""

NARROW = 270.0 - 2 * PAD
"""The same for a phone, where a whole drawing has 360 px."""

TEXT = 10.5
"""Size of letters in points, that of the report's text; on a phone 320 px wide they are still 11 px."""

LINE = 1.15 * TEXT
"""Distance between the lines of a text."""

# What carries meaning has a contrast of at least 3:1 to the sheet, itself or by its edge, letters one of 4.5:1;
# all stay apart for the colour-blind, because they differ in lightness first and never by colour alone.
PLATE = "#ffffff"
INK = "#1f2933"
MUTED = "#52606d"
GRID = "#d5dce4"
BAND = "#eef3f8"
STRONG = "#0b5a8f"
PALE = "#d3e2ef"
ACCENT = "#c2410c"

DARK = {
    PLATE: "#12181d",
    INK: "#e3e9ed",
    MUTED: "#a3b1bb",
    GRID: "#39454f",
    BAND: "#1f2a33",
    STRONG: "#6cb4ea",
    PALE: "#1f4460",
    ACCENT: "#f59156",
}
"""Every colour's counterpart where the reader prefers a dark page; on paper there is none."""

# Files, not family names: a font of the same name on someone's machine can't take their place.
REGULAR = FONTS / "SourceSans3-Regular.ttf"
SEMIBOLD = FONTS / "SourceSans3-SemiBold.ttf"
