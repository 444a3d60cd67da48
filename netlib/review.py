"""A person's corrections, laid over a fresh extraction.

The sheet is a CSV file that any spreadsheet opens, one row an interaction. The person writes ``accept``, ``reject`` or
``edit`` under ``decision``, and for an edit the right value under the column's own name: an empty cell leaves a value
as it is, ``-`` removes it. Decisions go by ``interaction_id``, which is the same for the same claim in the same place,
so that they also hold for the next extraction of the same text.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from warnings import warn

from netlib.errors import NetlibWarning, SchemaError, suggest
from netlib.ontology import modes
from netlib.review_sheet import CLEAR, CORRECTABLE, DECISIONS, Line, read_sheet, shortened, write_review
from netlib.schema import INTERACTIONS, Column, format_marks, parse_marks, text_dtype, validate_interactions

if TYPE_CHECKING:
    import pandas as pd

    from netlib.actors import Actor

__all__ = ["CLEAR", "CORRECTABLE", "DECISIONS", "apply_review", "unmatched_decisions", "write_review"]

_COLUMNS = {column.name: column for column in INTERACTIONS}
_DOTTED = re.compile(r"^(\d{1,2})\.(\d{1,2})\.(\d{4})")
"""A day as spreadsheets of many countries save it, the day first; with slashes nobody could tell which comes first."""


def apply_review(table: pd.DataFrame, review: str | os.PathLike[str] | pd.DataFrame) -> pd.DataFrame:
    """Lay a person's decisions over an interactions table.

    ``reject`` removes the interaction; ``edit`` replaces the values whose cells are not empty, and what follows from
    them: a new actor brings its name, kind and country from the table or the registry, a new event its intensity.
    The id of an edited interaction stays. Lines without a decision are passed over.

    Parameters
    ----------
    table : DataFrame
        Interactions, as extracted.
    review : str, path or DataFrame
        The sheet: ``interaction_id``, ``decision`` and any of `CORRECTABLE`; other columns are for the reader.

    Returns
    -------
    DataFrame
        The interactions that are left, in order, with a column ``decision``: accept, edit or missing.
        ``attrs["review"]`` counts the decisions of each kind that were applied and lists the ids of the ``unmatched``.

    Raises
    ------
    DataError
        If the sheet cannot be read.
    SchemaError
        If a decision or correction is not allowed, or two lines decide differently on one interaction; every problem is
        listed with its line.

    Warns
    -----
    NetlibWarning
        Of decisions that match no interaction of the table (`unmatched_decisions` lists them), of corrections on a line
        whose decision is not ``edit``, and of actor ids that neither the table nor the registry knows.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = pd.DataFrame({"interaction_id": ["i1", "i2"], "source": ["RUS", "SYR"], "target": ["SYR", "RUS"],
    ...                      "event": ["AID", "AID"]})
    >>> review = pd.DataFrame({"interaction_id": ["i1", "i2"], "decision": ["edit", "reject"],
    ...                        "event": ["SUPPORT", ""]})
    >>> apply_review(rows, review)[["source", "event", "intensity", "decision"]].values.tolist()
    [['RUS', 'SUPPORT', 5.0, 'edit']]
    """
    import pandas as pd

    result = validate_interactions(table)
    decided = _decided(read_sheet(review))
    row_of = {name: row for row, name in enumerate(result["interaction_id"])}
    unmatched = [line for line in decided if line.interaction_id not in row_of]
    matched = [line for line in decided if line.interaction_id in row_of]
    edits = {row_of[line.interaction_id]: line for line in matched if line.decision == "edit"}
    if edits:
        result = _edited(result, edits)
    decision = pd.Series(None, index=result.index, dtype=text_dtype())
    if "decision" in result:
        decision = result["decision"].astype(text_dtype())
    for line in matched:
        decision[row_of[line.interaction_id]] = line.decision
    result["decision"] = decision
    result = result.drop(index=result.index[result["decision"] == "reject"]).reset_index(drop=True)
    counts = {word: sum(line.decision == word for line in matched) for word in DECISIONS}
    result.attrs = {**table.attrs, "review": {**counts, "unmatched": [line.interaction_id for line in unmatched]}}
    if unmatched:
        warn(
            f"{len(unmatched)} of {len(decided)} decisions match no interaction of the table, first "
            f"{unmatched[0].interaction_id!r} ({unmatched[0].where}); they stay in the sheet, and "
            "unmatched_decisions(table, review) lists them",
            NetlibWarning,
            stacklevel=2,
        )
    return result


def unmatched_decisions(table: pd.DataFrame, review: str | os.PathLike[str] | pd.DataFrame) -> pd.DataFrame:
    """Return the decisions of a review that match no interaction of a table.

    Parameters
    ----------
    table : DataFrame
        Interactions, as extracted.
    review : str, path or DataFrame
        As in `apply_review`.

    Returns
    -------
    DataFrame
        The cells of those lines as text, with ``line``, where they stand, and ``near``: the ids of interactions of the
        table with the same evidence, separated by spaces, or missing. Without any, no rows.

    Raises
    ------
    DataError, SchemaError
        As in `apply_review`.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = pd.DataFrame({"interaction_id": ["i1"], "source": ["RUS"], "target": ["SYR"], "event": ["AID"]})
    >>> unmatched_decisions(rows, pd.DataFrame({"interaction_id": ["i7"], "decision": ["reject"]}))["line"].tolist()
    ['review, row 0']
    """
    import pandas as pd

    table = validate_interactions(table)
    known = set(table["interaction_id"])
    near: dict[str, list[str]] = {}
    for name, evidence in zip(table["interaction_id"], table["evidence"].fillna(""), strict=True):
        near.setdefault(shortened(evidence), []).append(name)
    lines = [line for line in _decided(read_sheet(review)) if line.interaction_id not in known]
    rows = [
        {**line.cells, "line": line.where, "near": " ".join(near.get(shortened(line.cells.get("evidence") or "?"), []))}
        for line in lines
    ]
    columns = list(
        dict.fromkeys(["interaction_id", "decision", "line", "near", *(name for row in rows for name in row)])
    )
    return pd.DataFrame(
        {name: pd.Series([row.get(name) or None for row in rows], dtype=text_dtype()) for name in columns}
    )


def _decided(lines: list[Line]) -> list[Line]:
    """Return the lines with a decision, one for each interaction, or raise listing every problem."""
    problems: list[str] = []
    decided: dict[str, Line] = {}
    stray = [line for line in lines if line.decision != "edit" and line.corrections()]
    for line in lines:
        if not line.decision:
            continue
        if line.decision not in DECISIONS:
            near = suggest(line.decision, DECISIONS)
            problems.append(f"{line.where}: decision {line.decision!r}; choose from {', '.join(DECISIONS)}.{near}")
        elif not line.interaction_id:
            problems.append(f"{line.where}: a decision without an interaction_id")
        elif line.decision == "edit" and not line.corrections():
            problems.append(f"{line.where}: an edit without a correction; write the right value under its column")
        elif line.decision == "edit":
            problems += _faults(line)
        earlier = decided.setdefault(line.interaction_id, line)
        if (earlier.decision, earlier.corrections()) != (line.decision, line.corrections()):
            problems.append(
                f"{line.where}: decides on {line.interaction_id} otherwise than {earlier.where}; remove one"
            )
    _raise_if(problems)
    if stray:
        warn(
            f"{len(stray)} lines hold corrections that are not applied, because their decision is not edit, first "
            f"{stray[0].where}",
            NetlibWarning,
            stacklevel=4,
        )
    return list(decided.values())


def _raise_if(problems: list[str]) -> None:
    if problems:
        listed = "\n  ".join(problems[:20]) + (f"\n  and {len(problems) - 20} more" * (len(problems) > 20))
        raise SchemaError(f"review: {len(problems)} problem{'s' * (len(problems) > 1)}\n  {listed}")


def _faults(line: Line) -> list[str]:
    """Say what is wrong with the corrections of an edit, by the schema's own rules."""
    faults = []
    for name, text in line.corrections().items():
        column = _COLUMNS[name]
        if text == CLEAR:
            if not column.nullable:
                faults.append(f"{line.where}, column {name}: cannot be removed; leave the cell empty or reject the row")
        elif column.allowed and text not in column.allowed:
            choices, near = ", ".join(column.allowed), suggest(text, column.allowed)
            faults.append(f"{line.where}, column {name}: {text!r} is not allowed; choose from {choices}.{near}")
        elif column.dtype != "text" and _value(text, column) is None:
            how = {"date": "2025-11-16, 2025-11 or 2025", "boolean": "true or false"}.get(column.dtype, "a number")
            faults.append(f"{line.where}, column {name}: {text!r} cannot be read; write {how}")
    return faults


