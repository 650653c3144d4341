"""Tables of Bab II: RPJMD and Renstra, plan, IKU, perjanjian kinerja."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from lkip_utils.dataset import Dataset, Record, cell_key, records, remember
from lkip_utils.display import Column, Content, Row, Table, join, plain
from lkip_utils.kinerja import Indikator, compute_hasil, get_indikator, list_hasil, list_indikator, list_target_renstra
from lkip_utils.measures import format_measure, parse_measure
from lkip_utils.numbers import MISSING, format_number
from lkip_utils.pemerintahan import find_pemerintahan
from lkip_utils.tanda import mark

DASH = "–"
TARGET_SOURCES = {
    "perjanjian": "perjanjian kinerja",
    "realisasi": "catatan hasil pengukuran",
    "target_renstra": "Renstra",
}
"""File with targets → what it is called."""


def tabulate_keterkaitan(dataset: Dataset) -> Table:
    """Return how the RPJMD's vision, mission, aims and the Renstra's meet."""
    rpjmd = dataset["visi_misi"]
    supported = rpjmd[(rpjmd["jenis"] != "makna_visi") & ((rpjmd["jenis"] != "misi") | (rpjmd["didukung"] == "ya"))]
    left = [f"{_rpjmd_heading(row)}: {row['uraian']}" for row in records(supported)]
    right = [
        *(f"Tujuan: {text}" for text in _statements(dataset, "tujuan")),
        *(f"Sasaran {n}: {text}" for n, text in enumerate(_statements(dataset, "sasaran"), 1)),
        *(f"Indikator sasaran {n}: {i.nama}" for n, i in enumerate(list_indikator(dataset, "iku"), 1)),
    ]
    length = max(len(left), len(right))
    pad = [DASH] * length
    rows = zip((left + pad)[:length], (right + pad)[:length], strict=True)
    return Table(
        (
            Column(f"{find_pemerintahan(dataset).rencana} {dataset.profil('daerah')}".strip(), 50),
            Column(f"Renstra {dataset.profil('nama')}", 50),
        ),
        tuple(Row((a.removesuffix(DASH) or "", b.removesuffix(DASH) or "")) for a, b in rows),
        sources=dataset.sources("visi_misi", "sasaran", "indikator"),
    )


def _rpjmd_heading(row: Record) -> str:
    names = {"visi": "Visi", "misi": f"Misi {row['urutan']}", "tujuan_rpjmd": "Tujuan", "sasaran_rpjmd": "Sasaran"}
    return names[row["jenis"]]


def _statements(dataset: Dataset, jenis: str) -> list[str]:
    frame = dataset["sasaran"]
    return list(frame[frame["jenis"] == jenis].sort_values("urutan", kind="stable")["uraian"])


def statement(dataset: Dataset, kode: str) -> str:
    """Return the words of a tujuan or sasaran."""
    frame = dataset["sasaran"]
    return str(frame.loc[frame["kode"] == kode, "uraian"].iloc[0])


def tabulate_tujuan(dataset: Dataset) -> Table:
    """Return the aims and their indicators."""
    rows = [Row((statement(dataset, i.sasaran), i.nama)) for i in list_indikator(dataset, "tujuan")]
    return Table(
        (Column("Tujuan", 55), Column("Indikator tujuan", 45)),
        tuple(rows),
        missing="Indikator tujuan belum tersedia.",
        sources=dataset.sources("sasaran", "indikator"),
    )


def tabulate_renstra(dataset: Dataset) -> Table:
    """Return the Renstra matrix: indicator, formula and the targets of all its years."""
    iku = list_indikator(dataset, "iku")
    years = sorted({year for i in iku for year in list_target_renstra(dataset, i.kode)})
    rows = []
    for i in iku:
        targets = list_target_renstra(dataset, i.kode)
        cells = (format_measure(targets.get(year), i.bentuk, i.satuan) for year in years)
        rows.append(Row((statement(dataset, i.sasaran), i.nama, i.formula or MISSING, *cells)))
    columns = (
        Column("Sasaran", 18),
        Column("Indikator sasaran", 18),
        Column("Formula penghitungan", 22),
        *(Column(str(year), 8, "right", "Target") for year in years),
    )
    sources = dataset.sources("indikator", "target_renstra")
    return Table(columns, tuple(rows), missing="Target Renstra belum tersedia.", sources=sources)


def tabulate_rencana(dataset: Dataset) -> Table:
    """Return the year's plan: under each aim the sasaran, indicators and targets."""
    aims = dataset.rows_by("sasaran", "jenis")["tujuan"]
    rows = [row for aim in aims for row in _plan_rows(dataset, aim["kode"], _describe_aim(dataset, aim))]
    alone = {row["induk"] for row in dataset.rows_by("sasaran", "jenis")["sasaran"]} - {aim["kode"] for aim in aims}
    rows += [row for kode in alone for row in _plan_rows(dataset, kode, "Sasaran tanpa tujuan")]
    return Table(
        (Column("Sasaran", 40), Column("Indikator sasaran", 40), Column(f"Target {dataset.tahun}", 20, "right")),
        tuple(rows),
        missing="Tujuan dan sasaran belum tersedia.",
        notes=_target_notes(dataset),
        sources=dataset.sources("sasaran", "indikator", "target_renstra"),
    )


