"""Pictures that a chapter's Markdown names: found beside the notebooks or in the agency's folder, and taken along."""

from __future__ import annotations

import re
import shutil
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from urllib.parse import unquote

from lkip.fences import change_outside
from lkip.project import PICTURES
from lkip_utils.labels import make_label

_IMAGE = re.compile(r"(!\[(?:[^\]\\]|\\.)*\]\()([^)\s]+)")


def adopt_pictures(text: str, stage: Path, folders: Sequence[Path]) -> str:
    """Return Markdown whose pictures are those of the stage; one that isn't found stays, for the renderer to name.

    Parameters
    ----------
    folders
        Where pictures are looked for, one after the other.
    """

    def replace(found: re.Match[str]) -> str:
        path = _find(unquote(found[2]), folders)
        return found[1] + (_take(path, stage) if path else found[2])

    return change_outside(text, lambda part: _IMAGE.sub(replace, part))


def _find(name: str, folders: Sequence[Path]) -> Path | None:
    if Path(name).suffix.lower() not in PICTURES or ":" in name:
        return None
    for folder in folders:
        path = (folder / name).resolve()
        # What lies outside is nobody's to publish.
        if path.is_file() and path.is_relative_to(folder.resolve()):
            return path
    return None


def _take(path: Path, stage: Path) -> str:
    """Copy a picture into the stage and return its path there; its content tells it from others of the same name."""
    mark = sha256(path.read_bytes()).hexdigest()[:8]
    name = f"gambar/foto/{make_label(path.stem)}-{mark}{path.suffix.lower()}"
    (stage / name).parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(path, stage / name)
    return name
