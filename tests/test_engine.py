"""The engine gives what a real Jupyter kernel gives: every notebook of the book, and cells that are hard to get right."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest

from lkip.execute import Execution, execute_chapter
from lkip.outcome import Result
from lkip.process import Answer, Call, run_calls, warm_context
from lkip.project import Project, Report

ROOT = Path(__file__).parents[1]
REPORT = Report("dinas-contoh-uji", 2024)
BOOK = ["index.ipynb", *sorted(f"notebooks/{path.name}" for path in (ROOT / "notebooks").glob("*.ipynb"))]
MakeChapter = Callable[..., Path]

GOOD = (
    "print('satu')\nprint('dua')\n1 + 1",
    "import sys\nprint('salah', file=sys.stderr)",
    "from IPython.display import HTML, Markdown, clear_output, display\n"
    "pegangan = display(Markdown('lama'), display_id='a')\npegangan.update(Markdown('baru'))",
    "pegangan.update(Markdown('lebih baru'))",
    "import asyncio\nawait asyncio.sleep(0.01)\n3",
    "print(1)\nclear_output(wait=True)\nprint(2)",
    "print(1)\nclear_output()",
    "display({'a': 1}, HTML('<b>tebal</b>'))",
    "import pandas as pd\npd.DataFrame({'a': [1, 2]})",
    "_",
    "nilai = 3\nnilai;",
    "",
    "!echo halo",
    "__name__, In[1], sorted(Out)",
    "from __future__ import annotations\nclass A: pass\nA.__module__, A().__class__",
    "import pickle\nlen(pickle.dumps(A())) > 3",
    "%matplotlib inline\nimport matplotlib.pyplot as plt\nplt.figure(figsize=(1, 1))\nplt.plot([1, 2]);",
    "%%capture tangkapan\nprint('diam')",
    "tangkapan.stdout",
    "class B:\n    def _repr_mimebundle_(self, include=None, exclude=None):\n"
    "        return {'text/html': '<i>x</i>', 'text/markdown': '*x*'}, {'isolated': True}\nB()",
    "import warnings\nwarnings.warn('awas')",
    "quit()",
    "'sesudah'",
)

BAD = {
    "galat": "def f():\n    g()\ndef g():\n    raise ValueError('x')\nf()",
    "sintaks": "1 +",
    "bersusun": "try:\n    1 / 0\nexcept ZeroDivisionError as error:\n    raise KeyError('k') from error",
    "keluar": "import sys\nsys.exit('pesan')",
    "keluar-baik": "raise SystemExit",
    "perintah-tak-dikenal": "%tidakada",
    "tampilan-rusak": "class B:\n    def _repr_html_(self):\n        raise ValueError('r')\nB()",
    "dihentikan": "raise KeyboardInterrupt",
    "sesudah-keluaran": "print('sebelum')\n1 / 0",
}


def run(project: Project, chapter: str, *, kernel: bool) -> tuple[Result, list[Any]]:
    execution = Execution(project, REPORT, chapter, kernel=kernel)
    execution.target.parent.mkdir(parents=True, exist_ok=True)
    (told,) = run_calls(warm_context(), [Call(chapter, work, (execution,), 120.0)])
    assert isinstance(told, Answer), told
    cells = nbformat.read(execution.target, 4).cells
    return told.content[0], [describe(cell) for cell in cells if cell.cell_type == "code"]


def work(execution: Execution, tell: object) -> object:
    return execute_chapter(execution)


def describe(cell: Any) -> tuple[str, int | None, list[Any]]:
    """Return a cell's source, count and outputs, without what differs between two kernels as well."""
    outputs: list[Any] = []
    streams: dict[str, str] = {}
    for output in cell.outputs:
        # A kernel sends its streams in pieces, and not in the order of the writes.
        if output.output_type == "stream":
            streams[output.name] = streams.get(output.name, "") + output.text
        else:
            outputs.append(clean(output))
    return cell.source, cell.execution_count, [clean(streams), *outputs]


