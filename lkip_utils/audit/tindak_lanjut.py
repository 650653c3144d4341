"""Follow-up of the evaluator's recommendations: is there an action, is it one, who does it, until when."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapidfuzz import fuzz, process

from lkip_utils.audit.aturan import Kejanggalan, aturan
from lkip_utils.audit.kata import enumerate_some, normalise, quote
from lkip_utils.dataset import Dataset, Record, cell_key, remember

KOMPONEN_3C = "PermenPANRB 88/2021, komponen 3.c (pemanfaatan laporan)"

SAMA = 85
"""From this similarity (rapidfuzz ratio of the bare words, in any order) on, an action only repeats what it answers."""

LEBAR = 200
"""Characters of a text that a message quotes: recommendations often differ only at their end."""

_OPENING = re.compile(r"^(?:(?:untuk|agar|supaya|sebaiknya|hendaknya|perlu|harus|segera|dalam) )+")
_PREFIX = re.compile(r"\b(?:di|me|pe|ber|ter)(?:ng|ny|n|m|r)?(?=\w{4})")
_SUFFIX = re.compile(r"(?<=\w{4})(?:nya|kan|an|i)\b")


def strip_affixes(text: str) -> str:
    """Return a text with its words bare, so that a verb and the noun made of it are alike.

    Coarse on purpose: what it makes of a word is no root, but the same for all forms of the word.

    Examples
    --------
    >>> strip_affixes("Untuk menyusun dan menetapkan SOP") == strip_affixes("Penyusunan dan penetapan SOP")
    True
    """
    words = _OPENING.sub("", normalise(text))
    return _SUFFIX.sub("", _PREFIX.sub("", words))


@remember
def _words(dataset: Dataset) -> dict[str, str]:
    """Return the bare words of each recommendation by its code."""
    return {row["kode"]: strip_affixes(row["uraian"]) for row in dataset.rows("rekomendasi")}


def _similarity(action: str, recommendation: str) -> float:
    return max(fuzz.ratio(action, recommendation), fuzz.token_sort_ratio(action, recommendation))


def _at(row: Record, column: str, pesan: str) -> Kejanggalan:
    return Kejanggalan(
        "rekomendasi", pesan, row["baris"], column, cell_key("rekomendasi", row, column), tercetak=row[column] or ""
    )


def _list_answered(dataset: Dataset) -> list[Record]:
    return [row for row in dataset.rows("rekomendasi") if row["tindak_lanjut"]]


@aturan("R01", "peringatan", "Setiap rekomendasi ditindaklanjuti", KOMPONEN_3C)
def check_tindak_lanjut(dataset: Dataset) -> Iterator[Kejanggalan]:
    """Rekomendasi evaluator tanpa rencana aksi: laporan tidak dipakai untuk memperbaiki kinerja."""
    for row in dataset.rows("rekomendasi"):
        if not row["tindak_lanjut"]:
            pesan = (
                f"Rekomendasi {row['kode']} {quote(row['uraian'])} belum mempunyai tindak lanjut. Isi rencana aksinya."
            )
            yield _at(row, "tindak_lanjut", pesan)


COLUMNS = {"penanggung_jawab": "penanggung jawab", "tenggat": "tenggat", "status": "status"}


@aturan("R02", "peringatan", "Tindak lanjut mempunyai penanggung jawab, tenggat, dan status", KOMPONEN_3C)
def check_kelengkapan(dataset: Dataset) -> Iterator[Kejanggalan]:
    """Rencana aksi yang tidak menyebut siapa, kapan, atau sudah sampai di mana; satu temuan untuk kekurangan yang sama."""
    groups: dict[tuple[str, ...], list[Record]] = {}
    for row in _list_answered(dataset):
        if missing := tuple(column for column in COLUMNS if not row[column]):
            groups.setdefault(missing, []).append(row)
    for missing, rows in groups.items():
        codes = enumerate_some([row["kode"] for row in rows], 12)
        lacking = enumerate_some([COLUMNS[column] for column in missing])
        pesan = f"Tindak lanjut rekomendasi {codes} belum mempunyai {lacking}. Isi kolomnya di rekomendasi.csv."
        yield _at(rows[0], missing[0], pesan)


@aturan("R03", "peringatan", "Tindak lanjut bukan pengulangan rekomendasi", KOMPONEN_3C)
def check_parafrasa(dataset: Dataset) -> Iterator[Kejanggalan]:
    """Rencana aksi yang hanya mengulang bunyi rekomendasinya (kemiripan kata dasar 85 ke atas): tidak menyebut apa yang akan dikerjakan."""
    for row in _list_answered(dataset):
        if _similarity(strip_affixes(row["tindak_lanjut"]), _words(dataset)[row["kode"]]) >= SAMA:
            pesan = (
                f"Tindak lanjut rekomendasi {row['kode']} {quote(row['tindak_lanjut'], LEBAR)} hanya mengulang bunyi "
                f"rekomendasinya {quote(row['uraian'], LEBAR)}. Tulis langkah yang dikerjakan dan hasilnya."
            )
            yield _at(row, "tindak_lanjut", pesan)


@aturan("R04", "peringatan", "Tindak lanjut menjawab rekomendasinya sendiri", KOMPONEN_3C)
def check_salah_jawab(dataset: Dataset) -> Iterator[Kejanggalan]:
    """Rencana aksi yang mengulang bunyi rekomendasi lain (kemiripan 85 ke atas), bukan rekomendasi di barisnya: barisnya tertukar."""
    texts = {row["kode"]: row["uraian"] for row in dataset.rows("rekomendasi")}
    for row in _list_answered(dataset):
        action = strip_affixes(row["tindak_lanjut"])
        near = process.extractOne(action, _words(dataset), scorer=fuzz.token_sort_ratio, score_cutoff=SAMA)
        if near and _similarity(action, _words(dataset)[row["kode"]]) < SAMA:
            pesan = (
                f"Tindak lanjut rekomendasi {row['kode']} {quote(row['tindak_lanjut'], LEBAR)} menjawab rekomendasi {near[2]} "
                f"{quote(texts[near[2]], LEBAR)}, bukan {quote(row['uraian'], LEBAR)}. Tukar atau tulis tindak lanjut yang benar."
            )
            yield _at(row, "tindak_lanjut", pesan)


@aturan("R05", "peringatan", "Tindak lanjut yang selesai mempunyai bukti", KOMPONEN_3C)
def check_bukti(dataset: Dataset) -> Iterator[Kejanggalan]:
    """Tindak lanjut berstatus selesai tanpa bukti: penyelesaiannya tidak dapat diperiksa evaluator."""
    for row in _list_answered(dataset):
        if row["status"] == "selesai" and not row["bukti"]:
            pesan = (
                f"Tindak lanjut rekomendasi {row['kode']} berstatus «selesai», tetapi buktinya kosong. Isi kolom bukti."
            )
            yield _at(row, "bukti", pesan)


ATURAN = (check_tindak_lanjut, check_kelengkapan, check_parafrasa, check_salah_jawab, check_bukti)
