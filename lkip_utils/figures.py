"""The charts of the report: each takes what it shows from the dataset and has it drawn."""

from __future__ import annotations

from decimal import Decimal

from lkip_utils.anggaran import build_pohon_anggaran
from lkip_utils.charts import (
    draw_amounts,
    draw_bars,
    draw_bullet,
    draw_organisation,
    draw_path,
    draw_serapan,
    draw_trend,
)
from lkip_utils.dataset import Dataset, records
from lkip_utils.display import Figure
from lkip_utils.kinerja import Hasil, compute_hasil, list_hasil, list_riwayat, list_target_renstra
from lkip_utils.measures import Measure


def chart_organisasi(dataset: Dataset) -> Figure:
    """Return the organisation chart."""
    units = dataset["organisasi"].sort_values("urutan", kind="stable")
    boxes = [(row["kode"], row["induk"], row["unit"]) for row in records(units)]
    return draw_organisation(boxes, f"Struktur organisasi {dataset.profil('nama')}")


def chart_pendidikan(dataset: Dataset) -> Figure:
    """Return the staff by education."""
    rows = dataset["pegawai"]
    rows = rows[rows["rincian"] == "pendidikan"].sort_values("urutan", kind="stable")
    sums = [(str(name), _sum(members["jumlah"])) for name, members in rows.groupby("kelompok", sort=False)]
    return draw_bars(sums, "orang", f"Jumlah pegawai menurut pendidikan tahun {dataset.tahun}")


def _sum(values: object) -> Decimal:
    return sum((value for value in values if value is not None), Decimal())  # type: ignore[attr-defined]


def chart_iku(dataset: Dataset) -> Figure:
    """Return target against result of every IKU."""
    return _bullet(list_hasil(dataset, "iku"), "Target dan realisasi indikator kinerja utama", dataset.tahun)


def chart_target(dataset: Dataset, kode: str) -> Figure:
    """Return target against result of one indicator."""
    h = compute_hasil(dataset, kode)
    return _bullet([h], f"Target dan realisasi {h.indikator.nama}", dataset.tahun)


def _bullet(results: list[Hasil], subject: str, tahun: int) -> Figure:
    return draw_bullet([_against_target(h) for h in results], subject, tahun)


def _against_target(h: Hasil) -> tuple[str, Decimal | None, Decimal | None, str]:
    """Return target and result in their unit; where they are ranks, times, ratios or ranges, the capaian against 100."""
    if h.indikator.bentuk == "bilangan" and isinstance(h.target, Decimal | None):
        return h.indikator.nama, h.target, _number(h.realisasi), h.indikator.satuan
    return f"{h.indikator.nama} (capaian)", Decimal(100), h.capaian.nilai, "%"


def chart_renstra(dataset: Dataset, kode: str) -> Figure:
    """Return the Renstra targets of an indicator and the results of the known years."""
    h = compute_hasil(dataset, kode)
    results = {r.tahun: r.realisasi for r in (*list_riwayat(dataset, kode), h)}
    targets = list_target_renstra(dataset, kode)
    subject = f"Target Renstra dan realisasi {h.indikator.nama}"
    i = h.indikator
    return draw_path(i.satuan, _numbers(targets), _numbers(results), subject, dataset.tahun, i.bentuk)


def _numbers(values: object) -> dict[int, Decimal]:
    return {year: value for year, value in values.items() if isinstance(value, Decimal)}  # type: ignore[attr-defined]


def _number(value: Measure) -> Decimal | None:
    return value if isinstance(value, Decimal) else None


def chart_program(dataset: Dataset) -> Figure:
    """Return pagu against realisasi per programme."""
    tree = build_pohon_anggaran(dataset)
    programs = tree[tree["tingkat"] == "program"]
    items = [(row["nama"], row["pagu"], row["realisasi"]) for row in records(programs)]
    return draw_amounts(items, f"Pagu dan realisasi per program tahun {dataset.tahun}")


def chart_serapan(dataset: Dataset) -> Figure:
    """Return the serapan of every sub kegiatan that has a budget."""
    tree = build_pohon_anggaran(dataset)
    known = set(dataset["anggaran"]["program"])
    items = [(f"{row['kode']} {row['nama']}", row["serapan"]) for row in records(tree) if row["kode"] in known]
    return draw_serapan(items, f"Serapan anggaran per sub kegiatan tahun {dataset.tahun}")


def chart_belanja(dataset: Dataset) -> Figure:
    """Return pagu against realisasi per kind of spending."""
    rows = dataset["belanja"].sort_values("urutan", kind="stable")
    items = [(row["jenis"], row["pagu"], row["realisasi"]) for row in records(rows)]
    return draw_amounts(items, f"Pagu dan realisasi menurut jenis belanja tahun {dataset.tahun}")


def chart_sakip(dataset: Dataset) -> Figure:
    """Return the SAKIP scores by year."""
    frame = dataset["sakip"]
    known = frame[frame["tahun"] <= dataset.tahun]
    scores = {int(row["tahun"]): row["nilai"] for row in records(known)}
    return draw_trend(scores, "nilai", "Nilai evaluasi SAKIP")
