"""What came of a run, and how it is told at the end."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from lkip.errors import Exit, clip
from lkip.outcome import Outcome, Result
from lkip.project import Report
from lkip_utils.temuan import TINGKAT, Temuan, sort_temuan

STATES = {Exit.OK: "baik", Exit.CONTENT: "isi gagal", Exit.MACHINERY: "mesin gagal"}
"""What the ways to end are called."""

SLOWEST = 3
"""How many of the slowest chapters are named."""


@dataclass(frozen=True)
class Summary:
    """What came of a run.

    Parameters
    ----------
    unchanged
        Reports that are published as they would be made again.
    outcomes
        How the making of the others ended; nothing is published unless it went well for all.
    problems
        What is wrong with the data; with any, nothing was made.
    notes
        What the publication came across: files of the user's, reports that aren't whole.
    """

    unchanged: tuple[Report, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    problems: tuple[Temuan, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def status(self) -> Exit:
        """Exit status: whose turn it is to act."""
        worst = max((outcome.status for outcome in self.outcomes), default=Exit.OK)
        return max(worst, Exit.CONTENT) if self.all_problems else worst

    @property
    def all_problems(self) -> list[Temuan]:
        """Everything that is wrong with the data, whoever found it."""
        return sort_temuan([*self.problems, *(t for outcome in self.outcomes for t in outcome.problems)])

    @property
    def slowest(self) -> list[Result]:
        """The chapters that took longest."""
        run = [result for outcome in self.outcomes for result in outcome.chapters if not result.reused]
        return sorted(run, key=lambda result: -result.seconds)[:SLOWEST]


def print_summary(summary: Summary, *, quiet: bool) -> None:
    """Print what failed and what is worth a look to the error stream, and a closing table unless it should be quiet."""
    problems = summary.all_problems
    if problems:
        print(f"lkip: {len(problems)} masalah; tidak ada yang diterbitkan.", file=sys.stderr)
        print("\n".join(map(str, problems)), file=sys.stderr)
    failed = [outcome for outcome in summary.outcomes if outcome.message]
    if failed:
        print(f"lkip: {len(failed)} laporan gagal; tidak ada yang diterbitkan.", file=sys.stderr)
        print("\n".join(_name_failures(outcome) for outcome in failed), file=sys.stderr)
    for note in (*summary.notes, *_list_notes(summary)):
        print(f"lkip: perhatian: {note}", file=sys.stderr)
    if summary.outcomes and not quiet:
        _print_table(summary)


def _list_notes(summary: Summary) -> list[str]:
    """Return what authors of chapters should know; a chapter says the same in every report."""
    told = (f"{result.chapter}, {note}" for o in summary.outcomes for result in o.chapters for note in result.notes)
    return list(dict.fromkeys(told))


def _name_failures(outcome: Outcome) -> str:
    name = f"{outcome.report}"
    lines = clip(outcome.message).splitlines()
    return "\n".join(line if line.startswith(name) else f"{name}: {line}" for line in lines)


def _print_table(summary: Summary) -> None:
    # Only after work, which takes longer than this import.
    from rich.console import Console
    from rich.table import Table

    table = Table("Laporan", "Banyaknya", title="Ringkasan", title_justify="left")
    table.columns[1].justify = "right"
    counts = Counter(outcome.status for outcome in summary.outcomes)
    for status, name in STATES.items():
        table.add_row(name, str(counts[status]))
    table.add_row("tidak berubah", str(len(summary.unchanged)))
    console = Console(highlight=False, markup=False)
    console.print(table)
    for result in summary.slowest:
        console.print(
            f"Bab terlama: {result.report} {result.chapter} ({format_seconds(result.seconds)} dtk)", soft_wrap=True
        )
    audit = Counter[str]()
    for outcome in summary.outcomes:
        audit.update(outcome.audit)
    console.print(f"Audit: {', '.join(f'{audit[t]} {t}' for t in TINGKAT)}. Rinciannya: lkip audit.", soft_wrap=True)


def format_seconds(seconds: float) -> str:
    """Return seconds as Indonesian writes them.

    Examples
    --------
    >>> format_seconds(1.25)
    '1,2'
    """
    return f"{seconds:.1f}".replace(".", ",")


def print_summary_json(summary: Summary) -> None:
    """Print what came of a run as one JSON object."""
    content = {
        "hasil": STATES[summary.status],
        "tidak_berubah": [_identify(report) for report in summary.unchanged],
        "laporan": [_describe(outcome) for outcome in summary.outcomes],
        "masalah": [temuan.to_dict() for temuan in summary.all_problems],
        "catatan": [*summary.notes, *_list_notes(summary)],
    }
    print(json.dumps(content, ensure_ascii=False, indent=1))


def _identify(report: Report) -> dict[str, Any]:
    return {"instansi": report.instansi, "tahun": report.tahun}


def _describe(outcome: Outcome) -> dict[str, Any]:
    return {
        **_identify(outcome.report),
        "hasil": STATES[outcome.status],
        "pesan": outcome.message.splitlines(),
        "detik": {name: round(seconds, 2) for name, seconds in outcome.seconds.items()},
        "bab": describe_chapters(outcome.chapters),
    }


def describe_chapters(chapters: Sequence[Result]) -> dict[str, Any]:
    """Return how chapters ended, as JSON has it."""
    return {
        result.chapter: {
            "hasil": "dipakai lagi" if result.reused else STATES[result.status],
            "detik": round(result.seconds, 2),
        }
        for result in chapters
    }
