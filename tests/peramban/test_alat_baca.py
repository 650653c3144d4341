"""Tools for reading: years, links to copy, previews, words set off, rows that fold, tables to take along, the front page."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path
from urllib.parse import unquote

import pytest
from bs4 import BeautifulSoup, Tag
from playwright.sync_api import Page, expect
from terbitan import AGENCY, CHAPTERS, DEMO, REPORTS

from peramban.conftest import MakeVisit
from peramban.test_pembaca import PLANS, REPORT, RESULTS, search

# ── between years ───────────────────────────────────────────────────────────────────────


def test_another_year_opens_at_the_same_chapter(make_visit: MakeVisit) -> None:
    page = make_visit().open(RESULTS)
    years = page.locator("nav.tahun details")
    years.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(years.locator("li")).to_have_text(["2025", "2024"])
    expect(years.locator("[aria-current=page]")).to_have_text("2025")
    page.keyboard.press("Escape")
    expect(years.locator("ul")).to_be_hidden()
    expect(years.locator("summary")).to_be_focused()
    page.keyboard.press("Enter")
    years.get_by_text("2024").click()
    page.wait_for_url("**/2024/bab-3-akuntabilitas-kinerja.html")


def test_without_scripts_other_years_are_a_link_away(make_visit: MakeVisit) -> None:
    page = make_visit(java_script_enabled=False).open(RESULTS)
    page.get_by_role("link", name="Tahun lain").click()
    page.get_by_role("link", name=re.compile("2024")).first.click()
    page.wait_for_url("**/2024/index.html")


# ── theme ───────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", [f"{REPORT}/index.html", "index.html", f"{DEMO}/index.html"])
def test_theme_follows_the_system_until_the_reader_chooses(make_visit: MakeVisit, name: str) -> None:
    page = make_visit().open(name)
    button = page.locator("button.tema")
    for words, theme in (
        ("mengikuti sistem", None),
        ("terang", "terang"),
        ("gelap", "gelap"),
        ("mengikuti sistem", None),
    ):
        expect(button).to_have_accessible_name(f"Tema: {words}")
        assert page.evaluate("localStorage.getItem('tema')") == theme
        assert page.evaluate("document.documentElement.dataset.tema ?? null") == theme
        button.click()


# ── links to copy, previews, words set off ──────────────────────────────────────────────


def test_address_of_a_heading_and_a_table_can_be_copied(make_visit: MakeVisit) -> None:
    visit = make_visit(permissions=["clipboard-read", "clipboard-write"])
    page = visit.open(f"{PLANS}?cari=sasaran")
    for link in (page.locator("a.jangkar").nth(1), page.locator("a.salin").nth(1)):
        target = link.get_attribute("href")
        link.focus()
        page.keyboard.press("Enter")
        expect(page.locator("#kabar")).to_have_text("Tautan disalin.")
        assert page.evaluate("navigator.clipboard.readText()") == f"{visit.address}/{PLANS}{target}"


def test_address_is_shown_where_the_clipboard_is_closed(make_visit: MakeVisit, site: Path) -> None:
    page = make_visit(root=site.as_uri()).open(PLANS)
    page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    page.locator("a.jangkar").first.click()
    expect(page.locator("#kabar")).to_have_text(re.compile(r"^Salin alamat ini: file:///.*#"))


@pytest.mark.parametrize("way", ["pointer", "keyboard"])
def test_a_reference_shows_what_it_leads_to(make_visit: MakeVisit, way: str) -> None:
    visit = make_visit()
    page = visit.open(RESULTS)
    preview = page.locator("#pratinjau")
    link = page.locator("article a.rujukan[href*='#tbl-']").first
    link.scroll_into_view_if_needed()
    if way == "pointer":
        link.hover()
    else:
        page.keyboard.press("Tab")
        link.focus()
    expect(preview).to_be_visible()
    expect(preview).to_contain_text(link.inner_text().replace("\xa0", " "))
    assert preview.locator("[id], a[href], [tabindex]").count() == 0
    page.keyboard.press("Escape")
    expect(preview).to_be_hidden()
    assert (visit.console, visit.failed) == ([], [])


def test_a_reference_to_another_chapter_shows_its_target_too(make_visit: MakeVisit) -> None:
    page = make_visit().open(f"{REPORT}/ringkasan-eksekutif.html")
    link = page.locator("article a.rujukan[href^='bab-3']").first
    link.hover()
    expect(page.locator("#pratinjau")).to_contain_text(link.inner_text().replace("\xa0", " "))


def test_words_searched_for_are_set_off_until_the_reader_has_seen_them(make_visit: MakeVisit) -> None:
    page = make_visit().open(f"{REPORT}/index.html")
    search(page, "serapan anggaran")
    page.locator(".hasil a").first.click()
    marks = page.locator("article mark.sorot")
    expect(marks.first).to_be_visible()
    assert {word.lower()[:7] for word in marks.all_inner_texts()} <= {"serapan", "anggara"}
    expect(page.locator("p.sorotan")).to_contain_text(f"{marks.count()} tempat cocok dengan «serapan anggaran»")
    text = page.locator("article").inner_text()
    page.get_by_role("button", name="Hapus sorotan").click()
    expect(marks).to_have_count(0)
    assert "cari=" not in page.url
    assert page.locator("article").inner_text() == text


def test_words_of_the_address_are_never_markup(make_visit: MakeVisit) -> None:
    visit = make_visit()
    page = visit.open(f"{PLANS}?cari=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E%20sasaran")
    expect(page.locator("p.sorotan")).to_contain_text("<img src=x onerror=alert(1)> sasaran")
    assert page.locator("p.sorotan img").count() == 0
    assert (visit.console, visit.failed) == ([], [])


# ── tables ──────────────────────────────────────────────────────────────────────────────


def find_tree(page: Page) -> str:
    """Return the selector of a table of several branches, whose rows fold."""
    label = page.evaluate("document.querySelector('.alat[aria-label=\"Rincian tabel\"]').closest('[id]').id")
    return f"[id='{label}']"


def test_rows_fold_and_unfold_by_keyboard(make_visit: MakeVisit) -> None:
    page = make_visit().open(RESULTS)
    tree = find_tree(page)
    rows = page.locator(f"{tree} tbody tr")
    shown = page.locator(f"{tree} tbody tr:visible")
    everything = rows.count()
    assert shown.count() == everything, "semula terbuka"
    fold = page.locator(f"{tree} .lipat-baris").first
    fold.focus()
    page.keyboard.press("Enter")
    expect(fold).to_have_attribute("aria-expanded", "false")
    assert shown.count() < everything
    page.keyboard.press("Enter")
    expect(shown).to_have_count(everything)
    tools = page.locator(tree).get_by_role("group", name="Rincian tabel")
    tools.get_by_role("button", name="Tutup semua").click()
    assert shown.count() == page.locator(f"{tree} tbody tr.tingkat-1, {tree} tbody tr:not([class*=tingkat])").count()
    page.emulate_media(media="print")
    assert shown.count() == everything, "kertas memuat semua"
    page.emulate_media(media="screen")
    tools.get_by_role("button", name="Buka semua").click()
    expect(shown).to_have_count(everything)


def test_a_tables_download_is_reached_by_keyboard(make_visit: MakeVisit) -> None:
    page = make_visit().open(PLANS)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    for _ in range(200):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('a.unduh[href^=\"tabel/\"]')"):
            break
    else:
        pytest.fail("tidak ada «Unduh untuk lembar kerja (CSV)» yang tercapai")
    with page.expect_download() as waiting:
        page.keyboard.press("Enter")
    assert waiting.value.suggested_filename.endswith(".csv")


TABLES = [(report, chapter) for report in REPORTS for chapter in CHAPTERS]


@pytest.mark.parametrize(("report", "chapter"), TABLES)
def test_a_download_has_the_rows_of_its_table_and_its_sources_are_published(
    site: Path, report: str, chapter: str
) -> None:
    page = BeautifulSoup((site / report / f"{chapter}.html").read_text("utf-8"), "html.parser")
    for link in page.select(".catatan-tabel a.unduh"):
        notes = link.find_parent(class_="catatan-tabel")
        assert isinstance(notes, Tag)
        file = site / report / unquote(str(link["href"]))
        with file.open(encoding="utf-8-sig", newline="") as lines:
            rows = list(csv.reader(lines, delimiter=";"))
        assert len(rows) > 1, file.name
        assert {len(row) for row in rows} == {len(rows[0])}, file.name
        shown = page.find(id=file.stem)
        if file.stem.startswith("tbl-"):
            assert isinstance(shown, Tag)
            assert_same_words(rows[1:], shown)
        assert all((site / report / str(source["href"])).is_file() for source in notes.select("a.berkas"))


def assert_same_words(rows: list[list[str]], shown: Tag) -> None:
    """Fail when a text of the download doesn't stand in the table; numbers are unrounded there."""
    squeezed = re.sub(r"\s+", "", shown.get_text())
    words = {
        # What a spreadsheet must not take for a formula, a number or a date has a guard.
        re.sub(r"\s+", "", re.sub(r'^="(.*)"$', r"\1", cell).removeprefix("'"))
        for row in rows
        for cell in row
        if re.search("[A-Za-z]{4}", cell)
    }
    assert [word for word in words if word not in squeezed] == []


