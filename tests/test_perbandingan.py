"""Comparisons over time."""

from __future__ import annotations

from decimal import Decimal

import pytest

from lkip_utils.measures import Rentang
from lkip_utils.numbers import round_half_up
from lkip_utils.perbandingan import Perubahan, compute_kemajuan, compute_perubahan


@pytest.mark.parametrize(
    ("kini", "lalu", "satuan", "expected"),
    [
        ("100", "93.5", "%", ("6.5", None, "naik", "poin persentase")),
        ("90", "100", "Persen", ("-10", None, "turun", "poin persentase")),
        ("100", "100", "%", ("0", None, "tetap", "poin persentase")),
        ("22", "20", "Parpol", ("2", "10", "naik", "Parpol")),
        ("18", "20", "Parpol", ("-2", "-10", "turun", "Parpol")),
        ("-1", "-2", "Poin", ("1", "50", "naik", "Poin")),
        ("3", "0", "Kasus", ("3", None, "naik", "Kasus")),
        ("0", "0", None, ("0", None, "tetap", "")),
        ("73.80", "67.93", None, ("5.87", "8.64", "naik", "")),
    ],
)
def test_change_against_last_year(
    kini: str, lalu: str, satuan: str | None, expected: tuple[str, str | None, str, str]
) -> None:
    perubahan = compute_perubahan(Decimal(kini), Decimal(lalu), satuan)
    relatif = None if perubahan.relatif is None else round_half_up(perubahan.relatif, 2)
    assert perubahan.selisih == Decimal(expected[0])
    assert relatif == (None if expected[1] is None else Decimal(expected[1]))
    assert (perubahan.arah, perubahan.satuan) == expected[2:]


@pytest.mark.parametrize(("kini", "lalu"), [(None, Decimal(1)), (Decimal(1), None), (None, None)])
def test_an_unknown_year_gives_no_change(kini: Decimal | None, lalu: Decimal | None) -> None:
    assert compute_perubahan(kini, lalu, "%") == Perubahan(None, None, None, "poin persentase")


@pytest.mark.parametrize(
    ("realisasi", "akhir", "tahun", "arah", "rumus", "expected"),
    [
        ("7.8", "21.3", "7.8", "naik", None, ("36.62", "13.5", True)),
        ("7.7", "21.3", "7.8", "naik", None, ("36.15", "13.6", False)),
        ("100", "100", "100", "naik", None, ("100", "0", True)),
        ("25", "21.3", "17", "naik", None, ("117.37", "0", True)),
        ("8", "4", "10", "turun", "A", ("0", "4", True)),
        ("8", "4", "6", "turun", "B", ("50", "4", False)),
        ("0", "0", "0", "turun", "A", ("100", "0", True)),
        ("2", "0", "3", "turun", "A", ("0", "2", True)),
    ],
)
def test_progress_to_the_end_of_the_renstra(
    realisasi: str, akhir: str, tahun: str, arah: str, rumus: str | None, expected: tuple[str, str, bool]
) -> None:
    kemajuan = compute_kemajuan(Decimal(realisasi), Decimal(akhir), Decimal(tahun), arah, rumus)
    assert kemajuan.persen is not None
    assert round_half_up(kemajuan.persen, 2) == Decimal(expected[0])
    assert kemajuan.sisa == Decimal(expected[1])
    assert kemajuan.sesuai_jalur is expected[2]


@pytest.mark.parametrize(
    ("realisasi", "di_atas", "sisa", "on_track"),
    [
        ("15", "meleset", "0", True),
        ("7", "cukup", "3", False),
        ("22", "meleset", "2", False),
        ("22", "cukup", "0", True),
        ("22", "lebih baik", "0", True),
    ],
)
def test_progress_into_a_range(realisasi: str, di_atas: str, sisa: str, on_track: bool) -> None:
    target = Rentang(Decimal(10), Decimal(20))
    kemajuan = compute_kemajuan(Decimal(realisasi), target, target, "rentang", di_atas=di_atas)
    assert kemajuan.persen is not None
    assert (kemajuan.persen >= 100) is on_track, "jalur dan capaian tidak boleh bertentangan"
    assert (kemajuan.sisa, kemajuan.sesuai_jalur) == (Decimal(sisa), on_track)


def test_progress_with_something_missing() -> None:
    unknown = compute_kemajuan(None, Decimal(10), Decimal(5), "naik")
    assert (unknown.persen, unknown.sisa, unknown.sesuai_jalur) == (None, None, None)
    assert unknown.aturan == "realisasi belum tersedia"
    no_path = compute_kemajuan(Decimal(5), Decimal(10), None, "naik")
    assert (no_path.persen, no_path.sisa, no_path.sesuai_jalur) == (Decimal(50), Decimal(5), None)
    no_end = compute_kemajuan(Decimal(5), None, Decimal(5), "naik")
    assert (no_end.persen, no_end.sisa, no_end.sesuai_jalur) == (None, None, True)


def test_progress_against_a_target_of_another_kind() -> None:
    kemajuan = compute_kemajuan(Decimal(5), Rentang(Decimal(1), Decimal(9)), Decimal(5), "naik")
    assert (kemajuan.persen, kemajuan.sisa, kemajuan.sesuai_jalur) == (None, None, True)
