"""Executed chapters that can be used again: beside each copy lies what it was made from and what it has read."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from lkip.files import write_whole
from lkip.fingerprint import Fingerprints, checksum, combine, flatten, is_hidden, look_at
from lkip.project import Project, Report
from lkip.trace import Trace
from lkip_utils.berlaku import PEMILIH
from lkip_utils.dataset import Dataset, name_file, still_answers
from lkip_utils.reads import EVERYTHING, Read
from lkip_utils.schemas import FILES


def remember_chapter(marks: Fingerprints, report: Report, chapter: str, trace: Trace | None) -> None:
    """Write down what an executed chapter was made from; without a trace it may have read everything."""
    data, trace = marks.data(report), trace or _suppose(marks.project, report)
    answers = [read for read in trace.reads if read.jawaban]
    record = {
        "bab": marks.chapter(report, chapter),
        "hasil": checksum(marks.project.executed(report, chapter)),
        "data": {f"{r.tahun}/{r.nama}": _mark_read(data, r) for r in sorted(trace.reads) if not r.jawaban},
        "jawaban": [[r.tahun, r.nama, r.argumen, r.jawaban] for r in sorted(answers)],
        "lain": trace.files,
    }
    write_whole(_record_of(marks.project, report, chapter), json.dumps(record, indent=1) + "\n")


def _suppose(project: Project, report: Report) -> Trace:
    """Return the trace of a chapter that may have read all the data, and whatever lies beside it."""
    folders = {
        "notebooks": project.notebooks,
        f"data/{report.instansi}/notebooks": project.own(report.instansi) / "notebooks",
    }
    beside = (
        PurePosixPath(name, path.relative_to(folder))
        for name, folder in folders.items()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    )
    names = (path.as_posix() for path in beside if not any(map(is_hidden, path.parts)))
    return Trace({Read(report.tahun, EVERYTHING)}, {name: look_at(project.locate(name)) for name in names})


def find_reusable(marks: Fingerprints, report: Report, dataset: Dataset) -> Iterator[str]:
    """Yield the chapters whose executed copy is what a new run would give."""
    for chapter in marks.project.chapters(report.instansi):
        record = _read_record(_record_of(marks.project, report, chapter))
        if record and _still_holds(marks, report, dataset, chapter, record):
            yield chapter


def list_others(marks: Fingerprints, report: Report) -> set[tuple[str, str]]:
    """Return what the remembered chapters have read besides, with the checksums that it had then.

    Of that, the files that every report is made from are known without.
    """
    known = {f"data/{report.instansi}/{name.rstrip('/')}" for name in marks.data(report)}
    chapters = marks.project.chapters(report.instansi)
    known |= {
        path for chapter in chapters for path in (f"notebooks/{chapter}", f"data/{report.instansi}/notebooks/{chapter}")
    }
    records = (_read_record(_record_of(marks.project, report, chapter)) for chapter in chapters)
    read = {pair for record in records if record for pair in record["lain"].items()}
    return {(name, mark) for name, mark in read if name not in known}


def forget_chapters(project: Project, report: Report) -> None:
    """Make every chapter run again."""
    for chapter in project.chapters(report.instansi):
        _record_of(project, report, chapter).unlink(missing_ok=True)


def _still_holds(
    marks: Fingerprints, report: Report, dataset: Dataset, chapter: str, record: Mapping[str, Any]
) -> bool:
    data, years = marks.data(report), {one.tahun: one for one in _past(dataset)}
    answers = [Read(tahun, name, tuple(args), answer) for tahun, name, args, answer in record["jawaban"]]
    return (
        record["bab"] == marks.chapter(report, chapter)
        and record["hasil"] == checksum(marks.project.executed(report, chapter))
        and all(mark == _mark_read(data, _parse_read(key)) for key, mark in record["data"].items())
        and all(mark == look_at(marks.project.locate(name)) for name, mark in record["lain"].items())
        and all(read.tahun in years and still_answers(years[read.tahun], read) for read in answers)
    )


def _past(dataset: Dataset | None) -> Iterator[Dataset]:
    while dataset:
        yield dataset
        dataset = dataset.lalu


def _mark_read(data: Mapping[str, str], read: Read) -> str:
    """Return the checksum of what a dataset's file was made from: its CSV, those that select its rows, the decisions on cells."""
    if read.nama == EVERYTHING:
        return combine(*flatten(data))
    files = (read.nama, *PEMILIH.get(read.nama, ()), "keputusan")
    return combine(*(data.get(name_file("", read.tahun, file).removeprefix("/"), "") for file in files))


def _parse_read(key: str) -> Read:
    tahun, _, name = key.partition("/")
    return Read(int(tahun), name if name in FILES else EVERYTHING)


def _record_of(project: Project, report: Report, chapter: str) -> Path:
    return project.executed(report, chapter).with_suffix(".json")


def _read_record(path: Path) -> dict[str, Any] | None:
    try:
        record: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return record
