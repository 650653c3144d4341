"""The drawings themselves are read: where every letter and bar stands, and what they say."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import matplotlib
import pytest
import typst
from hypothesis import example, given, settings
from hypothesis import strategies as st

from lkip_utils.charts import (
    Indicator,
    Item,
    draw_amounts,
    draw_bars,
    draw_bullet,
    draw_organisation,
    draw_panel,
    draw_path,
    draw_serapan,
    draw_trend,
    style,
)
from lkip_utils.display import Figure
from lkip_utils.measures import Rentang

D = Decimal

SVG = "{http://www.w3.org/2000/svg}"
HREF = "{http://www.w3.org/1999/xlink}href"
NUMBER = r"-?\d+(?:\.\d+)?"

LONG = (
    "Pelaksanaan Kebijakan di Bidang Kewaspadaan Dini, Kerjasama Intelijen, Pemantauan Orang Asing, Tenaga Kerja Asing "
    "dan Lembaga Asing, Kewaspadaan Perbatasan Antar Negara, Fasilitasi Kelembagaan Bidang Kewaspadaan, serta "
    "Penanganan Konflik di Daerah"
)
WORD = "Pertanggungjawaban" * 8
NASTY = 'Rapat <b>$a_1$ dan $b$</b> & "x" {{y}} \\z'
TERBALIK = "\u202e\u0628\u0631\u0646\u0627\u0645\u062c \u05e9\u05dc\u05d5\u05dd terbalik\x07"
BIDANG = "Bidang Ideologi, Wawasan Kebangsaan dan Ketahanan Ekonomi, Sosial, Budaya, Agama"
KESBANGPOL = [
    ("kaban", None, "Kepala Badan\nEselon II"),
    ("sek", "kaban", "Sekretariat\nEselon III"),
    ("umum", "sek", "Sub Bagian Umum dan Kepegawaian"),
    ("program", "sek", "Sub Bagian Program Anggaran dan Keuangan"),
    ("ideologi", "kaban", BIDANG),
    ("sub-1", "ideologi", "Sub Bidang Ideologi dan Wawasan Kebangsaan"),
    ("sub-2", "ideologi", "Sub Bidang Ketahanan Ekonomi, Sosial, Budaya, dan Agama"),
    ("politik", "kaban", "Bidang Politik Dalam Negeri dan Organisasi Kemasyarakatan"),
    ("sub-3", "politik", "Sub Bidang Politik Dalam Negeri"),
    ("sub-4", "politik", "Sub Bidang Organisasi Kemasyarakatan"),
    ("konflik", "kaban", "Bidang Kewaspadaan Nasional dan Penanganan Konflik"),
    ("sub-5", "konflik", "Sub Bidang Kewaspadaan Dini dan Kerjasama Intelijen"),
    ("sub-6", "konflik", "Sub Bidang Penanganan Konflik"),
    ("uptd", "kaban", "Unit Pelaksana Teknis Daerah"),
    ("jf", "kaban", "Kelompok Jabatan Fungsional"),
]
RENSTRA = {2021: D("7.2"), 2022: D("7.5"), 2023: D("7.8"), 2024: D("8"), 2025: D("8.2"), 2026: D("8.5")}


def draw_one(*parts: Any, tahun: int = 2023) -> Figure:
    """Return a small chart that stands alone."""
    (figure,) = draw_panel([Indicator(*parts)], tahun)
    return figure


CASES: dict[str, Callable[[], Figure]] = {
    "organisation": lambda: draw_organisation(KESBANGPOL, "Struktur organisasi"),
    "organisation of one": lambda: draw_organisation([("a", None, "Kepala")], "Struktur organisasi"),
    "organisation of two": lambda: draw_organisation([("a", None, "Kepala"), ("b", "a", WORD)], "Struktur organisasi"),
    "organisation, forty": lambda: draw_organisation(
        [("a", None, "Kepala"), *((str(n), "a", f"UPTD {n} {BIDANG}") for n in range(39))], "Struktur organisasi"
    ),
    "organisation, deep": lambda: draw_organisation(
        [(str(n), str(n // 2) if n > 1 else None, f"Unit {n} {BIDANG}\nEselon IV") for n in range(1, 32)], "Struktur"
    ),
    "organisation without head": lambda: draw_organisation([(c, "z", f"Unit {c}") for c in "abcde"], "Struktur"),
    "bars": lambda: draw_bars([("S-3", D(0)), ("S-2", D(5)), ("D-2 & D-1", None)], "orang", "Pegawai"),
    "bars, one long": lambda: draw_bars([(LONG, D(5))], "orang", "Pegawai"),
    "bars, forty": lambda: draw_bars([(f"Jabatan {n}", D(10) ** (n % 5)) for n in range(40)], "orang", "Pegawai"),
    "bars, all zero": lambda: draw_bars([("S-2", D(0)), ("S-1", D(0))], "orang", "Pegawai"),
    "bars, one word": lambda: draw_bars([(WORD, D("0.5")), ("S-1", D("-2.25"))], "poin", "Perubahan", 2),
    "bullet": lambda: draw_bullet(
        [
            Item("Tingkat Partisipasi Politik Masyarakat", D("7.8"), D("7.5"), "%", False),
            Item("Angka Konflik Sosial Bernuansa SARA", D(0), D(0), "Kasus"),
            Item("Lama pelayanan", D(3), D(5), "jam", False, "turun"),
            Item("Tanpa realisasi", D(12), None, LONG),
            Item("Tanpa target", None, D(10000), "Orang"),
            Item(LONG, None, None, "%"),
            Item("Laju inflasi", D("2.5"), D("-1.25"), "%"),
        ],
        "Target dan realisasi",
        2023,
    ),
    "bullet, forty": lambda: draw_bullet([Item(LONG, D(n), D(20), "Laporan") for n in range(40)], "Target", 2023),
    "path": lambda: draw_path("%", RENSTRA, {2022: D("6.71"), 2023: D("7.8")}, "Partisipasi", 2023),
    "path, flat": lambda: draw_path("%", dict.fromkeys(RENSTRA, D(100)), {2023: D(100)}, "Peta", 2023),
    "path, zero": lambda: draw_path("Kasus", dict.fromkeys(RENSTRA, D(0)), {2023: D(0)}, "Konflik", 2023),
    "path, one value": lambda: draw_path(LONG, {}, {2023: D(12)}, "Orang", 2023),
    "path, twenty years": lambda: draw_path(
        "Orang", {y: D(3) ** (y - 2010) for y in range(2010, 2030)}, {2015: D(10**9)}, "Orang", 2023
    ),
    "amounts": lambda: draw_amounts(
        [
            ("Belanja Pegawai", D(3078470134), D(31919961461)),
            (LONG.upper(), D(154529400), D(193081500)),
            ("Belanja Hibah", D(5183950000), None),
            ("Belanja Modal", None, None),
            ("Rapat", D(100), D(0)),
        ],
        "Pagu dan realisasi",
    ),
    "amounts, all zero": lambda: draw_amounts([("Rapat", D(0), D(0))], "Pagu dan realisasi"),
    "serapan": lambda: draw_serapan(
        [(LONG, D("98.49")), ("Rapat", D("13.86")), ("Ormas", None), ("Hibah", D("124.94")), ("Forum", D("88.5"))],
        "Serapan anggaran",
    ),
    "serapan, forty": lambda: draw_serapan([(f"{n} {LONG}", D(n * 3)) for n in range(40)], "Serapan anggaran"),
    "serapan, huge": lambda: draw_serapan([("Rapat", D(10000)), ("Ormas", D("0.01"))], "Serapan anggaran"),
    "serapan, none": lambda: draw_serapan([(NASTY, D(0)), (TERBALIK, D("-3.5"))], "Serapan anggaran"),
    "panel": lambda: draw_one("Partisipasi", "%", D("7.8"), D("8.01"), RENSTRA, {2022: D(7), 2023: D("8.01")}),
    "panel, no result": lambda: draw_one(LONG, "%", D("7.8"), None, RENSTRA, {}),
    "panel, no target": lambda: draw_one(WORD, LONG, None, D(12), {}, {2021: D(1), 2023: D(12)}),
    "panel, nothing": lambda: draw_one(NASTY, "%", None, None, {}, {}),
    "panel, one year": lambda: draw_one(TERBALIK, "Orang", D(10000), D(1), {2023: D(10000)}, {2023: D(1)}),
    "panel, zero": lambda: draw_one("Konflik", "Kasus", D(0), D(0), dict.fromkeys(RENSTRA, D(0)), {2023: D(0)}),
    "panel, negative": lambda: draw_one("Laju", "%", D("2.5"), D("-125.25"), RENSTRA, {2023: D("-125.25")}),
    "panel, range": lambda: draw_one("Inflasi", "%", Rentang(D(2), D(4)), D(5), {}, {2022: D(3), 2023: D(5)}),
    "panel, grade": lambda: draw_one(
        "SAKIP",
        "Predikat",
        D(5),
        D(4),
        {2024: D(5), 2026: D(6)},
        {2023: D(3), 2024: D(4)},
        "predikat_sakip",
        tahun=2024,
    ),
    "panel, forty years": lambda: draw_one(
        LONG, "Orang", D(10**9), D(3), {y: D(y) ** 3 for y in range(1990, 2030)}, {2023: D(3)}
    ),
    "trend": lambda: draw_trend({2021: D("67.93"), 2022: D("73.8")}, "nilai", "Nilai SAKIP"),
    "trend, negative": lambda: draw_trend({2021: D(-10000), 2022: D("0.01"), 2023: D(10000)}, LONG, NASTY),
    "trend with gap": lambda: draw_trend({2018: D(60), 2019: D(65), 2023: D("73.8")}, "nilai", "Nilai SAKIP"),
    "trend, one year": lambda: draw_trend({2021: D(0)}, "nilai", "Nilai SAKIP"),
    "trend, forty years": lambda: draw_trend({y: D(y) for y in range(1984, 2024)}, "nilai", "Nilai SAKIP"),
}

MISSING: dict[str, Callable[[], Figure]] = {
    "organisation": lambda: draw_organisation([], "Struktur organisasi"),
    "bars": lambda: draw_bars([("S-1", None)], "orang", "Jumlah pegawai"),
    "bullet": lambda: draw_bullet([Item("Partisipasi", None, None, "%")], "Target dan realisasi", 2022),
    "path": lambda: draw_path("%", {}, {}, f"Target Renstra {LONG}", 2022),
    "amounts": lambda: draw_amounts([("Rapat", None, None)], "Pagu dan realisasi"),
    "serapan": lambda: draw_serapan([], "Serapan anggaran"),
    "trend": lambda: draw_trend({2022: None}, "nilai", "Nilai SAKIP"),
}


@dataclass(frozen=True)
class Place:
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Place, slack: float = 0.3) -> bool:
        across = self.left + slack < other.right and other.left + slack < self.right
        return across and self.top + slack < other.bottom and other.top + slack < self.bottom

    def holds(self, other: Place, slack: float = 0.3) -> bool:
        across = self.left - slack <= other.left and other.right <= self.right + slack
        return across and self.top - slack <= other.top and other.bottom <= self.bottom + slack


class Drawing:
    """A chart as a reader's program sees it, on a page or on a phone."""

    def __init__(self, figure: Figure, narrow: bool = False) -> None:
        self.root = ET.fromstring(figure.narrow if narrow else figure.svg)
        self.canvas = _place_box(*self.root.attrib["viewBox"].split())
        outlines = (path for path in self.root.iter(f"{SVG}path") if "id" in path.attrib)
        self.glyphs = {path.attrib["id"]: _surround(_points(path)) for path in outlines}
        groups = list(self.root.iter(f"{SVG}g"))
        # The letters are outlines; the words are said beside them.
        self.texts = [(group.attrib["aria-label"], self._extent(group)) for group in groups]
        self.letters = [len(list(group)) for group in groups]
        self.sizes = [1000 * float(re.findall(NUMBER, group.attrib["transform"])[2]) for group in groups]

    @property
    def words(self) -> str:
        return " ".join(text for text, _ in self.texts)

    def place(self, text: str) -> Place:
        """Return where a text stands; it must stand there once."""
        (found,) = (place for words, place in self.texts if words == text)
        return found

    def boxes(self, *fills: str) -> list[Place]:
        """Return the rectangles of some colours, without the plate that all stands on."""
        _plate, *rects = self.root.iter(f"{SVG}rect")
        return [_place_rect(rect) for rect in rects if rect.attrib["fill"] in fills]

    @property
    def discs(self) -> list[Place]:
        circles = (circle.attrib for circle in self.root.iter(f"{SVG}circle"))
        values = ((float(c["cx"]), float(c["cy"]), float(c["r"])) for c in circles)
        return [Place(x - r, y - r, x + r, y + r) for x, y, r in values]

    @property
    def shapes(self) -> list[Place]:
        return [*(_place_rect(rect) for rect in self.root.iter(f"{SVG}rect")), *self.lines(*style.DARK), *self.discs]

    def lines(self, *colours: str) -> list[Place]:
        paths = [path for path in self.root.iter(f"{SVG}path") if path.get("stroke") in colours]
        return [_surround(_points(path)) for path in paths]

    def _extent(self, group: ET.Element) -> Place:
        x, y, scale, _ = map(float, re.findall(NUMBER, group.attrib["transform"]))
        letters = [(float(use.attrib["x"]), self.glyphs[use.attrib[HREF].removeprefix("#")]) for use in group]
        return Place(
            x + scale * min(shift + glyph.left for shift, glyph in letters),
            y - scale * max(glyph.bottom for _, glyph in letters),
            x + scale * max(shift + glyph.right for shift, glyph in letters),
            y - scale * min(glyph.top for _, glyph in letters),
        )


