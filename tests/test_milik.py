"""Whose file is whose: nothing that lkip didn't write is replaced, deleted or lost, whatever is published over it."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from gangguan import mounted, read_site
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from lkip.cli import main
from lkip.errors import LkipError, MachineryError, UsageError
from lkip.manifest import Manifest, write_manifest
from lkip.project import Project, Report
from lkip.publish import JOURNAL, WORK, Site, publish

ROOT = Path(__file__).parents[1]
A = "dinas-contoh-uji"
Publish = Callable[..., Path]

OUTPUTS = [
    "data",
    "data/",
    ".",
    "..",
    "/",
    "~",
    "notebooks",
    "_build/x",
    f"data/{A}/2024",
    "assets/../data",
    "tautan/x",
]


@pytest.mark.parametrize("output", OUTPUTS)
def test_a_place_that_would_harm_other_files_is_refused(
    project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], output: str
) -> None:
    monkeypatch.chdir(project.root)
    (project.root / "tautan").symlink_to(project.data)
    before = read_site(project.root)
    assert main(["build", "--output", os.path.expanduser(output), "--tahun", "2024"]) == 2
    assert "Situs memerlukan foldernya sendiri" in capsys.readouterr().err
    assert read_site(project.root) == before


def test_a_users_files_stay_where_they_are(publish_year: Publish) -> None:
    site = publish_year(2024, "lama")
    own = {f"{A}/2024/pindai.pdf": b"x", f"{A}/2024/data/foto.jpg": b"y", "CNAME": b"z", f"{A}/catatan.txt": b"w"}
    for name, content in own.items():
        (site / name).write_bytes(content)
    publish_year(2024, "baru")
    assert (site / A / "2024" / "index.html").read_text(encoding="utf-8") == "baru"
    assert {name: (site / name).read_bytes() for name in own} == own


def test_an_edited_file_is_set_aside(publish_year: Publish, project: Project) -> None:
    site = publish_year(2024, "lama")
    for text in ("suntingan", "suntingan kedua"):
        (site / A / "2024" / "index.html").write_text(text, encoding="utf-8")
        (site / "index.html").write_text(text, encoding="utf-8")
        publish_year(2024, f"baru {text}")
    aside = read_site(project.root / "_disisihkan")
    assert sorted(aside.values()) == sorted([b"suntingan", b"suntingan kedua"] * 2)
    assert b"suntingan" not in (site / "index.html").read_bytes()


def test_a_folder_of_somebody_else_is_refused(project: Project, make_tree: Callable[..., Path]) -> None:
    site = project.root / "situs"
    site.mkdir()
    (site / "index.html").write_text("milik kantor", encoding="utf-8")
    tree = make_tree(2024)
    with pytest.raises(UsageError, match=r"bukan situs buatan lkip dan sudah memuat index\.html"):
        publish(project, {Report(A, 2024): tree}, site)
    assert read_site(site) == {"index.html": b"milik kantor"}


def test_what_is_in_the_way_is_named_before_anything_changes(
    project: Project, publish_year: Publish, make_tree: Callable[..., Path], tmp_path: Path
) -> None:
    site = publish_year(2024, "lama")
    (site / A / "2023").symlink_to(tmp_path)
    before = read_site(site)
    trees = {Report(A, year): make_tree(year, "baru") for year in (2023, 2024)}
    with mounted(site / A / "2024", "--bind", str(site / A / "2024")), pytest.raises(MachineryError) as caught:
        publish(project, trees, site)
    assert "2023 adalah tautan" in caught.value.message
    assert "2024 terletak di disk lain" in caught.value.message
    assert read_site(site) == before
    (site / A / "2023").unlink()
    publish(project, trees, site)
    assert (site / A / "2023" / "index.html").read_text(encoding="utf-8") == "baru"


@pytest.mark.parametrize("text", [b"", b"[]", b'{"../../x": "y"}', b"\xff", b"{" * 99_999])
def test_a_damaged_journal_heals(publish_year: Publish, text: bytes) -> None:
    site = publish_year(2024, "lama")
    old = site / WORK / "laporan" / A / "2024"
    shutil.copytree(site / A / "2024", old)
    (old / "pindai.pdf").write_bytes(b"milik kantor")
    (site / WORK / JOURNAL).write_bytes(text)
    Site(site).open()
    assert not (site / WORK).exists()
    assert (site / A / "2024" / "pindai.pdf").read_bytes() == b"milik kantor"


class StoppedError(BaseException):
    """The process ends here."""


NAMES = [f"{A}/2023/pindai.pdf", f"{A}/2024/index.html", f"{A}/2024/foto/a.jpg", "index.html", f"{A}/index.html", "CNAME", f"{A}/2024/laporan.json"]  # fmt: skip


class Owner(RuleBasedStateMachine):
    """A user who keeps files in a site, and publications over it, some of which are ended in their midst."""

    @initialize()
    def begin(self) -> None:
        self.root = Path(tempfile.mkdtemp(prefix="uji-"))
        for name in ("_extensions", "assets"):
            shutil.copytree(ROOT / name, self.root / name)
        (self.root / "data" / A).mkdir(parents=True)
        self.project, self.site = Project(self.root), self.root / "_site"
        self.site.mkdir()
        self.number, self.own, self.published = 0, set[bytes](), set[int]()
        self.release([2023, 2024], 999)

    @rule(years=st.lists(st.sampled_from([2023, 2024]), min_size=1, unique=True), steps=st.integers(1, 60))
    def release(self, years: list[int], steps: int) -> None:
        """Publish, ended after some renames; then complete it."""
        with pytest.MonkeyPatch.context() as patch:
            left = iter(range(steps))
            for module, name in ((os, "replace"), (os, "rename")):
                patch.setattr(module, name, self.bound(getattr(os, name), left))
            try:
                publish(self.project, {Report(A, year): self.make(year) for year in years}, self.site)
                self.published |= set(years)
            except (StoppedError, LkipError):
                pass
        publish(self.project, {}, self.site)
        self.check()

    def bound(self, rename: Callable[..., None], left: object) -> Callable[..., None]:
        def run(*arguments: object) -> None:
            if next(left, None) is None:  # type: ignore[call-overload]
                raise StoppedError
            rename(*arguments)

        return run

    def make(self, year: int) -> Path:
        self.number += 1
        tree = self.project.ready(Report(A, year))
        shutil.rmtree(tree, ignore_errors=True)
        tree.mkdir(parents=True)
        for name in ("index.html", "angka.json"):
            (tree / name).write_text(f"buatan {self.number}", encoding="utf-8")
        write_manifest(tree, Manifest(str(self.number), {"nama": "Dinas", "tahun": year}))
        return tree

    @rule(name=st.sampled_from(NAMES))
    def keep(self, name: str) -> None:
        """The user writes a file of his own, perhaps over one of lkip's."""
        path = self.site / name
        if path.exists() and path.read_bytes() in self.own:
            self.own.remove(path.read_bytes())
        self.number += 1
        content = f"milik kantor {self.number}".encode()
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        self.own.add(content)

    def check(self) -> None:
        """Nothing of the user's is lost; every report that was published is listed."""
        kept = {*read_site(self.site).values(), *read_site(self.root / "_disisihkan").values()}
        assert self.own <= kept
        page = (self.site / "index.html").read_text(encoding="utf-8")
        assert [year for year in self.published if f"{A}/{year}/" not in page] == []

    def teardown(self) -> None:
        shutil.rmtree(self.root)


Owner.TestCase.settings = settings(max_examples=12, stateful_step_count=10, derandomize=True, database=None)
TestOwner = Owner.TestCase
