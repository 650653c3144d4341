"""Write and move files so that whoever looks sees the old or the new, never half of one."""

from __future__ import annotations

import ctypes
import os
import re
import shutil
import sys
from collections.abc import Iterator, Mapping
from errno import EINVAL, ENOSYS, ENOTSUP, EXDEV
from pathlib import Path


def write_whole(path: Path, text: str, *, durable: bool = False) -> None:
    """Put a text in the place of a file at one stroke; where that is refused, nothing stays beside it.

    Parameters
    ----------
    durable
        Return only when it would be there after a power cut, too.
    """
    beside = path.with_name(f".{path.name}.baru")
    try:
        beside.write_text(text, encoding="utf-8")
        if durable:
            sync(beside)
        os.replace(beside, path)
        if durable:
            sync(path.parent)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


INSIDE = re.compile(r"(?![/\\]|.:)(?!(.*[/\\])?\.\.([/\\]|\Z))(?!\.?([/\\]+\.?)*\Z)[^\0]+", re.DOTALL)
"""Names that lead neither to a root or drive, nor up, nor nowhere, on any system."""


def inside(folder: Path, name: str) -> Path:
    """Return where a file lies below a folder: every path made from data or from what a notebook says is made here.

    Raises
    ------
    ValueError
        When it would lie elsewhere.

    Examples
    --------
    >>> inside(Path("stage"), "gambar/fig-a.svg").as_posix()
    'stage/gambar/fig-a.svg'
    """
    if not INSIDE.fullmatch(name):
        raise ValueError(f"«{name}» tidak terletak di dalam foldernya")
    return folder / name


def sync(path: Path) -> None:
    """Wait until a file's content, or what a folder lists, would outlive a power cut."""
    if path.is_dir() and sys.platform == "win32":
        return  # keeps its folders in order by itself, and opens none
    descriptor = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_tree(folder: Path) -> None:
    """Do so with a folder and everything below it."""
    for place, _, names in os.walk(folder):
        for name in names:
            if not Path(place, name).is_symlink():
                sync(Path(place, name))
        sync(Path(place))


def list_entries(folder: Path, prefix: str = "") -> Iterator[tuple[str, os.stat_result]]:
    """Yield what lies below a folder, by name: files and whatever else isn't a folder; links aren't followed."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from list_entries(Path(entry.path), f"{prefix}{entry.name}/")
            else:
                yield f"{prefix}{entry.name}", entry.stat(follow_symlinks=False)


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
