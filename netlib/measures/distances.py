"""Weights to distances, exactly: a strong tie is short, and equal routes stay equal.

The distance of an edge is 1/weight. In floating point 1/3 + 1/6 and 1/2 differ, so that of two equally short routes
only one is found. Here distances are whole numbers: 2 + 1 and 3 sixths.
"""

from __future__ import annotations

import math
import warnings
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import networkx as nx
import numpy as np

from netlib.errors import NetlibWarning
from netlib.measures.arrays import EdgeArrays, Floats, Ints, edge_arrays

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Distances", "distance_graph", "integer_distances"]

EXACT_BITS = 53
"""Whole numbers up to 2**53 are exact as floats, and so are their sums up to it."""

SMALL = 200_000
"""Up to this many nodes times edges, distances of any length are affordable (about a second)."""

DENOMINATOR = 10_000
ROUNDING = 1e-12
"""A weight within this relative error of a fraction with at most this denominator is read as the fraction."""

MANY = 20_000
"""With more different weights than this, none of them whole, exactness is out of reach."""

COARSE = 2**10
"""Rounded distances shorter than this are off by more than 0.05 %."""


@dataclass(frozen=True)
class Distances:
    """Distances of edges as whole multiples of one unit.

    Attributes
    ----------
    steps : sequence of int
        Distance of each edge, in units; an int64 array where `fits`.
    unit : Fraction
        1/weight = steps * unit.
    exact : bool
        Whether that holds exactly. Otherwise each distance is rounded to a unit.
    fits : bool
        Whether every route adds up to at most 2**53, so that floats hold it.
    """

    steps: list[int] | Ints
    unit: Fraction
    exact: bool
    fits: bool


def integer_distances(weights: Iterable[float], *, nodes: int, always_fit: bool = False) -> Distances:
    """Turn weights into whole-number distances in the ratio of 1/weight.

    A weight is read as the fraction (denominator up to 10,000) that it equals but for rounding errors, so that
    0.1 + 0.2 counts as 3/10. Over the weights as whole numbers, the distance is their least common multiple divided by
    the weight: exact. Where routes would then be longer than 2**53, the distances of small networks stay exact with
    longer numbers, and those of large ones are rounded to a unit that the smallest weights divide. Weights that are no
    such fractions (decayed, logarithms) are rounded to the finest unit that keeps every route below 2**53.

    Parameters
    ----------
    weights : iterable of float
        Positive and finite.
    nodes : int
        Number of nodes: no route has more edges than that.
    always_fit : bool, default False
        Whether to round, also in small networks, rather than let routes grow beyond 2**53.

    Returns
    -------
    Distances
        For no weights, no steps and a unit of 1.

    Warns
    -----
    NetlibWarning
        If the weights are so far apart that the shortest distances are off by more than 0.05 %.

    Examples
    --------
    >>> integer_distances([1, 2, 3, 6], nodes=4).steps.tolist()
    [6, 3, 2, 1]
    >>> integer_distances([0.5, 1.5], nodes=3).steps.tolist()
    [3, 1]
    """
    values = np.asarray(weights if isinstance(weights, np.ndarray) else list(weights), dtype=float)
    if not len(values):
        return Distances(np.zeros(0, dtype=np.int64), Fraction(1), exact=True, fits=True)
    longest = 2**EXACT_BITS // max(nodes, 2)
    unique, inverse = np.unique(values, return_inverse=True)
    exact = fits = True
    whole = _whole(unique)
    if whole is not None:
        numbers, one = whole
        common = math.lcm(*numbers)
        fits = common // numbers[0] <= longest
        if not fits and (always_fit or nodes * len(values) > SMALL):
            exact, fits = False, True
            common = _divisible(numbers[0] * longest, numbers)
        steps = [(2 * common + number) // (2 * number) for number in numbers]
        unit = 1 / (one * common)
    else:
        exact = False
        steps = [round(step) for step in (unique[0] * longest / unique).tolist()]
        unit = 1 / (Fraction(float(unique[0])) * longest)
    if not exact and steps[-1] < COARSE:
        warnings.warn(
            f"weights from {unique[0]:g} to {unique[-1]:g} are too far apart for exact distances: the shortest is "
            "rounded by more than 0.05 %. Logarithms (weight='log_count') or dropping the weakest edges help",
            NetlibWarning,
            stacklevel=3,
        )
        steps = [max(1, step) for step in steps]
    each = np.array(steps)[inverse] if fits else [steps[i] for i in inverse.tolist()]
    return Distances(each, unit, exact=exact, fits=fits)


def distance_graph(G: nx.Graph[Any], *, weight: str | None = "weight") -> nx.Graph[Any]:
    """Return the network with whole-number distances, for path algorithms of one's own.

    Parameters
    ----------
    G : networkx graph
        Parallel edges are added up; self-loops and edges of weight 0 are left out.
    weight : str or None, default "weight"
        Edge attribute to read; None counts every edge as 1.

    Returns
    -------
    nx.DiGraph or nx.Graph
        The same nodes, without attributes; every edge with ``weight`` and ``distance`` (a whole number in the ratio of
        1/weight). ``graph["unit"]`` is the fraction that a distance of 1 stands for, ``graph["exact"]`` whether
        distances are exact or had to be rounded.

    Raises
    ------
    ParameterError
        If a weight is negative, infinite, missing or not a number.

    Examples
    --------
    >>> G = nx.Graph()
    >>> G.add_weighted_edges_from([("A", "B", 2), ("B", "C", 3)])
    >>> [(u, v, d["distance"]) for u, v, d in distance_graph(G).edges(data=True)]
    [('A', 'B', 3), ('B', 'C', 2)]
    """
    edges = edge_arrays(G, weight=weight)
    found = integer_distances(edges.weight, nodes=len(edges.actors))
    H = _graph(edges, found)
    H.graph.update(unit=found.unit, exact=found.exact)
    return H


def _graph(edges: EdgeArrays, found: Distances) -> nx.Graph[Any]:
    """Return the edges as a graph of actors with weight and distance."""
    H: nx.Graph[Any] = nx.DiGraph() if edges.directed else nx.Graph()
    H.add_nodes_from(edges.actors)
    ends = zip(edges.source.tolist(), edges.target.tolist(), edges.weight.tolist(), list(found.steps), strict=True)
    for source, target, value, step in ends:
        H.add_edge(edges.actors[source], edges.actors[target], weight=value, distance=int(step))
    return H


def _whole(values: Floats) -> tuple[list[int], Fraction] | None:
    """Return whole numbers in the ratio of the values, and the value of 1; None where they are no simple fractions."""
    if np.array_equal(values, np.rint(values)) and values[-1] < 2**EXACT_BITS:
        numbers = [int(value) for value in values.tolist()]
        share = math.gcd(*numbers)
        return [number // share for number in numbers], Fraction(share)
    if len(values) > MANY:
        return None
    fractions = []
    for value in values.tolist():
        near = Fraction(value).limit_denominator(DENOMINATOR)
        if abs(float(near) - value) > ROUNDING * value:
            return None
        fractions.append(near)
    common = math.lcm(*(fraction.denominator for fraction in fractions))
    numbers = [int(fraction * common) for fraction in fractions]
    share = math.gcd(*numbers)
    return [number // share for number in numbers], Fraction(share, common)


def _divisible(limit: int, numbers: list[int]) -> int:
    """Return a number up to the limit, and near it, that as many as possible of the smallest numbers divide."""
    common = 1
    for number in numbers:
        if math.lcm(common, number) <= limit:
            common = math.lcm(common, number)
    return common * (limit // common)
