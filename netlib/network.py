"""Interactions to a network: choose rows, roll them up, weigh them, add them up by dyad."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import TYPE_CHECKING, Any

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from netlib import actors as registry
from netlib.errors import ParameterError, check_choice
from netlib.ontology import COOPERATIVE_QUADS, EVENTS, QUADS, quads
from netlib.schema import CERTAINTIES, validate_interactions

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["LEVELS", "WEIGHTS", "build_network", "roll_up", "select"]

LEVELS = ("actor", "organisation", "country")
"""Actor as the text names it; the organisation a person acts for; the country an actor belongs to."""

WEIGHTS = ("count", "log_count", "intensity")
"""Number of interactions; its logarithm, log(1 + n); the sum of their absolute intensities."""

_SIDES = ("source", "target")


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
        If an event, quad class or certainty does not exist.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = pd.DataFrame({"source": ["RUS", "ISR"], "target": ["SYR", "IRN"], "event": ["AID", "ACCUSE"]})
    >>> kept, removed = select(rows, quad=[2])
    >>> kept["source"].tolist(), removed
    (['RUS'], {'quad': 1, 'certainty': 0})
    """
    import pandas as pd

    for name, values, allowed in (
        ("events", events, EVENTS),
        ("quad", quad, tuple(QUADS)),
        ("certainty", certainty, CERTAINTIES),
    ):
        if isinstance(values, str):
            raise ParameterError(f"{name}={values!r} is one text; pass a list, such as [{values!r}]")
        for value in values or ():
            check_choice(name, value, allowed)
    table = validate_interactions(table)
    if certainty is None:
        certainty = [name for name in CERTAINTIES if name != "denied"]

    def masks() -> Iterator[tuple[str, pd.Series]]:
        if actors is not None:
            wanted = set(actors)
            sides = [table[[side, f"{side}_parent", f"{side}_country"]].isin(wanted).any(axis=1) for side in _SIDES]
            yield "actors", sides[0] & sides[1]
        if events is not None:
            yield "events", table["event"].isin(set(events))
        if quad is not None:
            yield "quad", quads(table["event"]).isin(set(quad))
        yield "certainty", table["certainty"].isin(set(certainty))
        if publishers is not None:
            yield "publishers", table["publisher"].isin(set(publishers))
        if since is not None:
            yield "since", table["date"] >= pd.Timestamp(since)
        if until is not None:
            yield "until", table["date"] <= pd.Timestamp(until)

    keep = pd.Series(True, index=table.index)
    removed = {}
    for name, mask in masks():
        removed[name] = int((keep & ~mask).sum())
        keep &= mask
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
        id to another id replaces those it names and leaves the others.

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
    if not isinstance(level, Mapping):
        check_choice("level", level, LEVELS)
    table = validate_interactions(table)
    if level == "actor":
        return table
    names = _names_in(table)
    for side in _SIDES:
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
        table.loc[changed, f"{side}_name"] = new.map(lambda actor: names.get(actor) or registry.display_name(actor))
        table.loc[changed, f"{side}_kind"] = new.map(registry.kind_of)
        table.loc[changed, [f"{side}_role", f"{side}_parent"]] = None
    return table[table["source"].notna() & table["target"].notna()].reset_index(drop=True)


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

    Examples
    --------
    >>> import pandas as pd
    >>> rows = pd.DataFrame({"source": ["RUS", "RUS"], "target": ["SYR", "SYR"], "event": ["AID", "ACCUSE"]})
    >>> G = build_network(rows, weight="intensity")
    >>> edge = G.edges["RUS", "SYR"]
    >>> edge["weight"], edge["cooperation"], edge["conflict"], edge["count"]
    (13.0, 10.0, 3.0, 2)
    """
    if not callable(weight):
        check_choice("weight", weight, WEIGHTS)
    factors = certainty if isinstance(certainty, Mapping) else None
    rows, removed = select(
        table,
        actors=actors,
        events=events,
        quad=quad,
        certainty=list(certainty) if certainty is not None else None,
        publishers=publishers,
        since=since,
        until=until,
    )
    read, kept = len(table), len(rows)
    rows = roll_up(rows, level=level)
    removed["no place at this level"] = kept - len(rows)
    loops = rows["source"] == rows["target"]
    removed["self-pair"] = int(loops.sum())
    rows = rows[~loops].reset_index(drop=True)
    if half_life is not None:
        rows, ages = _aged(rows, half_life, reference_date, removed)
    amounts = _amounts(rows, weight)
    if factors is not None:
        amounts = amounts * rows["certainty"].map(dict(factors)).to_numpy(dtype=float)
    if half_life is not None:
        amounts = amounts * ages
    if not np.all(np.isfinite(amounts)) or (amounts < 0).any():
        row = int(np.flatnonzero(~(np.isfinite(amounts) & (amounts >= 0)))[0])
        raise ParameterError(
            f"weight: row {row} of the filtered table has weight {amounts[row]}; weights must be finite and >= 0. "
            "Cooperation and conflict are kept apart by the event's quad class, not by the weight's sign"
        )
    G = _add_up(rows, amounts, directed=directed, logarithm=weight == "log_count", removed=removed)
    G.graph["built_from"] = {"read": read, "removed": removed, "used": len(rows)}
    G.graph["built_how"] = {
        "level": level if isinstance(level, str) else "mapping",
        "weight": weight if isinstance(weight, str) else getattr(weight, "__name__", "callable"),
        "half_life": half_life,
        "directed": directed,
    }
    return G


def _names_in(table: pd.DataFrame) -> dict[str, str]:
    """Return the display names that the table itself gives to ids."""
    names: dict[str, str] = {}
    for side in reversed(_SIDES):
        first = table.drop_duplicates(side)
        names.update(zip(first[side], first[f"{side}_name"], strict=True))
    return names


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
    reference = pd.Timestamp(reference_date) if reference_date is not None else rows["date"].max()
    dated = rows["date"].notna()
    removed["no date"] = int((~dated).sum())
    late = rows["date"] > reference
    removed["after the reference date"] = int(late.sum())
    rows = rows[dated & ~late].reset_index(drop=True)
    ages = (reference - rows["date"]).dt.total_seconds() / span.total_seconds()
    return rows, np.asarray(0.5**ages, dtype=float)


def _add_up(
    rows: pd.DataFrame, amounts: NDArray[np.float64], *, directed: bool, logarithm: bool, removed: dict[str, int]
) -> nx.Graph[str]:
    """Add the interactions up by dyad into a graph."""
    import pandas as pd

    G: nx.Graph[str] = nx.DiGraph() if directed else nx.Graph()
    removed["no weight"] = 0
    if not len(rows):
        return G
    n = len(rows)
    codes, ids = pd.factorize(np.concatenate([rows["source"].to_numpy(object), rows["target"].to_numpy(object)]))
    source, target = codes[:n], codes[n:]
    row = np.arange(n)
    if directed:
        both = np.flatnonzero(rows["reciprocal"].to_numpy(dtype=bool))
        source, target = np.concatenate([source, target[both]]), np.concatenate([target, source[both]])
        row = np.concatenate([row, both])
    else:
        source, target = np.minimum(source, target), np.maximum(source, target)
    key = source.astype(np.int64) * len(ids) + target
    order = np.lexsort((row, key))
    key, row = key[order], row[order]
    starts = np.flatnonzero(np.diff(key, prepend=-1))
    counts = np.diff(starts, append=len(key))
    friendly = quads(rows["event"]).isin(COOPERATIVE_QUADS).to_numpy()[row]
    amount = amounts[row]
    cooperation = np.add.reduceat(np.where(friendly, amount, 0.0), starts)
    conflict = np.add.reduceat(np.where(friendly, 0.0, amount), starts)
    total = cooperation + conflict
    if logarithm:
        scale = np.divide(np.log1p(total), total, out=np.zeros_like(total), where=total > 0)
        cooperation, conflict, total = cooperation * scale, conflict * scale, total * scale
    day = rows["date"].to_numpy("datetime64[D]")[row]
    first, last = _earliest_and_latest(day, starts)
    rank = rows["certainty"].map({name: i for i, name in enumerate(CERTAINTIES)}).to_numpy()[row]
    surest = np.minimum.reduceat(rank, starts)
    claim = rows["interaction_id"].to_numpy(object)[row].tolist()
    edge_source, edge_target = np.divmod(key[starts], len(ids))
    weighty = total > 0
    removed["no weight"] = int(n - len(np.unique(row[np.repeat(weighty, counts)])))
    G.add_nodes_from(_nodes(rows, ids.tolist()))
    for i in np.flatnonzero(weighty).tolist():
        begin = int(starts[i])
        G.add_edge(
            ids[edge_source[i]],
            ids[edge_target[i]],
            weight=float(total[i]),
            count=int(counts[i]),
            cooperation=float(cooperation[i]),
            conflict=float(conflict[i]),
            first=first[i],
            last=last[i],
            certainty=CERTAINTIES[surest[i]],
            interactions=claim[begin : begin + int(counts[i])],
        )
    return G


def _earliest_and_latest(day: NDArray[np.datetime64], starts: NDArray[np.int64]) -> tuple[list[Any], list[Any]]:
    """Return the first and last known day of each run, as dates or None."""
    days = day.astype(np.int64)
    unknown = np.isnat(day)
    far = np.iinfo(np.int64).max
    first = np.minimum.reduceat(np.where(unknown, far, days), starts)
    last = np.maximum.reduceat(np.where(unknown, -far, days), starts)
    none = first == far
    first[none] = last[none] = np.iinfo(np.int64).min  # NaT
    return first.astype("datetime64[D]").tolist(), last.astype("datetime64[D]").tolist()


def _nodes(rows: pd.DataFrame, ids: list[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each actor with its attributes, as the first row that names it gives them."""
    import pandas as pd

    columns = ["name", "kind", "country", "role"]
    sides = [
        rows[[side, *(f"{side}_{column}" for column in columns)]].set_axis(["id", *columns], axis=1) for side in _SIDES
    ]
    known = pd.concat(sides).groupby("id", sort=False)[columns].first()
    known = known.astype(object).where(known.notna(), None)
    attributes = dict(zip(known.index, known.to_dict("records"), strict=True))
    for actor in ids:
        yield actor, attributes[actor]
