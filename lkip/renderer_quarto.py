"""Render a staged project with Quarto."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import quarto

from lkip.errors import MachineryError

LEAST_VERSION = (1, 9)
"""Books in typst came with Quarto 1.9."""

FORMATS = {"html": "html", "pdf": "lkip-typst"}


def find_quarto() -> Path | None:
    """Return Quarto's program, from ``QUARTO_PATH`` or the search path."""
    try:
        found = quarto.path()
    except FileNotFoundError:
        return None
    return Path(found) if found else None


def read_version(program: Path) -> tuple[int, ...] | None:
    """Return the version of a Quarto program, or None when it doesn't run."""
    try:
        done = subprocess.run([program, "--version"], capture_output=True, text=True, timeout=60, check=True)
    except (OSError, subprocess.SubprocessError):
        return None
    numbers = re.match(r"(\d+)\.(\d+)\.(\d+)", done.stdout.strip())
    return tuple(int(number) for number in numbers.groups()) if numbers else None


def render(stage: Path, output: Path, formats: Sequence[str]) -> None:
    """Render a staged project into an empty folder.

    Raises
    ------
    MachineryError
        With Quarto's own messages, when it isn't there or ends with another status than 0.
    """
    program = find_quarto()
    if program is None:
        raise MachineryError("Quarto tidak ditemukan. Pasang Quarto ≥ 1.9 atau pakai --renderer pandoc.")
    # Both formats in one call: a call for typst alone would empty the folder of the other.
    wanted = [] if set(formats) == set(FORMATS) else ["--to", FORMATS[formats[0]]]
    done = subprocess.run(
        [program, "render", ".", *wanted], cwd=stage, capture_output=True, text=True, stdin=subprocess.DEVNULL
    )
    if done.returncode != 0:
        raise MachineryError(f"Quarto berhenti dengan status {done.returncode}:\n{done.stderr.strip()}")
    shutil.copytree(stage / "_book", output, dirs_exist_ok=True)
