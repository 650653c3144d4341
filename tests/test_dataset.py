"""The dataset: what is good is read whole, what is broken is listed whole."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import FrozenInstanceError, dataclass
from decimal import Decimal
from pathlib import Path

import pytest

from lkip_utils import Dataset, read_dataset
from lkip_utils.folders import list_instansi, list_years
from lkip_utils.kinerja import list_hasil
from lkip_utils.reader import read_years
from lkip_utils.schemas import FILES
from lkip_utils.temuan import DataError, Temuan

A = "dinas-contoh-uji"

Read = Callable[..., Dataset]
Edit = Callable[[str, str, str], None]
Place = tuple[str, int | None, str, str]
"""File below the agency's folder, row, column, code of the rule."""


@dataclass(frozen=True)
class Break:
    """One thing to break, and what has to be said about it.

    ``change`` holds old and new text of one place; None deletes the file.
    """

    name: str
    file: str
    change: tuple[str, str] | bytes | None
    expected: dict[Place, tuple[str, ...]]


BREAKS = (
    Break(
        "berkas hilang",
        "sasaran.csv",
        None,
        {
            ("sasaran.csv", None, "", "D01"): (
                "tidak ada",
                "diharapkan berkas dengan kolom: kode, jenis, induk, urutan, uraian, berlaku_dari, berlaku_sampai, catatan",
            )
        },
    ),
    Break(
        "kolom hilang",
        "visi_misi.csv",
        b"jenis,uraian,didukung\nvisi,Rekaan yang teruji,\n",
        {
            ("visi_misi.csv", 1, "urutan", "D05"): (
                "kolom wajib tidak ada",
                "kolom berkas ini: jenis, urutan, uraian, didukung, berlaku_dari, berlaku_sampai, catatan",
            )
        },
    ),
    Break(
        "kolom salah eja",
        "benchmark.csv",
        ("nilai,sumber", "nilai,sumbr"),
        {
            ("benchmark.csv", 1, "sumber", "D05"): ("kolom wajib tidak ada",),
            ("benchmark.csv", 1, "sumbr", "D06"): (
                "«sumbr» tidak dikenal",
                "Mungkin maksudnya «sumber»",
                "Perbaiki judulnya",
            ),
        },
    ),
    Break(
        "kode tidak dikenal",
        "2024/perjanjian.csv",
        ("kepala,2,s-1,iku-2", "kepala,2,s-1,iku-22"),
        {
            ("2024/perjanjian.csv", 3, "indikator", "D12"): (
                "kode «iku-22» tidak ada di indikator.csv",
                "Mungkin maksudnya «iku-2»",
                "Perbaiki kode",
            )
        },
    ),
    Break(
        "kunci ganda",
        "dasar_hukum.csv",
        ("h-3,pengukuran", "h-1,pengukuran"),
        {
            ("dasar_hukum.csv", 2, "kode", "D07"): ("«h-1»", "hapus atau ubah"),
            ("dasar_hukum.csv", 4, "kode", "D07"): ("«h-1»", "hapus atau ubah"),
        },
    ),
    Break(
        "bilangan tidak terbaca",
        "2024/belanja.csv",
        ("150000000", "150 juta"),
        {("2024/belanja.csv", 2, "pagu", "D08"): ("terbaca «150 juta»", "diharapkan bilangan")},
    ),
    Break(
        "bilangan bermakna ganda",
        "sakip.csv",
        ("72.5", "7.250"),
        {("sakip.csv", 3, "nilai", "D08"): ("terbaca «7.250»", "7.25 atau 7250", "Tulis persis salah satunya")},
    ),
    Break(
        "target tidak terbaca dalam bentuk indikatornya",
        "2024/realisasi.csv",
        ("e3-5,,BB,,,B,", "e3-5,,BB,,,Bagus,"),
        {("2024/realisasi.csv", 11, "nilai", "D08"): ("terbaca «Bagus»", "salah satu dari D, C, CC, B, BB, A, AA")},
    ),
    Break(
        "keterangan di belakang target",
        "target_renstra.csv",
        ("iku-1,2024,78,", "iku-1,2024,78% (Evaluasi Semester I),"),
        {
            ("target_renstra.csv", 4, "target", "D08"): (
                "terbaca «78% (Evaluasi Semester I)»",
                "hanya angkanya",
                "keterangan «(Evaluasi Semester I)» di kolom catatan",
            )
        },
    ),
    Break(
        "pengodean lain",
        "tugas_fungsi.csv",
        "jenis,urutan,uraian,catatan\ntugas,1,Menguji,\nfungsi,1,Pengujian \x81 pelaporan,\n".encode("latin1"),
        {("tugas_fungsi.csv", 3, "", "D03"): ("0x81", "bukan huruf", "Simpan ulang dari Excel")},
    ),
    Break(
        "berkas kosong",
        "strategi.csv",
        b"",
        {
            ("strategi.csv", None, "", "D02"): (
                "berkas kosong",
                "diharapkan sedikitnya baris judul kolom",
                "Isi berkas atau hapus",
            )
        },
    ),
    Break(
        "baris tidak rata",
        "sebutan.csv",
        ("Mutu layanan meningkat", "Mutu, layanan meningkat"),
        {("sebutan.csv", 2, "", "D04"): ("terbaca 6 kolom, diharapkan 5", "tanda kutip ganda")},
    ),
    Break(
        "sel wajib kosong",
        "2024/pejabat.csv",
        ("penutup,Kepala Dinas Contoh Uji,", "penutup,,"),
        {("2024/pejabat.csv", 3, "jabatan", "D09"): ("sel kosong", "wajib diisi (Jabatan penanda tangan)")},
    ),
    Break(
        "pilihan tidak dikenal",
        "2024/upaya.csv",
        ("komitmen,1", "komitment,1"),
        {
            ("2024/upaya.csv", 2, "jenis", "D10"): (
                "terbaca «komitment»",
                "diharapkan salah satu dari: komitmen, upaya",
                "Mungkin maksudnya «komitmen»",
            )
        },
    ),
    Break(
        "berkas asing dalam folder tahun",
        "2024/realisasii.csv",
        b"x\n1\n",
        {
            ("2024/realisasii.csv", None, "", "D11"): (
                "«realisasii.csv» tidak dikenal",
                "Mungkin maksudnya «realisasi»",
                "Perbaiki namanya",
            )
        },
    ),
    Break(
        "berkas asing dalam folder instansi",
        "catatan.csv",
        b"x\n1\n",
        {("catatan.csv", None, "", "D11"): ("«catatan.csv» tidak dikenal", "Perbaiki namanya atau pindahkan")},
    ),
    Break(
        "unit di bawah dirinya sendiri",
        "organisasi.csv",
        ("bidang,kepala,3", "bidang,jf,3"),
        {
            ("organisasi.csv", 4, "induk", "D13"): ("«bidang» berada di bawah dirinya sendiri", "Perbaiki induknya"),
            ("organisasi.csv", 5, "induk", "D13"): ("«jf» berada di bawah dirinya sendiri",),
        },
    ),
    Break(
        "anggaran untuk induk",
        "2024/anggaran.csv",
        ("8.01.01.01,100", "8.01.01,100"),
        {
            ("2024/anggaran.csv", 2, "program", "D14"): (
                "«8.01.01»",
                "diharapkan kode rincian terbawah",
                "angka_tercetak",
            )
        },
    ),
    Break(
        "nilai di luar batas",
        "sakip.csv",
        ("2024,70,BB", "2024,725,BB"),
        {("sakip.csv", 4, "nilai", "D15"): ("terbaca 725", "diharapkan antara 0 dan 100", "Periksa angkanya")},
    ),
    Break(
        "kelas skala tumpang tindih",
        "skala.csv",
        ("2,76,90,", "2,76,95,"),
        {("skala.csv", None, "", "D16"): ("tumpang tindih", "Perbaiki batas")},
    ),
    Break(
        "tanggal tak terbaca",
        "2024/pejabat.csv",
        ("2025-02-14", "medio Februari 2025"),
        {("2024/pejabat.csv", 2, "tanggal", "D08"): ("terbaca «medio Februari 2025»", "diharapkan tanggal TTTT-BB-HH")},
    ),
    Break(
        "satuan indikator lain",
        "riwayat.csv",
        ("iku-1,2022,70,", "iku-1,2022,70 Orang,"),
        {("riwayat.csv", 2, "target", "D08"): ("terbaca «70 Orang»", "bilangan dalam %, bukan «Orang»")},
    ),
    Break(
        "keputusan tentang sel yang tidak ada",
        "2024/keputusan.csv",
        ("perjanjian/sekretariat/1/selisih", "perjanjian/sekertariat/1/selisih"),
        {
            ("2024/keputusan.csv", 2, "kunci", "D17"): (
                "sel «perjanjian/sekertariat/1/selisih» yang tidak ada",
                "Mungkin maksudnya «perjanjian/sekretariat/1/selisih»",
                "Perbaiki kuncinya",
            )
        },
    ),
    Break(
        "berkas Excel yang hanya diganti namanya",
        "2024/sarana.csv",
        b"PK\x03\x04\x14\x00\x06\x00",
        {("2024/sarana.csv", None, "", "D18"): ("ini berkas Excel (.xlsx)", "bukan CSV", "simpan sebagai «CSV UTF-8")},
    ),
    Break(
        "sel terlalu panjang",
        "2024/penghargaan.csv",
        f"urutan,uraian,catatan\n1,{'Piagam ' * 3000},\n".encode(),
        {("2024/penghargaan.csv", 2, "", "D19"): ("memuat 21000 huruf", "paling banyak 20000", "tanda kutip")},
    ),
    Break(
        "butir profil salah eja",
        "profil.csv",
        ("alamat,", "almat,"),
        {
            ("profil.csv", 4, "kunci", "D20"): (
                "butir «almat» tidak dikenal",
                "Mungkin maksudnya «alamat»",
                "Perbaiki namanya",
            )
        },
    ),
    Break(
        "Renstra berakhir sebelum mulai",
        "profil.csv",
        ("renstra_awal,2022", "renstra_awal,2032"),
        {("profil.csv", 8, "nilai", "D21"): ("terbaca 2032–2026", "tidak setelah tahun akhirnya", "Periksa keduanya")},
    ),
    Break(
        "berkas Excel dalam folder tahun",
        "2024/anggaran.xlsx",
        b"PK\x03\x04",
        {
            ("2024/anggaran.xlsx", None, "", "D11"): (
                "«anggaran.xlsx» tidak dikenal",
                "simpan dari Excel sebagai «CSV UTF-8 (dipisahkan koma)»",
                "pindahkan",
            )
        },
    ),
    Break(
        "berkas instansi dalam folder tahun",
        "2024/sakip.csv",
        b"tahun,nilai,predikat,catatan\n",
        {("2024/sakip.csv", None, "", "D11"): ("«sakip.csv» tidak dikenal", "Tempatnya di folder instansi")},
    ),
    Break(
        "nama berkas berhuruf besar",
        "Sakip.CSV",
        b"tahun,nilai,predikat,catatan\n",
        {("Sakip.CSV", None, "", "D11"): ("«Sakip.CSV» tidak dikenal", "Mungkin maksudnya «sakip»")},
    ),
)


