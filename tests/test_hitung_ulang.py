"""What lkip publishes against a second hand's figures: whole reports, damaged copies of them, and the cells of their tables."""

from __future__ import annotations

import csv
import math
import random
import re
import shutil
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from html import unescape
from pathlib import Path

import pytest
from hitung_ulang import Kantor, Ulang, hitung_ulang
from terbitan import AGENCY, DEMO

from lkip_utils import read_dataset, tables
from lkip_utils.angka import compute_angka
from lkip_utils.temuan import DataError

DATA = Path(__file__).parents[1] / "data"
REPORTS = [*((DEMO, tahun) for tahun in range(2021, 2026)), (AGENCY, 2022), (AGENCY, 2023)]
COPIES = 220

COLUMNS = {
    "indikator": ("rumus", "satuan", "penanggung_jawab"),
    "riwayat": ("target", "nilai", "capaian", "pembilang"),
    "program": ("sasaran", "induk"),
    "{tahun}/anggaran": ("kinerja", "pagu", "realisasi", "pagu_murni"),
    "{tahun}/apbd": ("realisasi",),
    "{tahun}/belanja": ("pagu", "realisasi"),
    "{tahun}/realisasi": ("nilai", "pembilang", "penyebut", "target", "capaian"),
    "{tahun}/perjanjian": ("target_setelah", "target_sebelum"),
    "{tahun}/pegawai": ("jumlah",),
    "{tahun}/sarana": ("jumlah",),
    "{lalu}/realisasi": ("nilai", "target"),
    "{lalu}/perjanjian": ("target_setelah",),
    "target_renstra": (),
    "sakip": (),
    "skala": (),
}
"""Files that figures come from, and the cells in them that may be left empty; of the last ones only rows are dropped."""


@dataclass(frozen=True)
class Damage:
    """A copy of a report's data with one fault, and what the fault is."""

    instansi: str
    tahun: int
    file: str
    what: str
    rows: list[dict[str, str]]

    def __str__(self) -> str:
        return f"{self.instansi} {self.tahun}, {self.file}: {self.what}"

    def write(self, folder: Path) -> Path:
        """Copy the agency's data of the year and the one before, and replace the damaged file."""
        source = DATA / self.instansi
        years = {path.name for path in source.iterdir() if path.name.isdigit()}
        other = shutil.ignore_patterns(*(years - {str(self.tahun), str(self.tahun - 1)}))
        shutil.copytree(source, folder / self.instansi, ignore=other)
        with (folder / self.instansi / self.file).open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(self.rows[0]))
            writer.writeheader()
            writer.writerows(self.rows)
        return folder


def damage(seed: int) -> Damage:
    """Draw a fault: a cell emptied, a row dropped, or the direction of an indicator turned."""
    chance = random.Random(seed)
    while True:
        instansi, tahun = chance.choice(REPORTS)
        name = chance.choice(list(COLUMNS))
        file = f"{name.format(tahun=tahun, lalu=tahun - 1)}.csv"
        rows = read_rows(DATA / instansi / file)
        if len(rows) > 1 and (what := spoil(rows, name, chance)):
            return Damage(instansi, tahun, file, what, rows)


def read_rows(path: Path) -> list[dict[str, str]]:
    """Read a CSV file that may be missing."""
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def spoil(rows: list[dict[str, str]], name: str, chance: random.Random) -> str:
    """Change one thing in the rows and say what; nothing where the row has none of the cells."""
    row = chance.choice(rows)
    key = " ".join(list(row.values())[:2])
    cells = [column for column in COLUMNS[name] if row[column]]
    if name == "indikator" and chance.random() < 0.7:
        old, row["arah"] = row["arah"], chance.choice([a for a in ("naik", "turun", "rentang") if a != row["arah"]])
        return f"{key}: arah {old} menjadi {row['arah']}"
    if not COLUMNS[name] or (name not in ("indikator", "program") and chance.random() < 0.3):
        rows.remove(row)
        return f"baris {key} dibuang"
    if not cells:
        return ""
    column = chance.choice(cells)
    row[column] = ""
    return f"{key}: {column} dikosongkan"


