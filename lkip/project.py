"""The project on disk: where things lie, which chapters the book has, which reports can be made."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from lkip.brand import Brand, read_brand
from lkip.config import BOOK, Config, Entry, list_entries, read_config
from lkip.errors import UsageError
from lkip_utils.folders import list_instansi, list_odd_years, list_years
from lkip_utils.temuan import show_name

_INSTALLED = Path(__file__).with_name("proyek")
HOME = _INSTALLED if _INSTALLED.is_dir() else Path(__file__).parents[1]
"""Where the project lies that lkip brings along: within an installed package, or the checkout itself."""

SHARED = ("_language.yml", "_extensions", "assets")
"""What every report takes along as it is: from the project, or from lkip where the project has none of its own."""

LOGOS = ("logo.svg", "logo.png")
"""An agency's logo, beside its master data: the first that is there."""

PICTURES = (".png", ".jpg", ".jpeg", ".svg")
"""Endings of pictures that chapters can show, beside the notebooks or in the agency's folder."""

EXECUTED = "_eksekusi"
"""Folder of a stage for the executed chapters: what is kept from one run to the next."""


@dataclass(frozen=True, order=True)
class Report:
    """One report to make: an agency and a year. The unit of work."""

    instansi: str
    tahun: int

    def __str__(self) -> str:
        return f"{self.instansi} {self.tahun}"

    @property
    def address(self) -> str:
        """Its folder within a site."""
        return f"{self.instansi}/{self.tahun}"

    @property
    def stem(self) -> str:
        """File name of the PDF, without its ending."""
        return f"laporan-kinerja-{self.instansi}-{self.tahun}"


@dataclass(frozen=True)
class Project:
    """A checkout: the folder that holds ``_quarto.yml``.

    Parameters
    ----------
    data_folder
        Where the agencies' data lies, seen from there.
    """

    root: Path
    data_folder: Path = Path("data")

    @property
    def notebooks(self) -> Path:
        """Folder of the chapters' notebooks."""
        return self.root / "notebooks"

    def shared(self, name: str) -> Path:
        """Return where something that every report takes along lies (``SHARED``)."""
        own = self.root / name
        return own if os.path.lexists(own) else HOME / name

    @property
    def data(self) -> Path:
        """Folder of the agencies' data."""
        return Path(os.path.normpath(self.root / self.data_folder))

    def logo(self, instansi: str) -> Path | None:
        """Return the file of an agency's logo, or of its brand's; None when it has given none."""
        own = next((path for name in LOGOS if (path := self.own(instansi) / name).is_file()), None)
        return own or self.brand(instansi).logo

    def brand(self, instansi: str) -> Brand:
        """Return an agency's colours and logo."""
        return read_brand(self.root, self.own(instansi))

    def locate(self, name: str) -> Path:
        """Return where a file of the project lies; data is named as if it lay in the project's ``data/``."""
        first, *rest = Path(name).parts or (".",)
        return self.data.joinpath(*rest) if first == "data" else self.root / name

    def stage(self, report: Report) -> Path:
        """Return the folder where a report's executed chapters are gathered."""
        return self.root / "_build" / report.instansi / str(report.tahun)

    def lock(self, instansi: str) -> Path:
        """Return what a run holds while it makes reports of an agency."""
        return self.root / "_build" / instansi / ".kunci"

    def executed(self, report: Report, chapter: str) -> Path:
        """Return where a chapter's executed copy is kept, failed ones included."""
        return self.stage(report) / EXECUTED / chapter

    def ready(self, report: Report) -> Path:
        """Return where a report lies that has been made and waits for its publication."""
        return self.stage(report) / "_siap"

    @property
    def ipython(self) -> Path:
        """Folder for what IPython keeps of itself."""
        return self.root / "_build" / "_ipython"

    def shorten(self, path: Path) -> str:
        """Return a path as messages name it."""
        return path.relative_to(self.root).as_posix()

    def own(self, instansi: str) -> Path:
        """Return the folder of all that is an agency's own: data, pictures, chapters, its ``_quarto.yml``."""
        return self.data / instansi

    def config(self, instansi: str) -> Config:
        """Return the description of an agency's book."""
        return read_config(self.root, self.own(instansi))

    def entries(self, instansi: str) -> list[Entry]:
        """Return the chapters and appendices of an agency's book, in order."""
        return list_entries(self.config(instansi))

    def chapters(self, instansi: str) -> list[str]:
        """Return the file names of the chapters' notebooks, in the book's order."""
        return [entry.name for entry in self.entries(instansi)]

    def notebook(self, instansi: str, chapter: str) -> Path:
        """Return the notebook of a chapter: the agency's own, where it has one of that name, else the project's."""
        path = next((entry.path for entry in self.entries(instansi) if entry.name == chapter), f"notebooks/{chapter}")
        own = self.own(instansi) / "notebooks" / chapter
        return own if own.is_file() else self.root / PurePosixPath(path)


