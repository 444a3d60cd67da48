import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netlib.errors import ParameterError
from netlib.measures.compare import compare_networks, compare_periods, qap, similarity

WEIGHTED = st.dictionaries(
    st.tuples(st.integers(0, 5), st.integers(0, 5)).filter(lambda pair: pair[0] != pair[1]),
    st.integers(1, 5),
    max_size=15,
)

BUSINESS = """Barbadori-Castellani Barbadori-Ginori Barbadori-Medici Barbadori-Peruzzi Bischeri-Guadagni
Bischeri-Lamberteschi Bischeri-Peruzzi Castellani-Lamberteschi Castellani-Peruzzi Ginori-Medici Guadagni-Lamberteschi
Lamberteschi-Peruzzi Medici-Pazzi Medici-Salviati Medici-Tornabuoni"""


def network(weights, kind=nx.DiGraph):
    G = nx.empty_graph(6, kind)
    G.add_weighted_edges_from((u, v, w) for (u, v), w in weights.items())
    return G


def signed(*edges, kind=nx.DiGraph):
    G = kind()
    for source, target, cooperation, conflict in edges:
        G.add_edge(source, target, weight=cooperation + conflict, cooperation=cooperation, conflict=conflict)
    return G


def test_every_status_by_hand():
    before = signed(
        ("TUR", "RUS", 0, 9), ("RUS", "SYR", 5, 0), ("USA", "SYR", 0, 4), ("ISR", "USA", 3, 0), ("ISR", "IRN", 0, 1)
    )
    after = signed(
        ("TUR", "RUS", 2, 0), ("RUS", "SYR", 7, 0), ("USA", "SYR", 0, 1), ("ISR", "USA", 3, 0), ("TUR", "SYR", 0, 2)
    )
    table = compare_networks(before, after).set_index(["source", "target"])
    assert table["status"].to_dict() == {
        ("TUR", "RUS"): "turned",
        ("USA", "SYR"): "weakened",
        ("RUS", "SYR"): "strengthened",
        ("TUR", "SYR"): "gained",
        ("ISR", "IRN"): "lost",
        ("ISR", "USA"): "unchanged",
    }
    assert table.index[0] == ("TUR", "RUS")
    assert table.loc[("TUR", "RUS"), ["before", "after", "change", "net_before", "net_after"]].tolist() == [
        9,
        2,
        -7,
        -9,
        2,
    ]


def test_an_undirected_tie_is_one_tie_whichever_way_it_was_drawn():
    before, after = nx.Graph([("a", "b", {"weight": 1})]), nx.Graph([("b", "a", {"weight": 2})])
    table = compare_networks(before, after)
    assert table[["source", "target", "status"]].values.tolist() == [["a", "b", "strengthened"]]
    assert table["net_before"].isna().all()
    assert compare_networks(before, after, weight=None)["status"].tolist() == ["unchanged"]


def test_a_sign_of_ones_own_can_turn():
    before, after = nx.Graph([("a", "b", {"sign": 1})]), nx.Graph([("a", "b", {"sign": -1}), ("b", "c", {"sign": 1})])
    assert compare_networks(before, after, sign="sign")["status"].tolist() == ["turned", "gained"]


@pytest.mark.parametrize("kind", [nx.Graph, nx.DiGraph, nx.MultiGraph])
def test_nothing_to_compare(kind):
    assert compare_networks(kind(), kind()).shape == (0, 8)
    assert similarity(kind(), kind()).isna().tolist() == [True, True, True, False]
    assert qap(kind(), nx.empty_graph(3, kind), permutations=5)[["correlation", "p_higher", "p_lower"]].isna().all()
    G = kind([("a", "b", {"weight": 1})])
    assert compare_networks(kind(), G)["status"].tolist() == ["gained"]


