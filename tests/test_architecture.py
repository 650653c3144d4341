"""The house rules that a machine can check: who imports whom, what a notebook may hold, what is pinned."""

from __future__ import annotations

import ast
import json
import re
import tomllib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, metadata, requires
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
NOTEBOOKS = [ROOT / "index.ipynb", *sorted((ROOT / "notebooks").glob("*.ipynb"))]

ORDER = (
    "fonts", "numbers", "temuan", "csv_text", "csv_kantor", "sources", "labels", "perintah", "frames", "display",
    "measures", "capaian", "rerata", "perbandingan", "serapan", "skala", "efisiensi",
    "acuan", "folders", "schemas", "reads", "sheet", "bukan_data", "dataset", "berlaku", "pemerintahan", "csv_files", "rujukan", "checks", "kamus",
    "kinerja", "anggaran", "angka", "pokok", "register", "keputusan", "audit", "keabsahan", "reader", "penilaian", "tanda", "daftar_periksa",
    "charts", "tables", "sentences", "figures",
)  # fmt: skip
"""Modules and packages of lkip_utils; each may import only those before it."""

CALCULATIONS = {"numbers", "measures", "capaian", "rerata", "perbandingan", "serapan", "skala", "efisiensi"}
"""Pure functions on plain values and frames: of the house they know only each other."""

FILES = {"pathlib", "os", "io", "csv", "json", "shutil"}
SHOWING = {"IPython", "matplotlib", "html"}


def list_imports(path: Path) -> set[str]:
    """Return the full names of all modules that a file imports, those inside functions too."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: impor relatif"
            module = node.module or ""
            found |= {f"{module}.{alias.name}" if module in ("lkip", "lkip_utils") else module for alias in node.names}
    return found


def list_modules(package: str) -> Iterator[tuple[str, set[str]]]:
    """Yield each module with its imports; those of a package inside go by the package's name."""
    for path in sorted((ROOT / package).rglob("*.py")):
        parts = path.relative_to(ROOT / package).with_suffix("").parts
        yield parts[0], list_imports(path)


def outside(imports: set[str]) -> set[str]:
    return {name.split(".")[0] for name in imports}


def inside(imports: set[str]) -> set[str]:
    return {name.split(".")[1] for name in imports if name.startswith("lkip_utils.")}


UTILS = [module for module in list_modules("lkip_utils") if module[0] != "__init__"]
PURE = [module for module in UTILS if module[0] in CALCULATIONS]


def test_every_module_has_its_place_in_the_order() -> None:
    assert {name for name, _ in UTILS} == set(ORDER)


@pytest.mark.parametrize(("name", "imports"), UTILS, ids=[name for name, _ in UTILS])
def test_imports_go_one_way(name: str, imports: set[str]) -> None:
    assert "lkip" not in outside(imports), "lkip_utils tidak mengenal lkip"
    allowed = {*ORDER[: ORDER.index(name)], name}
    assert inside(imports) <= allowed, f"{name} mengimpor yang di atasnya"


@pytest.mark.parametrize(("name", "imports"), PURE, ids=[name for name, _ in PURE])
def test_calculations_know_no_files_and_no_display(name: str, imports: set[str]) -> None:
    assert inside(imports) <= CALCULATIONS
    assert outside(imports) & (FILES | SHOWING) == set()
    assert name in ("serapan", "skala") or "pandas" not in outside(imports)


@pytest.mark.parametrize(("name", "imports"), UTILS, ids=[name for name, _ in UTILS])
def test_each_room_knows_only_its_own(name: str, imports: set[str]) -> None:
    # What is shown writes its files itself where Quarto executes a notebook.
    if name not in ("folders", "sheet", "csv_files", "reader", "charts", "acuan", "fonts", "display"):
        assert outside(imports) & FILES == set(), "berkas dibaca di satu tempat"
    if name != "charts":
        assert "matplotlib" not in outside(imports), "hanya bagan yang menggambar"
    if name in ("kinerja", "anggaran", "angka"):
        assert outside(imports) & SHOWING == set()
    if name == "charts":
        assert inside(imports) <= {"charts", "display", "fonts", "numbers", "measures"}, "bagan tidak menghitung"
        assert "pandas" not in outside(imports)


