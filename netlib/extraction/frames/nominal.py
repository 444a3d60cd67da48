"""Who is source and who is target of a noun: "Turkey's attack on Syria", "talks between A and B"."""

from __future__ import annotations

from collections.abc import Sequence

from netlib.extraction.frames import shape
from netlib.extraction.frames.lists import coordinated
from netlib.extraction.frames.nodes import Node
from netlib.extraction.frames.shape import Sentence
from netlib.extraction.frames.slots import between, right, same
from netlib.extraction.frames.subjects import LOCATION, subject
from netlib.extraction.inflection import PARTICIPLE, PAST
from netlib.extraction.mentions import Mention
from netlib.extraction.predicates import Predicate

__all__ = ["nominal_sides", "premodifiers"]

_GO_BETWEEN = (["brokered"], ["mediated"], ["facilitated"], ["hosted"], ["sponsored"])
"""Before "by": who did that is no party to "a deal brokered by Qatar"."""


def nominal_sides(s: Sentence, node: Node, slots: Sequence[str]) -> tuple[list[int], list[int], bool]:
    """Return source mentions, target mentions and whether the noun is mutual."""
    p = node.predicate
    mutual = p.rule.frame == "mutual-noun"
    modifiers = premodifiers(s, p.start, node.clause)
    parties = between(s, node)
    if len(parties) > 1 and (mutual or "between" not in slots):
        return parties, [], mutual
    agents = coordinated(s, right(s, node, ("by",), [])) or _blamed(s, node)
    if agents and s.low[s.first[agents[0]] - 2 : s.first[agents[0]]][:1] in _GO_BETWEEN:
        agents = []
    between_them = range(p.end, s.first[agents[0]]) if agents else ()
    if any(s.at[j] < 0 and s.cat[j] in shape.AUXILIARIES for j in between_them) or any(
        s.cat[j] == shape.COMMA and s.verbal[j + 1] for j in between_them if s.at[j] < 0
    ):
        agents = []  # "the death of A, blamed by B on"
    if mutual:
        modifiers += [
            k for k in range(len(s.mentions)) if p.start < s.first[k] and s.last[k] <= p.end
        ]  # "joint A-B drill"
        modifiers = modifiers or _gathered(s, p)
    if mutual and len(modifiers) > 1:
        return modifiers, [], True
    sources = agents or modifiers[:1]
    if not sources and not node.outer:
        verb = _verb_before(s, node)
        sources = subject(s, node.clause, verb) if verb >= 0 else []
    if mutual and sources and (len(sources) > 1 or _is_gathering(s.mentions[sources[0]])):
        slots = [slot for slot in slots if slot not in LOCATION]
    targets = coordinated(s, right(s, node, slots, sources))
    if not sources and "of" in slots and len(slots) > 1:  # "the visit of A to B"
        of = right(s, node, ("of",), [])
        beyond = coordinated(s, right(s, node, [slot for slot in slots if slot != "of"], of)) if of else []
        sources, targets = (of, beyond) if beyond else (sources, targets)
    elif not sources and targets:
        sources = [k for k in right(s, node, ("of",), targets) if s.first[k] < s.first[targets[0]]]
    if not sources and targets and "from" not in slots:  # "an attack from Syria on Israel"
        sources = [k for k in right(s, node, ("from",), targets) if s.first[k] < s.first[targets[0]]]
    if agents and not targets and modifiers:
        targets = modifiers
    if not targets and sources and "topic" in slots:
        targets = _topic(s, p.start, sources[0])
    harmed = _harmed(s, node)
    if harmed and (modifiers or agents):  # "was killed in a Boko Haram attack"
        return agents or modifiers[:1], harmed, False
    if harmed and mutual and targets:  # "was killed in fighting with rebels"
        return targets, harmed, False
    if not targets and not mutual and modifiers and not agents and "obj" in slots:
        verb = _verb_before(s, node)
        doers = subject(s, node.clause, verb) if verb >= 0 else []
        if doers and doers[0] not in modifiers:
            return doers, modifiers, False
    return sources, targets, mutual


