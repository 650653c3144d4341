"""Tables of Bab III.A and III.B: scale, results, comparisons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from lkip_utils.dataset import Dataset, records
from lkip_utils.display import Column, Content, Row, Table, plain
from lkip_utils.kinerja import (
    Hasil,
    Indikator,
    compute_hasil,
    compute_kemajuan_of,
    compute_rerata_capaian,
    find_akhir_renstra,
    find_hasil_lalu,
    get_indikator,
    list_hasil,
    list_riwayat,
    list_target_renstra,
    read_printed,
    read_skala,
)
from lkip_utils.measures import format_difference, format_measure, is_percent
from lkip_utils.numbers import MISSING, format_number, format_percent
from lkip_utils.penilaian import grade_hasil, grade_rerata
from lkip_utils.perbandingan import POIN_PERSENTASE
from lkip_utils.sources import Source
from lkip_utils.tables.perencanaan import DASH, statement
from lkip_utils.tanda import mark


def tabulate_skala(dataset: Dataset) -> Table:
    """Return the scale: its ranges as printed and as they are applied."""
    skala = read_skala(dataset)
    printed = dataset["skala"].set_index("urutan")["tercetak"]
    rows = [Row((str(k.urutan), printed.get(k.urutan) or DASH, skala.describe(k), k.kategori)) for k in skala.kelas]
    return Table(
        (
            Column("Urutan", 10, "center"),
            Column("Rentang tercetak", 25),
            Column("Rentang yang diterapkan", 40),
            Column("Kategori kinerja", 25),
        ),
        tuple(rows),
        notes=skala.explain(),
        sources=dataset.sources("skala"),
    )


def tabulate_hasil(dataset: Dataset, tingkat: str) -> Table:
    """Return target, result, capaian and category of all indicators of a level, with last year's result."""
    results = list_hasil(dataset, tingkat)
    rows = [_result_row(dataset, h) for h in results]
    if tingkat == "iku" and rows:
        mean = compute_rerata_capaian(dataset)
        label = f"Rata-rata capaian ({mean.cakupan} sasaran, {count_known(results)})"
        value = mark(dataset, read_skala(dataset).write(mean.nilai), "capaian.rata_rata")
        grade = mark(dataset, grade_rerata(dataset) or DASH, "kategori.rata_rata")
        rows.append(Row((label, "", "", "", "", value, grade), "jumlah"))
    return Table(
        (
            Column("Sasaran" if tingkat != "tujuan" else "Tujuan", 24),
            Column("Indikator", 22),
            Column("Target", 10, "right"),
            Column(f"Realisasi {dataset.tahun - 1}", 12, "right"),
            Column(f"Realisasi {dataset.tahun}", 12, "right"),
            Column("Capaian", 10, "right"),
            Column("Kategori", 12),
        ),
        tuple(rows),
        missing=f"Hasil pengukuran tahun {dataset.tahun} belum tersedia.",
        notes=_rule_notes(results),
        sources=(*_target_sources(dataset), *dataset.sources("realisasi")),
    )


def count_known(results: Sequence[Hasil]) -> str:
    """Return of how many IKU the capaian is known: "11 dari 12 IKU"."""
    return f"{sum(h.capaian.nilai is not None for h in results)} dari {len(results)} IKU"


def _result_row(dataset: Dataset, h: Hasil) -> Row:
    target, realisasi, capaian, kategori = _measured(dataset, h)
    names = (statement(dataset, h.indikator.sasaran), h.indikator.nama)
    return Row((*names, target, _last(dataset, h), realisasi, capaian, kategori))


def _measured(dataset: Dataset, h: Hasil) -> tuple[Content, Content, Content, Content]:
    """Return target, result, capaian and category of this year, each with the mark of its finding."""
    kode = h.indikator.kode
    return (
        mark(dataset, h.target_tertulis, f"target.{kode}"),
        mark(dataset, h.realisasi_tertulis, f"realisasi.{kode}", f"realisasi/{kode}/nilai"),
        mark(dataset, _capaian(h), f"capaian.{kode}", f"realisasi/{kode}/capaian"),
        mark(dataset, grade_hasil(dataset, h) or DASH, f"kategori.{kode}"),
    )


