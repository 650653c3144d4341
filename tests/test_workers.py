"""Reports are made by whoever can; machinery is tried again, content isn't, and nothing is raised across."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from lkip.errors import Exit
from lkip.job import Job
from lkip.outcome import Outcome
from lkip.project import Project, Report
from lkip.renderer import choose_renderer
from lkip.workers import TRIES, check_data, count_cores, make_all

A = "dinas-contoh-uji"
Edit = Callable[[str, str, str], None]


@pytest.fixture
def jobs(project: Project) -> list[Job]:
    return [
        Job(project, Report(A, tahun), f"sidik {tahun}", ("html",), choose_renderer("pandoc")) for tahun in (2023, 2024)
    ]


def make(jobs: list[Job], work: Callable[[Job], Outcome]) -> dict[int, Outcome]:
    def renew(job: Job) -> Job:
        return replace(job, sidik=f"{job.sidik} lagi")

    with ThreadPoolExecutor(2) as executor:
        return {outcome.report.tahun: outcome for outcome in make_all(executor, work, jobs, renew)}


def test_machinery_is_tried_again_with_what_is_there_now(jobs: list[Job]) -> None:
    tried: list[str] = []

    def work(job: Job) -> Outcome:
        tried.append(job.sidik)
        bad = job.report.tahun == 2024 and len([one for one in tried if "2024" in one]) < TRIES
        return Outcome(job.report, job.sidik, Exit.MACHINERY if bad else Exit.OK, retry=bad)

    outcomes = make(jobs, work)
    assert [outcomes[tahun].status for tahun in (2023, 2024)] == [Exit.OK, Exit.OK]
    assert sorted(tried) == ["sidik 2023", "sidik 2024", "sidik 2024 lagi", "sidik 2024 lagi lagi"]


def test_a_worker_that_is_gone_is_no_end_of_the_run(jobs: list[Job]) -> None:
    tried: list[int] = []

    def work(job: Job) -> Outcome:
        tried.append(job.report.tahun)
        if job.report.tahun == 2024:
            raise ConnectionError("pekerja hilang")
        return Outcome(job.report, job.sidik, Exit.OK)

    outcomes = make(jobs, work)
    assert outcomes[2023].status is Exit.OK
    assert (outcomes[2024].status, outcomes[2024].message) == (
        Exit.MACHINERY,
        "hubungan dengan pekerja terputus (ConnectionError: pekerja hilang)",
    )
    assert tried.count(2024) == TRIES


def test_content_is_tried_once(jobs: list[Job]) -> None:
    tried: list[int] = []

    def work(job: Job) -> Outcome:
        tried.append(job.report.tahun)
        return Outcome(job.report, job.sidik, Exit.CONTENT, "isi")

    assert {outcome.status for outcome in make(jobs, work).values()} == {Exit.CONTENT}
    assert sorted(tried) == [2023, 2024]


def test_all_data_is_looked_at(jobs: list[Job], edit: Edit) -> None:
    assert check_data(jobs, 2) == []
    edit("2024/belanja.csv", "150000000", "150 juta")
    edit("2023/realisasi.csv", "iku-2,,,,,12", "iku-22,,,,,12")
    assert [Path(problem.berkas).parent.name for problem in check_data(jobs, 2)] == ["2023", "2024"]


def test_contradictions_are_problems_for_a_strict_run_only(jobs: list[Job]) -> None:
    strict = [replace(job, strict=True) for job in jobs]
    found = check_data(strict, 1)
    assert found
    assert {temuan.tingkat for temuan in found} == {"galat"}


def test_there_is_always_one_process() -> None:
    assert count_cores() >= 1
