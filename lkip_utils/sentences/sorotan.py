"""What went well in a year, what didn't, what comes next: told from the data alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from typing import TypeVar

from lkip_utils.anggaran import build_pohon_anggaran
from lkip_utils.dataset import Dataset, Record, records
from lkip_utils.display import belum, join, plain
from lkip_utils.kinerja import Hasil, find_hasil_lalu, list_hasil
from lkip_utils.numbers import MISSING, format_percent, with_words
from lkip_utils.penilaian import BELUM_DINILAI, is_hasil_disputed, judge_efisiensi, judge_hasil
from lkip_utils.perbandingan import Gerak, Perubahan, compute_perubahan

T = TypeVar("T")

MOST = 2
"""How many of a kind are called by name: the summary has a page."""


def list_keberhasilan(dataset: Dataset) -> str:
    """Return what went well: targets met and exceeded, the greatest rises, recommendations done."""
    iku = list_hasil(dataset, "iku")
    points = [*_met(dataset, iku), *_exceeded(dataset, iku), *_rises(dataset, iku), *_done(dataset)]
    if not points and all(judge_hasil(dataset, h) is None for h in iku):
        return f"Keberhasilan tahun {dataset.tahun} {BELUM_DINILAI} karena capaian indikator kinerja utama belum diketahui."
    return _list(points) or f"Tidak ada indikator kinerja utama yang mencapai target tahun {dataset.tahun}."


def list_kekurangan(dataset: Dataset) -> str:
    """Return what didn't go well: targets missed, results unknown, the greatest falls, money and work both left."""
    iku = list_hasil(dataset, "iku")
    if not iku:
        return f"Indikator kinerja utama {MISSING}."
    points = [*_missed(dataset, iku), *_falls(dataset, iku), *_idle(dataset)]
    return _list(points) or f"Tidak ada target yang meleset atau capaian yang turun pada tahun {dataset.tahun}."


def list_langkah(dataset: Dataset) -> str:
    """Return what comes next: efforts, remedies for targets that were missed, recommendations still open."""
    efforts = sorted(dataset.rows_by("upaya", "jenis")["upaya"], key=lambda row: row["urutan"])
    points = [*(plain(row["uraian"]) for row in efforts), *_remedies(dataset), *_open_recommendations(dataset)]
    return _list(points) or belum(f"Upaya perbaikan kinerja tahun {dataset.tahun}")


def _list(points: Iterable[str]) -> str:
    return "\n".join(f"- {point}" for point in points)


def _met(dataset: Dataset, iku: Sequence[Hasil]) -> Iterator[str]:
    verdicts = [judge_hasil(dataset, h) for h in iku]
    met, known = [h for h, verdict in zip(iku, verdicts, strict=True) if verdict], len(iku) - verdicts.count(None)
    if 0 < len(met) <= MOST:
        yield f"{join([_name(h) for h in met])} mencapai target."
    elif met and len(met) == len(iku):
        yield f"Seluruh {with_words(len(iku))} indikator kinerja utama mencapai target."
    elif met:
        yield f"{with_words(len(met))} dari {with_words(known)} indikator kinerja utama yang dapat dinilai mencapai target."


def _exceeded(dataset: Dataset, iku: Sequence[Hasil]) -> Iterator[str]:
    above = [(h.capaian.nilai, h) for h in iku if h.capaian.nilai and h.capaian.nilai > 100 and judge_hasil(dataset, h)]
    if above:
        yield f"Capaian tertinggi: {_list_first(above, lambda h: f'{_name(h)} ({h.capaian_tertulis})')}."


def _rises(dataset: Dataset, iku: Sequence[Hasil]) -> Iterator[str]:
    yield from _moves(dataset, iku, "naik", "Kenaikan")


def _falls(dataset: Dataset, iku: Sequence[Hasil]) -> Iterator[str]:
    yield from _moves(dataset, iku, "turun", "Penurunan")


Move = tuple[Hasil, Hasil]
"""How an indicator did this year and last."""


