"""A graph as arrays, its weights checked once for every measure."""

from __future__ import annotations

import warnings
from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from netlib.errors import NetlibWarning, ParameterError, suggest

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd
    from scipy import sparse

    from netlib.dyads import Dyads

__all__ = ["EdgeArrays", "dyad_arrays", "edge_arrays"]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class EdgeArrays:
    """The edges of a network as arrays, one entry a pair of actors that are tied.

    Attributes
    ----------
    actors : list
        The nodes, in the graph's order; `source` and `target` are positions in it.
    source, target : int64 arrays
        The two ends of each edge; in an undirected network each edge stands once.
    weight : float64 array
        Positive and finite.
    directed : bool
        Whether the edges have a direction.
    cooperation, conflict : float64 arrays, optional
        The cooperative and the hostile part, where the graph keeps them apart.
    """

    actors: list[Any]
    source: Ints
    target: Ints
    weight: Floats
    directed: bool
    cooperation: Floats | None = None
    conflict: Floats | None = None

    def __len__(self) -> int:
        """Return the number of edges."""
        return len(self.weight)

    def arcs(self) -> tuple[Ints, Ints, Floats]:
        """Return sources, targets and weights with both directions of each undirected edge."""
        if self.directed:
            return self.source, self.target, self.weight
        return (
            np.concatenate([self.source, self.target]),
            np.concatenate([self.target, self.source]),
            np.concatenate([self.weight, self.weight]),
        )

    def adjacency(self, values: Floats | None = None) -> sparse.csr_array:
        """Return the matrix of weights (or of other values an edge), symmetric for an undirected network."""
        from scipy import sparse

        values = self.weight if values is None else values
        n = len(self.actors)
        matrix = sparse.csr_array((values, (self.source, self.target)), shape=(n, n))
        return matrix if self.directed else sparse.csr_array(matrix + matrix.T)

    def series(self, values: Any, name: str) -> pd.Series:
        """Return one value an actor as a Series indexed by actor."""
        import pandas as pd

        return pd.Series(values, index=pd.Index(self.actors, name="actor", tupleize_cols=False), name=name)


def edge_arrays(G: nx.Graph[Any], *, weight: str | None = "weight", signed: bool = False) -> EdgeArrays:
    """Read the edges of a graph into arrays and refuse weights that have no meaning.

    Parallel edges of a multigraph are added up. Edges of weight 0 are no relation and are passed over; so are
    self-loops, with a warning that counts them.

    Parameters
    ----------
    G : networkx graph
        Any of the four kinds.
    weight : str or None, default "weight"
        Edge attribute to read. None, or ``"weight"`` where no edge has it, counts every edge as 1.
    signed : bool, default False
        Whether negative weights are allowed.

    Raises
    ------
    ParameterError
        If a weight is negative, infinite, missing or not a number, or no edge has the attribute.

    Examples
    --------
    >>> import networkx as nx
    >>> edge_arrays(nx.Graph([("A", "B"), ("B", "C")])).weight
    array([1., 1.])
    """
    actors = list(G.nodes)
    place = {actor: i for i, actor in enumerate(actors)}
    edges = list(G.edges(data=True))
    weights = np.fromiter(_weights(edges, weight, signed), dtype=float, count=len(edges))
    source = np.fromiter((place[u] for u, _, _ in edges), dtype=np.int64, count=len(edges))
    target = np.fromiter((place[v] for _, v, _ in edges), dtype=np.int64, count=len(edges))
    parts = [_part(edges, name) for name in ("cooperation", "conflict")]
    loops = source == target
    if loops.any():
        warnings.warn(f"{int(loops.sum())} self-loops passed over by the measures", NetlibWarning, stacklevel=3)
    keep = ~loops & (weights != 0)
    source, target, weights = source[keep], target[keep], weights[keep]
    values: list[Any] = [weights, *(part[keep] if part is not None else None for part in parts)]
    if G.is_multigraph() and len(source):
        low, high = (source, target) if G.is_directed() else (np.minimum(source, target), np.maximum(source, target))
        pairs, inverse = np.unique(low * len(actors) + high, return_inverse=True)
        source, target = np.divmod(pairs, len(actors))
        values = [value if value is None else np.bincount(inverse, weights=value) for value in values]
    return EdgeArrays(actors, source, target, values[0], G.is_directed(), values[1], values[2])


def dyad_arrays(dyads: Dyads, times: Floats | None = None) -> EdgeArrays:
    """Return the network of a table's dyads without making a graph.

    Parameters
    ----------
    dyads : Dyads
        From `netlib.network.collect_dyads`.
    times : array, optional
        How often each row counts; once by default. Dyads that then weigh nothing are no edges; every actor stays.
    """
    weight, cooperation, conflict = dyads.weights(times)
    keep = weight > 0
    return EdgeArrays(
        dyads.actors,
        dyads.source[keep],
        dyads.target[keep],
        weight[keep],
        dyads.directed,
        cooperation[keep],
        conflict[keep],
    )


def _weights(
    edges: list[tuple[Hashable, Hashable, dict[str, Any]]], weight: str | None, signed: bool
) -> Iterator[float]:
    """Yield the weight of each edge, refusing what has no meaning."""
    if weight is None or not any(weight in data for _, _, data in edges):
        if edges and weight is not None and weight != "weight":
            known = sorted({str(name) for _, _, data in edges for name in data})
            raise ParameterError(
                f"weight={weight!r}: no edge has this attribute; edges have {', '.join(known) or 'none'}."
                f"{suggest(weight, known)} weight=None counts every edge as 1"
            )
        for _ in edges:
            yield 1.0
        return
    for u, v, data in edges:
        where = f"weight={weight!r}: the edge {u!r} - {v!r}"
        if weight not in data:
            raise ParameterError(f"{where} lacks it, others have it; give it a weight or use weight=None")
        try:
            value = float(data[weight])
        except (TypeError, ValueError):
            raise ParameterError(f"{where} has {data[weight]!r}, which is not a number") from None
        if not np.isfinite(value):
            raise ParameterError(f"{where} has {value}; weights must be finite. Remove the edge or give it a weight")
        if value < 0 and not signed:
            raise ParameterError(
                f"{where} has {value}. A negative weight has no meaning in path, flow or random-walk measures: it "
                "would be a negative distance or probability. Measure weight='cooperation' and weight='conflict' "
                "apart, or use the signed measures pn and signed_eigenvector"
            )
        yield value


def _part(edges: list[tuple[Hashable, Hashable, dict[str, Any]]], name: str) -> Floats | None:
    """Return the cooperative or hostile part of each edge, or None where the graph does not keep it."""
    if not any(name in data for _, _, data in edges):
        return None
    values = np.array([data.get(name, 0.0) for _, _, data in edges], dtype=float)
    wrong = ~(np.isfinite(values) & (values >= 0))
    if wrong.any():
        u, v, data = edges[int(np.flatnonzero(wrong)[0])]
        raise ParameterError(f"the edge {u!r} - {v!r} has {name}={data[name]!r}; it must be finite and >= 0")
    return values
