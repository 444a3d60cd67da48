"""Where the actors stand: seeded positions, the same for everyone, stable from one slice of time to the next."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import networkx as nx
import numpy as np
from numpy.typing import NDArray

__all__ = ["place", "positions"]

Points = NDArray[np.float64]
Indices = NDArray[np.int64]
Matrix = Any  # scipy.sparse.csr_array; SciPy takes long to import, so that small networks do without it

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
    points = np.zeros((n, 2))
    if not n:
        return points
    rng = np.random.default_rng(seed)
    old = points if start is None else start
    known: NDArray[np.bool_] = np.zeros(n, dtype=bool) if start is None else np.isfinite(start.sum(axis=1))
    loose = []
    for member, links in _components(n, *_edge_lengths(n, pairs, strength)):
        anchored = known[member].any()
        if len(member) <= 2 and not anchored:  # there may be thousands
            points[member, 0] = np.arange(len(member))
        elif anchored:
            part = links.matrix()
            points[member] = _relaxed(part, _entered(part, old[member], known[member], rng), still=True)
        else:
            points[member] = _upright(_drawn(links, rng))
        if not anchored:
            loose.append(member)
    _pack(points, loose, occupied=points[known] if known.any() else None)
    if not known.any():
        points -= (points.min(axis=0) + points.max(axis=0)) / 2
    return np.round(points, 3) + 0.0  # no negative zero


@dataclass(frozen=True)
class _Links:
    """The edges of one component of `n` nodes: both ends, counted from 0 within it, and the length."""

    n: int
    low: Indices
    high: Indices
    length: Points

    def matrix(self) -> Matrix:
        """Return the symmetric matrix of lengths."""
        from scipy.sparse import csr_array

        ends = np.concatenate([self.low, self.high]), np.concatenate([self.high, self.low])
        return csr_array((np.tile(self.length, 2), ends), shape=(self.n, self.n))

    def path_lengths(self) -> Points:
        """Return the lengths of the shortest paths between all nodes, which are few."""
        paths = np.full((self.n, self.n), math.inf)
        paths[self.low, self.high] = paths[self.high, self.low] = self.length
        np.fill_diagonal(paths, 0.0)
        for via in range(self.n):
            np.minimum(paths, paths[:, via, None] + paths[via], out=paths)
        return paths


def _edge_lengths(n: int, pairs: Indices, strength: Points) -> tuple[Indices, Indices, Points]:
    """Return both ends of the edges, without loops and each once, and their lengths: 1 if typical, less if strong."""
    real = pairs[:, 0] != pairs[:, 1]
    between, edge = np.unique(pairs[real].min(axis=1) * n + pairs[real].max(axis=1), return_inverse=True)
    length: Points = np.bincount(edge, weights=strength[real], minlength=len(between)).astype(np.float64)
    if len(between):
        length = np.clip((np.median(length) / length) ** 0.25, 0.7, 1.4)
    return between // n, between % n, length


def _components(n: int, low: Indices, high: Indices, length: Points) -> list[tuple[Indices, _Links]]:
    """Return the connected components, the largest first: their nodes and the edges between them."""
    root = np.arange(n)
    while (root[low] != root[high]).any():
        least = np.minimum(root[low], root[high])
        np.minimum.at(root, root[low], least)
        np.minimum.at(root, root[high], least)
        while (root[root] != root).any():
            root = root[root]
    _, label, sizes = np.unique(root, return_inverse=True, return_counts=True)
    order = np.argsort(label, kind="stable")
    ends = np.cumsum(sizes)
    within = np.empty(n, dtype=np.int64)
    within[order] = np.arange(n) - np.repeat(ends - sizes, sizes)
    edges = np.argsort(label[low], kind="stable")
    edge_ends = np.cumsum(np.bincount(label[low], minlength=len(sizes)))[:-1]
    members, own = np.split(order, ends[:-1]), np.split(edges, edge_ends)
    found = [
        (member, _Links(len(member), within[low[edge]], within[high[edge]], length[edge]))
        for member, edge in zip(members, own, strict=True)
    ]
    return sorted(found, key=lambda pair: (-len(pair[0]), int(pair[0][0])))


def _number(value: Any) -> float:
    """Return the size of a weight, or 1 where it has none."""
    try:
        number = abs(float(value))
    except (TypeError, ValueError):
        return 1.0
    return number if 0 < number < math.inf else 1.0


def _drawn(links: _Links, rng: np.random.Generator) -> Points:
    """Draw one component from nothing."""
    n = links.n
    if n > _EXACT:
        lengths = links.matrix()
        return _relaxed(lengths, _pivot_scaling(lengths, rng), still=False)
    wanted = links.path_lengths()
    pull = (wanted + np.eye(n)) ** -2.0
    np.fill_diagonal(pull, 0.0)
    inverse = np.linalg.inv(np.diag(pull.sum(axis=1)) - pull + 1.0 / n) - 1.0 / n
    goal = pull * wanted

    def majorised(points: Points, steps: int) -> tuple[Points, float]:
        """Move points until their distances follow the wanted ones; return them and the stress that is left."""
        for _ in range(steps):
            ratio = goal / np.maximum(_distances(points), 1e-9)
            moved = inverse @ (ratio.sum(axis=1)[:, None] * points - ratio @ points)
            shift = float(np.abs(moved - points).max())
            points = moved
            if shift < 1e-4:
                break
        return points, float((pull * (_distances(points) - wanted) ** 2).sum())

    tries = 6 if 5 < n <= 60 else 2
    best, least = np.zeros((n, 2)), math.inf
    for _ in range(tries):
        points, stress = majorised(rng.normal(size=(n, 2)) * math.sqrt(n), steps=40)
        if stress < least * (1 - 1e-6):
            best, least = points, stress
    return _spread(majorised(best, steps=150)[0], steps=20)


def _distances(points: Points) -> Points:
    x, y = points[:, 0], points[:, 1]
    return np.asarray(np.sqrt((x[:, None] - x) ** 2 + (y[:, None] - y) ** 2))  # hypot takes three times as long


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
    points = points + 1e-6 * np.column_stack([np.arange(len(points)), -np.arange(len(points))])
    for _ in range(steps):
        near = _nearest(points, min(7, len(points) - 1))
        gap = points[:, None, :] - points[near]
        distance = np.maximum(np.hypot(gap[..., 0], gap[..., 1]), 1e-9)
        short = np.maximum(_APART - distance, 0.0)
        if not short.any():
            break
        points = points + 0.5 * (gap * (short / distance)[..., None]).sum(axis=1)
    return points


def _nearest(points: Points, count: int) -> Indices:
    """Return for each point the indices of the points nearest to it."""
    if len(points) <= _EXACT:
        apart = _distances(points)
        np.fill_diagonal(apart, math.inf)
        return np.argsort(apart, axis=1, kind="stable")[:, :count]
    from scipy.spatial import cKDTree

    return np.asarray(cKDTree(points).query(points, k=count + 1)[1])[:, 1:]


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
