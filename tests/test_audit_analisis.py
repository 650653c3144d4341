"""Completeness: a whole dataset is silent, one gap makes one rule speak."""

from __future__ import annotations

from decimal import Decimal

import pytest
from rusak import YEARS, add, change, drop, list_temuan, read_contoh, speak, tell

from lkip_utils import Dataset
from lkip_utils.audit import analisis


@pytest.mark.parametrize("tahun", YEARS)
def test_the_whole_agency_owes_nothing(tahun: int) -> None:
    assert [temuan for temuan in list_temuan(read_contoh(tahun), [analisis]) if temuan.tingkat != "info"] == []


@pytest.mark.parametrize("file", ["isu_strategis", "pegawai", "upaya", "pejabat"])
def test_a_file_that_a_chapter_needs(file: str) -> None:
    broken = drop(read_contoh(), file)
    assert speak(broken) == [("A01", "")]
    assert f"tidak terisi karena {file}.csv tahun 2025 tidak ada atau kosong" in tell(broken, "A01")


def test_a_year_of_comparisons_only_is_not_asked_for_a_report() -> None:
    broken = read_contoh()
    for file in ("perjanjian", "analisis", "anggaran", "apbd", "belanja", "benchmark"):
        broken = drop(broken, file)
    broken = drop(broken, "realisasi", indikator="iku-1")
    assert speak(broken) == [("A02", "")]
    assert "perjanjian.csv, anggaran.csv, apbd.csv, belanja.csv, dan analisis.csv" in tell(broken, "A02")


def test_a_year_with_a_budget_is_a_report() -> None:
    broken = drop(drop(read_contoh(), "perjanjian"), "analisis")
    assert {"A01"} <= {kode for kode, _ in speak(broken)}
    assert "A02" not in {kode for kode, _ in speak(broken)}


def test_an_agency_without_any_renstra_target_is_told_once() -> None:
    findings = [kunci for kode, kunci in speak(drop(read_contoh(), "target_renstra")) if kode == "A06"]
    assert findings == [""]


def test_many_indicators_that_lack_the_same_are_one_finding() -> None:
    broken = drop(read_contoh(), "benchmark")
    assert speak(broken) == [("A07", "")]
    assert tell(broken, "A07").startswith(
        "12 IKU (iku-1, iku-2, iku-3, iku-4, iku-5, iku-6, dan 6 lainnya) tidak mempunyai"
    )


@pytest.mark.parametrize("kode", ["ikt-1", "iku-8"])
def test_a_result_that_is_missing_without_a_word(kode: str) -> None:
    assert speak(drop(read_contoh(), "realisasi", indikator=kode)) == [("A03", f"capaian.{kode}")]
    broken = change(read_contoh(), "realisasi", {"indikator": kode}, nilai=None)
    assert speak(broken) == [("A03", f"capaian.{kode}")]


def test_a_result_that_is_missing_with_a_reason() -> None:
    broken = change(read_contoh(), "realisasi", {"indikator": "ikt-1"}, nilai=None, catatan="Penilaian mundur ke Mei.")
    assert speak(broken) == []


def test_a_capaian_that_only_the_source_states_is_a_result() -> None:
    broken = change(read_contoh(), "realisasi", {"indikator": "ikt-1"}, nilai=None, capaian=Decimal(100))
    assert speak(broken) == []


def test_no_result_of_last_year() -> None:
    broken = drop(read_contoh(2021), "riwayat", indikator="iku-5")
    assert speak(broken) == [("A05", "")]
    assert "2020/realisasi.csv atau riwayat.csv" in tell(broken, "A05")


def test_a_last_year_whose_result_was_missing_is_known() -> None:
    broken = change(read_contoh(2021), "riwayat", {"indikator": "iku-5"}, nilai=None, catatan="tidak diukur")
    assert speak(broken) == []


@pytest.mark.parametrize(
    ("kode", "tahun", "kunci"),
    [("iku-5", 2025, "renstra.iku-5"), ("iku-5", 2026, "renstra.iku-5"), ("ikt-1", 2026, "")],
)
def test_no_target_of_the_renstra(kode: str, tahun: int, kunci: str) -> None:
    broken = drop(read_contoh(), "target_renstra", indikator=kode, tahun=tahun)
    assert speak(broken) == [("A06", kunci)]
    assert f"tahun {tahun}, sehingga" in tell(broken, "A06")


def test_a_year_between_may_have_no_target() -> None:
    assert speak(drop(read_contoh(), "target_renstra", indikator="iku-5", tahun=2023)) == []


def test_no_comparison_with_others() -> None:
    broken = drop(read_contoh(), "benchmark", indikator="iku-7")
    assert speak(broken) == [("A07", "")]
    later = add(broken, "benchmark", indikator="iku-7", tahun=2026, tingkat="nasional", nilai="80", sumber="Buku")
    assert speak(later) == [("A07", "")]
    older = add(broken, "benchmark", indikator="iku-7", tahun=2023, tingkat="nasional", nilai="80", sumber="Buku")
    assert speak(older) == []


