"""Break the demonstration agency in memory: change one thing, then see which rules speak that were silent before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pandas as pd

from lkip_utils import Dataset, read_dataset
from lkip_utils.audit import analisis, hukum, nama, pejabat, perjanjian, teks, tindak_lanjut
from lkip_utils.schemas import FILES
from lkip_utils.temuan import Temuan

DATA = Path(__file__).parents[1] / "data"
CONTOH = "contoh-dinas-teladan"
YEARS = (2021, 2022, 2023, 2024, 2025)

WORDS = (nama, perjanjian, analisis, teks, tindak_lanjut, pejabat, hukum)
"""The topics about words and completeness; a break in them may well change numbers that other topics look at."""

Finding = tuple[str, str]
"""Code of the rule and key of what it concerns."""


@cache
def read_contoh(tahun: int = 2025) -> Dataset:
    """Read the demonstration agency; a test changes copies of it only."""
    return read_dataset(CONTOH, tahun, DATA)


def change(dataset: Dataset, file: str, where: dict[str, Any], **cells: Any) -> Dataset:
    """Return the dataset with other cells in the rows that ``where`` names; there must be some."""
    frame = dataset[file].copy()
    found = _find(frame, where)
    for column, value in cells.items():
        frame.loc[found, column] = pd.Series([value] * len(frame), index=frame.index, dtype=object)[found]
    return _put(dataset, file, frame)


def drop(dataset: Dataset, file: str, **where: Any) -> Dataset:
    """Return the dataset without the rows that ``where`` names; there must be some."""
    return _put(dataset, file, dataset[file][~_find(dataset[file], where)])


def add(dataset: Dataset, file: str, **cells: Any) -> Dataset:
    """Return the dataset with one row more."""
    frame = dataset[file]
    assert set(cells) <= set(frame.columns)
    row = pd.DataFrame([{name: cells.get(name) for name in frame.columns}], index=[len(frame) + 2], dtype=object)
    grown = row if frame.empty else pd.concat([frame, row])
    return _put(dataset, file, grown.rename_axis("baris"))


def _find(frame: pd.DataFrame, where: dict[str, Any]) -> pd.Series[bool]:
    found = pd.Series(True, index=frame.index)
    for column, value in where.items():
        found &= frame[column].isna() if value is None else frame[column] == value
    assert found.any(), f"tidak ada baris {where}"
    return found


def _put(dataset: Dataset, file: str, frame: pd.DataFrame) -> Dataset:
    """Return the dataset with another frame; a file of the agency changes for its earlier years too."""
    shared = FILES[file].scope == "instansi"
    lalu = _put(dataset.lalu, file, frame) if shared and dataset.lalu else dataset.lalu
    return replace(dataset, frames=MappingProxyType({**dataset.frames, file: frame}), lalu=lalu, _memo={})


def list_temuan(dataset: Dataset, topics: Sequence[Any] = WORDS) -> list[Temuan]:
    """Return what the rules of some topics find."""
    return [temuan for topic in topics for rule in topic.ATURAN for temuan in rule.run(dataset)]


def speak(broken: Dataset) -> list[Finding]:
    """Return what is found in a broken dataset that wasn't found in the whole one, by code and key."""
    before = set(list_temuan(read_contoh(broken.tahun)))
    return sorted((temuan.kode, temuan.kunci) for temuan in list_temuan(broken) if temuan not in before)


def tell(broken: Dataset, kode: str) -> str:
    """Return the message of the one finding of a rule."""
    (temuan,) = (temuan for temuan in list_temuan(broken) if temuan.kode == kode)
    return temuan.pesan
