"""Notebook 01 in a real JupyterLab, in a real browser."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.chromium import chromium

ROOT = Path(__file__).parent.parent
NOTEBOOK = "01_from_article_to_network.ipynb"
SLOW = 120_000

pytestmark = pytest.mark.lab


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Start JupyterLab on loopback over a copy of the notebooks and their data; yield its address with the token."""
    home = tmp_path_factory.mktemp("lab")
    for folder in ("notebooks", "data", "seeds"):
        shutil.copytree(ROOT / folder, home / folder, ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--ip=127.0.0.1", "--port=0"]
    command += [f"--ServerApp.root_dir={home}", "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate"]
    settings = {f"JUPYTER_{name}_DIR": str(home / name.lower()) for name in ("CONFIG", "DATA", "RUNTIME")}
    log = (home / "log.txt").open("w+")
    server = subprocess.Popen(command, stderr=log, stdout=log, cwd=home, env={**os.environ, **settings})
    try:
        yield _address(server, home / "log.txt")
    finally:
        server.terminate()
        server.wait(timeout=30)
        log.close()


def _address(server: subprocess.Popen[bytes], log: Path) -> str:
    import time

    for _ in range(600):
        found = re.search(r"http://127\.0\.0\.1:\d+/lab\?token=\w+", log.read_text())
        if found:
            return found.group()
        if server.poll() is not None:
            break
        time.sleep(0.1)
    raise AssertionError(f"JupyterLab did not start:\n{log.read_text()}")


def _run_all(page: Page, address: str) -> None:
    base, token = address.split("/lab?")
    page.goto(f"{base}/lab/tree/notebooks/{NOTEBOOK}?{token}", timeout=SLOW)
    page.locator(".jp-Notebook .jp-Cell").first.wait_for(timeout=SLOW)
    page.get_by_text("Python 3 (ipykernel) | Idle").wait_for(timeout=SLOW)
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_text("Run All Cells", exact=True).click()


def test_notebook_01_runs_and_its_graph_is_alive(lab: str) -> None:
    requested: list[str] = []
    with chromium() as browser:
        page = browser.new_page(viewport={"width": 1400, "height": 1000})
        page.on("request", lambda request: requested.append(request.url))
        _run_all(page, lab)
        last = page.locator(".jp-CodeCell").last.locator(".jp-InputPrompt").first
        expect(last).to_have_text(re.compile(r"\[\d+\]:"), timeout=SLOW)
        assert page.locator("[data-mime-type='application/vnd.jupyter.error']").all_inner_texts() == []
        graph = page.locator(".jp-OutputArea-output iframe").last
        graph.scroll_into_view_if_needed()
        frame = graph.content_frame
        frame.get_by_role("button", name="Russia – Syria").click(timeout=SLOW)
        expect(frame.get_by_text("strategic partnership with").first).to_be_visible(timeout=SLOW)
    outside = [url for url in requested if not url.startswith(("http://127.0.0.1", "ws://127.0.0.1", "data:", "blob:"))]
    assert outside == []
