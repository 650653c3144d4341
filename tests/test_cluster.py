"""Builds on real dask.distributed clusters of this machine, whose workers see the project or get sent what they need."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Thread

import psutil
import pytest
from distributed import Client, LocalCluster

from lkip.build import Options, build
from lkip.cluster import open_cluster
from lkip.errors import Exit, MachineryError
from lkip.fingerprint import Fingerprints
from lkip.job import Job
from lkip.progress import Progress
from lkip.project import EXECUTED, Project, Report
from lkip.publish import Site
from lkip.renderer import Renderer, choose_renderer
from lkip.summary import Summary
from lkip.workers import make_all, make_report

ROOT = Path(__file__).parents[1]
REPORT = Report("dinas-contoh-uji", 2024)
SHOW = "from lkip_utils.display import show\nshow(f'{instansi} {tahun}')"
MakeChapter = Callable[..., Path]

MARK = "KLASTER_UJI"
"""Variable by which all processes of the cluster are known."""

# A chapter runs in a process of its report's process, which is forked from the forkserver that a worker has started.
KILL_WORKER_ONCE = """
import pathlib, psutil, time
mark = pathlib.Path({!r})
if not mark.exists():
    mark.touch()
    psutil.Process().parents()[2].kill()
    time.sleep(60)
"""


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the cluster's workers keep what is theirs."""
    return tmp_path_factory.mktemp("pekerja")


@pytest.fixture(scope="module")
def address(scratch: Path) -> Iterator[str]:
    """Two workers, each in a process of its own; once they are closed, nothing of them is left."""
    own = {MARK: str(scratch)}
    with LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=":0", local_directory=scratch, env=own
    ) as cluster:
        yield cluster.scheduler_address
    assert wait_until(lambda: not list_processes(scratch))
    assert list(scratch.rglob("lkip-*")) == []


@pytest.fixture
def apart(project: Project, monkeypatch: pytest.MonkeyPatch) -> Project:
    """The same project under a path that leads elsewhere on the workers, as a path of another machine does."""
    monkeypatch.chdir(project.root)
    return Project(Path())


@pytest.fixture(params=["bersama", "dikirim"])
def either(request: pytest.FixtureRequest, project: Project) -> Project:
    """The project, seen by the workers or not."""
    return project if request.param == "bersama" else request.getfixturevalue("apart")  # type: ignore[no-any-return]


def run(project: Project, address: str = "", jobs: int = 1) -> Summary:
    options = Options(renderer="pandoc", scheduler=address, jobs=jobs)
    return build(project, [REPORT], options, Site(project.root / "_site"), Progress())


def list_processes(scratch: Path) -> list[psutil.Process]:
    """Return the workers' processes and all that these have started, whoever is their parent by now."""
    return [one for one in psutil.process_iter() if read_environment(one).get(MARK) == str(scratch)]


def read_environment(process: psutil.Process) -> dict[str, str]:
    try:
        return process.environ()
    except psutil.Error:
        return {}


def wait_until(ready: Callable[[], bool], seconds: float = 20.0) -> bool:
    until = time.monotonic() + seconds
    while not ready() and time.monotonic() < until:
        time.sleep(0.1)
    return ready()


def read_tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


# ── the same report ─────────────────────────────────────────────────────────────────────


def test_real_notebooks_give_the_same_bytes_everywhere(
    project: Project, apart: Project, address: str, scratch: Path
) -> None:
    shutil.copytree(ROOT / "notebooks", project.notebooks, dirs_exist_ok=True)
    shutil.copy2(ROOT / "index.ipynb", project.root)
    assert run(project, jobs=2).status is Exit.OK
    site, kept = read_tree(project.root / "_site"), sorted(path.name for path in list_kept(project))
    for where in (project, apart):
        shutil.rmtree(project.root / "_site")
        shutil.rmtree(project.root / "_build")
        summary = run(where, address, jobs=2)
        assert [outcome.message for outcome in summary.outcomes] == [""]
        assert read_tree(project.root / "_site") == site
        assert sorted(path.name for path in list_kept(project)) == kept
        assert list(project.root.rglob(".klaster-*")) == []
    assert list(scratch.rglob("lkip-*")) == []
    assert run(project).unchanged == (REPORT,), "yang dibuat pekerja berlaku juga di sini"


