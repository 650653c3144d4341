"""The landing page and the pages of agencies, as readers use them: find an agency, compare, choose a year, search everything."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from terbitan import AGENCY, DEMO

from peramban.conftest import MakeVisit


def list_names(page: Page) -> list[str]:
    return page.locator("tbody tr:visible th a").all_inner_texts()


def read_figure(page: Page, instansi: str, name: str) -> str:
    return page.locator(f'tr[data-instansi="{instansi}"] [data-isi="{name}"]').inner_text()


def test_an_agency_is_found_by_its_name(make_visit: MakeVisit) -> None:
    page = make_visit().open("index.html")
    assert len(list_names(page)) == 2
    page.get_by_label("Nama instansi").fill("BALANGAN politik")
    assert list_names(page) == ["Badan Kesatuan Bangsa dan Politik"]
    expect(page.locator(".saring [role=status]")).to_have_text("1 instansi")
    page.get_by_label("Nama instansi").fill("tiada")
    expect(page.locator(".saring [role=status]")).to_have_text("Tidak ada instansi yang cocok")


def test_another_year_shows_its_figures_and_leads_to_it(make_visit: MakeVisit) -> None:
    page = make_visit().open("index.html")
    latest = read_figure(page, DEMO, "capaian")
    page.get_by_label("Tahun").select_option("2024")
    assert list_names(page) == ["Dinas Pelayanan Rekaan (Contoh)"]
    assert read_figure(page, DEMO, "tahun") == "2024"
    assert read_figure(page, DEMO, "capaian") != latest
    page.locator("tbody tr:visible th a").click()
    assert page.url.endswith(f"/{DEMO}/2024/index.html")
    page.go_back()
    page.get_by_label("Tahun").select_option("")
    assert read_figure(page, DEMO, "capaian") == latest


def test_columns_are_ordered_by_their_figures(make_visit: MakeVisit) -> None:
    page = make_visit().open("index.html")
    button = page.get_by_role("button", name=re.compile("Temuan terbuka"))
    found = []
    for _ in range(2):
        button.click()
        found.append((page.locator("th[aria-sort]").get_attribute("aria-sort"), list_names(page)[0]))
    first, second = "Badan Kesatuan Bangsa dan Politik", "Dinas Pelayanan Rekaan (Contoh)"
    assert found == [("descending", first), ("ascending", second)]


@pytest.mark.parametrize("start", ["index.html", f"{DEMO}/index.html"])
@pytest.mark.parametrize("disk", [False, True], ids=["peladen", "cakram"])
def test_all_reports_are_searched(make_visit: MakeVisit, site: Path, start: str, disk: bool) -> None:
    visit = make_visit(root=site.as_uri()) if disk else make_visit()
    page = visit.open(start)
    page.get_by_label("Cari di semua laporan").fill("balangan pemilih 2023")
    groups = page.locator("#hasil .laporan")
    expect(groups).to_have_text(["Badan Kesatuan Bangsa dan Politik Kabupaten Balangan 2023"])
    assert page.locator("#hasil mark").first.inner_text().lower() == "pemilih"
    page.locator("#hasil a").first.click()
    assert re.search(rf"/{AGENCY}/2023/[\w-]+\.html\?cari=balangan%20pemilih%202023#.", page.url)
    assert visit.console == []


def test_a_slip_of_the_pen_is_forgiven_and_nonsense_is_not(make_visit: MakeVisit) -> None:
    page = make_visit().open("index.html")
    field = page.get_by_label("Cari di semua laporan")
    field.fill("angaran")
    expect(page.locator("#hasil .laporan")).to_have_count(4)
    field.fill("zzzz")
    expect(page.locator("#hasil [role=status]")).to_have_text("Tidak ada hasil")


def test_everything_stands_there_without_scripts(make_visit: MakeVisit) -> None:
    page = make_visit(java_script_enabled=False).open("index.html")
    assert len(list_names(page)) == 2
    assert page.locator("form:visible").count() == 0
    page.get_by_role("link", name="Semua tahun").first.click()
    expect(page.locator("tbody tr")).to_have_count(2)
    assert page.get_by_role("link", name="Laporan 2023").is_visible()
