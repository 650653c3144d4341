"""What a cell shows: tables, charts and texts, for the analyst and in the dialect of the renderers."""

from __future__ import annotations

import csv
import io
import re
from decimal import Decimal

import pytest
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output

from lkip_utils.csv_kantor import BOM
from lkip_utils.display import Anchored, Column, Figure, Marked, Row, Table, belum, markdown_list, plain, show
from lkip_utils.sources import Source

HOSTILE = "A <b>x</b> *y* @tbl-z `q` | \\ \"k\" & 'a' ``` [l](u) #h"
TABLE = Table(
    (Column("Jenis", 60), Column("2023", 20, "right", "Tahun"), Column("2024", 20, "center", "Tahun")),
    (Row(("Kelompok",), "kelompok"), Row(("Mobil", "3", "4")), Row(("Jumlah", "3", "4"), "jumlah")),
    notes=("Catatan.",),
    sources=(Source("a/b.csv", "data/b.csv"), Source("a/2020/c.csv")),
)


def test_a_table_as_html() -> None:
    assert TABLE.to_html("Kendaraan & lain") == "\n".join(
        [
            '<table class="lkip-tabel">',
            "<caption>Kendaraan &amp; lain</caption>",
            '<colgroup><col style="width: 60.0%"><col style="width: 20.0%"><col style="width: 20.0%"></colgroup>',
            "<thead>",
            '<tr><th rowspan="2" style="text-align: left">Jenis</th><th colspan="2" style="text-align: center">Tahun</th></tr>',
            '<tr><th style="text-align: right">2023</th><th style="text-align: center">2024</th></tr>',
            "</thead>",
            "<tbody>",
            '<tr class="kelompok"><td colspan="3" style="text-align: left"><strong>Kelompok</strong></td></tr>',
            '<tr><td style="text-align: left">Mobil</td><td style="text-align: right">3</td><td style="text-align: center">4</td></tr>',
            "</tbody>",
            "<tfoot>",
            '<tr><td style="text-align: left">Jumlah</td><td style="text-align: right">3</td><td style="text-align: center">4</td></tr>',
            "</tfoot>",
            "</table>",
        ]
    )


def test_a_table_in_the_dialect() -> None:
    assert TABLE.titled("tbl-x", "Judul").to_markdown() == (
        "::: {#tbl-x}\n\n```{=html}\n" + TABLE.to_html() + "\n```\n\nJudul\n\n:::\n\n"
        "::: {.catatan-tabel}\n\nCatatan.\n\nSumber: [a/b.csv](data/b.csv){.berkas}, a/2020/c.csv.\n\n"
        "[Unduh untuk lembar kerja (CSV)](tabel/tbl-x.csv){.unduh}\n\n:::"
    )


def test_a_table_without_title_is_the_bare_block() -> None:
    table = Table((Column("A", 1),), (Row(("x",)),))
    assert table.to_markdown() == f"```{{=html}}\n{table.to_html()}\n```"


def test_a_wide_table_is_turned_with_its_notes() -> None:
    table = Table((Column("A", 1),), (Row(("x",)),), notes=("n",), landscape=True).titled("tbl-x", "J")
    text = table.to_markdown()
    assert text.startswith("::: {.landscape}\n\n::: {#tbl-x}\n")
    assert text.endswith("{.unduh}\n\n:::\n\n:::")


def test_an_empty_table_says_so_and_leaves_its_notes_out() -> None:
    table = Table(
        (Column("A", 1), Column("B", 1)), (), missing="Data belum ada.", notes=("Catatan.",), sources=(Source("a.csv"),)
    ).titled("tbl-x", "J")
    assert '<td colspan="2" style="text-align: left"><em>Data belum ada.</em></td>' in table.to_html()
    assert "Catatan." not in table.to_markdown()
    assert "Sumber: a.csv." in table.to_markdown()
    assert "Unduh" not in table.to_markdown()
    assert "text/csv" not in table._repr_mimebundle_()[0]


