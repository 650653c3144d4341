"""The project's description of its book, and what it names: everything that is wrong with it, told before any work."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from lkip import brand
from lkip.brand import BRAND
from lkip.config import BOOK, FIRST, LABELS, VARIABLES, Config, Entry, list_aside, list_entries, read_mapping
from lkip.errors import ContentError
from lkip.files import list_entries as list_files
from lkip.project import SHARED, Project
from lkip_utils.temuan import show_name


def check_project(project: Project, instansi: Iterable[str]) -> list[str]:
    """Refuse a project that no book can be made of, before any work is done for it.

    Parameters
    ----------
    instansi
        The agencies whose books are to be made; each may have chapters of its own.

    Returns
    -------
    list of str
        What of the description only Quarto's own rendering follows.

    Raises
    ------
    ContentError
        With everything that is wrong, a line each.
    """
    problems = [] if project.notebooks.is_dir() else ["notebooks tidak ada. Salin dari lkip."]
    problems += _find_special(project)
    for name in (LABELS, VARIABLES):
        path = project.shared(name) if name in SHARED else project.root / name
        if name in SHARED or path.exists():
            problems += _try_reading(path, name)
    names = sorted(set(instansi))
    problems += (problem for name in names for problem in _examine_agency(project, name))
    if problems:
        raise ContentError("\n".join(dict.fromkeys(problems)))
    metadata = (project.root / "_metadata.yml", project.notebooks / "_metadata.yml")
    aside = [key for name in names for key in _list_aside(project, name)]
    aside += (project.shorten(path) for path in metadata if path.is_file())
    return [
        f"{what} berlaku pada quarto render di folder proyek, tidak pada lkip build." for what in dict.fromkeys(aside)
    ]


def _examine_agency(project: Project, instansi: str) -> Iterator[str]:
    try:
        yield from _find_problems(project, instansi, project.config(instansi))
    except ContentError as error:
        yield error.message
    try:
        project.brand(instansi)
    except ContentError as error:
        yield error.message


def _list_aside(project: Project, instansi: str) -> Iterator[str]:
    """Yield the keys of an agency's book and brand that only Quarto follows, each with its file."""
    yield from (f"{BOOK}: «{key}»" for key in list_aside(project.config(instansi)))
    yield from (f"{BRAND}: «{key}»" for key in brand.list_aside(project.root, project.own(instansi)))


def _try_reading(path: Path, name: str) -> Iterator[str]:
    try:
        read_mapping(path)
    except ContentError as error:
        yield f"{name}{error.message}"


def _find_special(project: Project) -> Iterator[str]:
    """Yield what lies among the shared files and can't be copied: pipes, devices, links to nothing."""
    for folder in filter(Path.is_dir, map(project.shared, SHARED)):
        for name, _ in list_files(folder):
            if not (folder / name).is_file() and not (folder / name).is_dir():
                yield f"{folder.name}/{show_name(name)} bukan berkas biasa. Hapus, atau salin dari lkip."


def _find_problems(project: Project, instansi: str, config: Config) -> Iterator[str]:
    book = config.get("book")
    if not isinstance(book, dict):
        yield f"{BOOK}: «book» tidak ada. Tulis book: dengan title dan chapters."
        return
    if not isinstance(book.get("title"), str):
        yield f"{BOOK}: «book: title» harus berupa teks. Tulis mis. title: Laporan Kinerja (LKjIP)."
    for key in ("chapters", "appendices"):
        entries = book.get(key, [] if key == "appendices" else None)
        if not isinstance(entries, list) or (key == "chapters" and not entries):
            yield f"{BOOK}: «book: {key}» harus berupa daftar notebook, mis. - {FIRST}."
            continue
        yield from (_explain_entry(key, entry) for entry in entries if not _is_entry(entry))
    entries = list_entries(config)
    if entries and entries[0].path != FIRST:
        yield f"{BOOK}: bab pertama harus {FIRST} di folder proyek, seperti yang diminta Quarto. Tulis - {FIRST} paling atas."
    counts = Counter(entry.name for entry in entries)
    for entry in {entry.name: entry for entry in entries}.values():
        for text in _examine_chapter(project, instansi, entry, counts[entry.name]):
            yield f"{BOOK}: bab «{show_name(entry.path)}» {text}"


def _is_entry(entry: object) -> bool:
    if isinstance(entry, dict):
        return bool({"part", "file", "href"} & entry.keys())
    return isinstance(entry, str) and entry.endswith(".ipynb")


def _explain_entry(key: str, entry: object) -> str:
    return (
        f"{BOOK}: butir «{show_name(str(entry))}» dalam {key} bukan nama notebook. Tulis mis. - notebooks/bab-1.ipynb."
    )


def _examine_chapter(project: Project, instansi: str, entry: Entry, count: int) -> Iterator[str]:
    path = PurePosixPath(entry.path)
    if count > 1:
        yield "disebut lebih dari sekali. Sebut sekali saja."
    if entry.path != FIRST and (len(path.parts) != 2 or path.parts[0] != "notebooks" or set("\\\0") & set(entry.path)):
        yield f"bukan notebook dalam folder notebooks/. Tulis mis. - notebooks/{show_name(path.name)}."
    elif not project.notebook(instansi, entry.name).is_file():
        moved = entry.path == FIRST and (project.notebooks / FIRST).is_file()
        yield f"tidak ada. {'Pindahkan dari notebooks/ ke folder proyek' if moved else 'Buat notebook itu, atau hapus namanya'}."
