"""What can be searched: the sections of a report, and which words occur in which reports of a site.

Indexes are JavaScript, not JSON: a page that was opened from a disk can't fetch.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from lkip.sections import Section, read_sections

INDEX = Path("assets", "cari.js")


def write_search(tree: Path, stems: Iterable[str]) -> str:
    """Write the search index of a rendered report beside its pages, and return the words that occur in it.

    Parameters
    ----------
    stems
        The chapters in their order; those without a page are passed over.
    """
    names = [name for name in (f"{stem}.html" for stem in stems) if (tree / name).exists()]
    found = {name: read_sections(_cut_main((tree / name).read_text(encoding="utf-8"))) for name in names}
    pages = {name: sections for name, sections in found.items() if sections}
    if not pages:
        return ""
    entries = [entry for name, sections in pages.items() for entry in _list_entries(name, sections)]
    content = [{"id": number, **entry} for number, entry in enumerate(entries)]
    (tree / INDEX).parent.mkdir(exist_ok=True)
    (tree / INDEX).write_text(write_script("lkipCari", content), encoding="utf-8")
    return " ".join(list_words(text for entry in entries for text in (entry["judul"], entry["isi"])))


def _cut_main(html: str) -> str:
    found = re.search(r"<main\b.*</main>", html, re.DOTALL)
    return found[0] if found else ""


def _list_entries(name: str, sections: Sequence[Section]) -> Iterator[dict[str, str]]:
    above: list[Section] = []
    for section in sections:
        link = f"{name}#{section.id}" if section.id else name
        above = [other for other in above if other.level < section.level]
        # The section above tells apart those that every indicator has.
        places = [sections[0], *above[1:][-1:]]
        yield {
            "bab": " › ".join(place.title for place in places),
            "judul": section.title,
            "tautan": link,
            "isi": section.text,
        }
        above.append(section)


def list_words(texts: Iterable[str]) -> list[str]:
    """Return the words of texts in lower case, those of letters only.

    Examples
    --------
    >>> list_words(["Capaian 95,80% dan", "capaian IKU-1"])
    ['capaian', 'dan', 'iku']
    """
    words = set(re.findall(r"\w+", " ".join(texts).lower()))
    return sorted(word for word in words if len(word) > 1 and word.isalpha())


def index_site(reports: Sequence[tuple[str, str, str]]) -> str:
    """Return which words occur in which reports, as JavaScript.

    Words that occur in the same reports stand together, under the numbers of these reports.

    Parameters
    ----------
    reports
        Address, title and words of each; neighbours should be alike.
    """
    places: defaultdict[str, list[int]] = defaultdict(list)
    for number, (_, _, words) in enumerate(reports):
        for word in words.split():
            places[word].append(number)
    together: defaultdict[tuple[int, ...], list[str]] = defaultdict(list)
    for word, numbers in sorted(places.items()):
        together[tuple(numbers)].append(word)
    return write_script(
        "lkipCariSemua",
        {
            "laporan": [[link, title] for link, title, _ in reports],
            "kata": {pack_numbers(numbers): " ".join(words) for numbers, words in sorted(together.items())},
        },
    )


def pack_numbers(numbers: Iterable[int]) -> str:
    """Return ascending numbers as runs: the gap before each, then its length unless that is 1, to base 36.

    Examples
    --------
    >>> pack_numbers([0, 1, 2, 5, 40, 41])
    '0-3,2,y-2'
    """
    runs: list[list[int]] = []
    after = 0
    for number in numbers:
        if runs and number == after:
            runs[-1][1] += 1
        else:
            runs.append([number - after, 1])
        after = number + 1
    return ",".join(_spell(gap) if length == 1 else f"{_spell(gap)}-{_spell(length)}" for gap, length in runs)


def _spell(number: int) -> str:
    high, low = divmod(number, 36)
    return (_spell(high) if high else "") + "0123456789abcdefghijklmnopqrstuvwxyz"[low]


def write_script(name: str, content: Mapping[str, Any] | Sequence[Any]) -> str:
    r"""Return data as a script that gives it a name.

    Examples
    --------
    >>> write_script("lkipTahun", [2025])
    'window.lkipTahun = [2025];\n'
    """
    return f"window.{name} = {json.dumps(content, ensure_ascii=False, separators=(',', ':'))};\n"
