"""Run every notebook over the fixture and keep the executed copies that nbval compares with.

After a wanted change of words, tables or data: ``python tests/refresh_nbval.py``, then read the
difference before committing it. The copies hold nothing that another run would change.
"""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from typing import Any

import nbformat
import papermill
from nbval.plugin import get_sanitize_patterns

TESTS = Path(__file__).resolve().parent
NOTEBOOKS = [TESTS.parent / "index.ipynb", *sorted((TESTS.parent / "notebooks").glob("*.ipynb"))]
STORED = TESTS / "nbval"
PARAMETERS = {"instansi": "dinas-contoh-uji", "tahun": 2024, "data_dir": "../fixture/data"}


def refresh(notebook: Path) -> None:
    """Run one notebook as nbval does, in the folder of the copies, and keep its cleaned copy."""
    with tempfile.TemporaryDirectory() as folder:
        executed = Path(folder, notebook.name)
        papermill.execute_notebook(
            notebook, executed, parameters=PARAMETERS, kernel_name="python3", cwd=str(STORED), progress_bar=False
        )
        copy = clean(nbformat.read(executed, as_version=4))
    copy.metadata = nbformat.read(notebook, as_version=4).metadata
    nbformat.write(copy, STORED / notebook.name)


def clean(copy: Any) -> Any:
    """Drop what differs from run to run, and what the comparison leaves out anyway."""
    patterns = dict(get_sanitize_patterns((STORED / "sanitize.cfg").read_text(encoding="utf-8")))
    for cell in copy.cells:
        tags = cell.metadata.get("tags", [])
        cell.metadata = {"tags": tags} if tags else {}
        if "injected-parameters" in tags:
            cell.id = "injected-parameters"
            cell.source = cell.source.strip()
        if cell.cell_type == "code":
            cell.outputs = [clean_output(output, patterns) for output in cell.outputs]
    return copy


def clean_output(output: Any, patterns: dict[str, str]) -> Any:
    """Return an output with its texts sanitised as nbval does on both sides."""
    for kind, text in output.get("data", {}).items():
        for regex, replacement in patterns.items():
            text = re.sub(regex, replacement, text)
        output.data[kind] = text
    return output


def main() -> None:
    """Refresh every copy and drop those whose notebook is gone."""
    names = {path.name for path in NOTEBOOKS}
    for stale in STORED.glob("*.ipynb"):
        if stale.name not in names:
            stale.unlink()
    for path in NOTEBOOKS:
        refresh(path)
        print(path.name)


if __name__ == "__main__":
    main()
