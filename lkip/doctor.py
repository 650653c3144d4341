"""What is installed, what is missing, and how to mend it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

from lkip.errors import INSTALL, INSTALL_ALL
from lkip.renderer_quarto import LEAST_VERSION, find_quarto, read_version
from lkip.store import KINDS

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
    yield _examine_quarto()
    yield _examine_distributed()
    yield from (_examine_store(scheme) for scheme in KINDS)


def _examine_package(name: str) -> Finding:
    try:
        return Finding(name, version(name))
    except PackageNotFoundError:
        return Finding(name, "tidak ada", f"Jalankan: {INSTALL}")


def _examine_store(scheme: str) -> Finding:
    kind, what = KINDS[scheme], f"pustaka untuk {scheme}://"
    try:
        return Finding(what, f"{kind.package} {version(kind.package)}", needed=False)
    except PackageNotFoundError:
        return Finding(what, "tidak ada", f"Tidak wajib. Untuk memakainya, jalankan: {INSTALL_ALL}", needed=False)


def _examine_kernel() -> Finding:
    from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel

    try:
        KernelSpecManager().get_kernel_spec("python3")
    except NoSuchKernel:
        return Finding("kernel Jupyter «python3»", "tidak ada", "Jalankan: python -m ipykernel install --sys-prefix")
    return Finding("kernel Jupyter «python3»", "ada")


def _examine_quarto() -> Finding:
    program = find_quarto()
    found = read_version(program) if program else None
    least = ".".join(map(str, LEAST_VERSION))
    if found is None:
        return Finding(
            "Quarto",
            "tidak ada",
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
        return Finding("distributed", "tidak ada", remedy, needed=False)
