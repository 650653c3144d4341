"""Names and units: one thing is called and measured the same wherever it is printed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from rapidfuzz import fuzz, process

from lkip_utils.audit.analisis import list_shared
from lkip_utils.audit.aturan import Kejanggalan, aturan
from lkip_utils.audit.kata import NAMA, contrast, enumerate_some, name_of, normalise, quote
from lkip_utils.dataset import Dataset, Record, cell_key, remember
from lkip_utils.measures import is_percent

SAMA = 85
"""From this similarity (rapidfuzz ratio of the normalised wordings) on, two wordings are one name spelt in two ways."""

PRAKTIK = "praktik umum: satu nama untuk satu hal di seluruh laporan"

_LEVEL = re.compile(r"^(?:program|kegiatan|sub kegiatan) ")
_ABBREVIATIONS = {"kabid": "kepala bidang", "kasubbag": "kepala sub bagian", "kasubbid": "kepala sub bidang"}
_UNITS = {"%": "persen", "keg": "kegiatan", "dok": "dokumen", "lap": "laporan", "bln": "bulan", "org": "orang"}
_AFTER_NUMBER = re.compile(r"^\s*\d[\d.,]*(?:\s*[-–]\s*\d[\d.,]*)?\s*(\D*)$")


def _bare(text: str) -> str:
    """Return a name without what reports add and leave out at will: its level, abbreviated posts."""
    words = (_ABBREVIATIONS.get(word, word) for word in normalise(text).split())
    return _LEVEL.sub("", " ".join(words))


def _similarity(row: Record, name: str) -> float:
    return fuzz.ratio(_bare(row["sebutan"]), _bare(name))


Group = tuple[str, str, list[tuple[Record, float]]]
"""File and code of a thing, with each other wording for it and how similar that is to the name."""


@remember
def _sebutan(dataset: Dataset) -> list[Group]:
    groups: dict[tuple[str, str], list[tuple[Record, float]]] = {}
    for row in list_shared(dataset, "sebutan"):
        if dataset.rows_by(row["jenis"], "kode")[row["kode"]]:
            near = _similarity(row, name_of(dataset, row["jenis"], row["kode"]))
            groups.setdefault((row["jenis"], row["kode"]), []).append((row, near))
    return [(jenis, kode, rows) for (jenis, kode), rows in groups.items()]


def _select(dataset: Dataset, least: float, most: float) -> Iterator[tuple[str, str, list[Record]]]:
    """Yield each thing with its wordings whose similarity is at least ``least`` and below ``most``."""
    for jenis, kode, rows in _sebutan(dataset):
        if found := [row for row, near in rows if least <= near < most]:
            yield jenis, kode, found


def _wordings(rows: list[Record]) -> str:
    places: dict[str, list[str]] = {}
    for row in rows:
        places.setdefault(row["sebutan"], []).append(row["tempat"])
    return enumerate_some([_with_places(quote(text), where) for text, where in places.items()], 3)


def _contrasts(rows: list[Record], name: str) -> str:
    printed: dict[str, dict[str, list[str]]] = {}
    for row in rows:
        text, proper = contrast(row["sebutan"], name)
        printed.setdefault(proper, {}).setdefault(text, []).append(row["tempat"])
    told = ((enumerate_some([_with_places(*item) for item in texts.items()]), name) for name, texts in printed.items())
    return "; ".join(f"{texts}, bukan {name}" for texts, name in told)


def _with_places(text: str, places: list[str]) -> str:
    return f"{text} ({'; '.join(places)})"


def _at_name(dataset: Dataset, jenis: str, kode: str, rows: list[Record], pesan: str) -> Kejanggalan:
    (name,) = dataset.rows_by(jenis, "kode")[kode]
    return Kejanggalan(
        "sebutan", pesan, rows[0]["baris"], "sebutan", cell_key(jenis, name, NAMA[jenis]),
        rows[0]["tempat"], rows[0]["sebutan"], name_of(dataset, jenis, kode),
    )  # fmt: skip


@aturan("N01", "peringatan", "Nama yang tercetak sama dengan nama dalam perencanaan", PRAKTIK)
def check_nama_lain(dataset: Dataset) -> Iterator[Kejanggalan]:
    """Sebutan yang tercetak berbeda kata-katanya dari nama dalam data induk, bukan sekadar ejaannya.

    Kemiripan kedua bunyi (rasio rapidfuzz, tanpa huruf besar dan tanda baca) di bawah 85. Pembaca mengira ada dua
    sasaran, indikator, atau program. Bila bunyi itu justru nama kode lain, kode itu disebut.
    """
    for jenis, kode, rows in _select(dataset, 0, SAMA):
        pesan = (
            f"{jenis.capitalize()} {kode} bernama {quote(name_of(dataset, jenis, kode))}, tetapi tercetak "
            f"{_wordings(rows)}. {_other_owner(dataset, jenis, rows)}Pakai satu nama di semua tabel dan uraian."
        )
        yield _at_name(dataset, jenis, kode, rows, pesan)


def _other_owner(dataset: Dataset, jenis: str, rows: list[Record]) -> str:
    """Say so where a wording is the name of something else."""
    others = _names(dataset, jenis)
    for row in rows:
        near = process.extractOne(_bare(row["sebutan"]), others, scorer=fuzz.ratio, score_cutoff=SAMA)
        if near:
            return f"{quote(row['sebutan'], 60)} adalah nama {jenis} {near[2]}. "
    return ""


@remember
def _names(dataset: Dataset, jenis: str) -> dict[str, str]:
    return {row["kode"]: _bare(row[NAMA[jenis]] or "") for row in dataset.rows(jenis)}


@aturan("N02", "info", "Ejaan nama yang sama di semua tempat", PRAKTIK)
def check_ejaan(dataset: Dataset) -> Iterator[Kejanggalan]:
    """Sebutan yang tercetak hampir sama dengan nama induknya (kemiripan 85 ke atas): salah ketik, imbuhan, kata yang tertinggal."""
    for jenis, kode, rows in _select(dataset, SAMA, 100):
        pesan = f"Nama {jenis} {kode} tercetak {_contrasts(rows, name_of(dataset, jenis, kode))}. Samakan penulisannya."
        yield _at_name(dataset, jenis, kode, rows, pesan)


@aturan("N03", "info", "Huruf besar dan tanda baca nama yang seragam", PRAKTIK)
def check_huruf(dataset: Dataset) -> Iterator[Kejanggalan]:
    """Sebutan yang hanya berbeda huruf besar, tanda baca, singkatan jabatan, atau kata «Program»/«Kegiatan» di depannya; satu temuan untuk semuanya."""
    found = [row for _, _, rows in _sebutan(dataset) for row, near in rows if near == 100]
    if found:
        pesan = (
            f"{len(found)} sebutan hanya berbeda huruf besar, tanda baca, atau kata jenjang dari nama induknya, "
            f"mis. {quote(found[0]['sebutan'])} ({found[0]['tempat']}). Seragamkan bila tabelnya dicetak ulang."
        )
        yield Kejanggalan("sebutan", pesan)


@aturan("N09", "galat", "Sebutan menunjuk kode yang ada", PRAKTIK)
def check_kode_sebutan(dataset: Dataset) -> Iterator[Kejanggalan]:
    """Baris sebutan.csv yang kodenya tidak ada di berkas asalnya: bunyi yang tercetak itu tidak dibandingkan dengan apa pun."""
    for row in list_shared(dataset, "sebutan"):
        if not dataset.rows_by(row["jenis"], "kode")[row["kode"]]:
            pesan = (
                f"Sebutan {quote(row['sebutan'])} ({row['tempat']}) menunjuk kode «{row['kode']}» yang tidak ada di "
                f"{row['jenis']}.csv. Perbaiki kodenya."
            )
            key = cell_key("sebutan", row, "kode")
            yield Kejanggalan("sebutan", pesan, row["baris"], "kode", key, row["tempat"], row["kode"])


@cache
def _unit(text: str) -> str:
    """Return a unit so that its usual spellings are one.

    Examples
    --------
    >>> _unit("Keg."), _unit("%")
    ('kegiatan', 'persen')
    """
    bare = text.strip().lower().rstrip(".")
    return _UNITS.get(bare, bare)


@aturan(
    "N04",
    "peringatan",
    "Satuan dalam perjanjian kinerja sama dengan satuan indikator",
    "PermenPANRB 53/2014, Lampiran I",
)
def check_satuan_perjanjian(dataset: Dataset) -> Iterator[Kejanggalan]:
    """Satuan target yang diperjanjikan berbeda dari satuan indikatornya, sehingga target dan realisasi tidak dapat dibandingkan."""
    units = {row["kode"]: row["satuan"] for row in dataset.rows("indikator")}
    for row in dataset.rows("perjanjian"):
        unit = units.get(row["indikator"])
        if row["satuan"] and unit and _unit(row["satuan"]) != _unit(unit):
            pesan = (
                f"Perjanjian kinerja {name_of(dataset, 'organisasi', row['jabatan'])} nomor {row['urutan']} mengukur "
                f"{quote(name_of(dataset, 'indikator', row['indikator']))} dalam «{row['satuan']}», sedangkan satuan "
                f"indikator {row['indikator']} adalah «{unit}». Samakan satuannya."
            )
            key = cell_key("perjanjian", row, "satuan")
            yield Kejanggalan("perjanjian", pesan, row["baris"], "satuan", key, "", row["satuan"], unit)


TARGETS = (
    ("perjanjian", "target_sebelum"),
    ("perjanjian", "target_setelah"),
    ("realisasi", "target"),
    ("realisasi", "nilai"),
    ("target_renstra", "target"),
    ("benchmark", "nilai"),
)
"""Cells that hold a target or result of an indicator."""


@aturan("N05", "peringatan", "Satuan yang tertulis di belakang angka sama dengan satuan indikator", PRAKTIK)
def check_satuan_tertulis(dataset: Dataset) -> Iterator[Kejanggalan]:
    """Target, realisasi, atau pembanding ditulis dengan satuan (mis. «12%») yang bukan satuan indikatornya."""
    known = {row["kode"]: row["satuan"] for row in dataset.rows("indikator") if row["bentuk"] == "bilangan"}
    for file, column in TARGETS:
        for row in dataset.rows(file):
            found = _AFTER_NUMBER.match(row[column] or "")
            unit = known.get(row["indikator"])
            if found and found[1].strip() and unit and _unit(found[1]) != _unit(unit):
                pesan = (
                    f"{column.replace('_', ' ').capitalize()} {quote(name_of(dataset, 'indikator', row['indikator']))} "
                    f"tertulis «{row[column]}», sedangkan satuannya «{unit}». Samakan satuannya."
                )
                key = cell_key(file, row, column)
                yield Kejanggalan(file, pesan, row["baris"], column, key, "", row[column], unit)


@aturan("N06", "peringatan", "Nama indikator sesuai dengan satuannya", PRAKTIK)
def check_nama_satuan(dataset: Dataset) -> Iterator[Kejanggalan]:
    """Indikator bernama «Persentase …» yang satuannya bukan persen, atau «Jumlah …» yang satuannya persen."""
    for row in list_shared(dataset, "indikator"):
        first = row["nama"].split(maxsplit=1)[0].lower()
        percent = is_percent(row["satuan"])
        if row["satuan"] and ((first in ("persentase", "persen") and not percent) or (first == "jumlah" and percent)):
            pesan = (
                f"Indikator {row['kode']} bernama {quote(row['nama'])}, tetapi satuannya «{row['satuan']}». "
                "Perbaiki nama atau satuannya."
            )
            key = cell_key("indikator", row, "satuan")
            yield Kejanggalan("indikator", pesan, row["baris"], "satuan", key, "", row["satuan"])


@aturan("N07", "info", "Satu nama untuk satu kode", PRAKTIK)
def check_nama_ganda(dataset: Dataset) -> Iterator[Kejanggalan]:
    """Dua kode sasaran atau indikator dengan bunyi yang sama: hasilnya dapat tercatat di kode yang salah."""
    for file in ("sasaran", "indikator"):
        first: dict[str, Record] = {}
        for row in list_shared(dataset, file):
            other = first.setdefault(normalise(row[NAMA[file]]), row)
            if other is not row:
                pesan = (
                    f"{file.capitalize()} {row['kode']} dan {other['kode']} berbunyi sama: {quote(row[NAMA[file]])}. "
                    "Pakai satu kode, atau bedakan namanya."
                )
                key = cell_key(file, row, NAMA[file])
                yield Kejanggalan(file, pesan, row["baris"], NAMA[file], key, "", row[NAMA[file]])


@aturan(
    "N08", "info", "Indikator tujuan dan IKU mempunyai satuan", "PermenPANRB 53/2014, Lampiran III butir III.10 (SMART)"
)
def check_tanpa_satuan(dataset: Dataset) -> Iterator[Kejanggalan]:
    """Indikator tujuan atau IKU berupa bilangan tanpa satuan: pembaca tidak tahu apa yang dihitung."""
    for row in list_shared(dataset, "indikator"):
        if row["tingkat"] in ("tujuan", "iku") and row["bentuk"] == "bilangan" and not row["satuan"]:
            pesan = f"Indikator {row['kode']} {quote(row['nama'])} tidak bersatuan. Isi satuannya di indikator.csv."
            yield Kejanggalan("indikator", pesan, row["baris"], "satuan", cell_key("indikator", row, "satuan"))


ATURAN = (
    check_nama_lain, check_ejaan, check_huruf, check_satuan_perjanjian, check_satuan_tertulis,
    check_nama_satuan, check_nama_ganda, check_tanpa_satuan, check_kode_sebutan,
)  # fmt: skip
