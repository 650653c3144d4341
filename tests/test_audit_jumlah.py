"""The rules about sums: each speaks when one thing is broken, and is silent otherwise."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mutasi import CONTOH, DATA, TAHUN, Salinan, find

from lkip_utils import Dataset, read_dataset
from lkip_utils.anggaran import compute_anggaran
from lkip_utils.audit.cetakan import list_cetakan, map_keys
from lkip_utils.register import build_register

KESBANGPOL = "kesbangpol-balangan"


@pytest.fixture
def contoh(tmp_path: Path) -> Salinan:
    return Salinan.make(tmp_path)


@pytest.fixture(scope="module")
def kesbangpol() -> Dataset:
    return read_dataset(KESBANGPOL, 2023, DATA)


# ── over all rules about numbers ────────────────────────────────────────────────────────


@pytest.mark.parametrize("tahun", range(2021, TAHUN + 1))
def test_the_clean_agency_has_no_finding(tahun: int) -> None:
    assert find(read_dataset(CONTOH, tahun, DATA)) == []


def test_the_copy_is_as_clean(contoh: Salinan) -> None:
    assert contoh.find() == set()


@pytest.mark.parametrize("tahun", [2022, 2023])
def test_every_printed_difference_is_in_exactly_one_finding(tahun: int) -> None:
    dataset = read_dataset(KESBANGPOL, tahun, DATA)
    different = [e.nomor for e in build_register(dataset) if e.status == "berbeda" and not e.kunci.startswith("tahun")]
    grouped = [entri.nomor for cetakan in list_cetakan(dataset) for entri in (*cetakan.entri, *cetakan.ikut)]
    assert sorted(grouped) == sorted(different)
    told = [(t.kode, t.kunci) for t in find(dataset) if t.kode[0] in "JPK"]
    assert len(told) == len(set(told))
    assert all([kunci for _, kunci in told].count(cetakan.kunci) >= 1 for cetakan in list_cetakan(dataset))


PRINTED = [
    "-",
    "100",
    "100%",
    "12,5",
    "7.800",
    "187.545,500",
    "1 Angka",
    "Tinggi",
    "0",
    "1.627.127.500,-,-",
    "95,71%",
    "2 jam",
    "5 (lima)",
]


@cache
def read_demo() -> Dataset:
    return read_dataset(CONTOH, TAHUN, DATA)


@given(st.data())
@settings(max_examples=25)
def test_whatever_is_printed_is_told_once(data: st.DataObject) -> None:
    base = read_demo()
    printed = base["angka_tercetak"].copy()
    texts = data.draw(st.lists(st.sampled_from(PRINTED), min_size=len(printed), max_size=len(printed)))
    printed["tercetak"] = pd.Series(texts, dtype=object, index=printed.index)
    dataset = replace(base, frames={**base.frames, "angka_tercetak": printed}, _memo={})
    different = [entri.nomor for entri in build_register(dataset) if entri.status == "berbeda"]
    grouped = [entri.nomor for cetakan in list_cetakan(dataset) for entri in (*cetakan.entri, *cetakan.ikut)]
    assert sorted(grouped) == sorted(different)
    told = {(temuan.kunci, temuan.baris) for temuan in find(dataset)}
    assert {(cetakan.kunci, cetakan.pertama.nomor) for cetakan in list_cetakan(dataset)} <= told


def test_a_finding_names_every_figure_that_it_speaks_for(kesbangpol: Dataset) -> None:
    told = {(t.kunci, t.baris): t.pesan for t in find(kesbangpol)}
    for cetakan in list_cetakan(kesbangpol):
        pesan = told[cetakan.kunci, cetakan.pertama.nomor]
        assert all(entri.tempat in pesan for entri in (*cetakan.entri, *cetakan.ikut))
        assert f"«{cetakan.pertama.tercetak}»" in pesan


def test_a_parent_that_repeats_the_mistake_is_no_mistake_of_its_own(kesbangpol: Dataset) -> None:
    keys = map_keys(kesbangpol)
    assert {keys["pagu.f"], keys["pagu.f.1"]} == {"pagu.s-1"}
    assert keys["efisiensi.f.1.2"] == "serapan.f.1.2"
    assert keys["pagu.b.1"] != keys["pagu.b"], "kegiatan mencetak pagu yang lain daripada programnya"


# ── J01, J02: printed totals ────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("old", "new", "kunci", "hint"),
    [
        ("Tabel 1.1,Jumlah,Jumlah,40", "Tabel 1.1,Jumlah,Jumlah,41", "pegawai.jabatan", "Eselon II 1 orang"),
        ("S-1,Jumlah,23", "S-1,Jumlah,31", "pegawai.pendidikan.S-1", "S-1 Jabatan Fungsional (8 orang), yang mungkin terhitung dua kali"),
        ("S-1,Jumlah,23", "S-1,Jumlah,10", "pegawai.pendidikan.S-1", "S-1 Staf (13 orang), yang mungkin tidak ikut terhitung"),
        ("Kendaraan,Jumlah,19", "Kendaraan,Jumlah,18", "sarana.Kendaraan", "kurang 1 unit"),
        ("Jumlah,Pagu,16.063.703.000,belanja", "Jumlah,Pagu,15.896.327.000,belanja", "belanja.pagu", "jumlahnya dari pagu APBD murni"),
        ("1.627.127.500", "276.207.250", "pagu.b", "Angka itu sama dengan b.1.1 saja."),
        ("Jumlah,Pagu,16.063.703.000,belanja", "Jumlah,Pagu,9.159.421.828,belanja", "belanja.pagu", "Tanpa baris Belanja Pegawai"),
        ("1.454.369.429", "1.627.127.500", "realisasi.b", "pagu tersalin ke kolom realisasi"),
    ],
)  # fmt: skip
def test_j01_a_wrong_total(contoh: Salinan, old: str, new: str, kunci: str, hint: str) -> None:
    contoh.edit("angka_tercetak", old, new)
    temuan = contoh.find_one()
    assert (temuan.kode, temuan.tingkat, temuan.kunci) == ("J01", "galat", kunci)
    assert hint in temuan.pesan


BELANJA = """urutan,jenis,pagu,realisasi,catatan
1,Belanja Operasi,{pertama},900000,
2,Belanja Barang,300000,200000,
3,Belanja Hibah,200000,100000,
4,Belanja Modal,100000,90000,
"""


def test_j01_rows_of_the_original_budget_under_the_total_of_the_revised_one(contoh: Salinan) -> None:
    rest = 15896327000 - 600000
    contoh.path("belanja").write_text(BELANJA.format(pertama=rest), encoding="utf-8")
    contoh.print_only("Tabel 3.20,Jumlah,Pagu,16.063.703.000,belanja.pagu,")
    found = {t.kode: t for t in find(contoh.read()) if t.kunci == "belanja.pagu"}
    assert set(found) == {"J01"}, "yang sudah dikatakan J01 tidak diulang J06"
    assert "baris berasal dari pagu APBD murni, sedangkan jumlahnya dari pagu APBD perubahan" in found["J01"].pesan
    assert (found["J01"].tercetak, found["J01"].terhitung) == ("16.063.703.000", "Rp15.896.327.000")


def test_j01_a_row_that_is_a_subtotal(contoh: Salinan) -> None:
    """The seed's own mistake: one row holds what other rows hold too."""
    contoh.path("belanja").write_text(BELANJA.format(pertama=16063703000 - 600000), encoding="utf-8")
    contoh.print_only("Tabel 3.20,Jumlah,Realisasi,990.000,belanja.realisasi,")
    (temuan,) = (t for t in find(contoh.read()) if t.kode == "J01")
    assert "Angka itu sama dengan Belanja Operasi ditambah Belanja Modal saja." in temuan.pesan
    assert "tampaknya sudah memuat Belanja Barang dan Belanja Hibah" in temuan.pesan


