"""Choose who renders: Quarto where it is found, the embedded renderer elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Literal

from lkip import renderer_pandoc, renderer_quarto
from lkip.errors import MachineryError

RendererName = Literal["auto", "quarto", "pandoc"]
Render = Callable[[Path, Path, Sequence[str]], None]


def choose_renderer(name: RendererName) -> tuple[Render, str]:
    """Return the function that renders and the sentence that says which one it is.

    Raises
    ------
    MachineryError
        When Quarto is asked for and missing or too old.
    """
    if name == "pandoc":
        return renderer_pandoc.render, "penyaji tertanam (pandoc + typst)"
    program = renderer_quarto.find_quarto()
    version = renderer_quarto.read_version(program) if program else None
    text = ".".join(map(str, version or ()))
    least = ".".join(map(str, renderer_quarto.LEAST_VERSION))
    if version and version >= renderer_quarto.LEAST_VERSION:
        return renderer_quarto.render, f"Quarto {text}"
    found = f"Quarto {text} lebih lama dari {least}" if version else "Quarto tidak ditemukan"
    if name == "quarto":
        raise MachineryError(f"{found}. Pasang Quarto ≥ {least} dari quarto.org, atau pakai --renderer pandoc.")
    return renderer_pandoc.render, f"penyaji tertanam (pandoc + typst); {found}"
