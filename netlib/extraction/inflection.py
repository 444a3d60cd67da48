"""The forms of English verbs and nouns: an irregular table (data) and the regular spelling rules."""

from __future__ import annotations

from functools import cache

from netlib.ontology import read_lexicon

__all__ = ["BASE", "GERUND", "PARTICIPLE", "PAST", "THIRD", "irregular_pasts", "noun_forms", "verb_forms"]

BASE, THIRD, PAST, PARTICIPLE, GERUND = 1, 2, 4, 8, 16
"""The forms of a verb as bits, so that one spelling ("cut") can be several."""

_VOWELS = frozenset("aeiou")


@cache
def _irregular() -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    return {
        row["lemma"]: (tuple(row["past"].split("|")), tuple(row["participle"].split("|")))
        for row in read_lexicon("irregular_verbs.csv")
    }


@cache
def verb_forms(lemma: str) -> dict[str, int]:
    """Return every spelling of a verb with the forms that it can be, as bits.

    Where English doubles a final consonant in one country or word and not in another ("cancelled", "canceled"), both
    spellings are given: a spelling that nobody writes does no harm.

    Examples
    --------
    >>> sorted(verb_forms("deny"))
    ['denied', 'denies', 'deny', 'denying']
    >>> verb_forms("cut")["cut"] == BASE | PAST | PARTICIPLE
    True
    """
    if lemma == "be":
        return {"be": BASE, "is": THIRD, "are": BASE, "was": PAST, "were": PAST, "been": PARTICIPLE, "being": GERUND}
    forms: dict[str, int] = {}

    def add(form: str, bit: int) -> None:
        forms[form] = forms.get(form, 0) | bit

    add(lemma, BASE)
    add("has" if lemma == "have" else _with_s(lemma), THIRD)
    stems = _stems(lemma)
    if lemma in _irregular():
        past, participle = _irregular()[lemma]
        for form in past:
            add(form, PAST)
        for form in participle:
            add(form, PARTICIPLE)
    else:
        for stem in stems:
            add(_with_ed(stem), PAST | PARTICIPLE)
    for stem in stems:
        add(_with_ing(stem), GERUND)
    return forms


@cache
def irregular_pasts() -> frozenset[str]:
    """Return the irregular past forms that are nothing but verbs in their spelling: "tore"; not "cut", "ground"."""
    pasts = {form for lemma, (past, _) in _irregular().items() for form in past if form != lemma}
    return frozenset(pasts - {"ground", "wound", "bound", "bit", "rent", "felt", "rose", "saw", "fed", "shot", "abode"})


@cache
def noun_forms(lemma: str) -> tuple[str, ...]:
    """Return singular and plural of a noun.

    Examples
    --------
    >>> noun_forms("embassy")
    ('embassy', 'embassies')
    """
    if lemma.endswith("man") and lemma != "human":
        return lemma, lemma[:-3] + "men"
    return lemma, _with_s(lemma)


def _stems(lemma: str) -> tuple[str, ...]:
    """Return the stems before -ed and -ing: doubled, plain, or both where it is not certain."""
    plain = lemma.replace("qu", "q")  # "quit" is doubled as "sit" is
    if len(lemma) < 3 or lemma[-1] in "wxyaeiouh" or plain[-2] not in _VOWELS or plain[-3:-2] in tuple(_VOWELS):
        return (lemma + "k",) if lemma.endswith("ic") else (lemma,)
    doubled = lemma + ("k" if lemma[-1] == "c" else lemma[-1])
    if sum(c in _VOWELS for c in lemma) == 1:
        return (doubled,)
    return lemma, doubled


def _with_s(word: str) -> str:
    if word.endswith("y") and word[-2:-1] not in _VOWELS:
        return word[:-1] + "ies"
    if word.endswith(("s", "x", "z", "ch", "sh", "o")):
        return word + "es"
    return word + "s"


def _with_ed(stem: str) -> str:
    if stem.endswith("e"):
        return stem + "d"
    if stem.endswith("y") and stem[-2:-1] not in _VOWELS:
        return stem[:-1] + "ied"
    return stem + "ed"


def _with_ing(stem: str) -> str:
    if stem.endswith("ie"):
        return stem[:-2] + "ying"
    if stem.endswith("e") and not stem.endswith(("ee", "oe", "ye")) and stem != "be":
        return stem[:-1] + "ing"
    return stem + "ing"
