"""The headline figures of a report beside those of the years before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from lkip_utils.anggaran import compute_anggaran
from lkip_utils.dataset import Dataset
from lkip_utils.kinerja import compute_rerata_utuh
from lkip_utils.measures import predikat_sakip
from lkip_utils.perbandingan import Perubahan, compute_perubahan


@dataclass(frozen=True)
class Sakip:
    """The evaluation of an agency's accountability for one year's performance.

    Parameters
    ----------
    predikat, sebutan
        Grade by the ranges of PermenPANRB 88/2021, and its name.
    lalu, perubahan
        The value of the year before, and the change against it in poin.
    """

    tahun: int
    nilai: Decimal
    predikat: str
    sebutan: str
    lalu: Decimal | None
    perubahan: Perubahan


def find_sakip(dataset: Dataset) -> Sakip | None:
    """Return the latest evaluation up to the report year; None where there is none.

    Examples
    --------
    >>> from lkip_utils import read_dataset
    >>> sakip = find_sakip(read_dataset("dinas-contoh-uji", 2024, "tests/fixture/data"))
    >>> sakip.tahun, sakip.predikat
    (2024, 'B')
    """
    scores = {int(row["tahun"]): row["nilai"] for row in dataset.rows("sakip") if row["tahun"] <= dataset.tahun}
    if not scores:
        return None
    tahun = max(scores)
    nilai, lalu = scores[tahun], scores.get(tahun - 1)
    return Sakip(tahun, nilai, *predikat_sakip(nilai), lalu, compute_perubahan(nilai, lalu, "poin"))


def list_capaian(dataset: Dataset) -> Mapping[int, Decimal]:
    """Return the agency's mean capaian by year, up to the report year; none of a year of which only a part is known."""
    return _known({year.tahun: compute_rerata_utuh(year) for year in _years(dataset)})


def list_serapan(dataset: Dataset) -> Mapping[int, Decimal]:
    """Return the agency's serapan by year, up to the report year; none of a year of which only a part is known."""
    budgets = {year.tahun: compute_anggaran(year) for year in _years(dataset)}
    return _known({tahun: budget.serapan for tahun, budget in budgets.items() if budget.utuh})


def _years(dataset: Dataset | None) -> Iterator[Dataset]:
    while dataset is not None:
        yield dataset
        dataset = dataset.lalu


def _known(values: Mapping[int, Decimal | None]) -> Mapping[int, Decimal]:
    return {tahun: value for tahun, value in sorted(values.items()) if value is not None}