def _place_rect(rect: ET.Element) -> Place:
    return _place_box(*(rect.attrib[name] for name in ("x", "y", "width", "height")))


def _place_box(*texts: str) -> Place:
    left, top, width, height = map(float, texts)
    return Place(left, top, left + width, top + height)


def _points(path: ET.Element) -> list[tuple[float, float]]:
    """Return the points of an outline, also those that only bend it."""
    points, at, start = [], (0.0, 0.0), (0.0, 0.0)
    for command, rest in re.findall(r"([MLmlqcz])([^MLmlqcz]*)", path.attrib["d"]):
        numbers = [float(number) for number in re.findall(NUMBER, rest)]
        origin = at if command.islower() else (0.0, 0.0)
        piece = [(origin[0] + x, origin[1] + y) for x, y in zip(numbers[::2], numbers[1::2], strict=True)]
        at = piece[-1] if piece else start
        start = at if command in "Mm" else start
        points += piece
    return points


def _surround(points: list[tuple[float, float]]) -> Place:
    xs, ys = zip(*points, strict=True)
    return Place(min(xs), min(ys), max(xs), max(ys))


def draw_both(figure: Figure) -> list[Drawing]:
    """Return a chart on a page and, if it is laid out for that, on a phone."""
    return [Drawing(figure), *([Drawing(figure, narrow=True)] if figure.narrow else [])]


