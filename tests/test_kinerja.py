"""Targets, results, capaian and comparisons of the fictional agency, computed by hand from its CSV files."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from lkip_utils import Dataset
from lkip_utils.kinerja import (
    compute_hasil,
    compute_kemajuan_of,
    compute_perubahan_of,
    compute_perubahan_rerata,
    compute_rerata_capaian,
    compute_rerata_of,
    list_berdaftar,
    list_hasil,
    list_indikator,
    list_riwayat,
    list_target_renstra,
    list_unit,
    read_printed,
    read_skala,
)
from lkip_utils.measures import Rentang
from lkip_utils.numbers import round_half_up

Read = Callable[..., Dataset]
Edit = Callable[[str, str, str], None]


def rounded(value: object) -> Decimal:
    """Six decimals are enough to tell right from wrong."""
    assert isinstance(value, Decimal)
    return round_half_up(value, 6)


@pytest.mark.parametrize(
    ("kode", "target", "why"),
    [
        ("iku-1", 80, "perjanjian setelah perubahan, bukan sebelum (70), laporan (77), atau Renstra (78)"),
        ("iku-2", 12, "perjanjian sebelum perubahan, karena setelahnya kosong; bukan Renstra (15)"),
        ("iku-3", 10800, "yang dilaporkan bersama hasil, 3 jam; bukan Renstra (2 jam)"),
        ("iku-4", 110, "Renstra tahun itu, karena tidak ada yang lain"),
    ],
)
def test_the_target_agreed_last_counts(dataset: Dataset, kode: str, target: int, why: str) -> None:
    assert compute_hasil(dataset, kode).target == target, why


@pytest.mark.parametrize(
    ("after", "before", "reported", "target"),
    [("", "70", "77", 70), ("", "", "77", 77), ("", "", "", 78), ("-", "70", "77", 70)],
)
def test_the_next_target_counts_where_one_isnt_known(
    edit: Edit, read: Read, after: str, before: str, reported: str, target: int
) -> None:
    edit("2024/perjanjian.csv", "iku-1,%,70,80", f"iku-1,%,{before},{after}")
    edit("2024/realisasi.csv", "iku-1,,77", f"iku-1,,{reported}")
    assert compute_hasil(read(), "iku-1").target == target


@pytest.mark.parametrize(
    ("kode", "target", "realisasi", "capaian", "aturan", "kategori"),
    [
        ("it-1", Decimal("3.2"), Decimal("3.2"), "100", "R/T × 100", "Sangat Tinggi"),
        ("iku-1", 80, None, "83.333333", "R/T × 100", "Tinggi"),
        ("iku-2", 12, 12, "100", "R/T × 100", "Sangat Tinggi"),
        ("iku-3", 10800, 4058, "162.425926", "(2T − R)/T × 100", "Sangat Tinggi"),
        ("e3-1", 10, 8, "120", "(2T − R)/T × 100", "Sangat Tinggi"),
        ("e3-2", 10, 8, "125", "T/R × 100", "Sangat Tinggi"),
        ("e3-3", Rentang(Decimal(10), Decimal(20)), 25, "125", "R/batas atas × 100", "Sangat Tinggi"),
        ("e3-4", 0, 0, "100", "target 0 dan realisasi 0 dinilai 100", "Sangat Tinggi"),
        ("e3-5", 5, 4, "80", "R/T × 100", "Tinggi"),
        ("e3-6", 4, 4, "100", "R/T × 100", "Sangat Tinggi"),
        ("e3-7", 25, 30, "80", "(2T − R)/T × 100", "Tinggi"),
        ("e3-8", 100, 100, "100", "R/T × 100", "Sangat Tinggi"),
    ],
)
def test_capaian_of_every_kind(
    dataset: Dataset, kode: str, target: object, realisasi: object, capaian: str, aturan: str, kategori: str
) -> None:
    hasil = compute_hasil(dataset, kode)
    assert hasil.target == target
    assert realisasi is None or hasil.realisasi == realisasi
    assert rounded(hasil.capaian.nilai) == Decimal(capaian)
    assert hasil.capaian.aturan == aturan
    assert hasil.kategori == kategori
    assert hasil.tercapai is (Decimal(capaian) >= 100)


def test_a_result_is_computed_from_its_parts(dataset: Dataset) -> None:
    hasil = compute_hasil(dataset, "iku-1")
    assert (hasil.pembilang, hasil.penyebut) == (40, 60)
    assert rounded(hasil.realisasi) == Decimal("66.666667")
    assert hasil.realisasi_tertulis == "66,67%"
    assert hasil.target_tertulis == "80%"


def test_the_reported_result_goes_before_its_parts(edit: Edit, read: Read) -> None:
    edit("2024/realisasi.csv", "iku-1,,77,40,60,", "iku-1,,77,40,60,66.7")
    hasil = compute_hasil(read(), "iku-1")
    assert hasil.realisasi == Decimal("66.7")
    assert rounded(hasil.hasil_bagi) == Decimal("66.666667")


def test_a_denominator_of_zero_gives_no_result(edit: Edit, read: Read) -> None:
    edit("2024/realisasi.csv", "iku-1,,77,40,60,", "iku-1,,77,0,0,")
    assert compute_hasil(read(), "iku-1").realisasi is None


def test_a_missing_result_is_missing(dataset: Dataset) -> None:
    hasil = compute_hasil(dataset, "iku-4")
    assert (hasil.realisasi, hasil.capaian.nilai, hasil.kategori, hasil.tercapai, hasil.baris) == (None,) * 5
    assert hasil.realisasi_tertulis == "belum tersedia"
    assert hasil.capaian.aturan == "realisasi belum tersedia"


def test_a_result_of_zero_is_a_result(edit: Edit, read: Read) -> None:
    edit("2024/realisasi.csv", "iku-2,,,,,12,", "iku-2,,,,,0,")
    hasil = compute_hasil(read(), "iku-2")
    assert (hasil.realisasi, hasil.capaian.nilai, hasil.tercapai) == (0, 0, False)


def test_the_result_of_a_quarter_isnt_the_years(dataset: Dataset) -> None:
    hasil = compute_hasil(dataset, "iku-2")
    assert (hasil.realisasi, hasil.baris, hasil.berkas) == (12, 5, "dinas-contoh-uji/2024/realisasi.csv")


def test_a_stated_capaian_is_marked(dataset_2023: Dataset) -> None:
    hasil = compute_hasil(dataset_2023, "e4-1")
    assert (hasil.capaian.nilai, hasil.dinyatakan, hasil.kategori) == (95, True, "Sangat Tinggi")
    assert hasil.capaian.aturan == "dinyatakan sumber data, tidak dapat dihitung ulang"


def test_a_stated_capaian_never_replaces_a_computed_one(edit: Edit, read: Read) -> None:
    edit("2024/realisasi.csv", "iku-2,,,,,12,", "iku-2,,,,,12,99")
    hasil = compute_hasil(read(), "iku-2")
    assert (hasil.capaian.nilai, hasil.dinyatakan) == (100, False)


def test_a_cap_keeps_the_raw_value(edit: Edit, read: Read) -> None:
    edit("profil.csv", "renstra_awal,2022,", "renstra_awal,2022,\nbatas_capaian,120,")
    dataset = read()
    capaian = compute_hasil(dataset, "iku-3").capaian
    assert capaian.nilai == 120
    assert rounded(capaian.mentah) == Decimal("162.425926")
    assert rounded(compute_rerata_capaian(dataset).nilai) == Decimal("105.833333"), "(91,666667 + 120) / 2"


@pytest.mark.parametrize(("rule", "kategori"), [("", "Tinggi"), ("\ncelah_skala,bulat,", "Sangat Tinggi")])
def test_the_agency_sets_the_rule_for_gaps(edit: Edit, read: Read, rule: str, kategori: str) -> None:
    edit("profil.csv", "renstra_awal,2022,", f"renstra_awal,2022,{rule}")
    edit("2024/realisasi.csv", "iku-2,,,,,12,", "iku-2,,,,,10.86,")
    assert compute_hasil(read(), "iku-2").kategori == kategori, "10,86 / 12 = 90,5%"


def test_the_scale_is_the_agencys(dataset: Dataset) -> None:
    assert [k.kategori for k in read_skala(dataset).kelas] == [
        "Sangat Tinggi",
        "Tinggi",
        "Sedang",
        "Rendah",
        "Sangat Rendah",
    ]
    assert read_skala(dataset).problems() == []


def test_indicators_come_in_their_order(edit: Edit, read: Read) -> None:
    edit("indikator.csv", "iku-1,s-1,iku,1", "iku-1,s-1,iku,9")
    assert [i.kode for i in list_indikator(read(), "iku")] == ["iku-2", "iku-3", "iku-4", "iku-1"]


def test_years_before_come_from_folders_and_riwayat(dataset: Dataset) -> None:
    years = [
        (h.tahun, rounded(h.realisasi), rounded(h.capaian.nilai), h.berkas, h.baris)
        for h in list_riwayat(dataset, "iku-1")
    ]
    assert years == [
        (2022, Decimal(55), Decimal("78.571429"), "dinas-contoh-uji/riwayat.csv", 2),
        (2023, Decimal(60), Decimal(80), "dinas-contoh-uji/2023/realisasi.csv", 2),
    ]
    assert list_riwayat(dataset, "iku-4") == []


def test_a_folder_goes_before_riwayat_and_later_years_stay_out(edit: Edit, read: Read) -> None:
    edit(
        "riwayat.csv",
        "iku-1,2022,70,33,60,,,",
        "iku-1,2022,70,33,60,,,\niku-1,2023,75,,,10,,\niku-1,2024,75,,,11,,\niku-1,2025,75,,,12,,",
    )
    assert [(h.tahun, h.realisasi) for h in list_riwayat(read(), "iku-1")] == [(2022, 55), (2023, 60)]


def test_an_earlier_report_doesnt_know_the_later_year(dataset_2023: Dataset) -> None:
    assert [h.tahun for h in list_riwayat(dataset_2023, "iku-1")] == [2022]
    assert compute_hasil(dataset_2023, "iku-1").target == 75


def test_the_mean_says_how_many_it_knows(dataset: Dataset, dataset_2023: Dataset) -> None:
    # s-1: (83,333333 + 100) / 2; s-2: only iku-3 is known, 162,425926.
    assert rounded(compute_rerata_of(dataset, "s-1").nilai) == Decimal("91.666667")
    assert compute_rerata_of(dataset, "s-1").cakupan == "2 dari 2"
    assert rounded(compute_rerata_of(dataset, "s-2").nilai) == Decimal("162.425926")
    assert compute_rerata_of(dataset, "s-2").cakupan == "1 dari 2"
    assert rounded(compute_rerata_capaian(dataset).nilai) == Decimal("127.046296")
    assert compute_rerata_capaian(dataset).cakupan == "2 dari 2"
    assert rounded(compute_rerata_capaian(dataset_2023).nilai) == Decimal("111.666667"), "(90 + 133,333333) / 2"


def test_a_sasaran_without_results_isnt_counted_as_zero(edit: Edit, read: Read) -> None:
    edit("2024/realisasi.csv", "iku-3,,3 jam,,,1:07:38,", "iku-3,,3 jam,,,,")
    mean = compute_rerata_capaian(read())
    assert (rounded(mean.nilai), mean.cakupan) == (Decimal("91.666667"), "1 dari 2")


def test_the_mean_is_compared_with_last_years(dataset: Dataset) -> None:
    change, printed = compute_perubahan_rerata(dataset)
    assert (rounded(change.selisih), change.arah, printed) == (Decimal("15.379630"), "naik", False)


def test_a_printed_mean_stands_in_where_last_years_results_lack(edit: Edit, read: Read) -> None:
    edit("2023/realisasi.csv", "iku-3,,,,,2 jam,,\n", "")
    change, printed = compute_perubahan_rerata(read())
    assert (rounded(change.selisih), printed) == (Decimal("32.046296"), True), "127,046296 − 95"


def test_without_a_year_before_there_is_no_change(dataset_2023: Dataset) -> None:
    change, printed = compute_perubahan_rerata(dataset_2023)
    assert (change.selisih, change.arah, printed) == (None, None, False)


@pytest.mark.parametrize(
    ("kode", "selisih", "arah", "satuan"),
    [
        ("iku-1", "6.666667", "naik", "poin persentase"),
        ("iku-2", "0", "tetap", "Laporan"),
        ("iku-3", "-3142", "turun", "Jam"),
    ],
)
def test_change_of_a_result(dataset: Dataset, kode: str, selisih: str, arah: str, satuan: str) -> None:
    change = compute_perubahan_of(dataset, kode)
    assert (rounded(change.selisih), change.arah, change.satuan) == (Decimal(selisih), arah, satuan)


def test_no_change_where_a_result_is_missing(dataset: Dataset) -> None:
    assert compute_perubahan_of(dataset, "iku-4").selisih is None


@pytest.mark.parametrize(
    ("kode", "persen", "sisa", "sesuai"),
    [
        ("iku-1", "74.074074", "23.333333", False),
        ("iku-2", "100", "0", False),
        ("iku-3", "87.277778", "458", True),
    ],
)
def test_progress_to_the_end_of_the_renstra(dataset: Dataset, kode: str, persen: str, sisa: str, sesuai: bool) -> None:
    progress = compute_kemajuan_of(dataset, kode)
    assert (rounded(progress.persen), rounded(progress.sisa)) == (Decimal(persen), Decimal(sisa))
    assert progress.sesuai_jalur is sesuai


def test_no_progress_where_a_result_is_missing(dataset: Dataset) -> None:
    progress = compute_kemajuan_of(dataset, "iku-4")
    assert (progress.persen, progress.sisa, progress.sesuai_jalur) == (None, None, None)
    assert compute_kemajuan_of(dataset, "e3-1").persen is None, "tanpa target Renstra"


def test_renstra_targets_by_year(dataset: Dataset) -> None:
    assert list_target_renstra(dataset, "iku-3") == {2023: 10800, 2024: 7200, 2026: 3600}
    assert list_target_renstra(dataset, "e3-1") == {}


def test_printed_figures_by_key_and_place(dataset: Dataset) -> None:
    assert read_printed(dataset, "anggaran.serapan") == "75,00"
    assert read_printed(dataset, "anggaran.serapan", "Tabel 3.14") == "74,35"
    assert read_printed(dataset, "anggaran.serapan", "Tabel 9.9") is None
    assert read_printed(dataset, "tidak.ada") is None


def test_units_and_lists(dataset: Dataset) -> None:
    assert list_unit(dataset, "eselon_3") == [("sekretariat", "Sekretaris"), ("bidang", "Bidang Layanan")]
    assert list_berdaftar(dataset) == [("e3-8", "Persentase kelompok terdaftar")]
    assert [h.indikator.kode for h in list_hasil(dataset, "iku")] == ["iku-1", "iku-2", "iku-3", "iku-4"]
