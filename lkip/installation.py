"""What a machine makes reports with: code and packages. Two machines that differ in it may make different reports."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from lkip import __version__
from lkip.fingerprint import Fingerprints, list_versions
from lkip.project import Project


@dataclass(frozen=True)
class Installation:
    """What a machine makes reports with.

    Parameters
    ----------
    program
        Checksum of code and packages.
    versions
        Of lkip, of Python and of the packages that can change a report.
    """

    program: str
    versions: Mapping[str, str]

    def object_to(self, other: Installation) -> str:
        """Return how another installation differs from this one; empty when it doesn't.

        Examples
        --------
        >>> Installation("a", {"lkip": "1", "pandas": "3.1"}).object_to(Installation("b", {"lkip": "1"}))
        'pandas tidak ada, seharusnya 3.1'
        """
        differences = [
            f"{name} {other.versions.get(name, 'tidak ada')}, seharusnya {version}"
            for name, version in self.versions.items()
            if other.versions.get(name) != version
        ]
        if not differences and other.program != self.program:
            return "kode lkip berbeda meskipun versinya sama"
        return "; ".join(differences)


@cache
def know_installation() -> Installation:
    """Return what this process makes reports with: it runs what it began with, whatever is changed on disk later."""
    return Installation(Fingerprints(Project(Path())).program, {"lkip": __version__, **list_versions()})
