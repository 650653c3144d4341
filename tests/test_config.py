"""``_quarto.yml``: what of it holds for an agency, and what only Quarto's own rendering follows."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import nbformat
import pytest
import yaml
from terbitan import build

from lkip.config import choose_formats, list_aside, list_entries, merge, read_config
from lkip.errors import ContentError
from lkip.project import Project
from lkip.quarto_yml import check_project

A = "dinas-contoh-uji"


def write(path: Path, content: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(yaml.safe_dump(content, sort_keys=False, allow_unicode=True), encoding="utf-8")


def test_the_agency_has_the_last_word(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "_quarto.yml", {"book": {"title": "A", "chapters": ["index.ipynb"]}, "profile": {"default": "x"}})
    write(tmp_path / "_quarto-x.yml", {"book": {"title": "X"}})
    write(tmp_path / "_quarto-y.yml", {"book": {"title": "Y", "subtitle": "y"}})
    own = tmp_path / "data" / A
    assert read_config(tmp_path, own)["book"]["title"] == "X"
    monkeypatch.setenv("QUARTO_PROFILE", "x, y")
    assert read_config(tmp_path, own)["book"] == {"title": "Y", "chapters": ["index.ipynb"], "subtitle": "y"}
    write(own / "_quarto.yml", {"book": {"title": "Z", "chapters": ["notebooks/z.ipynb"]}})
    assert read_config(tmp_path, own)["book"]["title"] == "Z"
    assert read_config(tmp_path, own)["book"]["chapters"] == ["index.ipynb", "notebooks/z.ipynb"]
    assert read_config(tmp_path, tmp_path / "data" / "lain")["book"]["title"] == "Y"


def test_a_file_that_has_changed_is_read_anew(tmp_path: Path) -> None:
    for title in ("satu", "tiga belas"):
        write(tmp_path / "_quarto.yml", {"book": {"title": title}})
        assert read_config(tmp_path, tmp_path / "data")["book"]["title"] == title


def test_a_broken_file_of_an_agency_is_named(tmp_path: Path) -> None:
    write(tmp_path / "_quarto.yml", {"book": {"title": "A"}})
    own = tmp_path / "data" / A
    own.mkdir(parents=True)
    (own / "_quarto.yml").write_text("book: [", encoding="utf-8")
    with pytest.raises(ContentError, match=rf"^data/{A}/_quarto.yml, baris 1, kolom 8: bukan YAML"):
        read_config(tmp_path, own)


def test_a_list_that_begins_with_the_first_page_is_a_whole_one() -> None:
    ours, theirs = ["index.ipynb", "notebooks/a.ipynb", "notebooks/b.ipynb"], ["index.ipynb", "notebooks/b.ipynb"]
    assert merge(ours, theirs) == theirs
    assert merge(ours, theirs[1:]) == ours


def test_chapters_of_parts_stand_in_their_place() -> None:
    parts = [
        "index.ipynb",
        {"part": "Satu", "chapters": ["notebooks/a.ipynb", {"text": "B", "file": "notebooks/b.ipynb"}]},
        {"part": "notebooks/dua.ipynb", "chapters": ["notebooks/c.ipynb"]},
    ]
    config = {"book": {"title": "A", "chapters": parts, "appendices": ["notebooks/z.ipynb"]}}
    assert [entry.name for entry in list_entries(config)] == [
        "index.ipynb", "a.ipynb", "b.ipynb", "dua.ipynb", "c.ipynb", "z.ipynb",
    ]  # fmt: skip
    assert [entry.appendix for entry in list_entries(config)] == [False] * 5 + [True]
    assert list_aside(config) == ["book.chapters.part"]


@pytest.mark.parametrize(
    ("formats", "wanted"),
    [
        (None, ("html", "pdf")),
        ("lkip-html", ("html",)),
        ({"docx": "default", "lkip-html": {"toc": True}, "epub": "default"}, ("html", "docx")),
        ({"epub": "default"}, ("html", "pdf")),
    ],
)
def test_formats(formats: object, wanted: tuple[str, ...]) -> None:
    assert choose_formats({"format": formats} if formats else {}) == wanted


def test_the_shipped_description_has_nothing_that_is_set_aside(root: Path) -> None:
    assert check_project(Project(root), ["contoh-dinas-teladan", "kesbangpol-balangan"]) == []


def test_what_only_quarto_follows_is_named(project: Project) -> None:
    config = yaml.safe_load((project.root / "_quarto.yml").read_text(encoding="utf-8"))
    config["book"] |= {"favicon": "a.png", "sidebar": {"style": "floating"}}
    config |= {"lang": "en", "theme": "cosmo", "bibliography": "a.bib"}
    config["format"]["lkip-html"] = {"code-fold": True}
    config["format"]["epub"] = "default"
    write(project.root / "_quarto.yml", config)
    write(project.notebooks / "_metadata.yml", {"toc": False})
    keys = (
        "lang",
        "book.favicon",
        "book.sidebar",
        "format.lkip-html.code-fold",
        "format.epub",
        "theme",
        "bibliography",
    )
    write(
        project.root / "_brand.yml",
        {"color": {"primary": "#7a1f5c", "danger": "#f00"}, "typography": {"base": "Inter"}},
    )
    names = {f"_quarto.yml: «{key}»" for key in keys} | {
        f"_brand.yml: «{key}»" for key in ("typography", "color.danger")
    }
    names.add("notebooks/_metadata.yml")
    told = check_project(project, [A])
    assert set(told) == {
        f"{name} berlaku pada quarto render di folder proyek, tidak pada lkip build." for name in names
    }


# ── one agency's own ────────────────────────────────────────────────────────────────────


def chapter(title: str, cell: str = "None") -> nbformat.NotebookNode:
    code = nbformat.v4.new_code_cell
    parameters = code('instansi = "x"\ntahun = 1\ndata_dir = "data"', metadata={"tags": ["parameters"]})
    return nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell(f"# {title}"), parameters, code(cell)])


def test_an_agency_has_chapters_of_its_own_and_others_in_place_of_the_projects(project: Project) -> None:
    """Another agency's chapter runs for nobody else, and breaks nobody else."""
    own, other = project.own(A), project.data / "dinas-lain"
    write(
        project.root / "_quarto.yml",
        {"book": {"title": "Laporan Kinerja", "chapters": ["index.ipynb", "notebooks/bab.ipynb"]}},
    )
    nbformat.write(
        chapter("Muka {.unnumbered}", "from lkip_utils.display import show\nshow('Bersama.')"),
        project.root / "index.ipynb",
    )
    nbformat.write(chapter("Umum"), project.notebooks / "bab.ipynb")
    shutil.copytree(own, other)
    write(
        own / "_quarto.yml",
        {"book": {"title": "Laporan Kita", "chapters": ["notebooks/inovasi.ipynb"]}, "format": "lkip-html"},
    )
    (own / "notebooks").mkdir()
    nbformat.write(chapter("Khusus"), own / "notebooks" / "bab.ipynb")
    nbformat.write(
        chapter(
            "Inovasi",
            "from pathlib import Path\nfrom lkip_utils.display import show\nshow(Path('angka.csv').read_text())",
        ),
        own / "notebooks" / "inovasi.ipynb",
    )
    (own / "notebooks" / "angka.csv").write_text("tujuh belas\n", encoding="utf-8")
    (other / "notebooks").mkdir()
    nbformat.write(chapter("Rusak", "1 / 0"), other / "notebooks" / "rusak.ipynb")
    done = build(project.root, project.root / "_site", "--tahun", "2024", "--renderer", "pandoc")
    assert done.returncode == 0, done.stderr
    site = project.root / "_site"
    names = {folder: {path.name for path in (site / folder / "2024").iterdir()} for folder in (A, "dinas-lain")}
    assert "inovasi.html" in names[A] - names["dinas-lain"]
    assert "laporan-kinerja-dinas-lain-2024.pdf" in names["dinas-lain"]
    assert not any(name.endswith(".pdf") for name in names[A]), "bentuk menurut _quarto.yml instansi"
    pages = {
        name: (site / name).read_text(encoding="utf-8") for name in (f"{A}/2024/bab.html", "dinas-lain/2024/bab.html")
    }
    assert "Khusus" in pages[f"{A}/2024/bab.html"]
    assert "Umum" in pages["dinas-lain/2024/bab.html"]
    assert "tujuh belas" in (site / A / "2024" / "inovasi.html").read_text(encoding="utf-8")
    assert "Laporan Kita Tahun 2024" in pages[f"{A}/2024/bab.html"]
    # What an agency has of its own concerns its reports alone.
    (own / "notebooks" / "angka.csv").write_text("delapan belas\n", encoding="utf-8")
    done = build(project.root, project.root / "_site", "--tahun", "2024", "--renderer", "pandoc", "--json")
    assert json.loads(done.stdout)["tidak_berubah"] == [{"instansi": "dinas-lain", "tahun": 2024}]
    assert "delapan belas" in (site / A / "2024" / "inovasi.html").read_text(encoding="utf-8")


