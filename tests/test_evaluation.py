import math
import warnings

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netlib.errors import NetlibWarning, ParameterError
from netlib.evaluation import VIEWS, evaluate
from netlib.ontology import EVENTS


def rows(*values, **columns):
    table = pd.DataFrame(list(values), columns=["doc_id", "source", "target", "event"])
    return table.assign(**columns)


def scores(found, gold, **options):
    return evaluate(found, gold, **options).scores[["precision", "recall", "f1"]].round(4).to_numpy().tolist()


def test_scores_of_a_hand_calculated_case():
    gold = rows(("a", "RUS", "SYR", "AID"), ("a", "ISR", "IRN", "ACCUSE"), ("b", "RUS", "SYR", "AID"))
    found = rows(
        ("a", "RUS", "SYR", "AID"),  # right
        ("a", "ISR", "IRN", "THREATEN"),  # same quad class, another event
        ("a", "TUR", "SYR", "CONSULT"),  # invented
        ("a", "SYR", "RUS", "AID"),  # the wrong way round
    )
    assert scores(found, gold) == [
        [0.5, 0.6667, 0.5714],
        [0.5, 0.6667, 0.5714],
        [0.25, 0.3333, 0.2857],
    ]
    result = evaluate(found, gold)
    assert result.missed[["doc_id", "source", "differs"]].values.tolist() == [
        ["a", "ISR", "pair + event"],
        ["b", "RUS", "pair"],
    ]
    assert result.invented[["source", "differs"]].values.tolist() == [
        ["ISR", "pair + event"],
        ["TUR", "pair"],
        ["SYR", "pair"],
    ]


def test_a_reciprocal_interaction_counts_in_both_directions():
    one_way = rows(("a", "RUS", "SYR", "CONSULT"))
    both = one_way.assign(reciprocal=True)
    assert scores(one_way, both)[0] == [1.0, 0.5, 0.6667]
    assert evaluate(one_way, both).missed["differs"].tolist() == ["reciprocal"]
    turned = rows(("a", "SYR", "RUS", "CONSULT"), reciprocal=True)
    assert scores(turned, both) == [[1.0, 1.0, 1.0]] * 3


def test_the_same_claim_counts_once_in_a_document_unless_places_matter():
    gold = rows(("a", "RUS", "SYR", "AID"), ("a", "RUS", "SYR", "AID"), start=[0, 50], end=[40, 90])
    found = rows(("a", "RUS", "SYR", "AID"), start=[10], end=[30])
    assert scores(found, gold)[2] == [1.0, 1.0, 1.0]
    assert scores(found, gold, overlap=True)[2] == [1.0, 0.5, 0.6667]
    touching = found.assign(start=40, end=50)
    assert scores(touching, gold, overlap=True)[2] == [0.0, 0.0, 0.0]


def test_levels_roll_both_tables_up_and_self_pairs_leave():
    gold = rows(("a", "RUS:putin", "SYR", "AID"), source_kind="person", source_country="RUS", target_kind="country")
    found = rows(
        ("a", "RUS", "SYR", "AID"), ("a", "RUS", "RUS:putin", "ACCUSE"), source_kind="country", target_country="RUS"
    )
    found.loc[0, "target_country"] = "SYR"
    assert scores(found, gold)[0][2] == 0.0
    assert scores(found, gold, level="country") == [[1.0, 1.0, 1.0]] * 3


def test_documents_limits_the_comparison_to_what_was_coded():
    gold = rows(("a", "RUS", "SYR", "AID"))
    found = rows(("a", "RUS", "SYR", "AID"), ("z", "RUS", "TUR", "AID"))
    assert scores(found, gold)[0][0] == 0.5
    assert scores(found, gold, documents=["a"])[0][0] == 1.0
    with pytest.raises(ParameterError, match="pass a list"):
        evaluate(found, gold, documents="a")


def test_empty_tables_give_no_invented_numbers():
    one, none = rows(("a", "RUS", "SYR", "AID")), rows()
    assert evaluate(none, one).scores["f1"].tolist() == [0.0] * 3
    assert evaluate(none, one).scores["precision"].isna().all()
    assert evaluate(one, none).scores["recall"].isna().all()
    assert evaluate(none, none).scores["f1"].isna().all()


def test_tables_that_share_no_document_are_warned_of():
    with pytest.warns(NetlibWarning, match=r"'seed\.txt' in the first row of found, 'seed' in that of gold"):
        evaluate(rows(("seed.txt", "RUS", "SYR", "AID")), rows(("seed", "RUS", "SYR", "AID")))
    without = pd.DataFrame({"source": ["RUS"], "target": ["SYR"], "event": ["AID"]})
    assert evaluate(without, without).scores["f1"].tolist() == [1.0] * 3


def test_overlap_needs_places():
    table = rows(("a", "RUS", "SYR", "AID"))
    with pytest.raises(ParameterError, match="needs start and end, which 1 rows of found do not have"):
        evaluate(table, table, overlap=True)


def test_repr_shows_scores_and_escapes_what_tables_hold():
    gold = rows(("a", "RUS", "SYR", "AID"), evidence=["<script>alert(1)</script>"])
    result = evaluate(rows(("a", "RUS", "SYR", "AID"), ("a", "SYR", "RUS", "AID")), gold)
    assert "0 rows missed, 1 invented" in repr(result)
    html = evaluate(gold, rows(("a", "SYR", "RUS", "AID")))._repr_html_()
    assert "<script>" not in html
    assert "&lt;script&gt;" in html


tables = st.lists(
    st.tuples(
        st.sampled_from(["a", "b"]),
        st.sampled_from(["RUS", "SYR", "TUR"]),
        st.sampled_from(["RUS", "SYR", "IRN"]),
        st.sampled_from(EVENTS[:6]),
        st.booleans(),
        st.integers(0, 5),
    ),
    max_size=8,
).map(
    lambda values: pd.DataFrame(values, columns=["doc_id", "source", "target", "event", "reciprocal", "start"]).assign(
        end=lambda table: table["start"] + 3
    )
)


@settings(max_examples=40, deadline=None)
@given(table=tables, overlap=st.booleans())
def test_a_table_agrees_with_itself(table, overlap):
    result = evaluate(table, table, overlap=overlap)
    assert not len(result.missed)
    assert not len(result.invented)
    assert all(f1 == 1.0 or math.isnan(f1) for f1 in result.scores["f1"])


@settings(max_examples=40, deadline=None)
@given(found=tables, gold=tables, overlap=st.booleans())
def test_missed_and_invented_trade_places_with_the_tables(found, gold, overlap):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", NetlibWarning)
        one, other = evaluate(found, gold, overlap=overlap), evaluate(gold, found, overlap=overlap)
    assert one.missed.equals(other.invented)
    assert one.scores["precision"].equals(other.scores["recall"])
    assert one.scores["f1"].equals(other.scores["f1"])
    f1 = one.scores["f1"].fillna(0)
    assert f1[VIEWS[0]] >= f1[VIEWS[1]] >= f1[VIEWS[2]] or overlap or one.scores["found"].nunique() > 1
