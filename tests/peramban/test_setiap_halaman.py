"""Every page of the site, as readers get it: no errors, nothing asked of strangers, no barrier, no sideways scrolling."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from terbitan import DEMO, PAGES

from peramban.conftest import MakeVisit

FULL = [page for page in PAGES if page in ("index.html", f"{DEMO}/index.html") or page.startswith(f"{DEMO}/2025/")]
"""Pages that are looked at in every width and colour scheme; a report's pages are of one kind."""
LOOKS = [
    *((page, 1280, "light") for page in PAGES),
    *((page, width, scheme) for page in FULL for width, scheme in [(1280, "dark"), (390, "light"), (390, "dark")]),
]

AXE = Axe()


@pytest.mark.parametrize(("page", "width", "scheme"), LOOKS)
def test_page_has_no_barrier(visits: MakeVisit, page: str, width: int, scheme: str) -> None:
    """Axe finds nothing; the browser says nothing; every file comes, and from the site."""
    visit = visits(width, scheme)
    opened = visit.open(page)
    told = (visit.console[:], visit.failed[:], visit.foreign)
    assert told == ([], [], [])
    found = AXE.run(opened, options={"resultTypes": ["violations"]}).response["violations"]
    assert [f"{rule['id']}: {node['html']}" for rule in found for node in rule["nodes"]] == []


@pytest.mark.parametrize("page", PAGES)
def test_page_fits_a_narrow_window(visits: MakeVisit, page: str) -> None:
    """At 320 pixels, or 400 % of a window of 1280, text is read without scrolling sideways."""
    opened = visits(320, "light").open(page)
    assert opened.evaluate("document.documentElement.scrollWidth") <= 320
