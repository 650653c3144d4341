"""Ways to run a chapter's cells, side by side; run by ``bench/build.py`` in a fresh Python, prints JSON.

    engines.py PROJECT INSTANSI TAHUN TIMES CHAPTER…

Each run is a process forked from this one, which has imported what chapters need and read the data, as lkip does; a
kernel is a program of its own and begins with neither.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from importlib.util import find_spec
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from usual import run_cells

Way = Callable[[Path, str, str, int], None]

AWAIT = "import asyncio\nawait asyncio.sleep(0)"


def run_kernel(root: Path, chapter: str, instansi: str, year: int) -> None:
    """Papermill as it is, with a Jupyter kernel."""
    import papermill

    with tempfile.TemporaryDirectory() as folder:
        papermill.execute_notebook(
            root / chapter, Path(folder, Path(chapter).name), parameters=_values(root, instansi, year),
            kernel_name="python3", progress_bar=False,
        )  # fmt: skip


def run_engine(root: Path, chapter: str, instansi: str, year: int) -> None:
    """Papermill with lkip's engine."""
    from lkip.errors import Exit
    from lkip.execute import Execution, execute_chapter
    from lkip.project import Project, Report

    execution = Execution(Project(root), Report(instansi, year), Path(chapter).name)
    execution.target.parent.mkdir(parents=True, exist_ok=True)
    result, _ = execute_chapter(execution)
    if result.status is not Exit.OK:
        raise SystemExit(result.message)


def run_inprocess(root: Path, chapter: str, instansi: str, year: int) -> None:
    """The kernel that ipykernel offers to live in one's own process, without papermill."""
    cells = json.loads((root / chapter).read_text(encoding="utf-8"))["cells"]
    sources = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    values = "\n".join(f"{name} = {value!r}" for name, value in _values(root, instansi, year).items())
    _run_inprocess([sources[0], values, *sources[1:]])


def run_await(root: Path, chapter: str, instansi: str, year: int) -> None:
    """A cell in that kernel that waits for a coroutine."""
    _run_inprocess([AWAIT])


def _run_inprocess(sources: list[str]) -> None:
    from ipykernel.inprocess.manager import InProcessKernelManager

    manager = InProcessKernelManager()
    manager.start_kernel()
    client = manager.client()
    client.start_channels()
    for source in sources:
        client.execute(source)
        reply = client.get_shell_msg(timeout=0)["content"]
        if reply["status"] != "ok":
            raise SystemExit(f"{reply['ename']}: {reply['evalue']}")


def run_execnb(root: Path, chapter: str, instansi: str, year: int) -> None:
    """The shell of execnb, without papermill."""
    from execnb.shell import CaptureShell

    source = root / chapter
    cells = json.loads(source.read_text(encoding="utf-8"))["cells"]
    place = next(number for number, cell in enumerate(cells) if "parameters" in cell["metadata"].get("tags", []))
    values = "\n".join(f"{name} = {value!r}" for name, value in _values(root, instansi, year).items())
    with tempfile.TemporaryDirectory() as folder:
        shell = CaptureShell()
        shell.execute(source, str(Path(folder, source.name)), exc_stop=True, inject_code=values, inject_idx=place)


def run_plain(root: Path, chapter: str, instansi: str, year: int) -> None:
    """Nothing but ``exec``, with a stub for what shows things."""
    import lkip_utils.display

    shown: list[Any] = []

    def show(part: Any) -> None:
        bundle = getattr(part, "_repr_mimebundle_", None)
        shown.append(bundle() if bundle else part)

    lkip_utils.display.display = show
    run_cells(root / chapter, _values(root, instansi, year), show)


def _values(root: Path, instansi: str, year: int) -> dict[str, Any]:
    return {"instansi": instansi, "tahun": year, "data_dir": str(root / "data")}


WAYS: dict[str, Way] = {
    "papermill, Jupyter kernel": run_kernel,
    "ipykernel's in-process kernel": run_inprocess,
    "execnb": run_execnb,
    "papermill, lkip's engine": run_engine,
    "plain exec": run_plain,
}


def time_forked(way: Way, *arguments: Any) -> float:
    """Return the seconds that a way takes in a process of its own.

    Raises
    ------
    RuntimeError
        When the process fails.
    """
    process = get_context("fork").Process(target=_quietly, args=(way, *arguments))
    started = time.perf_counter()
    process.start()
    process.join()
    seconds = time.perf_counter() - started
    if process.exitcode != 0:
        raise RuntimeError(way.__doc__)
    return seconds


def _quietly(way: Way, *arguments: Any) -> None:
    """Run a way without hearing what it tells."""
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, 1)
    os.dup2(nothing, 2)
    way(*arguments)


def main() -> None:
    """Print the seconds of each way by chapter, and whether the in-process kernel can wait for a coroutine."""
    import lkip.warm  # noqa: F401
    from lkip_utils.reader import lend_dataset, read_dataset

    root, instansi, year, times = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    lend_dataset(read_dataset(instansi, year, root / "data"), root / "data")
    ways = {name: way for name, way in WAYS.items() if name != "execnb" or find_spec("execnb")}
    found: dict[str, Any] = {}
    for chapter in sys.argv[5:]:
        rounds = [
            {name: time_forked(way, root, chapter, instansi, year) for name, way in ways.items()} for _ in range(times)
        ]
        found[chapter] = {name: [one[name] for one in rounds] for name in ways}
    try:
        time_forked(run_await, root, "", instansi, year)
        awaits = True
    except RuntimeError:
        awaits = False
    print(json.dumps({"chapters": found, "awaits": awaits}))


if __name__ == "__main__":
    main()
