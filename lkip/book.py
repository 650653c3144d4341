"""Read a staged report: what the book says of itself, and the text of its chapters cell by cell."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import yaml

from lkip.config import BOOK, LABELS, VARIABLES
from lkip.errors import ContentError
from lkip.fences import change_outside, list_outside
from lkip_utils.perintah import part_braces

_PAGE_BREAK = re.compile(r"^\{\{<\s*pagebreak\s*>\}\}\s*$", re.MULTILINE)
_VARIABLE = re.compile(r"(?<![\\{])\{\{<\s*var\s+([\w.-]+)\s*>\}\}")
_COMMAND = re.compile(r"(?<!\\|\{)\{\{<[^<>\n]*>\}\}")
"""Quarto's commands; what data brings along has its braces escaped or parted."""


@dataclass(frozen=True)
class Chapter:
    """A chapter's Markdown, one entry per cell; a cell that shows nothing is empty text."""

    stem: str
    appendix: bool
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Book:
    """A staged report as the embedded renderer sees it.

    ``values`` is the ``lkip`` mapping of the staged ``_quarto.yml``, ``labels`` the wording of ``_language.yml``.
    """

    stage: Path
    title: str
    subtitle: str
    values: dict[str, Any]
    labels: dict[str, str]
    chapters: tuple[Chapter, ...]

    @property
    def stem(self) -> str:
        """File name of the printed report, without its ending."""
        return f"laporan-kinerja-{self.values['instansi']}-{self.values['tahun']}"


def read_book(stage: Path) -> Book:
    """Read a staged Quarto project.

    Raises
    ------
    ContentError
        With one line for every cell that is outside the dialect.
    """
    config = _read_yaml(stage / BOOK)
    book = config["book"]
    problems: list[str] = []
    names = [*book["chapters"], *book["appendices"]]
    variables = _read_yaml(stage / VARIABLES) if (stage / VARIABLES).is_file() else {}
    chapters = [_read_chapter(stage / name, name in book["appendices"], variables, problems) for name in names]
    if problems:
        raise ContentError("\n".join(problems))
    labels = _read_yaml(stage / LABELS)
    return Book(stage, book["title"], book["subtitle"], config["lkip"], labels, tuple(chapters))


def _read_yaml(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return content


def _read_chapter(path: Path, appendix: bool, variables: dict[str, Any], problems: list[str]) -> Chapter:
    # The file is read as plain JSON: importing nbformat takes longer than rendering a chapter.
    try:
        notebook = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        problems.append(f"{path.name}: tidak dapat dibaca sebagai notebook ({error}).")
        return Chapter(path.stem, appendix, ())
    cells: list[str] = []
    for number, cell in enumerate(notebook["cells"], 1):
        parts = list(_cell_text(cell))
        problems += [
            f"{path.name}, sel ke-{number}: {what} di luar ragam yang dikenal; tampilkan dengan show(…)."
            for what, text in parts
            if text is None
        ]
        text = "\n\n".join(text for _, text in parts if text)
        text = change_outside(text, partial(_PAGE_BREAK.sub, "::: {.pemisah-halaman}\n:::"))
        text = change_outside(text, partial(_VARIABLE.sub, partial(_fill_in, variables)))
        problems += [
            f"{path.name}, sel ke-{number}: perintah Quarto «{command}» belum dapat dimuat; hapus, atau tulis isinya sendiri."
            for part in list_outside(text)
            for command in _COMMAND.findall(part)
        ]
        cells.append(text)
    return Chapter(path.stem, appendix, tuple(cells))


def _fill_in(variables: dict[str, Any], command: re.Match[str]) -> str:
    """Return the value of a variable; the command itself where there is none, for the author to hear of."""
    value: Any = variables
    for name in command[1].split("."):
        value = value.get(name) if isinstance(value, dict) else None
    return command[0] if value is None or isinstance(value, dict | list) else str(value)


def _cell_text(cell: dict[str, Any]) -> Iterator[tuple[str, str | None]]:
    """Yield what a cell shows: a description of the part, and its Markdown, None when it has none."""
    kind = cell["cell_type"]
    if kind == "markdown":
        yield kind, "".join(cell["source"])
    elif kind == "code":
        for output in cell["outputs"]:
            data = output.get("data", {})
            what = "keluaran «" + (", ".join(data) or output.get("name") or output["output_type"]) + "»"
            yield what, "".join(data["text/markdown"]) if list(data) == ["text/markdown"] else None
    else:
        yield f"sel berjenis «{kind}»", None


def take_literally(value: Any) -> Any:
    r"""Return metadata whose texts pandoc and Quarto take to the letter: they would read them as Markdown.

    Examples
    --------
    >>> take_literally({"nama": "Dinas *A* <b>", "tahun": [2025]})
    {'nama': 'Dinas \\*A\\* \\<b\\>', 'tahun': [2025]}
    """
    if isinstance(value, dict):
        return {name: take_literally(entry) for name, entry in value.items()}
    if isinstance(value, list):
        return [take_literally(entry) for entry in value]
    if isinstance(value, str):
        return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", part_braces(" ".join(value.split())))
    return value
