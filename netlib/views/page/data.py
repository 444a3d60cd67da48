"""What the page holds: the network at each level, the interactions behind it, and a summary in plain words."""

from __future__ import annotations

import math
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from netlib import actors as registry
from netlib.errors import NetlibWarning, ParameterError
from netlib.network import LEVELS, build_network
from netlib.ontology import COOPERATIVE_QUADS, EVENTS, QUADS, event_types, quads
from netlib.schema import CERTAINTIES, INTERACTIONS, parse_marks, validate_documents, validate_interactions
from netlib.views.layout import place
from netlib.views.page.columns import column_values, encoded, plain_number, plain_text
from netlib.views.page.levels import Level, read_level
from netlib.views.page.words import summary_sentence

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["PageOptions", "page_data"]

_TITLES = {"actor": "Actors", "organisation": "Organisations", "country": "Countries"}
_ALIASES, _ALIAS_LENGTH = 40, 80
_QUICK_ABOVE = 2_000  # relations above which only measures that are quick at any size are computed
_QUICK = ("strength", "degree", "pagerank")
_MEASURES = (*_QUICK, "betweenness", "closeness", "eigenvector")
_DIRECTED = ("strength_in", "strength_out")
_CHANCE = 0.05
_SCALE = 170.0  # canvas units between neighbours


@dataclass(frozen=True)
class PageOptions:
    """What a caller may choose about a page; the fields are described in `netlib.views.page.save_html`."""

    title: str | None = None
    question: str | None = None
    theme: str = "auto"
    measures: pd.DataFrame | None = None
    start: Mapping[Any, tuple[float, float]] | None = None
    seed: int = 0
    backbone_above: int = 1_000
    shown: int = 400

    def __post_init__(self) -> None:
        """Refuse what is not allowed."""
        if self.theme not in ("auto", "light", "dark"):
            raise ParameterError(f"theme={self.theme!r} is not allowed; choose from auto, light, dark")
        for name in ("backbone_above", "shown"):
            if getattr(self, name) < 1:
                raise ParameterError(f"{name}={getattr(self, name)!r} is not allowed; it must be at least 1")


def page_data(
    G: nx.Graph[Any], table: pd.DataFrame | None, documents: pd.DataFrame | None, options: PageOptions
) -> dict[str, Any]:
    """Return everything the page holds, as JSON values."""
    if not isinstance(G, nx.Graph):
        raise ParameterError(
            f"G is a {type(G).__name__}; pass a networkx graph, such as the one of build_network(table)"
        )
    rows = validate_interactions(table) if table is not None else None
    level, used = _first_level(G, rows)
    if rows is not None and used is not None:
        rows = rows.iloc[used].reset_index(drop=True)
    levels = [level, *_other_levels(G, level, rows)]
    made = [_level_data(each, rows, options, given=i == 0) for i, each in enumerate(levels)]
    interactions = _interactions(rows)
    papers = _documents(rows, documents)
    title = plain_text(options.title) or "A network of relations"
    return {
        "title": title,
        "question": plain_text(options.question),
        "theme": options.theme,
        "summary": summary_sentence(level, rows, papers),
        "notes": _notes(G, level),
        "levels": made,
        "rows": len(rows) if rows is not None else 0,
        "interactions": interactions,
        "documents": papers,
        "events": {name: [event_types()[name, ""].quad, event_types()[name, ""].definition] for name in EVENTS},
        "quads": {str(number): name for number, name in QUADS.items()},
        "certainties": list(CERTAINTIES),
    }


