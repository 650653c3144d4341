"""The data dictionary: what the schemas say, as a page for analysts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from lkip_utils.numbers import format_integer, parse_number
from lkip_utils.schemas import FILES, PROFIL, SETELAN, Field, Schema, Scope
from lkip_utils.sheet import MAX_BYTES, MAX_CELL, MAX_ROWS

HEADINGS: Mapping[Scope, str] = {
    "instansi": "Data induk: `data/<instansi>/`",
    "tahun": "Data tahun: `data/<instansi>/<tahun>/`",
}

INTRO = f"""\
# Kamus data

<!-- Dibuat dengan `python docs/generate.py` dari lkip_utils/schemas.py. Jangan disunting di sini. -->

Setiap berkas CSV, setiap kolomnya, dan apa yang boleh diisikan. Cara mengisi dan contohnya ada di
[data/README.md](../data/README.md).

## Bentuk berkas

- Nama berkas dan judul kolom seperti di bawah ini; judul di baris 1, huruf besar dan spasinya tidak dibedakan. Urutan
  kolom bebas.
- Pemisah kolom koma, titik koma, atau tab; dikenali dari judul kolomnya. Isi yang memuat pemisah atau baris baru diapit tanda
  kutip ganda, seperti yang dilakukan Excel.
- Pengodean UTF-8, UTF-16 («Teks Unicode» dari Excel), atau Windows-1252.
- Baris kosong, serta kolom kosong tanpa judul di kanan, dilewati. Spasi khusus (mis. dari Word) dibaca sebagai spasi biasa.
- Judul di atas judul kolom, baris nomor kolom (1 2 3), dan baris «Jumlah», «Total», atau «Rata-rata» tidak dihitung dan disebut; yang
  meragukan ditolak.
