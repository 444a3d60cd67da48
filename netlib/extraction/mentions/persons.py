"""Names of persons: where one begins and ends, and which of them are one person."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from netlib.actors import Actor, Registry, fold, slug
from netlib.extraction.words import phrase_words

__all__ = ["NAME_PARTICLES", "Person", "PersonTable", "is_name_word", "name_end"]


NAME_PARTICLES = phrase_words("name-particle")
_SUFFIXES = frozenset({"Jr.", "Jr", "Sr.", "Sr", "II", "III", "IV", "VI", "XVI"})
_NEVER = phrase_words("no-name")
_MAX_NAME = 9
_OF_STATE = phrase_words("office-of-state")
_LETTERS = 7  # of two given names that may be one, misspelled: "Jen" and "Jens", but not "Jon" and "Joe"
_NAMESAKES = 20  # the last few persons of a surname; who is further back is not meant
_FAMILY_FIRST = frozenset({"CHN", "KOR", "PRK", "VNM", "TWN", "HKG", "KHM", "MMR", "HUN", "JPN"})
_TWO_SURNAMES = phrase_words("two-surnames")


@lru_cache(maxsize=100_000)
def is_name_word(word: str) -> bool:
    """Return whether a token can be part of a name: a capital, letters, and none of the words that begin sentences.

    Examples
    --------
    >>> [is_name_word(word) for word in ("Yevkurov", "O'Brien", "the", "Monday", "G20")]
    [True, True, False, False, False]
    """
    return word[0].isupper() and word not in _NEVER and (word[-1] != "." or _is_initials(word)) and not _has_digit(word)


def _is_initials(word: str) -> bool:
    """Whether a full stop belongs to a name: "W.", "St.", "H.W."."""
    return len(word) <= 3 or (word.isupper() and all(len(part) == 1 for part in word[:-1].split(".")))


def _has_digit(word: str) -> bool:
    return not word.isalpha() and any(c.isdigit() for c in word)


def name_end(words: Sequence[str], idx: Sequence[int], i: int, end: int, stops: Collection[int]) -> int:
    """Return the token after a personal name that begins at `i`, or `i` where none does.

    Parameters
    ----------
    words, idx : sequence
        The tokens and their first characters.
    i, end : int
        Where the name would begin, and the end of the sentence.
    stops : set of int
        Tokens that belong to something else.

    Examples
    --------
    >>> words = ["Yunus", "-", "Bek", "Yevkurov", "met"]
    >>> name_end(words, [0, 5, 6, 10, 19], 0, 5, set())
    4
    """
    end = min(end, i + _MAX_NAME)
    j = i
    last = i
    while j < end and j not in stops:
        word = words[j]
        if is_name_word(word):
            j += 1
            last = j
            if j < end and words[j] in _SUFFIXES:
                return j + 1
            continue
        if word == "May" and j == i + 1 and (j + 1 >= end or not words[j + 1][0].isdecimal()):
            return j + 1  # "Theresa May", not "Brune May 5"
        follows = j + 1 < end
        if word in "-‐‑–" and j > i and follows and _touches(words, idx, j) and words[j + 1][0].isalpha():
            j += 1
            if words[j][0].islower() and words[j] not in NAME_PARTICLES and not (j + 1 < end and words[j + 1] == "-"):
                j += 1
                last = j
            elif words[j][0].islower():
                j += 1
            continue
        if word.lower() in NAME_PARTICLES and follows and (j > i or word in ("al", "el", "bin", "de", "van", "von")):
            k = j + 1
            while k < end and (words[k] in "-‐‑" or words[k] in NAME_PARTICLES):
                k += 1
            if k < end and is_name_word(words[k]) and k not in stops:
                j = k
                continue
        break
    return last


def _touches(words: Sequence[str], idx: Sequence[int], j: int) -> bool:
    """Whether a hyphen has no blank on either side."""
    return idx[j - 1] + len(words[j - 1]) == idx[j] and idx[j] + 1 == idx[j + 1]


@dataclass(slots=True, eq=False)
class Person:
    """One person of a document, as far as it has been read; `institution` is that of an office of no stated country."""

    name: str
    parts: tuple[str, ...]
    country: str | None = None
    parent: str | None = None
    role: str | None = None
    known: Actor | None = None
    institution: str | None = None
    actor: Actor | None = field(default=None)


class PersonTable:
    """The persons of one document; mentions that agree in name and affiliation are one person.

    Parameters
    ----------
    registry : Registry
        Persons that are known already.
    on : date, optional
        The day on which the document was published.
    """

    def __init__(self, registry: Registry, on: date | None) -> None:
        self.registry = registry
        self.on = on
        self._by_surname: dict[str, list[Person]] = {}
        self._holders: dict[str, Person | None] = {}
        self._in_office: dict[tuple[str, str | None], list[Person]] | None = None

    def add(
        self,
        name: str,
        *,
        country: str | None = None,
        parent: str | None = None,
        role: str | None = None,
        known: Actor | None = None,
    ) -> Person:
        """Return the person of a mention that says who they are, new or already read, with what the mention adds."""
        parts = _parts(name)
        bearers = [p for p in self._bearers(parts) if not country or not p.country or country == p.country]
        if known is not None and len(parts) == 1:
            bearers = [p for p in bearers if p.known and p.known.actor_id == known.actor_id] or bearers[:1]
        if len(bearers) > 1 and len(parts) == 1:
            bearers = [p for p in bearers if role and (p.role or "").lower().endswith(role.lower())]
            if len(bearers) != 1:
                return Person(name, parts, country, parent, role)  # "Mr. Otieno" of two: which one stays open
        if bearers:
            person = bearers[0]
            self._merge(person, name, parts)
        else:
            person = Person(name, parts)
            self._register(person)
        person.country = person.country or country
        person.parent = person.parent or parent
        if role and not (person.role or "").lower().endswith(role.lower()):  # "Minister" after "Trade Minister"
            person.role = role
        if person.known is None:
            self._recognise(person)
        self._register(person)
        return person

    def find(self, name: str) -> Person | None:
        """Return the person of the document whom a bare name can only mean, or None."""
        parts = _parts(name)
        bearers = self._bearers(parts)
        if not bearers or (len(parts) == 1 and len(bearers) > 1):
            return None
        if len(parts) > len(bearers[0].parts):
            self._merge(bearers[0], name, parts)
        return bearers[0]

    def _bearers(self, parts: tuple[str, ...]) -> list[Person]:
        """Return the persons whose name this can be, the latest first."""
        found = self._by_surname.get(parts[-1], [])[-_NAMESAKES:]
        return [person for person in reversed(found) if _same_name(person.parts, parts)]

    def holder(self, title: str) -> Person | None:
        """Return the one person of the document who bears a title, or None; to be asked once all persons are read."""
        if title not in self._holders:
            bearers = {
                id(person): person
                for persons in self._by_surname.values()
                for person in persons
                if person.role and person.role.lower().endswith(title)
            }
            self._holders[title] = next(iter(bearers.values())) if len(bearers) == 1 else None
        return self._holders[title]

    def bearer(self, role: str, country: str | None) -> Person | None:
        """Return the one bearer of an office that a country has one of; to be asked once all persons are read."""
        office = role.lower()
        if office.replace(" ", "-") not in _OF_STATE and not office.endswith(" minister"):
            return None
        if self._in_office is None:
            self._in_office = {}
            for person in {id(p): p for persons in self._by_surname.values() for p in persons}.values():
                self._in_office.setdefault(((person.role or "").lower(), person.country), []).append(person)
        bearers = self._in_office.get((office, country), [])
        return bearers[0] if len(bearers) == 1 else None

    def actor(self, person: Person) -> Actor:
        """Return the person as an actor, once everything is read."""
        if person.actor is None:
            known = person.known
            country = person.country or (known.country if known else None)
            if known is not None:
                parent = person.parent or known.parent
                person.actor = Actor(known.actor_id, known.name, "person", country, parent, known.aliases)
            else:
                own = slug(person.name) or "unnamed"
                parent = person.parent or country
                person.actor = Actor(f"{country or 'person'}:{own}", person.name, "person", country, parent)
        return person.actor

    def role(self, person: Person) -> str | None:
        """Return the office of a person as the text states it, else as known for the day."""
        if person.role is None and person.known is not None:
            return self.registry.role(person.known.actor_id, self.on)
        return person.role

    def _merge(self, person: Person, name: str, parts: tuple[str, ...]) -> None:
        if len(parts) > len(person.parts):
            person.name, person.parts = name, parts
            if person.known is None:
                self._recognise(person)
            self._register(person)

    def _register(self, person: Person) -> None:
        keys = {person.parts[-1]}
        if len(person.parts) > 1 and (person.country in _FAMILY_FIRST or "ki" in person.parts):
            keys.add(person.parts[0])
        if len(person.parts) > 2 and person.country in _TWO_SURNAMES:
            keys.add(person.parts[-2])
        for key in keys:
            bearers = self._by_surname.setdefault(key, [])
            if person not in bearers[-_NAMESAKES:]:
                bearers.append(person)

    def _recognise(self, person: Person) -> None:
        known = [
            actor
            for actor in self.registry.lookup(person.name, on=self.on)
            if actor.kind == "person" and (not person.country or not actor.country or actor.country == person.country)
        ]
        if not known and person.country and len(person.parts) > 1:  # "Yoweri Kaguta Museveni", "Aleksander Vucic"
            known = [
                actor
                for actor in self.registry.lookup(person.parts[-1], on=self.on)
                if actor.kind == "person"
                and actor.country == person.country
                and _spelled_alike(_parts(actor.name), person.parts)
            ]
        if known:
            person.known = self.registry.likeliest(known, self.on)
            person.country = person.country or person.known.country
            full = _parts(person.known.name)
            if len(full) > len(person.parts) and full[-1] == person.parts[-1]:
                person.parts = full
            self._register(person)


@lru_cache(maxsize=50_000)
def _parts(name: str) -> tuple[str, ...]:
    """Return the words of a name for comparison, without particles that are written or left out."""
    words = fold(name).replace("-", " ").replace("‑", " ").split()
    while len(words) > 1 and words[-1].rstrip(".") in ("jr", "sr"):
        words.pop()
    kept = [word for word in words if word not in ("al", "el", "as", "ul", "ur")]
    return tuple(kept or words or [name])


def _same_name(known: tuple[str, ...], said: tuple[str, ...]) -> bool:
    """Return whether two names can be one person's: the same surname, and given names that do not contradict."""
    if known == said or (len(known) > 1 and known == (*said[1:], said[0])):  # "Orbán Viktor"
        return True
    if len(known) > 2 and known[-2] == said[-1] != known[-1]:  # "Albares" of "José Manuel Albares Bueno"
        return _same_name(known[:-1], said)
    if known[-1] != said[-1]:
        return len(said) == 1 and said[0] == known[0]
    first, second = (known[:-1], said[:-1]) if len(known) >= len(said) else (said[:-1], known[:-1])
    return all(any(_same_word(word, other) for other in first) for word in second)


def _spelled_alike(known: tuple[str, ...], said: tuple[str, ...]) -> bool:
    """Return whether two names of one surname and country are one person's: but for middle names and one letter."""
    return known[-1] == said[-1] and (_same_name(known, said) or _one_letter_apart(known[0], said[0]))


def _one_letter_apart(one: str, other: str) -> bool:
    """Return whether one letter more, less or another makes two given names the same: "Jens" and "Jen"."""
    if len(one) + len(other) < _LETTERS or abs(len(one) - len(other)) > 1:
        return False
    k = next((k for k, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return one[k + 1 :] == other[k + 1 :] or one[k:] == other[k + 1 :] or one[k + 1 :] == other[k:]


def _same_word(one: str, other: str) -> bool:
    if one == other:
        return True
    short, long = sorted((one.rstrip("."), other.rstrip(".")), key=len)
    return len(short) == 1 and long.startswith(short)