PIPELINE = {
    "folders", "reads", "dataset", "berlaku", "reader", "temuan", "schemas", "csv_text", "angka", "pokok", "register", "audit", "numbers",
    "perintah", "display", "labels", "fonts",
}  # fmt: skip
"""What the pipeline may know of lkip_utils; only what warms processes up imports all of it."""


def test_the_pipeline_knows_no_indicators_and_budgets() -> None:
    for name, imports in list_modules("lkip"):
        assert name == "warm" or inside(imports) <= PIPELINE, name
        assert name == "warm" or "matplotlib" not in outside(imports), name


WORD = ("elements", "pages", "package", "pictures", "contents", "columns", "tables", "together", "__init__")
"""Modules of lkip/word; each may import only those before it."""


def test_imports_of_the_word_file_go_one_way() -> None:
    assert {path.stem for path in (ROOT / "lkip" / "word").glob("*.py")} == set(WORD)
    for place, name in enumerate(WORD):
        imports = list_imports(ROOT / "lkip" / "word" / f"{name}.py")
        known = {part.split(".")[2] for part in imports if part.startswith("lkip.word.")}
        assert known <= set(WORD[:place]), f"{name} mengimpor yang di atasnya"


# ── notebooks ───────────────────────────────────────────────────────────────────────────


def read(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return content


def code_cells(path: Path) -> list[dict[str, Any]]:
    return [cell for cell in read(path)["cells"] if cell["cell_type"] == "code"]


def source(cell: dict[str, Any]) -> str:
    return "".join(cell["source"])


each_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def test_there_are_notebooks() -> None:
    assert len(NOTEBOOKS) >= 8


@each_notebook
def test_notebooks_hold_no_outputs(path: Path) -> None:
    for cell in code_cells(path):
        assert cell["outputs"] == []
        assert cell["execution_count"] is None


@each_notebook
def test_notebooks_begin_with_the_same_parameters(path: Path) -> None:
    first = code_cells(path)[0]
    assert first["metadata"].get("tags") == ["parameters"]
    assert source(first) == source(code_cells(NOTEBOOKS[0])[0])
    names = [ast.unparse(node.targets[0]) for node in ast.parse(source(first)).body if isinstance(node, ast.Assign)]
    assert names == ["instansi", "tahun", "data_dir"]


@each_notebook
def test_notebooks_name_no_place_of_one_machine(path: Path) -> None:
    told = "\n".join(source(cell) for cell in read(path)["cells"])
    assert re.findall(r"/home/|/Users/|/root/|[A-Z]:\\", told) == []


@each_notebook
def test_notebooks_hold_no_literal_year(path: Path) -> None:
    regulation = re.compile(r"Nomor \d+ Tahun \d{4}")
    for cell in read(path)["cells"]:
        if "parameters" not in cell["metadata"].get("tags", []):
            text = regulation.sub("", source(cell))
            assert re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", text) == [], text


@each_notebook
def test_notebooks_have_one_chapter_heading_first(path: Path) -> None:
    cells = read(path)["cells"]
    text = "\n".join(source(cell) for cell in cells if cell["cell_type"] == "markdown")
    assert re.match(r"(<!--[^>]*-->\n\n)?# ", source(cells[0]))
    assert len(re.findall(r"^# ", text, re.MULTILINE)) == 1


@each_notebook
def test_cells_have_stable_names(path: Path) -> None:
    names = [cell["id"] for cell in read(path)["cells"]]
    assert len(set(names)) == len(names)
    assert set(read(path)["metadata"]) == {"kernelspec", "language_info"}


# ── packaging ───────────────────────────────────────────────────────────────────────────


def pyproject() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


STORES = ("s3", "gcs", "azure")
"""Extras that only those install whose data or site lies in a store; the lock pins them all the same."""


def requirements(without: Sequence[str] = ()) -> set[str]:
    project = pyproject()["project"]
    extras = [item for name, items in project["optional-dependencies"].items() if name not in without for item in items]
    return {str(Requirement(item)) for item in (*project["dependencies"], *extras)}


def test_conda_and_pip_ask_for_the_same() -> None:
    environment = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))["dependencies"]
    nested = [item for entry in environment if isinstance(entry, dict) for item in entry["pip"]]
    flat = [str(Requirement(item)) for item in environment if isinstance(item, str)]
    both = [*flat, *(str(Requirement(item)) for item in nested)]
    assert len(set(both)) == len(both)
    others = {item for item in both if Requirement(item).name in ("python", "pip") or item.startswith("quarto>=1")}
    assert set(both) - others == requirements(without=STORES)
    python = next(Requirement(item) for item in others if item.startswith("python"))
    assert pyproject()["project"]["requires-python"] in {str(bound) for bound in python.specifier}


