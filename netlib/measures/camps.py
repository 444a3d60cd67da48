"""The best division of a connected signed network into two camps, with proof: local search, cutting planes, milp.

Every cycle with an odd number of conflicts holds at least one frustrated tie. A linear program with one such
constraint a violated cycle, found as a shortest path in the double cover of the network, bounds the frustration from
below; where the bound meets the best division found, nothing better exists. What remains open goes to scipy's milp.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["Division", "SignedGraph", "divide", "frustrated", "undecided"]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

TOLERANCE = 1e-6  # of the solvers, for weights scaled to at most 1
STARTS = 30
KICKS = 60
PATIENCE = 4
_SOLVER_FAILED = 4  # as scipy numbers it


@dataclass(frozen=True)
class SignedGraph:
    """A connected signed graph with nodes 0 to n - 1.

    Attributes
    ----------
    n : int
        Number of nodes.
    source, target : ndarray of int
        The ends of each tie.
    value : ndarray of float
        Signed, the largest absolute value at most 1.
    step : float
        No two divisions differ in frustration by less than this, other than by nothing; 0 where unknown.
    """

    n: int
    source: Ints
    target: Ints
    value: Floats
    step: float

    def matrix(self) -> Any:
        """Return the symmetric signed matrix, dense."""
        S = np.zeros((self.n, self.n))
        S[self.source, self.target] = S[self.target, self.source] = self.value
        return S


@dataclass(frozen=True)
class Division:
    """Two camps, what they cost, and how little any division could cost.

    Attributes
    ----------
    side : ndarray of float
        1 or -1 a node.
    cost : float
        The frustration of this division.
    lower : float
        The frustration of every division is at least this.
    optimal : bool
        Whether the two are equal.
    fixed : ndarray of bool
        Ties proved to be the same, frustrated or not, in every optimal division.
    cycles : list
        The odd cycles behind the bound, as arrays of tie numbers.
    """

    side: Floats
    cost: float
    lower: float
    optimal: bool
    fixed: NDArray[np.bool_]
    cycles: list[Ints] = field(default_factory=list)


def frustrated(graph: SignedGraph, side: Floats) -> NDArray[np.bool_]:
    """Return which ties a division leaves frustrated: friends apart, opponents together.

    Examples
    --------
    >>> triangle = SignedGraph(3, np.array([0, 1, 0]), np.array([1, 2, 2]), np.array([1.0, 1.0, -1.0]), 1.0)
    >>> frustrated(triangle, np.array([1.0, 1.0, 1.0])).tolist()
    [False, False, True]
    """
    apart: NDArray[np.bool_] = graph.value * side[graph.source] * side[graph.target] < 0
    return apart


def divide(graph: SignedGraph, *, deadline: float, rng: np.random.Generator) -> Division:
    """Return the division with the least frustration, proved where the deadline allows.

    Parameters
    ----------
    graph : SignedGraph
        Connected, with at least one tie.
    deadline : float
        When to stop, as `time.monotonic` counts.
    rng : Generator
        For the local search; it decides the division only where several cost the same or nothing is proved.

    Examples
    --------
    >>> triangle = SignedGraph(3, np.array([0, 1, 0]), np.array([1, 2, 2]), np.array([1.0, 1.0, -1.0]), 1.0)
    >>> found = divide(triangle, deadline=time.monotonic() + 10, rng=np.random.default_rng(0))
    >>> found.cost, found.lower, found.optimal
    (1.0, 1.0, True)
    """
    side = _search(graph, rng)
    cost = _cost(graph, side)
    bound, side, cost, rises, cycles = _bound(graph, side, cost, deadline)
    lower = _round_up(bound, graph.step)
    if lower < cost - TOLERANCE and time.monotonic() < deadline:
        found, lower = _solve(graph, cycles, cost, lower, deadline)
        if found is not None and _cost(graph, found) < cost - TOLERANCE:
            side, cost = found, _cost(graph, found)
    optimal = bool(lower >= cost - TOLERANCE)
    if optimal:
        lower = cost
    rise = np.where(frustrated(graph, side), rises[1], rises[0])
    fixed = (bound + rise > cost + TOLERANCE) | (cost == 0)  # a balanced network has but one division into camps
    return Division(side, cost, lower, optimal, fixed, cycles)


def undecided(graph: SignedGraph, best: Division, *, deadline: float) -> NDArray[np.bool_] | None:
    """Return the nodes that some optimal division puts on the other side of the best connected node.

    Parameters
    ----------
    graph : SignedGraph
        As given to `divide`.
    best : Division
        What `divide` returned; optimal.
    deadline : float
        When to stop.

    Returns
    -------
    ndarray of bool or None
        None where the deadline passed before this was decided.

    Examples
    --------
    >>> triangle = SignedGraph(3, np.array([0, 1, 0]), np.array([1, 2, 2]), np.array([1.0, 1.0, -1.0]), 1.0)
    >>> best = divide(triangle, deadline=time.monotonic() + 10, rng=np.random.default_rng(0))
    >>> undecided(triangle, best, deadline=time.monotonic() + 10).tolist()
    [False, True, True]
    """
    from scipy.sparse.csgraph import connected_components

    anchor = _anchor(graph)
    fixed = best.fixed
    _, label = connected_components(_adjacency(graph.n, graph.source[fixed], graph.target[fixed]), directed=False)
    group = label.astype(np.int64)
    open_groups = np.ones(group.max() + 1, dtype=bool)
    open_groups[group[anchor]] = False
    moves = np.zeros(len(open_groups), dtype=bool)
    # A division found by moving one group alone needs no solver.
    margin = graph.matrix() * np.outer(best.side, best.side)
    for k in np.flatnonzero(open_groups):
        inside = group == k
        if margin[np.ix_(inside, ~inside)].sum() <= TOLERANCE:
            moves[k] = True
    open_groups &= ~moves
    while open_groups.any():
        if time.monotonic() >= deadline:
            return None
        answer = _other_division(graph, best, group, open_groups, deadline)
        if answer is None:
            return None
        if not answer.any():
            break
        moves |= answer
        open_groups &= ~answer
    result: NDArray[np.bool_] = moves[group]
    return result


def _cost(graph: SignedGraph, side: Floats) -> float:
    return float(np.abs(graph.value)[frustrated(graph, side)].sum())


def _anchor(graph: SignedGraph) -> int:
    """Return the node with the most ties, the first of several."""
    return int(np.bincount(np.concatenate([graph.source, graph.target]), minlength=graph.n).argmax())


def _round_up(bound: float, step: float) -> float:
    """Return the least cost that the bound allows."""
    return float(np.ceil((bound - TOLERANCE) / step) * step) if step else bound


def _adjacency(n: int, source: Ints, target: Ints) -> Any:
    from scipy.sparse import csr_array

    return csr_array((np.ones(len(source)), (source, target)), shape=(n, n))


def _search(graph: SignedGraph, rng: np.random.Generator) -> Floats:
    """Return a good division: descents from a spanning tree and from random sides, then kicks to the best."""
    S = graph.matrix()
    best = _descend(S, _from_tree(graph, np.zeros(len(graph.value))))
    for _ in range(STARTS):
        best = _better(S, best, _descend(S, rng.choice([-1.0, 1.0], graph.n)))
    for _ in range(KICKS):
        kicked = best.copy()
        kicked[rng.random(graph.n) < rng.uniform(0.02, 0.2)] *= -1
        best = _better(S, best, _descend(S, kicked))
    return best


def _better(S: Any, first: Floats, second: Floats) -> Floats:
    return second if second @ S @ second > first @ S @ first + TOLERANCE else first


def _descend(S: Any, side: Floats) -> Floats:
    """Move the node that gains most to the other side until none gains."""
    pull = S @ side
    while True:
        gain = side * pull
        node = int(gain.argmin())
        if gain[node] >= -TOLERANCE:
            return side
        side[node] = -side[node]
        pull += 2 * side[node] * S[:, node]


def _from_tree(graph: SignedGraph, length: Floats) -> Floats:
    """Return the division that satisfies a spanning tree of the shortest ties."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import breadth_first_order, minimum_spanning_tree

    ends = (graph.source, graph.target)
    tree = minimum_spanning_tree(csr_array((length + 1, ends), shape=(graph.n, graph.n)))
    order, before = breadth_first_order(tree, 0, directed=False)
    sign = np.sign(graph.matrix())
    side = np.ones(graph.n)
    for node in order[1:]:
        side[node] = side[before[node]] * sign[node, before[node]]
    return side


