"""The whole way, as a user goes it: reports of the real and of the demonstration agency, built, read and compared."""

from __future__ import annotations

import csv
import json
import re
import shutil
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from terbitan import AGENCY, CHAPTERS, DEMO, ROOT, build, read_paper

from lkip.renderer_quarto import LEAST_VERSION, find_quarto, read_version

EXPECTED = list(csv.DictReader((ROOT / "tests/backtest/kesbangpol-balangan-2023.csv").read_text("utf-8").splitlines()))
COVERAGE = re.findall(r"\| ([\w-]+) \| ((?:tbl|fig)-[\w-]+) \|$", (ROOT / "docs/cakupan.md").read_text("utf-8"), re.M)


@pytest.fixture(scope="session")
def pdf_text(site: Path) -> str:
    return normalise(" ".join(read_paper(site / AGENCY / "2023" / f"laporan-kinerja-{AGENCY}-2023.pdf")))


def normalise(text: str) -> str:
    """Join what line breaks and hyphenation part."""
    return re.sub(r"\s+", "", text.replace("\u00ad", "").replace("-\n", ""))


def read_page(path: Path) -> BeautifulSoup:
    return BeautifulSoup(path.read_text("utf-8"), "html.parser")


def read_rows(page: BeautifulSoup, label: str) -> list[list[str]]:
    holder = page.find(id=label)
    assert isinstance(holder, Tag), f"{label} is missing"
    rows = (row.find_all(["td", "th"]) for row in holder.find_all("tr"))
    return [[read_cell(cell) for cell in row] for row in rows]


def read_cell(cell: Tag) -> str:
    """Return what a cell says without the mark of its finding."""
    marks = " ".join(mark.get_text() for mark in cell.find_all("a", class_="tanda"))
    return " ".join(cell.get_text(" ").replace(marks, "", 1).split())


@pytest.mark.parametrize("row", EXPECTED, ids=lambda row: f"{row['label']}:{row['baris']}:{row['isi']}")
def test_figure_of_published_report_stands_in_its_row(site: Path, row: dict[str, str]) -> None:
    page = read_page(site / AGENCY / "2023" / f"{row['bab']}.html")
    rows = read_rows(page, row["label"])
    named = [cells for cells in rows if any(row["baris"] in cell for cell in cells)]
    assert any(row["isi"] in cells for cells in named), f"{row['asal']}: {named or rows}"


def test_figures_stand_in_the_pdf_too(pdf_text: str) -> None:
    missing = [row["isi"] for row in EXPECTED if normalise(row["isi"]) not in pdf_text]
    assert missing == []


@pytest.mark.parametrize("tahun", ["2022", "2023"])
def test_every_table_and_figure_of_the_coverage_stands_on_its_page(site: Path, tahun: str) -> None:
    folder = site / AGENCY / tahun
    labels = {bab: {tag["id"] for tag in read_page(folder / f"{bab}.html").find_all(id=True)} for bab in dict(COVERAGE)}
    # A year without perjanjian kinerja has no posts to make a table for, and lists nothing.
    expected = [pair for pair in COVERAGE if tahun == "2023" or not re.match("tbl-(pk|daftar)-", pair[1])]
    assert len(expected) > 40
    assert [label for bab, label in expected if label not in labels[bab]] == []


def test_what_a_year_lacks_is_said_where_it_would_stand(site: Path) -> None:
    folder = site / AGENCY / "2022"
    assert "Realisasi belanja tahun 2022 belum tersedia" in (folder / "bab-3-akuntabilitas-kinerja.html").read_text(
        "utf-8"
    )
    assert "Data pegawai tahun 2022 belum tersedia" in (folder / "bab-1-pendahuluan.html").read_text("utf-8")


def test_no_year_after_the_report_year_is_told_by_it(site: Path) -> None:
    numbers = json.loads((site / AGENCY / "2022" / "angka.json").read_text("utf-8"))
    assert numbers["anggaran.pagu"]["nilai"] is None


def test_serapan_is_computed_and_the_printed_one_shown_beside_it(site: Path) -> None:
    numbers = json.loads((site / AGENCY / "2023" / "angka.json").read_text("utf-8"))
    assert round(numbers["anggaran.serapan"]["nilai"], 2) == 96.91
    assert numbers["anggaran.serapan"]["berkas"] == f"{AGENCY}/2023/apbd.csv"
    summary = (site / AGENCY / "2023" / "ringkasan-eksekutif.html").read_text("utf-8")
    assert "96,91%" in summary
    assert "94,70" in summary


