"""The papermill engine that runs a notebook's cells in this process, with the outputs that a Jupyter kernel gives.

A kernel takes over a second to start and to import what every chapter needs; a process that is forked from one
which has imported it already takes milliseconds. The process is the chapter's own (see :mod:`lkip.execute`): it ends
with the notebook, so what cells do to it concerns no other chapter.
"""

from __future__ import annotations

import builtins
import io
import os
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

from ipykernel.compiler import XCachingCompiler
from ipykernel.jsonutil import encode_images, json_clean
from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.error import StdinNotImplementedError
from IPython.core.interactiveshell import InteractiveShell
from IPython.core.profiledir import ProfileDir
from nbformat import NotebookNode, from_dict
from papermill.engines import Engine, NotebookExecutionManager, papermill_engines
from traitlets import Instance, Type
from traitlets.config import Config

from lkip.limits import Limits, bound_memory, bound_time

NAME = "lkip"
"""What papermill calls this engine."""


class Undercurrent:
    """What reaches the file descriptors of a standard stream past Python: programs that a cell starts, compiled code."""

    def __init__(self, descriptor: int) -> None:
        self.descriptor = descriptor
        self.file = tempfile.TemporaryFile()  # noqa: SIM115
        self.before = os.dup(descriptor)
        os.dup2(self.file.fileno(), descriptor)

    def take(self) -> str:
        """Return what has arrived since the last time."""
        end = self.file.seek(0, os.SEEK_END)
        self.file.seek(0)
        text = self.file.read(end).decode(errors="replace")
        self.file.seek(0)
        self.file.truncate()
        return text

    def close(self) -> None:
        """Give the descriptor back."""
        os.dup2(self.before, self.descriptor)
        os.close(self.before)
        self.file.close()


class Record:
    """What the cell at hand has shown so far, as a notebook keeps it."""

    def __init__(self) -> None:
        self.under = {"stdout": Undercurrent(1), "stderr": Undercurrent(2)}
        self.outputs: list[NotebookNode] = []
        self.displays: dict[str, list[NotebookNode]] = {}
        self.clear_first = False

    def start_cell(self, outputs: list[NotebookNode]) -> None:
        """Collect into the outputs of another cell."""
        self.outputs = outputs
        self.clear_first = False

    def add(self, kind: str, display_id: str | None = None, **content: Any) -> None:
        """Add an output; with an id, later updates reach it."""
        self._clear_if_asked()
        # Not by new_output: papermill checks the whole notebook when it writes it.
        output = from_dict({"output_type": kind, **content})
        if display_id:
            self.displays.setdefault(display_id, []).append(output)
        self.outputs.append(output)

    def update(self, display_id: str, data: Mapping[str, Any], metadata: Mapping[str, Any]) -> None:
        """Change what was shown under an id, in whichever cell."""
        for output in self.displays.get(display_id, []):
            output.data, output.metadata = from_dict(data), from_dict(metadata)

    def write(self, name: str, text: str) -> None:
        """Add to a stream; what follows without another output between is one text."""
        if not text:
            return
        self._clear_if_asked()
        last = self.outputs[-1] if self.outputs else None
        if last and last.output_type == "stream" and last.name == name:
            last.text += text
        else:
            self.add("stream", name=name, text=text)

    def clear(self, wait: bool) -> None:
        """Forget what the cell has shown, now or when it shows something else."""
        self.clear_first = wait
        if not wait:
            self.outputs.clear()

    def take_undercurrent(self) -> None:
        """Add what has reached the streams past Python."""
        for name, stream in self.under.items():
            self.write(name, stream.take())

    def close(self) -> None:
        """Let go of the standard streams."""
        for stream in self.under.values():
            stream.close()

    def _clear_if_asked(self) -> None:
        if self.clear_first:
            self.clear(wait=False)


class Stream(io.TextIOBase):
    """Standard output or error of a cell."""

    encoding = "utf-8"

    def __init__(self, record: Record, name: str) -> None:
        super().__init__()
        self.record, self.stream = record, name

    def write(self, text: str) -> int:
        self.record.write(self.stream, text)
        return len(text)

    def writable(self) -> bool:
        return True


