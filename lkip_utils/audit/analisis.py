"""Completeness: the files a report needs, a result for every indicator, the seven analyses of every IKU."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from lkip_utils.audit.aturan import Kejanggalan, aturan
from lkip_utils.audit.kata import enumerate_some, quote
from lkip_utils.dataset import Dataset, Record, cell_key
from lkip_utils.kinerja import Hasil, list_hasil, list_indikator, list_riwayat
from lkip_utils.numbers import format_number, format_percent

BAB_3 = "PermenPANRB 53/2014, Lampiran II, Bab III huruf A"
OUTLINE = "PermenPANRB 53/2014, Lampiran II (sistematika laporan)"
CASCADING = "PermenPANRB 89/2021 (penjenjangan kinerja)"

BAHAN = {
    "perjanjian": "Bab II dan Lampiran Perjanjian Kinerja",
    "anggaran": "Bab III Realisasi Anggaran",
    "analisis": "Bab III Analisis Capaian",
    "isu_strategis": "Bab I Isu Strategis",
    "pegawai": "Bab I Sumber Daya Manusia",
    "upaya": "Bab IV Penutup",
    "pejabat": "Tanda tangan laporan",
}
"""Files of a year without which a part of the report stays empty, and that part."""

LAPORAN = ("perjanjian", "anggaran", "apbd", "belanja", "analisis")
"""Files that only a year with a report of its own has; a year to compare with needs its results only."""

PENUNJANG = "penunjang"
"""What the programme that serves the whole office is called everywhere (Permendagri 90/2019)."""


def is_report(dataset: Dataset) -> bool:
    """Return whether a report is made of this year, not only comparisons with it."""
    return any(dataset.rows(file) for file in LAPORAN)


def list_shared(dataset: Dataset, file: str) -> list[Record]:
    """Return the rows of a file that all years share; none where the year has no report that could print them."""
    return dataset.rows(file) if is_report(dataset) else []


def _list_empty(dataset: Dataset) -> list[str]:
    return [file for file in BAHAN if not dataset.rows(file)]


@aturan("A01", "peringatan", "Semua bahan laporan tersedia", OUTLINE)
def check_bahan(dataset: Dataset) -> Iterator[Kejanggalan]:
    """Berkas tahun yang diperlukan suatu bagian laporan tetapi tidak ada atau kosong."""
    for file in _list_empty(dataset) if is_report(dataset) else ():
        pesan = (
            f"{BAHAN[file]} tidak terisi karena {file}.csv tahun {dataset.tahun} tidak ada atau kosong. Isi berkasnya."
        )
        yield Kejanggalan(file, pesan)


@aturan("A02", "info", "Tahun yang hanya menjadi pembanding", "aturan laporan")
def check_pembanding(dataset: Dataset) -> Iterator[Kejanggalan]:
    """Tahun tanpa perjanjian, anggaran, apbd, belanja, dan analisis dianggap hanya pembanding; kelengkapan analisisnya tidak diperiksa."""
    if not is_report(dataset):
        files = enumerate_some([f"{file}.csv" for file in LAPORAN], len(LAPORAN))
        pesan = (
            f"Data tahun {dataset.tahun} tanpa {files}, jadi dianggap hanya pembanding bagi tahun berikutnya. "
            "Isi berkas itu bila laporan tahun ini disusun dari sini."
        )
        yield Kejanggalan("realisasi", pesan)


def _list_missing(dataset: Dataset) -> Iterator[Hasil]:
    """Yield the results of goals and IKU that aren't known and for which no reason is given."""
    for hasil in (*list_hasil(dataset, "tujuan"), *list_hasil(dataset, "iku")):
        if hasil.realisasi is None and hasil.capaian.nilai is None and not hasil.catatan:
            yield hasil


def _at_result(hasil: Hasil, pesan: str) -> Kejanggalan:
    return Kejanggalan("realisasi", pesan, hasil.baris, "nilai", f"capaian.{hasil.indikator.kode}")


@aturan("A03", "peringatan", "Setiap tujuan dan IKU mempunyai hasil atau alasan", f"{BAB_3} angka 1")
def check_hasil(dataset: Dataset) -> Iterator[Kejanggalan]:
    """Indikator tujuan atau IKU tanpa hasil tahun itu, dan tanpa alasan di kolom catatan realisasi.csv.

    Alasan yang tertulis tercetak di bawah tabel hasilnya dan dalam Ringkasan Eksekutif.
    """
    for hasil in _list_missing(dataset) if is_report(dataset) else ():
        pesan = (
            f"Hasil {quote(hasil.indikator.nama)} tahun {dataset.tahun} tidak ada (target «{hasil.target_tertulis}»). "
            "Isi hasilnya di realisasi.csv, atau tulis alasannya di kolom catatan."
        )
        yield _at_result(hasil, pesan)


