"""Tables that are files: rows of text with the lines they stand on, and interactions read and saved."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any
from warnings import warn

from netlib.errors import DataError, NetlibWarning, OutputError, SchemaError, suggest
from netlib.files import write_atomically, writing_atomically
from netlib.schema import INTERACTIONS, empty_table, text_dtype, validate_interactions

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "TABLE_SUFFIXES",
    "iter_rows",
    "read_interactions",
    "read_rows",
    "read_text",
    "save_interactions",
    "save_rows",
    "validated",
    "without_surrogates",
]

TABLE_SUFFIXES = (".csv", ".tsv", ".jsonl", ".ndjson", ".parquet")
"""The kinds of file that a table can be read from and saved to; ``.ndjson`` is another name of ``.jsonl``."""

_SURROGATE = re.compile("[\ud800-\udfff]")
_CHUNK = 50_000
_ROW_GROUP = 20_000
"""Rows of Parquet that are written together: fewer compress badly, more wait in memory."""


def read_interactions(source: str | os.PathLike[str] | pd.DataFrame) -> pd.DataFrame:
    r"""Read an interactions table from a CSV, TSV, JSONL or Parquet file, or check a DataFrame.

    Every cell is read as text, so that the code ``040`` keeps its zero; an empty cell is a missing value and nothing
    else is, so that ``NA`` stays Namibia.

    Parameters
    ----------
    source : str, path or DataFrame
        UTF-8, with a header. Must have ``source``, ``target`` and ``event``; what else it lacks is filled as
        `netlib.schema.validate_interactions` says. Columns of one's own are kept, from CSV and TSV as text.

    Returns
    -------
    DataFrame
        With the columns of `netlib.schema.INTERACTIONS`; a table without rows gives none.

    Raises
    ------
    DataError
        If the file is missing, empty, not UTF-8 or not such a table, with the line.
    SchemaError
        If columns are missing or values not allowed, listing every one with its line.

    Examples
    --------
    >>> import tempfile
    >>> from pathlib import Path
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder, "aid.csv")
    ...     _ = path.write_text("source,target,event\nRUS,SYR,AID\n")
    ...     read_interactions(path)[["source", "target", "intensity"]].values.tolist()
    [['RUS', 'SYR', 10.0]]
    """
    import pandas as pd

    if isinstance(source, pd.DataFrame):
        return validate_interactions(without_surrogates(source, where="interactions"))
    table, lines = read_rows(source)
    return validated(table, lines, validate_interactions, where=str(source))


def save_interactions(table: pd.DataFrame | Iterable[pd.DataFrame], path: str | os.PathLike[str]) -> Path:
    """Save an interactions table so that `read_interactions` gives the same table back.

    Parameters
    ----------
    table : DataFrame, or iterable of DataFrames
        Interactions. Columns of one's own come back from CSV and TSV as text. Several tables, such as
        `netlib.extraction.extract_batches` yields, become one file as they come, without being in memory together; they
        have the same columns.
    path : str or path
        The suffix chooses the format: one of `TABLE_SUFFIXES`.

    Returns
    -------
    Path
        The path written. The same table gives the same bytes.

    Raises
    ------
    OutputError
        If the suffix is not one of `TABLE_SUFFIXES`, or the file cannot be written; the previous one is intact.
    SchemaError
        If a table is not an interactions table, or has other columns than the first.

    Examples
    --------
    >>> import tempfile
    >>> import pandas as pd
    >>> rows = pd.DataFrame({"source": ["RUS"], "target": ["SYR"], "event": ["AID"]})
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     read_interactions(save_interactions(rows, f"{folder}/aid.parquet"))["event"].tolist()
    ['AID']
    """
    import pandas as pd

    if isinstance(table, pd.DataFrame):
        return save_rows(validate_interactions(without_surrogates(table, where="interactions")), path)
    tables = _alike(table)
    suffix = _table_suffix(path)
    with writing_atomically(path) as file:
        if suffix == ".parquet":
            _write_parquet(tables, file)
        else:
            for number, part in enumerate(tables):
                file.write(_text_of(part, suffix, header=number == 0).encode())
    return Path(path)


def _alike(tables: Iterable[pd.DataFrame]) -> Iterator[pd.DataFrame]:
    """Yield interactions tables that have the same columns; one without rows if there is none."""
    columns: list[str] | None = None
    for number, table in enumerate(tables):
        part = validate_interactions(without_surrogates(table, where="interactions"), where=f"interactions, {number}")
        if columns is not None and part.columns.tolist() != columns:
            other = sorted(set(columns).symmetric_difference(part.columns)) or ["in another order"]
            raise SchemaError(
                f"interactions, table {number}: other columns than the first table: {', '.join(other)}; "
                "give every table the same"
            )
        columns = part.columns.tolist()
        yield part
    if columns is None:
        yield empty_table(INTERACTIONS)


def _write_parquet(tables: Iterable[pd.DataFrame], file: IO[bytes]) -> None:
    """Write tables as one, with the types of the first."""
    import pandas as pd
    import pyarrow as pa
    import pyarrow.parquet as pq

    writer, schema = None, None
    waiting: list[pd.DataFrame] = []
    tables = iter(tables)
    try:
        while waiting := list(_until(tables, _ROW_GROUP)):
            part = pa.Table.from_pandas(pd.concat(waiting, ignore_index=True), schema=schema, preserve_index=False)
            if writer is None:
                schema = part.schema
                writer = pq.ParquetWriter(file, schema)
            writer.write_table(part)
    except pa.ArrowException as error:
        raise SchemaError(f"interactions: a table holds other types than the first: {error}") from None
    finally:
        if writer is not None:
            writer.close()


def _until(tables: Iterator[pd.DataFrame], rows: int) -> Iterator[pd.DataFrame]:
    """Yield tables until they have that many rows together."""
    while rows > 0 and (table := next(tables, None)) is not None:
        rows -= len(table)
        yield table


def save_rows(table: pd.DataFrame, path: str | os.PathLike[str]) -> Path:
    """Save any table of plain values; a missing value becomes an empty cell, or null.

    Parameters
    ----------
    table : DataFrame
        Texts, numbers, booleans, dates and missing values; the index is not saved.
    path : str or path
        The suffix chooses the format: one of `TABLE_SUFFIXES`.

    Returns
    -------
    Path
        The path written. The same table gives the same bytes.

    Raises
    ------
    OutputError
        If the suffix is not one of `TABLE_SUFFIXES`, or the file cannot be written; the previous one is intact.

    Examples
    --------
    >>> import tempfile
    >>> import pandas as pd
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     save_rows(pd.DataFrame({"code": ["040", None]}), f"{folder}/codes.jsonl").read_text().splitlines()
    ['{"code": "040"}', '{"code": null}']
    """
    suffix = _table_suffix(path)
    if suffix == ".parquet":
        buffer = io.BytesIO()
        table.to_parquet(buffer, index=False)
        return write_atomically(path, buffer.getvalue())
    return write_atomically(path, _text_of(table, suffix))


def _table_suffix(path: str | os.PathLike[str]) -> str:
    path = Path(path)
    suffix = path.suffix.lower()
    if suffix not in TABLE_SUFFIXES:
        raise OutputError(
            f"cannot save a table as {path.name!r}; end it with one of {', '.join(TABLE_SUFFIXES)}."
            f"{suggest(suffix, TABLE_SUFFIXES)}"
        )
    return suffix


def _text_of(table: pd.DataFrame, suffix: str, *, header: bool = True) -> str:
    """Return the rows of a table as the lines of a file that is text."""
    import pandas as pd

    cells = table.astype(object)
    for name in table.select_dtypes("datetime").columns:
        cells = cells.assign(**{name: pd.Series([_iso(moment) for moment in table[name]], table.index, dtype=object)})
    cells = cells.where(cells.notna(), None)
    if suffix in (".csv", ".tsv"):
        return _csv_text(cells, "," if suffix == ".csv" else "\t", header=header)
    records = cells.to_dict("records")
    return "".join(json.dumps(row, ensure_ascii=False, default=str) + "\n" for row in records)


def read_rows(path: str | os.PathLike[str]) -> tuple[pd.DataFrame, Sequence[int] | None]:
    r"""Read a table file, every CSV cell as text or missing, with the line on which each row begins.

    Parameters
    ----------
    path : str or path
        A file with one of `TABLE_SUFFIXES`.

    Returns
    -------
    (DataFrame, sequence of int or None)
        The rows, and their line numbers where the format has lines.

    Raises
    ------
    DataError
        If the file cannot be read as what its suffix says.

    Examples
    --------
    >>> import tempfile
    >>> from pathlib import Path
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder, "codes.csv")
    ...     _ = path.write_text('code,country\n040,NA\n"a\nb",\n')
    ...     table, lines = read_rows(path)
    >>> table["code"].tolist(), table["country"].isna().tolist(), list(lines)
    (['040', 'a\nb'], [False, True], [2, 3])
    """
    import pandas as pd

    path = Path(path)
    suffix = path.suffix.lower()
    if suffix == ".parquet":
        return _parquet(path), None
    size = _CHUNK if suffix in (".csv", ".tsv") else sys.maxsize
    parts = list(iter_rows(path, size=size))
    table = pd.concat([part for part, _ in parts], ignore_index=True) if len(parts) > 1 else parts[0][0]
    return table, [line for _, lines in parts for line in lines or ()]


def iter_rows(
    path: str | os.PathLike[str], *, size: int = _CHUNK
) -> Iterator[tuple[pd.DataFrame, Sequence[int] | None]]:
    r"""Read a table file in parts, as `read_rows` does, without ever holding the whole of it.

    Parameters
    ----------
    path : str or path
        A file with one of `TABLE_SUFFIXES`.
    size : int, default 50,000
        Most rows of a part.

    Yields
    ------
    (DataFrame, sequence of int or None)
        Rows and their line numbers; at least one part, even of a table without rows.

    Raises
    ------
    DataError
        As `read_rows` does, but only when it comes to the fault.

    Examples
    --------
    >>> import tempfile
    >>> from pathlib import Path
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder, "codes.csv")
    ...     _ = path.write_text("code\n040\nNA\n043\n")
    ...     [(table["code"].tolist(), list(lines)) for table, lines in iter_rows(path, size=2)]
    [(['040', 'NA'], [2, 3]), (['043'], [4])]
    """
    path = Path(path)
    suffix = path.suffix.lower()
    if suffix not in TABLE_SUFFIXES:
        raise DataError(f"{path}: not a table file; its name must end with one of {', '.join(TABLE_SUFFIXES)}")
    if suffix == ".parquet":
        yield from ((part, None) for part in _parquet_parts(path, size))
        return
    parts = _jsonl(path, size) if suffix in (".jsonl", ".ndjson") else _csv(path, size)
    for table, lines in parts:
        yield without_surrogates(table, where=str(path)), lines


def read_text(path: str | os.PathLike[str]) -> str:
    r"""Read a UTF-8 file verbatim, line ends as they are, without its byte-order mark.

    Raises
    ------
    DataError
        If the file is missing, unreadable, empty or not UTF-8, with the byte.

    Examples
    --------
    >>> import tempfile
    >>> from pathlib import Path
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder, "a.txt")
    ...     _ = path.write_bytes(b"one\r\ntwo")
    ...     read_text(path)
    'one\r\ntwo'
    """
    path = Path(path)
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise DataError(
            f"{path}: no such file; check the name, or pass a folder or a pattern such as 'news/*.txt'"
        ) from None
    except IsADirectoryError:
        raise DataError(f"{path}: is a folder where a file is needed") from None
    except OSError as error:
        raise DataError(f"{path}: cannot be read: {error.strerror or error}") from error
    except ValueError as error:  # a NUL in the name
        raise DataError(f"{str(path)!r}: cannot be read: {error}") from None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        start = error.start + (3 if data.startswith(b"\xef\xbb\xbf") else 0)
        line = data.count(b"\n", 0, start) + 1
        advice = (
            "it looks like UTF-16: save it again as UTF-8"
            if data[:2] in (b"\xff\xfe", b"\xfe\xff")
            else "save it as UTF-8, or convert it: iconv -f WINDOWS-1252 -t UTF-8 old.txt > new.txt"
        )
        raise DataError(
            f"{path}: not UTF-8: byte 0x{data[start]:02x} at offset {start}, line {line}; {advice}"
        ) from None
    if not text.strip():
        raise DataError(f"{path}: is empty; remove it or put text into it")
    return text


def validated(
    table: pd.DataFrame,
    lines: Sequence[int] | None,
    validate: Callable[..., pd.DataFrame],
    *,
    where: str,
) -> pd.DataFrame:
    """Validate a table that was read from a file, and let the error speak of lines instead of rows.

    Parameters
    ----------
    table : DataFrame
        As `read_rows` returns it.
    lines : sequence of int or None
        The line of each row.
    validate : callable
        A validator of `netlib.schema`.
    where : str
        What the error calls the file.

    Raises
    ------
    SchemaError
        As the validator does.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = pd.DataFrame({"source": ["RUS"], "target": ["SYR"], "event": ["AID"], "date": ["soon"]})
    >>> validated(rows, [2], validate_interactions, where="aid.csv")
    Traceback (most recent call last):
    ...
    netlib.errors.SchemaError: aid.csv: 1 problem
      line 2, column date: 'soon' is not a date
    """
    try:
        return validate(table, where=where)
    except SchemaError as error:
        if lines is None:
            raise
        message = re.sub(r"(?m)^  row (\d+),", lambda match: f"  line {lines[int(match[1])]},", str(error))
        raise SchemaError(message) from None


def without_surrogates(table: pd.DataFrame, *, where: str) -> pd.DataFrame:
    """Return the table with each lone surrogate, which no file can hold, replaced by U+FFFD; offsets stay.

    Parameters
    ----------
    table : DataFrame
        Any table; it is not changed.
    where : str
        What the warning calls it.

    Warns
    -----
    NetlibWarning
        With the number of cells, where there are any.

    Examples
    --------
    >>> import pandas as pd
    >>> without_surrogates(pd.DataFrame({"text": ["as is"]}), where="documents")["text"].tolist()
    ['as is']
    """
    replaced, cells = {}, 0
    for name in table.columns:
        if table[name].dtype != object:
            continue
        bad = table[name].map(lambda value: isinstance(value, str) and _SURROGATE.search(value) is not None)
        if bad.any():
            cells += int(bad.sum())
            replaced[name] = table[name].map(
                lambda value: _SURROGATE.sub("\ufffd", value) if isinstance(value, str) else value
            )
    if not replaced:
        return table
    warn(f"{where}: {cells} cells held half a character (a lone surrogate); U+FFFD stands there now", NetlibWarning, 3)
    return table.assign(**replaced)


def _lines(path: Path, newline: str) -> Iterator[str]:
    """Yield the lines of a file; what is wrong with it as a whole, `read_text` says."""
    blank = True
    try:
        with path.open(encoding="utf-8-sig", newline=newline) as file:
            for line in file:
                blank = blank and not line.strip()
                yield line
    except (OSError, ValueError):
        read_text(path)
        raise
    if blank:
        read_text(path)


def _csv(path: Path, size: int) -> Iterator[tuple[pd.DataFrame, list[int]]]:
    """Read CSV or TSV strictly: a row that is too short or too long is an error, not a guess."""
    reader = csv.reader(_lines(path, ""), delimiter="\t" if path.suffix.lower() == ".tsv" else ",", strict=True)
    try:
        header = _header(reader, path)
        line, more = reader.line_num + 1, True
        while more:
            rows: list[list[str]] = []
            lines: list[int] = []
            more = False
            with _cells_of_any_length(path):
                for row in reader:
                    if len(row) == len(header):
                        rows.append(row)
                        lines.append(line)
                    elif row:
                        raise DataError(
                            f"{path}, line {line}: {len(row)} cells where the header has {len(header)}; "
                            "is there a stray comma or quotation mark in or above this line?"
                        )
                    line = reader.line_num + 1
                    if more := len(rows) == size:
                        break
            yield _text_frame(rows, header), lines
    except csv.Error as error:
        raise DataError(f"{path}, line {reader.line_num}: {error}; check the quotation marks") from None


@contextmanager
def _cells_of_any_length(path: Path) -> Iterator[None]:
    """Lift the limit of 131,072 characters a cell, which a long article in a CSV exceeds, for one reading."""
    before = csv.field_size_limit(max(path.stat().st_size, csv.field_size_limit()))
    try:
        yield
    finally:
        csv.field_size_limit(before)


def _header(reader: Iterator[list[str]], path: Path) -> list[str]:
    """Return the names of the columns, each there and each once."""
    header = next(reader, [])
    if not "".join(header).strip():
        read_text(path)  # says so where nothing else follows either
    seen: set[str] = set()
    for number, name in enumerate(header, start=1):
        if not name:
            raise DataError(f"{path}, line 1: column {number} has no name; give it one or remove it")
        if name in seen:
            raise DataError(f"{path}, line 1: two columns are named {name!r}; rename or remove one")
        seen.add(name)
    return header


def _text_frame(rows: list[list[str]], header: list[str]) -> pd.DataFrame:
    import pandas as pd

    columns = zip(*rows, strict=True) if rows else ([] for _ in header)
    cells = {
        name: pd.array([cell or None for cell in column], dtype=text_dtype())
        for name, column in zip(header, columns, strict=True)
    }
    return pd.DataFrame(cells)


def _jsonl(path: Path, size: int) -> Iterator[tuple[pd.DataFrame, list[int]]]:
    known = {column.name for column in INTERACTIONS}
    records: list[dict[str, Any]] = []
    numbers: list[int] = []
    full = False
    for number, content in enumerate(_lines(path, "\n"), start=1):
        if not content.strip():
            continue
        if full:
            yield _record_frame(records), numbers
            records, numbers = [], []
        try:
            record = json.loads(content)
        except (json.JSONDecodeError, RecursionError) as error:
            raise DataError(f"{path}, line {number}: not JSON: {error}; write one object a line") from None
        if not isinstance(record, dict):
            raise DataError(f"{path}, line {number}: {content[:40]!r} is not an object; write one object a line")
        for name, value in record.items():
            if name in known and isinstance(value, dict | list):
                raise DataError(f"{path}, line {number}, column {name}: {str(value)[:40]!r} is not a single value")
        records.append({name: None if value == "" else value for name, value in record.items()})
        numbers.append(number)
        full = len(records) == size
    yield _record_frame(records), numbers


def _record_frame(records: list[dict[str, Any]]) -> pd.DataFrame:
    import pandas as pd

    columns = dict.fromkeys(name for record in records for name in record)
    cells = {name: [record.get(name) for record in records] for name in columns}
    return pd.DataFrame({name: pd.Series(values, dtype=_plain_dtype(values)) for name, values in cells.items()})


def _plain_dtype(values: list[Any]) -> Any:
    return text_dtype() if all(value is None or _is_whole(value) for value in values) else object


def _is_whole(value: object) -> bool:
    return isinstance(value, str) and _SURROGATE.search(value) is None


def _parquet(path: Path) -> pd.DataFrame:
    import pandas as pd

    with _parquet_faults(path):
        table = pd.read_parquet(io.BytesIO(path.read_bytes()))
    return _plain(table)


def _parquet_parts(path: Path, size: int) -> Iterator[pd.DataFrame]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    with _parquet_faults(path), pq.ParquetFile(path) as file:
        parts = file.iter_batches(batch_size=size)
        first = next(parts, None)
        if first is None:
            yield _plain(file.schema_arrow.empty_table().to_pandas())
            return
        for part in chain([first], parts):
            yield _plain(pa.Table.from_batches([part]).to_pandas())


@contextmanager
def _parquet_faults(path: Path) -> Iterator[None]:
    if not path.is_file():
        raise DataError(f"{path}: no such file")
    try:
        yield
    except DataError:
        raise
    except (OSError, ValueError, NotImplementedError) as error:
        raise DataError(f"{path}: cannot be read as Parquet: {error}") from None


def _plain(table: pd.DataFrame) -> pd.DataFrame:
    objects = [name for name in table.columns if table[name].dtype == object]  # pandas 2 reads text as objects
    return table.astype({name: _plain_dtype(table[name].tolist()) for name in objects})


def _csv_text(cells: pd.DataFrame, delimiter: str, *, header: bool) -> str:
    lines = _Lines()
    # "\r\n" makes every Python quote a cell that holds a lone carriage return; `_Lines` shortens it
    writer = csv.writer(lines, delimiter=delimiter, lineterminator="\r\n")
    if header:
        writer.writerow(cells.columns)
    for row in cells.itertuples(index=False, name=None):
        writer.writerow([str(cell).lower() if isinstance(cell, bool) else cell for cell in row])
    return "".join(lines)


class _Lines(list[str]):
    """The lines that `csv.writer` writes, each ending with a line feed alone."""

    def write(self, line: str) -> None:
        self.append(line[:-2] + "\n")


def _iso(moment: Any) -> str | None:
    """Write a day as a day and a moment as a moment."""
    import pandas as pd

    if pd.isna(moment):
        return None
    text: str = moment.isoformat()
    return text.removesuffix("T00:00:00")
