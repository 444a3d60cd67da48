from __future__ import annotations

import pandas as pd
import pytest
import spacy

import netlib.extraction as extraction
from netlib.errors import ParameterError, SchemaError
from netlib.extraction.pipeline import EXTRACTOR
from netlib.schema import INTERACTIONS, parse_marks, validate_interactions

TEXT = "Kenya met Chad on Friday. It rained. According to officials, France may have condemned Iran."


def documents(*texts: str, **columns: object) -> pd.DataFrame:
    return pd.DataFrame({"doc_id": [f"d{n}" for n in range(len(texts))], "text": list(texts), **columns})


def extract(*texts: str, **columns: object) -> pd.DataFrame:
    return extraction.extract(documents(*texts, **columns), progress=False)


def test_a_row_has_every_column_and_says_where_it_comes_from():
    table = extract(TEXT, published=pd.Timestamp("2025-11-17"), publisher="The Paper", url="https://example.org/1")
    assert list(table.columns) == [column.name for column in INTERACTIONS]
    first = table.iloc[0]
    assert (first["source"], first["source_name"], first["source_kind"], first["source_country"]) == (
        "KEN",
        "Kenya",
        "country",
        "KEN",
    )
    assert (first["event"], first["intensity"], first["rule"], first["extractor"]) == (
        "CONSULT",
        2.5,
        "meet",
        EXTRACTOR,
    )
    assert (first["sentence"], first["start"], first["end"]) == (0, 0, 25)
    assert (first["date"], first["date_precision"]) == (pd.Timestamp("2025-11-14"), "day")
    assert (first["publisher"], first["url"]) == ("The Paper", "https://example.org/1")
    assert table["sentence"].tolist() == [0, 2]
    assert table["certainty"].tolist() == ["asserted", "possible"]


def test_evidence_and_marks_are_literal():
    table = extract(TEXT, "  Peru praised Chile.\n\nNew line: Japan gave aid to Nepal.")
    texts = {"d0": TEXT, "d1": "  Peru praised Chile.\n\nNew line: Japan gave aid to Nepal."}
    for row in table.itertuples():
        assert texts[row.doc_id][row.start : row.end] == row.evidence
    marked = {mark.part: table["evidence"][2][mark.start : mark.end] for mark in parse_marks(table["marks"][2])}
    assert marked == {"source": "Peru", "predicate": "praised", "target": "Chile"}


def test_ids_are_stable_and_unique():
    again = [extract(TEXT, TEXT)["interaction_id"].tolist() for _ in range(2)]
    assert again[0] == again[1]
    assert len(set(again[0])) == 4


def test_the_date_of_a_meeting_carries_over_to_what_was_said_there():
    table = extract(
        "President Vladimir Putin of Russia met President Emmanuel Macron of France on November 3. "
        "The two leaders discussed trade.",
        published=pd.Timestamp("2025-11-17"),
    )
    assert table["date"].tolist() == [pd.Timestamp("2025-11-03")] * 2


def test_processes_give_the_same_table():
    texts = [f"{a} condemned {b} on Monday." for a in ("France", "Kenya") for b in ("Iran", "Chad")] * 30
    docs = documents(*texts, published=pd.Timestamp("2025-11-17"))
    one = extraction.extract(docs, progress=False)
    two = extraction.extract(docs, n_process=2, progress=False)
    pd.testing.assert_frame_equal(one, two)


def test_an_actors_table_of_ones_own():
    actors = pd.DataFrame(
        {
            "actor_id": ["GON", "MOR"],
            "name": ["Gondor", "Mordor"],
            "kind": ["country", "country"],
            "country": ["GON", "MOR"],
        }
    )
    table = extraction.extract(documents("Gondor condemned Mordor."), actors=actors, progress=False)
    assert table[["source", "event", "target"]].to_numpy().tolist() == [["GON", "ACCUSE", "MOR"]]


def test_another_extractor_is_called_with_the_documents_and_validated():
    seen = []

    def other(docs: pd.DataFrame) -> pd.DataFrame:
        seen.append(docs)
        return pd.DataFrame({"source": ["KEN"], "target": ["TCD"], "event": ["AID"]})

    table = extraction.extract(documents("Anything."), extractor=other)
    assert seen[0]["doc_id"].tolist() == ["d0"]
    assert table["intensity"].tolist() == [10.0]
    with pytest.raises(SchemaError, match="the extractor's table: missing column"):
        extraction.extract(documents("Anything."), extractor=lambda _: pd.DataFrame({"source": ["KEN"]}))


def test_a_pipeline_of_ones_own_sets_sentences_and_parts_of_speech():
    nlp = spacy.blank("en")

    @spacy.Language.component("semicolons_and_verbs")
    def component(doc):
        for token in doc:
            token.is_sent_start = token.i == 0 or doc[token.i - 1].text == ";"
            token.pos_ = "VERB" if token.text == "praised" else "NOUN"
        return doc

    nlp.add_pipe("semicolons_and_verbs")
    table = extraction.extract(documents("Kenya praised Chad; France condemned Iran."), nlp=nlp, progress=False)
    assert table["evidence"].tolist() == ["Kenya praised Chad;"]


def test_no_documents_and_no_interactions():
    for docs in (documents(), documents("", "It rained."), documents(None)):
        table = extraction.extract(docs, progress=False)
        assert len(table) == 0
        assert list(table.columns) == [column.name for column in INTERACTIONS]
        validate_interactions(table)


def test_what_is_refused():
    with pytest.raises(SchemaError, match="missing column text"):
        extraction.extract(pd.DataFrame({"doc_id": ["a"]}))
    with pytest.raises(ParameterError, match="n_process=0 is not allowed"):
        extraction.extract(documents("x"), n_process=0)


def test_the_callers_table_is_left_alone():
    docs = documents(TEXT)
    before = docs.copy(deep=True)
    extraction.extract(docs, progress=False)
    pd.testing.assert_frame_equal(docs, before)


def test_what_is_said_of_the_meeting_reaches_the_meeting():
    docs = documents(
        "Kenya's president met Ugandan officials on 3 March 2024. The meeting, reported by Radio Kampala, ended late. "
        "The meeting led to cooperation between Kenya and Uganda. "
        "Analysts suggest the talks could signal a commitment to arming Uganda's navy."
    )
    table = extraction.extract(docs, progress=False)
    assert table["certainty"].tolist() == ["reported", "asserted", "possible"]
    assert table["attributed_to"].astype(object).where(table["attributed_to"].notna(), None).tolist() == [
        "Radio Kampala",
        None,
        "Analysts",
    ]
    assert table["date"].dt.strftime("%Y-%m-%d").tolist()[:2] == ["2024-03-03", "2024-03-03"]
    assert table[["source", "target", "event"]].values.tolist()[2] == ["KEN", "UGA:navy", "AGREE"]
