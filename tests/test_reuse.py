"""Records of executed chapters: they hold exactly as long as what they were made from does."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from lkip.fingerprint import Fingerprints, checksum
from lkip.project import Project, Report
from lkip.reuse import find_reusable, forget_chapters, list_others, remember_chapter
from lkip.trace import Trace
from lkip_utils import read_dataset
from lkip_utils.reads import EVERYTHING, Read, record_reads
from lkip_utils.tanda import find_mark

A = "dinas-contoh-uji"
REPORT = Report(A, 2024)
Edit = Callable[[str, str, str], None]
MakeChapter = Callable[..., Path]


@pytest.fixture
def remember(project: Project, make_chapter: MakeChapter) -> Callable[[Trace | None], None]:
    """Remember a chapter that has read something."""
    make_chapter("bab.ipynb", "1")
    executed = project.executed(REPORT, "bab.ipynb")
    executed.parent.mkdir(parents=True)
    executed.write_text("hasil", encoding="utf-8")
    return lambda trace: remember_chapter(Fingerprints(project), REPORT, "bab.ipynb", trace)


def holds(project: Project) -> bool:
    dataset = read_dataset(A, 2024, project.data)
    return [*find_reusable(Fingerprints(project), REPORT, dataset)] == ["bab.ipynb"]


def rewrite(path: Path) -> None:
    path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")


def test_nothing_is_remembered_of_a_chapter_that_never_ran(project: Project, make_chapter: MakeChapter) -> None:
    make_chapter("bab.ipynb", "1")
    assert not holds(project)


@pytest.mark.parametrize(
    ("read", "file", "expected"),
    [
        (Read(2024, "belanja"), "2024/belanja.csv", False),
        (Read(2024, "belanja"), "2024/pegawai.csv", True),
        (Read(2024, "profil"), "profil.csv", False),
        (Read(2023, "realisasi"), "2023/realisasi.csv", False),
        (Read(2023, "realisasi"), "2024/realisasi.csv", True),
        (Read(2024, "perjanjian"), "2024/keputusan.csv", False),
        (Read(2024, "target_renstra"), "profil.csv", False),
        (Read(2024, "riwayat"), "indikator.csv", False),
        (Read(2024, "sebutan"), "program.csv", False),
        (Read(2024, "riwayat"), "profil.csv", True),
        (Read(2024, EVERYTHING), "2024/pegawai.csv", False),
        (Read(2024, EVERYTHING), "2023/anggaran.csv", False),
    ],
)
def test_it_holds_while_the_files_stay_that_were_read(
    project: Project, remember: Callable[[Trace | None], None], read: Read, file: str, expected: bool
) -> None:
    remember(Trace({read}))
    assert holds(project)
    rewrite(project.data / A / file)
    assert holds(project) is expected


def test_without_a_trace_everything_counts(project: Project, remember: Callable[[Trace | None], None]) -> None:
    module = project.notebooks / "pembantu.py"
    module.write_text("a = 1", encoding="utf-8")
    for file in (project.data / A / "2024" / "pegawai.csv", module):
        remember(None)
        assert holds(project)
        rewrite(file)
        assert not holds(project)


def test_it_holds_while_other_files_stay(project: Project, remember: Callable[[Trace | None], None]) -> None:
    other = project.root / "catatan.txt"
    other.write_text("a", encoding="utf-8")
    remember(Trace(set(), {"catatan.txt": checksum(other)}))
    assert holds(project)
    assert list_others(Fingerprints(project), REPORT) == {("catatan.txt", checksum(other))}
    other.unlink()
    assert not holds(project)


def test_what_every_report_is_made_from_is_no_other_file(
    project: Project, remember: Callable[[Trace | None], None]
) -> None:
    remember(Trace(set(), {"notebooks/bab.ipynb": "a", f"data/{A}/profil.csv": "b", "data/lain/profil.csv": "c"}))
    assert list_others(Fingerprints(project), REPORT) == {("data/lain/profil.csv", "c")}


def test_it_holds_while_answers_stay(project: Project, remember: Callable[[Trace | None], None], edit: Edit) -> None:
    with record_reads() as reads:
        found = find_mark(read_dataset(A, 2024, project.data), "pegawai.jenis_kelamin")
    assert found
    remember(Trace(reads))
    edit("2024/belanja.csv", "70000000,60000000", "71000000,60000000")
    assert holds(project)
    edit("2024/pegawai.csv", "Laki-laki,,4,", "Laki-laki,,5,")
    assert not holds(project)


@pytest.mark.parametrize("harm", ["salinan", "catatan", "notebook", "lupa"])
def test_it_holds_no_more(project: Project, remember: Callable[[Trace | None], None], harm: str) -> None:
    remember(Trace())
    assert holds(project)
    executed = project.executed(REPORT, "bab.ipynb")
    if harm == "salinan":
        rewrite(executed)
    elif harm == "catatan":
        executed.with_suffix(".json").write_text("{", encoding="utf-8")
    elif harm == "notebook":
        rewrite(project.notebooks / "bab.ipynb")
    else:
        forget_chapters(project, REPORT)
    assert not holds(project)


def test_a_new_year_before_it_makes_it_run_again(project: Project, remember: Callable[[Trace | None], None]) -> None:
    remember(Trace())
    (project.data / A / "2025").mkdir()
    assert holds(project)
    shutil.copytree(project.data / A / "2023", project.data / A / "2022")
    assert not holds(project)


def test_a_record_is_readable(project: Project, remember: Callable[[Trace | None], None]) -> None:
    remember(Trace({Read(2024, "belanja"), Read(2024, "f", ("a",), "jawab")}, {"catatan.txt": "x"}))
    record = json.loads(project.executed(REPORT, "bab.json").read_text(encoding="utf-8"))
    assert list(record["data"]) == ["2024/belanja"]
    assert record["jawaban"] == [[2024, "f", ["a"], "jawab"]]
    assert record["lain"] == {"catatan.txt": "x"}
