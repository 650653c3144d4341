"""Write the documents that are made from the code: run ``python docs/generate.py`` after changing it."""

from __future__ import annotations

from pathlib import Path

from lkip_utils.audit.kamus import build_aturan_audit
from lkip_utils.kamus import build_kamus_data

HERE = Path(__file__).parent

DOCUMENTS = {"kamus-data.md": build_kamus_data, "aturan-audit.md": build_aturan_audit}
"""File in this folder → function that gives its text."""


def main() -> None:
    """Write every document."""
    for name, build in DOCUMENTS.items():
        (HERE / name).write_text(build(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
