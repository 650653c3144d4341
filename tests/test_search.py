"""Search: the sections of a report whoever rendered it, and the reports in which a word occurs."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from lkip.search import index_site, pack_numbers, write_search

PAGE = """<html><body><nav>Daftar</nav><main id="isi"><article>
<h1 id="sec-a"><span class="nomor">Bab 1</span> Awal</h1><p>Rata-rata <b>capaian</b> 95,80%</p>
<h2 id="tugas">Tugas</h2><ul><li>Satu</li><li>dua &amp; tiga</li></ul><svg><title>gambar</title></svg>
</article><nav><h2>Isi</h2>lanjut</nav></main><footer>kaki</footer></body></html>"""


def read_script(text: str) -> Any:
    return json.loads(re.sub(r"^window\.\w+ = |;\n$", "", text))


def test_a_page_gives_its_sections_and_its_words(tmp_path: Path) -> None:
    (tmp_path / "bab-1.html").write_text(PAGE, encoding="utf-8")
    words = write_search(tmp_path, ["bab-0", "bab-1"])
    assert words == "awal bab capaian dua rata satu tiga tugas"
    assert read_script((tmp_path / "assets" / "cari.js").read_text(encoding="utf-8")) == [
        {"id": 0, "bab": "Bab 1 Awal", "judul": "Bab 1 Awal", "tautan": "bab-1.html#sec-a", "isi": "Rata-rata capaian 95,80%"},
        {"id": 1, "bab": "Bab 1 Awal", "judul": "Tugas", "tautan": "bab-1.html#tugas", "isi": "Satu dua & tiga"},
    ]  # fmt: skip


def test_sections_of_one_name_are_told_apart_by_the_one_above(tmp_path: Path) -> None:
    parts = "".join(f'<h3 id="{name}">{name}</h3><p>x</p><h4 id="{name}-1">Hasil</h4><p>y</p>' for name in ("a", "b"))
    (tmp_path / "bab-3.html").write_text(f'<main><h1 id="c">Bab 3</h1><h2 id="d">Analisis</h2>{parts}</main>', "utf-8")
    write_search(tmp_path, ["bab-3"])
    entries = read_script((tmp_path / "assets" / "cari.js").read_text(encoding="utf-8"))
    places = [(entry["bab"], entry["judul"]) for entry in entries]
    assert places[:4] == [("Bab 3", "Bab 3"), ("Bab 3", "Analisis"), ("Bab 3 › Analisis", "a"), ("Bab 3 › a", "Hasil")]
    assert places[4:] == [("Bab 3 › Analisis", "b"), ("Bab 3 › b", "Hasil")]


def test_a_report_without_pages_has_no_index(tmp_path: Path) -> None:
    assert write_search(tmp_path, ["bab-1"]) == ""
    assert list(tmp_path.iterdir()) == []


def unpack(runs: str) -> list[int]:
    numbers: list[int] = []
    after = 0
    for run in runs.split(","):
        gap, _, length = run.partition("-")
        start = after + int(gap, 36)
        after = start + int(length or "1", 36)
        numbers += range(start, after)
    return numbers


@given(st.sets(st.integers(0, 3000), min_size=1))
def test_packed_numbers_can_be_read_again(numbers: set[int]) -> None:
    assert unpack(pack_numbers(sorted(numbers))) == sorted(numbers)


def test_the_index_of_a_site_says_where_a_word_occurs() -> None:
    index = read_script(
        index_site([("a/2023", "A 2023", "ada lain"), ("a/2024", "A 2024", "ada"), ("b/2024", "B", "lain")])
    )
    assert index["laporan"] == [["a/2023", "A 2023"], ["a/2024", "A 2024"], ["b/2024", "B"]]
    assert {tuple(unpack(runs)): words for runs, words in index["kata"].items()} == {(0, 1): "ada", (0, 2): "lain"}
