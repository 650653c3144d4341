"""A tree's manifest: known as whole only as long as nothing in the tree has changed."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from lkip.manifest import NAME, Manifest, Tree, keep_prints, parse_manifest, read_manifest, read_tree, write_manifest

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


@pytest.mark.parametrize("shift", [-10_000, 10_000], ids=["lampau", "depan"])
def test_a_copy_whose_files_are_of_another_age_is_whole(tree: Path, shift: int) -> None:
    for path in tree.rglob("*"):
        moment = (tree / NAME).stat().st_mtime + (shift if path.name != NAME else 0)
        os.utime(path, (moment, moment))
    assert read_manifest(tree)


def test_an_edit_that_hides_its_age_is_seen_by_whoever_looks_closely(tree: Path) -> None:
    before = (tree / "index.html").stat().st_mtime_ns
    (tree / "index.html").write_text("usi", encoding="utf-8")
    os.utime(tree / "index.html", ns=(before, before))
    found = read_tree(tree, thorough=True)
    assert found
    assert found.changed == {"index.html"}
    assert found.own == {"data/a.csv"}


def test_what_lies_beside_is_known_as_foreign(tree: Path) -> None:
    (tree / "data" / "pindai.pdf").write_bytes(b"%PDF")
    (tree / "tautan").symlink_to(tree)
    found = read_tree(tree)
    assert found
    assert found.foreign == {"data/pindai.pdf", "tautan"}
    assert found.whole


@pytest.mark.parametrize("name", ["../x", "/x", "a/../../x", "C:x", "a\\..\\..\\x", "x\0", ""])
def test_a_manifest_never_leads_out_of_its_folder(tree: Path, name: str) -> None:
    content = json.loads((tree / NAME).read_text(encoding="utf-8"))
    content["berkas"][name] = {"ukuran": 1, "sha256": "x"}
    assert parse_manifest(json.dumps(content).encode()) is None


ODD = [
    b"",
    b"[]",
    b"null",
    b"[" * 100_000,
    b"\xff\xfe",
    b'{"sidik": 1, "ringkasan": {}, "bacaan": [], "berkas": {}}',
    b'{"sidik": "x", "ringkasan": [], "bacaan": [], "berkas": {}}',
    b'{"sidik": "x", "ringkasan": {}, "bacaan": "abc", "berkas": {}}',
    b'{"sidik": "x", "ringkasan": {}, "bacaan": [1], "berkas": {}}',
    b'{"sidik": "x", "ringkasan": {}, "bacaan": [], "berkas": []}',
    b'{"sidik": "x", "ringkasan": {}, "bacaan": [], "berkas": {"a": {"ukuran": "1", "sha256": "x"}}}',
    b'{"sidik": "x", "ringkasan": {}, "bacaan": [], "berkas": {"a": 1}}',
]


@pytest.mark.parametrize("text", ODD, ids=range(len(ODD)))
def test_an_odd_manifest_says_nothing(text: bytes) -> None:
    assert parse_manifest(text) is None


OLD = Manifest("lama", {"pdf": "a.pdf"}, berkas={"index.html": {}, "a.pdf": {"ukuran": 4}})


def test_a_print_that_is_not_asked_for_again_stays() -> None:
    new = Manifest("baru", {"pdf": ""}, berkas={"index.html": {}})
    kept = keep_prints(new, Tree(OLD, frozenset(OLD.berkas)))
    assert kept.prints == {"pdf": "a.pdf"}
    assert kept.formats == ("html",)
    assert kept.terdahulu == ("a.pdf",)
    assert kept.mark != new.mark


@pytest.mark.parametrize(
    "gone", [Tree(OLD, frozenset(OLD.berkas), frozenset({"a.pdf"})), Tree(None, frozenset()), None]
)
def test_a_print_that_was_changed_or_taken_away_is_nobodys(gone: Tree | None) -> None:
    new = Manifest("baru", {"pdf": ""}, berkas={"index.html": {}})
    assert keep_prints(new, gone) == new


def test_what_is_no_tree_says_nothing(tmp_path: Path) -> None:
    assert read_manifest(tmp_path / "tiada") is None
