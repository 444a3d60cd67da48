"""Which words of a sentence are verbs here, and in which form."""

from __future__ import annotations

from collections.abc import Sequence

from netlib.extraction.frames.shape import (
    ADVERB,
    AUXILIARIES,
    COMMA,
    CONJ,
    DET,
    DO,
    FUTURE,
    HAVE,
    OBLIGATION,
    OTHER,
    POSS,
    POSSIBLE,
    PREP,
    PRONOUN,
    REL,
    STOP,
    SUBORD,
    THAT,
    TIME,
    Sentence,
    WordLists,
    after,
    before,
    day_before,
    is_finite,
    object_ahead,
)
from netlib.extraction.inflection import BASE, GERUND, PARTICIPLE, PAST, THIRD
from netlib.extraction.words import phrase_words

__all__ = ["tag_verbs"]

_NOT_PAST = phrase_words("not-past")
_OF_NOUNS = phrase_words("of-nouns")
_ORDERS = phrase_words("order")
"""What says by a participle what it does: "a decree banning Georgian wine"."""
_COUNTED = phrase_words("counted")
_NOT_GERUND = phrase_words("not-gerund")
_ASIDE = 25
"""Tokens that may stand between a name and its verb."""


def tag_verbs(s: Sentence, lists: WordLists, tags: Sequence[str] | None) -> None:
    """Decide which words are verbs here, and in which form; a tagger finds more that may be nouns as well."""
    verbs, ambiguous = lists.verbs, lists.ambiguous
    doubtful = []
    headline = _is_headline(s)
    for i, word in enumerate(s.low):
        forms = verbs.get(word, 0)
        if s.at[i] >= 0:
            continue
        if (i and s.low[i - 1] == "-" and s.low[i - 2] != "re") or (i + 1 < len(s.low) and s.low[i + 1] == "-"):
            if lists.compounds and s.low[i + 1 : i + 2] == ["-"]:  # a verb such as "test-fired"
                s.verbal[i] = lists.compounds.get((word, s.low[i + 2] if i + 2 < len(s.low) else ""), 0)
            continue  # a part of a compound: "wide-scale", "cease-fire"
        if not forms and word[-3:] == "ing" and len(word) > 5 and i and s.at[i - 1] < 0 and s.cat[i - 1] == PREP:
            s.verbal[i] = GERUND if word not in _NOT_GERUND else 0
            continue
        if not headline and i and s.at[i - 1] < 0 and s.words[i][0].isupper() and s.words[i - 1][0].isupper():
            continue  # a name that nobody knows: "Pham Hung Tam"
        if not forms:
            if word[-2:] != "ed" or len(word) < 5 or word in _NOT_PAST or word[-3:] == "eed":
                continue
            forms = PAST | PARTICIPLE
        if forms == GERUND and verbs.get("".join(s.low[i + 1 : i + 2]), 0) == PAST and s.cat[i - 1] not in AUXILIARIES:
            continue  # "as fighting went on"
        if s.cat[i] == HAVE:
            if not _has_object(s, i, verbs):
                continue
        elif s.cat[i] not in (OTHER, ADVERB):
            continue
        p = _before_aside(s, before(s, i))
        s.verbal[i] = _forms_here(s, i, p, forms, word in ambiguous)
        if tags is not None and tags[i] == "VERB" and (word in ambiguous or s.low[i + 1 : i + 2] == ["by"]):
            s.verbal[i] = s.verbal[i] or forms  # what it calls a noun may be a verb: "Kenya attacks Chad"
            continue
        if not s.verbal[i] and forms & BASE and p >= 0 and s.at[p] >= 0 and _is_second_name(s, s.at[p]):
            doubtful.append((i, forms & BASE))  # "Italy and Slovenia share intelligence"
        same = forms & PAST and forms & BASE and p >= 0 and s.at[p] < 0 and s.cat[p] == OTHER
        if not s.verbal[i] and same and word in ambiguous and object_ahead(s, i):
            doubtful.append((i, PAST))  # "a missile hit a school"
        if not s.verbal[i] and forms & THIRD and word in ambiguous and p >= 0:
            number = s.at[p]
            named = number >= 0 and s.mentions[number].kind != "adjective" and not s.mentions[number].possessive
            if named and word in lists.report and (i + 1 >= len(s.low) or s.cat[i + 1] != PREP):
                s.verbal[i] = THIRD
            elif named or (number < 0 and s.cat[p] == OTHER and s.low[p][-1] != "s"):
                doubtful.append((i, forms))
    for i, forms in enumerate(s.verbal[:-1]):  # "the *bombing* killed"
        if forms == GERUND and s.verbal[i + 1] & PAST and not s.verbal[i + 1] & (BASE | GERUND) and _is_noun_here(s, i):
            s.verbal[i] = 0
    for i, forms in doubtful:  # "Iran faces criticism": a clause without another verb
        if not _verb_in_phrase(s, i) and i + 1 < len(s.low) and s.cat[i + 1] in (OTHER, PREP, DET):
            s.verbal[i] = forms


