"""The predicate lexicon: ``lexicons/predicates/``, a file for each event type, compiled so that one pass finds them.

A row's ``pattern`` is a sequence of elements. ``v:send|ship`` is any form of a verb, ``n:loan`` singular or plural of a
noun, ``a:willing`` and bare words are literal; ``take_part`` is a verb with its particle; ``@give`` stands for a class
of ``lexicons/word_classes.csv``; ``to|*`` may be missing; ``*`` alone is a gap of a few words within the clause. Each
row has an example with the row that it must yield, and may have a counter-example that must yield nothing; the tests
run them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from netlib.extraction.inflection import GERUND, PARTICIPLE, noun_forms, verb_forms
from netlib.ontology import intensity, quad, read_lexicon, read_predicates

__all__ = [
    "DESCRIBED",
    "FRAMES",
    "HARD",
    "MAX_GAP",
    "NAMED",
    "PASSED",
    "SCOPES",
    "SOFT",
    "Lexicon",
    "Predicate",
    "Rule",
    "lexicon",
]

FRAMES = ("verb", "mutual", "noun", "mutual-noun", "reverse", "agentive", "presence", "obligation", "idiom")
"""Who is source and who is target.

``verb``: subject and object, or agent and subject of a passive; ``mutual``: "A V with B", "A and B V"; ``noun``:
"A's N to B", "N of B by A", "A V N on B"; ``mutual-noun``: "N between A and B", "A's N with B", "A-B N"; ``reverse``:
"B receives N from A"; ``agentive``: "A's troops were deployed in B"; ``presence``: "presence of A in B";
``obligation``: "A says that B must"; ``idiom`` (``lexicons/idioms.csv``): nobody, it is "met the deadline".
"""

SCOPES = ("", "promise", "refuse", "fail", "decide", "threaten", "demand", "accuse", "allow")
"""What a predicate does to the predicates that follow it in its clause: it governs their type."""

PASSED, SOFT, HARD = -1, 1, 2
"""Barriers to a gap; what is passed over between two elements even without one: "agreed on Friday to"."""

NAMED, DESCRIBED = 1, 2
"""What a token of a mention is; a passive may say of the noun of a description what happened to it."""

MAX_GAP = 10
"""Words that a ``*`` may stand for."""

_IDIOM = dict.fromkeys(("scope", "event", "mode", "target", "expect", "counter"), "") | {
    "id": "idiom",
    "frame": "idiom",
}
_HYPHEN = re.compile(r"(?<![a-z])-|-(?!\d)")
"""A hyphen at which the tokenizer splits: not that of "f-16"."""
_BE = frozenset({"is", "are", "was", "were", "been", "be", "being"})


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the lexicon.

    Attributes
    ----------
    id : str
        What the ``rule`` column of an interaction says.
    pattern : str
        The elements.
    frame : str
        One of `FRAMES`.
    scope : str
        One of `SCOPES`.
    event, mode : str
        PLOVER type and mode (empty where none).
    target : tuple of str
        Where the target stands, best first: ``obj`` or a preposition.
    example, expect, counter : str
        The proof.
    quad : int
        Quad class of the event.
    intensity : float
        Its PLOVER score.
    size : int
        Number of elements that must be there: the most specific rule wins.
    """

    id: str
    pattern: str
    frame: str
    scope: str
    event: str
    mode: str
    target: tuple[str, ...]
    example: str
    expect: str
    counter: str
    quad: int
    intensity: float
    size: int


@dataclass(frozen=True, slots=True)
class Element:
    """One element of a compiled pattern: first word -> (further words, verb forms), and how it may be reached."""

    words: dict[str, tuple[tuple[tuple[str, ...], int], ...]]
    kind: str
    optional: bool
    gap: bool


@dataclass(frozen=True, slots=True)
class Predicate:
    """A rule found in a sentence: tokens `start` to `end` (half-open), its head token, and whether it is passive."""

    rule: Rule
    start: int
    end: int
    head: int
    forms: int
    passive: bool
    verbal: bool


