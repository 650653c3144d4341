"""Plausibility: spending above budgets, jumps against last year, figures that can't be read with certainty."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from lkip_utils.anggaran import compute_anggaran
from lkip_utils.angka import compute_angka
from lkip_utils.audit.aturan import Kejanggalan, aturan
from lkip_utils.audit.cetakan import TAHUN, name_number, read_printed
from lkip_utils.audit.jumlah import find_shift
from lkip_utils.audit.kata import enumerate_some
from lkip_utils.csv_files import suggest
from lkip_utils.dataset import Dataset, Record, cell_key
from lkip_utils.kinerja import Hasil, compute_hasil, list_riwayat
from lkip_utils.measures import format_measure
from lkip_utils.numbers import AmbiguousNumberError, format_number, format_percent, format_rupiah
from lkip_utils.register import Entri, build_register, is_known, list_keys, parse_figure
from lkip_utils.serapan import compute_serapan

BUDGET = "UU 17/2003 Pasal 3 ayat (4): APBN/APBD mempunyai fungsi otorisasi"
READABLE = "PermenPANRB 53/2014 Lampiran III butir II.5 (keandalan data); praktik umum: angka ditulis dengan satu cara"
ORDER_OF_MAGNITUDE = 10

NEEDED: Mapping[tuple[str, ...], str] = {
    ("renstra",): "target akhir di target_renstra.csv",
    ("capaian", "kategori"): "target dan realisasi indikatornya",
    ("pagu", "realisasi", "serapan", "efisiensi", "kinerja"): "kinerja, pagu, dan realisasi di anggaran.csv",
    ("perubahan",): "realisasi tahun lalu",
}
"""What is missing where a number of these families can't be computed."""

_SIGNED = re.compile(r"tumbuh|laju|inflasi|ubah|selisih|surplus|defisit|naik|turun|peningkat", re.IGNORECASE)
"""What indicators are named by whose results may well be negative."""

_FIGURE = re.compile(r"\d[\d.,]*\d|\d")
_GROUPED = re.compile(r"\d{1,3}(?P<ribuan>[.,])\d{3}(?:(?P=ribuan)\d{3})*(?:(?P<desimal>[.,])\d+)?")
_DECIMAL = re.compile(r"\d+(?P<desimal>[.,])(?P<digit>\d+)")
_WHOLE_PART = re.compile(r"^\D*\d{1,3}(?:[.,]?\d{3})*")
_SIGNS = {".": "titik", ",": "koma"}
_WHOLE_UNITS = ("rupiah", "orang", "unit")


# ── money ───────────────────────────────────────────────────────────────────────────────


@aturan("W01", "galat", "Realisasi tidak melampaui pagu", BUDGET)
def check_overspent(dataset: Dataset) -> Iterator[Kejanggalan]:
    """Realisasi sub kegiatan, jenis belanja, dan instansi dibandingkan dengan pagunya sendiri.

    Bila seluruh kolom realisasi bergeser satu baris, temuan tentang itu sudah menyebutnya.
    """
    for file, name in (("anggaran", "program"), ("belanja", "jenis")):
        over, step = find_shift(dataset, file)
        for row in over if not step else ():
            yield _report_over(dataset, file, row, _name(dataset, file, row[name]))
    anggaran = compute_anggaran(dataset)
    if dataset.rows("apbd") and anggaran.pagu and (anggaran.realisasi or 0) > anggaran.pagu:
        whole = {"pagu": anggaran.pagu, "realisasi": anggaran.realisasi, "baris": None}
        yield _report_over(dataset, "apbd", whole, "anggaran instansi")


def _name(dataset: Dataset, file: str, name: str) -> str:
    return name_number(dataset, f"pagu.{name}") if file == "anggaran" else name


