"""Make reports: find out which have changed, make those, publish all of them. One function tells the story."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from concurrent.futures import Executor
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, field, replace
from importlib import import_module
from threading import Thread

from lkip.config import choose_formats
from lkip.errors import Exit
from lkip.fingerprint import Fingerprints, seal
from lkip.job import Job
from lkip.limits import Limits
from lkip.lock import hold
from lkip.manifest import FORMATS, Manifest, Tree, read_manifest
from lkip.memory import SPARE, check_fit, count_fitting, measure_free
from lkip.outcome import Outcome
from lkip.progress import Progress
from lkip.project import Project, Report
from lkip.publish import Site
from lkip.renderer import Renderer, RendererName, choose_renderer
from lkip.summary import Summary
from lkip.workers import check_data, count_cores, make_all, open_workers

REST = ("jinja2", "lkip_utils.numbers", "rich.table")
"""What publication and summary import."""


@dataclass(frozen=True)
class Options:
    """How reports are to be made; see ``lkip build --help``.

    Parameters
    ----------
    formats
        Those wanted; empty for what ``_quarto.yml`` says.
    """

    formats: tuple[str, ...] = ()
    renderer: RendererName = "auto"
    jobs: int = 0
    scheduler: str = ""
    kernel: bool = False
    strict: bool = False
    force: bool = False
    limits: Limits = field(default_factory=Limits)


def build(project: Project, reports: Sequence[Report], options: Options, site: Site, progress: Progress) -> Summary:
    """Make and publish the reports that have changed; either all of them or, with any failure, none.

    Raises
    ------
    MachineryError
        When nothing can be begun or published: another run, a missing renderer, a disk that refuses.
    """
    renderer = choose_renderer(options.renderer)
    progress.announce(f"Penyaji: {renderer.sentence}.")
    site.open()
    marks = Fingerprints(project)
    jobs = _list_jobs(marks, reports, options, renderer, site)
    changed = [job for job in jobs if _is_due(job, marks, site)]
    site.check(project, [job.report for job in changed])
    with ExitStack() as locks:
        for instansi in sorted({job.report.instansi for job in changed}):
            locks.enter_context(hold(project.lock(instansi)))
        # Once more: another run may have made them before this one held the locks.
        due = [job for job in changed if _is_due(job, marks, site)]
        unchanged = tuple(job.report for job in jobs if job not in due)
        summary = _make([job for job in due if not _is_ready(job)], options, progress, Summary(unchanged))
        if summary.status is Exit.OK:
            notes = site.publish(project, {job.report: project.ready(job.report) for job in due})
            summary = replace(summary, notes=tuple(notes))
    return summary


def _list_jobs(
    marks: Fingerprints, reports: Sequence[Report], options: Options, renderer: Renderer, site: Site
) -> list[Job]:
    jobs = (
        Job(
            marks.project, report, "", _add_pages(_choose_formats(marks.project, report, options), site.look(report)), renderer, options.limits,
            kernel=options.kernel, strict=options.strict, force=options.force,
        )
        for report in reports
    )  # fmt: skip
    return [replace(job, sidik=marks.report(job.report, job.options)) for job in jobs]


def _choose_formats(project: Project, report: Report, options: Options) -> tuple[str, ...]:
    return options.formats or choose_formats(project.config(report.instansi))


def _add_pages(formats: tuple[str, ...], published: Tree | None) -> tuple[str, ...]:
    """Return the formats to make: pages that are published stay, and stay true."""
    return _order({*formats, "html"}) if published and published.has_pages else formats


def _order(formats: Collection[str]) -> tuple[str, ...]:
    return tuple(name for name in FORMATS if name in formats)


def _is_due(job: Job, marks: Fingerprints, site: Site) -> bool:
    """Return whether a report has to be published, as far as what is published tells."""
    published = site.look(job.report)
    manifest = published.whole if published else None
    if job.force or not manifest:
        return True
    # Nor is one that was made in more formats than are asked for now.
    more = replace(job, formats=_order({*job.formats, *manifest.formats}))
    if more.formats != job.formats:
        more = replace(more, sidik=marks.report(job.report, more.options))
    return not _is_made(more, manifest)


def _is_ready(job: Job) -> bool:
    """Return whether a report has been made by an earlier run that couldn't publish it."""
    return not job.force and _is_made(job, read_manifest(job.project.ready(job.report)))


def _is_made(job: Job, manifest: Manifest | None) -> bool:
    return bool(
        manifest
        and manifest.sidik == seal(job.sidik, job.project, manifest.bacaan)
        and not (job.strict and manifest.ringkasan["temuan"]["galat"])
    )  # fmt: skip


def _make(due: Sequence[Job], options: Options, progress: Progress, summary: Summary) -> Summary:
    """Make reports and return the summary with what came of them."""
    if not due:
        return summary
    if options.scheduler:
        # How many reports are made there at once, and with what memory, is the cluster's affair.
        together, jobs = options.jobs or count_cores(), [replace(job, jobs=options.jobs or 1) for job in due]
    else:
        together, jobs = _share_machine(due, options.jobs)
    if len(jobs) > 1:
        # Whoever has mistyped one cell of many reports needn't wait for the others to be made.
        problems = check_data(jobs, together)
        if problems:
            return replace(summary, problems=tuple(problems))
    with _open_workers(jobs[0].project, options, together, progress) as (executor, work), progress.showing(jobs):
        outcomes = []
        Thread(target=_import_rest, daemon=True).start()
        for outcome in make_all(executor, work, jobs, _renew):
            outcomes.append(outcome)
            progress.finish(outcome)
    return replace(summary, outcomes=tuple(sorted(outcomes, key=lambda outcome: outcome.report)))


def _share_machine(due: Sequence[Job], wanted: int) -> tuple[int, list[Job]]:
    """Return how many reports are made at once, and the jobs with what each may take of this machine."""
    free = measure_free()
    needs = check_fit(due, free)
    at_once = wanted or count_cores()
    together = min(len(due), at_once) if wanted else min(count_fitting(needs, free), at_once)
    return together, [
        replace(job, jobs=max(1, at_once // together), memory=max(free / together, SPARE * need))
        for job, need in zip(due, needs, strict=True)
    ]


def _import_rest() -> None:
    """Import what the end of a run takes, while others work."""
    for name in REST:
        import_module(name)


def _open_workers(
    project: Project, options: Options, together: int, progress: Progress
) -> AbstractContextManager[tuple[Executor, Callable[[Job], Outcome]]]:
    if not options.scheduler:
        return open_workers(together, progress.hear)
    # Only whoever asks for a cluster needs what speaks with it.
    from lkip.cluster import open_cluster

    return open_cluster(options.scheduler, project)


def _renew(job: Job) -> Job:
    return replace(job, sidik=Fingerprints(job.project).report(job.report, job.options))
