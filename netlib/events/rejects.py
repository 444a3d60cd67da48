"""Rows that could not be read: which line of which file, and why."""

from __future__ import annotations

import csv
import gzip
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from netlib.events.files import EventFile

__all__ = ["NOT_TEXT", "Rejected", "find_lines", "parser_rejects"]

_SHOWN = 300

NOT_TEXT = "not text in the encoding of the file"
_PARSER_REASONS = {
    "TOO MANY COLUMNS": "too many fields",
    "MISSING COLUMNS": "too few fields",
    "UNQUOTED VALUE": "quotation mark never closed",
    "INVALID ENCODING": NOT_TEXT,
    "LINE SIZE OVER MAXIMUM": "line too long",
}


@dataclass(frozen=True)
class Rejected:
    """A row that was set aside.

    Attributes
    ----------
    file : str
        The file's name.
    line : int or None
        Its first line, from 1; None in Parquet.
    reason : str
        Why.
    value : str or None
        What was wrong.
    row : str or None
        The row itself, cut off where it is long.
    """

    file: str
    line: int | None
    reason: str
    value: str | None
    row: str | None


def parser_rejects(connection: Any, files: Sequence[EventFile]) -> list[Rejected]:
    """Return the rows that DuckDB's reader set aside since it last was asked, in order of file and line."""
    names = {file.path: file.name for file in files}
    rows = connection.raw_sql(
        "SELECT s.file_path, e.line, arg_min(e.error_type, e.column_idx), arg_min(e.error_message, e.column_idx), "
        "arg_min(e.csv_line, e.column_idx) FROM reject_errors e JOIN reject_scans s USING (scan_id, file_id) "
        "GROUP BY ALL ORDER BY 1, 2"
    ).fetchall()
    connection.raw_sql("DELETE FROM reject_errors; DELETE FROM reject_scans")
    order = {file.path: i for i, file in enumerate(files)}
    out = []
    for path, line, kind, message, row in sorted(rows, key=lambda r: (order.get(r[0], -1), r[1])):
        counts = re.findall(r"Columns: (\d+) Found: (\d+)", message or "")
        value = f"{counts[0][1]} of {counts[0][0]}" if counts else None
        reason = _PARSER_REASONS.get(kind, kind.lower())
        out.append(Rejected(names.get(path, path), int(line), reason, value, (row or "")[:_SHOWN]))
    return out


def find_lines(file: EventFile, wanted: Sequence[int], passed_over: set[int]) -> Mapping[int, tuple[int, str]]:
    """Return line and text of some rows of a file.

    Parameters
    ----------
    file : EventFile
        Not Parquet.
    wanted : sequence of int
        Numbers of rows, from 0, among those that were read.
    passed_over : set of int
        Lines whose rows were not read.
    """
    pending = set(wanted)
    found: dict[int, tuple[int, str]] = {}
    nth = 0
    for line, text in _rows(file):
        if not pending:
            break
        if line in passed_over:
            continue
        if nth in pending:
            pending.discard(nth)
            found[nth] = (line, text[:_SHOWN])
        nth += 1
    return found


def _rows(file: EventFile) -> Iterator[tuple[int, str]]:
    """Yield the first line and the text of every row of a file after its header; blank lines are no rows."""
    opener = gzip.open if file.path.lower().endswith(".gz") else open
    with opener(file.path, "rb") as binary:
        stream = io.TextIOWrapper(binary, encoding=file.encoding, errors="replace", newline="")
        if not file.quoted:
            for line, text in enumerate(stream, start=1):
                bare = text.rstrip("\r\n")
                if bare and not (line == 1 and file.header):
                    yield line, bare
            return
        kept: list[str] = []

        def lines() -> Iterator[str]:
            for text in stream:
                kept.append(text)
                yield text

        reader = csv.reader(lines(), delimiter=file.delimiter)
        before = 0
        while True:
            try:
                row = next(reader)
            except StopIteration:
                return
            except csv.Error:
                row = ["?"]
            line, text = before + 1, "".join(kept).rstrip("\r\n")
            before = reader.line_num
            kept.clear()
            if row and not (line == 1 and file.header):
                yield line, text
