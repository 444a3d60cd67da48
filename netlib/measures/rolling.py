"""Sums over sliding windows in one pass: every interaction enters at one window and leaves at a later one.

Sums are exact. Amounts are scaled to whole numbers that add up to less than 2**53, so that what enters and leaves
cancels without a trace.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from netlib.dyads import Dyads
from netlib.measures.arrays import EdgeArrays, Floats, Ints

__all__ = ["ACTOR_MEASURES", "NETWORK_MEASURES", "Spells", "rolling_measures"]

NETWORK_MEASURES = (
    "interactions",
    "actors",
    "edges",
    "weight",
    "weight_cooperation",
    "weight_conflict",
    "density",
    "reciprocity",
)

ACTOR_MEASURES = ("degree", "strength", "strength_in", "strength_out", "cooperation", "conflict")


@dataclass(frozen=True)
class Spells:
    """In which windows each interaction of each dyad counts.

    Attributes
    ----------
    dyads : Dyads
        The interactions.
    count : int
        Number of windows.
    enter, leave : int64 arrays
        Of each row: the first window that holds it, and the first later one that does not. Rows in no window have
        enter >= leave.
    whole, friendly : float64 arrays
        Of each row: what it adds, and the cooperative part, as whole multiples of `unit`.
    unit : float
        A power of two.
    """

    dyads: Dyads
    count: int
    enter: Ints
    leave: Ints
    whole: Floats
    friendly: Floats
    unit: float

    @classmethod
    def of(cls, dyads: Dyads, age: Ints, *, length: int, pace: int, count: int) -> Spells:
        """Place interactions in windows; `age`, `length` and `pace` are seconds since the first window's start."""
        enter = np.maximum((age - length) // pace + 1, 0)
        leave = np.minimum(age // pace + 1, count)
        total = float(dyads.amount[dyads.row].sum())
        unit = 2.0 ** (math.floor(math.log2(total)) - 51) if total > 0 else 1.0
        whole = np.rint(dyads.amount / unit)
        return cls(dyads, count, enter, leave, whole, np.where(dyads.friendly, whole, 0.0), unit)

    def sums(self, values: Floats, rows: Ints, place: Ints | None = None, places: int = 1) -> Floats:
        """Add values up by window, and by place where one is given: an array of windows by places."""
        enter, leave = self.enter[rows], self.leave[rows]
        inside = enter < leave
        enter, leave, values = enter[inside], leave[inside], values[inside]
        where = np.zeros(len(enter), dtype=np.int64) if place is None else place[inside]
        size = (self.count + 1) * places
        change = np.bincount(enter * places + where, weights=values, minlength=size)
        change -= np.bincount(leave * places + where, weights=values, minlength=size)
        return np.asarray(change.reshape(self.count + 1, places)[:-1].cumsum(axis=0), dtype=float)

    def active(self, group: Ints) -> tuple[Ints, Ints, Ints]:
        """Return the stretches of windows in which some interaction of a group of entries counts.

        Parameters
        ----------
        group : array
            Of each entry of the dyads, the group it belongs to.

        Returns
        -------
        (groups, starts, stops)
            One entry a stretch.
        """
        enter, leave = self.enter[self.dyads.row], self.leave[self.dyads.row]
        inside = (enter < leave) & (self.dyads.amount[self.dyads.row] > 0)
        group, enter, leave = group[inside], enter[inside], leave[inside]
        # those that enter with the first window leave it at different times, so that both ends must be in order
        order = np.argsort((group * (self.count + 1) + enter) * (self.count + 1) + leave, kind="stable")
        group, enter, leave = group[order], enter[order], leave[order]
        apart = (group[1:] != group[:-1]) | (enter[1:] > leave[:-1])
        begins = np.concatenate([[True], apart])[: len(group)]
        ends = np.concatenate([apart, [True]])[: len(group)]
        return group[begins], enter[begins], leave[ends]

    def networks(self) -> Iterator[EdgeArrays]:
        """Yield the network of each window, as arrays."""
        dyads = self.dyads
        enter, leave = self.enter[dyads.row], self.leave[dyads.row]
        inside = np.flatnonzero(enter < leave)
        comes = inside[np.argsort(enter[inside], kind="stable")]
        goes = inside[np.argsort(leave[inside], kind="stable")]
        first = np.searchsorted(enter[comes], np.arange(self.count + 1))
        last = np.searchsorted(leave[goes], np.arange(self.count + 1))
        total, friendly = np.zeros(len(dyads)), np.zeros(len(dyads))
        for k in range(self.count):
            for entries, sign in ((comes[first[k] : first[k + 1]], 1.0), (goes[last[k] : last[k + 1]], -1.0)):
                dyad, row = dyads.dyad[entries], dyads.row[entries]
                np.add.at(total, dyad, sign * self.whole[row])
                np.add.at(friendly, dyad, sign * self.friendly[row])
            keep = np.flatnonzero(total > 0)
            weight, cooperation = total[keep] * self.unit, friendly[keep] * self.unit
            if dyads.logarithm:
                scale = np.log1p(weight) / weight
                weight, cooperation = weight * scale, cooperation * scale
            yield EdgeArrays(
                dyads.actors,
                dyads.source[keep],
                dyads.target[keep],
                weight,
                dyads.directed,
                cooperation,
                weight - cooperation,
            )


def rolling_measures(spells: Spells, names: Sequence[str]) -> dict[str, Floats]:
    """Return each measure as an array of windows, or of windows by actors.

    Parameters
    ----------
    spells : Spells
        The interactions in their windows.
    names : sequence of str
        Any of `NETWORK_MEASURES` and `ACTOR_MEASURES`.
    """
    dyads, n = spells.dyads, len(spells.dyads.actors)
    entry_source, entry_target = dyads.source[dyads.dyad], dyads.target[dyads.dyad]
    found: dict[str, Floats] = {}

    def by_actor(values: Floats, *, into: bool, out: bool) -> Floats:
        total = np.zeros((spells.count, n))
        if into or not dyads.directed:
            total += spells.sums(values[dyads.row], dyads.row, entry_target, n)
        if out or not dyads.directed:
            total += spells.sums(values[dyads.row], dyads.row, entry_source, n)
        return total * spells.unit

    def overall(values: Floats) -> Floats:
        return np.asarray(spells.sums(values[dyads.row], dyads.row)[:, 0] * spells.unit)

    def stretches(group: Ints, places: tuple[Ints, ...] | None = None) -> Floats:
        """Count the active groups of each window, altogether or by the actors they belong to."""
        which, start, stop = spells.active(group)
        size = n if places is not None else 1
        change = np.zeros((spells.count + 1) * size)
        for place in places or (np.zeros(int(group.max(initial=-1)) + 1, dtype=np.int64),):
            where = place[which]
            change += np.bincount(start * size + where, minlength=len(change))
            change -= np.bincount(stop * size + where, minlength=len(change))
        return np.asarray(change.reshape(-1, size)[:-1].cumsum(axis=0))

    low, high = np.minimum(dyads.source, dyads.target), np.maximum(dyads.source, dyads.target)
    _, pair = np.unique(low * n + high, return_inverse=True)
    ends = (np.zeros(len(dyads), dtype=np.int64), np.zeros(len(dyads), dtype=np.int64))
    ends[0][pair], ends[1][pair] = low, high
    counted: dict[str, Callable[[], Floats]] = {
        "degree": lambda: stretches(pair[dyads.dyad], ends),
        "edges": lambda: stretches(dyads.dyad)[:, 0],
        "pairs": lambda: stretches(pair[dyads.dyad])[:, 0],
        "actors": lambda: np.asarray((get("degree") > 0).sum(axis=1), dtype=float),
        "interactions": lambda: spells.sums(np.ones(len(dyads.rows)), np.arange(len(dyads.rows)))[:, 0],
        "weight": lambda: overall(spells.whole),
        "weight_cooperation": lambda: overall(spells.friendly),
        "weight_conflict": lambda: overall(spells.whole - spells.friendly),
        "density": lambda: _ratio(get("edges"), _possible(get("actors"), dyads.directed), 0.0),
        "reciprocity": lambda: (
            _ratio(2 * (get("edges") - get("pairs")), get("edges"), 0.0)
            if dyads.directed
            else np.full(spells.count, np.nan)
        ),
        "strength": lambda: get("strength_in") + get("strength_out") if dyads.directed else get("strength_in"),
        "strength_in": lambda: by_actor(spells.whole, into=True, out=False),
        "strength_out": lambda: by_actor(spells.whole, into=False, out=True),
        "cooperation": lambda: by_actor(spells.friendly, into=True, out=True),
        "conflict": lambda: get("strength") - get("cooperation"),
    }

    def get(name: str) -> Floats:
        if name not in found:
            found[name] = counted[name]()
        return found[name]

    return {name: get(name) for name in names}


def _possible(actors: Floats, directed: bool) -> Floats:
    return np.asarray(actors * (actors - 1) / (1 if directed else 2))


def _ratio(part: Floats, whole: Floats, otherwise: float) -> Floats:
    return np.asarray(np.divide(part, whole, out=np.full(len(part), otherwise), where=whole > 0))
