"""Offices in a document: a title, whose it is, and the name of the person who bears it."""

from __future__ import annotations

from netlib.actors import Actor, slug
from netlib.extraction.mentions.gazetteer import Phrase, Title, longest
from netlib.extraction.mentions.names import AND, HYPHENS, NO_PERSON, POSSESSIVE, Draft, NameReader
from netlib.extraction.mentions.persons import Person, is_name_word, name_end
from netlib.extraction.words import phrase_words

__all__ = ["DEPUTIES", "OfficeReader"]

DEPUTIES = frozenset({"deputy", "vice", "former", "acting", "then", "ex"})

_MAX_MODIFIERS = 6
_TO = frozenset({"to", "for", "in", "at", "on"})
_OF_STATE = phrase_words("office-of-state")
_NOT_THE_BEARER = ("deputy", "former", "vice", "ex")
_ROTATING = ("president", "chairman", "chairwoman", "chairperson", "chair")
_POSTED = phrase_words("posted")
_PRIVATE = phrase_words("no-state-office")
_THINGS = phrase_words("thing-name")
_ALSO_ADJECTIVES = frozenset({"major", "general", "private"})


class OfficeReader(NameReader):
    """Reads the offices of one document: "Deputy Defense Minister Yunus-Bek Yevkurov", "President Tinubu"."""

    def _head(self, j: int, end: int) -> tuple[int, Phrase, int] | None:
        """Return (end, meaning, begin) of the noun that modifiers may precede, or None."""
        words, low, heads, modifiers = self.words, self.low, self.gaz.heads, self.gaz.modifiers
        stop = min(end, j + _MAX_MODIFIERS + 1)
        while j < stop:
            found = longest(heads, low, j, end)
            if (
                found is not None
                and found[1].head
                and found[1].head.people
                and words[j][0].isupper()
                and low[j] in modifiers
            ):
                found = None  # "Nigerian National Petroleum Corporation"
            if found is not None:
                k, phrase = found
                # "military commander", "state prosecutor": the longer reading begins one word further on
                alone = k == j + 1 and low[j] in modifiers and phrase.title is None
                if alone and k < end and phrase.head and not phrase.head.people:
                    further = longest(heads, low, k, end)
                    if further is not None and further[1].title is not None and further[1].title.kind == "office":
                        return further[0], further[1], j
                if phrase.title is not None and phrase.title.kind == "honorific" and phrase.head is None:
                    return None
                return k, phrase, j
            if low[j] not in modifiers and words[j] not in HYPHENS:
                return None
            j += 1
        return None

    def _office(self, i: int, j: int, stop: int, title: Title, end: int, owner: Actor, parent: Actor) -> Draft:
        """Read a title and the name after it: "Deputy Defense Minister Yunus-Bek Yevkurov"."""
        words = self.words
        final = title
        k = stop
        for _ in range(3):  # "Prime Minister and Defense Minister", "President Gen. Pervez Musharraf"
            bracket = k + 2 < end and words[k] == "(" and words[k + 1].isupper() and words[k + 2] == ")"
            k += 3 if bracket else 0  # "Director General (DG) Brune"
            m = k + 1 if k < end and words[k] in AND else k
            inner = self._head(m, end) if m < end else None
            if inner is None and m < end and (direct := longest(self.gaz.heads, self.low, m, end)) and direct[1].title:
                inner = (direct[0], direct[1], m)
            if inner is None or inner[1].title is None or (m > k and not is_name_word(words[min(inner[0], end - 1)])):
                break
            if inner[1].title.kind == "honorific":
                k = inner[0]
                break
            k, final = inner[0], inner[1].title
            stop = k
        posted = self._posted_to(stop, end)
        role_end = posted or stop
        role = self._text(j, role_end)
        title = final if title.title == "deputy" else title  # "deputy foreign minister"
        if final.parent and parent is owner:
            known = self.gaz.institution(owner.country or "", final.parent) if owner.actor_id == owner.country else None
            parent_id = known or parent.actor_id
        else:
            parent_id = parent.actor_id
        first = max(k, role_end)
        name = name_end(words, self.idx, first, end, self._stops(first, end))
        if name > first:
            stated = None if final.title == "counterpart" else role
            person = self.persons.add(self._text(first, name), country=owner.country, parent=parent_id, role=stated)
            office = self._own_office(i, name, end, owner.country)
            if office is not None:
                return office
            return Draft(i, self._of(name, end, owner, person), "name", person=person, role=stated, anchor=owner)
        own = slug(title.title)
        if (rank := role.split()[0].lower()) in _NOT_THE_BEARER and not own.startswith(rank):
            own = f"{rank}-{own}"
        label = f"{self.gaz.adjective.get(owner.actor_id, owner.name)} {role[0].lower() + role[1:]}"
        country = owner.country
        base = next((a.actor_id for a in (owner, parent) if ":" in a.actor_id), country or owner.actor_id)
        separator = "-" if ":" in base else ":"
        if title.title == "minister" and title.parent:
            of = title.parent.replace("ministry-of-", "").replace("-ministry", "")
            own = own.replace("minister", f"{of}-minister")
        actor = Actor(f"{base}{separator}{own}", label, "person", country, parent_id)
        return Draft(i, role_end, "role", actor, role=role, title=self._text(stop - 1, stop).lower(), anchor=owner)

    def _person(self, i: int, j: int, stop: int, owner: Actor, role: str | None) -> Draft:
        person = self.persons.add(self._text(j, stop), country=owner.country, parent=owner.actor_id, role=role)
        return Draft(i, stop, "name", person=person, role=role, anchor=owner)

    def _person_after(self, i: int, j: int, end: int, owner: Actor, noun: str) -> Draft | None:
        """Read "Irish financier Edward Harlow" where the noun is no title."""
        if j >= end or self.words[j] not in self.gaz.given_names or noun.endswith("s"):
            return None
        name = name_end(self.words, self.idx, j, end, self._stops(j, end))
        if name - j < 2:
            return None
        return self._person(i, j, name, owner, noun)

    def _posted_to(self, j: int, end: int) -> int | None:
        """Return the end of "to Turkey" after an ambassador or envoy, or None."""
        if j + 1 >= end or self.low[j - 1] not in _POSTED or self.low[j] not in _TO:
            return None
        k = j + 1
        while k + 1 < end and self.low[k] in ("the", "former"):
            k += 1
        hit = longest(self.gaz.names, self.words, k, end)
        return hit[0] if hit is not None and hit[1].forms else None

    def _own_office(self, i: int, stop: int, end: int, country: str | None) -> Draft | None:
        """Read "Merkel's spokesperson Ulrich Brandt"."""
        owner = self.gaz.registry.get(country) if country else None
        if owner is None or stop + 1 >= end or self.words[stop] not in POSSESSIVE:
            return None
        found = self._head(stop + 1, end)
        if found is None or found[1].title is None or found[1].title.kind not in ("office", "spokesperson"):
            return None
        return self._office(i, stop + 1, found[0], found[1].title, end, owner, owner)

    def _government(self, j: int, end: int, country: str | None) -> tuple[int, Actor] | None:
        """Read "Obama administration", "Netanyahu's government", "Assad's forces": the country's."""
        if j < end and self.words[j] in POSSESSIVE:
            j += 1
        owner = self.gaz.registry.get(country) if country else None
        if owner is None or j >= end:
            return None
        found = longest(self.gaz.heads, self.low, j, end)
        if found is None or found[1].head is None or found[1].head.people or found[1].head.kind == "group":
            return None
        return found[0], self.gaz.body(owner, found[1].head)

    def _title_and_name(self, i: int, stop: int, title: Title, end: int) -> Draft | None:
        """Read "President Bashar al-Assad of Syria", "Gen. Milley", "Secretary of State Mike Pompeo"."""
        words = self.words
        k = stop
        final = title
        role_end = stop
        for _ in range(2):
            inner = longest(self.gaz.heads, self.low, k, end) if k < end else None
            if inner is None or inner[1].title is None or inner[0] >= end:
                break
            k, final = inner[0], inner[1].title
            role_end = k if final.kind != "honorific" else role_end
        posted = self._posted_to(k, end)
        k = posted or k
        name = name_end(words, self.idx, k, end, self._stops(k, end))
        if name == k or (title.kind == "person" and words[k] not in self.gaz.given_names):
            return None
        if title.kind != "office" and name < end and words[name] in NO_PERSON:
            return None
        if title.title in _ALSO_ADJECTIVES and (words[i].islower() or not _THINGS.isdisjoint(words[k:name])):
            return None  # "a major Administration success", "General Revenue Sharing"
        first = i
        while first > 0 and self.low[first - 1] in DEPUTIES:
            first -= 1
        role = None if title.kind == "honorific" else self._text(first, posted or role_end)
        country = title.country or None
        known = longest(self.gaz.names, words, k, name)
        government = None
        if known is not None and known[0] == name and (actor := self._reading(known[1])[1]) and actor.kind == "person":
            country = actor.country
            government = self._government(name, end, country)
        if government is not None:
            return Draft(i, government[0], "body", government[1])
        parent = self.gaz.institution(country, title.parent) if country and title.parent else country
        person = self.persons.add(self._text(k, name), country=country, parent=parent, role=role)
        if country is None and person.country and title.parent and not person.parent:
            person.parent = self.gaz.institution(person.country, title.parent)
        private = first > 0 and self.low[first - 1] in _PRIVATE
        if person.institution is None and self.low[first] not in ("former", "then", "ex") and not private:
            person.institution = self._institution(final)
        owner = self.gaz.registry.get(person.country) if person.country else None
        office = self._own_office(i, name, end, person.country)
        if office is not None:
            return office
        return Draft(i, self._of(name, end, owner, person), "name", person=person, role=role, anchor=owner)

    @staticmethod
    def _institution(title: Title) -> str | None:
        """Return the institution of an office that only a state has, "" for the state itself; None for others."""
        of_state = title.parent or title.title.replace(" ", "-") in _OF_STATE
        return title.parent if title.kind == "office" and of_state else None

    def _of(self, j: int, end: int, owner: Actor | None, person: Person | None = None) -> int:
        """Read "of Syria" after a person's name; return where the mention ends."""
        if j + 1 >= end or self.low[j] != "of":
            return j
        k = j + 2 if self.low[j + 1] == "the" and j + 2 < end else j + 1
        hit = longest(self.gaz.names, self.words, k, end)
        if hit is None or "name" not in hit[1].forms:
            return j
        _, actor = self._reading(hit[1])
        if actor is None or actor.kind == "person":
            return j
        if person is not None and person.country is None:
            person.country, person.parent = actor.country, person.parent or actor.actor_id
            return hit[0]
        same = owner is not None and actor.country == owner.country
        if person is not None and owner is not None and owner.kind == "organisation" and actor.kind == "country":
            if (person.role or "").lower().endswith(_ROTATING):
                person.country = actor.country  # "AU chairperson Abdel Fattah el-Sisi of Egypt"
            return hit[0]
        return hit[0] if same or (person is not None and person.country == actor.country) else j

    def _after_of(self, j: int, end: int) -> int | None:
        if j + 1 >= end or self.low[j] not in ("of", "for", "to"):
            return None
        if self.low[j] == "to" and self.low[j - 1] not in _POSTED:
            return None
        k = j + 1
        if self.low[k] == "the" and k + 1 < end:
            k += 1
        return k
