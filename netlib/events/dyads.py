"""From interactions to directed dyads by period, with covariates; lazily for an Ibis expression, at once otherwise."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from netlib.errors import DataError, OutputError, ParameterError, check_choice
from netlib.ontology import COOPERATIVE_QUADS, EVENTS, quad

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["LEVELS", "ONE_A_DAY", "PERIODS", "deduplicate", "dyads", "join_covariates", "save_dyads"]

PERIODS = ("day", "week", "month", "quarter", "year")
"""Lengths of time by which dyads are added up; a week begins on Monday."""

LEVELS = ("actor", "country")
"""The actor as the table names it, or the country it belongs to."""

ONE_A_DAY = ("date", "source", "target", "rule")
"""The key of the one-a-day filter: the same kind of event between the same two actors on one day is one event."""

_VERDICTS = ("kept", "dropped", "rejected")
_UNITS = {"day": "D", "week": "W", "month": "M", "quarter": "Q", "year": "Y"}


def dyads(events: Any, *, by: str | None = "month", level: str = "actor", weight: str = "count") -> Any:
    """Add interactions up to directed dyads by period.

    Denied interactions and those of an actor with itself are left out, and a reciprocal interaction counts in both
    directions, as in `netlib.build_network`.

    Parameters
    ----------
    events : ibis table or DataFrame
        Interactions, such as `scan` and `read_events` return.
    by : {"day", "week", "month", "quarter", "year"} or None
        The period; None adds up over all time.
    level : {"actor", "country"}
        At country level, actors without a country have no place and are left out.
    weight : {"count", "intensity"}
        What an interaction adds to ``weight``, ``cooperation`` and ``conflict``: 1, or its absolute intensity.

    Returns
    -------
    ibis table or DataFrame
        As `events` is: ``source, target, period`` (its first day; missing for interactions without a date; no such
        column where `by` is None), ``weight`` (``cooperation + conflict``), ``count``, ``cooperation``, ``conflict``,
        ``intensity`` (the sum with its sign), ``mentions`` (coverage, where it is known), ``first`` and ``last``. A
        DataFrame is sorted by source, target and period.

    Raises
    ------
    ParameterError
        If `by`, `level` or `weight` is not allowed.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = pd.DataFrame({"source": ["RUS", "RUS"], "target": ["SYR", "SYR"], "event": ["AID", "ACCUSE"],
    ...                      "date": pd.to_datetime(["2018-06-01", "2018-06-30"])})
    >>> dyads(rows)[["source", "target", "count", "cooperation", "conflict"]].values.tolist()
    [['RUS', 'SYR', 2, 1.0, 1.0]]
    """
    import ibis

    if by is not None:
        check_choice("by", by, PERIODS)
    check_choice("level", level, LEVELS)
    check_choice("weight", weight, ("count", "intensity"))
    if not isinstance(events, ibis.Table):
        return _at_once(
            events, lambda lazy: dyads(lazy, by=by, level=level, weight=weight), ["source", "target", "period"]
        )
    friendly = [event for event in EVENTS if quad(event) in COOPERATIVE_QUADS]
    amount = events["intensity"].abs() if weight == "intensity" else ibis.literal(1.0)
    slim = events.filter(events["certainty"] != "denied").select(
        source=_actor(events, "source", level),
        target=_actor(events, "target", level),
        date=events["date"],
        amount=amount,
        friendly=events["event"].isin(friendly),
        intensity=events["intensity"],
        mentions=events["mentions"],
        reciprocal=events["reciprocal"],
    )
    # Where no row is reciprocal, as in most formats, the engine sees that this half is empty and reads nothing twice.
    back = slim.filter(slim["reciprocal"]).rename(source="target", target="source").select(slim.columns)
    both = slim.union(back)
    both = both.filter((both["source"] != both["target"]) & both["source"].notnull() & both["target"].notnull())
    keys: list[Any] = [both["source"], both["target"]]
    if by is not None:
        keys.append(both["date"].truncate(_UNITS[by]).cast("date").name("period"))
    summed = both.group_by(keys).agg(
        count=both.count(),
        cooperation=both["friendly"].ifelse(both["amount"], 0.0).sum(),
        conflict=both["friendly"].ifelse(0.0, both["amount"]).sum(),
        intensity=both["intensity"].sum(),
        mentions=both["mentions"].sum(),
        first=both["date"].min(),
        last=both["date"].max(),
    )
    named = ["source", "target", *(["period"] if by is not None else [])]
    rest = ["count", "cooperation", "conflict", "intensity", "mentions", "first", "last"]
    return summed.mutate(weight=summed["cooperation"] + summed["conflict"]).select(*named, "weight", *rest)


def _actor(events: Any, side: str, level: str) -> Any:
    if level == "actor":
        return events[side]
    return (events[f"{side}_kind"] == "country").coalesce(False).ifelse(events[side], events[f"{side}_country"])


def deduplicate(events: Any, *, key: Sequence[str] = ONE_A_DAY) -> Any:
    """Make one event with many sources of interactions that report the same event.

    Of the rows that agree in every column of the key, the one with the smallest ``interaction_id`` stays.

    Parameters
    ----------
    events : ibis table or DataFrame
        Interactions.
    key : sequence of str
        Columns in which reports of the same event agree; by default the one-a-day filter of event data. Missing values
        agree with each other.

    Returns
    -------
    ibis table or DataFrame
        As `events` is, with ``mentions`` (the sum; a report without a number counts 1) and ``publishers`` (how many
        different ones, or the largest number that a report gives) filled: coverage, never hostility. A DataFrame keeps
        its order.

    Raises
    ------
    ParameterError
        If the key names no column, or one that is not there.

    Notes
    -----
    The filter cannot tell two reports of one event from two events of one kind: two clashes between the same two armies
    on one day become one. It lowers the count of intense fighting more than that of rare diplomacy.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = pd.DataFrame({"source": ["RUS"] * 2, "target": ["SYR"] * 2, "event": ["AID"] * 2, "rule": ["070"] * 2,
    ...                      "date": pd.to_datetime(["2018-06-01"] * 2), "publisher": ["A Post", "B Times"]})
    >>> deduplicate(rows)[["mentions", "publishers"]].values.tolist()
    [[2, 2]]
    """
    import ibis

    if not isinstance(events, ibis.Table):
        return _at_once(events, lambda lazy: deduplicate(lazy, key=key), [])
    unknown = [name for name in key if name not in events.columns]
    if unknown or not key:
        raise ParameterError(f"key: {', '.join(unknown) or 'names nothing'}; choose from {', '.join(events.columns)}")
    window = ibis.window(group_by=[events[name] for name in key])
    ordered = ibis.window(group_by=[events[name] for name in key], order_by=events["interaction_id"])
    marked = events.mutate(
        _nth=ibis.row_number().over(ordered),
        _event=events["interaction_id"].min().over(window),
    )
    coverage = marked.group_by("_event").agg(
        _mentions=marked["mentions"].coalesce(1).sum(),
        _named=marked["publisher"].nunique(),
        _numbered=marked["publishers"].max(),
    )
    first = marked.filter(marked["_nth"] == 0)
    joined = first.inner_join(coverage, "_event")
    publishers = ibis.greatest(joined["_named"], joined["_numbered"].coalesce(0))
    joined = joined.mutate(mentions=joined["_mentions"].cast("int64"), publishers=publishers.nullif(0).cast("int64"))
    return joined.select(events.columns)


def join_covariates(
    events: Any, covariates: Any, *, actor: str = "actor", year: str | None = "year", level: str = "actor"
) -> Any:
    """Add what is known about both actors in the year: GDP, regime, alliances held.

    Parameters
    ----------
    events : ibis table or DataFrame
        Dyads or interactions.
    covariates : DataFrame or ibis table
        One row an actor and year.
    actor, year : str
        Its columns with the actor's id and the year; `year` None where a row holds for all years.
    level : {"actor", "country"}
        Whether the ids are matched with ``source`` and ``target`` or, in interactions, with ``source_country`` and
        ``target_country``.

    Returns
    -------
    ibis table or DataFrame
        As `events` is, every row, with each further column of the covariates twice: ``source_gdp`` and ``target_gdp``,
        missing where the actor or year is not in the table.

    Raises
    ------
    DataError
        If an actor has several rows in a year.
    ParameterError
        If a column is not there, or would bear a name that is taken.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = pd.DataFrame({"source": ["RUS"], "target": ["SYR"], "period": pd.to_datetime(["2018-06-01"])})
    >>> gdp = pd.DataFrame({"actor": ["RUS", "SYR"], "year": [2018, 2017], "gdp": [1657.3, 16.4]})
    >>> join_covariates(rows, gdp)[["source_gdp", "target_gdp"]].values.tolist()
    [[1657.3, nan]]
    """
    import ibis

    if not isinstance(events, ibis.Table):

        def lazily(lazy: Any) -> Any:
            return join_covariates(lazy, covariates, actor=actor, year=year, level=level)

        return _at_once(events, lazily, [], complete=False)
    check_choice("level", level, LEVELS)
    known = covariates if isinstance(covariates, ibis.Table) else _memtable(covariates)
    keys = [actor] if year is None else [actor, year]
    for name in keys:
        if name not in known.columns:
            raise ParameterError(f"covariates have no column {name!r} but {', '.join(known.columns)}")
    repeated = known.group_by(keys).agg(rows=known.count())
    repeated = repeated.filter(repeated["rows"] > 1).limit(3).to_pyarrow().to_pylist()
    if repeated:
        shown = "; ".join(", ".join(f"{name} {row[name]}" for name in keys) for row in repeated)
        raise DataError(f"covariates: several rows for {shown}; keep one row an actor" + (" and year" if year else ""))
    added = [name for name in known.columns if name not in keys]
    date = "period" if "period" in events.columns else "date"
    table = events
    for side in ("source", "target"):
        taken = [f"{side}_{name}" for name in added if f"{side}_{name}" in events.columns]
        if taken:
            raise ParameterError(f"covariates: column {taken[0]} is there already; rename it in the covariates")
        facts = known.select(
            **{f"_{side}_actor": known[actor].cast("string")},
            **({f"_{side}_year": known[year].cast("int64")} if year is not None else {}),
            **{f"{side}_{name}": known[name] for name in added},
        )
        left = table[side if level == "actor" else f"{side}_country"]
        match = [left == facts[f"_{side}_actor"]]
        if year is not None:
            match.append(table[date].year().cast("int64") == facts[f"_{side}_year"])
        table = table.left_join(facts, match)
        table = table.drop(f"_{side}_actor", *([f"_{side}_year"] if year is not None else []))
    return table


def save_dyads(
    source: str | Path | Iterable[str | Path],
    path: str | os.PathLike[str],
    *,
    by: str | None = "month",
    level: str = "actor",
    weight: str = "count",
    one_a_day: bool = False,
    **options: Any,
) -> dict[str, Any]:
    r"""Read event files of any size and write their dyads by period, without holding the events in memory.

    Parameters
    ----------
    source : str, Path or iterable of them
        As in `scan`.
    path : str or path
        A ``.parquet`` or ``.csv`` file; an earlier one is replaced in one step.
    by, level, weight
        As in `dyads`.
    one_a_day : bool
        Whether to `deduplicate` first.
    **options
        As in `scan`: ``format``, ``columns``, ``memory_limit``, ``progress``, ``on_error``, ...

    Returns
    -------
    dict
        ``dyads``, the number of rows written, and ``records``, a list of verdict, reason and number as in `tally`.

    Raises
    ------
    OutputError
        If the file cannot be written.
    DataError, ParameterError
        As in `scan`; and, unless ``on_error="reject"``, if a code or date cannot be read.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> folder = pathlib.Path(tempfile.mkdtemp())
    >>> _ = (folder / "a.csv").write_text("source,target,code,date\nRUS,SYR,070,2018-06-01\n")
    >>> save_dyads(folder / "a.csv", folder / "dyads.parquet")["dyads"]
    1
    """
    import duckdb

    from netlib.events.scanning import scan, tally

    out = Path(path)
    if out.suffix.lower() not in (".parquet", ".csv"):
        raise ParameterError(f"path={str(path)!r} ends in {out.suffix!r}; write to .parquet or .csv")
    if not out.parent.is_dir():
        raise OutputError(f"cannot write {out}: the folder {out.parent} does not exist; create it first")
    part = out.with_name(f".{out.name}.part")
    try:
        records = tally(source, **options).to_pyarrow().to_pylist()
        records.sort(key=lambda row: (_VERDICTS.index(row["verdict"]), -row["records"], row["reason"]))
        _check_rejected(records, options.get("on_error", "raise"))
        expression = scan(source, **options)
        summed = dyads(deduplicate(expression) if one_a_day else expression, by=by, level=level, weight=weight)
        backend = expression.get_backend()
        if out.suffix.lower() == ".parquet":
            backend.to_parquet(summed, part)
        else:
            backend.to_csv(summed, part, header=True)
        read = "read_parquet" if out.suffix.lower() == ".parquet" else "read_csv"
        written = int(backend.raw_sql(f"SELECT count(*) FROM {read}($${part}$$)").fetchall()[0][0])
        part.replace(out)
    except duckdb.Error as error:
        raise DataError(str(error).split("\n\n")[0]) from error
    finally:
        part.unlink(missing_ok=True)
    return {"dyads": written, "records": records}


def _check_rejected(records: list[dict[str, Any]], on_error: str) -> None:
    wrong = [row for row in records if row["verdict"] == "rejected"]
    if wrong and on_error == "raise":
        reasons = "; ".join(f"{row['records']:,} times {row['reason']}" for row in wrong)
        raise DataError(
            f"{sum(row['records'] for row in wrong):,} rows cannot be read: {reasons}. read_events names the lines; "
            "on_error='reject' leaves such rows out"
        )


def _memtable(table: Any) -> Any:
    import ibis
    import pyarrow as pa

    return ibis.memtable(pa.Table.from_pandas(table, preserve_index=False))


def _at_once(table: pd.DataFrame, step: Any, order: list[str], *, complete: bool = True) -> pd.DataFrame:
    """Return what a lazy step makes of a pandas table: in the order named, or in the table's own."""
    from netlib.schema import validate_interactions

    if complete:
        table = validate_interactions(table)
    lazy = step(_memtable(table.assign(_position=range(len(table)))) if not order else _memtable(table))
    frame = lazy.to_pyarrow().to_pandas(date_as_object=False)
    by = [name for name in order if name in frame] or ["_position"]
    frame = frame.sort_values(by).drop(columns="_position", errors="ignore").reset_index(drop=True)
    out: pd.DataFrame = frame.astype({name: table[name].dtype for name in frame.columns if name in table.columns})
    return out
