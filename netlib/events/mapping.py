"""From records to interactions: codes are looked up, every record is kept, dropped or rejected with a reason."""

from __future__ import annotations

from typing import Any

from netlib.events.fields import slug
from netlib.events.lookups import as_of, event_table, place_table, role_table
from netlib.schema import INTERACTIONS

__all__ = ["REASONS", "judge", "record_id", "to_interactions"]

_SIDES = ("source", "target")

REASONS = {
    "date": "date is not a day of the calendar",
    "event": "unknown event code",
    "no event": "no event code",
    "intensity": "intensity is not a number from -10 to 10",
}
"""Why a record is rejected."""

_UNTYPED = "PLOVER has no type for it (statements, appeals, no action)"
_IBIS_TYPES = {"text": "string", "date": "date", "integer": "int64", "number": "float64", "boolean": "boolean"}


def judge(records: Any, *, places: str, codes: str, named: bool = False) -> Any:
    """Return records with their codes looked up and a verdict.

    Parameters
    ----------
    records : ibis table
        As `netlib.events.records.record` fills them.
    places, codes : str
        Schemes of the actors and of the events.
    named : bool
        Whether actors have names and a country of their own, so that "Russia" of "Russian Federation" is Russia itself.

    Returns
    -------
    ibis table
        ``kept`` says whether it is an interaction; ``verdict`` is ``kept``, ``dropped`` (well-formed, but none)
        or ``rejected``; ``reason`` says why, and ``value`` is the text that was wrong.
    """
    import ibis

    table = records
    for side in _SIDES:
        known = place_table(places, side)
        place = as_of(table[f"{side}_place"], table["date"], places)
        table = table.left_join(known, place.lower() == known[f"{side}_key"]).drop(f"{side}_key")
        if named:
            names = place_table("name", f"{side}_named")
            table = table.left_join(names, table[f"{side}_label"].lower() == names[f"{side}_named_key"])
            table = table.drop(*[f"{side}_named_{part}" for part in ("key", "at_name", "at_kind", "at_country")])
        if places == "cameo":
            roles = role_table(side)
            table = table.left_join(roles, table[f"{side}_role"] == roles[f"{side}_role_code"])
            table = table.drop(f"{side}_role_code")
    events = event_table(codes)
    table = table.left_join(events, table["event_code"] == events["code_key"])
    table = table.mutate(
        source_id=_actor_id(table, "source"),
        target_id=_actor_id(table, "target"),
    ).view()
    unknown_day = table["date_given"].coalesce(False) & table["date"].isnull()
    untyped = table["code_key"].notnull() & (table["event"] == "")
    amount = table["intensity"]
    odd = table["intensity_given"].coalesce(False) & (amount.isnull() | ~((amount >= -10) & (amount <= 10)))
    rejected = [
        (unknown_day, REASONS["date"], table["date_text"]),
        (table["event_code"].isnull(), REASONS["no event"], ibis.null("string")),
        (table["code_key"].isnull(), REASONS["event"], table["event_code"]),
        (odd, REASONS["intensity"], table["intensity_text"]),
    ]
    dropped = [
        (table["skip"].notnull(), table["skip"]),
        (untyped, _UNTYPED),
        (table["source_id"].isnull(), "no source actor"),
        (table["target_id"].isnull(), "no target actor"),
    ]
    bad = [(test, "rejected") for test, _, _ in rejected]
    kept = ibis.and_(*[~test for test, *_ in [*rejected, *dropped]])
    return table.mutate(
        kept=kept,
        verdict=ibis.cases(*bad, *[(test, "dropped") for test, _ in dropped], else_="kept"),
        reason=ibis.cases(
            *[(test, reason) for test, reason, _ in rejected], *dropped, else_=ibis.null("string")
        ),
        value=ibis.cases(*[(test, value) for test, _, value in rejected], else_=ibis.null("string")),
    )  # fmt: skip


