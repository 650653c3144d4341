"""The tables of the report, by chapter: each a function from dataset to table."""

from lkip_utils.tables.anggaran import tabulate_belanja, tabulate_efisiensi, tabulate_program, tabulate_sasaran
from lkip_utils.tables.capaian import (
    tabulate_benchmark,
    tabulate_hasil,
    tabulate_jabatan,
    tabulate_kelompok,
    tabulate_kemajuan,
    tabulate_perhitungan,
    tabulate_skala,
    tabulate_tahun_lalu,
    tabulate_target_realisasi,
)
from lkip_utils.tables.evaluasi import tabulate_rekomendasi, tabulate_sakip
from lkip_utils.tables.organisasi import tabulate_pegawai, tabulate_pendidikan, tabulate_sarana
from lkip_utils.tables.perencanaan import (
    list_jabatan,
    statement,
    tabulate_iku,
    tabulate_keterkaitan,
    tabulate_perjanjian,
    tabulate_perubahan_target,
    tabulate_rencana,
    tabulate_renstra,
    tabulate_tujuan,
)

__all__ = [
    "list_jabatan",
    "statement",
    "tabulate_belanja",
    "tabulate_benchmark",
    "tabulate_efisiensi",
    "tabulate_hasil",
    "tabulate_iku",
    "tabulate_jabatan",
    "tabulate_kelompok",
    "tabulate_kemajuan",
    "tabulate_keterkaitan",
    "tabulate_pegawai",
    "tabulate_pendidikan",
    "tabulate_perhitungan",
    "tabulate_perjanjian",
    "tabulate_perubahan_target",
    "tabulate_program",
    "tabulate_rekomendasi",
    "tabulate_rencana",
    "tabulate_renstra",
    "tabulate_sakip",
    "tabulate_sarana",
    "tabulate_sasaran",
    "tabulate_skala",
    "tabulate_tahun_lalu",
    "tabulate_target_realisasi",
    "tabulate_tujuan",
]
