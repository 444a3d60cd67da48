"""Where the other side of a predicate stands: the first name after it in one of its slots, its agent, those between."""

from __future__ import annotations

from collections.abc import Sequence

from netlib.extraction.frames import shape
from netlib.extraction.frames.lists import POSSESSIVES, coordinated
from netlib.extraction.frames.nodes import CAUSES, Node, speaks_of_others
from netlib.extraction.frames.shape import Sentence
from netlib.extraction.frames.subjects import LOCATION, hyphened, is_attribute
from netlib.extraction.inflection import BASE, PARTICIPLE
from netlib.extraction.mentions import Mention
from netlib.extraction.predicates import Predicate, lexicon
from netlib.extraction.words import phrase_words
from netlib.ontology import MATERIAL_CONFLICT, VERBAL_CONFLICT, VERBAL_QUADS

__all__ = ["GO_BETWEEN", "OFFICIAL", "agents_of", "between", "infinitive", "is_placed", "right", "same"]

_PLACES = frozenset((slot,) for slot in LOCATION)
OFFICIAL = frozenset({"release", "expel", "arrest", "deport", "convict"})
"""Modes of what a state does where it happens, though nobody says who: "In Libya two men were arrested"."""
_AROUND = ("near", "outside", "inside", "across")
"""Where a hostile deed may be done to a country as well as in it."""
_HAPPENS = phrase_words("happens")
"""The last word of what a meeting or a war does before "between": "took place", "got under way", "broke out"."""
GO_BETWEEN = phrase_words("go-between")
"""Who did that is no party to it: "a deal brokered by Qatar", "a Brussels-brokered deal"."""
_OBJECT_PRONOUNS = frozenset({"them", "him", "it", "us", "me", "themselves", "itself", "himself"})


def right(s: Sentence, node: Node, slots: Sequence[str], exclude: Sequence[int]) -> list[int]:
    """Return the first mention after a predicate that stands in one of the slots, the best slot first."""
    p = node.predicate
    allowed = {node.clause}
    if p.rule.scope:
        allowed.update(number for number in range(len(s.clauses)) if _is_content(s, node, number))
    begin = p.start if p.passive or not p.verbal else p.head  # "aid to Mali was cut"
    relative = _of_its_noun(s, p)
    allowed |= relative
    reach = infinitive(s, p.end) if p.rule.scope == "demand" and p.verbal else len(s.low)
    candidates: list[int] = []
    for k in range(len(s.mentions)):
        if s.first[k] <= begin or s.clause[s.first[k]] not in allowed or s.mentions[k].kind == "dateline":
            continue
        if any(same(s.mentions[k], s.mentions[x]) for x in exclude) or hyphened(s, k) in GO_BETWEEN:
            continue
        if exclude and _is_own(s, k, s.mentions[exclude[0]]):
            if s.mentions[k].kind == "body" and not s.mentions[k].possessive and p.verbal and s.first[k] - p.end < 2:
                break  # "a resolution demanding the Trump administration cut aid to Chad" demands nothing of Chad
            continue
        if s.first[k] > reach:
            break
        if (not p.verbal or any(not s.governors[c] for c in candidates)) and any(
            s.cat[j] == shape.COMMA and s.low[j + 1] == "with" for j in range(p.end, s.first[k]) if s.at[j] < 0
        ):
            break
        candidates.append(k)
    doer = s.mentions[exclude[0]].actor.actor_id if exclude and p.rule.quad == VERBAL_CONFLICT else ""
    candidates.sort(key=lambda k: (is_attribute(s, k), s.mentions[k].actor.country == doer))
    if p.verbal and "obj" in slots and s.low[p.end : p.end + 1] and s.low[p.end] in _OBJECT_PRONOUNS:
        slots = [slot for slot in slots if slot not in LOCATION]  # "defeat them in Khartoum"
    if p.rule.quad == MATERIAL_CONFLICT and "in" in slots:
        slots = (*slots, *(place for place in _AROUND if place not in slots))
    for slot in slots:
        for depth in (1, 2):
            for k in candidates:
                open_to = slot == ("of" if s.inner[k] else "obj")
                chain = () if open_to and (_is_object(s, p, k) or _is_governed_before(s, p, k)) else s.governors[k]
                by = s.governors[k][-1:] == ("by",)
                if (by or s.inner[k]) and p.rule.event == "CONCEDE" and exclude and _is_compatriot(s, k, exclude[0]):
                    continue  # "apologised for executions by its own soldiers in Chad"
                if slot == "of":
                    if s.inner[k] and not chain:
                        return [k]
                elif slot == "obj":
                    if not chain and s.clause[s.first[k]] not in relative:
                        return _by_whom(s, p, k, candidates) or [k]
                elif len(chain) >= depth and chain[-depth] == slot:
                    if slot == "by" and depth == 2 and chain[-1] in LOCATION:
                        continue  # "killed by a bear in Slovakia"
                    return [k]
    return []


