"""The rules about percentages: each speaks when one thing is broken, and is silent otherwise."""

from __future__ import annotations

from pathlib import Path

import pytest
from mutasi import CONTOH, DATA, TAHUN, Salinan, find

from lkip_utils import read_dataset

RIGHT = 'Tabel 3.20,Belanja Pegawai,Serapan,"98,72%",serapan.belanja.1,'


@pytest.fixture
def contoh(tmp_path: Path) -> Salinan:
    return Salinan.make(tmp_path)


# ── P01: printed percentages ────────────────────────────────────────────────────────────


@pytest.mark.parametrize("printed", ["98,72%", "98.72 %", "98,7", "99", "98,7202"])
def test_p01_takes_the_rounding_that_print_shows(contoh: Salinan, printed: str) -> None:
    contoh.print_only(RIGHT.replace("98,72%", printed))
    assert contoh.find() == set()


@pytest.mark.parametrize(
    ("old", "new", "kunci", "hint"),
    [
        ("98,72%", "97,00%", "serapan.belanja.1", "Rp6.815.922.136 dari Rp6.904.281.172 adalah 98,72%, jadi tercetak kurang 1,72 poin."),
        ("98,72%", "1,28%", "serapan.belanja.1", "sama dengan sisa anggarannya (100% − serapan)"),
        ("89,38%", "89,39%", "serapan.b", "sama dengan rata-rata persentase rinciannya"),
        ('Anggaran,Serapan,"95,71%"', 'Anggaran,Serapan,"96,72%"', "anggaran.serapan", "Rp15.374.326.425 dari Rp15.896.327.000, yaitu terhadap pagu murni"),
        ('Anggaran,Serapan,"95,71%"', 'Anggaran,Serapan,"95,17%"', "anggaran.serapan", "Yang cocok dengan data: «95,71%» di Tabel 3.21"),
    ],
)  # fmt: skip
def test_p01_a_wrong_percentage(contoh: Salinan, old: str, new: str, kunci: str, hint: str) -> None:
    contoh.edit("angka_tercetak", old, new)
    temuan = contoh.find_one()
    assert (temuan.kode, temuan.tingkat, temuan.kunci) == ("P01", "galat", kunci)
    assert hint in temuan.pesan


def test_p01_the_mean_of_wrong_percentages(contoh: Salinan) -> None:
    contoh.print_only(
        *('Tabel 3.21,b,Serapan,"75,00",serapan.b,', 'Tabel 3.21,b.1,Serapan,"70,00",serapan.b.1,'),
        'Tabel 3.21,b.2,Serapan,"80,00",serapan.b.2,',
    )
    found = {t.kunci: t.pesan for t in find(contoh.read())}
    assert set(found) == {"serapan.b", "serapan.b.1", "serapan.b.2"}
    assert "rata-rata persentase rinciannya yang tercetak" in found["serapan.b"]


def test_p01_a_single_part_is_no_explanation() -> None:
    """A programme's percentage that is its only kegiatan's says nothing of where it comes from."""
    told = [t.pesan for t in find(read_dataset("kesbangpol-balangan", 2023, DATA)) if t.kode == "P01"]
    assert len(told) > 20
    assert [pesan for pesan in told if "rata-rata persentase rinciannya" in pesan] == []


def test_p01_the_mean_of_the_deepest_rows_where_the_level_between_is_not_printed(contoh: Salinan) -> None:
    contoh.print_only(
        *('Tabel 3.21,b,Serapan,"71,00",serapan.b,', 'Tabel 3.21,b.1.1,Serapan,"70,00",serapan.b.1.1,'),
        'Tabel 3.21,b.2.1,Serapan,"72,00",serapan.b.2.1,',
    )
    found = {t.kunci: t.pesan for t in find(contoh.read())}
    told = (
        "sama dengan rata-rata persentase rinciannya yang tercetak; serapan induk adalah jumlah realisasi / jumlah pagu"
    )
    assert told in found["serapan.b"]


