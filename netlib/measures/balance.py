"""Structural balance: whether the friend of a friend is a friend, and the enemy of an enemy too."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import networkx as nx
import numpy as np

from netlib.measures.signs import SignedTies, signed_ties

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["TRIADS", "actor_balance", "triads", "triangle_balance", "triangles", "walk_balance"]

TRIADS = ("+++", "++-", "+--", "---")
"""The signed triangles. Those with an even number of conflicts are balanced: +++ and +--."""


def triads(G: nx.Graph[Any], *, sign: str | None = None) -> pd.DataFrame:
    """Count the signed triangles of each kind.

    Parameters
    ----------
    G : nx.Graph
        A signed network; direction is left aside (see `netlib.measures.signs.signed_ties`).
    sign : str, optional
        Edge attribute that holds the sign; by default cooperation less conflict.

    Returns
    -------
    DataFrame
        Indexed by ``triad``: ``+++``, ``++-``, ``+--``, ``---``. Columns ``count``, ``share`` (0 to 1, NaN where there
        is no triangle) and ``balanced``. Components do not affect each other.

    Raises
    ------
    ParameterError
        If an edge has no sign.

    References
    ----------
    .. [1] Cartwright and Harary (1956), "Structural balance: a generalization of Heider's theory", Psychological
       Review 63(5), 277-293.

    Examples
    --------
    >>> G = nx.Graph()
    >>> G.add_edges_from([("a", "b", {"sign": 1}), ("b", "c", {"sign": -1}), ("a", "c", {"sign": -1})])
    >>> triads(G, sign="sign")["count"].to_dict()
    {'+++': 0, '++-': 0, '+--': 1, '---': 0}
    """
    import pandas as pd

    by_actor = _triads_by_actor(signed_ties(G, sign=sign))
    count = by_actor.sum(axis=0) // 3
    total = count.sum()
    return pd.DataFrame(
        {
            "count": count,
            "share": count / total if total else np.full(len(TRIADS), np.nan),
            "balanced": [True, False, True, False],
        },
        index=pd.Index(TRIADS, name="triad"),
    )


def triangle_balance(G: nx.Graph[Any], *, sign: str | None = None) -> float:
    """Return the share of triangles that are balanced.

    Parameters
    ----------
    G, sign
        As in `triads`.

    Returns
    -------
    float
        From 0 (none) to 1 (all); NaN without a triangle.

    Raises
    ------
    ParameterError
        If an edge has no sign.

    References
    ----------
    .. [1] Cartwright and Harary (1956), Psychological Review 63(5), 277-293.

    Examples
    --------
    >>> G = nx.Graph()
    >>> G.add_edges_from([("a", "b", {"sign": 1}), ("b", "c", {"sign": 1}), ("a", "c", {"sign": -1})])
    >>> triangle_balance(G, sign="sign")
    0.0
    """
    table = triads(G, sign=sign)
    return float(table.loc[table["balanced"], "share"].sum(skipna=False))


def walk_balance(G: nx.Graph[Any], *, sign: str | None = None, weight: str | None = None) -> float:
    """Return the balance of all closed walks, the shorter counting more.

    The sum of ``exp`` of the eigenvalues of the signed adjacency matrix over the same sum for the unsigned one: closed
    walks of `k` steps count ``1 / k!``, those with an odd number of conflicts negatively in the first sum.

    Parameters
    ----------
    G : nx.Graph
        A signed network; direction is left aside.
    sign : str, optional
        Edge attribute that holds the sign; by default cooperation less conflict.
    weight : str, optional
        How much a tie counts, as in `netlib.measures.signs.signed_ties`; by default 1. Large weights favour long walks.

    Returns
    -------
    float
        Above 0, and 1 where every cycle is balanced, as in a network without ties; NaN without actors. Components,
        isolates among them, add to both sums.

    Raises
    ------
    ParameterError
        If an edge has no sign, or its weight is not allowed.

    References
    ----------
    .. [1] Estrada and Benzi (2014), "Walk-based measure of balance in signed networks", Physical Review E 90, 042802.

    Examples
    --------
    >>> G = nx.Graph()
    >>> G.add_edges_from([("a", "b", {"sign": 1}), ("b", "c", {"sign": 1}), ("a", "c", {"sign": -1})])
    >>> round(walk_balance(G, sign="sign"), 4)
    0.6858
    """
    ties = signed_ties(G, sign=sign, weight=weight)
    if not ties.actors:
        return float("nan")
    signed, unsigned = _walks(ties)
    return float(signed.sum() / unsigned.sum())


def actor_balance(G: nx.Graph[Any], *, sign: str | None = None, weight: str | None = None) -> pd.DataFrame:
    """Return the balance around each actor.

    Parameters
    ----------
    G, sign
        As in `triads`.
    weight : str, optional
        How much a tie counts in ``walk_balance``, as there.

    Returns
    -------
    DataFrame
        Indexed by actor: ``triangles``, ``balanced`` (how many of them are), ``triangle_balance`` (their share, NaN
        for an actor in no triangle) and ``walk_balance`` (above 0; 1 where no closed walk from the actor is
        unbalanced, as for an isolate).

    Raises
    ------
    ParameterError
        If an edge has no sign, or its weight is not allowed.

    References
    ----------
    .. [1] Estrada and Benzi (2014), Physical Review E 90, 042802.

    Examples
    --------
    >>> G = nx.Graph()
    >>> G.add_edges_from([("a", "b", {"sign": 1}), ("b", "c", {"sign": 1}), ("a", "c", {"sign": -1})])
    >>> actor_balance(G, sign="sign")["triangle_balance"].to_dict()
    {'a': 0.0, 'b': 0.0, 'c': 0.0}
    """
    import pandas as pd

    ties = signed_ties(G, sign=sign, weight=weight)
    counts = _triads_by_actor(ties)
    total, balanced = counts.sum(axis=1), counts[:, [0, 2]].sum(axis=1)
    signed, unsigned = _walks(ties)
    return pd.DataFrame(
        {
            "triangles": total,
            "balanced": balanced,
            "triangle_balance": np.divide(balanced, total, out=np.full(len(total), np.nan), where=total > 0),
            "walk_balance": signed / unsigned,
        },
        index=ties.index(),
    )


def triangles(G: nx.Graph[Any], *, sign: str | None = None) -> pd.DataFrame:
    """List the signed triangles, so that each can be argued with.

    Parameters
    ----------
    G, sign
        As in `triads`.

    Returns
    -------
    DataFrame
        One row a triangle: ``a``, ``b``, ``c`` (actors in the order of the graph), ``ab``, ``bc``, ``ac`` (1 or -1),
        ``triad`` and ``balanced``; the unbalanced first. Without triangles no rows. A complete network of `n` actors
        has ``n (n - 1) (n - 2) / 6`` of them.

    Raises
    ------
    ParameterError
        If an edge has no sign.

    References
    ----------
    .. [1] Heider (1946), "Attitudes and cognitive organization", Journal of Psychology 21, 107-112.

    Examples
    --------
    >>> G = nx.Graph()
    >>> G.add_edges_from([("a", "b", {"sign": 1}), ("b", "c", {"sign": 1}), ("a", "c", {"sign": -1})])
    >>> triangles(G, sign="sign").values.tolist()
    [['a', 'b', 'c', 1, 1, -1, '++-', False]]
    """
    import pandas as pd

    ties = signed_ties(G, sign=sign)
    signs: list[dict[int, int]] = [{} for _ in ties.actors]
    for i, j, value in zip(ties.source.tolist(), ties.target.tolist(), ties.value.tolist(), strict=True):
        signs[i][j] = int(value)
    name = ties.actors
    rows = [
        (name[i], name[j], name[k], signs[i][j], signs[j][k], signs[i][k])
        for i in range(len(name))
        for j in sorted(signs[i])
        for k in sorted(signs[i].keys() & signs[j].keys())
    ]
    table = pd.DataFrame(rows, columns=["a", "b", "c", "ab", "bc", "ac"]).astype(
        dict.fromkeys(["ab", "bc", "ac"], "int64")
    )
    conflicts = (table[["ab", "bc", "ac"]] < 0).sum(axis=1)
    table["triad"] = conflicts.map(dict(enumerate(TRIADS))).astype(object)
    table["balanced"] = conflicts % 2 == 0
    return table.sort_values("balanced", kind="stable", ignore_index=True)


def _triads_by_actor(ties: SignedTies) -> Any:
    """Return how many triangles of each kind every actor is part of: one row an actor, one column a kind."""
    S = ties.matrix()
    friends, enemies = (S > 0).astype(float), (S < 0).astype(float)

    def closed(first: Any, second: Any, third: Any) -> Any:
        """Return the diagonal of the product of three matrices."""
        return np.asarray((first @ second).multiply(third.T).sum(axis=1), dtype=float).reshape(-1)

    kinds = np.zeros((len(ties.actors), len(TRIADS)))
    for first in (0, 1):
        for second in (0, 1):
            for third in (0, 1):
                matrices = [enemies if side else friends for side in (first, second, third)]
                kinds[:, first + second + third] += closed(*matrices)
    return np.rint(kinds / 2).astype(np.int64)


def _walks(ties: SignedTies) -> tuple[Any, Any]:
    """Return the weight of the closed walks from each actor, signed and unsigned, on a common scale."""
    if not ties.actors:
        return np.zeros(0), np.ones(0)
    S = ties.matrix().toarray()
    signed, unsigned = np.linalg.eigh(S), np.linalg.eigh(np.abs(S))
    top = unsigned[0].max()  # the largest of all, as no signed eigenvalue exceeds it; keeps exp from overflowing
    first, second = ((vectors**2) @ np.exp(values - top) for values, vectors in (signed, unsigned))
    return first, second
