"""Tables as JSON that is small and safe: columns with their repeated values written once."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["column_values", "decoded", "embeddable_json", "encoded", "plain_number", "plain_text"]

_ESCAPES = str.maketrans(
    {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029", "\x7f": "\\u007f"}
)


def embeddable_json(data: object) -> str:
    r"""Return JSON that may stand inside a script element: no character of it can end the element or the line.

    Examples
    --------
    >>> embeddable_json({"title": "</script>"})
    '{"title":"\\u003c/script\\u003e"}'
    """
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.translate(_ESCAPES) if any(c in text for c in "<>&\u2028\u2029\x7f") else text


def encoded(values: Sequence[Any]) -> Any:
    """Return the shortest of four ways to write a column.

    ``{"all": value}`` where every value is the same, ``{"range": n}`` for 0 to n - 1, ``{"of": distinct, "at":
    places}`` where values repeat, and the plain list otherwise.

    Examples
    --------
    >>> encoded(["a", "a"]), encoded(["a", "b", "a", "b"]), encoded(["a", "b"])
    ({'all': 'a'}, {'of': ['a', 'b'], 'at': [0, 1, 0, 1]}, ['a', 'b'])
    """
    places: dict[Any, int] = {}
    at = [places.setdefault(value, len(places)) for value in values]
    if len(places) == 1:
        return {"all": values[0]}
    if 2 * len(places) <= len(at):
        return {"of": list(places), "at": at}
    return {"range": len(at)} if values == list(range(len(at))) else list(values)


def decoded(column: Any, n: int) -> list[Any]:
    """Return the n values of an encoded column.

    Examples
    --------
    >>> decoded(encoded(["a", "b", "a", "b"]), 4), decoded(encoded(["a", "a"]), 2)
    (['a', 'b', 'a', 'b'], ['a', 'a'])
    """
    if isinstance(column, list):
        return column
    if "range" in column:
        return list(range(column["range"]))
    return [column["all"]] * n if "all" in column else [column["of"][i] for i in column["at"]]


def column_values(column: pd.Series) -> list[Any]:
    """Return a column as JSON values: text, whole and other numbers, booleans, ISO dates, None where missing."""
    import pandas as pd

    missing = column.isna().to_numpy()
    if pd.api.types.is_datetime64_any_dtype(column.dtype):
        values: list[Any] = column.to_numpy("datetime64[D]").astype(str).tolist()
    elif pd.api.types.is_bool_dtype(column.dtype):
        values = column.astype(object).tolist()
    elif pd.api.types.is_numeric_dtype(column.dtype):
        values = [plain_number(value) for value in column.tolist()]
    else:
        values = column.astype(object).tolist()
    if missing.any():
        for i in missing.nonzero()[0].tolist():
            values[i] = None
    return values


def plain_number(value: Any) -> int | float | None:
    """Return a number as JSON has it, whole numbers without a fraction; None where it is not a finite number.

    Examples
    --------
    >>> plain_number(2.0), plain_number(2.5), plain_number(float("nan")), plain_number("two")
    (2, 2.5, None, None)
    """
    if type(value) is int:
        return value if abs(value) < 2**53 else float(value)
    try:
        number = float(value)
    except (TypeError, ValueError):
        return None
    if not math.isfinite(number):
        return None
    return int(number) if number.is_integer() and abs(number) < 2**53 else number


def plain_text(value: Any) -> str | None:
    """Return a value as text; None where it is missing, NaN or empty.

    Examples
    --------
    >>> plain_text("Russia"), plain_text(7), plain_text(float("nan")), plain_text("")
    ('Russia', '7', None, None)
    """
    if isinstance(value, str):
        return str(value.encode("utf-8", "replace"), "utf-8") if value else None  # a lone surrogate cannot be written
    if value is None:
        return None
    if type(value) in (int, bool, date):
        return str(value)
    if _is_missing(value):
        return None
    return str(value) or None


def _is_missing(value: Any) -> bool:
    if isinstance(value, Iterable):
        return False
    import pandas as pd

    return bool(pd.isna(value))
