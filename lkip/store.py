"""A folder in a store of the cloud (S3, Google Cloud Storage, Azure), reached through fsspec.

papermill's own handlers for these addresses read and write text only; fsspec, which papermill itself takes for ``gs://``,
carries files of every kind, many at once, and gives all three stores one face.
"""

from __future__ import annotations

import mimetypes
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from lkip.errors import INSTALL_ALL, MachineryError, UsageError


@dataclass(frozen=True)
class Kind:
    """What is particular to a kind of store.

    Parameters
    ----------
    package
        The library.
    credentials
        Environment variables that the library takes them from, among other places.
    typed
        Returns how the library is told the content type of a file.
    """

    package: str
    credentials: str
    typed: Callable[[str], dict[str, Any]]


KINDS = {
    "s3": Kind("s3fs", "AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY", lambda name: {"ContentType": name}),
    "gs": Kind("gcsfs", "GOOGLE_APPLICATION_CREDENTIALS", lambda name: {"content_type": name}),
    "abfs": Kind(
        "adlfs",
        "AZURE_STORAGE_ACCOUNT_NAME, AZURE_STORAGE_ACCOUNT_KEY",
        lambda name: {"content_settings": {"content_type": name}},
    ),
}
"""Kinds of stores, by how their addresses begin."""

HIDDEN = (".", "~$")
"""How names begin that aren't data; those that would lead out of a folder, too."""


@dataclass(frozen=True)
class Entry:
    """A file as a store lists it; its mark changes with its content."""

    size: int
    mark: str


def is_remote(address: str) -> bool:
    """Return whether an address isn't a folder of this machine.

    Examples
    --------
    >>> is_remote("s3://ember/data"), is_remote("data"), is_remote("C:/data")
    (True, False, False)
    """
    return "://" in address


class Store:
    """A folder in a store; its files go by their names below it.

    Parameters
    ----------
    address
        For example ``s3://bucket/folder``.

    Raises
    ------
    UsageError
        For a kind of store that isn't known.
    MachineryError
        When the library is missing, and by every method when the store can't be reached or refuses.
    """

    def __init__(self, address: str) -> None:
        self.address = address.rstrip("/")
        scheme = address.partition("://")[0]
        if scheme not in KINDS:
            raise UsageError(
                f"alamat «{address}» tidak dikenal; diharapkan folder, atau s3://…, gs://…, abfs://… diikuti bucket dan folder."
            )
        self.kind = KINDS[scheme]
        try:
            from fsspec.core import url_to_fs

            with self._explaining("dibuka"):
                self.files, self.folder = url_to_fs(self.address)
        except ImportError as error:
            raise MachineryError(f"pustaka untuk {scheme}:// belum terpasang. Jalankan: {INSTALL_ALL}") from error

    def list_folders(self) -> list[str]:
        """Return the names of the folders that lie directly in this one."""
        with self._explaining("dibaca"):
            self.files.invalidate_cache()
            found = self.files.ls(self.folder, detail=True)
        names = (self._name(info["name"].rstrip("/")) for info in found if info["type"] == "directory")
        return sorted(name for name in names if _is_plain(name))

    def list_files(self, below: str = "") -> dict[str, Entry]:
        """Return all files, or those below one of the folders; none when it isn't there."""
        with self._explaining("dibaca"):
            self.files.invalidate_cache()
            found = self.files.find(self._place(below), detail=True)
        entries = {self._name(path): Entry(info["size"], _mark(info)) for path, info in found.items()}
        return {name: entry for name, entry in entries.items() if _is_plain(name)}

    def read(self, names: Iterable[str]) -> dict[str, bytes]:
        """Return the contents of files."""
        places = {self._place(name): name for name in names}
        with self._explaining("dibaca"):
            contents = self.files.cat(list(places)) if places else {}
        return {places[place]: content for place, content in contents.items()}

    def download(self, targets: Mapping[str, Path]) -> None:
        """Write files to where they are wanted, many at once."""
        with self._explaining("dibaca"):
            self.files.get([self._place(name) for name in targets], [str(path) for path in targets.values()])

    def upload(self, sources: Mapping[str, Path]) -> None:
        """Write files of this machine into the store, many at once; pages last, since they need the others."""
        order = sorted(sources, key=lambda name: (name.endswith(".html"), _content_type(name)))
        with self._explaining("ditulisi"):
            for kind, group in groupby(order, key=_content_type):
                names = list(group)
                places = [self._place(name) for name in names]
                self.files.put([str(sources[name]) for name in names], places, **self.kind.typed(kind))

    def remove(self, names: Iterable[str]) -> None:
        """Remove files."""
        with self._explaining("ditulisi"):
            for name in names:
                self.files.rm_file(self._place(name))

    def _place(self, name: str) -> str:
        return f"{self.folder}/{name}" if name else self.folder

    def _name(self, place: str) -> str:
        return place.removeprefix(self.folder).removeprefix("/")

    @contextmanager
    def _explaining(self, done: str) -> Iterator[None]:
        """Say in Indonesian what each library says in its own way."""
        try:
            yield
        except ImportError:
            raise
        except FileNotFoundError as error:
            raise MachineryError(
                f"{self.address} tidak ditemukan ({error}). Periksa nama bucket dan foldernya."
            ) from error
        except Exception as error:  # what they raise has no base in common
            raise MachineryError(
                f"{self.address} tidak dapat {done}: {type(error).__name__}: {error}. "
                f"Periksa jaringan dan izin ({self.kind.credentials})."
            ) from error


def _is_plain(name: str) -> bool:
    """Return whether a name can be a file's below a folder; what a store shows as an empty folder isn't."""
    return all(part and not part.startswith(HIDDEN) for part in name.split("/"))


def _mark(info: Mapping[str, Any]) -> str:
    return f"{info['size']} {info.get('ETag') or info['etag']}"


def _content_type(name: str) -> str:
    """Return what a web server says of a file; a store says what it was told."""
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind
