import io
import re

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console

from netlib.errors import ParameterError
from netlib.schema import validate_interactions
from netlib.views.explanation import explain

TEXT = "The war goes on. Russia sent aid to Syria, Tass said. Nobody denied it. The end."
EVIDENCE = "Russia sent aid to Syria, Tass said."


@pytest.fixture
def table():
    row = {
        "doc_id": "a",
        "start": 17,
        "end": 17 + len(EVIDENCE),
        "evidence": EVIDENCE,
        "marks": "source=0:6 predicate=7:15 target=19:24 attribution=26:35",
        "date": "2025-11-01",
        "date_precision": "month",
        "source": "RUS",
        "source_name": "Russia",
        "target": "SYR",
        "target_name": "Syria",
        "event": "AID",
        "certainty": "reported",
        "attributed_to": "Tass",
        "rule": "recognise",
        "extractor": "rules",
    }
    return validate_interactions(pd.DataFrame([row]))


@pytest.fixture
def documents():
    return pd.DataFrame({"doc_id": ["a"], "title": ["Aid"], "text": [TEXT]})


def test_the_sentence_is_marked_and_stands_between_its_neighbours(table, documents):
    result = explain(table.loc[0], documents)
    assert result.claim == "Russia -> Syria: AID"
    assert [(text, parts) for text, parts in result.segments if parts] == [
        ("Russia", ("source",)),
        ("sent aid", ("predicate",)),
        ("Syria", ("target",)),
        ("Tass said", ("attribution",)),
    ]
    assert "".join(text for text, _ in result.segments) == EVIDENCE
    assert (result.before, result.after) == ("The war goes on.", "Nobody denied it.")


def test_the_facts_say_what_was_read_and_why(table, documents):
    facts = dict(explain(table.loc[0], documents).facts)
    assert facts["when"] == "2025-11, known to the month"
    assert facts["certainty"] == "reported: the text says who says so"
    assert facts["who says so"] == "Tass"
    assert facts["class"] == "2, material cooperation; intensity +10 on a scale from -10 to +10"
    assert facts["rule"] == "recognise"
    assert "Peru recognised Kosovo." in facts["its example"]
    assert facts["document"] == "Aid"


def test_every_way_to_name_a_row_gives_the_same(table, documents):
    expected = explain(table.loc[0], documents)
    assert explain(next(table.itertuples()), documents) == expected
    assert explain(table, documents) == expected
    assert explain(table.loc[0].to_dict(), documents) == expected
    assert explain(table["interaction_id"][0], documents, table=table) == expected


def test_what_is_no_row_is_refused_with_the_way_out(table):
    with pytest.raises(ParameterError, match="pass the table too"):
        explain("abc")
    with pytest.raises(ParameterError, match="no interaction of this id"):
        explain("abc", table=table)
    with pytest.raises(ParameterError, match="has 2 rows"):
        explain(pd.concat([table, table]))
    with pytest.raises(ParameterError, match="is not an interaction"):
        explain(7)
    with pytest.raises(ParameterError, match="documents has no column text"):
        explain(table.loc[0], pd.DataFrame({"doc_id": ["a"]}))


def test_a_text_that_has_changed_is_told(table, documents):
    facts = dict(explain(table.loc[0], documents.assign(text="Another text.")).facts)
    assert "does not have the evidence" in facts["take care"]
    assert explain(table.loc[0], documents.assign(doc_id="b")).before == ""


def test_a_row_of_an_event_table_without_evidence_is_explained_too():
    row = {"source": "RUS", "target": "SYR", "event": "CONSULT", "reciprocal": True, "url": "https://example.org/a?b&c"}
    result = explain(row)
    assert result.claim == "RUS <-> SYR: CONSULT"
    assert "no evidence" in result._repr_html_()
    assert "href='https://example.org/a?b&amp;c'" in result._repr_html_()
    assert "href" not in explain({**row, "url": "javascript:alert(1)"})._repr_html_()


def test_parts_differ_by_label_and_line_not_by_colour_alone(table):
    html = explain(table.loc[0])._repr_html_()
    assert {"solid", "dashed", "double", "dotted"} <= set(re.findall(r"border-bottom:3px (\w+)", html))
    assert "<sub style='opacity:.8'>&nbsp;predicate</sub>" in html


def test_a_terminal_gets_colour_and_a_file_plain_text(table, documents):
    result = explain(table.loc[0], documents)
    assert "[source: Russia] [predicate: sent aid] to [target: Syria]," in str(result)
    assert "\x1b" not in str(result)
    terminal = io.StringIO()
    Console(file=terminal, force_terminal=True, color_system="standard", width=100).print(result)
    assert "\x1b[1;4;34mRussia\x1b[0m" in terminal.getvalue()


def test_overlapping_marks_are_cut_where_they_meet():
    row = {"evidence": "US-China talks", "marks": "source=0:2 predicate=0:14 target=3:8", "source": "USA"}
    result = explain({**row, "target": "CHN", "event": "CONSULT"})
    assert result.segments == (
        ("US", ("source", "predicate")),
        ("-", ("predicate",)),
        ("China", ("predicate", "target")),
        (" talks", ("predicate",)),
    )


hostile = st.text(max_size=30) | st.sampled_from(
    [
        "<script>alert(1)</script>",
        "' onmouseover='x",
        "\x1b[31mred",
        "[bold]markup[/bold]",
        "\u202eevil",
        "\ud800",
        "&amp;",
    ]
)


@settings(max_examples=60, deadline=None)
@given(
    evidence=hostile,
    name=hostile,
    rule=hostile,
    spans=st.lists(
        st.tuples(st.sampled_from(["source", "target"]), st.integers(0, 35), st.integers(0, 35)), max_size=4
    ),
)
def test_hostile_text_is_text_everywhere(evidence, name, rule, spans):
    row = {
        "evidence": evidence,
        "marks": " ".join(f"{part}={start}:{end}" for part, start, end in spans),
        "source": "A",
        "source_name": name,
        "target": "B",
        "target_name": name,
        "event": "AID",
        "attributed_to": name,
        "rule": rule,
        "doc_id": "a",
        "start": 0,
    }
    result = explain(row, pd.DataFrame({"doc_id": ["a"], "title": [name], "text": [evidence + name]}, dtype=object))
    html, plain = result._repr_html_(), str(result)
    assert len("".join(text for text, _ in result.segments)) == len(evidence)
    assert not re.search(r"<script|<[a-z]+[^>]* onmouseover", html)
    assert "\x1b" not in html + plain
    assert "\u202e" not in html + plain
    (html + plain).encode("utf-8")
