"""What the page holds: the network at each level, the interactions behind it, and a summary in plain words."""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import networkx as nx

from netlib import actors as registry
from netlib.errors import NetlibWarning, ParameterError
from netlib.network import LEVELS, build_network
from netlib.ontology import COOPERATIVE_QUADS, EVENTS, QUADS, event_types, quads
from netlib.schema import CERTAINTIES, INTERACTIONS, parse_marks, validate_documents, validate_interactions
from netlib.views.layout import positions
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
_SCALE = 110.0  # canvas units between neighbours


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
    directions = [d for relation in level.relations for d in relation.directions]
    used = sorted({row for d in directions for row in d.rows})
    place = {row: i for i, row in enumerate(used)}
    for d in directions:
        d.rows = [place[row] for row in d.rows]
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
    names = [plain_text(data.get("name")) or plain_text(node) for node, data in _nodes_of(level)]
    net = _pyvis(level, names, points)
    nodes, edges = net.nodes, net.edges
    people = _people(level, rows)
    return {
        "key": level.key,
        "label": _TITLES.get(level.key, "Network"),
        "directed": level.directed,
        "weighing": level.weighing,
        "nodes": {
            "id": [plain_text(node) or "" for node in level.nodes],
            "name": [node.get("label") for node in nodes],
            "kind": encoded([plain_text(data.get("kind")) for data in level.attributes]),
            "country": encoded([plain_text(data.get("country")) for data in level.attributes]),
            **people,
            "x": [plain_number(node["x"]) for node in nodes],
            "y": [plain_number(node["y"]) for node in nodes],
            "value": [plain_number(node["value"]) for node in nodes],
        },
        "relations": {
            "from": [edge["from"] for edge in edges],
            "to": [edge["to"] for edge in edges],
            "arrows": encoded([edge["arrows"] for edge in edges]),
            "value": encoded([plain_number(edge["value"]) for edge in edges]),
        },
        "directions": level.directions_as_columns(),
        "backbone": backbone,
        "measures": _measures(level, options.measures if given else None),
        "options": net.options,
    }


def _nodes_of(level: Level) -> list[tuple[Any, Mapping[str, Any]]]:
    return list(zip(level.nodes, level.attributes, strict=True))


def _pyvis(level: Level, names: Sequence[str | None], points: Sequence[tuple[float, float]]) -> Any:
    """Let pyvis build nodes, edges and options; linear in their number, which `Network.add_edge` is not."""
    from pyvis.edge import Edge
    from pyvis.network import Network
    from pyvis.node import Node

    net = Network(directed=level.directed)
    values = level.strengths()
    for i, (name, (x, y)) in enumerate(zip(names, points, strict=True)):
        net.nodes.append(Node(i, "dot", name, x=round(x * _SCALE, 1), y=round(y * _SCALE, 1), value=values[i]).options)
        net.node_ids.append(i)
    for i, relation in enumerate(level.relations):
        ways = {d.forward for d in relation.directions} if level.directed else set()
        arrows = {frozenset({True}): "to", frozenset({False}): "from", frozenset({True, False}): "to;from"}
        options = {"arrows": arrows.get(frozenset(ways), ""), "value": relation.value, "id": i}
        net.edges.append(Edge(relation.source, relation.target, level.directed, **options).options)
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
) -> list[tuple[float, float]]:
    """Compute positions; those of a backbone come first, so that the page opens on a drawing made for it."""
    H = _plain_graph(level, range(len(level.relations)))
    given = {i: start[node] for i, node in enumerate(level.nodes) if node in start} if start is not None else {}
    if backbone is not None and not given:
        bones = _plain_graph(level, backbone)
        bones.remove_nodes_from([node for node, degree in dict(bones.degree()).items() if not degree])
        given = positions(bones, seed=seed)
    points = positions(H, seed=seed, start=given)
    return [points[i] for i in range(len(level.nodes))]


def _plain_graph(level: Level, chosen: Sequence[int]) -> nx.Graph[int]:
    H: nx.Graph[int] = nx.Graph()
    H.add_nodes_from(range(len(level.nodes)))
    for i in chosen:
        relation = level.relations[i]
        H.add_edge(relation.source, relation.target, weight=relation.value)
    return H


def _backbone(level: Level, options: PageOptions) -> list[int] | None:
    """Choose the relations on which a large network opens; None where all are shown."""
    if len(level.relations) <= options.backbone_above:
        return None
    from netlib.measures.backbone import disparity_pvalues

    place = {frozenset((r.source, r.target)): i for i, r in enumerate(level.relations)}
    table = disparity_pvalues(_plain_graph(level, range(len(level.relations))))
    pairs = zip(table["source"].tolist(), table["target"].tolist(), strict=True)
    chance = dict(zip((place[frozenset(pair)] for pair in pairs), table["p_or"].tolist(), strict=True))
    order = sorted(place.values(), key=lambda i: (chance.get(i, 1.0), -level.relations[i].value, i))
    return sorted(order[: options.shown])


def _people(level: Level, rows: pd.DataFrame | None) -> dict[str, Any]:
    """Return role, affiliation and other names of each node: its attributes, and what the evidence calls it."""
    place = {node: i for i, node in enumerate(level.nodes)}
    roles = [plain_text(data.get("role")) for data in level.attributes]
    parents: list[str | None] = [None] * len(place)
    aliases: list[dict[str, None]] = [{} for _ in place]
    if rows is not None and len(rows):
        evidence = rows["evidence"].tolist()
        marks = [parse_marks(text) for text in rows["marks"].tolist()]
        for side in ("source", "target"):
            wanted = [side, f"{side}_country", f"{side}_parent", f"{side}_name", f"{side}_role"]
            columns = [column_values(rows[name]) for name in wanted]
            for i, (actor, country, parent, name, role) in enumerate(zip(*columns, strict=True)):
                node = next((place[key] for key in (actor, country, parent) if key in place), None)
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
    elif not any(d.weight > 0 for relation in level.relations for d in relation.directions):
        return {}
    else:
        from netlib.measures.centrality import centrality

        H: nx.Graph[int] = nx.DiGraph() if level.directed else nx.Graph()
        H.add_nodes_from(range(len(level.nodes)))
        for relation in level.relations:
            for d in relation.directions:
                ends = (relation.source, relation.target) if d.forward else (relation.target, relation.source)
                if d.weight > 0 and ends[0] != ends[1]:
                    H.add_edge(*ends, weight=d.weight)
        names = _QUICK if len(level.relations) > _QUICK_ABOVE else _MEASURES
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
