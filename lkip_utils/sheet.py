"""A file as a spreadsheet shows it: rows of texts under the columns that were expected, or a clear word why not."""

from __future__ import annotations

import csv
import io
import re
import stat
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from lkip_utils.perintah import QUARTO_MARK
from lkip_utils.temuan import DataError, Temuan

MAX_BYTES = 20_000_000
"""The largest file of a real agency is a few hundred kB; above this it is a wrong file."""

MAX_ROWS = 100_000
"""One row is one fact: no agency has that many in a year. Counted in lines, before they are taken apart."""

MAX_CELL = 20_000
"""Characters in a cell: some ten pages of text. More is a quotation mark that isn't closed."""

DELIMITERS = {",": "koma", ";": "titik koma", "\t": "tab"}
"""What may stand between columns, the plain form first."""

_NOTHING = f"{''.join(DELIMITERS)} \n"

# What a file begins with that is no text; the names are those of the programs that write it.
_RESAVE = "Buka dengan Excel, lalu simpan sebagai «CSV UTF-8 (dipisahkan koma)»."
_REPLACE = "Ganti dengan berkas CSV yang benar."
_SIGNATURES = (
    (b"PK\x03\x04", "berkas Excel (.xlsx) atau zip", _RESAVE),
    (b"\xd0\xcf\x11\xe0", "berkas Excel atau Word lama (.xls, .doc)", _RESAVE),
    (b"<", "halaman web atau XML", _RESAVE),
    (b"%PDF", "berkas PDF", _REPLACE),
)
_UTF16 = (b"\xff\xfe", b"\xfe\xff")

# cp1252 text hardly ever looks like this, UTF-8 text always does.
# Overlong forms count as UTF-8, too, which is damaged then.
_UTF8_LETTER = re.compile(rb"[\xc0-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xfb][\x80-\xbf]{3}")

