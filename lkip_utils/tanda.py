"""Marks: quiet labels beside values that a finding concerns, leading to the finding."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from lkip_utils.audit import audit_dataset
from lkip_utils.audit.cetakan import map_keys
from lkip_utils.dataset import Dataset, answer_only, remember
from lkip_utils.display import Marked
from lkip_utils.temuan import Temuan

PAGE = "lampiran-2-register-angka.html"
"""Where the findings are listed."""


@dataclass(frozen=True)
class Bernomor:
    """A finding with the label that the report calls it by, e.g. ``J01-2``."""

    label: str
    temuan: Temuan

    @property
    def id(self) -> str:
        """Anchor of the finding on its page."""
        return f"temuan-{self.label.lower()}"

    @property
    def target(self) -> str:
        """Address of the finding."""
        return f"{PAGE}#{self.id}"


@remember
def number_temuan(dataset: Dataset) -> tuple[Bernomor, ...]:
    """Return the findings of a report with their labels, in the order of codes."""
    counts: Counter[str] = Counter()
    numbered = []
    for temuan in sorted(audit_dataset(dataset), key=lambda t: t.kode):
        counts[temuan.kode] += 1
        numbered.append(Bernomor(f"{temuan.kode}-{counts[temuan.kode]}", temuan))
    return tuple(numbered)


@remember
def _marked_keys(dataset: Dataset) -> Mapping[str, Bernomor]:
    """Return the gravest finding of each key; what is only worth knowing puts no mark."""
    grave = [
        b for b in number_temuan(dataset) if b.temuan.kunci and (b.temuan.tingkat != "info" or b.temuan.diputuskan)
    ]
    ordered = sorted(grave, key=lambda b: b.temuan.tingkat != "galat", reverse=True)
    return {b.temuan.kunci: b for b in ordered}


@answer_only
def find_mark(dataset: Dataset, *kunci: str) -> Bernomor | None:
    """Return the finding that concerns a value known by any of these keys.

    A finding may speak for several keys, e.g. of the programme whose only sub kegiatan it is about.
    """
    found, spoken_for = _marked_keys(dataset), map_keys(dataset)
    keys = (key for own in kunci for key in (own, spoken_for.get(own, own)))
    return next((found[key] for key in keys if key in found), None)


def mark(dataset: Dataset, text: str, *kunci: str) -> str | Marked:
    """Return a table cell, with a mark where a finding concerns one of the keys of its value."""
    found = find_mark(dataset, *kunci)
    return Marked(text, found.label, found.target) if found else text


def mark_prose(dataset: Dataset, *kunci: str) -> str:
    """Return the mark behind a value in prose (Markdown); empty where nothing concerns it."""
    found = find_mark(dataset, *kunci)
    return f" [{found.label}]({found.target}){{.tanda}}" if found else ""
