"""The folders of the data: which agencies there are, and for which years each has one."""

from __future__ import annotations

from pathlib import Path


def list_years(instansi: str, data_dir: Path | str) -> list[int]:
    """Return the years for which an agency has a folder, ascending."""
    folders = (path for path in Path(data_dir, instansi).iterdir() if path.is_dir())
    return sorted(int(path.name) for path in folders if path.name.isdigit() and len(path.name) == 4)


def list_instansi(data_dir: Path | str) -> list[str]:
    """Return the agencies below the data folder, in alphabetical order."""
    return sorted(path.name for path in Path(data_dir).iterdir() if path.is_dir() and not path.name.startswith("."))
