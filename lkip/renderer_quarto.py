"""Render a staged project with Quarto."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import yaml

from lkip.book import Book, read_book, take_literally
from lkip.config import BOOK_FOLDER
from lkip.errors import MachineryError
from lkip.renderer_pandoc import convert

LEAST_VERSION = (1, 9)
"""Books in typst came with Quarto 1.9."""

FORMATS = {"html": "lkip-html", "pdf": "lkip-typst"}


def find_quarto() -> Path | None:
    """Return Quarto's program: from ``QUARTO_PATH``, the search path, or beside Python's, where pip puts it.

    As the package ``quarto`` does, which isn't imported here: it is under the GPL.
    """
    beside = str(Path(sys.executable).parent)
    found = os.environ.get("QUARTO_PATH") or shutil.which("quarto") or shutil.which("quarto", path=beside)
    return Path(found) if found else None


def read_version(program: Path) -> tuple[int, ...] | None:
    """Return the version of a Quarto program, or None when it doesn't run."""
    try:
        done = subprocess.run([program, "--version"], capture_output=True, text=True, timeout=60, check=True)
    except (OSError, subprocess.SubprocessError):
        return None
    numbers = re.match(r"(\d+)\.(\d+)\.(\d+)", done.stdout.strip())
    return tuple(int(number) for number in numbers.groups()) if numbers else None


def render(stage: Path, output: Path, formats: Sequence[str]) -> None:
    """Render a staged project into an empty folder.

    Quarto makes chapters and the printed report; the pages around the chapters are those of the embedded renderer.

    Raises
    ------
    ContentError
        Naming chapter and cell for what is outside the dialect, and for a chapter without a heading.
    MachineryError
        With Quarto's own messages, when it isn't there or ends with another status than 0.
    """
    program = find_quarto()
    if program is None:
        raise MachineryError("Quarto tidak ditemukan. Pasang Quarto ≥ 1.9 atau pakai --renderer pandoc.")
    book = read_book(stage)
    # What the embedded renderer refuses, Quarto would drop or print literally: both refuse the same, in the same words.
    convert(book, "html")
    # Both formats in one call: a call for typst alone would empty the folder of the other.
    wanted = [] if set(formats) == set(FORMATS) else ["--to", FORMATS[formats[0]]]
    with _literal_values(stage / "_quarto.yml"):
        done = subprocess.run(
            [program, "render", ".", *wanted], cwd=stage, capture_output=True, text=True, stdin=subprocess.DEVNULL,
            env={**os.environ, "LKIP_BUILD": "1", "QUARTO_PYTHON": sys.executable},
        )  # fmt: skip
    if done.returncode != 0:
        raise MachineryError(f"Quarto berhenti dengan status {done.returncode}:\n{done.stderr.strip()}")
    if "html" in formats:
        _write_pages(book, output)
    if "pdf" in formats:
        shutil.copy2(stage / BOOK_FOLDER / f"{book.stem}.pdf", output)


def replace_pages(stage: Path) -> None:
    """Put the pages that are published in the place of the bare chapters that Quarto has made in a stage."""
    book, made = read_book(stage), stage / BOOK_FOLDER
    if not (made / "index.html").is_file():  # only the printed report was wanted
        return
    with TemporaryDirectory(dir=stage) as folder:
        _write_pages(book, Path(folder))
        for path in made.iterdir():
            if path.suffix != ".pdf":
                shutil.rmtree(path) if path.is_dir() else path.unlink()
        shutil.copytree(folder, made, dirs_exist_ok=True)


def _write_pages(book: Book, output: Path) -> None:
    # Takes its time to import, and only where pages are made.
    from lkip.site import write_site

    write_site(book, "".join(_read_chapters(book)), output)


def _read_chapters(book: Book) -> Iterator[str]:
    """Yield what Quarto made of each chapter, without the bare page around it (``assets/quarto.html``)."""
    for chapter in book.chapters:
        page = (book.stage / BOOK_FOLDER / f"{chapter.stem}.html").read_text(encoding="utf-8")
        body = page[page.index("<article>") + len("<article>") : page.rindex("</article>")]
        yield f"<!--bab {chapter.stem}-->\n{body.strip()}\n"


@contextmanager
def _literal_values(config: Path) -> Iterator[None]:
    """Let Quarto take the report's values to the letter; other renderers read the staged project as it was."""
    text = config.read_text(encoding="utf-8")
    book = yaml.safe_load(text)
    book["lkip"] = take_literally(book["lkip"])
    book["book"] |= {name: take_literally(book["book"][name]) for name in ("title", "subtitle")}
    config.write_text(yaml.safe_dump(book, allow_unicode=True, sort_keys=False), encoding="utf-8")
    try:
        yield
    finally:
        config.write_text(text, encoding="utf-8")
