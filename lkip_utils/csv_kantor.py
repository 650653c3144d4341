"""CSV as an Indonesian office opens it in Excel or LibreOffice: semicolons, decimal commas, codes that stay texts.

Machines read the data package instead (:mod:`lkip_utils.csv_text`).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from decimal import Decimal

from lkip_utils.csv_text import Cell, guard
from lkip_utils.numbers import round_half_up

BOM = "\ufeff"
"""What tells Excel that a file is UTF-8."""

MOST_PLACES = 6
"""Decimals that are enough to compute every printed figure again."""

_NUMBER = re.compile(r"[+−-]?(\d{1,15}|\d{1,3}(\.\d{3})+)(,\d+)?")
_AMBIGUOUS = re.compile(r"\+.*|[−-]?(0\d.*|[\d.]*\.[\d.]*)")
_PERCENT = re.compile(rf"({_NUMBER.pattern}) ?%")
_QUOTED = re.compile('[;"\r\n]')

_MONTH = (
    "jan(uari|uary)?|[fp]eb(ruari|ruary)?|mar(et|ch)?|apr(il)?|mei|may|jun[ie]?|jul[iy]?|agu(stus)?|agt|aug(ust)?"
    "|sept?(ember)?|o[kc]t(ober)?|nov(ember)?|de[sc](ember)?"
)

# What a spreadsheet takes for a number, a date or a time that it is not: 1.10, +62511, 1:25, 8E01, 12 Mei, 8 am.
_CONVERTED = re.compile(
    r"[(+−-]?\d[\d .,/:()-]*|\d+([.,]\d+)?e[+-]?\d+|\d+ ?[ap]m?|true|false"
    rf"|(?=.*\d)(\d{{1,2}}[ -])?({_MONTH})([ -]\d{{1,4}})?",
    re.IGNORECASE,
)


def write_csv_kantor(rows: Iterable[Sequence[Cell]], figures: Collection[int] = ()) -> str:
    r"""Return rows, heads first, as CSV for an Indonesian spreadsheet.

    Numbers of a column have one precision and no thousands separators; texts written like numbers are numbers,
    texts that a spreadsheet would mistake for one stay texts.

    Parameters
    ----------
    rows
        The heads, then the rows; all of one length.
    figures
        Columns (from 0) that hold figures: there ``1.250`` is a thousand, elsewhere it is a code.

    Examples
    --------
    >>> write_csv_kantor([["Uraian", "Serapan"], ["A; B", Decimal("73.5")], [None, 90]]).removeprefix(BOM)
    'Uraian;Serapan\n"A; B";73,5\n;90,0\n'
    """
    columns = [_write_column(cells, n in figures) for n, cells in enumerate(zip(*rows, strict=True))]
    lines = (";".join(map(_quote, cells)) for cells in zip(*columns, strict=True))
    # A line without anything would be no row at all.
    return BOM + "".join((line or '""') + "\n" for line in lines)


def is_converted(text: str) -> bool:
    """Return whether a spreadsheet would show something else than a text that is no number.

    Examples
    --------
    >>> [is_converted(text) for text in ("3.1", "198001012005011001", "Juni 2024", "1:25", "+62511", "0812")]
    [True, True, True, True, True, True]
    >>> [is_converted(text) for text in ("75,5", "12 Laporan", "87 Desa", "3 Mar 1")]
    [False, False, False, True]
    """
    return _CONVERTED.fullmatch(text) is not None and not _is_number(text, figures=False)


def _write_column(cells: Sequence[Cell], figures: bool) -> list[str]:
    head, *body = cells
    title = str(head or "")
    if _are_percentages(body):
        body, figures, title = [_strip_percent(cell) for cell in body], True, title if "%" in title else f"{title} (%)"
    # A code of digits alone is a text like the others of its column.
    codes = not figures and any(isinstance(cell, str) and is_converted(cell) for cell in body)
    values = [cell if codes else _read(cell, figures) for cell in body]
    places = min(MOST_PLACES, max((_count_places(value) for value in values), default=0))
    return [_write(title, 0, codes=False), *(_write(value, places, codes) for value in values)]


def _are_percentages(cells: Iterable[Cell]) -> bool:
    """Return whether all figures of a column are percentages, so that their sign can stand in its head."""
    told = [cell for cell in cells if not isinstance(cell, str) or re.search(r"\d", cell)]
    figures = [cell for cell in told if cell is not None]
    return bool(figures) and all(isinstance(cell, str) and _PERCENT.fullmatch(cell) for cell in figures)


def _strip_percent(cell: Cell) -> Cell:
    return cell.rstrip(" %") if isinstance(cell, str) else cell


def _is_number(text: str, figures: bool) -> bool:
    return _NUMBER.fullmatch(text) is not None and (figures or not _AMBIGUOUS.fullmatch(text))


def _read(cell: Cell, figures: bool) -> Cell:
    if not isinstance(cell, str) or not _is_number(cell, figures):
        return cell
    return Decimal(cell.replace(".", "").replace(",", ".").replace("−", "-"))


def _count_places(value: Cell) -> int:
    return max(0, -int(value.normalize().as_tuple().exponent)) if isinstance(value, Decimal) else 0


def _write(value: Cell, places: int, codes: bool) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        return f"{round_half_up(Decimal(value), places):f}".replace(".", ",")
    if is_converted(value) or (codes and value.isdigit()):
        return f'="{value}"'
    return guard(value)


def _quote(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if _QUOTED.search(text) else text
