"""Validity: a year's report takes what holds in it, and what is entered for later years changes nothing of it."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path

import pytest
from bab import NOTEBOOKS, show_all
from conftest import INSTANSI
from IPython.core.interactiveshell import InteractiveShell

from lkip.downloads import write_downloads
from lkip.project import Report
from lkip_utils import Dataset, read_dataset, sentences
from lkip_utils.angka import compute_angka
from lkip_utils.audit import audit_dataset
from lkip_utils.kinerja import compute_kemajuan_of, list_hasil, list_riwayat, list_target_renstra
from lkip_utils.schemas import DARI, SAMPAI
from lkip_utils.temuan import DataError

ROOT = Path(__file__).parents[1]
DEMO = "contoh-dinas-teladan"


class Kantor:
    """An agency's files, changed as an analyst would."""

    def __init__(self, data: Path, instansi: str) -> None:
        self.data, self.instansi, self.folder = data, instansi, data / instansi

    def rows(self, file: str) -> list[dict[str, str]]:
        with (self.folder / f"{file}.csv").open(encoding="utf-8", newline="") as stream:
            return list(csv.DictReader(stream))

    def write(self, file: str, rows: Sequence[dict[str, str]]) -> None:
        with (self.folder / f"{file}.csv").open("w", encoding="utf-8", newline="") as stream:
            names = dict.fromkeys(name for row in rows for name in row)
            writer = csv.DictWriter(stream, list(names), restval="")
            writer.writeheader()
            writer.writerows(rows)

    def add(self, file: str, /, **row: str) -> None:
        """Append a row."""
        self.write(file, [*self.rows(file), row])

    def end(self, file: str, last: int, /, **where: str) -> list[dict[str, str]]:
        """Let rows end with a year; return them as they were."""
        rows = self.rows(file)
        ended = [row for row in rows if all(row[name] == value for name, value in where.items())]
        assert ended
        before = [dict(row) for row in ended]
        for row in ended:
            row[SAMPAI] = str(last)
        self.write(file, rows)
        return before

    def replace(self, file: str, last: int, column: str, value: str, /, **where: str) -> None:
        """Let a row end, and its successor begin in the year after."""
        for row in self.end(file, last, **where):
            self.add(file, **{**row, column: value, DARI: str(last + 1)})

    def read(self, tahun: int) -> Dataset:
        return read_dataset(self.instansi, tahun, self.data)

    def problems(self, tahun: int) -> list[tuple[str, int | None, str, str, str]]:
        with pytest.raises(DataError) as caught:
            self.read(tahun)
        return [(t.berkas.partition("/")[2], t.baris, t.kolom, t.kode, t.pesan) for t in caught.value.temuan]


@pytest.fixture
def uji(data: Path) -> Kantor:
    return Kantor(data, INSTANSI)


@pytest.fixture
def demo(tmp_path: Path) -> Kantor:
    shutil.copytree(ROOT / "data" / DEMO, tmp_path / "demo" / DEMO)
    return Kantor(tmp_path / "demo", DEMO)


# ── what is entered for later years ─────────────────────────────────────────────────────

Entry = Callable[[Kantor], None]


def new_iku(k: Kantor) -> None:
    """An aim, its indicator and all that is told of it, from 2025 on."""
    k.add(
        "sasaran", kode="s-9", jenis="sasaran", induk="t-1", urutan="9", uraian="Terbukanya data", berlaku_dari="2025"
    )
    iku = {
        "kode": "iku-9",
        "tingkat": "iku",
        "urutan": "9",
        "penanggung_jawab": "kepala",
        "nama": "Jumlah data terbuka",
    }
    k.add("indikator", **iku, sasaran="s-9", arah="naik", bentuk="bilangan", berlaku_dari="2025")
    k.add("target_renstra", indikator="iku-9", tahun="2025", target="5")
    k.add("target_renstra", indikator="iku-9", tahun="2026", target="7")
    k.add("benchmark", indikator="iku-9", tahun="2023", tingkat="nasional", nilai="6", sumber="Rekaan")
    k.add("riwayat", indikator="iku-9", tahun="2022", nilai="1")
    k.add("sebutan", jenis="indikator", kode="iku-9", tempat="Tabel 3.1", sebutan="Data yang terbuka")


