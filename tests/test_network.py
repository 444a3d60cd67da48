"""Interactions to a network: what is kept, what is added up, and that every removed row is counted."""

from collections import defaultdict
from datetime import date

import networkx as nx
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netlib.errors import ParameterError, SchemaError, UnknownActorError
from netlib.network import build_network, collect_dyads, roll_up, select
from netlib.ontology import COOPERATIVE_QUADS, EVENTS, event_types, quad
from netlib.schema import CERTAINTIES, EDGE_ATTRIBUTES, NODE_ATTRIBUTES


def table(rows, **columns):
    """Make interactions from (source, target, event, date)."""
    frame = pd.DataFrame(rows, columns=["source", "target", "event", "date"])
    return frame.assign(**columns)


STORY = [
    ("RUS", "SYR", "AID", "2025-11-16"),
    ("RUS", "SYR", "ACCUSE", "2025-11-10"),
    ("SYR", "RUS", "CONSULT", None),
    ("TUR", "SYR", "CONSULT", "2025-11-12"),
]

names = st.sampled_from(["RUS", "SYR", "TUR", "ISR"])
interactions = st.lists(
    st.fixed_dictionaries(
        {
            "source": names,
            "target": names,
            "event": st.sampled_from(EVENTS),
            "date": st.none() | st.dates(date(1816, 1, 1), date(2100, 1, 1)).map(str),
            "reciprocal": st.booleans(),
            "certainty": st.sampled_from(CERTAINTIES),
        }
    ),
    max_size=25,
)
COLUMNS = ["source", "target", "event", "date", "reciprocal", "certainty"]


def slow_network(rows, directed, weight):
    """Add up by hand what `build_network` adds up in arrays."""
    edges = defaultdict(lambda: {"weight": 0.0, "count": 0, "cooperation": 0.0, "conflict": 0.0, "days": [], "rank": 9})
    for row in rows:
        if row["certainty"] == "denied" or row["source"] == row["target"]:
            continue
        amount = 1.0 if weight == "count" else abs(event_types()[row["event"], ""].intensity)
        pairs = [(row["source"], row["target"])]
        if directed and row["reciprocal"]:
            pairs.append(pairs[0][::-1])
        for pair in pairs:
            edge = edges[pair if directed else tuple(sorted(pair))]
            edge["weight"] += amount
            edge["count"] += 1
            edge["cooperation" if quad(row["event"]) in COOPERATIVE_QUADS else "conflict"] += amount
            edge["days"] += [date.fromisoformat(row["date"])] if row["date"] else []
            edge["rank"] = min(edge["rank"], CERTAINTIES.index(row["certainty"]))
    return {pair: edge for pair, edge in edges.items() if edge["weight"] > 0}


@settings(max_examples=80, deadline=None)
@given(interactions, st.booleans(), st.sampled_from(["count", "intensity"]))
def test_edges_are_what_adding_up_by_hand_gives(rows, directed, weight):
    frame = pd.DataFrame(rows, columns=COLUMNS)
    before = frame.copy()
    G = build_network(frame, directed=directed, weight=weight)
    want = slow_network(rows, directed, weight)
    found = {(u, v) if directed else tuple(sorted((u, v))): data for u, v, data in G.edges(data=True)}
    assert set(found) == set(want)
    for pair, data in found.items():
        assert set(data) == set(EDGE_ATTRIBUTES)
        for name in ("weight", "count", "cooperation", "conflict"):
            assert data[name] == pytest.approx(want[pair][name])
        days = want[pair]["days"]
        assert (data["first"], data["last"]) == ((min(days), max(days)) if days else (None, None))
        assert data["certainty"] == CERTAINTIES[want[pair]["rank"]]
        assert len(data["interactions"]) == data["count"]
    assert all(set(data) == set(NODE_ATTRIBUTES) for _, data in G.nodes(data=True))
    built = G.graph["built_from"]
    assert built["read"] == len(rows) == built["used"] + sum(built["removed"].values())
    pd.testing.assert_frame_equal(frame, before)


