"""Signatures: one person has one name, one rank and one NIP, and signs in time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from itertools import combinations

from lkip_utils.audit.aturan import Kejanggalan, aturan
from lkip_utils.audit.kata import normalise
from lkip_utils.dataset import Dataset, Record, cell_key
from lkip_utils.numbers import format_date
from lkip_utils.pemerintahan import find_batas

PNS = "PP 11/2017 jo. PP 17/2020 (manajemen PNS)"
WAKTU = "Perpres 29/2014: paling lambat dua bulan setelah tahun anggaran berakhir, bagi kementerian/lembaga dan perangkat daerah"

GOLONGAN = {
    "juru muda": "I/a", "juru muda tingkat i": "I/b", "juru": "I/c", "juru tingkat i": "I/d",
    "pengatur muda": "II/a", "pengatur muda tingkat i": "II/b", "pengatur": "II/c", "pengatur tingkat i": "II/d",
    "penata muda": "III/a", "penata muda tingkat i": "III/b", "penata": "III/c", "penata tingkat i": "III/d",
    "pembina": "IV/a", "pembina tingkat i": "IV/b", "pembina utama muda": "IV/c",
    "pembina utama madya": "IV/d", "pembina utama": "IV/e",
}  # fmt: skip
"""The grade that belongs to each rank of a civil servant."""

LABELS = {"nama": "nama", "nip": "NIP", "pangkat": "pangkat"}

_GRADE = re.compile(r"\b(IV|III|II|I)\s*[/.]?\s*([a-e])\b", re.IGNORECASE)
_PLACES = {"kata_pengantar": "Kata Pengantar", "penutup": "penutup", "reviu": "Pernyataan Telah Direviu"}


def split_pangkat(text: str) -> tuple[str, str]:
    """Return the rank and the grade that a text gives; empty where it gives none.

    Examples
    --------
    >>> split_pangkat("Pembina Tk. I / IVb"), split_pangkat("Pembina Utama Muda (IV/c)")
    (('pembina tingkat i', 'IV/b'), ('pembina utama muda', 'IV/c'))
    """
    found = _GRADE.search(text)
    rank = re.sub(r"\btk\b", "tingkat", normalise(_GRADE.sub("", text)))
    return re.sub(r"\btingkat 1$", "tingkat i", rank), f"{found[1].upper()}/{found[2].lower()}" if found else ""


def _digits(nip: str | None) -> str:
    return re.sub(r"[\s.\-]", "", nip or "")


def _at(row: Record, column: str, pesan: str, terhitung: str = "") -> Kejanggalan:
    key = cell_key("pejabat", row, column)
    return Kejanggalan(
        "pejabat", pesan, row["baris"], column, key, _PLACES[row["dokumen"]], row[column] or "", terhitung
    )


@aturan("O01", "galat", "Nama, NIP, dan pangkat penanda tangan sama di semua halaman", "praktik umum")
def check_identitas(dataset: Dataset) -> Iterator[Kejanggalan]:
    """Orang yang sama (menurut NIP, nama, atau jabatannya) menandatangani dengan nama, NIP, atau pangkat yang berbeda."""
    for first, second in combinations(dataset.rows("pejabat"), 2):
        if not _is_same_person(first, second):
            continue
        for column, label in LABELS.items():
            if first[column] and second[column] and _bare(first, column) != _bare(second, column):
                pesan = (
                    f"{label[0].upper()}{label[1:]} {second['nama'] if column != 'nama' else second['jabatan']} tercetak "
                    f"«{first[column]}» pada {_PLACES[first['dokumen']]}, tetapi «{second[column]}» pada "
                    f"{_PLACES[second['dokumen']]}. Samakan dengan surat keputusan terakhir."
                )
                yield _at(second, column, pesan, first[column])


def _is_same_person(first: Record, second: Record) -> bool:
    return any(
        first[column] and second[column] and _bare(first, column) == _bare(second, column)
        for column in ("nip", "nama", "jabatan")
    )


def _bare(row: Record, column: str) -> object:
    """Return a cell so that usual ways to write the same are alike."""
    if column == "nip":
        return _digits(row[column])
    return split_pangkat(row[column]) if column == "pangkat" else normalise(row[column])


@aturan("O02", "peringatan", "NIP tersusun menurut ketentuan", "Peraturan Kepala BKN 22/2007 (NIP 18 angka)")
def check_nip(dataset: Dataset) -> Iterator[Kejanggalan]:
    """NIP 18 angka: tanggal lahir, tahun dan bulan pengangkatan (21 untuk PPPK), jenis kelamin 1/2, nomor urut."""
    for row in dataset.rows("pejabat"):
        if row["nip"] and (problem := _find_problem(_digits(row["nip"]))):
            pesan = f"NIP {row['nama']} tercetak «{row['nip']}»: {problem}. Periksa pada surat keputusannya."
            yield _at(row, "nip", pesan)


def _find_problem(nip: str) -> str:
    if not nip.isdecimal() or len(nip) != 18:
        return f"panjangnya {len(nip)}, diharapkan 18 angka"
    if nip.endswith("000"):
        return "tiga angka terakhirnya 000, seperti bila Excel menyimpannya sebagai bilangan; ketik ulang sebagai teks"
    birth, year, month = nip[:8], nip[8:12], nip[12:14]
    if not _is_day(birth):
        return f"«{birth}» bukan tanggal lahir"
    if not ("01" <= month <= "12" or month == "21") or not 15 <= int(year) - int(birth[:4]) <= 60:
        return f"«{year}{month}» bukan tahun dan bulan pengangkatan orang yang lahir tahun {birth[:4]}"
    return "" if nip[14] in "12" else f"angka ke-15 «{nip[14]}» bukan 1 (pria) atau 2 (wanita)"


def _is_day(text: str) -> bool:
    try:
        return datetime.strptime(text, "%Y%m%d").year > 1900
    except ValueError:
        return False


@aturan("O03", "galat", "Golongan sesuai dengan pangkatnya", PNS)
def check_golongan(dataset: Dataset) -> Iterator[Kejanggalan]:
    """Golongan ruang di belakang pangkat bukan milik pangkat itu, mis. Pembina Utama Muda adalah IV/c."""
    for row in dataset.rows("pejabat"):
        rank, grade = split_pangkat(row["pangkat"] or "")
        proper = GOLONGAN.get(rank)
        if grade and proper and grade != proper:
            pesan = (
                f"Pangkat {row['nama']} tercetak «{row['pangkat']}», padahal golongan pangkat itu {proper}. "
                "Perbaiki pangkat atau golongannya."
            )
            yield _at(row, "pangkat", pesan, proper)


@aturan("O04", "peringatan", "Laporan ditandatangani pada waktunya", WAKTU)
def check_tanggal(dataset: Dataset) -> Iterator[Kejanggalan]:
    """Tanda tangan sebelum tahun laporan berakhir (hasilnya belum diketahui) atau setelah batas penyampaian laporan.

    Batasnya dua bulan setelah tahun laporan berakhir; `bulan_batas` di profil.csv menggantinya.
    """
    limit = find_batas(dataset)
    for row in dataset.rows("pejabat"):
        date = row["tanggal"] or ""
        early, late = date and date[:7] < f"{dataset.tahun}-12", limit and date[:7] > limit
        if early or late:
            when = (
                f"sebelum tahun {dataset.tahun} berakhir"
                if early
                else f"lewat akhir {format_date(limit or '')}, batas penyampaian laporan"
            )
            pesan = (
                f"{_PLACES[row['dokumen']]} laporan tahun {dataset.tahun} bertanggal «{format_date(date)}», {when}. "
                "Periksa tanggalnya."
            )
            yield _at(row, "tanggal", pesan)


ATURAN = (check_identitas, check_nip, check_golongan, check_tanggal)
