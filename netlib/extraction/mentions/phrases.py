"""The phrases that name an actor: a country and the noun after it, a title and the name after it.

    [country | organisation | city] ['s] [modifiers] [institution | people | title] [name]
    [title | institution] [name] of [the phrase above]

Everything is read left to right, each token a bounded number of times.
"""

from __future__ import annotations

from netlib.actors import Actor
from netlib.extraction.mentions.gazetteer import Hit, Phrase, Title, longest
from netlib.extraction.mentions.names import AND, COPULAS, HYPHENS, NO_PERSON, POSSESSIVE, Draft, DraftKind
from netlib.extraction.mentions.nouns import DEFINITE, NO_BODY, NOT_A_NOUN, NounReader
from netlib.extraction.mentions.offices import DEPUTIES
from netlib.extraction.mentions.persons import is_name_word, name_end
from netlib.extraction.words import phrase_words

__all__ = ["PhraseReader"]

_MAX_LIST = 24  # tokens
_BARE_POSSESSIVE = frozenset({"'", "’"})
_DASHES = frozenset({"--", "—", "–", "-", "_", "|"})
_CLOSES_AGENCY = frozenset({")", "):"})
_ENDS_DATELINE = _DASHES | _CLOSES_AGENCY | {":"}
_LONGEST_DATELINE = 14  # tokens
_DOTTED = ("U.S.-", "U.N.-", "U.K.-", "E.U.-", "US-", "UN-", "UK-", "EU-")
_COMPOUND_ENDINGS = phrase_words("compound-ending")
_OF_THINGS = phrase_words("compound-of-things")
_EVENTS = phrase_words("place-of-event")
_CULTURE = phrase_words("thing-of-culture")
_DISSOLVED = frozenset({"SUN", "YUG", "CSK", "DDR"})
_NOT_OF = frozenset({"post", "pre", "non", "mid", "neo", "trans"})
_ATTRIBUTED = phrase_words("attributed")
_ATTRIBUTIVE_HEADS = frozenset({"military", "intelligence", "parliamentary", "state", "opposition", "security"})
_OFFICE = frozenset({"office", "team", "camp"})


