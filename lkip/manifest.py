"""``laporan.json`` in a report's tree: what was made, from what, and which files belong to it."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from stat import S_ISREG
from typing import Any

from lkip import __version__
from lkip.files import inside, list_entries, write_whole
from lkip.fingerprint import checksum, combine

NAME = "laporan.json"

PAGE = "index.html"
"""A report's first page, and a site's."""

PRINTS = ("pdf", "docx")
"""Formats that are one file each; what a report is summarised as has its name under that of the format."""

FORMATS = ("html", *PRINTS)
"""All formats, in the order in which they are named."""

EVIDENCE = "angka.json"
"""Every report publishes it: where it lies, there is a report, whatever has become of its manifest."""

Files = Mapping[str, Mapping[str, Any]]
"""Files by their names, each with ``ukuran`` (bytes) and ``sha256``."""


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
    terdahulu
        Of its files, those that an earlier making left: formats that weren't asked for again.
    """

    sidik: str
    ringkasan: Mapping[str, Any]
    bacaan: tuple[str, ...] = ()
    kata: str = ""
    berkas: Files = field(default_factory=dict)
    terdahulu: tuple[str, ...] = ()

    @property
    def prints(self) -> dict[str, str]:
        """The files of the formats that are one file each, by format."""
        names = {kind: self.ringkasan.get(kind) for kind in PRINTS}
        return {kind: name for kind, name in names.items() if isinstance(name, str) and name in self.berkas}

    @property
    def formats(self) -> tuple[str, ...]:
        """The formats that were made together with it."""
        html = ("html",) if any(name.endswith(".html") for name in self.berkas) else ()
        return (*html, *(kind for kind, name in self.prints.items() if name not in self.terdahulu))

    @property
    def mark(self) -> str:
        """Checksum of all that the front of a site shows of it."""
        shown = json.dumps([self.ringkasan, self.terdahulu], sort_keys=True)
        return combine(self.sidik, shown, *sorted(self.berkas))


@dataclass(frozen=True)
class Tree:
    """A report's tree as it lies somewhere, beside what it says of itself.

    Parameters
    ----------
    manifest
        None where it is missing or can't be understood.
    names
        The files that are there.
    changed
        Files that the manifest lists and that are missing or not as they were written.
    """

    manifest: Manifest | None
    names: frozenset[str]
    changed: frozenset[str] = frozenset()

    @property
    def foreign(self) -> frozenset[str]:
        """Files that no manifest lists: whoever put them there, it wasn't lkip."""
        return self.names - {NAME} - (self.manifest.berkas.keys() if self.manifest else frozenset())

    @property
    def has_pages(self) -> bool:
        """Whether it is there to be read in a browser, whole or not."""
        return PAGE in self.names

    @property
    def whole(self) -> Manifest | None:
        """What it says of itself, when all of that is there as it was written."""
        return None if self.changed else self.manifest

    @property
    def own(self) -> frozenset[str]:
        """Files that lkip wrote and nobody has changed since."""
        return frozenset(self.manifest.berkas) - self.changed if self.manifest else frozenset()

    def show(self, stem: str) -> Manifest | None:
        """Return what can be shown of it to readers, whole or not; None for what never was a report.

        Parameters
        ----------
        stem
            Name of its PDF, without the ending.
        """
        if self.manifest and self.manifest.ringkasan:
            there = {name: entry for name, entry in self.manifest.berkas.items() if name in self.names}
            return replace(self.manifest, berkas=there)
        if EVIDENCE not in self.names or self.manifest:
            return None
        prints = {kind: f"{stem}.{kind}" for kind in PRINTS}
        return Manifest("", prints, berkas={name: {} for name in self.names})


def keep_prints(manifest: Manifest, old: Tree | None) -> Manifest:
    """Return a new report's manifest with the PDF and the Word file that the old one has and the new one wasn't asked for."""
    if not old or not old.manifest:
        return manifest
    kept = {kind: name for kind, name in old.manifest.prints.items() if kind not in manifest.prints and name in old.own}
    return replace(
        manifest,
        ringkasan={**manifest.ringkasan, **kept},
        berkas={**manifest.berkas, **{name: old.manifest.berkas[name] for name in kept.values()}},
        terdahulu=(*manifest.terdahulu, *kept.values()),
    )


