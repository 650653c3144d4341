"""What a notebook cell shows: text, tables and charts, for the analyst and for the renderers.

Each object shows itself twice: rich HTML or SVG for the analyst at work in Jupyter, and
Markdown in the dialect of ``docs/dialek.md`` for the renderers.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from hashlib import sha256
from html import escape
from itertools import groupby
from pathlib import Path
from typing import Any, Literal, Self

from IPython.core.pylabtools import print_figure
from IPython.display import display

from lkip_utils.csv_kantor import write_csv_kantor
from lkip_utils.csv_text import Cell
from lkip_utils.frames import read_html_table
from lkip_utils.labels import make_label
from lkip_utils.perintah import part_braces
from lkip_utils.sources import Source

Align = Literal["left", "right", "center"]

NARROW = "image/svg+xml;layar=sempit"
"""Kind of a drawing for a phone; analysts see the other one."""

Bundle = tuple[dict[str, str], dict[str, Mapping[str, str]]]
"""What an object shows by kind, and for kinds that become files (``berkas``) their names beside the chapter."""


def _find_folder() -> str:
    """Return the folder for a chapter's files while Quarto executes it, seen from the chapter; elsewhere nothing."""
    return f"{Path(file).stem}_files/" if (file := os.environ.get("QUARTO_DOCUMENT_FILE")) else ""


