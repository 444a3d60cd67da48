import math

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import quad

from netlib.errors import NetlibWarning, ParameterError
from netlib.measures.backbone import backbone, disparity_pvalues, noise_corrected_pvalues


@pytest.fixture
def two_stars() -> nx.Graph:
    """Two hubs with four spokes each that know each other a little: the ties differ by scale, 1, 10 and 100."""
    G = nx.Graph()
    G.add_edge(0, 5, weight=75)
    for hub, spoke, rim in ((0, 10, 1), (5, 100, 10)):
        ends = range(hub + 1, hub + 5)
        G.add_weighted_edges_from((hub, end, spoke) for end in ends)
        G.add_weighted_edges_from((a, b, rim) for a in ends for b in ends if a < b)
    return G


def test_les_miserables_keeps_nine_ties_by_or_and_five_by_and():
    G = nx.les_miserables_graph()
    assert backbone(G).number_of_edges() == 9
    assert backbone(G, rule="and").number_of_edges() == 5
    assert backbone(G, rule="and").edges <= backbone(G).edges


def test_the_disparity_filter_keeps_ties_of_every_scale(two_stars):
    kept = backbone(two_stars)
    spokes = {(0, end) for end in range(1, 5)} | {(5, end) for end in range(6, 10)}
    assert set(kept.edges) == spokes | {(0, 5)}
    p = disparity_pvalues(two_stars).set_index(["source", "target"])
    assert p.loc[(0, 1), "p_target"] == pytest.approx((3 / 13) ** 3)
    assert p.loc[(0, 5), "p_source"] == pytest.approx((40 / 115) ** 4)


def test_disparity_is_the_integral_of_its_null_model():
    G = nx.Graph()
    G.add_weighted_edges_from([("a", "b", 5), ("a", "c", 3), ("a", "d", 2)])
    k = 3
    expected = 1 - (k - 1) * quad(lambda x: (1 - x) ** (k - 2), 0, 0.5)[0]
    assert disparity_pvalues(G)["p_source"][0] == pytest.approx(expected)


def test_a_directed_tie_is_judged_by_what_leaves_and_what_arrives():
    G = nx.DiGraph()
    G.add_weighted_edges_from([("a", "b", 6), ("a", "c", 2), ("d", "b", 3), ("b", "a", 50)])
    p = disparity_pvalues(G).set_index(["source", "target"])
    assert p.loc[("a", "b"), "p_source"] == pytest.approx(1 - 6 / 8)
    assert p.loc[("a", "b"), "p_target"] == pytest.approx(1 - 6 / 9)
    assert p.loc[("b", "a"), ["p_source", "p_target"]].tolist() == [1, 1]


def test_noise_corrected_by_hand():
    G = nx.DiGraph()
    G.add_weighted_edges_from([("a", "b", 6), ("a", "c", 2), ("d", "b", 4), ("d", "c", 8)])
    row = noise_corrected_pvalues(G).set_index(["source", "target"]).loc[("a", "b")]
    n, i, j, w = 20, 8, 10, 6
    kappa = n / (i * j)
    assert row["score"] == pytest.approx((kappa * w - 1) / (kappa * w + 1))
    mean = i * j / n**2
    var = i * j * (n - i) * (n - j) / (n**4 * (n - 1))
    a = mean**2 / var * (1 - mean) - mean
    b = mean / var * (1 - mean**2) - (1 - mean)
    q = (a + w) / (a + b + n)
    d = 1 / (i * j) - n * (i + j) / (i * j) ** 2
    assert row["sdev"] == pytest.approx(np.sqrt(n * q * (1 - q)) * abs(2 * (kappa + w * d) / (kappa * w + 1) ** 2))


