"""A pipeline's dependency parse: it puts subjects right, tells who acts, and what it does not know stays as it was."""

from __future__ import annotations

import pandas as pd
import pytest
import spacy
from spacy.tokens import Doc

import netlib.extraction as extraction
from netlib.extraction.parsed import Parse, read_parse

BLANK = spacy.blank("en")
PARSES: dict[str, Doc] = {}


@spacy.Language.component("parses_of_tests")
def component(doc: Doc) -> Doc:
    return PARSES[doc.text]


def doc_of(parse: str, ents: str = "", **names: str) -> Doc:
    """Return the doc of "Chad/nsubj/met met/ROOT/met Iran/dobj/met", each word with its label and its head's word."""
    words, labels, heads = zip(*(token.rsplit("/", 2) for token in parse.split()), strict=True)
    words = [word.replace("¶", "\n\n") for word in words]
    deps = [names.get(label, label) for label in labels]
    spaces = [*(word not in (",", ".", "'s", "\n\n") for word in words[1:]), False]
    doc = Doc(BLANK.vocab, words=words, spaces=spaces, heads=[words.index(head) for head in heads], deps=deps)
    if ents:
        name, label = ents.rsplit("/", 1)
        start = words.index(name.split()[0])
        doc.ents = [spacy.tokens.Span(doc, start, start + len(name.split()), label)]
    return doc


def claims(doc: Doc, *, parsed: bool = True) -> list[str]:
    """Return what is read in the text of a doc, with a pipeline that sets what the doc has or without one."""
    nlp = spacy.blank("en")
    nlp.add_pipe("parses_of_tests")
    PARSES[doc.text] = doc
    table = extraction.extract(
        pd.DataFrame({"doc_id": ["a"], "text": [doc.text]}), nlp=nlp if parsed else None, progress=False
    )
    return [f"{row.source_name} > {row.target_name} {row.event}" for row in table.itertuples()]


@pytest.mark.parametrize(
    ("parse", "without", "with_it"),
    [
        (
            """He/nsubj/turned turned/ROOT/turned to/prep/turned France/pobj/to ,/punct/turned welcoming/advcl/turned
            oil/dobj/welcoming from/prep/oil Iran/pobj/from""",
            [],
            [],
        ),
        (
            """Its/poss/minister minister/nsubj/flown had/aux/flown flown/ROOT/flown to/prep/flown Chad/pobj/to
            on/prep/flown Friday/pobj/on to/aux/plead plead/advcl/flown with/prep/plead Niger/pobj/with""",
            [],
            [],
        ),
        (
            "Its/poss/neighbour neighbour/nsubj/rebuked Ghana/appos/neighbour rebuked/ROOT/rebuked Togo/dobj/rebuked",
            ["Ghana > Togo ACCUSE"],
            ["Ghana > Togo ACCUSE"],
        ),
        (
            """Syrian/amod/warplanes warplanes/nsubj/bombed supported/acl/warplanes by/agent/supported Russia/pobj/by
            bombed/ROOT/bombed Turkey/dobj/bombed""",
            ["Syrian air force > Turkey ASSAULT"],
            ["Syrian air force > Turkey ASSAULT"],
        ),
        (
            """The/det/Times Times/nsubj/accused ,/punct/Times owned/acl/Times by/agent/owned China/pobj/by
            accused/ROOT/accused Japan/dobj/accused""",
            [],
            [],
        ),
        (
            """A/det/team team/nsubj/visited led/acl/team by/agent/led Iran/pobj/by visited/ROOT/visited
            Chad/dobj/visited""",
            ["Iran > Chad CONSULT"],
            ["Iran > Chad CONSULT"],
        ),
        (
            """Crowds/nsubj/burned burned/ROOT/burned American/amod/flags flags/dobj/burned and/cc/burned
            attacked/conj/burned Israel/dobj/attacked""",
            [],
            [],
        ),
        (
            """Iran/nsubj/took took/ROOT/took it/dobj/took and/cc/took pushed/conj/took the/det/Kurds Kurds/dobj/pushed
            out/advmod/pushed ,/punct/pushed threatening/advcl/pushed Iraq/dobj/threatening""",
            ["Kurds > Iraq THREATEN"],
            ["Iran > Iraq THREATEN"],
        ),
        (
            """They/nsubjpass/sent were/auxpass/sent sent/ROOT/sent by/agent/sent Germany/pobj/by to/aux/help
            help/advcl/sent Greece/dobj/help""",
            ["Germany > Greece AID"],
            ["Germany > Greece AID"],
        ),
        (
            """On/prep/offered a/det/visit visit/pobj/On to/prep/visit Kabul/pobj/to ,/punct/offered Roe/nsubj/offered
            whom/dobj/blames India/nsubj/blames blames/relcl/Roe offered/ROOT/offered talks/dobj/offered""",
            [],
            [],
        ),
        (
            """Asked/advcl/condemned about/prep/Asked it/pobj/about ,/punct/condemned Chad/nsubj/condemned
            condemned/ROOT/condemned Iran/dobj/condemned""",
            [],
            ["Chad > Iran ACCUSE"],
        ),
    ],
)
def test_a_parse_puts_the_subject_right(parse, without, with_it):
    doc = doc_of(parse)
    assert claims(doc, parsed=False) == without
    assert claims(doc) == with_it


