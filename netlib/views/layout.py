"""Where the actors stand: seeded positions, the same for everyone, stable from one slice of time to the next."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import networkx as nx
import numpy as np
from numpy.typing import NDArray

__all__ = ["place", "positions"]

Points = NDArray[np.float64]
Matrix = Any  # scipy.sparse.csr_array, imported where it is used

_EXACT = 250  # nodes up to which every pair takes part; above it, pivots and nearest neighbours do
_PIVOTS = 40
_APART = 0.75  # the closest that two nodes may stand, in lengths of a typical edge


def positions(
    G: nx.Graph[Any],
    *,
    weight: str | None = "weight",
    seed: int = 0,
    start: Mapping[Any, tuple[float, float]] | None = None,
) -> dict[Any, tuple[float, float]]:
    """Compute where to draw each node, so that related nodes stand together.

    Small components minimise stress: the distance on paper follows the length of the shortest path. Large ones start
    from pivot multidimensional scaling and are then relaxed locally, in time near-linear in the number of edges.
    Components are packed side by side, the largest first. Directions are ignored; a stronger edge is a little shorter.

    Parameters
    ----------
    G : networkx graph
        Any kind; it is not changed.
    weight : str or None, default "weight"
        Edge attribute that shortens an edge; missing or unusable values count as 1.
    seed : int, default 0
        Chooses between equally good drawings.
    start : mapping of node to (x, y), optional
        Positions of an earlier drawing. Its nodes stay close to where they were, and new ones appear next to their
        neighbours; nodes it names that are not in `G` are passed over.

    Returns
    -------
    dict
        Node to (x, y), in the order of `G`; about 1 between neighbours, rounded to 1/1000. Wider than high. An empty
        graph gives an empty dict; a single node stands at (0, 0).

    References
    ----------
    E. Gansner, Y. Koren and S. North (2005). Graph drawing by stress majorization. Graph Drawing 2004.
    U. Brandes and C. Pich (2007). Eigensolver methods for progressive multidimensional scaling of large data.
    Graph Drawing 2006.

    Examples
    --------
    >>> import networkx as nx
    >>> points = positions(nx.path_graph(3))
    >>> points == positions(nx.path_graph(3))
    True
    >>> left, middle, right = (points[node][0] for node in (0, 1, 2))
    >>> min(left, right) < middle < max(left, right)
    True
    """
    nodes = list(G)
    index = {node: i for i, node in enumerate(nodes)}
    pairs = np.array([(index[u], index[v]) for u, v in G.edges()], dtype=np.int64).reshape(-1, 2)
    if weight is None:
        strength = np.ones(len(pairs))
    else:
        strength = np.array([_number(data.get(weight)) for _, _, data in G.edges(data=True)], dtype=float)
    old = np.array([start[node] if start and node in start else (math.nan, math.nan) for node in nodes], dtype=float)
    points = place(len(nodes), pairs, strength, seed=seed, start=old.reshape(-1, 2))
    return {node: (x, y) for node, (x, y) in zip(nodes, points.tolist(), strict=True)}


def place(n: int, pairs: NDArray[np.int64], strength: Points, *, seed: int = 0, start: Points | None = None) -> Points:
    """Compute positions as `positions` does, for nodes 0 to n - 1 and edges as rows of two of them.

    Parameters
    ----------
    n : int
        Number of nodes.
    pairs : array of int, m x 2
        The edges.
    strength : array of float, m
        Their weights, > 0 and finite.
    seed : int, default 0
        Chooses between equally good drawings.
    start : array of float, n x 2, optional
        Positions to stay close to; NaN for nodes that have none.

    Returns
    -------
    array of float, n x 2

    Examples
    --------
    >>> place(2, np.array([[0, 1]]), np.ones(1)).tolist()
    [[-0.5, 0.0], [0.5, 0.0]]
    """
    from scipy.sparse.csgraph import connected_components

    points = np.zeros((n, 2))
    if not n:
        return points
    lengths = _edge_lengths(n, pairs, strength)
    rng = np.random.default_rng(seed)
    old = points if start is None else start
    known: NDArray[np.bool_] = np.zeros(n, dtype=bool) if start is None else np.isfinite(start.sum(axis=1))
    _, label = connected_components(lengths, directed=False)
    members: list[NDArray[np.int64]] = np.split(np.argsort(label, kind="stable"), np.cumsum(np.bincount(label))[:-1])
    loose = []
    for member in sorted(members, key=lambda m: (-len(m), int(m[0]))):
        anchored = known[member].any()
        if len(member) <= 2 and not anchored:  # there may be thousands
            points[member, 0] = np.arange(len(member))
        elif anchored:
            part = lengths[member][:, member]
            points[member] = _relaxed(part, _entered(part, old[member], known[member], rng), still=True)
        else:
            points[member] = _upright(_drawn(lengths[member][:, member], rng))
        if not anchored:
            loose.append(member)
    _pack(points, loose, occupied=points[known] if known.any() else None)
    if not known.any():
        points -= (points.min(axis=0) + points.max(axis=0)) / 2
    return np.round(points, 3) + 0.0  # no negative zero


def _edge_lengths(n: int, pairs: NDArray[np.int64], strength: Points) -> Matrix:
    """Return the symmetric matrix of edge lengths: 1 for a typical edge, less for a strong one."""
    from scipy.sparse import csr_array

    real = pairs[:, 0] != pairs[:, 1]
    low, high = pairs[real].min(axis=1, initial=n), pairs[real].max(axis=1, initial=0)
    total = csr_array((strength[real], (low, high)), shape=(n, n))
    total.sum_duplicates()
    if total.nnz:
        total.data = np.clip((np.median(total.data) / total.data) ** 0.25, 0.7, 1.4)
    return csr_array(total + total.T)


def _number(value: Any) -> float:
    """Return the size of a weight, or 1 where it has none."""
    try:
        number = abs(float(value))
    except (TypeError, ValueError):
        return 1.0
    return number if 0 < number < math.inf else 1.0


def _drawn(lengths: Matrix, rng: np.random.Generator) -> Points:
    """Draw one component from nothing."""
    n = lengths.shape[0]
    if n > _EXACT:
        return _relaxed(lengths, _pivot_scaling(lengths, rng), still=False)
    from scipy.sparse.csgraph import shortest_path

    wanted = shortest_path(lengths, directed=False)
    tries = 6 if 5 < n <= 60 else 2
    best, least = np.zeros((n, 2)), math.inf
    for _ in range(tries):
        points, stress = _stress_majorised(wanted, rng.normal(size=(n, 2)) * math.sqrt(n), steps=40)
        if stress < least * (1 - 1e-6):
            best, least = points, stress
    best, _ = _stress_majorised(wanted, best, steps=150)
    return _spread(best, steps=20)


def _stress_majorised(wanted: Points, points: Points, *, steps: int) -> tuple[Points, float]:
    """Move points until their distances follow the wanted ones; return them and the stress that is left."""
    n = len(wanted)
    far = wanted + np.eye(n)
    pull = far**-2.0
    np.fill_diagonal(pull, 0.0)
    laplacian = np.diag(pull.sum(axis=1)) - pull
    inverse = np.linalg.inv(laplacian + 1.0 / n) - 1.0 / n
    goal = pull * wanted
    for _ in range(steps):
        gap = np.maximum(_distances(points), 1e-9)
        ratio = goal / gap
        moved = inverse @ (ratio.sum(axis=1)[:, None] * points - ratio @ points)
        shift = float(np.abs(moved - points).max())
        points = moved
        if shift < 1e-4:
            break
    return points, float((pull * (_distances(points) - wanted) ** 2).sum())


def _distances(points: Points) -> Points:
    x, y = points[:, 0], points[:, 1]
    return np.asarray(np.hypot(x[:, None] - x, y[:, None] - y))


def _pivot_scaling(lengths: Matrix, rng: np.random.Generator) -> Points:
    """Place many nodes by their distances to a few pivots that stand far from each other."""
    from scipy.sparse.csgraph import shortest_path

    n = lengths.shape[0]
    pivot, near = int(rng.integers(n)), np.full(n, math.inf)
    rows = []
    for _ in range(min(_PIVOTS, n)):
        row = shortest_path(lengths, method="D", directed=False, unweighted=True, indices=pivot)
        rows.append(row)
        near = np.minimum(near, row)
        pivot = int(np.argmax(near + 1e-3 * rng.random(n)))
    squared = np.array(rows).T ** 2
    centred = squared - squared.mean(axis=0) - squared.mean(axis=1)[:, None] + squared.mean()
    _, vectors = np.linalg.eigh(centred.T @ centred)
    points = centred @ vectors[:, [-1, -2]]
    points *= np.sign(points[np.argmax(np.abs(points), axis=0), [0, 1]])
    points /= np.maximum(points.std(axis=0), 1e-9)
    # Equal ranks, not equal distances: the many nodes at the same distance from everything would share one spot.
    radius = np.hypot(*points.T) + 1e-9
    rank = np.argsort(np.argsort(radius, kind="stable"), kind="stable")
    even = np.sqrt((rank + 0.5) / n) * math.sqrt(n) * 0.9
    jitter = rng.normal(scale=0.2, size=(n, 2))
    return np.asarray(points * (even / radius)[:, None] + jitter, dtype=np.float64)


def _relaxed(lengths: Matrix, points: Points, *, still: bool) -> Points:
    """Pull neighbours together and push near points apart; gently where the points are to stay."""
    if len(points) == 1:
        return points
    steps, pace = (8, 0.15) if still else (25 if len(points) < 5000 else 12, 0.5)
    degree = np.maximum(np.diff(lengths.indptr), 1)
    links = lengths.copy()
    links.data = np.ones_like(links.data)
    middle = points.mean(axis=0)
    size = math.sqrt(float(((points - middle) ** 2).sum(axis=1).mean()))
    for step in range(steps):
        towards = (links @ points) / degree[:, None] - points
        points = points + pace * (1 - step / steps) * towards
        if not still:  # attraction alone would shrink the drawing to a point
            points -= points.mean(axis=0)
            points *= size / max(math.sqrt(float((points**2).sum(axis=1).mean())), 1e-9)
        points = _spread(points, steps=1)
    return _spread(points, steps=4 if still else 10)


def _spread(points: Points, *, steps: int) -> Points:
    """Push apart the points that stand closer together than allowed."""
    from scipy.spatial import cKDTree

    points = points + 1e-6 * np.column_stack([np.arange(len(points)), -np.arange(len(points))])
    for _ in range(steps):
        near = np.asarray(cKDTree(points).query(points, k=min(8, len(points)))[1])
        gap = points[:, None, :] - points[near[:, 1:]]
        distance = np.maximum(np.hypot(gap[..., 0], gap[..., 1]), 1e-9)
        short = np.maximum(_APART - distance, 0.0)
        if not short.any():
            break
        points = points + 0.5 * (gap * (short / distance)[..., None]).sum(axis=1)
    return points


def _entered(lengths: Matrix, old: Points, known: NDArray[np.bool_], rng: np.random.Generator) -> Points:
    """Return the old positions, with new nodes beside the neighbours that already have one."""
    points, placed = np.where(known[:, None], old, 0.0), known.copy()
    links = lengths.copy()
    links.data = np.ones_like(links.data)
    while not placed.all():
        beside = links @ placed.astype(float)
        ready = ~placed & (beside > 0)
        at = (links @ np.where(placed[:, None], points, 0.0)) / np.maximum(beside, 1)[:, None]
        angle = rng.uniform(0, 2 * math.pi, size=len(points))
        points[ready] = (at + np.column_stack([np.cos(angle), np.sin(angle)]))[ready]
        placed |= ready
    return points


def _upright(points: Points) -> Points:
    """Turn a component so that its longest side lies across the page."""
    centred = points - points.mean(axis=0)
    (a, b), (_, d) = centred.T @ centred
    angle = 0.5 * math.atan2(2 * b, a - d)
    turn = np.array([[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]])
    return np.asarray(centred @ turn)


def _pack(points: Points, members: list[NDArray[np.int64]], *, occupied: Points | None) -> None:
    """Set components side by side, in place: in rows about as wide as the largest, or below what is occupied."""
    margin = 0.9
    boxes = [np.ptp(points[member], axis=0) + margin for member in members]
    if not boxes:
        return
    area = sum(float(box[0] * box[1]) for box in boxes)
    if occupied is None:
        left, top, wide = 0.0, 0.0, max(float(boxes[0][0]), math.sqrt(1.6 * area))
    else:
        left, top = float(occupied[:, 0].min()), float(occupied[:, 1].max()) + margin
        wide = max(float(np.ptp(occupied[:, 0])), float(max(box[0] for box in boxes)))
    x, y, high = left, top, 0.0
    for member, box in zip(members, boxes, strict=True):
        if x > left and x + box[0] > left + wide + 1e-9:
            x, y, high = left, y + high, 0.0
        points[member] += np.array([x, y]) - points[member].min(axis=0)
        x, high = x + float(box[0]), max(high, float(box[1]))
