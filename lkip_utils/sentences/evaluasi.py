"""Sentences on the evaluation of the agency: SAKIP score, recommendations."""

from __future__ import annotations

from lkip_utils.dataset import Dataset
from lkip_utils.numbers import MISSING, format_number, with_words
from lkip_utils.pokok import find_sakip
from lkip_utils.sentences.words import describe_perubahan


def summarise_sakip(dataset: Dataset) -> str:
    """Return the latest SAKIP score and its change."""
    sakip = find_sakip(dataset)
    if sakip is None:
        return f"Nilai evaluasi SAKIP sampai dengan tahun {dataset.tahun} {MISSING}."
    text = (
        f"Evaluasi SAKIP atas kinerja tahun {sakip.tahun} memberi nilai **{format_number(sakip.nilai, 2)}** "
        f"dengan predikat **{sakip.predikat} ({sakip.sebutan})**"
    )
    if sakip.lalu is None:
        return f"{text}."
    return f"{text}, {describe_perubahan(sakip.perubahan)} dibandingkan dengan tahun {sakip.tahun - 1}."


def summarise_rekomendasi(dataset: Dataset) -> str:
    """Return how many recommendations there are and how many are followed up."""
    frame = dataset["rekomendasi"]
    if frame.empty:
        return f"Rekomendasi evaluasi yang ditindaklanjuti tahun {dataset.tahun} {MISSING}."
    planned, done = int(frame["tindak_lanjut"].notna().sum()), int((frame["status"] == "selesai").sum())
    lacking = int(frame["penanggung_jawab"].isna().sum())
    note = f" Penanggung jawab {with_words(lacking)} rekomendasi {MISSING}." if lacking else ""
    status = (
        f"{with_words(done)} di antaranya dinyatakan selesai"
        if frame["status"].notna().any()
        else f"status penyelesaiannya {MISSING}"
    )
    return f"Evaluator memberi {with_words(len(frame))} rekomendasi; {with_words(planned)} mempunyai rencana aksi dan {status}.{note}"
