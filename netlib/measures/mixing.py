"""Who has ties with whom, by an attribute of the actors: mixing matrix, assortativity, homophily."""

from __future__ import annotations

from numbers import Real
from typing import TYPE_CHECKING, Any

import networkx as nx
import numpy as np

from netlib.errors import ParameterError
from netlib.measures.arrays import edge_arrays
from netlib.measures.groups import Partition, actor_values

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["assortativity", "homophily", "mixing", "mixing_matrix"]


def mixing_matrix(G: nx.Graph[Any], attribute: Partition, *, weight: str | None = None) -> pd.DataFrame:
    """Add the ties up by the groups of their source and target.

    Parameters
    ----------
    G : nx.Graph
        Any networkx graph. Self-loops and ties of weight 0 are left out.
    attribute : str, mapping or Series
        The group of each actor: a node attribute, or a mapping or Series from actor to group. Actors without one are
        left out with their ties.
    weight : str, optional
        Edge attribute, finite and >= 0; by default every tie counts 1.

    Returns
    -------
    DataFrame
        Rows ``source``, columns ``target``: the groups in order of appearance. The matrix of an undirected graph is
        symmetric: ties between two groups stand on both sides of the diagonal, and ties within a group count twice.
        Divide by the sum for shares of all ties, or by the sum of each row for where the ties of a group go.

    Raises
    ------
    ParameterError
        If no node has the attribute, or a weight is not allowed.

    References
    ----------
    .. [1] Newman (2003), "Mixing patterns in networks", Physical Review E 67, 026126.

    Examples
    --------
    >>> G = nx.DiGraph([("a", "b"), ("b", "c"), ("c", "a")])
    >>> mixing_matrix(G, {"a": "x", "b": "x", "c": "y"}).values.tolist()
    [[1.0, 1.0], [1.0, 0.0]]
    """
    import pandas as pd

    values = actor_values(G, attribute, parameter="attribute")
    source, target, weights = _arcs(G, weight, values)
    groups = list(dict.fromkeys(value for value in values if value is not None))
    code = {group: k for k, group in enumerate(groups)}
    matrix = np.zeros((len(groups), len(groups)))
    ends = [np.array([code[values[i]] for i in side], dtype=np.int64) for side in (source, target)]
    np.add.at(matrix, (ends[0], ends[1]), weights)
    labels = [pd.Index(groups, name=name, tupleize_cols=False) for name in ("source", "target")]
    return pd.DataFrame(matrix, index=labels[0], columns=labels[1])


def mixing(G: nx.Graph[Any], attribute: Partition, *, weight: str | None = None) -> pd.Series[Any]:
    """Summarise a mixing matrix.

    Parameters
    ----------
    G, attribute, weight
        As in `mixing_matrix`.

    Returns
    -------
    Series
        Named ``mixing``: ``assortativity`` (Newman's, see `assortativity`), ``within`` (share of the weight within
        groups, 0 to 1), ``entropy`` (of the cells, in nats, >= 0), ``modularity`` (of the groups), ``groups``,
        ``weight`` (of the ties counted; an undirected tie once) and ``left_out`` (actors without a value). NaN where
        there are no ties.

    Raises
    ------
    ParameterError
        As `mixing_matrix`.

    References
    ----------
    .. [1] Newman (2003), Physical Review E 67, 026126.
    .. [2] The summary has the statistics of ``mixing_matrix`` in the R package netify (Dorff and Minhas).

    Examples
    --------
    >>> mixing(nx.karate_club_graph(), "club").round(3)[["assortativity", "within", "modularity"]].to_dict()
    {'assortativity': 0.718, 'within': 0.859, 'modularity': 0.358}
    """
    import pandas as pd

    matrix = mixing_matrix(G, attribute, weight=weight).to_numpy()
    values = actor_values(G, attribute, parameter="attribute")
    total = float(matrix.sum())
    share = matrix / total if total else matrix
    expected = float(share.sum(axis=1) @ share.sum(axis=0))
    within = float(np.trace(share))
    cells = share[share > 0]
    nan = float("nan")
    return pd.Series(
        {
            "assortativity": (within - expected) / (1 - expected) if total and expected < 1 - 1e-12 else nan,
            "within": within if total else nan,
            "entropy": max(0.0, float(-(cells * np.log(cells)).sum())) if total else nan,
            "modularity": within - expected if total else nan,
            "groups": float(len(matrix)),
            "weight": total if G.is_directed() else total / 2,
            "left_out": float(sum(value is None for value in values)),
        },
        name="mixing",
    )


