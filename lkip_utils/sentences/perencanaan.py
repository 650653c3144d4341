"""Sentences on who the agency is and what it planned."""

from __future__ import annotations

from lkip_utils.dataset import Dataset, records
from lkip_utils.display import belum, join, markdown_list, plain
from lkip_utils.numbers import MISSING, format_integer, with_words
from lkip_utils.pemerintahan import find_pemerintahan, name_kepala_daerah
from lkip_utils.sentences.words import name
from lkip_utils.tables import has_perubahan, list_jabatan


def describe_kedudukan(dataset: Dataset) -> str:
    """Return the agency's place in the government of its region."""
    return plain(dataset.profil("kedudukan")) or belum("Kedudukan instansi")


def state_pertanggungjawaban(dataset: Dataset) -> str:
    """Return who answers for what in the report, and to whom."""
    head = plain(name_kepala_daerah(dataset))
    return (
        f"Melalui laporan ini {name(dataset)} mempertanggungjawabkan {f'kepada {head} ' if head else ''}keberhasilan dan "
        "kegagalan pelaksanaan misi organisasi dalam mencapai tujuan dan sasaran yang diperjanjikan untuk tahun "
        f"{dataset.tahun}, beserta analisis atas capaiannya."
    )


def list_organisasi(dataset: Dataset) -> str:
    """Return the units as a nested list."""
    return _nest(dataset)


def _nest(dataset: Dataset, induk: str | None = None, depth: int = 0) -> str:
    units = sorted(dataset.rows_by("organisasi", "induk")[induk], key=lambda row: row["urutan"])
    lines = []
    for number, row in enumerate(units, 1):
        lines.append(f"{'    ' * depth}{number}. {plain(row['unit'])}")
        lines.append(_nest(dataset, row["kode"], depth + 1))
    return "\n".join(line for line in lines if line)


def list_program(dataset: Dataset) -> str:
    """Return the programmes that support a sasaran."""
    frame = dataset["program"]
    found = frame[(frame["tingkat"] == "program") & frame["sasaran"].notna()].sort_values("urutan", kind="stable")
    return markdown_list(list(found["nama"])) or belum("Program prioritas")


def summarise_pegawai(dataset: Dataset) -> str:
    """Return how many people work for the agency, by each of the breakdowns that report it."""
    frame = dataset["pegawai"]
    if frame["jumlah"].isna().all():
        return f"Data pegawai tahun {dataset.tahun} {MISSING}."
    labels = {"jabatan": "jabatan", "pendidikan": "pendidikan", "jenis_kelamin": "jenis kelamin"}
    sums = []
    for rincian, label in labels.items():
        known = [value for value in frame.loc[frame["rincian"] == rincian, "jumlah"] if value is not None]
        if known:
            sums.append(f"menurut {label} {format_integer(sum(known))} orang")
    return (
        f"Jumlah pegawai {name(dataset)} tahun {dataset.tahun}: {join(sums)}. Cakupan tiap rincian mengikuti sumbernya."
    )


def introduce_renstra(dataset: Dataset) -> str:
    """Return what the Renstra follows and for which years it holds."""
    words = find_pemerintahan(dataset)
    return (
        f"Rencana Strategis (Renstra) {words.perangkat} disusun sesuai dengan tugas dan fungsinya, berpedoman pada "
        f"{words.rencana}, dan bersifat indikatif. Renstra {name(dataset)} berlaku untuk {renstra_period(dataset)}."
    )


def name_rencana(dataset: Dataset) -> str:
    """Return what the plan above the Renstra is called at the agency's level of government."""
    return find_pemerintahan(dataset).rencana


def renstra_period(dataset: Dataset) -> str:
    """Return the years that the Renstra covers."""
    first, last = dataset.profil("renstra_awal"), dataset.profil("renstra_akhir")
    return f"periode {first}–{last}" if first and last else f"periode yang {MISSING}"


def describe_dukungan(dataset: Dataset) -> str:
    """Return which mission of the plan above the agency supports."""
    frame = dataset["visi_misi"]
    supported = frame[(frame["jenis"] == "misi") & (frame["didukung"] == "ya")]
    missions = [f"misi ke-{row['urutan']}, yaitu {plain(row['uraian'])}" for row in records(supported)]
    if not missions:
        return belum("Misi yang didukung instansi")
    return f"{name(dataset)} mendukung pelaksanaan {join(missions)} (@tbl-keterkaitan)."


def introduce_perjanjian(dataset: Dataset) -> str:
    """Return how many posts signed a perjanjian kinerja this year."""
    posts = list_jabatan(dataset)
    if not posts:
        return belum(f"Perjanjian kinerja tahun {dataset.tahun}")
    return (
        f"Perjanjian kinerja tahun {dataset.tahun} ditandatangani oleh pemegang {with_words(len(posts))} jabatan. "
        f"{_explain_change(dataset)}"
    )


def _explain_change(dataset: Dataset) -> str:
    if has_perubahan(dataset):
        return "Kolom «Bertambah atau berkurang» dihitung dari target sebelum dan setelah perubahan."
    return "Perubahan perjanjian kinerja tidak tercatat."


def title_perjanjian(dataset: Dataset, jabatan: str) -> str:
    """Return the caption of a post's perjanjian kinerja."""
    kind = "Perjanjian kinerja perubahan" if has_perubahan(dataset) else "Perjanjian kinerja"
    return f"{kind} tahun {dataset.tahun}: {jabatan}"


def introduce_lampiran(dataset: Dataset) -> str:
    """Return what the annex on the perjanjian kinerja holds."""
    if dataset["perjanjian"].empty:
        return belum(f"Perjanjian kinerja tahun {dataset.tahun}")
    head = plain(dataset.profil("jabatan_kepala"))
    who = f"{head} {plain(dataset.daerah)}".strip() if head else f"pimpinan {name(dataset)}"
    return f"Lampiran ini memuat sasaran, indikator, dan target yang diperjanjikan {who} untuk tahun {dataset.tahun}, beserta program dan pagunya. Perjanjian seluruh jabatan disajikan pada @sec-perjanjian."
