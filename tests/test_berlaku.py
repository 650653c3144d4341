"""Validity: a year's report takes what holds in it, and what is entered for later years changes nothing of it."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable, Iterator, Sequence
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
    k.add("sasaran", kode="s-9", jenis="sasaran", induk="t-1", urutan="9", uraian="Terbukanya data", berlaku_dari="2025")
    iku = {"kode": "iku-9", "tingkat": "iku", "urutan": "9", "penanggung_jawab": "kepala", "nama": "Jumlah data terbuka"}
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
    k.add("program", kode="8.04", tingkat="program", urutan="4", nama="Program Baru", sasaran="s-1", berlaku_dari="2025")
    k.add("strategi", urutan="2", uraian="Membuka data", program="8.04", berlaku_dari="2025")


def new_frame(k: Kantor) -> None:
    """Vision, law, tasks and scale of later years."""
    k.replace("visi_misi", 2024, "uraian", "Visi baru", jenis="visi")
    k.replace("tugas_fungsi", 2024, "uraian", "Tugas baru", jenis="tugas")
    k.add("dasar_hukum", kode="h-9", jenis="landasan", urutan="9", peraturan="P 9", uraian="P 9 baru", berlaku_dari="2025")
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