# Left over from broken conversions; U+FFFD stands where a letter was already lost, and Unicode has code points that
# never become letters, the last two of each plane among them: no XML file, such as Word's, may hold U+FFFE.
_NEVER = "".join(chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
_CONTROL = re.compile(f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffd{_NEVER}]")

_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u2028\u2029\u205f\u3000"
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\ufeff"
_SPECIAL = re.compile(f"[{_SPACES}{_INVISIBLE}]")
_ORDINARY = str.maketrans(_SPACES, " " * len(_SPACES), _INVISIBLE)

_MOST_ABOVE = 10
"""Rows above the titles: the name of the table, of the agency, the year."""

# Excel writes a sheet by blocks of 16 rows and leaves out the last delimiters of a block whose last columns are empty.
_EXCEL_BLOCK = 16


@dataclass(frozen=True)
class Sheet:
    """The cells of a file.

    Parameters
    ----------
    columns
        Titles, those that were expected spelt as expected.
    rows
        Spreadsheet row → its cells, one for each column; rows without any content are left out.
    adaptations
        What was taken otherwise than it is written, as info findings.
    head
        Spreadsheet row of the titles.
    """

    columns: list[str]
    rows: dict[int, list[str]]
    adaptations: list[Temuan]
    head: int = 1


def read_sheet(path: Path, name: str, expected: Sequence[str]) -> Sheet:
    """Read a CSV file as offices save it.

    Parameters
    ----------
    path
        The file.
    name
        How messages call it.
    expected
        The column titles it should have; they tell the delimiter.

    Raises
    ------
    DataError
        When the file is no CSV file, too large, in no known encoding, or its rows don't fit its header.
    """
    text, encoding = _decode(_read_bytes(path, name), name)
    text, spaces = _clean(text, name)
    text, delimiter, separators = _find_delimiter(text, name, expected)
    rows = _split(text, name, delimiter)
    head, above = _find_head(rows, name, expected)
    header, titles = _read_header(rows[head], name, head + 1, expected)
    body, blanks = _fit_rows(rows, name, head, len(header), delimiter)
    return Sheet(header, body, [*encoding, *separators, *above, *titles, *spaces, *blanks], head + 1)


def note(name: str, row: int | None, column: str, code: str, message: str, read: str = "", taken: str = "") -> Temuan:
    """Return the record of something that was taken otherwise than it is written."""
    return Temuan(name, row, column, code, "info", message, tercetak=read, terhitung=taken)


def _refuse(name: str, row: int | None, code: str, message: str) -> DataError:
    return DataError([Temuan(name, row, "", code, "galat", message)])


# ── bytes ───────────────────────────────────────────────────────────────────────────────


def _read_bytes(path: Path, name: str) -> bytes:
    """Read a file after a look at what it is and at its first bytes: a wrong file may be huge or never end."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            what = "folder" if stat.S_ISDIR(status.st_mode) else "berkas khusus"
            raise _refuse(name, None, "D18", f"ini {what}, bukan CSV. {_REPLACE}")
        if status.st_size > MAX_BYTES:
            raise _refuse(name, None, "D18", _too_large(status.st_size))
        with path.open("rb") as file:
            head = file.read(4096)
            _check_signature(head, name)
            return head + file.read(MAX_BYTES)
    except OSError as error:
        message = f"berkas tidak dapat dibuka ({_explain(error)}). Periksa berkas dan hak aksesnya."
        raise _refuse(name, None, "D18", message) from None


def _too_large(size: int) -> str:
    megabytes = f"{size / 1_000_000:.1f}".replace(".", ",")
    return f"berkas sebesar {megabytes} MB, diharapkan paling besar {MAX_BYTES // 1_000_000} MB. Periksa apakah ini berkas yang benar."


def _explain(error: OSError) -> str:
    if isinstance(error, PermissionError):
        return "tidak ada izin membacanya"
    return "tautannya putus" if isinstance(error, FileNotFoundError) else "tautannya melingkar atau medianya rusak"


def _check_signature(head: bytes, name: str) -> None:
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    for signature, what, remedy in _SIGNATURES:
        if start.startswith(signature):
            raise _refuse(name, None, "D18", f"ini {what}, bukan CSV. {remedy}")
    if b"\x00" in head and not head.startswith(_UTF16):
        raise _refuse(name, None, "D18", f"ini berkas biner (gambar, video, atau arsip), bukan CSV. {_REPLACE}")


def _decode(data: bytes, name: str) -> tuple[str, list[Temuan]]:
    encoding = "utf-16" if data.startswith(_UTF16) else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding == "utf-16" or _UTF8_LETTER.search(data):
            raise _broken_letters(name, data, error) from None
        encoding, text = "cp1252", _decode_windows(data, name)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if found := _CONTROL.search(text):
        row = text.count("\n", 0, found.start()) + 1
        message = f"terbaca U+{ord(found[0]):04X}, yang bukan huruf melainkan sisa penyimpanan yang rusak. Ketik ulang teks di sekitarnya, lalu simpan ulang."
        raise _refuse(name, row, "D03", message)
    if QUARTO_MARK in text.lower():
        row = text.lower().count("\n", 0, text.lower().index(QUARTO_MARK)) + 1
        message = f"terbaca «{QUARTO_MARK}», tanda yang dijalankan Quarto sebagai perintah. Hapus teks itu."
        raise _refuse(name, row, "D03", message)
    return text, _note_encoding(name, encoding, text)


def _decode_windows(data: bytes, name: str) -> str:
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError as error:
        raise _broken_letters(name, data, error) from None


def _broken_letters(name: str, data: bytes, error: UnicodeDecodeError) -> DataError:
    message = (
        f"terbaca bita 0x{data[error.start]:02x} yang bukan huruf dalam pengodean berkas ini. "
        "Simpan ulang dari Excel sebagai «CSV UTF-8 (dipisahkan koma)»."
    )
    return _refuse(name, data.count(b"\n", 0, error.start) + 1, "D03", message)


def _note_encoding(name: str, encoding: str, text: str) -> list[Temuan]:
    if encoding == "utf-8-sig":
        return []
    label = {"cp1252": "Windows-1252", "utf-16": "UTF-16"}[encoding]
    letters = list(dict.fromkeys(letter for letter in text if not letter.isascii()))
    shown = f" Huruf khususnya dibaca: {' '.join(letters[:20])}." if letters else ""
    return [note(name, None, "", "B02", f"pengodean berkas adalah {label}, bukan UTF-8.{shown}", label, "UTF-8")]


def _clean(text: str, name: str) -> tuple[str, list[Temuan]]:
    """Make ordinary spaces of special ones and drop what can't be seen: both tell one name from another."""
    found = [] if text.isascii() else _SPECIAL.findall(text)
    if not found:
        return text, []
    counts = ", ".join(f"U+{ord(letter):04X} ({count}×)" for letter, count in sorted(Counter(found).items()))
    message = f"spasi khusus atau huruf tak terlihat dibaca sebagai spasi biasa atau dibuang: {counts}."
    return text.translate(_ORDINARY), [note(name, None, "", "B05", message, counts)]


# ── rows ────────────────────────────────────────────────────────────────────────────────


def _find_delimiter(text: str, name: str, expected: Sequence[str]) -> tuple[str, str, list[Temuan]]:
    """Find the delimiter under which the header has the most expected columns; the content has no say."""
    first, _, rest = text.partition("\n")
    declared = bool(re.fullmatch(r'"?sep=[,;\t|]"?[,;\t]*', first.strip(" "), re.IGNORECASE))
    # Excel obeys this line and doesn't show it: row 1 is the one below.
    body = rest if declared else text
    scores = {delimiter: _count_known(body, delimiter, expected) for delimiter in DELIMITERS}
    delimiter = max(scores, key=scores.__getitem__)
    parts = [f"kolom dipisahkan {DELIMITERS[delimiter]}, bukan koma"] if delimiter != "," else []
    parts += [f"baris pertama «{first.strip()}» dilewati seperti oleh Excel"] if declared else []
    return body, delimiter, _note_parts(name, "B01", parts)


def _count_known(text: str, delimiter: str, expected: Sequence[str]) -> int:
    # No header is longer than a cell may be.
    start = io.StringIO(text[:MAX_CELL], newline="")
    rows = list(islice(csv.reader(start, delimiter=delimiter, skipinitialspace=True), _MOST_ABOVE + 1))
    return len(_list_known(rows[_locate_head(rows, expected)], expected)) if rows else 0


def _list_known(titles: Sequence[str], expected: Sequence[str]) -> set[str]:
    return {normalise_title(title) for title in titles} & set(expected)


def _locate_head(rows: Sequence[list[str]], expected: Sequence[str]) -> int:
    """Return the position of the first row that holds titles; of the first row where none of the first does."""
    # One word alone may be a title of the sheet; a file of one column has no more.
    enough = min(2, len(expected))
    if _list_known(rows[0], expected):
        return 0
    found = (number for number, row in enumerate(rows) if len(_list_known(row, expected)) >= enough)
    return next(found, 0)


def _find_head(rows: list[list[str]], name: str, expected: Sequence[str]) -> tuple[int, list[Temuan]]:
    """Return the position of the titles, and a record of each row above them: the heading that a sheet has."""
    head = _locate_head(rows[: _MOST_ABOVE + 1], expected)
    above = {number: [cell.strip() for cell in row if cell.strip()] for number, row in enumerate(rows[:head], 1)}
    if broad := [number for number, cells in above.items() if len(cells) > 1]:
        number = broad[0]
        message = f"terbaca «{', '.join(above[number])[:80]}» di atas judul kolom, yang berada di baris {head + 1}. Pindahkan judul kolom ke baris 1, dan hapus baris di atasnya."
        raise _refuse(name, number, "D05", message)
    return head, [_note_above(name, number, cells[0]) for number, cells in above.items() if cells]


def _note_above(name: str, number: int, text: str) -> Temuan:
    return note(name, number, "", "B14", f"«{text}» di atas judul kolom dilewati; bukan data.", text)


_OWN_UNIT = re.compile(r"\s*[(\[]\s*(?:rp\.?|rupiah|%|persen)\s*[)\]]\s*$")
"""The unit of a column behind its title, where it is the one that its numbers are in anyway."""


def normalise_title(title: str) -> str:
    """Return a column title as the schemas spell theirs.

    Examples
    --------
    >>> normalise_title(" Target  Sebelum "), normalise_title("Pagu (Rp)"), normalise_title("Kinerja [%]")
    ('target_sebelum', 'pagu', 'kinerja')
    """
    return "_".join(_OWN_UNIT.sub("", title.lower()).split())


def _split(text: str, name: str, delimiter: str) -> list[list[str]]:
    if not text.strip(_NOTHING):
        message = (
            "berkas kosong; diharapkan sedikitnya baris judul kolom. Isi berkas atau hapus bila tidak ada datanya."
        )
        raise _refuse(name, None, "D02", message)
    if (lines := text.count("\n")) > MAX_ROWS:
        message = (
            f"berkas memuat {lines} baris, diharapkan paling banyak {MAX_ROWS}. Periksa apakah ini berkas yang benar."
        )
        raise _refuse(name, None, "D19", message)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=True, strict=True)
    rows: list[list[str]] = []
    try:
        rows.extend(reader)
    except csv.Error:
        message = "susunan CSV rusak mulai baris ini. Periksa tanda kutip yang tidak ditutup atau berada di tengah isi."
        raise _refuse(name, len(rows) + 1, "D04", message) from None
    if len(text) > MAX_CELL:
        _check_cells(rows, name)
    return rows


