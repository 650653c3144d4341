"""What belongs to whom: where a site may lie, what in it isn't lkip's, and how that is kept."""

from __future__ import annotations

import os
import shutil
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import count
from pathlib import Path, PurePosixPath
from tempfile import TemporaryFile

import psutil

from lkip.errors import MachineryError, UsageError, describe_refusal
from lkip.files import sync
from lkip.fingerprint import checksum
from lkip.landing import find_front, list_trees, name_front, show_trees
from lkip.manifest import FORMATS, NAME, Manifest, Tree, read_tree
from lkip.project import Project, Report

OWN = (
    ".ci", ".git", ".venv", "_build", "_disisihkan", "_extensions", "assets", "bench", "data", "docs", "lkip", "lkip_utils", "notebooks", "tests",
)  # fmt: skip
"""Folders of a project that are no place for a site."""

ASIDE = "_disisihkan"
"""Folder of a project for the user's versions of files that had to be replaced."""

SHOWN = 5
"""How many names a message tells."""


# ── where a site may lie ────────────────────────────────────────────────────────────────


def check_folder(project: Project, output: str) -> Path:
    """Return the folder that a site is to lie in.

    Raises
    ------
    UsageError
        When it is, holds or lies in a folder that something else is kept in.
    """
    folder = Path(os.path.realpath(project.root / output))
    own = [project.data, *(project.root / name for name in OWN)]
    # A project, and so its site, may well lie in the home folder.
    around = [other for other in (project.root, Path(os.path.expanduser("~"))) if _holds(folder, other)]
    problem = next((text for other in (*own, *around) if (text := _relate(folder, other))), "")
    if problem:
        raise UsageError(
            f"--output {output}: folder itu {problem}. Situs memerlukan foldernya sendiri, agar tidak ada berkas lain yang "
            "tertimpa; pakai bawaannya (_site), atau folder baru, mis. --output ../situs."
        )
    return folder


def check_address(data: str, output: str) -> None:
    """Refuse a site in a store that is, holds or lies in the folder of the data.

    Raises
    ------
    UsageError
        Naming both.
    """
    one, other = ([part for part in address.split("/") if part] for address in (data, output))
    if one[: len(other)] == other or other[: len(one)] == one:
        raise UsageError(
            f"--output {output} dan --data {data} bertindihan. Situs memerlukan foldernya sendiri, agar data tidak "
            "tertimpa; beri keduanya folder yang berdampingan, mis. …/data dan …/situs."
        )


def _relate(folder: Path, other: Path) -> str:
    if _is_same(folder, other):
        return f"adalah {other}"
    if _holds(folder, other):
        return f"memuat {other}"
    return f"terletak di dalam {other}" if _holds(other, folder) else ""


def _holds(outer: Path, inner: Path) -> bool:
    return any(_is_same(outer, place) for place in (inner, *inner.parents))


def _is_same(one: Path, other: Path) -> bool:
    # Another spelling, such as capitals on some disks, may lead to the same folder.
    return one == other or (one.exists() and other.exists() and os.path.samefile(one, other))


# ── what stands in the way ──────────────────────────────────────────────────────────────


def is_site(output: Path) -> bool:
    """Return whether a folder carries lkip's mark: a front's list of files, or a report."""
    return find_front(output) is not None or bool(show_trees(list_trees(output)))


def check_way(project: Project, output: Path, reports: Collection[Report]) -> None:
    """Refuse to publish where that could not be finished, naming everything that is in the way.

    Raises
    ------
    MachineryError
        For folders that can't be written to or are none.
    UsageError
        For a folder that isn't a site and holds files where a front would be written.
    """
    trees = list_trees(output)
    names = name_front(project, (report.instansi for report in (*trees, *reports)))
    problems = list(_find_obstacles(output, reports, names, trees))
    if problems:
        raise MachineryError("\n".join([*problems, "Situs tidak berubah. Bereskan, lalu ulangi."]))
    if not is_site(output):
        lying = (f"{report.address}/{name}" for report in reports if report in trees for name in trees[report].names)
        refuse_foreign(str(output), [*(name for name in names if os.path.lexists(output / name)), *lying])


def refuse_foreign(output: str, names: Collection[str]) -> None:
    """Refuse to write where files of somebody else's lie.

    Raises
    ------
    UsageError
        When there are any.
    """
    if names:
        raise UsageError(
            f"{output} bukan situs buatan lkip dan sudah memuat {name_some(names)}, yang akan tertimpa. "
            "Pindahkan berkas itu, atau pilih folder lain dengan --output."
        )


def _find_obstacles(
    output: Path, reports: Collection[Report], names: Iterable[str], trees: Mapping[Report, Tree]
) -> Iterator[str]:
    kept = (f"{report.address}/{name}" for report in reports if report in trees for name in trees[report].foreign)
    paths = [*names, *(f"{report.address}/{NAME}" for report in reports), *kept]
    folders = {output / parent for path in paths for parent in PurePosixPath(path).parents}
    mounts = {partition.mountpoint for partition in psutil.disk_partitions(all=True)} - {os.path.realpath(output)}
    yield from (text for folder in sorted(folders) if (text := _examine_folder(folder, mounts)))
    for name in names:
        if (output / name).is_dir():
            yield f"{output / name} adalah folder; di situ akan ditulis berkas. Pindahkan atau ganti namanya."


