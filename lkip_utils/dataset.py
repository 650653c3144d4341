"""Everything an agency knows for one report: read once, checked whole, never changed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

import pandas as pd

from lkip_utils.reads import EVERYTHING, Read, is_recording, note_reads, record_reads
from lkip_utils.schemas import FILES
from lkip_utils.sources import Source
from lkip_utils.temuan import Temuan

Frames = Mapping[str, pd.DataFrame]
Record = dict[Any, Any]
"""A row by column name; an empty cell is None, ``baris`` its spreadsheet row."""

NOMOR = "nomor"
"""What ``baris`` is called in a record of a file that has a column of that name."""


@dataclass(frozen=True, eq=False)
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
    catatan
        What the reader took for granted to read the cells, as :attr:`penyesuaian` gives it.

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
    catatan: tuple[Temuan, ...] = ()
    _memo: dict[object, Any] = field(default_factory=dict, repr=False)

    def __getitem__(self, file: str) -> pd.DataFrame:
        note_reads([Read(self.tahun, file)])
        return self.frames[file]

    @property
    def penyesuaian(self) -> tuple[Temuan, ...]:
        """What the reader took for granted to read the cells: separators, units, spaces (info findings)."""
        note_reads([Read(self.tahun, EVERYTHING)])
        return self.catatan

    def rows(self, file: str) -> list[Record]:
        """Return the rows of a file; read them, don't change them."""
        return _rows_of(self, file)

    def rows_by(self, file: str, column: str) -> Mapping[Any, list[Record]]:
        """Return the rows of a file grouped by what a column holds; a value that nothing holds has no rows."""
        return _rows_by(self, file, column)

    def frame(self, file: str) -> pd.DataFrame:
        """Return a file as an ordinary frame to go on with: numbers as floats, NaN where nothing is known.

        Its cells are rounded as floats are; the report's own figures are computed without that.

        Examples
        --------
        >>> from lkip_utils import read_dataset
        >>> anggaran = read_dataset("dinas-contoh-uji", 2024, "tests/fixture/data").frame("anggaran")
        >>> float(anggaran["pagu"].sum()), str(anggaran["pagu"].dtype)
        (220000000.0, 'float64')
        """
        fields = FILES[file].columns
        numeric = [name for name, field in fields.items() if field.kind in ("integer", "number")]
        return self[file].astype(dict.fromkeys(numeric, float)).reset_index(drop=True)

    def profil(self, kunci: str) -> str:
        """Return an entry of profil.csv, or an empty string where there is none."""
        rows = self.rows_by("profil", "kunci")[kunci]
        return str(rows[0]["nilai"]) if rows else ""

    @property
    def daerah(self) -> str:
        """The agency's region as it stands behind the agency's name; empty where the name tells it already."""
        region = self.profil("daerah")
        return "" if self.profil("nama").endswith(region) else region

    @property
    def nama_lengkap(self) -> str:
        """The agency's name with its region."""
        return f"{self.profil('nama')} {self.daerah}".strip()

    def source(self, file: str) -> str:
        """Return the path below the data folder that a frame was read from."""
        return name_file(self.instansi, self.tahun, file)

    def sources(self, *files: str) -> tuple[Source, ...]:
        """Return those files that tell anything: what a table names as its sources."""
        return tuple(Source(self.source(file), f"data/{file}.csv") for file in files if len(self[file]))

    def cite(self, paths: Iterable[str]) -> tuple[Source, ...]:
        """Return files by their paths below the data folder, each once; what another year's report publishes has no link."""
        unique = dict.fromkeys(paths)
        files = {self.source(file): file for file in (path.split("/")[-1].removesuffix(".csv") for path in unique)}
        own = {source.name: source for source in self.sources(*(files[path] for path in unique if path in files))}
        return tuple(own.get(path, Source(path)) for path in unique)


P = ParamSpec("P")
R = TypeVar("R")


def remember(function: Callable[Concatenate[Dataset, P], R]) -> Callable[Concatenate[Dataset, P], R]:
    """Make a function of a dataset compute each of its values only once.

    The dataset never changes, so neither does the value, and it goes when the dataset goes. What the
    function returns is shared: it must not be changed.
    """

    @wraps(function)
    def recalled(dataset: Dataset, /, *args: P.args, **kwargs: P.kwargs) -> R:
        key = (function, args, *kwargs.items())
        if key not in dataset._memo:
            with record_reads() as reads:
                value = function(dataset, *args, **kwargs)
            dataset._memo[key] = value, frozenset(reads)
        value, read = dataset._memo[key]
        note_reads(read)
        return cast(R, value)

    return recalled


Question = Callable[..., object]
QUESTIONS: dict[str, Question] = {}
"""Functions that answer without telling what they read for it, by their full names."""


