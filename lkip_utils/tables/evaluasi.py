"""Tables of Bab III.D: SAKIP scores, recommendations and what was done about them."""

from __future__ import annotations

from lkip_utils.dataset import Dataset, cell_key, records
from lkip_utils.display import Column, Number, Row, Table
from lkip_utils.measures import predikat_sakip
from lkip_utils.numbers import MISSING, format_number
from lkip_utils.perbandingan import compute_perubahan
from lkip_utils.tables.perencanaan import DASH
from lkip_utils.tanda import mark

STATUS = {"belum": "Belum", "proses": "Dalam proses", "selesai": "Selesai", None: MISSING}


def tabulate_sakip(dataset: Dataset) -> Table:
    """Return the SAKIP scores of the years up to the report year, with predicate and change."""
    frame = dataset["sakip"]
    known = frame[frame["tahun"] <= dataset.tahun].sort_values("tahun")
    scores = dict(zip(known["tahun"], known["nilai"], strict=True))
    rows = []
    for row in records(known):
        predikat, sebutan = predikat_sakip(row["nilai"])
        change = compute_perubahan(row["nilai"], scores.get(row["tahun"] - 1), "")
        size = DASH if change.selisih is None else Number(format_number(change.selisih, 2), change.selisih)
        rows.append(
            Row(
                (
                    str(row["tahun"]),
                    mark(dataset, Number(format_number(row["nilai"], 2), row["nilai"]), f"sakip.{row['tahun']}"),
                    f"{predikat} ({sebutan})",
                    mark(dataset, row["predikat"] or DASH, cell_key("sakip", row, "predikat")),
                    size,
                )
            )
        )
    return Table(
        (
            Column("Tahun kinerja", 18),
            Column("Nilai", 14, "right"),
            Column("Predikat", 26),
            Column("Predikat tercetak", 26),
            Column("Perubahan", 16, "right"),
        ),
        tuple(rows),
        missing="Nilai evaluasi SAKIP belum tersedia.",
        notes=("Predikat menurut rentang nilai PermenPANRB Nomor 88 Tahun 2021.",),
        sources=dataset.sources("sakip"),
    )


def tabulate_rekomendasi(dataset: Dataset) -> Table:
    """Return every recommendation with action, person, due date, status and evidence."""
    rows = [
        Row(
            (
                row["kode"],
                row["uraian"],
                *(
                    mark(dataset, row[name] or MISSING, cell_key("rekomendasi", row, name))
                    for name in ("tindak_lanjut", "penanggung_jawab", "tenggat")
                ),
                mark(dataset, STATUS[row["status"]], cell_key("rekomendasi", row, "status")),
                row["bukti"] or MISSING,
            )
        )
        for row in records(dataset["rekomendasi"])
    ]
    return Table(
        (
            Column("No", 4),
            Column("Rekomendasi", 27),
            Column("Rencana aksi", 27),
            Column("Penanggung jawab", 12),
            Column("Tenggat", 10),
            Column("Status", 8),
            Column("Bukti", 12),
        ),
        tuple(rows),
        missing=f"Rekomendasi evaluasi yang ditindaklanjuti tahun {dataset.tahun} belum tersedia.",
        sources=dataset.sources("rekomendasi"),
        landscape=True,
    )
