"""What is known of a sentence's tokens: the class of each word, its mentions, its verbs and, once read, its clauses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from netlib.extraction.inflection import BASE, PAST, THIRD, irregular_pasts, noun_forms, verb_forms
from netlib.extraction.mentions import Mention
from netlib.extraction.parsed import Parse
from netlib.extraction.predicates import lexicon
from netlib.ontology import read_lexicon

__all__ = [
    "ANTI",
    "ASIDE",
    "AUXILIARIES",
    "Clause",
    "Sentence",
    "WordLists",
    "after",
    "before",
    "day_before",
    "finite_ahead",
    "first_verb",
    "is_finite",
    "is_verb",
    "object_ahead",
    "word_lists",
]

(
    OTHER,
    PREP,
    COMMA,
    SUBORD,
    REL,
    THAT,
    CONJ,
    BE,
    HAVE,
    DO,
    POSSIBLE,
    OBLIGATION,
    FUTURE,
    NEG,
    DET,
    PRONOUN,
    ADVERB,
    TIME,
    POSS,
    STOP,
    QUOTE,
    SPACE,
) = range(22)
"""Classes of tokens."""

_CLASSES = {
    "preposition": PREP,
    "subordinator": SUBORD,
    "relative": REL,
    "that": THAT,
    "conjunction": CONJ,
    "be": BE,
    "have": HAVE,
    "do": DO,
    "possible": POSSIBLE,
    "obligation": OBLIGATION,
    "future": FUTURE,
    "negation": NEG,
    "determiner": DET,
    "pronoun": PRONOUN,
    "adverb": ADVERB,
    "time": TIME,
}
_PUNCTUATION = {
    ",": COMMA,
    ";": STOP,
    ":": STOP,
    "--": STOP,
    "—": STOP,
    "–": STOP,
    "'s": POSS,
    "’s": POSS,
    "'": POSS,
    "’": POSS,
    '"': QUOTE,
    "“": QUOTE,
    "”": QUOTE,
    "``": QUOTE,
    "''": QUOTE,
    "(": COMMA,
    ")": COMMA,
    "n’t": NEG,
}
ASIDE = "aside"
"""What governs a name in a parenthesis, or after "in solidarity with" and the like: no rule has such a slot."""
ANTI = "anti"
"""What governs a name after "anti-": no subject, and whom a protest is against."""
_KINDS = (
    "report-open",
    "light",
    "undergone",
    "undoing",
    "failing",
    "ambiguous",
    "prospective",
    "sport",
    "crowd",
    "arms",
    "judging",
    "preparing",
    "closing",
)
"""Classes of words that are kept as sets."""
_BEFORE_DAY = frozenset({"on", "next", "last", "early", "late"})
AUXILIARIES = frozenset({BE, HAVE, DO, POSSIBLE, OBLIGATION, FUTURE})


@dataclass(slots=True)
class Clause:
    """One clause: its kind, the clause that it hangs on, and who speaks it.

    ``kind`` is ``main``, ``coord`` (its own or its parent's subject), ``comp`` (what somebody says), ``part``
    (", accusing X"), ``rel`` (", which ..."), ``sub`` ("after ...") or ``tail`` (", officials said").
    """

    kind: str
    start: int
    parent: int
    antecedent: int = -1
    report: int = -1
    initial: bool = False
    has_verb: bool = False


@dataclass(slots=True)
class Sentence:
    """A sentence and what `analyse` found in it; mentions carry token indices of the sentence."""

    words: Sequence[str]
    low: list[str]
    cat: list[int]
    mentions: Sequence[Mention]
    first: list[int]
    last: list[int]
    at: list[int]
    verbal: list[int]
    clause: list[int] = field(default_factory=list)
    clauses: list[Clause] = field(default_factory=list)
    governors: list[tuple[str, ...]] = field(default_factory=list)
    inner: list[bool] = field(default_factory=list)
    timed: bool = False
    barrier: list[int] = field(default_factory=list)
    parse: Parse | None = None


@dataclass(frozen=True, slots=True)
class WordLists:
    """The function words and the verbs: from each word to its class, from each form to what it can be.

    Of verbs, ``light`` ones only carry a noun ("held talks"), ``undergone`` ones say without an object what
    happened to their subject ("six wounded"), ``undoing`` ones say that it did not come about ("cancelled talks")
    and so do ``failing`` ones of their subject ("talks collapsed"); a ``prospective`` adjective says that it has
    not yet ("planned talks"). ``sport`` is what only sport pages speak of, ``crowd`` who protests without a name;
    ``arms`` do what their owner does ("fired a missile that flew over"). ``judging`` verbs say what something is
    held for ("rejected as baseless"), ``preparing`` ones that it is still to come ("arranged a meeting").
    ``closing`` ones do something by saying it, and may stand after it (", Iran warned"). What follows an ``aside``
    ("in solidarity with") is no side, and an ``adverbial`` ("on bail") is passed over. ``compounds`` are the hyphenated
    verbs ("test-fired").
    """

    classes: dict[str, int]
    verbs: dict[str, int]
    report: dict[str, int]
    report_open: frozenset[str]
    light: frozenset[str]
    ambiguous: frozenset[str]
    prospective: frozenset[str]
    undergone: frozenset[str]
    undoing: frozenset[str]
    failing: frozenset[str]
    sport: frozenset[str]
    crowd: frozenset[str]
    arms: frozenset[str]
    judging: frozenset[str]
    preparing: frozenset[str]
    closing: frozenset[str]
    aside: dict[str, tuple[tuple[str, ...], ...]]
    adverbial: dict[str, frozenset[str]]
    compounds: dict[tuple[str, str], int]


@cache
def word_lists() -> WordLists:
    """Read the function words and the forms of every known verb."""
    classes = dict(_PUNCTUATION)
    verbs = dict(lexicon().verbs)
    report: dict[str, int] = {}
    aside: dict[str, tuple[tuple[str, ...], ...]] = {}
    adverbial: dict[str, frozenset[str]] = {}
    kinds: dict[str, set[str]] = {kind: set() for kind in _KINDS}
    for row in read_lexicon("function_words.csv"):
        word, kind = row["word"], row["class"]
        if kind in _CLASSES:
            classes[word] = _CLASSES[kind]
            if "'" in word:
                classes[word.replace("'", "’")] = _CLASSES[kind]
        elif kind == "ambiguous":
            kinds[kind].update(verb_forms(word), noun_forms(word))
        elif kind == "aside":
            first, *rest = word.split()
            aside[first] = (*aside.get(first, ()), tuple(rest))
        elif kind == "adverbial":
            first, last = word.split()
            adverbial[first] = adverbial.get(first, frozenset()) | {last}
        elif kind in ("crowd", "judging"):
            kinds[kind].add(word)
        elif kind in ("prospective", "sport", "arms"):
            kinds[kind].update(noun_forms(word))
        else:
            verb, _, particle = word.partition(" ")
            forms = verb_forms(verb)
            for form, bits in forms.items():
                verbs[form] = verbs.get(form, 0) | bits
            if kind == "report":
                report.update(forms)
            elif kind in kinds:
                kinds[kind].update(f"{form} {particle}".strip() for form in forms)
    for form in irregular_pasts():
        verbs.setdefault(form, PAST)
    kinds["ambiguous"].update(word for word in lexicon().nouns if word in verbs)
    return WordLists(
        classes,
        verbs,
        report,
        aside=aside,
        adverbial=adverbial,
        compounds=lexicon().compounds,
        **{kind.replace("-", "_"): frozenset(words) for kind, words in kinds.items()},
    )


def before(s: Sentence, i: int) -> int:
    """Return the index of the word before `i`, adverbs and negations passed over; -1 at the beginning."""
    j = i - 1
    while (
        j >= 0
        and s.at[j] < 0
        and (
            s.cat[j] in (ADVERB, NEG, SPACE)
            or (s.cat[j] == OTHER and (s.low[j][-2:] == "ly" or s.low[j] in ("re", "-")))
        )
    ):
        j -= 1
    return j


def after(s: Sentence, i: int) -> int:
    """Return the index of the word after `i`, adverbs passed over; the length at the end."""
    j = i + 1
    n = len(s.low)
    while j < n and s.at[j] < 0 and (s.cat[j] in (ADVERB, NEG, SPACE) or (s.cat[j] == OTHER and s.low[j][-2:] == "ly")):
        j += 1
    return j


def day_before(s: Sentence, j: int) -> int:
    """Return the first token of a day that ends at `j`, "this morning,", "on Friday", "next week"; `j` + 1 for none."""
    end = j
    if s.cat[j] == COMMA:
        j -= 1
    if j < 0 or s.at[j] >= 0 or (s.cat[j] != TIME and s.low[j] != "times"):
        return end + 1
    if j and s.at[j - 1] < 0 and (s.cat[j - 1] == DET or s.low[j - 1] in _BEFORE_DAY):
        j -= 1
    return j


def is_finite(s: Sentence, j: int) -> bool:
    """Whether a word is an auxiliary or can be a finite verb, and belongs to no name."""
    return s.at[j] < 0 and bool(s.verbal[j] & (PAST | THIRD) or s.cat[j] in AUXILIARIES)


def is_verb(s: Sentence, j: int) -> bool:
    """Whether a token outside of all names is a verb or an auxiliary."""
    return s.at[j] < 0 and (bool(s.verbal[j]) or s.cat[j] in AUXILIARIES)


def first_verb(s: Sentence, clause: int) -> int:
    """Return the first verb or auxiliary of a clause, -1 for none."""
    start = s.clauses[clause].start
    return next((j for j in range(start, len(s.low)) if s.clause[j] == clause and is_verb(s, j)), -1)


def object_ahead(s: Sentence, i: int) -> bool:
    """Whether a noun phrase begins right after `i`: a name, an article, a possessive pronoun."""
    j = after(s, i)
    if j < len(s.low) and s.at[j] < 0 and s.cat[j] == DET and s.cat[j + 1 : j + 2] == [TIME]:
        return False  # "carried out air strikes this year"
    return j < len(s.low) and (s.at[j] >= 0 or s.cat[j] in (DET, PRONOUN))


def finite_ahead(s: Sentence, i: int, reach: int) -> bool:
    """Whether a finite verb or auxiliary comes within `reach` words, before punctuation ends the phrase."""
    for j in range(i, min(i + reach, len(s.low))):
        if s.at[j] >= 0:
            continue
        if s.cat[j] in AUXILIARIES or s.verbal[j] & (PAST | THIRD) or (s.verbal[j] == BASE and s.low[j - 1] != "to"):
            return True
        if s.cat[j] in (COMMA, STOP, REL, SUBORD):
            return False
    return False
