"""The budget of a dataset: the agency's total, the programme tree, the sasaran, the kinds of spending."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from decimal import Decimal

import pandas as pd

from lkip_utils.dataset import Dataset, records, remember
from lkip_utils.serapan import Serapan, compute_serapan, is_whole, roll_up, roll_up_sasaran, sum_serapan


@dataclass(frozen=True)
class Anggaran:
    """The agency's budget of a year, in rupiah and percent.

    Parameters
    ----------
    pagu_murni, pagu
        Total before and after the change of the budget; without apbd.csv the former only where every sub kegiatan has it.
    realisasi
        Total spent.
    serapan
        realisasi / pagu × 100; without apbd.csv, of the sub kegiatan of which both are known.
    rincian
        What all sub kegiatan of the tree add up to, as far as their amounts are known; one without a row is unknown.
    utuh
        Whether the amounts are of the whole agency: those of apbd.csv, or of all sub kegiatan.
    """

    pagu_murni: Decimal | None
    pagu: Decimal | None
    realisasi: Decimal | None
    serapan: Decimal | None
    rincian: Serapan
    utuh: bool

    @property
    def tidak_dirinci(self) -> Decimal | None:
        """Part of the total that no sub kegiatan accounts for."""
        if self.pagu is None or self.rincian.pagu is None:
            return None
        return self.pagu - self.rincian.pagu


@remember
def compute_anggaran(dataset: Dataset) -> Anggaran:
    """Return the agency's budget: the total of apbd.csv, else the sum of the sub kegiatan."""
    stages = dataset["apbd"].set_index("tahap")
    rincian = _sum_rincian(dataset)
    murni = _amount(stages, "murni", "pagu")
    pagu = _first(_amount(stages, "perubahan", "pagu"), murni, rincian.pagu)
    realisasi = _first(_amount(stages, "perubahan", "realisasi"), _amount(stages, "murni", "realisasi"))
    if stages.empty:
        utuh = is_whole(asdict(rincian))
        return Anggaran(
            _sum_murni(dataset, rincian.jumlah), rincian.pagu, rincian.realisasi, rincian.persen, rincian, utuh
        )
    return Anggaran(murni, pagu, realisasi, compute_serapan(pagu, realisasi), rincian, utuh=True)


def _sum_rincian(dataset: Dataset) -> Serapan:
    roots = (node for node in records(build_pohon_anggaran(dataset)) if node["induk"] is None)
    return sum(map(Serapan.of_node, roots), Serapan())


def _sum_murni(dataset: Dataset, jumlah: int) -> Decimal | None:
    """Return what all sub kegiatan had before the change of the budget; None where one of them is unknown."""
    known = list(dataset["anggaran"]["pagu_murni"].dropna())
    return sum(known, Decimal()) if len(known) == jumlah > 0 else None


def _first(*values: Decimal | None) -> Decimal | None:
    """Return the first known value; 0 is known."""
    return next((value for value in values if value is not None), None)


def _amount(stages: pd.DataFrame, tahap: str, column: str) -> Decimal | None:
    value = stages[column].get(tahap)
    return value if isinstance(value, Decimal) else None


@remember
def build_pohon_anggaran(dataset: Dataset) -> pd.DataFrame:
    """Return the programme tree with sums and serapan from the sub kegiatan upwards.

    See :func:`lkip_utils.serapan.roll_up` for the columns.
    """
    return roll_up(dataset["program"], dataset["anggaran"])


@remember
def build_anggaran_sasaran(dataset: Dataset) -> pd.DataFrame:
    """Return sums and serapan per sasaran, over the sub kegiatan of its programmes."""
    return roll_up_sasaran(dataset["program"], dataset["anggaran"])


@remember
def compute_belanja(dataset: Dataset) -> Serapan:
    """Return what the kinds of spending add up to."""
    return sum_serapan(dataset["belanja"][["pagu", "realisasi"]].itertuples(index=False, name=None))
