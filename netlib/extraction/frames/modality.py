"""What negation, futures and governing predicates make of an event: "refused to meet" is a refusal, not a meeting."""

from __future__ import annotations

from netlib.extraction.frames.nodes import Node
from netlib.ontology import CONFLICT_QUADS, COOPERATIVE_QUADS, MATERIAL_CONFLICT, modes, quad

__all__ = ["event_of", "is_denied"]

_REFUSALS = {
    "CONSULT": "meet",
    "AID": "assist",
    "SUPPORT": "assist",
    "COOPERATE": "assist",
    "CONCEDE": "yield",
    "RETREAT": "yield",
}
_THREATS = {"ASSAULT": "violence", "SANCTION": "relations", "COERCE": "restrict", "MOBILIZE": "violence"}
_UPHELD = frozenset({"COERCE", "SANCTION"})
_DEMANDS = {"CONSULT": "meet", "AID": "assist", "CONCEDE": "yield", "RETREAT": "yield"}


def event_of(node: Node) -> tuple[str, str, bool]:
    """Return event, mode and whether it is only planned, of a predicate and what it governs; no event for no act."""
    rule = node.predicate.rule
    event, mode, planned = rule.event, rule.mode, False
    group = node.group
    inner = node.inner if rule.scope else None
    if inner is not None and inner.predicate.rule.event:
        inner_event, inner_mode, _ = event_of(inner)
        hostile = bool(inner_event) and quad(inner_event) in CONFLICT_QUADS
        spared = inner.group.negated and hostile and inner.predicate.rule.event == inner_event  # "not to attack"
        if inner.group.negated and not hostile and rule.scope in ("promise", "decide"):
            event, mode = "REJECT", _refusal(inner_event)
        elif rule.scope == "promise":
            if not hostile or spared:
                event, mode, planned = "AGREE", "", True
            elif inner_event == "REQUEST" and not inner.predicate.verbal:
                planned = True  # "accepted the demands"
            elif inner_event == "REJECT":
                event, mode = "REJECT", inner_mode
            elif quad(inner_event) == MATERIAL_CONFLICT or inner_event == "THREATEN":
                event, mode, planned = "THREATEN", _threat(inner_event, inner_mode), True
            else:
                event, mode, planned = inner_event, inner_mode, True
        elif rule.scope == "decide":
            event, mode, planned = inner_event, inner_mode, True
        elif rule.scope == "refuse":
            if inner.predicate.rule.event == "ACCUSE" and inner.group.infinitive and node.predicate.verbal:
                return "", "", False  # "declined to criticise Iran"
            event, mode = "REJECT", _refusal(inner_event)
        elif rule.scope == "fail":
            if inner_event in _UPHELD:
                event, mode = "CONCEDE", ""  # "failed to renew the embargo"
            else:
                event, mode = (inner_event, inner_mode) if hostile else ("REJECT", "")
        elif rule.scope == "threaten":
            event, mode = "THREATEN", _threat(inner_event, inner_mode)
        elif rule.scope == "demand" and rule.event == "REQUEST":
            mode = "yield" if spared else _demand(inner_event)
    if rule.scope == "promise" and event == "AGREE":
        planned = True
    coop = quad(event) in COOPERATIVE_QUADS
    if group.undone:
        event, mode, planned = ("REJECT", _refusal(event), False) if coop else (event, mode, planned)
    elif group.negated:
        if group.future or group.possible or group.obligation or rule.scope in ("promise", "allow"):
            event, mode, planned = ("REJECT", _refusal(event), False) if coop else (event, mode, planned)
        elif event in ("SUPPORT", "AGREE", "CONCEDE") and not group.infinitive:
            event, mode = "REJECT", ""
    elif group.future and not planned:
        planned = True
        if coop:
            event, mode = "AGREE", ""
        elif quad(event) == MATERIAL_CONFLICT:
            event, mode = "THREATEN", _threat(event, mode)
    return event, mode, planned


def is_denied(node: Node) -> bool:
    """Whether the sentence says that it did not happen."""
    group = node.group
    if group.undone:
        return quad(node.predicate.rule.event) in CONFLICT_QUADS
    rule = node.predicate.rule
    if rule.scope == "fail" and node.inner is not None:
        inner_event = event_of(node.inner)[0]
        return inner_event != "" and quad(inner_event) in CONFLICT_QUADS and inner_event not in _UPHELD
    if not group.negated or group.possible or rule.scope in ("promise", "allow"):
        return False
    if group.future or group.obligation:
        return quad(rule.event) in CONFLICT_QUADS
    return rule.event not in ("SUPPORT", "AGREE", "CONCEDE")


def _refusal(event: str) -> str:
    return _REFUSALS.get(event, "")


def _threat(event: str, mode: str) -> str:
    return mode if mode in modes("THREATEN") else _THREATS.get(event, "")


def _demand(event: str) -> str:
    return _DEMANDS.get(event, "")