def tabulate_target_realisasi(dataset: Dataset, kode: str) -> Table:
    """Return analysis 1 of an indicator: this year's target against its result."""
    h = compute_hasil(dataset, kode)
    printed = read_printed(dataset, f"capaian.{kode}") or DASH
    return Table(
        (
            Column("Indikator", 34),
            Column("Target", 13, "right"),
            Column("Realisasi", 13, "right"),
            Column("Capaian", 14, "right"),
            Column("Kategori", 14),
            Column("Capaian tercetak", 12, "right"),
        ),
        (Row((h.indikator.nama, *_measured(dataset, h), printed)),),
        notes=(*_rule_notes([h]), *_quarter_notes(dataset, h.indikator)),
        sources=(*_target_sources(dataset), *dataset.cite([h.berkas])),
    )


def _quarter_notes(dataset: Dataset, i: Indikator) -> Iterator[str]:
    """Yield the results of the quarters, where they were recorded."""
    rows = {row["triwulan"]: row["nilai"] for row in dataset.rows_by("realisasi", "indikator")[i.kode] if row["nilai"]}
    told = [f"triwulan {q} {format_measure(rows[q], i.bentuk, i.satuan)}" for q in ("1", "2", "3", "4") if q in rows]
    if told:
        yield f"Realisasi per triwulan tahun {dataset.tahun}: {plain(', '.join(told))}."


def tabulate_perhitungan(dataset: Dataset, kode: str) -> Table:
    """Return how an indicator's result follows from its numerator and denominator."""
    h = compute_hasil(dataset, kode)
    i = h.indikator
    rows: list[Row] = []
    if h.hasil_bagi is not None:
        unit = f" {i.satuan_hitung}" if i.satuan_hitung else ""
        rows = [
            Row((f"Pembilang: {i.pembilang or MISSING}", f"{format_number(h.pembilang)}{unit}")),
            Row((f"Penyebut: {i.penyebut or MISSING}", f"{format_number(h.penyebut)}{unit}")),
            Row(("Pembilang / penyebut × 100", format_percent(h.hasil_bagi))),
            Row(("Realisasi yang dilaporkan", h.realisasi_tertulis)),
        ]
    return Table(
        (Column("Unsur penghitungan", 75), Column("Nilai", 25, "right")),
        tuple(rows),
        missing=_no_counts(dataset, i),
        sources=(*dataset.sources("indikator"), *dataset.cite([h.berkas])),
    )


def _no_counts(dataset: Dataset, i: Indikator) -> str:
    if not i.pembilang:
        return "Indikator ini tidak dihitung dari pembilang dan penyebut."
    return f"Pembilang dan penyebut tahun {dataset.tahun} belum tersedia."


def tabulate_tahun_lalu(dataset: Dataset, kode: str) -> Table:
    """Return analysis 2 of an indicator: its results over the known years and the change against last year."""
    years = [*list_riwayat(dataset, kode), compute_hasil(dataset, kode)]
    rows = [
        Row((str(h.tahun), h.target_tertulis, h.realisasi_tertulis, _capaian(h), h.kategori or DASH)) for h in years
    ]
    return Table(
        (
            Column("Tahun", 16),
            Column("Target", 20, "right"),
            Column("Realisasi", 20, "right"),
            Column("Capaian", 24, "right"),
            Column("Kategori", 20),
        ),
        tuple(rows),
        notes=_rule_notes(years),
        sources=dataset.cite(h.berkas for h in years),
    )


def tabulate_kemajuan(dataset: Dataset, kode: str) -> Table:
    """Return analysis 3 of an indicator: its way to the end of the Renstra."""
    h = compute_hasil(dataset, kode)
    targets = list_target_renstra(dataset, kode)
    rows: list[Row] = []
    end = find_akhir_renstra(dataset)
    last, rule = f" {end}" if end else "", ""
    if targets:
        kemajuan = compute_kemajuan_of(dataset, kode)
        rule = kemajuan.aturan if kemajuan.persen is not None else ""
        text = (
            format_measure(targets.get(year), h.indikator.bentuk, h.indikator.satuan)
            for year in (dataset.tahun, end or 0)
        )
        on_track = {True: "ya", False: "tidak", None: MISSING}[kemajuan.sesuai_jalur]
        rows = [
            Row(
                (
                    h.realisasi_tertulis,
                    *text,
                    mark(dataset, format_percent(kemajuan.persen), f"renstra.{kode}"),
                    _amount(kemajuan.sisa, h.indikator),
                    on_track,
                )
            )
        ]
    return Table(
        (
            Column(f"Realisasi {dataset.tahun}", 16, "right"),
            Column(f"Target Renstra {dataset.tahun}", 16, "right"),
            Column(f"Target akhir Renstra{last}", 18, "right"),
            Column("Capaian terhadap akhir Renstra", 18, "right"),
            Column("Sisa", 14, "right"),
            Column("Sesuai jalur", 14),
        ),
        tuple(rows),
        missing="Target Renstra belum tersedia.",
        notes=(
            f"Capaian terhadap akhir Renstra: {rule} dengan R realisasi {dataset.tahun} dan T target akhir{last}; sesuai jalur bila target Renstra {dataset.tahun} tercapai.",
        )
        if rule
        else (),
        sources=(*dataset.sources("target_renstra"), *dataset.cite([h.berkas])),
    )