def _examine_folder(folder: Path, mounts: Collection[str]) -> str:
    if folder.is_symlink():
        return f"{folder} adalah tautan, bukan folder. Ganti dengan folder biasa; situs terbit dalam satu disk."
    if not folder.exists():
        return ""
    if not folder.is_dir():
        return f"{folder} adalah berkas; di situ akan dibuat folder. Pindahkan atau ganti namanya."
    if os.path.realpath(folder) in mounts:
        return f"{folder} terletak di disk lain. Lepaskan dari sana; situs terbit dalam satu disk."
    try:
        with TemporaryFile(dir=folder):
            return ""
    except OSError as error:
        return f"{folder} tidak dapat ditulisi: {describe_refusal(error)}. Beri izin menulis."


# ── what is kept ────────────────────────────────────────────────────────────────────────


def list_not_own(tree: Tree) -> frozenset[str]:
    """Return the files of a tree that aren't as lkip wrote them, whoever made them so."""
    return tree.names - tree.own - ({NAME} if tree.manifest else frozenset())


def find_clashes(names: Iterable[str], wanted: Collection[str]) -> list[str]:
    """Return those files that can't stay when others are wanted: of the same name, or one in the place of the other's folder.

    Examples
    --------
    >>> find_clashes(["a", "b/c", "d", "e"], {"a", "b", "d/f"})
    ['a', 'b/c', 'd']
    """
    folders = {str(parent) for name in wanted for parent in PurePosixPath(name).parents}
    taken = {*wanted, *folders}
    return sorted(
        name for name in names if name in taken or any(str(parent) in wanted for parent in PurePosixPath(name).parents)
    )


def list_differing(old: Path, new: Path, names: Iterable[str]) -> list[str]:
    """Return those files of a folder whose place another folder's have something else for."""
    return [name for name in names if (old / name).is_symlink() or checksum(old / name) != checksum(new / name)]


def set_aside(project: Project, folder: Path, names: Iterable[str], place: str) -> str:
    """Copy files of a site to where the user finds them again, and return what to tell of it; empty without any.

    Parameters
    ----------
    folder
        Where they lie by their names.
    place
        What that is of the site: a report's address, or empty.
    """
    kept = [(name, _keep(folder / name, project.root / ASIDE / place / name)) for name in names]
    if not kept:
        return ""
    targets = name_some([path.relative_to(project.root).as_posix() for _, path in kept])
    return (
        f"{place or 'beranda'}: {name_some([name for name, _ in kept])} bukan lagi seperti yang ditulis lkip dan harus "
        f"diganti; versi yang ada disimpan sebagai {targets}."
    )


def _keep(source: Path, target: Path) -> Path:
    for number in count(2):
        if not os.path.lexists(target):
            break
        if checksum(target) == checksum(source) and not source.is_symlink():
            return target
        target = target.with_name(f"{source.stem}-{number}{source.suffix}")
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy2(source, target, follow_symlinks=False)
    if not target.is_symlink():
        sync(target)
    sync(target.parent)
    return target


def give_back(old: Path, place: Path) -> None:
    """Rename out of a tree that has been replaced what isn't lkip's, to where it lay; what clashed was set aside."""
    tree = read_tree(old, thorough=True)
    for name in sorted(list_not_own(tree) if tree else ()):
        target = place / name
        if not os.path.lexists(target) and not any(parent.is_file() for parent in target.parents):
            target.parent.mkdir(parents=True, exist_ok=True)
            (old / name).rename(target)


# ── what is told ────────────────────────────────────────────────────────────────────────


def tell(old: Mapping[Report, Tree], new: Mapping[Report, Manifest]) -> Iterator[str]:
    """Yield what there is to tell of a site's reports when some of them are replaced: what stays, and what isn't whole."""
    for report, tree in old.items():
        if report in new:
            other = list_not_own(tree)
            yield from _tell_foreign(report, other.difference(find_clashes(other, {*new[report].berkas, NAME})))
            yield from _tell_earlier(report, new[report].terdahulu)
        elif tree.show(report.stem):
            yield from _tell_damage(report, tree)


def _tell_foreign(report: Report, names: Collection[str]) -> Iterator[str]:
    if names:
        yield f"{report}: {name_some(names)} bukan buatan lkip; tetap di tempatnya."


def _tell_earlier(report: Report, names: Collection[str]) -> Iterator[str]:
    if names:
        kinds = ",".join(kind for kind in FORMATS if kind == "html" or any(name.endswith(kind) for name in names))
        yield f"{report}: {name_some(names)} tetap seperti terbitan terdahulu. Perbarui dengan --format {kinds}, atau hapus berkasnya."


def _tell_damage(report: Report, tree: Tree) -> Iterator[str]:
    what = [
        *(["laporan.json rusak atau hilang"] if not tree.manifest else []),
        *(["pengunggahannya terputus"] if tree.manifest and not tree.manifest.sidik else []),
        *([f"hilang: {name_some(gone)}"] if (gone := tree.changed - tree.names) else []),
        *([f"berubah: {name_some(other)}"] if (other := tree.changed & tree.names) else []),
    ]
    if what:
        command = f"lkip build --instansi {report.instansi} --tahun {report.tahun}"
        yield f"{report}: terbitannya tidak utuh ({'; '.join(what)}); tetap tercantum. Pulihkan dengan: {command}"


def name_some(names: Collection[str]) -> str:
    """Return the first few of some names, and how many more there are.

    Examples
    --------
    >>> name_some(["c", "a", "b"]), name_some([*"abcdefg"])
    ('a, b, c', 'a, b, c, d, e dan 2 lagi')
    """
    first = ", ".join(sorted(names)[:SHOWN])
    return f"{first} dan {len(names) - SHOWN} lagi" if len(names) > SHOWN else first
