"""The shape of a sentence without a parser: which words are verbs, where clauses begin and end, what governs a name.

It reads function words, punctuation and the forms of known verbs, in one pass from left to right. It is a sketch of the
syntax, not a parse, and keeps to what news prose makes plain: subjects stand before their verb, subordinate clauses
announce themselves, a preposition governs the noun phrase after it.
"""

from __future__ import annotations

from collections.abc import Sequence

from netlib.extraction.frames.commas import OR_PREPOSITION, at_comma
from netlib.extraction.frames.governors import govern, is_quantity
from netlib.extraction.frames.shape import (
    ADVERB,
    AUXILIARIES,
    COMMA,
    CONJ,
    DET,
    OTHER,
    PREP,
    PRONOUN,
    QUOTE,
    REL,
    SPACE,
    STOP,
    SUBORD,
    THAT,
    TIME,
    Clause,
    Sentence,
    WordLists,
    after,
    before,
    finite_ahead,
    is_finite,
    is_verb,
    word_lists,
)
from netlib.extraction.frames.verbs import tag_verbs
from netlib.extraction.inflection import BASE, GERUND, PARTICIPLE, THIRD
from netlib.extraction.mentions import Mention
from netlib.extraction.parsed import Parse
from netlib.extraction.predicates import HARD, PASSED, SOFT
from netlib.extraction.words import phrase_words

__all__ = ["analyse"]

_NOT_AS = frozenset(["well", "part", "a", "an", "much", "many", "soon", "of", "far", "long", "yet"])
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
_MONTHS = frozenset({"march", "may"})
_BEFORE_MONTH = frozenset({"in", "of", "since", "until", "by", "from", "last", "next", "early", "late", "this", "mid"})
_DONE = frozenset({"having", "being"})
_VERBLESS = frozenset({"once", "though", "although"})
_ANSWERED = frozenset({"no", "yes", "sorry", "farewell", "goodbye", "nothing", "so"})
"""What is said without saying that something is so: "said sorry to"."""
_DASHES = frozenset({"–", "—", "--"})
_PLACED = frozenset({"in", "at", "near", "outside"})
_OCCASIONS = phrase_words("occasion")
_PICTURED = phrase_words("pictured")
_TRANSPARENT = frozenset({"of", "at", "about", "over"})


