"""Sides that a predicate leaves open and its sentence supplies.

The speaker is meant by "we" and "its positions" in what is said; "anti-Japanese" tells whom a protest is against, and
the city of an embassy whose crowd stands before it; a threat is meant for whoever the "if" names.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from netlib.extraction.frames import shape
from netlib.extraction.frames.lists import POSSESSIVES
from netlib.extraction.frames.modality import event_of
from netlib.extraction.frames.nodes import Node
from netlib.extraction.frames.shape import Sentence
from netlib.extraction.frames.subjects import LOCATION, subject
from netlib.extraction.words import phrase_words
from netlib.ontology import CONFLICT_QUADS, MATERIAL_CONFLICT

__all__ = ["speaker", "supply"]

_MAIN = frozenset({"main", "coord"})
_THROUGH = LOCATION | {"through", "of"}
_SPEAKING = frozenset({"we", "i"})
_ITS = POSSESSIVES | {"it", "them", "him", "us", "me", "our"}
_LANDS = [["airspace"], ["territory"], ["waters"], ["soil"], ["border"], ["borders"], ["sovereignty"]]
_BORDERS = {(over, border) for over in ("over", "across") for border in ("border", "frontier")}
_ANSWERING = frozenset({"ACCUSE", "ASSAULT", "CONCEDE", "MOBILIZE", "PROTEST", "RETREAT", "SANCTION"})
"""What is done in answer to a deed that the same sentence tells of."""
_GRANTING = frozenset({"CONCEDE", "RETREAT"})
"""What is granted to those with whom it has been settled."""
_AFTER = frozenset({"after", "because", "as", "when", "while"})
_COUNTS = phrase_words("few")
_CONDITIONS = frozenset({"if", "unless", "should", "until"})


def supply(
    s: Sentence, node: Node, slots: Sequence[str], sources: list[int], targets: list[int]
) -> tuple[list[int], list[int]]:
    """Return both sides of a predicate, one that the grammar leaves open supplied where the sentence makes it plain."""
    p = node.predicate
    if not sources and p.verbal and _speaks_itself(s, node):
        sources = speaker(s, node.clause)
    if sources and (_is_spoken_of(s, node, slots) or (not targets and _comes_over(s, node))):
        targets = _others(s, speaker(s, node.clause), sources) or targets
    if not targets and sources and not p.verbal and _is_of_its_own(s, p.end):
        targets = _others(s, speaker(s, node.clause) or _doer(s, node), sources)
    if p.rule.quad in CONFLICT_QUADS and not targets:
        targets = _opposed(s, p.start)
        sources = [k for k in sources if k not in targets]
    if (p.rule.event == "CONSULT" or p.rule.frame == "mutual-noun") and targets and not sources and not p.verbal:
        sources = _visitor(s, node, targets)
    if p.rule.event == "PROTEST" and targets and not sources and _is_of_a_crowd(s, node):
        sources = _crowd(s, node, targets)
    if sources and not targets and p.verbal and p.rule.event == "AID":
        targets = _others(s, _stricken(s, node), sources)
    if sources and not targets and (p.verbal or p.rule.frame == "agentive") and p.rule.event in _ANSWERING:
        targets = _answered(s, node, sources)
    if sources and not targets and p.verbal and p.rule.event in _GRANTING:
        targets = _others(s, _settled_with(s, node), sources)
    if sources and not targets and p.verbal and p.rule.event and event_of(node)[0] in ("THREATEN", "REJECT"):
        targets = _provoking(s, node, sources)
    return sources, targets


def speaker(s: Sentence, clause: int) -> list[int]:
    """Return who says what a clause says, "*Kyiv* said that ...", "..., *Kyiv* said"; none for the writer's words."""
    number = clause
    for _ in s.clauses:
        here = s.clauses[number]
        if here.kind == "comp" and here.report >= 0:
            return subject(s, here.parent, here.report)
        if here.kind in ("main", "tail") or here.parent < 0:
            break
        number = here.parent
    tail = next((n for n, other in enumerate(s.clauses) if other.kind == "tail" and other.start > here.start), -1)
    if tail < 0 and _is_resumed(s, number):
        tail = number - 1
    return [k for k in range(len(s.mentions)) if s.clause[s.first[k]] == tail][:1]