def _itself(table: Any, side: str) -> Any:
    """Return whether the actor is the place itself (a country, an organisation of states, a region)."""
    at, given = table[f"{side}_at"], table[f"{side}_given"]
    same = (given == table[f"{side}_place"]) | (given == at)
    bare = table[f"{side}_role"].isnull()
    if f"{side}_named_at" in table.columns:
        bare = bare | (table[f"{side}_named_at"] == at).coalesce(False)
    return at.notnull() & given.isnull().ifelse(bare, same)


def _kind(table: Any, side: str) -> Any:
    """Return what an actor is that is not a place."""
    kind = table[f"{side}_kind"]
    name = f"{side}_role_kind"
    return kind.coalesce(table[name]) if name in table.columns else kind


def _actor_id(table: Any, side: str) -> Any:
    import ibis

    at, role, given = table[f"{side}_at"], table[f"{side}_role"], table[f"{side}_given"]
    words = role.coalesce(table[f"{side}_place"])
    return ibis.cases(
        (_itself(table, side), at),
        (given.notnull(), given),
        (words.isnull(), ibis.null("string")),
        (at.isnull(), _kind(table, side).coalesce("group") + ":" + slug(words)),
        else_=at + at.contains(":").ifelse("-", ":") + slug(words),  # no second colon in an id
    )


def _side(table: Any, side: str) -> dict[str, Any]:
    at, at_kind, at_name = (table[f"{side}_{part}"] for part in ("at", "at_kind", "at_name"))
    actor = table[f"{side}_id"]
    label = table[f"{side}_label"]
    if f"{side}_role_label" in table.columns:
        place = at.isnull().ifelse("", " (" + at_name + ")")
        label = (table[f"{side}_role_label"] + place).coalesce(label)
    kind = _kind(table, side)
    free = (at.isnull() & table[f"{side}_given"].isnull()).ifelse(kind.coalesce("group"), kind)
    itself = _itself(table, side)
    return {
        side: actor,
        f"{side}_name": itself.ifelse(at_name, label.coalesce(actor)),
        f"{side}_kind": itself.ifelse(at_kind, free),
        f"{side}_country": table[f"{side}_at_country"],
    }


def to_interactions(judged: Any, *, extractor: str) -> Any:
    """Return the kept records as interactions, with every column of `netlib.schema.INTERACTIONS` in its order.

    Columns that begin with ``_`` are carried along, at the end.
    """
    import ibis

    table = judged.filter(judged["kept"])
    values = {
        "interaction_id": extractor + ":" + record_id(table),
        **_side(table, "source"),
        **_side(table, "target"),
        "date_precision": table["date_precision"].coalesce("unknown"),
        "intensity": table["intensity"].coalesce(table["score"]),
        "reciprocal": table["reciprocal"].coalesce(False),
        "certainty": table["certainty"].coalesce("asserted"),
        "extractor": ibis.literal(extractor),
        "rule": table["event_code"],
    }
    same = ("doc_id", "sentence", "evidence", "date", "event", "mode", "attributed_to", "publisher", "url", "mentions",
            "publishers")  # fmt: skip
    values |= {name: table[name] for name in same}
    columns = {c.name: values[c.name] if c.name in values else ibis.null(_IBIS_TYPES[c.dtype]) for c in INTERACTIONS}
    carried = {name: table[name] for name in table.columns if name.startswith("_")}
    return table.select(**columns, **carried)


def record_id(table: Any) -> Any:
    """Return the ids of judged records: their own, or else 16 hexadecimal digits of what they say."""
    parts = ("date_text", "source_id", "target_id", "event_code", "intensity_text", "url", "doc_id", "evidence")
    text = table[parts[0]].coalesce("")
    for part in parts[1:]:
        text = text + "\x1f" + table[part].coalesce("")
    return table["key"].coalesce(text.hexdigest("sha256").substr(0, 16))
