"""Event files and tables as raw Ibis tables: through DuckDB, through another backend, or given by the caller."""

from __future__ import annotations

import gzip
import tempfile
import weakref
import zlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from netlib.errors import DataError, ParameterError
from netlib.events.files import EventFile
from netlib.events.formats import Format, plain

__all__ = ["connect", "groups", "raw_table"]

# DuckDB's buffers are a multiple of the longest line it is told to expect; where errors are set aside, it passes over
# longer lines without a word.
_LONG_LINE = 2 * 1024 * 1024
_LONGEST_LINE = 256 * 1024 * 1024
_MOST_FIELDS = 50_000  # in a megabyte: more than prose has commas


def connect(*, memory_limit: str | None = None, progress: bool = False) -> tuple[Any, Path]:
    """Return an embedded DuckDB and a folder of its own, where it unpacks and spills; both go when it goes.

    Raises
    ------
    ParameterError
        If the memory limit is not one that DuckDB understands.
    """
    import duckdb
    import ibis

    folder = Path(tempfile.mkdtemp(prefix="netlib-events-"))
    connection = ibis.duckdb.connect()
    weakref.finalize(connection, _remove, folder)
    connection.raw_sql(f"SET temp_directory = {_quoted(str(folder / 'spill'))}")
    # DuckDB guesses that a CSV file is shorter than a code table, and would hold all its rows to look codes up.
    connection.raw_sql("SET disabled_optimizers = 'build_side_probe_side'")
    connection.raw_sql(f"SET enable_progress_bar = {str(progress).lower()}")
    if memory_limit is not None:
        try:
            connection.raw_sql(f"SET memory_limit = {_quoted(memory_limit)}")
        except duckdb.Error as error:
            raise ParameterError(f"memory_limit={memory_limit!r} is not a size; write it like '2GB'") from error
    return connection, folder


def _remove(folder: Path) -> None:
    import shutil

    shutil.rmtree(folder, ignore_errors=True)


def groups(files: Iterable[EventFile]) -> list[list[EventFile]]:
    """Return the files in lists that can be read in one go: written the same way, in the order given."""
    alike: dict[Any, list[EventFile]] = {}
    for file in files:
        look = (file.format and file.format.key, file.columns, file.header, file.delimiter, file.quoted, file.encoding)
        alike.setdefault(look, []).append(file)
    return list(alike.values())


def raw_table(connection: Any, files: Sequence[EventFile], *, on_error: str, numbered: bool, nth: int = 0) -> Any:
    """Return the raw table of files that are written alike, its columns named as the format names them.

    Parameters
    ----------
    connection : ibis backend
        DuckDB, or PySpark.
    files : sequence of EventFile
        Written alike.
    on_error : {"raise", "reject"}
        Whether a row that does not fit stops the reading or is set aside.
    numbered : bool
        Whether to add ``_file`` and ``_row``, the number of the row over all files; DuckDB only.
    nth : int
        Makes the names of helper tables distinct.
    """
    first = files[0]
    paths = [file.path for file in files]
    if connection.name == "pyspark":
        return _spark_table(connection, first, paths, on_error)
    if connection.name != "duckdb":
        raise ParameterError(
            f"connection is {connection.name}, which cannot read local files; pass the table that is there already: "
            "scan(connection.table('events'), format=...)"
        )
    listed = "[" + ", ".join(map(_quoted, paths)) + "]"
    aside = numbered or on_error == "reject"
    if not first.delimiter:
        read = f"read_parquet({listed}, filename = true, union_by_name = true)"
    else:
        options = {
            "header": str(first.header).lower(),
            "delim": _quoted(first.delimiter),
            "quote": "'\"'" if first.quoted else "''",
            "escape": "'\"'" if first.quoted else "''",
            "auto_detect": "false",
            "columns": "{" + ", ".join(f"{_quoted(name)}: 'VARCHAR'" for name in first.columns) + "}",
            "encoding": _quoted(first.encoding),
            "max_line_size": str(_LONGEST_LINE if aside and any(map(_has_long_line, files)) else _LONG_LINE),
            "null_padding": str(first.format is not None and first.format.ragged).lower(),
            "filename": "true",
        }
        if numbered:
            options["store_rejects"] = "true"
        elif on_error == "reject":
            options["ignore_errors"] = "true"
        read = f"read_csv({listed}, {', '.join(f'{key} = {value}' for key, value in options.items())})"
    named = ", ".join(f"{_name(old)} AS {_name(new)}" for old, new in _renamed(first.columns, first.format).items())
    added = ", filename AS _file, row_number() OVER () AS _row" if numbered else ""
    view = f"netlib_events_{nth}"
    connection.raw_sql(f"CREATE OR REPLACE TEMP VIEW {view} AS SELECT {named}{added} FROM {read}")
    return connection.table(view)


def _has_long_line(file: EventFile) -> bool:
    """Return whether a file may hold a line beyond the usual limit: some stretch of half of it has no line end.

    Raises
    ------
    DataError
        If such a stretch has far too many fields: DuckDB would set each of them aside by itself, which takes hours.
    """
    opener = gzip.open if file.path.lower().endswith(".gz") else open
    ends = 0
    long = False
    with opener(file.path, "rb") as stream:
        try:
            while block := stream.read(_LONG_LINE // 2):
                if len(block) == _LONG_LINE // 2 and b"\n" not in block and b"\r" not in block:
                    long = True
                    if block.count(file.delimiter.encode()) > _MOST_FIELDS:
                        raise DataError(
                            f"{file.name}, line {ends + 1}: more than {_MOST_FIELDS:,} fields; take the line out, or "
                            "check the line ends and the delimiter"
                        )
                ends += block.count(b"\n")
        except (EOFError, zlib.error, gzip.BadGzipFile):
            return False  # reading it will say what is wrong
    return long


def _spark_table(connection: Any, first: EventFile, paths: list[str], on_error: str) -> Any:
    if not first.delimiter:
        first_file, *others = (connection.read_parquet(path) for path in paths)  # it takes one path at a time
        raw = first_file.union(*others) if others else first_file
    else:
        schema = ", ".join("`" + name.replace("`", "``") + "` STRING" for name in first.columns)
        raw = connection.read_csv(
            paths,
            sep=first.delimiter,
            header=first.header,
            quote='"' if first.quoted else "",
            escape='"' if first.quoted else "\\",
            encoding=first.encoding,
            schema=schema,
            inferSchema=False,
            multiLine=first.quoted,
            mode="FAILFAST" if on_error == "raise" else "DROPMALFORMED",
        )
    return raw.rename({new: old for old, new in _renamed(first.columns, first.format).items() if new != old})


def name_columns(table: Any, f: Format) -> Any:
    """Return a table whose columns are named as a format names them, whatever their case and punctuation.

    Raises
    ------
    DataError
        If the table lacks a column that the format needs.
    """
    names = _renamed(table.columns, f)
    lacking = [name for name in f.required if name not in names.values()]
    if lacking:
        raise DataError(f"the table is not {f.title}: missing columns {', '.join(lacking)}")
    return table.rename({new: old for old, new in names.items() if new != old})


def _renamed(columns: Sequence[str], f: Format | None) -> dict[str, str]:
    """Return how each column of a file is called by its format; columns that the format does not know stay."""
    canonical = {plain(name): name for name in f.columns} if f is not None else {}
    return {name: canonical.get(plain(name), name) for name in columns}


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _name(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
