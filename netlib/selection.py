"""Choose interactions and roll their actors up, on tables; what a network is built from."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from netlib import actors as registry
from netlib.dyads import SIDES
from netlib.errors import ParameterError, UnknownActorError, check_choice, suggest
from netlib.ontology import EVENTS, QUADS, event_types
from netlib.schema import CERTAINTIES, validate_interactions

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "LEVELS",
    "check_filters",
    "check_level",
    "in_quads",
    "passing",
    "read_day",
    "roll_up",
    "rolled_up",
    "select",
]

LEVELS = ("actor", "organisation", "country")
"""Actor as the text names it; the organisation a person acts for; the country an actor belongs to."""


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
    check_filters(events=events, quad=quad, certainty=certainty, actors=actors, publishers=publishers)
    table = validate_interactions(table)
    keep, removed = passing(table, actors, events, quad, certainty, publishers, since, until)
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
    check_level(level)
    return rolled_up(validate_interactions(table), level).reset_index(drop=True)


def check_level(level: object) -> None:
    """Refuse a level that is neither one of `LEVELS` nor a mapping."""
    if not isinstance(level, Mapping):
        check_choice("level", level, LEVELS)


def check_filters(
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


def passing(
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
    start, end = read_day("since", since), read_day("until", until)
    if start is not None and end is not None and start > end:
        raise ParameterError(f"since={since!r} is after until={until!r}; exchange them")

    def masks() -> Iterator[tuple[str, Any]]:
        if actors is not None:
            yield "actors", _between(table, actors)
        if events is not None:
            yield "events", table["event"].isin(list(events))
        if quad is not None:
            yield "quad", in_quads(table, quad)
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


def read_day(name: str, value: str | pd.Timestamp | None) -> pd.Timestamp | None:
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


def in_quads(table: pd.DataFrame, quad: Collection[int]) -> NDArray[np.bool_]:
    """Return the rows whose event is of one of these quad classes."""
    return np.asarray(table["event"].isin([event for event in EVENTS if event_types()[event, ""].quad in quad]))


def rolled_up(table: pd.DataFrame, level: str | Mapping[str, str]) -> pd.DataFrame:
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
