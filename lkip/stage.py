"""Gather a report's executed chapters in a folder of its own: a complete Quarto book project."""

from __future__ import annotations

import copy
import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml

from lkip.outputs import show_cell, without_options
from lkip.photos import adopt_pictures
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
        source = project.root / name
        if source.is_dir():
            shutil.copytree(source, stage / name)
        else:
            shutil.copy2(source, stage / name)
    logo = project.logo(report.instansi)
    if logo:
        shutil.copyfile(logo, stage / "assets" / logo.name)
    config = copy.deepcopy(project.book)
    config["book"]["title"] = f"Laporan Kinerja (LKjIP) Tahun {report.tahun}"
    config["book"]["subtitle"] = f"{values['nama']} {values['daerah']}".strip()
    config["book"]["output-file"] = report.stem
    config["lkip"] = values
    text = yaml.safe_dump(config, allow_unicode=True, sort_keys=False)
    (stage / "_quarto.yml").write_text(text, encoding="utf-8")
    return stage


def stage_chapter(executed: Path, stage: Path, folders: Sequence[Path] = ()) -> tuple[str, ...]:
    """Write an executed notebook into the stage, in the dialect of the renderers.

    Analysts see rich HTML in Jupyter; a renderer gets the Markdown that says the same, and pictures and the values of
    tables and charts as files.

    Parameters
    ----------
    folders
        Where the pictures lie that Markdown names.

    Returns
    -------
    tuple of str
        What the author should know, with its cell.

    Raises
    ------
    ContentError
        For what a report can't carry, with its cell.
    """
    # Read as plain JSON: papermill has checked it, and checking takes longer than all the rest.
    notebook = json.loads(executed.read_text(encoding="utf-8"))
    # Without the cell that papermill put in, cells count as in the author's notebook.
    cells = [cell for cell in notebook["cells"] if "injected-parameters" not in cell["metadata"].get("tags", [])]
    notes: list[str] = []
    for number, cell in enumerate(cells, 1):
        if cell["cell_type"] == "code":
            shown = show_cell(number, executed.stem, "".join(cell["source"]), cell["outputs"], stage)
            cell["outputs"] = [_as_markdown(adopt_pictures(text, stage, folders)) for text in shown.texts]
            # What the author's own options say has been done.
            source = without_options("".join(cell["source"])).splitlines(keepends=True)
            cell["source"] = ["#| echo: false\n", "#| output: asis\n", *source]
            cell["execution_count"] = None
            notes += shown.notes
        elif cell["cell_type"] == "markdown":
            cell["source"] = adopt_pictures("".join(cell["source"]), stage, folders).splitlines(keepends=True)
    # Quarto lifts a heading that comes first into the title and loses its {.unnumbered}.
    for first in [cell for cell in cells if cell["cell_type"] == "markdown"][:1]:
        first["source"] = ["<!-- -->\n", "\n", *first["source"]]
    text = json.dumps({**notebook, "cells": cells}, ensure_ascii=False, indent=1)
    (stage / executed.name).write_text(f"{text}\n", encoding="utf-8")
    return tuple(notes)


def _as_markdown(text: str) -> dict[str, Any]:
    # Quarto joins outputs as they are: without a blank line the next block would run into this one.
    return {"output_type": "display_data", "data": {"text/markdown": [text, "\n\n"]}, "metadata": {}}
