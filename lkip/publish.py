"""Publish rendered reports: data beside them, the landing page before them, all at one stroke."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from decimal import Decimal
from pathlib import Path
from typing import Any

import jinja2
import pandas as pd
import pandera.pandas as pa

from lkip.project import Project, Report
from lkip_utils.angka import compute_angka
from lkip_utils.audit import audit_dataset
from lkip_utils.dataset import Dataset, list_years
from lkip_utils.numbers import format_percent, format_rupiah
from lkip_utils.register import FIELDS, build_register
from lkip_utils.schemas import FILES, get_meta

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

LANDING = ("lkip.css", "isi.css", "tema.js", "fonts/*.woff2", "fonts/OFL.txt")
"""What the landing page takes along from ``assets/``."""


def list_data_files(project: Project, report: Report) -> list[Path]:
    """Return the CSV files of an agency and of one year, in a fixed order."""
    folder = project.data / report.instansi
    return [*sorted(folder.glob("*.csv")), *sorted((folder / str(report.tahun)).glob("*.csv"))]


def describe_peragaan(dataset: Dataset) -> str:
    """Return the notice for a demonstration agency; empty for a real one."""
    return PERAGAAN if dataset.profil("demonstrasi") == "ya" else ""


def fingerprint(project: Project, report: Report) -> str:
    """Return a short checksum of all that a report reads, earlier years included, to tell one state from another."""
    digest = hashlib.sha256()
    for tahun in list_years(report.instansi, project.data):
        if tahun <= report.tahun:
            for path in list_data_files(project, Report(report.instansi, tahun)):
                digest.update(path.name.encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def write_downloads(project: Project, report: Report, dataset: Dataset, target: Path) -> None:
    """Put beside a report's pages its data as it was read, its numbers, its register and what the audit found."""
    folder = target / "data"
    folder.mkdir(parents=True)
    # As read, not as sent: one encoding and one separator, whatever the office's spreadsheet writes.
    files = [file for file in FILES if len(dataset[file])]
    for file in files:
        _write_csv(folder / f"{file}.csv", dataset[file])
    register = [entri.to_dict() for entri in build_register(dataset)]
    if register:
        _write_csv(folder / f"{REGISTER}.csv", pd.DataFrame(register))
    _write_json(folder / "datapackage.json", _describe(report, dataset, files, REGISTER if register else ""))
    _write_json(folder / "temuan.json", [temuan.to_dict() for temuan in audit_dataset(dataset)])
    numbers = {kunci: angka.to_dict() for kunci, angka in compute_angka(dataset).items()}
    _write_json(target / "angka.json", numbers)


def _write_csv(path: Path, frame: pd.DataFrame) -> None:
    frame.to_csv(path, index=False, lineterminator="\n", encoding="utf-8")


def _describe(report: Report, dataset: Dataset, files: list[str], register: str) -> dict[str, Any]:
    resources = [_describe_file(file) for file in files]
    return {
        "name": report.stem,
        "title": f"Laporan Kinerja {dataset.nama_lengkap} Tahun {report.tahun}",
        "lkip": {
            "instansi": report.instansi,
            "nama": dataset.profil("nama"),
            "daerah": dataset.daerah,
            "tahun": report.tahun,
            "peragaan": describe_peragaan(dataset),
        },
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
    references = {name: get_meta(column).get("refers_to") for name, column in schema.columns.items()}
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
            "fields": [_describe_column(name, column) for name, column in schema.columns.items()],
            "primaryKey": list(schema.unique or []),
            **({"foreignKeys": keys} if keys else {}),
        },
    }


def _describe_column(name: str, column: pa.Column) -> dict[str, Any]:
    """Return a field as the data package standard spells it; ``unit`` is ours."""
    meta = get_meta(column)
    rules = column.checks[0].statistics if column.checks else {}
    bounds = {
        key: float(rules[own]) for key, own in (("minimum", "min_value"), ("maximum", "max_value")) if own in rules
    }
    constraints = {
        **({} if column.nullable else {"required": True}),
        **({"enum": list(rules["allowed_values"])} if "allowed_values" in rules else {}),
        **bounds,
    }
    return {
        "name": name,
        "description": column.description,
        "type": _field_type(meta["kind"]),
        **({"unit": meta["unit"]} if "unit" in meta else {}),
        **({"constraints": constraints} if constraints else {}),
    }


def _field_type(kind: str) -> str:
    return kind if kind in ("integer", "number") else "string"


def publish(project: Project, trees: dict[Report, Path], output: Path) -> None:
    """Swap complete new report trees into the site and make its landing page anew.

    Everything that can fail has been done before: what is left are renames on one disk.
    """
    output.mkdir(parents=True, exist_ok=True)
    old = output / ".lama"
    for report, tree in trees.items():
        place = output / report.instansi / str(report.tahun)
        place.parent.mkdir(exist_ok=True)
        if place.exists():
            shutil.rmtree(old, ignore_errors=True)
            place.rename(old)
        tree.rename(place)
    shutil.rmtree(old, ignore_errors=True)
    _write_landing(project, output)


def _write_landing(project: Project, output: Path) -> None:
    for path in sorted(path for pattern in LANDING for path in (project.root / "assets").glob(pattern)):
        target = output / path.relative_to(project.root)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    text = (project.root / "assets" / "beranda.html").read_text(encoding="utf-8")
    environment = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined)
    environment.filters.update(persen=format_percent, rupiah=format_rupiah)
    template = environment.from_string(text)
    page = output / ".index.html"
    page.write_text(template.render(laporan=_list_published(output)), encoding="utf-8")
    os.replace(page, output / "index.html")


def _list_published(output: Path) -> list[dict[str, Any]]:
    """Read what the site holds from the site itself, so that the landing page can't promise more."""
    found = [_read_published(path.parent.parent, output) for path in output.glob("*/*/data/datapackage.json")]
    return sorted(found, key=lambda entry: (-entry["tahun"], entry["nama"], entry["daerah"]))


def _read_published(tree: Path, output: Path) -> dict[str, Any]:
    package = json.loads((tree / "data" / "datapackage.json").read_text(encoding="utf-8"))
    numbers = json.loads((tree / "angka.json").read_text(encoding="utf-8"))
    link = tree.relative_to(output).as_posix()
    pdf = f"{package['name']}.pdf"
    return {
        **package["lkip"],
        **{name: _decimal(numbers[key]["nilai"]) for key, name in HEADLINE.items()},
        "cakupan": numbers["capaian.rata_rata"]["cakupan"],
        "tautan": link,
        "pdf": f"{link}/{pdf}" if (tree / pdf).exists() else "",
    }


def _decimal(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def _write_json(path: Path, content: object) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