def test_j02_a_total_that_unknown_rows_could_explain(contoh: Salinan) -> None:
    contoh.edit("pegawai", "pendidikan,10,S-1,Staf,13,", "pendidikan,10,S-1,Staf,,")
    assert contoh.find() == {("J02", "pegawai.pendidikan"), ("J02", "pegawai.pendidikan.S-1")}
    assert all("baru cocok bila S-1 Staf berjumlah 13 orang" in t.pesan for t in find(contoh.read()))


def test_j01_a_total_that_unknown_rows_make_worse(contoh: Salinan) -> None:
    contoh.edit("pegawai", "pendidikan,10,S-1,Staf,13,", "pendidikan,10,S-1,Staf,,")
    contoh.print_only("Tabel 1.2,S-1,Jumlah,9,pegawai.pendidikan.S-1,")
    assert contoh.find() == {("J01", "pegawai.pendidikan.S-1")}


# ── J03, J04: values that slipped ───────────────────────────────────────────────────────

SERAPAN = ["98,72%", "92,76%", "94,88%", "94,93%", "97,00%"]


def print_serapan(values: list[str]) -> list[str]:
    return [f'Tabel 3.20,Jenis {n},Serapan,"{value}",serapan.belanja.{n},' for n, value in enumerate(values, 1)]


