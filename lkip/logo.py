"""An agency's logo: whether every format can draw it, found out before anything is made."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from lkip.project import LOGOS, Project
from lkip_utils.temuan import Temuan, show_name

MOST_BYTES, MOST_PIXELS = 2_000_000, 4000
"""More than print of this size shows: a file's size, and each side of a PNG."""

SIDES = slice(16, 24)
"""Where a PNG says how wide and high it is, four bytes each."""


def check_logo(project: Project, instansi: str) -> list[Temuan]:
    """Return what keeps an agency's logo from being drawn; nothing for one that can be, or none."""
    folder = project.data / instansi
    found = [(name, "logo ini tidak dibaca: namanya bukan logo.svg atau logo.png") for name in _list_others(folder)]
    path = next((place for name in LOGOS if os.path.lexists(place := folder / name)), project.brand(instansi).logo)
    found += [(path.name, problem) for problem in _find_problems(path)] if path else []
    remedy = "Ganti dengan logo.svg atau logo.png (huruf kecil), atau hapus."
    return [Temuan(f"{instansi}/{name}", None, "", "D24", "galat", f"{problem}. {remedy}") for name, problem in found]


def _list_others(folder: Path) -> list[str]:
    """Return the files that are called a logo and that nothing would show."""
    names = sorted(map(show_name, os.listdir(folder))) if folder.is_dir() else []
    return [name for name in names if name.lower().startswith("logo.") and name not in LOGOS]


def _find_problems(path: Path) -> Iterator[str]:
    try:
        found = path.stat()
        content = path.read_bytes() if stat.S_ISREG(found.st_mode) and found.st_size <= MOST_BYTES else None
    except OSError as error:
        yield f"logo tidak dapat dibaca ({error.strerror})"
        return
    if content is None:
        what = (
            f"{found.st_size / 1e6:.1f} MB".replace(".", ",") if stat.S_ISREG(found.st_mode) else "bukan berkas biasa"
        )
        yield f"logo {what}, diharapkan gambar sebesar paling banyak {MOST_BYTES // 10**6} MB"
    elif path.suffix == ".png" and max(sides := _read_sides(content)) > MOST_PIXELS:
        yield f"logo {sides[0]} × {sides[1]} piksel, diharapkan paling banyak {MOST_PIXELS} × {MOST_PIXELS}"
    elif reason := _try(content, path.suffix[1:]):
        yield f"logo bukan gambar {path.suffix[1:].upper()} yang utuh ({reason})"


def _read_sides(content: bytes) -> tuple[int, int]:
    sides = content[SIDES]
    return int.from_bytes(sides[:4]), int.from_bytes(sides[4:])


def _try(content: bytes, kind: str) -> str:
    """Have typst draw it, as it will in the PDF and for Word; return its reason when it can't."""
    # Only agencies that have a logo need it here.
    import typst

    # Alone in a folder: a picture that needs others can't be drawn.
    with TemporaryDirectory() as folder:
        Path(folder, f"logo.{kind}").write_bytes(content)
        source = Path(folder, "logo.typ")
        source.write_text(f'#image("logo.{kind}", width: 1cm)', encoding="utf-8")
        try:
            typst.compile(source, ignore_system_fonts=True)
        except typst.TypstError as error:
            return str(error.message)
    return ""
