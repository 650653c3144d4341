"""Texts: what is copied or speaks of another year is found; what only looks like it is not."""

from __future__ import annotations

from dataclasses import replace

import pytest
from rusak import YEARS, add, change, list_temuan, read_contoh, speak, tell

from lkip_utils import Dataset
from lkip_utils.audit import teks
from lkip_utils.audit.teks import list_years

LAST = "Nilai kepuasan melampaui target setelah keluhan pengguna daring dijawab dengan panduan baru dan meja bantuan."
"""What iku-1 said of its state in 2024."""


@pytest.mark.parametrize("tahun", YEARS)
def test_the_whole_agency_is_silent(tahun: int) -> None:
    assert list_temuan(read_contoh(tahun), [teks]) == []


def write(uraian: str, kode: str = "iku-1", jenis: str = "keadaan", dataset: Dataset | None = None) -> Dataset:
    """Let the first text of a kind be another one."""
    return change(dataset or read_contoh(), "analisis", {"indikator": kode, "jenis": jenis, "urutan": 1}, uraian=uraian)


def compare(uraian: str, kode: str = "iku-1") -> Dataset:
    return add(read_contoh(), "analisis", indikator=kode, jenis="perbandingan", urutan=1, uraian=uraian)


KEADAAN = "analisis/iku-1/keadaan/1/uraian"


# ── copied texts ────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "text",
    [
        LAST,
        LAST.upper(),
        LAST.replace("melampaui", "kembali melampaui"),
        f"Tahun 2025: {LAST}",
        LAST.replace(".", " !"),
    ],
)
def test_last_years_words_are_told(text: str) -> None:
    broken = write(text)
    assert speak(broken) == [("T01", KEADAAN)]
    assert "dengan uraian tahun 2024" in tell(broken, "T01")
    assert "lainnya" not in tell(broken, "T01")


def test_copies_of_one_indicator_are_one_finding() -> None:
    solusi = "Menyiapkan jalur verifikasi sementara dan memberi tahu pemohon lewat pesan singkat bila ada penundaan."
    broken = write(solusi, jenis="solusi", dataset=write(LAST))
    assert speak(broken) == [("T01", KEADAAN)]
    assert "dan 1 uraian lainnya" in tell(broken, "T01")


@pytest.mark.parametrize(
    "text",
    [
        "Nilai kepuasan melampaui target berkat jadwal baru, meja bantuan, dan rotasi petugas pada jam ramai.",
        f"{LAST} Sebanyak 31 loket ikut serta.",
    ],
)
def test_words_of_this_year_are_accepted(text: str) -> None:
    assert speak(write(text)) == []


def test_another_number_makes_another_text() -> None:
    last = read_contoh().lalu
    assert last is not None
    text = "Permohonan yang selesai tepat waktu sebanyak {} dari seluruh permohonan yang diterima tahun {}."
    frames = {**last.frames, "analisis": write(text.format(812, 2024), dataset=last)["analisis"]}
    dataset = replace(read_contoh(), lalu=replace(last, frames=frames, _memo={}), _memo={})
    assert speak(write(text.format(907, 2025), dataset=dataset)) == []
    assert speak(write(text.format(812, 2025), dataset=dataset)) == [("T01", KEADAAN)]


def test_short_texts_and_programmes_may_stay() -> None:
    last = read_contoh().lalu
    assert last is not None
    short = "Ruang tunggu sempit"
    again = replace(read_contoh(), lalu=replace(write(short, dataset=last), _memo={}), _memo={})
    assert speak(write(short, dataset=again)) == []
    (programme,) = (
        row["uraian"] for row in last.rows_by("analisis", "indikator")["iku-1"] if row["jenis"] == "program_pendukung"
    )
    assert speak(write(programme, jenis="program_pendukung")) == []


def test_the_words_of_another_indicator_are_told() -> None:
    text = "Petugas penyambut mengarahkan pengunjung ke ruang yang lebih lengang sejak pintu masuk."
    broken = write(text, "iku-7", "faktor_pendorong")
    assert speak(broken) == [("T02", "analisis/iku-7/faktor_pendorong/internal/1/uraian")]
    assert "dengan uraian iku-6" in tell(broken, "T02")