def compare(data: Path, instansi: str, tahun: int) -> list[str]:
    """Return each key of angka.json whose value or extent isn't what the second hand finds."""
    ours = hitung_ulang(data, instansi, tahun)
    theirs = {key: angka.to_dict() for key, angka in compute_angka(read_dataset(instansi, tahun, data)).items()}
    return [
        f"{key}: lkip {theirs.get(key)}, seharusnya {ours.get(key)}"
        for key in sorted(ours.keys() | theirs.keys())
        if key not in ours or key not in theirs or not agree(ours[key], theirs[key])
    ]


def agree(ours: Ulang, theirs: dict[str, object]) -> bool:
    """Tell whether value and «n dari N» are the same."""
    told = re.match(r"(\d+) dari (\d+)", str(theirs.get("cakupan", "")))
    extent = (int(told[1]), int(told[2])) if told else None
    return extent == ours.dari and equal(ours.nilai, theirs["nilai"])


def equal(ours: Decimal | str | None, theirs: object) -> bool:
    """Tell whether two values are the same, apart from the last digits of a float."""
    if isinstance(ours, Decimal) and isinstance(theirs, float):
        return math.isclose(float(ours), theirs, rel_tol=1e-12, abs_tol=1e-9)
    return ours == theirs


@pytest.mark.parametrize(("instansi", "tahun"), REPORTS)
def test_every_figure_of_a_report_is_what_a_second_hand_finds(instansi: str, tahun: int) -> None:
    """Nothing of angka.json is left out, and nothing is in it that the second hand doesn't know."""
    assert compare(DATA, instansi, tahun) == []


def test_figures_of_damaged_copies_are_what_a_second_hand_finds(tmp_path: Path) -> None:
    """Over 200 copies, each with a fault: where lkip accepts the data, every figure is right."""
    wrong, refused = [], []
    for seed in range(COPIES):
        case = damage(seed)
        data = case.write(tmp_path / str(seed))
        try:
            wrong += [f"{case}: {line}" for line in compare(data, case.instansi, case.tahun)]
        except DataError:
            refused.append(str(case))
        shutil.rmtree(data)
    assert len(refused) <= COPIES / 4, "\n".join(refused)
    assert not wrong, "\n".join(wrong)


