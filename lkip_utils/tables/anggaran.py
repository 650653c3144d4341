"""Tables of Bab III.C: spending by kind, by sasaran and by programme; efficiency."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import accumulate, groupby

import pandas as pd

from lkip_utils.anggaran import (
    Anggaran,
    build_anggaran_sasaran,
    build_pohon_anggaran,
    compute_anggaran,
    compute_belanja,
)
from lkip_utils.dataset import Dataset, Record, cell_key, records
from lkip_utils.display import Column, Content, Number, Row, Table
from lkip_utils.efisiensi import RULE
from lkip_utils.kinerja import compute_rerata_of, read_printed
from lkip_utils.numbers import format_integer, format_percent, format_rupiah
from lkip_utils.penilaian import judge_efisiensi
from lkip_utils.serapan import Serapan, compute_serapan
from lkip_utils.tables.perencanaan import DASH, statement
from lkip_utils.tanda import mark

PARTIAL = (
    "Pagu dan realisasi adalah jumlah yang diketahui. Kolom Rincian menyebut berapa sub kegiatan yang pagu dan realisasinya "
    "diketahui; serapan hanya dihitung dari pagu dan realisasi sub kegiatan itu."
)
PLANNED = "Pagu adalah jumlah yang diketahui; kolom Rincian menyebut dari berapa sub kegiatan."
HIDDEN = "Kegiatan dan sub kegiatan yang tidak mempunyai satu angka pun dalam sumber data tidak ditampilkan."
PRINTED = "Kolom Tercetak memuat persentase dalam laporan yang diterbitkan, huruf demi huruf."


PROGRAM = (
    Column("Kode", 7),
    Column("Program / kegiatan / sub kegiatan", 30),
    Column("Kinerja (%)", 9, "right"),
    Column("Pagu (Rp)", 15, "right"),
    Column("Realisasi (Rp)", 15, "right"),
    Column("Serapan (%)", 9, "right"),
    Column("Tercetak", 9, "right"),
    Column("Rincian", 11),
)
LEVELS = {"program": 1, "kegiatan": 2, "sub_kegiatan": 3}
"""Depth of a node in the tree of programmes."""
EFFICIENCY = (
    Column("Kode", 7),
    Column("Program / kegiatan / sub kegiatan", 39),
    Column("Kinerja (%)", 9, "right"),
    Column("Serapan (%)", 9, "right"),
    Column("Selisih (poin)", 10, "right"),
    Column("Tercetak", 9, "right"),
    Column("Penilaian", 17),
)


def tabulate_belanja(dataset: Dataset) -> Table:
    """Return spending by kind, its sum, and the agency's total that it should meet."""
    rows = [_spending_row(dataset, row) for row in sorted(dataset.rows("belanja"), key=lambda row: row["urutan"])]
    total, sums = compute_anggaran(dataset), compute_belanja(dataset)
    if rows:
        rows += [_spending_sum(dataset, sums), _spending_total(dataset, total)]
    return Table(
        (
            Column("No", 6),
            Column("Jenis belanja", 30),
            Column("Pagu (Rp)", 20, "right"),
            Column("Realisasi (Rp)", 20, "right"),
            Column("Serapan (%)", 12, "right"),
            Column("Tercetak", 12, "right"),
        ),
        tuple(rows),
        missing=f"Realisasi belanja tahun {dataset.tahun} belum tersedia.",
        notes=(
            *_tell_unknown(sums),
            *_mismatch(total.pagu, sums.pagu, "pagu"),
            *_mismatch(total.realisasi, sums.realisasi, "realisasi"),
            PRINTED,
        ),
        sources=dataset.sources("belanja", "apbd"),
    )


def _spending_row(dataset: Dataset, row: Record) -> Row:
    kunci = f"serapan.belanja.{row['urutan']}"
    amounts = (mark(dataset, _amount(row[name]), cell_key("belanja", row, name)) for name in ("pagu", "realisasi"))
    serapan = mark(dataset, _percent(compute_serapan(row["pagu"], row["realisasi"])), kunci)
    return Row((str(row["urutan"]), row["jenis"], *amounts, serapan, read_printed(dataset, kunci) or DASH))


