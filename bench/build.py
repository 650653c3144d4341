"""Measure how long reports take, beside the usual way and beside what can't be undercut, all in one run.

Run from the checkout: ``make bench``, or ``python bench/build.py [BAGIAN…]`` for some parts only; ``--ulang N`` says
how often what is quick enough is measured, ``--tulis`` writes the tables into ``docs/kinerja.md``. The work is that of
the fictional agency, in a copy of the project in a temporary folder. Quarto is measured where it is found.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from statistics import median

import psutil
from command import HERE, LKIP, Watch, run, run_script, watch
from table import Row, format_table, replace_block
from usual import list_chapters

from lkip.project import Project, Report
from lkip.renderer_quarto import find_quarto
from lkip.stage import stage_chapter

ROOT = HERE.parent
DOCUMENT = ROOT / "docs" / "kinerja.md"
PARTS_OF_PROJECT = ("_quarto.yml", "_language.yml", "_extensions", "assets", "index.ipynb", "notebooks")
INSTANSI, NAME = "contoh-dinas-teladan", "Dinas Pelayanan Rekaan"
YEAR, YEARS = 2025, (2021, 2022, 2023, 2024, 2025)
ONE = ("--instansi", INSTANSI, "--tahun", str(YEAR))
ALL = ("--instansi", INSTANSI)
AGENCIES, FEW_AGENCIES = 40, 2
ON_PAPER, CORES = 25_000, 100

# What the issue wants.
FASTER_ONE, FASTER_ONE_EMBEDDED, FLOOR, FASTER_FIVE = 8, 5, 1.6, 10
UNCHANGED_ONE, UNCHANGED_MANY, CHANGED, HELP = 0.6, 3.0, 2.5, 0.25
MEMORY = 1536

CELLS = {
    "realisasi.csv": ("iku-1,,,,,87.31", "iku-1,,,,,87.32"),
    "sarana.csv": ("Mobil dinas,3,", "Mobil dinas,4,"),
}
"""Files of the year, with a cell as it is and otherwise: an indicator's result, which many chapters tell of; a count
that one table shows."""


@dataclass(frozen=True)
class Bench:
    """Where is measured, and how often."""

    folder: Path
    times: int

    def make_project(self, name: str, agencies: int = 0) -> Path:
        """Return a project with nothing built: the fictional agency, or as many copies of it with names of their own."""
        root = self.folder / name
        (root / "data").mkdir(parents=True)
        for part in PARTS_OF_PROJECT:
            copy = shutil.copytree if (ROOT / part).is_dir() else shutil.copy2
            copy(ROOT / part, root / part)
        if not agencies:
            shutil.copytree(ROOT / "data" / INSTANSI, root / "data" / INSTANSI)
        for number in range(1, agencies + 1):
            folder = shutil.copytree(ROOT / "data" / INSTANSI, root / "data" / f"contoh-{number:02}")
            for path in folder.rglob("*.csv"):
                text = path.read_text(encoding="utf-8")
                path.write_text(text.replace(NAME, f"{NAME} {number:02}"), encoding="utf-8")
        return root


def build(root: Path, *arguments: str, renderer: str = "pandoc") -> float:
    """Return the seconds of ``lkip build``."""
    return run((*LKIP, "build", "--renderer", renderer, *arguments), root)


def build_cold(root: Path, *arguments: str, renderer: str = "pandoc") -> float:
    """Return the seconds of ``lkip build`` when nothing has been built before."""
    clean(root)
    return build(root, *arguments, renderer=renderer)


def clean(root: Path) -> None:
    """Forget everything that was built."""
    for name in ("_build", "_site"):
        shutil.rmtree(root / name, ignore_errors=True)


# --- The usual way -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Usual:
    """Seconds of the usual way; of staging, which it has none of, nothing is counted."""

    papermill: float
    embedded: float
    quarto: float


@cache
def find_stages(bench: Bench) -> dict[int, Path]:
    """Return staged reports as lkip leaves them, by year."""
    project = Project(bench.make_project("bertahap"))
    build(project.root, *ALL)
    return {year: project.stage(Report(INSTANSI, year)) for year in YEARS}


@cache
def measure_usual(bench: Bench, years: tuple[int, ...], time: int) -> Usual:
    """Execute every notebook of some years one by one with a kernel, then render year by year; once for each time."""
    folder = bench.folder / f"biasa-{len(years)}-{time}"
    root = bench.make_project(f"{folder.name}/proyek")
    executed, _ = run_script("usual.py", "kernel", root, folder / "hasil", INSTANSI, *map(str, years))
    stages = [stage_executed(folder / "hasil" / str(year), find_stages(bench)[year]) for year in years]
    embedded = sum(render_embedded("embedded", stage)[0] for stage in stages)
    rendered = sum(render_quarto(stage) for stage in stages) if find_quarto() else 0.0
    shutil.rmtree(folder)
    return Usual(executed, embedded, rendered)


def stage_executed(executed: Path, like: Path) -> Path:
    """Return a stage of executed notebooks, in all else like one that lkip has made."""
    stage = copy_stage(like, executed.with_name(f"{executed.name}-bertahap"))
    for path in executed.glob("*.ipynb"):
        stage_chapter(path, stage)
    return stage


def copy_stage(stage: Path, target: Path) -> Path:
    """Return a copy of a stage without what lkip keeps in it for itself."""
    return shutil.copytree(
        stage, target, ignore=shutil.ignore_patterns("_siap", "_eksekusi", "_book", "laporan-kinerja-*.typ")
    )


def render_quarto(stage: Path) -> float:
    """Return the seconds of ``quarto render`` for both formats."""
    program = find_quarto()
    assert program
    return run((program, "render", "."), stage)


def render_embedded(what: str, stage: Path) -> list[float]:
    """Return the seconds of pandoc and typst ``alone``, ``together``, or in lkip's renderer (``embedded``)."""
    output = stage.with_name(f"{stage.name}-keluaran")
    seconds: list[float] = json.loads(run_script("usual.py", what, stage, output)[1])
    shutil.rmtree(output)
    return seconds


