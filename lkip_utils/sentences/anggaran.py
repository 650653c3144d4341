"""Sentences on the budget and what was spent of it."""

from __future__ import annotations

from collections import Counter

from lkip_utils.anggaran import Anggaran, build_pohon_anggaran, compute_anggaran, compute_belanja
from lkip_utils.dataset import Dataset, records
from lkip_utils.display import join, plain
from lkip_utils.numbers import MISSING, format_percent, format_rupiah, with_words
from lkip_utils.pemerintahan import find_pemerintahan
from lkip_utils.penilaian import is_disputed, judge_efisiensi
from lkip_utils.sentences.words import compare_printed
from lkip_utils.serapan import Serapan, is_whole
from lkip_utils.tables import statement


def summarise_anggaran(dataset: Dataset) -> str:
    """Return the agency's budget, what was spent and its percentage, beside the printed one."""
    anggaran = compute_anggaran(dataset)
    if anggaran.pagu is None:
        return f"Pagu dan realisasi anggaran tahun {dataset.tahun} {MISSING}."
    text = (
        f"Pagu anggaran tahun {dataset.tahun} sebesar {format_rupiah(anggaran.pagu)} terealisasi "
        f"{format_rupiah(anggaran.realisasi)} atau **{format_percent(anggaran.serapan)}**.{tell_part(anggaran)}"
    )
    return f"{text} {compare_printed(dataset, 'anggaran.serapan', anggaran.serapan)}".strip()


def tell_part(anggaran: Anggaran) -> str:
    """Return of how many sub kegiatan the amounts are; empty where they are the whole agency's."""
    r = anggaran.rincian
    if anggaran.utuh:
        return ""
    return (
        f" Angka itu baru mencakup pagu {r.n_pagu} dan realisasi {r.n_realisasi} dari {r.jumlah} sub kegiatan; serapannya "
        f"dihitung dari {r.n} sub kegiatan yang pagu dan realisasinya diketahui."
    )


def explain_rincian(dataset: Dataset) -> str:
    """Return what the amounts of the sub kegiatan leave unexplained of the total."""
    anggaran = compute_anggaran(dataset)
    rest = anggaran.tidak_dirinci
    if rest is None:
        return f"Rincian anggaran per sub kegiatan tahun {dataset.tahun} {MISSING}."
    r = anggaran.rincian
    counted = (
        f"Pagu {r.n_pagu} dan realisasi {r.n_realisasi}" if r.n_pagu != r.n_realisasi else f"Pagu dan realisasi {r.n}"
    )
    known = f"{counted} dari {r.jumlah} sub kegiatan diketahui; pagunya berjumlah {format_rupiah(r.pagu)}"
    if dataset["apbd"].empty:
        return f"{known}. Pagu instansi adalah jumlah rincian itu, karena tidak tercatat tersendiri."
    if rest == 0:
        return f"{known} dan sama dengan pagu instansi."
    relation = "kurang" if rest > 0 else "lebih"
    return f"{known}, {relation} {format_rupiah(abs(rest))} dari pagu instansi. {_unfunded(dataset)}".strip()


def _unfunded(dataset: Dataset) -> str:
    tree = build_pohon_anggaran(dataset)
    empty = tree[(tree["tingkat"] == "program") & (tree["n_pagu"] == 0)]
    names = [plain(text) for text in empty["nama"]]
    return f"Sumber data tidak merinci anggaran {join(names)}." if names else ""


def rank_program(dataset: Dataset) -> str:
    """Return which programmes absorbed most and least of their budget, of those whose sub kegiatan are all known."""
    tree = build_pohon_anggaran(dataset)
    programs = [node for node in records(tree) if node["tingkat"] == "program" and node["n_pagu"]]
    if not programs:
        return f"Serapan per program tahun {dataset.tahun} {MISSING}."
    disputed = [node for node in programs if is_whole(node) and is_disputed(dataset, node["kode"])]
    known = [node for node in programs if is_whole(node) and node["serapan"] is not None and node not in disputed]
    whole = sorted(known, key=lambda node: node["serapan"])
    partial = [f"{plain(node['nama'])} ({node['n']} dari {node['jumlah']})" for node in programs if not is_whole(node)]
    left_out = f" Rincian {join(partial)} belum lengkap, sehingga serapannya tidak dibandingkan." if partial else ""
    if disputed:
        names = join([plain(node["nama"]) for node in disputed])
        left_out += f" Serapan {names} tidak dibandingkan karena temuan tentangnya masih terbuka."
    if len(whole) < 2:
        return f"Serapan antarprogram tahun {dataset.tahun} belum dapat dibandingkan.{left_out}"
    low, high = whole[0], whole[-1]
    return (
        f"Serapan tertinggi terdapat pada {plain(high['nama'])} ({format_percent(high['serapan'])}), "
        f"yang terendah pada {plain(low['nama'])} ({format_percent(low['serapan'])}).{left_out}"
    )


