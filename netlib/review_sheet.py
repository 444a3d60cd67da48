"""The sheet in which a person reviews interactions: a CSV file that any spreadsheet opens, one row an interaction."""

from __future__ import annotations

import csv
import io
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from netlib.errors import DataError, SchemaError
from netlib.files import write_atomically
from netlib.schema import INTERACTIONS, validate_interactions
from netlib.tables import read_text

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["CLEAR", "CORRECTABLE", "DECISIONS", "Line", "read_sheet", "shortened", "write_review"]

DECISIONS = ("accept", "reject", "edit")
"""What a person can decide about an interaction; an empty decision leaves it as it is."""

CLEAR = "-"
"""What a cell of an edit holds to remove the value."""

_FIXED = {"interaction_id", "doc_id", "sentence", "start", "end", "evidence", "marks", "extractor", "rule"}

CORRECTABLE = tuple(column.name for column in INTERACTIONS if column.name not in _FIXED)
"""The columns of an interaction that an edit can correct."""

_READ_ONLY = ("interaction_id", "doc_id", "found", "claim", "evidence")
_OFFERED = ("source", "target", "event", "mode", "date", "reciprocal", "certainty", "attributed_to")
_HEADER = ("interaction_id", "decision", "note", "claim", "evidence", *_OFFERED, "doc_id", "found")
_CELL = 5_000  # a spreadsheet cuts cells at 32,767 characters
_FORMULA = re.compile(r"['=+\-@\t\r\n＝＋－＠]")
_LOOKS_LIKE_A_NUMBER = re.compile(r"[\d.]+([eE]\d+)?")


@dataclass(frozen=True)
class Line:
    """One line of a review: where it stands, and its cells that are not empty."""

    where: str
    cells: Mapping[str, str]

    @property
    def interaction_id(self) -> str:
        """The interaction that the line is about."""
        return self.cells.get("interaction_id", "").strip()

    @property
    def decision(self) -> str:
        """What was decided, in lower case; empty where nothing was."""
        return self.cells.get("decision", "").strip().lower()

    def corrections(self) -> dict[str, str]:
        """Return the cells under columns that an edit can correct."""
        return {name: self.cells[name].strip() for name in CORRECTABLE if self.cells.get(name, "").strip()}


def write_review(table: pd.DataFrame, path: str | os.PathLike[str]) -> Path:
    """Write the sheet in which a person accepts, rejects or edits interactions.

    If the sheet exists, everything that a person has written in it is kept: decisions, notes, corrections and columns
    of their own. Lines that match no interaction any more and hold anything of a person's stand at the end, with ``no``
    under ``found``; those that hold nothing leave.

    Parameters
    ----------
    table : DataFrame
        Interactions.
    path : str or path
        A CSV file, UTF-8 with a byte-order mark, which spreadsheets need. No cell of it is a formula: what would be one
        has an apostrophe before it, which is taken off in reading.

    Returns
    -------
    Path
        The path written.

    Raises
    ------
    DataError
        If the file exists and is not a review sheet.
    OutputError
        If it cannot be written; the previous sheet is intact.

    Examples
    --------
    >>> import tempfile
    >>> import pandas as pd
    >>> rows = pd.DataFrame({"source": ["RUS"], "target": ["SYR"], "event": ["AID"]})
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = write_review(rows, f"{folder}/review.csv")
    ...     len(read_sheet(path))
    1
    """
    path = Path(path)
    if path.suffix.lower() != ".csv":
        raise DataError(f"{path}: a review sheet is a CSV file; let its name end with .csv")
    table = validate_interactions(table)
    old: dict[str, list[Mapping[str, str]]] = {}
    for line in read_sheet(path) if path.exists() and path.stat().st_size else []:
        old.setdefault(line.interaction_id, []).append(line.cells)
    header = list(dict.fromkeys([*_HEADER, *(name for lines in old.values() for cells in lines for name in cells)]))
    rows: list[dict[str, str]] = []
    for values in table.astype(object).where(table.notna(), None).itertuples(index=False, name=None):
        row = dict(zip(table.columns, values, strict=True))
        fresh = {
            "interaction_id": row["interaction_id"],
            "doc_id": row["doc_id"] or "",
            "found": "yes",
            "claim": _claim(row),
            "evidence": shortened(row["evidence"] or ""),
        }
        rows += [{**cells, **fresh} for cells in old.pop(row["interaction_id"], [{}])]
    for lines in old.values():
        rows += [{**cells, "found": "no"} for cells in lines if set(cells) - set(_READ_ONLY)]
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([_guarded(name) for name in header])
    for cells in rows:
        writer.writerow([_guarded(cells.get(name, "")) for name in header])
    return write_atomically(path, "\ufeff" + text.getvalue())