def compare(what: str, base: Sequence[float], ours: Sequence[float], wanted: float = 0.0) -> Row:
    """Return how many times as long something takes, and whether that is as much as is wanted, if anything is."""
    return Row(what, (median(base) / median(ours),), "×", "≥" if wanted else "", wanted)


# --- Parts -------------------------------------------------------------------------------------------------------


def measure_one(bench: Bench) -> Iterator[Row]:
    """One report, ten chapters, HTML and PDF, nothing built before."""
    root, quarto = bench.make_project("satu"), find_quarto()
    stage = copy_stage(find_stages(bench)[YEAR], bench.folder / "lantai")
    ours, usual, plain, programs = list[float](), list[Usual](), list[float](), list[float]()
    for number in range(bench.times):
        ours.append(build_cold(root, *ONE))
        usual.append(measure_usual(bench, (YEAR,), number))
        plain.append(run_script("usual.py", "plain", root, INSTANSI, str(YEAR))[0])
        programs += render_embedded("together", stage)
    kernels = [one.papermill for one in usual]
    with_quarto = [one.papermill + one.quarto for one in usual]
    embedded = [one.papermill + one.embedded for one in usual]
    floor = [a + b for a, b in zip(plain, programs, strict=True)]
    yield Row("lkip build", ours)
    yield Row("usual way: papermill with a kernel for each notebook, one by one", kernels)
    if quarto:
        yield Row("usual way a: that + `quarto render` (HTML + typst)", with_quarto)
        yield compare("a : lkip", with_quarto, ours, FASTER_ONE)
    else:
        yield Row("usual way a: Quarto isn't found, left out")
    yield Row("usual way b: papermill + lkip's embedded renderer", embedded)
    # Without Quarto this is what counts.
    yield compare("b : lkip", embedded, ours, 0.0 if quarto else FASTER_ONE_EMBEDDED)
    yield Row("floor: plain `exec` of the cells in one fresh Python", plain)
    yield Row("floor: that + pandoc and typst alone, HTML and PDF at once", floor)
    yield Row("lkip : floor", (median(ours) / median(floor),), "×", "≤", FLOOR)


def measure_five(bench: Bench) -> Iterator[Row]:
    """Five reports (one agency, 2021–2025), HTML and PDF, nothing built before; the usual way once, as it is slow."""
    root = bench.make_project("lima")
    ours = [build_cold(root, *ALL) for _ in range(bench.times)]
    usual = measure_usual(bench, YEARS, 0)
    yield Row("lkip build", ours)
    yield Row("usual way: papermill with a kernel for each notebook, one by one", (usual.papermill,))
    if find_quarto():
        yield Row("usual way a: that + `quarto render` year by year", (usual.papermill + usual.quarto,))
        yield compare("a : lkip", (usual.papermill + usual.quarto,), ours, FASTER_FIVE)
    else:
        yield Row("usual way a: Quarto isn't found, left out")
    yield Row("usual way b: papermill + lkip's embedded renderer", (usual.papermill + usual.embedded,))
    yield compare("b : lkip", (usual.papermill + usual.embedded,), ours, 0.0 if find_quarto() else FASTER_FIVE)


