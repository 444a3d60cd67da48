"""Networks in time: windows against rebuilding each, decay by hand, change points that were put there."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netlib.errors import ParameterError, UnknownActorError
from netlib.measures.arrays import edge_arrays
from netlib.measures.centrality import measure_arrays
from netlib.measures.temporal import change_points, decay, timeline, windows
from netlib.network import build_network

names = st.sampled_from(["RUS", "SYR", "TUR", "ISR"])
tables = st.lists(
    st.fixed_dictionaries(
        {
            "source": names,
            "target": names,
            "event": st.sampled_from(["AID", "ACCUSE", "CONSULT", "ASSAULT"]),
            "date": st.integers(0, 20).map(lambda k: pd.Timestamp("2025-11-01") + pd.Timedelta(days=k)),
            "reciprocal": st.booleans(),
        }
    ),
    min_size=1,
    max_size=20,
).filter(lambda rows: any(row["source"] != row["target"] for row in rows))


def value(found, measure, actor=None):
    rows = found[(found["measure"] == measure) & (found["actor"].isna() if actor is None else found["actor"] == actor)]
    return rows["value"].tolist()


@settings(max_examples=50, deadline=None)
@given(
    tables, st.integers(1, 30), st.integers(1, 9), st.booleans(), st.sampled_from(["count", "intensity", "log_count"])
)
def test_every_window_is_the_network_of_its_rows(rows, length, step, directed, weight):
    frame = pd.DataFrame(rows)
    extra = ["pagerank"]
    quick = ["interactions", "actors", "edges", "weight", "weight_cooperation", "weight_conflict", "density"]
    quick += ["reciprocity", "degree", "strength", "strength_in", "strength_out", "cooperation", "conflict"]
    found = windows(frame, f"{length}D", step=f"{step}D", measures=[*quick, *extra], weight=weight, directed=directed)
    assert found["end"].max() > frame.loc[frame["source"] != frame["target"], "date"].max()
    actors = list(found["actor"].cat.categories)
    starts = found["start"].unique()
    for start in {starts[0], starts[len(starts) // 3], starts[-1]}:
        block = found[found["start"] == start]
        inside = frame[(frame["date"] >= start) & (frame["date"] < start + pd.Timedelta(days=length))]
        G = build_network(inside.reset_index(drop=True), weight=weight, directed=directed)
        G.add_nodes_from(actor for actor in actors if actor not in G)
        edges = edge_arrays(G)
        active = sum(1 for _, degree in G.degree() if degree)
        m = G.number_of_edges()
        possible = active * (active - 1) / (1 if directed else 2)
        want = {
            "interactions": G.graph["built_from"]["used"],
            "actors": active,
            "edges": m,
            "weight": edges.weight.sum(),
            "weight_cooperation": sum(data["cooperation"] for _, _, data in G.edges(data=True)),
            "weight_conflict": sum(data["conflict"] for _, _, data in G.edges(data=True)),
            "density": m / possible if possible else 0.0,
            "reciprocity": sum(G.has_edge(v, u) for u, v in G.edges) / m if m else 0.0,
        }
        if not directed:
            want["reciprocity"] = np.nan
        got = block[block["actor"].isna()].set_index("measure")["value"].to_dict()
        assert got == pytest.approx(want, abs=1e-9, nan_ok=True)
        wide = block[block["actor"].notna()].pivot(index="actor", columns="measure", values="value")
        for name in wide:
            if name in {"cooperation", "conflict"} and not m:
                assert (wide[name] == 0).all()
                continue
            slow = edges.series(measure_arrays(edges, name), name)
            assert np.allclose(wide[name], slow[list(wide.index)], atol=1e-9)


STORY = pd.DataFrame(
    [("RUS", "SYR", "AID", "2025-11-03"), ("RUS", "SYR", "ACCUSE", "2025-11-01"), ("TUR", "SYR", "AID", None)],
    columns=["source", "target", "event", "date"],
)


def test_windows_are_half_open_and_dates_may_be_out_of_order():
    found = windows(STORY, "2D")
    assert found["start"].drop_duplicates().astype(str).tolist() == ["2025-11-01", "2025-11-02"]
    assert found["end"].drop_duplicates().astype(str).tolist() == ["2025-11-03", "2025-11-04"]
    assert value(found, "weight_conflict") == [1.0, 0.0]
    assert value(found, "weight_cooperation") == [0.0, 1.0]
    assert found.attrs["built_from"]["removed"]["no date"] == 1


def test_a_window_longer_than_the_data_holds_it_all_once():
    found = windows(STORY, "365D")
    assert found["start"].nunique() == 1
    assert value(found, "interactions") == [2.0]


def test_what_leaves_a_window_leaves_no_trace():
    days = pd.date_range("2025-01-01", periods=40)
    frame = pd.DataFrame({"source": "RUS", "target": "SYR", "event": "AID", "date": days})
    found = windows(frame, "1D", step="1D", weight=lambda rows: np.where(rows["date"] < "2025-01-20", 0.1, 1e6 / 3))
    assert np.allclose(value(found, "weight")[:19], 0.1, rtol=1e-6)
    gap = windows(frame.iloc[[0, 39]], "2D", weight=lambda rows: [1 / 3, 1e-3])
    assert value(gap, "weight")[5:30] == [0.0] * 25


def test_a_later_row_of_an_earlier_date_does_not_end_a_tie():
    dates = ["2025-11-15", "2025-11-20", "2025-11-01"]
    frame = pd.DataFrame({"source": "TUR", "target": ["SYR", "RUS", "SYR"], "event": "AID", "date": dates})
    assert value(windows(frame, "18D"), "edges") == [1.0, 1.0, 2.0]


def test_steps_longer_than_the_window_leave_gaps():
    days = pd.date_range("2025-01-01", periods=10)
    frame = pd.DataFrame({"source": "RUS", "target": "SYR", "event": "AID", "date": days})
    assert value(windows(frame, "1D", step="4D"), "interactions") == [1.0, 1.0, 1.0, 0.0]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: windows(STORY, "soon"), "window='soon' is not a positive time span"),
        (lambda: windows(STORY, "0D"), "not a positive"),
        (lambda: windows(STORY, "30D", step="-1D"), "step='-1D'"),
        (lambda: windows(STORY, "30D", measures=["degre"]), "Did you mean 'degree'"),
        (lambda: windows(STORY, "30D", measures="degree"), "pass a list"),
        (lambda: windows(STORY, "30D", half_life="3D"), "decay"),
        (lambda: windows(STORY.assign(date=None), "30D"), "no interaction has a date"),
        (lambda: windows(STORY.drop(columns="date"), "30D"), "no interaction has a date"),
        (lambda: windows(STORY, "30D", events=["RETREAT"]), "no interactions left"),
        (lambda: decay(STORY, "30D", weight="log_count"), "does not add up over time"),
        (lambda: decay(STORY, "never"), "half_life='never'"),
        (lambda: timeline(STORY, "RUS"), "give both actors"),
        (lambda: timeline(STORY, period="century"), "period='century'"),
        (lambda: change_points(STORY, "RUS", "SYR", shortest=0), "shortest must be >= 1"),
    ],
)
def test_options_without_meaning_are_refused(call, message):
    with pytest.raises(ParameterError, match=message):
        call()


@settings(max_examples=12, deadline=None)
@given(tables, st.integers(1, 30), st.integers(1, 5))
def test_decay_is_the_sum_of_what_is_left(rows, half_life, step):
    frame = pd.DataFrame(rows)
    found = decay(frame, f"{half_life}D", step=f"{step}D")
    for when in (found["date"].iloc[0], found["date"].iloc[-1]):
        G = build_network(frame, half_life=f"{half_life}D", reference_date=when)
        block = found[found["date"] == when].set_index("actor")
        for column, attribute in (("strength", "weight"), ("cooperation", "cooperation"), ("conflict", "conflict")):
            want = dict(G.degree(weight=attribute))
            assert block[column].to_dict() == pytest.approx({a: want.get(a, 0.0) for a in block.index}, abs=1e-9)


def test_the_timeline_of_a_pair_has_every_month_and_its_evidence():
    frame = STORY.assign(interaction_id=["a", "b", "c"], date=["2026-01-20", "2025-11-01", "2025-12-01"])
    found = timeline(frame, "SYR", "RUS", weight="intensity")
    assert found["date"].astype(str).tolist() == ["2025-11-01", "2025-12-01", "2026-01-01"]
    assert found["net"].tolist() == [-3.0, 0.0, 10.0]
    assert found["interactions"].tolist() == [["b"], [], ["a"]]
    assert timeline(frame)["count"].sum() == 3


def test_actors_that_never_meet_or_do_not_exist_are_named():
    frame = STORY.assign(date="2025-11-01")
    with pytest.raises(ParameterError, match="no dated interaction connects"):
        timeline(frame, "RUS", "TUR")
    with pytest.raises(UnknownActorError, match=r"'RUX' .*Did you mean 'RUS'"):
        change_points(frame, "RUX", "SYR")


def relation(rng, months):
    """Make interactions with given monthly rates of cooperation and conflict, from 2020 on."""
    rows = []
    for k, rates in enumerate(months):
        month = pd.Timestamp("2020-01-01") + pd.DateOffset(months=k)
        for event, rate in zip(("CONSULT", "ACCUSE"), rates, strict=True):
            for _ in range(rng.poisson(rate)):
                day = month + pd.Timedelta(days=int(rng.integers(0, 28)))
                rows.append({"source": "TUR", "target": "SYR", "event": event, "date": day})
    return pd.DataFrame(rows)


def test_the_thaw_is_found_in_the_month_it_began():
    frame = relation(np.random.default_rng(3), [(0.5, 6)] * 24 + [(7, 0.5)] * 18)
    found = change_points(frame, "SYR", "TUR")
    assert found["date"].astype(str).tolist() == ["2022-01-01"]
    change = found.iloc[0]
    assert change["direction"] == "warmer"
    assert change["cooperation_before"] < 1.5 < 5 < change["cooperation_after"]
    assert change["conflict_after"] < 1.5 < 5 < change["conflict_before"]
    assert change["gain"] > 20
    assert len(change["interactions"]) > 0


def test_a_steady_relation_rarely_has_a_change_point():
    rng = np.random.default_rng(4)
    found = [len(change_points(relation(rng, [(3, 2)] * 36), "TUR", "SYR")) for _ in range(20)]
    assert sum(map(bool, found)) <= 2


def test_the_best_partition_is_found_exactly():
    rng = np.random.default_rng(5)
    frame = relation(rng, [(1, 4)] * 4 + [(5, 1)] * 3 + [(0, 8)] * 3)
    counts = timeline(frame, "TUR", "SYR")[["cooperation", "conflict"]].to_numpy()

    def loss(part):
        total = part.sum(axis=0)
        return -sum(t * np.log(t / len(part)) for t in total if t)

    def best(end):
        if end == 0:
            return -2.0, []
        options = [
            (best(begin)[0] + loss(counts[begin:end]) + 2.0, best(begin)[1] + ([begin] if begin else []))
            for begin in range(end)
            if end - begin >= 2 and (begin == 0 or begin >= 2)
        ]
        return min(options, key=lambda option: option[0]) if options else (np.inf, [])

    months = timeline(frame, "TUR", "SYR")["date"]
    found = change_points(frame, "TUR", "SYR", penalty=2.0)
    assert found["date"].tolist() == [months[k] for k in best(len(counts))[1]]


def test_silence_is_a_change_whose_evidence_is_the_last_word():
    frame = relation(np.random.default_rng(6), [(0, 8)] * 12)
    late = pd.DataFrame([{"source": "TUR", "target": "SYR", "event": "CONSULT", "date": pd.Timestamp("2022-06-01")}])
    found = change_points(pd.concat([frame, late], ignore_index=True), "TUR", "SYR")
    assert found["date"].astype(str).tolist() == ["2021-01-01"]
    assert found["direction"].tolist() == ["warmer"]
    assert len(found["interactions"][0]) > 0


def test_a_short_series_has_no_change_points():
    found = change_points(STORY, "RUS", "SYR")
    assert len(found) == 0
    assert "interactions" in found
