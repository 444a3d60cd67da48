"""The ties of a graph as arrays: one pair of actors once, its weight checked, nothing of the caller's changed.

Every measure that counts weights reads them here, so that all agree on what a strange graph means:

- parallel edges of a multigraph are added up;
- a tie of weight 0 is no tie, and a self-loop is left out: a measure between actors has no place for it;
- a negative, infinite or missing weight is refused, with the edge it stands on;
- without a ``weight`` on any edge every edge counts 1, as in networkx; any other name must exist.
"""

from __future__ import annotations

import math
from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from netlib.errors import ParameterError, UnknownActorError, suggest

__all__ = ["Ties", "actor_index", "check_actors", "edge_value", "read_ties"]


@dataclass(frozen=True)
class Ties:
    """The ties of a graph, one row a tie.

    Attributes
    ----------
    actors : list
        The nodes, in the order of the graph.
    source, target : ndarray of int
        Positions in `actors`; in an undirected graph ``source < target``.
    weight : ndarray of float
        Finite and > 0.
    directed : bool
        Whether a pair may stand twice, once in each direction.
    """

    actors: list[Any]
    source: NDArray[np.int64]
    target: NDArray[np.int64]
    weight: NDArray[np.float64]
    directed: bool

    def matrix(self) -> Any:
        """Return the sparse adjacency matrix, symmetric where the graph is undirected."""
        from scipy.sparse import csr_array

        n = len(self.actors)
        matrix = csr_array((self.weight, (self.source, self.target)), shape=(n, n))
        return matrix if self.directed else (matrix + matrix.T).tocsr()

    def pairs(self) -> list[tuple[Any, Any]]:
        """Return the two actors of every tie."""
        return [(self.actors[i], self.actors[j]) for i, j in zip(self.source, self.target, strict=True)]


def read_ties(G: nx.Graph[Any], *, weight: str | None = "weight", directed: bool | None = None) -> Ties:
    """Return the ties of a graph.

    Parameters
    ----------
    G : nx.Graph
        Any networkx graph; it is not changed.
    weight : str or None, default "weight"
        Edge attribute that holds the weight; None counts every tie once, however many parallel edges it has.
    directed : bool, optional
        Pass False to add the two directions of a directed graph up.

    Raises
    ------
    ParameterError
        If a weight is missing, not a number, negative, infinite or NaN.

    Examples
    --------
    >>> G = nx.MultiGraph([("a", "b", {"weight": 2}), ("b", "a", {"weight": 3}), ("b", "b", {"weight": 9})])
    >>> read_ties(G).pairs(), read_ties(G).weight.tolist()
    ([('a', 'b')], [5.0])
    """
    actors = list(G)
    position = {actor: i for i, actor in enumerate(actors)}
    one_way = G.is_directed() if directed is None else directed and G.is_directed()
    sums: dict[tuple[int, int], float] = {}
    unnamed = weight is None or _unweighted(G, weight)
    for u, v, data in G.edges(data=True):
        value = 1.0 if unnamed else edge_value(u, v, data, str(weight), lowest=0.0)
        i, j = position[u], position[v]
        if i == j or value == 0:
            continue
        pair = (i, j) if one_way or i < j else (j, i)
        sums[pair] = 1.0 if weight is None else sums.get(pair, 0.0) + value
    pairs = np.array(sorted(sums), dtype=np.int64).reshape(-1, 2)
    weights = np.array([sums[i, j] for i, j in pairs.tolist()], dtype=float)
    if not np.isfinite(weights).all():
        raise ParameterError(
            f"weight={weight!r}: the sum of parallel edges is too large for a number; rescale the weights"
        )
    return Ties(actors, pairs[:, 0], pairs[:, 1], weights, one_way)


def edge_value(u: Hashable, v: Hashable, data: dict[str, Any], name: str, *, lowest: float | None = None) -> float:
    """Return the number an edge attribute holds, or raise `ParameterError` naming the edge.

    Parameters
    ----------
    u, v : hashable
        The actors, for the message.
    data : dict
        The attributes of the edge.
    name : str
        The attribute.
    lowest : float, optional
        The lowest value allowed.

    Examples
    --------
    >>> edge_value("a", "b", {"weight": -1}, "weight", lowest=0)
    Traceback (most recent call last):
    ...
    netlib.errors.ParameterError: weight='weight': the edge 'a' - 'b' has -1; allowed are finite numbers >= 0. A tie \
between opponents is not a negative weight: use the signed measures (balance, frustration)
    """
    if name not in data:
        raise ParameterError(
            f"weight={name!r}: the edge {u!r} - {v!r} has no such attribute.{suggest(name, data)} "
            "Name one that every edge has, or pass None to count each tie once"
        )
    value = data[name]
    try:
        number = float(value)
    except (TypeError, ValueError):
        number = math.nan
    if not math.isfinite(number) or (lowest is not None and number < lowest):
        allowed = "finite numbers" if lowest is None else f"finite numbers >= {lowest:g}"
        hint = (
            ". A tie between opponents is not a negative weight: use the signed measures (balance, frustration)"
            if lowest is not None and number < lowest
            else ""
        )
        raise ParameterError(f"weight={name!r}: the edge {u!r} - {v!r} has {value!r}; allowed are {allowed}{hint}")
    return number


def check_actors(G: nx.Graph[Any], *actors: Hashable) -> None:
    """Raise `UnknownActorError` for the first of `actors` that is no node of the graph.

    Examples
    --------
    >>> check_actors(nx.Graph([("RUS", "SYR")]), "RU")
    Traceback (most recent call last):
    ...
    netlib.errors.UnknownActorError: 'RU' is no actor of this network of 2 actors. Did you mean 'RUS'?
    """
    for actor in actors:
        if actor not in G:
            raise UnknownActorError(
                f"{actor!r} is no actor of this network of {len(G)} actors.{suggest(actor, list(G))}"
            )


def actor_index(actors: list[Any]) -> Any:
    """Return the pandas index of a table with one row an actor; tuples stay one label."""
    import pandas as pd

    return pd.Index(actors, name="actor", tupleize_cols=False)


def _unweighted(G: nx.Graph[Any], weight: str) -> bool:
    """Tell whether to count 1 an edge: the usual name was asked for, and no edge has it."""
    return weight == "weight" and not any("weight" in data for _, _, data in G.edges(data=True))
