"""A file as a table of texts: what is refused before it is read, and how far the shape may stray from the plain one.

The files of tests/nasty/ show the rest: encodings, delimiters, titles, what Excel leaves behind.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lkip_utils.sheet import MAX_BYTES, MAX_CELL, MAX_ROWS, Sheet, list_rows, normalise_title, read_sheet
from lkip_utils.temuan import DataError, Temuan

TITLES = ("kode", "uraian", "catatan")

Read = Callable[[str | bytes], Sheet]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """A function that reads a file of that content."""

    def from_content(content: str | bytes) -> Sheet:
        path = tmp_path / "berkas.csv"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return read_sheet(path, "a/berkas.csv", TITLES)

    return from_content


def refuse(read: Callable[[], Sheet]) -> Temuan:
    with pytest.raises(DataError) as caught:
        read()
    (temuan,) = caught.value.temuan
    assert (temuan.berkas, temuan.tingkat) == ("a/berkas.csv", "galat")
    return temuan


def refuse_path(path: Path) -> Temuan:
    return refuse(lambda: read_sheet(path, "a/berkas.csv", TITLES))


# ── what isn't even opened ──────────────────────────────────────────────────────────────


def test_a_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.csv").mkdir()
    temuan = refuse_path(tmp_path / "x.csv")
    assert (temuan.kode, temuan.pesan) == ("D18", "ini folder, bukan CSV. Ganti dengan berkas CSV yang benar.")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="sistem ini tidak mengenal pipa bernama")
def test_a_pipe_is_refused_without_waiting_for_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "x.csv")
    temuan = refuse_path(tmp_path / "x.csv")
    assert (temuan.kode, temuan.pesan[:19]) == ("D18", "ini berkas khusus, ")


def test_a_device_that_never_ends_is_refused(tmp_path: Path) -> None:
    if not Path("/dev/zero").exists():
        pytest.skip("sistem ini tidak mempunyai /dev/zero")
    (tmp_path / "x.csv").symlink_to("/dev/zero")
    assert refuse_path(tmp_path / "x.csv").kode == "D18"


@pytest.mark.parametrize(("target", "part"), [("x.csv", "tautannya melingkar"), ("tidak-ada.csv", "tautannya putus")])
def test_a_link_that_leads_nowhere_is_refused(tmp_path: Path, target: str, part: str) -> None:
    (tmp_path / "x.csv").symlink_to(tmp_path / target)
    temuan = refuse_path(tmp_path / "x.csv")
    assert (temuan.kode, part in temuan.pesan) == ("D18", True)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="izin tidak berlaku bagi pengguna ini")
def test_a_file_that_may_not_be_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("kode,uraian,catatan\n", encoding="utf-8")
    path.chmod(0)
    temuan = refuse_path(path)
    assert (temuan.kode, "tidak ada izin membacanya" in temuan.pesan) == ("D18", True)


def test_a_huge_file_is_refused_by_its_size(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    with path.open("wb") as file:
        file.truncate(2_000_000_000)
    temuan = refuse_path(path)
    assert temuan.kode == "D18"
    assert "berkas sebesar 2000,0 MB, diharapkan paling besar 20 MB" in temuan.pesan


def test_the_largest_file_is_read_and_one_more_byte_isnt(read: Read) -> None:
    rows = "kode,uraian,catatan\n" + f"a,{'b' * 9_990},\n" * 2_000
    text = rows + "c,,".ljust(MAX_BYTES - len(rows))
    assert len(read(text).rows) == 2_001
    assert refuse(lambda: read(f"{text} ")).kode == "D18"


# ── limits within ───────────────────────────────────────────────────────────────────────


def test_the_longest_cell_is_read_and_one_more_letter_isnt(read: Read) -> None:
    assert read(f"kode,uraian,catatan\na,{'b' * MAX_CELL},\n").rows[2][1] == "b" * MAX_CELL
    temuan = refuse(lambda: read(f"kode,uraian,catatan\na,b,\nc,{'b' * (MAX_CELL + 1)},\n"))
    assert (temuan.kode, temuan.baris) == ("D19", 3)
    assert "satu sel memuat 20001 huruf, diharapkan paling banyak 20000. Periksa tanda kutip" in temuan.pesan


@pytest.mark.parametrize("content", ["a" * 200_000, f'kode,uraian,catatan\na,"{"b" * 200_000}",\n'])
def test_a_file_without_an_end_of_line_is_refused(read: Read, content: str) -> None:
    assert refuse(lambda: read(content)).kode in ("D04", "D19")


def test_the_last_row_allowed_is_read_and_one_more_isnt(read: Read) -> None:
    text = "kode,uraian,catatan\n" + "a,b,\n" * (MAX_ROWS - 1)
    assert len(read(text).rows) == MAX_ROWS - 1
    temuan = refuse(lambda: read(text + "a,b,\n"))
    assert (temuan.kode, temuan.baris) == ("D19", None)
    assert "berkas memuat 100001 baris, diharapkan paling banyak 100000" in temuan.pesan


# ── the delimiter is known by the header alone ──────────────────────────────────────────


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_header_tells_the_delimiter(read: Read, delimiter: str) -> None:
    others = "".join({",", ";", "\t"} - {delimiter}) * 9
    sheet = read(f'{delimiter.join(TITLES)}\na{delimiter}"{others}"{delimiter}\n')
    assert sheet.rows == {2: ["a", others, ""]}
    assert [temuan.kode for temuan in sheet.adaptations] == (["B01"] if delimiter != "," else [])


def test_a_header_of_none_of_them_is_refused_with_the_titles_expected(read: Read) -> None:
    temuan = refuse(lambda: read("kode|uraian|catatan\na|b|c\n"))
    assert (temuan.kode, temuan.baris) == ("D05", 1)
    assert "terbaca «kode|uraian|catatan», diharapkan judul kolom: kode, uraian, catatan." in temuan.pesan


@pytest.mark.parametrize("first", ["sep=;", '"sep=;"', "SEP=;", "sep=;;;"])
def test_the_line_that_excel_hides_isnt_counted(read: Read, first: str) -> None:
    sheet = read(f"{first}\nkode;uraian;catatan\na;b;\n")
    assert sheet.rows == {2: ["a", "b", ""]}


# ── rows ────────────────────────────────────────────────────────────────────────────────


def make_blocks(short: int) -> str:
    """Return a file of 40 rows; of those in Excel's second block so many, and no others, lack their last cell."""
    rows = [f"k{n},u{n}" if 17 <= n < 17 + short else f"k{n},u{n}," for n in range(2, 41)]
    return "\n".join(["kode,uraian,catatan", *rows, ""])


