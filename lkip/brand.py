"""The colours and the logo of a project or an agency (``_brand.yml``, as Quarto has it), in everything that is published."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lkip.config import merge, read_mapping
from lkip.errors import ContentError

BRAND = "_brand.yml"

PAPER, NIGHT = "#ffffff", "#12181d"
"""What letters stand on by day and by night."""

LEAST_CONTRAST = 4.5
"""Of letters to what they stand on (WCAG 2.2, 1.4.3)."""

DAY_ACCENTS = ("#0b4f6c", "#0a5a80", "#0b5a8f")
NIGHT_ACCENTS = ("#8cc8e0", "#86c5e6", "#6cb4ea")
TINTS = {"#e6eef2": 0.10, "#d3e2ef": 0.18}
"""lkip's own accents in pages, print, Word and charts, and the share of the accent in those that are mixed with white."""

COLOURED = (
    "_extensions/lkip/*.css",
    "_extensions/lkip/*.typ",
    "assets/*.svg",
    "assets/word/*.xml",
    "gambar/*.svg",
    "gambar/sempit/*.svg",
)
"""What of a staged report has colours."""


@dataclass(frozen=True)
class Brand:
    """What a brand says.

    Parameters
    ----------
    primary
        The accent as ``#rrggbb``; empty for lkip's own.
    logo
        Where the logo lies.
    """

    primary: str = ""
    logo: Path | None = None

    @property
    def colours(self) -> dict[str, str]:
        """What takes the place of each of lkip's accents."""
        if not self.primary:
            return {}
        night = _lighten(self.primary)
        tints = {old: _mix(self.primary, PAPER, share) for old, share in TINTS.items()}
        return dict.fromkeys(DAY_ACCENTS, self.primary) | dict.fromkeys(NIGHT_ACCENTS, night) | tints

    def recolour(self, text: str) -> str:
        """Return a style sheet, a drawing or a template in the brand's colours; Word writes them without ``#``.

        Examples
        --------
        >>> Brand("#7a1f5c").recolour('warna: #0B4F6C; <w:color w:val="0B4F6C"/>')
        'warna: #7a1f5c; <w:color w:val="7a1f5c"/>'
        """
        for old, new in self.colours.items():
            text = re.sub(rf"(?<=#){old[1:]}\b|(?<=\"){old[1:]}(?=\")", new[1:], text, flags=re.IGNORECASE)
        return text

    def recolour_stage(self, stage: Path) -> None:
        """Give a staged report the brand's colours."""
        for path in (path for pattern in COLOURED for path in stage.glob(pattern)) if self.primary else ():
            path.write_text(self.recolour(path.read_text(encoding="utf-8")), encoding="utf-8", newline="")


def list_files(root: Path, own: Path) -> list[Path]:
    """Return the files that make up a brand: the project's, then the agency's."""
    return [path for path in (root / BRAND, own / BRAND) if path.is_file()]


def read_brand(root: Path, own: Path) -> Brand:
    """Return an agency's brand; of its own it needs to say only what differs from the project's.

    Raises
    ------
    ContentError
        Naming file, key, what was read and what was expected.
    """
    content: dict[str, Any] = {}
    logo: Path | None = None
    for path in list_files(root, own):
        try:
            told = read_mapping(path)
        except ContentError as error:
            raise ContentError(f"{path.parent.name}/{BRAND}{error.message}") from None
        content = merge(content, told)
        logo = _find_logo(path, told) or logo
    return Brand(_find_primary(content), logo)


def list_aside(root: Path, own: Path) -> list[str]:
    """Return the keys of a brand that only Quarto's own rendering follows."""
    content: dict[str, Any] = {}
    for path in list_files(root, own):
        content = merge(content, read_mapping(path))
    colours = content.get("color")
    inner = (
        [f"color.{key}" for key in colours if key not in ("palette", "primary")] if isinstance(colours, dict) else []
    )
    return [*(key for key in content if key not in ("color", "logo")), *inner]


def _find_primary(content: dict[str, Any]) -> str:
    colours = content.get("color")
    colours = colours if isinstance(colours, dict) else {}
    palette = colours.get("palette")
    named = str(colours.get("primary") or "")
    told = str(palette.get(named, named)) if isinstance(palette, dict) else named
    if not told:
        return ""
    found = re.fullmatch(r"#([0-9a-f]{3}|[0-9a-f]{6})", told.lower())
    if not found:
        raise ContentError(
            f"{BRAND}: color.primary terbaca «{told}», diharapkan warna seperti «#0b4f6c» atau nama dalam palette."
        )
    digits = found[1] if len(found[1]) == 6 else "".join(digit * 2 for digit in found[1])
    contrast = measure_contrast(f"#{digits}", PAPER)
    if contrast < LEAST_CONTRAST:
        told_contrast = f"{contrast:.1f}".replace(".", ",")
        raise ContentError(
            f"{BRAND}: color.primary «{told}» berkontras {told_contrast}:1 terhadap kertas putih, diharapkan paling sedikit 4,5:1 "
            "agar judul dan tautan terbaca. Pakai warna yang lebih gelap."
        )
    return f"#{digits}"


def _find_logo(path: Path, content: dict[str, Any]) -> Path | None:
    """Return the file of the logo that a brand names, the largest first; paths are seen from the brand's own folder."""
    told = content.get("logo")
    sizes = [told.get(size) for size in ("large", "medium", "small")] if isinstance(told, dict) else [told]
    images = told.get("images") if isinstance(told, dict) else None
    for entry in filter(None, sizes):
        image = images.get(entry, entry) if isinstance(images, dict) and isinstance(entry, str) else entry
        name = str(image.get("path", "") if isinstance(image, dict) else image)
        if not (path.parent / name).is_file():
            raise ContentError(
                f"{BRAND}: logo «{name}» tidak ada di folder {path.parent.name}. Letakkan di sana, atau hapus barisnya."
            )
        return path.parent / name
    return None


def measure_contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21 (WCAG 2.2).

    Examples
    --------
    >>> round(measure_contrast("#000000", "#ffffff"))
    21
    """
    darker, lighter = sorted(map(_measure_light, (one, other)))
    return (lighter + 0.05) / (darker + 0.05)


def _measure_light(colour: str) -> float:
    channels = (value / 255 for value in bytes.fromhex(colour[1:]))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def _mix(one: str, other: str, share: float) -> str:
    pairs: Iterator[tuple[int, int]] = zip(bytes.fromhex(one[1:]), bytes.fromhex(other[1:]), strict=True)
    return "#" + bytes(round(a * share + b * (1 - share)) for a, b in pairs).hex()


def _lighten(colour: str) -> str:
    """Return the colour mixed with as much white as letters by night need, and a little more."""
    steps = (_mix(colour, PAPER, 1 - step / 20) for step in range(21))
    return next(light for light in steps if measure_contrast(light, NIGHT) >= LEAST_CONTRAST + 2.5)
