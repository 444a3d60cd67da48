import base64
import hashlib
import json
import math
import re
import xml.etree.ElementTree as ET
from html.parser import HTMLParser

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netlib.errors import DataError, NetlibWarning, OutputError, ParameterError
from netlib.network import build_network
from netlib.views.page import save_html, show
from netlib.views.page.columns import decoded, embeddable_json, encoded
from netlib.views.page.data import PageOptions, page_data
from tests.views.page_sample import page_json, sample_documents, sample_page, sample_table


def data_of(G, table=None, documents=None, **options):
    return page_data(G, table, documents, PageOptions(**options))


def column(table, name, n):
    return decoded(table[name], n)


def test_the_file_stands_alone(tmp_path):
    page = sample_page(tmp_path / "a.html", question="Who sends grain?", lang="en-GB")
    assert page.startswith("<!doctype html>")
    assert '<html lang="en-GB"' in page
    assert 'name="viewport"' in page
    assert "<title>Grain and words</title>" in page
    assert "Who sends grain?" in page
    assert [path.name for path in tmp_path.iterdir()] == ["a.html"]
    assert "sourceMappingURL" not in page
    assert not re.search(r'<(link|img|iframe|object|embed)\b|\bsrc=|@import|url\(["\']?http', page.split("<script>")[0])


def test_the_policy_allows_only_what_the_file_carries(tmp_path):
    page = sample_page(tmp_path / "a.html")
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)[1].replace("&#x27;", "'")
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    carried = re.findall(r"<script>(.*?)</script>", page, re.DOTALL) + re.findall(
        r"<style>(.*?)</style>", page, re.DOTALL
    )
    assert len(carried) == 3
    for source in carried:
        digest = base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in policy


def test_the_same_input_gives_the_same_bytes(tmp_path):
    assert sample_page(tmp_path / "a.html") == sample_page(tmp_path / "b.html")


def test_the_summary_says_how_much_when_and_how_sure(tmp_path):
    assert page_json(sample_page(tmp_path / "a.html"))["summary"] == (
        "7 interactions between 6 actors, 2 March – 2 April 2031, from 2 documents; "
        "not established: 1 unconfirmed, 1 only possible and 1 planned."
    )


def test_every_interaction_behind_an_edge_is_inside():
    table = sample_table()
    G = build_network(table)
    data = data_of(G, table, sample_documents())
    level, rows = data["levels"][0], data["interactions"]
    ids = column(rows, "interaction_id", data["rows"])
    ways = level["directions"]
    n = len(ways["rows"])
    nodes = level["nodes"]["id"]
    for relation, forward, behind, weight in zip(
        *(column(ways, name, n) for name in ("relation", "forward")),
        ways["rows"],
        column(ways, "weight", n),
        strict=True,
    ):
        ends = [nodes[level["relations"][end][relation]] for end in ("from", "to")]
        edge = G.edges[tuple(ends if forward else ends[::-1])]
        assert [ids[row] for row in (behind if isinstance(behind, list) else [behind])] == edge["interactions"]
        assert weight == edge["weight"]
    assert n == G.number_of_edges()
    assert level["weighing"] == "count"


def test_the_other_level_is_offered_where_the_table_allows_it():
    table = sample_table()
    levels = data_of(build_network(table), table)["levels"]
    assert [level["key"] for level in levels] == ["actor", "country"]
    assert "RUS:anna-orlova" not in levels[1]["nodes"]["id"]
    reversed_levels = data_of(build_network(table, level="country"), table)["levels"]
    assert [level["key"] for level in reversed_levels] == ["country", "actor"]
    assert [level["key"] for level in data_of(build_network(table))["levels"]] == ["actor"]


def test_aliases_are_what_the_evidence_calls_an_actor():
    table = sample_table()
    nodes = data_of(build_network(table), table)["levels"][0]["nodes"]
    assert {"Anna Orlova", "Orlova"} <= set(nodes["aliases"][nodes["id"].index("RUS:anna-orlova")])


