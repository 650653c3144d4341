"""Names in place of codes: taken for the code where they can mean only one, and told."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from lkip_utils import Dataset
from lkip_utils.angka import compute_angka
from lkip_utils.berlaku import HASIL
from lkip_utils.rujukan import NAMES, REFERENCES
from lkip_utils.temuan import DataError

Edit = Callable[[str, str, str], None]
Read = Callable[..., Dataset]
A = "dinas-contoh-uji"


def find_path(data: Path, file: str) -> Path:
    """Return where a file of the fixture is; it may be one of the year or of the agency."""
    return next(path for path in (data / A / "2024" / f"{file}.csv", data / A / f"{file}.csv") if path.exists())


def write_names(data: Path, file: str, column: str, target: str) -> int:
    """Write names in place of codes into a column and return how many cells that the year knows hold one now."""
    with find_path(data, target).open(encoding="utf-8", newline="") as source:
        names = {row["kode"]: row[NAMES[target]] for row in csv.DictReader(source)}
    path = find_path(data, file)
    with path.open(encoding="utf-8", newline="") as source:
        rows = list(csv.DictReader(source))
    written = [row for row in rows if row[column]]
    for row in written:
        row[column] = names[row[column]]
    with path.open("w", encoding="utf-8", newline="") as sink:
        writer = csv.DictWriter(sink, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return sum(file not in HASIL or row["tahun"] <= "2024" for row in written)


def tell(dataset: Dataset) -> str:
    """Return every figure of a report."""
    return json.dumps({key: angka.to_dict() for key, angka in compute_angka(dataset).items()})


def list_fixture_references() -> list[tuple[str, str, str]]:
    """Return the references of which the fixture has cells."""
    fixture = Path(__file__).parent / "fixture" / "data"
    with_rows = []
    for file, column, target in REFERENCES:
        folders = (fixture / A / "2024", fixture / A)
        path = next((folder / f"{file}.csv" for folder in folders if (folder / f"{file}.csv").exists()), None)
        if path is None:
            continue
        with path.open(encoding="utf-8", newline="") as source:
            if any(row.get(column) for row in csv.DictReader(source)):
                with_rows.append((file, column, target))
    return with_rows


@pytest.mark.parametrize(("file", "column", "target"), list_fixture_references())
def test_names_are_read_as_their_codes(data: Path, read: Read, file: str, column: str, target: str) -> None:
    figures = tell(read())
    count = write_names(data, file, column, target)
    # Decisions name a row by its codes.
    (data / A / "2024" / "keputusan.csv").unlink()
    without = read()
    told = [temuan for temuan in without.penyesuaian if temuan.kode == "B15" and temuan.kolom == column]
    assert len({temuan.baris for temuan in told}) == count > 0
    assert all(temuan.terhitung and f"«{temuan.tercetak}»" in temuan.pesan for temuan in told)
    assert tell(without) == figures


def test_a_name_that_two_rows_have_is_no_code(edit: Edit, read: Read) -> None:
    edit("indikator.csv", "Jumlah laporan mutu", "Persentase layanan tepat mutu")
    edit("2024/realisasi.csv", "iku-2,,,,,12,,\n", "Persentase layanan tepat mutu,,,,,12,,\n")
    with pytest.raises(DataError, match=r"baris 5, kolom indikator: kode «Persentase layanan tepat mutu» tidak ada"):
        read()


def test_only_the_name_to_the_letter_is_taken(edit: Edit, read: Read) -> None:
    edit("2024/realisasi.csv", "iku-2,,,,,12,,\n", "jumlah laporan mutu,,,,,12,,\n")
    with pytest.raises(DataError, match=r"kode «jumlah laporan mutu» tidak ada di indikator\.csv"):
        read()


def test_a_name_and_its_code_in_two_rows_are_one_key(edit: Edit, read: Read) -> None:
    edit("2024/realisasi.csv", "iku-2,,,,,12,,\n", "iku-2,,,,,12,,\nJumlah laporan mutu,,,,,13,,\n")
    with pytest.raises(DataError, match="kunci «iku-2» juga dipakai baris 5, karena nama dibaca sebagai kodenya"):
        read()


def test_a_decision_on_a_row_with_a_name_says_what_to_do(edit: Edit, read: Read) -> None:
    edit("2024/perjanjian.csv", "sekretariat,1,", "Sekretariat,1,")
    with pytest.raises(DataError, match=r"Barisnya ditulis dengan nama; tulis kodenya di perjanjian\.csv"):
        read()
