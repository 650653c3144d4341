"""The executive summary: headline cards, and what is open in the report itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lkip_utils.anggaran import Anggaran, compute_anggaran
from lkip_utils.dataset import Dataset
from lkip_utils.display import join, plain
from lkip_utils.kinerja import (
    compute_perubahan_rerata,
    compute_rerata_capaian,
    compute_rerata_utuh,
    find_rerata_lalu,
    list_hasil,
    list_hasil_lalu,
    read_skala,
)
from lkip_utils.numbers import MISSING, format_number, format_percent, format_rupiah
from lkip_utils.penilaian import BELUM_DINILAI, grade_rerata, judge_hasil
from lkip_utils.perbandingan import Perubahan, compute_perubahan
from lkip_utils.pokok import find_sakip, list_serapan
from lkip_utils.sentences.temuan import tell_open
from lkip_utils.sentences.words import compare_printed, describe_perubahan
from lkip_utils.tables import count_known, target_source
from lkip_utils.tanda import mark_prose


def card(label: str, value: str, *remarks: str, tanda: str = "") -> str:
    """Return one headline card; ``tanda`` is the mark behind its value, each remark stands on a line of its own."""
    below = "\\\n".join(remarks)
    return f"::: {{.kartu-angka}}\n\n{label}\n\n**{value}**{tanda}\n\n{below}\n\n:::"


def headline_cards(dataset: Dataset) -> str:
    """Return the cards of the executive summary: capaian, targets, budget, SAKIP, each with last year's value."""
    cards = (_card_capaian(dataset), _card_target(dataset), _card_serapan(dataset), _card_sakip(dataset))
    return "::: {.kartu}\n\n" + "\n\n".join(cards) + "\n\n:::"


def _card_capaian(dataset: Dataset) -> str:
    mean, iku = compute_rerata_capaian(dataset), list_hasil(dataset, "iku")
    category = grade_rerata(dataset)
    graded = f"Kategori: {plain(category)}. " if category else ""
    change, printed = compute_perubahan_rerata(dataset)
    skala = read_skala(dataset)
    before = skala.write(find_rerata_lalu(dataset)[0])
    return card(
        "Rata-rata capaian",
        skala.write(mean.nilai),
        f"{graded}Dihitung atas {mean.cakupan} sasaran, {count_known(iku)}",
        _before(dataset.tahun - 1, f"{before} (tercetak)" if printed else before, change),
        tanda=mark_prose(dataset, "capaian.rata_rata"),
    )


def _card_target(dataset: Dataset) -> str:
    verdicts = [judge_hasil(dataset, h) for h in list_hasil(dataset, "iku")]
    before, source = _judge_lalu(dataset), target_source(dataset)
    basis = f"Target menurut {source} tahun {dataset.tahun}" if source else f"Target tahun {dataset.tahun} {MISSING}"
    told = f"{_count_met(before)}{_unknown(before.count(None))}" if any(v is not None for v in before) else MISSING
    return card(
        "IKU mencapai target",
        _count_met(verdicts),
        f"{basis}{_unknown(verdicts.count(None))}",
        _before(dataset.tahun - 1, told),
    )


def _judge_lalu(dataset: Dataset) -> list[bool | None]:
    """Return last year's verdicts, as that year's own report tells them."""
    results = list_hasil_lalu(dataset)
    return [(judge_hasil(dataset.lalu, h) if dataset.lalu else h.tercapai) if h else None for h in results]


def _count_met(verdicts: Sequence[bool | None]) -> str:
    known = len(verdicts) - verdicts.count(None)
    return f"{verdicts.count(True)} dari {len(verdicts)}" if known else MISSING


def _card_serapan(dataset: Dataset) -> str:
    anggaran = compute_anggaran(dataset)
    known = list_serapan(dataset)
    before = known.get(dataset.tahun - 1)
    return card(
        "Serapan anggaran",
        format_percent(anggaran.serapan),
        _spent(anggaran),
        _before(dataset.tahun - 1, format_percent(before), compute_perubahan(known.get(dataset.tahun), before, "%")),
        tanda=mark_prose(dataset, "anggaran.serapan"),
    )


def _card_sakip(dataset: Dataset) -> str:
    sakip = find_sakip(dataset)
    if sakip is None:
        return card("Nilai SAKIP", MISSING, f"sampai dengan tahun {dataset.tahun}")
    return card(
        "Nilai SAKIP",
        format_number(sakip.nilai, 2),
        f"Predikat {sakip.predikat}, kinerja tahun {sakip.tahun}",
        _before(sakip.tahun - 1, format_number(sakip.lalu, 2), sakip.perubahan),
    )


def _before(tahun: int, value: str, change: Perubahan | None = None) -> str:
    """Return the value of the year before, and how far this year's is from it."""
    moved = f"; {describe_perubahan(change)}" if change and change.selisih is not None else ""
    return f"Tahun {tahun}: {value}{moved}"


def _unknown(count: int) -> str:
    """Return how many targets can't be judged: they weren't missed."""
    return f"; {count} {BELUM_DINILAI}" if count else ""


def _spent(anggaran: Anggaran) -> str:
    if anggaran.realisasi is None or anggaran.pagu is None:
        return "Pagu atau realisasi tidak diketahui"
    r = anggaran.rincian
    part = "" if anggaran.utuh else f"; {r.n} dari {r.jumlah} sub kegiatan diketahui lengkap"
    return f"{format_rupiah(anggaran.realisasi)} dari {format_rupiah(anggaran.pagu)}{part}"


def list_perhatian(dataset: Dataset) -> str:
    """Return what is open in the report itself: print that differs, gaps, amounts that don't add up, findings."""
    points = [*_printed_otherwise(dataset), *_open_analyses(dataset), *_open_budget(dataset), *tell_open(dataset)]
    return "\n".join(f"- {point}" for point in points) or "Tidak ada."


def _printed_otherwise(dataset: Dataset) -> Iterator[str]:
    mean, anggaran = compute_rerata_capaian(dataset).nilai, compute_anggaran(dataset)
    headlines = {
        "capaian.rata_rata": ("Rata-rata capaian", mean, compute_rerata_utuh(dataset) is not None),
        "anggaran.serapan": ("Serapan anggaran", anggaran.serapan, anggaran.utuh),
    }
    for kunci, (label, value, utuh) in headlines.items():
        printed = compare_printed(dataset, kunci, value, utuh=utuh)
        if printed:
            yield f"{label} {format_percent(value)}. {printed}"


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
