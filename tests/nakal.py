"""Data whose every free text is a nasty one: what markup languages, spreadsheets and browsers read as commands."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

from lkip_utils.schemas import FILES, PROFIL

NASTY = (
    "<script>alert(1)</script>",
    '<img src=x onerror="alert(1)">',
    '"><svg onload=alert(1)> &lt;b&gt; &amp; &#60;',
    "</td></table></article></main><!-- ]]>",
    "<a href='javascript:alert(1)'>x</a> javascript:alert(1)",
    "[a](javascript:alert(1)) ![b](x.png){onclick=alert(1)} <javascript:alert(1)>",
    "**x** _y_ ~~z~~ ^u^ ~d~ H~2~O [teks]{.tercetak}",
    "# h {#tbl-x .unnumbered}",
    "::: {.x}",
    "1. satu - dua",
    "- butir",
    "> kutipan | a | b |",
    "@tbl-x [@fig-x; -@sec-x] {{< include /etc/passwd >}} {{ dataset }} {% raw %}",
    "$x$ $$\\int$$ \\(y\\) \\",
    "`kode` ``` ```{=html} <b>",
    "a\n\n:::\n\n```{=html}\n<script>alert(2)</script>\n```\n\n# b",
    '#panic("x")',
    '#import "@preview/x:1.0.0" #let x = 1 #read("/etc/passwd") #x.y;',
    "h = h == @label <label> /* // */ $a$ *b* \\u{41} [#c] ]",
    "\\input{/etc/passwd} \\write18{ls} \\end{document} %",
    "%s {0} ${HOME} $(ls) `ls` ; os.execute('ls')",
    "@SUM(A1)",
    "+cmd|' /C calc'!A0",
    "-2+3",
    "تقرير الأداء",
    "\u202eKEBALIK\u202c \u200fKANAN",
    "panjang" * 45,
    "{{< env LKIP_UJI_RAHASIA >}} {{{< env LKIP_UJI_RAHASIA >}}} {{< meta lkip.nama >}}",
    "{{< include _quarto.yml >}}",
    "{{< pagebreak >}} {{< video https://contoh.invalid/v.mp4 >}} {{< var x >}} {{< lipsum 2 >}}",
    '::: {.content-visible when-format="typst"} [^1] [^1]: kaki ^[kaki] [@sumber, hlm. 2] -@sumber :smile: +++ %%',
    "```{=typst}\n#sys.inputs\n``` `#sys.inputs`{=typst} `<b>`{=html} <!-- komentar --> --- ... \\newpage",
    '"kutip" \\"balik\\" &quot; &amp;lt; \\& {#id .kelas kunci="nilai"}',
    "![a](b) ![](data/x.png){width=9}",
    "{{x}} {{{<x>}}} {{< x",
    "<!--bab x--> <article> </main>",
    "“kutip” ‘satu’ -- --- ... … 'a' \"b\" x² ½ 1/2 (c)",
)
TEXT_KEYS = {
    "belanja": ("jenis",),
    "sarana": ("kelompok", "jenis"),
    "pegawai": ("kelompok", "jabatan"),
    "sebutan": ("tempat", "sebutan"),
}
"""Columns of a key that are free text all the same: any words may stand there, and readers see them."""
BOUND = {"keputusan": ("nilai", "tercetak"), "angka_tercetak": ("kunci",), "perjanjian": ("selisih",)}
"""Text columns whose words mean something to the program."""


def list_free(file: str) -> tuple[str, ...]:
    """Return a file's columns of free text."""
    schema = FILES[file]
    known = (*schema.key, *BOUND.get(file, ()))
    text = [name for name, field in schema.columns.items() if field.free]
    return (*(name for name in text if name not in known), *TEXT_KEYS.get(file, ()))


@dataclass(frozen=True)
class NastySite:
    """A published site, and each nasty text in it by the word that ends it."""

    site: Path
    texts: dict[str, str]


def spoil(folder: Path) -> dict[str, str]:
    """Write nasty texts into every file of an agency; return them by the words that end them."""
    texts: dict[str, str] = {}
    for path in sorted(folder.rglob("*.csv")):
        _spoil_file(path, texts)
    return texts


def _spoil_file(path: Path, texts: dict[str, str]) -> None:
    rows = list(csv.DictReader(path.read_text("utf-8").splitlines()))
    # The same words stay the same: rows are grouped by them.
    known: dict[tuple[str, str], str] = {}
    for row in rows:
        for column in list_free(path.stem):
            if path.stem == "profil" and column == "nilai" and not PROFIL.columns[row["kunci"]].free:
                continue
            old = row[column]
            if not old or (column, old) not in known:
                known[column, old] = _make(texts)
            row[column] = known[column, old]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def _make(texts: dict[str, str]) -> str:
    number = len(texts)
    mark = f"Akhir{number:03}"
    texts[mark] = f"{NASTY[number % len(NASTY)]} {mark}"
    return texts[mark]
