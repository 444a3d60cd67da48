"""What reads like a claim and is none: of sport, of people of no office, and of names that only stand nearby.

A match report attacks, defeats and meets; the sentence shows it by one word of sport, or the rest of the page does.
Somebody of whom a text says neither office nor country may accuse a government, but signs no treaty with it. And the
farther a name is from its predicate, the likelier a shallow reading has taken the wrong one.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from netlib.extraction.frames.shape import AUXILIARIES, BE, COMMA, OTHER, word_lists
from netlib.extraction.frames.slots import OFFICIAL
from netlib.extraction.inflection import GERUND, PAST, THIRD, noun_forms
from netlib.extraction.words import phrase_words
from netlib.ontology import CONFLICT_QUADS, quad, read_lexicon

if TYPE_CHECKING:
    from netlib.extraction.frames import Claim
    from netlib.extraction.frames.shape import Sentence
    from netlib.extraction.mentions import Mention

__all__ = ["is_about_sport", "relevant"]

_BEYOND_SPORT = frozenset({"arrest", "boycott", "convict", "deport", "discontinue", "expel", "restrict"})
"""Modes that are meant as they are written on a page about sport, unlike "attacked", "met", "rejected"."""
_OF_OFFICE = frozenset({"AGREE", "CONSULT", "COOPERATE", "AID", "CONCEDE", "RETREAT", "SANCTION", "MOBILIZE", "COERCE"})
"""What only those do who act for somebody."""
_PEOPLE = ":people"
_LEAST = 2
"""Sentences of sport that make a page of it, if they are a fourth of all: one may be a comparison."""
_SHARE = 4
_ASIDE = phrase_words("no-subject")
"""Before a name: it is where, when or against whom something is done, not who does it."""
_TAKEN = frozenset({"captured", "seized", "abducted", "kidnapped", "caught"})
"""What nobody's police does: "were captured in Crete"."""
_AHEAD = frozenset({"promise", "decide"})
"""Scopes of predicates that are far from the object of what they govern: "agreed yesterday to send guards to"."""
_VERBAL = frozenset({"verb", "mutual"})
_GOES_ON = frozenset({"coord", "part"})
"""Kinds of clauses whose subject is that of the one before."""
_JUDGING = frozenset({"ACCUSE", "REJECT"})
_DONE = phrase_words("done-to")
"""What is done to somebody: in "the invasion of Chad" Chad has not done it."""
_FARTHEST_SUBJECT = 30
_FARTHEST_OBJECT = 12
"""Tokens to the predicate beyond which a shallow reading has missed who is meant."""
_BE_REACH = 4
_PARTICIPLE_REACH = 2
"""Tokens before a participle within which "was", or the noun it belongs to, can stand."""
_NEAR = 8
"""Tokens before the name of a place within which its governor, and who acts there, can stand."""
_FOR = frozenset({"assist", "help", "support", "benefit", "aid"})
"""Right before a name: it is what something is given for."""


def is_about_sport(words: Sequence[str], starts: Sequence[int]) -> bool:
    """Whether a page is about sport: two of its sentences at least, and one in four, have a word of it.

    Parameters
    ----------
    words : sequence of str
        The tokens of the page.
    starts : sequence of int
        The token at which each sentence begins.

    Examples
    --------
    >>> is_about_sport("Chad lost the match . The referee met Mali .".split(), [0, 5])
    True
    """
    sport = word_lists().sport
    if sport.isdisjoint(map(str.lower, words)):
        return False
    ends = [*starts, len(words)]
    count = sum(not sport.isdisjoint(map(str.lower, words[begin:end])) for begin, end in pairwise(ends))
    return count >= _LEAST and count * _SHARE >= len(starts)


