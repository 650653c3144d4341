"""Sentences on the evaluation of the agency: SAKIP score, recommendations."""

from __future__ import annotations

from lkip_utils.dataset import Dataset, records
from lkip_utils.measures import predikat_sakip
from lkip_utils.numbers import MISSING, format_number, with_words
from lkip_utils.perbandingan import compute_perubahan
from lkip_utils.sentences.words import describe_perubahan


def summarise_sakip(dataset: Dataset) -> str:
    """Return the latest SAKIP score and its change."""
    frame = dataset["sakip"]
    known = frame[frame["tahun"] <= dataset.tahun].sort_values("tahun")
    if known.empty:
        return f"Nilai evaluasi SAKIP sampai dengan tahun {dataset.tahun} {MISSING}."
    row = records(known)[-1]
    predikat, sebutan = predikat_sakip(row["nilai"])
    before = known[known["tahun"] == row["tahun"] - 1]
    text = f"Evaluasi SAKIP atas kinerja tahun {row['tahun']} memberi nilai **{format_number(row['nilai'], 2)}** dengan predikat **{predikat} ({sebutan})**"
    if before.empty:
        return f"{text}."
    change = compute_perubahan(row["nilai"], before.iloc[0]["nilai"], "poin")
    return f"{text}, {describe_perubahan(change)} dibandingkan dengan tahun {before.iloc[0]['tahun']}."


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