def apply(broken: Break, data: Path, edit: Edit) -> None:
    path = data / A / broken.file
    if broken.change is None:
        path.unlink()
    elif isinstance(broken.change, bytes):
        path.write_bytes(broken.change)
    else:
        edit(broken.file, *broken.change)


def find(read: Read) -> list[Temuan]:
    with pytest.raises(DataError) as caught:
        read()
    return caught.value.temuan


def place(temuan: Temuan) -> Place:
    return temuan.berkas.removeprefix(f"{A}/"), temuan.baris, temuan.kolom, temuan.kode


def check(found: list[Temuan], expected: dict[Place, tuple[str, ...]]) -> None:
    """Compare findings with places and parts of messages; the order is by file, row, column."""
    assert [place(temuan) for temuan in found] == sorted(expected, key=lambda p: (p[0], p[1] or 0, p[2], p[3]))
    for temuan in found:
        assert temuan.tingkat == "galat"
        lacking = [part for part in expected[place(temuan)] if part not in temuan.pesan]
        assert not lacking, f"«{temuan.pesan}» tidak memuat {lacking}"


def test_the_fixture_is_good_and_whole(dataset: Dataset) -> None:
    # What only a person can tell is left open: the tests of the checklist add it.
    told_by_people = ["pelaporan", "daftar_periksa"]
    assert [file for file in FILES if dataset[file].empty] == told_by_people, "tahun lengkap memuat setiap berkas lain"


