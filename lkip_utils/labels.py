"""Codes of the data, and the labels that anchors, references and file names are made from."""

from __future__ import annotations

import re
from hashlib import sha256

LONGEST = 64
"""Letters of a code: official ones have some 25."""

ALLOWED = "huruf, angka, titik, tanda hubung, garis bawah, spasi, garis miring, atau kurung"

_CODE = re.compile(r"(?!.*\.\.)(?=.*[A-Za-z0-9])[A-Za-z0-9._ /()-]+")
# What Markdown, HTML and every file system take as it is; a sign at the end would be lost in a reference.
_SAFE = re.compile(r"[A-Za-z0-9]+([._-][A-Za-z0-9]+)*")


def explain_code(text: str) -> str:
    """Return what keeps a text from being a code; empty where nothing does.

    Examples
    --------
    >>> explain_code("1.01.02.2.01.0001"), explain_code("IKU 1"), explain_code("(a)"), explain_code("I/1")
    ('', '', '', '')
    >>> explain_code("a/../b")
    'bukan kode: hanya boleh memuat huruf, angka, titik, tanda hubung, garis bawah, spasi, garis miring, atau kurung, tanpa dua titik berurutan. Tulis mis. IKU-1 atau 1.01.02.'
    """
    if len(text) > LONGEST:
        return f"panjangnya {len(text)} huruf, diharapkan paling panjang {LONGEST}. Pendekkan kodenya di semua berkas."
    if not _CODE.fullmatch(text):
        return f"bukan kode: hanya boleh memuat {ALLOWED}, tanpa dua titik berurutan. Tulis mis. IKU-1 atau 1.01.02."
    return ""


def make_label(text: str) -> str:
    """Return a text as a label: safe in a reference, an address and a file name, and different for different texts.

    What is safe already stays as it is.

    Examples
    --------
    >>> make_label("tbl-target-iku-1")
    'tbl-target-iku-1'
    >>> make_label("tbl-target-I/1"), make_label("tbl-target-I 1")
    ('tbl-target-I-1-1668ea7d', 'tbl-target-I-1-c3e70258')
    """
    if _SAFE.fullmatch(text):
        return text
    parts = re.findall("[A-Za-z0-9]+", text)
    return "-".join([*parts, sha256(text.encode(errors="surrogatepass")).hexdigest()[:8]])