def analyse(
    words: Sequence[str],
    mentions: Sequence[Mention],
    offset: int,
    *,
    tags: Sequence[str] | None = None,
    parse: Parse | None = None,
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
        Universal parts of speech of the tokens, where a tagger has set them: they tell verb from noun.
    parse : Parse, optional
        Its dependency parse, where a parser has made one: it tells whose verb it is.
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
            if cat[i] == PRONOUN and mention.kind != "pronoun":
                cat[i] = OTHER  # "told US diplomats"
    inside = 0  # a short parenthesis is passed over
    for i, word in enumerate(low):
        if word in _MONTHS and _is_month(words, i):
            cat[i] = TIME
        if cat[i] == PREP and low[i + 1 : i + 2] and low[i + 1] in lists.adverbial.get(word, ()):
            cat[i] = cat[i + 1] = SPACE  # "freed on bail two journalists"
        if word == "(":
            inside = next((j for j in range(i + 1, min(i + 8, len(low))) if low[j] == ")"), 0)
        elif word in _DASHES and i > inside:
            close = next((j for j in range(i + 2, min(i + 12, len(low))) if low[j] in _DASHES), 0)
            if close and not any(
                cat[j] in AUXILIARIES or cat[j] in (SUBORD, REL, THAT, STOP) for j in range(i + 1, close)
            ):
                inside = close
                cat[i] = SPACE
        if word == "," and i > inside and at[i - 1] >= 0 and low[i + 1 : i + 2] != [] and low[i + 1] in _PICTURED:
            inside = max(inside, _caption_end(low, i))
        if word == "," and i > inside and cat[i + 1 : i + 2] == [PREP] and low[i - 1] not in lists.report:
            inside = max(inside, _aside_end(low, cat, at, i))
        if i <= inside or (cat[i] == OTHER and (word.isspace() or not word)):
            cat[i] = SPACE if (i <= inside and inside and at[i] < 0) or word.isspace() else cat[i]
    sentence = Sentence(words, low, cat, mentions, first, last, at, [0] * len(low), parse=parse)
    sentence.timed = TIME in cat or any(word[0].isdigit() or word in _TIME_HINTS for word in low if word)
    tag_verbs(sentence, lists, tags)
    _segment(sentence, lists)
    govern(sentence)
    return sentence


def _is_month(words: Sequence[str], i: int) -> bool:
    """Whether "May" or "March" is a month: "in May", "March 5"."""
    if not words[i].istitle():
        return False
    dated = words[i + 1 : i + 2] != [] and words[i + 1][0].isdigit()
    return dated or (i > 0 and words[i - 1].lower() in _BEFORE_MONTH)


def _aside_end(low: Sequence[str], cat: Sequence[int], at: Sequence[int], comma: int) -> int:
    """Return the comma that closes a short phrase without a name, "wrote off, *in full,* the debts"; 0 for none."""
    for j in range(comma + 2, min(comma + 8, len(low) - 1)):
        if at[j] >= 0 or cat[j] in AUXILIARIES or cat[j] in (SUBORD, REL, THAT, CONJ, STOP, QUOTE, TIME):
            return 0
        if low[j] == ",":
            return j
        if low[j] in _OCCASIONS:
            return j + (low[j + 1] == ",")  # "Chad, in a statement condemned"
    return 0


def _caption_end(low: Sequence[str], comma: int) -> int:
    """Return the comma that closes what a caption says of a person, ", *second from left,*"; 0 for none."""
    for j in range(comma + 2, min(comma + 6, len(low))):
        if low[j] == ",":
            return j
        if low[j] not in _PICTURED:
            return 0
    return 0


def _segment(s: Sentence, lists: WordLists) -> None:
    """Give every token its clause."""
    n = len(s.low)
    gerund = n > 0 and s.at[0] < 0 and (s.verbal[0] == GERUND or s.low[0] in _DONE)  # "Speaking in Paris, he ..."
    clauses = [Clause("part" if gerund else "main", 0, -1, initial=True)]
    clause = [0] * n
    barrier = [0] * n
    here = 0
    waiting = -1  # a verb of saying whose content has not begun
    quoted = 0  # the clause of an open quotation, which a dash does not end

    def open_clause(kind: str, start: int, parent: int, antecedent: int = -1, report: int = -1) -> int:
        clauses.append(Clause(kind, start, parent, antecedent, report, initial=start == 0))
        if start < n:
            barrier[start] = HARD
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
                i + 1 < n and s.low[i + 1] not in _NOT_AS and s.low[i - 1] != "such" and finite_ahead(s, i + 1, 12)
            )
            if word == "as" and s.at[i - 1] < 0 and s.low[i - 1] in lists.judging:
                boundary = False  # "rejected as baseless the claim that"
            if s.cat[i + 1 : i + 2] == [TIME] and (
                i + 2 >= n or s.cat[i + 2] in (COMMA, STOP, PREP) or s.low[i + 2] == "." or is_verb(s, i + 2)
            ):
                boundary = False  # "his refuge since Sunday, asked"
            if word in _VERBLESS and not finite_ahead(s, i + 1, 12):
                boundary = False  # "once more", ", once an ally of Russia, has"
            if word == "whether" and clauses[here].has_verb:
                here, waiting = open_clause("comp", i, here, report=waiting), -1
            elif boundary:
                here = open_clause("sub", i, here)
                barrier[i] = HARD
        elif cat == REL:
            here = open_clause("rel", i, here, antecedent=last_mention)
            barrier[i] = HARD
        elif cat == THAT and s.low[i + 1 : i + 2] != ["of"]:  # not "to that of Chad"
            if waiting >= 0:  # "said after talks with Iran that"
                here, waiting = open_clause("comp", i, clause[waiting], report=waiting), -1
            elif i + 1 < n and (s.verbal[i + 1] or s.cat[i + 1] in AUXILIARIES) and i and s.cat[i - 1] == OTHER:
                here = open_clause("rel", i, here, antecedent=last_mention)
                barrier[i] = HARD
            elif s.cat[i - 1] == COMMA and i + 1 < n and s.at[i + 1] < 0 and is_verb(s, i + 1):
                here = open_clause("rel", i, here)  # "an ambush in Mali, that killed"
            elif finite_ahead(s, i + 1, 14):
                here = open_clause("comp", i, here)
        elif word == "with" and _is_absolute(s, i):
            here = open_clause("sub", i, here)
        elif cat == COMMA:
            inside = here
            if not clauses[here].has_verb and s.cat[clauses[here].start] == PREP and s.at[clauses[here].start] < 0:
                barrier[i] = HARD  # "In March, Chad held"
            here, waiting = at_comma(s, i, here, clauses, open_clause, waiting, last_mention)
            barrier[i] = barrier[i] if here == inside else HARD
        elif cat == STOP:
            here, waiting = open_clause("coord", i, quoted), -1
            barrier[i] = HARD
        elif cat == QUOTE and quoted:
            quoted = 0
        elif cat == QUOTE and waiting >= 0 and (i == waiting + 1 or s.cat[i - 1] in (COMMA, STOP)):
            here, waiting = open_clause("comp", i, here, report=waiting), -1
            quoted = here
        elif cat == CONJ and _interrupts(s, i, clauses[here], clauses):
            here = open_clause("coord", i, clauses[here].parent)  # "appealed after the raids and accused"
        elif cat == CONJ and _joins_subjects(s, i, clauses[here], clauses):
            here = clauses[here].parent
            begin = s.first[s.at[i - 1]]
            clause[begin:i] = [here] * (i - begin)
        elif cat == CONJ and clauses[here].has_verb and not _is_between(s, i):
            j = after(s, i)
            if j < n and is_finite(s, j):
                here = open_clause("coord", i, here)
            elif j < n and (_finite_after_phrase(s, _past_day(s, j)) or _finite_after_noun(s, i)):
                here = open_clause("coord", i, here if clauses[here].kind == "comp" else clauses[here].parent)
        if s.verbal[i] or cat in AUXILIARIES:
            if clauses[here].kind == "rel" and clauses[here].has_verb and _resumes_main(s, i, clauses[here], clauses):
                relative, here = here, clauses[here].parent
                comma = max(
                    (j for j in range(clauses[relative].start, i) if s.cat[j] == COMMA and s.at[j] < 0), default=i
                )
                if not any(s.verbal[j] and s.at[j] < 0 for j in range(comma, i)):
                    clause[comma:i] = [here] * (i - comma)  # "In a move that drew fire, the minister *met*"
            reduced = (
                s.verbal[i] & PARTICIPLE and cat == OTHER and s.low[i + 1 : i + 2] == ["by"] and not _is_passive(s, i)
            )
            clauses[here].has_verb = clauses[here].has_verb or not reduced  # "a truce brokered by Egypt"
            if word in lists.report and s.verbal[i] & ~GERUND:
                waiting = i
                tail = clauses[here].kind == "tail"  # what is said stands before: ", said Roe, who had met"
                start = 0 if tail else _content_start(s, i, word in lists.report_open)
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
        if s.at[i] < 0 and s.verbal[i] & (BASE | THIRD):
            barrier[i] = HARD
        elif s.at[i] < 0 and not barrier[i] and (s.cat[i] in (TIME, QUOTE) or _is_on_day(s, i)):
            barrier[i] = PASSED
        elif s.at[i] < 0 and not barrier[i] and s.cat[i : i + 3] == [PREP, DET, TIME]:
            barrier[i] = barrier[i + 1] = PASSED  # "insisted at the weekend on"
        elif not barrier[i] and s.cat[i : i + 2] == [SUBORD, TIME]:
            barrier[i] = PASSED  # "opened fire before dawn on"
        elif s.at[i] < 0 and s.cat[i] == PREP and not barrier[i] and _opens_phrase(s, i):
            barrier[i] = SOFT
    s.clause, s.clauses, s.barrier = clause, clauses, barrier