@pytest.mark.parametrize("broken", BREAKS, ids=lambda broken: broken.name)
def test_each_problem_is_found_where_it_is(broken: Break, data: Path, edit: Edit, read: Read) -> None:
    apply(broken, data, edit)
    check(find(read), broken.expected)


@pytest.mark.parametrize("content", [None, "urutan,bawah,atas,kategori\n"])
def test_without_a_scale_there_is_no_category(data: Path, read: Read, content: str | None) -> None:
    path = data / A / "skala.csv"
    path.write_text(content, encoding="utf-8") if content else path.unlink()
    hasil = list_hasil(read(), "iku")
    assert [h.capaian.nilai is None for h in hasil].count(False) > 1
    assert {h.kategori for h in hasil} == {None}


def test_a_scale_that_cant_be_read_is_not_judged(edit: Edit, read: Read) -> None:
    edit("skala.csv", "2,76,90,", ",76,95,")
    check(find(read), {("skala.csv", 3, "urutan", "D09"): ("sel kosong", "wajib diisi")})


def test_all_problems_are_listed_together(data: Path, edit: Edit, read: Read) -> None:
    for broken in BREAKS:
        apply(broken, data, edit)
    check(find(read), {where: parts for broken in BREAKS for where, parts in broken.expected.items()})