def new_renstra(k: Kantor) -> None:
    """The next Renstra overlaps the old one, as it does where a government changes."""
    k.replace("profil", 2024, "nilai", "2025", kunci="renstra_awal")
    k.replace("profil", 2024, "nilai", "2029", kunci="renstra_akhir")
    k.end("target_renstra", 2024, tahun="2026")
    for tahun in range(2025, 2030):
        k.add("target_renstra", indikator="iku-1", tahun=str(tahun), target=str(80 + tahun - 2025), berlaku_dari="2025")


def next_targets(k: Kantor) -> None:
    """Targets of the next Renstra, before anything else is known of it."""
    k.add("target_renstra", indikator="iku-1", tahun="2027", target="99")


def new_head(k: Kantor) -> None:
    k.replace("profil", 2024, "nilai", "Pelaksana Tugas Kepala Dinas", kunci="jabatan_kepala")
    k.replace("profil", 2024, "nilai", "Dinas Baru (Fiktif)", kunci="nama")
    k.add("profil", kunci="batas_capaian", nilai="100", berlaku_dari="2025")


def new_organisation(k: Kantor) -> None:
    k.replace("organisasi", 2024, "unit", "Bidang Mutu", kode="bidang")
    k.add("organisasi", kode="uptd", induk="kepala", urutan="9", unit="UPTD", berlaku_dari="2025")


def ended_programme(k: Kantor) -> None:
    k.end("program", 2024, kode="8.03")
    k.end("indikator", 2024, kode="iku-4")
    k.add(
        "program", kode="8.04", tingkat="program", urutan="4", nama="Program Baru", sasaran="s-1", berlaku_dari="2025"
    )
    k.add("strategi", urutan="2", uraian="Membuka data", program="8.04", berlaku_dari="2025")


def new_frame(k: Kantor) -> None:
    """Vision, law, tasks and scale of later years."""
    k.replace("visi_misi", 2024, "uraian", "Visi baru", jenis="visi")
    k.replace("tugas_fungsi", 2024, "uraian", "Tugas baru", jenis="tugas")
    k.add(
        "dasar_hukum", kode="h-9", jenis="landasan", urutan="9", peraturan="P 9", uraian="P 9 baru", berlaku_dari="2025"
    )
    for row in k.end("skala", 2024):
        k.add("skala", **{**row, "kategori": f"{row['kategori']} Baru", DARI: "2025"})


def later_results(k: Kantor) -> None:
    k.add("sakip", tahun="2026", nilai="91", predikat="AA")
    k.add("benchmark", indikator="iku-1", tahun="2026", tingkat="provinsi", nilai="77", sumber="Rekaan")
    k.add("riwayat", indikator="iku-1", tahun="2026", nilai="80")


def later_folder(k: Kantor) -> None:
    shutil.copytree(k.folder / "2024", k.folder / "2025")
    (k.folder / "2025" / "keputusan.csv").unlink()


def adapted_cell(k: Kantor) -> None:
    """A later row that is read with adaptations."""
    k.add("sakip", tahun="2027", nilai="91,5", predikat="AA")
    k.add("sasaran", kode="s-8", jenis="sasaran", induk="t-1", urutan="8,0", uraian="'12", berlaku_dari="2026")


ENTRIES: tuple[Entry, ...] = (
    new_iku, new_renstra, next_targets, new_head, new_organisation, ended_programme, new_frame, later_results,
    later_folder, adapted_cell,
)  # fmt: skip


def enter_all(k: Kantor) -> None:
    for entry in ENTRIES:
        if entry is not next_targets:
            entry(k)


