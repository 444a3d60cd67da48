"""How sure the text is of a claim, and who says so.

Certainty is read from the verb group ("may", "will"), from the clause of a claim ("analysts suggest that ..."), and
from hedges (``lexicons/certainty.csv``). The least certain reading wins.
"""

from __future__ import annotations

from functools import cache

from netlib.extraction.frames import Claim
from netlib.extraction.inflection import noun_forms, verb_forms
from netlib.extraction.shape import ADVERB, COMMA, OTHER, TIME, Sentence
from netlib.ontology import read_lexicon
from netlib.schema import CERTAINTIES

__all__ = ["Attribution", "assess"]

Attribution = tuple[int, int]
"""The tokens that name who says so, half-open."""

_RANK = {name: i for i, name in enumerate(CERTAINTIES)}
_WEAKER = {"asserted": 0, "reported": 1, "planned": 2, "possible": 3, "unconfirmed": 4, "denied": 5}
_REFERRING = (
    ("according", "to"),
    ("as", "reported", "by"),
    ("reported", "by"),
    ("cited", "by"),
    ("in", "the", "words", "of"),
)
_HEARSAY = frozenset({"reported", "alleged", "purported", "supposed"})
_DENYING = frozenset({"deny", "denies", "denied", "denying"})
_QUOTING = frozenset({"quoted", "cited", "quotes", "cites"})
_POSSESSIVES = frozenset({"its", "their", "his", "her"})
_ASIDES = frozenset({"as", "while", "although", "though", "whereas"})
_STOPS = frozenset({",", ";", ":", ".", '"', "“", "”", "--", "—", "–", "(", ")"})
_PRONOUNS = frozenset({"he", "she", "they", "it", "who"})
_LEADING = _STOPS | {"the", "a", "an", "while", "when", "after"}
_SKIPPED = frozenset(
    {"and", "but", "that", "as", "meanwhile", "however", "also", "later", "then", "has", "have", "had"}
)


@cache
def _report_certainty() -> dict[str, str]:
    return {form: row["certainty"] for row in read_lexicon("report_verbs.csv") for form in verb_forms(row["lemma"])}


@cache
def _hedges() -> dict[str, list[tuple[tuple[str, ...], str, str]]]:
    hedges: dict[str, list[tuple[tuple[str, ...], str, str]]] = {}
    for row in read_lexicon("certainty.csv"):
        words = tuple(row["phrase"].split())
        hedges.setdefault(words[0], []).append((words, row["certainty"], row["scope"]))
    return hedges


def assess(s: Sentence, claim: Claim) -> tuple[str, Attribution | None]:
    """Return the certainty of a claim and the tokens that name who says so, or None.

    ``denied`` where the text says that it did not happen, ``unconfirmed`` where it says that nobody confirmed it,
    ``possible`` with "may" and the like or as somebody's opinion, ``planned`` where it is still to come, ``reported``
    where the text says who says so, otherwise ``asserted``.
    """
    grades = ["asserted"]
    if claim.planned:
        grades.append("planned")
    if claim.possible:
        grades.append("possible")
    denial = _denial(s, claim)
    if claim.negated or denial >= 0 or _none_did(s, claim):
        grades.append("denied")
    speaker, grade = _speaker(s, claim)
    if denial >= 0 and speaker is None:
        speaker = _phrase_before(s, denial)
    if grade == "possible" and _presupposed(s, claim):
        speaker, grade = None, None
    if grade:
        grades.append(grade)
    if claim.start and s.at[claim.start - 1] < 0 and s.low[claim.start - 1] in _HEARSAY:
        grades.append("reported")
    if _supposed(s, claim):
        grades.append("possible")
    hedges = _hedges()
    for i, word in enumerate(s.low):
        for words, certainty, scope in hedges.get(word, ()):
            if len(words) > 1 and tuple(s.low[i : i + len(words)]) != words:
                continue
            if scope == "clause" and s.clause[i] != claim.clause:
                continue
            if scope == "after":
                if not i < claim.start or (len(words) == 1 and s.clause[i] != claim.clause):
                    continue
                if certainty == "unconfirmed" and any(
                    s.low[j] in ("despite", "although", "though") for j in range(i, claim.start)
                ):
                    continue
            grades.append(certainty)
    return max(grades, key=_WEAKER.__getitem__), speaker


def _denial(s: Sentence, claim: Claim) -> int:
    """Return the verb of "denied attacking Israel", -1 where the clause denies nothing before the claim."""
    for j in range(claim.start):
        if s.clause[j] == claim.clause and s.at[j] < 0 and s.verbal[j] and s.low[j] in _DENYING:
            return j
    return -1


def _none_did(s: Sentence, claim: Claim) -> bool:
    """Whether it is "no Russian soldier" who did it."""
    for first, mention in zip(s.first, s.mentions, strict=True):
        if mention.token_start == claim.source.token_start:
            return first > 0 and s.low[first - 1] in ("no", "neither")
    return False


