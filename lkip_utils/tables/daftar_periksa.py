"""Tables of the annex with the checklists: the answers of each part, and what component 3 would score."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from lkip_utils.daftar_periksa import (
    ATURAN,
    Daftar,
    Jawaban,
    Perkiraan,
    estimate_komponen_3,
    list_jawaban,
    sum_perkiraan,
)
from lkip_utils.dataset import Dataset
from lkip_utils.display import Column, Row, Table
from lkip_utils.numbers import format_number, format_percent
from lkip_utils.sources import Source
from lkip_utils.tables.perencanaan import DASH

JAWABAN = {"ya": "Ya", "sebagian": "Sebagian", "tidak": "Tidak", None: "Belum dijawab"}


def tabulate_daftar_periksa(dataset: Dataset, daftar: Daftar, bagian: str) -> Table:
    """Return the answers to one part of a checklist, each with its evidence and where that stands."""
    answers = [answer for answer in list_jawaban(dataset, daftar) if answer.bagian == bagian]
    return Table(
        (
            Column("No", 6),
            Column("Yang diperiksa", 32),
            Column("Jawaban", 11),
            Column("Bukti", 39),
            Column("Dijawab oleh", 12),
        ),
        tuple(Row(_cells(answer)) for answer in answers),
        notes=_references(answers),
        sources=_sources(dataset, answers),
    )


def _cells(answer: Jawaban) -> tuple[str, ...]:
    who = "Data" if answer.otomatis else answer.oleh or DASH
    return (answer.butir, answer.pertanyaan, JAWABAN[answer.jawaban], answer.bukti or DASH, who)


def _references(answers: list[Jawaban]) -> tuple[str, ...]:
    """Return where the evidence stands, as a note: a table's cells can't hold references."""
    places = [
        f"{answer.butir} {', '.join(f'@{label}' for label in answer.rujukan)}" for answer in answers if answer.rujukan
    ]
    return (f"Tempat bukti: {'; '.join(places)}.",) if places else ()


def _sources(dataset: Dataset, answers: Iterable[Jawaban]) -> tuple[Source, ...]:
    return dataset.sources(*dict.fromkeys(file for answer in answers for file in answer.berkas))


def tabulate_perkiraan(dataset: Dataset) -> Table:
    """Return the estimate of component 3: the answers of each sub-component, its grade and score."""
    estimates = estimate_komponen_3(dataset)
    total = sum_perkiraan(estimates)
    label = f"Jumlah ({total.n} dari {total.jumlah} sub-komponen)"
    sums = Row((label, format_number(total.bobot, 2), *[""] * 6, _score(total.nilai)), "jumlah")
    return Table(
        (
            Column("Sub-komponen", 30),
            Column("Bobot", 8, "right"),
            Column("Ya", 6, "right", "Jawaban"),
            Column("Sebagian", 9, "right", "Jawaban"),
            Column("Tidak", 7, "right", "Jawaban"),
            Column("Belum", 8, "right", "Jawaban"),
            Column("Terpenuhi", 11, "right"),
            Column("Predikat", 10, "center", "Perkiraan"),
            Column("Nilai", 11, "right", "Perkiraan"),
        ),
        (*(Row(_estimate_cells(estimate)) for estimate in estimates), sums),
        notes=(ATURAN,),
        sources=_sources(dataset, list_jawaban(dataset, "komponen_3")),
    )


def _estimate_cells(estimate: Perkiraan) -> tuple[str, ...]:
    counts = (str(n) for n in (estimate.ya, estimate.sebagian, estimate.tidak, estimate.belum))
    return (
        f"{estimate.bagian} {estimate.judul}",
        format_number(estimate.bobot, 2),
        *counts,
        DASH if estimate.terpenuhi is None else format_percent(estimate.terpenuhi),
        estimate.predikat or DASH,
        _score(estimate.nilai),
    )


def _score(value: Decimal | None) -> str:
    return DASH if value is None else format_number(value, 2)
