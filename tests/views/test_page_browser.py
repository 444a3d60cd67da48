"""The page in a real Chromium: what a reader does, and what must never happen."""

from __future__ import annotations

import csv
import io
import json
import re
import xml.etree.ElementTree as ET

import networkx as nx
import pandas as pd
import pytest
from axe_core_python.sync_playwright import Axe
from playwright.sync_api import expect

from netlib.network import build_network
from netlib.views.page import save_html, show
from tests.chromium import chromium
from tests.views.page_sample import sample_documents, sample_page, sample_table

pytestmark = pytest.mark.browser

DESKTOP = {"viewport": {"width": 1280, "height": 800}}
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True, "device_scale_factor": 2}


@pytest.fixture(scope="module")
def browser():
    with chromium() as opened:
        yield opened


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    path = tmp_path_factory.mktemp("page") / "network.html"
    sample_page(path, question="Who sends grain, and who says so?")
    return path


class Watch:
    """A page that remembers everything it should not have done."""

    def __init__(self, browser, **context):
        self.context = browser.new_context(accept_downloads=True, **(context or DESKTOP))
        self.page = self.context.new_page()
        self.page.set_default_timeout(15_000)
        self.wrong = []
        self.page.on(
            "console", lambda message: message.type in ("error", "warning") and self.wrong.append(message.text)
        )
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.page.on("dialog", lambda dialog: (self.wrong.append(dialog.message), dialog.dismiss()))
        self.page.on("request", lambda request: self._request(request.url))

    def _request(self, url):
        if not url.startswith(("file:", "blob:")):
            self.wrong.append(f"request: {url}")

    def open(self, path, fragment=""):
        self.page.goto(f"file://{path}{fragment}")
        expect(self.page.locator("html")).to_have_attribute("data-ready", "true", timeout=30_000)
        return self.page

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.context.close()


def download(page, words):
    page.locator("#downloads summary").click()
    with page.expect_download() as caught:
        page.get_by_role("button", name=words, exact=True).click()
    page.keyboard.press("Escape")
    return caught.value.suggested_filename, caught.value.path().read_bytes()


def test_it_opens_without_a_request_or_a_complaint(browser, sample):
    with Watch(browser) as watch:
        page = watch.open(sample)
        expect(page.get_by_role("heading", level=1)).to_have_text("Grain and words")
        assert page.evaluate("document.documentElement.lang") == "en"
        assert page.evaluate("performance.getEntriesByType('resource').length") == 0
        assert watch.wrong == []


def test_a_relation_shows_both_directions_and_every_claim(browser, sample):
    with Watch(browser) as watch:
        page = watch.open(sample)
        panel = page.locator("#panel")
        panel.get_by_role("button", name=re.compile("Russia – Syria")).click()
        expect(panel.get_by_role("heading", level=2)).to_have_text("Russia ↔ Syria")
        expect(panel.locator(".lead")).to_have_text(
            "3 interactions: 2 cooperative, 1 in conflict; not established: 1 only possible. 5–20 March 2031."
        )
        figures = [row.inner_text().split("\t") for row in panel.locator(".figures tbody tr").all()]
        assert figures == [["Russia → Syria", "2", "2", "0"], ["Syria → Russia", "1", "0", "1"]]
        claims = panel.locator(".claim")
        expect(claims).to_have_count(3)
        expect(claims.nth(0)).to_contain_text("Syria blamed Russia for the late grain.")
        expect(claims.nth(0)).to_contain_text("20 March 2031")
        assert claims.nth(0).locator("mark").all_inner_texts() == ["Syria", "Russia"]
        possible = claims.filter(has_text="could train")
        expect(possible.locator(".badge.tentative")).to_have_text("only possible")
        expect(possible).to_contain_text("Says analysts")
        link = claims.filter(has_text="sent grain").get_by_role("link")
        expect(link).to_have_text("Grain for the coast")
        assert link.get_attribute("href") == "https://example.org/grain"
        expect(claims.nth(0).get_by_role("link")).to_have_count(0)  # its address was javascript:
        assert watch.wrong == []