def test_variables_stand_in_words(project: Project) -> None:
    write(project.root / "_quarto.yml", {"book": {"title": "L", "chapters": ["index.ipynb"]}})
    write(project.root / "_variables.yml", {"kontak": {"surel": "humas@contoh.example"}, "banyak": [1]})
    notebook = chapter("Muka {.unnumbered}")
    words = "Tulis ke {{< var kontak.surel >}}. Kode: `{{{< var kontak.surel >}}}`."
    notebook.cells.append(nbformat.v4.new_markdown_cell(words))
    nbformat.write(notebook, project.root / "index.ipynb")
    options = ("--tahun", "2024", "--renderer", "pandoc", "--format", "html")
    done = build(project.root, project.root / "_site", *options)
    assert done.returncode == 0, done.stderr
    assert "Tulis ke humas@contoh.example." in (project.root / "_site" / A / "2024" / "index.html").read_text("utf-8")
    names = ("tiada", "banyak", "kontak")
    notebook.cells[-1:] = [nbformat.v4.new_markdown_cell(f"{{{{< var {name} >}}}}") for name in names]
    nbformat.write(notebook, project.root / "index.ipynb")
    done = build(project.root, project.root / "_site", *options)
    assert done.returncode == 1
    for number, name in enumerate(names, 4):
        assert (
            f"index.ipynb, sel ke-{number}: perintah Quarto «{{{{< var {name} >}}}}» belum dapat dimuat" in done.stderr
        )