def _report_over(dataset: Dataset, file: str, row: Record, name: str) -> Kejanggalan:
    pagu, realisasi = row["pagu"], row["realisasi"]
    return Kejanggalan(
        file,
        f"Realisasi {name} {format_rupiah(realisasi)} melampaui pagunya {format_rupiah(pagu)}, lebih {format_rupiah(realisasi - pagu)} "
        f"({format_percent(compute_serapan(pagu, realisasi))} dari pagu). Cocokkan keduanya dengan dokumen anggaran; mungkin salah satunya "
        "salah ketik, dari tahap anggaran lain, atau dari baris lain.",
        row["baris"],
        "realisasi",
        "anggaran.realisasi" if file == "apbd" else cell_key(file, row, "realisasi"),
        tercetak=format_rupiah(realisasi),
        terhitung=format_rupiah(pagu),
    )


@aturan("W02", "galat", "Yang direalisasikan mempunyai pagu", BUDGET)
def check_unbudgeted(dataset: Dataset) -> Iterator[Kejanggalan]:
    """Sub kegiatan atau jenis belanja dengan realisasi, tetapi pagunya nol atau kosong."""
    for file, name in (("anggaran", "program"), ("belanja", "jenis")):
        for row in dataset.rows(file):
            if row["realisasi"] and not row["pagu"]:
                pagu = "kosong" if row["pagu"] is None else "Rp0"
                yield Kejanggalan(
                    file,
                    f"Realisasi {_name(dataset, file, row[name])} {format_rupiah(row['realisasi'])}, sedangkan pagunya {pagu}. "
                    "Isi pagunya menurut dokumen anggaran, atau pindahkan realisasinya.",
                    row["baris"],
                    "pagu",
                    cell_key(file, row, "pagu"),
                    tercetak=format_rupiah(row["realisasi"]),
                    terhitung=pagu,
                )


@aturan("W10", "peringatan", "Realisasi yang berpagu diketahui", BUDGET)
def check_unspent(dataset: Dataset) -> Iterator[Kejanggalan]:
    """Sub kegiatan atau jenis belanja berpagu yang realisasinya kosong: serapan di atasnya hanya mencakup yang diketahui."""
    for file, name in (("anggaran", "program"), ("belanja", "jenis")):
        for row in dataset.rows(file):
            if row["pagu"] and row["realisasi"] is None:
                yield Kejanggalan(
                    file,
                    f"Realisasi {_name(dataset, file, row[name])} kosong, sedangkan pagunya {format_rupiah(row['pagu'])}. "
                    "Isi realisasinya menurut laporan realisasi anggaran, atau 0 bila memang tidak ada; selama kosong, serapan "
                    "yang memuatnya tidak lengkap dan tidak dinilai.",
                    row["baris"],
                    "realisasi",
                    cell_key(file, row, "realisasi"),
                    tercetak="",
                    terhitung="",
                )


# ── jumps against last year ─────────────────────────────────────────────────────────────


@aturan("W03", "peringatan", "Hasil dan target indikator sebanding dengan tahun lalu", READABLE)
def check_results_jump(dataset: Dataset) -> Iterator[Kejanggalan]:
    """Hasil atau target yang sepuluh kali lipat atau sepersepuluh tahun lalu, atau lebih jauh lagi.

    Biasanya koma desimal hilang, nol berlebih, atau satuannya berganti.
    """
    for row in dataset.rows("realisasi"):
        if row["triwulan"] is not None:
            continue
        hasil = compute_hasil(dataset, row["indikator"])
        before = _find_before(dataset, row["indikator"])
        for what in ("realisasi", "target"):
            now, then = getattr(hasil, what), getattr(before, what, None)
            if hasil.indikator.bentuk == "bilangan" and _jumps(now, then):
                kunci, satuan = f"{what}.{row['indikator']}", hasil.indikator.satuan
                yield _report_jump(
                    dataset, "realisasi", row["baris"], kunci, f"{what.capitalize()} {name_number(dataset, kunci)}",
                    format_measure(now, "bilangan", satuan), format_measure(then, "bilangan", satuan),
                )  # fmt: skip


