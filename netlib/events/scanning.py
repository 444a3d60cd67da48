"""Read event tables lazily: an Ibis expression of interactions, and one that counts what becomes of the rows."""

from __future__ import annotations

import inspect
import weakref
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from netlib.errors import DataError, ParameterError, check_choice
from netlib.events.formats import check_format
from netlib.events.judging import ON_ERROR, REPEATED, Columns, has_own_ids, judge_raw, look
from netlib.events.mapping import record_id, to_interactions
from netlib.events.sources import connect, groups, name_columns, raw_table

__all__ = ["scan", "tally"]


def scan(
    source: Any,
    *,
    format: str | None = None,  # noqa: A002
    columns: Mapping[str, str] | None = None,
    values: Mapping[str, object] | None = None,
    places: str | None = None,
    date_order: str = "ymd",
    missing: Iterable[str] = (),
    delimiter: str | None = None,
    encoding: str | None = None,
    on_error: str = "raise",
    unique: bool = False,
    memory_limit: str | None = None,
    progress: bool = False,
    connection: Any = None,
) -> Any:
    """Return event tables as interactions, lazily: an Ibis expression that reads nothing until it is executed.

    Parameters
    ----------
    source : str, Path, iterable of them, or ibis table
        Files as in `read_events`; or a table that is already in a database, such as GDELT in BigQuery.
    format, columns, values, places, date_order, missing, delimiter, encoding
        As in `read_events`. A table in a database needs `format` or `columns`.
    on_error : {"raise", "reject"}
        Whether a row that does not fit the columns of its file stops the execution or is passed over. Rows whose codes
        or dates cannot be read are always passed over here; `tally` counts them.
    unique : bool
        Whether a row that repeats the id of another is dropped, as in `read_events`. By default it stays, since looking
        for it is a pass over everything before the first row can be given.
    memory_limit : str, optional
        What DuckDB may use, such as ``2GB``; beyond it, it spills to disk.
    progress : bool
        Whether DuckDB shows a progress bar.
    connection : ibis backend, optional
        Where to read files: an embedded DuckDB by default, or ``ibis.pyspark.connect(session)``.

    Returns
    -------
    ibis table
        With every column of `netlib.schema.INTERACTIONS`, in no promised order.

    Raises
    ------
    DataError
        If a file cannot be found or recognised, or the table lacks a column.
    ParameterError
        If a parameter is outside what is allowed.

    Examples
    --------
    >>> import ibis, pyarrow as pa
    >>> raw = ibis.memtable(pa.table({"source": ["RUS"], "target": ["SYR"], "code": ["070"], "date": ["2018-06-01"]}))
    >>> scan(raw, columns={"code": "code"}).select("source", "event", "date").to_pyarrow().to_pylist()
    [{'source': 'RUS', 'event': 'AID', 'date': datetime.date(2018, 6, 1)}]
    """
    judged = _judged(
        source, format=format, columns=columns, values=values, places=places, date_order=date_order, missing=missing,
        delimiter=delimiter, encoding=encoding, on_error=on_error, unique=unique, memory_limit=memory_limit,
        progress=progress, connection=connection,
    )  # fmt: skip
    return _union([to_interactions(table, extractor=name) for name, table in judged])


def tally(source: Any, **options: Any) -> Any:
    """Return how many records `scan` would keep, drop and reject, and why: a lazy Ibis table.

    Parameters
    ----------
    source : str, Path, iterable of them, or ibis table
        As in `scan`.
    **options
        As in `scan`.

    Returns
    -------
    ibis table
        ``verdict`` (kept, dropped, rejected), ``reason`` and ``records``.

    Examples
    --------
    >>> import ibis, pyarrow as pa
    >>> raw = ibis.memtable(pa.table({"source": ["RUS", None], "target": ["SYR", "SYR"], "code": ["070", "070"]}))
    >>> tally(raw, columns={"code": "code"}).order_by("verdict").to_pyarrow().to_pylist()[0]
    {'verdict': 'dropped', 'reason': 'no source actor', 'records': 1}
    """
    signature = inspect.signature(scan)
    for name in options:
        check_choice("option", name, list(signature.parameters)[1:])
    bound = signature.bind(source, **options)
    bound.apply_defaults()
    judged = _judged(**bound.arguments)
    both = _union([table.select("verdict", "reason") for _, table in judged])
    return both.group_by("verdict", "reason").agg(records=both.count())


def _judged(
    source: Any,
    *,
    format: str | None,  # noqa: A002
    columns: Mapping[str, str] | None,
    values: Mapping[str, object] | None,
    places: str | None,
    date_order: str,
    missing: Iterable[str],
    delimiter: str | None,
    encoding: str | None,
    on_error: str,
    unique: bool,
    memory_limit: str | None,
    progress: bool,
    connection: Any,
) -> list[tuple[str, Any]]:
    """Return the judged records of each group of files, or of a table, after the name of the extractor."""
    import ibis

    check_choice("on_error", on_error, ON_ERROR)
    mapping = Columns(columns, values or {}, places, date_order, tuple(missing))
    if isinstance(source, ibis.Table):
        if format is None and not mapping.given:
            raise ParameterError("a table needs format='gdelt2' (or another) or columns={...}, to say what it holds")
        f = check_format(format) if format is not None else None
        raw = name_columns(source, f) if f is not None else source
        read = [(raw, f, raw.columns, "the table")]
    else:
        own, folder = connect(memory_limit=memory_limit, progress=progress)
        backend = connection if connection is not None else own
        if connection is not None:
            weakref.finalize(connection, _let_go, own)  # the folder lives as long as the connection that reads it
        files, _ = look(source, folder, format, mapping, delimiter, encoding)
        if not files:
            raise DataError(f"{source}: every file is empty")
        read = [
            (raw_table(backend, alike, on_error=on_error, numbered=False, nth=nth),
             alike[0].format, alike[0].columns, alike[0].name)
            for nth, alike in enumerate(groups(files))
        ]  # fmt: skip
    parts: dict[tuple[str, bool], list[Any]] = {}
    for raw, f, names, where in read:
        judged, extractor = judge_raw(raw, f, names, mapping, where)
        parts.setdefault((extractor, unique and has_own_ids(f, names, mapping)), []).append(judged)
    return [
        (extractor, _without_repeats(_union(tables)) if repeats else _union(tables))
        for (extractor, repeats), tables in parts.items()
    ]


def _without_repeats(judged: Any) -> Any:
    """Return judged records of which those that repeat an id are dropped."""
    import ibis

    table = judged.mutate(id=record_id(judged)).view()
    order = [table[name] for name in ("date_text", "event_code", "source_id", "target_id", "url")]
    nth = ibis.row_number().over(group_by=[table["id"], table["kept"]], order_by=order)
    table = table.mutate(again=table["kept"] & (nth > 0)).view()
    again = table["again"]
    return table.mutate(
        kept=table["kept"] & ~again,
        verdict=again.ifelse("dropped", table["verdict"]),
        reason=again.ifelse(REPEATED, table["reason"]),
    ).drop("id", "again")


def _let_go(_: Any) -> None:
    """Do nothing: a finalizer holds what it will be called with."""


def _union(tables: Sequence[Any]) -> Any:
    first, *rest = tables
    return first.union(*rest) if rest else first
