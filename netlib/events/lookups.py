"""Small tables that turn the codes of event tables into actor ids and PLOVER events; the facts are in lexicons/."""

from __future__ import annotations

from functools import cache
from typing import Any

from netlib.errors import check_choice
from netlib.ontology import event_types, read_lexicon

__all__ = ["PLACES", "country_names", "event_table", "group_codes", "place_table", "role_table"]

PLACES = ("actor", "country", "iso3", "iso2", "iso_numeric", "name", "cow", "gw", "cameo")
"""Schemes of places: ``actor`` is ISO alpha-3 codes and names, ``country`` alpha-2 codes as well."""


@cache
def country_names() -> dict[str, str]:
    """Return the display name of every country, by id.

    Examples
    --------
    >>> country_names()["NAM"]
    'Namibia'
    """
    return {row["actor_id"]: row["name"] for row in read_lexicon("countries.csv")}


@cache
def _places(scheme: str) -> dict[str, str]:
    """Return lower-case code or name to actor id."""
    check_choice("places", scheme, PLACES)
    codes: dict[str, dict[str, str]] = {}
    for row in read_lexicon("country_codes.csv"):
        codes.setdefault(row["scheme"], {})[row["code"].lower()] = row["actor_id"]
    iso3 = {actor.lower(): actor for actor in country_names()}
    own = {"uno": "UNO", "eur": "EUR", "nato": "NATO"}
    if scheme == "iso3":
        return own | iso3
    if scheme == "cameo":
        return iso3 | codes["cameo"] | codes["cameo_group"]
    if scheme not in ("actor", "country", "name"):
        return codes[scheme]
    names = {"united nations": "UNO", "european union": "EUR", "nato": "NATO"}
    for row in read_lexicon("countries.csv"):
        for alias in filter(None, row["aliases"].split("|")):
            names.setdefault(alias.lower(), row["actor_id"])
    names |= codes["name"]
    names |= {row["name"].lower(): row["actor_id"] for row in read_lexicon("countries.csv")}
    if scheme == "name":
        return names
    return names | (codes["iso2"] if scheme == "country" else {}) | own | iso3


def place_table(scheme: str, side: str) -> Any:
    """Return the Ibis table of a scheme, its columns named for a side: ``source_key, source_at, source_at_name, ...``."""
    import ibis
    import pyarrow as pa

    found = _places(scheme)
    kinds = [_kind(actor) for actor in found.values()]
    table = pa.table(
        {
            f"{side}_key": list(found),
            f"{side}_at": list(found.values()),
            f"{side}_at_name": [_name(actor) for actor in found.values()],
            f"{side}_at_kind": kinds,
        }
    )
    return ibis.memtable(table)


def _kind(actor: str) -> str:
    if ":" in actor:
        return actor.split(":")[0]
    return "organisation" if actor in ("UNO", "EUR", "NATO") else "country"


def _name(actor: str) -> str:
    if ":" in actor:
        return actor.split(":")[1].replace("-", " ").title()
    organisations = {"UNO": "United Nations", "EUR": "European Union", "NATO": "NATO"}
    return organisations.get(actor) or country_names().get(actor, actor)


@cache
def group_codes() -> tuple[str, ...]:
    """Return CAMEO's codes of the organisations of states that have an id of their own.

    Examples
    --------
    >>> group_codes()
    ('UNO', 'EEC', 'NAT')
    """
    return tuple(row["code"] for row in read_lexicon("country_codes.csv") if row["scheme"] == "cameo_group")


def role_table(side: str) -> Any:
    """Return the Ibis table of CAMEO's roles (GOV, MIL, ...): ``source_role_code, source_role_label, source_role_kind``."""
    import ibis
    import pyarrow as pa

    rows = read_lexicon("cameo_roles.csv")
    return ibis.memtable(
        pa.table({f"{side}_role_{part}": [row[part] for row in rows] for part in ("code", "label", "kind")})
    )


def event_table(scheme: str) -> Any:
    """Return the Ibis table of an event scheme: ``code_key, event, mode, score``; the event is empty where PLOVER has none."""
    import ibis
    import pyarrow as pa

    scores = {key: kind.intensity for key, kind in event_types().items()}
    if scheme == "plover":
        found = [(f"{event}|{mode}" if mode else event, event, mode, score) for (event, mode), score in scores.items()]
    elif scheme == "cameo":
        found = [
            (row["code"], row["event"], row["mode"], float(row["goldstein"]) if row["goldstein"] else None)  # type: ignore[misc]
            for row in read_lexicon("cameo.csv")
        ]
    else:
        rows = [row for row in read_lexicon("event_codes.csv") if row["scheme"] == scheme]
        found = [(row["code"], row["event"], row["mode"], None) for row in rows]  # type: ignore[misc]
    full = [
        (code, event, mode or None, score if score is not None else scores.get((event, mode), scores.get((event, ""))))
        for code, event, mode, score in found
    ]
    columns = list(zip(*full, strict=True))
    table = pa.table(
        {
            "code_key": pa.array([code.lower() for code in columns[0]], pa.string()),
            "event": pa.array(columns[1], pa.string()),
            "mode": pa.array(columns[2], pa.string()),
            "score": pa.array(columns[3], pa.float64()),
        }
    )
    return ibis.memtable(table)
