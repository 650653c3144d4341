"""Files as offices really send them, and files that are no data at all: read as meant, or refused with a clear word.

Each folder beside this file holds a case; the files are named as the data folder names them.
"""

from __future__ import annotations

import csv
import shutil
from contextlib import suppress
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lkip_utils import read_dataset
from lkip_utils.csv_files import Reading, read_csv
from lkip_utils.schemas import FILES
from lkip_utils.temuan import DataError, Temuan

HERE = Path(__file__).parent
FIXTURE = HERE.parent / "fixture" / "data"
INSTANSI = "dinas-contoh-uji"

Place = tuple[int | None, str, str]
"""Spreadsheet row, column, code."""


@dataclass(frozen=True)
class Kasus:
    """What reading one file must give: some cells, and every finding with parts of its message."""

    file: str
    cells: dict[tuple[int, str], str | Decimal | None] = field(default_factory=dict)
    problems: dict[Place, str] = field(default_factory=dict)
    adaptations: dict[Place, str] = field(default_factory=dict)


SEMICOLON: dict[Place, str] = {(None, "", "B01"): "kolom dipisahkan titik koma, bukan koma."}
RESAVE = "Buka dengan Excel, lalu simpan sebagai «CSV UTF-8 (dipisahkan koma)»."

CASES = (
    # ── read as meant ──────────────────────────────────────────────────────────────────
    Kasus(
        "titik-koma/anggaran",
        {
            (2, "program"): "8.01.01.01",
            (2, "pagu_murni"): Decimal(90000000),
            (2, "pagu"): Decimal(100000000),
            (2, "realisasi"): Decimal(90000000),
            (3, "kinerja"): Decimal("80.5"),
            (3, "pagu"): Decimal(50000000),
            (3, "realisasi"): None,
            (3, "catatan"): "Belum dibayar; menunggu SP2D",
        },
        problems={(3, "realisasi", "D08"): "terbaca «-», diharapkan bilangan; Excel menulis nol maupun sel kosong seperti ini"},
        adaptations={
            **SEMICOLON,
            (3, "kinerja", "B06"): "«80,5%» dibaca 80.5.",
            (2, "pagu_murni", "B06"): "«Rp 90.000.000» dibaca 90000000.",
            (3, "pagu_murni", "B06"): "«50.000.000» dibaca 50000000.",
            (2, "pagu", "B06"): "«Rp. 100.000.000,-» dibaca 100000000.",
            (3, "pagu", "B06"): "«50,000,000» dibaca 50000000.",
            (2, "realisasi", "B06"): "«90.000.000,00» dibaca 90000000.",
        },
    ),
    Kasus(
        "unicode-text/realisasi",
        {(2, "indikator"): "iku-1", (2, "pembilang"): Decimal(40), (2, "catatan"): "“dari daftar hadir”"},
        adaptations={
            (None, "", "B02"): "pengodean berkas adalah UTF-16, bukan UTF-8. Huruf khususnya dibaca: “ ”.",
            (None, "", "B01"): "kolom dipisahkan tab, bukan koma.",
            (2, "pembilang", "B06"): "«40 Orang» dibaca 40.",
        },
    ),
    Kasus(
        "windows-1252/isu_strategis",
        {(2, "uraian"): "Layanan lambat – “antre” 2 jam", (3, "uraian"): "Café desa"},
        adaptations={(None, "", "B02"): "adalah Windows-1252, bukan UTF-8. Huruf khususnya dibaca: – “ ” é."},
    ),
    Kasus(
        "baris-sep/belanja",
        {(2, "jenis"): "Belanja Pegawai", (2, "pagu"): Decimal(150000000)},
        adaptations={(None, "", "B01"): "kolom dipisahkan titik koma, bukan koma; baris pertama «sep=;» dilewati seperti oleh Excel."},
    ),
    Kasus(
        "judul-bebas/perjanjian",
        {(2, "jabatan"): "kepala", (2, "target_sebelum"): "70", (2, "target_setelah"): "80", (2, "selisih"): "10"},
        adaptations={
            (1, "", "B03"): "«Target Sebelum» → target_sebelum, «Target Setelah» → target_setelah, «Selisih» → selisih.",
            (None, "", "B05"): "dibaca sebagai spasi biasa atau dibuang: U+00A0 (1×).",
        },
    ),
    Kasus(
        "ujung-kosong/belanja",
        {(2, "pagu"): Decimal(150000000), (4, "jenis"): "Belanja Barang"},
        adaptations={
            **SEMICOLON,
            (None, "", "B04"): "3 baris kosong dilewati: baris 3, 5–6; kolom kosong tanpa judul di kanan dilewati.",
        },
    ),
    Kasus(
        "blok-excel/angka_tercetak",
        {(18, "baris"): "Baris 17", (18, "catatan"): None, (34, "kunci"): "anggaran.pagu"},
        adaptations={(None, "", "B04"): "pemisah sel kosong yang tidak ditulis Excel dilengkapi: baris 17–35."},
    ),
    Kasus(
        "spasi-khusus/kelompok",
        {(2, "indikator"): "e3-8", (2, "nama"): "Kelompok A", (3, "nama"): "Kelompok B", (3, "urutan"): Decimal(1000)},
        adaptations={
            (None, "", "B05"): "dibuang: U+00A0 (1×), U+00AD (1×), U+200B (1×), U+202F (1×).",
            (3, "urutan", "B06"): "«1 000» dibaca 1000.",
        },
    ),
    Kasus(
        "kutip-bersusun/analisis",
        {(2, "uraian"): 'Kata mereka: "cukup, tetapi lambat"\n\n- antre\n- jauh', (3, "uraian"): "Menata ruang"},
        problems={(3, "urutan", "D08"): "terbaca «x», diharapkan bilangan"},
    ),
    Kasus(
        "tanda-kosong/organisasi",
        {(2, "induk"): None, (2, "catatan"): None, (3, "jabatan"): None, (3, "eselon"): None},
        adaptations={
            (2, "induk", "B08"): "«-» dibaca sebagai sel kosong.",
            (2, "catatan", "B08"): "«-» dibaca sebagai sel kosong.",
            (3, "jabatan", "B08"): "«–» dibaca sebagai sel kosong.",
            (3, "induk", "B08"): "«n/a» dibaca sebagai sel kosong.",
            (3, "eselon", "B08"): "«–» dibaca sebagai sel kosong.",
        },
    ),
    Kasus(
        "judul-di-bawah/belanja",
        {(4, "jenis"): "Belanja Pegawai", (4, "pagu"): Decimal(1)},
        adaptations={
            **SEMICOLON,
            (1, "", "B14"): "«LAPORAN REALISASI BELANJA» di atas judul kolom dilewati; bukan data.",
            (2, "", "B14"): "«Tahun 2024» di atas judul kolom dilewati; bukan data.",
        },
    ),
    # ── read in part, the rest named ───────────────────────────────────────────────────
    Kasus(
        "tanggal/pejabat",
        {(2, "nip"): "0" * 18, (2, "tanggal"): "2025-02-14", (3, "tanggal"): "2025-02"},
        problems={(4, "tanggal", "D08"): "terbaca «14/2/25», diharapkan tanggal TTTT-BB-HH"},
        adaptations={
            (2, "nip", "B09"): "«'000000000000000000» dibaca 000000000000000000.",
            (2, "tanggal", "B07"): "«14/02/2025» dibaca 2025-02-14.",
            (3, "tanggal", "B07"): "«Februari 2025» dibaca 2025-02.",
        },
    ),
    Kasus(
        "satuan/pegawai",
        {(2, "jumlah"): Decimal(1)},
        problems={
            (3, "jumlah", "D08"): "terbaca «5 Unit», diharapkan bilangan dalam orang, bukan «Unit»; tulis angkanya saja.",
            (4, "jumlah", "D08"): "terbaca «2 ribu», diharapkan bilangan lengkap dengan semua angkanya",
        },
        adaptations={(2, "jumlah", "B06"): "«1 Orang» dibaca 1."},
    ),
    Kasus(
        "satuan/sarana",
        {(2, "jumlah"): Decimal(12)},
        problems={(3, "jumlah", "D08"): "terbaca «Rp5.000», diharapkan bilangan dalam Unit, bukan «Rp»"},
        adaptations={(2, "jumlah", "B06"): "«12 Unit» dibaca 12."},
    ),
    Kasus(
        "kurung-minus/belanja",
        {(2, "realisasi"): Decimal(-1250000), (3, "realisasi"): Decimal(-500)},
        problems={(3, "pagu", "D08"): "terbaca «Rp -», diharapkan bilangan; Excel menulis nol maupun sel kosong seperti ini"},
        adaptations={
            **SEMICOLON,
            (2, "pagu", "B06"): "«150.000.000» dibaca 150000000.",
            (2, "realisasi", "B06"): "«(1.250.000)» dibaca -1250000.",
            (3, "realisasi", "B06"): "«(Rp 500,-)» dibaca -500.",
        },
    ),
    Kasus(
        "dua-bacaan/sakip",
        {(3, "nilai"): Decimal("72.5"), (4, "tahun"): Decimal(2024)},
        problems={
            (2, "nilai", "D08"): "terbaca «7.800», dapat berarti 7.8 atau 7800. Tulis persis salah satunya.",
            (4, "nilai", "D08"): "terbaca «73,80%», diharapkan bilangan dalam nilai, bukan «%»",
        },
        adaptations={
            **SEMICOLON,
            (3, "nilai", "B06"): "«72,5» dibaca 72.5.",
            (4, "tahun", "B06"): "«2.024» dibaca 2024.",
        },
    ),
    Kasus(
        "dua-bacaan/belanja",
        {(2, "realisasi"): Decimal(7800)},
        problems={(2, "pagu", "D08"): "terbaca «187.545,500», dapat berarti 187545.5 atau 187545500."},
        adaptations={**SEMICOLON, (2, "realisasi", "B06"): "«7.800» dibaca 7800."},
    ),
    Kasus(
        "rumus-rusak/belanja",
        {(2, "jenis"): "Belanja Pegawai"},
        problems={
            (2, "pagu", "D08"): "terbaca «#REF!», yaitu rumus Excel yang rusak. Perbaiki rumusnya",
            (2, "realisasi", "D08"): "terbaca «#DIV/0!», yaitu rumus Excel yang rusak",
            (3, "jenis", "D08"): "terbaca «#N/A», yaitu rumus Excel yang rusak",
            (3, "pagu", "D08"): "terbaca «#####», yaitu kolom Excel yang terlalu sempit",
            (3, "realisasi", "D08"): "terbaca «=SUM(D2:D2)», yaitu rumus Excel, bukan nilainya",
            (3, "catatan", "D08"): "terbaca «#NAME?», yaitu rumus Excel yang rusak",
        },
    ),
    Kasus(
        "angka-pendek/pejabat",
        {(2, "nama"): "Fulan", (2, "nip"): None},
        problems={(2, "nip", "D08"): "terbaca «1,97001E+17», yaitu bilangan yang dipendekkan Excel"},
        adaptations=SEMICOLON,
    ),
    Kasus(
        "angka-pendek/apbd",
        {(2, "pagu"): None},
        problems={(2, "pagu", "D08"): "terbaca «1,26E+09», yaitu bilangan yang dipendekkan Excel"},
        adaptations=SEMICOLON,
    ),
    # ── refused ────────────────────────────────────────────────────────────────────────
    Kasus("excel-xlsx/anggaran", problems={(None, "", "D18"): f"ini berkas Excel (.xlsx) atau zip, bukan CSV. {RESAVE}"}),
    Kasus("excel-xls/anggaran", problems={(None, "", "D18"): f"ini berkas Excel atau Word lama (.xls, .doc), bukan CSV. {RESAVE}"}),
    Kasus("halaman-web/anggaran", problems={(None, "", "D18"): f"ini halaman web atau XML, bukan CSV. {RESAVE}"}),
    Kasus("pdf/anggaran", problems={(None, "", "D18"): "ini berkas PDF, bukan CSV. Ganti dengan berkas CSV yang benar."}),
    Kasus("video/anggaran", problems={(None, "", "D18"): "ini berkas biner (gambar, video, atau arsip), bukan CSV."}),
    Kasus("dua-pengodean/isu_strategis", problems={(3, "", "D03"): "terbaca bita 0xe9 yang bukan huruf"}),
    Kasus("kutip-terbuka/isu_strategis", problems={(3, "", "D04"): "susunan CSV rusak mulai baris ini. Periksa tanda kutip"}),
    Kasus("kutip-di-tengah/isu_strategis", problems={(2, "", "D04"): "susunan CSV rusak mulai baris ini. Periksa tanda kutip"}),
    Kasus("koma-tak-berkutip/belanja", problems={(2, "", "D04"): "terbaca 6 kolom, diharapkan 5. Apit isi yang mengandung koma"}),
    Kasus("tanpa-judul/belanja", problems={(2, "", "D04"): "terbaca «Rp5» di kanan kolom terakhir yang berjudul"}),
    Kasus("hanya-pemisah/belanja", problems={(None, "", "D02"): "berkas kosong; diharapkan sedikitnya baris judul kolom."}),
)  # fmt: skip


