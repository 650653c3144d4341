"""Examine data without making reports: what can't be read, what was adapted, what the audit finds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from multiprocessing import get_context

from lkip.logo import check_logo
from lkip.project import Project, Report
from lkip_utils.audit import audit_dataset
from lkip_utils.dataset import Dataset
from lkip_utils.reader import read_dataset, read_years
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
        (project, instansi, tuple(report.tahun for report in group), audit)
        for instansi, group in groupby(sorted(reports), key=lambda report: report.instansi)
    ]
    if len(reports) < MANY or jobs == 1:
        found = [_examine_instansi(*task) for task in work]
    else:
        # Only a large run needs it, and it takes its time to import.
        from concurrent.futures import ProcessPoolExecutor

        with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
            found = list(pool.map(_examine_instansi, *zip(*work, strict=True), chunksize=8))
    return [examination for group in found for examination in group]


def read_report(project: Project, report: Report) -> Dataset:
    """Read all that a report is made from beside its notebooks.

    Raises
    ------
    DataError
        With every problem of the data and of the logo.
    """
    problems = check_logo(project, report.instansi)
    try:
        dataset = read_dataset(report.instansi, report.tahun, project.data)
    except DataError as error:
        raise DataError([*error.temuan, *problems]) from None
    if problems:
        raise DataError(problems)
    return dataset


def _examine_instansi(project: Project, instansi: str, years: tuple[int, ...], audit: bool) -> list[Examination]:
    try:
        datasets = {} if check_logo(project, instansi) else read_years(instansi, project.data, years)
    except DataError:
        datasets = {}
    if not datasets:
        # Year by year, so that each report tells its own problems.
        return [_examine_year(project, Report(instansi, tahun), audit) for tahun in years]
    return [_look_at(dataset, audit) for dataset in datasets.values()]


def _examine_year(project: Project, report: Report, audit: bool) -> Examination:
    try:
        return _look_at(read_report(project, report), audit)
    except DataError as error:
        return Examination(report, tuple(error.temuan))


def _look_at(dataset: Dataset, audit: bool) -> Examination:
    report = Report(dataset.instansi, dataset.tahun)
    return Examination(report, (), dataset.penyesuaian, audit_dataset(dataset) if audit else ())