EVERY = {**CASES, **{f"missing {name}": draw for name, draw in MISSING.items()}}
FORMS = [(name, narrow) for name in EVERY for narrow in (False, True) if not (narrow and name.startswith("panel"))]


def list_forms(*kinds: str, other: bool = False) -> list[tuple[str, bool]]:
    """Return the cases of some kinds of chart, or of all other kinds, for page and phone."""
    return [(name, narrow) for name, narrow in FORMS if name in CASES and name.startswith(kinds) != other]


@pytest.fixture(scope="module", params=FORMS, ids=[f"{name}{', sempit' * narrow}" for name, narrow in FORMS])
def drawing(request: pytest.FixtureRequest) -> Drawing:
    name, narrow = request.param
    return Drawing(EVERY[name](), narrow)


def assert_legible(drawing: Drawing) -> None:
    for text, place in drawing.texts:
        assert drawing.canvas.holds(place, 0), f"«{text}» leaves the drawing"
    assert drawing.letters == [len(text.replace(" ", "")) for text, _ in drawing.texts]
    for (text, place), (other, there) in combinations(drawing.texts, 2):
        assert not place.meets(there), f"«{text}» covers «{other}»"
    for shape in drawing.shapes:
        assert drawing.canvas.holds(shape, 0)
        # SVG draws nothing of what is less than nothing wide.
        assert shape.left <= shape.right
        assert shape.top <= shape.bottom


