"""The register: what agrees, what was rounded, what differs, what nobody can compute."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lkip_utils import Dataset
from lkip_utils.numbers import format_number, round_half_up
from lkip_utils.register import STATUS, Banding, Entri, build_register, compare, count_places, count_status

Read = Callable[..., Dataset]
Edit = Callable[[str, str, str], None]


@pytest.mark.parametrize(
    ("printed", "value", "satuan", "status", "selisih"),
    [
        ("74,35", "74.347826", "persen", "dibulatkan", "0.002174"),
        ("74.35 %", "74.347826", "persen", "dibulatkan", "0.002174"),
        ("75,00", "74.347826", "persen", "berbeda", "0.652174"),
        ("100", "100", "persen", "sesuai", "0"),
        ("100,00%", "100", "persen", "sesuai", "0"),
        ("99,6", "99.65", "persen", "berbeda", "-0.05"),
        ("(91,88%)", "91.88", "persen", "sesuai", "0"),
        ("33.138.442.066,-,-", "33138442066", "rupiah", "sesuai", "0"),
        ("32.113.042.961,00,", "32113042961", "rupiah", "sesuai", "0"),
        ("1,581,630,000", "1581630000", "rupiah", "sesuai", "0"),
        ("89.546.600", "89546601", "rupiah", "berbeda", "-1"),
        ("7.489", "7489", "orang", "sesuai", "0"),
        ("7.489", "7489", "", "sesuai", "0"),
        ("-2,5", "-2.5", "poin", "sesuai", "0"),
        ("1 Angka", "100", "persen", "berbeda", "-99"),
        ("-", "0", "orang", "sesuai", None),
        ("-", "3", "orang", "berbeda", None),
    ],
)
def test_numbers(printed: str, value: str, satuan: str, status: str, selisih: str | None) -> None:
    found = compare(printed, Decimal(value), satuan)
    assert found.status == status
    assert found.selisih == (None if selisih is None else Decimal(selisih))


@pytest.mark.parametrize(
    ("printed", "value", "alasan"),
    [
        ("94,70", None, "datanya tidak memungkinkan penghitungan"),
        ("187.545,500", Decimal(3), "«187.545,500» dapat dibaca dengan dua arti"),
        ("5 (lima) ditambah 1", Decimal(6), "«5 (lima) ditambah 1» memuat 2 angka"),
        ("tinggi", Decimal(6), "«tinggi» memuat 0 angka"),
    ],
)
def test_what_cant_be_compared_says_why(printed: str, value: Decimal | None, alasan: str) -> None:
    assert compare(printed, value) == Banding("tidak dapat dihitung", None, alasan)


def test_words_are_compared_as_words() -> None:
    assert compare("sangat  Tinggi", "Sangat Tinggi").status == "sesuai"
    assert compare("Tinggi", "Sangat Tinggi").status == "berbeda"


@given(st.decimals(-10_000, 10_000, places=6, allow_nan=False), st.integers(0, 4))
def test_what_is_rounded_half_up_is_never_called_different(value: Decimal, places: int) -> None:
    printed = format_number(round_half_up(value, places), places).replace(".", "")
    assert compare(printed, value, "persen").status in ("sesuai", "dibulatkan")


@given(st.decimals(1, 10_000, places=6, allow_nan=False))
def test_a_difference_is_never_called_rounding(value: Decimal) -> None:
    printed = format_number(round_half_up(value, 2) + Decimal("0.01"), 2).replace(".", "")
    assert compare(printed, value, "persen").status == "berbeda"


def test_a_cut_decimal_is_told() -> None:
    assert compare("99,6", Decimal("99.69")).alasan == "desimalnya dipotong, bukan dibulatkan"
    assert compare("99,8", Decimal("99.69")).alasan == ""


@pytest.mark.parametrize(
    ("printed", "value", "status"),
    [
        ("Rp 7,6 Miliar", "7646183370", "dibulatkan"),
        ("7,7 miliar", "7646183370", "berbeda"),
        ("150 juta", "150000000", "sesuai"),
        ("12 ribu orang", "12400", "dibulatkan"),
    ],
)
def test_multipliers_scale_what_they_follow(printed: str, value: str, status: str) -> None:
    assert compare(printed, Decimal(value), "rupiah").status == status


def test_what_was_computed_from_an_unrounded_result_is_rounding() -> None:
    computed = Decimal("6.20") * 100 / Decimal("10.83")
    assert compare("57,28", computed, "persen").status == "berbeda"
    assert compare("57,28", computed, "persen", Decimal("0.0462")).status == "dibulatkan"
    assert compare("57,31", computed, "persen", Decimal("0.0462")).status == "berbeda"


def test_places() -> None:
    assert [count_places(Decimal(text), 2) for text in ("1", "1.50", "1.234", "1E+2")] == [0, 1, 2, 0]


def find(dataset: Dataset, kunci: str) -> list[Entri]:
    return [entri for entri in build_register(dataset) if entri.kunci == kunci]


def test_every_printed_figure_is_in_the_register(dataset: Dataset) -> None:
    register = build_register(dataset)
    assert len(register) == len(dataset["angka_tercetak"])
    assert sum(count_status(register).values()) == len(register)
    assert tuple(count_status(register)) == STATUS


def test_an_entry_knows_its_row(edit: Edit, read: Read) -> None:
    edit(
        "2024/angka_tercetak.csv",
        'Tabel 3.12,Jumlah,Persentase,"75,00",anggaran.serapan,',
        'Tabel 3.12,Jumlah,Persentase,"74,35",anggaran.serapan,',
    )
    first, second = find(read(), "anggaran.serapan")
    assert (first.nomor, first.status, first.terhitung_tertulis) == (2, "dibulatkan", "74,35")
    assert (second.nomor, second.tempat) == (3, "Tabel 3.14")


@pytest.mark.parametrize(
    ("kunci", "tercetak", "status"),
    [
        ("anggaran/8.01.01.02/realisasi", "20.000.000", "sesuai"),
        ("anggaran/8.01.01.02/realisasi", "21.000.000", "berbeda"),
        ("realisasi/iku-3/nilai", "1 jam 7 menit 38 detik", "sesuai"),
        ("pegawai/pendidikan/SMA/Struktural/jumlah", "-", "sesuai"),
        ("apbd/murni/realisasi", "5", "tidak dapat dihitung"),
        ("apbd/tidak-ada/pagu", "5", "tidak dapat dihitung"),
        ("tahun", "2023", "berbeda"),
        ("tahun_lalu", "2023", "sesuai"),
        ("jumlah.sasaran", "dua belas", "tidak dapat dihitung"),
    ],
)
def test_a_key_names_a_number_or_a_cell(edit: Edit, read: Read, kunci: str, tercetak: str, status: str) -> None:
    edit("2024/angka_tercetak.csv", "Tabel 1.2,Jumlah,Jumlah,10,pegawai.pendidikan,", f"X,Y,Z,{tercetak},{kunci},")
    assert [entri.status for entri in find(read(), kunci)] == [status]


def test_the_published_form(edit: Edit, read: Read) -> None:
    edit("2024/angka_tercetak.csv", "Tabel 1.2,Jumlah,Jumlah,10,pegawai.pendidikan,", "X,Y,Z,11,pegawai.pendidikan,")
    (entri,) = find(read(), "pegawai.pendidikan")
    assert list(entri.to_dict().values()) == [
        "X",
        "Y",
        "Z",
        "11",
        "pegawai.pendidikan",
        "9",
        "orang",
        "2",
        "berbeda",
        "",
    ]


@pytest.mark.parametrize(
    ("printed", "value", "satuan", "status"),
    [
        ("7.646 juta", "7646183370", "rupiah", "dibulatkan"),
        ("7.645 juta", "7646183370", "rupiah", "tidak dapat dihitung"),
        ("3 juta", "3", "juta rupiah", "sesuai"),
        ("2,5 miliar", "2500", "juta rupiah", "sesuai"),
    ],
)
def test_a_multiplier_counts_in_the_unit_of_the_value(printed: str, value: str, satuan: str, status: str) -> None:
    assert compare(printed, Decimal(value), satuan).status == status
