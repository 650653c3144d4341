"""The register: every figure as the published report prints it, against the value that its data gives."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from lkip_utils.angka import compute_angka
from lkip_utils.dataset import Cell, Dataset, Record, find_cell, list_cell_keys, remember, row_number
from lkip_utils.kinerja import get_indikator
from lkip_utils.measures import format_measure, parse_measure
from lkip_utils.numbers import AmbiguousNumberError, format_number, is_missing, parse_number, round_half_up
from lkip_utils.schemas import FILES

Status = Literal["sesuai", "dibulatkan", "berbeda", "tidak dapat dihitung"]
STATUS: tuple[Status, ...] = ("sesuai", "dibulatkan", "berbeda", "tidak dapat dihitung")

# Print adds brackets, dashes for "no cents", words and units around a figure.
_FIGURE = re.compile(r"-?\d[\d.,]*")
_WORD = r"(ribu|juta|mil[iy]ar|triliun)\b"
_MULTIPLIER = re.compile(rf"\d\s*{_WORD}", re.IGNORECASE)
_UNIT_MULTIPLIER = re.compile(rf"\b{_WORD}", re.IGNORECASE)
_POWERS = {"ribu": 3, "juta": 6, "miliar": 9, "milyar": 9, "triliun": 12}


FIELDS = {
    "tempat": "Tabel atau paragraf dalam laporan yang diterbitkan",
    "baris": "Baris dalam tabel",
    "kolom": "Kolom dalam tabel",
    "tercetak": "Angka sebagaimana tercetak, huruf demi huruf",
    "kunci": "Kunci nilai terhitung dalam angka.json, atau sel data",
    "terhitung": "Nilai yang dihitung dari data, tidak dibulatkan",
    "satuan": "Satuan nilai terhitung",
    "selisih": "Tercetak dikurangi terhitung",
    "status": "sesuai, dibulatkan, berbeda, atau tidak dapat dihitung",
    "keterangan": "Mengapa berbeda atau tidak dapat dihitung",
}
"""Columns of the published register and what they hold."""


@dataclass(frozen=True)
class Banding:
    """How a printed figure and the computed value compare.

    Parameters
    ----------
    selisih
        Printed − computed, in the unit of the value; None where one of them is no number.
    alasan
        Why, where the status alone doesn't tell.
    """

    status: Status
    selisih: Decimal | None = None
    alasan: str = ""


@dataclass(frozen=True)
class Entri:
    """A printed figure in the register.

    Parameters
    ----------
    tempat, baris, kolom
        Where it is printed: table or paragraph, row and column there.
    tercetak
        To the letter.
    kunci
        Key of the value it stands for; empty where there is none.
    terhitung
        That value, unrounded; a text for grades and categories.
    nomor
        Spreadsheet row in angka_tercetak.csv.
    """

    tempat: str
    baris: str
    kolom: str
    tercetak: str
    kunci: str
    terhitung: Decimal | str | None
    satuan: str
    banding: Banding
    nomor: int

    @property
    def status(self) -> Status:
        """How print and calculation compare."""
        return self.banding.status

    @property
    def selisih(self) -> Decimal | None:
        """Printed − computed."""
        return self.banding.selisih

    @property
    def alasan(self) -> str:
        """Why it differs or can't be computed."""
        return self.banding.alasan

    def to_dict(self) -> dict[str, str]:
        """Return the entry as the register is published; the columns are :data:`FIELDS`."""
        values = (
            self.tempat, self.baris, self.kolom, self.tercetak, self.kunci, "" if self.terhitung is None else str(self.terhitung), self.satuan,
            "" if self.selisih is None else f"{self.selisih:f}", self.status, self.alasan,
        )  # fmt: skip
        return dict(zip(FIELDS, values, strict=True))

    @property
    def terhitung_tertulis(self) -> str:
        """The computed value as text, with at least the decimals that tell it from the print."""
        if self.satuan == "tahun":
            return str(self.terhitung)
        if isinstance(self.terhitung, Decimal):
            return format_number(self.terhitung, count_places(self.terhitung, 2))
        return self.terhitung or ""


