"""The documentation: its examples run, its site is built without a warning and reads offline."""

import doctest
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGES = sorted((ROOT / "docs").rglob("*.md"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_examples_run(page):
    flags = doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS | doctest.IGNORE_EXCEPTION_DETAIL
    result = doctest.testfile(str(page), module_relative=False, optionflags=flags, encoding="utf-8")
    assert result.failed == 0


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_example_is_one(page):
    for block in re.findall(r"```pycon\n(.*?)```", page.read_text(encoding="utf-8"), flags=re.DOTALL):
        assert block.startswith(">>> ")
        assert block.endswith("\n\n"), "end a pycon block with an empty line, so that the fence is not read as output"


class _Requests(HTMLParser):
    """Collect what a browser would fetch from elsewhere."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        names = {"script": "src", "img": "src", "link": "href", "iframe": "src", "source": "src"}
        if tag == "link" and attributes.get("rel") == "canonical":
            return
        address = attributes.get(names.get(tag, ""), "") or ""
        if re.match(r"(https?:)?//", address):
            self.found.append(address)


def test_the_site_is_built_without_a_warning_and_asks_for_nothing_from_outside(tmp_path):
    site = tmp_path / "site"
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(site)]
    built = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stderr[-3000:]
    pages = list(site.rglob("*.html"))
    assert len(pages) > len(PAGES) - 1
    for page in pages:
        parser = _Requests()
        parser.feed(page.read_text(encoding="utf-8"))
        assert parser.found == [], page.name
        assert "unpkg" not in page.read_text(encoding="utf-8")
    assert "<code>source_country</code>" in (site / "reference" / "columns.html").read_text(encoding="utf-8")
    assert "build_network" in (site / "reference" / "network.html").read_text(encoding="utf-8")
