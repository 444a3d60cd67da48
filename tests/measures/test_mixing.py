import math

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netlib.errors import ParameterError
from netlib.measures.mixing import assortativity, homophily, mixing, mixing_matrix

TIES = st.dictionaries(
    st.tuples(st.integers(0, 5), st.integers(0, 5)).filter(lambda pair: pair[0] != pair[1]),
    st.integers(1, 5),
    max_size=15,
)


@pytest.fixture
def G():
    G = nx.DiGraph()
    G.add_weighted_edges_from([("RUS", "SYR", 4), ("USA", "ISR", 2), ("ISR", "SYR", 1), ("USA", "RUS", 1)])
    nx.set_node_attributes(G, {"RUS": "east", "SYR": "east", "USA": "west", "ISR": "west"}, "bloc")
    return G


def test_the_matrix_by_hand(G):
    assert mixing_matrix(G, "bloc").values.tolist() == [[1, 0], [2, 1]]
    assert mixing_matrix(G, "bloc", weight="weight").values.tolist() == [[4, 0], [2, 2]]
    table = mixing_matrix(G.to_undirected(), "bloc")
    assert table.values.tolist() == [[2, 2], [2, 2]]
    assert (table.index.name, table.columns.name, table.columns.tolist()) == ("source", "target", ["east", "west"])


def test_the_summary_by_hand(G):
    found = mixing(G, "bloc")
    # shares 1/4, 0, 1/2, 1/4; sources 1/4 and 3/4, targets 3/4 and 1/4
    assert found["within"] == 1 / 2
    assert found["modularity"] == pytest.approx(1 / 2 - 3 / 8)
    assert found["assortativity"] == pytest.approx((1 / 2 - 3 / 8) / (1 - 3 / 8))
    assert found["entropy"] == pytest.approx(2 / 4 * math.log(4) + 1 / 2 * math.log(2))
    assert found[["groups", "weight", "left_out"]].tolist() == [2, 4, 0]


def test_actors_without_a_value_are_left_out_and_counted(G):
    G.nodes["ISR"]["bloc"] = None
    assert mixing_matrix(G, "bloc").values.tolist() == [[1, 0], [1, 0]]
    assert mixing(G, "bloc")["left_out"] == 1
    assert homophily(G, "bloc", permutations=10)["left_out"] == 1


@settings(max_examples=25, deadline=None)
@given(TIES, st.lists(st.integers(0, 2), min_size=6, max_size=6), st.booleans())
def test_assortativity_is_networkx(weights, values, directed):
    G = nx.empty_graph(6, nx.DiGraph if directed else nx.Graph)
    G.add_weighted_edges_from((u, v, w) for (u, v), w in weights.items())
    nx.set_node_attributes(G, dict(enumerate(values)), "number")
    nx.set_node_attributes(G, {i: str(value) for i, value in enumerate(values)}, "group")
    by_number, by_group = assortativity(G, "number"), assortativity(G, "group")
    arcs = list(G.edges if directed else G.to_directed().edges)
    if min(len({values[ends[side]] for ends in arcs}) for side in (0, 1)) < 2:
        assert math.isnan(by_number)
    else:
        assert by_number == pytest.approx(nx.numeric_assortativity_coefficient(G, "number"))
    if len({values[end] for ends in arcs for end in ends}) < 2:
        assert math.isnan(by_group)
    else:
        assert by_group == pytest.approx(nx.attribute_assortativity_coefficient(G, "group"))


def test_homophily_is_the_correlation_of_likeness_and_ties(G):
    found = homophily(G, "bloc", permutations=99)
    names = list(G)
    tied = np.array([G.has_edge(u, v) for u in names for v in names if u != v], dtype=float)
    alike = np.array([G.nodes[u]["bloc"] == G.nodes[v]["bloc"] for u in names for v in names if u != v], dtype=float)
    assert found["correlation"] == pytest.approx(np.corrcoef(tied, alike)[0, 1])
    assert found[["tied", "untied"]].tolist() == [2 / 4, 2 / 8]
    assert found[["pairs_tied", "pairs_untied"]].tolist() == [4, 8]
    assert found.equals(homophily(G, "bloc", permutations=99))


def test_zachary_chose_clubs_by_friends_and_chance_does_not():
    G = nx.karate_club_graph()
    assert homophily(G, "club", permutations=199)["p_higher"] == 1 / 200
    rng = np.random.default_rng(2)
    assert homophily(G, {actor: rng.random() for actor in G}, permutations=199)["p_higher"] > 0.05


def test_numbers_are_compared_as_numbers():
    G = nx.path_graph(5)
    found = homophily(G, {actor: float(actor) for actor in G}, permutations=50)
    assert (found["tied"], found["difference"] > 0) == (-1, True)


@pytest.mark.parametrize("kind", [nx.Graph, nx.DiGraph, nx.MultiDiGraph])
def test_nothing_mixes_with_nothing(kind):
    assert mixing_matrix(kind(), "bloc").shape == (0, 0)
    assert mixing(kind(), "bloc")[["assortativity", "within", "entropy"]].isna().all()
    assert math.isnan(assortativity(nx.empty_graph(3, kind), {0: 1, 1: 2, 2: 3}))
    assert math.isnan(homophily(nx.empty_graph(1, kind), {0: 1}, permutations=3)["correlation"])
    assert math.isnan(homophily(kind(), "bloc", permutations=3)["p_higher"])


def test_bad_input_is_refused_and_the_graph_unchanged(G):
    with pytest.raises(ParameterError, match=r"attribute='block'.*Did you mean 'bloc'"):
        mixing_matrix(G, "block")
    with pytest.raises(ParameterError, match="inf is infinite"):
        homophily(G, dict.fromkeys(G, math.inf))
    with pytest.raises(ParameterError, match="permutations=0"):
        homophily(G, "bloc", permutations=0)
    before = nx.to_dict_of_dicts(G)
    homophily(G, "bloc", permutations=3)
    assert nx.to_dict_of_dicts(G) == before
