"""The phrases that name an actor: a country and the noun after it, a title and the name after it.

    [country | organisation | city] ['s] [modifiers] [institution | people | title] [name]
    [title | institution] [name] of [the phrase above]

Everything is read left to right, each token a bounded number of times.
"""

from __future__ import annotations

from netlib.actors import Actor
from netlib.extraction.gazetteer import Head, Hit, Phrase, Title, longest
from netlib.extraction.names import HYPHENS, NO_PERSON, POSSESSIVE, Draft, DraftKind
from netlib.extraction.offices import AND
from netlib.extraction.organisations import OrganisationReader
from netlib.extraction.persons import is_name_word, name_end, phrase_words

__all__ = ["PhraseReader"]

_MAX_LIST = 24  # tokens
_BARE_POSSESSIVE = frozenset({"'", "’"})
_DEFINITE = frozenset({"the", "this", "that"})
_DASHES = frozenset({"--", "—", "–", "-"})
_DOTTED = ("U.S.-", "U.N.-", "U.K.-", "E.U.-", "US-", "UN-", "UK-", "EU-")
_VERB_LIKE = frozenset(
    {"forces", "heads", "guards", "judges", "leads", "states", "state", "experts", "chairs", "monitors"}
)
_NOT_A_NOUN = phrase_words("no-noun")
_COMPOUND_ENDINGS = phrase_words("compound-ending")
_ATTRIBUTED = phrase_words("attributed")
_ATTRIBUTIVE_HEADS = frozenset({"military", "intelligence", "parliamentary", "state", "opposition", "security"})
_NO_BODY = phrase_words("no-body")
_OFFICE = frozenset({"office", "team", "camp"})
_BEFORE_LANGUAGE = phrase_words("before-language")
_NOT_ITS_OWN = phrase_words("not-its-own")
_PLURAL = frozenset({"police", "policemen"})
_ABROAD = frozenset({"armed-forces", "navy", "air-force"})
_SENT = _ABROAD | {"police"}
_MOVES = phrase_words("moves-forces")


