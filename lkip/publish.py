"""Publish made reports: swap them into the site, and make its front from what it then holds.

Everything that can fail happens before the journal is written: copying, rendering the front. From then on
there are only renames on one disk, which the next run completes when this one is killed between two of them.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryFile

from lkip.errors import MachineryError, describe_refusal
from lkip.files import list_entries, move_tree, swap_trees, sync, sync_tree, write_files, write_whole
from lkip.fingerprint import checksum
from lkip.landing import FRONT, find_front, is_current, list_trees, make_front, show_trees
from lkip.lock import hold_folder
from lkip.manifest import NAME, PAGE, Files, Manifest, Tree, keep_prints, read_manifest, read_tree, write_manifest
from lkip.ownership import (
    check_way,
    find_clashes,
    give_back,
    list_differing,
    list_not_own,
    set_aside,
    tell,
)
from lkip.project import Project, Report

WORK = ".terbit"
"""Folder in the site for what is about to be published; gone when that is done."""

JOURNAL, GATHERED, NEW_FRONT = "daftar.json", "laporan", "depan"
"""What lies there: the list of what is to be renamed, the reports, the front."""


class Site:
    """Where reports are published: a folder of this machine. The other kind is in :mod:`lkip.remote`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def page(self) -> str:
        """Where its landing page is."""
        return str(self.folder / PAGE)

    def open(self) -> None:
        """Get it ready to be read and published to."""
        check_output(self.folder)
        recover(self.folder)

    def look(self, report: Report) -> Tree | None:
        """Return how a published report lies there; None for one that doesn't."""
        return read_tree(self.folder / report.address)

    def check(self, project: Project, reports: Collection[Report]) -> None:
        """Refuse reports that could not be published, before any work is done for them."""
        check_way(project, self.folder, reports)

    def publish(self, project: Project, trees: Mapping[Report, Path]) -> list[str]:
        """Publish complete new trees, and the front; return what there is to tell."""
        return publish(project, trees, self.folder)


def check_output(output: Path) -> None:
    """Refuse a site that nothing can be published to, before any work is done.

    Raises
    ------
    MachineryError
        Naming the folder.
    """
    try:
        output.mkdir(parents=True, exist_ok=True)
        with TemporaryFile(dir=output):
            pass
    except OSError as error:
        raise MachineryError(
            f"folder hasil {output} tidak dapat ditulisi: {describe_refusal(error)}. Beri izin menulis, atau pilih folder lain dengan --output."
        ) from error


def publish(project: Project, trees: Mapping[Report, Path], output: Path) -> list[str]:
    """Swap complete new trees into the site and make its front anew; return what there is to tell.

    Also completes what an earlier run has left undone. With nothing new, a site that is whole stays untouched.

    Raises
    ------
    MachineryError
        When the disk refuses; the site is as it was.
    UsageError
        When the folder is no site and files of somebody else's are in the way.
    """
    with hold_folder(output):
        _recover(output)
        made = {report: _read_whole(tree) for report, tree in trees.items()}
        old = list_trees(output)
        # What is about to be replaced is looked at closely.
        old |= {report: _look_closely(output, report) for report in made if report in old}
        new = {report: keep_prints(manifest, old.get(report)) for report, manifest in made.items()}
        reports = {**show_trees(old), **new}
        if not new and is_current(project, output, reports):
            return list(tell(old, new))
        check_way(project, output, list(new))
        with ExitStack() as rest:
            with _undo_on_failure(output / WORK, trees):
                _prepare(project, trees, new, reports, output)
                aside = _clear_way(project, output, old, new)
                sync_tree(output / WORK)
                # From the journal on, whoever wants to end this run waits for the renames.
                rest.enter_context(uninterrupted())
                _write_journal(output / WORK, new)
            _complete(output)
        return [*aside, *tell(old, new)]


def _read_whole(tree: Path) -> Manifest:
    manifest = read_manifest(tree)
    if manifest is None:
        raise MachineryError(f"{tree} tidak utuh lagi; ulangi. Situs lama tidak berubah.")
    return manifest


def _look_closely(output: Path, report: Report) -> Tree:
    return read_tree(output / report.address, thorough=True) or Tree(None, frozenset())


def recover(output: Path) -> None:
    """Complete a publication that was interrupted; drop one that had not begun."""
    if (output / WORK).exists():
        with hold_folder(output):
            _recover(output)


def _recover(output: Path) -> None:
    if (output / WORK / JOURNAL).exists():
        _complete(output)
    shutil.rmtree(output / WORK, ignore_errors=True)


def _prepare(
    project: Project,
    trees: Mapping[Report, Path],
    new: Mapping[Report, Manifest],
    reports: Mapping[Report, Manifest],
    output: Path,
) -> None:
    """Gather on the site's disk all that will be renamed."""
    for report, tree in trees.items():
        place, manifest = output / WORK / GATHERED / report.address, new[report]
        move_tree(tree, place)
        if kept := [name for name in manifest.terdahulu if not (place / name).exists()]:
            for name in kept:
                shutil.copy2(output / report.address / name, place / name)
            write_manifest(place, manifest)
    write_files(output / WORK / NEW_FRONT, make_front(project, reports))


