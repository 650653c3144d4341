"""The checklists over the fictional agency: every answer against its data, and what each change of them does."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from lkip_utils import Dataset, read_dataset, sentences, tables
from lkip_utils.acuan import read_acuan
from lkip_utils.daftar_periksa import (
    Daftar,
    Jawaban,
    Perkiraan,
    estimate_komponen_3,
    grade,
    list_bagian,
    list_jawaban,
    sum_perkiraan,
)

ROOT = Path(__file__).parents[1]
Read = Callable[..., Dataset]
Edit = Callable[[str, str, str], None]
Write = Callable[[str, str], None]

MACHINE: dict[Daftar, list[str]] = {
    "apip": ["I.1", "I.2", "I.3", "I.4", "I.5", "I.6", "III.1", "III.2", "III.4", "III.5", "III.7"],
    "komponen_3": ["3.a.2", *(f"3.b.{n}" for n in range(1, 10))],
}
"""What the data of the fixture answer by themselves: it has no pelaporan.csv."""


@pytest.fixture
def write(data: Path) -> Write:
    """A function that adds a file to the copied year of the fictional agency."""

    def add(file: str, text: str) -> None:
        (data / "dinas-contoh-uji" / "2024" / file).write_text(text, encoding="utf-8")

    return add


def find(dataset: Dataset, butir: str) -> Jawaban:
    daftar: Daftar = "komponen_3" if butir.startswith("3.") else "apip"
    (found,) = (answer for answer in list_jawaban(dataset, daftar) if answer.butir == butir)
    return found


# ── the points ──────────────────────────────────────────────────────────────────────────


def test_the_points_are_those_of_the_regulations() -> None:
    for name, sizes in (("daftar_apip", [6, 7, 10]), ("komponen_3", [6, 9, 7])):
        rows = read_acuan(name)
        parts = [row["butir"] for row in rows if not row["bagian"]]
        points = [row for row in rows if row["bagian"]]
        assert [sum(row["bagian"] == part for row in points) for part in parts] == sizes
        assert all(row["butir"].startswith(f"{row['bagian']}.") and row["pertanyaan"] for row in points)
    assert [row["bobot"] for row in read_acuan("komponen_3") if row["bobot"]] == ["3.00", "4.50", "7.50"]


@pytest.mark.parametrize("daftar", ["apip", "komponen_3"])
def test_the_data_answer_what_they_can_and_leave_the_rest_open(dataset: Dataset, daftar: Daftar) -> None:
    answers = list_jawaban(dataset, daftar)
    assert [answer.butir for answer in answers if answer.otomatis] == MACHINE[daftar]
    assert all((answer.jawaban is not None) == answer.otomatis for answer in answers)
    assert all(answer.bukti for answer in answers if answer.otomatis)


@pytest.mark.parametrize(
    ("butir", "jawaban", "bukti"),
    [
        ("I.1", "ya", "4 dari 4 data penting instansi ditampilkan."),
        ("I.2", "ya", "4 dari 4 IKU mempunyai target tahun 2024."),
        ("I.3", "sebagian", "4 dari 5 indikator tujuan dan IKU mempunyai capaian tahun 2024 (belum: Jumlah pemohon terlayani)."),
        ("I.4", "ya", "2 dari 2 lampiran pendukung tersedia."),
        ("I.5", "ya", "1 upaya perbaikan kinerja disajikan."),
        ("I.6", "sebagian", "Realisasi Rp171.000.000 dari pagu Rp230.000.000, serapan 74,35%; pagu dan realisasi 3 dari 5 sub kegiatan diketahui."),
        ("III.1", "sebagian", "1 dari 2 sasaran dalam laporan tercantum dalam perjanjian kinerja pimpinan instansi (belum: Meningkatnya kecepatan layanan)."),
        ("III.2", "ya", "2 dari 2 sasaran dalam laporan mempunyai target Renstra tahun 2024."),
        ("III.4", "ya", "2 dari 2 indikator dalam perjanjian kinerja pimpinan instansi dilaporkan hasilnya."),
        ("III.5", "sebagian", "3 dari 4 IKU dilaporkan hasilnya (belum: Jumlah pemohon terlayani)."),
        ("III.7", "sebagian", "3 dari 4 IKU dibandingkan dengan tahun sebelumnya (belum: Jumlah pemohon terlayani); 2 dari 4 IKU mempunyai angka pembanding dari luar instansi (belum: Jumlah laporan mutu; Jumlah pemohon terlayani)."),
        ("3.a.2", "ya", "Hasil kinerja tercatat pula untuk tahun 2022, tahun 2023, triwulan 1."),
        ("3.b.1", "sebagian", "4 dari 6 butir format reviu APIP terpenuhi (belum: I.3; I.6)."),
        ("3.b.2", "ya", "3 dari 3 indikator dalam perjanjian kinerja seluruh jabatan dilaporkan hasilnya."),
        ("3.b.3", "sebagian", "3 dari 4 IKU dibandingkan dengan target tahun 2024 (belum: Jumlah pemohon terlayani)."),
        ("3.b.4", "sebagian", "3 dari 4 IKU dibandingkan dengan target akhir Renstra (belum: Jumlah pemohon terlayani)."),
        ("3.b.5", "sebagian", "3 dari 4 IKU dibandingkan dengan realisasi tahun sebelumnya (belum: Jumlah pemohon terlayani)."),
        ("3.b.6", "tidak", "0 dari 4 IKU dibandingkan dengan realisasi nasional atau internasional (belum: Persentase layanan tepat mutu; Jumlah laporan mutu; Lama penyelesaian permohonan; 1 lainnya)."),
        ("3.b.7", "sebagian", "1 dari 4 IKU diuraikan faktor pendorong, faktor penghambat, dan solusinya (belum: Jumlah laporan mutu; Lama penyelesaian permohonan; Jumlah pemohon terlayani)."),
        ("3.b.8", "sebagian", "2 dari 4 IKU mempunyai capaian dan serapan anggaran sasarannya (belum: Lama penyelesaian permohonan; Jumlah pemohon terlayani)."),
        ("3.b.9", "sebagian", "1 upaya perbaikan kinerja disajikan; 1 dari 2 rekomendasi mempunyai rencana aksi, penanggung jawab, dan tenggat."),
    ],
)  # fmt: skip
def test_answers_from_the_data(dataset: Dataset, butir: str, jawaban: str, bukti: str) -> None:
    found = find(dataset, butir)
    assert found.jawaban == jawaban
    assert found.bukti.startswith(bukti)


@pytest.mark.parametrize(
    ("file", "old", "new", "butir", "jawaban"),
    [
        ("2024/isu_strategis.csv", "1,Isu <b>tebal</b> *bintang* @acuan `kode` | garis,\n", "", "I.1", "sebagian"),
        ("2024/realisasi.csv", "it-1,,,,,3.2,,\n", "iku-4,,,,,100,,\nit-1,,,,,3.2,,\n", "I.3", "ya"),
        ("2024/upaya.csv", "upaya,1,", "komitmen,2,", "I.5", "tidak"),
        (
            "2024/anggaran.csv",
            "8.02.01.02,90,20000000,10000000,,",
            "8.02.01.02,90,20000000,10000000,1,\n8.03,90,1,1,1,",
            "I.6",
            "ya",
        ),
        ("2024/apbd.csv", "perubahan,230000000,171000000,", "perubahan,230000000,,", "I.6", "tidak"),
        ("2024/perjanjian.csv", "kepala,2,s-1,iku-2", "kepala,2,s-2,iku-2", "III.1", "ya"),
        ("2024/perjanjian.csv", "kepala,2,s-1,iku-2", "kepala,2,s-1,iku-4", "III.4", "sebagian"),
        ("2024/realisasi.csv", "iku-2,,,,,12,,\n", "iku-2,,,,,,,\n", "3.b.2", "sebagian"),
        ("benchmark.csv", "iku-1,2025,nasional,75", "iku-1,2024,nasional,75", "3.b.6", "sebagian"),
        ("2024/rekomendasi.csv", "2,Percepat layanan,,,,,,", "2,Percepat layanan,Loket,Kepala,Mei,,,", "3.b.9", "ya"),
        ("2024/analisis.csv", "iku-1,solusi,,1,,Menata ruang,\n", "", "3.b.7", "tidak"),
    ],
)
def test_a_change_of_the_data_changes_the_answer(
    edit: Edit, read: Read, file: str, old: str, new: str, butir: str, jawaban: str
) -> None:
    edit(file, old, new)
    assert find(read(), butir).jawaban == jawaban


def test_targets_and_comparisons_come_from_their_files(edit: Edit, read: Read) -> None:
    edit("target_renstra.csv", "iku-4,2024,110,\niku-4,2026,130,\n", "")
    edit("target_renstra.csv", "iku-3,2024,2 jam,\n", "")
    edit("2023/realisasi.csv", "iku-2", "e3-1")
    edit("program.csv", "Program Percepatan Layanan,s-2", "Program Percepatan Layanan,s-1")
    edit("2024/anggaran.csv", "8.02.01.02,90,20000000,10000000,,", "8.02.01.02,90,20000000,10000000,1,")
    dataset = read()
    assert find(dataset, "I.2").bukti == "3 dari 4 IKU mempunyai target tahun 2024 (belum: Jumlah pemohon terlayani)."
    assert find(dataset, "III.2").jawaban == "sebagian"
    assert "Jumlah laporan mutu; Jumlah pemohon terlayani" in find(dataset, "3.b.5").bukti
    assert find(dataset, "3.b.8").bukti.startswith("2 dari 4 IKU")


def test_a_year_without_perjanjian_leaves_open_what_needs_it(dataset_2023: Dataset) -> None:
    for butir in ("III.1", "III.4"):
        found = find(dataset_2023, butir)
        assert (found.jawaban, found.bukti) == (None, "Perjanjian kinerja pimpinan instansi tahun 2023 belum tersedia.")
    assert find(dataset_2023, "I.4").bukti == "1 dari 2 lampiran pendukung tersedia (belum: perjanjian kinerja)."
    assert find(dataset_2023, "3.b.2").bukti == find(dataset_2023, "III.5").bukti


def test_no_results_of_other_years_and_quarters_prove_nothing(edit: Edit, read: Read) -> None:
    edit("riwayat.csv", "iku-1,2022,70,33,60,,,\ne3-8,2022,100,5,6,83.33,,\n", "")
    found = find(read(2023), "3.a.2")
    assert (found.jawaban, found.otomatis) == (None, False)


def test_other_names_in_print_are_told(dataset: Dataset) -> None:
    assert find(dataset, "III.1").bukti.endswith("Laporan yang diterbitkan memakai pula 1 sebutan lain.")
    assert "sebutan lain" not in find(dataset, "III.5").bukti


def test_the_audit_is_evidence_but_no_answer(dataset: Dataset) -> None:
    found = find(dataset, "II.5")
    assert found.jawaban is None
    assert re.fullmatch(r"Temuan audit yang masih terbuka: \d+ galat dan \d+ peringatan\.", found.bukti)
    assert found.rujukan == ("sec-lampiran-register",)


# ── the steps of reporting ──────────────────────────────────────────────────────────────

STEPS = {"3.a.1": "disusun", "3.a.3": "ditetapkan", "3.a.4": "direviu", "3.a.5": "diterbitkan", "3.a.6": "disampaikan"}


def test_without_the_steps_nothing_is_said_about_them(dataset: Dataset) -> None:
    for butir, tahap in STEPS.items():
        found = find(dataset, butir)
        assert (found.jawaban, found.otomatis) == (None, False)
        assert found.bukti == f"Tahap «{tahap}» tidak diketahui: pelaporan.csv tahun 2024 belum ada."


def write_steps(write: Write, *rows: str) -> None:
    write("pelaporan.csv", "\n".join(("tahap,tanggal,bukti,catatan", *rows, "")))


@pytest.mark.parametrize("butir", STEPS)
def test_each_step_answers_its_criterion(write: Write, read: Read, butir: str) -> None:
    write_steps(write, f"{STEPS[butir]},2025-01-20,Berkas uji,")
    dataset = read()
    found = find(dataset, butir)
    assert (found.jawaban, found.otomatis) == ("ya", True)
    assert found.bukti.startswith(f"Tahap «{STEPS[butir]}» selesai 20 Januari 2025 (Berkas uji)")
    others = [find(dataset, other) for other in STEPS if other != butir]
    assert {(other.jawaban, other.otomatis) for other in others} == {("tidak", True)}


@pytest.mark.parametrize(
    ("tanggal", "jawaban"),
    [("2025-02-28", "ya"), ("2025-02", "ya"), ("2024-12-31", "ya"), ("2025-03-01", "tidak"), ("2025-03", "tidak")],
)
def test_the_report_is_due_at_the_end_of_february(write: Write, read: Read, tanggal: str, jawaban: str) -> None:
    write_steps(write, f"disampaikan,{tanggal},,")
    found = find(read(), "3.a.6")
    assert found.jawaban == jawaban
    assert found.bukti.endswith("; batas waktunya akhir Februari 2025.")


def test_a_discussion_is_evidence_but_no_answer(write: Write, read: Read) -> None:
    write_steps(write, "dibahas,2025-02-20,Notulen rapat,")
    found = find(read(), "3.c.1")
    assert (found.jawaban, found.bukti) == (None, "Tahap «dibahas» selesai 20 Februari 2025 (Notulen rapat).")


# ── a person's answers ──────────────────────────────────────────────────────────────────


def write_answers(write: Write, *rows: str) -> None:
    write("daftar_periksa.csv", "\n".join(("daftar,butir,jawaban,bukti,oleh,catatan", *rows, "")))


def test_a_person_answers_what_the_data_leave_open(write: Write, read: Read) -> None:
    write_answers(write, "apip,II.1,sebagian,SK Tim,Inspektorat Rekaan,", "komponen_3,3.a.4,ya,,,")
    dataset = read()
    first, second = find(dataset, "II.1"), find(dataset, "3.a.4")
    assert (first.jawaban, first.bukti, first.oleh, first.otomatis) == (
        "sebagian",
        "SK Tim",
        "Inspektorat Rekaan",
        False,
    )
    assert first.berkas == ("daftar_periksa",)
    assert (second.jawaban, second.oleh) == ("ya", "Penelaah")
    assert second.bukti == "Tahap «direviu» tidak diketahui: pelaporan.csv tahun 2024 belum ada."


def test_a_persons_other_answer_stands_beside_that_of_the_data(write: Write, read: Read) -> None:
    write_answers(write, "apip,I.5,tidak,Hanya satu upaya.,Inspektorat Rekaan,", "apip,I.4,ya,,Inspektorat Rekaan,")
    dataset = read()
    found, same = find(dataset, "I.5"), find(dataset, "I.4")
    assert (found.jawaban, found.otomatis, found.oleh) == ("ya", True, "")
    assert found.bukti == (
        "1 upaya perbaikan kinerja disajikan. Inspektorat Rekaan menjawab «tidak». Hanya satu upaya."
    )
    assert same.bukti == "2 dari 2 lampiran pendukung tersedia."


def test_an_answer_belongs_to_its_list_and_year(write: Write, read: Read) -> None:
    write_answers(write, "komponen_3,II.1,ya,,,")
    assert find(read(), "II.1").jawaban is None
    assert all(answer.otomatis or answer.jawaban is None for answer in list_jawaban(read(2023), "apip"))


# ── the estimate ────────────────────────────────────────────────────────────────────────


def estimate(dataset: Dataset, bagian: str) -> Perkiraan:
    (found,) = (p for p in estimate_komponen_3(dataset) if p.bagian == bagian)
    return found


@pytest.mark.parametrize(
    ("terpenuhi", "predikat"),
    [("0", "E"), ("0.1", "D"), ("25", "D"), ("25.1", "C"), ("50", "C"), ("50.1", "CC"), ("75", "CC"), ("75.1", "B"),
     ("99.9", "B"), ("100", "BB")],
)  # fmt: skip
def test_grades(terpenuhi: str, predikat: str) -> None:
    assert grade(Decimal(terpenuhi)) == predikat


def test_everything_met_for_years_is_graded_higher() -> None:
    assert [grade(Decimal(100), years) for years in (0, 1, 4, 5, 9)] == ["BB", "A", "A", "AA", "AA"]
    assert grade(Decimal(99), 9) == "B"


def test_what_isnt_answered_counts_as_not_met(dataset: Dataset) -> None:
    a, b, c = estimate_komponen_3(dataset)
    assert (a.ya, a.sebagian, a.tidak, a.belum) == (1, 0, 0, 5)
    assert a.terpenuhi == Decimal(100) / 6
    assert (a.predikat, a.nilai) == ("D", Decimal("0.90"))
    assert (b.ya, b.sebagian, b.tidak, b.belum) == (1, 7, 1, 0)
    assert (b.terpenuhi, b.predikat, b.nilai) == (50, "C", Decimal("2.25"))
    assert (c.belum, c.terpenuhi, c.predikat, c.nilai) == (7, None, None, None)


def test_the_sum_says_what_it_covers(dataset: Dataset) -> None:
    total = sum_perkiraan(estimate_komponen_3(dataset))
    assert (total.nilai, total.bobot, total.n, total.jumlah) == (Decimal("3.15"), 15, 2, 3)
    assert sum_perkiraan([estimate(dataset, "3.c")]).nilai is None


ALL_C = [f"komponen_3,3.c.{n},ya,Notulen,Penelaah uji," for n in range(1, 8)]


def test_answers_of_persons_count(write: Write, read: Read) -> None:
    write_answers(write, *ALL_C[:5], "komponen_3,3.c.6,sebagian,,,", "komponen_3,3.c.7,tidak,,,")
    found = estimate(read(), "3.c")
    assert (found.terpenuhi, found.predikat) == (Decimal(550) / 7, "B")
    write_answers(write, *ALL_C)
    found = estimate(read(), "3.c")
    assert (found.terpenuhi, found.predikat, found.nilai) == (100, "BB", 6)


def test_a_year_before_that_met_everything_raises_the_grade(data: Path, write: Write, read: Read) -> None:
    write_answers(write, *ALL_C)
    folder = data / "dinas-contoh-uji"
    (folder / "2023" / "daftar_periksa.csv").write_bytes((folder / "2024" / "daftar_periksa.csv").read_bytes())
    found = estimate(read(), "3.c")
    assert (found.predikat, found.nilai) == ("A", Decimal("6.75"))


# ── tables and sentences ────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("daftar", ["apip", "komponen_3"])
def test_every_point_stands_in_one_table(dataset: Dataset, daftar: Daftar) -> None:
    parts = list_bagian(daftar)
    rows = [row.cells for p in parts for row in tables.tabulate_daftar_periksa(dataset, daftar, p.kode).rows]
    answers = list_jawaban(dataset, daftar)
    words = {"ya": "Ya", "sebagian": "Sebagian", "tidak": "Tidak", None: "Belum dijawab"}
    assert [row[:3] for row in rows] == [(a.butir, a.pertanyaan, words[a.jawaban]) for a in answers]
    assert [row[4] for row in rows] == ["Data" if answer.otomatis else "–" for answer in answers]


def test_a_table_names_evidence_and_files(write: Write, read: Read) -> None:
    write_answers(write, "apip,II.1,ya,SK Tim,Inspektorat Rekaan,")
    table = tables.tabulate_daftar_periksa(read(), "apip", "II")
    assert table.rows[0].cells[2:] == ("Ya", "SK Tim", "Inspektorat Rekaan")
    assert table.rows[1].cells[2:] == ("Belum dijawab", "–", "–")
    assert table.notes == ("Tempat bukti: II.5 @sec-lampiran-register.",)
    assert [source.name for source in table.sources] == ["dinas-contoh-uji/2024/daftar_periksa.csv"]


def test_the_table_of_the_estimate(dataset: Dataset) -> None:
    table = tables.tabulate_perkiraan(dataset)
    cells = [row.cells[1:] for row in table.rows]
    assert cells == [
        ("3,00", "1", "0", "0", "5", "16,67%", "D", "0,90"),
        ("4,50", "1", "7", "1", "0", "50,00%", "C", "2,25"),
        ("7,50", "0", "0", "0", "7", "–", "–", "–"),
        ("15,00", "", "", "", "", "", "", "3,15"),
    ]
    assert table.rows[-1].cells[0] == "Jumlah (2 dari 3 sub-komponen)"
    assert table.notes[0].startswith("Perkiraan, bukan hasil evaluasi.")
    names = {source.name for source in table.sources}
    assert "dinas-contoh-uji/2024/realisasi.csv" in names
    assert "dinas-contoh-uji/2024/pelaporan.csv" not in names


def labels() -> set[str]:
    """Return the labels that stand in the report: in the words of the notebooks, in what they show, in the annex."""
    files = [ROOT / "index.ipynb", *(ROOT / "notebooks").glob("*.ipynb"), *(ROOT / "tests" / "nbval").glob("*.ipynb")]
    texts = "".join(path.read_text(encoding="utf-8") for path in files)
    computed = {part.label for daftar in MACHINE for part in list_bagian(daftar)}
    return {*re.findall(r"\{#((?:tbl|fig|sec)-[\w.-]+)", texts), *computed}


def test_evidence_stands_where_it_is_said_to(dataset: Dataset) -> None:
    named = {label for daftar in MACHINE for answer in list_jawaban(dataset, daftar) for label in answer.rujukan}
    assert len(named) > 20
    assert named - labels() == set()


def test_the_summaries_count_the_answers(write: Write, read: Read, dataset: Dataset) -> None:
    assert sentences.summarise_reviu(dataset) == (
        "Daftar periksa reviu memuat 23 butir: 6 ya, 5 sebagian, 0 tidak, 12 belum dijawab. Dari data terjawab 11 butir, "
        "oleh penelaah 0 butir."
    )
    write_answers(write, *ALL_C[:2], "apip,II.1,tidak,,,")
    assert "6 ya, 5 sebagian, 1 tidak, 11 belum dijawab" in sentences.summarise_reviu(read())
    assert sentences.summarise_komponen_3(read()) == (
        "Komponen pelaporan kinerja memuat 22 butir: 4 ya, 7 sebagian, 1 tidak, 10 belum dijawab. Dari data terjawab 10 "
        "butir, oleh penelaah 2 butir. Perkiraan nilainya 6,90 dari 15,00 (@tbl-perkiraan-komponen-3), mencakup 3 dari 3 "
        "sub-komponen; yang belum dijawab dihitung belum terpenuhi. Nilai yang berlaku adalah nilai evaluator."
    )


SIGNED = (
    'reviu,Inspektur,"Fulanah Rekaan, S.Uji.",Pembina Khayal,11111111 111111 1 111,Rekaan,2025-02-20,\n'
    "penutup,Kepala Dinas Contoh Uji"
)


def test_nobody_is_said_to_have_reviewed_what_nobody_signed(dataset: Dataset) -> None:
    text = sentences.state_reviu(dataset)
    assert "Pernyataan Telah Direviu atas Laporan Kinerja Dinas Contoh Uji (Fiktif) Kabupaten Rekaan tahun 2024" in text
    assert "::: {.belum}" in text
    assert "tidak menyatakan bahwa laporan telah direviu" in text
    assert "Kami telah mereviu" not in text
    assert Counter(re.findall(r"\.{20,}", text)) == {"." * 40: 2, "." * 30: 1, "." * 20: 1}


def test_a_signed_statement(edit: Edit, write: Write, read: Read) -> None:
    edit("2024/pejabat.csv", "penutup,Kepala Dinas Contoh Uji", SIGNED)
    text = sentences.state_reviu(read())
    assert text.startswith("Kami telah mereviu Laporan Kinerja Dinas Contoh Uji (Fiktif) Kabupaten Rekaan tahun 2024")
    for part in ("tanggung jawab manajemen", "keyakinan terbatas", "akurat, andal, dan valid"):
        assert part in text
    assert "Rekaan, 20 Februari 2025\\\nInspektur" in text
    assert "**Fulanah Rekaan, S.Uji.**\\\nPembina Khayal\\\nNIP 11111111 111111 1 111" in text
    assert "belum tersedia" not in text
    assert "Reviu selesai" not in text
    write_steps(write, "direviu,2025-02-19,LHR *01*,")
    assert "Reviu selesai 19 Februari 2025 dan hasilnya dituangkan dalam LHR \\*01\\*." in sentences.state_reviu(read())


# ── the real agency ─────────────────────────────────────────────────────────────────────


def test_nothing_is_answered_for_the_real_agency_that_its_data_dont_tell() -> None:
    real = read_dataset("kesbangpol-balangan", 2023, ROOT / "data")
    assert {find(real, butir).jawaban for butir in STEPS} == {None}
    assert {answer.jawaban for answer in list_jawaban(real, "komponen_3") if answer.bagian == "3.c"} == {None}
    assert find(real, "3.b.6").jawaban == "tidak"
    assert find(real, "III.7").jawaban == "sebagian"
    assert "Kami telah mereviu" not in sentences.state_reviu(real)
