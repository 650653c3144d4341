"""The data dictionary: current, complete, and true to what the reader does."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

import pytest

from lkip_utils.kamus import ADAPTATIONS, PROBLEMS, build_kamus_data
from lkip_utils.schemas import FILES, PROFIL

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGE = build_kamus_data()


def test_the_page_is_current() -> None:
    text = (DOCS / "kamus-data.md").read_text(encoding="utf-8")
    assert text == PAGE, "jalankan: python docs/generate.py"


def test_the_script_writes_every_document_that_is_generated() -> None:
    documents = runpy.run_path(str(DOCS / "generate.py"))["DOCUMENTS"]
    generated = {path.name for path in DOCS.glob("*.md") if "docs/generate.py" in path.read_text(encoding="utf-8")}
    assert set(documents) == generated


def find_section(title: str) -> str:
    """Return what stands under a heading, up to the next one."""
    found = re.search(rf"^### `{title}`\n(.*?)(?=^##|\Z)", PAGE, re.MULTILINE | re.DOTALL)
    assert found, title
    return found[1]


def read_table(text: str, heading: str) -> dict[str, list[str]]:
    """Return the rows of the table that begins with a heading, by their first cell."""
    _, _, below = text.partition(f"| {heading} |")
    body = below.partition("\n\n")[0].splitlines()[2:]
    rows = [[cell.strip() for cell in line.strip("|").split(" |")] for line in body]
    return {cells[0].strip("`"): cells[1:] for cells in rows}


@pytest.mark.parametrize("file", FILES)
def test_every_file_tells_its_columns_in_order(file: str) -> None:
    schema, section = FILES[file], find_section(f"{file}.csv")
    rows = read_table(section, "Kolom")
    assert list(rows) == list(schema.columns)
    assert section.strip().startswith(f"{schema.description}.")
    assert f"Kunci: {', '.join(f'`{name}`' for name in schema.key)}." in section
    for name, column in schema.columns.items():
        assert rows[name][1] == ("" if column.optional else "wajib")
        assert rows[name][3] == column.description


def test_what_may_stand_in_a_column_is_told() -> None:
    perjanjian = read_table(find_section("perjanjian.csv"), "Kolom")
    assert perjanjian["indikator"][:3] == ["kode", "wajib", "`kode` di `indikator.csv`"]
    assert perjanjian["target_setelah"][:3] == ["target atau hasil", "", ""]
    assert read_table(find_section("anggaran.csv"), "Kolom")["pagu"][0] == "bilangan bulat, rupiah"
    assert read_table(find_section("sakip.csv"), "Kolom")["nilai"][:3] == ["bilangan, nilai", "wajib", "0 sampai 100"]
    assert read_table(find_section("upaya.csv"), "Kolom")["jenis"][:3] == ["pilihan", "wajib", "`komitmen`, `upaya`"]
    assert read_table(find_section("pejabat.csv"), "Kolom")["tanggal"][0] == "tanggal"


def test_the_entries_of_the_profile_are_told() -> None:
    assert list(read_table(find_section("profil.csv"), "Butir")) == list(PROFIL.columns)


def test_the_forms_of_numbers_are_told_with_what_they_are_read_as() -> None:
    rows = [line.strip("| ").split(" | ") for line in PAGE.splitlines() if line.startswith("| `")]
    read = {(cells[0].strip("`"), cells[1]): cells[2] for cells in rows if len(cells) == 3}
    assert read["Rp. 1.262.478.000,-", "rupiah, bilangan bulat"] == "`1262478000`"
    assert read["7.800", "orang, bilangan bulat"] == "`7800`"
    assert read["7.800", "persen"].startswith("ditolak: terbaca «7.800», dapat berarti 7.8 atau 7800.")
    assert read["-", "orang, bilangan bulat"] == "tidak diketahui"


def test_every_code_that_the_reader_gives_is_explained() -> None:
    """D17 is also given for decisions about computed numbers; any module may use a code, none without its meaning."""
    files = (
        path for package in ("lkip", "lkip_utils") for path in (ROOT / package).glob("*.py") if path.stem != "kamus"
    )
    text = "".join(path.read_text(encoding="utf-8") for path in files)
    given = set(re.findall(r'"([DB]\d\d)"', text))
    assert given == {*PROBLEMS, *ADAPTATIONS}
    assert read_table(PAGE.partition("## Kode masalah data")[2], "Kode") == {
        code: [text] for code, text in PROBLEMS.items()
    }
    assert set(read_table(PAGE.partition("## Kode penyesuaian")[2], "Kode")) == set(ADAPTATIONS)


def test_every_document_that_the_page_links_to_exists() -> None:
    links = re.findall(r"\]\(([^)#]+)", PAGE)
    assert links
    assert [link for link in links if not (DOCS / link).exists()] == []