def _clear_way(project: Project, output: Path, old: Mapping[Report, Tree], new: Mapping[Report, Manifest]) -> list[str]:
    """Copy to a safe place what isn't lkip's and can't stay where it is; return what to tell of it."""
    notes = []
    for report in (report for report in new if report in old):
        place, tree = output / report.address, output / WORK / GATHERED / report.address
        clashes = find_clashes(list_not_own(old[report]), {*new[report].berkas, NAME})
        notes.append(set_aside(project, place, list_differing(place, tree, clashes), report.address))
    front, before = output / WORK / NEW_FRONT, find_front(output)
    known = before.berkas if before else {}
    names = (name for name, _ in list_entries(front) if os.path.lexists(output / name))
    strange = list_differing(output, front, [name for name in names if not _is_listed(output, known, name)])
    return [note for note in (*notes, set_aside(project, output, strange, "")) if note]


def _is_listed(output: Path, known: Files, name: str) -> bool:
    """Return whether a file of a front is as lkip wrote it; what lists them all is listed nowhere."""
    if name == FRONT:
        return find_front(output) is not None
    return name in known and checksum(output / name) == known[name]["sha256"]


def _write_journal(work: Path, new: Mapping[Report, Manifest]) -> None:
    """Write down that all is gathered."""
    write_whole(work / JOURNAL, json.dumps({r.address: manifest.sidik for r, manifest in new.items()}), durable=True)


@contextmanager
def _undo_on_failure(work: Path, trees: Mapping[Report, Path]) -> Iterator[None]:
    """Bring the made reports back where they wait when they can't be published."""
    try:
        yield
    except BaseException as error:
        for report, tree in trees.items():
            moved = work / GATHERED / report.address
            if moved.exists() and not tree.exists():
                move_tree(moved, tree)
        shutil.rmtree(work, ignore_errors=True)
        if isinstance(error, OSError):
            reason = describe_refusal(error)
            raise MachineryError(f"laporan tidak dapat diterbitkan: {reason}. Situs lama tidak berubah.") from error
        raise


def _complete(output: Path) -> None:
    """Do what the journal lists, or say what keeps it from being done."""
    try:
        _rename_all(output)
    except OSError as error:
        raise MachineryError(
            f"penerbitan belum dapat diselesaikan: {describe_refusal(error)}. Beri izin menulis di sana, lalu ulangi; "
            f"untuk membatalkannya, pindahkan folder {output / WORK} ke luar situs."
        ) from error


def _rename_all(output: Path) -> None:
    """Rename into the site what the journal lists. Whatever has been done already is not done again.

    Of a journal that can't be read nothing is listed: what had been renamed is whole, the rest is made again.
    """
    work = output / WORK
    journal = _read_journal(work / JOURNAL)
    for gathered in sorted((work / GATHERED).glob("*/*")):
        address = gathered.relative_to(work / GATHERED).as_posix()
        manifest = read_manifest(gathered)
        if manifest and journal and manifest.sidik == journal.get(address):
            _rename_tree(gathered, output / address)
        give_back(gathered, output / address)
    if journal is not None:
        _replace_front(work / NEW_FRONT, output)
        front = find_front(output)
        # Among them are the folders of all agencies.
        for folder in {(output / name).parent for name in (front.berkas if front else ())}:
            sync(folder)
    # The journal first: without it, what is left is nobody's.
    (work / JOURNAL).unlink()
    shutil.rmtree(work, ignore_errors=True)


def _read_journal(path: Path) -> dict[str, str] | None:
    try:
        journal = json.loads(path.read_bytes())
    except (ValueError, RecursionError):
        return None
    return journal if isinstance(journal, dict) else None


def _rename_tree(new: Path, place: Path) -> None:
    place.parent.mkdir(exist_ok=True)
    if place.exists():
        swap_trees(new, place)
    else:
        new.rename(place)


def _replace_front(front: Path, output: Path) -> None:
    """Rename the files of a new front into the site, and delete those of the old one that the new one doesn't have."""
    new, old = find_front(front), find_front(output)
    # What says which files belong to it is renamed as the last: once that is gone from here, all has been done.
    if new:
        # The landing page after the pages that it leads to.
        for name in sorted(new.berkas, key=lambda name: name == PAGE):
            _rename(front, output, name)
        if old:
            gone = [name for name in old.berkas if name not in new.berkas]
            _delete(output, (name for name in gone if _is_listed(output, old.berkas, name)))
        _rename(front, output, FRONT)


def _rename(front: Path, output: Path, name: str) -> None:
    if (front / name).exists():
        (output / name).parent.mkdir(parents=True, exist_ok=True)
        os.replace(front / name, output / name)


def _delete(output: Path, names: Iterable[str]) -> None:
    for path in (output / name for name in names):
        path.unlink(missing_ok=True)
        # An agency that has no report any more.
        if path.parent.is_dir() and not any(path.parent.iterdir()):
            path.parent.rmdir()


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Let Ctrl-C and SIGTERM wait for what is done inside (not on Windows)."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
