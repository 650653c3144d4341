"""Read everything an agency knows for its reports, and say everything that is wrong with it."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType

import pandas as pd

from lkip_utils.berlaku import select
from lkip_utils.checks import UNREAD, check_dataset
from lkip_utils.csv_files import NOTHING, Reading, make_empty, read_csv, suggest
from lkip_utils.dataset import Dataset, cell_key, name_file, records
from lkip_utils.folders import list_odd_years, list_years
from lkip_utils.keabsahan import check_keabsahan, is_reading
from lkip_utils.reads import record_reads
from lkip_utils.rujukan import resolve_names
from lkip_utils.schemas import FILES, Scope
from lkip_utils.temuan import DataError, Temuan, show_name, sort_temuan

_TABLES = (".csv", ".tsv", ".xlsx", ".xls", ".xlsm", ".xlsb", ".ods")


_lent: dict[tuple[str, int, str], Dataset] = {}


def lend_dataset(dataset: Dataset, data_dir: Path | str) -> None:
    """Let :func:`read_dataset` give this dataset instead of reading it again.

    For a process that runs a report's chapters and ends with them: it never sees files that change later.
    """
    _lent[dataset.instansi, dataset.tahun, str(data_dir)] = dataset


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
    lent = _lent.get((instansi, tahun, str(data_dir)))
    return lent or read_years(instansi, data_dir, [tahun])[tahun]


def read_years(instansi: str, data_dir: Path | str, tahun: Collection[int]) -> dict[int, Dataset]:
    """Read and check the reports of several years of an agency, every file once.

    Parameters
    ----------
    instansi, data_dir
        As for :func:`read_dataset`.
    tahun
        The report years.

    Raises
    ------
    DataError
        With every problem of every file that one of the reports uses.
    """
    folder = _find_folder(instansi, data_dir)
    data_dir = folder.parent
    known = list_years(instansi, data_dir) if folder.is_dir() else []
    problems = [_missing_year(instansi, year) for year in tahun if year not in known]
    shelf = _Shelf(instansi, folder)
    datasets: dict[int, Dataset] = {}
    for year in (year for year in known if year <= max(tahun, default=0)):
        dataset, found = shelf.read_year(year)
        if year in tahun:
            problems += [temuan for temuan in found if temuan.tingkat == "galat"]
            datasets[year] = dataset
    if problems:
        raise DataError(problems)
    return datasets


def _find_folder(instansi: str, data_dir: Path | str) -> Path:
    """Return the agency's folder; where it isn't at the relative place given, the nearest ``data`` upwards has it.

    A notebook knows its data as ``data``, and may be run from any folder of the project.
    """
    folder = Path(data_dir, instansi)
    if folder.is_dir() or Path(data_dir).is_absolute():
        return folder
    here = Path.cwd()
    above = (place / "data" / instansi for place in (here, *here.parents))
    return next((place for place in above if place.is_dir()), folder)


def _missing_year(instansi: str, tahun: int) -> Temuan:
    message = f"folder data tahun {tahun} tidak ada; diharapkan data/{instansi}/{tahun}/."
    return Temuan(f"{instansi}/{tahun}", None, "", "D01", "galat", message)


@dataclass
class _Shelf:
    """The files of an agency, taken down year by year."""

    instansi: str
    folder: Path
    master: dict[str, Reading] = field(default_factory=dict)
    past: list[Temuan] = field(default_factory=list)
    sound: bool = True
    """Whether nothing is wrong with the years read so far, so that an audit can look back at them."""
    before: Dataset | None = None

    def read_year(self, tahun: int) -> tuple[Dataset, list[Temuan]]:
        """Return what is known from one year, and all findings that concern it; years go upwards."""
        keputusan = self._read_file("keputusan", tahun, NOTHING)
        dataset, found = self._assemble(tahun, keputusan, keputusan.frame)
        found += self._check_keabsahan(dataset, keputusan, found)
        seen = sort_temuan([*self.past, *found])
        self.before = replace(dataset, catatan=tuple(temuan for temuan in seen if temuan.tingkat == "info"))
        self.sound = self.sound and not any(temuan.tingkat == "galat" for temuan in found)
        # Master data counts as the report year sees it; the year's own files count for every later year.
        self.past += [temuan for temuan in found if temuan.berkas.startswith(f"{self.instansi}/{tahun}/")]
        return self.before, seen

    def _assemble(self, tahun: int, keputusan: Reading, rows: pd.DataFrame) -> tuple[Dataset, list[Temuan]]:
        """Return a year as some of its decisions make it, and what is found in it."""
        decided = _group_decisions(rows)
        master = self._read_master(tahun, decided)
        readings = {**master, **self._read_files("tahun", tahun, decided), "keputusan": keputusan}
        shared = {file: reading.frame for file, reading in master.items()}
        valid = select(shared, tahun)
        written = {file: valid.get(file, readings[file].frame) for file in FILES}
        resolved, named = resolve_names(written, self.instansi, tahun)
        frames = MappingProxyType(resolved)
        before = self.before if self.before and self.before.tahun == tahun - 1 else None
        dataset = Dataset(self.instansi, tahun, frames, before)
        problems = [temuan for reading in readings.values() for temuan in reading.problems]
        problems += [temuan for temuan in named if temuan.tingkat == "galat"]
        problems += _list_strays(self.folder, "instansi", self.instansi)
        problems += _list_stray_years(self.folder, self.instansi)
        problems += _list_strays(self.folder / str(tahun), "tahun", f"{self.instansi}/{tahun}")
        found = [
            t for file, reading in readings.items() for t in reading.adaptations if _concerns(t, frames[file], reading)
        ]
        found += [temuan for temuan in named if temuan.tingkat == "info"]
        found += [*problems, *check_dataset(dataset, problems, shared), *_check_decisions(dataset, readings, rows)]
        return dataset, found

    def _check_keabsahan(self, dataset: Dataset, keputusan: Reading, found: Sequence[Temuan]) -> list[Temuan]:
        """Check the decisions of a year that is good otherwise against the year without them."""
        rows = dataset.rows("keputusan")
        if not rows or any(temuan.tingkat == "galat" for temuan in found):
            return []
        reading = [is_reading(row) for row in rows]
        before, _ = self._assemble(dataset.tahun, keputusan, keputusan.frame[reading])
        lalu = dataset.lalu if self.sound else None
        _, problems = self._assemble(dataset.tahun, keputusan, keputusan.frame[:0])
        replaced = {temuan.kunci: temuan for temuan in found if temuan.kunci}
        # The dataset that is handed on remembers nothing yet: its record of the reading isn't whole.
        was, now = (Dataset(year.instansi, year.tahun, year.frames, lalu) for year in (before, dataset))
        # Whoever reads a dataset hasn't read of it what this looks at.
        with record_reads():
            return list(check_keabsahan(was, now, problems, replaced))

    def _read_master(self, tahun: int, decided: Mapping[str, Mapping[str, str]]) -> dict[str, Reading]:
        self.master = self.master or self._read_files("instansi", tahun, {})
        settled = {file: self._read_file(file, tahun, decided[file]) for file in decided.keys() & self.master.keys()}
        return {**self.master, **settled}

    def _read_files(self, scope: Scope, tahun: int, decided: Mapping[str, Mapping[str, str]]) -> dict[str, Reading]:
        files = (file for file, schema in FILES.items() if schema.scope == scope)
        return {file: self._read_file(file, tahun, decided.get(file, NOTHING)) for file in files if file != "keputusan"}

    def _read_file(self, file: str, tahun: int, decided: Mapping[str, str]) -> Reading:
        schema, name = FILES[file], name_file(self.instansi, tahun, file)
        path = self.folder.parent / name
        if os.path.lexists(path):
            return read_csv(path, name, schema, decided, tahun)
        message = f"berkas wajib tidak ada; diharapkan berkas dengan kolom: {', '.join(schema.columns)}."
        problems = [Temuan(name, None, "", "D01", "galat", message)] if schema.required else []
        return Reading(make_empty(schema), problems, [], frozenset())


def _concerns(temuan: Temuan, valid: pd.DataFrame, reading: Reading) -> bool:
    """Return whether a finding in a file concerns a year: not where it stands in a row that doesn't hold in it."""
    return temuan.baris is None or temuan.baris in valid.index or temuan.baris not in reading.frame.index


