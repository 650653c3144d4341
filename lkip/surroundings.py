"""What a command finds around it and can't choose: streams that are closed or speak little, a wrong time zone."""

from __future__ import annotations

import io
import os
import sys
import traceback
from contextlib import suppress
from pathlib import Path

from lkip.errors import clip


def settle() -> None:
    """Make the best of it, before anything is read or said."""
    _open_streams()
    zone = os.environ.get("TZ", "").removeprefix(":")
    # Libraries read what it names when they are imported, and take the file for what it should be.
    if zone.startswith("/") and not _is_time_zone(Path(zone)):
        os.environ["TZ"] = "UTC"


def _open_streams() -> None:
    """Have three streams that can be written to, with escapes for letters that they don't know."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            # The lowest free number is taken: no file that is opened later gets what was meant for the terminal.
            os.open(os.devnull, os.O_RDWR)
    sys.stdout = sys.stdout or os.fdopen(1, "w", encoding="utf-8")
    sys.stderr = sys.stderr or os.fdopen(2, "w", encoding="utf-8")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _is_time_zone(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return path.is_file() and file.read(4) == b"TZif"
    except OSError:
        return False


def silence() -> None:
    """Have nothing more said on the standard output: nobody listens, or it takes nothing."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def tell_fault(error: Exception) -> str:
    """Return the sentence for what no one has foreseen, and keep the rest for whoever mends the program."""
    place = Path("_build", "galat.txt")
    told = clip(f"{type(error).__name__}: {error}")
    try:
        place.write_text("".join(traceback.format_exception(error)), encoding="utf-8", errors="backslashreplace")
    except OSError:
        return f"kesalahan dalam program ({told}). Laporkan bersama perintah yang dijalankan."
    return f"kesalahan dalam program ({told}). Laporkan bersama berkas {place}."
