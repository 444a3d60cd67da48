"""Which of the dates of a sentence is that of a claim, and whether "on Friday" is the last one or the next.

A date belongs to the claim in whose clause it stands, unless it says when something else was: "the elections in 2016",
"Friday's quake", "sanctions imposed last week". Where the clause has none, that of the saying is taken.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date

from netlib.extraction.dates import Found
from netlib.extraction.frames import Claim, shape
from netlib.extraction.frames.shape import Sentence, word_lists
from netlib.extraction.inflection import BASE, PARTICIPLE
from netlib.extraction.words import phrase_words

__all__ = ["date_of"]

_APART = frozenset({"despite", "amid", "following", "after", "before", "ahead"})
"""What stands behind them has a date of its own: "talks following the vote on Sunday"."""
_BOUNDS = frozenset({"since", "until", "till", "beyond"})
"""They give the beginning or the end of something, not the day on which it happened."""
_ASIDE = frozenset({"despite", "amid", "before"})
_WITHIN = frozenset({"in", "at", "during"})
_HAPPENINGS = phrase_words("happening")
"""Nouns that a date after them dates, rather than the verb: "interfered in the elections in 2016"."""
_DUE = frozenset({"due", "set", "slated"})
_MODAL = frozenset({shape.FUTURE, shape.POSSIBLE, shape.OBLIGATION})
_PROMISES = frozenset({"AGREE", "THREATEN"})


def date_of(
    s: Sentence, claim: Claim, starts: Sequence[int], past: Sequence[Found], ahead: Sequence[Found]
) -> tuple[date | None, str]:
    """Return the day of a claim and its precision: the nearest date in its clause, otherwise that of a main clause.

    Parameters
    ----------
    s : Sentence
        The sentence.
    claim : Claim
        One of its claims.
    starts : sequence of int
        The character at which each token begins.
    past, ahead : sequence of Found
        Its dates, read as those of what has been and of what is to come.
    """
    own: list[tuple[bool, int, Found]] = []
    main: list[tuple[bool, int, Found]] = []
    home = s.clauses[claim.clause]
    aside = home.kind == "sub" and s.low[home.start] in _ASIDE
    spoken = claim.planned or home.kind == "part"  # the saying itself, or what goes on with it: ", accusing"
    for was, comes in zip(past, ahead, strict=True):
        first = max(bisect_right(starts, was.start) - 1, 0)
        last = max(bisect_right(starts, was.end - 1) - 1, first)
        here = s.clause[first] == claim.clause
        bounds = not _BOUNDS.isdisjoint(s.low[max(first - 3, 0) : first + 1])
        if bounds or _dates_another(s, claim, first, last) or (here and _is_apart(s, claim, first, last)):
            continue
        future = claim.planned and was != comes and _is_ahead(s, first)
        found = (future, abs(starts[first] - starts[claim.start]), comes if future else was)
        if here:
            own.append(found)
        elif (
            not aside
            and _is_open(s, claim, s.clause[first])
            and (spoken or was.precision == "day" or not _is_said(s, first))
        ):
            main.append(found)
    if own and main and claim.event in _PROMISES and all(item[0] for item in own) and _promised_outside(s, claim):
        own = []
    if not own and not main:
        return None, "unknown"
    *_, best = min(own or main, key=lambda item: item[:2])
    return best.day, best.precision


def _is_open(s: Sentence, claim: Claim, clause: int) -> bool:
    """Whether a clause is one above that of a claim, or is in no relative or subordinate clause."""
    above = claim.clause
    while above >= 0 and above != clause:
        above = s.clauses[above].parent
    if above >= 0:
        return s.clauses[above].kind != "sub"
    while clause >= 0 and s.clauses[clause].kind != "tail":
        if s.clauses[clause].kind in ("rel", "sub"):
            return False
        clause = s.clauses[clause].parent
    return True


def _promised_outside(s: Sentence, claim: Claim) -> bool:
    """Whether the source itself says, in the clause above, what it will do: "Peru said on Monday that it would"."""
    clause = s.clauses[claim.clause]
    return clause.kind == "comp" and any(
        mention.token_start == claim.source.token_start and s.clause[first] == clause.parent
        for first, mention in zip(s.first, s.mentions, strict=True)
    )


def _is_ahead(s: Sentence, token: int) -> bool:
    """Whether a date stands behind what is still to come: "will meet on Friday", "agreed to meet on Friday"."""
    clause = s.clause[token]
    if s.clauses[clause].kind == "tail" or (token and s.low[token - 1] in _APART):
        return False
    for j in range(token - 1, -1, -1):
        if s.clause[j] != clause:
            break
        if s.at[j] >= 0:
            continue
        if (s.low[j] in _DUE and s.low[j + 1] != "to") or s.low[j] in word_lists().prospective:
            return True
        if s.verbal[j] or s.cat[j] in shape.AUXILIARIES:
            return _is_to_come(s, j)
    for j in range(token + 1, len(s.low)):
        if s.clause[j] == clause and s.at[j] < 0 and (s.verbal[j] or s.cat[j] in shape.AUXILIARIES):
            return s.cat[j] in _MODAL
    return False


def _is_to_come(s: Sentence, verb: int) -> bool:
    """Whether a verb or auxiliary stands in the future or in the infinitive."""
    if s.cat[verb] in _MODAL:
        return True
    j = verb
    while j > 0 and s.at[j - 1] < 0:
        j -= 1
        if s.cat[j] in _MODAL or (s.low[j] == "to" and (s.verbal[verb] & BASE or j < verb - 1 or s.low[verb] == "be")):
            return True
        if s.cat[j] not in shape.AUXILIARIES and s.cat[j] not in (shape.ADVERB, shape.NEG) and s.low[j][-2:] != "ly":
            return False
    return False


def _is_said(s: Sentence, token: int) -> bool:
    """Whether the verb nearest before or after a date in its clause is one of saying."""
    clause = s.clause[token]
    for way in (range(token - 1, -1, -1), range(token + 1, len(s.low))):
        for j in way:
            if s.clause[j] == clause and s.at[j] < 0 and s.verbal[j]:
                return s.low[j] in word_lists().report
    return False


def _dates_another(s: Sentence, claim: Claim, first: int, last: int) -> bool:
    """Whether a date is the attribute of a noun that is not the claim's own: "Friday's quake", "the May 4 incident"."""
    j = last + 1
    if j < len(s.low) and s.cat[j] == shape.POSS:
        j += 1
    elif not (first and s.cat[first - 1] == shape.DET and s.at[first - 1] < 0 and _is_noun(s, j)):
        return False
    while j < len(s.low) and _is_noun(s, j):
        if claim.start <= j < claim.end:
            return False
        j += 1
    before = first - 1 if first and s.cat[first - 1] != shape.DET else first - 2
    return before < 0 or s.low[before] not in _WITHIN or s.clause[first] != claim.clause


