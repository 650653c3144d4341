"""Faults for real: whatever happens to a run, the site stays whole, nothing is left behind, the next run heals."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from gangguan import SHOW, A, Files, Run, build, check_whole, fill, find_family, mounted, read_site, start, temporary

from lkip.project import Project

Edit = Callable[[str, str, str], None]
MakeChapter = Callable[..., Path]
NAMES = ("Dinas Contoh Uji (Fiktif)", "Dinas Uji Kedua (Fiktif)")


@pytest.fixture
def temp() -> Iterator[Path]:
    with temporary() as folder:
        yield folder


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for what clean builds have given."""
    return tmp_path_factory.mktemp("keadaan")


@pytest.fixture
def site(project: Project) -> Path:
    return project.root / "_site"


class States:
    """A project whose data has two states, and what a clean build of each gives."""

    def __init__(self, project: Project, temp: Path, kept: Path) -> None:
        self.project, self.temp = project, temp
        self.profil = project.data / A / "profil.csv"
        self.text = self.profil.read_text(encoding="utf-8")
        self.sites = [self.build_clean(number, kept / str(number)) for number in (0, 1)]
        self.choose(0)
        shutil.copytree(kept / "0", project.root, dirs_exist_ok=True)

    def choose(self, number: int) -> None:
        """Bring the data into a state."""
        assert NAMES[0] in self.text
        self.profil.write_text(self.text.replace(NAMES[0], NAMES[number]), encoding="utf-8")

    def build_clean(self, number: int, kept: Path) -> Files:
        """Return the site that a build gives which finds nothing of an earlier one; it is made once and kept."""
        if not kept.exists():
            self.choose(number)
            assert build(self.project, self.temp) == (0, "")
            self.move_to(kept)
            # Each notebook gets identifiers of its own when it is written.
            shutil.copytree(self.project.notebooks, kept / "notebooks")
            shutil.copy2(self.project.root / "index.ipynb", kept)
        return read_site(kept / "_site")

    def move_to(self, kept: Path) -> None:
        """Leave the project as if it had never been built."""
        kept.mkdir()
        for name in ("_site", "_build"):
            (self.project.root / name).rename(kept / name)

    def check_healed(self, number: int) -> None:
        """Fail unless the next build gives what a clean one does."""
        assert build(self.project, self.temp) == (0, "")
        assert read_site(self.project.root / "_site") == self.sites[number]


@pytest.fixture
def states(project: Project, make_chapter: MakeChapter, temp: Path, kept: Path) -> States:
    """Two states, and the site of the first one published."""
    make_chapter("index.ipynb", *SHOW)
    make_chapter("bab.ipynb", *SHOW, "import time\ntime.sleep(0.2)")
    return States(project, temp, kept)


# ── the first process is ended ──────────────────────────────────────────────────────────


def measure(states: States) -> float:
    """Return how many seconds a build takes here and now."""
    started = time.monotonic()
    assert build(states.project, states.temp, "--force") == (0, "")
    return time.monotonic() - started


def kill(states: States, moment: Callable[[Run], object]) -> None:
    """Kill a build at a moment, perhaps while something of the one before still ends; the site is whole."""
    run = start(states.project, states.temp)
    moment(run)
    run.send(signal.SIGKILL)
    run.forsake()
    check_whole(states.project.root / "_site", list(states.sites))


def test_killed_at_any_moment(states: States) -> None:
    chance, whole = random.Random(4), measure(states)
    for number in range(20):
        states.choose(number % 2)
        delay = chance.uniform(0.0, whole)
        kill(states, lambda run, delay=delay: time.sleep(delay))
        if number % 10 == 9:
            states.check_healed(number % 2)


def test_killed_while_publishing(states: States, site: Path) -> None:
    chance = random.Random(5)

    def publishing(run: Run) -> None:
        while run.process.poll() is None and not (site / ".terbit").exists():
            time.sleep(0.001)
        time.sleep(chance.uniform(0.0, 0.06))

    for number in range(1, 10):
        states.choose(number % 2)
        kill(states, publishing)
        if number % 3 == 0:
            states.check_healed(number % 2)


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_asked_to_end(states: States, site: Path, number: signal.Signals, status: int) -> None:
    states.choose(1)
    # When the fork server is there, a report is being made, a chapter runs; before that, Python itself is still starting.
    for depth in (1, 2, 3):
        run = start(states.project, states.temp)
        run.find(depth)
        run.send(number)
        assert run.finish() == (status, "lkip: dihentikan; yang belum selesai tidak diterbitkan.\n")
        run.check_nothing_left()
        assert read_site(site) == states.sites[0]
    states.check_healed(1)


