"""Measures: a graph or a table in, a Series or DataFrame indexed by actor out.

One module a family: `centrality`, `uncertainty`, `balance`, `brokerage`, `communities`, `temporal`, `backbone`, `nulls`
and `compare`. `arrays` reads a graph's weights and refuses those that have no meaning, `distances` turns weights into
distances without rounding, `engine` counts shortest paths. Every measure has the form ``f(G, *, weight="weight")``, is
named after itself, and leaves the graph as it was.
"""
