"""Who stands between others: brokerage roles, structural holes and articulation points."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import networkx as nx
import numpy as np

from netlib.measures.arrays import EdgeArrays, edge_arrays
from netlib.measures.groups import Partition, group_codes

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["ROLES", "articulation", "constraint", "effective_size", "roles", "structural_holes"]

ROLES = ("coordinator", "itinerant", "gatekeeper", "representative", "liaison")
"""All three of one group; only the broker of another; the source of another; the target of another; all different."""


def roles(G: nx.Graph[Any], *, partition: Partition = "country", weight: str | None = "weight") -> pd.DataFrame:
    """Count how often each actor brokers between two others, by the role that the groups of the three give it.

    The actor b brokers from a to c where a acts on b and b on c, but a not on c. With the groups of a, b and c:

    - ``coordinator``: all three in one group;
    - ``itinerant`` (consultant): a and c in one group, b in another;
    - ``gatekeeper``: b and c in one group, a outside: b lets something in;
    - ``representative``: a and b in one group, c outside: b carries something out;
    - ``liaison``: three groups.

    Parameters
    ----------
    G : nx.Graph
        Any networkx graph. Self-loops and ties of weight 0 are left out. In an undirected graph every pair counts once
        in each direction, so that gatekeeper equals representative.
    partition : str, mapping or Series, default "country"
        The group of each actor: a node attribute, or a mapping or Series from actor to group.
    weight : str or None, default "weight"
        Edge attribute; a tie of weight 0 is none, all others count alike.

    Returns
    -------
    DataFrame
        Indexed by actor: a column of counts, >= 0, for each of `ROLES`, and ``total``. An empty graph gives no rows;
        an isolate brokers nothing, and components do not affect each other.

    Raises
    ------
    ParameterError
        If an actor has no group, or no node has the attribute.

    References
    ----------
    .. [1] Gould and Fernandez (1989), "Structures of mediation: a formal approach to brokerage in transaction
       networks", Sociological Methodology 19, 89-126.

    Examples
    --------
    >>> G = nx.DiGraph([("Kyiv", "Minsk"), ("Minsk", "Moscow")])
    >>> roles(G, partition={"Kyiv": "UKR", "Minsk": "BLR", "Moscow": "RUS"})["liaison"].to_dict()
    {'Kyiv': 0, 'Minsk': 1, 'Moscow': 0}
    """
    import pandas as pd
    from scipy.sparse import csr_array

    edges = edge_arrays(G, weight=weight)
    group, labels = group_codes(G, partition)
    A = edges.adjacency(np.ones(len(edges)))
    n, actor = len(edges.actors), np.arange(len(edges.actors))
    member = csr_array((np.ones(n), (actor, group)), shape=(n, len(labels)))
    # every pair of an actor that acts on b and one that b acts on, by the groups of the two
    f, t = A.T @ member, A @ member
    own_f, own_t = (np.asarray(side[actor, group]).reshape(-1) if n else np.zeros(0) for side in (f.tocsr(), t.tocsr()))
    all_f, all_t, same = _row_sums(f), _row_sums(t), _row_sums(f.multiply(t))
    inside, gate, voice = own_f * own_t, (all_f - own_f) * own_t, own_f * (all_t - own_t)
    every = [inside, same - inside, gate, voice, all_f * all_t - same - gate - voice]
    # less the pairs in which a acts on c itself, by whether a, b and b, c and a, c are of one group
    within = _same_group(A, group)
    across = (A - within).tocsr()
    sides = [
        (within, within, within),
        (across, across, within),
        (across, within, across),
        (within, across, across),
        (across, across, across),
    ]
    direct = [_row_sums((ab.T @ ac).multiply(bc)) for ab, bc, ac in sides]
    # and less those that are one actor, which acts on b and b on it
    back = [_row_sums(ties.multiply(ties.T)) for ties in (within, across)]
    direct[0], direct[1] = direct[0] + back[0], direct[1] + back[1]
    counts = np.rint(np.array(every) - np.array(direct)).astype(np.int64).T.reshape(n, len(ROLES))
    frame = pd.DataFrame(counts, columns=list(ROLES), index=_index(edges))
    return frame.assign(total=frame.sum(axis=1))


def constraint(G: nx.Graph[Any], *, weight: str | None = "weight") -> pd.Series[Any]:
    """Measure how far each actor's contacts are tied to each other, so that it cannot play them off.

    With `p_ij` the share of i's ties, in both directions, that go to j, the constraint of i is the sum over its
    contacts j of ``(p_ij + sum_q p_iq p_qj) ** 2``.

    Parameters
    ----------
    G : nx.Graph
        Any networkx graph; the two directions of a directed graph are added up.
    weight : str or None, default "weight"
        Edge attribute, finite and >= 0; None counts every tie as 1.

    Returns
    -------
    Series
        Named ``constraint``, indexed by actor: near 0 for many contacts that do not know each other, 1 for a single
        contact, and somewhat above 1 where a few contacts all know each other (9/8 in a triangle). NaN for an isolate,
        which nothing constrains and nothing connects.

    Raises
    ------
    ParameterError
        If a weight is missing, negative, infinite or NaN.

    References
    ----------
    .. [1] Burt (1992), "Structural Holes: The Social Structure of Competition", Harvard University Press, chapter 2.

    Examples
    --------
    >>> constraint(nx.path_graph(3)).tolist()
    [1.0, 0.5, 1.0]
    """
    edges = edge_arrays(G, weight=weight)
    P, _, tied = _shares(edges)
    invested = (P + P @ P).multiply(tied)
    total = np.asarray(invested.multiply(invested).sum(axis=1), dtype=float).reshape(-1)
    contacts = np.asarray(tied.sum(axis=1)).reshape(-1)
    return edges.series(np.where(contacts > 0, total, np.nan), "constraint")


def effective_size(G: nx.Graph[Any], *, weight: str | None = "weight") -> pd.Series[Any]:
    """Count each actor's contacts, less what they have in common.

    With `p_iq` the share of i's ties that go to q, and `m_jq` the tie of j and q relative to j's strongest, the
    effective size of i is the sum over its contacts j of ``1 - sum_q p_iq m_jq``.

    Parameters
    ----------
    G : nx.Graph
        Any networkx graph; the two directions of a directed graph are added up.
    weight : str or None, default "weight"
        Edge attribute, finite and >= 0; None counts every tie as 1.

    Returns
    -------
    Series
        Named ``effective_size``, indexed by actor: from 0 (an isolate) to the number of contacts (none of which know
        each other).

    Raises
    ------
    ParameterError
        If a weight is missing, negative, infinite or NaN.

    References
    ----------
    .. [1] Burt (1992), "Structural Holes", chapter 2.
    .. [2] Borgatti (1997), "Structural holes: unpacking Burt's redundancy measures", Connections 20(1), 35-38.

    Examples
    --------
    >>> effective_size(nx.complete_graph(3)).tolist()
    [1.0, 1.0, 1.0]
    """
    edges = edge_arrays(G, weight=weight)
    P, M, tied = _shares(edges)
    redundant = np.asarray((P @ M.T).multiply(tied).sum(axis=1), dtype=float).reshape(-1)
    contacts = np.asarray(tied.sum(axis=1), dtype=float).reshape(-1)
    return edges.series(contacts - redundant, "effective_size")


def structural_holes(G: nx.Graph[Any], *, weight: str | None = "weight") -> pd.DataFrame:
    """Join Burt's measures into one table.

    Parameters
    ----------
    G, weight
        As in `constraint`.

    Returns
    -------
    DataFrame
        Indexed by actor: ``contacts`` (how many), ``effective_size``, ``efficiency`` (effective size a contact, 0 to 1;
        NaN for an isolate) and ``constraint``.

    Raises
    ------
    ParameterError
        If a weight is missing, negative, infinite or NaN.

    References
    ----------
    .. [1] Burt (1992), "Structural Holes", chapter 2.

    Examples
    --------
    >>> structural_holes(nx.path_graph(3))["efficiency"].tolist()
    [1.0, 1.0, 1.0]
    """
    import pandas as pd

    edges = edge_arrays(G, weight=weight)
    _, _, tied = _shares(edges)
    contacts = np.asarray(tied.sum(axis=1)).reshape(-1).astype(np.int64)
    size = effective_size(G, weight=weight)
    return pd.DataFrame(
        {
            "contacts": contacts,
            "effective_size": size,
            "efficiency": size / np.where(contacts > 0, contacts, np.nan),
            "constraint": constraint(G, weight=weight),
        }
    )


def articulation(G: nx.Graph[Any], *, weight: str | None = "weight") -> pd.DataFrame:
    """Tell which actors alone hold parts of the network together.

    Parameters
    ----------
    G : nx.Graph
        Any networkx graph; direction is left aside.
    weight : str or None, default "weight"
        Edge attribute; a tie of weight 0 is none.

    Returns
    -------
    DataFrame
        Indexed by actor: ``pieces``, into how many its component falls without it (2 or more: an articulation point;
        0: an isolate), and ``cut_off``, how many actors then lose the largest piece.

    Raises
    ------
    ParameterError
        If a weight is missing, negative, infinite or NaN.

    References
    ----------
    .. [1] Harary (1969), "Graph Theory", Addison-Wesley, chapter 3.

    Examples
    --------
    >>> articulation(nx.star_graph(3)).values.tolist()
    [[3, 2], [1, 0], [1, 0], [1, 0]]
    """
    import pandas as pd

    edges = edge_arrays(G, weight=weight)
    H = nx.Graph()
    H.add_nodes_from(range(len(edges.actors)))
    H.add_edges_from(zip(edges.source.tolist(), edges.target.tolist(), strict=True))
    table = pd.DataFrame({"pieces": np.zeros(len(H), dtype=np.int64), "cut_off": 0}, index=_index(edges))
    for block in nx.biconnected_components(H):
        table.iloc[sorted(block), 0] += 1
    for component in nx.connected_components(H):
        for actor in component & set(np.flatnonzero(table["pieces"] > 1).tolist()):
            rest = H.subgraph(component - {actor})
            largest = max(len(piece) for piece in nx.connected_components(rest))
            table.iloc[actor, 1] = len(rest) - largest
    return table


def _index(edges: EdgeArrays) -> pd.Index[Any]:
    return edges.series(np.zeros(len(edges.actors)), "").index


def _row_sums(matrix: Any) -> Any:
    return np.asarray(matrix.sum(axis=1), dtype=float).reshape(-1)


def _same_group(A: Any, group: Any) -> Any:
    """Return the ties within groups."""
    from scipy.sparse import csr_array

    ties = A.tocoo()
    kept = group[ties.row] == group[ties.col]
    return csr_array((ties.data[kept], (ties.row[kept], ties.col[kept])), shape=A.shape)


def _shares(edges: EdgeArrays) -> tuple[Any, Any, Any]:
    """Return Burt's p, his m, and which actors are tied, as sparse matrices."""
    from scipy.sparse import diags_array

    A = edges.adjacency()
    Z = (A + A.T).tocsr() if edges.directed else A
    total = np.asarray(Z.sum(axis=1), dtype=float).reshape(-1)
    most = np.asarray(Z.max(axis=1).todense(), dtype=float).reshape(-1) if len(total) else total
    shares, relative = (
        diags_array(np.divide(1.0, scale, out=np.zeros_like(scale), where=scale > 0)) @ Z for scale in (total, most)
    )
    return shares.tocsr(), relative.tocsr(), (Z > 0).astype(float)
