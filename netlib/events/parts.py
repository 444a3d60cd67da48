"""Read files that are written alike, and account for each of their rows: kept, dropped, or rejected at its line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from netlib.errors import DataError
from netlib.events.files import EventFile
from netlib.events.judging import Columns, has_own_ids, judge_raw
from netlib.events.mapping import to_interactions
from netlib.events.mentions import with_mentions
from netlib.events.rejects import NOT_TEXT, Rejected, find_lines, parser_rejects
from netlib.events.sources import groups, raw_table
from netlib.schema import INTERACTIONS, empty_table

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Part", "read_alike"]


@dataclass(frozen=True)
class Part:
    """What was read from files that are written alike."""

    table: pd.DataFrame
    rejects: list[Rejected]
    read: int
    reasons: dict[tuple[str, str], int]
    own_ids: bool


def read_alike(
    connection: Any,
    files: list[EventFile],
    mapping: Columns,
    mentioned: list[EventFile] | None,
    on_error: str,
    nth: int,
) -> Part:
    """Return what files hold that are written alike.

    Parameters
    ----------
    connection : ibis backend
        DuckDB.
    files : list of EventFile
        Written alike.
    mapping : Columns
        What the caller says about a table of their own.
    mentioned : list of EventFile or None
        GDELT mentions to be counted.
    on_error : {"raise", "reject"}
        As in `netlib.events.read_events`.
    nth : int
        Makes the names of helper tables distinct.

    Raises
    ------
    DataError
        With ``on_error="raise"``, at the first row that cannot be read.
    """
    import ibis

    raw = raw_table(connection, files, on_error=on_error, numbered=True, nth=nth)
    f = files[0].format
    if mentioned is not None:
        raw = with_mentions(raw, [raw_table(connection, m, on_error=on_error, numbered=False, nth=1000 + i)
                                  for i, m in enumerate(groups(mentioned))])  # fmt: skip
    if f is not None and f.key.startswith("cow"):  # their rows are read twice: each state with each, or both ways
        raw = connection.create_table(f"raw_{nth}", raw, temp=True)
    judged, extractor = judge_raw(raw, f, files[0].columns, mapping, files[0].name)
    judged = connection.create_table(f"judged_{nth}", judged, temp=True)
    rejects = parser_rejects(connection, files) if files[0].delimiter else []
    rank = ibis.cases((judged["verdict"] == "kept", 0), (judged["verdict"] == "rejected", 1), else_=2)
    rows = judged.group_by("_row").agg(
        rank=rank.min(),
        reason=judged["reason"].argmin(rank),
        value=judged["value"].argmin(rank),
        _file=judged["_file"].min(),
    )
    counted = rows.group_by("rank", "reason").agg(n=rows.count()).to_pyarrow().to_pylist()
    verdicts = ("kept", "rejected", "dropped")
    reasons = {(verdicts[row["rank"]], row["reason"] or ""): row["n"] for row in counted}
    read = sum(reasons.values()) + len(rejects)
    for row in rejects:
        reasons["rejected", row.reason] = reasons.get(("rejected", row.reason), 0) + 1
    if any(row["rank"] == 1 for row in counted):
        wrong = rows.filter(rows["rank"] == 1).order_by("_row")
        rejects += _located(files, judged, wrong.limit(1) if on_error == "raise" else wrong, rejects)
    rejects = _in_order(files, rejects)
    if on_error == "raise" and rejects:
        _raise_first(rejects[0], sum(n for (verdict, _), n in reasons.items() if verdict == "rejected"))
    kept = to_interactions(judged, extractor=extractor)
    kept = kept.order_by("_row", "interaction_id").drop("_file")
    return Part(_to_frame(kept), rejects, read, reasons, has_own_ids(f, files[0].columns, mapping))


def _located(files: list[EventFile], judged: Any, wrong: Any, passed_over: list[Rejected]) -> list[Rejected]:
    """Return the records that were rejected for what they say, with the line they stand in."""
    found = wrong.select("_row", "_file", "reason", "value").to_pyarrow().to_pylist()
    if not found:
        return []
    starts = judged.group_by("_file").agg(start=judged["_row"].min()).to_pyarrow().to_pylist()
    start = {row["_file"]: row["start"] for row in starts}
    out = []
    for file in files:
        mine = [row for row in found if row["_file"] == file.path]
        lines: Mapping[int, tuple[int, str]] = {}
        if mine and file.delimiter:
            skipped = {row.line for row in passed_over if row.file == file.name and row.line is not None}
            lines = find_lines(file, [row["_row"] - start[file.path] for row in mine], skipped)
        for row in mine:
            line, text = lines.get(row["_row"] - start[file.path], (None, None))
            out.append(Rejected(file.name, line, row["reason"], row["value"], text))
    return out


def _in_order(files: list[EventFile], rejects: list[Rejected]) -> list[Rejected]:
    order = {file.name: i for i, file in enumerate(files)}
    return sorted(rejects, key=lambda row: (order[row.file], row.line or 0))


def _raise_first(first: Rejected, number: int) -> None:
    line = f", line {first.line}" if first.line is not None else ""
    value = f": {first.value!r}" if first.value is not None else ""
    encoding = "name its encoding such as encoding='latin-1', " if first.reason == NOT_TEXT else ""
    others = f" ({number - 1:,} more such row{'s' * (number > 2)})" if number > 1 else ""
    raise DataError(
        f"{first.file}{line}: {first.reason}{value}{others}; correct the file, {encoding}or pass on_error='reject' to "
        "set such rows aside"
    )


def _to_frame(expression: Any) -> pd.DataFrame:
    """Return an expression as a pandas table with the dtypes of the interactions table."""
    frame = expression.to_pyarrow().to_pandas(date_as_object=False)
    dtypes = empty_table(INTERACTIONS).dtypes
    out: pd.DataFrame = frame.astype({name: dtypes[name] for name in frame.columns if name in dtypes.index})
    return out
