"""Run functions in processes of their own, hear what they tell, and get rid of them whatever they do."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections import deque
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing import get_all_start_methods, get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.context import BaseContext
from pathlib import Path
from typing import Any

import psutil

from lkip.limits import adopt_orphans

HEARTBEAT = 1.0
"""Seconds after which whoever waits looks up, to give a sign of life or to see who gave none."""


class UnwantedError(Exception):
    """Nobody waits for the work any more."""


@dataclass(frozen=True)
class Call:
    """A function to run, and how long it may keep silent.

    Parameters
    ----------
    key
        What its messages are known by.
    function
        Gets ``args`` and, as its last argument, a function that sends a message while it works.
    patience
        Seconds without a message after which it counts as hung.
    """

    key: Hashable
    function: Callable[..., Any]
    args: tuple[Any, ...]
    patience: float


@dataclass(frozen=True)
class Message:
    """What a function tells while it works."""

    key: Hashable
    content: Any


@dataclass(frozen=True)
class Answer:
    """What a function returned."""

    key: Hashable
    content: Any


@dataclass(frozen=True)
class Loss:
    """A process that will give no answer: how it ended, in Indonesian, and after how many seconds."""

    key: Hashable
    reason: str
    hung: bool = False
    seconds: float = field(default=0.0, compare=False)


def warm_context() -> BaseContext:
    """Return how to start processes that have imported what reports need, or that import it themselves.

    Where processes can be forked, they are forked from one that has imported everything and does nothing
    else; elsewhere each is started anew.
    """
    if "forkserver" not in get_all_start_methods():
        return get_context("spawn")
    context = get_context("forkserver")
    context.set_forkserver_preload(["lkip.warm"])
    return context


def tidy_fork_server() -> None:
    """Remove the socket through which this process was asked to fork, if it was: whoever made it may have been killed."""
    from multiprocessing import forkserver  # there is none on Windows

    address = forkserver._forkserver._forkserver_address  # type: ignore[attr-defined]
    if address:
        Path(address).unlink(missing_ok=True)
        with suppress(OSError):
            Path(address).parent.rmdir()


def copy_context() -> BaseContext:
    """Return how to start processes that begin with all that this one knows, where that can be had."""
    return get_context("fork" if "fork" in get_all_start_methods() else "spawn")


def run_calls(
    context: BaseContext,
    calls: Iterable[Call],
    *,
    at_once: int = 1,
    unwanted: Sequence[Any] = (),
    beat: Callable[[], None] = lambda: None,
) -> Iterator[Message | Answer | Loss]:
    """Run functions, a few at once, and yield what comes of them; each ends with an answer or a loss.

    Parameters
    ----------
    unwanted
        Connections or sentinels; when one is ready, nobody wants the answers any more.
    beat
        Called about once a second.

    Raises
    ------
    UnwantedError
        When nobody waits any more; nothing that was started is left.
    """
    waiting, running = deque(calls), dict[Any, _Child]()
    try:
        while waiting or running:
            while waiting and len(running) < at_once:
                call = waiting.popleft()
                try:
                    child = _Child(context, call)
                except (EOFError, OSError) as error:
                    yield Loss(call.key, f"proses tidak dapat dimulai: {error}")
                else:
                    running[child.connection] = child
            ready = wait([*running, *unwanted], timeout=HEARTBEAT)
            if any(one in ready for one in unwanted):
                raise UnwantedError
            beat()
            for connection, child in [*running.items()]:
                told = child.receive() if connection in ready else child.lose_patience()
                if isinstance(told, Answer | Loss):
                    del running[connection]
                    child.end(answered=isinstance(told, Answer))
                if told is not None:
                    yield told
    finally:
        for child in running.values():
            child.end(answered=False)


class _Child:
    """A process at work on a call."""

    def __init__(self, context: BaseContext, call: Call) -> None:
        self.call = call
        self.connection, theirs = context.Pipe(duplex=False)
        self.process = context.Process(target=_work, args=(theirs, call.key, call.function, call.args))  # type: ignore[attr-defined]
        self.process.start()
        theirs.close()
        self.started = self.heard = time.monotonic()

    def receive(self) -> Message | Answer | Loss | None:
        """Return what has arrived; the end of the line without an answer is a loss."""
        try:
            told: Message | Answer | Loss | None = self.connection.recv()
        except (EOFError, OSError):
            self.process.join(HEARTBEAT)
            return self._lose(f"proses {describe_exit(self.process.exitcode)}")
        self.heard = time.monotonic()
        return told

    def lose_patience(self) -> Loss | None:
        """Return that the process hangs, when it has been silent for too long."""
        if time.monotonic() - self.heard < self.call.patience:
            return None
        return self._lose(f"proses tidak memberi kabar selama {self.call.patience:g} detik, lalu dihentikan", hung=True)

    def _lose(self, reason: str, *, hung: bool = False) -> Loss:
        return Loss(self.call.key, reason, hung, time.monotonic() - self.started)

    def end(self, *, answered: bool) -> None:
        """End the process and all that it has started; one that has answered may end by itself."""
        self.connection.close()
        self.process.join(HEARTBEAT if answered else 0)
        kill_family(self.process.pid)
        self.process.join()
        self.process.close()


def kill_children() -> None:
    """Kill all that this process has started."""
    for child in psutil.Process().children():
        kill_family(child.pid)


def end_children() -> None:
    """Kill all that this process has started or adopted, and wait until they are gone (not on Windows)."""
    if not hasattr(os, "fork"):
        return
    with suppress(ChildProcessError):
        while True:
            os.waitpid(-1, os.WNOHANG)  # says at once when there are none, as nearly always
            kill_children()
            os.waitpid(-1, 0)


def kill_family(pid: int) -> None:
    """Kill a process that :func:`run_calls` has started, and all that it has started in turn."""
    with suppress(psutil.NoSuchProcess):
        parent = psutil.Process(pid)
        family = [parent, *parent.children(recursive=True)]
        for process in family:
            with suppress(psutil.NoSuchProcess):
                process.kill()
    if hasattr(os, "killpg"):
        # Children whose parent is gone already are found by their group.
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(pid, signal.SIGKILL)


def describe_exit(code: int | None) -> str:
    """Return how a process ended, by its exit code as Python has it."""
    if code is None:
        return "memutus hubungan"
    if code < 0:
        return f"dihentikan oleh sinyal {signal.Signals(-code).name}"
    return f"berhenti dengan status {code} sebelum selesai"


def _work(connection: Connection, key: Hashable, function: Callable[..., Any], args: tuple[Any, ...]) -> None:
    """Run a function in the child and send what it tells and returns; nothing is raised across."""
    # Ctrl-C is for whoever started this one: away from the terminal's group, and in one that can be ended as a whole.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(os, "setsid"):
        os.setsid()
    adopt_orphans()
    try:
        answer: Answer | Loss = Answer(key, function(*args, lambda content: connection.send(Message(key, content))))
    except Exception as error:
        answer = Loss(key, f"{type(error).__name__}: {error}")
    end_children()
    try:
        connection.send(answer)
    except OSError:
        sys.exit(1)  # nobody listens any more
