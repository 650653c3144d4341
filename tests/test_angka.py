"""The headline numbers of angka.json: value, unit and the way back to the CSV."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from lkip_utils import Dataset
from lkip_utils.angka import Angka, compute_angka, compute_toleransi
from lkip_utils.kinerja import compute_hasil
from lkip_utils.numbers import round_half_up

Read = Callable[..., Dataset]
Edit = Callable[[str, str, str], None]
A = "dinas-contoh-uji"


@pytest.fixture(scope="module")
def angka(dataset: Dataset) -> dict[str, Angka]:
    return compute_angka(dataset)


@pytest.mark.parametrize(
    ("kunci", "nilai", "satuan", "berkas", "baris"),
    [
        ("anggaran.pagu_murni", "220000000", "rupiah", "2024/apbd.csv", (2,)),
        ("anggaran.pagu", "230000000", "rupiah", "2024/apbd.csv", (3,)),
        ("anggaran.realisasi", "171000000", "rupiah", "2024/apbd.csv", (3,)),
        ("anggaran.serapan", "74.347826", "persen", "2024/apbd.csv", (3,)),
        ("belanja.pagu", "220000000", "rupiah", "2024/belanja.csv", ()),
        ("belanja.serapan", "77.272727", "persen", "2024/belanja.csv", ()),
        ("capaian.rata_rata", "127.046296", "persen", "2024/realisasi.csv", ()),
        ("perubahan.rata_rata", "15.379630", "poin", "2024/realisasi.csv", ()),
        ("capaian.it-1", "100", "persen", "2024/realisasi.csv", (2,)),
        ("capaian.iku-1", "83.333333", "persen", "2024/realisasi.csv", (3,)),
        ("renstra.iku-1", "74.074074", "persen", "2024/realisasi.csv", (3,)),
        ("capaian.iku-3", "162.425926", "persen", "2024/realisasi.csv", (6,)),
        ("capaian.e3-7", "80", "persen", "2024/realisasi.csv", (13,)),
        ("pagu.8.01", "150000000", "rupiah", "2024/anggaran.csv", (2, 3)),
        ("serapan.8.01", "73.333333", "persen", "2024/anggaran.csv", (2, 3)),
        ("kinerja.8.02.01", "95", "persen", "2024/anggaran.csv", (4, 5)),
        ("serapan.8.01.01.02", "40", "persen", "2024/anggaran.csv", (3,)),
        ("serapan.s-1", "73.333333", "persen", "2024/anggaran.csv", ()),
        ("realisasi.s-2", "60000000", "rupiah", "2024/anggaran.csv", ()),
        ("sakip.2023", "72.5", "nilai", "sakip.csv", (3,)),
        ("sakip.2024", "70", "nilai", "sakip.csv", (4,)),
    ],
)
def test_each_number_and_its_source(
    angka: dict[str, Angka], kunci: str, nilai: str, satuan: str, berkas: str, baris: tuple[int, ...]
) -> None:
    found = angka[kunci]
    assert found.nilai is not None
    assert round_half_up(found.nilai, 6) == Decimal(nilai)
    assert (found.satuan, found.berkas, found.baris) == (satuan, f"{A}/{berkas}", baris)


@pytest.mark.parametrize("kunci", ["capaian.iku-4", "renstra.iku-4", "capaian.e4-1", "serapan.8.02.01.02", "pagu.8.03"])
def test_what_isnt_known_is_null(angka: dict[str, Angka], kunci: str) -> None:
    assert angka[kunci].nilai is None
    assert angka[kunci].to_dict()["nilai"] is None


def test_later_scores_stay_out(angka: dict[str, Angka]) -> None:
    years = [kunci for kunci in angka if kunci.startswith("sakip.2")]
    assert years == ["sakip.2022", "sakip.2023", "sakip.2024"]
    assert angka["sakip.perubahan"].nilai == Decimal("-2.5")


def test_no_change_spans_a_year_without_a_score(edit: Edit, read: Read) -> None:
    edit("sakip.csv", "2023,72.5,BB,\n", "")
    scores = [kunci for kunci in compute_angka(read()) if kunci.startswith("sakip.")]
    assert scores == ["sakip.2022", "sakip.2024"]


def test_a_mean_says_of_how_many_it_is(edit: Edit, read: Read) -> None:
    edit("2024/anggaran.csv", "8.01.01.02,80,", "8.01.01.02,,")
    assert compute_angka(read())["kinerja.8.01"].cakupan == "1 dari 2 sub kegiatan"


def test_the_published_form(angka: dict[str, Angka]) -> None:
    assert angka["serapan.8.01.01.01"].to_dict() == {
        "nilai": 90.0,
        "satuan": "persen",
        "berkas": f"{A}/2024/anggaran.csv",
        "baris": [2],
        "formula": "realisasi / pagu × 100",
        "cakupan": "1 dari 1 sub kegiatan",
    }


def test_every_number_tells_its_formula(angka: dict[str, Angka]) -> None:
    assert [kunci for kunci, found in angka.items() if not found.formula] == []


def test_what_has_no_plain_number_is_text(angka: dict[str, Angka]) -> None:
    assert angka["kategori.iku-1"].nilai == "Tinggi"
    assert angka["realisasi.iku-3"].nilai == "1 jam 7 menit 38 detik"


def test_every_source_exists(data: Path, read: Read) -> None:
    for tahun in (2023, 2024):
        for found in compute_angka(read(tahun)).values():
            assert found.nilai is None or (data / found.berkas).is_file(), f"{tahun}: {found}"


def test_the_source_of_a_total_is_where_it_stands(edit: Edit, read: Read, dataset_2023: Dataset) -> None:
    edit("2024/apbd.csv", "murni,220000000,,\nperubahan,230000000,171000000,\n", "murni,220000000,110000000,\n")
    assert compute_angka(read())["anggaran.pagu"].baris == (2,)
    assert compute_angka(dataset_2023)["anggaran.pagu"].berkas == f"{A}/2023/anggaran.csv"


def test_the_tree_and_not_the_spelling_of_codes_leads_to_the_rows(edit: Edit, read: Read) -> None:
    edit("program.csv", "\n8.01.01.02,", "\nX-2,")
    edit("2024/anggaran.csv", "\n8.01.01.02,", "\nX-2,")
    assert compute_angka(read())["serapan.8.01"].baris == (2, 3)


def test_a_rounded_result_leaves_room_and_a_whole_one_none(edit: Edit, read: Read) -> None:
    edit("2024/realisasi.csv", "iku-2,,,,,12,,", "iku-2,,,,,12.50,,")
    numbers = compute_angka(read())
    assert round_half_up(numbers["capaian.iku-2"].toleransi, 4) == Decimal("0.0417")
    assert numbers["capaian.iku-1"].toleransi == 0
    assert numbers["capaian.iku-3"].toleransi == 0
    assert round_half_up(numbers["capaian.rata_rata"].toleransi, 4) == Decimal("0.0104")
    assert round_half_up(numbers["capaian.s-1"].toleransi, 4) == Decimal("0.0208")
    assert round_half_up(numbers["renstra.iku-2"].toleransi, 4) == Decimal("0.0417")


def test_a_missed_target_of_zero_is_no_rounding(edit: Edit, read: Read) -> None:
    edit("2024/realisasi.csv", "\ne3-1,,,,,8,,", "\ne3-1,,,,,0.0,,")
    hasil = compute_hasil(read(), "e3-1")
    assert compute_toleransi(hasil) == Decimal("0.5")
    assert compute_toleransi(replace(hasil, target=Decimal(0))) == 0
