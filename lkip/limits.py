"""What a chapter may use: time, and memory beside what it starts with."""

from __future__ import annotations

import ctypes
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType

import psutil

GRACE = 10.0
"""Seconds that a chapter past its time has to end by itself, and that everything else has to give a sign of life."""


@dataclass(frozen=True)
class Limits:
    """Bounds of a chapter's run.

    Parameters
    ----------
    seconds
        Wall time of the whole chapter.
    memory
        MiB that it may allocate.
    """

    seconds: float = 300.0
    memory: int = 2048


class ChapterTimeoutError(BaseException):
    """The chapter is past its time; not an ``Exception``, so that no cell catches it by the way."""


@contextmanager
def bound_time(seconds: float) -> Iterator[None]:
    """Interrupt what runs inside when its time is over; where there are no alarms, whoever waits must end it."""
    if not hasattr(signal, "setitimer"):
        yield
        return

    def interrupt(number: int, frame: FrameType | None) -> None:
        raise ChapterTimeoutError(f"bab belum selesai setelah {seconds:g} detik")

    before = signal.signal(signal.SIGALRM, interrupt)
    # Again every second, for code that catches even this.
    signal.setitimer(signal.ITIMER_REAL, seconds, 1.0)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@contextmanager
def bound_memory(mebibytes: int) -> Iterator[None]:
    """Let allocations inside fail beyond the bound, in this process and in those that it starts (on Linux)."""
    if sys.platform != "linux":
        yield
        return
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    bound = psutil.Process().memory_info().vms + mebibytes * 2**20
    resource.setrlimit(resource.RLIMIT_AS, (bound if hard == resource.RLIM_INFINITY else min(bound, hard), hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def die_with_parent() -> None:
    """Have this process killed when the one that forked it ends, however that ends (on Linux)."""
    if sys.platform == "linux":
        set_death_signal = 1  # PR_SET_PDEATHSIG
        ctypes.CDLL(None).prctl(set_death_signal, signal.SIGKILL)


def adopt_orphans() -> None:
    """Become the parent of all descendants whose own parent ends (on Linux), so that none is lost."""
    if sys.platform == "linux":
        set_child_subreaper = 36  # PR_SET_CHILD_SUBREAPER
        ctypes.CDLL(None).prctl(set_child_subreaper, 1)