def _describe_aim(dataset: Dataset, aim: Record) -> str:
    measured = [i.nama for i in list_indikator(dataset, "tujuan") if i.sasaran == aim["kode"]]
    return f"Tujuan: {aim['uraian']} ({'; '.join(measured) or 'tanpa indikator'})"


def _plan_rows(dataset: Dataset, induk: str | None, heading: str) -> Iterator[Row]:
    """Yield the sasaran of an aim with their indicators, under the aim's heading."""
    yield Row((heading,), "kelompok")
    below = {row["kode"] for row in dataset.rows_by("sasaran", "induk")[induk]}
    for i in list_indikator(dataset, "iku"):
        if i.sasaran in below:
            yield Row((statement(dataset, i.sasaran), i.nama, format_target(dataset, i)))


def tabulate_iku(dataset: Dataset) -> Table:
    """Return the IKU with formula, who answers for them, source of data and target."""
    rows = [
        Row(
            (
                statement(dataset, i.sasaran),
                i.nama,
                i.formula or MISSING,
                i.sumber_data or MISSING,
                format_target(dataset, i),
            )
        )
        for i in list_indikator(dataset, "iku")
    ]
    return Table(
        (
            Column("Sasaran", 22),
            Column("Indikator sasaran", 22),
            Column("Formula penghitungan", 28),
            Column("Sumber data", 13),
            Column(f"Target {dataset.tahun}", 15, "right"),
        ),
        tuple(rows),
        notes=_target_notes(dataset),
        sources=(*dataset.sources("indikator"), *(dataset.sources("perjanjian") or dataset.sources("target_renstra"))),
    )


def format_target(dataset: Dataset, indikator: Indikator) -> Content:
    """Return the report year's target of an indicator, as agreed or planned, with the mark of its finding."""
    return mark(dataset, compute_hasil(dataset, indikator.kode).target_tertulis, f"target.{indikator.kode}")


def _target_notes(dataset: Dataset) -> tuple[str, ...]:
    if len(dataset["perjanjian"]):
        return ()
    source = target_source(dataset)
    told = f"; target berasal dari {source}" if source else ""
    return (f"Perjanjian kinerja tahun {dataset.tahun} belum tersedia{told}.",)


def target_source(dataset: Dataset) -> str:
    """Return what the targets of the year's IKU come from; empty where there are none."""
    files = {h.berkas_target for h in list_hasil(dataset, "iku") if h.target is not None}
    return join([words for file, words in TARGET_SOURCES.items() if dataset.source(file) in files])


