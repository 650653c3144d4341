"""The reports that several tests look at: the real agency's and the demonstration's, built as a user builds them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import yaml
from pypdf import PdfReader

ROOT = Path(__file__).parents[1]
AGENCY = "kesbangpol-balangan"
DEMO = "contoh-dinas-teladan"
REPORTS = (f"{AGENCY}/2022", f"{AGENCY}/2023", f"{DEMO}/2024", f"{DEMO}/2025")
"""Folders of the reports in the site that the fixture ``site`` publishes."""


def _list_chapters() -> list[str]:
    book = yaml.safe_load((ROOT / "_quarto.yml").read_text("utf-8"))["book"]
    return [Path(name).stem for name in (*book["chapters"], *book["appendices"])]


CHAPTERS = _list_chapters()
"""The book's chapters in order, as their pages are named."""

PAGES = (
    "index.html",
    f"{AGENCY}/index.html",
    f"{DEMO}/index.html",
    *(f"{report}/{chapter}.html" for report in REPORTS for chapter in CHAPTERS),
)
"""Every page of that site."""


def copy_checkout(folder: Path, data: Path = ROOT / "data") -> Path:
    """Copy what a build reads into a folder and return it."""
    shutil.copytree(data, folder / "data")
    for name in ("notebooks", "assets", "_extensions"):
        shutil.copytree(ROOT / name, folder / name)
    for name in ("_quarto.yml", "_language.yml", "index.ipynb"):
        shutil.copy(ROOT / name, folder / name)
    return folder


def build(project: Path, output: Path, *options: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run ``lkip build`` in a project, as a shell does."""
    command = [sys.executable, "-m", "lkip.cli", "build", "--output", str(output), *options]
    return subprocess.run(command, cwd=project, capture_output=True, text=True, env=os.environ | environment)


def read_paper(path: Path) -> list[str]:
    """Return the text of a PDF by page: by poppler where it is, which takes a tenth of pypdf's time."""
    if shutil.which("pdftotext") is None:
        return [page.extract_text() for page in PdfReader(path).pages]
    done = subprocess.run(["pdftotext", "-raw", str(path), "-"], capture_output=True, text=True, check=True)
    return done.stdout.split("\f")[:-1]


def find_browser() -> str | None:
    """Return the Chromium of this machine, if it has one."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return next((path for name in names if (path := shutil.which(name))), None)
