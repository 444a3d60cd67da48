"""Whose "the police" are, and which country "the OPEC member" is, where the text does not say it in the same phrase.

An institution without a country is that of the same kind described shortly before ("the Syrian army ... the army"), or
of the country that the whole document is about, where its head and its body make that plain. Wherever another country
stands near, it is left open: a wrong country is worse than none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from netlib.actors import Actor
from netlib.extraction.gazetteer import Gazetteer
from netlib.extraction.names import Draft
from netlib.extraction.persons import Person

__all__ = ["settle"]

_REMEMBERED = 6
"""Sentences after which "the army" need no longer be the army described last."""
_HEAD = 3
"""The country of a document is named in one of its first sentences."""


@dataclass(slots=True)
class _Near:
    """The countries named in this sentence so far and in those just before, and who was described."""

    sentence: int = -1
    here: set[str] = field(default_factory=set)
    last: set[str] = field(default_factory=set)
    earlier: set[str] = field(default_factory=set)
    seen: set[str] = field(default_factory=set)
    described: dict[str, list[tuple[int, Actor]]] = field(default_factory=dict)

    def advance(self, sentence: int) -> None:
        passed = sentence - self.sentence
        if passed:
            self.earlier = self.last if passed == 1 else set()
            self.last = self.here if passed == 1 else set()
            self.here = set()
            self.sentence = sentence

    def recent(self, what: str) -> dict[str, Actor]:
        """Return the actors so described in the last few sentences, by id."""
        found = takewhile(lambda seen: self.sentence - seen[0] <= _REMEMBERED, reversed(self.described.get(what, [])))
        return {actor.actor_id: actor for _, actor in found}


def settle(drafts: Sequence[Draft], gaz: Gazetteer) -> None:
    """Settle, in place, the drafts that name an institution or describe a country without saying whose or which."""
    if not any(_is_open(draft) for draft in drafts):
        return
    home = _home(drafts, gaz)
    near = _Near()
    for draft in drafts:
        near.advance(draft.sentence)
        if draft.actor is None and draft.person is None:
            if draft.head is not None:
                draft.actor = _whose(draft, near, home, gaz)
            elif draft.fits:
                draft.actor = _which(draft.fits, near, home, gaz)
            elif draft.name == "" and draft.title:
                draft.actor = _only(near.recent(draft.title))
            continue
        if draft.person is not None and home is not None and near.here | near.last <= {home} and home in near.seen:
            _at_home(draft.person, home, gaz)
        country = _country(draft, gaz)
        if country is not None and draft.kind != "dateline":
            near.here.add(country)
            near.seen.add(country)
        what = draft.head.slug if draft.head is not None else draft.title if draft.kind == "role" else None
        if what is not None and draft.actor is not None:
            near.described.setdefault(what, []).append((draft.sentence, draft.actor))


def _is_open(draft: Draft) -> bool:
    if draft.person is not None:
        return draft.person.institution is not None and draft.person.country is None
    return draft.actor is None and (draft.head is not None or bool(draft.fits) or bool(draft.title))


def _country(draft: Draft, gaz: Gazetteer) -> str | None:
    """Return the country of a draft that is settled; an organisation of states is none."""
    country = draft.person.country if draft.person is not None else draft.actor.country if draft.actor else None
    return country if country in gaz.countries else None


def _home(drafts: Sequence[Draft], gaz: Gazetteer) -> str | None:
    """Return the country that the document is about: the only one of its head, and the most frequent of the whole."""
    counts: Counter[str] = Counter()
    head: set[str] = set()
    dateline: set[str] = set()
    first = _HEAD
    for draft in drafts:
        country = _country(draft, gaz)
        if country is None:
            continue
        if draft.kind == "dateline":
            dateline.add(country)
            continue
        counts[country] += 1
        if draft.sentence < first:
            first = draft.sentence
        if draft.sentence == first:
            head.add(country)
    candidates = head or dateline
    if len(candidates) != 1:
        return None
    (home,) = candidates
    return home if 2 * counts[home] > counts.total() or not counts else None


def _at_home(person: Person, home: str, gaz: Gazetteer) -> None:
    """Give an official of no stated country, such as "the Minister of Information", the document's own."""
    if person.country is None and person.institution is not None:
        person.country = home
        person.parent = gaz.institution(home, person.institution) if person.institution else home


def _whose(draft: Draft, near: _Near, home: str | None, gaz: Gazetteer) -> Actor | None:
    assert draft.head is not None
    described = near.recent(draft.head.slug)
    if described:
        actor = _only(described)
        return actor if actor is not None and (not near.here or actor.country in near.here) else None
    owner = gaz.registry.get(home) if home is not None and near.here | near.last <= {home} else None
    return gaz.body(owner, draft.head) if owner is not None else None


def _which(fits: frozenset[str], near: _Near, home: str | None, gaz: Gazetteer) -> Actor | None:
    named = near.here | near.last | near.earlier
    found = fits & named if named else fits & {home}
    return gaz.registry.get(next(iter(found))) if len(found) == 1 else None


def _only(found: dict[str, Actor]) -> Actor | None:
    return next(iter(found.values())) if len(found) == 1 else None
