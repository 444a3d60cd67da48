"""Exact frustration of 150 states against the published model given to the same solver as it stands.

The peer is the model of Aref, Mason and Wilson (2020) with one binary variable an actor and no cutting planes, solved
by scipy's milp in the same run, stopped after a limit. Prints both times and their ratio.
"""

from __future__ import annotations

import time
from itertools import combinations

import networkx as nx
import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from netlib.measures.frustration import frustration
from netlib.measures.signs import signed_ties

LIMIT = 20.0  # seconds for the peer


def states(*, density: float, noise: float, seed: int, n: int = 150) -> nx.Graph:
    """Return two camps in which a share of the ties has the wrong sign."""
    rng = np.random.default_rng(seed)
    camp = rng.integers(0, 2, n)
    G = nx.empty_graph(n)
    for u, v in combinations(range(n), 2):
        if rng.random() < density:
            G.add_edge(u, v, sign=(1 if camp[u] == camp[v] else -1) * (-1 if rng.random() < noise else 1))
    return G


def plain_model(G: nx.Graph) -> tuple[float, bool]:
    """Return the frustration that the model without cuts finds, and whether it proved it within the limit."""
    ties = signed_ties(G, sign="sign")
    n, m = len(ties.actors), len(ties.value)
    tie, friends = np.arange(m), ties.value > 0
    sign = np.where(friends, 1.0, -1.0)
    rows = np.concatenate([tie, tie, tie, tie + m, tie + m, tie + m])
    columns = np.tile(np.concatenate([n + tie, ties.source, ties.target]), 2)
    entries = np.concatenate([np.ones(m), -np.ones(m), sign, np.ones(m), np.ones(m), -sign])
    model = csr_array((entries, (rows, columns)), shape=(2 * m, n + m))
    limits = np.concatenate([np.where(friends, 0.0, -1.0), np.where(friends, 0.0, 1.0)])
    low = np.zeros(n + m)
    low[np.bincount(np.concatenate([ties.source, ties.target])).argmax()] = 1
    result = milp(
        np.concatenate([np.zeros(n), np.ones(m)]),
        integrality=np.concatenate([np.ones(n), np.zeros(m)]),
        bounds=Bounds(low, np.ones(n + m)),
        constraints=LinearConstraint(model, limits, np.inf),
        options={"time_limit": LIMIT, "mip_rel_gap": 0.0},
    )
    return float("nan") if result.x is None else float(result.fun), result.status == 0


def main() -> None:
    print("150 actors; netlib proves the index, the camps and their uniqueness; the peer the index only")
    print(f"{'ties':>6} {'wrong':>6} {'netlib':>22} {'unique':>7} {'plain model':>26} {'ratio':>8}")
    frustration(states(density=0.1, noise=0, seed=0, n=10), sign="sign")
    for density, noise in ((0.02, 0.05), (0.05, 0.02), (0.05, 0.1), (0.1, 0.1), (0.3, 0.1)):
        G = states(density=density, noise=noise, seed=1)
        start = time.perf_counter()
        found = frustration(G, sign="sign")
        ours = time.perf_counter() - start
        start = time.perf_counter()
        index, proved = plain_model(G)
        theirs = time.perf_counter() - start
        mark = "" if proved else ">"
        print(
            f"{G.number_of_edges():>6} {noise:>6.0%} {found.index:>8.0f} in {ours:>7.2f} s"
            f"{'' if found.optimal else ' (bounds)'} {found.unique!s:>7}"
            f" {index:>10.0f} in {mark:>2}{theirs:>8.2f} s {mark:>3}{theirs / ours:>5.0f}x"
        )


if __name__ == "__main__":
    main()