def measure_changes(bench: Bench) -> Iterator[Row]:
    """One report that is published already."""
    root = bench.make_project("ubah")
    for formats in ("html", "html,pdf"):
        build(root, *ONE, "--format", formats)
        for name, texts in CELLS.items():
            path = root / "data" / INSTANSI / str(YEAR) / name
            changed = [change_and_build(root, path, texts, formats) for _ in range(bench.times)]
            what = "HTML" if formats == "html" else "HTML + PDF"
            row = f"a cell of {name} changed ({changed[0][1]} of {len(list_chapters(root))} chapters run again), {what}"
            yield Row(row, [seconds for seconds, _ in changed], bound="≤", limit=CHANGED)
    unchanged = [build(root, *ONE) for _ in range(bench.times)]
    yield Row("nothing changed", unchanged, bound="≤", limit=UNCHANGED_ONE)
    yield Row("lkip --help", [run((*LKIP, "--help"), root) for _ in range(bench.times)], bound="≤", limit=HELP)


def change_and_build(root: Path, path: Path, texts: tuple[str, str], formats: str) -> tuple[float, int]:
    """Change a cell to its other value; return the seconds until that is published, and how many chapters ran."""
    text = path.read_text(encoding="utf-8")
    old, new = texts if texts[0] in text else texts[::-1]
    assert old in text, f"{path.name} has changed"
    path.write_text(text.replace(old, new), encoding="utf-8")
    seconds = build(root, *ONE, "--format", formats)
    record = json.loads((Project(root).stage(Report(INSTANSI, YEAR)) / "run.json").read_text(encoding="utf-8"))
    return seconds, sum(chapter["hasil"] != "dipakai lagi" for chapter in record["bab"].values())


def measure_many(bench: Bench) -> Iterator[Row]:
    """Forty agencies × five years, two workers, HTML and PDF, nothing built before; each size once."""
    root = bench.make_project("banyak", AGENCIES)
    chosen = [part for number in range(1, FEW_AGENCIES + 1) for part in ("--instansi", f"contoh-{number:02}")]
    few = FEW_AGENCIES * len(YEARS)
    rate = few / build(root, "--jobs", "2", *chosen)
    yield Row(f"{few} reports", (rate,), "reports/s")
    clean(root)
    seen = watch((*LKIP, "build", "--renderer", "pandoc", "--jobs", "2"), root, memory=True)
    count = len(seen.done)
    yield Row(f"{count} reports", (seen.seconds,))
    for part in (count // 4, count // 2):
        yield Row(f"{count} reports, until {part} were made", (part / seen.done[part - 1],), "reports/s")
    yield Row(f"{count} reports (linear: no fewer than with {few})", (count / seen.seconds,), "reports/s", "≥", rate)
    yield from describe_memory(seen)
    yield Row(
        f"nothing changed, {count} reports", [build(root) for _ in range(bench.times)], bound="≤", limit=UNCHANGED_MANY
    )


def describe_memory(seen: Watch) -> Iterator[Row]:
    """Yield the peak of the whole family of processes, and how much more it holds at the end than after a quarter."""
    quarter = len(seen.done) // 4
    yield Row("peak memory, all processes, shared pages once (PSS)",
              (max(shared for _, shared, _ in seen.memory),), "MiB", "≤", MEMORY)  # fmt: skip
    yield Row("peak memory, shared pages for each process (sum of RSS)",
              (max(resident for _, _, resident in seen.memory),), "MiB")  # fmt: skip
    early = median_memory(seen, seen.done[0], seen.done[quarter - 1])
    late = median_memory(seen, seen.done[-quarter - 1], seen.done[-1])
    yield Row(f"memory during the first {quarter} reports (median of PSS)", (early,), "MiB")
    yield Row(f"memory during the last {quarter} reports (no growth: within a tenth)",
              (late,), "MiB", "≤", early * 1.1)  # fmt: skip


def median_memory(seen: Watch, start: float, end: float) -> float:
    """Return the median of proportional memory in a span of time."""
    return median(shared for moment, shared, _ in seen.memory if start <= moment <= end)


def measure_engines(bench: Bench) -> Iterator[Row]:
    """Execution alone: a trivial chapter and the longest one, each in a process of its own with everything imported."""
    root = bench.make_project("mesin")
    chapters = ("index.ipynb", "notebooks/bab-3-akuntabilitas-kinerja.ipynb")
    found = json.loads(run_script("engines.py", root, INSTANSI, str(YEAR), str(bench.times), *chapters)[1])
    for chapter, ways in found["chapters"].items():
        for way, values in ways.items():
            yield Row(f"{chapter}: {way}", values)
    if not find_spec("execnb"):
        yield Row("execnb: isn't installed, left out")
    yield Row(f"ipykernel's in-process kernel, a cell with top-level await: {'runs' if found['awaits'] else 'fails'}")


def measure_quarto(bench: Bench) -> Iterator[Row]:
    """Quarto as the renderer: lkip beside Quarto's own time; what takes minutes once."""
    if not find_quarto():
        yield Row("Quarto isn't found, left out")
        return
    root = bench.make_project("quarto")
    bare = [measure_usual(bench, (YEAR,), number).quarto for number in range(bench.times)]
    yield Row("one report: `quarto render` of the staged folder", bare)
    yield Row("one report: lkip build --renderer quarto, cold", (build_cold(root, *ONE, renderer="quarto"),))
    yield Row("five reports: `quarto render`, one after the other", (measure_usual(bench, YEARS, 0).quarto,))
    yield Row("five reports: `quarto render`, two at once", (render_together(bench),))
    yield Row("five reports: lkip build --renderer quarto, cold", (build_cold(root, *ALL, renderer="quarto"),))


def render_together(bench: Bench) -> float:
    """Return the seconds of Quarto for five staged folders, two at once."""
    stages = [copy_stage(stage, bench.folder / "bersama" / str(year)) for year, stage in find_stages(bench).items()]
    started = time.perf_counter()
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(render_quarto, stages))
    return time.perf_counter() - started


