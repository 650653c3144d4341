"""What travels to another machine and back: files and folders, packed into bytes."""

from __future__ import annotations

import io
import shutil
import tarfile
from collections.abc import Mapping
from pathlib import Path

from lkip.limits import GRACE
from lkip.lock import hold
from lkip.project import EXECUTED, SHARED, Project, Report

COMMON = (
    "_quarto*.yml",
    "_quarto.yml.local",
    "_variables.yml",
    "_brand.yml",
    "index.ipynb",
    "*.png",
    "*.jpg",
    "*.jpeg",
    "*.svg",
    "notebooks",
)
"""What every report is made from, below the project's folder, beside what it takes along."""

ARRIVING = "_kiriman"
"""Folder of a stage for what is being unpacked; whatever an interrupted run leaves there, the next one drops."""


def pack_common(project: Project) -> bytes:
    """Return what every report is made from."""
    own = (path for pattern in COMMON for path in sorted(project.root.glob(pattern)))
    return _pack({path.name: path for path in own} | {name: project.shared(name) for name in SHARED})


def pack_data(project: Project, report: Report) -> bytes:
    """Return the data of a report's agency, wherever it lies here."""
    return _pack({f"data/{report.instansi}": project.data / report.instansi})


def pack_made(project: Project, report: Report) -> bytes:
    """Return what is kept of a report's making: executed chapters, the record of the run, the tree to publish."""
    stage = project.stage(report)
    names = (EXECUTED, "run.json", project.ready(report).name)
    return _pack({name: stage / name for name in names if (stage / name).exists()})


def unpack(parcel: bytes, folder: Path) -> None:
    """Unpack into a folder; nothing gets outside of it."""
    with tarfile.open(fileobj=io.BytesIO(parcel)) as archive:
        archive.extractall(folder, filter="data")


def unpack_made(parcel: bytes, project: Project, report: Report) -> None:
    """Put what was made elsewhere where a run of this machine would have left it, each part at one stroke.

    Raises
    ------
    MachineryError
        When another run works there.
    """
    stage = project.stage(report)
    arriving = stage / ARRIVING
    with hold(stage.with_suffix(".kunci"), wait=GRACE):
        shutil.rmtree(arriving, ignore_errors=True)
        arriving.mkdir(parents=True)
        unpack(parcel, arriving)
        for path in sorted(arriving.iterdir()):
            target = stage / path.name
            if target.is_dir():
                shutil.rmtree(target)
            path.rename(target)
        arriving.rmdir()


def _pack(content: Mapping[str, Path]) -> bytes:
    buffer = io.BytesIO()
    # Whole files in the place of links, which would lead nowhere on another machine.
    with tarfile.open(fileobj=buffer, mode="w:gz", compresslevel=1, dereference=True) as archive:
        for name, path in content.items():
            archive.add(path, name)
    return buffer.getvalue()
