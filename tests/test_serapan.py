"""Serapan is Σ realisasi / Σ pagu, on every level of the tree."""

from __future__ import annotations

from decimal import Decimal

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lkip_utils.numbers import round_half_up
from lkip_utils.serapan import Serapan, compute_serapan, roll_up, roll_up_sasaran, sum_serapan

AMOUNTS = st.none() | st.integers(0, 10**11).map(Decimal)

# The rows stand in disorder on purpose: `urutan` rules.
PROGRAM = pd.DataFrame(
    [
        ["B", None, "program", 2, "Program B", "s-1"],
        ["A.1.b", "A.1", "sub_kegiatan", 2, "Sub b", None],
        ["A", None, "program", 1, "Program A", "s-2"],
        ["A.1", "A", "kegiatan", 1, "Kegiatan 1", None],
        ["A.1.a", "A.1", "sub_kegiatan", 1, "Sub a", None],
        ["A.2", "A", "kegiatan", 2, "Kegiatan 2", None],
        ["A.2.a", "A.2", "sub_kegiatan", 1, "Sub a", None],
        ["B.1", "B", "kegiatan", 1, "Kegiatan 1", None],
        ["B.1.a", "B.1", "sub_kegiatan", 1, "Sub a", None],
        ["C", None, "program", 3, "Penunjang", None],
    ],
    columns=["kode", "induk", "tingkat", "urutan", "nama", "sasaran"],
    dtype=object,
)


def anggaran(*rows: tuple[str, int | None, int | None, int | None]) -> pd.DataFrame:
    cells = [[row[0], *(None if value is None else Decimal(value) for value in row[1:])] for row in rows]
    return pd.DataFrame(cells, columns=["program", "kinerja", "pagu", "realisasi"], dtype=object)


ANGGARAN = anggaran(
    ("A.1.a", 100, 1000, 900),
    ("A.1.b", 80, 100, 10),
    ("A.2.a", None, 500, None),
    ("C", 100, 50, 50),
)


def node(frame: pd.DataFrame, kode: str) -> dict[str, object]:
    return dict(frame.set_index("kode").loc[kode])


@pytest.mark.parametrize(
    ("pagu", "realisasi", "serapan"),
    [
        ("33138442066", "32113042961", "96.91"),
        ("100", "0", "0"),
        ("0", "0", None),
        ("0", "5", None),
        (None, "5", None),
        ("5", None, None),
    ],
)
def test_one_line(pagu: str | None, realisasi: str | None, serapan: str | None) -> None:
    value = compute_serapan(pagu and Decimal(pagu), realisasi and Decimal(realisasi))  # type: ignore[arg-type]
    assert (None if value is None else round_half_up(value, 2)) == (None if serapan is None else Decimal(serapan))


def test_sums_are_no_mean_of_percentages() -> None:
    total = sum_serapan([(Decimal(1000), Decimal(900)), (Decimal(100), Decimal(10))])
    assert (total.pagu, total.realisasi, total.persen, total.n, total.jumlah) == (
        1100,
        910,
        Decimal(91000) / 1100,
        2,
        2,
    )


def test_sums_are_of_what_is_known_and_percentages_of_complete_lines() -> None:
    total = sum_serapan([(Decimal(100), Decimal(90)), (Decimal(70), None), (None, Decimal(60)), (None, None)])
    assert (total.pagu, total.realisasi, total.persen) == (170, 150, 90)
    assert (total.n_pagu, total.n_realisasi, total.n, total.jumlah) == (2, 2, 1, 4)


@given(st.lists(st.tuples(AMOUNTS, AMOUNTS), min_size=1), st.data())
def test_what_is_blanked_takes_nothing_from_the_other_column(
    pairs: list[tuple[Decimal | None, Decimal | None]], data: st.DataObject
) -> None:
    row = data.draw(st.integers(0, len(pairs) - 1))
    blanked = [(pagu, None) if n == row else (pagu, realisasi) for n, (pagu, realisasi) in enumerate(pairs)]
    assert sum_serapan(blanked).pagu == sum_serapan(pairs).pagu


@given(st.lists(st.tuples(AMOUNTS, AMOUNTS)), st.lists(st.tuples(AMOUNTS, AMOUNTS)))
def test_two_sums_together_are_the_sum_of_all(
    some: list[tuple[Decimal | None, Decimal | None]], others: list[tuple[Decimal | None, Decimal | None]]
) -> None:
    assert sum_serapan(some) + sum_serapan(others) == sum_serapan([*some, *others])


def test_a_node_gives_its_sums_back() -> None:
    for row in roll_up(PROGRAM, ANGGARAN).to_dict("records"):
        sums = Serapan.of_node(row)
        assert (sums.persen, sums.pagu, sums.n) == (row["serapan"], row["pagu"], row["n"])


