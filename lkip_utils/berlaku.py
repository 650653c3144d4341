"""Validity: which rows of the files that all years share hold in one of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from lkip_utils.dataset import Frames, records
from lkip_utils.schemas import DARI, SAMPAI

RENSTRA = ("renstra_awal", "renstra_akhir")
"""Entries of profil.csv: the first and last year of the Renstra."""

HASIL_INDIKATOR = ("riwayat", "benchmark")
HASIL = (*HASIL_INDIKATOR, "sakip")
"""Shared files that tell of results, by year."""

BERSEBUTAN = ("sasaran", "indikator", "program", "organisasi")
"""Files whose codes sebutan.csv can name."""

PEMILIH: Mapping[str, tuple[str, ...]] = {
    "target_renstra": ("profil", "indikator"),
    **dict.fromkeys(HASIL_INDIKATOR, ("indikator",)),
    "sebutan": BERSEBUTAN,
}
"""File → the others that say which of its rows hold."""


@dataclass(frozen=True)
class Masa:
    """The years in which a row holds, both included; open where there is none.

    Examples
    --------
    >>> print(Masa(2021, 2024), "·", Masa(2025), "·", Masa(None, 2024), "·", Masa())
    berlaku 2021–2024 · berlaku mulai 2025 · berlaku sampai 2024 · berlaku setiap tahun
    """

    dari: int | None = None
    sampai: int | None = None

    def __str__(self) -> str:
        if self.dari is not None and self.sampai is not None:
            return f"berlaku {self.dari}–{self.sampai}"
        if self.dari is None and self.sampai is None:
            return "berlaku setiap tahun"
        return f"berlaku mulai {self.dari}" if self.sampai is None else f"berlaku sampai {self.sampai}"

    def __contains__(self, tahun: int) -> bool:
        return (self.dari is None or self.dari <= tahun) and (self.sampai is None or tahun <= self.sampai)

    @property
    def is_empty(self) -> bool:
        """Whether it ends before it begins."""
        return self.dari is not None and self.sampai is not None and self.dari > self.sampai

    def overlaps(self, other: Masa) -> bool:
        """Return whether there is a year in which both hold.

        Examples
        --------
        >>> Masa(2021, 2024).overlaps(Masa(2024)), Masa(2021, 2024).overlaps(Masa(2025))
        (True, False)
        """
        first = max((m.dari for m in (self, other) if m.dari is not None), default=None)
        last = min((m.sampai for m in (self, other) if m.sampai is not None), default=None)
        return first is None or last is None or first <= last


def read_masa(row: Mapping[str, Any]) -> Masa:
    """Return the years in which a row holds; every year where its file has no such columns."""
    return Masa(*(None if row.get(name) is None else int(row[name]) for name in (DARI, SAMPAI)))


def select(frames: Frames, tahun: int) -> dict[str, pd.DataFrame]:
    """Return the frames of the shared files with those rows only that hold in a year.

    A row holds in the years that it names. Of results, nothing later than the year is known; a target belongs to
    the Renstra of the year; and what is told of a code goes with it.
    """
    valid = {file: select_masa(frame, tahun) for file, frame in frames.items()}
    renstra = read_renstra(valid["profil"])
    for file, masa in {**dict.fromkeys(HASIL, Masa(None, tahun)), "target_renstra": renstra}.items():
        valid[file] = _keep(valid[file], (value is None or int(value) in masa for value in valid[file]["tahun"]))
    gone = {file: set(frames[file]["kode"]) - set(valid[file]["kode"]) for file in BERSEBUTAN}
    for file in (*HASIL_INDIKATOR, "target_renstra"):
        valid[file] = _keep(valid[file], (kode not in gone["indikator"] for kode in valid[file]["indikator"]))
    named = valid["sebutan"][["jenis", "kode"]].itertuples(index=False, name=None)
    valid["sebutan"] = _keep(valid["sebutan"], (kode not in gone.get(jenis, ()) for jenis, kode in named))
    return valid


def select_masa(frame: pd.DataFrame, tahun: int) -> pd.DataFrame:
    """Return the rows of a file that hold in a year by what they say themselves."""
    years = records(frame[[name for name in (DARI, SAMPAI) if name in frame]])
    return _keep(frame, (tahun in read_masa(row) for row in years))


def read_renstra(profil: pd.DataFrame) -> Masa:
    """Return the years of the Renstra by the entries of profil.csv; open where they aren't known or can't be right."""
    masa = Masa(*(_read_year(profil, kunci) for kunci in RENSTRA))
    return Masa() if masa.is_empty else masa


def _read_year(profil: pd.DataFrame, kunci: str) -> int | None:
    """Return an entry as a year. What can't be read is told where the entries are checked."""
    found = [str(value).strip() for value in profil.loc[profil["kunci"] == kunci, "nilai"]]
    return int(found[0]) if found and found[0].isdecimal() else None


def _keep(frame: pd.DataFrame, keep: Iterable[bool]) -> pd.DataFrame:
    wanted = list(keep)
    return frame if all(wanted) else frame[wanted]
