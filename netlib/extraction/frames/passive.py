"""Who is source and who is target of a passive: by whom it was done, and where nobody says so, where or to whom."""

from __future__ import annotations

from collections.abc import Sequence

from netlib.extraction.frames.lists import coordinated
from netlib.extraction.frames.nodes import Node
from netlib.extraction.frames.nominal import premodifiers
from netlib.extraction.frames.shape import Sentence, is_finite
from netlib.extraction.frames.slots import OFFICIAL, agents_of, between, right
from netlib.extraction.frames.subjects import subject
from netlib.extraction.frames.supplied import speaker
from netlib.extraction.mentions import Mention
from netlib.extraction.words import phrase_words
from netlib.ontology import CONFLICT_QUADS

__all__ = ["mutual_passive_sides", "passive_sides"]

_ENVOYS = ("ambassador", "envoy", "consul", "charge-d-affaires", "high-commissioner", "diplomat", "attache")
_CUSTODY = phrase_words("custody")
_LOCALS = phrase_words("local")


def passive_sides(s: Sentence, node: Node, slots: Sequence[str]) -> tuple[list[int], list[int], bool]:
    """Return the sides of "Roe was arrested by Chad": agent and subject; not mutual."""
    p = node.predicate
    sources = agents_of(s, node)
    targets = []
    if slots[0] != "obj" or p.passive:
        targets = coordinated(s, right(s, node, [slot for slot in slots if slot != "obj"], sources))
    targets = targets or _described(s, node) or subject(s, node.clause, node.group.start)
    if not sources and p.passive:
        sources = premodifiers(s, p.start, node.clause)
    if not targets:
        found = coordinated(s, right(s, node, [slot for slot in slots if slot not in ("obj", "by")], sources))
        targets = [k for k in found if not (node.group.reduced and _comes_to_verb(s, p.end, s.first[k]))]
    if not sources and p.rule.mode in OFFICIAL | {"abduct"}:
        sources = right(s, node, ("from", "in"), targets)
    if not sources and p.rule.event == "ASSAULT" and targets:
        held = right(s, node, ("in", "at"), targets)[:1]  # "was tortured in a prison in Russia"
        sources = [k for k in held if k not in targets and not _CUSTODY.isdisjoint(s.low[p.end : s.last[k]])]
    if not sources and p.rule.quad in CONFLICT_QUADS and targets and _is_by_a_local(s, node):
        sources = [k for k in right(s, node, ("in", "at", "near"), targets) if k not in targets]
    if not sources and p.rule.quad in CONFLICT_QUADS and targets and _is_envoy(s.mentions[targets[0]]):
        sources = [k for k in right(s, node, ("in",), targets) or _posted(s, targets[0]) if k not in targets]
    if not sources and p.rule.event == "COOPERATE":
        sources = right(s, node, ("from",), targets)  # "was extradited from Germany to Albania"
    if not sources and (p.rule.mode in OFFICIAL or p.rule.event == "SANCTION"):
        sources = [k for k in speaker(s, node.clause) if _is_state(s, k)]  # "Ghana said that Roe had been arrested"
    return sources, [t for t in targets if t not in sources], False


def mutual_passive_sides(s: Sentence, node: Node) -> tuple[list[int], list[int], bool]:
    """Return the sides of "talks with Uganda were resumed by Kenya": agent and partner; mutual."""
    agents = agents_of(s, node) or between(s, node)
    partners = coordinated(s, right(s, node, ("with",), agents)) if len(agents) == 1 else []
    return agents, partners, True


def _comes_to_verb(s: Sentence, start: int, stop: int) -> bool:
    """Whether the noun of a participle comes to its own verb: "rebels backed by Rwanda *overran* a base of Chad's"."""
    return any(is_finite(s, j) for j in range(start, stop))


def _described(s: Sentence, node: Node) -> list[int]:
    """Return the name right before a participle: "access to *Roe*, arrested by Chad"."""
    j = node.group.start - 1
    if not node.group.reduced or j < 1:
        return []
    j -= s.low[j] == ","
    return [s.at[j]] if s.at[j] >= 0 and s.mentions[s.at[j]].kind != "adjective" and s.governors[s.at[j]] else []


def _is_by_a_local(s: Sentence, node: Node) -> bool:
    """Whether people who are of the place where it happened did it: "were killed in Egypt by *a policeman*"."""
    by = next((j for j in range(node.predicate.end, len(s.low)) if s.low[j] == "by" and s.at[j] < 0), -1)
    if by < 0 or s.clause[by] != node.clause:
        return False
    return not _LOCALS.isdisjoint(s.low[by + 1 : by + 4])


def _is_envoy(mention: Mention) -> bool:
    """Whether a mention is an ambassador or the like, to whom his host does what nobody else is said to do."""
    return (mention.role or "").lower().partition(" to ")[0].endswith(_ENVOYS) or mention.actor.actor_id.endswith(
        _ENVOYS
    )


def _posted(s: Sentence, number: int) -> list[int]:
    """Return where an envoy is: "the Ethiopian ambassador in *Khartoum*"."""
    place = number + 1
    return [place] if place < len(s.mentions) and s.low[s.last[number] : s.first[place]] == ["in"] else []


def _is_state(s: Sentence, number: int) -> bool:
    actor = s.mentions[number].actor
    return actor.kind == "country" or (actor.kind == "organisation" and actor.country not in (None, actor.actor_id))
