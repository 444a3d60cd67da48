import math

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from netlib.errors import ParameterError
from netlib.measures.signs import signed_ties


def pairs(ties):
    return {(ties.actors[i], ties.actors[j]): v for i, j, v in zip(ties.source, ties.target, ties.value, strict=True)}


def test_cooperation_less_conflict_over_both_directions():
    G = nx.DiGraph()
    G.add_edge("RUS", "SYR", cooperation=5.0, conflict=1.0)
    G.add_edge("SYR", "RUS", cooperation=0.0, conflict=1.0)
    G.add_edge("SYR", "ISR", cooperation=1.0, conflict=4.0)
    assert pairs(signed_ties(G)) == {("RUS", "SYR"): 1, ("SYR", "ISR"): -1}
    assert pairs(signed_ties(G, weight="net")) == {("RUS", "SYR"): 3, ("SYR", "ISR"): -3}


def test_a_sign_of_ones_own_with_and_without_weight():
    G = nx.MultiGraph()
    G.add_edge("a", "b", sign=1, weight=5)
    G.add_edge("b", "a", sign=-1, weight=2)
    G.add_edge("b", "c", sign=-1, weight=2)
    G.add_edge("c", "c", sign=-1, weight=2)
    ties = signed_ties(G, sign="sign")
    assert pairs(ties) == {("b", "c"): -1}
    assert ties.neutral == 1
    assert pairs(signed_ties(G, sign="sign", weight="weight")) == {("a", "b"): 3, ("b", "c"): -2}


def test_what_cancels_but_for_rounding_is_neutral():
    G = nx.MultiGraph()
    for value in (0.1, 0.2, -0.3):
        G.add_edge("a", "b", value=value)
    assert signed_ties(G, sign="value").neutral == 1


def test_a_graph_without_signs_says_what_to_name():
    with pytest.raises(ParameterError, match=r"'a' - 'b' has no cooperation and conflict.*sign='sign'"):
        signed_ties(nx.Graph([("a", "b")]))
    with pytest.raises(ParameterError, match="Did you mean 'sign'"):
        signed_ties(nx.Graph([("a", "b", {"sign": 1})]), sign="sing")


@pytest.mark.parametrize("bad", [math.nan, math.inf, None, "friend"])
def test_a_sign_that_is_no_number_is_refused(bad):
    with pytest.raises(ParameterError, match=r"'a' - 'b' has sign="):
        signed_ties(nx.Graph([("a", "b", {"sign": bad})]), sign="sign")


def test_negative_conflict_and_weight_are_refused():
    G = nx.Graph([("a", "b", {"cooperation": 1, "conflict": -1, "weight": -2})])
    with pytest.raises(ParameterError, match="conflict=-1; allowed are finite numbers >= 0"):
        signed_ties(G)
    with pytest.raises(ParameterError, match="weight=-2"):
        signed_ties(G, sign="cooperation", weight="weight")


@given(st.dictionaries(st.tuples(st.integers(0, 5), st.integers(0, 5)), st.integers(-3, 3)))
def test_the_matrix_is_symmetric_and_holds_the_sums(values):
    G = nx.DiGraph()
    G.add_edges_from((u, v, {"value": value}) for (u, v), value in values.items())
    ties = signed_ties(G, sign="value", weight="net")
    S = ties.matrix().toarray()
    place = {actor: i for i, actor in enumerate(ties.actors)}
    for u in G:
        for v in G:
            expected = 0 if u == v else values.get((u, v), 0) + values.get((v, u), 0)
            assert S[place[u], place[v]] == expected
