"""What a chapter reads is seen, whichever way it opens it; what programs keep for themselves isn't."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from lkip.fingerprint import checksum, look_at
from lkip.process import Answer, Call, copy_context, run_calls
from lkip.trace import Trace, trace_reads

Tell = Callable[[object], None]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name in ("data/a.csv", "notebooks/pembantu.py", "_build/x.csv", ".git/x", "lkip/kode.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("nilai = 1\n", encoding="utf-8")
    return tmp_path


def work(root: Path, code: str, tell: Tell) -> Trace:
    """Python never stops watching: only a process that ends may be traced."""
    with trace_reads(root, root / "data") as trace:
        exec(code, {"root": root})
    return trace


def trace_code(root: Path, code: str) -> dict[str, str]:
    (told,) = run_calls(copy_context(), [Call("a", work, (root, code), 60.0)])
    assert isinstance(told, Answer), told
    files: dict[str, str] = told.content.files
    return files


READS = {
    "open": "open(root / 'data' / 'a.csv')",
    "biner": "open(root / 'data' / 'a.csv', 'rb')",
    "os.open": "import os\nos.open(root / 'data' / 'a.csv', os.O_RDONLY)",
    "pandas": "import pandas\npandas.read_csv(root / 'data' / 'a.csv')",
    "relatif": "import os\nos.chdir(root)\nopen('data/../data/a.csv')",
    "baca-tulis": "open(root / 'data' / 'a.csv', 'r+')",
}


@pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")
@pytest.mark.parametrize("code", READS.values(), ids=READS)
def test_reading_a_file_is_seen(root: Path, code: str) -> None:
    assert trace_code(root, code) == {"data/a.csv": checksum(root / "data" / "a.csv")}


@pytest.mark.parametrize("code", ["import os\nos.listdir(root / 'data')", "list((root / 'data').iterdir())"])
def test_looking_into_a_folder_is_seen(root: Path, code: str) -> None:
    (seen,) = trace_code(root, code).items()
    assert seen == ("data", look_at(root / "data"))
    (root / "data" / "_sendiri").mkdir()
    assert seen[1] == look_at(root / "data")
    (root / "data" / "b.csv").touch()
    assert seen[1] != look_at(root / "data")


def test_looking_for_what_is_missing_is_seen(root: Path) -> None:
    code = "try: open(root / 'data' / 'b.csv')\nexcept OSError: pass"
    assert trace_code(root, code)["data/b.csv"].startswith("tidak terbaca")


def test_a_module_is_seen_by_its_source(root: Path) -> None:
    code = "import sys\nsys.path.insert(0, str(root / 'notebooks'))\nimport pembantu"
    expected = {"notebooks/pembantu.py": checksum(root / "notebooks" / "pembantu.py")}
    assert trace_code(root, code) == expected
    assert trace_code(root, code) == expected, "kedua kalinya dari __pycache__"


@pytest.mark.parametrize(
    "code",
    [
        "open(root / 'data' / 'baru.csv', 'w').close()",
        "open(root / '_build' / 'x.csv').close()",
        "open(root / '.git' / 'x').close()",
        "open(root / 'lkip' / 'kode.py').close()",
        "open('/etc/hostname').close()",
    ],
)
def test_what_isnt_read_of_the_project_isnt_seen(root: Path, code: str) -> None:
    assert trace_code(root, code) == {}


def test_data_has_the_same_names_wherever_it_lies(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    elsewhere = tmp_path_factory.mktemp("lain")
    (elsewhere / "a.csv").write_text("x", encoding="utf-8")
    (told,) = run_calls(copy_context(), [Call("a", open_elsewhere, (root, elsewhere), 60.0)])
    assert isinstance(told, Answer), told
    assert told.content == {"data/a.csv": checksum(elsewhere / "a.csv")}


def open_elsewhere(root: Path, data: Path, tell: Tell) -> dict[str, str]:
    with trace_reads(root, data) as trace:
        (data / "a.csv").read_text(encoding="utf-8")
    return trace.files