def _bound(
    graph: SignedGraph, side: Floats, cost: float, deadline: float
) -> tuple[float, Floats, float, Floats, list[Ints]]:
    """Bound the frustration from below; improve the division on the way.

    Returns the bound, the division and its cost, how much the bound rises with each tie frustrated (first row) or
    satisfied (second row), and the cycles.
    """
    from scipy.optimize import linprog

    weight, S = np.abs(graph.value), graph.matrix()
    ends = zip(graph.source.tolist(), graph.target.tolist(), strict=True)
    number = {tuple(sorted(pair)): k for k, pair in enumerate(ends)}
    share, rises, bound = np.zeros(len(weight)), np.zeros((2, len(weight))), 0.0
    cycles: dict[tuple[int, ...], None] = {}
    history = [0.0]
    while _round_up(bound, graph.step) < cost - TOLERANCE and time.monotonic() < deadline:
        new = [cycle for cycle in _violated(graph, share, number) if cycle not in cycles]
        if not new:
            break
        cycles.update(dict.fromkeys(new))
        rows: Any = _rows(list(map(np.array, cycles)), len(weight))
        limit = max(0.1, deadline - time.monotonic())
        options: Any = {"time_limit": limit}
        result: Any = linprog(
            weight, A_ub=-rows, b_ub=-np.ones(len(cycles)), bounds=(0, 1), method="highs", options=options
        )
        if result.status != 0:
            break
        share, bound = result.x, float(result.fun)
        side, cost = _improved(graph, S, side, cost, share)
        rises = np.stack([result.lower.marginals, -result.upper.marginals])
        slack = rows @ share - 1
        if len(history) > PATIENCE and bound - history[-PATIENCE] < 0.02 * (cost - bound):
            break
        history.append(bound)
        cycles = dict.fromkeys(cycle for cycle, rest in zip(cycles, slack, strict=True) if rest < 0.5)
    return bound, side, cost, rises, [np.array(cycle) for cycle in cycles]


