"""Run chapters in this process."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output

ROOT = Path(__file__).parents[1]
NOTEBOOKS = [ROOT / "index.ipynb", *sorted((ROOT / "notebooks").glob("*.ipynb"))]


def cells(path: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return found


def sources(path: Path) -> list[tuple[str, str]]:
    """Return kind and source of every cell but the parameters that papermill puts in."""
    own = (cell for cell in cells(path) if "injected-parameters" not in cell["metadata"].get("tags", []))
    return [(cell["cell_type"], "".join(cell["source"])) for cell in own]


def show_all(
    path: Path, data: Path, shell: InteractiveShell, instansi: str = "dinas-contoh-uji", tahun: int = 2024
) -> str:
    """Run a notebook's cells and return its chapter as the renderers get it."""
    shell.reset(new_session=False)
    texts = []
    for kind, source in sources(path):
        if kind == "markdown":
            continue
        if source.startswith("instansi = "):
            source = f"instansi, tahun, data_dir = {instansi!r}, {tahun}, {str(data)!r}"
        with capture_output() as captured:
            result = shell.run_cell(source)
        result.raise_error()
        texts += [output.data["text/markdown"] for output in captured.outputs]
    return "\n\n".join(texts)
