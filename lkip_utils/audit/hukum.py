"""Legal basis: what the report cites is in force, and cited once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from lkip_utils.acuan import read_acuan
from lkip_utils.audit.analisis import list_shared
from lkip_utils.audit.aturan import Kejanggalan, aturan
from lkip_utils.audit.kata import enumerate_some, normalise, quote
from lkip_utils.dataset import Dataset, Record, cell_key

KEPKA_LAN = "kepka_lan"

JENIS = {
    "uu": r"undang\s*-?\s*undang|uu",
    "pp": r"peraturan\s+pemerintah|pp",
    "perpres": r"peraturan\s+presiden|perpres",
    "inpres": r"instruksi\s+presiden|inpres",
    "permenpanrb": r"peraturan\s+menteri\s+(?:negara\s+)?pendayagunaan\s+aparatur\s+negara(?:\s+(?:dan|&)\s+reformasi\s+birokrasi)?"
    r"|permen\s*pan(?:\s*[-–]?\s*(?:dan\s+)?rb)?",
    "permendagri": r"peraturan\s+menteri\s+dalam\s+negeri|permendagri",
    KEPKA_LAN: r"keputusan\s+kepala\s+(?:lan|lembaga\s+administrasi\s+negara)|kep(?:ka)?\.?\s*lan",
}
"""Kinds of regulation, and how reports call them."""

_KINDS = "|".join(f"(?P<{kind}>{words})" for kind, words in JENIS.items())
_CITED = re.compile(
    rf"\b(?:{_KINDS})(?:\s+(?:republik\s+indonesia|ri))?[\s,]+(?:(?:nomor|no\.?)\s*:?\s*)?"
    r"(?P<nomor>\d+(?:/\w+)*?)(?:\s+tahun\s+|\s*/\s*)(?P<tahun>\d{4})\b",
    re.IGNORECASE,
)

TEXTS = {
    "profil": ("nilai",),
    "dasar_hukum": ("peraturan", "uraian"),
    "indikator": ("nama", "formula", "sumber_data"),
    "analisis": ("uraian",),
    "upaya": ("uraian",),
}
"""Files and columns in which a report cites regulations."""


class Peraturan(NamedTuple):
    """A regulation by kind, number and year."""

    jenis: str
    nomor: str
    tahun: str


def list_peraturan(text: str) -> dict[Peraturan, str]:
    """Return the regulations that a text cites, each as it is first written there.

    Examples
    --------
    >>> list_peraturan("Permenpan dan RB Nomor : 53 Tahun 2014")
    {Peraturan(jenis='permenpanrb', nomor='53', tahun='2014'): 'Permenpan dan RB Nomor : 53 Tahun 2014'}
    """
    cited: dict[Peraturan, str] = {}
    for found in _CITED.finditer(text):
        cited.setdefault(_read(found), found[0])
    return cited


def _read(found: re.Match[str]) -> Peraturan:
    jenis = next(kind for kind in JENIS if found[kind])
    if jenis == KEPKA_LAN:
        # Reports print what follows 239/IX in many ways, the year too.
        return Peraturan(jenis, "/".join(found["nomor"].upper().split("/")[:2]), "")
    return Peraturan(jenis, found["nomor"], found["tahun"])


class Pengganti(NamedTuple):
    """What stands in a regulation's place, and since which year."""

    peraturan: Peraturan
    nama: str
    tentang: str
    sejak: int


def _identify(text: str) -> Peraturan:
    """Return the one regulation that a cell of the reference table names."""
    (peraturan,) = list_peraturan(text)
    return peraturan


@cache
def _read_table() -> Mapping[Peraturan, Pengganti]:
    return {
        _identify(row["peraturan"]): Pengganti(
            _identify(row["pengganti"]), row["pengganti"], row["tentang_pengganti"], int(row["sejak"])
        )
        for row in read_acuan("peraturan")
    }


def find_pengganti(peraturan: Peraturan, tahun: int) -> Pengganti | None:
    """Return what stands in a regulation's place in a year, through as many changes as there were.

    Examples
    --------
    >>> cited = Peraturan("permenpanrb", "25", "2012")
    >>> [new and new.sejak for new in (find_pengganti(cited, tahun) for tahun in (2014, 2016, 2023))]
    [None, 2015, 2021]
    """
    new = _read_table().get(peraturan)
    if new is None or new.sejak > tahun:
        return None
    return find_pengganti(new.peraturan, tahun) or new


@aturan("H01", "peringatan", "Landasan hukum masih berlaku", "acuan/peraturan.csv dan sumber yang disebut di sana")
def check_berlaku(dataset: Dataset) -> Iterator[Kejanggalan]:
    """Peraturan yang disebut dalam landasan hukum, indikator, atau uraian sudah digantikan sebelum tahun laporan berakhir.

    Tidak berlaku bila penggantinya disebut di tempat yang sama, karena itu riwayat peraturan.
    """
    for file, columns in TEXTS.items():
        for row in list_shared(dataset, file):
            cited = list_peraturan("\n".join(row[column] for column in columns if row[column]))
            stale = _list_stale(cited, dataset.tahun)
            if stale:
                told = enumerate_some([_tell(texts, new) for new, texts in stale.items()])
                pesan = f"{told}. Ganti dengan peraturan yang berlaku."
                new, texts = next(iter(stale.items()))
                key = cell_key(file, row, columns[0])
                yield Kejanggalan(file, pesan, row["baris"], columns[0], key, "", texts[0], _formal(new))


def _list_stale(cited: Mapping[Peraturan, str], tahun: int) -> dict[Pengganti, list[str]]:
    """Return what should stand in the place of the regulations cited, each with the wordings that it replaces."""
    stale: dict[Pengganti, list[str]] = {}
    for peraturan, text in cited.items():
        new = find_pengganti(peraturan, tahun)
        if new and new.peraturan not in cited:
            stale.setdefault(new, []).append(text)
    return stale


def _tell(texts: Sequence[str], new: Pengganti) -> str:
    return f"{enumerate_some([quote(text) for text in texts])} sudah digantikan {_formal(new)} sejak {new.sejak}"


def _formal(new: Pengganti) -> str:
    return f"{new.nama} tentang {new.tentang}"


@aturan("H02", "info", "Setiap peraturan disebut satu kali", "praktik umum")
def check_ganda(dataset: Dataset) -> Iterator[Kejanggalan]:
    """Peraturan yang sama tercantum dua kali dalam daftar yang sama."""
    first: dict[object, Record] = {}
    for row in list_shared(dataset, "dasar_hukum"):
        cited = next(iter(list_peraturan(row["peraturan"])), normalise(row["peraturan"]))
        other = first.setdefault((row["jenis"], cited), row)
        if other is not row:
            pesan = (
                f"{quote(row['peraturan'])} tercantum dua kali dalam daftar {row['jenis']}, nomor {other['urutan']} dan "
                f"{row['urutan']}. Hapus salah satunya."
            )
            key = cell_key("dasar_hukum", row, "peraturan")
            yield Kejanggalan("dasar_hukum", pesan, row["baris"], "peraturan", key, "", row["peraturan"])


ATURAN = (check_berlaku, check_ganda)
