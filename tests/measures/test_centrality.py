"""Centrality against networkx, by hand, and as published."""

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netlib.errors import NetlibWarning, ParameterError
from netlib.measures import centrality as room
from netlib.measures.centrality import (
    MEASURES,
    betweenness,
    centrality,
    closeness,
    conflict,
    cooperation,
    current_flow,
    degree,
    eigenvector,
    katz,
    pagerank,
    pn,
    signed_eigenvector,
    strength,
    strength_in,
    strength_out,
)

COLUMNS = ["name", *MEASURES]

# The ten actors of David Schoch's signnet vignette "Centrality in signed networks", and the values it prints.
SCHOCH = """
 0  1  0  1  0  0  0 -1 -1  0
 1  0  1 -1  1 -1 -1  0  0  0
 0  1  0  1 -1  0  0  0 -1  0
 1 -1  1  0  1 -1 -1  0  0  0
 0  1 -1  1  0  1  0 -1  0 -1
 0 -1  0 -1  1  0  1  0  1 -1
 0 -1  0 -1  0  1  0  1 -1  1
-1  0  0  0 -1  0  1  0  1  0
-1  0 -1  0  0  1 -1  1  0  1
 0  0  0  0 -1 -1  1  0  1  0
"""


@st.composite
def graphs(draw):
    n = draw(st.integers(1, 8))
    directed = draw(st.booleans())
    pairs = [(u, v) for u in range(n) for v in range(n) if (u != v if directed else u < v)]
    G = nx.DiGraph() if directed else nx.Graph()
    G.add_nodes_from(range(n))
    for u, v in draw(st.lists(st.sampled_from(pairs), unique=True, max_size=25)) if pairs else []:
        friendly, hostile = draw(st.integers(0, 5)), draw(st.integers(0, 5))
        G.add_edge(u, v, weight=friendly + hostile or 1, cooperation=friendly, conflict=hostile)
    return G


def assert_measure(found, name, want):
    assert isinstance(found, pd.Series)
    assert found.name == name
    assert found.index.name == "actor"
    assert found.to_dict() == pytest.approx(want, abs=1e-6)


@settings(max_examples=60, deadline=None)
@given(graphs())
def test_measures_are_networkx_s_and_leave_the_graph_alone(G):
    before = nx.to_dict_of_dicts(G)
    kept = {u: {v: dict(data) for v, data in row.items()} for u, row in before.items()}
    table = centrality(G)
    assert list(table.columns) == COLUMNS
    assert set(table.index) == set(G)
    assert not table["strength"].diff().gt(0).any()
    assert_measure(strength(G), "strength", dict(G.degree(weight="weight")))
    assert_measure(pagerank(G), "pagerank", nx.pagerank(G, tol=1e-12, max_iter=1000))
    if G.is_directed():
        assert_measure(strength_in(G), "strength_in", dict(G.in_degree(weight="weight")))
        assert_measure(strength_out(G), "strength_out", dict(G.out_degree(weight="weight")))
    assert_measure(degree(G), "degree", dict(nx.Graph(G).degree()))
    if G.number_of_edges():
        assert_measure(cooperation(G), "cooperation", dict(G.degree(weight="cooperation")))
        assert_measure(conflict(G), "conflict", dict(G.degree(weight="conflict")))
    assert nx.to_dict_of_dicts(G) == kept


@settings(max_examples=40, deadline=None)
@given(graphs())
def test_eigenvector_is_networkx_s_on_connected_graphs(G):
    U = nx.Graph()
    U.add_nodes_from(G)
    for u, v, data in G.edges(data=True):
        old = U.edges[u, v]["weight"] if U.has_edge(u, v) else 0
        U.add_edge(u, v, weight=old + data["weight"])
    found = eigenvector(G)
    if len(U) > 2 and nx.is_connected(U):
        assert_measure(found, "eigenvector", nx.eigenvector_centrality_numpy(U, weight="weight"))
        if len(U) > 2:
            want = nx.current_flow_betweenness_centrality(U, weight="weight")
            assert_measure(current_flow(G), "current_flow", want)
    norm = np.linalg.norm(found)
    assert norm == pytest.approx(1.0 if G.number_of_edges() else 0.0)