def estimate_cluster(bench: Bench) -> Iterator[Row]:
    """What 25,000 reports would cost on a cluster: measured here, then calculated."""
    root = bench.make_project("kluster", FEW_AGENCIES)
    seen = watch((*LKIP, "build", "--renderer", "pandoc", "--jobs", "1"), root, one_core=True)
    each = (seen.done[-1] - seen.done[0]) / (len(seen.done) - 1)
    yield Row("measured: a report with one worker on one core, at steady state", (each,))
    if find_spec("distributed"):
        overhead = measure_scheduler()
        yield Row("measured: dask's scheduler and network, a task that does nothing", (overhead * 1000,), "ms")
    else:
        overhead = 0.0
        yield Row("dask.distributed isn't installed, its overhead is left out")
    hours = ON_PAPER * each / 3600
    yield Row(f"{ON_PAPER:,} × {each:.2f} s ÷ 3,600", (hours,), "core hours")
    total = ON_PAPER * each / CORES + ON_PAPER * overhead
    yield Row(f"{ON_PAPER:,} × {each:.2f} s ÷ {CORES} cores + {ON_PAPER:,} × {overhead * 1000:.2f} ms, ÷ 60",
              (total / 60,), "min")  # fmt: skip
    if overhead:
        yield Row(f"cores that one scheduler keeps busy: {each:.2f} s ÷ {overhead * 1000:.2f} ms",
                  (each / overhead,), "cores")  # fmt: skip
    report = Report("contoh-01", YEAR)
    kept = measure_disk(Project(root).stage(report)), measure_disk(root / "_site" / report.instansi / str(YEAR))
    sent = measure_disk(root / "data" / report.instansi)
    yield Row("disk: a published report", (kept[1],), "MiB")
    yield Row("disk: what is kept to make it again", (kept[0],), "MiB")
    yield Row(f"disk: {ON_PAPER:,} of both, ÷ 1,024", (ON_PAPER * sum(kept) / 1024,), "GiB")
    yield Row(
        "network where data is shipped: an agency's data there, a published report back", (sent + kept[1],), "MiB"
    )