def assortativity(G: nx.Graph[Any], attribute: Partition, *, weight: str | None = None) -> float:
    """Measure whether ties join actors with like values.

    Parameters
    ----------
    G, weight
        As in `mixing_matrix`.
    attribute : str, mapping or Series
        The value of each actor. Numbers are compared as numbers (the correlation of source and target over ties),
        anything else as groups (the share of ties within groups, relative to chance and to perfect mixing).

    Returns
    -------
    float
        From -1 over 0 (as by chance) to 1 (only ties between equals); NaN without ties, or where all values at the ends
        of ties are the same.

    Raises
    ------
    ParameterError
        As `mixing_matrix`, or if a number is infinite.

    References
    ----------
    .. [1] Newman (2003), Physical Review E 67, 026126.

    Examples
    --------
    >>> assortativity(nx.path_graph(4), {0: 1, 1: 2, 2: 1, 3: 2})
    -1.0
    """
    values = actor_values(G, attribute, parameter="attribute")
    if not _numeric(values):
        return float(mixing(G, attribute, weight=weight)["assortativity"])
    source, target, weights = _arcs(G, weight, values)
    if not len(weights):
        return float("nan")
    numbers = np.array([np.nan if value is None else float(value) for value in values])
    _check_finite(numbers, values)
    x, y, share = numbers[source], numbers[target], weights / weights.sum()
    if min(np.ptp(x), np.ptp(y)) == 0:
        return float("nan")
    x, y = x - share @ x, y - share @ y
    return float(np.clip((share @ (x * y)) / np.sqrt((share @ x**2) * (share @ y**2)), -1, 1))


