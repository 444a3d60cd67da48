"""What each event table looks like (lexicons/event_formats.toml), and which one a header or a row belongs to."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from netlib.errors import DataError, check_choice

__all__ = ["Format", "formats", "plain", "recognise"]


@dataclass(frozen=True)
class Format:
    """One kind of event table.

    Attributes
    ----------
    key : str
        The name by which it is asked for: ``gdelt2``, ``icews``, ...
    title : str
        What it is called in its documentation.
    reference : str
        Where its columns are documented.
    header : str
        ``always``, ``optional`` or ``never``.
    counts : tuple of int
        Column counts of files without a header.
    missing : tuple of str
        Words that stand for a missing value, beside the empty field.
    places, codes : str
        The schemes in which its actors and its events are written.
    required : tuple of str
        The columns that mark it and that reading needs.
    also : tuple of str
        Further columns that are read where they are there.
    columns : tuple of str
        All its columns, in order.
    ragged : bool
        Whether rows may end early.
    fallback_encoding : str or None
        How a file that is not UTF-8 is read.
    """

    key: str
    title: str
    reference: str
    header: str
    counts: tuple[int, ...]
    missing: tuple[str, ...]
    places: str
    codes: str
    required: tuple[str, ...]
    also: tuple[str, ...]
    columns: tuple[str, ...]
    ragged: bool = False
    fallback_encoding: str | None = None


@cache
def formats() -> Mapping[str, Format]:
    """Return the event tables that netlib reads, by key.

    Examples
    --------
    >>> formats()["icews"].title
    'ICEWS coded event data'
    """
    text = files("netlib").joinpath("lexicons", "event_formats.toml").read_text(encoding="utf-8")
    found = {}
    for key, row in tomllib.loads(text).items():
        facts: dict[str, Any] = {name: tuple(fact) if isinstance(fact, list) else fact for name, fact in row.items()}
        found[key] = Format(key=key, **facts)
    return found


def plain(name: str) -> str:
    """Return a column name without case, spaces and punctuation, as headers are compared.

    Examples
    --------
    >>> plain("Event Date"), plain("EVENT_DATE")
    ('eventdate', 'eventdate')
    """
    return "".join(letter for letter in name.casefold() if letter.isalnum())


def recognise(first: Sequence[str], *, where: str) -> tuple[Format, bool]:
    """Return the format that the first row of a table belongs to, and whether that row is a header.

    Parameters
    ----------
    first : sequence of str
        The fields of the first row.
    where : str
        The file, for the message.

    Raises
    ------
    DataError
        If the row is no header that netlib knows and has no known column count, saying what comes nearest.

    Examples
    --------
    >>> found, header = recognise(["disno", "statea", "stateb", "strtday", "strtmnth", "strtyr", "year", "highmcaa",
    ...                            "highmcab"], where="mid.csv")
    >>> found.key, header
    ('cow_dyadic_mid', True)
    """
    names = {plain(name) for name in first}
    known = [f for f in formats().values() if names >= {plain(name) for name in f.required}]
    if known:
        return max(known, key=lambda f: len(f.required)), True
    for f in formats().values():
        if f.header == "optional" and len(first) in f.counts and starts_with_data(f, first):
            return f, False
    raise DataError(f"{where}: {_unknown(first)}")


def check_first_row(f: Format, first: Sequence[str], *, where: str) -> bool:
    """Return whether the first row of a file said to be of a format is its header, or raise.

    Raises
    ------
    DataError
        If it is neither the format's header nor one of its rows, saying which columns are missing.
    """
    names = {plain(name) for name in first}
    lacking = [name for name in f.required if plain(name) not in names]
    if not lacking:
        return True
    if f.header == "optional" and len(first) in f.counts and starts_with_data(f, first):
        return False
    if f.header == "optional" and len(lacking) == len(f.required):
        counts = " or ".join(map(str, f.counts))
        raise DataError(
            f"{where}, line 1: not {f.title}: {len(first)} columns where a file without a header has {counts}; "
            "leave format= out to have it recognised, or check the delimiter"
        )
    raise DataError(
        f"{where}, line 1: not the header of {f.title}: {len(lacking)} column{'s' * (len(lacking) > 1)} missing: "
        f"{', '.join(lacking[:8])}; found {_shown(first)}. Leave format= out to have it recognised, or map the columns "
        "yourself with columns={'source': ..., 'target': ..., 'date': ..., 'event': ...}"
    )


def starts_with_data(f: Format, first: Sequence[str]) -> bool:
    """Return whether a first row holds an id and a day where the format has them."""
    day = first[1] if len(first) > 1 else ""
    return day.isdigit() and len(day) in (8, 14) and (f.key == "phoenix" or first[0].isdigit())


def check_format(key: str) -> Format:
    """Return the format with this key.

    Raises
    ------
    ParameterError
        If there is none.
    """
    check_choice("format", key, formats())
    return formats()[key]


def _unknown(first: Sequence[str]) -> str:
    names = {plain(name) for name in first}
    nearest = max(formats().values(), key=lambda f: len(names & {plain(name) for name in f.required}) / len(f.required))
    lacking = [name for name in nearest.required if plain(name) not in names]
    hint = ""
    if len(lacking) < len(nearest.required):
        hint = f" Nearest is {nearest.title}, which also needs {', '.join(lacking)}."
    return (
        f"line 1 is not the header of an event table that netlib knows, and {len(first)} columns are no known count; "
        f"found {_shown(first)}.{hint} Map the columns yourself: columns={{'source': ..., 'target': ..., 'date': ..., "
        "'event' or 'code': ...}"
    )


def _shown(first: Sequence[str]) -> str:
    shown = ", ".join(repr(name[:30]) for name in first[:6])
    return shown + (f" and {len(first) - 6:,} more" if len(first) > 6 else "")
