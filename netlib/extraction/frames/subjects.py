"""The subject of a verb: who stands before it, is inherited from the clause it hangs on, or follows an adjunct."""

from __future__ import annotations

from netlib.extraction.frames import shape
from netlib.extraction.frames.checked import checked
from netlib.extraction.frames.lists import coordinated
from netlib.extraction.frames.shape import Sentence
from netlib.extraction.inflection import GERUND, PARTICIPLE, PAST, THIRD
from netlib.extraction.words import phrase_words

__all__ = ["LOCATION", "hyphened", "is_attribute", "subject"]

LOCATION = frozenset({"in", "at", "near", "inside", "across", "within", "outside", "over"})
"""Prepositions of place."""
_GUARDED = phrase_words("guarded")
_LED = frozenset({"led", "headed", "represented"})
_HIMSELF = frozenset({"it", "he", "she", "they"})
"""At the head of what somebody says: to all appearance whoever says so, "Iran said *it* would"."""
_NEVER_SUBJECT = frozenset(
    {"on", "about", "over", "against", "with", "for", "between", "into", "toward", "towards", shape.ASIDE, shape.ANTI}
)
"""What these govern is not who acts: "the ban on Iran failed", "in talks with Iran, officials said"."""


def _after_verb(s: Sentence, clause: int, before: int) -> int:
    """Return the index after the finite verb before the one at `before` in a clause: the subject stands after it."""
    if before >= len(s.low):
        return 0
    if s.cat[before] not in shape.AUXILIARIES and not s.verbal[before] & (PAST | THIRD):
        # a form without a subject of its own has that of the finite verb before it
        while before > 0 and not (
            s.clause[before] == clause and s.at[before] < 0 and s.cat[before] in shape.AUXILIARIES
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
            if s.verbal[j] & PARTICIPLE and (
                s.low[j + 1 : j + 2] == ["by"] or _auxiliary_between(s, clause, j, before)
            ):
                continue  # "separatists helped by Russia shot", "Mozambicans caught mining are to be deported"
            break
        if s.cat[j] in (shape.CONJ, shape.COMMA):
            return j + 1 if s.cat[j] == shape.COMMA and _is_another(s, clause, j, before) else 0
    else:
        return 0
    between = range(j + 1, before)
    if any(s.at[k] < 0 and s.cat[k] == shape.OTHER and s.low[k].isalpha() and not s.verbal[k] for k in between) or any(
        s.at[k] >= 0 for k in between
    ):
        return j + 1
    return 0


def _is_another(s: Sentence, clause: int, comma: int, before: int) -> bool:
    """Whether a noun of its own is the subject after a comma: "after a bomb killed 10 settlers, *jets* blasted"."""
    if comma + 1 >= before or not shape.is_finite(s, before):
        return False
    if s.at[before - 1] >= 0 or s.cat[before - 1] != shape.OTHER or s.verbal[before - 1]:
        return False
    start = s.clauses[clause].start
    return any(s.clause[j] == clause and shape.is_finite(s, j) for j in range(start, comma))


def _auxiliary_between(s: Sentence, clause: int, start: int, stop: int) -> bool:
    between = range(start + 1, min(stop + 1, len(s.low)))
    joined = any(s.cat[j] in (shape.CONJ, shape.COMMA) and s.at[j] < 0 for j in between)
    return not joined and any(s.cat[j] in shape.AUXILIARIES and s.at[j] < 0 and s.clause[j] == clause for j in between)


def _after_adjunct(s: Sentence, clause: int, before: int) -> int:
    """Return where the subject may begin after "With the help of France, ..." at the head of a clause; 0 without it."""
    start = s.clauses[clause].start
    if start >= len(s.low) or s.cat[start] != shape.PREP or s.at[start] >= 0 or s.low[start] in LOCATION:
        return 0  # "In Bogota, a court ..." says whose court
    for j in range(min(before, len(s.low)) - 1, start, -1):
        if s.cat[j] != shape.COMMA or s.at[j] >= 0 or s.clause[j] != clause:
            continue
        here = range(j + 1, before)
        if any(s.at[k] >= 0 or (s.cat[k] in (shape.OTHER, shape.PRONOUN) and not s.verbal[k]) for k in here):
            return j
    return 0


def _is_theirs(s: Sentence, clause: int, before: int) -> bool:
    """Whether the subject of a clause belongs to that of the clause it hangs on: "after *its aircraft* had bombed"."""
    for j in range(s.clauses[clause].start, before):
        if s.clause[j] == clause and s.cat[j] not in (shape.SUBORD, shape.THAT, shape.COMMA, shape.CONJ, shape.ADVERB):
            return s.low[j] in ("its", "their", "our")
    return False


def _follows_verb(s: Sentence, clause: int, number: int) -> bool:
    """Whether a finite verb stands before a mention in its clause: "He turned to *the West*, welcoming"."""
    start = s.clauses[clause].start
    return any(s.clause[j] == clause and shape.is_finite(s, j) for j in range(start, s.first[number]))


def _is_object(s: Sentence, clause: int, number: int) -> bool:
    """Whether something is done to a mention by a subject that is no name: "Crowds burned *Chad's* flag"."""
    start = s.clauses[clause].start
    following = shape.after(s, s.last[number] - 1)
    if following < len(s.low) and shape.is_finite(s, following):
        return False  # "as an envoy visited"
    verb = next((j for j in range(start, s.first[number]) if s.clause[j] == clause and shape.is_finite(s, j)), -1)
    if verb < 0 or s.cat[start] == shape.PREP or any(s.at[j] >= 0 for j in range(start, verb) if s.clause[j] == clause):
        return False
    head = shape.before(s, verb)
    return head >= start and s.cat[head] in (shape.OTHER, shape.PRONOUN)


def is_attribute(s: Sentence, number: int) -> bool:
    """Whether a name only tells who looks after something: "Iran-backed rebels", "a U.N.-patrolled zone"."""
    return hyphened(s, number) in _GUARDED


def hyphened(s: Sentence, number: int) -> str:
    """Return the participle that a hyphen joins to a name: "backed" of "Iran-backed"; nothing for none."""
    end = s.last[number]
    _, hyphen, verb = s.low[end - 1].rpartition("-")
    if not hyphen and s.low[end : end + 1] == ["-"]:
        verb = s.low[end + 1] if end + 1 < len(s.low) else ""
    return verb if hyphen or s.low[end : end + 1] == ["-"] else ""


def _may_act(s: Sentence, clause: int, number: int, before: int, heir: str) -> bool:
    """Whether a mention stands where the subject of its clause may stand."""
    governor = s.governors[number][-1] if s.governors[number] else ""
    if (
        governor in _NEVER_SUBJECT
        or is_attribute(s, number)
        or (s.clauses[clause].kind == "sub" and _is_led_by_gerund(s, clause))
    ):
        return False
    if not governor:
        return not _is_object(s, clause, number)
    if governor == "by" and s.first[number] > 1 and s.low[s.first[number] - 2] in _GUARDED:
        return False  # "rebels backed by Rwanda overran a base"
    if governor == "from" or not _follows_verb(s, clause, number):
        return True
    sent = s.low[before : before + 1] == ["to"]  # "they were sent by Chad to help"
    return governor == "by" and (sent or heir == "part" or _is_doer(s, number))


def _is_led_by_gerund(s: Sentence, clause: int) -> bool:
    """Whether a clause has no subject of its own: "after *blasting* Chad"."""
    j = shape.after(s, s.clauses[clause].start)
    return j < len(s.low) and s.at[j] < 0 and s.verbal[j] == GERUND


def _is_doer(s: Sentence, number: int) -> bool:
    """Whether a mention does what its team or its arms do: "a rocket fired by *Chad* struck"."""
    by = next((j for j in range(s.first[number] - 1, 0, -1) if s.low[j] == "by"), 0)
    armed = shape.before(s, by - 1)
    arms = armed >= 0 and s.at[armed] < 0 and s.low[armed] in shape.word_lists().arms
    return arms or s.low[by - 1] in _LED


def subject(s: Sentence, clause: int, before: int) -> list[int]:
    """Return the mentions that are the subject of the verb at `before`, inherited where the clause has none."""
    found = _sketched(s, clause, before)
    if s.parse is None or before >= len(s.low) or s.at[before] >= 0:
        return found
    return checked(s, s.parse, before, found)


def _sketched(s: Sentence, clause: int, before: int, depth: int = 0, heir: str = "") -> list[int]:
    """Return the mentions that stand where a subject stands; `heir` is the kind of the clause that asks its parent."""
    best: list[int] = []
    best_score = 99
    begin = max(_after_verb(s, clause, before), _after_adjunct(s, clause, before))
    for k in range(len(s.mentions)):
        if (
            s.clause[s.first[k]] != clause
            or s.last[k] > before
            or s.mentions[k].kind == "dateline"
            or s.first[k] < begin
        ):
            continue
        if not _may_act(s, clause, k, before, heir):
            continue
        governor = s.governors[k][-1] if s.governors[k] else ""
        score = 0 if not governor else 4
        if governor in ("from", "by"):
            score = 2
        if s.inner[k]:
            score += 1
        if s.mentions[k].kind == "adjective" or s.mentions[k].possessive:
            score += 1  # "Chad's former premier, Roe, signed"
        if score < best_score:
            best, best_score = [k], score
    if best and best[0] and s.mentions[best[0] - 1].possessive and best[0] in coordinated(s, [best[0] - 1]):
        best = [best[0] - 1]  # "Japan's navy and the Indian one"
    if best:
        return coordinated(s, best)
    if depth > 6 or begin:
        return []
    c = s.clauses[clause]
    own = any(
        s.cat[j] == shape.OTHER and s.low[j].isalpha() and not s.verbal[j]
        for j in range(c.start, before)
        if s.clause[j] == clause
    )
    if c.kind == "rel":
        if c.antecedent < 0 or own:
            return []
        gap = range(s.last[c.antecedent], c.start)
        if c.parent >= 0 and s.at[c.start - 1] < 0 and s.low[c.start - 1] in shape.word_lists().arms:
            return _sketched(s, c.parent, c.start, depth + 1, c.kind)  # "fired a missile that flew over Japan"
        return [c.antecedent] if all(s.cat[j] in (shape.COMMA, shape.POSS, shape.SPACE) for j in gap) else []
    said = c.kind == "comp" and c.report >= 0 and s.low[c.start + (s.cat[c.start] == shape.THAT)] in _HIMSELF
    if own and not said and c.kind in ("coord", "comp", "sub", "main") and not _is_theirs(s, clause, before):
        return []
    if c.kind == "comp":
        return (
            _sketched(s, c.parent, c.report if c.report >= 0 else c.start, depth + 1, c.kind) if c.parent >= 0 else []
        )
    if c.kind in ("coord", "part", "sub") and c.parent >= 0:
        above = c.parent
        while s.clauses[above].kind == "sub" and not s.clauses[above].has_verb and s.clauses[above].parent >= 0:
            above = s.clauses[above].parent  # "after midnight" is no clause
        parent = s.clauses[above]
        found = _sketched(s, above, c.start, depth + 1, c.kind)
        if not found and parent.start >= 0 and c.initial:
            following = [n for n, other in enumerate(s.clauses) if other.kind == "main" and other.start > c.start]
            if following:
                return _sketched(s, following[0], len(s.low), depth + 1, c.kind)
        return found
    if c.kind in ("part", "sub") and c.initial:
        following = [n for n, other in enumerate(s.clauses) if other.kind == "main" and other.start > c.start]
        if following:
            return _sketched(s, following[0], len(s.low), depth + 1, c.kind)
    return []
