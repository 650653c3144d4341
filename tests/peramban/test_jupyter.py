"""What an analyst sees: a chapter run in JupyterLab, and what nbconvert makes of it, as in the report."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import papermill
import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, Page
from terbitan import ROOT

CHAPTER = "bab-1-pendahuluan.ipynb"
"""One with tables, charts, lists and notes."""

A = "dinas-contoh-uji"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project whose chapter has the parameters of the agency of the tests, as an analyst sets them."""
    folder = tmp_path_factory.mktemp("analis")
    shutil.copytree(ROOT / "tests" / "fixture" / "data", folder / "data")
    (folder / "notebooks").mkdir()
    text = (ROOT / "notebooks" / CHAPTER).read_text(encoding="utf-8")
    text = text.replace("contoh-dinas-teladan", A).replace("tahun = 2025", "tahun = 2024")
    (folder / "notebooks" / CHAPTER).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def wanted(project: Path) -> dict[str, int]:
    """How many tables and charts the chapter has, as its Markdown for the renderers tells."""
    executed = project / "dijalankan.ipynb"
    papermill.execute_notebook(
        project / "notebooks" / CHAPTER, executed, kernel_name="python3", cwd=str(project), progress_bar=False
    )
    outputs = [
        output for cell in json.loads(executed.read_text("utf-8"))["cells"] for output in cell.get("outputs", [])
    ]
    told = ["".join(output["data"].get("text/markdown", "")) for output in outputs if "data" in output]
    return {"tabel": sum("<table" in text for text in told), "bagan": sum(text.startswith("![") for text in told)}


# ── nbconvert, and what shows notebooks as it does ──────────────────────────────────────


def test_nbconvert_shows_what_the_report_shows(project: Path, wanted: dict[str, int]) -> None:
    assert min(wanted.values()) >= 2
    command = [sys.executable, "-m", "nbconvert", "--to", "html", str(project / "dijalankan.ipynb")]
    subprocess.run(command, check=True, capture_output=True)
    page = BeautifulSoup((project / "dijalankan.html").read_text(encoding="utf-8"), "html.parser")
    outputs = page.find_all(class_="jp-OutputArea-output")
    assert sum(bool(output.find("table")) for output in outputs) == wanted["tabel"]
    assert sum(bool(output.find("figure")) and bool(output.find("svg")) for output in outputs) == wanted["bagan"]
    assert all(output.find("figcaption") for output in outputs if output.find("figure"))
    assert page.find_all("img", src=lambda source: not source.startswith("data:")) == []
    told = "\n".join(output.get_text() for output in outputs)
    assert [mark for mark in (":::", "{#", "{.", "](") if mark in told] == []


# ── JupyterLab ──────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def lab(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a JupyterLab in the project's folder, on this machine's own network."""
    home = tmp_path_factory.mktemp("jupyter")
    log = home / "catatan.txt"
    options = [
        "--no-browser",
        "--ip=127.0.0.1",
        "--port=0",
        "--IdentityProvider.token=",
        "--allow-root",
        "--expose-app-in-browser",
    ]
    environment = os.environ | {
        "JUPYTER_CONFIG_DIR": str(home), "JUPYTER_RUNTIME_DIR": str(home), "JUPYTER_DATA_DIR": str(home),
        "IPYTHONDIR": str(home), "PYTHONPATH": str(ROOT),
    }  # fmt: skip
    with log.open("w") as file:
        server = subprocess.Popen(
            [sys.executable, "-m", "jupyterlab", *options], cwd=project, stdout=file, stderr=file, env=environment
        )
        try:
            yield _await_address(home, log)
        finally:
            server.terminate()
            server.wait(30)


def _await_address(home: Path, log: Path) -> str:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        for path in home.glob("jpserver-*.json"):
            address = str(json.loads(path.read_text(encoding="utf-8"))["url"])
            with urlopen(address + "api") as answer:
                assert answer.status == 200
            return address
        time.sleep(0.2)
    raise AssertionError(log.read_text(encoding="utf-8"))


RUN_ALL = """async () => {
    const app = window.jupyterapp;
    await app.restored;
    await app.commands.execute("docmanager:open", {path: PATH, factory: "Notebook"});
    const panel = app.shell.currentWidget;
    await panel.context.ready;
    await panel.sessionContext.ready;
    await app.commands.execute("notebook:run-all-cells");
    const cells = panel.content.widgets.filter(cell => cell.model.type === "code");
    cells.forEach(cell => cell.inputHidden = true);
    return cells.flatMap(cell => cell.model.outputs.toJSON()).filter(output => output.output_type === "error").map(output => output.evalue);
}"""


@pytest.fixture(scope="module")
def opened(wanted: dict[str, int], lab: str, browser: Browser) -> Iterator[Page]:
    """The chapter in JupyterLab, all its cells run."""
    page = browser.new_page(viewport={"width": 1280, "height": 4000})
    page.goto(f"{lab}lab", wait_until="load")
    page.wait_for_function("window.jupyterapp !== undefined", timeout=60_000)
    errors = page.evaluate(RUN_ALL.replace("PATH", json.dumps(f"notebooks/{CHAPTER}")))
    assert errors == []
    yield page
    page.close()


COUNT = """() => {
    const seen = element => element.getBoundingClientRect().height > 20 && element.getBoundingClientRect().width > 100;
    const outputs = [...document.querySelectorAll(".jp-OutputArea-output")];
    return {
        tabel: outputs.filter(output => [...output.querySelectorAll("table")].some(seen)).length,
        bagan: outputs.filter(output => [...output.querySelectorAll("figure svg")].some(seen)).length,
        rusak: [...document.images].filter(image => image.complete && image.naturalWidth === 0).length,
        kata: outputs.map(output => output.innerText).join("\\n"),
    };
}"""


def test_jupyterlab_shows_what_the_report_shows(wanted: dict[str, int], opened: Page) -> None:
    # Cells out of sight are drawn when they are scrolled to.
    for cell in opened.locator(".jp-Cell").all():
        cell.scroll_into_view_if_needed()
    seen = opened.evaluate(COUNT)
    assert {name: seen[name] for name in wanted} == wanted
    assert seen["rusak"] == 0
    assert [mark for mark in (":::", "{#", "{.", "](", "Traceback") if mark in seen["kata"]] == []


def test_jupyterlab_has_quartos_markdown(opened: Page) -> None:
    """References stand in the words as what they are, not as letters only."""
    assert opened.locator(".jp-MarkdownOutput :text-is('#sec-landasan-hukum')").count() == 1