def leave_out(tmp_path: Path, instansi: str, file: str, old: str, new: str = "") -> Path:
    """Copy an agency's data with one text replaced."""
    shutil.copytree(DATA / instansi, tmp_path / instansi)
    path = tmp_path / instansi / file
    text = path.read_text("utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), "utf-8")
    return tmp_path


FAULTS = {
    "realisasi unknown": (DEMO, 2025, "2025/anggaran.csv", "1135688250,1101616794,", "1135688250,,"),
    "pagu unknown": (DEMO, 2025, "2025/anggaran.csv", "1135688250,1101616794,", ",1101616794,"),
    "kind of spending without realisasi": (DEMO, 2024, "2024/belanja.csv", None, None),
    "last Renstra year without target": (DEMO, 2024, "target_renstra.csv", "iku-5,2026,1:20,\n", ""),
    "last Renstra year unknown": (DEMO, 2024, "profil.csv", "renstra_akhir,2026,\n", ""),
    "last year's mean of one sasaran": (AGENCY, 2023, "2022/angka_tercetak.csv", "capaian.rata_rata", ""),
    "no scale": (AGENCY, 2023, "skala.csv", None, None),
    "no budget recorded": (AGENCY, 2023, "2023/apbd.csv", None, None),
    "no budget of the demonstration recorded": (DEMO, 2025, "2025/apbd.csv", None, None),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_figures_after_a_fault_that_chance_may_miss(fault: str, tmp_path: Path) -> None:
    """The rules of the second hand, each by a case of its own; a file without a text to replace is left out whole."""
    instansi, tahun, file, old, new = FAULTS[fault]
    if old is None or new is None:
        shutil.copytree(DATA / instansi, tmp_path / instansi)
        (tmp_path / instansi / file).unlink()
        data = tmp_path
    else:
        data = leave_out(tmp_path, instansi, file, old, new)
    assert compare(data, instansi, tahun) == []


def test_a_sum_takes_every_known_cell_of_its_column(tmp_path: Path) -> None:
    """A pagu without realisasi counts in the sum, and the other way round; only serapan needs both."""
    real = hitung_ulang(DATA, AGENCY, 2023)
    assert (real["pagu.d"], real["serapan.d"].dari) == (Ulang(Decimal(490155100), (2, 2)), (1, 2))
    data = leave_out(tmp_path, DEMO, "2025/anggaran.csv", "1135688250,1101616794,", "1135688250,,")
    damaged = hitung_ulang(data, DEMO, 2025)
    assert damaged["pagu.c"] == Ulang(Decimal(4034825250), (4, 4))
    assert damaged["realisasi.c"].dari == damaged["serapan.c"].dari == (3, 4)


# The cells of the tables ------------------------------------------------------------------------------------------------


def read_cells(html: str) -> list[list[str]]:
    """Return the rows of an HTML table as a reader sees them, without marks behind values."""
    rows = re.findall(r"<tr\b[^>]*>(.*?)</tr>", html, re.DOTALL)
    return [[plain(cell) for cell in re.findall(r"<t[dh]\b[^>]*>(.*?)</t[dh]>", row, re.DOTALL)] for row in rows]


def plain(html: str) -> str:
    """Return a cell's text."""
    text = re.sub(r"<(sup|a)\b.*?</\1>", "", html, flags=re.DOTALL)
    return unescape(re.sub(r"<[^>]+>", "", text)).replace("\xa0", " ").strip()


def write(value: Decimal | str | None, digits: int) -> str:
    """Write a number as a report does: rounded half up, comma for decimals, dots between thousands."""
    if not isinstance(value, Decimal):
        return value or "–"
    text = f"{value.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP):,}"
    return text.translate(str.maketrans(",.", ".,")).replace("-", "−")


@pytest.mark.parametrize(("instansi", "tahun"), REPORTS)
def test_cells_of_the_budget_table(instansi: str, tahun: int) -> None:
    """Each program, kegiatan and sub kegiatan that the table prints: kinerja, pagu, realisasi, serapan."""
    figures = hitung_ulang(DATA, instansi, tahun)
    codes = {row["kode"] for row in Kantor(DATA, instansi, tahun).induk("program")}
    html = tables.tabulate_program(read_dataset(instansi, tahun, DATA)).titled("tbl-program", "Anggaran").to_html()
    printed = {row[0]: row[2:6] for row in read_cells(html) if row and row[0] in codes}
    parts = (("kinerja", 2), ("pagu", 0), ("realisasi", 0), ("serapan", 2))
    told = {row["program"] for row in Kantor(DATA, instansi, tahun).tahunan("anggaran")}
    assert told <= printed.keys()
    assert printed == {
        code: [write(figures[f"{part}.{code}"].nilai, digits) for part, digits in parts] for code in printed
    }


@pytest.mark.parametrize(("instansi", "tahun"), REPORTS)
def test_cells_of_the_capaian_table(instansi: str, tahun: int) -> None:
    """The capaian and category of each IKU, and below them their mean."""
    figures, kantor = hitung_ulang(DATA, instansi, tahun), Kantor(DATA, instansi, tahun)
    html = tables.tabulate_hasil(read_dataset(instansi, tahun, DATA), "iku").titled("tbl-capaian-iku", "IKU").to_html()
    names = {row["nama"]: row["kode"] for row in kantor.indikator if row["tingkat"] == "iku"}
    rows = read_cells(html)
    # What the cap cut off is told behind it.
    printed = {
        names[name]: [row[-2].partition(" (tanpa batas")[0], row[-1]] for row in rows for name in row if name in names
    }
    assert printed == {code: [capaian(figures, code), word(figures[f"kategori.{code}"])] for code in names.values()}
    mean, grade = figures["capaian.rata_rata"], figures["kategori.rata_rata"]
    whole = mean.dari is not None and mean.dari[0] == mean.dari[1]
    assert rows[-1][-2:] == [percent(mean), word(grade) if whole else "belum dapat dinilai"]


def capaian(figures: dict[str, Ulang], code: str) -> str:
    """Write an indicator's capaian; without a result or a target it is told to be missing."""
    known = all(figures[f"{part}.{code}"].nilai is not None for part in ("target", "realisasi"))
    return percent(figures[f"capaian.{code}"]) if known else "belum tersedia"


def percent(figure: Ulang) -> str:
    """Write a capaian with its sign."""
    return f"{write(figure.nilai, 2)}%" if figure.nilai is not None else "–"


def word(figure: Ulang) -> str:
    """Write a category."""
    return str(figure.nilai or "–")
