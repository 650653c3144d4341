"""Measure what large agencies take: memory and time of a report by the number of its indicators and sub kegiatan.

Run from the checkout: ``python bench/besar.py`` (options: multiples, by default 1 4 10 25). The demonstration agency's IKU and
sub kegiatan are multiplied in a copy; the report of its latest year is made anew in every format, one after the other. Memory
is the most that the command and all that it starts hold at one moment, as processes' proportional share (PSS).
"""

from __future__ import annotations

import csv
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

import psutil

AGENCY, YEAR = "contoh-dinas-teladan", "2025"
FORMATS = ("html", "pdf", "docx")

Rows = list[dict[str, str]]


def multiply(data: Path, times: int, *, iku: bool) -> tuple[int, int]:
    """Write an agency with its IKU (or its sub kegiatan) several times; return how many rows of data and of these there are."""
    folder = data / AGENCY
    source = "indikator" if iku else "program"
    kind = "iku" if iku else "sub_kegiatan"
    codes = {row["kode"] for row in read(folder / f"{source}.csv") if row["tingkat"] == kind}
    column = "indikator" if iku else "program"
    for path in folder.rglob("*.csv"):
        rows = read(path)
        own = "kode" if path.stem == source else column
        if (rows and own in rows[0] and path.stem not in ("program", "strategi")) or path.stem == source:
            write(path, list(repeat(rows, own, codes, times)))
    return sum(len(read(path)) for path in [*folder.glob("*.csv"), *(folder / YEAR).glob("*.csv")]), len(codes) * times


def repeat(rows: Rows, column: str, codes: set[str], times: int) -> Iterator[dict[str, str]]:
    """Yield rows, those of some codes again and again under codes of their own."""
    yield from rows
    for number in range(2, times + 1):
        for row in rows:
            if row[column] in codes:
                again = row | {column: f"{row[column]}-{number}"}
                again |= {name: f"{row[name]} ({number})" for name in ("nama", "uraian") if name in row}
                if "urutan" in row and "jenis" not in row:
                    again["urutan"] = str(int(row["urutan"]) + 1000 * number)
                yield again


def read(path: Path) -> Rows:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write(path: Path, rows: Rows) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def measure(project: Path, kind: str) -> tuple[float, float]:
    """Make the report in one format; return seconds and the peak of memory in MiB."""
    command = [
        sys.executable,
        "-m",
        "lkip.cli",
        "build",
        "--instansi",
        AGENCY,
        "--tahun",
        YEAR,
        "--renderer",
        "pandoc",
        "--force",
        "--quiet",
    ]
    started, peak = time.perf_counter(), 0.0
    with subprocess.Popen(
        [*command, "--format", kind, "--output", str(project / "_site" / kind)], cwd=project
    ) as process:
        while process.poll() is None:
            peak = max(peak, weigh(psutil.Process(process.pid)))
            time.sleep(0.1)
        if process.returncode:
            raise SystemExit(f"{kind}: status {process.returncode}")
    return time.perf_counter() - started, peak


def weigh(process: psutil.Process) -> float:
    """Return what a process and all that it has started hold, in MiB."""
    total = 0
    for one in [process, *process.children(recursive=True)]:
        try:
            total += one.memory_full_info().pss
        except (psutil.NoSuchProcess, psutil.AccessDenied):
            continue
    return total / 2**20


def main(times: list[int]) -> None:
    """Print a table for agencies of several sizes."""
    print("| IKU | sub kegiatan | baris | " + " | ".join(f"{kind} (dtk, MiB)" for kind in FORMATS) + " |")
    print("| ---: " * (3 + len(FORMATS)) + "|")
    for iku in (True, False):
        for number in times:
            with tempfile.TemporaryDirectory() as folder:
                project = Path(folder)
                for name in ("data", "notebooks", "assets", "_extensions"):
                    copytree(name, project / name)
                for name in ("_quarto.yml", "_language.yml", "index.ipynb"):
                    (project / name).write_bytes(Path(name).read_bytes())
                rows, count = multiply(project / "data", number, iku=iku)
                found = [measure(project, kind) for kind in FORMATS]
                shown = " | ".join(f"{seconds:.1f}, {memory:.0f}" for seconds, memory in found)
                print(f"| {count if iku else ''} | {'' if iku else count} | {rows} | {shown} |", flush=True)


if __name__ == "__main__":
    main([int(text) for text in sys.argv[1:]] or [1, 4, 10, 25])
