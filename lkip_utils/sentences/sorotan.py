"""What went well in a year, what didn't, what comes next: told from the data alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from lkip_utils.anggaran import build_pohon_anggaran
from lkip_utils.dataset import Dataset, Record, records
from lkip_utils.display import belum, plain
from lkip_utils.efisiensi import compute_efisiensi
from lkip_utils.kinerja import Hasil, find_hasil_lalu, list_hasil
from lkip_utils.numbers import MISSING, format_percent, with_words
from lkip_utils.perbandingan import Perubahan, compute_perubahan
from lkip_utils.sentences.words import join

MOST = 2
"""How many of a kind are called by name: the summary has a page."""


def list_keberhasilan(dataset: Dataset) -> str:
    """Return what went well: targets met and exceeded, the greatest rises, recommendations done."""
    iku = list_hasil(dataset, "iku")
    points = [*_met(iku), *_exceeded(iku), *_rises(dataset, iku), *_done(dataset)]
    if not points and all(h.tercapai is None for h in iku):
        return f"Keberhasilan tahun {dataset.tahun} belum dapat dinilai karena realisasi indikator kinerja utama {MISSING}."
    return _list(points) or f"Tidak ada indikator kinerja utama yang mencapai target tahun {dataset.tahun}."


def list_kekurangan(dataset: Dataset) -> str:
    """Return what didn't go well: targets missed, results unknown, the greatest falls, money and work both left."""
    iku = list_hasil(dataset, "iku")
    if not iku:
        return f"Indikator kinerja utama {MISSING}."
    points = [*_missed(iku), *_falls(dataset, iku), *_idle(dataset)]
    return _list(points) or f"Tidak ada target yang meleset atau capaian yang turun pada tahun {dataset.tahun}."


def list_langkah(dataset: Dataset) -> str:
    """Return what comes next: efforts, remedies for targets that were missed, recommendations still open."""
    efforts = sorted(dataset.rows_by("upaya", "jenis")["upaya"], key=lambda row: row["urutan"])
    points = [*(plain(row["uraian"]) for row in efforts), *_remedies(dataset), *_open_recommendations(dataset)]
    return _list(points) or belum(f"Upaya perbaikan kinerja tahun {dataset.tahun}")


def _list(points: Iterable[str]) -> str:
    return "\n".join(f"- {point}" for point in points)


def _met(iku: Sequence[Hasil]) -> Iterator[str]:
    known, met = [h for h in iku if h.tercapai is not None], [h for h in iku if h.tercapai]
    if 0 < len(met) <= MOST:
        yield f"{join([_name(h) for h in met])} mencapai target."
    elif met and len(met) == len(iku):
        yield f"Seluruh {with_words(len(iku))} indikator kinerja utama mencapai target."
    elif met:
        yield f"{with_words(len(met))} dari {with_words(len(known))} indikator kinerja utama yang realisasinya diketahui mencapai target."


def _exceeded(iku: Sequence[Hasil]) -> Iterator[str]:
    above = [h for h in iku if h.tercapai and h.capaian.nilai is not None and h.capaian.nilai > 100]
    above.sort(key=lambda h: h.capaian.nilai or 0, reverse=True)
    if above:
        told = [f"{_name(h)} ({_percent(h)})" for h in above[:MOST]]
        yield f"Capaian tertinggi: {join(told)}."


def _rises(dataset: Dataset, iku: Sequence[Hasil]) -> Iterator[str]:
    yield from _moves(dataset, iku, "naik", "Kenaikan")


def _falls(dataset: Dataset, iku: Sequence[Hasil]) -> Iterator[str]:
    # Of a target that was missed more is told already.
    yield from _moves(dataset, [h for h in iku if h.tercapai is not False], "turun", "Penurunan")


def _moves(dataset: Dataset, iku: Sequence[Hasil], arah: str, label: str) -> Iterator[str]:
    """Yield the indicators whose capaian went furthest in one direction since last year."""
    pairs = [(h, find_hasil_lalu(dataset, h.indikator.kode)) for h in iku]
    both = [(h, before, _compare_capaian(h, before)) for h, before in pairs if before]
    moved = sorted((m for m in both if m[2].arah == arah), key=lambda m: abs(m[2].selisih or Decimal(0)), reverse=True)
    if moved:
        told = [f"{_name(h)} (dari {_percent(before)} menjadi {_percent(h)})" for h, before, _ in moved[:MOST]]
        yield f"{label} capaian terbesar sejak tahun {dataset.tahun - 1}: {join(told)}."


