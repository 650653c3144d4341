"""Texts: written for this year and this indicator, not copied, and about the right year."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from lkip_utils.audit.aturan import Kejanggalan, aturan
from lkip_utils.audit.kata import name_of, normalise, quote
from lkip_utils.dataset import NOMOR, Dataset, Record, cell_key, remember

BAB_3 = "PermenPANRB 53/2014, Lampiran II, Bab III huruf A"
EVALUASI = "PermenPANRB 88/2021, komponen 3.b (kualitas pelaporan)"

SAMA = 90
"""From this similarity (rapidfuzz ratio of the normalised texts without years) on, one text is a copy of the other."""

TERPENDEK = 40
"""Shorter texts (characters) can be alike without being copied."""

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_NUMBER = re.compile(r"\d+")


# ── copied texts ────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Uraian:
    """A text of the analysis as it is compared: without years, its other numbers apart."""

    row: Record
    kata: str
    angka: tuple[str, ...]


@remember
def _list_uraian(dataset: Dataset) -> dict[str, list[Uraian]]:
    """Return the longer texts of the analysis by kind; the names of supporting programmes don't change by themselves."""
    found: dict[str, list[Uraian]] = {}
    for row in dataset.rows("analisis"):
        text = normalise(_YEAR.sub(" ", row["uraian"]))
        if len(text) >= TERPENDEK and row["jenis"] != "program_pendukung":
            found.setdefault(row["jenis"], []).append(Uraian(row, text, tuple(_NUMBER.findall(text))))
    return found


def _list_copies(texts: Sequence[Uraian], others: Sequence[Uraian]) -> Iterator[tuple[Uraian, Uraian, int]]:
    """Yield pairs of texts that are alike and hold the same numbers: who updated the numbers, wrote the text anew."""
    scores = process.cdist(
        [text.kata for text in texts], [other.kata for other in others], scorer=fuzz.ratio, score_cutoff=SAMA
    )
    for i, j in zip(*scores.nonzero(), strict=True):
        if texts[i].angka == others[j].angka:
            yield texts[i], others[j], int(scores[i, j])


def _at(row: Record, pesan: str, terhitung: str = "") -> Kejanggalan:
    key = cell_key("analisis", row, "uraian")
    return Kejanggalan("analisis", pesan, row["baris"], "uraian", key, "", row["uraian"], terhitung)


def _label(row: Record) -> str:
    return str(row["jenis"]).replace("_", " ")


@aturan("T01", "peringatan", "Uraian ditulis untuk tahun ini", EVALUASI)
def check_salinan_tahun_lalu(dataset: Dataset) -> Iterator[Kejanggalan]:
    """Uraian analisis yang sama atau hampir sama (kemiripan 90 ke atas, angka selain tahun sama) dengan uraian tahun lalu.

    Satu temuan satu indikator. Uraian di bawah 40 huruf dan nama program pendukung tidak dibandingkan.
    """
    if dataset.lalu is None:
        return
    copies: dict[str, list[tuple[Uraian, Uraian, int]]] = {}
    for jenis, texts in _list_uraian(dataset).items():
        for pair in _list_copies(texts, _list_uraian(dataset.lalu).get(jenis, ())):
            found = copies.setdefault(pair[0].row["indikator"], [])
            if pair[0].row not in [text.row for text, _, _ in found]:
                found.append(pair)
    for kode, pairs in copies.items():
        text, other, score = pairs[0]
        many = f" dan {len(pairs) - 1} uraian lainnya" if len(pairs) > 1 else ""
        pesan = (
            f"Uraian {_label(text.row)} {quote(name_of(dataset, 'indikator', kode))} {quote(text.row['uraian'])}{many} "
            f"sama {score}% dengan uraian tahun {dataset.tahun - 1} {quote(other.row['uraian'])}. Tulis keadaan tahun {dataset.tahun}."
        )
        yield _at(text.row, pesan, other.row["uraian"])


@aturan("T02", "peringatan", "Uraian ditulis untuk indikatornya sendiri", EVALUASI)
def check_salinan_indikator(dataset: Dataset) -> Iterator[Kejanggalan]:
    """Uraian analisis yang sama atau hampir sama (kemiripan 90 ke atas, angka sama) dengan uraian sejenis milik indikator lain."""
    seen: set[tuple[str, str]] = set()
    for texts in _list_uraian(dataset).values():
        for text, other, score in _list_copies(texts, texts):
            pair = (text.row["indikator"], other.row["indikator"])
            if text.row["baris"] > other.row["baris"] and pair[0] != pair[1] and pair not in seen:
                seen.add(pair)
                pesan = (
                    f"Uraian {_label(text.row)} {pair[0]} {quote(text.row['uraian'])} sama {score}% dengan uraian {pair[1]} "
                    f"{quote(other.row['uraian'])} (baris {other.row['baris']}). Tulis uraian indikator itu sendiri."
                )
                yield _at(text.row, pesan, other.row["uraian"])


