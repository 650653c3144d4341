"""The papermill engine that runs a notebook's cells in this process, with the outputs that a Jupyter kernel gives.

A kernel takes over a second to start and to import what every chapter needs; a process that is forked from one
which has imported it already takes milliseconds. The process is the chapter's own (see :mod:`lkip.execute`): it ends
with the notebook, so what cells do to it concerns no other chapter.

The shell is ipykernel's, what becomes of its messages is nbclient's work, as with a kernel; only that they don't travel.
"""

from __future__ import annotations

import asyncio
import builtins
import codecs
import getpass
import io
import os
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Coroutine
from contextlib import redirect_stderr, redirect_stdout
from contextvars import copy_context
from pathlib import Path
from threading import RLock
from types import SimpleNamespace
from typing import Any

import pandas
from ipykernel.compiler import XCachingCompiler
from ipykernel.zmqshell import ZMQInteractiveShell
from IPython.core.async_helpers import get_asyncio_loop
from IPython.core.error import StdinNotImplementedError
from IPython.core.profiledir import ProfileDir
from jupyter_client.session import Session
from nbclient.exceptions import CellExecutionError
from nbformat import NotebookNode, from_dict
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import Engine, NotebookExecutionManager, papermill_engines
from traitlets import Instance
from traitlets.config import Config

from lkip.limits import Limits, bound_memory, bound_time

NAME = "lkip"
"""What papermill calls this engine."""

MOMENT = 0.001
"""Seconds that the tasks of earlier cells get before a cell; in a kernel they go on while it waits for the cell."""


class Wire(Session):
    """Packs and unpacks messages as on their way from a kernel to its client, which is here."""

    client = Instance("lkip.engine.Client")

    def send(
        self, stream: Any, msg_or_type: Any, content: Any = None, parent: Any = None, *_: Any, **__: Any
    ) -> dict[str, Any]:
        message: dict[str, Any] = (
            msg_or_type if isinstance(msg_or_type, dict) else self.msg(msg_or_type, content, parent)
        )
        with self.client.lock:
            if message["msg_type"] != "stream":
                self.client.flush()
            packed = self.serialize(message)[-1]
            self.client.process_message({**message, "content": self.unpack(packed)}, *self.client.place)
        return message


class Undercurrent:
    """What reaches the file descriptors of a standard stream past Python: programs that a cell starts, compiled code."""

    def __init__(self, descriptor: int, stream: Any) -> None:
        self.descriptor, self.stream = descriptor, stream
        self.stream.flush()
        self.file = tempfile.TemporaryFile()  # noqa: SIM115
        self.taken = 0
        self.decode = codecs.getincrementaldecoder("utf-8")("replace").decode
        try:
            self.before = os.dup(descriptor)
        except OSError:
            self.before = os.open(os.devnull, os.O_WRONLY)
        os.dup2(self.file.fileno(), descriptor)

    def take(self) -> str:
        """Return what has arrived since the last time."""
        start, self.taken = self.taken, os.fstat(self.file.fileno()).st_size
        return self.decode(_read(self.file.fileno(), start, self.taken)) if self.taken > start else ""

    def close(self) -> None:
        """Give the descriptor back."""
        self.stream.flush()
        os.dup2(self.before, self.descriptor)
        os.close(self.before)
        self.file.close()


def _read(file: int, start: int, end: int) -> bytes:
    """Read a part of a file, and go on writing where it ends."""
    if hasattr(os, "pread"):
        return os.pread(file, end - start, start)
    os.lseek(file, start, os.SEEK_SET)
    try:
        return os.read(file, end - start)
    finally:
        os.lseek(file, 0, os.SEEK_END)


class Stream(io.TextIOBase):
    """Standard output or error of cells, together with what reaches it past Python."""

    encoding = "UTF-8"

    def __init__(self, descriptor: int, name: str, send: Callable[[str, str], None]) -> None:
        super().__init__()
        self.name, self.send, self.process = name, send, os.getpid()
        # There is none where a program was started with its streams closed.
        self.original = getattr(sys, f"__{name}__") or io.StringIO()
        self.under = Undercurrent(descriptor, self.original)

    def write(self, text: str) -> int:
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text)}")
        if os.getpid() == self.process:
            self.send(self.name, text)
        else:  # forked by a cell: the notebook is another process's
            os.write(self.under.descriptor, text.encode(errors="replace"))
        return len(text)

    def writable(self) -> bool:
        return True

    def fileno(self) -> int:
        """As in a kernel: where the stream would go without a notebook."""
        return self.under.before


