from __future__ import annotations

import pytest
import spacy

from netlib.extraction.quotations import quotations


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ('"We met," he said. "It rained."', ["We met ,", "It rained ."]),
        ("“We met,” he said.", ["We met ,"]),
        ("„We met“, he said, «again».", ["We met", "again"]),
        ('"We met.\n\n"We parted.\n\nIt rained.', ["We met .", "We parted ."]),
        ("“We met.\nIt rained.", ["We met ."]),
        ("“We met\nagain,” he said.", ["We met \n again ,"]),
        ('A 5" nail.', []),
        ("It rained.", []),
        ("“", [""]),
    ],
)
def test_quotations(text, quoted):
    doc = spacy.blank("en").tokenizer(text)
    words, idx = [token.text for token in doc], [token.idx for token in doc]
    assert [" ".join(words[begin:end]) for begin, end in quotations(words, idx)] == quoted