# ── years ───────────────────────────────────────────────────────────────────────────────

_MONTH = "januari|februari|maret|april|mei|juni|juli|agustus|september|oktober|november|desember"
_NAMES = re.compile(
    # Regulations and decrees with their titles, dates, periods and file numbers are names: their years aren't statements.
    r"\b(?:nomor|no|uu|pp|per(?:pres|da|bup|gub|wali|men\w*)|inpres|sk)\b\W*[\w./-]+\s+tahun\s+\d{4}(?:\s+tentang[^.;]*)?"
    rf"|\b(?:\d{{1,2}}\s+)?(?:{_MONTH})\s+\d{{4}}"
    r"|\d{4}\s*(?:[-–/]|s\.?/?d\.?|sampai(?:\s+dengan)?|hingga)\s*(?:tahun\s+)?\d{4}"
    r"|\S*/\S*",
    re.IGNORECASE,
)
_LAST_YEAR = re.compile(r"\btahun(?:-tahun)?\s+(?:lalu|sebelumnya|kemarin)|\btahun\s+yang\s+lalu", re.IGNORECASE)
_THIS_YEAR = re.compile(r"\btahun\s+(?:ini|laporan|berjalan)", re.IGNORECASE)
_COMPARES = re.compile(r"\b(?:di)?banding|\bperbandingan", re.IGNORECASE)
_OUTSIDE = re.compile(
    r"\b(?:nasional|provinsi|internasional|standar|benchmark|kabupaten lain|renstra|rpjmd|target)", re.IGNORECASE
)
_CONTEXT = re.compile(
    # Words that make an earlier year right: since when, compared with what, from which source.
    r"\b(?:sejak|mulai|semenjak|di?banding\w*|daripada|sebelum\w*|lalu|naik|turun|meningkat|menurun|berkurang|bertambah|sama"
    r"|data|survei|sensus|bps|evaluasi|hasil|target|renstra|rpjmd|dibentuk|dibangun|diluncurkan|disahkan|ditetapkan)\b",
    re.IGNORECASE,
)


def list_years(text: str) -> list[int]:
    """Return the years that a text speaks of, without those in names of regulations, dates and periods.

    Examples
    --------
    >>> list_years("Tahun 2023 naik dari 2022 (Keputusan Bupati Nomor 188/Kum Tahun 2021), Renstra 2021-2026")
    [2023, 2022]
    """
    return [int(year) for year in _YEAR.findall(_NAMES.sub(" ", text))]


def _list_compared(dataset: Dataset) -> Iterator[tuple[list[Record], set[int]]]:
    """Yield the comparisons of each indicator with the years that they speak of, up to the report's."""
    for rows in dataset.rows_by("analisis", "indikator").values():
        compared = [row for row in rows if row["jenis"] == "perbandingan" and not _OUTSIDE.search(row["uraian"])]
        text = "\n".join(row["uraian"] for row in compared)
        years = {year for year in list_years(text) if year <= dataset.tahun}
        if years:
            spoken = ({dataset.tahun} if _THIS_YEAR.search(text) else set()) | (
                {dataset.tahun - 1} if _LAST_YEAR.search(text) else set()
            )
            yield compared, years | spoken


@aturan("T03", "galat", "Tahun laporan tidak dibandingkan dengan dirinya sendiri", f"{BAB_3} angka 2")
def check_banding_sendiri(dataset: Dataset) -> Iterator[Kejanggalan]:
    """Uraian perbandingan dengan tahun sebelumnya yang hanya menyebut tahun laporan."""
    for rows, years in _list_compared(dataset):
        row = next((row for row in rows if _COMPARES.search(row["uraian"])), None)
        if row and years == {dataset.tahun}:
            pesan = (
                f"Uraian perbandingan {row['indikator']} {quote(row['uraian'])} membandingkan dengan tahun «{dataset.tahun}», "
                f"padahal itu tahun laporan sendiri. Ganti dengan tahun pembandingnya, mis. {dataset.tahun - 1}."
            )
            yield _at(row, pesan, str(dataset.tahun - 1))


@aturan("T04", "peringatan", "Perbandingan menyebut tahun laporan dan tahun lalu", f"{BAB_3} angka 2")
def check_banding_lain(dataset: Dataset) -> Iterator[Kejanggalan]:
    """Uraian perbandingan yang menyebut tahun-tahun lain saja: tidak tahun laporan, dan tidak tahun lalu sendirian."""
    for rows, years in _list_compared(dataset):
        if dataset.tahun not in years and years != {dataset.tahun - 1}:
            told = " dan ".join(str(year) for year in sorted(years))
            pesan = (
                f"Uraian perbandingan {rows[0]['indikator']} {quote(rows[0]['uraian'])} hanya menyebut tahun «{told}», "
                f"sedangkan laporan ini membandingkan {dataset.tahun} dengan {dataset.tahun - 1}. Perbarui uraiannya."
            )
            yield _at(rows[0], pesan, f"{dataset.tahun - 1} dan {dataset.tahun}")


