import networkx as nx
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netlib.errors import ParameterError
from netlib.measures.centrality import degree, strength
from netlib.measures.layers import actor_documents, actor_events, by_layer, layers


@pytest.fixture
def table():
    return pd.DataFrame(
        {
            "source": ["RUS", "USA", "RUS", "TUR", "RUS"],
            "target": ["SYR", "SYR", "TUR", "RUS", "RUS"],
            "event": ["AID", "ACCUSE", "CONSULT", "ACCUSE", "AGREE"],
            "reciprocal": [False, False, True, False, False],
            "doc_id": ["a", "a", "b", None, "b"],
            "publisher": ["TASS", "AP", "TASS", "AP", None],
            "date": pd.to_datetime(["2016-01-01", "2016-02-01", "2016-03-01", "2016-03-01", "2016-03-01"]),
        }
    )


def test_actors_and_documents_by_hand(table):
    B = actor_documents(table)
    assert nx.is_bipartite(B)
    assert {(u, v): data["count"] for u, v, data in B.edges(data=True)} == {
        ("RUS", "doc_id:a"): 1,
        ("doc_id:a", "SYR"): 2,
        ("doc_id:a", "USA"): 1,
        ("RUS", "doc_id:b"): 2,
        ("doc_id:b", "TUR"): 1,
    }
    assert {node for node, side in B.nodes(data="bipartite") if side} == {"doc_id:a", "doc_id:b"}
    assert B.nodes["doc_id:a"]["name"] == "a"
    assert B.graph["built_from"]["removed"]["no document"] == 1
    assert len(B.edges["RUS", "doc_id:b"]["interactions"]) == 2  # the self-pair counts once


def test_actors_and_events_by_side(table):
    assert sorted(actor_events(table)["RUS"]) == ["event:AGREE", "event:AID", "event:CONSULT"]
    assert sorted(actor_events(table)["TUR"]) == ["event:ACCUSE", "event:CONSULT"]  # it met, too
    assert sorted(actor_events(table, side="target")["SYR"]) == ["event:ACCUSE", "event:AID"]
    assert "SYR" not in actor_events(table)
    assert actor_events(table, side="both", events=["AID"]).number_of_nodes() == 3
    with pytest.raises(ParameterError, match="side='actor'"):
        actor_events(table, side="actor")


def test_a_level_rolls_the_actors_up(table):
    B = actor_documents(table, level={"RUS": "East", "SYR": "East"})
    assert B.edges["East", "doc_id:a"]["count"] == 2


def test_one_network_a_quad_class(table):
    networks = layers(table)
    assert list(networks) == ["verbal cooperation", "material cooperation", "verbal conflict", "material conflict"]
    assert list(networks["material cooperation"].edges) == [("RUS", "SYR")]
    assert set(networks["verbal conflict"].edges) == {("USA", "SYR"), ("TUR", "RUS")}
    assert all(set(G) == {"RUS", "SYR", "USA", "TUR"} for G in networks.values())
    assert networks["material conflict"].number_of_edges() == 0
    assert networks["material conflict"].nodes["RUS"] == networks["material cooperation"].nodes["RUS"]
    assert set(layers(table, same_actors=False)["material cooperation"]) == {"RUS", "SYR"}


def test_any_column_makes_layers(table):
    networks = layers(table, by="publisher", directed=False)
    assert list(networks) == ["TASS", "AP"]
    assert networks["AP"].number_of_edges() == 2
    with pytest.raises(ParameterError, match="Did you mean 'publisher'"):
        layers(table, by="publishr")
    with pytest.raises(ParameterError, match="quad"):
        layers(table, quad=[1])


def test_all_layers_age_from_the_same_day(table):
    networks = layers(table, half_life="60D")
    assert networks["material cooperation"].edges["RUS", "SYR"]["weight"] == pytest.approx(0.5)
    assert networks["verbal conflict"].edges["TUR", "RUS"]["weight"] == pytest.approx(1)


def test_the_same_measure_of_every_layer(table):
    networks = layers(table)
    found = by_layer(networks, strength)
    assert found.columns.tolist() == list(networks)
    assert found.index.name == "actor"
    assert found.loc["SYR"].tolist() == [0, 1, 1, 0]
    assert by_layer(networks, nx.density).loc["value"].tolist() == pytest.approx([2 / 12, 1 / 12, 2 / 12, 0])
    assert by_layer({}, degree).empty
    unlike = by_layer({"a": nx.path_graph(2), "b": nx.path_graph(3)}, degree)
    assert unlike["a"].isna().tolist() == [False, False, True]


def test_no_rows_no_layers(table):
    nothing = table.iloc[:0]
    assert len(actor_documents(nothing)) == 0
    assert all(len(G) == 0 for G in layers(nothing).values())
    assert layers(nothing, by="event") == {}
    before = table.copy()
    actor_events(table)
    layers(table)
    pd.testing.assert_frame_equal(table, before)


@settings(max_examples=5, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from("ABC"), st.sampled_from("ABC"), st.sampled_from(["AID", "ACCUSE", "ASSAULT"])),
        min_size=1,
        max_size=12,
    )
)
def test_layers_add_up_to_the_network(rows):
    from netlib.network import build_network

    table = pd.DataFrame(rows, columns=["source", "target", "event"])
    whole = build_network(table)
    parts = layers(table).values()
    for u, v, data in whole.edges(data=True):
        assert sum(G.edges[u, v]["weight"] for G in parts if G.has_edge(u, v)) == pytest.approx(data["weight"])
    B = actor_events(table)
    assert sum(count for _, _, count in B.edges(data="count")) == len(table)