def list_jabatan(dataset: Dataset) -> list[tuple[str, str]]:
    """Return the posts that have a perjanjian kinerja: unit code and name of the post."""
    names = dataset["organisasi"].set_index("kode")
    codes = dict.fromkeys(dataset["perjanjian"]["jabatan"])
    return [(kode, names.loc[kode, "jabatan"] or names.loc[kode, "unit"]) for kode in codes]


def tabulate_perjanjian(dataset: Dataset, jabatan: str) -> Table:
    """Return the perjanjian kinerja of one post: targets before and after the change."""
    frame = dataset["perjanjian"]
    rows = frame[frame["jabatan"] == jabatan].sort_values("urutan", kind="stable")
    return Table(
        (
            Column("No", 6),
            Column("Kinerja (sasaran)", 30),
            Column("Indikator kinerja", 30),
            Column("Sebelum perubahan", 11, "right", "Target"),
            Column("Setelah perubahan", 11, "right", "Target"),
            Column("Bertambah atau berkurang", 12, "right"),
        ),
        tuple(_agreement_row(dataset, row) for row in records(rows)),
        missing=f"Perjanjian kinerja tahun {dataset.tahun} belum tersedia.",
        notes=tuple(f"Baris {row['urutan']}: {plain(row['catatan'])}" for row in records(rows) if row["catatan"]),
        sources=dataset.sources("perjanjian"),
    )


def tabulate_perubahan_target(dataset: Dataset) -> Table:
    """Return the agreed targets of all posts that the change of the year moved."""
    rows = []
    names = dict(list_jabatan(dataset))
    for jabatan, members in dataset["perjanjian"].groupby("jabatan", sort=False):
        moved = [row for row in records(members) if _is_moved(dataset, row)]
        rows += [Row((names[str(jabatan)], *_agreement_row(dataset, row).cells[2:])) for row in moved]
    return Table(
        (
            Column("Jabatan", 26),
            Column("Indikator kinerja", 36),
            Column("Sebelum perubahan", 12, "right", "Target"),
            Column("Setelah perubahan", 12, "right", "Target"),
            Column("Bertambah atau berkurang", 14, "right"),
        ),
        tuple(rows),
        missing=f"Tidak ada target yang berubah, atau perjanjian kinerja tahun {dataset.tahun} belum tersedia.",
        notes=(f"{DASH} berarti tidak diisi dalam perjanjian kinerja.",),
        sources=dataset.sources("perjanjian"),
    )


def _is_moved(dataset: Dataset, row: Record) -> bool:
    """Whether the change of the year moved a target; a unit behind the number moves nothing.

    Where no post has a target after a change, there was none.
    """
    bentuk = get_indikator(dataset, row["indikator"]).bentuk
    before, after = (parse_measure(row[name] or "", bentuk) for name in ("target_sebelum", "target_setelah"))
    return before != after and has_perubahan(dataset)


@remember
def has_perubahan(dataset: Dataset) -> bool:
    """Return whether the agreements of the year were changed."""
    return any(row["target_setelah"] for row in dataset.rows("perjanjian"))


def _agreement_row(dataset: Dataset, row: Record) -> Row:
    indikator = get_indikator(dataset, row["indikator"])
    satuan, bentuk = row["satuan"] or "", indikator.bentuk
    before, after = (parse_measure(row[column] or "", bentuk) for column in ("target_sebelum", "target_setelah"))
    targets = (
        mark(
            dataset,
            DASH if value is None else format_measure(value, bentuk, satuan),
            cell_key("perjanjian", row, column),
        )
        for column, value in (("target_sebelum", before), ("target_setelah", after))
    )
    change = mark(dataset, _difference(before, after, satuan), cell_key("perjanjian", row, "selisih"))
    return Row((str(row["urutan"]), statement(dataset, row["sasaran"]), indikator.nama, *targets, change))


def _difference(before: object, after: object, satuan: str) -> str:
    if not isinstance(before, Decimal) or not isinstance(after, Decimal):
        return DASH
    change = after - before
    if change == 0:
        return "tetap"
    unit = "poin" if satuan == "%" else satuan
    return f"{'+' if change > 0 else '−'}{format_number(abs(change))} {unit}".strip()
