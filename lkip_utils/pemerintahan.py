"""The level of government that an agency belongs to, and the words and dates that follow from it."""

from __future__ import annotations

from dataclasses import dataclass

from lkip_utils.dataset import Dataset
from lkip_utils.numbers import parse_number


@dataclass(frozen=True)
class Pemerintahan:
    """What a level of government calls things.

    Parameters
    ----------
    perangkat
        What its agencies are.
    rencana
        The plan that their Renstra follows.
    awal, perubahan
        Its budget before and after the change.
    pimpinan
        To whom the heads of its agencies answer; empty where the head is the top.
    batas
        Within how many months after the year the report is due (Perpres 29/2014: two, for ministries and for
        regional agencies); None where the rules known here say nothing.
    """

    perangkat: str
    rencana: str
    awal: str
    perubahan: str
    pimpinan: str = ""
    batas: int | None = 2


_DAERAH = ("perangkat daerah", "RPJMD", "APBD murni", "APBD perubahan")
_PUSAT = ("kementerian/lembaga", "RPJMN", "DIPA awal", "DIPA revisi")

TINGKAT = {
    "kementerian": Pemerintahan(*_PUSAT),
    "lembaga": Pemerintahan(*_PUSAT),
    "provinsi": Pemerintahan(*_DAERAH, "Gubernur"),
    "kabupaten": Pemerintahan(*_DAERAH, "Bupati"),
    "kota": Pemerintahan(*_DAERAH, "Wali Kota"),
    "kecamatan": Pemerintahan(*_DAERAH),
    "desa": Pemerintahan("pemerintah desa", "RPJM Desa", "APB Desa murni", "APB Desa perubahan", batas=None),
}
"""The levels as the entry ``pemerintahan`` of profil.csv spells them."""

UMUM = Pemerintahan("instansi", "rencana pembangunan jangka menengah", "anggaran awal", "anggaran perubahan")
"""Words that are right at every level, where it isn't known."""


def find_pemerintahan(dataset: Dataset) -> Pemerintahan:
    """Return the level of government that profil.csv states, or that the agency's name or region begins with.

    Examples
    --------
    >>> from lkip_utils import read_dataset
    >>> found = find_pemerintahan(read_dataset("dinas-contoh-uji", 2024, "tests/fixture/data"))
    >>> found.rencana, found.awal, found.pimpinan
    ('RPJMD', 'APBD murni', 'Bupati')
    """
    stated = dataset.profil("pemerintahan")
    names = [stated, *(_first_word(dataset.profil(kunci)) for kunci in ("nama", "daerah"))]
    return next((TINGKAT[name] for name in names if name in TINGKAT), UMUM)


def name_kepala_daerah(dataset: Dataset) -> str:
    """Return the head of the region as profil.csv states it, or as its name follows from the region's; else nothing.

    Examples
    --------
    >>> from lkip_utils import read_dataset
    >>> name_kepala_daerah(read_dataset("dinas-contoh-uji", 2024, "tests/fixture/data"))
    'Bupati Rekaan'
    """
    daerah = dataset.profil("daerah")
    region = TINGKAT.get(_first_word(daerah), UMUM)
    derived = f"{region.pimpinan} {daerah.partition(' ')[2]}" if region.pimpinan else ""
    return dataset.profil("kepala_daerah") or derived


def find_batas(dataset: Dataset) -> str | None:
    """Return the month by whose end the report is due, as "2025-02"; None where it isn't known.

    The entry ``bulan_batas`` of profil.csv comes before the rule of the level of government.

    Examples
    --------
    >>> from lkip_utils import read_dataset
    >>> find_batas(read_dataset("dinas-contoh-uji", 2024, "tests/fixture/data"))
    '2025-02'
    """
    stated = parse_number(dataset.profil("bulan_batas"), integer=True, satuan="bulan")
    months = find_pemerintahan(dataset).batas if stated is None else int(stated)
    return None if months is None else f"{dataset.tahun + 1}-{months:02}"


def _first_word(text: str) -> str:
    return text.partition(" ")[0].lower()
