"""The tables: what is filled, what is refused, and that every problem is listed at once."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netlib.errors import SchemaError
from netlib.schema import (
    ACTORS,
    DOCUMENTS,
    INTERACTIONS,
    Mark,
    empty_table,
    format_marks,
    interaction_id,
    parse_marks,
    text_dtype,
    validate_actors,
    validate_documents,
    validate_interactions,
)


def _rows(**columns):
    return pd.DataFrame({"source": ["RUS"], "target": ["SYR"], "event": ["AID"], **columns})


def test_every_column_says_what_it_means_and_has_a_name_of_its_own():
    for columns in (DOCUMENTS, INTERACTIONS, ACTORS):
        assert all(column.meaning for column in columns)
        assert len({column.name for column in columns}) == len(columns)


@pytest.mark.parametrize("columns", [DOCUMENTS, INTERACTIONS, ACTORS])
def test_an_empty_table_is_valid(columns):
    table = empty_table(columns)
    assert table.columns.tolist() == [column.name for column in columns]
    validate = {DOCUMENTS: validate_documents, INTERACTIONS: validate_interactions, ACTORS: validate_actors}[columns]
    pd.testing.assert_frame_equal(validate(table), table)


def test_what_is_missing_is_filled():
    row = validate_interactions(_rows()).iloc[0]
    assert row["certainty"] == "asserted"
    assert row["reciprocal"] is np.False_
    assert row["intensity"] == 10
    assert row["source_name"] == "RUS"
    assert len(row["interaction_id"]) == 16
    assert pd.isna(row["date"])


def test_a_mode_has_its_own_intensity_and_given_ones_are_kept():
    rows = pd.concat([_rows(mode=["phone"], event=["CONSULT"]), _rows(intensity=[-1.5])], ignore_index=True)
    assert validate_interactions(rows)["intensity"].tolist() == [1.5, -1.5]


def test_intensities_that_are_missing_in_a_column_of_text_are_filled():
    rows = pd.concat([_rows(), _rows()], ignore_index=True).assign(
        intensity=pd.array(["2.5", None], dtype=text_dtype())
    )
    assert validate_interactions(rows)["intensity"].tolist() == [2.5, 10.0]


def test_the_date_says_how_much_of_it_is_known():
    rows = pd.concat([_rows(date=["2025-11-16"]), _rows(date=[None])], ignore_index=True)
    assert validate_interactions(rows)["date_precision"].tolist() == ["day", "unknown"]


def test_the_same_claim_twice_has_two_ids_that_stay_the_same():
    rows = pd.concat([_rows(), _rows()], ignore_index=True)
    first = validate_interactions(rows)["interaction_id"]
    assert first.is_unique
    assert validate_interactions(rows)["interaction_id"].tolist() == first.tolist()
    assert validate_interactions(rows.iloc[:1])["interaction_id"].tolist() == first.tolist()[:1]


def test_ids_that_are_given_are_kept():
    rows = pd.concat([_rows(interaction_id=["mine"]), _rows()], ignore_index=True)
    ids = validate_interactions(rows)["interaction_id"].tolist()
    assert ids[0] == "mine"
    assert len(ids[1]) == 16


def test_the_table_given_is_not_changed_and_columns_of_one_s_own_are_kept():
    rows = _rows(mine=[["anything"]])
    before = rows.copy(deep=True)
    assert validate_interactions(rows)["mine"].tolist() == [["anything"]]
    pd.testing.assert_frame_equal(rows, before)


def test_old_dates_fit_and_time_zones_become_utc():
    table = validate_interactions(_rows(date=["1816-02-10"]))
    assert table["date"][0].year == 1816
    assert validate_interactions(_rows(date=["2025-11-16T01:00:00+03:00"]))["date"][0] == pd.Timestamp(
        "2025-11-15 22:00"
    )


def test_a_year_or_day_written_as_a_number_is_understood():
    rows = pd.concat([_rows(date=[2025]), _rows(date=[20251116])], ignore_index=True)
    assert validate_interactions(rows)["date"].tolist() == [pd.Timestamp("2025-01-01"), pd.Timestamp("2025-11-16")]


@pytest.mark.parametrize(("given_value", "meant"), [("yes", True), ("0", False), (1, True), ("False", False)])
def test_words_for_true_and_false_are_understood(given_value, meant):
    assert bool(validate_interactions(_rows(reciprocal=[given_value]))["reciprocal"][0]) is meant


def test_codes_that_were_read_as_numbers_become_text_without_a_point():
    assert validate_interactions(_rows(doc_id=[40.0]))["doc_id"][0] == "40"


@pytest.mark.parametrize(
    ("columns", "says"),
    [
        ({"event": ["HUG"]}, "row 0, column event: 'HUG' is not allowed; choose from AGREE"),
        ({"source": [None]}, "row 0, column source: is missing"),
        ({"certainty": ["sure"]}, "row 0, column certainty: 'sure' is not allowed; choose from asserted"),
        ({"date": ["soon"]}, "row 0, column date: 'soon' is not a date"),
        ({"date": ["now"]}, "row 0, column date: 'now' is not a date"),
        ({"date": [12.0]}, "row 0, column date: np.float64(12.0) is not a date"),
        ({"start": ["3.5"]}, "row 0, column start: '3.5' is not a"),
        ({"start": ["9e99"]}, "row 0, column start: '9e99' is not a integer"),
        ({"intensity": ["much"]}, "row 0, column intensity: 'much' is not a number"),
        ({"reciprocal": ["perhaps"]}, "row 0, column reciprocal: 'perhaps' is not a boolean"),
        ({"target_kind": ["planet"]}, "row 0, column target_kind: 'planet' is not allowed"),
    ],
)
def test_a_value_that_is_not_allowed_is_named_with_its_row(columns, says):
    with pytest.raises(SchemaError, match=r"mine\.csv: 1 problem") as caught:
        validate_interactions(_rows(**columns), where="mine.csv")
    assert says in str(caught.value)


def test_every_problem_is_listed_at_once_and_many_are_counted():
    rows = pd.DataFrame({"source": [None] * 30, "target": ["SYR"] * 30, "event": ["HUG"] * 30})
    with pytest.raises(SchemaError, match="60 problems") as caught:
        validate_interactions(rows)
    assert "and 40 more" in str(caught.value)


def test_missing_columns_are_named_with_those_there_are():
    with pytest.raises(SchemaError, match="interactions: missing columns target, event; it has source"):
        validate_interactions(pd.DataFrame({"source": ["RUS"]}))
    with pytest.raises(SchemaError, match="documents: missing columns doc_id, text; it has none"):
        validate_documents(pd.DataFrame())


def test_a_doc_id_twice_is_refused_but_an_actor_may_have_several_rows():
    with pytest.raises(SchemaError, match="column doc_id: 'a' is not unique"):
        validate_documents(pd.DataFrame({"doc_id": ["a", "a"], "text": ["x", "y"]}))
    rows = pd.DataFrame(
        {"actor_id": ["YUG"] * 2, "name": ["Y"] * 2, "kind": ["country"] * 2, "since": ["1918-12-01", None]}
    )
    assert len(validate_actors(rows)) == 2


@given(
    st.lists(
        st.builds(
            Mark,
            st.sampled_from(["source", "target", "predicate", "attribution"]),
            st.integers(0, 10**6),
            st.integers(0, 10**6),
        )
    )
)
def test_marks_come_back(marks):
    assert parse_marks(format_marks(marks)) == marks


@pytest.mark.parametrize("text", [None, float("nan"), "", "verb=1:2", "source=a:b"])
def test_what_is_not_a_mark_is_passed_over(text):
    assert parse_marks(text) == []


@given(st.text(max_size=20), st.integers(0, 100), st.text(max_size=20))
@settings(max_examples=50)
def test_ids_are_stable_and_depend_on_the_place(doc_id, start, evidence):
    one = interaction_id(doc_id, start, start + 1, evidence, "A", "B", "AID")
    assert one == interaction_id(doc_id, start, start + 1, evidence, "A", "B", "AID")
    assert one != interaction_id(doc_id, start + 1, start + 1, evidence, "A", "B", "AID")
    assert one != interaction_id(doc_id, start, start + 1, evidence, "A", "B", "AID", nth=1)
