"""What readers do with the site: by mouse, by keyboard, without scripts, on paper, from a disk."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from conftest import INSTANSI
from nakal import NastySite
from playwright.sync_api import Page, expect
from terbitan import AGENCY, CHAPTERS, DEMO

from peramban.conftest import MakeVisit

REPORT = f"{DEMO}/2025"
RESULTS = f"{REPORT}/bab-3-akuntabilitas-kinerja.html"
PLANS = f"{REPORT}/bab-2-perencanaan-kinerja.html"


def search(page: Page, words: str) -> None:
    page.locator("form.cari input").fill(words)
    page.locator(".hasil li").first.wait_for()


def get_theme(page: Page) -> str:
    return str(page.evaluate("document.documentElement.dataset.tema"))


def press_until(page: Page, selector: str, key: str = "Tab", most: int = 400) -> int:
    """Press a key until the focus is on such an element and return how often."""
    for count in range(1, most):
        page.keyboard.press(key)
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return count
    pytest.fail(f"{selector} tidak tercapai dengan {key}")


# ── search ──────────────────────────────────────────────────────────────────────────────


def test_search_leads_to_the_section_that_has_the_words(make_visit: MakeVisit) -> None:
    visit = make_visit()
    page = visit.open(f"{REPORT}/index.html")
    search(page, "serapan anggaran")
    expect(page.locator(".hasil p[role=status]")).to_have_text(re.compile(r"^\d+ bagian cocok"))
    assert {word.lower() for word in page.locator(".hasil mark").all_inner_texts()} >= {"serapan", "anggaran"}
    target = page.locator(".hasil a").first.get_attribute("href")
    page.locator(".hasil a").first.click()
    page.wait_for_load_state()
    assert target is not None
    assert page.url.endswith(f"{REPORT}/{target}")
    section = page.locator(f"#{target.rpartition('#')[2]}")
    expect(section).to_be_in_viewport()
    assert (visit.console, visit.failed, visit.foreign) == ([], [], [])


def test_search_says_when_nothing_is_found(make_visit: MakeVisit) -> None:
    page = make_visit().open(f"{REPORT}/index.html")
    page.locator("form.cari input").fill("zzzqqqxxx")
    expect(page.locator(".hasil p[role=status]")).to_have_text("Tidak ada yang cocok")
    assert page.locator(".hasil li").count() == 0


def test_search_by_keyboard(make_visit: MakeVisit) -> None:
    page = make_visit().open(f"{REPORT}/index.html")
    page.locator("form.cari input").focus()
    page.keyboard.type("pegawai")
    page.locator(".hasil li").first.wait_for()
    page.keyboard.press("ArrowDown")
    expect(page.locator(".hasil a").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("form.cari input")).to_be_focused()
    expect(page.locator(".hasil")).to_be_hidden()
    page.keyboard.press("Enter")


def test_what_is_searched_for_is_never_markup(make_visit: MakeVisit) -> None:
    visit = make_visit()
    page = visit.open(f"{REPORT}/index.html")
    page.locator("form.cari input").fill("pegawai <img src=x onerror=alert(1)> [")
    expect(page.locator(".hasil p[role=status]")).not_to_be_empty()
    assert page.locator(".hasil img").count() == 0
    assert visit.console == []


# ── theme, menus ────────────────────────────────────────────────────────────────────────


def test_theme_that_was_chosen_stays_on_every_page(make_visit: MakeVisit) -> None:
    visit = make_visit(color_scheme="dark")
    page = visit.open(f"{REPORT}/index.html")
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.locator("button.tema").click()
    assert get_theme(page) == "terang"
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert light != dark
    for name in (RESULTS, "index.html", f"{AGENCY}/2023/index.html"):
        page = visit.open(name)
        assert get_theme(page) == "terang", name
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == light, name


def test_menu_of_chapters_on_a_phone(make_visit: MakeVisit) -> None:
    page = make_visit(390).open(RESULTS)
    menu, opener = page.locator("nav#menu"), page.locator("a.menu")
    expect(menu).to_be_hidden()
    press_until(page, "a.menu")
    page.keyboard.press("Enter")
    expect(menu).to_be_visible()
    expect(menu.locator("[aria-current=page]")).to_have_text(re.compile("^Bab 3"))
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    expect(opener).to_be_focused()
    page.keyboard.press("Enter")
    press_until(page, "nav#menu a[href^='bab-4']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/bab-4-penutup.html")
    expect(page.locator("nav#menu")).to_be_hidden()


# ── keyboard ────────────────────────────────────────────────────────────────────────────


def test_first_tab_skips_to_the_text(make_visit: MakeVisit) -> None:
    page = make_visit().open(PLANS)
    page.keyboard.press("Tab")
    skip = page.locator("a.langsung")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


@pytest.mark.parametrize("width", [1280, 390])
def test_focus_is_always_seen(make_visit: MakeVisit, width: int) -> None:
    """Whatever the keyboard reaches lies in the window and has an outline."""
    page = make_visit(width).open(PLANS)
    unseen: list[str] = []
    for _ in range(80):
        page.keyboard.press("Tab")
        focus = page.evaluate("""() => {
            const node = document.activeElement, box = node.getBoundingClientRect(), style = getComputedStyle(node);
            const seen = box.bottom > 0 && box.top < innerHeight && box.width > 0 && style.outlineStyle !== "none";
            return node === document.body || seen ? "" : node.outerHTML.slice(0, 120);
        }""")
        unseen += [focus] if focus else []
    assert unseen == []


# ── without scripts, on paper, from a disk ──────────────────────────────────────────────


def test_everything_can_be_read_without_scripts(make_visit: MakeVisit) -> None:
    visit = make_visit(java_script_enabled=False)
    page = visit.open(RESULTS)
    expect(page.locator("main h1")).to_be_visible()
    for selector in ("nav#menu li a", "nav.halaman-ini a", "main table tr"):
        assert page.locator(selector).count() > 5
        assert page.locator(f"{selector}:visible").count() == page.locator(selector).count(), selector
    # What only a script could do doesn't show.
    assert page.locator("form.cari:visible, button:visible").count() == 0
    page.locator("nav#menu a[href^='bab-4']").click()
    expect(page.locator("main h1")).to_contain_text("Penutup")


def test_menu_opens_without_scripts_on_a_phone(make_visit: MakeVisit) -> None:
    page = make_visit(390, java_script_enabled=False).open(RESULTS)
    page.locator("a.menu").click()
    expect(page.locator("nav#menu")).to_be_visible()
    page.locator("nav#menu .tutup").click()
    expect(page.locator("nav#menu")).to_be_hidden()


def test_paper_gets_the_text_and_every_row(make_visit: MakeVisit) -> None:
    page = make_visit(color_scheme="dark").open(RESULTS)
    page.emulate_media(media="print")
    assert page.locator("nav:visible, header.kepala :visible").count() == 0
    rows = page.locator("main table tr")
    assert rows.count() > 50
    assert page.locator("main table tr:visible").count() == rows.count()
    # A table that scrolls on the screen is whole on paper, and paper is white.
    assert page.evaluate(
        "[...document.querySelectorAll('.gulir')].every(box => box.scrollWidth <= box.clientWidth + 1)"
    )
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


@pytest.mark.parametrize("name", ["index.html", *(f"{REPORT}/{chapter}.html" for chapter in CHAPTERS)])
def test_a_page_opened_from_a_disk_is_the_same(make_visit: MakeVisit, site: Path, name: str) -> None:
    visit = make_visit(root=site.as_uri())
    page = visit.open(name)
    assert (visit.console, visit.failed, visit.foreign) == ([], [], [])
    assert "Source Sans" in page.evaluate("getComputedStyle(document.body).fontFamily")
    assert page.evaluate("[...document.fonts].some(font => font.status === 'loaded')")


def test_search_works_from_a_disk(make_visit: MakeVisit, site: Path) -> None:
    visit = make_visit(root=site.as_uri())
    page = visit.open(f"{REPORT}/index.html")
    search(page, "serapan")
    assert page.locator(".hasil li").count() > 1
    assert (visit.console, visit.failed) == ([], [])


# ── codes and amounts of real offices ───────────────────────────────────────────────────

CUT = """() => [...document.querySelectorAll("main table td, main table th")]
  .filter((cell) => cell.scrollWidth > cell.clientWidth + 1)
  .map((cell) => cell.textContent.trim())"""
"""Cells whose words reach into their neighbours."""


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_long_codes_and_great_amounts_stay_in_their_cells(make_visit: MakeVisit, office: Path, width: int) -> None:
    visit = make_visit(width, root=(office / "_site").as_uri())
    for chapter in CHAPTERS:
        page = visit.open(f"{INSTANSI}/2024/{chapter}.html")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), chapter
        assert page.evaluate(CUT) == [], chapter


# ── nasty data ──────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("tahun", [2023, 2024])
def test_nasty_data_runs_nothing(make_visit: MakeVisit, nasty: NastySite, tahun: int) -> None:
    visit = make_visit(root=nasty.site.as_uri())
    dialogs: list[str] = []
    visit.page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    for name in ("index.html", *(f"{INSTANSI}/{tahun}/{chapter}.html" for chapter in CHAPTERS)):
        page = visit.open(name)
        assert (visit.console, visit.failed, visit.foreign, dialogs) == ([], [], [], []), name
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
    search(page, "akhir")
    assert (visit.console, visit.failed, visit.foreign, dialogs) == ([], [], [], [])
