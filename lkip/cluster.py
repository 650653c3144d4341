"""Have reports made by a dask.distributed cluster, whose workers see the project's folder or get sent what they need."""

from __future__ import annotations

import asyncio
import logging
import multiprocessing
import os
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING

from lkip.carrier import Carrier
from lkip.errors import INSTALL_ALL, Exit, MachineryError
from lkip.installation import Installation, know_installation
from lkip.job import Job
from lkip.memory import measure_free
from lkip.outcome import Outcome, Word
from lkip.process import UnwantedError
from lkip.project import Project
from lkip.renderer import choose_renderer
from lkip.workers import make_report

if TYPE_CHECKING:
    from distributed import Client

PATIENCE = 10
"""Seconds that a cluster has to answer."""

REMEDY = "Pasang lkip dan requirements-all.lock yang sama di semua pekerja, lalu mulai ulang pekerja itu."


@contextmanager
def open_cluster(address: str, project: Project) -> Iterator[tuple[Executor, Callable[[Job], Outcome]]]:
    """Give an executor of a cluster, and what it is to do with each job; the counterpart of ``open_workers``.

    Raises
    ------
    MachineryError
        When the cluster doesn't answer, or has workers that would make other reports than this machine.
    """
    with ThreadPoolExecutor(1) as hands, _connect(address) as client:
        executor = client.get_executor(pure=False) if _share_folder(client, project) else Carrier(client, hands)
        yield executor, partial(make_on_worker, know_installation())


def _connect(address: str) -> Client:
    try:
        import distributed
    except ImportError:
        raise MachineryError(
            f"dask.distributed tidak terpasang. Untuk memakai --scheduler, jalankan: {INSTALL_ALL}"
        ) from None
    # What goes wrong is told once, and in the house's words.
    for name in ("distributed", "distributed.client"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        asyncio.run(asyncio.wait_for(_greet(address), PATIENCE))
        return distributed.Client(address, timeout=PATIENCE, set_as_default=False)
    except Exception as error:  # whatever answers there, and however
        raise MachineryError(
            f"penjadwal dask di {address} tidak menjawab ({str(error) or type(error).__name__}). "
            "Periksa alamatnya, mis. tcp://10.0.0.5:8786, dan jalankan dask scheduler di sana."
        ) from error


async def _greet(address: str) -> None:
    """Ask who is there: a client would wait for ever for anyone but a scheduler."""
    from distributed.comm.core import connect

    comm = await connect(address, timeout=PATIENCE)
    try:
        await comm.write({"op": "identity", "reply": True})
        answer = await comm.read()
        if not isinstance(answer, dict) or answer.get("type") != "Scheduler":
            raise ValueError("di sana bukan penjadwal dask")
    finally:
        comm.abort()


def _share_folder(client: Client, project: Project) -> bool:
    """Return whether all workers see the project's folder and may write there.

    Raises
    ------
    MachineryError
        When there are no workers, or some have other code or packages.
    """
    try:
        client.wait_for_workers(1, timeout=PATIENCE)
    except TimeoutError:
        raise MachineryError("klaster dask tidak mempunyai pekerja. Jalankan dask worker, lalu ulangi.") from None
    build = project.root / "_build"
    build.mkdir(exist_ok=True)
    # A fresh file, as a copy of the project on another machine doesn't have it.
    with NamedTemporaryFile(dir=build, prefix=".klaster-") as token:
        answers = client.run(_look, build / Path(token.name).name, on_error="return")
    objections = {worker: _object_to(answer) for worker, answer in sorted(answers.items())}
    refused = [f"pekerja {worker}: {objection}." for worker, objection in objections.items() if objection]
    if refused:
        raise MachineryError("\n".join([*refused, REMEDY]))
    return all(sees for _, sees in answers.values())


def _look(token: Path) -> tuple[Installation, bool]:
    return know_installation(), os.access(token, os.W_OK)


def _object_to(answer: tuple[Installation, bool] | Exception) -> str:
    if isinstance(answer, Exception):
        return f"{type(answer).__name__}: {answer}"
    return know_installation().object_to(answer[0])


def make_on_worker(wanted: Installation, job: Job) -> Outcome:
    """Make a report on a worker of the cluster; one that came later and can't make the same refuses."""
    from distributed import Status, get_worker

    worker = get_worker()
    objection = wanted.object_to(know_installation()) or _miss(job)
    if objection:
        message = f"pekerja {worker.address}: {objection}. {REMEDY}"
        return Outcome(job.report, job.sidik, Exit.MACHINERY, message)

    def hear(word: Word) -> None:
        if worker.status in (Status.closing, Status.closed):
            raise UnwantedError

    # dask marks its workers as daemons, which may not start processes.
    multiprocessing.current_process()._config["daemon"] = False  # type: ignore[attr-defined]
    return make_report(replace(job, memory=measure_free() / worker.state.nthreads), hear)


def _miss(job: Job) -> str:
    """Return what a worker lacks for a job; the embedded renderer is among the packages."""
    for path in (job.project.root, job.project.data / job.report.instansi):
        if not path.is_dir():
            return f"folder {path} tidak ada di sini"
    if job.renderer.name not in ("pandoc", _find_renderer()):
        return f"penyaji {_find_renderer()}, seharusnya {job.renderer.name}"
    return ""


@cache
def _find_renderer() -> str:
    return choose_renderer("auto").name