@settings(max_examples=30, deadline=None)
@given(graphs())
def test_katz_is_networkx_s(G):
    want = nx.katz_centrality_numpy(G, alpha=0.01, weight="weight") if len(G) > 1 else {0: 1.0}
    assert_measure(katz(G, alpha=0.01), "katz", want)


def test_medici_lead_the_florentine_families():
    # Padgett and Ansell (1993); values as in Wasserman and Faust (1994) and Jackson (2008), p. 5 and 38.
    G = nx.florentine_families_graph()
    table = centrality(G)
    assert table.index[0] == "Medici"
    assert table.loc["Medici", "degree"] == 6
    assert table.loc["Medici", "betweenness"] == pytest.approx(0.522, abs=5e-4)
    assert table.loc["Guadagni", "betweenness"] == pytest.approx(0.255, abs=5e-4)
    assert table.loc["Strozzi", "betweenness"] == pytest.approx(0.103, abs=5e-4)
    assert table.loc["Medici", "closeness"] == pytest.approx(0.560, abs=5e-4)
    assert table.loc["Medici", "eigenvector"] == pytest.approx(0.430, abs=5e-4)
    assert table[["cooperation", "conflict", "pn", "signed_eigenvector"]].isna().all(axis=None)


def test_krackhardt_s_kite_has_three_leaders():
    # Krackhardt (1990): Diane has most ties, Fernando and Garth are closest to all, Heather lies between.
    G = nx.krackhardt_kite_graph()
    assert degree(G).idxmax() == 3
    assert degree(G)[3] == 6
    assert closeness(G)[[5, 6]].round(3).tolist() == [0.643, 0.643]
    assert betweenness(G, normalized=False).round(3)[[7, 5, 3]].tolist() == [14.0, 8.333, 3.667]


def test_zachary_s_officers_lead_the_karate_club():
    G = nx.karate_club_graph()
    assert betweenness(G, weight=None)[[0, 33]].round(3).tolist() == [0.438, 0.304]
    assert closeness(G, weight=None)[[0, 33]].round(3).tolist() == [0.569, 0.55]
    assert strength(G).nlargest(2).to_dict() == {33: 48.0, 0: 42.0}


def test_the_two_routes_of_four_edges_share_the_pair():
    G = nx.Graph()
    G.add_weighted_edges_from([("A", "B", 3), ("B", "C", 6), ("A", "D", 4), ("D", "C", 4)])
    assert betweenness(G, normalized=False).to_dict() == {"A": 0.0, "B": 0.5, "C": 1.0, "D": 0.5}


@pytest.fixture
def schoch():
    rows = [list(map(int, line.split())) for line in SCHOCH.strip().splitlines()]
    return nx.from_numpy_array(np.array(rows, dtype=float))


def test_pn_is_as_published(schoch):
    want = [
        0.9009747,
        0.8613482,
        0.9076997,
        0.8613482,
        0.8410658,
        0.8496558,
        0.8617321,
        0.9015909,
        0.8509848,
        0.9072930,
    ]
    assert pn(schoch).tolist() == pytest.approx(want, abs=1e-6)


def test_signed_eigenvector_is_as_published(schoch):
    want = [0.6221496, 1.0, 0.7451885, 1.0, 0.8999004, 0.6428959, 0.3582816, 0.3747192, 0.2808741, 0.0783457]
    found = signed_eigenvector(schoch)
    assert (found / found.max()).tolist() == pytest.approx(want, abs=1e-6)


