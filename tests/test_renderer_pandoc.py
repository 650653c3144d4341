"""The embedded renderer, with the real pandoc and the real typst, over a small but complete staged book."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag

import pytest
import yaml
from pypdf import PdfReader

from lkip.book import read_book
from lkip.colophon import write_colophon
from lkip.errors import ContentError, MachineryError
from lkip.renderer_pandoc import convert, render
from lkip.sections import read_sections

ROOT = Path(__file__).parent.parent
PDF = "laporan-kinerja-badan-uji-2023.pdf"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="120" viewBox="0 0 300 120"><rect width="300" height="120" fill="#357"/></svg>'

Cell = dict[str, Any]


def markdown(text: str) -> Cell:
    return {"cell_type": "markdown", "metadata": {}, "source": text.splitlines(keepends=True)}


def output(data: dict[str, Any]) -> Cell:
    shown = {"output_type": "display_data", "metadata": {}, "data": data}
    return {"cell_type": "code", "metadata": {}, "execution_count": None, "source": [], "outputs": [shown]}


def code(text: str) -> Cell:
    return output({"text/markdown": text})


def table(rows: int) -> str:
    body = "".join(
        f'<tr><td style="text-align: left">Baris ke-{n} &amp; seterusnya<br><em>uraian</em></td>'
        f'<td style="text-align: right">{n}.000,50</td></tr>'
        for n in range(1, rows + 1)
    )
    return (
        '```{=html}\n<table class="lkip-tabel"><colgroup><col style="width: 60%"><col style="width: 40%"></colgroup>'
        '<thead><tr><th rowspan="2" style="text-align: left">Uraian</th><th colspan="1">Anggaran</th></tr>'
        f'<tr><th style="text-align: right">Pagu (Rp)</th></tr></thead><tbody>{body}</tbody>'
        '<tfoot><tr><th style="text-align: left">Jumlah</th><td style="text-align: right"><strong>7</strong></td></tr></tfoot>'
        "</table>\n```"
    )


def titled(identifier: str, rows: int, caption: str) -> str:
    return f"::: {{#{identifier}}}\n\n{table(rows)}\n\n{caption}\n\n:::"


CHAPTERS: dict[str, list[Cell]] = {
    "index": [
        markdown(
            "<!-- -->\n\n# Tentang Laporan {.unnumbered}\n\nLihat @sec-kinerja dan [situs](https://example.go.id)."
        ),
        code(""),
    ],
    "bab-1-pendahuluan": [
        markdown(
            "# Pendahuluan {#sec-pendahuluan}\n\n## Dasar {#sec-dasar}\n\n1. Satu\n2. Dua\n\n> Kutipan *miring*.\n\n### Rincian"
        ),
        code('![Jumlah pegawai](gambar/a.svg){#fig-pegawai fig-alt="Pegawai: 12 “orang”, naik <2>."}'),
        code(titled("tbl-pegawai", 2, "Pegawai menurut **golongan** (lihat @tbl-luas)")),
        markdown("::: {.catatan-tabel}\nSumber: data uji; lihat @tbl-anggaran.\n:::"),
        code(table(1)),
    ],
    "bab-2-kinerja": [
        markdown(
            "# Kinerja {#sec-kinerja}\n\nNilai [belum tersedia]{.belum}.Titik [94,70]{.tercetak}.\n\n## Hasil {#sec-hasil}"
        ),
        code(titled("tbl-anggaran", 60, "Anggaran menurut program")),
        code(titled("tbl-kedua", 1, "Tabel kedua")),
        markdown(
            '::: {.callout-note title="Cara \\"membaca\\""}\nLihat @fig-pegawai, @fig-nilai dan @sec-dasar.\n:::\n\n'
            "::: {.callout-warning}\nAwas.\n:::\n\n::: {.belum}\nBelum ada pembanding.\n:::"
        ),
        code(
            "::: {.kartu}\n::: {.kartu-angka}\nSerapan\n\n**96,91 %**\n\nnaik\n:::\n\n"
            "::: {.kartu-angka}\nNilai\n\n**73,80**\n\nBB\n:::\n:::"
        ),
        markdown('![](gambar/a.svg){fig-alt="Tanpa judul"}\n\n![Nilai](gambar/a.svg){#fig-nilai fig-alt="Nilai"}'),
    ],
    "bab-3-penutup": [
        markdown(
            "# Penutup {#sec-penutup}\n\n## Tanpa nomor {.unnumbered}\n\n## Simpulan\n\nSurel: humas@balangan.go.id, @badan_uji."
        ),
        code("::: {.tanda-tangan}\nParingin, 31 Januari 2024\\\nKepala Badan\n\n**Nama Terang**\\\nNIP 1970\n:::"),
    ],
    "lampiran-1-perjanjian": [
        markdown(
            "# Perjanjian {#sec-perjanjian}\n\nRujuk [@tbl-luas; @fig-pegawai] dan @sec-perjanjian.\n\n## Tabel luas"
        ),
        markdown("::: {.landscape}"),
        code(titled("tbl-luas", 9, "Tabel yang lebar")),
        markdown(":::"),
    ],
}


def write_chapter(stage: Path, stem: str, cells: list[Cell]) -> None:
    notebook = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    (stage / f"{stem}.ipynb").write_text(json.dumps(notebook), encoding="utf-8")


def make_stage(stage: Path) -> Path:
    stage.mkdir()
    for name in ("assets", "_extensions"):
        shutil.copytree(ROOT / name, stage / name)
    shutil.copy(ROOT / "_language.yml", stage)
    stems = [f"{stem}.ipynb" for stem in CHAPTERS]
    config: dict[str, Any] = {
        "book": {
            "title": "Laporan Kinerja (LKjIP) Tahun 2023",
            "subtitle": "Badan Uji Kabupaten Contoh",
            "chapters": stems[:-1],
            "appendices": stems[-1:],
        },
        "lkip": {
            "instansi": "badan-uji",
            "nama": "Badan Uji",
            "tanggal": "2024-01-31",
            "logo": "",
            "logo_alt": "",
            "daerah": "Kabupaten Contoh",
            "tahun": "2023",
            "alamat": "Jalan Contoh 1",
            "telepon": "Telepon 1234",
            "peragaan": "",
            "versi": "9.9",
            "data": "cafe1234",
            "waktu": "31 Januari 2024",
            "unduhan": [{"nama": "PDF", "tautan": PDF}],
        },
    }
    config["lkip"]["kolofon"] = [*write_colophon(config["lkip"]), {"nama": "*Uji*", "isi": "Folder data/ <b> & #x"}]
    (stage / "_quarto.yml").write_text(yaml.safe_dump(config), encoding="utf-8")
    (stage / "gambar").mkdir()
    (stage / "gambar" / "a.svg").write_text(SVG, encoding="utf-8")
    for stem, cells in CHAPTERS.items():
        write_chapter(stage, stem, cells)
    return stage


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("buku")
    target = folder / "situs"
    target.mkdir()
    render(make_stage(folder / "stage"), target, ["html", "pdf"])
    return target


@pytest.fixture
def stage(tmp_path: Path) -> Path:
    return make_stage(tmp_path / "stage")


@pytest.fixture
def refuse(stage: Path, tmp_path: Path) -> Callable[..., str]:
    """Render with one chapter replaced and return what the renderer says about it."""

    def refused(*cells: Cell, stem: str = "bab-3-penutup") -> str:
        write_chapter(stage, stem, [markdown("# Penutup {#sec-penutup}"), *cells])
        with pytest.raises(ContentError) as caught:
            render(stage, tmp_path, ["html"])
        return str(caught.value)

    return refused


def read_page(site: Path, stem: str) -> str:
    return (site / f"{stem}.html").read_text(encoding="utf-8").replace("\u00a0", " ")


def read_article(site: Path, stem: str) -> str:
    return read_page(site, stem).split("<article>")[1].split("</article>")[0]


def pdf_pages(site: Path) -> list[str]:
    return [" ".join(page.extract_text().replace("\u00a0", " ").split()) for page in PdfReader(site / PDF).pages]


class LinkReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.ids += [given["id"] or ""] if "id" in given else []
        self.links += [given[name] or "" for name in ("href", "src") if name in given]


def read_links(path: Path) -> LinkReader:
    reader = LinkReader()
    reader.feed(path.read_text(encoding="utf-8"))
    return reader


# Pages --------------------------------------------------------------------------------------------


def test_one_page_per_chapter_and_one_pdf(site: Path) -> None:
    assert {path.name for path in site.glob("*.*")} == {*(f"{stem}.html" for stem in CHAPTERS), PDF}


def test_every_link_leads_somewhere(site: Path) -> None:
    pages = {path.name: read_links(path) for path in site.glob("*.html")}
    for name, page in pages.items():
        assert len(page.ids) == len(set(page.ids)), name
        for link in page.links:
            address, anchor = urldefrag(link)
            if link.startswith("https://example.go.id") or address.startswith("../"):
                continue
            assert not re.match("[a-z]+:|//", link), f"{name}: {link} leaves the site"
            assert (site / (address or name)).is_file(), f"{name}: {link}"
            assert not anchor or anchor in pages[address or name].ids, f"{name}: {link}"


def test_headings_carry_their_numbers(site: Path) -> None:
    titles = [s.title for stem in CHAPTERS for s in read_sections(read_article(site, stem))]
    assert titles == [
        "Tentang Laporan",
        "Bab 1 Pendahuluan",
        "1.1 Dasar",
        "1.1.1 Rincian",
        "Bab 2 Kinerja",
        "2.1 Hasil",
        "Bab 3 Penutup",
        "Tanpa nomor",
        "3.1 Simpulan",
        "Lampiran A Perjanjian",
        "A.1 Tabel luas",
    ]


PICTURE = ' data-gambar="gambar/a.svg"'


@pytest.mark.parametrize(
    ("stem", "link", "text", "title", "picture"),
    [
        ("index", "bab-2-kinerja.html#sec-kinerja", "Bab 2", "Kinerja", ""),
        ("bab-1-pendahuluan", "lampiran-1-perjanjian.html#tbl-luas", "Tabel A.1", "Tabel yang lebar", ""),
        ("bab-1-pendahuluan", "bab-2-kinerja.html#tbl-anggaran", "Tabel 2.1", "Anggaran menurut program", ""),
        ("bab-2-kinerja", "bab-1-pendahuluan.html#fig-pegawai", "Gambar 1.1", "Jumlah pegawai", PICTURE),
        ("bab-2-kinerja", "bab-2-kinerja.html#fig-nilai", "Gambar 2.1", "Nilai", PICTURE),
        ("bab-2-kinerja", "bab-1-pendahuluan.html#sec-dasar", "Bagian 1.1", "Dasar", ""),
        ("lampiran-1-perjanjian", "bab-1-pendahuluan.html#fig-pegawai", "Gambar 1.1", "Jumlah pegawai", PICTURE),
        ("lampiran-1-perjanjian", "lampiran-1-perjanjian.html#sec-perjanjian", "Lampiran A", "Perjanjian", ""),
    ],
)
def test_references_reach_across_chapters_and_tell_what_is_there(
    site: Path, stem: str, link: str, text: str, title: str, picture: str
) -> None:
    article = read_article(site, stem)
    assert f'<a href="{link}" class="rujukan" data-judul="{title}"{picture}>{text}</a>' in article


def test_table_keeps_its_markup_with_caption_scopes_and_box(site: Path) -> None:
    text = read_article(site, "bab-2-kinerja")
    assert '<div class="gulir" role="region" tabindex="0" aria-labelledby="tbl-kedua-judul"' in text
    assert '<caption id="tbl-kedua-judul"><span><b class="nomor">Tabel 2.2</b> Tabel kedua</span></caption>' in text
    assert '<th scope="col" rowspan="2">Uraian</th>' in text
    assert '<th scope="col" class="r">Pagu (Rp)</th>' in text
    assert "text-align" not in text
    assert '<th scope="colgroup" colspan="1">Anggaran</th>' in text
    assert '<th scope="row">Jumlah</th>' in text
    assert '<td class="r"><strong>7</strong></td>' in text


def test_figure_has_number_caption_and_alt(site: Path) -> None:
    text = read_article(site, "bab-1-pendahuluan")
    picture = '<img src="gambar/a.svg" alt="Pegawai: 12 “orang”, naik &lt;2&gt;." width="400" height="160"'
    assert f'{picture} loading="lazy" decoding="async">' in text
    assert '<figcaption id="fig-pegawai-judul"><b class="nomor">Gambar 1.1</b> Jumlah pegawai</figcaption>' in text
    assert (site / "gambar" / "a.svg").read_text(encoding="utf-8") == SVG


def test_a_phone_gets_the_drawing_that_was_laid_out_for_it(stage: Path, tmp_path: Path) -> None:
    narrow = SVG.replace("300 120", "270 90")
    assert narrow != SVG
    (stage / "gambar" / "sempit").mkdir()
    (stage / "gambar" / "sempit" / "a.svg").write_text(narrow, encoding="utf-8")
    render(stage, tmp_path, ["html"])
    text = read_article(tmp_path, "bab-1-pendahuluan")
    source = '<source media="(max-width: 34rem)" srcset="gambar/sempit/a.svg" width="360" height="120">'
    assert re.search(
        rf'<div class="bagan"><picture>{re.escape(source)}<img src="gambar/a.svg" [^>]*></picture></div>', text
    )
    assert (tmp_path / "gambar" / "sempit" / "a.svg").read_text(encoding="utf-8") == narrow
    assert "sempit" not in convert(read_book(stage), "pdf")


def test_a_table_tells_what_its_columns_need_on_a_narrow_screen(site: Path) -> None:
    text = read_article(site, "bab-2-kinerja")
    styles = re.findall(r'style="--kolom: 2; --k1: ([\d.]+)rem; --k2: ([\d.]+)rem"', text)
    assert styles
    # "Baris ke-1 & seterusnya uraian" and "1.000,50": words need more than numbers, and none a whole screen.
    assert all(4 < float(number) < float(words) < 10 for words, number in styles)


def test_boxes_are_recognisable(site: Path) -> None:
    text = read_article(site, "bab-2-kinerja")
    assert re.search(r'<div class="catatan note" role="note">\s*<p><strong>Cara "membaca"</strong></p>', text)
    assert "<p><strong>Perhatian</strong></p>" in text
    assert text.count('class="kartu-angka"') == 2
    assert '<div class="belum">' in text
    assert '<span class="belum">belum tersedia</span>' in text
    assert '<span class="tercetak">94,70</span>' in text


def test_an_at_sign_of_ordinary_text_stays(site: Path) -> None:
    assert "humas@balangan.go.id, @badan_uji." in read_article(site, "bab-3-penutup")


def test_shell_says_where_the_reader_is(site: Path) -> None:
    text = read_page(site, "bab-2-kinerja")
    assert '<html lang="id">' in text
    assert '<a href="bab-2-kinerja.html" aria-current="page">Bab 2 Kinerja</a>' in text
    assert '<a rel="prev" href="bab-1-pendahuluan.html">' in text
    assert '<a rel="next" href="bab-3-penutup.html">' in text
    assert '<li class="tingkat-2"><a href="#sec-hasil">2.1 Hasil</a></li>' in text
    assert "cafe1234" in text
    assert "lkip 9.9" in text
    assert f'href="{PDF}"' in text


def test_shell_knows_its_place_among_the_reports(site: Path) -> None:
    first, text = read_page(site, "index"), read_page(site, "bab-2-kinerja")
    assert (
        '<li><a href="../../index.html">Semua laporan</a></li>\n<li><a href="../index.html">Badan Uji</a></li>' in text
    )
    assert '<li><a href="index.html">Tahun 2023</a></li>\n<li aria-current="page">Bab 2 Kinerja</li>' in text
    assert '<li aria-current="page">Tahun 2023</li>' in first
    assert 'data-tahun="2023"' in text
    assert '<a class="tombol" href="../index.html">Tahun lain</a>' in text
    assert text.index("../tahun.js") < text.index("assets/lkip.js")


def test_pages_run_and_show_only_their_own_files(site: Path) -> None:
    for path in site.glob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert "content=\"default-src 'none'; script-src 'self'; style-src 'self';" in text
        assert "<style" not in text
        assert not re.search(r"<script(?! src=)|<[^>]* on[a-z]+=", text), path.name
        for script in re.findall(r'<script src="(assets/[^"]+)"', text):
            assert (site / script).is_file(), script


# What only the web has ------------------------------------------------------------------------------


def test_what_only_the_web_has(stage: Path, tmp_path: Path) -> None:
    words = (
        '# Penutup {#sec-penutup}\n\n::: {.content-visible when-format="html"}\n\n## Hanya di situs {.unnumbered}\n\n'
        "::: {.unduhan}\n:::\n\n:::\n\n::: {.catatan-tabel}\n\nSumber: [a/b.csv](data/b.csv){.berkas}, c.csv.\n\n"
        "[Unduh untuk lembar kerja (CSV)](tabel/tbl-x.csv){.unduh}\n\n:::\n\n::: {.catatan-tabel}\n\n[Unduh](tabel/y.csv){.unduh}\n\n:::"
    )
    write_chapter(stage, "bab-3-penutup", [markdown(words)])
    (stage / "tabel").mkdir()
    (stage / "tabel" / "tbl-x.csv").write_bytes(b"A,B\n")
    render(stage, tmp_path, ["html", "pdf"])
    page = (tmp_path / "bab-3-penutup.html").read_text(encoding="utf-8")
    assert "Hanya di situs" in page
    assert f'<ul class="unduhan"><li><a class="tombol" href="{PDF}" download>PDF</a></li></ul>' in page
    assert '<a href="data/b.csv" class="berkas">a/b.csv</a>' in page
    assert '<a href="tabel/tbl-x.csv" class="unduh">' in page
    assert "content-visible" not in page
    assert (tmp_path / "tabel" / "tbl-x.csv").read_bytes() == b"A,B\n"
    printed = " ".join(pdf_pages(tmp_path))
    assert "Sumber: a/b.csv, c.csv." in printed
    assert "Hanya di situs" not in printed
    assert "Unduh" not in printed


@pytest.mark.parametrize(
    ("inside", "message"),
    [
        ("Teks.", "belum ditutup"),
        ('![Judul](gambar/a.svg){#fig-x fig-alt="A"}\n\n:::', "tidak bernomor"),
        (f"{titled('tbl-x', 1, 'Judul')}\n\n:::", "tidak bernomor"),
    ],
)
def test_a_web_box_that_would_change_print_is_refused(stage: Path, tmp_path: Path, inside: str, message: str) -> None:
    words = f'# Kinerja {{#sec-kinerja}}\n\n::: {{.content-visible when-format="html"}}\n\n{inside}'
    write_chapter(stage, "bab-2-kinerja", [markdown(words)])
    for name in ("html", "pdf"):
        with pytest.raises(ContentError, match=message):
            render(stage, tmp_path, [name])


# Print --------------------------------------------------------------------------------------------


def test_pdf_front_matter(site: Path) -> None:
    pages = pdf_pages(site)
    assert "Laporan Kinerja (LKjIP) Tahun 2023" in pages[0]
    assert "Badan Uji" in pages[0]
    assert "Jalan Contoh 1" in pages[0]
    assert pages[1].startswith("Laporan Kinerja 2023 · Badan Uji Kabupaten Contoh Daftar Isi")
    assert re.search(r"Bab 1 Pendahuluan[ .\u2060]+1 ", pages[1])
    assert "Lampiran A Perjanjian" in pages[1]
    assert "Daftar Tabel" in pages[2]
    assert "Tabel 2.1 Anggaran menurut program" in pages[2]
    assert "Daftar Gambar" in pages[3]
    assert "Gambar 2.1 Nilai" in pages[3]
    labels = PdfReader(site / PDF).page_labels
    assert labels[1:6] == ["i", "ii", "iii", "iv", "1"]


def test_pdf_says_the_same_as_the_pages(site: Path) -> None:
    text = " ".join(pdf_pages(site))
    for words in (
        "Pegawai menurut golongan (lihat Tabel A.1)",
        "Sumber: data uji; lihat Tabel 2.1.",
        "Lihat Gambar 1.1, Gambar 2.1 dan Bagian 1.1.",
        "Rujuk Tabel A.1, Gambar 1.1 dan Lampiran A.",
        "Nilai belum tersedia.Titik 94,70.",
        "humas@balangan.go.id, @badan_uji.",
        "Cara “membaca”",
        "96,91 %",
    ):
        assert words in text.replace('"membaca"', "“membaca”"), words
    assert re.search("Tanpa nomor 3.1 Simpulan", text)


def test_pdf_repeats_table_heads_but_not_totals(site: Path) -> None:
    pages = [page for page in pdf_pages(site) if re.search(r"Baris ke-[1-6]\d ", page)]
    assert len(pages) == 3
    assert all("Pagu (Rp)" in page for page in pages)
    assert ["Jumlah 7" in page for page in pages] == [False, False, True]


def test_pdf_turns_the_wide_table_and_its_heading(site: Path) -> None:
    wide = [page for page in PdfReader(site / PDF).pages if page.mediabox.width > page.mediabox.height]
    assert len(wide) == 1
    text = " ".join(wide[0].extract_text().replace("\u00a0", " ").split())
    assert "A.1 Tabel luas Tabel A.1 Tabel yang lebar" in text


def test_pdf_starts_a_page_where_a_heading_asks_for_it(stage: Path, tmp_path: Path) -> None:
    words = "# Penutup {#sec-penutup}\n\nTeks.\n\n## Biasa\n\nTeks.\n\n## Pernyataan {.halaman-baru}\n\nTeks."
    write_chapter(stage, "bab-3-penutup", [markdown(words)])
    render(stage, tmp_path, ["pdf"])
    pages = [re.sub("^.*Kabupaten Contoh (Bab 3 Penutup )?", "", page) for page in pdf_pages(tmp_path)]
    assert [page[:14] for page in pages if "Pernyataan" in page][-1] == "3.2 Pernyataan"
    assert any(page.startswith("Teks. 3.1 Biasa Teks.") for page in pages)


def test_small_charts_stand_side_by_side(stage: Path) -> None:
    chart = '![](gambar/a.svg){fig-alt="A"}'
    write_chapter(stage, "bab-3-penutup", [markdown(f"# Penutup\n\n::: {{.panel}}\n\n{chart}\n\n{chart}\n\n:::")])
    typst = convert(read_book(stage), "pdf")
    grid = re.search(r"#grid\(columns: 3.*?\n\)", typst, re.DOTALL)
    assert grid is not None
    assert grid[0].count("#image(") == 2


@pytest.mark.parametrize(("height", "shown"), [("599.5pt", ""), ("697.68pt", ", height: 600pt")])
def test_a_tall_chart_leaves_room_for_its_sources(stage: Path, height: str, shown: str) -> None:
    (stage / "gambar" / "a.svg").write_text(SVG.replace('height="120" viewBox', f'height="{height}" viewBox'))
    write_chapter(stage, "bab-3-penutup", [markdown('# Penutup\n\n![Tinggi](gambar/a.svg){#fig-tinggi fig-alt="T"}')])
    assert f'#image("gambar/a.svg", alt: "T"{shown});' in convert(read_book(stage), "pdf")


def test_announcements_stay_with_a_turned_table(stage: Path) -> None:
    words = (
        f"# Penutup\n\n## Hasil\n\nTabel menyusul.\n\n::: {{.landscape}}\n\n{titled('tbl-lebar', 1, 'Lebar')}\n\n:::"
    )
    write_chapter(stage, "bab-3-penutup", [markdown(words)])
    assert re.search(r"#mendatar\[.*#pengantar\[\s*Tabel menyusul\.\s*\]", convert(read_book(stage), "pdf"), re.DOTALL)


def test_pdf_has_no_empty_page(site: Path) -> None:
    for number, page in enumerate(pdf_pages(site)):
        assert len(page.replace("Laporan Kinerja 2023 · Badan Uji Kabupaten Contoh", "")) > 10, number


def test_two_renders_are_the_same_bytes(site: Path, stage: Path, tmp_path: Path) -> None:
    again = tmp_path / "lagi"
    again.mkdir()
    render(stage, again, ["html", "pdf"])
    for path in (path for path in site.rglob("*") if path.is_file()):
        assert (again / path.relative_to(site)).read_bytes() == path.read_bytes(), path.name


def test_one_format_alone(stage: Path, tmp_path: Path) -> None:
    target = tmp_path / "cetak"
    target.mkdir()
    render(stage, target, ["pdf"])
    assert [path.name for path in target.iterdir()] == [PDF]


# What is outside the dialect -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "cell",
    [
        output({"text/html": "<b>x</b>"}),
        output({"text/markdown": "x", "text/html": "<b>x</b>"}),
        output({"image/png": "x"}),
        {**code(""), "outputs": [{"output_type": "stream", "name": "stdout", "text": ["halo"]}]},
        {**code(""), "outputs": [{"output_type": "error", "ename": "E", "evalue": "", "traceback": []}]},
        {"cell_type": "raw", "metadata": {}, "source": ["x"]},
    ],
    ids=["html", "markdown-dan-html", "png", "stream", "error", "raw"],
)
def test_other_outputs_are_refused(refuse: Callable[..., str], cell: Cell) -> None:
    assert "bab-3-penutup.ipynb, sel ke-2: " in refuse(cell)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("teks <b>tebal</b>", "HTML atau kode mentah"),
        ("<div>teks</div>", "tidak dikenal"),
        ("```{=typst}\n#pagebreak()\n```", "HTML atau kode mentah"),
        ("| a | b |\n|---|---|\n| @tbl-a | 2 |", "rujukan di dalam sel tabel Markdown"),
        ("| a | b |\n|---|---|\n| $x$ | 2 |", "rumus di dalam sel tabel Markdown"),
        ("::: {.aneh}\nx\n:::", "«aneh»"),
        ("Teks {{< video https://contoh.invalid/v.mp4 >}}", "perintah Quarto «{{< video"),
        ("Menurut teori [@sumber2020, hlm. 2].", "kutipan pustaka «[@sumber2020]»"),
        ("# Judul kedua", "judul tingkat 1 kedua"),
        ("### Melompat", "melompat dari tingkat 1 ke tingkat 3"),
        ('![x](gambar/tiada.svg){#fig-x fig-alt="x"}', "«gambar/tiada.svg» tidak ada"),
        ("[bab](bab-1-pendahuluan.ipynb)", "rujuklah bab"),
        ("::: {#tbl-x}\nhanya teks\n:::", "«tbl-x»: harus berisi satu tabel"),
        ("## Lagi {#sec-dasar}", "«sec-dasar» dipakai dua kali"),
        ("Lihat @tbl-tiada.", "rujukan «@tbl-tiada» tidak dikenal"),
    ],
)
def test_other_markdown_is_refused(refuse: Callable[..., str], text: str, words: str) -> None:
    message = refuse(markdown("Biasa."), markdown(text))
    assert "bab-3-penutup.ipynb, sel ke-3: " in message
    assert words in message


@pytest.mark.parametrize("stem", ["bab-3-penutup", "lampiran-1-perjanjian"])
def test_open_box_is_found_in_its_chapter(refuse: Callable[..., str], stem: str) -> None:
    message = refuse(markdown("::: {.landscape}\n\nteks"), stem=stem)
    assert f"{stem}.ipynb, sel ke-2: kotak «:::» belum ditutup" in message


def test_front_matter_has_no_numbered_tables(refuse: Callable[..., str], stage: Path) -> None:
    write_chapter(stage, "index", [markdown("# Awal {.unnumbered}"), code(titled("tbl-awal", 1, "Judul"))])
    assert "index.ipynb, sel ke-2: «tbl-awal»" in refuse()


def test_all_problems_are_told_at_once(refuse: Callable[..., str]) -> None:
    assert len(refuse(markdown("@tbl-a"), markdown("@fig-b dan <b>x</b>")).splitlines()) == 4


def test_typst_speaks_for_itself(stage: Path, tmp_path: Path) -> None:
    (stage / "gambar" / "a.svg").write_text("bukan gambar", encoding="utf-8")
    with pytest.raises(MachineryError, match=r"(?s)typst: .*a\.svg"):
        render(stage, tmp_path, ["pdf"])


def test_marks_of_every_tongue_come_through_as_text(stage: Path, tmp_path: Path) -> None:
    """What markup languages make special is text in a table cell, a caption and an alternative text."""
    odd = "#x $y$ @z \\w [v] *u* _t_ `s` &lt;r&gt; // q"
    shown = "#x $y$ @z \\w [v] *u* _t_ `s` <r> // q"
    raw = table(1).replace("Baris ke-1", odd)
    cells = [markdown("# Penutup {#sec-penutup}"), code(f"::: {{#tbl-aneh}}\n\n{raw}\n\nJudul\n\n:::")]
    write_chapter(stage, "bab-3-penutup", cells)
    render(stage, tmp_path, ["html", "pdf"])
    assert odd in read_article(tmp_path, "bab-3-penutup")
    assert any(shown in page for page in pdf_pages(tmp_path))
