"""What cells have shown, in the dialect of the renderers: our own objects, and whatever else a Jupyter user writes."""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

import pypandoc
import yaml

from lkip.errors import ContentError
from lkip.files import inside
from lkip_utils.display import make_table, plain, quote
from lkip_utils.labels import make_label

Output = Mapping[str, Any]

PICTURES = {"image/svg+xml": "svg", "image/png": "png", "image/jpeg": "jpg"}
"""Kinds of pictures, the best first, and the endings of their files."""

OPTIONS = ("label", "fig-cap", "fig-alt", "tbl-cap", "echo", "output", "include", "layout-ncol")
"""Quarto's options of cells (``#| key: value``) that act in every format."""

SET_ASIDE = (
    "warning",
    "message",
    "error",
    "code-fold",
    "code-summary",
    "fig-width",
    "fig-height",
    "fig-dpi",
    "classes",
)
"""Those that have nothing to say here: warnings never show, and a picture has the size that it was drawn in."""

COLUMNS = range(1, 5)
"""How many pictures find room side by side."""

_HANDLE = re.compile(r"<[^<>\n]*(?: at 0x[0-9a-f]+| object[^<>\n]*)>|^<[^<>\n]*>$")
"""What Python calls an object that has no words of its own."""

_ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
"""Colours of a terminal."""