class PhraseReader(OrganisationReader):
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
        if word in self.short_names:
            return [self._by_short_name(i, end)]
        hit = longest(self.gaz.names, self.words, i, end) if word in self.gaz.names else None
        if self.low[i] in self.gaz.heads and (hit is None or hit[0] == i + 1):
            titled = self._titled(i, end, begin)
            if titled is not None:
                return [titled]
        if hit is not None:
            stop, meaning = hit
            if not meaning.forms:
                definite = i > begin and self.low[i - 1] in _DEFINITE and (stop >= end or self.low[stop] != "of")
                return [Draft(i, stop, "name", fits=meaning.fits if definite else frozenset())]
            if meaning.article and (i == 0 or self.low[i - 1] != "the"):
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
        after = self._phrase_after(i, stop, end, form, actor, meaning)
        if after is not None:
            if after.actor is actor and actor.actor_id in self.gaz.peoples and after.token_end + 1 < end:
                after.actor = self._people_in(after.token_end, end, actor)
            return [after]
        if form == "adjective" or "adjective" in meaning.forms:
            shared = self._shared(i, stop, end, actor)
            if shared is not None:
                return shared
        if form == "place" and (self._continues_as_name(stop, end) or self._continues_a_name(i, begin)):
            return None
        if form == "name" and actor.kind == "country" and self._is_somebody_else(stop, end, begin, meaning):
            return self._bare_name(i, end)
        if meaning.alias in self.gaz.cues and actor.kind != "country" and i and is_name_word(self.words[i - 1]):
            return None  # "the Trinamool Congress"
        kind: DraftKind = {"name": "name", "people": "name", "place": "place", "adjective": "adjective"}[form]  # type: ignore[assignment]
        if form == "adjective" and (stop >= end or self.low[stop] in _NOT_A_NOUN or self.words[stop] in POSSESSIVE):
            hyphen = stop < end and self.words[stop] in HYPHENS
            attribute = hyphen or self._listed_adjective(stop, end) or self._is_language(i, begin)
            kind = "adjective" if attribute else "name"
        if "adjective" in meaning.forms and form == "name":
            article = self.low[i - 1] if i else ""
            if article in ("a", "an") or (stop < end and self._attributive(stop, end)):
                kind = "adjective"
        if stop + 1 < end and self.words[stop] in HYPHENS and self.low[stop + 1] in _COMPOUND_ENDINGS:
            kind = "adjective"
        noun = self.gaz.heads.get(self.low[stop - 1], {}).get("") if stop > i + 1 and actor.kind == "group" else None
        return [Draft(i, stop, kind, actor, head=noun.head if noun is not None else None)]

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
            if head and not head.people and k < end and low[k] in _NO_BODY and low[k - 1] in _ATTRIBUTIVE_HEADS:
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
            noun = form != "adjective" or stop >= end or self.low[stop] in _NOT_A_NOUN
            draft = Draft(j, stop, "name" if noun else "adjective", local)
        draft.token_start = i
        return draft

    @staticmethod
    def _same_side(meaning: Hit, actor: Actor) -> bool:
        """Whether a name is that of an organisation of the actor's country: "Libya's Government of National Accord"."""
        return any(other.kind != "person" and other.country == actor.country for other in meaning.forms.get("name", ()))

    def _people_in(self, j: int, end: int, people: Actor) -> Actor:
        """Read "Kurdish fighters in Syria"."""
        hit = longest(self.gaz.names, self.words, j + 1, end) if self.low[j] == "in" else None
        country = self._one(hit[1], "name") or self._one(hit[1], "place") if hit is not None else None
        return self.gaz.people_within(people, country) if country and country.kind == "country" else people

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
        """Read "Saudi-led coalition", "Uganda-based rebels" as the country's; "Iran-backed militia" is not Iran's."""
        k = hyphen + 2
        if k >= end or self.low[hyphen + 1] not in ("led", "based"):
            return None
        found = self._head(k, end)
        if self.low[hyphen + 1] == "led":
            if found is not None and found[1].head is not None:
                body = self.gaz.body(actor, found[1].head)
                return Draft(i, found[0], "body", body, anchor=actor, head=found[1].head)
            return None
        if found is not None:
            return self._headed(i, k, found, end, actor)
        return self._based(i, k, end, actor)

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
        if k < end and words[k] in POSSESSIVE:
            k += 1
        if k == stop and k < end and (named := self._same_group(i, k, end, owner)) is not None:
            return named
        if k < end and head.people and k == stop and (titled := self._led_by_name(i, k, end, owner, body)) is not None:
            return titled
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
        kind: DraftKind = "role" if head.people or body.kind == "group" else "body"
        return Draft(i, stop, kind, body, role=role, anchor=owner, head=head)

    def _same_group(self, i: int, j: int, end: int, owner: Actor) -> Draft | None:
        """Read "Iraqi militia Kataib Hezbollah": a known group of the country right after the noun."""
        hit = longest(self.gaz.names, self.words, j, end) if self.words[j] in self.gaz.names else None
        if hit is None or not self._same_side(hit[1], owner) or "adjective" in hit[1].forms:
            return None
        drafts = self._anchored(j, hit[0], hit[1], end)
        group = drafts[0] if drafts else None
        if group is None or group.actor is None or group.actor.actor_id == owner.country or group.kind == "place":
            return None
        group.token_start = i
        return group

    def _led_by_name(self, i: int, j: int, end: int, owner: Actor, body: Actor) -> Draft | None:
        """Read "Mexican cartel boss Juan Roe": an office of a group, with the name of its bearer."""
        inner = longest(self.gaz.heads, self.low, j, end)
        if inner is None or inner[1].title is None or inner[1].title.kind != "office":
            return None
        draft = self._office(i, j, inner[0], inner[1].title, end, owner, body)
        return draft if draft.person is not None else None

    def _shared(self, i: int, stop: int, end: int, actor: Actor) -> list[Draft] | None:
        """Read "Russian, American and Turkish delegations": every country of the list has the noun of the last."""
        members = [(i, stop, actor)]
        j = stop
        while True:
            k = j
            while k < end and k < j + 2 and (self.words[k] == "," or self.low[k] in AND):
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
                drafts.append(Draft(first, last_token, last.kind, self.gaz.body(owner, phrase.head), anchor=owner))
            else:
                copy = self._office(first, j, found[0], Title(*_title(phrase)), found[0], owner, owner)
                drafts.append(
                    Draft(first, last_token, "role", copy.actor, role=copy.role, title=copy.title, anchor=owner)
                )
        return [*drafts, last]

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

    def _is_language(self, i: int, begin: int) -> bool:
        """Whether a demonym names a language or an attribute: "in French", "speaks German and some Greek"."""
        k = i - 1
        while k >= max(begin, i - 8) and (
            self.words[k] == "," or self.low[k] in AND or self.low[k] in ("some", "not") or self._is_demonym(k)
        ):
            k -= 1
        return k >= begin and self.low[k] in _BEFORE_LANGUAGE

    def _is_demonym(self, k: int) -> bool:
        hit = self.gaz.names.get(self.words[k], {}).get("")
        return hit is not None and "adjective" in hit.forms

    def _listed_adjective(self, j: int, end: int) -> bool:
        """Whether a list of adjectives goes on: "Russian, American ... oil"."""
        end = min(end, j + _MAX_LIST)
        while j < end and (self.words[j] == "," or self.low[j] in AND):
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
        person = self.persons.add(self._text(i, stop), country=actor.country, known=actor)
        office = self._own_office(i, stop, end, actor.country)
        if office is not None:
            return [office]
        return [Draft(i, self._of(stop, end, actor), "name", person=person)]

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
                    named = sub[0].actor if sub[0].kind == "place" and sub[0].actor is not None else actor
                    return self._of_phrase(i, stop, phrase, title, sub[0], named, end)
        if title is not None and title.kind == "office" and i > begin and low[i - 1] == "the":
            draft = Draft(i, stop, "role", title=self._text(stop - 1, stop).lower(), name="")
            draft.institution = self._institution(title)
            return draft
        if phrase.head is not None and phrase.alone:
            return self._alone(i, stop, phrase.head, end, begin)
        return None

    def _alone(self, i: int, stop: int, head: Head, end: int, begin: int) -> Draft | None:
        """Read "police", "the army": whose, the document may tell; "police in Kenya" tells itself."""
        words, low = self.words, self.low
        before = low[i - 1] if i > begin else ""
        if before in _NOT_ITS_OWN or (i > begin and is_name_word(words[i - 1])) or before in HYPHENS:
            return None
        if head.slug in _SENT and (
            before in _MOVES or (before in _DEFINITE and i > begin + 1 and low[i - 2] in _MOVES)
        ):
            return None
        plural = head.people or low[stop - 1][-1] == "s" or low[stop - 1] in _PLURAL
        if not plural and before not in _DEFINITE and stop == i + 1:
            return None
        if stop < end:
            after = low[stop]
            if is_name_word(words[stop]) or words[stop] in HYPHENS or after in _NO_BODY:
                return None
            verbs = self.gaz.verbs if plural else self.gaz.finite_verbs
            ended = after in _NOT_A_NOUN or after in POSSESSIVE or after in verbs or after[-2:] in ("ed", "ly")
            if not ended and low[stop - 1][-1] != "s":
                return None
        kind: DraftKind = "role" if head.kind == "group" else "body"
        if stop + 1 < end and low[stop] == "in":
            if head.slug in _ABROAD:
                return None  # "troops in Iraq" may be anybody's
            k = stop + 2 if low[stop + 1] == "the" and stop + 2 < end else stop + 1
            hit = longest(self.gaz.names, words, k, end)
            owner = self._one(hit[1], "name") or self._one(hit[1], "place") if hit is not None else None
            if hit is not None and owner is not None and owner.kind == "country":
                within = hit[0] if hit[0] >= end or words[hit[0]] not in POSSESSIVE else stop
                return Draft(i, within, kind, self.gaz.body(owner, head), anchor=owner, head=head)
        return Draft(i, stop, kind, head=head)

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
            return Draft(i, sub.token_end, kind, self.gaz.body(parent, phrase.head), anchor=country, head=phrase.head)
        return None


def _title(phrase: Phrase) -> tuple[str, str, str, str]:
    title = phrase.title
    assert title is not None
    return title.title, title.parent, title.country, title.kind
