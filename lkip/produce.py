"""Make one report, in a process of its own, up to a complete tree that only has to be published."""

from __future__ import annotations

import json
import shutil
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from multiprocessing import parent_process
from pathlib import Path
from typing import Any

from lkip import __version__
from lkip.colophon import write_colophon
from lkip.downloads import describe_peragaan, name_package, summarise, write_downloads
from lkip.errors import ContentError, Exit, LettersError, MachineryError, describe_refusal
from lkip.examine import read_report
from lkip.execute import Execution, execute_chapter
from lkip.files import write_whole
from lkip.fingerprint import Fingerprints, list_versions, look_at, seal
from lkip.job import Job
from lkip.letters import find_letters
from lkip.limits import GRACE, die_with_parent
from lkip.lock import hold
from lkip.manifest import Manifest, write_manifest
from lkip.memory import REMEDY, MemoryShortageError, weigh_family
from lkip.outcome import Outcome, Result, Tell, Word
from lkip.photos import Album
from lkip.process import HEARTBEAT, Answer, Call, Loss, UnwantedError, copy_context, kill_children, run_calls
from lkip.project import Report
from lkip.reuse import find_reusable, forget_chapters, list_others, remember_chapter
from lkip.search import write_search
from lkip.stage import prepare_stage, stage_chapter
from lkip.summary import STATES, describe_chapters
from lkip.trace import Trace
from lkip_utils.audit import audit_dataset
from lkip_utils.dataset import Dataset
from lkip_utils.numbers import format_date
from lkip_utils.reader import lend_dataset
from lkip_utils.temuan import DataError, shorten

TRIES = 3
"""How often a chapter is run when the process that runs it gets lost."""

RENDER_SECONDS = 1800.0
"""Time in which a renderer must be done."""


class Clock:
    """How long each phase took, told when it begins."""

    def __init__(self, report: Report, tell: Tell) -> None:
        self.report, self.tell = report, tell
        self.seconds: dict[str, float] = {}

    @contextmanager
    def phase(self, name: str) -> Iterator[None]:
        """Time what is done inside."""
        self.tell(Word(self.report, phase=name))
        started = time.perf_counter()
        try:
            yield
        finally:
            self.seconds[name] = time.perf_counter() - started


def produce(job: Job, tell: Tell) -> Outcome:
    """Make a report and return how that ended; what fails is told, not raised.

    The finished tree lies in ``project.ready(report)``; ``run.json`` in the stage says what made it.
    """
    clock = Clock(job.report, tell)
    began = datetime.now(UTC)
    try:
        with hold(job.project.stage(job.report).with_suffix(".kunci"), wait=GRACE):
            outcome = replace(_produce(job, clock), seconds=clock.seconds)
            _record(job, outcome, began)
    except OSError as error:
        return Outcome(job.report, job.sidik, Exit.MACHINERY, describe_refusal(error))
    except MachineryError as error:
        return Outcome(job.report, job.sidik, Exit.MACHINERY, error.message)
    return outcome


class ChangedError(MachineryError):
    """What a report is made from has changed while it was made; what came of it doesn't count."""

    def __init__(self) -> None:
        super().__init__("masukan berubah selama laporan disusun; ulangi setelah penyuntingan selesai.")


def _produce(job: Job, clock: Clock) -> Outcome:
    outcome = Outcome(job.report, job.sidik, Exit.OK)
    traces: dict[str, Trace | None] = {}
    try:
        with _unchanged(job) as marks:
            with clock.phase("data"):
                dataset = read_report(job.project, job.report)
                found = audit_dataset(dataset)
            outcome = replace(outcome, audit=Counter(temuan.tingkat for temuan in found))
            grave = [temuan for temuan in found if temuan.tingkat == "galat"]
            if job.strict and grave:
                raise DataError(grave)
            with clock.phase("notebook"):
                outcome = replace(outcome, chapters=tuple(_run_chapters(job, marks, dataset, clock.tell, traces)))
        for chapter, trace in traces.items():
            remember_chapter(marks, job.report, chapter, trace)
        _raise_failures(outcome.chapters)
        _finish(job, marks, dataset, clock)
        _check_unchanged(job)
    except DataError as error:
        return replace(outcome, status=Exit.CONTENT, problems=tuple(error.temuan))
    except LettersError as error:
        places = tuple(shorten(find_letters(dataset, error.letters)))
        return replace(outcome, status=Exit.CONTENT, message="" if places else error.message, problems=places)
    except ChangedError as error:
        return replace(outcome, status=error.status, message=error.message, retry=True)
    except ContentError as error:
        return replace(outcome, status=error.status, message=error.message)
    except MemoryShortageError as error:
        return replace(outcome, status=error.status, message=error.message)
    except MachineryError as error:
        # Chapters have had their tries.
        done = all(result.status is Exit.OK for result in outcome.chapters)
        return replace(outcome, status=error.status, message=error.message, retry=done)
    except OSError as error:
        return replace(outcome, status=Exit.MACHINERY, message=describe_refusal(error), retry=True)
    return outcome