def test_p01_last_years_percentage(contoh: Salinan) -> None:
    last = read_dataset(CONTOH, TAHUN - 1, DATA).rows("anggaran")
    row = next(row for row in last if row["program"] == "b.1.1")
    share = round(row["realisasi"] * 100 / row["pagu"], 2)
    contoh.print_only(f'Tabel 3.21,b.1.1,Serapan,"{str(share).replace(".", ",")}",serapan.b.1.1,')
    assert f"sama dengan serapan tahun {TAHUN - 1}" in contoh.find_one().pesan


def test_p01_a_percentage_of_wrong_sums(contoh: Salinan) -> None:
    """The percentage fits what is printed beside it, so the sums are to blame; they have findings of their own."""
    contoh.edit("angka_tercetak", "1.627.127.500", "2.000.000.000")
    contoh.edit("angka_tercetak", "1.454.369.429", "1.500.000.000")
    contoh.edit("angka_tercetak", "89,38%", "75,00%")
    assert contoh.find() == {("J01", "pagu.b"), ("J01", "realisasi.b"), ("P01", "serapan.b")}
    (temuan,) = (t for t in find(contoh.read()) if t.kode == "P01")
    assert "cocok dengan Rp1.500.000.000 dari Rp2.000.000.000 yang tercetak pada baris yang sama" in temuan.pesan


def test_p01_says_what_was_computed_from_the_wrong_percentage(contoh: Salinan) -> None:
    contoh.print_only(
        'Tabel 3.22,b.1.1,Kinerja,100,kinerja.b.1.1,',
        'Tabel 3.22,b.1.1,Serapan,"90,00",serapan.b.1.1,',
        'Tabel 3.23,b.1.1,Serapan,"90,00",serapan.b.1.1,',
        'Tabel 3.23,b.1.1,Efisiensi,"10,00",efisiensi.b.1.1,',
    )  # fmt: skip
    temuan = contoh.find_one()
    assert (temuan.kode, temuan.kunci) == ("P01", "serapan.b.1.1")
    assert "«90,00» di Tabel 3.22 (b.1.1; Serapan) dan Tabel 3.23 (b.1.1; Serapan)" in temuan.pesan
    assert "Ikut keliru karenanya: «10,00» di Tabel 3.23 (b.1.1; Efisiensi), seharusnya 8,00 poin." in temuan.pesan


def test_p01_two_wrong_values_of_one_number(contoh: Salinan) -> None:
    contoh.edit("angka_tercetak", 'Anggaran,Serapan,"95,71%"', 'Anggaran,Serapan,"94,70%"')
    contoh.edit("angka_tercetak", 'Jumlah,Serapan,"95,71%",anggaran', 'Jumlah,Serapan,"94,07%",anggaran')
    pesan = contoh.find_one().pesan
    assert "«94,70%» di Ringkasan Eksekutif (Anggaran; Serapan) dan «94,07%» di Tabel 3.21 (Jumlah; Serapan)" in pesan


# ── P02: percentages of sums that aren't complete ───────────────────────────────────────


@pytest.mark.parametrize(
    ("printed", "found"), [("85,00%", ("P02", "info")), ("60,00%", ("P01", "galat")), ("97,00%", ("P01", "galat"))]
)
def test_p02_a_percentage_that_unknown_amounts_could_explain(
    contoh: Salinan, printed: str, found: tuple[str, str]
) -> None:
    contoh.edit("anggaran", "d.2.2,97,477051000,465871000,413227496", "d.2.2,97,477051000,465871000,")
    contoh.print_only(f'Tabel 3.21,Program D,Serapan,"{printed}",serapan.d,')
    (temuan,) = (temuan for temuan in find(contoh.read()) if temuan.kunci == "serapan.d")
    assert (temuan.kode, temuan.tingkat) == found
    assert "antara 62,00% dan 92,83%" in temuan.pesan
    assert "d.2.2" in temuan.pesan


# ── P03 to P07 ──────────────────────────────────────────────────────────────────────────


def test_p03_efisiensi_that_is_no_difference(contoh: Salinan) -> None:
    contoh.print_also('Tabel 3.22,b.1.1,Efisiensi,"9,00",efisiensi.b.1.1,')
    temuan = contoh.find_one()
    assert (temuan.kode, temuan.kunci) == ("P03", "efisiensi.b.1.1")
    assert "kinerja 100,00% dikurangi serapan 92,00% adalah 8,00 poin, jadi tercetak lebih 1,00 poin" in temuan.pesan


