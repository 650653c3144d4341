"""The command line: exit statuses, Indonesian messages, and a site that survives every failure."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from lkip.cli import main
from lkip.project import Project

A = "dinas-contoh-uji"
Edit = Callable[[str, str, str], None]
MakeChapter = Callable[..., Path]
Output = pytest.CaptureFixture[str]
SHOW = "from lkip_utils.display import show\nshow(f'Tahun {tahun}')"


@pytest.fixture(autouse=True)
def inside(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands run in the project's folder."""
    monkeypatch.chdir(project.root)


@pytest.fixture
def site(project: Project, publish_year: Callable[..., Path]) -> dict[Path, tuple[bytes, int]]:
    """A published site, as it lies there before the command."""
    publish_year(2024, "lama")
    return snapshot(project)


def snapshot(project: Project) -> dict[Path, tuple[bytes, int]]:
    files = (path for path in (project.root / "_site").rglob("*") if path.is_file())
    return {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in files}


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command as a shell does."""
    return subprocess.run([sys.executable, "-m", "lkip.cli", *arguments], capture_output=True, text=True, timeout=300)


def fail_usage(*arguments: str) -> None:
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 2


# ── check ───────────────────────────────────────────────────────────────────────────────


def test_good_data(capsys: Output) -> None:
    assert main(["check"]) == 0
    assert capsys.readouterr().out.splitlines()[0] == "Data 2 laporan dapat dibaca; tidak ada masalah."
    assert main(["check", "--json"]) == 0
    (decided,) = json.loads(capsys.readouterr().out)
    assert (decided["tingkat"], decided["kunci"]) == ("info", "perjanjian/sekretariat/1/selisih")


def test_broken_data_is_listed_on_stderr(edit: Edit, capsys: Output) -> None:
    edit("2024/belanja.csv", "150000000", "150 juta")
    edit("2023/realisasi.csv", "iku-2,,,,,12", "iku-22,,,,,12")
    assert main(["check"]) == 1
    output = capsys.readouterr()
    assert output.out == ""
    assert output.err.splitlines() == [
        "lkip: 2 masalah dalam data.",
        f"{A}/2023/realisasi.csv, baris 3, kolom indikator: kode «iku-22» tidak ada di indikator.csv. "
        "Mungkin maksudnya «iku-2». Perbaiki kode atau tambahkan barisnya di indikator.csv. [D12]",
        f"{A}/2024/belanja.csv, baris 2, kolom pagu: terbaca «150 juta», diharapkan bilangan lengkap dengan semua angkanya, mis. 150000000. [D08]",
    ]


def test_broken_data_as_json(edit: Edit, capsys: Output) -> None:
    edit("2024/belanja.csv", "150000000", "150 juta")
    assert main(["check", "--json"]) == 1
    output = capsys.readouterr()
    assert json.loads(output.out) == [
        {
            "kode": "D08",
            "tingkat": "galat",
            "berkas": f"{A}/2024/belanja.csv",
            "baris": 2,
            "kolom": "pagu",
            "lokasi": "",
            "pesan": "terbaca «150 juta», diharapkan bilangan lengkap dengan semua angkanya, mis. 150000000.",
            "tercetak": "150 juta",
            "terhitung": "",
            "kunci": "",
            "keputusan": "",
        }
    ]
    assert output.err == ""


# ── audit ───────────────────────────────────────────────────────────────────────────────


def test_the_audit_names_every_finding_and_fails(capsys: Output) -> None:
    assert main(["audit", "--tahun", "2024"]) == 1
    text = " ".join(capsys.readouterr().out.split())
    assert f"{A} 2024: " in text
    assert "GALAT" in text
    assert "tercetak «11» di Tabel 1.3" in text


def test_the_audit_as_json_follows_the_contract(capsys: Output) -> None:
    assert main(["audit", "--tahun", "2024", "--json"]) == 1
    found = json.loads(capsys.readouterr().out)
    fields = {"kode", "tingkat", "berkas", "baris", "kolom", "lokasi", "pesan", "tercetak", "terhitung"}
    assert all(fields < set(temuan) for temuan in found)
    (sex,) = (temuan for temuan in found if temuan["kunci"] == "pegawai.jenis_kelamin")
    assert (sex["tingkat"], sex["tercetak"], sex["lokasi"]) == ("galat", "11", "Tabel 1.3")
    assert sex["berkas"] == f"{A}/2024/angka_tercetak.csv"


def test_data_that_cant_be_read_is_not_audited(edit: Edit, capsys: Output) -> None:
    edit("2024/belanja.csv", "150000000", "banyak")
    assert main(["audit", "--tahun", "2024"]) == 1
    output = capsys.readouterr()
    assert "terbaca «banyak»" in output.err
    assert "GALAT" not in output.out


def test_many_reports_are_examined_in_processes_with_the_same_result(
    project: Project, monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    assert main(["audit", "--json", "--jobs", "1"]) == 1
    alone = capsys.readouterr().out
    monkeypatch.setattr("lkip.examine.MANY", 2)
    assert main(["audit", "--json", "--jobs", "2"]) == 1
    assert capsys.readouterr().out == alone


def test_adaptations_are_counted_and_listed(edit: Edit, capsys: Output) -> None:
    edit("2024/belanja.csv", "150000000", '"Rp150.000.000,-"')
    assert main(["check"]) == 0
    assert "2 hal dalam 2 berkas dibaca dengan penyesuaian" in capsys.readouterr().out
    assert main(["check", "--rinci"]) == 0
    assert "«Rp150.000.000,-»" in capsys.readouterr().out
    assert main(["check", "--json"]) == 0
    (adapted,) = (found for found in json.loads(capsys.readouterr().out) if found["berkas"].endswith("belanja.csv"))
    assert (adapted["tingkat"], adapted["baris"], adapted["kolom"]) == ("info", 2, "pagu")


def test_a_later_year_doesnt_spoil_an_earlier_report(edit: Edit, capsys: Output) -> None:
    edit("2024/belanja.csv", "150000000", "150 juta")
    assert main(["check", "--tahun", "2023"]) == 0
    assert main(["check", "--tahun", "2024"]) == 1
    assert "Data 1 laporan" in capsys.readouterr().out


def test_problems_of_several_reports_are_listed_once(edit: Edit, capsys: Output) -> None:
    edit("sakip.csv", "72.5", "7.250")
    assert main(["check"]) == 1
    assert capsys.readouterr().err.startswith("lkip: 1 masalah")


# ── wrong use ───────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "belum diberikan: {init,build,check,audit,doctor}"),
        (("terbitkan",), "'terbitkan' tidak dikenal (pilih salah satu: "),
        (("check", "--warna"), "opsi tidak dikenal: --warna"),
        (("check", "--tahun"), "--tahun memerlukan satu nilai"),
        (("check", "--tahun", "23"), "--tahun: terbaca «23», diharapkan tahun empat angka, mis. 2023"),
        (("build", "--format", "epub"), "--format: format «epub» tidak dikenal; yang ada: html, pdf, docx"),
        (("build", "--format", ""), "--format: format «» tidak dikenal"),
        (("build", "--renderer", "word"), "--renderer: 'word' tidak dikenal (pilih salah satu: "),
        (("build", "--jobs", "0"), "--jobs: terbaca «0», diharapkan bilangan bulat mulai dari 1"),
        (("check", "--json=1"), "--json"),
    ],
)
def test_wrong_options(capsys: Output, arguments: tuple[str, ...], message: str) -> None:
    fail_usage(*arguments)
    output = capsys.readouterr()
    assert output.out == ""
    assert output.err.startswith("pemakaian: lkip")
    assert "salah pakai: " in output.err
    assert message in output.err
    assert re.findall(r"\b(?:argument|expected|invalid|required|ignored|choose|unrecognized)\b", output.err) == []


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("check", "--instansi", "dinas-lain"), "instansi «dinas-lain» tidak dikenal; yang ada: dinas-contoh-uji."),
        (("build", "--tahun", "2030"), "tidak ada data tahun 2030"),
    ],
)
def test_what_there_isnt(capsys: Output, arguments: tuple[str, ...], message: str) -> None:
    assert main(arguments) == 2
    assert capsys.readouterr().err.startswith(f"lkip: {message}")


def test_outside_a_project(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    monkeypatch.chdir(tmp_path_factory.mktemp("kosong"))
    assert main(["check"]) == 2
    assert "tidak ada proyek lkip di folder ini" in capsys.readouterr().err


@pytest.mark.parametrize("command", [(), ("build",), ("check",), ("doctor",)])
def test_help_is_indonesian(capsys: Output, command: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit) as caught:
        main([*command, "--help"])
    assert caught.value.code == 0
    text = capsys.readouterr().out
    assert text.startswith("pemakaian: lkip")
    assert "tampilkan bantuan ini" in text
    english = ("usage", "options", "positional", "show this", "optional", "default")
    assert [word for word in english if word in text.lower()] == []


def test_help_comes_without_heavy_imports() -> None:
    code = "import sys, lkip.cli\ntry: lkip.cli.main(['--help'])\nexcept SystemExit: pass\nprint(sorted({'pandas','papermill','matplotlib'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.endswith("[]\n")


# ── doctor ──────────────────────────────────────────────────────────────────────────────


def test_doctor_looks_at_everything(capsys: Output) -> None:
    assert main(["doctor"]) == 0
    text = capsys.readouterr().out
    for what in (
        "Python",
        "pandas",
        "papermill",
        "pypandoc_binary",
        "typst",
        "kernel Jupyter «python3»",
        "Quarto",
        "s3://",
        "laporan percobaan dengan penyaji tertanam: HTML dan PDF jadi dalam ",
    ):
        assert what in text


def test_doctor_tells_when_no_report_comes_of_it(monkeypatch: pytest.MonkeyPatch, capsys: Output) -> None:
    without_quarto(monkeypatch)
    monkeypatch.setattr("lkip.doctor.CELLS", ("1 / 0",))
    assert main(["doctor"]) == 3
    text = capsys.readouterr().out
    assert "KURANG laporan percobaan dengan penyaji tertanam: gagal." in text
    assert "ZeroDivisionError" in text


def test_doctor_offers_the_remedy_for_quarto(monkeypatch: pytest.MonkeyPatch, capsys: Output) -> None:
    without_quarto(monkeypatch)
    assert main(["doctor"]) == 0
    assert "Quarto: tidak ada. Tidak wajib: penyaji tertanam dipakai." in capsys.readouterr().out


# ── build ───────────────────────────────────────────────────────────────────────────────


def without_quarto(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("QUARTO_PATH", raising=False)


def test_a_build_publishes(project: Project, make_chapter: MakeChapter) -> None:
    make_chapter("index.ipynb", SHOW)
    done = run("build", "--tahun", "2024", "--renderer", "pandoc", "--jobs", "1")
    assert done.returncode == 0, done.stderr
    assert "penyaji tertanam (pandoc + typst)" in done.stdout
    assert "dinas-contoh-uji 2024 index.ipynb: selesai" in done.stdout
    assert "Terbit: 1 laporan." in done.stdout
    tree = project.root / "_site" / A / "2024"
    assert "Tahun 2024" in (tree / "index.html").read_text(encoding="utf-8")
    assert (tree / f"laporan-kinerja-{A}-2024.pdf").read_bytes().startswith(b"%PDF")
    assert (tree / "angka.json").is_file()
    assert not (project.root / "_site" / ".terbit").exists()
    record = json.loads((project.root / "_build" / A / "2024" / "run.json").read_text(encoding="utf-8"))
    assert (record["instansi"], record["tahun"]) == (A, 2024)
    assert record["hasil"] == "baik"
    assert set(record["detik"]) == {"data", "notebook", "penyajian"}
    assert record["bab"]["index.ipynb"]["hasil"] == "baik"
    assert record["versi"]["python"] == ".".join(map(str, sys.version_info[:3]))


def test_broken_data_leaves_the_site_alone(
    project: Project, site: dict[Path, tuple[bytes, int]], make_chapter: MakeChapter, edit: Edit, capsys: Output
) -> None:
    make_chapter("index.ipynb", SHOW)
    edit("2024/belanja.csv", "150000000", "150 juta")
    assert main(["build", "--renderer", "pandoc"]) == 1
    assert f"{A}/2024/belanja.csv, baris 2, kolom pagu: terbaca «150 juta»" in capsys.readouterr().err
    assert snapshot(project) == site
    assert not (project.root / "_site" / ".terbit").exists()


def test_contradictions_stop_a_strict_build_only(
    project: Project, site: dict[Path, tuple[bytes, int]], make_chapter: MakeChapter, capsys: Output
) -> None:
    make_chapter("index.ipynb", SHOW)
    assert main(["build", "--tahun", "2024", "--renderer", "pandoc", "--strict"]) == 1
    assert "tercetak «11» di Tabel 1.3" in capsys.readouterr().err
    assert snapshot(project) == site
    assert main(["build", "--tahun", "2024", "--renderer", "pandoc", "--format", "html"]) == 0
    assert "Audit: " in capsys.readouterr().out
    assert snapshot(project) != site


def test_a_failing_chapter_leaves_the_site_alone(
    project: Project, site: dict[Path, tuple[bytes, int]], make_chapter: MakeChapter
) -> None:
    make_chapter("index.ipynb", SHOW)
    make_chapter("bab.ipynb", "1 / 0")
    done = run("build", "--tahun", "2024", "--renderer", "pandoc", "--jobs", "2")
    assert done.returncode == 1
    assert "dinas-contoh-uji 2024, bab.ipynb: sel ke-" in done.stderr
    assert "ZeroDivisionError: division by zero" in done.stderr
    assert "Traceback" not in done.stderr
    assert (project.root / "_build" / A / "2024" / "_eksekusi" / "bab.ipynb").is_file()
    assert snapshot(project) == site
    assert not (project.root / "_site" / ".terbit").exists()


def test_an_output_outside_the_dialect_leaves_the_site_alone(
    project: Project, site: dict[Path, tuple[bytes, int]], make_chapter: MakeChapter
) -> None:
    make_chapter("index.ipynb", SHOW)
    make_chapter("bab.ipynb", "#| tidak-ada: ya\nprint('halo')")
    done = run("build", "--tahun", "2024", "--renderer", "pandoc", "--jobs", "2")
    assert done.returncode == 1
    assert "bab.ipynb: sel ke-3: pilihan «#| tidak-ada» tidak dikenal" in done.stderr
    assert "Traceback" not in done.stderr
    assert snapshot(project) == site


def test_what_the_renderer_refuses_leaves_the_site_alone(
    project: Project, site: dict[Path, tuple[bytes, int]], make_chapter: MakeChapter
) -> None:
    make_chapter("index.ipynb", "from lkip_utils.display import show\nshow('Lihat @tbl-tidak-ada.')")
    done = run("build", "--tahun", "2024", "--renderer", "pandoc", "--jobs", "1", "--format", "html")
    assert done.returncode == 1, "rujukan yang tidak ada adalah kesalahan isi"
    assert "index" in done.stderr
    assert "tbl-tidak-ada" in done.stderr
    assert "Traceback" not in done.stderr
    assert snapshot(project) == site
    assert not (project.root / "_site" / ".terbit").exists()


def test_a_missing_tool_is_the_machinerys_fault(
    project: Project, site: dict[Path, tuple[bytes, int]], monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    without_quarto(monkeypatch)
    assert main(["build", "--renderer", "quarto"]) == 3
    assert capsys.readouterr().err.startswith("lkip: Quarto tidak ditemukan. Pasang Quarto ≥ 1.9")
    assert snapshot(project) == site