def tabulate_benchmark(dataset: Dataset, kode: str) -> Table:
    """Return analysis 4 of an indicator: figures from outside the agency, where there are any."""
    i = get_indikator(dataset, kode)
    own = {h.tahun: h for h in (*list_riwayat(dataset, kode), compute_hasil(dataset, kode))}
    rows = [
        Row(
            (
                row["tingkat"].capitalize(),
                str(row["tahun"]),
                format_measure(row["nilai"], i.bentuk, i.satuan),
                own[row["tahun"]].realisasi_tertulis if row["tahun"] in own else MISSING,
                row["sumber"],
            )
        )
        for row in sorted(
            dataset.rows_by("benchmark", "indikator")[kode], key=lambda row: (row["tahun"], row["tingkat"])
        )
        if row["tahun"] <= dataset.tahun
    ]
    return Table(
        (
            Column("Pembanding", 18),
            Column("Tahun", 10),
            Column("Nilai", 14, "right"),
            Column("Realisasi instansi tahun itu", 16, "right"),
            Column("Sumber", 42),
        ),
        tuple(rows),
        missing="Angka pembanding tingkat provinsi, nasional, atau standar lain belum tersedia.",
        sources=(*dataset.sources("benchmark"), *dataset.cite([own[dataset.tahun].berkas])),
    )


def tabulate_unit(dataset: Dataset, tingkat: str, unit: str) -> Table:
    """Return the results of one unit's indicators of a level, beside last year's capaian."""
    results = [h for h in list_hasil(dataset, tingkat) if h.indikator.penanggung_jawab == unit]
    return _tabulate_jabatan(dataset, dataset, results, landscape=False)


def tabulate_eselon_4(dataset: Dataset) -> Table:
    """Return the results of the lowest posts for the latest year that has any."""
    year = latest_with(dataset, "eselon_4") or dataset
    results = [h for h in list_hasil(year, "eselon_4") if h.baris is not None]
    return _tabulate_jabatan(dataset, year, results, landscape=True)


def latest_with(dataset: Dataset, tingkat: str) -> Dataset | None:
    """Return the latest year up to the report year with results of a level, if any."""
    if any(h.baris is not None for h in list_hasil(dataset, tingkat)):
        return dataset
    return latest_with(dataset.lalu, tingkat) if dataset.lalu else None


def _tabulate_jabatan(dataset: Dataset, year: Dataset, results: Sequence[Hasil], *, landscape: bool) -> Table:
    rows = []
    for number, h in enumerate(results, 1):
        cells = (_before(year, h), *_measured(year, h)[:3])
        rows.append(Row((str(number), statement(year, h.indikator.sasaran), h.indikator.nama, *cells)))
    return Table(
        (
            Column("No", 5),
            Column("Kinerja (sasaran)", 26),
            Column("Indikator", 25),
            Column("Capaian", 11, "right", str(year.tahun - 1)),
            Column("Target", 11, "right", str(year.tahun)),
            Column("Realisasi", 11, "right", str(year.tahun)),
            Column("Capaian", 11, "right", str(year.tahun)),
        ),
        tuple(rows),
        missing="Hasil pengukuran belum tersedia.",
        notes=_rule_notes(results, (find_hasil_lalu(year, h.indikator.kode) for h in results)),
        sources=dataset.cite(source.name for source in year.sources("realisasi", "riwayat")),
        landscape=landscape,
    )


