"""Networks as files: what goes out comes back, in every format, for every name and value."""

import datetime as dt
import json
import xml.etree.ElementTree as ET

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from netlib.errors import DataError, NetlibWarning, OutputError, ParameterError
from netlib.network import build_network
from netlib.schema import CERTAINTIES, KINDS
from netlib.views.export import NETWORK_SUFFIXES, read_network, save_network

WHOLE = (".gexf", ".graphml", ".json", ".cyjs")
LISTS = (".csv", ".tsv", ".parquet")
ROWS = pd.DataFrame(
    {
        "source": ["RUS", "RUS", "ISR"],
        "source_name": ["Russia", "Russia", "Israel"],
        "target": ["SYR", "SYR", "IRN"],
        "event": ["AID", "CONSULT", "ACCUSE"],
        "date": ["2025-11-15", "2025-11-16", None],
        "reciprocal": [False, True, False],
    }
)


def _same(found, G):
    assert found.is_directed() == G.is_directed()
    assert list(found.nodes(data=True)) == list(G.nodes(data=True))
    edges = {(u, v) if G.is_directed() else frozenset((u, v)): data for u, v, data in found.edges(data=True)}
    assert edges == {(u, v) if G.is_directed() else frozenset((u, v)): data for u, v, data in G.edges(data=True)}


@pytest.mark.parametrize("directed", [True, False])
@pytest.mark.parametrize("suffix", WHOLE)
def test_a_built_network_comes_back_whole(tmp_path, suffix, directed):
    G = build_network(ROWS, directed=directed)
    _same(read_network(save_network(G, tmp_path / f"n{suffix}")), G)


@pytest.mark.parametrize("suffix", LISTS)
def test_an_edge_list_keeps_the_edges(tmp_path, suffix):
    G = build_network(ROWS)
    found = read_network(save_network(G, tmp_path / f"n{suffix}"))
    assert dict(found.edges) == dict(G.edges)


def test_an_edge_list_opens_in_a_spreadsheet(tmp_path):
    lines = save_network(build_network(ROWS, actors=["ISR", "IRN"]), tmp_path / "n.csv").read_text().splitlines()
    assert lines[0] == "source,target,directed,weight,count,cooperation,conflict,certainty,interactions"
    assert lines[1].startswith("ISR,IRN,true,1.0,1,0.0,1.0,asserted,")


def test_an_edge_list_says_which_nodes_it_leaves_out(tmp_path):
    G = nx.Graph([("A", "B")])
    G.add_node("C")
    with pytest.warns(NetlibWarning, match="no row for the 1 nodes without an edge: C"):
        save_network(G, tmp_path / "n.csv")


@pytest.mark.parametrize("suffix", WHOLE)
def test_the_network_with_no_nodes_comes_back(tmp_path, suffix):
    found = read_network(save_network(build_network(ROWS[:0]), tmp_path / f"n{suffix}"))
    assert isinstance(found, nx.DiGraph)
    assert len(found) == 0


@pytest.mark.parametrize("suffix", NETWORK_SUFFIXES)
def test_the_same_network_gives_the_same_bytes_and_is_not_changed(tmp_path, suffix):
    G = build_network(ROWS)
    before = [(u, v, dict(data)) for u, v, data in G.edges(data=True)]
    first = save_network(G, tmp_path / f"a{suffix}").read_bytes()
    assert save_network(G, tmp_path / f"b{suffix}").read_bytes() == first
    assert list(G.edges(data=True)) == before
    if suffix in (".gexf", ".graphml"):
        assert b"lastmodified" not in first


def test_networkx_and_gephi_find_plain_values(tmp_path):
    G = build_network(ROWS)
    found = nx.read_gexf(save_network(G, tmp_path / "n.gexf"))
    assert found.nodes["RUS"]["label"] == "Russia"
    assert found.edges["RUS", "SYR"]["weight"] == 2.0
    assert found.edges["RUS", "SYR"]["first"] == "2025-11-15"
    assert json.loads(found.edges["RUS", "SYR"]["interactions"]) == G.edges["RUS", "SYR"]["interactions"]
    data = json.loads(save_network(G, tmp_path / "n.json").read_text())
    assert nx.node_link_graph(data, edges="edges").edges["ISR", "IRN"]["first"] is None