class PhraseReader(NounReader):
    """Reads every phrase of one document that names an actor; see the module for their grammar."""

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
            self._with_office(found[-1], end)
            drafts.extend(found)
            self._note_acronym(found[-1], end)
            done = found[-1].token_end
        return drafts

    def _with_office(self, draft: Draft, end: int) -> None:
        """Read "Prime Minister Brune's office" as the prime minister."""
        stop = draft.token_end + 2
        if stop > end or self.low[stop - 1] not in _OFFICE or self.words[stop - 2] not in POSSESSIVE:
            return
        if draft.person is not None or draft.kind == "role":
            draft.token_end = stop

    def _dateline(self, begin: int, end: int, drafts: list[Draft]) -> int:
        """Read "MOSCOW (AP) --" at the head of a report; return where the sentence proper begins."""
        words = self.words
        stop = min(end, begin + _LONGEST_DATELINE)
        if _ENDS_DATELINE.isdisjoint(words[begin + 1 : stop]):
            return begin
        for k in range(begin + 1, stop):
            word = words[k]
            if self._ends_dateline(begin, k, end):
                hit = longest(self.gaz.names, words, begin, k)
                if hit is not None and (place := self._one(hit[1], "place") or self._one(hit[1], "name")):
                    drafts.append(Draft(begin, hit[0], "dateline", place))
                again = word == "|" and "|" in words[k + 1 : k + 4]  # "Cairo, Egypt | AFP | The president"
                return words.index("|", k + 1) + 1 if again else k + 1
            if word[0].islower() and len(word) > 3:
                break
        return begin

    def _ends_dateline(self, begin: int, k: int, end: int) -> bool:
        """Whether a token ends a dateline: a dash, a colon, or the bracket after the agency that reports."""
        words = self.words
        word, head = words[k], words[begin:k]
        shouted = any(w.isalpha() and w.isupper() and len(w) > 2 for w in head)
        if word in _DASHES:
            if self.idx[k - 1] + len(words[k - 1]) == self.idx[k]:
                return False
            short = k - begin <= 2 or (
                k - begin <= 5 and words[k - 2] == "," and all(w[0].isupper() for w in head[:-2])
            )
            return shouted or (short and words[begin] in self.gaz.names)
        if word == ":":
            hit = longest(self.gaz.names, words, begin, k)
            return hit is not None and hit[0] == k and "place" in hit[1].forms and (shouted or not begin)
        following = k + 1 + (words[k + 1 : k + 2] == ['"'])  # a dash that an archive has spoilt
        if word in _CLOSES_AGENCY and "(" in head and following < end and words[following][0].isupper():
            agency = head.index("(")
            hit = longest(self.gaz.names, words, begin, begin + agency) if agency else None
            place = hit is not None and ("," in head[:agency] or (shouted and "place" in hit[1].forms))
            return place and len(head) - agency <= 4 and not any(w.islower() for w in head)
        return False

    def _at(self, i: int, end: int, begin: int) -> list[Draft] | None:
        """Return what begins at token `i`: one draft, or the several of a list that shares its noun."""
        word = self.words[i]
        if word[0] in "UE" and word.startswith(_DOTTED) and "-" in word:
            return self._dotted(i, end)
        if word in self.short_names:
            actor = self.short_names[word]
            return [self._phrase_after(i, i + 1, end, "name", actor, Hit(word)) or self._by_short_name(i, end)]
        hit = longest(self.gaz.names, self.words, i, end) if word in self.gaz.names else None
        if self.low[i] in self.gaz.heads and (hit is None or hit[0] == i + 1):
            titled = self._titled(i, end, begin)
            if titled is not None:
                return [titled]
        if hit is not None:
            stop, meaning = hit
            if not meaning.forms:
                definite = i > begin and self.low[i - 1] in DEFINITE and (stop >= end or self.low[stop] != "of")
                return [Draft(i, stop, "name", fits=meaning.fits if definite else frozenset())]
            other = stop < end and self.words[stop][0].isupper()  # "the West African bloc"
            if meaning.article and (i == 0 or self.low[i - 1] != "the" or other):
                return None
            if not self._is_person(i, stop, end, meaning):
                anchored = self._anchored(i, stop, meaning, end, begin)
                if anchored is not None:
                    return anchored
                return [Draft(i, stop, "adjective")]
        if is_name_word(word):
            named = self._organisation_of(i, end)
            return [named] if named is not None else self._bare_name(i, end)
        return None

    def _anchored(self, i: int, stop: int, meaning: Hit, end: int, begin: int = 0) -> list[Draft] | None:
        """Read a phrase that begins with the name of a country, organisation or city."""
        form, actor = self._reading(meaning)
        if actor is None:
            return None
        if actor.kind == "person":
            return self._known_person(i, stop, end, actor)
        namesake = self._namesake(i, stop, end, begin, form, actor) if stop < end and self.words[stop] == "," else None
        if namesake is not None:
            return [namesake]
        if form != "people" and actor.kind == "country":
            proper = self._proper_organisation(i, stop, end, actor)
            if proper is not None:
                return [proper]
        if i > begin and self.low[i - 1] == "ethnic" and form != "name":
            return None  # "ethnic Albanians" are not Albania
        if i > begin and self.low[i - 1] == "former" and actor.actor_id in _DISSOLVED:
            return [Draft(i, stop, "adjective")]  # where it was, not what it did
        if i > begin + 1 and self.words[i - 1] in HYPHENS and self.low[i - 2] in _NOT_OF:
            return [Draft(i, stop, "adjective")]  # "post-Soviet" times
        after = self._phrase_after(i, stop, end, form, actor, meaning)
        if after is not None and i > begin + 1 and self.words[i - 1] in HYPHENS and self.low[i - 2] == "pro":
            return [Draft(i, after.token_end, "adjective")]  # "pro-Russian militants" are not Russia's
        if after is not None:
            if after.actor is actor and actor.actor_id in self.gaz.peoples and after.token_end + 1 < end:
                after.actor = self._people_in(after.token_end, end, actor)
            return [after]
        if form == "adjective" or "adjective" in meaning.forms:
            shared = self._shared(i, stop, end, actor)
            if shared is not None:
                return shared
        if form == "place" and stop < end and self.low[stop] in _EVENTS and "the" in self.low[max(begin, i - 2) : i]:
            return [Draft(i, stop, "adjective")]
        if form == "place" and (self._continues_as_name(stop, end) or self._continues_a_name(i, begin)):
            return None
        if form == "name" and actor.kind == "country" and self._is_somebody_else(stop, end, begin, meaning):
            return self._bare_name(i, end)
        if meaning.alias in self.gaz.cues and actor.kind != "country" and i and is_name_word(self.words[i - 1]):
            return None  # "the Trinamool Congress"
        kind: DraftKind = {"name": "name", "people": "name", "place": "place", "adjective": "adjective"}[form]  # type: ignore[assignment]
        if form == "adjective" and (stop >= end or self.low[stop] in NOT_A_NOUN or self.words[stop] in POSSESSIVE):
            hyphen = stop < end and self.words[stop] in HYPHENS
            said = self._before_language(i, begin)
            if said and said not in COPULAS:
                return None
            kind = "adjective" if hyphen or said or self._listed_adjective(stop, end) else "name"
        if "adjective" in meaning.forms and form == "name":
            article = self.low[i - 1] if i else ""
            if article in ("a", "an") or (stop < end and self._attributive(stop, end)):
                kind = "adjective"
        if stop + 1 < end and self.words[stop] in HYPHENS:
            if self._only_describes(stop + 1, end):
                return [Draft(i, stop, "adjective")]
            kind = "adjective" if self.low[stop + 1] in _COMPOUND_ENDINGS else kind
        if form == "adjective" and stop < end and self.low[stop] in _CULTURE:
            return [Draft(i, stop, "adjective")]
        noun = self.gaz.heads.get(self.low[stop - 1], {}).get("") if stop > i + 1 and actor.kind == "group" else None
        return [Draft(i, stop, kind, actor, head=noun.head if noun is not None else None)]

    def _only_describes(self, j: int, end: int) -> bool:
        """Whether the word after a hyphen leaves a country no part in it: "US-made", "Pakistan-based Jaish"."""
        named = j + 1 < end and self.words[j + 1] in self.gaz.names
        return self.low[j] in _OF_THINGS or (self.low[j] == "based" and named)

    def _phrase_after(self, i: int, stop: int, end: int, form: str, actor: Actor, meaning: Hit) -> Draft | None:
        """Read the noun or name after an actor: "the Turkish army", "Iran's Foreign Minister", "Delhi Court"."""
        words, low = self.words, self.low
        j = stop
        possessive = j < end and (words[j] in POSSESSIVE or (words[j] in _BARE_POSSESSIVE and words[j - 1][-1] in "sS"))
        if possessive:
            j += 1
        if j >= end:
            return None
        attributive = form in ("adjective", "people") or "adjective" in meaning.forms
        if form == "people" and not possessive:
            return None
        if not possessive and words[j] in HYPHENS:
            return self._led(i, j, end, actor)
        found = self._head(j, end)
        merged = longest(self.gaz.names, words, j, end)
        if merged is not None and attributive and actor.kind == "country":
            local = self._people_within(i, j, merged, end, actor)
            if local is not None:
                return local
        if found is not None and (merged is None or merged[0] <= found[0] or not self._same_side(merged[1], actor)):
            k, phrase, _ = found
            head = phrase.head
            if head and not head.people and k < end and low[k] in NO_BODY and low[k - 1] in _ATTRIBUTIVE_HEADS:
                return None
            if self._goes_with(form, actor, meaning, possessive, attributive, j, found):
                return self._headed(i, j, found, end, actor)
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

    def _people_within(self, i: int, j: int, merged: tuple[int, Hit], end: int, country: Actor) -> Draft | None:
        """Read "Iraqi Kurds", "Syrian Kurdish forces": the part of a people that lives in the country."""
        stop, meaning = merged
        form, people = self._reading(meaning)
        if people is None or people.actor_id not in self.gaz.peoples:
            return None
        local = self.gaz.people_within(people, country)
        draft = self._phrase_after(j, stop, end, form, local, meaning)
        if draft is None:
            noun = form != "adjective" or stop >= end or self.low[stop] in NOT_A_NOUN
            draft = Draft(j, stop, "name" if noun else "adjective", local)
        draft.token_start = i
        return draft

    def _people_in(self, j: int, end: int, people: Actor) -> Actor:
        """Read "Kurdish fighters in Syria"."""
        hit = longest(self.gaz.names, self.words, j + 1, end) if self.low[j] == "in" else None
        country = self._one(hit[1], "name") or self._one(hit[1], "place") if hit is not None else None
        return self.gaz.people_within(people, country) if country and country.kind == "country" else people

    def _listed_adjective(self, j: int, end: int) -> bool:
        """Whether a list of adjectives goes on: "Russian, American ... oil"."""
        end = min(end, j + _MAX_LIST)
        while j < end and (self.words[j] == "," or self.low[j] in AND):
            j += 1
            hit = longest(self.gaz.names, self.words, j, end) if j < end else None
            if hit is not None:
                if set(hit[1].forms) == {"adjective"}:
                    j = hit[0]
                    if j < end and self.low[j] not in NOT_A_NOUN:
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
                    own = led and parts[n + 1].lower() in ("led", "based")
                    if own and i + 1 < end and (found := self._head(i + 1, end)) and found[1].head:
                        draft = Draft(i, found[0], "body", self.gaz.body(actor, found[1].head), anchor=actor)
                        return [draft]
                    drafts.append(draft)
            begin += len(part) + 1
        return drafts or None

    def _known_person(self, i: int, stop: int, end: int, actor: Actor) -> list[Draft]:
        full = name_end(self.words, self.idx, i, end, self._stops(stop, end))
        if full > stop and any(word in NO_PERSON for word in self.words[stop:full]):
            return [Draft(i, full, "name")]
        if full > stop and self.words[stop] not in POSSESSIVE:
            return [Draft(i, full, "name", name=self._text(i, full))]
        if stop == i + 1 and i and self.low[i - 1] in ("in", "near", "at"):
            return [Draft(i, stop, "name", name=self._text(i, stop))]  # "a centre in Kerry"
        government = self._government(stop, end, actor.country)
        if government is not None:
            return [Draft(i, government[0], "body", government[1])]
        if stop == i + 1 and i and self.low[i - 1] == "the" and self._qualifies(stop, end):
            return [Draft(i, stop, "name")]  # "the Paisley shirt"
        person = self.persons.add(self._text(i, stop), country=actor.country, known=actor)
        office = self._own_office(i, stop, end, actor.country)
        if office is not None:
            return [office]
        return [Draft(i, self._of(stop, end, actor), "name", person=person)]

    def _qualifies(self, j: int, end: int) -> bool:
        """Whether a plain noun follows, so that the name before it is only that of a thing."""
        word = self.words[j] if j < end else ""
        return word.isalpha() and word.islower() and word not in NOT_A_NOUN and word not in self.gaz.verbs

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
                to = low[stop] == "to"  # "ambassador to Turkey" is not Turkey's
                if actor is not None and actor.kind != "person" and form != "people":
                    sub = self._anchored(k, hit[0], hit[1], end)
                    if sub is None:
                        return None
                    if sub[0].person is not None:
                        return self._serving(i, stop, title, sub[0])
                    if to:
                        return None
                    named = sub[0].actor if sub[0].kind == "place" and sub[0].actor is not None else actor
                    return self._of_phrase(self._with_deputy(i, begin), i, stop, phrase, title, sub[0], named, end)
            served = self._titled(k, end, begin) if low[k] in self.gaz.heads else None
            if served is not None and served.person is not None:
                return self._serving(i, stop, title, served)
        only = self.gaz.registry.get(title.country) if title is not None and not title.parent else None
        if title is not None and only is not None and self._is_definite(i, begin):
            return self._office(i, i, stop, title, stop, only, only)  # "the pope": no other state has one
        if title is not None and title.kind in ("office", "rank") and self._is_definite(i, begin):
            draft = Draft(i, stop, "role", title=self._text(stop - 1, stop).lower(), name="")
            draft.institution = self._institution(title) if title.kind == "office" else ""
            return draft
        if phrase.head is not None and phrase.alone:
            return self._alone(i, stop, phrase.head, end, begin)
        return None

    def _with_deputy(self, i: int, begin: int) -> int:
        """Return where an office begins, "deputy" before it included."""
        while i > begin and self.low[i - 1] in DEPUTIES:
            i -= 1
        return i

    def _is_definite(self, i: int, begin: int) -> bool:
        """Whether "the" stands before a noun and its modifiers: "the rebel paramilitary commander"."""
        i -= 1
        while i > begin and self.low[i] in self.gaz.modifiers:
            i -= 1
        return i >= begin and self.low[i] == "the"

    def _serving(self, i: int, stop: int, title: Title | None, whom: Draft) -> Draft | None:
        """Read "adviser to Prime Minister Brune", "spokesman for President Roe": another person of the country."""
        person = whom.person
        country = person.country if person is not None else None
        owner = self.gaz.registry.get(country) if country is not None else None
        if owner is None or title is None or title.kind not in ("office", "spokesperson"):
            return None
        draft = self._office(i, i, stop, title, stop, owner, owner)
        draft.token_end = whom.token_end
        return draft

    def _of_phrase(
        self, first: int, i: int, stop: int, phrase: Phrase, title: Title | None, sub: Draft, country: Actor, end: int
    ) -> Draft | None:
        """Combine "head" and "the Syrian Ministry of Defense", "government" and "Iran"."""
        parent = sub.actor or country
        owner = self.gaz.registry.get(country.country) if country.country else None
        owner = owner or country
        if title is not None and title.kind in ("office", "spokesperson", "rank"):
            role = self._text(first, sub.token_end)
            name = name_end(self.words, self.idx, sub.token_end, end, self._stops(sub.token_end, end))
            if name > sub.token_end:
                person = self.persons.add(
                    self._text(sub.token_end, name), country=owner.country, parent=parent.actor_id, role=role
                )
                return Draft(first, name, "name", person=person, role=role, anchor=owner)
            draft = self._office(first, first, stop, title, stop, owner, parent)
            draft.token_end = sub.token_end
            draft.role = role
            return draft
        if phrase.head is not None and not phrase.head.people and sub.kind in ("name", "place"):
            kind: DraftKind = "role" if phrase.head.kind == "group" else "body"
            return Draft(i, sub.token_end, kind, self.gaz.body(parent, phrase.head), anchor=country, head=phrase.head)
        return None
