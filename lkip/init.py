"""Begin a project: the book, its chapters and the data of a fictional agency, in a folder of the user's."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from lkip.config import BOOK, FIRST, LABELS
from lkip.errors import UsageError
from lkip.project import HOME

EXAMPLE = "data/contoh-dinas-teladan"
"""The fictional agency that a new project can be tried with."""

CONTENT = (BOOK, LABELS, FIRST, "notebooks", "_extensions", EXAMPLE)
"""What a project begins with; the rest stays with lkip."""

IGNORED = (
    "_build/",
    "_site/",
    "_disisihkan/",
    "/_book/",
    "/.quarto/",
    "*_files/",
    "*.quarto_ipynb",
    ".ipynb_checkpoints/",
)
"""What git needn't keep of a project: all of it can be made anew."""

ATTRIBUTES = "*.ipynb filter=nbstripout diff=ipynb"
"""Notebooks are kept without what they show, once ``nbstripout --install`` has been called."""


def init_project(folder: Path) -> None:
    """Make a project in a folder, which need not exist; nothing that lies there is touched.

    Raises
    ------
    UsageError
        Naming what is in the way.
    """
    there = [name for name in (*CONTENT, "data") if os.path.lexists(folder / name)]
    if there:
        raise UsageError(
            f"{folder} sudah memuat {', '.join(there)}; tidak ada yang ditimpa. Pilih folder lain, mis. lkip init laporan."
        )
    folder.mkdir(parents=True, exist_ok=True)
    for name in CONTENT:
        source, target = HOME / name, folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns(".*", "__pycache__", "*_files"))
        else:
            shutil.copyfile(source, target)
    for name, text in ((".gitignore", "\n".join(IGNORED)), (".gitattributes", ATTRIBUTES)):
        if not os.path.lexists(folder / name):
            (folder / name).write_text(f"{text}\n", encoding="utf-8")
