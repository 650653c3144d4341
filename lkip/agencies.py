"""The agencies of a site with their reports, as its landing page and their own pages show them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby
from math import isfinite
from typing import Any

from lkip.manifest import Manifest
from lkip.project import Report
from lkip_utils.folders import is_year
from lkip_utils.numbers import format_integer, format_number, format_percent, format_rupiah

MISSING = "belum tersedia"

PRINTS = {"pdf": "PDF", "docx": "Word"}
"""What readers call the formats that are one file each."""

WIDTH, HEIGHT, MARGIN = 120.0, 32.0, 4.0
"""A trend's drawing, and what stays free around its line."""


@dataclass(frozen=True)
class Entry:
    """A published report.

    Parameters
    ----------
    figures
        What is shown of it, written out, by name: ``capaian``, ``kategori``, ``cakupan``, ``serapan``, ``pagu``,
        ``predikat`` and ``nilai`` of SAKIP, ``temuan`` and ``galat`` among them. Programs of an earlier version may have left some of it out.
    downloads
        Addresses within the site, by what they are called.
    pages
        The report's pages, without their ending.
    """

    report: Report
    nama: str
    daerah: str
    peragaan: str
    figures: Mapping[str, str]
    downloads: Mapping[str, str]
    pages: tuple[str, ...]
    trends: Mapping[str, Mapping[int, Decimal]]

    @property
    def folder(self) -> str:
        """Address of the report within the site."""
        return f"{self.report.instansi}/{self.report.tahun}"

    @property
    def tahun(self) -> int:
        """Its year."""
        return self.report.tahun

    @property
    def link(self) -> str:
        """Address where it is read: its first page, or its file when there are no pages."""
        return f"{self.folder}/index.html" if self.pages else next(iter(self.downloads.values()), f"{self.folder}/")


@dataclass(frozen=True)
class Trend:
    """A figure through the years.

    Parameters
    ----------
    points
        Of its line, as SVG writes them.
    text
        The same in words.
    """

    points: str
    text: str

    @property
    def last(self) -> str:
        """Where its last year is."""
        return self.points.rpartition(" ")[2]


@dataclass(frozen=True)
class Agency:
    """An agency with its reports, newest first."""

    instansi: str
    entries: tuple[Entry, ...]

    @property
    def latest(self) -> Entry:
        """The newest of its reports."""
        return self.entries[0]

    @property
    def trends(self) -> dict[str, Trend]:
        """What is known through at least two years, by the name of the figure."""
        # What a report says of its own year stands before what a later one says of it.
        found: dict[str, dict[int, Decimal]] = {"capaian": {}, "serapan": {}}
        for entry in self.entries:
            for name, values in found.items():
                for tahun, value in entry.trends[name].items():
                    if tahun == entry.tahun or tahun not in values:
                        values[tahun] = value
        return {name: draw_trend(values) for name, values in found.items() if len(values) > 1}


def gather_agencies(reports: Mapping[Report, Manifest]) -> list[Agency]:
    """Return the agencies of a site by their names."""
    entries = sorted((_describe(report, manifest) for report, manifest in reports.items()), key=lambda e: e.report)
    agencies = [
        Agency(name, _lend_names(sorted(group, key=lambda entry: -entry.tahun)))
        for name, group in groupby(entries, key=lambda entry: entry.report.instansi)
    ]
    return sorted(agencies, key=lambda agency: (agency.latest.nama, agency.latest.daerah, agency.instansi))