# ── one of its processes is ended, or stops ─────────────────────────────────────────────


def test_any_other_process_is_killed(states: States, site: Path) -> None:
    chance, whole = random.Random(7), measure(states)
    ends = set()
    for number in range(6):
        states.choose(number % 2)
        before = read_site(site)
        run = start(states.project, states.temp, "--force")
        time.sleep(chance.uniform(0.2, 1.0) * whole)
        others = [process for process in find_family(states.temp) if process.pid != run.process.pid]
        if others:
            chance.choice(others).kill()
        status, errors = run.finish()
        run.check_nothing_left()
        ends.add(status)
        assert "Traceback" not in errors, errors
        assert read_site(site) == (states.sites[number % 2] if status == 0 else before)
        if status != 0:
            assert status == 3
            assert errors.startswith("lkip: ")
            states.check_healed(number % 2)
    assert 0 in ends


def test_a_report_whose_renderer_is_killed_is_rendered_again(states: States, site: Path) -> None:
    states.choose(1)
    run = start(states.project, states.temp, "--tahun", "2024")
    while not (renderer := run.find_running("--lua-filter=_extensions/lkip/lkip.lua")):
        assert run.finish() == (0, "")
        run = start(states.project, states.temp, "--tahun", "2024", "--force")
    renderer.kill()
    assert run.finish() == (0, "")
    run.check_nothing_left()
    assert build(states.project, states.temp) == (0, "")
    assert read_site(site) == states.sites[1]


def test_a_report_that_stops_is_made_again(states: States, site: Path) -> None:
    states.choose(1)
    run = start(states.project, states.temp, "--tahun", "2024", "--batas-waktu", "1")
    run.find(depth=2).suspend()
    assert run.finish() == (0, "")
    run.check_nothing_left()
    assert build(states.project, states.temp) == (0, "")
    assert read_site(site) == states.sites[1]


def test_a_chapter_that_stops_is_named(states: States, site: Path) -> None:
    states.choose(1)
    run = start(states.project, states.temp, "--tahun", "2024", "--batas-waktu", "1")
    run.find(depth=3).suspend()
    status, errors = run.finish()
    run.check_nothing_left()
    assert status == 1
    assert f"{A} 2024, " in errors
    assert ".ipynb: proses tidak memberi kabar selama 11 detik, lalu dihentikan" in errors
    assert read_site(site) == states.sites[0]
    states.check_healed(1)


# ── the disk refuses ────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("left", [0, 20_000, 300_000])
def test_the_disk_of_the_site_is_full(states: States, tmp_path: Path, left: int) -> None:
    with mounted(tmp_path / "disk", "-t", "tmpfs", "-o", "size=16m", "tmpfs") as disk:
        output = ("--output", str(disk / "situs"))
        assert build(states.project, states.temp, *output) == (0, "")
        states.choose(1)
        ballast = fill(disk, left)
        status, errors = build(states.project, states.temp, *output)
        assert status == 3
        assert "disk penuh" in errors, errors
        assert "Traceback" not in errors, errors
        assert read_site(disk / "situs") == states.sites[0]
        ballast.unlink()
        assert build(states.project, states.temp, *output) == (0, "")
        assert read_site(disk / "situs") == states.sites[1]


@pytest.mark.parametrize("left", [0, 20_000, 400_000, 1_000_000, 1_600_000])
def test_the_disk_of_the_work_is_full(states: States, site: Path, left: int) -> None:
    shutil.rmtree(states.project.root / "_build")
    states.choose(1)
    with mounted(states.project.root / "_build", "-t", "tmpfs", "-o", "size=64m", "tmpfs") as disk:
        ballast = fill(disk, left)
        status, errors = build(states.project, states.temp, "--tahun", "2024")
        assert status == 3, errors
        assert "disk penuh" in errors, errors
        assert "Traceback" not in errors, errors
        assert read_site(site) == states.sites[0]
        ballast.unlink()
        states.check_healed(1)


