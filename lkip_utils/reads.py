"""What a piece of work reads of the data, recorded while it works: as long as that stays, so does its result."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

EVERYTHING = "*"
"""What stands for all files of all years that a report can read."""


@dataclass(frozen=True, order=True)
class Read:
    """A file that was read, or a question that was asked and what the answer was.

    Parameters
    ----------
    tahun
        The year whose dataset it was asked of.
    nama
        A file without ``.csv``, a function's full name, or :data:`EVERYTHING`.
    argumen
        What the function was asked, beside the dataset.
    jawaban
        Checksum of its answer; empty for a file, whose contents the reader of the record knows better.
    """

    tahun: int
    nama: str
    argumen: tuple[str, ...] = ()
    jawaban: str = ""


_reads: ContextVar[set[Read] | None] = ContextVar("reads", default=None)


@contextmanager
def record_reads() -> Iterator[set[Read]]:
    """Record what is read inside; a recording around this one notices nothing of it.

    Examples
    --------
    >>> with record_reads() as reads:
    ...     note_reads([Read(2024, "apbd")])
    >>> reads
    {Read(tahun=2024, nama='apbd', argumen=(), jawaban='')}
    """
    own: set[Read] = set()
    token = _reads.set(own)
    try:
        yield own
    finally:
        _reads.reset(token)


def is_recording() -> bool:
    """Return whether anyone wants to know what is read."""
    return _reads.get() is not None


def note_reads(reads: Iterable[Read]) -> None:
    """Add to the recording, where there is one."""
    own = _reads.get()
    if own is not None:
        own.update(reads)
