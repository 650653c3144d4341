"""What is installed, what is missing, and how to mend it; the proof is a report that is built."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from tempfile import TemporaryDirectory

from lkip.config import BOOK, FIRST
from lkip.errors import INSTALL, INSTALL_ALL, clip
from lkip.execute import PARAMETERS
from lkip.init import EXAMPLE, init_project
from lkip.renderer_quarto import LEAST_VERSION, find_quarto, read_version
from lkip.store import KINDS
from lkip.summary import format_seconds

PACKAGES = (
    "pandas",
    "matplotlib",
    "papermill",
    "ipykernel",
    "filelock",
    "psutil",
    "rich",
    "pypandoc_binary",
    "typst",
    "Babel",
    "num2words",
    "rapidfuzz",
    "quarto",
)


MISSING = "tidak ada"

CHAPTER = "notebooks/percobaan.ipynb"

TINY = f"book:\n  title: Laporan percobaan\n  chapters:\n    - {FIRST}\n    - {CHAPTER}\n"
"""A book of one page and one chapter."""

CELLS = (
    "from lkip_utils import figures, read_dataset, tables\nfrom lkip_utils.display import show",
    "dataset = read_dataset(instansi, tahun, data_dir)",
    'show(f"Laporan {tahun}: @tbl-a dan @fig-a.", tables.tabulate_rencana(dataset).titled("tbl-a", "Rencana"))',
    'show(figures.chart_pendidikan(dataset).titled("fig-a", "Pegawai"))',
)
"""The chapter's cells: a bit of everything."""


@dataclass(frozen=True)
class Finding:
    """One thing looked at; ``remedy`` is empty where nothing is wrong."""

    what: str
    found: str
    remedy: str = ""
    needed: bool = True


def examine() -> Iterator[Finding]:
    """Look at everything that a build needs, and at what it can do without: Quarto, dask, libraries for stores."""
    python = ".".join(map(str, sys.version_info[:3]))
    yield Finding("Python", python, "" if sys.version_info >= (3, 11) else "Pasang Python ≥ 3.11.")
    yield from (_examine_package(name) for name in PACKAGES)
    yield _examine_kernel()
    quarto = _examine_quarto()
    yield quarto
    yield _examine_distributed()
    yield from (_examine_store(scheme) for scheme in KINDS)
    yield _try_building("pandoc", "penyaji tertanam")
    if quarto.found != MISSING and not quarto.remedy:
        yield _try_building("quarto", "Quarto")


def _examine_package(name: str) -> Finding:
    try:
        return Finding(name, version(name))
    except PackageNotFoundError:
        return Finding(name, MISSING, f"Jalankan: {INSTALL}")


def _examine_store(scheme: str) -> Finding:
    kind, what = KINDS[scheme], f"pustaka untuk {scheme}://"
    try:
        return Finding(what, f"{kind.package} {version(kind.package)}", needed=False)
    except PackageNotFoundError:
        return Finding(what, MISSING, f"Tidak wajib. Untuk memakainya, jalankan: {INSTALL_ALL}", needed=False)


def _examine_kernel() -> Finding:
    from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel

    try:
        KernelSpecManager().get_kernel_spec("python3")
    except NoSuchKernel:
        return Finding("kernel Jupyter «python3»", MISSING, "Jalankan: python -m ipykernel install --sys-prefix")
    return Finding("kernel Jupyter «python3»", "ada")


def _examine_quarto() -> Finding:
    program = find_quarto()
    found = read_version(program) if program else None
    least = ".".join(map(str, LEAST_VERSION))
    if found is None:
        return Finding(
            "Quarto",
            MISSING,
            f"Tidak wajib: penyaji tertanam dipakai. Untuk memakainya, pasang Quarto ≥ {least} dari quarto.org.",
            needed=False,
        )
    text = ".".join(map(str, found))
    remedy = "" if found >= LEAST_VERSION else f"Tidak wajib: perbarui Quarto ke ≥ {least}."
    return Finding("Quarto", text, remedy, needed=False)


def _examine_distributed() -> Finding:
    try:
        return Finding("distributed", version("distributed"), needed=False)
    except PackageNotFoundError:
        remedy = f"Tidak wajib: hanya untuk lkip build --scheduler. Untuk memakainya, jalankan: {INSTALL_ALL}"
        return Finding("distributed", MISSING, remedy, needed=False)


def _try_building(renderer: str, name: str) -> Finding:
    """Build a tiny report, as a user does, in a folder that vanishes again."""
    what = f"laporan percobaan dengan {name}"
    with TemporaryDirectory(prefix="lkip-") as place:
        folder = Path(place, "proyek")
        init_project(folder)
        (folder / BOOK).write_text(TINY, encoding="utf-8")
        _write_chapter(folder / FIRST, "# Muka {.unnumbered}", ())
        _write_chapter(folder / CHAPTER, "# Percobaan", CELLS)
        *_, year = sorted(path.name for path in (folder / EXAMPLE).iterdir() if path.name.isdecimal())
        options = ("--tahun", year, "--renderer", renderer, "--format", "html,pdf", "--quiet")
        started = time.perf_counter()
        done = subprocess.run(
            [sys.executable, "-m", "lkip.cli", "build", *options], cwd=folder, capture_output=True, text=True
        )
        seconds = format_seconds(time.perf_counter() - started)
    if done.returncode:
        remedy = f"{clip(done.stderr.strip())}\nPasang ulang lkip: {INSTALL}"
        return Finding(what, "gagal", remedy, needed=renderer == "pandoc")
    return Finding(what, f"HTML dan PDF jadi dalam {seconds} detik", needed=renderer == "pandoc")


def _write_chapter(path: Path, heading: str, cells: Sequence[str]) -> None:
    from nbformat import v4, write

    values = "\n".join(f"{name} = {kind()!r}" for name, kind in PARAMETERS.items())
    parameters = v4.new_code_cell(values, metadata={"tags": ["parameters"]})
    code = [v4.new_code_cell(cell) for cell in cells]
    write(v4.new_notebook(cells=[v4.new_markdown_cell(heading), parameters, *code]), path)
