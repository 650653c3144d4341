"""An office's programs: LibreOffice turns the Word file into pages, with the report's font at hand."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

FONTS = Path(__file__).parents[1] / "assets" / "fonts"
CONFIG = '<?xml version="1.0"?><fontconfig><dir>{}</dir><dir>/usr/share/fonts</dir><cachedir>{}</cachedir></fontconfig>'

needs_office = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) tidak terpasang")


def print_word(path: Path, folder: Path) -> Path:
    """Return the PDF that LibreOffice makes of a Word file; it has the report's font, as the office should."""
    config = folder / "fonts.conf"
    config.write_text(CONFIG.format(FONTS, folder / "huruf"), encoding="utf-8")
    profile = f"-env:UserInstallation={(folder / 'profil').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(path)]
    environment = os.environ | {"FONTCONFIG_FILE": str(config)}
    subprocess.run(command, check=True, capture_output=True, timeout=240, env=environment)
    return folder / f"{path.stem}.pdf"