def test_clicking_the_drawing_chooses_what_is_there(browser, sample):
    with Watch(browser) as watch:
        page = watch.open(sample)
        spot = page.evaluate(
            """() => { const c = document.querySelector('#graph canvas'); const b = c.getBoundingClientRect();
            const r = c.width / b.width; const ctx = c.getContext('2d');
            const d = ctx.getImageData(0, 0, c.width, c.height).data;
            for (let y = 8; y < b.height - 8; y++) for (let x = 8; x < b.width - 8; x++) {
              let all = true;
              for (const [u, v] of [[0, 0], [4, 0], [-4, 0], [0, 4], [0, -4]]) {
                const i = 4 * (Math.round((y + v) * r) * c.width + Math.round((x + u) * r));
                if (Math.abs(d[i] - 51) + Math.abs(d[i + 1] - 55) + Math.abs(d[i + 2] - 61) > 15) all = false;
              }
              if (all) return [b.left + x, b.top + y];
            } }"""
        )
        page.mouse.click(*spot)
        assert page.evaluate("location.hash").startswith("#actor=")
        expect(page.locator("#panel .figures tbody tr").first).to_contain_text(" of 6")
        assert watch.wrong == []


def test_search_finds_names_and_what_the_evidence_calls_them(browser, sample):
    with Watch(browser) as watch:
        page = watch.open(sample)
        page.get_by_role("combobox", name="Find an actor").fill("orlov")
        expect(page.get_by_role("option")).to_have_count(1)
        page.keyboard.press("Enter")
        expect(page.locator("#panel h2")).to_have_text("Anna Orlova")
        expect(page.locator("#panel .sub")).to_have_text("envoy")
        expect(page.locator("#panel .lead")).to_contain_text("Linked to 2 actors by 2 interactions")
        assert watch.wrong == []


def test_filters_narrow_everything_and_the_address_reopens_them(browser, sample):
    with Watch(browser) as watch:
        page = watch.open(sample)
        page.get_by_role("button", name="Conflict", exact=True).click()
        expect(page.locator("#status")).to_have_text("Filtered: 2 of 5 relations.")
        page.get_by_role("button", name="Any sign").click()
        page.locator("summary", has_text="Certainty").click()
        for box in ("unconfirmed", "only possible", "planned"):
            page.get_by_role("checkbox", name=re.compile(box)).uncheck()
        page.keyboard.press("Escape")
        page.locator("summary", has_text="Publisher").click()
        page.get_by_role("checkbox", name=re.compile("Daily Post")).uncheck()
        page.keyboard.press("Escape")
        expect(page.locator("#status")).to_have_text("Filtered: 2 of 5 relations.")
        page.get_by_role("tab", name="Interactions").click()
        expect(page.locator("#view-interactions tbody tr")).to_have_count(2)
        fragment = page.evaluate("location.hash")
        with Watch(browser) as other:
            again = other.open(sample, fragment)
            expect(again.locator("#status")).to_have_text("Filtered: 2 of 5 relations.")
            expect(again.locator("#view-interactions tbody tr")).to_have_count(2)
            again.get_by_role("button", name="Clear filters").click()
            expect(again.locator("#view-interactions tbody tr")).to_have_count(7)
        assert watch.wrong == []


def test_a_chosen_relation_level_and_dates_come_back_from_the_address(browser, sample):
    with Watch(browser) as watch:
        page = watch.open(sample, "#level=country&between=RUS&between=TUR&from=2031-04-01")
        expect(page.locator("#panel h2")).to_have_text("Russia ↔ Turkey")
        expect(page.get_by_role("button", name="Countries")).to_have_attribute("aria-pressed", "true")
        expect(page.locator("#status")).to_contain_text("Filtered: 2 of 4 relations.")
        page.evaluate("location.hash = '#level=nowhere&between=x&from=y&weight=z&sign=q&actor=%F0%9F'")
        expect(page.locator("#panel h2")).to_have_text("Choose a line to read its evidence")
        assert watch.wrong == []


