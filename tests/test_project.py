"""Where things lie, and which reports can be made."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from lkip.errors import UsageError
from lkip.project import Project, Report, find_project, list_reports

A = "dinas-contoh-uji"


def test_a_report_names_itself() -> None:
    report = Report(A, 2024)
    assert str(report) == "dinas-contoh-uji 2024"
    assert report.stem == "laporan-kinerja-dinas-contoh-uji-2024"


def test_finds_the_project_from_any_folder_below(project: Project) -> None:
    assert find_project(project.root) == project
    assert find_project(project.data / A / "2024") == project


def test_no_project_is_a_wrong_use(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"diharapkan _quarto.yml dan notebooks/"):
        find_project(tmp_path)


def test_places(project: Project) -> None:
    assert project.stage(Report(A, 2024)) == project.root / "_build" / A / "2024"
    assert (project.data, project.notebooks) == (project.root / "data", project.root / "notebooks")


def test_chapters_come_in_the_books_order(project: Project, make_chapter: Callable[..., Path]) -> None:
    make_chapter("b.ipynb")
    make_chapter("a.ipynb")
    assert project.chapters("dinas-contoh-uji") == ["b.ipynb", "a.ipynb"]


def test_every_chapter_of_the_book_is_a_notebook_and_the_reverse(root: Path) -> None:
    first, *others = (entry.path for entry in Project(root).entries("kesbangpol-balangan"))
    assert first == "index.ipynb"
    assert sorted(others) == sorted(f"notebooks/{path.name}" for path in (root / "notebooks").glob("*.ipynb"))


def test_lists_every_report_that_has_data(project: Project) -> None:
    shutil.copytree(project.data / A / "2024", project.data / "dinas-lain" / "2022")
    assert list_reports(project) == [Report(A, 2023), Report(A, 2024), Report("dinas-lain", 2022)]


@pytest.mark.parametrize(
    ("instansi", "tahun", "expected"),
    [
        ([], [2024], [2024]),
        ([A], [], [2023, 2024]),
        ([A, A], [2024, 2023, 2024], [2023, 2024]),
    ],
)
def test_lists_what_was_asked_for_once(
    project: Project, instansi: list[str], tahun: list[int], expected: list[int]
) -> None:
    assert list_reports(project, instansi, tahun) == [Report(A, year) for year in expected]


def test_an_unknown_agency_is_a_wrong_use(project: Project) -> None:
    with pytest.raises(UsageError, match=r"instansi «dinas-contoh» tidak dikenal; yang ada: dinas-contoh-uji\."):
        list_reports(project, ["dinas-contoh"])


def test_a_year_without_data_is_a_wrong_use(project: Project) -> None:
    with pytest.raises(UsageError, match=r"tidak ada data tahun 2030; buat folder data/<instansi>/<tahun>/"):
        list_reports(project, [], [2024, 2030])


def test_a_folder_name_that_is_no_address_is_a_wrong_use(project: Project) -> None:
    for name in ("Setda Sumut", "dinas_pu", ".arsip", "dinas-2"):
        (project.data / name).mkdir()
    with pytest.raises(UsageError, match="«Setda Sumut» menjadi «setda-sumut», «dinas_pu» menjadi «dinas-pu»\\."):
        list_reports(project)


@pytest.mark.parametrize("keep_folder", [True, False])
def test_a_project_without_any_data_is_a_wrong_use(project: Project, keep_folder: bool) -> None:
    shutil.rmtree(project.data)
    if keep_folder:
        project.data.mkdir()
    with pytest.raises(UsageError, match="tidak ada data"):
        list_reports(project)
