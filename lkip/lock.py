"""Keep two runs from working at the same thing at the same time."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from lkip.errors import MachineryError


@contextmanager
def hold(path: Path, wait: float = 0.0) -> Iterator[None]:
    """Hold a lock; the system lets go of it when the process ends, however it ends.

    Parameters
    ----------
    wait
        Seconds to wait for whoever holds it.

    Raises
    ------
    MachineryError
        Naming who holds it and since when.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    holder = path.with_name(f"{path.name}.json")
    try:
        with FileLock(path, timeout=wait):
            since = datetime.now().astimezone().isoformat(sep=" ", timespec="seconds")
            holder.write_text(json.dumps({"proses": os.getpid(), "sejak": since}), encoding="utf-8")
            yield
    except Timeout:
        raise MachineryError(
            f"{path.parent.name} sedang disusun oleh {_describe(holder)}. Tunggu sampai selesai, lalu ulangi."
        ) from None


@contextmanager
def hold_folder(folder: Path, wait: float = 60.0) -> Iterator[None]:
    """Hold a folder itself, so that nothing stays behind in it (on Windows nothing is held).

    Raises
    ------
    MachineryError
        When someone else holds it for longer than ``wait`` seconds.
    """
    if sys.platform == "win32":
        yield
        return
    import fcntl

    descriptor = os.open(folder, os.O_RDONLY)
    try:
        until = time.monotonic() + wait
        while not _try(lambda: fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)):
            if time.monotonic() > until:
                raise MachineryError(f"{folder} sedang dipakai penerbitan lain. Tunggu sampai selesai, lalu ulangi.")
            time.sleep(0.1)
        yield
    finally:
        os.close(descriptor)


def _try(take: Callable[[], None]) -> bool:
    try:
        take()
    except BlockingIOError:
        return False
    except OSError:
        return True  # a network disk that can't hold folders: go on as Windows does
    return True


def _describe(holder: Path) -> str:
    try:
        told = json.loads(holder.read_text(encoding="utf-8"))
        return f"lkip lain (proses {told['proses']}, sejak {told['sejak']})"
    except (OSError, ValueError, KeyError, TypeError):
        return "lkip lain"
