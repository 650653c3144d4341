"""Every page of the published site as a file: valid HTML, landmarks, a policy that keeps foreign scripts out, links."""

from __future__ import annotations

import itertools
import re
import runpy
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urldefrag

import html5lib
import pytest
from bs4 import BeautifulSoup, Tag
from terbitan import PAGES, ROOT

POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
}

WEIGHING = runpy.run_path(str(ROOT / "bench" / "halaman.py"))

each_page = pytest.mark.parametrize("page", PAGES)


@cache
def read_page(path: Path) -> BeautifulSoup:
    return BeautifulSoup(path.read_text("utf-8"), "html.parser")


def get(tag: Tag | None, name: str) -> str:
    assert tag is not None
    return str(tag[name])


def test_every_page_is_looked_at(site: Path) -> None:
    """A page that a new chapter or part of the site brings is of a known kind."""
    assert {path.relative_to(site).as_posix() for path in site.rglob("*.html")} == set(PAGES)


@each_page
def test_html_is_valid(site: Path, page: str) -> None:
    parser = html5lib.HTMLParser()
    parser.parse((site / page).read_text("utf-8"))
    assert parser.errors == []


@each_page
def test_ids_are_unique(site: Path, page: str) -> None:
    ids = [str(tag["id"]) for tag in read_page(site / page).find_all(id=True)]
    assert sorted(ids) == sorted(set(ids))


@each_page
def test_page_has_language_title_and_landmarks(site: Path, page: str) -> None:
    soup = read_page(site / page)
    assert get(soup.html, "lang") == "id"
    assert soup.head is not None
    assert soup.body is not None
    assert [len(soup.head.find_all("title")), len(soup.find_all("main")), len(soup.find_all("h1"))] == [1, 1, 1]
    assert soup.body.find("header", recursive=False)
    names = [tag.get("aria-label") or tag.get("aria-labelledby") for tag in soup.find_all("nav")]
    assert all(names)
    assert len(set(names)) == len(names)
    first = soup.body.find("a")
    assert isinstance(first, Tag)
    main = soup.find("main")
    assert isinstance(main, Tag)
    assert first["href"] == f"#{main['id']}", "yang pertama dicapai papan ketik adalah «Langsung ke isi»"


def test_titles_tell_pages_apart(site: Path) -> None:
    titles = [str(title.string) for page in PAGES if (title := read_page(site / page).title)]
    assert sorted(titles) == sorted(set(titles))


@each_page
def test_headings_skip_no_level(site: Path, page: str) -> None:
    main = read_page(site / page).find("main")
    assert isinstance(main, Tag)
    levels = [int(tag.name[1]) for tag in main.find_all(re.compile("^h[1-6]$"))]
    assert levels[0] == 1
    assert [pair for pair in itertools.pairwise(levels) if pair[1] > pair[0] + 1] == []


@each_page
def test_nothing_runs_but_the_sites_own_files(site: Path, page: str) -> None:
    soup = read_page(site / page)
    assert soup.find_all("style") == []
    assert [tag for tag in soup.find_all("script") if not tag.get("src") or tag.string] == []
    assert [tag for tag in soup.find_all(True) for name in tag.attrs if name.startswith("on")] == []
    assert list(soup.find_all(href=re.compile(r"^\s*(javascript|data|vbscript):", re.I))) == []


@each_page
def test_every_link_and_anchor_leads_somewhere(site: Path, page: str) -> None:
    broken = [link for link in list_addresses(read_page(site / page)) if not leads(site, site / page, link)]
    assert broken == []


def list_addresses(soup: BeautifulSoup) -> list[str]:
    return [str(tag[name]) for tag in soup.find_all(True) for name in ("href", "src") if tag.has_attr(name)]


def leads(site: Path, page: Path, link: str) -> bool:
    """Return whether a link stays in the site and arrives."""
    name, anchor = urldefrag(link)
    target = (page.parent / unquote(name)).resolve() if name else page
    if not (target.is_file() and target.is_relative_to(site)):
        return False
    return not anchor or target.suffix != ".html" or read_page(target).find(id=unquote(anchor)) is not None


@each_page
def test_only_the_theme_holds_up_the_first_paint(site: Path, page: str) -> None:
    scripts = read_page(site / page).find_all("script", src=True)
    blocking = [str(tag["src"]) for tag in scripts if not (tag.has_attr("defer") or tag.has_attr("async"))]
    assert [Path(source).name for source in blocking] == ["tema.js"]


@each_page
def test_pictures_load_when_they_are_near(site: Path, page: str) -> None:
    main = read_page(site / page).find("main")
    assert isinstance(main, Tag)
    assert [tag for tag in main.find_all("img") if tag.get("loading") != "lazy"] == []


@each_page
def test_every_picture_says_what_it_shows(site: Path, page: str) -> None:
    assert [tag for tag in read_page(site / page).find_all("img") if not str(tag.get("alt", "")).strip()] == []


@each_page
def test_page_is_light(site: Path, page: str) -> None:
    """Without its charts, which load when they are near; ``python bench/halaman.py`` lists all pages."""
    assert WEIGHING["weigh"](site / page).sent <= WEIGHING["MOST"]


@each_page
def test_policy_keeps_foreign_scripts_out(site: Path, page: str) -> None:
    tag = read_page(site / page).find("meta", attrs={"http-equiv": "Content-Security-Policy"})
    assert isinstance(tag, Tag)
    assert {part.strip() for part in str(tag["content"]).split(";")} - {""} == POLICY
