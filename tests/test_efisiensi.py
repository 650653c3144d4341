"""Efficiency never praises money that simply wasn't spent."""

from __future__ import annotations

from decimal import Decimal
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lkip_utils.efisiensi import RULE, Efisiensi, Status, compute_efisiensi

PERCENT = st.decimals(0, 200, places=2)


@pytest.mark.parametrize(
    ("kinerja", "serapan", "selisih", "status"),
    [
        ("100", "91.88", "8.12", "efisien"),
        ("120", "100", "20", "efisien"),
        ("100", "100", "0", "tidak efisien"),
        ("100", "101", "-1", "tidak efisien"),
        ("99.99", "50", "49.99", "kinerja belum tercapai"),
        ("98.44", "97.17", "1.27", "kinerja belum tercapai"),
        ("0", "0", "0", "tidak efisien"),
        ("50", "90", "-40", "tidak efisien"),
    ],
)
def test_every_status(kinerja: str, serapan: str, selisih: str, status: str) -> None:
    efisiensi = compute_efisiensi(Decimal(kinerja), Decimal(serapan))
    assert (efisiensi.selisih, efisiensi.status) == (Decimal(selisih), status)


def test_the_threshold_of_the_agreement() -> None:
    assert compute_efisiensi(Decimal(95), Decimal(90), Decimal(95)).status == "efisien"


@pytest.mark.parametrize(("kinerja", "serapan"), [(None, Decimal(90)), (Decimal(100), None), (None, None)])
def test_unknown_values_are_not_judged(kinerja: Decimal | None, serapan: Decimal | None) -> None:
    assert compute_efisiensi(kinerja, serapan) == Efisiensi(None, "tidak dapat dihitung")


@given(PERCENT, PERCENT, PERCENT)
def test_efficient_only_when_the_output_is_met(kinerja: Decimal, serapan: Decimal, ambang: Decimal) -> None:
    status = compute_efisiensi(kinerja, serapan, ambang).status
    assert status in get_args(Status)
    assert (status == "efisien") == (kinerja >= ambang and serapan < kinerja)


def test_the_printed_rule_names_its_verdicts() -> None:
    for verdict in ("Efisien", "kinerja belum tercapai", "tidak efisien"):
        assert f"«{verdict}»" in RULE