@dataclass(frozen=True)
class Shown:
    """What a cell shows in a report, one Markdown text per output, and what its author should know."""

    texts: tuple[str, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Cell:
    """A code cell as it was executed.

    Parameters
    ----------
    number
        Its place in the author's notebook, from 1.
    chapter
        The notebook's name, without ending.
    options
        What its ``#|`` lines say.
    """

    number: int
    chapter: str
    outputs: Sequence[Output]
    stage: Path
    options: Mapping[str, Any]

    @property
    def first_picture(self) -> int:
        """The place of the first picture among the outputs; 0 where there is none."""
        return next((n for n, output in enumerate(_join_streams(self.outputs), 1) if _find_picture(output)), 0)

    @property
    def side_by_side(self) -> bool:
        """Whether several pictures share what is said of them, side by side; such a group isn't numbered."""
        pictures = sum(bool(_find_picture(output)) for output in self.outputs)
        return pictures > 1 and "layout-ncol" in self.options

    @property
    def where(self) -> str:
        """How messages call it."""
        return f"sel ke-{self.number}"


def show_cell(
    number: int, chapter: str, source: str, outputs: Sequence[Output], stage: Path, *, echo: bool = False
) -> Shown:
    """Turn a cell's outputs into Markdown; pictures and the values of tables become files of the stage.

    Parameters
    ----------
    echo
        Show the code, too, unless the cell says otherwise.

    Raises
    ------
    ContentError
        For an option that isn't known, and for a file that would lie elsewhere.
    """
    cell = Cell(number, chapter, outputs, stage, _read_options(source, number))
    texts, notes = [], []
    if cell.options.get("echo", echo) is True:
        texts.append(_fence(without_options(source), "sumber"))
    if cell.options.get("output", True) is not False and cell.options.get("include", True) is not False:
        for place, output in enumerate(_join_streams(outputs), 1):
            text, note = _show(cell, output, place)
            texts.append(text)
            notes.append(note)
    return Shown(tuple(_lay_out(cell, list(filter(None, texts)))), tuple(filter(None, notes)))


def _lay_out(cell: Cell, texts: list[str]) -> list[str]:
    """Return what a cell shows, its pictures side by side where that is asked for (``layout-ncol``), their caption below."""
    if not cell.side_by_side:
        return texts
    panel = "\n\n".join(text for text in texts if text.startswith("!["))
    others = [text for text in texts if not text.startswith("![")]
    caption = plain(str(cell.options.get("fig-cap") or ""))
    return [
        *others,
        f'::: {{.panel kolom="{cell.options["layout-ncol"]}"}}\n\n{panel}\n\n:::',
        *filter(None, [caption]),
    ]


def _read_options(source: str, number: int) -> dict[str, Any]:
    lines = [line[2:] for line in _option_lines(source)]
    try:
        options = yaml.safe_load("\n".join(lines)) or {}
    except yaml.YAMLError:
        options = None
    if not isinstance(options, dict):
        raise ContentError(f"sel ke-{number}: pilihan «#|» tidak dapat dibaca; tulis «#| nama: isi», satu per baris.")
    unknown = [str(name) for name in options if name not in (*OPTIONS, *SET_ASIDE)]
    if unknown:
        raise ContentError(
            f"sel ke-{number}: pilihan «#| {unknown[0]}» tidak dikenal; yang dikenal: {', '.join(OPTIONS)}. Hapus barisnya."
        )
    if (columns := options.get("layout-ncol", 1)) not in COLUMNS:
        raise ContentError(f"sel ke-{number}: «#| layout-ncol» terbaca «{columns}», diharapkan bilangan 1 sampai 4.")
    return options


def _option_lines(source: str) -> Iterator[str]:
    for line in source.splitlines():
        if not line.startswith("#|"):
            return
        yield line


def without_options(source: str) -> str:
    """Return a cell's source without the options at its beginning."""
    lines = source.splitlines(keepends=True)
    return "".join(lines[len(list(_option_lines(source))) :])


def _join_streams(outputs: Sequence[Output]) -> Iterator[Output]:
    """Yield outputs, what was printed one after the other as one."""
    for name, group in groupby(outputs, key=lambda output: output.get("name")):
        if name is None:
            yield from group
        else:
            yield {"output_type": "stream", "name": name, "text": "".join("".join(part["text"]) for part in group)}


def _show(cell: Cell, output: Output, place: int) -> tuple[str, str]:
    """Return an output as Markdown, and what there is to say about it."""
    if output["output_type"] == "error":
        return _fence(f"{output['ename']}: {output['evalue']}", "keluaran"), ""
    if output["output_type"] == "stream":
        # Warnings of libraries are for the author, not for readers.
        return ("", "") if output["name"] == "stderr" else (_fence("".join(output["text"]), "keluaran"), "")
    data = {
        kind: "".join(content) for kind, content in output.get("data", {}).items() if isinstance(content, str | list)
    }
    if "text/markdown" in data:
        _write_files(cell, data, output.get("metadata", {}).get("berkas", {}))
        return data["text/markdown"], ""
    if picture := _find_picture(output):
        return _show_picture(cell, data[picture], picture, place)
    if "<table" in data.get("text/html", ""):
        return _show_table(cell, data["text/html"]), ""
    if "text/html" in data:
        return _read_html(data["text/html"]), ""
    text = data.get("text/plain", "")
    if _HANDLE.search(text):
        # Drawing hands back what it has drawn; its words say nothing, and other ones on every run.
        if cell.first_picture:
            return "", ""
        return "", f"{cell.where}: keluaran «{text[:60]}» tidak ditampilkan; tampilkan teks, tabel, atau gambar."
    return _fence(text, "keluaran"), ""


def _read_html(html: str) -> str:
    """Return what a piece of HTML says, as Markdown without HTML in it."""
    plainly = "markdown-raw_html-raw_attribute-link_attributes-header_attributes"
    text: str = pypandoc.convert_text(html, plainly, format="html-native_divs-native_spans", extra_args=["--wrap=none"])
    return text.strip()


def _find_picture(output: Output) -> str:
    """Return the best kind of picture that an output has; nothing where it is none, or says itself what it shows."""
    kinds = output.get("data", {})
    return next((kind for kind in PICTURES if kind in kinds and "text/markdown" not in kinds), "")


def _write_files(cell: Cell, data: Mapping[str, str], names: Mapping[str, str]) -> None:
    for kind, name in names.items():
        try:
            path = inside(cell.stage, name)
        except ValueError as error:
            raise ContentError(f"{cell.where}: berkas {error}. Ganti namanya.") from None
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(data[kind], encoding="utf-8", newline="")


def _show_picture(cell: Cell, content: str, kind: str, place: int) -> tuple[str, str]:
    label, caption, alt = (str(cell.options.get(name) or "") for name in ("label", "fig-cap", "fig-alt"))
    # A label is for one: the cell's first.
    label = label if place == cell.first_picture and not cell.side_by_side else ""
    alt = alt or (caption if cell.side_by_side else "")
    shown = "" if cell.side_by_side else caption
    name = make_label(label or f"{cell.chapter}-sel-{cell.number}-{place}")
    path = inside(cell.stage, f"gambar/{name}.{PICTURES[kind]}")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if kind == "image/svg+xml" else b64decode(content))
    number = f"#{name} " if shown and label.startswith("fig-") else ""
    told = quote(alt or caption or "Gambar tanpa keterangan")
    text = f'![{plain(shown)}](gambar/{path.name}){{{number}fig-alt="{told}"}}'
    lacking = " dan ".join(name for name, value in (("#| fig-cap", caption), ("#| fig-alt", alt)) if not value)
    return text, f"{cell.where}: gambar tanpa {lacking}; tambahkan di awal selnya." if lacking else ""


def _show_table(cell: Cell, html: str) -> str:
    label, caption = (str(cell.options.get(name) or "") for name in ("label", "tbl-cap"))
    table = make_table(html)
    if caption and label.startswith("tbl-"):
        table = table.titled(label, caption)
    data, metadata = table._repr_mimebundle_()
    _write_files(cell, data, metadata.get("berkas", {}))
    # Without a label it isn't numbered.
    return data["text/markdown"] if table.caption or not caption else f"{plain(caption)}\n\n{data['text/markdown']}"


def _fence(text: str, kind: str) -> str:
    """Return a text as it is, in letters of one width; nothing where there is none."""
    bare = _ESCAPES.sub("", text).strip("\n")
    longest = max((len(run) for run in re.findall("`+", bare)), default=0)
    marks = "`" * max(3, longest + 1)
    return f"{marks} {{.{kind}}}\n{bare}\n{marks}" if bare.strip() else ""
