"""The engines find the same shortest paths, and those are the exact ones."""

import sys
from fractions import Fraction

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netlib.errors import MissingExtraError, ParameterError
from netlib.measures import engine
from netlib.measures.arrays import edge_arrays
from netlib.measures.centrality import betweenness, closeness
from netlib.measures.engine import choose_engine, path_counts, path_lengths

WEIGHTS = st.sampled_from([1, 2, 3, 4, 6, 12, 0.5, 1.5, 2.5, 0.1, 0.2, 0.3])


@st.composite
def graphs(draw, weights=WEIGHTS):
    n = draw(st.integers(1, 9))
    directed = draw(st.booleans())
    pairs = [(u, v) for u in range(n) for v in range(n) if (u != v if directed else u < v)]
    G = nx.DiGraph() if directed else nx.Graph()
    G.add_nodes_from(range(n))
    for u, v in draw(st.lists(st.sampled_from(pairs), unique=True, max_size=30)) if pairs else []:
        G.add_edge(u, v, weight=draw(weights))
    return G


def exact_betweenness(G):
    H = G.copy()
    for _, _, attributes in H.edges(data=True):
        attributes["distance"] = 1 / Fraction(attributes["weight"]).limit_denominator(1000)
    return nx.betweenness_centrality(H, weight="distance")


@pytest.mark.parametrize("name", ["networkit", "scipy"])
@settings(max_examples=60, deadline=None)
@given(G=graphs())
def test_betweenness_is_that_of_exact_fractions(name, G):
    if name == "networkit":
        pytest.importorskip("networkit")
    found = betweenness(G, engine=name)
    assert found.to_dict() == pytest.approx(exact_betweenness(G), abs=1e-12)


@settings(max_examples=40, deadline=None)
@given(G=graphs(weights=st.integers(1, 1000)))
def test_distances_too_long_for_floats_are_counted_exactly(G):
    assert betweenness(G).to_dict() == pytest.approx(exact_betweenness(G), abs=1e-12)


@settings(max_examples=40, deadline=None)
@given(G=graphs(weights=st.floats(0.01, 100)))
def test_engines_agree_on_any_weights(G):
    pytest.importorskip("networkit")
    assert np.allclose(betweenness(G, engine="networkit"), betweenness(G, engine="scipy"), atol=1e-12)


def test_engines_agree_on_a_larger_network():
    pytest.importorskip("networkit")
    G = nx.gnm_random_graph(600, 3000, seed=1, directed=True)
    rng = np.random.default_rng(1)
    for _, _, attributes in G.edges(data=True):
        attributes["weight"] = int(rng.integers(1, 15))
    fast, plain = betweenness(G, engine="networkit"), betweenness(G, engine="scipy")
    assert np.allclose(fast, plain, rtol=1e-9, atol=1e-12)


def test_blocks_of_sources_add_up(monkeypatch):
    edges = edge_arrays(nx.krackhardt_kite_graph())
    whole = path_counts(edges, engine="scipy")
    lengths = np.vstack([block for _, block in path_lengths(edges)])
    monkeypatch.setattr(engine, "BLOCK", 40)
    assert np.allclose(path_counts(edges, engine="scipy"), whole)
    assert np.array_equal(np.vstack([block for _, block in path_lengths(edges)]), lengths)


@settings(max_examples=40, deadline=None)
@given(G=graphs())
def test_closeness_is_networkx_s_with_wasserman_and_faust(G):
    H = G.copy()
    for _, _, attributes in H.edges(data=True):
        attributes["distance"] = 1 / attributes["weight"]
    assert closeness(G).to_dict() == pytest.approx(nx.closeness_centrality(H, distance="distance"), abs=1e-9)


def test_the_compiled_engine_is_chosen_when_it_is_installed():
    pytest.importorskip("networkit")
    assert choose_engine() == "networkit"


def test_without_it_scipy_is_chosen_and_the_extra_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "networkit", None)
    engine.networkit_installed.cache_clear()
    try:
        assert choose_engine() == "scipy"
        assert betweenness(nx.path_graph(3))[1] == 1.0
        with pytest.raises(MissingExtraError, match=r"netlib-actors\[fast\]"):
            betweenness(nx.path_graph(3), engine="networkit")
    finally:
        monkeypatch.undo()
        engine.networkit_installed.cache_clear()


def test_an_unknown_engine_is_refused():
    with pytest.raises(ParameterError, match="networkit"):
        choose_engine("networkti")
