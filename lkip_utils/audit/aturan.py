"""What an audit rule is: a named check of one dataset that explains itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from inspect import cleandoc

from lkip_utils.dataset import Dataset
from lkip_utils.temuan import Temuan, Tingkat


@dataclass(frozen=True)
class Kejanggalan:
    """What a rule found at one place; the rule's code and level make it a finding.

    Parameters
    ----------
    file
        File without ``.csv`` where the analyst looks first.
    pesan
        Indonesian sentence that an inspector would accept: both values, and how to mend it.
    baris, kolom
        Spreadsheet row and column; None and empty for the whole file.
    kunci
        Key of the number (``anggaran.serapan``) or cell (``anggaran/b.1.1/pagu``) that it concerns.
    lokasi
        Place in the published report, e.g. ``Tabel 3.12``.
    """

    file: str
    pesan: str
    baris: int | None = None
    kolom: str = ""
    kunci: str = ""
    lokasi: str = ""
    tercetak: str = ""
    terhitung: str = ""


Check = Callable[[Dataset], Iterator[Kejanggalan]]


@dataclass(frozen=True)
class Aturan:
    """A rule of the audit.

    Parameters
    ----------
    kode
        Stable code: a letter for the topic and two digits.
    tingkat
        How grave it is when the rule finds something.
    judul
        What the rule asks for, in Indonesian.
    sumber
        Regulation or practice that the rule follows.
    check
        Function that yields what contradicts the rule; its docstring tells what and why, in Indonesian,
        because ``docs/aturan-audit.md`` prints it.
    """

    kode: str
    tingkat: Tingkat
    judul: str
    sumber: str
    check: Check

    @property
    def penjelasan(self) -> str:
        """What the rule looks at and why."""
        return cleandoc(self.check.__doc__ or "")

    def run(self, dataset: Dataset) -> Iterator[Temuan]:
        """Yield the findings of this rule."""
        for hal in self.check(dataset):
            yield Temuan(
                dataset.source(hal.file), hal.baris, hal.kolom, self.kode, self.tingkat, hal.pesan,
                hal.lokasi, hal.tercetak, hal.terhitung, hal.kunci,
            )  # fmt: skip


def aturan(kode: str, tingkat: Tingkat, judul: str, sumber: str) -> Callable[[Check], Aturan]:
    """Make a rule of the function below."""
    return lambda check: Aturan(kode, tingkat, judul, sumber, check)
