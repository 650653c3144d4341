"""What the tests share: the small fictional agency, and a project of its own for each test that writes."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import nbformat
import pytest
import yaml
from hypothesis import settings
from IPython.core.interactiveshell import InteractiveShell
from kantor import OFFICE, enlarge_amounts, rename_codes
from nakal import NastySite, spoil
from terbitan import AGENCY, DEMO, build, copy_checkout, find_browser
from traitlets.config import Config

from lkip.downloads import summarise, write_downloads
from lkip.manifest import Manifest, write_manifest
from lkip.project import Project, Report
from lkip.publish import publish
from lkip_utils import Dataset, read_dataset

# How long an example takes says nothing of what it shows.
settings.register_profile("lkip", deadline=None)
settings.load_profile("lkip")

ROOT = Path(__file__).parents[1]
FIXTURE = Path(__file__).parent / "fixture" / "data"
INSTANSI = "dinas-contoh-uji"

Edit = Callable[[str, str, str], None]
"""Replace a text in a file of the copied agency: file below its folder, old text, new text."""


def pytest_report_header() -> list[str]:
    """Say which tools of the machine take part, and what stays untested without them."""
    tools = {
        "Chromium (situs dalam peramban)": find_browser(),
        "pdftotext (teks PDF)": shutil.which("pdftotext"),
        "LibreOffice (berkas Word)": shutil.which("soffice"),
    }
    return [f"{name}: {path or 'tidak ada, bagian ini TIDAK diuji'}" for name, path in tools.items()]


Shared = Callable[[str, Callable[[Path], None]], Path]
"""Have a folder made by whichever of pytest's processes comes first, and return it: its name, and who fills it."""


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Shared:
    """A function that makes what costs much only once, for all processes of this run."""
    base = tmp_path_factory.getbasetemp()
    common = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base

    def get(name: str, make: Callable[[Path], None]) -> Path:
        with (common / f"{name}.kunci").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            done, folder = common / f"{name}.selesai", common / name
            if not done.exists():
                # What another process could not finish is begun anew, so that its fault is seen here as well.
                shutil.rmtree(folder, ignore_errors=True)
                folder.mkdir()
                make(folder)
                done.touch()
        return folder

    return get


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def dataset() -> Dataset:
    """The fictional agency's complete year."""
    return read_dataset(INSTANSI, 2024, FIXTURE)


@pytest.fixture(scope="session")
def dataset_2023() -> Dataset:
    """Its year before, of which only results and a little of the budget are known."""
    return read_dataset(INSTANSI, 2023, FIXTURE)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder that the test may break."""
    shutil.copytree(FIXTURE, tmp_path / "data")
    return tmp_path / "data"


@pytest.fixture
def edit(data: Path) -> Edit:
    """A function that changes one place of the copied data and fails when the place isn't there."""

    def replace(file: str, old: str, new: str) -> None:
        path = data / INSTANSI / file
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} harus ada tepat sekali dalam {file}"
        path.write_text(text.replace(old, new), encoding="utf-8")

    return replace


@pytest.fixture
def read(data: Path) -> Callable[..., Dataset]:
    """A function that reads the copied data of a year (2024 by default)."""
    return lambda tahun=2024: read_dataset(INSTANSI, tahun, data)


@pytest.fixture
def project(tmp_path: Path, data: Path) -> Project:
    """A project with the fictional agency, the shared files of the checkout, and empty notebooks as chapters."""
    for name in ("_language.yml", "_quarto.yml"):
        shutil.copy2(ROOT / name, tmp_path / name)
    for name in ("_extensions", "assets"):
        shutil.copytree(ROOT / name, tmp_path / name)
    (tmp_path / "notebooks").mkdir()
    for entry in Project(tmp_path).entries(INSTANSI):
        nbformat.write(nbformat.v4.new_notebook(), tmp_path / entry.path)
    return Project(tmp_path)


@pytest.fixture
def make_tree(project: Project, read: Callable[..., Dataset]) -> Callable[..., Path]:
    """A function that makes a report's tree as a renderer would have left it, ready to be published."""

    def make(tahun: int, text: str = "isi", *, pdf: bool = True) -> Path:
        report, dataset = Report(INSTANSI, tahun), read(tahun)
        tree = project.ready(report)
        shutil.rmtree(tree, ignore_errors=True)
        tree.mkdir(parents=True)
        (tree / "index.html").write_text(text, encoding="utf-8")
        if pdf:
            (tree / f"{report.stem}.pdf").write_bytes(b"%PDF")
        write_downloads(report, dataset, tree)
        write_manifest(tree, Manifest(f"{text} {pdf}", summarise(report, dataset, tree)))
        return tree

    return make