def test_all_words_of_another_indicator_are_one_finding() -> None:
    broken = read_contoh()
    for row in read_contoh().rows_by("analisis", "indikator")["iku-6"]:
        broken = write(row["uraian"], "iku-7", row["jenis"], broken)
    assert speak(broken) == [("T02", "analisis/iku-7/keadaan/1/uraian")]


def test_one_indicator_may_say_a_thing_twice() -> None:
    text = read_contoh().rows_by("analisis", "indikator")["iku-1"][0]["uraian"]
    broken = add(read_contoh(), "analisis", indikator="iku-1", jenis="keadaan", urutan=2, uraian=text)
    assert speak(broken) == []


# ── years ───────────────────────────────────────────────────────────────────────────────

BANDING = "analisis/iku-1/perbandingan/1/uraian"


@pytest.mark.parametrize(
    "text",
    [
        "Dibandingkan dengan capaian pada tahun 2025, hasilnya sama.",
        "Perbandingan capaian kinerja dengan tahun 2025 menunjukkan hasil yang sama.",
    ],
)
def test_a_year_compared_with_itself(text: str) -> None:
    broken = compare(text)
    assert speak(broken) == [("T03", BANDING)]
    assert "mis. 2024" in tell(broken, "T03")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Perbandingan capaian tahun 2024 dengan tahun 2023 sama halnya.", "«2023 dan 2024»"),
        ("Dibandingkan tahun 2022, hasilnya naik.", "«2022»"),
    ],
)
def test_a_comparison_of_other_years(text: str, told: str) -> None:
    broken = compare(text)
    assert speak(broken) == [("T04", BANDING)]
    assert told in tell(broken, "T04")


@pytest.mark.parametrize(
    "text",
    [
        "Dibandingkan tahun 2024, hasil tahun 2025 naik.",
        "Dibandingkan dengan tahun 2024, hasilnya naik.",
        "Dibandingkan tahun sebelumnya, hasil tahun 2025 naik.",
        "Dibandingkan tahun 2020, hasil tahun ini naik.",
        "Dibandingkan rata-rata nasional tahun 2025, hasilnya lebih baik.",
        "Perbandingan dengan target tahun 2025 dan akhir Renstra 2026.",
        "Perbandingan menurut Peraturan Daerah Nomor 3 Tahun 2019 tentang Pelayanan.",
        "Capaiannya lebih baik daripada tahun lalu.",
    ],
)
def test_comparisons_of_the_right_years(text: str) -> None:
    assert speak(compare(text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "Sebanyak 31 loket dibuka pada tahun 2024 di semua kecamatan.",
        "Jajak pendapat tahun 2023 dan 2024 dilakukan di semua kecamatan.",
    ],
)
def test_a_text_about_another_year(text: str) -> None:
    broken = write(text)
    assert speak(broken) == [("T05", KEADAAN)]
    assert "tentang tahun 2025" in tell(broken, "T05")


@pytest.mark.parametrize(
    "text",
    [
        "Sebanyak 31 loket dibuka pada tahun 2024 dan 12 pada tahun 2025.",
        "Sebanyak 31 loket dibuka pada tahun 2024 dan 12 pada tahun ini.",
        "Aplikasi ini dipakai sejak tahun 2021 di semua kecamatan.",
        "Kepuasan naik dari nilai yang dicapai pada 2024.",
        "Warga mengandalkan Keputusan Bupati Nomor 188.45/12 Tahun 2024 tentang Rute Layanan Keliling.",
        "Ruang layanan dipakai bergantian mulai 12 Mei 2024 sampai penghujung tahun ini.",
        "Rencana Strategis 2021-2026 menempatkan layanan keliling di depan.",
        "Gerai pemilihan umum 2029 dipersiapkan lebih awal.",
        "Menurut data BPS 2024, jumlah penduduk usia layanan bertambah.",
    ],
)
def test_texts_that_may_name_another_year(text: str) -> None:
    assert speak(write(text)) == []


