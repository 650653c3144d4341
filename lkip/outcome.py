"""How work ended, and what is told while it goes on: plain values that travel between processes and machines."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from lkip.errors import Exit
from lkip.project import Report
from lkip_utils.temuan import Temuan


@dataclass(frozen=True)
class Result:
    """How a chapter's run ended. A worker returns one and never raises.

    Parameters
    ----------
    seconds
        Wall time of the run; 0 for a chapter that was used again.
    reused
        Whether the executed copy of an earlier run still holds.
    notes
        What its author should know, with its cell.
    """

    report: Report
    chapter: str
    seconds: float
    status: Exit
    message: str = ""
    reused: bool = False
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Outcome:
    """How the making of a report ended.

    Parameters
    ----------
    sidik
        Checksum of all that the report was made from.
    message
        What failed, a line for each failure.
    problems
        What is wrong with the data; with any, nothing was executed.
    audit
        Number of findings by level.
    chapters
        How each chapter ended.
    seconds
        Wall time by phase.
    retry
        Whether trying again may help: the inputs have changed, or a process was lost.
    """

    report: Report
    sidik: str
    status: Exit
    message: str = ""
    problems: tuple[Temuan, ...] = ()
    audit: Mapping[str, int] = field(default_factory=dict)
    chapters: tuple[Result, ...] = ()
    seconds: Mapping[str, float] = field(default_factory=dict)
    retry: bool = False


@dataclass(frozen=True)
class Word:
    """What is told while a report is made: a phase begins, a chapter has ended; without either, a sign of life."""

    report: Report
    phase: str = ""
    result: Result | None = None


Tell = Callable[[Word], None]
