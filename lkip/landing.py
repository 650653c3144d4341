"""The front of a site, all that leads to its reports: the landing page, a page for each agency, search over everything."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lkip.agencies import Agency, gather_agencies, list_years
from lkip.assets import EXTENSION, list_assets
from lkip.brand import read_brand
from lkip.fingerprint import Fingerprints, checksum, combine
from lkip.manifest import PAGE, Files, Manifest, Tree, parse_files, read_tree
from lkip.project import Project, Report
from lkip.search import index_site, write_script

SHARED = (
    "lkip.css", "alat.css", "isi.css", "beranda.css", "tema.js", "ikon.svg", "pencarian.js", "beranda.js", "vendor/*", "fonts/*.woff2", "fonts/OFL.txt",
)  # fmt: skip
"""What the front takes along."""

TEMPLATES = ("muka.html", "tren.html", "beranda.html", "instansi.html")
"""What its pages are made from, below ``assets/``: their shell, a trend, the landing page, an agency's page."""

YEARS = "tahun.js"
"""What tells an agency's reports of each other."""

COLOURED = ("assets/isi.css", "assets/ikon.svg")
"""What of it has the project's colours."""

INDEXES = ("assets/laporan.js", "assets/cari-semua.js")
"""Figures of other years, and which word occurs in which reports."""

FRONT = "depan.json"
"""What the front was made from and which files belong to it; written as the last of them."""


@dataclass(frozen=True)
class Front:
    """What a site's front says of itself.

    Parameters
    ----------
    sidik
        Checksum of all that it was made from.
    berkas
        Size and checksum of each file that belongs to it.
    """

    sidik: str
    berkas: Files


def list_trees(output: Path) -> dict[Report, Tree]:
    """Return the reports that a site holds, whole or not."""
    places = (place for place in sorted(output.glob("*/[0-9][0-9][0-9][0-9]")) if not place.parent.name.startswith("."))
    found = ((Report(place.parent.name, int(place.name)), read_tree(place)) for place in places)
    return {report: tree for report, tree in found if tree}


def show_trees(trees: Mapping[Report, Tree]) -> dict[Report, Manifest]:
    """Return what a front shows of reports: none vanishes because it isn't whole."""
    shown = ((report, tree.show(report.stem)) for report, tree in trees.items())
    return {report: manifest for report, manifest in shown if manifest}


def mark_front(project: Project, reports: Mapping[Report, Manifest]) -> str:
    """Return the checksum of all that a front is made from."""
    assets = project.shared("assets")
    files = [*(assets / name for name in TEMPLATES), *_list_shared(project).values()]
    entries = (part for report in sorted(reports) for part in (str(report), reports[report].mark))
    brand = read_brand(project.root, project.root).primary
    return combine(Fingerprints(project).program, brand, *map(checksum, files), *entries)


def read_front(text: bytes) -> Front | None:
    """Return what a front says of itself; None for what can't be understood."""
    try:
        content = json.loads(text)
        sidik, files = content["sidik"], parse_files(content["berkas"])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    return Front(sidik, files) if files is not None and isinstance(sidik, str) else None


def find_front(output: Path) -> Front | None:
    """Return what the front of a site on this machine says of itself."""
    try:
        return read_front((output / FRONT).read_bytes())
    except OSError:
        return None


def is_current(project: Project, output: Path, reports: Mapping[Report, Manifest]) -> bool:
    """Return whether a site's front shows these reports, and is as it was made."""
    front = find_front(output)
    return (
        front is not None
        and front.sidik == mark_front(project, reports)
        and all(checksum(output / name) == entry["sha256"] for name, entry in front.berkas.items())
    )


def make_front(project: Project, reports: Mapping[Report, Manifest]) -> dict[str, bytes]:
    """Return the files of the front by their names, in the order in which they need each other."""
    agencies = gather_agencies(reports)
    brand = read_brand(project.root, project.root)
    files = {name: path.read_bytes() for name, path in _list_shared(project).items()}
    for name in COLOURED:
        files[name] = brand.recolour(files[name].decode()).encode()
    texts = {
        INDEXES[0]: write_script("lkipLaporan", _list_figures(agencies)),
        INDEXES[1]: _index(agencies, reports),
        **{f"{agency.instansi}/{YEARS}": write_script("lkipTahun", _list_pages(agency)) for agency in agencies},
        **_render(project, agencies),
    }
    files |= {name: text.encode() for name, text in texts.items()}
    content = {"sidik": mark_front(project, reports), "berkas": dict(sorted(describe_files(files).items()))}
    return {**files, FRONT: (json.dumps(content, indent=1) + "\n").encode()}


def name_front(project: Project, agencies: Iterable[str]) -> list[str]:
    """Return the names that a front's files will have."""
    own = (f"{instansi}/{name}" for instansi in sorted(set(agencies)) for name in (PAGE, YEARS))
    return [*_list_shared(project), *own, *INDEXES, PAGE, FRONT]


def describe_files(files: Mapping[str, bytes]) -> dict[str, dict[str, Any]]:
    """Return size and checksum of each file."""
    return {name: {"ukuran": len(text), "sha256": hashlib.sha256(text).hexdigest()} for name, text in files.items()}


def _list_shared(project: Project) -> dict[str, Path]:
    return list_assets(project.shared("assets"), project.shared(EXTENSION.parts[0]) / EXTENSION.name, SHARED)


def _list_figures(agencies: Sequence[Agency]) -> dict[str, Any]:
    """Return what the table of the landing page shows when a reader chooses a year."""
    return {
        agency.instansi: {
            str(entry.tahun): {"tautan": entry.link, **{name: entry.figures[name] for name in SHOWN}}
            for entry in agency.entries
        }
        for agency in agencies
    }


SHOWN = ("capaian", "kategori", "serapan", "predikat", "nilai", "temuan", "galat")
"""Figures that the table of the landing page shows."""


def _list_pages(agency: Agency) -> list[dict[str, Any]]:
    return [{"tahun": entry.tahun, "halaman": entry.pages} for entry in agency.entries if entry.pages]


def _index(agencies: Sequence[Agency], reports: Mapping[Report, Manifest]) -> str:
    # Years in their order: an agency's words come and go, so that neighbours are alike.
    entries = [entry for agency in agencies for entry in reversed(agency.entries)]
    found = [(entry, reports[entry.report].kata) for entry in entries]
    return index_site(
        [(entry.folder, f"{entry.nama} {entry.daerah} {entry.tahun}", words) for entry, words in found if words]
    )


def _render(project: Project, agencies: Sequence[Agency]) -> dict[str, str]:
    """Return the pages by their names, the landing page last: it leads to the others."""
    # Only needed when something is published.
    from lkip.templates import open_templates

    templates = open_templates(project.shared("assets"))
    page = templates.get_template("instansi.html")
    pages = {f"{agency.instansi}/{PAGE}": page.render(akar="../", instansi=agency) for agency in agencies}
    landing = templates.get_template("beranda.html")
    count = sum(len(agency.entries) for agency in agencies)
    notices = sorted({agency.latest.peragaan for agency in agencies} - {""})
    return {
        **pages,
        PAGE: landing.render(
            akar="", semua=agencies, banyaknya=count, tahun=list_years(agencies), peragaan=notices
        ),
    }  # fmt: skip