def _forms_here(s: Sentence, i: int, p: int, forms: int, ambiguous: bool) -> int:
    """Return the forms that a word can have where it stands, after the word at `p`."""
    day = day_before(s, p) if p > 0 else 0
    if 0 < day <= p and (s.at[day - 1] >= 0 or s.cat[day - 1] in AUXILIARIES):
        p = day - 1  # "will next week lift", "China and Russia on Monday wound up"
    cat = s.cat[p] if p >= 0 else STOP
    n = i + 1
    after = s.cat[n] if n < len(s.low) else STOP
    named = p >= 0 and s.at[p] >= 0
    attribute = named and s.mentions[s.at[p]].kind == "adjective" and not _is_counted(s, s.first[s.at[p]] - 1)
    if not named and cat in AUXILIARIES:
        if cat in (POSSIBLE, OBLIGATION, FUTURE, DO):
            return forms & BASE
        if cat == HAVE:
            return forms & PARTICIPLE
        return forms & (PARTICIPLE | GERUND)
    if not named and s.low[p] == "to" and p >= 0 and forms & BASE:
        return BASE
    if not named and ((cat == DET and s.low[p] not in ("all", "both", "that")) or cat == POSS):
        return 0
    if p >= 0 and not named and s.low[p] in _OF_NOUNS:
        return 0  # "joint patrols"
    if attribute or (named and s.mentions[s.at[p]].possessive):
        # "Israeli bombing", "Turkey's attack"; but "the Taliban attacked", "Hamas' killed", "Vietnamese took part"
        finite = forms & PAST and not forms & (BASE | PARTICIPLE) and not ambiguous
        return forms & PAST & ~BASE if finite or (forms & PAST and not forms & BASE and object_ahead(s, i)) else 0
    if forms & GERUND:
        if s.low[n : n + 1] == ["between"]:
            return 0  # "heavy fighting between"
        if cat == PREP and not named:
            return GERUND if object_ahead(s, i) or after == OTHER or (after == PREP and s.low[p] in ("to", "by")) else 0
        if cat == OTHER and not named and p and s.cat[p - 1] in (DET, POSS) and s.at[p - 1] < 0:
            asks = after == PREP and s.low[n] in ("for", "to", "against", "on") and s.cat[n + 1 : n + 2] != [TIME]
            return GERUND if object_ahead(s, i) or asks or s.low[p] in _ORDERS else 0
        return GERUND
    if not forms & (BASE | THIRD):
        if not named and (cat == PREP or (p == i - 1 and s.verbal[p] and cat == OTHER)):
            return 0  # "of captured soldiers", "guarding captured soldiers"
        counted = p == i - 1 and s.low[p][:1].isdigit() and s.cat[p - 1] != TIME and not s.words[p - 1][0].isupper()
        if not named and counted and n < len(s.low) and s.at[n] >= 0:
            return 0  # "50 wounded Libyans"
        return forms
    if named or cat in (PRONOUN, REL, THAT):
        if not ambiguous or not named or forms & PAST:
            return forms
        if after == PREP or s.low[i] == "":
            return forms & THIRD if s.low[n] in ("on", "for", "to") and s.low[i] in ("calls", "appeals") else 0
        return forms if object_ahead(s, i) else 0
    if cat == CONJ:
        return forms if not ambiguous or object_ahead(s, i) else 0
    if cat in (PREP, STOP):
        return 0
    if ambiguous and not named and p == i - 1 and s.verbal[p] & (PAST | THIRD | BASE):
        return 0  # "normalised ties six years ago"
    if cat == OTHER and forms == BASE and s.low[p][-1] not in "sn":
        return 0  # a bare form after a singular: "a new round"
    if not ambiguous:
        return forms
    return forms if object_ahead(s, i) and p >= 0 and (s.low[p][-1] == "s") != (s.low[i][-1] == "s") else 0


