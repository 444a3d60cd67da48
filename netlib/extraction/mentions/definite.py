"""Who "it", "the bloc", "the envoy" and "the country" are, where only one of those just named can be meant.

"It", "he" and "they" at the head of a sentence are the subject of the one before, if what follows is an act of
somebody's will ("It accused", never "It was") and nobody else acts there; "Its army" is the army of that subject. A
definite noun is the only one of its kind named in this sentence and the two before. Everything else is left open: a
wrong actor is worse than none.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import compress, count
from typing import TYPE_CHECKING

from netlib.extraction.words import phrase_words

if TYPE_CHECKING:
    from netlib.actors import Actor
    from netlib.extraction.mentions.gazetteer import Gazetteer
    from netlib.extraction.mentions.mention import Mention

__all__ = ["Definites", "definites"]

_WILL = phrase_words("acts-of-will")
_WILLED = phrase_words("acts-of-will-ahead")
_AHEAD = frozenset({"will", "would"})
_MEETS = phrase_words("meets-with")
_LEAGUES = phrase_words("league-of-states")
_GROUPS = phrase_words("armed-group")
_BODIES = phrase_words("named-body")
_DIPLOMATS = phrase_words("diplomats")
_OUT_OF = phrase_words("out-of-country")
_NO_NOUN = phrase_words("no-noun") - {"of", "with", "between", "'"}
_NEIGHBOUR = frozenset({"neighbouring", "neighboring"})
_OWNS = frozenset({"its", "their"})
_WORDS = _LEAGUES | _GROUPS | _BODIES | _DIPLOMATS | _OWNS | {"country", "nation", "it", "he", "she", "they"}
_SAID = frozenset({"that", ",", "said", "says", "announced", "confirmed"})
_ALSO = frozenset({"now", "also", "still", "already"})
_BEGINS = frozenset({"the", "a", "an", '"', "“", "but", "meanwhile", ","})
_BETWEEN = frozenset({"also", "later", "then", "again", "further", "has", "had", "strongly", "immediately"})
_AUXILIARIES = frozenset({"has", "have", "had", "will", "would", "is", "are", "was", "were", "also"})
_RELATES = frozenset({"who", "whose", "and"})
_SENT = ("ambassador", "envoy", "consul")
_LOOK_BACK = 2  # sentences
_RECENT = 40  # mentions


def definites(low: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Yield (begin, end, word) of every "it", "its army", "the bloc", "the country" that may be somebody."""
    for i in compress(count(), map(_WORDS.__contains__, low)):
        word = low[i]
        if word in ("it", "he", "she", "they") or (i and low[i - 1] == "the"):
            yield i, i + 1, word
        elif word in _OWNS:
            yield i, i + 2, word
        elif word == "country" and i > 1 and low[i - 1] in _NEIGHBOUR and low[i - 2] == "the":
            yield i - 1, i + 1, "neighbour"


