"""Entities that a pipeline of one's own found, where netlib's lexicons and patterns found nothing."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import TYPE_CHECKING

from netlib.actors import Actor, slug
from netlib.extraction.mentions.names import Draft, DraftKind
from netlib.extraction.mentions.references import TWINS
from netlib.extraction.parsed import SUBJECT, Parse

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

    from netlib.actors import Registry

__all__ = ["with_entities"]

_KINDS = {"ORG": "organisation", "NORP": "group", "GPE": "country"}
_WHERE = frozenset({"in", "at", "near", "of", "from", "outside", "around", "to", ",", "-"})
_AFTER_PLACE = frozenset({",", "-", "--", "–", "—", "(", ":", "/"})
_ACTS = SUBJECT | {"obl:agent"}
_TAKES_PART = _ACTS | {"dobj", "obj", "iobj", "dative", "pobj", "obl", "poss", "nmod:poss", "appos"}
_PERSONS = frozenset({"PERSON", "PER"})


def with_entities(
    doc: Doc, drafts: list[Draft], starts: Sequence[int], registry: Registry, parse: Parse | None
) -> list[Draft]:
    """Return the drafts with those that the entities of a doc add, in text order.

    An entity whose ``ent_id_`` or ``kb_id_`` is the id of a known actor is that actor. Otherwise a PERSON is a person,
    an ORG an organisation, a plural NORP ("Tuaregs") a group, and a GPE that acts a country; whose it is, is not known.
    In a parsed doc only those count that act, and persons to whom something is done.
    """
    taken = {i for draft in drafts for i in range(draft.token_start, draft.token_end) if draft.name is None}
    longer = {i: len(draft.name or "") for draft in drafts for i in range(draft.token_start, draft.token_end)}
    added = []
    for entity in doc.ents:
        if any(i in taken or longer.get(i, 0) > len(entity.text) for i in range(entity.start, entity.end)):
            continue
        draft = _draft(entity, registry, parse)
        if draft is not None:
            draft.sentence = bisect_right(starts, entity.start) - 1
            added.append(draft)
            taken.update(range(entity.start, entity.end))
    kept = [d for d in drafts if d.name is None or not any(i in taken for i in range(d.token_start, d.token_end))]
    return sorted([*kept, *added], key=lambda draft: draft.token_start)


def _draft(entity: Span, registry: Registry, parse: Parse | None) -> Draft | None:
    known = registry.get(entity.ent_id_) or registry.get(entity.kb_id_)
    kind: DraftKind = "place" if entity.label_ == "GPE" else "name"
    if known is not None:
        return Draft(entity.start, entity.end, kind, known)
    if _is_dateline(entity) or (parse is not None and _is_beside(entity, parse)):
        return None
    if entity.label_ in _PERSONS:
        return Draft(entity.start, entity.end, kind, name=entity.text, entity=True)
    if entity.label_ not in _KINDS or _does_not_act(entity):
        return None
    what = _KINDS[entity.label_]
    actor = Actor(f"{what}:{slug(entity.text) or 'unnamed'}", entity.text, what, None)
    return Draft(entity.start, entity.end, kind, actor)


def _is_dateline(entity: Span) -> bool:
    """Whether an unknown entity is the place of a report: "BANDA ACEH, Indonesia -"."""
    after = entity.doc[entity.end].text if entity.end < len(entity.doc) else ""
    return bool(entity[0].is_sent_start) and entity.text.isupper() and after in _AFTER_PLACE


def _is_beside(entity: Span, parse: Parse) -> bool:
    """Whether a parse makes an unknown entity an attribute or a place: "*Brexit* talks", "cases of *Covid-19*"."""
    above = parse.above(entity.root.i)
    token = next((i for i in above if parse.labels[i] != "conj"), above[-1])
    label, head = parse.labels[token], parse.heads[token]
    if label == "pobj" and parse.labels[head] == "agent":
        return False
    if label == "pobj" and entity.doc[head].lower_ in _WHERE:
        return True
    return label not in (_TAKES_PART if entity.label_ in _PERSONS else _ACTS)


def _does_not_act(entity: Span) -> bool:
    """Whether an unknown entity is an attribute ("European states") or where something happens ("in Paktika")."""
    if entity.root.lower_ in TWINS:
        return True  # "the two Koreas"
    if entity.label_ == "GPE":
        return entity.start > 0 and entity.doc[entity.start - 1].lower_ in _WHERE
    return entity.label_ == "NORP" and entity.text[-1] != "s"
