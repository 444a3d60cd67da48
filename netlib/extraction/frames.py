"""Who did what to whom in one sentence: predicates get source, target and, where another governs them, their type."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from netlib.extraction import clauses as syntax
from netlib.extraction.clauses import Sentence
from netlib.extraction.inflection import BASE, GERUND, PARTICIPLE, PAST, THIRD
from netlib.extraction.mentions import Mention
from netlib.extraction.predicates import Predicate, Rule, lexicon
from netlib.ontology import quad

__all__ = ["Claim", "claims"]

_MAX_SIDE = 6
_GENERIC = ("obj", "against", "on", "upon", "with", "to", "for", "toward", "towards", "between")
_LOCATION = frozenset({"in", "at", "near", "inside", "across", "within", "outside", "over"})
_HOSTED = frozenset({"release", "expel", "arrest", "deport", "abduct", "convict"})
"""Modes whose passive without an agent is done by the country where it happens: "were arrested in Libya"."""

_MISSION = frozenset(["peacekeeping", "peacekeepers", "force", "forces", "mission", "operation", "operations"])

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

_PLANS = frozenset({"strategy", "policy", "effort", "efforts", "campaign", "attempt", "attempts", "bid", "push"})
_BACKGROUND = frozenset({"sub", "rel", "tail"})


@dataclass(slots=True)
class Claim:
    """A predicate with its two sides, as mention numbers of the sentence, and the type that its context gives it."""

    rule: Rule
    source: Mention
    target: Mention
    event: str
    mode: str
    reciprocal: bool
    planned: bool
    possible: bool
    negated: bool
    start: int
    end: int
    clause: int
    rank: int
    explicit: bool
    purpose: bool


@dataclass(slots=True)
class _Group:
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
class _Node:
    """A predicate in its place: its verb group, and the predicate that it governs."""

    predicate: Predicate
    group: _Group
    clause: int
    others: Sequence[Predicate] = ()
    inner: _Node | None = None
    outer: _Node | None = field(default=None, repr=False)


def claims(s: Sentence) -> list[Claim]:
    """Return what the sentence states, best first: at most one claim a pair of actors and direction.

    Examples
    --------
    >>> from netlib.extraction.clauses import analyse
    >>> claims(analyse(["It", "rained", "."], [], 0))
    []
    """
    predicates = lexicon().find(s.low, s.verbal, s.barrier, [number >= 0 for number in s.at])
    if not predicates:
        return []
    nodes = _nodes(s, predicates)
    found: list[Claim] = []
    for node in nodes:
        if node.outer is not None:
            continue
        made: list[Claim] = []
        for predicate in (node.predicate, *node.others):
            if predicate.rule.frame == "idiom":
                break
            node.predicate = predicate
            made = list(_claims_of(s, node))
            if made:
                break
        found.extend(made)
    return _select(found)


def _nodes(s: Sentence, predicates: Sequence[Sequence[Predicate]]) -> list[_Node]:
    """Put predicates in order, drop those inside another or inside a name, and link what governs what."""
    nodes: list[_Node] = []
    covered = -1
    for p, *others in predicates:
        if p.head < covered:
            continue
        if not p.verbal and p.rule.frame in ("noun", "mutual-noun") and p.end < len(s.low) and s.at[p.end] < 0:
            following = s.low[p.end]
            if (
                s.cat[p.end] == syntax.OTHER
                and following.isalpha()
                and not s.verbal[p.end]
                and following not in _HEADED
            ):
                continue
        group = _group(s, p.head, p.end, p.forms) if p.forms else _Group(start=p.start)
        if p.passive:
            group.passive = True
        nodes.append(_Node(p, group, s.clause[p.head], [other for other in others if other.passive == p.passive]))
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


def _governs(s: Sentence, outer: _Node, inner: _Node) -> bool:
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
        light = syntax.word_lists().light
        return all(not s.verbal[j] or s.at[j] >= 0 or s.low[j] in light for j in between)
    if inner.group.infinitive:
        return True
    return bool(b.forms & GERUND) or not b.forms & PAST


def _group(s: Sentence, head: int, end: int, forms: int) -> _Group:
    """Read the auxiliaries, negation and "to" before a verb."""
    group = _Group(start=head)
    j = head - 1
    while j >= 0 and s.at[j] < 0:
        cat = s.cat[j]
        if cat == syntax.NEG:
            group.negated = True
        elif cat == syntax.FUTURE:
            group.future = True
            group.bare = False
        elif cat == syntax.POSSIBLE:
            group.possible = group.possible or s.low[j] != "can"
            group.bare = False
        elif cat == syntax.OBLIGATION:
            group.obligation = True
            group.bare = False
        elif cat == syntax.BE:
            group.passive = group.passive or bool(forms & PARTICIPLE and group.bare)
            group.bare = False
        elif cat in (syntax.HAVE, syntax.DO):
            group.bare = False
        elif s.low[j] == "to":
            group.infinitive = True
            group.start = j
            if j and s.cat[j - 1] == syntax.BE and s.at[j - 1] < 0:
                group.future, group.infinitive = True, False
                j -= 1
                continue
            if j and s.cat[j - 1] == syntax.NEG:
                group.negated = True
            break
        elif cat not in (syntax.ADVERB, syntax.SPACE) and s.low[j] not in ("-", "re") and s.low[j][-2:] != "ly":
            break
        group.start = j
        j -= 1
    before = j if j >= 0 else head
    if group.bare and forms & PARTICIPLE and not group.infinitive:
        for after in range(end, min(end + 5, len(s.low))):
            if s.at[after] < 0 and (s.verbal[after] or s.cat[after] == syntax.COMMA):
                break
            if s.low[after] == "by":
                group.passive = group.reduced = True
                break
    if group.bare and forms == GERUND and before < head and s.clauses[s.clause[head]].kind != "part":
        group.reduced = s.at[before] >= 0 or s.cat[before] == syntax.OTHER
    if group.bare and forms == BASE and s.cat[before] == syntax.CONJ and s.at[before] < 0:
        group.infinitive = True
    return group


def _claims_of(s: Sentence, node: _Node) -> Iterable[Claim]:
    """Yield the claims of a governing predicate and all that it governs."""
    rule = node.predicate.rule
    innermost = node
    while innermost.inner is not None:
        innermost = innermost.inner
    sources, targets, mutual = _sides(s, node)
    if innermost is not node and (not targets or not sources):
        inner_sources, inner_targets, inner_mutual = _sides(s, innermost)
        if not targets and inner_targets:
            targets, mutual = [t for t in inner_targets if t not in sources], inner_mutual
        mutual = mutual or inner_mutual
        sources = sources or inner_sources
    event, mode, planned = _type(node)
    group = node.group
    if rule.frame == "obligation" and node.inner is not None and not _sides(s, node)[0]:
        event, mode, _ = _type(node.inner)  # nobody says that they must: the writer does
        event, mode, planned = ("AGREE", "", True) if quad(event) <= 2 else (event, mode, True)
    if group.obligation and not node.outer and rule.frame != "obligation":
        planned = True
        event, mode = ("AGREE", "") if quad(event) <= 2 else (event, mode)
    rank = _rank(s, node)
    purpose = group.infinitive and _after_plan(s, group.start)
    made = 0
    pairs: list[tuple[int, int]] = []
    even = mutual and not targets  # "A and B met"; in "A met B" the text makes A the one who acts
    if mutual and not targets:
        pairs = [(a, b) for i, a in enumerate(sources) for b in sources[i + 1 :]]
        if len(sources) == 1 and s.mentions[sources[0]].members:
            pairs = [(sources[0], sources[0])]
    else:
        pairs = [(a, b) for a in sources for b in targets]
    for a, b in pairs:
        for source, target in _actors(s.mentions[a], _placed(s, b)):
            if made >= _MAX_SIDE * _MAX_SIDE:
                return
            made += 1
            yield Claim(
                rule=rule,
                source=source,
                target=target,
                event=event,
                mode=mode,
                reciprocal=even,
                planned=planned,
                possible=group.possible or innermost.group.possible or (purpose and _hedged(s, node)),
                negated=_denied(node),
                start=node.predicate.start,
                end=node.predicate.end,
                clause=node.clause,
                rank=rank,
                explicit=all(s.clause[s.first[k]] == node.clause for k in (a, b)),
                purpose=purpose,
            )


def _after_plan(s: Sentence, to: int) -> bool:
    """Whether "to" at a token says what a plan is for: "a strategy to contain Russia"."""
    return to > 0 and s.at[to - 1] < 0 and s.low[to - 1] in _PLANS


def _hedged(s: Sentence, node: _Node) -> bool:
    """Whether "may" governs the noun that a purpose hangs on: "may reflect a strategy to"."""
    return any(
        s.cat[j] == syntax.POSSIBLE and s.at[j] < 0 and s.clause[j] == node.clause for j in range(node.group.start)
    )


def _placed(s: Sentence, number: int) -> Mention:
    """Give a target without a country, such as a group of several, that of the place where the text puts it.

    "Islamic State in Syria" stays the group; the country it is counted under is Syria.
    """
    mention = s.mentions[number]
    following = number + 1
    if mention.actor.country is not None or mention.actor.kind != "group" or following >= len(s.mentions):
        return mention
    place = s.mentions[following]
    if s.clause[s.first[following]] != s.clause[s.first[number]] or place.actor.kind != "country":
        return mention
    if not s.governors[following] or s.governors[following][-1] not in ("in", "inside", "near", "at"):
        return mention
    return replace(mention, actor=replace(mention.actor, country=place.actor.country))


def _actors(source: Mention, target: Mention) -> Iterable[tuple[Mention, Mention]]:
    """Yield the two sides of one pair of mentions; a pair such as "the two leaders" meets itself."""
    if source is target:
        for i in range(len(source.members)):
            for j in range(i + 1, len(source.members)):
                yield _as(source, i), _as(source, j)
        return
    left = [_as(source, i) for i in range(len(source.members))] or [source]
    right = [_as(target, i) for i in range(len(target.members))] or [target]
    for a in left:
        for b in right:
            if not _same(a, b):
                yield a, b


def _as(mention: Mention, member: int) -> Mention:
    """Return a mention of several actors as a mention of one of them."""
    return Mention(
        mention.start,
        mention.end,
        mention.token_start,
        mention.token_end,
        mention.members[member],
        mention.kind,
    )


def _same(a: Mention, b: Mention) -> bool:
    return a.actor.actor_id == b.actor.actor_id


def _type(node: _Node) -> tuple[str, str, bool]:
    """Return event, mode and whether it is only planned, of a predicate and what it governs."""
    rule = node.predicate.rule
    event, mode, planned = rule.event, rule.mode, False
    group = node.group
    inner = node.inner
    if inner is not None:
        inner_event, inner_mode, _ = _type(inner)
        kind = quad(inner_event) if inner_event else 1
        if rule.scope == "promise":
            if kind <= 2:
                event, mode, planned = "AGREE", "", True
            elif inner_event == "REJECT":
                event, mode = "REJECT", inner_mode
            elif kind == 4 or inner_event == "THREATEN":
                event, mode, planned = "THREATEN", _threat(inner_event), True
            else:
                event, mode, planned = inner_event, inner_mode, True
        elif rule.scope == "decide":
            event, mode, planned = inner_event, inner_mode, True
        elif rule.scope == "refuse":
            event, mode = "REJECT", _refusal(inner_event)
        elif rule.scope == "fail":
            event, mode = ("REJECT", "") if kind <= 2 else ("CONCEDE", "")
        elif rule.scope == "threaten":
            event, mode = "THREATEN", _threat(inner_event)
        elif rule.scope == "demand" and rule.event == "REQUEST":
            mode = _demand(inner_event)
    if rule.scope == "promise" and event == "AGREE":
        planned = True
    coop = quad(event) <= 2
    if group.negated:
        if group.future or group.possible or group.obligation or rule.scope in ("promise", "allow"):
            event, mode, planned = ("REJECT", _refusal(event), False) if coop else (event, mode, True)
        elif event in ("SUPPORT", "AGREE", "CONCEDE") and not group.infinitive:
            event, mode = "REJECT", ""
    elif group.future and not planned:
        planned = True
        if coop:
            event, mode = "AGREE", ""
        elif quad(event) == 4:
            event, mode = "THREATEN", _threat(event)
    return event, mode, planned


def _denied(node: _Node) -> bool:
    """Whether the sentence says that it did not happen."""
    group = node.group
    if not group.negated or group.future or group.possible or group.obligation:
        return False
    event = node.predicate.rule.event
    return event not in ("SUPPORT", "AGREE", "CONCEDE", "REJECT") and node.predicate.rule.scope not in (
        "promise",
        "allow",
    )


_REFUSALS = {
    "CONSULT": "meet",
    "AID": "assist",
    "SUPPORT": "assist",
    "COOPERATE": "assist",
    "CONCEDE": "yield",
    "RETREAT": "yield",
}
_THREATS = {"ASSAULT": "violence", "SANCTION": "relations", "COERCE": "restrict", "MOBILIZE": "violence"}
_DEMANDS = {"CONSULT": "meet", "AID": "assist", "CONCEDE": "yield", "RETREAT": "yield"}


def _refusal(event: str) -> str:
    return _REFUSALS.get(event, "")


def _threat(event: str) -> str:
    return _THREATS.get(event, "")


def _demand(event: str) -> str:
    return _DEMANDS.get(event, "")


def _rank(s: Sentence, node: _Node) -> int:
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


def _sides(s: Sentence, node: _Node) -> tuple[list[int], list[int], bool]:
    """Return source mentions, target mentions and whether the predicate is mutual."""
    p = node.predicate
    frame = p.rule.frame
    slots: Sequence[str] = p.rule.target or _GENERIC
    if frame in ("noun", "mutual-noun"):
        return _nominal_sides(s, node, slots)
    if frame == "presence":
        sources = _list(s, _right(s, node, ("of",), []))
        return sources, _right(s, node, slots, sources), False
    if frame == "reverse":
        targets = _subject(s, node.clause, node.group.start)
        return _list(s, _right(s, node, slots, targets)), targets, False
    if frame == "agentive":
        sources = _subject(s, node.clause, node.group.start) or _inside(s, p)
        return sources, _list(s, _right(s, node, slots, sources)), False
    if frame == "obligation":
        clause = s.clauses[node.clause]
        if clause.kind != "comp" or clause.report < 0:
            return [], [], False
        return _subject(s, clause.parent, clause.report), _subject(s, node.clause, p.head), False
    if node.group.passive and frame == "verb":
        sources = _list(s, _right(s, node, ("by",), []))
        targets = []
        if slots[0] != "obj" or p.passive:
            targets = _list(s, _right(s, node, [slot for slot in slots if slot != "obj"], sources))
        targets = targets or _subject(s, node.clause, node.group.start)
        if not sources and p.passive:
            sources = _premodifiers(s, p.start, node.clause)
        if not targets:
            targets = _list(s, _right(s, node, [slot for slot in slots if slot not in ("obj", "by")], sources))
        if not sources and p.rule.mode in _HOSTED:
            sources = _right(s, node, ("from", "in"), targets)
        return sources, [t for t in targets if t not in sources], False
    sources = _subject(s, node.clause, node.group.start)
    if node.group.passive and frame == "mutual":
        agents = _list(s, _right(s, node, ("by",), []))
        between = _list(s, _right(s, node, ("between", "among"), []))
        return agents or between, [], True
    if frame == "mutual":
        if len(sources) > 1 or (sources and s.mentions[sources[0]].members):
            slots = [slot for slot in slots if slot not in _LOCATION]
        between = _list(s, _right(s, node, ("between", "among"), []))
        if len(between) > 1:
            return between, [], True
    targets = [_located(s, target) for target in _list(s, _right(s, node, slots, sources))]
    return sources, targets, frame == "mutual"


def _nominal_sides(s: Sentence, node: _Node, slots: Sequence[str]) -> tuple[list[int], list[int], bool]:
    p = node.predicate
    mutual = p.rule.frame == "mutual-noun"
    modifiers = _premodifiers(s, p.start, node.clause)
    between = _list(s, _right(s, node, ("between", "among"), []))
    if len(between) > 1 and (mutual or "between" not in slots):
        return between, [], mutual
    agents = _list(s, _right(s, node, ("by",), []))
    if agents and any(s.at[j] < 0 and s.cat[j] in syntax.AUXILIARIES for j in range(p.end, s.first[agents[0]])):
        agents = []
    if mutual and len(modifiers) > 1:
        return modifiers, [], True
    sources = agents or modifiers[:1]
    if not sources and not node.outer:
        verb = _verb_before(s, node)
        sources = _subject(s, node.clause, verb) if verb >= 0 else []
    if mutual and (len(sources) > 1 or (sources and s.mentions[sources[0]].members)):
        slots = [slot for slot in slots if slot not in _LOCATION]
    targets = _list(s, _right(s, node, slots, sources))
    if agents and not targets and modifiers:
        targets = modifiers
    if not targets and sources and "topic" in slots:
        targets = _topic(s, p.start, sources[0])
    if not targets and not mutual and modifiers and not agents and "obj" in slots:
        verb = _verb_before(s, node)
        subject = _subject(s, node.clause, verb) if verb >= 0 else []
        if subject and subject[0] not in modifiers:
            return subject, modifiers, False
    return sources, targets, mutual


def _topic(s: Sentence, before: int, source: int) -> list[int]:
    """Return what the sentence has said it is about: "the conversation on Iran's programme"."""
    for k in range(len(s.mentions)):
        if (
            s.last[k] <= before
            and s.governors[k][-1:] in (("on",), ("about",))
            and not _same(s.mentions[k], s.mentions[source])
        ):
            return [k]
    return []


def _verb_before(s: Sentence, node: _Node) -> int:
    """Return the first verb of the clause before the noun, so that the clause's subject does it; -1 for none.

    The verb next to the noun must be one that only carries it ("held talks", "is in talks", "announced a ban"): what
    "avoided talks" or "left the pact" says of the noun is not what the noun says.
    """
    first = last = -1
    for j in range(node.predicate.start):
        if s.clause[j] == node.clause and s.at[j] < 0 and (s.verbal[j] or s.cat[j] in syntax.AUXILIARIES):
            first = j if first < 0 else first
            last = j
    if last < 0 or (s.cat[last] not in syntax.AUXILIARIES and s.low[last] not in syntax.word_lists().light):
        return -1
    return first


def _premodifiers(s: Sentence, start: int, clause: int) -> list[int]:
    """Return the mentions before a noun within its noun phrase: "Turkey's N", "Israeli military N", "U.S.-China N"."""
    found: list[int] = []
    j = start - 1
    reach = 0
    while j >= 0 and s.clause[j] == clause and reach < 6:
        number = s.at[j]
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
            if s.mentions[number].possessive and False:
                break
            continue
        cat = s.cat[j]
        if cat == syntax.POSS or s.low[j] == "-" or s.low[j] in ("–", "led", "backed"):
            j -= 1
            continue
        if found:
            if cat in (syntax.CONJ, syntax.COMMA) and j and s.at[j - 1] >= 0:
                j -= 1
                continue
            break
        if cat not in (syntax.OTHER, syntax.ADVERB) or s.verbal[j] & ~PARTICIPLE & ~PAST:
            break
        reach += 1
        j -= 1
    return found


def _inside(s: Sentence, p: Predicate) -> list[int]:
    return [k for k in range(len(s.mentions)) if s.first[k] <= p.start < s.last[k]]


def _list(s: Sentence, numbers: list[int]) -> list[int]:
    """Return a mention and those coordinated with it: "Britain, France and Italy"."""
    if not numbers:
        return numbers
    found = numbers[:1]
    here = found[0]
    while here + 1 < len(s.mentions) and len(found) < _MAX_SIDE:
        following = here + 1
        if s.low[s.last[here] : s.first[following]] == ["of"] and s.inner[following]:
            here = following  # "Buhari of Nigeria and Talon of Benin"
            continue
        gap = range(s.last[here], s.first[following])
        if s.clause[s.first[following]] != s.clause[s.first[here]] or not gap:
            break
        if not all(s.cat[j] in (syntax.COMMA, syntax.CONJ, syntax.DET) or s.low[j] in ("as", "well") for j in gap):
            break
        if not any(s.cat[j] in (syntax.COMMA, syntax.CONJ) for j in gap):
            break
        found.append(following)
        here = following
    return found


def _right(s: Sentence, node: _Node, slots: Sequence[str], exclude: Sequence[int]) -> list[int]:
    """Return the first mention after a predicate that stands in one of the slots, the best slot first."""
    p = node.predicate
    allowed = {node.clause}
    if p.rule.scope:
        for number, clause in enumerate(s.clauses):
            if clause.kind == "comp" and clause.parent == node.clause and clause.start >= p.head:
                allowed.add(number)
    candidates = []
    for k in range(len(s.mentions)):
        if s.first[k] <= p.head or s.clause[s.first[k]] not in allowed or s.mentions[k].kind == "dateline":
            continue
        if any(_same(s.mentions[k], s.mentions[x]) for x in exclude):
            continue
        first = s.mentions[exclude[0]] if exclude else None
        if (
            first
            and first.actor.kind != "group"
            and _country(s.mentions[k])
            and _country(s.mentions[k]) == _country(first)
        ) and ((s.mentions[k].actor.kind == "country" and s.mentions[k].kind != "role") or s.mentions[k].possessive):
            continue
        if not p.verbal and any(
            s.cat[j] == syntax.COMMA and s.low[j + 1] == "with" for j in range(p.end, s.first[k]) if s.at[j] < 0
        ):
            break
        candidates.append(k)
    candidates.sort(key=lambda k: s.low[s.last[k] : s.last[k] + 2] == ["-", "backed"])
    for depth in (1, 2):
        for slot in slots:
            for k in candidates:
                chain = s.governors[k]
                if slot == "of":
                    if s.inner[k] and not chain:
                        return [k]
                elif slot == "obj":
                    if not chain:
                        return [k]
                elif len(chain) >= depth and chain[-depth] == slot:
                    return [k]
    return []


def _located(s: Sentence, number: int) -> int:
    """Return the mention of the place for that of a mission that works there: "the UN force in Mali" is Mali."""
    following = number + 1
    if s.mentions[number].actor.kind != "organisation" or following >= len(s.mentions):
        return number
    gap = s.low[s.last[number] : s.first[following]]
    if (
        1 <= len(gap) <= 8
        and "in" in gap[-2:]
        and any(w in _MISSION for w in (*s.low[s.first[number] : s.last[number]], *gap))
    ):
        return following
    return number


def _country(mention: Mention) -> str | None:
    return mention.actor.country


def _after_verb(s: Sentence, clause: int, before: int) -> int:
    """Return the index after the finite verb before the one at `before` in a clause: the subject stands after it."""
    if before >= len(s.low):
        return 0
    if s.cat[before] not in syntax.AUXILIARIES and not s.verbal[before] & (PAST | THIRD):
        # a form without a subject of its own has that of the finite verb before it
        while before > 0 and not (
            s.clause[before] == clause and s.at[before] < 0 and s.cat[before] in syntax.AUXILIARIES
        ):
            before -= 1
            if s.clause[before] == clause and s.at[before] < 0 and s.verbal[before] & (PAST | THIRD):
                break
    for j in range(before - 1, -1, -1):
        if s.clause[j] != clause or s.at[j] >= 0:
            continue
        if s.verbal[j] & (PAST | THIRD) and not s.verbal[j] & PARTICIPLE:
            break
        if s.verbal[j] & PAST and j and s.at[j - 1] >= 0:
            break
        if s.cat[j] in (syntax.CONJ, syntax.COMMA):
            return 0
    else:
        return 0
    between = range(j + 1, before)
    if any(s.at[k] < 0 and s.cat[k] == syntax.OTHER and s.low[k].isalpha() and not s.verbal[k] for k in between) or any(
        s.at[k] >= 0 for k in between
    ):
        return j + 1
    return 0


def _subject(s: Sentence, clause: int, before: int, depth: int = 0) -> list[int]:
    """Return the mentions that are the subject of the verb at `before`, inherited where the clause has none."""
    best: list[int] = []
    best_score = 99
    begin = _after_verb(s, clause, before)
    for k in range(len(s.mentions)):
        if (
            s.clause[s.first[k]] != clause
            or s.last[k] > before
            or s.mentions[k].kind == "dateline"
            or s.first[k] < begin
        ):
            continue
        governor = s.governors[k][-1] if s.governors[k] else ""
        score = 0 if not governor else 4
        if governor in ("from", "by"):
            score = 2
        if s.inner[k]:
            score += 1
        if s.mentions[k].kind == "adjective":
            score += 1
        if score < best_score:
            best, best_score = [k], score
    if best:
        return _list(s, best)
    if depth > 6 or begin:
        return []
    c = s.clauses[clause]
    own = any(
        s.cat[j] == syntax.OTHER and s.low[j].isalpha() and not s.verbal[j]
        for j in range(c.start, before)
        if s.clause[j] == clause
    )
    if c.kind == "rel":
        if c.antecedent < 0 or own:
            return []
        gap = range(s.last[c.antecedent], c.start)
        return [c.antecedent] if all(s.cat[j] in (syntax.COMMA, syntax.POSS, syntax.SPACE) for j in gap) else []
    if own and c.kind in ("coord", "comp", "sub", "main"):
        return []
    if c.kind == "comp":
        return _subject(s, c.parent, c.report if c.report >= 0 else c.start, depth + 1) if c.parent >= 0 else []
    if c.kind in ("coord", "part", "sub") and c.parent >= 0:
        parent = s.clauses[c.parent]
        found = _subject(s, c.parent, c.start, depth + 1)
        if not found and parent.start >= 0 and c.initial:
            following = [n for n, other in enumerate(s.clauses) if other.kind == "main" and other.start > c.start]
            if following:
                return _subject(s, following[0], len(s.low), depth + 1)
        return found
    if c.kind in ("part", "sub") and c.initial:
        following = [n for n, other in enumerate(s.clauses) if other.kind == "main" and other.start > c.start]
        if following:
            return _subject(s, following[0], len(s.low), depth + 1)
    return []


def _select(found: list[Claim]) -> list[Claim]:
    """Keep the main statement of each clause; a background clause counts where it names two other sides itself."""
    kept: list[Claim] = []
    seen: set[frozenset[str]] = set()
    seen_countries: set[frozenset[str | None]] = set()
    chosen: dict[int, int] = {}
    best = min((claim.rank for claim in found), default=0)
    for claim in sorted(found, key=lambda c: (c.rank, c.start)):
        source, target = claim.source.actor, claim.target.actor
        pair = frozenset((source.actor_id, target.actor_id))
        countries = frozenset((source.country, target.country))
        second = chosen.setdefault(claim.clause, claim.start) != claim.start
        if pair in seen or (second and (not claim.purpose or not claim.explicit or countries in seen_countries)):
            continue
        if claim.rank > best:
            between = claim.reciprocal and source.kind != "country" and target.kind != "country"
            if not claim.explicit or (countries in seen_countries and not between):
                continue
        kept.append(claim)
        seen.add(pair)
        seen_countries.add(countries)
    return kept
