"""Building blocks of prose: names, enumerations, lists of texts, notices, signatures."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import pandas as pd

from lkip_utils.dataset import Dataset, Record, records
from lkip_utils.display import belum, markdown_list, plain
from lkip_utils.kinerja import parse_printed, read_printed
from lkip_utils.measures import format_difference
from lkip_utils.numbers import MISSING, format_date, format_number, format_points
from lkip_utils.perbandingan import Perubahan

ADDITIONAL = ("keadaan", "perbandingan", "program_pendukung")
"""Kinds of analysis that add words to what tables and computed sentences say."""


def name(dataset: Dataset) -> str:
    """Return the agency's name with its region."""
    return plain(dataset.nama_lengkap)


def describe_perubahan(perubahan: Perubahan, bentuk: str = "bilangan") -> str:
    """Return a change in words: direction and size.

    Examples
    --------
    >>> from lkip_utils.perbandingan import compute_perubahan
    >>> describe_perubahan(compute_perubahan(Decimal(100), Decimal("93.5"), "%"))
    'naik 6,5 poin persentase'
    >>> describe_perubahan(compute_perubahan(Decimal(1), None, "%"))
    'tidak dapat dibandingkan karena salah satu nilainya belum tersedia'
    """
    if perubahan.selisih is None:
        return f"tidak dapat dibandingkan karena salah satu nilainya {MISSING}"
    if perubahan.arah == "tetap":
        return "tetap"
    return f"{perubahan.arah} {plain(format_difference(abs(perubahan.selisih), bentuk, perubahan.satuan))}"


def compare_printed(dataset: Dataset, kunci: str, nilai: Decimal | None, *, utuh: bool = True) -> str:
    """Return a sentence on how a percentage as printed differs from the computed one, if it does.

    One that isn't of the whole (``utuh``) is not compared.
    """
    printed = read_printed(dataset, kunci)
    value = parse_printed(printed)
    if value is not None and not utuh:
        return f"[Laporan yang diterbitkan mencetak {plain(printed or '')}, yang belum dapat diperiksa.]{{.tercetak}}"
    if value is None or nilai is None or format_number(value, 2) == format_number(nilai, 2):
        return ""
    change = format_points(abs(value - nilai))
    return (
        f"[Laporan yang diterbitkan mencetak {plain(printed or '')}; berbeda {change} dari hasil hitung.]{{.tercetak}}"
    )


def list_rows(dataset: Dataset, file: str, what: str, *, marker: str = "1.", **equal: str) -> str:
    """Return the texts (``uraian``) of a file as a list, or the notice that there are none.

    Parameters
    ----------
    what
        What the texts are, for the notice, e.g. "Penghargaan".
    equal
        Only rows in which these columns have these values.
    """
    frame = _select(dataset, file, equal)
    if frame.empty:
        return belum(f"{what} tahun {dataset.tahun}")
    return markdown_list(list(frame["uraian"]), marker)


def _select(dataset: Dataset, file: str, equal: Mapping[str, str]) -> pd.DataFrame:
    frame = dataset[file]
    for column, value in equal.items():
        frame = frame[frame[column] == value]
    return frame.sort_values("urutan", kind="stable")


def list_uraian(dataset: Dataset, kode: str, jenis: str, lingkup: str | None = None) -> str:
    """Return the texts of one kind of analysis of an indicator as a list, or the notice that there are none.

    Some kinds only add to what the report computes anyway; where they are missing, nothing is.
    """
    frame = dataset["analisis"]
    found = frame[(frame["indikator"] == kode) & (frame["jenis"] == jenis)]
    if lingkup is not None:
        found = found[found["lingkup"] == lingkup]
    if found.empty and jenis in ADDITIONAL:
        return ""
    if found.empty:
        where = f" {lingkup}" if lingkup else ""
        return belum(f"Uraian {jenis.replace('_', ' ')}{where} tahun {dataset.tahun}")
    return "\n".join(
        _item(row) for row in records(found.sort_values(["urutan", "rincian"], na_position="first", kind="stable"))
    )


def _item(row: Record) -> str:
    indent = "" if row["rincian"] is None else "    "
    return f"{indent}- {tell(row)}"


def tell(row: Record) -> str:
    """Return the text of a row (``uraian``) with the note that an editor of the data left on it.

    Examples
    --------
    >>> tell({"uraian": "Sama dengan 2021", "catatan": "tercetak «2021»"})
    'Sama dengan 2021 [(catatan: tercetak «2021»)]{.tercetak}'
    """
    note = f" [(catatan: {plain(row['catatan'])})]{{.tercetak}}" if row["catatan"] else ""
    return f"{plain(row['uraian'])}{note}"


def signature(dataset: Dataset, dokumen: str) -> str:
    """Return the signature block of a part of the report."""
    frame = dataset["pejabat"]
    found = frame[frame["dokumen"] == dokumen]
    if found.empty:
        return belum(f"Penanda tangan laporan tahun {dataset.tahun}")
    row = records(found)[0]
    place = ", ".join(part for part in (row["tempat"], format_date(row["tanggal"]) if row["tanggal"] else None) if part)
    person = [
        f"**{plain(row['nama'])}**",
        plain(row["pangkat"] or ""),
        f"NIP {plain(row['nip'])}" if row["nip"] else "",
    ]
    head = [plain(place), plain(row["jabatan"])]
    return (
        "::: {.tanda-tangan}\n\n"
        + "\\\n".join(filter(None, head))
        + "\n\n\\ \n\n"
        + "\\\n".join(filter(None, person))
        + "\n\n:::"
    )


def quote_rows(dataset: Dataset, file: str, what: str, **equal: str) -> str:
    """Return the texts (``uraian``) of a file as a quotation, or the notice that there are none."""
    frame = _select(dataset, file, equal)
    if frame.empty:
        return belum(what)
    return "\n>\n".join(f"> {plain(text)}" for text in frame["uraian"])


def list_catatan(dataset: Dataset, file: str) -> str:
    """Return the notes that a file's rows carry, each with the code of its row."""
    frame = dataset[file]
    key = frame.columns[0]
    notes = [f"{row[key]}: {row['catatan']}" for row in records(frame) if row["catatan"]]
    return f"Catatan sumber data:\n\n{markdown_list(notes, '-')}" if notes else ""