def test_the_message_lists_one_problem_a_line(data: Path, edit: Edit, read: Read) -> None:
    for broken in BREAKS:
        apply(broken, data, edit)
    with pytest.raises(DataError) as caught:
        read()
    lines = str(caught.value).splitlines()
    assert len(lines) == len(caught.value.temuan)
    assert lines[0].startswith(f"{A}/2024/anggaran.csv, baris 2, kolom program: «8.01.01»")
    assert lines[0].endswith("[D14]")


def test_problems_of_an_earlier_year_are_listed_too(edit: Edit, read: Read) -> None:
    edit("2023/realisasi.csv", "iku-2,,,,,12", "iku-9,,,,,12")
    edit("2024/realisasi.csv", "e3-1,,,,,8", "e3-9,,,,,8")
    assert [place(temuan) for temuan in find(read)] == [
        ("2023/realisasi.csv", 3, "indikator", "D12"),
        ("2024/realisasi.csv", 7, "indikator", "D12"),
    ]


def test_a_wrong_code_in_master_data_hides_none_of_the_year(edit: Edit, read: Read) -> None:
    edit("strategi.csv", "8.01", "8.09")
    edit("2024/realisasi.csv", "e3-1,,,,,8", "e3-9,,,,,8")
    assert [place(temuan) for temuan in find(read)] == [
        ("2024/realisasi.csv", 7, "indikator", "D12"),
        ("strategi.csv", 2, "program", "D12"),
    ]


def test_an_unreadable_file_doesnt_make_its_codes_unknown(data: Path, read: Read) -> None:
    (data / A / "indikator.csv").write_bytes(b"")
    assert [place(temuan) for temuan in find(read)] == [("indikator.csv", None, "", "D02")]


def test_a_code_used_twice_is_one_problem(edit: Edit, read: Read) -> None:
    edit("indikator.csv", "\niku-2,", "\niku-1,")
    found = {place(temuan) for temuan in find(read)}
    assert {("indikator.csv", 3, "kode", "D07"), ("indikator.csv", 4, "kode", "D07")} <= found


# ── profil ──────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("added", "place", "part"),
    [
        ("batas_capaian,seratus,", ("profil.csv", 10, "nilai", "D08"), "terbaca «seratus», diharapkan bilangan"),
        ("batas_capaian,12,", ("profil.csv", 10, "nilai", "D15"), "terbaca 12, diharapkan antara 100 dan 1000"),
        ("celah_skala,atas,", ("profil.csv", 10, "nilai", "D10"), "diharapkan salah satu dari: bawah, bulat"),
        ("demonstrasi,tidak,", ("profil.csv", 10, "nilai", "D10"), "diharapkan salah satu dari: ya"),
        (
            "demonstration,ya,",
            ("profil.csv", 10, "kunci", "D20"),
            "butir «demonstration» tidak dikenal. Mungkin maksudnya «demonstrasi»",
        ),
    ],
)
def test_the_profile_is_checked_entry_by_entry(edit: Edit, read: Read, added: str, place: Place, part: str) -> None:
    edit("profil.csv", "renstra_akhir,2026,\n", f"renstra_akhir,2026,\n{added}\n")
    check(find(read), {place: (part,)})


