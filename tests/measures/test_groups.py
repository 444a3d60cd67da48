import math

import networkx as nx
import pandas as pd
import pytest

from netlib.errors import ParameterError
from netlib.measures.groups import actor_values, group_codes


@pytest.fixture
def G():
    G = nx.Graph([("a", "b"), ("b", "c")])
    nx.set_node_attributes(G, {"a": "X", "b": "Y", "c": "X"}, "country")
    return G


def test_an_attribute_a_mapping_and_a_series_say_the_same(G):
    expected = ([0, 1, 0], ["X", "Y"])
    for partition in ("country", {"a": "X", "b": "Y", "c": "X"}, pd.Series({"c": "X", "b": "Y", "a": "X"})):
        codes, groups = group_codes(G, partition)
        assert (codes.tolist(), groups) == expected


@pytest.mark.parametrize("nothing", [None, math.nan, pd.NA, pd.NaT])
def test_actors_without_a_group_are_named(G, nothing):
    with pytest.raises(ParameterError, match=r"1 of 3 actors have no group: 'b'"):
        group_codes(G, {"a": "X", "b": nothing, "c": "X"})
    assert actor_values(G, {"a": "X", "b": nothing}) == ["X", None, None]


def test_an_attribute_nobody_has_is_refused(G):
    with pytest.raises(ParameterError, match=r"nodes have country\. Did you mean 'country'"):
        group_codes(G, "contry")
    with pytest.raises(ParameterError, match="names none of the 3 actors"):
        group_codes(G, {"z": 1})


def test_no_actors_no_groups():
    assert group_codes(nx.Graph(), "country")[1] == []