def publish(k: Kantor, tahun: int, target: Path) -> dict[str, bytes]:
    """Return everything that a report publishes beside its pages: numbers, findings, register, data."""
    write_downloads(Report(k.instansi, tahun), k.read(tahun), target)
    return {path.name: path.read_bytes() for path in sorted(target.rglob("*")) if path.is_file()}


@pytest.mark.parametrize("entry", [*ENTRIES, enter_all], ids=lambda entry: entry.__name__)
@pytest.mark.parametrize("tahun", [2023, 2024])
def test_what_is_entered_for_later_years_changes_no_byte(uji: Kantor, tmp_path: Path, tahun: int, entry: Entry) -> None:
    before, read = publish(uji, tahun, tmp_path / "a"), uji.read(tahun).penyesuaian
    entry(uji)
    assert publish(uji, tahun, tmp_path / "b") == before
    assert uji.read(tahun).penyesuaian == read


def test_what_is_entered_for_later_years_changes_no_chapter(uji: Kantor, shell: InteractiveShell) -> None:
    def show() -> dict[str, str]:
        return {path.name: show_all(path, uji.data, shell) for path in NOTEBOOKS}

    before = show()
    enter_all(uji)
    assert show() == before


# ── what a year takes ───────────────────────────────────────────────────────────────────


def test_a_new_renstra_and_a_new_iku_are_those_of_their_years(demo: Kantor) -> None:
    """Case 10: progress to the end of the Renstra is to the end of the year's own; what isn't agreed isn't counted."""
    demo.replace("profil", 2024, "nilai", "2025", kunci="renstra_awal")
    demo.replace("profil", 2024, "nilai", "2029", kunci="renstra_akhir")
    demo.end("target_renstra", 2024, tahun="2025")
    demo.end("target_renstra", 2024, tahun="2026")
    for tahun, target in zip(range(2025, 2030), ("88", "90", "92", "94", "95"), strict=True):
        demo.add("target_renstra", indikator="iku-1", tahun=str(tahun), target=target, berlaku_dari="2025")
    iku = next(row for row in demo.rows("indikator") if row["kode"] == "iku-1")
    demo.add("indikator", **{**iku, "kode": "iku-13", "urutan": "13", DARI: "2026"})
    was, now = demo.read(2023), demo.read(2025)
    assert round(compute_kemajuan_of(was, "iku-1").persen or 0, 2) == Decimal("94.20")
    assert list(list_target_renstra(was, "iku-1")) == [2021, 2022, 2023, 2024, 2025, 2026]
    assert list(list_target_renstra(now, "iku-1")) == [2025, 2026, 2027, 2028, 2029]
    assert round(compute_kemajuan_of(now, "iku-1").persen or 0, 2) == Decimal("91.91")  # 87,31 dari 95
    assert sentences.renstra_period(was) == "periode 2021–2026"
    assert sentences.renstra_period(now) == "periode 2025–2029"
    assert "12 (dua belas) indikator" in sentences.summarise_perjanjian(now)
    assert compute_angka(now)["jumlah.iku"].nilai == 12
    assert "iku-13" not in {h.indikator.kode for h in list_hasil(now, "iku")}


def test_only_agreed_indicators_are_told_as_agreed(uji: Kantor) -> None:
    agreed = {row["indikator"] for row in uji.rows("2024/perjanjian") if row["jabatan"] == "kepala"}
    assert agreed == {"iku-1", "iku-2"}
    told = sentences.summarise_perjanjian(uji.read(2024))
    assert (
        "1 (satu) sasaran strategis dengan 2 (dua) indikator kinerja utama. Di luar perjanjian itu ada 2 (dua)" in told
    )


