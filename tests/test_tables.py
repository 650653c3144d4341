"""The tables of the fictional agency: every cell against a value computed by hand."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from lkip_utils import Dataset, tables
from lkip_utils.csv_kantor import BOM
from lkip_utils.display import Content, Table

Read = Callable[..., Dataset]
Edit = Callable[[str, str, str], None]
Tabulate = Callable[[Dataset], Table]
NONE = "belum tersedia"
LOW = "kinerja belum tercapai"


def cells(table: Table, kind: str = "isi") -> list[tuple[str, ...]]:
    return [tuple(map(read, row.cells)) for row in table.rows if row.kind == kind]


def read(content: Content) -> str:
    """Return what a cell says; test_tanda.py proves the marks behind it."""
    return content if isinstance(content, str) else content.text


def heads(table: Table) -> list[tuple[str, str]]:
    return [(column.group, column.header) for column in table.columns]


# ── Bab I ───────────────────────────────────────────────────────────────────────────────


def test_identitas(dataset: Dataset) -> None:
    assert cells(tables.tabulate_identitas(dataset)) == [
        ("Instansi", "Dinas Contoh Uji (Fiktif)"),
        ("Daerah", "Kabupaten Rekaan"),
        ("Kepala daerah", "Bupati Rekaan"),
        ("Tahun laporan", "2024"),
        ("Pimpinan", "Kepala Dinas Contoh Uji"),
        ("Alamat", "Jalan Khayalan Nomor 0, Rekaan"),
        ("Telepon/faksimile", "(000) 0000"),
    ]


def test_pegawai(dataset: Dataset, dataset_2023: Dataset) -> None:
    table = tables.tabulate_pegawai(dataset, "jenis_kelamin", "Jenis kelamin")
    assert cells(table) == [("1", "Perempuan", "6"), ("2", "Laki-laki", "4")]
    assert cells(table, "jumlah") == [("", "Jumlah", "10")]
    assert table.notes == (
        "Jumlah yang tercetak dalam laporan yang diterbitkan 11; penjumlahan baris menghasilkan 10.",
    )
    assert tables.tabulate_pegawai(dataset, "jabatan", "Jabatan").notes == ()
    missing = tables.tabulate_pegawai(dataset_2023, "jabatan", "Jabatan")
    assert (missing.rows, missing.missing) == ((), "Data pegawai tahun 2023 belum tersedia.")


def test_pendidikan(dataset: Dataset) -> None:
    table = tables.tabulate_pendidikan(dataset)
    assert heads(table)[2:4] == [("Jabatan", "Struktural"), ("Jabatan", "Staf")]
    assert cells(table) == [("1", "S-1", "2", "4", "6", "–"), ("2", "SMA", "–", "3", "3", "–")]
    assert cells(table, "jumlah") == [("", "Jumlah", "2", "7", "9", "10")]


def test_sarana(dataset: Dataset, dataset_2023: Dataset) -> None:
    table = tables.tabulate_sarana(dataset)
    assert cells(table, "kelompok") == [("Kendaraan",)]
    assert cells(table) == [("Mobil", "2", "Unit"), ("Motor", "–", "Unit")]
    assert tables.tabulate_sarana(dataset_2023).missing == "Data sarana dan prasarana tahun 2023 belum tersedia."


def test_a_printed_sum_of_sarana_that_differs_is_noted(edit: Edit, read: Read) -> None:
    edit("2024/angka_tercetak.csv", "Tabel 1.2,Jumlah", "Tabel 1.4,Jumlah,Jumlah,3,sarana.Kendaraan,\nTabel 1.2,Jumlah")
    assert tables.tabulate_sarana(read()).notes == (
        "Kendaraan: jumlah yang tercetak dalam laporan yang diterbitkan 3; penjumlahan baris menghasilkan 2.",
    )


# ── Bab II ──────────────────────────────────────────────────────────────────────────────


def test_keterkaitan(dataset: Dataset) -> None:
    table = tables.tabulate_keterkaitan(dataset)
    assert heads(table) == [("", "RPJMD Kabupaten Rekaan"), ("", "Renstra Dinas Contoh Uji (Fiktif)")]
    assert cells(table) == [
        ("Visi: Rekaan yang teruji", "Tujuan: Terwujudnya layanan yang teruji"),
        ("Misi 2: Memperbaiki layanan", "Sasaran 1: Meningkatnya mutu layanan"),
        ("Tujuan: Layanan yang baik", "Sasaran 2: Meningkatnya kecepatan layanan"),
        ("Sasaran: Meningkatnya mutu layanan", "Indikator sasaran 1: Persentase layanan tepat mutu"),
        ("", "Indikator sasaran 2: Jumlah laporan mutu"),
        ("", "Indikator sasaran 3: Lama penyelesaian permohonan"),
        ("", "Indikator sasaran 4: Jumlah pemohon terlayani"),
    ]


def test_tujuan(dataset: Dataset) -> None:
    assert cells(tables.tabulate_tujuan(dataset)) == [("Terwujudnya layanan yang teruji", "Indeks layanan")]


def test_renstra(dataset: Dataset) -> None:
    table = tables.tabulate_renstra(dataset)
    assert heads(table)[3:] == [("Target", "2023"), ("Target", "2024"), ("Target", "2026")]
    assert [row[3:] for row in cells(table)] == [
        ("75%", "78%", "90%"),
        ("12 Laporan", "15 Laporan", "12 Laporan"),
        ("3 jam", "2 jam", "1 jam"),
        (NONE, "110 Orang", "130 Orang"),
    ]


def test_rencana_and_iku_name_the_targets_in_force(dataset: Dataset) -> None:
    plan, iku = tables.tabulate_rencana(dataset), tables.tabulate_iku(dataset)
    assert [row[-1] for row in cells(plan)] == ["80%", "12 Laporan", "3 jam", "110 Orang"]
    assert [row[-1] for row in cells(iku)] == ["80%", "12 Laporan", "3 jam", "110 Orang"]
    assert cells(plan, "kelompok") == [("Tujuan: Terwujudnya layanan yang teruji (Indeks layanan)",)]
    assert cells(iku)[1] == ("Meningkatnya mutu layanan", "Jumlah laporan mutu", NONE, NONE, "12 Laporan")
    assert plan.notes == iku.notes == ()


def test_a_sasaran_without_aim_is_planned_too(edit: Edit, read: Read) -> None:
    edit("sasaran.csv", "\ns-1,sasaran,t-1,", "\ns-1,sasaran,,")
    plan = tables.tabulate_rencana(read())
    assert [row[0] for row in cells(plan, "kelompok")][-1] == "Sasaran tanpa tujuan"
    assert [row[-1] for row in cells(plan)] == ["3 jam", "110 Orang", "80%", "12 Laporan"]


def test_quarters_are_told(edit: Edit, read: Read) -> None:
    edit("2024/realisasi.csv", "iku-2,1,,,,3,,", "iku-2,1,,,,3 Laporan,,")
    notes = tables.tabulate_target_realisasi(read(), "iku-2").notes
    assert notes[-1] == "Realisasi per triwulan tahun 2024: triwulan 1 3 Laporan."


def test_a_plan_without_perjanjian_says_so(dataset_2023: Dataset) -> None:
    table = tables.tabulate_rencana(dataset_2023)
    assert [row[-1] for row in cells(table)] == ["75%", "12 Laporan", "3 jam", NONE]
    assert table.notes == ("Perjanjian kinerja tahun 2023 belum tersedia; target berasal dari Renstra.",)


def test_perjanjian(dataset: Dataset) -> None:
    assert tables.list_jabatan(dataset) == [("kepala", "Kepala Dinas Contoh Uji"), ("sekretariat", "Sekretaris")]
    table = tables.tabulate_perjanjian(dataset, "kepala")
    assert cells(table) == [
        ("1", "Meningkatnya mutu layanan", "Persentase layanan tepat mutu", "70%", "80%", "+10 poin"),
        ("2", "Meningkatnya mutu layanan", "Jumlah laporan mutu", "12 Laporan", "–", "–"),
    ]
    assert table.notes == ("Baris 2: Target setelah perubahan tidak tercetak",)
    assert cells(tables.tabulate_perjanjian(dataset, "sekretariat"))[0][3:] == ("10 Temuan", "10 Temuan", "tetap")


@pytest.mark.parametrize(("after", "change"), [("75", "+5 poin"), ("70", "tetap"), ("60.5", "−9,5 poin"), ("", "–")])
def test_the_change_of_a_target(edit: Edit, read: Read, after: str, change: str) -> None:
    edit("2024/perjanjian.csv", "iku-1,%,70,80", f"iku-1,%,70,{after}")
    assert cells(tables.tabulate_perjanjian(read(), "kepala"))[0][-1] == change


def test_moved_targets(dataset: Dataset, dataset_2023: Dataset) -> None:
    assert cells(tables.tabulate_perubahan_target(dataset)) == [
        ("Kepala Dinas Contoh Uji", "Persentase layanan tepat mutu", "70%", "80%", "+10 poin"),
        ("Kepala Dinas Contoh Uji", "Jumlah laporan mutu", "12 Laporan", "–", "–"),
    ]
    assert tables.tabulate_perubahan_target(dataset_2023).rows == ()


# ── Bab III.A, B ────────────────────────────────────────────────────────────────────────


def test_skala(dataset: Dataset) -> None:
    assert cells(tables.tabulate_skala(dataset)) == [
        ("1", "91 ≤ 100", "91% atau lebih", "Sangat Tinggi"),
        ("2", "76 ≤ 90", "76% atau lebih, kurang dari 91%", "Tinggi"),
        ("3", "66 ≤ 75", "66% atau lebih, kurang dari 76%", "Sedang"),
        ("4", "51 ≤ 65", "51% atau lebih, kurang dari 66%", "Rendah"),
        ("5", "≤ 50", "kurang dari 51%", "Sangat Rendah"),
    ]


def test_results_of_the_iku(dataset: Dataset) -> None:
    table = tables.tabulate_hasil(dataset, "iku")
    assert [header for _, header in heads(table)][3:5] == ["Realisasi 2023", "Realisasi 2024"]
    assert [row[1:] for row in cells(table)] == [
        ("Persentase layanan tepat mutu", "80%", "60%", "66,67%", "83,33%", "Tinggi"),
        ("Jumlah laporan mutu", "12 Laporan", "12 Laporan", "12 Laporan", "100,00%", "Sangat Tinggi"),
        ("Lama penyelesaian permohonan", "3 jam", "2 jam", "1 jam 7 menit 38 detik", "162,43%", "Sangat Tinggi"),
        ("Jumlah pemohon terlayani", "110 Orang", NONE, NONE, NONE, "–"),
    ]
    assert cells(table, "jumlah") == [
        ("Rata-rata capaian (2 dari 2 sasaran, 3 dari 4 IKU)", "", "", "", "", "127,05%", "Sangat Tinggi")
    ]
    assert table.notes == ("Capaian: R/T × 100; (2T − R)/T × 100.",)


def test_results_of_the_tujuan(dataset: Dataset) -> None:
    table = tables.tabulate_hasil(dataset, "tujuan")
    assert heads(table)[0] == ("", "Tujuan")
    assert cells(table) == [
        (
            "Terwujudnya layanan yang teruji",
            "Indeks layanan",
            "3,2 Angka",
            NONE,
            "3,2 Angka",
            "100,00%",
            "Sangat Tinggi",
        )
    ]
    assert cells(table, "jumlah") == []


def test_target_and_result_beside_the_printed_capaian(dataset: Dataset) -> None:
    assert cells(tables.tabulate_target_realisasi(dataset, "iku-1")) == [
        ("Persentase layanan tepat mutu", "80%", "66,67%", "83,33%", "Tinggi", "83,00")
    ]
    assert cells(tables.tabulate_target_realisasi(dataset, "iku-4")) == [
        ("Jumlah pemohon terlayani", "110 Orang", NONE, NONE, "–", "–")
    ]


def test_how_a_result_is_counted(dataset: Dataset) -> None:
    assert cells(tables.tabulate_perhitungan(dataset, "iku-1")) == [
        ("Pembilang: Layanan tepat mutu", "40 Layanan"),
        ("Penyebut: Seluruh layanan", "60 Layanan"),
        ("Pembilang / penyebut × 100", "66,67%"),
        ("Realisasi yang dilaporkan", "66,67%"),
    ]
    missing = tables.tabulate_perhitungan(dataset, "iku-2")
    assert (missing.rows, missing.missing) == ((), "Indikator ini tidak dihitung dari pembilang dan penyebut.")


def test_counts_that_are_owed_are_missed(edit: Edit, read: Read) -> None:
    edit("2024/realisasi.csv", "iku-1,,77,40,60,,,", "iku-1,,77,,,,,")
    missing = tables.tabulate_perhitungan(read(), "iku-1")
    assert (missing.rows, missing.missing) == ((), "Pembilang dan penyebut tahun 2024 belum tersedia.")


def test_a_missing_result_tells_its_reason(edit: Edit, read: Read) -> None:
    edit("2024/realisasi.csv", "iku-1,,77,40,60,,,", "iku-1,,77,,,,,Survei terbit bulan Juni.")
    notes = tables.tabulate_hasil(read(), "iku").notes
    assert notes[-1] == "Persentase layanan tepat mutu: realisasi 2024 belum tersedia: Survei terbit bulan Juni."


def test_a_capped_capaian_shows_what_it_was(edit: Edit, read: Read) -> None:
    edit("profil.csv", "\ndaerah,", "\nbatas_capaian,120,\ndaerah,")
    assert "120,00% (tanpa batas 162,43%)" in [
        row[3] for row in cells(tables.tabulate_target_realisasi(read(), "iku-3"))
    ]


def test_comparison_of_years(dataset: Dataset) -> None:
    table = tables.tabulate_tahun_lalu(dataset, "iku-1")
    assert cells(table) == [
        ("2022", "70%", "55,00%", "78,57%", "Tinggi"),
        ("2023", "75%", "60%", "80,00%", "Tinggi"),
        ("2024", "80%", "66,67%", "83,33%", "Tinggi"),
    ]
    assert table.sources == (
        ("dinas-contoh-uji/riwayat.csv", "data/riwayat.csv"),
        ("dinas-contoh-uji/2023/realisasi.csv", ""),
        ("dinas-contoh-uji/2024/realisasi.csv", "data/realisasi.csv"),
    ), "yang diterbitkan laporan tahun lain tidak ditautkan"


@pytest.mark.parametrize(
    ("kode", "row"),
    [
        ("iku-1", ("66,67%", "78%", "90%", "74,07%", "23,33 poin persentase", "tidak")),
        ("iku-2", ("12 Laporan", "15 Laporan", "12 Laporan", "100,00%", "0 Laporan", "tidak")),
        ("iku-3", ("1 jam 7 menit 38 detik", "2 jam", "1 jam", "87,28%", "7 menit 38 detik", "ya")),
        ("iku-4", (NONE, "110 Orang", "130 Orang", NONE, NONE, NONE)),
    ],
)
def test_progress_to_the_end_of_the_renstra(dataset: Dataset, kode: str, row: tuple[str, ...]) -> None:
    table = tables.tabulate_kemajuan(dataset, kode)
    assert heads(table)[2] == ("", "Target akhir Renstra 2026")
    assert cells(table) == [row]


def test_benchmarks_up_to_the_report_year(dataset: Dataset) -> None:
    assert cells(tables.tabulate_benchmark(dataset, "iku-1")) == [
        ("Provinsi", "2024", "70%", "66,67%", "Buku rekaan provinsi")
    ]
    assert cells(tables.tabulate_benchmark(dataset, "iku-3")) == [
        ("Standar", "2023", "1 jam 30 menit", "2 jam", "Standar rekaan")
    ]
    assert tables.tabulate_benchmark(dataset, "iku-2").rows == ()


def test_results_of_a_unit(dataset: Dataset) -> None:
    table = tables.tabulate_unit(dataset, "eselon_3", "sekretariat")
    assert heads(table)[3:] == [("2023", "Capaian"), ("2024", "Target"), ("2024", "Realisasi"), ("2024", "Capaian")]
    assert [row[2:] for row in cells(table)] == [
        ("Jumlah temuan pemeriksaan", NONE, "10 Temuan", "8 Temuan", "120,00%"),
        ("Lama surat menunggu", NONE, "10 Hari", "8 Hari", "125,00%"),
        ("Kelembapan ruang arsip", NONE, "10%–20%", "25%", "125,00%"),
        ("Jumlah kehilangan arsip", NONE, "0 Kasus", "0 Kasus", "100,00%"),
        ("Predikat SAKIP", NONE, "BB", "B", "80,00%"),
        ("Opini atas laporan keuangan", NONE, "WTP", "WTP", "100,00%"),
    ]
    rules = "(2T − R)/T × 100; T/R × 100; R/batas atas × 100; target 0 dan realisasi 0 dinilai 100; R/T × 100"
    assert table.notes == (f"Capaian: {rules}.",)
    assert cells(tables.tabulate_unit(dataset, "eselon_3", "bidang"))[0][2:] == (
        "Rasio penguji terhadap permohonan", NONE, "1:25", "1:30", "80,00%",
    )  # fmt: skip


def test_counts_of_a_unit_over_the_years(dataset: Dataset) -> None:
    assert [row[2:] for row in cells(tables.tabulate_perhitungan_unit(dataset, "eselon_3", "bidang"))] == [
        ("2022", "5 Kelompok", "6 Kelompok", "83,33%"),
        ("2024", "6 Kelompok", "6 Kelompok", "100,00%"),
    ]


def test_the_lowest_posts_show_the_last_known_year(dataset: Dataset) -> None:
    table = tables.tabulate_eselon_4(dataset)
    assert heads(table)[3:] == [("2022", "Capaian"), ("2023", "Target"), ("2023", "Realisasi"), ("2023", "Capaian")]
    assert cells(table) == [
        ("1", "Terselesaikannya pengujian", "Jumlah pengujian selesai", NONE, NONE, NONE, "95,00% *")
    ]
    assert table.notes == (
        "Capaian bertanda \\* dinyatakan sumber data tanpa target atau realisasinya, sehingga tidak dapat dihitung ulang.",
    )
    latest = tables.latest_with(dataset, "eselon_4")
    assert latest is not None
    assert latest.tahun == 2023
    assert tables.latest_with(dataset, "sub_kegiatan") is None


def test_a_list_of_groups_shows_only_columns_in_use(dataset: Dataset) -> None:
    table = tables.tabulate_kelompok(dataset, "e3-8")
    assert [header for _, header in heads(table)] == ["No", "Nama", "Bidang kegiatan", "Status"]
    assert cells(table) == [
        ("1", "Kelompok <b>A</b> *B* @c `d` | e", "Uji", "Aktif"),
        ("2", "Kelompok Dua", "–", "Aktif"),
    ]
    assert "Kelompok &lt;b&gt;A&lt;/b&gt; *B* @c &#96;d&#96; | e" in table.to_markdown()


# ── Bab III.C ───────────────────────────────────────────────────────────────────────────


def test_spending_by_kind(dataset: Dataset) -> None:
    table = tables.tabulate_belanja(dataset)
    assert cells(table) == [
        ("1", "Belanja Pegawai", "150.000.000", "110.000.000", "73,33", "–"),
        ("2", "Belanja Barang dan Jasa", "70.000.000", "60.000.000", "85,71", "–"),
    ]
    assert cells(table, "jumlah") == [
        ("", "Penjumlahan baris", "220.000.000", "170.000.000", "77,27", "–"),
        ("", "Jumlah anggaran instansi", "230.000.000", "171.000.000", "74,35", "75,00"),
    ]
    assert table.notes[:2] == (
        "Penjumlahan pagu menurut jenis belanja Rp220.000.000 tidak sama dengan jumlah pagu instansi Rp230.000.000; selisih Rp10.000.000.",
        "Penjumlahan realisasi menurut jenis belanja Rp170.000.000 tidak sama dengan jumlah realisasi instansi Rp171.000.000; selisih Rp1.000.000.",
    )


def test_spending_that_adds_up_has_no_note(edit: Edit, read: Read) -> None:
    edit("2024/apbd.csv", "230000000,171000000", "220000000,170000000")
    assert [note for note in tables.tabulate_belanja(read()).notes if "selisih" in note] == []


def test_budget_per_sasaran(dataset: Dataset) -> None:
    assert cells(tables.tabulate_sasaran(dataset)) == [
        ("Meningkatnya mutu layanan", "91,67", "150.000.000", "110.000.000", "73,33", "73,33", "2 dari 2"),
        ("Meningkatnya kecepatan layanan", "162,43", "70.000.000", "60.000.000", "100,00", "–", "1 dari 2"),
    ]


def test_budget_per_programme(dataset: Dataset) -> None:
    table = tables.tabulate_program(dataset)
    assert [row.cells[0] for row in table.rows] == [
        "Sasaran: Meningkatnya mutu layanan", "8.01", "8.01.01", "8.01.01.01", "8.01.01.02",
        "Sasaran: Meningkatnya kecepatan layanan", "8.02", "8.02.01", "8.02.01.01", "8.02.01.02",
        "Penunjang seluruh sasaran", "8.03",
    ]  # fmt: skip
    rows = {row[0]: row[1:] for row in cells(table)}
    assert rows["8.01"] == ("Program Mutu Layanan", "90,00", "150.000.000", "110.000.000", "73,33", "65,00", "2 dari 2")
    assert rows["8.02.01.02"] == ("Pelatihan <Petugas> & Kader", "90,00", "10.000.000", "–", "–", "–", "0 dari 1")
    assert "Pelatihan &lt;Petugas&gt; &amp; Kader" in table.to_html()
    assert rows["8.03"] == ("Program Penunjang", "–", "–", "–", "–", "–", "0 dari 1")


def test_the_whole_tree_of_programmes_with_what_is_planned(dataset: Dataset) -> None:
    table = tables.tabulate_pohon_program(dataset)
    assert cells(table)[:3] == [
        ("8.01", "Program Mutu Layanan", "", "150.000.000", "2 dari 2"),
        ("8.01.01", "Kegiatan Penjaminan Mutu", "", "150.000.000", "2 dari 2"),
        ("8.01.01.01", "Penyusunan Dokumen Mutu", "Jumlah dokumen mutu", "100.000.000", "1 dari 1"),
    ]
    assert len(cells(table)) == len(dataset["program"]), "juga yang belum beranggaran"
    assert cells(table, "jumlah") == [("", "Pagu instansi", "", "230.000.000", "")]


def test_the_lowest_rows_carry_what_has_come_together(dataset: Dataset) -> None:
    carried = {str(row.cells[0]): row.carried for row in tables.tabulate_program(dataset).rows if row.carried}
    assert carried == {
        "8.01.01.01": ("", "", "", "100.000.000", "90.000.000", "90,00", "", "1 dari 1"),
        "8.01.01.02": ("", "", "", "150.000.000", "110.000.000", "73,33", "", "2 dari 2"),
        "8.02.01.01": ("", "", "", "210.000.000", "170.000.000", "80,95", "", "3 dari 3"),
        "8.02.01.02": ("", "", "", "220.000.000", "170.000.000", "80,95", "", "3 dari 4"),
        "8.03": ("", "", "", "220.000.000", "170.000.000", "80,95", "", "3 dari 5"),
    }
    assert {row.carried for row in tables.tabulate_efisiensi(dataset).rows} == {()}
    *_, kegiatan = tables.tabulate_pendukung(dataset, "s-2").rows
    assert kegiatan.carried[3:] == ("70.000.000", "60.000.000", "100,00", "", "1 dari 2")


@pytest.mark.parametrize(
    "tabulate", [tables.tabulate_pohon_program, tables.tabulate_program, tables.tabulate_efisiensi]
)
def test_rows_of_the_programme_tree_tell_their_level(dataset: Dataset, tabulate: Tabulate) -> None:
    depth = {row["kode"]: row["kode"].count(".") for row in dataset.rows("program")}
    rows = [row for row in tabulate(dataset).rows if row.kind == "isi"]
    assert rows
    assert [row.level for row in rows] == [depth[str(row.cells[0])] for row in rows]


def test_downloads_have_amounts_unrounded(dataset: Dataset) -> None:
    lines = tables.tabulate_program(dataset).to_csv().removeprefix(BOM).splitlines()
    rows = list(csv.DictReader(lines, delimiter=";"))
    first = next(row for row in rows if "8.01" in row["Kode"].split('"'))
    assert (first["Pagu (Rp)"], first["Realisasi (Rp)"]) == ("150000000", "110000000")
    assert first["Serapan (%)"] == "73,333333", "cukup halus untuk dihitung ulang"
    assert first["Rincian"] == "2 dari 2"


def test_pagu_per_programme(dataset: Dataset) -> None:
    table = tables.tabulate_pagu_program(dataset)
    assert [row[2:] for row in cells(table)] == [
        ("150.000.000", "2 dari 2"),
        ("70.000.000", "2 dari 2"),
        ("–", "0 dari 1"),
    ]
    assert cells(table, "jumlah") == [("", "Pagu instansi", "230.000.000", "")]


def test_efficiency(dataset: Dataset) -> None:
    rows = {row[0]: row[2:] for row in cells(tables.tabulate_efisiensi(dataset))}
    assert rows == {
        "8.01": ("90,00", "73,33", "16,67", "10,00", LOW),
        "8.01.01": ("90,00", "73,33", "16,67", "–", LOW),
        "8.01.01.01": ("100,00", "90,00", "10,00", "–", "efisien"),
        "8.01.01.02": ("80,00", "40,00", "40,00", "–", LOW),
        "8.02": ("95,00", "100,00", "-5,00", "–", "belum dapat dinilai"),
        "8.02.01": ("95,00", "100,00", "-5,00", "–", "belum dapat dinilai"),
        "8.02.01.01": ("100,00", "100,00", "0,00", "–", "tidak efisien"),
        "8.02.01.02": ("90,00", "–", "–", "–", "tidak dapat dihitung"),
        "8.03": ("–", "–", "–", "–", "tidak dapat dihitung"),
    }


def test_what_supports_a_sasaran(dataset: Dataset) -> None:
    assert [row[0] for row in cells(tables.tabulate_pendukung(dataset, "s-2"))] == ["8.02", "8.02.01"]
    assert [row[0] for row in cells(tables.tabulate_efisiensi_sasaran(dataset, "s-1"))] == ["8.01", "8.01.01"]


def test_without_a_budget_the_tables_say_so(data: Path, read: Read) -> None:
    (data / "dinas-contoh-uji" / "2023" / "anggaran.csv").unlink()
    dataset = read(2023)
    made = [
        tables.tabulate_belanja(dataset),
        tables.tabulate_sasaran(dataset),
        tables.tabulate_program(dataset),
        tables.tabulate_pagu_program(dataset),
        tables.tabulate_efisiensi(dataset),
        tables.tabulate_efisiensi_sasaran(dataset, "s-1"),
    ]
    assert [table.rows for table in made] == [()] * 6
    assert all("tahun 2023 belum" in table.missing for table in made)


# ── Bab III.D ───────────────────────────────────────────────────────────────────────────


def test_sakip_scores(dataset: Dataset) -> None:
    assert cells(tables.tabulate_sakip(dataset)) == [
        ("2022", "58,50", "CC (Cukup)", "CC", "–"),
        ("2023", "72,50", "BB (Sangat Baik)", "BB", "14,00"),
        ("2024", "70,00", "B (Baik)", "BB", "-2,50"),
    ]


def test_recommendations(dataset: Dataset) -> None:
    assert cells(tables.tabulate_rekomendasi(dataset)) == [
        ("1", "Perbaiki mutu data", "Menata buku layanan", "Sekretaris", "Juni 2024", "Selesai", "Buku layanan"),
        ("2", "Percepat layanan", NONE, NONE, NONE, NONE, NONE),
    ]


def test_notes_of_the_data_stay_text(edit: Edit, read: Read) -> None:
    edit("2024/perjanjian.csv", "Target setelah perubahan tidak tercetak", "Lihat <b> *x* @tbl-y")
    assert tables.tabulate_perjanjian(read(), "kepala").notes == (r"Baris 2: Lihat \<b\> \*x\* \@tbl-y",)
