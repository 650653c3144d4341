"""Follow-up: what is missing, repeats the recommendation, or answers another one."""

from __future__ import annotations

import pytest
from rusak import YEARS, change, list_temuan, read_contoh, speak, tell

from lkip_utils import Dataset
from lkip_utils.audit import tindak_lanjut


@pytest.mark.parametrize("tahun", YEARS)
def test_the_whole_agency_is_silent(tahun: int) -> None:
    assert list_temuan(read_contoh(tahun), [tindak_lanjut]) == []


def answer(kode: str = "a", dataset: Dataset | None = None, **cells: str | None) -> Dataset:
    return change(dataset or read_contoh(), "rekomendasi", {"kode": kode}, **cells)


ACTION = "rekomendasi/a/tindak_lanjut"


def test_a_recommendation_without_an_action() -> None:
    broken = answer(tindak_lanjut=None, penanggung_jawab=None, tenggat=None, status=None)
    assert speak(broken) == [("R01", ACTION)]


@pytest.mark.parametrize("column", ["penanggung_jawab", "tenggat", "status"])
def test_an_action_that_nobody_does_in_time(column: str) -> None:
    broken = answer(**{column: None})
    assert speak(broken) == [("R02", f"rekomendasi/a/{column}")]
    assert f"rekomendasi a belum mempunyai {column.replace('_', ' ')}." in tell(broken, "R02")


def test_the_same_gap_of_many_is_one_finding() -> None:
    broken = answer("b", answer(tenggat=None, status=None), tenggat=None, status=None)
    assert speak(broken) == [("R02", "rekomendasi/a/tenggat")]
    assert "rekomendasi a dan b belum mempunyai tenggat dan status" in tell(broken, "R02")
    assert len(speak(answer("c", broken, status=None))) == 2


@pytest.mark.parametrize(
    ("recommendation", "action"),
    [
        ("Untuk menyusun dan menetapkan SOP perencanaan kinerja", "Penyusunan dan menetapkan SOP perencanaan kinerja"),
        ("Untuk menyusun dan menetapkan SOP perencanaan kinerja", "Penyusunan dan penetapan SOP perencanaan kinerja"),
        ("Sebaiknya melampirkan jadwal pengukuran", "Melampirkan jadwal pengukuran"),
        ("Agar jadwal pengukuran dilampirkan dalam laporan", "Melampirkan jadwal pengukuran dalam laporan"),
        ("Perbaiki mutu data kinerja.", "PERBAIKI MUTU DATA KINERJA"),
    ],
)
def test_an_action_that_only_says_it_again(recommendation: str, action: str) -> None:
    broken = answer(uraian=recommendation, tindak_lanjut=action)
    assert speak(broken) == [("R03", ACTION)]
    (temuan,) = list_temuan(broken, [tindak_lanjut])
    assert temuan.tercetak == action
    assert f"«{action}»" in temuan.pesan


@pytest.mark.parametrize(
    ("recommendation", "action"),
    [
        (
            "Untuk menyusun dan menetapkan SOP perencanaan kinerja",
            "SOP perencanaan kinerja Nomor 7 ditetapkan Kepala Dinas pada 4 Maret dan diperkenalkan kepada semua bidang",
        ),
        (
            "Saat monev agar disertai daftar hadir yang ditandatangani pimpinan",
            "Formulir monev kini memuat kolom tanda tangan kepala bidang",
        ),
        ("Perbaiki mutu data", "Menata buku layanan"),
    ],
)
def test_an_action_that_does_something(recommendation: str, action: str) -> None:
    assert speak(answer(uraian=recommendation, tindak_lanjut=action)) == []


def test_an_action_that_answers_another_recommendation() -> None:
    assert speak(answer(tindak_lanjut="Tim lintas bidang menilai diri sendiri sebelum Inspektorat datang")) == []
    broken = answer(tindak_lanjut="Evaluasi mandiri mendahului penilaian resmi")
    assert speak(broken) == [("R04", ACTION)]
    assert "menjawab rekomendasi c" in tell(broken, "R04")


def test_two_recommendations_in_the_same_words_are_each_repeated() -> None:
    same = "Evaluasi mandiri sebaiknya mendahului penilaian resmi"
    broken = answer(uraian=same, tindak_lanjut="Evaluasi mandiri mendahului penilaian resmi")
    broken = answer("c", broken, uraian=same, tindak_lanjut="Evaluasi mandiri mendahului penilaian resmi")
    assert speak(broken) == [("R03", ACTION), ("R03", "rekomendasi/c/tindak_lanjut")]


def test_done_without_proof() -> None:
    assert speak(answer(bukti=None)) == [("R05", "rekomendasi/a/bukti")]
    assert speak(answer(bukti=None, status="proses")) == []
