"""Predicates in their place: the auxiliaries around each verb, how far from the main statement, what governs what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from netlib.extraction import shape
from netlib.extraction.inflection import BASE, GERUND, PARTICIPLE, PAST
from netlib.extraction.predicates import Predicate
from netlib.extraction.shape import Sentence

__all__ = ["Group", "Node", "nodes_of", "rank_of"]

_HEADED = frozenset(
    [
        "effort",
        "efforts",
        "mechanism",
        "mechanisms",
        "process",
        "package",
        "initiative",
        "initiatives",
        "programme",
        "program",
        "operation",
        "operations",
        "campaign",
        "attempt",
        "talks",
        "meeting",
        "agreement",
        "agreements",
        "deal",
        "ties",
    ]
)
"""Nouns that a nominal predicate may modify and stay one: "mediation efforts"; not "attack helicopters"."""

_BACKGROUND = frozenset({"sub", "rel", "tail"})


@dataclass(slots=True)
class Group:
    """What stands around a verb: the auxiliaries, negation and "to" before it."""

    negated: bool = False
    future: bool = False
    possible: bool = False
    obligation: bool = False
    passive: bool = False
    infinitive: bool = False
    bare: bool = True
    reduced: bool = False
    start: int = 0


@dataclass(slots=True)
class Node:
    """A predicate in its place: its verb group, and the predicate that it governs."""

    predicate: Predicate
    group: Group
    clause: int
    others: Sequence[Predicate] = ()
    inner: Node | None = None
    outer: Node | None = field(default=None, repr=False)


def nodes_of(s: Sentence, predicates: Sequence[Sequence[Predicate]]) -> list[Node]:
    """Put predicates in order, drop those inside another or inside a name, and link what governs what."""
    nodes: list[Node] = []
    covered = -1
    for p, *others in predicates:
        if p.head < covered:
            continue
        if not p.verbal and p.rule.frame in ("noun", "mutual-noun") and p.end < len(s.low) and s.at[p.end] < 0:
            following = s.low[p.end]
            if s.cat[p.end] == shape.OTHER and following.isalpha() and not s.verbal[p.end] and following not in _HEADED:
                continue
        group = _group(s, p.head, p.end, p.forms) if p.forms else Group(start=p.start)
        if p.passive:
            group.passive = True
        nodes.append(Node(p, group, s.clause[p.head], [other for other in others if other.passive == p.passive]))
        covered = max(covered, p.end)
    for number, node in enumerate(nodes):
        for other in reversed(nodes[:number]):
            if other.predicate.rule.scope and _governs(s, other, node):
                top = other
                while top.inner is not None:
                    top = top.inner
                if top is not node:
                    top.inner = node
                    node.outer = top
                break
            if other.clause == node.clause and other.predicate.verbal and not node.group.infinitive:
                break
    return nodes


def _governs(s: Sentence, outer: Node, inner: Node) -> bool:
    """Whether `outer` ("agreed", "threatened", "rejected") governs `inner` ("to lift", "to attack", "a call")."""
    a, b = outer.predicate, inner.predicate
    if b.start < a.end and b.head <= a.head:
        return False
    if outer.clause != inner.clause:
        clause = s.clauses[inner.clause]
        if clause.kind != "comp" or clause.parent != outer.clause:
            return False
        return a.rule.scope in ("promise", "threaten", "demand", "accuse", "refuse") and clause.start - a.end < 14
    between = range(a.end, b.start)
    if any(s.verbal[j] & PAST and not s.verbal[j] & PARTICIPLE for j in between):
        return False
    if not b.verbal:
        light = shape.word_lists().light
        return all(not s.verbal[j] or s.at[j] >= 0 or s.low[j] in light for j in between)
    if inner.group.infinitive:
        return True
    return bool(b.forms & GERUND) or not b.forms & PAST


def _group(s: Sentence, head: int, end: int, forms: int) -> Group:
    """Read the auxiliaries, negation and "to" before a verb."""
    group = Group(start=head)
    j = head - 1
    while j >= 0 and s.at[j] < 0:
        cat = s.cat[j]
        if cat == shape.NEG:
            group.negated = True
        elif cat == shape.FUTURE:
            group.future = True
            group.bare = False
        elif cat == shape.POSSIBLE:
            group.possible = group.possible or s.low[j] != "can"
            group.bare = False
        elif cat == shape.OBLIGATION:
            group.obligation = True
            group.bare = False
        elif cat == shape.BE:
            group.passive = group.passive or bool(forms & PARTICIPLE and group.bare)
            group.bare = False
        elif cat in (shape.HAVE, shape.DO):
            group.bare = False
        elif s.low[j] == "to":
            group.infinitive = True
            group.start = j
            if j and s.cat[j - 1] == shape.BE and s.at[j - 1] < 0:
                group.future, group.infinitive = True, False
                j -= 1
                continue
            if j and s.cat[j - 1] == shape.NEG:
                group.negated = True
            break
        elif cat not in (shape.ADVERB, shape.SPACE) and s.low[j] not in ("-", "re") and s.low[j][-2:] != "ly":
            break
        group.start = j
        j -= 1
    before = j if j >= 0 else head
    if group.bare and forms & PARTICIPLE and not group.infinitive:
        for after in range(end, min(end + 5, len(s.low))):
            if s.at[after] < 0 and (s.verbal[after] or s.cat[after] == shape.COMMA):
                break
            if s.low[after] == "by":
                group.passive = group.reduced = True
                break
    if group.bare and forms == GERUND and before < head and s.clauses[s.clause[head]].kind != "part":
        group.reduced = s.at[before] >= 0 or s.cat[before] == shape.OTHER
    if group.bare and forms == BASE and s.cat[before] == shape.CONJ and s.at[before] < 0:
        group.infinitive = True
    return group


def rank_of(s: Sentence, node: Node) -> int:
    """Return how far from the main statement a predicate stands; 0 is the main clause."""
    kind = s.clauses[node.clause].kind
    rank = 0
    clause = node.clause
    seen = 0
    while clause >= 0 and seen < 20:
        if s.clauses[clause].kind in _BACKGROUND:
            rank += 2
            break
        clause = s.clauses[clause].parent
        seen += 1
    if kind == "part":
        rank += 1
    if node.group.infinitive:
        rank += 1
    if node.group.reduced:
        rank += 2
    if not node.predicate.verbal:
        rank += 1
    return rank
