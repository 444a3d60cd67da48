"""Whatever stands in a text: no crash, exact offsets, linear time."""

from __future__ import annotations

import time
from datetime import date
from functools import partial

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import netlib.extraction as extraction
from netlib.extraction import reader
from netlib.extraction.sentences import blocks
from netlib.schema import parse_marks

CLAIM = "France condemned Iran."
PIECES = st.sampled_from(
    [
        "France",
        "Iran",
        "the Kenyan army",
        "President Jane Roe of Peru",
        "condemned",
        "met with",
        "will attack",
        "talks between",
        "and",
        ",",
        ".",
        "said",
        "that",
        "who",
        "on Friday",
        "November 3",
        "\n",
        "\n\n",
        "\t",
        "\u200f",
        "مرحبا",
        "e\u0301",
        "🙂",
        "👩‍👩‍👧",
        "\ud800",
        "\x00",
        "\x1b[31m",
        "<b>",
        "</b>",
        "&nbsp;",
        "(",
        ")",
        '"',
        "“",
        "’s",
        "'s",
        "--",
        "—",
        "U.S.-led",
        "the two leaders",
        "according to",
        "refused to",
        "not",
        "by",
        "of",
        "to",
        "<!--",
        "-->",
        "\u2028",
        "\u202e",
        "\u200d",
        "\xa0",
        "\ufeff",
        "İran",
        "ﬁ",
        "“He said “",
        "The talks",
        "The meeting, reported by",
        "the day before the meeting",
        "yesterday",
        "99 decades ago",
        "31 December 9999",
        "Korea´s",
        "https://example.org/a?b=c",
        "#Iran",
        "IRAN",
    ]
)


def extract(text: str, published: date | None = None) -> pd.DataFrame:
    docs = pd.DataFrame({"doc_id": ["a"], "text": [text], "published": [published]}, dtype=object)
    table = extraction.extract(docs, progress=False)
    for row in table.itertuples():
        assert text[row.start : row.end] == row.evidence
        assert row.evidence.strip() == row.evidence != ""
        assert all(0 <= mark.start < mark.end <= len(row.evidence) for mark in parse_marks(row.marks))
    return table


@given(st.lists(PIECES, max_size=40), st.sampled_from([" ", ""]), st.none() | st.dates())
@settings(max_examples=60, deadline=None)
def test_any_mixture_of_news_and_noise(pieces, between, published):
    extract(between.join(pieces), published)


@given(st.lists(PIECES, min_size=5, max_size=40).map(" ".join), st.integers(20, 60))
@settings(max_examples=30, deadline=None)
def test_a_text_that_is_cut_anywhere_keeps_its_offsets(text, size):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reader, "blocks", partial(blocks, size=size))
        extract(text)


@given(st.text(st.characters(exclude_categories=()), max_size=200))
@settings(max_examples=40, deadline=None)
def test_any_text(text):
    extract(text)


@pytest.mark.parametrize(
    "before",
    [
        "\ud83d ",
        "\x00\x01\x02 ",
        "\ufeff",
        "שלום עולם. ",
        "e\u0301te\u0301. ",
        "🙂🙂 ",
        "<p><b>News</b></p> ",
        "日本語の文章です。\n",
        "\r\n\r\n",
        "a" * 5000 + " ",
    ],
)
def test_a_claim_after_noise_is_found_where_it_stands(before):
    table = extract(before + CLAIM)
    assert table[["source", "event", "target"]].to_numpy().tolist() == [["FRA", "ACCUSE", "IRN"]]
    assert table["end"][0] == len(before + CLAIM)


def test_markup_inside_a_claim_stays_in_the_evidence():
    assert extract("<p>France <b>condemned</b> Iran.</p>")["evidence"].tolist() == ["<p>France <b>condemned</b> Iran."]


@pytest.mark.parametrize(
    "text",
    [
        "Le ministre français a rencontré son homologue allemand à Berlin.",
        "Der Kanzler traf den Präsidenten in Paris.",
        "الرئيس الروسي يلتقي نظيره السوري في دمشق",
        "俄罗斯总统会见叙利亚总统。",
    ],
)
def test_other_languages_have_few_or_no_rows(text):
    assert len(extract(text)) <= 1


HOSTILE = {
    "commas": ",",
    "names": "France, ",
    "letters": "a",
    "brackets": "(",
    "clauses": "France and Iran met ",
    "angles": "<",
    "lines": "\n",
    "stops": ". ",
    "reports": "said that ",
    "surrogates": "\ud800",
    "prepositions": "of the ",
    "quotes": '"',
    "quotes in quotes": "He said “ ",
    "words": "the farmers of the valley saw the minister of France and hoped for rain ",
    "sentences": "France condemned Iran. ",
    "persons": "Jane Roe Vladimir Putin ",
    "offices": "the Turkish Foreign Minister of ",
    "more names": "and France ",
    "capitals": "FRANCE CONDEMNED IRAN ",
    "markup": "<p>France <b>condemned</b> Iran.</p>\n",
    "comments that never end": "<!--",
    "control characters": "\x00\x1b[31m ",
    "right to left": "مرحبا بالعالم ",
    "combining": "e\u0301\u0302 ",
    "accents": "\u0301",
    "emoji": "🙂",
    "addresses": "https://example.org/a?b=c&d=e ",
    "dates": "on Monday November 3, 2024 ",
}


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE)
def test_time_grows_no_faster_than_the_text(piece):
    def seconds(size: int) -> float:
        text = (piece * (size // len(piece) + 1))[:size]
        start = time.process_time()
        extract(text)
        return time.process_time() - start

    seconds(1000)
    small, large = min(seconds(40_000) for _ in range(2)), seconds(160_000)
    assert large < 12 * small + 0.5