def find_project(start: Path) -> Project:
    """Return the project that a folder belongs to.

    Raises
    ------
    UsageError
        When neither the folder nor one above it holds ``_quarto.yml``.
    """
    for folder in (start.resolve(), *start.resolve().parents):
        if (folder / BOOK).is_file() and (folder / "notebooks").is_dir():
            return Project(folder)
    raise UsageError(
        "tidak ada proyek lkip di folder ini (diharapkan _quarto.yml dan notebooks/). Pindah ke folder proyek, lalu ulangi."
    )


def list_reports(project: Project, instansi: Sequence[str] = (), tahun: Sequence[int] = ()) -> list[Report]:
    """Return the reports asked for: every agency and year that has data, unless named.

    Raises
    ------
    UsageError
        When an agency isn't known, a folder's name can't be an address, or none of the reports has data.
    """
    known = list_instansi(project.data) if project.data.is_dir() else []
    _check_names(known)
    unknown = [name for name in instansi if name not in known]
    if unknown:
        names = ", ".join(map(show_name, unknown))
        raise UsageError(f"instansi «{names}» tidak dikenal; yang ada: {', '.join(known)}.")
    _check_years(project, [name for name in (instansi or known) if not list_years(name, project.data)])
    reports = [
        Report(name, year)
        for name in (instansi or known)
        for year in list_years(name, project.data)
        if not tahun or year in tahun
    ]
    missing = [year for year in tahun if year not in {report.tahun for report in reports}]
    if missing or not reports:
        years = ", ".join(map(str, missing)) or "mana pun"
        raise UsageError(f"tidak ada data tahun {years}; buat folder data/<instansi>/<tahun>/ lebih dahulu.")
    return sorted(set(reports))


def _check_years(project: Project, instansi: Iterable[str]) -> None:
    """Refuse agencies without any year when a folder of theirs looks like one; of others the reader tells that."""
    odd = [f"{name}/{show_name(year)}" for name in instansi for year in list_odd_years(project.data / name)]
    if odd:
        raise UsageError(
            f"folder {', '.join(odd)} bukan folder tahun. Beri nama empat angka (0–9), mis. 2024, lalu ulangi."
        )


def _check_names(instansi: Sequence[str]) -> None:
    """Refuse agencies whose folder name would make an address with spaces or capitals."""
    wrong = [f"«{show_name(name)}» menjadi «{_spell_name(name)}»" for name in instansi if name != _spell_name(name)]
    if wrong:
        raise UsageError(
            "nama folder instansi hanya boleh memuat huruf kecil, angka, dan tanda hubung di antaranya. "
            f"Ubah nama folder di data/: {', '.join(wrong)}."
        )


def _spell_name(name: str) -> str:
    """Return a name in lower case with hyphens, as addresses have it."""
    return "-".join(re.findall("[a-z0-9]+", name.lower())) or "nama-instansi"
