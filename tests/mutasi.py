"""Mutations: the demonstration agency, clean under every rule, copied so that a test can break one thing."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from lkip_utils import Dataset, read_dataset
from lkip_utils.audit import capaian, jumlah, persen, wajar
from lkip_utils.temuan import Temuan

DATA = Path(__file__).parents[1] / "data"
CONTOH = "contoh-dinas-teladan"
TAHUN = 2025

RULES = (*jumlah.ATURAN, *persen.ATURAN, *capaian.ATURAN, *wajar.ATURAN)
"""The rules about numbers."""


def find(dataset: Dataset) -> list[Temuan]:
    """Return what the rules about numbers find."""
    return [temuan for rule in RULES for temuan in rule.run(dataset)]


@dataclass(frozen=True)
class Salinan:
    """A copy of the demonstration agency's last two years that may be broken."""

    root: Path

    @classmethod
    def make(cls, tmp_path: Path) -> Salinan:
        """Copy the agency without the years that no rule about numbers looks at."""
        older = shutil.ignore_patterns(*(str(tahun) for tahun in range(2021, TAHUN - 1)))
        shutil.copytree(DATA / CONTOH, tmp_path / CONTOH, ignore=older)
        return cls(tmp_path)

    def path(self, file: str) -> Path:
        """Return a file of the report year, or of the agency where the year has none."""
        own = self.root / CONTOH / str(TAHUN) / f"{file}.csv"
        return own if own.exists() else self.root / CONTOH / f"{file}.csv"

    def edit(self, file: str, old: str, new: str) -> None:
        """Replace a text that stands exactly once in a file."""
        text = self.path(file).read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} harus ada tepat sekali dalam {file}.csv"
        self.path(file).write_text(text.replace(old, new), encoding="utf-8")

    def edit_row(self, file: str, start: str, new: str) -> None:
        """Replace the only row of a file that begins with a text."""
        (row,) = (line for line in self.path(file).read_text(encoding="utf-8").splitlines() if line.startswith(start))
        self.edit(file, row, new)

    def print_only(self, *lines: str) -> None:
        """Leave nothing printed but these rows of angka_tercetak.csv, so that only the data and they can disagree."""
        header = self.path("angka_tercetak").read_text(encoding="utf-8").splitlines()[0]
        self.path("angka_tercetak").write_text("\n".join([header, *lines, ""]), encoding="utf-8")

    def print_also(self, *lines: str) -> None:
        """Add rows to angka_tercetak.csv."""
        with self.path("angka_tercetak").open("a", encoding="utf-8") as file:
            file.writelines(f"{line}\n" for line in lines)

    def read(self) -> Dataset:
        """Read the report year."""
        return read_dataset(CONTOH, TAHUN, self.root)

    def find(self) -> set[tuple[str, str]]:
        """Return which rules speak, and about which keys."""
        return {(temuan.kode, temuan.kunci) for temuan in find(self.read())}

    def find_one(self) -> Temuan:
        """Return the only finding."""
        (temuan,) = find(self.read())
        return temuan
