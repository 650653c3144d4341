"""Names and units: a whole dataset is silent, one break makes one rule speak."""

from __future__ import annotations

import pytest
from rusak import YEARS, add, change, drop, list_temuan, read_contoh, speak, tell

from lkip_utils import Dataset
from lkip_utils.audit import nama


@pytest.mark.parametrize("tahun", YEARS)
def test_the_whole_agency_is_silent(tahun: int) -> None:
    assert list_temuan(read_contoh(tahun), [nama]) == []


def printed(kode: str, sebutan: str, jenis: str = "sasaran", dataset: Dataset | None = None) -> Dataset:
    tempat = f"Tabel {len(sebutan)}"
    return add(dataset or read_contoh(), "sebutan", jenis=jenis, kode=kode, tempat=tempat, sebutan=sebutan)


def test_another_name_is_told_with_its_place() -> None:
    broken = printed("s-1", "Terwujudnya kerukunan warga")
    assert speak(broken) == [("N01", "sasaran/s-1/uraian")]
    assert "«Terwujudnya kerukunan warga» (Tabel 27)" in tell(broken, "N01")
    assert "«Meningkatnya mutu pelayanan perizinan dan nonperizinan»" in tell(broken, "N01")


def test_a_wording_that_belongs_to_another_code_is_told() -> None:
    broken = printed("e3-05", "Rata-rata waktu tunggu di loket", "indikator")
    assert speak(broken) == [("N01", "indikator/e3-05/nama")]
    assert "adalah nama indikator e3-06" in tell(broken, "N01")


def test_a_unit_without_a_post_is_called_by_its_own_name() -> None:
    broken = change(read_contoh(), "organisasi", {"kode": "jf-mutu"}, jabatan=None)
    assert speak(printed("jf-mutu", "Kelompok penjaminan  mutu", "organisasi", broken)) == [("N03", "")]
    broken = printed("bid-mutu", "Kelompok Tani", "organisasi", broken)
    assert speak(broken) == [("N01", "organisasi/bid-mutu/jabatan")]


def test_a_wording_for_a_code_that_does_not_exist() -> None:
    assert speak(printed("s-99", "Mutu")) == [("N09", "sebutan/sasaran/s-99/Tabel 4/Mutu/kode")]


def test_a_slip_of_the_pen_is_no_other_name() -> None:
    broken = printed("s-1", "Meningkatnya mutu pelayanann perizinan dan nonperizinan")
    assert speak(broken) == [("N02", "sasaran/s-1/uraian")]


def test_both_kinds_of_wording_for_one_thing_are_two_findings() -> None:
    broken = printed(
        "s-1", "Mutu warga", dataset=printed("s-1", "Meningkatkan mutu pelayanan perizinan dan nonperizinan")
    )
    assert speak(broken) == [("N01", "sasaran/s-1/uraian"), ("N02", "sasaran/s-1/uraian")]


def test_long_names_are_told_by_where_they_differ() -> None:
    name = "Pelaksanaan koordinasi di bidang perizinan, nonperizinan, pengaduan, survei, keliling, daring, dan mutu layanan"
    broken = change(read_contoh(), "program", {"kode": "b.1.1"}, nama=f"{name} yang terjangkau bagi warga")
    broken = printed("b.1.1", f"{name} yang terjankau bagi warga", "program", broken)
    assert "«… layanan yang terjankau bagi warga»" in tell(broken, "N02")
    assert "bukan «… layanan yang terjangkau bagi warga»" in tell(broken, "N02")


@pytest.mark.parametrize(
    ("jenis", "kode", "sebutan"),
    [
        ("program", "b", "PENINGKATAN MUTU LAYANAN"),
        ("sasaran", "t-1", "Terwujudnya pelayanan publik yang mudah cepat dan dipercaya"),
        ("organisasi", "bid-mutu", "Kabid Mutu Layanan"),
    ],
)
def test_case_punctuation_and_level_are_one_remark(jenis: str, kode: str, sebutan: str) -> None:
    assert speak(printed(kode, sebutan, jenis)) == [("N03", "")]


def test_a_year_without_a_report_prints_no_names() -> None:
    broken = printed("s-1", "Terwujudnya kerukunan warga")
    for file in ("perjanjian", "analisis", "anggaran", "apbd", "belanja"):
        broken = drop(broken, file)
    assert "N01" not in {kode for kode, _ in speak(broken)}


def test_all_remarks_about_case_are_one() -> None:
    broken = printed("b", "PENINGKATAN MUTU LAYANAN", "program")
    broken = printed("c", "Percepatan dan perluasan layanan", "program", broken)
    assert tell(broken, "N03").startswith("2 sebutan ")


def test_a_unit_of_its_own_in_the_agreement() -> None:
    broken = change(read_contoh(), "perjanjian", {"indikator": "e3-08"}, satuan="Orang")
    assert speak(broken) == [("N04", "perjanjian/bid-percaya/2/satuan")]
    assert "«Orang»" in tell(broken, "N04")
    assert "«Kelompok»" in tell(broken, "N04")


@pytest.mark.parametrize(("indikator", "satuan"), [("e3-07", "Persen"), ("sk-02", "lap."), ("e3-08", None)])
def test_another_spelling_of_a_unit_is_the_same(indikator: str, satuan: str | None) -> None:
    assert speak(change(read_contoh(), "perjanjian", {"indikator": indikator}, satuan=satuan)) == []


def test_a_unit_behind_a_number() -> None:
    where = {"indikator": "iku-8", "tahun": 2025}
    assert speak(change(read_contoh(), "target_renstra", where, target="0%")) == [
        ("N05", "target_renstra/iku-8/2025/target")
    ]
    where = {"indikator": "iku-6", "tahun": 2025}
    assert speak(change(read_contoh(), "target_renstra", where, target="60.0-80.0%")) == []


def test_a_name_that_contradicts_its_unit() -> None:
    broken = change(read_contoh(), "indikator", {"kode": "sk-16"}, satuan="%")
    broken = change(broken, "perjanjian", {"indikator": "sk-16"}, satuan="%")
    assert speak(broken) == [("N06", "indikator/sk-16/satuan")]
    broken = change(read_contoh(), "indikator", {"kode": "e4-03"}, satuan="Rekomendasi")
    broken = change(broken, "perjanjian", {"indikator": "e4-03"}, satuan="Rekomendasi")
    assert speak(broken) == [("N06", "indikator/e4-03/satuan")]


def test_one_name_for_two_codes() -> None:
    broken = change(read_contoh(), "sasaran", {"kode": "k-05"}, uraian="Tertatanya  Standar pelayanan.")
    assert speak(broken) == [("N07", "sasaran/k-12/uraian")]
    assert "k-12 dan k-05" in tell(broken, "N07")


def test_a_goal_without_a_unit() -> None:
    assert speak(change(read_contoh(), "indikator", {"kode": "ikt-1"}, satuan=None)) == [
        ("N08", "indikator/ikt-1/satuan")
    ]
    assert speak(change(read_contoh(), "indikator", {"kode": "iku-4"}, satuan=None)) == []  # a duration says its unit
    assert speak(change(read_contoh(), "indikator", {"kode": "e3-02"}, satuan=None)) == []