def _bundle(data: dict[str, str], files: Mapping[str, str]) -> Bundle:
    """Return what an object shows; Quarto gets Markdown alone, with the files that it names.

    In Jupyter HTML stands by itself, and the stage of ``lkip build`` takes Markdown and files from the executed copy.
    """
    folder = _find_folder()
    if not folder:
        return data, {"berkas": files} if files else {}
    for kind, name in files.items():
        path = Path(os.environ["QUARTO_DOCUMENT_PATH"], folder, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(data[kind], encoding="utf-8", newline="")
    return {"text/markdown": data["text/markdown"]}, {}


@dataclass(frozen=True)
class Column:
    """A column of a table.

    Parameters
    ----------
    header
        Column head.
    width
        Share of the table's width; the shares of all columns needn't add up to 100.
    align
        Figures go right, words left.
    group
        Head above this and the neighbouring columns of the same group.
    """

    header: str
    width: int
    align: Align = "left"
    group: str = ""


class Number(str):
    """A number as a table shows it, whose unit stands in the column's head; downloads have it unrounded.

    Examples
    --------
    >>> Number("1.250,5", Decimal("1250.496")), Number("1.250,5", Decimal("1250.496")).value
    ('1.250,5', Decimal('1250.496'))
    """

    value: Decimal

    def __new__(cls, text: str, value: Decimal) -> Self:
        """Return the text with its value."""
        number = super().__new__(cls, text)
        number.value = value
        return number


@dataclass(frozen=True)
class Marked:
    """A cell with a quiet mark behind its text that leads to what is said about it elsewhere.

    Parameters
    ----------
    mark
        What the reader sees, e.g. the label of a finding.
    target
        Page and anchor: ``lampiran-2-register-angka.html#temuan-j01-2``.
    """

    text: str
    mark: str
    target: str

    def to_html(self, align: Align) -> str:
        """Return the cell's content as HTML; before a figure the mark leaves the figures of a column in line."""
        link = f'<a class="tanda" href="{escape(self.target)}">{_text(self.mark)}</a>'
        return f"{link} {_text(self.text)}" if align == "right" else f"{_text(self.text)} {link}"


@dataclass(frozen=True)
class Anchored:
    """A cell that marks lead to."""

    text: str
    id: str

    def to_html(self, align: Align) -> str:
        """Return the cell's content as HTML, however it is aligned."""
        return f'<span id="{escape(self.id)}">{_text(self.text)}</span>'


Content = str | Marked | Anchored
"""What a cell of a table holds."""


@dataclass(frozen=True)
class Row:
    """A row of a table: one content per column, or a single text that spans them all.

    Parameters
    ----------
    level
        Depth in a tree that the reader may fold, from 1; 0 outside a tree.
    carried
        What each column adds up to as far as this row, "" where nothing does: printed where a page ends.
    """

    cells: tuple[Content, ...]
    kind: Literal["isi", "kelompok", "jumlah"] = "isi"
    level: int = 0
    carried: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """A table: columns, rows, notes under it and the files it was made from.

    Parameters
    ----------
    missing
        What stands in the only row when there is none, e.g. "Realisasi anggaran belum tersedia."
    sources
        The files of the data that it was made from.

    Examples
    --------
    >>> table = Table((Column("Jenis", 60), Column("Jumlah", 40, "right")), (Row(("Mobil", "3")),))
    >>> print(table.titled("tbl-mobil", "Kendaraan").to_markdown()[:16])
    ::: {#tbl-mobil}
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    missing: str = "Data belum tersedia."
    notes: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    landscape: bool = False
    label: str = field(default="", kw_only=True)
    caption: str = field(default="", kw_only=True)

    def titled(self, label: str, caption: str) -> Table:
        """Return the table with the label that references use (``tbl-…``) and its caption."""
        return replace(self, label=make_label(label), caption=caption)

    def to_html(self, caption: str = "") -> str:
        """Return the table as HTML."""
        rows = self.rows or (Row((self.missing,), "kelompok"),)
        body = "\n".join(self._row(row) for row in rows if row.kind != "jumlah")
        foot = "\n".join(self._row(row) for row in rows if row.kind == "jumlah")
        parts = [
            '<table class="lkip-tabel">',
            f"<caption>{escape(caption)}</caption>" if caption else "",
            self._colgroup(),
            f"<thead>\n{self._head()}\n</thead>",
            f"<tbody>\n{body}\n</tbody>",
            f"<tfoot>\n{foot}\n</tfoot>" if foot else "",
            "</table>",
        ]
        return "\n".join(part for part in parts if part)

    def to_markdown(self) -> str:
        """Return the table in the dialect of the renderers."""
        raw = f"```{{=html}}\n{self.to_html()}\n```"
        table = f"::: {{#{self.label}}}\n\n{raw}\n\n{plain(self.caption)}\n\n:::" if self.label else raw
        markdown = "\n\n".join([table, *self._below()])
        return f"::: {{.landscape}}\n\n{markdown}\n\n:::" if self.landscape else markdown

    def _below(self) -> Iterator[str]:
        """Yield the box under the table; what isn't there needs no notes and no download."""
        lines = (*self.notes, *_origin(self.sources, self.data_file)) if self.rows else _origin(self.sources)
        yield from _box(lines)

    @property
    def data_file(self) -> str:
        """File of the table's values beside the chapter; empty for a table without label."""
        return f"tabel/{self.label}.csv" if self.label else ""

    def to_csv(self) -> str:
        """Return what the table shows as CSV for an office: grouped heads in one, no marks, a text that spans all columns in the first.

        Numbers have up to six decimals where their unit stands in the head; elsewhere the text is the value.
        """
        heads = [f"{c.group}: {c.header}" if c.group else c.header for c in self.columns]
        blanks = [""] * (len(self.columns) - 1)
        rows = ([*map(_bare, row.cells), *(blanks if row.kind == "kelompok" else ())] for row in self.rows)
        figures = {n for n, column in enumerate(self.columns) if column.align == "right"}
        return write_csv_kantor([heads, *rows], figures)

    def _colgroup(self) -> str:
        total = sum(column.width for column in self.columns)
        cols = "".join(f'<col style="width: {column.width * 100 / total:.1f}%">' for column in self.columns)
        return f"<colgroup>{cols}</colgroup>"

    def _head(self) -> str:
        if not any(column.group for column in self.columns):
            return f"<tr>{''.join(_cell('th', c.header, c.align) for c in self.columns)}</tr>"
        upper, lower = "", ""
        for group, members in groupby(self.columns, key=lambda column: column.group):
            columns = list(members)
            if group:
                upper += _cell("th", group, "center", f' colspan="{len(columns)}"')
                lower += "".join(_cell("th", c.header, c.align) for c in columns)
            else:
                upper += "".join(_cell("th", c.header, c.align, ' rowspan="2"') for c in columns)
        return f"<tr>{upper}</tr>\n<tr>{lower}</tr>"

    def _row(self, row: Row) -> str:
        if row.kind == "kelompok":
            tag = "strong" if self.rows else "em"
            text = f"<{tag}>{_html(row.cells[0], 'left')}</{tag}>"
            return f'<tr class="kelompok"><td colspan="{len(self.columns)}" style="text-align: left">{text}</td></tr>'
        cells = (_cell("td", cell, column.align) for cell, column in zip(row.cells, self.columns, strict=True))
        level = f' class="tingkat-{row.level}"' if row.level else ""
        carried = f' data-pindahan="{"|".join(row.carried)}"' if row.carried else ""
        return f"<tr{level}{carried}>{''.join(cells)}</tr>"

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> Bundle:
        below = _tell_below(self.notes if self.rows else (), self.sources)
        data = {"text/html": self.to_html(self.caption) + below, "text/markdown": self.to_markdown()}
        if not (self.label and self.rows):
            return _bundle(data, {})
        return _bundle(data | {"text/csv": self.to_csv()}, {"text/csv": self.data_file})


@dataclass(frozen=True)
class Figure:
    """A chart with the text that stands for it.

    Parameters
    ----------
    svg
        The drawing, as wide as a page.
    alt
        What the chart says, with this year's numbers, for readers who can't see it.
    values
        What it draws: column heads, then a row for each item, unrounded.
    sources
        The files of the data that it was made from.
    narrow
        The drawing for a phone; empty where the first is small enough for one.
    """

    svg: str = field(repr=False)
    alt: str
    label: str = ""
    caption: str = ""
    values: tuple[tuple[Cell, ...], ...] = field(default=(), repr=False)
    sources: tuple[Source, ...] = ()
    narrow: str = field(default="", repr=False, kw_only=True)

    def drawn_from(self, values: Iterable[Sequence[Cell]], sources: tuple[Source, ...]) -> Figure:
        """Return the chart with what it draws and where that is from."""
        return replace(self, values=tuple(map(tuple, values)), sources=sources)

    def titled(self, label: str, caption: str = "") -> Figure:
        """Return the chart with its label (``fig-…``, also its file name) and caption.

        Without a caption the chart isn't numbered, and is an illustration of what stands elsewhere.
        """
        return replace(self, label=make_label(label), caption=caption)

    def to_markdown(self) -> str:
        """Return the reference to the drawing, and what stands under it, in the dialect of the renderers."""
        number = f"#{self.label} " if self.caption else ""
        image = f'![{plain(self.caption)}]({_find_folder()}{self.file}){{{number}fig-alt="{quote(self.alt)}"}}'
        below = _box(_origin(self.sources, self.data_file)) if self.caption else ()
        return "\n\n".join([image, *below])

    def to_html(self) -> str:
        """Return the drawing with its caption, as analysts see it."""
        caption = f"<figcaption>{escape(self.caption)}</figcaption>" if self.caption else ""
        return f'<figure role="img" aria-label="{escape(self.alt)}">{self.svg}{caption}</figure>'

    @property
    def file(self) -> str:
        """File of the drawing beside the chapter."""
        return f"gambar/{self.label}.svg"

    @property
    def narrow_file(self) -> str:
        """File of the drawing for a phone, where renderers look for it."""
        return f"gambar/sempit/{self.label}.svg"

    @property
    def data_file(self) -> str:
        """File of the values beside the chapter; empty for a chart that draws none."""
        return f"tabel/{self.label}.csv" if self.caption and len(self.values) > 1 else ""

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> Bundle:
        # Front ends prefer Markdown to a drawing, and would look for its file; they take HTML before both.
        below = _tell_below((), self.sources if self.caption else ())
        data = {"text/html": self.to_html() + below, "image/svg+xml": self.svg, "text/markdown": self.to_markdown()}
        files = {"image/svg+xml": self.file}
        if self.narrow:
            data[NARROW], files[NARROW] = self.narrow, self.narrow_file
        if self.data_file:
            data["text/csv"], files["text/csv"] = write_csv_kantor(self.values), self.data_file
        return _bundle(data, files)


def _origin(sources: Iterable[Source], data_file: str = "") -> Iterator[str]:
    """Yield what stands under a table or chart: what it was made from, and its values to take along."""
    names = ", ".join(source.to_markdown() for source in sources)
    if names:
        yield f"Sumber: {names}."
    if data_file:
        yield f"[Unduh untuk lembar kerja (CSV)]({_find_folder()}{data_file}){{.unduh}}"


def _tell_below(notes: Iterable[str], sources: Iterable[Source]) -> str:
    """Return what stands under a table or chart as analysts see it; files are named, not linked to: they lie elsewhere."""
    names = ", ".join(source.name for source in sources)
    lines = (*notes, f"Sumber: {plain(names)}." if names else "")
    html = Prose("\n\n".join(filter(None, lines))).to_html()
    return f"\n<small>\n{html}\n</small>" if html else ""


def _box(lines: Iterable[str]) -> Iterator[str]:
    text = "\n\n".join(lines)
    if text:
        yield f"::: {{.catatan-tabel}}\n\n{text}\n\n:::"


@dataclass(frozen=True)
class Prose:
    r"""A Markdown text; analysts see it without the boxes and attributes that only renderers know.

    Examples
    --------
    >>> print(Prose("::: {.belum}\n\n**A** [b]{.tercetak}\n\n:::").to_html())
    <p><strong>A</strong> b</p>
    """

    text: str

    def to_html(self) -> str:
        """Return the text as HTML."""
        from markdown_it import MarkdownIt

        bare = re.sub(r"^:::.*$", "", self.text, flags=re.MULTILINE)
        bare = re.sub(r"(?<!\\)\{[.#][^{}\n]*\}", "", re.sub(r"(?<![!\\])\[([^][\n]*)\](?=\{[.#])", r"\1", bare))
        return str(MarkdownIt("commonmark", {"html": False}).enable("table").render(bare)).strip()

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> Bundle:
        return _bundle({"text/html": self.to_html(), "text/markdown": self.text}, {})


def show(*parts: Any, label: str = "", caption: str = "", alt: str = "") -> None:
    """Show Markdown texts, tables, charts, pandas' frames, matplotlib's figures and anything else one below the other.

    Parameters
    ----------
    label, caption
        Of a single frame, table or figure: what references call it (``tbl-…``, ``fig-…``), and what stands at it.
    alt
        Of a single figure: what it says, with this year's numbers, for readers who can't see it.

    Raises
    ------
    ValueError
        When several parts shall have one caption, and for a caption without label.
    """
    if caption and not label:
        raise ValueError(
            'caption memerlukan label, mis. label="tbl-pagu" untuk tabel atau label="fig-pagu" untuk gambar.'
        )
    if (label or caption or alt) and len(parts) != 1:
        raise ValueError("label, caption, dan alt berlaku untuk satu tabel atau gambar saja; tampilkan satu per satu.")
    for part in parts:
        shown = Prose(part) if isinstance(part, str) else _adopt(part, alt or caption)
        display(shown.titled(label, caption) if caption and isinstance(shown, Table | Figure) else shown)


def _adopt(part: Any, alt: str) -> Any:
    """Return a frame as a table and a drawing as a figure; anything else shows itself."""
    if hasattr(part, "savefig"):
        return _draw(part, alt)
    html = part._repr_html_() if hasattr(part, "_repr_html_") else None
    return make_table(html) if html and "<table" in html else part


def make_table(html: str) -> Table:
    """Return the first table of a piece of HTML, as pandas shows its frames.

    Figures stand at the right, with a decimal comma, without signs between thousands: they may be years.
    """
    heads, rows = read_html_table(html)
    plain_heads = [head.figures and all(_MACHINE.fullmatch(row[n]) for row in rows) for n, head in enumerate(heads)]
    told = (tuple(_localise(cell) if plain_heads[n] else cell for n, cell in enumerate(row)) for row in rows)
    columns = (
        Column(head.text, min(max(head.longest, 4), 40), "right" if head.figures else "left", head.group)
        for head in heads
    )
    return Table(tuple(columns), tuple(map(Row, told)))


_MACHINE = re.compile(r"(-?\d+(?:\.\d+)?)|NaN|nan|None|<NA>|")


def _localise(cell: str) -> str:
    """Return a number as it is written here; a dash where a frame has none."""
    found = _MACHINE.fullmatch(cell)
    number = found[1] if found else None
    return Number(number.replace(".", ",").replace("-", "−"), Decimal(number)) if number else "–" if cell else ""


def _draw(figure: Any, alt: str) -> Figure:
    """Return a figure of matplotlib: sharp in print, the same bytes on every run.

    It is closed, so that the notebook doesn't show it a second time.
    """
    # Whoever has a figure has imported what draws it.
    matplotlib, pyplot = sys.modules["matplotlib"], sys.modules.get("matplotlib.pyplot")
    with matplotlib.rc_context({"svg.hashsalt": "lkip"}):
        svg = str(print_figure(figure, fmt="svg", metadata={"Date": None, "Creator": None}))
    if pyplot:
        pyplot.close(figure)
    drawing = svg[svg.index("<svg") :]
    # Its file needs a name, also where it has no label.
    return Figure(drawing, alt or "Gambar tanpa keterangan", f"gambar-{sha256(drawing.encode()).hexdigest()[:8]}")


def belum(what: str) -> str:
    """Return the notice for what a year lacks, to stand in its place.

    Examples
    --------
    >>> print(belum("Isu strategis tahun 2022"))
    ::: {.belum}
    <BLANKLINE>
    Isu strategis tahun 2022 belum tersedia.
    <BLANKLINE>
    :::
    """
    return f"::: {{.belum}}\n\n{what} belum tersedia.\n\n:::"


def join(items: Sequence[str]) -> str:
    """Return items as an Indonesian enumeration.

    Examples
    --------
    >>> join(["a", "b", "c"])
    'a, b, dan c'
    >>> join(["a", "b"])
    'a dan b'
    """
    if len(items) < 3:
        return " dan ".join(items)
    return f"{', '.join(items[:-1])}, dan {items[-1]}"


def markdown_list(items: Sequence[str], marker: str = "1.") -> str:
    r"""Return texts as a Markdown list, with everything in them taken literally.

    Examples
    --------
    >>> print(markdown_list(["Satu *", "Dua"]))
    1. Satu \*
    2. Dua
    """
    ordered = marker == "1."
    return "\n".join(f"{n}. {plain(item)}" if ordered else f"{marker} {plain(item)}" for n, item in enumerate(items, 1))


# What would begin a list or a division at the start of a line: "1.", "a)", "(2)", "-", ":::".
_MARKER = re.compile(r"^(\(?\w{0,4})([-+:.)])(?=\s|$|[-:])")

# What would become one sign: a dash, an ellipsis.
_SMART = re.compile(r"--+|\.\.\.+")


def plain(text: str) -> str:
    r"""Escape what Markdown would read as markup, so that data stays text.

    Examples
    --------
    >>> print(plain("#1 <b>_a_ @x"))
    \#1 \<b\>\_a\_ \@x
    """
    joined = " ".join(text.split())
    escaped = "".join(f"\\{char}" if char in "\\`*_{}[]<>#|~^$@&\"'" else char for char in joined)
    escaped = _SMART.sub(lambda match: re.sub(r"(.)", r"\\\1", match[0]), escaped)
    return _MARKER.sub(r"\1\\\2", escaped)


def quote(text: str) -> str:
    r"""Return a text as the value of an attribute.

    Examples
    --------
    >>> quote("a \\ \"b\" &amp;")
    'a \\\\ \\"b\\" \\&amp;'
    """
    return part_braces(re.sub(r'([\\"&])', r"\\\1", " ".join(text.split())))


def _text(text: str) -> str:
    # A backtick could end the raw block that carries the table.
    return escape(text).replace("`", "&#96;").replace("\n", "<br>")


def _bare(content: Content) -> Cell:
    text = content if isinstance(content, str) else content.text
    return text.value if isinstance(text, Number) else text


def _html(content: Content, align: Align) -> str:
    return _text(content) if isinstance(content, str) else content.to_html(align)


def _cell(tag: str, content: Content, align: Align, span: str = "") -> str:
    return f'<{tag}{span} style="text-align: {align}">{_html(content, align)}</{tag}>'