def _group_decisions(rows: pd.DataFrame) -> dict[str, dict[str, str]]:
    """Return the decisions about cells by file; those about computed numbers concern the report, not the reading."""
    decided: dict[str, dict[str, str]] = {}
    for kunci, nilai in rows[["kunci", "nilai"]].itertuples(index=False, name=None):
        if kunci and nilai and "/" in kunci:
            decided.setdefault(kunci.split("/")[0], {})[kunci] = nilai
    return decided


def _check_decisions(dataset: Dataset, readings: Mapping[str, Reading], rows: pd.DataFrame) -> Iterator[Temuan]:
    """Check that every one of some decisions about cells names one."""
    used = {kunci for reading in readings.values() for kunci in reading.used}
    for row in records(rows):
        kunci = row["kunci"] or ""
        file = kunci.split("/")[0]
        unread = file in readings and UNREAD & {temuan.kode for temuan in readings[file].problems}
        if "/" in kunci and kunci not in used and not unread:
            message = f"keputusan menunjuk sel «{kunci}» yang tidak ada.{_suggest_cell(dataset, kunci)}"
            yield Temuan(dataset.source("keputusan"), row["baris"], "kunci", "D17", "galat", message, tercetak=kunci)


def _suggest_cell(dataset: Dataset, kunci: str) -> str:
    file = kunci.split("/")[0]
    if file not in FILES:
        return f"{suggest(file, FILES)} Perbaiki kuncinya (berkas/kunci baris/kolom) atau hapus keputusannya."
    keys = {cell_key(file, row, column) for row in dataset.rows(file) for column in FILES[file].columns}
    if kunci in keys:
        return f" Barisnya ditulis dengan nama; tulis kodenya di {file}.csv."
    return f"{suggest(kunci, keys)} Perbaiki kuncinya (berkas/kunci baris/kolom) atau hapus keputusannya."