def test_the_story_by_hand():
    G = build_network(table(STORY), weight="intensity")
    assert list(G) == ["RUS", "SYR", "TUR"]
    edge = G.edges["RUS", "SYR"]
    assert (edge["weight"], edge["cooperation"], edge["conflict"], edge["count"]) == (13.0, 10.0, 3.0, 2)
    assert (edge["first"], edge["last"]) == (date(2025, 11, 10), date(2025, 11, 16))
    assert G.edges["SYR", "RUS"]["first"] is None
    assert not G.has_edge("SYR", "TUR")


def test_the_ids_behind_an_edge_stand_in_table_order():
    frame = table(STORY).assign(interaction_id=["d", "c", "b", "a"])
    assert build_network(frame).edges["RUS", "SYR"]["interactions"] == ["d", "c"]
    assert build_network(frame, directed=False).edges["RUS", "SYR"]["interactions"] == ["d", "c", "b"]


def test_reciprocal_interactions_count_both_ways_and_once_undirected():
    frame = table([("RUS", "SYR", "CONSULT", "2025-11-16")], reciprocal=True)
    assert sorted(build_network(frame).edges) == [("RUS", "SYR"), ("SYR", "RUS")]
    assert build_network(frame, directed=False).edges["RUS", "SYR"]["count"] == 1


def test_log_count_is_the_logarithm_of_one_plus_n():
    G = build_network(table(STORY[:2]), weight="log_count")
    edge = G.edges["RUS", "SYR"]
    assert edge["weight"] == pytest.approx(1.0986122886681098)
    assert edge["cooperation"] == edge["conflict"] == pytest.approx(edge["weight"] / 2)


def test_a_callable_weight_sees_the_rows_that_are_left():
    def letters(rows):
        assert "evidence" in rows
        return rows["source"].str.len() * 2

    G = build_network(table(STORY), weight=letters, events=["AID"])
    assert G.edges["RUS", "SYR"]["weight"] == 6.0
    assert G.graph["built_how"]["weight"] == "letters"


def test_half_life_halves():
    G = build_network(table(STORY), half_life="6D")
    assert G.edges["RUS", "SYR"]["weight"] == pytest.approx(1.5)
    assert G.edges["TUR", "SYR"]["weight"] == pytest.approx(0.5 ** (4 / 6))
    assert G.graph["built_from"]["removed"]["no date"] == 1
    late = build_network(table(STORY), half_life="6D", reference_date="2025-11-12")
    assert late.graph["built_from"]["removed"]["after the reference date"] == 1
    assert late.edges["TUR", "SYR"]["weight"] == 1.0


def test_certainty_filters_and_weighs():
    frame = table(STORY).assign(certainty=["asserted", "possible", "denied", "reported"])
    assert build_network(frame).graph["built_from"]["removed"]["certainty"] == 1
    G = build_network(frame, certainty={"asserted": 1, "possible": 0.25, "reported": 0})
    assert G.edges["RUS", "SYR"]["weight"] == 1.25
    assert G.edges["RUS", "SYR"]["certainty"] == "asserted"
    assert not G.has_edge("TUR", "SYR")
    removed = G.graph["built_from"]["removed"]
    assert (removed["certainty"], removed["no weight"]) == (1, 1)


def test_each_filter_counts_what_it_removed():
    frame = table(STORY, publisher=["A", "A", "B", "B"])
    _, removed = select(
        frame, actors=["RUS", "SYR"], quad=[1, 2], publishers=["A"], since="2025-11-01", until="2025-11-16"
    )
    assert removed == {"actors": 1, "quad": 1, "certainty": 0, "publishers": 1, "since": 0, "until": 0}


def test_actors_are_chosen_by_id_parent_or_country():
    frame = table([("RUS:putin", "SYR", "CONSULT", None), ("RUS:mod", "SYR", "AID", None)])
    frame = frame.assign(source_country=["RUS", None], source_parent=[None, "RUS"], target_country="SYR")
    kept, _ = select(frame, actors=["RUS", "SYR"])
    assert len(kept) == 2


