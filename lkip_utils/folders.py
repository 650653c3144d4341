"""The folders of the data: which agencies there are, and for which years each has one."""

from __future__ import annotations

import re
from pathlib import Path

FIRST_YEAR, LAST_YEAR = 1945, 2100
"""Years that data can be of; one that is mistyped by a digit falls out of these bounds."""


def is_year(name: str) -> bool:
    """Return whether a folder of this name holds a year's data.

    Examples
    --------
    >>> [is_year(name) for name in ("2024", "0000", "²⁰²⁴", "2024 (1)")]
    [True, False, False, False]
    """
    return bool(re.fullmatch("[0-9]{4}", name)) and FIRST_YEAR <= int(name) <= LAST_YEAR


def list_years(instansi: str, data_dir: Path | str) -> list[int]:
    """Return the years for which an agency has a folder, ascending."""
    folders = (path for path in Path(data_dir, instansi).iterdir() if path.is_dir())
    return sorted(int(path.name) for path in folders if is_year(path.name))


def list_odd_years(folder: Path) -> list[str]:
    """Return the names of an agency's folders that look like a year's and aren't: copies, other digits, impossible years."""
    names = (path.name for path in folder.iterdir() if path.is_dir() and not path.name.startswith("."))
    return sorted(name for name in names if not is_year(name) and _looks_like_year(name))


def _looks_like_year(name: str) -> bool:
    digits = "".join(letter for letter in name if not letter.isspace())
    return bool(re.search("[0-9]{4}", name)) or all(letter.isnumeric() for letter in digits)


def list_instansi(data_dir: Path | str) -> list[str]:
    """Return the agencies below the data folder, in alphabetical order."""
    return sorted(path.name for path in Path(data_dir).iterdir() if path.is_dir() and not path.name.startswith("."))