@pytest.mark.parametrize(
    ("file", "where", "column", "kunci"),
    [
        ("upaya", {"jenis": "upaya", "urutan": 1}, "uraian", "upaya/upaya/1/uraian"),
        ("isu_strategis", {"urutan": 1}, "uraian", "isu_strategis/1/uraian"),
        ("rekomendasi", {"kode": "a"}, "tindak_lanjut", "rekomendasi/a/tindak_lanjut"),
    ],
)
def test_other_files_speak_of_the_year_too(file: str, where: dict[str, object], column: str, kunci: str) -> None:
    stale = "Menata ulang loket untuk tahun 2023 di semua kecamatan"
    assert speak(change(read_contoh(), file, where, **{column: stale})) == [("T05", kunci)]
    fresh = "Menata ulang loket untuk tahun 2026 di semua kecamatan"
    assert speak(change(read_contoh(), file, where, **{column: fresh})) == []


def test_a_decree_for_another_year() -> None:
    decree = "Keputusan Bupati Nomor : 188.45/{} Tahun {} tentang Tim Layanan Keliling Tahun Anggaran {}."
    broken = write(decree.format(12, 2024, 2024), jenis="solusi", dataset=write(decree.format(11, 2024, 2024)))
    assert speak(broken) == [("T06", KEADAAN)]
    assert tell(broken, "T06").startswith("2 keputusan")
    assert speak(write(decree.format(12, 2024, 2025))) == []


def printed(kunci: str, tercetak: str, baris: str = "judul") -> Dataset:
    cells = {"tempat": "Tabel 2.6", "baris": baris, "kolom": "tahun", "tercetak": tercetak, "kunci": kunci}
    return add(read_contoh(), "angka_tercetak", **cells)


@pytest.mark.parametrize(
    ("kunci", "tercetak", "proper"),
    [
        ("tahun", "2024", "tahun laporan «2025»"),
        ("tahun", "TAHUN 2026", "tahun laporan «2025»"),
        ("tahun_lalu", "2025", "tahun pembandingnya «2024»"),
    ],
)
def test_a_printed_year_of_another_report(kunci: str, tercetak: str, proper: str) -> None:
    broken = printed(kunci, tercetak)
    assert speak(broken) == [("T07", "angka_tercetak/Tabel 2.6/judul/tahun/tercetak")]
    (temuan,) = (temuan for temuan in list_temuan(broken, [teks]) if temuan.kode == "T07")
    assert f"padahal {proper}" in temuan.pesan
    assert (temuan.lokasi, temuan.tercetak, temuan.baris) == ("Tabel 2.6", tercetak, len(broken["angka_tercetak"]) + 1)


@pytest.mark.parametrize(("kunci", "tercetak"), [("tahun", "TAHUN 2025"), ("tahun_lalu", "2024"), ("tahun", "-")])
def test_printed_years_that_are_right(kunci: str, tercetak: str) -> None:
    assert speak(printed(kunci, tercetak)) == []


def test_a_year_that_its_text_already_shows_is_not_told_twice() -> None:
    broken = printed("tahun", "2024", baris="iku-1")
    assert speak(broken) == [("T07", "angka_tercetak/Tabel 2.6/iku-1/tahun/tercetak")]
    told = write("Sebanyak 31 loket dibuka pada tahun 2024 di semua kecamatan.", dataset=broken)
    assert speak(told) == [("T05", KEADAAN)]


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("Tahun 2024 dan 2025", [2024, 2025]),
        ("Nomor 12024 dan 188.45/2024/Kum, UU 23/2014, PP 58 Tahun 2005", []),
        ("No. 5 Tahun 2014 tentang Pelayanan Tahun 2013; tahun 2025", [2025]),
        ("periode 2021–2026, 2021 s.d. 2026, 2021 sampai dengan 2026", []),
        ("31 Desember 2024, Januari 2025", []),
    ],
)
def test_years_in_a_text(text: str, years: list[int]) -> None:
    assert list_years(text) == years