def list_kept(project: Project) -> list[Path]:
    return [*(project.stage(REPORT) / EXECUTED).iterdir(), project.stage(REPORT) / "run.json"]


def test_chapters_made_by_a_worker_are_used_again_here(apart: Project, make_chapter: MakeChapter, address: str) -> None:
    make_chapter("index.ipynb", SHOW)
    make_chapter("bab.ipynb", SHOW)
    run(apart, address)
    make_chapter("bab.ipynb", SHOW, "show('Kalimat baru.')")
    (outcome,) = run(apart).outcomes
    assert {result.chapter: result.reused for result in outcome.chapters}["index.ipynb"]


def test_links_to_data_arrive_as_files(apart: Project, make_chapter: MakeChapter, address: str, tmp_path: Path) -> None:
    make_chapter("index.ipynb", SHOW)
    folder = apart.data / REPORT.instansi
    folder.rename(tmp_path / "di-tempat-lain")
    folder.symlink_to(tmp_path / "di-tempat-lain")
    assert run(apart, address).status is Exit.OK


# ── what fails ──────────────────────────────────────────────────────────────────────────


def test_content_that_fails_is_told_and_not_tried_again(
    either: Project, make_chapter: MakeChapter, address: str, tmp_path: Path
) -> None:
    runs = tmp_path / "kali"
    make_chapter("index.ipynb", SHOW)
    make_chapter("bab.ipynb", f"print('x', file=open({str(runs)!r}, 'a'), flush=True)", "1 / 0")
    (outcome,) = run(either, address).outcomes
    assert outcome.status is Exit.CONTENT
    assert "bab.ipynb: sel ke-4 gagal: ZeroDivisionError" in outcome.message
    assert runs.read_text() == "x\n"
    assert not (either.root / "_site" / "index.html").exists()
    assert either.executed(REPORT, "bab.ipynb").is_file(), "salinan yang disebut dalam pesan"


def test_a_report_is_made_after_all_when_its_worker_is_killed(
    either: Project, make_chapter: MakeChapter, address: str, tmp_path: Path
) -> None:
    mark = tmp_path / "sudah"
    make_chapter("index.ipynb", SHOW)
    make_chapter("bab.ipynb", KILL_WORKER_ONCE.format(str(mark)), SHOW)
    (outcome,) = run(either, address).outcomes
    assert (outcome.status, outcome.message) == (Exit.OK, "")
    assert mark.exists()
    with Client(address, set_as_default=False) as client:
        client.wait_for_workers(2, timeout=30)


def test_nobody_listens(project: Project, make_chapter: MakeChapter) -> None:
    make_chapter("index.ipynb", SHOW)
    done = run_command(project, "--scheduler", "tcp://127.0.0.1:9")
    assert done.returncode == Exit.MACHINERY
    assert done.stderr.startswith("lkip: penjadwal dask di tcp://127.0.0.1:9 tidak menjawab")
    assert done.stderr.count("\n") == 1


def test_an_address_that_is_none(project: Project, make_chapter: MakeChapter) -> None:
    make_chapter("index.ipynb", SHOW)
    with pytest.raises(MachineryError, match=r"penjadwal dask di klaster tidak menjawab .*tcp://"):
        run(project, "klaster")


ANSWERS = {
    "situs-web": b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n",
    "bukan-apa-apa": b"\xff" * 64,
    "menutup": b"",
    "diam": None,
}


