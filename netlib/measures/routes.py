"""Who connects two actors: the strongest routes between them, with the evidence of every step."""

from __future__ import annotations

from collections.abc import Hashable
from fractions import Fraction
from itertools import islice, pairwise
from typing import TYPE_CHECKING, Any

import networkx as nx
import numpy as np

from netlib.errors import ParameterError, UnknownActorError, suggest
from netlib.measures.arrays import edge_arrays
from netlib.measures.distances import distance_graph

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["routes"]


def routes(
    G: nx.Graph[Any],
    a: Hashable,
    b: Hashable,
    *,
    weight: str | None = "weight",
    count: int = 5,
    directed: bool = False,
) -> pd.DataFrame:
    """List the strongest routes from one actor to another, with the evidence of every step.

    A step is as long as 1 over its weight, and a route as strong as 1 over its length: like resistors in a row, a route
    is weaker than its weakest step, and a direct tie of weight w has strength w. Lengths are compared exactly
    (`netlib.measures.distances`).

    Parameters
    ----------
    G : nx.Graph
        Any networkx graph. Self-loops and ties of weight 0 are left out, parallel edges added up.
    a, b : hashable
        The two actors.
    weight : str or None, default "weight"
        Edge attribute, finite and >= 0; ``"cooperation"`` for routes of friendly ties only. None counts every tie as
        1, so that short routes are the strong ones.
    count : int, default 5
        How many routes to list, >= 1. No route visits an actor twice.
    directed : bool, default False
        Whether to go along the direction of the ties only. By default a tie connects both ways, and the weights of
        both directions are added up: a mediator who acts on both sides connects them.

    Returns
    -------
    DataFrame
        Indexed by ``rank`` from 1, the strongest first, of equals the one with fewer steps: ``route`` (all actors, a
        tuple), ``via`` (those between), ``steps``, ``strength`` (> 0), ``weakest`` (weight of the weakest step) and
        ``interactions`` (for each step the list of interaction ids behind it, where the graph holds them). Actors in
        different components have no route: no rows.

    Raises
    ------
    UnknownActorError
        If one of the two is not in the network.
    ParameterError
        If the two are one, `count` is below 1, or a weight is missing, negative, infinite or NaN.

    References
    ----------
    .. [1] Yen (1971), "Finding the K shortest loopless paths in a network", Management Science 17(11), 712-716.
    .. [2] Opsahl, Agneessens and Skvoretz (2010), "Node centrality in weighted networks", Social Networks 32, 245-251.

    Examples
    --------
    >>> G = nx.DiGraph()
    >>> G.add_edge("RUS", "ISR", weight=2, interactions=["i1", "i2"])
    >>> G.add_edge("RUS", "SYR", weight=2, interactions=["i3", "i4"])
    >>> found = routes(G, "ISR", "SYR").loc[1]
    >>> found["via"], float(found["strength"]), found["interactions"]
    (('RUS',), 1.0, [['i1', 'i2'], ['i3', 'i4']])
    """
    import pandas as pd

    for actor in (a, b):
        if actor not in G:
            raise UnknownActorError(
                f"{actor!r} is no actor of this network of {len(G)} actors.{suggest(actor, list(G))}"
            )
    if a == b:
        raise ParameterError(f"a and b are both {a!r}; name two different actors")
    if count < 1:
        raise ParameterError(f"count={count!r} lists no route; ask for 1 or more")
    both_ways = not (directed and G.is_directed())
    H = distance_graph(_both_ways(G, weight) if both_ways else G, weight="weight" if both_ways else weight)
    try:
        found = list(islice(nx.shortest_simple_paths(H, a, b, weight="distance"), count))
    except nx.NetworkXNoPath:
        found = []
    rows = []
    for route in found:
        steps = list(pairwise(route))
        length = sum(H.edges[step]["distance"] for step in steps) * Fraction(H.graph["unit"])
        rows.append(
            {
                "route": tuple(route),
                "via": tuple(route[1:-1]),
                "steps": len(steps),
                "strength": float(1 / length),
                "weakest": min(H.edges[step]["weight"] for step in steps),
                "interactions": [_evidence(G, u, v, both_ways) for u, v in steps],
            }
        )
    columns = ["route", "via", "steps", "strength", "weakest", "interactions"]
    table = pd.DataFrame(rows, columns=columns)
    table = table.sort_values(["strength", "steps"], ascending=[False, True], kind="stable")
    table.index = pd.RangeIndex(1, len(table) + 1, name="rank")
    return table


def _both_ways(G: nx.Graph[Any], weight: str | None) -> nx.Graph[Any]:
    """Return the undirected network in which the weights of both directions are added up."""
    edges = edge_arrays(G, weight=weight)
    H: nx.Graph[Any] = nx.Graph()
    H.add_nodes_from(edges.actors)
    weights = np.ones(len(edges)) if weight is None else edges.weight
    for i, j, value in zip(edges.source.tolist(), edges.target.tolist(), weights.tolist(), strict=True):
        u, v = edges.actors[i], edges.actors[j]
        before = H.edges[u, v]["weight"] if H.has_edge(u, v) and weight is not None else 0.0
        H.add_edge(u, v, weight=before + value)
    return H


def _evidence(G: nx.Graph[Any], u: Any, v: Any, both_ways: bool) -> list[Any]:
    """Return the interaction ids behind a step, each once."""
    ids: dict[Any, None] = {}
    for one, other in [(u, v), (v, u)] if both_ways else [(u, v)]:
        data = G.get_edge_data(one, other, default={})
        for edge in data.values() if G.is_multigraph() else [data]:
            ids.update(dict.fromkeys(edge.get("interactions") or ()))
    return list(ids)
