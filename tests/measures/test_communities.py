import os
import subprocess
import sys
from itertools import product

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netlib.errors import NetlibWarning, ParameterError
from netlib.measures.communities import agreement, blockmodel, communities, modularity


def test_zachary_as_published():
    """The optimum of modularity, 0.4198 with four communities (Brandes and others 2008); the clubs, 0.3582."""
    G = nx.karate_club_graph()
    found = communities(G, weight=None)
    assert found.name == "community"
    assert modularity(G, found, weight=None) == pytest.approx(0.4198, abs=5e-5)
    assert found.nunique() == 4
    assert modularity(G, "club", weight=None) == pytest.approx(0.3582, abs=5e-5)


def test_two_cliques_by_hand():
    G = nx.barbell_graph(4, 0)
    assert communities(G).tolist() == [1, 1, 1, 1, 2, 2, 2, 2]
    # 12 of 13 ties within; each side has half of the ends
    assert modularity(G, communities(G)) == pytest.approx(12 / 13 - 1 / 2)
    assert modularity(G.to_directed(), communities(G)) == pytest.approx(12 / 13 - 1 / 2)


def test_the_same_on_every_machine():
    code = (
        "import networkx as nx; from netlib.measures.communities import communities;"
        "G = nx.florentine_families_graph(); print(communities(G, seed=5).to_dict())"
    )
    answers = {
        subprocess.run(
            [sys.executable, "-c", code],
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(answers) == 1


@pytest.mark.parametrize("kind", [nx.Graph, nx.DiGraph, nx.MultiGraph])
def test_isolates_are_their_own_and_nothing_is_nothing(kind):
    assert communities(kind()).empty
    assert communities(nx.empty_graph(3, kind)).tolist() == [1, 2, 3]
    assert np.isnan(modularity(nx.empty_graph(3, kind), {0: 1, 1: 1, 2: 1}))
    G = nx.empty_graph(1, kind)
    G.add_edges_from([("a", "b"), ("b", "c"), ("c", "a")])
    assert communities(G).to_dict() == {0: 2, "a": 1, "b": 1, "c": 1}


def test_self_loops_do_not_count_and_bad_input_is_refused():
    G = nx.barbell_graph(3, 0)
    G.add_edge(0, 0)
    before = nx.to_dict_of_dicts(G)
    with pytest.warns(NetlibWarning, match="1 self-loops"):
        assert communities(G).tolist() == [1, 1, 1, 2, 2, 2]
    assert nx.to_dict_of_dicts(G) == before
    for options in ({"resolution": 0}, {"resolution": float("nan")}, {"runs": 0}):
        with pytest.raises(ParameterError, match=next(iter(options))):
            communities(G, **options)
    with pytest.raises(ParameterError, match="negative"):
        communities(nx.Graph([("a", "b", {"weight": -1})]))


def test_highland_tribes_fall_into_three_blocks_with_two_errors(tribes):
    """Three blocks with two errors (Doreian and Mrvar 1996)."""
    found = blockmodel(tribes, groups=3, sign="sign")
    assert (found.errors, found.optimal) == (2, False)
    assert sorted(found.blocks.value_counts()) == [4, 5, 7]
    two = blockmodel(tribes, groups=2, sign="sign")
    assert (two.errors, two.optimal, two.blocks.name) == (7, True, "block")


def test_tiny_weights_are_weights():
    G = nx.complete_graph(6)
    nx.set_edge_attributes(G, {(u, v): 1e-12 if u % 3 == v % 3 else -1e-12 for u, v in G.edges}, "value")
    assert blockmodel(G, groups=3, sign="value", weight="net").errors == 0


def test_blocks_of_nothing_and_of_isolates():
    assert blockmodel(nx.Graph(), groups=3).blocks.empty
    G = nx.Graph([("a", "b", {"sign": -1})])
    G.add_node("alone")
    found = blockmodel(G, groups=3, sign="sign")
    assert found.blocks.isna().tolist() == [False, False, True]
    assert (found.errors, found.optimal) == (0, True)
    assert blockmodel(G, groups=1, sign="sign").errors == 1
    with pytest.raises(ParameterError, match="groups=0"):
        blockmodel(G, groups=0, sign="sign")


@settings(max_examples=15, deadline=None)
@given(
    st.dictionaries(
        st.tuples(st.integers(0, 5), st.integers(0, 5)).filter(lambda p: p[0] < p[1]),
        st.sampled_from([-2, -1, 1, 2]),
        max_size=12,
    )
)
def test_three_blocks_equal_brute_force(values):
    G = nx.empty_graph(6)
    G.add_edges_from((u, v, {"value": value}) for (u, v), value in values.items())
    least = min(
        sum(abs(value) for (u, v), value in values.items() if (block[u] == block[v]) == (value < 0))
        for block in product(range(3), repeat=6)
    )
    assert blockmodel(G, groups=3, sign="value", weight="net", runs=30).errors == least


def test_agreement_as_in_the_documentation_of_scikit_learn():
    def compare(first, second):
        return agreement(dict(enumerate(first)), dict(enumerate(second)))

    assert compare([0, 0, 1, 2], [0, 0, 1, 1])["ari"] == pytest.approx(0.57, abs=5e-3)
    assert compare([0, 0, 1, 1], [0, 0, 1, 2])["ari"] == pytest.approx(0.57, abs=5e-3)
    assert compare([0, 0, 1, 1], [1, 1, 0, 0])[["nmi", "ari"]].tolist() == [1, 1]
    assert compare([0, 0, 0, 0], [0, 1, 2, 3])[["nmi", "ari"]].tolist() == [0, 0]
    assert compare([0, 0, 1, 1], [0, 1, 0, 1])["ari"] == pytest.approx(-0.5)
    assert compare([0], [1])[["nmi", "ari"]].tolist() == [1, 1]


def test_agreement_leaves_out_whom_only_one_knows():
    first = pd.Series({"a": 1, "b": 1, "c": 2, "d": None})
    assert agreement(first, {"a": "x", "b": "x", "c": "y", "d": "y", "e": "y"}).tolist() == [3, 1, 1]
    with pytest.raises(ParameterError, match="nothing to compare"):
        agreement({"a": 1}, {"b": 1})


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=2, max_size=15))
def test_agreement_is_symmetric_and_in_range(pairs):
    first, second = (dict(enumerate(side)) for side in zip(*pairs, strict=True))
    one, other = agreement(first, second), agreement(second, first)
    assert one.tolist() == pytest.approx(other.tolist())
    assert 0 <= one["nmi"] <= 1 + 1e-9
    assert -0.5 - 1e-9 <= one["ari"] <= 1 + 1e-9
    assert agreement(first, first)[["nmi", "ari"]].tolist() == pytest.approx([1, 1])