def test_a_block_that_excel_cut_is_completed(read: Read) -> None:
    sheet = read(make_blocks(16))
    assert sheet.rows[17] == ["k17", "u17", ""]
    assert [temuan.pesan for temuan in sheet.adaptations] == [
        "pemisah sel kosong yang tidak ditulis Excel dilengkapi: baris 17–32."
    ]


def test_a_block_cut_in_part_was_not_cut_by_excel(read: Read) -> None:
    with pytest.raises(DataError) as caught:
        read(make_blocks(15))
    assert [(temuan.baris, temuan.kode) for temuan in caught.value.temuan] == [(n, "D04") for n in range(17, 32)]


def test_a_block_that_ends_in_empty_cells_was_not_cut_by_excel(read: Read) -> None:
    """Excel leaves out a column only where all its cells are empty: these rows lack another one."""
    rows = [f"k{n}," for n in range(17, 33)]
    with pytest.raises(DataError) as caught:
        read("\n".join(["kode,uraian,catatan", *(f"k{n},u{n}," for n in range(2, 17)), *rows, ""]))
    assert [temuan.baris for temuan in caught.value.temuan] == list(range(17, 33))


def test_a_row_is_never_shifted_by_a_comma_that_nobody_quoted(read: Read) -> None:
    """The row ends in an empty cell, so it would fit if that cell were dropped."""
    temuan = refuse(lambda: read("kode,uraian,catatan\na,satu, dua,\n"))
    assert (temuan.kode, temuan.baris, temuan.tercetak) == ("D04", 2, "4")


@given(st.lists(st.lists(st.text("ab \"';,\n\t", max_size=5), min_size=3, max_size=3), max_size=40))
def test_every_table_that_is_written_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]
) -> None:
    path = tmp_path_factory.mktemp("berkas") / "berkas.csv"
    for delimiter in ",;\t":
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, delimiter=delimiter).writerows([TITLES, *rows])
        # Spaces before a cell are the writer's, not the cell's.
        cells = {n: [cell.strip() for cell in row] for n, row in enumerate(rows, 2)}
        read = read_sheet(path, "a/berkas.csv", TITLES).rows
        assert {n: [cell.strip() for cell in row] for n, row in read.items()} == {
            n: row for n, row in cells.items() if any(row)
        }


def test_a_space_before_a_quotation_mark_is_no_part_of_the_cell(read: Read) -> None:
    assert read('kode, uraian, catatan\na, "satu, dua",\n').rows == {2: ["a", "satu, dua", ""]}


def test_titles_differ_by_more_than_case_and_space() -> None:
    assert normalise_title("Target\n sebelum") == "target_sebelum"
    assert normalise_title("target-sebelum") != "target_sebelum"


@given(st.sets(st.integers(2, 60)))
def test_lists_every_row_once(numbers: set[int]) -> None:
    spans = [part.split("–") for part in list_rows(sorted(numbers)).split(", ") if part]
    assert [n for span in spans for n in range(int(span[0]), int(span[-1]) + 1)] == sorted(numbers)
