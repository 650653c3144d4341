"""``_quarto.yml`` as it holds for an agency: the project's, its profiles', and the agency's own, merged as Quarto merges."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Any

import yaml

from lkip.errors import ContentError, describe_refusal

BOOK, LABELS, VARIABLES = "_quarto.yml", "_language.yml", "_variables.yml"
"""The description of the book, the words of the renderers, the values of ``{{< var … >}}``."""

BOOK_FOLDER = "_book"
"""Folder of a project for what Quarto makes of it."""

FIRST = "index.ipynb"
"""The chapter that Quarto wants first, at the root."""

Config = dict[str, Any]

FORMATS = {
    "html": "html", "lkip-html": "html",
    "pdf": "pdf", "typst": "pdf", "lkip-typst": "pdf",
    "docx": "docx", "lkip-docx": "docx",
}  # fmt: skip
"""What a format of ``_quarto.yml`` is for ``lkip build``."""

ACTING: Mapping[str, Any] = {
    "project": ("type", "output-dir"),
    "book": ("title", "subtitle", "chapters", "appendices"),
    "execute": ("enabled", "echo", "warning"),
    "lang": "id",
    "format": None,
    "profile": None,
}
"""Keys that ``lkip build`` follows, with the keys below them, or with the only value that it knows."""


@dataclass(frozen=True)
class Entry:
    """A chapter as ``_quarto.yml`` names it."""

    path: str
    appendix: bool = False

    @property
    def name(self) -> str:
        """Its file name: what it is called in the stage, and as a page."""
        return PurePosixPath(self.path).name


def list_files(root: Path, own: Path) -> list[Path]:
    """Return the files that make up the description, each after those that it overrules.

    Parameters
    ----------
    own
        The agency's folder; its ``_quarto.yml`` is merged last.
    """
    names = (f"_quarto-{name}.yml" for name in _list_profiles(root))
    files = (root / BOOK, *map(root.joinpath, names), root / f"{BOOK}.local", own / BOOK)
    return [path for path in files if path.is_file()]


def _list_profiles(root: Path) -> list[str]:
    """Return the profiles that are asked for: by ``QUARTO_PROFILE``, else those that ``_quarto.yml`` calls default."""
    if asked := os.environ.get("QUARTO_PROFILE"):
        return [name for name in re.split(r"[\s,]+", asked) if name]
    try:
        profile = _read_files(root, _stamp([root / BOOK])).get("profile")
    except (ContentError, OSError):  # told when the file itself is read
        profile = None
    default = profile.get("default", []) if isinstance(profile, dict) else []
    return [default] if isinstance(default, str) else [str(name) for name in default]


def read_config(root: Path, own: Path) -> Config:
    """Return the description of an agency's book.

    Raises
    ------
    ContentError
        Naming the file that isn't YAML or holds no mapping.
    """
    return _read_files(root, _stamp(list_files(root, own)))


@lru_cache(maxsize=256)
def _read_files(root: Path, files: tuple[tuple[Path, tuple[int, int]], ...]) -> Config:
    """Return files merged; the same ones are read once, as long as they stay."""
    config: Config = {}
    for path, _ in files:
        try:
            config = merge(config, read_mapping(path))
        except ContentError as error:
            raise ContentError(f"{_shorten(path, root)}{error.message}") from None
    return config


def _stamp(paths: Iterable[Path]) -> tuple[tuple[Path, tuple[int, int]], ...]:
    states = ((path, path.stat()) for path in paths)
    return tuple((path, (state.st_mtime_ns, state.st_size)) for path, state in states)


def _shorten(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name


def merge(base: Any, over: Any) -> Any:
    """Return a description with another merged over it: mappings key by key, lists one behind the other.

    A list of chapters that begins with the book's first page is a whole one, and takes the other's place.

    Examples
    --------
    >>> merge({"book": {"title": "A", "chapters": ["index.ipynb"]}}, {"book": {"title": "B", "chapters": ["c.ipynb"]}})
    {'book': {'title': 'B', 'chapters': ['index.ipynb', 'c.ipynb']}}
    >>> merge(["index.ipynb", "a.ipynb"], ["index.ipynb", "b.ipynb"])
    ['index.ipynb', 'b.ipynb']
    """
    if isinstance(base, dict) and isinstance(over, dict):
        return base | {key: merge(base[key], value) if key in base else value for key, value in over.items()}
    if isinstance(base, list) and isinstance(over, list) and over[:1] != [FIRST]:
        return [*base, *(entry for entry in over if entry not in base)]
    return over


def read_mapping(path: Path) -> Config:
    """Return what a YAML file says.

    Raises
    ------
    ContentError
        With place, reason and remedy, to stand behind the file's name.
    """
    if not path.is_file():
        raise ContentError(" bukan berkas biasa. Salin dari lkip.")
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ContentError(f" tidak dapat dibaca: {describe_refusal(error)}.") from error
    except UnicodeDecodeError as error:
        raise ContentError(f": bita ke-{error.start + 1} bukan UTF-8. Simpan ulang sebagai UTF-8.") from error
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        place = f", baris {mark.line + 1}, kolom {mark.column + 1}" if mark else ""
        raise ContentError(
            f"{place}: bukan YAML ({error.problem}). Periksa lekukan, titik dua, dan tanda kutip."
        ) from error
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise ContentError(f": bukan YAML ({type(error).__name__}). Periksa isinya.") from error
    if not isinstance(content, dict):
        raise ContentError(f": terbaca {type(content).__name__}, diharapkan pasangan «kunci: nilai».")
    return content


def list_entries(config: Config) -> list[Entry]:
    """Return the chapters and appendices in the book's order, those of a part in its place; what isn't one is left out."""
    book = config.get("book")
    book = book if isinstance(book, dict) else {}
    return [
        Entry(path, key == "appendices")
        for key in ("chapters", "appendices")
        for path in _flatten(book.get(key))
        if path.endswith(".ipynb")
    ]


def _flatten(entries: Any) -> Iterator[str]:
    for entry in entries if isinstance(entries, list) else ():
        if isinstance(entry, dict):
            # A part may have a notebook of its own: its first chapter.
            yield from (str(entry[key]) for key in ("part", "file", "href") if key in entry)
            yield from _flatten(entry.get("chapters"))
        else:
            yield str(entry)


def choose_formats(config: Config) -> tuple[str, ...]:
    """Return what ``_quarto.yml`` wants made, of ``html``, ``pdf`` and ``docx``; both usual ones where it doesn't say."""
    formats = config.get("format")
    names = [formats] if isinstance(formats, str) else list(formats) if isinstance(formats, dict) else []
    wanted = {FORMATS[name] for name in names if name in FORMATS}
    return tuple(name for name in ("html", "pdf", "docx") if name in wanted) or ("html", "pdf")


