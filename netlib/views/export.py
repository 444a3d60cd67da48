"""Networks as files for other programs, and back: what goes out comes back."""

from __future__ import annotations

import datetime as dt
import io
import json
import math
import os
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import networkx as nx

from netlib.errors import DataError, NetlibWarning, OutputError, ParameterError, suggest
from netlib.files import write_atomically
from netlib.schema import EDGE_ATTRIBUTES, NODE_ATTRIBUTES
from netlib.tables import read_rows, read_text, save_rows

__all__ = ["NETWORK_SUFFIXES", "read_network", "save_network"]

NETWORK_SUFFIXES = (".gexf", ".graphml", ".json", ".cyjs", ".csv", ".tsv", ".parquet")
"""Gephi; most programs; node-link as networkx and D3 read it; Cytoscape; edge lists."""

# Names that one of the formats keeps for itself; an attribute of such a name travels as x_<name>.
_RESERVED = (
    *("id", "label", "source", "target", "directed", "key", "networkx_key", "type", "start", "end", "pid", "viz"),
    *("slices", "spells", "parents", "mode", "node_default", "edge_default", ""),
)
_RENAMED = re.compile(rf"(x_)*({'|'.join(_RESERVED)})|(x_)+weight")
# What XML cannot hold, plus the carriage return that it turns into a line feed, plus our own escape.
_AWKWARD = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]|\\\\(?=u)")
_ESCAPED = re.compile(r"\\u([0-9a-f]{4})")
_MARKED = re.compile(r"(json|date|time):")
_DAY = re.compile(r"\d{4}-\d\d-\d\d\Z")
_DAYS = frozenset({"first", "last"})
_NUMBERS: Mapping[str, Callable[[str], float]] = {
    "weight": float,
    "cooperation": float,
    "conflict": float,
    "count": int,
}


def save_network(G: nx.Graph[Any], path: str | os.PathLike[str]) -> Path:
    r"""Save a network in the format that the file's suffix names.

    Values that a format cannot hold travel as text that `read_network` turns back: a list as ``json:[1, 2]``, a day as
    ``date:2025-11-16``, a character that XML forbids as ``\u0007``; an attribute whose name a format keeps for itself,
    such as ``source``, as ``x_source``. The ``first``, ``last`` and ``interactions`` of an edge are plain days and a
    plain JSON list. A missing value is left out.

    Parameters
    ----------
    G : nx.Graph or nx.DiGraph
        Any attributes; it is not changed.
    path : str or path
        One of `NETWORK_SUFFIXES`. ``.json`` keeps everything. ``.gexf`` and the edge lists keep no attributes of the
        network itself; edge lists (``.csv``, ``.tsv``, ``.parquet``) keep none of the nodes either.

    Returns
    -------
    Path
        The path written. The same network gives the same bytes.

    Warns
    -----
    NetlibWarning
        If an edge list leaves out nodes because they have no edge.

    Raises
    ------
    OutputError
        If the suffix is not one of `NETWORK_SUFFIXES`, or the file cannot be written; the previous one is intact.
    ParameterError
        If two nodes have the same id as text, or the network has parallel edges.

    Examples
    --------
    >>> import tempfile
    >>> import networkx as nx
    >>> G = nx.DiGraph([("RUS", "SYR", {"weight": 2.5, "source": ["Al Arabiya TV"]})])
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     read_network(save_network(G, f"{folder}/call.gexf")).edges(data=True)
    OutEdgeDataView([('RUS', 'SYR', {'source': ['Al Arabiya TV'], 'weight': 2.5})])
    """
    path = Path(path)
    suffix = path.suffix.lower()
    if suffix not in NETWORK_SUFFIXES:
        raise OutputError(
            f"cannot save a network as {path.name!r}; end it with one of {', '.join(NETWORK_SUFFIXES)}."
            f"{suggest(suffix, NETWORK_SUFFIXES)}"
        )
    if G.is_multigraph():
        raise ParameterError(f"G: a {type(G).__name__} may have parallel edges; pass a Graph or DiGraph")
    if suffix in (".json", ".cyjs"):
        plain = _copied(G, flat=False)
        data = _node_link(plain) if suffix == ".json" else _cytoscape(plain)
        return write_atomically(path, json.dumps(data, ensure_ascii=False, indent=1) + "\n")
    plain = _copied(G, flat=True)
    if suffix == ".gexf":
        return write_atomically(path, _gexf(plain))
    if suffix == ".graphml":
        buffer = io.BytesIO()
        nx.write_graphml_xml(plain, buffer)
        return write_atomically(path, buffer.getvalue())
    return _save_edges(plain, path)


