"""``laporan.json`` in a report's tree: what was made, from what, and which files belong to it."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lkip import __version__
from lkip.files import write_whole
from lkip.fingerprint import checksum

NAME = "laporan.json"


@dataclass(frozen=True)
class Manifest:
    """What a report's tree says of itself.

    Parameters
    ----------
    sidik
        Checksum of all that the report was made from.
    ringkasan
        What the landing page says of it, e.g. which of its files is the PDF.
    bacaan
        Files that its chapters read besides what every report is made from.
    kata
        The words that occur in it, for the search over all reports.
    berkas
        Size and checksum of each file that belongs to it, once it has been written.
    """

    sidik: str
    ringkasan: Mapping[str, Any]
    bacaan: tuple[str, ...] = ()
    kata: str = ""
    berkas: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


def write_manifest(tree: Path, manifest: Manifest) -> None:
    """Write a tree's manifest, as the last of its files."""
    found = dict(_list_files(tree))
    files = {name: {"ukuran": entry.st_size, "sha256": checksum(tree / name)} for name, entry in found.items()}
    content = {
        "sidik": manifest.sidik,
        "lkip": __version__,
        "ringkasan": manifest.ringkasan,
        "bacaan": manifest.bacaan,
        "kata": manifest.kata,
        "berkas": dict(sorted(files.items())),
    }
    write_whole(tree / NAME, json.dumps(content, ensure_ascii=False, indent=1) + "\n")
    # As old as the youngest of them, so that a later change shows even when the clock has been set back meanwhile.
    youngest = max((entry.st_mtime_ns for entry in found.values()), default=0)
    os.utime(tree / NAME, ns=(youngest, youngest))


def read_manifest(tree: Path) -> Manifest | None:
    """Return what a tree says of itself; None for one that is missing, not whole, or was changed afterwards."""
    try:
        text = (tree / NAME).read_bytes()
        found = dict(_list_files(tree))
    except OSError:
        return None
    written = found.pop(NAME).st_mtime_ns
    manifest = parse_manifest(text, {name: entry.st_size for name, entry in found.items()})
    return manifest if all(entry.st_mtime_ns <= written for entry in found.values()) else None


def parse_manifest(text: bytes, sizes: Mapping[str, int]) -> Manifest | None:
    """Return what a manifest says of a tree; None unless the files of these sizes are those that belong to it."""
    try:
        content = json.loads(text)
        manifest = Manifest(
            str(content["sidik"]), content["ringkasan"], tuple(content["bacaan"]), content.get("kata", ""), content["berkas"]
        )  # fmt: skip
        expected = {name: entry["ukuran"] for name, entry in manifest.berkas.items()}
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    return manifest if sizes == expected else None


def _list_files(folder: Path, prefix: str = "") -> Iterator[tuple[str, os.stat_result]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                yield from _list_files(Path(entry.path), f"{prefix}{entry.name}/")
            else:
                yield f"{prefix}{entry.name}", entry.stat()
