"""Who is source and who is target of a predicate: subjects, objects, agents, possessors, "between A and B"."""

from __future__ import annotations

from collections.abc import Sequence

from netlib.extraction.frames import shape
from netlib.extraction.frames.lists import POSSESSIVES, coordinated
from netlib.extraction.frames.nodes import Node, speaks_of_others
from netlib.extraction.frames.shape import Sentence
from netlib.extraction.frames.subjects import LOCATION, subject
from netlib.extraction.frames.supplied import speaker, supply
from netlib.extraction.inflection import BASE, PARTICIPLE, PAST
from netlib.extraction.mentions import Mention
from netlib.extraction.predicates import Predicate

__all__ = ["infinitive", "is_placed", "same", "sides"]

_GENERIC = ("obj", "against", "on", "upon", "with", "to", "for", "toward", "towards", "between")
_PLACES = frozenset((slot,) for slot in LOCATION)
_GO_BETWEEN = (["brokered"], ["mediated"], ["facilitated"], ["hosted"], ["sponsored"])
"""Before "by": who did that is no party to "a deal brokered by Qatar"."""
_HAPPENS = frozenset({"place", "way", "out", "up", "again", "anew"})
"""The last word of what a meeting or a war does before "between": "took place", "got under way", "broke out"."""
_HOSTED = frozenset({"release", "expel", "arrest", "deport", "abduct", "convict"})
"""Modes whose passive without an agent is done by the country where it happens: "were arrested in Libya"."""
_OBJECT_PRONOUNS = frozenset({"them", "him", "it", "us", "me", "themselves", "itself", "himself"})
_MISSION = frozenset(["peacekeeping", "peacekeepers", "force", "forces", "mission", "operation", "operations"])


def sides(s: Sentence, node: Node) -> tuple[list[int], list[int], bool]:
    """Return source mentions, target mentions and whether the predicate is mutual."""
    sources, targets, mutual = _grammatical_sides(s, node)
    if not (sources and targets) and not mutual:
        sources, targets = supply(s, node, node.predicate.rule.target or _GENERIC, sources, targets)
    return sources, targets, mutual


def _grammatical_sides(s: Sentence, node: Node) -> tuple[list[int], list[int], bool]:
    p = node.predicate
    frame = p.rule.frame
    slots: Sequence[str] = p.rule.target or _GENERIC
    if frame in ("noun", "mutual-noun"):
        return _nominal_sides(s, node, slots)
    if frame == "presence":
        sources = coordinated(s, _right(s, node, ("of",), []))
        return sources, _right(s, node, slots, sources), False
    if frame == "reverse":
        targets = subject(s, node.clause, node.group.start)
        return coordinated(s, _right(s, node, slots, targets)), targets, False
    if frame == "agentive":
        agents = _agents(s, node) if node.group.passive else []  # "tanks were moved up to the border by the army"
        sources = agents or subject(s, node.clause, node.group.start) or _inside(s, p)
        sources = [k for k in sources if not is_placed(s, k)]  # "an attack in Mali left ... dead"
        return sources, coordinated(s, _right(s, node, slots, sources)), False
    if frame == "obligation":
        return speaker(s, node.clause), subject(s, node.clause, p.head), False
    if node.group.passive and frame == "verb":
        sources = _agents(s, node)
        targets = []
        if slots[0] != "obj" or p.passive:
            targets = coordinated(s, _right(s, node, [slot for slot in slots if slot != "obj"], sources))
        targets = targets or subject(s, node.clause, node.group.start)
        if not sources and p.passive:
            sources = _premodifiers(s, p.start, node.clause)
        if not targets:
            targets = coordinated(s, _right(s, node, [slot for slot in slots if slot not in ("obj", "by")], sources))
        if not sources and p.rule.mode in _HOSTED:
            sources = _right(s, node, ("from", "in"), targets)
        if not sources and p.rule.event == "COOPERATE":
            sources = _right(s, node, ("from",), targets)  # "was extradited from Germany to Albania"
        return sources, [t for t in targets if t not in sources], False
    sources = subject(s, node.clause, node.group.start)
    if node.group.passive and frame == "mutual":
        return _agents(s, node) or _between(s, node), [], True
    if frame == "mutual":
        if len(sources) > 1 or (sources and s.mentions[sources[0]].members):
            slots = [slot for slot in slots if slot not in LOCATION and slot not in ("on", "over", "about")]
        between = _between(s, node)
        if len(between) > 1:
            return between, [], True
    if frame == "verb" and p.rule.quad in (1, 3):
        place = next((n for n, slot in enumerate(slots) if slot in LOCATION), len(slots))
        slots = (*slots[:place], "by", *slots[place:])  # "condemned the attack by Israel in Gaza"
    targets = [_located(s, target) for target in coordinated(s, _right(s, node, slots, sources))]
    if frame == "mutual" and len(sources) > 1:  # "A and B agreed to prepare for a meeting in C"
        targets = [target for target in targets if not is_placed(s, target)]
    if not targets and len(sources) > 1 and _is_each_other(s, p.end):
        return sources, [], True
    if not targets and sources and frame == "verb":
        targets = _relative_object(s, node, sources)
    if not targets and frame == "verb" and s.low[p.end : p.end + 1] and s.low[p.end] in POSSESSIVES:
        targets = [k for k in _owner(s, node.clause) if not any(same(s.mentions[k], s.mentions[x]) for x in sources)]
    return sources, targets, frame == "mutual"