Anchored = tuple[Rule, tuple[Element, ...], bool, int]
"""A rule, its elements, whether they are the passive order, and the bits of the further elements that it needs."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The compiled rules: ``anchors`` from a word to the patterns that it can begin, ``verbs`` to its forms.

    ``needed`` has for each word a bit for every element that it can be: whether a sentence has something of all that a
    pattern needs is one comparison of bits, and nearly all patterns that a sentence could begin need more than it has.
    ``compounds`` are the verbs with a hyphen, which the tokenizer splits: ("test", "fired") to their forms.
    """

    rules: tuple[Rule, ...]
    anchors: dict[str, tuple[Anchored, ...]]
    verbs: dict[str, int]
    nouns: frozenset[str]
    compounds: dict[tuple[str, str], int]
    needed: dict[str, int]

    def find(
        self, low: Sequence[str], verbal: Sequence[int], barrier: Sequence[int], named: Sequence[int]
    ) -> list[list[Predicate]]:
        """Return the predicates of a sentence in order; for each place all that fit, the most specific first.

        Parameters
        ----------
        low : sequence of str
            The tokens in lower case.
        verbal : sequence of int
            For each token the verb forms that it can be *here*, 0 where it is no verb.
        barrier : sequence of int
            Tokens that a gap may not cross: `HARD`, or `SOFT` where only that between a noun and its passive may
            ("aid to Mali was cut").
        named : sequence of int
            Tokens that belong to a name: `NAMED`, or `DESCRIBED` for the noun of a description ("Iranian *drones*").
        """
        found: dict[int, list[tuple[int, Predicate]]] = {}
        anchors = self.anchors
        present = 0
        for word in frozenset(low):
            present |= self.needed.get(word, 0)
        for i, word in enumerate(low):
            for rule, elements, passive, needs in anchors.get(word, ()):
                if present & needs != needs or (elements[0].kind == "v" and not verbal[i]):
                    continue
                match = _match(elements, low, verbal, barrier, i, HARD if passive else SOFT)
                if match is None:
                    continue
                end, head, forms, words = match
                if named[head] or (passive and (not forms & PARTICIPLE or not _is_passive(low, i, head, named[i]))):
                    continue
                predicate = Predicate(rule, i, end, head, forms, passive, elements[0].kind == "v" or passive)
                size = i - end if passive else end - i  # "the veto on membership was withdrawn": the veto
                found.setdefault(head, []).append((size - words * 100, predicate))
        return [[p for _, p in sorted(found[head], key=lambda item: item[0])] for head in sorted(found)]


def _is_passive(low: Sequence[str], start: int, head: int, named: int) -> bool:
    """Whether "sanctions were imposed" or "sanctions imposed" stands there; "a British frigate shadowed" is active."""
    if named == NAMED:
        return False
    return (head - start <= 2 and not named) or any(word in _BE for word in low[max(start + 1, head - 4) : head])


def _match(
    elements: tuple[Element, ...],
    low: Sequence[str],
    verbal: Sequence[int],
    barrier: Sequence[int],
    start: int,
    stop: int,
) -> tuple[int, int, int, int] | None:
    """Return (end, head token, its verb forms, words matched) of a pattern that begins at `start`, or None."""
    i = start
    words = 0
    head = -1
    head_forms = 0
    count = len(low)
    for element in elements:
        limit = min(i + (MAX_GAP if element.gap else 0) + 1, count)
        j = i
        while 0 < j < count and barrier[j] == PASSED and head >= 0 and _element_at(element, low, verbal, j) is None:
            j += 1
            limit = min(limit + 1, count)
        hit = None
        while j < limit:
            hit = _element_at(element, low, verbal, j)
            if hit is not None:
                break
            if barrier[j] >= stop:
                break
            j += 1
        if hit is None:
            if element.optional:
                continue
            return None
        i, forms = hit
        words += 0 if element.optional else i - j
        if head < 0 or (element.kind == "v" and elements[0].kind != "v" and not head_forms):
            head, head_forms = j, forms
    return i, head, head_forms, words


def _element_at(element: Element, low: Sequence[str], verbal: Sequence[int], j: int) -> tuple[int, int] | None:
    """Return (index after the element, verb forms) where the element stands at `j`, or None."""
    for rest, forms in element.words.get(low[j], ()):
        if element.kind == "v":
            forms &= verbal[j]
            if not forms:
                continue
        elif element.kind == "n" and verbal[j] and not verbal[j] & (PARTICIPLE | GERUND):
            continue
        end = j + 1 + len(rest)
        if not rest or tuple(low[j + 1 : end]) == rest:
            return end, forms
    return None


