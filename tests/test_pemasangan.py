"""lkip as an installed package: a wheel begins a project, and builds its report, where no checkout is."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from terbitan import ROOT

from lkip.cli import main

EXAMPLE = "contoh-dinas-teladan"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that the wheel has been unpacked into by pip; what it needs comes from this environment."""
    folder = tmp_path_factory.mktemp("roda")
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    options = ["--no-deps", "--no-build-isolation"]
    subprocess.run([*pip, "wheel", *options, "--wheel-dir", folder, ROOT], check=True, capture_output=True)
    (file,) = folder.glob("lkip-*.whl")
    subprocess.run([*pip, "install", "--no-deps", "--target", folder / "paket", file], check=True, capture_output=True)
    return folder / "paket"


def lkip(wheel: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    # Without the folder itself on the path: nothing but the wheel may be found.
    command = [sys.executable, "-P", "-m", "lkip.cli", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(wheel)}
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, env=environment)


def test_a_project_begun_from_the_wheel_makes_the_report_of_the_checkout(
    wheel: Path, tmp_path: Path, site: Path
) -> None:
    done = lkip(wheel, tmp_path, "init", "laporan")
    assert done.returncode == 0, done.stderr
    project = tmp_path / "laporan"
    assert {path.name for path in project.iterdir()} == {
        ".gitattributes", ".gitignore", "_extensions", "_language.yml", "_quarto.yml", "data", "index.ipynb", "notebooks",
    }  # fmt: skip
    done = lkip(wheel, project, "build", "--tahun", "2025", "--renderer", "pandoc", "--format", "html,pdf")
    assert done.returncode == 0, done.stderr
    ours, theirs = (read_tree(where / EXAMPLE / "2025") for where in (site, project / "_site"))
    # The manifest tells what made it, and the code lies elsewhere; of all else, every byte is the same.
    assert ours.keys() == theirs.keys() >= {"index.html", "assets/fonts/SourceSans3-Regular.woff2"}
    assert [name for name in ours if ours[name] != theirs[name] and name != "laporan.json"] == []
    where = "import lkip, lkip_utils.fonts as f; print(lkip.__file__, f.FONTS)"
    command, environment = [sys.executable, "-P", "-c", where], {**os.environ, "PYTHONPATH": str(wheel)}
    told = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert told.stdout.count(str(wheel)) == 2


def read_tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_new_project_touches_nothing_that_lies_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "_quarto.yml").write_text("milik: saya\n", encoding="utf-8")
    (tmp_path / ".gitignore").write_text("rahasia\n", encoding="utf-8")
    assert main(["init", str(tmp_path)]) == 2
    assert "sudah memuat _quarto.yml; tidak ada yang ditimpa" in capsys.readouterr().err
    assert sorted(path.name for path in tmp_path.iterdir()) == [".gitignore", "_quarto.yml"]
    (tmp_path / "_quarto.yml").unlink()
    assert main(["init", str(tmp_path)]) == 0
    assert (tmp_path / ".gitignore").read_text(encoding="utf-8") == "rahasia\n"
    assert "lkip build" in capsys.readouterr().out


# ── notebooks in git ────────────────────────────────────────────────────────────────────


@pytest.mark.skipif(shutil.which("git") is None, reason="tidak ada git")
def test_git_keeps_no_outputs(tmp_path: Path) -> None:
    """As the README says: the filter is named in .gitattributes, and what it calls in each clone's configuration."""

    def git(*arguments: str) -> str:
        identity = ["-c", "user.name=a", "-c", "user.email=a@contoh.example"]
        done = subprocess.run(["git", *identity, *arguments], cwd=tmp_path, capture_output=True, text=True, check=True)
        return done.stdout

    git("init")
    git("config", "filter.nbstripout.clean", f"{sys.executable} -m nbstripout --keep-id")
    shutil.copy(ROOT / ".gitattributes", tmp_path)
    shutil.copy(ROOT / "index.ipynb", tmp_path)
    stored = Path("tests", "nbval", "index.ipynb")
    (tmp_path / stored).parent.mkdir(parents=True)
    shutil.copy(ROOT / stored, tmp_path / stored)
    git("add", ".")
    git("commit", "--message", "awal")
    # Run All in JupyterLab.
    notebook = nbformat.read(tmp_path / "index.ipynb", 4)
    for number, cell in enumerate((cell for cell in notebook.cells if cell.cell_type == "code"), 1):
        cell.execution_count = number
        cell.outputs = [nbformat.v4.new_output("stream", text="banyak\n" * 100)]
    nbformat.write(notebook, tmp_path / "index.ipynb")
    assert git("diff", "--no-textconv", "--no-ext-diff", "--stat") == ""
    assert git("show", "HEAD:index.ipynb") == (ROOT / "index.ipynb").read_text(encoding="utf-8")
    assert git("show", f"HEAD:{stored.as_posix()}") == (ROOT / stored).read_text(encoding="utf-8")