def test_unlike_kinds_and_bad_options_are_refused():
    with pytest.raises(ParameterError, match="only one of the two is directed"):
        compare_networks(nx.Graph(), nx.DiGraph())
    with pytest.raises(ParameterError, match="only one is directed"):
        qap(nx.Graph(), nx.DiGraph())
    with pytest.raises(ParameterError, match="permutations=0"):
        qap(nx.Graph(), nx.Graph(), permutations=0)
    with pytest.raises(ParameterError, match="actors='both'"):
        similarity(nx.Graph(), nx.Graph(), actors="both")
    with pytest.raises(ParameterError, match="negative"):
        compare_networks(nx.Graph([("a", "b", {"weight": -1})]), nx.Graph())


def test_two_periods_of_one_table():
    rows = pd.DataFrame(
        {
            "source": ["TUR", "TUR", "RUS", "RUS"],
            "target": ["RUS", "RUS", "SYR", "SYR"],
            "event": ["ACCUSE", "AGREE", "AID", "AID"],
            "date": pd.to_datetime(["2016-05-31", "2016-06-30", "2016-06-01", None]),
        }
    )
    table = compare_periods(rows, before=("2016-05-01", "2016-05-31"), after=("2016-06-01", "2016-06-30"))
    assert table[["source", "target", "status"]].values.tolist() == [["TUR", "RUS", "turned"], ["RUS", "SYR", "gained"]]
    with pytest.raises(ParameterError, match="before: the period ends"):
        compare_periods(rows, before=("2016-05-31", "2016-05-01"), after=("2016-06-01", "2016-06-30"))


def test_similarity_by_hand():
    first, second = nx.Graph([("a", "b"), ("b", "c")]), nx.Graph([("a", "b"), ("c", "d")])
    alike = similarity(first, second)
    assert alike[["jaccard", "hamming", "actors"]].tolist() == pytest.approx([1 / 3, 2 / 6, 4])
    common = similarity(first, second, actors="common")
    assert common[["jaccard", "hamming", "actors"]].tolist() == pytest.approx([1 / 2, 1 / 3, 3])


@settings(max_examples=25, deadline=None)
@given(WEIGHTED, WEIGHTED, st.booleans())
def test_the_correlation_is_numpys(first, second, directed):
    kind = nx.DiGraph if directed else nx.Graph
    G, H = network(first, kind), network(second, kind)
    apart = ~np.eye(6, dtype=bool)
    matrices = [nx.to_numpy_array(network, nodelist=range(6))[apart] for network in (G, H)]
    ours = similarity(G, H)["correlation"]
    if min(matrix.std() for matrix in matrices) == 0:
        assert np.isnan(ours)
    else:
        assert ours == pytest.approx(np.corrcoef(*matrices)[0, 1])


def test_qap_against_all_permutations():
    from itertools import permutations

    G = network({(0, 1): 3, (1, 2): 2, (2, 3): 1, (3, 4): 4, (4, 0): 2})
    H = network({(0, 1): 2, (1, 2): 2, (2, 3): 2, (3, 4): 3, (0, 4): 1})
    G.remove_node(5)
    H.remove_node(5)
    A, B = (nx.to_numpy_array(network, nodelist=range(5)) for network in (G, H))
    apart = ~np.eye(5, dtype=bool)
    every = [np.corrcoef(A[apart], B[np.ix_(order, order)][apart])[0, 1] for order in permutations(range(5))]
    found = qap(G, H, permutations=2000, seed=1)
    assert found["correlation"] == pytest.approx(every[0])
    assert found["p_higher"] == pytest.approx(np.mean(np.array(every) >= every[0] - 1e-9), abs=0.02)
    assert found["mean"] == pytest.approx(np.mean(every), abs=0.02)
    pd.testing.assert_series_equal(found, qap(G, H, permutations=2000, seed=1))


def test_florentine_marriage_and_business_go_together():
    """Marriage and business ties of the Florentine families, correlation 0.372 (Padgett's data, UCINET)."""
    marriage = nx.florentine_families_graph()
    marriage.add_node("Pucci")
    business = nx.empty_graph(marriage.nodes)
    business.add_edges_from(pair.split("-") for pair in BUSINESS.split())
    found = qap(marriage, business)
    assert found["correlation"] == pytest.approx(0.372, abs=5e-4)
    assert found["p_higher"] < 0.01
    assert found["actors"] == 16
