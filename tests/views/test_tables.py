"""Interactions as a reader wants them in a cell."""

import pandas as pd
import pytest

from netlib.errors import ParameterError, SchemaError
from netlib.views.tables import compact

TEXT = "On the day before the long-awaited meeting in the capital, Russia accused Syria of many things at great length."


def _rows(**columns):
    return pd.DataFrame({"source": ["RUS"], "target": ["SYR"], "event": ["ACCUSE"], **columns})


def test_the_story_fits_into_seven_columns():
    shown = compact(_rows(evidence=[TEXT], marks=["predicate=66:73"], target_name=["Syria"]), evidence=40)
    assert shown.columns.tolist() == ["date", "source", "event", "target", "certainty", "says", "evidence"]
    assert shown["target"][0] == "Syria"
    evidence = shown["evidence"][0]
    assert "accused" in evidence
    assert evidence.startswith("…")
    assert evidence.endswith("…")
    assert len(evidence) <= 42


def test_evidence_without_marks_begins_at_its_beginning():
    assert compact(_rows(evidence=[TEXT]), evidence=30)["evidence"][0].startswith("On the day before")
    assert compact(_rows(evidence=["A\r\n met B."]))["evidence"][0] == "A met B."


@pytest.mark.parametrize(
    ("known", "shown"), [("day", "2025-11-01"), ("month", "2025-11"), ("year", "2025"), ("unknown", "")]
)
def test_only_the_known_part_of_a_date_is_shown(known, shown):
    assert compact(_rows(date=["2025-11-01"], date_precision=[known]))["date"][0] == shown


@pytest.mark.parametrize(
    ("columns", "says"),
    [
        ({"attributed_to": ["TASS"], "publisher": ["P"], "doc_id": ["d"]}, "TASS"),
        ({"publisher": ["P"], "doc_id": ["d"]}, "P"),
        ({"doc_id": ["d"]}, "d"),
        ({}, ""),
    ],
)
def test_who_says_so(columns, says):
    assert compact(_rows(**columns))["says"][0] == says


def test_the_index_is_kept_and_the_table_not_changed():
    rows = _rows().set_index(pd.Index(["mine"]))
    before = rows.copy()
    assert compact(rows).index.tolist() == ["mine"]
    pd.testing.assert_frame_equal(rows, before)
    assert compact(rows[:0]).empty


def test_bad_input_is_refused():
    with pytest.raises(ParameterError, match="evidence=3 is too short"):
        compact(_rows(), evidence=3)
    with pytest.raises(SchemaError, match="missing columns"):
        compact(pd.DataFrame({"a": [1]}))