- Paling besar {MAX_BYTES // 1_000_000} MB, {format_integer(MAX_ROWS)} baris, dan {format_integer(MAX_CELL)} huruf dalam satu sel.
- Apa pun yang dibaca lain daripada yang tertulis disebut oleh `lkip check --rinci`.

**Wajib** berarti kolomnya harus ada dan selnya harus berisi. Kolom lain boleh tidak ada bila tidak ada isinya; sel lain yang kosong
berarti tidak diketahui. **Kunci** adalah kolom yang bersama-sama membedakan satu baris dari baris lain.
"""

NUMBERS = (
    ("33138442066", "rupiah", True),
    ("Rp. 1.262.478.000,-", "rupiah", True),
    ("33.138.442.066,00", "rupiah", True),
    ("1,581,630,000", "rupiah", True),
    ("(1.250.000)", "rupiah", True),
    ("97.32", "persen", False),
    ("7,8%", "persen", False),
    ("1 234 567", "orang", True),
    ("14 Orang", "orang", True),
    ("7.800", "orang", True),
    ("-", "orang", True),
    ("n/a", "persen", False),
    ("7.800", "persen", False),
    ("187.545,500", "rupiah", True),
    ("1.234.567,50", "rupiah", True),
    ("10 m2", "m²", False),
    ("0.30000000000000004", "persen", False),
    ("12 Laporan", "rupiah", True),
    ("150 juta", "rupiah", True),
    ("Rp -", "rupiah", True),
    ("-", "rupiah", True),
    ("1,26E+09", "rupiah", True),
    ("#REF!", "rupiah", True),
)
"""Forms of numbers that the page shows: text, unit of the column, whether only whole numbers can stand there."""

NUMBERS_NOTE = """\
## Angka

Angka boleh ditulis polos (`1234.5`) atau seperti yang biasa ditulis kantor. Yang dapat dibaca dua cara ditolak, tidak ditebak.
Satuan di belakang angka boleh ditulis bila sama dengan satuan kolomnya; untuk target dan hasil, dengan satuan indikatornya
(atau satuan yang tertulis di baris perjanjian).
"""

MEASURES_NOTE = """\
Target dan hasil ditulis menurut `bentuk` indikatornya: bilangan (`7.8`, rentang `10-20`), predikat SAKIP (`BB`), opini BPK
(`WTP`), durasi (`1:07:38`, `3 jam 20 menit`), atau rasio (`1:25`).

## Tanggal

Ditulis `2024-02-28`, atau `2024-02` bila harinya tidak diketahui. `28/02/2024` (hari dahulu), `28 Februari 2024`,
`Rabu, 28 Feb. 2024`, `28 February 2024`, `2024-02-28 00:00:00`, dan `Februari 2024` juga dibaca.
"""

CELLS_NOTE = """\
## Kunci sel

Sebuah sel disebut dengan nama berkas, isi kolom kuncinya, dan nama kolomnya, dipisahkan garis miring; kunci yang kosong
dilewati: `anggaran/8.01.01.02/pagu`, `pegawai/pendidikan/S-1/Staf/jumlah`. Kunci seperti itu dipakai di `keputusan.csv` dan
`angka_tercetak.csv`.
"""

VALIDITY_NOTE = """\
## Masa berlaku

Data induk dipakai bersama oleh semua tahun. `berlaku_dari` dan `berlaku_sampai` membatasi tahun berlakunya satu baris; keduanya
termasuk, dan yang kosong berarti tanpa batas. Laporan suatu tahun hanya memuat baris yang berlaku pada tahun itu, sehingga laporan
yang sudah selesai tidak berubah bila data tahun berikutnya diisikan.

- **Yang berganti ditulis di dua baris** dengan kunci yang sama dan tahun yang tidak bertindih, mis. `jabatan_kepala` sampai 2024 dan
  dari 2025. Begitu pula nama instansi, unit, sasaran, indikator, atau skala.
- **Kode hanya boleh disebut pada tahun berlakunya**, baik di data induk maupun di data tahun.
- **Target Renstra milik Renstranya.** Yang dipakai hanya target dalam `renstra_awal`–`renstra_akhir` yang berlaku pada tahun laporan.
  Bila dua Renstra bertindih tahunnya, target yang digantikan diberi `berlaku_sampai` dan penggantinya `berlaku_dari`.
- `riwayat.csv`, `benchmark.csv`, dan `sakip.csv` sudah bertahun sendiri: yang dipakai hanya sampai dengan tahun laporan.
- Baris tentang indikator yang tidak berlaku (target, riwayat, pembanding, sebutan) ikut tidak dipakai.
- **Butir profil yang berakhir harus ada penggantinya**, kecuali setelan (SETELAN_LIST).

Unduhan data sebuah laporan memuat hanya baris yang berlaku pada tahunnya, tanpa kedua kolom ini.
""".replace("SETELAN_LIST", ", ".join(f"`{kunci}`" for kunci in SETELAN))

PROBLEMS: Mapping[str, str] = {
    "D01": "berkas atau folder wajib tidak ada",
    "D02": "berkas kosong",
    "D03": "huruf tidak terbaca: pengodean rusak atau bercampur",
    "D04": "susunan CSV rusak: jumlah kolom suatu baris lain, atau tanda kutip tidak ditutup",
    "D05": "kolom wajib tidak ada",
    "D06": "kolom tidak dikenal atau ganda",
    "D07": "kunci dipakai lebih dari satu baris",
    "D08": "isi sel tidak terbaca atau dapat dibaca dua cara",
    "D09": "sel wajib kosong",
    "D10": "isi sel bukan salah satu pilihan",
    "D11": "berkas atau folder tidak dikenal atau salah tempat",
    "D12": "kode tidak ada di berkas asalnya",
    "D13": "induk yang melingkar",
    "D14": "anggaran ditulis untuk kode yang mempunyai rincian",
    "D15": "angka di luar batas",
    "D16": "skala peringkat tidak utuh atau tumpang tindih",
    "D17": "keputusan menunjuk sel atau angka yang tidak ada",
    "D18": "bukan berkas CSV, terlalu besar, atau tidak dapat dibuka",
    "D19": "terlalu banyak baris atau masalah, atau sel terlalu panjang",
    "D20": "butir profil tidak dikenal atau tidak ada",
    "D21": "butir profil yang bertentangan: tahun awal dan akhir Renstra, pemerintahan dan daerah",
    "D22": "dua keputusan bertentangan",
    "D23": "dua kode hanya berbeda huruf besarnya",
    "D24": "logo tidak dapat digambar",
    "D25": "huruf yang tidak dimiliki huruf cetak PDF",
    "D26": "masa berlaku berakhir sebelum dimulai",
    "D27": "kode tidak berlaku pada tahun laporan",
    "D28": "tidak ada baris yang berlaku pada tahun laporan",
    "D29": "keputusan menyelesaikan temuan yang tidak ada pada tahun itu",
    "D30": "keputusan menggantikan nilai lain daripada yang disebutnya",
    "D31": "baris yang tampaknya bukan data: nomor kolom, jumlah, rata-rata",
}
"""Code of a problem → what it means."""

ADAPTATIONS: Mapping[str, str] = {
    "B01": "pemisah kolom bukan koma",
    "B02": "pengodean bukan UTF-8",
    "B03": "judul kolom berbeda huruf besar atau spasinya, atau menyebut satuannya (`Pagu (Rp)`)",
    "B04": "baris atau kolom kosong dilewati, pemisah di ujung baris dilengkapi",
    "B05": "spasi khusus atau huruf tak terlihat",
    "B06": "angka yang tidak ditulis polos",
    "B07": "tanggal yang tidak ditulis TTTT-BB-HH",
    "B08": "tanda untuk sel kosong: `-`, `–`, `n/a`",
    "B09": "tanda petik tunggal di depan angka, atau di depan teks yang akan dihitung sebagai rumus",
    "B10": "sel yang diganti menurut `keputusan.csv`",
    "B11": "kolom yang boleh kosong tidak ada, dibaca kosong",
    "B13": "target di luar tahun-tahun Renstra menurut `profil.csv`, tidak dipakai",
    "B14": "baris yang bukan data dilewati: judul di atas judul kolom, nomor kolom, jumlah, rata-rata",
    "B15": "nama indikator, sasaran, program, atau unit di tempat kodenya",
}
"""Code of an adaptation → what was taken otherwise than it is written."""

_KINDS = {
    "text": "teks",
    "code": "kode",
    "measure": "target atau hasil",
    "date": "tanggal",
    "integer": "bilangan bulat",
    "number": "bilangan",
}


def build_kamus_data() -> str:
    """Return the data dictionary as Markdown.

    Examples
    --------
    >>> "| `pagu` | bilangan bulat, rupiah |" in build_kamus_data()
    True
    """
    numbers = _table(("Tertulis", "Kolom berisi", "Dibaca"), (_describe_number(*number) for number in NUMBERS))
    files = [part for scope, heading in HEADINGS.items() for part in _describe_files(scope, heading)]
    problems = _table(("Kode", "Arti"), PROBLEMS.items())
    adaptations = _table(("Kode", "Yang disesuaikan"), ADAPTATIONS.items())
    parts = (
        INTRO,
        NUMBERS_NOTE,
        numbers,
        MEASURES_NOTE,
        CELLS_NOTE,
        VALIDITY_NOTE,
        *files,
        "## Kode masalah data\n\nData dengan masalah ini tidak dapat dipakai; `lkip check` menyebut tempat dan perbaikannya.\n",
        problems,
        "## Kode penyesuaian\n\nYang dibaca lain daripada yang tertulis; `lkip check --rinci` menyebut setiap tempatnya.\n",
        adaptations,
    )
    return "\n".join(parts)


def _describe_number(text: str, satuan: str, integer: bool) -> tuple[str, str, str]:
    column = f"{satuan}, bilangan bulat" if integer else satuan
    try:
        value = parse_number(text, integer=integer, satuan=satuan)
    except ValueError as error:
        return f"`{text}`", column, f"ditolak: {error}"
    return f"`{text}`", column, "tidak diketahui" if value is None else f"`{value:f}`"


def _describe_files(scope: Scope, heading: str) -> Iterator[str]:
    yield f"## {heading}\n"
    for file, schema in FILES.items():
        if schema.scope != scope:
            continue
        key = ", ".join(f"`{name}`" for name in schema.key)
        required = "Berkas wajib ada" if schema.required else "Dibuat bila ada datanya"
        yield f"### `{file}.csv`\n\n{schema.description}. {required}. Kunci: {key}.\n"
        yield _describe_columns("Kolom", schema)
        if file == "profil":
            yield f"{PROFIL.description}:\n"
            yield _describe_columns("Butir", PROFIL)


def _describe_columns(heading: str, schema: Schema) -> str:
    rows = (
        (
            f"`{name}`",
            _describe_kind(column),
            "" if column.optional else "wajib",
            _describe_values(column),
            column.description,
        )
        for name, column in schema.columns.items()
    )
    return _table((heading, "Jenis", "Wajib", "Isi yang boleh", "Keterangan"), rows)


def _describe_kind(column: Field) -> str:
    if column.refers_to:
        return "kode"
    if column.values:
        return "pilihan"
    return ", ".join(part for part in (_KINDS[column.kind], column.unit) if part)


def _describe_values(column: Field) -> str:
    if column.refers_to:
        return f"`kode` di `{column.refers_to}.csv`"
    if column.bounds:
        return f"{column.bounds[0]} sampai {column.bounds[1]}"
    return ", ".join(f"`{value}`" for value in column.values)


def _table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [heads, ("---",) * len(heads), *rows]
    return "".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |\n" for line in lines)