def _first_level(G: nx.Graph[Any], rows: pd.DataFrame | None) -> tuple[Level, list[int] | None]:
    """Read the caller's graph; return it with the rows of the table that stand behind it, in table order."""
    how = G.graph.get("built_how")
    told = how.get("level") if isinstance(how, Mapping) else None
    key = told if isinstance(told, str) and told in LEVELS else "given"
    if rows is None:
        return read_level(G, key, {}, {}, {}), None
    ids = rows["interaction_id"].tolist()
    between: dict[tuple[Any, Any], list[int]] = {}
    if not all("interactions" in data for _, _, data in G.edges(data=True)):
        mutual = rows["reciprocal"].tolist()
        for i, (source, target) in enumerate(zip(rows["source"].tolist(), rows["target"].tolist(), strict=True)):
            between.setdefault((source, target), []).append(i)
            if mutual[i] and G.is_directed():
                between.setdefault((target, source), []).append(i)
    level = read_level(G, key, {name: i for i, name in enumerate(ids)}, between, _amounts(rows))
    if level.missing:
        warnings.warn(
            f"{level.missing} interactions that the network names are not in the table; the page shows the relations "
            "without them. Pass the table from which the network was built",
            NetlibWarning,
            stacklevel=4,
        )
    if key == "given" and len(G) and set(G) <= {*rows["source"], *rows["target"]}:
        level.key = "actor"
    used = sorted({row for rows_of in level.rows for row in rows_of})
    if len(used) < len(rows):
        new = {row: i for i, row in enumerate(used)}
        level.rows = [[new[row] for row in rows_of] for rows_of in level.rows]
    return level, used


def _amounts(rows: pd.DataFrame) -> dict[str, list[float]]:
    return {"count": [1.0] * len(rows), "intensity": rows["intensity"].abs().fillna(0.0).tolist()}


def _other_levels(G: nx.Graph[Any], first: Level, rows: pd.DataFrame | None) -> list[Level]:
    """Return the actor and the country level where the table allows them and they differ from the first."""
    made: list[Level] = []
    if rows is None or not len(rows) or first.key not in LEVELS:
        return made
    ids = {name: i for i, name in enumerate(rows["interaction_id"].tolist())}
    weight = first.weighing if first.weighing != "given" else "count"
    for key in ("actor", "country"):
        if key == first.key:
            continue
        H = build_network(rows, level=key, directed=G.is_directed(), weight=weight, certainty=CERTAINTIES)
        if H.number_of_edges() and set(H) != set(first.nodes):
            made.append(read_level(H, key, ids, {}, _amounts(rows)))
    return made


def _level_data(level: Level, rows: pd.DataFrame | None, options: PageOptions, *, given: bool) -> dict[str, Any]:
    """Return one level: its nodes and edges as pyvis builds them, as columns."""
    backbone = _backbone(level, options)
    points = _points(level, backbone, options.start if given else None, options.seed)
    net = _pyvis(level, points)
    nodes, edges = net.nodes, net.edges
    return {
        "key": level.key,
        "label": _TITLES.get(level.key, "Network"),
        "directed": level.directed,
        "weighing": level.weighing,
        "nodes": {
            "id": [plain_text(node) or "" for node in level.nodes],
            "name": [node["label"] for node in nodes],
            "kind": encoded([plain_text(data.get("kind")) for data in level.attributes]),
            "country": encoded([plain_text(data.get("country")) for data in level.attributes]),
            **_people(level, rows),
            "x": [node["x"] for node in nodes],
            "y": [node["y"] for node in nodes],
            "value": [plain_number(node["value"]) for node in nodes],
        },
        "relations": {
            "from": [edge["from"] for edge in edges],
            "to": [edge["to"] for edge in edges],
            "arrows": encoded([edge["arrows"] for edge in edges]),
            "value": encoded([plain_number(edge["value"]) for edge in edges]),
        },
        "directions": level.directions(),
        "backbone": backbone,
        "measures": _measures(level, options.measures if given else None),
        "options": net.options,
    }


