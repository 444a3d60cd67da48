"""What a language model says, held against the text: a claim passes only with words that stand there.

The model points at words; who is meant, which day it was and where the sentence ends is read from the text by the same
parts that the rules use.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from netlib.extraction.dates import find_dates
from netlib.extraction.llm.prompt import FIELDS
from netlib.extraction.mentions import Mention, find_mentions
from netlib.extraction.sentences import blocks, sentence_starts, tokenizable
from netlib.ontology import EVENTS, intensity, modes
from netlib.schema import CERTAINTIES, Mark, format_marks

if TYPE_CHECKING:
    from spacy.language import Language

    from netlib.actors import Actor, Registry

__all__ = ["Reading", "Rejection", "check", "find_words", "read"]

_REQUIRED = ("evidence", "source", "target", "event", "certainty")
_MAX_SENTENCES = 3
_ALIKE = ("'’‘`´ʼ", '"“”„‟«»', "-‐‑‒–—")


@dataclass(frozen=True)
class Reading:
    """A document's text with the places of its sentences and mentions.

    Attributes
    ----------
    text : str
        The text.
    starts : list of int
        Where each sentence begins.
    mentions : list of Mention
        Who is named, with offsets into the text.
    published : date or None
        From where relative dates are counted.
    registry : Registry
        The known actors.
    """

    text: str
    starts: list[int]
    mentions: list[Mention]
    published: date | None
    registry: Registry


@dataclass(frozen=True)
class Rejection:
    """A claim that does not stand, and why."""

    reason: str


@cache
def _pipeline() -> Language:
    import spacy

    return spacy.blank("en")


def read(text: str, *, registry: Registry, published: date | None = None) -> Reading:
    """Find the sentences and mentions of a text."""
    starts: list[int] = []
    mentions: list[Mention] = []
    for offset, part in blocks(tokenizable(text)):
        doc = _pipeline().tokenizer(part)
        firsts = sentence_starts([token.text for token in doc], [token.whitespace_ != "" for token in doc])
        for first in firsts:
            doc[first].is_sent_start = True
            starts.append(offset + doc[first].idx)
        found = find_mentions(doc, registry, published=published)
        mentions += [replace(mention, start=offset + mention.start, end=offset + mention.end) for mention in found]
    return Reading(text, starts or [0], mentions, published, registry)


def check(claim: object, reading: Reading, begin: int, end: int) -> tuple[dict[str, Any], list[str]] | Rejection:
    """Return the row that a claim makes and what of it was left out, or why it makes none.

    Parameters
    ----------
    claim : object
        What the model said; should be a mapping with `netlib.extraction.llm.prompt.FIELDS`.
    reading : Reading
        The document.
    begin, end : int
        Where in it the text stands that the model was asked about.
    """
    if not isinstance(claim, Mapping):
        return Rejection("not an object")
    values: dict[str, Any] = {name: claim.get(name) for name in FIELDS}
    if not all(isinstance(values[name], str) and values[name].strip() for name in _REQUIRED):
        return Rejection("a value is missing or not text")
    event, certainty = values["event"].strip().upper(), values["certainty"].strip().lower()
    if event not in EVENTS:
        return Rejection("event is not a PLOVER type")
    if certainty not in CERTAINTIES:
        return Rejection("certainty is not allowed")
    place = find_words(values["evidence"], reading.text, begin, end)
    if place is None:
        return Rejection("evidence is not in the text")
    sentence, *span = _whole_sentences(reading, *place)
    if span[1] < 0:
        return Rejection(f"evidence is longer than {_MAX_SENTENCES} sentences")
    sides = []
    for side in ("source", "target"):
        words = find_words(values[side], reading.text, *span)
        if words is None:
            return Rejection(f"{side} is not in the evidence")
        actors, mention = _who(reading, *words)
        if not actors:
            return Rejection(f"{side} is no known actor")
        sides.append((actors, mention, words))
    pair = next(((a, b) for a in sides[0][0] for b in sides[1][0] if a.actor_id != b.actor_id), None)
    if pair is None:
        return Rejection("source and target are the same actor")
    row, left_out = _details(values, reading, (span[0], span[1]), event)
    marks = row.pop("marks")
    for side, actor, (_, mention, words) in zip(("source", "target"), pair, sides, strict=True):
        row |= {
            side: actor.actor_id,
            f"{side}_name": actor.name,
            f"{side}_kind": actor.kind,
            f"{side}_country": actor.country,
            f"{side}_parent": actor.parent,
            f"{side}_role": mention.role if mention is not None else None,
        }
        inside = mention is not None and span[0] <= mention.start and mention.end <= span[1]
        a, b = (mention.start, mention.end) if mention is not None and inside else words
        marks.append(Mark(side, a - span[0], b - span[0]))
    row |= {
        "sentence": sentence,
        "start": span[0],
        "end": span[1],
        "evidence": reading.text[span[0] : span[1]],
        "marks": format_marks(sorted(marks, key=lambda mark: mark.start)),
        "event": event,
        "certainty": certainty,
        "intensity": intensity(event, row["mode"]),
    }
    return row, left_out


def find_words(words: object, text: str, begin: int, end: int) -> tuple[int, int] | None:
    """Return where words stand in a part of a text, whatever its white space, quotation marks and dashes; or None.

    Examples
    --------
    >>> find_words("Iran's  aid", "on Iran’s aid", 0, 13)
    (3, 13)
    """
    if not isinstance(words, str) or not words.strip() or len(words) > 5_000:
        return None
    at = text.find(words, begin, end)
    if at >= 0:
        return at, at + len(words)
    match = re.compile(r"\s+".join(map(_alike, words.split()))).search(text, begin, end)
    return match.span() if match else None


def _alike(word: str) -> str:
    return "".join(next((f"[{re.escape(like)}]" for like in _ALIKE if c in like), re.escape(c)) for c in word)


def _whole_sentences(reading: Reading, start: int, end: int) -> tuple[int, int, int]:
    """Return the number of the first sentence that a span touches, and the span of all of them; end -1 if too many."""
    first = max(bisect_right(reading.starts, start) - 1, 0)
    after = max(bisect_left(reading.starts, end), first + 1)
    if after - first > _MAX_SENTENCES:
        return first, start, -1
    start = min(reading.starts[first], start)
    end = max(reading.starts[after] if after < len(reading.starts) else len(reading.text), end)
    part = reading.text[start:end]
    return first, start + len(part) - len(part.lstrip()), start + len(part.rstrip())


def _who(reading: Reading, start: int, end: int) -> tuple[Sequence[Actor], Mention | None]:
    """Return the actors that are named at a place, and the mention that names them."""
    best, shared = None, 0
    i = bisect_right([mention.start for mention in reading.mentions], end)
    for mention in reversed(reading.mentions[:i]):
        overlap = min(mention.end, end) - max(mention.start, start)
        if mention.kind != "dateline" and overlap > 0 and overlap >= shared:
            best, shared = mention, overlap
        if mention.end < start - 1_000:
            break
    if best is not None:
        return best.members or (best.actor,), best
    words = re.sub(r"^(?:the|an?)\s+", "", reading.text[start:end], flags=re.IGNORECASE)
    known = reading.registry.lookup(words, on=reading.published)
    return (known if len(known) == 1 else ()), None


def _details(
    values: Mapping[str, Any], reading: Reading, span: tuple[int, int], event: str
) -> tuple[dict[str, Any], list[str]]:
    """Return mode, direction, date, speaker and the predicate's mark, each only where it holds; and what did not."""
    left_out = []
    mode = values["mode"].strip().lower() if isinstance(values["mode"], str) else None
    if mode and mode not in modes(event):
        left_out.append("mode is not one of the event")
        mode = None
    reciprocal = values["reciprocal"]
    if not isinstance(reciprocal, bool):
        left_out.append("reciprocal is neither true nor false")
        reciprocal = False
    attribution = find_words(values["attributed_to"], reading.text, 0, len(reading.text))
    if values["attributed_to"] and attribution is None:
        left_out.append("attributed_to is not in the text")
    when = find_words(values["when"], reading.text, *span)
    day, precision = None, "unknown"
    if values["when"] and when is None:
        left_out.append("when is not in the evidence")
    elif when is not None:
        ahead = values["certainty"] == "planned"
        for found in find_dates(reading.text[slice(*span)], reading.published, ahead=ahead):
            if found.day and found.start + span[0] < when[1] and when[0] < found.end + span[0]:
                day, precision = found.day, found.precision
                break
    predicate = find_words(values["predicate"], reading.text, *span)
    marks = [Mark("predicate", predicate[0] - span[0], predicate[1] - span[0])] if predicate else []
    return {
        "mode": mode or None,
        "reciprocal": reciprocal,
        "attributed_to": reading.text[slice(*attribution)] if attribution else None,
        "date": day,
        "date_precision": precision,
        "marks": marks,
    }, left_out