def answer_only(function: Callable[Concatenate[Dataset, P], R]) -> Callable[Concatenate[Dataset, P], R]:
    """Let those who ask a function depend on its answer alone, not on all that it reads to give it.

    For what looks at nearly everything and says little, such as whether a finding concerns one number. The
    arguments are texts, and the representation of the answer tells different ones apart.
    """
    name = f"{function.__module__}.{function.__qualname__}"

    @wraps(function)
    def asked(dataset: Dataset, /, *args: P.args, **kwargs: P.kwargs) -> R:
        if not is_recording():
            return function(dataset, *args, **kwargs)
        with record_reads():
            answer = function(dataset, *args, **kwargs)
        note_reads([Read(dataset.tahun, name, cast(tuple[str, ...], args), _digest(answer))])
        return answer

    QUESTIONS[name] = asked
    return asked


def _digest(answer: object) -> str:
    return hashlib.sha256(repr(answer).encode()).hexdigest()[:16]


def still_answers(dataset: Dataset, read: Read) -> bool:
    """Return whether a question that was recorded would be answered today as it was then."""
    question = QUESTIONS.get(read.nama)
    if question is None:
        return False
    with record_reads() as reads:
        question(dataset, *read.argumen)
    return read in reads


@remember
def _rows_of(dataset: Dataset, file: str) -> list[Record]:
    return records(dataset[file])


@remember
def _rows_by(dataset: Dataset, file: str, column: str) -> Mapping[Any, list[Record]]:
    return _Groups(group_rows(dataset.rows(file), column))


class _Groups(dict[Any, list[Record]]):
    """Rows by a value; asking for a value that nothing holds leaves no trace."""

    def __missing__(self, value: Any) -> list[Record]:
        return []


def row_number(row: Record) -> int:
    """Return the spreadsheet row of a record."""
    return int(row[NOMOR] if NOMOR in row else row["baris"])


def cell_key(file: str, row: Record, column: str) -> str:
    """Return what the register and ``keputusan.csv`` call a cell: file, key of the row, column.

    Examples
    --------
    >>> cell_key("anggaran", {"program": "b.1.1", "pagu": 5}, "pagu")
    'anggaran/b.1.1/pagu'
    >>> cell_key("pegawai", {"rincian": "jabatan", "kelompok": "Staf", "jabatan": None}, "jumlah")
    'pegawai/jabatan/Staf/jumlah'
    """
    parts = (row[name] for name in FILES[file].key)
    return "/".join([file, *(str(part) for part in parts if part is not None), column])


@dataclass(frozen=True)
class Cell:
    """A cell of the data: where it stands and what it holds."""

    file: str
    baris: int
    kolom: str
    nilai: Any


def find_cell(dataset: Dataset, kunci: str) -> Cell | None:
    """Return the cell that a key names; None where there is none.

    Examples
    --------
    >>> from lkip_utils import read_dataset
    >>> dataset = read_dataset("dinas-contoh-uji", 2024, "tests/fixture/data")
    >>> find_cell(dataset, "sakip/2022/nilai").kolom
    'nilai'
    """
    file = kunci.split("/", 1)[0]
    return _cells(dataset, file).get(kunci) if file in FILES else None


def list_cell_keys(dataset: Dataset, file: str) -> list[str]:
    """Return the keys of all cells of a file."""
    return list(_cells(dataset, file))


@remember
def _cells(dataset: Dataset, file: str) -> Mapping[str, Cell]:
    return dict(_list_cells(dataset, file))


def _list_cells(dataset: Dataset, file: str) -> Iterator[tuple[str, Cell]]:
    for row in dataset.rows(file):
        for column in FILES[file].columns:
            yield cell_key(file, row, column), Cell(file, row_number(row), column, row[column])


def name_file(instansi: str, tahun: int, file: str) -> str:
    """Return what messages and source lines call a file: its path below the data folder."""
    return f"{instansi}/{file}.csv" if FILES[file].scope == "instansi" else f"{instansi}/{tahun}/{file}.csv"


def report_cell(dataset: Dataset, file: str, row: Record, column: str, code: str, message: str) -> Temuan:
    """Return a finding at a cell."""
    value = str(row[column])
    return Temuan(dataset.source(file), row_number(row), column, code, "galat", message, tercetak=value)


def group_rows(rows: Iterable[Record], column: str) -> dict[Any, list[Record]]:
    """Return rows by what a column holds."""
    groups: dict[Any, list[Record]] = {}
    for row in rows:
        groups.setdefault(row[column], []).append(row)
    return groups


def records(frame: pd.DataFrame) -> list[Record]:
    """Return the rows of a frame of a dataset.

    Not by ``iterrows``: pandas would make a row of words a text series, and its empty cells NaN.
    """
    # A file with a column ``baris`` of its own (angka_tercetak) has its spreadsheet rows under ``nomor``.
    names = [NOMOR if "baris" in frame.columns else "baris", *frame.columns]
    columns = [frame.index.tolist(), *(frame[name].tolist() for name in frame.columns)]
    return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]