def _modifies_noun(s: Sentence, claim: Claim, verb: int) -> bool:
    """Whether a verb after a claim is a participle that describes something else: "sanctions *imposed* last week"."""
    if s.low[verb - 1] == "being":
        return True
    if not s.verbal[verb] & PARTICIPLE or s.low[verb] in word_lists().light or s.low[verb] in word_lists().report:
        return False
    finite = any(
        s.clause[k] == claim.clause and s.at[k] < 0 and (s.verbal[k] or s.cat[k] in shape.AUXILIARIES)
        for k in range(verb)
    )
    return finite and (s.at[verb - 1] >= 0 or s.cat[verb - 1] == shape.OTHER)


def _is_noun(s: Sentence, i: int) -> bool:
    return i < len(s.low) and s.cat[i] == shape.OTHER and not s.verbal[i] and s.low[i].isalpha()


def _is_apart(s: Sentence, claim: Claim, first: int, last: int) -> bool:
    """Whether something else between a claim and a date in its clause has the date: "sanctions imposed on Monday"."""
    before = first < claim.start
    begin, end = (last + 1, claim.start) if before else (claim.end, first)
    for j in range(end - 1, begin - 1, -1):
        if s.cat[j] == shape.COMMA:
            return not before and s.low[j + 1] == "with"
        if s.at[j] >= 0:
            continue
        if s.low[j] in _APART:
            return True
        if before:
            continue
        if s.verbal[j]:
            return j > begin and _modifies_noun(s, claim, j)
        if s.low[j] in _HAPPENINGS:
            return True
    return False
