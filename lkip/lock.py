"""Keep two runs from working at the same thing at the same time."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from errno import ENOLCK, ENOSYS, ENOTSUP, EOPNOTSUPP
from pathlib import Path

from filelock import BaseFileLock, FileLock, SoftFileLock, Timeout

from lkip.errors import MachineryError, describe_refusal

NO_LOCKS = {ENOLCK, ENOSYS, ENOTSUP, EOPNOTSUPP}
"""What a disk says that knows no locks."""


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
    lock = _acquire(path, holder, wait)
    try:
        since = datetime.now().astimezone().isoformat(sep=" ", timespec="seconds")
        holder.write_text(json.dumps({"proses": os.getpid(), "sejak": since}), encoding="utf-8")
        yield
    finally:
        lock.release()


def _acquire(path: Path, holder: Path, wait: float) -> BaseFileLock:
    lock: BaseFileLock = FileLock(path, timeout=wait)
    try:
        try:
            lock.acquire()
        except OSError as error:
            if error.errno not in NO_LOCKS:
                raise
            # A disk of the network that knows no locks: a file that says who made it does instead.
            path = path.with_name(f"{path.name}.berkas")
            lock = SoftFileLock(path, timeout=wait)
            lock.acquire()
    except Timeout:
        soft = f" Bila proses itu tidak ada lagi, hapus {path}." if isinstance(lock, SoftFileLock) else ""
        raise MachineryError(
            f"{path.parent.name} sedang disusun oleh {_describe(holder)}. Tunggu sampai selesai, lalu ulangi.{soft}"
        ) from None
    except OSError as error:
        raise MachineryError(
            f"kunci {path} tidak dapat dipakai: {describe_refusal(error)}. Hapus, atau beri izin menulis di foldernya."
        ) from error
    return lock


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
