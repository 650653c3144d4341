"""What came from offices and was misread without a word, or refused though it was clear."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from lkip_utils.csv_files import Reading, read_csv
from lkip_utils.measures import parse_measure
from lkip_utils.numbers import format_rupiah, parse_date, parse_number
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
    assert refused(reading) == [(2, "jenis", "D31")]
    reading = read("pegawai", "rincian,urutan,kelompok,jumlah,catatan\njabatan,1,Jumlah,5,hasil hitung ulang\n")
    assert refused(reading) == [(2, "kelompok", "D31")]


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
    assert refused(read("sarana", "kelompok,urutan,jenis,jumlah,satuan\n1,3,4,5,6\n")) == [(2, "", "D31")]


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


def test_a_dash_that_stands_for_a_text_is_none(read: Read) -> None:
    reading = read("upaya", "jenis,urutan,uraian\nupaya,1,-\nupaya,2,Menata loket\n")
    assert refused(reading) == [(2, "uraian", "D09")]
    assert taken(reading, "B08") == [(2, "-")]


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


def test_amounts_with_sen_are_read_and_shown_rounded(read: Read) -> None:
    frame = read("belanja", BELANJA + '1,Rekaan,"1.000.000,25","900.000,50"\n2,Lain,1234567.5,"2,50"\n').frame
    assert list(frame["pagu"]) == [Decimal("1000000.25"), Decimal("1234567.5")]
    assert [format_rupiah(value) for value in frame["realisasi"]] == ["Rp900.001", "Rp3"]


@pytest.mark.parametrize(("text", "column"), [("187.545,500", "pagu"), ("187545,500", "pagu")])
def test_amounts_whose_decimals_may_be_thousands_stay_refused(read: Read, text: str, column: str) -> None:
    assert refused(read("belanja", f'{BELANJA}1,Rekaan,"{text}",\n')) == [(2, column, "D08")]


@pytest.mark.parametrize(
    ("text", "satuan", "value"),
    [
        ("10 m2", "m2", "10"),
        ("10 m²", "M2", "10"),
        ("10 M", "M", "10"),
        ("2,5 Juta", "Juta", "2.5"),
        ("9,55 Tahun", "tahun", "9.55"),
        ("12 Sambungan  Rumah (SR)", "Sambungan Rumah (SR)", "12"),
        ("12 Asosiasi dan Serikat Pekerja", "Asosiasi dan Serikat Pekerja", "12"),
    ],
)
def test_the_unit_that_belongs_there_may_stand_behind(text: str, satuan: str, value: str) -> None:
    assert parse_measure(text, "bilangan", satuan) == Decimal(value)


def test_another_unit_is_refused_and_both_are_named() -> None:
    with pytest.raises(ValueError, match="bilangan dalam km2, bukan «m2»"):
        parse_number("10 m2", satuan="km2")
    with pytest.raises(ValueError, match="bilangan"):
        parse_number("2,5 Juta", satuan="Orang")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("99.999999999999986", "100"),
        ("0.30000000000000004", "0.3"),
        ("66.666666666666671", "66.666666666666671"),
        ("7.8", "7.8"),
    ],
)
def test_what_a_spreadsheet_computed_is_the_short_number(text: str, value: str) -> None:
    assert str(parse_number(text)) == value


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2024-03-01 00:00:00", "2024-03-01"),
        ("2024-03-01T08:30", "2024-03-01"),
        ("01/03/2024 0:00", "2024-03-01"),
        ("Senin, 4 Maret 2024", "2024-03-04"),
        ("Jum'at, 1 Maret 2024", "2024-03-01"),
        ("1 Mar. 2024", "2024-03-01"),
        ("1-Aug-2024", "2024-08-01"),
        ("17 August 2024", "2024-08-17"),
        ("Peb 2024", "2024-02"),
    ],
)
def test_dates_in_other_forms(text: str, iso: str) -> None:
    assert parse_date(text) == iso


def test_a_weekday_that_is_not_the_date_s_is_named() -> None:
    with pytest.raises(ValueError, match="2024-03-04 bukan hari Selasa"):
        parse_date("Selasa, 4 Maret 2024")


# ── texts that are none, heads with units ───────────────────────────────────────────────


@pytest.mark.parametrize("word", ["NULL", "nan", "None", "xxx"])
def test_a_programs_word_for_nothing_is_no_text(read: Read, word: str) -> None:
    reading = read("belanja", BELANJA + f"1,{word},5,4\n")
    assert refused(reading) == [(2, "jenis", "D08")]
    assert "tanda kosong" in reading.problems[0].pesan


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Belanja Barang â€“ Jasa", "Belanja Barang – Jasa"),
        ("Caf\u00c3\u00a9 Desa", "Café Desa"),
    ],
)
def test_letters_encoded_twice_are_named_with_what_was_meant(read: Read, text: str, meant: str) -> None:
    reading = read("belanja", BELANJA + f"1,{text},5,4\n")
    assert refused(reading) == [(2, "jenis", "D08")]
    assert f"maksudnya tampaknya «{meant}»" in reading.problems[0].pesan


def test_letters_that_only_look_so_are_kept(read: Read) -> None:
    reading = read("belanja", BELANJA + "1,Belanja Barang – Jasa Âgung «é»,5,4\n")
    assert (reading.problems, list(reading.frame["jenis"])) == ([], ["Belanja Barang – Jasa Âgung «é»"])


def test_a_head_may_tell_the_unit_that_its_numbers_are_in(read: Read) -> None:
    reading = read("belanja", "Urutan,Jenis,Pagu (Rp),Realisasi [rupiah]\n1,Pegawai,5,4\n")
    assert reading.problems == []
    assert list(reading.frame["realisasi"]) == [Decimal(4)]
    assert any(temuan.kode == "B03" and "«Pagu (Rp)» → pagu" in temuan.pesan for temuan in reading.adaptations)


@pytest.mark.parametrize("head", ["Pagu (juta)", "Pagu (ribu rupiah)", "pagu (Miliar Rp)"])
def test_a_head_of_thousands_is_never_read_as_rupiah(read: Read, head: str) -> None:
    reading = read("belanja", f"urutan,jenis,{head},realisasi\n1,Pegawai,5,4\n")
    assert [temuan.kode for temuan in reading.problems] == ["D06"]
    assert "Tulis angkanya lengkap, bukan dalam" in reading.problems[0].pesan
