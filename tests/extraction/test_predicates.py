"""Every rule of the lexicon carries its own proof: its example yields its row, its counter-example nothing."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd
import pytest

import netlib.extraction as extraction
from netlib.extraction.inflection import BASE, PARTICIPLE, PAST, THIRD, noun_forms, verb_forms
from netlib.extraction.predicates import FRAMES, SCOPES, lexicon
from netlib.ontology import EVENTS, modes, read_lexicon

RULES = [rule for rule in lexicon().rules if rule.frame != "idiom"]


def rows(texts: dict[str, str]) -> dict[str, set[tuple[str, str, str]]]:
    """Return (source country, target country, event) by text."""
    docs = pd.DataFrame({"doc_id": list(texts), "text": list(texts.values())})
    found: dict[str, set[tuple[str, str, str]]] = {key: set() for key in texts}
    for row in extraction.extract(docs, progress=False).itertuples():
        found[row.doc_id].add((row.source_country, row.target_country, row.event))
    return found


def expected(rule) -> set[tuple[str, str, str]]:
    made = set()
    for claim in rule.expect.split(";"):
        pair, _, event = claim.partition(" ")
        made.add((*pair.split(">"), event or rule.event))
    return made


@pytest.fixture(scope="module")
def found() -> dict[str, set[tuple[str, str, str]]]:
    return rows({rule.id: rule.example for rule in RULES})


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_the_example_yields_the_row(rule, found):
    assert found[rule.id] == expected(rule)


def test_rules_stand_by_event_and_verbs_before_nouns():
    places = [(EVENTS.index(rule.event), rule.frame in ("noun", "mutual-noun", "presence")) for rule in RULES]
    assert places == sorted(places)


def test_the_rule_itself_fires():
    docs = pd.DataFrame({"doc_id": [rule.id for rule in RULES], "text": [rule.example for rule in RULES]})
    table = extraction.extract(docs, progress=False)
    assert set(table["doc_id"][table["doc_id"] == table["rule"]]) == {rule.id for rule in RULES}


def test_counter_examples_yield_nothing():
    assert not any(rows({rule.id: rule.counter for rule in RULES if rule.counter}).values())


def test_idioms_yield_nothing():
    idioms = {row["pattern"]: row["example"] for row in read_lexicon("idioms.csv")}
    assert not any(rows(idioms).values())


def synonyms(rule) -> Iterator[str]:
    """Yield the example with its verb replaced by each other verb of the same element, in the same form."""
    element = rule.pattern.split()[0]
    if not element.startswith("v:") or "@" in element:
        return
    verbs = [verb for verb in element[2:].split("|") if verb != "*" and "_" not in verb and "-" not in verb]
    words = rule.example.split()
    for verb in verbs:
        forms = verb_forms(verb)
        for place, word in enumerate(words):
            bits = forms.get(word.strip(".").lower(), 0)
            bit = next((bit for bit in (PAST, THIRD, PARTICIPLE, BASE) if bits & bit), 0)
            if bit:
                for other in verbs:
                    form = next(form for form, has in verb_forms(other).items() if has & bit)
                    yield " ".join(
                        [*words[:place], word.lower().replace(word.strip(".").lower(), form), *words[place + 1 :]]
                    )
                return


def test_synonyms_read_alike():
    texts = {f"{rule.id} {n}": text for rule in RULES for n, text in enumerate(synonyms(rule))}
    wanted = {rule.id: {claim[:2] for claim in expected(rule)} for rule in RULES}
    missed = [
        texts[key] for key, claims in rows(texts).items() if {claim[:2] for claim in claims} != wanted[key.split()[0]]
    ]
    assert len(texts) > 400
    assert not missed


def test_the_lexicon_is_well_formed():
    assert len({rule.id for rule in RULES}) == len(RULES)
    for rule in RULES:
        assert rule.frame in FRAMES, rule.id
        assert rule.scope in SCOPES, rule.id
        assert rule.mode in ("", *modes(rule.event)), rule.id
        assert rule.example, rule.id
        assert rule.expect, rule.id


def test_every_event_type_has_rules():
    assert {rule.event for rule in RULES} == set(EVENTS)


def test_word_classes_stand_once():
    classes = [row["class"] for row in read_lexicon("word_classes.csv")]
    assert sorted(set(classes)) == sorted(classes)


def test_word_classes_are_used():
    patterns = " ".join(rule.pattern for rule in lexicon().rules)
    assert [row["class"] for row in read_lexicon("word_classes.csv") if f"@{row['class']}" not in patterns] == []


@pytest.mark.parametrize(
    ("lemma", "form", "bit"),
    [
        ("deny", "denies", THIRD),
        ("stop", "stopped", PAST),
        ("meet", "met", PARTICIPLE),
        ("withdraw", "withdrew", PAST),
        ("free", "freed", PAST),
        ("cancel", "cancelled", PAST),
        ("cancel", "canceled", PAST),
        ("visit", "visited", PAST),
        ("cut", "cut", PAST),
    ],
)
def test_verb_forms(lemma, form, bit):
    assert verb_forms(lemma)[form] & bit


def test_noun_forms():
    assert noun_forms("ally") == ("ally", "allies")
    assert noun_forms("spokesman") == ("spokesman", "spokesmen")