def test_the_timeline_is_brushed_and_played(browser, sample):
    with Watch(browser) as watch:
        page = watch.open(sample)
        box = page.locator("#timeline svg").bounding_box()
        y = box["y"] + box["height"] / 2
        page.mouse.move(box["x"] + box["width"] * 0.5, y)
        page.mouse.down()
        page.mouse.move(box["x"] + box["width"] - 2, y, steps=4)
        page.mouse.up()
        assert "from=2031-03-" in page.evaluate("location.hash")
        expect(page.locator("#status")).to_contain_text("Filtered")
        page.get_by_role("button", name="All dates").click()
        first = page.get_by_role("slider", name="Last date shown")
        first.focus()
        page.keyboard.press("Home")
        expect(page.locator("#status")).to_contain_text("Filtered: 1 of 5 relations.")
        page.get_by_role("button", name="All dates").click()
        page.get_by_role("button", name="Play").click()
        expect(page.get_by_role("button", name="Stop")).to_be_visible()
        expect(page.locator("#status")).to_contain_text("Filtered: 2 of 5 relations.")
        page.get_by_role("button", name="Stop").click()
        expect(page.get_by_role("button", name="Play")).to_be_visible()
        assert watch.wrong == []


def test_the_keyboard_reaches_everything(browser, sample):
    with Watch(browser) as watch:
        page = watch.open(sample)
        seen = set()
        for _ in range(60):
            page.keyboard.press("Tab")
            seen.add(
                page.evaluate(
                    "document.activeElement.id || document.activeElement.className || document.activeElement.tagName"
                )
            )
        assert {"skip", "theme", "search", "graph", "zoom-in", "tab-network"} <= seen
        page.locator("#graph").focus()
        page.keyboard.press("ArrowRight")
        first = page.locator("#panel h2").inner_text()
        page.keyboard.press("ArrowRight")
        assert page.locator("#panel h2").inner_text() != first
        page.keyboard.press("ArrowDown")
        expect(page.locator("#panel .eyebrow")).to_contain_text("Relation")
        page.keyboard.press("Escape")
        expect(page.locator("#panel h2")).to_have_text("Choose a line to read its evidence")
        page.get_by_role("tab", name="Network").focus()
        page.keyboard.press("ArrowRight")
        expect(page.get_by_role("tab", name="Actors")).to_have_attribute("aria-selected", "true")
        assert watch.wrong == []


def test_tables_sort_and_lead_to_the_evidence(browser, sample):
    with Watch(browser) as watch:
        page = watch.open(sample, "#tab=actors")
        page.get_by_role("button", name="Actor", exact=True).click()
        names = [row.locator("td").first.inner_text() for row in page.locator("#view-actors tbody tr").all()]
        assert names == sorted(names)
        expect(page.locator("#view-actors th").first).to_have_attribute("aria-sort", "ascending")
        page.get_by_role("tab", name="Interactions").click()
        page.get_by_role("button", name=re.compile("Syria blamed Russia")).click()
        expect(page.locator("#panel h2")).to_have_text("Russia ↔ Syria")
        expect(page.locator("#view-interactions tr.chosen")).to_have_count(3)
        assert watch.wrong == []


@pytest.mark.parametrize(("context", "scheme"), [(DESKTOP, "light"), (DESKTOP, "dark"), (PHONE, "light")])
def test_axe_finds_nothing_serious(browser, sample, context, scheme):
    with Watch(browser, **context, color_scheme=scheme, bypass_csp=True) as watch:
        for fragment in ("", "#between=RUS&between=SYR", "#tab=actors&actor=RUS", "#tab=interactions&sign=conflict"):
            watch.page.goto("about:blank")
            page = watch.open(sample, fragment)
            found = Axe().run(page)["violations"]
            bad = [
                (v["id"], [n["html"][:120] for n in v["nodes"]])
                for v in found
                if v["impact"] in ("serious", "critical")
            ]
            assert bad == []


def test_the_phone_needs_no_sideways_scrolling_and_shows_the_evidence(browser, sample):
    with Watch(browser, **PHONE) as watch:
        page = watch.open(sample)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        page.get_by_role("button", name="Filters").tap()
        page.get_by_role("button", name="Conflict", exact=True).tap()
        page.locator(".tie").first.tap()
        expect(page.locator("#panel .claim").first).to_be_visible()
        assert page.evaluate("getComputedStyle(document.getElementById('panel')).position") == "fixed"
        page.get_by_role("button", name="Clear the choice").tap()
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        assert watch.wrong == []


