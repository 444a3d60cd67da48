import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netlib.errors import ParameterError
from netlib.measures.brokerage import ROLES, articulation, constraint, effective_size, roles, structural_holes

WEIGHTED = st.dictionaries(
    st.tuples(st.integers(0, 6), st.integers(0, 6)).filter(lambda pair: pair[0] != pair[1]),
    st.integers(1, 9),
    max_size=20,
)


@pytest.mark.parametrize(
    ("groups", "role"),
    [
        ("XXX", "coordinator"),
        ("XYX", "itinerant"),
        ("XYY", "gatekeeper"),
        ("XXY", "representative"),
        ("XYZ", "liaison"),
    ],
)
def test_each_role_by_hand(groups, role):
    G = nx.DiGraph([("a", "b"), ("b", "c")])
    table = roles(G, partition=dict(zip("abc", groups, strict=True)))
    assert table.loc["b"].to_dict() == {name: int(name == role) for name in ROLES} | {"total": 1}
    assert table.loc[["a", "c"], "total"].tolist() == [0, 0]


def test_a_direct_tie_or_a_way_back_needs_no_broker():
    G = nx.DiGraph([("a", "b"), ("b", "c"), ("a", "c"), ("b", "a")])
    table = roles(G, partition=dict.fromkeys("abc", "X"))
    assert table["total"].sum() == 0  # a - b - a goes back; a - b - c is direct; b - a - c is direct


def test_florentine_marriages_the_medici_broker_most():
    G = nx.florentine_families_graph()
    table = roles(G, partition={family: family for family in G})
    # six in-laws are 6 * 5 ordered pairs, less Ridolfi and Tornabuoni, who are married to each other
    assert table.loc["Medici", "liaison"] == 28
    assert table["total"].idxmax() == "Medici"


@settings(max_examples=30, deadline=None)
@given(WEIGHTED, st.lists(st.sampled_from("XYZ"), min_size=7, max_size=7), st.booleans())
def test_roles_equal_counting_one_by_one(weights, groups, directed):
    G = nx.empty_graph(7, nx.DiGraph if directed else nx.Graph)
    G.add_weighted_edges_from((u, v, w) for (u, v), w in weights.items())
    D = G.to_directed()
    expected = {actor: dict.fromkeys(ROLES, 0) for actor in G}
    for b in D:
        for a in D.predecessors(b):
            for c in D.successors(b):
                if a != c and not D.has_edge(a, c):
                    x, y, z = groups[a], groups[b], groups[c]
                    if x == y == z:
                        role = "coordinator"
                    elif x == z:
                        role = "itinerant"
                    elif y == z:
                        role = "gatekeeper"
                    elif x == y:
                        role = "representative"
                    else:
                        role = "liaison"
                    expected[b][role] += 1
    assert roles(G, partition=dict(enumerate(groups)))[list(ROLES)].to_dict("index") == expected


def test_borgattis_example_of_burts_measures(borgatti):
    table = structural_holes(borgatti)
    assert table["effective_size"].round(2)[["G", "A", "C"]].tolist() == [4.67, 2.5, 1.0]
    assert table["constraint"].round(3)[["G", "A", "C"]].tolist() == [0.4, 0.595, 1.0]
    assert table.loc["G", ["contacts", "efficiency"]].tolist() == [6, pytest.approx(4.67 / 6, abs=1e-3)]


@settings(max_examples=30, deadline=None)
@given(WEIGHTED, st.booleans(), st.sampled_from([None, "weight"]))
def test_burts_measures_equal_networkx(weights, directed, weight):
    G = nx.empty_graph(7, nx.DiGraph if directed else nx.Graph)
    G.add_weighted_edges_from((u, v, w) for (u, v), w in weights.items())
    assert constraint(G, weight=weight).tolist() == pytest.approx(
        list(nx.constraint(G, weight=weight).values()), nan_ok=True
    )
    # networkx 3.6 divides by the wrong maximum when it measures all actors of a weighted graph at once
    ours = effective_size(G, weight=weight)
    for actor, theirs in nx.effective_size(G, nodes=list(G), weight=weight).items():
        if not np.isnan(theirs):  # an isolate, or an actor with incoming ties only
            assert ours[actor] == pytest.approx(theirs)


@settings(max_examples=20, deadline=None)
@given(WEIGHTED)
def test_unweighted_effective_size_is_contacts_less_their_mean_degree(weights):
    G = nx.empty_graph(7)
    G.add_edges_from(weights)
    for actor, size in effective_size(G).items():
        n, t = G.degree(actor), G.subgraph(G[actor]).number_of_edges()
        assert size == pytest.approx(n - 2 * t / n if n else 0)


def test_articulation_by_hand():
    G = nx.Graph([("a", "b"), ("b", "c"), ("a", "c"), ("c", "d"), ("d", "e"), ("c", "f")])
    G.add_node("alone")
    table = articulation(G)
    assert table["pieces"].to_dict() == {"a": 1, "b": 1, "c": 3, "d": 2, "e": 1, "f": 1, "alone": 0}
    assert table["cut_off"].to_dict() == {"a": 0, "b": 0, "c": 3, "d": 1, "e": 0, "f": 0, "alone": 0}


@settings(max_examples=30, deadline=None)
@given(WEIGHTED)
def test_articulation_equals_taking_each_actor_out(weights):
    G = nx.empty_graph(7)
    G.add_edges_from(weights)
    for actor, row in articulation(G).iterrows():
        rest = G.subgraph(nx.node_connected_component(G, actor) - {actor})
        assert row["pieces"] == nx.number_connected_components(rest)


@pytest.mark.parametrize("kind", [nx.Graph, nx.DiGraph, nx.MultiGraph, nx.MultiDiGraph])
def test_empty_graphs_and_isolates(kind):
    assert roles(kind(), partition="country").shape == (0, 6)
    assert structural_holes(kind()).shape == (0, 4)
    assert articulation(kind()).shape == (0, 2)
    G = nx.empty_graph(2, kind)
    assert structural_holes(G)["effective_size"].tolist() == [0, 0]
    assert constraint(G).isna().all()


def test_a_tie_of_weight_zero_is_none_and_the_graph_stays():
    G = nx.Graph([("a", "b", {"weight": 1}), ("b", "c", {"weight": 0})])
    before = nx.to_dict_of_dicts(G)
    assert roles(G, partition=dict.fromkeys("abc", "X"))["total"].sum() == 0
    assert articulation(G)["pieces"].to_dict() == {"a": 1, "b": 1, "c": 0}
    assert structural_holes(G)["contacts"].tolist() == [1, 1, 0]
    assert nx.to_dict_of_dicts(G) == before


def test_negative_weights_and_missing_groups_are_refused():
    G = nx.Graph([("a", "b", {"weight": -1})])
    for measure in (constraint, effective_size, articulation):
        with pytest.raises(ParameterError, match="negative"):
            measure(G)
    with pytest.raises(ParameterError, match="no node has a value"):
        roles(nx.path_graph(3))
