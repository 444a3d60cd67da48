"""Who is source and who is target, whatever the shape of the sentence."""

from __future__ import annotations

import pandas as pd
import pytest

import netlib.extraction as extraction


def claims(text: str) -> set[str]:
    table = extraction.extract(pd.DataFrame({"doc_id": ["a"], "text": [text]}), progress=False)
    return {
        f"{row.source_country}{'=' if row.reciprocal else '>'}{row.target_country} {row.event}"
        for row in table.itertuples()
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # active and passive
        ("France condemned Iran.", {"FRA>IRN ACCUSE"}),
        ("Iran was condemned by France.", {"FRA>IRN ACCUSE"}),
        ("Sanctions were imposed on Belarus by Canada.", {"CAN>BLR COERCE"}),
        ("Two Polish sailors were arrested in Libya.", {"LBY>POL COERCE"}),
        # nouns
        ("Turkey's talks with Syria went on.", {"TUR>SYR CONSULT"}),
        ("Talks between Turkey and Syria went on.", {"TUR=SYR CONSULT"}),
        ("U.S.-China talks went on.", {"USA=CHN CONSULT"}),
        ("Norway's criticism of Hungary grew.", {"NOR>HUN ACCUSE"}),
        ("The invasion of Kuwait by Iraq began.", {"IRQ>KWT ASSAULT"}),
        ("Israel carried out airstrikes on Lebanon.", {"ISR>LBN ASSAULT"}),
        # both sides alike
        ("Kenya and Uganda signed a treaty.", {"KEN=UGA SUPPORT"}),
        ("Kenya signed a treaty with Uganda.", {"KEN>UGA SUPPORT"}),
        # lists fan out, but not every noun phrase is a target
        ("Britain and France condemned Iran.", {"GBR>IRN ACCUSE", "FRA>IRN ACCUSE"}),
        ("Russia expelled diplomats from Poland and Sweden.", {"RUS>POL SANCTION", "RUS>SWE SANCTION"}),
        ("France condemned Iran in talks about oil from Kuwait.", {"FRA>IRN ACCUSE"}),
        # what governs what
        ("Pakistan refused to meet with India.", {"PAK>IND REJECT"}),
        ("Slovakia will not accept Syrian refugees.", {"SVK>SYR REJECT"}),
        ("Iceland and Norway failed to reach agreement.", {"ISL=NOR REJECT"}),
        ("Japan will send aid to Nepal.", {"JPN>NPL AGREE"}),
        ("Australia agreed to lend money to Indonesia.", {"AUS>IDN AGREE"}),
        ("Iran threatened to attack Israel.", {"IRN>ISR THREATEN"}),
        ("Turkey will attack Greece.", {"TUR>GRC THREATEN"}),
        ("Eritrea demanded the withdrawal of Kenyan troops.", {"ERI>KEN REQUEST"}),
        ("Ukraine accused Russia of invading Georgia.", {"UKR>RUS ACCUSE"}),
        ("Russia says Israel must end its attacks.", {"RUS>ISR REQUEST"}),
        ("The US lifted sanctions on Sudan.", {"USA>SDN RETREAT"}),
        ("The US imposed sanctions on Sudan.", {"USA>SDN COERCE"}),
        ("Canada suspended aid to Mali.", {"CAN>MLI SANCTION"}),
        ("Japan decided to lift sanctions on India.", {"JPN>IND RETREAT"}),
        # clauses
        ("France said that Iran had attacked Israel.", {"IRN>ISR ASSAULT"}),
        ("Iran attacked Israel, France said on Monday.", {"IRN>ISR ASSAULT"}),
        ("Kenya, which borders Somalia, condemned Chad.", {"KEN>TCD ACCUSE"}),
        ("After Chad left the talks, Kenya condemned Niger.", {"KEN>NER ACCUSE"}),
        ("France accused Iran of lying and expelled a Syrian diplomat.", {"FRA>IRN ACCUSE", "FRA>SYR SANCTION"}),
        ("The police in Japan arrested a Chinese actor.", {"JPN>CHN COERCE"}),
    ],
)
def test_sides_and_type(text, expected):
    assert claims(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The interplay between Russia, Syria, Turkey and other powers will shape the region.",
        "Global powers grapple with the Syrian conflict.",
        "France borders Germany.",
        "The economy of Iran is larger than that of Qatar.",
        "Iran exports more oil than Kuwait did.",
        "The minister, who was born in Kenya, lives in Chad.",
        "It rained in Poland and in Spain.",
        "France condemned the attack.",
    ],
)
def test_no_interaction_between_two_named_sides(text):
    assert claims(text) == set()