class Publisher(DisplayPublisher):
    """Takes what a cell displays."""

    shell: Any

    def publish(
        self, data: Any, metadata: Any = None, source: Any = None, *,
        transient: Any = None, update: bool = False, **_: Any,
    ) -> None:  # fmt: skip
        self._validate_data(data, metadata)
        content = json_clean(encode_images(data)), json_clean(metadata or {})
        display_id = (transient or {}).get("display_id")
        if not update:
            self.shell.record.add("display_data", display_id, data=content[0], metadata=content[1])
        elif display_id:
            self.shell.record.update(display_id, *content)

    def clear_output(self, wait: bool = False) -> None:
        self.shell.record.clear(wait)


class Hook(DisplayHook):
    """Takes the value that a cell ends with."""

    shell: Any

    def write_output_prompt(self) -> None:
        """Leave out «Out[1]:»; the notebook has a place of its own for the count."""

    def write_format_data(self, format_dict: Any, md_dict: Any = None) -> None:
        if format_dict:
            self.shell.record.add(
                "execute_result",
                data=json_clean(encode_images(format_dict)),
                metadata=json_clean(md_dict or {}),
                execution_count=self.prompt_count,
            )

    def finish_displayhook(self) -> None:
        self._is_active = False


class Shell(InteractiveShell):
    """An IPython shell whose outputs are recorded as a kernel would send them."""

    record = Instance(Record, ())
    compiler_class = Type(XCachingCompiler)
    display_pub_class = Type(Publisher)
    displayhook_class = Type(Hook)

    def enable_gui(self, gui: Any = None) -> None:
        """Charts appear in the notebook; there is no window to wait for."""

    def ask_exit(self) -> None:
        """Go on after ``quit()``, as papermill with a kernel does."""

    def _showtraceback(self, etype: Any, evalue: Any, stb: list[str]) -> None:
        self.record.add("error", ename=etype.__name__, evalue=str(evalue), traceback=stb)


def refuse_input(*_: object, **__: object) -> str:
    """Answer like a kernel whose client takes no input.

    Raises
    ------
    StdinNotImplementedError
        Always.
    """
    raise StdinNotImplementedError("raw_input was called, but this frontend does not support input requests.")


@contextmanager
def open_shell(folder: Path) -> Iterator[Shell]:
    """Give a shell whose cells see its streams and no input; ``folder`` is for what IPython keeps of itself."""
    config = Config({"HistoryManager": {"enabled": False}, "InteractiveShell": {"warn_venv": False}})
    profile = ProfileDir.create_profile_dir(str(folder))
    # Calling the class would forget the instance that get_ipython() looks for.
    shell = Shell.instance(config=config, profile_dir=profile)
    streams = Stream(shell.record, "stdout"), Stream(shell.record, "stderr")
    # As in a kernel: modules beside the notebook can be imported.
    sys.path.insert(0, "")
    read, builtins.input = builtins.input, refuse_input
    try:
        with redirect_stdout(streams[0]), redirect_stderr(streams[1]):
            yield shell
    finally:
        sys.path.remove("")
        builtins.input = read
        shell.record.close()
        Shell.clear_instance()


class ForkedEngine(Engine):  # type: ignore[misc]
    """Run the cells one after the other in this process, up to the first that fails."""

    @classmethod
    def execute_managed_notebook(cls, nb_man: NotebookExecutionManager, kernel_name: str, **options: Any) -> None:
        """Fill the notebook's outputs; papermill has parameterised it, times it and saves it."""
        limits: Limits = options["limits"]
        main, until = sys.modules["__main__"], time.monotonic() + limits.seconds
        try:
            with open_shell(options["profile"]) as shell:
                for index, cell in enumerate(nb_man.nb.cells):
                    nb_man.cell_start(cell, index)
                    good = _is_empty(cell) or _run_cell(shell, cell, limits.memory, until)
                    if not good:
                        nb_man.cell_exception(cell, cell_index=index)
                    nb_man.cell_complete(cell, cell_index=index)
                    if not good:
                        break
        finally:
            sys.modules["__main__"] = main


def _is_empty(cell: NotebookNode) -> bool:
    return cell.cell_type != "code" or not cell.source.strip()


def _run_cell(shell: Shell, cell: NotebookNode, memory: int, until: float) -> bool:
    """Run a cell and return whether the next one may follow."""
    shell.record.start_cell(cell.outputs)
    cell.execution_count = shell.execution_count
    with bound_memory(memory), bound_time(max(until - time.monotonic(), 0.001)):
        result = shell.run_cell(cell.source, store_history=True, cell_id=cell.get("id"))
    shell.record.take_undercurrent()
    return bool(result.success) and not any(output.output_type == "error" for output in cell.outputs)


papermill_engines.register(NAME, ForkedEngine)
