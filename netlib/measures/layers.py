"""Other networks of the same table: actors and documents, actors and event types, one network a layer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import networkx as nx

from netlib.errors import ParameterError, check_choice, suggest
from netlib.network import build_network, roll_up, select
from netlib.ontology import QUADS

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["SIDES", "actor_documents", "actor_events", "by_layer", "layers"]

SIDES = ("source", "target", "both")
"""The side on which an actor counts: what it does, what is done to it, or both."""


def actor_documents(table: pd.DataFrame, *, level: str | Mapping[str, str] = "actor", **filters: Any) -> nx.Graph[str]:
    """Build the two-mode network of actors and the documents that tell of them.

    Parameters
    ----------
    table : DataFrame
        Interactions.
    level : {"actor", "organisation", "country"} or mapping, default "actor"
        As in `netlib.network.roll_up`.
    **filters
        As in `netlib.network.select`: actors, events, quad, certainty, publishers, since, until.

    Returns
    -------
    nx.Graph
        Actors have the attributes of a network and ``bipartite=0``; documents the id ``doc_id:<id>``, ``name`` (the
        id), ``kind="document"`` and ``bipartite=1``. Edges have ``weight`` and ``count`` (interactions of the actor
        in the document) and ``interactions`` (their ids). ``graph["built_from"]`` counts the rows read, removed and
        used; rows without a document are removed. No rows give no nodes.

    Raises
    ------
    ParameterError
        If a filter or level is not allowed.

    References
    ----------
    .. [1] Breiger (1974), "The duality of persons and groups", Social Forces 53(2), 181-190. For who is told of
       together see ``networkx.bipartite.weighted_projected_graph``.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = pd.DataFrame({"source": ["RUS", "USA"], "target": ["SYR", "SYR"], "event": ["AID", "ACCUSE"],
    ...                      "doc_id": ["a", "a"]})
    >>> B = actor_documents(rows)
    >>> [(actor, B.edges[actor, "doc_id:a"]["count"]) for actor in B["doc_id:a"]]
    [('RUS', 1), ('SYR', 2), ('USA', 1)]
    """
    return _two_mode(table, "doc_id", "document", "both", level, filters)


def actor_events(
    table: pd.DataFrame, *, level: str | Mapping[str, str] = "actor", side: str = "source", **filters: Any
) -> nx.Graph[str]:
    """Build the two-mode network of actors and the types of events they take part in.

    Parameters
    ----------
    table, level, **filters
        As in `actor_documents`.
    side : {"source", "target", "both"}, default "source"
        Whether to count what an actor does, what is done to it, or both. In a reciprocal interaction (they met) both
        actors are both.

    Returns
    -------
    nx.Graph
        As `actor_documents`, with event types instead of documents: id ``event:<type>``, ``kind="event"``.

    Raises
    ------
    ParameterError
        If a filter, level or side is not allowed.

    References
    ----------
    .. [1] Breiger (1974), Social Forces 53(2), 181-190.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = pd.DataFrame({"source": ["RUS", "USA"], "target": ["SYR", "SYR"], "event": ["AID", "ACCUSE"]})
    >>> sorted(actor_events(rows).edges())
    [('RUS', 'event:AID'), ('USA', 'event:ACCUSE')]
    """
    check_choice("side", side, SIDES)
    return _two_mode(table, "event", "event", side, level, filters)


def layers(
    table: pd.DataFrame, *, by: str = "quad", same_actors: bool = True, **options: Any
) -> dict[str, nx.Graph[str]]:
    """Build one network a layer.

    Parameters
    ----------
    table : DataFrame
        Interactions.
    by : str, default "quad"
        What makes a layer: ``"quad"`` (verbal and material cooperation and conflict), or any column of the table with
        text values, such as ``"event"``, ``"publisher"``, ``"certainty"``.
    same_actors : bool, default True
        Whether every layer has the actors of all layers, those without ties in it as isolates, so that measures of
        different layers have the same rows.
    **options
        As in `netlib.network.build_network`. With ``half_life`` and no ``reference_date`` all layers are aged from the
        latest date of the table, so that they can be compared.

    Returns
    -------
    dict
        From the name of the layer to its network: the four quad classes in order, always; or the values of the column
        in order of appearance, rows without a value left out.

    Raises
    ------
    ParameterError
        If there is no such column, or an option is not allowed.

    References
    ----------
    .. [1] Kivelä, Arenas, Barthelemy, Gleeson, Moreno and Porter (2014), "Multilayer networks", Journal of Complex
       Networks 2(3), 203-271.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = pd.DataFrame({"source": ["RUS", "USA"], "target": ["SYR", "SYR"], "event": ["AID", "ACCUSE"]})
    >>> {name: list(G.edges) for name, G in layers(rows).items() if G.edges}
    {'material cooperation': [('RUS', 'SYR')], 'verbal conflict': [('USA', 'SYR')]}
    """
    if options.get("half_life") is not None and options.get("reference_date") is None and "date" in table:
        options["reference_date"] = table["date"].max()
    if by == "quad":
        if "quad" in options:
            raise ParameterError("quad: it makes the layers, so it cannot be a filter too; drop it, or choose layers")
        networks = {name: build_network(table, quad=[number], **options) for number, name in QUADS.items()}
    else:
        if by not in table.columns:
            raise ParameterError(
                f"by={by!r} is neither 'quad' nor a column of the table.{suggest(by, ['quad', *table.columns])}"
            )
        values = table[by].dropna().unique().tolist()
        networks = {str(value): build_network(table[table[by] == value], **options) for value in values}
    if same_actors:
        everyone: dict[str, dict[str, Any]] = {}
        for G in networks.values():
            for actor, data in G.nodes(data=True):
                everyone.setdefault(actor, data)
        for G in networks.values():
            G.add_nodes_from((actor, dict(data)) for actor, data in everyone.items() if actor not in G)
    return networks


def by_layer(networks: Mapping[str, nx.Graph[Any]], measure: Callable[..., Any], **options: Any) -> pd.DataFrame:
    """Measure every layer in the same way.

    Parameters
    ----------
    networks : mapping
        From name to network, as `layers` returns.
    measure : callable
        Any measure ``f(G, **options)`` that returns a number, a Series or a DataFrame, such as
        ``netlib.measures.centrality.strength``.
    **options
        Passed on to the measure.

    Returns
    -------
    DataFrame
        For a measure of actors one row an actor of any layer, missing where a layer does not have it, and one column a
        layer; for one that returns a table two levels of columns, layer and measure. For a number one row, ``value``.
        Without layers an empty DataFrame.

    Raises
    ------
    ParameterError
        What the measure raises.

    References
    ----------
    See `layers`.

    Examples
    --------
    >>> from netlib.measures.centrality import degree
    >>> by_layer({"ties": nx.path_graph(3), "more": nx.cycle_graph(3)}, degree).to_dict("list")
    {'ties': [1, 2, 1], 'more': [2, 2, 2]}
    """
    import pandas as pd

    answers = {name: measure(G, **options) for name, G in networks.items()}
    if not answers:
        return pd.DataFrame()
    frames = {
        name: answer if isinstance(answer, (pd.Series, pd.DataFrame)) else pd.Series({"value": answer})
        for name, answer in answers.items()
    }
    rows = list(dict.fromkeys(label for frame in frames.values() for label in frame.index))
    first = next(iter(frames.values()))
    index = pd.Index(rows, name=first.index.name, tupleize_cols=False)
    return pd.concat({name: frame.reindex(index) for name, frame in frames.items()}, axis=1)


def _two_mode(
    table: pd.DataFrame, column: str, kind: str, side: str, level: str | Mapping[str, str], filters: Mapping[str, Any]
) -> nx.Graph[str]:
    """Build the network of actors and the values of a column."""
    chosen, removed = select(table, **filters)
    rows = roll_up(chosen, level=level)
    removed["no place at this level"] = len(chosen) - len(rows)
    known = rows[column].notna()
    removed[f"no {kind}"] = int((~known).sum())
    rows = rows[known]
    B: nx.Graph[str] = nx.Graph()
    B.graph["built_from"] = {"read": len(table), "removed": removed, "used": len(rows)}
    attributes = ("name", "kind", "country", "role")
    records = rows.astype(object).where(rows.notna(), None).to_dict("records")
    for row in records:
        other = f"{column}:{row[column]}"
        for end in ("source", "target"):
            if side not in ("both", end) and not row["reciprocal"]:
                continue
            actor = row[end]
            if actor not in B:
                B.add_node(actor, **{name: row[f"{end}_{name}"] for name in attributes}, bipartite=0)
            if other not in B:
                B.add_node(other, name=str(row[column]), kind=kind, country=None, role=None, bipartite=1)
            if not B.has_edge(actor, other):
                B.add_edge(actor, other, weight=0.0, count=0, interactions=[])
            edge = B.edges[actor, other]
            if not edge["interactions"] or edge["interactions"][-1] != row["interaction_id"]:
                edge["interactions"].append(row["interaction_id"])
                edge["count"] += 1
                edge["weight"] += 1.0
    return B