# ── front page, pages of agencies ───────────────────────────────────────────────────────


def test_front_page_is_filtered_by_name_and_year(make_visit: MakeVisit) -> None:
    page = make_visit().open("index.html")
    rows = page.locator("table.instansi tbody tr:visible")
    expect(rows).to_have_count(2)
    page.get_by_label("Nama instansi").fill("teladan")
    expect(rows).to_have_count(1)
    expect(rows.first).to_contain_text("Teladan")
    expect(page.locator(".saring [role=status]")).to_have_text("1 instansi")
    page.get_by_label("Nama instansi").fill("")
    page.get_by_label("Tahun").select_option("2022")
    expect(rows).to_have_count(1)
    expect(rows.locator("th a")).to_have_attribute("href", f"{AGENCY}/2022/index.html")
    page.get_by_label("Nama instansi").fill("tiada")
    expect(page.locator(".saring [role=status]")).to_have_text("Tidak ada instansi yang cocok")


def test_front_page_shows_the_numbers_of_the_chosen_year(make_visit: MakeVisit, site: Path) -> None:
    page = make_visit().open("index.html")
    page.get_by_label("Tahun").select_option("2024")
    shown = page.locator(f"tr[data-instansi={DEMO}] [data-isi=serapan]").inner_text()
    value = json.loads((site / DEMO / "2024" / "angka.json").read_text("utf-8"))["anggaran.serapan"]["nilai"]
    assert shown == f"{value:.2f}%".replace(".", ",")


def test_front_page_searches_all_reports(make_visit: MakeVisit) -> None:
    visit = make_visit()
    page = visit.open("index.html")
    search(page, "serapan anggaran")
    found = page.locator(".hasil a")
    links = [str(link.get_attribute("href")) for link in found.all()]
    assert {link.split("/")[0] for link in links} == {AGENCY, DEMO}
    found.first.click()
    expect(page.locator("article mark.sorot").first).to_be_visible()
    assert (visit.console, visit.failed, visit.foreign) == ([], [], [])


def test_front_page_searches_from_a_disk(make_visit: MakeVisit, site: Path) -> None:
    visit = make_visit(root=site.as_uri())
    page = visit.open("index.html")
    search(page, "serapan anggaran")
    assert page.locator(".hasil a").count() > 1
    assert (visit.console, visit.failed) == ([], [])


def test_page_of_an_agency_leads_to_its_years(make_visit: MakeVisit) -> None:
    page = make_visit().open("index.html")
    page.locator(f"a[href='{DEMO}/index.html']").click()
    expect(page.locator("table.instansi tbody th a")).to_have_text(["Laporan 2025", "Laporan 2024"])
    page.get_by_role("link", name="Laporan 2024").click()
    page.wait_for_url("**/2024/index.html")