@pytest.mark.parametrize("added", ["batas_capaian,120,", "celah_skala,bulat,", "demonstrasi,ya,", "tempat,Rekaan,"])
def test_every_known_entry_of_the_profile_is_taken(edit: Edit, read: Read, added: str) -> None:
    edit("profil.csv", "renstra_akhir,2026,\n", f"renstra_akhir,2026,\n{added}\n")
    assert read().profil(added.split(",")[0]) == added.split(",")[1]


def test_the_profile_names_the_agency(edit: Edit, read: Read) -> None:
    edit("profil.csv", "nama,Dinas Contoh Uji (Fiktif),\n", "")
    check(find(read), {("profil.csv", None, "", "D20"): ("butir «nama» tidak ada; wajib diisi (Nama instansi)",)})


def test_only_its_name_is_required_of_an_agency(data: Path, read: Read) -> None:
    (data / A / "profil.csv").write_text("kunci,nilai\nnama,Badan Rekaan\n", encoding="utf-8")
    assert (read().profil("nama"), read().profil("daerah")) == ("Badan Rekaan", "")


# ── adaptations ─────────────────────────────────────────────────────────────────────────

DECIDED: Place = ("2024/perjanjian.csv", 4, "selisih", "B10")


def list_adaptations(dataset: Dataset) -> dict[Place, str]:
    assert {temuan.tingkat for temuan in dataset.penyesuaian} <= {"info"}
    return {place(temuan): temuan.pesan for temuan in dataset.penyesuaian}


def test_plain_data_need_no_adaptation(dataset: Dataset, dataset_2023: Dataset) -> None:
    assert list_adaptations(dataset) == {DECIDED: "«1» diganti «0» menurut keputusan.csv."}
    assert list_adaptations(dataset_2023) == {}


def test_what_was_taken_otherwise_than_written_is_listed(edit: Edit, read: Read) -> None:
    edit("2024/belanja.csv", "150000000,110000000", '"Rp150.000.000,-",110.000.000')
    edit("2024/realisasi.csv", "iku-2,,,,,12,,", "iku-2,,,,,12 Laporan,,")
    edit("2024/realisasi.csv", "e3-3,,10-20,", "e3-3,,10 – 20,")
    edit("2024/realisasi.csv", "e3-6,,WTP,", "e3-6,,wtp,")
    edit("target_renstra.csv", "iku-1,2024,78,", '"iku-1","2024","78,0 %",')
    dataset = read()
    assert list_adaptations(dataset) == {
        DECIDED: "«1» diganti «0» menurut keputusan.csv.",
        ("2024/belanja.csv", 2, "pagu", "B06"): "«Rp150.000.000,-» dibaca 150000000.",
        ("2024/belanja.csv", 2, "realisasi", "B06"): "«110.000.000» dibaca 110000000.",
        ("2024/realisasi.csv", 5, "nilai", "B06"): "«12 Laporan» dibaca 12.",
        ("2024/realisasi.csv", 9, "target", "B06"): "«10 – 20» dibaca 10-20.",
        ("2024/realisasi.csv", 12, "target", "B06"): "«wtp» dibaca WTP.",
        ("target_renstra.csv", 4, "target", "B06"): "«78,0 %» dibaca 78.0.",
    }
    assert dataset["belanja"].loc[2, "pagu"] == Decimal(150000000)


def test_an_agreement_says_its_own_unit(edit: Edit, read: Read) -> None:
    edit("2024/perjanjian.csv", "kepala,2,s-1,iku-2,Laporan,12,", "kepala,2,s-1,iku-2,Dokumen,12 Dokumen,")
    assert list_adaptations(read())["2024/perjanjian.csv", 3, "target_sebelum", "B06"] == "«12 Dokumen» dibaca 12."


def test_adaptations_of_earlier_years_and_master_data_are_listed_once(edit: Edit, data: Path, read: Read) -> None:
    edit("2023/anggaran.csv", "80000000", "80.000.000")
    path = data / A / "strategi.csv"
    path.write_bytes(path.read_bytes().replace(b",", b";"))
    both: dict[Place, str] = {
        ("2023/anggaran.csv", 2, "pagu", "B06"): "«80.000.000» dibaca 80000000.",
        ("strategi.csv", None, "", "B01"): "kolom dipisahkan titik koma, bukan koma.",
    }
    assert list_adaptations(read(2023)) == both
    assert list_adaptations(read()) == {**both, DECIDED: "«1» diganti «0» menurut keputusan.csv."}