def count_places(value: Decimal, most: int) -> int:
    """Return how many decimals a value has, up to ``most``.

    Examples
    --------
    >>> count_places(Decimal("96.9057"), 2), count_places(Decimal("7.50"), 2), count_places(Decimal("1E+3"), 2)
    (2, 1, 0)
    """
    return min(most, max(0, -int(value.normalize().as_tuple().exponent)))


@remember
def build_register(dataset: Dataset) -> tuple[Entri, ...]:
    """Return the register of a report: one entry per row of angka_tercetak.csv, in its order.

    Examples
    --------
    >>> from lkip_utils import read_dataset
    >>> register = build_register(read_dataset("dinas-contoh-uji", 2024, "tests/fixture/data"))
    >>> sorted({entri.status for entri in register} - set(STATUS))
    []
    """
    return tuple(_compare_row(dataset, row) for row in dataset.rows("angka_tercetak"))


def count_status(register: Iterable[Entri]) -> Mapping[Status, int]:
    """Return how many entries have each status, every status named."""
    found = Counter(entri.status for entri in register)
    return {status: found[status] for status in STATUS}


def _compare_row(dataset: Dataset, row: Record) -> Entri:
    kunci = row["kunci"] or ""
    value, satuan, loose = _find_value(dataset, kunci)
    banding = compare(row["tercetak"], value, satuan, loose) if kunci else Banding("tidak dapat dihitung", None, NO_KEY)
    return Entri(
        row["tempat"], row["baris"], row["kolom"], row["tercetak"], kunci, value, satuan, banding, row_number(row)
    )


YEARS = {"tahun": 0, "tahun_lalu": -1}
"""Keys of years, and what each adds to the report year."""

WHOLE = ("rupiah", "orang", "unit")
"""Units that are never divided: a dot before three digits can only group them."""

NO_KEY = "tidak ada nilai dalam data yang sepadan"
NO_VALUE = "datanya tidak memungkinkan penghitungan"
LOOSE = "dalam batas pembulatan realisasi yang tercatat"
CUT = "desimalnya dipotong, bukan dibulatkan"


def _find_value(dataset: Dataset, kunci: str) -> tuple[Decimal | str | None, str, Decimal]:
    """Return the value that a key names, its unit, and by how much it may differ."""
    if kunci in YEARS:
        return Decimal(dataset.tahun + YEARS[kunci]), "tahun", Decimal(0)
    angka = compute_angka(dataset).get(kunci)
    if angka is not None:
        return angka.nilai, angka.satuan, angka.toleransi
    cell = find_cell(dataset, kunci)
    value, satuan = (None, "") if cell is None else _read_cell(dataset, cell)
    return value, satuan, Decimal(0)


def is_known(dataset: Dataset, kunci: str) -> bool:
    """Return whether a key names a number or a cell, known or not."""
    return kunci in YEARS or kunci in compute_angka(dataset) or find_cell(dataset, kunci) is not None


def list_keys(dataset: Dataset, kunci: str) -> list[str]:
    """Return the keys among which a misspelt one may be meant: cells of its file, or computed numbers."""
    file = kunci.split("/", 1)[0]
    return list_cell_keys(dataset, file) if file in FILES and "/" in kunci else [*YEARS, *compute_angka(dataset)]


def _read_cell(dataset: Dataset, cell: Cell) -> tuple[Decimal | str | None, str]:
    """Return what a cell holds; a target or result as its indicator's form reads it."""
    field = FILES[cell.file].columns[cell.kolom]
    if field.kind != "measure" or cell.nilai is None:
        return cell.nilai, field.unit
    indikator = get_indikator(dataset, str(dataset[cell.file].loc[cell.baris, "indikator"]))
    measure = parse_measure(cell.nilai, indikator.bentuk)
    plain = isinstance(measure, Decimal) and indikator.bentuk == "bilangan"
    return (measure if plain else format_measure(measure, indikator.bentuk)), indikator.satuan  # type: ignore[return-value]


