"""Run one chapter's notebook with papermill, in a process that is the chapter's own."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import nbformat
import papermill
from nbclient.exceptions import CellTimeoutError
from papermill.execute import remove_error_markers
from traitlets.config import Config

from lkip import engine
from lkip.errors import Exit, describe_refusal
from lkip.limits import ChapterTimeoutError, Limits, bound_memory
from lkip.outcome import Result
from lkip.project import Project, Report
from lkip.trace import Trace, trace_reads

PARAMETERS = {"instansi": str, "tahun": int, "data_dir": str}
"""Parameters that every chapter takes, with their types."""

USAGE = "UsageError: "
"""With what IPython begins to say why it refuses a line of its own language."""


@dataclass(frozen=True)
class Execution:
    """A chapter to run.

    Parameters
    ----------
    kernel
        Run it in a Jupyter kernel of its own instead of in this process.
    """

    project: Project
    report: Report
    chapter: str
    limits: Limits = field(default_factory=Limits)
    kernel: bool = False

    @property
    def source(self) -> Path:
        """The notebook."""
        return self.project.notebook(self.report.instansi, self.chapter)

    @property
    def target(self) -> Path:
        """Where the executed copy goes."""
        return self.project.executed(self.report, self.chapter)


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


def execute_chapter(execution: Execution) -> tuple[Result, Trace | None]:
    """Run a chapter and write the executed copy; a failed one is kept with its banner.

    Returns
    -------
    tuple
        How it ended, and what it has read; None where that can't be known.
    """
    started = time.perf_counter()
    trace: Trace | None = None
    problem = _check(execution.source)
    if problem:
        status, message = Exit.CONTENT, problem
    elif execution.kernel:
        status, message = _run_in_kernel(execution)
    else:
        with trace_reads(execution.project.root, execution.project.data) as trace:
            options = {"engine_name": engine.NAME, "limits": execution.limits, "profile": execution.project.ipython}
            status, message = _run(execution, options)
    seconds = time.perf_counter() - started
    return Result(execution.report, execution.chapter, seconds, status, message), trace


def _check(notebook: Path) -> str:
    try:
        return check_parameters(notebook)
    except Exception as error:  # what stands in the cell is the author's
        return f"notebook atau sel «parameters» tidak dapat dibaca: {type(error).__name__}: {error}"


def _run_in_kernel(execution: Execution) -> tuple[Exit, str]:
    limits = execution.limits
    with TemporaryDirectory(prefix="lkip-") as sockets, bound_memory(limits.memory):
        options = {
            "execution_timeout": limits.seconds,
            # A kernel holds nothing worth a graceful end, which sometimes takes seconds.
            "shutdown_kernel": "immediate",
            "config": _kernel_config(sockets),
        }
        return _run(execution, options)


def _kernel_config(sockets: str) -> Config:
    """Talk to the kernel through files where there are any: TCP is open to every user of the machine."""
    return Config({"KernelManager": {"transport": "ipc", "ip": f"{sockets}/kernel"}} if os.name == "posix" else {})


def _run(execution: Execution, options: dict[str, Any]) -> tuple[Exit, str]:
    project, report, target = execution.project, execution.report, execution.target
    values = {"instansi": report.instansi, "tahun": report.tahun, "data_dir": str(project.data)}
    try:
        papermill.execute_notebook(
            execution.source, target, parameters=values, progress_bar=False, cwd=execution.source.parent,
            # Whatever the author's kernel is called, or isn't.
            kernel_name="python3", language="python",
            # Otherwise the whole notebook is written before and after every cell.
            request_save_on_cell_execute=False, **options,
        )  # fmt: skip
    except papermill.PapermillExecutionError as error:
        return _judge(error, execution)
    except CellTimeoutError:
        return Exit.CONTENT, _describe_timeout(execution.limits)
    except OSError as error:
        return Exit.MACHINERY, f"sistem menolak: {describe_refusal(error)}"
    except Exception as error:  # the worker must survive whatever a kernel does
        return Exit.MACHINERY, f"{type(error).__name__}: {error}"
    return Exit.OK, ""


def _judge(error: papermill.PapermillExecutionError, execution: Execution) -> tuple[Exit, str]:
    """Return how a run ended that has left an error in the copy; only one that stopped it is a failure."""
    target = execution.target
    notebook = remove_error_markers(nbformat.read(target, as_version=4))
    # Counted from 0, with the injected parameters before it: the number it has in the author's notebook.
    stopped = [(n, cell) for n, cell in enumerate(notebook.cells) if cell.metadata.papermill.exception]
    for number, cell in stopped:
        reason = _describe(*_find_reason(cell, error), execution.limits)
        return Exit.CONTENT, f"sel ke-{number} {reason}. Salinannya: {execution.project.shorten(target)}"
    nbformat.write(notebook, target)
    return Exit.OK, ""


def _find_reason(cell: nbformat.NotebookNode, error: papermill.PapermillExecutionError) -> tuple[str, str]:
    """Return the name and the text of what has stopped a cell; IPython's own refusals are only printed."""
    for output in reversed(cell.outputs):
        if output.output_type == "error":
            return output.ename, output.evalue
        if output.output_type == "stream" and USAGE in output.text:
            return "UsageError", output.text.rpartition(USAGE)[2].strip()
    return error.ename, error.evalue


def _describe(name: str, text: str, limits: Limits) -> str:
    if name == ChapterTimeoutError.__name__:
        return _describe_timeout(limits)
    if name.endswith(MemoryError.__name__):  # numpy has one of its own
        return (
            f"gagal: memori yang diminta melebihi {limits.memory} MiB. "
            "Ringankan selnya, atau naikkan batasnya dengan --batas-memori"
        )
    return f"gagal: {name}: {text}"


def _describe_timeout(limits: Limits) -> str:
    return (
        f"gagal: belum selesai setelah {limits.seconds:g} detik. "
        "Ringankan selnya, atau perpanjang batasnya dengan --batas-waktu"
    )
