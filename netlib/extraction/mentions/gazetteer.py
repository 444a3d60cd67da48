"""The word lists of actors, compiled for looking up token by token.

A lexicon becomes a tree of tokens, so that the longest entry that begins at a token is found by walking down it: the
cost is that of the text, not that of the lexicon.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from netlib.actors import Actor, NameForm, Registry, without_accents
from netlib.extraction.inflection import PAST, THIRD
from netlib.extraction.mentions.persons import is_name_word
from netlib.extraction.predicates import lexicon
from netlib.extraction.words import phrase_words
from netlib.ontology import read_lexicon

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = ["Cue", "Gazetteer", "Head", "Hit", "Phrase", "Title", "gazetteer", "longest"]

Tree = dict[str, Any]
"""Token to subtree; what an entry means stands under the empty token."""

_REMEMBERED = 200_000
_MEMBERS = ("member", "ally", "partner", "candidate", "state", "nation", "country", "member state", "member country")
_ALL_MEMBERS = ("members", "states", "nations", "countries", "member states", "member nations", "member countries")
_SHORT = 4  # letters; shorter names in capitals are acronyms of something else ("OMAN" is Oman, "IRA" is not Ira)


@dataclass(slots=True)
class Hit:
    """What a name in the text can mean, by the form of the word.

    Attributes
    ----------
    alias : str
        The name as the lexicon writes it.
    forms : dict
        Form to the actors that bear the name in this form; empty for a phrase that names no actor ("Paris Agreement").
    article : bool
        Whether it only counts after "the" ("the States").
    fits : frozenset of str
        The countries that a description fits ("the OPEC member", "the kingdom"); empty for a name.
    always : tuple, optional
        The form and the actor, once they are known to be the same in every document.
    """

    alias: str
    forms: dict[NameForm, tuple[Actor, ...]] = field(default_factory=dict)
    article: bool = False
    fits: frozenset[str] = frozenset()
    always: tuple[NameForm, Actor] | None = None


@dataclass(frozen=True, slots=True)
class Head:
    """A noun that makes an actor of a country: "army", "ministry of defense", "officials"."""

    slug: str
    name: str
    kind: str
    parent: str
    people: bool


@dataclass(frozen=True, slots=True)
class Title:
    """An office, rank or occupation that a person bears: "foreign minister", "colonel", "journalist"."""

    title: str
    parent: str
    country: str
    kind: str


@dataclass(slots=True)
class Phrase:
    """What the head of a phrase can mean: a body or group, a title, or both ("the judge").

    ``alone`` is whether it may stand for a country's body without saying which country's ("police", "the army").
    """

    head: Head | None = None
    title: Title | None = None
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Cue:
    """One reading of an ambiguous name: words elsewhere in the text that speak for it."""

    actor_id: str
    default: bool
    words: frozenset[str]


def longest(tree: Tree, words: Sequence[str], i: int, end: int) -> tuple[int, Any] | None:
    """Return (end, meaning) of the longest entry that begins at token `i` and ends by `end`, or None.

    Examples
    --------
    >>> longest({"a": {"b": {"": "ab"}, "": "a"}}, ["a", "b", "c"], 0, 3)
    (2, 'ab')
    """
    node = tree.get(words[i])
    best = None
    while node is not None:
        i += 1
        meaning = node.get("")
        if meaning is not None:
            best = (i, meaning)
        if i >= end:
            break
        node = node.get(words[i])
    return best


class _Lower(dict[str, str]):
    """Words in small letters; remembered, one object each, whose hash a set need not compute again."""

    def __missing__(self, word: str) -> str:
        if len(self) > _REMEMBERED:
            self.clear()
        self[word] = low = word.lower()
        return low


class _Interesting(dict[str, bool]):
    """Whether something can begin at a word; remembered, because a text has far fewer words than tokens."""

    def __init__(self, names: Tree, heads: Tree) -> None:
        self._names = names
        self._heads = heads

    def __missing__(self, word: str) -> bool:
        if len(self) > _REMEMBERED:
            self.clear()
        found = word in self._names or word.lower() in self._heads or is_name_word(word)
        self[word] = found
        return found


class Gazetteer:
    """The registry and the lexicons of offices, institutions and names, compiled.

    Parameters
    ----------
    registry : Registry
        The known actors.
    """

    def __init__(self, registry: Registry) -> None:
        import spacy

        self.registry = registry
        self.names: Tree = {}
        self.heads: Tree = {}
        self._blank: Language = spacy.blank("en")
        tokenizer: Any = self._blank.tokenizer
        self._exceptions = frozenset(tokenizer.rules)
        self._bodies: dict[tuple[str, str], Actor] = {}
        self.given_names = frozenset(_words("given_names.txt"))
        self.modifiers = frozenset(_words("modifiers.txt"))
        self.also_words = phrase_words("demonym-and-word")
        self.national = {
            (row["country"], row["slug"]): row["actor_id"] for row in read_lexicon("national_institutions.csv")
        }
        self.capitals = frozenset(
            capital for row in read_lexicon("countries.csv") for capital in row["capital"].split("|") if capital
        )
        verbs = lexicon().verbs
        self.verbs = frozenset(verbs)
        self.finite_verbs = frozenset(form for form, bits in verbs.items() if bits & (PAST | THIRD))
        self.namesakes = {row["region"]: row["country"] for row in read_lexicon("namesakes.csv")}
        self.peoples = frozenset(row["actor_id"] for row in read_lexicon("peoples.csv") if not row["country"])
        self.countries = frozenset(actor.actor_id for actor in registry if actor.kind == "country")
        self.cues: dict[str, list[Cue]] = {}
        for row in read_lexicon("ambiguous.csv"):
            cue = Cue(row["actor_id"], bool(row["default"]), frozenset(row["cues"].split("|")) - {""})
            self.cues.setdefault(row["alias"], []).append(cue)
        self.adjective: dict[str, str] = {}
        self._add_names()
        self._add_descriptions()
        self._add_heads()
        self.lower = _Lower()
        self.interesting = _Interesting(self.names, self.heads)

    def tokens(self, text: str) -> list[str]:
        """Return the tokens of a name, cut as the tokenizer cuts the text."""
        text = " ".join(text.split())
        words = text.split(" ")
        if all(word.isalpha() and word not in self._exceptions for word in words):
            return words
        return [token.text for token in self._blank.tokenizer(text)]

    def body(self, owner: Actor, head: Head) -> Actor:
        """Return the institution or people of an owner: a country's army, the officials of the United Nations."""
        if not head.slug or owner.country is None or owner.actor_id != owner.country:
            return owner
        key = (owner.country, head.slug)
        if key not in self._bodies:
            actor_id = self.institution(owner.country, head.slug)
            known = self.registry.get(actor_id)
            parent = self.institution(owner.country, head.parent) if head.parent else owner.country
            name = f"{self.adjective.get(owner.actor_id, owner.name)} {head.name}"
            self._bodies[key] = known or Actor(actor_id, name, head.kind, owner.country, parent)
        return self._bodies[key]

    def of_country(self, country: Actor, noun: str) -> Actor:
        """Return whom "his government", "their country" or "its army" means, once the country is known."""
        phrase = self.heads.get(noun, {}).get("")
        head = phrase.head if phrase is not None else None
        return self.body(country, head) if head is not None and not head.people else country

    def people_within(self, people: Actor, country: Actor) -> Actor:
        """Return the part of a people that lives in a country: the Kurds of Syria."""
        name = f"{self.adjective.get(country.actor_id, country.name)} {people.name}"
        own = people.actor_id.partition(":")[2]
        return Actor(f"{country.actor_id}:{own}", name, "group", country.actor_id, people.actor_id)

    def institution(self, country: str, slug: str) -> str:
        """Return the id of a country's institution: its own name for it where it has one, such as the Knesset."""
        return self.national.get((country, slug)) or f"{country}:{slug}"

    def _add_names(self) -> None:
        plain = {name.text for name in self.registry.names}
        for name in self.registry.names:
            text, article = name.text, False
            if text.startswith("the "):
                text = text[4:]
                article = text not in plain
                if text in plain:
                    continue
            if name.form == "adjective":
                self.adjective.setdefault(name.actor.actor_id, text)
            variants = _variants(text, name.actor.kind)
            if name.form in ("adjective", "people") and len(text) > _SHORT + 1 and text not in self.also_words:
                variants.add(text.lower())
            for variant in variants:
                self._add_name(variant, text, name.form, name.actor, article)
        for row in read_lexicon("ambiguous.csv"):
            owner = self.registry.get(row["actor_id"]) if row["actor_id"] else None
            if owner is not None:
                form: NameForm = row["form"]  # type: ignore[assignment]
                for variant in _variants(row["alias"], owner.kind):
                    self._add_name(variant, row["alias"], form, owner, False)
        for row in read_lexicon("decoys.csv"):
            for variant in {row["phrase"], without_accents(row["phrase"])}:
                leaf = self._leaf(self.names, self.tokens(variant))
                leaf.setdefault("", Hit(row["phrase"])).forms.clear()

    def _add_name(self, text: str, alias: str, form: NameForm, actor: Actor, article: bool) -> None:
        leaf = self._leaf(self.names, self.tokens(text))
        hit = leaf.setdefault("", Hit(alias, {}, article))
        bearers = hit.forms.get(form, ())
        if actor not in bearers:
            hit.forms[form] = (*bearers, actor)

    def _add_descriptions(self) -> None:
        """Add "the kingdom" and "the OPEC member", which are countries, and "OPEC members", who are OPEC."""
        for row in read_lexicon("descriptions.csv"):
            self._describe(row["phrase"], frozenset(row["countries"].split("|")))
        for row in read_lexicon("organisations.csv"):
            owner = self.registry.get(row["actor_id"])
            if owner is None or row["parent"] or row["country"] != row["actor_id"]:
                continue
            members = frozenset(row["members"].split("|")) - {""}
            for alias in (row["name"], *filter(None, row["aliases"].split("|"))):
                for noun in _MEMBERS:
                    self._describe(f"{alias.removeprefix('the ')} {noun}", members)
                for noun in _ALL_MEMBERS:
                    self._add_name(f"{alias.removeprefix('the ')} {noun}", alias, "name", owner, False)

    def _describe(self, phrase: str, countries: frozenset[str]) -> None:
        self._leaf(self.names, self.tokens(phrase)).setdefault("", Hit(phrase, fits=countries))

    def _add_heads(self) -> None:
        for row in read_lexicon("ministries.csv"):
            ministry = Head(row["slug"], row["name"], "organisation", "", False)
            minister = Title("minister", row["slug"], "", "office")
            for word in row["words"].split("|"):
                bodies = ["ministry of {}", "ministry for {}", "department of {}"]
                offices = ["minister of {}", "minister for {}", "secretary of {}"]
                if not word.startswith("the "):
                    bodies += ["{} ministry", "{} department"]
                    offices += ["{} minister", "{} secretary"]
                for form in bodies:
                    self._add_phrase(form.format(word), ministry, None, alone="ministry" in form)
                for form in offices:
                    self._add_phrase(form.format(word), None, minister)
        for row in read_lexicon("institutions.csv"):
            head = Head(row["slug"], row["name"], row["kind"], row["parent"], False)
            for phrase in row["phrases"].split("|"):
                self._add_phrase(phrase, head, None, alone=phrase in row["alone"].split("|"))
        for row in read_lexicon("people.csv"):
            head = Head(row["slug"], row["slug"].replace("-", " "), row["kind"], "", True)
            for phrase in row["nouns"].split("|"):
                self._add_phrase(phrase, head, None, alone=phrase in row["alone"].split("|"))
        for row in read_lexicon("offices.csv"):
            title = Title(row["title"], row["parent"], row["country"], row["kind"])
            dotted = f"{row['title']}." if row["kind"] in ("rank", "honorific") else row["title"]
            for phrase in {row["title"], dotted}:
                self._add_phrase(phrase, None, title)

    def _add_phrase(self, text: str, head: Head | None, title: Title | None, *, alone: bool = False) -> None:
        for variant in {text, text.replace("’", "'"), text.replace("'", "’"), text.title() if "." in text else text}:
            tokens = [token.lower() for token in self.tokens(variant)]
            if variant[-1] == "." and tokens[-1] == ".":
                tokens[-2:] = [f"{tokens[-2]}."]
            phrase = self._leaf(self.heads, tokens).setdefault("", Phrase())
            phrase.head = phrase.head or head
            phrase.alone = phrase.alone or alone
            phrase.title = title or phrase.title

    @staticmethod
    def _leaf(tree: Tree, tokens: Iterable[str]) -> Tree:
        for token in tokens:
            tree = tree.setdefault(token, {})
        return tree


@lru_cache(maxsize=4)
def gazetteer(registry: Registry) -> Gazetteer:
    """Return the compiled lexicons of a registry; the last few are kept."""
    return Gazetteer(registry)


def _variants(text: str, kind: str) -> set[str]:
    """Return the ways in which newspapers write a name: without accents, in capitals, with either apostrophe."""
    found = {text, without_accents(text)}
    if len(text) >= _SHORT and kind != "person" and not text.isupper():
        found |= {variant.upper() for variant in found}
    for variant in tuple(found):
        found |= {variant.replace("'", "’"), variant.replace("’", "'")}
    return found


def _words(name: str) -> Iterator[str]:
    text = files("netlib").joinpath("lexicons", name).read_text(encoding="utf-8")
    for line in text.splitlines():
        if not line.startswith("#"):
            yield from line.split()