def test_j03_a_column_that_slipped(contoh: Salinan) -> None:
    contoh.print_only(*print_serapan(["98,72%", *SERAPAN[:-1]]))
    temuan = contoh.find_one()
    assert (temuan.kode, temuan.kunci, temuan.lokasi) == ("J03", "serapan.belanja.2", "Tabel 3.20")
    assert "Jenis 5 tercetak «94,93%», seharusnya 97,00%" in temuan.pesan


@pytest.mark.parametrize("order", [[1, 0, 2, 3, 4], [0, 1, 2, 4, 3]])
def test_j03_two_exchanged_figures_are_no_slipped_column(contoh: Salinan, order: list[int]) -> None:
    contoh.print_only(*print_serapan([SERAPAN[at] for at in order]))
    assert {kode for kode, _ in contoh.find()} == {"P01"}


def test_j04_a_column_of_the_data_that_slipped(contoh: Salinan) -> None:
    contoh.print_only()
    amounts = ["6815922136", "6188733259", "1154096377", "796960272", "418614381"]
    rows = contoh.path("belanja").read_text(encoding="utf-8").splitlines()
    moved = [
        row.replace(own, other) for row, own, other in zip(rows[1:], amounts, [amounts[-1], *amounts], strict=False)
    ]
    contoh.path("belanja").write_text("\n".join([rows[0], *moved, ""]), encoding="utf-8")
    temuan = contoh.find_one()
    assert (temuan.kode, temuan.kunci) == ("J04", "belanja/Belanja Barang dan Jasa/realisasi")
    assert "satu baris di atasnya" in temuan.pesan


# ── J05: staff ──────────────────────────────────────────────────────────────────────────


def test_j05_breakdowns_that_count_differently(contoh: Salinan) -> None:
    contoh.print_only()
    contoh.edit("pegawai", "jabatan,5,Staf,,22,", "jabatan,5,Staf,,23,")
    temuan = contoh.find_one()
    assert (temuan.kode, temuan.kunci, temuan.baris) == ("J05", "pegawai/jabatan/Staf/jumlah", 6)
    assert "41 menurut jabatan, 40 menurut pendidikan, dan 40 menurut jenis kelamin" in temuan.pesan
    assert "Staf (23 menurut jabatan, 22 menurut pendidikan)" in temuan.pesan


@pytest.mark.parametrize("name", ["Non PNS", "Non-ASN", "Tenaga Kontrak", "PPPK"])
def test_j05_groups_outside_the_civil_service_explain_a_difference(contoh: Salinan, name: str) -> None:
    contoh.print_only()
    contoh.edit("pegawai", "jabatan,5,Staf,,22,", f"jabatan,5,Staf,,22,\njabatan,6,{name},,28,")
    assert contoh.find() == set()


def test_j05_they_explain_no_more_than_themselves(contoh: Salinan) -> None:
    contoh.print_only()
    contoh.edit("pegawai", "jabatan,5,Staf,,22,", "jabatan,5,Staf,,23,\njabatan,6,Non PNS,,28,")
    assert "69 (41 tanpa Non PNS) menurut jabatan" in contoh.find_one().pesan


def test_j05_unknown_cells_contradict_nothing(contoh: Salinan) -> None:
    contoh.print_only()
    contoh.edit("pegawai", "jenis_kelamin,1,Laki-laki,,18,", "jenis_kelamin,1,Laki-laki,,,")
    assert contoh.find() == set()


# ── J06 to J09: tables that speak of the same budget ────────────────────────────────────


def test_j06_kinds_of_spending_that_miss_the_total(contoh: Salinan) -> None:
    contoh.print_only()
    contoh.edit("belanja", "6904281172", "6904281173")
    temuan = contoh.find_one()
    assert (temuan.kode, temuan.kunci, temuan.baris) == ("J06", "belanja.pagu", None)
    assert "lebih Rp1." in temuan.pesan


def test_j06_an_unknown_kind_may_hold_the_rest(contoh: Salinan) -> None:
    contoh.print_only()
    contoh.edit("belanja", "431561535,418614381", "431561535,")
    assert contoh.find() == {("W10", "belanja/Belanja Modal Aset Tetap Lainnya/realisasi")}


