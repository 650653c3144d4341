"""The headline numbers of a report by key: what ``angka.json`` publishes and prose quotes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from lkip_utils.anggaran import build_anggaran_sasaran, build_pohon_anggaran, compute_anggaran, compute_belanja
from lkip_utils.dataset import Dataset, records
from lkip_utils.kinerja import (
    compute_kemajuan_of,
    compute_perubahan_rerata,
    compute_rerata_capaian,
    list_hasil,
)

TINGKAT = ("tujuan", "iku", "eselon_3", "eselon_4", "sub_kegiatan")


@dataclass(frozen=True)
class Angka:
    """A headline number with its way back to the data.

    Parameters
    ----------
    nilai
        Unrounded; None where the data doesn't allow it.
    berkas, baris
        File below the data folder and the spreadsheet rows that went in (empty: all rows).
    cakupan
        For a mean, how many of its values are known: "1 dari 2".
    """

    kunci: str
    nilai: Decimal | None
    satuan: str
    berkas: str
    baris: tuple[int, ...] = ()
    cakupan: str = ""

    def to_dict(self) -> dict[str, object]:
        """Return the number as ``angka.json`` spells it."""
        value = None if self.nilai is None else float(self.nilai)
        entry: dict[str, object] = {
            "nilai": value,
            "satuan": self.satuan,
            "berkas": self.berkas,
            "baris": list(self.baris),
        }
        return entry | ({"cakupan": self.cakupan} if self.cakupan else {})


def compute_angka(dataset: Dataset) -> dict[str, Angka]:
    """Return every headline number of a report by its key."""
    numbers = [*_total(dataset), *_capaian(dataset), *_programs(dataset), *_sasaran(dataset), *_sakip(dataset)]
    return {angka.kunci: angka for angka in numbers}


def _total(dataset: Dataset) -> Iterator[Angka]:
    anggaran, belanja = compute_anggaran(dataset), compute_belanja(dataset)
    jenis, rows = dataset.source("belanja"), _rows(dataset, "apbd", "tahap")
    # Without apbd.csv the total is the sum of anggaran.csv.
    source = dataset.source("apbd" if rows else "anggaran")
    last = rows.get("perubahan", rows.get("murni", ()))
    yield Angka("anggaran.pagu_murni", anggaran.pagu_murni, "rupiah", dataset.source("apbd"), rows.get("murni", ()))
    yield Angka("anggaran.pagu", anggaran.pagu, "rupiah", source, last)
    yield Angka("anggaran.realisasi", anggaran.realisasi, "rupiah", source, last)
    yield Angka("anggaran.serapan", anggaran.serapan, "persen", source, last)
    yield Angka("belanja.pagu", belanja.pagu, "rupiah", jenis)
    yield Angka("belanja.realisasi", belanja.realisasi, "rupiah", jenis)
    yield Angka("belanja.serapan", belanja.persen, "persen", jenis)


def _capaian(dataset: Dataset) -> Iterator[Angka]:
    source = dataset.source("realisasi")
    mean = compute_rerata_capaian(dataset)
    yield Angka("capaian.rata_rata", mean.nilai, "persen", source, cakupan=f"{mean.cakupan} sasaran")
    yield Angka("perubahan.rata_rata", compute_perubahan_rerata(dataset)[0].selisih, "poin", source)
    for tingkat in TINGKAT:
        for hasil in list_hasil(dataset, tingkat):
            rows = () if hasil.baris is None else (hasil.baris,)
            yield Angka(f"capaian.{hasil.indikator.kode}", hasil.capaian.nilai, "persen", hasil.berkas, rows)
            if tingkat == "iku":
                kemajuan = compute_kemajuan_of(dataset, hasil.indikator.kode)
                yield Angka(f"renstra.{hasil.indikator.kode}", kemajuan.persen, "persen", hasil.berkas, rows)


def _programs(dataset: Dataset) -> Iterator[Angka]:
    source, rows = dataset.source("anggaran"), _rows(dataset, "anggaran", "program")
    parents = {node["kode"]: node["induk"] for node in records(dataset["program"])}
    for node in records(build_pohon_anggaran(dataset)):
        below = tuple(sorted(r for kode, at in rows.items() if _is_below(kode, node["kode"], parents) for r in at))
        for key, column, unit in (
            ("pagu", "pagu", "rupiah"),
            ("realisasi", "realisasi", "rupiah"),
            ("serapan", "serapan", "persen"),
            ("kinerja", "kinerja", "persen"),
        ):
            yield Angka(f"{key}.{node['kode']}", node[column], unit, source, below)


def _is_below(kode: str | None, node: str, parents: Mapping[str, str | None]) -> bool:
    return kode is not None and (kode == node or _is_below(parents[kode], node, parents))


def _sasaran(dataset: Dataset) -> Iterator[Angka]:
    source = dataset.source("anggaran")
    for row in records(build_anggaran_sasaran(dataset)):
        yield Angka(f"pagu.{row['sasaran']}", row["pagu"], "rupiah", source)
        yield Angka(f"realisasi.{row['sasaran']}", row["realisasi"], "rupiah", source)
        yield Angka(f"serapan.{row['sasaran']}", row["serapan"], "persen", source)


def _sakip(dataset: Dataset) -> Iterator[Angka]:
    source = dataset.source("sakip")
    for row in records(dataset["sakip"]):
        if row["tahun"] <= dataset.tahun:
            yield Angka(f"sakip.{row['tahun']}", row["nilai"], "nilai", source, (row["baris"],))


def _rows(dataset: Dataset, file: str, column: str) -> dict[str, tuple[int, ...]]:
    found: dict[str, tuple[int, ...]] = {}
    for baris, kode in dataset[file][column].items():
        found[kode] = (*found.get(kode, ()), int(str(baris)))
    return found
