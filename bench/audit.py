"""Measure how long checking and auditing takes: one agency-year, and a thousand of them in one run.

Run from the checkout: ``python bench/audit.py`` (options: ``--instansi 200 --ulang 5``). The agencies are copies of
the fictional one in a temporary folder, five years each. Wall time is that of the whole command, Python's start
included; memory is the peak of the process and its workers together.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "data" / "contoh-dinas-teladan"
ONE_YEAR, MANY = 1.5, 60.0
"""Seconds that the project allows itself."""
MEMORY = 1024.0
"""MiB that it allows itself for the large run."""


def make_project(folder: Path, count: int) -> Path:
    """Return a project with ``count`` copies of the fictional agency."""
    (folder / "notebooks").mkdir()
    shutil.copy2(ROOT / "_quarto.yml", folder)
    for number in range(count):
        shutil.copytree(EXAMPLE, folder / "data" / f"contoh-{number:04}")
    return folder


def run(project: Path, *arguments: str) -> tuple[float, float]:
    """Run ``lkip`` and return its seconds and the peak of its memory in MiB."""
    started, peak = time.perf_counter(), 0.0
    process = subprocess.Popen(
        [sys.executable, "-m", "lkip.cli", *arguments], cwd=project, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    while process.poll() is None:
        peak = max(peak, measure_memory(process.pid))
        time.sleep(0.02)
    if process.returncode not in (0, 1):
        raise SystemExit(f"lkip {' '.join(arguments)}: {process.stderr.read().decode() if process.stderr else ''}")
    return time.perf_counter() - started, peak


def measure_memory(pid: int) -> float:
    """Return the memory of a process and its children in MiB."""
    try:
        family = [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]
        return float(sum(process.memory_info().rss for process in family)) / 2**20
    except psutil.NoSuchProcess:
        return 0.0


def main() -> None:
    """Print the table of measurements."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--instansi", type=int, default=200)
    parser.add_argument("--ulang", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        project = make_project(Path(name), options.instansi)
        one = [
            run(project, command, "--instansi", "contoh-0000", "--tahun", "2025")
            for command in ("check", "audit") * options.ulang
        ]
        pairs = [check[0] + audit[0] for check, audit in zip(one[::2], one[1::2], strict=True)]
        audits = [seconds for seconds, _ in one[1::2]]
        print(
            f"lkip audit, satu instansi-tahun: {statistics.median(audits):.2f} dtk (median {options.ulang}; batas {ONE_YEAR})"
        )
        print(f"lkip check lalu lkip audit: {statistics.median(pairs):.2f} dtk")
        seconds, peak = run(project, "audit")
        years = options.instansi * len(list(EXAMPLE.glob("20*")))
        print(
            f"lkip audit, {years} instansi-tahun: {seconds:.1f} dtk (batas {MANY}), puncak {peak:.0f} MiB (batas {MEMORY:.0f})"
        )


if __name__ == "__main__":
    main()
