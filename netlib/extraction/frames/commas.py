"""What a comma does to the clauses of a sentence: it ends one, takes one up again, or tells who says so."""

from __future__ import annotations

from typing import Protocol

from netlib.extraction.frames.shape import (
    AUXILIARIES,
    COMMA,
    CONJ,
    DET,
    HAVE,
    NEG,
    OTHER,
    PREP,
    PRONOUN,
    QUOTE,
    REL,
    STOP,
    SUBORD,
    THAT,
    TIME,
    Clause,
    Sentence,
    after,
    finite_ahead,
    is_finite,
    is_verb,
    word_lists,
)
from netlib.extraction.inflection import BASE, GERUND, PARTICIPLE, PAST, THIRD
from netlib.extraction.words import phrase_words

__all__ = ["OR_PREPOSITION", "at_comma"]

OR_PREPOSITION = frozenset({"after", "before", "since", "until", "till"})
"""What begins a clause or only a phrase: "after he left", "after talks in Rome"."""
_PREPOSITIONS = OR_PREPOSITION | {"amid", "despite"}
_SAID_ON = phrase_words("said-on")
_APPOSITION, _RELATIVE = 9, 25
"""Words that may stand between commas after a name before its verb: what describes it, a clause about it."""


class Opens(Protocol):
    """Opens a clause and returns its number."""

    def __call__(self, kind: str, start: int, parent: int, antecedent: int = -1, report: int = -1) -> int: ...


def at_comma(
    s: Sentence, i: int, here: int, clauses: list[Clause], open_clause: Opens, waiting: int, last_mention: int
) -> tuple[int, int]:
    """Return the clause after the comma at `i`, and the verb of saying that still waits for its content."""
    n = len(s.low)
    j = after(s, i)
    if j >= n or s.low[i] == ")":
        return here, waiting
    current = clauses[here]
    if s.at[j] < 0:
        verbal = s.verbal[j]
        if verbal & PAST and s.low[j] in word_lists().report and _names_speaker(s, j) and _is_tail(s, i, j):
            return open_clause("tail", i, here), -1
        if verbal & GERUND and s.low[i] == ",":
            led = after(s, current.start)
            apart = current.kind == "sub" and led < n and s.verbal[led] == GERUND  # "after blasting Chad, accusing"
            apart = apart or (current.kind == "comp" and current.report >= 0 and s.low[j] in _SAID_ON)
            return open_clause("part", i, current.parent if apart else here), waiting
        if (
            (current.kind in ("rel", "part", "sub") or _interrupted(clauses, here) != current.parent)
            and (current.has_verb or not _awaits_verb(s, current, i))
            and not current.initial
            and is_finite(s, j)
        ):
            return _interrupted(clauses, here), waiting
        if verbal & PARTICIPLE and current.kind == "main" and not current.has_verb and _resumes(s, j):
            return open_clause("rel", i, here, antecedent=last_mention), waiting
        if s.cat[j] == CONJ:
            return _at_and(s, i, j, here, clauses, open_clause, waiting)
    if current.kind == "main" and current.has_verb and _is_adjunct(s, current.start, i):
        current.has_verb = False  # "In a communique issued on Friday, *Hanoi and Beijing said*"
    if any(clause.has_verb for clause in clauses) and _is_tail(s, i, j):
        return open_clause("tail", i, here), -1
    if current.kind == "tail":
        inside = not any(c.has_verb and c.kind in ("main", "coord") for c in clauses)  # "If ..., Chad said, it would"
        begins = (current.start == 0 or inside) and s.cat[j] != REL
    elif s.at[j] >= 0 or s.cat[j] in (DET, PRONOUN, OTHER):
        first = current.start == 0 or (current.kind == "sub" and not any(c.has_verb for c in clauses[:here]))
        begins = current.kind in ("sub", "part") and first
    else:
        begins = False
    return (open_clause("main", i, -1), -1) if begins else (here, waiting)


def _at_and(
    s: Sentence, i: int, j: int, here: int, clauses: list[Clause], open_clause: Opens, waiting: int
) -> tuple[int, int]:
    """Return the clause after the comma at `i` and the "and" or "but" at `j`."""
    current = clauses[here]
    if current.kind == "sub" and not current.has_verb and s.low[current.start] in OR_PREPOSITION:
        here, current = current.parent, clauses[current.parent]  # ", two weeks after Andijan, and Russia has"
    k = after(s, j)
    k = _past_apposition(s, k) if current.has_verb else k
    if k < len(s.low) and is_finite(s, k):
        return open_clause("coord", i, here if current.kind in ("main", "coord", "comp") else current.parent), -1
    if (k < len(s.low) and s.low[j] == "but") or (finite_ahead(s, k, 9) and current.has_verb):
        return open_clause("coord", i, 0), -1
    return here, waiting


