"""Printed figures that differ from the data, grouped so that one mistake becomes one finding."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from lkip_utils.angka import compute_angka
from lkip_utils.audit.aturan import Kejanggalan
from lkip_utils.audit.kata import enumerate_some, name_of, quote
from lkip_utils.dataset import Dataset, remember
from lkip_utils.kinerja import compute_hasil, read_skala
from lkip_utils.numbers import format_number, format_percent, format_points, format_rupiah
from lkip_utils.register import CUT, Entri, build_register, compare, count_places

Jenis = Literal[
    "bergeser", "jumlah", "persentase", "efisiensi", "capaian", "kategori", "rerata", "perubahan", "renstra",
    "terpotong", "lain",
]  # fmt: skip
"""What is wrong with a printed figure; each kind belongs to one rule."""

FITS = ("sesuai", "dibulatkan")
TAHUN = ("tahun", "tahun_lalu")
"""Keys of printed years: the rules about texts look at them."""

_FAMILIES: Mapping[str, Jenis] = {
    "pegawai": "jumlah",
    "sarana": "jumlah",
    "pagu": "jumlah",
    "belanja": "jumlah",
    "serapan": "persentase",
    "kinerja": "persentase",
    "efisiensi": "efisiensi",
    "capaian": "capaian",
    "kategori": "kategori",
    "perubahan": "perubahan",
    "renstra": "renstra",
}


@dataclass(frozen=True)
class Cetakan:
    """Printed figures that differ from the data for one reason.

    Parameters
    ----------
    entri
        Their entries in the register; the first tells key and place of the finding.
    ikut
        Entries that differ only because they were computed from these: the efisiensi of a wrong serapan,
        the category of a wrong capaian.
    """

    jenis: Jenis
    entri: list[Entri]
    ikut: list[Entri] = field(default_factory=list)

    @property
    def pertama(self) -> Entri:
        """The entry that stands for all."""
        return self.entri[0]

    @property
    def kunci(self) -> str:
        """Key of the number that is printed wrongly."""
        return self.pertama.kunci

    @property
    def nilai(self) -> Decimal | None:
        """What is printed, as a number."""
        return read_printed(self.pertama)


def read_printed(entri: Entri) -> Decimal | None:
    """Return a printed figure as a number; None where it is none or can't be read with certainty."""
    return _read(entri.tercetak, entri.satuan)


@lru_cache(maxsize=4096)
def _read(text: str, satuan: str) -> Decimal | None:
    # What differs from zero by exactly this is the figure itself, with the decimals it is printed with.
    return compare(text, Decimal(0), satuan).selisih


def list_printed(dataset: Dataset, kunci: str) -> Sequence[Entri]:
    """Return the entries of the register with a key."""
    return _index(dataset).get(kunci, ())


def list_row(dataset: Dataset, entri: Entri) -> Sequence[Entri]:
    """Return what is printed in the same row of the same table."""
    return _index_rows(dataset)[entri.tempat, entri.baris]


@remember
def _index(dataset: Dataset) -> Mapping[str, list[Entri]]:
    index: dict[str, list[Entri]] = {}
    for entri in build_register(dataset):
        index.setdefault(entri.kunci, []).append(entri)
    return index


@remember
def _index_rows(dataset: Dataset) -> Mapping[tuple[str, str], list[Entri]]:
    index: dict[tuple[str, str], list[Entri]] = {}
    for entri in build_register(dataset):
        index.setdefault((entri.tempat, entri.baris), []).append(entri)
    return index


@remember
def list_cetakan(dataset: Dataset) -> tuple[Cetakan, ...]:
    """Return everything that is printed differently from the data, each entry in exactly one group.

    Examples
    --------
    >>> from lkip_utils import read_dataset
    >>> cetakan = list_cetakan(read_dataset("dinas-contoh-uji", 2024, "tests/fixture/data"))
    >>> [(c.jenis, c.kunci) for c in cetakan][:2]
    [('persentase', 'anggaran.serapan'), ('persentase', 'serapan.8.01')]
    """
    slips = [Cetakan("bergeser", hits) for hits in _find_slips(dataset)]
    slipped = {entri.nomor for slip in slips for entri in slip.entri}
    different = [e for e in build_register(dataset) if e.status == "berbeda" and e.kunci not in TAHUN]
    causes = dict(_find_causes(dataset, different))
    own = [entri for entri in different if entri.nomor not in slipped and entri.nomor not in causes]
    groups = [*slips, *_group(dataset, own)]
    _attach(groups, [entri for entri in different if entri.nomor in causes], causes)
    return tuple(groups)


def list_jenis(dataset: Dataset, jenis: Jenis) -> Iterator[Cetakan]:
    """Yield the groups of one kind."""
    return (cetakan for cetakan in list_cetakan(dataset) if cetakan.jenis == jenis)


@remember
def map_keys(dataset: Dataset) -> Mapping[str, str]:
    """Return for every key that is printed differently the key of the finding that speaks for it."""
    return {e.kunci: c.kunci for c in reversed(list_cetakan(dataset)) for e in (*c.ikut, *c.entri)}


