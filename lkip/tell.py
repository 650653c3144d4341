"""Tell on the terminal what an examination found."""

from __future__ import annotations

import json
import shutil
import sys
import textwrap
from collections.abc import Sequence

from lkip.examine import Examination
from lkip_utils.temuan import TINGKAT, Temuan, count_tingkat, sort_temuan


def print_json(examinations: Sequence[Examination]) -> None:
    """Print all findings as one JSON list; what was read with adaptations is info."""
    found = [t for e in examinations for t in (*e.masalah, *e.penyesuaian, *e.temuan)]
    print(json.dumps([temuan.to_dict() for temuan in sort_temuan(found)], ensure_ascii=False, indent=1))


def print_examinations(examinations: Sequence[Examination], *, audit: bool, detailed: bool) -> None:
    """Print what was found, problems in the data to the error stream, and a closing line."""
    problems = sort_temuan([t for e in examinations for t in e.masalah])
    if problems:
        print(f"lkip: {len(problems)} masalah dalam data.", file=sys.stderr)
        print("\n".join(map(str, problems)), file=sys.stderr)
    else:
        print(f"Data {len(examinations)} laporan dapat dibaca; tidak ada masalah.")
    _print_adaptations(sort_temuan([t for e in examinations for t in e.penyesuaian]), detailed)
    if audit:
        for examination in examinations:
            if not examination.masalah:
                _print_audit(examination)


def _print_adaptations(found: Sequence[Temuan], detailed: bool) -> None:
    if detailed:
        print("\n".join(map(str, found)) or "Semua berkas terbaca tanpa penyesuaian.")
    elif found:
        files = len({temuan.berkas for temuan in found})
        print(f"{len(found)} hal dalam {files} berkas dibaca dengan penyesuaian; sebutkan dengan: lkip check --rinci")


def _print_audit(examination: Examination) -> None:
    found = examination.temuan
    print(f"\n{examination.report}: {count_tingkat(found)}.")
    for tingkat in TINGKAT:
        own = sorted((t for t in found if t.tingkat == tingkat), key=lambda t: (t.kode, t.berkas, t.baris or 0))
        if own:
            print(f"\n{tingkat.upper()}")
            for temuan in own:
                print(_wrap(temuan))


def _wrap(temuan: Temuan) -> str:
    """Return a finding as a paragraph: code, sentence, and where to look."""
    place = [
        temuan.berkas,
        *([f"baris {temuan.baris}"] if temuan.baris else []),
        *([temuan.kolom] if temuan.kolom else []),
    ]
    text = f"{temuan.kode}  {temuan.fitting} {temuan.keputusan}".rstrip() + f" [{', '.join(place)}]"
    width = min(shutil.get_terminal_size((100, 24)).columns, 120)
    return textwrap.fill(text, width, subsequent_indent="     ", break_long_words=False, break_on_hyphens=False)
