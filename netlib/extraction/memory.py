"""What a document has said so far, and what its sentences go back to: "the attack", "the talks", a mere "refused".

Newspapers seldom repeat both sides. "Turkey invaded Syria. *The operation* was condemned by France." blames Turkey;
"The United States appealed to Israel to wait. *Netanyahu refused.*" answers the United States. A deed stands for who
did it, the talks for the other side of the talks, and a refusal without an object for who had spoken to the one that
refuses, or whom it has just reproached. All of it is taken only from the sentences just before, and only where one
actor can be meant.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from netlib.actors import Actor, Registry
from netlib.extraction.dates import DatedEvent
from netlib.extraction.frames import Claim
from netlib.extraction.words import phrase_words
from netlib.ontology import VERBAL_CONFLICT, quad, read_lexicon

__all__ = ["DEFINITE", "MEETINGS", "Memory", "Referred"]

Referred = tuple[int, int, Actor]
"""Tokens of a sentence, half-open, and the actor whom they stand for."""

_DATED = 100
"""Dated events that "the day before the meeting" may refer to, the latest of the document."""
_TALKS_REACH = 6
"""Sentences after which "the talks" need no longer be those last named."""
_DEED_REACH = 3
"""Sentences after which "the attack" need no longer be the last attack."""
_REPLY_REACH = 2
"""Sentences within which "refused" answers who had spoken."""
DEFINITE = frozenset({"the", "this", "that", "these", "those", "their"})
"""Before a noun: it has been named before."""
MEETINGS = phrase_words("meeting")
_OF_OTHERS = frozenset({"of", "by", "on", "against", "from", "in", "to", "that"})
"""After "the attack": it is described anew, and is not the one named before."""


@cache
def _deeds() -> dict[str, frozenset[str]]:
    """Return the event types that each noun of ``lexicons/deeds.csv`` may sum up."""
    return {row["noun"]: frozenset(row["events"].split("|")) for row in read_lexicon("deeds.csv")}


@dataclass(slots=True)
class Memory:
    """What the sentences of one document have said so far.

    Attributes
    ----------
    sentence : int
        Sentences of the blocks before.
    ids : dict
        How often a claim of the same place, sides and event was made.
    dated : list of DatedEvent
        What happened on a known day.
    """

    sentence: int = 0
    ids: dict[tuple[Any, ...], int] = field(default_factory=dict)
    dated: list[DatedEvent] = field(default_factory=list)
    _met: dict[frozenset[str], tuple[date | None, str]] = field(default_factory=dict)
    _meeting: tuple[date | None, str] | None = None
    _sides: tuple[int, frozenset[str]] | None = None
    _deeds: list[tuple[int, Claim]] = field(default_factory=list)

    def remember(self, claim: Claim, low: Sequence[str], day: date | None, precision: str, sentence: int) -> None:
        """Keep what later sentences may refer to: who did what to whom, who met, and what was dated."""
        source, target = claim.source.actor.country, claim.target.actor.country
        if claim.event == "CONSULT" and source and target and source != target:
            self._sides = (sentence, frozenset((source, target)))
        if day is not None and precision == "day":
            self.dated.append(DatedEvent(day, frozenset(word for word in low if len(word) > 3)))
            del self.dated[:-_DATED]
        if source != target:
            self._deeds = [(n, deed) for n, deed in self._deeds if sentence - n <= _DEED_REACH]
            self._deeds.append((sentence, claim))

    def day_of(self, claim: Claim, low: Sequence[str], day: date | None, precision: str) -> tuple[date | None, str]:
        """Return the day of a claim, that of the meeting which it goes back to where its sentence names none."""
        if day is None:
            if claim.event not in ("CONSULT", "COOPERATE"):
                return None, precision
            if self._meeting is not None and len(low) > 1 and low[0] in DEFINITE and low[1] in MEETINGS:
                return self._meeting
            return next((self._met[key] for key in _meeting_keys(claim) if key in self._met), (None, "unknown"))
        if claim.event == "CONSULT":
            self._met.update(dict.fromkeys(_meeting_keys(claim), (day, precision)))
            self._meeting = (day, precision)
        return day, precision

    def talks(self, before: Sequence[str], country: str | None, sentence: int, registry: Registry) -> Referred | None:
        """Return "the talks" among the words before a sentence's only actor, and the other side of the talks."""
        if self._sides is None or sentence - self._sides[0] > _TALKS_REACH or country not in self._sides[1]:
            return None
        other = next((registry.get(side) for side in self._sides[1] if side != country), None)
        for i in range(len(before) - 1, 0, -1):
            if other is not None and before[i] in MEETINGS and before[i - 1] in DEFINITE:
                return i - 1, i + 1, other
        return None

    def deed(self, low: Sequence[str], country: str | None, sentence: int) -> Referred | None:
        """Return "the attack" in a sentence that else names one country only, and who did it."""
        if not self._deeds or country is None:
            return None
        nouns = _deeds()
        for i in range(1, len(low)):
            if low[i] not in nouns or low[i - 1] not in DEFINITE or not _OF_OTHERS.isdisjoint(low[i + 1 : i + 2]):
                continue
            who = self._latest(nouns[low[i]], sentence)
            if who is not None and country not in (who.country, who.actor_id):
                return i - 1, i + 1, who
        return None

    def speaker_to(self, country: str | None, sentence: int) -> Actor | None:
        """Return whom a country may answer: who just did or said something to it, or whom it just spoke against."""
        return self._spoke_to(country, sentence) or self._spoken_against(country, sentence)

    def _spoken_against(self, country: str | None, sentence: int) -> Actor | None:
        """Return the only one whom a country reproached in the sentence before: "accused Chad. It would reply"."""
        against = {
            claim.target.actor.country: claim.target.actor
            for n, claim in self._deeds
            if sentence - n == 1
            and claim.source.actor.country == country is not None
            and quad(claim.event) == VERBAL_CONFLICT
        }
        return next(iter(against.values())) if len(against) == 1 else None

    def _spoke_to(self, country: str | None, sentence: int) -> Actor | None:
        """Return who, in the sentences just before, did or said something to a country."""
        for n, claim in reversed(self._deeds):
            if sentence - n > _REPLY_REACH:
                return None
            if country is not None and claim.target.actor.country == country:
                to_it = {
                    c.source.actor.country: c.source.actor for m, c in self._deeds if m == n and _is_to(c, country)
                }
                return next(iter(to_it.values())) if len(to_it) == 1 else None
        return None

    def _latest(self, events: frozenset[str], sentence: int) -> Actor | None:
        """Return the only one who did something of these types in the latest sentence that tells of it."""
        for n, claim in reversed(self._deeds):
            if sentence - n <= _DEED_REACH and n < sentence and claim.event in events and not claim.reciprocal:
                who = {
                    c.source.actor.country: c.source.actor
                    for m, c in self._deeds
                    if m == n and c.event in events and not c.reciprocal
                }
                return next(iter(who.values())) if len(who) == 1 else None
        return None


def _is_to(claim: Claim, country: str) -> bool:
    return claim.target.actor.country == country


def _meeting_keys(claim: Claim) -> list[frozenset[str]]:
    """Return what a meeting is known by: its two sides, and a person with the country of the other side."""
    a, b = claim.source.actor, claim.target.actor
    keys = [frozenset((a.actor_id, b.actor_id))]
    for one, other in ((a, b), (b, a)):
        if one.kind == "person" and other.country is not None:
            keys.append(frozenset((one.actor_id, other.country)))
    return keys