# ── the seven analyses of an IKU; the first is A03 and S09 ──────────────────────────────


def _iku(dataset: Dataset) -> list[Hasil]:
    return list_hasil(dataset, "iku") if is_report(dataset) else []


def _name_iku(results: list[Hasil]) -> str:
    """Return the indicators that lack the same analysis, as the subject of a sentence."""
    if len(results) == 1:
        return f"IKU {results[0].indikator.kode} {quote(results[0].indikator.nama)}"
    return f"{len(results)} IKU ({enumerate_some([hasil.indikator.kode for hasil in results], 6)})"


@aturan("A05", "peringatan", "Analisis 2: dibandingkan dengan tahun-tahun sebelumnya", f"{BAB_3} angka 2")
def check_tahun_lalu(dataset: Dataset) -> Iterator[Kejanggalan]:
    """IKU yang hasil tahun lalunya tidak tercatat di folder tahun itu maupun di riwayat.csv."""
    last = dataset.tahun - 1
    lacking = [h for h in _iku(dataset) if last not in {r.tahun for r in list_riwayat(dataset, h.indikator.kode)}]
    if lacking:
        pesan = (
            f"{_name_iku(lacking)} tidak dapat dibandingkan dengan tahun lalu karena hasil tahun {last} tidak tercatat. "
            f"Isi di {last}/realisasi.csv atau riwayat.csv."
        )
        yield Kejanggalan("riwayat", pesan)


@aturan("A06", "peringatan", "Analisis 3: dibandingkan dengan target jangka menengah", f"{BAB_3} angka 3")
def check_renstra(dataset: Dataset) -> Iterator[Kejanggalan]:
    """Indikator tujuan atau IKU tanpa target Renstra tahun ini atau tahun akhir Renstra: kemajuannya tidak dapat dihitung."""
    if is_report(dataset) and not dataset.rows("target_renstra"):
        yield Kejanggalan(
            "target_renstra",
            "Tidak satu pun indikator mempunyai target Renstra, sehingga kemajuannya tidak dapat dihitung. "
            "Isi target_renstra.csv.",
        )
        return
    last = dataset.profil("renstra_akhir")
    wanted = {dataset.tahun, int(last)} if last.isdigit() else {dataset.tahun}
    indicators = (*list_indikator(dataset, "tujuan"), *list_indikator(dataset, "iku"))
    for indikator in indicators if is_report(dataset) else ():
        known = {row["tahun"] for row in dataset.rows_by("target_renstra", "indikator")[indikator.kode]}
        if missing := sorted(wanted - known):
            years = enumerate_some([str(tahun) for tahun in missing])
            pesan = (
                f"Indikator {indikator.kode} {quote(indikator.nama)} tidak mempunyai target Renstra tahun {years}, sehingga "
                "kemajuannya terhadap Renstra tidak dapat dihitung. Isi target_renstra.csv."
            )
            key = f"renstra.{indikator.kode}" if indikator.tingkat == "iku" else ""
            yield Kejanggalan("target_renstra", pesan, kunci=key)


@aturan(
    "A07",
    "peringatan",
    "Analisis 4: dibandingkan dengan provinsi, nasional, atau standar",
    f"{BAB_3} angka 4; PermenPANRB 88/2021, komponen 3.b",
)
def check_benchmark(dataset: Dataset) -> Iterator[Kejanggalan]:
    """IKU tanpa satu pun angka pembanding dari luar instansi sampai tahun laporan."""
    compared = {row["indikator"] for row in dataset.rows("benchmark") if row["tahun"] <= dataset.tahun}
    if lacking := [hasil for hasil in _iku(dataset) if hasil.indikator.kode not in compared]:
        pesan = (
            f"{_name_iku(lacking)} tidak mempunyai pembanding provinsi, nasional, atau standar. "
            "Isi benchmark.csv dengan sumbernya."
        )
        yield Kejanggalan("benchmark", pesan)


CAUSES = {"faktor_pendorong": "faktor pendorong", "faktor_penghambat": "faktor penghambat", "solusi": "solusi"}