def read_csv(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text.removeprefix(BOM), newline=""), delimiter=";", strict=True))


def test_a_table_as_csv() -> None:
    assert read_csv(TABLE.to_csv()) == [
        ["Jenis", "Tahun: 2023", "Tahun: 2024"],
        ["Kelompok", "", ""],
        ["Mobil", "3", "4"],
        ["Jumlah", "3", "4"],
    ]


def test_a_table_gives_its_values_as_a_file() -> None:
    data, metadata = TABLE.titled("tbl-x", "J")._repr_mimebundle_()
    assert data["text/csv"] == TABLE.to_csv()
    assert metadata == {"berkas": {"text/csv": "tabel/tbl-x.csv"}}
    assert TABLE._repr_mimebundle_()[1] == {}, "tanpa penanda tidak ada nama berkasnya"


def test_marks_and_anchors_stay_out_of_the_csv() -> None:
    row = Row((Marked("5", "J01-1", "x.html#temuan"), Anchored("J01-1", "temuan")))
    assert read_csv(Table((Column("A", 1), Column("B", 1)), (row,)).to_csv())[1] == ["5", "J01-1"]


def test_a_row_of_a_tree_tells_its_level() -> None:
    html = Table((Column("A", 1),), (Row(("x",), level=2), Row(("y",)))).to_html()
    assert re.findall(r"<tr[^>]*><td[^>]*>(.)", html) == ["x", "y"]
    assert re.findall(r"<tr( [^>]*)?><td", html) == [' class="tingkat-2"', ""]


def test_titling_leaves_the_table_as_it_was() -> None:
    assert TABLE.titled("tbl-x", "J").rows == TABLE.rows
    assert (TABLE.label, TABLE.caption) == ("", "")


def test_a_row_of_the_wrong_length_fails() -> None:
    with pytest.raises(ValueError, match="argument 2 is longer"):
        Table((Column("A", 1), Column("B", 1)), (Row(("x",)),)).to_html()


def test_data_in_a_table_stays_text() -> None:
    table = Table(
        (Column(HOSTILE, 1, "left", HOSTILE),),
        (Row((HOSTILE,)), Row((HOSTILE,), "kelompok"), Row((HOSTILE,), "jumlah")),
    )
    html = table.to_html(HOSTILE)
    assert "`" not in html.split("</caption>")[1], "tanda itu dapat menutup blok yang memuat tabel"
    assert html.count("A &lt;b&gt;x&lt;/b&gt; *y* @tbl-z") == 6
    tags = {"table", "caption", "colgroup", "col", "thead", "tbody", "tfoot", "tr", "th", "td", "strong"}
    assert set(re.findall(r"</?([a-z]+)", html)) <= tags


def test_a_line_break_in_a_cell_is_one_in_the_table() -> None:
    assert ">satu<br>dua<" in Table((Column("A", 1),), (Row(("satu\ndua",)),)).to_html()


def test_plain_text_has_no_markup() -> None:
    assert plain("<b> *x* _y_ `q` [l](u) #h | @a ~s~ ^u^ $m$ {=x} \\ \"k\" 'a'") == (
        r"\<b\> \*x\* \_y\_ \`q\` \[l\](u) \#h \| \@a \~s\~ \^u\^ \$m\$ \{=x\} \\ \"k\" \'a\'"
    )
    assert plain(" satu\n\n  dua ") == "satu dua"


def test_lists_take_their_items_literally() -> None:
    assert markdown_list(["a | b", "<i>c"]) == "1. a \\| b\n2. \\<i\\>c"
    assert markdown_list(["a", "b"], "-") == "- a\n- b"
    assert markdown_list([]) == ""


