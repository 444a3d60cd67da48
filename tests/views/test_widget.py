import json

import networkx as nx
import pandas as pd
import pytest

from netlib.network import build_network
from netlib.views.widget import explore
from tests.chromium import chromium
from tests.views.page_sample import sample_table


def test_the_selection_comes_back_as_tables():
    table = sample_table()
    view = explore(build_network(table), table, title="Grain")
    assert len(view.selected.actors) == len(view.selected.interactions) == 0
    heard = []
    view.observe(lambda change: heard.append(change["new"]["nodes"]), "chosen")
    view.chosen = {"nodes": ["RUS", "SYR", "nobody"], "interactions": table["interaction_id"].tolist()[1:3]}
    assert view.selected.actors["name"].tolist() == ["Russia", "Syria"]
    assert view.selected.interactions["event"].tolist() == ["AID", "COOPERATE"]
    assert heard == [["RUS", "SYR", "nobody"]]


def test_a_graph_without_attributes_or_table():
    view = explore(nx.path_graph(3))
    view.chosen = {"nodes": ["1"], "interactions": []}
    assert view.selected.actors.index.tolist() == ["1"]
    assert isinstance(view.selected.interactions, pd.DataFrame)


def test_it_bakes_itself_to_the_static_page():
    data, _ = explore(nx.path_graph(2), title="Baked")._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in data
    assert 'srcdoc="' in data["text/html"]
    assert data["image/svg+xml"].startswith("<svg")


HOST = """<!doctype html><title>host</title><div id="cell"></div><script type="module">
MODULE
window.told = [];
const data = DATA;
const set = (name, value) => window.told.push([name, value]);
render({ model: { get: (name) => data[name], set, save_changes: () => {} }, el: document.getElementById("cell") });
window.postMessage({ netlib: "choose", nodes: ["forged"], interactions: [] }, "*");
</script>"""


@pytest.mark.browser
def test_a_choice_in_the_frame_is_told_to_the_notebook(tmp_path):
    table = sample_table()
    view = explore(build_network(table), table)
    data = json.dumps({"page": view.page, "heading": "x", "height": 700}).replace("<", "\\u003c")
    host = HOST.replace("MODULE", view._esm.replace("export default { render };", "")).replace("DATA", data)
    (tmp_path / "host.html").write_text(host, encoding="utf-8")
    with chromium() as browser:
        page = browser.new_page(viewport={"width": 1200, "height": 800})
        page.goto(f"file://{tmp_path / 'host.html'}")
        page.frame_locator("iframe").locator(".tie").first.click()
        told = page.evaluate("window.told")
        assert [name for name, _ in told] == ["chosen"]
        assert told[0][1]["nodes"] == ["RUS", "SYR"]
        assert len(told[0][1]["interactions"]) == 3