@pytest.mark.parametrize("suffix", [".json", ".graphml", ".cyjs"])
def test_what_it_was_built_from_comes_back(tmp_path, suffix):
    G = build_network(ROWS, half_life="30D")
    assert read_network(save_network(G, tmp_path / f"n{suffix}")).graph == G.graph


@pytest.mark.parametrize("suffix", WHOLE)
def test_numbers_of_numpy_and_pandas_come_back_as_python_s(tmp_path, suffix):
    G = nx.Graph()
    G.add_node("A", a=np.float32(0.5), b=np.int64(3), c=np.bool_(True), d=pd.Timestamp("2025-11-16 08:30"), e=pd.NaT)
    G.add_node("B", f=np.array([1, 2]), g={"b", "a"}, h=pd.NA)
    found = read_network(save_network(G, tmp_path / f"n{suffix}"))
    a = {name: value for name, value in found.nodes["A"].items() if value is not None}
    b = {name: value for name, value in found.nodes["B"].items() if value is not None}
    assert a == {"a": 0.5, "b": 3, "c": True, "d": dt.datetime.fromisoformat("2025-11-16T08:30")}
    assert b == {"f": [1, 2], "g": ["a", "b"]}


@pytest.mark.parametrize("suffix", WHOLE)
def test_ids_that_are_not_text_become_text(tmp_path, suffix):
    G = nx.DiGraph([(1, ("a", 2))])
    found = read_network(save_network(G, tmp_path / f"n{suffix}"))
    assert list(map(str, found)) == ["1", "('a', 2)"]
    G.add_node("1")
    with pytest.raises(ParameterError, match=r"the nodes 1 and '1' would both be written as '1'"):
        save_network(G, tmp_path / f"again{suffix}")


def test_control_characters_leave_the_xml_well_formed_and_readable(tmp_path):
    G = nx.Graph()
    G.add_edge("A\x07", "B", note="bell \x07, return \r, C:\\users \x00")
    path = save_network(G, tmp_path / "n.graphml")
    ET.parse(path)
    assert read_network(path).edges["A\x07", "B"]["note"] == "bell \x07, return \r, C:\\users \x00"