RUNNING = (
    "Jan/compound/Roe Roe/subject/deported and/cc/Roe other/amod/fans fans/conj/Roe from/prep/fans Cameroon/pobj/from "
    "were/auxpass/deported deported/ROOT/deported by/agent/deported Chad/pobj/by"
)


@pytest.mark.parametrize("label", ["nsubjpass", "nsubj:pass"])
def test_others_of_its_kind_are_joined_to_a_subject(label):
    assert claims(doc_of(RUNNING, "Jan Roe/PERSON", subject=label)) == [
        "Chad > Jan Roe COERCE",
        "Chad > Cameroon COERCE",
    ]


def test_an_apposition_that_is_called_a_member_of_a_list_is_none():
    doc = doc_of(
        """Officials/nsubj/attacked of/prep/Officials Chad/pobj/of ,/punct/Officials guests/conj/Officials
        of/prep/guests France/pobj/of ,/punct/attacked attacked/ROOT/attacked Niger/dobj/attacked"""
    )
    assert claims(doc) == ["Chadian officials > Niger ASSAULT"]


def test_labels_that_are_not_known_change_nothing():
    doc = doc_of("The/nk/Times Times/sb/praised of/ag/Times Chad/nk/of praised/ROOT/praised Iran/oa/praised")
    assert read_parse(doc) is None
    assert claims(doc) == claims(doc, parsed=False) == ["Chad > Iran SUPPORT"]
    assert read_parse(BLANK("Chad met Iran.")) is None


def test_sentences_are_not_those_of_the_parser():
    doc = doc_of(
        "Chad/nsubj/met met/ROOT/met Iran/dobj/met ¶/dep/met France/nsubj/praised praised/conj/met Iran/dobj/praised"
    )
    assert claims(doc) == ["Chad > Iran CONSULT", "France > Iran SUPPORT"]


@pytest.mark.parametrize(
    ("parse", "entity", "read"),
    [
        (
            """Iran/nsubj/attacked attacked/ROOT/attacked Islamophobia/dobj/attacked in/prep/attacked
            Chad/pobj/in""",
            "Islamophobia/ORG",
            ["Iran > Chad ASSAULT"],
        ),
        (
            "The/det/Council Jedi/compound/Council Council/nsubj/accused accused/ROOT/accused Iran/dobj/accused",
            "Jedi Council/ORG",
            ["Jedi Council > Iran ACCUSE"],
        ),
        (
            "Iran/nsubj/accused accused/ROOT/accused Jan/compound/Roe Roe/dobj/accused",
            "Jan Roe/PERSON",
            ["Iran > Jan Roe ACCUSE"],
        ),
        (
            """Iran/nsubj/accused accused/ROOT/accused the/det/plotters Roe/compound/plotters plotters/dobj/accused
            of/prep/plotters Chad/pobj/of""",
            "Roe/PERSON",
            ["Iran > Chad ACCUSE"],
        ),
        (
            "KOH/compound/MUI MUI/nsubj/bombed ,/punct/MUI Israel/nsubj/bombed bombed/ROOT/bombed Iran/dobj/bombed",
            "KOH MUI/ORG",
            ["Israel > Iran ASSAULT"],
        ),
    ],
)
def test_an_entity_that_nobody_knows_counts_where_it_acts(parse, entity, read):
    assert claims(doc_of(parse, entity)) == read


def test_an_apposition_that_goes_on_tells_whose_a_person_is():
    doc = doc_of(
        """Qian/compound/Bo Bo/nsubj/met ,/punct/Bo China/poss/envoy 's/case/China special/amod/envoy envoy/appos/Bo
        for/prep/envoy Tonga/pobj/for ,/punct/Bo met/ROOT/met Macron/dobj/met""",
        "Qian Bo/PERSON",
    )
    assert claims(doc) == ["Qian Bo > Emmanuel Macron CONSULT"]


def test_a_part_of_a_parse_stands_on_its_own():
    parse = Parse([1, 1, 1, 4, 1], ["nsubj", "ROOT", "dobj", "nsubj", "conj"])
    assert parse.within(3, 5) == Parse([1, 1], ["nsubj", "conj"])
    assert parse.above(3) == [3, 4, 1]
    assert parse.on(1) == [0, 2, 4]
    assert (parse.subject(4), parse.subject(1), parse.subject(2)) == (3, 0, -1)
