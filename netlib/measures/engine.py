"""Shortest paths, counted by NetworKit where it is installed and by scipy and numpy otherwise.

Both work on whole-number distances held as floats, where sums up to 2**53 are exact; so both find the same shortest
paths. `netlib-actors[fast]` brings NetworKit.
"""

from __future__ import annotations

import sys
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import numpy as np

from netlib.errors import MissingExtraError, check_choice
from netlib.measures.arrays import EdgeArrays, Floats, Ints
from netlib.measures.distances import Distances, integer_distances

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["ENGINES", "choose_engine", "networkit_installed", "path_counts", "path_lengths"]

ENGINES = ("auto", "networkit", "scipy")
"""NetworKit where it is installed; NetworKit or an error; scipy and numpy."""

BLOCK = 4_000_000
"""Numbers that one block of sources may hold at a time (32 MB)."""

CROWD = 500
"""With fewer actors than this, starting threads costs more than they save."""


@cache
def networkit_installed() -> bool:
    """Say whether NetworKit can be imported."""
    try:
        return find_spec("networkit") is not None
    except ValueError:  # a stand-in without a specification
        return False


def choose_engine(engine: str = "auto") -> str:
    """Return ``"networkit"`` or ``"scipy"``.

    Raises
    ------
    ParameterError
        If `engine` is not one of `ENGINES`.
    MissingExtraError
        If NetworKit is asked for and not installed.

    Examples
    --------
    >>> choose_engine("scipy")
    'scipy'
    """
    check_choice("engine", engine, ENGINES)
    if engine == "networkit" and not networkit_installed():
        raise MissingExtraError("networkit", "fast", "engine='networkit'")
    if engine == "auto":
        return "networkit" if networkit_installed() else "scipy"
    return engine


def path_counts(edges: EdgeArrays, *, engine: str = "auto", always_fit: bool = False) -> Floats:
    """Return, for each actor, the share of shortest paths between others that pass through it, added up over pairs.

    This is betweenness before it is normalised: over ordered pairs in a directed network, over pairs otherwise.

    Parameters
    ----------
    edges : EdgeArrays
        The network.
    engine : {"auto", "networkit", "scipy"}, default "auto"
        Who counts. Distances too long for floats are counted by networkx, whoever is asked.
    always_fit : bool, default False
        As in `integer_distances`.

    References
    ----------
    .. [1] Brandes, U. (2001). A faster algorithm for betweenness centrality. Journal of Mathematical Sociology 25(2).

    Examples
    --------
    >>> import networkx as nx
    >>> from netlib.measures.arrays import edge_arrays
    >>> path_counts(edge_arrays(nx.path_graph(4))).tolist()
    [0.0, 2.0, 2.0, 0.0]
    """
    engine = choose_engine(engine)
    n = len(edges.actors)
    if not len(edges):
        return np.zeros(n)
    found = integer_distances(edges.weight, nodes=n, always_fit=always_fit)
    if not found.fits:
        return _counts_of_any_length(edges, found)
    steps = np.asarray(found.steps, dtype=float)
    counts = _counts_networkit(edges, steps) if engine == "networkit" else _counts_numpy(edges, steps)
    return counts if edges.directed else counts / 2


def path_lengths(edges: EdgeArrays) -> Iterator[tuple[Ints, Floats]]:
    """Yield, block by block, some actors and the distance from each of them to every actor, in 1/weight.

    Unreachable actors are at infinite distance. A block has one row an actor.

    Examples
    --------
    >>> import networkx as nx
    >>> from netlib.measures.arrays import edge_arrays
    >>> [lengths.tolist() for _, lengths in path_lengths(edge_arrays(nx.path_graph(3)))]
    [[[0.0, 1.0, 2.0], [1.0, 0.0, 1.0], [2.0, 1.0, 0.0]]]
    """
    from scipy.sparse.csgraph import dijkstra

    n = len(edges.actors)
    found = integer_distances(edges.weight, nodes=n, always_fit=True)
    matrix = edges.adjacency(np.asarray(found.steps, dtype=float))
    unit = float(found.unit)
    size = max(1, BLOCK // max(n, 1))
    for start in range(0, n, size):
        block = np.arange(start, min(start + size, n))
        yield block, dijkstra(matrix, indices=block) * unit


def _networkit() -> Any:
    """Import NetworKit without the script that it puts into a notebook's output."""
    if "networkit" not in sys.modules and "IPython" in sys.modules:
        from IPython.utils.capture import capture_output

        with capture_output():
            return import_module("networkit")
    return import_module("networkit")


def _counts_networkit(edges: EdgeArrays, steps: Floats) -> Floats:
    """Return dependencies summed over all sources."""
    nk = _networkit()
    source, target, _ = edges.arcs()
    values = steps if edges.directed else np.concatenate([steps, steps])
    graph = nk.GraphFromCoo((values, (source, target)), n=len(edges.actors), weighted=True, directed=True)
    threads = nk.getMaxNumberOfThreads()
    nk.setNumberOfThreads(threads if len(edges.actors) >= CROWD else 1)
    try:
        return np.asarray(nk.centrality.Betweenness(graph).run().scores(), dtype=float)
    finally:
        nk.setNumberOfThreads(threads)


def _counts_numpy(edges: EdgeArrays, steps: Floats) -> Floats:
    """Return dependencies summed over all sources, a block of sources at a time.

    An arc (u, v) lies on a shortest path from s where d(s, u) + length = d(s, v). Paths are counted hop by hop along
    these arcs, forwards for their number and backwards for the dependencies.
    """
    from scipy import sparse
    from scipy.sparse.csgraph import dijkstra

    n = len(edges.actors)
    source, target, _ = edges.arcs()
    length = steps if edges.directed else np.concatenate([steps, steps])
    matrix = edges.adjacency(steps)
    arc = np.arange(len(source))
    ones = np.ones(len(source))
    into = sparse.csr_array((ones, (target, arc)), shape=(n, len(source)))
    out_of = sparse.csr_array((ones, (source, arc)), shape=(n, len(source)))
    total = np.zeros(n)
    size = max(1, BLOCK // max(len(source), n))
    for start in range(0, n, size):
        block = np.arange(start, min(start + size, n))
        reach = dijkstra(matrix, indices=block).T
        tight = np.isfinite(reach[source]) & (reach[source] + length[:, None] == reach[target])
        paths = np.zeros_like(reach)
        step = np.zeros_like(reach)
        step[block, np.arange(len(block))] = 1.0
        while step.any():
            paths += step
            step = into @ (step[source] * tight)
        inverse = np.divide(1.0, paths, out=np.zeros_like(paths), where=paths > 0)
        step, ahead = inverse, np.zeros_like(paths)
        while True:
            step = out_of @ (step[target] * tight)
            if not step.any():
                break
            ahead += step
        dependency = paths * ahead
        dependency[block, np.arange(len(block))] = 0.0
        total += dependency.sum(axis=1)
    return total


def _counts_of_any_length(edges: EdgeArrays, found: Distances) -> Floats:
    """Return the counts with Python's whole numbers as distances."""
    import networkx as nx

    graph: nx.Graph[Any] = nx.DiGraph() if edges.directed else nx.Graph()
    graph.add_nodes_from(range(len(edges.actors)))
    graph.add_weighted_edges_from(zip(edges.source.tolist(), edges.target.tolist(), found.steps, strict=True))
    counts = nx.betweenness_centrality(graph, weight="weight", normalized=False)
    return np.array([counts[i] for i in range(len(edges.actors))], dtype=float)
