"""Calls in processes: answers, messages, losses, and nothing that outlives whoever waits."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from multiprocessing import Pipe
from pathlib import Path
from typing import Any

import psutil
import pytest

from lkip.process import (
    Answer,
    Call,
    Loss,
    Message,
    UnwantedError,
    copy_context,
    describe_exit,
    end_children,
    run_calls,
    warm_context,
)  # fmt: skip

CONTEXTS = pytest.mark.parametrize("context", [warm_context, copy_context], ids=["hangat", "salinan"])
Tell = Callable[[object], None]


def answer(number: int, tell: Tell) -> int:
    tell("mulai")
    return number * 2


def fail(tell: Tell) -> None:
    raise ValueError("salah")


def leave(code: int, tell: Tell) -> None:
    os._exit(code)


def kill_self(tell: Tell) -> None:
    os.kill(os.getpid(), 9)


def sleep(path: str, tell: Tell) -> None:
    started = subprocess.Popen(["sleep", "1000"], start_new_session=True)
    Path(path).write_text(f"{os.getpid()} {started.pid}", encoding="utf-8")
    time.sleep(1000)


def leave_orphan(path: str, tell: Tell) -> None:
    subprocess.run(f"setsid sleep 1000 & echo $! > {path}", shell=True, check=True)


def report_pid(tell: Tell) -> int:
    return os.getpid()


def run(context: Any, *calls: Call, **options: Any) -> list[Any]:
    return list(run_calls(context(), calls, **options))


def check_gone(*pids: int) -> None:
    until = time.monotonic() + 5
    while any(map(psutil.pid_exists, pids)) and time.monotonic() < until:
        time.sleep(0.01)
    living = [pid for pid in pids if psutil.pid_exists(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE]
    assert living == []


@CONTEXTS
def test_messages_come_before_the_answer(context: Any) -> None:
    assert run(context, Call("a", answer, (3,), 30.0)) == [Message("a", "mulai"), Answer("a", 6)]


@CONTEXTS
def test_many_calls_each_give_one_end(context: Any) -> None:
    told = run(context, *(Call(number, answer, (number,), 30.0) for number in range(5)), at_once=2)
    assert {one.key: one.content for one in told if isinstance(one, Answer)} == {n: 2 * n for n in range(5)}


@CONTEXTS
@pytest.mark.parametrize(
    ("function", "args", "reason"),
    [
        (fail, (), "ValueError: salah"),
        (leave, (7,), "proses berhenti dengan status 7 sebelum selesai"),
        (kill_self, (), "proses dihentikan oleh sinyal SIGKILL"),
    ],
)
def test_a_lost_process_is_told(context: Any, function: Callable[..., Any], args: Any, reason: str) -> None:
    assert run(context, Call("a", function, args, 30.0), Call("b", answer, (1,), 30.0))[0] == Loss("a", reason)


@CONTEXTS
def test_silence_is_a_loss_and_the_whole_family_ends(context: Any, tmp_path: Path) -> None:
    (told,) = run(context, Call("a", sleep, (str(tmp_path / "pid"),), 2.0))
    assert told == Loss("a", "proses tidak memberi kabar selama 2 detik, lalu dihentikan", hung=True)
    check_gone(*map(int, (tmp_path / "pid").read_text(encoding="utf-8").split()))


def test_when_nobody_waits_the_family_ends(tmp_path: Path) -> None:
    receiver, sender = Pipe(duplex=False)

    def beat() -> None:
        if (tmp_path / "pid").exists():
            sender.close()

    with pytest.raises(UnwantedError):
        run(warm_context, Call("a", sleep, (str(tmp_path / "pid"),), 60.0), unwanted=[receiver], beat=beat)
    receiver.close()
    check_gone(*map(int, (tmp_path / "pid").read_text(encoding="utf-8").split()))


@pytest.mark.skipif(sys.platform != "linux", reason="hanya Linux yang menitipkan proses yatim")
def test_an_orphan_in_a_session_of_its_own_ends_too(tmp_path: Path) -> None:
    (told,) = run(copy_context, Call("a", leave_orphan, (str(tmp_path / "pid"),), 30.0))
    assert isinstance(told, Answer)
    check_gone(int((tmp_path / "pid").read_text(encoding="utf-8")))


def test_a_process_without_children_has_none_to_end() -> None:
    (told,) = run(copy_context, Call("a", report_pid, (), 30.0))
    check_gone(told.content)
    code = "from lkip.process import end_children; end_children(); print('selesai')"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout == "selesai\n"
    assert callable(end_children)


def test_exits_are_told_in_words() -> None:
    assert describe_exit(None) == "memutus hubungan"
    assert describe_exit(-15) == "dihentikan oleh sinyal SIGTERM"
    assert describe_exit(3) == "berhenti dengan status 3 sebelum selesai"


def test_what_is_imported_for_all_can_be_imported_alone() -> None:
    done = subprocess.run([sys.executable, "-c", "import lkip.warm"], capture_output=True, text=True, check=True)
    assert done.stderr == ""


def leave_soon(seconds: float, tell: Tell) -> None:
    time.sleep(seconds)
    os._exit(7)


@CONTEXTS
def test_a_loss_tells_how_long_the_process_ran(context: Callable[[], Any]) -> None:
    (told,) = run_calls(context(), [Call("mati", leave_soon, (0.2,), 60.0)])
    assert isinstance(told, Loss)
    assert 0.2 <= told.seconds < 60.0


def test_a_hung_process_is_told_with_the_time_it_had(tmp_path: Path) -> None:
    (told,) = run_calls(copy_context(), [Call("diam", sleep, (str(tmp_path / "pid"),), 1.0)])
    assert isinstance(told, Loss)
    assert told.hung
    assert 1.0 <= told.seconds < 60.0


def test_what_processes_are_forked_from_has_imported_no_store() -> None:
    code = (
        "import sys, lkip.warm\n"
        "print(sorted({'aiohttp', 'azure.storage', 'boto3', 'gcsfs', 'rfc3987_syntax'} & {*sys.modules}))\n"
        "import gcsfs, papermill.s3\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
