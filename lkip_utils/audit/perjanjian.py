"""Perjanjian kinerja (PK): what was promised, how it was changed, and whether that was reported."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from lkip_utils.audit import target
from lkip_utils.audit.aturan import Kejanggalan, aturan
from lkip_utils.audit.kata import enumerate_some, name_of, quote
from lkip_utils.audit.target import PK, at_cell, is_given, post_of, quote_indikator, target_of
from lkip_utils.dataset import Dataset, Record
from lkip_utils.kinerja import Hasil, compute_hasil, get_indikator, list_hasil, list_indikator
from lkip_utils.measures import parse_measure
from lkip_utils.numbers import format_number, parse_number

REVIU = "PermenPANRB 53/2014, Lampiran III butir III.4 dan III.5 (indikator seperti PK dan IKU)"


# ── what is agreed and what is reported ─────────────────────────────────────────────────


def _is_agreed(dataset: Dataset, kode: str) -> bool:
    return bool(dataset.rows_by("perjanjian", "indikator")[kode])


@aturan("S01", "peringatan", "Setiap IKU diperjanjikan", REVIU)
def check_iku_diperjanjikan(dataset: Dataset) -> Iterator[Kejanggalan]:
    """IKU yang tidak ada dalam perjanjian kinerja siapa pun, padahal PK tahun itu ada."""
    for indikator in list_indikator(dataset, "iku") if dataset.rows("perjanjian") else ():
        if not _is_agreed(dataset, indikator.kode):
            pesan = (
                f"IKU {indikator.kode} {quote(indikator.nama)} tidak ada dalam perjanjian kinerja tahun {dataset.tahun}. "
                "Tambahkan barisnya di perjanjian.csv, atau jelaskan dalam laporan mengapa tidak diperjanjikan."
            )
            yield Kejanggalan("perjanjian", pesan, kunci=f"capaian.{indikator.kode}")


@aturan("S02", "peringatan", "Indikator yang dilaporkan ada dalam perjanjian kinerja", REVIU)
def check_tidak_diperjanjikan(dataset: Dataset) -> Iterator[Kejanggalan]:
    """Indikator eselon III/IV yang hasilnya dilaporkan, padahal PK pejabat yang bertanggung jawab tidak memuatnya.

    Hanya pejabat yang PK-nya ada; satu temuan satu pejabat.
    """
    missing: dict[str, list[Hasil]] = {}
    for tingkat in ("eselon_3", "eselon_4"):
        for hasil in list_hasil(dataset, tingkat):
            if hasil.realisasi is not None and not _is_agreed(dataset, hasil.indikator.kode):
                missing.setdefault(hasil.indikator.penanggung_jawab, []).append(hasil)
    for post, found in missing.items():
        if dataset.rows_by("perjanjian", "jabatan")[post]:
            names = enumerate_some([quote(hasil.indikator.nama) for hasil in found])
            pesan = (
                f"Laporan memuat hasil {names}, tetapi perjanjian kinerja {name_of(dataset, 'organisasi', post)} "
                f"tahun {dataset.tahun} tidak memuatnya. Laporkan indikator yang diperjanjikan, atau jelaskan bedanya."
            )
            kode = found[0].indikator.kode
            yield Kejanggalan("realisasi", pesan, found[0].baris, "indikator", f"capaian.{kode}")


@aturan("S03", "peringatan", "Indikator yang diperjanjikan dilaporkan hasilnya", REVIU)
def check_tidak_dilaporkan(dataset: Dataset) -> Iterator[Kejanggalan]:
    """Indikator di bawah IKU yang diperjanjikan tanpa hasil dan tanpa alasan (``catatan``) di realisasi.csv; satu temuan satu pejabat."""
    for post, rows in dataset.rows_by("perjanjian", "jabatan").items():
        found = [row for row in rows if _is_unreported(dataset, row["indikator"])]
        if found:
            codes = dict.fromkeys(row["indikator"] for row in found)
            names = enumerate_some([quote_indikator(dataset, kode) for kode in codes], 2)
            pesan = (
                f"{len(codes)} indikator dalam perjanjian kinerja {name_of(dataset, 'organisasi', post)} tidak mempunyai "
                f"hasil tahun {dataset.tahun}: {names}. Isi hasilnya di realisasi.csv, atau tulis alasannya di catatan."
            )
            yield Kejanggalan("perjanjian", pesan, found[0]["baris"], "indikator")


def _is_unreported(dataset: Dataset, kode: str) -> bool:
    hasil = compute_hasil(dataset, kode)
    known = hasil.realisasi is not None or hasil.capaian.nilai is not None
    return hasil.indikator.tingkat not in ("tujuan", "iku") and not known and not hasil.catatan


@aturan("S04", "peringatan", "Indikator mengukur sasaran yang sama di PK dan di daftar indikator", REVIU)
def check_sasaran_perjanjian(dataset: Dataset) -> Iterator[Kejanggalan]:
    """Baris PK yang memasangkan indikator dengan sasaran lain daripada indikator.csv: sering salah salin dari baris di atasnya."""
    for row in dataset.rows("perjanjian"):
        proper = get_indikator(dataset, row["indikator"]).sasaran
        if row["sasaran"] != proper:
            pesan = (
                f"Perjanjian kinerja {post_of(dataset, row)} nomor {row['urutan']} memakai indikator "
                f"{quote_indikator(dataset, row['indikator'])} untuk sasaran {quote(name_of(dataset, 'sasaran', row['sasaran']))}, "
                f"sedangkan indikator itu mengukur {quote(name_of(dataset, 'sasaran', proper))}. "
                "Periksa indikator atau sasaran baris itu."
            )
            yield at_cell(row, "sasaran", pesan, proper)


# ── before and after the change ─────────────────────────────────────────────────────────

_SELISIH = re.compile(
    r"(?:(?P<naik>bertambah|naik)|(?P<turun>berkurang|turun))?\s*(?P<tanda>[-−+(])?\s*(?P<angka>\d[\d.,]*)",
    re.IGNORECASE,
)


def _list_changes(dataset: Dataset) -> Iterator[tuple[Record, Decimal]]:
    """Yield the rows whose target is a number before and after the change, with the difference."""
    for row in dataset.rows("perjanjian"):
        if get_indikator(dataset, row["indikator"]).bentuk == "bilangan":
            before, after = (parse_measure(row[f"target_{when}"] or "", "bilangan") for when in ("sebelum", "setelah"))
            if isinstance(before, Decimal) and isinstance(after, Decimal):
                yield row, after - before


def _describe_change(dataset: Dataset, row: Record, difference: Decimal) -> str:
    subject = f"Target {quote_indikator(dataset, row['indikator'])} dalam perjanjian kinerja {post_of(dataset, row)}"
    if not difference:
        return f"{subject} tidak berubah («{row['target_sebelum']}»)"
    size = f"{'bertambah' if difference > 0 else 'berkurang'} {format_number(abs(difference))}"
    return f"{subject} berubah dari «{row['target_sebelum']}» menjadi «{row['target_setelah']}», jadi {size}"


@aturan("S05", "peringatan", "Perubahan target disertai selisihnya", PK)
def check_selisih_kosong(dataset: Dataset) -> Iterator[Kejanggalan]:
    """Target sebelum dan setelah perubahan berbeda, tetapi kolom bertambah/berkurang kosong."""
    for row, difference in _list_changes(dataset):
        if difference and not is_given(row["selisih"]):
            pesan = f"{_describe_change(dataset, row, difference)}, tetapi kolom bertambah/berkurang kosong. Isi selisihnya."
            yield at_cell(row, "selisih", pesan, format_number(difference))


@aturan("S06", "galat", "Selisih target sama dengan hasil pengurangannya", PK)
def check_selisih_salah(dataset: Dataset) -> Iterator[Kejanggalan]:
    """Kolom bertambah/berkurang menyebut angka atau arah yang bukan target setelah dikurangi target sebelum perubahan."""
    for row, difference in _list_changes(dataset):
        found = _SELISIH.match((row["selisih"] or "").strip())
        if found and not _agrees(found, difference):
            pesan = (
                f"{_describe_change(dataset, row, difference)}, tetapi kolom bertambah/berkurang mencetak "
                f"«{row['selisih']}». Perbaiki selisih atau targetnya."
            )
            yield at_cell(row, "selisih", pesan, format_number(difference))


def _agrees(found: re.Match[str], difference: Decimal) -> bool:
    """Return whether a printed difference is the real one; without a sign or word it is taken as its size."""
    try:
        size = parse_number(found["angka"])
    except ValueError:
        return True  # it can be read in two ways, and one of them may be right
    down, up = found["turun"] or found["tanda"] in ("-", "−", "("), found["naik"] or found["tanda"] == "+"
    return size == abs(difference) and not (down and difference > 0) and not (up and difference < 0)


@aturan("S07", "peringatan", "Target setelah perubahan ada bila PK diubah", PK)
def check_target_setelah(dataset: Dataset) -> Iterator[Kejanggalan]:
    """Target sebelum perubahan terisi tetapi target setelahnya kosong, padahal baris lain dalam PK jabatan itu sudah diubah."""
    for rows in dataset.rows_by("perjanjian", "jabatan").values():
        changed = any(is_given(row["target_setelah"]) for row in rows)
        for row in rows if changed else ():
            if is_given(row["target_sebelum"]) and not is_given(row["target_setelah"]):
                pesan = (
                    f"Perjanjian kinerja {post_of(dataset, row)} nomor {row['urutan']} mencetak target "
                    f"«{row['target_sebelum']}» sebelum perubahan untuk {quote_indikator(dataset, row['indikator'])}, tetapi "
                    "target setelah perubahan kosong. Isi targetnya, juga bila tidak berubah."
                )
                yield at_cell(row, "target_setelah", pesan)


@aturan("S08", "peringatan", "Setiap baris PK mempunyai target", PK)
def check_tanpa_target(dataset: Dataset) -> Iterator[Kejanggalan]:
    """Baris perjanjian kinerja tanpa target sama sekali: janji yang tidak dapat diukur."""
    for row in dataset.rows("perjanjian"):
        if target_of(row) is None:
            pesan = (
                f"Perjanjian kinerja {post_of(dataset, row)} nomor {row['urutan']} tidak mencetak target untuk "
                f"{quote_indikator(dataset, row['indikator'])}. Isi targetnya, atau hapus indikatornya dari PK."
            )
            yield at_cell(row, "target_setelah", pesan)


@aturan(
    "S09",
    "peringatan",
    "Hasil yang dilaporkan mempunyai target",
    "PermenPANRB 53/2014, Lampiran II, Bab III huruf A angka 1",
)
def check_hasil_tanpa_target(dataset: Dataset) -> Iterator[Kejanggalan]:
    """Indikator yang hasilnya dilaporkan tanpa target di PK, di realisasi.csv, maupun di Renstra: capaiannya tidak dapat dihitung."""
    for tingkat in ("tujuan", "iku", "eselon_3", "eselon_4") if dataset.rows("perjanjian") else ():
        for hasil in list_hasil(dataset, tingkat):
            kode = hasil.indikator.kode
            if hasil.realisasi is not None and hasil.target is None and not _is_agreed(dataset, kode):
                pesan = (
                    f"Hasil {quote(hasil.indikator.nama)} dilaporkan «{hasil.realisasi_tertulis}» tanpa target, sehingga "
                    "capaiannya tidak dapat dihitung. Isi target di perjanjian.csv atau realisasi.csv."
                )
                key = f"realisasi/{kode}/target"
                yield Kejanggalan("realisasi", pesan, hasil.baris, "target", key, tercetak=hasil.realisasi_tertulis)


ATURAN = (
    check_iku_diperjanjikan, check_tidak_diperjanjikan, check_tidak_dilaporkan, check_sasaran_perjanjian,
    check_selisih_kosong, check_selisih_salah, check_target_setelah, check_tanpa_target, check_hasil_tanpa_target,
    *target.ATURAN,
)  # fmt: skip
