"""What isn't whole is added up as far as it is known, and neither ranked, judged, drawn nor compared as if it were."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from mutasi import DATA, Salinan

from lkip_utils import Dataset, figures, read_dataset, sentences, tables
from lkip_utils.anggaran import build_pohon_anggaran, compute_anggaran
from lkip_utils.angka import compute_angka
from lkip_utils.pokok import list_serapan


@pytest.fixture
def blanked(tmp_path: Path) -> Dataset:
    """The fictional agency's 2025 without the realisasi of c.1.1."""
    contoh = Salinan.make(tmp_path)
    contoh.edit("anggaran", "1135688250,1101616794,", "1135688250,,")
    return contoh.read()


@pytest.fixture(scope="module")
def balangan() -> Dataset:
    return read_dataset("kesbangpol-balangan", 2023, DATA)


def test_a_blank_realisasi_takes_nothing_from_the_pagu_above(blanked: Dataset) -> None:
    angka = compute_angka(blanked)
    assert angka["pagu.c"].nilai == 4_034_825_250
    assert angka["pagu.c"].cakupan == "4 dari 4 sub kegiatan"
    assert angka["realisasi.c"].cakupan == angka["serapan.c"].cakupan == "3 dari 4 sub kegiatan"
    assert compute_anggaran(blanked).tidak_dirinci == 0
    assert "berselisih" not in sentences.list_perhatian(blanked)


def test_one_difference_is_told_everywhere(balangan: Dataset) -> None:
    assert compute_angka(balangan)["pagu.d"].nilai == 490_155_100
    assert compute_anggaran(balangan).rincian.pagu == 27_863_494_160
    for text in (sentences.list_perhatian(balangan), sentences.explain_rincian(balangan)):
        assert "Rp5.274.947.906" in text
    rows = {row["Kode"]: row for row in csv.DictReader(tables.tabulate_pagu_program(balangan).to_csv().splitlines())}
    assert rows["d"]["Pagu (Rp)"] == "490155100"


def test_a_part_is_not_drawn_beside_wholes(blanked: Dataset) -> None:
    rows = {str(row[0]): row[1:] for row in figures.chart_program(blanked).values[1:]}
    names = dict(build_pohon_anggaran(blanked).set_index("kode")["nama"])
    assert rows[names["c"]] == (4_034_825_250, None)
    assert None not in rows[names["a"]]


def test_a_part_of_the_agency_is_no_point_of_a_trend(tmp_path: Path) -> None:
    contoh = Salinan.make(tmp_path)
    contoh.edit("anggaran", "1135688250,1101616794,", "1135688250,,")
    contoh.path("apbd").unlink()
    dataset = contoh.read()
    assert compute_angka(dataset)["anggaran.serapan"].cakupan == "15 dari 16 sub kegiatan"
    assert dataset.tahun not in list_serapan(dataset)
    assert dataset.tahun - 1 in list_serapan(dataset)
    assert "dari" in sentences.summarise_anggaran(dataset).partition("baru mencakup")[2]
    assert "poin" not in sentences.headline_cards(dataset).partition("Serapan anggaran")[2].partition(":::")[0]