def test_countries_and_organisations_take_the_place_of_persons():
    frame = table([("RUS:putin", "SYR:sharaa", "CONSULT", None), ("person:doe", "SYR", "CONSULT", None)]).assign(
        source_kind="person",
        source_country=["RUS", None],
        source_parent=["RUS:kremlin", None],
        target_kind=["person", "country"],
        target_country="SYR",
        source_role="President",
    )
    rolled = roll_up(frame)
    assert rolled[["source", "source_name", "source_kind", "target"]].values.tolist() == [
        ["RUS", "Russia", "country", "SYR"]
    ]
    assert rolled["source_role"].isna().all()
    office = roll_up(frame, level="organisation").iloc[0]
    assert office[["source", "source_name", "source_kind"]].tolist() == [
        "RUS:kremlin",
        "Kremlin (Russia)",
        "organisation",
    ]
    assert build_network(frame, level="country").graph["built_from"]["removed"]["no place at this level"] == 1


def test_a_mapping_rolls_up_to_anything_and_self_pairs_are_counted():
    frame = table(STORY, source_country="RUS", target_country="SYR")
    G = build_network(frame, level={"RUS": "East", "SYR": "East"})
    assert list(G.edges) == [("TUR", "East")]
    assert G.graph["built_from"]["removed"]["self-pair"] == 3
    assert G.graph["built_how"]["level"] == "mapping"
    assert G.nodes["East"] == {"name": "East", "kind": "group", "country": None, "role": None}


def test_an_empty_table_gives_an_empty_network():
    G = build_network(table([]))
    assert len(G) == 0
    assert G.graph["built_from"]["read"] == 0
    assert isinstance(build_network(table([]), directed=False, half_life="1D"), nx.Graph)
    assert len(collect_dyads(table([]))[0]) == 0


def test_weights_of_zero_make_no_edge_and_are_counted():
    G = build_network(table(STORY), weight=lambda rows: (rows["source"] == "TUR") * 1)
    assert list(G.edges) == [("TUR", "SYR")]
    assert G.graph["built_from"] == {
        "read": 4,
        "removed": {"certainty": 0, "no place at this level": 0, "self-pair": 0, "no weight": 3},
        "used": 1,
    }


@pytest.mark.parametrize("value", [-1.0, float("nan"), float("inf")])
def test_weights_without_meaning_are_refused(value):
    with pytest.raises(ParameterError, match="finite and >= 0"):
        build_network(table(STORY), weight=lambda rows: [value] * len(rows))


def test_a_weight_of_the_wrong_shape_is_refused():
    with pytest.raises(ParameterError, match="one number a row"):
        build_network(table(STORY), weight=lambda rows: [1.0])


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"weight": "counts"}, "Did you mean 'count'"),
        ({"level": "nation"}, "choose from actor, organisation, country"),
        ({"events": ["CONSULTS"]}, "Did you mean 'CONSULT'"),
        ({"events": "CONSULT"}, r"pass a list, such as \['CONSULT'\]"),
        ({"quad": [5]}, "quad=5 is not allowed"),
        ({"quad": 1}, "quad=1 is one value"),
        ({"actors": "RUS"}, "pass a list"),
        ({"certainty": ["sure"]}, "certainty='sure'"),
        ({"half_life": "soon"}, "not a positive time span"),
        ({"half_life": "-3D"}, "not a positive time span"),
        ({"since": "yesterweek"}, "since='yesterweek' is not a date"),
        ({"since": "2025-12-01", "until": "2025-11-01"}, "is after until"),
    ],
)
def test_options_that_are_not_allowed_are_refused(options, message):
    with pytest.raises(ParameterError, match=message):
        build_network(table(STORY), **options)


def test_an_unknown_actor_is_named():
    with pytest.raises(UnknownActorError, match=r"'RUX'.*Did you mean 'RUS'"):
        build_network(table(STORY), actors=["RUX", "SYR"])


def test_a_table_without_the_needed_columns_is_refused():
    with pytest.raises(SchemaError, match="missing column target"):
        build_network(pd.DataFrame({"source": ["RUS"], "event": ["AID"]}))


def test_attributes_come_from_the_first_row_that_states_them():
    frame = table([("RUS", "SYR", "AID", None), ("TUR", "RUS", "AID", None)]).assign(
        source_country=[None, "TUR"], target_country=["SYR", "RUS"], target_name=["Syria", "Russian Federation"]
    )
    G = build_network(frame)
    assert G.nodes["RUS"] == {"name": "RUS", "kind": None, "country": "RUS", "role": None}
    assert G.nodes["SYR"]["name"] == "Syria"