# ── how entries come together ───────────────────────────────────────────────────────────


def _group(dataset: Dataset, entries: Sequence[Entri]) -> Iterator[Cetakan]:
    """Yield the entries of each key; a mistake that a parent merely repeats belongs to the first key that has it."""
    keys: dict[str, list[Entri]] = {}
    for entri in entries:
        keys.setdefault(entri.kunci, []).append(entri)
    groups: list[list[Entri]] = []
    for members in keys.values():
        twin = next((group for group in groups if _repeats(dataset, members, group)), None)
        if twin is None:
            groups.append(members)
        else:
            twin.extend(members)
    return (Cetakan(_classify(dataset, group[0]), group) for group in groups)


def _repeats(dataset: Dataset, members: list[Entri], group: list[Entri]) -> bool:
    """Return whether a programme prints the wrong figure of its kegiatan, or a sasaran that of its programme."""
    (family, _, kode), (other, _, lead) = members[0].kunci.partition("."), group[0].kunci.partition(".")
    if family != other or members[0].terhitung != group[0].terhitung:
        return False
    kin = kode in _lineage(dataset, lead) or lead in _lineage(dataset, kode)
    return kin and {read_printed(e) for e in members} == {read_printed(e) for e in group}


@remember
def _lineage(dataset: Dataset, kode: str) -> tuple[str, ...]:
    """Return the codes above a node of the programme tree, and the sasaran that they support."""
    row = next(iter(dataset.rows_by("program", "kode")[kode]), None)
    if row is None:
        return ()
    above = [code for code in (row["induk"], row["sasaran"]) if code]
    return (*above, *(code for parent in above for code in _lineage(dataset, parent)))


def _classify(dataset: Dataset, entri: Entri) -> Jenis:
    """Return what is wrong with a figure, by the key of its value."""
    if entri.alasan == CUT:
        return "terpotong"
    if entri.kunci not in compute_angka(dataset):
        return "lain"
    family, _, kode = entri.kunci.partition(".")
    if kode == "serapan":
        return "persentase"
    if family in ("capaian", "kategori") and (kode == "rata_rata" or dataset.rows_by("sasaran", "kode")[kode]):
        return "rerata"
    if family == "realisasi":
        return _classify_realisasi(dataset, kode)
    if family == "anggaran":
        return "lain" if len(dataset["apbd"]) else "jumlah"
    return _FAMILIES.get(family, "lain")


def _classify_realisasi(dataset: Dataset, kode: str) -> Jenis:
    """Return whether a realisasi is a sum of money, a quotient, or a result as reported."""
    if not dataset.rows_by("indikator", "kode")[kode]:
        return "jumlah"
    return "persentase" if compute_hasil(dataset, kode).hasil_bagi is not None else "lain"


def _attach(groups: list[Cetakan], entries: Sequence[Entri], causes: Mapping[int, int]) -> None:
    where = {entri.nomor: cetakan for cetakan in groups for entri in cetakan.entri}
    for entri in entries:
        where[causes[entri.nomor]].ikut.append(entri)


def _find_causes(dataset: Dataset, different: Sequence[Entri]) -> Iterator[tuple[int, int]]:
    """Yield each entry that was computed from another wrong one: row number of either."""
    wrong: dict[str, list[Entri]] = {}
    for entri in different:
        wrong.setdefault(entri.kunci, []).append(entri)
    for entri in different:
        family, _, kode = entri.kunci.partition(".")
        source, follows = {
            "efisiensi": (f"serapan.{kode}", _is_difference),
            "kategori": (f"capaian.{kode}", _is_category),
        }.get(family, ("", _is_category))
        cause = next((other for other in wrong.get(source, ()) if follows(dataset, entri, other)), None)
        if cause is not None:
            yield entri.nomor, cause.nomor


def _is_difference(dataset: Dataset, efisiensi: Entri, serapan: Entri) -> bool:
    """Return whether a printed efisiensi is the printed kinerja − this printed serapan."""
    kode = efisiensi.kunci.partition(".")[2]
    kinerja = {read_printed(e) for e in list_printed(dataset, f"kinerja.{kode}")}
    printed, spent = read_printed(efisiensi), read_printed(serapan)
    return printed is not None and spent is not None and printed + spent in kinerja


def _is_category(dataset: Dataset, kategori: Entri, capaian: Entri) -> bool:
    """Return whether a printed category is that of this printed capaian."""
    implied = read_skala(dataset).kategori(read_printed(capaian))
    return implied is not None and compare(kategori.tercetak, implied).status == "sesuai"


# ── columns that slipped by a row ───────────────────────────────────────────────────────


