"""Odd surroundings: whatever a command finds around it, it says one sentence, ends with the right status, and shows no traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from gangguan import SHOW

from lkip.project import Project

MakeChapter = Callable[..., Path]
A = "dinas-contoh-uji"
LKIP = f"'{sys.executable}' -m lkip.cli"
BUILD = f"{LKIP} build --tahun 2024 --renderer pandoc --format html"


def shell(project: Project, command: str, **environment: str) -> tuple[int, str, str]:
    """Run a command as a shell does; the status of a pipe is that of its first part."""
    done = subprocess.run(
        ["bash", "-c", f"{command}\nexit ${{PIPESTATUS[0]}}"], cwd=project.root, capture_output=True, text=True,
        timeout=120, env={**os.environ, **environment}, errors="backslashreplace",
    )  # fmt: skip
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr
    return done.returncode, done.stdout, done.stderr


@pytest.fixture(autouse=True)
def chapter(make_chapter: MakeChapter) -> None:
    make_chapter("index.ipynb", *SHOW)


# ── streams ─────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("what", ["check", "check --rinci --json", "audit", "audit --json"])
def test_a_pipe_that_is_closed_early_ends_quietly(project: Project, what: str) -> None:
    status, output, errors = shell(project, f"{LKIP} {what} | head -c 1")
    assert status in (0, 1, 141)
    assert len(output) == 1
    assert errors == ""


def test_a_build_into_a_closed_pipe_publishes_or_does_not(project: Project) -> None:
    status, _, errors = shell(project, f"{BUILD} | true")
    assert (status, errors) == (141, "")
    status, _, errors = shell(project, f"{BUILD} >/dev/null")
    assert (status, errors) == (0, "")


@pytest.mark.parametrize("closed", [">&-", ">&- 2>&-", "<&- >&- 2>&-"])
def test_closed_streams_change_nothing(project: Project, closed: str) -> None:
    assert shell(project, f"{BUILD} {closed}")[0] == 0
    page = project.root / "_site" / A / "2024" / "index.html"
    assert "Dinas Contoh Uji" in page.read_text(encoding="utf-8")
    assert shell(project, f"{LKIP} check {closed}")[0] == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="tidak ada /dev/full")
def test_an_output_that_takes_nothing_is_told(project: Project) -> None:
    assert shell(project, f"{LKIP} check >/dev/full") == (3, "", "lkip: sistem menolak: disk penuh.\n")


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "latin-1"])
def test_letters_that_a_terminal_lacks_are_written_as_escapes(project: Project, encoding: str) -> None:
    (project.data / A / "2024" / "年.csv").write_text("x", encoding="utf-8")
    status, _, errors = shell(project, f"{LKIP} check", PYTHONIOENCODING=encoding)
    assert status == 1
    assert "tidak dikenal" in errors


# ── environment ─────────────────────────────────────────────────────────────────────────

ODD = {
    "zona-tiada": {"TZ": "Nowhere/City"},
    "zona-rusak": {"TZ": ":::"},
    "zona-berkas-lain": {"TZ": "/etc/passwd"},
    "bahasa": {"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "tanpa-rumah": {"HOME": "", "USER": ""},
    "rumah-tiada": {"HOME": "/tiada"},
}


def test_a_report_is_the_same_wherever_it_is_made(project: Project) -> None:
    page = project.root / "_site" / A / "2024" / "index.html"
    assert shell(project, f"{BUILD} --quiet")[0] == 0
    before = page.read_bytes()
    for name, odd in ODD.items():
        assert (name, *shell(project, f"{BUILD} --quiet --force", **odd)) == (name, 0, "", "")
        assert page.read_bytes() == before, name


def test_a_folder_for_temporary_files_that_is_missing(project: Project) -> None:
    status, _, errors = shell(project, f"{BUILD} --quiet", TMPDIR="/tiada/sama/sekali")
    assert (status, errors) == (0, "")


def test_a_folder_that_is_gone(project: Project, tmp_path: Path) -> None:
    gone = tmp_path / "hilang"
    gone.mkdir()
    status, _, errors = shell(project, f"cd '{gone}' && rmdir '{gone}' && {LKIP} check")
    assert status in (2, 3)
    assert errors.startswith("lkip: ")


def test_what_no_one_has_foreseen_is_told_in_a_sentence(project: Project) -> None:
    (project.root / "_build").mkdir()
    harm = "import lkip.examine, lkip.cli\nlkip.examine.examine = None\nraise SystemExit(lkip.cli.main(['check']))"
    status, _, errors = shell(project, f"'{sys.executable}' -c \"{harm}\"")
    assert status == 3
    assert errors.startswith("lkip: kesalahan dalam program (TypeError: 'NoneType' object is not callable). Laporkan")
    assert "Traceback" in (project.root / "_build" / "galat.txt").read_text(encoding="utf-8")


# ── names ───────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", [b"dinas\xff", b"dinas\x1b[2J", b"Dinas Satu", b"x" * 200 + b"\n"])
def test_an_agencys_name_that_can_be_no_address(project: Project, name: bytes) -> None:
    os.mkdir(os.path.join(os.fsencode(project.data), name))
    status, _, errors = shell(project, f"{LKIP} check")
    assert status == 2
    assert errors.startswith("lkip: nama folder instansi hanya boleh memuat huruf kecil")
    assert "\x1b" not in errors


def test_arguments_that_no_terminal_can_show(project: Project) -> None:
    for option in ("--instansi", "--data", "--output"):
        status, _, errors = shell(project, f"{LKIP} build --quiet --format html {option} $'a\\xff\\x1b[2J/b'")
        assert status in (0, 1, 2, 3)
        assert "\x1b" not in errors
        assert errors.startswith("lkip: ") or status == 0


# ── the book's description ──────────────────────────────────────────────────────────────

BOOKS = {
    "bukan-yaml": (b"book:\n  title: [a\n", "_quarto.yml, baris 3, kolom 1: bukan YAML"),
    "bukan-utf8": (b"book:\n  title: \xff\n", "_quarto.yml: bita ke-16 bukan UTF-8"),
    "kosong": (b"", "_quarto.yml: terbaca NoneType, diharapkan pasangan"),
    "daftar": (b"- a\n", "_quarto.yml: terbaca list, diharapkan pasangan"),
    "bersarang": (b"a: " + b"[" * 5000, "_quarto.yml: bukan YAML"),
    "tanpa-book": (b"project: {}\n", "_quarto.yml: «book» tidak ada"),
    "tanpa-bab": (b"book: {title: a}\n", "_quarto.yml: «book: chapters» harus berupa daftar notebook"),
    "bab-teks": (b"book: {chapters: index.ipynb}\n", "_quarto.yml: «book: chapters» harus berupa daftar notebook"),
    "bab-angka": (b"book: {chapters: [7]}\n", "_quarto.yml: butir «7» dalam chapters bukan nama notebook"),
    "tanpa-judul": (b"book: {chapters: [index.ipynb]}\n", "_quarto.yml: «book: title» harus berupa teks"),
    "bab-pertama": (
        b"book: {chapters: [{part: Satu, chapters: [notebooks/a.ipynb]}]}\n",
        "bab pertama harus index.ipynb",
    ),
    "bab-qmd": (
        b"book: {chapters: [index.ipynb, a.qmd]}\n",
        "_quarto.yml: butir «a.qmd» dalam chapters bukan nama notebook",
    ),
    "bab-tiada": (
        b"book: {chapters: [notebooks/tiada.ipynb]}\n",
        "bab «notebooks/tiada.ipynb» tidak ada. Buat notebook itu",
    ),
    "bab-lama": (b"book: {chapters: [index.ipynb, bab-1.ipynb]}\n", "Tulis mis. - notebooks/bab-1.ipynb."),
    "bab-di-luar": (b"book: {chapters: [../x.ipynb]}\n", "bab «../x.ipynb» bukan notebook dalam folder notebooks/"),
    "bab-mutlak": (b"book: {chapters: [/etc/x.ipynb]}\n", "bab «/etc/x.ipynb» bukan notebook dalam folder notebooks/"),
    "bab-ganda": (b"book: {chapters: [index.ipynb, index.ipynb]}\n", "bab «index.ipynb» disebut lebih dari sekali"),
}


def test_a_project_of_before_is_told_what_to_move(project: Project) -> None:
    (project.root / "index.ipynb").rename(project.notebooks / "index.ipynb")
    status, _, errors = shell(project, BUILD)
    assert status == 1
    assert "bab «index.ipynb» tidak ada. Pindahkan dari notebooks/ ke folder proyek." in errors


@pytest.mark.parametrize(("content", "told"), BOOKS.values(), ids=BOOKS)
def test_a_damaged_description_of_the_book_is_told(project: Project, content: bytes, told: str) -> None:
    (project.root / "_quarto.yml").write_bytes(content)
    (project.root / "_language.yml").write_bytes(b"- a\n")
    status, _, errors = shell(project, BUILD)
    assert status == 1
    assert told in errors
    assert "_language.yml: terbaca list" in errors, "semuanya sekaligus"
    assert not (project.root / "_build" / A).exists()


def test_a_project_may_leave_to_lkip_what_it_has_no_own_of(project: Project) -> None:
    assert shell(project, BUILD)[0] == 0
    before = {path: path.read_bytes() for path in (project.root / "_site").rglob("*") if path.is_file()}
    for name in ("_extensions", "assets", "_language.yml"):
        (project.root / name).rename(project.root / f"lain-{name}")
    assert shell(project, f"{BUILD} --force")[0] == 0
    assert {path: path.read_bytes() for path in before} == before