def relevant(s: Sentence, claims: Sequence[Claim], *, sport: bool) -> list[Claim]:
    """Return the claims of a sentence that are of states and their people, between those whom its predicates mean.

    Parameters
    ----------
    s : Sentence
        The sentence as it was read.
    claims : sequence of Claim
        What it seems to state.
    sport : bool
        Whether the page is about sport, of which only arrests, bans and what institutions do is kept; of a sentence
        with a word of sport the same holds.

    Returns
    -------
    list of Claim
        Without those whose source is the demonym of a trade ("a Danish *novelist*"), the name of a place after a
        preposition ("a scandal *in Madrid* has hurt"), the object or owner of something else, or an agent beyond
        another name; where it is thirty tokens before its verb; and where the target suffers what the claim is about,
        or another verb, name or comma stands before it.
    """
    sport = sport or not word_lists().sport.isdisjoint(s.low)
    kept = (claim for claim in claims if _is_political(claim) and (not sport or _is_beyond_sport(claim)))
    return [claim for claim in kept if _is_within_reach(s, claim)]


def _is_beyond_sport(claim: Claim) -> bool:
    """Whether a claim on a page about sport is meant as it is written: an arrest, a ban, what an institution does."""
    return claim.mode in _BEYOND_SPORT or "organisation" in (claim.source.actor.kind, claim.target.actor.kind)


def _is_political(claim: Claim) -> bool:
    """Whether a claim is more than what a person of no known country or office does, or says of the own country."""
    source, target = claim.source.actor, claim.target.actor
    if claim.mode == "phone" and claim.rule.frame == "verb" and claim.target.possessive:
        return False  # "called Brune's rule a farce"
    if _is_nobody(claim.source):
        return not (claim.event in _OF_OFFICE or _is_nobody(claim.target))
    if source.kind == target.kind == "organisation" and source.actor_id.startswith(f"{target.actor_id}:"):
        return False  # the Security Council and the United Nations
    if source.country == target.country is not None and source.actor_id.endswith(_PEOPLE) and target.kind == "country":
        return quad(claim.event) in CONFLICT_QUADS  # a people does not help its own country
    own = target.kind == "country" and source.country == target.country and claim.target.kind in ("name", "place")
    return not (own and claim.rule.frame == "obligation")  # "Brune said that Chad must change"


def _is_within_reach(s: Sentence, claim: Claim) -> bool:
    """Whether both sides of a claim stand where its predicate can mean them."""
    source, target = _number(s, claim.source), _number(s, claim.target)
    if source >= 0 and not (_stands_as_subject(s, source, claim) and _acts_for_a_state(s, source, claim)):
        return False
    if target < 0:
        return True
    if claim.event == "AID" and claim.target.actor.kind == "group" and s.governors[target][-1:] == ("from",):
        return False  # "rescued children from the Lord's Resistance Army"
    if claim.rule.frame == "obligation" and (s.first[target] >= claim.end or _is_aside(s, target, claim)):
        return False  # who must do it is its subject
    if _is_done_to(s, target, claim) or _is_beside_participle(s, source, target, claim):
        return False
    if s.first[target] < claim.end or s.governors[target] or claim.rule.scope in _AHEAD:
        return True
    while target and s.first[target - 1] >= claim.end and _is_coordinated(s, target - 1):
        target -= 1
    gap = range(claim.end, s.first[target])
    if len(gap) <= _FARTHEST_OBJECT or s.low[gap[-1]] in _FOR or s.clause[s.first[target]] != claim.clause:
        return True
    return not any(s.at[j] >= 0 or s.verbal[j] or s.cat[j] == COMMA for j in gap)


@cache
def _trades() -> frozenset[tuple[str, ...]]:
    """Return what people and firms do who act for themselves: the classes ``performer`` and ``firm`` of words."""
    classes = {row["class"]: row["words"].split("|") for row in read_lexicon("word_classes.csv")}
    found: set[tuple[str, ...]] = set()
    for phrase in (*classes["performer"], *classes["firm"]):
        *before, last = phrase.split("_")
        found.update((*before, form) for form in noun_forms(last))
    return frozenset(found)