def _spending_sum(dataset: Dataset, sums: Serapan) -> Row:
    known = ((_amount(sums.pagu), "pagu"), (_amount(sums.realisasi), "realisasi"), (_percent(sums.persen), "serapan"))
    cells = (mark(dataset, text, f"belanja.{name}") for text, name in known)
    return Row(("", "Penjumlahan baris", *cells, DASH), "jumlah")


def _spending_total(dataset: Dataset, total: Anggaran) -> Row:
    known = (
        (_amount(total.pagu), "pagu"),
        (_amount(total.realisasi), "realisasi"),
        (_percent(total.serapan), "serapan"),
    )
    cells = (mark(dataset, text, f"anggaran.{name}", f"apbd/perubahan/{name}") for text, name in known)
    printed = read_printed(dataset, "belanja.serapan") or read_printed(dataset, "anggaran.serapan") or DASH
    return Row(("", "Jumlah anggaran instansi", *cells, printed), "jumlah")


def _tell_unknown(sums: Serapan) -> tuple[str, ...]:
    if sums.n == sums.jumlah:
        return ()
    return (
        f"Pagu {sums.n_pagu} dan realisasi {sums.n_realisasi} dari {sums.jumlah} jenis belanja diketahui; penjumlahan hanya mencakup "
        f"yang diketahui, dan serapannya hanya {sums.n} jenis belanja yang pagu dan realisasinya diketahui.",
    )


def _mismatch(total: Decimal | None, summed: Decimal | None, what: str) -> tuple[str, ...]:
    if total is None or summed is None or total == summed:
        return ()
    return (
        f"Penjumlahan {what} menurut jenis belanja {format_rupiah(summed)} tidak sama dengan jumlah {what} instansi "
        f"{format_rupiah(total)}; selisih {format_rupiah(abs(total - summed))}.",
    )


def tabulate_sasaran(dataset: Dataset) -> Table:
    """Return capaian and budget per sasaran."""
    frame = build_anggaran_sasaran(dataset)
    rows = [
        _sasaran_row(dataset, row) for row in sorted(records(frame), key=lambda row: row["sasaran"]) if _has_amount(row)
    ]
    return Table(
        (
            Column("Sasaran", 26),
            Column("Rata-rata capaian (%)", 11, "right"),
            Column("Pagu (Rp)", 17, "right"),
            Column("Realisasi (Rp)", 17, "right"),
            Column("Serapan (%)", 10, "right"),
            Column("Tercetak", 10, "right"),
            Column("Rincian", 11),
        ),
        tuple(rows),
        missing=f"Anggaran per sasaran tahun {dataset.tahun} belum tersedia.",
        notes=(PARTIAL, PRINTED),
        sources=dataset.sources("program", "anggaran"),
    )


def _sasaran_row(dataset: Dataset, row: Record) -> Row:
    kode = row["sasaran"]
    capaian = mark(dataset, _percent(compute_rerata_of(dataset, kode).nilai), f"capaian.{kode}")
    printed = read_printed(dataset, f"serapan.{kode}") or DASH
    return Row((statement(dataset, kode), capaian, *_money(dataset, kode, row), printed, _known(row)))


def _money(dataset: Dataset, kode: str, row: Record) -> Iterator[Content]:
    """Yield pagu, realisasi and serapan of a programme or sasaran, each with the mark of its finding."""
    for name, write in (("pagu", _amount), ("realisasi", _amount), ("serapan", _percent)):
        yield mark(dataset, write(row[name]), f"{name}.{kode}", f"anggaran/{kode}/{name}")


def _known(row: Record, name: str = "n") -> str:
    return f"{row[name]} dari {row['jumlah']}"


def tabulate_program(dataset: Dataset) -> Table:
    """Return performance and budget of every programme, kegiatan and sub kegiatan, grouped by sasaran."""
    return Table(
        PROGRAM,
        tuple(_by_sasaran(dataset, _program_row)) if len(dataset["anggaran"]) else (),
        missing=f"Anggaran per sub kegiatan tahun {dataset.tahun} belum tersedia.",
        notes=(PARTIAL, HIDDEN, PRINTED),
        sources=dataset.sources("program", "anggaran"),
        landscape=True,
    )


