"""What a Jupyter user's cells show: taken into HTML, PDF and Word, and never a reason to stop."""

from __future__ import annotations

import base64
import re
import struct
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pandas as pd
import pytest
from bs4 import BeautifulSoup
from docx import Document
from terbitan import build, read_paper

from lkip.errors import ContentError
from lkip.outputs import show_cell
from lkip.photos import Album, adopt_pictures
from lkip.project import Project, Report
from lkip.renderer_quarto import find_quarto
from lkip_utils.display import make_table, show

A = "dinas-contoh-uji"
MakeChapter = Callable[..., Path]


def stream(text: str, name: str = "stdout") -> dict[str, Any]:
    return {"output_type": "stream", "name": name, "text": text}


def data(**kinds: str) -> dict[str, Any]:
    names = {"png": "image/png", "svg": "image/svg+xml", "html": "text/html", "plain": "text/plain"}
    content: dict[str, Any] = {names[kind]: text for kind, text in kinds.items()}
    return {"output_type": "display_data", "data": content, "metadata": {}}


def draw_png() -> str:
    """Return a white picture of one pixel, as notebooks carry it."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    parts = (
        (b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)),
        (b"IDAT", zlib.compress(b"\0\xff")),
        (b"IEND", b""),
    )
    return base64.b64encode(b"\x89PNG\r\n\x1a\n" + b"".join(chunk(*part) for part in parts)).decode()


def texts(folder: Path, source: str, *outputs: dict[str, Any]) -> tuple[str, ...]:
    return show_cell(3, "bab", source, outputs, folder).texts


# ── one cell ────────────────────────────────────────────────────────────────────────────


def test_what_is_printed_stands_as_it_is(tmp_path: Path) -> None:
    told = texts(tmp_path, "", stream("satu\n"), stream("\x1b[31mdua\x1b[0m ``` *x*\n"))
    assert told == ("```` {.keluaran}\nsatu\ndua ``` *x*\n````",)


@pytest.mark.parametrize("output", [stream("awas", "stderr"), stream("\n"), data(plain="")])
def test_warnings_and_nothing_show_nothing(tmp_path: Path, output: dict[str, Any]) -> None:
    assert texts(tmp_path, "", output) == ()


HANDLES = (
    "[<matplotlib.lines.Line2D at 0x7f3bd0c1a990>]",
    "<BarContainer object of 2 artists>",
    "<Axes: xlabel='nama'>",
    "(array([1., 2.]), <BarContainer object of 10 artists>)",
    "<IPython.core.display.Javascript object>",
)


@pytest.mark.parametrize("text", HANDLES)
def test_what_drawing_hands_back_is_not_shown(tmp_path: Path, text: str) -> None:
    shown = show_cell(3, "bab", "x", [data(plain=text), data(png=draw_png())], tmp_path)
    assert len(shown.texts) == 1
    assert shown.texts[0].startswith("![]")
    alone = show_cell(3, "bab", "x", [data(plain=text)], tmp_path)
    assert alone.texts == ()
    assert alone.notes[0].startswith(f"sel ke-3: keluaran «{text[:20]}")


@pytest.mark.parametrize("text", ["[0, 1]", "'<b>'", "3 < 4 > 1", "Timestamp('2024-01-01')"])
def test_values_are_shown(tmp_path: Path, text: str) -> None:
    assert texts(tmp_path, "x", data(plain=text)) == (f"``` {{.keluaran}}\n{text}\n```",)


def test_html_says_its_words(tmp_path: Path) -> None:
    html = "<div class='a' onclick='x()'><p><b>Tebal</b> &amp; <a href='https://contoh.go.id'>tautan</a></p><script>x()</script></div>"
    assert texts(tmp_path, "x", data(html=html, plain="<HTML>")) == ("**Tebal** & [tautan](https://contoh.go.id)",)


def test_pictures_stand_side_by_side_under_one_caption(tmp_path: Path) -> None:
    source = "#| layout-ncol: 2\n#| label: fig-a\n#| fig-cap: Dua *gambar*\nx"
    told = texts(tmp_path, source, data(png=draw_png()), stream("kata"), data(png=draw_png()))
    assert told[0] == "``` {.keluaran}\nkata\n```"
    box, *pictures, end = told[1].split("\n\n")
    assert (box, end) == ('::: {.panel kolom="2"}', ":::")
    assert pictures == [f'![](gambar/bab-sel-3-{n}.png){{fig-alt="Dua *gambar*"}}' for n in (1, 3)]
    assert told[2] == r"Dua \*gambar\*"
    # One alone is a figure like any other.
    assert "#fig-a" in texts(tmp_path, source, data(png=draw_png()))[0]
    with pytest.raises(ContentError, match=r"sel ke-3: «#\| layout-ncol» terbaca «9», diharapkan bilangan 1 sampai 4"):
        texts(tmp_path, "#| layout-ncol: 9\nx")


def test_a_picture_with_options_is_a_numbered_figure(tmp_path: Path) -> None:
    source = "#| label: fig-a\n#| fig-cap: Judul\n#| fig-alt: 'Dua \"batang\"'\nplt.bar()"
    shown = show_cell(3, "bab", source, [data(png=draw_png(), plain="<Figure>")], tmp_path)
    assert shown.texts == ('![Judul](gambar/fig-a.png){#fig-a fig-alt="Dua \\"batang\\""}',)
    assert shown.notes == ()
    assert (tmp_path / "gambar" / "fig-a.png").read_bytes() == base64.b64decode(draw_png())


def test_a_picture_without_words_is_shown_and_named(tmp_path: Path) -> None:
    shown = show_cell(3, "bab", "plt.bar()", [data(svg="<svg/>")], tmp_path)
    assert shown.texts == ('![](gambar/bab-sel-3-1.svg){fig-alt="Gambar tanpa keterangan"}',)
    assert shown.notes == ("sel ke-3: gambar tanpa #| fig-cap dan #| fig-alt; tambahkan di awal selnya.",)
    assert show_cell(3, "bab", "#| fig-cap: A\nx", [data(svg="<svg/>")], tmp_path).notes == (
        "sel ke-3: gambar tanpa #| fig-alt; tambahkan di awal selnya.",
    )


def test_several_pictures_of_a_cell_are_several_files(tmp_path: Path) -> None:
    source = "#| label: fig-a\n#| fig-cap: Judul\n#| fig-alt: Teks\nx"
    first, second = texts(tmp_path, source, data(svg="<svg>1</svg>"), data(svg="<svg>2</svg>"))
    assert first.startswith("![Judul](gambar/fig-a.svg){#fig-a ")
    assert second.startswith("![Judul](gambar/bab-sel-3-2.svg){fig-alt=")
    assert (tmp_path / "gambar" / "fig-a.svg").read_text(encoding="utf-8") == "<svg>1</svg>"


def test_a_frame_is_a_table_with_its_values_to_take_along(tmp_path: Path) -> None:
    frame = pd.DataFrame({"nama": ["A & B"], "pagu": [1500.5]})
    (text,) = texts(tmp_path, "#| label: tbl-a\n#| tbl-cap: Pagu", data(html=frame.to_html(), plain="…"))
    assert text.startswith("::: {#tbl-a}")
    assert "A &amp; B" in text
    assert (tmp_path / "tabel" / "tbl-a.csv").read_text("utf-8").splitlines()[1:] == ["0;A & B;1500,5"]


def test_heads_in_rows_are_groups_and_spans_are_filled() -> None:
    frame = pd.DataFrame({"j": ["a", "a", "b"], "k": ["x", "y", "x"], "n": [1, 2, 3]}).set_index(["j", "k"])
    table = make_table(frame.to_html())
    assert [row.cells for row in table.rows] == [("a", "x", "1"), ("a", "y", "2"), ("b", "x", "3")]
    years = make_table(pd.DataFrame({"tahun": [2024, 2025], "nilai": [-1.5, None]}).to_html(index=False))
    assert [row.cells for row in years.rows] == [("2024", "−1,5"), ("2025", "–")]
    assert [column.header for column in table.columns] == ["j", "k", "n"]
    wide = make_table(frame.reset_index().groupby("j").agg({"n": ["sum", "mean"]}).to_html())
    assert [(c.group, c.header, c.align) for c in wide.columns] == [
        ("", "j", "left"), ("n", "sum", "right"), ("n", "mean", "right"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("source", "count"),
    [("#| output: false\nx", 0), ("#| include: false\nx", 0), ("#| echo: true\nx", 2), ("#| warning: false\nx", 1)],
)
def test_options_choose_what_is_shown(tmp_path: Path, source: str, count: int) -> None:
    told = texts(tmp_path, source, stream("halo"))
    assert len(told) == count
    assert count < 2 or told[0] == "``` {.sumber}\nx\n```"


@pytest.mark.parametrize(
    ("source", "words"),
    [("#| gambar: ya\nx", "pilihan «#| gambar» tidak dikenal"), ("#| label fig-a\nx", "tidak dapat dibaca")],
)
def test_options_that_mean_nothing_are_refused(tmp_path: Path, source: str, words: str) -> None:
    with pytest.raises(ContentError, match="sel ke-3: ") as caught:
        texts(tmp_path, source)
    assert words in caught.value.message


def test_one_caption_is_for_one_thing() -> None:
    with pytest.raises(ValueError, match="satu tabel atau gambar saja"):
        show("a", "b", label="tbl-a", caption="Judul")
    with pytest.raises(ValueError, match="caption memerlukan label"):
        show(pd.DataFrame({"a": [1]}), caption="Judul")


def test_a_captioned_table_without_label_keeps_its_caption(tmp_path: Path) -> None:
    (text,) = texts(tmp_path, "#| tbl-cap: Pagu 1.\nx", data(html=pd.DataFrame({"a": [1]}).to_html()))
    assert text.startswith("Pagu 1.\n\n```{=html}")


@pytest.mark.parametrize(
    "html", ["<table><td colspan='x'>a</td><td>b</td></table>", "<table><thead><th>a</th><th>b</th></table>"]
)
def test_careless_html_is_a_table(html: str) -> None:
    assert len(make_table(html).columns) == 2


# ── a notebook as an analyst writes it ──────────────────────────────────────────────────

# The least that every reader of JPEG takes: one grey pixel.
JPEG = base64.b64decode(
    "/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//////////////////////////////////////////////////////////////////////////////////////"
    "wAALCAABAAEBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAACf/EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AKp//2Q=="
)

ANALYST = (
    "import warnings\nwarnings.warn('hati-hati')\nprint('cetakan', 2 * 21)",
    "import pandas as pd\nimport matplotlib.pyplot as plt\nfrom lkip_utils import read_dataset\n"
    "from lkip_utils.display import show\n"
    "dataset = read_dataset(instansi, tahun, data_dir)\n"
    "frame, names = dataset.frame('anggaran'), dataset.frame('program')[['kode', 'nama']]\n"
    "merged = frame[['program', 'pagu', 'realisasi']].merge(names, left_on='program', right_on='kode')\n"
    "merged.groupby('nama')['pagu'].sum().to_frame()",
    "#| label: tbl-bingkai\n#| tbl-cap: Pagu sebagai bingkai\nmerged[['nama', 'pagu']]",
    "#| label: fig-batang\n#| fig-cap: Pagu sebagai batang\n#| fig-alt: Empat batang pagu\n"
    "merged.plot.barh(x='nama', y='pagu');",
    "fig, ax = plt.subplots()\nax.plot([1, 2], [3, 4])\n"
    "show(fig, label='fig-garis', caption='Garis naik', alt='Garis dari 3 ke 4')\n"
    "show(merged, label='tbl-gabung', caption='Bingkai gabungan')",
    "merged.style.format(precision=0)",
    "#| layout-ncol: 2\n#| fig-cap: Dua gambar berdampingan\n"
    "for height in (3, 4):\n    plt.figure()\n    plt.bar(['a'], [height])\n    plt.show()",
    "for height in (1, 2):\n    fig, ax = plt.subplots()\n    ax.bar(['a'], [height])\n    show(fig, alt=f'Batang {height}')",
    "from IPython.display import Markdown\nMarkdown('Lihat @tbl-bingkai, @fig-batang, @fig-garis, @tbl-gabung, @tbl-pipa.')",
)
WORDS = """## Kata

