"""A brand's colours and logo: in pages, print, Word and charts alike, and legible."""

from __future__ import annotations

import base64
import zipfile
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from terbitan import DEMO, ROOT, build, copy_checkout
from test_config import A, write

from lkip.brand import (
    DAY_ACCENTS,
    LEAST_CONTRAST,
    NIGHT,
    NIGHT_ACCENTS,
    PAPER,
    TINTS,
    Brand,
    measure_contrast,
    read_brand,
)
from lkip.errors import ContentError
from lkip.project import Project

PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="


def test_lkips_own_accents_are_where_they_are_looked_for() -> None:
    files = [*(ROOT / "_extensions" / "lkip").glob("*.[ct][sy][sp]"), *(ROOT / "assets" / "word").glob("*.xml")]
    files.append(ROOT / "lkip_utils" / "charts" / "style.py")
    text = "".join(path.read_text(encoding="utf-8") for path in files).lower()
    assert [colour for colour in (*DAY_ACCENTS, *NIGHT_ACCENTS, *TINTS) if colour[1:] not in text] == []


@given(st.integers(0, 0xFFFFFF))
def test_every_colour_that_is_taken_is_legible_by_day_and_by_night(number: int) -> None:
    brand = Brand(f"#{number:06x}")
    if measure_contrast(brand.primary, PAPER) >= LEAST_CONTRAST:
        assert all(measure_contrast(brand.colours[old], NIGHT) >= LEAST_CONTRAST for old in NIGHT_ACCENTS)
        # Letters of the accent stand on its lightest tint, too.
        assert measure_contrast(brand.primary, brand.colours["#e6eef2"]) >= 3


def test_a_whole_report_has_the_colours_of_its_agency(tmp_path: Path) -> None:
    project = copy_checkout(tmp_path / "proyek")
    own = project / "data" / DEMO
    write(project / "_brand.yml", {"color": {"palette": {"ungu": "#7A1F5C"}, "primary": "ungu"}, "logo": "lambang.png"})
    write(own / "_brand.yml", {"color": {"primary": "#0a5"}})
    (project / "lambang.png").write_bytes(base64.b64decode(PNG))
    options = ("--instansi", DEMO, "--tahun", "2025", "--format", "html,pdf,docx", "--renderer", "pandoc")
    done = build(project, project / "_site", *options)
    assert done.returncode == 1
    assert "_brand.yml: color.primary «#0a5» berkontras 3,1:1 terhadap kertas putih" in done.stderr
    write(own / "_brand.yml", {"color": {"palette": {"tua": "#063"}, "primary": "tua"}})
    done = build(project, project / "_site", *options)
    assert done.returncode == 0, done.stderr
    report = project / "_site" / DEMO / "2025"
    with zipfile.ZipFile(next(report.glob("*.docx"))) as archive:
        word = "".join(archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml"))
    drawings = "".join(path.read_text(encoding="utf-8") for path in (report / "gambar").glob("*.svg"))
    typst = next((project / "_build" / DEMO / "2025").glob("*.typ")).read_text(encoding="utf-8")
    for text in ((report / "assets" / "isi.css").read_text(encoding="utf-8"), word, drawings, typst):
        assert "006633" in text.lower()
        assert [colour for colour in DAY_ACCENTS if colour[1:] in text.lower()] == []
    assert "#7a1f5c" in (project / "_site" / "assets" / "isi.css").read_text(encoding="utf-8"), (
        "muka situs: warna proyek"
    )


def test_an_agency_says_only_what_differs(project: Project) -> None:
    write(project.root / "_brand.yml", {"color": {"primary": "#7a1f5c"}, "logo": {"medium": "a.png", "small": "b.png"}})
    (project.root / "a.png").write_bytes(base64.b64decode(PNG))
    own = project.own(A)
    assert read_brand(project.root, own) == Brand("#7a1f5c", project.root / "a.png")
    write(own / "_brand.yml", {"logo": {"images": {"utama": {"path": "c.png", "alt": "C"}}, "large": "utama"}})
    (own / "c.png").write_bytes(base64.b64decode(PNG))
    assert read_brand(project.root, own) == Brand("#7a1f5c", own / "c.png")
    assert project.logo(A) == own / "c.png"
    # The agency's own file, as it always was, comes first.
    (own / "logo.png").write_bytes(base64.b64decode(PNG))
    assert project.logo(A) == own / "logo.png"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ({"color": {"primary": "merah"}}, "color.primary terbaca «merah», diharapkan warna seperti «#0b4f6c»"),
        ({"logo": "tiada.png"}, "logo «tiada.png» tidak ada di folder"),
        ([1], ": terbaca list, diharapkan pasangan"),
    ],
)
def test_a_brand_that_says_nothing_sensible_is_told(project: Project, content: object, told: str) -> None:
    (project.root / "_brand.yml").write_text(yaml.safe_dump(content), encoding="utf-8")
    with pytest.raises(ContentError) as error:
        read_brand(project.root, project.own(A))
    assert told in error.value.message
