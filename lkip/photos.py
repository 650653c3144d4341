"""Pictures that a chapter's Markdown names: found beside its notebook or in the agency's folder, and taken along."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from urllib.parse import unquote

from lkip.fences import change_outside
from lkip.project import PICTURES, Project, Report
from lkip_utils.labels import make_label

_IMAGE = re.compile(r"(!\[(?:[^\]\\]|\\.)*\]\()([^)\s]+)")


@dataclass(frozen=True)
class Album:
    """The pictures that a report's chapters can show."""

    project: Project
    report: Report

    @property
    def own(self) -> Path:
        """The agency's folder."""
        return self.project.own(self.report.instansi)

    def list_all(self) -> Iterator[tuple[str, Path]]:
        """Yield names and files of all pictures: beside the notebooks, and the agency's, none of a later year."""
        yield from ((path.name, path) for path in sorted(self.project.root.glob("*")) if _is_picture(path))
        for folder in (self.project.notebooks, self.own):
            for path in filter(_is_picture, sorted(folder.rglob("*"))):
                first, *_ = path.relative_to(folder).parts
                later = first.isdecimal() and int(first) > self.report.tahun
                # Beside a notebook Quarto keeps what it has made of it.
                if not later and not first.endswith("_files"):
                    yield path.relative_to(folder).as_posix(), path

    def find(self, name: str, notebook: Path) -> Path | None:
        """Return the file of a picture that a notebook names, seen from there or from the agency's folder."""
        paths = ((folder / name).resolve() for folder in (notebook.parent, self.own))
        return next((path for path in paths if ":" not in name and _is_picture(path) and self._holds(path)), None)

    def _holds(self, path: Path) -> bool:
        # What lies elsewhere is nobody's to publish.
        folders = (self.project.notebooks.resolve(), self.own.resolve())
        return path.parent == self.project.root.resolve() or any(map(path.is_relative_to, folders))


def _is_picture(path: Path) -> bool:
    return path.suffix.lower() in PICTURES and path.is_file()


def adopt_pictures(text: str, stage: Path, album: Album, notebook: Path) -> str:
    """Return Markdown whose pictures are those of the stage; one that isn't found stays, for the renderer to name."""

    def replace(found: re.Match[str]) -> str:
        path = album.find(unquote(found[2]), notebook)
        return found[1] + (_take(path, stage) if path else found[2])

    return change_outside(text, lambda part: _IMAGE.sub(replace, part))


def _take(path: Path, stage: Path) -> str:
    """Copy a picture into the stage and return its path there; its content tells it from others of the same name."""
    mark = sha256(path.read_bytes()).hexdigest()[:8]
    name = f"gambar/foto/{make_label(path.stem)}-{mark}{path.suffix.lower()}"
    (stage / name).parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(path, stage / name)
    return name
