"""An executor for workers that don't see the project: it sends along what a report is made from, and brings it back."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from lkip.job import Job
from lkip.outcome import Outcome
from lkip.parcel import pack_common, pack_data, pack_made, unpack, unpack_made
from lkip.project import Project

if TYPE_CHECKING:
    from distributed import Client

Work = Callable[[Job], Outcome]


class Carrier(Executor):
    """Has jobs done by workers of a cluster that don't see the project.

    Parameters
    ----------
    hands
        Unpack what comes back, away from the thread that listens to the cluster.
    """

    def __init__(self, client: Client, hands: ThreadPoolExecutor) -> None:
        self.client, self.hands = client, hands
        self.executor: Executor = client.get_executor(pure=False)
        self.common: Any = None

    def submit(self, work: Work, job: Job) -> Future[Outcome]:  # type: ignore[override]
        """Send a job; what comes of it is there once it lies where a run of this machine would have left it."""
        # Sent once for all jobs; again after a failure, in case it was lost or has changed.
        if self.common is None:
            self.common = self.client.scatter(pack_common(job.project), broadcast=True, hash=False)
        done: Future[Outcome] = Future()
        sent = self.executor.submit(carry, work, job, self.common, pack_data(job.project, job.report))
        sent.add_done_callback(lambda sent: self.hands.submit(self._receive, job, sent, done))
        return done

    def _receive(self, job: Job, sent: Future[tuple[Outcome, bytes]], done: Future[Outcome]) -> None:
        try:
            outcome, parcel = sent.result()
            unpack_made(parcel, job.project, job.report)
        except Exception as error:
            self.common = None
            done.set_exception(error)
        else:
            if outcome.retry:
                self.common = None
            done.set_result(outcome)


def carry(work: Work, job: Job, *parcels: bytes) -> tuple[Outcome, bytes]:
    """Do a job on a worker, in a project made of what was sent, of which nothing is left afterwards."""
    from distributed import get_worker

    # dask itself clears its worker's folder when the worker is killed.
    with TemporaryDirectory(prefix="lkip-", dir=get_worker().local_directory) as folder:
        project = Project(Path(folder))
        for parcel in parcels:
            unpack(parcel, project.root)
        outcome = work(replace(job, project=project))
        return outcome, pack_made(project, job.report)