def test_noise_corrected_sees_the_tie_between_small_actors():
    G = nx.Graph()
    G.add_weighted_edges_from([("USA", "RUS", 60), ("USA", "CHN", 60), ("RUS", "CHN", 60), ("FJI", "TON", 6)])
    G.add_weighted_edges_from([("USA", "FJI", 3), ("CHN", "TON", 3)])
    assert backbone(G, method="noise_corrected").has_edge("FJI", "TON")
    assert not backbone(G, method="noise_corrected").has_edge("USA", "FJI")


def test_noise_corrected_refuses_weights_that_are_no_counts():
    G = nx.Graph([("a", "b", {"weight": 0.1}), ("b", "c", {"weight": 0.2})])
    with pytest.raises(ParameterError, match=r"counts of events.*disparity"):
        noise_corrected_pvalues(G)


def test_one_tie_that_holds_everything_leaves_no_room_for_chance():
    G = nx.DiGraph([("a", "b", {"weight": 5})])
    assert noise_corrected_pvalues(G)["p"].isna().all()
    assert disparity_pvalues(G)["p_or"].tolist() == [1]


@pytest.mark.parametrize("G", [nx.Graph(), nx.empty_graph(1), nx.empty_graph(3, nx.DiGraph)])
def test_no_ties_no_rows(G):
    assert disparity_pvalues(G).shape == (0, 7)
    assert noise_corrected_pvalues(G).shape == (0, 6)
    assert set(backbone(G)) == set(G)


def test_backbone_keeps_nodes_attributes_and_the_callers_graph(two_stars):
    two_stars.add_node("alone", name="Alone")
    two_stars.edges[0, 5]["interactions"] = ["x"]
    before = nx.to_dict_of_dicts(two_stars)
    kept = backbone(two_stars)
    assert kept.nodes["alone"] == {"name": "Alone"}
    assert kept.edges[0, 5]["interactions"] == ["x"]
    assert kept.graph["backbone"] == {"method": "disparity", "alpha": 0.05, "rule": "or", "ties": 21, "kept": 9}
    assert nx.to_dict_of_dicts(two_stars) == before
    assert "backbone" not in two_stars.graph


def test_parallel_edges_stay_together_and_self_loops_go():
    G = nx.MultiGraph()
    G.add_weighted_edges_from([("a", "b", 40), ("b", "a", 40), ("a", "c", 1), ("a", "d", 1), ("a", "a", 99)])
    with pytest.warns(NetlibWarning, match="1 self-loops"):
        kept = backbone(G)
    assert sorted(kept.edges()) == [("a", "b"), ("a", "b")]


@pytest.mark.parametrize("bad", [-1, math.inf, math.nan, "much"])
def test_a_weight_that_is_no_weight_is_refused(bad):
    with pytest.raises(ParameterError, match="'b' - 'c'"):
        disparity_pvalues(nx.Graph([("a", "b", {"weight": 1}), ("b", "c", {"weight": bad})]))


def test_options_that_do_not_exist_are_refused():
    G = nx.path_graph(3)
    with pytest.raises(ParameterError, match=r"method='dispairty'.*Did you mean 'disparity'"):
        backbone(G, method="dispairty")
    with pytest.raises(ParameterError, match="rule='xor'"):
        backbone(G, rule="xor")
    with pytest.raises(ParameterError, match="alpha=0"):
        backbone(G, alpha=0)


@settings(max_examples=40, deadline=None)
@given(st.dictionaries(st.tuples(st.integers(0, 6), st.integers(0, 6)), st.integers(0, 50)), st.booleans())
def test_pvalues_are_probabilities_and_stricter_levels_keep_less(weights, directed):
    G = nx.DiGraph() if directed else nx.Graph()
    G.add_weighted_edges_from((u, v, w) for (u, v), w in weights.items() if u != v)
    p = disparity_pvalues(G)
    assert p[["p_source", "p_target"]].stack().between(0, 1).all()
    assert set(backbone(G, alpha=0.05).edges) <= set(backbone(G, alpha=0.5).edges)
    assert set(backbone(G, rule="and").edges) <= set(backbone(G).edges)
