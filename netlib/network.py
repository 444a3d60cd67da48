"""Interactions to a network: weigh what `netlib.selection` leaves, and add it up by dyad."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from netlib.dyads import Dyads
from netlib.errors import ParameterError, check_choice
from netlib.ontology import COOPERATIVE_QUADS
from netlib.schema import validate_interactions
from netlib.selection import LEVELS, check_filters, check_level, in_quads, passing, read_day, roll_up, rolled_up, select

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd

__all__ = ["LEVELS", "WEIGHTS", "build_network", "collect_dyads", "roll_up", "select"]

WEIGHTS = ("count", "log_count", "intensity")
"""Number of interactions; its logarithm, log(1 + n); the sum of their absolute intensities."""


_PLACES = ("sentence", "start", "end", "evidence", "marks", "mode", "url", "mentions", "publishers", "date_precision")
"""Columns that no network is made of; without them, a large table is filtered in half the time."""


def build_network(
    table: pd.DataFrame,
    *,
    level: str | Mapping[str, str] = "actor",
    directed: bool = True,
    weight: str | Callable[[pd.DataFrame], Any] = "count",
    half_life: str | None = None,
    reference_date: str | pd.Timestamp | None = None,
    certainty: Collection[str] | Mapping[str, float] | None = None,
    actors: Collection[str] | None = None,
    events: Collection[str] | None = None,
    quad: Collection[int] | None = None,
    publishers: Collection[str] | None = None,
    since: str | pd.Timestamp | None = None,
    until: str | pd.Timestamp | None = None,
) -> nx.Graph[str]:
    """Build the network of the actors of an interactions table.

    Cooperation (quad classes 1 and 2) and conflict (3 and 4) are added up apart; the weight is their sum. A
    reciprocal interaction (they met) counts in both directions of a directed network and once in an undirected one.

    Parameters
    ----------
    table : DataFrame
        Interactions.
    level : {"actor", "organisation", "country"} or mapping, default "actor"
        As in `roll_up`.
    directed : bool, default True
        Whether to return a ``nx.DiGraph`` or a ``nx.Graph``.
    weight : {"count", "log_count", "intensity"} or callable, default "count"
        What an interaction adds: 1; 1, and the dyad's sum n becomes log(1 + n); its absolute intensity; or what the
        callable returns for the table, one number >= 0 a row.
    half_life : str, optional
        A time span such as ``"30D"``: an interaction this much older than the reference date counts half. Interactions
        without a date, or after the reference date, are then removed.
    reference_date : str or Timestamp, optional
        From when the age is counted; by default the latest date among the interactions left by the filters.
    certainty : collection or mapping, optional
        Certainties to keep, all but ``denied`` by default; a mapping gives the factor, >= 0, by which each counts, and
        those it does not name are removed.
    actors, events, quad, publishers, since, until
        As in `select`.

    Returns
    -------
    nx.DiGraph or nx.Graph
        With the attributes of `netlib.schema.NODE_ATTRIBUTES` and `EDGE_ATTRIBUTES`; nodes in order of appearance.
        ``G.graph["built_from"]`` holds the number of rows read, removed by each filter, and used. A table that the
        filters leave empty gives a network without nodes.

    Raises
    ------
    ParameterError
        If a filter, weight, level or half-life is not allowed, or a weight is negative, infinite or missing.
    UnknownActorError
        If one of `actors` is neither in the table nor a known actor.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = pd.DataFrame({"source": ["RUS", "RUS"], "target": ["SYR", "SYR"], "event": ["AID", "ACCUSE"]})
    >>> G = build_network(rows, weight="intensity")
    >>> edge = G.edges["RUS", "SYR"]
    >>> edge["weight"], edge["cooperation"], edge["conflict"], edge["count"]
    (13.0, 10.0, 3.0, 2)
    """
    dyads, built_from = collect_dyads(
        table,
        level=level,
        directed=directed,
        weight=weight,
        half_life=half_life,
        reference_date=reference_date,
        certainty=certainty,
        actors=actors,
        events=events,
        quad=quad,
        publishers=publishers,
        since=since,
        until=until,
    )
    G, weightless = dyads.graph()
    built_from["removed"]["no weight"] = weightless
    built_from["used"] -= weightless
    G.graph["built_from"] = built_from
    G.graph["built_how"] = {
        "level": level if isinstance(level, str) else "mapping",
        "weight": weight if isinstance(weight, str) else getattr(weight, "__name__", "callable"),
        "half_life": half_life,
        "directed": directed,
    }
    return G


def collect_dyads(
    table: pd.DataFrame,
    *,
    level: str | Mapping[str, str] = "actor",
    directed: bool = True,
    weight: str | Callable[[pd.DataFrame], Any] = "count",
    half_life: str | None = None,
    reference_date: str | pd.Timestamp | None = None,
    certainty: Collection[str] | Mapping[str, float] | None = None,
    actors: Collection[str] | None = None,
    events: Collection[str] | None = None,
    quad: Collection[int] | None = None,
    publishers: Collection[str] | None = None,
    since: str | pd.Timestamp | None = None,
    until: str | pd.Timestamp | None = None,
) -> tuple[Dyads, dict[str, Any]]:
    """Choose, roll up and weigh interactions as `build_network` does, without making the graph.

    Parameters
    ----------
    table : DataFrame
        Interactions.
    level, directed, weight, half_life, reference_date, certainty, actors, events, quad, publishers, since, until
        As in `build_network`.

    Returns
    -------
    (Dyads, dict)
        The interactions by dyad, for measures that need many networks of one table; and the number of rows read,
        removed by each filter, and used.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = pd.DataFrame({"source": ["RUS", "RUS"], "target": ["SYR", "RUS"], "event": ["AID", "ACCUSE"]})
    >>> dyads, built_from = collect_dyads(rows)
    >>> len(dyads), built_from
    (1, {'read': 2, 'removed': {'certainty': 0, 'no place at this level': 0, 'self-pair': 1}, 'used': 1})
    """
    if not callable(weight):
        check_choice("weight", weight, WEIGHTS)
    check_level(level)
    check_filters(events=events, quad=quad, certainty=certainty, actors=actors, publishers=publishers)
    rows = validate_interactions(table)
    keep, removed = passing(rows, actors, events, quad, certainty, publishers, since, until)
    if not callable(weight):
        rows = rows.drop(columns=[*_PLACES])
    if level != "actor":
        rows = rows[keep]
        kept = len(rows)
        rows = rolled_up(rows, level)
        removed["no place at this level"] = kept - len(rows)
        keep = np.ones(len(rows), dtype=bool)
    else:
        removed["no place at this level"] = 0
    loops = keep & (rows["source"] == rows["target"]).to_numpy(dtype=bool)
    removed["self-pair"] = int(loops.sum())
    rows = rows[keep & ~loops].reset_index(drop=True)
    factor = np.ones(len(rows))
    if half_life is not None:
        rows, factor = _aged(rows, half_life, reference_date, removed)
    if isinstance(certainty, Mapping):
        factor = factor * rows["certainty"].map(dict(certainty)).to_numpy(dtype=float)
    amounts = _amounts(rows, weight) * factor
    wrong = ~(np.isfinite(amounts) & (amounts >= 0))
    if wrong.any():
        row = int(np.flatnonzero(wrong)[0])
        raise ParameterError(
            f"weight: interaction {rows['interaction_id'][row]!r} has weight {amounts[row]}; weights must be finite "
            "and >= 0. Cooperation and conflict are kept apart by the event's quad class, not by the weight's sign"
        )
    friendly = in_quads(rows, COOPERATIVE_QUADS)
    dyads = Dyads.of(rows, amounts, friendly, directed=directed, logarithm=weight == "log_count")
    return dyads, {"read": len(table), "removed": removed, "used": len(rows)}


def _amounts(rows: pd.DataFrame, weight: str | Callable[[pd.DataFrame], Any]) -> NDArray[np.float64]:
    """Return what each interaction adds to the weight of its dyad."""
    if callable(weight):
        amounts = np.asarray(weight(rows), dtype=float)
        if amounts.shape != (len(rows),):
            raise ParameterError(
                f"weight: the callable returned shape {amounts.shape} for a table of {len(rows)} rows; "
                "return one number a row"
            )
        return amounts
    if weight == "intensity":
        return np.asarray(rows["intensity"].abs(), dtype=float)
    return np.ones(len(rows))


def _aged(
    rows: pd.DataFrame, half_life: str, reference_date: str | pd.Timestamp | None, removed: dict[str, int]
) -> tuple[pd.DataFrame, NDArray[np.float64]]:
    """Return the rows that have an age, and the factor by which their age reduces each."""
    import pandas as pd

    try:
        span = pd.Timedelta(half_life)
    except ValueError:
        span = pd.Timedelta(0)
    if not span > pd.Timedelta(0):
        raise ParameterError(f"half_life={half_life!r} is not a positive time span; write it like '30D' or '12h'")
    given = read_day("reference_date", reference_date)
    reference = rows["date"].max() if given is None else given
    dated = rows["date"].notna()
    removed["no date"] = int((~dated).sum())
    late = rows["date"] > reference
    removed["after the reference date"] = int(late.sum())
    rows = rows[dated & ~late].reset_index(drop=True)
    ages = (reference - rows["date"]).dt.total_seconds() / span.total_seconds()
    return rows, np.asarray(0.5**ages, dtype=float)
