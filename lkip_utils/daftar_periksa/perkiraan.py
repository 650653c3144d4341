"""What component 3 would score by the answers: an estimate, never the evaluator's score."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from lkip_utils.acuan import read_acuan
from lkip_utils.daftar_periksa.jawaban import Jawaban, list_jawaban
from lkip_utils.dataset import Dataset

NILAI_PREDIKAT = {"AA": 100, "A": 90, "BB": 80, "B": 70, "CC": 60, "C": 50, "D": 30, "E": 0}
"""Score of a sub-component by its grade, 0–100 (PermenPANRB 88/2021)."""

ATURAN = (
    "Perkiraan, bukan hasil evaluasi. Terpenuhi = (jawaban «ya» + ½ jawaban «sebagian») / seluruh kriteria; kriteria "
    "yang belum dijawab dihitung belum terpenuhi, sehingga perkiraan ini adalah batas bawah. Sub-komponen yang "
    "belum mempunyai satu jawaban pun tidak diperkirakan. Predikat menurut bagian yang terpenuhi: E bila tidak ada; "
    "D sampai 25%; C sampai 50%; CC sampai 75%; B di bawah 100%; BB bila 100%; A bila 100% dan tahun sebelumnya "
    "juga 100%; AA bila 100% dan lima tahun sebelumnya juga 100%. Nilai = nilai predikat (AA 100, A 90, BB 80, "
    "B 70, CC 60, C 50, D 30, E 0) × bobot / 100."
)
"""The rule, to print under the estimate."""


@dataclass(frozen=True)
class Perkiraan:
    """The estimate of one sub-component.

    Parameters
    ----------
    bagian, judul
        Its number and title.
    bobot
        Its weight: the highest score.
    ya, sebagian, tidak, belum
        How many criteria have which answer.
    terpenuhi
        Share that is met, in percent; None where nothing is answered.
    predikat, nilai
        Grade, and the score that it gives with the weight.
    """

    bagian: str
    judul: str
    bobot: Decimal
    ya: int
    sebagian: int
    tidak: int
    belum: int
    terpenuhi: Decimal | None
    predikat: str | None
    nilai: Decimal | None


def estimate_komponen_3(dataset: Dataset) -> list[Perkiraan]:
    """Return the estimate of each sub-component of component 3 by :data:`ATURAN`.

    Examples
    --------
    >>> from lkip_utils import read_dataset
    >>> perkiraan = estimate_komponen_3(read_dataset("dinas-contoh-uji", 2024, "tests/fixture/data"))
    >>> [(p.bagian, p.bobot, p.nilai) for p in perkiraan][-1]
    ('3.c', Decimal('7.50'), None)
    """
    return [_estimate(dataset, row) for row in read_acuan("komponen_3") if not row["bagian"]]


@dataclass(frozen=True)
class Jumlah:
    """What the sub-components add up to.

    Parameters
    ----------
    bobot
        Weight of all of them.
    nilai
        Score of those that could be estimated; None where none could.
    n, jumlah
        Number of those, and of all.
    """

    bobot: Decimal
    nilai: Decimal | None
    n: int
    jumlah: int


def sum_perkiraan(perkiraan: Sequence[Perkiraan]) -> Jumlah:
    """Add up the estimates; a sub-component without one isn't counted as 0, so print how many went in."""
    known = [p.nilai for p in perkiraan if p.nilai is not None]
    bobot = sum((p.bobot for p in perkiraan), Decimal())
    return Jumlah(bobot, sum(known, Decimal()) if known else None, len(known), len(perkiraan))


def _estimate(dataset: Dataset, row: dict[str, str]) -> Perkiraan:
    bagian, bobot = row["butir"], Decimal(row["bobot"])
    answers = [answer.jawaban for answer in _answers(dataset, bagian)]
    ya, sebagian, tidak, belum = (answers.count(value) for value in ("ya", "sebagian", "tidak", None))
    counts = (bagian, row["pertanyaan"], bobot, ya, sebagian, tidak, belum)
    if belum == len(answers):
        return Perkiraan(*counts, None, None, None)
    terpenuhi = _share(_answers(dataset, bagian))
    predikat = grade(terpenuhi, _count_years(dataset, bagian))
    return Perkiraan(*counts, terpenuhi, predikat, NILAI_PREDIKAT[predikat] * bobot / 100)


def _answers(dataset: Dataset, bagian: str) -> list[Jawaban]:
    return [answer for answer in list_jawaban(dataset, "komponen_3") if answer.bagian == bagian]


def _share(answers: Sequence[Jawaban]) -> Decimal:
    points = {"ya": Decimal(1), "sebagian": Decimal("0.5")}
    met = sum((points.get(answer.jawaban or "", Decimal(0)) for answer in answers), Decimal())
    return met * 100 / len(answers)


def _count_years(dataset: Dataset, bagian: str) -> int:
    """Return for how many years in a row before this one everything was met."""
    years, before = 0, dataset.lalu
    while before is not None and _share(_answers(before, bagian)) == 100:
        years, before = years + 1, before.lalu
    return years


def grade(terpenuhi: Decimal, tahun_bertahan: int = 0) -> str:
    """Return the grade for a share of criteria that are met.

    Parameters
    ----------
    terpenuhi
        In percent.
    tahun_bertahan
        For how many years in a row before this one it was 100 %.

    Examples
    --------
    >>> [grade(Decimal(share)) for share in (0, 25, 26, 75, 99, 100)], grade(Decimal(100), 1)
    (['E', 'D', 'C', 'CC', 'B', 'BB'], 'A')
    """
    if terpenuhi == 100:
        return "AA" if tahun_bertahan >= 5 else "A" if tahun_bertahan else "BB"
    bounds = ((75, "B"), (50, "CC"), (25, "C"), (0, "D"))
    return next((predikat for above, predikat in bounds if terpenuhi > above), "E")
