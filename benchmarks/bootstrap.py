"""Claim: 1,000 resamples of 100 actors and 1,000 interactions take at most 1/20 of a plain networkx loop.

Both measure strength, PageRank and weighted betweenness in each resample of documents. The loop is timed on a sample of
resamples and scaled up.

    python benchmarks/bootstrap.py --resamples 1000 --loop 20
"""

from __future__ import annotations

import argparse
import time

import networkx as nx
import numpy as np
import pandas as pd
from made_interactions import both_ways, make_interactions

from netlib.measures.engine import networkit_installed
from netlib.measures.uncertainty import bootstrap


def plain(table: pd.DataFrame, resamples: int) -> None:
    rng = np.random.default_rng(1)
    documents = dict(list(table.groupby("doc_id")))
    names = list(documents)
    for _ in range(resamples):
        drawn = pd.concat([documents[names[i]] for i in rng.integers(0, len(names), len(names))])
        edges = both_ways(drawn).groupby(["source", "target"]).size().rename("weight").reset_index()
        edges["distance"] = 1 / edges["weight"]
        G = nx.from_pandas_edgelist(edges, edge_attr=True, create_using=nx.DiGraph)
        dict(G.degree(weight="weight"))
        nx.pagerank(G)
        nx.betweenness_centrality(G, weight="distance")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--resamples", type=int, default=1000)
    parser.add_argument("--loop", type=int, default=20)
    arguments = parser.parse_args()
    table = make_interactions(1000, actors=100, documents=400)
    begun = time.perf_counter()
    plain(table, arguments.loop)
    theirs = (time.perf_counter() - begun) * arguments.resamples / arguments.loop
    print(f"{arguments.resamples} resamples: networkx loop {theirs:.0f} s, from {arguments.loop} of them")
    for engine in ["networkit"] * networkit_installed() + ["scipy"]:
        bootstrap(table, n=2, engine=engine, progress=False)
        begun = time.perf_counter()
        bootstrap(table, n=arguments.resamples, engine=engine, progress=False)
        ours = time.perf_counter() - begun
        print(f"{engine} {ours:.1f} s: {theirs / ours:.0f}x (target 20x with networkit)")


if __name__ == "__main__":
    main()
