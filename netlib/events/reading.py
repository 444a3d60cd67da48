"""Read event tables into interactions, at once (`read_events`) or lazily (`scan`), and account for every row."""

from __future__ import annotations

import sys
import warnings
import weakref
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from netlib.errors import DataError, NetlibWarning, ParameterError, check_choice
from netlib.events.columns import check_mapping, mapped_records
from netlib.events.files import EventFile, find_files, look_at
from netlib.events.formats import Format, check_format
from netlib.events.mapping import judge, to_interactions
from netlib.events.mentions import with_mentions
from netlib.events.records import to_records
from netlib.events.rejects import Rejected, find_lines, parser_rejects
from netlib.events.sources import connect, groups, name_columns, raw_table
from netlib.schema import INTERACTIONS, empty_table

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["read_events", "rejected", "scan", "tally"]

ON_ERROR = ("raise", "reject")
_REPEATED = "repeats the id of an earlier row"
_PATHS = str | Path | Iterable[str | Path]


def read_events(
    path: _PATHS,
    *,
    format: str | None = None,  # noqa: A002
    columns: Mapping[str, str] | None = None,
    values: Mapping[str, object] | None = None,
    places: str | None = None,
    date_order: str = "ymd",
    missing: Iterable[str] = (),
    mentions: _PATHS | None = None,
    delimiter: str | None = None,
    encoding: str | None = None,
    on_error: str = "raise",
    memory_limit: str | None = None,
    report: bool = True,
) -> pd.DataFrame:
    r"""Read event tables into interactions.

    Parameters
    ----------
    path : str, Path or iterable of them
        Files, globs or folders; ``.csv``, ``.tsv``, ``.tab``, ``.txt``, ``.gz``, ``.zip`` or ``.parquet``.
    format : str, optional
        A key of `netlib.events.formats`, such as ``gdelt2`` or ``icews``; by default each file's header or column count
        tells.
    columns : mapping, optional
        For a table of one's own: what is needed, to the name of its column, such as
        ``{"source": "sender", "target": "receiver", "date": "day", "code": "cameo"}``. ``event`` is a PLOVER type,
        ``code`` a CAMEO code; the others are columns of the interactions table. Columns that bear the name already
        need no mapping.
    values : mapping, optional
        What is the same in every row, such as ``{"event": "AGREE"}``.
    places : str, optional
        For a table of one's own: how its actors and countries are written, one of `netlib.events.PLACES`; by default
        ISO alpha-3 codes and country names are recognised among the actors (alpha-2 codes only in columns of
        countries), and any other actor keeps its id.
    date_order : {"ymd", "dmy", "mdy"}
        For a table of one's own: the order of day, month and year.
    missing : iterable of str
        For a table of one's own: words that stand for a missing value. None by default: "NA" is Namibia.
    mentions : str, Path or iterable of them, optional
        GDELT 2.0 mentions files; the events' numbers of mentions and publishers are then counted there.
    delimiter, encoding : str, optional
        As the files are written, where that is not recognised; ``latin-1`` for example.
    on_error : {"raise", "reject"}
        Whether the first row that cannot be read raises, or such rows are set aside: see `rejected`.
    memory_limit : str, optional
        What DuckDB may use, such as ``2GB``; the result itself is held by pandas.
    report : bool
        Whether to print to standard error what was kept, dropped and rejected, and why.

    Returns
    -------
    DataFrame
        Interactions, in the order of the files. ``attrs["counts"]`` holds the numbers of rows ``read``, ``kept``,
        ``dropped`` (no second actor; types that PLOVER leaves out) and ``rejected`` (which cannot be read), with
        ``read == kept + dropped + rejected``; under ``reasons`` the number for each reason; and ``interactions``, the
        length of the table: a row that names several actors gives several. A table without rows is read as such.

    Raises
    ------
    DataError
        If a file cannot be found, read or recognised; with ``on_error="raise"``, at the first row that cannot be
        read, with its file and line.
    ParameterError
        If a parameter is outside what is allowed.

    Examples
    --------
    >>> import tempfile, pathlib
    >>> file = pathlib.Path(tempfile.mkdtemp()) / "events.csv"
    >>> _ = file.write_text("day,from,to,cameo\n2018-06-01,RUS,Syria,070\n2018-06-02,NAM,ZAF,112\n")
    >>> columns = {"date": "day", "source": "from", "target": "to", "code": "cameo"}
    >>> table = read_events(file, columns=columns, report=False)
    >>> table[["source", "target", "event", "intensity"]].values.tolist()
    [['RUS', 'SYR', 'AID', 7.0], ['NAM', 'ZAF', 'ACCUSE', -2.0]]
    >>> table.attrs["counts"]["read"]
    2
    """
    import duckdb

    check_choice("on_error", on_error, ON_ERROR)
    mapping = _Mapping(columns, values or {}, places, date_order, tuple(missing))
    connection, folder = connect(memory_limit=memory_limit)
    try:
        files, empty = _look(path, folder, format, mapping, delimiter, encoding)
        mentioned = None if mentions is None else _look(mentions, folder, "gdelt_mentions", mapping, None, None)[0]
        parts = [
            _read_alike(connection, alike, mapping, mentioned, on_error, nth) for nth, alike in enumerate(groups(files))
        ]
    except duckdb.Error as error:
        raise DataError(_plain_message(error)) from error
    finally:
        connection.disconnect()
    if empty:
        names = ", ".join(empty[:5])
        warnings.warn(f"empty file{'s' * (len(empty) > 1)}, without a row: {names}", NetlibWarning, stacklevel=2)
    table = _together(parts)
    if report:
        sys.stderr.write(_summary(table.attrs["counts"]))
    return table


