"""Examine data without making reports: what can't be read, what was adapted, what the audit finds."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import groupby
from multiprocessing import get_context
from pathlib import Path

from lkip.project import Project, Report
from lkip_utils.audit import audit_dataset
from lkip_utils.reader import read_dataset
from lkip_utils.temuan import DataError, Temuan

MANY = 40
"""Reports from which starting more processes takes less time than it saves."""


@dataclass(frozen=True)
class Examination:
    """What an examination of one report's data found.

    Parameters
    ----------
    masalah
        Why the data can't be used; with any, there is no audit.
    penyesuaian
        What the reader took for granted.
    temuan
        What the audit found; empty when it wasn't asked for.
    """

    report: Report
    masalah: tuple[Temuan, ...]
    penyesuaian: tuple[Temuan, ...] = ()
    temuan: tuple[Temuan, ...] = ()


def examine(project: Project, reports: Sequence[Report], *, audit: bool, jobs: int) -> list[Examination]:
    """Examine the data of reports, agency by agency, in the order of the reports."""
    work = [
        (project.data, instansi, tuple(report.tahun for report in group), audit)
        for instansi, group in groupby(sorted(reports), key=lambda report: report.instansi)
    ]
    if len(reports) < MANY or jobs == 1:
        found = [_examine_instansi(*task) for task in work]
    else:
        with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
            found = list(pool.map(_examine_instansi, *zip(*work, strict=True), chunksize=8))
    return [examination for group in found for examination in group]


def _examine_instansi(data: Path, instansi: str, years: tuple[int, ...], audit: bool) -> list[Examination]:
    return [_examine_year(data, Report(instansi, tahun), audit) for tahun in years]


def _examine_year(data: Path, report: Report, audit: bool) -> Examination:
    try:
        dataset = read_dataset(report.instansi, report.tahun, data)
    except DataError as error:
        return Examination(report, tuple(error.temuan))
    return Examination(report, (), dataset.penyesuaian, audit_dataset(dataset) if audit else ())