def _improved(graph: SignedGraph, S: Any, side: Floats, cost: float, share: Floats) -> tuple[Floats, float]:
    """Return the better of the division so far and the one that the linear program suggests."""
    suggested = _descend(S, _from_tree(graph, share))
    other = _cost(graph, suggested)
    return (suggested, other) if other < cost - TOLERANCE else (side, cost)


def _rows(cycles: list[Ints], m: int) -> Any:
    from scipy.sparse import csr_array

    row = np.repeat(np.arange(len(cycles)), [len(cycle) for cycle in cycles])
    return csr_array((np.ones(len(row)), (row, np.concatenate(cycles))), shape=(len(cycles), m))


def _violated(graph: SignedGraph, share: Floats, number: dict[tuple[int, ...], int]) -> list[tuple[int, ...]]:
    """Return odd cycles whose ties are less than 1 frustrated: at most one through each node, the worst.

    In the double cover each node stands twice; a friendly tie joins equal copies, a conflict different ones. A path
    from one copy of a node to the other is a cycle with an odd number of conflicts.
    """
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import dijkstra

    n, friends = graph.n, graph.value > 0
    start = np.concatenate([graph.source, graph.source + n])
    end = np.concatenate(
        [np.where(friends, graph.target, graph.target + n), np.where(friends, graph.target + n, graph.target)]
    )
    length = np.tile(np.maximum(share, 0) + 1e-9, 2)  # 0 would be no tie; and short cycles first
    cover = csr_array((length, (start, end)), shape=(2 * n, 2 * n))
    nodes = np.arange(n)
    distance, before = dijkstra(cover, directed=False, indices=nodes, return_predecessors=True)
    cycles: dict[tuple[int, ...], None] = {}
    for node in np.flatnonzero(distance[nodes, nodes + n] < 1 - TOLERANCE).tolist():
        walk: dict[int, int] = {}
        here = node + n
        while here != node:
            previous = int(before[node, here])
            low, high = sorted((here % n, previous % n))
            tie = number[low, high]
            walk[tie] = walk.get(tie, 0) + 1
            here = previous
        cycles[tuple(sorted(tie for tie, times in walk.items() if times % 2))] = None
    return list(cycles)


def _model(graph: SignedGraph, cycles: list[Ints]) -> tuple[Any, Floats]:
    """Return the rows and lower limits of the exact model: sides of the nodes, then frustration of the ties."""
    from scipy.sparse import csr_array, vstack

    n, m = graph.n, len(graph.value)
    friends, tie = graph.value > 0, np.arange(m)
    ones, sign = np.ones(m), np.where(friends, 1.0, -1.0)
    # friends: f >= x - y and f >= y - x; opponents: f >= x + y - 1 and f >= 1 - x - y
    rows = np.concatenate([tie, tie, tie, tie + m, tie + m, tie + m])
    columns = np.tile(np.concatenate([n + tie, graph.source, graph.target]), 2)
    entries = np.concatenate([ones, -ones, sign, ones, ones, -sign])
    limits = np.concatenate([np.where(friends, 0.0, -1.0), np.where(friends, 0.0, 1.0)])
    model = csr_array((entries, (rows, columns)), shape=(2 * m, n + m))
    if cycles:
        at_least_one = _rows([n + cycle for cycle in cycles], n + m)
        model, limits = vstack([model, at_least_one]).tocsr(), np.concatenate([limits, np.ones(len(cycles))])
    return model, limits


def _milp(price: Floats, binary: int, bounds: Any, constraints: Any, deadline: float) -> Any:
    """Solve the program whose first variables are whole; once more without presolve where that fails, as it may."""
    from scipy.optimize import milp

    whole = np.arange(len(price)) < binary
    for presolve in (True, False):
        options: Any = {"time_limit": max(0.1, deadline - time.monotonic()), "mip_rel_gap": 0.0, "presolve": presolve}
        result = milp(price, integrality=whole.astype(int), bounds=bounds, constraints=constraints, options=options)
        if result.status != _SOLVER_FAILED:
            break
    return result