def assert_clear(drawing: Drawing) -> None:
    """Check that no bar and no mark runs through a text."""
    for mark in (*drawing.boxes(style.STRONG, style.PALE), *drawing.lines(style.ACCENT), *drawing.discs):
        assert not [text for text, place in drawing.texts if place.meets(mark)]


def test_texts_stay_apart_and_inside(drawing: Drawing) -> None:
    assert_legible(drawing)


PHONE, SMALLEST, SWITCH = 390, 320, 34 * 16
"""Widths of screens in px: of a common phone, of a small one, and from where on the wide drawing is shown."""
AROUND = 26
"""What the page keeps free beside a chart on a phone, with the chart's frame."""


def test_letters_are_large_enough_on_paper_and_on_a_phone(drawing: Drawing) -> None:
    width = drawing.canvas.right - drawing.canvas.left
    wide, small, narrow = (pytest.approx(points, abs=0.5) for points in (16 / 2.54 * 72, 8 / 2.54 * 72, 270))
    assert width in (wide, small, narrow)
    # Nothing is ever shown smaller than on paper 16 cm wide.
    assert min(drawing.sizes) >= 8
    for screen in [SWITCH] if width == wide else [PHONE, SMALLEST]:
        assert min(drawing.sizes) * (screen - AROUND) / width >= 11


def test_what_stands_alone_on_a_phone_needs_no_second_drawing() -> None:
    assert [bool(draw().narrow) for draw in EVERY.values()] == [not name.startswith("panel") for name in EVERY]


@pytest.mark.parametrize("name", [name for name in EVERY if not name.startswith("panel")])
def test_both_drawings_say_the_same(name: str) -> None:
    wide, narrow = draw_both(EVERY[name]())
    said = [
        [element.text for kind in ("title", "desc") for element in d.root.iter(f"{SVG}{kind}")] for d in (wide, narrow)
    ]
    assert said[0] == said[1]
    if not name.startswith(("path", "trend", "serapan", "bars", "amounts")):
        assert Counter(wide.words.replace(" ", "")) == Counter(narrow.words.replace(" ", ""))


@pytest.mark.parametrize(("name", "narrow"), list_forms("organisation", other=True))
def test_bars_and_marks_keep_clear_of_texts(name: str, narrow: bool) -> None:
    assert_clear(Drawing(CASES[name](), narrow))


@pytest.mark.parametrize(("name", "narrow"), list_forms("organisation"))
def test_every_unit_has_a_box_of_its_own_around_its_words(name: str, narrow: bool) -> None:
    drawing = Drawing(CASES[name](), narrow)
    boxes = drawing.boxes(style.STRONG, style.PALE, style.PLATE)
    assert all(drawing.canvas.holds(box, 0) for box in boxes)
    assert not [pair for pair in combinations(boxes, 2) if pair[0].meets(pair[1])]
    for text, place in drawing.texts:
        assert sum(box.holds(place) for box in boxes) == 1, text


def test_organisation_names_every_unit_whole() -> None:
    figure = draw_organisation(KESBANGPOL, "Struktur organisasi")
    drawing = Drawing(figure)
    for _, _, label in KESBANGPOL:
        assert " ".join(label.split()) in drawing.words
        assert label.split("\n")[0] in figure.alt
    assert len(drawing.boxes(style.STRONG, style.PALE)) == 7
    assert "Kepala Badan (Eselon II) membawahi Sekretariat (Eselon III); Bidang Ideologi" in figure.alt


