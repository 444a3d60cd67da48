import math
import time

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netlib.views.layout import positions


def spacing(points):
    places = np.array(list(points.values()))
    gaps = np.hypot(*(places[:, None] - places[None]).transpose(2, 0, 1))
    np.fill_diagonal(gaps, math.inf)
    return gaps.min()


@st.composite
def graphs(draw):
    n = draw(st.integers(0, 14))
    pairs = draw(st.lists(st.tuples(st.integers(0, max(n - 1, 0)), st.integers(0, max(n - 1, 0))), max_size=25))
    kind = draw(st.sampled_from([nx.Graph, nx.DiGraph, nx.MultiDiGraph]))
    G = kind()
    G.add_nodes_from(range(n))
    weights = st.sampled_from([None, 0, -2.0, math.nan, math.inf, 3, "heavy", 1e300])
    G.add_edges_from((u, v, {"weight": draw(weights)}) for u, v in pairs if n)
    return G


@settings(max_examples=40, deadline=None)
@given(graphs())
def test_every_node_has_one_finite_place_of_its_own_and_always_the_same(G):
    points = positions(G)
    assert list(points) == list(G)
    assert all(math.isfinite(x) and math.isfinite(y) for x, y in points.values())
    assert positions(G) == points
    if len(G) > 1:
        assert spacing(points) > 0.2


def test_an_empty_and_a_single_network():
    assert positions(nx.Graph()) == {}
    assert positions(nx.empty_graph(["only"])) == {"only": (0.0, 0.0)}


def test_two_nodes_stand_one_apart():
    assert spacing(positions(nx.path_graph(2))) == pytest.approx(1)


def test_a_path_is_drawn_straight_and_across():
    points = positions(nx.path_graph(5))
    xs = [points[node][0] for node in range(5)]
    assert xs in (sorted(xs), sorted(xs, reverse=True))
    assert np.ptp(xs) == pytest.approx(4, rel=0.05)


def test_distance_on_paper_follows_distance_in_the_network():
    G = nx.convert_node_labels_to_integers(nx.grid_2d_graph(6, 6))
    points = positions(G)
    paths = dict(nx.all_pairs_shortest_path_length(G))
    pairs = [(u, v) for u in G for v in G if u < v]
    drawn = [math.dist(points[u], points[v]) for u, v in pairs]
    assert np.corrcoef(drawn, [paths[u][v] for u, v in pairs])[0, 1] > 0.95


def test_the_stronger_of_two_edges_is_shorter():
    G = nx.Graph()
    G.add_edge("hub", "close", weight=20)
    G.add_edge("hub", "far", weight=1)
    points = positions(G)
    assert math.dist(points["hub"], points["close"]) < math.dist(points["hub"], points["far"])


def test_components_do_not_overlap():
    G = nx.disjoint_union_all([nx.cycle_graph(6), nx.star_graph(5), nx.path_graph(4), nx.empty_graph(3)])
    points = positions(G)
    boxes = []
    for component in nx.connected_components(G):
        places = np.array([points[node] for node in component])
        boxes.append((places.min(axis=0), places.max(axis=0)))
    for i, (low, high) in enumerate(boxes):
        for other_low, other_high in boxes[:i]:
            assert ((high < other_low) | (other_high < low)).any()


def test_a_later_slice_stays_where_the_earlier_one_was():
    G = nx.karate_club_graph()
    before = positions(G)
    later = G.copy()
    later.remove_nodes_from([3, 11])
    later.add_edge("new", 0)
    later.add_edge("elsewhere", "far")
    after = positions(later, start=before)
    moved = [math.dist(before[node], after[node]) for node in later if node in before]
    assert np.mean(moved) < 0.25
    assert math.dist(after["new"], after[0]) < 2
    assert spacing(after) > 0.3


def test_seed_chooses_and_the_graph_is_unchanged():
    G = nx.karate_club_graph()
    edges = list(G.edges(data=True))
    assert positions(G, seed=1) != positions(G, seed=2)
    assert list(G.edges(data=True)) == edges


def test_twenty_thousand_edges_take_seconds_at_most():
    G = nx.gnm_random_graph(5_000, 20_000, seed=1)
    began = time.perf_counter()
    points = positions(G)
    assert time.perf_counter() - began < 5
    assert len(set(points.values())) == 5_000
