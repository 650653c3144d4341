"""Data and sites in a store, against a real server that speaks S3: the same bytes, only what differs, never half of it."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from lkip.cli import main
from lkip.project import Project

A = "dinas-contoh-uji"
Edit = Callable[[str, str, str], None]
MakeChapter = Callable[..., Path]
SHOW = "from lkip_utils.display import show\nshow(f'Tahun {tahun}')"
FORMAT = ("--renderer", "pandoc", "--jobs", "2")

cloud = pytest.mark.skipif(
    find_spec("s3fs") is None or find_spec("moto") is None, reason='perlu pip install -e ".[test,s3]"'
)


class Bucket:
    """A bucket of the store, seen past the library under test; the project's data lies in it."""

    def __init__(self, client: Any, name: str, folder: Path, environment: Mapping[str, str]) -> None:
        self.client, self.name, self.folder, self.environment = client, name, folder, environment
        client.create_bucket(Bucket=name)
        self.site, self.data = f"s3://{name}/situs", f"s3://{name}/data"

    def put(self, data: Path) -> None:
        for path in data.rglob("*.csv"):
            self.client.upload_file(str(path), self.name, f"data/{path.relative_to(data).as_posix()}")

    def remove(self, key: str) -> None:
        self.client.delete_object(Bucket=self.name, Key=key)

    def list(self, below: str) -> dict[str, Any]:
        found = self.client.list_objects_v2(Bucket=self.name, Prefix=f"{below}/").get("Contents", [])
        return {entry["Key"].removeprefix(f"{below}/"): entry for entry in found}

    def read(self, below: str) -> dict[str, bytes]:
        keys = self.list(below)
        return {k: self.client.get_object(Bucket=self.name, Key=f"{below}/{k}")["Body"].read() for k in keys}

    def type_of(self, key: str) -> str:
        return str(self.client.head_object(Bucket=self.name, Key=key)["ContentType"])

    def take_requests(self, *methods: str) -> list[str]:
        """Return the requests since the last time, by what they asked for."""
        log = self.folder / "permintaan"
        lines = log.read_text(encoding="utf-8").splitlines() if log.exists() else []
        log.unlink(missing_ok=True)
        return [line for line in lines if line.split()[0] in methods and line.partition("/")[2] != self.name]

    def rule(self, text: str) -> None:
        (self.folder / "aturan").write_text(text, encoding="utf-8")

    def start(self, project: Project, *arguments: str, **environment: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "lkip.cli", *arguments], cwd=project.root, text=True, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, env={**os.environ, **self.environment, **environment},
        )  # fmt: skip

    def run(self, project: Project, *arguments: str, **environment: str) -> tuple[int, str, str]:
        with self.start(project, *arguments, **environment) as process:
            output, errors = process.communicate(timeout=120)
        return process.returncode, output, errors

    def build(self, project: Project, *arguments: str) -> str:
        status, output, errors = self.run(
            project, "build", "--data", self.data, "--output", self.site, *FORMAT, *arguments
        )
        assert (status, errors) == (0, "")
        return output


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Bucket]]:
    """A function that makes a bucket in a store of its own process."""
    import boto3

    folder = tmp_path_factory.mktemp("toko")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {
        "AWS_ENDPOINT_URL_S3": f"http://127.0.0.1:{port}",
        "AWS_ACCESS_KEY_ID": "kunci",
        "AWS_SECRET_ACCESS_KEY": "rahasia",
        "AWS_DEFAULT_REGION": "us-east-1",
    }
    command = [sys.executable, str(Path(__file__).with_name("toko.py")), str(port), str(folder)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            _wait_for(lambda: _answers(port))
            client = boto3.client(
                "s3", endpoint_url=environment["AWS_ENDPOINT_URL_S3"], region_name="us-east-1",
                aws_access_key_id="kunci", aws_secret_access_key="rahasia",
            )  # fmt: skip
            yield lambda name: Bucket(client, name, folder, environment)
            client.close()
        finally:
            process.kill()


@pytest.fixture
def bucket(store: Callable[[str], Bucket], project: Project, request: pytest.FixtureRequest) -> Iterator[Bucket]:
    """A bucket with the fictional agency's data; the project has none of its own."""
    made = store(f"ember-{abs(hash(request.node.name))}")
    made.put(project.data)
    made.take_requests()
    yield made
    made.rule("pass - 0")


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _wait_for(done: Callable[[], bool]) -> None:
    until = time.monotonic() + 60
    while not done():
        assert time.monotonic() < until, "tidak terjadi"
        time.sleep(0.02)


def read_folder(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def find_copy(project: Project) -> Path:
    (copy,) = (project.root / "_build" / "_data").iterdir()
    return copy


# ── build ───────────────────────────────────────────────────────────────────────────────


@cloud
def test_only_what_has_changed_is_copied_made_and_uploaded(
    project: Project, bucket: Bucket, make_chapter: MakeChapter, edit: Edit
) -> None:
    make_chapter("index.ipynb", SHOW)
    make_chapter("bab.ipynb", "from lkip_utils import *\nfrom lkip_utils.display import show\nshow(str(len(read_dataset(instansi, tahun, data_dir)['belanja'])))")  # fmt: skip
    status, _, errors = bucket.run(project, "build", *FORMAT)
    assert (status, errors) == (0, "")
    expected = read_folder(project.root / "_site")
    shutil.rmtree(project.root / "_build")
    assert f"Terbit: 2 laporan. Buka {bucket.site}/index.html" in bucket.build(project)
    assert bucket.read("situs") == expected
    assert bucket.type_of("situs/index.html") == "text/html; charset=utf-8"
    assert bucket.type_of(f"situs/{A}/2024/laporan-kinerja-{A}-2024.pdf") == "application/pdf"
    uploads = bucket.take_requests("PUT")
    assert [name.rpartition("/")[2] for name in uploads[-2:]] == ["index.html", "depan.json"]
    report = [name.rpartition("/")[2] for name in uploads if f"/situs/{A}/2023/" in name]
    assert (report[0], report[-1], report.count("laporan.json")) == ("laporan.json", "laporan.json", 2)
    # Nothing has changed; nor has it for a machine that sees the site for the first time.
    assert "Tidak ada yang berubah" in bucket.build(project)
    assert bucket.take_requests("PUT", "DELETE", "POST") == []
    shutil.rmtree(project.root / "_build")
    assert "Tidak ada yang berubah" in bucket.build(project)
    requests = bucket.take_requests("PUT", "DELETE", "POST", "GET")
    assert sorted(line for line in requests if "/situs/" in line) == [
        f"GET /{bucket.name}/situs/depan.json",
        f"GET /{bucket.name}/situs/{A}/2023/laporan.json",
        f"GET /{bucket.name}/situs/{A}/2024/laporan.json",
    ]
    assert all(line.startswith("GET") for line in requests)
    # One cell.
    edit("2024/belanja.csv", "150000000", "150000001")
    bucket.put(project.data)
    bucket.take_requests()
    assert "Terbit: 1 laporan" in bucket.build(project)
    requests = bucket.take_requests("PUT", "DELETE", "POST", "GET")
    assert [line for line in requests if f"/{bucket.name}/data/" in line] == [
        f"GET /{bucket.name}/data/{A}/2024/belanja.csv"
    ]
    changed = [line.partition("/situs/")[2] for line in requests if not line.startswith("GET")]
    assert {name for name in changed if name.startswith(A)} >= {f"{A}/2024/laporan.json", f"{A}/2024/data/belanja.csv"}
    assert not [name for name in changed if name.startswith(f"{A}/2023/") or name.endswith((".woff2", ".css"))]
    assert {name for name in changed if not name.startswith(A)} <= {
        "assets/laporan.js",
        "assets/cari-semua.js",
        "index.html",
        "depan.json",
    }
    assert bucket.run(project, "build", *FORMAT)[0] == 0
    assert bucket.read("situs") == read_folder(project.root / "_site")


@cloud
def test_broken_data_leaves_the_site_alone(
    project: Project, bucket: Bucket, make_chapter: MakeChapter, edit: Edit
) -> None:
    make_chapter("index.ipynb", SHOW)
    edit("2024/belanja.csv", "150000000", "150 juta")
    bucket.put(project.data)
    bucket.take_requests()
    status, _, errors = bucket.run(project, "build", "--data", bucket.data, "--output", bucket.site, *FORMAT)
    assert status == 1
    assert f"\n{A}/2024/belanja.csv, baris 2, kolom pagu: terbaca «150 juta»" in errors
    assert bucket.take_requests("PUT", "DELETE", "POST") == []


@cloud
@pytest.mark.parametrize("action", ["hang", "refuse"])
def test_a_broken_upload_is_completed_by_the_next_run(
    project: Project, bucket: Bucket, make_chapter: MakeChapter, action: str
) -> None:
    notebook = make_chapter("index.ipynb", SHOW)
    bucket.build(project, "--format", "html")
    whole = bucket.read("situs")
    notebook.write_text(notebook.read_text(encoding="utf-8").replace("Tahun", "Masa"), encoding="utf-8")
    bucket.take_requests()
    bucket.rule(f"{action} PUT 2")
    arguments = ("build", "--data", bucket.data, "--output", bucket.site, "--format", "html", *FORMAT)
    with bucket.start(project, *arguments) as process:
        if action == "hang":
            log = bucket.folder / "permintaan"
            _wait_for(lambda: log.exists() and log.read_text(encoding="utf-8").count("PUT ") >= 2)
            process.send_signal(signal.SIGKILL)
        _, errors = process.communicate(timeout=120)
    if action == "refuse":
        assert process.returncode == 3
        assert errors.startswith(f"lkip: {bucket.site} tidak dapat ditulisi: ")
        assert "Traceback" not in errors
    half = bucket.read("situs")
    told = json.loads(half[f"{A}/2023/laporan.json"])
    assert told["sidik"] == "", "separuh laporan tidak dihitung jadi"
    assert told["ringkasan"] == json.loads(whole[f"{A}/2023/laporan.json"])["ringkasan"], "tetapi tetap tercantum"
    assert half["index.html"] == whole["index.html"]
    assert half[f"{A}/2024/laporan.json"] == whole[f"{A}/2024/laporan.json"], "yang belum giliran tetap utuh"
    bucket.rule("pass - 0")
    assert "Tidak ada yang berubah" in bucket.build(project, "--format", "html"), "tidak perlu disusun lagi"
    healed = bucket.read("situs")
    assert healed.keys() == whole.keys()
    for tahun in (2023, 2024):
        assert f"Masa {tahun}" in healed[f"{A}/{tahun}/index.html"].decode()
        for name, entry in json.loads(healed[f"{A}/{tahun}/laporan.json"])["berkas"].items():
            assert hashlib.sha256(healed[f"{A}/{tahun}/{name}"]).hexdigest() == entry["sha256"], name


@cloud
def test_what_is_not_ours_stays_and_no_report_vanishes(
    project: Project, bucket: Bucket, make_chapter: MakeChapter, edit: Edit
) -> None:
    make_chapter("index.ipynb", SHOW)
    bucket.build(project)
    bucket.client.put_object(Bucket=bucket.name, Key=f"situs/{A}/2024/pindai.pdf", Body=b"%PDF milik kantor")
    bucket.client.put_object(Bucket=bucket.name, Key=f"situs/{A}/2024/index.html", Body=b"suntingan kantor")
    bucket.remove(f"situs/{A}/2023/laporan.json")
    edit("2024/belanja.csv", "150000000", "150000001")
    bucket.put(project.data)
    arguments = (
        "build",
        "--data",
        bucket.data,
        "--output",
        bucket.site,
        "--format",
        "html",
        "--tahun",
        "2024",
        *FORMAT,
    )
    status, _, errors = bucket.run(project, *arguments)
    assert status == 0
    files = bucket.read("situs")
    assert files[f"{A}/2024/pindai.pdf"] == b"%PDF milik kantor"
    assert (project.root / "_disisihkan" / A / "2024" / "index.html").read_bytes() == b"suntingan kantor"
    assert b"<main" in files[f"{A}/2024/index.html"]
    pdf = f"laporan-kinerja-{A}-2024.pdf"
    assert f"{A}/2024/{pdf}" in files
    assert json.loads(files[f"{A}/2024/laporan.json"])["terdahulu"] == [pdf]
    assert [f"{A}/{tahun}/index.html" in files["index.html"].decode() for tahun in (2023, 2024)] == [True, True]
    for told in ("pindai.pdf bukan buatan lkip", f"{pdf} tetap seperti terbitan terdahulu", "_disisihkan/", "2023: terbitannya tidak utuh"):  # fmt: skip
        assert told in errors
    # A whole agency without data of its own any more.
    shutil.copytree(project.data / A, project.data / "dinas-lain")
    bucket.put(project.data)
    arguments = (*arguments[:5], "--instansi", "dinas-lain", "--format", "html", *FORMAT)
    assert bucket.run(project, *arguments)[0] == 0
    files = bucket.read("situs")
    assert {f"{A}/index.html", f"{A}/tahun.js", "dinas-lain/index.html", "dinas-lain/tahun.js"} <= files.keys()


@cloud
def test_a_folder_of_somebody_else_is_refused(project: Project, bucket: Bucket, make_chapter: MakeChapter) -> None:
    make_chapter("index.ipynb", SHOW)
    bucket.client.put_object(Bucket=bucket.name, Key="situs/index.html", Body=b"milik kantor")
    bucket.take_requests()
    status, _, errors = bucket.run(project, "build", "--data", bucket.data, "--output", bucket.site, *FORMAT)
    assert status == 2
    assert errors == (
        f"lkip: {bucket.site} bukan situs buatan lkip dan sudah memuat index.html, yang akan tertimpa. "
        "Pindahkan berkas itu, atau pilih folder lain dengan --output.\n"
    )
    assert bucket.take_requests("PUT", "DELETE", "POST") == []


@cloud
@pytest.mark.parametrize("output", ["data", "data/", "data/situs", f"data/{A}/2024", ""])
def test_a_site_never_lies_in_the_data(project: Project, bucket: Bucket, output: str) -> None:
    site = f"s3://{bucket.name}/{output}"
    status, _, errors = bucket.run(project, "build", "--data", bucket.data, "--output", site, *FORMAT)
    assert status == 2
    assert errors.startswith(f"lkip: --output {site} dan --data {bucket.data} bertindihan. ")
    assert bucket.take_requests("GET", "PUT", "DELETE", "POST") == []


@cloud
def test_a_damaged_front_is_uploaded_anew(project: Project, bucket: Bucket, make_chapter: MakeChapter) -> None:
    make_chapter("index.ipynb", SHOW)
    bucket.build(project, "--format", "html")
    whole = bucket.read("situs")
    for name in ("depan.json", f"{A}/tahun.js", "assets/beranda.css"):
        bucket.remove(f"situs/{name}")
        bucket.build(project, "--format", "html")
        assert bucket.read("situs") == whole, name


# ── data ────────────────────────────────────────────────────────────────────────────────


@cloud
def test_the_copy_follows_the_store(project: Project, bucket: Bucket) -> None:
    for key in (
        "data/dinas-lain/profil.csv",
        f"data/{A}/2022/kosong.csv",
        f"data/{A}/../keluar.csv",
        f"data/{A}/.x.csv",
    ):
        bucket.client.put_object(Bucket=bucket.name, Key=key, Body=b"kunci,nilai\n")
    bucket.client.put_object(Bucket=bucket.name, Key=f"data/{A}/2030/", Body=b"")
    check = ("check", "--data", bucket.data, "--instansi", A)
    bucket.run(project, *check)
    copy = find_copy(project)
    expected = read_folder(project.data)
    names = {f"{A}/2022/kosong.csv": b"kunci,nilai\n"}
    visible = {name: content for name, content in read_folder(copy).items() if not name.startswith(".")}
    assert visible == {**expected, **names}
    assert sorted(path.name for path in copy.iterdir() if path.is_dir()) == [A, "dinas-lain"]
    # Gone from the store, gone from here, with the year that it made.
    bucket.remove(f"data/{A}/2022/kosong.csv")
    bucket.remove("data/dinas-lain/profil.csv")
    bucket.take_requests()
    status, output, errors = bucket.run(project, *check)
    assert (status, errors) == (0, "")
    assert output.startswith("Data 2 laporan dapat dibaca; tidak ada masalah.\n")
    assert [line for line in bucket.take_requests("GET") if line.endswith(".csv")] == []
    assert {name for name in read_folder(copy) if not name.startswith(".")} == set(expected)
    assert not (copy / A / "2022").exists()
    assert not (copy / "dinas-lain").exists()
    # What was spoilt here is copied again.
    (copy / A / "profil.csv").write_text("rusak", encoding="utf-8")
    assert bucket.run(project, *check)[0] == 0
    status, _, errors = bucket.run(project, "check", "--data", bucket.data, "--instansi", "dinas-x")
    assert (status, errors) == (2, f"lkip: instansi «dinas-x» tidak dikenal; yang ada: {A}.\n")


@cloud
def test_a_copy_that_was_interrupted_is_completed(project: Project, bucket: Bucket) -> None:
    bucket.rule("hang GET 8")
    with bucket.start(project, "check", "--data", bucket.data) as process:
        log = bucket.folder / "permintaan"
        _wait_for(lambda: log.exists() and log.read_text(encoding="utf-8").count("GET ") >= 8)
        process.send_signal(signal.SIGKILL)
    assert not [name for name in read_folder(find_copy(project)) if not Path(name).name.startswith(".")]
    bucket.rule("pass - 0")
    assert bucket.run(project, "check", "--data", bucket.data)[0] == 0
    assert {n for n in read_folder(find_copy(project)) if not n.startswith(".")} == set(read_folder(project.data))


@cloud
def test_a_file_that_a_chapter_opens_by_its_path_counts(
    project: Project, bucket: Bucket, make_chapter: MakeChapter, edit: Edit
) -> None:
    make_chapter("index.ipynb", "from pathlib import Path\nfrom lkip_utils.display import show\nshow(Path(data_dir, instansi, 'profil.csv').read_text().splitlines()[1])")  # fmt: skip
    bucket.build(project, "--tahun", "2024", "--format", "html")
    edit("profil.csv", "Dinas Contoh Uji (Fiktif)", "Dinas Lain (Fiktif)")
    bucket.put(project.data)
    bucket.build(project, "--tahun", "2024", "--format", "html")
    assert "Dinas Lain" in bucket.read("situs")[f"{A}/2024/index.html"].decode().partition("<main")[2]


def test_data_may_lie_in_another_folder(
    project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(project.root)
    project.data.rename(project.root / "masukan")
    assert main(["check", "--data", "masukan", "--tahun", "2024"]) == 0
    assert main(["check", "--data", str(project.root / "masukan"), "--tahun", "2024"]) == 0
    assert "Data 1 laporan dapat dibaca" in capsys.readouterr().out
    assert main(["check"]) == 2


# ── what can't be reached ───────────────────────────────────────────────────────────────


@cloud
@pytest.mark.parametrize("option", ["--data", "--output"])
def test_a_bucket_that_isnt_there(project: Project, bucket: Bucket, make_chapter: MakeChapter, option: str) -> None:
    make_chapter("index.ipynb", SHOW)
    status, _, errors = bucket.run(project, "build", option, "s3://ember-lain/x", *FORMAT)
    assert status == 3
    assert errors.startswith("lkip: s3://ember-lain/x tidak ditemukan (")
    assert "Periksa nama bucket dan foldernya." in errors
    assert "Traceback" not in errors


@cloud
def test_a_folder_without_data(project: Project, bucket: Bucket) -> None:
    status, _, errors = bucket.run(project, "check", "--data", f"s3://{bucket.name}/kosong")
    assert status == 3
    assert errors.startswith(f"lkip: s3://{bucket.name}/kosong tidak ditemukan (")


@cloud
@pytest.mark.parametrize(
    "environment",
    [
        {"AWS_ENDPOINT_URL_S3": "http://127.0.0.1:1", "AWS_MAX_ATTEMPTS": "1"},
        {"AWS_ACCESS_KEY_ID": "", "AWS_EC2_METADATA_DISABLED": "true", "AWS_SHARED_CREDENTIALS_FILE": os.devnull},
    ],
)
def test_without_network_or_credentials(project: Project, bucket: Bucket, environment: dict[str, str]) -> None:
    status, output, errors = bucket.run(project, "check", "--data", bucket.data, **environment)
    assert (status, output) == (3, "")
    assert errors.startswith(f"lkip: {bucket.data} tidak dapat dibaca: ")
    assert "Periksa jaringan dan izin (AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY)." in errors
    assert "Traceback" not in errors


@pytest.mark.parametrize(("scheme", "package"), [("s3", "s3fs"), ("gs", "gcsfs"), ("abfs", "adlfs")])  # fmt: skip
def test_a_missing_library_is_named_with_its_remedy(project: Project, scheme: str, package: str) -> None:
    code = f"import sys; sys.modules['{package}'] = None; from lkip.cli import main; sys.exit(main())"
    command = [sys.executable, "-c", code, "check", "--data", f"{scheme}://ember/data"]
    done = subprocess.run(command, cwd=project.root, capture_output=True, text=True, timeout=60)
    assert done.returncode == 3
    assert done.stderr == (
        f"lkip: pustaka untuk {scheme}:// belum terpasang. "
        "Jalankan: pip install --require-hashes --requirement requirements-all.lock\n"
    )


def test_an_unknown_kind_of_address(
    project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(project.root)
    assert main(["check", "--data", "ftp://kantor/data"]) == 2
    assert "alamat «ftp://kantor/data» tidak dikenal; diharapkan folder, atau s3://…" in capsys.readouterr().err


def test_local_paths_need_no_library(project: Project) -> None:
    code = (
        "import sys; from lkip.cli import main; main(['check']); print(sorted({'fsspec', 's3fs'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=project.root, capture_output=True, text=True, timeout=60)
    assert done.stdout.splitlines()[-1] == "[]", done.stderr