class Definites:
    """Settles the definite nouns and the pronouns of one document, in text order.

    Parameters
    ----------
    mentions : list of Mention
        All mentions found so far, in order; what is settled is added by the caller with `add`.
    starts : list of int
        The token at which each sentence begins.
    words, low : sequence of str
        The tokens, and the same in small letters.
    gaz : Gazetteer
        The compiled lexicons.
    """

    def __init__(
        self,
        mentions: Sequence[Mention],
        starts: Sequence[int],
        words: Sequence[str],
        low: Sequence[str],
        gaz: Gazetteer,
    ) -> None:
        self.mentions = list(mentions)
        self.at = [mention.token_start for mention in mentions]
        self.starts = starts
        self.words = words
        self.low = low
        self.gaz = gaz

    def add(self, mention: Mention) -> None:
        """Take in a reference that is settled, so that the next sentence can go on about it."""
        place = bisect_left(self.at, mention.token_start)
        self.at.insert(place, mention.token_start)
        self.mentions.insert(place, mention)

    def taken(self, begin: int, end: int) -> bool:
        """Whether another mention stands there already."""
        place = bisect_left(self.at, begin)
        return (place < len(self.at) and self.at[place] < end) or (
            place > 0 and self.mentions[place - 1].token_end > begin
        )

    def settle(self, begin: int, end: int, word: str) -> tuple[Actor, str | None] | None:
        """Return who is meant and in which office, or None where it is not plain."""
        sentence = bisect_right(self.starts, begin) - 1
        if word == "they":
            return self._many(begin, sentence)
        if word in ("it", "he", "she"):
            return self._pronoun(begin, sentence, person=word != "it")
        if word in _OWNS:
            return self._own(begin, sentence)
        follows = self.low[end] if end < len(self.low) else "."
        if word in ("country", "nation") and follows in _ALSO and end + 1 < len(self.low):
            follows = self.low[end + 1]
        if not self.words[end - 1].islower() or (follows not in _NO_NOUN and follows not in self.gaz.finite_verbs):
            return None
        if word in ("country", "nation", "neighbour"):
            other = self._own_country(begin, sentence, follows)
            other = other or self._other_country(begin, sentence, neighbour=word == "neighbour")
            return (other, None) if other is not None else None
        found = {}
        for mention in self._before(begin, sentence - _LOOK_BACK):
            if mention.kind not in ("adjective", "dateline", "pair") and self._fits(word, mention):
                found[mention.actor.actor_id] = mention
        only = next(iter(found.values())) if len(found) == 1 else None
        return (only.actor, only.role) if only is not None else None

    def _before(self, token: int, sentence: int) -> Sequence[Mention]:
        """Return the mentions before a token, from the beginning of a sentence on."""
        stop = bisect_left(self.at, token)
        first = bisect_left(self.at, self.starts[max(sentence, 0)])
        return self.mentions[max(first, stop - _RECENT) : stop]

    def _fits(self, word: str, mention: Mention) -> bool:
        actor = mention.actor
        if word in _DIPLOMATS:
            return (mention.role or "").lower().partition(" to ")[0].endswith(_SENT)
        if word in _GROUPS:
            known = self.gaz.registry.get(actor.actor_id) is not None
            return known and (actor.kind == "group" or (word == "group" and actor.actor_id.startswith("organisation:")))
        if actor.kind != "organisation":
            return False
        if word in _LEAGUES:
            return actor.actor_id == actor.country
        agency = word == "agency" and actor.actor_id.startswith("UNO:")
        return agency or word in actor.name.lower().split()

    def _pronoun(self, begin: int, sentence: int, *, person: bool) -> tuple[Actor, str | None] | None:
        """Return the subject of the sentence before for "It accused", "He said" at the head of the next."""
        if begin != self.starts[sentence] or not sentence:
            return None
        verb = begin + 1
        while verb + 1 < len(self.low) and self.low[verb] in _BETWEEN:
            verb += 1
        willed = verb + 1 < len(self.low) and self.low[verb] in _AHEAD and self.low[verb + 1] in _WILLED
        if verb >= len(self.low) or not (willed or self.low[verb] in (self.gaz.finite_verbs if person else _WILL)):
            return None
        subject = self._subject(sentence - 1)
        if subject is None or (subject.actor.kind == "person") != person:
            return None
        if person and not self._acts_alone(subject, begin):
            return None
        return subject.actor, subject.role

    def _many(self, begin: int, sentence: int) -> tuple[Actor, str | None] | None:
        """Return the fighters or people who are the subject of the sentence before for "They fired" at its head."""
        if begin != self.starts[sentence] or not sentence or self.low[begin + 1] not in self.gaz.finite_verbs:
            return None
        subject = self._subject(sentence - 1)
        if subject is None or (subject.actor.kind != "group" and subject.kind not in ("role", "body")):
            return None
        many = subject.kind == "name" or self.low[subject.token_end - 1].endswith(("s", "troops", "police"))
        return (subject.actor, subject.role) if many else None

    def _own(self, begin: int, sentence: int) -> tuple[Actor, str | None] | None:
        """Return the country, or its body, of which "Its minister", "Its army" at the head of a sentence tells."""
        if begin != self.starts[sentence] or not sentence or begin + 1 >= len(self.low):
            return None
        subject = self._subject(sentence - 1)
        if subject is None or subject.actor.kind != "country" or self.low[begin + 1] not in self.gaz.heads:
            return None
        return self.gaz.of_country(subject.actor, self.low[begin + 1]), None

    def _subject(self, sentence: int) -> Mention | None:
        """Return the mention with which a sentence begins, if its verb follows."""
        end = self.starts[sentence + 1] if sentence + 1 < len(self.starts) else len(self.low)
        here = self._before(end, sentence)
        first = next((mention for mention in here if mention.kind != "dateline"), None)
        if first is None or first.possessive or first.members or first.kind == "adjective":
            return None
        begin = max((m.token_end for m in here if m.kind == "dateline"), default=self.starts[sentence])
        head = self.low[begin : first.token_start]
        if begin == self.starts[sentence] and not _BEGINS.issuperset(head):
            return None
        return first if self._acts(first, end) else None

    def _acts(self, mention: Mention, end: int) -> bool:
        """Whether a verb follows a mention."""
        k = mention.token_end + (mention.token_end < end and self.low[mention.token_end] == ",")
        if k >= end:
            return False
        return self.low[k] in self.gaz.finite_verbs or self.low[k] in _AUXILIARIES or self.low[k].endswith("ed")

    def _acts_alone(self, subject: Mention, end: int) -> bool:
        """Whether no other person of a sentence does anything, and its subject does not meet one."""
        if not _MEETS.isdisjoint(self.low[subject.token_end : subject.token_end + 3]):
            return False
        others = [m for m in self._before(end, bisect_right(self.starts, subject.token_start) - 1) if m is not subject]
        return not any(
            m.actor.kind == "person"
            and m.actor.actor_id != subject.actor.actor_id
            and (self._acts(m, end) or not _RELATES.isdisjoint(self.low[m.token_end : m.token_end + 2]))
            for m in others
        )

    def _own_country(self, begin: int, sentence: int, follows: str) -> Actor | None:
        """Return the only country of a sentence for "A Peruvian minister said that *the country* will"."""
        if (
            begin < 2
            or self.low[begin - 2] not in _SAID
            or not (follows in self.gaz.finite_verbs or follows in _AUXILIARIES)
        ):
            return None
        lands = {m.actor.country for m in self._before(begin, sentence) if m.kind != "dateline"}
        land = lands.pop() if len(lands) == 1 else None
        return self.gaz.registry.get(land) if land in self.gaz.countries else None

    def _other_country(self, begin: int, sentence: int, *, neighbour: bool) -> Actor | None:
        """Return the other of the two countries of a sentence: "As Chad asked, France withdrew from the country"."""
        if not neighbour and (begin < 2 or self.low[begin - 2] not in _OUT_OF):
            return None
        here = [m for m in self._before(begin, sentence) if m.kind not in ("dateline", "pronoun", "pair")]
        lands = {m.actor.country: None for m in here}
        if len(lands) != 2 or not self.gaz.countries.issuperset(land for land in lands if land):
            return None
        subject = here[-1]
        if subject.possessive or subject.kind == "adjective" or not self._acts(subject, begin):
            return None
        other = next(land for land in lands if land != subject.actor.country)
        return self.gaz.registry.get(other) if other is not None else None