def _lend_names(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """Return an agency's reports, those that don't say whose they are named as the newest that does."""
    known = next((entry for entry in entries if entry.nama != entry.report.instansi), entries[0])

    def name(entry: Entry) -> Entry:
        return replace(entry, nama=known.nama, daerah=known.daerah, peragaan=known.peragaan)

    return tuple(name(entry) if entry.nama == entry.report.instansi else entry for entry in entries)


def draw_trend(values: Mapping[int, Decimal]) -> Trend:
    """Return the line of a figure through the years.

    Examples
    --------
    >>> draw_trend({2024: Decimal(100), 2023: Decimal(90)})
    Trend(points='4,28 116,4', text='2023 90,00%, 2024 100,00%')
    """
    first, last = min(values), max(values)
    low, high = min(values.values()), max(values.values())
    span = float(high - low)

    def place(tahun: int) -> str:
        x = MARGIN + (WIDTH - 2 * MARGIN) * (tahun - first) / ((last - first) or 1)
        share = float(values[tahun] - low) / span if span else 0.5
        return f"{x:.4g},{HEIGHT - MARGIN - (HEIGHT - 2 * MARGIN) * share:.4g}"

    years = sorted(values)
    text = ", ".join(f"{tahun} {format_percent(values[tahun])}" for tahun in years)
    return Trend(" ".join(map(place, years)), text)


def _describe(report: Report, manifest: Manifest) -> Entry:
    said, folder = manifest.ringkasan, f"{report.instansi}/{report.tahun}"
    numbers = {name: _decimal(said.get(name)) for name in ("capaian", "serapan", "pagu")}
    texts = {name: _text(said.get(name)) for name in ("nama", "daerah", "peragaan", "kategori", "cakupan")}
    figures = {
        "capaian": format_percent(numbers["capaian"]),
        "kategori": texts["kategori"],
        "cakupan": f"dihitung atas {texts['cakupan']}" if texts["cakupan"] and numbers["capaian"] is not None else "",
        "serapan": format_percent(numbers["serapan"]),
        "pagu": format_rupiah(numbers["pagu"]),
        **_spell_sakip(said.get("sakip")),
        **_spell_temuan(said.get("temuan")),
    }
    prints = {
        f"{PRINTS[kind]}{' (terbitan terdahulu)' if name in manifest.terdahulu else ''}": name
        for kind, name in manifest.prints.items()
    }
    own = {
        name: {report.tahun: value} if (value := numbers[name]) is not None else {} for name in ("capaian", "serapan")
    }
    return Entry(
        report,
        texts["nama"] or report.instansi,
        texts["daerah"],
        texts["peragaan"],
        figures,
        {name: f"{folder}/{file}" for name, file in prints.items()},
        tuple(name.removesuffix(".html") for name in manifest.berkas if name.endswith(".html") and "/" not in name),
        {name: {**_read_trend(said, name), **values} for name, values in own.items()},
    )


def _read_trend(said: Mapping[str, Any], name: str) -> dict[int, Decimal]:
    values = _mapping(_mapping(said.get("tren")).get(name))
    found = {int(tahun): _decimal(value) for tahun, value in values.items() if is_year(tahun)}
    return {tahun: value for tahun, value in found.items() if value is not None}


def _spell_sakip(told: object) -> dict[str, str]:
    sakip = _mapping(told)
    value, predikat, tahun = _decimal(sakip.get("nilai")), _text(sakip.get("predikat")), sakip.get("tahun")
    if value is None or not predikat or not isinstance(tahun, int):
        return {"predikat": MISSING, "nilai": ""}
    return {"predikat": predikat, "nilai": f"{format_number(value, 2)} ({tahun})"}


def _spell_temuan(told: object) -> dict[str, str]:
    """Return how many findings there are that ask for something to be done, and how many of them are grave."""
    counts = _mapping(told)
    grave, other = counts.get("galat"), counts.get("peringatan")
    if not isinstance(grave, int) or not isinstance(other, int):
        return {"temuan": MISSING, "galat": ""}
    return {"temuan": format_integer(grave + other), "galat": f"{grave} galat" if grave else ""}


# What a manifest says was written by some version of the program, and may have been touched since.


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _decimal(value: object) -> Decimal | None:
    number = isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value)
    return Decimal(str(value)) if number else None


def list_years(agencies: Iterable[Agency]) -> list[int]:
    """Return the years of all reports, newest first."""
    return sorted({entry.tahun for agency in agencies for entry in agency.entries}, reverse=True)
