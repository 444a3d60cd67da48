"""What a rule reads in its own short example it reads in the surroundings that news puts around it."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd
import pytest

import netlib.extraction as extraction
from netlib.extraction.predicates import lexicon
from netlib.ontology import read_lexicon

RULES = [rule for rule in lexicon().rules if rule.frame != "idiom" and rule.expect.count(">") == 1]
COUNTRIES = {row["actor_id"]: row for row in read_lexicon("countries.csv")}
AROUND = (
    "On Monday, {0}.",
    "In March 1998, {0}.",
    "Amid growing tension, {0}.",
    "In a move that surprised observers, {0}.",
    "A day after a storm hit the coast, {0}.",
    "Having waited for weeks, {0}.",
    "GENEVA (Reuters) - {0}.",
    "It emerged on Monday that {0}.",
    "{0}, officials said on Tuesday.",
    "{0}, ending weeks of speculation.",
    "{0} last week, in the first such step since 1998.",
    "{0}, while prices kept rising at home.",
    '"{0}," the newspaper wrote.',
)
SOURCES = (
    "The {adjective} foreign ministry",
    "{adjective} Foreign Minister Jonas Petrak",
    "Jonas Petrak, the {adjective} prime minister,",
    "{name}, which has been critical of the war,",
    "{name}'s prime minister, Jonas Petrak, who took office in May,",
    "The new centre-right government of {name}",
    "{name}, however,",
)
TARGETS = (
    "neighbouring {name}",
    "the {adjective} government",
    "{adjective} President Milan Horvat",
    "its ally {name}",
    "the military government of {name}",
)
READ = 0.98
"""The least share of rules: some speak of all an article names, or of a place, and do not fit every surrounding."""


def pairs(texts: list[str]) -> list[set[tuple[str, str]]]:
    """Return who did something to whom, as countries, for each text."""
    docs = pd.DataFrame({"doc_id": [str(n) for n in range(len(texts))], "text": texts})
    found: list[set[tuple[str, str]]] = [set() for _ in texts]
    for row in extraction.extract(docs, progress=False).itertuples():
        found[int(row.doc_id)].add((row.source_country, row.target_country))
    return found


def share_read(cases: list[tuple[str, str]]) -> float:
    """Return the share of texts that yield the pair which is expected of each, "FRA>IRN"."""
    found = pairs([text for text, _ in cases])
    return sum(tuple(pair.split(">")) in here for (_, pair), here in zip(cases, found, strict=True)) / len(cases)


def expected(rule) -> str:
    return rule.expect.partition(" ")[0]


def sides() -> Iterator[tuple[str, str, str, str]]:
    """Yield the example of each rule, the pair that it yields, and the names of both countries, empty for others."""
    for rule in RULES:
        source, target = expected(rule).split(">")
        yield rule.example, expected(rule), *(COUNTRIES.get(actor, {}).get("name", "") for actor in (source, target))


def named(actor: str, form: str) -> str:
    row = COUNTRIES[actor]
    return form.format(name=row["name"], adjective=row["adjectives"].split("|")[0])


@pytest.mark.parametrize("around", AROUND)
def test_around_the_sentence(around):
    cases = []
    for rule in RULES:
        example = rule.example.removesuffix(".")
        first = example.partition(" ")[0]
        inside = not around.startswith(("{0}", '"{0}')) and first in ("The", "A", "An", "Two")
        cases.append((around.format(example[0].lower() + example[1:] if inside else example), expected(rule)))
    assert share_read(cases) > READ


@pytest.mark.parametrize("form", SOURCES)
def test_other_words_for_the_source(form):
    cases = []
    for example, pair, name, _ in sides():
        rest = example.removeprefix(f"{name} ")
        if name and rest != example and rest.split()[0] not in ("and", "is", "was", "has", "have"):
            cases.append((f"{named(pair.split('>')[0], form)} {rest}", pair))
    assert len(cases) > 500
    assert share_read(cases) > READ


@pytest.mark.parametrize("form", TARGETS)
def test_other_words_for_the_target(form):
    cases = []
    for example, pair, _, name in sides():
        start = example.removesuffix(f" {name}.")
        if name and start != example:
            cases.append((f"{start} {named(pair.split('>')[1], form)}.", pair))
    assert len(cases) > 300
    assert share_read(cases) > READ