def _pyvis(level: Level, points: NDArray[np.float64]) -> Any:
    """Let pyvis build nodes, edges and options; linear in their number, which `Network.add_edge` is not."""
    from pyvis.edge import Edge
    from pyvis.network import Network
    from pyvis.node import Node

    net = Network(directed=level.directed)
    places = np.round(points * _SCALE, 1).tolist()
    for i, ((x, y), value) in enumerate(zip(places, level.strengths().tolist(), strict=True)):
        name = plain_text(level.attributes[i].get("name")) or plain_text(level.nodes[i])
        net.nodes.append(Node(i, "dot", name, x=x, y=y, value=value).options)
        net.node_ids.append(i)
    ways = [""] * len(level.source)
    if level.directed:
        for i, forward in zip(level.relation, level.forward, strict=True):
            ways[i] = "to;from" if ways[i] else "to" if forward else "from"
    values = level.values().tolist()
    for source, target, arrows, value in zip(level.source, level.target, ways, values, strict=True):
        net.edges.append(Edge(source, target, level.directed, arrows=arrows, value=value).options)
    net.options = {
        "physics": {"enabled": False},
        "layout": {"improvedLayout": False},
        "interaction": {"selectable": False, "hover": False, "keyboard": False, "tooltipDelay": 0},
        "nodes": {"chosen": False, "borderWidth": 1.5, "font": {"size": 0}},
        "edges": {"chosen": False, "smooth": False, "arrowStrikethrough": False, "selectionWidth": 0},
    }
    return net


def _points(
    level: Level,
    backbone: Sequence[int] | None,
    start: Mapping[Any, tuple[float, float]] | None,
    seed: int,
) -> NDArray[np.float64]:
    """Compute positions; those of a backbone come first, so that the page opens on a drawing made for it."""
    n = len(level.nodes)
    pairs = np.array([level.source, level.target], dtype=np.int64).T.reshape(-1, 2)
    values = level.values()
    values[values <= 0] = 1.0
    unknown = (math.nan, math.nan)
    given = np.array([start.get(node, unknown) if start else unknown for node in level.nodes]).reshape(-1, 2)
    if backbone is not None and not np.isfinite(given).any():
        bones = pairs[backbone]
        ends, inverse = np.unique(bones, return_inverse=True)
        given[ends] = place(len(ends), inverse.reshape(-1, 2), values[backbone], seed=seed)
    return place(n, pairs, values, seed=seed, start=given)


def _backbone(level: Level, options: PageOptions) -> list[int] | None:
    """Choose the relations on which a large network opens, first those that chance does not explain; None for all."""
    if len(level.source) <= options.backbone_above:
        return None
    from netlib.measures.backbone import disparity_pvalues

    values, n = level.values(), len(level.nodes)
    source, target = np.array(level.source), np.array(level.target)
    H: nx.Graph[int] = nx.Graph()
    tied = source != target
    H.add_weighted_edges_from(zip(source[tied].tolist(), target[tied].tolist(), values[tied].tolist(), strict=True))
    table = disparity_pvalues(H)
    judged = table[["source", "target"]].to_numpy(dtype=np.int64)
    chance = dict(zip((judged.min(axis=1) * n + judged.max(axis=1)).tolist(), table["p_or"].tolist(), strict=True))
    keys = np.minimum(source, target) * n + np.maximum(source, target)
    likely = np.array([chance.get(key, 1.0) for key in keys.tolist()])
    likely[likely >= _CHANCE] = 1.0  # not told from chance: then the heaviest, then those between the most related
    strength = level.strengths()
    order = np.lexsort((-np.minimum(strength[source], strength[target]), -values, likely))
    return sorted(order[: options.shown].tolist())