def test_organisation_puts_children_below_their_unit() -> None:
    drawing = Drawing(draw_organisation([("a", None, "A"), ("b", "a", "B"), ("c", "b", "C"), ("d", "a", "D")], "S"))
    a, b, c, d = (drawing.place(name) for name in "ABCD")
    assert a.bottom < b.top < c.top
    assert b.top == d.top
    assert b.right < d.left


def test_on_a_phone_units_stand_one_below_the_other_indented_by_their_depth() -> None:
    units = [("a", None, "A"), ("b", "a", "B"), ("c", "b", "C"), ("d", "a", "D")]
    drawing = Drawing(draw_organisation(units, "S"), narrow=True)
    boxes = drawing.boxes(style.STRONG, style.PALE, style.PLATE)
    a, b, c, d = (next(box for box in boxes if box.holds(drawing.place(name))) for name in "ABCD")
    assert a.bottom < b.top < b.bottom < c.top < c.bottom < d.top
    assert a.left < b.left == d.left < c.left
    assert a.right == b.right == c.right == d.right


def test_organisation_refuses_a_circle() -> None:
    with pytest.raises(ValueError, match=r"saling membawahi: b, c\."):
        draw_organisation([("a", None, "A"), ("b", "c", "B"), ("c", "b", "C")], "Struktur")


@pytest.mark.parametrize("name", MISSING)
def test_no_data_is_said_in_the_drawing_and_its_alt_text(name: str) -> None:
    figure = MISSING[name]()
    assert figure.alt.endswith(" belum tersedia.")
    assert Drawing(figure).words == figure.alt


def test_what_is_missing_keeps_its_place() -> None:
    drawing = Drawing(draw_bars([("S-3", D(1)), ("S-2", None), ("S-1", D(2))], "orang", "Pegawai"))
    missing = drawing.place("belum tersedia")
    assert drawing.place("S-3").bottom < missing.top < drawing.place("S-1").top
    assert len(drawing.boxes(style.STRONG)) == 2


@pytest.mark.parametrize("narrow", [False, True])
def test_long_names_are_whole(narrow: bool) -> None:
    assert LONG in Drawing(draw_serapan([(LONG, D(90))], "Serapan"), narrow).words
    assert WORD in Drawing(draw_serapan([(WORD, D(90))], "Serapan"), narrow).words.replace(" ", "")


def test_on_a_phone_names_stand_above_the_bars_that_they_would_leave_no_room() -> None:
    figure = draw_amounts([("Belanja Pegawai", D(3078470134), D(3191996146))], "Pagu dan realisasi")
    wide, narrow = draw_both(figure)
    name, bar = wide.place("Belanja Pegawai"), wide.boxes(style.PALE)[0]
    assert name.right < bar.left
    name, bar = narrow.place("Belanja Pegawai"), narrow.boxes(style.PALE)[0]
    assert name.bottom < bar.top
    assert bar.right - bar.left > 0.3 * (narrow.canvas.right - narrow.canvas.left)


def test_small_charts_side_by_side_are_level() -> None:
    years = {2022: D(7), 2023: D(8)}
    figures = draw_panel(
        [
            Indicator("Partisipasi", "%", D("7.8"), D(8), RENSTRA, years),
            Indicator(LONG, "%", D("7.8"), None, RENSTRA, {}),
            Indicator(
                "SAKIP", "Predikat", D(5), D(4), {2023: D(5), 2026: D(6)}, {2022: D(3), 2023: D(4)}, "predikat_sakip"
            ),
            Indicator(NASTY, "%", None, None, {}, {}),
        ],
        2023,
    )
    drawings = list(map(Drawing, figures))
    assert len({drawing.canvas.bottom for drawing in drawings}) == 1
    assert len({drawing.canvas.right for drawing in drawings}) == 1
    plots = [
        (place.top, place.bottom) for d in drawings for place in d.boxes(style.BAND) if place.bottom - place.top > 50
    ]
    assert len(plots) == 3
    assert len(set(plots)) == 1
    scales = [place.top for d in drawings for place in d.boxes(style.BAND) if place.right - place.left > 200]
    assert len(scales) == 2
    assert len(set(scales)) == 1
    for drawing in drawings:
        assert_legible(drawing)
        assert_clear(drawing)


def test_bars_begin_at_zero() -> None:
    small, large = Drawing(draw_bars([("a", D(250)), ("b", D(1000))], "orang", "Pegawai")).boxes(style.STRONG)
    assert small.left == large.left
    assert (large.right - large.left) / (small.right - small.left) == pytest.approx(4, rel=1e-3)
    low, high = Drawing(draw_trend({2021: D("67.93"), 2022: D("73.8")}, "nilai", "Nilai")).boxes(style.STRONG)
    assert (high.bottom - high.top) / (low.bottom - low.top) == pytest.approx(73.8 / 67.93, rel=1e-3)


def test_what_is_negative_lies_beyond_zero() -> None:
    below, above = Drawing(draw_trend({2022: D(-10), 2023: D(20)}, "poin", "Perubahan")).boxes(style.STRONG)
    assert below.top == pytest.approx(above.bottom, abs=0.02)
    assert (above.bottom - above.top) / (below.bottom - below.top) == pytest.approx(2, rel=1e-3)


