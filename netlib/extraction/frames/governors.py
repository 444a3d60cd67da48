"""The prepositions that govern each name of a sentence: "on a base in Kenya" gives Kenya ("on", "in")."""

from __future__ import annotations

from netlib.extraction.frames.shape import (
    ANTI,
    ASIDE,
    AUXILIARIES,
    COMMA,
    CONJ,
    DET,
    OTHER,
    PREP,
    SPACE,
    TIME,
    Sentence,
    after,
    word_lists,
)
from netlib.extraction.inflection import BASE, GERUND, PARTICIPLE
from netlib.extraction.words import phrase_words

__all__ = ["govern", "is_quantity"]

_OPENING = phrase_words("adjunct-noun")
"""Nouns of phrases at the head of a sentence, after which its subject needs no comma."""
_MONEY = frozenset({"$", "€", "£", "us$"})
_COUNTED = phrase_words("counted")
_BROUGHT = phrase_words("brought-from")
_LINKED = phrase_words("linked")
_OWNED = phrase_words("owned")
_QUANTITY = phrase_words("quantity")


def is_quantity(s: Sentence, i: int) -> bool:
    """Whether the preposition at `i` only counts: "about 300", "at least", "over a thousand"."""
    following = s.low[i + 1] if i + 1 < len(s.low) else ""
    beyond = s.low[i + 2] if i + 2 < len(s.low) else ""
    if following == "a":
        return beyond in _COUNTED  # "over a thousand"
    if following == "some":
        return beyond[:1].isdigit() or beyond in _COUNTED or beyond in _MONEY  # not "on some wines"
    return following[:1].isdigit() or following in _QUANTITY or following in _MONEY


def _is_listed(s: Sentence, i: int) -> bool:
    """Whether the comma at `i` stands in a list of names: "officials from A, B and C"."""
    if i == 0 or i + 1 >= len(s.low) or s.at[i - 1] < 0 or s.at[i + 1] < 0:
        return False
    k = s.last[s.at[i + 1]]
    return k + 1 < len(s.low) and s.at[k] < 0 and s.cat[k] in (COMMA, CONJ) and s.at[k + 1] >= 0


def _belongs(s: Sentence, i: int) -> bool:
    """Whether a participle and its preposition say whose something is: "a group linked *to*", "goods bought *from*"."""
    following = s.low[i + 1] if i + 1 < len(s.low) and s.cat[i + 1] == PREP else ""
    if not following or s.cat[i - 1] in AUXILIARIES:
        return False
    return s.low[i] in (_BROUGHT if following == "from" else _OWNED if following == "by" else _LINKED)


def _is_in_adjunct(s: Sentence, i: int) -> bool:
    """Whether a verb only describes the noun of a phrase at the head of a clause: "Under a deal *reached* in Rome"."""
    opens = s.cat[s.clauses[s.clause[i]].start] == PREP
    return opens and bool(s.verbal[i] & PARTICIPLE) and s.at[i - 1] < 0 and s.cat[i - 1] == OTHER


def govern(s: Sentence) -> None:
    """Give every mention the prepositions that govern it, the nearest last; none for a subject or object.

    "on a base in Kenya" gives Kenya ``("on", "in")``; "of" adds nothing but is remembered in ``inner``.
    """
    governors: list[tuple[str, ...]] = [()] * len(s.mentions)
    inner = [False] * len(s.mentions)
    current: tuple[str, ...] = ()
    nested = False
    clause = -1
    seen_verb = False
    asides = word_lists().aside
    n = len(s.low)
    i = 0
    while i < n:
        if s.clause[i] != clause:
            clause = s.clause[i]
            current, nested, seen_verb = (
                (),
                False,
                s.clauses[clause].has_verb and s.clauses[clause].start < i and seen_verb,
            )
        number = s.at[i]
        if number >= 0:
            passed = i > 0 and s.at[i - 1] < 0 and s.cat[i - 1] == SPACE and not s.low[i - 1].isspace()
            leaning = s.low[i - 2] if i > 1 and s.low[i - 1] == "-" and s.at[i - 2] < 0 else ""
            passed = passed or leaning in ("pro", "ex")  # "the pro-Russian party", "an ex-Gaddafi general"
            while number < len(s.mentions) and s.first[number] == i:
                governors[number] = (ASIDE,) if passed else (ANTI,) if leaning == "anti" else current
                inner[number] = nested
                number += 1
            i = max(s.last[s.at[i]], i + 1)
            continue
        cat, word = s.cat[i], s.low[i]
        if (
            not seen_verb
            and current
            and ((cat == DET and i and s.at[i - 1] >= 0) or (word in _OPENING and i + 1 < n and s.at[i + 1] >= 0))
        ):
            current, nested = (), False  # "In Tehran the Pakistani minister", "In a separate move Turkey"
        elif cat == PREP:
            j = after(s, i)
            phrase = next(
                (rest for rest in asides.get(word, ()) if tuple(s.low[i + 1 : i + 1 + len(rest)]) == rest), None
            )
            if phrase is not None:
                current, nested = (ASIDE,), False
                i += len(phrase)
            elif word == "to" and j < n and s.at[j] < 0 and s.verbal[j] & BASE:
                current, nested = (), False
            elif word == "with" and i == s.clauses[clause].start and s.clauses[clause].kind == "sub":
                current, nested = (), False  # "with Canada contributing"
            elif word == "of":
                nested = True
            elif is_quantity(s, i):
                pass  # "at least", "about 300", "up to 500"
            elif not (word in ("on", "at", "in") and i + 1 < n and s.cat[i + 1] == TIME):
                current, nested = (*current[-1:], word), False
        elif cat == TIME:
            if current and current[-1] in ("on", "in", "at", "by", "for", "from", "since"):
                current, nested = (), False
        elif seen_verb and s.at[i - 1] < 0 and _belongs(s, i):
            i += 1  # "blamed a group linked to Iran" is to blame Iran
        elif s.verbal[i]:
            if (
                not s.verbal[i] & PARTICIPLE
                or s.verbal[i] & (BASE | GERUND)
                or not current
                or (i and s.cat[i - 1] != DET)
            ):
                current, nested = (), False
            seen_verb = seen_verb or not _is_in_adjunct(s, i)
        elif cat in AUXILIARIES:
            current, nested = (), False
            seen_verb = True
        elif cat == COMMA and not seen_verb and not (_is_listed(s, i) and s.cat[s.clauses[clause].start] != PREP):
            current, nested = (), False
        i += 1
    s.governors, s.inner = governors, inner
