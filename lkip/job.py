"""A report to make, and how."""

from __future__ import annotations

from dataclasses import dataclass, field

from lkip.limits import Limits
from lkip.project import Project, Report
from lkip.renderer import Renderer


@dataclass(frozen=True)
class Job:
    """A report to make.

    Parameters
    ----------
    sidik
        Checksum of what every report is made from, for this one; when that has changed meanwhile, the report isn't
        finished.
    formats
        Of ``html``, ``pdf`` and ``docx``, those wanted.
    jobs
        How many chapters may run at once.
    kernel
        Run chapters in Jupyter kernels.
    strict
        Refuse a report that its own data contradicts.
    force
        Run every chapter again.
    memory
        MiB that all that makes it may hold, renderers included; 0 for no bound.
    """

    project: Project
    report: Report
    sidik: str
    formats: tuple[str, ...]
    renderer: Renderer
    limits: Limits = field(default_factory=Limits)
    jobs: int = 1
    kernel: bool = False
    strict: bool = False
    force: bool = False
    memory: float = 0.0

    @property
    def options(self) -> tuple[str, ...]:
        """What was asked for and changes the report."""
        return (*self.formats, self.renderer.name)
