"""Running a chapter with papermill and a real kernel: good, failing, wrongly parameterised."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest

from lkip.errors import Exit
from lkip.execute import Execution, check_parameters, execute_chapter
from lkip.limits import Limits
from lkip.outcome import Result
from lkip.process import Answer, Call, Loss, run_calls, warm_context
from lkip.project import Project, Report
from lkip.trace import Trace

REPORT = Report("dinas-contoh-uji", 2024)
MakeChapter = Callable[..., Path]


def run(
    project: Project, chapter: str, *, kernel: bool = False, limits: Limits | None = None
) -> tuple[Result, Path, Trace | None]:
    """Run a chapter as a report does: in a process of its own."""
    execution = Execution(project, REPORT, chapter, limits or Limits(), kernel)
    execution.target.parent.mkdir(parents=True, exist_ok=True)
    (told,) = run_calls(warm_context(), [Call(chapter, work, (execution,), 60.0)])
    assert isinstance(told, Answer), told
    result, trace = told.content
    return result, execution.target, trace


def work(execution: Execution, tell: object) -> tuple[Result, Trace | None]:
    return execute_chapter(execution)


both_engines = pytest.mark.parametrize("kernel", [False, True], ids=["proses", "kernel"])


@both_engines
def test_a_good_chapter_gets_its_parameters(project: Project, make_chapter: MakeChapter, kernel: bool) -> None:
    make_chapter(
        "bab.ipynb",
        "from lkip_utils import read_dataset\nfrom lkip_utils.display import show\n"
        "dataset = read_dataset(instansi, tahun, data_dir)",
        "show(f\"{dataset.profil('nama')} {tahun}\")",
    )
    result, target, _ = run(project, "bab.ipynb", kernel=kernel)
    assert (result.status, result.message) == (Exit.OK, "")
    assert result.seconds > 0
    outputs = [output for cell in nbformat.read(target, 4).cells for output in cell.get("outputs", [])]
    assert [output.data["text/markdown"] for output in outputs] == ["Dinas Contoh Uji (Fiktif) 2024"]


@both_engines
def test_a_failing_chapter_is_kept_with_its_banner(project: Project, make_chapter: MakeChapter, kernel: bool) -> None:
    source = make_chapter("bab.ipynb", "sebelum = 1", "1 / 0", "sesudah = 1")
    result, target, _ = run(project, "bab.ipynb", kernel=kernel)
    assert result.status is Exit.CONTENT
    assert (result.report, result.chapter) == (REPORT, "bab.ipynb")
    cells = nbformat.read(target, 4).cells
    assert "An Exception was encountered" in cells[0].source
    assert cells[0].metadata.tags == ["papermill-error-cell-tag"]
    failed = next(cell for cell in cells if cell.source == "1 / 0")
    assert failed.outputs[0].ename == "ZeroDivisionError"
    assert nbformat.read(source, 4).cells[0].source.startswith("# Judul"), "notebook aslinya tidak berubah"


@both_engines
def test_a_failure_is_named_as_the_author_sees_it(project: Project, make_chapter: MakeChapter, kernel: bool) -> None:
    source = make_chapter("bab.ipynb", "sebelum = 1", "1 / 0")
    result, _, _ = run(project, "bab.ipynb", kernel=kernel)
    number = [cell.source for cell in nbformat.read(source, 4).cells].index("1 / 0") + 1
    assert number == 4
    assert result.message.startswith("sel ke-4 gagal: ZeroDivisionError: division by zero.")
    assert result.message.endswith("Salinannya: _build/dinas-contoh-uji/2024/_eksekusi/bab.ipynb")


@both_engines
@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("%tidakada", "UsageError: Line magic function `%tidakada` not found."),
        ("%%tidakada\nisi", "UsageError: Cell magic `%%tidakada` not found."),
        ("import sys\nprint('lain', file=sys.stderr)\n%cd -tidakada", "UsageError: option -t not recognized"),
    ],
)
def test_what_ipython_refuses_is_told_with_its_reason(
    project: Project, make_chapter: MakeChapter, kernel: bool, source: str, reason: str
) -> None:
    make_chapter("bab.ipynb", "sebelum = 1", source, "1 / 0")
    result, target, _ = run(project, "bab.ipynb", kernel=kernel)
    assert result.status is Exit.CONTENT
    assert result.message.startswith(f"sel ke-4 gagal: {reason}")
    assert "An Exception was encountered" in nbformat.read(target, 4).cells[0].source


@both_engines
def test_the_cell_that_stopped_is_named_not_one_that_may_fail(
    project: Project, make_chapter: MakeChapter, kernel: bool
) -> None:
    path = make_chapter("bab.ipynb", "1 / 0", "%tidakada", "sesudah = 1")
    notebook = nbformat.read(path, 4)
    notebook.cells[2].metadata["tags"] = ["raises-exception"]
    nbformat.write(notebook, path)
    result, _, _ = run(project, "bab.ipynb", kernel=kernel)
    assert result.message.startswith("sel ke-4 gagal: UsageError: ")


@both_engines
def test_a_cell_that_may_fail_leaves_a_copy_without_banner(
    project: Project, make_chapter: MakeChapter, kernel: bool
) -> None:
    path = make_chapter("bab.ipynb", "1 / 0", "'sesudah'")
    notebook = nbformat.read(path, 4)
    notebook.cells[2].metadata["tags"] = ["raises-exception"]
    nbformat.write(notebook, path)
    result, target, _ = run(project, "bab.ipynb", kernel=kernel)
    assert (result.status, result.message) == (Exit.OK, "")
    cells = nbformat.read(target, 4).cells
    assert cells[0].source.startswith("# Judul")
    assert [cell.outputs[0].get("ename", "") for cell in cells[3:]] == ["ZeroDivisionError", ""]


def test_a_kernel_that_dies_is_the_machinerys_fault(project: Project, make_chapter: MakeChapter) -> None:
    make_chapter("bab.ipynb", "import os\nos._exit(1)")
    result, _, _ = run(project, "bab.ipynb", kernel=True)
    assert result.status is Exit.MACHINERY
    assert "DeadKernelError" in result.message


def test_a_process_that_dies_leaves_whoever_waits_alive(project: Project, make_chapter: MakeChapter) -> None:
    make_chapter("bab.ipynb", "import os\nos._exit(7)")
    execution = Execution(project, REPORT, "bab.ipynb")
    execution.target.parent.mkdir(parents=True)
    (told,) = run_calls(warm_context(), [Call("bab", work, (execution,), 60.0)])
    assert told == Loss("bab", "proses berhenti dengan status 7 sebelum selesai")


@both_engines
def test_a_chapter_that_never_ends_is_ended_and_named(
    project: Project, make_chapter: MakeChapter, kernel: bool
) -> None:
    make_chapter("bab.ipynb", "sebelum = 1", "while True:\n    try:\n        pass\n    except Exception:\n        pass")
    result, target, _ = run(project, "bab.ipynb", kernel=kernel, limits=Limits(seconds=2.0))
    assert result.status is Exit.CONTENT
    assert "gagal: belum selesai setelah 2 detik" in result.message
    assert "--batas-waktu" in result.message
    if not kernel:
        assert result.message.startswith("sel ke-4 ")
        assert "An Exception was encountered" in nbformat.read(target, 4).cells[0].source


@both_engines
def test_a_chapter_that_eats_memory_is_stopped_and_named(
    project: Project, make_chapter: MakeChapter, kernel: bool
) -> None:
    make_chapter("bab.ipynb", "banyak = [bytearray(2**24) for _ in range(200)]", "1")
    result, target, _ = run(project, "bab.ipynb", kernel=kernel, limits=Limits(memory=1024 if kernel else 256))
    assert result.status is Exit.CONTENT
    assert result.message.startswith("sel ke-3 gagal: memori yang diminta melebihi ")
    assert "--batas-memori" in result.message
    assert "An Exception was encountered" in nbformat.read(target, 4).cells[0].source


def test_a_chapter_may_have_what_the_bound_allows(project: Project, make_chapter: MakeChapter) -> None:
    make_chapter("bab.ipynb", "len(bytearray(200 * 2**20))")
    result, _, _ = run(project, "bab.ipynb", limits=Limits(memory=256))
    assert result.status is Exit.OK


@pytest.mark.parametrize(
    ("parameters", "found"),
    [
        ('instansi = "x"\ntahun = 1', "instansi, tahun"),
        ('instansi = "x"\ntahun = "1"\ndata_dir = "x"', "instansi, tahun, data_dir"),
        ('instansi = "x"\ntahun = 1\ndata_dir = "x"\nlain = 1', "instansi, tahun, data_dir, lain"),
        ("", "kosong"),
    ],
)
def test_other_parameters_are_refused_before_running(
    project: Project, make_chapter: MakeChapter, parameters: str, found: str
) -> None:
    make_chapter("bab.ipynb", "1 / 0", parameters=parameters)
    result, target, _ = run(project, "bab.ipynb")
    assert result.status is Exit.CONTENT
    assert result.message == (
        f"sel «parameters» memuat {found}; diharapkan: instansi (str), tahun (int), data_dir (str)."
    )
    assert not target.exists()


def test_a_chapter_without_parameters_cell_is_refused(project: Project, make_chapter: MakeChapter) -> None:
    path = make_chapter("bab.ipynb")
    notebook = nbformat.read(path, 4)
    del notebook.cells[1].metadata["tags"]
    nbformat.write(notebook, path)
    assert check_parameters(path) == "sel kode pertama harus bertanda (tag) «parameters»."


@pytest.mark.parametrize("parameters", ["tahun = ", "tahun = tidak_ada", "1 / 0"])
def test_a_worker_survives_a_broken_parameters_cell(
    project: Project, make_chapter: MakeChapter, parameters: str
) -> None:
    make_chapter("bab.ipynb", parameters=parameters)
    result, _, _ = run(project, "bab.ipynb")
    assert result.status is Exit.CONTENT
    assert "«parameters»" in result.message


def test_a_worker_survives_a_missing_or_broken_notebook(project: Project, make_chapter: MakeChapter) -> None:
    make_chapter("rusak.ipynb").write_text("{", encoding="utf-8")
    for chapter in ("rusak.ipynb", "hilang.ipynb"):
        result, _, _ = run(project, chapter)
        assert result.status is Exit.CONTENT
        assert result.message


def test_a_result_travels_between_processes() -> None:
    result = Result(REPORT, "bab.ipynb", 1.5, Exit.CONTENT, "pesan")
    assert pickle.loads(pickle.dumps(result)) == result