def test_a_dropped_iku_is_no_longer_missing(uji: Kantor) -> None:
    later_folder(uji)
    for file in ("realisasi", "perjanjian", "analisis"):
        uji.write(f"2025/{file}", [row for row in uji.rows(f"2025/{file}") if row["indikator"] != "iku-4"])
    assert [h.indikator.kode for h in list_hasil(uji.read(2025), "iku") if h.realisasi is None] == ["iku-4"]
    uji.end("indikator", 2024, kode="iku-4")
    dataset = uji.read(2025)
    assert [h.indikator.kode for h in list_hasil(dataset, "iku") if h.realisasi is None] == []
    assert not [t for t in audit_dataset(dataset) if "iku-4" in t.pesan or "pemohon terlayani" in t.pesan]
    assert "iku-4" in {h.indikator.kode for h in list_hasil(uji.read(2024), "iku")}


def test_the_history_of_a_young_indicator_begins_with_it(uji: Kantor) -> None:
    uji.add("indikator", kode="e3-9", sasaran="k-1", tingkat="eselon_3", urutan="9", nama="Baru", arah="naik",
            bentuk="bilangan", berlaku_dari="2024")  # fmt: skip
    uji.add("2024/realisasi", indikator="e3-9", target="4", nilai="5")
    uji.add("riwayat", indikator="e3-9", tahun="2023", nilai="3")
    assert [h.tahun for h in list_riwayat(uji.read(2024), "e3-9")] == [2023]


def test_an_indicator_may_be_measured_otherwise_from_a_year_on(uji: Kantor) -> None:
    uji.replace("indikator", 2023, "nama", "Persentase layanan tepat mutu (baru)", kode="iku-1")
    now = uji.read(2024)
    assert next(h for h in list_hasil(now, "iku") if h.indikator.kode == "iku-1").indikator.nama.endswith("(baru)")
    assert [h.indikator.nama for h in list_riwayat(now, "iku-1")][-1] == "Persentase layanan tepat mutu"


def test_a_decision_is_about_the_row_that_holds_in_its_year(uji: Kantor) -> None:
    uji.replace("profil", 2024, "nilai", "Kepala Lain", kunci="jabatan_kepala")
    decision = {
        "temuan": "A07",
        "kunci": "profil/jabatan_kepala/nilai",
        "tercetak": "Kepala Dinas Contoh Uji",
        "nilai": "Kepala yang Diputuskan",
    }
    uji.write("2024/keputusan", [{**decision, "alasan": "Rekaan", "oleh": "Fulan", "tanggal": "2025-01-02"}])
    later_folder(uji)
    assert uji.read(2024).profil("jabatan_kepala") == "Kepala yang Diputuskan"
    assert uji.read(2025).profil("jabatan_kepala") == "Kepala Lain"


# ── what is wrong ───────────────────────────────────────────────────────────────────────


def test_a_row_must_not_end_before_it_begins(uji: Kantor) -> None:
    uji.add("sasaran", kode="s-9", jenis="sasaran", urutan="9", uraian="x", berlaku_dari="2026", berlaku_sampai="2024")
    (problem,) = uji.problems(2024)
    assert problem[:4] == ("sasaran.csv", 7, DARI, "D26")
    assert "terbaca 2026–2024, diharapkan berlaku_dari tidak setelah berlaku_sampai" in problem[4]


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        (("", ""), ("", ""), "(berlaku setiap tahun) juga dipakai baris 11 (berlaku setiap tahun)"),
        (("", "2024"), ("2024", ""), "(berlaku sampai 2024) juga dipakai baris 11 (berlaku mulai 2024)"),
        (("2021", ""), ("2023", "2024"), "(berlaku mulai 2021) juga dipakai baris 11 (berlaku 2023–2024)"),
    ],
)
def test_rows_with_the_same_key_must_not_overlap(
    uji: Kantor, first: tuple[str, str], second: tuple[str, str], told: str
) -> None:
    for value, (dari, sampai) in zip(("111", "222"), (first, second), strict=True):
        uji.add("profil", kunci="kode_pos", nilai=value, berlaku_dari=dari, berlaku_sampai=sampai)
    problems = uji.problems(2024)
    assert [problem[:4] for problem in problems] == [("profil.csv", row, "kunci", "D07") for row in (10, 11)]
    assert f"kunci «kode_pos» {told}" in problems[0][4]
    assert "isi berlaku_dari dan berlaku_sampai sehingga tahunnya tidak bertindih" in problems[0][4]