def _agents(s: Sentence, node: Node) -> list[int]:
    """Return by whom it was done; not by whom something else was: "urged to join a boycott *prompted by* Japan"."""
    found = coordinated(s, _right(s, node, ("by",), []))
    if not found:
        return []
    by = next((j for j in range(s.first[found[0]] - 1, node.predicate.end - 1, -1) if s.low[j] == "by"), -1)
    others = by > node.predicate.end and s.at[by - 1] < 0 and bool(s.verbal[by - 1] & PARTICIPLE)
    return [] if others and s.cat[by - 2] not in (shape.CONJ, shape.ADVERB) else found


def _relative_object(s: Sentence, node: Node, sources: list[int]) -> list[int]:
    """Return whom "whom" stands for: "the minister, *whom* the European Union had barred"."""
    clause = s.clauses[node.clause]
    if clause.kind != "rel" or clause.antecedent < 0 or s.clause[s.first[sources[0]]] != node.clause:
        return []
    gap = range(s.last[clause.antecedent], clause.start)
    if s.low[clause.start] == "whom" and all(s.cat[j] in (shape.COMMA, shape.SPACE) for j in gap):
        return [clause.antecedent]
    return []


def _between(s: Sentence, node: Node) -> list[int]:
    """Return those "between" whom it is: "talks held between", "a meeting took place between"."""
    found = coordinated(s, _right(s, node, ("between", "among"), []))
    until = s.first[found[0]] if found else 0
    if all(not s.verbal[j] or s.verbal[j] & PARTICIPLE for j in range(node.predicate.end, until)):
        return found
    last = next((j for j in range(until - 1, node.predicate.end, -1) if s.low[j] in ("between", "among")), until) - 1
    happens = s.at[last] < 0 and (
        s.verbal[last] or s.low[last] in _HAPPENS or s.cat[last] in (shape.TIME, shape.ADVERB)
    )
    return found if happens and not node.predicate.verbal else []


def _is_each_other(s: Sentence, start: int) -> bool:
    """Whether "each other" or "one another" follows within a few words."""
    pairs = zip(s.low[start : start + 4], s.low[start + 1 : start + 5], strict=False)
    return any(pair in (("each", "other"), ("one", "another")) for pair in pairs)


def _is_gathering(mention: Mention) -> bool:
    """Whether a mention names several that can meet without another side: "the two leaders", "the G20"."""
    return bool(mention.members) or (
        mention.actor.kind == "organisation" and mention.actor.country == mention.actor.actor_id
    )


def _owner(s: Sentence, clause: int) -> list[int]:
    """Return whom "their" means in a subordinate clause: the subject of the clause that it hangs on."""
    parent = s.clauses[clause].parent
    if s.clauses[clause].kind != "sub" or parent < 0 or s.clauses[parent].start > s.clauses[clause].start:
        return []
    return subject(s, parent, s.clauses[clause].start)


def _nominal_sides(s: Sentence, node: Node, slots: Sequence[str]) -> tuple[list[int], list[int], bool]:
    p = node.predicate
    mutual = p.rule.frame == "mutual-noun"
    modifiers = _premodifiers(s, p.start, node.clause)
    between = _between(s, node)
    if len(between) > 1 and (mutual or "between" not in slots):
        return between, [], mutual
    agents = coordinated(s, _right(s, node, ("by",), [])) or _blamed(s, node)
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
    targets = coordinated(s, _right(s, node, slots, sources))
    if not sources and "of" in slots and len(slots) > 1:  # "the visit of A to B"
        of = _right(s, node, ("of",), [])
        beyond = coordinated(s, _right(s, node, [slot for slot in slots if slot != "of"], of)) if of else []
        sources, targets = (of, beyond) if beyond else (sources, targets)
    elif not sources and targets:
        sources = [k for k in _right(s, node, ("of",), targets) if s.first[k] < s.first[targets[0]]]
    if not sources and targets and "from" not in slots:  # "an attack from Syria on Israel"
        sources = [k for k in _right(s, node, ("from",), targets) if s.first[k] < s.first[targets[0]]]
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


