import math

import networkx as nx
import pytest

from netlib.errors import ParameterError, UnknownActorError
from netlib.measures.ties import check_actors, read_ties


def test_empty_graph_and_isolates_have_no_ties():
    assert read_ties(nx.Graph()).pairs() == []
    G = nx.empty_graph(3)
    assert read_ties(G).actors == [0, 1, 2]
    assert read_ties(G).matrix().shape == (3, 3)


def test_without_weights_every_tie_counts_one():
    G = nx.Graph([("a", "b"), ("b", "c")])
    assert read_ties(G).weight.tolist() == [1, 1]
    with pytest.raises(ParameterError, match="no such attribute"):
        read_ties(G, weight="strength")


def test_parallel_edges_add_up_self_loops_and_zero_ties_go():
    G = nx.MultiDiGraph()
    G.add_weighted_edges_from([("a", "b", 1), ("a", "b", 2), ("b", "a", 4), ("a", "a", 8), ("b", "c", 0)])
    assert dict(zip(read_ties(G).pairs(), read_ties(G).weight, strict=True)) == {("a", "b"): 3, ("b", "a"): 4}
    assert read_ties(G, directed=False).weight.tolist() == [7]
    assert read_ties(G, weight=None, directed=False).weight.tolist() == [1, 1]


@pytest.mark.parametrize("bad", [-1, math.inf, math.nan, None, "much"])
def test_a_weight_that_is_no_weight_is_refused_with_its_edge(bad):
    G = nx.Graph([("a", "b", {"weight": 1}), ("b", "c", {"weight": bad})])
    with pytest.raises(ParameterError, match="'b' - 'c'"):
        read_ties(G)


def test_a_weight_that_only_some_edges_have_is_refused():
    G = nx.Graph([("a", "b", {"weight": 1}), ("b", "c", {"wieght": 1})])
    with pytest.raises(ParameterError, match="Did you mean 'wieght'"):
        read_ties(G)


def test_an_unknown_actor_is_named():
    with pytest.raises(UnknownActorError, match="Did you mean 'SYR'"):
        check_actors(nx.Graph([("SYR", "ISR")]), "ISR", "SYRA")


def test_the_graph_stays_as_it_was():
    G = nx.DiGraph([("a", "b", {"weight": 2.0})])
    before = nx.to_dict_of_dicts(G)
    read_ties(G, directed=False)
    assert nx.to_dict_of_dicts(G) == before
