"""The dataset: what is good is read whole, what is broken is listed whole."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import FrozenInstanceError, dataclass
from decimal import Decimal
from pathlib import Path

import pytest

from lkip_utils import Dataset, read_dataset
from lkip_utils.dataset import list_instansi, list_years
from lkip_utils.schemas import FILES
from lkip_utils.temuan import DataError, Temuan

A = "dinas-contoh-uji"

Read = Callable[..., Dataset]
Edit = Callable[[str, str, str], None]
Place = tuple[str, int | None, str, str]
"""File below the agency's folder, row, column, code of the rule."""


@dataclass(frozen=True)
class Break:
    """One thing to break, and what has to be said about it.

    ``change`` holds old and new text of one place; None deletes the file.
    """

    name: str
    file: str
    change: tuple[str, str] | bytes | None
    expected: dict[Place, tuple[str, ...]]


BREAKS = (
    Break(
        "berkas hilang",
        "target_renstra.csv",
        None,
        {
            ("target_renstra.csv", None, "", "D01"): (
                "tidak ada",
                "diharapkan berkas dengan kolom: indikator, tahun, target, catatan",
            )
        },
    ),
    Break(
        "kolom hilang",
        "visi_misi.csv",
        b"jenis,urutan,uraian,catatan\nvisi,1,Rekaan yang teruji,\n",
        {
            ("visi_misi.csv", 1, "didukung", "D05"): (
                "tidak ada",
                "diharapkan kolom: jenis, urutan, uraian, didukung, catatan",
            )
        },
    ),
    Break(
        "kolom salah eja",
        "benchmark.csv",
        ("nilai,sumber", "nilai,sumbr"),
        {
            ("benchmark.csv", 1, "sumber", "D05"): ("tidak ada", "Mungkin maksudnya «sumbr»"),
            ("benchmark.csv", 1, "sumbr", "D06"): (
                "«sumbr» tidak dikenal",
                "Mungkin maksudnya «sumber»",
                "Perbaiki judulnya",
            ),
        },
    ),
    Break(
        "kode tidak dikenal",
        "2024/perjanjian.csv",
        ("kepala,2,s-1,iku-2", "kepala,2,s-1,iku-22"),
        {
            ("2024/perjanjian.csv", 3, "indikator", "D12"): (
                "kode «iku-22» tidak ada di indikator.csv",
                "Mungkin maksudnya «iku-2»",
                "Perbaiki kode",
            )
        },
    ),
    Break(
        "kunci ganda",
        "dasar_hukum.csv",
        ("h-3,pengukuran", "h-1,pengukuran"),
        {
            ("dasar_hukum.csv", 2, "kode", "D07"): ("«h-1»", "hapus atau ubah"),
            ("dasar_hukum.csv", 4, "kode", "D07"): ("«h-1»", "hapus atau ubah"),
        },
    ),
    Break(
        "bilangan tidak terbaca",
        "2024/belanja.csv",
        ("150000000", "150 juta"),
        {("2024/belanja.csv", 2, "pagu", "D08"): ("terbaca «150 juta»", "diharapkan bilangan")},
    ),
    Break(
        "bilangan bermakna ganda",
        "sakip.csv",
        ("72.5", "7.250"),
        {("sakip.csv", 3, "nilai", "D08"): ("terbaca «7.250»", "7.25 atau 7250", "Tulis persis salah satunya")},
    ),
    Break(
        "target tidak terbaca dalam bentuk indikatornya",
        "2024/realisasi.csv",
        ("e3-5,,BB,,,B,", "e3-5,,BB,,,Bagus,"),
        {("2024/realisasi.csv", 11, "nilai", "D08"): ("terbaca «Bagus»", "salah satu dari D, C, CC, B, BB, A, AA")},
    ),
    Break(
        "pengodean lain",
        "tugas_fungsi.csv",
        "jenis,urutan,uraian,catatan\ntugas,1,Menguji,\nfungsi,1,Pengujian \x96 pelaporan,\n".encode("latin1"),
        {("tugas_fungsi.csv", 3, "", "D03"): ("0x96", "bukan UTF-8", "Simpan ulang dari Excel")},
    ),
    Break(
        "berkas kosong",
        "strategi.csv",
        b"",
        {
            ("strategi.csv", None, "", "D02"): (
                "berkas kosong",
                "diharapkan sedikitnya baris judul kolom",
                "Isi berkas atau hapus",
            )
        },
    ),
    Break(
        "baris tidak rata",
        "sebutan.csv",
        ("Mutu layanan meningkat", "Mutu, layanan meningkat"),
        {("sebutan.csv", 2, "", "D04"): ("terbaca 6 kolom, diharapkan 5", "tanda kutip ganda")},
    ),
    Break(
        "sel wajib kosong",
        "2024/pejabat.csv",
        ("penutup,Kepala Dinas Contoh Uji,", "penutup,,"),
        {("2024/pejabat.csv", 3, "jabatan", "D09"): ("sel kosong", "wajib diisi (Jabatan penanda tangan)")},
    ),
    Break(
        "pilihan tidak dikenal",
        "2024/upaya.csv",
        ("komitmen,1", "komitment,1"),
        {
            ("2024/upaya.csv", 2, "jenis", "D10"): (
                "terbaca «komitment»",
                "diharapkan salah satu dari: komitmen, upaya",
                "Mungkin maksudnya «komitmen»",
            )
        },
    ),
    Break(
        "berkas asing dalam folder tahun",
        "2024/realisasii.csv",
        b"x\n1\n",
        {
            ("2024/realisasii.csv", None, "", "D11"): (
                "«realisasii.csv» tidak dikenal",
                "Mungkin maksudnya «realisasi»",
                "Perbaiki namanya",
            )
        },
    ),
    Break(
        "berkas asing dalam folder instansi",
        "catatan.csv",
        b"x\n1\n",
        {("catatan.csv", None, "", "D11"): ("«catatan.csv» tidak dikenal", "Perbaiki namanya atau pindahkan")},
    ),
    Break(
        "unit di bawah dirinya sendiri",
        "organisasi.csv",
        ("bidang,kepala,3", "bidang,jf,3"),
        {
            ("organisasi.csv", 4, "induk", "D13"): ("«bidang» berada di bawah dirinya sendiri", "Perbaiki induknya"),
            ("organisasi.csv", 5, "induk", "D13"): ("«jf» berada di bawah dirinya sendiri",),
        },
    ),
    Break(
        "anggaran untuk induk",
        "2024/anggaran.csv",
        ("8.01.01.01,100", "8.01.01,100"),
        {
            ("2024/anggaran.csv", 2, "program", "D14"): (
                "«8.01.01»",
                "diharapkan kode rincian terbawah",
                "angka_tercetak",
            )
        },
    ),
    Break(
        "nilai di luar batas",
        "sakip.csv",
        ("2024,70,BB", "2024,725,BB"),
        {("sakip.csv", 4, "nilai", "D15"): ("terbaca 725", "diharapkan antara 0 dan 100", "Periksa angkanya")},
    ),
    Break(
        "kelas skala tumpang tindih",
        "skala.csv",
        ("2,76,90,", "2,76,95,"),
        {("skala.csv", None, "", "D16"): ("tumpang tindih", "Perbaiki batas")},
    ),
    Break(
        "tanggal tak terbaca",
        "2024/pejabat.csv",
        ("2025-02-14", "14 Februari 2025"),
        {("2024/pejabat.csv", 2, "tanggal", "D08"): ("terbaca «14 Februari 2025»", "diharapkan tanggal TTTT-BB-HH")},
    ),
    Break(
        "titik koma",
        "2024/penghargaan.csv",
        b"urutan;uraian;catatan\n1;Piagam;\n",
        {("2024/penghargaan.csv", 1, "", "D04"): ("dipisahkan titik koma", "CSV UTF-8 (dipisahkan koma)")},
    ),
)