@aturan("A08", "peringatan", "Analisis 5: penyebab keberhasilan atau kegagalan dan solusinya", f"{BAB_3} angka 5")
def check_penyebab(dataset: Dataset) -> Iterator[Kejanggalan]:
    """IKU yang uraian faktor pendorong, faktor penghambat, atau solusinya belum ada."""
    groups: dict[str, list[Hasil]] = {}
    for hasil in _iku(dataset) if dataset.rows("analisis") else ():
        written = {row["jenis"] for row in dataset.rows_by("analisis", "indikator")[hasil.indikator.kode]}
        if missing := [name for jenis, name in CAUSES.items() if jenis not in written]:
            groups.setdefault(enumerate_some(missing), []).append(hasil)
    if groups:
        told = "; ".join(f"{_name_iku(lacking)} belum menguraikan {missing}" for missing, lacking in groups.items())
        yield Kejanggalan("analisis", f"{told}. Tambahkan barisnya di analisis.csv.")


def _programs(dataset: Dataset, sasaran: str) -> list[Record]:
    return dataset.rows_by("program", "sasaran")[sasaran]


@aturan("A09", "peringatan", "Analisis 6: efisiensi penggunaan sumber daya", f"{BAB_3} angka 6")
def check_efisiensi(dataset: Dataset) -> Iterator[Kejanggalan]:
    """IKU yang program sasarannya tidak mempunyai pagu dan realisasi sama sekali, sehingga efisiensinya tidak dapat dihitung."""
    funded = _list_funded(dataset)
    lacking: dict[str, list[Hasil]] = {}
    for hasil in _iku(dataset) if dataset.rows("anggaran") else ():
        codes = [program["kode"] for program in _programs(dataset, hasil.indikator.sasaran)]
        if codes and funded.isdisjoint(codes):
            lacking.setdefault(enumerate_some(codes), []).append(hasil)
    if lacking:
        told = "; ".join(f"{_name_iku(results)}, program {codes}" for codes, results in lacking.items())
        pesan = f"Efisiensi tidak dapat dihitung karena programnya tidak mempunyai pagu dan realisasi: {told}. Isi anggaran.csv."
        yield Kejanggalan("anggaran", pesan)


def _list_funded(dataset: Dataset) -> set[str]:
    """Return the codes that have an amount of their own or below them."""
    complete = (row for row in dataset.rows("anggaran") if row["pagu"] is not None and row["realisasi"] is not None)
    return {kode for row in complete for kode in _list_above(dataset, row["program"])}


@aturan("A10", "peringatan", "Analisis 7: program dan kegiatan yang menunjang", f"{BAB_3} angka 7")
def check_program_pendukung(dataset: Dataset) -> Iterator[Kejanggalan]:
    """IKU tanpa program yang mendukung sasarannya di program.csv dan tanpa uraian program pendukung di analisis.csv."""
    if lacking := [hasil for hasil in _iku(dataset) if not _is_supported(dataset, hasil)]:
        sasaran = enumerate_some(list(dict.fromkeys(f"«{hasil.indikator.sasaran}»" for hasil in lacking)))
        pesan = (
            f"{_name_iku(lacking)} tidak mempunyai program pendukung. Isi kolom sasaran program.csv dengan {sasaran}, "
            "atau uraikan di analisis.csv."
        )
        yield Kejanggalan("program", pesan)


def _is_supported(dataset: Dataset, hasil: Hasil) -> bool:
    texts = dataset.rows_by("analisis", "indikator")[hasil.indikator.kode]
    told = any(row["jenis"] == "program_pendukung" for row in texts)
    return told or bool(_programs(dataset, hasil.indikator.sasaran))


# ── from goals to money ─────────────────────────────────────────────────────────────────


@aturan("A11", "peringatan", "Setiap tujuan dan sasaran mempunyai indikator", CASCADING)
def check_sasaran_berindikator(dataset: Dataset) -> Iterator[Kejanggalan]:
    """Tujuan atau sasaran strategis tanpa indikator tujuan atau IKU: keberhasilannya tidak dapat diukur.

    Instansi yang tidak mempunyai IKU sama sekali mendapat satu temuan A14.
    """
    levels = {"tujuan": "tujuan"} | ({"sasaran": "iku"} if list_indikator(dataset, "iku") else {})
    for row in list_shared(dataset, "sasaran"):
        wanted = levels.get(row["jenis"])
        measured = {indikator["tingkat"] for indikator in dataset.rows_by("indikator", "sasaran")[row["kode"]]}
        if wanted and wanted not in measured:
            pesan = (
                f"{row['jenis'].capitalize()} {row['kode']} {quote(row['uraian'])} tidak mempunyai "
                f"{'indikator tujuan' if wanted == 'tujuan' else 'IKU'}. Tambahkan indikatornya di indikator.csv."
            )
            key = cell_key("sasaran", row, "uraian")
            yield Kejanggalan("sasaran", pesan, row["baris"], "kode", key)


