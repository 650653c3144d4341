"""The executive summary: headline cards and the points that still need attention."""

from __future__ import annotations

from collections.abc import Iterator

from lkip_utils.anggaran import Anggaran, compute_anggaran
from lkip_utils.dataset import Dataset, records
from lkip_utils.display import plain
from lkip_utils.kinerja import compute_rerata_capaian, list_hasil, read_skala
from lkip_utils.measures import predikat_sakip
from lkip_utils.numbers import MISSING, format_number, format_percent, format_rupiah, with_words
from lkip_utils.sentences.kinerja import target_source
from lkip_utils.sentences.temuan import tell_open
from lkip_utils.sentences.words import join
from lkip_utils.tanda import mark_prose


def card(label: str, value: str, remark: str, tanda: str = "") -> str:
    """Return one headline card; ``tanda`` is the mark behind its value."""
    return f"::: {{.kartu-angka}}\n\n{label}\n\n**{value}**{tanda}\n\n{remark}\n\n:::"


def headline_cards(dataset: Dataset) -> str:
    """Return the cards of the executive summary: capaian, budget, SAKIP."""
    mean, anggaran = compute_rerata_capaian(dataset), compute_anggaran(dataset)
    iku = list_hasil(dataset, "iku")
    met = sum(h.tercapai is True for h in iku)
    known = sum(h.capaian.nilai is not None for h in iku)
    category = read_skala(dataset).kategori(mean.nilai)
    graded = f"Kategori: {plain(category)}; " if category else ""
    frame = dataset["sakip"]
    scores = frame[frame["tahun"] <= dataset.tahun].sort_values("tahun")
    cards = [
        card(
            "Rata-rata capaian",
            format_percent(mean.nilai),
            f"{graded}{mean.cakupan} sasaran, {known} dari {len(iku)} IKU",
            mark_prose(dataset, "capaian.rata_rata"),
        ),
        card(
            "IKU mencapai target",
            f"{met} dari {len(iku)}" if known else MISSING,
            f"Target menurut {target_source(dataset)} tahun {dataset.tahun}{_unknown(len(iku) - known)}",
        ),
        card(
            "Serapan anggaran",
            format_percent(anggaran.serapan),
            _spent(anggaran),
            mark_prose(dataset, "anggaran.serapan"),
        ),
    ]
    if len(scores):
        row = records(scores)[-1]
        cards.append(
            card(
                "Nilai SAKIP",
                format_number(row["nilai"], 2),
                f"Predikat {predikat_sakip(row['nilai'])[0]}, kinerja tahun {row['tahun']}",
            )
        )
    else:
        cards.append(card("Nilai SAKIP", MISSING, f"sampai dengan tahun {dataset.tahun}"))
    return "::: {.kartu}\n\n" + "\n\n".join(cards) + "\n\n:::"


def _unknown(count: int) -> str:
    """Return how many results aren't known: they aren't targets that were missed."""
    return f"; {count} belum diketahui" if count else ""


def _spent(anggaran: Anggaran) -> str:
    if anggaran.realisasi is None or anggaran.pagu is None:
        return "Pagu atau realisasi tidak diketahui"
    return f"{format_rupiah(anggaran.realisasi)} dari {format_rupiah(anggaran.pagu)}"


def list_perhatian(dataset: Dataset) -> str:
    """Return the points of the report that are open: unmet targets, gaps, contradictions."""
    points = [
        *_open_indicators(dataset),
        *_open_analyses(dataset),
        *_open_budget(dataset),
        *_open_recommendations(dataset),
        *tell_open(dataset),
    ]
    return "\n".join(f"- {point}" for point in points) or "Tidak ada."


def _open_indicators(dataset: Dataset) -> Iterator[str]:
    for h in list_hasil(dataset, "iku"):
        if h.tercapai is None:
            reason = f" {plain(h.catatan)}" if h.catatan else ""
            yield f"Realisasi {plain(h.indikator.nama)} {MISSING}.{reason}"
        elif not h.tercapai:
            yield f"Target {plain(h.indikator.nama)} belum tercapai ({format_percent(h.capaian.nilai)})."


def _open_analyses(dataset: Dataset) -> Iterator[str]:
    told, compared = dataset["analisis"], set(dataset["benchmark"]["indikator"])
    iku = [h.indikator for h in list_hasil(dataset, "iku")]
    for i in iku:
        own = set(told.loc[told["indikator"] == i.kode, "jenis"])
        lacking = [kind for kind in ("faktor_pendorong", "faktor_penghambat", "solusi") if kind not in own]
        if lacking:
            yield f"Analisis {plain(i.nama)} belum memuat {join([kind.replace('_', ' ') for kind in lacking])}."
    alone = [plain(i.nama) for i in iku if i.kode not in compared]
    if alone:
        yield f"Belum ada angka pembanding dari luar instansi untuk {join(alone)}."


def _open_budget(dataset: Dataset) -> Iterator[str]:
    anggaran = compute_anggaran(dataset)
    if anggaran.pagu is None:
        yield f"Anggaran tahun {dataset.tahun} {MISSING}."
    elif anggaran.tidak_dirinci:
        yield f"Rincian sub kegiatan berselisih {format_rupiah(abs(anggaran.tidak_dirinci))} dari pagu instansi (@tbl-program)."


def _open_recommendations(dataset: Dataset) -> Iterator[str]:
    frame = dataset["rekomendasi"]
    open_ones = int((frame["status"] != "selesai").sum())
    if open_ones:
        yield f"{with_words(open_ones).capitalize()} rekomendasi evaluasi belum dinyatakan selesai (@tbl-rekomendasi)."