def _supposed(s: Sentence, claim: Claim) -> bool:
    """Whether something, not somebody, points to what the claim's noun says: "the visit suggests talks with Iran"."""
    verbs = _report_certainty()
    for j in range(claim.start):
        if s.clause[j] == claim.clause and s.at[j] < 0 and s.verbal[j] and verbs.get(s.low[j]) == "possible":
            span = _phrase_before(s, j)
            return span is not None and not _can_speak(s, span)
    return False


def _presupposed(s: Sentence, claim: Claim) -> bool:
    """Whether an opinion takes the claim for granted: "its partnership with", of which something else is supposed."""
    j = claim.start - 1
    while j >= 0 and s.at[j] < 0 and s.cat[j] in (OTHER, ADVERB) and not s.verbal[j] and claim.start - j < 4:
        j -= 1
    return j >= 0 and s.at[j] < 0 and s.low[j] in _POSSESSIVES


def _speaker(s: Sentence, claim: Claim) -> tuple[Attribution | None, str | None]:
    """Return who says so and how sure that makes it."""
    verbs = _report_certainty()
    clause = claim.clause
    aside = False  # "..., even as tensions grow" is the writer's own remark on an opinion
    for _ in range(12):
        if clause < 0:
            break
        here = s.clauses[clause]
        if here.kind == "sub" and s.low[here.start] in _ASIDES:
            before = here.start - (2 if here.start and s.low[here.start - 1] == "even" else 1)
            aside = aside or (before >= 0 and s.cat[before] == COMMA)
        if here.kind == "comp" and here.report >= 0:
            grade = verbs.get(s.low[here.report], "reported")
            if aside and grade == "possible":
                clause = here.parent
                continue
            span = _phrase_before(s, here.report)
            return (span if span is not None and _can_speak(s, span) else None), grade
        clause = here.parent
    for number, here in enumerate(s.clauses):
        if here.kind == "tail":
            for i in range(here.start + 1, len(s.low)):
                if s.clause[i] != number:
                    break
                if s.at[i] < 0 and s.verbal[i] and s.low[i] in verbs:
                    quoted = _phrase_after(s, i + 1) if s.low[i] in _QUOTING else None
                    span = quoted or _phrase_before(s, i) or _phrase_after(s, i + 1)
                    return (span if span is not None and _can_speak(s, span) else None), verbs[s.low[i]]
    for i in range(len(s.low) - 2):
        for words in _REFERRING:
            if s.low[i] == words[0] and tuple(s.low[i : i + len(words)]) == words:
                return _phrase_after(s, i + len(words)), "reported"
    return None, None


def _can_speak(s: Sentence, span: Attribution) -> bool:
    """Whether a phrase names somebody: an actor, or people by what they do."""
    return any(s.at[i] >= 0 or s.low[i] in _speakers() or s.low[i] in _PRONOUNS for i in range(*span)) and not any(
        s.low[i] in ("of", "on") and s.low[span[0]] not in _speakers() and s.at[span[0]] < 0 for i in range(*span)
    )


@cache
def _speakers() -> frozenset[str]:
    return frozenset(form for row in read_lexicon("speakers.csv") for form in noun_forms(row["noun"]))


def _phrase_before(s: Sentence, verb: int) -> Attribution | None:
    """Return the subject of a verb of saying as tokens."""
    end = verb
    while end and s.at[end - 1] < 0 and (s.low[end - 1] in _SKIPPED or s.low[end - 1][-2:] == "ly"):
        end -= 1
    if end > 1 and s.cat[end - 1] == TIME and s.low[end - 2] == "on":  # "the ministry on Monday said"
        end -= 2
    elif end and s.cat[end - 1] == TIME:
        end -= 1
    start = end
    while start and s.clause[start - 1] == s.clause[verb]:
        listed = s.low[start - 1] == "," and start > 1 and s.at[start - 2] >= 0 <= s.at[start]
        if s.low[start - 1] in _STOPS and not listed:
            break
        joins = s.low[start - 1] == "and" and start > 1 and s.at[start - 2] >= 0 <= s.at[start]
        if s.at[start - 1] < 0 and (s.low[start - 1] in _SKIPPED or s.verbal[start - 1]) and not joins:
            break
        start -= 1
    while start < end and s.at[start] < 0 and s.low[start] in _LEADING:
        start += 1
    return (start, end) if start < end <= start + 14 else None


def _phrase_after(s: Sentence, start: int) -> Attribution | None:
    """Return the noun phrase that begins at a token."""
    while start < len(s.low) and s.low[start] in ("the", "a", "an"):
        start += 1
    end = start
    while end < len(s.low) and end < start + 10:
        if s.at[end] < 0 and (
            s.low[end] in _STOPS
            or s.low[end] in ("with", "on", "that", "which", "who", "in", "and", "as")
            or s.verbal[end]
        ):
            break
        end += 1
    return (start, end) if start < end else None
