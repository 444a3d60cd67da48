from itertools import pairwise

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netlib.errors import ParameterError, UnknownActorError
from netlib.measures.routes import routes


@pytest.fixture
def levant():
    G = nx.DiGraph()
    G.add_edge("RUS", "ISR", weight=2.0, interactions=["i1", "i2"])
    G.add_edge("ISR", "RUS", weight=1.0, interactions=["i3", "i2"])
    G.add_edge("RUS", "SYR", weight=6.0, interactions=["i4"])
    G.add_edge("ISR", "USA", weight=9.0, interactions=["i5"])
    G.add_edge("USA", "TUR", weight=9.0, interactions=["i6"])
    G.add_edge("TUR", "SYR", weight=9.0, interactions=["i7"])
    G.add_edge("NZL", "AUS", weight=1.0)
    return G


def test_who_connects_israel_to_syria(levant):
    table = routes(levant, "ISR", "SYR")
    assert table["via"].tolist() == [("USA", "TUR"), ("RUS",)]
    assert table["strength"].tolist() == [3.0, 2.0]  # 1 / (3/9) and 1 / (1/3 + 1/6)
    assert table["weakest"].tolist() == [9, 3]
    assert table.loc[2, "interactions"] == [["i3", "i2", "i1"], ["i4"]]
    assert table.index.tolist() == [1, 2]


def test_along_the_direction_only(levant):
    assert routes(levant, "ISR", "SYR", directed=True)["strength"].tolist() == pytest.approx([3, 1 / (1 + 1 / 6)])
    assert routes(levant, "SYR", "ISR", directed=True).empty


def test_of_equal_routes_the_one_with_fewer_steps_comes_first():
    G = nx.Graph()
    G.add_weighted_edges_from([("a", "x", 3), ("x", "y", 6), ("y", "b", 6), ("a", "z", 3), ("z", "b", 3)])
    table = routes(G, "a", "b")
    assert table["steps"].tolist() == [2, 3]
    assert table["strength"].tolist() == [1.5, 1.5]


def test_without_weights_short_routes_are_strong():
    table = routes(nx.cycle_graph(5), 0, 2, weight=None)
    assert table["route"].tolist() == [(0, 1, 2), (0, 4, 3, 2)]
    assert table["strength"].tolist() == pytest.approx([1 / 2, 1 / 3])
    assert table.loc[1, "interactions"] == [[], []]


def test_parallel_edges_count_together_with_all_their_evidence():
    G = nx.MultiDiGraph()
    G.add_edge("a", "b", weight=1, interactions=["i1"])
    G.add_edge("b", "a", weight=2, interactions=["i2"])
    row = routes(G, "a", "b").loc[1]
    assert (row["strength"], row["interactions"]) == (3, [["i1", "i2"]])


def test_no_route_no_rows(levant):
    assert routes(levant, "ISR", "NZL").shape == (0, 6)


def test_bad_questions(levant):
    with pytest.raises(UnknownActorError, match=r"'SYRA' is no actor.*Did you mean 'SYR'"):
        routes(levant, "ISR", "SYRA")
    with pytest.raises(ParameterError, match="both 'ISR'"):
        routes(levant, "ISR", "ISR")
    with pytest.raises(ParameterError, match="count=0"):
        routes(levant, "ISR", "SYR", count=0)
    with pytest.raises(UnknownActorError, match="network of 0 actors"):
        routes(nx.Graph(), "a", "b")
    levant.edges["RUS", "ISR"]["weight"] = float("nan")
    with pytest.raises(ParameterError, match="'RUS' - 'ISR'"):
        routes(levant, "ISR", "SYR")


def test_the_graph_stays_as_it_was(levant):
    before = nx.to_dict_of_dicts(levant.copy())
    routes(levant, "ISR", "SYR")["interactions"][1][0].append("x")
    assert nx.to_dict_of_dicts(levant) == before


@settings(max_examples=30, deadline=None)
@given(
    st.dictionaries(st.tuples(st.integers(0, 5), st.integers(0, 5)).filter(lambda p: p[0] < p[1]), st.integers(1, 9))
)
def test_all_routes_in_order_of_strength(weights):
    G = nx.empty_graph(6)
    G.add_weighted_edges_from((u, v, w) for (u, v), w in weights.items())
    table = routes(G, 0, 5, count=1000)
    assert sorted(table["route"]) == sorted(map(tuple, nx.all_simple_paths(G, 0, 5)))
    assert table["strength"].is_monotonic_decreasing
    for route, strength in zip(table["route"], table["strength"], strict=True):
        assert 1 / strength == pytest.approx(sum(1 / G.edges[step]["weight"] for step in pairwise(route)))
