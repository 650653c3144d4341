"""Make reports: check the data, run the chapters, render, publish. One function tells the story."""

from __future__ import annotations

import json
import shutil
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from importlib.metadata import version
from itertools import groupby
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from lkip import __version__
from lkip.errors import ContentError, Exit, MachineryError
from lkip.execute import Result, execute_chapter
from lkip.project import Project, Report
from lkip.publish import describe_peragaan, fingerprint, publish, write_downloads
from lkip.renderer import Render, RendererName, choose_renderer
from lkip.stage import prepare_stage, stage_chapter
from lkip_utils.audit import audit_dataset
from lkip_utils.dataset import Dataset
from lkip_utils.numbers import format_date
from lkip_utils.reader import read_years
from lkip_utils.temuan import DataError, Temuan, count_tingkat

Announce = Callable[[str], None]


def build(
    project: Project,
    reports: Sequence[Report],
    *,
    formats: Sequence[str],
    renderer: RendererName,
    jobs: int,
    strict: bool,
    output: Path,
    announce: Announce,
) -> None:
    """Make and publish reports; either all of them or, with any error, none.

    Raises
    ------
    DataError
        With every problem in the data of all reports; when ``strict``, with every contradiction too.
    ContentError, MachineryError
        Naming every chapter that failed, or what the renderer said.
    """
    render, name = choose_renderer(renderer)
    announce(f"Penyaji: {name}.")
    datasets = read_all(project, reports)
    found = [temuan for dataset in datasets.values() for temuan in audit_dataset(dataset)]
    grave = [temuan for temuan in found if temuan.tingkat == "galat"]
    if strict and grave:
        raise DataError(grave)
    announce(f"Audit: {count_tingkat(found)}. Rinciannya: lkip audit.")
    stages = {
        report: prepare_stage(project, report, _describe(project, datasets[report], formats)) for report in reports
    }
    with _timed("menjalankan notebook", announce):
        results = execute_all(project, reports, jobs, announce)
    _raise_failures(results)
    new = output.with_name(f"{output.name}.baru")
    shutil.rmtree(new, ignore_errors=True)
    try:
        with _timed(f"menyajikan {', '.join(formats)}", announce):
            trees = {report: _render(project, report, stages[report], render, formats, new) for report in reports}
        for report in reports:
            write_downloads(project, report, datasets[report], trees[report])
        publish(project, trees, output)
    finally:
        shutil.rmtree(new, ignore_errors=True)
    for report in reports:
        _record(project, report, name, [result for result in results if result.report == report])


def read_all(project: Project, reports: Sequence[Report]) -> dict[Report, Dataset]:
    """Read the data of all reports.

    Raises
    ------
    DataError
        With the problems of all of them together.
    """
    datasets: dict[Report, Dataset] = {}
    problems: list[Temuan] = []
    for instansi, group in groupby(sorted(reports), key=lambda report: report.instansi):
        try:
            found = read_years(instansi, project.data, [report.tahun for report in group])
        except DataError as error:
            problems += error.temuan
        else:
            datasets |= {Report(instansi, tahun): dataset for tahun, dataset in found.items()}
    if problems:
        raise DataError(problems)
    return datasets


def execute_all(project: Project, reports: Sequence[Report], jobs: int, announce: Announce) -> list[Result]:
    """Run every chapter of every report in worker processes and return how each ended."""
    # Processes, because papermill changes the working directory of the process it runs in;
    # spawned, because a forked copy of a threaded parent can hang.
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        waiting = [
            pool.submit(execute_chapter, project, report, chapter, executed_path(project, report, chapter))
            for report in reports
            for chapter in project.chapters
        ]
        results = []
        for future in as_completed(waiting):
            result = future.result()
            results.append(result)
            mark = "selesai" if result.status is Exit.OK else "GAGAL"
            announce(f"  {result.report} {result.chapter}: {mark} ({result.seconds:.1f} dtk)")
    return results


def executed_path(project: Project, report: Report, chapter: str) -> Path:
    """Return where a chapter's executed copy is kept, failed ones included."""
    folder = project.stage(report) / "_eksekusi"
    folder.mkdir(exist_ok=True)
    return folder / chapter


def _raise_failures(results: Sequence[Result]) -> None:
    failed = sorted((r for r in results if r.status is not Exit.OK), key=lambda r: (r.report, r.chapter))
    if not failed:
        return
    lines = "\n".join(f"{r.report}, {r.chapter}: {r.message}" for r in failed)
    kind = MachineryError if any(r.status is Exit.MACHINERY for r in failed) else ContentError
    raise kind(lines)


def _render(project: Project, report: Report, stage: Path, render: Render, formats: Sequence[str], new: Path) -> Path:
    for chapter in project.chapters:
        stage_chapter(executed_path(project, report, chapter), stage)
    tree = new / report.instansi / str(report.tahun)
    tree.mkdir(parents=True)
    render(stage, tree, formats)
    return tree


def _describe(project: Project, dataset: Dataset, formats: Sequence[str]) -> dict[str, Any]:
    """Return what the book says of a report on its cover, in its heads and in its footer."""
    report = Report(dataset.instansi, dataset.tahun)
    signed = dataset["pejabat"]["tanggal"].dropna()
    downloads = [
        {"nama": "Data (CSV)", "tautan": "data/datapackage.json"},
        {"nama": "Angka pokok", "tautan": "angka.json"},
        {"nama": "Temuan audit", "tautan": "data/temuan.json"},
    ]
    if len(dataset["angka_tercetak"]):
        downloads.append({"nama": "Register angka (CSV)", "tautan": "data/register-angka.csv"})
    if "pdf" in formats:
        downloads.insert(0, {"nama": "PDF", "tautan": f"{report.stem}.pdf"})
    profil = {key: dataset.profil(key) for key in ("nama", "alamat", "telepon")}
    return {
        "instansi": report.instansi,
        **profil,
        "daerah": dataset.daerah,
        "tahun": str(report.tahun),
        "versi": __version__,
        "data": fingerprint(project, report),
        "waktu": format_date(signed.iloc[0]) if len(signed) else "",
        "unduhan": downloads,
        "peragaan": describe_peragaan(dataset),
    }


def _record(project: Project, report: Report, renderer: str, results: Sequence[Result]) -> None:
    """Write ``run.json``: what made this report and how long each chapter took."""
    packages = ("papermill", "pandas", "matplotlib", "pypandoc_binary", "typst")
    record = {
        "instansi": report.instansi,
        "tahun": report.tahun,
        "penyaji": renderer,
        "versi": {"lkip": __version__, "python": sys.version.split()[0], **{name: version(name) for name in packages}},
        "data": fingerprint(project, report),
        "detik": {result.chapter: round(result.seconds, 2) for result in sorted(results, key=lambda r: r.chapter)},
    }
    text = json.dumps(record, ensure_ascii=False, indent=1) + "\n"
    (project.stage(report) / "run.json").write_text(text, encoding="utf-8")


@contextmanager
def _timed(phase: str, announce: Announce) -> Iterator[None]:
    """Announce how long a phase took."""
    started = time.perf_counter()
    yield
    announce(f"{phase.capitalize()}: {time.perf_counter() - started:.1f} dtk.")