def _solve(
    graph: SignedGraph, cycles: list[Ints], cost: float, lower: float, deadline: float
) -> tuple[Floats | None, float]:
    """Return a division that costs less, if there is one, and the lower bound that the solver proved."""
    from scipy.optimize import Bounds, LinearConstraint

    n, m = graph.n, len(graph.value)
    price = np.concatenate([np.zeros(n), np.abs(graph.value)])
    model, limits = _model(graph, cycles)
    low = np.zeros(n + m)
    low[_anchor(graph)] = 1
    target = cost - graph.step / 2 if graph.step else cost - TOLERANCE * max(1.0, cost)
    constraints = [LinearConstraint(model, limits, np.inf), LinearConstraint(price, -np.inf, target)]
    result = _milp(price, n, Bounds(low, np.ones(n + m)), constraints, deadline)
    if result.status == 2:  # nothing costs less
        return None, cost
    side = None if result.x is None else np.where(result.x[:n] > 0.5, 1.0, -1.0)
    if result.status == 0 and side is not None:
        return side, _cost(graph, side)
    proved = result.mip_dual_bound
    if proved is not None and np.isfinite(proved):
        lower = min(max(lower, _round_up(float(proved), graph.step)), cost)
    return side, lower


def _other_division(
    graph: SignedGraph, best: Division, group: Ints, wanted: NDArray[np.bool_], deadline: float
) -> NDArray[np.bool_] | None:
    """Return the groups that an equally good division moves, at least one of the wanted; none moved: there is none."""
    from scipy.optimize import Bounds, LinearConstraint
    from scipy.sparse import csr_array

    # In the network turned by the best division, friendly means as there; moving groups costs what it cuts.
    turned = graph.value * best.side[graph.source] * best.side[graph.target]
    first, second = group[graph.source], group[graph.target]
    between = first != second
    low, high = np.minimum(first, second)[between], np.maximum(first, second)[between]
    pairs, inverse = np.unique(np.stack([low, high]), axis=1, return_inverse=True)
    value = np.bincount(inverse.reshape(-1), weights=turned[between], minlength=pairs.shape[1])
    k, m = len(wanted), pairs.shape[1]
    cut = np.arange(m)
    # c is 1 where the pair is cut: c >= x - y, c >= y - x, c <= x + y, c <= 2 - x - y
    blocks = [(-1.0, 1.0, 1.0, 0.0), (1.0, -1.0, 1.0, 0.0), (1.0, 1.0, -1.0, 0.0), (-1.0, -1.0, -1.0, -2.0)]
    rows = np.concatenate([np.tile(cut + b * m, 3) for b in range(4)])
    columns = np.tile(np.concatenate([pairs[0], pairs[1], k + cut]), 4)
    entries = np.concatenate([np.repeat(block[:3], m) for block in blocks])
    limits = np.concatenate([np.full(m, block[3]) for block in blocks])
    price = np.concatenate([np.zeros(k), value])
    top = np.ones(k + m)
    top[group[_anchor(graph)]] = 0
    column = np.full(len(turned), -1)
    column[between] = k + inverse.reshape(-1)
    constraints = [
        LinearConstraint(csr_array((entries, (rows, columns)), shape=(4 * m, k + m)), limits, np.inf),
        LinearConstraint(np.concatenate([wanted.astype(float), np.zeros(m)]), 1, np.inf),
        LinearConstraint(price, -np.inf, max(graph.step / 2, TOLERANCE)),
    ]
    if best.cycles:
        constraints.append(LinearConstraint(*_turned_rows(best.cycles, turned, column, k + m), np.inf))
    result = _milp(price, k, Bounds(np.zeros(k + m), top), constraints, deadline)
    if result.status == 2:
        return np.zeros(k, dtype=bool)
    if result.status != 0:
        return None
    moved: NDArray[np.bool_] = result.x[:k] > 0.5
    return moved


def _turned_rows(cycles: list[Ints], turned: Floats, column: Ints, width: int) -> tuple[Any, Floats]:
    """Return the constraint of each odd cycle in terms of which pairs of groups are cut."""
    from scipy.sparse import csr_array

    tie = np.concatenate(cycles)
    row = np.repeat(np.arange(len(cycles)), [len(cycle) for cycle in cycles])
    now = turned[tie] < 0  # frustrated until cut; the others are frustrated when cut
    limits = 1.0 - np.bincount(row, weights=now, minlength=len(cycles)).astype(np.float64)
    open_ties = column[tie] >= 0
    entries = np.where(now, -1.0, 1.0)[open_ties]
    places = (row[open_ties], column[tie][open_ties])
    return csr_array((entries, places), shape=(len(cycles), width)), limits