def test_downloads_hold_the_data_and_the_picture(browser, sample, tmp_path):
    with Watch(browser) as watch:
        page = watch.open(sample)
        page.get_by_role("button", name="Conflict", exact=True).click()
        name, content = download(page, "Interactions shown, CSV")
        assert name == "grain-and-words-interactions.csv"
        rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
        assert [row["event"] for row in rows] == ["ACCUSE", "THREATEN"]
        page.get_by_role("button", name="Any sign").click()
        _, content = download(page, "Actors, CSV")
        assert len(list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))) == 6
        _, content = download(page, "Network shown, GEXF")
        (tmp_path / "a.gexf").write_bytes(content)
        G = nx.read_gexf(tmp_path / "a.gexf")
        assert (G.number_of_nodes(), G.number_of_edges(), G.is_directed()) == (6, 8, True)
        assert {data["label"] for _, data in G.nodes(data=True)} >= {"Anna Orlova", "Syria"}
        _, content = download(page, "Network shown, JSON")
        data = json.loads(content)
        assert nx.node_link_graph(data, edges="links").number_of_edges() == 8
        assert len(data["interactions"]) == 7
        _, content = download(page, "Picture of this view, SVG")
        assert "Anna Orlova" in "".join(ET.fromstring(content).itertext())
        _, content = download(page, "Picture of this view, PNG")
        assert content.startswith(b"\x89PNG")
        assert watch.wrong == []


HOSTILE = [
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "\"><svg onload=alert(1)>",
    "javascript:alert(1)",
    "{{constructor.constructor('alert(1)')()}}",
    "${alert(1)}",
    "<!--<script>",
    "]]>\u2028\u2029\x00\x1b",
    "__proto__",
    "=cmd|'/C calc'!A0",
    "\u202egnp.exe",
    "x" * 3000,
]  # fmt: skip


def hostile_page(path, word):
    table = sample_table()
    other = f"{word} 2"
    table = table.assign(
        source=word, source_name=word, source_role=word, source_country=word, source_parent=word,
        target=other, target_name=other, target_country=other, evidence=word,
        marks="source=0:9999999 target=3:1 predicate=0:1",
        attributed_to=word, publisher=word, rule=word, mode=word, doc_id=word, extractor=word,
        url="javascript:alert(1)", interaction_id=[f"{word}{i}" for i in range(len(table))],
    )  # fmt: skip
    G = nx.DiGraph()
    G.add_node(word, name=word, kind=word, country=word, role=word, title=word, image=word, shape=word, label=word)
    G.add_node(other, name=word, kind=word)
    ids = table["interaction_id"].tolist()
    G.add_edge(word, other, weight=7.0, interactions=ids, certainty=word, title=word, label=word)
    G.graph["built_from"] = {"read": word, "used": word, "removed": {word: 3}}
    papers = pd.DataFrame(
        {"doc_id": [word], "title": [word], "text": [word], "publisher": [word], "url": ["data:text/html,x"]}
    )
    save_html(
        G,
        path,
        table,
        documents=papers,
        title=word,
        question=word,
        lang=word,
        measures=pd.DataFrame({word: [1, 2]}, index=[word, other]),
    )


@pytest.mark.parametrize("word", HOSTILE, ids=range(len(HOSTILE)))
def test_no_string_runs_breaks_the_page_or_leaves_its_place(browser, tmp_path, word):
    hostile_page(tmp_path / "a.html", word)
    with Watch(browser) as watch:
        page = watch.open(tmp_path / "a.html")
        page.locator(".tie").first.click()
        expect(page.locator(".claim")).to_have_count(7)
        assert page.get_by_role("link").count() <= 1  # the skip link
        page.locator(".claim .who button").first.click()
        for tab in ("Actors", "Interactions", "Network"):
            page.get_by_role("tab", name=tab).click()
        page.get_by_role("combobox").fill(word[:5])
        page.keyboard.press("Escape")
        _, content = download(page, "Interactions shown, CSV")
        for row in csv.reader(io.StringIO(content.decode("utf-8-sig"))):
            assert not any(cell.lstrip().startswith(("=", "@", "|")) for cell in row)
        _, content = download(page, "Network shown, GEXF")
        ET.fromstring(content)
        _, content = download(page, "Picture of this view, SVG")
        ET.fromstring(content)
        assert page.evaluate("document.querySelectorAll('script, style, img, svg[onload], iframe, object').length") == 4
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        page.goto(f"file://{tmp_path / 'a.html'}#between={'%3Cscript%3E'}&actor=__proto__&theme=%22x&level=constructor")
        assert watch.wrong == []


