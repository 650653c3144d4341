"""What an office has: its own way with codes, great amounts, and LibreOffice, with the report's font at hand."""

from __future__ import annotations

import csv
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

FONTS = Path(__file__).parents[1] / "_extensions" / "lkip" / "fonts"
CONFIG = '<?xml version="1.0"?><fontconfig><dir>{}</dir><dir>/usr/share/fonts</dir><cachedir>{}</cachedir></fontconfig>'

OFFICE = {
    "iku-1": "IKU 1",
    "iku-2": "I/1",
    "iku-3": "I 1",
    "iku-4": "(a)",
    "kepala": "Ka. Dinas",
    "sekretariat": "1)",
    "bidang": "2.1/B",
    "s-1": "Sasaran 1",
    "s-2": "S.1.",
    "k-1": "K/1",
    "8.01": "2.16.01",
    "8.01.01": "2.16.01.2.01",
    "8.01.01.01": "2.16.01.2.01.0001",
    "8.01.01.02": "2.16.01.2.01.0002",
    "8.02": "2.16.02",
    "8.02.01": "2.16.02.2.01",
    "8.02.01.01": "2.16.02.2.01.0001",
    "8.02.01.02": "2.16.02.2.01.0002",
}
"""Codes of the fictional agency → codes as offices write them."""

AMOUNTS = ("pagu_murni", "pagu", "realisasi")
ENLARGED = 123_457
"""What turns the fictional agency's hundred millions into tens of trillions."""

needs_office = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) tidak terpasang")


def print_word(path: Path, folder: Path) -> Path:
    """Return the PDF that LibreOffice makes of a Word file; it has the report's font, as the office should."""
    config = folder / "fonts.conf"
    config.write_text(CONFIG.format(FONTS, folder / "huruf"), encoding="utf-8")
    profile = f"-env:UserInstallation={(folder / 'profil').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(path)]
    environment = os.environ | {"FONTCONFIG_FILE": str(config)}
    subprocess.run(command, check=True, capture_output=True, timeout=240, env=environment)
    return folder / f"{path.stem}.pdf"


def rename_codes(folder: Path, codes: dict[str, str]) -> None:
    """Write other codes into every file of an agency, in keys of cells too."""
    for path in folder.rglob("*.csv"):
        heads, *rows = csv.reader(path.read_text(encoding="utf-8").splitlines())
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([heads, *([_rename(cell, codes) for cell in row] for row in rows)])


def _rename(cell: str, codes: dict[str, str]) -> str:
    keyed = re.fullmatch(r"[a-z_]+([/.].+)+", cell)
    parts = re.split(r"(/)", cell) if keyed else [cell]
    return "".join(codes.get(part, part) for part in parts)


def enlarge_amounts(folder: Path) -> None:
    """Multiply all amounts of an agency."""
    for path in folder.rglob("*.csv"):
        rows = list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))
        for row in rows:
            row |= {name: str(int(row[name]) * ENLARGED) for name in AMOUNTS if row.get(name)}
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
