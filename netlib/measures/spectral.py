"""Linear algebra behind eigenvector, PageRank, Katz, current-flow, PN and signed eigenvector centrality.

Every function takes `EdgeArrays` and returns one number an actor; `centrality` documents and names them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from netlib.errors import ParameterError
from netlib.measures.arrays import EdgeArrays, Floats, Ints

__all__ = ["current_flow", "eigenvector", "katz", "net_signs", "pagerank", "pn", "signed_eigenvector"]

DENSE = 300
"""Up to this many actors a full decomposition is quicker than an iterative one."""

ROUNDS = 10_000
TOLERANCE = 1e-14


def pagerank(edges: EdgeArrays, *, damping: float = 0.85) -> Floats:
    """Return the stationary distribution of a random surfer along weights."""
    from scipy import sparse

    n = len(edges.actors)
    if not n:
        return np.zeros(0)
    if not 0 <= damping < 1:
        raise ParameterError(f"damping={damping} is outside 0 <= damping < 1")
    source, target, weight = edges.arcs()
    out = np.bincount(source, weights=weight, minlength=n)
    # no dense solver here: resampling calls this thousands of times, and threads for so little work only wait
    step = sparse.csr_array((weight / out[source], (target, source)), shape=(n, n))
    stuck = np.flatnonzero(out == 0)
    rank = np.full(n, 1.0 / n)
    for _ in range(ROUNDS):
        before = rank
        rank = damping * (step @ before + before[stuck].sum() / n) + (1.0 - damping) / n
        rank /= rank.sum()
        if np.abs(rank - before).sum() < TOLERANCE * 10:
            break
    return rank


def katz(edges: EdgeArrays, *, alpha: float | None = None) -> Floats:
    """Return the solution of x = alpha * (sum of x over incoming ties) + 1, scaled to length 1."""
    n = len(edges.actors)
    if not n:
        return np.zeros(0)
    incoming = edges.adjacency().T.tocsr()
    if alpha is None:
        most = max(float(np.max(incoming.sum(axis=axis))) for axis in (0, 1)) if len(edges) else 1.0
        alpha = 0.85 / most
    if not alpha >= 0:
        raise ParameterError(f"alpha={alpha} is negative; it is the share of an actor's standing that a tie passes on")
    score = np.ones(n)
    for _ in range(ROUNDS):
        before = score
        score = alpha * (incoming @ before) + 1.0
        if np.abs(score - before).max() <= TOLERANCE * score.max():
            return np.asarray(score / np.linalg.norm(score))
        if not np.isfinite(score.max()) or score.max() > 1e200:
            break
    raise ParameterError(
        f"alpha={alpha} is too large for this network: standing passed on along its cycles grows without bound. "
        "Use a smaller alpha, below 1 / the largest eigenvalue of the weights"
    )


def eigenvector(edges: EdgeArrays) -> Floats:
    """Return the non-negative leading eigenvector of the weights, direction ignored, of length 1."""
    n = len(edges.actors)
    total = np.zeros(n)
    leading = [(*_leading(matrix), members) for members, matrix in _components(edges) if len(members) > 1]
    if not leading:
        return total
    top = max(value for value, _, _ in leading)
    for value, vector, members in leading:
        if value >= top * (1 - 1e-10):
            total[members] = vector * vector.sum()
    return np.asarray(total / np.linalg.norm(total))


def current_flow(edges: EdgeArrays) -> Floats:
    """Return the share of unit currents between pairs of others that flows through each actor, direction ignored."""
    n = len(edges.actors)
    total = np.zeros(n)
    if n < 3:
        return total
    for members, matrix in _components(edges):
        if len(members) > 2:
            total[members] = _throughput(matrix)
    return total * 2 / ((n - 1) * (n - 2))


def net_signs(edges: EdgeArrays) -> Any:
    """Return the symmetric matrix of cooperation minus conflict (or of signed weights), both directions added up."""
    values = edges.weight
    if edges.cooperation is not None or edges.conflict is not None:
        zero = np.zeros(len(edges))
        values = (zero if edges.cooperation is None else edges.cooperation) - (
            zero if edges.conflict is None else edges.conflict
        )
    matrix = edges.adjacency(values)
    if edges.directed:
        matrix = (matrix + matrix.T).tocsr()
    matrix.eliminate_zeros()
    return matrix


def pn(edges: EdgeArrays) -> Floats:
    """Return the solution of x = (P - 2 N) x / (2 (n - 1)) + 1, where P and N are the positive and negative ties."""
    from scipy import sparse
    from scipy.sparse.linalg import spsolve

    n = len(edges.actors)
    if n < 2:
        return np.ones(n)
    ties = net_signs(edges)
    ties.data = np.where(ties.data > 0, 1.0, -2.0)
    system = sparse.eye_array(n, format="csc") - ties.tocsc() / (2 * (n - 1))
    if n == 2:  # singular where the two are enemies; the even solution is the limit of larger all-hostile networks
        return np.asarray(np.linalg.pinv(system.toarray()).sum(axis=1))
    if n <= DENSE:
        return np.linalg.solve(system.toarray(), np.ones(n))
    return np.asarray(spsolve(system, np.ones(n)))


def signed_eigenvector(edges: EdgeArrays) -> Floats:
    """Return the eigenvector of the eigenvalue largest in size of the net ties, or NaN where none is."""
    from scipy.sparse.linalg import eigsh

    n = len(edges.actors)
    ties = net_signs(edges)
    if not ties.nnz:
        return np.zeros(n)
    if n <= DENSE:
        values, vectors = np.linalg.eigh(ties.toarray())
    else:
        values, vectors = eigsh(ties, k=2, which="LM", v0=np.ones(n))
    order = np.argsort(-np.abs(values))
    first, second = np.abs(values[order[:2]]) if len(order) > 1 else (np.abs(values[0]), 0.0)
    if first - second <= 1e-8 * first:
        return np.full(n, np.nan)
    vector = np.asarray(vectors[:, order[0]], dtype=float)
    if values[order[0]] < 0:
        return np.asarray(np.abs(vector))
    largest = np.abs(vector).max()
    leader = int(np.flatnonzero(np.abs(vector) >= largest * (1 - 1e-9))[0])
    return np.asarray(vector * np.sign(vector[leader]))


def _components(edges: EdgeArrays) -> Iterator[tuple[Ints, Any]]:
    """Yield the members and the symmetric weights of each connected component."""
    from scipy.sparse.csgraph import connected_components

    matrix = edges.adjacency()
    if edges.directed:
        matrix = (matrix + matrix.T).tocsr()
    _, labels = connected_components(matrix, directed=False)
    order = np.argsort(labels, kind="stable")
    for members in np.split(order, np.flatnonzero(np.diff(labels[order])) + 1):
        yield members, matrix[members][:, members]


def _leading(matrix: Any) -> tuple[float, Floats]:
    """Return the largest eigenvalue of a connected component and its positive eigenvector of length 1."""
    from scipy.sparse.linalg import eigsh

    if matrix.shape[0] <= DENSE:
        values, vectors = np.linalg.eigh(matrix.toarray())
        return float(values[-1]), np.abs(vectors[:, -1])
    values, vectors = eigsh(matrix, k=1, which="LA", v0=np.asarray(matrix.sum(axis=1), dtype=float).ravel())
    return float(values[0]), np.abs(vectors[:, 0])


def _throughput(matrix: Any) -> Floats:
    """Return half the current through each actor of a component, summed over pairs of other actors."""
    from scipy import sparse

    n = matrix.shape[0]
    strength = np.asarray(matrix.sum(axis=1), dtype=float).ravel()
    potential = np.linalg.inv(np.diag(strength) - matrix.toarray() + 1.0 / n)
    upper = sparse.triu(matrix, k=1).tocoo()
    total = np.zeros(n)
    ahead = 2.0 * np.arange(n) - n + 1
    size = max(1, 4_000_000 // n)
    for start in range(0, upper.nnz, size):
        one, other = upper.row[start : start + size], upper.col[start : start + size]
        current = (potential[one] - potential[other]) * upper.data[start : start + size, None]
        everyone = np.sort(current, axis=1) @ ahead
        row = np.arange(len(one))
        for end in (one, other):
            own = np.abs(current - current[row, end][:, None]).sum(axis=1)
            total += np.bincount(end, weights=everyone - own, minlength=n)
    return total / 2
