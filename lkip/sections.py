"""The sections of a page: its headings, and the plain text under each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html.parser import HTMLParser

BREAKS = ("p", "li", "td", "th", "br", "caption", "figcaption")
"""Elements that part words."""

ASIDE = ("nav", "script", "style", "svg", "button")
"""Elements that aren't a page's text."""


@dataclass
class Section:
    """A heading and the plain text under it, up to the next heading."""

    id: str
    level: int
    title: str = ""
    text: str = ""


class _Reader(HTMLParser):
    """Collect headings and the text under them."""

    def __init__(self) -> None:
        super().__init__()
        self.sections: list[Section] = []
        self.in_heading = False
        self.aside = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ASIDE:
            self.aside += 1
        elif self.aside:
            return
        elif re.fullmatch("h[1-6]", tag):
            self.in_heading = True
            self.sections.append(Section(dict(attrs).get("id") or "", int(tag[1])))
        elif tag in BREAKS:
            self.handle_data(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in ASIDE:
            self.aside -= 1
        elif self.aside:
            return
        elif re.fullmatch("h[1-6]", tag):
            self.in_heading = False

    def handle_data(self, data: str) -> None:
        if self.aside:
            return
        if self.in_heading:
            self.sections[-1].title += data
        elif self.sections:
            self.sections[-1].text += data


def read_sections(html: str) -> list[Section]:
    """Return the headings of a page and the text under each.

    Examples
    --------
    >>> read_sections('<h2 id="a"><span>1.1</span> Tugas</h2><p>Satu</p><p>dua</p><nav>Lanjut</nav>')
    [Section(id='a', level=2, title='1.1 Tugas', text='Satu dua')]
    """
    reader = _Reader()
    reader.feed(html)
    for section in reader.sections:
        section.title = " ".join(section.title.split())
        section.text = " ".join(section.text.split())
    return reader.sections