def _gathered(s: Sentence, p: Predicate) -> list[int]:
    """Return whose meeting it is: "a meeting *of the Egyptian and Ethiopian ministers*"."""
    near = [k for k in range(len(s.mentions)) if s.inner[k] and 0 < s.first[k] - p.end < 4 and s.low[p.end] == "of"]
    found = coordinated(s, near[:1])
    return found if len(found) > 1 and all(s.mentions[k].kind != "adjective" for k in found) else []


def _blamed(s: Sentence, node: Node) -> list[int]:
    """Return on whom a deed is blamed: "an attack *blamed on* Iran"."""
    end = node.predicate.end
    for j in range(end, min(end + 8, len(s.low) - 2)):
        if s.at[j] < 0 and tuple(s.low[j : j + 2]) in (("blamed", "on"), ("attributed", "to"), ("pinned", "on")):
            return [k for k in range(len(s.mentions)) if j < s.first[k] <= j + 4][:1]
    return []


def _is_gathering(mention: Mention) -> bool:
    """Whether a mention names several that can meet without another side: "the two leaders", "the G20"."""
    return bool(mention.members) or (
        mention.actor.kind == "organisation" and mention.actor.country == mention.actor.actor_id
    )


def _harmed(s: Sentence, node: Node) -> list[int]:
    """Return who "was killed in" what a noun names, none where it is not so."""
    start = node.predicate.start
    for j in range(start - 1, -1, -1):
        if s.clause[j] != node.clause or not s.verbal[j] or s.at[j] >= 0:
            continue
        passive = s.low[j] in shape.word_lists().undergone and s.low[start - 1] != "by"
        bare = j + 1 < len(s.low) and s.cat[j + 1] in (shape.PREP, shape.TIME, shape.CONJ, shape.ADVERB)
        if not passive or not bare or "in" not in s.low[j + 1 : start]:
            return []
        return subject(s, node.clause, j)
    return []


def _topic(s: Sentence, before: int, source: int) -> list[int]:
    """Return what the sentence has said it is about: "the conversation on Iran's programme"."""
    for k in range(len(s.mentions)):
        if (
            s.last[k] <= before
            and s.governors[k][-1:] in (("on",), ("about",))
            and not same(s.mentions[k], s.mentions[source])
        ):
            return [k]
    return []


def _verb_before(s: Sentence, node: Node) -> int:
    """Return the first verb of the clause before the noun, so that the clause's subject does it; -1 for none.

    The verb next to the noun must be one that only carries it ("held talks", "is in talks", "announced a ban"): what
    "avoided talks" or "left the pact" says of the noun is not what the noun says.
    """
    first = last = -1
    for j in range(node.predicate.start):
        if s.clause[j] == node.clause and s.at[j] < 0 and (s.verbal[j] or s.cat[j] in shape.AUXILIARIES):
            first = j if first < 0 else first
            last = j
    if last < 0 or (s.cat[last] not in shape.AUXILIARIES and s.low[last] not in shape.word_lists().light):
        return -1
    return first


def premodifiers(s: Sentence, start: int, clause: int) -> list[int]:
    """Return the mentions before a noun within its noun phrase: "Turkey's N", "Israeli military N", "U.S.-China N"."""
    found: list[int] = []
    j = start - 1
    reach = 0
    while j >= 0 and s.clause[j] == clause and reach < 6:
        number = s.at[j]
        if number >= 0 and s.governors[number] == (shape.ANTI,):
            j = s.first[number] - 3
            continue
        if number >= 0:
            while number + 1 < len(s.mentions) and s.first[number + 1] <= j < s.last[number + 1]:
                number += 1
            same_token = [k for k in range(len(s.mentions)) if s.first[k] == s.first[number]]
            if (
                s.governors[number]
                and not found
                and not s.mentions[number].possessive
                and s.mentions[number].kind != "adjective"
            ):
                break
            found = same_token + found
            j = s.first[number] - 1
            continue
        cat = s.cat[j]
        if cat == shape.POSS or s.low[j] == "-" or s.low[j] in ("–", "led", "backed"):
            j -= 1
            continue
        if found:
            if cat in (shape.CONJ, shape.COMMA) and j and s.at[j - 1] >= 0:
                j -= 1
                continue
            break
        if cat not in (shape.OTHER, shape.ADVERB) or s.verbal[j] & ~PARTICIPLE & ~PAST:
            break
        reach += 1
        j -= 1
    return found