def _value(text: str, column: Column) -> Any:
    """Return the value that a correction states, None where it states none."""
    import pandas as pd

    if column.dtype == "text":
        return text
    if column.dtype == "boolean":
        return {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}.get(text.lower())
    if column.dtype == "date":
        text = _DOTTED.sub(lambda match: f"{match[3]}-{match[2]:0>2}-{match[1]:0>2}", text)
        if not re.match(r"\d{4}(-\d\d){0,2}([T ].*)?$", text):
            return None
        moment = pd.to_datetime(text, errors="coerce", format="ISO8601")
        return None if pd.isna(moment) else moment.tz_localize(None)
    number = pd.to_numeric(text, errors="coerce")
    return None if pd.isna(number) or (column.dtype == "integer" and number % 1) else number


def _edited(table: pd.DataFrame, edits: Mapping[int, Line]) -> pd.DataFrame:
    """Return the table with the corrections, and with what follows from them."""
    import pandas as pd

    known = _actors_in(table)
    rows = table.astype(object).where(table.notna(), None)
    strangers: list[str] = []
    problems: list[str] = []
    changed: dict[int, dict[str, Any]] = {}
    for row, line in edits.items():
        before = dict(zip(table.columns, rows.iloc[row], strict=True))
        given = {
            name: None if text == CLEAR else _value(text, _COLUMNS[name]) for name, text in line.corrections().items()
        }
        after = {**before, **given}
        for side in ("source", "target"):
            if after[side] != before[side]:
                attributes = _attributes(after[side], known)
                if attributes is None:
                    strangers.append(f"{line.where}, column {side}: {after[side]!r}{_known_as(after[side])}")
                for name in ("name", "kind", "country", "role", "parent"):
                    column = f"{side}_{name}"
                    after[column] = given.get(column, (attributes or {"name": after[side]}).get(name))
                after["marks"] = format_marks([mark for mark in parse_marks(after["marks"]) if mark.part != side])
        if after["mode"] is not None and after["mode"] not in modes(after["event"]):
            if given.get("mode") is not None:
                choices = ", ".join(modes(after["event"])) or "none"
                problems.append(
                    f"{line.where}, column mode: {after['mode']!r} is no mode of {after['event']}: {choices}"
                )
            after["mode"] = None
        if "intensity" not in given and (after["event"], after["mode"]) != (before["event"], before["mode"]):
            after["intensity"] = None  # the validator fills it
        if "date" in given and "date_precision" not in given:
            length = len(line.corrections()["date"])
            after["date_precision"] = None if given["date"] is None else {4: "year", 7: "month"}.get(length, "day")
        changed[row] = after
    _raise_if(problems)
    if strangers:
        warn(
            f"{len(strangers)} corrected actors are in neither the table nor the registry: {'; '.join(strangers[:5])}; "
            "they were taken as new actors",
            NetlibWarning,
            stacklevel=3,
        )
    frame = rows.copy()
    for row, after in changed.items():
        frame.iloc[row] = pd.Series(after)
    own = {name: table[name] for name in table.columns if name not in _COLUMNS}
    return validate_interactions(frame.assign(**own), where="reviewed interactions")


