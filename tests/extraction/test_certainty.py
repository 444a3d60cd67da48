from __future__ import annotations

import pandas as pd
import pytest

import netlib.extraction as extraction


@pytest.mark.parametrize(
    ("text", "certainty", "speaker"),
    [
        ("France condemned Iran.", "asserted", None),
        ("France condemned Iran, officials said.", "reported", "officials"),
        ("Turkish officials said that Iran attacked Israel.", "reported", "Turkish officials"),
        ("According to Al Jazeera, Iran attacked Israel.", "reported", "Al Jazeera"),
        ("Iran reportedly attacked Israel.", "reported", None),
        ("Iran allegedly attacked Israel.", "reported", None),
        ("Iran may attack Israel.", "possible", None),
        ("Analysts suggest that Iran could attack Israel.", "possible", "Analysts"),
        ("Iran possibly attacked Israel.", "possible", None),
        ("Japan will send aid to Nepal.", "planned", None),
        ("Japan promised to send aid to Nepal.", "planned", None),
        ("Egypt has yet to confirm that Iran attacked Israel.", "unconfirmed", None),
        ("There were unconfirmed reports that Iran attacked Israel.", "unconfirmed", None),
        ("Iran did not attack Israel.", "denied", None),
        ("Egypt denied that Iran attacked Israel.", "denied", "Egypt"),
        ("Iran denied that it had attacked Israel.", "denied", "Iran"),
        ("Iran has denied attacking Israel.", "denied", "Iran"),
        ('In a letter, Oman said, "We are free — as all should be — and Iran attacked Israel".', "reported", "Oman"),
        ("No Iranian soldier attacked Israel.", "denied", None),
        ("The silence suggests that Chad may be patient, weighing its pact with Niger.", "asserted", None),
        ("Meanwhile, the visit suggests a change, even as tensions between Israel and Iran grow.", "asserted", None),
        ("Analysts fear a war, while Oman cited the reported meeting between Chad and Niger.", "reported", None),
        ("The absence of a statement on the matter suggests talks between Chad and Niger.", "possible", None),
    ],
)
def test_certainty_and_who_says_so(text, certainty, speaker):
    table = extraction.extract(pd.DataFrame({"doc_id": ["a"], "text": [text]}), progress=False)
    assert table["certainty"].tolist() == [certainty]
    assert table["attributed_to"].astype(object).where(table["attributed_to"].notna(), None).tolist() == [speaker]
