"""Predicates in their place: the auxiliaries around each verb, how far from the main statement, what governs what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from netlib.extraction.frames import shape
from netlib.extraction.frames.shape import Sentence
from netlib.extraction.frames.subjects import subject
from netlib.extraction.inflection import BASE, GERUND, PARTICIPLE, PAST
from netlib.extraction.predicates import Predicate
from netlib.extraction.words import phrase_words
from netlib.ontology import MATERIAL_CONFLICT

__all__ = ["CAUSES", "Group", "Node", "group_of", "nodes_of", "rank_of", "speaks_of_others"]

_HEADED = phrase_words("headed")
"""Nouns that a nominal predicate may modify and stay one: "mediation efforts"; not "attack helicopters"."""

_FORCED = frozenset({"forced", "compelled", "obliged"})
_AHEAD = frozenset({shape.FUTURE, shape.POSSIBLE})
_INTRANSITIVE = frozenset({"at", "against", "about", "over"})
"""After a verb: what follows is no agent of it."""
CAUSES = frozenset({"for", "against", "about", "over"})
"""Between a participle and "by": the agent is that of what they govern, "apologised for killings by"."""
_MEANS = phrase_words("means")
"""After "by": how, not by whom."""
_ENDS_PASSIVE = frozenset({shape.PREP, shape.ADVERB, shape.COMMA, shape.STOP, shape.TIME, shape.SUBORD})
"""What can follow a passive, and no object does."""
_SHARED = 6
"""Tokens before "and" within which the passive stands that goes on after it."""
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
    undone: bool = False
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
    for here in predicates:
        said = [p for p in here if not _is_unsaid(s, p)]
        if not said:
            continue
        p, *others = said
        if p.head < covered or (s.cat[p.head] == shape.TIME and s.words[p.head][0].isupper()):  # "in March"
            continue
        if not p.verbal and p.rule.frame in ("noun", "mutual-noun") and p.end < len(s.low) and s.at[p.end] < 0:
            following = s.low[p.end]
            if s.cat[p.end] == shape.OTHER and following.isalpha() and not s.verbal[p.end] and following not in _HEADED:
                continue
        nodes.append(Node(p, group_of(s, p), s.clause[p.head], others))
        covered = max(covered, p.head + 1 if p.rule.target[:1] == ("between",) else p.end)
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


def _is_unsaid(s: Sentence, p: Predicate) -> bool:
    """Whether what only a speaker can hold against somebody ("he tried to undermine the vote") has no speaker."""
    bare = p.end == p.head + 1 and s.at[p.head - 1] < 0 and s.cat[p.head - 1] not in shape.AUXILIARIES
    if p.passive and bare and shape.object_ahead(s, p.head):
        return True  # "the talks urged Chad": no talks are urged
    if p.verbal and s.low[p.head] == "blame" and s.low[p.head - 1] == "to" and not shape.object_ahead(s, p.head):
        return p.rule.frame != "obligation"  # "are more to blame than"
    if p.rule.frame != "obligation" or p.rule.scope == "demand":
        return False
    clause = s.clauses[s.clause[p.head]]
    said = clause.kind == "comp" and clause.report >= 0
    return not said and not any(other.kind == "tail" and other.start > p.head for other in s.clauses)


def speaks_of_others(s: Sentence, clause: int) -> bool:
    """Whether a clause says what somebody does to somebody, so that the speaker himself promises nothing with it."""
    if sum(s.clause[first] == clause for first in s.first) < 2:
        return False
    for j in range(s.clauses[clause].start, len(s.low)):
        if s.clause[j] != clause or s.cat[j] in (shape.THAT, shape.DET, shape.ADVERB):
            continue
        if s.at[j] >= 0:
            return s.mentions[s.at[j]].kind != "pronoun" and not _is_his_own(s, clause, s.at[j])
        if s.cat[j] == shape.PRONOUN or s.verbal[j] or s.cat[j] in shape.AUXILIARIES:
            return False
    return False


def _is_his_own(s: Sentence, clause: int, number: int) -> bool:
    """Whether what somebody says is of his own country: "Modi warned that *India* would isolate Pakistan"."""
    c = s.clauses[clause]
    said = subject(s, c.parent, c.report if c.report >= 0 else c.start) if c.parent >= 0 else []
    countries = {s.mentions[k].actor.country for k in said}
    return s.mentions[number].actor.country in countries - {None}


def _governs(s: Sentence, outer: Node, inner: Node) -> bool:
    """Whether `outer` ("agreed", "threatened", "rejected") governs `inner` ("to lift", "to attack", "a call")."""
    a, b = outer.predicate, inner.predicate
    if (b.start < a.end and b.head <= a.head) or (b.rule.frame == "obligation" and not a.verbal):
        return False  # "the demands are unacceptable"
    if outer.clause != inner.clause:
        if b.rule.frame == "idiom":
            return False
        if a.rule.scope in ("promise", "threaten") and speaks_of_others(s, inner.clause):
            return False  # "warned that Israel would attack"
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
        sent = inner.group.start - 1  # "shut the door to a mission *sent to look into* the fighting"
        return not (sent >= a.end and s.at[sent] < 0 and s.verbal[sent] & PARTICIPLE)
    if a.rule.frame == "noun" and not inner.group.bare:
        return False  # "the offer was rejected": it does not say what is offered
    return bool(b.forms & GERUND) or not b.forms & PAST


def group_of(s: Sentence, p: Predicate) -> Group:
    """Read what stands around a predicate: around its own verb, or the verb that carries its noun."""
    group = _group(s, p) if p.forms else _carried(s, p)
    group.passive = group.passive or p.passive
    return group


def _group(s: Sentence, p: Predicate) -> Group:
    """Read the auxiliaries, negation and "to" before a verb, and whether it is a passive without auxiliary."""
    group, before = _auxiliaries(s, p.head, p.forms)
    if p.rule.quad == MATERIAL_CONFLICT and "can" in s.low[group.start : p.head]:
        group.possible = True  # "Iran can strike Turkey"
    if group.bare and p.forms & PARTICIPLE and not group.infinitive and not (" n:" in p.rule.pattern and p.verbal):
        group.passive = group.reduced = _by_follows(s, p)
    if group.bare and p.forms & PARTICIPLE and not group.infinitive and _is_undergone(s, p):
        group.passive = group.reduced = True
    if group.bare and p.forms & PARTICIPLE and not group.passive and _shares_auxiliary(s, p, before):
        group.passive = True
    if (
        group.bare
        and not group.passive
        and p.forms & PARTICIPLE
        and p.forms & PAST
        and _is_attribute(s, p.head, before)
    ):
        group.reduced = True
    if group.bare and p.forms == GERUND and before < p.head and s.clauses[s.clause[p.head]].kind != "part":
        group.reduced = s.at[before] >= 0 or s.cat[before] in (shape.OTHER, shape.PREP)
    if group.bare and p.forms == BASE and s.cat[before] == shape.CONJ and s.at[before] < 0:
        group.infinitive = True
    if group.infinitive and group.start and s.at[group.start - 1] >= 0 and not _has_verb(s, group.start):
        group.infinitive, group.future = False, True  # a headline: "Chad to import grain from Niger"
    return group


def _shares_auxiliary(s: Sentence, p: Predicate, conjunction: int) -> bool:
    """Whether a passive goes on after "and": "were rounded up *and sent back* over the border by the army"."""
    follows = s.cat[p.end] if p.end < len(s.low) else shape.STOP
    if s.at[conjunction] >= 0 or s.cat[conjunction] != shape.CONJ or follows not in _ENDS_PASSIVE:
        return False
    for j in range(conjunction - 1, max(conjunction - _SHARED, 0), -1):
        if s.at[j] >= 0 or s.cat[j] in (shape.COMMA, shape.DET):
            return False
        if s.verbal[j] & PARTICIPLE:
            auxiliary = shape.before(s, j)
            return auxiliary >= 0 and s.at[auxiliary] < 0 and s.cat[auxiliary] == shape.BE
    return False


def _is_attribute(s: Sentence, head: int, previous: int) -> bool:
    """Whether a participle only says more of the noun before it: "militias *allied* with Iran urged"."""
    if s.at[previous] >= 0 or s.cat[previous] != shape.OTHER or s.verbal[previous] or not s.words[previous].islower():
        return False
    for j in range(head + 1, len(s.low)):
        if s.at[j] >= 0 or s.clause[j] != s.clause[head]:
            continue
        if s.cat[j] in (shape.CONJ, shape.STOP):
            return False
        if s.cat[j] in shape.AUXILIARIES or (s.verbal[j] & PAST and s.low[j + 1 : j + 2] != ["by"]):
            return True
    return False


def _has_verb(s: Sentence, stop: int) -> bool:
    return any(shape.is_verb(s, j) for j in range(stop))


def _auxiliaries(s: Sentence, head: int, forms: int) -> tuple[Group, int]:
    """Read what stands before a verb, from right to left, and return it with the index of the word before that."""
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
            if j > 1 and s.low[j - 1] == "going" and s.cat[j - 2] == shape.BE and s.at[j - 2] < 0:
                group.future, group.infinitive = True, False  # "is going to lift"
                j -= 2
                continue
            if j and s.cat[j - 1] == shape.NEG:
                group.negated = True
            group.future = _is_made_to(s, j)
            break
        elif cat not in (shape.ADVERB, shape.SPACE) and s.low[j] not in ("-", "re") and s.low[j][-2:] != "ly":
            day = shape.day_before(s, j)  # "was this morning, officially welcomed"
            if day == j + 1:
                break
            j = day
        group.start = j
        j -= 1
    return group, j if j >= 0 else head


def _is_made_to(s: Sentence, to: int) -> bool:
    """Whether somebody "will be forced to" do it: what he does is still to come."""
    return to > 2 and s.low[to - 1] in _FORCED and s.low[to - 2] == "be" and s.cat[to - 3] in _AHEAD


def _is_undergone(s: Sentence, p: Predicate) -> bool:
    """Whether "killed", "wounded" and the like stand without an object, and so say what happened to their subject."""
    if s.low[p.head] not in shape.word_lists().undergone:
        return False
    j = shape.after(s, p.head)
    if j >= len(s.low) or s.at[j] >= 0:
        return j >= len(s.low)
    counted = (
        s.cat[j] == shape.PREP
        and s.low[j + 1 : j + 2]
        and (s.low[j + 1][:1].isdigit() or s.low[j + 1] in ("least", "most"))
    )
    return s.cat[j] in (shape.PREP, shape.TIME, shape.COMMA, shape.STOP, shape.CONJ, shape.SUBORD) and not counted


def _by_follows(s: Sentence, p: Predicate) -> bool:
    """Whether "by" follows a participle without an object between: "detained in Paris last week by"."""
    end = p.end
    if s.low[end - 1] in _INTRANSITIVE or p.rule.event == "PROTEST":
        return False  # "bristled at criticism by", "walked out during a speech by"
    inside = s.cat[end - 1] == shape.PREP and s.low[end - 1] not in CAUSES  # of a prepositional phrase or a date
    for j in range(end, min(end + 5, len(s.low))):
        if s.at[j] >= 0 and not inside:
            return False  # "told the board to call off a tour by Zimbabwe"
        if s.low[j] == "by" and s.at[j] < 0:
            return _MEANS.isdisjoint(s.low[j + 1 : j + 3])  # "by special train"
        if s.at[j] < 0 and (s.verbal[j] or s.cat[j] == shape.COMMA or s.low[j] in CAUSES):
            return False
        if s.at[j] < 0 and (s.cat[j] in (shape.PREP, shape.TIME) or s.low[j] == "last"):
            inside = s.cat[j] == shape.PREP and s.cat[j + 1 : j + 2] != [shape.TIME]
        elif not inside and s.cat[j] != shape.ADVERB:
            return False
    return False


def _carried(s: Sentence, p: Predicate) -> Group:
    """Read what the verb that carries a noun says of it: "will hold talks", "no talks", "the talks were cancelled"."""
    lists = shape.word_lists()
    group = Group(start=p.start)
    clause = s.clause[p.head]
    j = p.start - 1
    while j >= 0 and s.clause[j] == clause and not (s.at[j] < 0 and s.verbal[j]):
        if s.at[j] >= 0:
            mention = s.mentions[s.at[j]]
            if not mention.possessive and mention.kind != "adjective" and s.low[j + 1] != "-":
                return group
        elif s.low[j] in ("no", "neither", "without"):
            group.negated = True
            return group
        elif s.low[j] in lists.prospective:
            group.future = True
        elif s.cat[j] not in (shape.OTHER, shape.DET, shape.ADVERB, shape.POSS, shape.CONJ):
            break
        j -= 1
    carrier = j if j >= 0 and s.clause[j] == clause and s.at[j] < 0 and s.verbal[j] else _predicate_of(s, p)
    if carrier < 0:
        group.future = group.future or any(
            s.low[k] == "due" and s.clause[k] == clause and s.cat[k - 1] == shape.BE for k in range(1, p.start)
        )
        return group
    read, _ = _auxiliaries(s, carrier, s.verbal[carrier])
    group.negated, group.future, group.possible = read.negated, read.future or group.future, read.possible
    undoing = lists.undoing if carrier < p.start or read.passive else lists.failing
    phrase = " ".join(s.low[carrier : carrier + 2])
    group.future = group.future or s.low[carrier] in lists.preparing
    group.undone = (s.low[carrier] in undoing and not phrase.endswith(" to")) or phrase in undoing
    return group


def _goes_on(s: Sentence, k: int) -> bool:
    """Whether an auxiliary follows in the clause of the token at `k`."""
    return any(s.cat[j] in shape.AUXILIARIES and s.clause[j] == s.clause[k] for j in range(k + 1, len(s.low)))


def _predicate_of(s: Sentence, p: Predicate) -> int:
    """Return the verb of which a noun is the subject, -1 where something else is: "talks with Iran *collapsed*"."""
    clause = s.clause[p.head]

    def is_verb(k: int) -> bool:
        return s.clause[k] == clause and s.at[k] < 0 and bool(s.verbal[k])

    if any(is_verb(k) or (s.at[k] < 0 and s.cat[k] in shape.AUXILIARIES) for k in range(p.start)):
        return -1
    for k in range(p.end, len(s.low)):
        if is_verb(k) and not (s.verbal[k] & PARTICIPLE and s.cat[k - 1] not in shape.AUXILIARIES and _goes_on(s, k)):
            return k  # not the participle of "a summit scheduled for Friday was ..."
        listed = k + 1 < len(s.low) and s.at[k + 1] >= 0 and s.at[k - 1] >= 0  # "between A, B and C"
        if s.at[k] < 0 and s.cat[k] in (shape.COMMA, shape.STOP) and s.clause[k] == clause and not listed:
            return -1
    return -1


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
