"""What pages take along: scripts and styles of lkip's pages, and how a chapter looks, which Quarto takes as well."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

EXTENSION = Path("_extensions", "lkip")
"""Folder of what Quarto, too, takes for a report: the filter, the PDF's template, fonts, how a chapter looks."""

FONTS = EXTENSION / "fonts"
"""Folder of the fonts."""


def list_assets(assets: Path, extension: Path, patterns: Iterable[str]) -> dict[str, Path]:
    """Return the files that pages take along, by their names in a site, wherever of the two they lie."""
    files = ((path, folder) for pattern in patterns for folder in (assets, extension) for path in folder.glob(pattern))
    return {f"assets/{path.relative_to(folder).as_posix()}": path for path, folder in sorted(files)}
