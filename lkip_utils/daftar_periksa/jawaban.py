"""The answers to the checklists: from the data where they tell, else from a person, else none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from lkip_utils.acuan import read_acuan
from lkip_utils.daftar_periksa.apip import APIP, Check
from lkip_utils.daftar_periksa.bukti import Bukti, Nilai
from lkip_utils.daftar_periksa.komponen_3 import KOMPONEN_3
from lkip_utils.dataset import Dataset, Record, remember

Daftar = Literal["apip", "komponen_3"]

ACUAN: Mapping[Daftar, str] = {"apip": "daftar_apip", "komponen_3": "komponen_3"}
PEMERIKSAAN: Mapping[Daftar, Mapping[str, Check]] = {"apip": APIP, "komponen_3": KOMPONEN_3}

PENELAAH = "Penelaah"
"""Who answered, where daftar_periksa.csv doesn't name anyone."""


@dataclass(frozen=True)
class Jawaban:
    """The answer to one point of a checklist.

    Parameters
    ----------
    butir, bagian, pertanyaan
        Number of the point, of the part it belongs to, and what it asks.
    jawaban
        None for "not answered yet".
    bukti
        Indonesian sentence with this year's numbers, or what the person who answered names.
    rujukan
        Labels of the tables and sections that show it, e.g. ``tbl-capaian-iku``.
    berkas
        Files without ``.csv`` that the answer comes from.
    otomatis
        Whether the data gave the answer.
    oleh
        Who answered, where a person did.
    """

    butir: str
    bagian: str
    pertanyaan: str
    jawaban: Nilai | None
    bukti: str
    rujukan: tuple[str, ...]
    berkas: tuple[str, ...]
    otomatis: bool
    oleh: str


@remember
def list_jawaban(dataset: Dataset, daftar: Daftar) -> tuple[Jawaban, ...]:
    """Return the answers to all points of a checklist, in its order.

    The data answer first. Where they don't tell, the person's answer in daftar_periksa.csv stands; where a
    person answered what the data already tell and says otherwise, the evidence names both.

    Examples
    --------
    >>> from lkip_utils import read_dataset
    >>> jawaban = list_jawaban(read_dataset("dinas-contoh-uji", 2024, "tests/fixture/data"), "apip")
    >>> len(jawaban), jawaban[0].jawaban, jawaban[6].jawaban
    (23, 'ya', None)
    """
    told = {row["butir"]: row for row in dataset.rows("daftar_periksa") if row["daftar"] == daftar}
    points = (point for point in read_acuan(ACUAN[daftar]) if point["bagian"])
    return tuple(
        _answer(dataset, point, PEMERIKSAAN[daftar].get(point["butir"]), told.get(point["butir"])) for point in points
    )


def _answer(dataset: Dataset, point: Mapping[str, str], check: Check | None, told: Record | None) -> Jawaban:
    found = check(dataset) if check else Bukti(None, "")
    otomatis, oleh = found.jawaban is not None, ""
    if told and not otomatis:
        found, oleh = _follow(found, told), told["oleh"] or PENELAAH
    elif told and told["jawaban"] != found.jawaban:
        found = _add(found, f"{told['oleh'] or PENELAAH} menjawab «{told['jawaban']}».", told)
    named = (point["butir"], point["bagian"], point["pertanyaan"])
    return Jawaban(*named, found.jawaban, found.uraian, found.rujukan, found.berkas, otomatis, oleh)


def _follow(found: Bukti, told: Record) -> Bukti:
    """Let a person answer what the data leave open; what they tell about it stays."""
    return replace(_add(found, "", told), jawaban=told["jawaban"])


def _add(found: Bukti, answer: str, told: Record) -> Bukti:
    uraian = " ".join(filter(None, (found.uraian, answer, told["bukti"])))
    return replace(found, uraian=uraian, berkas=(*found.berkas, "daftar_periksa"))


@dataclass(frozen=True)
class Bagian:
    """A part of a checklist: its number and title."""

    kode: str
    judul: str

    @property
    def label(self) -> str:
        """What references call the table of its answers.

        Examples
        --------
        >>> Bagian("3.a", "Dokumen tersedia").label
        'tbl-periksa-3a'
        """
        return f"tbl-periksa-{self.kode.lower().replace('.', '')}"


def list_bagian(daftar: Daftar) -> tuple[Bagian, ...]:
    """Return the parts of a checklist.

    Examples
    --------
    >>> list_bagian("apip")[0]
    Bagian(kode='I', judul='Format')
    """
    return tuple(Bagian(row["butir"], row["pertanyaan"]) for row in read_acuan(ACUAN[daftar]) if not row["bagian"])
