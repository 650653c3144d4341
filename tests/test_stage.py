"""The staged project: complete, in the dialect, and nothing that the dialect doesn't know."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest
import yaml

from lkip.errors import ContentError
from lkip.photos import Album
from lkip.project import Project, Report
from lkip.stage import prepare_stage, stage_chapter

REPORT = Report("dinas-contoh-uji", 2024)
VALUES = {
    "instansi": "dinas-contoh-uji",
    "nama": "Dinas «A»",
    "daerah": "Kabupaten Rekaan",
    "tahun": "2024",
    "alamat": "Jalan <b>1</b>",
    "waktu": "",
    "data": "0123456789ab",
    "versi": "1",
    "peragaan": "",
    "unduhan": [{"nama": "PDF", "tautan": "a.pdf"}],
}
CSV = 'Nama,Nilai\n"A, B",7.50\n'
SVG = '<svg xmlns="http://www.w3.org/2000/svg"/>'


def output(data: dict[str, str], **metadata: object) -> Any:
    return nbformat.v4.new_output("display_data", data=data, metadata=metadata)


def executed(folder: Path, *outputs: Any) -> Path:
    """Write what papermill leaves: parameters, injected parameters, and a cell with outputs."""
    cell = nbformat.v4.new_code_cell
    cells = [
        nbformat.v4.new_markdown_cell("# Judul"),
        cell("tahun = 1", metadata={"tags": ["parameters"]}, execution_count=1),
        cell("tahun = 2024", metadata={"tags": ["injected-parameters"]}, execution_count=2),
        cell("show()", outputs=list(outputs), execution_count=3),
    ]
    path = folder / "bab.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=cells), path)
    return path


def shown(output: Any) -> dict[str, str]:
    """What an output holds, without the blank lines that keep one apart from the next."""
    return {kind: text.strip() for kind, text in output.data.items()}


@pytest.fixture
def stage(project: Project) -> Path:
    return prepare_stage(project, REPORT, VALUES)


@pytest.fixture
def put(stage: Path, project: Project) -> Callable[[Path], object]:
    """A function that puts an executed notebook into the stage."""
    return lambda path: stage_chapter(path, project.notebooks / path.name, Album(project, REPORT))


def test_a_stage_is_a_whole_project(stage: Path, project: Project) -> None:
    assert stage == project.root / "_build" / "dinas-contoh-uji" / "2024"
    for name in (
        "_language.yml",
        "_extensions/lkip/_extension.yml",
        "_extensions/lkip/lkip.lua",
        "assets/halaman.html",
    ):
        assert (stage / name).read_bytes() == (project.root / name).read_bytes()


def test_the_book_is_described_for_this_report(stage: Path, project: Project) -> None:
    config = yaml.safe_load((stage / "_quarto.yml").read_text(encoding="utf-8"))
    assert config["book"]["title"] == "Laporan Kinerja (LKjIP) Tahun 2024"
    assert config["book"]["subtitle"] == "Dinas «A» Kabupaten Rekaan"
    assert config["book"]["output-file"] == "laporan-kinerja-dinas-contoh-uji-2024"
    assert config["lkip"] == VALUES
    named = project.config(REPORT.instansi)["book"]["chapters"]
    assert config["book"]["chapters"] == [Path(path).name for path in named]
    assert "lkip" not in project.config(REPORT.instansi), "uraian buku bersama tidak berubah"


def test_preparing_again_leaves_nothing_behind(stage: Path, project: Project) -> None:
    (stage / "lama.ipynb").write_text("x", encoding="utf-8")
    prepare_stage(project, REPORT, VALUES)
    assert not (stage / "lama.ipynb").exists()


def test_outputs_become_markdown_only(stage: Path, put: Callable[[Path], object], tmp_path: Path) -> None:
    rich = {"text/html": "<table/>", "text/plain": "Table(…)", "text/markdown": "**isi**"}
    put(executed(tmp_path, output(rich), output({"text/markdown": "dua"})))
    cells = nbformat.read(stage / "bab.ipynb", 4).cells
    assert [shown(o) for o in cells[-1].outputs] == [{"text/markdown": "**isi**"}, {"text/markdown": "dua"}]
    assert {o.output_type for o in cells[-1].outputs} == {"display_data"}


def test_code_is_hidden_and_uncounted(stage: Path, put: Callable[[Path], object], tmp_path: Path) -> None:
    put(executed(tmp_path))
    code = [cell for cell in nbformat.read(stage / "bab.ipynb", 4).cells if cell.cell_type == "code"]
    assert code
    for cell in code:
        assert cell.source.startswith("#| echo: false\n#| output: asis\n")
        assert cell.execution_count is None


def test_charts_and_values_become_files(stage: Path, put: Callable[[Path], object], tmp_path: Path) -> None:
    narrow = SVG.replace("<svg", "<svg lang='id'")
    drawings = {"image/svg+xml;layar=sempit": narrow, "image/svg+xml": SVG}
    bundle = {**drawings, "text/csv": CSV, "text/markdown": "![Judul](gambar/fig-x.svg){#fig-x}"}
    files = dict(zip(bundle, ["gambar/sempit/fig-x.svg", "gambar/fig-x.svg", "tabel/fig-x.csv"], strict=False))
    put(executed(tmp_path, output(bundle, berkas=files)))
    assert (stage / "gambar" / "fig-x.svg").read_text(encoding="utf-8") == SVG
    assert (stage / "gambar" / "sempit" / "fig-x.svg").read_text(encoding="utf-8") == narrow != SVG
    assert (stage / "tabel" / "fig-x.csv").read_bytes() == CSV.encode()
    staged = nbformat.read(stage / "bab.ipynb", 4).cells[-1].outputs[0]
    assert shown(staged) == {"text/markdown": "![Judul](gambar/fig-x.svg){#fig-x}"}


def test_the_executed_copy_stays_as_it_was(stage: Path, put: Callable[[Path], object], tmp_path: Path) -> None:
    path = executed(tmp_path, output({"text/html": "<table/>", "text/markdown": "x"}))
    before = path.read_bytes()
    put(path)
    assert path.read_bytes() == before


def test_what_no_report_can_carry_is_refused(stage: Path, put: Callable[[Path], object], tmp_path: Path) -> None:
    files = {"text/csv": "../../keluar.csv"}
    with pytest.raises(ContentError) as caught:
        put(executed(tmp_path, output({"text/markdown": "x", "text/csv": "a"}, berkas=files)))
    # The author's notebook has no injected parameters: there it is the third cell.
    assert str(caught.value).startswith("sel ke-3: berkas ")
    assert not (stage / "bab.ipynb").exists()


def test_a_logo_goes_along(project: Project) -> None:
    (project.data / REPORT.instansi / "logo.svg").write_text(SVG, encoding="utf-8")
    stage = prepare_stage(project, REPORT, VALUES)
    assert (stage / "assets" / "logo.svg").read_text(encoding="utf-8") == SVG
