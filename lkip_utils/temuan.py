"""Findings: what is wrong with the data, said so that an analyst can mend it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Literal

Tingkat = Literal["galat", "peringatan", "info"]
TINGKAT: tuple[Tingkat, ...] = ("galat", "peringatan", "info")


@dataclass(frozen=True, order=True)
class Temuan:
    """One finding at one place.

    Parameters
    ----------
    berkas
        File below the data folder, e.g. ``kesbangpol-balangan/2023/anggaran.csv``.
    baris
        Row as a spreadsheet numbers it (the header is row 1); None for the whole file.
    kolom
        Column name; empty for the whole row or file.
    kode
        Stable code of the rule that found it.
    tingkat
        ``galat`` stops a build, ``peringatan`` and ``info`` don't.
    pesan
        Indonesian sentence: what was read, what was expected, how to mend it.
    lokasi
        Place in the published report, where the finding concerns one.
    tercetak, terhitung
        The value as read or printed, and the value expected or computed.
    kunci
        Key of the number or cell that the finding concerns: what ``keputusan.csv`` names to settle it
        and where the report sets its mark. Empty for findings that no value stands for.
    keputusan
        How it was settled, by whom and when; empty while it is open.

    Examples
    --------
    >>> print(Temuan("a/sasaran.csv", 3, "kode", "D07", "galat", "kode «s-1» ganda."))
    a/sasaran.csv, baris 3, kolom kode: kode «s-1» ganda. [D07]
    """

    berkas: str
    baris: int | None
    kolom: str
    kode: str
    tingkat: Tingkat
    pesan: str
    lokasi: str = ""
    tercetak: str = ""
    terhitung: str = ""
    kunci: str = ""
    keputusan: str = ""

    @property
    def diputuskan(self) -> bool:
        """Whether keputusan.csv settles it."""
        return bool(self.keputusan)

    def __str__(self) -> str:
        place = [self.berkas]
        if self.baris is not None:
            place.append(f"baris {self.baris}")
        if self.kolom:
            place.append(f"kolom {self.kolom}")
        return f"{', '.join(place)}: {self.pesan} [{self.kode}]"

    def to_dict(self) -> dict[str, object]:
        """Return the finding as the ``--json`` contract spells it."""
        return asdict(self)


def sort_temuan(temuan: Sequence[Temuan]) -> list[Temuan]:
    """Order findings by file, row and column, whole-file findings first.

    Examples
    --------
    >>> a = Temuan("a.csv", 2, "x", "D05", "galat", "…")
    >>> b = Temuan("a.csv", None, "", "D01", "galat", "…")
    >>> [t.kode for t in sort_temuan([a, b, a])]
    ['D01', 'D05']
    """
    return sorted(set(temuan), key=lambda t: (t.berkas, t.baris or 0, t.kolom, t.kode, t.pesan))


def count_tingkat(temuan: Iterable[Temuan]) -> str:
    """Return how many findings there are of each level, as a phrase.

    Examples
    --------
    >>> count_tingkat([Temuan("a.csv", 2, "x", "J01", "galat", "…")])
    '1 galat, 0 peringatan, 0 info'
    """
    counts = Counter(t.tingkat for t in temuan)
    return ", ".join(f"{counts[tingkat]} {tingkat}" for tingkat in TINGKAT)


class DataError(Exception):
    """The data can't be used; carries every problem found, not only the first."""

    def __init__(self, temuan: Sequence[Temuan]) -> None:
        super().__init__(temuan)
        self.temuan = sort_temuan(temuan)

    def __str__(self) -> str:
        return "\n".join(str(t) for t in self.temuan)