def _moves(dataset: Dataset, iku: Sequence[Hasil], arah: str, label: str) -> Iterator[str]:
    """Yield the indicators whose capaian went furthest in one direction since last year, and their result with it.

    A better result that meets less of a higher target is no failure, nor is the reverse a success.
    """
    found = ((h, find_hasil_lalu(dataset, h.indikator.kode)) for h in iku if not is_hasil_disputed(dataset, h))
    changes = [(_compare_capaian(h, before), (h, before)) for h, before in found if before]
    moved = [
        (abs(change.selisih), move)
        for change, move in changes
        if change.selisih and change.arah == arah and _compare_result(*move) in (arah, None)
    ]
    if moved:
        yield f"{label} capaian terbesar sejak tahun {dataset.tahun - 1}: {_list_first(moved, _tell_move)}."


def _tell_move(move: Move) -> str:
    h, before = move
    return f"{_name(h)} (dari {before.capaian_tertulis} menjadi {h.capaian_tertulis})"


def _compare_capaian(h: Hasil, before: Hasil) -> Perubahan:
    return compute_perubahan(h.capaian.nilai, before.capaian.nilai, "%")


def _compare_result(h: Hasil, before: Hasil) -> Gerak | None:
    """Return whether a result went up or down in the sense of better and worse; None where its direction doesn't tell."""
    kini, lalu = h.realisasi, before.realisasi
    if not isinstance(kini, Decimal) or not isinstance(lalu, Decimal) or h.indikator.arah == "rentang":
        return None
    return (
        compute_perubahan(kini, lalu, "").arah if h.indikator.arah == "naik" else compute_perubahan(lalu, kini, "").arah
    )


def _list_first(ranked: Sequence[tuple[Decimal, T]], tell: Callable[[T], str]) -> str:
    """Return the first of some things by rank, and how many others are equal to the last of them."""
    ordered = sorted(ranked, key=lambda pair: pair[0], reverse=True)
    first, others = ordered[:MOST], ordered[MOST:]
    equal = sum(rank == first[-1][0] for rank, _ in others)
    more = [f"{with_words(equal)} indikator lain yang sama besarnya"] if equal else []
    return join([*(tell(thing) for _, thing in first), *more])


def _done(dataset: Dataset) -> Iterator[str]:
    rows = dataset.rows("rekomendasi")
    done = sum(row["status"] == "selesai" for row in rows)
    if done == len(rows) > 1:
        yield f"Seluruh {with_words(done)} rekomendasi evaluasi dinyatakan selesai (@tbl-rekomendasi)."
    elif done:
        yield f"{with_words(done)} dari {with_words(len(rows))} rekomendasi evaluasi dinyatakan selesai (@tbl-rekomendasi)."


def _missed(dataset: Dataset, iku: Sequence[Hasil]) -> Iterator[str]:
    for h in iku:
        if h.capaian.nilai is None:
            reason = f": {plain(h.catatan).rstrip('.')}" if h.catatan else ""
            yield f"{_tell_none(h)}{reason}."
        elif is_hasil_disputed(dataset, h):
            yield f"Capaian {_name(h)} {BELUM_DINILAI} karena temuan tentangnya masih terbuka."
        elif not h.tercapai:
            capaian = f"capaian {h.capaian_tertulis}"
            yield f"{_name(h)} belum mencapai target: {capaian if h.dinyatakan else f'{_compare(h)}, {capaian}'}."


def _tell_none(h: Hasil) -> str:
    """Return what there is not of an indicator without capaian: its result, its target, or a formula."""
    lacking, _, _ = h.capaian.aturan.partition(f" {MISSING}")
    if lacking != h.capaian.aturan:
        return f"{lacking.capitalize()} {_name(h)} {MISSING}"
    return f"Capaian {_name(h)} {plain(h.capaian.aturan)}"


def _compare(h: Hasil) -> str:
    return f"terealisasi {plain(h.realisasi_tertulis)} dari target {plain(h.target_tertulis)}"


def _idle(dataset: Dataset) -> Iterator[str]:
    """Yield the sub kegiatan that fell short of their output and spent still less of their money."""
    budgeted = {row["program"] for row in dataset.rows("anggaran")}
    tree = records(build_pohon_anggaran(dataset))
    nodes = [node for node in tree if node["kode"] in budgeted and _is_idle(dataset, node)]
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


def _is_idle(dataset: Dataset, node: Record) -> bool:
    return judge_efisiensi(dataset, node).status == "kinerja belum tercapai"


def _remedies(dataset: Dataset) -> Iterator[str]:
    """Yield the remedies for the targets that were missed furthest, and where the others are told."""
    missed = [h for h in list_hasil(dataset, "iku") if not judge_hasil(dataset, h)]
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
