"""Choose who renders: Quarto where it is found, the embedded renderer elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from lkip import renderer_quarto
from lkip.errors import MachineryError

RendererName = Literal["auto", "quarto", "pandoc"]


@dataclass(frozen=True)
class Renderer:
    """Who renders.

    Parameters
    ----------
    name
        ``pandoc``, or ``quarto`` with its version: what tells apart two renderings of the same book.
    sentence
        What the build says of it.
    """

    name: str
    sentence: str

    def render(self, stage: Path, output: Path, formats: Sequence[str]) -> None:
        """Render a staged project into a folder; what Quarto isn't asked for, such as Word, the embedded renderer makes.

        Raises
        ------
        ContentError
            Naming chapter and cell for what is outside the dialect.
        MachineryError
            With the words of the program that failed.
        """
        # Takes its time to import, and only where reports are made.
        from lkip import renderer_pandoc

        own = [name for name in formats if self.name == "pandoc" or name not in renderer_quarto.FORMATS]
        others = [name for name in formats if name not in own]
        if others:
            renderer_quarto.render(stage, output, others)
        if own:
            renderer_pandoc.render(stage, output, own)


def choose_renderer(name: RendererName) -> Renderer:
    """Return who renders.

    Raises
    ------
    MachineryError
        When Quarto is asked for and missing or too old.
    """
    embedded = "penyaji tertanam (pandoc + typst)"
    if name == "pandoc":
        return Renderer("pandoc", embedded)
    program = renderer_quarto.find_quarto()
    version = renderer_quarto.read_version(program) if program else None
    text = ".".join(map(str, version or ()))
    least = ".".join(map(str, renderer_quarto.LEAST_VERSION))
    if version and version >= renderer_quarto.LEAST_VERSION:
        return Renderer(f"quarto {text}", f"Quarto {text}")
    found = f"Quarto {text} lebih lama dari {least}" if version else "Quarto tidak ditemukan"
    if name == "quarto":
        raise MachineryError(f"{found}. Pasang Quarto ≥ {least} dari quarto.org, atau pakai --renderer pandoc.")
    return Renderer("pandoc", f"{embedded}; {found}")