def test_the_lock_satisfies_every_requirement() -> None:
    pins = read_lock("requirements-all.lock")
    for wanted in map(Requirement, requirements()):
        found = [pin for pin in pins if pin.name.replace("_", "-") == wanted.name.replace("_", "-").lower()]
        assert found, f"{wanted} tidak ada dalam requirements-all.lock"
        for pin in found:
            (version,) = pin.specifier
            assert version.operator == "=="
            assert wanted.specifier.contains(version.version), f"{pin} di luar {wanted}"


def read_lock(name: str) -> list[Requirement]:
    text = (ROOT / name).read_text(encoding="utf-8")
    return [
        Requirement(line.removesuffix(" \\")) for line in text.splitlines() if line and not line.startswith((" ", "#"))
    ]


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-all.lock"])
def test_a_lock_has_the_checksums_of_all_that_it_names(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    entries = re.split(r"\n(?=\S)", text.strip())
    pinned = r"[^\s=]+==\S+( ; [^\n]+)?( \\\n    --hash=sha256:[0-9a-f]{64})+"
    assert [entry for entry in entries if not re.fullmatch(pinned, entry)] == []
    pins = {f"{pin.name}{pin.specifier}" for pin in read_lock("requirements-all.lock")}
    assert {f"{pin.name}{pin.specifier}" for pin in read_lock("requirements.lock")} <= pins


def list_installed(name: str, seen: set[str]) -> set[str]:
    """Return what a package needs here, itself included."""
    name = canonicalize_name(name)
    if name not in seen:
        with suppress(PackageNotFoundError):
            needs = map(Requirement, requires(name) or [])
            seen.add(name)
            for need in needs:
                if need.marker is None or need.marker.evaluate({"extra": ""}):
                    list_installed(need.name, seen)
    return seen


def test_readme_names_every_package_whose_licence_asks_for_more() -> None:
    told = (ROOT / "README.md").read_text(encoding="utf-8").partition("## Licence")[2]
    found = []
    for name in sorted(list_installed("lkip", set())):
        about = metadata(name)
        licence = " ".join([about.get("License-Expression") or "", (about.get("License") or "")[:80], *(c for c in about.get_all("Classifier") or [] if c.startswith("License"))])  # fmt: skip
        if re.search(r"GPL|General Public|MPL|Mozilla", licence):
            found.append(name)
    assert {"quarto", "num2words"} <= set(found)
    assert [name for name in found if name not in told] == []


def test_nothing_under_the_gpl_is_imported() -> None:
    names = {name.partition(".")[0] for package in ("lkip", "lkip_utils") for _, found in list_modules(package) for name in found}  # fmt: skip
    assert "quarto" not in names


def test_every_folder_of_modules_is_a_package() -> None:
    folders = (path for top in ("lkip", "lkip_utils") for path in (ROOT / top, *(ROOT / top).rglob("*")))
    assert [path for path in folders if any(path.glob("*.py")) and not (path / "__init__.py").exists()] == []


def test_quarto_is_asked_for_in_the_version_that_works() -> None:
    from lkip.renderer_quarto import LEAST_VERSION

    text = (ROOT / "environment.yml").read_text(encoding="utf-8")
    assert f"quarto>={'.'.join(map(str, LEAST_VERSION))}\n" in text
