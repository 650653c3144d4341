"""A tree's manifest: known as whole only as long as nothing in the tree has changed."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from lkip.manifest import NAME, Manifest, read_manifest, write_manifest

MANIFEST = Manifest("sidik", {"pdf": ""}, ("notebooks/a.py",))


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    tree = tmp_path / "2024"
    (tree / "data").mkdir(parents=True)
    (tree / "index.html").write_text("isi", encoding="utf-8")
    (tree / "data" / "a.csv").write_text("x,y\n", encoding="utf-8")
    write_manifest(tree, MANIFEST)
    return tree


def test_a_whole_tree_says_what_it_is(tree: Path) -> None:
    manifest = read_manifest(tree)
    assert manifest
    assert replace(manifest, berkas={}) == MANIFEST
    assert {name: entry["ukuran"] for name, entry in manifest.berkas.items()} == {"data/a.csv": 4, "index.html": 3}


def write_later(path: Path) -> None:
    """Edit a file without changing its size."""
    path.write_text("usi", encoding="utf-8")
    later = path.stat().st_mtime_ns + 10**9
    os.utime(path, ns=(later, later))


DAMAGE: dict[str, Callable[[Path], object]] = {
    "berkas-hilang": lambda tree: (tree / "index.html").unlink(),
    "berkas-asing": lambda tree: (tree / "data" / "b.csv").write_text("", encoding="utf-8"),
    "terpotong": lambda tree: os.truncate(tree / "index.html", 1),
    "disunting": lambda tree: write_later(tree / "index.html"),
    "tautan-buntu": lambda tree: (tree / "buntu").symlink_to("tiada"),
    "manifes-hilang": lambda tree: (tree / NAME).unlink(),
    "manifes-terpotong": lambda tree: os.truncate(tree / NAME, 20),
    "manifes-lama": lambda tree: (tree / NAME).write_text('{"sidik": "x", "berkas": {}}', encoding="utf-8"),
    "manifes-asing": lambda tree: (tree / NAME).write_text("[]", encoding="utf-8"),
    "manifes-rusak": lambda tree: (tree / NAME).write_text('{"berkas": 1}', encoding="utf-8"),
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_a_tree_that_was_changed_says_nothing(tree: Path, damage: Callable[[Path], object]) -> None:
    damage(tree)
    assert read_manifest(tree) is None


def test_a_clock_that_was_set_back_changes_nothing(tree: Path) -> None:
    future = (tree / NAME).stat().st_mtime + 10_000
    os.utime(tree / "index.html", (future, future))
    assert read_manifest(tree) is None
    (tree / NAME).unlink()
    write_manifest(tree, MANIFEST)
    assert read_manifest(tree)


def test_what_is_no_tree_says_nothing(tmp_path: Path) -> None:
    assert read_manifest(tmp_path / "tiada") is None