def test_a_site_that_cant_be_written_is_told_before_any_work(states: States, site: Path) -> None:
    shutil.rmtree(states.project.root / "_build")
    states.choose(1)
    with mounted(site, "--bind", str(site)):
        subprocess.run(["mount", "-o", "remount,bind,ro", str(site)], check=True)
        status, errors = build(states.project, states.temp)
        assert status == 3
        assert errors.startswith(f"lkip: folder hasil {site} tidak dapat ditulisi: ")
        assert "hanya dapat dibaca" in errors
        assert read_site(site) == states.sites[0]
    assert not (states.project.root / "_build").exists()
    states.check_healed(1)


# ── cells that do harm ──────────────────────────────────────────────────────────────────

HARM = {
    "tak-berakhir": ("while True: pass", 1, "rusak.ipynb: sel ke-5 gagal: belum selesai setelah 2 detik"),
    "tak-mau-berakhir": (
        "import time\nwhile True:\n    try:\n        time.sleep(9)\n    except BaseException: pass",
        1,
        "rusak.ipynb: proses tidak memberi kabar selama 12 detik, lalu dihentikan",
    ),
    "rakus": (
        "banyak = [bytearray(2**24) for _ in range(999)]",
        1,
        "rusak.ipynb: sel ke-5 gagal: memori yang diminta melebihi 256 MiB",
    ),
    "rakus-numpy": (
        "import numpy\nnumpy.ones(2**30)",
        1,
        "rusak.ipynb: sel ke-5 gagal: memori yang diminta melebihi 256 MiB",
    ),
    "keluar": ("import os\nos._exit(7)", 3, "rusak.ipynb: proses berhenti dengan status 7 sebelum selesai"),
    "bunuh-diri": (
        "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)",
        3,
        "rusak.ipynb: proses dihentikan oleh sinyal SIGKILL",
    ),
    "bunuh-laporan": (
        "import os, signal\nos.kill(os.getppid(), signal.SIGKILL)",
        3,
        f"{A} 2024: proses dihentikan oleh sinyal SIGKILL",
    ),
}


@pytest.mark.parametrize(("cell", "expected", "message"), HARM.values(), ids=HARM)
def test_a_harmful_cell_is_named(
    states: States, site: Path, make_chapter: MakeChapter, cell: str, expected: int, message: str
) -> None:
    make_chapter("rusak.ipynb", *SHOW, cell)
    options = ("--tahun", "2024", "--batas-waktu", "2", "--batas-memori", "256")
    status, errors = build(states.project, states.temp, *options)
    assert status == expected
    assert message in errors
    assert read_site(site) == states.sites[0]


LEAVES = {
    "anak": "subprocess.Popen(['sleep', '1000'])",
    "sesi-sendiri": "subprocess.Popen(['sleep', '1000'], start_new_session=True)",
    "yatim": "subprocess.run('setsid sleep 1000 & exit', shell=True)",
    "yatim-mati": "subprocess.run('setsid sleep 1000 & exit', shell=True)\nimport os\nos._exit(7)",
}


@pytest.mark.parametrize("cell", LEAVES.values(), ids=LEAVES)
def test_what_a_cell_leaves_running_is_ended(
    project: Project, temp: Path, make_chapter: MakeChapter, cell: str
) -> None:
    make_chapter("index.ipynb", *SHOW, f"import subprocess\n{cell}\nNone")
    status, _ = build(project, temp, "--tahun", "2024")
    assert status == (3 if "_exit" in cell else 0)


# ── two runs at once ────────────────────────────────────────────────────────────────────


def test_a_second_run_over_an_agency_is_told_who_is_at_it(states: States, site: Path) -> None:
    states.choose(1)
    first = start(states.project, states.temp)
    first.find(depth=2)
    with temporary() as beside:
        status, errors = build(states.project, beside)
    assert status == 3
    assert errors.startswith(f"lkip: {A} sedang disusun oleh lkip lain (proses {first.process.pid}, sejak 20")
    assert first.finish() == (0, "")
    first.check_nothing_left()
    assert read_site(site) == states.sites[1]


def test_runs_over_different_agencies_publish_both(states: States, site: Path, temp: Path, kept: Path) -> None:
    shutil.copytree(states.project.data / A, states.project.data / "dinas-lain")
    one = start(states.project, temp, "--instansi", "dinas-lain")
    states.choose(1)
    other = start(states.project, temp, "--instansi", A)
    assert [one.finish(), other.finish()] == [(0, ""), (0, "")]
    one.check_nothing_left()
    other.check_nothing_left()
    page = (site / "index.html").read_text(encoding="utf-8")
    links = [f'href="{name}/{year}/index.html"' for name in (A, "dinas-lain") for year in (2023, 2024)]
    assert [link for link in links if link not in page] == []
    incremental = read_site(site)
    states.move_to(kept / "lama")
    assert build(states.project, temp) == (0, "")
    assert read_site(site) == incremental


