"""Networks in time: rolling windows, decay, the series of a pair and the points where it changes."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from netlib.errors import ParameterError, UnknownActorError, check_choice, suggest
from netlib.measures.arrays import EdgeArrays, Floats, Ints
from netlib.measures.centrality import MEASURES, measure_arrays
from netlib.measures.rolling import ACTOR_MEASURES, NETWORK_MEASURES, Spells, rolling_measures
from netlib.network import collect_dyads
from netlib.schema import validate_interactions

if TYPE_CHECKING:
    import pandas as pd

    from netlib.dyads import Dyads

__all__ = ["PERIODS", "change_points", "decay", "timeline", "windows"]

PERIODS: Mapping[str, str] = {"D": "day", "W": "week", "M": "month", "Q": "quarter", "Y": "year"}
"""The lengths of calendar periods."""


def windows(
    table: pd.DataFrame,
    window: str,
    *,
    step: str = "1D",
    measures: Collection[str] | None = None,
    engine: str = "auto",
    **network: Any,
) -> pd.DataFrame:
    """Measure the network of every window of time, and every actor in it.

    Windows are half-open, ``start <= date < end``. The first starts at the earliest date, each next one a step later,
    until the latest date is covered: the last may reach beyond it, and a window longer than the data gives one row a
    measure. A step longer than the window leaves gaps between windows.

    Parameters
    ----------
    table : DataFrame
        Interactions, in any order; those without a date are left out and counted in ``result.attrs``.
    window : str
        Length of a window, such as ``"30D"``.
    step : str, default "1D"
        How far the window moves.
    measures : collection of str, optional
        Network measures: ``interactions, actors`` (with a tie), ``edges, weight, weight_cooperation, weight_conflict,
        density`` (edges per possible edge between those actors), ``reciprocity`` (share of edges that are returned;
        missing in an undirected network). Actor measures: any of `netlib.measures.centrality.MEASURES`. By default all
        network measures and degree, strengths, cooperation and conflict, which together need one pass over the table;
        the other actor measures are computed window by window.
    engine : {"auto", "networkit", "scipy"}, default "auto"
        As in `netlib.measures.centrality.betweenness`.
    **network
        Options of `netlib.network.build_network`; not `half_life`, see `decay`.

    Returns
    -------
    DataFrame
        One row a window, actor and measure: ``start, end, actor, measure, value``; `actor` is missing for network
        measures. Every actor of the table stands in every window, with 0 where nothing happened.
        ``attrs["built_from"]`` says how many rows were read, removed and used.

    Raises
    ------
    ParameterError
        If a span is not positive, no dated interaction is left, or a measure does not exist.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = pd.DataFrame({"date": ["2025-11-01", "2025-11-03"], "source": ["RUS", "TUR"], "target": ["SYR", "SYR"],
    ...                      "event": ["CONSULT", "CONSULT"]})
    >>> found = windows(rows, "2D", measures=["edges", "strength"])
    >>> found[found["measure"] == "edges"]["value"].tolist()
    [1.0, 1.0]
    >>> found[found["actor"] == "RUS"]["value"].tolist()
    [1.0, 0.0]
    """
    import pandas as pd

    quick = (*NETWORK_MEASURES, *ACTOR_MEASURES)
    allowed = tuple(dict.fromkeys((*quick, *MEASURES)))
    if isinstance(measures, str):
        raise ParameterError(f"measures={measures!r} is one text; pass a list, such as [{measures!r}]")
    wanted = list(dict.fromkeys(quick if measures is None else measures))
    for name in wanted:
        check_choice("measures", name, allowed)
    if network.get("half_life") is not None:
        raise ParameterError("half_life has no meaning in windows, which cut off; use netlib.measures.temporal.decay")
    length, pace = _span("window", window), _span("step", step)
    dyads, day, built_from = _dated(table, network)
    first = int(day.min())
    count = max(0, math.ceil((int(day.max()) - first + 1 - length) / pace)) + 1
    spells = Spells.of(dyads, day - first, length=length, pace=pace, count=count)
    found = rolling_measures(spells, [name for name in wanted if name in quick and not _slow(name, dyads)])
    rest = [name for name in wanted if name not in found]
    if rest:
        series = {name: np.empty((count, len(dyads.actors))) for name in rest if name in MEASURES}
        totals = {name: np.empty(count) for name in rest if name not in MEASURES}
        for k, edges in enumerate(spells.networks()):
            for name, values in series.items():
                values[k] = measure_arrays(edges, name, engine=engine, always_fit=True)
            for name, numbers in totals.items():
                numbers[k] = float(np.sum(_part(edges, name)))
        found |= totals | series
    starts = (first + pace * np.arange(count)).astype("datetime64[s]")
    n = len(dyads.actors)
    codes, names, blocks, start = [], [], [], []
    for k, name in enumerate(wanted):
        block = found[name]
        codes.append(np.full(count, -1) if block.ndim == 1 else np.tile(np.arange(n), count))
        names.append(np.full(block.size, k))
        start.append(starts if block.ndim == 1 else np.repeat(starts, n))
        blocks.append(block.ravel())
    begin = np.concatenate(start)
    result = pd.DataFrame(
        {
            "start": begin,
            "end": begin + np.timedelta64(length, "s"),
            "actor": pd.Categorical.from_codes(np.concatenate(codes), pd.Index(dyads.actors)),
            "measure": pd.Categorical.from_codes(np.concatenate(names), pd.Index(wanted)),
            "value": np.concatenate(blocks),
        }
    )
    result.attrs["built_from"] = built_from
    return result


def decay(table: pd.DataFrame, half_life: str, *, step: str = "1D", **network: Any) -> pd.DataFrame:
    """Follow the strength of every actor as past interactions fade.

    At each point in time, an interaction counts half after one half-life, a quarter after two. Unlike windows, nothing
    drops out at an edge.

    Parameters
    ----------
    table : DataFrame
        Interactions, in any order; those without a date are left out and counted in ``result.attrs``.
    half_life : str
        Such as ``"30D"``.
    step : str, default "1D"
        Time between two points; the first point is the earliest date, the last the first at or after the latest date.
    **network
        Options of `netlib.network.build_network`. ``actors=["TUR", "SYR"]`` gives the series of that pair.

    Returns
    -------
    DataFrame
        One row a point in time and actor: ``date, actor, strength, cooperation, conflict``.
        ``attrs["built_from"]`` says how many rows were read, removed and used.

    Raises
    ------
    ParameterError
        If a span is not positive or no dated interaction is left.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = pd.DataFrame({"date": ["2025-11-01", "2025-11-03"], "source": ["RUS", "RUS"], "target": ["SYR", "SYR"],
    ...                      "event": ["CONSULT", "ACCUSE"]})
    >>> decay(rows, "1D").query("actor == 'RUS'")[["strength", "cooperation", "conflict"]].values.tolist()
    [[1.0, 1.0, 0.0], [0.5, 0.5, 0.0], [1.25, 0.25, 1.0]]
    """
    import pandas as pd
    from scipy.signal import lfilter

    if network.get("weight") == "log_count":
        raise ParameterError("weight='log_count' does not add up over time; use 'count' or 'intensity'")
    if network.get("half_life") is not None:
        raise ParameterError("half_life is given twice; pass it once, as the second argument")
    half, pace = _span("half_life", half_life), _span("step", step)
    dyads, day, built_from = _dated(table, network)
    age = day - day.min()
    count, n = int(-(-age.max() // pace)) + 1, len(dyads.actors)
    point = -(-age // pace)
    amount = dyads.amount * 0.5 ** ((point * pace - age) / half)
    series = []
    for part in (amount * dyads.friendly, amount * ~dyads.friendly):
        new = np.zeros(count * n)
        for end in (dyads.source, dyads.target):
            new += np.bincount(point[dyads.row] * n + end[dyads.dyad], weights=part[dyads.row], minlength=count * n)
        series.append(lfilter([1.0], [1.0, -(0.5 ** (pace / half))], new.reshape(count, n), axis=0).ravel())
    date = (int(day.min()) + pace * np.arange(count)).astype("datetime64[s]")
    result = pd.DataFrame(
        {
            "date": np.repeat(date, n),
            "actor": pd.Categorical.from_codes(np.tile(np.arange(n), count), pd.Index(dyads.actors)),
            "strength": series[0] + series[1],
            "cooperation": series[0],
            "conflict": series[1],
        }
    )
    result.attrs["built_from"] = built_from
    return result


def timeline(
    table: pd.DataFrame, source: str | None = None, target: str | None = None, *, period: str = "M", **network: Any
) -> pd.DataFrame:
    """Add interactions up by calendar period, of the whole network or of one pair: the data of a timeline figure.

    Parameters
    ----------
    table : DataFrame
        Interactions, in any order; those without a date are left out and counted in ``result.attrs``.
    source, target : str, optional
        Two actors: only interactions between them, in either direction, are counted.
    period : {"D", "W", "M", "Q", "Y"}, default "M"
        Day, week (from Monday), month, quarter or year. Dates known only to the month or year count as its first day.
    **network
        Options of `netlib.network.build_network`.

    Returns
    -------
    DataFrame
        One row a period from the first to the last with an interaction, none left out: ``date`` (its first day),
        ``count, cooperation, conflict`` (weights), ``net`` (cooperation - conflict) and ``interactions`` (the ids
        behind it). ``attrs["built_from"]`` says how many rows were read, removed and used.

    Raises
    ------
    UnknownActorError
        If the table does not know an actor at this level.
    ParameterError
        If only one actor is given, they never meet, the period does not exist or no dated interaction is left.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = pd.DataFrame({"date": ["2025-11-01", "2026-01-03"], "source": ["TUR", "SYR"], "target": ["SYR", "TUR"],
    ...                      "event": ["ACCUSE", "CONSULT"]})
    >>> timeline(rows, "TUR", "SYR")[["count", "net"]].values.tolist()
    [[1.0, -1.0], [0.0, 0.0], [1.0, 1.0]]
    """
    import pandas as pd

    check_choice("period", period, PERIODS)
    if (source is None) != (target is None):
        raise ParameterError(f"source={source!r}, target={target!r}: give both actors of a pair, or neither")
    if network.get("weight") == "log_count":
        raise ParameterError("weight='log_count' does not add up over time; use 'count' or 'intensity'")
    dyads, day, built_from = _dated(table, network | {"directed": False})
    rows = dyads.rows[["source", "target", "interaction_id"]]
    if source is not None and target is not None:
        for name in (source, target):
            if name not in dyads.actors:
                raise UnknownActorError(
                    f"{name!r} has no dated interaction at this level.{suggest(name, dyads.actors)} "
                    "Actors are named by id"
                )
        both = rows[["source", "target"]].isin([source, target]).all(axis=1)
        rows = rows[both]
        if not len(rows):
            raise ParameterError(f"source={source!r}, target={target!r}: no dated interaction connects them")
    place = rows.index.to_numpy()
    when = pd.PeriodIndex(day[place].astype("datetime64[s]"), freq=period)
    first = when.min()
    number = np.array(when.astype("int64")) - first.ordinal
    count = int(number.max()) + 1
    friendly, amount = dyads.friendly[place], dyads.amount[place]
    cooperation = np.bincount(number, weights=amount * friendly, minlength=count)
    conflict = np.bincount(number, weights=amount * ~friendly, minlength=count)
    ids: list[list[str]] = [[] for _ in range(count)]
    for k, claim in zip(number.tolist(), rows["interaction_id"], strict=True):
        ids[k].append(claim)
    result = pd.DataFrame(
        {
            "date": pd.period_range(first, periods=count, freq=period).start_time.astype("datetime64[s]"),
            "count": np.bincount(number, minlength=count),
            "cooperation": cooperation,
            "conflict": conflict,
            "net": cooperation - conflict,
            "interactions": ids,
        }
    )
    result.attrs["built_from"] = built_from
    return result


def change_points(
    table: pd.DataFrame,
    source: str,
    target: str,
    *,
    period: str = "M",
    penalty: float | None = None,
    shortest: int = 2,
    **network: Any,
) -> pd.DataFrame:
    """Find when the relation of two actors changed: the month the thaw began, with its evidence.

    Cooperative and hostile interactions are counted by period. The series is split into the segments under which the
    counts are most likely, each segment with one rate of cooperation and one of conflict (Poisson), less a penalty a
    split. The best split is found exactly, by dynamic programming.

    Parameters
    ----------
    table : DataFrame
        Interactions.
    source, target : str
        Two actors; both directions count.
    period : {"D", "W", "M", "Q", "Y"}, default "M"
        As in `timeline`. Weeks or quarters suit dense or sparse pairs.
    penalty : float, optional
        Log-likelihood that a split must gain; by default 2 * log(number of periods), with which about one in twenty
        steady series of a year, and fewer of longer ones, is split. More gives fewer change points. News comes in
        bursts: raise it where single events make many rows.
    shortest : int, default 2
        Fewest periods of a segment.
    **network
        Options of `netlib.network.build_network`; `weight` does not matter, interactions are counted.

    Returns
    -------
    DataFrame
        One row a change, in order of time: ``date`` (first day of the first period of the new relation),
        ``cooperation_before, cooperation_after, conflict_before, conflict_after`` (interactions a period),
        ``direction`` (``warmer`` or ``colder``, by cooperation minus conflict), ``gain`` (log-likelihood gained by this
        split) and ``interactions``: the ids in that first period, or where it has none, in the last period before it
        that has some. No rows where nothing changed or there are fewer than two segments' worth of periods.

    Raises
    ------
    UnknownActorError
        If the table does not know an actor at this level.
    ParameterError
        If they never meet, or an option is not allowed.

    References
    ----------
    .. [1] Jackson, B. et al. (2005). An algorithm for optimal partitioning of data on an interval. IEEE Signal
       Processing Letters 12(2).
    .. [2] Killick, R., Fearnhead, P. and Eckley, I. A. (2012). Optimal detection of changepoints with a linear
       computational cost. JASA 107.

    Examples
    --------
    >>> import pandas as pd
    >>> dates = pd.date_range("2024-01-01", periods=144, freq="5D")
    >>> rows = pd.DataFrame({"date": dates, "source": "TUR", "target": "SYR",
    ...                      "event": ["ACCUSE"] * 72 + ["CONSULT"] * 72})
    >>> change_points(rows, "TUR", "SYR")[["date", "direction"]].astype(str).values.tolist()
    [['2025-01-01', 'warmer']]
    """
    import pandas as pd

    if shortest < 1 or (penalty is not None and not penalty >= 0):
        raise ParameterError(f"shortest={shortest}, penalty={penalty}: shortest must be >= 1 and penalty >= 0")
    series = timeline(table, source, target, period=period, **(network | {"weight": "count", "half_life": None}))
    counts = series[["cooperation", "conflict"]].to_numpy()
    price = 2.0 * math.log(max(len(counts), 2)) if penalty is None else float(penalty)
    before = np.vstack([np.zeros(2), np.cumsum(counts, axis=0)])
    cuts = [0, *_splits(before, price, shortest), len(counts)]
    rows = []
    for begin, cut, end in zip(cuts, cuts[1:], cuts[2:], strict=False):
        rates = [(before[b] - before[a]) / (b - a) for a, b in ((begin, cut), (cut, end))]
        evidence = series["interactions"][cut]
        last = cut
        while not evidence:
            last -= 1
            evidence = series["interactions"][last]
        rows.append(
            {
                "date": series["date"][cut],
                "cooperation_before": rates[0][0],
                "cooperation_after": rates[1][0],
                "conflict_before": rates[0][1],
                "conflict_after": rates[1][1],
                "direction": "warmer" if rates[1][0] - rates[1][1] > rates[0][0] - rates[0][1] else "colder",
                "gain": float(_loss(before, begin, end) - _loss(before, begin, cut) - _loss(before, cut, end)),
                "interactions": evidence,
            }
        )
    columns = ["date", *(f"{kind}_{side}" for kind in ("cooperation", "conflict") for side in ("before", "after"))]
    result = pd.DataFrame(rows, columns=[*columns, "direction", "gain", "interactions"])
    result["date"] = result["date"].astype("datetime64[s]")
    result.attrs["built_from"] = series.attrs["built_from"]
    return result


def _splits(before: Floats, price: float, shortest: int) -> list[int]:
    """Return where the best partition splits, by optimal partitioning over running totals."""
    length = len(before) - 1
    best = np.full(length + 1, np.inf)
    best[0] = -price
    origin = np.zeros(length + 1, dtype=np.int64)
    for end in range(shortest, length + 1):
        begins = np.arange(0, end - shortest + 1)
        costs = best[begins] + _loss(before, begins, end) + price
        choice = int(np.argmin(costs))
        best[end], origin[end] = costs[choice], choice
    splits = []
    end = length
    while end > 0 and origin[end] > 0:
        end = int(origin[end])
        splits.append(end)
    return splits[::-1]


def _loss(before: Floats, begin: Any, end: int) -> Any:
    """Return minus the Poisson log-likelihood of segments that end at `end`, but for what all segments share."""
    totals = before[end] - before[begin]
    lengths = np.asarray(end - begin, dtype=float)
    rate = totals / lengths[..., None]
    return -np.where(totals > 0, totals * np.log(np.where(rate > 0, rate, 1.0)), 0.0).sum(axis=-1)


def _span(name: str, value: str) -> int:
    """Return a positive time span in seconds."""
    import pandas as pd

    try:
        seconds = pd.Timedelta(value).total_seconds()
    except (ValueError, TypeError):
        seconds = 0.0
    if not seconds >= 1 or seconds != int(seconds):
        raise ParameterError(
            f"{name}={value!r} is not a positive time span of whole seconds; write it like '30D' or '12h'"
        )
    return int(seconds)


def _dated(table: pd.DataFrame, network: dict[str, Any]) -> tuple[Dyads, Ints, dict[str, Any]]:
    """Return the dyads of the dated interactions, and the date of each row in seconds."""
    if "date" in table and table["date"].dtype.kind != "M":
        table = validate_interactions(table)
    dated = table["date"].notna() if "date" in table else None
    if dated is None or not dated.any():
        raise ParameterError("no interaction has a date; time needs the column 'date'")
    dyads, built_from = collect_dyads(table[dated], **network)
    removed = {"no date": int((~dated).sum()), **built_from["removed"]}
    built_from = {"read": len(table), "removed": removed, "used": built_from["used"]}
    if not len(dyads.rows):
        raise ParameterError(f"no interactions left: of {len(table)}, the filters removed {removed}")
    return dyads, dyads.rows["date"].to_numpy("datetime64[s]").astype(np.int64), built_from


def _slow(name: str, dyads: Dyads) -> bool:
    """Say whether a measure does not add up over windows: logarithms of sums."""
    return dyads.logarithm and name not in {"interactions", "actors", "edges", "density", "reciprocity", "degree"}


def _part(edges: EdgeArrays, name: str) -> Floats:
    parts = {"weight": edges.weight, "weight_cooperation": edges.cooperation, "weight_conflict": edges.conflict}
    part = parts[name]
    return np.zeros(0) if part is None else part