@pytest.mark.parametrize("answer", ANSWERS.values(), ids=ANSWERS)
def test_whoever_answers_otherwise_is_no_scheduler(
    project: Project, make_chapter: MakeChapter, monkeypatch: pytest.MonkeyPatch, answer: bytes | None
) -> None:
    make_chapter("index.ipynb", SHOW)
    monkeypatch.setattr("lkip.cluster.PATIENCE", 1)
    with socket.create_server(("127.0.0.1", 0)) as server:
        Thread(target=_answer, args=(server, answer), daemon=True).start()
        with pytest.raises(MachineryError, match=r"penjadwal dask di tcp://127\.0\.0\.1:\d+ tidak menjawab"):
            run(project, f"tcp://127.0.0.1:{server.getsockname()[1]}")


def _answer(server: socket.socket, answer: bytes | None) -> None:
    visitors = []
    with suppress(OSError):
        while True:
            visitors.append(server.accept()[0])
            if answer is not None:
                visitors[-1].sendall(answer)
                visitors.pop().close()


def test_distributed_is_missing(project: Project, make_chapter: MakeChapter) -> None:
    make_chapter("index.ipynb", SHOW)
    block = "import sys; sys.modules['distributed'] = None; from lkip.cli import main; sys.exit(main(sys.argv[1:]))"
    done = run_command(project, "--scheduler", "tcp://127.0.0.1:9", program=("-c", block))
    assert done.returncode == Exit.MACHINERY
    assert done.stderr.endswith("jalankan: pip install --require-hashes --requirement requirements-all.lock\n")
    assert done.stderr.count("\n") == 1


def run_command(
    project: Project, *options: str, program: tuple[str, ...] = ("-m", "lkip.cli")
) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, *program, "build", "--tahun", "2024", "--renderer", "pandoc", "--quiet", *options]
    return subprocess.run(command, cwd=project.root, capture_output=True, text=True, timeout=60)


# ── workers that can't make the same ────────────────────────────────────────────────────


@contextmanager
def start_worker(address: str, scratch: Path, path: Path) -> Iterator[str]:
    """Start a worker as operators do, with packages from a folder of its own, and give its address."""
    command = [Path(sys.executable).with_name("dask"), "worker", address, "--nthreads", "1", "--no-dashboard"]
    with Client(address, set_as_default=False) as client, open(scratch / "log", "w") as log:
        known = set(client.scheduler_info()["workers"])
        worker = subprocess.Popen(
            [*command, "--local-directory", scratch],
            stderr=log,
            cwd=scratch,
            env={**os.environ, "PYTHONPATH": str(path)},
        )
        try:
            assert wait_until(lambda: bool(set(client.scheduler_info()["workers"]) - known)), "pekerja tidak datang"
            yield (set(client.scheduler_info()["workers"]) - known).pop()
        finally:
            worker.terminate()
            worker.wait(30)


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """The packages of this checkout in another version."""
    for name in ("lkip", "lkip_utils"):
        shutil.copytree(ROOT / name, tmp_path / "lain" / name)
    shutil.copytree(ROOT / "_extensions" / "lkip" / "fonts", tmp_path / "lain" / "_extensions" / "lkip" / "fonts")
    (tmp_path / "lain" / "lkip" / "__init__.py").write_text('__version__ = "9.9"\n', encoding="utf-8")
    return tmp_path / "lain"


def test_a_worker_of_another_version(
    project: Project, make_chapter: MakeChapter, address: str, scratch: Path, other: Path
) -> None:
    make_chapter("index.ipynb", SHOW)
    job = make_job(project, choose_renderer("pandoc"))
    with open_cluster(address, project) as (executor, work), start_worker(address, scratch, other) as worker:
        outcome = executor.submit(work, job, workers=[worker]).result(timeout=60)
        assert outcome.status is Exit.MACHINERY
        assert f"pekerja {worker}: lkip 9.9, seharusnya 0.1.0" in outcome.message
        with pytest.raises(MachineryError, match=f"pekerja {worker}: lkip 9.9, seharusnya 0.1.0"):
            run(project, address)
    assert not (project.root / "_site" / "index.html").exists()