def _of_its_noun(s: Sentence, p: Predicate) -> set[int]:
    """Return the clause that says more of the noun of a predicate: "lifted sanctions *that it had imposed on Mali*"."""
    doer = p.end + 1
    if p.end <= p.head + 1 or doer >= len(s.low) or (s.at[doer] < 0 and s.cat[doer] not in (shape.PRONOUN, shape.DET)):
        return set()  # not "drones that had crossed from Syria"
    return {n for n, c in enumerate(s.clauses) if c.start == p.end and s.low[c.start] in ("that", "which")}


def _by_whom(s: Sentence, p: Predicate, number: int, candidates: Sequence[int]) -> list[int]:
    """Return who did what is judged: "condemned the capture of Roe *by Colombia*"."""
    if p.rule.quad not in VERBAL_QUADS or not p.verbal or not s.inner[number]:
        return []
    return [k for k in candidates if k > number and s.governors[k] == ("by",)][:1]


def _is_compatriot(s: Sentence, number: int, other: int) -> bool:
    country = s.mentions[number].actor.country
    return country is not None and country == s.mentions[other].actor.country


def _is_object(s: Sentence, p: Predicate, number: int) -> bool:
    """Whether only a particle of the predicate itself governs a mention: "wrote *off* the debts of Iraq"."""
    particle = p.head + 1
    if not p.verbal or particle >= p.end or s.cat[particle] != shape.PREP:
        return False
    if s.governors[number][-1:] != (s.low[particle],):
        return False
    between = range(particle + 1, s.first[number])
    return not any(s.cat[j] == shape.PREP and s.low[j] != "of" for j in between if s.at[j] < 0)


def _is_governed_before(s: Sentence, p: Predicate, number: int) -> bool:
    """Whether what governs a mention stands before the noun whose it is: "*by* the invasion of Chad"."""
    if p.verbal or not s.governors[number] or s.governors[number][-1] in s.low[p.start : s.first[number]]:
        return False
    owned = p.start > 0 and s.at[p.start - 1] < 0 and s.cat[p.start - 1] == shape.POSS  # "with Iran's arrest of"
    return owned or s.governors[number][-1] != "with"


def _is_own(s: Sentence, number: int, doer: Mention) -> bool:
    """Whether a mention is the doer's own country, or belongs to him: "pulled *its troops* out of Mali"."""
    mention = s.mentions[number]
    if doer.actor.kind == "group" or not mention.actor.country or mention.actor.country != doer.actor.country:
        return False
    land = mention.actor.kind == "country" and mention.kind != "role"
    own = mention.possessive and mention.actor.kind != "person"  # "rejected Trump's plan" is about Trump
    return land or own or s.low[s.first[number]] in POSSESSIVES