def rejected(table: pd.DataFrame) -> pd.DataFrame:
    """Return the rows that `read_events` set aside.

    Parameters
    ----------
    table : DataFrame
        As `read_events` returned it; a table made from it may have lost the record.

    Returns
    -------
    DataFrame
        ``file``, ``line`` (from 1; missing in Parquet), ``reason``, ``value`` (what was wrong) and ``row`` (its text,
        cut off where it is long). Without rows where nothing was set aside.

    Examples
    --------
    >>> import pandas as pd
    >>> rejected(pd.DataFrame()).columns.tolist()
    ['file', 'line', 'reason', 'value', 'row']
    """
    import pandas as pd

    rows = table.attrs.get("rejected", [])
    frame = pd.DataFrame(rows, columns=["file", "line", "reason", "value", "row"])
    return frame.astype({"line": "Int64"})


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
    memory_limit : str, optional
        What DuckDB may use, such as ``2GB``; beyond it, it spills to disk.
    progress : bool
        Whether DuckDB shows a progress bar.
    connection : ibis backend, optional
        Where to read files: an embedded DuckDB by default, or ``ibis.pyspark.connect(session)``.

    Returns
    -------
    ibis table
        With every column of `netlib.schema.INTERACTIONS`, in no promised order. Unlike in `read_events`, rows
        that repeat an id stay: see `netlib.events.deduplicate`.

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
    mapping = _Mapping(columns, values or {}, places, date_order, tuple(missing))
    judged = _judged_parts(
        source, mapping, format, delimiter, encoding, on_error, memory_limit, progress, connection
    )  # fmt: skip
    return _union([to_interactions(table, extractor=name) for table, name in judged])


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
    taken = ("columns", "values", "places", "date_order", "missing")
    given = {name: options.pop(name) for name in taken if name in options}
    mapping = _Mapping(
        given.get("columns"), given.get("values") or {}, given.get("places"), given.get("date_order", "ymd"),
        tuple(given.get("missing", ())),
    )  # fmt: skip
    settings: dict[str, Any] = {
        "format": None, "delimiter": None, "encoding": None, "on_error": "raise", "memory_limit": None,
        "progress": False, "connection": None,
    }  # fmt: skip
    for name in options:
        check_choice("option", name, [*taken, *settings])
    judged = _judged_parts(source, mapping, *(settings | options).values())
    both = _union([table.select("verdict", "reason") for table, _ in judged])
    return both.group_by("verdict", "reason").agg(records=both.count())


