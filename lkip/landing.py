"""The site's landing page: every report that the site holds, as the reports say of themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from lkip.fingerprint import checksum, combine
from lkip.manifest import Manifest, read_manifest
from lkip.project import Project, Report

SHARED = ("lkip.css", "isi.css", "tema.js", "fonts/*.woff2", "fonts/OFL.txt")
"""What the landing page takes along from ``assets/``."""

TEMPLATE = Path("assets", "beranda.html")
PAGE = "index.html"


def list_published(output: Path) -> dict[Report, Manifest]:
    """Return the whole reports that a site holds."""
    found: dict[Report, Manifest] = {}
    for tree in sorted(output.glob("*/[0-9][0-9][0-9][0-9]")):
        manifest = read_manifest(tree)
        if manifest:
            found[Report(tree.parent.name, int(tree.name))] = manifest
    return found


def list_shared(project: Project) -> list[Path]:
    """Return the files that the landing page needs, as they lie in the project."""
    assets = project.root / "assets"
    return sorted(path for pattern in SHARED for path in assets.glob(pattern))


def mark_landing(project: Project, reports: Mapping[Report, Manifest]) -> str:
    """Return the checksum of all that a landing page is made from."""
    files = [project.root / TEMPLATE, *list_shared(project)]
    entries = (part for report in sorted(reports) for part in (str(report), reports[report].sidik))
    return combine(*map(checksum, files), *entries)


def is_current(project: Project, output: Path, reports: Mapping[Report, Manifest]) -> bool:
    """Return whether a site's landing page shows these reports, and has what it needs."""
    try:
        page = (output / PAGE).read_text(encoding="utf-8")
    except OSError:
        return False
    shared = ((path, output / path.relative_to(project.root)) for path in list_shared(project))
    return shows(page, project, reports) and all(checksum(one) == checksum(other) for one, other in shared)


def shows(page: str, project: Project, reports: Mapping[Report, Manifest]) -> bool:
    """Return whether a landing page is whole and made from these reports."""
    return f'content="{mark_landing(project, reports)}"' in page and page.endswith("</html>")


def render_landing(project: Project, reports: Mapping[Report, Manifest]) -> str:
    """Return the landing page, newest reports first."""
    # Only needed when something is published.
    import jinja2

    from lkip_utils.numbers import format_percent, format_rupiah

    environment = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined)
    environment.filters.update(persen=format_percent, rupiah=format_rupiah)
    template = environment.from_string((project.root / TEMPLATE).read_text(encoding="utf-8"))
    entries = sorted(_describe(reports), key=lambda entry: (-entry["tahun"], entry["nama"], entry["daerah"]))
    return template.render(laporan=entries, sidik=mark_landing(project, reports))


def _describe(reports: Mapping[Report, Manifest]) -> Iterator[dict[str, Any]]:
    for report, manifest in reports.items():
        link = f"{report.instansi}/{report.tahun}"
        numbers = {name: _decimal(manifest.ringkasan[name]) for name in ("capaian", "serapan", "pagu")}
        pdf = manifest.ringkasan["pdf"]
        yield {**manifest.ringkasan, **numbers, "tautan": link, "pdf": f"{link}/{pdf}" if pdf else ""}


def _decimal(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(str(value))