def _is_content(s: Sentence, node: Node, number: int) -> bool:
    """Whether a clause is what a governing predicate promises, demands, ...: "demanded that Iran release"."""
    p = node.predicate
    clause = s.clauses[number]
    if clause.kind != "comp" or clause.parent != node.clause or clause.start < p.head:
        return False
    if p.rule.scope in ("promise", "threaten") and speaks_of_others(s, number):
        return False
    return not any(s.cat[j] == shape.COMMA for j in range(p.end, clause.start))


def infinitive(s: Sentence, start: int) -> int:
    """Return where "to do" begins after the one who is asked, and nobody is asked beyond; the end for no such place."""
    for j in range(start + 1, len(s.low) - 1):
        k = shape.after(s, j) if s.low[j] == "to" and s.at[j] < 0 else len(s.low)
        if k < len(s.low) and s.verbal[k] & BASE and s.at[k] < 0:
            return j
        if s.cat[j] in (shape.COMMA, shape.STOP):
            break
    return len(s.low)


def agents_of(s: Sentence, node: Node) -> list[int]:
    """Return by whom it was done; not by whom something else was: "urged to join a boycott *prompted by* Japan"."""
    found = coordinated(s, right(s, node, ("by",), []))
    if not found:
        return []
    if s.inner[found[0]]:  # "threatened by the annexation of Austria by Germany"
        doers = [k for k in range(found[0] + 1, len(s.mentions)) if s.governors[k] == ("by",) and not s.inner[k]]
        return doers[:1] or found
    by = next((j for j in range(s.first[found[0]] - 1, node.predicate.end - 1, -1) if s.low[j] == "by"), -1)
    over = next((j for j in range(node.predicate.end, by) if s.low[j] in CAUSES and s.at[j] < 0), by)
    if any(s.low[j] in lexicon().nouns and s.at[j] < 0 for j in range(over, by)):
        return []  # "was summoned over the killing of guards by militants"
    noun = node.predicate.end < by and s.at[by - 1] < 0 and s.low[by - 1] in lexicon().nouns and not s.verbal[by - 1]
    within = any(s.cat[j] in (shape.PREP, shape.SUBORD) for j in range(node.predicate.end, by - 1) if s.at[j] < 0)
    if noun and within and not _is_place_of(s, by - 1):
        return []  # "strikes were launched after attacks by militants"
    others = by > node.predicate.end and s.at[by - 1] < 0 and bool(s.verbal[by - 1] & PARTICIPLE)
    return [] if others and s.cat[by - 2] not in (shape.CONJ, shape.ADVERB) else found


def _is_place_of(s: Sentence, noun: int) -> bool:
    """Whether a noun only says where: "were beheaded *on a beach* by"."""
    phrase = next((j for j in range(noun - 1, max(noun - 4, 0), -1) if s.cat[j] == shape.PREP and s.at[j] < 0), -1)
    return phrase >= 0 and (s.low[phrase] == "on" or s.low[phrase] in LOCATION)


def between(s: Sentence, node: Node) -> list[int]:
    """Return those "between" whom it is: "talks held between", "a meeting took place between"."""
    found = coordinated(s, right(s, node, ("between", "among"), []))
    until = s.first[found[0]] if found else 0
    meant = range(node.predicate.end, until)  # "talks scheduled in Rome between", "talks to end the dispute between"
    if all(not s.verbal[j] or s.verbal[j] & PARTICIPLE or s.low[j - 1] == "to" for j in meant):
        return found
    last = next((j for j in range(until - 1, node.predicate.end, -1) if s.low[j] in ("between", "among")), until) - 1
    happens = s.at[last] < 0 and (
        s.verbal[last] or s.low[last] in _HAPPENS or s.cat[last] in (shape.TIME, shape.ADVERB)
    )
    return found if happens and not node.predicate.verbal else []


def is_placed(s: Sentence, number: int) -> bool:
    """Whether a mention only says where: "in Brussels"."""
    return s.governors[number][-1:] in _PLACES


def same(a: Mention, b: Mention) -> bool:
    """Whether two mentions name one actor."""
    return a.actor.actor_id == b.actor.actor_id
