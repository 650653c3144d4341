"""The rules about plausibility: each speaks when one thing is broken, and is silent otherwise."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from mutasi import CONTOH, TAHUN, Salinan, find


@pytest.fixture
def contoh(tmp_path: Path) -> Salinan:
    return Salinan.make(tmp_path)


@pytest.fixture
def unprinted(contoh: Salinan) -> Salinan:
    """A copy of which nothing is printed: what is broken in the data can't disagree with print."""
    contoh.print_only()
    return contoh


# ── W01, W02: money ─────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("more", "speaks"), [(22097500, False), (22097501, True)])
def test_w01_spent_more_than_the_budget(unprinted: Salinan, more: int, speaks: bool) -> None:
    """Up to the last rupiah of its pagu, not one more; the neighbour keeps the sums what they were."""
    unprinted.edit("anggaran", "276207250,254109750", f"276207250,{254109750 + more}")
    unprinted.edit("anggaran", "322642250,281343479", f"322642250,{281343479 - more}")
    assert unprinted.find() == ({("W01", "anggaran/b.1.1/realisasi")} if speaks else set())
    if speaks:
        assert "Rp276.207.251 melampaui pagunya Rp276.207.250, lebih Rp1 (" in unprinted.find_one().pesan


def test_w01_a_kind_of_spending(unprinted: Salinan) -> None:
    unprinted.edit("belanja", "6904281172,6815922136", "6904281172,6905922136")
    unprinted.edit("belanja", "6671959356,6188733259", "6671959356,6098733259")
    assert unprinted.find() == {("W01", "belanja/Belanja Pegawai/realisasi")}


def test_w01_the_agency_as_a_whole(unprinted: Salinan) -> None:
    for file in ("anggaran", "belanja"):
        unprinted.path(file).unlink()
    unprinted.edit("apbd", "16063703000,15374326425", "16063703000,16374326425")
    assert unprinted.find() == {("W01", "anggaran.realisasi")}


@pytest.mark.parametrize("pagu", ["0", ""])
def test_w02_spent_without_a_budget(unprinted: Salinan, pagu: str) -> None:
    unprinted.edit("anggaran", "271235000,276207250", f"271235000,{pagu}")
    unprinted.edit("anggaran", "6718529250,", f"{6718529250 + 276207250},")
    temuan = unprinted.find_one()
    assert (temuan.kode, temuan.kunci) == ("W02", "anggaran/b.1.1/pagu")
    assert temuan.terhitung == ("Rp0" if pagu else "kosong")


@pytest.mark.parametrize(
    ("file", "old", "kunci"),
    [
        ("anggaran", "276207250,254109750", "anggaran/b.1.1/realisasi"),
        ("belanja", "6904281172,6815922136", "belanja/Belanja Pegawai/realisasi"),
    ],
)
def test_w10_a_realisasi_that_is_blank(unprinted: Salinan, file: str, old: str, kunci: str) -> None:
    pagu = old.partition(",")[0]
    unprinted.edit(file, old, f"{pagu},")
    (temuan,) = (temuan for temuan in find(unprinted.read()) if temuan.kode == "W10")
    assert (temuan.kunci, temuan.tingkat, temuan.kolom) == (kunci, "peringatan", "realisasi")
    unprinted.edit(file, f"{pagu},,", f"{pagu},0,")
    assert not any(kode == "W10" for kode, _ in unprinted.find())


# ── W03, W04: jumps against last year ───────────────────────────────────────────────────


@pytest.mark.parametrize(("nilai", "speaks"), [("32640", True), ("30", True), ("9000", False), ("1000", False)])
def test_w03_a_result_ten_times_last_years(unprinted: Salinan, nilai: str, speaks: bool) -> None:
    unprinted.edit("realisasi", "sk-08,,,,,3264,,", f"sk-08,,,,,{nilai},,")
    assert unprinted.find() == ({("W03", "realisasi.sk-08")} if speaks else set())


