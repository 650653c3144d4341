"""Charts as pictures: Word shows drawings of lines only beside one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import typst

from lkip.assets import FONTS
from lkip.errors import MachineryError
from lkip.word.elements import qualify
from lkip.word.pages import Section

FOLDER = "_word"
"""Where the stage holds charts as pictures, and pandoc's reference document."""

PPI = 220.0
"""Dots per inch of a chart."""

TALLEST = {False: 20.5, True: 12.5}
"""How high a picture may be, in cm: with its caption it must find room on a page."""


def draw(stage: Path, drawings: Sequence[Path]) -> list[bytes]:
    """Return drawings as PNG; all in one document, because typst reads its fonts anew for each."""
    if not drawings:
        return []
    pages = "#pagebreak()\n".join(f'#image("/{drawing.as_posix()}")\n' for drawing in drawings)
    source = stage / FOLDER / "bagan.typ"
    source.write_text(f"#set page(width: auto, height: auto, margin: 0pt, fill: white)\n{pages}", encoding="utf-8")
    try:
        drawn = typst.compile(
            source,
            root=stage,
            font_paths=[stage / FONTS],
            ignore_system_fonts=True,
            format="png",
            ppi=PPI,
        )
    except typst.TypstError as error:
        raise MachineryError(f"typst: {error.message}\n{error.diagnostic}") from error
    return drawn if isinstance(drawn, list) else [drawn]


def fit_pictures(section: Section) -> None:
    """Make pictures smaller that are higher than a page; pandoc looks at their width alone."""
    most = TALLEST[section.landscape] * 360_000
    for drawing in (inline for block in section.blocks for inline in block.iter(qualify("wp:inline"))):
        # LibreOffice leaves room where nothing is said of it.
        drawing.attrib.update(dict.fromkeys(("distT", "distB", "distL", "distR"), "0"))
        sizes = [*drawing.findall(qualify("wp:extent")), *drawing.iter(qualify("a:ext"))]
        for size in sizes:
            width, height = int(size.get("cx", "0")), int(size.get("cy", "0"))
            if height > most:
                size.set("cx", str(round(width * most / height)))
                size.set("cy", str(round(most)))
