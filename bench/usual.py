"""What others do, each run by ``bench/build.py`` in a fresh Python.

- ``usual.py kernel PROJECT TARGET INSTANSI TAHUN…``: papermill with a Jupyter kernel for each notebook, one by one
- ``usual.py plain PROJECT INSTANSI TAHUN``: nothing but ``exec`` of the cells, the floor
- ``usual.py render STAGE OUTPUT``: pandoc and typst for a staged report; prints seconds as JSON
"""

from __future__ import annotations

import ast
import json
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

import yaml


def list_chapters(root: Path) -> list[str]:
    """Return the notebooks of the book in their order."""
    book = yaml.safe_load((root / "_quarto.yml").read_text(encoding="utf-8"))["book"]
    return [*book["chapters"], *book["appendices"]]


def run_kernels(root: Path, target: Path, instansi: str, *years: str) -> None:
    """Execute every notebook as papermill does unless told otherwise."""
    import papermill

    for year in years:
        (target / year).mkdir(parents=True)
        values = {"instansi": instansi, "tahun": int(year), "data_dir": str(root / "data")}
        for chapter in list_chapters(root):
            papermill.execute_notebook(
                root / "notebooks" / chapter, target / year / chapter, parameters=values, kernel_name="python3"
            )


def run_plain(root: Path, instansi: str, year: str) -> None:
    """Execute the cells of every notebook, with a stub for what shows them."""
    shown: list[Any] = []

    def show(part: Any) -> None:
        bundle = getattr(part, "_repr_mimebundle_", None)
        shown.append(bundle() if bundle else part)

    # Not even imported; matplotlib asks for the version where it finds it.
    stubs: dict[str, dict[str, Any]] = {
        "IPython": {"version_info": (9,)},
        "IPython.display": {"Markdown": str, "display": show},
    }
    for name, content in stubs.items():
        sys.modules[name] = ModuleType(name)
        vars(sys.modules[name]).update(content)
    values = {"instansi": instansi, "tahun": int(year), "data_dir": str(root / "data")}
    for chapter in list_chapters(root):
        run_cells(root / "notebooks" / chapter, values, show)


def run_cells(notebook: Path, values: dict[str, Any], show: Callable[[Any], None]) -> None:
    """Execute a notebook's cells with other parameters than its own, and show what each ends with."""
    scope: dict[str, Any] = {}
    for cell in json.loads(notebook.read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] == "code":
            tree = ast.parse("".join(cell["source"]))
            last = tree.body[-1]
            if isinstance(last, ast.Expr):
                tree.body.pop()
            exec(compile(tree, str(notebook), "exec"), scope)
            if "parameters" in cell["metadata"].get("tags", []):
                scope.update(values)
            if isinstance(last, ast.Expr):
                value = eval(compile(ast.Expression(last.value), str(notebook), "eval"), scope)
                if value is not None:
                    show(value)


def render(stage: Path, output: Path) -> None:
    """Render a staged report: each program alone, all of them as one could at best, and by lkip's renderer."""
    from lkip.book import read_book
    from lkip.pdf import write_pdf
    from lkip.renderer_pandoc import convert
    from lkip.renderer_pandoc import render as render_all

    seconds: dict[str, float] = {}

    @contextmanager
    def timed(name: str) -> Iterator[None]:
        started = time.perf_counter()
        yield
        seconds[name] = time.perf_counter() - started

    book = read_book(stage)
    output.mkdir(parents=True)
    with timed("pandoc html"):
        convert(book, "html")
    with timed("pandoc typst"):
        text = convert(book, "pdf")
    with timed("typst"):
        write_pdf(book, text, output)
    with timed("floor"), ThreadPoolExecutor(2) as pool:
        html, pdf = pool.submit(convert, book, "html"), pool.submit(convert, book, "pdf")
        write_pdf(book, pdf.result(), output)
        html.result()
    with timed("all"):
        render_all(stage, output, ("html", "pdf"))
    print(json.dumps(seconds))


def main() -> None:
    """Do what the arguments ask for."""
    what, *arguments = sys.argv[1:]
    if what == "kernel":
        root, target, instansi, *years = arguments
        run_kernels(Path(root), Path(target), instansi, *years)
    elif what == "plain":
        root, instansi, year = arguments
        run_plain(Path(root), instansi, year)
    else:
        stage, output = arguments
        render(Path(stage), Path(output))


if __name__ == "__main__":
    main()
