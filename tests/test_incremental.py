"""What is used again: after any edits a build gives what a clean one does, and makes anew only what they concern."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
import pytest
import yaml
from conftest import FIXTURE, PARAMETERS, ROOT
from gangguan import A, Files, read_site
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from lkip.build import Options, build
from lkip.errors import Exit
from lkip.progress import Progress
from lkip.project import Project, list_reports
from lkip.publish import Site
from lkip.summary import Summary

Edit = Callable[[str, str, str], None]
MakeChapter = Callable[..., Path]

READ = (
    "from lkip_utils import read_dataset\nfrom lkip_utils.display import show\n"
    "dataset = read_dataset(instansi, tahun, data_dir)"
)
CHAPTERS = {
    "index.ipynb": "show(f\"{dataset.profil('nama')} {tahun}\")",
    "angka.ipynb": "from lkip_utils import sentences\n"
    "show(sentences.summarise_capaian(dataset), sentences.compare_capaian(dataset), sentences.summarise_sakip(dataset))",
    "tanda.ipynb": "from lkip_utils.tanda import find_mark\n"
    "show(*(str(find_mark(dataset, kunci)) for kunci in ('capaian.rata_rata', 'pegawai.jenis_kelamin', 'anggaran.pagu')))",
    "berkas.ipynb": "import pandas\nfrom pathlib import Path\n"
    "show(str(sorted(p.name for p in Path(data_dir, instansi, '2024').glob('*.csv'))), "
    "pandas.read_csv(Path(data_dir, instansi, 'indikator.csv')).to_csv().replace('\\n', ' '))",
    "bantu.ipynb": "import pembantu\nshow(pembantu.kata())",
}
"""Chapters that read different things: one file, what calculations take, answers only, files past the dataset, a module."""


def make_project(root: Path) -> Project:
    """Make a project with the fictional agency and these chapters."""
    shutil.copytree(FIXTURE, root / "data")
    for name in ("_extensions", "assets"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copy2(ROOT / "_language.yml", root)
    (root / "notebooks").mkdir()
    for name, cell in CHAPTERS.items():
        write_chapter(root / _place(name), READ, cell)
    (root / "notebooks" / "pembantu.py").write_text("def kata():\n    return 'satu'\n", encoding="utf-8")
    config = yaml.safe_load((ROOT / "_quarto.yml").read_text(encoding="utf-8"))
    config["book"] |= {"chapters": [*map(_place, CHAPTERS)], "appendices": []}
    (root / "_quarto.yml").write_text(yaml.safe_dump(config, sort_keys=False), encoding="utf-8")
    return Project(root)


def _place(name: str) -> str:
    return name if name == "index.ipynb" else f"notebooks/{name}"


def write_chapter(path: Path, *cells: str) -> None:
    new = nbformat.v4.new_code_cell
    first = new(PARAMETERS, metadata={"tags": ["parameters"]}, id="parameter")
    code = [new(cell, id=f"sel-{number}") for number, cell in enumerate(cells)]
    heading = nbformat.v4.new_markdown_cell("# Judul {.unnumbered}", id="judul")
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(
        nbformat.v4.new_notebook(cells=[heading, first, *code], metadata={"kernelspec": kernel}), path
    )  # fmt: skip


def run(project: Project, *formats: str, force: bool = False) -> Summary:
    """Build as the command does, with the fork server that the first build of this process has warmed."""
    options = Options(formats or ("html",), "pandoc", force=force)
    fresh = Project(project.root)
    return build(fresh, list_reports(fresh), options, Site(fresh.root / "_site"), Progress())


def read_run(project: Project, tahun: int = 2024) -> dict[str, Any]:
    """Return how a report's chapters ended, as ``run.json`` has it."""
    path = project.stage(list_reports(project, tahun=[tahun])[0]) / "run.json"
    return {name: entry["hasil"] for name, entry in json.loads(path.read_text(encoding="utf-8"))["bab"].items()}


# ── any sequence of edits ───────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Toggle:
    """An edit, which the second time takes itself back."""

    file: str
    old: str
    new: str

    def __call__(self, root: Path) -> None:
        path = root / self.file
        if path.exists():
            text = path.read_text(encoding="utf-8")
            old, new = (self.old, self.new) if self.old in text else (self.new, self.old)
            path.write_text(text.replace(old, new), encoding="utf-8")


@dataclass(frozen=True)
class Absence:
    """Take a file away; the second time, bring it back."""

    file: str

    def __call__(self, root: Path) -> None:
        path, aside = root / self.file, root / f"{Path(self.file).name}.disimpan"
        source, target = (path, aside) if path.exists() else (aside, path)
        source.rename(target)


@dataclass(frozen=True)
class Gift:
    """Write a file that wasn't there; the second time, delete it."""

    file: str
    text: str

    def __call__(self, root: Path) -> None:
        path = root / self.file
        if path.exists():
            path.unlink()
        else:
            path.parent.mkdir(exist_ok=True)
            path.write_text(self.text, encoding="utf-8")


