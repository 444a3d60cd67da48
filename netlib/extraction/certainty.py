"""How sure the text is of a claim, and who says so.

Certainty is read from the verb group ("may", "will"), from the clause of a claim ("analysts suggest that ..."), and
from hedges (``lexicons/certainty.csv``). The least certain reading wins.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from netlib.extraction.frames import Claim
from netlib.extraction.frames.shape import (
    ADVERB,
    AUXILIARIES,
    BE,
    COMMA,
    FUTURE,
    NEG,
    OBLIGATION,
    OTHER,
    PREP,
    QUOTE,
    SPACE,
    TIME,
    Sentence,
    is_finite,
)
from netlib.extraction.inflection import noun_forms, verb_forms
from netlib.extraction.words import phrase_words
from netlib.ontology import VERBAL_CONFLICT, quad, read_lexicon
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
_HEARSAY = phrase_words("hearsay")
_ARRANGING = phrase_words("arranges")
_FURTHERING = phrase_words("furthers")
_CLOSE = 6
"""Tokens before a noun within which it is said that it is wanted."""
_NOT_ONE = ["not", "a", "single"]
_DENYING = phrase_words("denies")
_QUOTING = frozenset({"quoted", "cited", "quotes", "cites"})
_MAKING = frozenset({"make", "makes", "made", "making", "render", "renders", "rendered", "rendering"})
_ODDS = frozenset(
    {"difficult", "harder", "hard", "easier", "impossible", "possible", "unlikely", "likely", "likelier", "complicated"}
)
_ENABLING = frozenset({"allow", "allowing", "enable", "enabling", "permit", "permitting"})
_WILLING = frozenset({"AGREE", "SUPPORT", "COOPERATE", "AID", "CONSULT"})
_POSSESSIVES = frozenset({"its", "their", "his", "her"})
_ASIDES = frozenset({"as", "while", "although", "though", "whereas"})
_STOPS = frozenset({",", ";", ":", ".", '"', "“", "”", "--", "—", "–", "(", ")"})
_ENDS = frozenset({"with", "on", "that", "which", "who", "in", "and", "as"})
_ARTICLES = frozenset({"the", "a", "an"})
_JOINING = frozenset({"and", "but"})
_DECLARED = phrase_words("is-declared")
_QUOTED = frozenset({"quoted", "cited"})
_TELLING = frozenset({"tell", "tells", "told", "telling", "quoted", "cited", "quotes", "cites"})
_TIMES = frozenset({"on", "late", "early", "earlier", "later", "last", "this", "next", "previous"})
_OCCASIONS = phrase_words("occasion")
_CLOSING = {",": ",", ")": "("}
_ASIDE = 16
"""Tokens that an aside between commas may have."""
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


def assess(s: Sentence, claim: Claim, *, quoted: bool = False) -> tuple[str, Attribution | None]:
    """Return the certainty of a claim and the tokens that name who says so, or None.

    `quoted` says that the claim stands between quotation marks, so that somebody says so even if the sentence does not
    tell who.

    ``denied`` where the text says that it did not happen, ``unconfirmed`` where it says that nobody confirmed it,
    ``possible`` with "may" and the like or as somebody's opinion, ``planned`` where it is still to come, ``reported``
    where the text says who says so, otherwise ``asserted``.
    """
    grades = ["reported" if quoted else "asserted"]
    if claim.planned:
        grades.append("planned")
    if claim.possible:
        grades.append("possible")
    denial = _denial(s, claim)
    if claim.negated or denial >= 0 or _none_did(s, claim) or _is_not(s, claim):
        grades.append("denied")
    speaker, grade = _speaker(s, claim)
    if denial >= 0 and speaker is None:
        speaker = _phrase_before(s, denial)
    if grade == "possible" and _presupposed(s, claim):
        speaker, grade = None, None
    if (
        grade == "reported"
        and speaker is not None
        and quad(claim.event) == VERBAL_CONFLICT
        and _says_it(s, speaker, claim)
    ):
        speaker, grade = None, None
    if grade:
        grades.append(grade)
    if claim.start and s.at[claim.start - 1] < 0 and s.low[claim.start - 1] in _HEARSAY:
        grades.append("reported")
    if _supposed(s, claim):
        grades.append("possible")
    grades.extend(_hedged(s, claim))
    if _is_to_be(s, claim) or _is_arranged(s, claim) or _is_owed(s, claim) or _is_purpose(s, claim):
        grades.append("planned")
    if _is_hampered(s, claim):
        grades.append("possible")
    if claim.event == "REJECT" and not claim.negated:  # "dismissed it as untrue": what is denied is not the denial
        grades = [grade for grade in grades if grade != "denied"]
    return max(grades, key=_WEAKER.__getitem__), speaker


def _says_it(s: Sentence, span: Attribution, claim: Claim) -> bool:
    """Whether who says so is who does it with these words: "*Iran said* that Iraq was to blame"."""
    speaking = [s.mentions[k] for k, first in enumerate(s.first) if span[0] <= first < span[1]]
    return any(actor.actor_id == claim.source.actor.actor_id for m in speaking for actor in (m.actor, *m.members))


def _hedged(s: Sentence, claim: Claim) -> Iterator[str]:
    """Yield what the hedges of a sentence make of a claim.

    A hedge of the scope ``sentence`` counts everywhere, one of ``clause`` in its clause, one of ``after`` for what
    follows it, one of ``near`` for what follows it without a comma, and one of ``report`` before a verb of saying.
    """
    hedges = _hedges()
    for i, word in enumerate(s.low):
        here = [hedge for hedge in hedges.get(word, ()) if tuple(s.low[i : i + len(hedge[0])]) == hedge[0]]
        longest = max((len(words) for words, _, _ in here), default=0)  # "yet to confirm" is not "yet to"
        for words, certainty, scope in here:
            if len(words) < longest:
                continue
            if scope == "clause" and s.clause[i] != claim.clause:
                continue
            if scope == "sentence" and s.clause[i] != claim.clause and s.clauses[s.clause[i]].kind == "rel":
                continue  # "accused Peru of arming rebels who are said to ..."
            if scope == "near" and not _is_near(s, claim, i + len(words)):
                continue
            if scope == "report" and not _is_report_of(s, claim, i + len(words)):
                continue
            if scope == "after":
                if not i < claim.start or (len(words) == 1 and s.clause[i] != claim.clause):
                    continue
                if certainty == "unconfirmed" and any(
                    s.low[j] in ("despite", "although", "though") for j in range(i, claim.start)
                ):
                    continue
            yield certainty


def _is_near(s: Sentence, claim: Claim, end: int) -> bool:
    """Whether a claim follows a token in its clause without a comma between."""
    return (
        end <= claim.start
        and s.clause[end - 1] == s.clause[claim.start]
        and all(s.cat[j] != COMMA and s.clause[j] == s.clause[claim.start] for j in range(end, claim.start))
    )


def _is_report_of(s: Sentence, claim: Claim, verb: int) -> bool:
    """Whether a claim is what the verb of saying at a token says: "falsely *claimed* that"; not "falsely accused"."""
    if s.low[verb : verb + 1] and s.low[verb] in _report_certainty():
        return s.clauses[claim.clause].report == verb or _is_near(s, claim, verb + 1)
    return False


def _is_to_be(s: Sentence, claim: Claim) -> bool:
    """Whether the noun of a claim is still to come: "a summit between Abe and Moon *to be held*"."""
    return any(
        s.low[j] == "to" and s.low[j + 1] == "be" and s.verbal[j + 2] and s.clause[j] == claim.clause
        for j in range(claim.end, len(s.low) - 2)
        if not s.verbal[claim.start]
    )


def _is_arranged(s: Sentence, claim: Claim) -> bool:
    """Whether a meeting is only arranged: "A and B are arranging a meeting", "a meeting with A has been scheduled"."""
    if claim.event != "CONSULT" or s.verbal[claim.start]:
        return False
    here = [j for j in range(len(s.low)) if s.clause[j] == claim.clause and s.at[j] < 0 and s.low[j] in _ARRANGING]
    return any((j < claim.start and s.low[j].endswith("ing")) or (j and s.cat[j - 1] == BE) for j in here)


def _is_owed(s: Sentence, claim: Claim) -> bool:
    """Whether the noun of a claim is only wanted: "must build *a partnership* with", "promotes *reconciliation*"."""
    if s.verbal[claim.start] or claim.event not in _WILLING or claim.rule.frame not in ("noun", "mutual-noun"):
        return False
    near = range(max(0, claim.start - _CLOSE), claim.start)
    return any(
        s.at[j] < 0
        and s.clause[j] == s.clause[claim.start]
        and (s.cat[j] == OBLIGATION or (s.verbal[j] and s.low[j] in _FURTHERING))
        for j in near
    )


def _is_purpose(s: Sentence, claim: Claim) -> bool:
    """Whether a claim is what something to come is for: "will meet *to discuss*", "in order to allow A *to meet* B"."""
    to = claim.start - 1
    if to < 1 or s.at[to] >= 0 or s.low[to] != "to":
        return False
    for j in range(to - 1, -1, -1):
        if s.clause[j] != claim.clause or s.low[j] in _ENABLING:
            return s.clause[j] == claim.clause
        if is_finite(s, j):
            return s.cat[j] == FUTURE
    return False


def _is_hampered(s: Sentence, claim: Claim) -> bool:
    """Whether a claim's noun is what something is made out to be: "has made an agreement with Iran more difficult"."""
    clause = claim.clause
    made = any(s.low[j] in _MAKING and s.at[j] < 0 and s.clause[j] == clause for j in range(claim.start))
    return made and any(s.low[j] in _ODDS and s.clause[j] == clause for j in range(claim.end, len(s.low)))


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
            return first > 0 and (s.low[first - 1] in ("no", "neither") or s.low[first - 3 : first] == _NOT_ONE)
    return False


