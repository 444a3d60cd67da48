"""The registry of known actors: the names they go by, whom they belong to, and when.

The packaged registry knows countries and territories, organisations of states, armed groups and office holders; it is
data, in ``lexicons/``. An actors table of one's own (the columns of `netlib.schema.ACTORS`) is laid over it with
`Registry.with_actors`; a fictional world is a table like any other.
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property, lru_cache
from typing import TYPE_CHECKING, Literal

from netlib.ontology import read_lexicon

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "Actor",
    "Name",
    "NameForm",
    "Office",
    "Registry",
    "default_registry",
    "display_name",
    "fold",
    "kind_of",
    "slug",
]

NameForm = Literal["name", "adjective", "people", "place"]
"""``name``: Russia, the Kremlin; ``adjective``: Russian; ``people``: Russians; ``place``: Moscow, and other cities."""

_CITIES_FORM: dict[str, NameForm] = {"capital": "place", "cities": "place", "seats": "name"}


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

    def holds(self, on: date | None) -> bool:
        """Return whether the row holds on a day; without a day it does."""
        return on is None or ((self.since is None or self.since <= on) and (self.until is None or on <= self.until))


@dataclass(frozen=True, slots=True)
class Name:
    """One thing that an actor is called, and what kind of word that is."""

    text: str
    form: NameForm
    actor: Actor


@dataclass(frozen=True, slots=True)
class Office:
    """A term of office of a known person; `since` and `until` are None where open."""

    actor_id: str
    role: str
    since: date | None
    until: date | None


@dataclass(frozen=True, eq=False, repr=False)
class Registry:
    """Known actors and the names they go by; immutable.

    Attributes
    ----------
    names : tuple of Name
        Every name of every actor; the earlier ones take precedence.
    offices : tuple of Office
        Terms of office of known persons.

    Examples
    --------
    >>> registry = default_registry()
    >>> [actor.actor_id for actor in registry.lookup("Türkiye")]
    ['TUR']
    >>> registry.get("RUS:vladimir-putin").country
    'RUS'
    """

    names: tuple[Name, ...]
    offices: tuple[Office, ...] = ()

    @cached_property
    def _by_id(self) -> dict[str, tuple[Actor, ...]]:
        rows: dict[str, dict[Actor, None]] = {}
        for name in self.names:
            rows.setdefault(name.actor.actor_id, {})[name.actor] = None
        return {key: tuple(sorted(found, key=_latest_first)) for key, found in rows.items()}

    @cached_property
    def _by_alias(self) -> dict[str, tuple[Actor, ...]]:
        rows: dict[str, dict[Actor, None]] = {}
        for name in self.names:
            rows.setdefault(fold(name.text), {})[name.actor] = None
        return {key: tuple(found) for key, found in rows.items()}

    @cached_property
    def _terms(self) -> dict[str, tuple[Office, ...]]:
        terms: dict[str, list[Office]] = {}
        for office in self.offices:
            terms.setdefault(office.actor_id, []).append(office)
        return {key: tuple(found) for key, found in terms.items()}

    def __iter__(self) -> Iterator[Actor]:
        """Iterate over the actors, each once, as its latest row."""
        return (rows[0] for rows in self._by_id.values())

    def __repr__(self) -> str:
        """Return how many actors there are; all of them would fill a screen."""
        return f"<Registry of {len(self)} actors with {len(self.names)} names>"

    def __len__(self) -> int:
        """Return the number of actors."""
        return len(self._by_id)

    def get(self, actor_id: str, *, on: date | None = None) -> Actor | None:
        """Return the actor with this id as on a day, by default the latest row; None where there is none.

        Examples
        --------
        >>> default_registry().get("UNO").name
        'United Nations'
        """
        return next((actor for actor in self._by_id.get(actor_id, ()) if actor.holds(on)), None)

    def lookup(self, alias: str, *, on: date | None = None) -> tuple[Actor, ...]:
        """Return the actors known by a name, possibly several, possibly none.

        Capitals, accents and a leading "the" make no difference.

        Parameters
        ----------
        alias : str
            A name, demonym, capital or seat of power.
        on : date, optional
            Only rows that hold on this day; by default the latest row of each actor.

        Examples
        --------
        >>> [actor.actor_id for actor in default_registry().lookup("the elysee")]
        ['FRA']
        >>> default_registry().lookup("Atlantis")
        ()
        """
        rows: dict[str, Actor] = {}
        for actor in self._by_alias.get(fold(alias), ()):
            if actor.holds(on) and (
                actor.actor_id not in rows or _latest_first(actor) < _latest_first(rows[actor.actor_id])
            ):
                rows[actor.actor_id] = actor
        return tuple(rows.values())

    def role(self, actor_id: str, on: date | None) -> str | None:
        """Return the office that a known person held on a day, or None.

        Examples
        --------
        >>> default_registry().role("DEU:angela-merkel", date(2015, 1, 1))
        'Chancellor'
        """
        if on is None:
            return None
        for office in self._terms.get(actor_id, ()):
            if (office.since is not None and office.since <= on) and (office.until is None or on <= office.until):
                return office.role
        return None

    def likeliest(self, actors: Iterable[Actor], on: date | None) -> Actor:
        """Return the one of several bearers of a name who is meant: in office on the day, else last in office before.

        Examples
        --------
        >>> registry = default_registry()
        >>> registry.likeliest(registry.lookup("Bush"), date(1991, 1, 17)).actor_id
        'USA:george-h-w-bush'
        """
        day = on or date.max

        def order(actor: Actor) -> tuple[bool, date, date, date]:
            begun = [o for o in self._terms.get(actor.actor_id, ()) if o.since is not None and o.since <= day]
            holds = any(o.until is None or day <= o.until for o in begun)
            latest = max((o.since or date.min for o in begun), default=date.min)
            return holds, latest, actor.until or date.max, actor.since or date.min

        return max(actors, key=order)

    def with_actors(self, table: pd.DataFrame | str | os.PathLike[str], *, where: str = "actors") -> Registry:
        """Return a new registry with an actors table of one's own on top.

        A name in the table belongs to the table's actors alone; a row with an id that is known replaces name, kind,
        country and parent and adds its aliases.

        Parameters
        ----------
        table : DataFrame or path
            The columns of `netlib.schema.ACTORS`; ``actor_id``, ``name`` and ``kind`` are needed. An actor may have
            several rows with different ``since`` and ``until``.
        where : str
            What an error calls a DataFrame.

        Raises
        ------
        DataError
            If a file is missing, empty or not such a table.
        SchemaError
            If columns are missing or values not allowed, listing every one.

        Examples
        --------
        >>> import pandas as pd
        >>> elves = pd.DataFrame({"actor_id": ["ELF"], "name": ["Lothlorien"], "kind": ["country"], "aliases": "Elves"})
        >>> [actor.country for actor in default_registry().with_actors(elves).lookup("Elves")]
        ['ELF']
        """
        added = list(_table_actors(_read_table(table, where)))
        own = {fold(text) for actor in added for text in (actor.name, *actor.aliases)}
        latest = {actor.actor_id: actor for actor in sorted(added, key=_latest_first, reverse=True)}
        names = [Name(text, "name", actor) for actor in added for text in (actor.name, *actor.aliases)]
        for name in self.names:
            if fold(name.text) in own:
                continue
            names.append(Name(name.text, name.form, latest.get(name.actor.actor_id, name.actor)))
        return Registry(tuple(names), self.offices)


@lru_cache(maxsize=50_000)
def fold(text: str) -> str:
    """Return a name without accents, capitals, a leading "the" and doubled spaces, for comparison.

    Examples
    --------
    >>> fold("The  Élysée"), fold("Erdoğan"), fold("Wałęsa")
    ('elysee', 'erdogan', 'walesa')
    """
    words = without_accents(text).replace("’", "'").casefold().split()
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words)


_LETTERS = str.maketrans(
    {"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ı": "i", "ß": "ss", "æ": "ae", "Æ": "Ae"}
)


def without_accents(text: str) -> str:
    """Return a text without accents, for names that newspapers write either way.

    Examples
    --------
    >>> without_accents("Erdoğan")
    'Erdogan'
    """
    if text.isascii():
        return text
    return "".join(c for c in unicodedata.normalize("NFKD", text.translate(_LETTERS)) if not unicodedata.combining(c))


@lru_cache(maxsize=50_000)
def slug(text: str) -> str:
    """Return a name as the last part of an actor id: lower-case ASCII words joined by hyphens.

    Examples
    --------
    >>> slug("Recep Tayyip Erdoğan"), slug("N'Djamena")
    ('recep-tayyip-erdogan', 'ndjamena')
    """
    plain = without_accents(text).lower().replace("'", "").replace("’", "")
    return "-".join("".join(c if c.isascii() and c.isalnum() else " " for c in plain).split())


@cache
def default_registry() -> Registry:
    """Return the packaged registry: countries and territories, organisations, armed groups, peoples, office holders.

    Examples
    --------
    >>> [actor.actor_id for actor in default_registry().lookup("the Kremlin")]
    ['RUS']
    """
    names = [*_country_names()]
    for lexicon in ("organisations.csv", "groups.csv"):
        for row in read_lexicon(lexicon):
            aliases = _split(row["aliases"])
            actor = Actor(
                row["actor_id"], row["name"], row["kind"], row["country"] or None, row["parent"] or None, aliases
            )
            names += [Name(text, "name", actor) for text in (actor.name, *aliases)]
    for row in read_lexicon("peoples.csv"):
        actor = Actor(row["actor_id"], row["name"], "group", row["country"] or None, row["country"] or None)
        names.append(Name(actor.name, "name", actor))
        names += _demonyms(actor, row["adjectives"], row["people"])
    holders: dict[str, Actor] = {}
    offices = []
    for row in read_lexicon("office_holders.csv"):
        key = row["actor_id"]
        if key not in holders:
            country = key.split(":")[0]
            holders[key] = Actor(key, row["name"], "person", country, country, _split(row["aliases"]))
            names += [Name(text, "name", holders[key]) for text in _spellings(row["name"], *holders[key].aliases)]
        offices.append(Office(key, row["role"], _day(row["since"]), _day(row["until"])))
    return Registry(tuple(names), tuple(offices))


def display_name(actor_id: str) -> str:
    """Return the display name of a known actor, or the id itself.

    Examples
    --------
    >>> display_name("RUS"), display_name("nobody")
    ('Russia', 'nobody')
    """
    actor = default_registry().get(actor_id)
    return actor_id if actor is None else actor.name


def kind_of(actor_id: str) -> str:
    """Return the kind of a known actor; an unknown one is a country.

    Examples
    --------
    >>> kind_of("RUS"), kind_of("UNO")
    ('country', 'organisation')
    """
    actor = default_registry().get(actor_id)
    return "country" if actor is None else actor.kind


def _latest_first(actor: Actor) -> tuple[int, int]:
    """Order rows of one actor: open-ended first, then the latest beginning."""
    until = (actor.until or date.max).toordinal()
    return -until, -(actor.since or date.min).toordinal()


def _split(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split("|") if part.strip())


def _spellings(*names: str) -> Iterator[str]:
    """Yield the names of a person, and every first name that occurs with every spelling of the surname."""
    yield from names
    surnames = [name for name in names if " " not in name and names[0].split()[-1] != name]
    first = dict.fromkeys(name.rsplit(" ", 1)[0] for name in names if name.count(" ") == 1 and "." not in name)
    for surname in surnames:
        yield from (f"{given} {surname}" for given in first if f"{given} {surname}" not in names)


def _day(cell: str) -> date | None:
    return date.fromisoformat(cell) if cell else None


def _country_names() -> Iterator[Name]:
    for row in read_lexicon("countries.csv"):
        aliases = _split(row["aliases"])
        actor = Actor(row["actor_id"], row["name"], "country", row["actor_id"], None, aliases)
        for text in (actor.name, *aliases):
            yield Name(text, "name", actor)
        yield from _demonyms(actor, row["adjectives"], row["people"])
        for column, form in _CITIES_FORM.items():
            for text in _split(row[column]):
                yield Name(text, form, actor)


def _demonyms(actor: Actor, adjectives: str, people: str) -> Iterator[Name]:
    for text in _split(adjectives):
        yield Name(text, "adjective", actor)
        if text.endswith(("an", "i")):
            yield Name(f"{text}s", "people", actor)
    for text in _split(people):
        yield Name(text, "people", actor)


def _read_table(table: pd.DataFrame | str | os.PathLike[str], where: str) -> pd.DataFrame:
    import pandas as pd

    from netlib.schema import validate_actors
    from netlib.tables import read_rows, validated

    if isinstance(table, pd.DataFrame):
        return validate_actors(table, where=where)
    rows, lines = read_rows(table)
    return validated(rows, lines, validate_actors, where=str(table))


def _table_actors(table: pd.DataFrame) -> Iterator[Actor]:
    columns = ["actor_id", "name", "kind", "country", "parent", "aliases", "since", "until"]
    rows = table[columns].astype(object)
    rows = rows.where(rows.notna(), None)
    for actor_id, name, kind, country, parent, aliases, since, until in rows.itertuples(index=False, name=None):
        own = actor_id if kind == "country" else None
        first, last = (None if day is None else day.date() for day in (since, until))
        yield Actor(actor_id, name, kind, country or own, parent, _split(aliases or ""), first, last)
