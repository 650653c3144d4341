"""Everything an agency knows for one report: read once, checked whole, never changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from lkip_utils.schemas import FILES

Frames = Mapping[str, pd.DataFrame]
Record = dict[Any, Any]
"""A row by column name; an empty cell is None, ``baris`` its spreadsheet row."""


@dataclass(frozen=True)
class Dataset:
    """The checked data of one agency as seen from one report year.

    Frames are looked up by file name without ``.csv``; their index ``baris`` is the row number
    a spreadsheet shows, so any value leads back to its cell. A file that doesn't exist is an
    empty frame with the right columns.

    Parameters
    ----------
    instansi
        Folder name of the agency.
    tahun
        Report year.
    frames
        Master files and the files of the report year.
    lalu
        The dataset of the year before, as far as there is one.

    Examples
    --------
    >>> from lkip_utils import read_dataset
    >>> dataset = read_dataset("dinas-contoh-uji", 2024, "tests/fixture/data")
    >>> dataset.profil("daerah"), dataset.lalu.tahun, len(dataset["apbd"])
    ('Kabupaten Rekaan', 2023, 2)
    """

    instansi: str
    tahun: int
    frames: Frames
    lalu: Dataset | None

    def __getitem__(self, file: str) -> pd.DataFrame:
        return self.frames[file]

    def profil(self, kunci: str) -> str:
        """Return an entry of profil.csv, or an empty string where there is none."""
        entries = self["profil"].set_index("kunci")["nilai"]
        return str(entries.get(kunci, ""))

    def source(self, file: str) -> str:
        """Return the path below the data folder that a frame was read from."""
        return name_file(self.instansi, self.tahun, file)

    def sources(self, *files: str) -> tuple[str, ...]:
        """Return the paths of those files that tell anything: what a table names as its sources."""
        return tuple(self.source(file) for file in files if len(self[file]))


def name_file(instansi: str, tahun: int, file: str) -> str:
    """Return what messages and source lines call a file: its path below the data folder."""
    scope = (FILES[file].metadata or {})["scope"]
    return f"{instansi}/{file}.csv" if scope == "instansi" else f"{instansi}/{tahun}/{file}.csv"


def records(frame: pd.DataFrame) -> list[Record]:
    """Return the rows of a frame of a dataset.

    Not by ``iterrows``: pandas would make a row of words a text series, and its empty cells NaN.
    """
    rows: list[Record] = frame.reset_index().to_dict("records")
    return rows


def list_years(instansi: str, data_dir: Path | str) -> list[int]:
    """Return the years for which an agency has a folder, ascending."""
    folders = (path for path in Path(data_dir, instansi).iterdir() if path.is_dir())
    return sorted(int(path.name) for path in folders if path.name.isdigit() and len(path.name) == 4)


def list_instansi(data_dir: Path | str) -> list[str]:
    """Return the agencies below the data folder, in alphabetical order."""
    return sorted(path.name for path in Path(data_dir).iterdir() if path.is_dir() and not path.name.startswith("."))