def clean(content: Any) -> Any:
    if isinstance(content, dict):
        return {key: clean(value) for key, value in content.items()}
    if isinstance(content, list):
        return [clean(value) for value in content]
    # The number of the process in the file in which a cell's source is found, and addresses.
    return re.sub(r"(?<=ipykernel_)\d+|(?<= at 0x)[0-9a-f]+", "…", content) if isinstance(content, str) else content


@pytest.mark.parametrize("chapter", BOOK)
def test_every_chapter_is_what_a_kernel_gives(project: Project, chapter: str) -> None:
    (project.root / chapter).write_bytes((ROOT / chapter).read_bytes())
    name = Path(chapter).name
    ours, theirs = run(project, name, kernel=False), run(project, name, kernel=True)
    assert ours[0].message == theirs[0].message == ""
    assert ours[1] == theirs[1]


def test_hard_cells_give_what_a_kernel_gives(project: Project, make_chapter: MakeChapter) -> None:
    make_chapter("bab.ipynb", *GOOD)
    (result, ours), (_, theirs) = run(project, "bab.ipynb", kernel=False), run(project, "bab.ipynb", kernel=True)
    assert result.message == ""
    for one, other in zip(ours, theirs, strict=True):
        assert one == other


@pytest.mark.parametrize("source", BAD.values(), ids=BAD)
def test_failing_cells_fail_as_in_a_kernel(project: Project, make_chapter: MakeChapter, source: str) -> None:
    make_chapter("bab.ipynb", "sebelum = 1", source, "'sesudah'")
    ours, theirs = run(project, "bab.ipynb", kernel=False), run(project, "bab.ipynb", kernel=True)
    assert (ours[0].status, ours[0].message) == (theirs[0].status, theirs[0].message)
    assert ours[1] == theirs[1]


@pytest.mark.parametrize(
    "source",
    [
        "class B:\n    def _repr_mimebundle_(self, include=None, exclude=None): return {'text/plain': 1j}\nB()",
        "display('x', metadata={'a': 1j})",
    ],
    ids=["isi", "keterangan"],
)
def test_what_no_notebook_can_hold_is_refused_as_in_a_kernel(
    project: Project, make_chapter: MakeChapter, source: str
) -> None:
    # Their tracebacks lead through the engine and through the kernel.
    make_chapter("bab.ipynb", "sebelum = 1", source, "'sesudah'")
    ours, theirs = run(project, "bab.ipynb", kernel=False), run(project, "bab.ipynb", kernel=True)
    assert ours[0].message.startswith("sel ke-4 gagal: ValueError: Can't clean for JSON: 1j")
    assert (ours[0].status, ours[0].message) == (theirs[0].status, theirs[0].message)


def test_what_programs_print_past_python_is_shown(project: Project, make_chapter: MakeChapter) -> None:
    # A kernel shows it too, but in whichever cell runs when it arrives.
    make_chapter("bab.ipynb", "import os\nos.system('echo dari luar; echo salah >&2')\nNone")
    _, cells = run(project, "bab.ipynb", kernel=False)
    assert cells[-1][2] == [{"stdout": "dari luar\n", "stderr": "salah\n"}]


def test_a_cell_gets_no_input(project: Project, make_chapter: MakeChapter) -> None:
    make_chapter("bab.ipynb", "input('nama? ')")
    results = [run(project, "bab.ipynb", kernel=kernel)[0] for kernel in (False, True)]
    assert results[0].message == results[1].message
    assert "StdinNotImplementedError" in results[0].message


def test_one_chapter_knows_nothing_of_another(project: Project, make_chapter: MakeChapter) -> None:
    make_chapter("a.ipynb", "import os, sys, lkip_utils\nlkip_utils.bekas = os.environ['BEKAS'] = 'ada'\nos.chdir('/')")
    make_chapter(
        "b.ipynb", "import os, lkip_utils\n(os.environ.get('BEKAS'), hasattr(lkip_utils, 'bekas'), os.getcwd() == '/')"
    )
    run(project, "a.ipynb", kernel=False)
    _, cells = run(project, "b.ipynb", kernel=False)
    (shown,) = [output["data"]["text/plain"] for output in cells[-1][2][1:]]
    assert shown == "(None, False, False)"