def test_realisasi_above_pagu_is_longer_than_pagu() -> None:
    drawing = Drawing(draw_amounts([("Rapat", D(154529400), D(193081500))], "Pagu dan realisasi"))
    (pagu,), (realisasi,) = drawing.boxes(style.PALE), drawing.boxes(style.STRONG)
    assert realisasi.right > pagu.right
    assert realisasi.top > pagu.top
    assert "pagu Rp154,53 juta" in drawing.words
    assert "juta rupiah" in drawing.words


def test_serapan_above_100_passes_the_line_of_the_pagu() -> None:
    drawing = Drawing(CASES["serapan"]())
    line = drawing.place("100% pagu")
    middle = (line.left + line.right) / 2
    ends = [bar.right for bar in drawing.boxes(style.STRONG)]
    assert [end > middle for end in ends] == [False, False, True, False]
    labels = [place for text, place in drawing.texts if text.endswith("%")]
    assert len(labels) == 4
    assert not [label for label in labels if label.left < middle < label.right]


def test_bullet_marks_the_target_on_the_scale_of_its_indicator() -> None:
    drawing = Drawing(draw_bullet([Item("Lama", D(3), D(6), "jam"), Item("Rapat", D(4), D(1), "kali")], "Target", 2023))
    _key, *marks = drawing.lines(style.ACCENT)
    key, long, short = drawing.boxes(style.STRONG)
    assert key.bottom < long.top
    assert (marks[0].left - long.left) / (long.right - long.left) == pytest.approx(3 / 6, rel=1e-3)
    assert (short.right - short.left) / (marks[1].left - short.left) == pytest.approx(1 / 4, rel=1e-3)
    assert drawing.place("6 jam dari target 3 jam").top > long.bottom


def test_a_bar_that_ends_just_beyond_its_target_is_seen_to_get_there() -> None:
    drawing = Drawing(draw_bullet([Item("Kepuasan", D("86.5"), D("87.31"), "Nilai")], "Target", 2025))
    shapes = list(drawing.root)
    _key, mark = (place for place, shape in enumerate(shapes) if shape.get("stroke") == style.ACCENT)
    _key, bar = (
        place for place, shape in enumerate(shapes) if shape.get("fill") == style.STRONG and shape.tag == f"{SVG}rect"
    )
    assert bar > mark
    end = drawing.boxes(style.STRONG)[-1].right
    assert not [place for place in drawing.boxes(style.PLATE)[1:] if place.left < end < place.right]


def test_path_labels_the_report_year_and_shows_only_known_years() -> None:
    drawing = Drawing(draw_path("%", RENSTRA, {2022: D("6.71"), 2023: D("7.9")}, "Partisipasi", 2023))
    assert drawing.place("7,9%").bottom < drawing.place("7,8%").top
    assert {"6,71%", "7,2%", "8,5%"} <= {text for text, _ in drawing.texts}
    years = [drawing.place(str(year)).left for year in range(2021, 2027)]
    gaps = [after - before for before, after in pairwise(years)]
    assert gaps == pytest.approx([gaps[0]] * 5, abs=0.5)


def test_what_is_counted_has_no_fractions_along_its_axis() -> None:
    texts = {text for text, _ in Drawing(draw_path("Kasus", {2022: D(1)}, {2023: D(0)}, "Konflik", 2023)).texts}
    assert {"0", "1"} < texts
    assert not [text for text in texts if "," in text]


def test_path_says_which_series_is_missing() -> None:
    assert "realisasi belum tersedia" in Drawing(draw_path("%", RENSTRA, {}, "Politik", 2022)).words
    assert "target belum tersedia" in Drawing(draw_path("%", {}, RENSTRA, "Politik", 2022)).words


def test_path_draws_no_line_over_an_unknown_year() -> None:
    known = {2021: D(1), 2022: D(2), 2023: D(3)}
    assert _count_lines(draw_path("%", {}, known, "Politik", 2023)) == 2
    assert _count_lines(draw_path("%", {}, {2021: D(1), 2023: D(3)}, "Politik", 2023)) == 0


def _count_lines(figure: Figure) -> int:
    return len(Drawing(figure).lines(style.STRONG))


@settings(max_examples=30)
@given(
    target=st.dictionaries(st.integers(2020, 2030), st.decimals(-100, 10000, places=2), max_size=11),
    realisasi=st.dictionaries(st.integers(2020, 2030), st.decimals(-100, 10000, places=2), min_size=1, max_size=11),
)
@example(target={2020: D(0), 2021: D("9998.88")}, realisasi={2020: D("1255.96"), 2027: D(0)})
def test_path_labels_never_collide(target: dict[int, D], realisasi: dict[int, D]) -> None:
    for drawing in draw_both(draw_path("Orang", target, realisasi, "Partisipasi", 2023)):
        assert_legible(drawing)


