"""Checksums of what reports are made from: they tell states apart, and only where it matters."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from lkip.fingerprint import Fingerprints, checksum
from lkip.project import Project, Report

A = "dinas-contoh-uji"
Edit = Callable[[str, str, str], None]
MakeChapter = Callable[..., Path]
YEARS = (2023, 2024)


def mark_all(project: Project, *options: str) -> dict[int, str]:
    marks = Fingerprints(project)
    return {tahun: marks.report(Report(A, tahun), options) for tahun in YEARS}


def changed(before: dict[int, str], after: dict[int, str]) -> list[int]:
    return [tahun for tahun in YEARS if before[tahun] != after[tahun]]


def test_a_report_can_read_master_data_and_its_years_up_to_its_own(project: Project) -> None:
    names = Fingerprints(project).data(Report(A, 2023))
    assert {"profil.csv", "2023/anggaran.csv", "2023/angka_tercetak.csv"} <= set(names)
    assert not [name for name in names if name.startswith("2024")]
    assert "2023/anggaran.csv" in Fingerprints(project).data(Report(A, 2024))


def test_the_same_gives_the_same(project: Project) -> None:
    assert mark_all(project) == mark_all(project)
    assert re.fullmatch(r"[0-9a-f]{12}", Fingerprints(project).data_sidik(Report(A, 2024)))


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        ("2024/belanja.csv", "150000000", "150000001", [2024]),
        ("2023/realisasi.csv", "iku-1,,,,,60,,", "iku-1,,,,,61,,", [2023, 2024]),
        ("profil.csv", "Dinas Contoh Uji (Fiktif)", "Dinas Lain (Fiktif)", [2023, 2024]),
    ],
)
def test_data_counts_for_its_year_and_those_after(
    project: Project, edit: Edit, file: str, old: str, new: str, expected: list[int]
) -> None:
    before = mark_all(project)
    edit(file, old, new)
    assert changed(before, mark_all(project)) == expected


def test_a_file_that_makes_data_unreadable_counts_by_its_name(project: Project) -> None:
    before = mark_all(project)
    stray = project.data / A / "2024" / "anggaran.xlsx"
    stray.write_bytes(b"1")
    with_stray = mark_all(project)
    assert changed(before, with_stray) == [2024]
    stray.write_bytes(b"2")
    assert mark_all(project) == with_stray


@pytest.mark.parametrize("name", [".~lock.anggaran.csv#", "~$anggaran.csv", ".DS_Store"])
def test_what_programs_leave_in_a_folder_counts_nothing(project: Project, name: str) -> None:
    before = mark_all(project)
    (project.data / A / "2024" / name).write_text("x", encoding="utf-8")
    assert mark_all(project) == before


def test_a_new_year_counts_for_later_years_only(project: Project) -> None:
    before = mark_all(project)
    (project.data / A / "2025").mkdir()
    assert changed(before, mark_all(project)) == []
    (project.data / A / "2022").mkdir()
    assert changed(before, mark_all(project)) == [2023, 2024]


def test_notebooks_shared_files_and_options_count_for_every_report(project: Project, make_chapter: MakeChapter) -> None:
    chapter = make_chapter("bab.ipynb", "1")
    before = mark_all(project)
    chapter.write_text(chapter.read_text(encoding="utf-8").replace("Judul", "Bab"), encoding="utf-8")
    assert changed(before, after := mark_all(project)) == [2023, 2024]
    with (project.root / "_extensions" / "lkip" / "isi.css").open("a", encoding="utf-8") as file:
        file.write("/* */")
    assert changed(after, mark_all(project)) == [2023, 2024]
    assert changed(mark_all(project, "html"), mark_all(project, "html", "pdf")) == [2023, 2024]


def test_chapters_are_told_apart_by_notebook_and_report(project: Project, make_chapter: MakeChapter) -> None:
    for name in ("a.ipynb", "b.ipynb"):
        make_chapter(name, name[0])
    marks = Fingerprints(project)
    found = {marks.chapter(Report(A, tahun), name) for tahun in YEARS for name in ("a.ipynb", "b.ipynb")}
    assert len(found) == 4


def test_what_cant_be_read_has_a_checksum_too(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipa.csv")
    assert checksum(tmp_path / "pipa.csv") == "bukan berkas"
    assert checksum(tmp_path) == "folder"
    assert checksum(tmp_path / "tiada.csv").startswith("tidak terbaca")


def test_the_content_of_a_logo_counts(project: Project) -> None:
    before = mark_all(project)
    logo = project.data / A / "logo.svg"
    logo.write_text("<svg/>", encoding="utf-8")
    added = mark_all(project)
    assert changed(before, added) == [2023, 2024]
    logo.write_text("<svg><rect/></svg>", encoding="utf-8")
    assert changed(added, mark_all(project)) == [2023, 2024]
