"""Names that stand side by side: "Britain, France and Italy", "Buhari of Nigeria and Talon of Benin"."""

from __future__ import annotations

from netlib.extraction.frames import shape
from netlib.extraction.frames.shape import Sentence

__all__ = ["MAX_SIDE", "POSSESSIVES", "coordinated"]

MAX_SIDE = 12
"""Members of a list that count."""
_DESCRIBED = 2
"""Adjectives that may stand before a member of a list."""
_AMOUNTS = frozenset({"$", "€", "£", "us$", "million", "billion", "thousand", "hundred", "dozen", "another", "one"})
_EACH = frozenset({"all", "both", "each"})
"""After a comma these sum up the list before: "France and Russia, both members of the Council"."""
POSSESSIVES = frozenset({"its", "their", "his", "her"})


def _past_head(s: Sentence, gap: range) -> int:
    """Return where a gap goes on after the nouns of the name before it where "and" follows, otherwise its start."""
    for j in gap:
        if s.cat[j] == shape.CONJ:
            return j
        if s.verbal[j] or s.cat[j] not in (shape.OTHER, shape.POSS):
            break
    return gap.start


def _is_joined(s: Sentence, found: list[int]) -> bool:
    return any(s.cat[j] == shape.CONJ for j in range(s.last[found[0]], s.first[found[-1]]))


def _said_again(s: Sentence, here: int, gap: range) -> range:
    """Return the tokens after "and" that repeat the preposition: "from Kuwait and *$43 million from* the UK"."""
    governor = s.governors[here][-1:]
    j = next((j for j in reversed(gap) if s.low[j : j + 1] == list(governor)), -1)
    start = j
    while start > gap.start and (s.low[start - 1][:1].isdigit() or s.low[start - 1] in _AMOUNTS):
        start -= 1
    return range(start, j + 1) if j >= 0 and s.cat[start - 1] == shape.CONJ else range(0)


def coordinated(s: Sentence, numbers: list[int]) -> list[int]:
    """Return a mention and those coordinated with it: "Britain, France and Italy"."""
    if not numbers:
        return numbers
    found = numbers[:1]
    here = found[0]
    while here + 1 < len(s.mentions) and len(found) < MAX_SIDE:
        following = here + 1
        of = s.low[s.last[here] : s.first[following]] == ["of"] and s.inner[following]
        if of or s.governors[following] == (shape.ASIDE,):
            here = following  # "Buhari of Nigeria and Talon of Benin", "the EU (EU) and the AU"
            continue
        gap = range(s.last[here], s.first[following])
        if s.clause[s.first[following]] != s.clause[s.first[here]] or not gap:
            break
        if s.mentions[here].possessive:
            gap = range(_past_head(s, gap), gap.stop)  # "Japan's coast guard vessels and the Indian navy"
        described = 0  # "the Kenyan army and the elite Somali police"
        for j in reversed(gap):
            if s.cat[j] != shape.OTHER or s.verbal[j] or not s.low[j].isalpha() or described == _DESCRIBED:
                break
            described += 1
        gap = range(gap.start, gap.stop - described)
        joined = any(s.cat[j] == shape.CONJ for j in gap)
        if s.mentions[following].possessive and not joined:
            break  # an apposition: "Soleimani, Tehran's man in Iraq, ..."
        joining = (shape.COMMA, shape.CONJ, shape.DET, shape.SPACE)
        again = _said_again(s, here, gap)
        if not all(
            j in again or s.cat[j] in joining or s.low[j] in ("as", "well") or s.low[j] in POSSESSIVES for j in gap
        ):
            break
        if not any(s.cat[j] in (shape.COMMA, shape.CONJ) for j in gap) or any(s.low[j] in _EACH for j in gap):
            break
        found.append(following)
        here = following
    known = s.mentions[found[0]].actor.country is not None  # else "Roe, a Peruvian tycoon," tells whose he is
    if len(found) > 1 and known and s.governors[found[0]] and not _is_joined(s, found):
        return found[:1]  # "During a visit to Chad, Niger's president said"
    return found
