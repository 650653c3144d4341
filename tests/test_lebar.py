"""Long codes and great amounts keep clear of their neighbours, on paper and in Word."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pytest
from conftest import INSTANSI
from kantor import needs_office, print_word

pytestmark = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="tidak ada pdftotext (poppler-utils)")

STEM = f"laporan-kinerja-{INSTANSI}-2024"
CODE, AMOUNT = "2.16.01.2.01.0001", "12.345.700.000.000"


class Word(NamedTuple):
    """A word of a page, where it stands (points)."""

    page: int
    left: float
    top: float
    right: float
    bottom: float
    text: str


def read_words(pdf: Path) -> list[Word]:
    done = subprocess.run(["pdftotext", "-bbox", str(pdf), "-"], capture_output=True, text=True, check=True)
    found = []
    for number, page in enumerate(done.stdout.split("<page ")[1:], 1):
        for *box, text in re.findall(r'xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">(.*?)</word>', page):
            found.append(Word(number, *map(float, box), text))
    return found


def list_overlaps(words: list[Word]) -> Iterator[str]:
    """Yield the neighbours on a line of which one begins before the other ends."""
    lines = sorted(words, key=lambda word: (word.page, round(word.bottom), word.left))
    for one, other in pairwise(lines):
        if one.page == other.page and round(one.bottom) == round(other.bottom) and other.left < one.right - 0.5:
            yield f"halaman {one.page}: «{one.text}» dan «{other.text}»"


def test_words_that_overlap_are_seen() -> None:
    words = [Word(1, 0, 0, 50, 9, "2.16.01"), Word(1, 40, 0, 90, 9, "Nama"), Word(1, 95, 0, 99, 9, "x")]
    assert list(list_overlaps(words)) == ["halaman 1: «2.16.01» dan «Nama»"]


def check_paper(pdf: Path) -> None:
    words = read_words(pdf)
    whole = {word.text for word in words}
    # Neither is broken over lines.
    assert {CODE, AMOUNT} <= whole
    assert list(list_overlaps(words)) == []


def test_paper_has_room_for_codes_and_amounts(office: Path) -> None:
    check_paper(office / "_site" / INSTANSI / "2024" / f"{STEM}.pdf")


@needs_office
def test_word_has_room_for_codes_and_amounts(office: Path, tmp_path: Path) -> None:
    check_paper(print_word(office / "_site" / INSTANSI / "2024" / f"{STEM}.docx", tmp_path))
