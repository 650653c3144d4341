"""Data and sites in a store: data is copied to this machine before the work, reports are uploaded after it."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from lkip.errors import MachineryError
from lkip.files import write_files, write_whole
from lkip.fingerprint import combine
from lkip.landing import FRONT, PAGE, Front, describe_files, make_front, mark_front, read_front
from lkip.lock import hold
from lkip.manifest import NAME, Manifest, parse_manifest, read_manifest
from lkip.project import Project, Report
from lkip.publish import Site
from lkip.store import Entry, Store

TRIES = 5
"""How often is looked at what others change at the same time."""

WAIT = 10.0
"""Seconds to wait for another run that copies or uses the same data."""


def fetch_data(project: Project, address: str, instansi: Sequence[str]) -> Path:
    """Copy the data of agencies (of all, unless named) from a store, and return the folder of the project where it then lies.

    Only what has changed is copied. Agencies that weren't asked for get a folder that may be empty.

    Raises
    ------
    MachineryError
        When the store can't be read; no file is half there.
    """
    store = Store(address)
    folder = Path("_build", "_data", combine(store.address)[:12])
    local = project.root / folder
    known = store.list_folders()
    local.mkdir(parents=True, exist_ok=True)
    for name in known:
        (local / name).mkdir(exist_ok=True)
    for path in local.iterdir():
        if path.is_dir() and path.name not in known:
            shutil.rmtree(path)
    for name in known:
        if not instansi or name in instansi:
            with hold(project.lock(name), WAIT):
                _fetch(store, name, local)
    return folder


def _fetch(store: Store, name: str, local: Path) -> None:
    """Make an agency's folder like the store's, and look again until nothing has changed meanwhile."""
    record = local / f".{name}.json"
    for _ in range(TRIES):
        entries = store.list_files(name)
        kept = _find_kept(record, local, entries)
        changed = [file for file in entries if file not in kept]
        if changed:
            # First forget what is about to be replaced: a run may end at any point.
            write_whole(record, json.dumps(kept))
            _replace(store, local, changed)
            write_whole(record, json.dumps({file: entry.mark for file, entry in entries.items()}))
        _remove_others(local / name, {local / file for file in entries})
        if not changed:
            return
    raise MachineryError(f"data {name} di {store.address} terus berubah. Ulangi setelah penyuntingan selesai.")


def _find_kept(record: Path, local: Path, entries: Mapping[str, Entry]) -> dict[str, str]:
    """Return the files that lie here as the store has them, with their marks."""
    try:
        marks: dict[str, str] = json.loads(record.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {
        file: entry.mark
        for file, entry in entries.items()
        if marks.get(file) == entry.mark and (local / file).is_file() and (local / file).stat().st_size == entry.size
    }


def _replace(store: Store, local: Path, files: Sequence[str]) -> None:
    beside = {file: (local / file).with_name(f".{Path(file).name}.baru") for file in files}
    store.download(beside)
    for file, path in beside.items():
        os.replace(path, local / file)


def _remove_others(folder: Path, files: set[Path]) -> None:
    """Remove what isn't in the store: files, and then folders without any (a folder alone makes a year)."""
    for path in sorted(folder.rglob("*"), reverse=True):
        if not path.is_dir():
            if path not in files:
                path.unlink()
        elif not any(path.iterdir()):
            path.rmdir()


class RemoteSite(Site):
    """A site in a store, as it was when it was last looked at.

    A store can't swap a report at one stroke. So its manifest goes first and comes back last: half a report is
    one that doesn't count as published, to any run on any machine, and is uploaded anew. So is
    the front that leads to the reports, which comes then.
    """

    def __init__(self, address: str) -> None:
        self.store = Store(address)
        self.files: dict[str, Entry] = {}
        self.published: dict[Report, Manifest] = {}

    @property
    def page(self) -> str:
        return f"{self.store.address}/{PAGE}"

    def open(self) -> None:
        """Read the manifests of all reports; those whose files aren't all there don't count."""
        self.files = self.store.list_files()
        trees: dict[str, dict[str, int]] = {}
        for name, entry in self.files.items():
            if match := re.fullmatch(r"([^/]+/\d{4})/(.+)", name):
                trees.setdefault(match[1], {})[match[2]] = entry.size
        texts = self.store.read(f"{tree}/{NAME}" for tree, sizes in trees.items() if sizes.pop(NAME, None))
        self.published = {}
        for name, text in sorted(texts.items()):
            instansi, tahun, _ = name.split("/")
            manifest = parse_manifest(text, trees[f"{instansi}/{tahun}"])
            if manifest:
                self.published[Report(instansi, int(tahun))] = manifest

    def read(self, report: Report) -> Manifest | None:
        return self.published.get(report)

    def publish(self, project: Project, trees: Mapping[Report, Path]) -> None:
        """Upload what differs, then the front until it shows what the site holds.

        Raises
        ------
        MachineryError
            When the store refuses; what isn't there yet waits here for the next run.
        """
        if trees:
            self.open()
            for report, tree in trees.items():
                self._upload(report, tree)
            self.open()
        for _ in range(TRIES):
            if self._shows_all(project):
                break
            self._upload_front(project)
            # Others may have published meanwhile; whoever looks last sees all of them.
            self.open()
        else:
            raise MachineryError(f"{self.page} terus berubah. Ulangi setelah penerbitan lain selesai.")
        for tree in trees.values():
            shutil.rmtree(tree)

    def _upload(self, report: Report, tree: Path) -> None:
        manifest = read_manifest(tree)
        if not manifest:
            raise MachineryError(f"{report}: hasil penyusunan di {tree} tidak utuh. Ulangi.")
        place, old = f"{report.instansi}/{report.tahun}/", self.published.get(report)
        same = old.berkas if old else {}
        self.store.remove([place + NAME] if place + NAME in self.files else [])
        changed = [name for name, entry in manifest.berkas.items() if same.get(name) != entry]
        self.store.upload({place + name: tree / name for name in changed})
        belonging = {place + name for name in (*manifest.berkas, NAME)}
        self.store.remove(name for name in self.files if name.startswith(place) and name not in belonging)
        self.store.upload({place + NAME: tree / NAME})

    def _shows_all(self, project: Project) -> bool:
        front = self._read_front()
        return front is not None and front.sidik == mark_front(project, self.published) and self._has(front.berkas)

    def _read_front(self) -> Front | None:
        return read_front(self.store.read([FRONT])[FRONT]) if FRONT in self.files else None

    def _has(self, files: Mapping[str, Mapping[str, Any]]) -> bool:
        return all(name in self.files and self.files[name].size == entry["ukuran"] for name, entry in files.items())

    def _upload_front(self, project: Project) -> None:
        """Upload what differs of the front. As with reports, what says that it is whole goes first and comes back last."""
        front, old = make_front(project, self.published), self._read_front()
        before, after = old.berkas if old else {}, describe_files(front)
        changed = [name for name, entry in after.items() if before.get(name) != entry or not self._has({name: entry})]
        self.store.remove([FRONT] if FRONT in self.files else [])
        with TemporaryDirectory() as folder:
            write_files(Path(folder), front)
            self.store.upload({name: Path(folder, name) for name in changed if name != FRONT})
            self.store.remove(name for name in before if name not in after and name in self.files)
            self.store.upload({FRONT: Path(folder, FRONT)})
