"""The words of netlib: the columns of every table, the attributes of a network, and their validators.

Everything that netlib reads or makes is one of three tables or a graph:

- **documents**: one row a text;
- **interactions**: one row a claim, in one place, that a source actor did something to, with or about a target;
- **actors**: one row a known actor, for registries of one's own;
- **network**: ``nx.Graph`` or ``nx.DiGraph`` with the attributes of `NODE_ATTRIBUTES` and `EDGE_ATTRIBUTES`.

Text columns hold text or a missing value, never an empty string; dates have whole-second resolution, so that 1816 fits.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from netlib.errors import SchemaError
from netlib.ontology import EVENTS

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "ACTORS",
    "CERTAINTIES",
    "DATE_PRECISIONS",
    "DOCUMENTS",
    "EDGE_ATTRIBUTES",
    "INTERACTIONS",
    "KINDS",
    "NODE_ATTRIBUTES",
    "Column",
    "Mark",
    "empty_table",
    "format_marks",
    "interaction_id",
    "parse_marks",
    "text_dtype",
    "validate_actors",
    "validate_documents",
    "validate_interactions",
]

CERTAINTIES = ("asserted", "reported", "planned", "possible", "unconfirmed", "denied")
"""From the most to the least certain. ``asserted``: the text says so itself; ``reported``: it says who says so."""

KINDS = ("person", "organisation", "country", "group")
"""What an actor can be."""

DATE_PRECISIONS = ("day", "month", "year", "unknown")
"""How much of a date is known; the unknown part of the date is 1 (the first of the month, of January)."""

Dtype = Literal["text", "date", "integer", "number", "boolean"]


@dataclass(frozen=True)
class Column:
    """One column of a table.

    Attributes
    ----------
    name : str
        The column's name.
    dtype : str
        ``text``, ``date``, ``integer``, ``number`` or ``boolean``.
    meaning : str
        What a value says, in one sentence.
    required : bool
        Whether a table read from outside must have it; others are filled with missing values.
    nullable : bool
        Whether a value may be missing.
    allowed : tuple of str
        The only values allowed, where they are listed.
    """

    name: str
    dtype: Dtype
    meaning: str
    required: bool = False
    nullable: bool = True
    allowed: tuple[str, ...] = ()


DOCUMENTS = (
    Column("doc_id", "text", "the document's own id, unique", required=True, nullable=False),
    Column("title", "text", "its headline"),
    Column("text", "text", "its text, verbatim; every offset counts characters of this", required=True),
    Column("published", "date", "when it was published; a missing value leaves dates in the text partial"),
    Column("publisher", "text", "who published it"),
    Column("url", "text", "where it can be read"),
    Column("language", "text", "language code, such as en"),
)


def _side(side: str) -> tuple[Column, ...]:
    return (
        Column(side, "text", f"actor id of the {side}", required=True, nullable=False),
        Column(f"{side}_name", "text", f"display name of the {side}"),
        Column(f"{side}_kind", "text", f"what the {side} is", allowed=KINDS),
        Column(f"{side}_country", "text", f"ISO 3166-1 alpha-3 code of the country the {side} belongs to"),
        Column(f"{side}_role", "text", f"office of the {side} as the text states it"),
        Column(f"{side}_parent", "text", f"actor id of the organisation or country the {side} acts for"),
    )


INTERACTIONS = (
    Column("interaction_id", "text", "same text, span and coding: same id on every machine", nullable=False),
    Column("doc_id", "text", "the document it was found in"),
    Column("sentence", "integer", "number of the sentence within the document, from 0"),
    Column("start", "integer", "first character of the evidence in the document's text"),
    Column("end", "integer", "one past its last character"),
    Column("evidence", "text", "the words that state it: text[start:end]"),
    Column(
        "marks",
        "text",
        "where source, predicate and target stand in the evidence: 'source=0:6 predicate=7:10'",
    ),
    Column("date", "date", "when it happened, not when it was published"),
    Column("date_precision", "text", "how much of the date is known", allowed=DATE_PRECISIONS),
    *_side("source"),
    *_side("target"),
    Column("event", "text", "PLOVER event type", required=True, nullable=False, allowed=EVENTS),
    Column("mode", "text", "PLOVER mode of the event, where known"),
    Column("intensity", "number", "from -10 (conflict) to +10 (cooperation)"),
    Column("reciprocal", "boolean", "true where neither acts on the other: they met, they agreed", nullable=False),
    Column("certainty", "text", "how sure the text is", nullable=False, allowed=CERTAINTIES),
    Column("attributed_to", "text", "who says so, where the text says who"),
    Column("publisher", "text", "who published the document"),
    Column("url", "text", "where the evidence can be read"),
    Column("mentions", "integer", "coverage: how often the event was mentioned; never hostility"),
    Column("publishers", "integer", "coverage: how many publishers mentioned it"),
    Column("extractor", "text", "what made the row"),
    Column("rule", "text", "the rule that fired, so that the row can be argued with"),
)

ACTORS = (
    Column("actor_id", "text", "the id that interactions use", required=True, nullable=False),
    Column("name", "text", "display name", required=True, nullable=False),
    Column("kind", "text", "what it is", required=True, nullable=False, allowed=KINDS),
    Column("country", "text", "ISO 3166-1 alpha-3 code, or an id of one's own for a fictional world"),
    Column("parent", "text", "actor id of the organisation or country it belongs to"),
    Column("aliases", "text", "other names, separated by |"),
    Column("since", "date", "first day on which the row holds"),
    Column("until", "date", "last day on which the row holds"),
)

NODE_ATTRIBUTES: Mapping[str, str] = {
    "name": "display name",
    "kind": "person, organisation, country or group",
    "country": "ISO 3166-1 alpha-3 code, or None",
    "role": "office as last stated in the text, or None",
}
"""What every node of a network carries."""

EDGE_ATTRIBUTES: Mapping[str, str] = {
    "weight": "what the caller chose to count, > 0",
    "count": "number of interactions behind the edge",
    "cooperation": "the part of the weight that is cooperative, >= 0",
    "conflict": "the part of the weight that is hostile, >= 0",
    "first": "datetime.date of the earliest dated interaction, or None",
    "last": "datetime.date of the latest dated interaction, or None",
    "certainty": "the strongest certainty among the interactions",
    "interactions": "list of the interaction ids behind the edge, in table order",
}
"""What every edge of a network carries."""


@dataclass(frozen=True)
class Mark:
    """A stretch of the evidence that plays a part: ``source``, ``target`` or ``predicate``."""

    part: str
    start: int
    end: int


_MARK = re.compile(r"(source|target|predicate|attribution)=(\d+):(\d+)")


def format_marks(marks: Sequence[Mark]) -> str | None:
    """Write marks as the text of the ``marks`` column; None where there are none.

    Examples
    --------
    >>> format_marks([Mark("source", 0, 6), Mark("predicate", 7, 10)])
    'source=0:6 predicate=7:10'
    """
    return " ".join(f"{mark.part}={mark.start}:{mark.end}" for mark in marks) or None


def parse_marks(text: object) -> list[Mark]:
    """Read the ``marks`` column of one row; anything that is not a mark is passed over.

    Examples
    --------
    >>> parse_marks("source=0:6 predicate=7:10")
    [Mark(part='source', start=0, end=6), Mark(part='predicate', start=7, end=10)]
    >>> parse_marks(None)
    []
    """
    if not isinstance(text, str):
        return []
    return [Mark(part, int(start), int(end)) for part, start, end in _MARK.findall(text)]


def interaction_id(
    doc_id: str,
    start: int | str,
    end: int | str,
    evidence: str,
    source: str,
    target: str,
    event: str,
    nth: int = 0,
) -> str:
    """Return the stable id of a claim: 16 hexadecimal digits of a hash of where it stands and how it is coded.

    Parameters
    ----------
    doc_id, start, end, evidence : str, int, int, str
        Where the claim stands.
    source, target, event : str
        How it is coded.
    nth : int
        0, or the number of earlier claims with all of the above the same.

    Examples
    --------
    >>> interaction_id("a", 0, 9, "A met B.", "A", "B", "CONSULT")
    '33a96f99699342c4'
    """
    parts = [doc_id, str(start), str(end), evidence, source, target, event, str(nth)]
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def text_dtype() -> Any:
    """Return the pandas dtype of text columns: missing values are NaN, on pandas 2.3 and 3 alike.

    Examples
    --------
    >>> import pandas as pd
    >>> pd.Series(["a", None], dtype=text_dtype()).isna().tolist()
    [False, True]
    """
    import numpy as np
    import pandas as pd

    return pd.StringDtype(na_value=np.nan)


def empty_table(columns: Sequence[Column]) -> pd.DataFrame:
    """Return a table with the given columns and no rows, each with its dtype.

    Examples
    --------
    >>> empty_table(ACTORS).columns[0]
    'actor_id'
    """
    import pandas as pd

    return pd.DataFrame({c.name: pd.Series([], dtype=_pandas_dtype(c)) for c in columns})


def validate_documents(table: pd.DataFrame, *, where: str = "documents") -> pd.DataFrame:
    """Return a copy of a documents table with every column and dtype, or raise listing every problem.

    Parameters
    ----------
    table : DataFrame
        Must have ``doc_id`` (unique) and ``text``; the other columns of `DOCUMENTS` are added where missing, and
        columns of one's own are kept.
    where : str
        What the error calls the table: a file name, or the name of the argument.

    Raises
    ------
    SchemaError
        Listing every problem with its row.

    Examples
    --------
    >>> import pandas as pd
    >>> validate_documents(pd.DataFrame({"doc_id": ["a"], "text": ["A met B."]})).shape
    (1, 7)
    """
    return _validated(table, DOCUMENTS, where, unique="doc_id")


def validate_interactions(table: pd.DataFrame, *, where: str = "interactions") -> pd.DataFrame:
    """Return a copy of an interactions table with every column and dtype, or raise listing every problem.

    Missing columns are filled: ``certainty`` asserted, ``reciprocal`` false, ``intensity`` from PLOVER's scores,
    ``source_name`` from ``source``, ``interaction_id`` from the row's place and coding.

    Parameters
    ----------
    table : DataFrame
        Must have ``source``, ``target`` and ``event``; columns of one's own are kept.
    where : str
        What the error calls the table: a file name, or the name of the argument.

    Raises
    ------
    SchemaError
        Listing every problem with its row.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = pd.DataFrame({"source": ["RUS"], "target": ["SYR"], "event": ["AID"]})
    >>> validate_interactions(rows)[["certainty", "intensity"]].values.tolist()
    [['asserted', 10.0]]
    """
    filled = table.copy()
    if {"source", "target", "event"} <= set(filled.columns):
        _fill_interactions(filled)
    return _validated(filled, INTERACTIONS, where, unique="interaction_id")


def validate_actors(table: pd.DataFrame, *, where: str = "actors") -> pd.DataFrame:
    """Return a copy of an actors table with every column and dtype, or raise listing every problem.

    An actor may have several rows with different ``since`` and ``until``.

    Raises
    ------
    SchemaError
        Listing every problem with its row.

    Examples
    --------
    >>> import pandas as pd
    >>> elves = pd.DataFrame({"actor_id": ["ELF"], "name": ["Elves"], "kind": ["country"]})
    >>> validate_actors(elves)["aliases"].isna().all()
    np.True_
    """
    return _validated(table, ACTORS, where, unique=None)


def _pandas_dtype(column: Column) -> Any:
    if column.dtype == "boolean" and column.nullable is False:
        return "bool"
    return {
        "text": text_dtype(),
        "date": "datetime64[s]",
        "integer": "Int64",
        "number": "float64",
        "boolean": "boolean",
    }[column.dtype]


def _fill_interactions(table: pd.DataFrame) -> None:
    """Fill, in place, what the validator promises to fill."""
    from netlib.ontology import event_types

    for side in ("source", "target"):
        name = f"{side}_name"
        table[name] = table[name].where(table[name].notna(), table[side]) if name in table else table[side]
    for name, default in (("certainty", "asserted"), ("reciprocal", False), ("date_precision", None)):
        if name not in table:
            table[name] = default
    table["certainty"] = table["certainty"].where(table["certainty"].notna(), "asserted")
    if "date" in table and table["date_precision"].isna().any():
        known = table["date"].notna().map({True: "day", False: "unknown"})
        table["date_precision"] = table["date_precision"].where(table["date_precision"].notna(), known)
    if "intensity" not in table or table["intensity"].isna().any():
        import pandas as pd

        score = {key: kind.intensity for key, kind in event_types().items()}
        keys = zip(table["event"], table["mode"] if "mode" in table else [""] * len(table), strict=True)
        scores = pd.Series(
            [score.get((event, mode), score.get((event, ""))) for event, mode in keys], index=table.index, dtype=object
        )
        if "intensity" not in table:
            table["intensity"] = scores.astype(float)
        else:
            given = table["intensity"].astype(object)  # a column read as text takes no numbers
            table["intensity"] = given.where(given.notna(), scores)
    if "interaction_id" not in table or table["interaction_id"].isna().any():
        _fill_ids(table)


def _fill_ids(table: pd.DataFrame) -> None:
    """Give an id, in place, to the rows that have none."""
    import pandas as pd

    places = ["doc_id", "start", "end", "evidence", "source", "target", "event"]
    keys = table.reindex(columns=places).astype(object)
    keys = keys.where(keys.notna(), "")
    nth = keys.groupby(places, sort=False).cumcount()
    made = [
        interaction_id(str(doc_id), start, end, str(evidence), str(source), str(target), str(event), count)
        for (doc_id, start, end, evidence, source, target, event), count in zip(
            keys.itertuples(index=False, name=None), nth, strict=True
        )
    ]
    ids = pd.Series(made, index=table.index, dtype=text_dtype())
    given = table.get("interaction_id")
    table["interaction_id"] = ids if given is None else given.where(given.notna(), ids)


def _validated(table: pd.DataFrame, columns: Sequence[Column], where: str, *, unique: str | None) -> pd.DataFrame:
    """Coerce the known columns, then let pandera collect every violation and report them together."""
    missing = [column.name for column in columns if column.required and column.name not in table]
    if missing:
        raise SchemaError(
            f"{where}: missing column{'s' * (len(missing) > 1)} {', '.join(missing)}; "
            f"it has {', '.join(map(str, table.columns)) or 'none'}"
        )
    known = [column.name for column in columns]
    result = table.reset_index(drop=True)
    problems: list[str] = []
    coerced = {
        column.name: _coerce(result[column.name], column, problems)
        if column.name in result
        else _missing(column, len(result))
        for column in columns
    }
    import pandas as pd

    own = result[[name for name in result.columns if name not in known]]
    result = pd.concat([pd.DataFrame(coerced, index=result.index), own], axis=1)
    result.attrs.update(table.attrs)
    problems += _violations(result, columns, unique)
    if problems:
        shown = "\n  ".join(problems[:20]) + (f"\n  and {len(problems) - 20} more" * (len(problems) > 20))
        raise SchemaError(f"{where}: {len(problems)} problem{'s' * (len(problems) > 1)}\n  {shown}")
    return result


def _missing(column: Column, length: int) -> pd.Series:
    import pandas as pd

    if column.dtype == "boolean" and not column.nullable:
        return pd.Series(False, index=range(length), dtype="bool")
    return pd.Series([None] * length, dtype=_pandas_dtype(column))


def _coerce(values: pd.Series, column: Column, problems: list[str]) -> pd.Series:
    """Give a column its dtype; a value that has none is reported with its row and set to missing."""
    import pandas as pd

    dtype = _pandas_dtype(column)
    if values.dtype == dtype:
        return values
    if column.dtype == "text":
        # numbers read as floats must not turn the code 40 into "40.0"
        text = values.map(lambda v: str(int(v)) if isinstance(v, float) and v.is_integer() else v)
        return text.where(text.notna(), None).astype(dtype)
    if column.dtype == "date":
        result = _dates(values)
    elif column.dtype == "boolean":
        result = _booleans(values)
    else:
        result = pd.to_numeric(values, errors="coerce")
        if column.dtype == "integer":
            result = result.where(result.isna() | ((result % 1 == 0) & (result.abs() < 2**53)))
        elif not pd.api.types.is_numeric_dtype(values):
            # to_numeric of pandas 2 may miss the nearest float by one unit in the last place
            result = result.astype("float64")
            result[result.notna()] = values[result.notna()].map(float)
    for row in values.index[values.notna() & result.isna()][:20]:
        problems.append(f"row {row}, column {column.name}: {values[row]!r} is not a {column.dtype}")
    if column.dtype == "boolean" and not column.nullable:
        result = result.fillna(False)
    return result.astype(dtype)


def _dates(values: pd.Series) -> pd.Series:
    import pandas as pd

    if pd.api.types.is_datetime64_any_dtype(values):
        return values.dt.tz_localize(None) if getattr(values.dt, "tz", None) is not None else values
    parsed = pd.to_datetime(values.astype(object).map(_date_text), errors="coerce", format="ISO8601", utc=True)
    return parsed.dt.tz_localize(None)


def _date_text(value: Any) -> Any:
    """Return a number as its digits, and nothing for a word: pandas reads "now" as the moment of reading."""
    if isinstance(value, int | float):
        return str(int(value)) if not isinstance(value, bool) and value == value and abs(value) < 1e15 else None
    return value if not isinstance(value, str) or value[:1].isdigit() else None


def _booleans(values: pd.Series) -> pd.Series:
    words = {"true": True, "false": False, "1": True, "0": False, "yes": True, "no": False}
    return values.map(lambda value: words.get(str(value).lower())).astype("boolean")


@cache
def _pandera_schema(columns: tuple[Column, ...], unique: str | None) -> Any:
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)  # pandera imports PySpark, which warns of pandas 3
        import pandera.backends.pandas.builtin_checks  # noqa: F401
        import pandera.pandas as pa

    return pa.DataFrameSchema(
        {
            column.name: pa.Column(
                nullable=column.nullable,
                unique=column.name == unique,
                checks=pa.Check.isin(column.allowed) if column.allowed else None,
            )
            for column in columns
        }
    )


def _sound(table: pd.DataFrame, columns: Sequence[Column], unique: str | None) -> bool:
    """Tell whether there is nothing for pandera to find."""
    return all(
        (column.nullable or not table[column.name].isna().any())
        and (not column.allowed or bool(table[column.name].dropna().isin(column.allowed).all()))
        and (column.name != unique or table[column.name].is_unique)
        for column in columns
    )


def _violations(table: pd.DataFrame, columns: Sequence[Column], unique: str | None) -> list[str]:
    """Say what pandera finds wrong, a line a value; a sound table, the usual case, does not wait for it."""
    if _sound(table, columns, unique):
        return []
    schema = _pandera_schema(tuple(columns), unique)
    import pandera.errors

    try:
        schema.validate(table, lazy=True)
    except pandera.errors.SchemaErrors as error:
        allowed = {column.name: column.allowed for column in columns}
        lines = []
        for case in error.failure_cases.itertuples():
            if case.check == "not_nullable":
                reason = "is missing"
            elif case.check == "field_uniqueness":
                reason = f"{case.failure_case!r} is not unique"
            else:
                choices = ", ".join(allowed[case.column])
                reason = f"{case.failure_case!r} is not allowed; choose from {choices}"
            lines.append(f"row {case.index}, column {case.column}: {reason}")
        return lines
    return []