def _find_before(dataset: Dataset, kode: str) -> Hasil | None:
    """Return how an indicator did the year before; None where that isn't known."""
    if dataset.lalu is not None and dataset.lalu.rows_by("realisasi", "indikator")[kode]:
        return compute_hasil(dataset.lalu, kode)
    return next((hasil for hasil in list_riwayat(dataset, kode) if hasil.tahun == dataset.tahun - 1), None)


@aturan("W09", "peringatan", "Hasil indikator sebanding dengan targetnya", READABLE)
def check_results_against_targets(dataset: Dataset) -> Iterator[Kejanggalan]:
    """Hasil yang sepuluh kali lipat target atau lebih, atau negatif padahal targetnya positif.

    Bila hasil itu juga tidak sebanding dengan tahun lalu, temuan tentang itu sudah menyebutnya. Indikator tentang perubahan
    (pertumbuhan, inflasi, selisih) boleh negatif.
    """
    for row in dataset.rows("realisasi"):
        if row["triwulan"] is not None:
            continue
        hasil = compute_hasil(dataset, row["indikator"])
        before = getattr(_find_before(dataset, row["indikator"]), "realisasi", None)
        reason = _find_odd(hasil) if not _jumps(hasil.realisasi, before) else ""
        if reason:
            kunci, satuan = f"realisasi.{row['indikator']}", hasil.indikator.satuan
            now, target = (format_measure(value, "bilangan", satuan) for value in (hasil.realisasi, hasil.target))
            yield Kejanggalan(
                "realisasi",
                f"Realisasi {name_number(dataset, kunci)} {now}, sedangkan targetnya {target}: {reason}. Periksa tanda, desimal, nol, dan "
                "satuannya; bila memang benar, tulis keputusannya di keputusan.csv.",
                row["baris"],
                "nilai",
                kunci,
                tercetak=now,
                terhitung=target,
            )


def _find_odd(hasil: Hasil) -> str:
    """Return why a result can hardly be right beside its target; empty where it can."""
    now, target = hasil.realisasi, hasil.target
    if (
        hasil.indikator.bentuk != "bilangan"
        or not isinstance(now, Decimal)
        or not isinstance(target, Decimal)
        or target <= 0
    ):
        return ""
    if now < 0 and not _SIGNED.search(hasil.indikator.nama):
        return "hasilnya negatif"
    return "sepuluh kali lipat atau lebih" if now >= ORDER_OF_MAGNITUDE * target else ""


@aturan("W04", "peringatan", "Pagu sebanding dengan tahun lalu", READABLE)
def check_budget_jump(dataset: Dataset) -> Iterator[Kejanggalan]:
    """Pagu sub kegiatan atau jenis belanja yang sepuluh kali lipat atau sepersepuluh tahun lalu, atau lebih jauh lagi."""
    if dataset.lalu is None:
        return
    for file, name in (("anggaran", "program"), ("belanja", "jenis")):
        before = {row[name]: row["pagu"] for row in dataset.lalu.rows(file)}
        for row in dataset.rows(file):
            then = before.get(row[name])
            if _jumps(row["pagu"], then):
                what = f"Pagu {_name(dataset, file, row[name])}"
                yield _report_jump(
                    dataset,
                    file,
                    row["baris"],
                    cell_key(file, row, "pagu"),
                    what,
                    format_rupiah(row["pagu"]),
                    format_rupiah(then),
                )


def _jumps(now: object, then: object) -> bool:
    if not isinstance(now, Decimal) or not isinstance(then, Decimal) or now <= 0 or then <= 0:
        return False
    return max(now, then) >= ORDER_OF_MAGNITUDE * min(now, then)


def _report_jump(dataset: Dataset, file: str, baris: int, kunci: str, what: str, now: str, then: str) -> Kejanggalan:
    return Kejanggalan(
        file,
        f"{what} {now} tahun {dataset.tahun}, sedangkan tahun {dataset.tahun - 1} {then}: bedanya sepuluh kali lipat atau lebih. "
        "Periksa desimal, nol, dan satuannya; bila memang benar, tulis keputusannya di keputusan.csv.",
        baris,
        "pagu" if file != "realisasi" else "nilai",
        kunci,
        tercetak=now,
        terhitung=then,
    )


