"""Files and folders change at one stroke, or not at all."""

from __future__ import annotations

import os
from errno import EXDEV
from pathlib import Path, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lkip.files import copy_tree, inside, move_tree, swap_trees, write_whole


def make_tree(root: Path, text: str) -> Path:
    (root / "dalam").mkdir(parents=True)
    (root / "dalam" / "a.txt").write_text(text, encoding="utf-8")
    return root


def read(root: Path) -> str:
    return (root / "dalam" / "a.txt").read_text(encoding="utf-8")


def test_a_text_takes_the_place_of_a_file(tmp_path: Path) -> None:
    for text in ("satu", "dua"):
        write_whole(tmp_path / "a.json", text)
        assert (tmp_path / "a.json").read_text(encoding="utf-8") == text
    assert [path.name for path in tmp_path.iterdir()] == ["a.json"]


def test_a_refused_text_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.json").mkdir()
    with pytest.raises(OSError, match=r"a\.json"):
        write_whole(tmp_path / "a.json", "satu")
    assert [path.name for path in tmp_path.iterdir()] == ["a.json"]


def test_a_folder_moves_to_where_nothing_is(tmp_path: Path) -> None:
    move_tree(make_tree(tmp_path / "a", "x"), tmp_path / "b" / "c")
    assert read(tmp_path / "b" / "c") == "x"
    assert not (tmp_path / "a").exists()


def test_a_folder_moves_to_another_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path, target: Path) -> None:
        raise OSError(EXDEV, os.strerror(EXDEV))

    source = make_tree(tmp_path / "a", "x")
    before = (source / "dalam" / "a.txt").stat().st_mtime_ns
    monkeypatch.setattr(Path, "rename", refuse)
    move_tree(source, tmp_path / "b" / "c")
    assert read(tmp_path / "b" / "c") == "x"
    assert (tmp_path / "b" / "c" / "dalam" / "a.txt").stat().st_mtime_ns == before, "manifes menilai umur berkas"
    assert not source.exists()


def test_copying_ends_with_the_first_refusal(tmp_path: Path) -> None:
    source = make_tree(tmp_path / "a", "x")
    (source / "buntu").symlink_to("tiada")
    with pytest.raises(FileNotFoundError) as caught:
        copy_tree(source, tmp_path / "b")
    assert caught.value.filename == str(source / "buntu")


@pytest.mark.parametrize("exchange", [True, False], ids=["sekali", "bertahap"])
def test_two_folders_change_places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, exchange: bool) -> None:
    one, other = make_tree(tmp_path / "a", "satu"), make_tree(tmp_path / "b", "dua")
    if not exchange:
        monkeypatch.setattr("lkip.files.sys.platform", "lainnya")
    swap_trees(one, other)
    assert (read(one), read(other)) == ("dua", "satu")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "b"]


def test_a_swap_that_is_refused_changes_nothing(tmp_path: Path) -> None:
    other = make_tree(tmp_path / "b", "dua")
    with pytest.raises(FileNotFoundError):
        swap_trees(tmp_path / "a", other)
    assert read(other) == "dua"


@given(
    st.lists(st.sampled_from(["..", ".", "a", "C:", "/", "\\", "\0", "b.csv", "é", " ", "\n", ":"]), max_size=6).map(
        "".join
    )
)
def test_names_stay_inside_as_windows_and_others_read_them(name: str) -> None:
    """The standard library's own reading of names decides, of both families of systems."""
    path = PureWindowsPath(name)
    # Whether a drive may be called by anything but a letter depends on the version of Python.
    anchored = bool(path.anchor) or name.startswith("/") or name[1:2] == ":"
    leads_out = anchored or ".." in path.parts or "\0" in name or not path.parts
    try:
        assert inside(Path("x"), name) == Path("x") / name
    except ValueError:
        assert leads_out
    else:
        assert not leads_out