def _acts_for_a_state(s: Sentence, number: int, claim: Claim) -> bool:
    """Whether a demonym tells more than where somebody is from who acts for himself: "the Danish novelist praised"."""
    if s.mentions[number].kind != "adjective" or quad(claim.event) in CONFLICT_QUADS:
        return True
    start = s.last[number]
    if s.low[start : start + 1] == ["and"] and number + 1 < len(s.first) and s.first[number + 1] == start + 1:
        start = s.last[number + 1]  # "Kenyan and Ethiopian runners"
    return not any(tuple(s.low[start + skip : start + skip + n]) in _trades() for skip in (0, 1) for n in (1, 2))


def _stands_as_subject(s: Sentence, source: int, claim: Claim) -> bool:
    """Whether the source of a claim stands where its subject or agent can."""
    verbal = claim.rule.frame in _VERBAL
    if claim.rule.frame == "obligation":
        return True  # who says it, however far off
    if s.last[source] <= claim.start:
        hosted = claim.mode in OFFICIAL and s.low[claim.start] not in _TAKEN
        hosted = hosted or not word_lists().crowd.isdisjoint(s.low[s.clauses[claim.clause].start : claim.start])
        if verbal and (_is_owner(s, source, claim) or _is_object(s, source, claim)):
            return False
        if verbal and not hosted and _is_aside(s, source, claim):
            return False
        while source + 1 < len(s.mentions) and s.last[source + 1] <= claim.start and _is_coordinated(s, source):
            source += 1
        return claim.start - s.last[source] <= _FARTHEST_SUBJECT
    if s.first[source] < claim.end or claim.rule.frame == "reverse" or not claim.start:
        return True  # "Responding angrily to ..., Chad declared"
    if s.low[claim.start] in _TAKEN and s.governors[source][-1:] == ("in",):
        return False  # "was captured in Crete"
    while source and s.first[source - 1] >= claim.end and _is_coordinated(s, source - 1):
        source -= 1
    gap = range(claim.end, s.first[source])
    if len(gap) <= _FARTHEST_OBJECT or all(s.at[j] < 0 for j in gap):
        return True
    return claim.rule.frame == "noun" and not any(s.verbal[j] and s.at[j] < 0 for j in gap)


def _is_beside_participle(s: Sentence, source: int, target: int, claim: Claim) -> bool:
    """Whether a participle with an agent, "arrested by A", does not follow right after the noun it belongs to."""
    passive = source >= 0 and s.last[target] <= claim.start and s.first[source] >= claim.end
    if not passive or claim.rule.frame != "verb" or claim.rule.target[:1] != ("obj",):
        return False
    if any(s.cat[j] == BE and s.at[j] < 0 for j in range(max(0, claim.start - _BE_REACH), claim.start)):
        return False
    placed = s.governors[target][-1:] and s.governors[target][-1] in _ASIDE
    return bool(placed) or claim.start - s.last[target] > _PARTICIPLE_REACH


def _number(s: Sentence, mention: Mention) -> int:
    """Return the number of a mention in its sentence, -1 where it stands in none."""
    places = (k for k, other in enumerate(s.mentions) if other.token_start == mention.token_start)
    return next(places, -1)


def _is_owner(s: Sentence, number: int, claim: Claim) -> bool:
    """Whether what belongs to a name acts: "Chad's approach"; not "Chad's Bank", nor "Chad's order to close"."""
    after = s.last[number] + 1
    if claim.purpose or not s.mentions[number].possessive or after >= claim.start or s.words[after][0].isupper():
        return False
    between = range(after, claim.start)
    head = next(
        (j - 1 for j in between if s.at[j] < 0 and (s.cat[j] != OTHER or s.verbal[j] & (PAST | THIRD))), claim.start - 1
    )
    if not _doers().isdisjoint((s.low[head], s.low[claim.start])):
        return False  # "Chad's broadcasting commission", "Chad's last *soldiers pulled out*"
    acts = any(s.at[j] < 0 and (s.verbal[j] or s.cat[j] in AUXILIARIES) for j in between)
    return acts or s.low[claim.start - 1] != "to"


