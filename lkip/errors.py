"""What can go wrong, by whose turn it is to act: caller, author of the content, or operator."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from errno import EACCES, EDQUOT, ENOSPC, EPERM, EROFS


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
}
"""What the system says most often when it refuses, in Indonesian."""


def describe_refusal(error: OSError) -> str:
    """Return why the system refuses something, and where.

    Examples
    --------
    >>> describe_refusal(OSError(ENOSPC, "No space left on device", "a.csv"))
    'a.csv: disk penuh'
    """
    reason = REASONS.get(error.errno or 0) or error.strerror or str(error)
    return f"{error.filename}: {reason}" if error.filename else reason


LETTERS_REMEDY = "Gantilah dalam data atau notebook, atau terbitkan dengan --format html."


class LkipError(Exception):
    """Base of the pipeline's errors; the text is Indonesian and says how to go on."""

    status = Exit.MACHINERY

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message

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
