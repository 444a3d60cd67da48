"""Tables of one's own: which column holds what, said by the caller or by the names of the columns themselves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from netlib.errors import ParameterError, check_choice, suggest
from netlib.events import fields
from netlib.events.records import record
from netlib.ontology import event_types
from netlib.schema import CERTAINTIES, KINDS

__all__ = ["MAPPABLE", "check_mapping", "mapped_records"]

_SIDES = ("source", "target")

MAPPABLE = (
    "source", "target", "date", "event", "mode", "code", "intensity", "source_name", "source_kind", "source_country",
    "target_name", "target_kind", "target_country", "mentions", "publishers", "publisher", "url", "doc_id", "evidence",
    "attributed_to", "certainty", "reciprocal", "interaction_id",
)  # fmt: skip
"""What a column can be mapped to: columns of the interactions table, and ``code`` for a CAMEO code."""


def check_mapping(
    columns: Mapping[str, str], values: Mapping[str, object], found: Sequence[str], *, where: str
) -> dict[str, str]:
    """Return the mapping with the columns that need none, or raise.

    Raises
    ------
    ParameterError
        If a name is not mappable, a column is not there, or source, target or event and code are not given.
    """
    for parameter, given in (("columns", columns), ("values", values)):
        for name in given:
            if name not in MAPPABLE:
                allowed = ", ".join(MAPPABLE)
                raise ParameterError(
                    f"{parameter}: {name!r} cannot be mapped; allowed are {allowed}.{suggest(name, MAPPABLE)}"
                )
    for name, column in columns.items():
        if column not in found:
            shown = ", ".join(found[:12])
            raise ParameterError(
                f"columns[{name!r}]={column!r}: {where} has no such column but {shown}.{suggest(column, found)}"
            )
    choices: tuple[tuple[str, tuple[str, ...]], ...]
    choices = (("certainty", CERTAINTIES), ("source_kind", KINDS), ("target_kind", KINDS))
    for name, options in choices:
        if name in values:
            check_choice(f"values[{name!r}]", values[name], options)
    full = {name: name for name in MAPPABLE if name in found and name not in values} | dict(columns)
    lacking = [name for name in _SIDES if name not in full and name not in values]
    if not {"event", "code"} & (full.keys() | values.keys()):
        lacking.append("event (PLOVER) or code (CAMEO)")
    if lacking:
        raise ParameterError(
            f"columns: say which column of {where} holds {', '.join(lacking)}, or give a constant with "
            "values={'event': 'AGREE'}; the columns are " + ", ".join(found[:12])
        )
    return full


def mapped_records(
    raw: Any, columns: Mapping[str, str], values: Mapping[str, object], *, date_order: str, missing: Iterable[str]
) -> tuple[Any, str]:
    """Return the records of a mapped table, and the scheme of its events."""
    import ibis

    check_choice("date_order", date_order, ("ymd", "dmy", "mdy"))
    raw = fields.cleaned(raw, columns.values(), tuple(missing))
    text = fields.reader(raw)

    def get(name: str) -> Any:
        if name in columns:
            return text(columns[name])
        if name in values:
            return ibis.literal(str(values[name]))
        return ibis.null("string")

    def has(name: str) -> bool:
        return name in columns or name in values

    if has("code"):
        code, scheme = get("code"), "cameo"
    else:
        event, scheme = get("event").upper(), "plover"
        code = event
        if has("mode"):
            both = event + "|" + get("mode").lower()
            code = both.isin([f"{name}|{mode}" for name, mode in event_types() if mode]).ifelse(both, event)
    record_values: dict[str, Any] = {
        "key": get("interaction_id"),
        "event_code": code,
        **fields.amount(raw, columns.get("intensity", ""), get("intensity")),
        "mentions": fields.whole(get("mentions")),
        "publishers": fields.whole(get("publishers")),
        "reciprocal": get("reciprocal").lower().isin(["true", "1", "yes", "t"]),
    }
    record_values |= {name: get(name) for name in ("publisher", "url", "doc_id", "evidence", "attributed_to")}
    if has("certainty"):
        said = get("certainty").lower()
        record_values["certainty"] = said.isin(CERTAINTIES).ifelse(said, "unconfirmed")
    native = "date" in columns and raw[columns["date"]].type().is_temporal()
    parts = fields.day(raw[columns["date"]] if native else get("date"), date_order)
    record_values |= dict(zip(("date_text", "date", "date_precision"), parts, strict=True))
    record_values["date_given"] = ibis.literal(False) if native else parts[0].notnull()
    for side in _SIDES:
        actor, country, kind = get(side), get(f"{side}_country"), get(f"{side}_kind").lower()
        before = actor.contains(":").ifelse(actor.substr(0, actor.find(":")), actor)
        record_values |= {
            f"{side}_given": actor,
            f"{side}_place": country.coalesce(before) if has(f"{side}_country") else before,
            f"{side}_label": get(f"{side}_name"),
            f"{side}_kind": kind.isin(KINDS).ifelse(kind, None),
        }
    return record(raw, record_values), scheme