def test_a_large_network_says_what_it_shows_and_finds_the_rest(browser, tmp_path):
    G = nx.barabasi_albert_graph(400, 4, seed=1)
    save_html(G, tmp_path / "a.html", backbone_above=500, shown=100)
    with Watch(browser) as watch:
        page = watch.open(tmp_path / "a.html")
        total = f"{G.number_of_edges():,}"
        expect(page.locator("#backbone")).to_contain_text(f"Showing 100 of {total} relations, the backbone.")
        page.get_by_role("combobox").fill("399")
        page.keyboard.press("Enter")
        expect(page.locator("#panel .lead")).to_have_text("Linked to 4 actors.")
        page.get_by_role("button", name="Show all").click()
        expect(page.locator("#backbone")).to_contain_text(f"Showing all {total} relations")
        assert watch.wrong == []


@pytest.mark.parametrize("G", [nx.DiGraph(), nx.empty_graph(1), nx.Graph([(0, 0)])], ids=["empty", "single", "loop"])
def test_the_smallest_networks_make_a_good_page(browser, tmp_path, G):
    save_html(G, tmp_path / "a.html")
    with Watch(browser) as watch:
        page = watch.open(tmp_path / "a.html")
        if not len(G):
            expect(page.locator("#nothing")).to_have_text("This network is empty: no interaction passed its filters.")
        for tab in ("Actors", "Relations"):
            page.get_by_role("tab", name=tab).click()
        assert watch.wrong == []


def test_a_megabyte_of_evidence_is_cut_and_can_be_read_whole(browser, tmp_path):
    table = sample_table()
    table.loc[1, "evidence"] = "Russia sent grain. " + "word " * 200_000
    save_html(build_network(table), tmp_path / "a.html", table)
    with Watch(browser) as watch:
        page = watch.open(tmp_path / "a.html", "#between=RUS&between=SYR")
        claim = page.locator(".claim").filter(has_text="Russia sent grain.")
        assert len(claim.locator("blockquote").inner_text()) < 3_000
        claim.get_by_role("button", name="Show all 1,000,019 characters").click()
        assert len(claim.locator("blockquote").inner_text()) > 900_000
        assert watch.wrong == []


def test_a_notebook_shows_the_page_in_a_sandboxed_frame(browser, tmp_path):
    table = sample_table()
    view = show(build_network(table), table, documents=sample_documents(), title="In a cell")
    (tmp_path / "cell.html").write_text(f"<!doctype html><title>cell</title>{view._repr_html_()}", encoding="utf-8")
    with Watch(browser) as watch:
        watch.page.goto(f"file://{tmp_path / 'cell.html'}")
        frame = watch.page.frame_locator("iframe")
        frame.locator(".tie").first.click()
        expect(frame.locator(".claim").first).to_be_visible()
        assert [
            wrong for wrong in watch.wrong if "about:srcdoc" not in wrong and not wrong.startswith("request: data:")
        ] == []


def test_print_shows_the_evidence_without_the_controls(browser, sample):
    with Watch(browser) as watch:
        page = watch.open(sample, "#between=RUS&between=SYR")
        page.emulate_media(media="print")
        expect(page.locator("#toolbar")).to_be_hidden()
        expect(page.locator(".claim").last).to_be_visible()
        assert page.pdf().startswith(b"%PDF")
        assert watch.wrong == []


def test_reduced_motion_and_the_theme_button(browser, sample):
    with Watch(browser, **DESKTOP, reduced_motion="reduce") as watch:
        page = watch.open(sample)
        page.get_by_role("button", name="Dark").click()
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(21, 23, 26)"
        assert "theme=dark" in page.evaluate("location.hash")
        page.get_by_role("button", name="Zoom in").click()
        page.get_by_role("button", name="Light").click()
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(250, 249, 245)"
        assert watch.wrong == []