# ── clocks, hands and edits ─────────────────────────────────────────────────────────────


def read_times(site: Path) -> dict[Path, int]:
    return {path: path.stat().st_ino for path in site.rglob("*")}


@pytest.mark.parametrize("shift", [-400_000_000, 400_000_000], ids=["lampau", "depan"])
def test_times_of_files_change_nothing(states: States, site: Path, shift: float) -> None:
    moment = time.time() + shift
    inputs = [states.profil, *states.project.notebooks.iterdir(), *(states.project.root / "assets").rglob("*")]
    for path in inputs:
        os.utime(path, (moment, moment))
    before = read_times(site)
    assert build(states.project, states.temp) == (0, "")
    assert read_times(site) == before, "tidak ada yang terbit ulang"
    for path in site.rglob("*"):
        os.utime(path, (moment, moment))
    states.check_healed(0)
    before = read_times(site)
    states.check_healed(0)
    assert read_times(site) == before, "yang sudah pulih tidak terbit ulang lagi"
    states.choose(1)
    for path in inputs:
        os.utime(path, (moment, moment))
    states.check_healed(1)


DAMAGE: dict[str, Callable[[Path], object]] = {
    "halaman-hilang": lambda site: (site / A / "2024" / "bab.html").unlink(),
    "halaman-terpotong": lambda site: os.truncate(site / A / "2024" / "bab.html", 100),
    "halaman-disunting": lambda site: (site / A / "2024" / "bab.html").write_bytes(
        (site / A / "2024" / "bab.html").read_bytes().replace(b"Uji", b"iju")
    ),
    "berkas-asing": lambda site: (site / A / "2024" / "data" / "asing.csv").write_text("x", encoding="utf-8"),
    "tautan-buntu": lambda site: (site / A / "2024" / "buntu").symlink_to("tiada"),
    "manifes-hilang": lambda site: (site / A / "2024" / "laporan.json").unlink(),
    "manifes-terpotong": lambda site: os.truncate(site / A / "2024" / "laporan.json", 30),
    "manifes-asing": lambda site: (site / A / "2024" / "laporan.json").write_text("[]", encoding="utf-8"),
    "laporan-hilang": lambda site: shutil.rmtree(site / A / "2023"),
    "beranda-hilang": lambda site: (site / "index.html").unlink(),
    "beranda-terpotong": lambda site: os.truncate(site / "index.html", 2000),
    "gaya-hilang": lambda site: (site / "assets" / "lkip.css").unlink(),
    "gaya-terpotong": lambda site: os.truncate(site / "assets" / "lkip.css", 10),
    "semua-hilang": lambda site: shutil.rmtree(site),
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_site_is_healed_and_what_is_not_ours_kept(
    states: States, site: Path, damage: Callable[[Path], object]
) -> None:
    damage(site)
    whole = states.sites[0]
    strange = {name: content for name, content in read_site(site).items() if whole.get(name) != content}
    status, errors = build(states.project, states.temp)
    assert status == 0
    assert [name for name in strange if Path(name).name not in errors and name in whole] == []
    aside = {name: content for name, content in strange.items() if name in whole}
    assert read_site(states.project.root / "_disisihkan") == aside
    assert read_site(site) == {**strange, **whole}


def test_data_that_changes_meanwhile_is_never_published(
    project: Project, site: Path, temp: Path, make_chapter: MakeChapter
) -> None:
    make_chapter("index.ipynb", *SHOW)
    harm = "from pathlib import Path\nwith open(Path(data_dir, instansi, 'profil.csv'), 'a') as berkas:\n    berkas.write('\\n')"
    make_chapter("bab.ipynb", *SHOW, harm)
    status, errors = build(project, temp, "--tahun", "2024")
    assert status == 3
    assert f"{A} 2024: masukan berubah selama laporan disusun" in errors
    assert read_site(site) == {}


def test_data_that_changes_once_is_read_again(states: States, site: Path) -> None:
    """The data is edited while a report is made; what is published belongs to the data as it is then."""
    for number in (1, 0):
        run = start(states.project, states.temp, "--force")
        run.find(depth=3)
        states.choose(number)
        status, errors = run.finish()
        run.check_nothing_left()
        assert (status, errors) == (0, "")
        assert read_site(site) == states.sites[number]
