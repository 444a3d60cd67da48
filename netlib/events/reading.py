"""Read event tables into interactions, at once, and account for every row."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from netlib.errors import DataError, NetlibWarning, check_choice
from netlib.events.judging import ON_ERROR, REPEATED, Columns, Paths, look
from netlib.events.parts import Part, read_alike
from netlib.events.sources import connect, groups
from netlib.schema import INTERACTIONS, empty_table

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["read_events", "rejected"]


def read_events(
    path: Paths,
    *,
    format: str | None = None,  # noqa: A002
    columns: Mapping[str, str] | None = None,
    values: Mapping[str, object] | None = None,
    places: str | None = None,
    date_order: str = "ymd",
    missing: Iterable[str] = (),
    mentions: Paths | None = None,
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
    mapping = Columns(columns, values or {}, places, date_order, tuple(missing))
    connection, folder = connect(memory_limit=memory_limit)
    try:
        files, empty = look(path, folder, format, mapping, delimiter, encoding)
        mentioned = None if mentions is None else look(mentions, folder, "gdelt_mentions", mapping, None, None)[0]
        parts = [
            read_alike(connection, alike, mapping, mentioned, on_error, nth) for nth, alike in enumerate(groups(files))
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


def _together(parts: Sequence[Part]) -> pd.DataFrame:
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
        counts["reasons"][REPEATED] = lost
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
    return text.replace("\n", " ") + ("; download it again" if "GZIP" in text else "")
