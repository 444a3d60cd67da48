"""The parts of a printed network: lines that say sign and certainty, nodes that say kind, labels, a legend."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from netlib.views.figure import fonts, missing_glyphs_allowed, plain
from netlib.views.labels import place_labels

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["FINE", "SIGN_COLOURS", "TENTATIVE", "Tie", "draw_labels", "draw_legend", "draw_nodes", "draw_ties", "ties"]

SIGN_COLOURS: Mapping[str, str] = {
    "cooperation": "#1b5e9e",
    "conflict": "#b5400e",
    "both": "#6f3a94",
    "relation": "#63676e",
}
"""Colours that stay apart for colour-blind readers and in grey; conflict also carries a bar across its line."""

TENTATIVE = frozenset({"planned", "possible", "unconfirmed", "denied"})
"""Certainties that do not establish that something happened; their lines are dashed."""

Floats = NDArray[np.float64]

INK, MUTED, PAPER = "#1b1d20", "#575b62", "#ffffff"
_NODE = "#33373d"
_MARKERS = {"country": "o", "organisation": "s", "person": "^", "group": "D"}
_CURVE = 0.13
_THIN, _THICK = 0.9, 4.2
FINE = 400
"""Lines above which each is drawn plain, without arrowhead and bar."""


@dataclass(frozen=True)
class Tie:
    """One line of the figure: an edge, or two opposite edges that say the same.

    Attributes
    ----------
    source, target : node
        Its ends.
    width : float
        In points.
    sign : str
        A key of `SIGN_COLOURS`.
    tentative : bool
        Whether it is dashed.
    heads : str
        ``"-|>"`` at the target, ``"<|-|>"`` at both ends, ``"-"`` at none.
    curved : bool
        Whether it makes room for an opposite line.
    """

    source: Any
    target: Any
    width: float
    sign: str
    tentative: bool
    heads: str
    curved: bool


def ties(G: nx.Graph[Any], *, weight: str | None, scale: float = 1.0) -> list[Tie]:
    """Return the lines to draw, the weakest first so that the strongest lie on top; self-loops have none.

    Examples
    --------
    >>> import networkx as nx
    >>> [(tie.sign, tie.heads) for tie in ties(nx.DiGraph([("A", "B"), ("B", "A")]), weight=None)]
    [('relation', '<|-|>')]
    """
    amounts = {(u, v): _amount(data, weight) for u, v, data in G.edges(data=True)}
    most = max(amounts.values(), default=1.0) or 1.0
    varied = len(set(amounts.values())) > 1
    found: list[Tie] = []
    back_drawn: set[tuple[Any, Any]] = set()
    for u, v, data in sorted(G.edges(data=True), key=lambda edge: amounts[edge[0], edge[1]]):
        if u == v:
            continue
        back = G.edges[v, u] if G.is_directed() and G.has_edge(v, u) else None
        mutual = back is not None and _says(data, weight) == _says(back, weight)
        if mutual and (v, u) in back_drawn:
            continue
        back_drawn.add((u, v))
        share = (amounts[u, v] / most) ** 0.5
        found.append(
            Tie(
                u,
                v,
                width=scale * (_THIN + (_THICK - _THIN) * share if varied else 1.6),
                sign=_sign(data),
                tentative=data.get("certainty") in TENTATIVE,
                heads="-" if not G.is_directed() else "<|-|>" if mutual else "-|>",
                curved=back is not None and not mutual,
            )
        )
    return found


def _amount(data: Mapping[str, Any], weight: str | None) -> float:
    value = data.get(weight, 1.0) if weight is not None else 1.0
    return float(value) if isinstance(value, int | float) and np.isfinite(value) and value >= 0 else 1.0


def _says(data: Mapping[str, Any], weight: str | None) -> tuple[Any, ...]:
    return _amount(data, weight), _sign(data), data.get("certainty") in TENTATIVE, data.get("interactions")


def _sign(data: Mapping[str, Any]) -> str:
    good, bad = data.get("cooperation"), data.get("conflict")
    if not good and not bad:
        return "relation"
    return "both" if good and bad else "cooperation" if good else "conflict"


def draw_ties(
    ax: Axes, lines: Sequence[Tie], place: Mapping[Any, tuple[float, float]], radii: Mapping[Any, float]
) -> None:
    """Draw the lines from the rim of one node to the rim of the other; the axes must have their final size."""
    if len(lines) > FINE:
        _draw_fine(ax, lines, place)
        return
    scale = _points_a_unit(ax)
    for tie in lines:
        start, end = np.array(place[tie.source]) * scale, np.array(place[tie.target]) * scale
        path = _curve(start, end, _CURVE if tie.curved else 0.0)
        path = _between(path, radii[tie.source] + 1, radii[tie.target] + 1)
        colour = SIGN_COLOURS[tie.sign]
        room = float(np.hypot(*np.diff(path, axis=0).T).sum())
        head = min(3.6 + 1.25 * tie.width, room / 2.6)
        body = _between(path, head * 0.9 if tie.heads == "<|-|>" else 0, head * 0.9 if tie.heads != "-" else 0)
        style: Any = (0, (4.5 / max(tie.width, 1) ** 0.5, 2.6 / max(tie.width, 1) ** 0.5)) if tie.tentative else "-"
        ax.plot(*(body / scale).T, color=colour, linewidth=tie.width, linestyle=style, zorder=2, solid_capstyle="butt",
                dash_capstyle="butt")  # fmt: skip
        if tie.heads != "-":
            _head(ax, path, head, colour, scale)
        if tie.heads == "<|-|>":
            _head(ax, path[::-1], head, colour, scale)
        if tie.sign in ("conflict", "both"):
            (x0, y0), (x1, y1) = path[[len(path) // 2 - 1, len(path) // 2 + 1]]
            across = np.array([y0 - y1, x1 - x0]) / max(np.hypot(x1 - x0, y1 - y0), 1e-9) * (3.2 + tie.width * 0.7)
            middle = path[len(path) // 2]
            ax.plot(*(np.array([middle - across, middle + across]) / scale).T, color=colour, zorder=2.2,
                    linewidth=max(1.5, tie.width * 0.7), solid_capstyle="butt")  # fmt: skip


def _points_a_unit(ax: Axes) -> float:
    """Return how many points one unit of the axes measures."""
    figure = ax.get_figure(root=True)
    corners = ax.transData.transform([(0.0, 0.0), (1.0, 0.0)])
    return float((corners[1] - corners[0])[0]) * 72 / figure.dpi  # type: ignore[union-attr]


def _curve(start: Floats, end: Floats, bend: float) -> Floats:
    """Return points along a quadratic Bézier curve that bends to the right of its way."""
    dx, dy = end - start
    control = (start + end) / 2 + bend * np.array([dy, -dx])
    t = np.linspace(0, 1, 65)[:, None]
    points: Floats = (1 - t) ** 2 * start + 2 * t * (1 - t) * control + t**2 * end
    return points


def _between(path: Floats, from_start: float, to_end: float) -> Floats:
    """Return the part of a path that leaves out a length at its start and at its end."""
    along = np.concatenate([[0], np.hypot(*np.diff(path, axis=0).T).cumsum()])
    total = along[-1]
    if from_start + to_end >= total:
        from_start = to_end = total * 0.49
    at = np.linspace(from_start, total - to_end, len(path))
    return np.column_stack([np.interp(at, along, path[:, 0]), np.interp(at, along, path[:, 1])])


def _head(ax: Axes, path: Floats, length: float, colour: str, scale: float) -> None:
    """Draw an arrowhead at the end of a path, in the direction in which it arrives."""
    tip = path[-1]
    base = _between(path, 0, length)[-1]
    side = np.array([base[1] - tip[1], tip[0] - base[0]]) * 0.42
    corners = np.array([tip, base + side, base - side]) / scale
    ax.fill(*corners.T, color=colour, linewidth=0, zorder=2.1)


def _draw_fine(ax: Axes, lines: Sequence[Tie], place: Mapping[Any, tuple[float, float]]) -> None:
    from matplotlib.collections import LineCollection

    ax.add_collection(
        LineCollection(
            [(place[tie.source], place[tie.target]) for tie in lines],
            colors=[SIGN_COLOURS[tie.sign] for tie in lines],
            linewidths=[tie.width * 0.5 for tie in lines],
            linestyles=["--" if tie.tentative else "-" for tie in lines],
            alpha=0.45,
            zorder=2,
        )
    )


def draw_nodes(
    ax: Axes, G: nx.Graph[Any], place: Mapping[Any, tuple[float, float]], radii: Mapping[Any, float]
) -> None:
    """Draw the nodes, the shape by kind."""
    for kind, marker in [*_MARKERS.items(), (None, "o")]:
        nodes = [node for node in G if _kind(G, node) == kind]
        if nodes:
            xy = np.array([place[node] for node in nodes])
            area = [(2 * radii[node]) ** 2 for node in nodes]
            ax.scatter(xy[:, 0], xy[:, 1], s=area, c=_NODE, marker=marker, edgecolors=PAPER, linewidths=1, zorder=3)


def _kind(G: nx.Graph[Any], node: Any) -> str | None:
    kind = G.nodes[node].get("kind")
    return kind if kind in _MARKERS else None


def draw_labels(
    ax: Axes,
    G: nx.Graph[Any],
    place: Mapping[Any, tuple[float, float]],
    radii: Mapping[Any, float],
    lines: Sequence[Tie],
    *,
    most: int,
    size: float,
) -> None:
    """Write the names of the largest nodes, as many as fit beside them, on halos."""
    from matplotlib import patheffects

    figure = ax.get_figure(root=True)
    order = sorted(G, key=lambda node: -radii[node])
    written = order[:most]
    texts = [
        ax.text(0, 0, plain(G.nodes[node].get("name") or node, 28), fontsize=size, color=INK, ha="center", va="center",
                zorder=4, parse_math=False, fontfamily=fonts(), in_layout=False)
        for node in written
    ]  # fmt: skip
    to_points = 72 / figure.dpi  # type: ignore[union-attr]
    with missing_glyphs_allowed():
        boxes = [text.get_window_extent() for text in texts]
    sizes = np.array([(box.width, box.height) for box in boxes]).reshape(-1, 2) * to_points
    points = ax.transData.transform([place[node] for node in order]) * to_points
    at = dict(zip(order, points, strict=True))
    segments: Floats = np.array([(at[tie.source], at[tie.target]) for tie in lines]).reshape(-1, 2, 2)
    width, height = figure.get_size_inches() * 72  # type: ignore[union-attr]
    bounds = (2.0, 2.0, float(width) - 2, float(height) - 2)
    centres, free = place_labels(points, [radii[node] for node in order], sizes, lines=segments, bounds=bounds)
    for text, centre, fits in zip(texts, ax.transData.inverted().transform(centres / to_points), free, strict=True):
        if not fits and len(texts) > 15:
            text.remove()
            continue
        text.set_position(tuple(centre))
        text.set_path_effects([patheffects.withStroke(linewidth=2.4, foreground=PAPER)])


def draw_legend(ax: Axes, G: nx.Graph[Any], lines: Sequence[Tie], *, size: float) -> None:
    """Explain below the figure only what the figure shows."""
    from matplotlib.legend_handler import HandlerTuple

    entries = list(_explained(G, lines))
    handles: Any = [handle for handle, _ in entries]
    wide = ax.get_window_extent().width > 5 * ax.get_figure(root=True).dpi  # type: ignore[union-attr]
    if handles:
        ax.legend(
            handles,
            [label for _, label in entries],
            loc="upper center",
            bbox_to_anchor=(0.5, 0),
            ncols=min(len(handles), 4 if wide else 2),
            frameon=False,
            fontsize=size,
            labelcolor=MUTED,
            handlelength=2.6,
            columnspacing=1.6,
            handler_map={tuple: HandlerTuple(ndivide=1)},
        )


def _explained(G: nx.Graph[Any], lines: Sequence[Tie]) -> Iterator[tuple[Any, str]]:
    from matplotlib.lines import Line2D

    def line(colour: str, style: Any = "-") -> Line2D:
        return Line2D([], [], color=colour, linewidth=2, linestyle=style)

    signs = {tie.sign for tie in lines}
    for sign, colour in SIGN_COLOURS.items():
        if sign in signs and (sign != "relation" or len(signs) > 1):
            bar = Line2D([], [], color=colour, marker=(2, 0, 0), markersize=9, markeredgewidth=1.6, linestyle="none")
            barred = sign in ("conflict", "both") and len(lines) <= FINE
            label = {"both": "both cooperation and conflict"}.get(sign, sign)
            yield ((line(colour), bar) if barred else line(colour)), label
    if any(tie.tentative for tie in lines):
        yield line(MUTED, (0, (3, 1.6))), "dashed: not established"
    kinds = [kind for kind in _MARKERS if any(_kind(G, node) == kind for node in G)]
    if len(kinds) > 1:
        for kind in kinds:
            yield Line2D([], [], color=_NODE, marker=_MARKERS[kind], markersize=6, linestyle="none"), kind
