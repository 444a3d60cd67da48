from __future__ import annotations

from itertools import pairwise

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from netlib.extraction.sentences import MAX_TOKENS, blocks, sentence_starts, tokenizable

TOKENIZE = spacy.blank("en").tokenizer


def split(text: str) -> list[str]:
    doc = TOKENIZE(text)
    words = [token.text for token in doc]
    starts = sentence_starts(words, [token.whitespace_ != "" for token in doc])
    return [doc[a:b].text.strip() for a, b in pairwise([*starts, len(doc)])]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("One left. Two stayed.", ["One left.", "Two stayed."]),
        ("Gov. Lee met Sen. Ray. They spoke.", ["Gov. Lee met Sen. Ray.", "They spoke."]),
        ("He left the U.S. The talks went on.", ["He left the U.S.", "The talks went on."]),
        ("The U.S. Army left.", ["The U.S. Army left."]),
        ("Growth was 3.5 percent. It fell.", ["Growth was 3.5 percent.", "It fell."]),
        ('"Why?" she asked. He left.', ['"Why?" she asked.', "He left."]),
        ("“We go.” They went.", ["“We go.”", "They went."]),
        ("A headline\n\nThe text.", ["A headline", "The text."]),
        ("A short line\nAnother line", ["A short line", "Another line"]),
        ("a line that goes on and\non here", ["a line that goes on and\non here"]),
        ("", []),
    ],
)
def test_boundaries(text, sentences):
    assert split(text) == sentences


def test_a_wrapped_line_is_one_sentence():
    text = "The minister travelled to the capital on Monday to meet President\nJane Roe of the neighbouring country."
    assert split(text) == [text]


def test_no_sentence_is_longer_than_the_limit():
    doc = TOKENIZE("word " * 1000)
    words = [token.text for token in doc]
    starts = sentence_starts(words, [True] * len(words))
    assert max(b - a for a, b in pairwise([*starts, len(words)])) <= MAX_TOKENS + 1


@given(st.text(), st.integers(1, 50))
@settings(max_examples=100)
def test_blocks_are_the_text_in_order(text, size):
    parts = list(blocks(text, size=size))
    assert "".join(part for _, part in parts) == text
    assert all(text[offset : offset + len(part)] == part for offset, part in parts)
    assert all(len(part) <= size for _, part in parts)


@given(st.text(st.characters(exclude_categories=()), max_size=300))
@settings(max_examples=200)
def test_what_the_tokenizer_sees_has_the_same_length(text):
    clean = tokenizable(text)
    assert len(clean) == len(text)
    assert not any("\ud800" <= character <= "\udfff" for character in clean)
    assert TOKENIZE(clean).text == clean


def test_markup_becomes_blanks():
    assert tokenizable('<p class="a">Iran</p>') == " " * 13 + "Iran" + " " * 4
    assert tokenizable("5 < 6 and 7 > 6") == "5 < 6 and 7 > 6"


@pytest.mark.parametrize(
    ("text", "left"),
    [("a<!-- b --> c", "a c"), ("a<!-- <b> \n--> c", "a c"), ("<!-- a <!-- b --> c", "<!-- a c"), ("<!-- a", "<!-- a")],
)
def test_comments_become_blanks_and_one_that_never_ends_stays(text, left):
    assert tokenizable(text).split() == left.split()
    assert len(tokenizable(text)) == len(text)
