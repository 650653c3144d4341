"""Read everything an agency knows for one report, and say everything that is wrong with it."""

from __future__ import annotations

from pathlib import Path
from types import MappingProxyType

import pandas as pd

from lkip_utils.checks import check_dataset
from lkip_utils.csv_files import read_csv, suggest
from lkip_utils.dataset import Dataset, list_years, name_file
from lkip_utils.schemas import FILES, Scope
from lkip_utils.temuan import DataError, Temuan


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
        checked += check_dataset(dataset, problems)
    if problems or checked or dataset is None:
        raise DataError(problems + checked)
    return dataset


def _read_folder(folder: Path, scope: Scope, instansi: str, tahun: int) -> tuple[dict[str, pd.DataFrame], list[Temuan]]:
    files = {name: schema for name, schema in FILES.items() if (schema.metadata or {})["scope"] == scope}
    frames: dict[str, pd.DataFrame] = {}
    problems = _stray_files(folder, list(files), instansi)
    for file, schema in files.items():
        path, name = folder / f"{file}.csv", name_file(instansi, tahun, file)
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