# ── decisions ───────────────────────────────────────────────────────────────────────────

Decide = Callable[..., None]


@pytest.fixture
def decide(data: Path) -> Decide:
    """A function that decides cells: key, value and what it replaces; in keputusan.csv of 2024 or another year."""

    def write(*decisions: tuple[str, str, str], tahun: int = 2024, temuan: str = "A07") -> None:
        rows = [
            f'{temuan.split()[n % len(temuan.split())]},{kunci},"{old}",{nilai},Alasan rekaan {n},Fulan Rekaan,2025-02-12,'
            for n, (kunci, nilai, old) in enumerate(decisions)
        ]
        head = "temuan,kunci,tercetak,nilai,alasan,oleh,tanggal,catatan"
        (data / A / str(tahun) / "keputusan.csv").write_text("\n".join([head, *rows, ""]), encoding="utf-8")

    return write


def test_a_decision_takes_the_place_of_what_is_written(decide: Decide, read: Read) -> None:
    decide(
        ("anggaran/8.01.01.02/realisasi", "25.000.000", "20000000"), ("anggaran/8.02.01.02/realisasi", "5000000", "")
    )
    dataset = read()
    assert list(dataset["anggaran"]["realisasi"]) == [90000000, 25000000, 60000000, 5000000]
    assert list_adaptations(dataset) == {
        ("2024/anggaran.csv", 3, "realisasi", "B10"): "«20000000» diganti «25.000.000» menurut keputusan.csv.",
        ("2024/anggaran.csv", 5, "realisasi", "B10"): "sel kosong diganti «5000000» menurut keputusan.csv.",
    }
    first, second = dataset.penyesuaian
    assert (first.kunci, first.tercetak, first.terhitung) == ("anggaran/8.01.01.02/realisasi", "20000000", "25.000.000")
    assert (second.kunci, second.tercetak) == ("anggaran/8.02.01.02/realisasi", "")


def test_a_decision_settles_a_cell_that_cant_be_read(decide: Decide, edit: Edit, read: Read) -> None:
    edit("2024/belanja.csv", "70000000", '"187.545,500"')
    edit("2024/realisasi.csv", "e3-5,,BB,,,B,", "e3-5,,BB,,,Bagus,")
    decide(
        ("belanja/Belanja Barang dan Jasa/pagu", "187545500", "187.545,500"),
        ("realisasi/e3-5/nilai", "B", "Bagus"),
        temuan="D08",
    )
    dataset = read()
    assert dataset["belanja"].loc[3, "pagu"] == Decimal(187545500)
    assert dataset["realisasi"].loc[11, "nilai"] == "B"


def test_a_decided_value_must_be_readable_itself(decide: Decide, read: Read) -> None:
    decide(("anggaran/8.01.01.02/realisasi", "7 juta", "20000000"))
    part = "menurut keputusan.csv terbaca «7 juta», diharapkan bilangan lengkap"
    check(find(read), {("2024/anggaran.csv", 3, "realisasi", "D08"): (part,)})


def test_a_decision_about_a_computed_number_is_not_the_readers(decide: Decide, read: Read) -> None:
    decide(("anggaran.serapan", "74", "75,00"), temuan="P01")
    assert list_adaptations(read()) == {}


@pytest.mark.parametrize(
    ("kunci", "part"),
    [
        ("angaran/8.01.01.02/pagu", "Mungkin maksudnya «anggaran»."),
        ("anggaran/8.01.01.02/pagi", "Mungkin maksudnya «anggaran/8.01.01.02/pagu»."),
        ("keputusan/J00/nilai", "keputusan menunjuk sel «keputusan/J00/nilai» yang tidak ada."),
    ],
)
def test_a_decision_must_name_a_cell(decide: Decide, read: Read, kunci: str, part: str) -> None:
    decide((kunci, "1", ""))
    check(find(read), {("2024/keputusan.csv", 2, "kunci", "D17"): (part, "atau hapus keputusannya")})


