"""The registry of known actors: aliases to actors, affiliation (person, organisation, country), validity in time.

An actor table of one's own (the columns of `netlib.schema.ACTORS`) is laid over the packaged one with
`Registry.with_actors`; a fictional world is a table like any other.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

__all__ = ["Actor", "Registry", "default_registry", "display_name", "kind_of"]


@dataclass(frozen=True, slots=True)
class Actor:
    """Someone who acts: a person, an organisation, a country or a group.

    Attributes
    ----------
    actor_id : str
        ``RUS``, ``UNO``, ``RUS:vladimir-putin``, ``SYR:ministry-of-defense``, ``person:jane-doe``.
    name : str
        Display name.
    kind : str
        ``person``, ``organisation``, ``country`` or ``group``.
    country : str or None
        ISO 3166-1 alpha-3 code; an organisation of states is its own country.
    parent : str or None
        Id of the organisation or country that it belongs to or acts for.
    aliases : tuple of str
        Other names.
    since, until : date or None
        First and last day on which the row holds; None is open.
    """

    actor_id: str
    name: str
    kind: str
    country: str | None
    parent: str | None = None
    aliases: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None


class Registry:
    """Known actors and the names they go by; immutable.

    ``registry.get(actor_id)`` returns the latest row of an id or None; ``registry.lookup(alias, on=None)`` the actors
    that bear a name, on a day; ``registry.with_actors(table)`` a new registry with a table of one's own on top.
    """

    def get(self, actor_id: str) -> Actor | None:
        """Return the actor with this id, or None."""
        raise NotImplementedError

    def lookup(self, alias: str, *, on: date | None = None) -> tuple[Actor, ...]:
        """Return the actors known by a name, possibly several, possibly none."""
        raise NotImplementedError

    def with_actors(self, table: Any, *, where: str = "actors") -> Registry:
        """Return a new registry in which the rows of an actors table (DataFrame or CSV path) take precedence."""
        raise NotImplementedError


def default_registry() -> Registry:
    """Return the packaged registry: countries, organisations, groups, office holders."""
    raise NotImplementedError


def display_name(actor_id: str) -> str:
    """Return the display name of a known actor, or the id itself.

    Examples
    --------
    >>> display_name("RUS")
    'Russia'
    """
    return {"RUS": "Russia", "SYR": "Syria"}.get(actor_id, actor_id)


def kind_of(actor_id: str) -> str:
    """Return the kind of a known actor; an unknown one is a country.

    Examples
    --------
    >>> kind_of("RUS")
    'country'
    """
    return "organisation" if actor_id in {"UNO", "EUR"} else "country"
