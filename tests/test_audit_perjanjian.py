"""Agreements and targets: a whole dataset is silent, one break makes one rule speak."""

from __future__ import annotations

from dataclasses import replace

import pytest
from rusak import YEARS, add, change, drop, list_temuan, read_contoh, speak, tell

from lkip_utils import Dataset
from lkip_utils.audit import perjanjian


@pytest.mark.parametrize("tahun", YEARS)
def test_the_whole_agency_is_silent(tahun: int) -> None:
    assert list_temuan(read_contoh(tahun), [perjanjian]) == []


def agreed(kode: str, **cells: str | None) -> Dataset:
    return change(read_contoh(), "perjanjian", {"indikator": kode}, **cells)


# ── what is agreed and what is reported ─────────────────────────────────────────────────


def test_an_iku_that_nobody_promised() -> None:
    assert speak(drop(read_contoh(), "perjanjian", indikator="iku-7")) == [("S01", "capaian.iku-7")]


def test_a_year_without_agreements_breaks_no_rule_about_them() -> None:
    codes = {temuan.kode for temuan in list_temuan(drop(read_contoh(), "perjanjian"), [perjanjian])}
    assert codes == set()


def test_results_that_nobody_promised() -> None:
    broken = drop(read_contoh(), "perjanjian", indikator="e3-03")
    broken = change(broken, "realisasi", {"indikator": "e3-03"}, target="95.00")
    assert speak(broken) == [("S02", "capaian.e3-03")]
    assert "Kepala Bidang Mutu Layanan" in tell(broken, "S02")


def test_a_post_without_any_agreement_is_not_reproached_with_each_result() -> None:
    broken = drop(read_contoh(), "perjanjian", jabatan="bid-mutu")
    broken = change(broken, "realisasi", {"indikator": "e3-03"}, target="95.00")
    broken = change(broken, "realisasi", {"indikator": "e3-04"}, target="85.00")
    assert speak(broken) == []


def test_what_is_neither_promised_nor_reported_is_no_matter() -> None:
    broken = drop(drop(read_contoh(), "perjanjian", indikator="e3-03"), "realisasi", indikator="e3-03")
    assert speak(broken) == []


def test_promises_without_results_are_one_finding_per_post() -> None:
    broken = change(read_contoh(), "realisasi", {"indikator": "e4-04"}, nilai=None)
    broken = drop(broken, "realisasi", indikator="sk-09")
    assert speak(broken) == [("S03", "")]
    assert tell(broken, "S03").startswith("2 indikator dalam perjanjian kinerja Pranata Komputer Ahli Muda")


def test_a_missing_result_with_its_reason_is_no_breach() -> None:
    broken = change(read_contoh(), "realisasi", {"indikator": "e4-04"}, nilai=None, catatan="Titik layanan banjir.")
    assert speak(broken) == []


def test_an_indicator_beside_another_sasaran() -> None:
    broken = agreed("sk-13", sasaran="k-17")
    assert speak(broken) == [("S04", "perjanjian/jf-percaya/2/sasaran")]
    assert "«Tercegahnya penyimpangan layanan»" in tell(broken, "S04")
    assert "«Terkelolanya pengaduan masyarakat»" in tell(broken, "S04")


# ── before and after the change ─────────────────────────────────────────────────────────


@pytest.mark.parametrize("selisih", [None, "-"])
def test_a_change_without_its_difference(selisih: str | None) -> None:
    broken = agreed("sk-16", selisih=selisih)
    assert speak(broken) == [("S05", "perjanjian/jf-percaya/5/selisih")]
    assert "dari «750» menjadi «800», jadi bertambah 50" in tell(broken, "S05")


def test_no_change_needs_no_difference() -> None:
    assert speak(agreed("sk-15", selisih=None)) == []


@pytest.mark.parametrize("selisih", ["40", "-50", "berkurang 50", "(50)", "0"])
def test_a_wrong_difference(selisih: str) -> None:
    broken = agreed("sk-16", selisih=selisih)
    assert speak(broken) == [("S06", "perjanjian/jf-percaya/5/selisih")]
    assert f"mencetak «{selisih}»" in tell(broken, "S06")


@pytest.mark.parametrize("selisih", ["50 Orang", "+50", "Bertambah 50", "50,0", "bertambah"])
def test_a_right_difference(selisih: str) -> None:
    assert speak(agreed("sk-16", selisih=selisih)) == []


@pytest.mark.parametrize("selisih", ["4", "-4", "berkurang 4", "(4)"])
def test_a_right_decrease(selisih: str) -> None:
    assert speak(agreed("sk-11", target_sebelum="204", selisih=selisih)) == []


@pytest.mark.parametrize("selisih", ["bertambah 4", "+4", "5"])
def test_a_wrong_decrease(selisih: str) -> None:
    broken = agreed("sk-11", target_sebelum="204", selisih=selisih)
    assert speak(broken) == [("S06", "perjanjian/jf-akses/4/selisih")]


