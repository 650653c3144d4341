"""Codes as offices write them: read, kept apart, shown, and never a way out of a folder."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from conftest import FIXTURE, INSTANSI
from hypothesis import given
from hypothesis import strategies as st
from kantor import OFFICE, rename_codes
from terbitan import copy_checkout

from lkip.cli import main
from lkip.files import inside
from lkip_utils import read_dataset
from lkip_utils.dataset import find_cell
from lkip_utils.labels import explain_code, make_label
from lkip_utils.temuan import DataError

CODES = st.text("aAbB19 ._-/()", min_size=1, max_size=12).filter(lambda text: not explain_code(text))


@given(CODES, CODES)
def test_different_codes_have_different_labels(one: str, other: str) -> None:
    labels = [make_label(f"fig-{code}") for code in (one, other)]
    assert (labels[0] == labels[1]) == (one == other)
    assert all(re.fullmatch(r"fig(-[A-Za-z0-9]+([._][A-Za-z0-9]+)*|[._-][A-Za-z0-9]+)+", label) for label in labels)


@given(st.text(max_size=200))
def test_any_text_gives_a_safe_label(text: str) -> None:
    label = make_label(text)
    assert re.fullmatch("[A-Za-z0-9]+([._-][A-Za-z0-9]+)*", label)
    assert inside(Path("a"), label) == Path("a", label)


@pytest.mark.parametrize("name", ["../x", "a/../../x", "/x", "C:\\x", "C:x", "..", "a\\..\\..\\x", "\0", ""])
def test_no_path_leads_out(name: str) -> None:
    with pytest.raises(ValueError, match="tidak terletak di dalam foldernya"):
        inside(Path("a"), name)


ATTACKS = [
    "x/../../../../../data/lain/profil",
    "../x",
    "a\\b",
    "a..b",
    "x" * 65,
    "a\tb",
    "{{< env HOME >}}",
    "a#b",
    "é",
    "--",
    "a:b",
    "<b>",
]
"""Codes that no office has."""


@pytest.mark.parametrize("code", ATTACKS)
@pytest.mark.parametrize("old", ["kepala", "iku-1", "s-1", "8.01.01.01"])
def test_what_is_no_code_is_named_with_its_cell(data: Path, old: str, code: str) -> None:
    rename_codes(data / INSTANSI, {old: code})
    with pytest.raises(DataError) as caught:
        read_dataset(INSTANSI, 2024, data)
    found = [temuan for temuan in caught.value.temuan if temuan.kode == "D08" and temuan.kolom == "kode"]
    assert len(found) == 1
    assert found[0].baris is not None


def test_a_code_that_would_lead_elsewhere_writes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    project = copy_checkout(tmp_path / "a", FIXTURE)
    rename_codes(project / "data" / INSTANSI, {"kepala": ATTACKS[0]})
    monkeypatch.chdir(project)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert main(["check", "--tahun", "2024"]) == 1
    assert main(["build", "--tahun", "2024", "--renderer", "pandoc", "--quiet"]) == 1
    message = f"{INSTANSI}/organisasi.csv, baris 2, kolom kode: terbaca «{ATTACKS[0]}», bukan kode: hanya boleh memuat"
    assert capsys.readouterr().err.count(message) == 2
    after = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file() and "_build" not in path.parts}
    assert after == before


def test_codes_that_differ_by_capitals_only_are_named(data: Path) -> None:
    rename_codes(data / INSTANSI, {"iku-2": "IKU-1"})
    with pytest.raises(DataError, match="kode «IKU-1» dan «iku-1» hanya berbeda huruf besarnya"):
        read_dataset(INSTANSI, 2024, data)


def test_a_cell_is_found_by_a_key_with_any_code(data: Path) -> None:
    rename_codes(data / INSTANSI, OFFICE)
    dataset = read_dataset(INSTANSI, 2024, data)
    cell = find_cell(dataset, "anggaran/2.16.01.2.01.0001/pagu")
    assert cell
    assert cell.nilai == find_cell(read_dataset(INSTANSI, 2024, FIXTURE), "anggaran/8.01.01.01/pagu").nilai  # type: ignore[union-attr]
    # The one decision of the fictional agency still settles its cell.
    assert [row["kunci"] for row in dataset.rows("keputusan")] == ["perjanjian/1)/1/selisih"]


def test_codes_as_offices_write_them_make_a_whole_report(office: Path) -> None:
    tree = office / "_site" / INSTANSI / "2024"
    pages = {path.name: path.read_text(encoding="utf-8") for path in tree.glob("*.html")}
    links = {(name, link) for name, page in pages.items() for link in re.findall(r'(?:href|src|srcset)="([^":]+)"', page)}  # fmt: skip
    broken = [(name, link) for name, link in links if not _leads_somewhere(tree, name, link)]
    assert broken == []
    for label in ("fig-target-IKU-1", "fig-target-I-1", "fig-target-a", "tbl-pk-Ka-Dinas", "tbl-hasil-1"):
        assert any(f'id="{label}' in page for page in pages.values()), label
    names = [path.name for path in (tree / "gambar").iterdir()]
    assert len({name.lower() for name in names}) == len(names)


def _leads_somewhere(tree: Path, name: str, link: str) -> bool:
    path, _, anchor = link.partition("#")
    target = tree / name if not path else (tree / path).resolve()
    if not target.exists():
        return False
    return not anchor or target.suffix != ".html" or f'id="{anchor}"' in _read(target)


@cache
def _read(page: Path) -> str:
    return page.read_text(encoding="utf-8")