NARRATIVE = {
    "analisis": ("uraian",),
    "upaya": ("uraian",),
    "isu_strategis": ("uraian",),
    "rekomendasi": ("tindak_lanjut",),
}
"""Files and columns whose texts speak of the report year or of what comes after it."""


@aturan("T05", "peringatan", "Uraian menyebut tahun laporan", EVALUASI)
def check_tahun_usang(dataset: Dataset) -> Iterator[Kejanggalan]:
    """Uraian yang hanya menyebut tahun sebelum tahun laporan, tanpa kata yang membenarkannya (sejak, dibanding, naik dari, data, hasil, …)."""
    for file, columns in NARRATIVE.items():
        for row in dataset.rows(file):
            for column in columns:
                text = row[column] or ""
                if row.get("jenis") != "perbandingan" and _is_stale(text, dataset.tahun):
                    years = " dan ".join(map(str, sorted(set(list_years(text)))))
                    pesan = (
                        f"Uraian {quote(text)} menyebut tahun «{years}», sedangkan laporan ini tentang tahun {dataset.tahun}. "
                        "Perbarui tahunnya, atau jelaskan mengapa tahun itu yang dimaksud."
                    )
                    key = cell_key(file, row, column)
                    yield Kejanggalan(file, pesan, row["baris"], column, key, "", years, str(dataset.tahun))


def _is_stale(text: str, tahun: int) -> bool:
    years = list_years(text)
    return bool(years) and max(years) < tahun and not _CONTEXT.search(text) and not _THIS_YEAR.search(text)


_DECREE = re.compile(
    r"\b(?:keputusan|surat keputusan|sk)\b.{0,60}?\b(?:nomor|no)\b\W*[\w./-]+\s+tahun\s+\d{4}\s+tentang[^.;]*?"
    r"\btahun(?:\s+anggaran)?\s+(?P<tahun>\d{4})\W*$",
    re.IGNORECASE,
)


@aturan("T06", "info", "Keputusan yang disebut berlaku untuk tahun laporan", "praktik umum")
def check_keputusan_tahun_lain(dataset: Dataset) -> Iterator[Kejanggalan]:
    """Keputusan yang judulnya berakhir dengan tahun lain («… Tim … Tahun 2022») disebut sebagai dukungan tahun laporan; satu temuan satu indikator."""
    for kode, rows in dataset.rows_by("analisis", "indikator").items():
        found = [
            row for row in rows if (decree := _DECREE.search(row["uraian"])) and int(decree["tahun"]) < dataset.tahun
        ]
        if found:
            pesan = (
                f"{len(found)} keputusan dalam uraian {quote(name_of(dataset, 'indikator', kode))} berlaku untuk tahun lain, "
                f"mis. {quote(found[0]['uraian'])}. Sebut keputusan tahun {dataset.tahun}, atau jelaskan bahwa masih berlaku."
            )
            yield _at(found[0], pesan)


_IN_TEXT = (check_banding_sendiri, check_banding_lain, check_tahun_usang)


@aturan(
    "T07", "galat", "Tahun yang tercetak adalah tahun laporan", "PermenPANRB 53/2014, Lampiran II (sistematika laporan)"
)
def check_tahun_tercetak(dataset: Dataset) -> Iterator[Kejanggalan]:
    """Judul, sampul, atau kalimat dalam laporan terbit mencetak tahun lain; satu temuan satu tempat.

    Dibaca dari angka_tercetak.csv (kunci ``tahun`` dan ``tahun_lalu``). Baris indikator yang tahunnya sudah ditegur
    pada uraiannya (T03, T04, T05) tidak diulang.
    """
    told = {hal.kunci.split("/")[1] for rule in _IN_TEXT for hal in rule.check(dataset)}
    for kunci, tahun in (("tahun", dataset.tahun), ("tahun_lalu", dataset.tahun - 1)):
        for row in dataset.rows_by("angka_tercetak", "kunci")[kunci]:
            printed = _YEAR.findall(row["tercetak"])
            if printed and str(tahun) not in printed and row["baris"] not in told:
                what = "tahun laporan" if kunci == "tahun" else "tahun pembandingnya"
                pesan = (
                    f"{row['tempat']} ({row['baris']}) mencetak tahun «{row['tercetak']}», padahal {what} «{tahun}». "
                    "Perbaiki tahunnya di cetakan berikutnya."
                )
                key = cell_key("angka_tercetak", row, "tercetak")
                yield Kejanggalan(
                    "angka_tercetak", pesan, row[NOMOR], "tercetak", key, row["tempat"], row["tercetak"], str(tahun)
                )


ATURAN = (
    check_salinan_tahun_lalu, check_salinan_indikator, check_banding_sendiri, check_banding_lain,
    check_tahun_usang, check_keputusan_tahun_lain, check_tahun_tercetak,
)  # fmt: skip
