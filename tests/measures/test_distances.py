"""Distances in whole numbers: equal routes stay equal."""

from fractions import Fraction

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netlib.errors import NetlibWarning, ParameterError
from netlib.measures.distances import distance_graph, integer_distances

whole_weights = st.lists(st.integers(1, 60), min_size=1, max_size=15)
decimal_weights = st.lists(st.integers(1, 500).map(lambda k: k / 100), min_size=1, max_size=15)


@given(whole_weights | decimal_weights)
def test_distances_are_exactly_one_over_weight(weights):
    found = integer_distances(weights, nodes=10)
    assert found.exact
    exact = [1 / Fraction(weight).limit_denominator(100) for weight in weights]
    assert [int(step) * found.unit for step in found.steps] == exact


def test_the_unit_is_in_one_over_weight():
    found = integer_distances([2, 4], nodes=2)
    assert [int(step) * found.unit for step in found.steps] == [Fraction(1, 2), Fraction(1, 4)]


def test_sums_that_differ_by_rounding_count_as_equal():
    found = integer_distances([0.1 + 0.2, 0.3], nodes=2)
    assert found.steps[0] == found.steps[1]


def test_large_networks_round_but_keep_small_whole_weights_exact():
    weights = np.arange(1.0, 2001.0)
    found = integer_distances(weights, nodes=5000)
    assert found.fits
    assert not found.exact
    assert found.steps[1] == found.steps[2] + found.steps[5]  # 1/2 = 1/3 + 1/6
    assert max(found.steps) * 5000 <= 2**53
    assert np.allclose(np.array(found.steps) * weights, found.steps[0], rtol=1e-6)


def test_small_networks_stay_exact_beyond_floats():
    primes = [101, 103, 107, 109, 113, 127, 131, 137, 139, 149, 151, 157, 163]
    found = integer_distances(primes, nodes=13)
    assert found.exact
    assert not found.fits
    assert integer_distances(primes, nodes=13, always_fit=True).fits


def test_weights_too_far_apart_warn():
    with pytest.warns(NetlibWarning, match="too far apart"):
        integer_distances([1e-9 * np.pi, 1e9 * np.e], nodes=5000)


def test_no_weights():
    assert len(integer_distances([], nodes=0).steps) == 0


def test_distance_graph_leaves_the_graph_alone_and_says_the_unit():
    G = nx.DiGraph()
    G.add_edge("A", "B", weight=4.0)
    G.add_edge("B", "C", weight=6.0)
    H = distance_graph(G)
    assert [(u, v, d["distance"]) for u, v, d in H.edges(data=True)] == [("A", "B", 3), ("B", "C", 2)]
    assert H.graph["unit"] == Fraction(1, 12)
    assert H.graph["exact"]
    assert G.edges["A", "B"] == {"weight": 4.0}


@pytest.mark.parametrize(
    ("value", "message"),
    [(-1, "negative weight"), (float("nan"), "finite"), (float("inf"), "finite"), ("many", "not a number")],
)
def test_weights_without_meaning_are_refused(value, message):
    G = nx.Graph()
    G.add_edge("RUS", "SYR", weight=value)
    with pytest.raises(ParameterError, match=message) as caught:
        distance_graph(G)
    assert "'RUS' - 'SYR'" in str(caught.value)


@settings(max_examples=30)
@given(st.integers(2, 7), st.data())
def test_shortest_routes_are_those_of_exact_fractions(n, data):
    pairs = [(u, v) for u in range(n) for v in range(u + 1, n)]
    chosen = data.draw(st.lists(st.sampled_from(pairs), min_size=1, unique=True))
    G = nx.Graph()
    G.add_nodes_from(range(n))
    for u, v in chosen:
        G.add_edge(u, v, weight=data.draw(st.sampled_from([1, 2, 3, 4, 6, 12, 0.5, 1.5, 2.5])))
    exact = G.copy()
    for _, _, attributes in exact.edges(data=True):
        attributes["distance"] = 1 / Fraction(attributes["weight"])
    H = distance_graph(G)
    for source in range(n):
        for target in nx.node_connected_component(G, source):
            want = sorted(nx.all_shortest_paths(exact, source, target, weight="distance"))
            assert sorted(nx.all_shortest_paths(H, source, target, weight="distance")) == want