def _is_object(s: Sentence, number: int, claim: Claim) -> bool:
    """Whether a name is the object of a verb that is not the claim's, so that somebody else goes on.

    "Criticised Chad *and left*", "a pact to contain Chad *was signed*", "by opposing Chad *and arming*".
    """
    before = s.first[number] - 1
    kind = s.clauses[claim.clause].kind
    if before < 1 or s.at[before] >= 0 or not s.verbal[before] or s.cat[before] in AUXILIARIES:
        return False
    if s.mentions[number].possessive or kind == "rel":
        return False
    return kind in _GOES_ON or s.low[before - 1] == "to" or bool(s.verbal[before] & GERUND)


def _is_done_to(s: Sentence, number: int, claim: Claim) -> bool:
    """Whether a target only suffers what a claim is about, "denounced the invasion *of Chad*", or is excepted."""
    first = s.first[number]
    if first > 1 and s.low[first - 2] == "not" and s.governors[number][-1:] == (s.low[first - 1],):
        return True  # "with Chad and not with Mali"
    of = next((j for j in (first - 1, first - 2) if j > 0 and s.low[j] == "of" and s.at[j] < 0), 0)
    return bool(of) and claim.event in _JUDGING and claim.rule.frame == "verb" and s.low[of - 1] in _DONE


def _is_coordinated(s: Sentence, number: int) -> bool:
    """Whether only commas and "and" stand between a mention and the next."""
    gap = range(s.last[number], s.first[number + 1])
    return all(s.cat[j] == COMMA or s.low[j] in ("and", "or", "the") for j in gap)


def _is_aside(s: Sentence, number: int, claim: Claim) -> bool:
    """Whether a name only tells where or when: not of "a court in Madrid", nor before "which", which is the name."""
    named = s.mentions[number].kind in ("name", "place")
    while number and not s.governors[number] and _ends_list(s, number):  # "in Chad, Mali, *Niger*, we"
        number -= 1
    governors = s.governors[number]
    if not named or not governors or governors[-1] not in _ASIDE or s.clauses[claim.clause].kind == "rel":
        return False
    begin = max(0, s.first[number] - _NEAR)
    before = s.low[begin : s.first[number]]
    if governors[-1] not in before:
        return False
    place = begin + len(before) - 1 - before[::-1].index(governors[-1])
    if any(s.cat[j] == COMMA for j in range(place, s.first[number])):
        return False  # "while it is in office, Chad should"
    if place and s.at[place - 1] < 0 and (s.verbal[place - 1] or s.low[place - 1].endswith("ing")):
        return True  # "ministers meeting in Madrid"
    if not _doers().isdisjoint(before):
        return False
    return place < 2 or not s.words[place - 1][0].isupper()  # "the FARC in Colombia"


def _ends_list(s: Sentence, number: int) -> bool:
    """Whether a country stands between two commas, after another country."""
    one, other = s.mentions[number - 1].actor, s.mentions[number].actor
    first, last = s.first[number], s.last[number]
    commas = s.last[number - 1] == first - 1 and last < len(s.low) and s.cat[first - 1] == s.cat[last] == COMMA
    return commas and one.kind == other.kind == "country"


@cache
def _doers() -> frozenset[str]:
    """Return the people and institutions that act though the name of a place follows them: "troops in Chad"."""
    listed = {form for row in read_lexicon("speakers.csv") for form in noun_forms(row["noun"])}
    return frozenset(listed | phrase_words("doers"))


def _is_nobody(mention: Mention) -> bool:
    return mention.actor.kind == "person" and mention.actor.country is None and mention.role is None