def summarise_efisiensi(dataset: Dataset) -> str:
    """Return how many sub kegiatan are efficient by the rule, and how many can't be judged."""
    tree = build_pohon_anggaran(dataset)
    budgeted = set(dataset["anggaran"]["program"])
    leaves = [judge_efisiensi(dataset, node) for node in records(tree) if node["kode"] in budgeted]
    if not leaves:
        return f"Efisiensi tahun {dataset.tahun} belum dapat dihitung karena anggaran {MISSING}."
    counts = Counter(efisiensi.status for efisiensi in leaves)
    parts = [f"{with_words(n)} {status.replace('kinerja ', 'kinerjanya ')}" for status, n in counts.items()]
    return f"Dari {with_words(len(leaves))} sub kegiatan yang dirinci, {join(parts)} menurut aturan di bawah @tbl-efisiensi."


def explain_belanja(dataset: Dataset) -> str:
    """Return how spending by kind adds up against the agency's total."""
    total, sums = compute_anggaran(dataset), compute_belanja(dataset)
    if sums.pagu is None:
        return f"Realisasi menurut jenis belanja tahun {dataset.tahun} {MISSING}."
    if sums.pagu == total.pagu and sums.realisasi == total.realisasi:
        return "Penjumlahan menurut jenis belanja sama dengan jumlah anggaran instansi."
    words = find_pemerintahan(dataset)
    same = f" Jumlah pagu itu sama dengan pagu {words.awal}." if sums.pagu == total.pagu_murni else ""
    return (
        f"Baris jenis belanja{_tell_rows(sums)} menjumlah pagu {format_rupiah(sums.pagu)} dan realisasi {format_rupiah(sums.realisasi)}, "
        f"tidak sama dengan jumlah anggaran instansi ({format_rupiah(total.pagu)} dan {format_rupiah(total.realisasi)}).{same} "
        "Angka disajikan sebagaimana tercetak dan tidak diperbaiki."
    )


def _tell_rows(sums: Serapan) -> str:
    if sums.n == sums.jumlah:
        return ""
    return f" yang diketahui (pagu {sums.n_pagu} dan realisasi {sums.n_realisasi} dari {sums.jumlah})"


def describe_perubahan_pagu(dataset: Dataset) -> str:
    """Return the year's budget before and after its change."""
    anggaran = compute_anggaran(dataset)
    if anggaran.pagu is None:
        return f"Pagu anggaran tahun {dataset.tahun} {MISSING}."
    if anggaran.pagu_murni is None or anggaran.pagu_murni == anggaran.pagu:
        return f"Pagu anggaran tahun {dataset.tahun} sebesar {format_rupiah(anggaran.pagu)}.{_tell_planned(anggaran)}"
    move = "bertambah" if anggaran.pagu > anggaran.pagu_murni else "berkurang"
    return (
        f"Pagu anggaran tahun {dataset.tahun} menurut {find_pemerintahan(dataset).awal} sebesar {format_rupiah(anggaran.pagu_murni)} dan setelah "
        f"perubahan sebesar {format_rupiah(anggaran.pagu)}, {move} {format_rupiah(abs(anggaran.pagu - anggaran.pagu_murni))}."
    )


def _tell_planned(anggaran: Anggaran) -> str:
    r = anggaran.rincian
    if anggaran.utuh or r.n_pagu == r.jumlah:
        return ""
    return f" Angka itu baru mencakup {r.n_pagu} dari {r.jumlah} sub kegiatan."


def explain_sebutan_sasaran(dataset: Dataset) -> str:
    """Return which other names the published report uses for the sasaran in its budget tables."""
    frame = dataset["sebutan"]
    used = frame[(frame["jenis"] == "sasaran") & frame["tempat"].str.startswith("Tabel 3.1")]
    texts = dict.fromkeys((row["kode"], row["sebutan"]) for row in records(used) if row["kode"] in _strategic(dataset))
    if not texts:
        return ""
    lines = [f"- {plain(statement(dataset, kode))}: tercetak sebagai «{plain(text)}»" for kode, text in texts]
    return "Laporan yang diterbitkan menyebut sasaran dengan nama lain dalam tabel anggarannya:\n\n" + "\n".join(lines)


def _strategic(dataset: Dataset) -> set[str]:
    frame = dataset["sasaran"]
    return set(frame.loc[frame["jenis"] == "sasaran", "kode"])
