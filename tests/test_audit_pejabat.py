"""Signatures: one person, one name, one rank, one NIP, in time."""

from __future__ import annotations

import pytest
from rusak import YEARS, change, list_temuan, read_contoh, speak, tell

from lkip_utils import Dataset
from lkip_utils.audit import pejabat
from lkip_utils.audit.pejabat import GOLONGAN, split_pangkat


@pytest.mark.parametrize("tahun", YEARS)
def test_the_whole_agency_is_silent(tahun: int) -> None:
    assert list_temuan(read_contoh(tahun), [pejabat]) == []


def sign(dokumen: str = "penutup", **cells: str | None) -> Dataset:
    return change(read_contoh(), "pejabat", {"dokumen": dokumen}, **cells)


@pytest.mark.parametrize(
    ("column", "text"),
    [("pangkat", "Pembina Tk. I / IVb"), ("nip", "19750202 200001 2 003"), ("nama", "Dr. Contoh Tiga, M.A.P.")],
)
def test_one_person_in_two_ways(column: str, text: str) -> None:
    broken = sign(**{column: text})
    assert speak(broken) == [("O01", f"pejabat/penutup/{column}")]
    (temuan,) = list_temuan(broken, [pejabat])
    assert f"«{text}» pada penutup" in temuan.pesan
    assert f"«{temuan.terhitung}» pada Kata Pengantar" in temuan.pesan
    assert (temuan.tercetak, temuan.lokasi) == (text, "penutup")


@pytest.mark.parametrize(
    "cells",
    [
        {"pangkat": "PEMBINA UTAMA MUDA, IV c"},
        {"pangkat": "Pembina Utama Muda/IVc"},
        {"nip": "197502022000012002"},
        {"nama": "DR CONTOH DUA, M.A.P. (nama fiktif)"},
        {"pangkat": None, "nip": None},
    ],
)
def test_other_spellings_are_the_same_person(cells: dict[str, str | None]) -> None:
    assert speak(sign(**cells)) == []


def test_what_one_page_leaves_out_contradicts_nothing() -> None:
    assert speak(sign("kata_pengantar", pangkat=None, nip=None)) == []


def test_two_people_may_differ() -> None:
    assert speak(sign("reviu", pangkat="Pembina (IV/a)")) == []


@pytest.mark.parametrize(
    ("nip", "problem"),
    [
        ("19720303 199703 1 00", "panjangnya 17"),
        ("1972O303 199703 1 003", "panjangnya 18, diharapkan 18 angka"),
        ("19721303 199703 1 003", "«19721303» bukan tanggal lahir"),
        ("19720303 199713 1 003", "«199713» bukan tahun dan bulan pengangkatan"),
        ("19720303 198003 1 003", "«198003» bukan tahun dan bulan pengangkatan"),
        ("19720303 199703 3 003", "angka ke-15 «3»"),
        ("197203031997031000", "seperti bila Excel menyimpannya sebagai bilangan"),
    ],
)
def test_a_nip_that_cannot_be(nip: str, problem: str) -> None:
    broken = sign("reviu", nip=nip)
    assert speak(broken) == [("O02", "pejabat/reviu/nip")]
    assert problem in tell(broken, "O02")


@pytest.mark.parametrize("nip", ["197203031997031003", "19720303.199703.1.003", "19720303 202321 2 001", None])
def test_nips_that_can_be(nip: str | None) -> None:
    assert speak(sign("reviu", nip=nip)) == []


@pytest.mark.parametrize(
    ("pangkat", "proper"), [("Pembina Utama Muda (IV/b)", "IV/c"), ("Penata Tk. 1, III/c", "III/d")]
)
def test_a_grade_of_another_rank(pangkat: str, proper: str) -> None:
    broken = sign("reviu", pangkat=pangkat)
    assert speak(broken) == [("O03", "pejabat/reviu/pangkat")]
    assert f"golongan pangkat itu {proper}" in tell(broken, "O03")


@pytest.mark.parametrize(
    "pangkat", ["Penata Tk. I (III/d)", "Pembina", "IV/a", "Letnan Kolonel", "Pembina  Tingkat I - IV/b"]
)
def test_ranks_that_agree_with_their_grade(pangkat: str) -> None:
    assert speak(sign("reviu", pangkat=pangkat)) == []


def test_every_rank_is_read_with_its_grade() -> None:
    assert len(set(GOLONGAN.values())) == len(GOLONGAN) == 17
    for rank, grade in GOLONGAN.items():
        assert split_pangkat(f"{rank.title()} ({grade})") == (rank, grade)


@pytest.mark.parametrize(
    ("tanggal", "why"),
    [
        ("2026-03-01", "lewat akhir Februari 2026"),
        ("2026-03", "lewat akhir Februari 2026"),
        ("2025-11-30", "sebelum tahun 2025 berakhir"),
    ],
)
def test_a_date_too_late_or_too_early(tanggal: str, why: str) -> None:
    broken = sign("penutup", tanggal=tanggal)
    assert speak(broken) == [("O04", "pejabat/penutup/tanggal")]
    assert why in tell(broken, "O04")


@pytest.mark.parametrize("tanggal", ["2026-02-28", "2026-02", "2025-12-31", "2026-01-05", None])
def test_dates_in_time(tanggal: str | None) -> None:
    assert speak(sign("penutup", tanggal=tanggal)) == []
