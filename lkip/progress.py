"""Tell on the terminal how far the reports are: a live bar, plain lines elsewhere, or nothing."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lkip.errors import Exit
from lkip.job import Job
from lkip.outcome import Outcome, Result, Word
from lkip.project import Report
from lkip.summary import format_seconds

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.progress import TaskID

FEW = 10
"""Reports up to which plain lines name every chapter."""


class Progress:
    """Tells nothing; what the others have in common."""

    def announce(self, line: str) -> None:
        """Tell something about the whole run."""

    @contextmanager
    def showing(self, jobs: Sequence[Job]) -> Iterator[None]:
        """Tell of these reports while they are made."""
        yield

    def hear(self, word: Word) -> None:
        """Take what is told while a report is made; from whichever thread."""

    def finish(self, outcome: Outcome) -> None:
        """Take how a report ended."""


@dataclass
class Lines(Progress):
    """A line for each thing that has ended."""

    total: int = 0
    done: int = 0
    started: float = 0.0

    def announce(self, line: str) -> None:
        print(line, flush=True)

    @contextmanager
    def showing(self, jobs: Sequence[Job]) -> Iterator[None]:
        self.total, self.started = len(jobs), time.monotonic()
        yield

    def hear(self, word: Word) -> None:
        if word.result and self.total <= FEW:
            self.announce(f"  {word.report} {word.result.chapter}: {_describe(word.result)}")

    def finish(self, outcome: Outcome) -> None:
        self.done += 1
        state = "selesai" if outcome.status is Exit.OK else "GAGAL"
        seconds = sum(outcome.seconds.values())
        left = (time.monotonic() - self.started) / self.done * (self.total - self.done)
        remaining = f", sisa ± {left:.0f} dtk" if self.done < self.total else ""
        self.announce(
            f"[{self.done}/{self.total}] {outcome.report}: {state} ({format_seconds(seconds)} dtk{remaining})"
        )


@dataclass
class Live(Progress):
    """A bar over all reports, and a line for each that is at work: agency, year, phase, chapter."""

    chapters: int = 0
    done: int = 0
    tasks: dict[Report, TaskID] = field(default_factory=dict)

    def __post_init__(self) -> None:
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn
        from rich.progress import Progress as Bar

        self.bar: Bar = Bar(
            TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[what]}"),
            TimeElapsedColumn(), TextColumn("sisa"), TimeRemainingColumn(),
        )  # fmt: skip

    def announce(self, line: str) -> None:
        self.bar.console.print(line, highlight=False, markup=False, soft_wrap=True)

    @contextmanager
    def showing(self, jobs: Sequence[Job]) -> Iterator[None]:
        # A step for each chapter, and one for what comes after them.
        self.steps = {job.report: len(job.project.chapters(job.report.instansi)) + 1 for job in jobs}
        with self.bar:
            self.whole = self.bar.add_task("Laporan", total=len(jobs), what="")
            yield

    def hear(self, word: Word) -> None:
        if word.report not in self.tasks:
            self.tasks[word.report] = self.bar.add_task(str(word.report), total=self.steps[word.report], what="")
        task = self.tasks[word.report]
        if word.result:
            self.bar.update(task, advance=1, what=f"{word.result.chapter}: {_describe(word.result)}")
            self._advance()
        elif word.phase:
            self.bar.update(task, what=word.phase)

    def finish(self, outcome: Outcome) -> None:
        task = self.tasks.pop(outcome.report, None)
        if task is not None:
            self.bar.remove_task(task)
        self.done += 1
        self._advance()

    def _advance(self) -> None:
        """Count half-made reports by their steps, so that the remaining time is known before the first is done."""
        begun = (task.completed / (task.total or 1) for task in self.bar.tasks if task.id != self.whole)
        self.bar.update(self.whole, completed=self.done + sum(begun))


def choose_progress(*, quiet: bool, live: bool) -> Progress:
    """Return how to tell: nothing, a live bar on a terminal, lines elsewhere."""
    if quiet:
        return Progress()
    return Live() if live else Lines()


def _describe(result: Result) -> str:
    if result.reused:
        return "dipakai lagi"
    return f"{'selesai' if result.status is Exit.OK else 'GAGAL'} ({format_seconds(result.seconds)} dtk)"
