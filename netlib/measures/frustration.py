"""Exact frustration: how much of a signed network fits no division into two camps, and who sits between them."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import networkx as nx
import numpy as np

from netlib.errors import ParameterError
from netlib.measures.camps import SignedGraph, divide, frustrated, undecided
from netlib.measures.signs import SignedTies, signed_ties

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["MOST", "Frustration", "frustration"]

MOST = 3_000
"""Actors in one component: its matrices are dense."""


@dataclass(frozen=True)
class Frustration:
    """What `frustration` found, and how sure it is.

    Attributes
    ----------
    index : float
        The frustration of the division found: the number, or weight, of ties between friends in different camps and
        opponents in the same one. The least possible where `optimal`, otherwise an upper bound of it.
    lower : float
        A proved lower bound of the least possible; equal to `index` where `optimal`.
    optimal : bool
        Whether no division does better.
    unique : bool or None
        Whether no other division of any component does as well; None where the time did not suffice to know.
    total : float
        The number, or weight, of all signed ties.
    neutral : int
        Pairs whose cooperation and conflict cancel: they are no ties.
    actors : DataFrame
        Indexed by actor. ``camp``: 1 or 2, the larger camp of its component first. ``component``: numbered from 1 in
        order of appearance; camps of different components have nothing to do with each other. ``strength``: number or
        weight of its ties. ``frustrated``: how much of that is frustrated. ``torn``: the share, from 0 (at home) to
        0.5 (could as well change camps). ``undecided``: whether equally good divisions disagree about the actor,
        relative to the best connected actor of its component; missing where not known. An actor without signed ties
        has no camp: missing values.
    ties : DataFrame
        One row a signed tie: ``source``, ``target``, ``value``, ``frustrated``; the frustrated first.
    """

    index: float
    lower: float
    optimal: bool
    unique: bool | None
    total: float
    neutral: int
    actors: pd.DataFrame
    ties: pd.DataFrame

    @property
    def balance(self) -> float:
        """``1 - 2 * index / total``: 1 for a balanced network, 0 where half of it is frustrated; NaN without ties."""
        return 1 - 2 * self.index / self.total if self.total else float("nan")

    @property
    def camps(self) -> pd.Series[Any]:
        """The camp of each actor."""
        return self.actors["camp"]

    @property
    def between(self) -> pd.DataFrame:
        """The actors that sit between the camps: with frustrated ties or undecided, the most torn first."""
        rows = self.actors[(self.actors["frustrated"] > 0) | self.actors["undecided"].fillna(False)]
        return rows.sort_values(["torn", "strength"], ascending=False, kind="stable")


def frustration(
    G: nx.Graph[Any],
    *,
    sign: str | None = None,
    weight: str | None = None,
    time_limit: float = 60.0,
    seed: int = 0,
) -> Frustration:
    """Find the division into two camps that leaves the least frustration, and prove it.

    The frustration (or line) index is the least number, or weight, of ties that have to go, or to change sign, for the
    network to be balanced: friends within a camp, opponents across. Cutting planes over unbalanced cycles and branching
    (`scipy.optimize.milp`) prove the answer; where the time does not suffice, bounds on both sides remain. Networks
    that nearly fall into two camps, as those of states do, take well under a second for 150 actors; with random signs
    the problem is hard, and a larger network may end with bounds.

    Parameters
    ----------
    G : nx.Graph
        A signed network; direction is left aside (see `netlib.measures.signs.signed_ties`). It is not changed.
    sign : str, optional
        Edge attribute that holds the sign; by default cooperation less conflict.
    weight : str, optional
        What a frustrated tie costs: None, the default, 1; ``"net"``, its absolute signed value; any other name, that
        edge attribute. Whole weights up to 10,000 are exact; others to a millionth of the largest.
    time_limit : float, default 60
        Seconds, > 0, after which to stop proving.
    seed : int, default 0
        Of the local search. It decides which division is shown only where several are equally good, or none is proved.

    Returns
    -------
    Frustration
        Components add up, and each is divided for itself. Without ties the index is 0, optimal and unique.

    Raises
    ------
    ParameterError
        If an edge has no sign, its weight is not allowed, the time limit is not positive, or a component has more
        than 3,000 actors.

    References
    ----------
    .. [1] Harary (1959), "On the measurement of structural balance", Behavioral Science 4(4), 316-323.
    .. [2] Aref, Mason and Wilson (2020), "A modeling and computational study of the frustration index in signed
       networks", Networks 75(1), 95-110.
    .. [3] Barahona and Mahjoub (1986), "On the cut polytope", Mathematical Programming 36, 157-173: the odd cycles.

    Examples
    --------
    >>> G = nx.Graph()
    >>> G.add_edges_from([("a", "b", {"sign": 1}), ("b", "c", {"sign": -1}), ("a", "c", {"sign": -1})])
    >>> G.add_edge("c", "d", sign=1)
    >>> found = frustration(G, sign="sign")
    >>> found.index, found.optimal, found.unique, found.camps.to_dict()
    (0.0, True, True, {'a': 1, 'b': 1, 'c': 2, 'd': 2})
    """
    from scipy.sparse.csgraph import connected_components

    if not time_limit > 0:
        raise ParameterError(f"time_limit={time_limit!r} is no time to prove anything in; give seconds > 0, such as 60")
    ties = signed_ties(G, sign=sign, weight=weight)
    n = len(ties.actors)
    deadline = time.monotonic() + time_limit
    _, component = connected_components(ties.matrix(), directed=False) if n else (0, np.zeros(0, dtype=np.int64))
    largest = int(np.bincount(component).max(initial=0))
    if largest > MOST:
        raise ParameterError(
            f"G: a component has {largest} actors; more than {MOST} are out of reach of an exact answer. Take the "
            "backbone first (netlib.measures.backbone), or roll the actors up"
        )
    side, open_actor = np.zeros(n), np.zeros(n, dtype=bool)
    index = lower = 0.0
    optimal, known = True, np.ones(n, dtype=bool)
    sizes = np.bincount(component[ties.source]) if len(ties.value) else np.zeros(0, dtype=np.int64)
    for part in sorted(np.flatnonzero(sizes).tolist(), key=lambda part: int(sizes[part])):
        members, graph, scale = _component(ties, component == part)
        best = divide(graph, deadline=deadline, rng=np.random.default_rng(seed))
        side[members] = best.side
        values = ties.value[component[ties.source] == part]  # unscaled, so that whole weights add up to whole numbers
        cost = float(np.abs(values)[frustrated(graph, best.side)].sum())
        index += cost
        lower += cost if best.optimal else best.lower * scale
        optimal &= best.optimal
        moves = undecided(graph, best, deadline=deadline) if best.optimal else None
        known[members] = moves is not None
        open_actor[members] = False if moves is None else moves
    apart = ties.value * side[ties.source] * side[ties.target] < 0
    return Frustration(
        index=index,
        lower=lower,
        optimal=optimal,
        unique=False if open_actor.any() else (True if known.all() else None),
        total=float(np.abs(ties.value).sum()),
        neutral=ties.neutral,
        actors=_actors(ties, component, side, apart, open_actor, known),
        ties=_ties(ties, apart),
    )


def _component(ties: SignedTies, inside: Any) -> tuple[Any, SignedGraph, float]:
    """Return the members of a component, its ties with values scaled to at most 1, and the scale."""
    members = np.flatnonzero(inside)
    position = np.cumsum(inside) - 1
    kept = inside[ties.source]
    value = ties.value[kept]
    scale = float(np.abs(value).max())
    whole = bool((value == np.rint(value)).all()) and scale < 1 / _SMALLEST_STEP
    step = float(np.gcd.reduce(np.abs(value).astype(np.int64))) / scale if whole else 0.0
    source, target = position[ties.source[kept]], position[ties.target[kept]]
    return members, SignedGraph(len(members), source, target, value / scale, step), scale


_SMALLEST_STEP = 1e-4  # whole weights further apart than the solvers can tell count as any other weights


def _actors(ties: SignedTies, component: Any, side: Any, apart: Any, open_actor: Any, known: Any) -> pd.DataFrame:
    """Return the table of actors."""
    import pandas as pd

    n = len(ties.actors)
    size = np.abs(ties.value)
    strength, unhappy = (
        np.bincount(ties.source, weights=values, minlength=n) + np.bincount(ties.target, weights=values, minlength=n)
        for values in (size, size * apart)
    )
    tied = side != 0
    camp = np.zeros(n, dtype=np.int64)
    number = np.zeros(n, dtype=np.int64)
    for k, part in enumerate(dict.fromkeys(component[tied].tolist()), start=1):
        inside = component == part
        number[inside] = k
        members = side[inside]
        balance = members.sum()
        first = np.sign(balance) if balance else members[0]
        camp[inside] = np.where(members == first, 1, 2)
    table = pd.DataFrame(
        {
            "camp": pd.array(camp, dtype="Int64"),
            "component": pd.array(number, dtype="Int64"),
            "strength": strength,
            "frustrated": unhappy,
            "torn": np.divide(unhappy, strength, out=np.full(n, np.nan), where=strength > 0),
            "undecided": pd.array(open_actor, dtype="boolean"),
        },
        index=ties.index(),
    )
    table.loc[~tied, ["camp", "component"]] = pd.NA
    table.loc[~(tied & known), "undecided"] = pd.NA
    return table


def _ties(ties: SignedTies, apart: Any) -> pd.DataFrame:
    """Return the table of ties."""
    import pandas as pd

    table = pd.DataFrame(
        {
            "source": pd.Series([ties.actors[i] for i in ties.source], dtype=object),
            "target": pd.Series([ties.actors[i] for i in ties.target], dtype=object),
            "value": ties.value,
            "frustrated": apart,
        }
    )
    return table.sort_values("frustrated", ascending=False, kind="stable", ignore_index=True)
