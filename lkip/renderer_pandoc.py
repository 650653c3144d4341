"""Render a staged project with pandoc and typst: the renderer that needs nothing but Python packages."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pypandoc

from lkip.book import Book, read_book, take_literally
from lkip.errors import ContentError, MachineryError
from lkip.fences import change_outside
from lkip.pdf import write_pdf
from lkip.process import describe_exit
from lkip.site import write_site
from lkip.word import prepare_word, write_word

REFUSED = 65
"""Status with which the filter ends pandoc when a chapter is outside the dialect."""

WRITERS = {
    "html": ["--to=html5", "--mathml"],
    "pdf": ["--to=typst", "--template=_extensions/lkip/template.typ"],
    "docx": ["--to=docx", "--output=-"],
}


def render(stage: Path, output: Path, formats: Sequence[str]) -> None:
    """Render a staged project into an empty folder.

    Parameters
    ----------
    stage
        The staged Quarto project: ``_quarto.yml``, executed chapters, charts and shared files.
    output
        Where the site and the printed report go.
    formats
        Of ``html``, ``pdf`` and ``docx``, those wanted.

    Raises
    ------
    ContentError
        Naming chapter and cell for what is outside the dialect.
    MachineryError
        With the words of pandoc or typst.
    """
    book = read_book(stage)
    # Threads only wait for pandoc, and typst works outside Python's lock: formats take little longer than one.
    with ThreadPoolExecutor(len(WRITERS)) as pool:
        waiting = [pool.submit(_render_format, book, output, name) for name in formats]
        for future in waiting:
            future.result()


def _render_format(book: Book, output: Path, name: str) -> None:
    if name == "html":
        write_site(book, convert(book, name), output)
    elif name == "pdf":
        write_pdf(book, convert(book, name), output)
    else:
        reference = prepare_word(book)
        write_word(book, _run_pandoc(book, name, f"--reference-doc={reference}"), output)


def convert(book: Book, name: str) -> str:
    """Return the whole book as HTML (a stream of chapters) or as a typst document.

    Raises
    ------
    ContentError
        With the filter's findings.
    MachineryError
        With what pandoc said.
    """
    return _run_pandoc(book, name).decode()


def _run_pandoc(book: Book, name: str, *options: str) -> bytes:
    program = pypandoc.get_pandoc_path()
    command = [
        program,
        "--from=markdown",
        "--wrap=none",
        "--lua-filter=_extensions/lkip/lkip.lua",
        *WRITERS[name],
        *options,
    ]
    done = subprocess.run(command, cwd=book.stage, input="".join(_source(book)).encode(), capture_output=True)
    if done.returncode != 0:
        kind = ContentError if done.returncode == REFUSED else MachineryError
        # One that was killed says nothing.
        raise kind(done.stderr.decode(errors="replace").strip() or f"pandoc {describe_exit(done.returncode)}.")
    return done.stdout


def _source(book: Book) -> Iterator[str]:
    """Yield the book as one Markdown text; a marker before each cell tells the filter where it is."""
    meta = {"title": book.title, "subtitle": book.subtitle, "lang": "id", "lkip": book.values, **book.labels}
    yield f"---\n{json.dumps(take_literally(meta), ensure_ascii=False)}\n---\n"
    for chapter in book.chapters:
        kind = "lampiran" if chapter.appendix else "bab"
        for number, text in enumerate(chapter.cells, 1):
            yield _marker(f"{chapter.stem} {kind} {number}") + f"{_own_footnotes(text, chapter.stem)}\n"
    yield _marker("- akhir 0")


def _own_footnotes(text: str, stem: str) -> str:
    """Return a text whose footnotes are called otherwise than those of other chapters."""
    return change_outside(text, lambda part: re.sub(r"(?<!\\)\[\^([^\]\s]+)\]", rf"[^{stem}-\1]", part))


def _marker(place: str) -> str:
    return f"\n```{{=lkip}}\n{place}\n```\n\n"
