"""Interactions as arrays: what every network, resample and window of one table has in common."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from netlib.schema import CERTAINTIES

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["SIDES", "Dyads"]

SIDES = ("source", "target")

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Dyads:
    """Chosen and rolled-up interactions, grouped by the pair of actors they connect.

    A dyad is a pair of different actors with interactions between them: ordered if `directed`. An interaction is
    one entry of its dyad; a reciprocal one is an entry in both directions of a directed network.

    Attributes
    ----------
    rows : DataFrame
        The interactions, without self-pairs.
    actors : list of str
        In order of appearance.
    source, target : int64 arrays
        The two actors of each dyad, as positions in `actors`.
    row, dyad : int64 arrays
        The interaction and the dyad of each entry, sorted by dyad, then in table order.
    amount : float64 array
        What each *row* adds to its dyads.
    friendly : bool array
        Whether each *row* is cooperation rather than conflict.
    directed : bool
        Whether dyads are ordered.
    logarithm : bool
        Whether the weight of a dyad is log(1 + sum) rather than the sum.
    """

    rows: pd.DataFrame
    actors: list[str]
    source: Ints
    target: Ints
    row: Ints
    dyad: Ints
    amount: Floats
    friendly: NDArray[np.bool_]
    directed: bool
    logarithm: bool

    @classmethod
    def of(
        cls,
        rows: pd.DataFrame,
        amount: Floats,
        friendly: NDArray[np.bool_],
        *,
        directed: bool,
        logarithm: bool,
    ) -> Dyads:
        """Group interactions without self-pairs by dyad.

        Parameters
        ----------
        rows : DataFrame
            With the columns ``source``, ``target`` and ``reciprocal``.
        amount, friendly : arrays
            One value a row.
        directed, logarithm : bool
            As in the attributes.
        """
        import pandas as pd

        n = len(rows)
        codes, ids = pd.factorize(pd.concat([rows["source"], rows["target"]], ignore_index=True))
        actors = [str(actor) for actor in ids]
        source, target = codes[:n].astype(np.int64), codes[n:].astype(np.int64)
        row = np.arange(n)
        if directed:
            both = np.flatnonzero(rows["reciprocal"].to_numpy(dtype=bool))
            source, target = np.concatenate([source, target[both]]), np.concatenate([target, source[both]])
            row = np.concatenate([row, both])
        else:
            source, target = np.minimum(source, target), np.maximum(source, target)
        key = source * len(actors) + target
        order = np.lexsort((row, key)) if directed else np.argsort(key, kind="stable")
        key, row = key[order], row[order]
        first = np.diff(key, prepend=-1) != 0
        ends = np.divmod(key[first], max(len(actors), 1))
        return cls(
            rows=rows,
            actors=actors,
            source=ends[0],
            target=ends[1],
            row=row,
            dyad=np.cumsum(first) - 1,
            amount=amount,
            friendly=friendly,
            directed=directed,
            logarithm=logarithm,
        )

    def __len__(self) -> int:
        """Return the number of dyads."""
        return len(self.source)

    def weights(self, times: Floats | None = None) -> tuple[Floats, Floats, Floats]:
        """Return the weight of each dyad, its cooperative and its hostile part.

        Parameters
        ----------
        times : array, optional
            How often each row counts; once by default.
        """
        amount = (self.amount if times is None else self.amount * times)[self.row]
        friendly = self.friendly[self.row]
        cooperation = self._sums(np.where(friendly, amount, 0.0))
        conflict = self._sums(np.where(friendly, 0.0, amount))
        total = cooperation + conflict
        if self.logarithm:
            scale = np.divide(np.log1p(total), total, out=np.zeros_like(total), where=total > 0)
            cooperation, conflict, total = cooperation * scale, conflict * scale, total * scale
        return total, cooperation, conflict

    def _sums(self, values: Floats) -> Floats:
        """Add up one value an entry by dyad."""
        return np.asarray(np.bincount(self.dyad, weights=values, minlength=len(self)), dtype=float)

    def graph(self) -> tuple[nx.Graph[str], int]:
        """Return the network, and the number of interactions that are not in it because their dyad weighs nothing."""
        G: nx.Graph[str] = nx.DiGraph() if self.directed else nx.Graph()
        if not len(self):
            return G, 0
        total, cooperation, conflict = self.weights()
        starts = np.searchsorted(self.dyad, np.arange(len(self) + 1))
        first, last = self._earliest_and_latest(starts[:-1])
        certainty = self._surest(starts[:-1])
        ids = self.rows["interaction_id"].to_numpy(dtype=object)[self.row]
        G.add_nodes_from(self.nodes())
        begin = starts.tolist()
        names = self.actors
        values = zip(
            self.source.tolist(),
            self.target.tolist(),
            total.tolist(),
            cooperation.tolist(),
            conflict.tolist(),
            first,
            last,
            certainty,
            begin[:-1],
            begin[1:],
            strict=True,
        )
        G.add_edges_from(
            (
                names[source],
                names[target],
                {
                    "weight": weight,
                    "count": end - start,
                    "cooperation": friendly,
                    "conflict": hostile,
                    "first": earliest,
                    "last": latest,
                    "certainty": surest,
                    "interactions": ids[start:end].tolist(),
                },
            )
            for source, target, weight, friendly, hostile, earliest, latest, surest, start, end in values
            if weight > 0
        )
        weighty = np.zeros(len(self.rows), dtype=bool)
        weighty[self.row[total[self.dyad] > 0]] = True
        return G, int((~weighty).sum())

    def _earliest_and_latest(self, starts: Ints) -> tuple[list[Any], list[Any]]:
        """Return the first and last known day of each dyad, as dates or None."""
        day = self.rows["date"].to_numpy("datetime64[D]")[self.row]
        number, unknown = day.astype(np.int64), np.isnat(day)
        far = np.iinfo(np.int64).max
        first = np.minimum.reduceat(np.where(unknown, far, number), starts)
        last = np.maximum.reduceat(np.where(unknown, -far, number), starts)
        none = first == far
        first[none] = last[none] = np.iinfo(np.int64).min  # NaT
        return first.astype("datetime64[D]").tolist(), last.astype("datetime64[D]").tolist()

    def _surest(self, starts: Ints) -> list[str]:
        """Return the strongest certainty of each dyad."""
        import pandas as pd

        codes, found = pd.factorize(self.rows["certainty"])
        rank = np.array([CERTAINTIES.index(name) for name in found], dtype=np.int64)[codes]
        return [CERTAINTIES[i] for i in np.minimum.reduceat(rank[self.row], starts).tolist()]

    def nodes(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Yield each actor with its attributes, as the first row that states one gives it."""
        place = {actor: i for i, actor in enumerate(self.actors)}
        attributes: list[dict[str, Any]] = [{} for _ in self.actors]
        for name in ("name", "kind", "country", "role"):
            found: list[Any] = [None] * len(self.actors)
            for side in reversed(SIDES):
                stated = self.rows[f"{side}_{name}"].notna()
                if not stated.any():
                    continue
                known = self.rows if stated.all() else self.rows[[side, f"{side}_{name}"]][stated]
                known = known.loc[~known[side].duplicated(), [side, f"{side}_{name}"]]
                for actor, value in zip(known[side], known[f"{side}_{name}"], strict=True):
                    found[place[actor]] = str(value)
            for values, value in zip(attributes, found, strict=True):
                values[name] = value
        return zip(self.actors, attributes, strict=True)
