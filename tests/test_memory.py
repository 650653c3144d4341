"""What a report will take is told by its size, and what takes more than its share is ended, alone."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import lkip.build
import lkip.memory
from lkip.cli import main
from lkip.errors import Exit
from lkip.fingerprint import Fingerprints
from lkip.job import Job
from lkip.memory import count_fitting, count_size, estimate, measure_free
from lkip.outcome import Outcome
from lkip.project import Project, Report
from lkip.renderer import choose_renderer
from lkip.workers import make_all, make_report
from lkip_utils import read_dataset

A = "dinas-contoh-uji"
FORMATS = st.sets(st.sampled_from(["html", "pdf", "docx"]), min_size=1)
SIZES = st.integers(0, 100_000)


@given(SIZES, SIZES, SIZES, SIZES, FORMATS)
@example(0, 0, 181, 0, {"pdf", "docx", "html"})
def test_more_of_anything_takes_no_less(iku: int, more: int, lines: int, longer: int, formats: set[str]) -> None:
    least = estimate(iku, lines, formats)
    assert least > 0
    assert estimate(iku + more, lines + longer, formats) >= least
    assert estimate(iku, lines, {"html", "pdf", "docx"}) >= least


@given(st.lists(st.floats(1, 1e5), min_size=1, max_size=20), st.floats(0, 1e6))
def test_those_made_at_once_fit_whichever_they_are(needs: list[float], free: float) -> None:
    count = count_fitting(needs, free)
    largest = sorted(needs, reverse=True)
    assert 1 <= count <= len(needs)
    assert count == 1 or sum(largest[:count]) <= free
    assert count == len(needs) or sum(largest[: count + 1]) > free


@pytest.mark.parametrize(("instansi", "tahun"), [("contoh-dinas-teladan", 2025), ("kesbangpol-balangan", 2023)])
def test_the_size_is_that_of_the_data(root: Path, instansi: str, tahun: int) -> None:
    project, dataset = Project(root), read_dataset(instansi, tahun, root / "data")
    iku, lines = count_size(project, Report(instansi, tahun))
    assert iku == (dataset["indikator"]["tingkat"] == "iku").sum()
    assert lines - 1 == len(dataset["anggaran"])


def test_what_has_no_files_has_no_size(project: Project) -> None:
    assert count_size(project, Report("dinas-lain", 2024)) == (0, 0)


def test_a_containers_bound_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    most, now = tmp_path / "memory.max", tmp_path / "memory.current"
    monkeypatch.setattr(lkip.memory, "CGROUPS", ((str(most), str(now)),))
    without = measure_free()
    most.write_text("max\n")
    now.write_text(f"{10 * 2**20}\n")
    assert measure_free() == pytest.approx(without, rel=0.2)
    most.write_text(f"{30 * 2**20}\n")
    assert measure_free() == 20
    now.write_text(f"{40 * 2**20}\n")
    assert measure_free() == 0


def test_reports_that_cannot_fit_are_named_before_any_work(
    project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(project.root)
    monkeypatch.setattr(lkip.build, "measure_free", lambda: 100.0)
    assert main(["build", "--renderer", "pandoc"]) == 3
    told = capsys.readouterr().err
    for tahun in (2023, 2024):
        assert f"{A} {tahun}: memerlukan sekitar" in told
    assert "tersedia 100 MiB" in told
    assert "--format html" in told
    assert not (project.root / "_site" / A).exists()
    assert not project.stage(Report(A, 2024)).exists()


BIG = "from IPython.display import Markdown, display\ndisplay(Markdown('\\n\\n'.join(f'Kalimat {n} ' * 60 for n in range(2500))))"


@pytest.fixture
def big(project: Project, make_chapter: Callable[..., Path]) -> Callable[[int, float], Job]:
    """A function that returns the job of a report that typst needs long and much for."""
    make_chapter("index.ipynb", BIG)

    def make(tahun: int, memory: float) -> Job:
        job = Job(project, Report(A, tahun), "", ("pdf",), choose_renderer("pandoc"), memory=memory)
        return replace(job, sidik=Fingerprints(project).report(job.report, job.options))

    return make


def test_a_report_that_takes_more_than_its_share_ends_alone(big: Callable[[int, float], Job]) -> None:
    tried: list[int] = []

    def work(job: Job) -> Outcome:
        tried.append(job.report.tahun)
        return make_report(job)

    with ThreadPoolExecutor(2) as executor:
        outcomes = {
            o.report.tahun: o for o in make_all(executor, work, [big(2023, 150), big(2024, 0)], lambda job: job)
        }
    assert outcomes[2024].status is Exit.OK
    assert outcomes[2023].status is Exit.MACHINERY
    assert "memerlukan lebih dari 150 MiB memori" in outcomes[2023].message
    assert "--format html" in outcomes[2023].message
    assert sorted(tried) == [2023, 2024]
