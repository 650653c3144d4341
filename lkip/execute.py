"""Run one chapter's notebook with papermill."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import nbformat
from traitlets.config import Config

from lkip.errors import Exit
from lkip.project import Project, Report

PARAMETERS = {"instansi": str, "tahun": int, "data_dir": str}
"""Parameters that every chapter takes, with their types."""


@dataclass(frozen=True)
class Result:
    """How a chapter's run ended. A worker returns one and never raises."""

    report: Report
    chapter: str
    seconds: float
    status: Exit
    message: str = ""


def check_parameters(notebook: Path) -> str:
    """Return what is wrong with a notebook's parameters cell, or an empty string.

    papermill itself accepts unknown names, so a typing error would silently give another
    agency's or year's report.
    """
    cells = nbformat.read(notebook, as_version=4).cells
    code = [cell for cell in cells if cell.cell_type == "code"]
    if not code or "parameters" not in code[0].metadata.get("tags", []):
        return "sel kode pertama harus bertanda (tag) «parameters»."
    scope: dict[str, object] = {}
    exec(code[0].source, scope)
    found = {name: type(value) for name, value in scope.items() if not name.startswith("__")}
    if found != PARAMETERS:
        expected = ", ".join(f"{name} ({kind.__name__})" for name, kind in PARAMETERS.items())
        return f"sel «parameters» memuat {', '.join(found) or 'kosong'}; diharapkan: {expected}."
    return ""


def execute_chapter(project: Project, report: Report, chapter: str, target: Path) -> Result:
    """Run a chapter and write the executed copy; a failed one is kept with its banner."""
    started = time.perf_counter()
    problem = _check(project.notebooks / chapter)
    status, message = (Exit.CONTENT, problem) if problem else _run(project, report, chapter, target)
    return Result(report, chapter, time.perf_counter() - started, status, message)


def _check(notebook: Path) -> str:
    try:
        return check_parameters(notebook)
    except Exception as error:  # what stands in the cell is the author's
        return f"notebook atau sel «parameters» tidak dapat dibaca: {type(error).__name__}: {error}"


def _run(project: Project, report: Report, chapter: str, target: Path) -> tuple[Exit, str]:
    # papermill takes over a second to import; only workers need it.
    import papermill

    values = {"instansi": report.instansi, "tahun": report.tahun, "data_dir": str(project.data)}
    try:
        with TemporaryDirectory(prefix="lkip-") as sockets:
            papermill.execute_notebook(
                project.notebooks / chapter,
                target,
                parameters=values,
                kernel_name="python3",
                progress_bar=False,
                cwd=str(project.notebooks),
                # A kernel holds nothing worth a graceful end, which sometimes takes seconds.
                shutdown_kernel="immediate",
                config=_kernel_config(sockets),
            )
    except papermill.PapermillExecutionError as error:
        # Counted from 0, with the injected parameters before it: the number it has in the author's notebook.
        cell = f"sel ke-{error.cell_index}"
        return Exit.CONTENT, f"{cell} gagal: {error.ename}: {error.evalue}. Salinannya: {_short(target, project)}"
    except Exception as error:  # the worker must survive whatever a kernel does
        return Exit.MACHINERY, f"{type(error).__name__}: {error}"
    return Exit.OK, ""


def _kernel_config(sockets: str) -> Config:
    """Talk to the kernel through files where there are any: TCP is open to every user of the machine."""
    return Config({"KernelManager": {"transport": "ipc", "ip": f"{sockets}/kernel"}} if os.name == "posix" else {})


def _short(path: Path, project: Project) -> str:
    return path.relative_to(project.root).as_posix()
