"""Claim: daily windows over ten years and a million events are at least 100x faster than a graph a window.

The peer filters the table, adds it up by pair and makes a networkx graph for each window, then takes the same measures
from it. It is timed on a sample of windows and scaled up.

    python benchmarks/windows.py --rows 1000000 --sample 10
"""

from __future__ import annotations

import argparse
import time

import networkx as nx
import numpy as np
import pandas as pd
from made_interactions import both_ways, make_interactions

from netlib.measures.temporal import windows
from netlib.ontology import COOPERATIVE_QUADS, quads


def plain(table: pd.DataFrame, start: pd.Timestamp) -> tuple[object, ...]:
    rows = both_ways(table[(table["date"] >= start) & (table["date"] < start + pd.Timedelta("30D"))])
    friendly = quads(rows["event"]).isin(COOPERATIVE_QUADS)
    rows = rows.assign(weight=1.0, cooperation=friendly * 1.0, conflict=~friendly * 1.0)
    edges = rows.groupby(["source", "target"])[["weight", "cooperation", "conflict"]].sum().reset_index()
    G = nx.from_pandas_edgelist(edges, edge_attr=True, create_using=nx.DiGraph)
    return (
        len(rows),
        G.number_of_edges(),
        G.size(weight="weight"),
        nx.density(G),
        nx.overall_reciprocity(G),
        dict(G.to_undirected().degree()),
        dict(G.degree(weight="weight")),
        dict(G.in_degree(weight="weight")),
        dict(G.out_degree(weight="weight")),
        dict(G.degree(weight="cooperation")),
        dict(G.degree(weight="conflict")),
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--sample", type=int, default=10)
    arguments = parser.parse_args()
    table = make_interactions(arguments.rows, actors=200, documents=arguments.rows // 3, days=3652 + 29)
    begun = time.perf_counter()
    found = windows(table, "30D", step="1D")
    ours = time.perf_counter() - begun
    starts = found["start"].drop_duplicates()
    print(f"{len(starts)} windows of 30 days over {arguments.rows} events: netlib {ours:.1f} s, {len(found)} rows")
    begun = time.perf_counter()
    for start in starts.iloc[np.linspace(0, len(starts) - 1, arguments.sample).astype(int)]:
        measured = plain(table, start)
        block = found[(found["start"] == start) & (found["measure"] == "edges")]
        assert block["value"].iloc[0] == measured[1]
    theirs = (time.perf_counter() - begun) * len(starts) / arguments.sample
    print(f"filter and rebuild {theirs:.0f} s, from {arguments.sample} windows: {theirs / ours:.0f}x (target 100x)")


if __name__ == "__main__":
    main()
