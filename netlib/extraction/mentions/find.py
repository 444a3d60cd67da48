"""Find who is named in a text: countries, organisations, groups and persons, each resolved to an actor.

This is the contract with the rest of the extraction:

- `find_mentions` takes a tokenized spaCy ``Doc`` of a *whole document* (a blank pipeline is enough) and returns every
  mention in text order, none overlapping. Offsets are characters of ``doc.text``; ``token_start`` and ``token_end`` are
  token indices of the same span, half-open: ``doc[m.token_start : m.token_end].text == doc.text[m.start : m.end]``.
- Sentence boundaries, where the doc has them, are respected: no mention crosses one.
- A mention is maximal: title, name and apposition are one mention ("Russian Deputy Defense Minister Yevkurov",
  "Zarif, Iran's top diplomat", "the Turkish army" without its article). No mention lies inside another.
- A token such as "U.S.-led" or "U.S.-China", which spaCy keeps whole, is the exception: the mentions lie inside it,
  with exact characters and the token's own index.
- A possessive clitic is outside the span: in "Iran's program" the mention is "Iran", with ``possessive=True``.
- Compounds are separate mentions with a hyphen between them: "Russia-Turkey talks", "the U.S.-China dispute".
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from datetime import date
from typing import TYPE_CHECKING

from netlib.actors import Actor, default_registry
from netlib.extraction.mentions.definite import Definites, definites
from netlib.extraction.mentions.entities import with_entities
from netlib.extraction.mentions.gazetteer import gazetteer
from netlib.extraction.mentions.mention import Mention, MentionKind
from netlib.extraction.mentions.names import Draft
from netlib.extraction.mentions.persons import PersonTable
from netlib.extraction.mentions.phrases import PhraseReader
from netlib.extraction.mentions.references import (
    HALF,
    POSSESSIVES,
    SAYS,
    TWINS,
    antecedent,
    apart,
    is_second,
    link_appositions,
    name_persons,
    owner,
    pair,
    references,
    twin,
)
from netlib.extraction.mentions.undescribed import settle
from netlib.extraction.parsed import read_parse

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from netlib.actors import Registry

__all__ = ["find_mentions"]

_TERMINAL = frozenset({".", "!", "?"})
_CLITICS = frozenset({"'s", "’s", "'S", "’S", "'", "’"})


def find_mentions(doc: Doc, registry: Registry | None = None, *, published: date | None = None) -> list[Mention]:
    """Return the mentions of a document in text order, without overlaps.

    Parameters
    ----------
    doc : spacy.tokens.Doc
        A tokenized document. Its sentences, if set, bound the mentions; its entities (PERSON, GPE, NORP, ORG), if
        any, are used as additional discovery.
    registry : Registry, optional
        The known actors; by default those of `netlib.actors.default_registry`.
    published : date, optional
        Decides between actors whose validity differs; None takes the latest.

    Returns
    -------
    list of Mention
        None for an empty document, and few or none for a text in another language.

    Examples
    --------
    >>> import spacy
    >>> doc = spacy.blank("en")("Russian Deputy Defense Minister Yunus-Bek Yevkurov met Syrian officials in Damascus.")
    >>> [(doc.text[m.start : m.end], m.actor.actor_id, m.kind) for m in find_mentions(doc)][1:]
    [('Syrian officials', 'SYR:officials', 'role'), ('Damascus', 'SYR', 'place')]
    """
    if not len(doc):
        return []
    strings = doc.vocab.strings
    orths, idx = doc.to_array(["ORTH", "IDX"]).T.tolist()
    words = [strings[orth] for orth in orths]
    if "´" in "".join(words):
        words = [word.partition("´")[0] or word for word in words]
    gaz = gazetteer(registry or default_registry())
    persons = PersonTable(gaz.registry, published)
    reader = PhraseReader(gaz, words, idx, persons, published)
    starts = _sentence_starts(doc, words)
    drafts: list[Draft] = []
    low = 0
    for number, begin in enumerate(starts):
        end = starts[number + 1] if number + 1 < len(starts) else len(words)
        high = bisect_left(reader.starts, end, low)
        if high > low:
            drafts.extend(reader.sentence(begin, end, number, reader.starts[low:high]))
        low = high
    parse = read_parse(doc)
    if doc.ents:
        drafts = with_entities(doc, drafts, starts, gaz.registry, parse)
    drafts = link_appositions(drafts, words, reader.low, persons, parse)
    name_persons(drafts, words, persons, gaz)
    settle(drafts, reader.low, gaz)
    mentions = []
    sentences = []
    for draft in drafts:
        actor = draft.actor
        role = draft.role
        if draft.person is not None:
            actor = persons.actor(draft.person)
            role = role or persons.role(draft.person)
        if actor is None:
            continue
        mentions.append(_mention(draft, actor, role, words, idx))
        sentences.append(draft.sentence)
    return _with_definites(_with_references(mentions, sentences, starts, reader), starts, reader)


def _mention(draft: Draft, actor: Actor, role: str | None, words: list[str], idx: list[int]) -> Mention:
    first, stop = draft.token_start, draft.token_end
    start = draft.start if draft.start >= 0 else idx[first]
    end = draft.end if draft.end >= 0 else idx[stop - 1] + len(words[stop - 1])
    after = words[stop] if stop < len(words) and idx[stop] == end else ""
    possessive = after in _CLITICS and (after not in "'’" or words[stop - 1][-1] in "sS")
    return Mention(start, end, first, stop, actor, draft.kind, role, possessive)


def _sentence_starts(doc: Doc, words: list[str]) -> list[int]:
    """Return the token at which each sentence begins; without sentences in the doc, full stops and lines end one."""
    if doc.has_annotation("SENT_START"):
        starts = [int(i) for i in (doc.to_array("SENT_START") == 1).nonzero()[0]]
    else:
        starts = [i + 1 for i, word in enumerate(words[:-1]) if word in _TERMINAL or (word.isspace() and "\n" in word)]
    return starts if starts and starts[0] == 0 else [0, *starts]


def _with_references(
    mentions: list[Mention], sentences: list[int], starts: list[int], reader: PhraseReader
) -> list[Mention]:
    """Add "the two leaders", "both countries", "he" and "his government" where it is clear who is meant."""
    found = references(reader.low) if mentions or not TWINS.keys().isdisjoint(reader.low) else []
    if not found:
        return mentions
    words, idx, registry = reader.words, reader.idx, reader.gaz.registry
    at = [mention.token_start for mention in mentions]
    added = []
    spoken_of: dict[int, set[str | None]] = {}  # by "he" and "him" in each sentence; None of whom nobody can tell
    for begin, end, noun in found:
        place = bisect_left(at, begin)
        if (place < len(at) and at[place] < end) or (place and mentions[place - 1].token_end > begin):
            continue
        sentence = bisect_right(starts, begin) - 1
        kind: MentionKind = "pronoun"
        role = None
        members: tuple[Actor, ...] = ()
        before = reader.low[begin - 1] if begin > starts[sentence] else ""
        if noun in TWINS:
            kind, members = "pair", tuple(filter(None, map(registry.get, TWINS[noun])))
            if not members:
                continue
            actor = members[0]
        elif noun == HALF:
            beside = mentions[place].actor.country if at[place : place + 1] == [begin + 2] else None
            other = registry.get(twin(beside) or "")
            if other is None:
                continue
            actor, kind = other, "name"
        elif noun in ("he", "she", "him"):
            person = antecedent(place, sentence, mentions, sentences)
            others = spoken_of.get(sentence, set()) | spoken_of.get(sentence - 1, set())
            if person is not None and others - {person.actor.actor_id}:
                person = None
            spoken_of.setdefault(sentence, set()).add(person.actor.actor_id if person is not None else None)
            if person is None or (noun == "him" and not apart(person.token_end, begin, starts[sentence], reader.low)):
                continue
            named_in = starts[bisect_right(starts, person.token_start) - 1]
            if noun != "him" and is_second(person, named_in, noun, reader.low):
                continue
            actor, role = person.actor, person.role
        elif reader.low[begin] in POSSESSIVES:
            persons = reader.low[begin] in ("his", "her")
            country = registry.get(owner(place, sentence, mentions, sentences, person=persons) or "")
            if country is None or country.kind != "country":
                continue
            actor = reader.gaz.of_country(country, noun)
        else:
            if noun == "they":  # only at the head of a sentence, right after one that names two
                if not before:
                    members = pair("they", place, sentence, mentions, sentences, reader.low, reader.gaz, look_back=2)
            else:
                kind = "pair"
                urged = before in reader.gaz.verbs and before not in SAYS  # "mediators urged both sides" to something
                told = before == "that" and "told" in reader.low[starts[sentence] : begin]  # not teller and listener
                urged = urged or told
                members = pair(noun, place, sentence - urged, mentions, sentences, reader.low, reader.gaz)
            if not members:
                continue
            actor = members[0]
        stop = idx[end - 1] + len(words[end - 1])
        added.append(Mention(idx[begin], stop, begin, end, actor, kind, role, members=members))
    return sorted([*mentions, *added], key=lambda mention: mention.start)


def _with_definites(mentions: list[Mention], starts: list[int], reader: PhraseReader) -> list[Mention]:
    """Add "it", "the bloc", "the envoy" and "the country" where it is clear who is meant."""
    found = list(definites(reader.low)) if mentions else []
    if not found:
        return mentions
    words, idx = reader.words, reader.idx
    known = Definites(mentions, starts, words, reader.low, reader.gaz)
    for begin, end, word in found:
        whom = None if known.taken(begin, end) else known.settle(begin, end, word)
        if whom is None:
            continue
        actor, role = whom
        kind: MentionKind = "pronoun" if end == begin + 1 and word in ("it", "he", "she", "they") else "name"
        stop = idx[end - 1] + len(words[end - 1])
        known.add(Mention(idx[begin], stop, begin, end, actor, kind, role))
    return known.mentions
