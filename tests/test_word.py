"""The Word file, as python-docx and LibreOffice read it: styles, fields, tables, sections."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
import yaml
from docx import Document
from docx.document import Document as Word
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph
from kantor import needs_office, print_word
from pypdf import PdfReader
from test_renderer_pandoc import CHAPTERS, SVG, Cell, code, make_stage, markdown, table, titled, write_chapter

from lkip.downloads import summarise
from lkip.errors import ContentError
from lkip.project import Report
from lkip.renderer import Renderer
from lkip.renderer_pandoc import render
from lkip_utils import Dataset

NAME = "laporan-kinerja-badan-uji-2023.docx"

MORE: list[Cell] = [
    *CHAPTERS["bab-2-kinerja"],
    markdown("## Rincian lebih lanjut {.halaman-baru}\n\nLihat [bab lain](bab-3-penutup.html) dan [data](data/x.csv)."),
    code(titled("tbl-panjang", 1, "Baris yang panjang").replace("uraian", "uraian panjang " * 60)),
    code(table(1)),
    code(table(1)),
    markdown("[J01](lampiran-1-perjanjian.html#temuan-j01){.tanda} Catatan.\n\n- \\<w:p\\> & \\[bukan tautan\\]\n"),
    code("::: {.callout-tip}\n- satu\n- dua\n:::"),
]
NEAT: list[Cell] = [
    *CHAPTERS["bab-2-kinerja"],
    markdown('Bagan kecil.\n\n::: {.panel}\n\n![](gambar/a.svg){fig-alt="A"}\n\n![](gambar/a.svg){fig-alt="B"}\n\n:::'),
    code(titled("tbl-bersumber", 2, "Tabel pendek")),
    code(
        "::: {.catatan-tabel}\nBersumber.\n\nSumber: [a/b.csv](data/b.csv){.berkas}, [situs](https://contoh.example/).\n\n[Unduh untuk lembar kerja (CSV)](tabel/x.csv){.unduh}\n:::"
    ),
    markdown("Sebagai berikut:\n\n- satu\n\nSudah."),
    markdown("[data](data/x.csv)"),
]
PERAGAAN = "Contoh <b>peragaan</b> & {{ nama }}."
WILD = "\x0b\x00"


def build(folder: Path, cells: list[Cell]) -> Path:
    stage = make_stage(folder / "stage")
    write_chapter(stage, "bab-2-kinerja", cells)
    config = yaml.safe_load((stage / "_quarto.yml").read_text(encoding="utf-8"))
    config["lkip"] |= {"peragaan": WILD + PERAGAAN, "logo": "assets/logo_1.svg", "logo_alt": "Logo *Badan* Uji"}
    (stage / "assets" / "logo_1.svg").write_text(SVG, encoding="utf-8")
    (stage / "_quarto.yml").write_text(yaml.safe_dump(config), encoding="utf-8")
    (folder / "hasil").mkdir()
    render(stage, folder / "hasil", ["docx"])
    return folder / "hasil" / NAME


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("word"), MORE)


@pytest.fixture(scope="module")
def word(path: Path) -> Word:
    return Document(str(path))


@pytest.fixture(scope="module")
def neat(tmp_path_factory: pytest.TempPathFactory) -> Word:
    return Document(str(build(tmp_path_factory.mktemp("rapi"), NEAT)))


def styled(word: Word, *names: str) -> list[Paragraph]:
    return [p for p in word.paragraphs if p.style is not None and p.style.name in names]


def fields(element: object) -> list[str]:
    return [text.text.strip() for text in element.iter(qn("w:instrText"))]  # type: ignore[attr-defined]


def of_style(word: Word, name: str) -> Iterator[Table]:
    return (table for table in word.tables if table.style is not None and table.style.name == name)


def test_every_part_is_well_formed_and_every_style_is_known(path: Path, word: Word) -> None:
    known = {style.style_id for style in word.styles}
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                root = ElementTree.fromstring(archive.read(name))
                used = {e.get(qn("w:val")) for e in root.iter() if re.search("}(p|r|tbl)Style$", e.tag)}
                assert used <= known, name
                assert "urn:lkip" not in archive.read(name).decode()


def test_the_styles_say_font_and_language(word: Word) -> None:
    defaults = word.styles.element.find(qn("w:docDefaults"))
    assert defaults.find(f".//{qn('w:lang')}").get(qn("w:val")) == "id-ID"
    assert defaults.find(f".//{qn('w:rFonts')}").get(qn("w:ascii")) == "Source Sans 3"


def test_headings_carry_their_numbers(word: Word) -> None:
    found = [(p.style.name, p.text) for p in styled(word, "Heading 1", "Heading 2", "Heading 3") if p.style]
    assert found == [
        ("Heading 1", "Tentang Laporan"),
        ("Heading 1", "Bab\xa01 Pendahuluan"),
        ("Heading 2", "1.1 Dasar"),
        ("Heading 3", "1.1.1 Rincian"),
        ("Heading 1", "Bab\xa02 Kinerja"),
        ("Heading 2", "2.1 Hasil"),
        ("Heading 2", "2.2 Rincian lebih lanjut"),
        ("Heading 1", "Bab\xa03 Penutup"),
        ("Heading 2", "Tanpa nomor"),
        ("Heading 2", "3.1 Simpulan"),
        ("Heading 1", "Lampiran\xa0A Perjanjian"),
        ("Heading 2", "A.1 Tabel luas"),
        ("Heading 1", "Kolofon"),
    ]


def test_a_heading_may_start_a_page(word: Word) -> None:
    starts = [p.text for p in styled(word, "Heading 2") if p.paragraph_format.page_break_before]
    assert starts == ["2.2 Rincian lebih lanjut"]


def test_captions_count_by_fields_and_stay_with_their_table(word: Word) -> None:
    captions = styled(word, "Table Caption", "Image Caption")
    assert [(p.text.split("  ")[0], fields(p._p)) for p in captions] == [
        ("Gambar\xa01.1", [r"SEQ Gambar_1 \* ARABIC"]),
        ("Tabel\xa01.1", [r"SEQ Tabel_1 \* ARABIC", r"REF _Ref_tbl_A_1 \h"]),
        ("Tabel\xa02.1", [r"SEQ Tabel_2 \* ARABIC"]),
        ("Tabel\xa02.2", [r"SEQ Tabel_2 \* ARABIC"]),
        ("Gambar\xa02.1", [r"SEQ Gambar_2 \* ARABIC"]),
        ("Tabel\xa02.3", [r"SEQ Tabel_2 \* ARABIC"]),
        ("Tabel\xa0A.1", [r"SEQ Tabel_A \* ARABIC"]),
    ]
    for caption in styled(word, "Table Caption"):
        assert caption.style is not None
        assert caption.style.paragraph_format.keep_with_next
        following = caption._p.getnext()
        assert following is not None
        assert following.tag == qn("w:tbl")


def test_what_is_referred_to_exists(word: Word) -> None:
    body = word.element.body
    names = [mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))]
    marks = [mark.get(qn("w:id")) for mark in body.iter(qn("w:bookmarkStart"))]
    assert len(set(names)) == len(names)
    assert len(set(marks)) == len(marks)
    assert all(len(name) <= 40 for name in names)
    referred = {field.split()[1] for field in fields(body) if field.startswith(("REF", "PAGEREF"))}
    linked = {link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink"))} - {None, "temuan-j01"}
    assert len(referred) > 8
    assert {"sec-kinerja", "sec-penutup", "sec-dasar"} <= linked
    assert referred | linked <= set(names)


def test_fields_begin_and_end_in_turn(word: Word) -> None:
    depth = 0
    for mark in word.element.body.iter(qn("w:fldChar")):
        kind = mark.get(qn("w:fldCharType"))
        depth += {"begin": 1, "separate": 0, "end": -1}[kind]
        assert depth in (0, 1, 2)
    assert depth == 0


def test_the_contents_are_fields_that_are_filled_already(word: Word) -> None:
    assert [p.text for p in styled(word, "TOC Heading")] == ["Daftar Isi", "Daftar Tabel", "Daftar Gambar"]
    headings = [p.text for p in styled(word, "Heading 1", "Heading 2", "Heading 3")]
    assert [p.text.strip() for p in styled(word, "toc 1", "toc 2", "toc 3")] == headings
    captions = [p.text for style in ("Table Caption", "Image Caption") for p in styled(word, style)]
    assert [p.text.strip() for p in styled(word, "table of figures")] == captions
    lists = [field for field in fields(word.element.body) if field.startswith("TOC")]
    assert lists == [
        r'TOC \o "1-3" \h \z \u',
        *(rf'TOC \h \z \c "Tabel_{chapter}"' for chapter in "12A"),
        *(rf'TOC \h \z \c "Gambar_{chapter}"' for chapter in "12"),
    ]


def test_tables_repeat_their_heads_and_keep_rows_whole(word: Word) -> None:
    reports = list(of_style(word, "Tabel Laporan"))
    assert len(reports) == 8
    for one in reports:
        properties = [row._tr.trPr for row in one.rows]
        repeated = [p is not None and p.find(qn("w:tblHeader")) is not None for p in properties]
        assert repeated == [True, True] + [False] * (len(repeated) - 2)
        whole = [p is not None and p.find(qn("w:cantSplit")) is not None for p in properties]
        assert whole == [len("".join(cell.text for cell in row.cells)) < 600 for row in one.rows]
        shades = [row._tr.find(f".//{qn('w:shd')}") is not None for row in one.rows]
        assert shades == [True, True] + [False] * (len(shades) - 3) + [True]
    assert sum(len(row.cells[0].text) > 600 for one in reports for row in one.rows) == 1


def test_tables_keep_widths_alignment_and_totals(word: Word) -> None:
    first = next(of_style(word, "Tabel Laporan"))
    assert [column.width.twips for column in first.columns if column.width] == [5443, 3629]
    assert [str(row.cells[1].paragraphs[0].alignment) for row in list(first.rows)[1:]] == ["RIGHT (2)"] * 4
    total = list(first.rows)[-1].cells[0].paragraphs[0]
    assert total.style is not None
    assert (total.text, total.style.name) == ("Jumlah", "Sel Jumlah")
    assert total.style.font.bold
    wide = list(of_style(word, "Tabel Laporan"))[-1]
    assert sum(column.width.twips for column in wide.columns if column.width) == 14570


def test_tables_never_touch(word: Word) -> None:
    for one in word.tables:
        following = one._tbl.getnext()
        assert following is None or following.tag != qn("w:tbl")


def test_a_note_stays_with_its_table(word: Word) -> None:
    first = next(of_style(word, "Tabel Laporan"))
    assert [cell.paragraphs[0].paragraph_format.keep_with_next for cell in list(first.rows)[-1].cells] == [True, True]
    assert [p.text for p in styled(word, "Catatan Tabel")] == ["Sumber: data uji; lihat Tabel\xa02.1."]


def test_charts_are_pictures_with_a_description(word: Word) -> None:
    described = [shape._inline.docPr.get("descr") for shape in word.inline_shapes]
    assert described == ["Logo *Badan* Uji", "Pegawai: 12 “orang”, naik <2>.", "Tanpa judul", "Nilai"]
    assert word.inline_shapes[0].height.cm == pytest.approx(2.6, abs=0.01)
    for shape in list(word.inline_shapes)[1:]:
        assert 7.9 < shape.width.cm < 8.0 or 10.5 < shape.width.cm < 10.6
        assert shape.height.cm == pytest.approx(shape.width.cm * 0.4, rel=0.01)
    kinds = {
        relation.target_ref.rpartition(".")[2] for relation in word.part.rels.values() if "image" in relation.reltype
    }
    assert kinds == {"png"}


def test_sections_turn_pages_and_count_them(word: Word) -> None:
    sections = list(word.sections)
    turned = [section.orientation is WD_ORIENT.LANDSCAPE for section in sections]
    # Cover, front matter, chapters; the appendix begins on a landscape page, because its heading leads to the table.
    assert turned == [False, False, False, True, False]
    numbers = [section._sectPr.find(qn("w:pgNumType")) for section in sections]
    assert [(n.get(qn("w:fmt")), n.get(qn("w:start"))) for n in numbers[1:]] == [
        ("lowerRoman", "1"),
        (None, "1"),
        (None, None),
        (None, None),
    ]
    assert sections[0].page_width.cm == pytest.approx(21, abs=0.01) if sections[0].page_width else False
    for section in sections[1:]:
        assert not section.header.is_linked_to_previous
        assert section.header.paragraphs[0].text == "Badan Uji Kabupaten Contoh\tLaporan Kinerja 2023"
        assert section.header.paragraphs[1].text == PERAGAAN
        assert fields(section.footer._element) == ["PAGE"]
    assert sections[0].header.is_linked_to_previous
    assert [p.text for p in sections[0].footer.paragraphs] == ["Jalan Contoh 1", "Telepon 1234"]


def test_the_cover_says_who_and_when(word: Word) -> None:
    assert word.paragraphs[0].style is not None
    assert word.paragraphs[0].style.name == "Sampul Logo"
    assert [p.text for p in styled(word, "Title", "Subtitle", "Sampul Daerah", "Peragaan")] == [
        "Laporan Kinerja (LKjIP) Tahun\xa02023",
        "Badan Uji",
        "Kabupaten Contoh",
        PERAGAAN,
    ]
    core = word.core_properties
    assert (core.title, core.author) == ("Laporan Kinerja (LKjIP) Tahun 2023", "Badan Uji Kabupaten Contoh")
    assert core.language == "id-ID"


def test_the_colophon_says_what_the_printed_report_says(word: Word) -> None:
    says = dict(p.text.split("\n") for p in styled(word, "Kolofon"))
    assert list(says) == ["Cara pembuatan", "Sidik data", "Data", "Tanggal laporan", "Huruf", "*Uji*"]
    assert says["Sidik data"].startswith("cafe1234. ")
    assert says["*Uji*"] == "Folder data/ <b> & #x"


def test_boxes_have_styles(word: Word) -> None:
    texts = {name: [p.text for p in styled(word, name)] for name in ("Kotak Catatan", "Kotak Perhatian", "Kotak Saran")}
    assert texts == {
        "Kotak Catatan": ['Cara "membaca"', "Lihat Gambar\xa01.1, Gambar\xa02.1 dan Bagian\xa01.1."],
        "Kotak Perhatian": ["Perhatian", "Awas."],
        "Kotak Saran": ["Saran", "satu", "dua"],
    }
    assert [p.text for p in styled(word, "Kotak Belum")] == ["Belum ada pembanding."]
    signature = styled(word, "Tanda Tangan")
    assert len(signature) == 2
    assert signature[0].style is not None
    assert signature[0].style.paragraph_format.keep_with_next
    cards = next(of_style(word, "Tabel Kartu"))
    assert [[p.text for p in cell.paragraphs] for cell in cards.rows[0].cells] == [
        ["Serapan", "96,91 %", "naik"],
        ["Nilai", "73,80", "BB"],
    ]
    runs = {run.style.name: run.text for p in word.paragraphs for run in p.runs if run.style}
    assert (runs["Belum"], runs["Tercetak"]) == ("belum tersedia", "94,70")


def test_small_charts_stand_three_in_a_row(neat: Word) -> None:
    (panel,) = of_style(neat, "Tabel Panel")
    widths = [int(extent.get("cx")) / 360_000 for extent in panel._tbl.iter(qn("wp:extent"))]
    assert widths == pytest.approx([5.1, 5.1], abs=0.01)
    assert (len(panel.rows), len(panel.columns)) == (1, 3)


def test_what_belongs_together_stays_together(neat: Word) -> None:
    kept = {p.text: bool(p.paragraph_format.keep_with_next) for p in neat.paragraphs}
    assert [kept[text] for text in ("Bagan kecil.", "Bersumber.", "Sebagai berikut:")] == [True] * 3
    assert not kept["Sudah."]
    assert not kept["Sumber: a/b.csv, situs."]
    assert "Unduh untuk lembar kerja (CSV)" not in kept
    caption = next(p for p in styled(neat, "Table Caption") if p.text.endswith("Tabel pendek"))
    rows = Table(caption._p.getnext(), neat).rows
    assert all(p.paragraph_format.keep_with_next for row in list(rows)[1:] for p in row.cells[0].paragraphs)


def test_a_panel_stays_whole_and_a_long_table_leaves_no_row_alone(tmp_path: Path) -> None:
    charts = "\n\n".join(f'![](gambar/a.svg){{fig-alt="{n}"}}' for n in range(12))
    lead = "## Judul {#sec-judul}\n\nPengantar.\n\n### Anak\n\nIsi.\n\n### Adik\n\nIsi lain."
    cells = [*CHAPTERS["bab-2-kinerja"], markdown(f"::: {{.panel}}\n\n{charts}\n\n:::\n\n{lead}"), code(table(40))]
    word = Document(str(build(tmp_path, cells)))

    def list_kept(one: Table) -> list[bool]:
        return [all(p.paragraph_format.keep_with_next for c in row.cells for p in c.paragraphs) for row in one.rows]

    (panel,) = of_style(word, "Tabel Panel")
    assert list_kept(panel) == [True, True, True, False]
    long = next(one for one in of_style(word, "Tabel Laporan") if len(one.rows) == 43)
    assert [n for n, kept in enumerate(list_kept(long)[2:]) if kept] == [0, 39]
    kept = {p.text: bool(p.paragraph_format.keep_with_next) for p in styled(word, "First Paragraph", "Body Text")}
    assert (kept["Pengantar."], kept["Isi."]) == (True, False)


def test_only_what_has_an_address_is_a_link(neat: Word) -> None:
    links = {rel.target_ref for rel in neat.part.rels.values() if rel.is_external}
    assert links == {"https://contoh.example/", "https://example.go.id"}


def test_a_mark_leads_to_its_finding(word: Word) -> None:
    (link,) = (p._p.find(qn("w:hyperlink")) for p in word.paragraphs if p.text == "J01 Catatan.")
    assert link is not None
    assert link.get(qn("w:anchor")) == "temuan-j01"
    assert link.find(f".//{qn('w:vertAlign')}").get(qn("w:val")) == "superscript"


def test_the_summary_names_it(dataset: Dataset, tmp_path: Path) -> None:
    report = Report("dinas-contoh-uji", 2024)
    assert summarise(report, dataset, tmp_path)["docx"] == ""
    (tmp_path / f"{report.stem}.docx").touch()
    assert summarise(report, dataset, tmp_path)["docx"] == "laporan-kinerja-dinas-contoh-uji-2024.docx"


def test_text_is_text(word: Word) -> None:
    assert "<w:p> & [bukan tautan]" in [p.text for p in word.paragraphs]
    assert "Lihat bab lain dan data." in [p.text for p in word.paragraphs]


def test_the_same_book_gives_the_same_bytes(path: Path, tmp_path: Path) -> None:
    assert build(tmp_path, MORE).read_bytes() == path.read_bytes()


def test_it_is_made_without_quarto_where_quarto_renders_the_rest(path: Path, tmp_path: Path) -> None:
    Renderer("quarto 1.9.38", "Quarto 1.9.38").render(path.parents[1] / "stage", tmp_path, ["docx"])
    assert (tmp_path / NAME).read_bytes() == path.read_bytes()


def test_what_is_outside_the_dialect_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=r"bab-2-kinerja\.ipynb, sel ke-1: rujukan «@tbl-hilang» tidak dikenal"):
        build(
            tmp_path, [markdown("# Kinerja {#sec-kinerja}\n\nLihat @tbl-hilang, @sec-hasil.\n\n## Hasil {#sec-hasil}")]
        )


@needs_office
def test_libreoffice_shows_all_chapters_in_order(path: Path, tmp_path: Path) -> None:
    pages = PdfReader(print_word(path, tmp_path)).pages
    texts = [" ".join(page.extract_text().split()) for page in pages]
    assert all(texts), "halaman kosong"
    starts = [
        "Laporan Kinerja (LKjIP)",
        "Daftar Isi",
        "Daftar Tabel",
        "Daftar Gambar",
        "Tentang Laporan",
        "Bab 1 Pendahuluan",
    ]
    starts += ["Bab 2 Kinerja", "2.2 Rincian", "Bab 3 Penutup", "Lampiran A Perjanjian", "Kolofon"]
    # The first page tells by its title, the others by what follows the head.
    heads = [text.partition(PERAGAAN)[2].strip() if number else text for number, text in enumerate(texts)]
    found = [next(n for n, head in enumerate(heads) if head.startswith(start)) for start in starts]
    assert found == sorted(set(found))
    assert [n for n, page in enumerate(pages) if page.mediabox.width > page.mediabox.height] == [len(pages) - 2]
    assert "Tabel A.1 Tabel yang lebar" in re.sub(r"\s+", " ", texts[-2])
