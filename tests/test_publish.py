"""Publication: data and numbers beside the pages, the landing page before them, other reports untouched."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from lkip.project import Project, Report
from lkip.publish import fingerprint, list_data_files, publish, write_downloads
from lkip_utils import Dataset
from lkip_utils.audit import audit_dataset
from lkip_utils.register import build_register
from lkip_utils.schemas import FILES

A = "dinas-contoh-uji"
Edit = Callable[[str, str, str], None]
Read = Callable[..., Dataset]
Publish = Callable[..., Path]


@pytest.fixture
def publish_year(project: Project, read: Read, tmp_path: Path) -> Publish:
    """A function that publishes a year as a renderer would have left it, and returns the site."""

    def run(tahun: int, text: str = "isi", *, pdf: bool = True) -> Path:
        report = Report(A, tahun)
        tree = tmp_path / "_site.baru" / A / str(tahun)
        tree.mkdir(parents=True)
        (tree / "index.html").write_text(text, encoding="utf-8")
        if pdf:
            (tree / f"{report.stem}.pdf").write_bytes(b"%PDF")
        write_downloads(project, report, read(tahun), tree)
        publish(project, {report: tree}, tmp_path / "_site")
        return tmp_path / "_site"

    return run


def test_the_data_of_a_report_is_master_and_year(project: Project) -> None:
    names = [path.relative_to(project.data / A).as_posix() for path in list_data_files(project, Report(A, 2023))]
    assert names[-3:] == ["2023/anggaran.csv", "2023/angka_tercetak.csv", "2023/realisasi.csv"]
    assert "profil.csv" in names
    assert not [name for name in names if name.startswith("2024/")]


def test_a_fingerprint_tells_states_of_all_that_is_read_apart(project: Project, edit: Edit) -> None:
    before = {tahun: fingerprint(project, Report(A, tahun)) for tahun in (2023, 2024)}
    assert before == {tahun: fingerprint(project, Report(A, tahun)) for tahun in (2023, 2024)}
    assert re.fullmatch(r"[0-9a-f]{12}", before[2024])
    edit("2024/belanja.csv", "150000000", "150000001")
    after = {tahun: fingerprint(project, Report(A, tahun)) for tahun in (2023, 2024)}
    assert after[2024] != before[2024]
    assert after[2023] == before[2023], "laporan tidak membaca tahun sesudahnya"
    edit("2023/realisasi.csv", "iku-1,,,,,60,,", "iku-1,,,,,61,,")
    assert fingerprint(project, Report(A, 2024)) != after[2024], "laporan membaca tahun sebelumnya"


def test_the_data_lies_beside_the_pages_as_it_was_read(publish_year: Publish, read: Read, edit: Edit) -> None:
    edit("2024/belanja.csv", "150000000", '"Rp150.000.000,-"')
    folder, dataset = publish_year(2024) / A / "2024" / "data", read()
    for file in (file for file in FILES if len(dataset[file])):
        rows = list(csv.DictReader((folder / f"{file}.csv").read_text(encoding="utf-8").splitlines()))
        frame = dataset[file].fillna("").astype(str)
        assert rows == frame.to_dict("records"), file
    assert "150000000" in (folder / "belanja.csv").read_text(encoding="utf-8")


def test_plain_data_is_published_to_the_byte(publish_year: Publish, project: Project) -> None:
    folder = publish_year(2024) / A / "2024" / "data"
    assert (folder / "anggaran.csv").read_bytes() == (project.data / A / "2024" / "anggaran.csv").read_bytes()


def test_findings_and_register_are_published(publish_year: Publish, read: Read) -> None:
    folder, dataset = publish_year(2024) / A / "2024" / "data", read()
    found = json.loads((folder / "temuan.json").read_text(encoding="utf-8"))
    assert found == [temuan.to_dict() for temuan in audit_dataset(dataset)]
    rows = list(csv.DictReader((folder / "register-angka.csv").read_text(encoding="utf-8").splitlines()))
    assert rows == [entri.to_dict() for entri in build_register(dataset)]


def test_a_report_without_printed_figures_has_no_register(publish_year: Publish, data: Path) -> None:
    (data / A / "2024" / "angka_tercetak.csv").unlink()
    folder = publish_year(2024) / A / "2024" / "data"
    assert not (folder / "register-angka.csv").exists()
    resources = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))["resources"]
    assert "register-angka" not in {resource["name"] for resource in resources}


def test_the_data_package_describes_every_file(publish_year: Publish) -> None:
    folder = publish_year(2024) / A / "2024" / "data"
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
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


def test_the_headline_numbers_are_published_unrounded(publish_year: Publish) -> None:
    numbers = json.loads((publish_year(2024) / A / "2024" / "angka.json").read_text(encoding="utf-8"))
    assert numbers["anggaran.serapan"] == {
        "nilai": 74.34782608695652,
        "satuan": "persen",
        "berkas": f"{A}/2024/apbd.csv",
        "baris": [3],
        "formula": "realisasi / pagu × 100",
    }
    assert numbers["capaian.iku-4"]["nilai"] is None


def test_the_landing_page_shows_what_is_published_newest_first(publish_year: Publish) -> None:
    publish_year(2023, pdf=False)
    page = (publish_year(2024) / "index.html").read_text(encoding="utf-8")
    assert re.findall(r'href="([^"]*/index\.html)"', page)[::2] == [f"{A}/2024/index.html", f"{A}/2023/index.html"]
    shown = [re.split(r"<[^>]+>", value) for value in re.findall(r"<dd>(.*?)</dd>", page)]
    assert [value for value, *_ in shown] == ["127,05%", "74,35%", "Rp230.000.000", "111,67%", "75,00%", "Rp80.000.000"]
    assert "2 dari 2 sasaran" in shown[0]
    assert re.findall(r'href="([^"]*\.pdf)"', page) == [f"{A}/2024/laporan-kinerja-{A}-2024.pdf"]
    assert "2 laporan" in page


def test_every_link_of_the_landing_page_leads_somewhere(publish_year: Publish) -> None:
    site = publish_year(2024)
    page = (site / "index.html").read_text(encoding="utf-8")
    links = [link for link in re.findall(r'(?:href|src)="([^"#]+)"', page) if "://" not in link]
    assert links
    assert [link for link in links if not (site / link).is_file()] == []
    for sheet in [link for link in links if link.endswith(".css")]:
        style = (site / sheet).read_text(encoding="utf-8")
        fonts = [u for u in re.findall(r"url\([\"']?([^\"')]+)", style) if not u.startswith("data:")]
        assert [font for font in fonts if not (site / sheet).parent.joinpath(font).is_file()] == []


def test_names_on_the_landing_page_stay_text(publish_year: Publish, edit: Edit) -> None:
    edit("profil.csv", "Dinas Contoh Uji (Fiktif)", "Dinas <b>A</b> & B")
    assert "Dinas &lt;b&gt;A&lt;/b&gt; &amp; B" in (publish_year(2024) / "index.html").read_text(encoding="utf-8")


def test_a_new_tree_replaces_the_old_one_whole(publish_year: Publish) -> None:
    site = publish_year(2024, "lama")
    (site / A / "2024" / "sisa.html").write_text("x", encoding="utf-8")
    publish_year(2023)
    publish_year(2024, "baru")
    assert (site / A / "2024" / "index.html").read_text(encoding="utf-8") == "baru"
    assert not (site / A / "2024" / "sisa.html").exists()
    assert (site / A / "2023" / "index.html").is_file(), "laporan lain tetap"
    assert sorted(path.name for path in site.iterdir()) == ["assets", A, "index.html"]


def test_publishing_the_same_gives_the_same_bytes(publish_year: Publish) -> None:
    site = publish_year(2024)
    before = {path: path.read_bytes() for path in site.rglob("*") if path.is_file()}
    publish_year(2024)
    assert {path: path.read_bytes() for path in site.rglob("*") if path.is_file()} == before
