"""A small table of interactions for the tests of the page, written for them."""

from __future__ import annotations

import json
import re

import pandas as pd

from netlib.network import build_network
from netlib.schema import validate_interactions
from netlib.views.page import save_html

_CLAIMS = [
    # source, target, event, mode, date, certainty, attributed_to, publisher, reciprocal, sentence
    ("RUS:anna-orlova", "SYR", "CONSULT", "visit", "2031-03-02", "reported", "Radio Aleppo", "Daily Post", True,
     "Russian envoy Anna Orlova met Syria's council on March 2, Radio Aleppo said."),
    ("RUS", "SYR", "AID", None, "2031-03-05", "asserted", None, "Daily Post", False,
     "Russia sent grain to Syria on March 5."),
    ("RUS", "SYR", "COOPERATE", None, None, "possible", "analysts", "Daily Post", False,
     "Analysts say Russia could train Syria's coast guard."),
    ("SYR", "RUS", "ACCUSE", None, "2031-03-20", "asserted", None, "Evening Star", False,
     "Syria blamed Russia for the late grain."),
    ("TUR", "SYR", "CONSULT", None, "2031-03-21", "unconfirmed", None, "Evening Star", False,
     "Turkey has not confirmed that its delegation visited Syria."),
    ("ISR", "IRN", "THREATEN", None, "2031-04-01", "asserted", None, "Evening Star", False,
     "Israel warned Iran of a response."),
    ("RUS:anna-orlova", "TUR", "CONSULT", "phone", "2031-04-02", "planned", None, "Evening Star", True,
     "Orlova is to call Turkey’s 🇹🇷 minister on April 2."),
]  # fmt: skip

_NAMES = {"RUS": "Russia", "SYR": "Syria", "TUR": "Turkey", "ISR": "Israel", "IRN": "Iran"}


def sample_table() -> pd.DataFrame:
    """Seven claims between six actors, three of them not established besides one planned."""
    rows = []
    for source, target, event, mode, date, certainty, said, publisher, reciprocal, sentence in _CLAIMS:
        row = {"event": event, "mode": mode, "date": date, "certainty": certainty, "attributed_to": said}
        row |= {"publisher": publisher, "reciprocal": reciprocal, "evidence": sentence, "doc_id": publisher[:5]}
        for side, actor in (("source", source), ("target", target)):
            person = ":" in actor
            row[side] = actor
            row[f"{side}_name"] = "Anna Orlova" if person else _NAMES[actor]
            row[f"{side}_kind"] = "person" if person else "country"
            row[f"{side}_country"] = actor[:3]
            row[f"{side}_role"] = "envoy" if person else None
        row["marks"] = " ".join(
            f"{part}={at}:{at + len(word)}"
            for part, word in (("source", _said(row["source_name"], sentence)), ("target", row["target_name"]))
            if (at := sentence.find(word)) >= 0
        )
        rows.append(row)
    return validate_interactions(pd.DataFrame(rows))


def _said(name: str, sentence: str) -> str:
    return name if name in sentence else name.rsplit(maxsplit=1)[-1]


def sample_documents() -> pd.DataFrame:
    """The two documents behind the table."""
    return pd.DataFrame(
        {
            "doc_id": ["Daily", "Eveni"],
            "title": ["Grain for the coast", "A war of words"],
            "text": ["", ""],
            "publisher": ["Daily Post", "Evening Star"],
            "url": ["https://example.org/grain", "javascript:alert(1)"],
        }
    )


def sample_page(path, **options) -> str:
    """Write the sample as a page and return its text."""
    table = sample_table()
    save_html(build_network(table), path, table, documents=sample_documents(), title="Grain and words", **options)
    return path.read_text(encoding="utf-8")


def page_json(page: str) -> dict:
    """Return the data inside a page."""
    return json.loads(re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)[1])