@cache
def lexicon() -> Lexicon:
    """Read and compile the packaged lexicon."""
    classes = {row["class"]: row["words"].split("|") for row in read_lexicon("word_classes.csv")}
    rules: list[Rule] = []
    anchors: dict[str, list[Anchored]] = {}
    verbs: dict[str, int] = {}
    nouns: set[str] = set()
    compounds: dict[tuple[str, str], int] = {}
    bits: dict[frozenset[str], int] = {}
    idioms = [{**_IDIOM, **row} for row in read_lexicon("idioms.csv")]
    for row in [*read_predicates(), *idioms]:
        elements = _elements(row["pattern"], classes)
        rule = _rule(row, elements)
        rules.append(rule)
        variants = [(elements, False)]
        if rule.frame in ("verb", "mutual") and len(elements) > 1 and elements[0].kind == "v":
            swapped = _passive(elements)
            if swapped:
                variants.append((swapped, True))
        for variant, passive in variants:
            needs = 0
            for element in variant[1:]:
                if not element.optional:
                    needs |= bits.setdefault(frozenset(element.words), 1 << len(bits))
            for word in variant[0].words:
                anchors.setdefault(word, []).append((rule, variant, passive, needs))
        for element in elements:
            if element.kind == "n":
                nouns.update((rest or (word,))[-1] for word, choices in element.words.items() for rest, _ in choices)
            if element.kind == "v":
                for word, choices in element.words.items():
                    for rest, forms in choices:
                        if rest[:1] == ("-",):
                            compounds[word, rest[1]] = compounds.get((word, rest[1]), 0) | forms
                        else:
                            verbs[word] = verbs.get(word, 0) | forms
    needed: dict[str, int] = {}
    for words, bit in bits.items():
        for word in words:
            needed[word] = needed.get(word, 0) | bit
    anchored = {word: tuple(found) for word, found in anchors.items()}
    return Lexicon(tuple(rules), anchored, verbs, frozenset(nouns), compounds, needed)


def _rule(row: dict[str, str], elements: tuple[Element, ...]) -> Rule:
    return Rule(
        id=row["id"],
        pattern=row["pattern"],
        frame=row["frame"],
        scope=row["scope"],
        event=row["event"],
        mode=row["mode"],
        target=tuple(row["target"].split()),
        example=row["example"],
        expect=row["expect"],
        counter=row["counter"],
        quad=quad(row["event"]) if row["event"] else 0,
        intensity=intensity(row["event"], row["mode"]) if row["event"] else 0.0,
        size=sum(not element.optional for element in elements),
    )


def _elements(pattern: str, classes: dict[str, list[str]]) -> tuple[Element, ...]:
    elements = []
    gap = False
    for part in pattern.split():
        if part == "*":
            gap = True
            continue
        kind, _, listed = part.partition(":") if part[1:2] == ":" else ("a", "", part)
        alternatives = listed.split("|")
        optional = "*" in alternatives
        words: dict[str, list[tuple[tuple[str, ...], int]]] = {}
        for alternative in alternatives:
            if alternative == "*":
                continue
            for phrase in classes[alternative[1:]] if alternative.startswith("@") else [alternative]:
                *before, last = phrase.split("_") if kind == "n" else [phrase]
                if before:  # a noun of several words is inflected at its end
                    for form in noun_forms(last):
                        head, *tail = _HYPHEN.sub(" - ", " ".join((*before, form))).split()
                        words.setdefault(head, []).append((tuple(tail), 0))
                    continue
                first, *rest = phrase.split("_")
                for form, bits in _forms(kind, first).items():
                    head, *tail = _HYPHEN.sub(" - ", form).split()  # as the tokenizer splits it
                    words.setdefault(head, []).append(((*tail, *rest), bits))
        ordered = {word: tuple(sorted(choices, key=lambda c: -len(c[0]))) for word, choices in words.items()}
        elements.append(Element(ordered, kind, optional, gap))
        gap = False
    return tuple(elements)


def _forms(kind: str, word: str) -> dict[str, int]:
    if kind == "v":
        return verb_forms(word)
    if kind == "n":
        return dict.fromkeys(noun_forms(word), 0)
    return {word: 0}


def _passive(elements: tuple[Element, ...]) -> tuple[Element, ...] | None:
    """Return "sanctions ... imposed" for "impose ... sanctions", where the pattern is a verb and its object."""
    verb, *others = elements
    objects = [element for element in others if element.kind == "n"]
    if len(objects) != 1 or any(element.kind == "v" for element in others):
        return None
    before = [element for element in others[: others.index(objects[0])] if not element.optional]  # "military aid"
    noun = (*before, objects[0])
    first = Element(noun[0].words, noun[0].kind, False, False)
    after = [element for element in others[others.index(objects[0]) + 1 :] if not element.optional]
    beyond = [Element(element.words, element.kind, False, True) for element in after]
    return first, *noun[1:], Element(verb.words, "v", False, True), *beyond
