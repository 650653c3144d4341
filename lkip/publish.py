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

from lkip.project import Project, Report
from lkip_utils.angka import compute_angka
from lkip_utils.dataset import Dataset, list_years
from lkip_utils.numbers import format_percent, format_rupiah
from lkip_utils.schemas import FILES

HEADLINE = {
    "capaian.rata_rata": "capaian",
    "anggaran.serapan": "serapan",
    "anggaran.pagu": "pagu",
}
"""Keys of ``angka.json`` that the landing page shows, and how its template calls them."""


LANDING = ("lkip.css", "isi.css", "tema.js", "fonts/*.woff2", "fonts/OFL.txt")
"""What the landing page takes along from ``assets/``."""


def list_data_files(project: Project, report: Report) -> list[Path]:
    """Return the CSV files of an agency and of one year, in a fixed order."""
    folder = project.data / report.instansi
    return [*sorted(folder.glob("*.csv")), *sorted((folder / str(report.tahun)).glob("*.csv"))]


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
    """Put a report's data and headline numbers beside its pages."""
    files = list_data_files(project, report)
    (target / "data").mkdir(parents=True)
    for path in files:
        shutil.copyfile(path, target / "data" / path.name)
    _write_json(target / "data" / "datapackage.json", _describe(report, dataset, files))
    numbers = {kunci: angka.to_dict() for kunci, angka in compute_angka(dataset).items()}
    _write_json(target / "angka.json", numbers)


def _describe(report: Report, dataset: Dataset, files: list[Path]) -> dict[str, Any]:
    return {
        "name": report.stem,
        "title": f"Laporan Kinerja {dataset.profil('nama')} {dataset.profil('daerah')} Tahun {report.tahun}",
        "lkip": {
            "instansi": report.instansi,
            "nama": dataset.profil("nama"),
            "daerah": dataset.profil("daerah"),
            "tahun": report.tahun,
        },
        "resources": [_describe_file(path) for path in files],
    }


def _describe_file(path: Path) -> dict[str, Any]:
    schema = FILES[path.stem]
    fields = [
        {"name": name, "description": column.description, "type": _field_type((column.metadata or {})["kind"])}
        for name, column in schema.columns.items()
    ]
    return {
        "name": path.stem,
        "path": path.name,
        "description": schema.description,
        "encoding": "utf-8",
        "schema": {"fields": fields, "primaryKey": list(schema.unique or [])},
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
