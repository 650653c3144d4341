"""Validity: a year's report takes what holds in it, and what is entered for later years changes nothing of it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Sequence
from decimal import Decimal
from itertools import combinations
from pathlib import Path

import pytest

from lkip.downloads import write_downloads
from lkip.project import Report
from lkip_utils import Dataset, read_dataset, sentences, tables
from lkip_utils.angka import compute_angka
from lkip_utils.audit import audit_dataset
from lkip_utils.berlaku import Masa
from lkip_utils.kinerja import compute_kemajuan_of, list_hasil, list_riwayat, list_target_renstra
from lkip_utils.reader import read_years
from lkip_utils.schemas import DARI, SAMPAI
from lkip_utils.temuan import DataError

DEMO = "contoh-dinas-teladan"
ROOT = Path(__file__).parents[1]


class Folder:
    """The demonstration agency's data, to be changed as an analyst would."""

    def __init__(self, root: Path) -> None:
        self.data = root / "data"
        self.folder = self.data / DEMO
        shutil.copytree(ROOT / "data" / DEMO, self.folder)

    def _lines(self, file: str) -> list[dict[str, str]]:
        import csv

        with open(self.folder / f"{file}.csv", encoding="utf-8", newline="") as stream:
            return list(csv.DictReader(stream))

    def _write(self, file: str, rows: Sequence[dict[str, str]]) -> None:
        import csv

        with open(self.folder / f"{file}.csv", "w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, [*dict.fromkeys(name for row in rows for name in row)], restval="")
            writer.writeheader()
            writer.writerows(rows)

    def add(self, file: str, *rows: dict[str, str]) -> None:
        """Append rows."""
        self._write(file, [*self._lines(file), *rows])

    def end(self, file: str, tahun: int, **where: str) -> None:
        """Let rows end with a year."""
        rows = self._lines(file)
        ended = [row for row in rows if all(row[name] == value for name, value in where.items())]
        assert ended
        for row in ended:
            row[SAMPAI] = str(tahun)
        self._write(file, rows)

    def read(self, tahun: int) -> Dataset:
        """Read a year."""
        return read_dataset(DEMO, tahun, self.data)


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)