def test_w03_a_target(unprinted: Salinan) -> None:
    unprinted.edit("perjanjian", "sk-08,Dokumen,3200,3200,0", "sk-08,Dokumen,3200,32000,28800")
    temuan = unprinted.find_one()
    assert (temuan.kode, temuan.tingkat, temuan.kunci) == ("W03", "peringatan", "target.sk-08")
    assert temuan.tercetak == "32.000 Dokumen"
    assert "tahun 2024" in temuan.pesan


def test_w03_predicates_and_durations_are_no_amounts(unprinted: Salinan) -> None:
    """From one post to the next a rank can grow by more than ten times; a duration may be that much shorter."""
    unprinted.edit("realisasi", "e3-06,,,,,17 menit,,", "e3-06,,,,,1 menit,,")
    assert unprinted.find() == set()


@pytest.fixture
def alone(unprinted: Salinan) -> Salinan:
    """A copy in which nothing is known of the years before."""
    shutil.rmtree(unprinted.root / CONTOH / str(TAHUN - 1))
    header = unprinted.path("riwayat").read_text(encoding="utf-8").splitlines()[0]
    unprinted.path("riwayat").write_text(f"{header}\n", encoding="utf-8")
    return unprinted


@pytest.mark.parametrize(
    ("nilai", "hint"),
    [("873.1", "sepuluh kali lipat"), ("865", "sepuluh kali lipat"), ("-5", "negatif"), ("864.9", ""), ("0", "")],
)
def test_w09_a_result_that_its_target_makes_improbable(alone: Salinan, nilai: str, hint: str) -> None:
    alone.edit("realisasi", "iku-1,,,,,87.31,,", f"iku-1,,,,,{nilai},,")
    told = [temuan for temuan in find(alone.read()) if temuan.kode == "W09"]
    assert [temuan.kunci for temuan in told] == (["realisasi.iku-1"] if hint else [])
    assert all(hint in temuan.pesan and "86,5" in temuan.pesan and temuan.baris == 4 for temuan in told)


def test_w09_a_jump_is_told_once(unprinted: Salinan) -> None:
    unprinted.edit("realisasi", "iku-1,,,,,87.31,,", "iku-1,,,,,873.1,,")
    assert [kode for kode, kunci in unprinted.find() if kunci == "realisasi.iku-1"] == ["W03"]


def test_w09_growth_may_be_negative(alone: Salinan) -> None:
    alone.edit("realisasi", "iku-1,,,,,87.31,,", "iku-1,,,,,-5,,")
    alone.edit("indikator", "Indeks Kepuasan Masyarakat", "Laju Pertumbuhan Permohonan")
    assert "W09" not in {kode for kode, _ in alone.find()}


def test_w04_a_budget_a_tenth_of_last_years(unprinted: Salinan) -> None:
    unprinted.edit("anggaran", "141162250,138903039", "10116225,9890303")
    unprinted.edit("anggaran", "6718529250,6644624887", f"{6718529250 + 131046025},{6644624887 + 129012736}")
    temuan = unprinted.find_one()
    assert (temuan.kode, temuan.kunci, temuan.tercetak) == ("W04", "anggaran/a.1.1/pagu", "Rp10.116.225")


# ── W05: how figures are written ────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("old", "new", "hint"),
    [
        ("Jumlah,Pagu,16.063.703.000,b", 'Jumlah,Pagu,"16,063,703,000",b', "ribuan dengan koma («16,063,703,000»)"),
        ("Jumlah,Pagu,16.063.703.000,b", 'Jumlah,Pagu,"16.063.703.000,-",b', "rupiah sebagai «16.063.703.000,-» dan «15.374.326.425»"),
        ("Jumlah,Pagu,16.063.703.000,b", "Jumlah,Pagu,Rp16.063.703.000,b", "rupiah sebagai «Rp16.063.703.000»"),
        ("Jumlah,Pagu,16.063.703.000,b", 'Jumlah,Pagu,"16.063.703.000,00",b', "rupiah sebagai «16.063.703.000,00»"),
        ('"98,72%"', "98.72%", "desimal dengan titik («98.72%»)"),
        ('"98,72%"', '"98,7%"', "kolom Serapan dengan banyak desimal yang berlainan («98,7%» dan «92,76%»)"),
    ],
)  # fmt: skip
def test_w05_two_ways_of_writing_in_one_table(contoh: Salinan, old: str, new: str, hint: str) -> None:
    contoh.edit("angka_tercetak", old, new)
    temuan = contoh.find_one()
    assert (temuan.kode, temuan.tingkat, temuan.lokasi) == ("W05", "info", "Tabel 3.20")
    assert hint in temuan.pesan