Catatan[^a] dan rumus $x^2$.

[^a]: Isi catatan kaki.

| Jenis | Banyak |
|:------|-------:|
| **Satu** | 1.000 |

: Tabel pipa {#tbl-pipa}

---

```python
kode = 1
```

![Rapat evaluasi](rapat%20kita.png)

![Foto lapangan](foto.jpeg){#fig-foto}

::: {.callout-note}
## Judul kotak

Isi kotak.
:::

::: {.panel-tabset}
## Satu

| a | b |
|---|---|
| tab | 1 |

## Dua

Isi dua.
:::

{{< pagebreak >}}

Sesudah halaman.
"""


WAYS = [
    pytest.param(("--renderer", "pandoc"), id="proses"),
    pytest.param(("--renderer", "pandoc", "--kernel"), id="kernel"),
    pytest.param(
        ("--renderer", "quarto"),
        id="quarto",
        marks=pytest.mark.skipif(find_quarto() is None, reason="tidak ada Quarto"),
    ),
]


@pytest.mark.parametrize("way", WAYS)
def test_what_an_analyst_writes_is_in_every_format(
    project: Project, make_chapter: MakeChapter, way: tuple[str, ...]
) -> None:
    make_chapter("index.ipynb", "print('awal')")
    path = make_chapter("bab.ipynb", *ANALYST)
    notebook = nbformat.read(path, 4)
    notebook.cells[0].source = "# Analisis {#sec-analisis}"
    notebook.cells.append(nbformat.v4.new_markdown_cell(WORDS))
    (project.notebooks / "rapat kita.png").write_bytes(base64.b64decode(draw_png()))
    (project.data / A / "foto.jpeg").write_bytes(JPEG)
    nbformat.write(notebook, path)
    options = ("--tahun", "2024", "--format", "html,pdf,docx", *way)
    done = build(project.root, project.root / "_site", *options)
    assert done.returncode == 0, done.stderr
    assert "hati-hati" not in done.stderr
    tree = project.root / "_site" / A / "2024"
    page = BeautifulSoup((tree / "bab.html").read_text(encoding="utf-8"), "html.parser")
    shown = page.get_text()
    paper = " ".join(read_paper(tree / f"laporan-kinerja-{A}-2024.pdf"))
    word = " ".join(
        text.text or ""
        for text in Document(str(tree / f"laporan-kinerja-{A}-2024.docx")).element.iter()
        if text.tag.endswith("}t")
    )
    for text in (
        "cetakan 42",
        "Pagu sebagai bingkai",
        "Pagu sebagai batang",
        "Garis naik",
        "Bingkai gabungan",
        "Tabel pipa",
        "Dua gambar berdampingan",
    ):
        assert text in shown, text
        assert text in " ".join(paper.split()), text
        assert text in word, text
    assert "hati-hati" not in shown + paper + word
    told = ["Empat batang pagu", "Garis dari 3 ke 4", "Foto lapangan"]
    assert [image["alt"] for image in page.select("figure img")] == told
    alone = page.select("main p > img")
    together = page.select(".panel img")
    assert [image["alt"] for image in together] == ["Dua gambar berdampingan"] * 2
    assert [image["alt"] for image in alone if image not in together] == ["Batang 1", "Batang 2", "Rapat evaluasi"]
    assert len({image["src"] for image in alone}) == 5
    assert all((tree / str(image["src"])).is_file() for image in page.select("main img"))
    assert len(page.select("table.lkip-tabel")) == 6
    assert page.select_one(".catatan strong").get_text() == "Judul kotak"  # type: ignore[union-attr]
    pages = read_paper(tree / f"laporan-kinerja-{A}-2024.pdf")
    assert [n for n, text in enumerate(pages) if "Isi dua." in text] < [
        n for n, text in enumerate(pages) if "Sesudah halaman." in text
    ]
    assert "pagebreak" not in shown + paper + word
    assert not page.find_all(string=lambda text: "@tbl-" in text or "@fig-" in text or "[^" in text)
    assert page.select_one("section.catatan-kaki li p").get_text() == "Isi catatan kaki."  # type: ignore[union-attr]
    assert page.find("math") is not None
    assert "Isi catatan kaki." in " ".join(paper.split())


GUIDE = Path(__file__).parents[1] / "docs" / "panduan-analis.md"


def test_the_examples_of_the_guide_work(project: Project, make_chapter: MakeChapter) -> None:
    section = GUIDE.read_text(encoding="utf-8").partition("### Menambah isi sendiri")[2].partition("\n## ")[0]
    blocks = re.findall(r"```(python|markdown)\n(.*?)\n```", section, re.DOTALL)
    codes = [text for kind, text in blocks if kind == "python"]
    (words,) = (text for kind, text in blocks if kind == "markdown")
    assert len(codes) == 4
    make_chapter("index.ipynb", "print('awal')")
    start = "from lkip_utils import read_dataset\ndataset = read_dataset(instansi, tahun, data_dir)"
    path = make_chapter("bab.ipynb", start, *codes)
    notebook = nbformat.read(path, 4)
    notebook.cells[0].source = "# Bab saya {#sec-saya}"
    notebook.cells.append(nbformat.v4.new_markdown_cell(words))
    nbformat.write(notebook, path)
    done = build(project.root, project.root / "_site", "--tahun", "2024", "--renderer", "pandoc")
    assert (done.returncode, done.stderr) == (0, "")
    page = BeautifulSoup((project.root / "_site" / A / "2024" / "bab.html").read_text(encoding="utf-8"), "html.parser")
    for label in ("tbl-pagu-saya", "fig-pagu-saya", "fig-realisasi-saya", "tbl-ringkas-saya", "tbl-kata-saya"):
        assert page.find(id=label) is not None, label


def test_a_changed_picture_makes_the_report_anew(project: Project, make_chapter: MakeChapter) -> None:
    make_chapter("index.ipynb", "print('awal')\nfrom IPython.display import Markdown\nMarkdown('![Foto](foto/a.png)')")
    picture = project.data / A / "foto" / "a.png"
    picture.parent.mkdir()
    picture.write_bytes(base64.b64decode(draw_png()))
    options = ("--tahun", "2024", "--renderer", "pandoc", "--format", "html")
    for content in (picture.read_bytes(), picture.read_bytes() + b"x"):
        picture.write_bytes(content)
        done = build(project.root, project.root / "_site", *options)
        assert "Terbit: 1 laporan" in done.stdout, done.stderr
        (shown,) = (project.root / "_site" / A / "2024" / "gambar" / "foto").iterdir()
        assert shown.read_bytes() == content


def test_what_stands_in_a_fence_is_kept(project: Project) -> None:
    """A table's cell that says ``![x](foto.png)`` is data, and so is ``[^1]`` in it."""
    (project.notebooks / "foto.png").write_bytes(base64.b64decode(draw_png()))
    table = "```{=html}\n<td>![x](foto.png) [^1]</td>\n```"
    album = Album(project, Report("dinas-contoh-uji", 2024))
    text = adopt_pictures(f"{table}\n\n![x](foto.png)", project.root / "tahap", album, project.notebooks / "bab.ipynb")
    assert text.startswith(f"{table}\n\n![x](gambar/foto/foto-")


def test_a_picture_that_is_nowhere_is_named(project: Project, make_chapter: MakeChapter) -> None:
    (project.root / "rahasia.png").write_bytes(base64.b64decode(draw_png()))
    make_chapter("index.ipynb", "from IPython.display import Markdown\nMarkdown('![Foto](../rahasia.png)')")
    done = build(project.root, project.root / "_site", "--tahun", "2024", "--renderer", "pandoc", "--format", "html")
    assert done.returncode == 1
    assert "index.ipynb, sel ke-3: gambar «../rahasia.png» tidak ada; letakkan di notebooks/" in done.stderr