class Client(PapermillNotebookClient):  # type: ignore[misc]
    """Runs cells in a shell of this process, and makes outputs of what it sends."""

    def __init__(self, nb_man: NotebookExecutionManager, shell: ZMQInteractiveShell, limits: Limits) -> None:
        super().__init__(nb_man)
        self.shell, self.limits = shell, limits
        self.until = time.monotonic() + limits.seconds
        self.session = Wire(client=self)
        shell.display_pub.session = shell.displayhook.session = self.session  # type: ignore[attr-defined]
        # The cell at hand, and its number.
        self.place: tuple[NotebookNode, int] = NotebookNode(outputs=[]), 0
        # Name of a stream, and what it has got since the last message.
        self.written: tuple[str, list[str]] = "", []
        self.lock = RLock()
        self.streams = [Stream(1, "stdout", self.write), Stream(2, "stderr", self.write)]

    def execute_cell(self, cell: NotebookNode, cell_index: int) -> None:
        """Run a cell, unless there is nothing to run.

        Raises
        ------
        CellExecutionError
            When it failed and isn't tagged as one that may.
        """
        tags = cell.metadata.get("tags", [])
        if cell.cell_type != "code" or not cell.source.strip() or self.skip_cells_with_tag in tags:
            return
        self.place, self.clear_before_next_output = (cell, cell_index), False
        if not self._run(cell) and "raises-exception" not in tags:
            raise CellExecutionError("", "", "")

    def _run(self, cell: NotebookNode) -> bool:
        """Run a cell and return whether all went well."""
        cell.execution_count = self.shell.execution_count
        with bound_memory(self.limits.memory), bound_time(max(self.until - time.monotonic(), 0.001)):
            result = self.shell.run_cell(cell.source, store_history=True, cell_id=cell.get("id"))
        self.flush()
        return result.success and not getattr(self.shell, "_last_traceback_during_displayhook", False)

    def output(self, outs: list[Any], msg: dict[str, Any], display_id: str | None, cell_index: int) -> None:
        """Add an output as nbclient does, only unchecked: papermill checks the whole notebook when it writes it."""
        if self.clear_before_next_output:
            outs.clear()
            self.clear_display_id_mapping(cell_index)
            self.clear_before_next_output = False
        if display_id:
            self._display_id_map.setdefault(display_id, {}).setdefault(cell_index, []).append(len(outs))
        content = {key: value for key, value in msg["content"].items() if key != "transient"}
        outs.append(from_dict({"output_type": msg["msg_type"], **content}))

    def write(self, name: str, text: str) -> None:
        """Collect what a stream gets, as long as nothing else comes between."""
        with self.lock:
            self._take_undercurrents()
            self._collect(name, text)

    def flush(self) -> None:
        """Make an output of what the streams have got."""
        with self.lock:
            for stream in self.streams:
                stream.original.flush()
            self._take_undercurrents()
            self._send()

    def close(self) -> None:
        """Let go of the standard streams."""
        for stream in self.streams:
            stream.under.close()

    def _take_undercurrents(self) -> None:
        for stream in self.streams:
            self._collect(stream.name, stream.under.take())

    def _collect(self, name: str, text: str) -> None:
        if text and name != self.written[0]:
            self._send()
            self.written = name, []
        if text:
            self.written[1].append(text)

    def _send(self) -> None:
        (name, texts), self.written = self.written, ("", [])
        if texts:
            self.session.send(None, "stream", {"name": name, "text": "".join(texts)})


def _refuse(function: str) -> Callable[..., str]:
    """Answer like a kernel whose client takes no input."""

    def refuse(*_: object, **__: object) -> str:
        raise StdinNotImplementedError(f"{function} was called, but this frontend does not support input requests.")

    return refuse


class Loop:
    """Runs cells in the loop and the context in which all of them run."""

    def __init__(self) -> None:
        self.context = copy_context()

    def __call__(self, cell: Coroutine[Any, Any, Any]) -> Any:
        loop = get_asyncio_loop()
        if asyncio.all_tasks(loop):
            # What earlier cells have left to do there.
            loop.run_until_complete(asyncio.sleep(MOMENT))
        return loop.run_until_complete(loop.create_task(cell, context=self.context))


def open_shell(folder: Path) -> ZMQInteractiveShell:
    """Make the shell that ``get_ipython()`` gives; ``folder`` is for what IPython keeps of itself."""
    config = Config(
        {
            "HistoryManager": {"hist_file": ":memory:"},
            "InteractiveShell": {"warn_venv": False},
            "IPKernelApp": {"quiet": True},  # by which some libraries know that they are in a notebook
        }
    )
    # Calling the class would forget the instance that get_ipython() looks for.
    shell = ZMQInteractiveShell.instance(
        config=config,
        profile_dir=ProfileDir.create_profile_dir(str(folder)),
        compiler_class=XCachingCompiler,
        kernel=SimpleNamespace(eventloop=None),
    )
    # As in every kernel.
    shell.run_line_magic("load_ext", "storemagic")
    shell.loop_runner = Loop()
    # Also cells without await run in the loop, where they can start tasks; not those that a cell runs.
    shell.should_run_async = lambda *_, **__: asyncio._get_running_loop() is None  # type: ignore[method-assign]
    # Charts appear in the notebook; there is no window to wait for.
    shell.enable_gui = lambda gui=None: None  # type: ignore[method-assign]
    return shell


def _furnish_process() -> None:
    """Give cells what else they find in a kernel; nothing is put back, as the process ends with the notebook."""
    builtins.input, getpass.getpass = _refuse("raw_input"), _refuse("getpass")
    signal.signal(signal.SIGINT, signal.default_int_handler)
    sys.breakpointhook = lambda *_, **__: None
    # Modules beside the notebook can be imported.
    sys.path.insert(0, "")
    # What pandas takes in a notebook; when it was imported there was none.
    pandas.set_option("display.max_columns", 20)


class ForkedEngine(Engine):  # type: ignore[misc]
    """Run the cells one after the other in this process, up to the first that fails."""

    @classmethod
    def execute_managed_notebook(cls, nb_man: NotebookExecutionManager, kernel_name: str, **options: Any) -> None:
        """Fill the notebook's outputs; papermill has parameterised it, times it and saves it."""
        main = sys.modules["__main__"]
        _furnish_process()
        client = Client(nb_man, open_shell(options["profile"]), options["limits"])
        try:
            with redirect_stdout(client.streams[0]), redirect_stderr(client.streams[1]):
                client.papermill_execute_cells()
        finally:
            client.close()
            sys.modules["__main__"] = main


papermill_engines.register(NAME, ForkedEngine)