def measure_scheduler(tasks: int = 3000) -> float:
    """Return the seconds that a cluster of two processes takes for a task that does nothing."""
    from distributed import Client, LocalCluster

    with (
        LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster,
        Client(cluster) as client,
    ):
        client.gather(client.map(abs, range(100), pure=False))
        started = time.perf_counter()
        client.gather(client.map(abs, range(tasks), pure=False))
        return (time.perf_counter() - started) / tasks


def measure_disk(folder: Path) -> float:
    """Return the size of all files below a folder in MiB."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 2**20


def profile_one(bench: Bench) -> Iterator[Row]:
    """Where the time of one cold report goes (embedded renderer, HTML and PDF)."""
    root = bench.make_project("rincian")
    record = Project(root).stage(Report(INSTANSI, YEAR)) / "run.json"
    found: dict[str, list[float]] = {}
    for _ in range(bench.times):
        clean(root)
        began = time.time()
        found.setdefault("whole", []).append(build(root, *ONE))
        ended, written = time.time(), record.stat().st_mtime
        phases = json.loads(record.read_text(encoding="utf-8"))["detik"]
        found.setdefault("start", []).append(written - began - sum(phases.values()))
        found.setdefault("end", []).append(ended - written)
        for name, seconds in phases.items():
            found.setdefault(name, []).append(seconds)
    python = [run((sys.executable, "-c", "import lkip.build, lkip.cli"), root) for _ in range(bench.times)]
    warm = [run((sys.executable, "-c", "import lkip.warm"), root) for _ in range(bench.times)]
    stage = copy_stage(record.parent, bench.folder / "rincian-bertahap")
    programs = zip(*(render_embedded("alone", stage) for _ in range(bench.times)), strict=True)
    yield Row("the whole", found["whole"])
    yield Row("start: until data is read, and the writing of records", found["start"])
    yield Row("– in it: Python and the imports of the command", python)
    yield Row("– in it: a Python that imports what reports need", warm)
    yield Row("data: read, checked, audited", found["data"])
    yield Row("chapters: executed in forked processes, staged", found["notebook"])
    yield Row("rendering, and the downloads beside it", found["penyajian"])
    for what, values in zip(("pandoc to HTML", "pandoc to typst", "typst to PDF"), programs, strict=True):
        yield Row(f"– in it, alone: {what}", values)
    yield Row("publication, closing table, end", found["end"])


PARTS: dict[str, Callable[[Bench], Iterator[Row]]] = {
    "satu": measure_one,
    "lima": measure_five,
    "ubah": measure_changes,
    "banyak": measure_many,
    "mesin": measure_engines,
    "quarto": measure_quarto,
    "kluster": estimate_cluster,
    "rincian": profile_one,
}


def describe_machine() -> str:
    """Return what was measured on, and when it was."""
    memory = psutil.virtual_memory().total / 2**30
    return f"{os.cpu_count()} cores, {memory:.0f} GiB, {platform.system()}, Python {platform.python_version()}"


def main() -> None:
    """Measure part by part and print a table for each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bagian", nargs="*", metavar="BAGIAN", help=f"{', '.join(PARTS)}; bawaan: semua")
    parser.add_argument("--ulang", type=int, default=5, metavar="N", help="berapa kali diukur; bawaan: 5")
    parser.add_argument("--tulis", action="store_true", help=f"tulis tabelnya ke {DOCUMENT.relative_to(ROOT)}")
    options = parser.parse_args()
    unknown = [name for name in options.bagian if name not in PARTS]
    if unknown:
        parser.error(f"bagian tidak dikenal: {', '.join(unknown)}; yang ada: {', '.join(PARTS)}")
    with tempfile.TemporaryDirectory(prefix="lkip-bench-") as folder:
        bench = Bench(Path(folder), options.ulang)
        for name in options.bagian or PARTS:
            block = measure_part(bench, name)
            print(f"\n## {name}\n{block}", flush=True)
            if options.tulis:
                text = DOCUMENT.read_text(encoding="utf-8")
                DOCUMENT.write_text(replace_block(text, name, block), encoding="utf-8")


def measure_part(bench: Bench, name: str) -> str:
    """Return what a part measures, its table, and what it was measured on."""
    rows = []
    for row in PARTS[name](bench):
        print(" · ".join(row.cells), file=sys.stderr, flush=True)
        rows.append(row)
    return f"{PARTS[name].__doc__}\n\n{format_table(rows)}\n\n{describe_machine()}"


if __name__ == "__main__":
    main()
