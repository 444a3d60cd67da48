from itertools import combinations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netlib.errors import ParameterError
from netlib.measures.balance import actor_balance, triads, triangle_balance, triangles, walk_balance


def signed(*edges):
    G = nx.Graph()
    G.add_edges_from((edge[0], edge[1], {"sign": 1 if edge[2] == "+" else -1}) for edge in edges)
    return G


def test_highland_tribes_as_published(tribes):
    """The values in the documentation of signnet."""
    assert triangle_balance(tribes, sign="sign") == pytest.approx(0.867647, abs=1e-6)
    assert walk_balance(tribes, sign="sign") == pytest.approx(0.3575761, abs=1e-7)
    assert triads(tribes, sign="sign")["count"].to_dict() == {"+++": 19, "++-": 2, "+--": 40, "---": 7}


def test_two_triangles_by_hand():
    G = signed("ab+", "bc+", "ac-", "cd+", "bd+")
    table = triads(G, sign="sign")
    assert table["count"].to_dict() == {"+++": 1, "++-": 1, "+--": 0, "---": 0}
    assert table["share"].tolist() == [0.5, 0.5, 0, 0]
    assert triangle_balance(G, sign="sign") == 0.5
    actors = actor_balance(G, sign="sign")
    assert actors["triangles"].to_dict() == {"a": 1, "b": 2, "c": 2, "d": 1}
    assert actors["balanced"].to_dict() == {"a": 0, "b": 1, "c": 1, "d": 1}
    assert triangles(G, sign="sign")[["a", "b", "c", "triad"]].values.tolist() == [
        ["a", "b", "c", "++-"],
        ["b", "c", "d", "+++"],
    ]


def test_walk_balance_of_an_unbalanced_triangle_by_hand():
    G = signed("ab+", "bc+", "ac-")
    expected = (2 * np.e + np.exp(-2)) / (np.exp(2) + 2 * np.exp(-1))
    assert walk_balance(G, sign="sign") == pytest.approx(expected)
    assert actor_balance(G, sign="sign")["walk_balance"].tolist() == pytest.approx([expected] * 3)


def test_large_weights_do_not_overflow():
    G = signed("ab+", "bc+", "ac-")
    for _, _, data in G.edges(data=True):
        data["weight"] = 1e6
    assert 0 <= walk_balance(G, sign="sign", weight="weight") < 1e-9


def test_no_triangle_has_no_share_and_no_actor_no_balance():
    path = signed("ab+", "bc-")
    assert np.isnan(triangle_balance(path, sign="sign"))
    assert walk_balance(path, sign="sign") == pytest.approx(1)
    assert np.isnan(triangle_balance(nx.Graph()))
    assert np.isnan(walk_balance(nx.Graph()))
    assert actor_balance(nx.Graph()).shape == (0, 4)
    assert triangles(nx.Graph()).shape == (0, 8)


def test_isolates_and_components_stand_for_themselves():
    G = signed("ab+", "bc+", "ac-")
    G.add_node("alone")
    G.add_edge("x", "y", sign=-1)
    actors = actor_balance(G, sign="sign")
    assert actors.loc["alone", "walk_balance"] == pytest.approx(1)
    assert actors.loc["x", "walk_balance"] == pytest.approx(1)
    assert np.isnan(actors.loc["alone", "triangle_balance"])
    assert triangle_balance(G, sign="sign") == 0


def test_an_unsigned_graph_is_refused_and_a_signed_one_unchanged(tribes):
    with pytest.raises(ParameterError, match="sign"):
        triads(nx.complete_graph(3))
    before = nx.to_dict_of_dicts(tribes)
    actor_balance(tribes, sign="sign")
    assert nx.to_dict_of_dicts(tribes) == before


@settings(max_examples=40, deadline=None)
@given(st.dictionaries(st.sampled_from(list(combinations(range(7), 2))), st.sampled_from([-1, 1])))
def test_counts_agree_with_the_list_of_triangles(signs):
    G = nx.Graph()
    G.add_edges_from((u, v, {"sign": sign}) for (u, v), sign in signs.items())
    listed = triangles(G, sign="sign")
    counted = triads(G, sign="sign")["count"]
    assert listed["triad"].value_counts().reindex(counted.index, fill_value=0).tolist() == counted.tolist()
    for row in listed.itertuples():
        product = G.edges[row.a, row.b]["sign"] * G.edges[row.b, row.c]["sign"] * G.edges[row.a, row.c]["sign"]
        assert (product > 0) == row.balanced
    assert (actor_balance(G, sign="sign")["walk_balance"] <= 1 + 1e-9).all()