@dataclass(frozen=True)
class _Mapping:
    """What the caller says about the columns of a table of their own."""

    columns: Mapping[str, str] | None
    values: Mapping[str, object]
    places: str | None
    date_order: str
    missing: tuple[str, ...]

    @property
    def given(self) -> bool:
        return self.columns is not None or bool(self.values)


@dataclass(frozen=True)
class _Part:
    """What was read from files that are written alike."""

    table: pd.DataFrame
    rejects: list[Rejected]
    read: int
    reasons: dict[tuple[str, str], int]
    own_ids: bool


def _look(
    path: _PATHS, folder: Path, key: str | None, mapping: _Mapping, delimiter: str | None, encoding: str | None
) -> tuple[list[EventFile], list[str]]:
    """Return how every file is written, and the names of the empty ones."""
    mapped = mapping.given and key is None
    looked = [
        (name, look_at(name, file, format=key, mapped=mapped, delimiter=delimiter, encoding=encoding))
        for name, file in find_files(path, workdir=folder)
    ]
    files = [file for _, file in looked if file is not None]
    for file in files:
        if file.format is not None and file.format.key == "gdelt_mentions" and key is None:
            raise DataError(f"{file.name}: holds GDELT mentions, not events; pass it as mentions= beside the events")
    return files, [name for name, file in looked if file is None]


def _judge_raw(raw: Any, f: Format | None, columns: Sequence[str], mapping: _Mapping, where: str) -> tuple[Any, str]:
    """Return the judged records of a raw table, and the name of the extractor."""
    if f is not None:
        named = f.places in ("name", "actor")
        return judge(to_records(raw, f), places=f.places, codes=f.codes, named=named), f.key
    full = check_mapping(mapping.columns or {}, mapping.values, columns, where=where)
    records, codes = mapped_records(
        raw, full, mapping.values, date_order=mapping.date_order, missing=mapping.missing
    )  # fmt: skip
    countries = {"source_country", "target_country"} & {*full, *mapping.values}
    return judge(records, places=mapping.places or ("country" if countries else "actor"), codes=codes), "table"


def _judged_parts(
    source: Any,
    mapping: _Mapping,
    key: str | None,
    delimiter: str | None,
    encoding: str | None,
    on_error: str,
    memory_limit: str | None,
    progress: bool,
    connection: Any,
) -> list[tuple[Any, str]]:
    """Return the judged records of each group of files, or of a table, with the name of the extractor."""
    import ibis

    check_choice("on_error", on_error, ON_ERROR)
    if isinstance(source, ibis.Table):
        if key is None and not mapping.given:
            raise ParameterError("a table needs format='gdelt2' (or another) or columns={...}, to say what it holds")
        f = check_format(key) if key is not None else None
        raw = name_columns(source, f) if f is not None else source
        return [_judge_raw(raw, f, raw.columns, mapping, "the table")]
    own, folder = connect(memory_limit=memory_limit, progress=progress)
    backend = connection if connection is not None else own
    if connection is not None:
        weakref.finalize(connection, _let_go, own)  # the folder lives as long as the connection that reads it
    files, _ = _look(source, folder, key, mapping, delimiter, encoding)
    if not files:
        raise DataError(f"{source}: every file is empty")
    judged = []
    for nth, alike in enumerate(groups(files)):
        raw = raw_table(backend, alike, on_error=on_error, numbered=False, nth=nth)
        judged.append(_judge_raw(raw, alike[0].format, alike[0].columns, mapping, alike[0].name))
    return judged


def _let_go(_: Any) -> None:
    """Do nothing: a finalizer holds what it will be called with."""


def _union(tables: Sequence[Any]) -> Any:
    first, *rest = tables
    return first.union(*rest) if rest else first


