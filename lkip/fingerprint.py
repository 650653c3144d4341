"""What a report is made from, as checksums: as long as they stay, so does the report."""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from importlib.metadata import version
from pathlib import Path
from stat import S_ISDIR, S_ISREG

from lkip import brand
from lkip.config import VARIABLES, list_files
from lkip.photos import Album
from lkip.project import LOGOS, SHARED, Project, Report
from lkip_utils.folders import list_years
from lkip_utils.fonts import FONTS

PACKAGES = (
    "babel", "ipykernel", "ipython", "jinja2", "matplotlib", "nbformat", "num2words", "numpy", "pandas",
    "papermill", "pypandoc_binary", "pyyaml", "rapidfuzz", "typst",
)  # fmt: skip
"""Packages whose version can change what a report shows."""

CODE = ("lkip/**/*.py", "lkip_utils/**/*.py", "lkip_utils/**/*.csv")
"""What calculates, draws and renders, below the folder of the packages; charts take their letters from the fonts."""


def combine(*parts: str) -> str:
    """Return one checksum for several texts in their order.

    Examples
    --------
    >>> combine("ab", "c") == combine("a", "bc")
    False
    """
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def checksum(path: Path) -> str:
    """Return the checksum of a file's content; for what can't be read, what it is instead."""
    try:
        mode = os.stat(path).st_mode
        if not S_ISREG(mode):
            return "folder" if S_ISDIR(mode) else "bukan berkas"
        with open(path, "rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        return f"tidak terbaca: {error.errno}"


def look_at(path: Path) -> str:
    """Return the checksum of a file, or of the names in a folder that anyone but programs gave."""
    if path.is_dir():
        return combine(*sorted(name for name in os.listdir(path) if not is_hidden(name)))
    return checksum(path)


def is_hidden(name: str) -> bool:
    """Return whether a file or folder is what programs keep for themselves, ``__pycache__`` for one."""
    return name.startswith((".", "_"))


def seal(sidik: str, project: Project, names: Iterable[str]) -> str:
    """Return the checksum of a report: of what every report is made from, and of the files that its chapters read besides."""
    return combine(sidik, *(part for name in sorted(names) for part in (name, look_at(project.locate(name)))))


@cache
def list_versions() -> Mapping[str, str]:
    """Return the versions of Python and of the packages that can change a report."""
    return {"python": ".".join(map(str, sys.version_info[:3])), **{name: version(name) for name in PACKAGES}}


class Fingerprints:
    """The checksums of a project as it is now; each file is read once.

    Parameters
    ----------
    project
        The checkout.
    """

    def __init__(self, project: Project) -> None:
        self.project = project
        self._files: dict[Path, str] = {}
        self._folders: dict[Path, dict[str, str]] = {}

    @cached_property
    def program(self) -> str:
        """Checksum of the code that makes every report, and of what it is built on."""
        home = Path(__file__).parents[1]
        code = (path for pattern in CODE for path in home.glob(pattern) if "proyek" not in path.relative_to(home).parts)
        files = [*sorted(code), *sorted(FONTS.glob("*.ttf"))]
        parts = (part for path in files for part in (path.name, self._read(path)))
        return combine(*parts, json.dumps(list_versions()))

    @cached_property
    def shared(self) -> str:
        """Checksum of all that every report takes along."""
        tops = {name: self.project.shared(name) for name in SHARED} | {VARIABLES: self.project.root / VARIABLES}
        files = sorted(
            (path.relative_to(top.parent).as_posix(), path)
            for top in tops.values()
            for path in ((top, *top.rglob("*")) if top.is_dir() else (top,))
        )
        return combine(*(part for name, path in files for part in (name, self._read(path))))

    def book(self, instansi: str) -> str:
        """Return the checksum of the description of an agency's book and of its brand: of all files that make them up."""
        root, own = self.project.root, self.project.own(instansi)
        logo = self.project.logo(instansi)
        files = [*list_files(root, own), *brand.list_files(root, own), *([logo] if logo else [])]
        return combine(*(part for path in files for part in (path.name, self._read(path))))

    def notebook(self, instansi: str, chapter: str) -> str:
        """Return the checksum of a chapter's notebook."""
        return self._read(self.project.notebook(instansi, chapter))

    def data(self, report: Report) -> dict[str, str]:
        """Return the checksums of the files that a report can read, by their paths below the agency's folder.

        Of what is neither CSV nor a logo, the name counts: it can make the data unreadable, its content can't.
        """
        folder = self.project.data / report.instansi
        years = [str(tahun) for tahun in list_years(report.instansi, self.project.data)]
        own = {name: mark for name, mark in self._list(folder).items() if name not in years}
        past = [name for name in years if int(name) <= report.tahun]
        own |= {f"{name}/": "" for name in past}
        return own | {f"{name}/{file}": mark for name in past for file, mark in self._list(folder / name).items()}

    def data_sidik(self, report: Report) -> str:
        """Return a short checksum of all the data that a report can read, to tell one state from another."""
        return combine(*flatten(self.data(report)))[:12]

    def chapter(self, report: Report, chapter: str) -> str:
        """Return the checksum of what a chapter is made from beside what it reads of the data.

        It is told where the data lies, and can open files there by their paths.
        """
        years = (name for name in list_years(report.instansi, self.project.data) if name <= report.tahun)
        folder = self.project.data_folder.as_posix()
        return combine(self.program, self.notebook(report.instansi, chapter), str(report), folder, *map(str, years))

    def report(self, report: Report, options: Sequence[str] = ()) -> str:
        """Return the checksum of all that a report is made from.

        Parameters
        ----------
        options
            What was asked for and changes a report: formats, renderer.
        """
        instansi = report.instansi
        notebooks = [part for name in self.project.chapters(instansi) for part in (name, self.notebook(instansi, name))]
        return combine(
            self.program, self.shared, self.book(instansi), str(report), *options, *notebooks, *self._pictures(report), *flatten(self.data(report))
        )  # fmt: skip

    def _pictures(self, report: Report) -> Iterator[str]:
        """Yield names and checksums of the pictures that chapters can show."""
        for name, path in Album(self.project, report).list_all():
            yield name
            yield self._read(path)

    def _list(self, folder: Path) -> dict[str, str]:
        if folder not in self._folders:
            names = (name for name in sorted(os.listdir(folder)) if not name.startswith((".", "~$")))
            self._folders[folder] = {name: self._read(folder / name) if _counts(name) else "" for name in names}
        return self._folders[folder]

    def _read(self, path: Path) -> str:
        if path not in self._files:
            self._files[path] = checksum(path)
        return self._files[path]


def _counts(name: str) -> bool:
    return name.endswith(".csv") or name in LOGOS


def flatten(marks: Mapping[str, str]) -> Iterator[str]:
    """Yield names and checksums in turn, by name."""
    for name, mark in sorted(marks.items()):
        yield name
        yield mark
