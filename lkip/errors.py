"""What can go wrong, by whose turn it is to act: caller, author of the content, or operator."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from enum import IntEnum
from errno import (
    EACCES,
    EBUSY,
    EDQUOT,
    EISDIR,
    ELOOP,
    EMFILE,
    ENAMETOOLONG,
    ENOENT,
    ENOSPC,
    ENOTDIR,
    EPERM,
    EROFS,
)  # fmt: skip


class Exit(IntEnum):
    """Exit status of every command."""

    OK = 0
    CONTENT = 1
    USAGE = 2
    MACHINERY = 3


INSTALL = "pip install --require-hashes --requirement requirements.lock"
INSTALL_ALL = INSTALL.replace(".lock", "-all.lock")
"""What installs the packages that lkip needs, and with those of tests, clusters and stores."""

REASONS = {
    EACCES: "tidak ada izin",
    EDQUOT: "jatah disk habis",
    ENOSPC: "disk penuh",
    EPERM: "tidak ada izin",
    EROFS: "disk hanya dapat dibaca",
    EBUSY: "sedang dipakai",
    EISDIR: "itu folder",
    ELOOP: "tautannya melingkar",
    EMFILE: "terlalu banyak berkas terbuka",
    ENAMETOOLONG: "namanya terlalu panjang",
    ENOENT: "tidak ada",
    ENOTDIR: "itu bukan folder",
}
"""What the system says most often when it refuses, in Indonesian."""


def describe_refusal(error: OSError) -> str:
    """Return why the system refuses something, and where.

    Examples
    --------
    >>> describe_refusal(OSError(ENOSPC, "No space left on device", "a.csv"))
    'a.csv: disk penuh'
    """
    if isinstance(error, shutil.Error) and isinstance(error.args[0], list):
        # What a copied folder was refused, each with its own reason.
        return "; ".join(f"{source}: {reason}" for source, _, reason in error.args[0])
    reason = REASONS.get(error.errno or 0) or error.strerror or str(error)
    return f"{error.filename}: {reason}" if error.filename else reason


LONGEST, MOST_LINES = 1000, 60
"""Letters of a line, and lines, that a message of one failure has on a terminal."""


def clip(text: str) -> str:
    r"""Return a message without what steers a terminal, and of a very long one both ends.

    Examples
    --------
    >>> clip("pandoc\x1b[2J"), len(clip("x" * 10_000)), clip("a\n" * 1000).count("\n")
    ('pandoc\\x1b[2J', 1001, 60)
    """
    shown = "".join(letter if letter.isprintable() or letter in "\n\t" else ascii(letter)[1:-1] for letter in text)
    half = LONGEST // 2
    lines = [line if len(line) <= LONGEST else f"{line[:half]}…{line[-half:]}" for line in shown.split("\n")]
    if len(lines) > MOST_LINES:
        half = MOST_LINES // 2
        lines[half:-half] = [f"… ({len(lines) - MOST_LINES} baris tidak ditampilkan) …"]
    return "\n".join(lines)


LETTERS_REMEDY = "Gantilah dalam data atau notebook, atau terbitkan dengan --format html."


class LkipError(Exception):
    """Base of the pipeline's errors; the text is Indonesian and says how to go on."""

    status = Exit.MACHINERY

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = clip(message)

    def __str__(self) -> str:
        return self.message


class UsageError(LkipError):
    """The command was called with something that can't be."""

    status = Exit.USAGE


class ContentError(LkipError):
    """A chapter can't be made from its notebook and data."""

    status = Exit.CONTENT


class LettersError(ContentError):
    """A text holds letters that the report's printed type lacks."""

    def __init__(self, letters: Sequence[str]) -> None:
        names = ", ".join(f"«{letter}»" for letter in letters)
        super().__init__(f"huruf cetak PDF tidak memiliki {names}. {LETTERS_REMEDY}")
        self.letters = tuple(letters)

    def __reduce__(self) -> tuple[type[LettersError], tuple[tuple[str, ...]]]:
        return LettersError, (self.letters,)


class MachineryError(LkipError):
    """A tool is missing or failed; the content may be good."""
