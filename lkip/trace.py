"""What a chapter reads while it runs: answers and files of its dataset, and every file of the project that it opens."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.util import source_from_cache
from pathlib import Path
from typing import Any

from lkip.fingerprint import is_hidden, look_at
from lkip_utils.reads import Read, record_reads

LISTING = ("os.listdir", "os.scandir")


@dataclass
class Trace:
    """What a chapter has read.

    Parameters
    ----------
    reads
        Of the dataset.
    files
        Checksums of the files and folders below the project that were opened besides, by their paths.
    """

    reads: set[Read] = field(default_factory=set)
    files: dict[str, str] = field(default_factory=dict)


@contextmanager
def trace_reads(root: Path, data: Path) -> Iterator[Trace]:
    """Record what is read inside. The process must be one that ends with it: Python never stops watching.

    Parameters
    ----------
    root
        The project.
    data
        Folder of the data, wherever it lies.
    """
    trace, opened = Trace(), dict[Path, None]()
    watching = True

    def watch(event: str, args: tuple[Any, ...]) -> None:
        reading = (event == "open" and _is_reading(args)) or (event in LISTING and not _is_importing())
        if watching and reading and isinstance(args[0], str | os.PathLike):
            opened[Path(os.path.abspath(args[0]))] = None

    sys.addaudithook(watch)
    try:
        with record_reads() as trace.reads:
            yield trace
    finally:
        watching = False
        trace.files = {name: look_at(path) for name, path in sorted(_name_files(opened, root, data))}


def _is_importing() -> bool:
    """Return whether Python itself looks into a folder, for a module; the module that it finds is opened as well."""
    return sys._getframe(2).f_code.co_filename.startswith("<frozen importlib")


def _is_reading(args: tuple[Any, ...]) -> bool:
    _, mode, flags = args
    return "r" in mode if isinstance(mode, str) else flags & os.O_ACCMODE == os.O_RDONLY


def _name_files(opened: dict[Path, None], root: Path, data: Path) -> Iterator[tuple[str, Path]]:
    """Yield data, and what lies in the project and isn't known otherwise: neither code of the packages nor what they write."""
    for path in opened:
        if path.parent.name == "__pycache__":
            path = Path(source_from_cache(str(path)))
        if path.is_relative_to(data):
            yield Path("data", path.relative_to(data)).as_posix(), path
        elif path.is_relative_to(root):
            name = path.relative_to(root)
            if not any(map(is_hidden, name.parts)) and name.parts[:1] not in (("lkip",), ("lkip_utils",)):
                yield name.as_posix(), path
