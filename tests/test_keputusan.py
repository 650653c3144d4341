"""Settling: the report follows a decision, says so, and follows no decision that its data contradicts."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from lkip_utils import Dataset, tables
from lkip_utils.angka import compute_angka
from lkip_utils.audit import audit_dataset
from lkip_utils.keputusan import list_keputusan
from lkip_utils.temuan import DataError, Temuan

A = "dinas-contoh-uji"
HEAD = "temuan,kunci,tercetak,nilai,alasan,oleh,tanggal,catatan\n"
Read = Callable[..., Dataset]
Edit = Callable[[str, str, str], None]
Decide = Callable[[str], None]


@pytest.fixture
def decide(data: Path) -> Decide:
    """A function that writes the year's decisions."""

    def write(*rows: str) -> None:
        (data / A / "2024" / "keputusan.csv").write_text(HEAD + "".join(f"{row}\n" for row in rows), encoding="utf-8")

    return write


def find(dataset: Dataset, kode: str, kunci: str) -> list[Temuan]:
    return [t for t in audit_dataset(dataset) if (t.kode, t.kunci) == (kode, kunci)]


def test_a_decided_cell_is_followed_and_told(decide: Decide, read: Read) -> None:
    decide("A08,anggaran/8.01.01.02/realisasi,20000000,25000000,Salah ketik,Kepala Sub Bagian Program,2025-01-20,")
    dataset = read()
    assert compute_angka(dataset)["realisasi.8.01"].nilai == Decimal(115000000)
    (keputusan,) = list_keputusan(dataset)
    assert (keputusan.tercetak, keputusan.nilai) == ("20000000", "25000000")
    (temuan,) = find(dataset, "A08", "anggaran/8.01.01.02/realisasi")
    assert temuan.tingkat == "info"
    assert temuan.keputusan == "Diputuskan «25000000»: Salah ketik (Kepala Sub Bagian Program, 20 Januari 2025)."
    page = tables.tabulate_keputusan(dataset).to_html()
    for text in ("20000000", "25000000", "Salah ketik", "Kepala Sub Bagian Program, 20 Januari 2025"):
        assert text in page
    assert 'href="lampiran-2-register-angka.html#temuan-a08-2"' in tables.tabulate_program(dataset).to_html()


def test_an_unreadable_cell_can_be_decided(edit: Edit, decide: Decide, read: Read) -> None:
    edit("2024/anggaran.csv", "50000000,50000000,20000000", '50000000,50000000,"187.545,500"')
    with pytest.raises(DataError, match=r"187\.545,500"):
        read()
    decide('D08,anggaran/8.01.01.02/realisasi,"187.545,500",187545,Dua arti,Kepala,2025-01-20,')
    dataset = read()
    assert compute_angka(dataset)["realisasi.8.01.01.02"].nilai == Decimal(187545)
    assert list_keputusan(dataset)[0].tercetak == "187.545,500"


def test_the_printed_figure_stays_beside_a_decision_for_the_computed_one(decide: Decide, read: Read) -> None:
    before = {(t.kode, t.kunci) for t in audit_dataset(read())}
    (kode,) = {kode for kode, kunci in before if kunci == "pegawai.jenis_kelamin"}
    decide(f"{kode},pegawai.jenis_kelamin,11,10,Dihitung ulang,Kepala,2025-01-20,")
    dataset = read()
    (temuan,) = find(dataset, kode, "pegawai.jenis_kelamin")
    assert (temuan.tingkat, temuan.tercetak) == ("info", "11")
    assert "Dihitung ulang" in tables.tabulate_keputusan(dataset).to_html()
    assert {(t.kode, t.kunci) for t in audit_dataset(dataset)} == before


def test_a_decision_against_the_data_is_refused(decide: Decide, read: Read) -> None:
    decide('P01,anggaran.serapan,"75,00",75,Menurut cetakan,Kepala,2025-01-20,')
    (temuan,) = find(read(), "U01", "anggaran.serapan")
    assert temuan.tingkat == "galat"
    assert "«75»" in temuan.pesan
    assert "74,347" in temuan.pesan