def _program_row(dataset: Dataset, node: Record) -> Row:
    kode = node["kode"]
    kinerja = mark(dataset, _percent(node["kinerja"]), f"kinerja.{kode}", f"anggaran/{kode}/kinerja")
    printed = read_printed(dataset, f"serapan.{kode}") or DASH
    cells = (kode, node["nama"], kinerja, *_money(dataset, kode, node), printed, _known(node))
    return Row(cells, level=LEVELS[node["tingkat"]], carried=_carry(node["terkumpul"]))


def _carry(sums: Serapan | None) -> tuple[str, ...]:
    if sums is None:
        return ()
    amounts = (_amount(sums.pagu), _amount(sums.realisasi), _percent(sums.persen))
    return ("", "", "", *amounts, "", f"{sums.n} dari {sums.jumlah}")


def tabulate_pohon_program(dataset: Dataset) -> Table:
    """Return all programmes, kegiatan and sub kegiatan with their indicators and their pagu."""
    indicators = {node["kode"]: node["indikator"] for node in dataset.rows("program")}
    names = {row["kode"]: row["nama"] for row in dataset.rows("indikator")}
    rows = []
    for node in _accumulate(records(build_pohon_anggaran(dataset))):
        kode, sums = node["kode"], node["terkumpul"]
        pagu = mark(dataset, _amount(node["pagu"]), f"pagu.{kode}", f"anggaran/{kode}/pagu")
        cells = (kode, node["nama"], names.get(indicators[kode], ""), pagu, _known(node, "n_pagu"))
        carried = ("", "", "", _amount(sums.pagu), f"{sums.n_pagu} dari {sums.jumlah}") if sums else ()
        rows.append(Row(cells, level=LEVELS[node["tingkat"]], carried=carried))
    total = mark(dataset, _amount(compute_anggaran(dataset).pagu), "anggaran.pagu")
    return Table(
        (
            Column("Kode", 8),
            Column("Program / kegiatan / sub kegiatan", 36),
            Column("Indikator", 24),
            Column("Pagu (Rp)", 20, "right"),
            Column("Rincian", 12),
        ),
        (*rows, Row(("", "Pagu instansi", "", total, ""), "jumlah")) if rows else (),
        missing="Program, kegiatan, dan sub kegiatan belum tersedia.",
        notes=(PLANNED,),
        sources=dataset.sources("program", "anggaran", "apbd"),
    )


def tabulate_pagu_program(dataset: Dataset) -> Table:
    """Return the programmes with their pagu and the agency's total."""
    tree = build_pohon_anggaran(dataset)
    programs = tree[tree["tingkat"] == "program"]
    rows = [
        Row(
            (
                node["kode"],
                node["nama"],
                mark(dataset, _amount(node["pagu"]), f"pagu.{node['kode']}"),
                _known(node, "n_pagu"),
            )
        )
        for node in records(programs)
    ]
    total = compute_anggaran(dataset).pagu
    rows.append(Row(("", "Pagu instansi", mark(dataset, _amount(total), "anggaran.pagu"), ""), "jumlah"))
    return Table(
        (Column("Kode", 8), Column("Program", 60), Column("Pagu (Rp)", 20, "right"), Column("Rincian", 12)),
        tuple(rows) if total is not None else (),
        missing=f"Pagu per program tahun {dataset.tahun} belum tersedia.",
        notes=(PLANNED,),
        sources=dataset.sources("anggaran", "apbd"),
    )


def tabulate_efisiensi(dataset: Dataset) -> Table:
    """Return the efficiency of every programme, kegiatan and sub kegiatan by the printed rule."""
    return Table(
        EFFICIENCY,
        tuple(_by_sasaran(dataset, _efficiency_row)) if len(dataset["anggaran"]) else (),
        missing=f"Efisiensi tahun {dataset.tahun} belum dapat dihitung karena anggaran belum tersedia.",
        notes=(RULE, HIDDEN, PRINTED),
        sources=dataset.sources("program", "anggaran"),
        landscape=True,
    )


