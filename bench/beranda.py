"""Measure a site of 400 reports, as a reader meets it: ``python bench/beranda.py`` needs Chromium and a site that was built.

The reports are made from those of the site: other names, other words, other years.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from playwright.sync_api import Page, sync_playwright
from table import Row, format_table

from lkip.landing import list_trees, show_trees
from lkip.manifest import Manifest, write_manifest
from lkip.project import Report, find_project
from lkip.publish import publish

AGENCIES, YEARS, TIMES = 40, range(2016, 2026), 5
OWN_WORDS = 400
"""Words that only one agency's reports have, half of them in each year."""


def make_site(site: Path, target: Path) -> float:
    """Write a site of 400 reports, and return the seconds that its front took."""
    project = find_project(Path.cwd())
    patterns = [(site / one.instansi / str(one.tahun), told) for one, told in show_trees(list_trees(site)).items()]
    for number in range(AGENCIES):
        chance = random.Random(number)
        own = ["".join(chance.choices("abdegiklmnoprstu", k=8)) for _ in range(OWN_WORDS)]
        for tahun in YEARS:
            tree, manifest = patterns[tahun % len(patterns)]
            report = Report(f"dinas-{number:02}", tahun)
            write_report(
                tree, target / report.instansi / str(tahun), report, manifest, chance.sample(own, OWN_WORDS // 2)
            )
    started = time.perf_counter()
    publish(project, {}, target)
    return time.perf_counter() - started


def write_report(pattern: Path, tree: Path, report: Report, manifest: Manifest, own: list[str]) -> None:
    """Write the little of a report that the front needs: what it says of itself, and its search index."""
    (tree / "assets").mkdir(parents=True)
    shutil.copyfile(pattern / "index.html", tree / "index.html")
    shutil.copyfile(pattern / "assets" / "cari.js", tree / "assets" / "cari.js")
    said = {**manifest.ringkasan, "nama": f"Dinas Urusan ke-{report.instansi[-2:]}", "tahun": report.tahun, "pdf": ""}
    words = " ".join(sorted({*manifest.kata.split(), *own}))
    write_manifest(tree, replace(manifest, sidik=str(report), ringkasan=said, kata=words))


def measure(page: Page, address: str) -> tuple[float, float, float]:
    """Return the seconds until the page is there and has answered the first letter in its filter, and those of a search."""
    started = time.perf_counter()
    page.goto(address, wait_until="domcontentloaded")
    page.locator(".saring input").press_sequentially("7")
    page.locator(".saring [role=status]", has_text="4 instansi").wait_for()
    ready = time.perf_counter() - started
    started = time.perf_counter()
    page.locator(".cari input").fill("anggaran kinerja")
    page.wait_for_selector("#hasil .laporan")
    first = time.perf_counter() - started
    started = time.perf_counter()
    page.locator(".cari input").fill("pelayanan 2024")
    page.locator("#hasil .laporan", has_text="2024").first.wait_for()
    return ready, first, time.perf_counter() - started


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--site", type=Path, default=Path("_site"), help="a site that was built")
    parser.add_argument("--keep", type=Path, help="write the 400 reports here and leave them")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        target = arguments.keep or Path(folder, "situs")
        target.mkdir(parents=True)
        made = make_site(arguments.site, target)
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        address = (target / "index.html").resolve().as_uri()
        times = [measure(browser.new_page(), address) for _ in range(TIMES)]
        page = browser.new_page()
        page.goto(address)
        nodes = page.evaluate("document.querySelectorAll('*').length")
        browser.close()
        weights = {
            name: (target / name).stat().st_size / 1000
            for name in ("index.html", "assets/laporan.js", "assets/cari-semua.js")
        }
    ready, first, later = zip(*times, strict=True)
    rows = [
        Row("400 reports: landing page there, first letter of its filter answered", ready, bound="≤", limit=1.0),
        Row("400 reports: first search over all of them, with its data", first),
        Row("400 reports: another search", later),
        Row("400 reports: the front made and published", (made,)),
        Row("400 reports: elements of the landing page", (nodes,), ""),
        *(Row(f"400 reports: `{name}`", (weight,), "kB") for name, weight in weights.items()),
    ]
    sys.stdout.write(format_table(rows) + "\n")


if __name__ == "__main__":
    main()
