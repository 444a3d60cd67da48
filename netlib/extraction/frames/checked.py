"""A subject that the sketch of a sentence found, put right by a dependency parse.

The sketch takes the name that stands where subjects stand. A parse knows which word is the subject, and errs more often
on what hangs on it: so it is believed where it names somebody, and where its subject cannot be the name that was found.
"""

from __future__ import annotations

from itertools import takewhile

from netlib.extraction.frames import shape
from netlib.extraction.frames.lists import POSSESSIVES, coordinated
from netlib.extraction.frames.shape import Sentence
from netlib.extraction.inflection import PARTICIPLE
from netlib.extraction.parsed import RELATIVE, Parse

__all__ = ["checked"]

_ATTRIBUTE = frozenset({"compound", "amod", "nmod", "nmod:poss", "poss", "prep", "pobj"})
_HEADED = frozenset({"led", "headed", "represented"})
_OBJECT = frozenset({"dobj", "obj"})
_CLAUSAL = RELATIVE | {"acl"}


def checked(s: Sentence, parse: Parse, before: int, found: list[int]) -> list[int]:
    """Return the mentions that are the subject of the verb at `before`, given what the sketch found."""
    if s.cat[before] in (shape.SUBORD, shape.REL, shape.THAT):
        return found  # where a clause begins, not a verb
    unnamed = takewhile(lambda j: s.at[j] < 0, range(before, len(s.low)))
    verb = next((j for j in unnamed if shape.is_verb(s, j)), before)  # past "on Friday" and "later"
    noun = parse.subject(verb)
    if noun >= 0 and not found and s.cat[noun] in (shape.REL, shape.THAT):
        clause = parse.heads[noun]
        noun = parse.heads[clause] if parse.labels[clause] in RELATIVE else -1
    if noun < 0 or (parse.labels[verb] == "advcl" and s.verbal[verb] & PARTICIPLE and parse.heads[noun] != verb):
        return found  # "Asked about it, Roe condemned": he did not ask
    number = s.at[noun]
    if number >= 0:
        if s.mentions[number].kind == "dateline":
            return found
        named = found if number in found else coordinated(s, [number])
        return [*named, *(k for k in _companions(s, parse, noun) if k not in named)]
    return [] if found and _is_another(s, parse, noun, found[0]) else found


def _companions(s: Sentence, parse: Parse, noun: int) -> list[int]:
    """Return those who are joined to a subject by what they are: "Roe and *other fans from Cameroon*"."""
    joined = {noun}
    found = []
    for i in range(noun + 1, len(s.low)):
        if parse.labels[i] == "conj" and parse.heads[i] in joined and shape.CONJ in s.cat[noun:i]:
            joined.add(i)
            found += [k for k in range(len(s.mentions)) if _is_of(s, parse, k, i)]
    return found


def _is_of(s: Sentence, parse: Parse, number: int, noun: int) -> bool:
    """Whether a mention is a noun, or an attribute of it."""
    above = parse.above(s.last[number] - 1)
    return noun in above and all(parse.labels[j] in _ATTRIBUTE for j in above[: above.index(noun)])


def _is_another(s: Sentence, parse: Parse, noun: int, number: int) -> bool:
    """Whether the subject is a word that cannot mean a mention: "*He* turned to the West", "*Its minister* met Roe"."""
    later = s.first[number] > noun and s.governors[number][-1:] != ("by",)  # "they were sent by Roe to help"
    if s.cat[noun] == shape.PRONOUN:
        return later
    if s.cat[noun] != shape.OTHER or s.low[noun] in shape.word_lists().arms:
        return False
    subject = parse.above(noun)
    way = list(takewhile(lambda j: j not in subject, parse.above(s.last[number] - 1)))
    if not way:
        return False
    labels = [parse.labels[j] for j in way]
    if any(s.low[j] in POSSESSIVES for j in parse.on(noun)):
        return later and labels != ["appos"]  # "its neighbour Ghana"
    if parse.heads[way[-1]] != noun:  # "crowds burned *American* flags and chanted", not what parsers lose of its own
        return s.first[number] < noun or (later and not _OBJECT.isdisjoint(labels))
    headed = any(s.low[j] in _HEADED for j in way)  # "a team led by Roe said"
    return not headed and not _CLAUSAL.isdisjoint(labels)  # "a tabloid owned by the party said"
