"""Measures: a graph or a table in, a Series or DataFrame indexed by actor out.

One module a family. `centrality` says who matters, `uncertainty` how sure that is, `temporal` how it changes; the
others bear the name of what they measure. `arrays` reads a graph's weights and refuses those that have no meaning,
`distances` turns weights into distances without rounding, `engine` counts shortest paths. A measure has the form
``f(G, *, weight="weight")``, is named after itself, and leaves the graph as it was.
"""

from netlib.measures import (
    backbone,
    balance,
    brokerage,
    centrality,
    communities,
    compare,
    distances,
    frustration,
    layers,
    mixing,
    nulls,
    routes,
    temporal,
    uncertainty,
)

__all__ = [
    "backbone",
    "balance",
    "brokerage",
    "centrality",
    "communities",
    "compare",
    "distances",
    "frustration",
    "layers",
    "mixing",
    "nulls",
    "routes",
    "temporal",
    "uncertainty",
]