def _find_slips(dataset: Dataset) -> Iterator[list[Entri]]:
    """Yield the entries of each column that fit the value of the row above or below them.

    At least two different figures, and more than half of what differs in the column: less could be chance.
    """
    columns: dict[tuple[str, str], list[Entri]] = {}
    for entri in build_register(dataset):
        if isinstance(entri.terhitung, Decimal) and entri.kunci not in TAHUN:
            columns.setdefault((entri.tempat, entri.kolom), []).append(entri)
    for column in columns.values():
        different = sum(entri.status == "berbeda" for entri in column)
        if len(column) < 3 or different < 2:
            continue
        hits = max((_fit_neighbour(column, step) for step in (1, -1)), key=len)
        if len({read_printed(entri) for entri in hits}) > 1 and len(hits) * 2 > different:
            yield hits


def _fit_neighbour(column: list[Entri], step: int) -> list[Entri]:
    return [
        entri
        for at, entri in enumerate(column)
        if entri.status == "berbeda"
        and 0 <= at + step < len(column)
        and compare(entri.tercetak, column[at + step].terhitung, column[at + step].satuan).status in FITS
    ]


# ── how findings speak of them ──────────────────────────────────────────────────────────


def show(value: Decimal | str | None, satuan: str) -> str:
    """Return a value as the report writes it.

    Examples
    --------
    >>> show(Decimal("96.9057"), "persen"), show(Decimal(20), "unit"), show("Tinggi", "kategori")
    ('96,91%', '20 unit', '«Tinggi»')
    """
    if not isinstance(value, Decimal):
        return f"«{value}»" if value else "kosong"
    formats = {"rupiah": format_rupiah, "persen": format_percent, "poin": format_points, "%": format_percent}
    if satuan in formats:
        return formats[satuan](value)
    return f"{format_number(value, count_places(value, 2))} {satuan}".strip()


def show_difference(selisih: Decimal | None, satuan: str) -> str:
    """Return by how much more or less is printed than computed; percentages differ by points.

    Examples
    --------
    >>> show_difference(Decimal("-5.827"), "persen"), show_difference(None, "kategori")
    (', jadi tercetak kurang 5,83 poin', '')
    """
    if selisih is None:
        return ""
    size = show(abs(selisih), "poin" if satuan in ("persen", "%") else satuan)
    return f", jadi tercetak {'lebih' if selisih > 0 else 'kurang'} {size}"


def tell_printed(entries: Sequence[Entri]) -> str:
    """Return what is printed and where, figures that mean the same together.

    Examples
    --------
    >>> from lkip_utils import read_dataset
    >>> register = build_register(read_dataset("dinas-contoh-uji", 2024, "tests/fixture/data"))
    >>> tell_printed(register[:2])
    '«75,00» di Tabel 3.12 (Jumlah; Persentase) dan «74,35» di Tabel 3.14 (Jumlah; Persentase)'
    """
    figures: dict[object, list[Entri]] = {}
    for entri in entries:
        figures.setdefault(read_printed(entri) or entri.tercetak, []).append(entri)
    return enumerate_some([f"«{same[0].tercetak}» di {name_places(same)}" for same in figures.values()], 6)


def name_places(entries: Sequence[Entri]) -> str:
    """Return where figures are printed: table, rows and column."""
    columns: dict[tuple[str, str], list[str]] = {}
    for entri in entries:
        columns.setdefault((entri.tempat, entri.kolom), []).append(entri.baris)
    return enumerate_some([f"{place} ({enumerate_some(rows)}; {name})" for (place, name), rows in columns.items()], 5)


def tell_right(dataset: Dataset, cetakan: Cetakan) -> str:
    """Return where the same number is printed as the data gives it; empty where nowhere."""
    right = [entri for entri in list_printed(dataset, cetakan.kunci) if entri.status in FITS]
    return f" Yang cocok dengan data: {tell_printed(right)}." if right else ""


def tell_followers(cetakan: Cetakan) -> str:
    """Return which other printed figures inherit the mistake, and what they should be."""
    groups: dict[str, list[Entri]] = {}
    for entri in cetakan.ikut:
        groups.setdefault(show(entri.terhitung, entri.satuan), []).append(entri)
    told = [f"{tell_printed(same)}, seharusnya {value}" for value, same in groups.items()]
    return f" Ikut keliru karenanya: {'; '.join(told)}." if told else ""


def name_number(dataset: Dataset, kunci: str) -> str:
    """Return what a key of a budget or indicator stands for, e.g. ``sub kegiatan f.1.2 «Pelaksanaan …»``."""
    kode = kunci.partition(".")[2]
    for file, label in (("program", "tingkat"), ("sasaran", "jenis"), ("indikator", "")):
        for row in dataset.rows_by(file, "kode")[kode]:
            level = str(row[label]).replace("_", " ") if label else "indikator"
            return f"{level} {kode} {quote(name_of(dataset, file, kode), 60)}"
    return kode


def report(cetakan: Cetakan, pesan: str, terhitung: str = "") -> Kejanggalan:
    """Return what a rule found about printed figures, at the first of them."""
    entri = cetakan.pertama
    computed = terhitung or show(entri.terhitung, entri.satuan).strip("«»")
    return Kejanggalan(
        "angka_tercetak", pesan, entri.nomor, "tercetak", entri.kunci, entri.tempat, entri.tercetak, computed
    )
