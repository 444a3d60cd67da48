"""What reads like politics and is none: a page about sport, and what people of no country or office do for themselves.

A match report attacks, defeats and meets; the sentence shows it by one word of sport, or the rest of the page does.
Somebody of whom a text says neither office nor country may accuse a government, but signs no treaty with it.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from netlib.extraction.frames.shape import word_lists

if TYPE_CHECKING:
    from netlib.extraction.frames import Claim
    from netlib.extraction.mentions import Mention

__all__ = ["is_about_sport", "is_beyond_sport", "is_political"]

_BEYOND_SPORT = frozenset({"arrest", "boycott", "convict", "deport", "discontinue", "expel", "restrict"})
"""Modes that are meant as they are written on a page about sport, unlike "attacked", "met", "rejected"."""
_OF_OFFICE = frozenset(
    {"AGREE", "CONSULT", "COOPERATE", "AID", "CONCEDE", "RETREAT", "SANCTION", "MOBILIZE", "COERCE"}
)
"""What only those do who act for somebody."""
_LEAST = 2
"""Sentences of sport that make a page of it, if they are a fourth of all: one may be a comparison."""
_SHARE = 4


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


def is_beyond_sport(claim: Claim) -> bool:
    """Whether a claim on a page about sport is meant as it is written: an arrest, a ban, what an institution does."""
    return claim.mode in _BEYOND_SPORT or "organisation" in (claim.source.actor.kind, claim.target.actor.kind)


def is_political(claim: Claim) -> bool:
    """Whether a claim is more than what a person of no known country or office does, or says of the own country."""
    source, target = claim.source.actor, claim.target.actor
    if _is_nobody(claim.source):
        return not (claim.event in _OF_OFFICE or _is_nobody(claim.target))
    own = target.kind == "country" and source.country == target.country and claim.target.kind in ("name", "place")
    return not (own and claim.rule.frame == "obligation")  # "Brune said that Chad must change"


def _is_nobody(mention: Mention) -> bool:
    return mention.actor.kind == "person" and mention.actor.country is None and mention.role is None
