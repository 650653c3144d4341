"""The notebooks over the fixture. nbval runs the copies in nbval/ and compares every output with the stored one;
here is what it can't see: that the copies are those of today's notebooks, and that data can't become markup."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
from bab import NOTEBOOKS, cells, show_all, sources
from bs4 import BeautifulSoup
from conftest import INSTANSI
from IPython.core.interactiveshell import InteractiveShell

from lkip_utils.schemas import FILES, Field

ROOT = Path(__file__).parents[1]
STORED = ROOT / "tests" / "nbval"
REFRESH = "Jalankan: python tests/refresh_nbval.py, lalu periksa perbedaannya."

each_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def outputs(path: Path) -> Iterator[dict[str, Any]]:
    for cell in cells(path):
        yield from cell.get("outputs", [])


def test_every_notebook_has_a_stored_copy() -> None:
    names = [path.name for path in NOTEBOOKS]
    assert sorted(names) == sorted(path.name for path in STORED.glob("*.ipynb")), REFRESH


@each_notebook
def test_a_stored_copy_is_todays_notebook(path: Path) -> None:
    assert sources(STORED / path.name) == sources(path), f"{path.name} berbeda dari salinannya. {REFRESH}"


@each_notebook
def test_a_stored_copy_shows_something_and_no_error(path: Path) -> None:
    kinds = [output["output_type"] for output in outputs(STORED / path.name)]
    assert kinds
    assert set(kinds) <= {"display_data", "execute_result"}


@each_notebook
def test_a_stored_copy_holds_no_trace_of_its_making(path: Path) -> None:
    text = (STORED / path.name).read_text(encoding="utf-8")
    assert "papermill" not in text
    assert re.findall(r"/(?:home|root|tmp|Users|work)/|[A-Z]:\\\\", text) == []
    assert re.findall(r"\d{4}-\d\d-\d\dT\d\d:", text) == []


def test_the_stored_copies_are_those_of_the_fixture() -> None:
    injected = {
        "".join(cell["source"])
        for path in STORED.glob("*.ipynb")
        for cell in cells(path)
        if cell["id"] == "injected-parameters"
    }
    assert injected == {'# Parameters\ninstansi = "dinas-contoh-uji"\ntahun = 2024\ndata_dir = "../fixture/data"'}


# ── data can't become markup ────────────────────────────────────────────────────────────

HOSTILE = "Uji <b>x</b> *y* @tbl-z `q` | [l](u)"


@pytest.fixture
def hostile(data: Path) -> Path:
    """The fixture with markup in every cell of free text."""
    from lkip_utils.csv_files import read_csv
    from lkip_utils.schemas import FILES

    for path in data.rglob("*.csv"):
        schema = FILES[path.stem]
        reading = read_csv(path, path.name, schema)
        assert reading.problems == []
        frame = reading.frame
        free = [name for name, spec in schema.columns.items() if is_free(path.stem, name, spec)]
        for name in free:
            frame[name] = [f"{cell} {HOSTILE}" if cell and not cell.isdecimal() else cell for cell in frame[name]]
        frame.to_csv(path, index=False)
    return data


def is_free(file: str, name: str, field: Field) -> bool:
    keys = {
        "profil": {"kunci"},
        "pejabat": {"tanggal"},
        "angka_tercetak": {"tempat", "kunci", "tercetak"},
        "sebutan": {"tempat", "kode"},
        "keputusan": {"temuan", "kunci", "tercetak"},
        "daftar_periksa": {"butir"},
    }
    codes = name in ("kode", *keys.get(file, ()))
    return field.free and not codes


@each_notebook
def test_data_never_becomes_markup(path: Path, hostile: Path, shell: InteractiveShell) -> None:
    text = show_all(path, hostile, shell)
    assert "Uji" in text
    prose = re.sub(r"```\{=html\}.*?\n```", "", text, flags=re.DOTALL)
    tables = "\n".join(re.findall(r"```\{=html\}.*?\n```", text, flags=re.DOTALL))
    assert "<b>x" not in tables
    assert "Uji &lt;b&gt;" in tables or not tables
    prose = re.sub(r'fig-alt="[^"]*"', "", prose)
    raw = [line for line in prose.splitlines() if re.search(r"(?<!\\)(?:<b>|\*y|@tbl-z|`q|\[l)", line)]
    raw += [line for line in prose.splitlines() if r"\\" in line]  # protected twice
    assert not raw, "\n".join(["data yang tidak dilindungi plain(…):", *raw])


@pytest.mark.parametrize("sizes", [("9999999999999999", "0.000000001"), ("0.000000001", "9999999999999999")])
def test_every_size_that_is_read_can_be_told(data: Path, shell: InteractiveShell, sizes: tuple[str, str]) -> None:
    for path in (data / INSTANSI).rglob("*.csv"):
        rows = list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))
        for number, row in enumerate(rows):
            row |= {name: _fill(path.stem, name, text, sizes[number % 2]) for name, text in row.items()}
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
    for notebook in NOTEBOOKS:
        assert show_all(notebook, data, shell)


def _fill(file: str, column: str, text: str, size: str) -> str:
    """Return a size in the place of an amount that can have any."""
    field = FILES[file].columns[column]
    if file == "skala" or field.bounds or field.unit in ("urutan", "persen") or not re.fullmatch("[0-9.]+", text):
        return text
    return {"number": size, "measure": size, "integer": size if size.isdigit() else "1"}.get(field.kind, text)


COPIES = sorted(STORED.glob("*.ipynb"))


@pytest.mark.parametrize("path", COPIES, ids=lambda path: path.stem)
def test_jupyter_shows_what_the_report_does(path: Path) -> None:
    """Front ends and nbconvert take HTML first: every chart is a drawing in it, and no word is one for renderers."""
    from nbconvert import HTMLExporter

    notebook = nbformat.read(path, 4)
    shown = [output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]
    charts = sum("image/svg+xml" in output.data for output in shown)
    tables = sum("lkip-tabel" in output.data.get("text/html", "") for output in shown)
    html, _ = HTMLExporter(template_name="basic").from_notebook_node(notebook)
    page = BeautifulSoup(html, "html.parser")
    assert (len(page.select("figure svg")), len(page.select("table.lkip-tabel"))) == (charts, tables)
    outputs = [area.get_text() for area in page.select(".jp-OutputArea-output, .output_subarea")]
    assert len(outputs) == len(shown)
    assert [text for text in outputs if ":::" in text or "]{." in text or "{#" in text] == []
