"""Who is central, and in which sense: one table of all measures, and each as a function of its own."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from netlib.errors import NetlibWarning, ParameterError, check_choice
from netlib.measures import spectral
from netlib.measures.arrays import EdgeArrays, Floats, edge_arrays
from netlib.measures.engine import path_counts, path_lengths

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd

__all__ = [
    "MEASURES",
    "betweenness",
    "centrality",
    "closeness",
    "conflict",
    "cooperation",
    "current_flow",
    "degree",
    "eigenvector",
    "katz",
    "measure_arrays",
    "pagerank",
    "pn",
    "signed_eigenvector",
    "strength",
    "strength_in",
    "strength_out",
]

MANY = 2_000
"""With more actors than this, the table leaves current-flow centrality out unless it is named."""


def centrality(
    G: nx.Graph[Any],
    *,
    weight: str | None = "weight",
    measures: Collection[str] | None = None,
    engine: str = "auto",
) -> pd.DataFrame:
    """Measure every actor in every sense of centrality.

    Parameters
    ----------
    G : networkx graph
        A network, or any graph of one's own. Parallel edges are added up; edges of weight 0 are passed over, and so are
        self-loops, with a warning.
    weight : str or None, default "weight"
        Edge attribute that says how strong a tie is; None counts every edge as 1.
    measures : collection of str, optional
        Columns to compute, any of `MEASURES`; all of them by default.
    engine : {"auto", "networkit", "scipy"}, default "auto"
        As in `betweenness`.

    Returns
    -------
    DataFrame
        One row an actor, the strongest first, with the column ``name`` and one column a measure, each documented with
        the function of that name. ``cooperation``, ``conflict``, ``pn`` and ``signed_eigenvector`` are missing where
        the edges do not keep cooperation and conflict apart. ``current_flow`` is missing, with a warning, in networks
        of more than 2,000 actors unless `measures` names it: it takes minutes and gigabytes there. A graph without
        nodes gives a table without rows.

    Raises
    ------
    ParameterError
        If a weight is negative, infinite, missing or not a number, or a measure does not exist.

    Examples
    --------
    >>> import networkx as nx
    >>> G = nx.Graph()
    >>> G.add_weighted_edges_from([("RUS", "SYR", 3), ("SYR", "TUR", 1)])
    >>> centrality(G, measures=["strength", "betweenness"]).to_dict("index")["SYR"]
    {'name': 'SYR', 'strength': 4.0, 'betweenness': 1.0}
    """
    import pandas as pd

    if isinstance(measures, str):
        raise ParameterError(f"measures={measures!r} is one text; pass a list, such as [{measures!r}]")
    wanted = list(MEASURES if measures is None else dict.fromkeys(measures))
    for name in wanted:
        check_choice("measures", name, MEASURES)
    edges = edge_arrays(G, weight=weight)
    if measures is None and len(edges.actors) > MANY:
        warnings.warn(
            f"current_flow is left out: this network has {len(edges.actors)} actors, more than {MANY}. "
            "Name it in measures= to compute it all the same",
            NetlibWarning,
            stacklevel=2,
        )
    table = pd.DataFrame(index=edges.series(0.0, "").index)
    table["name"] = [data.get("name") or str(actor) for actor, data in G.nodes(data=True)]
    for name in wanted:
        skip = measures is None and name == "current_flow" and len(edges.actors) > MANY
        unsigned = name in SIGNED and edges.cooperation is None and edges.conflict is None
        table[name] = np.nan if skip or unsigned else measure_arrays(edges, name, engine=engine)
        if name == "degree":
            table[name] = table[name].astype(int)
    order = np.argsort(-measure_arrays(edges, "strength"), kind="stable")
    return table.iloc[order]


def degree(G: nx.Graph[Any], *, weight: str | None = "weight") -> pd.Series:
    """Count the actors that each actor is tied to, in either direction.

    Whole numbers from 0 (an isolate) to n - 1. Weights do not matter, but are checked.

    Examples
    --------
    >>> import networkx as nx
    >>> degree(nx.DiGraph([("A", "B"), ("B", "A"), ("C", "B")])).to_dict()
    {'A': 1, 'B': 2, 'C': 1}
    """
    return _measure(G, "degree", weight)


def strength(G: nx.Graph[Any], *, weight: str | None = "weight") -> pd.Series:
    """Add up the weights of each actor's ties, in and out.

    In the unit of the weight, from 0 (an isolate).

    References
    ----------
    .. [1] Barrat, A., Barthélemy, M., Pastor-Satorras, R. and Vespignani, A. (2004). The architecture of complex
       weighted networks. PNAS 101(11).

    Examples
    --------
    >>> import networkx as nx
    >>> G = nx.DiGraph()
    >>> G.add_weighted_edges_from([("A", "B", 2), ("C", "B", 3)])
    >>> strength(G).to_dict()
    {'A': 2.0, 'B': 5.0, 'C': 3.0}
    """
    return _measure(G, "strength", weight)


def strength_in(G: nx.Graph[Any], *, weight: str | None = "weight") -> pd.Series:
    """Add up the weights of what is done to each actor; the same as `strength` in an undirected network.

    Examples
    --------
    >>> import networkx as nx
    >>> strength_in(nx.DiGraph([("A", "B"), ("C", "B")])).to_dict()
    {'A': 0.0, 'B': 2.0, 'C': 0.0}
    """
    return _measure(G, "strength_in", weight)


def strength_out(G: nx.Graph[Any], *, weight: str | None = "weight") -> pd.Series:
    """Add up the weights of what each actor does; the same as `strength` in an undirected network.

    Examples
    --------
    >>> import networkx as nx
    >>> strength_out(nx.DiGraph([("A", "B"), ("C", "B")])).to_dict()
    {'A': 1.0, 'B': 0.0, 'C': 1.0}
    """
    return _measure(G, "strength_out", weight)


def cooperation(G: nx.Graph[Any], *, weight: str | None = "weight") -> pd.Series:
    """Add up the cooperative part of each actor's ties, in and out; missing where no edge keeps it apart.

    Examples
    --------
    >>> import networkx as nx
    >>> G = nx.Graph()
    >>> G.add_edge("A", "B", weight=5, cooperation=4, conflict=1)
    >>> cooperation(G).to_dict(), conflict(G).to_dict()
    ({'A': 4.0, 'B': 4.0}, {'A': 1.0, 'B': 1.0})
    """
    return _measure(G, "cooperation", weight)


def conflict(G: nx.Graph[Any], *, weight: str | None = "weight") -> pd.Series:
    """Add up the hostile part of each actor's ties, in and out; missing where no edge keeps it apart.

    Examples
    --------
    >>> import networkx as nx
    >>> conflict(nx.Graph([("A", "B", {"conflict": 2.0})])).to_dict()
    {'A': 2.0, 'B': 2.0}
    """
    return _measure(G, "conflict", weight)


def betweenness(
    G: nx.Graph[Any], *, weight: str | None = "weight", normalized: bool = True, engine: str = "auto"
) -> pd.Series:
    """Measure how often an actor lies on the shortest routes between others.

    The distance of a tie is 1/weight, held in whole numbers, so that equally short routes share a pair equally; see
    `netlib.measures.distances` for when that is exact. Pairs without a route count 0.

    Parameters
    ----------
    G : networkx graph
        The network; routes follow the direction of edges.
    weight : str or None, default "weight"
        Edge attribute; None counts every edge as 1.
    normalized : bool, default True
        Whether to divide by the number of pairs of other actors, which gives 0 to 1; otherwise pairs are counted.
    engine : {"auto", "networkit", "scipy"}, default "auto"
        Who counts paths: NetworKit where it is installed, otherwise scipy. Both find the same paths.

    Returns
    -------
    Series
        0 for everyone in a network of fewer than three actors.

    Raises
    ------
    ParameterError
        If a weight is negative, infinite, missing or not a number.
    MissingExtraError
        If ``engine="networkit"`` and NetworKit is not installed.

    References
    ----------
    .. [1] Freeman, L. C. (1977). A set of measures of centrality based on betweenness. Sociometry 40(1).
    .. [2] Brandes, U. (2008). On variants of shortest-path betweenness centrality. Social Networks 30(2).

    Examples
    --------
    Two routes from A to C are equally long, 1/2 = 1/3 + 1/6, and share the pair:

    >>> import networkx as nx
    >>> G = nx.Graph()
    >>> G.add_weighted_edges_from([("A", "B", 3), ("B", "C", 6), ("A", "D", 4), ("D", "C", 4)])
    >>> betweenness(G, normalized=False).to_dict()
    {'A': 0.0, 'B': 0.5, 'C': 1.0, 'D': 0.5}
    """
    edges = edge_arrays(G, weight=weight)
    n = len(edges.actors)
    counts = path_counts(edges, engine=engine)
    return edges.series(counts * _pairs(n, edges.directed) if normalized else counts, "betweenness")


def closeness(G: nx.Graph[Any], *, weight: str | None = "weight") -> pd.Series:
    """Measure how near an actor is to those who can reach it.

    Convention (Wasserman and Faust): with distance 1/weight and r the number of others from whom a route leads to
    the actor, closeness is (r / sum of their distances) * (r / (n - 1)). In a directed network routes lead *to* the
    actor. In the unit of the weight, from 0 (nobody reaches it); at most 1 where every weight is 1.

    Raises
    ------
    ParameterError
        If a weight is negative, infinite, missing or not a number.

    References
    ----------
    .. [1] Wasserman, S. and Faust, K. (1994). Social Network Analysis, p. 201. Cambridge University Press.

    Examples
    --------
    >>> import networkx as nx
    >>> closeness(nx.path_graph(3)).round(3).to_dict()
    {0: 0.667, 1: 1.0, 2: 0.667}
    """
    return _measure(G, "closeness", weight)


def eigenvector(G: nx.Graph[Any], *, weight: str | None = "weight") -> pd.Series:
    """Measure how strongly an actor is tied to actors who are themselves strongly tied.

    The leading eigenvector of the weights, from 0 to 1, of length 1. Direction is ignored (both directions are added
    up): along directions alone, everyone outside a cycle would score 0. With several components, those with the largest
    eigenvalue share the length and all others score 0. Without edges, everyone scores 0.

    References
    ----------
    .. [1] Bonacich, P. (1987). Power and centrality: a family of measures. American Journal of Sociology 92(5).

    Examples
    --------
    >>> import networkx as nx
    >>> eigenvector(nx.path_graph(3)).round(3).to_dict()
    {0: 0.5, 1: 0.707, 2: 0.5}
    """
    return _measure(G, "eigenvector", weight)


def pagerank(G: nx.Graph[Any], *, weight: str | None = "weight", damping: float = 0.85) -> pd.Series:
    """Measure how often a random walk along the ties visits an actor.

    The walk leaves along ties in proportion to their weights; with probability 1 - damping, and from an actor without
    ties to leave by, it jumps to any actor. From 0 to 1; sums to 1.

    Raises
    ------
    ParameterError
        If a weight is negative, infinite, missing or not a number, or damping is outside 0 <= damping < 1.

    References
    ----------
    .. [1] Brin, S. and Page, L. (1998). The anatomy of a large-scale hypertextual Web search engine. Computer Networks
       and ISDN Systems 30.

    Examples
    --------
    >>> import networkx as nx
    >>> pagerank(nx.path_graph(3)).round(3).to_dict()
    {0: 0.257, 1: 0.486, 2: 0.257}
    """
    edges = edge_arrays(G, weight=weight)
    return edges.series(spectral.pagerank(edges, damping=damping), "pagerank")


def katz(G: nx.Graph[Any], *, weight: str | None = "weight", alpha: float | None = None) -> pd.Series:
    """Measure standing that is passed on along ties, losing a share with every step.

    x = alpha * (weighted sum of x over incoming ties) + 1, scaled to length 1. By default alpha is 0.85 divided by the
    largest in- or out-strength, with which it always exists.

    Raises
    ------
    ParameterError
        If alpha is negative, or too large for x to exist.

    References
    ----------
    .. [1] Katz, L. (1953). A new status index derived from sociometric analysis. Psychometrika 18(1).

    Examples
    --------
    >>> import networkx as nx
    >>> katz(nx.DiGraph([("A", "B"), ("C", "B")])).round(3).to_dict()
    {'A': 0.429, 'B': 0.794, 'C': 0.429}
    """
    edges = edge_arrays(G, weight=weight)
    return edges.series(spectral.katz(edges, alpha=alpha), "katz")


def current_flow(G: nx.Graph[Any], *, weight: str | None = "weight") -> pd.Series:
    """Measure how much passes through an actor when it spreads over all routes, like a current, not only the shortest.

    A unit of current enters at one actor and leaves at another; a tie conducts in proportion to its weight. The score
    is the current through an actor, averaged over all pairs of others: 0 to 1. Direction is ignored; pairs in
    different components count 0. It takes a dense matrix: 10,000 actors need 2 GB and minutes.

    References
    ----------
    .. [1] Newman, M. E. J. (2005). A measure of betweenness centrality based on random walks. Social Networks 27(1).
    .. [2] Brandes, U. and Fleischer, D. (2005). Centrality measures based on current flow. STACS 2005.

    Examples
    --------
    >>> import networkx as nx
    >>> current_flow(nx.path_graph(3)).round(3).to_dict()
    {0: 0.0, 1: 1.0, 2: 0.0}
    """
    return _measure(G, "current_flow", weight)


def pn(G: nx.Graph[Any], *, weight: str | None = "weight") -> pd.Series:
    """Measure standing in a signed network: friends add to it, enemies take twice as much away.

    The sign of a tie is that of cooperation minus conflict, both directions added up; where the graph does not keep
    them apart, that of the weight, which may then be negative. An isolate scores 1; enemies push below, friends above.

    References
    ----------
    .. [1] Everett, M. G. and Borgatti, S. P. (2014). Networks containing negative ties. Social Networks 38.

    Examples
    --------
    >>> import networkx as nx
    >>> G = nx.Graph()
    >>> G.add_weighted_edges_from([("A", "B", 1), ("A", "C", -1)])
    >>> pn(G).round(3).to_dict()
    {'A': 1.091, 'B': 1.273, 'C': 0.455}
    """
    edges = edge_arrays(G, weight=weight, signed=True)
    return edges.series(spectral.pn(edges), "pn")


def signed_eigenvector(G: nx.Graph[Any], *, weight: str | None = "weight") -> pd.Series:
    """Measure standing in a signed network by its leading eigenvector: opposed camps have opposite signs.

    The eigenvector of the eigenvalue largest in size of cooperation minus conflict (both directions added up; where
    the graph does not keep them apart, of the weights, which may then be negative). Of length 1; from -1 to 1, the
    actor largest in size positive. Where that eigenvalue is negative, the signs would part friends rather than
    enemies, and sizes are given without them. Missing for everyone where two eigenvalues are equally large in size,
    because then any mixture would do; 0 without edges.

    References
    ----------
    .. [1] Bonacich, P. and Lloyd, P. (2004). Calculating status with negative relations. Social Networks 26(4).

    Examples
    --------
    >>> import networkx as nx
    >>> G = nx.Graph()
    >>> G.add_weighted_edges_from([("A", "B", 1), ("A", "C", -1), ("B", "C", -1)])
    >>> signed_eigenvector(G).round(3).to_dict()
    {'A': 0.577, 'B': 0.577, 'C': -0.577}
    """
    edges = edge_arrays(G, weight=weight, signed=True)
    return edges.series(spectral.signed_eigenvector(edges), "signed_eigenvector")


def measure_arrays(edges: EdgeArrays, name: str, *, engine: str = "auto", always_fit: bool = False) -> Floats:
    """Compute the measure of this name, with its defaults, on arrays; what resampling and windows are made of.

    `engine` and `always_fit` are those of `netlib.measures.engine.path_counts`.

    Examples
    --------
    >>> import networkx as nx
    >>> measure_arrays(edge_arrays(nx.path_graph(3)), "degree").tolist()
    [1.0, 2.0, 1.0]
    """
    if name == "betweenness":
        n = len(edges.actors)
        return path_counts(edges, engine=engine, always_fit=always_fit) * _pairs(n, edges.directed)
    return MEASURES[name](edges)


def _measure(G: nx.Graph[Any], name: str, weight: str | None) -> pd.Series:
    edges = edge_arrays(G, weight=weight)
    values = measure_arrays(edges, name)
    return edges.series(values.astype(int) if name == "degree" else values, name)


def _pairs(n: int, directed: bool) -> float:
    """Return one divided by the number of pairs of other actors."""
    if n < 3:
        return 0.0
    return (1.0 if directed else 2.0) / ((n - 1) * (n - 2))


def _degree(edges: EdgeArrays) -> Floats:
    matrix = edges.adjacency(np.ones(len(edges)))
    matrix = matrix + matrix.T
    return np.asarray(np.diff(matrix.tocsr().indptr), dtype=float)


def _sums(edges: EdgeArrays, values: Floats | None, *, into: bool, out: bool) -> Floats:
    """Return sums over the ties that come in, that go out, or over all."""
    n = len(edges.actors)
    if values is None:
        return np.full(n, np.nan)
    total = np.zeros(n)
    if into or not edges.directed:
        total += np.bincount(edges.target, weights=values, minlength=n)
    if out or not edges.directed:
        total += np.bincount(edges.source, weights=values, minlength=n)
    return total


def _closeness(edges: EdgeArrays) -> Floats:
    n = len(edges.actors)
    scores = np.zeros(n)
    backwards = EdgeArrays(edges.actors, edges.target, edges.source, edges.weight, edges.directed)
    for block, lengths in path_lengths(backwards):
        reached = np.isfinite(lengths)
        others = reached.sum(axis=1) - 1.0
        total = np.where(reached, lengths, 0.0).sum(axis=1)
        scores[block] = np.divide(others**2, total * (n - 1), out=np.zeros(len(block)), where=total > 0)
    return scores


MEASURES: Mapping[str, Callable[[EdgeArrays], Floats]] = {
    "degree": _degree,
    "strength": lambda edges: _sums(edges, edges.weight, into=True, out=True),
    "strength_in": lambda edges: _sums(edges, edges.weight, into=True, out=False),
    "strength_out": lambda edges: _sums(edges, edges.weight, into=False, out=True),
    "cooperation": lambda edges: _sums(edges, edges.cooperation, into=True, out=True),
    "conflict": lambda edges: _sums(edges, edges.conflict, into=True, out=True),
    "betweenness": lambda edges: measure_arrays(edges, "betweenness"),
    "closeness": _closeness,
    "eigenvector": spectral.eigenvector,
    "pagerank": spectral.pagerank,
    "katz": spectral.katz,
    "current_flow": spectral.current_flow,
    "pn": spectral.pn,
    "signed_eigenvector": spectral.signed_eigenvector,
}
"""The measures by name, in the order of the table's columns."""

SIGNED = frozenset({"cooperation", "conflict", "pn", "signed_eigenvector"})
"""Those that need cooperation and conflict kept apart."""
