"""A graph as the page holds it: actors, relations (pairs of actors) and the one or two directions of each."""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from netlib.errors import DataError
from netlib.views.page.columns import encoded, plain_number, plain_text

__all__ = ["Level", "read_level"]

_INF = math.inf
_AMOUNTS = ("weight", "cooperation", "conflict")


@dataclass(slots=True)
class Level:
    """One graph of the page, as columns.

    A relation is a pair of actors: ``source`` and ``target`` by their place among ``nodes``. A direction is an edge of
    the graph: ``relation`` says which relation it is of, ``forward`` whether it runs from the relation's source.
    """

    key: str
    directed: bool
    nodes: list[Hashable]
    attributes: list[Mapping[str, Any]]
    source: list[int] = field(default_factory=list)
    target: list[int] = field(default_factory=list)
    relation: list[int] = field(default_factory=list)
    forward: list[int] = field(default_factory=list)
    weight: list[float] = field(default_factory=list)
    cooperation: list[float] = field(default_factory=list)
    conflict: list[float] = field(default_factory=list)
    count: list[int | None] = field(default_factory=list)
    certainty: list[str | None] = field(default_factory=list)
    first: list[str | None] = field(default_factory=list)
    last: list[str | None] = field(default_factory=list)
    rows: list[list[int]] = field(default_factory=list)
    weighing: str = "given"
    missing: int = 0

    def values(self) -> NDArray[np.float64]:
        """Return the weight of each relation: that of its stronger direction."""
        values = np.zeros(len(self.source))
        np.maximum.at(values, np.array(self.relation, dtype=np.int64), np.array(self.weight))
        return values

    def strengths(self) -> NDArray[np.float64]:
        """Return the sum of the relations' values by node."""
        values, source, target = self.values(), np.array(self.source, dtype=int), np.array(self.target, dtype=int)
        total = np.bincount(source, values, len(self.nodes))
        other = target != source
        return np.asarray(total + np.bincount(target[other], values[other], len(self.nodes)))

    def directions(self) -> dict[str, Any]:
        """Return the directions as encoded columns."""
        made: dict[str, Any] = {
            "relation": encoded(self.relation),
            "forward": encoded(self.forward),
            "weight": encoded([plain_number(value) for value in self.weight]),
            "cooperation": encoded([plain_number(value) for value in self.cooperation]),
            "conflict": encoded([plain_number(value) for value in self.conflict]),
            "count": encoded(self.count),
            "certainty": encoded(self.certainty),
            "first": encoded(self.first),
            "last": encoded(self.last),
        }
        # Most relations rest on a single interaction: a bare number is shorter than a list of one.
        made["rows"] = [rows[0] if len(rows) == 1 else rows for rows in self.rows]
        return made


