"""What came from offices and was misread without a word, or refused though it was clear."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from lkip_utils.csv_files import Reading, read_csv
from lkip_utils.schemas import FILES

Read = Callable[[str, str], Reading]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """A function that reads a file's text."""

    def run(file: str, text: str) -> Reading:
        path = tmp_path / f"{file}.csv"
        path.write_text(text, encoding="utf-8")
        return read_csv(path, f"a/2024/{file}.csv", FILES[file])

    return run


def taken(reading: Reading, code: str) -> list[tuple[int | None, str]]:
    """Return row and text of what was taken otherwise than it is written."""
    return [(temuan.baris, temuan.tercetak) for temuan in reading.adaptations if temuan.kode == code]


def refused(reading: Reading) -> list[tuple[int | None, str, str]]:
    return [(temuan.baris, temuan.kolom, temuan.kode) for temuan in reading.problems]


PEGAWAI = "rincian,urutan,kelompok,jabatan,jumlah\n"
BELANJA = "urutan,jenis,pagu,realisasi\n"


def test_rows_of_sums_are_named_and_not_counted(read: Read) -> None:
    rows = "jabatan,1,Struktural,,5\njabatan,2,Staf,,7\njabatan,3,{},,12\n"
    for word in ("Jumlah", "TOTAL", "Jumlah Keseluruhan", "Total :", "Sub Total", "rata - rata", "JUMLAH TOTAL"):
        reading = read("pegawai", PEGAWAI + rows.format(word))
        assert list(reading.frame["jumlah"]) == [Decimal(5), Decimal(7)]
        assert taken(reading, "B14") == [(4, word)]
        assert reading.problems == []


@pytest.mark.parametrize(
    ("file", "text", "row"),
    [
        ("anggaran", "program,kinerja,pagu,realisasi\na,100,5,4\nJumlah,,5,4\n", 3),
        ("belanja", BELANJA + "1,Belanja Pegawai,5,4\nTotal,,5,4\n", 3),
        ("apbd", "tahap,pagu,realisasi\nmurni,300,\nJumlah,300,\n", 3),
        ("realisasi", "indikator,triwulan,nilai,capaian\ni,,5,\nRata-rata,,,97\n", 3),
        ("sakip", "tahun,nilai\n2023,70\nRata-rata,70\n", 3),
    ],
)
def test_sums_of_every_file_with_figures(read: Read, file: str, text: str, row: int) -> None:
    reading = read(file, text)
    assert (len(reading.frame), reading.problems) == (1, [])
    assert [place for place, _ in taken(reading, "B14")] == [row]


def test_what_only_looks_like_a_sum_is_asked_about(read: Read) -> None:
    reading = read("belanja", BELANJA + "1,Jumlah Belanja Pegawai,5,4\n")
    assert refused(reading) == [(2, "jenis", "D29")]
    reading = read("pegawai", "rincian,urutan,kelompok,jumlah,catatan\njabatan,1,Jumlah,5,hasil hitung ulang\n")
    assert refused(reading) == [(2, "kelompok", "D29")]


def test_names_that_begin_with_such_a_word_are_names(read: Read) -> None:
    text = "kode,sasaran,tingkat,urutan,nama,arah,bentuk\ni-1,s,iku,1,Jumlah,naik,bilangan\n"
    assert list(read("indikator", text).frame["nama"]) == ["Jumlah"]
    printed = "tempat,baris,kolom,tercetak\nTabel 1,Jumlah,Jumlah,5\n"
    assert len(read("angka_tercetak", printed).frame) == 1


@pytest.mark.parametrize("numbers", ["1,2,3,4,5", "(1),(2),(3),(4),(5)", "1,2,3,4=2x3,5", "1,2,3,4,"])
def test_numbers_of_columns_are_no_row(read: Read, numbers: str) -> None:
    reading = read(
        "sarana",
        f"kelompok,urutan,jenis,jumlah,satuan\n{numbers}\nKendaraan,1,Mobil,2,Unit\nKendaraan,3,Jumlah,5,Unit\n",
    )
    assert list(reading.frame["jumlah"]) == [Decimal(2)]
    assert [row for row, _ in taken(reading, "B14")] == [2, 4]
    assert reading.problems == []


