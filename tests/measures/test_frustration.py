import time
from itertools import combinations, product

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netlib.errors import ParameterError
from netlib.measures.frustration import frustration
from netlib.measures.signs import signed_ties


def signed(*edges):
    G = nx.Graph()
    G.add_edges_from((edge[0], edge[1], {"sign": 1 if edge[2] == "+" else -1}) for edge in edges)
    return G


def brute_force(G, weight=None):
    """The least frustration, and every division that has it, as sets of frustrated ties."""
    ties = signed_ties(G, sign="sign", weight=weight)
    best, divisions = np.inf, []
    for side in product([1, -1], repeat=len(ties.actors)):
        side = np.array(side)
        apart = ties.value * side[ties.source] * side[ties.target] < 0
        cost = np.abs(ties.value)[apart].sum()
        if cost < best - 1e-9:
            best, divisions = cost, []
        if cost < best + 1e-9:
            divisions.append(side)
    return best, divisions


def two_camps(n, density, noise, seed):
    rng = np.random.default_rng(seed)
    camp = rng.integers(0, 2, n)
    G = nx.empty_graph(n)
    for u, v in combinations(range(n), 2):
        if rng.random() < density:
            G.add_edge(u, v, sign=(1 if camp[u] == camp[v] else -1) * (-1 if rng.random() < noise else 1))
    return G


def test_highland_tribes_as_published(tribes):
    """Seven frustrated ties of 58: 1 - 2 * 7 / 58 = 0.758621 in the documentation of signnet."""
    found = frustration(tribes, sign="sign")
    assert (found.index, found.lower, found.optimal) == (7, 7, True)
    assert found.balance == pytest.approx(0.758621, abs=1e-6)
    assert found.unique == (len(brute_force(tribes)[1]) == 2)
    assert set(found.camps.index[found.camps == 2]) == {1, 2, 15, 16}


def test_zachary_with_signs_across_the_split_is_balanced():
    G = nx.karate_club_graph()
    club = nx.get_node_attributes(G, "club")
    nx.set_edge_attributes(G, {(u, v): 1 if club[u] == club[v] else -1 for u, v in G.edges}, "sign")
    found = frustration(G, sign="sign")
    assert (found.index, found.unique, found.balance) == (0, True, 1)
    assert found.camps.groupby(pd.Series(club)).nunique().tolist() == [1, 1]
    assert found.between.empty


def test_an_unbalanced_triangle_can_be_divided_in_three_ways():
    found = frustration(signed("ab+", "bc+", "ac-"), sign="sign")
    assert (found.index, found.optimal, found.unique) == (1, True, False)
    assert found.actors["undecided"].sum() == 2
    assert found.between.index.tolist() == ["b", "c"]
    assert found.ties["frustrated"].sum() == 1


def test_a_circle_of_five_opponents_on_which_presolve_fails():
    G = nx.Graph()
    G.add_edges_from([(0, 1), (0, 2), (1, 3), (1, 5), (2, 6), (5, 6)], sign=-1)
    found = frustration(G, sign="sign")
    assert (found.index, found.optimal, found.unique) == (1, True, False)


def test_weights_decide_which_tie_goes():
    G = signed("ab+", "bc+", "ac-")
    nx.set_edge_attributes(G, {("a", "b"): 5.0, ("b", "c"): 2.0, ("a", "c"): 3.0}, "weight")
    found = frustration(G, sign="sign", weight="weight")
    assert (found.index, found.total, found.unique) == (2, 10, True)
    assert found.ties.iloc[0][["source", "target"]].tolist() == ["b", "c"]
    assert found.actors["torn"].to_dict() == pytest.approx({"a": 0, "b": 2 / 7, "c": 2 / 5})


def test_whole_weights_add_up_to_whole_numbers():
    G = nx.Graph()
    G.add_weighted_edges_from(
        [(0, 3, 34), (0, 4, 44), (1, 2, -43), (1, 3, -33), (2, 3, 27), (3, 4, -25)], weight="value"
    )
    found = frustration(G, sign="value", weight="net")
    assert (found.index, found.lower, found.unique) == (25, 25, True)


