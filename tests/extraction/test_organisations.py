"""Organisations and groups by pattern: their own names, their seats, their short names, the peoples of a country."""

import pytest
import spacy

from netlib.extraction.mentions import find_mentions

NLP = spacy.blank("en")


def found(text):
    """Return {words: actor id} of every mention that can act."""
    doc = NLP(text)
    return {doc.text[m.start : m.end]: m.actor.actor_id for m in find_mentions(doc) if m.kind != "adjective"}


@pytest.mark.parametrize(
    ("text", "words", "actor_id"),
    [
        (
            "The Federal Harbour Office of Germany spoke.",
            "Federal Harbour Office of Germany",
            "DEU:federal-harbour-office",
        ),
        ("Rights Watch Centre of Kenya spoke.", "Rights Watch Centre of Kenya", "KEN:rights-watch-centre"),
        ("The Uganda-based Lakeside Front attacked.", "Uganda-based Lakeside Front", "UGA:lakeside-front"),
        ("Pakistan-based militants attacked.", "Pakistan-based militants", "PAK:militants"),
        ("A U.S.-based company paid.", "U.S.-based company", "USA:companies"),
        ("The Kenyan-led police force came.", "Kenyan-led police force", "KEN:police"),
        ("The Iran-backed Houthis fired.", "Houthis", "YEM:houthis"),
        ("Sudan's paramilitary Rapid Support Forces fired.", "Sudan's paramilitary Rapid Support Forces", "SDN:rsf"),
        ("Iraqi militia Kataib Hezbollah fired.", "Iraqi militia Kataib Hezbollah", "IRQ:kataib-hezbollah"),
        ("The Iranian tanker Blue Gull 1 was seized.", "Iranian tanker", "IRN:ships"),
        ("The Mercosur bloc met.", "Mercosur", "MERCOSUR"),
        ("The Uganda Peoples Defence Forces left.", "Uganda Peoples Defence Forces", "UGA:armed-forces"),
        ("The Awami League thanked India.", "Awami League", "BGD:awami-league"),
        ("UNPROFOR left Bosnia.", "UNPROFOR", "UNO:unprofor"),
        ("The Bank of Japan spoke.", "Bank of Japan", "JPN:central-bank"),
        ("Mai-Mai fighters attacked.", "Mai-Mai fighters", "COD:mai-mai"),
        ("Chechen rebels attacked.", "Chechen rebels", "RUS:chechens"),
        ("Tuareg rebels attacked.", "Tuareg rebels", "group:tuareg"),
        ("Kashmiri separatists attacked.", "Kashmiri separatists", "group:kashmiris"),
        ("South Sudanese rebels attacked.", "South Sudanese rebels", "SSD:rebels"),
        ("Kurdish fighters in Syria attacked.", "Kurdish fighters", "SYR:kurds"),
        ("Syrian Kurdish fighters attacked.", "Syrian Kurdish fighters", "SYR:kurds"),
        ("Iraqi Kurds voted.", "Iraqi Kurds", "IRQ:kurds"),
        ("Kosovo Serbs voted.", "Kosovo Serbs", "XKX:kosovo-serbs"),
    ],
)
def test_organisations_and_groups_are_found_by_pattern(text, words, actor_id):
    assert found(text).get(words) == actor_id


@pytest.mark.parametrize(
    "text", ["An Iran-backed militia fired.", "Ethnic Albanians voted.", "Two ethnic Russians left."]
)
def test_who_is_backed_by_a_country_or_of_its_descent_is_not_that_country(text):
    assert found(text) == {}


def test_a_company_goes_by_the_first_word_of_its_name():
    text = "Kenyan airline Savanna Air flew. France banned Savanna. Savanna Air sued."
    assert list(found(text).values()).count("KEN:savanna-air") == 3


def test_an_acronym_in_brackets_is_not_that_of_the_leaders():
    assert found("Leaders of African Union (AU) states met. The AU agreed.")["AU"] == "AFU"


def test_rsf_is_told_by_what_is_spoken_of():
    assert found("Sudan is at war. RSF fighters fled.")["RSF fighters"] == "SDN:rsf"
    assert found("RSF said three journalists were held.")["RSF"] == "organisation:reporters-without-borders"
