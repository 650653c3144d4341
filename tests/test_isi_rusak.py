"""What is wrong with the content is told as such: place and remedy, status 1 or 2, and all of it at once."""

from __future__ import annotations

import os
import struct
import zlib
from collections.abc import Callable

import pytest

from lkip.cli import main
from lkip.letters import find_letters
from lkip.logo import check_logo
from lkip.project import Project
from lkip_utils import Dataset
from lkip_utils.temuan import DataError

A = "dinas-contoh-uji"
Edit = Callable[[str, str, str], None]
Capture = pytest.CaptureFixture[str]

ODD_YEARS = ["²⁰²³", "①", "٢٠٢٣", "２０２３", "0", "0000", "3000", "2023 (1)", "2024-salinan"]


@pytest.fixture(autouse=True)
def here(project: Project, make_chapter: Callable[..., object], monkeypatch: pytest.MonkeyPatch) -> None:
    make_chapter("index.ipynb")
    monkeypatch.chdir(project.root)


@pytest.mark.parametrize("name", ODD_YEARS)
def test_a_folder_that_is_no_year_is_named(project: Project, capsys: Capture, name: str) -> None:
    (project.data / A / name).mkdir()
    assert main(["check"]) == 1
    assert f"{A}/{name}: folder «{name}» tidak dibaca. Beri nama empat angka" in capsys.readouterr().err


@pytest.mark.parametrize("name", ODD_YEARS)
def test_an_agency_with_nothing_else_is_named(project: Project, capsys: Capture, name: str) -> None:
    (project.data / "dinas-lain" / name).mkdir(parents=True)
    for command in ("check", "build"):
        assert main([command]) == 2
        assert f"dinas-lain/{name} bukan folder tahun" in capsys.readouterr().err


def test_an_ordinary_folder_is_nobodys_business(project: Project) -> None:
    (project.data / A / "arsip").mkdir()
    assert main(["check"]) == 0


@pytest.mark.parametrize("name", [b"pagu\xff.csv", b"a\x1b[2Jb.csv", b"x" * 250 + b".csv"])
def test_a_name_that_no_terminal_can_show_is_shown_all_the_same(project: Project, capsys: Capture, name: bytes) -> None:
    (project.data / A / "2024" / os.fsdecode(name)).write_text("x", encoding="utf-8")
    assert main(["check"]) == 1
    told = capsys.readouterr().err
    assert "tidak dikenal" in told
    assert "\x1b" not in told
    told.encode()


def draw_png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    rows = zlib.compress(b"\0" * ((width + 1) * height))
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">{}</svg>'
LOGOS = {
    "bukan-png": ("logo.png", b"<b", "bukan gambar PNG yang utuh"),
    "png-terpotong": ("logo.png", draw_png(9, 9)[:40], "bukan gambar PNG yang utuh"),
    "png-raksasa": ("logo.png", draw_png(5000, 5), "5000 × 5 piksel, diharapkan paling banyak 4000 × 4000"),
    "bukan-svg": ("logo.svg", b"\x89PNG", "bukan gambar SVG yang utuh"),
    "svg-terpotong": ("logo.svg", b"<svg", "bukan gambar SVG yang utuh"),
    "svg-bersarang": ("logo.svg", SVG.format("<g>" * 5000 + "</g>" * 5000).encode(), "bukan gambar SVG yang utuh"),
    "svg-berkas-lain": ("logo.svg", SVG.format('<image href="/etc/passwd" width="9" height="9"/>').encode(), "bukan gambar SVG"),
    "besar": ("logo.svg", SVG.format("<!--" + "x" * 2_000_000 + "-->").encode(), "logo 2,0 MB, diharapkan"),
    "folder": ("logo.svg", None, "logo bukan berkas biasa, diharapkan gambar"),
}  # fmt: skip


@pytest.mark.parametrize(("name", "content", "told"), LOGOS.values(), ids=LOGOS)
def test_a_logo_that_cant_be_drawn_is_named(
    project: Project, edit: Edit, capsys: Capture, name: str, content: bytes | None, told: str
) -> None:
    path = project.data / A / name
    path.write_bytes(content) if content else path.mkdir()
    edit("2024/belanja.csv", "150000000", "150 juta")
    for command in (["check"], ["build", "--tahun", "2024", "--renderer", "pandoc"]):
        assert main([*command]) == 1
        errors = capsys.readouterr().err
        assert f"{A}/{name}: logo" in errors
        assert told in errors
        assert "terbaca «150 juta»" in errors, "bersama masalah lain"
    assert not (project.root / "_build" / A / "2024" / "_eksekusi").exists(), "sebelum ada yang dijalankan"


@pytest.mark.parametrize(("name", "content"), [("logo.png", draw_png(90, 90)), ("logo.svg", SVG.format("").encode())])
def test_an_ordinary_logo_is_fine(project: Project, name: str, content: bytes) -> None:
    (project.data / A / name).write_bytes(content)
    assert check_logo(project, A) == []


@pytest.mark.parametrize("name", ["logo.PNG", "Logo.svg", "logo.jpg", "LOGO.jpeg", "logo.webp"])
def test_a_logo_that_nothing_would_show_is_named(project: Project, name: str) -> None:
    (project.data / A / name).write_bytes(draw_png(9, 9))
    (temuan,) = check_logo(project, A)
    assert temuan.berkas == f"{A}/{name}"
    assert "Ganti dengan logo.svg atau logo.png (huruf kecil)" in temuan.pesan


def test_a_pipe_in_the_place_of_a_logo_is_refused_at_once(project: Project) -> None:
    os.mkfifo(project.data / A / "logo.png")
    assert "bukan berkas biasa" in check_logo(project, A)[0].pesan


def test_letters_are_found_in_their_cells(edit: Edit, read: Callable[..., Dataset]) -> None:
    edit("sasaran.csv", "Meningkatnya mutu layanan", "Mutu 年 😀")
    edit("2023/realisasi.csv", "iku-1,,,,,60,,", "iku-1,,,,,60,,😀")
    found = find_letters(read(), ["年", "😀"])
    assert [(t.berkas, t.baris, t.kolom) for t in found if "2023" not in t.berkas][:1] == [
        (f"{A}/sasaran.csv", 3, "uraian")
    ]
    assert "tidak memiliki «年», «😀»" in found[0].pesan
    assert f"{A}/2023/realisasi.csv" in {t.berkas for t in found}


@pytest.mark.parametrize("kinerja", ["-5", "1.234.567,89", "9.843.750.000.000.000"])
def test_an_impossible_performance_is_named(edit: Edit, read: Callable[..., Dataset], kinerja: str) -> None:
    edit("2024/anggaran.csv", "8.01.01.02,80,", f'8.01.01.02,"{kinerja}",')
    with pytest.raises(DataError, match=r"kolom kinerja: terbaca [-0-9.]+, diharapkan antara 0 dan 1000"):
        read()


@pytest.mark.parametrize("name", ["assets/aneh.css", "_extensions/lkip/aneh"])
def test_what_cannot_be_copied_is_named_before_any_work(project: Project, capsys: Capture, name: str) -> None:
    os.mkfifo(project.root / name)
    assert main(["build", "--renderer", "pandoc"]) == 1
    assert f"{name} bukan berkas biasa. Hapus, atau salin dari lkip." in capsys.readouterr().err
    assert not (project.root / "_build" / A).exists()
    (project.root / name).unlink()
    assert main(["build", "--renderer", "pandoc", "--format", "html"]) == 0
