"""Write and move files so that whoever looks sees the old or the new, never half of one."""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from collections.abc import Mapping
from errno import EINVAL, ENOSYS, ENOTSUP, EXDEV
from pathlib import Path


def write_whole(path: Path, text: str) -> None:
    """Put a text in the place of a file at one stroke; where that is refused, nothing stays beside it."""
    beside = path.with_name(f".{path.name}.baru")
    try:
        beside.write_text(text, encoding="utf-8")
        os.replace(beside, path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files by their names below a folder."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def move_tree(source: Path, target: Path) -> None:
    """Move a folder to where nothing is; to another disk, by copying it first."""
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        source.rename(target)
    except OSError as error:
        if error.errno != EXDEV:
            raise
        copy_tree(source, target)
        shutil.rmtree(source)


def copy_tree(source: Path, target: Path) -> None:
    """Copy a folder to where nothing is; the first refusal ends it (``shutil.copytree`` would go on and list them all)."""
    target.mkdir()
    for path in sorted(source.iterdir()):
        if path.is_dir():
            copy_tree(path, target / path.name)
        else:
            shutil.copy2(path, target / path.name)


def swap_trees(new: Path, old: Path) -> None:
    """Exchange two folders of one disk at one stroke; afterwards each lies where the other was.

    Where the system can't do that, in two: for a moment nothing lies in the place of ``old``.
    """
    if not _exchange(new, old):
        aside = new.with_name(f"{new.name}.lama")
        old.rename(aside)
        new.rename(old)
        aside.rename(new)


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two names by Linux's ``renameat2``; return whether that could be done."""
    if sys.platform != "linux":
        return False
    here, exchange = -100, 2  # AT_FDCWD, RENAME_EXCHANGE
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    if rename(here, os.fsencode(one), here, os.fsencode(other), exchange) == 0:
        return True
    code = ctypes.get_errno()
    if code in (ENOSYS, EINVAL, ENOTSUP):
        return False
    raise OSError(code, os.strerror(code), str(one), None, str(other))