@dataclass(frozen=True)
class Loss:
    """Delete something that builds make."""

    file: str

    def __call__(self, root: Path) -> None:
        path = root / self.file
        if path.is_dir():
            shutil.rmtree(path)
        elif path.exists():
            path.unlink()


D = f"data/{A}"
DECISIONS = "temuan,kunci,nilai,alasan,oleh,tanggal,catatan\n"
CHANGES = [
    Toggle(f"{D}/profil.csv", "Dinas Contoh Uji (Fiktif)", "Dinas Lain (Fiktif)"),
    Toggle(f"{D}/sakip.csv", "2023,72.5,BB", "2023,73.5,BB"),
    Toggle(f"{D}/2024/belanja.csv", "70000000,60000000", "71000000,60000000"),
    Toggle(f"{D}/2024/realisasi.csv", "iku-2,,,,,12,,", "iku-2,,,,,13,,"),
    Toggle(f"{D}/2023/realisasi.csv", "iku-1,,,,,60,,", "iku-1,,,,,61,,"),
    Toggle(f"{D}/2024/pegawai.csv", "Laki-laki,,4,", "Laki-laki,,5,"),
    Toggle(f"{D}/2024/penghargaan.csv", "Rekaan,\n", "Rekaan,\n2,Piagam kedua,\n"),
    Toggle(f"{D}/2024/upaya.csv", "\n", "\n\n"),
    Toggle(f"{D}/2024/belanja.csv", "150000000", "150 juta"),
    Absence(f"{D}/2024/keputusan.csv"),
    Absence(f"{D}/2024/penghargaan.csv"),
    Absence(f"{D}/sakip.csv"),
    Gift(f"{D}/2023/keputusan.csv", DECISIONS),
    Gift(f"{D}/2023/keputusan.csv", f"{DECISIONS}S06,perjanjian/tiada/1/selisih,0,x,Fulan,2025-02-12,\n"),
    Gift(f"{D}/2025/realisasi.csv", (FIXTURE / A / "2023" / "realisasi.csv").read_text(encoding="utf-8")),
    Toggle("index.ipynb", "{tahun}", "tahun {tahun}"),
    Toggle("notebooks/tanda.ipynb", "# Judul", "# Tanda"),
    Toggle("notebooks/angka.ipynb", "show(", "print("),
    Toggle("notebooks/pembantu.py", "satu", "dua"),
    Toggle("_extensions/lkip/isi.css", "\n", "\n\n"),
    Loss("_build"),
    Loss(f"_build/{A}/2024/_eksekusi/index.json"),
    Loss(f"_site/{A}/2024/index.html"),
    Loss(f"_site/{A}/2023"),
    Loss("_site/index.html"),
]
"""What people do between two builds. Nearly all of it can be taken back by doing it again."""


CLEAN: dict[object, Files] = {}
"""What clean builds have given, by the formats asked for and all files of the project: edits are often taken back."""


class Edits(RuleBasedStateMachine):
    """Edits in any order, and builds between them."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="uji-"))
        self.formats: tuple[str, ...] = ("html",)

    @initialize()
    def begin(self) -> None:
        self.project = make_project(self.folder / "a")
        self.build()

    # Each build follows a change; what one without any does has tests of its own.
    @rule(changes=st.lists(st.sampled_from(CHANGES), min_size=1, max_size=3))
    def change(self, changes: list[Callable[[Path], None]]) -> None:
        for change in changes:
            change(self.project.root)
        self.build()

    @precondition(lambda self: "pdf" not in self.formats)
    @rule()
    def ask_for_more(self) -> None:
        # Never for less: what a site has and isn't asked for again stays in it.
        self.formats = ("html", "pdf")
        self.build()

    def build(self) -> None:
        site = self.project.root / "_site"
        before = read_site(site)
        summary = run(self.project, *self.formats)
        if summary.status is Exit.OK:
            assert read_site(site) == self.build_clean()
        else:
            assert summary.status is Exit.CONTENT
            assert read_site(site) == before

    def build_clean(self) -> Files:
        """Return what a project gives that has the same inputs, lies elsewhere and was never built."""
        root = self.folder / "bersih"
        shutil.copytree(self.project.root, root, ignore=shutil.ignore_patterns("_build", "_site", "__pycache__"))
        try:
            files = frozenset(
                (path.relative_to(root), path.is_file() and path.read_bytes()) for path in root.rglob("*")
            )
            inputs = self.formats, files
            if inputs not in CLEAN:
                assert run(Project(root), *self.formats).status is Exit.OK
                CLEAN[inputs] = read_site(root / "_site")
            return CLEAN[inputs]
        finally:
            shutil.rmtree(root)

    def teardown(self) -> None:
        shutil.rmtree(self.folder)


Edits.TestCase.settings = settings(max_examples=4, stateful_step_count=6, derandomize=True, database=None)
TestEdits = Edits.TestCase


# ── what runs again, and what doesn't ───────────────────────────────────────────────────


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project that has been built once."""
    project = make_project(tmp_path_factory.mktemp("tambahan") / "a")
    assert run(project).status is Exit.OK
    return project