@pytest.mark.parametrize("other", ["99", "100%", "98,72"])
def test_w05_a_whole_percentage_goes_with_any(contoh: Salinan, other: str) -> None:
    contoh.print_only(
        f'Tabel 3.20,1,Serapan,"{other}",serapan.belanja.1,'
        if other != "100%"
        else "Tabel 3.20,1,Kinerja,100%,kinerja.b.1.1,",
        'Tabel 3.20,2,Serapan,"92,76%",serapan.belanja.2,',
    )
    assert contoh.find() == set()


def test_w05_other_tables_may_differ(contoh: Salinan) -> None:
    contoh.print_only(
        'Tabel 3.20,1,Serapan,"98,72",serapan.belanja.1,', "Tabel 3.21,2,Serapan,92.76,serapan.belanja.2,"
    )
    assert contoh.find() == set()


# ── W06, W07: what can't be read or checked ─────────────────────────────────────────────


def test_w06_a_figure_with_two_readings(contoh: Salinan) -> None:
    contoh.edit("anggaran", "d.2.2,97,477051000,465871000,413227496", "d.2.2,97,477051000,465871000,")
    contoh.print_only('Tabel 3.22,d.2.2,Realisasi,"413.227,496",anggaran/d.2.2/realisasi,')
    (temuan,) = (temuan for temuan in find(contoh.read()) if temuan.kode.startswith("W0"))
    assert (temuan.kode, temuan.tingkat, temuan.kunci) == ("W06", "peringatan", "anggaran/d.2.2/realisasi")
    assert temuan.terhitung == "413.227,496 atau 413.227.496"


@pytest.mark.parametrize("printed", ["13.433", "13.433 permohonan", "13433"])
def test_w06_the_data_tells_which_reading_is_meant(contoh: Salinan, printed: str) -> None:
    contoh.print_only(f"Bab III.B,iku-2,pembilang,{printed},realisasi/iku-2/pembilang,")
    assert contoh.find() == set()


def test_w07_one_finding_for_a_table_that_lacks_data(contoh: Salinan) -> None:
    contoh.print_only(
        "Tabel 3.9,sk-01,Kemajuan,100%,renstra.sk-01,",
        "Tabel 3.9,sk-02,Kemajuan,90%,renstra.sk-02,",
        "Tabel 3.10,sk-02,Kemajuan,90%,renstra.sk-02,",
    )
    found = find(contoh.read())
    assert [(t.kode, t.tingkat, t.lokasi) for t in found] == [
        ("W07", "info", "Tabel 3.9"),
        ("W07", "info", "Tabel 3.10"),
    ]
    assert "memuat 2 angka" in found[0].pesan
    assert "Lengkapi target akhir di target_renstra.csv." in found[0].pesan


@pytest.mark.parametrize(
    ("kunci", "hint"),
    [
        ("serapan.zz", ""),
        ("capaian.iku-33", "Mungkin maksudnya «capaian.iku-3»"),
        ("apbd/perubahan/pagu_", "Mungkin maksudnya «apbd/perubahan/pagu»"),
    ],
)
def test_w08_a_key_that_names_nothing(contoh: Salinan, kunci: str, hint: str) -> None:
    contoh.print_only(f'Bab III,Baris,Kolom,"5",{kunci},')
    temuan = contoh.find_one()
    assert (temuan.kode, temuan.kolom) == ("W08", "kunci")
    assert f"Kunci «{kunci}» untuk «5» di Bab III tidak menunjuk" in temuan.pesan
    assert hint in temuan.pesan