def test_a_decision_about_a_file_that_cant_be_read_isnt_blamed(decide: Decide, data: Path, read: Read) -> None:
    decide(("anggaran/8.01.01.02/pagu", "1", ""))
    (data / A / "2024" / "anggaran.csv").write_bytes(b"")
    check(find(read), {("2024/anggaran.csv", None, "", "D02"): ("berkas kosong",)})


def test_two_decisions_must_not_contradict_each_other(decide: Decide, read: Read) -> None:
    decide(("anggaran/8.01.01.02/pagu", "1", ""), ("anggaran/8.01.01.02/pagu", "2", ""), temuan="A07 A05")
    parts = ("diputuskan «2», padahal baris 2 memutuskannya «1»", "Samakan nilainya")
    check(find(read), {("2024/keputusan.csv", 3, "nilai", "D22"): parts})


def test_a_decision_about_master_data_holds_for_its_year_only(decide: Decide, read: Read) -> None:
    decide(("target_renstra/iku-1/2024/target", "90", "78"))
    assert read()["target_renstra"].loc[4, "target"] == "90"
    assert read(2023)["target_renstra"].loc[4, "target"] == "78"
    lalu = read().lalu
    assert lalu is not None
    assert lalu["target_renstra"].loc[4, "target"] == "78"


def test_master_data_that_only_this_year_settles_stop_only_the_others(decide: Decide, edit: Edit, read: Read) -> None:
    edit("target_renstra.csv", "iku-1,2024,78,", "iku-1,2024,tujuh puluh,")
    decide(("target_renstra/iku-1/2024/target", "78", "tujuh puluh"), temuan="D08")
    assert read()["target_renstra"].loc[4, "target"] == "78"
    expected = {("target_renstra.csv", 4, "target", "D08"): ("terbaca «tujuh puluh»",)}
    with pytest.raises(DataError) as caught:
        read(2023)
    check(caught.value.temuan, expected)


def test_a_decision_of_last_year_holds_when_this_year_looks_back(decide: Decide, read: Read) -> None:
    decide(("anggaran/8.01.01.01/pagu", "70000000", "80000000"), tahun=2023)
    for lalu in (read(2023), read().lalu):
        assert lalu is not None
        assert lalu["anggaran"].loc[2, "pagu"] == Decimal(70000000)


# ── several years ───────────────────────────────────────────────────────────────────────


def test_several_years_are_the_same_as_each_alone(read: Read, data: Path) -> None:
    years = read_years(A, data, [2024, 2023])
    assert sorted(years) == [2023, 2024]
    assert years[2024].lalu is years[2023]
    for tahun, dataset in years.items():
        alone = read(tahun)
        assert dataset.penyesuaian == alone.penyesuaian
        assert [dataset.rows(file) for file in FILES] == [alone.rows(file) for file in FILES]


def test_the_problems_of_several_years_are_listed_together(edit: Edit, data: Path) -> None:
    edit("2023/anggaran.csv", "80000000", "rusak")
    edit("2024/belanja.csv", "150000000", "rusak")
    with pytest.raises(DataError) as caught:
        read_years(A, data, [2022, 2023, 2024])
    assert [place(temuan) for temuan in caught.value.temuan] == [
        ("2022", None, "", "D01"),
        ("2023/anggaran.csv", 2, "pagu", "D08"),
        ("2024/belanja.csv", 2, "pagu", "D08"),
    ]


def test_an_agency_without_a_folder_is_a_problem(data: Path) -> None:
    with pytest.raises(DataError) as caught:
        read_years("dinas-lain", data, [2024])
    assert [(t.berkas, t.kode) for t in caught.value.temuan] == [("dinas-lain/2024", "D01")]


# ── what lies in the folders ────────────────────────────────────────────────────────────


def test_an_optional_file_that_leads_nowhere_isnt_taken_for_missing(data: Path, read: Read) -> None:
    path = data / A / "2024" / "sarana.csv"
    path.unlink()
    path.symlink_to("tidak-ada.csv")
    check(find(read), {("2024/sarana.csv", None, "", "D18"): ("berkas tidak dapat dibuka (tautannya putus)",)})


@pytest.mark.parametrize("name", ["~$anggaran.xlsx", ".~lock.anggaran.csv#", "catatan.docx", "foto.jpg", "README.md"])
def test_what_is_no_table_may_lie_there(data: Path, read: Read, name: str) -> None:
    (data / A / "2024" / name).write_bytes(b"x")
    assert read().tahun == 2024


