"""Small tables that turn the codes of event tables into actor ids and PLOVER events; the facts are in lexicons/."""

from __future__ import annotations

from functools import cache
from typing import Any

from netlib.errors import check_choice
from netlib.ontology import event_types, read_lexicon

__all__ = ["PLACES", "as_of", "event_table", "group_codes", "place_table", "role_table"]

PLACES = ("actor", "country", "iso3", "iso2", "iso_numeric", "name", "group", "cow", "gw", "cameo", "ucdp")
"""Schemes of places: ``actor`` is ISO alpha-3 codes and names, ``country`` alpha-2 codes as well; ``group`` is the
names of armed and other groups, ``ucdp`` the abbreviations of groups that only UCDP uses."""


@cache
def _registry() -> dict[str, tuple[str, str, str | None]]:
    """Return name, kind and country of the countries, organisations and groups of the registry, by id."""
    known: dict[str, tuple[str, str, str | None]] = {}
    for file in ("organisations.csv", "groups.csv"):
        for row in read_lexicon(file):
            known[row["actor_id"]] = (row["name"], row["kind"], row["country"] or None)
    return known | {row["actor_id"]: (row["name"], "country", row["actor_id"]) for row in read_lexicon("countries.csv")}


def _places(schemes: str) -> dict[str, str]:
    """Return lower-case code or name to actor id, for one scheme or for several with spaces between."""
    found: dict[str, str] = {}
    for scheme in reversed(schemes.split(" ")):
        found |= _places_of(scheme)
    return found


@cache
def _places_of(scheme: str) -> dict[str, str]:
    check_choice("places", scheme, PLACES)
    codes: dict[str, dict[str, str]] = {}
    for row in read_lexicon("actor_codes.csv"):
        codes.setdefault(row["scheme"], {})[row["code"].lower()] = row["actor_id"]
    alpha3 = {actor.lower(): actor for actor, (_, kind, _) in _registry().items() if kind == "country"}
    unions = {actor.lower(): actor for actor in _registry() if ":" not in actor}
    if scheme == "iso3":
        return unions | alpha3
    if scheme == "cameo":
        return alpha3 | codes["cameo"] | codes["cameo_group"]
    if scheme not in ("actor", "country", "name", "group"):
        return codes[scheme] | {_dated(row): row["actor_id"] for row in _dated_codes(scheme)}
    if scheme == "group":
        return _names("groups.csv")
    names = _names("groups.csv") | _names("organisations.csv") | _names("countries.csv") | codes["name"]
    if scheme == "name":
        return names
    return names | (codes["iso2"] if scheme == "country" else {}) | unions | alpha3


def _names(file: str) -> dict[str, str]:
    rows = read_lexicon(file)
    aliases = {alias.lower(): row["actor_id"] for row in rows for alias in row["aliases"].split("|") if alias}
    return aliases | {row["name"].lower(): row["actor_id"] for row in rows}


def _dated_codes(scheme: str) -> list[dict[str, str]]:
    return [row for row in read_lexicon("dated_codes.csv") if row["scheme"] in scheme.split(" ")]


def _dated(row: dict[str, str]) -> str:
    return f"{row['code']} from {row['first']}"


def as_of(code: Any, date: Any, scheme: str) -> Any:
    """Return a column of codes, those that stood for another state on the date replaced by a key of `place_table`.

    COW and Gleditsch-Ward number states, and one number may be Yugoslavia first and Serbia later.
    """
    import ibis

    rows = _dated_codes(scheme)
    if not rows:
        return code
    then = [
        ((code == row["code"]) & date.between(ibis.date(row["first"]), ibis.date(row["last"])), _dated(row))
        for row in rows
    ]
    return ibis.cases(*then, else_=code)


def place_table(scheme: str, side: str) -> Any:
    """Return the Ibis table of a scheme, its columns named for a side: ``source_key, source_at, source_at_name, ...``.

    ``at`` is the actor id that a code or name stands for; ``at_name``, ``at_kind`` and ``at_country`` describe it.
    """
    import ibis
    import pyarrow as pa

    found = _places(scheme)
    described = [_described(actor) for actor in found.values()]
    columns: dict[str, list[str | None]] = {f"{side}_key": list(found), f"{side}_at": list(found.values())}
    for i, part in enumerate(("name", "kind", "country")):
        columns[f"{side}_at_{part}"] = [row[i] for row in described]
    return ibis.memtable(pa.table({name: pa.array(column, pa.string()) for name, column in columns.items()}))


def _described(actor: str) -> tuple[str, str, str | None]:
    """Return name, kind and country; what the registry does not know is a region or a state that has no ISO code."""
    kind, _, slug = actor.partition(":")
    return _registry().get(actor) or (slug.replace("-", " ").title(), kind, None)


@cache
def group_codes() -> tuple[str, ...]:
    """Return CAMEO's codes of organisations and groups that have an id of their own.

    Examples
    --------
    >>> "UNO" in group_codes()
    True
    """
    return tuple(row["code"] for row in read_lexicon("actor_codes.csv") if row["scheme"] == "cameo_group")


def role_table(side: str) -> Any:
    """Return the Ibis table of CAMEO's roles (GOV, MIL, ...), its columns named for a side: ``source_role_label``."""
    import ibis
    import pyarrow as pa

    rows = read_lexicon("cameo_roles.csv")
    return ibis.memtable(
        pa.table({f"{side}_role_{part}": [row[part] for row in rows] for part in ("code", "label", "kind")})
    )


def event_table(scheme: str) -> Any:
    """Return the Ibis table of an event scheme: code_key, event, mode, score; no event where PLOVER has none."""
    import ibis
    import pyarrow as pa

    scores = {key: kind.intensity for key, kind in event_types().items()}
    found: list[tuple[str, str, str, float | None]]
    if scheme == "plover":
        found = [(f"{event}|{mode}" if mode else event, event, mode, score) for (event, mode), score in scores.items()]
    elif scheme == "cameo":
        found = [
            (row["code"], row["event"], row["mode"], float(row["goldstein"]) if row["goldstein"] else None)
            for row in read_lexicon("cameo.csv")
        ]
    else:
        rows = [row for row in read_lexicon("event_codes.csv") if row["scheme"] == scheme]
        found = [(row["code"], row["event"], row["mode"], None) for row in rows]
    full = [
        (code, event, mode or None, score if score is not None else scores.get((event, mode), scores.get((event, ""))))
        for code, event, mode, score in found
    ]
    columns = list(zip(*full, strict=True))
    table = pa.table(
        {
            "code_key": pa.array([code.lower() if scheme == "acled" else code for code in columns[0]], pa.string()),
            "event": pa.array(columns[1], pa.string()),
            "mode": pa.array(columns[2], pa.string()),
            "score": pa.array(columns[3], pa.float64()),
        }
    )
    return ibis.memtable(table)