@pytest.mark.parametrize(
    "item", ["1. satu", "- satu", "+ satu", "a) satu", "2023. Tahun itu", "::: {.x}", "# Judul", "> kutip", "    kode"]
)
def test_an_item_that_looks_like_a_block_stays_an_item(item: str) -> None:
    import pypandoc

    html = pypandoc.convert_text(markdown_list([item, "dua"]), "html", format="markdown", extra_args=["--wrap=none"])
    assert re.findall(r"<li>(.*)</li>", html) == [item.strip().replace(">", "&gt;"), "dua"]


def test_a_notice_of_what_is_missing() -> None:
    assert belum("Isu strategis") == "::: {.belum}\n\nIsu strategis belum tersedia.\n\n:::"


def test_a_numbered_chart() -> None:
    figure = Figure("<svg/>", 'Naik ke "100"').titled("fig-x", "Judul")
    assert figure.to_markdown() == '![Judul](gambar/fig-x.svg){#fig-x fig-alt="Naik ke \\"100\\""}'
    assert figure.to_html() == (
        '<figure role="img" aria-label="Naik ke &quot;100&quot;"><svg/><figcaption>Judul</figcaption></figure>'
    )
    assert figure._repr_mimebundle_() == (
        {"text/html": figure.to_html(), "image/svg+xml": "<svg/>", "text/markdown": figure.to_markdown()},
        {"berkas": {"image/svg+xml": "gambar/fig-x.svg"}},
    )


def test_a_chart_takes_its_drawing_for_a_phone_along() -> None:
    data, metadata = Figure("<svg/>", "alt", "fig-x", "K", narrow="<svg>2</svg>")._repr_mimebundle_()
    assert data["image/svg+xml;layar=sempit"] == "<svg>2</svg>"
    assert metadata["berkas"] == {
        "image/svg+xml": "gambar/fig-x.svg",
        "image/svg+xml;layar=sempit": "gambar/sempit/fig-x.svg",
    }


def test_a_chart_gives_the_values_it_draws() -> None:
    values = [("Tahun", "Nilai"), (2023, Decimal("7.25")), (2024, None)]
    figure = Figure("<svg/>", "alt").drawn_from(values, (Source("a/b.csv", "data/b.csv"),)).titled("fig-x", "Judul")
    assert figure.to_markdown() == (
        '![Judul](gambar/fig-x.svg){#fig-x fig-alt="alt"}\n\n'
        "::: {.catatan-tabel}\n\nSumber: [a/b.csv](data/b.csv){.berkas}.\n\n"
        "[Unduh untuk lembar kerja (CSV)](tabel/fig-x.csv){.unduh}\n\n:::"
    )
    data, metadata = figure._repr_mimebundle_()
    assert data["text/csv"] == f"{BOM}Tahun;Nilai\n2023;7,25\n2024;\n"
    assert metadata["berkas"]["text/csv"] == "tabel/fig-x.csv"
    alone = figure.titled("ringkasan")
    assert alone.to_markdown() == '![](gambar/ringkasan.svg){fig-alt="alt"}'
    assert "text/csv" not in alone._repr_mimebundle_()[0], "bagan tanpa judul tidak bernomor dan tidak diunduh"


def test_a_chart_without_caption_has_no_number() -> None:
    assert Figure("<svg/>", "alt").titled("ringkasan").to_markdown() == '![](gambar/ringkasan.svg){fig-alt="alt"}'


def test_shows_texts_tables_and_charts_in_order(shell: InteractiveShell) -> None:
    with capture_output() as captured:
        show("Teks *ini*", TABLE.titled("tbl-x", "J"), Figure("<svg/>", "alt", "fig-x", "K"))
    kinds = [set(output.data) - {"text/plain"} for output in captured.outputs]
    assert kinds == [
        {"text/html", "text/markdown"},
        {"text/html", "text/markdown", "text/csv"},
        {"text/html", "image/svg+xml", "text/markdown"},
    ]
    assert captured.outputs[0].data["text/markdown"] == "Teks *ini*"
    assert captured.outputs[2].metadata["berkas"] == {"image/svg+xml": "gambar/fig-x.svg"}
    assert captured.stdout == ""
