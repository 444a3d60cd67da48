"""Printed figures: the network, its timeline, intervals, and what changed."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import networkx as nx
import numpy as np

from netlib.errors import ParameterError, check_choice
from netlib.views.figure import Drawing, new_axes, plain
from netlib.views.layout import positions

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

    from netlib.views.drawing import Tie

__all__ = ["plot", "plot_changes", "plot_intervals", "plot_timeline"]


def plot(
    G: nx.Graph[Any],
    *,
    ax: Axes | None = None,
    title: str | None = None,
    weight: str | None = "weight",
    width: float = 6.5,
    labels: int = 40,
    seed: int = 0,
    place: Mapping[Any, tuple[float, float]] | None = None,
) -> Drawing:
    """Draw a network for print.

    Colour says cooperation or conflict, and a bar across the line says conflict too; a dashed line is not established
    (planned, possible, unconfirmed or denied); width grows with the root of the weight; a node's area with its
    strength; its shape says its kind. Two opposite edges that say the same are one line with two heads.

    Parameters
    ----------
    G : nx.Graph or nx.DiGraph
        Any network; without cooperation and conflict its lines are grey. It is not changed.
    ax : matplotlib Axes, optional
        Where to draw; by default on a new figure.
    title : str, optional
        Heading.
    weight : str or None, default "weight"
        Edge attribute for width, size and layout; None for all the same.
    width : float, default 6.5
        Width of a new figure in inches: 3.4 fits a column of two, 6.5 a page.
    labels : int, default 40
        How many nodes are named, the strongest first; a name that fits nowhere in a crowd is left out.
    seed : int, default 0
        Of the layout.
    place : mapping of node to (x, y), optional
        Where nodes stand; by default `netlib.views.layout.positions`.

    Returns
    -------
    Drawing
        ``fig, ax``. A network without nodes gives a figure that says so; above 400 edges lines are plain.

    Raises
    ------
    ParameterError
        If `place` leaves out a node, or `width` is not positive.

    Examples
    --------
    >>> import networkx as nx
    >>> fig, ax = plot(nx.DiGraph([("RUS", "SYR")]), title="Cooperation")
    >>> [text.get_text() for text in ax.texts]
    ['RUS', 'SYR']
    """
    from netlib.views.drawing import INK, draw_labels, draw_legend, draw_nodes, draw_ties, ties

    if not width > 0:
        raise ParameterError(f"width={width!r} is not a positive number of inches")
    where = positions(G, weight=weight, seed=seed) if place is None else dict(place)
    if missing := [node for node in G if node not in where]:
        raise ParameterError(f"place: no position for {len(missing)} nodes, such as {missing[0]!r}")
    size = 8.0 if width > 5 else 7.0
    figure, ax = new_axes(ax, width=width, height=width * _aspect(where))
    ax.set_axis_off()
    if title:
        ax.set_title(plain(title, 90), fontsize=size + 3, color=INK, loc="left", fontweight="bold", parse_math=False)
    if not len(G):
        return _nothing(figure, ax, "No actors: nothing passed the filters.")
    scale = float(np.clip(figure.get_size_inches()[0] / 6.5, 0.6, 1.0))
    lines = ties(G, weight=weight, scale=scale)
    radii = _radii(lines, G, scale)
    draw_legend(ax, G, lines, size=size)
    figure.draw_without_rendering()  # so that the axes have their final size
    _frame(ax, np.array([where[node] for node in G]))
    draw_ties(ax, lines, where, radii)
    draw_nodes(ax, G, where, radii)
    draw_labels(ax, G, where, radii, lines, most=labels, size=size)
    return Drawing(figure, ax)


def _aspect(where: Mapping[Any, tuple[float, float]]) -> float:
    """Return height over width of a figure that the drawing fills."""
    if len(where) < 2:
        return 0.45
    xy = np.array(list(where.values()))
    span = np.maximum(xy.max(axis=0) - xy.min(axis=0), 1e-9)
    return float(np.clip(span[1] / span[0], 0.35, 0.95)) + 0.12


def _frame(ax: Axes, xy: Any) -> None:
    """Set the limits so that both directions have one scale, the drawing fills the axes and labels have room."""
    ax.set_aspect("equal", adjustable="box")
    low, high = xy.min(axis=0), xy.max(axis=0)
    middle, half = (low + high) / 2, np.maximum((high - low) / 2, 0.5)
    half += 0.15 * half.max() * np.array([1.3, 1.0])
    box = ax.get_window_extent()
    ratio = box.width / max(box.height, 1e-9)
    half = np.maximum(half, [half[1] * ratio, half[0] / ratio])
    ax.set_xlim(middle[0] - half[0], middle[0] + half[0])
    ax.set_ylim(middle[1] - half[1], middle[1] + half[1])


def _radii(lines: Sequence[Tie], G: nx.Graph[Any], scale: float) -> dict[Any, float]:
    """Return the radius of each node in points, its area growing with the lines that meet there."""
    total = dict.fromkeys(G, 0.0)
    for tie in lines:
        for node in (tie.source, tie.target):
            total[node] += tie.width
    most = max(total.values()) or 1.0
    largest = 9.0 * min(1.0, max(0.3, math.sqrt(60 / len(G))))
    least = 0.4 * largest
    return {node: scale * (least + (largest - least) * math.sqrt(value / most)) for node, value in total.items()}


def _nothing(figure: Any, ax: Axes, message: str) -> Drawing:
    ax.set_axis_off()
    ax.text(0.5, 0.5, message, transform=ax.transAxes, ha="center", va="center", fontsize=9, color="#575b62")
    return Drawing(figure, ax)


def plot_timeline(
    table: pd.DataFrame,
    *,
    ax: Axes | None = None,
    title: str | None = None,
    period: str | None = None,
    moments: Mapping[Any, str] | None = None,
    width: float = 6.5,
) -> Drawing:
    """Draw how much cooperation and conflict each period saw: cooperation upwards, conflict downwards.

    Parameters
    ----------
    table : DataFrame
        Interactions. Those that are not established (planned, possible, unconfirmed, denied) are hatched; those without
        a date are not drawn, and their number is written below.
    ax : matplotlib Axes, optional
        Where to draw; by default on a new figure.
    title : str, optional
        Heading.
    period : {"D", "W", "M", "Q", "Y"}, optional
        Width of a bar, as in `netlib.measures.temporal.timeline`; by default one that gives at most some 60 bars.
    moments : mapping of date to str, optional
        Days to mark with a line and a word, such as change points: ``dict(zip(found["date"], found["direction"]))``.
    width : float, default 6.5
        Width of a new figure in inches.

    Returns
    -------
    Drawing
        ``fig, ax``; a table without dates gives a figure that says so.

    Raises
    ------
    ParameterError
        If `period` is another letter.
    SchemaError
        If `table` is not an interactions table.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = pd.DataFrame({"source": ["TUR"], "target": ["SYR"], "event": ["CONSULT"], "date": ["2025-11-16"]})
    >>> fig, ax = plot_timeline(rows)
    >>> ax.get_ylabel()
    'interactions a day'
    """
    import pandas as pd

    from netlib.measures.temporal import PERIODS
    from netlib.ontology import COOPERATIVE_QUADS, quads
    from netlib.schema import validate_interactions
    from netlib.views.drawing import INK, MUTED, SIGN_COLOURS, TENTATIVE

    table = validate_interactions(table)
    dated = table[table["date"].notna()]
    figure, ax = new_axes(ax, width=width, height=width * 0.4)
    if title:
        ax.set_title(plain(title, 90), fontsize=11, color=INK, loc="left", fontweight="bold", parse_math=False)
    if not len(dated):
        return _nothing(figure, ax, f"No dated interactions among {len(table)}.")
    if period is None:
        days = (dated["date"].max() - dated["date"].min()).days
        period = "D" if days <= 60 else "W" if days <= 420 else "M" if days <= 1900 else "Q" if days <= 5500 else "Y"
    check_choice("period", period, PERIODS)
    bins = dated["date"].dt.to_period(period)
    friendly = quads(dated["event"]).isin(COOPERATIVE_QUADS)
    tentative = dated["certainty"].isin(TENTATIVE)
    every = pd.period_range(bins.min(), bins.max(), freq=period)
    start = every.to_timestamp()
    length = (every.to_timestamp(how="end") - start).days.to_numpy() + 1
    for sign, mine, way in (("cooperation", friendly, 1), ("conflict", ~friendly, -1)):
        base = np.zeros(len(every))
        for hatched in (False, True):
            count = bins[mine & (tentative == hatched)].value_counts().reindex(every, fill_value=0).to_numpy() * way
            if count.any():
                ax.bar(
                    start,
                    count,
                    width=length * 0.86,
                    bottom=base,
                    align="edge",
                    color=SIGN_COLOURS[sign],
                    hatch="////" if hatched else None,
                    edgecolor="white",
                    linewidth=0.4,
                    alpha=0.65 if hatched else 1,
                    label=f"{sign}, not established" if hatched else sign,
                )
            base = base + count
    ax.axhline(0, color=INK, linewidth=0.8)
    for moment, word in (moments or {}).items():
        day: Any = pd.Timestamp(moment)
        ax.axvline(day, color=INK, linewidth=0.9, linestyle=(0, (2, 2)))
        place: Any = {"xy": (day, 1), "xycoords": ("data", "axes fraction"), "xytext": (3, -2), "va": "top"}
        ax.annotate(plain(word, 50), **place, textcoords="offset points", fontsize=7, color=INK, parse_math=False)
    _tidy(ax)
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    ax.yaxis.set_major_locator(MaxNLocator(6, integer=True))
    ax.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{abs(value):,.0f}"))
    ax.set_ylabel(f"interactions a {PERIODS[period]}", fontsize=8, color=MUTED)
    _label_periods(ax, every, period)
    ax.legend(frameon=False, fontsize=7.5, labelcolor=MUTED, ncols=4, loc="upper left", bbox_to_anchor=(0, -0.14))
    if undated := len(table) - len(dated):
        ax.set_xlabel(f"{undated} without a date not shown", fontsize=7, color=MUTED, loc="right")
    return Drawing(figure, ax)


def _label_periods(ax: Axes, every: pd.PeriodIndex, period: str) -> None:
    """Name at most eight periods under their bars, the year where it begins, and give few bars room."""
    import pandas as pd
    from matplotlib.dates import date2num

    start, end = (date2num(ends.to_timestamp()) for ends in (every, every + 1))  # type: ignore[no-untyped-call]
    spare = max(0.0, (8 - len(every)) / 2) * (end[0] - start[0])
    ax.set_xlim(start[0] - spare, end[-1] + spare)
    shown = range(0, len(every), -(-len(every) // 8))
    names = []
    for before, i in zip([None, *shown], shown, strict=False):
        first = every[i].start_time
        name = (
            str(first.year) if period == "Y" else f"{first:%b}" if period in ("M", "Q") else f"{first.day} {first:%b}"
        )
        new_year = before is None or pd.Timestamp(every[before].start_time).year != first.year
        names.append(f"{name}\n{first.year}" if new_year and period != "Y" else name)
    ax.set_xticks([(start[i] + end[i]) / 2 for i in shown], names)


def _tidy(ax: Axes) -> None:
    from netlib.views.drawing import MUTED

    for side in ("top", "right", "left"):
        ax.spines[side].set_visible(False)
    ax.spines["bottom"].set_color("#bbbbbb")
    ax.tick_params(labelsize=7.5, colors=MUTED, length=0)
    ax.grid(axis="y", color="#e6e4de", linewidth=0.7)
    ax.set_axisbelow(True)


def plot_intervals(
    table: pd.DataFrame,
    *,
    ax: Axes | None = None,
    title: str | None = None,
    estimate: str = "estimate",
    low: str = "low",
    high: str = "high",
    label: str | None = None,
    most: int = 25,
    width: float = 6.5,
) -> Drawing:
    """Draw estimates with their intervals, the largest estimate on top.

    Parameters
    ----------
    table : DataFrame
        One row an actor, such as those of one measure in ``bootstrap(...).intervals``: a column ``name`` says who, or
        the index.
    ax : matplotlib Axes, optional
        Where to draw; by default on a new figure.
    title : str, optional
        Heading.
    estimate, low, high : str
        Columns with the estimate and the ends of its interval.
    label : str, optional
        What is estimated, with its unit; by default the measure, or the name of the column.
    most : int, default 25
        How many rows are drawn.
    width : float, default 6.5
        Width of a new figure in inches.

    Returns
    -------
    Drawing
        ``fig, ax``; a table without rows gives a figure that says so. A row without an estimate is left out.

    Raises
    ------
    ParameterError
        If a column does not exist, or the table holds several measures.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"estimate": [3.0, 5.0], "low": [1.0, 4.0], "high": [4.0, 6.0]}, index=["SYR", "RUS"])
    >>> fig, ax = plot_intervals(table)
    >>> [text.get_text() for text in ax.get_yticklabels()]
    ['RUS', 'SYR']
    """
    from netlib.views.drawing import INK, MUTED, SIGN_COLOURS

    for parameter, column in (("estimate", estimate), ("low", low), ("high", high)):
        check_choice(parameter, column, table.columns)
    measures = list(table["measure"].unique()) if "measure" in table else []
    if len(measures) > 1:
        raise ParameterError(f"table: holds {len(measures)} measures; keep the rows of one of {', '.join(measures)}")
    rows = table[table[estimate].notna()].sort_values(estimate, ascending=False, kind="stable").head(most)
    figure, ax = new_axes(ax, width=width, height=0.7 + 0.24 * max(len(rows), 3))
    if title:
        ax.set_title(plain(title, 90), fontsize=11, color=INK, loc="left", fontweight="bold", parse_math=False)
    if not len(rows):
        return _nothing(figure, ax, "No estimates to draw.")
    names = rows.get("name", rows.index)
    y = np.arange(len(rows))
    ax.hlines(y, rows[low], rows[high], color=SIGN_COLOURS["cooperation"], linewidth=2.2, alpha=0.55)
    ax.plot(rows[estimate], y, "o", color=SIGN_COLOURS["cooperation"], markersize=5)
    _tidy(ax)
    ax.grid(False)
    ax.grid(axis="x", color="#e6e4de", linewidth=0.7)
    ax.set_yticks(y, [plain(name, 30) for name in names], color=INK, parse_math=False)
    ax.set_ylim(len(rows) - 0.5, -0.5)
    ax.set_xlabel(label or (measures[0] if measures else estimate), fontsize=8, color=MUTED)
    return Drawing(figure, ax)


_CHANGES = {
    "gained": ("#1b5e9e", "o"),
    "strengthened": ("#5b93c7", "o"),
    "weakened": ("#a1a6ae", "o"),
    "lost": ("#63676e", "X"),
    "turned": ("#b5400e", "D"),
}


def plot_changes(
    table: pd.DataFrame,
    *,
    ax: Axes | None = None,
    title: str | None = None,
    before: str = "before",
    after: str = "after",
    status: str = "status",
    most: int = 25,
    width: float = 6.5,
) -> Drawing:
    """Draw what each relation was before and is after, the largest change on top.

    Parameters
    ----------
    table : DataFrame
        One row a relation, as `netlib.measures.compare.compare_networks` gives it.
    ax : matplotlib Axes, optional
        Where to draw; by default on a new figure.
    title : str, optional
        Heading.
    before, after : str
        Columns with the values before and after, a missing one being 0; ``net_before`` and ``net_after`` show how ties
        turned.
    status : str
        Column that says ``gained``, ``lost``, ``strengthened``, ``weakened`` or ``turned``; relations with another word
        are left out.
    most : int, default 25
        How many relations are drawn.
    width : float, default 6.5
        Width of a new figure in inches.

    Returns
    -------
    Drawing
        ``fig, ax``; a table without changes gives a figure that says so.

    Raises
    ------
    ParameterError
        If a column does not exist.

    Examples
    --------
    >>> import pandas as pd
    >>> relation = {"source": "TUR", "target": "SYR", "before": 0.0, "after": 2.0, "status": "gained"}
    >>> table = pd.DataFrame([relation])
    >>> fig, ax = plot_changes(table)
    >>> [text.get_text() for text in ax.get_yticklabels()]
    ['TUR – SYR']
    """
    from matplotlib.lines import Line2D

    from netlib.views.drawing import INK, MUTED

    rows = table if {"source", "target"} <= set(table.columns) else table.reset_index()
    for parameter, column in (("before", before), ("after", after), ("status", status)):
        check_choice(parameter, column, rows.columns)
    rows = rows[rows[status].isin(list(_CHANGES))].copy()
    rows[before], rows[after] = rows[before].fillna(0.0).astype(float), rows[after].fillna(0.0).astype(float)
    size = (rows[after] - rows[before]).abs()
    rows = rows.loc[size.sort_values(ascending=False, kind="stable").index[:most]]
    figure, ax = new_axes(ax, width=width, height=1.1 + 0.24 * max(len(rows), 3))
    if title:
        ax.set_title(plain(title, 90), fontsize=11, color=INK, loc="left", fontweight="bold", parse_math=False)
    if not len(rows):
        return _nothing(figure, ax, "Nothing changed.")
    for y, (old, new, word) in enumerate(zip(rows[before], rows[after], rows[status], strict=True)):
        colour, marker = _CHANGES[word]
        ax.plot([old, new], [y, y], color=colour, linewidth=2)
        ax.plot(old, y, "|", color=colour, markersize=8, markeredgewidth=2)
        ax.plot(new, y, marker, color=colour, markersize=6)
    _tidy(ax)
    ax.grid(False)
    ax.grid(axis="x", color="#e6e4de", linewidth=0.7)
    pairs = [f"{plain(u, 24)} – {plain(v, 24)}" for u, v in zip(rows["source"], rows["target"], strict=True)]
    ax.set_yticks(range(len(rows)), pairs, color=INK, parse_math=False)
    ax.set_ylim(len(rows) - 0.5, -0.5)
    ax.set_xlabel(
        f"{'cooperation less conflict' if before == 'net_before' else 'weight'}: | before, symbol after",
        fontsize=8,
        color=MUTED,
    )
    shown = [word for word in _CHANGES if (rows[status] == word).any()]
    handles = [Line2D([], [], color=_CHANGES[word][0], marker=_CHANGES[word][1], linewidth=2) for word in shown]
    ax.legend(handles, shown, frameon=False, fontsize=7.5, labelcolor=MUTED, ncols=5, loc="upper center",
              bbox_to_anchor=(0.5, -0.3 if len(rows) < 6 else -0.12))  # fmt: skip
    return Drawing(figure, ax)
