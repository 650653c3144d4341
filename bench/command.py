"""Run commands: how long they take, when each report was done, and what memory they and all their children hold."""

from __future__ import annotations

import re
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import psutil

HERE = Path(__file__).parent
LKIP = (sys.executable, "-m", "lkip.cli")
SAMPLE = 0.4
"""Seconds between two looks at the memory: looking costs time as well."""


@dataclass
class Watch:
    """What was seen of a command while it ran.

    Parameters
    ----------
    done
        Seconds after which the first, second, … report was made.
    memory
        Seconds, proportional and resident memory in MiB of the whole family, at each look. Pages that processes share
        count once in the proportional one (where the system tells it), and for each of them in the resident one.
    """

    seconds: float = 0.0
    done: list[float] = field(default_factory=list)
    memory: list[tuple[float, float, float]] = field(default_factory=list)


def run(command: Sequence[str | Path], folder: Path) -> float:
    """Run a command and return its seconds, Python's start included.

    Raises
    ------
    SystemExit
        With what it said, when it fails.
    """
    started = time.perf_counter()
    done = subprocess.run(command, cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    seconds = time.perf_counter() - started
    if done.returncode != 0:
        raise SystemExit(f"{' '.join(map(str, command))}:\n{done.stdout}{done.stderr}")
    return seconds


def run_script(name: str, *arguments: str | Path) -> tuple[float, str]:
    """Run a script of this folder in a fresh Python; return its seconds and what it printed."""
    command = [sys.executable, HERE / name, *arguments]
    started = time.perf_counter()
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    if done.returncode != 0:
        raise SystemExit(f"{' '.join(map(str, command))}:\n{done.stderr}")
    return time.perf_counter() - started, done.stdout


def watch(command: Sequence[str | Path], folder: Path, *, one_core: bool = False, memory: bool = False) -> Watch:
    """Run a command, on one core if asked, and return what was seen of it."""
    seen, started = Watch(), time.perf_counter()
    process = subprocess.Popen(
        command, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    # macOS doesn't let anybody choose.
    if one_core and hasattr(psutil.Process, "cpu_affinity"):
        psutil.Process(process.pid).cpu_affinity(psutil.Process().cpu_affinity()[:1])
    said: list[str] = []

    def listen() -> None:
        for line in process.stdout or ():
            said.append(line)
            if re.match(r"\[\d+/\d+\]", line):
                seen.done.append(time.perf_counter() - started)

    listener = threading.Thread(target=listen)
    listener.start()
    while memory and process.poll() is None:
        seen.memory.append((time.perf_counter() - started, *measure_memory(process.pid)))
        time.sleep(SAMPLE)
    status = process.wait()
    seen.seconds = time.perf_counter() - started
    listener.join()
    if status != 0:
        raise SystemExit(f"{' '.join(map(str, command))}:\n{''.join(said)}")
    return seen


def measure_memory(pid: int) -> tuple[float, float]:
    """Return proportional and resident memory of a process and all its descendants in MiB."""
    memories = [*_list_memory(pid)]
    return sum(own for own, _ in memories) / 2**20, sum(resident for _, resident in memories) / 2**20


def _list_memory(pid: int) -> Iterator[tuple[float, float]]:
    with suppress(psutil.NoSuchProcess):
        parent = psutil.Process(pid)
        for process in (parent, *parent.children(recursive=True)):
            with suppress(psutil.NoSuchProcess, psutil.AccessDenied):
                full = process.memory_full_info()
                # Elsewhere than on Linux only what a process shares with none is told.
                yield getattr(full, "pss", full.uss), full.rss
