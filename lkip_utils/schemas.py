"""What every CSV file of an agency holds: one schema per file, in one place.

Column descriptions are Indonesian because analysts read them: in error messages, in the
data dictionary and in the published data package.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from lkip_utils.capaian import DI_ATAS
from lkip_utils.folders import FIRST_YEAR, LAST_YEAR

Scope = Literal["instansi", "tahun"]
"""Whether a file lies once in the agency's folder or in the folder of each year."""

Kind = Literal["text", "code", "measure", "date", "integer", "number"]


@dataclass(frozen=True)
class Field:
    """What may stand in a column of a file.

    Parameters
    ----------
    kind
        How its cells are read.
    optional
        Whether a cell may be empty, and the column absent.
    unit, satuan
        Unit of its numbers, and the word that may stand behind them.
    refers_to
        The file of whose codes one must stand in it.
    values
        The only words that may stand in it, if there are such.
    bounds
        The least and the greatest number that may stand in it.
    verbatim
        Whether it keeps what is printed, be it a broken formula.
    rare
        Whether most files don't have it, so that nothing is said where it is absent.
    """

    kind: Kind
    description: str
    optional: bool = False
    unit: str = ""
    satuan: str = ""
    refers_to: str = ""
    values: tuple[str, ...] = ()
    bounds: tuple[Decimal, Decimal] | None = None
    verbatim: bool = False
    rare: bool = False

    @property
    def closed(self) -> bool:
        """Whether only codes or words of a list may stand in it."""
        return bool(self.refers_to or self.values)

    @property
    def free(self) -> bool:
        """Whether any words may stand in it."""
        return self.kind == "text" and not self.closed

    def allows(self, value: str | Decimal) -> bool:
        """Return whether a value that was read may stand in it.

        Examples
        --------
        >>> choice("Pilihan", "ya", "tidak").allows("ya"), year("Tahun").allows(Decimal(202))
        (True, False)
        """
        if self.values:
            return value in self.values
        return self.bounds is None or not isinstance(value, Decimal) or self.bounds[0] <= value <= self.bounds[1]


@dataclass(frozen=True)
class Schema:
    """What a file holds: its columns in their order, those that no two rows have alike (``key``), and where it lies."""

    scope: Scope
    description: str
    columns: Mapping[str, Field]
    key: tuple[str, ...]
    required: bool


def text(description: str, *, optional: bool = False) -> Field:
    """Free text, kept to the letter."""
    return Field("text", description, optional)


def printed(description: str, *, optional: bool = False) -> Field:
    """What a publication prints, be it a broken formula."""
    return Field("text", description, optional, verbatim=True)


def choice(description: str, *values: str, optional: bool = False) -> Field:
    """One of a fixed list of words."""
    return Field("text", description, optional, values=values)


def code(description: str) -> Field:
    """Key of a row: other files name it (:func:`lkip_utils.labels.explain_code`)."""
    return Field("code", description)


def reference(file: str, description: str, *, optional: bool = False) -> Field:
    """A code that must stand in the column ``kode`` of another file."""
    return Field("text", description, optional, refers_to=file)


def _numeric(kind: Kind, description: str, unit: str, optional: bool, bounds: tuple[int, int] | None) -> Field:
    limits = (Decimal(bounds[0]), Decimal(bounds[1])) if bounds else None
    # A unit of several words tells where the unit stands: in the row's column ``satuan``, else anything can be it.
    satuan = "" if " " in unit else unit
    return Field(kind, description, optional, unit, satuan, bounds=limits)


def rare(field: Field) -> Field:
    """Return a column that most files don't have."""
    return replace(field, rare=True)


def integer(description: str, unit: str, *, optional: bool = False, bounds: tuple[int, int] | None = None) -> Field:
    """A whole number: rupiah, people, vehicles, an order; between two bounds where it has them."""
    return _numeric("integer", description, unit, optional, bounds)


def number(description: str, unit: str, *, optional: bool = False, bounds: tuple[int, int] | None = None) -> Field:
    """A number that can have decimals, between two bounds where it has them."""
    return _numeric("number", description, unit, optional, bounds)


