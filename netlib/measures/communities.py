"""Who belongs together: communities by modularity, blocks of friends in a signed network, agreement of partitions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import networkx as nx
import numpy as np

from netlib.errors import ParameterError
from netlib.measures.arrays import EdgeArrays, edge_arrays
from netlib.measures.frustration import frustration
from netlib.measures.groups import Partition, group_codes
from netlib.measures.signs import SignedTies, signed_ties

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Blockmodel", "agreement", "blockmodel", "communities", "modularity"]


def communities(
    G: nx.Graph[Any], *, weight: str | None = "weight", resolution: float = 1.0, runs: int = 10, seed: int = 0
) -> pd.Series[Any]:
    """Find communities: groups of actors with more ties among them than their strengths lead one to expect.

    Louvain's method, run several times; the partition with the highest modularity is returned. The same graph, options
    and seed give the same communities on every machine.

    Parameters
    ----------
    G : nx.Graph
        Any networkx graph; directed modularity for a directed one. It is not changed.
    weight : str or None, default "weight"
        Edge attribute, finite and >= 0; for communities of friends take ``"cooperation"``. None counts every tie as 1.
    resolution : float, default 1
        Above 1 favours smaller communities, below 1 larger ones; > 0.
    runs : int, default 10
        How often to start anew, >= 1.
    seed : int, default 0
        Of the order in which actors are visited.

    Returns
    -------
    Series
        Named ``community``, indexed by actor: numbered from 1, the largest first. An isolate is a community of its own;
        actors of different components never share one. An empty graph gives an empty Series.

    Raises
    ------
    ParameterError
        If a weight is missing, negative, infinite or NaN, or an option is out of range.

    References
    ----------
    .. [1] Blondel, Guillaume, Lambiotte and Lefebvre (2008), "Fast unfolding of communities in large networks", Journal
       of Statistical Mechanics, P10008.
    .. [2] Reichardt and Bornholdt (2006), "Statistical mechanics of community detection", Physical Review E 74, 016110.

    Examples
    --------
    >>> communities(nx.barbell_graph(3, 0)).tolist()
    [1, 1, 1, 2, 2, 2]
    """
    if not resolution > 0 or not np.isfinite(resolution):
        raise ParameterError(f"resolution={resolution!r} is not allowed; choose a number > 0, such as 1")
    if runs < 1:
        raise ParameterError(f"runs={runs!r} finds no communities; choose 1 or more")
    edges = edge_arrays(G, weight=weight)
    H = _numbered(edges)
    best = np.arange(len(edges.actors))
    if len(edges):
        highest = -np.inf
        for child in np.random.SeedSequence(seed).generate_state(runs).tolist():
            parts = nx.community.louvain_communities(H, weight="weight", resolution=resolution, seed=child)
            quality = nx.community.modularity(H, parts, weight="weight", resolution=resolution)
            if quality > highest + 1e-12:
                highest = quality
                for number, part in enumerate(parts):
                    best[list(part)] = number
    return edges.series(_by_size(best), "community")


def modularity(
    G: nx.Graph[Any], partition: Partition, *, weight: str | None = "weight", resolution: float = 1.0
) -> float:
    """Measure how much more of the weight lies within groups than the strengths lead one to expect.

    Parameters
    ----------
    G, weight, resolution
        As in `communities`.
    partition : str, mapping or Series
        The group of each actor: a node attribute, or a mapping or Series from actor to group.

    Returns
    -------
    float
        From -1/2 (all ties between groups) over 0 (as expected) to below 1; NaN for a graph without ties.

    Raises
    ------
    ParameterError
        If an actor has no group, or a weight is missing, negative, infinite or NaN.

    References
    ----------
    .. [1] Newman (2004), "Analysis of weighted networks", Physical Review E 70, 056131.

    Examples
    --------
    >>> round(modularity(nx.karate_club_graph(), "club", weight=None), 4)
    0.3582
    """
    edges = edge_arrays(G, weight=weight)
    if not len(edges):
        return float("nan")
    group, _ = group_codes(G, partition)
    parts = [set(np.flatnonzero(group == code).tolist()) for code in range(int(group.max()) + 1)]
    return float(nx.community.modularity(_numbered(edges), parts, weight="weight", resolution=resolution))


@dataclass(frozen=True)
class Blockmodel:
    """What `blockmodel` found.

    Attributes
    ----------
    blocks : Series
        Named ``block``, indexed by actor: numbered from 1, the largest first; missing for an actor without signed ties.
    errors : float
        Number, or weight, of ties between friends in different blocks and opponents in the same one.
    optimal : bool
        Whether it is proved that no division into as many blocks has less.
    """

    blocks: pd.Series[Any]
    errors: float
    optimal: bool


def blockmodel(
    G: nx.Graph[Any],
    *,
    groups: int = 2,
    sign: str | None = None,
    weight: str | None = None,
    runs: int = 100,
    time_limit: float = 60.0,
    seed: int = 0,
) -> Blockmodel:
    """Divide a signed network into blocks: friends within, opponents across.

    Two blocks come from exact `netlib.measures.frustration`. More of them, for the case that the enemy of an enemy is
    an enemy too, come from moving actors between blocks until no move helps, from many seeded starts; that proves
    nothing unless no errors are left.

    Parameters
    ----------
    G : nx.Graph
        A signed network; direction is left aside. It is not changed.
    groups : int, default 2
        At most how many blocks, >= 1.
    sign, weight : str, optional
        As in `netlib.measures.signs.signed_ties`.
    runs : int, default 100
        How many starts for more than two blocks.
    time_limit : float, default 60
        Seconds for two blocks.
    seed : int, default 0
        Of the starts.

    Returns
    -------
    Blockmodel
        Blocks of different components may share a number without having anything to do with each other.

    Raises
    ------
    ParameterError
        If an edge has no sign, or an option is out of range.

    References
    ----------
    .. [1] Davis (1967), "Clustering and structural balance in graphs", Human Relations 20(2), 181-187.
    .. [2] Doreian and Mrvar (1996), "A partitioning approach to structural balance", Social Networks 18(2), 149-168.

    Examples
    --------
    >>> G = nx.complete_graph(3)
    >>> nx.set_edge_attributes(G, -1, "sign")
    >>> blockmodel(G, groups=2, sign="sign").errors, blockmodel(G, groups=3, sign="sign").errors
    (1.0, 0.0)
    """
    import pandas as pd

    if groups < 1 or runs < 1:
        raise ParameterError(f"groups={groups!r}, runs={runs!r}: both must be 1 or more")
    ties = signed_ties(G, sign=sign, weight=weight)
    if groups == 2:
        found = frustration(G, sign=sign, weight=weight, time_limit=time_limit, seed=seed)
        return Blockmodel(found.camps.rename("block"), found.index, found.optimal)
    block = _relocate(ties, groups, runs, np.random.default_rng(seed))
    errors = _errors(ties, block)
    numbers = pd.array(_by_size(block), dtype="Int64")
    numbers[np.bincount(np.concatenate([ties.source, ties.target]), minlength=len(block)) == 0] = pd.NA
    return Blockmodel(pd.Series(numbers, index=ties.index(), name="block"), errors, errors == 0 or groups == 1)


def agreement(first: Mapping[Any, Any] | pd.Series[Any], second: Mapping[Any, Any] | pd.Series[Any]) -> pd.Series[Any]:
    """Measure how far two partitions agree about who belongs together, whatever their groups are called.

    Parameters
    ----------
    first, second : mapping or Series
        From actor to group. Actors that only one of them knows, or that have no group in one, are left out.

    Returns
    -------
    Series
        Named ``agreement``: ``actors`` (how many were compared); ``nmi``, the mutual information over the mean of the
        two entropies, from 0 to 1; ``ari``, the adjusted Rand index, 1 where the partitions are the same, about 0 where
        they agree as by chance, at least -0.5.

    Raises
    ------
    ParameterError
        If no actor has a group in both.

    References
    ----------
    .. [1] Danon, Diaz-Guilera, Duch and Arenas (2005), "Comparing community structure identification", Journal of
       Statistical Mechanics, P09008.
    .. [2] Hubert and Arabie (1985), "Comparing partitions", Journal of Classification 2, 193-218.

    Examples
    --------
    >>> agreement({"a": 1, "b": 1, "c": 2, "d": 3}, {"a": "x", "b": "x", "c": "y", "d": "y"}).round(3).to_dict()
    {'actors': 4.0, 'nmi': 0.8, 'ari': 0.571}
    """
    import pandas as pd

    one, two = (pd.Series(dict(partition.items()), dtype=object).dropna() for partition in (first, second))
    common = [actor for actor in one.index if actor in two.index]
    if not common:
        raise ParameterError("first and second: no actor has a group in both, so there is nothing to compare")
    codes = [pd.factorize(side.loc[common])[0] for side in (one, two)]
    n = len(common)
    together = np.zeros((codes[0].max() + 1, codes[1].max() + 1))
    np.add.at(together, tuple(codes), 1)
    rows, columns = together.sum(axis=1), together.sum(axis=0)
    entropies = _entropy(rows) + _entropy(columns)
    shared = entropies - _entropy(together.reshape(-1))
    pairs, row_pairs, column_pairs = (float((x * (x - 1) / 2).sum()) for x in (together, rows, columns))
    all_pairs = n * (n - 1) / 2
    expected = row_pairs * column_pairs / all_pairs if all_pairs else 0.0
    most = (row_pairs + column_pairs) / 2
    return pd.Series(
        {
            "actors": float(n),
            "nmi": max(0.0, 2 * shared / entropies) if entropies > 1e-12 else 1.0,
            "ari": (pairs - expected) / (most - expected) if most != expected else 1.0,
        },
        name="agreement",
    )


def _numbered(edges: EdgeArrays) -> nx.Graph[Any]:
    """Return the graph with actors as numbers: sets of numbers, unlike sets of texts, have one order everywhere."""
    H: nx.Graph[Any] = nx.DiGraph() if edges.directed else nx.Graph()
    H.add_nodes_from(range(len(edges.actors)))
    H.add_weighted_edges_from(zip(edges.source.tolist(), edges.target.tolist(), edges.weight.tolist(), strict=True))
    return H


def _by_size(group: Any) -> Any:
    """Renumber groups from 1, the largest first, of equals the one whose first actor comes first."""
    if not len(group):
        return np.zeros(0, dtype=np.int64)
    _, first, inverse, sizes = np.unique(group, return_index=True, return_inverse=True, return_counts=True)
    order = np.lexsort((first, -sizes))
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(1, len(order) + 1)
    return rank[inverse]


def _errors(ties: SignedTies, block: Any) -> float:
    apart = block[ties.source] != block[ties.target]
    return float(np.abs(ties.value)[apart == (ties.value > 0)].sum())


def _relocate(ties: SignedTies, groups: int, runs: int, rng: np.random.Generator) -> Any:
    """Return the division with the fewest errors found: least friendship lost is most net friendship within blocks."""
    n = len(ties.actors)
    S = ties.matrix().toarray() / np.abs(ties.value).max(initial=0) if len(ties.value) else np.zeros((n, n))
    best, least = np.zeros(n, dtype=np.int64), _errors(ties, np.zeros(n, dtype=np.int64))
    for _ in range(runs if groups > 1 else 0):
        block = rng.integers(0, groups, n)
        pull = S @ np.eye(groups)[block]
        moved = True
        while moved:
            moved = False
            for actor in rng.permutation(n):
                here, there = block[actor], int(pull[actor].argmax())
                if pull[actor, there] > pull[actor, here] + 1e-9:
                    pull[:, here] -= S[:, actor]
                    pull[:, there] += S[:, actor]
                    block[actor], moved = there, True
        errors = _errors(ties, block)
        if errors < least * (1 - 1e-9):
            best, least = block, errors
    return best


def _entropy(counts: Any) -> float:
    share = counts[counts > 0] / counts.sum()
    return float(-(share * np.log(share)).sum())
