"""The project at home in Quarto: held to its rules everywhere, and rendered by it where there is one."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote, urlsplit

import nbformat
import pytest
import yaml
from bs4 import BeautifulSoup
from terbitan import ROOT, build, copy_checkout

from lkip.config import BOOK
from lkip.renderer_quarto import find_quarto

A = "dinas-contoh-uji"
QUARTO = find_quarto()
needs_quarto = pytest.mark.skipif(QUARTO is None, reason="tidak ada Quarto")

CHAPTERS = {
    "chapters": ["index.ipynb", "notebooks/bab-3-akuntabilitas-kinerja.ipynb"],
    "appendices": ["notebooks/lampiran-2-register-angka.ipynb"],
}
"""What refers to each other in the book."""


# ── its rules ───────────────────────────────────────────────────────────────────────────


def test_the_root_is_a_book_as_quarto_wants_one() -> None:
    config = yaml.safe_load((ROOT / BOOK).read_text(encoding="utf-8"))
    assert set(config) <= {"project", "lang", "book", "execute", "format"}
    assert config["project"]["type"] == "book"
    assert config["book"]["chapters"][0] == "index.ipynb", "Quarto mencari halaman muka buku di akar"
    for path in (*config["book"]["chapters"], *config["book"]["appendices"]):
        assert (ROOT / path).is_file()
    assert config["execute"]["enabled"] is True, "tanpa itu Quarto tidak menjalankan notebook"
    # It would show another year than it is asked for.
    assert "freeze" not in config["execute"]
    assert "pre-render" not in config["project"], "bab diperiksa sebelum skrip dijalankan"


def test_the_formats_are_those_of_the_extension() -> None:
    folder = ROOT / "_extensions" / "lkip"
    extension = yaml.safe_load((folder / "_extension.yml").read_text(encoding="utf-8"))
    formats = extension["contributes"]["formats"]
    config = yaml.safe_load((ROOT / BOOK).read_text(encoding="utf-8"))
    assert set(config["format"]) == {f"lkip-{name}" for name in formats if name != "common"}
    files = [formats["common"]["filters"][0]["path"], formats["html"]["css"], *formats["typst"]["template-partials"]]
    files += [name for names in formats["html"]["theme"].values() for name in names if name.endswith(".scss")]
    for name in (*files, formats["typst"]["font-paths"]):
        assert (folder / name).exists(), name


@pytest.mark.parametrize(
    "path", ["index.ipynb", "notebooks/kata-pengantar.ipynb", "notebooks/ringkasan-eksekutif.ipynb"]
)
def test_a_chapter_without_number_begins_with_a_comment(path: str) -> None:
    """Quarto lifts a heading that comes first into the title, and loses what stands behind it in braces."""
    first = nbformat.read(ROOT / path, 4).cells[0].source
    assert first.startswith("<!--")
    assert "{.unnumbered}" in first


def test_objects_give_quarto_markdown_alone_and_their_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from lkip_utils.display import Figure, Prose

    figure = Figure("<svg/>", "alt", narrow="<svg id='n'/>").titled("fig-a", "Judul").drawn_from([("a",), (1,)], ())
    assert set(Prose("x")._repr_mimebundle_()[0]) == {"text/html", "text/markdown"}
    monkeypatch.setenv("QUARTO_DOCUMENT_PATH", str(tmp_path))
    monkeypatch.setenv("QUARTO_DOCUMENT_FILE", "bab.ipynb")
    data, metadata = figure._repr_mimebundle_()
    assert (set(data), metadata) == ({"text/markdown"}, {})
    assert data["text/markdown"].startswith("![Judul](bab_files/gambar/fig-a.svg){#fig-a ")
    assert "(bab_files/tabel/fig-a.csv)" in data["text/markdown"]
    assert (tmp_path / "bab_files" / "gambar" / "fig-a.svg").read_text(encoding="utf-8") == "<svg/>"
    assert (tmp_path / "bab_files" / "tabel" / "fig-a.csv").is_file()
    assert Prose("x")._repr_mimebundle_() == ({"text/markdown": "x"}, {})


# ── Quarto itself ───────────────────────────────────────────────────────────────────────


def run_quarto(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    assert QUARTO
    environment = os.environ | {"QUARTO_PYTHON": sys.executable, "PYTHONPATH": str(ROOT)}
    return subprocess.run([QUARTO, *arguments], cwd=folder, capture_output=True, text=True, env=environment)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project with a few of its chapters, rendered by Quarto at the root for the agency of the tests."""
    folder = copy_checkout(tmp_path_factory.mktemp("akar"), ROOT / "tests" / "fixture" / "data")
    config = yaml.safe_load((folder / BOOK).read_text(encoding="utf-8"))
    config["book"] |= CHAPTERS
    (folder / BOOK).write_text(yaml.safe_dump(config, sort_keys=False), encoding="utf-8")
    done = run_quarto(folder, "render", "-P", f"instansi:{A}", "-P", "tahun:2024")
    assert done.returncode == 0, done.stderr
    return folder


