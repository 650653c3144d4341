"""Tables of the appendix on figures: what is open, what was decided, what print and calculation say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from lkip_utils.dataset import Dataset
from lkip_utils.display import Anchored, Column, Row, Table
from lkip_utils.keputusan import list_keputusan
from lkip_utils.numbers import format_date, format_number
from lkip_utils.register import STATUS, Entri, Status, build_register, count_places, count_status
from lkip_utils.tables.perencanaan import DASH
from lkip_utils.tanda import Bernomor, mark, number_temuan
from lkip_utils.temuan import Tingkat

HEADS: Mapping[Status, str] = {
    "sesuai": "Sesuai",
    "dibulatkan": "Dibulatkan",
    "berbeda": "Berbeda",
    "tidak dapat dihitung": "Tidak dapat dihitung",
}


def tabulate_temuan(dataset: Dataset, tingkat: Tingkat) -> Table:
    """Return the open findings of one level, each with the label that marks in the report lead to."""
    rows = [_finding_row(b) for b in number_temuan(dataset) if b.temuan.tingkat == tingkat and not b.temuan.diputuskan]
    return Table(
        (Column("Temuan", 10), Column("Uraian", 62), Column("Tempat", 28)),
        tuple(rows),
        missing="Tidak ada.",
    )


def _finding_row(numbered: Bernomor) -> Row:
    temuan = numbered.temuan
    file = temuan.berkas.split("/", 1)[-1]
    place = f"{file}, baris {temuan.baris}" if temuan.baris else file
    return Row(
        (
            Anchored(numbered.label, numbered.id),
            temuan.pesan,
            f"{temuan.lokasi} ({place})" if temuan.lokasi else place,
        )
    )


def tabulate_keputusan(dataset: Dataset) -> Table:
    """Return the contradictions that the agency settled: printed value, decided value, reason, by whom, when."""
    labels = {(b.temuan.kode, b.temuan.kunci): b for b in number_temuan(dataset) if b.temuan.diputuskan}
    rows = []
    for k in list_keputusan(dataset):
        found = labels.get((k.temuan, k.kunci))
        label = Anchored(found.label, found.id) if found else k.temuan
        printed = k.tercetak or (found.temuan.tercetak if found else "") or DASH
        rows.append(Row((label, k.kunci, printed, k.nilai, k.alasan, f"{k.oleh}, {format_date(k.tanggal)}")))
    return Table(
        (
            Column("Temuan", 9),
            Column("Angka atau sel", 19),
            Column("Tercetak", 14, "right"),
            Column("Diputuskan", 14, "right"),
            Column("Alasan", 26),
            Column("Oleh, tanggal", 18),
        ),
        tuple(rows),
        missing="Belum ada pertentangan yang diputuskan.",
        sources=dataset.sources("keputusan"),
    )


def tabulate_ringkasan_register(dataset: Dataset) -> Table:
    """Return for each place of the published report how many of its figures agree with the calculation."""
    register = build_register(dataset)
    places = dict.fromkeys(entri.tempat for entri in register)
    rows = [_count_row(place, [entri for entri in register if entri.tempat == place]) for place in places]
    if rows:
        rows.append(_count_row("Seluruh laporan", register, "jumlah"))
    return Table(
        (
            Column("Tempat", 36),
            Column("Angka", 12, "right"),
            *(Column(HEADS[status], 13, "right") for status in STATUS),
        ),
        tuple(rows),
        missing=f"Angka tercetak laporan tahun {dataset.tahun} belum tersedia.",
        sources=dataset.sources("angka_tercetak"),
    )


def _count_row(place: str, entries: Sequence[Entri], kind: str = "isi") -> Row:
    counts = (str(n) for n in count_status(entries).values())
    return Row((place, str(len(entries)), *counts), "jumlah" if kind == "jumlah" else "isi")


def tabulate_register(dataset: Dataset, *status: Status) -> Table:
    """Return the figures of the register that have one of these statuses, grouped by place."""
    rows: list[Row] = []
    place = ""
    for entri in build_register(dataset):
        if entri.status in status:
            if entri.tempat != place:
                place = entri.tempat
                rows.append(Row((place,), "kelompok"))
            rows.append(_entry_row(dataset, entri))
    return Table(
        (
            Column("Baris", 22),
            Column("Kolom", 16),
            Column("Tercetak", 16, "right"),
            Column("Terhitung", 16, "right"),
            Column("Selisih", 13, "right"),
            Column("Keterangan", 17),
        ),
        tuple(rows),
        missing="Tidak ada.",
        sources=dataset.sources("angka_tercetak"),
    )


def _entry_row(dataset: Dataset, entri: Entri) -> Row:
    told = entri.alasan or entri.status
    return Row(
        (
            entri.baris,
            entri.kolom,
            mark(dataset, entri.tercetak, entri.kunci),
            entri.terhitung_tertulis or DASH,
            _difference(entri.selisih),
            told[:1].upper() + told[1:],
        )
    )


def _difference(value: Decimal | None) -> str:
    if value is None:
        return DASH
    sign = "+" if value > 0 else "−" if value < 0 else ""
    # A difference of rounding is smaller than two decimals show.
    return f"{sign}{format_number(abs(value), count_places(value, 4 if abs(value) < 1 else 2))}"
