"""``_quarto.yml``, the description of the book, and what it names: read, and everything that is wrong with it told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from lkip.errors import ContentError, describe_refusal
from lkip.files import list_entries
from lkip.project import SHARED, Project
from lkip_utils.temuan import show_name

BOOK, LABELS = "_quarto.yml", "_language.yml"

NEEDED = (*SHARED, "notebooks")
"""What lies beside it, in every project."""


def check_project(project: Project) -> None:
    """Refuse a project that no book can be made of, before any work is done for it.

    Raises
    ------
    ContentError
        With everything that is wrong, a line each.
    """
    problems = [f"{name} tidak ada. Salin dari lkip." for name in NEEDED if not (project.root / name).exists()]
    problems += _find_special(project)
    for name in (BOOK, LABELS):
        try:
            content = _read_mapping(project.root / name)
        except ContentError as error:
            problems.append(f"{name}{error.message}")
        else:
            problems += _find_problems(project, content) if name == BOOK else ()
    if problems:
        raise ContentError("\n".join(problems))


def _find_special(project: Project) -> Iterator[str]:
    """Yield what lies among the shared files and can't be copied: pipes, devices, links to nothing."""
    for folder in filter(Path.is_dir, map(project.root.joinpath, SHARED)):
        for name, _ in list_entries(folder):
            if not (folder / name).is_file() and not (folder / name).is_dir():
                yield f"{folder.name}/{show_name(name)} bukan berkas biasa. Hapus, atau salin dari lkip."


def _read_mapping(path: Path) -> dict[str, Any]:
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


def _find_problems(project: Project, content: dict[str, Any]) -> Iterator[str]:
    book = content.get("book")
    if not isinstance(book, dict):
        yield f"{BOOK}: «book» tidak ada. Tulis book: dengan title, subtitle, dan chapters."
        return
    names: list[str] = []
    for key in ("chapters", "appendices"):
        entries = book.get(key, [] if key == "appendices" else None)
        if not isinstance(entries, list) or (key == "chapters" and not entries):
            yield f"{BOOK}: «book: {key}» harus berupa daftar notebook, mis. - index.ipynb."
            continue
        names += [entry for entry in entries if isinstance(entry, str)]
        yield from (_explain_entry(key, entry) for entry in entries if not isinstance(entry, str))
    for name, count in Counter(names).items():
        yield from (f"{BOOK}: bab «{show_name(name)}» {text}" for text in _examine_chapter(project, name, count))


def _explain_entry(key: str, entry: object) -> str:
    if isinstance(entry, dict) and "part" in entry:
        return f"{BOOK}: «part: {entry['part']}» dalam {key} tidak dikenal lkip. Tulis babnya langsung dalam daftar."
    return f"{BOOK}: butir «{show_name(str(entry))}» dalam {key} bukan nama notebook. Tulis mis. - bab-1.ipynb."


def _examine_chapter(project: Project, name: str, count: int) -> Iterator[str]:
    if count > 1:
        yield "disebut lebih dari sekali. Sebut sekali saja."
    if not name.endswith(".ipynb") or Path(name).name != name or "\\" in name or "\0" in name:
        yield "bukan nama notebook dalam folder notebooks/. Tulis nama berkasnya saja, berakhiran .ipynb."
    elif not (project.notebooks / name).is_file():
        yield "tidak ada di notebooks/. Buat notebook itu, atau hapus namanya."
