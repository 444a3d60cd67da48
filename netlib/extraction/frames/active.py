"""Who is source and who is target of an active verb: its subject, and whoever stands in the slots of its rule."""

from __future__ import annotations

from collections.abc import Sequence

from netlib.extraction.frames import shape
from netlib.extraction.frames.lists import POSSESSIVES, coordinated
from netlib.extraction.frames.nodes import Node
from netlib.extraction.frames.nominal import premodifiers
from netlib.extraction.frames.shape import Sentence
from netlib.extraction.frames.slots import between, is_placed, right, same
from netlib.extraction.frames.subjects import LOCATION, is_attribute, subject
from netlib.extraction.inflection import PAST
from netlib.extraction.words import phrase_words
from netlib.ontology import MATERIAL_CONFLICT, VERBAL_QUADS

__all__ = ["active_sides", "is_intended"]

_HIM = POSSESSIVES | {"him", "her", "it", "them"}
_FORUMS = frozenset({"UNO", "WTO"})
_RESOLVED = phrase_words("resolved")
_RESOLVES = phrase_words("resolve")
_MISSION = phrase_words("mission")


def active_sides(s: Sentence, node: Node, slots: Sequence[str]) -> tuple[list[int], list[int], bool]:
    """Return the sides of "Kenya accused Chad" or "A and B met", and whether the verb is mutual."""
    p = node.predicate
    frame = p.rule.frame
    sources = _planner(s, node) or ([] if _is_of_others(s, node) else subject(s, node.clause, node.group.start))
    if frame == "mutual":
        if len(sources) > 1 or (sources and s.mentions[sources[0]].members):
            slots = [slot for slot in slots if slot not in LOCATION and slot not in ("on", "over", "about")]
        parties = between(s, node)
        if len(parties) > 1:
            return parties, [], True
    if frame == "verb" and p.rule.quad in VERBAL_QUADS:
        place = next((n for n, slot in enumerate(slots) if slot in LOCATION), len(slots))
        slots = (*slots[:place], "by", *slots[place:])  # "condemned the attack by Israel in Gaza"
    targets = coordinated(s, right(s, node, slots, sources))
    if p.rule.quad != MATERIAL_CONFLICT:  # "fired on UN peacekeepers in Mali"
        targets = [_located(s, target) for target in targets]
    if frame == "mutual" and len(sources) > 1:  # "A and B agreed to prepare for a meeting in C"
        targets = [k for k in targets if _is_partner(s, node, k)]
    if p.rule.scope == "accuse" and targets and s.governors[targets[0]][-1:] == ("to",):
        targets = _complained_of(s, node, sources) or targets
    if p.rule.event == "ACCUSE" and frame == "verb" and targets and _is_forum(s, targets[0]):
        against = [slot for slot in slots if slot in ("against", "with", "over")]
        targets = coordinated(s, right(s, node, against, [*sources, targets[0]]))
    if not targets and len(sources) > 1 and _is_each_other(s, p.end):
        return sources, [], True
    if sources and frame == "verb" and slots[0] == "obj":
        targets = _relative_object(s, node) or targets
    if not targets and frame == "verb" and s.low[p.end : p.end + 1] and s.low[p.end] in _HIM:
        targets = [k for k in _owner(s, node.clause) if not any(same(s.mentions[k], s.mentions[x]) for x in sources)]
    return sources, targets, frame == "mutual"


def _is_of_others(s: Sentence, node: Node) -> bool:
    """Whether a participle is that of a noun which is no name: "under pressure from militias *allied* with Iran"."""
    j = shape.before(s, node.group.start)
    return (
        node.group.reduced and bool(node.predicate.forms & PAST) and j >= 0 and s.at[j] < 0 and s.cat[j] == shape.OTHER
    )


def _planner(s: Sentence, node: Node) -> list[int]:
    """Return whose plan an infinitive tells: "a reply to *Washington's* order to close"."""
    noun = node.group.start - 1
    if not node.group.infinitive or noun < 1 or s.at[noun] >= 0 or s.low[noun] not in _RESOLVES:
        return []
    return premodifiers(s, noun, node.clause)


def is_intended(s: Sentence, node: Node) -> bool:
    """Whether an infinitive tells what somebody means to do: "Chad's bid to join"; not "Chad's decision to"."""
    return bool(_planner(s, node)) and s.low[node.group.start - 1] not in _RESOLVED


def _relative_object(s: Sentence, node: Node) -> list[int]:
    """Return whom "whom" or "that" stands for: "the minister, *whom* the EU had barred", "a ship *that* it seized"."""
    start = s.clauses[node.clause].start
    before = start - 1
    while before > 0 and s.at[before] < 0 and s.cat[before] in (shape.COMMA, shape.SPACE):
        before -= 1
    if s.low[start] not in ("whom", "that", "which") or before < 0 or s.at[before] < 0:
        return []
    doer = shape.after(s, start)
    acts = doer < node.predicate.start and (s.at[doer] >= 0 or s.cat[doer] in (shape.PRONOUN, shape.DET))
    return [s.at[before]] if acts and not shape.object_ahead(s, node.predicate.end - 1) else []


def _is_partner(s: Sentence, node: Node, number: int) -> bool:
    """Whether several may do something together with a mention: not "in Rome", "with money *from Japan*".

    Nor whose gas it is in "A and B agreed that *Chad's* gas would flow", or whose talks they agree to hold.
    """
    if s.clause[s.first[number]] != node.clause or is_placed(s, number) or is_attribute(s, number):
        return False
    chain = s.governors[number]
    return bool(chain) if node.predicate.rule.scope == "promise" else chain[1:] != ("from",)


def _is_forum(s: Sentence, number: int) -> bool:
    """Whether a mention is where somebody complains, not of whom: "lodged a complaint *at the WTO*"."""
    actor = s.mentions[number].actor
    body = actor.kind == "organisation" and (
        actor.country is None or not actor.actor_id.startswith(f"{actor.country}:")
    )
    return s.governors[number][-1:] in (("to",), ("at",), ("before",)) and (body or actor.country in _FORUMS)


def _complained_of(s: Sentence, node: Node, sources: list[int]) -> list[int]:
    """Return who did what is complained of to somebody: "complained to the UN that *Iran* had entered"."""
    for number, clause in enumerate(s.clauses):
        if clause.kind == "comp" and clause.parent == node.clause and clause.start > node.predicate.head:
            verb = shape.first_verb(s, number)
            found = subject(s, number, verb) if verb >= 0 else []
            return [k for k in found if not any(same(s.mentions[k], s.mentions[x]) for x in sources)]
    return []


def _is_each_other(s: Sentence, start: int) -> bool:
    """Whether "each other" or "one another" follows within a few words."""
    pairs = zip(s.low[start : start + 4], s.low[start + 1 : start + 5], strict=False)
    return any(pair in (("each", "other"), ("one", "another")) for pair in pairs)


def _owner(s: Sentence, clause: int) -> list[int]:
    """Return whom "their" or "them" means in a subordinate clause: the subject of the clause that it hangs on."""
    parent = s.clauses[clause].parent
    if s.clauses[clause].kind != "sub" or parent < 0 or s.clauses[parent].start > s.clauses[clause].start:
        return []
    return subject(s, parent, s.clauses[clause].start)


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