def _interrupted(clauses: list[Clause], here: int) -> int:
    """Return the clause that a comma and a verb go on with: the outer one that has no verb yet, else the parent."""
    above = clauses[here].parent
    while above >= 0:
        if clauses[above].kind in ("main", "comp", "coord") and not clauses[above].has_verb:
            return above
        above = clauses[above].parent
    return clauses[here].parent


def _past_apposition(s: Sentence, k: int) -> int:
    """Return the verb after a name and what describes it, else `k`: "and *Mukwege, the Nobel laureate, complained*"."""
    if k >= len(s.low) or s.at[k] < 0 or s.low[s.last[s.at[k]] : s.last[s.at[k]] + 1] != [","]:
        return k
    start = s.last[s.at[k]] + 1
    relative = s.cat[start : start + 1] == [REL]
    reach = _RELATIVE if relative else _APPOSITION
    close = next((j for j in range(start, min(start + reach, len(s.low) - 1)) if s.low[j] == "," and s.at[j] < 0), 0)
    if not close or (not relative and any(is_verb(s, j) for j in range(start, close))):
        return k
    verb = after(s, close)
    return verb if verb < len(s.low) and is_finite(s, verb) else k


def _awaits_verb(s: Sentence, clause: Clause, comma: int) -> bool:
    """Whether a clause has yet to come to its verb: "when the premier, Roe, *signed*"; not "after talks, said"."""
    if clause.kind == "sub":
        verbless = s.low[clause.start] in _PREPOSITIONS and "by" not in s.low[comma + 2 : comma + 3]
        return not verbless or "," in s.low[clause.start + 1 : comma]
    return clause.kind == "rel" and s.low[clause.start] == "whose"


def _is_adjunct(s: Sentence, start: int, end: int) -> bool:
    """Whether a clause so far is a prepositional phrase whose verbs are participles: "In a statement issued Friday"."""
    if s.cat[start] != PREP or s.at[start] >= 0:
        return False
    verbs = [j for j in range(start + 1, end) if is_verb(s, j)]
    return all(s.verbal[j] & (PARTICIPLE | GERUND) and s.at[j - 1] < 0 and s.cat[j - 1] == OTHER for j in verbs)


def _resumes(s: Sentence, j: int) -> bool:
    """Whether the clause that a participle after a comma interrupts goes on: ", backed by Iran, said"."""
    for k in range(j, len(s.low) - 1):
        following = after(s, k) if s.low[k] == "," else len(s.low)
        if following < len(s.low) and is_finite(s, following):
            return True
    return False


def _is_tail(s: Sentence, i: int, j: int) -> bool:
    """Whether ", officials said on Monday" and no more stands from the comma at `i` to the next comma or the end."""
    report = word_lists().report
    if i == 0 or (s.at[j] < 0 and s.low[j] in report and s.at[j + 1 : j + 2] > [-1] and not _names_speaker(s, j)):
        return False
    seen = 0
    for k in range(j, min(j + 22, len(s.low))):
        if s.at[k] >= 0:
            continue
        if s.verbal[k] and (s.low[k] in report or _closes(s, k)):
            if s.low[k - 1] == "as":  # "quoted him as saying"
                continue
            if seen:
                return False
            seen = k
        elif s.cat[k] == COMMA and not seen and s.at[k - 1] >= 0 and k + 1 < len(s.low) and s.at[k + 1] >= 0:
            continue  # ", officials of A, B and C said"
        elif s.cat[k] in (COMMA, STOP, SUBORD):
            return seen > 0
        elif (
            s.verbal[k] & (PAST | THIRD)
            or s.cat[k] in (REL, THAT)
            or (s.cat[k] in AUXILIARIES and (seen or s.cat[k] != HAVE))  # ", officials have said"
            or (seen and (s.cat[k] == QUOTE or _is_told(s, seen, k)))
        ):
            return False
    return seen > 0


def _is_told(s: Sentence, said: int, verb: int) -> bool:
    """Whether somebody is told to do something rather than what happened: ", told *Chad not to open* the port"."""
    if s.low[verb - 1] != "to" or not s.verbal[verb] & BASE:
        return False
    return all(s.at[j] >= 0 or s.cat[j] == NEG for j in range(said + 1, verb - 1))


def _closes(s: Sentence, verb: int) -> bool:
    """Whether a verb such as "warned" ends what it says: ", Iran warned on Friday."; not ", Iran warned Chad"."""
    if s.low[verb] not in word_lists().closing:
        return False
    following = verb + 1
    return following >= len(s.low) or s.low[following] == "." or s.cat[following] in (COMMA, STOP, TIME, PREP)


def _names_speaker(s: Sentence, verb: int) -> bool:
    """Whether only a name follows a verb: ", announced Dr Shaikh, ..."; not "declared Lula persona non grata"."""
    if verb + 1 >= len(s.low) or s.at[verb + 1] < 0:
        return False
    end = s.last[s.at[verb + 1]]
    return end >= len(s.low) or s.cat[end] != OTHER or s.low[end] == "."