def test_a_worker_with_another_renderer(either: Project, make_chapter: MakeChapter, address: str) -> None:
    make_chapter("index.ipynb", SHOW)
    job = make_job(either, Renderer("quarto 0.1", "Quarto 0.1"))
    with open_cluster(address, either) as (executor, work):
        outcome = executor.submit(work, job).result(timeout=60)
    assert outcome.status is Exit.MACHINERY
    own = re.escape(choose_renderer("auto").name)
    assert re.match(rf"pekerja tcp://\S+: penyaji {own}, seharusnya quarto 0\.1\. ", outcome.message)


def test_a_cluster_without_workers(
    project: Project, make_chapter: MakeChapter, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_chapter("index.ipynb", SHOW)
    monkeypatch.setattr("lkip.cluster.PATIENCE", 1)
    with (
        LocalCluster(n_workers=0, processes=False, dashboard_address=":0") as cluster,
        pytest.raises(MachineryError, match="tidak mempunyai pekerja"),
    ):
        run(project, cluster.scheduler_address)


def make_job(project: Project, renderer: Renderer) -> Job:
    return Job(project, REPORT, Fingerprints(project).report(REPORT, ("html", renderer.name)), ("html",), renderer)


# ── what goes away ──────────────────────────────────────────────────────────────────────


def test_an_interrupted_build_leaves_no_process(
    project: Project, make_chapter: MakeChapter, address: str, tmp_path: Path
) -> None:
    started = tmp_path / "mulai"
    make_chapter("index.ipynb", f"import pathlib, time\npathlib.Path({str(started)!r}).touch()\ntime.sleep(3)", SHOW)
    program = [sys.executable, "-m", "lkip.cli", "build", "--renderer", "pandoc", "--scheduler", address]
    lkip = subprocess.Popen(program, cwd=project.root, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    assert wait_until(started.exists)
    lkip.send_signal(2)
    _, told = lkip.communicate(timeout=30)
    assert (lkip.returncode, told) == (130, "lkip: dihentikan; yang belum selesai tidak diterbitkan.\n")
    with Client(address, set_as_default=False) as client:
        assert wait_until(lambda: not any(client.processing().values()))
        assert wait_until(lambda: not any(client.run(count_makers).values()))
    assert list(project.root.rglob(".klaster-*")) == []


def count_makers() -> int:
    """Return how many processes a worker's forkserver has forked and not seen end (runs on the worker)."""
    servers = [child for child in psutil.Process().children() if "forkserver" in " ".join(child.cmdline())]
    return sum(len(server.children(recursive=True)) for server in servers)


def test_an_executor_that_takes_nothing_any_more(project: Project) -> None:
    executor = ThreadPoolExecutor(1)
    executor.shutdown()
    (outcome,) = make_all(executor, make_report, [make_job(project, choose_renderer("pandoc"))], lambda job: job)
    assert (outcome.report, outcome.status) == (REPORT, Exit.MACHINERY)
    assert "cannot schedule new futures after shutdown" in outcome.message


def test_a_worker_that_is_a_thread_ends_its_report_when_it_closes(
    project: Project, make_chapter: MakeChapter, tmp_path: Path
) -> None:
    started = tmp_path / "mulai"
    make_chapter("index.ipynb", f"import pathlib, time\npathlib.Path({str(started)!r}).touch()\ntime.sleep(60)", SHOW)
    job = make_job(project, choose_renderer("pandoc"))
    local = LocalCluster(n_workers=1, threads_per_worker=1, processes=False, dashboard_address=":0")
    with local as cluster, open_cluster(cluster.scheduler_address, project) as (executor, work):
        executor.submit(work, job)
        assert wait_until(started.exists)
        assert count_makers() > 0
        cluster.scale(0)
        assert wait_until(lambda: count_makers() == 0)
