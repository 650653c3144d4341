"""Gather a report's executed chapters in a folder of its own: a complete Quarto book project."""

from __future__ import annotations

import json
import shutil
from functools import partial
from pathlib import Path
from typing import Any

import yaml

from lkip.config import BOOK, BOOK_FOLDER, VARIABLES
from lkip.outputs import show_cell, without_options
from lkip.photos import Album, adopt_pictures
from lkip.project import EXECUTED, SHARED, Project, Report


def prepare_stage(project: Project, report: Report, values: dict[str, Any]) -> Path:
    """Make a staged project with everything but the chapters, beside those that were executed before.

    Parameters
    ----------
    values
        What the book says of this report, under the key ``lkip`` of its ``_quarto.yml``.
    """
    stage = project.stage(report)
    stage.mkdir(parents=True, exist_ok=True)
    for path in stage.iterdir():
        if path.name != EXECUTED:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    for name in SHARED:
        source = project.shared(name)
        if source.is_dir():
            shutil.copytree(source, stage / name)
        else:
            shutil.copy2(source, stage / name)
    if (project.root / VARIABLES).is_file():
        shutil.copy2(project.root / VARIABLES, stage / VARIABLES)
    logo = project.logo(report.instansi)
    if logo:
        shutil.copyfile(logo, stage / "assets" / logo.name)
    text = yaml.safe_dump(_describe_book(project, report, values), allow_unicode=True, sort_keys=False)
    (stage / BOOK).write_text(text, encoding="utf-8")
    return stage


def _describe_book(project: Project, report: Report, values: dict[str, Any]) -> dict[str, Any]:
    """Return the stage's ``_quarto.yml``: Quarto makes the chapters, and lkip the page around each."""
    book, entries = project.config(report.instansi)["book"], project.entries(report.instansi)
    return {
        "project": {"type": "book", "output-dir": BOOK_FOLDER, "post-render": "_extensions/lkip/halaman.py"},
        "lang": "id",
        "book": {
            "title": f"{book['title']} Tahun {report.tahun}",
            "subtitle": book.get("subtitle") or f"{values['nama']} {values['daerah']}".strip(),
            "output-file": report.stem,
            "chapters": [entry.name for entry in entries if not entry.appendix],
            "appendices": [entry.name for entry in entries if entry.appendix],
        },
        # Chapters arrive executed.
        "execute": {"enabled": False, "echo": False},
        "format": {
            "lkip-html": {"minimal": True, "theme": "none", "css": [], "template": "assets/quarto.html"},
            "lkip-typst": "default",
        },
        "lkip": values,
    }


def stage_chapter(executed: Path, notebook: Path, album: Album, *, echo: bool = False) -> tuple[str, ...]:
    """Write an executed notebook into the stage, in the dialect of the renderers.

    Analysts see rich HTML in Jupyter; a renderer gets the Markdown that says the same, and pictures and the values of
    tables and charts as files.

    Parameters
    ----------
    notebook
        The author's notebook, from where Markdown names its pictures.
    album
        The pictures that there are.
    echo
        Show the code of cells that don't say otherwise.

    Returns
    -------
    tuple of str
        What the author should know, with its cell.

    Raises
    ------
    ContentError
        For what a report can't carry, with its cell.
    """
    stage = album.project.stage(album.report)
    # Read as plain JSON: papermill has checked it, and checking takes longer than all the rest.
    content = json.loads(executed.read_text(encoding="utf-8"))
    # Without the cell that papermill put in, cells count as in the author's notebook.
    cells = [cell for cell in content["cells"] if "injected-parameters" not in cell["metadata"].get("tags", [])]
    notes: list[str] = []
    adopt = partial(adopt_pictures, stage=stage, album=album, notebook=notebook)
    for number, cell in enumerate(cells, 1):
        if cell["cell_type"] == "code":
            shown = show_cell(number, executed.stem, "".join(cell["source"]), cell["outputs"], stage, echo=echo)
            cell["outputs"] = [_as_markdown(adopt(text)) for text in shown.texts]
            # What the author's own options say has been done.
            source = without_options("".join(cell["source"])).splitlines(keepends=True)
            cell["source"] = ["#| echo: false\n", "#| output: asis\n", *source]
            cell["execution_count"] = None
            notes += shown.notes
        elif cell["cell_type"] == "markdown":
            cell["source"] = adopt("".join(cell["source"])).splitlines(keepends=True)
    # Quarto lifts a heading that comes first into the title and loses its {.unnumbered}.
    for first in [cell for cell in cells if cell["cell_type"] == "markdown"][:1]:
        if not "".join(first["source"]).startswith("<!--"):
            first["source"] = ["<!-- -->\n", "\n", *first["source"]]
    text = json.dumps({**content, "cells": cells}, ensure_ascii=False, indent=1)
    (stage / executed.name).write_text(f"{text}\n", encoding="utf-8")
    return tuple(notes)


def _as_markdown(text: str) -> dict[str, Any]:
    # Quarto joins outputs as they are: without a blank line the next block would run into this one.
    return {"output_type": "display_data", "data": {"text/markdown": [text, "\n\n"]}, "metadata": {}}
