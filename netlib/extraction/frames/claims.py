"""Who did what to whom in one sentence: predicates get source, target and, where another governs them, their type."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from netlib.actors import Actor
from netlib.extraction.frames import shape
from netlib.extraction.frames.active import is_intended
from netlib.extraction.frames.lists import MAX_SIDE
from netlib.extraction.frames.modality import event_of, is_denied
from netlib.extraction.frames.nodes import Node, group_of, nodes_of, rank_of
from netlib.extraction.frames.parties import pairs, parties
from netlib.extraction.frames.shape import Sentence
from netlib.extraction.frames.sides import sides
from netlib.extraction.frames.supplied import speaker
from netlib.extraction.mentions import Mention
from netlib.extraction.predicates import DESCRIBED, NAMED, Rule, lexicon
from netlib.extraction.words import phrase_words
from netlib.ontology import CONFLICT_QUADS, COOPERATIVE_QUADS, MATERIAL_CONFLICT, quad

__all__ = ["Claim", "claims"]

_HYPOTHETICAL = frozenset({"if", "unless", "until", "till", "lest"})
_ANSWERS = frozenset({"REJECT", "THREATEN", "ACCUSE"})
"""What may be said without saying to whom, in answer to somebody."""
_TAKEN_UP = frozenset({"it", "this", "that", "them", "these", "on", "outright", "flatly"})
"""What stands for that which is answered: "denied this"."""
_BILLS = phrase_words("bill")
_PRIVATE = phrase_words("private-people")
_PLANS = phrase_words("plan")


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


def claims(s: Sentence, *, answered: Actor | None = None) -> list[Claim]:
    """Return what the sentence states, best first: at most one claim a pair of actors and direction.

    Parameters
    ----------
    s : Sentence
        A sentence as `analyse` reads it.
    answered : Actor, optional
        Whom a refusal answers where it does not say: "Iran accused Iraq. Baghdad *denied* it."

    Examples
    --------
    >>> from netlib.extraction.frames.clauses import analyse
    >>> claims(analyse(["It", "rained", "."], [], 0))
    []
    """
    predicates = lexicon().find(s.low, s.verbal, s.barrier, _named(s))
    if not predicates:
        return []
    nodes = nodes_of(s, predicates)
    found: list[Claim] = []
    for node in nodes:
        if node.outer is not None or _is_hypothetical(s, node.clause):
            continue
        found.extend(_claims_at(s, node))
    if not found:
        found = [claim for node in nodes for claim in _accusations(s, node)]
    if not found and answered is not None:
        found = list(_answers(s, nodes, lambda _: answered))
    elif found:
        made = found
        found = [*made, *_answers(s, nodes, lambda reply: _answered_here(made, reply))]
    return _select([claim for claim in found if not _is_means(s, claim, found)])


def _is_means(s: Sentence, claim: Claim, found: Sequence[Claim]) -> bool:
    """Whether a claim only tells how a hostile deed was done: "*sent jets* to bomb a reactor in Syria" is no aid."""
    return claim.event == "AID" and any(
        quad(deed.event) == MATERIAL_CONFLICT
        and deed.clause == claim.clause
        and deed.start > claim.start
        and s.low[deed.start - 1] == "to"
        and (deed.source, deed.target) == (claim.source, claim.target)
        for deed in found
    )


def _named(s: Sentence) -> list[int]:
    """Return for each token whether it belongs to a name, or is the noun of a description: "Iranian *drones*"."""
    named = [NAMED if number >= 0 else 0 for number in s.at]
    for k, mention in enumerate(s.mentions):
        if mention.kind in ("role", "body") and s.last[k] - s.first[k] > 1 and mention.actor.kind != "person":
            named[s.last[k] - 1] = DESCRIBED
    return named


def _claims_at(s: Sentence, node: Node) -> list[Claim]:
    """Return the claims of the most specific predicate of a place that makes any; none where it is an idiom."""
    best, group = node.predicate, node.group
    for predicate in (best, *node.others):
        if best.rule.event == "THREATEN" and predicate.rule.quad in COOPERATIVE_QUADS:
            continue  # "promised revenge" is no promise, whoever it is meant for
        node.predicate = predicate
        node.group = group if predicate.passive == best.passive else group_of(s, predicate)
        made = list(_claims_of(s, node)) if predicate.rule.frame != "idiom" else []
        if made or predicate.rule.frame == "idiom":
            return made
    node.predicate, node.group = best, group
    return []


def _is_hypothetical(s: Sentence, clause: int) -> bool:
    """Whether a clause only says what would have to happen: "if Turkey invades", "until Turkey ends"."""
    while clause >= 0:
        here = s.clauses[clause]
        if here.kind == "sub" and s.low[here.start] in _HYPOTHETICAL:
            return True
        clause = here.parent
    return False


def _claims_of(s: Sentence, node: Node) -> Iterable[Claim]:
    """Yield the claims of a governing predicate and all that it governs."""
    p, group = node.predicate, node.group
    rule = p.rule
    innermost = node
    while innermost.inner is not None and innermost.predicate.rule.scope:
        innermost = innermost.inner
    own = sides(s, node)
    if innermost.predicate.rule.frame == "idiom":
        if innermost.outer is None or any(s.first[t] > innermost.predicate.start for t in own[1]):
            return
        innermost.outer.inner, innermost = None, innermost.outer  # "pledged to step up efforts with B to fight crime"
    sources, targets, mutual = parties(s, node, innermost, own)
    event, mode, planned = _type_of(s, node, spoken=bool(own[0]))
    if not event:
        return  # "declined to criticise Iran"
    if rule.scope == "promise" and innermost is node and any(s.clause[s.first[t]] != node.clause for t in targets):
        return  # "agreed that India was wrong"
    if mutual and not targets and rule.scope == "promise" and quad(event) in CONFLICT_QUADS:
        return  # "A and B agreed to strike": not at each other
    purpose = group.infinitive and _after_plan(s, group.start)
    if is_intended(s, node):
        (event, mode), planned = _ahead(event, mode), True
    private = mode == "visit" or rule.frame == "obligation"  # an actor's tour, a doctor's advice
    made = 0
    for a, b, source, target in pairs(s, sources, targets, mutual=mutual):
        if _is_itself(source, target, event) or (private and _is_private(source)):
            continue
        if event == "ASSAULT" and rule.target == ("into",) and source.actor.kind == "person":
            continue  # a president who crosses into Russia is a visitor
        if made >= MAX_SIDE * MAX_SIDE:
            return
        made += 1
        crowd = event == "ACCUSE" and source.actor.kind == "group" and s.low[p.head].startswith("protest")
        yield Claim(
            rule=rule,
            source=source,
            target=target,
            event="PROTEST" if crowd else event,  # a government protests by a note, people in the street
            mode="demo" if crowd else mode,
            reciprocal=mutual and not targets,  # "A and B met"; in "A met B" the text makes A the one who acts
            planned=planned,
            possible=group.possible or innermost.group.possible or (purpose and _hedged(s, node)),
            negated=is_denied(node),
            start=p.start,
            end=p.end,
            clause=node.clause,
            rank=rank_of(s, node),
            explicit=rule.frame == "obligation" or _is_explicit(s, node, a, b),
            purpose=purpose,
        )


def _type_of(s: Sentence, node: Node, *, spoken: bool) -> tuple[str, str, bool]:
    """Return event, mode and whether it is only planned; `spoken` tells whether somebody says an obligation."""
    group, frame = node.group, node.predicate.rule.frame
    event, mode, planned = event_of(node)
    if frame == "obligation" and node.inner is not None and not spoken:
        return *_ahead(*event_of(node.inner)[:2]), True  # nobody says that they must: the writer does
    if not event:
        return event, mode, planned
    owed = group.obligation and not node.outer and frame != "obligation"
    before = group.start - 1
    on_paper = group.infinitive and before >= 0 and s.at[before] < 0 and s.low[before] in _BILLS
    if owed or on_paper:  # "must send guards", "passed a bill to send guards"
        return *_ahead(event, mode), True
    return event, mode, planned


def _answers(s: Sentence, nodes: Iterable[Node], answered: Callable[[Claim], Actor | None]) -> Iterable[Claim]:
    """Yield the refusals, threats or complaints that a sentence utters without saying to whom."""
    for node in nodes:
        p = node.predicate
        if p.rule.event not in _ANSWERS or not p.verbal or node.outer or _is_hypothetical(s, node.clause):
            continue
        sources, targets, _ = sides(s, node)
        event, mode, planned = event_of(node)
        if event not in _ANSWERS or targets or len(sources) != 1 or node.group.negated or not _is_bare(s, node):
            continue
        by = s.mentions[sources[0]]
        reply = _aimed(s, node, by, by, event, mode, planned=planned)
        whom = answered(reply)
        if whom is not None:
            yield replace(reply, target=Mention(-1, -1, -1, -1, whom, "pronoun"))


def _answered_here(made: Iterable[Claim], reply: Claim) -> Actor | None:
    """Return whom a reply answers in its own sentence: "*Iran* sent Iraq a list, but Baghdad dismissed it"."""
    ours = reply.source.actor.country
    for claim in made:
        theirs = claim.source.actor
        earlier = claim.end <= reply.start and claim.clause != reply.clause
        if earlier and claim.target.actor.country == ours and ours not in (None, theirs.country):
            return theirs if reply.event == "REJECT" else None
    return None


def _is_bare(s: Sentence, node: Node) -> bool:
    """Whether nothing that is meant by it follows a predicate: "denied *it*", "refused *to release him*"."""
    p = node.predicate
    j = p.end
    to_do = s.low[j - 1] == "to" or (s.low[j : j + 1] == ["to"] and j == p.head + 1)  # not "rejected plans to build"
    if p.rule.scope in ("refuse", "threaten") and p.verbal and to_do:
        return True
    while j < len(s.low) and s.at[j] < 0 and (s.low[j] in _TAKEN_UP or s.cat[j] in (shape.ADVERB, shape.TIME)):
        j += 1
    ends = (shape.COMMA, shape.STOP, shape.SUBORD, shape.CONJ)
    return j >= len(s.low) or (s.at[j] < 0 and (s.cat[j] in ends or s.low[j] in (".", "as")))


def _accusations(s: Sentence, node: Node) -> list[Claim]:
    """Return what "Kyiv said that *Russia shelled* a school" tells of the two, though nobody is named whom it hit."""
    p = node.predicate
    if p.rule.event not in ("ASSAULT", "MOBILIZE") or p.rule.frame == "idiom" or _is_hypothetical(s, node.clause):
        return []
    event, _, planned = event_of(node)
    if node.outer is not None or event != p.rule.event or planned or node.group.negated or node.group.passive:
        return []
    by, (accused, targets, _) = speaker(s, node.clause), sides(s, node)
    if (
        not p.verbal
        or not by
        or len(accused) != 1
        or targets
        or _is_itself(s.mentions[by[0]], s.mentions[accused[0]], "ACCUSE")
    ):
        return []
    one, other = s.mentions[by[0]], s.mentions[accused[0]]
    countries = {one.actor.country, other.actor.country}
    if len(countries) < 2 or None in countries or one.actor.kind == "person":
        return []
    return [_aimed(s, node, one, other, "ACCUSE", "allege")]


def _aimed(
    s: Sentence, node: Node, source: Mention, target: Mention, event: str, mode: str, *, planned: bool = False
) -> Claim:
    """Return the claim of a predicate whose sides do not stand in its own slots."""
    p = node.predicate
    return Claim(
        rule=p.rule,
        source=source,
        target=target,
        event=event,
        mode=mode,
        reciprocal=False,
        planned=planned,
        possible=node.group.possible,
        negated=False,
        start=p.start,
        end=p.end,
        clause=node.clause,
        rank=rank_of(s, node),
        explicit=True,
        purpose=False,
    )


def _ahead(event: str, mode: str) -> tuple[str, str]:
    """Return what an act is while it is still to come: cooperation is agreed to, conflict stays what it would be."""
    return ("AGREE", "") if event and quad(event) in COOPERATIVE_QUADS else (event, mode)


def _is_itself(source: Mention, target: Mention, event: str) -> bool:
    """Whether a country and its own institution are the two sides, or its own person unless they are in conflict."""
    kinds = {source.actor.kind, target.actor.kind}
    if source.actor.country is None or source.actor.country != target.actor.country or "country" not in kinds:
        return False
    return kinds <= {"country", "organisation"} or (quad(event) in COOPERATIVE_QUADS and kinds == {"country", "person"})


def _is_private(mention: Mention) -> bool:
    """Whether a mention describes people by their trade, who travel and speak for themselves."""
    return mention.kind == "role" and mention.actor.actor_id.rpartition(":")[2] in _PRIVATE


def _is_explicit(s: Sentence, node: Node, source: int, target: int) -> bool:
    """Whether a clause names both sides itself, or goes on with its parent's subject: "blamed A, sending aid to B"."""
    clause = node.clause
    within = s.clauses[s.clause[s.first[target]]].start == node.predicate.end  # "sanctions that it had imposed on Mali"
    home = {clause, s.clauses[clause].parent} if s.clauses[clause].kind == "part" else {clause}
    return (s.clause[s.first[target]] == clause or within) and s.clause[s.first[source]] in home


