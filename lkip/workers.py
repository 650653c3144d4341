"""Have reports made: each in a process of its own, several at once, on this machine or on those of a cluster."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from itertools import groupby
from multiprocessing import Pipe
from queue import SimpleQueue
from typing import Any

from lkip.errors import Exit, MachineryError
from lkip.job import Job
from lkip.limits import GRACE
from lkip.outcome import Outcome, Tell
from lkip.process import Answer, Call, Loss, Message, run_calls, warm_context
from lkip_utils.temuan import Temuan, sort_temuan

TRIES = 3
"""How often a report is tried when machinery fails; content that fails would fail again."""

SILENCE = 60.0
"""Seconds without a sign of life after which a process counts as hung, unless chapters have less."""


def count_cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def make_report(job: Job, tell: Tell = lambda word: None, unwanted: Sequence[Any] = ()) -> Outcome:
    """Make a report in a process of its own and return how that ended, whatever happens to the process.

    Raises
    ------
    UnwantedError
        When one of ``unwanted`` is ready: nobody waits any more.
    """
    call = Call(job.report, _produce, (job,), min(job.limits.seconds, SILENCE) + GRACE)
    for told in run_calls(warm_context(), [call], unwanted=unwanted):
        if isinstance(told, Message):
            tell(told.content)
        elif isinstance(told, Answer):
            outcome: Outcome = told.content
            return outcome
        else:
            reason = told.reason
    return Outcome(job.report, job.sidik, Exit.MACHINERY, reason, retry=True)


def _produce(job: Job, tell: Tell) -> Outcome:
    # Imports all that reports need; whoever only waits for them doesn't.
    from lkip.produce import produce

    return produce(job, tell)


@contextmanager
def open_workers(together: int, tell: Tell) -> Iterator[tuple[Executor, Callable[[Job], Outcome]]]:
    """Give an executor of this machine, and what it is to do with each job.

    Its threads only wait for processes. However this ends, none of those is left.
    """
    receiver, sender = Pipe(duplex=False)
    executor = ThreadPoolExecutor(together)
    try:
        yield executor, partial(make_report, tell=tell, unwanted=[receiver])
    finally:
        # Whoever still waits for a process notices that nobody waits for the report.
        sender.close()
        executor.shutdown(cancel_futures=True)
        receiver.close()


def check_data(jobs: Sequence[Job], together: int) -> list[Temuan]:
    """Read the data of all reports and return everything that is wrong with it."""
    calls = [
        Call(instansi, _examine, (tuple(group),), SILENCE)
        for instansi, group in groupby(sorted(jobs, key=lambda job: job.report), key=lambda job: job.report.instansi)
    ]
    problems: list[Temuan] = []
    for told in run_calls(warm_context(), calls, at_once=together):
        if isinstance(told, Loss):
            raise MachineryError(f"data {told.key} tidak dapat diperiksa: {told.reason}")
        if isinstance(told, Answer):
            problems += told.content
    return sort_temuan(problems)


def _examine(jobs: Sequence[Job], tell: Tell) -> list[Temuan]:
    from lkip.examine import examine

    project, strict = jobs[0].project, jobs[0].strict
    found = examine(project, [job.report for job in jobs], audit=strict, jobs=1)
    grave = (temuan for one in found for temuan in one.temuan if temuan.tingkat == "galat")
    return [*(temuan for one in found for temuan in one.masalah), *grave]


def make_all(
    executor: Executor, work: Callable[[Job], Outcome], jobs: Sequence[Job], renew: Callable[[Job], Job]
) -> Iterator[Outcome]:
    """Have reports made by an executor and yield how each ended, in the order in which they end.

    Parameters
    ----------
    renew
        Returns the job for another try, with what it is to be made from now.
    """
    waiting: dict[Future[Outcome], tuple[Job, int]] = {}
    # Waiting for the first of all futures would look at every one of them, every time.
    ended: SimpleQueue[Future[Outcome]] = SimpleQueue()

    def start(job: Job, tries: int) -> None:
        future = _submit(executor, work, job)
        waiting[future] = job, tries
        future.add_done_callback(ended.put)

    for job in jobs:
        start(job, 1)
    while waiting:
        future = ended.get()
        job, tries = waiting.pop(future)
        outcome = _collect(future, job)
        if outcome.retry and tries < TRIES:
            start(renew(job), tries + 1)
        else:
            yield outcome


def _submit(executor: Executor, work: Callable[[Job], Outcome], job: Job) -> Future[Outcome]:
    """Give a job to an executor; one that takes none any more is told by the future, too."""
    try:
        return executor.submit(work, job)
    except Exception as error:
        refused: Future[Outcome] = Future()
        refused.set_exception(error)
        return refused


def _collect(future: Future[Outcome], job: Job) -> Outcome:
    """Return how a job ended, also when whoever worked on it is gone."""
    try:
        return future.result()
    except Exception as error:  # cancelled futures raise, too
        message = f"hubungan dengan pekerja terputus ({type(error).__name__}: {error})"
        return Outcome(job.report, job.sidik, Exit.MACHINERY, message, retry=True)