def _list_strays(folder: Path, scope: Scope, place: str) -> Iterator[Temuan]:
    """Yield the tables in a folder that no one reads."""
    for name in sorted(os.listdir(folder)):
        stem, suffix = os.path.splitext(name)
        known = stem in FILES and suffix == ".csv"
        is_table = suffix.lower() in _TABLES or (suffix and stem.lower() in FILES)
        if name.startswith((".", "~$")) or not is_table or (known and FILES[stem].scope == scope):
            continue
        shown = show_name(name)
        message = f"berkas «{shown}» tidak dikenal. {_explain_stray(stem, suffix, known, scope)}"
        yield Temuan(f"{place}/{shown}", None, "", "D11", "galat", message)


def _list_stray_years(folder: Path, place: str) -> Iterator[Temuan]:
    """Yield the folders that look like a year's, such as a copy, and that no one reads."""
    for name in map(show_name, list_odd_years(folder)):
        message = f"folder «{name}» tidak dibaca. Beri nama empat angka tahunnya saja (0–9), atau pindahkan ke luar folder instansi."
        yield Temuan(f"{place}/{name}", None, "", "D11", "galat", message)


def _explain_stray(stem: str, suffix: str, known: bool, scope: Scope) -> str:
    if known:
        return f"Tempatnya di folder {'instansi' if scope == 'tahun' else 'tahun'}; pindahkan ke sana."
    files = [file for file, schema in FILES.items() if schema.scope == scope]
    hint = suggest(stem, files)
    if suffix != ".csv":
        return f"Yang dibaca hanya .csv: simpan dari Excel sebagai «CSV UTF-8 (dipisahkan koma)», lalu pindahkan berkas ini.{hint}"
    return f"{hint} Perbaiki namanya atau pindahkan.".strip()
