from collections import Counter

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netlib.errors import ParameterError
from netlib.measures.balance import triangle_balance
from netlib.measures.centrality import betweenness
from netlib.measures.nulls import null_networks, null_test

TIES = st.dictionaries(
    st.tuples(st.integers(0, 7), st.integers(0, 7)), st.sampled_from([-1, 1]), min_size=1, max_size=25
)


def network(ties, directed):
    G = nx.empty_graph(8, nx.DiGraph if directed else nx.Graph)
    G.add_edges_from((u, v, {"sign": sign, "name": f"{u}-{v}"}) for (u, v), sign in ties.items())
    return G


def degrees(G, sign=None):
    ties = [(u, v) for u, v, data in G.edges(data=True) if sign in (None, data["sign"])]
    H = G.__class__(ties)
    return (dict(H.in_degree), dict(H.out_degree)) if G.is_directed() else dict(H.degree)


@settings(max_examples=30, deadline=None)
@given(TIES, st.booleans())
def test_degrees_ties_and_attributes_are_kept(ties, directed):
    G = network(ties, directed)
    for H in null_networks(G, samples=3):
        assert list(H) == list(G)
        assert degrees(H) == degrees(G)
        assert sorted(nx.get_edge_attributes(H, "name").values()) == sorted(nx.get_edge_attributes(G, "name").values())
        assert nx.number_of_selfloops(H) == nx.number_of_selfloops(G)
    for H in null_networks(G, keep="signed_degree", sign="sign", samples=2):
        assert [degrees(H, sign) for sign in (-1, 1)] == [degrees(G, sign) for sign in (-1, 1)]
    for H in null_networks(G, keep="ties", samples=2):
        assert set(H.edges) == set(G.edges)
        assert Counter(nx.get_edge_attributes(H, "sign").values()) == Counter(ties[edge] for edge in ordered(G, ties))


def ordered(G, ties):
    return [(u, v) if ties.get((u, v)) == data["sign"] else (v, u) for u, v, data in G.edges(data=True)]


def test_networks_with_the_same_degrees_are_equally_likely():
    # degrees 1, 2, 2, 2, 1 allow six paths and, with the ends tied to each other, one triangle
    counts = Counter(frozenset(map(frozenset, H.edges)) for H in null_networks(nx.path_graph(5), samples=3500, seed=1))
    assert len(counts) == 7
    assert min(counts.values()) > 400
    assert max(counts.values()) < 600


def test_reciprocity_that_degrees_do_not_explain():
    G = nx.DiGraph((u, v) for u in range(20) for v in [(u + 1) % 20, (u - 1) % 20])
    row = null_test(G, nx.overall_reciprocity, samples=99).loc["network"]
    assert (row["observed"], row["p_higher"], row["p_lower"], row["samples"]) == (1, 0.01, 1, 99)
    assert row["mean"] == pytest.approx(2 / 20, abs=0.05)
    assert row["z"] > 3


def test_highland_tribes_are_more_balanced_than_their_friends_and_enemies_require(tribes):
    for keep in ("signed_degree", "ties"):
        table = null_test(tribes, lambda G: triangle_balance(G, sign="sign"), keep=keep, sign="sign", samples=49)
        assert table.loc["network", "p_higher"] == 0.02
        assert table.loc["network", "observed"] == pytest.approx(59 / 68)


def test_a_measure_of_actors_gives_a_row_each():
    G = nx.florentine_families_graph()
    table = null_test(G, betweenness, samples=10, seed=4)
    pd.testing.assert_series_equal(table["observed"], betweenness(G), check_names=False)
    # between more pairs than any other, but not more than an actor with six ties is by chance
    assert table["observed"].idxmax() == table["mean"].idxmax() == "Medici"
    assert table.loc["Medici", "p_higher"] > 0.05
    pd.testing.assert_frame_equal(table, null_test(G, betweenness, samples=10, seed=4))


def test_what_degrees_decide_cannot_be_more_than_they_give():
    row = null_test(nx.star_graph(5), nx.density, samples=20).loc["network"]
    assert row[["sd", "p_higher", "p_lower"]].tolist() == pytest.approx([0, 1, 1])
    assert np.isnan(row["z"])


@pytest.mark.parametrize("G", [nx.empty_graph(3), nx.Graph(), nx.Graph([("a", "b")]), nx.Graph([("a", "a")])])
def test_networks_that_cannot_be_rewired_stay(G):
    assert all(nx.utils.graphs_equal(H, G) for H in null_networks(G, samples=2))
    row = null_test(G, lambda H: float("nan"), samples=3).loc["network"]
    assert row[["observed", "mean", "p_higher"]].isna().all()
    assert row["samples"] == 0


def test_bad_input_is_refused_at_once_and_the_graph_unchanged(tribes):
    with pytest.raises(ParameterError, match="parallel edges"):
        null_networks(nx.MultiGraph())
    with pytest.raises(ParameterError, match="keep='degrees'"):
        null_networks(tribes, keep="degrees")
    with pytest.raises(ParameterError, match="samples=0"):
        null_networks(tribes, samples=0)
    with pytest.raises(ParameterError, match="cooperation and conflict"):
        null_networks(tribes, keep="signed_degree")
    with pytest.raises(ParameterError, match="measure returned dict"):
        null_test(tribes, nx.degree_centrality, samples=2)
    before = nx.to_dict_of_dicts(tribes)
    for H in null_networks(tribes, samples=2):
        H.edges[next(iter(H.edges))]["sign"] = 9
    assert nx.to_dict_of_dicts(tribes) == before