def test_a_target_that_is_new_has_no_difference_to_check() -> None:
    assert speak(agreed("sk-11", target_sebelum="-", selisih="7")) == []


def test_a_difference_where_nothing_changed() -> None:
    broken = agreed("sk-15", selisih="3")
    assert speak(broken) == [("S06", "perjanjian/jf-percaya/4/selisih")]
    assert "tidak berubah («25»)" in tell(broken, "S06")


def test_no_target_after_the_change() -> None:
    assert speak(agreed("sk-15", target_setelah=None)) == [("S07", "perjanjian/jf-percaya/4/target_setelah")]


def test_an_agreement_that_was_never_changed_has_targets_before_only() -> None:
    broken = change(read_contoh(), "perjanjian", {"jabatan": "bid-mutu"}, target_setelah=None, selisih=None)
    assert speak(broken) == []


def test_a_promise_without_a_target() -> None:
    broken = agreed("sk-15", target_sebelum="-", target_setelah=None)
    assert speak(broken) == [("S08", "perjanjian/jf-percaya/4/target_setelah")]


def test_a_result_without_a_target() -> None:
    broken = drop(read_contoh(), "perjanjian", jabatan="bid-mutu")
    broken = change(broken, "realisasi", {"indikator": "e3-04"}, target="85.00")
    assert speak(broken) == [("S09", "realisasi/e3-03/target")]
    assert "«97,50%»" in tell(broken, "S09")


# ── what the target asks ────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("kode", "target", "kunci"),
    [
        ("iku-2", "93.50", "kadis/4"),
        ("iku-3", "3.10", "kadis/5"),
        ("iku-4", "2 jam 50 menit", "kadis/6"),
        ("iku-11", "BB", "kadis/13"),
    ],
)
def test_a_target_that_asks_less_than_the_renstra(kode: str, target: str, kunci: str) -> None:
    broken = agreed(kode, target_sebelum=target, target_setelah=target)
    assert speak(broken) == [("S10", f"perjanjian/{kunci}/target_setelah")]
    assert "lebih ringan daripada" in tell(broken, "S10")


@pytest.mark.parametrize(("kode", "target", "kunci"), [("iku-2", "94.50", "kadis/4"), ("iku-3", "2.90", "kadis/5")])
def test_a_target_that_asks_more_than_the_renstra(kode: str, target: str, kunci: str) -> None:
    broken = agreed(kode, target_sebelum=target, target_setelah=target)
    assert speak(broken) == [("S11", f"perjanjian/{kunci}/target_setelah")]
    assert "lebih berat daripada" in tell(broken, "S11")


def test_another_range_is_neither_easier_nor_harder() -> None:
    broken = agreed("iku-6", target_sebelum="50.0-90.0", target_setelah="50.0-90.0")
    assert speak(broken) == [("S11", "perjanjian/kadis/8/target_setelah")]
    assert "berbeda dari" in tell(broken, "S11")


def test_the_same_target_in_other_digits_is_the_same() -> None:
    assert speak(agreed("iku-2", target_sebelum="94", target_setelah="94.0")) == []


@pytest.mark.parametrize(
    ("kode", "urutan", "target", "lalu"), [("e3-05", 1, "66.00", "«66,40%»"), ("e3-06", 2, "21 menit", "«20 menit»")]
)
def test_a_target_below_the_last_result(kode: str, urutan: int, target: str, lalu: str) -> None:
    broken = agreed(kode, target_sebelum=target, target_setelah=target)
    assert speak(broken) == [("S12", f"perjanjian/bid-akses/{urutan}/target_setelah")]
    assert f"daripada hasil tahun 2024 {lalu}" in tell(broken, "S12")


def test_advice_follows_the_direction() -> None:
    for kode, target, advice in (("e3-05", "66.00", "Naikkan targetnya"), ("e3-06", "21 menit", "Turunkan targetnya")):
        assert advice in tell(agreed(kode, target_sebelum=target, target_setelah=target), "S12")


@pytest.mark.parametrize(
    ("kode", "arah", "path"),
    [
        ("iku-1", "turun", "naik dari «80,00 Nilai» (2021) menjadi «88,00 Nilai» (2026)"),
        ("iku-3", "naik", "turun dari «5,00%» (2021) menjadi «2,50%» (2026)"),
    ],
)
def test_a_direction_against_the_path_of_the_renstra(kode: str, arah: str, path: str) -> None:
    broken = change(read_contoh(), "indikator", {"kode": kode}, arah=arah, rumus="A" if arah == "turun" else None)
    assert path in tell(broken, "S17")
    assert f"indikator/{kode}/arah" in dict(speak(broken)).values()


