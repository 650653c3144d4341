"""What lies beside a report's pages: its data as it was read, its numbers, its register, what the audit found."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from lkip.project import Report
from lkip_utils.angka import compute_angka
from lkip_utils.audit import audit_dataset
from lkip_utils.csv_text import Cell, write_csv
from lkip_utils.dataset import Dataset
from lkip_utils.pokok import find_sakip, list_capaian, list_serapan
from lkip_utils.register import FIELDS, build_register
from lkip_utils.schemas import DARI, FILES, SAMPAI, Field
from lkip_utils.temuan import TINGKAT

HEADLINE = {
    "capaian.rata_rata": "capaian",
    "anggaran.serapan": "serapan",
    "anggaran.pagu": "pagu",
}
"""Keys of ``angka.json`` that the landing page shows, and how its template calls them."""

PERAGAAN = "Contoh peragaan: instansi ini fiktif; semua nama, angka, dan peristiwa di dalamnya rekaan."
"""What every page of a demonstration agency says."""

REGISTER = "register-angka"
"""Download of the register, without its ending."""


GUARD = (
    "CSV menurut RFC 4180 dalam UTF-8. Teks yang akan dihitung lembar kerja sebagai rumus (berawalan =, @, + atau -) "
    "didahului satu tanda petik tunggal; lkip membuangnya lagi ketika membaca."
)
"""What the data package says about how texts are written."""


def describe_peragaan(dataset: Dataset) -> str:
    """Return the notice for a demonstration agency; empty for a real one."""
    return PERAGAAN if dataset.profil("demonstrasi") == "ya" else ""


def summarise(report: Report, dataset: Dataset, target: Path) -> dict[str, Any]:
    """Return what the landing page says of a report: who and when, headline numbers (unrounded) and how they went, names of the PDF and the Word file."""
    angka = compute_angka(dataset)
    numbers = {name: angka[key].to_dict()["nilai"] for key, name in HEADLINE.items()}
    sakip = find_sakip(dataset)
    prints = {kind: f"{report.stem}.{kind}" for kind in ("pdf", "docx")}
    counts = Counter(temuan.tingkat for temuan in audit_dataset(dataset))
    return {
        **_identify(report, dataset),
        **numbers,
        "cakupan": angka["capaian.rata_rata"].to_dict()["cakupan"],
        "kategori": angka["kategori.rata_rata"].nilai or "",
        "sakip": sakip and {"nilai": float(sakip.nilai), "predikat": sakip.predikat, "tahun": sakip.tahun},
        "tren": {"capaian": _by_year(list_capaian(dataset)), "serapan": _by_year(list_serapan(dataset))},
        "temuan": {tingkat: counts[tingkat] for tingkat in TINGKAT},
        **{kind: name if (target / name).exists() else "" for kind, name in prints.items()},
    }


def _by_year(values: Mapping[int, Decimal]) -> dict[str, float]:
    return {str(tahun): float(nilai) for tahun, nilai in values.items()}


def _identify(report: Report, dataset: Dataset) -> dict[str, Any]:
    return {
        "instansi": report.instansi,
        "nama": dataset.profil("nama"),
        "daerah": dataset.daerah,
        "tahun": report.tahun,
        "peragaan": describe_peragaan(dataset),
    }


def write_downloads(report: Report, dataset: Dataset, target: Path) -> None:
    """Put a report's downloads into the folder of its pages."""
    folder = target / "data"
    folder.mkdir(parents=True)
    # As read, not as sent: one encoding and one separator, whatever the office's spreadsheet writes.
    files = [file for file in FILES if len(dataset[file])]
    for file in files:
        columns = _list_columns(file)
        _write_csv(folder / f"{file}.csv", columns, dataset[file][columns].itertuples(index=False, name=None))
    register = [entri.to_dict() for entri in build_register(dataset)]
    if register:
        _write_csv(folder / f"{REGISTER}.csv", list(register[0]), (entri.values() for entri in register))
    _write_json(folder / "datapackage.json", _describe(report, dataset, files, REGISTER if register else ""))
    _write_json(folder / "temuan.json", [temuan.to_dict() for temuan in audit_dataset(dataset)])
    numbers = {kunci: angka.to_dict() for kunci, angka in compute_angka(dataset).items()}
    _write_json(target / "angka.json", numbers)
    _pack(folder, target / name_package(report))


def _list_columns(file: str) -> list[str]:
    """Return what is published of a file. All its rows hold in the report's year: from when and until isn't told."""
    return [name for name in FILES[file].columns if name not in (DARI, SAMPAI)]


def name_package(report: Report) -> str:
    """Return the file name of all data in one."""
    return f"{report.stem}-data.zip"


def _pack(folder: Path, package: Path) -> None:
    with ZipFile(package, "w", ZIP_DEFLATED) as archive:
        for path in sorted(folder.iterdir()):
            # Without the time of writing: the same data, the same bytes.
            archive.writestr(ZipInfo(path.name), path.read_bytes(), ZIP_DEFLATED)


def _write_csv(path: Path, header: Sequence[str], rows: Iterable[Iterable[Cell]]) -> None:
    path.write_text(write_csv([header, *rows]), encoding="utf-8", newline="")


def _describe(report: Report, dataset: Dataset, files: list[str], register: str) -> dict[str, Any]:
    resources = [_describe_file(file) for file in files]
    return {
        "name": report.stem,
        "title": f"Laporan Kinerja {dataset.nama_lengkap} Tahun {report.tahun}",
        "description": GUARD,
        "lkip": _identify(report, dataset),
        "resources": [*resources, *([_describe_register()] if register else [])],
    }


def _describe_register() -> dict[str, Any]:
    fields = [{"name": name, "description": text, "type": "string"} for name, text in FIELDS.items()]
    return {
        "name": REGISTER,
        "path": f"{REGISTER}.csv",
        "description": "Register: angka tercetak dan nilai yang dihitung dari data",
        "encoding": "utf-8",
        "schema": {"fields": fields, "primaryKey": ["tempat", "baris", "kolom"]},
    }


def _describe_file(file: str) -> dict[str, Any]:
    schema = FILES[file]
    references = {name: column.refers_to for name, column in schema.columns.items()}
    keys = [
        {"fields": name, "reference": {"resource": "" if target == file else target, "fields": "kode"}}
        for name, target in references.items()
        if target
    ]
    return {
        "name": file,
        "path": f"{file}.csv",
        "description": schema.description,
        "encoding": "utf-8",
        "schema": {
            "fields": [_describe_column(name, schema.columns[name]) for name in _list_columns(file)],
            "primaryKey": list(schema.key),
            **({"foreignKeys": keys} if keys else {}),
        },
    }


def _describe_column(name: str, column: Field) -> dict[str, Any]:
    """Return a field as the data package standard spells it; ``unit`` is ours."""
    constraints = {
        **({} if column.optional else {"required": True}),
        **({"enum": list(column.values)} if column.values else {}),
        **(dict(zip(("minimum", "maximum"), map(float, column.bounds), strict=True)) if column.bounds else {}),
    }
    return {
        "name": name,
        "description": column.description,
        "type": _field_type(column.kind, column.unit),
        **({"unit": column.unit} if column.unit else {}),
        **({"constraints": constraints} if constraints else {}),
    }


def _field_type(kind: str, unit: str | None) -> str:
    # An amount may have sen.
    if unit == "rupiah":
        return "number"
    return kind if kind in ("integer", "number") else "string"


def _write_json(path: Path, content: object) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
