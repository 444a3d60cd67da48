"""The page against pyvis's own: how soon it is drawn, how quickly it answers, how large it is, how long it takes."""

from __future__ import annotations

import json
import shutil
import tempfile
import time
from pathlib import Path

import networkx as nx
import numpy as np
import pandas as pd
from playwright.sync_api import Browser, sync_playwright

from netlib.network import build_network
from netlib.ontology import EVENTS
from netlib.schema import CERTAINTIES, validate_interactions
from netlib.views.page import save_html
from netlib.views.page.document import vis_network

FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]
WORDS = ("talks", "ministers", "trade", "border", "ceasefire", "oil", "grain", "treaty", "visit", "army", "region")


def interactions(edges: int, actors: int) -> pd.DataFrame:
    """Return one interaction with a sentence for each of so many edges."""
    rng = np.random.default_rng(0)
    share = np.arange(1, actors + 1) ** -0.7
    share /= share.sum()
    pairs: dict[tuple[int, int], None] = {}
    while len(pairs) < edges:
        drawn = rng.choice(actors, size=(edges, 2), p=share)
        pairs.update(dict.fromkeys((int(a), int(b)) for a, b in drawn if a != b))
    source, target = np.array(list(pairs)[:edges]).T
    words = rng.choice(WORDS, size=(edges, 14))
    told = zip(source, target, words, strict=True)
    return validate_interactions(
        pd.DataFrame(
            {
                "source": [f"actor-{a}" for a in source],
                "target": [f"actor-{b}" for b in target],
                "event": rng.choice(EVENTS, size=edges),
                "date": np.datetime64("2030-01-01") + rng.integers(0, 700, edges),
                "certainty": rng.choice(CERTAINTIES[:5], size=edges),
                "publisher": [f"Paper {i % 30}" for i in range(edges)],
                "doc_id": [f"document-{i // 7}" for i in range(edges)],
                "evidence": [f"Actor {a} and actor {b} spoke of {' '.join(said)}." for a, b, said in told],
            }
        )
    )


def drawn_after(browser: Browser, path: Path) -> float:
    """Return the milliseconds from opening a page of netlib until its network is on the canvas; best of three."""
    best = float("inf")
    for _ in range(3):
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.goto(f"file://{path}", timeout=0)
        while not (marks := page.evaluate("performance.getEntriesByName('netlib-drawn').map(m => m.startTime)")):
            time.sleep(0.02)
        best = min(best, marks[0])
        page.close()
    return best


def answers(browser: Browser, path: Path) -> dict[str, float]:
    """Return the milliseconds from a click to the next painted frame, for a filter and for a selection."""
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto(f"file://{path}", timeout=0)
    time.sleep(2)
    script = """async () => {
      const clock = async (button) => {
        const began = performance.now();
        button().click();
        await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));
        return performance.now() - began;
      };
      const best = async (...buttons) => {
        const times = [];
        for (let i = 0; i < 5; i++) for (const button of buttons) times.push(await clock(button));
        return times.sort((a, b) => a - b)[Math.floor(times.length / 2)];
      };
      const sign = (i) => () => document.querySelectorAll("[data-sign]")[i];
      return {
        filter: await best(sign(2), sign(0)),
        selection: await best(() => document.querySelector(".tie"), () => document.querySelector(".close")),
      };
    }"""
    found: dict[str, float] = page.evaluate(script)
    page.close()
    return found


def pyvis_stable_after(browser: Browser, path: Path, limit: float = 120.0) -> float:
    """Return the milliseconds until pyvis's default page of 1,000 edges has stopped stabilising."""
    from pyvis.network import Network

    G = nx.gnm_random_graph(300, 1_000, seed=0)
    net = Network(cdn_resources="in_line")
    net.from_nx(nx.Graph(G.edges()))
    html = net.generate_html()
    stable = "network.once('stabilizationIterationsDone', () => (window.done = performance.now()));"
    html = html.replace("drawGraph();", f"drawGraph(); {stable}")
    path.write_text(html, encoding="utf-8")
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.route("http*://**", lambda route: route.abort())
    page.goto(f"file://{path}", wait_until="commit")
    began = time.perf_counter()
    while time.perf_counter() - began < limit:
        done = page.evaluate("window.done || 0")
        if done:
            return float(done)
        time.sleep(0.1)
    return limit * 1000


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        pyvis = pyvis_stable_after(browser, Path(folder) / "pyvis.html")
        print(f"pyvis defaults, 1,000 edges: {pyvis:,.0f} ms until stable", flush=True)
        for edges, actors in ((5_000, 1_200), (20_000, 4_000)):
            table = interactions(edges, actors)
            G = build_network(table)
            path = Path(folder) / "page.html"
            save_html(G, path, table)
            began, busy = time.perf_counter(), time.process_time()
            save_html(G, path, table)
            wall, cpu = time.perf_counter() - began, time.process_time() - busy
            print(f"{edges:,} edges: made in {wall:.2f} s ({cpu:.2f} s of processor)")
            data = nx.node_link_data(G, edges="edges")
            compact = len(json.dumps(data, separators=(",", ":"), default=str)) + len(
                table.to_json(orient="records", date_format="iso")
            )
            ratio = path.stat().st_size / (len(vis_network()) + compact)
            print(f"  {path.stat().st_size / 1e6:.2f} MB, {ratio:.2f} of vis-network and compact JSON")
            for words, options in (("as it opens", {}), ("all relations", {"backbone_above": 10**9})):
                save_html(G, path, table, **options)
                drawn = drawn_after(browser, path)
                times = answers(browser, path)
                print(
                    f"  {words}: drawn after {drawn:,.0f} ms, {pyvis / drawn:.0f}x sooner than pyvis; "
                    f"filter {times['filter']:.0f} ms, selection {times['selection']:.0f} ms",
                    flush=True,
                )
        browser.close()


if __name__ == "__main__":
    main()
