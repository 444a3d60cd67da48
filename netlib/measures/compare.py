"""What changed between two networks or two periods, and whether two networks are alike beyond chance."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import networkx as nx
import numpy as np

from netlib.errors import ParameterError, check_choice
from netlib.measures.arrays import edge_arrays
from netlib.network import build_network

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["STATUSES", "compare_networks", "compare_periods", "qap", "similarity"]

STATUSES = ("turned", "gained", "lost", "strengthened", "weakened", "unchanged")
"""Friends became opponents or opponents friends; a new tie; a tie no more; a tie of more, less or the same weight."""

ACTORS = ("union", "common")
"""The actors of either network, where those of one have no ties in the other; or only those of both."""

_ROUNDING = 1e-9


def compare_networks(
    before: nx.Graph[Any], after: nx.Graph[Any], *, weight: str | None = "weight", sign: str | None = None
) -> pd.DataFrame:
    """List what became of every tie between two networks.

    Parameters
    ----------
    before, after : nx.Graph
        Two networks, both directed or both not; neither is changed. Parallel edges are added up, ties of weight 0 are
        none. Actors are matched by id.
    weight : str or None, default "weight"
        Edge attribute, finite and >= 0; None compares only whether there is a tie.
    sign : str, optional
        Edge attribute with signed values; by default cooperation less conflict, where both networks have them.

    Returns
    -------
    DataFrame
        One row a tie that either network has, turned ties first, then by the size of the change: ``source``,
        ``target``, ``before`` and ``after`` (weights, 0 for no tie), ``change``, ``net_before`` and ``net_after``
        (signed values; NaN without signs) and ``status``, one of `STATUSES`. Two empty networks give no rows.

    Raises
    ------
    ParameterError
        If only one network is directed, or a weight or sign is not allowed.

    References
    ----------
    .. [1] Wasserman and Faust (1994), "Social Network Analysis", Cambridge University Press, chapter 16.

    Examples
    --------
    >>> march, april = nx.Graph(), nx.Graph()
    >>> march.add_edge("RUS", "TUR", weight=3, cooperation=0, conflict=3)
    >>> april.add_edge("RUS", "TUR", weight=2, cooperation=2, conflict=0)
    >>> compare_networks(march, april)[["before", "after", "net_before", "net_after", "status"]].values.tolist()
    [[3.0, 2.0, -3.0, 2.0, 'turned']]
    """
    import pandas as pd

    if before.is_directed() != after.is_directed():
        raise ParameterError(
            "before and after: only one of the two is directed; make them alike with G.to_undirected()"
        )
    columns: dict[str, dict[tuple[Any, Any], float]] = {}
    for name, G in (("before", before), ("after", after)):
        columns[name], columns[f"net_{name}"] = _weights_and_signs(G, weight, sign)
    signed = all(columns[f"net_{name}"] or not columns[name] for name in ("before", "after"))
    pairs = list(dict.fromkeys([*columns["before"], *columns["after"]]))
    table = pd.DataFrame(
        {
            "source": pd.Series([u for u, _ in pairs], dtype=object),
            "target": pd.Series([v for _, v in pairs], dtype=object),
            **{name: np.array([columns[name].get(pair, 0.0) for pair in pairs]) for name in ("before", "after")},
        }
    )
    table["change"] = table["after"] - table["before"]
    for name in ("net_before", "net_after"):
        table[name] = np.array([columns[name].get(pair, 0.0) for pair in pairs]) if signed else np.nan
    table["status"] = _status(table)
    first = table["status"].ne("turned")
    order = np.lexsort((-table["change"].abs(), first))
    return table.iloc[order].reset_index(drop=True)


def compare_periods(
    table: pd.DataFrame,
    *,
    before: tuple[str | pd.Timestamp, str | pd.Timestamp],
    after: tuple[str | pd.Timestamp, str | pd.Timestamp],
    **options: Any,
) -> pd.DataFrame:
    """List what became of every tie between two periods of an interactions table.

    Parameters
    ----------
    table : DataFrame
        Interactions; those without a date belong to no period.
    before, after : (first day, last day)
        The two periods, both days included.
    **options
        As in `netlib.network.build_network`, such as ``level="country"``, ``weight="intensity"``.

    Returns
    -------
    DataFrame
        As `compare_networks`. Periods of different length are compared as they are: take periods of the same length, or
        divide.

    Raises
    ------
    ParameterError
        If a period ends before it begins, or an option is not allowed.

    References
    ----------
    See `compare_networks`.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = pd.DataFrame({"source": ["TUR", "TUR"], "target": ["RUS", "RUS"], "event": ["ACCUSE", "AGREE"],
    ...                      "date": pd.to_datetime(["2016-05-02", "2016-07-01"])})
    >>> compare_periods(rows, before=("2016-05-01", "2016-05-31"), after=("2016-07-01", "2016-07-31"))["status"][0]
    'turned'
    """
    import pandas as pd

    networks = []
    for name, (since, until) in (("before", before), ("after", after)):
        if pd.Timestamp(until) < pd.Timestamp(since):
            raise ParameterError(
                f"{name}: the period ends ({until}) before it begins ({since}); give (first, last) day"
            )
        networks.append(build_network(table, since=since, until=until, **options))
    return compare_networks(*networks, weight="weight")


def similarity(
    first: nx.Graph[Any], second: nx.Graph[Any], *, weight: str | None = "weight", actors: str = "union"
) -> pd.Series[Any]:
    """Measure how alike two networks are.

    Parameters
    ----------
    first, second : nx.Graph
        Two networks, both directed or both not.
    weight : str or None, default "weight"
        Edge attribute for the correlation.
    actors : {"union", "common"}, default "union"
        Whether an actor of only one network counts, as one without ties in the other.

    Returns
    -------
    Series
        Named ``similarity``: ``correlation`` of the weights over all pairs of actors (-1 to 1, NaN where one network
        has the same weight everywhere), ``jaccard`` (ties of both over ties of either, 0 to 1, NaN without ties),
        ``hamming`` (share of pairs tied in exactly one, 0 to 1, NaN without pairs) and ``actors``.

    Raises
    ------
    ParameterError
        If only one network is directed, an option is not allowed, or a weight is.

    References
    ----------
    .. [1] Krackhardt (1988), "Predicting with networks: nonparametric multiple regression analysis of dyadic data",
       Social Networks 10(4), 359-381.

    Examples
    --------
    >>> similarity(nx.path_graph(3), nx.cycle_graph(3)).round(2).to_dict()
    {'correlation': nan, 'jaccard': 0.67, 'hamming': 0.33, 'actors': 3.0}
    """
    import pandas as pd

    A, B, pairs = _matrices(first, second, weight, actors)
    both = float(((A != 0).multiply(B != 0)).sum())
    either = float(A.nnz + B.nnz - both)
    return pd.Series(
        {
            "correlation": _correlate(A, B, pairs, float(A.multiply(B).sum())),
            "jaccard": both / either if either else float("nan"),
            "hamming": (either - both) / pairs if pairs else float("nan"),
            "actors": float(A.shape[0]),
        },
        name="similarity",
    )


def qap(
    first: nx.Graph[Any],
    second: nx.Graph[Any],
    *,
    weight: str | None = "weight",
    actors: str = "union",
    permutations: int = 1000,
    seed: int = 0,
) -> pd.Series[Any]:
    """Test whether two networks correlate more than if the actors of one were shuffled.

    The quadratic assignment procedure: the ties of one actor are not independent, so that whole rows and columns of the
    second network are permuted together.

    Parameters
    ----------
    first, second, weight, actors
        As in `similarity`.
    permutations : int, default 1000
        How many shuffles, >= 1.
    seed : int, default 0
        Of the shuffles.

    Returns
    -------
    Series
        Named ``qap``: ``correlation``, ``p_higher`` and ``p_lower`` (share of permutations, the network as it is
        counted among them, with a correlation at least as high or as low), ``mean`` and ``sd`` of the permutations,
        ``actors`` and ``permutations``. NaN where one network has the same weight everywhere.

    Raises
    ------
    ParameterError
        As in `similarity`.

    References
    ----------
    .. [1] Krackhardt (1988), Social Networks 10(4), 359-381.

    Examples
    --------
    >>> G = nx.krackhardt_kite_graph()
    >>> qap(G, G).round(2)[["correlation", "p_higher"]].to_dict()
    {'correlation': 1.0, 'p_higher': 0.0}
    """
    import pandas as pd

    if permutations < 1:
        raise ParameterError(f"permutations={permutations!r} shuffles nothing; choose 1 or more, such as 1000")
    A, B, pairs = _matrices(first, second, weight, actors)
    observed = _correlate(A, B, pairs, float(A.multiply(B).sum()))
    rng = np.random.default_rng(seed)
    A = A.tocoo()
    shuffled = np.empty(permutations)
    for k in range(permutations):
        order = rng.permutation(A.shape[0])
        product = float(np.asarray(B[order[A.row], order[A.col]]) @ A.data) if A.nnz else 0.0
        shuffled[k] = _correlate(A, B, pairs, product)
    known = np.isfinite(observed)
    higher, lower = (
        (1 + int(side.sum())) / (1 + permutations) if known else float("nan")
        for side in (shuffled >= observed - _ROUNDING, shuffled <= observed + _ROUNDING)
    )
    return pd.Series(
        {
            "correlation": observed,
            "p_higher": higher,
            "p_lower": lower,
            "mean": float(shuffled.mean()),
            "sd": float(shuffled.std()),
            "actors": float(A.shape[0]),
            "permutations": float(permutations),
        },
        name="qap",
    )


def _weights_and_signs(
    G: nx.Graph[Any], weight: str | None, sign: str | None
) -> tuple[dict[tuple[Any, Any], float], dict[tuple[Any, Any], float]]:
    """Return the weight and the signed value of every tie; no signed values where the graph has none."""
    edges = edge_arrays(G, weight=weight)
    pairs = _pairs(edges)
    weights = dict(zip(pairs, np.ones(len(edges)) if weight is None else edges.weight, strict=True))
    if sign is not None:
        signs = edge_arrays(G, weight=sign, signed=True)
        return weights, dict.fromkeys(pairs, 0.0) | dict(zip(_pairs(signs), signs.weight, strict=True))
    if edges.cooperation is None or edges.conflict is None:
        return weights, {}
    return weights, dict(zip(pairs, edges.cooperation - edges.conflict, strict=True))


def _pairs(edges: Any) -> list[tuple[Any, Any]]:
    """Return the two actors of each tie, in an undirected network in one order, whichever way the edge was drawn."""
    actors = edges.actors
    pairs = [(actors[i], actors[j]) for i, j in zip(edges.source.tolist(), edges.target.tolist(), strict=True)]
    if edges.directed:
        return pairs
    return [pair if _key(pair[0]) <= _key(pair[1]) else pair[::-1] for pair in pairs]


def _key(actor: Any) -> tuple[str, str]:
    return type(actor).__name__, str(actor)


def _status(table: pd.DataFrame) -> Any:
    """Return the status of each row."""
    rounding = _ROUNDING * np.maximum(table["before"], table["after"])
    turned = (table["before"] > 0) & (table["after"] > 0) & (table["net_before"] * table["net_after"] < 0)
    conditions = [
        turned,
        table["before"] == 0,
        table["after"] == 0,
        table["change"] > rounding,
        table["change"] < -rounding,
    ]
    return np.select(conditions, STATUSES[:5], default=STATUSES[5]).astype(object)


def _matrices(first: nx.Graph[Any], second: nx.Graph[Any], weight: str | None, actors: str) -> tuple[Any, Any, int]:
    """Return both networks as sparse matrices over the same actors, and the number of off-diagonal entries."""
    from scipy.sparse import coo_array

    check_choice("actors", actors, ACTORS)
    if first.is_directed() != second.is_directed():
        raise ParameterError("first and second: only one is directed; make them alike with G.to_undirected()")
    chosen = (
        [actor for actor in first if actor in second] if actors == "common" else list(dict.fromkeys([*first, *second]))
    )
    place = {actor: i for i, actor in enumerate(chosen)}
    matrices = []
    for G in (first, second):
        edges = edge_arrays(G, weight=weight)
        matrix = edges.adjacency(np.ones(len(edges)) if weight is None else None)
        rows = np.array([i for i, actor in enumerate(edges.actors) if actor in place], dtype=np.int64)
        part = matrix[rows][:, rows].tocoo()
        where = np.array([place[edges.actors[i]] for i in rows], dtype=np.int64)
        ends = (where[part.row], where[part.col])
        matrices.append(coo_array((part.data, ends), shape=(len(chosen), len(chosen))).tocsr())
    return matrices[0], matrices[1], len(chosen) * (len(chosen) - 1)


def _correlate(A: Any, B: Any, pairs: int, product: float) -> float:
    """Return Pearson's correlation over off-diagonal entries, given the sum of their products."""
    if not pairs:
        return float("nan")
    means, squares = ([float(values.sum()) / pairs for values in side] for side in ((A, B), (A.data**2, B.data**2)))
    spreads = [square - mean**2 for mean, square in zip(means, squares, strict=True)]
    if any(spread <= 1e-12 * square for spread, square in zip(spreads, squares, strict=True)):
        return float("nan")
    return float(np.clip((product / pairs - means[0] * means[1]) / np.sqrt(spreads[0] * spreads[1]), -1, 1))
