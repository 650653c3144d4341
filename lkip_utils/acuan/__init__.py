"""Reference tables that belong to no agency: regulations and the points that evaluators ask for."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files


@cache
def read_acuan(name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of a reference table by column name.

    Parameters
    ----------
    name
        File in this folder without ``.csv``.
    """
    text = files(__name__).joinpath(f"{name}.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))
