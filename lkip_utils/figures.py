"""The charts of the report: each takes what it shows from the dataset and has it drawn."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from lkip_utils.anggaran import build_pohon_anggaran
from lkip_utils.charts import (
    Indicator,
    Item,
    draw_amounts,
    draw_bars,
    draw_bullet,
    draw_organisation,
    draw_panel,
    draw_path,
    draw_serapan,
    draw_trend,
)
from lkip_utils.dataset import Dataset, Record, records
from lkip_utils.display import Figure
from lkip_utils.kinerja import Hasil, Indikator, compute_hasil, list_hasil, list_riwayat, list_target_renstra
from lkip_utils.measures import Measure, Rentang, format_measure
from lkip_utils.penilaian import judge_hasil

AMOUNTS = ("Pagu (Rp)", "Realisasi (Rp)")


def chart_organisasi(dataset: Dataset) -> Figure:
    """Return the organisation chart."""
    units = dataset["organisasi"].sort_values("urutan", kind="stable")
    boxes = [(row["kode"], row["induk"], row["unit"]) for row in records(units)]
    figure = draw_organisation(boxes, f"Struktur organisasi {dataset.profil('nama')}")
    return figure.drawn_from([("Kode", "Induk", "Unit"), *boxes], dataset.sources("organisasi"))


def chart_pendidikan(dataset: Dataset) -> Figure:
    """Return the staff by education."""
    rows = dataset["pegawai"]
    rows = rows[rows["rincian"] == "pendidikan"].sort_values("urutan", kind="stable")
    sums = [(str(name), _sum(members["jumlah"])) for name, members in rows.groupby("kelompok", sort=False)]
    figure = draw_bars(sums, "orang", f"Jumlah pegawai menurut pendidikan tahun {dataset.tahun}")
    return figure.drawn_from([("Pendidikan", "Jumlah (orang)"), *sums], dataset.sources("pegawai"))


def _sum(values: object) -> Decimal:
    return sum((value for value in values if value is not None), Decimal())  # type: ignore[attr-defined]


def list_panel(dataset: Dataset) -> list[Figure]:
    """Return a small chart of every IKU: result and target, this year and on the way of the Renstra."""
    found = list_hasil(dataset, "iku")
    panel = draw_panel([_describe(dataset, h) for h in found], dataset.tahun)
    return [figure.titled(f"panel-{h.indikator.kode}") for h, figure in zip(found, panel, strict=True)]


def _describe(dataset: Dataset, h: Hasil) -> Indicator:
    i = h.indikator
    results = _numbers({r.tahun: r.realisasi for r in (*list_riwayat(dataset, i.kode), h)})
    targets = _known(list_target_renstra(dataset, i.kode))
    verdict = judge_hasil(dataset, h)
    return Indicator(i.nama, i.satuan, h.target, _number(h.realisasi), targets, results, i.bentuk, verdict, i.arah)


def chart_target(dataset: Dataset, kode: str) -> Figure:
    """Return target against result of one indicator."""
    h = compute_hasil(dataset, kode)
    item = _against_target(dataset, h)
    what = "Capaian" if item.nama != h.indikator.nama and item.realisasi is None else "Target dan realisasi"
    figure = draw_bullet([item], f"{what} {h.indikator.nama}", dataset.tahun)
    sources = dataset.cite((*([h.berkas_target] if h.target is not None else []), h.berkas))
    return figure.drawn_from([("Indikator", "Target", "Realisasi", "Satuan"), item[:4]], sources)


def _against_target(dataset: Dataset, h: Hasil) -> Item:
    """Return target and result in their unit; where they are ranks, times, ratios or ranges, the capaian against 100."""
    i, verdict = h.indikator, judge_hasil(dataset, h)
    if i.bentuk == "bilangan" and isinstance(h.target, Decimal | None):
        return Item(i.nama, h.target, _number(h.realisasi), i.satuan, verdict, i.arah)
    # More capaian is better, whichever way the values go.
    target = None if h.capaian.nilai is None else Decimal(100)
    return Item(f"{i.nama} (capaian)", target, h.capaian.nilai, "%", verdict)


def chart_renstra(dataset: Dataset, kode: str) -> Figure:
    """Return the Renstra targets of an indicator and the results of the known years."""
    h = compute_hasil(dataset, kode)
    known = (*list_riwayat(dataset, kode), h)
    targets, results = (
        _known(list_target_renstra(dataset, kode)),
        _numbers({r.tahun: r.realisasi for r in known}),
    )
    i = h.indikator
    figure = draw_path(
        i.satuan, targets, results, f"Target Renstra dan realisasi {i.nama}", dataset.tahun, i.bentuk, i.arah
    )
    years = sorted({*targets, *results})
    values = [(year, *(_tell(i, series.get(year)) for series in (targets, results)), i.satuan) for year in years]
    sources = (*dataset.sources("target_renstra"), *dataset.cite(r.berkas for r in known))
    return figure.drawn_from([("Tahun", "Target Renstra", "Realisasi", "Satuan"), *values], sources)


def _known(targets: Mapping[int, Measure]) -> dict[int, Decimal | Rentang]:
    return {year: target for year, target in targets.items() if target is not None}


def _tell(i: Indikator, value: Measure) -> Decimal | str | None:
    """Return a value for a sheet: a number where it means what it says, else in words."""
    if value is None or (i.bentuk == "bilangan" and isinstance(value, Decimal)):
        return value
    return format_measure(value, i.bentuk)


def _numbers(values: object) -> dict[int, Decimal]:
    return {year: value for year, value in values.items() if isinstance(value, Decimal)}  # type: ignore[attr-defined]


def _number(value: Measure) -> Decimal | None:
    return value if isinstance(value, Decimal) else None


def chart_program(dataset: Dataset) -> Figure:
    """Return pagu against realisasi per programme."""
    tree = build_pohon_anggaran(dataset)
    programs = tree[tree["tingkat"] == "program"]
    items = [_amounts(row) for row in records(programs)]
    figure = draw_amounts(items, f"Pagu dan realisasi per program tahun {dataset.tahun}")
    return figure.drawn_from([("Program", *AMOUNTS), *items], dataset.sources("program", "anggaran"))


def _amounts(sums: Record) -> tuple[str, Decimal | None, Decimal | None]:
    """Return a programme's name and amounts; a sum that isn't whole is none to draw beside whole ones."""
    pagu, realisasi = (sums[name] if sums[f"n_{name}"] == sums["jumlah"] else None for name in ("pagu", "realisasi"))
    return sums["nama"], pagu, realisasi


def chart_serapan(dataset: Dataset) -> Figure:
    """Return the serapan of every sub kegiatan that has a budget."""
    tree = build_pohon_anggaran(dataset)
    known = set(dataset["anggaran"]["program"])
    items = [(f"{row['kode']} {row['nama']}", row["serapan"]) for row in records(tree) if row["kode"] in known]
    figure = draw_serapan(items, f"Serapan anggaran per sub kegiatan tahun {dataset.tahun}")
    return figure.drawn_from([("Sub kegiatan", "Serapan (%)"), *items], dataset.sources("program", "anggaran"))


def chart_belanja(dataset: Dataset) -> Figure:
    """Return pagu against realisasi per kind of spending."""
    rows = dataset["belanja"].sort_values("urutan", kind="stable")
    items = [(row["jenis"], row["pagu"], row["realisasi"]) for row in records(rows)]
    figure = draw_amounts(items, f"Pagu dan realisasi menurut jenis belanja tahun {dataset.tahun}")
    return figure.drawn_from([("Jenis belanja", *AMOUNTS), *items], dataset.sources("belanja"))


def chart_sakip(dataset: Dataset) -> Figure:
    """Return the SAKIP scores by year."""
    frame = dataset["sakip"]
    known = frame[frame["tahun"] <= dataset.tahun]
    scores = {int(row["tahun"]): row["nilai"] for row in records(known)}
    figure = draw_trend(scores, "nilai", "Nilai evaluasi SAKIP")
    return figure.drawn_from([("Tahun kinerja", "Nilai"), *sorted(scores.items())], dataset.sources("sakip"))
