"""Publication: whole trees in, whole trees out, other reports untouched, and nothing lost when it is interrupted."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

A = "dinas-contoh-uji"
Publish = Callable[..., Path]


def test_a_new_tree_replaces_the_old_one_whole(publish_year: Publish) -> None:
    site = publish_year(2024, "lama")
    pdf = site / A / "2024" / f"laporan-kinerja-{A}-2024.pdf"
    (site / A / "2024" / "tabel").mkdir()
    publish_year(2023)
    publish_year(2024, "baru")
    assert (site / A / "2024" / "index.html").read_text(encoding="utf-8") == "baru"
    assert pdf.is_file()
    assert not (site / A / "2024" / "tabel").exists()
    assert (site / A / "2023" / "index.html").is_file(), "laporan lain tetap"
    assert sorted(path.name for path in site.iterdir()) == ["assets", "depan.json", A, "index.html"]


def test_publishing_the_same_gives_the_same_bytes(publish_year: Publish) -> None:
    site = publish_year(2024)
    before = {path: path.read_bytes() for path in site.rglob("*") if path.is_file()}
    publish_year(2024)
    assert {path: path.read_bytes() for path in site.rglob("*") if path.is_file()} == before