def read_network(path: str | os.PathLike[str]) -> nx.Graph[Any]:
    """Read a network that `save_network` wrote, or another program in the same format.

    Parameters
    ----------
    path : str or path
        One of `NETWORK_SUFFIXES`.

    Returns
    -------
    nx.Graph or nx.DiGraph
        Ids are text, from ``.json`` text or whole numbers. Attributes of one's own that are not text come back from
        ``.csv`` and ``.tsv`` as text.

    Raises
    ------
    DataError
        If the file is not a network of the format that its suffix names.

    Examples
    --------
    >>> import tempfile
    >>> import networkx as nx
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     read_network(save_network(nx.Graph([("A", "B")]), f"{folder}/pair.cyjs")).edges
    EdgeView([('A', 'B')])
    """
    path = Path(path)
    suffix = path.suffix.lower()
    if suffix not in NETWORK_SUFFIXES:
        raise DataError(f"{path}: not a network file; its name must end with one of {', '.join(NETWORK_SUFFIXES)}")
    if suffix in (".csv", ".tsv", ".parquet"):
        return _restored(_read_edges(path))
    text = read_text(path)
    try:
        if suffix == ".json":
            found = nx.node_link_graph(json.loads(text), edges="edges")
        elif suffix == ".cyjs":
            found = _from_cytoscape(json.loads(text))
        elif suffix == ".gexf":
            found = nx.read_gexf(io.BytesIO(text.encode()))
            _strip_gexf(found)
        else:
            found = nx.read_graphml(io.BytesIO(text.encode()))
            for name in ("node_default", "edge_default"):
                found.graph.pop(name, None)
    except (
        ValueError,
        SyntaxError,
        LookupError,
        TypeError,
        AttributeError,
        RecursionError,
        nx.NetworkXException,
    ) as error:
        raise DataError(f"{path}: cannot be read as {suffix[1:]}: {error}") from None
    return _restored(found)


def _copied(G: nx.Graph[Any], *, flat: bool) -> nx.Graph[Any]:
    """Return a copy whose ids, attribute names and values the format can hold."""
    ids: dict[Any, Any] = {node: _id(node, flat=flat) for node in G}
    owner: dict[Any, Any] = {}
    for node, written in ids.items():
        if owner.setdefault(str(written), node) is not node:
            raise ParameterError(
                f"G: the nodes {owner[str(written)]!r} and {node!r} would both be written as {written!r}; rename one"
            )
    copy: nx.Graph[Any] = nx.DiGraph() if G.is_directed() else nx.Graph()
    copy.graph.update(_encoded(G.graph, flat=flat))
    copy.add_nodes_from((ids[node], _encoded(data, flat=flat)) for node, data in G.nodes(data=True))
    copy.add_edges_from((ids[u], ids[v], _encoded(data, flat=flat)) for u, v, data in G.edges(data=True))
    if flat:
        _unify([data for _, data in copy.nodes(data=True)])
        _unify([data for _, _, data in copy.edges(data=True)])
    return copy


def _unify(attributes: list[dict[str, Any]]) -> None:
    """Give each attribute one type, in place: a column of Gephi or Parquet has one."""
    columns: dict[str, list[Any]] = {}
    for data in attributes:
        for name, value in data.items():
            columns.setdefault(name, []).append(value)
    mixed = {name: values for name, values in columns.items() if len({type(value) for value in values}) > 1}
    numbers = {name for name, values in mixed.items() if all(_fits_float(value) for value in values)}
    for data in attributes:
        items = list(data.items())
        data.clear()
        for name, value in items:
            if name in numbers:
                data[name] = float(value)
            elif name in mixed:
                text = value if isinstance(value, str) else f"json:{json.dumps(value)}"
                data["x_weight" if name == "weight" else name] = text
            else:
                data[name] = value


def _fits_float(value: Any) -> bool:
    return type(value) is float or (type(value) is int and int(float(value)) == value)


