"""CSV as a report publishes it (RFC 4180, lines end with a line feed), safe to open in a spreadsheet."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

Cell = str | Decimal | int | None

# A spreadsheet takes what begins so for a formula, unless it is a number, a telephone number or a dash.
_FORMULA = re.compile(r"[=@\t\r]|[+-](?![\d .,()/-]*%?$)")
_KEPT = re.compile(r'="([^"]*)"')
_QUOTED = re.compile('[,"\r\n]')


def write_csv(rows: Iterable[Iterable[Cell]]) -> str:
    r"""Return rows as CSV; numbers are written unrounded, None as an empty cell.

    Examples
    --------
    >>> write_csv([["Nama", "Nilai"], ["A, B", Decimal("7.50")], ["=1+1", None]])
    'Nama,Nilai\n"A, B",7.50\n\'=1+1,\n'
    """
    lines = (",".join(_write(cell) for cell in row) for row in rows)
    # A line without anything would be no row at all.
    return "".join((line or '""') + "\n" for line in lines)


def _write(cell: Cell) -> str:
    if not isinstance(cell, str):
        return "" if cell is None else str(cell)
    text = guard(cell)
    return '"' + text.replace('"', '""') + '"' if _QUOTED.search(text) else text


def guard(text: str) -> str:
    """Return a text with the apostrophe that keeps a spreadsheet from taking it for a formula, where it needs one.

    Examples
    --------
    >>> guard("=HYPERLINK(…)"), guard("-5,3 %"), guard("+62 511 4773"), guard("- mitra")
    ("'=HYPERLINK(…)", '-5,3 %', '+62 511 4773', "'- mitra")
    """
    return f"'{text}" if is_formula(text.lstrip("'")) else text


def unguard(text: str) -> str:
    """Return a text without that apostrophe, and without the ``="…"`` that keeps a code a text.

    Examples
    --------
    >>> unguard("'=1+1"), unguard("'kutipan'"), unguard(guard("'=1")), unguard('="1.10"')
    ('=1+1', "'kutipan'", "'=1", '1.10')
    """
    if kept := _KEPT.fullmatch(text):
        return kept[1]
    return text[1:] if text.startswith("'") and is_formula(text.lstrip("'")) else text


def is_formula(text: str) -> bool:
    """Return whether a spreadsheet would compute a text instead of showing it."""
    return _FORMULA.match(text) is not None
