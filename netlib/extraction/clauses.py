"""The shape of a sentence without a parser: which words are verbs, where clauses begin and end, what governs a name.

It reads function words, punctuation and the forms of known verbs, in one pass from left to right. It is a sketch of the
syntax, not a parse, and keeps to what news prose makes plain: subjects stand before their verb, subordinate clauses
announce themselves, a preposition governs the noun phrase after it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from netlib.extraction.inflection import BASE, GERUND, PARTICIPLE, PAST, THIRD, noun_forms, verb_forms
from netlib.extraction.mentions import Mention
from netlib.extraction.predicates import lexicon
from netlib.ontology import read_lexicon

__all__ = ["Clause", "Sentence", "analyse"]

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
AUXILIARIES = frozenset({BE, HAVE, DO, POSSIBLE, OBLIGATION, FUTURE})
_NOT_AS = frozenset(["well", "part", "a", "an", "much", "many", "soon", "of", "far", "long", "yet"])
_NOT_PAST = frozenset(
    [
        "armed",
        "hundred",
        "alleged",
        "united",
        "biased",
        "sacred",
        "naked",
        "wicked",
        "wounded",
        "kindred",
        "hatred",
        "limited",
        "so-called",
    ]
)
_NOT_GERUND = frozenset(
    [
        "morning",
        "evening",
        "spring",
        "nothing",
        "something",
        "anything",
        "everything",
        "wedding",
        "funding",
        "housing",
        "king",
    ]
)
_TIME_HINTS = frozenset(
    [
        "may",
        "overnight",
        "tonight",
        "decade",
        "decades",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sept",
        "sep",
        "oct",
        "nov",
        "dec",
    ]
) | {f"{month}." for month in ["jan", "feb", "mar", "apr", "jun", "jul", "aug", "sept", "sep", "oct", "nov", "dec"]}
_TRANSPARENT = frozenset({"of", "at", "about", "over"})
_QUANTITY = frozenset(
    ["least", "most", "more", "fewer", "less", "up", "about", "around", "over", "nearly", "almost", "some"]
)


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
    barrier: list[bool] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Words:
    classes: dict[str, int]
    verbs: dict[str, int]
    report: dict[str, int]
    report_open: frozenset[str]
    light: frozenset[str]
    ambiguous: frozenset[str]


@cache
def word_lists() -> _Words:
    """Read the function words and the forms of every known verb."""
    classes = dict(_PUNCTUATION)
    verbs = dict(lexicon().verbs)
    report: dict[str, int] = {}
    report_open: set[str] = set()
    light: set[str] = set()
    ambiguous: set[str] = set()
    for row in read_lexicon("function_words.csv"):
        word, kind = row["word"], row["class"]
        if kind in _CLASSES:
            classes[word] = _CLASSES[kind]
            if "'" in word:
                classes[word.replace("'", "’")] = _CLASSES[kind]
        elif kind == "ambiguous":
            ambiguous.update(verb_forms(word))
            ambiguous.update(noun_forms(word))
        else:
            forms = verb_forms(word)
            for form, bits in forms.items():
                verbs[form] = verbs.get(form, 0) | bits
            if kind == "report":
                report.update(forms)
            elif kind == "light":
                light.update(forms)
            elif kind == "report-open":
                report_open.update(forms)
    ambiguous.update(word for word in lexicon().nouns if word in verbs)
    return _Words(classes, verbs, report, frozenset(report_open), frozenset(light), frozenset(ambiguous))


def analyse(
    words: Sequence[str], mentions: Sequence[Mention], offset: int, *, tags: Sequence[str] | None = None
) -> Sentence:
    """Return the shape of a sentence.

    Parameters
    ----------
    words : sequence of str
        Its tokens.
    mentions : sequence of Mention
        Its mentions, in order.
    offset : int
        Index of its first token in the document, which the mentions' token indices count from.
    tags : sequence of str, optional
        Universal parts of speech of the tokens, where a tagger has set them: they decide what is a verb.
    """
    lists = word_lists()
    low = [word.lower() for word in words]
    classes = lists.classes
    cat = [classes.get(word, OTHER) for word in low]
    at = [-1] * len(low)
    first, last = [], []
    for number, mention in enumerate(mentions):
        begin, end = mention.token_start - offset, mention.token_end - offset
        first.append(begin)
        last.append(end)
        for i in range(begin, end):
            if at[i] < 0:
                at[i] = number
    inside = 0  # a short parenthesis is passed over
    for i, word in enumerate(low):
        if word == "(":
            inside = next((j for j in range(i + 1, min(i + 8, len(low))) if low[j] == ")"), 0)
        if i <= inside or (cat[i] == OTHER and (word.isspace() or not word)):
            cat[i] = SPACE if (i <= inside and inside and at[i] < 0) or word.isspace() else cat[i]
    sentence = Sentence(words, low, cat, mentions, first, last, at, [0] * len(low))
    sentence.timed = TIME in cat or any(word[0].isdigit() or word in _TIME_HINTS for word in low if word)
    _tag_verbs(sentence, lists, tags)
    _segment(sentence, lists)
    _govern(sentence)
    return sentence


def _before(s: Sentence, i: int) -> int:
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


def _after(s: Sentence, i: int) -> int:
    """Return the index of the word after `i`, adverbs passed over; the length at the end."""
    j = i + 1
    n = len(s.low)
    while j < n and s.at[j] < 0 and (s.cat[j] in (ADVERB, NEG, SPACE) or (s.cat[j] == OTHER and s.low[j][-2:] == "ly")):
        j += 1
    return j


def _tag_verbs(s: Sentence, lists: _Words, tags: Sequence[str] | None) -> None:
    """Decide which words are verbs here, and in which form."""
    verbs, ambiguous = lists.verbs, lists.ambiguous
    doubtful = []
    for i, word in enumerate(s.low):
        forms = verbs.get(word, 0)
        if s.at[i] >= 0:
            continue
        if (i and s.low[i - 1] == "-" and s.low[i - 2] != "re") or (i + 1 < len(s.low) and s.low[i + 1] == "-"):
            continue  # a part of a compound: "wide-scale", "cease-fire"
        if not forms and word[-3:] == "ing" and len(word) > 5 and i and s.at[i - 1] < 0 and s.cat[i - 1] == PREP:
            s.verbal[i] = GERUND if word not in _NOT_GERUND else 0
            continue
        if not forms:
            if word[-2:] != "ed" or len(word) < 5 or word in _NOT_PAST or word[-3:] == "eed":
                continue
            forms = PAST | PARTICIPLE
        if tags is not None:
            s.verbal[i] = forms if tags[i] in ("VERB", "AUX") else 0
            continue
        if s.cat[i] == HAVE:
            if not _has_object(s, i, verbs):
                continue
        elif s.cat[i] not in (OTHER, ADVERB):
            continue
        s.verbal[i] = _forms_here(s, i, forms, word in ambiguous)
        p = _before(s, i)
        if not s.verbal[i] and forms & THIRD and word in ambiguous and p >= 0:
            number = s.at[p]
            named = number >= 0 and s.mentions[number].kind != "adjective" and not s.mentions[number].possessive
            if named and word in lists.report and (i + 1 >= len(s.low) or s.cat[i + 1] != PREP):
                s.verbal[i] = THIRD
            elif named or (number < 0 and s.cat[p] == OTHER and s.low[p][-1] != "s"):
                doubtful.append((i, forms))
    for i, forms in doubtful:  # "Iran faces criticism": a clause without another verb
        if not _verb_in_phrase(s, i) and i + 1 < len(s.low) and s.cat[i + 1] in (OTHER, PREP, DET):
            s.verbal[i] = forms


def _forms_here(s: Sentence, i: int, forms: int, ambiguous: bool) -> int:
    p = _before(s, i)
    cat = s.cat[p] if p >= 0 else STOP
    n = i + 1
    after = s.cat[n] if n < len(s.low) else STOP
    named = p >= 0 and s.at[p] >= 0
    attribute = named and s.mentions[s.at[p]].kind == "adjective"
    if not named and cat in AUXILIARIES:
        if cat in (POSSIBLE, OBLIGATION, FUTURE, DO):
            return forms & BASE
        if cat == HAVE:
            return forms & PARTICIPLE
        return forms & (PARTICIPLE | GERUND)
    if not named and s.low[p] == "to" and p >= 0 and forms & BASE:
        return forms & BASE if not ambiguous or after in (DET, POSS, TIME, PRONOUN) or _object_ahead(s, i) else BASE
    if not named and ((cat == DET and s.low[p] not in ("all", "both", "that")) or cat == POSS):
        return 0
    if attribute or (named and s.mentions[s.at[p]].possessive):
        # "Israeli bombing", "Turkey's attack"; but "the Taliban attacked", "Hamas' killed"
        return forms & PAST & ~BASE if forms & PAST and not forms & BASE and _object_ahead(s, i) else 0
    if forms & GERUND:
        if cat == PREP and not named:
            return GERUND if _object_ahead(s, i) or after == OTHER else 0
        if cat == OTHER and not named and p and s.cat[p - 1] in (DET, POSS) and s.at[p - 1] < 0:
            return GERUND if _object_ahead(s, i) else 0
        return GERUND
    if not forms & (BASE | THIRD):
        if not named and (cat == PREP or (p == i - 1 and s.verbal[p] and cat == OTHER)):
            return 0  # "of captured soldiers", "guarding captured soldiers"
        return forms
    if named or cat in (PRONOUN, REL, THAT):
        if not ambiguous or not named or forms & PAST:
            return forms
        if after == PREP or s.low[i] == "":
            return forms & THIRD if s.low[n] in ("on", "for", "to") and s.low[i] in ("calls", "appeals") else 0
        return forms if _object_ahead(s, i) else 0
    if cat == CONJ:
        return forms if not ambiguous or _object_ahead(s, i) else 0
    if cat in (PREP, STOP):
        return 0
    if cat == OTHER and forms == BASE and s.low[p][-1] not in "sn":
        return 0  # a bare form after a singular: "a new round"
    if not ambiguous:
        return forms
    return forms if _object_ahead(s, i) and p >= 0 and (s.low[p][-1] == "s") != (s.low[i][-1] == "s") else 0


def _has_object(s: Sentence, i: int, verbs: dict[str, int]) -> bool:
    """Whether "have" at `i` is a verb of its own: "had lunch with", "has a deal"."""
    j = _after(s, i)
    if j >= len(s.low) or s.at[j] >= 0 or s.cat[j] not in (OTHER, DET) or s.low[j][-2:] == "ed":
        return False
    return not verbs.get(s.low[j], 0) & PARTICIPLE


def _verb_in_phrase(s: Sentence, i: int) -> bool:
    """Whether a finite verb stands between the punctuation or conjunctions before and after `i`."""
    for step in (-1, 1):
        j = i + step
        while 0 <= j < len(s.low) and (s.at[j] >= 0 or s.cat[j] not in (COMMA, STOP, REL, SUBORD)):
            if s.at[j] < 0 and (s.cat[j] in AUXILIARIES or s.verbal[j] & (PAST | THIRD)):
                return True
            j += step
        if step < 0 and j >= 0 and s.cat[j] in (SUBORD, REL):
            return s.low[j] == "as"
    return False


def _object_ahead(s: Sentence, i: int) -> bool:
    """Whether a noun phrase begins right after `i`: a name, an article, a possessive pronoun."""
    j = _after(s, i)
    return j < len(s.low) and (s.at[j] >= 0 or s.cat[j] in (DET, PRONOUN))


def _finite_ahead(s: Sentence, i: int, reach: int) -> bool:
    """Whether a finite verb or auxiliary comes within `reach` words, before punctuation ends the phrase."""
    for j in range(i, min(i + reach, len(s.low))):
        if s.at[j] >= 0:
            continue
        if s.cat[j] in AUXILIARIES or s.verbal[j] & (PAST | THIRD) or (s.verbal[j] == BASE and s.low[j - 1] != "to"):
            return True
        if s.cat[j] in (COMMA, STOP, REL, SUBORD):
            return False
    return False


def _segment(s: Sentence, lists: _Words) -> None:
    """Give every token its clause."""
    n = len(s.low)
    gerund = n > 0 and s.at[0] < 0 and s.verbal[0] == GERUND  # "Speaking in Paris, he ..."
    clauses = [Clause("part" if gerund else "main", 0, -1, initial=True)]
    clause = [0] * n
    barrier = [False] * n
    here = 0
    waiting = -1  # a verb of saying whose content has not begun
    quoted = 0  # the clause of an open quotation, which a dash does not end

    def open_clause(kind: str, start: int, parent: int, antecedent: int = -1, report: int = -1) -> int:
        clauses.append(Clause(kind, start, parent, antecedent, report, initial=start == 0))
        if start < n:
            barrier[start] = kind != "comp"
        return len(clauses) - 1

    last_mention = -1
    i = 0
    while i < n:
        if s.at[i] >= 0:
            last_mention = s.at[i]
            for j in range(i, max(s.last[last_mention], i + 1)):
                clause[j] = here
            i = max(s.last[last_mention], i + 1)
            continue
        cat, word = s.cat[i], s.low[i]
        if word == "according" and i + 1 < n and s.low[i + 1] == "to":
            here = open_clause("tail", i, here if i else -1)
        elif cat == SUBORD:
            boundary = (word != "as" or s.low[i - 1] == "even") or (
                i + 1 < n and s.low[i + 1] not in _NOT_AS and s.low[i - 1] != "such" and _finite_ahead(s, i + 1, 12)
            )
            if word == "once" and i + 1 < n and s.low[i + 1] in ("again", "more"):
                boundary = False
            if word == "whether" and waiting >= 0:
                here, waiting = open_clause("comp", i, here, report=waiting), -1
            elif boundary:
                here = open_clause("sub", i, here)
                barrier[i] = True
        elif cat == REL:
            here = open_clause("rel", i, here, antecedent=last_mention)
            barrier[i] = True
        elif cat == THAT:
            if waiting >= 0:
                here, waiting = open_clause("comp", i, here, report=waiting), -1
            elif i + 1 < n and (s.verbal[i + 1] or s.cat[i + 1] in AUXILIARIES) and i and s.cat[i - 1] == OTHER:
                here = open_clause("rel", i, here, antecedent=last_mention)
                barrier[i] = True
            elif _finite_ahead(s, i + 1, 14):
                here = open_clause("comp", i, here)
        elif cat == COMMA:
            here, waiting = _at_comma(s, i, here, clauses, open_clause, waiting, last_mention)
        elif cat == STOP:
            here, waiting = open_clause("coord", i, quoted), -1
            barrier[i] = True
        elif cat == QUOTE and quoted:
            quoted = 0
        elif cat == QUOTE and waiting >= 0 and (i == waiting + 1 or s.cat[i - 1] in (COMMA, STOP)):
            here, waiting = open_clause("comp", i, here, report=waiting), -1
            quoted = here
        elif cat == CONJ and clauses[here].has_verb:
            j = _after(s, i)
            if j < n and s.at[j] < 0 and (s.verbal[j] & (PAST | THIRD) or (s.cat[j] in AUXILIARIES)):
                here = open_clause("coord", i, here)
            elif j < n and (s.at[j] >= 0 or s.cat[j] == PRONOUN) and _finite_after_phrase(s, j):
                here = open_clause("coord", i, here if clauses[here].kind == "comp" else clauses[here].parent)
        if s.verbal[i] or cat in AUXILIARIES:
            clauses[here].has_verb = True
            if word in lists.report and s.verbal[i] & ~GERUND:
                waiting = i
                start = _content_start(s, i, word in lists.report_open)
                if start and start < n and s.cat[start] not in (THAT, QUOTE):
                    for j in range(i, start):
                        clause[j] = here
                        if s.at[j] >= 0:
                            last_mention = s.at[j]
                    here, waiting = open_clause("comp", start, here, report=i), -1
                    i = start
                    continue
        clause[i] = here
        i += 1
    for i in range(n):
        if s.at[i] < 0 and (s.verbal[i] & (BASE | THIRD) or (s.cat[i] == PREP and s.low[i] not in _TRANSPARENT)):
            barrier[i] = True
    s.clause, s.clauses, s.barrier = clause, clauses, barrier


def _finite_after_phrase(s: Sentence, j: int) -> bool:
    """Whether the noun phrase at `j` is directly followed by its verb."""
    end = s.last[s.at[j]] if s.at[j] >= 0 else j + 1
    k = _after(s, end - 1)
    return k < len(s.low) and s.at[k] < 0 and bool(s.cat[k] in AUXILIARIES or s.verbal[k] & (PAST | THIRD))


def _content_start(s: Sentence, i: int, opens: bool) -> int:
    """Return where what is said begins after the verb of saying at `i`; 0 where nothing or an object follows."""
    n = len(s.low)
    j = i + 1
    while j < n:
        if s.cat[j] in (TIME, ADVERB) or (s.low[j] == "on" and j + 1 < n and s.cat[j + 1] == TIME):
            j += 1
        elif (
            s.low[j] == "in" and j + 2 < n and s.low[j + 2] in ("statement", "interview", "letter", "speech", "report")
        ):
            j += 3
        elif s.cat[j] == OTHER and s.low[j] in ("late", "earlier", "early"):
            j += 1
        else:
            break
    if j >= n or (s.cat[j] in (COMMA, STOP, PREP, CONJ, SUBORD) and s.low[j] != "in"):
        return 0
    if opens or s.cat[j] == PRONOUN:
        return j
    if s.at[j] >= 0:
        return j if _finite_after_phrase(s, j) else 0
    return j if _finite_ahead(s, j, 9) else 0


def _at_comma(
    s: Sentence, i: int, here: int, clauses: list[Clause], open_clause: object, waiting: int, last_mention: int
) -> tuple[int, int]:
    """Return the clause after the comma at `i`, and the verb of saying that still waits for its content."""
    assert callable(open_clause)
    n = len(s.low)
    j = _after(s, i)
    if j >= n or s.low[i] == ")":
        return here, waiting
    current = clauses[here]
    if s.at[j] < 0:
        verbal = s.verbal[j]
        if verbal & GERUND and s.low[i] == ",":
            return open_clause("part", i, here), waiting
        if (
            current.kind in ("rel", "part", "sub")
            and not current.initial
            and (verbal & (PAST | THIRD) or s.cat[j] in AUXILIARIES)
        ):
            return current.parent, waiting
        if verbal & PARTICIPLE and current.kind == "main" and not current.has_verb and _resumes(s, j):
            return open_clause("rel", i, here, antecedent=last_mention), waiting
        if s.cat[j] == CONJ:
            k = _after(s, j)
            if k < n and s.at[k] < 0 and (s.verbal[k] & (PAST | THIRD) or s.cat[k] in AUXILIARIES):
                return open_clause(
                    "coord", i, here if current.kind in ("main", "coord", "comp") else current.parent
                ), -1
            if (k < n and s.low[j] == "but") or (_finite_ahead(s, k, 9) and current.has_verb):
                return open_clause("coord", i, 0), -1
            return here, waiting
    if any(clause.has_verb for clause in clauses) and _is_tail(s, i, j):
        return open_clause("tail", i, here), -1
    if current.kind == "tail":
        begins = current.start == 0 and s.cat[j] != REL
    elif s.at[j] >= 0 or s.cat[j] in (DET, PRONOUN, OTHER):
        first = current.start == 0 or (current.kind == "sub" and not any(c.has_verb for c in clauses[:here]))
        begins = current.kind in ("sub", "part") and first
    else:
        begins = False
    return (open_clause("main", i, -1), -1) if begins else (here, waiting)


def _resumes(s: Sentence, j: int) -> bool:
    """Whether the clause that a participle after a comma interrupts goes on: ", backed by Iran, said"."""
    for k in range(j, len(s.low) - 1):
        following = _after(s, k) if s.low[k] == "," else len(s.low)
        if following >= len(s.low) or s.at[following] >= 0:
            continue
        if s.verbal[following] & (PAST | THIRD) or s.cat[following] in AUXILIARIES:
            return True
    return False


def _is_tail(s: Sentence, i: int, j: int) -> bool:
    """Whether ", officials said on Monday" and no more stands from the comma at `i` to the next comma or the end."""
    if i == 0:
        return False
    report = word_lists().report
    seen = False
    for k in range(j, min(j + 22, len(s.low))):
        if s.at[k] >= 0:
            continue
        if s.verbal[k] and s.low[k] in report:
            if seen:
                return False
            seen = True
        elif s.cat[k] in (COMMA, STOP, SUBORD):
            return seen
        elif (
            s.verbal[k] & (PAST | THIRD)
            or s.cat[k] in (REL, THAT)
            or (s.cat[k] in AUXILIARIES and s.cat[k] != HAVE)
            or (seen and s.cat[k] == QUOTE)
        ):
            return False
    return seen


def _govern(s: Sentence) -> None:
    """Give every mention the prepositions that govern it, the nearest last; none for a subject or object.

    "on a base in Kenya" gives Kenya ``("on", "in")``; "of" adds nothing but is remembered in ``inner``.
    """
    governors: list[tuple[str, ...]] = [()] * len(s.mentions)
    inner = [False] * len(s.mentions)
    current: tuple[str, ...] = ()
    nested = False
    clause = -1
    seen_verb = False
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
            while number < len(s.mentions) and s.first[number] == i:
                governors[number] = current
                inner[number] = nested
                number += 1
            i = max(s.last[s.at[i]], i + 1)
            continue
        cat, word = s.cat[i], s.low[i]
        if cat == PREP:
            following = s.low[i + 1] if i + 1 < n else ""
            j = _after(s, i)
            if word == "to" and j < n and s.at[j] < 0 and s.verbal[j]:
                current, nested = (), False
            elif word == "of":
                nested = True
            elif (
                following[:1].isdigit() or following in _QUANTITY or (i and s.low[i - 1] in _QUANTITY and word == "to")
            ):
                pass  # "at least", "about 300", "up to 500"
            elif not (word in ("on", "at", "in") and i + 1 < n and s.cat[i + 1] == TIME):
                current, nested = (*current[-1:], word), False
        elif cat == TIME:
            if current and current[-1] in ("on", "in", "at", "by", "for", "from", "since"):
                current, nested = (), False
        elif s.verbal[i]:
            if (
                not s.verbal[i] & PARTICIPLE
                or s.verbal[i] & (BASE | GERUND)
                or not current
                or (i and s.cat[i - 1] != DET)
            ):
                current, nested = (), False
            seen_verb = True
        elif cat in AUXILIARIES:
            current, nested = (), False
            seen_verb = True
        elif cat == COMMA and not seen_verb:
            current, nested = (), False
        i += 1
    s.governors, s.inner = governors, inner
