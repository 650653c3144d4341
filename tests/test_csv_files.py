"""One CSV file: typed to the cell, or every problem with its row and column."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lkip_utils import read_dataset
from lkip_utils.csv_files import NOTHING, Reading, Table, read_csv, suggest, type_rows
from lkip_utils.schemas import FILES, Field
from lkip_utils.temuan import DataError, Temuan

HEAD = "urutan,uraian,catatan\n"


Rows = dict[int, list[object]]


def read_all(
    tmp_path: Path, content: str | bytes, file: str = "isu_strategis", decided: Mapping[str, str] = NOTHING
) -> tuple[Rows, Reading]:
    path = tmp_path / f"{file}.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    reading = read_csv(path, f"a/2024/{file}.csv", FILES[file], decided)
    cells = zip(reading.frame.index, reading.frame.to_numpy(), strict=True)
    return {int(str(row)): list(values) for row, values in cells}, reading


def read(tmp_path: Path, content: str | bytes, file: str = "isu_strategis") -> tuple[Rows, list[Temuan]]:
    """Read a file that is in the plain form, or refused."""
    rows, reading = read_all(tmp_path, content, file)
    assert reading.adaptations == []
    return rows, reading.problems


def adapted(tmp_path: Path, content: str | bytes, file: str = "isu_strategis") -> tuple[Rows, list[Temuan]]:
    """Read a file that has no problems, and return how it was taken."""
    rows, reading = read_all(tmp_path, content, file)
    assert reading.problems == []
    assert {temuan.tingkat for temuan in reading.adaptations} <= {"info"}
    return rows, reading.adaptations


def places(problems: list[Temuan]) -> list[tuple[int | None, str, str]]:
    assert all(problem.berkas == "a/2024/isu_strategis.csv" and problem.tingkat == "galat" for problem in problems)
    return [(problem.baris, problem.kolom, problem.kode) for problem in problems]


def test_types_every_cell(tmp_path: Path) -> None:
    rows, problems = read(
        tmp_path, 'tahun,nilai,predikat,catatan\n2024,67.93, BB ,\n2023,73.80,,"dua\nbaris"\n', "sakip"
    )
    assert problems == []
    assert rows == {
        2: [Decimal(2024), Decimal("67.93"), "BB", None],
        3: [Decimal(2023), Decimal("73.80"), None, "dua\nbaris"],
    }


def test_columns_may_stand_in_any_order(tmp_path: Path) -> None:
    rows, problems = read(tmp_path, "catatan,uraian,urutan\n,a,1\n")
    assert (rows, problems) == ({2: [Decimal(1), "a", None]}, [])


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_takes_what_excel_saves(tmp_path: Path, end: str) -> None:
    text = f"\ufeff{HEAD}1,a,\n2,b,\n".replace("\n", end)
    assert read(tmp_path, text) == ({2: [Decimal(1), "a", None], 3: [Decimal(2), "b", None]}, [])


@pytest.mark.parametrize("blank", ["", ",,", "  ,,"])
def test_keeps_row_numbers_over_blank_rows(tmp_path: Path, blank: str) -> None:
    rows, notes = adapted(tmp_path, f"{HEAD}1,a,\n{blank}\n3,b,\n")
    assert rows == {2: [Decimal(1), "a", None], 4: [Decimal(3), "b", None]}
    assert [(t.kode, t.pesan) for t in notes] == [("B04", "1 baris kosong dilewati: baris 3.")]


def test_a_line_break_in_a_cell_is_one_spreadsheet_row(tmp_path: Path) -> None:
    _, problems = read(tmp_path, f'{HEAD}1,"a\nb",\nx,c,\n')
    assert places(problems) == [(3, "urutan", "D08")]


def test_a_file_with_only_its_header_has_no_rows(tmp_path: Path) -> None:
    assert read(tmp_path, HEAD) == ({}, [])


@pytest.mark.parametrize("content", ["", "\n\n", "\ufeff"])
def test_an_empty_file_is_a_problem(tmp_path: Path, content: str) -> None:
    _, problems = read(tmp_path, content)
    assert places(problems) == [(None, "", "D02")]
    assert "berkas kosong" in problems[0].pesan
    assert "diharapkan sedikitnya baris judul kolom" in problems[0].pesan


@pytest.mark.parametrize(
    ("content", "row", "part"),
    [
        (f"{HEAD}1,a,\n2,\x81,\n".encode("latin1"), 3, "0x81"),
        (f"{HEAD}1,caf\xe9,\n".encode() + b"2,caf\xe9,\n", 3, "0xe9"),
        (HEAD.encode("utf-16")[:-1], 1, "0x0a"),
        (f"{HEAD}1,a\x0bb,\n".encode(), 2, "U+000B"),
        (f"{HEAD}1,a,\n2,a\x92b,\n".encode(), 3, "U+0092"),
        (f"{HEAD}1,\ufffd,\n".encode(), 2, "U+FFFD"),
        (f"{HEAD}1,a,\n2,a\ufffeb,\n".encode(), 3, "U+FFFE"),
        (f"{HEAD}1,\uffff,\n".encode(), 2, "U+FFFF"),
        (f"{HEAD}1,\ufdd0,\n".encode(), 2, "U+FDD0"),
        (f"{HEAD}1,\U0010ffff,\n".encode(), 2, "U+10FFFF"),
    ],
)
def test_what_is_no_letter_is_a_problem(tmp_path: Path, content: bytes, row: int, part: str) -> None:
    _, problems = read(tmp_path, content)
    assert places(problems) == [(row, "", "D03")]
    assert part in problems[0].pesan
    assert "impan ulang" in problems[0].pesan


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("1,a,\n2,b,c,d\n", [(3, "4")]),
        ("1,a,b,c\n2,b,\n", [(2, "4")]),
        ("1,a,b,c\n2,a,b,c\n", [(2, "4"), (3, "4")]),
        ("1,a\n2,b,\n", [(2, "2")]),
        ("1,a,\n2\n", [(3, "1")]),
        ("1,a,\n2,b,c,d\n3,c\n", [(3, "4"), (4, "2")]),
        ("1,a, b,\n", [(2, "4")]),
    ],
)
def test_a_ragged_row_is_a_problem(tmp_path: Path, body: str, expected: list[tuple[int, str]]) -> None:
    _, problems = read(tmp_path, HEAD + body)
    assert places(problems) == [(row, "", "D04") for row, _ in expected]
    assert [(problem.tercetak, problem.terhitung) for problem in problems] == [(seen, "3") for _, seen in expected]
    for problem, (_, seen) in zip(problems, expected, strict=True):
        assert f"terbaca {seen} kolom, diharapkan 3" in problem.pesan


def test_a_quote_that_isnt_closed_is_a_problem(tmp_path: Path) -> None:
    _, problems = read(tmp_path, f'{HEAD}1,"a,\n2,b,\n')
    assert [problem.kode for problem in problems] == ["D04"]
    assert "tanda kutip" in problems[0].pesan


def test_missing_columns_that_must_be_filled_are_one_problem(tmp_path: Path) -> None:
    _, problems = read(tmp_path, "catatan\nx\n")
    assert places(problems) == [(1, "urutan, uraian", "D05")]
    assert "kolom wajib tidak ada" in problems[0].pesan
    assert "kolom berkas ini: urutan, uraian, catatan." in problems[0].pesan


def test_a_missing_column_that_may_be_empty_is_read_as_empty(tmp_path: Path) -> None:
    rows, notes = adapted(tmp_path, "nilai,tahun\n67.93,2024\n", "sakip")
    assert rows == {2: [Decimal(2024), Decimal("67.93"), None, None]}
    assert [(t.baris, t.kolom, t.kode, t.pesan) for t in notes] == [
        (1, "predikat, catatan", "B11", "kolom tanpa isi yang tidak ada dibaca kosong: predikat, catatan.")
    ]


def test_a_decision_may_fill_a_column_that_isnt_there(tmp_path: Path) -> None:
    rows, reading = read_all(tmp_path, "tahun,nilai\n2024,67.93\n", "sakip", {"sakip/2024/predikat": "B"})
    assert rows[2][2] == "B"
    assert [temuan.kode for temuan in reading.adaptations] == ["B11", "B10"]


def test_a_misspelt_column_is_named_from_both_sides(tmp_path: Path) -> None:
    _, problems = read(tmp_path, "urutan,urain,catatan\n1,a,\n")
    assert places(problems) == [(1, "uraian", "D05"), (1, "urain", "D06")]
    assert "Mungkin maksudnya «uraian»." in problems[1].pesan
    assert problems[1].tercetak == "urain"


def test_a_misspelt_column_that_may_be_empty_isnt_taken_for_missing(tmp_path: Path) -> None:
    _, problems = read(tmp_path, "urutan,uraian,cattan\n1,a,x\n")
    assert places(problems) == [(1, "cattan", "D06")]
    assert "Mungkin maksudnya «catatan»." in problems[0].pesan


def test_a_column_without_a_title_is_a_problem(tmp_path: Path) -> None:
    _, problems = read(tmp_path, "urutan,,uraian,catatan\n1,x,a,\n")
    assert places(problems) == [(1, "", "D06")]
    assert problems[0].pesan == "kolom tanpa judul tidak dikenal. Perbaiki judulnya atau hapus kolomnya."


def test_a_column_given_twice_is_a_problem(tmp_path: Path) -> None:
    _, problems = read(tmp_path, "urutan,uraian,catatan,uraian\n1,a,,b\n")
    assert [problem.kode for problem in problems] == ["D06"]


@pytest.mark.parametrize(
    ("cell", "parts"),
    [
        ("dua", ["terbaca «dua»", "diharapkan bilangan"]),
        ("1 Laporan", ["terbaca «1 Laporan»", "diharapkan bilangan, bukan «Laporan»"]),
        ("1.5", ["terbaca «1.5»", "diharapkan bilangan bulat"]),
        ("#REF!", ["terbaca «#REF!»", "Perbaiki rumusnya"]),
    ],
)
def test_an_unreadable_number_is_a_problem(tmp_path: Path, cell: str, parts: list[str]) -> None:
    rows, problems = read(tmp_path, f"{HEAD}1,a,\n{cell},b,\n")
    assert places(problems) == [(3, "urutan", "D08")]
    assert problems[0].tercetak == cell
    assert all(part in problems[0].pesan for part in parts)
    assert rows[3] == [None, "b", None], "yang lain pada baris itu tetap terbaca"


@pytest.mark.parametrize(
    ("cell", "remark"),
    [
        ("12 (dua belas)", "(dua belas)"),
        ("Rp1.250.000,- (perubahan)", "(perubahan)"),
        ("12 Laporan [sementara]", "[sementara]"),
        ("12*)", "*)"),
        ("12; belum final", "; belum final"),
    ],
)
def test_a_remark_behind_a_number_is_told_where_it_belongs(tmp_path: Path, cell: str, remark: str) -> None:
    _, problems = read(tmp_path, f'{HEAD}"{cell}",a,\n')
    assert places(problems) == [(2, "urutan", "D08")]
    assert f"Tulis hanya angkanya di sel ini, dan keterangan «{remark}» di kolom catatan." in problems[0].pesan


@pytest.mark.parametrize("cell", ["dua", "(5)", "150 juta", "1 Laporan", "(12*)"])
def test_what_is_no_number_with_a_remark_isnt_taken_for_one(tmp_path: Path, cell: str) -> None:
    _, problems = read(tmp_path, f"{HEAD}{cell},a,\n")
    assert places(problems) == [(2, "urutan", "D08")]
    assert "keterangan" not in problems[0].pesan


def test_an_ambiguous_number_is_asked_about(tmp_path: Path) -> None:
    _, problems = read(tmp_path, "tahun,nilai,predikat,catatan\n2024,7.800,,\n", "sakip")
    assert [(p.baris, p.kolom, p.kode, p.tercetak) for p in problems] == [(2, "nilai", "D08", "7.800")]
    assert "terbaca «7.800», dapat berarti 7.8 atau 7800. Tulis persis salah satunya." in problems[0].pesan


@pytest.mark.parametrize("cell", ["", " ", "-", "n/a"])
def test_an_empty_required_cell_is_a_problem(tmp_path: Path, cell: str) -> None:
    _, reading = read_all(tmp_path, f"{HEAD}{cell},a,\n")
    problems = reading.problems
    assert places(problems) == [(2, "urutan", "D09")]
    assert "sel kosong; wajib diisi (Nomor urut penyajian)" in problems[0].pesan


def test_a_dash_within_a_text_is_text(tmp_path: Path) -> None:
    assert read(tmp_path, f"{HEAD}1,- butir,\n") == ({2: [Decimal(1), "- butir", None]}, [])


@pytest.mark.parametrize("printed", ["#REF!", "1,26E+09", "=B2", "'12", "-"])
def test_what_was_printed_is_kept_to_the_letter(tmp_path: Path, printed: str) -> None:
    head = "tempat,baris,kolom,tercetak,kunci,catatan\n"
    rows, problems = read(tmp_path, f'{head}Tabel 1,Jumlah,Pagu,"{printed}",,\n', "angka_tercetak")
    assert problems == []
    assert rows[2][3] == printed


@pytest.mark.parametrize("cell", ["#NAME?", "=B2&C2", "1,97E+17"])
def test_a_broken_cell_of_text_is_a_problem(tmp_path: Path, cell: str) -> None:
    _, problems = read(tmp_path, f'{HEAD}1,"{cell}",\n')
    assert places(problems) == [(2, "uraian", "D08")]
    assert f"terbaca «{cell}», yaitu " in problems[0].pesan


def test_an_unknown_choice_is_a_problem(tmp_path: Path) -> None:
    text = "jenis,urutan,uraian,catatan\nupaya,1,a,\nkomitmn,1,b,\n"
    _, problems = read(tmp_path, text, "upaya")
    assert [(p.baris, p.kolom, p.kode, p.tercetak) for p in problems] == [(3, "jenis", "D10", "komitmn")]
    assert (
        "terbaca «komitmn», diharapkan salah satu dari: komitmen, upaya. Mungkin maksudnya «komitmen»."
        in problems[0].pesan
    )


def test_a_duplicate_key_names_every_row_and_the_key(tmp_path: Path) -> None:
    _, problems = read(tmp_path, f"{HEAD}7,a,\n8,b,\n7,c,\n")
    assert sorted(set(places(problems))) == [(2, "urutan", "D07"), (4, "urutan", "D07")]
    assert all("«7»" in problem.pesan and "hapus atau ubah" in problem.pesan for problem in problems)


def test_a_key_of_several_columns_may_have_an_empty_part(tmp_path: Path) -> None:
    head = "rincian,urutan,kelompok,jabatan,jumlah,catatan\n"
    assert read(tmp_path, f"{head}jabatan,1,Staf,,1,\npendidikan,1,Staf,,2,\n", "pegawai")[1] == []
    _, problems = read(tmp_path, f"{head}jabatan,1,Staf,,1,\njabatan,2,Staf,,2,\n", "pegawai")
    found = {(p.baris, p.kolom, p.kode) for p in problems}
    assert found == {(2, "rincian, kelompok, jabatan", "D07"), (3, "rincian, kelompok, jabatan", "D07")}


def test_an_unreadable_cell_isnt_also_called_empty(tmp_path: Path) -> None:
    _, problems = read(tmp_path, f"{HEAD}x,a,\ny,b,\n")
    assert places(problems) == [(2, "urutan", "D08"), (3, "urutan", "D08")]


def test_a_file_full_of_problems_tells_the_first_and_how_many(data: Path) -> None:
    path = data / "dinas-contoh-uji" / "2024" / "pegawai.csv"
    head = path.read_text(encoding="utf-8").splitlines()[0]
    rows = [f"jabatn,{n},a{n},,5 ekor," for n in range(99_000)]
    path.write_text("\n".join([head, *rows]), encoding="utf-8")
    with pytest.raises(DataError) as caught:
        read_dataset("dinas-contoh-uji", 2024, data)
    found = [temuan for temuan in caught.value.temuan if temuan.berkas.endswith("pegawai.csv")]
    assert {(t.kolom, t.kode) for t in found} == {("rincian", "D10"), ("jumlah", "D08")}
    assert len(found) == 42
    assert (
        found[1].pesan
        == "terbaca «jabatn», diharapkan salah satu dari: jabatan, pendidikan, jenis_kelamin. Mungkin maksudnya «jabatan»."
    )
    assert [t.pesan.partition(" dengan")[0] for t in found if t.pesan.startswith("dan")] == [
        "dan 98980 baris lain mulai baris ini"
    ] * 2


def test_very_many_unknown_codes_are_told_in_no_time(data: Path) -> None:
    path = data / "dinas-contoh-uji" / "2024" / "anggaran.csv"
    head = path.read_text(encoding="utf-8").splitlines()[0]
    path.write_text("\n".join([head, *(f"9.{n},100,1,1,1," for n in range(99_000))]), encoding="utf-8")
    with pytest.raises(DataError) as caught:
        read_dataset("dinas-contoh-uji", 2024, data)
    found = [temuan for temuan in caught.value.temuan if temuan.kode == "D12"]
    assert len(found) == 21
    assert found[-1].pesan.startswith("dan 98980 baris lain")


def make_cells(field: Field) -> st.SearchStrategy[str]:
    """Cells of a column: mostly good ones, few enough that keys repeat."""
    good = ["1", "1.0", "2", "2024"] if field.unit else [*field.values] or ["a", "b", "c"]
    return st.sampled_from(good * 5 + ["", "101"])


@st.composite
def make_tables(draw: st.DrawFn) -> Table:
    schema = FILES[draw(st.sampled_from(["pegawai", "sakip", "apbd", "upaya", "realisasi"]))]
    rows = draw(st.lists(st.fixed_dictionaries({n: make_cells(c) for n, c in schema.columns.items()}), max_size=3))
    return type_rows("a.csv", schema, dict(enumerate(rows, 2)))


def offends(table: Table, row: int, name: str) -> bool:
    """Tell by the words of the schema alone whether a cell may not be as it is."""
    field, value = table.schema.columns[name], table.values[name][row]
    if value is None:
        return not field.optional
    low, high = field.bounds or (value, value)
    return (bool(field.values) and value not in field.values) or not low <= value <= high  # type: ignore[operator]


@given(make_tables())
@settings(max_examples=300)
def test_what_a_schema_forbids_is_told_and_nothing_else(table: Table) -> None:
    unread = {place for place, temuan in table.found.items() if temuan.tingkat == "galat"}
    cells = {(row, name) for row in table.texts for name in table.schema.columns}
    wrong = {place for place in cells - unread if offends(table, *place)}
    keys = {row: tuple(table.values[name][row] for name in table.schema.key) for row in table.texts}
    double = {(row, ", ".join(table.schema.key)) for row, key in keys.items() if [*keys.values()].count(key) > 1}
    told = {(temuan.baris, temuan.kolom) for temuan in table.list_problems() if temuan.kode != "D08"}
    assert {place for place in told if place[1] in table.schema.columns and place not in double} == wrong - double
    assert double - {(row, ", ".join(table.schema.key)) for row, _ in unread} <= told


def test_suggests_only_what_looks_alike() -> None:
    assert suggest("iku-l", ["iku-1", "s-1"]) == " Mungkin maksudnya «iku-1»."
    assert suggest("zzz", ["iku-1", "s-1"]) == ""