def _actors_in(table: pd.DataFrame) -> dict[str, dict[str, Any]]:
    """Return what the table itself says of each actor, in the first row that names it."""
    known: dict[str, dict[str, Any]] = {}
    for side in ("target", "source"):
        columns = [f"{side}_{name}" for name in ("name", "kind", "country", "role", "parent")]
        first = table.drop_duplicates(side)[[side, *columns]]
        first = first.astype(object).where(first.notna(), None)
        for actor, *values in first.itertuples(index=False, name=None):
            known[actor] = dict(zip(("name", "kind", "country", "role", "parent"), values, strict=True))
    return known


def _attributes(actor_id: str, known: Mapping[str, dict[str, Any]]) -> dict[str, Any] | None:
    """Return what is known of an actor; of an unknown actor of a known country, its country; otherwise None."""
    from netlib.actors import default_registry

    if actor_id in known:
        return known[actor_id]
    actor: Actor | None = default_registry().get(actor_id)
    if actor is not None:
        return {"name": actor.name, "kind": actor.kind, "country": actor.country, "parent": actor.parent}
    country, colon, _ = actor_id.partition(":")
    home = default_registry().get(country) if colon else None
    return None if home is None else {"name": actor_id, "country": home.actor_id, "parent": home.actor_id}


def _known_as(name: str) -> str:
    """Say which actor goes by what was written in place of an id."""
    from netlib.actors import default_registry

    ids = [actor.actor_id for actor in default_registry().lookup(name)]
    return f" (did you mean {' or '.join(ids)}?)" if ids else ""