@contextmanager
def _unchanged(job: Job) -> Iterator[Fingerprints]:
    """Give the checksums of what a report is made from; whatever happens inside, it counts only when they stay.

    Raises
    ------
    ChangedError
        Also in the place of a failure, such as of a file that was read while it was being saved.
    """
    marks = Fingerprints(job.project)
    if marks.report(job.report, job.options) != job.sidik:
        raise ChangedError
    try:
        yield marks
    finally:
        _check_unchanged(job)


def _check_unchanged(job: Job) -> None:
    if Fingerprints(job.project).report(job.report, job.options) != job.sidik:
        raise ChangedError


def _run_chapters(
    job: Job, marks: Fingerprints, dataset: Dataset, tell: Tell, traces: dict[str, Trace | None]
) -> list[Result]:
    """Run the chapters that can't be used again, a few at once, and return how all of them ended.

    Parameters
    ----------
    traces
        Gets what the chapters that ran well have read.
    """
    project, report = job.project, job.report
    if job.force:
        forget_chapters(project, report)
    prepare_stage(project, report, _describe(job, marks, dataset))
    project.executed(report, "").mkdir(exist_ok=True)
    chapters = project.chapters(report.instansi)
    results: dict[str, Result] = {}

    def note(result: Result) -> None:
        results[result.chapter] = _stage(job, result) if result.status is Exit.OK else result
        tell(Word(report, result=results[result.chapter]))

    for name in find_reusable(marks, report, dataset):
        note(Result(report, name, 0.0, Exit.OK, reused=True))
    lend_dataset(dataset, project.data)
    due = [Execution(project, report, name, job.limits, job.kernel) for name in chapters if name not in results]
    # The longest first, so that none is left alone at the end.
    due.sort(key=lambda execution: -execution.source.stat().st_size)
    for execution, result, trace in _execute_all(due, job.jobs, lambda: tell(Word(report))):
        if result.status is Exit.OK:
            traces[execution.chapter] = trace
        note(result)
    return [results[name] for name in chapters]


def _stage(job: Job, result: Result) -> Result:
    """Put an executed chapter into the stage, while others still run; what a report can't carry is a failure."""
    try:
        project, report = job.project, job.report
        source = project.notebook(report.instansi, result.chapter)
        echo = bool(project.config(report.instansi).get("execute", {}).get("echo"))
        notes = stage_chapter(project.executed(report, result.chapter), source, Album(project, report), echo=echo)
    except ContentError as error:
        return replace(result, status=error.status, message=error.message)
    return replace(result, notes=notes)


def _execute_all(
    due: Sequence[Execution], at_once: int, beat: Any, tries: int = TRIES
) -> Iterator[tuple[Execution, Result, Trace | None]]:
    """Run chapters and yield how each ended; one whose process got lost is run again."""
    lost: list[Execution] = []
    parent = parent_process()
    calls = [Call(one, _execute, (one,), one.limits.seconds + GRACE) for one in due]
    for told in run_calls(
        copy_context(), calls, at_once=at_once, unwanted=[parent.sentinel] if parent else [], beat=beat
    ):
        execution: Execution = told.key  # type: ignore[assignment]
        if isinstance(told, Answer):
            yield (execution, *told.content)
        elif isinstance(told, Loss) and told.hung:
            yield execution, _lose(told, Exit.CONTENT), None
        elif isinstance(told, Loss) and tries == 1:
            yield execution, _lose(told, Exit.MACHINERY), None
        elif isinstance(told, Loss):
            lost.append(execution)
    if lost:
        yield from _execute_all(lost, at_once, beat, tries - 1)


def _execute(execution: Execution, tell: Any) -> tuple[Result, Trace | None]:
    die_with_parent()
    return execute_chapter(execution)


def _lose(loss: Loss, status: Exit) -> Result:
    execution: Execution = loss.key  # type: ignore[assignment]
    return Result(execution.report, execution.chapter, loss.seconds, status, loss.reason)


def _raise_failures(results: Sequence[Result]) -> None:
    failed = [result for result in results if result.status is not Exit.OK]
    if failed:
        kind = MachineryError if any(r.status is Exit.MACHINERY for r in failed) else ContentError
        raise kind("\n".join(f"{r.report}, {r.chapter}: {r.message}" for r in failed))


