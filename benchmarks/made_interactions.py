"""Interactions made at random for the benchmarks: actors of very different weight, ten years, all event types."""

from __future__ import annotations

import numpy as np
import pandas as pd

from netlib.ontology import EVENTS, event_types
from netlib.schema import CERTAINTIES, validate_interactions


def make_interactions(rows: int, *, actors: int, documents: int, days: int = 3652, seed: int = 1) -> pd.DataFrame:
    """Return a valid interactions table."""
    rng = np.random.default_rng(seed)
    names = np.array([f"A{i:04d}" for i in range(actors)], dtype=object)
    share = 1 / np.arange(1, actors + 1)
    source, target = (names[rng.choice(actors, rows, p=share / share.sum())] for _ in range(2))
    event = np.array(EVENTS, dtype=object)[rng.integers(0, len(EVENTS), rows)]
    scores = {name: event_types()[name, ""].intensity for name in EVENTS}
    columns = {
        "interaction_id": [f"{i:016x}" for i in range(rows)],
        "doc_id": [f"d{i}" for i in rng.integers(0, documents, rows)],
        "date": (np.datetime64("2014-01-01") + rng.integers(0, days, rows)).astype("datetime64[s]"),
        "date_precision": "day",
        "event": event,
        "intensity": pd.Series(event).map(scores).to_numpy(dtype=float),
        "reciprocal": rng.random(rows) < 0.2,
        "certainty": np.array(CERTAINTIES, dtype=object)[rng.integers(0, len(CERTAINTIES) - 1, rows)],
        "publisher": np.array(["Post", "Times", "Globe"], dtype=object)[rng.integers(0, 3, rows)],
    }
    for side, who in (("source", source), ("target", target)):
        columns |= {side: who, f"{side}_name": who, f"{side}_kind": "country", f"{side}_country": who}
    return validate_interactions(pd.DataFrame(columns))


def both_ways(table: pd.DataFrame) -> pd.DataFrame:
    """Return what a directed network is made of, in plain pandas: no self-pairs, reciprocal rows both ways."""
    table = table[(table["certainty"] != "denied") & (table["source"] != table["target"])]
    back = table[table["reciprocal"]].rename(columns={"source": "target", "target": "source"})
    return pd.concat([table, back], ignore_index=True)