@needs_quarto
def test_quarto_renders_the_root_live(home: Path) -> None:
    pages = {path: BeautifulSoup(path.read_text("utf-8"), "html.parser") for path in (home / "_book").rglob("*.html")}
    assert {path.relative_to(home / "_book").as_posix() for path in pages} == {
        path.replace(".ipynb", ".html") for paths in CHAPTERS.values() for path in paths
    }
    assert "Dinas Contoh Uji" in pages[home / "_book" / "index.html"].get_text()
    told = " ".join(page.get_text() for page in pages.values())
    assert [mark for mark in (":::", "{#", "{{<", "?@", "@tbl-", "@fig-", "@sec-") if mark in told] == []
    chapter = pages[home / "_book" / "notebooks" / "bab-3-akuntabilitas-kinerja.html"]
    assert chapter.find("figcaption").get_text().startswith("Gambar\xa01.1")  # type: ignore[union-attr]
    assert len(list((home / "_book").glob("*.pdf"))) == 1


@needs_quarto
def test_no_page_of_the_root_leads_to_nothing(home: Path) -> None:
    for path in (home / "_book").rglob("*.html"):
        page = BeautifulSoup(path.read_text("utf-8"), "html.parser")
        names = [tag.get("href") or tag.get("src") for tag in page.find_all(["a", "img", "link", "script"])]
        for name in (str(name) for name in names if name):
            address = urlsplit(name)
            assert address.scheme in ("", "data", "mailto"), f"{path.name}: {name}"
            assert (path.parent / unquote(address.path)).exists(), f"{path.name}: {name}"


@needs_quarto
def test_one_notebook_and_an_executed_copy_are_rendered(home: Path, tmp_path: Path) -> None:
    done = run_quarto(
        home, "render", "notebooks/bab-4-penutup.ipynb", "--to", "html", "-P", f"instansi:{A}", "-P", "tahun:2024"
    )
    assert done.returncode == 0, done.stderr
    copy = home / "notebooks" / "salinan.ipynb"
    command = [sys.executable, "-m", "papermill", "notebooks/bab-4-penutup.ipynb", str(copy), "-k", "python3"]
    values = ["-p", "instansi", A, "-p", "tahun", "2024"]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    subprocess.run([*command, *values], cwd=home, check=True, capture_output=True, env=environment)
    shutil.move(copy, tmp_path / "salinan.ipynb")
    done = run_quarto(tmp_path, "render", "salinan.ipynb", "--to", "html")
    assert done.returncode == 0, done.stderr
    assert "capaian" in (tmp_path / "salinan.html").read_text(encoding="utf-8")


@needs_quarto
def test_quarto_gives_the_published_pages_in_a_stage(tmp_path: Path) -> None:
    project = copy_checkout(tmp_path / "proyek", ROOT / "tests" / "fixture" / "data")
    config = yaml.safe_load((project / BOOK).read_text(encoding="utf-8"))
    config["book"] |= CHAPTERS
    (project / BOOK).write_text(yaml.safe_dump(config, sort_keys=False), encoding="utf-8")
    done = build(project, project / "_site", "--tahun", "2024", "--renderer", "quarto", "--format", "html,pdf")
    assert done.returncode == 0, done.stderr
    stage = project / "_build" / A / "2024"
    shutil.rmtree(stage / "_book")
    done = run_quarto(stage, "render")
    assert done.returncode == 0, done.stderr
    site = project / "_site" / A / "2024"
    made = [path for path in (stage / "_book").rglob("*") if path.is_file() and path.suffix != ".pdf"]
    assert {path.name for path in made} >= {"index.html", "isi.css", "lkip.js"}
    for path in made:
        assert path.read_bytes() == (site / path.relative_to(stage / "_book")).read_bytes(), path.name
    assert json.loads((site / "laporan.json").read_text(encoding="utf-8"))