def _check_cells(rows: list[list[str]], name: str) -> None:
    for number, row in enumerate(rows, 1):
        longest = max(map(len, row), default=0)
        if longest > MAX_CELL:
            message = f"satu sel memuat {longest} huruf, diharapkan paling banyak {MAX_CELL}. Periksa tanda kutip yang tidak ditutup."
            raise _refuse(name, number, "D19", message)


def _read_header(titles: list[str], name: str, row: int, expected: Sequence[str]) -> tuple[list[str], list[Temuan]]:
    """Spell the titles as expected; empty ones on the right are no columns."""
    width = _filled_width(titles)
    known = set(expected)
    if not known.intersection(map(normalise_title, titles)):
        seen = ", ".join(titles[:width]) or "baris kosong"
        message = f"terbaca «{seen[:80]}», diharapkan judul kolom: {', '.join(expected)}. Judul kolom harus di baris 1."
        raise _refuse(name, 1, "D05", message)
    spelt = [title if title in known else normalise_title(title) for title in titles[:width]]
    header = [new if new in known else old.strip() for old, new in zip(titles, spelt, strict=False)]
    changed = [(old, new) for old, new in zip(titles, header, strict=False) if new in known and new != old]
    if not changed:
        return header, []
    pairs = ", ".join(f"«{' '.join(old.split())}» → {new}" for old, new in changed)
    return header, [note(name, row, "", "B03", f"judul kolom dibaca tanpa membedakan huruf besar dan spasi: {pairs}.")]