def year(description: str, *, optional: bool = False) -> Field:
    """A year; one that is mistyped by a digit falls out of the bounds."""
    return integer(description, "tahun", optional=optional, bounds=(FIRST_YEAR, LAST_YEAR))


def measure(description: str, *, optional: bool = False) -> Field:
    """A target or result; how it is read depends on ``bentuk`` of the row's indicator."""
    return Field("measure", description, optional)


def date(description: str, *, optional: bool = False) -> Field:
    """A day (2024-02-28), or a month where the day isn't known (2024-02)."""
    return Field("date", description, optional)


def note() -> Field:
    """What an editor of the data wants the reader to know about a row."""
    return text("Catatan tentang baris ini, mis. apa yang tercetak dan mengapa meragukan", optional=True)


DARI, SAMPAI = "berlaku_dari", "berlaku_sampai"
"""Columns of a file that all years share: the first and last year in which a row holds."""


def _shared() -> dict[str, Field]:
    """Return the columns that end a row of a file that all years share."""
    return {
        DARI: rare(year("Tahun pertama berlakunya baris ini; kosong bila sejak semula", optional=True)),
        SAMPAI: rare(year("Tahun terakhir berlakunya baris ini; kosong bila seterusnya", optional=True)),
        "catatan": note(),
    }


def _order(what: str = "Nomor urut penyajian") -> Field:
    return integer(what, "urutan")


def _file(
    scope: Scope,
    description: str,
    columns: dict[str, Field],
    *,
    key: list[str],
    required: bool = False,
) -> Schema:
    return Schema(scope, description, columns, tuple(key), required)


def _result_columns() -> dict[str, Field]:
    """Columns that tell how an indicator did: shared by realisasi.csv and riwayat.csv."""
    return {
        "target": measure("Target yang dilaporkan bila tidak ada di perjanjian.csv", optional=True),
        "pembilang": number("Pembilang realisasi", "satuan pembilang indikator", optional=True),
        "penyebut": number("Penyebut realisasi", "satuan penyebut indikator", optional=True),
        "nilai": measure("Realisasi sebagaimana dilaporkan", optional=True),
        "capaian": number(
            "Capaian yang dinyatakan sumber; diisi hanya bila target atau realisasinya tidak diketahui",
            "persen",
            optional=True,
        ),
        "catatan": note(),
    }