def test_a_large_network_opens_on_its_backbone():
    G = nx.gnm_random_graph(40, 120, seed=1)
    level = data_of(G, backbone_above=100, shown=30)["levels"][0]
    assert len(level["backbone"]) == 30
    assert len(level["relations"]["from"]) == 120
    assert data_of(G, backbone_above=120)["levels"][0]["backbone"] is None


def test_weights_that_add_up_intensities_are_found_out():
    table = sample_table()
    assert data_of(build_network(table, weight="intensity"), table)["levels"][0]["weighing"] == "intensity"
    assert data_of(build_network(table, half_life="30D"), table)["levels"][0]["weighing"] == "given"


def test_a_graph_of_ones_own_needs_no_attributes():
    G = nx.MultiDiGraph([(1, 2), (1, 2), (2, 3.5), ("x", 1), (2, 2)])
    level = data_of(G)["levels"][0]
    assert level["nodes"]["id"] == ["1", "2", "3.5", "x"]
    weights = column(level["directions"], "weight", 4)
    assert sorted(weights) == [1, 1, 1, 2]


def test_an_edge_without_interactions_takes_the_rows_between_its_actors():
    table = sample_table()
    data = data_of(nx.DiGraph([("RUS", "SYR"), ("ISR", "IRN")]), table)
    assert data["rows"] == 3
    assert sorted(map(len, (r if isinstance(r, list) else [r] for r in data["levels"][0]["directions"]["rows"]))) == [
        1,
        2,
    ]


def test_numpy_and_pandas_scalars_missing_values_and_negative_weights():
    G = nx.Graph()
    G.add_node("a", name=np.str_("Ä"), kind=None, country=pd.NA, role=float("nan"))
    G.add_node("b", name=pd.NA, country=np.nan)
    G.add_edge("a", "b", weight=np.float32(-2), count=np.int64(3), first=pd.NaT, last=pd.Timestamp("2031-01-02"), x={1})
    level = data_of(G)["levels"][0]
    assert level["nodes"]["name"] == ["Ä", "b"]
    assert column(level["directions"], "conflict", 1) == [2]
    assert column(level["directions"], "weight", 1) == [2]
    assert column(level["directions"], "first", 1) == [None]
    assert column(level["directions"], "last", 1) == ["2031-01-02 00:00:00"]


@pytest.mark.parametrize(
    ("name", "value"), [("weight", math.nan), ("weight", math.inf), ("weight", "many"), ("conflict", -1)]
)
def test_a_weight_that_is_no_number_is_refused_by_name(name, value):
    G = nx.Graph([("a", "b", {name: value})])
    with pytest.raises(DataError, match=rf"edge \('a', 'b'\): {name} is "):
        data_of(G)


def test_an_empty_and_a_single_network_make_a_page(tmp_path):
    for G in (nx.Graph(), nx.empty_graph(["only"])):
        save_html(G, tmp_path / "a.html")
        assert page_json((tmp_path / "a.html").read_text())["levels"][0]["nodes"]["id"] == list(G)
    assert "This network is empty" in data_of(nx.DiGraph())["summary"]


def test_a_table_without_rows_and_one_without_the_rows_of_the_network():
    table = sample_table()
    G = build_network(table)
    with pytest.warns(NetlibWarning, match="interactions that the network names are not in the table"):
        data = data_of(G, table.iloc[:2])
    assert any("were not in the table" in note for note in data["notes"])
    assert data_of(build_network(table.iloc[:0]), table.iloc[:0])["rows"] == 0


def test_a_failed_write_leaves_the_previous_file(tmp_path):
    target = tmp_path / "a.html"
    target.write_text("before")
    with pytest.raises(DataError):
        save_html(nx.Graph([("a", "b", {"weight": math.nan})]), target)
    with pytest.raises(OutputError, match="does not exist"):
        save_html(nx.Graph(), tmp_path / "no" / "a.html")
    with pytest.raises(OutputError):
        save_html(nx.Graph(), tmp_path)
    assert target.read_text() == "before"
    assert [path.name for path in tmp_path.iterdir()] == ["a.html"]


@pytest.mark.parametrize("options", [{"theme": "blue"}, {"shown": 0}, {"backbone_above": -1}])
def test_options_outside_what_is_allowed_are_refused(tmp_path, options):
    with pytest.raises(ParameterError, match=next(iter(options))):
        save_html(nx.Graph(), tmp_path / "a.html", **options)