def test_j06_rows_of_the_first_budget_are_named_so(contoh: Salinan) -> None:
    """Rows that add up to the pagu before its change stand in the wrong column, or in the one of that stage."""
    contoh.print_only()
    murni = int(compute_anggaran(contoh.read()).pagu_murni or 0)
    first = murni - (6671959356 + 1216374292 + 839526645 + 431561535)
    contoh.edit("belanja", "6904281172,", f"{first},")
    (temuan,) = (temuan for temuan in find(contoh.read()) if temuan.kode == "J06")
    assert temuan.kunci == "belanja.pagu"
    assert "Barisnya berjumlah sama dengan pagu APBD murni: baris berasal dari pagu APBD murni" in temuan.pesan
    assert "kolomnya sendiri (pagu_murni)" in temuan.pesan


def test_j06_both_stages_of_the_budget(contoh: Salinan) -> None:
    contoh.print_only()
    murni = compute_anggaran(contoh.read()).pagu_murni
    contoh.edit("belanja", "urutan,jenis,pagu,", "urutan,jenis,pagu_murni,pagu,")
    contoh.edit("belanja", "Belanja Pegawai,", f"Belanja Pegawai,{murni},")
    for jenis in ("Jasa", "Mesin", "Bangunan", "Lainnya"):
        contoh.edit("belanja", f"{jenis},", f"{jenis},0,")
    assert contoh.find() == set()
    contoh.edit("belanja", "Jasa,0,", "Jasa,1,")
    temuan = contoh.find_one()
    assert (temuan.kode, temuan.kunci) == ("J06", "belanja.pagu_murni")
    assert "pagu APBD murni" in temuan.pesan
    assert "lebih Rp1." in temuan.pesan


@pytest.mark.parametrize(
    ("old", "new", "kunci"),
    [
        ("141162250", "141162251", "anggaran.pagu"),
        ("138903039", "138903038", "anggaran.realisasi"),
        ("139185000", "139185001", "anggaran.pagu_murni"),
    ],
)
def test_j07_sub_kegiatan_that_miss_the_total(contoh: Salinan, old: str, new: str, kunci: str) -> None:
    contoh.print_only()
    contoh.edit("anggaran", old, new)
    assert contoh.find() == {("J07", kunci)}


def test_j08_a_budget_that_is_not_broken_down(contoh: Salinan) -> None:
    contoh.print_only()
    contoh.edit("anggaran", "d.2.2,97,477051000,465871000,413227496,\n", "")
    temuan = contoh.find_one()
    assert (temuan.kode, temuan.tingkat, temuan.kunci) == ("J08", "peringatan", "anggaran.pagu")
    assert "kurang Rp465.871.000 dari pagu" in temuan.pesan
    assert "kurang Rp413.227.496 dari realisasi" in temuan.pesan
    assert "Yang belum diketahui: sub kegiatan d.2.2." in temuan.pesan


def test_j08_a_realisasi_that_is_not_broken_down(contoh: Salinan) -> None:
    """One row isn't known: the sum speaks, says which, and how far the others fall short."""
    contoh.print_only()
    contoh.edit("anggaran", "d.2.2,97,477051000,465871000,413227496", "d.2.2,97,477051000,465871000,")
    found = {temuan.kode: temuan for temuan in find(contoh.read())}
    assert set(found) == {"J08", "W10"}
    assert found["J08"].kunci == "anggaran.realisasi"
    assert "kurang Rp413.227.496 dari realisasi" in found["J08"].pesan
    assert "sub kegiatan d.2.2" in found["J08"].pesan


def test_j07_known_rows_that_exceed_the_total_already(contoh: Salinan) -> None:
    contoh.print_only()
    contoh.edit("anggaran", "d.2.2,97,477051000,465871000,413227496", "d.2.2,97,477051000,465871000,")
    contoh.edit("anggaran", "276207250,254109750", f"276207250,{254109750 + 500000000}")
    assert ("J07", "anggaran.realisasi") in contoh.find()


def test_j09_a_table_that_leaves_a_sasaran_out(contoh: Salinan) -> None:
    rows = {"s-1": "1.627.127.500", "s-2": "4.034.825.250", "s-4": "8.890.935.750"}
    contoh.print_also(*(f"Tabel 3.22,{kode},Pagu,{value},pagu.{kode}," for kode, value in rows.items()))
    temuan = contoh.find_one()
    assert (temuan.kode, temuan.kunci, temuan.lokasi) == ("J09", "pagu.s-3", "Tabel 3.22")
    contoh.print_also("Tabel 3.22,s-3,Pagu,1.510.814.500,pagu.s-3,")
    assert contoh.find() == set()
