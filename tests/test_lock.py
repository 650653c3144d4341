"""Locks: one holder at a time, named to whoever comes second, let go of however the holder ends."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from lkip.errors import MachineryError
from lkip.lock import hold, hold_folder

HOLD = "import sys, time, pathlib, lkip.lock as lock\nwith lock.{}(pathlib.Path(sys.argv[1])):\n    print(1, flush=True)\n    time.sleep(60)"


def start_holder(kind: str, path: Path) -> subprocess.Popen[bytes]:
    """Start a process that holds a lock, and wait until it does."""
    holder = subprocess.Popen([sys.executable, "-c", HOLD.format(kind), str(path)], stdout=subprocess.PIPE)
    assert holder.stdout
    assert holder.stdout.readline() == b"1\n"
    return holder


def end(holder: subprocess.Popen[bytes]) -> None:
    holder.kill()
    holder.communicate()


def test_whoever_comes_second_is_told_of_the_first(tmp_path: Path) -> None:
    path = tmp_path / "dinas-a" / ".kunci"
    holder = start_holder("hold", path)
    try:
        with pytest.raises(MachineryError) as caught, hold(path):
            pytest.fail("kunci dipegang dua kali")
    finally:
        end(holder)
    since = r"20\d\d-\d\d-\d\d \d\d:\d\d:\d\d[+-]\d\d:\d\d"
    expected = rf"dinas-a sedang disusun oleh lkip lain \(proses {holder.pid}, sejak {since}\)\. Tunggu sampai selesai, lalu ulangi\."
    assert re.fullmatch(expected, str(caught.value))
    with hold(path):
        assert f'"proses": {os.getpid()}' in path.with_name(".kunci.json").read_text(encoding="utf-8")


@pytest.mark.parametrize("told", [None, "", "{", "[]", '{"proses": 1}'])
def test_a_holder_that_tells_nothing_of_itself(tmp_path: Path, told: str | None) -> None:
    path = tmp_path / "dinas-a" / ".kunci"
    holder = start_holder("hold", path)
    note = path.with_name(".kunci.json")
    if told is None:
        note.unlink()
    else:
        note.write_text(told, encoding="utf-8")
    try:
        with pytest.raises(MachineryError, match=r"sedang disusun oleh lkip lain\. Tunggu"), hold(path):
            pytest.fail("kunci dipegang dua kali")
    finally:
        end(holder)


@pytest.mark.skipif(sys.platform == "win32", reason="folder tidak dapat dikunci di Windows")
def test_a_folder_is_held_and_nothing_stays_in_it(tmp_path: Path) -> None:
    holder = start_holder("hold_folder", tmp_path)
    try:
        with pytest.raises(MachineryError, match="sedang dipakai penerbitan lain"), hold_folder(tmp_path, wait=0.1):
            pytest.fail("folder dipegang dua kali")
    finally:
        end(holder)
    with hold_folder(tmp_path, wait=0.0):
        assert [*tmp_path.iterdir()] == []


NO_LOCKS = (
    "import errno, fcntl, sys, pathlib\n"
    "def refuse(descriptor, what):\n    raise OSError(errno.ENOLCK, 'No locks available')\n"
    "fcntl.flock = refuse\nimport lkip.lock as lock\n"
)


def hold_without_locks(path: Path, body: str) -> subprocess.CompletedProcess[str]:
    """Hold a lock where the disk knows none, and do something meanwhile."""
    code = f"{NO_LOCKS}with lock.hold(pathlib.Path(sys.argv[1])):\n    {body}"
    return subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, timeout=60)


def test_a_disk_without_locks_is_done_without(tmp_path: Path) -> None:
    path = tmp_path / "dinas-a" / ".kunci"
    inner = f"import subprocess; print(subprocess.run([sys.executable, '-c', {NO_LOCKS!r} + 'lock.hold(pathlib.Path(sys.argv[1])).__enter__()', sys.argv[1]], capture_output=True, text=True).stderr)"
    done = hold_without_locks(path, inner)
    assert done.returncode == 0, done.stderr
    assert "dinas-a sedang disusun oleh lkip lain (proses" in done.stdout
    assert f"Bila proses itu tidak ada lagi, hapus {path}.berkas." in done.stdout
    assert hold_without_locks(path, "print('lagi')").stdout == "lagi\n"


def test_a_killed_holder_without_locks_keeps_nobody_from_going_on(tmp_path: Path) -> None:
    path = tmp_path / "dinas-a" / ".kunci"
    assert hold_without_locks(path, "import os; os.kill(os.getpid(), 9)").returncode == -9
    done = hold_without_locks(path, "print('lagi')")
    assert done.stdout == "lagi\n" or f"hapus {path}.berkas." in done.stderr


def test_what_can_be_no_lock_is_named(tmp_path: Path) -> None:
    path = tmp_path / "dinas-a" / ".kunci"
    path.mkdir(parents=True)
    with pytest.raises(MachineryError, match=r"kunci .*\.kunci tidak dapat dipakai: .*Hapus"), hold(path):
        pytest.fail("kunci berupa folder")
