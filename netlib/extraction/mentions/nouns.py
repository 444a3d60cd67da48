"""A country and the noun after it: "the Turkish army", "Russian and Turkish delegations", "the Saudi-led coalition"."""

from __future__ import annotations

from netlib.actors import Actor
from netlib.extraction.mentions.gazetteer import Head, Hit, Phrase, Title, longest
from netlib.extraction.mentions.names import AND, HYPHENS, POSSESSIVE, Draft, DraftKind
from netlib.extraction.mentions.organisations import OrganisationReader
from netlib.extraction.mentions.persons import is_name_word
from netlib.extraction.words import phrase_words

__all__ = ["DEFINITE", "NOT_A_NOUN", "NO_BODY", "NounReader"]

DEFINITE = frozenset({"the", "this", "that"})
NOT_A_NOUN = phrase_words("no-noun")
NO_BODY = phrase_words("no-body")
_VERB_LIKE = phrase_words("verb-like")
_GENERAL = phrase_words("general")
_NOT_ITS_OWN = phrase_words("not-its-own")
_VERBAL = ("ed", "ing", "ly", "day")  # "yesterday"
_PLURAL = frozenset({"police", "policemen"})
_ABROAD = frozenset({"armed-forces", "navy", "air-force"})
_SENT = _ABROAD | {"police"}
_MOVES = phrase_words("moves-forces")


class NounReader(OrganisationReader):
    """Reads what the noun after a country, organisation or city makes of it: a body, people, an office, its bearer."""

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
        form, group = self._reading(hit[1])
        if form != "name" or group is None or group.actor_id == owner.country or group.kind == "person":
            return None
        return Draft(i, hit[0], "name", group, anchor=owner)

    def _led_by_name(self, i: int, j: int, end: int, owner: Actor, body: Actor) -> Draft | None:
        """Read "Mexican cartel boss Juan Roe": an office of a group, with the name of its bearer."""
        inner = longest(self.gaz.heads, self.low, j, end)
        if inner is None or inner[1].title is None or inner[1].title.kind != "office":
            return None
        draft = self._office(i, j, inner[0], inner[1].title, end, owner, body)
        return draft if draft.person is not None else None

    @staticmethod
    def _same_side(meaning: Hit, actor: Actor) -> bool:
        """Whether a name is that of an organisation of the actor's country: "Libya's Government of National Accord"."""
        return any(other.kind != "person" and other.country == actor.country for other in meaning.forms.get("name", ()))

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
        if self.low[stop - 1] == "general" and not _GENERAL.isdisjoint(self.low[stop : stop + 1]):
            return False  # "a Palestinian general strike"
        if self.low[stop - 1] == "opposition" and self.low[stop : stop + 1] == ["to"]:
            return False  # "Iran's opposition to the plan"
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

    def _alone(self, i: int, stop: int, head: Head, end: int, begin: int) -> Draft | None:
        """Read "police", "the army": whose, the document may tell; "police in Kenya" tells itself."""
        words, low = self.words, self.low
        before = low[i - 1] if i > begin else ""
        if before in _NOT_ITS_OWN or (i > begin and is_name_word(words[i - 1])) or before in HYPHENS:
            return None
        if head.slug in _SENT and (before in _MOVES or (before in DEFINITE and i > begin + 1 and low[i - 2] in _MOVES)):
            return None
        plural = head.people or low[stop - 1][-1] == "s" or low[stop - 1] in _PLURAL
        if not plural and before not in DEFINITE and stop == i + 1:
            return None
        if stop < end:
            after = low[stop]
            if is_name_word(words[stop]) or words[stop] in HYPHENS or after in NO_BODY:
                return None
            verbs = self.gaz.verbs if plural else self.gaz.finite_verbs
            ended = after in NOT_A_NOUN or after in POSSESSIVE or after in verbs or after.endswith(_VERBAL)
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


def _title(phrase: Phrase) -> tuple[str, str, str, str]:
    title = phrase.title
    assert title is not None
    return title.title, title.parent, title.country, title.kind
