"""Sentences of the annex with the checklists, and the statement that the report was reviewed."""

from __future__ import annotations

from collections.abc import Sequence

from lkip_utils.daftar_periksa import Jawaban, estimate_komponen_3, list_jawaban, sum_perkiraan
from lkip_utils.dataset import Dataset
from lkip_utils.display import belum, plain
from lkip_utils.numbers import format_date, format_number
from lkip_utils.sentences.words import name, signature

DOTS = "." * 40
"""A line to write on."""

RESPONSIBILITY = "Substansi informasi yang dimuat dalam laporan kinerja menjadi tanggung jawab manajemen."
PURPOSE = "Reviu bertujuan memberikan keyakinan terbatas bahwa laporan kinerja telah disajikan secara akurat, andal, dan valid."


def summarise_reviu(dataset: Dataset) -> str:
    """Return how the points of the APIP review are answered."""
    return f"Daftar periksa reviu memuat {_count_answers(list_jawaban(dataset, 'apip'))}"


def summarise_komponen_3(dataset: Dataset) -> str:
    """Return how the criteria of component 3 are answered and what it would score."""
    text = f"Komponen pelaporan kinerja memuat {_count_answers(list_jawaban(dataset, 'komponen_3'))}"
    total = sum_perkiraan(estimate_komponen_3(dataset))
    if total.nilai is None:
        return text
    return (
        f"{text} Perkiraan nilainya {format_number(total.nilai, 2)} dari {format_number(total.bobot, 2)} "
        f"(@tbl-perkiraan-komponen-3), mencakup {total.n} dari {total.jumlah} sub-komponen; yang belum dijawab dihitung "
        "belum terpenuhi. Nilai yang berlaku adalah nilai evaluator."
    )


def _count_answers(answers: Sequence[Jawaban]) -> str:
    given: list[str | None] = [answer.jawaban for answer in answers]
    labels = {"ya": "ya", "sebagian": "sebagian", "tidak": "tidak", None: "belum dijawab"}
    counts = ", ".join(f"{given.count(value)} {label}" for value, label in labels.items())
    machine = sum(answer.otomatis for answer in answers)
    person = len(given) - given.count(None) - machine
    return f"{len(answers)} butir: {counts}. Dari data terjawab {machine} butir, oleh penelaah {person} butir."


def state_reviu(dataset: Dataset) -> str:
    """Return the statement that the report was reviewed, or the form for it while nobody has signed it."""
    if "reviu" in {row["dokumen"] for row in dataset.rows("pejabat")}:
        return "\n\n".join((_signed(dataset), signature(dataset, "reviu")))
    return "\n\n".join((_unsigned(dataset), _form()))


def _signed(dataset: Dataset) -> str:
    return "\n\n".join(
        (
            f"Kami telah mereviu Laporan Kinerja {name(dataset)} tahun {dataset.tahun} sesuai dengan pedoman reviu atas "
            f"laporan kinerja. {RESPONSIBILITY}",
            f"{PURPOSE}{_tell_direviu(dataset)}",
        )
    )


def _tell_direviu(dataset: Dataset) -> str:
    """Return when the review was done and where its result stands, as far as pelaporan.csv tells."""
    row = next((row for row in dataset.rows("pelaporan") if row["tahap"] == "direviu"), None)
    if not row:
        return ""
    proof = f" dan hasilnya dituangkan dalam {plain(row['bukti'])}" if row["bukti"] else ""
    return f" Reviu selesai {format_date(row['tanggal'])}{proof}."


def _unsigned(dataset: Dataset) -> str:
    what = f"Pernyataan Telah Direviu atas Laporan Kinerja {name(dataset)} tahun {dataset.tahun}"
    return "\n\n".join(
        (
            belum(what),
            "Halaman ini disediakan bagi aparat pengawasan intern pemerintah (APIP). Selama belum ditandatangani, halaman "
            "ini tidak menyatakan bahwa laporan telah direviu.",
            f"{RESPONSIBILITY} {PURPOSE}",
        )
    )


def _form() -> str:
    lines = (f"{DOTS}, {DOTS[:20]}", "Inspektur")
    person = (DOTS, f"NIP {DOTS[:30]}")
    return "::: {.tanda-tangan}\n\n" + "\\\n".join(lines) + "\n\n\\ \n\n" + "\\\n".join(person) + "\n\n:::"