def _finish(job: Job, marks: Fingerprints, dataset: Dataset, clock: Clock) -> None:
    """Render the executed chapters into the ready tree, with the downloads beside them."""
    others = list_others(marks, job.report)
    if any(look_at(job.project.locate(name)) != mark for name, mark in others):
        raise ChangedError
    stage, tree = job.project.stage(job.report), job.project.ready(job.report)
    job.project.brand(job.report.instansi).recolour_stage(stage)
    shutil.rmtree(tree, ignore_errors=True)
    tree.mkdir()
    with ThreadPoolExecutor(1) as thread, clock.phase("penyajian"):
        rendering = thread.submit(job.renderer.render, stage, tree, job.formats)
        write_downloads(job.report, dataset, tree)
        _await(rendering, lambda: clock.tell(Word(job.report)), job.memory)
        words = write_search(tree, (Path(name).stem for name in job.project.chapters(job.report.instansi)))
    names = tuple(sorted({name for name, _ in others}))
    sidik = seal(job.sidik, job.project, names)
    write_manifest(tree, Manifest(sidik, summarise(job.report, dataset, tree), names, words))


def _await(rendering: Future[None], beat: Any, most: float) -> None:
    """Wait for the renderer, giving signs of life, as long as somebody waits for this process and it keeps in bounds."""
    parent, until = parent_process(), time.monotonic() + RENDER_SECONDS
    while True:
        try:
            return rendering.result(timeout=HEARTBEAT / 2)
        except TimeoutError:
            beat()
            reason: Exception | None = None
            if parent and not parent.is_alive():
                reason = UnwantedError()
            elif time.monotonic() > until:
                reason = MachineryError("penyaji tidak selesai pada waktunya.")
            elif most and weigh_family() > most:
                reason = MemoryShortageError(
                    f"penyaji dihentikan: memerlukan lebih dari {most:.0f} MiB memori. {REMEDY}"
                )
            if reason:
                # What it starts meanwhile, too.
                while not rendering.done():
                    kill_children()
                    wait([rendering], timeout=HEARTBEAT / 10)
                raise reason from None


def _describe(job: Job, marks: Fingerprints, dataset: Dataset) -> dict[str, Any]:
    """Return what the book says of a report on its cover, in its heads and in its footer."""
    report = job.report
    signed = dataset["pejabat"]["tanggal"].dropna()
    downloads = [
        {"nama": "Paket data mentah (CSV)", "tautan": name_package(report)},
        {"nama": "Angka pokok", "tautan": "angka.json"},
        {"nama": "Temuan audit", "tautan": "data/temuan.json"},
    ]
    if len(dataset["angka_tercetak"]):
        downloads.append({"nama": "Register angka (CSV)", "tautan": "data/register-angka.csv"})
    prints = {"pdf": "PDF", "docx": "Word"}
    downloads[:0] = [
        {"nama": name, "tautan": f"{report.stem}.{kind}"} for kind, name in prints.items() if kind in job.formats
    ]
    profil = {key: dataset.profil(key) for key in ("nama", "alamat", "telepon")}
    logo = job.project.logo(report.instansi)
    values: dict[str, Any] = {
        "instansi": report.instansi,
        **profil,
        "daerah": dataset.daerah,
        "tahun": str(report.tahun),
        "versi": __version__,
        "data": marks.data_sidik(report),
        "waktu": format_date(signed.iloc[0]) if len(signed) else "",
        "tanggal": _fill_date(signed.iloc[0]) if len(signed) else f"{report.tahun}-12-31",
        "unduhan": downloads,
        "logo": f"assets/{logo.name}" if logo else "",
        "logo_alt": f"Logo {profil['nama']}" if logo else "",
        "peragaan": describe_peragaan(dataset),
    }
    return {**values, "kolofon": write_colophon(values)}


def _fill_date(text: str) -> str:
    """Return a date whose day may be unknown as a whole one, for document properties."""
    return text + "0000-01-01"[len(text) :]


def _record(job: Job, outcome: Outcome, began: datetime) -> None:
    """Write ``run.json``: what made this report, how that ended, and how long it took."""
    record: Mapping[str, Any] = {
        "instansi": job.report.instansi,
        "tahun": job.report.tahun,
        "hasil": STATES[outcome.status],
        "pesan": [*outcome.message.splitlines(), *map(str, outcome.problems)],
        "sidik": outcome.sidik,
        "data": Fingerprints(job.project).data_sidik(job.report),
        "mulai": began.isoformat(timespec="seconds"),
        "penyaji": job.renderer.sentence,
        "bentuk": list(job.formats),
        "mesin": "kernel" if job.kernel else "proses",
        "versi": {"lkip": __version__, **list_versions()},
        "detik": {name: round(seconds, 2) for name, seconds in outcome.seconds.items()},
        "bab": describe_chapters(outcome.chapters),
    }
    stage = job.project.stage(job.report)
    stage.mkdir(parents=True, exist_ok=True)
    write_whole(stage / "run.json", json.dumps(record, ensure_ascii=False, indent=1) + "\n")