@pytest.mark.parametrize(
    ("figure", "sentence"),
    [
        (
            draw_bars([("S-2", D(5)), ("S-1", D(10)), ("SD", None)], "orang", "Pegawai"),
            "Pegawai: terbanyak S-1. S-2 5 orang; S-1 10 orang; SD belum tersedia.",
        ),
        (
            draw_bullet([Item("Politik", D("7.8"), D("7.7997"), "%"), Item("Rapat", D(4), None, "kali")], "IKU", 2023),
            "IKU tahun 2023: Politik 7,7997% dari target 7,8% (di bawah target); "
            "Rapat realisasi belum tersedia, target 4 kali.",
        ),
        (
            draw_path("%", {2023: D("7.8"), 2026: D("8.5")}, {2022: D("6.71")}, "Politik", 2023),
            "Politik: realisasi tahun 2023 belum tersedia. Target 2023 7,8%, 2026 8,5%; realisasi 2022 6,71%.",
        ),
        (
            draw_amounts([("A", D(1262478000), D(1300000000)), ("B", D(5), None)], "Anggaran"),
            "Anggaran: realisasi di atas pagu pada A. A pagu Rp1.262.478.000, realisasi Rp1.300.000.000; "
            "B pagu Rp5, realisasi belum tersedia.",
        ),
        (
            draw_serapan([("A", D("86.755")), ("B", D("99.4")), ("C", None)], "Serapan"),
            "Serapan: terendah A (86,76%), tertinggi B (99,40%). A 86,76%; B 99,40%; C belum tersedia.",
        ),
        (
            draw_trend({2020: D("70"), 2022: D("67.93")}, "nilai", "Nilai SAKIP"),
            "Nilai SAKIP: turun dari tahun 2020 ke tahun 2022. 2020 70,00; 2021 belum tersedia; 2022 67,93.",
        ),
    ],
)
def test_alt_text_states_the_message_and_all_numbers(figure: Figure, sentence: str) -> None:
    assert figure.alt == sentence


NAMES = st.sampled_from([LONG, LONG.upper(), WORD, NASTY, TERBALIK, "S-1"])
AMOUNTS = st.none() | st.sampled_from([D(0), D("0.01"), D("124.94"), D(10000), D("-2.25"), D(10) ** 13])
SERIES = st.dictionaries(st.integers(2019, 2030), st.decimals(-100, 10000, places=2), max_size=8)


@settings(max_examples=40)
@example(items=[(LONG, D(0), None, LONG), (LONG, D(10) ** 13, None, LONG)], tercapai=None, arah="naik")
@given(
    items=st.lists(st.tuples(NAMES, AMOUNTS, AMOUNTS, NAMES), min_size=1, max_size=6),
    tercapai=st.none() | st.booleans(),
    arah=st.sampled_from(["naik", "turun"]),
)
def test_whatever_the_data_nothing_collides(
    items: list[tuple[str, D | None, D | None, str]], tercapai: bool | None, arah: str
) -> None:
    values = [(name, value) for name, value, *_ in items]
    for figure in (
        draw_bars(values, items[0][3], "Pegawai", 2),
        draw_serapan(values, "Serapan"),
        draw_amounts([item[:3] for item in items], "Anggaran"),
        draw_bullet([Item(*item, tercapai, arah) for item in items], "IKU", 2023),
        draw_trend(dict(enumerate((value for _, value in values), 2018)), "nilai", "SAKIP"),
    ):
        for drawing in draw_both(figure):
            assert_legible(drawing)
            assert_clear(drawing)


@settings(max_examples=40)
@given(labels=st.lists(NAMES, min_size=1, max_size=12), above=st.lists(st.integers(0, 11), min_size=12, max_size=12))
def test_whatever_the_units_no_organisation_collides(labels: list[str], above: list[int]) -> None:
    units = [(str(n), str(min(above[n], n - 1)) if n else None, label) for n, label in enumerate(labels)]
    for drawing in draw_both(draw_organisation(units, "Struktur organisasi")):
        assert_legible(drawing)


@settings(max_examples=40)
@given(name=NAMES, satuan=NAMES, target=AMOUNTS, realisasi=AMOUNTS, targets=SERIES, results=SERIES)
def test_whatever_the_data_no_panel_collides(
    name: str, satuan: str, target: D | None, realisasi: D | None, targets: dict[int, D], results: dict[int, D]
) -> None:
    drawing = Drawing(draw_one(name, satuan, target, realisasi, targets, results))
    assert_legible(drawing)
    assert_clear(drawing)


def test_names_are_taken_literally() -> None:
    drawing = Drawing(draw_bars([(f"{NASTY} \u202eterbalik\x07 \u0639", D(1))], "orang", f"Pegawai {NASTY}"))
    assert f"{NASTY} □terbalik□ □" in drawing.words
    assert_legible(drawing)


def test_a_drawing_says_what_it_shows() -> None:
    figure = draw_bars([(NASTY, D(1)), (TERBALIK, None)], "orang", f"Pegawai {NASTY}")
    root = ET.fromstring(figure.svg)
    assert root.attrib["role"] == "img"
    title, desc = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert title is not None
    assert desc is not None
    assert root.attrib["aria-labelledby"] == title.attrib["id"]
    assert root.attrib["aria-describedby"] == desc.attrib["id"]
    assert title.text == f"Pegawai {NASTY}"
    # What XML can't hold is shown as such.
    assert desc.text == figure.alt.replace("\x07", "□")


