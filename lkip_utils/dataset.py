"""Everything an agency knows for one report: read once, checked whole, never changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pandas as pd

from lkip_utils.csv_files import read_csv, suggest
from lkip_utils.measures import parse_measure
from lkip_utils.schemas import FILES, Scope
from lkip_utils.temuan import DataError, Temuan

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
        return _name(self.instansi, self.tahun, file)


def _name(instansi: str, tahun: int, file: str) -> str:
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


def read_dataset(instansi: str, tahun: int, data_dir: Path | str) -> Dataset:
    """Read and check everything that a report of one agency and year can use.

    Parameters
    ----------
    instansi
        Folder name of the agency below ``data_dir``.
    tahun
        Report year; earlier years with a folder are read for comparison, later ones are not.
    data_dir
        The data folder.

    Raises
    ------
    DataError
        With every problem of every file, when there is any.
    """
    folder = Path(data_dir, instansi)
    if not Path(folder, str(tahun)).is_dir():
        message = f"folder data tahun {tahun} tidak ada; diharapkan data/{instansi}/{tahun}/."
        raise DataError([Temuan(f"{instansi}/{tahun}", None, "", "D01", "galat", message)])
    master, problems = _read_folder(folder, "instansi", instansi, tahun)
    dataset: Dataset | None = None
    checked: list[Temuan] = []
    for year in list_years(instansi, data_dir):
        if year > tahun:
            break
        frames, found = _read_folder(folder / str(year), "tahun", instansi, year)
        before = dataset if dataset and dataset.tahun == year - 1 else None
        dataset = Dataset(instansi, year, MappingProxyType({**master, **frames}), before)
        problems += found
        checked += _check_references(dataset, problems) + _check_measures(dataset, problems)
    if problems or checked or dataset is None:
        raise DataError(problems + checked)
    return dataset


def _read_folder(folder: Path, scope: Scope, instansi: str, tahun: int) -> tuple[dict[str, pd.DataFrame], list[Temuan]]:
    files = {name: schema for name, schema in FILES.items() if (schema.metadata or {})["scope"] == scope}
    frames: dict[str, pd.DataFrame] = {}
    problems = _stray_files(folder, list(files), instansi)
    for file, schema in files.items():
        path, name = folder / f"{file}.csv", _name(instansi, tahun, file)
        if path.exists():
            frames[file], found = read_csv(path, name, schema)
            problems += found
            continue
        frames[file] = pd.DataFrame(columns=list(schema.columns), dtype=object, index=pd.RangeIndex(0, name="baris"))
        if (schema.metadata or {})["required"]:
            columns = ", ".join(schema.columns)
            message = f"berkas wajib tidak ada; diharapkan berkas dengan kolom: {columns}."
            problems.append(Temuan(name, None, "", "D01", "galat", message))
    return frames, problems


def _stray_files(folder: Path, files: list[str], instansi: str) -> list[Temuan]:
    return [
        Temuan(
            path.relative_to(folder.parent if folder.name == instansi else folder.parent.parent).as_posix(),
            None, "", "D11", "galat", f"berkas «{path.name}» tidak dikenal.{suggest(path.stem, files)} Perbaiki namanya atau pindahkan.",
        )
        for path in sorted(folder.glob("*.csv"))
        if path.stem not in files
    ]  # fmt: skip


def _check_references(dataset: Dataset, unread: Sequence[Temuan]) -> list[Temuan]:
    # A file that couldn't be read would make every code that it defines look unknown.
    broken = {temuan.berkas for temuan in unread if temuan.kode <= "D06"}
    problems = []
    for file, schema in FILES.items():
        for column, spec in schema.columns.items():
            target = (spec.metadata or {}).get("refers_to")
            if target is None or dataset.source(target) in broken:
                continue
            known = set(dataset[target]["kode"])
            for row, value in dataset[file][column].dropna().items():
                if value not in known:
                    message = f"kode «{value}» tidak ada di {target}.csv.{suggest(value, known)} Perbaiki kode atau tambahkan barisnya di {target}.csv."
                    problems.append(
                        Temuan(dataset.source(file), int(str(row)), column, "D12", "galat", message, tercetak=value)
                    )
    return problems


def _check_measures(dataset: Dataset, unread: Sequence[Temuan]) -> list[Temuan]:
    """Check that targets and results can be read in the form their indicator has."""
    if dataset.source("indikator") in {temuan.berkas for temuan in unread}:
        return []
    bentuk = dataset["indikator"].set_index("kode")["bentuk"]
    problems = []
    for file, schema in FILES.items():
        for column, spec in schema.columns.items():
            if (spec.metadata or {})["kind"] != "measure":
                continue
            for row in records(dataset[file].dropna(subset=[column])):
                try:
                    parse_measure(row[column], bentuk.get(row["indikator"], "bilangan"))
                except ValueError as error:
                    problems.append(
                        Temuan(
                            dataset.source(file),
                            row["baris"],
                            column,
                            "D08",
                            "galat",
                            str(error),
                            tercetak=row[column],
                        )
                    )
    return problems
