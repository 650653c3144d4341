"""What others do, each run by ``bench/build.py`` in a fresh Python.

- ``usual.py kernel PROJECT TARGET INSTANSI TAHUN…``: papermill with a Jupyter kernel for each notebook, one by one
- ``usual.py plain PROJECT INSTANSI TAHUN``: nothing but ``exec`` of the cells, the floor
- ``usual.py alone STAGE OUTPUT``: pandoc and typst for a staged report, one by one; prints seconds as JSON
- ``usual.py together STAGE OUTPUT``: the same, HTML and PDF at once
- ``usual.py embedded STAGE OUTPUT``: lkip's renderer as a whole

The last three are called apart: typst remembers what it has set.
"""

from __future__ import annotations

import ast
import json
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import Any

import yaml


def list_chapters(root: Path) -> list[str]:
    """Return the paths of the book's notebooks in their order."""
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
                root / chapter, target / year / Path(chapter).name, parameters=values, kernel_name="python3"
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
        run_cells(root / chapter, values, show)


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


def render(what: str, stage: Path, output: Path) -> None:
    """Render a staged report, and print the seconds of what is asked for."""
    from lkip import renderer_pandoc
    from lkip.book import read_book
    from lkip.pdf import write_pdf

    book = read_book(stage)
    output.mkdir(parents=True)
    clock = [time.perf_counter()]
    if what == "alone":
        renderer_pandoc.convert(book, "html")
        clock.append(time.perf_counter())
        text = renderer_pandoc.convert(book, "pdf")
        clock.append(time.perf_counter())
        write_pdf(book, text, output)
    elif what == "together":
        with ThreadPoolExecutor(2) as pool:
            html, pdf = (pool.submit(renderer_pandoc.convert, book, name) for name in ("html", "pdf"))
            write_pdf(book, pdf.result(), output)
            html.result()
    else:
        renderer_pandoc.render(stage, output, ("html", "pdf"))
    clock.append(time.perf_counter())
    print(json.dumps([end - start for start, end in pairwise(clock)]))


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
        render(what, Path(stage), Path(output))


if __name__ == "__main__":
    main()
