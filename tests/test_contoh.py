"""The demonstration agency: complete, consistent, and using everything that the data can say."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from lkip_utils import read_dataset
from lkip_utils.anggaran import compute_anggaran, compute_belanja
from lkip_utils.audit import audit_dataset
from lkip_utils.dataset import Dataset
from lkip_utils.folders import list_years
from lkip_utils.kinerja import list_hasil, list_riwayat
from lkip_utils.measures import Rentang
from lkip_utils.schemas import FILES
from lkip_utils.skala import Skala

DATA = Path(__file__).parents[1] / "data"
CONTOH = "contoh-dinas-teladan"
TAHUN = (2021, 2022, 2023, 2024, 2025)
ANALISIS = {"keadaan", "faktor_pendorong", "faktor_penghambat", "solusi", "program_pendukung"}


@cache
def contoh(tahun: int) -> Dataset:
    return read_dataset(CONTOH, tahun, DATA)


def _values(column: str) -> set[str]:
    return {row[column] for row in contoh(2025).rows("indikator") if row[column] is not None}


def test_five_years_with_the_years_before_them() -> None:
    assert tuple(list_years(CONTOH, DATA)) == TAHUN
    assert [contoh(tahun).lalu is not None for tahun in TAHUN] == [False, True, True, True, True]


def test_plainly_fictional() -> None:
    dataset = contoh(2025)
    assert dataset.profil("demonstrasi") == "ya"
    assert "Contoh" in dataset.profil("nama")
    assert "fiktif" in dataset.profil("daerah")
    assert all("fiktif" in row["nama"] for tahun in TAHUN for row in contoh(tahun).rows("pejabat"))


@pytest.mark.parametrize("tahun", TAHUN)
def test_read_as_it_is(tahun: int) -> None:
    """Nothing had to be taken for granted to read a cell: the files are an example of how to fill them."""
    assert contoh(tahun).penyesuaian == ()


@pytest.mark.parametrize("tahun", TAHUN)
def test_every_file_is_there(tahun: int) -> None:
    # Nothing is in dispute, and nothing is called by another name: only these two have no rows.
    assert {file for file in FILES if contoh(tahun)[file].empty} == {"keputusan", "sebutan"}


@pytest.mark.parametrize("tahun", TAHUN)
def test_nothing_to_find(tahun: int) -> None:
    assert [str(temuan) for temuan in audit_dataset(contoh(tahun))] == []


@pytest.mark.parametrize("tahun", TAHUN)
def test_budget_adds_up_every_way(tahun: int) -> None:
    dataset = contoh(tahun)
    total, belanja = compute_anggaran(dataset), compute_belanja(dataset)
    assert (total.rincian.pagu, total.rincian.realisasi) == (total.pagu, total.realisasi)
    assert (belanja.pagu, belanja.realisasi) == (total.pagu, total.realisasi)
    assert sum(row["pagu_murni"] for row in dataset.rows("anggaran")) == total.pagu_murni
    assert all(row["realisasi"] <= row["pagu"] for row in dataset.rows("anggaran"))


@pytest.mark.parametrize("tahun", TAHUN)
def test_every_iku_has_its_analyses(tahun: int) -> None:
    dataset = contoh(tahun)
    supported = {row["sasaran"] for row in dataset.rows("program")}
    for hasil in list_hasil(dataset, "iku"):
        i = hasil.indikator
        own = dataset.rows_by("analisis", "indikator")[i.kode]
        assert {row["jenis"] for row in own} == ANALISIS
        assert {row["lingkup"] for row in own if row["jenis"] == "faktor_pendorong"} == {"internal", "eksternal"}
        assert list_riwayat(dataset, i.kode)[-1].tahun == tahun - 1
        assert hasil.target is not None
        assert tahun in {row["tahun"] for row in dataset.rows_by("benchmark", "indikator")[i.kode]}
        assert i.sasaran in supported


def test_every_formula_kind_is_used() -> None:
    assert _values("arah") == {"naik", "turun", "rentang"}
    assert _values("rumus") == {"A", "B"}
    assert _values("bentuk") == {"bilangan", "predikat_sakip", "opini_bpk", "durasi", "rasio"}
    hasil = [h for tahun in TAHUN for h in list_hasil(contoh(tahun), "iku")]
    assert any(isinstance(h.target, Rentang) for h in hasil)
    assert {h.capaian.nilai for h in hasil if h.target == Decimal(0)} == {Decimal(0), Decimal(100)}
    assert any(h.capaian.mentah is not None and h.capaian.nilai == 120 < h.capaian.mentah for h in hasil)


def test_one_result_is_missing_and_says_why() -> None:
    missing = [
        (tahun, h.indikator.kode) for tahun in TAHUN for h in list_hasil(contoh(tahun), "iku") if h.realisasi is None
    ]
    assert missing == [(2025, "iku-9")]
    row = contoh(2025).rows_by("realisasi", "indikator")["iku-9"][0]
    assert row["nilai"] is None
    assert "survei" in row["catatan"]


@pytest.mark.parametrize("tahun", TAHUN)
def test_quarters_lead_to_the_year(tahun: int) -> None:
    quarterly = {row["indikator"] for row in contoh(tahun).rows("realisasi") if row["triwulan"]}
    assert quarterly == {"iku-2", "e3-07", "sk-07", "sk-16"}
    for kode in quarterly:
        rows = contoh(tahun).rows_by("realisasi", "indikator")[kode]
        parts = [Decimal(row["nilai"]) for row in rows if row["triwulan"]]
        year = next(Decimal(row["nilai"]) for row in rows if not row["triwulan"])
        cumulative = rows[0]["catatan"].startswith("kumulatif")
        assert year == (parts[-1] if cumulative else sum(parts))


def test_scale_of_its_own_is_total() -> None:
    skala = Skala.from_frame(contoh(2025)["skala"], "bulat")
    assert skala.problems() == []
    assert [str(kelas.bawah) for kelas in skala.kelas[:-1]] == ["95", "85", "70", "55"]
    assert skala.kategori(Decimal("94.996")) == "Sangat Berhasil"
