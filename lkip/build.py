"""Make reports: find out which have changed, make those, publish all of them. One function tells the story."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, field, replace
from importlib import import_module
from threading import Thread

from lkip.errors import Exit
from lkip.fingerprint import Fingerprints, seal
from lkip.job import Job
from lkip.limits import Limits
from lkip.lock import hold
from lkip.manifest import Manifest, read_manifest
from lkip.outcome import Outcome
from lkip.progress import Progress
from lkip.project import Project, Report
from lkip.publish import Site
from lkip.renderer import Renderer, RendererName, choose_renderer
from lkip.summary import Summary
from lkip.workers import check_data, count_processes, make_all, open_workers

REST = ("jinja2", "lkip_utils.numbers", "rich.table")
"""What publication and summary import."""


@dataclass(frozen=True)
class Options:
    """How reports are to be made; see ``lkip build --help``."""

    formats: tuple[str, ...] = ("html", "pdf")
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
    jobs = _list_jobs(project, reports, options, renderer)
    changed = [job for job in jobs if _is_due(job, site)]
    with ExitStack() as locks:
        for instansi in sorted({job.report.instansi for job in changed}):
            locks.enter_context(hold(project.lock(instansi)))
        # Once more: another run may have made them before this one held the locks.
        due = [job for job in changed if _is_due(job, site)]
        unchanged = tuple(job.report for job in jobs if job not in due)
        summary = _make([job for job in due if not _is_ready(job)], options, progress, Summary(unchanged))
        if summary.status is Exit.OK:
            site.publish(project, {job.report: project.ready(job.report) for job in due})
    return summary


def _list_jobs(project: Project, reports: Sequence[Report], options: Options, renderer: Renderer) -> list[Job]:
    marks = Fingerprints(project, (*options.formats, renderer.name))
    return [
        Job(
            project, report, marks.report(report), options.formats, renderer, options.limits,
            kernel=options.kernel, strict=options.strict, force=options.force,
        )
        for report in reports
    ]  # fmt: skip


def _is_due(job: Job, site: Site) -> bool:
    """Return whether a report has to be published, as far as what is published tells."""
    return job.force or not _is_made(job, site.read(job.report))


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
    at_once = options.jobs or count_processes()
    together = min(at_once, len(due))
    # On a cluster, how many reports are made at once is the cluster's affair.
    chapters = (options.jobs or 1) if options.scheduler else max(1, at_once // together)
    jobs = [replace(job, jobs=chapters) for job in due]
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
    return replace(job, sidik=Fingerprints(job.project, job.options).report(job.report))
