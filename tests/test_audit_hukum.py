"""Legal basis: what was replaced is told with what stands in its place."""

from __future__ import annotations

from itertools import pairwise

import pytest
from rusak import YEARS, add, change, list_temuan, read_contoh, speak, tell

from lkip_utils import Dataset
from lkip_utils.acuan import read_acuan
from lkip_utils.audit import hukum
from lkip_utils.audit.hukum import Peraturan, find_pengganti, list_peraturan


@pytest.mark.parametrize("tahun", YEARS)
def test_the_whole_agency_is_silent(tahun: int) -> None:
    assert list_temuan(read_contoh(tahun), [hukum]) == []


def cite(text: str, uraian: str = "", tahun: int = 2025) -> Dataset:
    row = {"kode": "x", "jenis": "landasan", "urutan": 99, "peraturan": text, "uraian": uraian or text}
    return add(read_contoh(tahun), "dasar_hukum", **row)


@pytest.mark.parametrize(
    ("text", "successor"),
    [
        ("Undang-undang Nomor 32 Tahun 2004", "Undang-Undang Nomor 23 Tahun 2014"),
        ("UU No. 32 Tahun 2004", "Undang-Undang Nomor 23 Tahun 2014"),
        ("Peraturan Pemerintah RI Nomor : 58 Tahun 2005", "Peraturan Pemerintah Nomor 12 Tahun 2019"),
        ("Permendagri 54/2010", "Peraturan Menteri Dalam Negeri Nomor 86 Tahun 2017"),
        ("Permenpan dan RB Nomor 12 Tahun 2015", "Nomor 88 Tahun 2021"),
        ("PermenPAN-RB Nomor 25 Tahun 2012", "Nomor 88 Tahun 2021"),
        ("Keputusan Kepala LAN Nomor 239/IX/618/2004", "Nomor 53 Tahun 2014"),
        ("Keputusan Kepala Lembaga Administrasi Negara Nomor 239/IX/6/8/2003", "Nomor 53 Tahun 2014"),
        ("Instruksi Presiden Nomor 7 Tahun 1999", "Peraturan Presiden Nomor 29 Tahun 2014"),
        (
            "Peraturan Menteri Negara Pendayagunaan Aparatur Negara dan Reformasi Birokrasi Nomor 29 Tahun 2010",
            "Nomor 53 Tahun 2014",
        ),
    ],
)
def test_a_regulation_that_was_replaced(text: str, successor: str) -> None:
    broken = cite(text)
    assert speak(broken) == [("H01", "dasar_hukum/x/peraturan")]
    assert f"«{text}» sudah digantikan" in tell(broken, "H01")
    assert successor in tell(broken, "H01")


@pytest.mark.parametrize(
    "text",
    [
        "Peraturan Pemerintah Nomor 8 Tahun 2006",
        "Undang-Undang Nomor 23 Tahun 2014",
        "Peraturan Daerah Kabupaten Teladan Nomor 32 Tahun 2004",
        "Peraturan Bupati Teladan Nomor 12 Tahun 2015",
        "Peraturan Menteri Dalam Negeri Nomor 86 Tahun 2017",
    ],
)
def test_a_regulation_in_force(text: str) -> None:
    assert [kode for kode, _ in speak(cite(text)) if kode == "H01"] == []


def test_amendments_in_one_entry_are_one_finding() -> None:
    uraian = "UU 32 Tahun 2004 sebagaimana diubah dengan Undang-Undang Nomor 12 Tahun 2008"
    broken = cite("UU 32 Tahun 2004", uraian)
    assert speak(broken) == [("H01", "dasar_hukum/x/peraturan")]
    assert "«UU 32 Tahun 2004» dan «Undang-Undang Nomor 12 Tahun 2008» sudah digantikan" in tell(broken, "H01")


def test_what_is_cited_with_its_successor_is_history() -> None:
    uraian = "Undang-Undang Nomor 20 Tahun 2023, pengganti Undang-Undang Nomor 5 Tahun 2014"
    assert speak(cite("Undang-Undang Nomor 20 Tahun 2023", uraian)) == []


def test_a_report_of_the_time_may_cite_what_was_in_force() -> None:
    assert speak(cite("Undang-Undang Nomor 5 Tahun 2014", tahun=2022)) == []
    assert speak(cite("Undang-Undang Nomor 5 Tahun 2014", tahun=2023)) == [("H01", "dasar_hukum/x/peraturan")]


@pytest.mark.parametrize(
    ("file", "where", "column", "kunci"),
    [
        ("indikator", {"kode": "iku-1"}, "formula", "indikator/iku-1/nama"),
        ("analisis", {"indikator": "iku-1", "jenis": "keadaan"}, "uraian", "analisis/iku-1/keadaan/1/uraian"),
        ("profil", {"kunci": "kedudukan"}, "nilai", "profil/kedudukan/nilai"),
    ],
)
def test_other_texts_cite_too(file: str, where: dict[str, str], column: str, kunci: str) -> None:
    broken = change(read_contoh(), file, where, **{column: "Diukur menurut PP 58 Tahun 2005 dan aturan turunannya"})
    assert speak(broken) == [("H01", kunci)]


def test_one_regulation_twice() -> None:
    broken = cite("UU No. 17 Tahun 2003")
    assert speak(broken) == [("H02", "dasar_hukum/x/peraturan")]
    assert "nomor 1 dan 99" in tell(broken, "H02")
    perda = "Peraturan Daerah Kabupaten Teladan tentang Perangkat Daerah (Fiktif)"
    twice = change(cite(perda), "dasar_hukum", {"kode": "x"}, jenis="pembentukan")
    assert speak(twice) == [("H02", "dasar_hukum/x/peraturan")]


def test_one_regulation_in_two_lists() -> None:
    twice = change(cite("Undang-Undang Nomor 17 Tahun 2003"), "dasar_hukum", {"kode": "x"}, jenis="pengukuran")
    assert speak(twice) == []


# ── the reference table ─────────────────────────────────────────────────────────────────

TABLE = read_acuan("peraturan")


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row["peraturan"][-30:])
def test_every_row_of_the_table_names_two_regulations_and_its_source(row: dict[str, str]) -> None:
    (old,), (new,) = list_peraturan(row["peraturan"]), list_peraturan(row["pengganti"])
    assert old != new
    assert all(row[column] for column in ("tentang", "tentang_pengganti", "sumber"))
    assert 1999 <= int(row["sejak"]) <= 2025
    assert int(row["sejak"]) >= int(new.tahun or 0) >= int(old.tahun or 0)


def test_no_regulation_stands_twice_in_the_table_and_no_chain_turns_back() -> None:
    names = [next(iter(list_peraturan(row["peraturan"]))) for row in TABLE]
    assert len(set(names)) == len(names)
    for name in names:
        chain = [find_pengganti(name, tahun) for tahun in range(1999, 2030)]
        years = [new.sejak for new in chain if new]
        assert all(a <= b for a, b in pairwise(years))
        assert chain[-1] is not None
        assert find_pengganti(chain[-1].peraturan, 2030) is None


def test_regulations_are_found_in_running_text() -> None:
    text = "Undang- Undang Nomor 1 Tahun 2004, Perpres RI Nomor 29 Tahun 2014 dan Permendagri No 86/2017."
    assert list(list_peraturan(text)) == [
        Peraturan("uu", "1", "2004"),
        Peraturan("perpres", "29", "2014"),
        Peraturan("permendagri", "86", "2017"),
    ]
    assert list_peraturan("Lembaran Negara Tahun 2004 Nomor 5; Perppu Nomor 1 Tahun 2022") == {}