def apply(broken: Break, data: Path, edit: Edit) -> None:
    path = data / A / broken.file
    if broken.change is None:
        path.unlink()
    elif isinstance(broken.change, bytes):
        path.write_bytes(broken.change)
    else:
        edit(broken.file, *broken.change)


def find(read: Read) -> list[Temuan]:
    with pytest.raises(DataError) as caught:
        read()
    return caught.value.temuan


def place(temuan: Temuan) -> Place:
    return temuan.berkas.removeprefix(f"{A}/"), temuan.baris, temuan.kolom, temuan.kode


def check(found: list[Temuan], expected: dict[Place, tuple[str, ...]]) -> None:
    """Compare findings with places and parts of messages; the order is by file, row, column."""
    assert [place(temuan) for temuan in found] == sorted(expected, key=lambda p: (p[0], p[1] or 0, p[2], p[3]))
    for temuan in found:
        assert temuan.tingkat == "galat"
        lacking = [part for part in expected[place(temuan)] if part not in temuan.pesan]
        assert not lacking, f"«{temuan.pesan}» tidak memuat {lacking}"


def test_the_fixture_is_good_and_whole(dataset: Dataset) -> None:
    assert [file for file in FILES if dataset[file].empty] == [], "tahun lengkap memuat setiap berkas"


@pytest.mark.parametrize("broken", BREAKS, ids=lambda broken: broken.name)
def test_each_problem_is_found_where_it_is(broken: Break, data: Path, edit: Edit, read: Read) -> None:
    apply(broken, data, edit)
    check(find(read), broken.expected)


def test_a_scale_that_cant_be_read_is_not_judged(edit: Edit, read: Read) -> None:
    edit("skala.csv", "2,76,90,", ",76,95,")
    check(find(read), {("skala.csv", 3, "urutan", "D09"): ("sel kosong", "wajib diisi")})


def test_all_problems_are_listed_together(data: Path, edit: Edit, read: Read) -> None:
    for broken in BREAKS:
        apply(broken, data, edit)
    check(find(read), {where: parts for broken in BREAKS for where, parts in broken.expected.items()})


def test_the_message_lists_one_problem_a_line(data: Path, edit: Edit, read: Read) -> None:
    for broken in BREAKS:
        apply(broken, data, edit)
    with pytest.raises(DataError) as caught:
        read()
    lines = str(caught.value).splitlines()
    assert len(lines) == len(caught.value.temuan)
    assert lines[0].startswith(f"{A}/2024/anggaran.csv, baris 2, kolom program: «8.01.01»")
    assert lines[0].endswith("[D14]")