def homophily(
    G: nx.Graph[Any],
    attribute: Partition,
    *,
    weight: str | None = "weight",
    permutations: int = 1000,
    seed: int = 0,
) -> pd.Series[Any]:
    """Test whether tied actors are more alike than actors without a tie.

    The likeness of two actors is minus the difference of their numbers, or for anything but numbers 1 for the same
    value and 0 for another. It is correlated with whether there is a tie, over all pairs; the test shuffles the values
    among the actors, which leaves the network as it is.

    Parameters
    ----------
    G : nx.Graph
        Any networkx graph; ordered pairs count in a directed one.
    attribute : str, mapping or Series
        The value of each actor; actors without one are left out.
    weight : str or None, default "weight"
        Edge attribute; a tie of weight 0 is none, all others count alike.
    permutations : int, default 1000
        How many shuffles, >= 1.
    seed : int, default 0
        Of the shuffles.

    Returns
    -------
    Series
        Named ``homophily``: ``correlation`` (-1 to 1), ``tied`` and ``untied`` (mean likeness of the pairs with and
        without a tie), ``difference``, ``p_higher`` and ``p_lower`` (share of shuffles, the values as they are counted
        among them, with a correlation at least as high or low), ``pairs_tied``, ``pairs_untied``, ``left_out`` (actors
        without a value). NaN where all pairs, or none, are tied, or all are equally alike.

    Raises
    ------
    ParameterError
        If no node has the attribute, a number is infinite, or `permutations` is below 1.

    References
    ----------
    .. [1] McPherson, Smith-Lovin and Cook (2001), "Birds of a feather", Annual Review of Sociology 27, 415-444.
    .. [2] The statistics are those of ``homophily`` in the R package netify (Dorff and Minhas), which shuffles pairs
       instead of actors.

    Examples
    --------
    >>> homophily(nx.karate_club_graph(), "club").round(3)[["correlation", "p_higher"]].to_dict()
    {'correlation': 0.301, 'p_higher': 0.001}
    """
    import pandas as pd

    if permutations < 1:
        raise ParameterError(f"permutations={permutations!r} shuffles nothing; choose 1 or more, such as 1000")
    values = actor_values(G, attribute, parameter="attribute")
    known = np.array([i for i, value in enumerate(values) if value is not None], dtype=np.int64)
    edges = edge_arrays(G, weight=weight)
    tied = (edges.adjacency()[known][:, known].toarray() > 0) if len(known) else np.zeros((0, 0), dtype=bool)
    alike = _likeness([values[i] for i in known])
    apart = ~np.eye(len(known), dtype=bool)
    pairs, ties = int(apart.sum()), int(tied.sum())
    varied = pairs > 0 and np.ptp(alike[apart]) > 0
    mean = float(alike[apart].mean()) if pairs else float("nan")
    scale = np.sqrt(ties * (pairs - ties)) * float(alike[apart].std()) if varied else 0.0

    def correlation(likeness: Any) -> float:
        return float((likeness[tied].sum() - ties * mean) / scale) if scale > 0 else float("nan")

    observed = correlation(alike)
    rng = np.random.default_rng(seed)
    orders = (rng.permutation(len(known)) for _ in range(permutations))
    shuffled = np.array([correlation(alike[np.ix_(order, order)]) for order in orders])
    tied_mean = float(alike[tied].mean()) if ties else float("nan")
    untied_mean = float(alike[apart & ~tied].mean()) if pairs > ties else float("nan")
    higher, lower = (
        (1 + int(side.sum())) / (1 + permutations) if np.isfinite(observed) else float("nan")
        for side in (shuffled >= observed - 1e-9, shuffled <= observed + 1e-9)
    )
    each = 1 if G.is_directed() else 2
    return pd.Series(
        {
            "correlation": observed,
            "tied": tied_mean,
            "untied": untied_mean,
            "difference": tied_mean - untied_mean,
            "p_higher": higher,
            "p_lower": lower,
            "pairs_tied": ties / each,
            "pairs_untied": (pairs - ties) / each,
            "left_out": float(len(values) - len(known)),
        },
        name="homophily",
    )


def _arcs(G: nx.Graph[Any], weight: str | None, values: list[Any]) -> tuple[Any, Any, Any]:
    """Return the ties between actors with a value, undirected ones in both directions."""
    edges = edge_arrays(G, weight=weight)
    source, target, weights = edges.arcs()
    known = np.array([value is not None for value in values], dtype=bool)
    kept = known[source] & known[target]
    return source[kept], target[kept], np.ones(int(kept.sum())) if weight is None else weights[kept]


def _numeric(values: list[Any]) -> bool:
    return all(
        value is None or (isinstance(value, Real) and not isinstance(value, (bool, np.bool_))) for value in values
    )


def _check_finite(numbers: Any, values: list[Any]) -> None:
    if np.isinf(numbers).any():
        raise ParameterError(f"attribute: {values[int(np.isinf(numbers).argmax())]!r} is infinite; give finite numbers")


def _likeness(values: list[Any]) -> Any:
    """Return how alike each two actors are."""
    if _numeric(values):
        numbers = np.array(values, dtype=float)
        _check_finite(numbers, values)
        return -np.abs(numbers[:, None] - numbers[None, :])
    code = {value: k for k, value in enumerate(dict.fromkeys(values))}
    codes = np.array([code[value] for value in values], dtype=np.int64)
    return (codes[:, None] == codes[None, :]).astype(float)
