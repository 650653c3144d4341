"""The agencies of a site with their reports, as its landing page and their own pages show them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Any

from lkip.manifest import Manifest
from lkip.project import Report
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
        Agency(name, tuple(sorted(group, key=lambda entry: -entry.tahun)))
        for name, group in groupby(entries, key=lambda entry: entry.report.instansi)
    ]
    return sorted(agencies, key=lambda agency: (agency.latest.nama, agency.latest.daerah, agency.instansi))


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
    cakupan = said.get("cakupan")
    numbers = {name: _decimal(said.get(name)) for name in ("capaian", "serapan", "pagu")}
    figures = {
        "capaian": format_percent(numbers["capaian"]),
        "kategori": said.get("kategori") or "",
        "cakupan": f"dihitung atas {cakupan}" if cakupan and numbers["capaian"] is not None else "",
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
        said.get("nama", report.instansi),
        said.get("daerah", ""),
        said.get("peragaan", ""),
        figures,
        {name: f"{folder}/{file}" for name, file in prints.items()},
        tuple(name.removesuffix(".html") for name in manifest.berkas if name.endswith(".html") and "/" not in name),
        {name: {**_read_trend(said, name), **values} for name, values in own.items()},
    )


def _read_trend(said: Mapping[str, Any], name: str) -> dict[int, Decimal]:
    return {int(tahun): Decimal(str(value)) for tahun, value in said.get("tren", {}).get(name, {}).items()}


def _spell_sakip(sakip: Mapping[str, Any] | None) -> dict[str, str]:
    if not sakip:
        return {"predikat": MISSING, "nilai": ""}
    value = format_number(_decimal(sakip["nilai"]), 2)
    return {"predikat": sakip["predikat"], "nilai": f"{value} ({sakip['tahun']})"}


def _spell_temuan(counts: Mapping[str, int] | None) -> dict[str, str]:
    """Return how many findings there are that ask for something to be done, and how many of them are grave."""
    if counts is None:
        return {"temuan": MISSING, "galat": ""}
    grave = counts["galat"]
    return {"temuan": format_integer(grave + counts["peringatan"]), "galat": f"{grave} galat" if grave else ""}


def _decimal(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def list_years(agencies: Iterable[Agency]) -> list[int]:
    """Return the years of all reports, newest first."""
    return sorted({entry.tahun for agency in agencies for entry in agency.entries}, reverse=True)