def _is_not(s: Sentence, claim: Claim) -> bool:
    """Whether "not" stands right before a claim that its event does not take into account: "is not ready to help"."""
    before = claim.start - 1
    return before > 0 and s.cat[before] == NEG and s.at[before] < 0 and claim.event in _WILLING


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
        report = here.report
        if here.kind == "comp" and report < 0 and s.low[here.start - 1] in _JOINING:  # "said that ..., but that ..."
            report = max((other.report for other in s.clauses[:clause] if other.kind == "comp"), default=-1)
        if here.kind == "comp" and report >= 0:
            grade = verbs.get(s.low[report], "reported")
            if aside and grade == "possible":
                clause = here.parent
                continue
            return _who(s, _phrase_before(s, report)), grade
        clause = here.parent
    own = s.clauses[claim.clause]
    apart = own.start if own.kind == "sub" and s.low[own.start] in _ASIDES else len(s.low)
    for number, here in enumerate(s.clauses):
        if here.kind == "tail" and here.start < apart and not _says_more(s, claim.clause, number):
            for i in range(here.start + 1, len(s.low)):
                if s.clause[i] != number:
                    break
                if s.at[i] < 0 and s.verbal[i] and s.low[i] in verbs and s.low[i - 1] != "to" and not _has_object(s, i):
                    if claim.clause == number and "as" in s.low[i : claim.start]:
                        break
                    quoted = _phrase_after(s, i + 1) if s.low[i] in _QUOTING else None
                    span = quoted or _phrase_before(s, i) or (_phrase_after(s, i + 1) if _can_follow(s, i) else None)
                    return _who(s, span), verbs[s.low[i]]
    for i in range(len(s.low) - 2):
        if s.low[i] in _QUOTED and s.low[i + 1] == "as" and s.verbal[i + 2]:
            return _who(s, _phrase_before(s, i)), "reported"
        for words in _REFERRING:
            if s.low[i] == words[0] and tuple(s.low[i : i + len(words)]) == words:
                return _phrase_after(s, i + len(words)), "reported"
    return None, None