def write_manifest(tree: Path, manifest: Manifest) -> None:
    """Write a tree's manifest, as the last of its files; it lists all that is there."""
    found = {name: entry for name, entry in list_entries(tree) if name != NAME}
    files = {name: {"ukuran": entry.st_size, "sha256": checksum(tree / name)} for name, entry in found.items()}
    write_whole(tree / NAME, dump_manifest(replace(manifest, berkas=files)))
    # As old as the youngest of them, so that a later change shows even when the clock has been set back meanwhile.
    youngest = max((entry.st_mtime_ns for entry in found.values()), default=0)
    os.utime(tree / NAME, ns=(youngest, youngest))


def dump_manifest(manifest: Manifest) -> str:
    """Return a manifest as it is written."""
    content = {
        "sidik": manifest.sidik,
        "lkip": __version__,
        "ringkasan": manifest.ringkasan,
        "bacaan": manifest.bacaan,
        "kata": manifest.kata,
        **({"terdahulu": manifest.terdahulu} if manifest.terdahulu else {}),
        "berkas": dict(sorted(manifest.berkas.items())),
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def read_tree(tree: Path, *, thorough: bool = False) -> Tree | None:
    """Return how a tree lies on this machine; None where there is no folder.

    Parameters
    ----------
    thorough
        Read every file, also those whose size and age say that nobody has touched them.
    """
    try:
        found = dict(list_entries(tree))
    except OSError:
        return None
    manifest = _read(tree / NAME)
    if manifest is None:
        return Tree(None, frozenset(found))
    written = found[NAME].st_mtime_ns

    def is_same(name: str) -> bool:
        entry, told = found[name], manifest.berkas[name]
        if not S_ISREG(entry.st_mode) or entry.st_size != told["ukuran"]:
            return False
        # Younger: edited, or only copied, as by git or zip.
        return (entry.st_mtime_ns <= written and not thorough) or checksum(tree / name) == told["sha256"]

    return compare(manifest, found, is_same)


def compare(manifest: Manifest, names: Collection[str], is_same: Callable[[str], bool]) -> Tree:
    """Return how the files of a tree compare with its manifest.

    Parameters
    ----------
    is_same
        Returns whether a file that is there and listed is as it was written.
    """
    changed = (name for name in manifest.berkas if name not in names or not is_same(name))
    return Tree(manifest, frozenset(names), frozenset(changed))


def _read(path: Path) -> Manifest | None:
    try:
        return parse_manifest(path.read_bytes()) if path.is_file() else None
    except OSError:
        return None


def read_manifest(tree: Path) -> Manifest | None:
    """Return what a tree says of itself; None unless it is exactly what was made, without anything beside it."""
    found = read_tree(tree)
    return found.whole if found and not found.foreign else None


def parse_manifest(text: bytes) -> Manifest | None:
    """Return what a manifest says; None for what can't be understood."""
    try:
        content = json.loads(text)
        ringkasan, bacaan, kata = content["ringkasan"], content["bacaan"], content.get("kata", "")
        earlier = content.get("terdahulu", [])
        files = parse_files(content["berkas"])
        sidik = content["sidik"]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    texts = [sidik, kata, *bacaan, *earlier] if isinstance(bacaan, list) and isinstance(earlier, list) else [None]
    if files is None or not isinstance(ringkasan, dict) or not all(isinstance(text, str) for text in texts):
        return None
    return Manifest(sidik, ringkasan, tuple(bacaan), kata, files, tuple(earlier))


def parse_files(content: Any) -> Files | None:
    """Return the files that a manifest lists; None for what can't be understood.

    Raises
    ------
    ValueError
        For a file that would lie outside of its folder.
    """
    for name, entry in content.items():
        inside(Path(), name)
        if not isinstance(entry["ukuran"], int) or not isinstance(entry["sha256"], str):
            return None
    files: Files = content
    return files