def test_a_decision_about_nothing_is_a_problem(decide: Decide, read: Read) -> None:
    decide("W01,anggaran/8.01.01.99/realisasi,,1,Salah,Kepala,2025-01-20,")
    with pytest.raises(DataError) as caught:
        read()
    (temuan,) = caught.value.temuan
    assert (temuan.kode, temuan.berkas, temuan.baris) == ("D17", f"{A}/2024/keputusan.csv", 2)


# ── a decision is of its year ───────────────────────────────────────────────────────────


def problems(read: Read, tahun: int = 2024) -> list[tuple[str, int | None, str, str, str]]:
    with pytest.raises(DataError) as caught:
        read(tahun)
    return [(t.berkas.partition("/")[2], t.baris, t.kolom, t.kode, t.pesan) for t in caught.value.temuan]


@pytest.mark.parametrize("kode", ["W99", "D08", "D09"])
def test_a_decision_settles_a_finding_that_there_is(decide: Decide, read: Read, kode: str) -> None:
    decide(f"{kode},anggaran/8.01.01.02/realisasi,20000000,25000000,Salah,Kepala,2025-01-20,")
    (problem,) = problems(read)
    assert problem[:4] == ("2024/keputusan.csv", 2, "temuan", "D29")
    assert f"temuan {kode} pada «anggaran/8.01.01.02/realisasi»" in problem[4]
    assert "tidak ada pada data tahun 2024. Hapus barisnya" in problem[4]


def test_a_decision_replaces_the_value_that_it_names(decide: Decide, read: Read) -> None:
    row = "S12,realisasi/iku-3/target,{},2 jam,Salah,Kepala,2025-01-20,"
    decide(row.format("4 jam"))
    (problem,) = problems(read)
    assert problem[:4] == ("2024/keputusan.csv", 2, "tercetak", "D30")
    assert (
        f"menggantikan «4 jam», padahal di {A}/2024/realisasi.csv baris 6 kolom target tertulis «3 jam»" in problem[4]
    )
    decide(row.format("3 jam"))
    assert list_keputusan(read())[0].tercetak == "3 jam"


@pytest.mark.parametrize("named", ["20000000", "Rp20.000.000", "20.000.000"])
def test_the_value_may_be_named_as_it_is_written_elsewhere(decide: Decide, read: Read, named: str) -> None:
    decide(f"P01,anggaran/8.01.01.02/realisasi,{named},25000000,Salah,Kepala,2025-01-20,")
    assert list_keputusan(read())[0].nilai == "25000000"


def test_a_decision_about_a_printed_figure_names_it(decide: Decide, read: Read) -> None:
    decide("J01,pegawai.jenis_kelamin,12,10,Dihitung ulang,Kepala,2025-01-20,")
    (problem,) = problems(read)
    assert problem[:4] == ("2024/keputusan.csv", 2, "tercetak", "D30")
    assert "menyebut «12» untuk «pegawai.jenis_kelamin», padahal temuannya menyebut «11»" in problem[4]


@pytest.mark.parametrize(
    ("row", "kolom", "kode"),
    [
        ("S12,realisasi/iku-3/target,3 jam,2 jam,Salah ketik,Kepala,2025-01-20,", "tercetak", "D30"),
        ("S12,realisasi/iku-3/target,,2 jam,Salah ketik,Kepala,2025-01-20,", "tercetak", "D30"),
        ("D08,anggaran/8.01.01.02/realisasi,,18,Dua arti,Kepala,2025-01-20,", "temuan", "D29"),
    ],
)
def test_a_decision_copied_into_the_next_year_overrides_nothing(
    data: Path, edit: Edit, decide: Decide, read: Read, row: str, kolom: str, kode: str
) -> None:
    """Case 11: the same finding at the same place, another value; or a cell that has become good."""
    decide(row)
    shutil.copytree(data / A / "2024", data / A / "2025")
    edit("2025/realisasi.csv", "3 jam", "4 jam")
    edit(
        "2024/anggaran.csv",
        "50000000,50000000,20000000",
        '50000000,50000000,"187.545,500"' if "D08" in row else "50000000,50000000,20000000",
    )
    assert read(2024)
    assert [problem[:4] for problem in problems(read, 2025)] == [("2025/keputusan.csv", 2, kolom, kode)]