def test_a_copy_of_a_year_isnt_left_out_without_a_word(data: Path, read: Read) -> None:
    for name in ("2023 (salinan)", "arsip", ".2022-lama"):
        (data / A / name).mkdir()
    check(find(read), {("2023 (salinan)", None, "", "D11"): ("«2023 (salinan)» tidak dibaca", "empat angka tahunnya")})


def test_a_byte_order_mark_is_taken(data: Path, read: Read) -> None:
    for path in (data / A).rglob("*.csv"):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert read().profil("nama") == "Dinas Contoh Uji (Fiktif)"


def test_rows_have_the_number_that_a_spreadsheet_shows(dataset: Dataset) -> None:
    frame = dataset["realisasi"]
    assert frame.index.name == "baris"
    assert frame.loc[3, "indikator"] == "iku-1"
    assert frame.loc[6, "nilai"] == "1:07:38"
    assert list(frame.index) == list(range(2, 15))


def test_cells_are_decimals_texts_or_none(dataset: Dataset) -> None:
    row = dataset["anggaran"].loc[5]
    assert row["program"] == "8.02.01.02"
    assert row["pagu"] == Decimal(10000000)
    assert isinstance(row["pagu"], Decimal)
    assert row["realisasi"] is None


def test_optional_files_that_arent_there_are_empty(dataset_2023: Dataset) -> None:
    assert dataset_2023["belanja"].empty
    assert list(dataset_2023["belanja"].columns) == ["urutan", "jenis", "pagu_murni", "pagu", "realisasi", "catatan"]


def test_the_year_before_is_known_and_no_other(dataset: Dataset) -> None:
    assert dataset.lalu is not None
    assert (dataset.lalu.tahun, dataset.lalu.lalu) == (2023, None)
    assert dataset.lalu["realisasi"].loc[2, "nilai"] == "60"


def test_a_gap_between_years_is_no_year_before(data: Path, read: Read) -> None:
    (data / A / "2023").rename(data / A / "2022")
    assert read().lalu is None


def test_later_years_are_not_read(data: Path, edit: Edit, read: Read) -> None:
    edit("2024/belanja.csv", "150000000", "rusak")
    assert read(2023).tahun == 2023
    assert [place(temuan) for temuan in find(read)] == [("2024/belanja.csv", 2, "pagu", "D08")]


def test_a_year_without_a_folder_is_a_problem(data: Path) -> None:
    with pytest.raises(DataError) as caught:
        read_dataset(A, 2030, data)
    assert [(t.berkas, t.baris, t.kode) for t in caught.value.temuan] == [(f"{A}/2030", None, "D01")]
    assert f"diharapkan data/{A}/2030/" in caught.value.temuan[0].pesan


def test_a_dataset_cant_be_changed(dataset: Dataset) -> None:
    with pytest.raises(FrozenInstanceError):
        dataset.tahun = 2030  # type: ignore[misc]
    with pytest.raises(TypeError):
        dataset.frames["sakip"] = dataset["sakip"]  # type: ignore[index]


def test_profil_and_sources(dataset: Dataset) -> None:
    assert dataset.profil("daerah") == "Kabupaten Rekaan"
    assert dataset.profil("tidak ada") == ""
    assert dataset.source("sakip") == "dinas-contoh-uji/sakip.csv"
    assert dataset.source("realisasi") == "dinas-contoh-uji/2024/realisasi.csv"


def test_lists_agencies_and_years(data: Path) -> None:
    (data / A / "arsip").mkdir()
    (data / A / "20244").mkdir()
    (data / ".git").mkdir()
    (data / "README.md").write_text("x", encoding="utf-8")
    assert list_instansi(data) == [A]
    assert list_years(A, data) == [2023, 2024]


def test_data_is_found_upwards(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Papermill runs a notebook from the project's root, where its ``../data`` is nothing."""
    (tmp_path / "dalam" / "lagi").mkdir(parents=True)
    for folder in (tmp_path, tmp_path / "dalam" / "lagi"):
        monkeypatch.chdir(folder)
        assert read_dataset("dinas-contoh-uji", 2024, "../data").profil("nama") == "Dinas Contoh Uji (Fiktif)"
    with pytest.raises(DataError, match="tiada"):
        read_dataset("tiada", 2024, "../data")
