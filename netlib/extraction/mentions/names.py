"""Names in a document: what a known name means here, where a personal name begins and ends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import compress, count
from typing import Literal

from netlib.actors import Actor
from netlib.extraction.mentions.gazetteer import Gazetteer, Head, Hit, Phrase, longest
from netlib.extraction.mentions.persons import NAME_PARTICLES, Person, PersonTable, is_name_word, name_end
from netlib.extraction.words import phrase_words

__all__ = ["AND", "COPULAS", "HYPHENS", "NO_PERSON", "POSSESSIVE", "Draft", "DraftKind", "NameReader"]

DraftKind = Literal["name", "body", "role", "place", "adjective", "pair", "pronoun", "dateline"]

AND = frozenset({"and", "or", "&"})
POSSESSIVE = frozenset({"'s", "’s", "'S", "’S"})
HYPHENS = frozenset({"-", "–", "‑", "‐"})
NO_PERSON = phrase_words("no-person")
_BEFORE_LANGUAGE = phrase_words("before-language")
COPULAS = frozenset({"is", "are", "was", "were", "be", "been", "being", "become", "became"})
_SURNAME_PARTICLES = frozenset({"De", "de", "Van", "van", "Von", "von", "Di", "di"})


@dataclass(slots=True)
class Draft:
    """A mention whose actor may not be known until the whole document is read.

    `head` is the institution or people that it names; without an actor, nobody says whose ("the police"). `fits` are
    the countries that a description fits ("the OPEC member").
    """

    token_start: int
    token_end: int
    kind: DraftKind
    actor: Actor | None = None
    person: Person | None = None
    role: str | None = None
    sentence: int = 0
    start: int = -1
    end: int = -1
    title: str | None = None
    name: str | None = None
    anchor: Actor | None = None
    institution: str | None = None
    entity: bool = False
    head: Head | None = None
    fits: frozenset[str] = frozenset()


class NameReader:
    """Reads the names of one document.

    Parameters
    ----------
    gaz : Gazetteer
        The compiled lexicons.
    words, idx : list
        The tokens and their first characters.
    persons : PersonTable
        The persons of the document.
    on : date, optional
        The day on which the document was published.
    """

    def __init__(self, gaz: Gazetteer, words: list[str], idx: list[int], persons: PersonTable, on: date | None) -> None:
        self.gaz = gaz
        self.words = words
        self.low = list(map(gaz.lower.__getitem__, words))
        self.idx = idx
        self.persons = persons
        self.on = on
        self.short_names: dict[str, Actor] = {}
        self._vocabulary: frozenset[str] | None = None
        self.starts = list(compress(count(), map(gaz.interesting.__getitem__, words)))

    def _text(self, i: int, j: int) -> str:
        """Return the tokens from `i` to `j` as they stand in the text, single-spaced."""
        parts = []
        for k in range(i, j):
            parts.append(self.words[k])
            if k + 1 < j and self.idx[k] + len(self.words[k]) < self.idx[k + 1]:
                parts.append(" ")
        return " ".join("".join(parts).split())

    def _reading(self, meaning: Hit) -> tuple[Literal["name", "adjective", "people", "place"], Actor | None]:
        """Choose the form and the actor of a name by the words around it in the document; no actor if it stays open."""
        if meaning.always is not None:
            return meaning.always
        cues = self.gaz.cues.get(meaning.alias)
        for form in ("name", "people", "place", "adjective"):
            actors = meaning.forms.get(form, ())
            if not actors:
                continue
            if cues:
                return form, self._by_cues(meaning, form)
            if len(actors) == 1 and actors[0].since is None and actors[0].until is None:
                meaning.always = (form, actors[0])
                return form, actors[0]
            actors = tuple(actor for actor in actors if actor.holds(self.on))
            if len(actors) > 1:
                ids = {actor.actor_id for actor in actors}
                if len(ids) > 1 and all(actor.kind == "person" for actor in actors):
                    return form, self.gaz.registry.likeliest(actors, self.on)
                if len(ids) == 1 or all(actor.since or actor.until for actor in actors):
                    return form, max(actors, key=lambda actor: (actor.until or date.max, actor.since or date.min))
                return form, None
            if actors:
                return form, actors[0]
        return "name", None

    def _by_cues(self, meaning: Hit, form: Literal["name", "adjective", "people", "place"]) -> Actor | None:
        if self._vocabulary is None:
            self._vocabulary = frozenset(self.words)
        scored = [(len(cue.words & self._vocabulary), cue) for cue in self.gaz.cues[meaning.alias]]
        best = max(score for score, _ in scored)
        winners = [cue for score, cue in scored if score == best] if best else [cue for _, cue in scored if cue.default]
        if len(winners) != 1:
            winners = [cue for cue in winners if cue.default]
        if len(winners) != 1:
            return None
        return next((actor for actor in meaning.forms[form] if actor.actor_id == winners[0].actor_id), None)

    def _one(self, meaning: Hit, form: Literal["name", "place"]) -> Actor | None:
        actors = meaning.forms.get(form, ())
        return actors[0] if actors and actors[0].kind != "person" else None

    def _stops(self, i: int, end: int, *, after_given: str = "") -> set[int]:
        """Return the tokens at which a name of a person must end, because a known actor or a title begins there."""
        stops = set()
        first = i
        for j in range(i, min(end, i + 8)):
            word = self.words[j]
            if word[0].islower() and word not in NAME_PARTICLES and self.words[j - 1] not in HYPHENS:
                break  # so does a name
            hit = longest(self.gaz.names, self.words, j, end) if word in self.gaz.names else None
            if hit is not None:
                if _bears(hit[1], "person"):
                    continue
                if j > first and hit[0] == j + 1 and all(a.kind == "group" for f in hit[1].forms.values() for a in f):
                    continue  # "Khalida Baloch"
                given = j == i and (after_given in self.gaz.given_names)
                again = j == i and word in self.gaz.given_names and j + 1 < end and is_name_word(self.words[j + 1])
                before = j > first and self.words[j - 1] in self.gaz.given_names and j - 1 == first
                before = before or (j > first and self.words[j - 1] in _SURNAME_PARTICLES)
                if hit[0] == j + 1 and not word.isupper() and (given or again or before) and not after_given.isupper():
                    continue
                stops.add(j)
                break
            if word[0].isupper() and self.low[j] in self.gaz.heads and word not in self.gaz.given_names:
                found = longest(self.gaz.heads, self.low, j, end)
                if found is not None and j > first and self._is_surname(j, found, end):
                    continue
                if found is not None and (j > i or not is_name_word(word) or found[1].title is not None):
                    stops.add(j)
                    break
        return stops

    def _is_surname(self, j: int, found: tuple[int, Phrase], end: int) -> bool:
        """Whether a title is the surname of the given name before it: "Hun Sen spoke", "Larry King"."""
        stop, phrase = found
        if (
            stop > j + 1
            or phrase.title is None
            or phrase.head is not None
            or self.words[j - 1] not in self.gaz.given_names
        ):
            return False
        return stop >= end or not is_name_word(self.words[stop])

    def _bare_name(self, i: int, end: int) -> list[Draft] | None:
        """Return a name that may turn out to be a person's once the document is read."""
        stop = name_end(self.words, self.idx, i, end, self._stops(i + 1, end, after_given=self.words[i]))
        if stop == i:
            return None
        if any(word in NO_PERSON for word in self.words[i : stop + 1]):
            return [Draft(i, stop, "name")]  # "Hamid Karzai International Airport"
        if i > 1 and self.words[i - 1] in HYPHENS and self.low[i - 2] in ("al", "el", "ul", "as"):
            i -= 2  # "al-Eryani"
        return [Draft(i, stop, "name", name=self._text(i, stop))]

    def _is_person(self, i: int, stop: int, end: int, meaning: Hit) -> bool:
        """Whether a name that is a country's or city's is part of a person's here: "Michael Jordan", "Chad Smith"."""
        word = self.words[i]
        if stop - i > 1 or word not in self.gaz.given_names or word.isupper() or _bears(meaning, "person"):
            return False
        if i and self.low[i - 1] == "the":
            return False  # "the Georgia Bulldogs"
        follows = stop < end and is_name_word(self.words[stop]) and self.low[stop] not in self.gaz.heads
        if not follows or self.words[stop] in NO_PERSON:
            return False
        other = longest(self.gaz.names, self.words, stop, end)
        if other is not None and not _bears(other[1], "person"):
            return False
        name = name_end(self.words, self.idx, i, end, self._stops(stop, end))
        return name == stop + 1 or self.words[stop] in self.gaz.given_names or self.words[stop][-1] == "."

    def _continues_as_name(self, j: int, end: int) -> bool:
        """Whether a place is the beginning of some other name: "Damascus International Airport"."""
        if j >= end or not is_name_word(self.words[j]) or self.words[j] in self.gaz.names:
            return False
        return self.words[j] not in self.gaz.given_names

    def _continues_a_name(self, i: int, begin: int) -> bool:
        """Whether a place is the end of some other name: "Leila de Lima"."""
        if i - 1 <= begin or self.words[i - 1] in self.gaz.names or self.low[i - 1] in self.gaz.heads:
            return False
        return is_name_word(self.words[i - 1])

    def _namesake(self, i: int, stop: int, end: int, begin: int, form: str, actor: Actor) -> Draft | None:
        """Read "Paris, Texas": a town of the same name; but not in a list, "London, California and Tokyo"."""
        if form not in ("name", "place") or (i > begin and self.words[i - 1] == ","):
            return None
        for k in (stop + 3, stop + 2):
            region = " ".join(self.words[stop + 1 : k])
            country = self.gaz.namesakes.get(region) if k <= end else None
            if country is None or country == actor.country or (k < end and self.low[k] in AND):
                continue
            shared = region in self.gaz.cues and (form == "name" or actor in self.gaz.registry.lookup(region))
            if not shared:  # "Tbilisi, Georgia"
                return Draft(i, k, "place", self.gaz.registry.get(country))
        return None

    def _is_somebody_else(self, stop: int, end: int, begin: int, meaning: Hit) -> bool:
        """Whether a country is a given name here, "Ireland Baldwin"; not in a headline or "the Israel Boycott Law"."""
        words = self.words
        if (
            stop >= end
            or "adjective" in meaning.forms
            or not is_name_word(words[stop])
            or words[stop] in self.gaz.names
        ):
            return False
        follows = stop + 1 < end and words[stop + 1][0].isupper()
        if (
            words[stop].isupper()
            or follows
            or self.low[stop] in self.gaz.heads
            or words[stop - 2 : stop - 1] == ["the"]
        ):
            return False
        others = [
            word for word in (*words[begin : stop - 1], *words[stop + 1 : end]) if len(word) > 3 and word.isalpha()
        ]
        return 2 * sum(word[0].islower() for word in others) >= len(others) > 0

    def _before_language(self, i: int, begin: int) -> str:
        """Return the word that makes a demonym a language or an attribute, if any: "speaks German and some Greek"."""
        k = i - 1
        while k >= max(begin, i - 8) and (
            self.words[k] == "," or self.low[k] in AND or self.low[k] in ("some", "not") or self._is_demonym(k)
        ):
            k -= 1
        return self.low[k] if k >= begin and self.low[k] in _BEFORE_LANGUAGE else ""

    def _is_demonym(self, k: int) -> bool:
        hit = self.gaz.names.get(self.words[k], {}).get("")
        return hit is not None and "adjective" in hit.forms


def _bears(meaning: Hit, kind: str) -> bool:
    """Whether an actor of a kind bears a name."""
    return any(actor.kind == kind for actors in meaning.forms.values() for actor in actors)
