"""Tables as a reader wants them: who did what to whom, how sure it is, and who says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netlib.errors import ParameterError
from netlib.schema import validate_interactions

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["compact"]


def compact(table: pd.DataFrame, *, evidence: int = 80) -> pd.DataFrame:
    """Return the columns of an interactions table that tell its story, narrow enough for a notebook cell.

    Parameters
    ----------
    table : DataFrame
        Interactions; it is not changed.
    evidence : int, default 80
        At how many characters the evidence is shortened; around the predicate where ``marks`` say where it stands.

    Returns
    -------
    DataFrame
        ``date`` (as much of it as is known), ``source``, ``event`` (with its mode), ``target``, ``certainty``, ``says``
        (who says so: the one the text names, else the publisher, else the document) and ``evidence``; all text, missing
        values empty; indexed as `table`.

    Raises
    ------
    ParameterError
        If `evidence` is below 10.
    SchemaError
        If `table` is not an interactions table.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = pd.DataFrame({"source": ["RUS"], "target": ["SYR"], "event": ["CONSULT"], "mode": ["visit"],
    ...                      "date": ["2025-11-01"], "date_precision": ["month"], "publisher": ["Al Arabiya"]})
    >>> compact(rows).iloc[0].tolist()
    ['2025-11', 'RUS', 'consult (visit)', 'SYR', 'asserted', 'Al Arabiya', '']
    """
    import pandas as pd

    if evidence < 10:
        raise ParameterError(f"evidence={evidence!r} is too short to read; allow at least 10 characters")
    rows = validate_interactions(table)
    shown = pd.DataFrame(
        {
            "date": [_date(day, known) for day, known in zip(rows["date"], rows["date_precision"], strict=True)],
            "source": rows["source_name"].fillna(rows["source"]),
            "event": rows["event"].str.lower() + (" (" + rows["mode"] + ")").fillna(""),
            "target": rows["target_name"].fillna(rows["target"]),
            "certainty": rows["certainty"],
            "says": rows["attributed_to"].fillna(rows["publisher"]).fillna(rows["doc_id"]),
            "evidence": [_shortened(*row, evidence) for row in zip(rows["evidence"], rows["marks"], strict=True)],
        }
    )
    return shown.fillna("").set_axis(table.index)


def _date(day: pd.Timestamp, known: str) -> str:
    import pandas as pd

    if pd.isna(day) or known == "unknown":
        return ""
    return day.isoformat()[: {"year": 4, "month": 7}.get(known, 10)]


def _shortened(text: object, marks: object, limit: int) -> str:
    """Return the part of the evidence around its predicate, or its beginning."""
    from netlib.schema import parse_marks

    if not isinstance(text, str):
        return ""
    if len(text) <= limit:
        return " ".join(text.split())
    predicate = next((mark for mark in parse_marks(marks) if mark.part == "predicate"), None)
    middle = (predicate.start + predicate.end) // 2 if predicate else 0
    start = max(0, min(middle - limit // 2, len(text) - limit))
    end = start + limit
    start = text.find(" ", start, start + 15) + 1 if start and text.find(" ", start, start + 15) >= 0 else start
    end = text.rfind(" ", end - 15, end) if end < len(text) and text.rfind(" ", end - 15, end) >= 0 else end
    return ("…" if start else "") + " ".join(text[start:end].split()) + ("…" if end < len(text) else "")