def test_nothing_known_has_no_sum() -> None:
    total = sum_serapan([(None, Decimal(1))])
    assert (total.pagu, total.realisasi, total.persen, total.n, total.jumlah) == (None, 1, None, 0, 1)
    assert sum_serapan([]) == Serapan()
    assert Serapan().persen is None


@given(st.lists(st.tuples(AMOUNTS, AMOUNTS)))
def test_a_sum_spends_between_its_extremes(pairs: list[tuple[Decimal | None, Decimal | None]]) -> None:
    total = sum_serapan(pairs)
    shares = [share for pagu, realisasi in pairs if pagu and (share := compute_serapan(pagu, realisasi)) is not None]
    if total.persen is not None and all(pagu for pagu, realisasi in pairs if realisasi is not None):
        tolerance = Decimal("1e-15")
        assert min(shares) - tolerance <= total.persen <= max(shares) + tolerance


def test_the_tree_comes_in_its_order() -> None:
    frame = roll_up(PROGRAM, ANGGARAN)
    assert list(frame["kode"]) == ["A", "A.1", "A.1.a", "A.1.b", "A.2", "A.2.a", "B", "B.1", "B.1.a", "C"]
    assert list(frame.columns) == [
        "kode",
        "induk",
        "tingkat",
        "nama",
        "kinerja",
        "n_kinerja",
        "serapan",
        "pagu",
        "realisasi",
        "pagu_lengkap",
        "realisasi_lengkap",
        "n_pagu",
        "n_realisasi",
        "n",
        "jumlah",
    ]
    assert node(frame, "A")["induk"] is None
    assert node(frame, "A.2")["nama"] == "Kegiatan 2"


@pytest.mark.parametrize(
    ("kode", "kinerja", "pagu", "realisasi", "serapan", "n", "jumlah"),
    [
        ("A.1.a", 100, 1000, 900, Decimal(90), 1, 1),
        ("A.2.a", None, 500, None, None, 0, 1),
        ("B.1.a", None, None, None, None, 0, 1),
        ("C", 100, 50, 50, Decimal(100), 1, 1),
        ("A.1", 90, 1100, 910, Decimal(91000) / 1100, 2, 2),
        ("A.2", None, 500, None, None, 0, 1),
        ("A", 90, 1600, 910, Decimal(91000) / 1100, 2, 3),
        ("B", None, None, None, None, 0, 1),
    ],
)
def test_every_level_adds_up_its_leaves(
    kode: str,
    kinerja: int | None,
    pagu: int | None,
    realisasi: int | None,
    serapan: Decimal | None,
    n: int,
    jumlah: int,
) -> None:
    row = node(roll_up(PROGRAM, ANGGARAN), kode)
    assert [row[name] for name in ("kinerja", "pagu", "realisasi", "serapan", "n", "jumlah")] == [
        kinerja, pagu, realisasi, serapan, n, jumlah
    ]  # fmt: skip


def test_the_sasaran_of_a_programme_covers_what_lies_below() -> None:
    frame = roll_up_sasaran(PROGRAM, ANGGARAN)
    shown = frame[["sasaran", "kinerja", "pagu", "realisasi", "serapan", "n_kinerja", "n_pagu", "n", "jumlah"]]
    assert shown.to_numpy().tolist() == [
        ["s-2", Decimal(90), Decimal(1600), Decimal(910), Decimal(91000) / 1100, 2, 3, 2, 3],
        ["s-1", None, None, None, None, 0, 0, 0, 1],
    ]


def test_a_kegiatan_can_support_another_sasaran() -> None:
    program = PROGRAM.copy()
    program.loc[program["kode"] == "A.1", "sasaran"] = "s-1"
    frame = roll_up_sasaran(program, ANGGARAN).set_index("sasaran")
    assert (frame.loc["s-1", "pagu"], frame.loc["s-1", "jumlah"]) == (1100, 3)
    assert frame.loc["s-2", "n"] == 0


def test_a_year_without_budget_still_has_its_tree() -> None:
    frame = roll_up(PROGRAM, anggaran())
    assert len(frame) == len(PROGRAM)
    assert all(value is None for value in frame["pagu"])
    assert set(frame["n"]) == {0}


def test_no_programmes_give_an_empty_frame() -> None:
    assert list(roll_up(PROGRAM.iloc[:0], anggaran()).columns)[:2] == ["kode", "induk"]
    assert roll_up_sasaran(PROGRAM.iloc[:0], anggaran()).empty


def test_amounts_belong_to_leaves() -> None:
    with pytest.raises(ValueError, match=r"bukan untuk: A\.1, X"):
        roll_up(PROGRAM, anggaran(("A.1", 100, 1, 1), ("X", 100, 1, 1)))


def test_a_loop_is_refused() -> None:
    program = PROGRAM.copy()
    program.loc[program["kode"] == "B", "induk"] = "B.1"
    with pytest.raises(ValueError, match=r"berputar atau terputus pada: B, B\.1, B\.1\.a"):
        roll_up(program, ANGGARAN)