def test_problems_of_an_earlier_year_are_listed_too(edit: Edit, read: Read) -> None:
    edit("2023/realisasi.csv", "iku-2,,,,,12", "iku-9,,,,,12")
    edit("2024/realisasi.csv", "e3-1,,,,,8", "e3-9,,,,,8")
    assert [place(temuan) for temuan in find(read)] == [
        ("2023/realisasi.csv", 3, "indikator", "D12"),
        ("2024/realisasi.csv", 7, "indikator", "D12"),
    ]


def test_a_wrong_code_in_master_data_hides_none_of_the_year(edit: Edit, read: Read) -> None:
    edit("strategi.csv", "8.01", "8.09")
    edit("2024/realisasi.csv", "e3-1,,,,,8", "e3-9,,,,,8")
    assert [place(temuan) for temuan in find(read)] == [
        ("2024/realisasi.csv", 7, "indikator", "D12"),
        ("strategi.csv", 2, "program", "D12"),
    ]


def test_an_unreadable_file_doesnt_make_its_codes_unknown(data: Path, read: Read) -> None:
    (data / A / "indikator.csv").write_bytes(b"")
    assert [place(temuan) for temuan in find(read)] == [("indikator.csv", None, "", "D02")]


def test_a_code_used_twice_is_one_problem(edit: Edit, read: Read) -> None:
    edit("indikator.csv", "\niku-2,", "\niku-1,")
    found = {place(temuan) for temuan in find(read)}
    assert {("indikator.csv", 3, "kode", "D07"), ("indikator.csv", 4, "kode", "D07")} <= found


def test_a_byte_order_mark_is_taken(data: Path, read: Read) -> None:
    for path in (data / A).rglob("*.csv"):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert read().profil("nama") == "Dinas Contoh Uji (Fiktif)"


def test_rows_have_the_number_that_a_spreadsheet_shows(dataset: Dataset) -> None:
    frame = dataset["realisasi"]
    assert frame.index.name == "baris"
    assert frame.loc[3, "indikator"] == "iku-1"
    assert frame.loc[6, "nilai"] == "1:07:38"
    assert list(frame.index) == list(range(2, 15))


def test_cells_are_decimals_texts_or_none(dataset: Dataset) -> None:
    row = dataset["anggaran"].loc[5]
    assert row["program"] == "8.02.01.02"
    assert row["pagu"] == Decimal(10000000)
    assert isinstance(row["pagu"], Decimal)
    assert row["realisasi"] is None


def test_optional_files_that_arent_there_are_empty(dataset_2023: Dataset) -> None:
    assert dataset_2023["belanja"].empty
    assert list(dataset_2023["belanja"].columns) == ["urutan", "jenis", "pagu", "realisasi", "catatan"]


def test_the_year_before_is_known_and_no_other(dataset: Dataset) -> None:
    assert dataset.lalu is not None
    assert (dataset.lalu.tahun, dataset.lalu.lalu) == (2023, None)
    assert dataset.lalu["realisasi"].loc[2, "nilai"] == "60"


def test_a_gap_between_years_is_no_year_before(data: Path, read: Read) -> None:
    (data / A / "2023").rename(data / A / "2022")
    assert read().lalu is None


def test_later_years_are_not_read(data: Path, edit: Edit, read: Read) -> None:
    edit("2024/belanja.csv", "150000000", "rusak")
    assert read(2023).tahun == 2023
    assert [place(temuan) for temuan in find(read)] == [("2024/belanja.csv", 2, "pagu", "D08")]


def test_a_year_without_a_folder_is_a_problem(data: Path) -> None:
    with pytest.raises(DataError) as caught:
        read_dataset(A, 2030, data)
    assert [(t.berkas, t.baris, t.kode) for t in caught.value.temuan] == [(f"{A}/2030", None, "D01")]
    assert f"diharapkan data/{A}/2030/" in caught.value.temuan[0].pesan


def test_a_dataset_cant_be_changed(dataset: Dataset) -> None:
    with pytest.raises(FrozenInstanceError):
        dataset.tahun = 2030  # type: ignore[misc]
    with pytest.raises(TypeError):
        dataset.frames["sakip"] = dataset["sakip"]  # type: ignore[index]


def test_profil_and_sources(dataset: Dataset) -> None:
    assert dataset.profil("daerah") == "Kabupaten Rekaan"
    assert dataset.profil("tidak ada") == ""
    assert dataset.source("sakip") == "dinas-contoh-uji/sakip.csv"
    assert dataset.source("realisasi") == "dinas-contoh-uji/2024/realisasi.csv"


def test_lists_agencies_and_years(data: Path) -> None:
    (data / A / "arsip").mkdir()
    (data / A / "20244").mkdir()
    (data / ".git").mkdir()
    (data / "README.md").write_text("x", encoding="utf-8")
    assert list_instansi(data) == [A]
    assert list_years(A, data) == [2023, 2024]
