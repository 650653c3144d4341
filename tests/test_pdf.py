"""The printed report as machines read it: tags, names, language, fonts, and words that stay words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import yaml
from pypdf import PdfReader
from test_renderer_pandoc import PDF, code, make_stage, markdown, titled, write_chapter

from lkip.renderer_pandoc import render

LOGO = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9" fill="#357"/></svg>'
NAMA = "Badan *Uji* #1 $x$ @y <b> =z"


def set_values(stage: Path, **values: str) -> None:
    path = stage / "_quarto.yml"
    config = yaml.safe_load(path.read_text(encoding="utf-8"))
    config["lkip"] |= values
    path.write_text(yaml.safe_dump(config, allow_unicode=True), encoding="utf-8")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cetak")
    stage = make_stage(folder / "stage")
    (stage / "assets" / "logo.svg").write_text(LOGO, encoding="utf-8")
    set_values(stage, nama=NAMA, logo="assets/logo.svg", logo_alt="Logo Badan")
    (folder / "situs").mkdir()
    render(stage, folder / "situs", ["pdf"])
    return folder / "situs"


@pytest.fixture(scope="module")
def pdf(folder: Path) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(folder / PDF) as pdf:
        yield pdf


def elements(pdf: pikepdf.Pdf, kind: str) -> list[Any]:
    """Return the structure elements of a kind in reading order."""

    def walk(node: Any) -> Iterator[Any]:
        if isinstance(node, pikepdf.Array):
            for child in node:
                yield from walk(child)
        elif isinstance(node, pikepdf.Dictionary):
            if node.get("/S") == f"/{kind}":
                yield node
            yield from walk(node.get("/K"))

    return list(walk(pdf.Root.StructTreeRoot.K))


def bookmarks(pdf: pikepdf.Pdf) -> list[str]:
    def walk(items: Any) -> Iterator[str]:
        for item in items:
            yield item.title
            yield from walk(item.children)

    with pdf.open_outline() as outline:
        return list(walk(outline.root))


def test_it_claims_both_standards_and_says_what_it_is(pdf: pikepdf.Pdf) -> None:
    with pdf.open_metadata() as xmp:
        assert (xmp["pdfaid:part"], xmp["pdfaid:conformance"], xmp["pdfuaid:part"]) == ("2", "A", "1")
        assert xmp["dc:title"] == "Laporan Kinerja (LKjIP) Tahun 2023"
        assert xmp["dc:creator"] == [f"{NAMA} Kabupaten Contoh"]
        assert NAMA in xmp["dc:description"]
        assert xmp["xmp:CreateDate"].startswith("2024-01-31")
    assert str(pdf.Root.Lang) == "id-ID"
    assert bool(pdf.Root.MarkInfo.Marked)
    assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)


def test_every_page_is_tagged(pdf: pikepdf.Pdf) -> None:
    assert all("/StructParents" in page.obj and page.obj.Tabs == "/S" for page in pdf.pages)


def test_bookmarks_are_the_headings(pdf: pikepdf.Pdf) -> None:
    found = bookmarks(pdf)
    assert len(found) == sum(len(elements(pdf, f"H{level}")) for level in range(1, 5))
    assert [name for name in found if re.match("[1-3A] ", name)] == [
        "1 Pendahuluan",
        "2 Kinerja",
        "3 Penutup",
        "A Perjanjian",
    ]
    assert found[-1] == "Kolofon"


def test_every_picture_says_what_it_shows(pdf: pikepdf.Pdf) -> None:
    alts = [str(figure.Alt) for figure in elements(pdf, "Figure")]
    assert alts[0] == "Logo Badan"
    assert "Pegawai: 12 “orang”, naik <2>." in alts
    assert all(alts)


def test_every_table_has_heads_with_a_scope(pdf: pikepdf.Pdf) -> None:
    tables = elements(pdf, "Table")
    assert len(tables) == 5
    heads = elements(pdf, "TH")
    assert len(heads) >= 2 * len(tables)
    assert all(str(head.A.Scope if isinstance(head.A, pikepdf.Dictionary) else head.A[0].Scope) for head in heads)


def test_every_font_is_inside_and_ours(pdf: pikepdf.Pdf) -> None:
    fonts = [
        obj for obj in pdf.objects if isinstance(obj, pikepdf.Dictionary) and obj.get("/Type") == "/FontDescriptor"
    ]
    assert fonts
    assert all({"/FontFile", "/FontFile2", "/FontFile3"} & set(font.keys()) for font in fonts)
    assert all("SourceSans3" in str(font.FontName) for font in fonts)


def test_the_colophon_says_how_the_report_was_made(folder: Path) -> None:
    last = " ".join(PdfReader(folder / PDF).pages[-1].extract_text().split())
    for part in (
        "lkip 9.9",
        "cafe1234",
        "31 Januari 2024",
        "Source Sans 3",
        "SIL Open Font License",
        "PDF/A-2a",
        "*Uji* Folder data/ <b> & #x",
    ):
        assert part in last


def test_values_from_the_data_are_text_on_the_cover(folder: Path) -> None:
    first = " ".join(PdfReader(folder / PDF).pages[0].extract_text().split())
    assert NAMA in first


def narrow(words: str) -> str:
    return (
        "::: {#tbl-sempit}\n\n```{=html}\n"
        '<table class="lkip-tabel"><colgroup><col style="width: 12%"><col style="width: 88%"></colgroup>'
        f"<thead><tr><th>No</th><th>Isi</th></tr></thead><tbody><tr><td>{words}</td><td>{words}</td></tr></tbody></table>"
        "\n```\n\nTabel sempit\n\n:::"
    )


def test_words_are_cut_only_where_a_line_ends(tmp_path: Path) -> None:
    long, code_word = "mempertanggungjawabkannya", "X9" * 40
    stage = make_stage(tmp_path / "stage")
    write_chapter(stage, "bab-3-penutup", [markdown("# Penutup {#sec-penutup}"), code(narrow(f"{long} {code_word}"))])
    render(stage, tmp_path, ["pdf"])
    text = [page.extract_text() for page in PdfReader(tmp_path / PDF).pages if "Tabel sempit" in page.extract_text()][
        -1
    ]
    assert long in text
    assert all(part.startswith("\n") or part == "" for part in text.split("\u00ad")[1:])
    assert text.replace("\u00ad\n", "").replace("\n", "").replace("\u200b", "").count(code_word) == 2


def test_a_short_wide_table_stays_upright(tmp_path: Path) -> None:
    stage = make_stage(tmp_path / "stage")
    table = titled("tbl-luas", 2, "Tabel yang lebar")
    cells = [markdown("# Perjanjian {#sec-perjanjian}"), code(f"::: {{.landscape}}\n\n{table}\n\n:::")]
    write_chapter(stage, "lampiran-1-perjanjian", cells)
    render(stage, tmp_path, ["pdf"])
    assert all(page.mediabox.width < page.mediabox.height for page in PdfReader(tmp_path / PDF).pages)


GROUPS = 7
PAGE_END = "\f"


def carried_table(rows: int) -> str:
    """Return a table of amounts 0, 1, 2, … in groups, whose rows carry the sum so far."""
    body = "".join(
        (
            f'<tr class="kelompok"><td colspan="3"><strong>Kelompok {n // GROUPS}</strong></td></tr>'
            if n % GROUPS == 0
            else ""
        )
        + f'<tr data-pindahan="||{n * (n + 1) // 2},00"><td>k.{n}</td><td>Baris</td><td style="text-align: right">{n}</td></tr>'
        for n in range(rows)
    )
    return (
        "::: {#tbl-pindah}\n\n```{=html}\n"
        '<table class="lkip-tabel"><colgroup><col style="width: 20%"><col style="width: 60%"><col style="width: 20%"></colgroup>'
        f"<thead><tr><th>Kode</th><th>Nama</th><th>Pagu</th></tr></thead><tbody>{body}</tbody>"
        "<tfoot><tr><td></td><td>Seluruhnya</td><td>12.345</td></tr></tfoot></table>"
        "\n```\n\nTabel yang berpindah\n\n:::"
    )


@pytest.fixture(scope="module", params=[5, 80, 200])
def carried(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> list[list[str]]:
    """Return the lines of each page of a table with so many rows, after another one that carries sums."""
    folder = tmp_path_factory.mktemp("pindahan")
    stage = make_stage(folder / "stage")
    first = (
        carried_table(120).replace("tbl-pindah", "tbl-lain").replace("k.", "lain.").replace("yang berpindah", "lain")
    )
    cells = [markdown("# Penutup {#sec-penutup}"), code(first), code(carried_table(request.param))]
    write_chapter(stage, "bab-3-penutup", cells)
    render(stage, folder, ["pdf"])
    lines = [
        line
        for page in PdfReader(folder / PDF).pages
        for line in (*page.extract_text(extraction_mode="layout").splitlines(), PAGE_END)
    ]
    start = max(n for n, line in enumerate(lines) if "Tabel yang berpindah" in line)
    pages = "\n".join(lines[start:]).split(PAGE_END)
    return [page.splitlines() for page in pages if re.search(r"\bk\.\d", page)]


def test_a_page_ends_with_the_sums_of_its_last_row_and_the_next_begins_with_them(carried: list[list[str]]) -> None:
    before = None
    for lines in carried:
        rows = [int(n) for line in lines for n in re.findall(r"\bk\.(\d+)", line)]
        sums = {name: amount for line in lines for name, amount in re.findall(r"Jumlah (\w+) +([\d,]+)", line)}
        assert sums.get("pindahan") == before
        before = None if lines is carried[-1] else f"{rows[-1] * (rows[-1] + 1) // 2},00"
        assert sums.get("dipindahkan") == before
    assert "Seluruhnya" in " ".join(carried[-1])


def test_the_head_of_a_group_stands_over_its_rows_on_every_page(carried: list[list[str]]) -> None:
    for lines in carried:
        group = None
        for line in lines:
            group = int(found[1]) if (found := re.search(r"Kelompok (\d+)", line)) else group
            if row := re.search(r"\bk\.(\d+)", line):
                assert group == int(row[1]) // GROUPS
        told = [line for line in lines if re.search(r"Kelompok|\bk\.\d", line)]
        assert "Kelompok" not in told[-1], "kepala kelompok tidak mengakhiri halaman"
