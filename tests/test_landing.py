"""The landing page: what the site holds, newest first, with links that lead somewhere."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

A = "dinas-contoh-uji"
Edit = Callable[[str, str, str], None]
Publish = Callable[..., Path]


def test_the_landing_page_shows_what_is_published_newest_first(publish_year: Publish) -> None:
    publish_year(2023, pdf=False)
    page = (publish_year(2024) / "index.html").read_text(encoding="utf-8")
    assert re.findall(r'href="([^"]*/index\.html)"', page)[::2] == [f"{A}/2024/index.html", f"{A}/2023/index.html"]
    shown = [re.split(r"<[^>]+>", value) for value in re.findall(r"<dd>(.*?)</dd>", page)]
    assert [value for value, *_ in shown] == ["127,05%", "74,35%", "Rp230.000.000", "111,67%", "75,00%", "Rp80.000.000"]
    assert "2 dari 2 sasaran" in shown[0]
    assert re.findall(r'href="([^"]*\.pdf)"', page) == [f"{A}/2024/laporan-kinerja-{A}-2024.pdf"]
    assert "2 laporan" in page


def test_every_link_of_the_landing_page_leads_somewhere(publish_year: Publish) -> None:
    site = publish_year(2024)
    page = (site / "index.html").read_text(encoding="utf-8")
    links = [link for link in re.findall(r'(?:href|src)="([^"#]+)"', page) if "://" not in link]
    assert links
    assert [link for link in links if not (site / link).is_file()] == []
    for sheet in [link for link in links if link.endswith(".css")]:
        style = (site / sheet).read_text(encoding="utf-8")
        fonts = [u for u in re.findall(r"url\([\"']?([^\"')]+)", style) if not u.startswith("data:")]
        assert [font for font in fonts if not (site / sheet).parent.joinpath(font).is_file()] == []


def test_names_on_the_landing_page_stay_text(publish_year: Publish, edit: Edit) -> None:
    edit("profil.csv", "Dinas Contoh Uji (Fiktif)", "Dinas <b>A</b> & B")
    assert "Dinas &lt;b&gt;A&lt;/b&gt; &amp; B" in (publish_year(2024) / "index.html").read_text(encoding="utf-8")
