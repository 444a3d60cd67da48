"""Who is source and who is target of a predicate, by its frame."""

from __future__ import annotations

from collections.abc import Sequence

from netlib.extraction.frames.active import active_sides
from netlib.extraction.frames.lists import coordinated
from netlib.extraction.frames.nodes import Node
from netlib.extraction.frames.nominal import nominal_sides
from netlib.extraction.frames.passive import mutual_passive_sides, passive_sides
from netlib.extraction.frames.shape import Sentence
from netlib.extraction.frames.slots import agents_of, is_placed, right
from netlib.extraction.frames.subjects import subject
from netlib.extraction.frames.supplied import speaker, supply
from netlib.extraction.predicates import Predicate
from netlib.extraction.words import phrase_words
from netlib.ontology import MATERIAL_CONFLICT

__all__ = ["sides"]

_GENERIC = ("obj", "against", "on", "upon", "with", "to", "for", "toward", "towards", "between")
_DENIES = phrase_words("denies")


def sides(s: Sentence, node: Node) -> tuple[list[int], list[int], bool]:
    """Return source mentions, target mentions and whether the predicate is mutual."""
    sources, targets, mutual = _grammatical_sides(s, node)
    its = sources and node.predicate.rule.quad == MATERIAL_CONFLICT  # "fired on *its* guards from Chad"
    if (its or not (sources and targets)) and (not mutual or (targets and not sources)):
        sources, targets = supply(s, node, node.predicate.rule.target or _GENERIC, sources, targets)
    return sources, targets, mutual


def _grammatical_sides(s: Sentence, node: Node) -> tuple[list[int], list[int], bool]:
    p = node.predicate
    frame = p.rule.frame
    slots: Sequence[str] = p.rule.target or _GENERIC
    if frame in ("noun", "mutual-noun"):
        return nominal_sides(s, node, slots)
    if frame == "presence":
        sources = coordinated(s, right(s, node, ("of",), []))
        return sources, right(s, node, slots, sources), False
    if frame == "reverse":
        targets = subject(s, node.clause, node.group.start)
        return coordinated(s, right(s, node, slots, targets)), targets, False
    if frame == "agentive":
        agents = agents_of(s, node) if node.group.passive else []  # "tanks were moved up to the border by the army"
        sources = agents or _sent_by(s, p) or subject(s, node.clause, node.group.start) or _inside(s, p)
        sources = [k for k in sources if not is_placed(s, k)]  # "an attack in Mali left ... dead"
        return sources, coordinated(s, right(s, node, slots, sources)), False
    if frame == "obligation":
        said = [] if _is_denied(s, node.clause) else speaker(s, node.clause)
        return said, subject(s, node.clause, p.head), False
    if node.group.passive:
        return passive_sides(s, node, slots) if frame == "verb" else mutual_passive_sides(s, node)
    return active_sides(s, node, slots)


def _is_denied(s: Sentence, clause: int) -> bool:
    """Whether somebody denies what a clause says, and so holds it against nobody."""
    report = s.clauses[clause].report
    return report >= 0 and s.low[report] in _DENIES


def _sent_by(s: Sentence, p: Predicate) -> list[int]:
    """Return who stands after "by" within a predicate: "supplies sent by *Cuba* arrived"."""
    return [k for k in range(len(s.mentions)) if p.start < s.first[k] < p.end and s.governors[k][-1:] == ("by",)]


def _inside(s: Sentence, p: Predicate) -> list[int]:
    return [k for k in range(len(s.mentions)) if s.first[k] <= p.start < s.last[k]]
