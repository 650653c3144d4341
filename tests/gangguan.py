"""Break a real run: start the command as a shell does, find all that it has started, look at what it leaves behind."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest

from lkip.project import Project

A = "dinas-contoh-uji"
PATIENCE = 10.0
"""Seconds in which whatever a run has started must be gone after it."""

OPTIONS = ("--format", "html", "--renderer", "pandoc", "--quiet")
SHOW = (
    "from lkip_utils import read_dataset\nfrom lkip_utils.display import show\n"
    "dataset = read_dataset(instansi, tahun, data_dir)",
    "show(f\"{dataset.profil('nama')} {tahun}: {len(dataset['realisasi'])} realisasi\")",
)
"""Cells of a chapter that costs nearly nothing and shows the agency's name."""

Files = Mapping[str, bytes]


@dataclass
class Run:
    """A command at work in a project, with a folder of its own for temporary files."""

    project: Project
    temp: Path
    arguments: tuple[str, ...]

    def __post_init__(self) -> None:
        environment = {**os.environ, "TMPDIR": str(self.temp)}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "lkip.cli", *self.arguments],
            cwd=self.project.root, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip

    def children(self, depth: int) -> list[psutil.Process]:
        """Return descendants: at depth 1 the fork server and its helper, at 2 reports, at 3 chapters and renderers."""
        with suppress(psutil.NoSuchProcess):
            level = [psutil.Process(self.process.pid)]
            for _ in range(depth):
                level = [child for parent in level for child in _children_of(parent)]
            return level
        return []

    def find(self, depth: int) -> psutil.Process:
        """Wait for a descendant that has begun its work and return it; reports and chapters do in sessions of their own."""
        until = time.monotonic() + 60
        while self.process.poll() is None and time.monotonic() < until:
            found = [child for child in self.children(depth) if depth == 1 or _leads_session(child)]
            if found:
                return found[0]
            time.sleep(0.005)
        raise AssertionError(f"tidak ada proses pada tingkat {depth}: {self.finish()}")

    def find_running(self, argument: str) -> psutil.Process | None:
        """Wait for a descendant that was started with an argument and return it; None where it was over too soon."""
        parent = psutil.Process(self.process.pid)
        while self.process.poll() is None:
            for child in parent.children(recursive=True):
                with suppress(psutil.NoSuchProcess):
                    if argument in child.cmdline():
                        return child
        return None

    def send(self, number: signal.Signals) -> None:
        """Send a signal to the first process."""
        self.process.send_signal(number)

    def finish(self, timeout: float = 120.0) -> tuple[int, str]:
        """Wait for the end; return the exit status and what was written to the error stream."""
        _, errors = self.process.communicate(timeout=timeout)
        return self.process.returncode, errors

    def forsake(self) -> None:
        """Wait for the end of the first process only, while what it has started may still be about to end."""
        self.process.wait()
        if not find_family(self.temp):
            # Killed between making its socket and starting the process that would remove it.
            for folder in self.temp.glob("pymp-*"):
                shutil.rmtree(folder)
        for stream in (self.process.stdout, self.process.stderr):
            if stream:
                stream.close()

    def check_nothing_left(self) -> None:
        """Fail when a process or a temporary file outlives the run."""
        until = time.monotonic() + PATIENCE
        while (find_family(self.temp) or [*self.temp.iterdir()]) and time.monotonic() < until:
            time.sleep(0.05)
        assert [" ".join(process.cmdline()) for process in find_family(self.temp)] == []
        assert sorted(path.name for path in self.temp.iterdir()) == []
        assert [path for path in self.project.root.rglob("*.baru") if path.exists()] == []


def find_family(temp: Path) -> list[psutil.Process]:
    """Return all living processes that have a folder for temporary files: those of a run, orphans included."""
    return [process for process in psutil.process_iter() if _has(process, temp)]


def _has(process: psutil.Process, temp: Path) -> bool:
    try:
        return process.status() != psutil.STATUS_ZOMBIE and process.environ().get("TMPDIR") == str(temp)
    except (psutil.NoSuchProcess, psutil.AccessDenied):
        return False


def _leads_session(process: psutil.Process) -> bool:
    with suppress(ProcessLookupError):
        return os.getsid(process.pid) == process.pid
    return False


def _children_of(parent: psutil.Process) -> list[psutil.Process]:
    with suppress(psutil.NoSuchProcess):
        return [child for child in parent.children() if child.status() != psutil.STATUS_ZOMBIE]
    return []


@contextmanager
def temporary() -> Iterator[Path]:
    """Give a folder for temporary files, by which runs are known; its name is short enough for sockets.

    Afterwards none of the runs is left, so that a failing test disturbs no other.
    """
    folder = Path(tempfile.mkdtemp(prefix="uji-"))
    try:
        yield folder
    finally:
        for process in find_family(folder):
            with suppress(psutil.NoSuchProcess):
                process.kill()
        shutil.rmtree(folder)


def start(project: Project, temp: Path, *options: str) -> Run:
    """Start a build."""
    return Run(project, temp, ("build", *OPTIONS, *options))


def build(project: Project, temp: Path, *options: str) -> tuple[int, str]:
    """Run a build to its end, see that nothing is left of it, and return its status and errors."""
    run = start(project, temp, *options)
    result = run.finish()
    run.check_nothing_left()
    return result


def read_site(site: Path) -> Files:
    """Return the files of a site by their names."""
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def split_site(files: Files) -> dict[str, Files]:
    """Return a site in its parts: each report by its address, and the front that leads to them."""
    parts: dict[str, dict[str, bytes]] = {}
    for name, content in files.items():
        agency, year, *_ = [*name.split("/"), ""]
        parts.setdefault(f"{agency}/{year}" if year.isdigit() else "", {})[name] = content
    return {part: parts[part] for part in sorted(parts)}


def check_whole(site: Path, states: list[Files]) -> None:
    """Fail unless every report, and the front, is what a clean build of one of the states gives, to the byte."""
    known = [split_site(state) for state in states]
    found = split_site({name: content for name, content in read_site(site).items() if not name.startswith(".terbit/")})
    for part, files in found.items():
        whole = [state[part] for state in known if part in state]
        # The front's page and its files are renamed one by one; each belongs to a state.
        same = files in whole if part else all(any(one.get(n) == c for one in whole) for n, c in files.items())
        assert same, f"«{part or 'beranda'}» bukan milik keadaan mana pun"


@contextmanager
def mounted(folder: Path, *options: str) -> Iterator[Path]:
    """Mount something over a folder; where that isn't permitted, the test can't be run."""
    folder.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(["mount", *options, str(folder)], capture_output=True, text=True)
    if done.returncode != 0:
        pytest.skip(f"mount tidak diizinkan: {done.stderr.strip()}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def fill(folder: Path, left: int) -> Path:
    """Fill the disk of a folder up to some bytes; return the file to delete when there should be space again."""
    ballast = folder / "pemberat"
    free = os.statvfs(folder)
    ballast.write_bytes(bytes(max(0, free.f_bavail * free.f_frsize - left)))
    return ballast