def tabulate_perhitungan_unit(dataset: Dataset, tingkat: str, unit: str) -> Table:
    """Return the formulas of one unit's indicators with their counts, this year and before."""
    rows = []
    for h in list_hasil(dataset, tingkat):
        if h.indikator.penanggung_jawab == unit:
            years = [r for r in (*list_riwayat(dataset, h.indikator.kode), h) if r.hasil_bagi is not None]
            rows += [_count_row(r) for r in years]
    return Table(
        (
            Column("Indikator", 24),
            Column("Formula", 30),
            Column("Tahun", 8),
            Column("Pembilang", 14, "right"),
            Column("Penyebut", 14, "right"),
            Column("Hasil", 10, "right"),
        ),
        tuple(rows),
        missing=f"Pembilang dan penyebut tahun {dataset.tahun} belum tersedia.",
        sources=dataset.sources("indikator", "realisasi", "riwayat"),
    )


def _count_row(h: Hasil) -> Row:
    i = h.indikator
    counts = (f"{format_number(value)} {i.satuan_hitung}".strip() for value in (h.pembilang, h.penyebut))
    return Row((i.nama, i.formula or MISSING, str(h.tahun), *counts, format_percent(h.hasil_bagi)))


def tabulate_kelompok(dataset: Dataset, kode: str) -> Table:
    """Return the organisations or groups that an indicator counts."""
    frame = dataset["kelompok"]
    found = frame[frame["indikator"] == kode].sort_values("urutan", kind="stable")
    heads = {
        "bidang": ("Bidang kegiatan", 20),
        "badan_hukum": ("No. SK/badan hukum", 24),
        "alamat": ("Alamat", 30),
        "status": ("Status", 20),
    }
    used = {name: head for name, head in heads.items() if found[name].notna().any()}
    rows = [Row((str(row["urutan"]), row["nama"], *(row[name] or DASH for name in used))) for row in records(found)]
    return Table(
        (Column("No", 6), Column("Nama", 30), *(Column(head, width) for head, width in used.values())),
        tuple(rows),
        missing=f"Daftar tahun {dataset.tahun} belum tersedia.",
        sources=dataset.sources("kelompok"),
    )


def _amount(value: Decimal | None, i: Indikator) -> str:
    if value is None:
        return MISSING
    return format_difference(value, i.bentuk, POIN_PERSENTASE if is_percent(i.satuan) else i.satuan)


def _target_sources(dataset: Dataset) -> tuple[Source, ...]:
    return dataset.sources("perjanjian") or dataset.sources("target_renstra")


def _capaian(h: Hasil) -> str:
    nilai, mentah = h.capaian.nilai, h.capaian.mentah
    raw = f" (tanpa batas {format_percent(mentah)})" if nilai != mentah else ""
    return f"{h.capaian_tertulis}{raw}{' *' if h.dinyatakan else ''}"


def _last(dataset: Dataset, h: Hasil) -> str:
    before = find_hasil_lalu(dataset, h.indikator.kode)
    return before.realisasi_tertulis if before else MISSING


def _before(dataset: Dataset, h: Hasil) -> str:
    before = find_hasil_lalu(dataset, h.indikator.kode)
    return _capaian(before) if before else MISSING


def _rule_notes(results: Sequence[Hasil], others: Iterable[Hasil | None] = ()) -> tuple[str, ...]:
    """Return the rules that made the capaian of a table, each once, and what its marks mean; ``others`` are shown beside."""
    rules = dict.fromkeys(h.capaian.aturan for h in results if h.capaian.nilai is not None and not h.dinyatakan)
    notes = [f"Capaian: {'; '.join(rules)}."] if rules else []
    shown = [*results, *(h for h in others if h)]
    if any(h.dinyatakan for h in shown):
        notes.append(
            "Capaian bertanda \\* dinyatakan sumber data tanpa target atau realisasinya, sehingga tidak dapat dihitung ulang."
        )
    notes += [
        f"{plain(h.indikator.nama)}: capaian {h.tahun} {plain(h.capaian.aturan)}."
        for h in results
        if h.capaian.nilai is None and h.target is not None and h.realisasi is not None
    ]
    notes += [
        f"{plain(h.indikator.nama)}: realisasi {h.tahun} {MISSING}: {plain(h.catatan)}"
        for h in results
        if h.realisasi is None and h.catatan and not h.dinyatakan
    ]
    return tuple(notes)