def list_aside(config: Config) -> list[str]:
    """Return the keys that only Quarto's own rendering follows, not ``lkip build``.

    Examples
    --------
    >>> list_aside({"lang": "id", "book": {"title": "A", "favicon": "a.png"}, "theme": "cosmo", "format": {"html": {"toc": True}}})
    ['book.favicon', 'theme', 'format.html.toc']
    """
    return list(_find_aside(config))


def _find_aside(config: Config) -> Iterator[str]:
    for key, value in config.items():
        acting = ACTING.get(key, ())
        if key == "format":
            yield from _find_formats(value)
        elif isinstance(acting, str):
            yield from () if value == acting else (key,)
        elif acting is not None:
            inner = [name for name in value if name not in acting] if acting and isinstance(value, dict) else []
            yield from [key] if not acting else (f"{key}.{name}" for name in inner)
    yield from (f"book.{key}.part" for key in ("chapters", "appendices") if _has_parts(config, key))


def _find_formats(formats: Any) -> Iterator[str]:
    for name, options in formats.items() if isinstance(formats, dict) else ():
        if name not in FORMATS:
            yield f"format.{name}"
        elif isinstance(options, dict):
            yield from (f"format.{name}.{option}" for option in options)


def _has_parts(config: Config, key: str) -> bool:
    book = config.get("book")
    entries = book.get(key) if isinstance(book, dict) else None
    return any(isinstance(entry, dict) and "part" in entry for entry in entries or ())
