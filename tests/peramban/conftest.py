"""A browser, a server for the published site, and pages that tell what went wrong while they loaded."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Request, sync_playwright
from terbitan import find_browser

QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
"""The browser runs without a desktop and asks nobody for anything."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if find_browser():
        return
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.skip(reason="tidak ada Chromium: situs tidak diuji dalam peramban"))


class Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = True


class Quiet(SimpleHTTPRequestHandler):
    def do_GET(self) -> None:
        # Browsers ask any server for it, by themselves: it belongs to the host, not to the site.
        if self.path == "/favicon.ico":
            self.send_response(204)
            self.end_headers()
        else:
            super().do_GET()

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: the pages tell what they couldn't get."""


@pytest.fixture(scope="package")
def address(site: Path) -> Iterator[str]:
    """The published site on this machine's own network."""
    with Server(("127.0.0.1", 0), partial(Quiet, directory=str(site))) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


# As long as Playwright runs, nothing else in this thread may run an event loop: Jupyter kernels do, so it ends here.
@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=[*QUIET])
        yield browser
        browser.close()


@dataclass
class Visit:
    """A page and what was said and asked for while it was open."""

    page: Page
    address: str
    console: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)

    def open(self, name: str) -> Page:
        """Go to a page of the site, by its path within it, and forget what earlier ones said."""
        for told in (self.console, self.requests, self.failed):
            told.clear()
        self.page.goto(f"{self.address}/{name}", wait_until="load")
        return self.page

    @property
    def foreign(self) -> list[str]:
        """What was asked of anybody but the site."""
        return [url for url in self.requests if not url.startswith((self.address, "data:"))]


def is_missed(request: Request) -> bool:
    """Return whether a file didn't come, other than because the reader went on before it could."""
    return request.failure != "net::ERR_ABORTED"


def open_visit(browser: Browser, address: str, width: int = 1280, **options: Any) -> Visit:
    """Open an empty page in a context of its own: no theme and no place is remembered from another one."""
    size = {"width": width, "height": 900}
    context = browser.new_context(viewport=size, locale="id-ID", reduced_motion="reduce", **options)
    visit = Visit(context.new_page(), address)
    visit.page.set_default_timeout(10_000)
    visit.page.on("console", lambda message: visit.console.append(f"{message.type}: {message.text}"))
    visit.page.on("pageerror", lambda error: visit.console.append(f"galat: {error}"))
    visit.page.on("request", lambda request: visit.requests.append(request.url))
    visit.page.on("requestfailed", lambda request: is_missed(request) and visit.failed.append(request.url))
    visit.page.on(
        "response", lambda response: response.status < 400 or visit.failed.append(f"{response.status} {response.url}")
    )
    return visit


MakeVisit = Callable[..., Visit]
"""Open an empty page: width in pixels, and what Playwright's ``new_context`` takes besides."""


@pytest.fixture
def make_visit(browser: Browser, address: str) -> Iterator[MakeVisit]:
    """A function that opens a reader's window, as new as on the first day."""
    opened: list[Visit] = []

    def make(width: int = 1280, *, root: str = address, **options: Any) -> Visit:
        opened.append(open_visit(browser, root, width, **options))
        return opened[-1]

    yield make
    for visit in opened:
        visit.page.context.close()


@pytest.fixture(scope="package")
def visits(browser: Browser, address: str) -> Iterator[MakeVisit]:
    """A function that returns the one window for a width and a colour scheme, for looking at many pages."""
    opened: dict[tuple[int, str], Visit] = {}

    def get(width: int, scheme: str) -> Visit:
        if (width, scheme) not in opened:
            opened[width, scheme] = open_visit(browser, address, width, color_scheme=scheme)
        return opened[width, scheme]

    yield get
    for visit in opened.values():
        visit.page.context.close()
