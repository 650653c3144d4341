"""Memory: what the making of a report will take, by its size, and what this machine has."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from contextlib import suppress
from math import fsum
from pathlib import Path

import psutil

from lkip.errors import MachineryError
from lkip.job import Job
from lkip.project import Project, Report

MIB = 2**20

BASE = {"html": 500.0, "pdf": 450.0, "docx": 500.0}
PER_IKU = {"html": 1.0, "pdf": 17.5, "docx": 14.5}
PER_SUB_KEGIATAN = {"html": 0.2, "pdf": 3.7, "docx": 1.2}
"""MiB of a report in a format: of any, and for each IKU and each sub kegiatan; measured by ``bench/besar.py``."""

SPARE = 1.5
"""How many times its estimate a report may take when there is no more for each."""

CGROUPS = (
    ("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory.current"),
    ("/sys/fs/cgroup/memory/memory.limit_in_bytes", "/sys/fs/cgroup/memory/memory.usage_in_bytes"),
)
"""Where containers say what they may hold, and what they do."""

REMEDY = "Susun dengan --format html, tutup program lain, atau pakai komputer dengan memori lebih besar."

IKU = re.compile(rb'(?<=[,;\t"])iku(?=[,;\t"])')


class MemoryShortageError(MachineryError):
    """A report takes more memory than there is for it; trying again wouldn't help."""


def estimate(iku: int, sub_kegiatan: int, formats: Collection[str]) -> float:
    """Return the MiB that the making of a report takes at its peak, renderers included.

    Examples
    --------
    >>> estimate(12, 16, ["html"]), estimate(300, 16, ["html", "pdf"])
    (515.2, 6112.4)
    """
    # Formats are made at the same time, in processes of their own, from one that all share.
    needs = (PER_IKU[kind] * iku + PER_SUB_KEGIATAN[kind] * sub_kegiatan for kind in formats)
    # Summed exactly: the order of a set decides about no bit.
    return fsum((max(BASE[kind] for kind in formats), *needs))


def count_size(project: Project, report: Report) -> tuple[int, int]:
    """Return how many IKU and lines of anggaran.csv a report has; whoever reads the files tells what is wrong there."""
    folder = project.data / report.instansi
    iku = len(IKU.findall(_read(folder / "indikator.csv")))
    return iku, _read(folder / str(report.tahun) / "anggaran.csv").count(b"\n")


def _read(path: Path) -> bytes:
    with suppress(OSError):
        return path.read_bytes() if path.is_file() else b""
    return b""


def measure_free() -> float:
    """Return the MiB that can still be had here; in a container, of those that it may have."""
    free = [psutil.virtual_memory().available]
    for most, now in CGROUPS:
        # There may be none, or one without a bound.
        with suppress(OSError, ValueError):
            free.append(int(Path(most).read_text()) - int(Path(now).read_text()))
    return max(0, min(free)) / MIB


def weigh_family() -> float:
    """Return the MiB that this process and all that it has started hold."""
    process = psutil.Process()
    total = 0
    for one in (process, *process.children(recursive=True)):
        with suppress(psutil.NoSuchProcess):
            total += one.memory_info().rss
    return total / MIB


def count_fitting(needs: Sequence[float], free: float) -> int:
    """Return how many of some reports can be made at once, whichever they are; one always can.

    Examples
    --------
    >>> count_fitting([500, 500, 2000], 2600), count_fitting([500, 500], 400)
    (2, 1)
    """
    count, total = 0, 0.0
    for need in sorted(needs, reverse=True):
        total += need
        if total > free:
            break
        count += 1
    return max(1, count)


def check_fit(jobs: Sequence[Job], free: float) -> list[float]:
    """Return the MiB that each report will take.

    Raises
    ------
    MemoryShortageError
        Naming every report that takes more than there is, before any work is done for one.
    """
    sizes = [count_size(job.project, job.report) for job in jobs]
    needs = [estimate(*size, job.formats) for job, size in zip(jobs, sizes, strict=True)]
    problems = [
        f"{job.report}: memerlukan sekitar {need:.0f} MiB memori ({iku} IKU, {lines} baris dalam anggaran.csv), "
        f"tersedia {free:.0f} MiB."
        for job, need, (iku, lines) in zip(jobs, needs, sizes, strict=True)
        if need > free
    ]
    if problems:
        raise MemoryShortageError("\n".join([*problems, REMEDY]))
    return needs
