"""Data is text, whatever stands in it: nasty words appear to the letter on pages and on paper, and break nothing."""

from __future__ import annotations

import csv
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from conftest import FIXTURE, INSTANSI
from docx import Document
from docx.oxml.ns import qn
from kantor import needs_office, print_word
from nakal import NASTY, NastySite, spoil
from pypdf import PdfReader
from terbitan import build, copy_checkout

from lkip.project import Project
from lkip.renderer_quarto import find_quarto
from lkip_utils.berlaku import HASIL

Edit = Callable[[str, str, str], None]
ATTRIBUTES = {"href", "src", "action", "formaction", "srcset", "data", "poster"}
LAST = "2024"
"""The last year of which there is a report."""
FOREIGN = "年度 😀 🇮🇩"
"""Letters that the report's printed type lacks."""


@cache
def read_page(path: Path) -> BeautifulSoup:
    return BeautifulSoup(path.read_text("utf-8"), "html.parser")


def squeeze(text: str) -> str:
    """Return a text without its line breaks and without what only steers the direction of writing."""
    return re.sub(r"[\s\u00ad\u200e\u200f\u202a-\u202e]+", "", text)


def kind(mark: str) -> int:
    return int(mark.removeprefix("Akhir")) % len(NASTY)


def find_shown(nasty: NastySite, text: str) -> dict[str, bool]:
    """Return the nasty texts whose last word stands in a text, and whether the whole of it does."""
    return {mark: squeeze(whole) in text for mark, whole in nasty.texts.items() if mark in text}


def test_pages_show_the_texts_to_the_letter(nasty: NastySite) -> None:
    shown: dict[str, bool] = {}
    for path in sorted(nasty.site.rglob("*.html")):
        for mark, whole in find_shown(nasty, squeeze(read_page(path).get_text())).items():
            shown[mark] = shown.get(mark, True) and whole
    assert [nasty.texts[mark] for mark, whole in shown.items() if not whole] == []
    assert {kind(mark) for mark in shown} == set(range(len(NASTY)))
    assert len(shown) > 150, "hampir semua teks yang bukan catatan tampil"


def test_alternative_texts_are_the_texts_to_the_letter(nasty: NastySite) -> None:
    shown: dict[str, bool] = {}
    for path in sorted(nasty.site.rglob("*.html")):
        for image in read_page(path).find_all("img"):
            shown |= find_shown(nasty, squeeze(str(image["alt"])))
    assert [nasty.texts[mark] for mark, whole in shown.items() if not whole] == []
    assert len(shown) > 20


def test_pages_have_no_element_or_attribute_that_others_lack(nasty: NastySite, site: Path) -> None:
    """What markup a report has doesn't come from its data."""
    known = {use for path in site.rglob("*.html") for use in list_uses(path)}
    for path in sorted((nasty.site / INSTANSI).rglob("*.html")):
        assert list_uses(path) - known <= {("br", "")}, path.name


def list_uses(path: Path) -> set[tuple[str, str]]:
    return {(tag.name, name) for tag in read_page(path).find_all(True) for name in ("", *tag.attrs)}


def test_no_address_is_made_from_data(nasty: NastySite) -> None:
    for path in sorted(nasty.site.rglob("*.html")):
        for tag in read_page(path).find_all(True):
            for name in ATTRIBUTES & set(tag.attrs):
                assert re.fullmatch(r"[\w./#-]*", str(tag[name])), f"{path.name}: {tag}"


def test_no_text_ends_the_script_of_the_search_index(nasty: NastySite) -> None:
    for path in nasty.site.rglob("cari*.js"):
        assert len(path.read_text("utf-8").splitlines()) == 1


