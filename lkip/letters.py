"""Where in the data the letters stand that the report's printed type lacks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lkip.errors import LETTERS_REMEDY
from lkip_utils.dataset import Dataset, row_number
from lkip_utils.temuan import Temuan


def find_letters(dataset: Dataset, letters: Sequence[str]) -> list[Temuan]:
    """Return the cells, this year's and of the years before, that hold some of the letters."""
    return [temuan for file in dataset.frames for temuan in _find_in_file(dataset, file, letters)] + (
        find_letters(dataset.lalu, letters) if dataset.lalu else []
    )


def _find_in_file(dataset: Dataset, file: str, letters: Sequence[str]) -> Iterator[Temuan]:
    for row in dataset.rows(file):
        for column, value in row.items():
            found = [letter for letter in letters if isinstance(value, str) and letter in value]
            if found:
                names = ", ".join(f"«{letter}»" for letter in found)
                message = f"huruf cetak PDF tidak memiliki {names}. {LETTERS_REMEDY}"
                yield Temuan(dataset.source(file), row_number(row), column, "D25", "galat", message, tercetak=value)
