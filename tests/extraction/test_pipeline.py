from __future__ import annotations

import os
import time
from itertools import count
from pathlib import Path

import pandas as pd
import pytest
import spacy

import netlib.extraction as extraction
from netlib.actors import default_registry
from netlib.documents import read_documents
from netlib.errors import ExtractorError, ParameterError, SchemaError
from netlib.extraction import pipeline, reader
from netlib.extraction.pipeline import EXTRACTOR
from netlib.schema import INTERACTIONS, parse_marks, validate_interactions
from netlib.tables import read_interactions

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


def test_the_seed_reads_as_it_was_coded_by_hand():
    root = Path(__file__).parents[2]
    told = ["source", "target", "event", "certainty"]
    coded = read_interactions(root / "data" / "interactions.csv")
    found = extraction.extract(read_documents(root / "seeds"), progress=False)
    assert set(coded[told].itertuples(index=False, name=None)) <= set(found[told].itertuples(index=False, name=None))


def test_the_date_of_a_meeting_carries_over_to_what_was_said_there():
    table = extract(
        "President Vladimir Putin of Russia met President Emmanuel Macron of France on November 3. "
        "The two leaders discussed trade.",
        published=pd.Timestamp("2025-11-17"),
    )
    assert table["date"].tolist() == [pd.Timestamp("2025-11-03")] * 2


def test_processes_give_the_same_table(monkeypatch):
    texts = [f"{a} condemned {b} on Monday." for a in ("France", "Kenya") for b in ("Iran", "Chad")] * 30
    docs = documents(*texts, published=pd.Timestamp("2025-11-17"))
    one = extraction.extract(docs, progress=False)
    monkeypatch.setattr(pipeline, "_BATCH", 200)
    read = pipeline.Reader.read

    def slowly(reader, texts):  # so that the other process gets its share
        time.sleep(0.2)
        return read(reader, texts)

    monkeypatch.setattr(pipeline.Reader, "read", slowly)
    two = extraction.extract(docs, n_process=2, progress=False)
    pd.testing.assert_frame_equal(one, two)


def end(batch: object) -> None:
    """Stand in for a process that the system ends because memory ran out."""
    os._exit(1)


def test_a_process_that_dies_is_an_error_and_not_a_wait(monkeypatch):
    monkeypatch.setattr(pipeline, "_BATCH", 1)
    monkeypatch.setattr(pipeline, "_work", end)
    docs = documents(*["Kenya met Chad."] * 10)
    endless = (docs.assign(doc_id=[f"{n} {m}" for m in range(10)]) for n in count())
    with pytest.raises(ExtractorError, match="one of the n_process=2 processes ended before its work"):
        for _ in extraction.extract_batches(endless, n_process=2, progress=False):
            pass


def test_few_documents_start_no_process(monkeypatch):
    monkeypatch.setattr("multiprocessing.get_context", None)
    assert len(extraction.extract(documents(*["Kenya met Chad."] * 3000), n_process=4, progress=False)) == 3000


def test_batches_are_the_table_in_parts_and_taken_as_needed(monkeypatch):
    monkeypatch.setattr(pipeline, "_BATCH", 100)
    taken = []

    def tables():
        for n in range(50):
            taken.append(n)
            yield documents(TEXT).assign(doc_id=f"d{n}")

    batches = extraction.extract_batches(tables(), progress=False)
    first = next(batches)
    assert len(taken) <= 3
    whole = extraction.extract(documents(*[TEXT] * 50), progress=False)
    pd.testing.assert_frame_equal(pd.concat([first, *batches], ignore_index=True), whole)


def test_batches_go_by_the_length_of_the_texts(monkeypatch):
    monkeypatch.setattr(pipeline, "_BATCH", 1000)
    docs = documents("Kenya met Chad. " * 100, *["Kenya met Chad."] * 100, None)
    sizes = [batch["doc_id"].nunique() for batch in extraction.extract_batches(docs, progress=False)]
    assert sizes == [1, 67, 33]


def test_no_batches_of_nothing():
    assert list(extraction.extract_batches([])) == []
    assert list(extraction.extract_batches(documents())) == []


def test_an_id_of_two_tables_is_refused():
    with pytest.raises(SchemaError, match="documents, table 1: the doc_id 'd0' stands in an earlier table too"):
        list(extraction.extract_batches([documents("x"), documents("y")]))
    with pytest.raises(ParameterError, match="str is no documents table"):
        list(extraction.extract_batches(["x"]))


def test_words_that_never_end_do_not_fill_the_memory(monkeypatch):
    monkeypatch.setattr(reader, "_VOCABULARY", 2000)
    read = reader.Reader(default_registry()).read
    for n in range(20):
        read([("a", " ".join(f"w{n}x{m}" for m in range(500)), None, None, None)])
        assert len(reader._blank().vocab.strings) < 4000


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


def test_a_pipeline_of_ones_own_sets_sentences():
    nlp = spacy.blank("en")

    @spacy.Language.component("semicolons")
    def component(doc):
        for token in doc:
            token.is_sent_start = token.i == 0 or doc[token.i - 1].text == ";"
        return doc

    nlp.add_pipe("semicolons")
    table = extraction.extract(documents("Kenya praised Chad; France condemned Iran."), nlp=nlp, progress=False)
    assert table["evidence"].tolist() == ["Kenya praised Chad;", "France condemned Iran."]


@pytest.mark.parametrize(("tag", "rules"), [("VERB", ["support"]), ("NOUN", ["solidarity"])])
def test_parts_of_speech_tell_a_verb_that_may_be_a_noun(tag, rules):
    nlp = spacy.blank("en")

    @spacy.Language.component(f"supports_{tag}")
    def component(doc):
        for token in doc:
            token.pos_ = tag if token.text == "supports" else "NOUN"
        return doc

    nlp.add_pipe(f"supports_{tag}")
    text = "The German government supports engaged talks with France."
    assert extraction.extract(documents(text), nlp=nlp, progress=False)["rule"].tolist() == rules


def test_a_part_of_speech_takes_no_verb_away():
    nlp = spacy.blank("en")

    @spacy.Language.component("nouns")
    def component(doc):
        for token in doc:
            token.pos_ = "NOUN"
        return doc

    nlp.add_pipe("nouns")
    table = extraction.extract(documents("Kenya attacks Chad."), nlp=nlp, progress=False)
    assert table["event"].tolist() == ["ASSAULT"]


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