def _filled_width(row: Sequence[str]) -> int:
    """Return the number of cells up to the last that holds something."""
    width = len(row)
    while width and not row[width - 1].strip():
        width -= 1
    return width


def _fit_rows(
    rows: list[list[str]], name: str, head: int, width: int, delimiter: str
) -> tuple[dict[int, list[str]], list[Temuan]]:
    """Give every row with content as many cells as the header has titles."""
    body: dict[int, list[str]] = {}
    blank, padded, problems = [], [], []
    whole = len(rows[head])
    for number, row in enumerate(rows[head + 1 :], head + 2):
        if not any(map(str.strip, row)):
            blank.append(number)
        # A longer row that ends in an empty cell isn't wide, it holds a delimiter too many.
        elif len(row) in (width, whole) and _filled_width(row) <= width:
            body[number] = row[:width]
        elif len(row) < width and _is_cut_by_excel(rows, number):
            body[number] = row + [""] * (width - len(row))
            padded.append(number)
        else:
            problems.append(
                _untitled(name, number, row, width)
                if len(row) == whole
                else _ragged(name, number, row, width, delimiter)
            )
    if problems:
        raise DataError(problems)
    return body, _note_parts(name, "B04", list(_list_blanks(blank, whole > width, padded)))


def _is_cut_by_excel(rows: list[list[str]], number: int) -> bool:
    """Return whether the whole block around a row is equally short, and ends where something is written."""
    start = (number - 1) // _EXCEL_BLOCK * _EXCEL_BLOCK
    block = rows[start : start + _EXCEL_BLOCK]
    width = len(rows[number - 1])
    return all(len(row) == width for row in block) and any(_filled_width(row) == width for row in block)


def _untitled(name: str, number: int, row: list[str], width: int) -> Temuan:
    stray = next(cell for cell in row[width:] if cell.strip())
    message = f"terbaca «{stray}» di kanan kolom terakhir yang berjudul. Beri judul kolomnya atau hapus isinya."
    return Temuan(name, number, "", "D04", "galat", message, tercetak=stray)


def _ragged(name: str, number: int, row: list[str], width: int, delimiter: str) -> Temuan:
    label, seen = DELIMITERS[delimiter], len(row)
    remedy = (
        f"Apit isi yang mengandung {label} dengan tanda kutip ganda."
        if seen > width
        else f"Tambahkan {label} untuk sel yang kosong."
    )
    message = f"terbaca {seen} kolom, diharapkan {width}. {remedy}"
    return Temuan(name, number, "", "D04", "galat", message, tercetak=str(seen), terhitung=str(width))


def _list_blanks(blank: list[int], wide: bool, padded: list[int]) -> Iterator[str]:
    if blank:
        yield f"{len(blank)} baris kosong dilewati: baris {list_rows(blank)}"
    if wide:
        yield "kolom kosong tanpa judul di kanan dilewati"
    if padded:
        yield f"pemisah sel kosong yang tidak ditulis Excel dilengkapi: baris {list_rows(padded)}"


def _note_parts(name: str, code: str, parts: Collection[str]) -> list[Temuan]:
    return [note(name, None, "", code, f"{'; '.join(parts)}.")] if parts else []


def list_rows(numbers: Sequence[int]) -> str:
    """Write row numbers, those in a row as a span.

    Examples
    --------
    >>> list_rows([3, 5, 6, 7])
    '3, 5–7'
    """
    spans: list[list[int]] = []
    for number in numbers:
        if spans and number == spans[-1][1] + 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    return ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in spans)