def compare(printed: str, value: Decimal | str | None, satuan: str = "", toleransi: Decimal = Decimal(0)) -> Banding:
    """Compare a figure as printed with the value it stands for.

    Parameters
    ----------
    printed
        To the letter; a dash stands for "none", which is 0 or nothing.
    value
        None where the data doesn't give it.
    satuan
        Unit of the value; whole units settle whether a dot is for thousands.
    toleransi
        By how much the value may differ because what it follows from was recorded rounded.

    Examples
    --------
    >>> compare("96,91 %", Decimal("96.9057")).status, compare("94,70", Decimal("96.9057")).selisih
    ('dibulatkan', Decimal('-2.2057'))
    >>> compare("96,90", Decimal("96.9057")).alasan, compare("sangat tinggi", "Sangat Tinggi").status
    ('desimalnya dipotong, bukan dibulatkan', 'sesuai')
    """
    if is_missing(printed):
        return Banding("sesuai") if not value else Banding("berbeda", None, "tercetak kosong")
    if value is None:
        return Banding("tidak dapat dihitung", None, NO_VALUE)
    if isinstance(value, str):
        return Banding("sesuai" if _fold(printed) == _fold(value) else "berbeda")
    try:
        return _compare_numbers(parse_figure(printed, satuan), value, toleransi)
    except AmbiguousNumberError as error:
        # The data settles which reading was meant, where it agrees with one.
        readings = (_compare_numbers(reading, value, toleransi) for reading in error.readings)
        fits = (banding for banding in readings if banding.status != "berbeda")
        return next(fits, Banding("tidak dapat dihitung", None, f"«{printed}» dapat dibaca dengan dua arti"))
    except ValueError as error:
        return Banding("tidak dapat dihitung", None, str(error))


def _compare_numbers(printed: Decimal, value: Decimal, toleransi: Decimal) -> Banding:
    difference = printed - value
    if not difference:
        return Banding("sesuai", difference)
    places = -int(printed.as_tuple().exponent)
    if round_half_up(value, places) == printed:
        return Banding("dibulatkan", difference)
    if toleransi and round_half_up(value - toleransi, places) <= printed <= round_half_up(value + toleransi, places):
        return Banding("dibulatkan", difference, LOOSE)
    cut = abs(difference) < Decimal(1).scaleb(-places) and abs(printed) < abs(value)
    return Banding("berbeda", difference, CUT if cut and places > 0 else "")


def parse_figure(text: str, satuan: str) -> Decimal:
    """Read the one figure in a printed text; whole units settle what a dot means.

    Raises
    ------
    AmbiguousNumberError
        When the figure has two readings.
    ValueError
        When the text holds no figure or several.
    """
    figures = [figure.rstrip(".,") for figure in _FIGURE.findall(text)]
    if len(figures) != 1:
        raise ValueError(f"«{text}» memuat {len(figures)} angka")
    multiplier = _MULTIPLIER.search(text)
    whole = satuan in WHOLE and "," not in figures[0][-3:] and not multiplier
    # «3 juta» of a unit «juta rupiah» is 3.
    power = _power(multiplier) - _power(_UNIT_MULTIPLIER.search(satuan)) if multiplier else 0
    try:
        number = parse_number(figures[0], integer=whole)
    except AmbiguousNumberError as error:
        raise AmbiguousNumberError(text, tuple(reading.scaleb(power) for reading in error.readings)) from None
    if number is None:
        raise ValueError(f"«{text}» bukan angka")
    return number.scaleb(power)


def _power(multiplier: re.Match[str] | None) -> int:
    """Return the power of ten that a word such as ``miliar`` stands for; 0 without one."""
    return _POWERS[multiplier[1].lower()] if multiplier else 0


def _fold(text: str) -> str:
    return " ".join(text.casefold().split())