FILES: dict[str, Schema] = {
    # ── once per agency ────────────────────────────────────────────────────────────────
    "profil": _file(
        "instansi",
        "Identitas instansi dan setelan laporannya",
        {
            "kunci": text("Nama butir profil"),
            "nilai": text("Isi butir profil"),
            **_shared(),
        },
        key=["kunci"],
        required=True,
    ),
    "dasar_hukum": _file(
        "instansi",
        "Peraturan yang menjadi landasan laporan dan pembentukan instansi",
        {
            "kode": code("Kode peraturan"),
            "jenis": choice("Kegunaan peraturan", "landasan", "pembentukan", "pengukuran"),
            "urutan": _order(),
            "peraturan": text("Nama pendek peraturan, mis. Peraturan Presiden Nomor 29 Tahun 2014"),
            "uraian": text("Nama lengkap sebagaimana tercetak"),
            **_shared(),
        },
        key=["kode"],
    ),
    "tugas_fungsi": _file(
        "instansi",
        "Tugas pokok dan fungsi",
        {
            "jenis": choice("Tugas pokok atau fungsi", "tugas", "fungsi"),
            "urutan": _order(),
            "uraian": text("Bunyi tugas atau fungsi"),
            **_shared(),
        },
        key=["jenis", "urutan"],
    ),
    "organisasi": _file(
        "instansi",
        "Susunan organisasi: satu baris satu unit beserta jabatan yang memimpinnya",
        {
            "kode": code("Kode unit"),
            "induk": reference("organisasi", "Unit atasan", optional=True),
            "urutan": _order(),
            "unit": text("Nama unit"),
            "jabatan": text("Jabatan yang memimpin unit dan menandatangani perjanjian kinerja", optional=True),
            "eselon": choice("Tingkat jabatan", "II", "III", "IV", "JF", optional=True),
            **_shared(),
        },
        key=["kode"],
        required=True,
    ),
    "visi_misi": _file(
        "instansi",
        "Visi, misi, tujuan dan sasaran RPJMD, RPJMN, atau RPJM Desa yang diacu Renstra",
        {
            "jenis": choice("Jenis pernyataan", "visi", "makna_visi", "misi", "tujuan_rpjmd", "sasaran_rpjmd"),
            "urutan": _order(),
            "uraian": text("Bunyi pernyataan"),
            "didukung": choice("Apakah instansi mendukungnya secara langsung", "ya", optional=True),
            **_shared(),
        },
        key=["jenis", "urutan"],
    ),
    "sasaran": _file(
        "instansi",
        "Tujuan, sasaran strategis, dan sasaran (kinerja) jabatan di bawahnya",
        {
            "kode": code("Kode tujuan atau sasaran"),
            "jenis": choice("Jenjang pernyataan kinerja", "tujuan", "sasaran", "kinerja"),
            "induk": reference("sasaran", "Tujuan atau sasaran di atasnya", optional=True),
            "urutan": _order(),
            "uraian": text("Bunyi tujuan atau sasaran"),
            **_shared(),
        },
        key=["kode"],
        required=True,
    ),
    "strategi": _file(
        "instansi",
        "Strategi Renstra dan program yang menjalankannya",
        {
            "urutan": _order(),
            "uraian": text("Bunyi strategi"),
            "program": reference("program", "Program prioritas pelaksana", optional=True),
            **_shared(),
        },
        key=["urutan"],
    ),
    "indikator": _file(
        "instansi",
        "Semua indikator: apa yang diukur dan bagaimana capaiannya dihitung",
        {
            "kode": code("Kode indikator"),
            "sasaran": reference("sasaran", "Tujuan atau sasaran yang diukur"),
            "tingkat": choice("Jenjang indikator", "tujuan", "iku", "eselon_3", "eselon_4", "sub_kegiatan"),
            "urutan": _order("Nomor urut penyajian dalam jenjangnya"),
            "penanggung_jawab": reference("organisasi", "Unit yang bertanggung jawab", optional=True),
            "nama": text("Nama indikator"),
            "satuan": text("Satuan target dan realisasi, mis. %, Laporan, Orang", optional=True),
            "arah": choice("Arah yang lebih baik", "naik", "turun", "rentang"),
            "rumus": choice(
                "Rumus capaian untuk arah turun: A = (2T-R)/T, B = T/R; kosong berarti A", "A", "B", optional=True
            ),
            "di_atas": rare(
                choice(
                    "Realisasi di atas rentang target: lebih baik (R/batas atas, tercapai; juga bila kosong), cukup (100, tercapai), "
                    "atau meleset ((2b-R)/b, tidak tercapai)",
                    *DI_ATAS,
                    optional=True,
                )
            ),
            "bentuk": choice("Bentuk nilai", "bilangan", "predikat_sakip", "opini_bpk", "durasi", "rasio"),
            "formula": text("Formula penghitungan realisasi", optional=True),
            "pembilang": text("Apa yang dihitung sebagai pembilang", optional=True),
            "penyebut": text("Apa yang dihitung sebagai penyebut", optional=True),
            "satuan_hitung": text("Satuan pembilang dan penyebut, mis. Kecamatan", optional=True),
            "sumber_data": text("Sumber data realisasi", optional=True),
            **_shared(),
        },
        key=["kode"],
        required=True,
    ),
    "target_renstra": _file(
        "instansi",
        "Target jangka menengah (Renstra) per indikator dan tahun",
        {
            "indikator": reference("indikator", "Indikator"),
            "tahun": year("Tahun target"),
            "target": measure("Target tahun itu"),
            **_shared(),
        },
        key=["indikator", "tahun"],
    ),
    "program": _file(
        "instansi",
        "Pohon program, kegiatan, dan sub kegiatan",
        {
            "kode": code("Kode program, kegiatan, atau sub kegiatan"),
            "induk": reference("program", "Program atau kegiatan di atasnya", optional=True),
            "tingkat": choice("Jenjang", "program", "kegiatan", "sub_kegiatan"),
            "urutan": _order(),
            "nama": text("Nama program, kegiatan, atau sub kegiatan"),
            "sasaran": reference("sasaran", "Sasaran strategis yang didukung program", optional=True),
            "indikator": reference("indikator", "Indikator sub kegiatan", optional=True),
            **_shared(),
        },
        key=["kode"],
        required=True,
    ),
    "benchmark": _file(
        "instansi",
        "Angka pembanding dari luar instansi: provinsi, nasional, atau standar",
        {
            "indikator": reference("indikator", "Indikator yang dibandingkan"),
            "tahun": year("Tahun angka pembanding"),
            "tingkat": choice("Asal pembanding", "kabupaten", "provinsi", "nasional", "internasional", "standar"),
            "nilai": measure("Nilai pembanding"),
            "sumber": text("Sumber angka"),
            "catatan": note(),
        },
        key=["indikator", "tahun", "tingkat"],
    ),
    "skala": _file(
        "instansi",
        "Skala peringkat kinerja",
        {
            "urutan": _order("Peringkat; 1 yang tertinggi"),
            "bawah": number("Batas bawah rentang", "persen", optional=True),
            "atas": number("Batas atas rentang", "persen", optional=True),
            "kategori": text("Nama kategori"),
            "tercetak": printed("Rentang sebagaimana tercetak dalam peraturan atau laporan", optional=True),
            **_shared(),
        },
        key=["urutan"],
    ),
    "sebutan": _file(
        "instansi",
        "Sebutan lain yang tercetak untuk tujuan, sasaran, indikator, atau program yang sama",
        {
            "jenis": choice("Berkas asal kode", "sasaran", "indikator", "program", "organisasi"),
            "kode": text("Kode yang disebut"),
            "tempat": text("Tempat sebutan itu tercetak"),
            "sebutan": printed("Bunyi yang tercetak"),
            **_shared(),
        },
        key=["jenis", "kode", "tempat", "sebutan"],
    ),
    "sakip": _file(
        "instansi",
        "Nilai evaluasi SAKIP per tahun kinerja yang dievaluasi",
        {
            "tahun": year("Tahun kinerja yang dievaluasi"),
            "nilai": number("Nilai hasil evaluasi", "nilai", bounds=(0, 100)),
            "predikat": text("Predikat sebagaimana tercetak", optional=True),
            "catatan": note(),
        },
        key=["tahun"],
    ),
    "riwayat": _file(
        "instansi",
        "Hasil indikator pada tahun-tahun yang tidak mempunyai folder sendiri",
        {
            "indikator": reference("indikator", "Indikator"),
            "tahun": year("Tahun hasil"),
            **_result_columns(),
        },
        key=["indikator", "tahun"],
    ),
    # ── once per year ──────────────────────────────────────────────────────────────────
    "pejabat": _file(
        "tahun",
        "Penanda tangan laporan",
        {
            "dokumen": choice(
                "Bagian yang ditandatangani; reviu untuk Pernyataan Telah Direviu", "kata_pengantar", "penutup", "reviu"
            ),
            "jabatan": text("Jabatan penanda tangan"),
            "nama": text("Nama dan gelar"),
            "pangkat": text("Pangkat/golongan", optional=True),
            "nip": text("NIP", optional=True),
            "tempat": text("Tempat penandatanganan", optional=True),
            "tanggal": date(
                "Tanggal penandatanganan: TTTT-BB-HH, atau TTTT-BB bila harinya tidak tercetak", optional=True
            ),
            "catatan": note(),
        },
        key=["dokumen"],
    ),
    "pegawai": _file(
        "tahun",
        "Jumlah pegawai menurut tiga rincian yang dilaporkan terpisah",
        {
            "rincian": choice("Rincian yang dilaporkan", "jabatan", "pendidikan", "jenis_kelamin"),
            "urutan": _order(),
            "kelompok": text("Kelompok dalam rincian, mis. Eselon II, S-1, Perempuan"),
            "jabatan": text("Kelompok jabatan (hanya untuk rincian pendidikan)", optional=True),
            "jumlah": integer("Jumlah pegawai", "orang", optional=True, bounds=(0, 1_000_000)),
            "catatan": note(),
        },
        key=["rincian", "kelompok", "jabatan"],
    ),
    "sarana": _file(
        "tahun",
        "Sarana dan prasarana",
        {
            "kelompok": text("Kelompok sarana"),
            "urutan": _order(),
            "jenis": text("Jenis sarana"),
            "jumlah": integer("Jumlah", "satuan di kolom satuan", optional=True),
            "satuan": text("Satuan"),
            "catatan": note(),
        },
        key=["kelompok", "jenis"],
    ),
    "isu_strategis": _file(
        "tahun",
        "Isu strategis yang dihadapi instansi",
        {
            "urutan": _order(),
            "uraian": text("Bunyi isu"),
            "catatan": note(),
        },
        key=["urutan"],
    ),
    "perjanjian": _file(
        "tahun",
        "Perjanjian kinerja setiap jabatan: target sebelum dan setelah perubahan",
        {
            "jabatan": reference("organisasi", "Unit yang pemimpinnya berjanji"),
            "urutan": _order("Nomor baris dalam perjanjian jabatan itu"),
            "sasaran": reference("sasaran", "Sasaran (kinerja) yang dijanjikan"),
            "indikator": reference("indikator", "Indikator kinerja"),
            "satuan": text("Satuan target sebagaimana diperjanjikan", optional=True),
            "target_sebelum": measure("Target sebelum perubahan", optional=True),
            "target_setelah": measure("Target setelah perubahan", optional=True),
            "selisih": printed("Bertambah/berkurang sebagaimana tercetak", optional=True),
            "catatan": note(),
        },
        key=["jabatan", "urutan"],
    ),
    "realisasi": _file(
        "tahun",
        "Hasil setiap indikator pada tahun itu",
        {
            "indikator": reference("indikator", "Indikator"),
            "triwulan": choice("Triwulan; kosong untuk hasil setahun", "1", "2", "3", "4", optional=True),
            **_result_columns(),
        },
        key=["indikator", "triwulan"],
        required=True,
    ),
    "apbd": _file(
        "tahun",
        "Jumlah anggaran instansi sebelum dan setelah perubahan (APBD, DIPA, APB Desa)",
        {
            "tahap": choice("Tahap anggaran", "murni", "perubahan"),
            "pagu": integer("Pagu anggaran", "rupiah"),
            "realisasi": integer("Realisasi anggaran", "rupiah", optional=True),
            "catatan": note(),
        },
        key=["tahap"],
    ),
    "anggaran": _file(
        "tahun",
        "Kinerja, pagu, dan realisasi anggaran setiap sub kegiatan",
        {
            "program": reference("program", "Sub kegiatan"),
            "kinerja": number("Capaian kinerja sub kegiatan", "persen", optional=True, bounds=(0, 1000)),
            "pagu_murni": integer("Pagu sebelum perubahan (APBD murni, DIPA awal)", "rupiah", optional=True),
            "pagu": integer("Pagu setelah perubahan (APBD perubahan, DIPA revisi)", "rupiah", optional=True),
            "realisasi": integer("Realisasi anggaran", "rupiah", optional=True),
            "catatan": note(),
        },
        key=["program"],
    ),
    "belanja": _file(
        "tahun",
        "Pagu dan realisasi menurut jenis belanja",
        {
            "urutan": _order(),
            "jenis": text("Jenis belanja"),
            "pagu_murni": rare(integer("Pagu sebelum perubahan (APBD murni, DIPA awal)", "rupiah", optional=True)),
            "pagu": integer("Pagu setelah perubahan, atau sebelumnya bila tidak diubah", "rupiah", optional=True),
            "realisasi": integer("Realisasi anggaran", "rupiah", optional=True),
            "catatan": note(),
        },
        key=["jenis"],
    ),
    "analisis": _file(
        "tahun",
        "Uraian analisis setiap indikator: keadaan, pendorong, penghambat, solusi, dukungan program",
        {
            "indikator": reference("indikator", "Indikator yang dianalisis"),
            "jenis": choice(
                "Jenis uraian",
                "keadaan",
                "faktor_pendorong",
                "faktor_penghambat",
                "solusi",
                "program_pendukung",
                "perbandingan",
            ),
            "lingkup": choice("Asal faktor", "internal", "eksternal", optional=True),
            "urutan": _order(),
            "rincian": integer(
                "Nomor rincian di bawah butir yang sama; kosong untuk butirnya sendiri", "urutan", optional=True
            ),
            "uraian": text("Isi uraian"),
            "catatan": note(),
        },
        key=["indikator", "jenis", "lingkup", "urutan", "rincian"],
    ),
    "kelompok": _file(
        "tahun",
        "Daftar organisasi atau kelompok yang dihitung dalam suatu indikator",
        {
            "indikator": reference("indikator", "Indikator yang menghitungnya"),
            "urutan": _order(),
            "nama": text("Nama organisasi atau kelompok"),
            "bidang": text("Bidang kegiatan", optional=True),
            "badan_hukum": text("Nomor SK/badan hukum", optional=True),
            "alamat": text("Alamat", optional=True),
            "status": text("Status", optional=True),
            "catatan": note(),
        },
        key=["indikator", "urutan"],
    ),
    "rekomendasi": _file(
        "tahun",
        "Rekomendasi evaluator dan tindak lanjutnya",
        {
            "kode": code("Nomor atau huruf rekomendasi"),
            "uraian": text("Bunyi rekomendasi"),
            "tindak_lanjut": text("Rencana aksi", optional=True),
            "penanggung_jawab": text("Siapa yang mengerjakan", optional=True),
            "tenggat": text("Kapan selesai", optional=True),
            "status": choice("Status tindak lanjut", "belum", "proses", "selesai", optional=True),
            "bukti": text("Bukti tindak lanjut", optional=True),
            "catatan": note(),
        },
        key=["kode"],
    ),
    "penghargaan": _file(
        "tahun",
        "Penghargaan yang diterima",
        {
            "urutan": _order(),
            "uraian": text("Penghargaan, pemberi, dan alasannya"),
            "catatan": note(),
        },
        key=["urutan"],
    ),
    "upaya": _file(
        "tahun",
        "Komitmen dan upaya perbaikan kinerja",
        {
            "jenis": choice("Jenis butir", "komitmen", "upaya"),
            "urutan": _order(),
            "uraian": text("Bunyi butir"),
            "catatan": note(),
        },
        key=["jenis", "urutan"],
    ),
    "angka_tercetak": _file(
        "tahun",
        "Angka turunan (jumlah, persentase, capaian) sebagaimana tercetak dalam laporan yang diterbitkan",
        {
            "tempat": text("Tabel atau paragraf, mis. Tabel 3.12"),
            "baris": text("Baris dalam tabel"),
            "kolom": text("Kolom dalam tabel"),
            "tercetak": printed("Angka sebagaimana tercetak, huruf demi huruf"),
            "kunci": text("Kunci nilai terhitung yang sepadan, mis. anggaran.serapan", optional=True),
            "catatan": note(),
        },
        key=["tempat", "baris", "kolom"],
    ),
    "keputusan": _file(
        "tahun",
        "Penyelesaian pertentangan angka secara terbuka: nilai yang dipakai laporan dan alasannya",
        {
            "temuan": text("Kode aturan temuan yang diselesaikan, mis. J01"),
            "kunci": text("Kunci angka atau sel seperti tertulis dalam temuan, mis. anggaran/b.1.1/pagu"),
            "tercetak": text(
                "Nilai yang digantikan, seperti tertulis di sel atau disebut temuannya; keputusan ditolak bila nilai lain yang ada",
                optional=True,
            ),
            "nilai": text("Nilai yang diputuskan; sel yang kuncinya memuat garis miring dibaca dengan nilai ini"),
            "alasan": text("Alasan keputusan"),
            "oleh": text("Siapa yang memutuskan"),
            "tanggal": date("Tanggal keputusan: TTTT-BB-HH"),
            "catatan": note(),
        },
        key=["temuan", "kunci"],
    ),
    "pelaporan": _file(
        "tahun",
        "Tahap pelaporan yang sudah dilalui laporan tahun itu",
        {
            "tahap": choice(
                "Tahap pelaporan", "disusun", "direviu", "ditetapkan", "disampaikan", "diterbitkan", "dibahas"
            ),
            "tanggal": date("Tanggal tahap itu selesai: TTTT-BB-HH atau TTTT-BB"),
            "bukti": text("Dokumen atau alamat yang membuktikannya", optional=True),
            "catatan": note(),
        },
        key=["tahap"],
    ),
    "daftar_periksa": _file(
        "tahun",
        "Jawaban orang atas butir daftar periksa yang tidak dapat dijawab dari data",
        {
            "daftar": choice("Daftar periksa", "apip", "komponen_3"),
            "butir": text("Nomor butir, mis. II.1 atau 3.c.1"),
            "jawaban": choice("Jawaban", "ya", "sebagian", "tidak"),
            "bukti": text("Bukti jawaban", optional=True),
            "oleh": text("Siapa yang menjawab", optional=True),
            "catatan": note(),
        },
        key=["daftar", "butir"],
    ),
}
"""File name without ``.csv`` → schema. The order is the order of the report and of messages."""

