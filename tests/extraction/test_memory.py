"""What a sentence takes from those before it: the doer of "the attack", the other side of a reply."""

from __future__ import annotations

import pandas as pd
import pytest

import netlib.extraction as extraction
from netlib.extraction.memory import MEETINGS
from netlib.ontology import EVENTS, read_lexicon


def later(text: str) -> set[str]:
    """Return what the sentences after the first one state."""
    table = extraction.extract(pd.DataFrame({"doc_id": ["a"], "text": [text]}), progress=False)
    return {f"{row.source_country}>{row.target_country} {row.event}" for row in table.itertuples() if row.sentence > 0}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Turkey invaded northern Syria. The operation was condemned by France.", "FRA>TUR ACCUSE"),
        ("Turkey invaded northern Syria. Officials met. The French president condemned the attack.", "FRA>TUR ACCUSE"),
        ("Iran seized a British tanker. The United States condemned the seizure.", "USA>IRN ACCUSE"),
        ("Sweden expelled two Russian diplomats. Germany welcomed the decision.", "DEU>SWE SUPPORT"),
        ("The United States appealed to Israel to wait. Netanyahu rebuffed the appeal.", "ISR>USA REJECT"),
        ("Serbia offered Kosovo talks. Pristina turned down the offer.", "XKX>SRB REJECT"),
    ],
)
def test_a_deed_stands_for_who_did_it(text, expected):
    assert later(text) == {expected}


@pytest.mark.parametrize(
    "text",
    [
        "Turkey invaded Syria. The operation went well, Ankara said.",  # the doer himself
        "Turkey invaded Syria. France condemned the attack on a hotel in Lyon.",  # described anew
        "Turkey invaded Syria and Iran shelled Iraq. France condemned the attack.",  # one of two
        "Turkey invaded Syria. It rained. It rained. It rained. France condemned the attack.",  # too long ago
        "Turkey invaded Syria. France condemned the embargo.",  # none that was named
    ],
)
def test_a_deed_stands_for_nobody_where_it_is_not_plain_whose(text):
    assert later(text) == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The US asked Turkey to free the pastor. Turkey refused.", "TUR>USA REJECT"),
        ("The US asked Turkey to free the pastor. Erdogan has refused to release him.", "TUR>USA REJECT"),
        ("Iran seized a British tanker. London condemned it as piracy.", "GBR>IRN ACCUSE"),
        ("Sudan accused Chad of theft. It threatened to retaliate.", "SDN>TCD THREATEN"),
    ],
)
def test_who_was_spoken_to_answers(text, expected):
    assert later(text) == {expected}


@pytest.mark.parametrize(
    "text",
    [
        "Ukraine accused Russia of shelling Kharkiv. The Kremlin declined to comment.",
        "Iran seized a British tanker. British MPs rejected plans to build a stadium in Leeds.",
        "Iran seized a British tanker. British police warned drivers of icy roads.",
        "Iran and Iraq urged Turkey to wait. Turkey refused.",
    ],
)
def test_what_answers_nobody_yields_nothing(text):
    assert later(text) == set()


def test_the_evidence_is_the_sentence_that_refers():
    text = "Turkey invaded Syria. The operation was condemned by France."
    table = extraction.extract(pd.DataFrame({"doc_id": ["a"], "text": [text]}), progress=False)
    row = table.iloc[-1]
    assert row["evidence"] == text[row["start"] : row["end"]] == "The operation was condemned by France."


def test_every_deed_sums_up_known_events():
    rows = read_lexicon("deeds.csv")
    assert len({row["noun"] for row in rows}) == len(rows)
    assert all(set(row["events"].split("|")) <= set(EVENTS) for row in rows)
    assert MEETINGS.isdisjoint(row["noun"] for row in rows)
