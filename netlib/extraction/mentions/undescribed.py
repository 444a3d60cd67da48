"""Whose "the police" are, and which country "the OPEC member" is, where the text does not say it in the same phrase.

An institution without a country is that of the same kind described shortly before ("the Syrian army ... the army"), or
of the country that the whole document is about, where its head and its body make that plain. Wherever another country
stands near, it is left open: a wrong country is worse than none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import dataclass, field
from itertools import takewhile

from netlib.actors import Actor
from netlib.extraction.mentions.gazetteer import Gazetteer
from netlib.extraction.mentions.names import Draft
from netlib.extraction.mentions.persons import Person
from netlib.extraction.words import phrase_words

__all__ = ["settle"]

_REMEMBERED = 6
"""Sentences after which "the army" need no longer be the army described last."""
_ENVOYS = phrase_words("envoys")
_OF_STATE = {office.replace("-", " ") for office in phrase_words("office-of-state")}
_LISTED = 12  # actors of the sentence before
_GOES = frozenset({"to", "in", "visit", "visits", "visited", "visiting"})
_MEETS = frozenset({"meet", "meets", "met", "meeting", "talks", "with"})
_PLACED = frozenset({"in", "near", "outside"})
_SAID = frozenset({"said", "told", "announced"})
_ENDS = frozenset({".", "!", "?", '"', "”"})
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
    offices: dict[str, list[Draft]] = field(default_factory=dict)

    def advance(self, sentence: int) -> None:
        passed = sentence - self.sentence
        if passed:
            self.earlier = self.last if passed == 1 else set()
            self.last = self.here if passed == 1 else set()
            self.here = set()
            self.sentence = sentence

    def describe(self, draft: Draft) -> None:
        """Remember what a settled draft describes."""
        if draft.actor is None:
            return
        seen = (self.sentence, draft.actor)
        if draft.head is not None:
            self.described.setdefault(draft.head.slug, []).append(seen)
            if "ministry" in draft.head.slug:
                self.described.setdefault("ministry", []).append(seen)
        elif draft.kind == "role" and draft.title:
            self.described.setdefault(draft.title, []).append(seen)
            if draft.role and draft.person is None:
                self.offices.setdefault(_office(draft.role), []).append(draft)

    def vacant(self, role: str) -> Draft | None:
        """Return the office of that name described in the last few sentences, if of one country and borne by nobody."""
        recent = [d for d in self.offices.get(_office(role), []) if self.sentence - d.sentence <= _REMEMBERED]
        countries = {d.actor.country for d in recent if d.actor is not None}
        return recent[-1] if len(countries) == 1 and recent[-1].person is None else None

    def recent(self, what: str) -> dict[str, Actor]:
        """Return the actors so described in the last few sentences, by id."""
        found = takewhile(lambda seen: self.sentence - seen[0] <= _REMEMBERED, reversed(self.described.get(what, [])))
        return {actor.actor_id: actor for _, actor in found}


def settle(drafts: Sequence[Draft], low: Sequence[str], gaz: Gazetteer) -> None:
    """Settle, in place, the drafts that name an institution, an office or a description without saying whose."""
    if not any(_is_open(draft) for draft in drafts):
        return
    about = _about(drafts, gaz)
    near = _Near()
    for k, draft in enumerate(drafts):
        near.advance(draft.sentence)
        if draft.actor is None and draft.person is None:
            if draft.head is not None:
                draft.actor = (
                    None
                    if _is_elsewhere(drafts, k, low, near.here | {about.home}, gaz)
                    else _whose(draft, near, about, gaz)
                )
            elif draft.fits:
                draft.actor = _which(draft.fits, near, about.home, gaz)
            elif draft.name == "" and draft.title:
                draft.actor = _only(near.recent(draft.title))
            continue
        if draft.person is not None and draft.person.country is None:
            _give_country(draft.person, _country_of(drafts, k, low, near, about), gaz)
        country = _country(draft, gaz)
        if country is not None and draft.kind != "dateline":
            near.here.add(country)
            near.seen.add(country)
        near.describe(draft)


def _is_open(draft: Draft) -> bool:
    if draft.person is not None:
        return draft.person.country is None
    return draft.actor is None and (draft.head is not None or bool(draft.fits) or bool(draft.title))


def _country(draft: Draft, gaz: Gazetteer) -> str | None:
    """Return the country of a draft that is settled; an organisation of states is none."""
    country = draft.person.country if draft.person is not None else draft.actor.country if draft.actor else None
    return country if country in gaz.countries else None


@dataclass(frozen=True, slots=True)
class _About:
    """The countries of a document: of its dateline, the one it is about, and how often each is named."""

    dateline: str | None
    home: str | None
    counts: Counter[str]

    def besides(self, country: str) -> str | None:
        """Return the country that is named oftener than all others, one of them left out."""
        counts = self.counts.copy()
        del counts[country]
        first = counts.most_common(1)
        return first[0][0] if first and 2 * first[0][1] > counts.total() else None


def _about(drafts: Sequence[Draft], gaz: Gazetteer) -> _About:
    """Return which country a document is about: the only one of its head, and the most frequent of the whole."""
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
    place = next(iter(dateline)) if len(dateline) == 1 else None
    candidates = head or dateline
    home = next(iter(candidates)) if len(candidates) == 1 else None
    return _About(place, home if not counts or 2 * counts[home or ""] > counts.total() else None, counts)


def _country_of(drafts: Sequence[Draft], k: int, low: Sequence[str], near: _Near, about: _About) -> str | Draft | None:
    """Return whose an official of no stated country is, "Foreign Minister Roe": a country, or the office they bear."""
    draft, before = drafts[k], drafts[k - 1] if k else None
    person = draft.person
    assert person is not None
    if person.institution is None:
        return _just_described(drafts, k, low) if person.role is None else None
    described = near.vacant(person.role) if person.role else None
    if described is not None or (person.role and _office(person.role) == "envoy"):
        return described
    if before is not None and before.sentence == draft.sentence:
        between = low[before.token_end : draft.token_start]
        minister = person.role is not None and _office(person.role) not in _OF_STATE  # two heads of state are of two
        if between == ["and"] and before.person is not None and before.anchor is not None and minister:
            return before.person.country if before.person.role != person.role else None
        if before.actor is not None and before.actor.kind == "country" and before.kind in ("name", "place"):
            came = before.token_start - 1 - (low[before.token_start - 1] == "the")
            if came >= 0 and low[came] in _GOES and not _MEETS.isdisjoint(between):
                return before.actor.country
    after = drafts[k + 1] if k + 1 < len(drafts) else None
    if after is not None and (seat := _speaks_at_home(draft, after, low)) is not None:
        return seat if near.here | near.last <= {seat} else None
    theirs = (
        low[draft.token_end : after.token_start] in (["and", "his"], ["and", "her"]) if after is not None else False
    )
    if theirs and after is not None and after.title == "counterpart" and after.actor is not None:
        return about.besides(after.actor.country or "")
    return about.home if about.home in near.seen and near.here | near.last <= {about.home} else None


def _speaks_at_home(draft: Draft, after: Draft, low: Sequence[str]) -> str | None:
    """Return the country in which a minister who seldom travels speaks: "Farm Minister Roe said in Lima"."""
    person = draft.person
    assert person is not None
    if person.institution in ("", "foreign-ministry") or after.sentence != draft.sentence or after.kind != "place":
        return None
    between = low[draft.token_end : after.token_start]
    said = len(between) in (2, 3) and between[0] in _SAID and between[-1] == "in"
    return after.actor.country if said and after.actor is not None else None


def _just_described(drafts: Sequence[Draft], k: int, low: Sequence[str]) -> Draft | None:
    """Return the office of the sentence before, "The president of Chad ...", if a new name goes on about its bearer."""
    draft = drafts[k]
    heads = [d for d in drafts[max(k - _LISTED, 0) : k] if d.sentence == draft.sentence - 1]
    if not heads or drafts[k - 1].sentence == draft.sentence or sum(d.kind == "role" for d in heads) != 1:
        return None
    office = heads[0]
    begins = low[draft.token_start - 1] in _ENDS and low[office.token_start - 1] == "the"
    if not begins or office.kind != "role" or office.person is not None or office.role is None:
        return None
    return office if _office(office.role) in _OF_STATE else None


def _give_country(person: Person, found: str | Draft | None, gaz: Gazetteer) -> None:
    if isinstance(found, Draft):
        found.person = person
        person.role = person.role or found.role
        found = found.actor.country if found.actor is not None else None
    if found is not None:
        person.country = found
        person.parent = gaz.institution(found, person.institution) if person.institution else found


def _office(role: str) -> str:
    """Return an office without adjectives and whose it is: "foreign minister" of "new foreign minister of Chad"."""
    words = role.lower().partition(" of ")[0].partition(" to ")[0].split()
    if words[-1] in _ENVOYS:
        return "envoy"
    kept = words[-2:] if words[-1] == "minister" else words[-1:]
    return " ".join(["deputy", *kept] if "deputy" in words[:-1] else kept)


def _is_elsewhere(drafts: Sequence[Draft], k: int, low: Sequence[str], named: Set[str | None], gaz: Gazetteer) -> bool:
    """Whether troops come in thousands, "11,000 troops", or people stand "in" a country not named before."""
    draft = drafts[k]
    head = draft.head
    if draft.token_start and "," in low[draft.token_start - 1][1:]:
        return True
    if head is None or not head.people:
        return False
    for after in drafts[k + 1 : k + _LISTED]:
        if after.sentence != draft.sentence:
            return False
        country = _country(after, gaz)
        if low[after.token_start - 1] in _PLACED and country is not None and country not in named:
            return True
    return False


def _whose(draft: Draft, near: _Near, about: _About, gaz: Gazetteer) -> Actor | None:
    assert draft.head is not None
    slug = draft.head.slug
    described = near.recent(slug)
    if described:
        actor = _only(described)
        return actor if actor is not None and (not near.here or actor.country in near.here) else None
    if slug == "ministry":
        return None
    home = about.dateline if "ministry" in slug and about.dateline and near.seen <= {about.dateline} else about.home
    owner = gaz.registry.get(home) if home is not None and near.here | near.last <= {home} else None
    return gaz.body(owner, draft.head) if owner is not None else None


def _which(fits: frozenset[str], near: _Near, home: str | None, gaz: Gazetteer) -> Actor | None:
    named = near.here | near.last | near.earlier
    found = fits & named if named else fits & {home}
    return gaz.registry.get(next(iter(found))) if len(found) == 1 else None


def _only(found: dict[str, Actor]) -> Actor | None:
    return next(iter(found.values())) if len(found) == 1 else None