@pytest.mark.parametrize(
    ("G", "name", "error", "says"),
    [
        (nx.Graph(), "n.gefx", OutputError, r"end it with one of \.gexf.*Did you mean '\.gexf'"),
        (nx.Graph(), "n", OutputError, "cannot save a network as 'n'"),
        (nx.MultiGraph(), "n.gexf", ParameterError, "a MultiGraph may have parallel edges"),
        (nx.Graph(), "missing/n.gexf", OutputError, r"the folder .*missing does not exist"),
    ],
)
def test_what_cannot_be_saved_is_refused(tmp_path, G, name, error, says):
    with pytest.raises(error, match=says):
        save_network(G, tmp_path / name)
    assert not (tmp_path / name).exists()


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("n.png", "x", r"n\.png: not a network file"),
        ("n.gexf", "<gexf", r"n\.gexf: cannot be read as gexf"),
        ("n.graphml", "<html/>", r"n\.graphml: cannot be read as graphml"),
        ("n.json", "[]", r"n\.json: cannot be read as json"),
        ("n.json", "{", r"n\.json: cannot be read as json"),
        ("n.cyjs", "{}", r"n\.cyjs: cannot be read as cyjs"),
        ("n.csv", "from,to\nA,B\n", r"n\.csv: missing column source, target; it has from, to"),
        ("n.csv", "source,target\nA,B\nA,\n", r"n\.csv, line 3: an edge needs a source and a target"),
        ("n.csv", "source,target,weight\nA,B,heavy\n", r"n\.csv, line 2, column weight: 'heavy' is not a number"),
        ("n.csv", "", r"n\.csv: is empty"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_place(tmp_path, name, text, says):
    (tmp_path / name).write_text(text)
    with pytest.raises(DataError, match=says):
        read_network(tmp_path / name)


texts = st.text(max_size=6) | st.sampled_from(
    [
        "",
        "json:[1]",
        "date:x",
        "\\u0041",
        "\\",
        "\r\n",
        "\x00\x1f",
        "\ud800",
        "￾",
        "2025-11-16",
        "[]",
        " ",
        "NA",
        "<&>\"'",
    ]
)
ids = st.text(max_size=6) | st.sampled_from(["RUS", "x_id", "\ud8000", " ", "a\nb", "\x07", "\\u0041"])
names = st.text(max_size=5) | st.sampled_from(
    [
        "source",
        "target",
        "id",
        "label",
        "key",
        "x_source",
        "type",
        "start",
        "weight",
        "x_weight",
        "",
        "x_",
        "first",
        "viz",
    ]
)
scalars = (
    texts
    | st.integers()
    | st.booleans()
    | st.floats(allow_nan=False)
    | st.dates()
    | st.datetimes(timezones=st.none() | st.just(dt.UTC))
)
values = scalars | st.lists(st.none() | st.booleans() | st.integers() | texts, max_size=3)
values |= st.dictionaries(texts, st.integers() | texts, max_size=2)
own = st.dictionaries(names, values, max_size=4)
days = st.none() | st.dates()


def _network(draw, attributes_of_nodes, attributes_of_edges):
    G = draw(st.sampled_from([nx.Graph, nx.DiGraph]))()
    nodes = draw(st.lists(ids, min_size=2, max_size=4, unique=True))
    for node in nodes:
        G.add_node(node, **draw(attributes_of_nodes))
    for u, v in draw(st.lists(st.sampled_from([(u, v) for u in nodes for v in nodes]), min_size=1, max_size=4)):
        if not G.has_edge(u, v):
            G.add_edge(u, v, **draw(attributes_of_edges))
    return G


@st.composite
def any_networks(draw):
    return _network(draw, own, own)


@st.composite
def netlib_networks(draw):
    some = st.none() | texts
    node = st.fixed_dictionaries(
        {"name": texts, "kind": st.none() | st.sampled_from(KINDS), "country": some, "role": some}
    )
    edge = st.fixed_dictionaries(
        {
            "weight": st.floats(1e-300, 1e300),
            "count": st.integers(1, 10**9),
            "cooperation": st.floats(0, 1e300),
            "conflict": st.floats(0, 1e300),
            "first": days,
            "last": days,
            "certainty": st.sampled_from(CERTAINTIES),
            "interactions": st.lists(texts, max_size=3),
        }
    )
    return _network(draw, node, edge)


def _attributes(G):
    return sorted(repr(sorted(data.items())) for _, _, data in G.edges(data=True))


@given(G=any_networks(), suffix=st.sampled_from(WHOLE))
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_name_and_value_comes_back(tmp_path, G, suffix):
    _same(read_network(save_network(G, tmp_path / f"n{suffix}")), G)


@given(G=netlib_networks(), suffix=st.sampled_from(WHOLE))
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_netlib_network_comes_back(tmp_path, G, suffix):
    _same(read_network(save_network(G, tmp_path / f"n{suffix}")), G)


@given(G=netlib_networks(), suffix=st.sampled_from(LISTS))
@settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
@pytest.mark.filterwarnings("ignore::netlib.errors.NetlibWarning")
def test_the_edges_of_any_netlib_network_come_back_from_a_list(tmp_path, G, suffix):
    found = read_network(save_network(G, tmp_path / f"n{suffix}"))
    assert found.is_directed() == G.is_directed()
    assert _attributes(found) == _attributes(G)


@pytest.mark.parametrize("suffix", WHOLE)
def test_an_attribute_of_several_types_comes_back(tmp_path, suffix):
    G = nx.Graph(
        [("A", "B", {"mine": 1}), ("B", "C", {"mine": 0.5}), ("C", "D", {"other": True}), ("D", "E", {"other": 2})]
    )
    _same(read_network(save_network(G, tmp_path / f"n{suffix}")), G)


def test_text_of_another_program_that_only_looks_like_ours_stays_text(tmp_path):
    path = tmp_path / "n.csv"
    path.write_text("source,target,first,interactions,note\nA,B,2025-99-99,[x,date:soon\n")
    edge = read_network(path).edges["A", "B"]
    assert (edge["first"], edge["interactions"], edge["note"]) == ("2025-99-99", "[x", "date:soon")


def test_anything_else_is_written_as_its_text(tmp_path):
    G = nx.Graph()
    G.add_node("A", day=pd.Period("2025-11"), nothing=float("nan"))
    assert read_network(save_network(G, tmp_path / "n.json")).nodes["A"] == {"day": "2025-11", "nothing": None}