@pytest.mark.parametrize(
    ("jenis", "name"),
    [("faktor_pendorong", "faktor pendorong"), ("faktor_penghambat", "faktor penghambat"), ("solusi", "solusi")],
)
def test_no_causes(jenis: str, name: str) -> None:
    broken = drop(read_contoh(), "analisis", indikator="iku-3", jenis=jenis)
    assert speak(broken) == [("A08", "")]
    assert f"belum menguraikan {name}. " in tell(broken, "A08")


def test_an_iku_that_nobody_analysed_is_one_finding() -> None:
    broken = drop(read_contoh(), "analisis", indikator="iku-3")
    assert speak(broken) == [("A08", "")]
    assert "faktor pendorong, faktor penghambat, dan solusi" in tell(broken, "A08")


def test_no_money_of_the_programmes() -> None:
    broken = read_contoh()
    for kode in ("d.1.1", "d.1.2", "d.2.1", "d.2.2"):
        broken = change(broken, "anggaran", {"program": kode}, realisasi=None)
    assert speak(broken) == [("A09", "")]
    assert "3 IKU (iku-8, iku-9, dan iku-10), program d." in tell(broken, "A09")
    assert speak(change(broken, "anggaran", {"program": "d.2.2"}, realisasi=Decimal(1))) == []


def without_programme(dataset: Dataset) -> Dataset:
    return change(dataset, "program", {"kode": "d"}, sasaran="s-1")


def test_no_supporting_programme() -> None:
    assert speak(without_programme(read_contoh())) == []  # analisis.csv tells them
    broken = drop(without_programme(read_contoh()), "analisis", indikator="iku-10", jenis="program_pendukung")
    assert speak(broken) == [("A10", "")]


@pytest.mark.parametrize(("jenis", "what"), [("tujuan", "indikator tujuan"), ("sasaran", "IKU")])
def test_a_goal_that_nothing_measures(jenis: str, what: str) -> None:
    broken = add(
        read_contoh(), "sasaran", kode="x-1", jenis=jenis, induk="t-1", urutan=9, uraian="Terjaganya hal yang lain"
    )
    assert speak(broken) == [("A11", "sasaran/x-1/uraian")]
    assert f"tidak mempunyai {what}." in tell(broken, "A11")
    other = add(read_contoh(), "sasaran", kode="x-1", jenis="kinerja", urutan=9, uraian="Terjaganya hal yang lain")
    assert speak(other) == []


def test_a_programme_that_supports_nothing() -> None:
    broken = change(read_contoh(), "program", {"kode": "d"}, sasaran=None)
    assert speak(broken) == [("A12", "program/d/sasaran")]
    assert "(pagu Rp1.510.814.500, 9,41% dari rincian anggaran)" in tell(broken, "A12")


def test_the_programme_that_serves_all_is_only_mentioned() -> None:
    broken = change(read_contoh(), "program", {"kode": "a"}, sasaran=None)
    assert speak(broken) == [("A13", "pagu.a")]
    assert speak(drop(broken, "anggaran")) == [("A01", "")]


def test_last_year_of_the_renstra_may_be_unknown() -> None:
    broken = drop(drop(read_contoh(), "profil", kunci="renstra_akhir"), "target_renstra", tahun=2026)
    assert speak(broken) == []


def test_a_half_filled_year_shows_its_gaps(dataset: Dataset) -> None:
    assert {temuan.kode for temuan in list_temuan(dataset, [analisis])} == {"A03", "A05", "A06", "A07", "A08"}


def test_causes_that_several_iku_lack_are_one_finding() -> None:
    broken = drop(drop(read_contoh(), "analisis", indikator="iku-3"), "analisis", indikator="iku-4", jenis="solusi")
    broken = drop(broken, "analisis", indikator="iku-5", jenis="solusi")
    assert speak(broken) == [("A08", "")]
    told = tell(broken, "A08")
    assert "; 2 IKU (iku-4 dan iku-5) belum" in told
    assert told.endswith(" belum menguraikan solusi. Tambahkan barisnya di analisis.csv.")


def test_an_agency_without_iku() -> None:
    whole = read_contoh()
    broken = change(whole, "indikator", {"tingkat": "iku"}, tingkat="eselon_3")
    assert [(t.kode, t.kunci) for t in list_temuan(broken, [analisis])] == [("A14", "capaian.rata_rata")]


def test_goals_below_nothing_are_one_finding() -> None:
    broken = change(read_contoh(), "sasaran", {"jenis": "sasaran"}, induk=None)
    assert [code for code, _ in speak(broken)] == ["A15"]
    one = change(read_contoh(), "sasaran", {"kode": "s-1"}, induk=None)
    assert speak(one) == [("A15", "sasaran/s-1/induk")]
    assert tell(one, "A15").startswith("Sasaran s-1 «")
