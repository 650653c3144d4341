"""What can go wrong, by whose turn it is to act: caller, author of the content, or operator."""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    """Exit status of every command."""

    OK = 0
    CONTENT = 1
    USAGE = 2
    MACHINERY = 3


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


class MachineryError(LkipError):
    """A tool is missing or failed; the content may be good."""
