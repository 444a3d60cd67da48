"""What reads like a claim and is none: sport, people of no office, names that only stand nearby."""

from __future__ import annotations

import pandas as pd
import pytest

import netlib.extraction as extraction
from netlib.extraction.relevance import is_about_sport


def stated(text: str) -> list[str]:
    table = extraction.extract(pd.DataFrame({"doc_id": ["a"], "text": [text]}), progress=False)
    return [f"{row.source}>{row.target} {row.event}" for row in table.itertuples()]


MATCH = "The referee was late. Chad beat Mali in the rain. The striker of Mali wept."


def test_a_page_about_sport_is_told_by_its_sentences():
    words = MATCH.replace(".", " .").split()
    starts = [0, 5, 12]
    assert is_about_sport(words, starts)
    assert not is_about_sport(["The", "referee", "was", "late", ".", "Chad", "shelled", "Mali", "."], [0, 5])
    assert not is_about_sport([], [])


def test_what_a_sport_page_tells_of_matches_is_no_claim():
    assert stated(MATCH) == []
    assert stated(MATCH + " Police in Mali arrested two Chadian fans.") == ["MLI:police>TCD:athletes COERCE"]
    assert stated("Chad beat Mali in the rain.") != []


@pytest.mark.parametrize(
    "text",
    [
        "Wynona Quarles, 43, travelled to Chad.",  # for herself
        "Nurse Wynona Quarles, 43, met Fenella Brisk, 51.",
        "The Malian president said that Mali must change.",
        "Chad's president called Mali's cotton a wonder.",
    ],
)
def test_private_matters_are_no_claims(text):
    assert stated(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "A scandal in Mali has hurt Chad.",
        "After the storm in Mali a bridge blocked Chad.",
        "Somebody opposed Chad and criticised Mali.",
        "Niger denounced the invasion of Chad.",
        "Chad is said to deal with Niger's bakers, not with Mali.",
        "Two men were captured in Mali, a Chadian cook among them.",
        "Peru signed a Brussels-brokered agreement.",
    ],
)
def test_a_name_nearby_is_no_side(text):
    assert stated(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Troops in Mali attacked Chad.", "MLI>TCD ASSAULT"),
        ("Niger denounced Chad's invasion of Mali.", "NER>TCD ACCUSE"),
        ("Two Chadian journalists were arrested in Mali.", "MLI>TCD:journalists COERCE"),
    ],
)
def test_a_name_that_does_it_is(text, expected):
    assert stated(text) == [expected]