def test_downloads_equal_the_source(site: Path) -> None:
    folder = site / AGENCY / "2023" / "data"
    described = json.loads((folder / "datapackage.json").read_text("utf-8"))["resources"]
    assert {entry["path"] for entry in described} == {path.name for path in folder.glob("*.csv")}
    for path in (ROOT / "data" / AGENCY / "2023").glob("*.csv"):
        own = read_csv(path)
        # A column that the source leaves out is there, empty.
        published = [{name: row[name] for name in own[0]} for row in read_csv(folder / path.name)] if own else []
        assert published == own, path.name


def read_csv(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text("utf-8").splitlines()))


def test_landing_page_links_both_reports(site: Path) -> None:
    links = [link["href"] for link in read_page(site / "index.html").find_all("a", href=True)]
    for tahun in ("2022", "2023"):
        assert f"{AGENCY}/{tahun}/index.html" in links
    assert all((site / link).exists() for link in links if not link.startswith("#"))


def test_every_page_of_the_demonstration_says_what_it_is(site: Path) -> None:
    notice = "Contoh peragaan: instansi ini fiktif"
    pages = sorted((site / DEMO / "2025").glob("*.html"))
    assert len(pages) == len(CHAPTERS)
    assert [page.name for page in pages if notice not in page.read_text("utf-8")] == []
    paper = read_paper(site / DEMO / "2025" / f"laporan-kinerja-{DEMO}-2025.pdf")
    assert len(paper) > 50
    assert [n for n, page in enumerate(paper, 1) if normalise(notice) not in normalise(page)] == []
    assert notice in (site / "index.html").read_text("utf-8")
    assert notice not in (site / AGENCY / "2023" / "index.html").read_text("utf-8")


def test_a_mark_leads_from_the_value_to_its_finding(site: Path) -> None:
    folder = site / AGENCY / "2023"
    cards = read_page(folder / "ringkasan-eksekutif.html").find_all("div", class_="kartu-angka")
    (card,) = (card for card in cards if "Serapan anggaran" in card.get_text())
    mark = card.find("a", class_="tanda")
    assert isinstance(mark, Tag)
    name, _, anchor = str(mark["href"]).partition("#")
    finding = read_page(folder / name).find(id=anchor)
    assert isinstance(finding, Tag)
    told = finding.find_parent("tr")
    assert isinstance(told, Tag)
    assert "96,91%" in told.get_text()
    assert "94,70" in told.get_text()


def test_the_register_lists_every_printed_figure(site: Path) -> None:
    rows = read_csv(site / AGENCY / "2023" / "data" / "register-angka.csv")
    printed = read_csv(ROOT / "data" / AGENCY / "2023" / "angka_tercetak.csv")
    assert [row["tercetak"] for row in rows] == [row["tercetak"] for row in printed]
    assert {row["status"] for row in rows} <= {"sesuai", "dibulatkan", "berbeda", "tidak dapat dihitung"}


def test_second_build_is_byte_identical(checkout: Path, site: Path) -> None:
    again = checkout / "_lagi"
    done = build(
        checkout,
        again,
        "--renderer",
        "pandoc",
        "--jobs",
        "1",
        "--instansi",
        AGENCY,
        "--tahun",
        "2023",
        PYTHONHASHSEED="7",
    )
    assert done.returncode == 0, done.stderr
    assert list_files(again / AGENCY / "2023") == list_files(site / AGENCY / "2023")


def list_files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_invalid_data_leaves_the_old_site_as_it_was(checkout: Path, site: Path, tmp_path: Path) -> None:
    broken = tmp_path / "proyek"
    shutil.copytree(checkout, broken, ignore=shutil.ignore_patterns("_build", "_lagi"))
    before = list_files(broken / "_site")
    (broken / "data" / AGENCY / "2023" / "apbd.csv").write_text(
        "tahap,pagu,realisasi,catatan\nmurni,#REF!,,\n", "utf-8"
    )
    done = build(broken, broken / "_site", "--renderer", "pandoc")
    assert done.returncode == 1
    assert "apbd.csv, baris 2, kolom pagu" in done.stderr
    assert list_files(broken / "_site") == before


# Both renderers -----------------------------------------------------------------------------------

QUARTO = find_quarto()
needs_quarto = pytest.mark.skipif(
    QUARTO is None or (read_version(QUARTO) or (0,)) < LEAST_VERSION,
    reason="Quarto 1.9 or newer isn't installed: the equality of both renderers isn't tested",
)


