"""Publish made reports: swap them into the site, and make its front from what it then holds.

Everything that can fail happens before the journal is written: copying, rendering the front. From then on
there are only renames on one disk, which the next run completes when this one is killed between two of them.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryFile

from lkip.errors import MachineryError, describe_refusal
from lkip.files import move_tree, swap_trees, write_files, write_whole
from lkip.landing import FRONT, PAGE, find_front, is_current, list_published, make_front
from lkip.lock import hold_folder
from lkip.manifest import Manifest, read_manifest
from lkip.project import Project, Report

WORK = ".terbit"
"""Folder in the site for what is about to be published; gone when that is done."""

JOURNAL = "daftar.json"


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

    def read(self, report: Report) -> Manifest | None:
        """Return what a published report says of itself; None for one that isn't there or not whole."""
        return read_manifest(_place(self.folder, report))

    def publish(self, project: Project, trees: Mapping[Report, Path]) -> None:
        """Publish complete new trees, and the front."""
        publish(project, trees, self.folder)


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


def publish(project: Project, trees: Mapping[Report, Path], output: Path) -> None:
    """Swap complete new trees into the site and make its front anew.

    Also completes what an earlier run has left undone. With nothing new, a site that is whole stays untouched.

    Raises
    ------
    MachineryError
        When the disk refuses; the site is as it was.
    """
    with hold_folder(output):
        _recover(output)
        new = {report: _read_whole(tree) for report, tree in trees.items()}
        reports = {**list_published(output), **new}
        if new or not is_current(project, output, reports):
            with ExitStack() as rest:
                with _undo_on_failure(output / WORK, trees):
                    _prepare(project, trees, reports, output / WORK)
                    # From the journal on, whoever wants to end this run waits for the renames.
                    rest.enter_context(uninterrupted())
                    _write_journal(output / WORK, new)
                _complete(output)


def _read_whole(tree: Path) -> Manifest:
    manifest = read_manifest(tree)
    if manifest is None:
        raise MachineryError(f"{tree} tidak utuh lagi; ulangi. Situs lama tidak berubah.")
    return manifest


def recover(output: Path) -> None:
    """Complete a publication that was interrupted; drop one that had not begun."""
    if (output / WORK).exists():
        with hold_folder(output):
            _recover(output)


def _recover(output: Path) -> None:
    if (output / WORK / JOURNAL).exists():
        _complete(output)
    shutil.rmtree(output / WORK, ignore_errors=True)


def _prepare(project: Project, trees: Mapping[Report, Path], reports: Mapping[Report, Manifest], work: Path) -> None:
    """Gather on the site's disk all that will be renamed."""
    for report, tree in trees.items():
        move_tree(tree, _place(work / "laporan", report))
    write_files(work / "depan", make_front(project, reports))


def _write_journal(work: Path, new: Mapping[Report, Manifest]) -> None:
    """Write down that all is gathered."""
    journal = {f"{report.instansi}/{report.tahun}": manifest.sidik for report, manifest in new.items()}
    write_whole(work / JOURNAL, json.dumps(journal))


@contextmanager
def _undo_on_failure(work: Path, trees: Mapping[Report, Path]) -> Iterator[None]:
    """Bring the made reports back where they wait when they can't be published."""
    try:
        yield
    except BaseException as error:
        for report, tree in trees.items():
            moved = _place(work / "laporan", report)
            if moved.exists() and not tree.exists():
                move_tree(moved, tree)
        shutil.rmtree(work, ignore_errors=True)
        if isinstance(error, OSError):
            reason = describe_refusal(error)
            raise MachineryError(f"laporan tidak dapat diterbitkan: {reason}. Situs lama tidak berubah.") from error
        raise


def _complete(output: Path) -> None:
    """Rename into the site what the journal lists. Whatever has been done already is not done again."""
    work = output / WORK
    journal: dict[str, str] = json.loads((work / JOURNAL).read_text(encoding="utf-8"))
    for name, sidik in journal.items():
        new, place = work / "laporan" / name, output / name
        manifest = read_manifest(new)
        if manifest and manifest.sidik == sidik:
            place.parent.mkdir(exist_ok=True)
            if place.exists():
                swap_trees(new, place)
            else:
                new.rename(place)
    _replace_front(work / "depan", output)
    # The journal first: without it, what is left is nobody's.
    (work / JOURNAL).unlink()
    shutil.rmtree(work)


def _replace_front(front: Path, output: Path) -> None:
    """Rename the files of a new front into the site, and delete those of the old one that the new one doesn't have."""
    new, old = find_front(front), find_front(output)
    # What says which files belong to it is renamed as the last: once that is gone from here, all has been done.
    if new:
        # The landing page after the pages that it leads to.
        for name in sorted(new.berkas, key=lambda name: name == PAGE):
            _rename(front, output, name)
        _delete(output, old.berkas.keys() - new.berkas.keys() if old else ())
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


def _place(folder: Path, report: Report) -> Path:
    return folder / report.instansi / str(report.tahun)


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
