"""The level of government: words, the head of the region and the due date follow it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from bab import NOTEBOOKS, show_all
from IPython.core.interactiveshell import InteractiveShell

from lkip_utils import Dataset, tables
from lkip_utils.audit.pejabat import check_tanggal
from lkip_utils.daftar_periksa import list_jawaban
from lkip_utils.pemerintahan import TINGKAT, find_batas, find_pemerintahan, name_kepala_daerah
from lkip_utils.schemas import PROFIL
from lkip_utils.temuan import DataError

Edit = Callable[[str, str, str], None]
Read = Callable[..., Dataset]
DAERAH = "daerah,Kabupaten Rekaan,\n"
REGIONAL = ("RPJMD", "APBD", "Bupati", "Wali Kota", "Gubernur", "perangkat daerah", "epala daerah")


def profil(edit: Edit, *rows: str) -> None:
    """Put these entries in place of the region."""
    edit("profil.csv", DAERAH, "".join(f"{row}\n" for row in rows))


@pytest.mark.parametrize(
    ("rows", "rencana", "awal", "kepala"),
    [
        (("daerah,Kabupaten Rekaan,",), "RPJMD", "APBD murni", "Bupati Rekaan"),
        (("daerah,Kota Rekaan,",), "RPJMD", "APBD murni", "Wali Kota Rekaan"),
        (("daerah,Provinsi Rekaan,",), "RPJMD", "APBD murni", "Gubernur Rekaan"),
        (("daerah,Kota Rekaan,", "kepala_daerah,Pj. Wali Kota Rekaan,"), "RPJMD", "APBD murni", "Pj. Wali Kota Rekaan"),
        (("daerah,Rekaan,", "pemerintahan,kota,"), "RPJMD", "APBD murni", ""),
        (("daerah,Kota Rekaan,", "pemerintahan,kecamatan,"), "RPJMD", "APBD murni", "Wali Kota Rekaan"),
        (("daerah,Kabupaten Rekaan,", "pemerintahan,desa,"), "RPJM Desa", "APB Desa murni", "Bupati Rekaan"),
        (("pemerintahan,kementerian,",), "RPJMN", "DIPA awal", ""),
        (("pemerintahan,lembaga,",), "RPJMN", "DIPA awal", ""),
        ((), "rencana pembangunan jangka menengah", "anggaran awal", ""),
    ],
)
def test_words_follow_the_level(
    edit: Edit, read: Read, rows: tuple[str, ...], rencana: str, awal: str, kepala: str
) -> None:
    profil(edit, *rows)
    dataset = read()
    words = find_pemerintahan(dataset)
    assert (words.rencana, words.awal, name_kepala_daerah(dataset)) == (rencana, awal, kepala)


def test_every_level_that_can_be_stated_has_its_words() -> None:
    assert set(PROFIL.columns["pemerintahan"].values) == set(TINGKAT)


def test_a_level_that_the_region_contradicts_is_an_error(edit: Edit, read: Read) -> None:
    profil(edit, "daerah,Kabupaten Rekaan,", "pemerintahan,kota,")
    with pytest.raises(DataError, match=r"profil.csv, baris 4.*«kota», padahal daerah tertulis «Kabupaten Rekaan»"):
        read()


@pytest.mark.parametrize(
    ("rows", "batas"),
    [
        ((), "2025-02"),
        (("pemerintahan,kementerian,",), "2025-02"),
        (("pemerintahan,desa,",), None),
        (("pemerintahan,desa,", "bulan_batas,3,"), "2025-03"),
        (("bulan_batas,1 bulan,",), "2025-01"),
    ],
)
def test_the_due_date_follows_the_level_or_is_stated(
    edit: Edit, read: Read, rows: tuple[str, ...], batas: str | None
) -> None:
    profil(edit, DAERAH.strip(), *rows)
    assert find_batas(read()) == batas


@pytest.mark.parametrize(
    ("rows", "late", "answer"),
    [(("bulan_batas,1,",), 2, "tidak"), (("bulan_batas,3,",), 0, "ya"), (("pemerintahan,desa,",), 0, None)],
)
def test_lateness_is_by_the_due_date(
    edit: Edit, data: Path, read: Read, rows: tuple[str, ...], late: int, answer: str | None
) -> None:
    profil(edit, DAERAH.strip(), *rows)
    pelaporan = "tahap,tanggal,bukti,catatan\ndisampaikan,2025-02-20,,\n"
    (data / "dinas-contoh-uji" / "2024" / "pelaporan.csv").write_text(pelaporan, encoding="utf-8")
    dataset = read()
    assert len(list(check_tanggal.run(dataset))) == late
    (found,) = (jawaban for jawaban in list_jawaban(dataset, "komponen_3") if jawaban.butir == "3.a.6")
    assert found.jawaban == answer


def test_a_ministry_reads_nothing_of_regions(edit: Edit, data: Path, read: Read, shell: InteractiveShell) -> None:
    profil(edit, "pemerintahan,kementerian,")
    assert "Daerah" not in tables.tabulate_identitas(read()).to_html()
    chapters = {path.stem: show_all(path, data, shell) for path in NOTEBOOKS}
    told = {(stem, word) for stem, text in chapters.items() for word in REGIONAL if word in text}
    assert not told
    assert "berpedoman pada RPJMN" in chapters["bab-2-perencanaan-kinerja"]