def test_signed_eigenvector_parts_camps_but_not_friends():
    camps = nx.Graph()
    camps.add_weighted_edges_from([("A", "B", 2), ("C", "D", 2), ("A", "C", -1), ("B", "D", -1), ("A", "D", -1)])
    found = signed_eigenvector(camps)
    assert found["A"] * found["B"] > 0 > found["A"] * found["C"]
    matrix = nx.to_numpy_array(camps)
    assert np.allclose(matrix @ found, (found @ matrix @ found) * found)
    hostile = nx.complete_graph(4)
    nx.set_edge_attributes(hostile, 1, "weight")
    hostile.remove_edge(0, 1)
    hostile.add_edge(2, 3, weight=-3)
    hostile.add_edge(0, 1, weight=-3)
    assert (signed_eigenvector(hostile) >= 0).all()


def test_signed_eigenvector_is_missing_without_a_dominant_eigenvalue():
    # the second example of the same vignette has eigenvalues 3 and -3
    rows = """0 1 1 -1 0 0 -1 0 0,1 0 1 0 -1 0 0 -1 0,1 1 0 0 0 -1 0 0 -1,-1 0 0 0 1 1 -1 0 0,0 -1 0 1 0 1 0 -1 0,
    0 0 -1 1 1 0 0 0 -1,-1 0 0 -1 0 0 0 1 1,0 -1 0 0 -1 0 1 0 1,0 0 -1 0 0 -1 1 1 0"""
    matrix = np.array([list(map(float, row.split())) for row in rows.split(",")])
    assert signed_eigenvector(nx.from_numpy_array(matrix)).isna().all()


def test_signs_come_from_cooperation_minus_conflict_over_both_directions():
    G = nx.DiGraph()
    G.add_edge("A", "B", weight=5, cooperation=4, conflict=1)
    G.add_edge("B", "A", weight=4, cooperation=0, conflict=4)
    G.add_edge("A", "C", weight=2, cooperation=2, conflict=0)
    # A-B nets to -1, A-C to +2: with n = 3, PN = 1 + (P - 2N) PN / 4
    found = pn(G)
    assert found["A"] == pytest.approx(1 + (found["C"] - 2 * found["B"]) / 4)
    assert found["B"] == pytest.approx(1 - 2 * found["A"] / 4)
    assert found["C"] == pytest.approx(1 + found["A"] / 4)


@pytest.mark.parametrize("n", [2, 3, 6])
def test_where_all_are_enemies_everyone_scores_a_half(n):
    G = nx.complete_graph(n)
    nx.set_edge_attributes(G, -1, "weight")
    assert pn(G).tolist() == pytest.approx([0.5] * n)


@pytest.mark.parametrize("kind", [nx.Graph, nx.DiGraph, nx.MultiGraph, nx.MultiDiGraph])
def test_a_graph_without_nodes_gives_a_table_without_rows(kind):
    table = centrality(kind())
    assert table.shape == (0, len(COLUMNS))
    assert table.index.name == "actor"


@pytest.mark.parametrize("n", [1, 2, 5])
def test_isolates_are_central_to_nobody(n):
    table = centrality(nx.empty_graph(n, create_using=nx.DiGraph))
    assert (table[["degree", "strength", "betweenness", "closeness", "eigenvector", "current_flow"]] == 0).all(
        axis=None
    )
    assert np.allclose(table["pagerank"], 1 / n)
    assert np.allclose(table["katz"], 1 / np.sqrt(n))


def test_components_count_apart():
    G = nx.disjoint_union(nx.star_graph(3), nx.star_graph(3))
    table = centrality(G)
    assert table.loc[0, "betweenness"] == pytest.approx(3 / 21)
    assert table.loc[0, "current_flow"] == pytest.approx(3 / 21)
    assert table.loc[0, "closeness"] == pytest.approx(3 / 7)
    assert table.loc[0, "eigenvector"] == table.loc[4, "eigenvector"] == pytest.approx(0.5)


def test_closeness_follows_routes_to_the_actor():
    G = nx.DiGraph([("A", "B"), ("B", "C")])
    assert closeness(G).to_dict() == {"A": 0.0, "B": 0.5, "C": pytest.approx(2 / 3)}