def _resumes_main(s: Sentence, i: int, relative: Clause, clauses: list[Clause]) -> bool:
    """Whether the verb at `i` is that of the clause which a relative clause interrupts: "troops who served *left*"."""
    if relative.parent < 0 or clauses[relative.parent].has_verb:
        return False
    previous = before(s, i)
    if s.at[previous] < 0 and (s.cat[previous] in AUXILIARIES or s.cat[previous] in (CONJ, REL) or s.verbal[previous]):
        return False
    return is_finite(s, i) and s.low[i + 1 : i + 2] != ["by"]


def _joins_subjects(s: Sentence, conjunction: int, relative: Clause, clauses: list[Clause]) -> bool:
    """Whether two names are the subject that a relative clause held up: "In a move that drew fire, A *and* B met"."""
    name = s.at[conjunction - 1]
    if name < 0 or relative.kind != "rel" or relative.parent < 0 or clauses[relative.parent].has_verb:
        return False
    comma = s.first[name] - 1
    comma -= s.cat[comma] == DET
    return s.cat[comma] == COMMA and comma > relative.start and _finite_after_phrase(s, _past_day(s, conjunction + 1))


def _is_passive(s: Sentence, i: int) -> bool:
    """Whether an auxiliary stands before the participle at `i`."""
    j = before(s, i)
    return j >= 0 and s.at[j] < 0 and s.cat[j] in AUXILIARIES