def _people(level: Level, rows: pd.DataFrame | None) -> dict[str, Any]:
    """Return role, affiliation and other names of each node: its attributes, and what the evidence calls it."""
    index = {node: i for i, node in enumerate(level.nodes)}
    roles = [plain_text(data.get("role")) for data in level.attributes]
    parents: list[str | None] = [None] * len(index)
    aliases: list[dict[str, None]] = [{} for _ in index]
    if rows is not None and len(rows):
        evidence = rows["evidence"].tolist()
        marks = [parse_marks(text) for text in rows["marks"].tolist()]
        for side in ("source", "target"):
            wanted = [side, f"{side}_country", f"{side}_parent", f"{side}_name", f"{side}_role"]
            columns = [column_values(rows[name]) for name in wanted]
            for i, (actor, country, parent, name, role) in enumerate(zip(*columns, strict=True)):
                node = next((index[key] for key in (actor, country, parent) if key in index), None)
                if node is None:
                    continue
                if level.nodes[node] == actor:
                    roles[node] = roles[node] or role
                    parents[node] = parents[node] or parent
                elif name:
                    aliases[node].setdefault(name)
                for mark in marks[i]:
                    if mark.part == side and isinstance(evidence[i], str) and len(aliases[node]) < _ALIASES:
                        aliases[node].setdefault(evidence[i][mark.start : mark.end][:_ALIAS_LENGTH])
    for i, known in enumerate(level.nodes):
        for alias in _registered(known):
            aliases[i].setdefault(alias)
    return {
        "role": encoded(roles),
        "parent": encoded([registry.display_name(parent) if parent else None for parent in parents]),
        "aliases": [list(names)[:_ALIASES] for names in aliases],
    }


def _registered(node: Any) -> tuple[str, ...]:
    """Return the names under which the registry knows an actor."""
    actor = registry.default_registry().get(node) if isinstance(node, str) else None
    return actor.aliases if actor is not None else ()


def _measures(level: Level, given: pd.DataFrame | None) -> dict[str, Any]:
    """Return each measure's values, in the order of the nodes."""
    if given is not None:
        table = given.reindex(level.nodes)
    else:
        from netlib.measures.centrality import centrality

        H: nx.Graph[int] = nx.DiGraph() if level.directed else nx.Graph()
        H.add_nodes_from(range(len(level.nodes)))
        ends = ((level.source[i], level.target[i]) for i in level.relation)
        for (a, b), forward, weight in zip(ends, level.forward, level.weight, strict=True):
            if weight > 0 and a != b:
                H.add_edge(*((a, b) if forward else (b, a)), weight=weight)
        if not H.number_of_edges():
            return {}
        names = _QUICK if len(level.source) > _QUICK_ABOVE else _MEASURES
        table = centrality(H, measures=[*names, *(_DIRECTED if level.directed else ())]).loc[list(H)]
    numbers = table.select_dtypes("number")
    return {str(name): [plain_number(value) for value in numbers[name].tolist()] for name in numbers}


def _interactions(rows: pd.DataFrame | None) -> dict[str, Any]:
    """Return the columns of the interactions that hold anything, and what the page derives from them."""
    if rows is None or not len(rows):
        return {}
    names = [column.name for column in INTERACTIONS if not rows[column.name].isna().all()]
    made = {name: encoded(column_values(rows[name])) for name in names}
    friendly = quads(rows["event"]).isin(COOPERATIVE_QUADS)
    made["cooperative"] = encoded(friendly.astype(int).tolist())
    return made


def _documents(rows: pd.DataFrame | None, documents: pd.DataFrame | None) -> dict[str, Any]:
    """Return what is known of the documents behind the interactions, by id."""
    if rows is None or not len(rows):
        return {}
    ids = rows["doc_id"].dropna().drop_duplicates().tolist()
    if documents is None:
        return {"doc_id": ids}
    known = validate_documents(documents)
    known = known.set_index("doc_id").reindex(ids)
    wanted = [name for name in ("title", "publisher", "published", "url") if not known[name].isna().all()]
    return {"doc_id": ids, **{name: encoded(column_values(known[name])) for name in wanted}}


def _notes(G: nx.Graph[Any], level: Level) -> list[str]:
    """Say what was left out on the way from the table to the network."""
    notes = []
    built = G.graph.get("built_from")
    if isinstance(built, Mapping) and isinstance(built.get("removed"), Mapping):
        removed = {str(name): plain_number(count) for name, count in built["removed"].items()}
        left = [f"{count:,} by {name}" for name, count in removed.items() if count]
        if left:
            notes.append(
                f"Of {built.get('read')} interactions, {built.get('used')} were used; left out: {', '.join(left)}."
            )
    if level.missing:
        notes.append(f"{level.missing} interactions behind this network were not in the table that the page was given.")
    return notes
