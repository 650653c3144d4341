"""What lies beside a report's pages: data as it was read, numbers, register, findings."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

from lkip.project import Project
from lkip_utils import Dataset
from lkip_utils.audit import audit_dataset
from lkip_utils.csv_text import write_csv
from lkip_utils.register import build_register
from lkip_utils.schemas import DARI, FILES, SAMPAI

A = "dinas-contoh-uji"
Edit = Callable[[str, str, str], None]
Read = Callable[..., Dataset]
MakeTree = Callable[..., Path]


def test_the_data_lies_beside_the_pages_as_it_was_read(make_tree: MakeTree, read: Read, edit: Edit) -> None:
    edit("2024/belanja.csv", "150000000", '"Rp150.000.000,-"')
    folder, dataset = make_tree(2024) / "data", read()
    for file in (file for file in FILES if len(dataset[file])):
        rows = list(csv.DictReader((folder / f"{file}.csv").read_text(encoding="utf-8").splitlines()))
        frame = dataset[file].drop(columns=[DARI, SAMPAI], errors="ignore").fillna("").astype(str)
        assert rows == frame.to_dict("records"), file
    assert "150000000" in (folder / "belanja.csv").read_text(encoding="utf-8")


def test_plain_data_is_published_to_the_byte(make_tree: MakeTree, project: Project) -> None:
    folder = make_tree(2024) / "data"
    assert (folder / "anggaran.csv").read_bytes() == (project.data / A / "2024" / "anggaran.csv").read_bytes()


def test_texts_like_formulas_are_published_as_texts_and_read_back(
    make_tree: MakeTree, read: Read, data: Path, tmp_path: Path
) -> None:
    hostile = [
        "=1+1",
        "@SUM(A1)",
        "+2+3",
        "- mitra",
        "'=1",
        "'kutipan'",
        "-5",
        "+62 511 47",
        "a,b",
        'a"b',
        '=A,"b"',
    ]
    path = data / A / "2024" / "upaya.csv"
    rows = [["upaya", str(n), text, ""] for n, text in enumerate(hostile, 1)]
    path.write_text(write_csv([["jenis", "urutan", "uraian", "catatan"], *rows]), encoding="utf-8")
    assert list(read()["upaya"]["uraian"]) == hostile
    published = make_tree(2024) / "data" / "upaya.csv"
    cells = [row["uraian"] for row in csv.DictReader(published.read_text(encoding="utf-8").splitlines())]
    assert [cell for cell in cells if cell[0] in "=@+-"] == ["-5", "+62 511 47"]
    shutil.copy(published, path)
    assert list(read()["upaya"]["uraian"]) == hostile
    assert {t.kode for t in read().penyesuaian if t.berkas.endswith("2024/upaya.csv")} == {"B09"}


def test_findings_and_register_are_published(make_tree: MakeTree, read: Read) -> None:
    folder, dataset = make_tree(2024) / "data", read()
    found = json.loads((folder / "temuan.json").read_text(encoding="utf-8"))
    assert found == [temuan.to_dict() for temuan in audit_dataset(dataset)]
    rows = list(csv.DictReader((folder / "register-angka.csv").read_text(encoding="utf-8").splitlines()))
    assert rows == [entri.to_dict() for entri in build_register(dataset)]


def test_a_report_without_printed_figures_has_no_register(make_tree: MakeTree, data: Path) -> None:
    (data / A / "2024" / "angka_tercetak.csv").unlink()
    folder = make_tree(2024) / "data"
    assert not (folder / "register-angka.csv").exists()
    resources = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))["resources"]
    assert "register-angka" not in {resource["name"] for resource in resources}


def test_the_data_package_describes_every_file(make_tree: MakeTree) -> None:
    folder = make_tree(2024) / "data"
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    assert "tanda petik tunggal" in package["description"]
    assert package["title"] == "Laporan Kinerja Dinas Contoh Uji (Fiktif) Kabupaten Rekaan Tahun 2024"
    assert {resource["name"] for resource in package["resources"]} == {*FILES, "register-angka"} - {
        "pelaporan",
        "daftar_periksa",
    }
    assert {resource["path"] for resource in package["resources"]} == {path.name for path in folder.glob("*.csv")}
    for resource in package["resources"]:
        header = next(csv.reader((folder / resource["path"]).read_text(encoding="utf-8").splitlines()))
        assert sorted(field["name"] for field in resource["schema"]["fields"]) == sorted(header)
        assert all(field["description"] for field in resource["schema"]["fields"])
    sakip = next(resource for resource in package["resources"] if resource["name"] == "sakip")
    assert [field["type"] for field in sakip["schema"]["fields"]] == ["integer", "number", "string", "string"]
    assert sakip["schema"]["primaryKey"] == ["tahun"]
    assert sakip["schema"]["fields"][1]["constraints"] == {"required": True, "minimum": 0.0, "maximum": 100.0}
    assert sakip["schema"]["fields"][1]["unit"] == "nilai"
    program = next(resource for resource in package["resources"] if resource["name"] == "program")
    targets = {key["fields"]: key["reference"]["resource"] for key in program["schema"]["foreignKeys"]}
    assert targets == {"induk": "", "sasaran": "sasaran", "indikator": "indikator"}
    levels = next(field for field in program["schema"]["fields"] if field["name"] == "tingkat")
    assert levels["constraints"]["enum"] == ["program", "kegiatan", "sub_kegiatan"]


def test_the_headline_numbers_are_published_unrounded(make_tree: MakeTree) -> None:
    numbers = json.loads((make_tree(2024) / "angka.json").read_text(encoding="utf-8"))
    assert numbers["anggaran.serapan"] == {
        "nilai": 74.34782608695652,
        "satuan": "persen",
        "berkas": f"{A}/2024/apbd.csv",
        "baris": [3],
        "formula": "realisasi / pagu × 100",
    }
    assert numbers["capaian.iku-4"]["nilai"] is None


def test_the_landing_page_is_told_the_headline_figures(make_tree: MakeTree) -> None:
    told = json.loads((make_tree(2024) / "laporan.json").read_text(encoding="utf-8"))["ringkasan"]
    numbers = json.loads((make_tree(2024) / "angka.json").read_text(encoding="utf-8"))
    assert told["kategori"] == numbers["kategori.rata_rata"]["nilai"]
    assert told["sakip"] == {"nilai": numbers["sakip.2024"]["nilai"], "predikat": "B", "tahun": 2024}
    assert told["tren"]["capaian"]["2024"] == told["capaian"]
    assert list(told["tren"]["capaian"]) == ["2023", "2024"]
    assert told["tren"]["serapan"]["2024"] == told["serapan"]


def test_a_first_year_has_no_history_and_may_have_no_score(make_tree: MakeTree, data: Path) -> None:
    (data / A / "sakip.csv").unlink()
    told = json.loads((make_tree(2023) / "laporan.json").read_text(encoding="utf-8"))["ringkasan"]
    assert told["sakip"] is None
    assert set(told["tren"]["capaian"]) | set(told["tren"]["serapan"]) <= {"2023"}


def test_all_data_in_one_file_the_same_every_time(make_tree: MakeTree) -> None:
    tree = make_tree(2024)
    first = (tree / f"laporan-kinerja-{A}-2024-data.zip").read_bytes()
    with ZipFile(io.BytesIO(first)) as archive:
        packed = {name: archive.read(name) for name in archive.namelist()}
    assert packed == {path.name: path.read_bytes() for path in (tree / "data").iterdir()}
    assert (make_tree(2024) / f"laporan-kinerja-{A}-2024-data.zip").read_bytes() == first