PROFIL = _file(
    "instansi",
    "Butir yang dikenal dalam kolom `kunci`",
    {
        "nama": text("Nama instansi"),
        "singkatan": text("Nama pendek instansi", optional=True),
        "daerah": text(
            "Kabupaten, kota, atau provinsi, mis. Kabupaten Balangan; kosong untuk instansi pusat", optional=True
        ),
        "provinsi": text("Provinsi tempat daerah itu berada", optional=True),
        "kepala_daerah": text(
            "Jabatan kepala daerah, mis. Bupati Balangan; kosong berarti menurut `daerah`", optional=True
        ),
        "pemerintahan": choice(
            "Tingkat pemerintahan: menentukan sebutan rencana, anggaran, dan batas waktu; kosong berarti menurut kata "
            "pertama `nama` atau `daerah`",
            "kementerian",
            "lembaga",
            "provinsi",
            "kabupaten",
            "kota",
            "kecamatan",
            "desa",
            optional=True,
        ),
        "alamat": text("Alamat kantor", optional=True),
        "kode_pos": text("Kode pos", optional=True),
        "telepon": text("Telepon dan faksimile", optional=True),
        "tempat": text("Tempat penandatanganan laporan", optional=True),
        "jabatan_kepala": text("Jabatan pimpinan instansi", optional=True),
        "kedudukan": text("Kalimat kedudukan instansi menurut peraturan pembentukannya", optional=True),
        "renstra_awal": year("Tahun pertama Renstra", optional=True),
        "renstra_akhir": year("Tahun terakhir Renstra", optional=True),
        "bulan_batas": integer(
            "Dalam berapa bulan setelah tahun laporan berakhir laporan harus disampaikan; kosong berarti menurut "
            "tingkat pemerintahan",
            "bulan",
            optional=True,
            bounds=(1, 12),
        ),
        "batas_capaian": number(
            "Capaian tertinggi yang dihitung; kosong bila tidak dibatasi", "persen", optional=True, bounds=(100, 1000)
        ),
        "celah_skala": choice(
            "Aturan celah antarkelas skala: kelas bawahnya, atau dibulatkan dahulu; kosong berarti bawah",
            "bawah",
            "bulat",
            optional=True,
        ),
        "demonstrasi": choice(
            "Instansi ini rekaan untuk contoh; setiap halaman laporannya menyatakan itu", "ya", optional=True
        ),
    },
    key=[],
    required=True,
)
"""The entries of profil.csv (column ``kunci``), each described as if it were a column."""

SETELAN = ("bulan_batas", "batas_capaian", "celah_skala", "demonstrasi")
"""Entries of profil.csv that can end without a successor; of the others an agency always has one."""