def test_numbers_of_columns_that_skip_one_are_asked_about(read: Read) -> None:
    assert refused(read("sarana", "kelompok,urutan,jenis,jumlah,satuan\n1,3,4,5,6\n")) == [(2, "", "D29")]


def test_titles_above_the_head_are_named_and_rows_keep_their_numbers(read: Read) -> None:
    reading = read("apbd", "ANGGARAN DINAS REKAAN,,\nTahun 2024,,\n,,\nTahap,Pagu,Realisasi\nmurni,300,x\n")
    assert taken(reading, "B14") == [(1, "ANGGARAN DINAS REKAAN"), (2, "Tahun 2024")]
    assert refused(reading) == [(5, "realisasi", "D08")]
    assert list(reading.frame["pagu"]) == [Decimal(300)]


def test_titles_above_the_head_may_be_short_and_of_another_delimiter(read: Read) -> None:
    reading = read("apbd", "Anggaran, murni dan perubahan\ntahap;pagu;realisasi\nmurni;300;\n")
    assert list(reading.frame["pagu"]) == [Decimal(300)]


def test_two_texts_above_the_head_are_refused_with_a_remedy(read: Read) -> None:
    reading = read("apbd", "Tahun,2024,\ntahap,pagu,realisasi\nmurni,300,\n")
    assert [(problem.baris, problem.kode) for problem in reading.problems] == [(1, "D05")]
    assert "baris 2" in reading.problems[0].pesan


@pytest.mark.parametrize("dash", ["-", " -   ", "–"])
@pytest.mark.parametrize("column", ["pagu_murni", "pagu", "realisasi"])
def test_a_dash_for_money_is_asked_about(read: Read, dash: str, column: str) -> None:
    cells = {"program": "a", "pagu_murni": "5", "pagu": "5", "realisasi": "4"} | {column: dash}
    reading = read("anggaran", f"{','.join(cells)}\n{','.join(cells.values())}\n")
    assert refused(reading) == [(2, column, "D08")]
    assert "Tulis 0, atau kosongkan bila tidak diketahui" in reading.problems[0].pesan


def test_a_dash_for_anything_else_is_not_known(read: Read) -> None:
    assert list(read("pegawai", PEGAWAI + "jabatan,1,Staf,,-\n").frame["jumlah"]) == [None]
    assert list(read("anggaran", "program,kinerja,pagu\na,-,n/a\n").frame["pagu"]) == [None]


def test_percentages_that_are_all_fractions_are_asked_about(read: Read) -> None:
    reading = read("anggaran", 'program,kinerja,pagu\na,0.95,5\nb,"9.843.750.000.000.000",5\nc,1,5\nd,0,5\n')
    assert refused(reading) == [(2, "kinerja", "D08"), (4, "kinerja", "D08"), (3, "kinerja", "D15")]
    assert "0,95% atau 95%" in reading.problems[0].pesan
    assert "1% atau 100%" in reading.problems[1].pesan
    assert "koma desimalnya hilang" in reading.problems[2].pesan


@pytest.mark.parametrize("cells", [("0.95", "100"), ("0,95%", "1%"), ("0", "0"), ("", "")])
def test_small_percentages_that_are_clear(read: Read, cells: tuple[str, str]) -> None:
    assert read("anggaran", 'program,kinerja,pagu\na,"{}",5\nb,"{}",5\n'.format(*cells)).problems == []


def test_fractions_in_every_column_of_percentages(read: Read) -> None:
    assert refused(read("skala", "urutan,bawah,atas,kategori\n1,0.9,1,A\n2,0,0.9,B\n")) == [
        (2, "bawah", "D08"),
        (2, "atas", "D08"),
        (3, "atas", "D08"),
    ]
