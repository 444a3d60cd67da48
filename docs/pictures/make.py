"""Make the pictures of the README and the notebooks anew: ``python docs/pictures/make.py`` (needs Chromium).

The picture of a notebook is the first figure that running it draws, so that it reads where no script runs.
"""

from __future__ import annotations

import base64
import shutil
import tempfile
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from playwright.sync_api import sync_playwright

import netlib as nl

ROOT = Path(__file__).parents[2]


def picture_of_the_page(path: Path) -> None:
    """Open the whole picture of the hand coding, choose a relation, and photograph the window."""
    table = nl.read_interactions(ROOT / "data" / "interactions.csv")
    documents = nl.read_documents(ROOT / "seeds", index=ROOT / "data" / "documents.csv")
    case = nl.cases.read_cases(ROOT / "data" / "cases.toml")[-1]
    built = nl.build_case(case, table)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        page_file = nl.save_html(
            built.network,
            Path(folder) / "page.html",
            built.table,
            documents=documents,
            title=case.title,
            question=case.question,
        )
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.goto(page_file.as_uri())
        page.get_by_role("button", name="Turkey – Syria").first.click()
        page.wait_for_timeout(800)
        page.screenshot(path=path)
        browser.close()


def picture_of_a_notebook(notebook: Path, path: Path) -> None:
    """Run a notebook and keep its first figure."""
    ran = nbformat.read(notebook, as_version=4)
    NotebookClient(ran, timeout=120, resources={"metadata": {"path": str(notebook.parent)}}).execute()
    outputs = [output for cell in ran.cells for output in cell.get("outputs", ())]
    figure = next(output["data"]["image/png"] for output in outputs if "image/png" in output.get("data", {}))
    path.write_bytes(base64.b64decode(figure))


if __name__ == "__main__":
    picture_of_the_page(ROOT / "docs" / "pictures" / "page.png")
    for notebook in sorted((ROOT / "notebooks").glob("[0-9]*.ipynb")):
        picture_of_a_notebook(notebook, notebook.parent / "images" / f"{notebook.name[:2]}.png")