def _is_resumed(s: Sentence, number: int) -> bool:
    """Whether a clause goes on after who says it: "If ..., Iran said, *it would*"."""
    return number > 0 and s.clauses[number].kind == "main" and s.clauses[number - 1].kind == "tail"


def _speaks_itself(s: Sentence, node: Node) -> bool:
    """Whether "we", or "it" after who says so, is the subject of a verb."""
    j = shape.before(s, node.group.start)
    if j < 0 or s.at[j] >= 0:
        return False
    return s.low[j] in _SPEAKING or (s.low[j] in ("it", "they") and _is_resumed(s, node.clause))


def _is_spoken_of(s: Sentence, node: Node, slots: Sequence[str]) -> bool:
    """Whether the object is "it" or "its ...", and not the subject's own: "fired on *its* positions"."""
    p, end = node.predicate, node.predicate.end
    if p.rule.quad in CONFLICT_QUADS and any(
        s.low[j] in _ITS and s.low[j + 1 : j + 2] in _LANDS for j in range(p.head + 1, end)
    ):
        return True  # "violated its airspace"
    if end >= len(s.low) or s.at[end] >= 0:
        return False
    if s.low[end] in slots:
        return s.at[end + 1] < 0 and s.low[end + 1] in _ITS if end + 1 < len(s.low) else False
    harmed = node.predicate.rule.event in ("ASSAULT", "AID", "THREATEN")
    return s.low[end] in ("us", "me", "our") or (harmed and s.low[end] in _ITS)


def _visitor(s: Sentence, node: Node, targets: list[int]) -> list[int]:
    """Return who acts in the clause that begins with a visit or a deal: "On a visit to Kyiv, *the German* said"."""
    start = s.clauses[node.clause].start
    if s.at[start] >= 0 or s.cat[start] not in (shape.PREP, shape.SUBORD) or node.predicate.start - start > 5:
        return []
    after = range(s.last[targets[-1]], len(s.low))
    verb = next((j for j in after if s.clauses[s.clause[j]].kind in _MAIN and shape.is_verb(s, j)), -1)
    return _others(s, subject(s, s.clause[verb], verb), targets) if verb >= 0 else []


def _others(s: Sentence, numbers: list[int], sources: list[int]) -> list[int]:
    ours = {s.mentions[k].actor.country for k in sources}
    return [k for k in numbers if s.mentions[k].actor.country not in ours]


def _comes_over(s: Sentence, node: Node) -> bool:
    """Whether an attack comes over the border, to whoever speaks of it: "fired two rockets over the border"."""
    end = node.predicate.end
    near = [word for word in s.low[end : end + 8] if word not in ("two", "the", "its", "their", "our", "common")]
    over = any(pair in _BORDERS for pair in pairwise(near))
    return node.predicate.rule.quad == MATERIAL_CONFLICT and over


def _is_of_its_own(s: Sentence, end: int) -> bool:
    """Whether "of two of its nationals" follows: what was done to the people of who is spoken of."""
    for j in range(end, min(end + 6, len(s.low))):
        if s.at[j] >= 0 or s.low[j] in POSSESSIVES:
            return s.at[j] < 0
        if s.low[j] not in ("of", "a", "to", "on", "against") and s.low[j] not in _COUNTS and not s.low[j].isdigit():
            return False
    return False


def _doer(s: Sentence, node: Node) -> list[int]:
    """Return the subject of the first verb of a clause, or of the clause that it hangs on where it has no verb."""
    clause = s.clauses[node.clause]
    verb = next((j for j in range(node.predicate.start) if s.clause[j] == node.clause and shape.is_verb(s, j)), -1)
    if verb >= 0:
        return subject(s, node.clause, verb)
    return subject(s, clause.parent, clause.start) if clause.parent >= 0 else []


def _opposed(s: Sentence, start: int) -> list[int]:
    """Return whom the noun at a token is against: "anti-Japanese protests"."""
    for k in range(len(s.mentions)):
        if s.governors[k] == (shape.ANTI,) and s.last[k] <= start and start - s.last[k] < 3:
            return [k]
    return []