def test_what_is_no_graph_is_refused(tmp_path):
    with pytest.raises(ParameterError, match="pass a networkx graph"):
        save_html(sample_table(), tmp_path / "a.html")


def test_the_callers_graph_and_table_stay_as_they_are(tmp_path):
    table = sample_table()
    G = build_network(table)
    before, rows = nx.node_link_data(G, edges="edges"), table.copy()
    before = json.dumps(before, default=str)
    save_html(G, tmp_path / "a.html", table)
    assert json.dumps(nx.node_link_data(G, edges="edges"), default=str) == before
    pd.testing.assert_frame_equal(table, rows)


class Elements(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags = []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, [name for name, _ in attrs]))


text = st.text(st.characters(codec=None), max_size=25) | st.sampled_from(
    [
        "</script><script>alert(1)</script>",
        "{{script}}",
        "<!--",
        "]]>",
        "\u2028",
        "\ud800",
        "\x00",
        '"><img src=x>',
        "=1+1",
    ]
)


@settings(max_examples=25, deadline=None)
@given(text, text, text, text)
def test_no_text_changes_the_structure_of_the_page(name, title, question, lang):
    G = nx.DiGraph()
    G.add_node(name or "x", name=name, kind=name, country=name, role=name)
    G.add_edge(name or "x", "other", weight=2.0, certainty=name)
    view = show(G, title=title, question=question, lang=lang)
    parsed, plain = Elements(), Elements()
    parsed.feed(view.page)
    plain.feed(show(nx.DiGraph(), title="t", question="q").page)
    assert len(parsed.tags) == len(plain.tags) - (0 if question else 1) * 2
    ET.fromstring(view.still)
    view._repr_html_().encode("utf-8")
    html = Elements()
    html.feed(view._repr_html_())
    assert [tag for tag, _ in html.tags] == ["div", "img", "iframe"]


@settings(max_examples=60, deadline=None)
@given(st.lists(text | st.none() | st.integers(0, 3), max_size=20))
def test_columns_and_json_come_back_as_they_were(values):
    assert decoded(json.loads(embeddable_json(encoded(values))) if values else [], len(values)) == values
    written = embeddable_json(values)
    assert not set("<>&\u2028\u2029") & set(written)


def test_a_view_displays_itself_and_can_be_kept(tmp_path):
    table = sample_table()
    view = show(build_network(table), table, height=500, title='A "quoted" title')
    bundle = view._repr_mimebundle_()
    assert set(bundle) == {"text/html", "image/svg+xml", "text/plain"}
    assert 'sandbox="allow-scripts allow-downloads' in bundle["text/html"]
    assert "allow-same-origin" not in bundle["text/html"]
    assert "height:500px" in bundle["text/html"]
    drawn = ET.fromstring(bundle["image/svg+xml"])
    assert "Anna Orlova" in "".join(drawn.itertext())
    assert "stroke-dasharray" in bundle["image/svg+xml"]
    assert view.save(tmp_path / "kept.html").read_text(encoding="utf-8") == view.page
    with pytest.raises(ParameterError, match="height"):
        show(nx.Graph(), height=10)


def test_a_page_is_no_larger_than_its_parts_need(tmp_path):
    from netlib.views.page.document import vis_network

    rng = np.random.default_rng(0)
    pairs = [(int(a), int(b)) for a, b in rng.integers(0, 200, (800, 2)) if a != b]
    table = pd.DataFrame(
        {
            "source": [f"C{a}" for a, _ in pairs],
            "target": [f"C{b}" for _, b in pairs],
            "event": "CONSULT",
            "evidence": [
                f"Actor number {a} met actor number {b} in the {i}th round of talks." for i, (a, b) in enumerate(pairs)
            ],
        }
    )
    G = build_network(table)
    save_html(G, tmp_path / "a.html", table)
    compact = len(json.dumps(nx.node_link_data(G, edges="edges"), separators=(",", ":"), default=str))
    compact += len(table.to_json(orient="records"))
    assert (tmp_path / "a.html").stat().st_size <= 1.5 * (len(vis_network()) + compact)