def test_a_path_that_goes_both_ways_says_nothing_of_the_direction() -> None:
    broken = change(read_contoh(), "indikator", {"kode": "iku-3"}, arah="naik", rumus=None)
    broken = change(broken, "target_renstra", {"indikator": "iku-3", "tahun": 2023}, target="9")
    assert "S17" not in dict(speak(broken))


def test_a_target_of_the_renstra_only_is_shown_beside_the_result() -> None:
    broken = drop(read_contoh(), "perjanjian", indikator="iku-7")
    broken = change(broken, "target_renstra", {"indikator": "iku-7", "tahun": 2025}, target="70.00")
    assert speak(broken) == [("S01", "capaian.iku-7"), ("S12", "realisasi/iku-7/target")]


def test_a_target_equal_to_the_last_result_is_accepted() -> None:
    assert speak(agreed("e3-05", target_sebelum="66.40", target_setelah="66.40")) == []


def test_outputs_may_be_fewer_than_last_year() -> None:
    assert speak(agreed("e4-04", target_sebelum="12", target_setelah="12")) == []


def test_two_posts_promise_different_targets() -> None:
    row = {"jabatan": "bid-akses", "urutan": 3, "sasaran": "s-2", "indikator": "iku-7", "satuan": "%", "selisih": "0"}
    assert speak(add(read_contoh(), "perjanjian", **row, target_sebelum="80", target_setelah="80")) == []
    broken = add(read_contoh(), "perjanjian", **row, target_sebelum="75", target_setelah="75")
    assert speak(broken) == [("S13", "perjanjian/bid-akses/3/target_setelah")]
    (temuan,) = (temuan for temuan in list_temuan(broken, [perjanjian]) if temuan.kode == "S13")
    assert "«80.00» dalam perjanjian kinerja Kepala Dinas" in temuan.pesan
    assert (temuan.tercetak, temuan.terhitung) == ("75", "80.00")


def exact(dataset: Dataset, kode: str, nilai: str | None = None) -> Dataset:
    """Make the results of an indicator the same as its target in all years of the data; older ones are unknown."""
    if dataset.tahun == 2025:
        dataset = drop(dataset, "riwayat", indikator=kode)
    (target,) = (row["target_setelah"] for row in dataset.rows_by("perjanjian", "indikator")[kode])
    cells = {"pembilang": None, "penyebut": None, "nilai": nilai or target}
    exactly = change(dataset, "realisasi", {"indikator": kode, "triwulan": None}, **cells)
    return replace(exactly, lalu=exact(dataset.lalu, kode, nilai) if dataset.lalu else None, _memo={})


def test_an_indicator_that_always_hits_its_target() -> None:
    broken = exact(read_contoh(), "e3-02")
    assert speak(broken) == [("S14", "capaian.e3-02")]
    assert "selama 5 tahun yang diketahui (2021–2025)" in tell(broken, "S14")


def test_one_year_beside_the_target_is_enough() -> None:
    broken = change(exact(read_contoh(), "e3-02"), "realisasi", {"indikator": "e3-02"}, nilai="82.1")
    assert speak(broken) == []


@pytest.mark.parametrize(("kode", "nilai"), [("iku-8", None), ("iku-12", None), ("iku-6", "70")])
def test_what_cannot_be_exceeded_is_not_saturated(kode: str, nilai: str | None) -> None:
    assert speak(exact(read_contoh(), kode, nilai)) == []


def test_every_iku_exactly_on_target() -> None:
    broken = read_contoh()
    for row in broken.rows("perjanjian"):
        if row["indikator"].startswith("iku-"):
            nilai = "70" if row["indikator"] == "iku-6" else row["target_setelah"]
            cells = {"pembilang": None, "penyebut": None, "nilai": nilai, "catatan": None}
            broken = change(broken, "realisasi", {"indikator": row["indikator"], "triwulan": None}, **cells)
    assert speak(broken) == [("S15", "capaian.rata_rata")]
    assert speak(change(broken, "realisasi", {"indikator": "iku-1"}, nilai="86.51")) == []


def test_one_iku_on_target_is_no_pattern() -> None:
    broken = exact(read_contoh(), "iku-8")
    for row in read_contoh().rows_by("indikator", "tingkat")["iku"]:
        if row["kode"] != "iku-8":
            broken = change(broken, "indikator", {"kode": row["kode"]}, tingkat="sub_kegiatan")
    assert "S15" not in {temuan.kode for temuan in list_temuan(broken, [perjanjian])}


def test_an_iku_that_counts_papers() -> None:
    broken = change(read_contoh(), "indikator", {"kode": "iku-8"}, satuan="Dokumen")
    broken = change(broken, "perjanjian", {"indikator": "iku-8"}, satuan="Dokumen")
    assert speak(broken) == [("S16", "indikator/iku-8/satuan")]
