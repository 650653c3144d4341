"""Findings: what is wrong with the data, said so that an analyst can mend it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Literal, TypeVar

Tingkat = Literal["galat", "peringatan", "info"]
Row = TypeVar("Row")
TINGKAT: tuple[Tingkat, ...] = ("galat", "peringatan", "info")


FIRST = 20
"""Rows with the same fault that are told one by one."""

LONGEST = 300
"""Letters of a value or name that a message shows."""


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
        return f"{', '.join(place)}: {self.fitting} [{self.kode}]"

    @property
    def fitting(self) -> str:
        """The sentence as a terminal shows it: of a very long one, such as with a whole cell in it, both ends."""
        return (
            self.pesan if len(self.pesan) <= 4 * LONGEST else f"{self.pesan[:LONGEST]} … {self.pesan[-2 * LONGEST :]}"
        )

    def to_dict(self) -> dict[str, object]:
        """Return the finding as the ``--json`` contract spells it."""
        return asdict(self)


def tell_some(rows: Sequence[Row], tell: Callable[[Row], Temuan]) -> list[Temuan]:
    """Return a finding for each of the first rows that have the same fault, and one that counts the others.

    Parameters
    ----------
    tell
        Makes the finding of a row; what it takes to find a remedy is spent on the first rows only.
    """
    if len(rows) <= FIRST + 1:
        return [tell(row) for row in rows]
    more = (
        f"dan {len(rows) - FIRST} baris lain mulai baris ini dengan masalah yang sama. Perbaiki sekaligus di kolom itu."
    )
    return [*map(tell, rows[:FIRST]), replace(tell(rows[FIRST]), pesan=more, tercetak="", terhitung="")]


def shorten(temuan: Sequence[Temuan]) -> list[Temuan]:
    """Return findings in their order, of the same fault in the same column only the first and how many more.

    Examples
    --------
    >>> many = [Temuan("a.csv", n, "x", "D08", "galat", "salah") for n in range(2, 100_000)]
    >>> found = shorten(many)
    >>> len(found), found[-1].baris, found[-1].pesan[:20]
    (21, 22, 'dan 99978 baris lain')
    """
    groups: dict[tuple[str, str, str], list[Temuan]] = {}
    for one in temuan:
        groups.setdefault((one.berkas, one.kolom, one.kode), []).append(one)
    return sort_temuan([one for group in groups.values() for one in tell_some(group, lambda one: one)])


def show_name(name: str) -> str:
    r"""Return a name as a terminal can show it: what isn't printable as visible escapes, a long one shortened.

    Examples
    --------
    >>> show_name("pagu.csv"), show_name("a\x1b[2Jb"), show_name("x\udcff")
    ('pagu.csv', 'a\\x1b[2Jb', 'x\\udcff')
    """
    shown = "".join(letter if letter.isprintable() else ascii(letter)[1:-1] for letter in name)
    return shown if len(shown) <= LONGEST else f"{shown[:LONGEST]}…"


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
    """The data can't be used; carries every problem found, of very many of a kind the first."""

    def __init__(self, temuan: Sequence[Temuan]) -> None:
        super().__init__(temuan)
        self.temuan = shorten(sort_temuan(temuan))

    def __str__(self) -> str:
        return "\n".join(str(t) for t in self.temuan)
