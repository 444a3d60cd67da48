"""Which group each actor is in: a node attribute, or a mapping from actor to group."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeAlias, Union

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from netlib.errors import ParameterError, suggest

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Partition", "actor_values", "group_codes"]

Partition: TypeAlias = Union[str, Mapping[Any, Any], "pd.Series[Any]"]
"""The name of a node attribute, or a mapping or Series from actor to group."""


def actor_values(G: nx.Graph[Any], values: Partition, *, parameter: str = "partition") -> list[Any]:
    """Return what a node attribute or a mapping says of each actor, in the order of the graph; None where nothing.

    Raises
    ------
    ParameterError
        If no node has the attribute, or the mapping knows none of the actors.

    Examples
    --------
    >>> actor_values(nx.Graph([("RUS", "SYR")]), {"RUS": "Europe"})
    ['Europe', None]
    """
    if isinstance(values, str):
        found = [G.nodes[actor].get(values) for actor in G]
        known = sorted({str(name) for _, data in G.nodes(data=True) for name in data})
        problem = (
            f"{parameter}={values!r}: no node has a value of this attribute; nodes have {', '.join(known) or 'none'}."
            f"{suggest(values, [name for name in known if name != values])} Or pass a mapping from actor to value"
        )
    else:
        lookup = dict(values.items())
        found = [lookup.get(actor) for actor in G]
        problem = f"{parameter}: it names none of the {len(G)} actors, such as {next(iter(G), None)!r}"
    found = [None if _missing(value) else value for value in found]
    if found and all(value is None for value in found):
        raise ParameterError(problem)
    return found


def group_codes(
    G: nx.Graph[Any], partition: Partition, *, parameter: str = "partition"
) -> tuple[NDArray[np.int64], list[Any]]:
    """Return the number of each actor's group, and the groups in order of appearance.

    Raises
    ------
    ParameterError
        If an actor has no group.

    Examples
    --------
    >>> group_codes(nx.Graph([("a", "b"), ("b", "c")]), {"a": "x", "b": "y", "c": "x"})
    (array([0, 1, 0]), ['x', 'y'])
    """
    values = actor_values(G, partition, parameter=parameter)
    without = [actor for actor, value in zip(G, values, strict=True) if value is None]
    if without:
        listed = ", ".join(map(repr, without[:5])) + (", ..." if len(without) > 5 else "")
        raise ParameterError(
            f"{parameter}: {len(without)} of {len(G)} actors have no group: {listed}. Give each a group, such as "
            "'unknown', or leave them out with G.subgraph"
        )
    groups = {group: code for code, group in enumerate(dict.fromkeys(values))}
    return np.array([groups[value] for value in values], dtype=np.int64), list(groups)


def _missing(value: Any) -> bool:
    """Tell None, NaN and NA from values; only they differ from themselves or refuse to say."""
    if value is None:
        return True
    try:
        return bool(value != value)
    except (TypeError, ValueError):
        return True
