"""Every page of the site, as readers get it: no errors, nothing asked of strangers, no barrier, no sideways scrolling."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from terbitan import AGENCY, DEMO, PAGES

from peramban.conftest import MakeVisit

FULL = [page for page in PAGES if page in ("index.html", f"{DEMO}/index.html") or page.startswith(f"{DEMO}/2025/")]
"""Pages that are looked at in every width and colour scheme; a report's pages are of one kind."""
LOOKS = [
    *((page, 1280, "light") for page in PAGES),
    *((page, width, scheme) for page in FULL for width, scheme in [(1280, "dark"), (390, "light"), (390, "dark")]),
]

CONTRASTS = [page for page in PAGES if page in FULL or page.startswith(f"{AGENCY}/2023/")]
"""Pages whose colours are measured, in the wide window: that takes six times as long as all other rules together."""

REPORT = [page for page in FULL if page.startswith(f"{DEMO}/2025/")]

LETTERS = """async () => Promise.all([...document.querySelectorAll("main img")].map(async (image) => {
  image.loading = "eager";
  await image.decode();
  const drawing = new DOMParser().parseFromString(await (await fetch(image.currentSrc)).text(), "image/svg+xml");
  const size = Math.min(...[...drawing.querySelectorAll("g[transform]")].map(
    (words) => 1000 * words.getAttribute("transform").match(/scale\\(([\\d.]+)/)[1]));
  return size * image.clientWidth / drawing.documentElement.viewBox.baseVal.width;
}))"""
"""Sizes of the smallest letters of each chart, in pixels of the screen."""

SQUEEZED = """() => [...document.querySelectorAll("main tbody td:not([colspan])")]
  .filter((cell) => cell.textContent.trim().length > 40 && cell.clientWidth < 120)
  .map((cell) => `${cell.clientWidth}: ${cell.textContent}`)"""
"""Cells with a sentence in less than the least width that one can be read in."""

AXE = Axe()


@pytest.mark.parametrize(("page", "width", "scheme"), LOOKS)
def test_page_has_no_barrier(visits: MakeVisit, page: str, width: int, scheme: str) -> None:
    """Axe finds nothing; the browser says nothing; every file comes, and from the site."""
    visit = visits(width, scheme)
    opened = visit.open(page)
    told = (visit.console[:], visit.failed[:], visit.foreign)
    assert told == ([], [], [])
    colours = {"color-contrast": {"enabled": width == 1280 and page in CONTRASTS}}
    found = AXE.run(opened, options={"resultTypes": ["violations"], "rules": colours}).response["violations"]
    assert [f"{rule['id']}: {node['html']}" for rule in found for node in rule["nodes"]] == []


@pytest.mark.parametrize("page", PAGES)
def test_page_fits_a_narrow_window(visits: MakeVisit, page: str) -> None:
    """At 320 pixels, or 400 % of a window of 1280, text is read without scrolling sideways."""
    opened = visits(320, "light").open(page)
    assert opened.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("width", [390, 320])
@pytest.mark.parametrize("page", REPORT)
def test_charts_and_tables_can_be_read_on_a_phone(visits: MakeVisit, page: str, width: int) -> None:
    """Letters in charts show at least 11 pixels, and no sentence in a table is squeezed to a few letters a line."""
    opened = visits(width, "light").open(page)
    assert [size for size in opened.evaluate(LETTERS) if size < 11] == []
    assert opened.evaluate(SQUEEZED) == []
