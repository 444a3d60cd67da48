"""The phrases that name an actor: a country and the noun after it, a title and the name after it.

    [country | organisation | city] ['s] [modifiers] [institution | people | title] [name]
    [title | institution] [name] of [the phrase above]

Everything is read left to right, each token a bounded number of times.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from netlib.actors import Actor, slug
from netlib.extraction.gazetteer import Gazetteer, Head, Hit, Phrase, Title, longest
from netlib.extraction.persons import Person, PersonTable, is_name_word, name_end, phrase_words

__all__ = ["Draft", "PhraseReader"]

DraftKind = Literal["name", "body", "role", "place", "adjective", "pair", "pronoun", "dateline"]

_POSSESSIVE = frozenset({"'s", "’s", "'S", "’S"})
_BARE_POSSESSIVE = frozenset({"'", "’"})
_DASHES = frozenset({"--", "—", "–", "-"})
_AND = frozenset({"and", "or", "&"})
_HYPHENS = frozenset({"-", "–", "‑", "‐"})
_DOTTED = ("U.S.-", "U.N.-", "U.K.-", "E.U.-", "US-", "UN-", "UK-", "EU-")
_SURNAME_PARTICLES = frozenset({"De", "de", "Van", "van", "Von", "von", "Di", "di"})
_VERB_LIKE = frozenset(
    {"forces", "heads", "guards", "judges", "leads", "states", "state", "experts", "chairs", "monitors"}
)
_MAX_MODIFIERS = 6
_TO = frozenset({"to", "for", "in", "at", "on"})
_POSTED = phrase_words("posted")
_NOT_A_NOUN = phrase_words("no-noun")
_COMPOUND_ENDINGS = phrase_words("compound-ending")
_ATTRIBUTED = phrase_words("attributed")
_NO_BODY = phrase_words("no-body")
_PROPER_ENDS = phrase_words("proper-organisation")


@dataclass(slots=True)
class Draft:
    """A mention whose actor may not be known until the whole document is read."""

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
    members: tuple[Actor, ...] = ()
    anchor: Actor | None = None
    entity: bool = False


class PhraseReader:
    """Reads the phrases of one document.

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
        self.low = [word.lower() for word in words]
        self.idx = idx
        self.persons = persons
        self.on = on
        self.acronyms: dict[str, Actor] = {}
        self._vocabulary: frozenset[str] | None = None
        interesting = gaz.interesting
        self.starts = [i for i, word in enumerate(words) if interesting[word]]

    def sentence(self, begin: int, end: int, number: int, starts: list[int]) -> list[Draft]:
        """Return the drafts of one sentence; `starts` are the tokens in it at which something can begin."""
        drafts: list[Draft] = []
        begin = self._dateline(begin, end, drafts)
        done = begin
        for i in starts:
            if i < done:
                continue
            found = self._at(i, end, begin)
            if found is None:
                continue
            for draft in found:
                draft.sentence = number
            drafts.extend(found)
            self._note_acronym(found[-1], end)
            done = found[-1].token_end
        return drafts

    def _dateline(self, begin: int, end: int, drafts: list[Draft]) -> int:
        """Read "MOSCOW (AP) --" at the head of a report; return where the sentence proper begins."""
        words = self.words
        stop = min(end, begin + 14)
        for k in range(begin + 1, stop):
            word = words[k]
            if word in _DASHES and self.idx[k - 1] + len(words[k - 1]) < self.idx[k]:
                head = words[begin:k]
                shouted = [w for w in head if w.isalpha() and w.isupper() and len(w) > 2]
                short = k - begin <= 2 or (
                    k - begin <= 5 and words[k - 2] == "," and all(w[0].isupper() for w in head[:-2])
                )
                if not shouted and not (short and words[begin] in self.gaz.names):
                    return begin
                hit = longest(self.gaz.names, words, begin, k)
                if hit is not None and (place := self._one(hit[1], "place") or self._one(hit[1], "name")):
                    drafts.append(Draft(begin, hit[0], "dateline", place))
                return k + 1
            if word[0].islower() and len(word) > 3:
                break
        return begin

    def _at(self, i: int, end: int, begin: int) -> list[Draft] | None:
        """Return what begins at token `i`: one draft, or the several of a list that shares its noun."""
        word = self.words[i]
        if word[0] in "UE" and word.startswith(_DOTTED) and "-" in word:
            return self._dotted(i, end)
        hit = longest(self.gaz.names, self.words, i, end) if word in self.gaz.names else None
        if self.low[i] in self.gaz.heads and (hit is None or hit[0] == i + 1):
            titled = self._titled(i, end, begin)
            if titled is not None:
                return [titled]
        if hit is not None:
            stop, meaning = hit
            if not meaning.forms:
                return [Draft(i, stop, "adjective")]
            if meaning.article and (i == 0 or self.low[i - 1] != "the"):
                return None
            if not self._is_person(i, stop, end, meaning):
                anchored = self._anchored(i, stop, meaning, end, begin)
                if anchored is not None:
                    return anchored
                return [Draft(i, stop, "adjective")]
        if word in self.acronyms:
            return [Draft(i, i + 1, "name", self.acronyms[word])]
        if is_name_word(word):
            return self._bare_name(i, end)
        return None

    def _note_acronym(self, draft: Draft, end: int) -> None:
        """Remember "NNPC" after "Nigerian National Petroleum Corporation (NNPC)"."""
        k = draft.token_end
        if draft.actor is None or draft.actor.kind not in ("organisation", "group") or k + 2 >= end:
            return
        short = self.words[k + 1]
        if self.words[k] == "(" and self.words[k + 2] == ")" and short.isupper() and 2 <= len(short) <= 10:
            self.acronyms.setdefault(short, draft.actor)

    # countries, organisations, places

    def _anchored(self, i: int, stop: int, meaning: Hit, end: int, begin: int = 0) -> list[Draft] | None:
        """Read a phrase that begins with the name of a country, organisation or city."""
        form, actor = self._reading(meaning)
        if actor is None:
            return None
        if actor.kind == "person":
            return self._known_person(i, stop, end, actor)
        if form != "people" and actor.kind == "country":
            proper = self._proper_organisation(i, stop, end, actor)
            if proper is not None:
                return [proper]
        after = self._phrase_after(i, stop, end, form, actor, meaning)
        if after is not None:
            return [after]
        if form == "adjective" or "adjective" in meaning.forms:
            shared = self._shared(i, stop, end, actor)
            if shared is not None:
                return shared
        if form == "place" and (self._continues_as_name(stop, end) or self._continues_a_name(i, begin)):
            return None
        if meaning.alias in self.gaz.cues and actor.kind != "country" and i and is_name_word(self.words[i - 1]):
            return None  # "the Trinamool Congress"
        kind: DraftKind = {"name": "name", "people": "name", "place": "place", "adjective": "adjective"}[form]  # type: ignore[assignment]
        if form == "adjective" and (stop >= end or self.low[stop] in _NOT_A_NOUN or self.words[stop] in _POSSESSIVE):
            hyphen = stop < end and self.words[stop] in _HYPHENS
            kind = "adjective" if hyphen or self._listed_adjective(stop, end) else "name"
        if "adjective" in meaning.forms and form == "name":
            article = self.low[i - 1] if i else ""
            if article in ("a", "an") or (stop < end and self._attributive(stop, end)):
                kind = "adjective"
        if stop + 1 < end and self.words[stop] in _HYPHENS and self.low[stop + 1] in _COMPOUND_ENDINGS:
            kind = "adjective"
        return [Draft(i, stop, kind, actor)]

    def _reading(self, meaning: Hit) -> tuple[Literal["name", "adjective", "people", "place"], Actor | None]:
        """Choose the form and the actor of a name by the words around it in the document; no actor if it stays open."""
        cues = self.gaz.cues.get(meaning.alias)
        for form in ("name", "people", "place", "adjective"):
            actors = meaning.forms.get(form, ())
            if not actors:
                continue
            if cues:
                return form, self._by_cues(meaning, form)
            if len(actors) == 1 and actors[0].since is None and actors[0].until is None:
                return form, actors[0]
            actors = tuple(actor for actor in actors if actor.holds(self.on))
            if len(actors) > 1:
                ids = {actor.actor_id for actor in actors}
                if len(ids) > 1 and all(actor.kind == "person" for actor in actors):
                    return form, self.gaz.registry.likeliest(actors, self.on)
                latest = self.gaz.registry.get(actors[0].actor_id, on=self.on)
                return form, latest if len(ids) == 1 else None
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

    def _phrase_after(self, i: int, stop: int, end: int, form: str, actor: Actor, meaning: Hit) -> Draft | None:
        """Read the noun or name after an actor: "the Turkish army", "Iran's Foreign Minister", "Delhi Court"."""
        words, low = self.words, self.low
        j = stop
        possessive = j < end and (
            words[j] in _POSSESSIVE or (words[j] in _BARE_POSSESSIVE and words[j - 1][-1] in "sS")
        )
        if possessive:
            j += 1
        if j >= end:
            return None
        attributive = form in ("adjective", "people") or "adjective" in meaning.forms
        if form == "people" and not possessive:
            return None
        if not possessive and words[j] in _HYPHENS:
            return self._led(i, j, end, actor)
        found = self._head(j, end)
        if found is not None:
            k, phrase, _ = found
            if phrase.head and not phrase.head.people and not phrase.title and k < end and low[k] in _NO_BODY:
                return None
            if self._goes_with(form, actor, meaning, possessive, attributive, j, found):
                return self._headed(i, j, found, end, actor)
        merged = longest(self.gaz.names, words, j, end)
        if merged is not None and "name" in merged[1].forms and (attributive or possessive):
            other = merged[1].forms["name"][0]
            if other.kind == "person" and (other.country == actor.country):
                done = self._known_person(j, merged[0], end, other)[0]
                done.token_start = i
                return done
            if (
                other.kind in ("organisation", "group")
                and other.country == actor.country
                and other.actor_id != other.country
            ):
                draft = self._anchored(j, merged[0], merged[1], end)
                if draft:
                    draft[0].token_start = i
                    return draft[0]
        if (attributive or possessive) and words[j] in self.gaz.given_names and merged is None:
            name = name_end(words, self.idx, j, end, frozenset())
            if name - j > 1:
                return self._person(i, j, name, actor, None)
        return None

    def _goes_with(
        self,
        form: str,
        actor: Actor,
        meaning: Hit,
        possessive: bool,
        attributive: bool,
        j: int,
        found: tuple[int, Phrase, int],
    ) -> bool:
        """Whether a noun belongs to the name before it: not in "France forces Britain to", "Moscow people"."""
        stop, phrase, first = found
        people = phrase.head is not None and phrase.head.people
        if possessive:
            return True
        if form == "place":
            return self._of_city(meaning, phrase) and not (people and self.words[j][0].isupper())
        if actor.kind != "country" and people and self.words[stop - 1][0].isupper():
            return False  # "Amnesty International Man-kei Tam"
        return attributive or first != j or self.low[j] not in _VERB_LIKE

    def _of_city(self, meaning: Hit, phrase: Phrase) -> bool:
        """Whether a noun goes with a city as with its country: "Delhi court"; of a capital "the Kabul government"."""
        head = phrase.head
        return head is not None and (
            head.kind == "organisation" or (not head.slug and meaning.alias in self.gaz.capitals)
        )

    def _led(self, i: int, hyphen: int, end: int, actor: Actor) -> Draft | None:
        """Read "Saudi-led coalition" as a group of the leader's; "Iran-backed militia" is not one of Iran's."""
        if hyphen + 2 < end and self.low[hyphen + 1] == "led":
            found = self._head(hyphen + 2, end)
            if found is not None and found[1].head is not None:
                return Draft(i, found[0], "body", self.gaz.body(actor, found[1].head), anchor=actor)
        return None

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
                if k < end and phrase.head and not phrase.head.people and phrase.title is None and low[j] in modifiers:
                    further = longest(heads, low, k, end)
                    if further is not None and further[1].title is not None and further[1].title.kind == "office":
                        return further[0], further[1], j
                if phrase.title is not None and phrase.title.kind == "honorific" and phrase.head is None:
                    return None
                return k, phrase, j
            if low[j] not in modifiers and words[j] not in _HYPHENS:
                return None
            j += 1
        return None

    def _headed(self, i: int, j: int, found: tuple[int, Phrase, int], end: int, owner: Actor) -> Draft:
        """Read on after the noun: the name of its bearer, or a title within the institution."""
        stop, phrase, _ = found
        words = self.words
        parent = owner
        if phrase.title is not None:
            draft = self._office(i, j, stop, phrase.title, end, owner, parent)
            if draft.person is not None or phrase.head is None:
                return draft
            stop = max(stop, draft.token_end if draft.role and " to " in draft.role else stop)
        head = phrase.head
        assert head is not None
        body = self.gaz.body(owner, head)
        k = stop
        if k < end and words[k] in _POSSESSIVE:
            k += 1
        if k < end and not (head.people and k == stop):
            inner = self._head(k, end)
            if inner is not None and inner[1].title is not None and inner[1].title.kind != "person":
                return self._office(i, k, inner[0], inner[1].title, end, owner, body)
            if inner is not None and k == stop and inner[1].head is not None and inner[2] == k:
                stop = inner[0]
        named = self._named_organisation(i, stop, end, owner, head, words[stop - 1])
        if named is not None:
            return named
        person = (
            self._person_after(i, stop, end, owner, words[stop - 1]) if head.people or body.kind == "group" else None
        )
        if person is not None:
            return person
        role = None
        if phrase.title is not None and phrase.title.kind != "honorific":
            role = self._text(j, stop)
        return Draft(i, stop, "role" if head.people or body.kind == "group" else "body", body, role=role, anchor=owner)

    def _office(self, i: int, j: int, stop: int, title: Title, end: int, owner: Actor, parent: Actor) -> Draft:
        """Read a title and the name after it: "Deputy Defense Minister Yunus-Bek Yevkurov"."""
        words = self.words
        final = title
        k = stop
        for _ in range(3):  # "Prime Minister and Defense Minister", "President Gen. Pervez Musharraf"
            m = k + 1 if k < end and words[k] in _AND else k
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
        label = f"{self.gaz.adjective.get(owner.actor_id, owner.name)} {role[0].lower() + role[1:]}"
        country = owner.country
        base = owner.actor_id if ":" in owner.actor_id else (country or owner.actor_id)
        separator = "-" if ":" in base else ":"
        if title.title == "minister" and title.parent:
            own = f"{title.parent.replace('ministry-of-', '').replace('-ministry', '')}-minister"
        actor = Actor(f"{base}{separator}{own}", label, "person", country, parent_id)
        return Draft(i, role_end, "role", actor, role=role, title=self._text(stop - 1, stop).lower(), anchor=owner)

    def _person(self, i: int, j: int, stop: int, owner: Actor, role: str | None) -> Draft:
        person = self.persons.add(self._text(j, stop), country=owner.country, parent=owner.actor_id, role=role)
        return Draft(i, stop, "name", person=person, role=role, anchor=owner)

    def _person_after(self, i: int, j: int, end: int, owner: Actor, noun: str) -> Draft | None:
        """Read "British financier William Browder" where the noun is no title."""
        if j >= end or self.words[j] not in self.gaz.given_names or noun.endswith("s"):
            return None
        name = name_end(self.words, self.idx, j, end, self._stops(j, end))
        if name - j < 2:
            return None
        return self._person(i, j, name, owner, noun)

    def _named_organisation(self, i: int, j: int, end: int, owner: Actor, head: Head, noun: str) -> Draft | None:
        """Read "Iranian airline Mahan Air": a company, party or newspaper by its own name."""
        if head.kind != "organisation" or not head.people or j >= end or owner.country is None:
            return None
        if not is_name_word(self.words[j]) or self.words[j] in self.gaz.names or noun.lower().endswith("s"):
            return None
        name = name_end(self.words, self.idx, j, end, self._stops(j, end))
        if name == j:
            return None
        text = self._text(j, name)
        actor = Actor(f"{owner.country}:{slug(text)}", text, "organisation", owner.country, owner.actor_id)
        return Draft(i, name, "name", actor, anchor=owner)

    def _proper_organisation(self, i: int, j: int, end: int, owner: Actor) -> Draft | None:
        """Read "Nigerian National Petroleum Corporation": an organisation whose own name begins with its country's."""
        words = self.words
        last = k = j
        while k < end and k < j + 8:
            if is_name_word(words[k]) or words[k] in ("I", "II", "National", "Central", "New"):
                k += 1
                if words[k - 1] in _PROPER_ENDS:
                    last = k
            elif k > j and words[k] in ("of", "for", "and", "&") and k + 1 < end and words[k + 1][0].isupper():
                if last == k and words[k] == "and":
                    break
                k += 1
            else:
                break
            if (
                words[k - 1] not in ("of", "for", "and", "&")
                and self.low[k - 1] in self.gaz.heads
                and words[k - 1] not in _PROPER_ENDS
            ):
                found = longest(self.gaz.heads, self.low, k - 1, end)
                if found is not None and found[1].title is not None:
                    break
        if last <= j + 1 and not (
            last == j + 1 and words[j] not in ("Court", "Council", "Party", "Bank", "Government")
        ):
            return None
        if last == j:
            return None
        institution = self._head(j, end)
        if (
            institution is not None
            and institution[1].head
            and not institution[1].head.people
            and institution[0] >= last
        ):
            return None
        text = self._text(i, last)
        known = next((a for a in self.gaz.registry.lookup(text, on=self.on) if a.country == owner.country), None)
        actor = known or Actor(f"{owner.country}:{slug(text)}", text, "organisation", owner.country, owner.actor_id)
        return Draft(i, last, "name", actor, anchor=owner)

    def _posted_to(self, j: int, end: int) -> int | None:
        """Return the end of "to Turkey" after an ambassador or envoy, or None."""
        if j + 1 >= end or self.low[j - 1] not in _POSTED or self.low[j] not in _TO:
            return None
        k = j + 2 if self.low[j + 1] == "the" and j + 2 < end else j + 1
        hit = longest(self.gaz.names, self.words, k, end)
        return hit[0] if hit is not None and hit[1].forms else None

    def _shared(self, i: int, stop: int, end: int, actor: Actor) -> list[Draft] | None:
        """Read "Russian, American and Turkish delegations": every country of the list has the noun of the last."""
        members = [(i, stop, actor)]
        j = stop
        while True:
            k = j
            while k < end and k < j + 2 and (self.words[k] == "," or self.low[k] in _AND):
                k += 1
            if k == j or k >= end:
                return None
            hit = longest(self.gaz.names, self.words, k, end)
            if hit is None or not hit[1].forms or "adjective" not in hit[1].forms:
                return None
            _, other = self._reading(hit[1])
            if other is None:
                return None
            members.append((k, hit[0], other))
            j = hit[0]
            found = self._head(j, end) if j < end else None
            if found is not None:
                break
            if len(members) > 12:
                return None
        last = self._headed(members[-1][0], j, found, end, members[-1][2])
        drafts = []
        for first, last_token, owner in members[:-1]:
            phrase = found[1]
            if phrase.head is not None:
                drafts.append(Draft(first, last_token, "role", self.gaz.body(owner, phrase.head), anchor=owner))
            else:
                copy = self._office(first, j, found[0], Title(*_title(phrase)), found[0], owner, owner)
                drafts.append(
                    Draft(first, last_token, "role", copy.actor, role=copy.role, title=copy.title, anchor=owner)
                )
        return [*drafts, last]

    def _listed_adjective(self, j: int, end: int) -> bool:
        """Whether a list of adjectives goes on: "Russian, American ... oil"."""
        while j < end and (self.words[j] == "," or self.low[j] in _AND):
            j += 1
            hit = longest(self.gaz.names, self.words, j, end) if j < end else None
            if hit is not None:
                if set(hit[1].forms) == {"adjective"}:
                    j = hit[0]
                    if j < end and self.low[j] not in _NOT_A_NOUN:
                        return True
                    continue
                return False
        return False

    def _attributive(self, j: int, end: int) -> bool:
        """Whether "US" before a hyphenless noun that is no verb can only be an attribute: "US-made" is not meant."""
        return self.low[j] in _ATTRIBUTED and (j + 1 >= end or self.low[j + 1] not in ("the", "a", "an"))

    def _dotted(self, i: int, end: int) -> list[Draft] | None:
        """Read a token that the tokenizer keeps whole: "U.S.-led", "U.S.-China"."""
        word = self.words[i]
        drafts = []
        begin = 0
        parts = word.split("-")
        for n, part in enumerate(parts):
            hit = longest(self.gaz.names, [part], 0, 1) if part else None
            if hit is not None and hit[1].forms:
                form, actor = self._reading(hit[1])
                if actor is not None and actor.kind != "person":
                    led = n + 1 < len(parts) and parts[n + 1].lower() in _COMPOUND_ENDINGS
                    kind: DraftKind = "adjective" if led or form == "adjective" else "name"
                    start = self.idx[i] + begin
                    draft = Draft(i, i + 1, kind, actor, start=start, end=start + len(part))
                    if led and parts[n + 1].lower() == "led" and (found := self._head(i + 1, end)) and found[1].head:
                        draft = Draft(i, found[0], "body", self.gaz.body(actor, found[1].head), anchor=actor)
                        return [draft]
                    drafts.append(draft)
            begin += len(part) + 1
        return drafts or None

    # persons

    def _is_person(self, i: int, stop: int, end: int, meaning: Hit) -> bool:
        """Whether a name that is a country's or city's is part of a person's here: "Michael Jordan", "Chad Smith"."""
        if (
            stop - i > 1
            or self.words[i].isupper()
            or any(a.kind == "person" for f in meaning.forms.values() for a in f)
        ):
            return False
        word = self.words[i]
        follows = stop < end and is_name_word(self.words[stop]) and self.low[stop] not in self.gaz.heads
        if word not in self.gaz.given_names or not follows:
            return False
        other = longest(self.gaz.names, self.words, stop, end)
        if other is not None and not any(a.kind == "person" for f in other[1].forms.values() for a in f):
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

    def _known_person(self, i: int, stop: int, end: int, actor: Actor) -> list[Draft]:
        full = name_end(self.words, self.idx, i, end, self._stops(stop, end))
        if full > stop and self.words[stop] not in _POSSESSIVE:
            return [Draft(i, full, "name", name=self._text(i, full))]
        if stop == i + 1 and i and self.low[i - 1] in ("in", "near", "at"):
            return [Draft(i, stop, "name", name=self._text(i, stop))]  # "a centre in Kerry"
        government = self._government(stop, end, actor.country)
        if government is not None:
            return [Draft(i, government[0], "body", government[1])]
        person = self.persons.add(self._text(i, stop), country=actor.country)
        office = self._own_office(i, stop, end, actor.country)
        if office is not None:
            return [office]
        return [Draft(i, self._of(stop, end, actor), "name", person=person)]

    def _own_office(self, i: int, stop: int, end: int, country: str | None) -> Draft | None:
        """Read "Merkel's spokesperson Steffen Seibert"."""
        owner = self.gaz.registry.get(country) if country else None
        if owner is None or stop + 1 >= end or self.words[stop] not in _POSSESSIVE:
            return None
        found = self._head(stop + 1, end)
        if found is None or found[1].title is None or found[1].title.kind not in ("office", "spokesperson"):
            return None
        return self._office(i, stop + 1, found[0], found[1].title, end, owner, owner)

    def _government(self, j: int, end: int, country: str | None) -> tuple[int, Actor] | None:
        """Read "Obama administration", "Netanyahu's government", "Assad's forces": the country's."""
        if j < end and self.words[j] in _POSSESSIVE:
            j += 1
        owner = self.gaz.registry.get(country) if country else None
        if owner is None or j >= end:
            return None
        found = longest(self.gaz.heads, self.low, j, end)
        if found is None or found[1].head is None or found[1].head.people or found[1].head.kind == "group":
            return None
        return found[0], self.gaz.body(owner, found[1].head)

    def _titled(self, i: int, end: int, begin: int) -> Draft | None:
        """Read a title or institution that no country precedes: "President Tinubu", "the government of Iran"."""
        words, low = self.words, self.low
        found = longest(self.gaz.heads, low, i, end)
        if found is None:
            return None
        stop, phrase = found
        title = phrase.title
        if title is not None and title.kind == "honorific" and not words[i][0].isupper():
            title = None
        if title is None and phrase.head is None:
            return None
        if title is not None:
            draft = self._title_and_name(i, stop, title, end)
            if draft is not None:
                return draft
        k = self._after_of(stop, end)
        if k is not None:
            hit = longest(self.gaz.names, words, k, end)
            if hit is not None and hit[1].forms:
                form, actor = self._reading(hit[1])
                if actor is not None and actor.kind != "person" and form != "people":
                    sub = self._anchored(k, hit[0], hit[1], end)
                    if sub is None:
                        return None
                    return self._of_phrase(i, stop, phrase, title, sub[0], actor, end)
        if title is not None and title.kind == "office" and i > begin and low[i - 1] == "the":
            return Draft(i, stop, "role", title=self._text(stop - 1, stop).lower(), name="")
        return None

    def _after_of(self, j: int, end: int) -> int | None:
        if j + 1 >= end or self.low[j] not in ("of", "for"):
            return None
        k = j + 1
        if self.low[k] == "the" and k + 1 < end:
            k += 1
        return k

    def _of_phrase(
        self, i: int, stop: int, phrase: Phrase, title: Title | None, sub: Draft, country: Actor, end: int
    ) -> Draft | None:
        """Combine "head" and "the Syrian Ministry of Defense", "government" and "Iran"."""
        if sub.person is not None:
            return None
        parent = sub.actor or country
        owner = self.gaz.registry.get(country.country) if country.country else None
        owner = owner or country
        if title is not None and title.kind in ("office", "spokesperson", "rank"):
            role = self._text(i, sub.token_end)
            name = name_end(self.words, self.idx, sub.token_end, end, self._stops(sub.token_end, end))
            if name > sub.token_end:
                person = self.persons.add(
                    self._text(sub.token_end, name), country=owner.country, parent=parent.actor_id, role=role
                )
                return Draft(i, name, "name", person=person, role=role, anchor=owner)
            draft = self._office(i, i, stop, title, stop, owner, parent)
            draft.token_end = sub.token_end
            draft.role = role
            return draft
        if phrase.head is not None and not phrase.head.people and sub.kind in ("name", "place"):
            kind: DraftKind = "role" if phrase.head.kind == "group" else "body"
            return Draft(i, sub.token_end, kind, self.gaz.body(parent, phrase.head), anchor=country)
        return None

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
        first = i
        while first > 0 and self.low[first - 1] in ("deputy", "vice", "former", "acting", "then", "ex"):
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
        owner = self.gaz.registry.get(person.country) if person.country else None
        office = self._own_office(i, name, end, person.country)
        if office is not None:
            return office
        return Draft(i, self._of(name, end, owner, person), "name", person=person, role=role, anchor=owner)

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
            person.country = actor.country  # "AU chairperson Abdel Fattah el-Sisi of Egypt"
            return hit[0]
        return hit[0] if same or (person is not None and person.country == actor.country) else j

    def _bare_name(self, i: int, end: int) -> list[Draft] | None:
        """Return a name that may turn out to be a person's once the document is read."""
        stop = name_end(self.words, self.idx, i, end, self._stops(i + 1, end, after_given=self.words[i]))
        if stop == i:
            return None
        if i > 1 and self.words[i - 1] in _HYPHENS and self.low[i - 2] in ("al", "el", "ul", "as"):
            i -= 2  # "al-Eryani"
        return [Draft(i, stop, "name", name=self._text(i, stop))]

    def _stops(self, i: int, end: int, *, after_given: str = "") -> set[int]:
        """Return the tokens at which a name of a person must end, because a known actor or a title begins there."""
        stops = set()
        first = i
        for j in range(i, min(end, i + 8)):
            word = self.words[j]
            hit = longest(self.gaz.names, self.words, j, end) if word in self.gaz.names else None
            if hit is not None:
                if any(a.kind == "person" for f in hit[1].forms.values() for a in f):
                    continue
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
                if found is not None and (j > i or not is_name_word(word) or found[1].title is not None):
                    stops.add(j)
                    break
        return stops

    def _text(self, i: int, j: int) -> str:
        """Return the tokens from `i` to `j` as they stand in the text, single-spaced."""
        parts = []
        for k in range(i, j):
            parts.append(self.words[k])
            if k + 1 < j and self.idx[k] + len(self.words[k]) < self.idx[k + 1]:
                parts.append(" ")
        return " ".join("".join(parts).split())


def _title(phrase: Phrase) -> tuple[str, str, str, str]:
    title = phrase.title
    assert title is not None
    return title.title, title.parent, title.country, title.kind