def tabulate_efisiensi_sasaran(dataset: Dataset, sasaran: str) -> Table:
    """Return the efficiency of the programmes and kegiatan that support a sasaran."""
    nodes = _supporting(dataset, sasaran)
    return Table(
        EFFICIENCY,
        tuple(_efficiency_row(dataset, node) for node in records(nodes) if _has_amount(node)),
        missing=f"Efisiensi tahun {dataset.tahun} belum dapat dihitung karena anggaran belum tersedia.",
        notes=(RULE,),
        sources=dataset.sources("program", "anggaran"),
    )


def tabulate_pendukung(dataset: Dataset, sasaran: str) -> Table:
    """Return the programmes and kegiatan that support a sasaran, with their budget."""
    return Table(
        PROGRAM,
        tuple(_program_row(dataset, node) for node in _accumulate(records(_supporting(dataset, sasaran)))),
        missing="Program pendukung belum tersedia.",
        notes=(PARTIAL,),
        sources=dataset.sources("program", "anggaran"),
    )


def _supporting(dataset: Dataset, sasaran: str) -> pd.DataFrame:
    tree = _tree_with_sasaran(dataset)
    return tree[(tree["sasaran"] == sasaran) & (tree["tingkat"] != "sub_kegiatan")]


def _has_amount(sums: Record) -> bool:
    return bool(sums["n_pagu"] or sums["n_realisasi"])


def _is_told(node: Record) -> bool:
    """Whether a table shows a node: every programme, and below it what any figure is known of."""
    return node["tingkat"] == "program" or any(node[name] is not None for name in ("kinerja", "pagu", "realisasi"))


def _efficiency_row(dataset: Dataset, node: Record) -> Row:
    kode = node["kode"]
    efisiensi = judge_efisiensi(dataset, node)
    printed = read_printed(dataset, f"efisiensi.{kode}") or DASH
    texts = zip(("kinerja", "serapan", "efisiensi"), (node["kinerja"], node["serapan"], efisiensi.selisih), strict=True)
    cells = (mark(dataset, _percent(value), f"{name}.{kode}") for name, value in texts)
    return Row((kode, node["nama"], *cells, printed, efisiensi.status), level=LEVELS[node["tingkat"]])


def _by_sasaran(dataset: Dataset, make_row: Callable[[Dataset, Record], Row]) -> list[Row]:
    """Return the rows of the programme tree under a heading for each sasaran, at last of what supports none."""
    nodes = sorted(records(_tree_with_sasaran(dataset)), key=lambda node: (node["sasaran"] == "", node["sasaran"]))
    rows: list[Row] = []
    for kode, members in groupby(_accumulate(nodes), key=lambda node: node["sasaran"]):
        heading = f"Sasaran: {statement(dataset, kode)}" if kode else "Penunjang seluruh sasaran"
        rows.append(Row((heading,), "kelompok"))
        rows += [make_row(dataset, node) for node in members if _is_told(node)]
    return rows


def _accumulate(nodes: Sequence[Record]) -> list[Record]:
    """Return nodes, each of the lowest with what those down to it add up to (``terkumpul``, a Serapan)."""
    parents = {node["induk"] for node in nodes}
    lowest = [node for node in nodes if node["kode"] not in parents]
    sums = accumulate(map(Serapan.of_node, lowest))
    carried = dict(zip((node["kode"] for node in lowest), sums, strict=True))
    return [node | {"terkumpul": carried.get(node["kode"])} for node in nodes]


def _tree_with_sasaran(dataset: Dataset) -> pd.DataFrame:
    """Return the programme tree with the sasaran of each node's programme, empty for none."""
    nodes = {node["kode"]: node for node in records(dataset["program"])}
    tree = build_pohon_anggaran(dataset)
    return tree.assign(sasaran=[_sasaran_of(nodes, kode) for kode in tree["kode"]])


def _sasaran_of(nodes: Mapping[str, Record], kode: str) -> str:
    node = nodes[kode]
    if node["sasaran"] is None and node["induk"] is not None:
        return _sasaran_of(nodes, node["induk"])
    return node["sasaran"] or ""


def _amount(value: Decimal | None) -> str:
    return DASH if value is None else Number(format_integer(value), value)


def _percent(value: Decimal | None) -> str:
    return DASH if value is None else Number(format_percent(value).removesuffix("%"), value)