def _claim(row: Mapping[str, Any]) -> str:
    """Write an interaction as a person reads it."""
    what = " ".join(filter(None, [row["event"], row["mode"]]))
    arrow = "<->" if row["reciprocal"] else "->"
    sides = [f"{row[f'{side}_name'] or row[side]} [{row[side]}]" for side in ("source", "target")]
    details = [row["certainty"], row["attributed_to"] and f"says {row['attributed_to']}"]
    if row["date"] is not None:
        length = {"year": 4, "month": 7}.get(row["date_precision"], 10)
        details.append(row["date"].isoformat()[:length])
    return shortened(f"{sides[0]} {arrow} {sides[1]}: {what} ({', '.join(filter(None, details))})")


def shortened(text: str) -> str:
    """Return a text as a cell shows it."""
    return text if len(text) <= _CELL else text[: _CELL - 1] + "…"


def _guarded(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula, or an id for a number."""
    digits = len(cell) > 11 and _LOOKS_LIKE_A_NUMBER.fullmatch(cell)
    return "'" + cell if digits or (_FORMULA.match(cell) and cell != CLEAR) else cell


def _unguarded(cell: str) -> str:
    guarded = cell.startswith("'") and (_FORMULA.match(cell, 1) or _LOOKS_LIKE_A_NUMBER.fullmatch(cell, 1))
    return cell[1:] if guarded else cell


def read_sheet(review: str | os.PathLike[str] | pd.DataFrame) -> list[Line]:
    """Read the lines of a sheet, every cell as text, empty cells left out."""
    import pandas as pd

    if isinstance(review, pd.DataFrame):
        name = "review"
        header = [str(column) for column in review.columns]
        cells = review.astype(object).where(review.notna(), None).itertuples(index=False, name=None)
        rows = [(f"row {index}", values) for index, values in zip(review.index, cells, strict=True)]
    else:
        name = str(review)
        header, rows = _rows_of(Path(review))
    for required in ("interaction_id", "decision"):
        if required not in header:
            raise SchemaError(
                f"{name}: no column {required}; a review has interaction_id and decision, this has "
                f"{', '.join(header) or 'none'}"
            )
    return [
        Line(
            f"{name}, {place}",
            {c: _unguarded(str(v)) for c, v in zip(header, values, strict=True) if v is not None and str(v).strip()},
        )
        for place, values in rows
    ]


def _rows_of(path: Path) -> tuple[list[str], list[tuple[str, tuple[Any, ...]]]]:
    """Read a sheet as spreadsheets save it: with commas, semicolons or tabs, and without empty cells at the end."""
    text = read_text(path)
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[tuple[str, tuple[Any, ...]]] = []
    try:
        header = [_unguarded(cell) for cell in next(reader)]
        line = reader.line_num + 1
        for cells in reader:
            if len(cells) > len(header):
                raise DataError(f"{path}, line {line}: {len(cells)} cells where the header has {len(header)}")
            rows.append((f"line {line}", (*cells, *[""] * (len(header) - len(cells)))))
            line = reader.line_num + 1
    except csv.Error as error:
        raise DataError(f"{path}, line {reader.line_num}: {error}; check the quotation marks") from None
    twice = [name for name in set(header) if header.count(name) > 1 and name]
    if twice:
        raise DataError(f"{path}, line 1: two columns are named {min(twice)!r}; rename or remove one")
    return header, rows
