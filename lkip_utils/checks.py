"""What can only be checked across files: codes that must exist, values that suit their indicator, trees."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from lkip_utils.csv_files import suggest
from lkip_utils.dataset import Dataset, records
from lkip_utils.measures import parse_measure
from lkip_utils.schemas import FILES
from lkip_utils.skala import Skala
from lkip_utils.temuan import Temuan

TREES = ("organisasi", "sasaran", "program")
"""Files whose column ``induk`` makes a tree."""


def check_dataset(dataset: Dataset, unread: Sequence[Temuan]) -> list[Temuan]:
    """Return what is wrong across the files of a dataset.

    Parameters
    ----------
    unread
        What was found while reading: a file that couldn't be read would make every code that it
        defines look unknown.
    """
    across = (*_check_trees(dataset), *_check_leaves(dataset), *_check_skala(dataset, unread))
    return [*_check_references(dataset, unread), *_check_measures(dataset, unread), *across]


def _check_trees(dataset: Dataset) -> Iterator[Temuan]:
    for file in TREES:
        parents = {row["kode"]: row["induk"] for row in records(dataset[file])}
        for row in records(dataset[file]):
            if _is_in_circle(row["kode"], parents):
                message = f"kode «{row['kode']}» berada di bawah dirinya sendiri. Perbaiki induknya."
                yield Temuan(
                    dataset.source(file), row["baris"], "induk", "D13", "galat", message, tercetak=row["induk"]
                )


def _is_in_circle(kode: str, parents: Mapping[str, str | None]) -> bool:
    above, seen = parents[kode], set[str]()
    while above is not None and above not in seen:
        seen.add(above)
        above = parents.get(above)
    return kode in seen


def _check_leaves(dataset: Dataset) -> Iterator[Temuan]:
    parents = set(dataset["program"]["induk"].dropna())
    for row in records(dataset["anggaran"]):
        if row["program"] in parents:
            message = (
                f"«{row['program']}» mempunyai rincian di bawahnya; diharapkan kode rincian terbawah. "
                "Pindahkan jumlah yang tercetak untuk induk ke angka_tercetak.csv."
            )
            yield Temuan(
                dataset.source("anggaran"), row["baris"], "program", "D14", "galat", message, tercetak=row["program"]
            )


def _check_skala(dataset: Dataset, unread: Sequence[Temuan]) -> Iterator[Temuan]:
    """Check that the scale gives every capaian exactly one class."""
    source = dataset.source("skala")
    if source in {temuan.berkas for temuan in unread}:
        return
    for problem in Skala.from_frame(dataset["skala"]).problems():
        yield Temuan(source, None, "", "D16", "galat", f"{problem} Perbaiki batas atau urutannya.")


def _check_references(dataset: Dataset, unread: Sequence[Temuan]) -> list[Temuan]:
    # A file that couldn't be read would make every code that it defines look unknown.
    broken = {temuan.berkas for temuan in unread if temuan.kode <= "D06"}
    problems = []
    for file, schema in FILES.items():
        for column, spec in schema.columns.items():
            target = (spec.metadata or {}).get("refers_to")
            if target is None or dataset.source(target) in broken:
                continue
            known = set(dataset[target]["kode"])
            for row, value in dataset[file][column].dropna().items():
                if value not in known:
                    message = f"kode «{value}» tidak ada di {target}.csv.{suggest(value, known)} Perbaiki kode atau tambahkan barisnya di {target}.csv."
                    problems.append(
                        Temuan(dataset.source(file), int(str(row)), column, "D12", "galat", message, tercetak=value)
                    )
    return problems


def _check_measures(dataset: Dataset, unread: Sequence[Temuan]) -> list[Temuan]:
    """Check that targets and results can be read in the form their indicator has."""
    if dataset.source("indikator") in {temuan.berkas for temuan in unread}:
        return []
    bentuk = dataset["indikator"].set_index("kode")["bentuk"]
    problems = []
    for file, schema in FILES.items():
        for column, spec in schema.columns.items():
            if (spec.metadata or {})["kind"] != "measure":
                continue
            for row in records(dataset[file].dropna(subset=[column])):
                try:
                    parse_measure(row[column], bentuk.get(row["indikator"], "bilangan"))
                except ValueError as error:
                    problems.append(
                        Temuan(
                            dataset.source(file),
                            row["baris"],
                            column,
                            "D08",
                            "galat",
                            str(error),
                            tercetak=row[column],
                        )
                    )
    return problems
