"""The small word lists: each is read somewhere."""

from __future__ import annotations

from pathlib import Path

import pytest

import netlib.extraction
from netlib.extraction.words import phrase_words
from netlib.ontology import read_lexicon

SOURCES = "".join(path.read_text(encoding="utf-8") for path in Path(netlib.extraction.__path__[0]).rglob("*.py"))


@pytest.mark.parametrize("row", read_lexicon("phrase_words.csv"), ids=lambda row: row["class"])
def test_a_class_has_a_meaning_words_and_a_reader(row):
    assert row["meaning"]
    assert phrase_words(row["class"])
    assert f'phrase_words("{row["class"]}")' in SOURCES
