"""Words of the audit: how it compares and quotes what the data says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile
from textwrap import shorten

from lkip_utils.dataset import Dataset

_NON_WORD = re.compile(r"[\W_]+")

NAMA = {"sasaran": "uraian", "indikator": "nama", "program": "nama", "organisasi": "jabatan"}
"""Files that name things, and the column that holds the name."""


def normalise(text: str) -> str:
    """Return a text without what doesn't make two texts different: case, punctuation, spaces.

    Examples
    --------
    >>> normalise("Ekonomi,  Sosial & BUDAYA.")
    'ekonomi sosial budaya'
    """
    return _NON_WORD.sub(" ", text.lower()).strip()


def quote(text: str, width: int = 120) -> str:
    """Quote a text, cut after a whole word where it is long.

    Examples
    --------
    >>> quote("Meningkatnya mutu layanan", 20)
    '«Meningkatnya mutu …»'
    """
    return f"«{shorten(text, width, placeholder=' …')}»"


def contrast(text: str, other: str, width: int = 120) -> tuple[str, str]:
    """Quote two texts; of long ones only the words in which they differ, with those beside them.

    Examples
    --------
    >>> contrast("Meningkatnya mutu layanan", "Meningkatkan mutu layanan")
    ('«Meningkatnya mutu layanan»', '«Meningkatkan mutu layanan»')
    >>> contrast("satu dua tiga empat lima enam tujuh", "satu dua tiga 4 lima enam tujuh", 30)
    ('«… dua tiga empat lima enam …»', '«… dua tiga 4 lima enam …»')
    """
    if max(len(text), len(other)) <= width:
        return quote(text, width), quote(other, width)
    first, second = text.split(), other.split()
    head, tail = _count_alike(first, second), _count_alike(first[::-1], second[::-1])
    return _cut(first, head, tail, width), _cut(second, head, tail, width)


def _count_alike(words: list[str], others: list[str]) -> int:
    alike = takewhile(lambda pair: normalise(pair[0]) == normalise(pair[1]), zip(words, others, strict=False))
    return sum(1 for _ in alike)


def _cut(words: list[str], head: int, tail: int, width: int) -> str:
    """Quote words without the first and last ones that both texts share, but for two beside the difference."""
    start, end = max(0, head - 2), max(head + 2, len(words) - tail + 2)
    return quote(f"{'… ' if start else ''}{' '.join(words[start:end])}{' …' if end < len(words) else ''}", width)


def enumerate_some(items: Sequence[str], most: int = 4) -> str:
    """Return items as an Indonesian enumeration; those beyond the first few are only counted.

    Examples
    --------
    >>> enumerate_some(["a", "b", "c"], 3), enumerate_some(["a", "b", "c"], 1)
    ('a, b, dan c', 'a dan 2 lainnya')
    """
    named = list(items[:most])
    if len(items) > most:
        named.append(f"{len(items) - most} lainnya")
    return " dan ".join(named) if len(named) < 3 else f"{', '.join(named[:-1])}, dan {named[-1]}"


def name_of(dataset: Dataset, file: str, kode: str) -> str:
    """Return the name that a code stands for; of a unit that no post leads, its own."""
    (row,) = dataset.rows_by(file, "kode")[kode]
    return str(row[NAMA[file]] or row["unit"])