def _is_of_a_crowd(s: Sentence, node: Node) -> bool:
    """Whether a protest is a noun, or done by people whom nobody describes further: "some 200 protesters"."""
    p = node.predicate
    crowd = shape.word_lists().crowd
    noun = p.rule.frame in ("noun", "mutual-noun")
    return noun or any(s.low[j] in crowd for j in range(p.head) if s.clause[j] == node.clause)


def _crowd(s: Sentence, node: Node, targets: list[int]) -> list[int]:
    """Return the country in which a crowd that nobody describes protests: "outside the Russian embassy in Tbilisi"."""
    theirs = {s.mentions[k].actor.country for k in targets}
    for k in range(len(s.mentions)):
        mention = s.mentions[k]
        placed = bool(s.governors[k]) and s.governors[k][-1] in _THROUGH
        named = mention.actor.kind == "country" and s.clause[s.first[k]] == node.clause
        if placed and named and mention.actor.country not in theirs:
            return [k]
    return []


def _provoking(s: Sentence, node: Node, sources: list[int]) -> list[int]:
    """Return whose act a threat or refusal depends on: "will not lift the embargo until *Cuba* frees him"."""
    ours = {s.mentions[k].actor.country for k in sources}
    for number, clause in enumerate(s.clauses):
        if (
            clause.kind != "sub"
            or s.low[clause.start] not in _CONDITIONS
            or not (_hangs_on(s, number, node.clause) or (clause.initial and s.clauses[node.clause].kind == "main"))
        ):
            continue
        verb = shape.first_verb(s, number)
        found = subject(s, number, verb if verb >= 0 else len(s.low))  # "if Turkey attacks": a noun, to all appearance
        if found and s.clause[s.first[found[0]]] == number and s.mentions[found[0]].actor.country not in ours:
            return found
    return []


def _answered(s: Sentence, node: Node, sources: list[int]) -> list[int]:
    """Return whose deed somebody answers: "scrambled jets after *Chinese aircraft* crossed the line"."""
    ours = {s.mentions[k].actor.country for k in sources} | {None}
    for number, clause in enumerate(s.clauses):
        if clause.kind != "sub" or clause.parent != node.clause or s.low[clause.start] not in _AFTER:
            continue
        here = [k for k in range(len(s.mentions)) if s.clause[s.first[k]] == number]
        if here and s.low[clause.start : clause.start + 2] == ["because", "of"]:
            return [k for k in here[:1] if s.mentions[k].actor.country not in ours]
        verb = shape.first_verb(s, number)
        suffers = verb >= 0 and s.cat[verb] == shape.BE
        found = subject(s, number, verb) if verb >= 0 and not suffers else []
        acts = found and found[0] in here and s.mentions[found[0]].kind != "adjective"
        if acts and {s.mentions[k].actor.country for k in here if k not in found} <= ours:
            return [k for k in found if s.mentions[k].actor.country not in ours]
    return []


def _stricken(s: Sentence, node: Node) -> list[int]:
    """Return where help is needed: "After the earthquake *in Albania*, Italian teams gave shelter to thousands"."""
    start = s.first[0]
    opens = s.cat[0] in (shape.PREP, shape.SUBORD) and s.at[0] < 0 and s.governors[0] == ("in",)
    closed = s.cat[s.last[0] : s.last[0] + 1] == [shape.COMMA]
    before = opens and closed and s.last[0] < node.group.start and not any(shape.is_verb(s, j) for j in range(start))
    return [0] if before and s.mentions[0].actor.kind == "country" else []


def _settled_with(s: Sentence, node: Node) -> list[int]:
    """Return with whom it was settled, in a phrase without a verb: "ended the siege after a deal *with Egypt*"."""
    for number, clause in enumerate(s.clauses):
        if (
            clause.kind == "sub"
            and clause.parent == node.clause
            and not clause.has_verb
            and clause.start > node.group.start
        ):
            here = (k for k in range(len(s.mentions)) if s.clause[s.first[k]] == number)
            return [k for k in here if s.governors[k] in (("with",), ("from",))][:1]
    return []


def _hangs_on(s: Sentence, number: int, clause: int) -> bool:
    seen = 0
    while number >= 0 and number != clause and seen < len(s.clauses):
        number = s.clauses[number].parent
        seen += 1
    return number == clause