def _opens_phrase(s: Sentence, i: int) -> bool:
    """Whether the preposition at `i` begins a phrase of its own; not "on Friday", "around 300", "at least"."""
    placed = s.low[i] in _PLACED and i + 1 < len(s.low) and s.at[i + 1] >= 0  # "marched in Jakarta to denounce"
    return not (s.low[i] in _TRANSPARENT or s.cat[i + 1 : i + 2] == [TIME] or is_quantity(s, i) or placed)


def _is_absolute(s: Sentence, i: int) -> bool:
    """Whether "with Canada contributing" begins at `i`: a clause of its own subject."""
    j = i + 2 if s.cat[i + 1 : i + 2] == [DET] else i + 1
    if j >= len(s.low) or s.at[j] < 0 or (i and s.cat[i - 1] != COMMA):
        return False  # "a deal with Canada allowing"
    k = s.last[s.at[j]]
    return k < len(s.low) and s.at[k] < 0 and s.verbal[k] == GERUND


def _is_on_day(s: Sentence, i: int) -> bool:
    """Whether "on Friday" stands at `i`."""
    return s.low[i] == "on" and s.cat[i + 1 : i + 2] == [TIME]


def _interrupts(s: Sentence, i: int, current: Clause, clauses: list[Clause]) -> bool:
    """Whether "and" and a finite verb take up the clause again that "after the raids" stands in."""
    if current.kind != "sub" or current.has_verb or s.low[current.start] not in OR_PREPOSITION:
        return False
    j = after(s, i)
    return j < len(s.low) and is_finite(s, j) and current.parent >= 0 and clauses[current.parent].has_verb


def _is_between(s: Sentence, conjunction: int) -> bool:
    """Whether "and" joins the two of "between A and B"."""
    name = s.at[conjunction - 1]
    if name < 0:
        return False
    before = s.first[name] - 1
    before -= before > 0 and s.cat[before] == DET
    return before >= 0 and s.low[before] == "between"


def _past_day(s: Sentence, j: int) -> int:
    """Return where the noun phrase begins that stands at `j` or after a day and an article: "on Friday the"."""
    if _is_on_day(s, j):
        j += 2
    return j + 1 if j < len(s.low) and s.cat[j] == DET and s.at[j] < 0 else j


def _finite_after_phrase(s: Sentence, j: int) -> bool:
    """Whether a noun phrase stands at `j`, a name or a pronoun, directly followed by its verb."""
    if j >= len(s.low) or not (s.at[j] >= 0 or s.cat[j] == PRONOUN):
        return False
    end = s.last[s.at[j]] if s.at[j] >= 0 else j + 1
    k = after(s, end - 1)
    if s.at[j] >= 0 and s.mentions[s.at[j]].kind == "adjective" and k < len(s.low) and s.cat[k] == OTHER:
        k = after(s, k) if not s.verbal[k] else k  # "the Belgian keeper held"
    return k < len(s.low) and is_finite(s, k)


def _finite_after_noun(s: Sentence, conjunction: int) -> bool:
    """Whether nouns and a verb that can be no participle stand after a name and "and": "Chad *and markets fell*"."""
    j = conjunction + 1
    if s.at[conjunction - 1] < 0 or j >= len(s.low) or s.at[j] >= 0 or s.cat[j] != OTHER or s.verbal[j]:
        return False
    while j < len(s.low) and s.at[j] < 0 and s.cat[j] == OTHER and not s.verbal[j]:
        j += 1
    return j < len(s.low) and is_finite(s, j) and not s.verbal[j] & PARTICIPLE


def _content_start(s: Sentence, i: int, opens: bool) -> int:
    """Return where what is said begins after the verb of saying at `i`; 0 where nothing or an object follows."""
    n = len(s.low)
    j = i + 1
    while j < n:
        if s.cat[j] in (TIME, ADVERB) or _is_on_day(s, j):
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
    if s.low[j] in _ANSWERED and (j + 1 >= n or s.cat[j + 1] != OTHER):
        return 0
    if opens or s.cat[j] == PRONOUN:
        return j
    if s.at[j] >= 0:
        return j if _finite_after_phrase(s, j) else 0
    return j if finite_ahead(s, j, 9) and not _goes_on(s, j) else 0


def _goes_on(s: Sentence, i: int) -> bool:
    """Whether "that", or "and" with a verb, comes before any other verb: "recalled its ambassador and denounced"."""
    for j in range(i, min(i + 9, len(s.low) - 1)):
        if is_verb(s, j):
            return False
        if s.at[j] < 0 and (s.cat[j] == THAT or (s.cat[j] == CONJ and s.at[j + 1] < 0 and s.verbal[j + 1])):
            return True
    return False
