"""Where the letters of charts lie: with Quarto's extension, in a checkout or in an installed package."""

from pathlib import Path

_HOME = Path(__file__).parents[1]
_PLACES = (_HOME / "_extensions" / "lkip" / "fonts", _HOME / "lkip" / "proyek" / "_extensions" / "lkip" / "fonts")
FONTS = next(path for path in _PLACES if path.is_dir())
"""The folder of the fonts."""