def test_paper_shows_the_texts_to_the_letter(nasty: NastySite) -> None:
    text = "".join(page.extract_text() for page in PdfReader(find_paper(nasty)).pages)
    shown = find_printed(nasty, text)
    assert [nasty.texts[mark] for mark, whole in shown.items() if not whole and kind(mark) not in APART] == []
    assert {kind(mark) for mark in shown} == set(range(len(NASTY)))
    assert "تقرير" in text


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="tidak ada pdftotext (poppler-utils)")
def test_another_reader_of_the_paper_finds_the_texts_too(nasty: NastySite) -> None:
    """It reads a narrow column's lines between those of its neighbours: each kind of text is whole somewhere."""
    command = ["pdftotext", "-raw", str(find_paper(nasty)), "-"]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    found = {kind(mark) for mark, whole in find_printed(nasty, text).items() if whole}
    assert found | APART == set(range(len(NASTY)))


def find_paper(nasty: NastySite, kind: str = "pdf") -> Path:
    (path,) = nasty.site.rglob(f"*{INSTANSI}-2024.{kind}")
    return path


def find_printed(nasty: NastySite, text: str) -> dict[str, bool]:
    """Find texts in print, where words are parted, a number has a minus and three dots are one sign."""
    texts = {mark: join_print(whole) for mark, whole in nasty.texts.items()}
    return find_shown(NastySite(nasty.site, texts), join_print(text))


def join_print(text: str) -> str:
    return re.sub("[-\u2010-\u2014\u2212]", "", squeeze(text).replace("...", "…"))


APART = {number for number, text in enumerate(NASTY) if text.isalpha() or re.search("[\u0600-\u06ff]", text)}
"""An endless word, whose lines are read between those of its neighbours, and Arabic, which is read from the right."""


def test_word_shows_the_texts_to_the_letter(nasty: NastySite) -> None:
    shown = find_shown(nasty, squeeze(read_word(find_paper(nasty, "docx"))))
    assert [nasty.texts[mark] for mark, whole in shown.items() if not whole] == []
    assert {kind(mark) for mark in shown} == set(range(len(NASTY)))
    assert len(shown) > 150


def read_word(path: Path) -> str:
    """Return what stands in a Word file, with a space wherever a line or a cell ends."""
    ends = {qn(f"w:{name}") for name in ("br", "p", "tab")}
    parts = Document(str(path)).element.body.iter(qn("w:t"), *ends)
    return "".join(" " if part.tag in ends else part.text or "" for part in parts)


def test_word_has_nothing_that_data_brought_along(nasty: NastySite) -> None:
    """Its parts are XML, none lies outside, and fields are ours."""
    with zipfile.ZipFile(find_paper(nasty, "docx")) as archive:
        parts = {name: archive.read(name) for name in archive.namelist() if name.endswith((".xml", ".rels"))}
    trees = {name: ElementTree.fromstring(content) for name, content in parts.items()}
    outside = [entry.get("Target") for tree in trees.values() for entry in tree.iter() if entry.get("TargetMode")]
    assert outside == []
    fields = {(text.text or "").split()[0] for text in trees["word/document.xml"].iter(qn("w:instrText"))}
    assert fields == {"TOC", "PAGEREF", "SEQ", "REF"}


@needs_office
def test_an_office_opens_the_nasty_word_file(nasty: NastySite, tmp_path: Path) -> None:
    pages = PdfReader(print_word(find_paper(nasty, "docx"), tmp_path)).pages
    found = {
        kind(mark)
        for mark, whole in find_printed(nasty, "".join(page.extract_text() for page in pages)).items()
        if whole
    }
    assert found | APART == set(range(len(NASTY)))


def test_downloads_hold_the_texts_to_the_letter(nasty: NastySite) -> None:
    files = [path for path in nasty.site.rglob("*.csv") if path.parent.name == "data"]
    held = {squeeze(cell.removeprefix("'")) for path in files for row in read_csv(path) for cell in row}
    missing = {text for text in nasty.texts.values() if squeeze(text) not in held}
    assert missing == find_later(nasty)