@pytest.fixture
def publish_year(project: Project, make_tree: Callable[..., Path]) -> Callable[..., Path]:
    """A function that publishes a year and returns the site."""

    def run(tahun: int, text: str = "isi", *, pdf: bool = True) -> Path:
        site = project.root / "_site"
        site.mkdir(exist_ok=True)
        publish(project, {Report(INSTANSI, tahun): make_tree(tahun, text, pdf=pdf)}, site)
        return site

    return run


PARAMETERS = 'instansi = "x"\ntahun = 1\ndata_dir = "x"'

MakeChapter = Callable[..., Path]
"""Write a notebook of code cells into the project and into its book; the first is the parameters cell."""


@pytest.fixture
def make_chapter(project: Project) -> MakeChapter:
    """A function that gives the project a chapter: a heading, a parameters cell, then the cells given."""
    config = yaml.safe_load((project.root / "_quarto.yml").read_text(encoding="utf-8"))
    config["book"]["chapters"], config["book"]["appendices"] = [], []

    def make(name: str, *cells: str, parameters: str = PARAMETERS) -> Path:
        first = nbformat.v4.new_code_cell(parameters, metadata={"tags": ["parameters"]})
        code = [nbformat.v4.new_code_cell(cell) for cell in cells]
        notebook = nbformat.v4.new_notebook(
            cells=[nbformat.v4.new_markdown_cell("# Judul {.unnumbered}"), first, *code],
            metadata={"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}},
        )
        path = name if name == "index.ipynb" else f"notebooks/{name}"
        nbformat.write(notebook, project.root / path)
        config["book"]["chapters"].append(path)
        (project.root / "_quarto.yml").write_text(yaml.safe_dump(config, sort_keys=False), encoding="utf-8")
        return project.root / path

    return make


@pytest.fixture(scope="session")
def checkout(shared: Shared) -> Path:
    """A copy of the real project with the site of :func:`site`: a test build never meets one of the developer's."""

    def make(folder: Path) -> None:
        copy_checkout(folder)
        for options in (("--instansi", AGENCY), ("--instansi", DEMO, "--tahun", "2024", "--tahun", "2025")):
            done = build(folder, folder / "_site", "--renderer", "pandoc", *options)
            assert done.returncode == 0, done.stderr

    return shared("proyek", make)


@pytest.fixture(scope="session")
def site(checkout: Path) -> Path:
    """The real agency's years and two of the demonstration agency, published; nobody writes into it."""
    return checkout / "_site"


@pytest.fixture(scope="session")
def nasty(shared: Shared) -> NastySite:
    """The fictional agency's reports, made from data whose every free text is a nasty one."""

    def make(folder: Path) -> None:
        copy_checkout(folder, FIXTURE)
        texts = spoil(folder / "data" / INSTANSI)
        (folder / "teks.json").write_text(json.dumps(texts), encoding="utf-8")
        done = build(folder, folder / "_site", "--renderer", "pandoc", "--format", "html,pdf,docx")
        assert done.returncode == 0, done.stderr

    project = shared("nakal", make)
    return NastySite(project / "_site", json.loads((project / "teks.json").read_text(encoding="utf-8")))


@pytest.fixture(scope="session")
def office(shared: Shared) -> Path:
    """A project with the report of an agency that has codes as offices write them, SIPD's among them, and trillions."""

    def make(folder: Path) -> None:
        copy_checkout(folder, FIXTURE)
        rename_codes(folder / "data" / INSTANSI, OFFICE)
        enlarge_amounts(folder / "data" / INSTANSI)
        options = ("--tahun", "2024", "--renderer", "pandoc", "--format", "html,pdf,docx")
        done = build(folder, folder / "_site", *options)
        assert done.returncode == 0, done.stderr

    return shared("kantor", make)


@pytest.fixture
def shell() -> Iterator[InteractiveShell]:
    """An IPython shell in this process: cells run and display as in a kernel, without starting one."""
    # The shell puts its own module in the place of __main__, which spawned processes look at.
    main = sys.modules["__main__"]
    yield InteractiveShell.instance(config=Config({"HistoryManager": {"enabled": False}}))
    InteractiveShell.clear_instance()
    sys.modules["__main__"] = main
