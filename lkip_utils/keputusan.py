"""Decisions: contradictions that the agency settled in the open, by keputusan.csv."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from lkip_utils.dataset import Dataset, find_cell, remember
from lkip_utils.numbers import format_date
from lkip_utils.temuan import Temuan


@dataclass(frozen=True)
class Keputusan:
    """One decision.

    Parameters
    ----------
    temuan
        Code of the rule whose finding it settles.
    kunci
        Key of the number or cell that it decides.
    nilai
        The decided value, as written.
    tercetak
        What stood in the cell before; empty for a computed number.
    baris
        Spreadsheet row in keputusan.csv.
    """

    temuan: str
    kunci: str
    nilai: str
    alasan: str
    oleh: str
    tanggal: str
    tercetak: str
    baris: int

    def __str__(self) -> str:
        return f"Diputuskan «{self.nilai}»: {self.alasan.rstrip('.')} ({self.oleh}, {format_date(self.tanggal)})."


@remember
def list_keputusan(dataset: Dataset) -> tuple[Keputusan, ...]:
    """Return the decisions of the report year, in their order."""
    before = {t.kunci: t.tercetak for t in dataset.penyesuaian if t.kunci}
    return tuple(
        Keputusan(
            row["temuan"], row["kunci"], row["nilai"], row["alasan"], row["oleh"], row["tanggal"],
            before.get(row["kunci"], ""), row["baris"],
        )
        for row in dataset.rows("keputusan")
    )  # fmt: skip


def settle(dataset: Dataset, found: Sequence[Temuan]) -> Iterator[Temuan]:
    """Yield findings with the settled ones made info, and what the decisions themselves tell.

    A decision about a cell has moved the data before the audit, so its finding may be gone: it is
    told all the same.
    """
    decided = {(k.temuan, k.kunci): k for k in list_keputusan(dataset)}
    for temuan in found:
        keputusan = decided.get((temuan.kode, temuan.kunci))
        yield replace(temuan, tingkat="info", keputusan=str(keputusan)) if keputusan else temuan
    settled = {(t.kode, t.kunci) for t in found}
    for place, keputusan in decided.items():
        if place not in settled and find_cell(dataset, keputusan.kunci) is not None:
            yield _tell_change(dataset, keputusan)


def _tell_change(dataset: Dataset, keputusan: Keputusan) -> Temuan:
    message = f"{keputusan.kunci} tercatat «{keputusan.tercetak or 'kosong'}» dan dipakai sebagai «{keputusan.nilai}»."
    return Temuan(
        dataset.source("keputusan"), keputusan.baris, "nilai", keputusan.temuan, "info", message,
        tercetak=keputusan.tercetak, terhitung=keputusan.nilai, kunci=keputusan.kunci, keputusan=str(keputusan),
    )  # fmt: skip
