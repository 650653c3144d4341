"""Means that count what they leave out."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from lkip_utils.rerata import Rerata, compute_rerata, rerata_sasaran

VALUES = st.lists(st.none() | st.decimals(0, 200, places=2))


def test_a_missing_value_is_counted_but_not_zero() -> None:
    rerata = compute_rerata([Decimal(100), None, Decimal(90)])
    assert rerata == Rerata(Decimal(95), 2, 3)
    assert rerata.cakupan == "2 dari 3"


def test_nothing_known_has_no_mean() -> None:
    assert compute_rerata([None, None]) == Rerata(None, 0, 2)
    assert compute_rerata([]) == Rerata(None, 0, 0)


def test_zero_is_a_value() -> None:
    assert compute_rerata([Decimal(0), Decimal(100)]) == Rerata(Decimal(50), 2, 2)


def test_every_sasaran_weighs_the_same() -> None:
    groups = {"s-1": [Decimal(100)], "s-2": [Decimal(80), Decimal(60), Decimal(40)]}
    assert rerata_sasaran(groups) == Rerata(Decimal(80), 2, 2)


def test_a_sasaran_without_results_is_counted() -> None:
    groups: dict[str, list[Decimal | None]] = {"s-1": [Decimal(90), None], "s-2": [None], "s-3": []}
    assert rerata_sasaran(groups) == Rerata(Decimal(90), 1, 3)


@given(VALUES)
def test_a_mean_lies_between_its_values(values: list[Decimal | None]) -> None:
    known = [value for value in values if value is not None]
    rerata = compute_rerata(values)
    assert (rerata.n, rerata.jumlah) == (len(known), len(values))
    if rerata.nilai is None:
        assert not known
    else:
        assert min(known) <= rerata.nilai <= max(known)