def _restored(G: nx.Graph[Any]) -> nx.Graph[Any]:
    """Return the network with ids, names and values as they were before `_copied`."""
    result: nx.Graph[Any] = nx.DiGraph() if G.is_directed() else nx.Graph()
    result.graph.update(_decoded(G.graph))
    ids = {node: _original("", node) for node in G}
    result.add_nodes_from((ids[node], _decoded(data)) for node, data in G.nodes(data=True))
    result.add_edges_from((ids[u], ids[v], _decoded(data)) for u, v, data in G.edges(data=True))
    if any("interactions" in data for _, _, data in result.edges(data=True)):
        for _, data in result.nodes(data=True):
            data.update({name: None for name in NODE_ATTRIBUTES if name not in data})
        for _, _, data in result.edges(data=True):
            data.update({name: None for name in EDGE_ATTRIBUTES if name not in data})
    return result


def _id(node: Any, *, flat: bool) -> Any:
    if not flat and isinstance(node, int) and not isinstance(node, bool):
        return node
    return _text("", str(node), flat=flat)


def _escape(text: str) -> str:
    return _AWKWARD.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def _unescape(text: str) -> str:
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)


def _encoded(data: Mapping[Any, Any], *, flat: bool) -> dict[str, Any]:
    encoded = {}
    for key, value in data.items():
        name = str(key)
        written = _value(name, value, flat=flat)
        odd_weight = name == "weight" and isinstance(written, str | bool)  # GEXF takes only numbers
        if written is not None or not flat:
            encoded[f"x_{name}" if odd_weight or _RENAMED.fullmatch(name) else _escape(name)] = written
    return encoded


def _decoded(data: Mapping[str, Any]) -> dict[str, Any]:
    decoded = {}
    for key, value in data.items():
        renamed = key.startswith("x_") and (key == "x_weight" or _RENAMED.fullmatch(key[2:]))
        name = key[2:] if renamed else _unescape(key)
        decoded[name] = _original(name, value)
    return decoded


def _value(name: str, value: Any, *, flat: bool) -> Any:
    """Return a value that every format can hold; None stands for a missing one."""
    if isinstance(value, str):
        return _text(name, value, flat=flat)
    if hasattr(value, "item") and not hasattr(value, "__len__"):  # a numpy scalar
        value = value.item()
    if isinstance(value, float) and value != value:
        return value if flat else None
    if value is None or type(value).__name__ in ("NAType", "NaTType"):
        return None
    if (isinstance(value, float) and not flat and value in (math.inf, -math.inf)) or (
        isinstance(value, int) and abs(value) >= 2**63
    ):
        return f"json:{json.dumps(value)}"
    if isinstance(value, bool | int | float):
        return value
    if isinstance(value, dt.datetime):
        return f"time:{value.isoformat()}"
    if isinstance(value, dt.date):
        return value.isoformat() if name in _DAYS else f"date:{value.isoformat()}"
    if hasattr(value, "tolist"):  # a numpy array
        value = value.tolist()
    if isinstance(value, set | frozenset):
        value = sorted(value, key=str)
    if not flat and isinstance(value, list | tuple):
        return [_value("", item, flat=False) for item in value]
    if not flat and isinstance(value, Mapping):
        return {_escape(str(key)): _value("", item, flat=False) for key, item in value.items()}
    if isinstance(value, list | tuple | Mapping):
        written = json.dumps(value, default=str)
        return _escape(written if name == "interactions" and isinstance(value, list) else f"json:{written}")
    return _text(name, str(value), flat=flat)


def _text(name: str, text: str, *, flat: bool) -> str:
    """Escape a text, its first character too where it would be taken for something else."""
    if flat and not text:
        return 'json:""'
    mistaken = (
        _MARKED.match(text) or (name in _DAYS and _DAY.match(text)) or (name == "interactions" and text.startswith("["))
    )
    return f"\\u{ord(text[0]):04x}{_escape(text[1:])}" if mistaken else _escape(text)


def _original(name: str, value: Any) -> Any:
    """Return the value that `_value` was given."""
    if isinstance(value, list):
        return [_original("", item) for item in value]
    if isinstance(value, dict):
        return {_unescape(key): _original("", item) for key, item in value.items()}
    if not isinstance(value, str):
        return value
    try:
        if value.startswith("json:"):
            return json.loads(_unescape(value[5:]))
        if value.startswith("date:"):
            return dt.date.fromisoformat(value[5:])
        if value.startswith("time:"):
            return dt.datetime.fromisoformat(value[5:])
        if name in _DAYS and _DAY.match(value):
            return dt.date.fromisoformat(value)
        if name == "interactions" and value.startswith("["):
            return json.loads(_unescape(value))
    except ValueError:  # the text of another program
        pass
    return _unescape(value)


