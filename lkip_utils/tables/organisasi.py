"""Tables of Bab I: staff and equipment."""

from __future__ import annotations

from decimal import Decimal

import pandas as pd

from lkip_utils.dataset import Dataset, cell_key, records
from lkip_utils.display import Column, Number, Row, Table, plain
from lkip_utils.kinerja import read_printed
from lkip_utils.numbers import MISSING, format_integer
from lkip_utils.pemerintahan import name_kepala_daerah
from lkip_utils.tanda import mark

DASH = "–"
"""Stands for what a source leaves empty."""


def tabulate_pegawai(dataset: Dataset, rincian: str, heading: str) -> Table:
    """Return the staff by one breakdown (``jabatan`` or ``jenis_kelamin``), with its sum."""
    rows = _staff(dataset, rincian)
    body = [
        Row((str(n), row["kelompok"], mark(dataset, _count(row["jumlah"]), cell_key("pegawai", row, "jumlah"))))
        for n, row in enumerate(records(rows), 1)
    ]
    total = Row(("", "Jumlah", mark(dataset, _count(_sum(rows["jumlah"])), f"pegawai.{rincian}")), "jumlah")
    return Table(
        (Column("No", 8), Column(heading, 62), Column("Jumlah (orang)", 30, "right")),
        (*body, total) if body else (),
        missing=f"Data pegawai tahun {dataset.tahun} belum tersedia.",
        notes=_printed_total(dataset, f"pegawai.{rincian}", _sum(rows["jumlah"])),
        sources=dataset.sources("pegawai"),
    )


def tabulate_pendidikan(dataset: Dataset) -> Table:
    """Return the staff by education and post, with the sums of rows and columns."""
    rows = _staff(dataset, "pendidikan")
    posts = list(dict.fromkeys(rows["jabatan"]))
    body = [_education_row(dataset, n, name, rows, posts) for n, name in enumerate(dict.fromkeys(rows["kelompok"]), 1)]
    sums = [
        mark(dataset, _count(_sum(rows.loc[rows["jabatan"] == post, "jumlah"])), f"pegawai.pendidikan.kolom.{post}")
        for post in posts
    ]
    printed = read_printed(dataset, "pegawai.pendidikan") or DASH
    whole = mark(dataset, _count(_sum(rows["jumlah"])), "pegawai.pendidikan")
    total = Row(("", "Jumlah", *sums, whole, printed), "jumlah")
    columns = (
        Column("No", 6),
        Column("Pendidikan", 20),
        *(Column(post, 10, "right", "Jabatan") for post in posts),
        Column("Jumlah", 12, "right"),
        Column("Tercetak", 12, "right"),
    )
    return Table(
        columns,
        (*body, total) if body else (),
        missing=f"Data pegawai menurut pendidikan tahun {dataset.tahun} belum tersedia.",
        notes=(
            "Kolom Jumlah dihitung dari baris ini; kolom Tercetak memuat jumlah dalam laporan yang diterbitkan.",
            f"{DASH} berarti tidak diisi dalam sumber.",
        ),
        sources=dataset.sources("pegawai"),
    )


def _education_row(dataset: Dataset, number: int, name: str, rows: pd.DataFrame, posts: list[str]) -> Row:
    own = rows[rows["kelompok"] == name]
    by_post = own.set_index("jabatan")["jumlah"]
    printed = read_printed(dataset, f"pegawai.pendidikan.{name}") or DASH
    total = mark(dataset, _count(_sum(own["jumlah"])), f"pegawai.pendidikan.{name}")
    return Row((str(number), name, *(_count(by_post.get(post)) for post in posts), total, printed))


def tabulate_sarana(dataset: Dataset) -> Table:
    """Return vehicles and equipment by kind."""
    rows = dataset["sarana"]
    body: list[Row] = []
    for kelompok, members in rows.groupby("kelompok", sort=False):
        body.append(Row((mark(dataset, str(kelompok), f"sarana.{kelompok}"),), "kelompok"))
        ordered = members.sort_values("urutan", kind="stable")
        body += [Row((row["jenis"], _count(row["jumlah"]), row["satuan"])) for row in records(ordered)]
    notes = [
        note
        for kelompok, members in rows.groupby("kelompok", sort=False)
        for note in _printed_total(dataset, f"sarana.{kelompok}", _sum(members["jumlah"]), str(kelompok))
    ]
    return Table(
        (Column("Jenis", 60), Column("Jumlah", 20, "right"), Column("Satuan", 20)),
        tuple(body),
        missing=f"Data sarana dan prasarana tahun {dataset.tahun} belum tersedia.",
        notes=tuple(notes),
        sources=dataset.sources("sarana"),
    )


def _staff(dataset: Dataset, rincian: str) -> pd.DataFrame:
    rows = dataset["pegawai"]
    return rows[rows["rincian"] == rincian].sort_values("urutan", kind="stable")


def _sum(values: pd.Series) -> Decimal | None:
    known = list(values.dropna())
    return sum(known, Decimal(0)) if known else None


def _count(value: Decimal | None) -> str:
    return DASH if value is None else Number(format_integer(value), value)


def _printed_total(dataset: Dataset, kunci: str, computed: Decimal | None, name: str = "") -> tuple[str, ...]:
    printed = read_printed(dataset, kunci)
    if printed is None or computed is None or printed == format_integer(computed):
        return ()
    place = f"{plain(name)}: jumlah" if name else "Jumlah"
    return (
        f"{place} yang tercetak dalam laporan yang diterbitkan {plain(printed)}; penjumlahan baris menghasilkan {format_integer(computed)}.",
    )


def _list_daerah(dataset: Dataset) -> tuple[tuple[str, str], ...]:
    """Return the region and its head; a ministry or an agency of the state has neither."""
    if dataset.profil("pemerintahan") in ("kementerian", "lembaga"):
        return ()
    return ("Daerah", dataset.profil("daerah")), ("Kepala daerah", name_kepala_daerah(dataset))


def tabulate_identitas(dataset: Dataset) -> Table:
    """Return who reports: name, region, year, address."""
    entries = (
        ("Instansi", dataset.profil("nama")),
        *_list_daerah(dataset),
        ("Tahun laporan", str(dataset.tahun)),
        ("Pimpinan", dataset.profil("jabatan_kepala")),
        ("Alamat", dataset.profil("alamat")),
        ("Telepon/faksimile", dataset.profil("telepon")),
    )
    rows = tuple(Row((label, value or MISSING)) for label, value in entries)
    return Table((Column("Keterangan", 30), Column("Isi", 70)), rows, sources=dataset.sources("profil"))