def _before_aside(s: Sentence, comma: int) -> int:
    """Return the end of the name that what ends at a comma is about: "*Chad*, which ..., cut"; `comma` for none."""
    if comma < 0 or s.at[comma] >= 0 or s.low[comma] != ",":
        return comma
    for j in range(comma - 1, max(comma - _ASIDE, 0), -1):
        if s.at[j] >= 0 or s.low[j] != ",":
            continue
        name = s.at[j - 1]
        describes = s.cat[j + 1] in (REL, DET) or s.at[j + 1] >= 0 or s.words[j + 1][:1].islower()
        opens = name >= 0 and (s.first[name] == 0 or s.cat[s.first[name] - 1] in (CONJ, SUBORD, THAT, STOP, DET))
        return j - 1 if opens and describes else comma
    return comma


def _is_counted(s: Sentence, j: int) -> bool:
    """Whether a number stands at a token, which makes people of a demonym: "several hundred *Vietnamese* rallied"."""
    return j >= 0 and s.at[j] < 0 and (s.low[j] in _COUNTED or s.low[j][:1].isdigit())


def _is_noun_here(s: Sentence, i: int) -> bool:
    """Whether a noun phrase ends at a token: its verb follows, and an article, a noun or a name stands before."""
    return i > 0 and (s.at[i - 1] >= 0 or s.cat[i - 1] in (OTHER, DET, POSS)) and not s.verbal[i - 1]


def _is_headline(s: Sentence) -> bool:
    """Whether most words outside of names begin with a capital: "Chad Condemns Attack by Niger Army"."""
    own = [word for word, number in zip(s.words, s.at, strict=True) if number < 0 and word.isalpha()]
    return sum(word[0].isupper() for word in own) > len(own) / 2


def _is_second_name(s: Sentence, number: int) -> bool:
    """Whether a mention is the last of "Italy and Slovenia", "Italy, Slovenia" at the head of a sentence."""
    mention = s.mentions[number]
    before = s.first[number] - 1
    joined = before > 0 and s.cat[before] in (CONJ, COMMA) and s.at[before - 1] >= 0
    return joined and number == 1 and mention.kind != "adjective" and not mention.possessive


def _has_object(s: Sentence, i: int, verbs: dict[str, int]) -> bool:
    """Whether "have" at `i` is a verb of its own: "had lunch with", "has a deal"."""
    j = after(s, i)
    if j + 1 < len(s.low) and s.at[j] < 0 and (s.low[j + 1] == "times" or (s.cat[j] == DET and s.cat[j + 1] == TIME)):
        j = after(s, j + 1)  # "has several times accused", "has this week accused"
    if j >= len(s.low) or s.at[j] >= 0 or s.cat[j] not in (OTHER, DET) or s.low[j][-2:] == "ed":
        return False
    return not verbs.get(s.low[j], 0) & PARTICIPLE


def _verb_in_phrase(s: Sentence, i: int) -> bool:
    """Whether a finite verb stands between the punctuation or conjunctions before and after `i`."""
    for step in (-1, 1):
        j = i + step
        while 0 <= j < len(s.low) and (
            s.at[j] >= 0 or s.cat[j] not in (COMMA, STOP, REL, SUBORD) or _joins_adjectives(s, j)
        ):
            if is_finite(s, j):
                return True
            j += step
        if step < 0 and j >= 0 and s.cat[j] in (SUBORD, REL):
            return s.low[j] == "as"
    return False


def _joins_adjectives(s: Sentence, comma: int) -> bool:
    """Whether a comma only stands between two words before a noun: "opened direct, high-level talks"."""
    if s.low[comma] != "," or not 0 < comma < len(s.low) - 1:
        return False
    return all(s.at[j] < 0 and s.cat[j] == OTHER and not s.verbal[j] for j in (comma - 1, comma + 1))