def test_parallel_edges_are_added_up():
    G = nx.MultiDiGraph()
    G.add_edge("A", "B", weight=1, cooperation=1, conflict=0)
    G.add_edge("A", "B", weight=2, cooperation=0, conflict=2)
    table = centrality(G)
    assert table.loc["A", ["degree", "strength_out", "cooperation", "conflict"]].tolist() == [1, 3.0, 1.0, 2.0]


def test_self_loops_are_passed_over_with_a_warning():
    G = nx.Graph([("A", "A"), ("A", "B")])
    with pytest.warns(NetlibWarning, match="1 self-loops"):
        assert strength(G).to_dict() == {"A": 1.0, "B": 1.0}


def test_an_edge_of_weight_zero_is_no_relation():
    G = nx.Graph()
    G.add_weighted_edges_from([("A", "B", 0), ("B", "C", 1)])
    assert degree(G).to_dict() == {"A": 0, "B": 1, "C": 1}
    assert betweenness(G).to_dict() == {"A": 0.0, "B": 0.0, "C": 0.0}


@pytest.mark.parametrize("name", [name for name in MEASURES if name not in {"pn", "signed_eigenvector"}])
def test_negative_weights_are_refused_with_an_explanation(name):
    G = nx.Graph()
    G.add_edge("RUS", "SYR", weight=-2.0)
    with pytest.raises(ParameterError, match=r"negative weight has no meaning.*signed measures"):
        getattr(room, name)(G)


def test_a_misspelt_weight_is_refused():
    G = nx.Graph()
    G.add_edge("RUS", "SYR", weight=2.0)
    with pytest.raises(ParameterError, match="Did you mean 'weight'"):
        centrality(G, weight="wieght")


def test_a_weight_that_some_edges_lack_is_refused():
    G = nx.Graph()
    G.add_edge("RUS", "SYR", weight=2.0)
    G.add_edge("TUR", "SYR")
    with pytest.raises(ParameterError, match="lacks it, others have it"):
        centrality(G)


def test_an_unknown_measure_is_refused():
    with pytest.raises(ParameterError, match="Did you mean 'betweenness'"):
        centrality(nx.path_graph(3), measures=["betweeness"])
    with pytest.raises(ParameterError, match="pass a list"):
        centrality(nx.path_graph(3), measures="degree")


def test_parameters_outside_their_range_are_refused():
    G = nx.path_graph(3)
    with pytest.raises(ParameterError, match="damping=1"):
        pagerank(G, damping=1.0)
    with pytest.raises(ParameterError, match="too large"):
        katz(G, alpha=2.0)
    with pytest.raises(ParameterError, match="negative"):
        katz(G, alpha=-0.1)


def test_iterative_solutions_are_the_direct_ones(monkeypatch):
    G = nx.gnm_random_graph(120, 500, seed=2)
    rng = np.random.default_rng(2)
    for _, _, data in G.edges(data=True):
        data["weight"], data["cooperation"], data["conflict"] = 3.0, *map(float, rng.integers(0, 3, 2))
    names = ["pagerank", "eigenvector", "pn", "signed_eigenvector"]
    direct = centrality(G, measures=names).drop(columns="name")
    monkeypatch.setattr("netlib.measures.spectral.DENSE", 1)
    assert np.allclose(centrality(G, measures=names).drop(columns="name"), direct, atol=1e-8)


def test_current_flow_of_large_networks_is_left_out_with_a_warning(monkeypatch):
    monkeypatch.setattr(room, "MANY", 3)
    with pytest.warns(NetlibWarning, match="current_flow is left out"):
        assert centrality(nx.path_graph(4))["current_flow"].isna().all()
    assert centrality(nx.path_graph(4), measures=["current_flow"])["current_flow"].notna().all()


def test_names_come_from_the_network():
    G = nx.Graph([("RUS", "SYR")])
    G.nodes["RUS"]["name"] = "Russia"
    assert centrality(G, measures=["degree"])["name"].to_dict() == {"RUS": "Russia", "SYR": "SYR"}