def _premodifiers(s: Sentence, start: int, clause: int) -> list[int]:
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


def _inside(s: Sentence, p: Predicate) -> list[int]:
    return [k for k in range(len(s.mentions)) if s.first[k] <= p.start < s.last[k]]


def _right(s: Sentence, node: Node, slots: Sequence[str], exclude: Sequence[int]) -> list[int]:
    """Return the first mention after a predicate that stands in one of the slots, the best slot first."""
    p = node.predicate
    allowed = {node.clause}
    if p.rule.scope:
        allowed.update(number for number in range(len(s.clauses)) if _is_content(s, node, number))
    begin = p.start if p.passive or not p.verbal else p.head  # "aid to Mali was cut"
    reach = infinitive(s, p.end) if p.rule.scope == "demand" and p.verbal else len(s.low)
    candidates = []
    for k in range(len(s.mentions)):
        if s.first[k] <= begin or s.clause[s.first[k]] not in allowed or s.mentions[k].kind == "dateline":
            continue
        if any(same(s.mentions[k], s.mentions[x]) for x in exclude):
            continue
        if exclude and _is_own(s, k, s.mentions[exclude[0]]):
            if s.mentions[k].kind == "body" and not s.mentions[k].possessive and p.verbal and s.first[k] - p.end < 2:
                break  # "a resolution demanding the Trump administration cut aid to Chad" demands nothing of Chad
            continue
        if s.first[k] > reach:
            break
        if not p.verbal and any(
            s.cat[j] == shape.COMMA and s.low[j + 1] == "with" for j in range(p.end, s.first[k]) if s.at[j] < 0
        ):
            break
        candidates.append(k)
    candidates.sort(key=lambda k: s.low[s.last[k] : s.last[k] + 2] == ["-", "backed"])
    if p.verbal and "obj" in slots and s.low[p.end : p.end + 1] and s.low[p.end] in _OBJECT_PRONOUNS:
        slots = [slot for slot in slots if slot not in LOCATION]  # "defeat them in Khartoum"
    for slot in slots:
        for depth in (1, 2):
            for k in candidates:
                open_to = slot == ("of" if s.inner[k] else "obj")
                chain = () if open_to and _is_object(s, p, k) else s.governors[k]
                by = s.governors[k][-1:] == ("by",)
                if by and p.rule.event == "CONCEDE" and exclude and _is_compatriot(s, k, exclude[0]):
                    continue  # "apologised for executions by its own soldiers in Chad"
                if slot == "of":
                    if s.inner[k] and not chain:
                        return [k]
                elif slot == "obj":
                    if not chain:
                        return _by_whom(s, p, k, candidates) or [k]
                elif len(chain) >= depth and chain[-depth] == slot:
                    if slot == "by" and depth == 2 and chain[-1] in LOCATION:
                        continue  # "killed by a bear in Slovakia"
                    return [k]
    return []


def _by_whom(s: Sentence, p: Predicate, number: int, candidates: Sequence[int]) -> list[int]:
    """Return who did what is judged: "condemned the capture of Roe *by Colombia*"."""
    if p.rule.quad not in (1, 3) or not p.verbal or not s.inner[number]:
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


def _located(s: Sentence, number: int) -> int:
    """Return the mention of the place for that of a mission that works there: "the UN force in Mali" is Mali."""
    following = number + 1
    actor = s.mentions[number].actor
    if following >= len(s.mentions) or not (actor.kind == "organisation" or actor.actor_id.endswith(":peacekeepers")):
        return number
    gap = s.low[s.last[number] : s.first[following]]
    if (
        1 <= len(gap) <= 8
        and "in" in gap[-2:]
        and any(w in _MISSION for w in (*s.low[s.first[number] : s.last[number]], *gap))
    ):
        return following
    return number


def is_placed(s: Sentence, number: int) -> bool:
    """Whether a mention only says where: "in Brussels"."""
    return s.governors[number][-1:] in _PLACES


def same(a: Mention, b: Mention) -> bool:
    """Whether two mentions name one actor."""
    return a.actor.actor_id == b.actor.actor_id
