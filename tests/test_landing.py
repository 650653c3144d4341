"""The front of a site: what it holds, agency by agency, with links that lead somewhere, and as whole as its reports."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup

from lkip.landing import FRONT, is_current, list_trees, make_front, show_trees
from lkip.manifest import read_manifest, write_manifest
from lkip.project import Project, Report
from lkip.publish import publish

A = "dinas-contoh-uji"
Edit = Callable[[str, str, str], None]
Publish = Callable[..., Path]


def read_page(path: Path) -> BeautifulSoup:
    return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")


def read_script(path: Path) -> Any:
    return json.loads(re.sub(r"^window\.\w+ = |;\n$", "", path.read_text(encoding="utf-8")))


def read_figures(page: BeautifulSoup) -> dict[str, str]:
    """Return the figures that the only row of the landing page shows."""
    (row,) = page.select("tbody tr")
    return {str(place["data-isi"]): place.get_text() for place in row.select("[data-isi]")}


def test_a_row_shows_the_latest_year_and_links_all(publish_year: Publish) -> None:
    publish_year(2023, pdf=False)
    page = read_page(publish_year(2024) / "index.html")
    assert "2 laporan dari 1 instansi" in page.get_text()
    figures = read_figures(page)
    assert [figures[name] for name in ("tahun", "capaian", "serapan")] == ["2024", "127,05%", "74,35%"]
    links = [link["href"] for link in page.select("tbody a")]
    assert links == [f"{A}/{where}index.html" for where in ("2024/", "2024/", "2023/", "")]
    assert page.select_one("tbody svg title").get_text().endswith("2023 111,67%, 2024 127,05%")  # type: ignore[union-attr]


def test_an_agencys_page_shows_every_year(publish_year: Publish) -> None:
    publish_year(2023, pdf=False)
    page = read_page(publish_year(2024) / A / "index.html")
    rows = [[cell.get_text(" ", strip=True) for cell in row.select("th, td")] for row in page.select("tbody tr")]
    assert [[row[0], row[2], row[3]] for row in rows] == [
        ["Laporan 2024", "74,35%", "Rp230.000.000"],
        ["Laporan 2023", "75,00%", "Rp80.000.000"],
    ]
    assert ["dihitung atas 2 dari 2 sasaran" in row[1] for row in rows] == [True, True]
    assert [link["href"] for link in page.select("a[download]")] == [f"../{A}/2024/laporan-kinerja-{A}-2024.pdf"]


def test_years_and_their_pages_are_told_to_the_reports(publish_year: Publish) -> None:
    publish_year(2023)
    years = read_script(publish_year(2024) / A / "tahun.js")
    assert years == [{"tahun": 2024, "halaman": ["index"]}, {"tahun": 2023, "halaman": ["index"]}]


def test_another_years_figures_are_those_of_its_report(publish_year: Publish) -> None:
    site = publish_year(2023)
    alone = read_figures(read_page(site / "index.html"))
    publish_year(2024)
    told = read_script(site / "assets" / "laporan.js")[A]
    for tahun, shown in (("2023", alone), ("2024", read_figures(read_page(site / "index.html")))):
        figures = {**told[tahun], "tahun": tahun}
        assert figures.pop("tautan") == f"{A}/{tahun}/index.html"
        assert figures == shown


@pytest.mark.parametrize("place", ["", A])
def test_every_link_leads_somewhere(publish_year: Publish, place: str) -> None:
    site = publish_year(2024)
    folder = site / place
    page = (folder / "index.html").read_text(encoding="utf-8")
    links = [link for link in re.findall(r'(?:href|src)="([^"#]+)"', page) if "://" not in link]
    assert links
    assert [link for link in links if not (folder / link).is_file()] == []
    for sheet in [link for link in links if link.endswith(".css")]:
        style = (folder / sheet).read_text(encoding="utf-8")
        fonts = [u for u in re.findall(r"url\([\"']?([^\"')]+)", style) if not u.startswith("data:")]
        assert [font for font in fonts if not (folder / sheet).parent.joinpath(font).is_file()] == []


def test_names_stay_text(publish_year: Publish, edit: Edit) -> None:
    edit("profil.csv", "Dinas Contoh Uji (Fiktif)", "Dinas <b>A</b> & B")
    site = publish_year(2024)
    for page in (site / "index.html", site / A / "index.html"):
        assert "Dinas &lt;b&gt;A&lt;/b&gt; &amp; B" in page.read_text(encoding="utf-8")


def test_a_report_of_an_earlier_version_is_listed_with_what_it_says(publish_year: Publish, project: Project) -> None:
    site = publish_year(2024)
    tree = site / A / "2024"
    manifest = read_manifest(tree)
    assert manifest
    kept = {name: manifest.ringkasan[name] for name in ("nama", "daerah", "serapan")}
    (tree / "laporan.json").unlink()
    write_manifest(tree, replace(manifest, ringkasan=kept, kata=""))
    publish_year(2023)
    (site / FRONT).unlink()
    publish(project, {}, site)
    figures = read_figures(read_page(site / "index.html"))
    assert figures["serapan"] == "74,35%"
    assert {figures[name] for name in ("capaian", "predikat", "temuan")} == {"belum tersedia"}


ODD: list[dict[str, Any]] = [
    {"tren": [1], "temuan": "3", "sakip": {"nilai": "x"}, "capaian": "90", "nama": 7},
    {"tren": {"capaian": {"²⁰²³": 1, "2023": None}, "serapan": 3}, "temuan": {"galat": None}, "sakip": [], "pagu": True},
    {"capaian": float("nan"), "serapan": float("inf"), "kategori": {}, "cakupan": [], "peragaan": 1, "pdf": 3, "docx": ["x"]},
]  # fmt: skip


@pytest.mark.parametrize("said", ODD, ids=range(len(ODD)))
def test_what_a_report_says_oddly_of_itself_is_not_available(
    publish_year: Publish, project: Project, said: dict[str, Any]
) -> None:
    publish_year(2023)
    site = publish_year(2024)
    path = site / A / "2024" / "laporan.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    kept = {"instansi": A, "nama": manifest["ringkasan"]["nama"]} | said
    path.write_text(json.dumps(manifest | {"ringkasan": kept}), encoding="utf-8")
    publish(project, {}, site)
    figures = read_figures(read_page(site / "index.html"))
    assert {figures[name] for name in ("capaian", "serapan", "predikat", "temuan")} == {"belum tersedia"}
    assert "Dinas Contoh Uji (Fiktif)" in read_page(site / "index.html").get_text(), "menurut laporan yang lain"


BROKEN: dict[str, Callable[[Path], object]] = {
    "manifes-terpotong": lambda tree: os.truncate(tree / "laporan.json", 30),
    "manifes-hilang": lambda tree: (tree / "laporan.json").unlink(),
    "halaman-hilang": lambda tree: (tree / "index.html").unlink(),
    "berkas-asing": lambda tree: (tree / ".DS_Store").write_bytes(b"x"),
}


@pytest.mark.parametrize("damage", BROKEN.values(), ids=BROKEN)
def test_a_report_that_is_not_whole_stays_listed(
    publish_year: Publish, project: Project, damage: Callable[[Path], object]
) -> None:
    publish_year(2023)
    site = publish_year(2024)
    damage(site / A / "2024")
    told = publish(project, {}, site)
    assert bool(told) == (not (site / A / "2024" / ".DS_Store").exists())
    assert all("2024: terbitannya tidak utuh" in note for note in told)
    page = read_page(site / "index.html")
    assert f"{A}/2024/" in " ".join(str(link["href"]) for link in page.select("tbody a"))
    assert "Dinas Contoh Uji (Fiktif)" in page.get_text()
    for link in page.select("tbody a"):
        assert (site / str(link["href"])).exists()


def test_a_report_without_pages_leads_to_its_file(
    publish_year: Publish, make_tree: Callable[..., Path], project: Project
) -> None:
    site = publish_year(2023)
    tree = make_tree(2024)
    manifest = read_manifest(tree)
    assert manifest
    (tree / "index.html").unlink()
    (tree / "laporan.json").unlink()
    write_manifest(tree, manifest)
    publish(project, {Report(A, 2024): tree}, site)
    assert read_page(site / "index.html").select_one("tbody a")["href"] == f"{A}/2024/laporan-kinerja-{A}-2024.pdf"  # type: ignore[index]
    assert [year["tahun"] for year in read_script(site / A / "tahun.js")] == [2023]


DAMAGE: dict[str, Callable[[Path], object]] = {
    "instansi-hilang": lambda site: (site / A / "index.html").unlink(),
    "tahun-terpotong": lambda site: os.truncate(site / A / "tahun.js", 5),
    "cari-disunting": lambda site: (site / "assets" / "cari-semua.js").write_text("x", encoding="utf-8"),
    "daftar-hilang": lambda site: (site / FRONT).unlink(),
    "daftar-asing": lambda site: (site / FRONT).write_text('{"sidik": "x", "berkas": {"../x": {}}}', encoding="utf-8"),
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_front_is_made_anew(
    publish_year: Publish, project: Project, damage: Callable[[Path], object]
) -> None:
    site = publish_year(2024)
    before = {path: path.read_bytes() for path in site.rglob("*") if path.is_file()}
    damage(site)
    assert not is_current(project, site, show_trees(list_trees(site)))
    publish(project, {}, site)
    assert {path: path.read_bytes() for path in site.rglob("*") if path.is_file()} == before


def test_an_agency_without_reports_leaves_nothing(publish_year: Publish, project: Project) -> None:
    site = publish_year(2024)
    shutil.copytree(site / A / "2024", site / "dinas-lain" / "2024", copy_function=shutil.copy2)
    publish(project, {}, site)
    assert (site / "dinas-lain" / "index.html").is_file()
    shutil.rmtree(site / "dinas-lain" / "2024")
    publish(project, {}, site)
    assert not (site / "dinas-lain").exists()
    assert "dinas-lain" not in (site / "index.html").read_text(encoding="utf-8")


def test_the_front_says_which_files_belong_to_it(publish_year: Publish, project: Project) -> None:
    site = publish_year(2024)
    files = make_front(project, show_trees(list_trees(site)))
    assert {name: (site / name).read_bytes() for name in files} == files
    assert set(json.loads(files[FRONT])["berkas"]) == files.keys() - {FRONT}