@pytest.fixture(scope="session")
def quarto_site(checkout: Path) -> Path:
    output = checkout / "_quarto_site"
    done = build(checkout, output, "--renderer", "quarto", "--tahun", "2023")
    assert done.returncode == 0, done.stderr
    return output


@needs_quarto
@pytest.mark.parametrize("bab", CHAPTERS)
def test_both_renderers_number_caption_and_refer_alike(site: Path, quarto_site: Path, bab: str) -> None:
    ours, theirs = (read_page(where / AGENCY / "2023" / f"{bab}.html") for where in (site, quarto_site))
    assert captions(ours) == captions(theirs)
    assert headings(ours) == headings(theirs)
    assert references(ours) == references(theirs)


@needs_quarto
@pytest.mark.parametrize("bab", CHAPTERS)
def test_both_renderers_put_the_same_page_around_a_chapter(site: Path, quarto_site: Path, bab: str) -> None:
    ours, theirs = (read_page(where / AGENCY / "2023" / f"{bab}.html") for where in (site, quarto_site))
    for page in (ours, theirs):
        article = page.find("article")
        assert isinstance(article, Tag)
        assert len(clean(article)) > 200
        article.clear()
    assert clean(ours) == clean(theirs)
    assert loads(ours) == loads(theirs)


@needs_quarto
def test_both_renderers_sites_find_the_same(site: Path, quarto_site: Path) -> None:
    ours, theirs = (read_index(where / AGENCY / "2023" / "assets" / "cari.js") for where in (site, quarto_site))
    assert len(ours) > 50
    assert ours == theirs


@needs_quarto
@pytest.mark.parametrize("bab", sorted({bab for bab, _ in COVERAGE}))
def test_both_renderers_show_the_same_tables(site: Path, quarto_site: Path, bab: str) -> None:
    ours, theirs = (read_page(where / AGENCY / "2023" / f"{bab}.html") for where in (site, quarto_site))
    for _, label in (pair for pair in COVERAGE if pair[0] == bab and pair[1].startswith("tbl-")):
        assert read_rows(ours, label) == read_rows(theirs, label)


@needs_quarto
def test_both_renderers_print_the_same_pages(site: Path, quarto_site: Path) -> None:
    ours, theirs = (
        read_print(where / AGENCY / "2023" / f"laporan-kinerja-{AGENCY}-2023.pdf") for where in (site, quarto_site)
    )
    assert len(ours) == len(theirs)
    assert [number for number, (a, b) in enumerate(zip(ours, theirs, strict=True), 1) if a != b] == []


def read_print(path: Path) -> list[str]:
    return read_paper(path)


def clean(tag: Tag) -> str:
    return " ".join(tag.get_text(" ").replace("\u00a0", " ").split()).replace(" :", "").replace(":", "")


def captions(page: BeautifulSoup) -> list[tuple[str, str]]:
    found = []
    for holder in page.find_all(id=re.compile("^(tbl|fig)-(?!.*caption)")):
        caption = holder.find(["caption", "figcaption"])
        if isinstance(caption, Tag):
            found.append((str(holder["id"]), re.sub(r"\s+", "", clean(caption))))
    return found


def headings(page: BeautifulSoup) -> list[str]:
    return [re.sub(r"\s+", "", clean(tag)) for tag in page.select("article :is(h1, h2, h3, h4)")]


def loads(page: BeautifulSoup) -> list[str]:
    """Return what a page asks for, and what it lets be asked for."""
    return [str(tag.get("src") or tag.get("href") or tag.get("content")) for tag in page.select("script, link, meta")]


def read_index(path: Path) -> list[dict[str, str]]:
    """Return what can be found; names that headings get by themselves count repetitions in the book or on the page."""
    entries = json.loads(path.read_text("utf-8").removeprefix("window.lkipCari = ").removesuffix(";\n"))
    return [{key: entry[key] for key in ("bab", "judul", "isi")} for entry in entries]


def references(page: BeautifulSoup) -> list[str]:
    links = page.find_all("a", href=re.compile(r"\.html($|#)|^#(tbl|fig|sec)-"))
    texts = (re.sub(r"\s+", "", clean(link)) for link in links)
    return [text for text in texts if re.fullmatch(r"(Tabel|Gambar|Bab|Bagian|Lampiran)[\dA-Z.]+", text)]