def read_level(
    G: nx.Graph[Any],
    key: str,
    row_of: Mapping[Any, int],
    rows_between: Mapping[tuple[Any, Any], Sequence[int]],
    amounts: Mapping[str, Sequence[float]],
) -> Level:
    """Read a graph into a level.

    Parameters
    ----------
    G : networkx graph
        Any kind; attributes may be missing. A missing weight counts 1; a negative one is conflict where the edge does
        not say itself how much of it is.
    key : str
        What the level is called.
    row_of : mapping
        Interaction id to row of the table.
    rows_between : mapping
        (source, target) to rows, for edges that do not name their interactions.
    amounts : mapping
        ``count`` and ``intensity`` of each row, to find out which of them the weights add up to.
    """
    if G.is_multigraph():
        G = _simple(G)
    directed = G.is_directed()
    nodes = list(G)
    level = Level(key, directed, nodes, [G.nodes[node] for node in nodes])
    place = {node: i for i, node in enumerate(nodes)}
    relations: dict[tuple[int, int], int] = {}
    for u, v, data in G.edges(data=True):
        a, b = place[u], place[v]
        pair = (a, b) if a <= b else (b, a)
        i = relations.get(pair)
        if i is None:
            i = relations[pair] = len(level.source)
            level.source.append(a)
            level.target.append(b)
        get = data.get
        named = get("interactions")
        if isinstance(named, (list, tuple)):
            rows = [row_of[name] for name in named if name in row_of]
            level.missing += len(named) - len(rows)
        else:
            rows = [*rows_between.get((u, v), ()), *(() if directed else rows_between.get((v, u), ()))]
        weight, cooperation, conflict = get("weight", 1.0), get("cooperation", 0.0), get("conflict", 0.0)
        plain = type(weight) is type(cooperation) is type(conflict) is float
        if not (plain and cooperation >= 0 and conflict >= 0 and -_INF < weight + cooperation + conflict < _INF):
            weight = _amount(data, "weight", 1.0, u, v)
            cooperation = _amount(data, "cooperation", 0.0, u, v)
            conflict = _amount(data, "conflict", 0.0, u, v)
        if weight < 0:
            weight, conflict = -weight, conflict or -weight
        count = get("count")
        level.relation.append(i)
        level.forward.append(int(level.source[i] == a))
        level.weight.append(weight)
        level.cooperation.append(cooperation)
        level.conflict.append(conflict)
        level.count.append(count if type(count) is int else int(plain_number(count) or 0) or len(rows) or None)
        # Where there are rows, the page finds these in them.
        level.certainty.append(None if rows else plain_text(get("certainty")))
        level.first.append(None if rows else plain_text(get("first")))
        level.last.append(None if rows else plain_text(get("last")))
        level.rows.append(rows)
    level.weighing = _weighing(level, amounts)
    return level


def _amount(data: Mapping[str, Any], name: str, default: float, u: Any, v: Any) -> float:
    """Return an edge's amount; only a weight may be negative."""
    value = data.get(name, default)
    if type(value) is float and 0 <= value < math.inf:
        return value
    if value is None:
        return default
    number = plain_number(value)
    if number is None or (number < 0 and name != "weight"):
        allowed = "a finite number" if name == "weight" else "a finite number >= 0"
        raise DataError(
            f"edge ({u!r}, {v!r}): {name} is {value!r}; it must be {allowed}. Leave it out where it is unknown"
        )
    return float(number)


def _simple(G: nx.Graph[Any]) -> nx.Graph[Any]:
    """Return a multigraph with its parallel edges added up."""
    H: nx.Graph[Any] = nx.DiGraph() if G.is_directed() else nx.Graph()
    H.add_nodes_from(G.nodes(data=True))
    for u, v, data in G.edges(data=True):
        new = {
            **data,
            **{
                name: _amount(data, name, default, u, v)
                for name, default in zip(_AMOUNTS, (1.0, 0.0, 0.0), strict=True)
            },
        }
        if not H.has_edge(u, v):
            H.add_edge(u, v, **new)
            continue
        old = H.edges[u, v]
        for name in _AMOUNTS:
            old[name] += new[name]
        counts = plain_number(old.get("count")), plain_number(new.get("count"))
        old["count"] = None if None in counts else sum(c for c in counts if c is not None)
        before, more = old.get("interactions"), new.get("interactions")
        if isinstance(before, (list, tuple)) and isinstance(more, (list, tuple)):
            old["interactions"] = list(dict.fromkeys([*before, *more]))
    return H


def _weighing(level: Level, amounts: Mapping[str, Sequence[float]]) -> str:
    """Return what the weights add up from the rows, so that the page can add up anew under a filter."""
    lengths = np.array([len(rows) for rows in level.rows], dtype=np.int64)
    if not len(lengths) or not lengths.all():
        return "given"
    flat = np.fromiter((row for rows in level.rows for row in rows), dtype=np.int64)
    starts = np.concatenate([[0], np.cumsum(lengths)[:-1]])
    for name, amount in amounts.items():
        if np.allclose(np.add.reduceat(np.asarray(amount)[flat], starts), level.weight, rtol=1e-9, atol=1e-12):
            return name
    return "given"