def test_cooperation_and_conflict_of_a_directed_network():
    G = nx.DiGraph()
    G.add_edge("RUS", "SYR", cooperation=6.0, conflict=0.0)
    G.add_edge("USA", "SYR", cooperation=0.0, conflict=4.0)
    G.add_edge("RUS", "USA", cooperation=1.0, conflict=0.0)
    G.add_edge("USA", "RUS", cooperation=0.0, conflict=1.0)
    found = frustration(G, weight="net")
    assert (found.index, found.total, found.neutral) == (0, 10, 1)
    assert found.camps.to_dict() == {"RUS": 1, "SYR": 1, "USA": 2}


def test_components_are_divided_apart_and_isolates_have_no_camp():
    G = signed("ab-", "xy+", "yz+", "xz-")
    G.add_node("alone")
    found = frustration(G, sign="sign")
    assert found.index == 1
    assert found.actors["component"].tolist() == [1, 1, 2, 2, 2, pd.NA]
    assert found.camps.loc["alone"] is pd.NA
    assert found.actors.loc["alone", "undecided"] is pd.NA
    assert not found.actors.loc[["a", "b"], "undecided"].any()


@pytest.mark.parametrize("G", [nx.Graph(), nx.empty_graph(1), nx.empty_graph(3, nx.DiGraph)])
def test_without_ties_nothing_is_frustrated(G):
    found = frustration(G)
    assert (found.index, found.lower, found.optimal, found.unique) == (0, 0, True, True)
    assert np.isnan(found.balance)
    assert len(found.actors) == len(G)


def test_150_states_within_two_seconds():
    G = two_camps(150, 0.1, 0.05, seed=1)
    frustration(signed("ab+"), sign="sign")  # imports
    start = time.perf_counter()
    found = frustration(G, sign="sign")
    assert time.perf_counter() - start < 2
    assert found.optimal
    assert found.unique is not None


def test_a_hard_network_ends_with_bounds():
    G = two_camps(150, 0.1, 0.5, seed=1)
    found = frustration(G, sign="sign", time_limit=0.5)
    assert not found.optimal
    assert found.unique is None
    assert 0 < found.lower < found.index < found.total / 2
    assert found.actors["undecided"].isna().all()


def test_the_same_seed_gives_the_same_division(tribes):
    first, second = (frustration(tribes, sign="sign", seed=3) for _ in range(2))
    pd.testing.assert_frame_equal(first.actors, second.actors)


def test_bad_input_is_refused_and_the_graph_unchanged(tribes):
    with pytest.raises(ParameterError, match="time_limit=0"):
        frustration(tribes, sign="sign", time_limit=0)
    with pytest.raises(ParameterError, match="cooperation and conflict"):
        frustration(nx.path_graph(3))
    with pytest.raises(ParameterError, match="3001 actors"):
        frustration(nx.Graph((i, i + 1, {"sign": 1}) for i in range(3000)), sign="sign")
    before = nx.to_dict_of_dicts(tribes)
    frustration(tribes, sign="sign")
    assert nx.to_dict_of_dicts(tribes) == before


@settings(max_examples=60, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(list(combinations(range(8), 2))),
        st.tuples(st.sampled_from([-1, 1]), st.one_of(st.integers(1, 4), st.floats(0.05, 3))),
        min_size=1,
        max_size=20,
    ),
    st.sampled_from([None, "weight"]),
)
def test_exact_frustration_equals_brute_force(values, weight):
    G = nx.Graph()
    G.add_edges_from((u, v, {"sign": sign, "weight": w}) for (u, v), (sign, w) in values.items())
    found = frustration(G, sign="sign", weight=weight)
    least, divisions = brute_force(G, weight)
    assert found.optimal
    assert found.index == pytest.approx(least, abs=1e-5)
    if weight is None or all(isinstance(w, int) for _, w in values.values()):
        # every component can be turned around without a difference
        components = nx.number_connected_components(G)
        assert found.unique == (len(divisions) == 2**components)
        position = {actor: i for i, actor in enumerate(G)}
        for component in nx.connected_components(G):
            best_connected = max(component, key=lambda actor: (G.degree(actor), -position[actor]))
            for actor in component:
                sides = {side[position[actor]] * side[position[best_connected]] for side in divisions}
                assert found.actors.loc[actor, "undecided"] == (len(sides) == 2)


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10**6))
def test_harder_networks_equal_brute_force(seed):
    G = two_camps(12, 0.6, 0.5, seed)
    found = frustration(G, sign="sign")
    least, divisions = brute_force(G)
    assert found.index == least
    if nx.is_connected(G):
        assert found.unique == (len(divisions) == 2)
