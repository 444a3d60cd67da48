"""Who is meant by a bare surname, an apposition, "the president", "the two leaders", "he"."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import compress, count, pairwise
from typing import TYPE_CHECKING

from netlib.extraction.mentions.gazetteer import Gazetteer
from netlib.extraction.mentions.names import Draft
from netlib.extraction.mentions.persons import PersonTable, is_name_word
from netlib.extraction.parsed import Parse
from netlib.extraction.words import phrase_words
from netlib.ontology import read_lexicon

if TYPE_CHECKING:
    from netlib.actors import Actor
    from netlib.extraction.mentions.mention import Mention

__all__ = [
    "HALF",
    "POSSESSIVES",
    "SAYS",
    "TWINS",
    "antecedent",
    "apart",
    "is_second",
    "link_appositions",
    "name_persons",
    "owner",
    "pair",
    "references",
    "twin",
]

_ARTICLES = phrase_words("before-office")
_CLOSES = frozenset({",", ".", ";", ":", ")", "--", "—", "–", "who", "whose", '"', "”", "?", "!"})
_PERSONS = phrase_words("pair-of-persons")
_PARTIES = phrase_words("pair-of-parties")
_JOINED = 6  # tokens between two that "and" joins
_SENT = tuple(phrase_words("posted"))
_WHERE = frozenset({"in", "near", "inside"})
_WHITHER = frozenset({"off", "at", "from", "to", "over", "across", "outside", "around", "through", "on"})
_STATES = phrase_words("pair-of-states") | _PARTIES
_BETWEEN = frozenset(
    {"foreign", "neighboring", "neighbouring", "prime", "defense", "defence", "world", "warring", "nuclear"}
)
_GO_ON = phrase_words("after-the-two")
_MARKS = frozenset({'"', "“", "”", "``", "''"})
_ORGANISATION = phrase_words("proper-organisation") | phrase_words("company-ending")
_THINGS = _ORGANISATION | phrase_words("no-person") | phrase_words("thing-name")
SAYS = phrase_words("says")
_MAX_PARTS = 4  # words of a name that nothing but its surroundings shows to be a person's
_ADJECTIVE_ENDINGS = ("ed", "ing", "ly", "ous", "ful", "less")
_BEFORE_TWINS = frozenset({"the", "two", "both"})
_RECENT = 40  # mentions; who is further back is not meant
POSSESSIVES = frozenset({"his", "her", "its", "their"})
TWINS = {row["noun"]: tuple(row["countries"].split("|")) for row in read_lexicon("twins.csv")}
"""Two countries of one name: "the two Koreas"."""
HALF = "half"
"""What `references` calls the "North" of "North and South Korea"."""
_HALVES = frozenset({"north", "south", "east", "west"})
_REFERRING = frozenset({"two", "both", "he", "him", "she", "they"}) | POSSESSIVES | TWINS.keys() | _HALVES
_OWN = phrase_words("of-ones-own")
_MOVES = phrase_words("moves-forces")
_NEW_CLAUSE = frozenset({",", ";", "that", "who", "which", "after", "before", "when", "while", "because", "as", "said"})


def link_appositions(
    drafts: list[Draft],
    words: Sequence[str],
    low: Sequence[str],
    persons: PersonTable,
    parse: Parse | None,
) -> list[Draft]:
    """Join a name and the office beside it: "Zarif, Iran's top diplomat," and "the Turkish president, Erdogan,"."""
    kept: list[Draft] = []
    for draft in drafts:
        last = kept[-1] if kept else None
        if last is None or last.sentence != draft.sentence or not _beside(last, draft, words, low, parse):
            kept.append(draft)
            continue
        office, named = (draft, last) if draft.kind == "role" else (last, draft)
        country = office.anchor.country if office.anchor else None
        known = named.person or (persons.find(named.name) if named.name else None)
        clash = known is not None and country is not None and known.country not in (None, country)
        listed = words[draft.token_end : draft.token_end + 1] == ["and"]
        if listed and (known is None or country is None or known.country != country):
            kept.append(draft)
            continue
        if clash or (known is None and len((named.name or "").split()) < 2):
            kept.append(draft)
            continue
        name = known.name if known is not None else named.name or ""
        parent = office.actor.parent if office.actor else None
        person = persons.add(
            name, country=country, parent=parent, role=None if office.role == "counterpart" else office.role
        )
        person.parent = parent or person.parent
        person.institution = office.institution if person.institution is None else person.institution
        kept[-1] = Draft(
            last.token_start,
            draft.token_end,
            "name",
            person=person,
            role=person.role if office.role in (None, "counterpart") else office.role,
            sentence=draft.sentence,
            anchor=office.anchor,
        )
    return kept


def _beside(last: Draft, draft: Draft, words: Sequence[str], low: Sequence[str], parse: Parse | None) -> bool:
    """Whether two drafts are a name and an office with a comma between, and the second one is whole."""
    j = last.token_end
    if j >= len(words) or words[j] != "," or last.start >= 0 or draft.start >= 0:
        return False
    gap = draft.token_start - j - 1
    if not 0 <= gap <= 3 or any(word not in _ARTICLES for word in low[j + 1 : draft.token_start]):
        return False
    kinds = {last.kind, draft.kind}
    if kinds != {"name", "role"}:
        return False
    office, named = (draft, last) if draft.kind == "role" else (last, draft)
    if (
        (office.role is None and office.institution is None)
        or office.person is not None
        or (named.person is None and not named.name)
    ):
        return False
    after = words[draft.token_end] if draft.token_end < len(words) else "."
    return (
        after in _CLOSES or after == "and" or after.isspace() or (parse is not None and _is_apposed(last, draft, parse))
    )


def _is_apposed(last: Draft, draft: Draft, parse: Parse) -> bool:
    """Whether a parse makes one draft an apposition of the other: "Qian, China's envoy *for the Pacific*, met"."""
    named = range(last.token_start, last.token_end)
    return any(
        parse.labels[i] == "appos" and parse.heads[i] in named for i in range(draft.token_start, draft.token_end)
    )


def name_persons(drafts: list[Draft], words: Sequence[str], persons: PersonTable, gaz: Gazetteer) -> None:
    """Settle, in place, which names are persons: those of known persons, and those that begin with a given name."""
    pending = [draft for draft in drafts if draft.name and draft.person is None]
    for draft in pending:
        if draft.token_end - draft.token_start > 1 or draft.entity:
            _name_person(draft, words, persons, gaz)
    for draft in pending:
        if draft.person is None:
            draft.person = persons.find(draft.name or "")
        if draft.person is None and draft.entity:
            draft.person = persons.add(draft.name or "")
    unknown = [draft for draft in pending if draft.person is None]
    if unknown:
        _name_by_evidence(unknown, words, persons)
    for draft, following in pairwise(drafts):
        _affiliate(draft, following, words)
    for draft in drafts:
        if draft.name == "" and draft.title and draft.person is None:
            draft.person = persons.holder(draft.title)
        elif draft.kind == "role" and draft.role and draft.person is None and draft.actor is not None:
            draft.person = persons.bearer(draft.role, draft.actor.country)


def _name_by_evidence(pending: Sequence[Draft], words: Sequence[str], persons: PersonTable) -> None:
    """Settle the names that speak or have an age: "Wynona Quarles, 43," and, where "Quarles said" follows, her."""
    speaking = {draft.name for draft in pending if _is_alone(draft) and _speaks(draft, words)}
    for draft in pending:
        parts = (draft.name or "").split()
        named = 2 <= len(parts) <= _MAX_PARTS and all(is_name_word(part) and not part.isupper() for part in parts)
        thing = draft.token_start and words[draft.token_start - 1].lower() == "the"
        if named and not thing and not _THINGS.intersection(parts) and (parts[-1] in speaking or _aged(draft, words)):
            draft.person = persons.add(draft.name or "")
    if any(draft.person is not None for draft in pending):
        for draft in pending:
            draft.person = draft.person or persons.find(draft.name or "")


def _is_alone(draft: Draft) -> bool:
    return draft.token_end - draft.token_start == 1


def _speaks(draft: Draft, words: Sequence[str]) -> bool:
    before = words[draft.token_start - 1] if draft.token_start else ""
    after = words[draft.token_end] if draft.token_end < len(words) else ""
    return before in SAYS or after in SAYS


def _aged(draft: Draft, words: Sequence[str]) -> bool:
    """Whether ", 43," follows a name."""
    comma, age, closes = (*words[draft.token_end : draft.token_end + 3], "", "", "")[:3]
    return comma == "," and age.isdecimal() and len(age) <= 2 and closes in (",", ".", ";", ")")


def _affiliate(draft: Draft, following: Draft, words: Sequence[str]) -> None:
    """Read "Patrice Talon of Benin" where nothing else says whose president he is."""
    person, land = draft.person, following.actor
    if person is None or person.country is not None or land is None or land.kind != "country":
        return
    between = [word.lower() for word in words[draft.token_end : following.token_start]]
    if following.kind == "name" and following.start < 0 and between in (["of"], ["of", "the"]):
        person.country = land.country
        draft.token_end = following.token_end
        following.actor = None


def _name_person(draft: Draft, words: Sequence[str], persons: PersonTable, gaz: Gazetteer) -> None:
    """Settle a name of several words; "Presidents Muhammadu Buhari" begins one word late."""
    name = draft.name or ""
    first = draft.token_start
    parts = name.split()
    definite = first > 0 and words[first - 1].lower() == "the"
    for skipped in range(len(parts)):
        rest = " ".join(parts[skipped:])
        known = any(actor.kind == "person" for actor in gaz.registry.lookup(rest, on=persons.on))
        if known and skipped == len(parts) - 1 and not _begins_late(parts, first - skipped, words, gaz):
            draft.person = persons.add(name)  # "Chelsea Clinton" is another Clinton
            return
        given = parts[skipped] in gaz.given_names and len(parts) - skipped > 1 and not (definite and not skipped)
        if known or (draft.entity and not skipped) or (given and all(is_name_word(p) or p[0].islower() for p in parts)):
            draft.person = persons.add(rest)
            draft.token_start = first
            return
        if skipped + 1 < len(parts) and (words[first] != parts[skipped] or words[first + 1] in "-–‑‐"):
            return
        first += 1


def _begins_late(parts: Sequence[str], first: int, words: Sequence[str], gaz: Gazetteer) -> bool:
    """Whether the word before a known surname is no given name: "Furious Brune", "Ministers Brune"."""
    if len(parts) != 2 or parts[0] in gaz.given_names:
        return len(parts) == 1
    word = parts[0].lower()
    begins = first == 0 or not words[first - 1][-1].isalnum()
    plain = word in gaz.verbs or word in gaz.heads or word.removesuffix("s") in gaz.heads
    return parts[0].isupper() or plain or (begins and word.endswith(_ADJECTIVE_ENDINGS))


def references(low: Sequence[str]) -> list[tuple[int, int, str]]:
    """Return (begin, end, noun) of every "the two leaders", "both countries", "he", "they", "his government"."""
    found = []
    for i in compress(count(), map(_REFERRING.__contains__, low)):
        word = low[i]
        if word in ("two", "both"):
            j = i + 1
            while j < len(low) and j < i + 3 and low[j] in _BETWEEN:
                j += 1
            noun = low[j] if j < len(low) else ""
            if word == "both" and noun == "the":
                continue
            if word == "two" and i and low[i - 1] == "the" and noun in _GO_ON:
                found.append((i - 1, i + 1, "two"))
            elif noun in TWINS:
                continue
            elif noun in _PERSONS or noun in _STATES:
                begin = i - 1 if word == "two" and i and low[i - 1] in ("the", "these", "those") else i
                if word == "both" or begin < i:
                    found.append((begin, j + 1, noun))
        elif word in TWINS:
            begin = i
            while begin and low[begin - 1] in _BEFORE_TWINS:
                begin -= 1
            found.append((begin, i + 1, word))
        elif word in _HALVES:
            if low[i + 1 : i + 2] == ["and"] and not _HALVES.isdisjoint(low[i + 2 : i + 3]):
                found.append((i, i + 1, HALF))
        elif word in POSSESSIVES:
            if i + 1 < len(low) and low[i + 1] in _OWN and (not i or low[i - 1] not in _MOVES):
                found.append((i, i + 2, low[i + 1]))
        else:
            found.append((i, i + 1, word))
    return found


def twin(country: str | None) -> str | None:
    """Return the other country of the same name: KOR for PRK."""
    return next((other for twins in TWINS.values() if country in twins for other in twins if other != country), None)


def pair(
    noun: str,
    place: int,
    sentence: int,
    mentions: Sequence[Mention],
    sentences: Sequence[int],
    low: Sequence[str],
    gaz: Gazetteer,
    *,
    look_back: int = 3,
) -> tuple[Actor, ...]:
    """Return the two actors whom "the two leaders" or "both sides" can only mean, or none.

    They are the two of the nearest sentence that joins two ("A and B"), or that names exactly two.

    Parameters
    ----------
    noun : str
        "leaders", "countries", "sides".
    place : int
        How many mentions stand before the reference.
    sentence : int
        Its sentence.
    mentions : sequence of Mention
        All mentions, in order.
    sentences : sequence of int
        The sentence of each mention.
    low : sequence of str
        The tokens of the document in small letters.
    gaz : Gazetteer
        Knows the countries themselves, for "both countries" after two presidents.
    look_back : int
        How many sentences may be searched, its own among them.
    """
    for back in range(look_back):
        here = [m for m in _of_sentence(sentence - back, place, mentions, sentences) if m.kind != "dateline"]
        if noun in _PERSONS or noun in ("they", "two"):
            people = [m for m in here if m.actor.kind == "person"]
            joined = _joined(people, low, lambda m: m.actor) if noun != "they" else []
            found = _two({m.actor.actor_id: m.actor for m in people}, joined)
            if found or len({m.actor.actor_id for m in people}) > 2:
                return found
            if people and noun in _PERSONS:
                continue
        whom = _country if noun not in _PARTIES else _side

        def party(mention: Mention, whom: Callable[[Mention, Gazetteer], Actor | None] = whom) -> Actor | None:
            return whom(mention, gaz)

        named = [m for m in here if m.kind != "adjective"]
        parties = {actor.actor_id: actor for m in named if (actor := party(m)) and _may_be(m, low, actor, noun)}
        if noun in _PARTIES and len(parties) > 2:
            quiet = [m for m in named if not SAYS.intersection(low[m.token_end : m.token_end + 1])]
            parties = {actor.actor_id: actor for m in quiet if (actor := party(m)) and _may_be(m, low, actor, noun)}
        joined = _joined(named, low, party)
        if noun in _PARTIES and len({actor.country for actor in parties.values()}) > 1:
            joined = [(a, b) for a, b in joined if a.country != b.country]  # "A accused B's militia and its party"
        if noun in _PARTIES and back > 1 and not joined:
            return ()
        found = _two(parties, joined)
        if noun == "they" and found and not joined and any(_is_placed(m, low) for m in named):
            return ()  # "arrested pirates off Nigeria. They ..."
        if found or (noun in _STATES and len(parties) > 2):
            return found
    return ()


def _two(named: dict[str, Actor], joined: list[tuple[Actor, Actor]]) -> tuple[Actor, ...]:
    """Return the only two that a sentence joins, or else the only two it names."""
    if len(joined) == 1:
        return joined[0]
    return tuple(named.values()) if len(named) == 2 else ()


def _joined(
    mentions: Sequence[Mention], low: Sequence[str], party: Callable[[Mention], Actor | None]
) -> list[tuple[Actor, Actor]]:
    """Return the pairs that "and" joins, "the army (A) and the rebels", each once; none of a longer list."""
    pairs: dict[frozenset[str], tuple[Actor, Actor]] = {}
    for one, other in pairwise(mentions):
        first, second = party(one), party(other)
        between = low[one.token_end : other.token_start]
        if first is None or second is None or first.actor_id == second.actor_id or "and" not in between:
            continue
        listed = one.token_start > 1 and low[one.token_start - 1] == "," and other.token_end < len(low)
        if len(between) <= _JOINED and between.count(",") == 0 and not listed:
            pairs[frozenset((first.actor_id, second.actor_id))] = (first, second)
    return list(pairs.values())


def _country(mention: Mention, gaz: Gazetteer) -> Actor | None:
    country = mention.actor.country
    return gaz.registry.get(country) or mention.actor if country else None


def _side(mention: Mention, gaz: Gazetteer) -> Actor | None:
    """Return whom a mention may stand for in a conflict: a known group for itself, all others for their country."""
    actor = mention.actor
    return actor if actor.kind == "group" and gaz.registry.get(actor.actor_id) else _country(mention, gaz)


def _is_placed(mention: Mention, low: Sequence[str]) -> bool:
    """Whether a preposition before a mention says where or from whom: "off Nigeria"."""
    return mention.token_start > 0 and low[mention.token_start - 1] in _WHERE | _WHITHER


def _may_be(mention: Mention, low: Sequence[str], actor: Actor, noun: str) -> bool:
    """Whether one of two sides can be meant that nothing joins: no organisation, no envoy, and not where it happens."""
    located = mention.token_start > 0 and low[mention.token_start - 1] in _WHERE
    sent = mention.role is not None and mention.role.lower().endswith(_SENT)
    return noun not in _PARTIES or not (actor.kind == "organisation" or located or sent)


def apart(mention: int, pronoun: int, begin: int, low: Sequence[str]) -> bool:
    """Whether "him" can be a person of the same sentence: only in another clause, "Brune said police arrested him"."""
    return mention <= begin or not _NEW_CLAUSE.isdisjoint(low[mention:pronoun])


def owner(
    place: int, sentence: int, mentions: Sequence[Mention], sentences: Sequence[int], *, person: bool
) -> str | None:
    """Return the country of "his government" (the only person's) or "its government" (the only one of the sentence)."""
    if person:
        who = antecedent(place, sentence, mentions, sentences)
        return who.actor.country if who is not None else None
    here = _of_sentence(sentence, place, mentions, sentences)
    countries = {m.actor.country for m in here if m.kind not in ("adjective", "dateline")}
    return next(iter(countries)) if len(countries) == 1 else None


def _of_sentence(number: int, place: int, mentions: Sequence[Mention], sentences: Sequence[int]) -> Iterator[Mention]:
    stop = min(place, bisect_right(sentences, number))
    for k in range(max(bisect_left(sentences, number), stop - _RECENT), stop):
        yield mentions[k]


def is_second(person: Mention, begin: int, pronoun: str, low: Sequence[str]) -> bool:
    """Whether a sentence has said "he" before it names a person, who then is another: "He blamed Brune. *He* said"."""
    before = low[begin : person.token_start]
    if pronoun not in before:
        return False
    at = begin + before.index(pronoun)
    return sum(word in _MARKS for word in low[begin:at]) % 2 == 0


def antecedent(place: int, sentence: int, mentions: Sequence[Mention], sentences: Sequence[int]) -> Mention | None:
    """Return the one person named in this sentence so far and the one before, whom "he" can only mean; or None."""
    people = {}
    k = place - 1
    while k >= max(0, place - _RECENT) and sentences[k] >= sentence - 1:
        mention = mentions[k]
        if mention.actor.kind == "person":
            people[mention.actor.actor_id] = mention
        k -= 1
    return next(iter(people.values())) if len(people) == 1 else None
