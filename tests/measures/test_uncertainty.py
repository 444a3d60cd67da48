"""How sure a ranking is: resampling against rebuilding by hand, and cases with a known answer."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netlib.errors import ParameterError
from netlib.measures.arrays import dyad_arrays, edge_arrays
from netlib.measures.centrality import MEASURES, centrality, measure_arrays
from netlib.measures.uncertainty import RESAMPLED, bootstrap, drop_one, stability
from netlib.network import build_network, collect_dyads


def story(documents=30, seed=0):
    """Three actors around SYR; document k has two rows."""
    rng = np.random.default_rng(seed)
    rows = [
        {
            "doc_id": f"d{k:02d}",
            "publisher": ["Post", "Times"][k % 2],
            "source": str(rng.choice(["RUS", "TUR", "ISR"], p=[0.6, 0.3, 0.1])),
            "target": "SYR",
            "event": str(rng.choice(["CONSULT", "ACCUSE"])),
        }
        for k in range(documents)
        for _ in range(2)
    ]
    return pd.DataFrame(rows)


names = st.sampled_from(["RUS", "SYR", "TUR", "ISR", "IRN"])
tables = st.lists(
    st.tuples(st.sampled_from("abcd"), names, names, st.sampled_from(["AID", "ACCUSE", "CONSULT"])),
    min_size=1,
    max_size=20,
)


@settings(max_examples=40, deadline=None)
@given(
    tables, st.lists(st.integers(0, 3), min_size=4, max_size=4), st.sampled_from(["count", "intensity", "log_count"])
)
def test_a_resample_is_the_network_of_the_repeated_rows(rows, drawn, weight):
    frame = pd.DataFrame(rows, columns=["doc_id", "source", "target", "event"])
    dyads, _ = collect_dyads(frame, weight=weight, directed=False)
    often = dict(zip("abcd", drawn, strict=True))
    times = dyads.rows["doc_id"].map(often).to_numpy(float)
    fast = dyad_arrays(dyads, times)
    again = frame.loc[frame.index.repeat(frame["doc_id"].map(often))].reset_index(drop=True)
    G = build_network(again, weight=weight, directed=False)
    G.add_nodes_from(actor for actor in dyads.actors if actor not in G)
    slow = edge_arrays(G)
    for name in ("degree", "strength", "cooperation", "betweenness", "pagerank"):
        if name == "cooperation" and not G.number_of_edges():
            continue
        want = slow.series(measure_arrays(slow, name), name)[dyads.actors]
        assert np.allclose(measure_arrays(fast, name, always_fit=True), want, atol=1e-9)


def test_intervals_hold_the_estimate_and_ranks_add_up():
    table = story()
    result = bootstrap(table, n=300, seed=1, progress=False)
    assert list(result.intervals) == [
        "measure", "actor", "name", "estimate", "low", "high", "rank", "rank_low", "rank_high",
    ]  # fmt: skip
    assert list(result.ranks) == ["measure", "actor", "rank", "probability"]
    assert (result.n, result.documents) == (300, 30)
    whole = centrality(build_network(table))
    for name, block in result.intervals.groupby("measure"):
        assert block.set_index("actor")["estimate"].to_dict() == pytest.approx(whole[name].to_dict())
        assert (block["low"] <= block["high"]).all()
        assert (block["rank_low"] <= block["rank_high"]).all()
    strengths = result.intervals.query("measure == 'strength'")
    assert (strengths["low"] <= strengths["estimate"]).all()
    assert (strengths["estimate"] <= strengths["high"]).all()
    assert strengths["actor"].iloc[0] == "SYR"
    assert np.allclose(result.ranks.groupby(["measure", "actor"])["probability"].sum(), 1.0)


def test_the_interval_is_that_of_the_sampling_distribution():
    # the strength of RUS is twice a binomial count of documents: its 95 % interval is known
    table = pd.DataFrame({"doc_id": range(100), "source": ["RUS"] * 40 + ["TUR"] * 60, "target": "SYR", "event": "AID"})
    result = bootstrap(table.astype({"doc_id": str}), measures=["strength"], n=4000, progress=False)
    low, high = result.intervals.set_index("actor").loc["RUS", ["low", "high"]]
    assert (low, high) == (pytest.approx(31, abs=1), pytest.approx(50, abs=1))


def test_documents_are_resampled_not_rows():
    table = story()
    by_document = bootstrap(table, measures=["strength"], n=400, progress=False).intervals
    doubled = table.assign(doc_id=table.index.astype(str))
    by_row = bootstrap(doubled, measures=["strength"], n=400, progress=False).intervals
    same = bootstrap(table, measures=["strength"], n=400, by="interaction_id", progress=False).intervals
    pd.testing.assert_frame_equal(by_row, same)
    assert not by_row.equals(by_document)


def test_the_same_seed_gives_the_same_result_whichever_engine():
    pytest.importorskip("networkit")
    one = bootstrap(story(), n=50, seed=7, progress=False, engine="networkit")
    other = bootstrap(story(), n=50, seed=7, progress=False, engine="scipy")
    pd.testing.assert_frame_equal(one.intervals, other.intervals)
    pd.testing.assert_frame_equal(one.ranks, other.ranks)
    assert not bootstrap(story(), n=50, seed=8, progress=False).intervals.equals(one.intervals)


def test_every_measure_but_the_signed_eigenvector_can_be_resampled():
    assert set(MEASURES) - set(RESAMPLED) == {"signed_eigenvector"}
    result = bootstrap(story(10), measures=RESAMPLED, n=3, progress=False)
    assert set(result.intervals["measure"]) == set(RESAMPLED)
    with pytest.raises(ParameterError, match="signed_eigenvector"):
        bootstrap(story(), measures=["signed_eigenvector"])


def test_rows_without_a_document_are_drawn_on_their_own():
    table = story(10).assign(doc_id=None)
    assert bootstrap(table, measures=["degree"], n=5, progress=False).documents == 20


def test_a_progress_bar_is_shown_and_can_be_left_out(capsys):
    bootstrap(story(3), measures=["degree"], n=3)
    assert "bootstrap" in capsys.readouterr().err
    bootstrap(story(3), measures=["degree"], n=3, progress=False)
    assert capsys.readouterr().err == ""


def test_one_document_shows_no_uncertainty_and_is_refused():
    table = story(1)
    with pytest.raises(ParameterError, match=r"same doc_id.*interaction_id"):
        bootstrap(table)
    with pytest.raises(ParameterError, match="same doc_id"):
        stability(table)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"n": 0}, "n must be at least 1"),
        ({"confidence": 1.5}, "between 0 and 1"),
        ({"measures": []}, "measures is empty"),
        ({"measures": "degree"}, "pass a list"),
        ({"by": "dok_id"}, "Did you mean 'doc_id'"),
        ({"events": ["RETREAT"]}, "no interactions to resample"),
        ({"engine": "igraph"}, "engine='igraph'"),
    ],
)
def test_options_that_are_not_allowed_are_refused(options, message):
    with pytest.raises(ParameterError, match=message):
        bootstrap(story(), progress=False, **options)


def test_drop_one_finds_the_publisher_on_which_the_ranking_hangs():
    table = pd.DataFrame(
        {
            "publisher": ["Times"] * 6 + ["Post"] * 2,
            "source": ["RUS"] * 6 + ["TUR"] * 2,
            "target": ["SYR"] * 6 + ["ISR"] * 2,
            "event": "CONSULT",
        }
    )
    found = drop_one(table, measures=["strength"], progress=False)
    first = found.iloc[0]
    assert (first["dropped"], first["rows"]) == ("Times", 6)
    assert first["top_changed"]
    assert first["correlation"] < 0
    assert not found.iloc[1]["top_changed"]
    assert first["moved"] in {"RUS", "SYR", "TUR", "ISR"}
    assert first["moved_from"] != first["moved_to"]


def test_dropping_everything_leaves_no_correlation():
    table = pd.DataFrame({"publisher": ["Times"], "source": ["RUS"], "target": ["SYR"], "event": ["AID"]})
    found = drop_one(table, measures=["strength"], progress=False)
    assert found["correlation"].tolist() == [0.0]
    assert not found["top_changed"].any()


def test_rows_without_a_publisher_are_dropped_together():
    table = story(4).assign(publisher=["Post", *[None] * 7])
    found = drop_one(table, measures=["degree"], progress=False)
    assert found.set_index(found["dropped"].isna())["rows"].to_dict() == {True: 7, False: 1}


def test_stability_of_a_ranking_without_noise_is_high_and_of_noise_is_low():
    clear = pd.DataFrame(
        {"doc_id": [str(k) for k in range(60)], "source": "RUS", "target": ["SYR"] * 40 + ["TUR"] * 20, "event": "AID"}
    )
    assert stability(clear, measures=["strength"], n=60, progress=False).coefficients["strength"] >= 0.7
    rng = np.random.default_rng(0)
    noise = pd.DataFrame({"doc_id": [str(k) for k in range(40)], "event": "AID"}).assign(
        source=[f"A{i}" for i in rng.integers(0, 20, 40)], target=[f"B{i}" for i in rng.integers(0, 20, 40)]
    )
    found = stability(noise, measures=["strength", "betweenness"], n=60, progress=False)
    assert found.coefficients["betweenness"] <= 0.3
    assert found.coefficients.index.tolist() == ["strength", "betweenness"]
    assert list(found.curve) == ["measure", "dropped", "mean", "low", "high", "probability"]
    for name, block in found.curve.groupby("measure"):
        enough = block.loc[block["probability"] > 0.95, "dropped"]
        assert found.coefficients[name] == (enough.max() if len(enough) else 0.0)


def test_stability_is_zero_where_a_side_has_no_variance():
    # two actors always have the same strength: nothing correlates with nothing
    table = pd.DataFrame({"doc_id": list("abcdef"), "source": "RUS", "target": "SYR", "event": "AID"})
    found = stability(table, measures=["strength"], n=10, progress=False)
    assert found.coefficients.to_dict() == {"strength": 0.0}
    assert (found.curve["mean"] == 0).all()


def test_the_bounds_of_stability_are_strict():
    table = story()
    assert (stability(table, n=20, probability=1.0, progress=False).coefficients == 0).all()
    assert (stability(table, n=20, threshold=1.0, progress=False).coefficients == 0).all()


def test_shares_outside_zero_and_one_are_refused():
    with pytest.raises(ParameterError, match="shares between 0 and 1"):
        stability(story(), shares=[0.5, 1.0])