def find_later(nasty: NastySite) -> set[str]:
    """Return the texts about results of a year after the last report: none publishes them."""
    files = [nasty.site.parent / "data" / INSTANSI / f"{name}.csv" for name in HASIL]
    rows = [row for path in files for row in csv.DictReader(path.read_text("utf-8").splitlines(keepends=True))]
    later = {text for row in rows if row.get("tahun", "") > LAST for text in row.values()}
    return later & set(nasty.texts.values())


def read_csv(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


@pytest.mark.parametrize("formula", ["=1+1", '=HYPERLINK("http://x","y")', "=cmd|' /C calc'!A0"])
def test_a_formula_is_refused(project: Project, edit: Edit, formula: str) -> None:
    edit("sasaran.csv", "Meningkatnya mutu layanan", f'"{formula.replace(chr(34), chr(34) * 2)}"')
    done = build(project.root, project.root / "_site", "--renderer", "pandoc")
    assert done.returncode == 1
    assert "sasaran.csv, baris 3, kolom uraian" in done.stderr


@pytest.mark.parametrize("letter", ["\x00", "\x07", "\x1b[31m", "\ufffe"])
def test_what_is_no_letter_is_refused(project: Project, edit: Edit, letter: str) -> None:
    edit("sasaran.csv", "Meningkatnya mutu layanan", f"Meningkatnya {letter} mutu")
    done = build(project.root, project.root / "_site", "--renderer", "pandoc")
    assert done.returncode == 1
    assert "sasaran.csv" in done.stderr


def test_letters_that_cannot_be_printed_are_named(
    project: Project, edit: Edit, make_chapter: Callable[..., Path]
) -> None:
    """Pages show them; an accessible PDF may not hold boxes in their place."""
    edit("sasaran.csv", "Meningkatnya mutu layanan", f"Mutu {FOREIGN}")
    cells = (
        "from lkip_utils import read_dataset",
        "from lkip_utils.display import plain, show",
        "show(plain(read_dataset(instansi, tahun, data_dir).rows('sasaran')[1]['uraian']))",
    )
    make_chapter("index.ipynb", *cells)
    options = ("--renderer", "pandoc", "--tahun", "2024")
    done = build(project.root, project.root / "_site", *options, "--format", "html")
    assert done.returncode == 0, done.stderr
    assert FOREIGN in read_page(project.root / "_site" / INSTANSI / "2024" / "index.html").get_text()
    done = build(project.root, project.root / "_site", *options)
    assert done.returncode == 1
    assert f"{INSTANSI}/sasaran.csv, baris 3, kolom uraian: huruf cetak PDF tidak memiliki «年»" in done.stderr


SECRET = "rahasia-4711-jangan-bocor"
QUARTO = find_quarto()


@pytest.mark.skipif(QUARTO is None, reason="tidak ada Quarto")
def test_quarto_runs_nothing_that_stands_in_data(tmp_path: Path) -> None:
    """Neither a variable of the environment nor a file gets into what Quarto makes, and the texts are there to the letter."""
    project = copy_checkout(tmp_path / "a", FIXTURE)
    texts = spoil(project / "data" / INSTANSI)
    done = build(
        project, project / "_site", "--renderer", "quarto", "--format", "html,pdf,docx", LKIP_UJI_RAHASIA=SECRET
    )
    assert done.returncode == 0, done.stderr
    nasty = NastySite(project / "_site", texts)
    paper = "".join(page.extract_text() for page in PdfReader(find_paper(nasty)).pages)
    assert SECRET not in paper
    known = SECRET.encode(), b"root:x:0:0"
    assert [path for path in project.rglob("*") if path.is_file() and any(s in path.read_bytes() for s in known)] == []
    test_pages_show_the_texts_to_the_letter(nasty)
    test_alternative_texts_are_the_texts_to_the_letter(nasty)
    test_paper_shows_the_texts_to_the_letter(nasty)
    test_word_shows_the_texts_to_the_letter(nasty)
