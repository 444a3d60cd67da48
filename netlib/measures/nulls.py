"""Whether a measure is more than degrees alone would give: the network against rewired ones."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import networkx as nx
import numpy as np

from netlib.errors import ParameterError, check_choice
from netlib.measures.signs import edge_signs

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["KEEPS", "null_networks", "null_test"]

KEEPS = ("degree", "signed_degree", "ties")
"""What rewired networks share with the network.

``degree``: each actor's number of ties, in and out. ``signed_degree``: each actor's number of friendly and of hostile
ties, in and out. ``ties``: who has a tie with whom; only the signs, weights and other attributes change places.
"""

BURN_IN = 10  # attempted swaps a tie before the first network
THINNING = 4  # attempted swaps a tie between networks


def null_networks(
    G: nx.Graph[Any], *, keep: str = "degree", samples: int = 200, sign: str | None = None, seed: int = 0
) -> Iterator[nx.Graph[Any]]:
    """Yield networks that are random but for what they keep.

    Two ties a-b and c-d become a-d and c-b, unless that would make a self-loop or a second tie between two actors; the
    attributes of a tie go with its source. Many such swaps draw networks with the same degrees with equal probability.
    (In a directed graph the direction of a circle of three that no other tie touches cannot be reached by swaps.)

    Parameters
    ----------
    G : nx.Graph
        A graph without parallel edges; it is not changed. Self-loops stay where they are.
    keep : {"degree", "signed_degree", "ties"}, default "degree"
        As in `KEEPS`.
    samples : int, default 200
        How many networks, >= 1.
    sign : str, optional
        For ``"signed_degree"``: the edge attribute that holds the sign; by default cooperation less conflict.
    seed : int, default 0
        The same graph, options and seed give the same networks.

    Yields
    ------
    nx.Graph
        Of the same type, with the nodes and their attributes, and the attributes of the ties.

    Raises
    ------
    ParameterError
        If the graph has parallel edges, an option is not allowed, or an edge has no sign.

    References
    ----------
    .. [1] Maslov and Sneppen (2002), "Specificity and stability in topology of protein networks", Science 296, 910-913.
    .. [2] Fosdick, Larremore, Nishimura and Ugander (2018), "Configuring random graph models with fixed degree
       sequences", SIAM Review 60(2), 315-355: why a refused swap counts as a step.

    Examples
    --------
    >>> G = nx.karate_club_graph()
    >>> H = next(null_networks(G, samples=1))
    >>> dict(H.degree()) == dict(G.degree()), H.edges == G.edges
    (True, False)
    """
    check_choice("keep", keep, KEEPS)
    if samples < 1:
        raise ParameterError(f"samples={samples!r} draws no network; choose 1 or more, such as 200")
    if G.is_multigraph():
        raise ParameterError("G has parallel edges, of which a rewired network can have none: add them up first")
    signs = edge_signs(G, sign=sign) if keep == "signed_degree" else [0] * G.number_of_edges()
    return _draw(G, keep, samples, signs, np.random.default_rng(seed))


def null_test(
    G: nx.Graph[Any],
    measure: Callable[[Any], Any],
    *,
    keep: str = "degree",
    samples: int = 200,
    sign: str | None = None,
    seed: int = 0,
) -> pd.DataFrame:
    """Compare a measure of the network with the same measure of rewired networks.

    Parameters
    ----------
    G, keep, samples, sign, seed
        As in `null_networks`. For the centrality of an actor and for reciprocity keep the degrees; for balance keep the
        signed degrees, or only the ties to ask whether it matters where the conflicts are.
    measure : callable
        Takes a graph and returns a number, or a Series indexed by actor: ``nx.overall_reciprocity``,
        ``netlib.measures.centrality.betweenness``, or a lambda that names options.

    Returns
    -------
    DataFrame
        Indexed by actor, or by the one label ``network`` where the measure is a number: ``observed``, ``mean`` and
        ``sd`` of the rewired networks, ``z``, ``p_higher`` and ``p_lower`` (share of networks, the observed one counted
        among them, with at least, or at most, the observed value: from 1 / (samples + 1) to 1) and ``samples`` (those
        where the measure is defined). NaN where the observed value is, and ``z`` where the rewired do not vary.

    Raises
    ------
    ParameterError
        As `null_networks`, or if the measure returns neither a number nor a Series.

    References
    ----------
    See `null_networks`. For the p-values: Phipson and Smyth (2010), "Permutation p-values should never be zero",
    Statistical Applications in Genetics and Molecular Biology 9(1), 39.

    Examples
    --------
    >>> G = nx.DiGraph([("a", "b"), ("b", "a"), ("c", "d"), ("d", "c"), ("e", "f"), ("f", "e")])
    >>> table = null_test(G, nx.overall_reciprocity, samples=99)
    >>> float(table.loc["network", "observed"]), bool(table.loc["network", "p_higher"] < 0.2)
    (1.0, True)
    """
    import pandas as pd

    networks = null_networks(G, keep=keep, samples=samples, sign=sign, seed=seed)
    observed = _measured(measure, G)
    drawn = np.full((samples, len(observed)), np.nan)
    for k, H in enumerate(networks):
        values = _measured(measure, H)
        drawn[k] = values.reindex(observed.index).to_numpy(dtype=float)
    value = observed.to_numpy(dtype=float)
    defined = ~np.isnan(drawn)
    number = defined.sum(axis=0)
    rounding = 1e-9 * np.maximum(1e-12, np.abs(value))
    some = np.where(number > 0, number, np.nan)
    filled = np.where(defined, drawn, 0.0)
    mean = filled.sum(axis=0) / some
    sd = np.sqrt((np.where(defined, (drawn - mean) ** 2, 0.0)).sum(axis=0) / some)
    flat = ~(sd > 1e-9 * np.maximum(1e-12, np.abs(mean)))
    higher, lower = (
        np.where(np.isnan(value) | (number == 0), np.nan, (1 + side.sum(axis=0)) / (1 + number))
        for side in (drawn >= value - rounding, drawn <= value + rounding)
    )
    z = (value - mean) / np.where(flat, np.nan, sd)
    columns = {"observed": value, "mean": mean, "sd": sd, "z": z, "p_higher": higher, "p_lower": lower}
    return pd.DataFrame({**columns, "samples": number}, index=observed.index)


def _measured(measure: Callable[[Any], Any], G: nx.Graph[Any]) -> pd.Series[Any]:
    """Return what the measure says of a graph as a Series."""
    import pandas as pd

    answer = measure(G)
    if isinstance(answer, pd.Series):
        return answer
    try:
        return pd.Series([float(answer)], index=["network"])
    except (TypeError, ValueError):
        raise ParameterError(
            f"measure returned {type(answer).__name__}; it must return a number or a Series indexed by actor"
        ) from None


def _draw(
    G: nx.Graph[Any], keep: str, samples: int, signs: list[int], rng: np.random.Generator
) -> Iterator[nx.Graph[Any]]:
    """Yield the networks of `null_networks`."""
    place = {actor: i for i, actor in enumerate(G)}
    actors, data = list(G), [attributes for _, _, attributes in G.edges(data=True)]
    ends = [(place[u], place[v]) for u, v in G.edges()]
    loop = [u == v for u, v in ends]
    classes: dict[int, list[int]] = {}
    for edge, sign in enumerate(signs):
        if not loop[edge]:
            classes.setdefault(sign, []).append(edge)
    free = [edge for edge in range(len(ends)) if not loop[edge]]
    taken = {_pair(u, v, G.is_directed()) for u, v in ends}
    for k in range(samples):
        order = list(range(len(ends)))
        if keep == "ties":
            for edge, other in zip(free, rng.permutation(free).tolist(), strict=True):
                order[edge] = other
        else:
            for members in classes.values():
                tries = len(members) * (THINNING if k else BURN_IN)
                _swap(ends, taken, members, tries, G.is_directed(), rng)
        H = G.__class__()
        H.graph.update(G.graph)
        H.add_nodes_from((actor, dict(attributes)) for actor, attributes in G.nodes(data=True))
        H.add_edges_from((actors[u], actors[v], dict(data[other])) for (u, v), other in zip(ends, order, strict=True))
        yield H


def _pair(u: int, v: int, directed: bool) -> tuple[int, int]:
    return (u, v) if directed or u < v else (v, u)


def _swap(
    ends: list[tuple[int, int]],
    taken: set[tuple[int, int]],
    members: list[int],
    tries: int,
    directed: bool,
    rng: np.random.Generator,
) -> None:
    """Try to swap the targets of two random ties, in place, so many times."""
    if len(members) < 2:
        return
    chosen = rng.integers(0, len(members), (tries, 2)).tolist()
    turned = (rng.random(tries) < 0.5).tolist()
    for (i, j), turn in zip(chosen, turned, strict=True):
        one, two = members[i], members[j]
        a, b = ends[one]
        c, d = ends[two]
        if turn and not directed:
            c, d = d, c
        first, second = _pair(a, d, directed), _pair(c, b, directed)
        if one == two or a == d or c == b or first == second or first in taken or second in taken:
            continue
        taken -= {_pair(a, b, directed), _pair(c, d, directed)}
        taken |= {first, second}
        ends[one], ends[two] = (a, d), (c, b)
