"""Prose that follows the data: each case of naik, turun, tetap, tercapai, belum and missing."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from lkip_utils import Dataset, sentences, tables
from lkip_utils.kinerja import compute_hasil
from lkip_utils.perbandingan import compute_perubahan
from lkip_utils.tanda import mark_prose

Read = Callable[..., Dataset]
Edit = Callable[[str, str, str], None]
NAME = "Dinas Contoh Uji (Fiktif) Kabupaten Rekaan"

# ── words ───────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("items", "text"), [([], ""), (["a"], "a"), (["a", "b"], "a dan b"), (["a", "b", "c"], "a, b, dan c")]
)
def test_enumerations(items: list[str], text: str) -> None:
    assert sentences.join(items) == text


@pytest.mark.parametrize(
    ("kini", "lalu", "satuan", "text"),
    [
        ("100", "93.5", "%", "naik 6,5 poin persentase"),
        ("90", "93.25", "%", "turun 3,25 poin persentase"),
        ("7", "7.0", "Orang", "tetap"),
        ("12", "10", "Laporan", "naik 2 Laporan"),
        ("10", "12", "", "turun 2"),
    ],
)
def test_changes_in_words(kini: str, lalu: str, satuan: str, text: str) -> None:
    assert sentences.describe_perubahan(compute_perubahan(Decimal(kini), Decimal(lalu), satuan)) == text


def test_a_change_has_no_endless_decimals() -> None:
    change = compute_perubahan(Decimal(200) / 3, Decimal(60), "%")
    assert sentences.describe_perubahan(change) == "naik 6,67 poin persentase"


def test_a_change_that_isnt_known() -> None:
    change = compute_perubahan(Decimal(1), None, "%")
    assert sentences.describe_perubahan(change) == "tidak dapat dibandingkan karena salah satu nilainya belum tersedia"


def test_a_printed_figure_that_differs_is_named(dataset: Dataset) -> None:
    text = "[Laporan yang diterbitkan mencetak 83,00; berbeda 0,33 poin dari hasil hitung.]{.tercetak}"
    assert sentences.compare_printed(dataset, "capaian.iku-1", Decimal(250) / 3) == text


def test_a_printed_figure_that_agrees_isnt_mentioned(dataset: Dataset) -> None:
    assert sentences.compare_printed(dataset, "capaian.iku-1", Decimal("82.995")) == ""
    assert sentences.compare_printed(dataset, "capaian.iku-2", Decimal(100)) == ""
    assert sentences.compare_printed(dataset, "capaian.iku-1", None) == ""


def test_texts_as_lists(dataset: Dataset, dataset_2023: Dataset) -> None:
    assert (
        sentences.list_rows(dataset, "tugas_fungsi", "Fungsi", jenis="fungsi")
        == "1. Pelaksanaan pengujian\n2. Pelaporan hasil pengujian"
    )
    assert sentences.list_rows(dataset, "upaya", "Komitmen", marker="-", jenis="komitmen") == "- Menjaga mutu"
    assert sentences.list_rows(dataset_2023, "upaya", "Komitmen", jenis="komitmen") == (
        "::: {.belum}\n\nKomitmen tahun 2023 belum tersedia.\n\n:::"
    )


def test_data_in_a_list_stays_text(dataset: Dataset) -> None:
    assert sentences.list_rows(dataset, "isu_strategis", "Isu") == (
        r"1. Isu \<b\>tebal\</b\> \*bintang\* \@acuan \`kode\` \| garis"
    )


def test_rows_come_in_their_order(edit: Edit, read: Read) -> None:
    edit("tugas_fungsi.csv", "fungsi,1,", "fungsi,3,")
    assert sentences.list_rows(read(), "tugas_fungsi", "Fungsi", jenis="fungsi").startswith("1. Pelaporan")


def test_texts_as_quotation(dataset: Dataset) -> None:
    assert sentences.quote_rows(dataset, "visi_misi", "Makna visi", jenis="makna_visi") == "> Makna visi".replace(
        "Makna visi", "Teruji berarti setiap angka dapat ditelusuri."
    )
    assert "Makna lain belum tersedia." in sentences.quote_rows(dataset, "visi_misi", "Makna lain", jenis="lain")


def test_analyses_with_sub_items(dataset: Dataset) -> None:
    assert (
        sentences.list_uraian(dataset, "iku-1", "faktor_pendorong", "internal")
        == "- Petugas terlatih:\n    - tiga pelatihan"
    )
    assert sentences.list_uraian(dataset, "iku-1", "faktor_pendorong", "eksternal") == "- Dukungan warga"
    assert sentences.list_uraian(dataset, "iku-2", "faktor_pendorong", "internal") == (
        "::: {.belum}\n\nUraian faktor pendorong internal tahun 2024 belum tersedia.\n\n:::"
    )
    assert "Uraian solusi tahun 2024 belum tersedia." in sentences.list_uraian(dataset, "iku-2", "solusi")


def test_signatures(dataset: Dataset, dataset_2023: Dataset) -> None:
    assert sentences.signature(dataset, "kata_pengantar") == (
        "::: {.tanda-tangan}\n\nRekaan, 14 Februari 2025\\\nKepala Dinas Contoh Uji\n\n\\ \n\n"
        "**Fulan Rekaan, S.Uji.**\\\nPembina Khayal\\\nNIP 00000000 000000 0 000\n\n:::"
    )
    assert sentences.signature(dataset, "penutup") == (
        "::: {.tanda-tangan}\n\nRekaan, Februari 2025\\\nKepala Dinas Contoh Uji\n\n\\ \n\n**Fulan Rekaan, S.Uji.**\n\n:::"
    )
    assert "Penanda tangan laporan tahun 2023 belum tersedia." in sentences.signature(dataset_2023, "penutup")


def test_notes_of_a_file(dataset: Dataset) -> None:
    assert (
        sentences.list_catatan(dataset, "anggaran") == "Catatan sumber data:\n\n- 8.02.01.02: Realisasi tidak tercetak"
    )
    assert sentences.list_catatan(dataset, "upaya") == ""


# ── kinerja ─────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("kode", "text"),
    [
        ("iku-1", "**Persentase layanan tepat mutu**: dari target 80% terealisasi 66,67%, sehingga capaiannya 83,33% (Tinggi); target belum tercapai."),
        ("iku-2", "**Jumlah laporan mutu**: dari target 12 Laporan terealisasi 12 Laporan, sehingga capaiannya 100,00% (Sangat Tinggi); target tercapai."),
        ("iku-3", "**Lama penyelesaian permohonan**: dari target 3 jam terealisasi 1 jam 7 menit 38 detik, sehingga capaiannya 162,43% (Sangat Tinggi); target tercapai."),
        ("iku-4", "**Jumlah pemohon terlayani**: target 110 Orang, realisasi belum tersedia; capaian tahun 2024 belum tersedia."),
    ],
)  # fmt: skip
def test_a_result_in_a_sentence(dataset: Dataset, kode: str, text: str) -> None:
    assert sentences.describe_hasil(dataset, compute_hasil(dataset, kode)) == text


def test_a_name_stays_text_in_a_sentence(edit: Edit, read: Read) -> None:
    edit("indikator.csv", "Jumlah laporan mutu,Laporan", "Jumlah <b> *laporan* @tbl-x `mutu` |,Lap*oran*")
    dataset = read()
    text = sentences.describe_hasil(dataset, compute_hasil(dataset, "iku-2"))
    assert text.startswith(r"**Jumlah \<b\> \*laporan\* \@tbl-x \`mutu\` \|**: ")
    assert r"dari target 12 Lap\*oran\* terealisasi" in text
    assert sentences.list_hasil_iku(dataset).splitlines()[1] == f"- {text}"
    assert r"\<b\> \*laporan\*" in sentences.list_perhatian(dataset)


def test_the_agencys_name_stays_text(edit: Edit, read: Read) -> None:
    edit("profil.csv", "Dinas Contoh Uji (Fiktif)", "Dinas *Contoh* <b> @Uji")
    assert sentences.name(read()) == r"Dinas \*Contoh\* \<b\> \@Uji Kabupaten Rekaan"


@pytest.mark.parametrize(
    ("kode", "text"),
    [
        ("iku-1", "naik 6,67 poin persentase"),
        ("iku-2", "tetap"),
        ("iku-3", "turun 52 menit 22 detik"),
        ("iku-4", "tidak dapat dibandingkan karena salah satu nilainya belum tersedia"),
    ],
)
def test_comparison_with_last_year(dataset: Dataset, kode: str, text: str) -> None:
    assert (
        sentences.compare_tahun_lalu(dataset, kode) == f"Realisasi tahun 2024 dibandingkan dengan tahun 2023: {text}."
    )


@pytest.mark.parametrize(
    ("kode", "text"),
    [
        ("iku-1", "Capaian realisasi tahun 2024 terhadap target akhir Renstra tahun 2026 (90%) adalah 74,07%; masih harus naik 23,33 poin persentase. Perkembangannya belum sesuai jalur target Renstra tahun 2024."),
        ("iku-2", "Capaian realisasi tahun 2024 terhadap target akhir Renstra tahun 2026 (12 Laporan) adalah 100,00%; target akhir telah tercapai. Perkembangannya belum sesuai jalur target Renstra tahun 2024."),
        ("iku-3", "Capaian realisasi tahun 2024 terhadap target akhir Renstra tahun 2026 (1 jam) adalah 87,28%; masih harus turun 7 menit 38 detik. Perkembangannya sesuai jalur target Renstra tahun 2024."),
        ("iku-4", "Kemajuan menuju akhir Renstra belum dapat dihitung: realisasi belum tersedia."),
        ("e3-1", "Kemajuan menuju akhir Renstra belum dapat dihitung: target akhir Renstra tahun 2026 belum tersedia."),
    ],
)  # fmt: skip
def test_comparison_with_the_renstra(dataset: Dataset, kode: str, text: str) -> None:
    assert sentences.compare_renstra(dataset, kode) == text


def test_the_renstras_path_may_lack_this_year(edit: Edit, read: Read) -> None:
    edit("target_renstra.csv", "iku-1,2024,78,\n", "")
    assert sentences.compare_renstra(read(), "iku-1").endswith(
        "Perkembangannya belum dapat dinilai kesesuaiannya dengan jalur target Renstra tahun 2024."
    )


def test_summary_of_the_capaian(dataset: Dataset) -> None:
    assert sentences.summarise_capaian(dataset) == (
        "Dari 3 (tiga) indikator kinerja utama yang dapat dinilai, 2 (dua) mencapai target. "
        "Rata-rata capaian atas 2 dari 2 sasaran adalah **127,05%** dengan kategori **Sangat Tinggi**. "
        "Yang tidak ikut dirata-rata: 1 (satu) indikator (realisasi belum tersedia)."
    )


def test_summary_beside_the_printed_mean(dataset_2023: Dataset) -> None:
    assert sentences.summarise_capaian(dataset_2023) == (
        "Dari 3 (tiga) indikator kinerja utama yang dapat dinilai, 2 (dua) mencapai target. "
        "Rata-rata capaian atas 2 dari 2 sasaran adalah **111,67%** dengan kategori **Sangat Tinggi**. "
        "Yang tidak ikut dirata-rata: 1 (satu) indikator (target dan realisasi belum tersedia). "
        "[Laporan yang diterbitkan mencetak 95,00; berbeda 16,67 poin dari hasil hitung.]{.tercetak}"
    )


def test_summary_without_any_result(edit: Edit, read: Read) -> None:
    for old in ("iku-1,,,,,60,,\n", "iku-2,,,,,12,,\n", "iku-3,,,,,2 jam,,\n"):
        edit("2023/realisasi.csv", old, "")
    assert sentences.summarise_capaian(read(2023)) == (
        "Capaian kinerja tahun 2023 belum dapat dihitung: 3 (tiga) indikator (realisasi belum tersedia) dan 1 (satu) indikator (target dan realisasi belum tersedia)."
    )


def test_comparison_of_the_mean(dataset: Dataset, dataset_2023: Dataset) -> None:
    assert sentences.compare_capaian(dataset) == (
        "Dibandingkan dengan rata-rata capaian tahun 2023 sebesar 111,67%, capaian tahun 2024 naik 15,38 poin persentase. "
        "Rata-rata itu mencakup 3 dari 4 IKU tahun 2023 dan 3 dari 4 IKU tahun 2024."
    )
    assert sentences.compare_capaian(dataset_2023) == (
        "Rata-rata capaian tahun 2022 tidak diketahui secara utuh, sehingga perubahannya belum dapat dihitung."
    )


def test_comparison_of_the_mean_with_a_printed_one(edit: Edit, read: Read) -> None:
    edit("2023/realisasi.csv", "iku-3,,,,,2 jam,,\n", "")
    assert sentences.compare_capaian(read()) == (
        "Dibandingkan dengan rata-rata capaian tahun 2023 sebesar 95,00%, capaian tahun 2024 naik 32,05 poin persentase. "
        "Angka tahun 2023 adalah angka yang tercetak, karena realisasi yang membentuknya tidak lengkap."
    )


@pytest.mark.parametrize(
    ("printed", "words"), [("150,00", "turun 22,95 poin persentase"), ("90", "naik 37,05 poin persentase")]
)
def test_the_mean_can_fall_and_rise(edit: Edit, read: Read, printed: str, words: str) -> None:
    edit("2023/realisasi.csv", "iku-3,,,,,2 jam,,\n", "")
    edit("2023/angka_tercetak.csv", "95,00", printed)
    assert f"capaian tahun 2024 {words}." in sentences.compare_capaian(read())


def test_summary_of_the_agreement(dataset: Dataset, dataset_2023: Dataset) -> None:
    assert sentences.summarise_perjanjian(dataset) == (
        f"Berdasarkan perjanjian kinerja tahun 2024, {NAME} mempunyai 1 (satu) sasaran strategis dengan 2 (dua) indikator "
        "kinerja utama. Di luar perjanjian itu ada 2 (dua) indikator kinerja utama lain."
    )
    assert sentences.summarise_perjanjian(dataset_2023) == (
        f"Berdasarkan Renstra tahun 2023, {NAME} mempunyai 2 (dua) sasaran strategis dengan 4 (empat) indikator kinerja utama."
    )


def test_lowest_posts(dataset: Dataset, dataset_2023: Dataset, data: Path, edit: Edit, read: Read) -> None:
    assert sentences.introduce_eselon_4(dataset) == (
        "Realisasi kinerja eselon IV dan jabatan fungsional tahun 2024 belum tersedia. "
        "@tbl-eselon-4 menyajikan tahun terakhir yang datanya ada, yaitu tahun 2023."
    )
    assert sentences.title_eselon_4(dataset) == "Capaian kinerja eselon IV dan jabatan fungsional, tahun 2023"
    assert sentences.introduce_eselon_4(dataset_2023) == "@tbl-eselon-4 menyajikan capaian tahun 2023."
    edit("2023/realisasi.csv", "e4-1,,,,,,95,Hanya capaian yang tercetak\n", "")
    assert sentences.introduce_eselon_4(read()) == (
        "Realisasi kinerja eselon IV dan jabatan fungsional sampai dengan tahun 2024 belum tersedia."
    )


def test_what_a_unit_tells(dataset: Dataset) -> None:
    assert sentences.list_uraian_unit(dataset, "eselon_3", "sekretariat") == "- Delapan temuan administratif"
    assert sentences.list_uraian_unit(dataset, "eselon_3", "bidang") == ""


# ── anggaran ────────────────────────────────────────────────────────────────────────────


def test_summary_of_the_budget_beside_the_printed_figure(dataset: Dataset, dataset_2023: Dataset) -> None:
    assert sentences.summarise_anggaran(dataset) == (
        "Pagu anggaran tahun 2024 sebesar Rp230.000.000 terealisasi Rp171.000.000 atau **74,35%**. "
        "[Laporan yang diterbitkan mencetak 75,00; berbeda 0,65 poin dari hasil hitung.]{.tercetak}"
    )
    assert sentences.summarise_anggaran(dataset_2023) == (
        "Pagu anggaran tahun 2023 sebesar Rp80.000.000 terealisasi Rp60.000.000 atau **75,00%**. Angka itu baru mencakup "
        "pagu 1 dan realisasi 1 dari 5 sub kegiatan; serapannya dihitung dari 1 sub kegiatan yang pagu dan realisasinya "
        "diketahui."
    )


def test_a_printed_figure_that_agrees_adds_no_sentence(edit: Edit, read: Read) -> None:
    edit("2024/angka_tercetak.csv", '"75,00"', '"74,35"')
    dataset = read()
    assert sentences.summarise_anggaran(dataset).endswith("**74,35%**.")
    assert "mencetak" not in sentences.list_perhatian(dataset)


def test_without_a_budget(data: Path, read: Read) -> None:
    (data / "dinas-contoh-uji" / "2023" / "anggaran.csv").unlink()
    dataset = read(2023)
    assert sentences.summarise_anggaran(dataset) == "Pagu dan realisasi anggaran tahun 2023 belum tersedia."
    assert sentences.describe_perubahan_pagu(dataset) == "Pagu anggaran tahun 2023 belum tersedia."
    assert sentences.explain_rincian(dataset) == "Rincian anggaran per sub kegiatan tahun 2023 belum tersedia."
    assert sentences.rank_program(dataset) == "Serapan per program tahun 2023 belum tersedia."
    assert "Anggaran tahun 2023 belum tersedia." in sentences.list_perhatian(dataset)


def test_what_the_lines_leave_unexplained(dataset: Dataset, dataset_2023: Dataset) -> None:
    assert sentences.explain_rincian(dataset) == (
        "Pagu 4 dan realisasi 3 dari 5 sub kegiatan diketahui; pagunya berjumlah Rp220.000.000, kurang Rp10.000.000 dari "
        "pagu instansi. Sumber data tidak merinci anggaran Program Penunjang."
    )
    assert sentences.explain_rincian(dataset_2023) == (
        "Pagu dan realisasi 1 dari 5 sub kegiatan diketahui; pagunya berjumlah Rp80.000.000. "
        "Pagu instansi adalah jumlah rincian itu, karena tidak tercatat tersendiri."
    )


def test_an_agency_without_iku_says_so(edit: Edit, read: Read) -> None:
    for kode in ("iku-1", "iku-2", "iku-3", "iku-4"):
        edit(
            "indikator.csv",
            f"\n{kode},s-{1 if kode < 'iku-3' else 2},iku,",
            f"\n{kode},s-{1 if kode < 'iku-3' else 2},eselon_3,",
        )
    dataset = read()
    assert "Indikator kinerja utama" in sentences.summarise_perjanjian(dataset)
    assert "0 (nol)" not in sentences.summarise_perjanjian(dataset)
    assert "karena indikator kinerja utama belum tersedia" in sentences.summarise_capaian(dataset)


def test_a_name_that_tells_the_region_is_not_doubled(edit: Edit, read: Read) -> None:
    edit("profil.csv", "Dinas Contoh Uji (Fiktif)", "Dinas Contoh Uji Kabupaten Rekaan")
    assert read().nama_lengkap == "Dinas Contoh Uji Kabupaten Rekaan"


def test_an_agreement_without_change_is_not_called_one(edit: Edit, read: Read, data: Path) -> None:
    path = data / "dinas-contoh-uji" / "2024" / "perjanjian.csv"
    header, *rows = path.read_text(encoding="utf-8").splitlines()
    cells = [row.split(",") for row in rows]
    column = header.split(",").index("target_setelah")
    path.write_text(
        "\n".join([header, *(",".join([*c[:column], "", *c[column + 1 :]]) for c in cells), ""]), encoding="utf-8"
    )
    (data / "dinas-contoh-uji" / "2024" / "keputusan.csv").unlink()
    dataset = read()
    assert sentences.title_perjanjian(dataset, "Kepala") == "Perjanjian kinerja tahun 2024: Kepala"
    assert tables.tabulate_perubahan_target(dataset).rows == ()


def test_lines_above_the_total(edit: Edit, read: Read) -> None:
    edit("2024/apbd.csv", "230000000", "200000000")
    assert "lebih Rp20.000.000 dari pagu instansi." in sentences.explain_rincian(read())


def test_highest_and_lowest_programme(edit: Edit, read: Read) -> None:
    edit("2024/anggaran.csv", "20000000,10000000,,Realisasi tidak tercetak", "20000000,10000000,9000000,")
    assert sentences.rank_program(read()) == (
        "Serapan tertinggi terdapat pada Program Percepatan Layanan (98,57%), "
        "yang terendah pada Program Mutu Layanan (73,33%)."
    )


def test_a_programme_whose_lines_are_not_all_known_is_neither_ranked_nor_judged(
    edit: Edit, read: Read, dataset: Dataset
) -> None:
    assert sentences.rank_program(dataset) == (
        "Serapan antarprogram tahun 2024 belum dapat dibandingkan. Rincian Program Percepatan Layanan (1 dari 2) belum lengkap, "
        "sehingga serapannya tidak dibandingkan."
    )

    def judge(kode: str, of: Dataset) -> str:
        return next(str(row.cells[-1]) for row in tables.tabulate_efisiensi(of).rows if row.cells[0] == kode)

    assert judge("8.02", dataset) == "belum dapat dinilai"
    edit("2024/anggaran.csv", "20000000,10000000,,Realisasi tidak tercetak", "20000000,10000000,1000000,")
    assert judge("8.02", read()) == "kinerja belum tercapai"
    edit("2024/anggaran.csv", "8.02.01.02,90,", "8.02.01.02,,")
    assert judge("8.02", read()) == "belum dapat dinilai"


def test_kinds_of_spending_against_the_total(dataset: Dataset, dataset_2023: Dataset) -> None:
    assert sentences.explain_belanja(dataset) == (
        "Baris jenis belanja menjumlah pagu Rp220.000.000 dan realisasi Rp170.000.000, tidak sama dengan jumlah anggaran "
        "instansi (Rp230.000.000 dan Rp171.000.000). Jumlah pagu itu sama dengan pagu APBD murni. "
        "Angka disajikan sebagaimana tercetak dan tidak diperbaiki."
    )
    assert sentences.explain_belanja(dataset_2023) == "Realisasi menurut jenis belanja tahun 2023 belum tersedia."


def test_kinds_of_spending_that_add_up(edit: Edit, read: Read) -> None:
    edit("2024/apbd.csv", "230000000,171000000", "220000000,170000000")
    assert (
        sentences.explain_belanja(read()) == "Penjumlahan menurut jenis belanja sama dengan jumlah anggaran instansi."
    )


@pytest.mark.parametrize(
    ("murni", "text"),
    [
        ("220000000", "menurut APBD murni sebesar Rp220.000.000 dan setelah perubahan sebesar Rp230.000.000, bertambah Rp10.000.000."),
        ("240000000", "menurut APBD murni sebesar Rp240.000.000 dan setelah perubahan sebesar Rp230.000.000, berkurang Rp10.000.000."),
        ("230000000", "sebesar Rp230.000.000."),
    ],
)  # fmt: skip
def test_change_of_the_budget(edit: Edit, read: Read, murni: str, text: str) -> None:
    edit("2024/apbd.csv", "murni,220000000", f"murni,{murni}")
    assert sentences.describe_perubahan_pagu(read()) == f"Pagu anggaran tahun 2024 {text}"


def test_other_names_of_sasaran(dataset: Dataset, data: Path, read: Read) -> None:
    assert sentences.explain_sebutan_sasaran(dataset) == (
        "Laporan yang diterbitkan menyebut sasaran dengan nama lain dalam tabel anggarannya:\n\n"
        "- Meningkatnya mutu layanan: tercetak sebagai «Mutu layanan meningkat»"
    )
    (data / "dinas-contoh-uji" / "sebutan.csv").unlink()
    assert sentences.explain_sebutan_sasaran(read()) == ""


# ── perencanaan, evaluasi ───────────────────────────────────────────────────────────────


def test_units_and_programmes_as_lists(dataset: Dataset) -> None:
    assert sentences.list_organisasi(dataset) == (
        "1. Kepala Dinas\n    1. Sekretariat\n    2. Bidang Layanan\n        1. Kelompok Jabatan Fungsional"
    )
    assert sentences.list_program(dataset) == "1. Program Mutu Layanan\n2. Program Percepatan Layanan"


def test_staff_by_breakdown(dataset: Dataset, dataset_2023: Dataset) -> None:
    assert sentences.summarise_pegawai(dataset) == (
        f"Jumlah pegawai {NAME} tahun 2024: menurut jabatan 10 orang, menurut pendidikan 9 orang, dan menurut jenis "
        "kelamin 10 orang. Cakupan tiap rincian mengikuti sumbernya."
    )
    assert sentences.summarise_pegawai(dataset_2023) == "Data pegawai tahun 2023 belum tersedia."


def test_staff_without_counts_is_missing(data: Path, read: Read) -> None:
    (data / "dinas-contoh-uji" / "2024" / "pegawai.csv").write_text(
        "rincian,urutan,kelompok,jabatan,jumlah,catatan\njabatan,1,Staf,,,\n", encoding="utf-8"
    )
    assert sentences.summarise_pegawai(read()) == "Data pegawai tahun 2024 belum tersedia."


def test_planning(dataset: Dataset, dataset_2023: Dataset) -> None:
    assert sentences.renstra_period(dataset) == "periode 2022–2026"
    assert sentences.describe_kedudukan(dataset) == "Dinas Contoh Uji adalah instansi rekaan untuk pengujian."
    assert sentences.describe_dukungan(dataset) == (
        f"{NAME} mendukung pelaksanaan misi ke-2, yaitu Memperbaiki layanan (@tbl-keterkaitan)."
    )
    assert sentences.introduce_perjanjian(dataset).startswith(
        "Perjanjian kinerja tahun 2024 ditandatangani oleh pemegang 2 (dua) jabatan."
    )
    assert "Perjanjian kinerja tahun 2023 belum tersedia." in sentences.introduce_perjanjian(dataset_2023)
    assert "Perjanjian kinerja tahun 2023 belum tersedia." in sentences.introduce_lampiran(dataset_2023)
    assert "Kepala Dinas Contoh Uji" in sentences.introduce_lampiran(dataset)


def test_what_the_profile_lacks(edit: Edit, read: Read) -> None:
    edit("profil.csv", "kedudukan,Dinas Contoh Uji adalah instansi rekaan untuk pengujian.,\n", "")
    edit("profil.csv", "renstra_akhir,2026,\n", "")
    edit("visi_misi.csv", "layanan,ya,", "layanan,,")
    dataset = read()
    assert "Kedudukan instansi belum tersedia." in sentences.describe_kedudukan(dataset)
    assert sentences.renstra_period(dataset) == "periode yang belum tersedia"
    assert "Misi yang didukung instansi belum tersedia." in sentences.describe_dukungan(dataset)


def test_sakip_score(dataset: Dataset, dataset_2023: Dataset, edit: Edit, read: Read) -> None:
    assert sentences.summarise_sakip(dataset) == (
        "Evaluasi SAKIP atas kinerja tahun 2024 memberi nilai **70,00** dengan predikat **B (Baik)**, "
        "turun 2,5 poin dibandingkan dengan tahun 2023."
    )
    assert "**BB (Sangat Baik)**, naik 14" in sentences.summarise_sakip(dataset_2023)
    edit("sakip.csv", "2022,58.5,CC,\n", "")
    assert sentences.summarise_sakip(read(2023)).endswith("predikat **BB (Sangat Baik)**.")
    edit("sakip.csv", "2023,72.5,BB,\n", "")
    assert sentences.summarise_sakip(read(2023)) == "Nilai evaluasi SAKIP sampai dengan tahun 2023 belum tersedia."


def test_recommendations(dataset: Dataset, dataset_2023: Dataset, edit: Edit, read: Read) -> None:
    assert sentences.summarise_rekomendasi(dataset) == (
        "Evaluator memberi 2 (dua) rekomendasi; 1 (satu) mempunyai rencana aksi dan 1 (satu) di antaranya dinyatakan "
        "selesai. Penanggung jawab 1 (satu) rekomendasi belum tersedia."
    )
    assert sentences.summarise_rekomendasi(dataset_2023) == (
        "Rekomendasi evaluasi yang ditindaklanjuti tahun 2023 belum tersedia."
    )
    edit("2024/rekomendasi.csv", "Juni 2024,selesai", "Juni 2024,")
    assert "dan status penyelesaiannya belum tersedia." in sentences.summarise_rekomendasi(read())


# ── ringkasan ───────────────────────────────────────────────────────────────────────────


def test_headline_cards(dataset: Dataset) -> None:
    cards = [
        sentences.card(
            "Rata-rata capaian",
            "127,05%",
            "Kategori: Sangat Tinggi. Dihitung atas 2 dari 2 sasaran, 3 dari 4 IKU",
            "Tahun 2023: 111,67%; naik 15,38 poin persentase",
        ),
        sentences.card(
            "IKU mencapai target",
            "2 dari 4",
            "Target menurut perjanjian kinerja, catatan hasil pengukuran, dan Renstra tahun 2024; 1 belum dapat dinilai",
            "Tahun 2023: 2 dari 4; 1 belum dapat dinilai",
        ),
        sentences.card(
            "Serapan anggaran",
            "74,35%",
            "Rp171.000.000 dari Rp230.000.000",
            # Of 2023, one of five sub kegiatan is known.
            "Tahun 2023: belum tersedia",
            tanda=mark_prose(dataset, "anggaran.serapan"),
        ),
        sentences.card("Nilai SAKIP", "70,00", "Predikat B, kinerja tahun 2024", "Tahun 2023: 72,50; turun 2,5 poin"),
    ]
    assert sentences.headline_cards(dataset) == "::: {.kartu}\n\n" + "\n\n".join(cards) + "\n\n:::"
    assert sentences.card("a", "b", "c", "d") == "::: {.kartu-angka}\n\na\n\n**b**\n\nc\\\nd\n\n:::"


def test_cards_of_a_year_that_lacks_everything(data: Path, edit: Edit, read: Read) -> None:
    (data / "dinas-contoh-uji" / "2023" / "anggaran.csv").unlink()
    (data / "dinas-contoh-uji" / "sakip.csv").unlink()
    for old in ("iku-1,,,,,60,,\n", "iku-2,,,,,12,,\n", "iku-3,,,,,2 jam,,\n"):
        edit("2023/realisasi.csv", old, "")
    text = sentences.headline_cards(read(2023))
    assert text.count("**belum tersedia**") == 4
    assert "Tahun 2022: belum tersedia" in text
    assert not re.search("naik|turun|tetap", text), "tanpa nilai tahun ini tidak ada perubahan"
    assert "Target menurut Renstra tahun 2023" in text
    assert "Pagu atau realisasi tidak diketahui" in text
    assert "; 4 belum dapat dinilai" in text


def test_points_that_need_attention(dataset: Dataset) -> None:
    assert sentences.list_perhatian(dataset).splitlines()[:-1] == [
        "- Serapan anggaran 74,35%. [Laporan yang diterbitkan mencetak 75,00; berbeda 0,65 poin dari hasil hitung.]{.tercetak}",
        "- Analisis Jumlah laporan mutu belum memuat faktor pendorong, faktor penghambat, dan solusi.",
        "- Analisis Lama penyelesaian permohonan belum memuat faktor pendorong, faktor penghambat, dan solusi.",
        "- Analisis Jumlah pemohon terlayani belum memuat faktor pendorong, faktor penghambat, dan solusi.",
        "- Belum ada angka pembanding dari luar instansi untuk Jumlah laporan mutu dan Jumlah pemohon terlayani.",
        "- Rincian sub kegiatan berselisih Rp10.000.000 dari pagu instansi (@tbl-program).",
    ]


def test_what_went_well(dataset: Dataset) -> None:
    assert sentences.list_keberhasilan(dataset).splitlines() == [
        "- **Jumlah laporan mutu** dan **Lama penyelesaian permohonan** mencapai target.",
        "- Capaian tertinggi: **Lama penyelesaian permohonan** (162,43%).",
        "- Kenaikan capaian terbesar sejak tahun 2023: **Lama penyelesaian permohonan** (dari 133,33% menjadi 162,43%) "
        "dan **Persentase layanan tepat mutu** (dari 80,00% menjadi 83,33%).",
        "- 1 (satu) dari 2 (dua) rekomendasi evaluasi dinyatakan selesai (@tbl-rekomendasi).",
    ]


def test_what_did_not_go_well(dataset: Dataset) -> None:
    assert sentences.list_kekurangan(dataset).splitlines() == [
        "- **Persentase layanan tepat mutu** belum mencapai target: terealisasi 66,67% dari target 80%, capaian 83,33%.",
        "- Realisasi **Jumlah pemohon terlayani** belum tersedia.",
        "- Kinerja 1 (satu) sub kegiatan belum tercapai dan serapannya lebih rendah lagi (@tbl-efisiensi): "
        "Pemantauan Mutu (kinerja 80,00%, serapan 40,00%).",
    ]


def test_a_fall_of_a_target_that_was_met_is_told(edit: Edit, read: Read) -> None:
    before = sentences.list_kekurangan(read())
    edit("2023/realisasi.csv", "iku-2,,,,,12,,\n", "iku-2,,,,,15,,\n")
    told = set(sentences.list_kekurangan(read()).splitlines()) - set(before.splitlines())
    assert len(told) == 1
    assert told.pop().startswith("- Penurunan capaian terbesar sejak tahun 2023: **Jumlah laporan mutu** (dari ")


def test_what_comes_next(dataset: Dataset) -> None:
    assert sentences.list_langkah(dataset).splitlines() == [
        "- Menambah pelatihan",
        "- **Persentase layanan tepat mutu**: Menata ruang",
        "- 1 (satu) rekomendasi evaluasi belum dinyatakan selesai (@tbl-rekomendasi).",
    ]


def test_a_year_of_which_nothing_is_known_is_not_praised(edit: Edit, read: Read) -> None:
    for old in ("iku-1,,,,,60,,\n", "iku-2,,,,,12,,\n", "iku-3,,,,,2 jam,,\n"):
        edit("2023/realisasi.csv", old, "")
    dataset = read(2023)
    assert sentences.list_keberhasilan(dataset) == (
        "Keberhasilan tahun 2023 belum dapat dinilai karena capaian indikator kinerja utama belum diketahui."
    )
    assert sentences.list_kekurangan(dataset).count("belum tersedia") == 4
    assert "Upaya perbaikan kinerja tahun 2023 belum tersedia." in sentences.list_langkah(dataset)


def test_highlights_take_names_and_texts_literally(edit: Edit, read: Read) -> None:
    edit("indikator.csv", "Persentase layanan tepat mutu", "Mutu *kami* <b>")
    edit("2024/upaya.csv", "Menambah pelatihan", "[klik](x) @tbl-y")
    dataset = read()
    assert r"**Mutu \*kami\* \<b\>** belum mencapai target" in sentences.list_kekurangan(dataset)
    assert r"- \[klik\](x) \@tbl-y" in sentences.list_langkah(dataset)
