"""Who acts on whom in what a sentence states: a predicate's sides or those of what it governs, one pair at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from netlib.extraction.frames.nodes import Node
from netlib.extraction.frames.shape import Sentence
from netlib.extraction.frames.sides import sides
from netlib.extraction.frames.slots import infinitive, is_placed, same
from netlib.extraction.mentions import Mention

__all__ = ["pairs", "parties"]


def parties(
    s: Sentence, node: Node, innermost: Node, own: tuple[list[int], list[int], bool]
) -> tuple[list[int], list[int], bool]:
    """Return sources, targets and whether it is mutual: a predicate's own, or those of what it governs."""
    p = node.predicate
    scope = p.rule.scope
    sources, targets, mutual = own
    if innermost is node:
        return own
    if scope == "promise" and innermost.predicate.verbal:
        targets = [t for t in targets if not _is_apart(s, t, innermost.predicate.start)]
    done = innermost.predicate
    to_do = scope == "promise" and done.verbal and innermost.group.infinitive
    if to_do and targets and min(s.first[k] for k in targets) > done.start:
        inner_targets = sides(s, innermost)[1]
        targets = inner_targets or ([] if len(sources) > 1 else targets)  # "A and B agreed to take it to the court"
    asked = scope == "demand" and p.verbal and infinitive(s, p.end) < len(s.low)  # somebody, if none we know
    if (targets and sources) or (asked and not targets):
        return sources, targets, mutual
    inner_sources, inner_targets, inner_mutual = sides(s, innermost)
    several = len(sources) > 1 or any(s.mentions[k].members for k in sources[:1])
    if several and mutual and innermost.clause != node.clause:
        inner_targets = []  # "A and B agreed that A's gas would be shipped to C"
    if several and inner_mutual and not inner_sources and all(is_placed(s, k) for k in inner_targets):
        inner_targets = []  # "A and B agreed to meet in C"
    if not targets and inner_targets:
        targets, mutual = [t for t in inner_targets if t not in sources], inner_mutual
    if scope not in ("demand", "accuse"):  # who is asked does not ask
        sources = sources or inner_sources
    return sources, targets, mutual or inner_mutual


def pairs(
    s: Sentence, sources: list[int], targets: list[int], *, mutual: bool
) -> Iterator[tuple[int, int, Mention, Mention]]:
    """Yield who acts on whom, each source on each target or each of several with each other: numbers and mentions."""
    for a, b in _numbers(s, sources, targets, mutual=mutual):
        for source, target in _actors(s.mentions[a], _placed(s, b)):
            yield a, b, source, target


def _numbers(s: Sentence, sources: list[int], targets: list[int], *, mutual: bool) -> list[tuple[int, int]]:
    """Return the numbers of who acts on whom: each source on each target, or each of several with each other."""
    if not mutual or targets:
        return [(a, b) for a in sources for b in targets]
    if len(sources) == 1 and s.mentions[sources[0]].members:
        return [(sources[0], sources[0])]
    return [(a, b) for i, a in enumerate(sources) for b in sources[i + 1 :]]


def _is_apart(s: Sentence, number: int, before: int) -> bool:
    """Whether a mention only describes something before a promised act: "authorised troops *from Chad* to fight"."""
    return s.first[number] < before and (s.inner[number] or s.governors[number][-1:] in (("from",), ("in",)))


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
            if not same(a, b):
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