def _read_alike(
    connection: Any,
    files: list[EventFile],
    mapping: _Mapping,
    mentioned: list[EventFile] | None,
    on_error: str,
    nth: int,
) -> _Part:
    import ibis

    raw = raw_table(connection, files, on_error=on_error, numbered=True, nth=nth)
    f = files[0].format
    if mentioned is not None:
        raw = with_mentions(raw, [raw_table(connection, m, on_error=on_error, numbered=False, nth=1000 + i)
                                  for i, m in enumerate(groups(mentioned))])  # fmt: skip
    if f is not None and f.key.startswith("cow"):  # their rows are read twice: each state with each, or both ways
        raw = connection.create_table(f"raw_{nth}", raw, temp=True)
    judged, extractor = _judge_raw(raw, f, files[0].columns, mapping, files[0].name)
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
    own_ids = f is not None or "interaction_id" in (mapping.columns or {}) or "interaction_id" in files[0].columns
    return _Part(_to_frame(kept), rejects, read, reasons, own_ids)


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
    others = f" ({number - 1:,} more such row{'s' * (number > 2)})" if number > 1 else ""
    raise DataError(
        f"{first.file}{line}: {first.reason}{value}{others}; correct the file, or pass on_error='reject' to set such "
        "rows aside"
    )


def _to_frame(expression: Any) -> pd.DataFrame:
    """Return an expression as a pandas table with the dtypes of the interactions table."""
    frame = expression.to_pyarrow().to_pandas(date_as_object=False)
    dtypes = empty_table(INTERACTIONS).dtypes
    out: pd.DataFrame = frame.astype({name: dtypes[name] for name in frame.columns if name in dtypes.index})
    return out


def _together(parts: Sequence[_Part]) -> pd.DataFrame:
    """Return one table of all that was read, with the account of its rows."""
    import pandas as pd

    counts: dict[str, Any] = {
        "read": sum(part.read for part in parts),
        "kept": 0,
        "dropped": 0,
        "rejected": 0,
        "reasons": {},
    }
    frames = []
    for nth, part in enumerate(parts):
        for (verdict, reason), number in part.reasons.items():
            counts[verdict] += number
            if reason:
                counts["reasons"][reason] = counts["reasons"].get(reason, 0) + number
        frames.append(part.table.assign(_part=nth, _own=part.own_ids))
    table = (
        pd.concat(frames, ignore_index=True) if frames else empty_table(INTERACTIONS).assign(_row=0, _part=0, _own=True)
    )
    repeat = table["interaction_id"].groupby(table["interaction_id"]).cumcount()
    again = (repeat > 0) & table["_own"]
    if again.any():
        rows = table[["_part", "_row"]]
        lost = len(rows.drop_duplicates()) - len(rows[~again].drop_duplicates())
        counts["kept"] -= lost
        counts["dropped"] += lost
        counts["reasons"][_REPEATED] = lost
        table, repeat = table[~again], repeat[~again]
    numbered = table["interaction_id"] + "." + repeat.astype(table["interaction_id"].dtype)
    table = table.assign(
        interaction_id=table["interaction_id"].where(repeat == 0, numbered.astype(table["interaction_id"].dtype))
    )
    table = table.drop(columns=["_row", "_part", "_own"]).reset_index(drop=True)
    counts["reasons"] = dict(sorted(counts["reasons"].items(), key=lambda item: -item[1]))
    counts["interactions"] = len(table)
    table.attrs["counts"] = counts
    table.attrs["rejected"] = [asdict(row) for part in parts for row in part.rejects]
    return table


def _summary(counts: Mapping[str, Any]) -> str:
    lines = [
        f"{counts['read']:,} rows read: " + ", ".join(f"{counts[v]:,} {v}" for v in ("kept", "dropped", "rejected"))
    ]
    lines += [f"  {number:,} {reason}" for reason, number in counts["reasons"].items()]
    if counts["interactions"] != counts["kept"]:
        lines.append(f"  {counts['interactions']:,} interactions, since some rows name several actors")
    return "\n".join(lines) + "\n"


def _plain_message(error: Exception) -> str:
    """Return the first lines of a DuckDB error."""
    text = str(error).split("Possible Solution")[0].split("\n\n")[0].strip()
    return text.replace("\n", " ")