COLOURS = {"light": {colour: colour for colour in style.DARK}, "dark": style.DARK}


@pytest.mark.parametrize("mode", COLOURS)
@pytest.mark.parametrize(("name", "narrow"), list_forms(""))
def test_letters_and_marks_stand_out_from_what_is_behind_them(name: str, narrow: bool, mode: str) -> None:
    shown = COLOURS[mode]
    behind: list[tuple[Place, str]] = []

    def stands_out(place: Place, colour: str, least: float) -> bool:
        middle = Place(*[(place.left + place.right) / 2, (place.top + place.bottom) / 2] * 2)
        ground = next(fill for box, fill in reversed(behind) if box.holds(middle, -0.1))
        return _contrast(shown[colour], shown[ground]) >= least

    drawing = Drawing(CASES[name](), narrow)
    places = iter(place for _, place in drawing.texts)
    for element in drawing.root:
        fill, edge = element.get("fill", "none"), element.get("stroke", "none")
        if element.tag == f"{SVG}g":
            assert stands_out(next(places), fill, 4.5)
        elif element.tag == f"{SVG}rect":
            place = _place_rect(element)
            # The grounds of a scale and of the report's year carry no meaning of their own.
            if behind and fill not in (style.BAND, style.PLATE):
                assert stands_out(place, fill, 3) or stands_out(place, edge, 3)
            behind.append((place, fill))
        elif element.tag == f"{SVG}circle":
            assert stands_out(drawing.discs[0], fill, 3)
        elif element.tag == f"{SVG}path" and edge not in (style.GRID, style.PLATE):
            assert stands_out(_surround(_points(element)), edge, 3)


def _contrast(one: str, other: str) -> float:
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_every_colour_has_its_counterpart_in_the_dark(drawing: Drawing) -> None:
    (sheet,) = drawing.root.iter(f"{SVG}style")
    assert str(sheet.text).startswith("@media (prefers-color-scheme:dark){")
    for element in drawing.root.iter():
        for name in ("fill", "stroke"):
            colour = element.get(name, "none")
            assert colour == "none" or f'[{name}="{colour}"]{{{name}:{style.DARK[colour]}}}' in str(sheet.text)


def test_on_paper_there_is_no_dark(tmp_path: Path) -> None:
    svg = CASES["path"]().svg
    (tmp_path / "a.typ").write_text('#set document(title: "x")\n#image("a.svg", alt: "x")')

    def compile_pdf(drawn: str) -> bytes:
        (tmp_path / "a.svg").write_text(drawn, encoding="utf-8")
        pdf = typst.compile(tmp_path / "a.typ", ignore_system_fonts=True, timestamp=0, pdf_standards=["ua-1"])
        assert isinstance(pdf, bytes)
        return re.sub(rb"<xmpMM:.*?>|/ID ?\[.*?\]", b"", pdf)

    light = re.sub("<style>.*</style>", "", svg)
    assert light != svg
    assert compile_pdf(svg) == compile_pdf(light)
    assert compile_pdf(svg) != compile_pdf(svg.replace(style.STRONG, style.DARK[style.STRONG]))


def test_drawing_leaves_matplotlib_as_it_was() -> None:
    before = dict(matplotlib.rcParams)
    CASES["path"]()
    assert dict(matplotlib.rcParams) == before


def test_same_bytes_whatever_the_machine_is_set_to(tmp_path: Path) -> None:
    (tmp_path / "matplotlibrc").write_text("font.family: serif\nlines.linewidth: 9\nsvg.fonttype: none\n")
    script = (
        "import sys; from decimal import Decimal as D; from lkip_utils.charts import draw_path\n"
        "figure = draw_path('%', {2022: D(7), 2023: D(8)}, {2023: D(9)}, 'Politik', 2023)\n"
        "assert 'matplotlib.pyplot' not in sys.modules\n"
        "sys.stdout.buffer.write(figure.svg.encode())"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "7", "PYTHONPATH": str(Path(__file__).parents[1])}
    result = subprocess.run([sys.executable, "-c", script], cwd=tmp_path, env=environment, capture_output=True)
    assert result.returncode == 0, result.stderr.decode()
    here = draw_path("%", {2022: D(7), 2023: D(8)}, {2023: D(9)}, "Politik", 2023)
    assert result.stdout.decode() == here.svg
    assert "<text" not in here.svg
    assert "dc:date" not in here.svg


def test_times_and_grades_are_written_as_such() -> None:
    chart = draw_path("Jam", {2024: Decimal(10800)}, {2024: Decimal(11340)}, "Waktu", 2024, "durasi")
    assert chart.alt == "Waktu: realisasi tahun 2024 di atas target. Target 2024 3 jam; realisasi 2024 3 jam 9 menit."
    assert "10.800" not in chart.svg
    assert "3 jam 9 menit" in chart.svg
    grades = draw_path("Predikat", {2024: Decimal(5)}, {2024: Decimal(4)}, "SAKIP", 2024, "predikat_sakip")
    assert grades.alt.endswith("Target 2024 BB; realisasi 2024 B.")