@pytest.fixture
def built(first: Project, tmp_path: Path) -> Project:
    """A copy of it, to be changed."""
    shutil.copytree(first.root, tmp_path / "a")
    return Project(tmp_path / "a")


def list_run(project: Project, tahun: int = 2024) -> list[str]:
    """Build, and return the chapters of a report that were run, in the book's order."""
    summary = run(project)
    assert summary.status is Exit.OK, [outcome.message for outcome in summary.outcomes]
    results = read_run(project, tahun)
    assert set(results.values()) <= {"baik", "dipakai lagi"}
    return [name for name, result in results.items() if result == "baik"]


def read_times(folder: Path) -> dict[Path, tuple[int, int]]:
    return {path: (path.stat().st_ino, path.stat().st_mtime_ns) for path in folder.rglob("*")}


def test_nothing_is_touched_when_nothing_has_changed(built: Project) -> None:
    before = read_times(built.root)
    summary = run(built)
    assert [str(report) for report in summary.unchanged] == [f"{A} 2023", f"{A} 2024"]
    assert summary.outcomes == ()
    assert read_times(built.root) == before


EXPECTED: list[tuple[Callable[[Path], None], list[str]]] = [
    (Toggle(f"{D}/profil.csv", "Dinas Contoh Uji (Fiktif)", "Dinas Lain (Fiktif)"), ["index.ipynb", "angka.ipynb"]),
    (Toggle(f"{D}/sakip.csv", "2023,72.5,BB", "2023,73.5,BB"), ["angka.ipynb"]),
    (Toggle(f"{D}/2024/realisasi.csv", "iku-2,,,,,12,,", "iku-2,,,,,13,,"), ["angka.ipynb"]),
    (Toggle(f"{D}/2024/pegawai.csv", "Laki-laki,,4,", "Laki-laki,,5,"), ["tanda.ipynb"]),
    (Toggle(f"{D}/2024/belanja.csv", "70000000,60000000", "71000000,60000000"), []),
    (Toggle(f"{D}/indikator.csv", "\n", "\n\n"), ["angka.ipynb", "berkas.ipynb"]),
    (Toggle("index.ipynb", "# Judul", "# Muka"), ["index.ipynb"]),
    (Toggle("notebooks/pembantu.py", "satu", "dua"), ["bantu.ipynb"]),
    (Toggle("_extensions/lkip/isi.css", "\n", "\n\n"), []),
    (Loss(f"_site/{A}/2024/index.html"), []),
]


@pytest.mark.parametrize(("change", "expected"), EXPECTED, ids=[str(number) for number in range(len(EXPECTED))])
def test_a_change_concerns_the_chapters_that_read_it(
    built: Project, change: Callable[[Path], None], expected: list[str]
) -> None:
    change(built.root)
    assert list_run(built) == expected


def test_a_lost_record_makes_its_chapter_run_again(built: Project) -> None:
    Loss(f"_build/{A}/2024/_eksekusi/bantu.json")(built.root)
    Loss(f"_site/{A}/2024/index.html")(built.root)
    assert list_run(built) == ["bantu.ipynb"]


def test_the_year_before_is_read_too(built: Project) -> None:
    Toggle(f"{D}/2023/realisasi.csv", "iku-1,,,,,60,,", "iku-1,,,,,61,,")(built.root)
    assert list_run(built, 2024) == ["angka.ipynb"]
    assert read_run(built, 2023)["angka.ipynb"] == "baik"


def test_force_runs_everything(built: Project) -> None:
    before = read_site(built.root / "_site")
    assert run(built, force=True).status is Exit.OK
    assert set(read_run(built).values()) == {"baik"}
    assert read_site(built.root / "_site") == before


def test_what_cant_be_carried_fails_again(built: Project) -> None:
    first = "from lkip_utils import sentences"
    Toggle("notebooks/angka.ipynb", first, f"#| tidak-ada: ya\\n{first}")(built.root)
    messages = []
    for _ in range(2):
        summary = run(built)
        assert summary.status is Exit.CONTENT
        messages.append([outcome.message for outcome in summary.outcomes])
    assert messages[0] == messages[1]
    assert "angka.ipynb: sel ke-4: pilihan «#| tidak-ada»" in messages[0][0]


def test_a_missing_module_is_awaited(built: Project) -> None:
    Absence("notebooks/pembantu.py")(built.root)
    summary = run(built)
    assert "No module named 'pembantu'" in summary.outcomes[0].message
    Absence("notebooks/pembantu.py")(built.root)
    Toggle("notebooks/pembantu.py", "satu", "dua")(built.root)
    assert list_run(built) == ["bantu.ipynb"]
    assert "dua" in (built.root / "_site" / A / "2024" / "bantu.html").read_text(encoding="utf-8")
