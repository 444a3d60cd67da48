"""Which ties of a dense weighted network are more than chance: the disparity and the noise-corrected backbone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import networkx as nx
import numpy as np

from netlib.errors import ParameterError, check_choice
from netlib.measures.arrays import EdgeArrays, edge_arrays

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["METHODS", "RULES", "backbone", "disparity_pvalues", "noise_corrected_pvalues"]

METHODS = ("disparity", "noise_corrected")
"""A tie is held against its actors' other ties, or against what the two actors' strengths lead one to expect."""

RULES = ("or", "and")
"""Keep a tie that stands out for one of its two actors, or only one that stands out for both."""


def disparity_pvalues(G: nx.Graph[Any], *, weight: str | None = "weight") -> pd.DataFrame:
    """Return how likely each tie would be as strong if its actors spread their strength at random.

    An actor with `k` ties and strength `s` that spread its strength uniformly at random would have a given tie of at
    least weight `w` with probability ``(1 - w / s) ** (k - 1)``. Every tie has one such probability for each of its two
    actors; in a directed network the source is judged by its outgoing, the target by its incoming ties.

    Parameters
    ----------
    G : nx.Graph
        Any networkx graph. Parallel edges are added up; self-loops and ties of weight 0 are left out.
    weight : str or None, default "weight"
        Edge attribute, finite and >= 0.

    Returns
    -------
    DataFrame
        One row a tie: ``source``, ``target``, ``weight``, ``p_source``, ``p_target``, and ``p_or`` (the smaller) and
        ``p_and`` (the larger of the two), from 0 to 1. An actor with a single tie cannot judge it: its p is 1. A graph
        without ties gives a table without rows; components do not affect each other.

    Raises
    ------
    ParameterError
        If a weight is missing, negative, infinite or NaN.

    References
    ----------
    .. [1] Serrano, Boguñá and Vespignani (2009), "Extracting the multiscale backbone of complex weighted networks",
       PNAS 106(16), 6483-6488.

    Examples
    --------
    >>> G = nx.Graph()
    >>> G.add_weighted_edges_from([("a", "b", 8), ("a", "c", 1), ("a", "d", 1)])
    >>> disparity_pvalues(G)[["source", "target", "p_source", "p_target"]].round(2).values.tolist()
    [['a', 'b', 0.04, 1.0], ['a', 'c', 0.81, 1.0], ['a', 'd', 0.81, 1.0]]
    """
    edges = edge_arrays(G, weight=weight)
    strength_out, strength_in, degree_out, degree_in = _margins(edges)
    table = _table(edges)
    table["p_source"] = _spread(edges.weight, strength_out[edges.source], degree_out[edges.source])
    table["p_target"] = _spread(edges.weight, strength_in[edges.target], degree_in[edges.target])
    sides = table[["p_source", "p_target"]]
    table["p_or"], table["p_and"] = sides.min(axis=1), sides.max(axis=1)
    return table


def noise_corrected_pvalues(G: nx.Graph[Any], *, weight: str | None = "weight") -> pd.DataFrame:
    """Return how far each tie exceeds what the strengths of its two actors lead one to expect.

    The weight is compared with ``s_source * s_target / total`` as the lift ``(w - e) / (w + e)``, from -1 (far below)
    over 0 (as expected) to 1 (far above). Its standard deviation follows from a binomial model of the weight with a
    Beta prior fitted to the hypergeometric moments, carried through the lift by the delta method.

    Parameters
    ----------
    G : nx.Graph
        Any networkx graph. Parallel edges are added up; self-loops and ties of weight 0 are left out.
    weight : str or None, default "weight"
        Edge attribute, finite and >= 0; the model reads it as a count of events, so do not rescale it.

    Returns
    -------
    DataFrame
        One row a tie: ``source``, ``target``, ``weight``, ``score`` (the lift), ``sdev`` and ``p``, the one-sided
        normal probability of a score at least as high were the true one 0. Where the model leaves no room for chance
        (a single tie that holds all the weight) ``sdev`` and ``p`` are NaN. A graph without ties gives no rows.

    Raises
    ------
    ParameterError
        If a weight is missing, negative, infinite or NaN, or all weights together are at most 1.

    References
    ----------
    .. [1] Coscia and Neffke (2017), "Network backboning with noisy data", IEEE 33rd International Conference on Data
       Engineering, 425-436. The authors' thresholds 1.28, 1.64 and 2.32 are p of about 0.10, 0.05 and 0.01.

    Examples
    --------
    >>> G = nx.Graph()
    >>> G.add_weighted_edges_from([("a", "b", 20), ("c", "d", 20), ("b", "c", 5)])
    >>> noise_corrected_pvalues(G)[["source", "target", "score"]].round(3).values.tolist()
    [['a', 'b', 0.565], ['b', 'c', -0.163], ['c', 'd', 0.565]]
    """
    from scipy.stats import norm

    edges = edge_arrays(G, weight=weight)
    table = _table(edges)
    strength_out, strength_in, _, _ = _margins(edges)
    total = float(strength_out.sum())
    if len(table) and total <= 1:
        raise ParameterError(
            f"weight={weight!r}: all ties together weigh {total:g}; the noise-corrected model reads weights as counts "
            "of events, so pass counts, or use the disparity filter, which any weight fits"
        )
    w, out, into = edges.weight / total, strength_out[edges.source] / total, strength_in[edges.target] / total
    with np.errstate(divide="ignore", invalid="ignore"):
        prior = out * into
        prior_variance = prior * (1 - out) * (1 - into) / (total - 1)
        a = prior**2 / prior_variance * (1 - prior) - prior
        b = prior / prior_variance * (1 - prior**2) - (1 - prior)
        posterior = (a + w * total) / (a + b + total)
        variance = posterior * (1 - posterior) * total
        lift = w / prior
        # what one more event does to the lift: it raises the tie, both strengths and the total
        slope = (1 / prior + w / prior - w * (out + into) / prior**2) / total
        table["score"] = (lift - 1) / (lift + 1)
        sdev = np.sqrt(variance) * np.abs(2 * slope / (lift + 1) ** 2)
        table["sdev"] = np.where(prior_variance > 0, sdev, np.nan)
        table["p"] = norm.sf(table["score"] / table["sdev"])
    return table


def backbone(
    G: nx.Graph[Any],
    *,
    method: str = "disparity",
    weight: str | None = "weight",
    alpha: float = 0.05,
    rule: str = "or",
) -> nx.Graph[Any]:
    """Return the network with only those ties that stand out from chance.

    Parameters
    ----------
    G : nx.Graph
        Any networkx graph; it is not changed.
    method : {"disparity", "noise_corrected"}, default "disparity"
        As in `disparity_pvalues` and `noise_corrected_pvalues`.
    weight : str or None, default "weight"
        Edge attribute, finite and >= 0.
    alpha : float, default 0.05
        A tie stays where its p is below this; between 0 and 1. Ties are not corrected for their number.
    rule : {"or", "and"}, default "or"
        For the disparity filter: whether a tie must stand out for one of its actors or for both.

    Returns
    -------
    nx.Graph
        A copy of the same type with all nodes, all attributes and the ties that stay. ``graph["backbone"]`` says how
        it was made and how many ties it kept.

    Raises
    ------
    ParameterError
        If a method, rule or alpha is not allowed, or a weight is missing, negative, infinite or NaN.

    References
    ----------
    See `disparity_pvalues` and `noise_corrected_pvalues`.

    Examples
    --------
    >>> G = nx.les_miserables_graph()
    >>> backbone(G).number_of_edges(), backbone(G, rule="and").number_of_edges()
    (9, 5)
    """
    check_choice("method", method, METHODS)
    check_choice("rule", rule, RULES)
    if not 0 < alpha <= 1:
        raise ParameterError(f"alpha={alpha!r} is no level; choose one above 0 and at most 1, such as 0.05")
    if method == "disparity":
        table = disparity_pvalues(G, weight=weight)
        kept = table[table[f"p_{rule}"] < alpha]
    else:
        table = noise_corrected_pvalues(G, weight=weight)
        kept = table[table["p"] < alpha]
    pairs = set(zip(kept["source"], kept["target"], strict=True))
    if not G.is_directed():
        pairs |= {(v, u) for u, v in pairs}
    H = G.copy()
    H.remove_edges_from([edge for edge in _edge_keys(G) if edge[:2] not in pairs])
    how = {"method": method, "alpha": alpha} | ({"rule": rule} if method == "disparity" else {})
    H.graph["backbone"] = how | {"ties": len(table), "kept": len(kept)}
    return H


def _edge_keys(G: nx.Graph[Any]) -> list[tuple[Any, ...]]:
    """Return the edges as `remove_edges_from` wants them: with their keys in a multigraph."""
    return list(G.edges(keys=True)) if isinstance(G, nx.MultiGraph) else list(G.edges())


def _table(edges: EdgeArrays) -> pd.DataFrame:
    """Return source, target and weight of every tie."""
    import pandas as pd

    actors = pd.Series(edges.actors, dtype=object)
    ends = {"source": actors.take(edges.source).to_numpy(), "target": actors.take(edges.target).to_numpy()}
    return pd.DataFrame({**ends, "weight": edges.weight})


def _margins(edges: EdgeArrays) -> tuple[Any, Any, Any, Any]:
    """Return strength out, strength in, degree out and degree in, by actor."""
    n = len(edges.actors)

    def total(ends: Any, values: Any) -> Any:
        return np.bincount(ends, weights=values, minlength=n)

    ones = np.ones(len(edges.weight))
    out = total(edges.source, edges.weight), total(edges.source, ones)
    into = total(edges.target, edges.weight), total(edges.target, ones)
    if not edges.directed:
        out = into = out[0] + into[0], out[1] + into[1]
    return out[0], into[0], out[1], into[1]


def _spread(weight: Any, strength: Any, degree: Any) -> Any:
    """Return the disparity filter's probability; 1 for an actor with a single tie."""
    return np.where(degree > 1, np.clip(1 - weight / strength, 0, 1) ** np.maximum(degree - 1, 0), 1.0)
