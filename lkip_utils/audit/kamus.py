"""The audit's rules as a document for analysts: ``docs/aturan-audit.md``."""

from __future__ import annotations

from collections.abc import Iterator

from lkip_utils.audit import TOPIK
from lkip_utils.audit.aturan import Aturan

HEAD = """# Aturan audit

*Berkas ini dibuat oleh `python docs/generate.py` dari aturan di `lkip_utils/audit/`; jangan diubah dengan tangan.*

`lkip audit` menjalankan {jumlah} aturan di bawah ini atas data dan angka tercetak. Tingkat **galat**: data laporan itu sendiri
membantah angka atau isinya. **Peringatan**: yang diwajibkan belum ada, atau isinya meragukan. **Info**: tidak salah, tetapi
perlu diketahui. Kode aturan tetap; kode dan kunci sebuah temuan dipakai dalam `keputusan.csv` untuk memutuskannya.
"""


def build_aturan_audit() -> str:
    """Return the document: per topic a heading, per rule its code, level, title, explanation and source."""
    count = sum(len(rules) for rules in TOPIK.values())
    return HEAD.format(jumlah=count) + "".join(_list_topics())


def _list_topics() -> Iterator[str]:
    for topic, rules in TOPIK.items():
        yield f"\n## {topic}\n"
        for rule in rules:
            yield _describe(rule)


def _describe(rule: Aturan) -> str:
    return f"\n### {rule.kode} · {rule.judul}\n\n**{rule.tingkat.capitalize()}.** {rule.penjelasan}\n\n*Sumber: {rule.sumber}.*\n"
