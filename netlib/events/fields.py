"""Small Ibis expressions that every format shares: text, days, numbers, slugs. Each gives the same on every backend."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any

__all__ = [
    "amount",
    "cleaned",
    "day",
    "day_of_parts",
    "first_of_list",
    "list_length",
    "number",
    "reader",
    "slug",
    "whole",
]

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def cleaned(raw: Any, names: Iterable[str], missing: Sequence[str]) -> Any:
    """Return a table of the columns named, where they are there: text trimmed, and null where it stands for nothing.

    The table is a view: without one, Ibis would write what is done to a column out again at each of its uses.
    """
    columns = {}
    for name in dict.fromkeys([*names, "_file", "_row"]):
        if name not in raw.columns:
            continue
        column = raw[name]
        if column.type().is_string():
            # Most values have no space to strip, and looking is cheaper than stripping.
            spaced = column.startswith(" ") | column.endswith(" ")
            column = spaced.ifelse(column.strip(), column)
            for word in ("", *missing):
                column = column.nullif(word)
        columns[name] = column
    return raw.select(**columns).view()


def reader(table: Any) -> Callable[[str], Any]:
    """Return a function from the name of a column to its text; all nulls where the table has no such column."""
    import ibis

    def text(name: str) -> Any:
        return table[name].cast("string") if name in table.columns else ibis.null("string")

    return text


def amount(raw: Any, name: str, text: Any) -> dict[str, Any]:
    """Return the intensity of a record: as it is where the column holds numbers, and from its text otherwise."""
    native = name in raw.columns and raw[name].type().is_numeric()
    value = raw[name].cast("float64") if native else number(text)
    return {"intensity": value, "intensity_text": text, "intensity_given": (raw[name] if native else text).notnull()}


def number(text: Any) -> Any:
    """Return text as a number, null where it is none."""
    return text.try_cast("float64")


def whole(text: Any) -> Any:
    """Return text as a whole number >= 0, null where it is none; ``3.0`` is 3."""
    value = number(text)
    return ((value >= 0) & (value < 1e15)).ifelse(value, None).cast("int64")


def day(column: Any, order: str = "ymd") -> tuple[Any, Any, Any]:
    """Return a column as (text, date, precision); the date is null where the text is not a day of the calendar.

    Parameters
    ----------
    column : ibis column
        Text such as ``20180601``, ``2018-06-01`` (with or without a time), ``2018-06``, ``2018``, ``1 June 2018``; or
        a date or timestamp.
    order : {"ymd", "dmy", "mdy"}
        In which order day, month and year stand where they are three numbers.
    """
    import ibis

    if column.type().is_temporal():
        return column.cast("string"), column.cast("date"), column.notnull().ifelse("day", None)
    parts: dict[str, Any]
    if order == "ymd":
        # Cheap tests first: this runs once a row of tables of any size.
        size = column.length()
        iso = ibis.cases(
            (size == 10, column),
            (size == 8, column.substr(0, 4) + "-" + column.substr(4, 2) + "-" + column.substr(6, 2)),
            (size == 4, column + "-01-01"),
            (size == 7, column + "-01"),
            else_=column.substr(0, 10),
        )
        date = iso.like("____-__-__").ifelse(iso, None).try_cast("date")
        precision = ibis.cases((size == 4, "year"), (size == 7, "month"), else_="day")
        return column, date, date.notnull().ifelse(precision, None)
    pattern = r"^(\d{1,2})\D(\d{1,2})\D(\d{4})"
    first, second, year = (column.re_extract(pattern, group) for group in (1, 2, 3))
    parts = {"d": first, "m": second} if order == "dmy" else {"m": first, "d": second}
    date = _assembled(year, parts["m"], parts["d"])
    return column, date, date.notnull().ifelse("day", None)


def day_in_words(column: Any) -> tuple[Any, Any, Any]:
    """Return a column such as ``01 June 2018`` or ``2018-06-01`` as `day` does."""
    import ibis

    text, date, precision = day(column)
    if column.type().is_temporal():
        return text, date, precision
    pattern = r"^(\d{1,2}) ([A-Za-z]{3})[a-z]* (\d{4})$"
    name = column.re_extract(pattern, 2).lower()
    month = ibis.cases(*[(name == short, str(i)) for i, short in enumerate(_MONTHS, start=1)], else_="")
    date = date.coalesce(_assembled(column.re_extract(pattern, 3), month, column.re_extract(pattern, 1)))
    return text, date, date.notnull().ifelse(precision.coalesce("day"), None)


def day_of_parts(year: Any, month: Any, day_: Any) -> tuple[Any, Any, Any]:
    """Return year, month and day in columns of their own as `day` does; month and day may be null."""
    import ibis

    text = year + month.notnull().ifelse("-" + month, "") + day_.notnull().ifelse("-" + day_, "")
    date = _assembled(year, month.coalesce("1"), day_.coalesce("1"))
    precision = ibis.cases((month.isnull(), "year"), (day_.isnull(), "month"), else_="day")
    return text, date, date.notnull().ifelse(precision, None)


def _assembled(year: Any, month: Any, day_: Any) -> Any:
    iso = year.lpad(4, "0") + "-" + month.lpad(2, "0") + "-" + day_.lpad(2, "0")
    return ((iso.length() == 10) & (year != "")).ifelse(iso, None).try_cast("date")


def first_of_list(text: Any) -> Any:
    """Return what stands before the first semicolon."""
    return text.split(";")[0].strip().nullif("")


def list_length(text: Any) -> Any:
    """Return how many things a list with semicolons names; null where there is none."""
    return text.isnull().ifelse(None, text.split(";").length()).cast("int64")


def slug(text: Any) -> Any:
    """Return text as the last part of an actor id: lower-case ASCII words joined by hyphens."""
    accented, bare = _letters()
    worn = text.lower().translate(accented, bare).re_replace("[^a-z0-9]+", "-").re_replace("^-|-$", "")
    return worn.nullif("").coalesce(text.hexdigest("md5").substr(0, 12))


@cache
def _letters() -> tuple[str, str]:
    """Return the accented small Latin letters and, letter by letter, what is left without the accent."""
    pairs = {}
    for code in range(0x00DF, 0x0180):
        letter = chr(code)
        bare = unicodedata.normalize("NFKD", letter)[0]
        if letter.islower() and bare != letter and bare.isascii() and bare.isalpha():
            pairs[letter] = bare
    pairs |= {"ø": "o", "đ": "d", "ł": "l", "ı": "i", "ħ": "h"}
    return "".join(pairs), "".join(pairs.values())
