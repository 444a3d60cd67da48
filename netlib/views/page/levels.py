"""A graph as the page holds it: actors, relations (pairs of actors) and the directions of each relation."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import networkx as nx

from netlib.errors import DataError
from netlib.views.page.columns import encoded, plain_number, plain_text

__all__ = ["Direction", "Level", "Relation", "read_level"]


@dataclass(slots=True)
class Direction:
    """What one side of a relation did to the other: the attributes of one edge of the graph."""

    forward: bool
    weight: float
    cooperation: float
    conflict: float
    count: int | None
    certainty: str | None
    first: str | None
    last: str | None
    rows: list[int]


@dataclass(slots=True)
class Relation:
    """A pair of actors, by their place among the nodes, with one or two directions."""

    source: int
    target: int
    directions: list[Direction] = field(default_factory=list)

    @property
    def value(self) -> float:
        """The weight of the stronger direction."""
        return max(direction.weight for direction in self.directions)


@dataclass(slots=True)
class Level:
    """One graph of the page."""

    key: str
    nodes: list[Hashable]
    attributes: list[Mapping[str, Any]]
    relations: list[Relation]
    directed: bool
    weighing: str
    missing: int

    def strengths(self) -> list[float]:
        """Return the sum of the relations' values by node."""
        total = [0.0] * len(self.nodes)
        for relation in self.relations:
            total[relation.source] += relation.value
            if relation.target != relation.source:
                total[relation.target] += relation.value
        return total

    def directions_as_columns(self) -> dict[str, Any]:
        """Return the directions of all relations as encoded columns; ``relation`` says which relation each is of."""
        pairs = [(i, d) for i, relation in enumerate(self.relations) for d in relation.directions]
        columns: dict[str, list[Any]] = {
            "relation": [i for i, _ in pairs],
            "forward": [int(d.forward) for _, d in pairs],
            "weight": [plain_number(d.weight) for _, d in pairs],
            "cooperation": [plain_number(d.cooperation) for _, d in pairs],
            "conflict": [plain_number(d.conflict) for _, d in pairs],
            "count": [d.count for _, d in pairs],
            "certainty": [d.certainty for _, d in pairs],
            "first": [d.first for _, d in pairs],
            "last": [d.last for _, d in pairs],
        }
        made: dict[str, Any] = {name: encoded(values) for name, values in columns.items()}
        # Most relations rest on a single interaction: a bare number is shorter than a list of one.
        made["rows"] = [d.rows[0] if len(d.rows) == 1 else d.rows for _, d in pairs]
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
        Any kind; attributes may be missing.
    key : str
        What the level is called.
    row_of : mapping
        Interaction id to row of the table.
    rows_between : mapping
        (source, target) to rows, for edges that do not name their interactions.
    amounts : mapping
        ``count`` and ``intensity`` of each row, to find out which of them the weights add up to.
    """
    nodes = list(G)
    place = {node: i for i, node in enumerate(nodes)}
    relations: dict[tuple[int, int], Relation] = {}
    missing = 0
    for source, target, data in G.edges(data=True):
        a, b = place[source], place[target]
        relation = relations.get((a, b))
        forward = relation is not None
        if relation is None:
            relation = relations.get((b, a))
        if relation is None:
            relation, forward = relations.setdefault((a, b), Relation(a, b)), True
        named = data.get("interactions")
        if isinstance(named, (list, tuple)):
            rows = [row_of[name] for name in named if name in row_of]
            missing += len(named) - len(rows)
        else:
            rows = list(rows_between.get((source, target), ()))
            if not G.is_directed():
                rows += rows_between.get((target, source), ())
        _add(relation, _direction(source, target, data, rows, forward=forward))
    level = Level(
        key, nodes, [G.nodes[node] for node in nodes], list(relations.values()), G.is_directed(), "given", missing
    )
    level.weighing = _weighing(level, amounts)
    return level


def _direction(source: Any, target: Any, data: Mapping[str, Any], rows: list[int], *, forward: bool) -> Direction:
    """Read one edge; a negative weight is conflict where the edge does not say itself."""
    weight = _amount(data, "weight", 1.0, source, target, signed=True)
    cooperation = _amount(data, "cooperation", 0.0, source, target)
    conflict = _amount(data, "conflict", 0.0, source, target)
    if weight < 0 and not conflict:
        conflict = -weight
    count = plain_number(data.get("count"))
    return Direction(
        forward,
        abs(weight),
        cooperation,
        conflict,
        int(count) if count is not None else (len(rows) or None),
        plain_text(data.get("certainty")),
        plain_text(data.get("first")),
        plain_text(data.get("last")),
        rows,
    )


def _amount(
    data: Mapping[str, Any], name: str, default: float, source: Any, target: Any, *, signed: bool = False
) -> float:
    value = data.get(name)
    if value is None:
        return default
    number = plain_number(value)
    if number is None or (number < 0 and not signed):
        raise DataError(
            f"edge ({source!r}, {target!r}): {name} is {value!r}; it must be a finite number"
            f"{'' if signed else ' >= 0'}. Leave the attribute out where it is unknown"
        )
    return float(number)


def _add(relation: Relation, new: Direction) -> None:
    """Add a direction to a relation; parallel edges of a multigraph become one."""
    for old in relation.directions:
        if old.forward == new.forward:
            old.weight += new.weight
            old.cooperation += new.cooperation
            old.conflict += new.conflict
            old.count = None if old.count is None or new.count is None else old.count + new.count
            old.certainty = old.certainty or new.certainty
            old.first = min(filter(None, (old.first, new.first)), default=None)
            old.last = max(filter(None, (old.last, new.last)), default=None)
            old.rows.extend(row for row in new.rows if row not in old.rows)
            return
    relation.directions.append(new)


def _weighing(level: Level, amounts: Mapping[str, Sequence[float]]) -> str:
    """Return what the weights add up from the rows, so that the page can add up anew under a filter."""
    directions = [d for relation in level.relations for d in relation.directions]
    if not directions or not all(d.rows for d in directions):
        return "given"
    for name, amount in amounts.items():
        if all(abs(sum(amount[row] for row in d.rows) - d.weight) <= 1e-9 * max(1.0, d.weight) for d in directions):
            return name
    return "given"
