"""The sign of a tie: cooperation less conflict, or an attribute of one's own."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from netlib.errors import ParameterError, suggest

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["SignedTies", "edge_signs", "signed_ties"]

# Sums of decimal fractions that cancel leave a rest of this relative size: 0.1 + 0.2 - 0.3 is not friendship.
_ROUNDING = 1e-12


@dataclass(frozen=True)
class SignedTies:
    """The signed ties of a graph, each pair of actors once, whatever the direction.

    Attributes
    ----------
    actors : list
        The nodes, in the order of the graph.
    source, target : ndarray of int
        Positions in `actors`, ``source < target``.
    value : ndarray of float
        Above 0 for friends, below 0 for opponents, never 0.
    neutral : int
        Pairs with an edge between them whose cooperation and conflict cancel; they are no ties.
    """

    actors: list[Any]
    source: NDArray[np.int64]
    target: NDArray[np.int64]
    value: NDArray[np.float64]
    neutral: int

    def index(self) -> pd.Index[Any]:
        """Return the index of a table with one row an actor."""
        import pandas as pd

        index: pd.Index[Any] = pd.Index(self.actors, name="actor", tupleize_cols=False)
        return index

    def matrix(self) -> Any:
        """Return the symmetric signed adjacency matrix, sparse."""
        from scipy.sparse import csr_array

        n = len(self.actors)
        half = csr_array((self.value, (self.source, self.target)), shape=(n, n))
        return (half + half.T).tocsr()


def signed_ties(G: nx.Graph[Any], *, sign: str | None = None, weight: str | None = None) -> SignedTies:
    """Return the signed ties of a graph.

    The signed values of parallel edges and of the two directions of a directed graph are added up; a pair whose sum is
    0 is neutral, which is no tie. Self-loops are left out.

    Parameters
    ----------
    G : nx.Graph
        A network of netlib, or any networkx graph whose edges have the attribute `sign`; it is not changed.
    sign : str, optional
        Edge attribute whose sign is the sign of the tie: ``sign`` with 1 and -1, or a weight that may be negative. By
        default the signed value is ``cooperation - conflict``.
    weight : str, optional
        How much a tie counts. None, the default: 1 each. ``"net"``: the absolute signed value. Any other name: that
        edge attribute, >= 0, with the sign of the edge.

    Raises
    ------
    ParameterError
        If an edge lacks the attributes, or one is no finite number, or a weight, cooperation or conflict is negative.

    Examples
    --------
    >>> G = nx.DiGraph()
    >>> G.add_edge("RUS", "SYR", cooperation=5.0, conflict=1.0)
    >>> G.add_edge("SYR", "RUS", cooperation=0.0, conflict=6.0)
    >>> signed_ties(G).value.tolist(), signed_ties(G, weight="net").value.tolist()
    ([-1.0], [-2.0])
    """
    actors = list(G)
    position = {actor: i for i, actor in enumerate(actors)}
    parts: dict[tuple[int, int], list[float]] = {}
    for u, v, data in G.edges(data=True):
        i, j = position[u], position[v]
        if i == j:
            continue
        values = _signed_values(u, v, data, sign)
        if weight not in (None, "net"):
            size = _number(u, v, data, "weight", str(weight), lowest=0.0)
            values = [math.copysign(size, math.fsum(values)) if _is_signed(values) else 0.0]
        parts.setdefault((min(i, j), max(i, j)), []).extend(values)
    kept = sorted(pair for pair, values in parts.items() if _is_signed(values))
    sums = np.array([math.fsum(parts[pair]) for pair in kept], dtype=float)
    if not np.isfinite(sums).all():
        raise ParameterError("weight: the sum of parallel edges is too large for a number; rescale the weights")
    ends = np.array(kept, dtype=np.int64).reshape(-1, 2)
    return SignedTies(actors, ends[:, 0], ends[:, 1], np.sign(sums) if weight is None else sums, len(parts) - len(kept))


def edge_signs(G: nx.Graph[Any], *, sign: str | None = None) -> list[int]:
    """Return the sign of each edge by itself, in the order of the graph: 1, -1, or 0 where it is neutral.

    Examples
    --------
    >>> edge_signs(nx.DiGraph([("a", "b", {"sign": 3}), ("b", "a", {"sign": -1})]), sign="sign")
    [1, -1]
    """
    parts = [_signed_values(u, v, data, sign) for u, v, data in G.edges(data=True)]
    return [int(math.copysign(1, math.fsum(values))) if _is_signed(values) else 0 for values in parts]


def _signed_values(u: Any, v: Any, data: dict[str, Any], sign: str | None) -> list[float]:
    """Return the signed parts of one edge; their sum is its signed value."""
    if sign is not None:
        return [_number(u, v, data, "sign", sign)]
    if "cooperation" not in data or "conflict" not in data:
        raise ParameterError(
            f"sign: the edge {u!r} - {v!r} has no cooperation and conflict, which the networks of build_network have; "
            "for a graph of your own, name the edge attribute that holds the sign, such as sign='sign'"
        )
    cooperation, conflict = (_number(u, v, data, "sign", name, lowest=0.0) for name in ("cooperation", "conflict"))
    return [cooperation, -conflict]


def _is_signed(values: list[float]) -> bool:
    return abs(math.fsum(values)) > _ROUNDING * math.fsum(map(abs, values))


def _number(u: Any, v: Any, data: dict[str, Any], parameter: str, name: str, *, lowest: float = -math.inf) -> float:
    """Return the number an edge attribute holds, or raise naming the parameter, the edge and the value."""
    if name not in data:
        raise ParameterError(
            f"{parameter}={name!r}: the edge {u!r} - {v!r} has no such attribute.{suggest(name, data)} "
            "Name one that every edge has"
        )
    try:
        number = float(data[name])
    except (TypeError, ValueError):
        number = math.nan
    if not math.isfinite(number) or number < lowest:
        allowed = "finite numbers" + (f" >= {lowest:g}" if math.isfinite(lowest) else "")
        raise ParameterError(f"{parameter}: the edge {u!r} - {v!r} has {name}={data[name]!r}; allowed are {allowed}")
    return number
