"""The published report as a back-test: its figures are all transcribed, and each keeps its outcome."""

from __future__ import annotations

import csv
import re
import shutil
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest
from refresh_backtest import INSTANSI, ROOT, STORED, TAHUN, Outcome, list_outcome, read_pinned

NASKAH = ROOT.parent / "shared" / "seed" / "000_e1a15e40cf92105d.txt"
REFRESH = "If the change is wanted: python tests/refresh_backtest.py, then read the difference."


def read_csv(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))


PRINTED = [row for tahun in TAHUN for row in read_csv(ROOT / "data" / INSTANSI / str(tahun) / "angka_tercetak.csv")]
PLACES = read_csv(STORED / "angka-per-tabel.csv")
TABLES = [row for row in PLACES if row["baris_naskah"]]


# ── every printed figure has its row ───────────────────────────────────────────────────
def test_register_has_the_counted_number_of_figures_in_every_place() -> None:
    found = Counter(row["tempat"] for row in PRINTED)
    assert found == {row["tempat"]: int(row["jumlah"]) for row in PLACES}


def test_figure_without_key_says_why_there_is_none() -> None:
    assert [row for row in PRINTED if not row["kunci"] and not row["catatan"]] == []


# Words that hold a digit but no figure: row numbers, numbers of columns, of a sasaran, of a list.
NO_FIGURE = re.compile(
    r"^\d{1,2}\.?(?=\t)|\(\d\)|sasaran (strategis )?\d|\b\d\. (?=[A-Z])", re.IGNORECASE | re.MULTILINE
)
# Not in S-3, D-3 or P4GN; an x before a figure is a sign of multiplication.
FIGURE = re.compile(r"(?<![A-WYZa-wyz])(?<![A-Z]-)\d[\d.,]*")


def list_figures(text: str) -> Counter[str]:
    """Return the digits of every figure, and the dashes that stand for none."""
    bare = NO_FIGURE.sub("", text)
    digits = [re.sub(r"\D", "", figure) for figure in FIGURE.findall(bare)]
    return Counter([*digits, *re.findall(r"(?<![^\t\n])-(?![^\t\n])", bare)])


def read_block(ranges: str) -> str:
    """Return the lines of the published text that a table covers: "738-740 803-805", counted from 1."""
    lines = NASKAH.read_text(encoding="utf-8").split("\n")
    spans = (span.split("-") for span in ranges.split())
    return "\n".join("\n".join(lines[int(first) - 1 : int(last)]) for first, last in spans)


@pytest.mark.skipif(not NASKAH.exists(), reason="the published text lies beside the checkout, not in it")
@pytest.mark.parametrize("place", TABLES, ids=[row["tempat"] for row in TABLES])
def test_register_holds_exactly_the_figures_of_a_printed_table(place: dict[str, str]) -> None:
    printed = list_figures(read_block(place["baris_naskah"]))
    transcribed = list_figures("\n".join(row["tercetak"] for row in PRINTED if row["tempat"] == place["tempat"]))
    assert printed - transcribed == Counter(), "printed, not in the register"
    # Bab III.B has its formula tables in the midst of text with figures of its own.
    assert place["tempat"] == "Bab III.B" or transcribed - printed == Counter(), "in the register, not printed"


# ── every outcome is pinned ────────────────────────────────────────────────────────────
def describe_changes(before: Iterable[Outcome], now: Iterable[Outcome]) -> list[str]:
    """Return a sentence per printed figure whose outcome is another than before."""
    old, new = ({name_place(row): row for row in rows} for rows in (before, now))
    return [
        f"{place}: {describe(old.get(place))} became {describe(new.get(place))}"
        for place in dict.fromkeys([*old, *new])
        if old.get(place) != new.get(place)
    ]


def name_place(row: Outcome) -> str:
    return " / ".join((row["tempat"], row["baris"], row["kolom"]))


def describe(row: Outcome | None) -> str:
    if row is None:
        return "no row"
    return f"{row['status']} (tercetak {row['tercetak']}, terhitung {row['terhitung'] or '–'})"


@pytest.mark.parametrize("tahun", TAHUN)
def test_published_figures_keep_their_outcome(tahun: int) -> None:
    changes = describe_changes(read_pinned(tahun), list_outcome(tahun))
    assert changes == [], "\n".join([*changes, REFRESH])


def test_a_moved_number_is_named_where_it_is_printed(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "data" / INSTANSI, tmp_path / INSTANSI)
    path = tmp_path / INSTANSI / "2023" / "belanja.csv"
    text = path.read_text(encoding="utf-8")
    assert text.count(",5007284658,") == 1
    path.write_text(text.replace(",5007284658,", ",5183950000,"), encoding="utf-8")
    assert describe_changes(read_pinned(2023), list_outcome(2023, tmp_path)) == [
        "Tabel 3.12 / Belanja Hibah / Realisasi Anggaran 2023 (Rp.): "
        "sesuai (tercetak 5.007.284.658,00, terhitung 5007284658) became berbeda (tercetak 5.007.284.658,00, terhitung 5183950000)",
        "Tabel 3.12 / Belanja Hibah / Persentase (%): "
        "berbeda (tercetak 100, terhitung 96.5921) became sesuai (tercetak 100, terhitung 100)",
        "Tabel 3.12 / Total / Realisasi Anggaran 2023 (Rp.): "
        "berbeda (tercetak 32.113.042.961,00,, terhitung 40121785262) became berbeda (tercetak 32.113.042.961,00,, terhitung 40298450604)",
        "Tabel 3.12 / Total / Persentase (%): "
        "berbeda (tercetak 94,70, terhitung 312.1941) became berbeda (tercetak 94,70, terhitung 313.5687)",
    ]
