"""What isn't whole is added up as far as it is known, and neither ranked, judged, drawn nor compared as if it were."""

from __future__ import annotations

import csv
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from mutasi import DATA, Salinan

from lkip_utils import Dataset, figures, read_dataset, sentences, tables
from lkip_utils.anggaran import build_pohon_anggaran, compute_anggaran
from lkip_utils.angka import compute_angka
from lkip_utils.charts import style
from lkip_utils.csv_kantor import BOM
from lkip_utils.display import Table
from lkip_utils.kinerja import compute_hasil, find_hasil_lalu, find_rerata_lalu, list_hasil
from lkip_utils.numbers import format_percent
from lkip_utils.penilaian import judge_hasil
from lkip_utils.pokok import list_capaian, list_serapan
from lkip_utils.skala import Kelas, Skala


def read_download(table: Table) -> list[dict[str, str]]:
    """Return the rows of a table as an office downloads them."""
    return list(csv.DictReader(table.to_csv().removeprefix(BOM).splitlines(), delimiter=";"))


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
    rows = {row["Kode"]: row for row in read_download(tables.tabulate_pagu_program(balangan))}
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


# ── what is said of results: direction, decimals, doubt ─────────────────────────────────


def test_an_efficiency_in_doubt_is_not_called_efficient(balangan: Dataset) -> None:
    """K10 asks to look at b.1.1 before calling it efficient; nothing that rests on it is, either."""
    rows = {row["Kode"]: row["Penilaian"] for row in read_download(tables.tabulate_efisiensi(balangan))}
    assert {rows[kode] for kode in ("b", "b.1", "b.1.1")} == {"belum dapat dinilai"}
    assert rows["e.1.2"] == "efisien"
    assert "1 (satu) belum dapat dinilai" in sentences.summarise_efisiensi(balangan)
    assert "Serapan terendah" not in sentences.rank_program(balangan)


def test_a_decided_finding_is_no_doubt(tmp_path: Path) -> None:
    contoh = Salinan.make(tmp_path)
    contoh.edit("realisasi", "iku-1,,,,,87.31,,", "iku-1,,,,,8731,,")
    doubtful = contoh.read()
    assert judge_hasil(doubtful, compute_hasil(doubtful, "iku-1")) is None
    assert "belum dapat dinilai karena temuan" in sentences.list_kekurangan(doubtful)
    decision = "temuan,kunci,nilai,alasan,oleh,tanggal,catatan\nW03,realisasi.iku-1,8731,benar,Kepala,2026-01-05,\n"
    contoh.path("realisasi").with_name("keputusan.csv").write_text(decision, encoding="utf-8")
    decided = contoh.read()
    assert judge_hasil(decided, compute_hasil(decided, "iku-1")) is True


def test_the_verdict_is_never_contradicted_by_the_figures() -> None:
    h = compute_hasil(read_dataset("kesbangpol-balangan", 2023, DATA), "iku-2")
    quotient = replace(h, target=Decimal("7.8"), realisasi=Decimal(748900) / 96016, dilaporkan=False)
    assert quotient.realisasi_tertulis == "7,7997%"
    assert Skala(()).write(Decimal("99.996")) == "99,996%"
    assert format_percent(Decimal("99.996")) == "99,996%"
    assert format_percent(Decimal("100.004")) == "100,004%"


def test_a_category_is_never_contradicted_by_its_figure() -> None:
    skala = Skala((Kelas(1, Decimal(90), None, "Tinggi"), Kelas(2, None, Decimal(90), "Sedang")))
    for value in (Decimal("89.9951"), Decimal("89.999999"), Decimal(90), Decimal("90.004")):
        written = Decimal(skala.write(value).removesuffix("%").replace(",", "."))
        assert skala.kategori(written) == skala.kategori(value)


@pytest.mark.parametrize(("realisasi", "word"), [("3.24", "belum tercapai"), ("2.76", "tercapai")])
def test_a_chart_tells_direction_and_verdict(tmp_path: Path, realisasi: str, word: str) -> None:
    """An indicator that should fall, with a target of 3%."""
    contoh = Salinan.make(tmp_path)
    contoh.edit("realisasi", "iku-3,,,373,13800,2.70,,", f"iku-3,,,,,{realisasi},,")
    dataset = contoh.read()
    (panel,) = (figure for figure in figures.list_panel(dataset) if figure.label == "panel-iku-3")
    for figure in (figures.chart_target(dataset, "iku-3"), panel):
        assert f", {word}; makin rendah makin baik)" in figure.alt
    # What is drawn differs, too: the bar of a target that was missed is pale.
    assert (f'fill="{style.PALE}" stroke="{style.STRONG}"' in panel.svg) is (word == "belum tercapai")


def test_a_fall_is_a_worse_result_and_the_worst_of_all_is_named() -> None:
    """2023: an indicator fell from 100 to 0; 2025: none whose result got better is called a fall."""
    told = sentences.list_kekurangan(read_dataset("contoh-dinas-teladan", 2023, DATA))
    (fall,) = (line for line in told.splitlines() if "Penurunan capaian terbesar" in line)
    assert "menjadi 0,00%" in fall.partition(")")[0]
    for tahun in range(2022, 2026):
        dataset = read_dataset("contoh-dinas-teladan", tahun, DATA)
        told = sentences.list_kekurangan(dataset).partition("Penurunan capaian terbesar")[2].partition("\n")[0]
        for h in list_hasil(dataset, "iku"):
            before = find_hasil_lalu(dataset, h.indikator.kode)
            if f"**{h.indikator.nama}**" in told and before and h.indikator.arah != "rentang":
                worse = h.realisasi < before.realisasi if h.indikator.arah == "naik" else h.realisasi > before.realisasi
                assert worse, h.indikator.nama


def test_a_mean_of_some_sasaran_is_no_point_of_a_trend(balangan: Dataset) -> None:
    assert set(list_capaian(balangan)) == {2023}
    assert find_rerata_lalu(balangan) == (Decimal("93.50"), True)
    change = compute_angka(balangan)["perubahan.rata_rata"]
    assert "tercetak" in change.formula
    partial = read_dataset("kesbangpol-balangan", 2022, DATA)
    assert list_capaian(partial) == {}


def test_last_years_verdicts_are_those_of_its_own_report(balangan: Dataset) -> None:
    now, before = (sentences.headline_cards(read_dataset("kesbangpol-balangan", t, DATA)) for t in (2023, 2022))
    own = before.partition("IKU mencapai target")[2].split("**")[1]
    assert f"Tahun 2022: {own}" in now


def test_a_mean_of_some_sasaran_has_no_category_and_contradicts_no_print() -> None:
    partial = read_dataset("kesbangpol-balangan", 2022, DATA)
    assert compute_angka(partial)["kategori.rata_rata"].nilai is None
    assert "Kategori: belum dapat dinilai" in sentences.headline_cards(partial)
    for told in (sentences.summarise_capaian(partial), sentences.list_perhatian(partial)):
        assert "Sangat Tinggi" not in told
        assert "mencetak 93,50%, yang belum dapat diperiksa" in told
        assert "berbeda" not in told


def test_means_of_different_indicators_are_compared_saying_so() -> None:
    assert sentences.compare_capaian(read_dataset("contoh-dinas-teladan", 2025, DATA)).endswith(
        "Rata-rata itu mencakup 12 dari 12 IKU tahun 2024 dan 11 dari 12 IKU tahun 2025."
    )