def _node_link(G: nx.Graph[Any]) -> dict[str, Any]:
    data: dict[str, Any] = nx.node_link_data(G, edges="edges")
    return data


def _cytoscape(G: nx.Graph[Any]) -> dict[str, Any]:
    nodes = [{"data": {"id": str(node), **data}} for node, data in G.nodes(data=True)]
    edges = [
        {"data": {"id": f"edge {i}", "source": str(u), "target": str(v), **data}}
        for i, (u, v, data) in enumerate(G.edges(data=True))
    ]
    return {"directed": G.is_directed(), "data": dict(G.graph), "elements": {"nodes": nodes, "edges": edges}}


def _from_cytoscape(data: dict[str, Any]) -> nx.Graph[Any]:
    G: nx.Graph[Any] = nx.DiGraph() if data.get("directed", True) else nx.Graph()
    G.graph.update(data.get("data", {}))
    for element in data["elements"]["nodes"]:
        own = dict(element["data"])
        G.add_node(own.pop("id"), **own)
    for element in data["elements"].get("edges", []):
        own = {name: value for name, value in element["data"].items() if name != "id"}
        G.add_edge(own.pop("source"), own.pop("target"), **own)
    return G


def _gexf(G: nx.Graph[Any]) -> str:
    """Write GEXF without the day of writing, and with the names as Gephi's labels."""
    for node, data in G.nodes(data=True):
        data["label"] = str(data.get("name", node))
    text = "\n".join(nx.generate_gexf(G)) + "\n"
    text = re.sub(r' lastmodifieddate="[^"]*"', "", text, count=1)
    return re.sub(r"<creator>[^<]*</creator>", "<creator>netlib</creator>", text, count=1)


def _strip_gexf(G: nx.Graph[Any]) -> None:
    """Remove what the format itself put into the attributes."""
    for _, data in G.nodes(data=True):
        data.pop("label", None)
    for _, _, data in G.edges(data=True):
        data.pop("id", None)
    G.graph.clear()


def _save_edges(G: nx.Graph[Any], path: Path) -> Path:
    from warnings import warn

    import pandas as pd

    alone = [node for node in G if G.degree(node) == 0]
    if alone:
        names = ", ".join(map(str, alone[:5])) + (" …" if len(alone) > 5 else "")
        warn(f"{path}: an edge list has no row for the {len(alone)} nodes without an edge: {names}", NetlibWarning, 3)
    columns = list(dict.fromkeys(name for _, _, data in G.edges(data=True) for name in data))
    rows = list(G.edges(data=True))
    table = pd.DataFrame(
        {
            "source": pd.Series([u for u, _, _ in rows], dtype=object),
            "target": pd.Series([v for _, v, _ in rows], dtype=object),
            "directed": pd.Series([G.is_directed()] * len(rows), dtype=bool),
            **{name: pd.Series([data.get(name) for _, _, data in rows], dtype=object) for name in columns},
        }
    )
    return save_rows(table, path)


def _read_edges(path: Path) -> nx.Graph[Any]:
    table, lines = read_rows(path)
    missing = [name for name in ("source", "target") if name not in table]
    if missing:
        raise DataError(f"{path}: missing column {', '.join(missing)}; it has {', '.join(map(str, table.columns))}")
    undirected = "directed" in table and table["directed"].astype(str).str.lower().eq("false").any()
    G: nx.Graph[Any] = nx.Graph() if undirected else nx.DiGraph()
    names = [str(name) for name in table.columns]
    for row, values in enumerate(table.itertuples(index=False, name=None)):
        cells = {name: value for name, value in zip(names, values, strict=True) if not _is_missing(value)}
        cells.pop("directed", None)
        place = f"{path}, line {lines[row]}" if lines is not None else f"{path}, row {row}"
        if "source" not in cells or "target" not in cells:
            raise DataError(f"{place}: an edge needs a source and a target")
        ends = str(cells.pop("source")), str(cells.pop("target"))
        if lines is not None:
            cells = {name: _number(name, value, place) for name, value in cells.items()}
        G.add_edge(*ends, **cells)
    return G


def _is_missing(value: Any) -> bool:
    return value is None or (isinstance(value, float) and value != value)


def _number(name: str, value: Any, place: str) -> Any:
    if name not in _NUMBERS or not isinstance(value, str):
        return value
    try:
        return _NUMBERS[name](value)
    except ValueError:
        raise DataError(f"{place}, column {name}: {value!r} is not a number") from None