def test_rows_with_the_same_key_may_follow_each_other(uji: Kantor) -> None:
    for value, dari, sampai in (("111", "", "2022"), ("222", "2023", "2023"), ("333", "2024", "")):
        uji.add("profil", kunci="kode_pos", nilai=value, berlaku_dari=dari, berlaku_sampai=sampai)
    assert [uji.read(tahun).profil("kode_pos") for tahun in (2023, 2024)] == ["222", "333"]


@pytest.mark.parametrize(
    ("file", "column"),
    [("2024/realisasi", "indikator"), ("2024/perjanjian", "indikator"), ("program", "indikator")],
)
def test_a_code_must_hold_where_it_is_named(uji: Kantor, file: str, column: str) -> None:
    kode = next(row[column] for row in uji.rows(file) if row[column])
    uji.end("indikator", 2023, kode=kode)
    row = next(n for n, row in enumerate(uji.rows(file), 2) if row[column] == kode)
    found = {problem[:4]: problem[4] for problem in uji.problems(2024)}
    message = found[f"{file}.csv", row, column, "D27"]
    at = next(n for n, row in enumerate(uji.rows("indikator"), 2) if row["kode"] == kode)
    assert (
        f"kode «{kode}» tidak berlaku pada tahun laporan 2024 (indikator.csv baris {at} berlaku sampai 2023)" in message
    )
    assert "Perbaiki kode, batasi juga masa berlaku baris ini, atau perbaiki" in message


@pytest.mark.parametrize("kunci", ["jabatan_kepala", "renstra_akhir", "daerah"])
def test_what_ended_needs_a_successor(uji: Kantor, kunci: str) -> None:
    uji.end("profil", 2023, kunci=kunci)
    row = next(n for n, row in enumerate(uji.rows("profil"), 2) if row["kunci"] == kunci)
    (problem,) = uji.problems(2024)
    assert problem[:4] == ("profil.csv", row, SAMPAI, "D28")
    assert f"butir «{kunci}» berlaku sampai 2023 dan tidak ada baris yang berlaku pada tahun laporan 2024" in problem[4]
    uji.add("profil", kunci=kunci, nilai="2027", berlaku_dari="2025")
    assert [found[3] for found in uji.problems(2024)] == ["D28"]


def test_a_setting_may_end(uji: Kantor) -> None:
    uji.add("profil", kunci="batas_capaian", nilai="120", berlaku_sampai="2023")
    assert [uji.read(tahun).profil("batas_capaian") for tahun in (2023, 2024)] == ["120", ""]


def test_a_file_that_must_be_there_needs_a_row(uji: Kantor) -> None:
    uji.end("organisasi", 2023)
    assert ("organisasi.csv", 2, SAMPAI, "D28") in {problem[:4] for problem in uji.problems(2024)}


def test_a_target_outside_the_renstra_is_told(uji: Kantor) -> None:
    uji.add("target_renstra", indikator="iku-1", tahun="2021", target="60")
    uji.add("target_renstra", indikator="iku-1", tahun="2027", target="99")
    dataset = uji.read(2024)
    told = [(t.baris, t.kolom, t.pesan) for t in dataset.penyesuaian if t.kode == "B13"]
    assert told == [
        (14, "tahun", "target tahun 2021 di luar Renstra menurut profil.csv (berlaku 2022–2026), tidak dipakai.")
    ]
    assert list(list_target_renstra(dataset, "iku-1")) == [2023, 2024, 2026]