def test_p03_efisiensi_that_is_right(contoh: Salinan) -> None:
    contoh.print_also('Tabel 3.22,b.1.1,Efisiensi,"8,00",efisiensi.b.1.1,')
    assert contoh.find() == set()


@pytest.mark.parametrize(("second", "speaks"), [("96%", True), ("96,55%", True), ("97%", False), ("96,5%", False)])
def test_p04_a_number_that_only_print_knows(contoh: Salinan, second: str, speaks: bool) -> None:
    contoh.print_only(
        'Bab III.B,sk-01,kemajuan,"96,54%",renstra.sk-01,', f'Bab IV.A,sk-01,kemajuan,"{second}",renstra.sk-01,'
    )
    found = {t.kode: t for t in find(contoh.read()) if t.kode != "W07"}
    assert set(found) == ({"P04"} if speaks else set())
    if speaks:
        assert f"«96,54%» di Bab III.B (sk-01; kemajuan) dan «{second}» di Bab IV.A" in found["P04"].pesan


def test_p05_decimals_that_were_cut(contoh: Salinan) -> None:
    contoh.edit("angka_tercetak", "92,76%", "92,75%")
    temuan = contoh.find_one()
    assert (temuan.kode, temuan.tingkat, temuan.kunci) == ("P05", "info", "serapan.belanja.2")
    assert "yaitu 92,7574 yang desimalnya dipotong; dibulatkan menjadi 92,76." in temuan.pesan


@pytest.mark.parametrize(("nilai", "speaks"), [("94.06", True), ("94.6", False), ("95", False), ("94.5986", False)])
def test_p06_a_result_that_its_parts_contradict(contoh: Salinan, nilai: str, speaks: bool) -> None:
    contoh.print_only()
    contoh.edit("realisasi", "iku-2,,,13433,14200,94.60,,", f"iku-2,,,13433,14200,{nilai},,")
    assert contoh.find() == ({("P06", "realisasi.iku-2")} if speaks else set())
    if speaks:
        assert "13.433 dari 14.200 adalah 94,60%" in contoh.find_one().pesan


def test_p06_a_quotient_of_something_else_is_no_percentage(contoh: Salinan) -> None:
    contoh.print_only()
    contoh.edit("realisasi", "sk-01,,,,,7,,", "sk-01,,,14,2,7,,")
    assert contoh.find() == set()


@pytest.mark.parametrize(
    ("line", "kunci", "source"),
    [
        ('Tabel 2.6,3,Target,"87,00",perjanjian/kadis/3/target_setelah,', "perjanjian/kadis/3/target_setelah", "perjanjian.csv baris 4 kolom target_setelah"),
        ("Bab IV.A,SAKIP,Predikat,A,sakip/2025/predikat,", "sakip/2025/predikat", "sakip.csv"),
        ("Bab II.C,sasaran,jumlah,3,jumlah.sasaran,", "jumlah.sasaran", "banyaknya baris di sasaran.csv adalah 4 sasaran"),
    ],
)  # fmt: skip
def test_p07_print_that_contradicts_the_data(contoh: Salinan, line: str, kunci: str, source: str) -> None:
    contoh.print_also(line)
    temuan = contoh.find_one()
    assert (temuan.kode, temuan.kunci) == ("P07", kunci)
    assert source in temuan.pesan


def test_p08_a_predicate_of_another_class(contoh: Salinan) -> None:
    """What is printed follows the score; the cell is blamed, not the print."""
    contoh.edit("sakip", "2025,79.60,BB (Sangat Baik)", "2025,79.60,BB (Baik)")
    contoh.print_only("Bab IV.A,SAKIP,Predikat,BB atau Sangat Baik,sakip/2025/predikat,")
    found = {temuan.kode: temuan for temuan in find(contoh.read())}
    assert set(found) == {"P07", "P08"}
    assert (found["P08"].kunci, found["P08"].terhitung) == ("sakip/2025/predikat", "BB (Sangat Baik)")
    assert "Nilai 79,60 berpredikat BB (Sangat Baik): yang keliru data." in found["P07"].pesan