# ── how figures are written ─────────────────────────────────────────────────────────────


@aturan("W05", "info", "Angka dalam satu tabel ditulis dengan cara yang sama", READABLE)
def check_formats(dataset: Dataset) -> Iterator[Kejanggalan]:
    """Satu tabel mencampur titik dan koma untuk ribuan atau desimal, banyaknya desimal, atau akhiran rupiah (Rp, «,-», «,00»)."""
    tables: dict[str, list[Entri]] = {}
    for entri in build_register(dataset):
        if "tabel" in entri.tempat.lower() and entri.kunci and entri.kunci not in TAHUN:
            tables.setdefault(entri.tempat, []).append(entri)
    for tempat, entries in tables.items():
        told = [*_mix_separators(entries), *_mix_endings(entries), *_mix_places(dataset, entries)]
        if told:
            yield Kejanggalan(
                "angka_tercetak",
                f"{tempat} menulis angka dengan cara yang tidak seragam: {'; '.join(told)}. Pakai titik untuk ribuan, koma untuk desimal, "
                "dan satu bentuk rupiah di seluruh tabel.",
                entries[0].nomor,
                "tercetak",
                lokasi=tempat,
            )


def _mix_separators(entries: list[Entri]) -> Iterator[str]:
    """Yield which signs stand for thousands and decimals where they are mixed."""
    used: dict[tuple[str, str], str] = {}
    for entri in entries:
        for role, sign in _list_signs(entri) if read_printed(entri) is not None else ():
            used.setdefault((role, sign), entri.tercetak)
    if len(used) > len({sign for _, sign in used}) or len(used) > len({role for role, _ in used}):
        yield ", ".join(f"{role} dengan {_SIGNS[sign]} («{example}»)" for (role, sign), example in used.items())


def _list_signs(entri: Entri) -> Iterator[tuple[str, str]]:
    """Yield what the separators in a figure stand for, as far as the figure alone tells."""
    for figure in _FIGURE.findall(entri.tercetak):
        grouped, decimal = _GROUPED.fullmatch(figure), _DECIMAL.fullmatch(figure)
        if grouped and (not decimal or entri.satuan in _WHOLE_UNITS):
            yield "ribuan", grouped["ribuan"]
            if grouped["desimal"]:
                yield "desimal", grouped["desimal"]
        elif decimal and not grouped:
            yield "desimal", decimal["desimal"]


def _mix_endings(entries: list[Entri]) -> Iterator[str]:
    """Yield how amounts of money begin and end where that is mixed."""
    forms: dict[tuple[bool, str], str] = {}
    for entri in entries:
        if entri.satuan == "rupiah" and read_printed(entri):
            ending = _WHOLE_PART.sub("", entri.tercetak.replace(" ", ""))
            forms.setdefault((entri.tercetak.lower().startswith("rp"), ending), entri.tercetak)
    if len(forms) > 1:
        yield f"rupiah sebagai {enumerate_some([f'«{example}»' for example in forms.values()])}"


def _mix_places(dataset: Dataset, entries: list[Entri]) -> Iterator[str]:
    """Yield columns of percentages with different decimals; a whole figure such as 100 goes with any."""
    columns: dict[str, dict[int, str]] = {}
    for entri in entries:
        value = (
            read_printed(entri)
            if entri.satuan in ("persen", "poin") and entri.kunci in compute_angka(dataset)
            else None
        )
        places = -int(value.as_tuple().exponent) if value is not None else 0
        if places > 0:
            columns.setdefault(entri.kolom, {}).setdefault(places, entri.tercetak)
    for kolom, examples in columns.items():
        if len(examples) > 1:
            yield f"kolom {kolom} dengan banyak desimal yang berlainan ({enumerate_some([f'«{e}»' for e in examples.values()])})"


