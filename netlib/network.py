"""Interactions to a network: choose rows, roll them up, weigh them, add them up by dyad."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from netlib import actors as registry
from netlib.dyads import SIDES, Dyads
from netlib.errors import ParameterError, UnknownActorError, check_choice, suggest
from netlib.ontology import COOPERATIVE_QUADS, EVENTS, QUADS, event_types
from netlib.schema import CERTAINTIES, validate_interactions

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd

__all__ = ["LEVELS", "WEIGHTS", "build_network", "collect_dyads", "roll_up", "select"]

LEVELS = ("actor", "organisation", "country")
"""Actor as the text names it; the organisation a person acts for; the country an actor belongs to."""

WEIGHTS = ("count", "log_count", "intensity")
"""Number of interactions; its logarithm, log(1 + n); the sum of their absolute intensities."""


_PLACES = ("sentence", "start", "end", "evidence", "marks", "mode", "url", "mentions", "publishers", "date_precision")
"""Columns that no network is made of; without them, a large table is filtered in half the time."""


def select(
    table: pd.DataFrame,
    *,
    actors: Collection[str] | None = None,
    events: Collection[str] | None = None,
    quad: Collection[int] | None = None,
    certainty: Collection[str] | None = None,
    publishers: Collection[str] | None = None,
    since: str | pd.Timestamp | None = None,
    until: str | pd.Timestamp | None = None,
) -> tuple[pd.DataFrame, dict[str, int]]:
    """Keep the interactions that pass every filter, and count what each one removed.

    Parameters
    ----------
    table : DataFrame
        Interactions.
    actors : collection of str, optional
        Both sides must be one of these, act for one of these, or belong to one of these countries.
    events : collection of str, optional
        PLOVER types to keep.
    quad : collection of int, optional
        Quad classes to keep, 1 to 4.
    certainty : collection of str, optional
        Certainties to keep; by default all but ``denied``.
    publishers : collection of str, optional
        Publishers to keep.
    since, until : str or Timestamp, optional
        First and last day to keep. With either, interactions without a date are removed.

    Returns
    -------
    (DataFrame, dict)
        The rows that are left, and by filter the number of rows that it removed from what the filters before it left.

    Raises
    ------
    ParameterError
        If an event, quad class, certainty or date does not exist, or `since` is after `until`.
    UnknownActorError
        If one of `actors` is neither in the table nor a known actor.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = pd.DataFrame({"source": ["RUS", "ISR"], "target": ["SYR", "IRN"], "event": ["AID", "ACCUSE"]})
    >>> kept, removed = select(rows, quad=[2])
    >>> kept["source"].tolist(), removed
    (['RUS'], {'quad': 1, 'certainty': 0})
    """
    _check_filters(events=events, quad=quad, certainty=certainty, actors=actors, publishers=publishers)
    table = validate_interactions(table)
    keep, removed = _filters(table, actors, events, quad, certainty, publishers, since, until)
    return table[keep].reset_index(drop=True), removed


def roll_up(table: pd.DataFrame, *, level: str | Mapping[str, str] = "country") -> pd.DataFrame:
    """Replace the actors on both sides by what they belong to.

    Parameters
    ----------
    table : DataFrame
        Interactions.
    level : {"actor", "organisation", "country"} or mapping, default "country"
        ``organisation`` replaces persons by the organisation or country they act for; ``country`` replaces every
        actor by its country, where an organisation of states (UNO, EUR, ...) stands for itself. A mapping from actor
        id to another id replaces those it names and leaves the others; ids that nobody knows are groups.

    Returns
    -------
    DataFrame
        The same columns. Rows with a side that has no place at the level (a person of no known country) are left
        out: their number is ``len(table) - len(result)``. Self-pairs stay; `build_network` drops and counts them.

    Raises
    ------
    ParameterError
        If `level` is neither a level nor a mapping.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = pd.DataFrame({"source": ["RUS:putin"], "source_country": ["RUS"], "source_kind": ["person"],
    ...                      "target": ["SYR"], "target_country": ["SYR"], "event": ["CONSULT"]})
    >>> roll_up(rows)[["source", "source_name"]].values.tolist()
    [['RUS', 'Russia']]
    """
    _check_level(level)
    return _rolled_up(validate_interactions(table), level).reset_index(drop=True)


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
    _check_level(level)
    _check_filters(events=events, quad=quad, certainty=certainty, actors=actors, publishers=publishers)
    rows = validate_interactions(table)
    keep, removed = _filters(rows, actors, events, quad, certainty, publishers, since, until)
    if not callable(weight):
        rows = rows.drop(columns=[*_PLACES])
    if level != "actor":
        rows = rows[keep]
        kept = len(rows)
        rows = _rolled_up(rows, level)
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
    friendly = _quads(rows, COOPERATIVE_QUADS)
    dyads = Dyads.of(rows, amounts, friendly, directed=directed, logarithm=weight == "log_count")
    return dyads, {"read": len(table), "removed": removed, "used": len(rows)}


def _check_level(level: object) -> None:
    """Refuse a level that is neither one of `LEVELS` nor a mapping."""
    if not isinstance(level, Mapping):
        check_choice("level", level, LEVELS)


def _check_filters(
    *,
    events: Collection[str] | None,
    quad: Collection[int] | None,
    certainty: Collection[str] | None,
    actors: Collection[str] | None,
    publishers: Collection[str] | None,
) -> None:
    """Refuse one value where a collection belongs, and values that do not exist."""
    allowed: Mapping[str, tuple[Collection[Any] | None, tuple[Any, ...] | None]] = {
        "events": (events, EVENTS),
        "quad": (quad, tuple(QUADS)),
        "certainty": (certainty, CERTAINTIES),
        "actors": (actors, None),
        "publishers": (publishers, None),
    }
    for name, (values, choices) in allowed.items():
        if values is not None and (isinstance(values, str) or not isinstance(values, Collection)):
            raise ParameterError(f"{name}={values!r} is one value; pass a list, such as [{values!r}]")
        for value in values or ():
            if choices is not None:
                check_choice(name, value, choices)


def _filters(
    table: pd.DataFrame,
    actors: Collection[str] | None,
    events: Collection[str] | None,
    quad: Collection[int] | None,
    certainty: Collection[str] | None,
    publishers: Collection[str] | None,
    since: str | pd.Timestamp | None,
    until: str | pd.Timestamp | None,
) -> tuple[NDArray[np.bool_], dict[str, int]]:
    """Return which rows pass every filter, and how many each filter removed of what those before it left."""
    certainties = [name for name in CERTAINTIES if name != "denied"] if certainty is None else list(certainty)
    start, end = _day("since", since), _day("until", until)
    if start is not None and end is not None and start > end:
        raise ParameterError(f"since={since!r} is after until={until!r}; exchange them")

    def masks() -> Iterator[tuple[str, Any]]:
        if actors is not None:
            yield "actors", _between(table, actors)
        if events is not None:
            yield "events", table["event"].isin(list(events))
        if quad is not None:
            yield "quad", _quads(table, quad)
        yield "certainty", table["certainty"].isin(certainties)
        if publishers is not None:
            yield "publishers", table["publisher"].isin(list(publishers))
        if start is not None:
            yield "since", table["date"] >= start
        if end is not None:
            yield "until", table["date"] <= end

    keep = np.ones(len(table), dtype=bool)
    removed = {}
    for name, mask in masks():
        passes = np.asarray(mask, dtype=bool)
        removed[name] = int((keep & ~passes).sum())
        keep &= passes
    return keep, removed


def _between(table: pd.DataFrame, actors: Collection[str]) -> NDArray[np.bool_]:
    """Return the rows of which both sides are, act for or belong to one of the actors."""
    columns = [[side, f"{side}_parent", f"{side}_country"] for side in SIDES]
    wanted = list(actors)
    known = {name for side in columns for column in side for name in table[column].dropna().unique()}
    for actor in wanted:
        if actor not in known and registry.default_registry().get(actor) is None:
            raise UnknownActorError(
                f"actors: {actor!r} is no actor, organisation or country of this table, nor a known one."
                f"{suggest(actor, known)}"
            )
    sides = [np.any([table[column].isin(wanted).to_numpy(dtype=bool) for column in side], axis=0) for side in columns]
    return np.asarray(sides[0] & sides[1])


def _day(name: str, value: str | pd.Timestamp | None) -> pd.Timestamp | None:
    """Return a point in time, or refuse what is none."""
    import pandas as pd

    if value is None:
        return None
    try:
        day = pd.Timestamp(value)
    except (ValueError, TypeError):
        day = None
    if day is None or pd.isna(day):
        raise ParameterError(f"{name}={value!r} is not a date; write it like '2025-11-16'")
    return day.tz_localize(None)


def _quads(table: pd.DataFrame, quad: Collection[int]) -> NDArray[np.bool_]:
    """Return the rows whose event is of one of these quad classes."""
    return np.asarray(table["event"].isin([event for event in EVENTS if event_types()[event, ""].quad in quad]))


def _rolled_up(table: pd.DataFrame, level: str | Mapping[str, str]) -> pd.DataFrame:
    """Roll up a validated table; the index keeps the rows that are left."""
    if level == "actor":
        return table
    names, kinds = (_stated(table, column) for column in ("name", "kind"))
    table = table.copy()
    for side in SIDES:
        before = table[side]
        if isinstance(level, Mapping):
            after = before.map(lambda actor: level.get(actor, actor)).astype(before.dtype)
        elif level == "organisation":
            acts_for = table[f"{side}_parent"].fillna(table[f"{side}_country"])
            after = before.where(table[f"{side}_kind"].ne("person"), acts_for)
        else:
            after = table[f"{side}_country"].where(table[f"{side}_kind"].ne("country"), before)
        changed = after.notna() & (after != before)
        new = after[changed]
        table[side] = after
        shown = {actor: names.get(actor) or _name(actor) for actor in new.unique()}
        table.loc[changed, f"{side}_name"] = new.map(shown)
        table.loc[changed, f"{side}_kind"] = new.map(
            {actor: kinds.get(actor) or _kind(actor, level) for actor in shown}
        )
        table.loc[changed, [f"{side}_role", f"{side}_parent"]] = None
        if isinstance(level, Mapping):
            known = {actor: registry.default_registry().get(actor) for actor in shown}
            homes = {actor: found.country if found is not None else None for actor, found in known.items()}
            table.loc[changed, f"{side}_country"] = new.map(homes)
    lost = table["source"].isna() | table["target"].isna()
    return table[~lost] if lost.any() else table


def _stated(table: pd.DataFrame, column: str) -> dict[str, str]:
    """Return the names or kinds that the table itself gives to ids."""
    found: dict[str, str] = {}
    for side in reversed(SIDES):
        first = table[[side, f"{side}_{column}"]].dropna().drop_duplicates(side)
        found.update(zip(first[side], first[f"{side}_{column}"], strict=True))
    return found


def _name(actor: str) -> str:
    """Return a name for an actor that the table does not name: "Ministry of defense (Russia)"."""
    name = registry.display_name(actor)
    if name != actor or ":" not in actor:
        return name
    owner, slug = actor.split(":", 1)
    return f"{slug.replace('-', ' ').capitalize()} ({registry.display_name(owner)})"


def _kind(actor: str, level: str | Mapping[str, str]) -> str:
    """Return the kind of an actor that the table does not give."""
    known = registry.default_registry().get(actor)
    if known is not None:
        return known.kind
    if isinstance(level, Mapping):
        return "group"
    return "organisation" if ":" in actor else registry.kind_of(actor)


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
    given = _day("reference_date", reference_date)
    reference = rows["date"].max() if given is None else given
    dated = rows["date"].notna()
    removed["no date"] = int((~dated).sum())
    late = rows["date"] > reference
    removed["after the reference date"] = int(late.sum())
    rows = rows[dated & ~late].reset_index(drop=True)
    ages = (reference - rows["date"]).dt.total_seconds() / span.total_seconds()
    return rows, np.asarray(0.5**ages, dtype=float)
