"""Pin how the real agency's printed figures compare with the computed ones.

After a wanted change of a calculation or of data: ``python tests/refresh_backtest.py``, then read the
difference before committing it: every changed line is a published number that moved.
"""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

from lkip_utils import read_dataset
from lkip_utils.numbers import round_half_up
from lkip_utils.register import Entri, build_register

ROOT = Path(__file__).resolve().parents[1]
STORED = ROOT / "tests" / "backtest"
INSTANSI = "kesbangpol-balangan"
TAHUN = (2022, 2023)
PLACES = 4

Outcome = dict[str, str]
"""What the register says of one printed figure, as the pinned file holds it."""


def list_outcome(tahun: int, data_dir: Path = ROOT / "data") -> list[Outcome]:
    """Return the register of a year as rows of text."""
    return [to_outcome(entri) for entri in build_register(read_dataset(INSTANSI, tahun, data_dir))]


def to_outcome(entri: Entri) -> Outcome:
    """Return an entry as the pinned file spells it."""
    return {
        "tempat": entri.tempat,
        "baris": entri.baris,
        "kolom": entri.kolom,
        "tercetak": entri.tercetak,
        "terhitung": write_value(entri.terhitung),
        "status": entri.status,
        "selisih": write_value(entri.selisih),
    }


def write_value(value: Decimal | str | None) -> str:
    """Return a value as short as four decimals allow; an unknown one is an empty cell."""
    if isinstance(value, Decimal):
        return f"{round_half_up(value, PLACES).normalize():f}"
    return "" if value is None else str(value)


def read_pinned(tahun: int) -> list[Outcome]:
    """Return the stored outcome of a year."""
    with (STORED / f"register-{tahun}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def main() -> None:
    """Store the outcome of every year."""
    for tahun in TAHUN:
        rows = list_outcome(tahun)
        with (STORED / f"register-{tahun}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)


if __name__ == "__main__":
    main()