# ── what can't be read or checked ───────────────────────────────────────────────────────


@aturan("W06", "peringatan", "Setiap angka tercetak hanya mempunyai satu bacaan", READABLE)
def check_two_readings(dataset: Dataset) -> Iterator[Kejanggalan]:
    """Angka seperti «187.545,500» dapat dibaca sebagai dua bilangan; data tidak dapat memutuskan yang mana."""
    for entri in build_register(dataset):
        readings = _list_readings(entri)
        if entri.kunci and readings and entri.status == "tidak dapat dihitung":
            told = " atau ".join(format_number(reading) for reading in readings)
            yield Kejanggalan(
                "angka_tercetak",
                f"«{entri.tercetak}» di {entri.tempat} ({entri.baris}; {entri.kolom}) dapat dibaca {told}. Tanyakan kepada penyusunnya "
                "yang mana yang benar, lalu isi datanya.",
                entri.nomor,
                "tercetak",
                entri.kunci,
                entri.tempat,
                entri.tercetak,
                told,
            )


def _list_readings(entri: Entri) -> tuple[Decimal, ...]:
    """Return what a figure can mean where that isn't certain; empty otherwise."""
    try:
        parse_figure(entri.tercetak, entri.satuan)
    except AmbiguousNumberError as error:
        return error.readings
    except ValueError:
        pass
    return ()


@aturan("W07", "info", "Setiap angka tercetak dapat dihitung ulang dari data", READABLE)
def check_uncomputable(dataset: Dataset) -> Iterator[Kejanggalan]:
    """Angka tercetak punya nilai sepadan, tetapi data yang diperlukan untuk menghitungnya belum ada; satu temuan satu tabel."""
    places: dict[str, list[Entri]] = {}
    for entri in build_register(dataset):
        unread = entri.status == "tidak dapat dihitung" and not _list_readings(entri)
        if entri.kunci and unread and is_known(dataset, entri.kunci):
            places.setdefault(entri.tempat, []).append(entri)
    for tempat, entries in places.items():
        told = [f"«{e.tercetak}» ({e.baris}; {e.kolom})" for e in entries]
        needed = enumerate_some(list(dict.fromkeys(_name_needed(e.kunci) for e in entries)))
        yield Kejanggalan(
            "angka_tercetak",
            f"{tempat} memuat {len(entries)} angka yang tidak dapat dihitung ulang dari data: {enumerate_some(told)}. "
            f"Lengkapi {needed}.",
            entries[0].nomor,
            "tercetak",
            entries[0].kunci,
            tempat,
            entries[0].tercetak,
        )


def _name_needed(kunci: str) -> str:
    """Return which data a key is computed from."""
    family = kunci.partition(".")[0]
    return next((needed for families, needed in NEEDED.items() if family in families), f"data untuk {kunci}")


@aturan("W08", "galat", "Kunci angka tercetak menunjuk nilai yang ada", READABLE)
def check_keys(dataset: Dataset) -> Iterator[Kejanggalan]:
    """Kunci di angka_tercetak.csv yang bukan angka hitungan dan bukan sel data: salah ketik, atau barisnya tidak ada."""
    for entri in build_register(dataset):
        if entri.kunci and not is_known(dataset, entri.kunci):
            pesan = (
                f"Kunci «{entri.kunci}» untuk «{entri.tercetak}» di {entri.tempat} tidak menunjuk angka atau sel mana pun."
                f"{suggest(entri.kunci, list_keys(dataset, entri.kunci))} Perbaiki kuncinya, atau kosongkan bila tidak ada nilainya."
            )
            yield Kejanggalan("angka_tercetak", pesan, entri.nomor, "kunci", lokasi=entri.tempat, tercetak=entri.kunci)


ATURAN = (
    check_overspent,
    check_unbudgeted,
    check_unspent,
    check_results_jump,
    check_budget_jump,
    check_formats,
    check_two_readings,
    check_uncomputable,
    check_keys,
    check_results_against_targets,
)