def read(kasus: Kasus) -> Reading:
    path = HERE / f"{kasus.file}.csv"
    return read_csv(path, f"{path.parent.name}/{path.name}", FILES[path.stem])


def check(found: list[Temuan], expected: dict[Place, str], tingkat: str) -> None:
    places = {(temuan.baris, temuan.kolom, temuan.kode): temuan for temuan in found}
    assert len(places) == len(found)
    assert set(places) == set(expected)
    for place, part in expected.items():
        assert part in places[place].pesan
        assert places[place].tingkat == tingkat


@pytest.mark.parametrize("kasus", CASES, ids=lambda kasus: kasus.file)
def test_a_file_is_read_as_meant_or_refused_with_a_clear_word(kasus: Kasus) -> None:
    reading = read(kasus)
    check(reading.problems, kasus.problems, "galat")
    check(reading.adaptations, kasus.adaptations, "info")
    assert {place: reading.frame.loc[place] for place in kasus.cells} == kasus.cells


# ── whatever it is, it is told ──────────────────────────────────────────────────────────

TEXTS = (
    "", "-", "n/a", "–", "#REF!", "=1", "1,26E+09", "Rp -", "7.800", "187.545,500", "10-20", "20-10", "(5)", "9" * 50, "9" * 61,
    "-5", "1e999", "nan", "inf", "None", "1:2:3", "1:0", "1:25", "3 jam", "wtp", "12 Laporan", "5%", "..", "/", "a/b", "'5",
    "2024-02-30", "Februari 2024", "\u00a0", "\u200b", "\u0661", "\U0001f600", "a" * 20_001, "iku-1", "s-1", "kepala", "ya",
)  # fmt: skip
"""What people and programs put into cells; for most of them most columns are no place."""


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_no_content_makes_the_reader_fall_over(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.mktemp("berkas") / "upaya.csv"
    path.write_bytes(content)
    assert read_csv(path, "upaya.csv", FILES["upaya"]).problems, "tanpa judul kolom tidak ada yang dapat dibaca"


@given(st.data())
@settings(max_examples=60)
def test_no_cell_makes_the_reader_fall_over(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    folder = tmp_path_factory.mktemp("data") / "data"
    shutil.copytree(FIXTURE, folder)
    path = data.draw(st.sampled_from(sorted(folder.rglob("*.csv"))))
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    row = data.draw(st.integers(0, len(rows) - 1))
    rows[row][data.draw(st.integers(0, len(rows[row]) - 1))] = data.draw(st.sampled_from(TEXTS))
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=data.draw(st.sampled_from(",;\t"))).writerows(rows)
    # Good or refused: any other error fails the test.
    with suppress(DataError):
        assert read_dataset(INSTANSI, 2024, folder).tahun == 2024


def test_every_file_of_the_corpus_is_a_case() -> None:
    files = {path.relative_to(HERE).with_suffix("").as_posix() for path in HERE.glob("*/*.csv")}
    assert files == {kasus.file for kasus in CASES}