@aturan("A14", "peringatan", "Instansi mempunyai IKU", CASCADING)
def check_tanpa_iku(dataset: Dataset) -> Iterator[Kejanggalan]:
    """Tidak satu pun indikator bertingkat IKU, sehingga capaian instansi dan ketujuh analisisnya tidak dapat disusun."""
    if is_report(dataset) and not list_indikator(dataset, "iku"):
        pesan = (
            "Tidak ada indikator bertingkat «iku» di indikator.csv, sehingga capaian instansi dan analisisnya tidak dapat "
            "disusun. Beri tingkat iku pada indikator sasaran strategis."
        )
        yield Kejanggalan("indikator", pesan, kolom="tingkat", kunci="capaian.rata_rata")


@aturan("A15", "peringatan", "Setiap sasaran mendukung tujuan", CASCADING)
def check_sasaran_bertujuan(dataset: Dataset) -> Iterator[Kejanggalan]:
    """Sasaran strategis tanpa tujuan di atasnya (kolom induk kosong); satu temuan untuk semuanya."""
    if rows := [row for row in list_shared(dataset, "sasaran") if row["jenis"] == "sasaran" and row["induk"] is None]:
        names = [f"{row['kode']} {quote(row['uraian'], 60)}" for row in rows]
        told = enumerate_some(names, 4 if len(names) <= 4 else 3)
        subject = f"Sasaran {told}" if len(rows) == 1 else f"{len(rows)} sasaran ({told})"
        pesan = f"{subject} tidak mendukung tujuan mana pun. Isi kolom induk sasaran.csv dengan kode tujuannya."
        yield Kejanggalan("sasaran", pesan, rows[0]["baris"], "induk", cell_key("sasaran", rows[0], "induk"))


@aturan("A12", "peringatan", "Setiap program mendukung sasaran", CASCADING)
def check_program_bersasaran(dataset: Dataset) -> Iterator[Kejanggalan]:
    """Program yang bukan penunjang urusan tetapi tidak mendukung sasaran mana pun."""
    for row in _list_without_sasaran(dataset):
        if not _is_penunjang(row):
            pesan = (
                f"Program {row['kode']} {quote(row['nama'])} tidak mendukung sasaran mana pun{_tell_budget(dataset, row)}. "
                "Isi kolom sasaran di program.csv."
            )
            yield Kejanggalan("program", pesan, row["baris"], "sasaran", cell_key("program", row, "sasaran"))


@aturan("A13", "info", "Anggaran program penunjang diketahui", CASCADING)
def check_penunjang(dataset: Dataset) -> Iterator[Kejanggalan]:
    """Anggaran program penunjang urusan tidak dibebankan pada sasaran mana pun: efisiensi per sasaran dihitung tanpanya."""
    for row in _list_without_sasaran(dataset):
        if _is_penunjang(row) and (budget := _tell_budget(dataset, row)):
            pesan = f"Program {row['kode']} {quote(row['nama'])} tidak dibebankan pada sasaran mana pun{budget}."
            yield Kejanggalan("program", pesan, row["baris"], "sasaran", f"pagu.{row['kode']}")


def _list_without_sasaran(dataset: Dataset) -> Iterator[Record]:
    return (row for row in list_shared(dataset, "program") if row["tingkat"] == "program" and row["sasaran"] is None)


def _is_penunjang(row: Record) -> bool:
    return PENUNJANG in row["nama"].lower()


def _tell_budget(dataset: Dataset, program: Record) -> str:
    """Return the budget below a programme as part of a sentence; empty where there is none."""
    amounts = {row["program"]: row["pagu"] or Decimal(0) for row in dataset.rows("anggaran")}
    below = (amount for kode, amount in amounts.items() if program["kode"] in _list_above(dataset, kode))
    pagu = sum(below, Decimal(0))
    share = format_percent(pagu * 100 / sum(amounts.values(), Decimal(0))) if pagu else ""
    return f" (pagu Rp{format_number(pagu)}, {share} dari rincian anggaran)" if pagu else ""


def _list_above(dataset: Dataset, kode: str | None) -> Iterator[str]:
    """Yield a code of the programme tree and those above it."""
    nodes = dataset.rows_by("program", "kode")
    while kode is not None:
        yield kode
        kode = nodes[kode][0]["induk"]


ATURAN = (
    check_bahan, check_pembanding, check_hasil,
    check_tahun_lalu, check_renstra, check_benchmark, check_penyebab,
    check_efisiensi, check_program_pendukung, check_sasaran_berindikator, check_program_bersasaran, check_penunjang,
    check_tanpa_iku, check_sasaran_bertujuan,
)  # fmt: skip