def _compare_capaian(h: Hasil, before: Hasil) -> Perubahan:
    return compute_perubahan(h.capaian.nilai, before.capaian.nilai, "%")


def _done(dataset: Dataset) -> Iterator[str]:
    rows = dataset.rows("rekomendasi")
    done = sum(row["status"] == "selesai" for row in rows)
    if done == len(rows) > 1:
        yield f"Seluruh {with_words(done)} rekomendasi evaluasi dinyatakan selesai (@tbl-rekomendasi)."
    elif done:
        yield f"{with_words(done)} dari {with_words(len(rows))} rekomendasi evaluasi dinyatakan selesai (@tbl-rekomendasi)."


def _missed(iku: Sequence[Hasil]) -> Iterator[str]:
    for h in iku:
        if h.tercapai is None:
            lacking = "Realisasi" if h.realisasi is None else "Target"
            yield f"{lacking} {_name(h)} {MISSING}{f': {plain(h.catatan)}' if h.catatan else '.'}"
        elif not h.tercapai:
            capaian = f"capaian {_percent(h)}"
            yield f"{_name(h)} belum mencapai target: {capaian if h.dinyatakan else f'{_compare(h)}, {capaian}'}."


def _compare(h: Hasil) -> str:
    return f"terealisasi {plain(h.realisasi_tertulis)} dari target {plain(h.target_tertulis)}"


def _idle(dataset: Dataset) -> Iterator[str]:
    """Yield the sub kegiatan that fell short of their output and spent still less of their money."""
    budgeted = {row["program"] for row in dataset.rows("anggaran")}
    nodes = [node for node in records(build_pohon_anggaran(dataset)) if node["kode"] in budgeted and _is_idle(node)]
    nodes.sort(key=lambda node: node["serapan"])
    if nodes:
        told = [f"{plain(n['nama'])} ({_percent_of(n, 'kinerja')}, {_percent_of(n, 'serapan')})" for n in nodes[:MOST]]
        yield (
            f"Kinerja {with_words(len(nodes))} sub kegiatan belum tercapai dan serapannya lebih rendah lagi (@tbl-efisiensi)"
            f"{_among(nodes)}: {join(told)}."
        )


def _among(items: Sequence[object]) -> str:
    return ", antara lain" if len(items) > MOST else ""


def _percent_of(node: Record, name: str) -> str:
    return f"{name} {format_percent(node[name])}"


def _is_idle(node: Record) -> bool:
    return compute_efisiensi(node["kinerja"], node["serapan"]).status == "kinerja belum tercapai"


def _remedies(dataset: Dataset) -> Iterator[str]:
    """Yield the remedies for the targets that were missed furthest, and where the others are told."""
    missed = [h for h in list_hasil(dataset, "iku") if not h.tercapai]
    told = [(h, found) for h in sorted(missed, key=_distance) if (found := _solutions(dataset, h))]
    for h, found in told[:MOST]:
        yield f"{_name(h)}: {' '.join(found)}"
    if len(told) > MOST:
        yield f"Solusi bagi {with_words(len(told) - MOST)} indikator lain diuraikan dalam analisis capaiannya."


def _distance(h: Hasil) -> Decimal:
    return Decimal(100) if h.capaian.nilai is None else h.capaian.nilai


def _solutions(dataset: Dataset, h: Hasil) -> list[str]:
    rows = dataset.rows_by("analisis", "indikator")[h.indikator.kode]
    found = [row for row in rows if row["jenis"] == "solusi" and row["rincian"] is None]
    return [plain(row["uraian"]) for row in sorted(found, key=lambda row: row["urutan"])]


def _open_recommendations(dataset: Dataset) -> Iterator[str]:
    rows = [row for row in dataset.rows("rekomendasi") if row["status"] != "selesai"]
    planned = [plain(row["tindak_lanjut"]) for row in rows if row["tindak_lanjut"]]
    if rows:
        plans = f"; rencana aksi yang tercatat{_among(planned)}: {'; '.join(planned[:MOST])}" if planned else ""
        yield f"{with_words(len(rows))} rekomendasi evaluasi belum dinyatakan selesai (@tbl-rekomendasi){plans}."


def _name(h: Hasil) -> str:
    return f"**{plain(h.indikator.nama)}**"


def _percent(h: Hasil) -> str:
    return format_percent(h.capaian.nilai)
