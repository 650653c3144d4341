"""Weigh the pages of a published site: what a reader's browser loads before a page can be read.

Run from the checkout after ``lkip build``: ``python bench/halaman.py`` (options: a site's folder). A page weighs its HTML, the
styles, scripts and fonts that load at once; charts load when they are near and are counted apart. Text is weighed as a
server sends it (gzip); in brackets what lies on the disk.
"""

from __future__ import annotations

import gzip
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

MOST = 300_000
"""Bytes that a report's page may weigh without its charts, as they are sent."""
PACKED = (".woff2", ".png", ".jpg")
"""Files that a server sends as they are."""
FONTS = re.compile(r"url\([\"']?([^\"')]+\.woff2)")


@dataclass(frozen=True)
class Weight:
    """What a page loads: requests, bytes as sent and as they lie on the disk; its charts apart."""

    requests: int
    sent: int
    raw: int
    charts: int


class _Loads(HTMLParser):
    """Collect what a page asks for at once, and the pictures that wait until they are near."""

    def __init__(self) -> None:
        super().__init__()
        self.now: list[str] = []
        self.later: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "link" and given.get("rel") in ("stylesheet", "icon", "preload"):
            self.now.append(given["href"])
        elif tag in ("script", "img") and "src" in given:
            (self.later if given.get("loading") == "lazy" else self.now).append(given["src"])


def weigh(page: Path) -> Weight:
    """Return what a page of a site weighs."""
    loads = _Loads()
    loads.feed(page.read_text(encoding="utf-8"))
    files = {page, *_resolve(page, loads.now)}
    # All four faces, though a page without slanted letters asks for fewer.
    files |= {font for style in list(files) if style.suffix == ".css" for font in _list_fonts(style)}
    return Weight(
        len(files), sum(map(_sent, files)), sum(map(_raw, files)), sum(map(_sent, _resolve(page, loads.later)))
    )


def _resolve(page: Path, links: list[str]) -> set[Path]:
    return {(page.parent / link).resolve() for link in links if not link.startswith("data:")}


def _list_fonts(style: Path) -> Iterator[Path]:
    for link in FONTS.findall(style.read_text(encoding="utf-8")):
        yield (style.parent / link).resolve()


def _raw(path: Path) -> int:
    return path.stat().st_size


def _sent(path: Path) -> int:
    return _raw(path) if path.suffix in PACKED else len(gzip.compress(path.read_bytes(), mtime=0))


def main() -> None:
    """Print a line for each page, the heaviest first."""
    site = Path(*sys.argv[1:2] or ["_site"])
    weights = {page.relative_to(site): weigh(page) for page in site.rglob("*.html")}
    print("halaman | permintaan | dikirim (di disk) kB | bagan kB")
    for page, weight in sorted(weights.items(), key=lambda item: -item[1].sent):
        mark = " LEBIH" if weight.sent > MOST else ""
        sizes = f"{weight.sent / 1000:.0f} ({weight.raw / 1000:.0f}) | {weight.charts / 1000:.0f}"
        print(f"{page} | {weight.requests} | {sizes}{mark}")


if __name__ == "__main__":
    main()