def _says_more(s: Sentence, clause: int, tail: int) -> bool:
    """Whether a clause only tells more of who says so: ", said Roe, *who had met Brune*"."""
    while clause >= 0 and clause != tail and s.clauses[clause].kind in ("rel", "sub", "part"):
        clause = s.clauses[clause].parent
        if clause == tail:
            return True
    return False


def _who(s: Sentence, span: Attribution | None) -> Attribution | None:
    """Return a phrase where it names somebody who can speak."""
    return span if span is not None and _can_speak(s, span) else None


def _has_object(s: Sentence, verb: int) -> bool:
    """Whether a plain noun follows a verb, which then reports nothing: ", Ankara *declared war* on Athens"."""
    after = verb + 1
    return after < len(s.low) and s.at[after] < 0 and s.low[after] in _DECLARED


def _can_follow(s: Sentence, verb: int) -> bool:
    """Whether who says so may stand after a verb: "said the minister"; not "told reporters"."""
    return s.low[verb] not in _TELLING and s.cat[verb + 1 : verb + 2] != [PREP]


def _can_speak(s: Sentence, span: Attribution) -> bool:
    """Whether a phrase names somebody: an actor, people by what they do, or somebody with a name."""
    head = next((i for i in range(*span) if s.at[i] < 0 and s.low[i] in ("of", "on")), span[1])
    return any(
        s.at[i] >= 0
        or s.low[i] in _speakers()
        or s.low[i] in _PRONOUNS
        or (i and s.words[i][0].isupper() and s.cat[i] == OTHER and s.cat[i - 1] not in (QUOTE, SPACE))
        for i in range(span[0], head)
    )