def _after_plan(s: Sentence, to: int) -> bool:
    """Whether "to" at a token says what a plan is for: "a strategy to contain Russia"."""
    return to > 0 and s.at[to - 1] < 0 and s.low[to - 1] in _PLANS


def _hedged(s: Sentence, node: Node) -> bool:
    """Whether "may" governs the noun that a purpose hangs on: "may reflect a strategy to"."""
    return any(
        s.cat[j] == shape.POSSIBLE and s.at[j] < 0 and s.clause[j] == node.clause for j in range(node.group.start)
    )


def _select(found: list[Claim]) -> list[Claim]:
    """Keep the main statement of each clause; a background clause counts where it names two other sides itself."""
    kept: list[Claim] = []
    seen: set[tuple[str, str]] = set()
    seen_countries: set[tuple[str | None, str | None]] = set()
    chosen: dict[int, Claim] = {}
    best = min((claim.rank for claim in found), default=0)
    for claim in sorted(found, key=lambda c: (c.rank, c.start)):
        source, target = claim.source.actor, claim.target.actor
        pair = (source.actor_id, target.actor_id)
        countries = (source.country, target.country)
        first = chosen.setdefault(claim.clause, claim)
        second = first.start != claim.start
        only_offered = first.planned and first.rule.scope == "promise"
        # "Egypt brokered a truce between Israel and Hamas"
        peaceful = quad(claim.event) in COOPERATIVE_QUADS and not only_offered
        mediated = claim.reciprocal and claim.explicit and peaceful
        visited = claim.mode == "visit" and claim.explicit and countries not in seen_countries
        aside = mediated or visited or (claim.purpose and claim.explicit and countries not in seen_countries)
        if pair in seen or (second and not aside):
            continue
        if claim.rank > best:
            between = claim.reciprocal and source.kind != "country" and target.kind != "country"
            if not claim.explicit or (countries in seen_countries and not between):
                continue
        kept.append(claim)
        seen.add(pair)
        seen_countries.add(countries)
        if claim.reciprocal:
            seen.add(pair[::-1])
            seen_countries.add(countries[::-1])
    return kept
