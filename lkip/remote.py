"""Data and sites in a store: data is copied to this machine before the work, reports are uploaded after it."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from lkip.errors import MachineryError
from lkip.files import write_files, write_whole
from lkip.fingerprint import combine
from lkip.landing import FRONT, Front, describe_files, make_front, mark_front, name_front, read_front, show_trees
from lkip.lock import hold
from lkip.manifest import (
    NAME,
    PAGE,
    Files,
    Manifest,
    Tree,
    compare,
    dump_manifest,
    keep_prints,
    parse_manifest,
    read_manifest,
)
from lkip.ownership import find_clashes, list_differing, list_not_own, refuse_foreign, set_aside, tell
from lkip.project import Project, Report
from lkip.publish import Site
from lkip.store import Entry, Store

TRIES = 5
"""How often is looked at what others change at the same time."""

UNKNOWN = Manifest("", {})
"""What a report that isn't there says of itself."""

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

    A store can't swap a report at one stroke. So while it is uploaded, its manifest says that it is no state of
    anything, and lists the files of the old state and of the new one: half a report is one that counts as made for
    no run on any machine, that readers still find, and of which it stays known what belongs to it. The manifest of
    the new state comes last. So does that of the front, which leads to the reports and comes then.
    """

    def __init__(self, address: str) -> None:
        self.store = Store(address)
        self.files: dict[str, Entry] = {}
        self.trees: dict[Report, Tree] = {}
        self.front: Front | None = None

    @property
    def page(self) -> str:
        return f"{self.store.address}/{PAGE}"

    def open(self) -> None:
        """Read the manifests of all reports, and that of the front."""
        self.files = self.store.list_files()
        self.front = read_front(self.store.read([FRONT])[FRONT]) if FRONT in self.files else None
        found: dict[Report, dict[str, int]] = {}
        for name, entry in self.files.items():
            if match := re.fullmatch(r"([^/]+)/([0-9]{4})/(.+)", name):
                found.setdefault(Report(match[1], int(match[2])), {})[match[3]] = entry.size
        told = self.store.read(f"{report.address}/{NAME}" for report, sizes in found.items() if sizes.get(NAME))
        self.trees = {
            report: _compare(told.get(f"{report.address}/{NAME}"), sizes) for report, sizes in sorted(found.items())
        }

    def look(self, report: Report) -> Tree | None:
        return self.trees.get(report)

    def check(self, project: Project, reports: Collection[Report]) -> None:
        if not self._is_site():
            names = name_front(project, (report.instansi for report in (*self.trees, *reports)))
            lying = (name for name in self.files if name.startswith(tuple(f"{report.address}/" for report in reports)))
            refuse_foreign(self.store.address, {name for name in names if name in self.files}.union(lying))

    def publish(self, project: Project, trees: Mapping[Report, Path]) -> list[str]:
        """Upload what differs, then the front until it shows what the site holds; return what there is to tell.

        Raises
        ------
        MachineryError
            When the store refuses; what isn't there yet waits here for the next run.
        UsageError
            When the folder is no site and files of somebody else's are in the way.
        """
        if trees:
            self.open()
        self.check(project, list(trees))
        old, notes = self.trees, []
        new = {report: keep_prints(_read_made(report, tree), old.get(report)) for report, tree in trees.items()}
        for report, tree in trees.items():
            clashes = find_clashes(list_not_own(old[report]), {*new[report].berkas, NAME}) if report in old else []
            notes.append(self._keep(project, report.address, clashes, tree))
            self._upload(report, tree, new[report])
        if trees:
            self.open()
        for _ in range(TRIES):
            if self._shows_all(project):
                break
            notes.append(self._upload_front(project))
            # Others may have published meanwhile; whoever looks last sees all of them.
            self.open()
        else:
            raise MachineryError(f"{self.page} terus berubah. Ulangi setelah penerbitan lain selesai.")
        for tree in trees.values():
            shutil.rmtree(tree)
        return [*filter(None, notes), *tell(old, new)]

    def _is_site(self) -> bool:
        return self.front is not None or bool(self._show())

    def _keep(self, project: Project, place: str, names: Collection[str], new: Path) -> str:
        """Copy to this machine what isn't lkip's and gives way to new files; return what to tell of it."""
        places = [f"{place}/{name}".lstrip("/") for name in names]
        with TemporaryDirectory() as folder:
            self.store.download({name: Path(folder, name) for name in places})
            return set_aside(project, Path(folder, place), list_differing(Path(folder, place), new, names), place)

    def _upload(self, report: Report, tree: Path, new: Manifest) -> None:
        found, place = self.trees.get(report), f"{report.address}/"
        own = found.own if found else frozenset()
        old = found.manifest if found and found.manifest else UNKNOWN
        unfinished = replace(new, sidik="", ringkasan=old.ringkasan, berkas={**old.berkas, **new.berkas})
        # Of what an interrupted upload left, nobody knows which state it is of.
        changed = [n for n, entry in new.berkas.items() if not old.sidik or n not in own or old.berkas[n] != entry]
        self._upload_text(place + NAME, unfinished)
        self.store.upload({place + name: tree / name for name in changed if name not in new.terdahulu})
        self.store.remove(place + name for name in own if name not in new.berkas)
        self._upload_text(place + NAME, new)

    def _upload_text(self, name: str, manifest: Manifest) -> None:
        with TemporaryDirectory() as folder:
            path = Path(folder, NAME)
            path.write_text(dump_manifest(manifest), encoding="utf-8")
            self.store.upload({name: path})

    def _show(self) -> dict[Report, Manifest]:
        return show_trees(self.trees)

    def _shows_all(self, project: Project) -> bool:
        front = self.front
        return front is not None and front.sidik == mark_front(project, self._show()) and self._has(front.berkas)

    def _has(self, files: Files) -> bool:
        return all(name in self.files and self.files[name].size == entry["ukuran"] for name, entry in files.items())

    def _upload_front(self, project: Project) -> str:
        """Upload what differs of the front, and return what to tell of it. What says that it is whole comes last."""
        front, old = make_front(project, self._show()), self.front
        before, after = old.berkas if old else {}, describe_files(front)
        whole = old is not None and bool(old.sidik)
        changed = [n for n, entry in after.items() if not whole or before.get(n) != entry or not self._has({n: entry})]
        own = {n for n, entry in before.items() if not whole or self._has({n: entry})} | ({FRONT} if old else set())
        gone = [name for name, entry in before.items() if name not in after and self._has({name: entry})]
        unfinished = {"sidik": "", "berkas": {**before, **{n: e for n, e in after.items() if n != FRONT}}}
        with TemporaryDirectory() as folder:
            write_files(Path(folder), front)
            strange = [name for name in after if name in self.files and name not in own]
            note = self._keep(project, "", strange, Path(folder))
            Path(folder, NAME).write_text(json.dumps(unfinished), encoding="utf-8")
            self.store.upload({FRONT: Path(folder, NAME)})
            self.store.upload({name: Path(folder, name) for name in changed if name != FRONT})
            self.store.remove(gone)
            self.store.upload({FRONT: Path(folder, FRONT)})
        return note


def _compare(text: bytes | None, sizes: Mapping[str, int]) -> Tree:
    """Return how a report lies in a store, which tells the sizes of its files."""
    manifest = parse_manifest(text) if text else None
    if not manifest:
        return Tree(None, frozenset(sizes))
    # What an interrupted upload left has the size of one state or the other.
    return compare(manifest, sizes, lambda name: not manifest.sidik or sizes[name] == manifest.berkas[name]["ukuran"])


def _read_made(report: Report, tree: Path) -> Manifest:
    manifest = read_manifest(tree)
    if not manifest:
        raise MachineryError(f"{report}: hasil penyusunan di {tree} tidak utuh. Ulangi.")
    return manifest