@cache
def _speakers() -> frozenset[str]:
    return frozenset(form for row in read_lexicon("speakers.csv") for form in noun_forms(row["noun"]))


def _phrase_before(s: Sentence, verb: int) -> Attribution | None:
    """Return the subject of a verb of saying as tokens."""
    end = _without_asides(s, verb)
    start = end
    clause = s.clause[end - 1] if end else -1
    while start and s.clause[start - 1] == clause:
        listed = (
            s.low[start - 1] == "," and start > 1 and s.at[start - 2] >= 0 <= s.at[start] and "and" in s.low[start:end]
        )
        if s.low[start - 1] in _STOPS and not listed:
            break
        joins = s.low[start - 1] == "and" and start > 1 and s.at[start - 2] >= 0 <= s.at[start]
        if s.at[start - 1] < 0 and (s.low[start - 1] in _SKIPPED or s.verbal[start - 1]) and not joins:
            break
        start -= 1
    while start < end and s.at[start] < 0 and s.low[start] in _LEADING:
        start += 1
    return (start, end) if start < end <= start + 14 else None


def _without_asides(s: Sentence, verb: int) -> int:
    """Return where the subject of a verb ends: before adverbs, dates, "in a statement" and what commas enclose."""
    end = verb
    while end:
        i = end - 1
        if s.at[i] >= 0:
            break
        if s.low[i] in _SKIPPED or s.low[i][-2:] == "ly" or s.cat[i] == NEG or s.cat[i] in AUXILIARIES:
            end = i
        elif s.cat[i] == TIME or (end < verb and s.low[i] in _TIMES and s.cat[end] in (TIME, PREP)):
            end = i
            while end and s.low[end - 1] in _TIMES:
                end -= 1
        elif s.low[i] in _OCCASIONS and i > 1 and s.low[i - 2] == "in":
            end = i - 2
        elif s.low[i] in _CLOSING and (comma := _opening_before(s, i)) > 0:
            return comma
        else:
            break
    return end


def _opening_before(s: Sentence, close: int) -> int:
    """Return the comma or bracket that opens what one at a token closes, 0 where there is none."""
    for j in range(close - 1, max(close - _ASIDE, 0), -1):
        if s.low[j] == _CLOSING[s.low[close]]:
            return j
        if s.low[j] in _STOPS:
            break
    return 0


def _phrase_after(s: Sentence, start: int) -> Attribution | None:
    """Return the noun phrase that begins at a token."""
    while start < len(s.low) and s.low[start] in _ARTICLES:
        start += 1
    end = start
    while end < len(s.low) and end < start + 10:
        if s.at[end] < 0 and (s.low[end] in _STOPS or s.low[end] in _ENDS or s.verbal[end]) and not _is_joined(s, end):
            break
        end += 1
    return (start, end) if start < end else None


def _is_joined(s: Sentence, conjunction: int) -> bool:
    """Whether "and" leads to another who says so: "according to the police and a witness"."""
    if s.low[conjunction] != "and":
        return False
    end = next((j for j in range(conjunction + 1, len(s.low)) if s.low[j] in _STOPS), len(s.low))
    rest = range(conjunction + 1, end)
    return not any(s.at[j] < 0 and (s.verbal[j] or s.cat[j] in AUXILIARIES) for j in rest) and any(
        s.at[j] >= 0 or s.low[j] in _speakers() for j in rest[:4]
    )
