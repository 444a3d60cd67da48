"""Whose "the police" are: of the institution described before, of the document's own country, or left open."""

import pytest
import spacy

from netlib.extraction.mentions import find_mentions

NLP = spacy.blank("en")


def ids(text):
    return [m.actor.actor_id for m in find_mentions(NLP(text))]


def actor(text, words):
    """Return the id of the actor of the last mention in these words, or None."""
    doc = NLP(text)
    found = [m.actor.actor_id for m in find_mentions(doc) if doc.text[m.start : m.end] == words]
    return found[-1] if found else None


@pytest.mark.parametrize(
    ("text", "words", "actor_id"),
    [
        ("Unrest goes on in Peru.\n\nPolice fired at the crowd.", "Police", "PER:police"),
        ("Peru is tense. Demonstrators threw stones.", "Demonstrators", "PER:protesters"),
        ("Peru is tense. The government resigned.", "government", "PER"),
        ("LIMA, Peru (AP) -- Riot police fired tear gas.", "Riot police", "PER:police"),
        ("Peru is tense. The supreme court ruled on it.", "supreme court", "PER:supreme-court"),
        ("Peru is tense. Soldiers seized the parliament.", "Soldiers", "PER:armed-forces"),
        ("Peru is tense. The crowd attacked a police station.", "police station", "PER:police"),
        ("In Peru, police said two protesters died.", "protesters", "PER:protesters"),
        ("The Syrian army attacked Turkey. The army said so.", "army", "SYR:armed-forces"),
        ("Turkey struck Houthi rebels in Yemen. The rebels fled.", "rebels", "YEM:houthis"),
        ("The Syrian president met the envoy. The president left.", "president", "SYR:president"),
        ("Police in Kenya arrested two Ugandans.", "Police in Kenya", "KEN:police"),
        ("France praised protesters in Hong Kong.", "protesters in Hong Kong", "HKG:protesters"),
        ("The government in Kyiv met the EU.", "government in Kyiv", "UKR"),
        ("Separatists in Ukraine met Russia.", "Separatists in Ukraine", "UKR:separatists"),
    ],
)
def test_a_bare_institution_is_the_one_that_the_document_makes_plain(text, words, actor_id):
    assert actor(text, words) == actor_id


@pytest.mark.parametrize(
    "text",
    [
        "The government resigned. Police fired. Protesters fled.",
        "Peru met Chile. The government resigned.",
        "Peru is tense. Chile warned the government.",
        "Peru is tense. In Chile, the army rose.",
        "Peru is tense. Chile is calm. Police fired.",
        "The Syrian army met the Turkish army. The army left.",
        "Peru is tense. Foreign troops left.",
        "Peru is tense. Government bonds fell, and an army of ants ate the police report.",
        "Peru is tense. He sent the army.",
        "Troops in Iraq came home.",
        "Peru is tense. The army ant is large.",
    ],
)
def test_a_bare_institution_is_left_open_where_it_is_not_plain(text):
    assert {i for i in ids(text) if ":" in i} <= {"SYR:armed-forces", "TUR:armed-forces"}
    assert ids(text).count("PER") <= 1


def test_an_official_without_a_country_is_of_the_documents_own():
    text = "A bomb exploded in Yemen. Minister of Information Moammar Sultan blamed the rebels. Sultan left."
    assert ids(text) == ["YEM", "YEM:moammar-sultan", "YEM:rebels", "YEM:moammar-sultan"]
    text = "Yemen is at war. It expelled Vice-President Odd Brune. Mr Brune left. Its prime minister Per Brandt came."
    assert {i for i in ids(text) if i != "YEM"} == {"YEM:odd-brune", "YEM:per-brandt"}
    assert ids("Foreign Minister Odd Brune spoke of Yemen.")[0] == "person:odd-brune"
    assert ids("Britain rose. It met former Prime Minister Odd Brune.")[-1] == "person:odd-brune"


def test_an_office_and_a_name_beside_it_are_one():
    assert ids("Bolivian lawmakers spoke. They met the army commander, Rolando Quispe.")[-1] == "BOL:rolando-quispe"


@pytest.mark.parametrize(
    ("text", "words", "actor_id"),
    [
        ("Venezuela cut output. Washington sanctioned the OPEC member.", "OPEC member", "VEN"),
        ("Turkey bought missiles. Russia thanked the NATO ally.", "NATO ally", "TUR"),
        ("Qatar paid. France thanked the Gulf state.", "Gulf state", "QAT"),
        ("China held drills near Taiwan. The island protested.", "island", "TWN"),
        ("Saudi Arabia cut aid. Canada criticised the kingdom.", "kingdom", "SAU"),
        ("EU members condemned Iran.", "EU members", "EUR"),
        ("NATO countries condemned Iran.", "NATO countries", "NATO"),
        ("Iran met NATO member Turkey.", "Turkey", "TUR"),
        ("French President Odile Brune came. His government paid.", "His government", "FRA"),
        ("Prime Minister Odile Brune of France said her country would pay.", "her country", "FRA"),
        ("Iran said its army would strike.", "its army", "IRN:armed-forces"),
        ("Iranian officials said their government would pay.", "their government", "IRN"),
    ],
)
def test_a_description_is_the_country_that_it_fits(text, words, actor_id):
    assert actor(text, words) == actor_id


@pytest.mark.parametrize(
    "text",
    [
        "Sanctions hit the OPEC member.",
        "Iran and Iraq met. Sanctions hit the OPEC member.",
        "Chile paid. Sanctions hit the OPEC member.",
        "A hotel on the island closed. The animal kingdom is vast.",
    ],
)
def test_a_description_that_fits_none_or_two_is_nobody(text):
    assert set(ids(text)) <= {"IRN", "IRQ", "CHL"}


def test_his_government_of_two_is_left_open():
    assert "pronoun" not in {m.kind for m in find_mentions(NLP("President Macron met Putin. His government paid."))}


def test_him_is_someone_of_another_clause():
    text = "French President Odile Brune left. Police arrested him."
    assert ids(text) == ["FRA:odile-brune", "FRA:police", "FRA:odile-brune"]
    assert ids("French President Odile Brune criticised him.") == ["FRA:odile-brune"]


@pytest.mark.parametrize(
    ("text", "words", "actor_id"),
    [
        ("ISLAMABAD: The Foreign Office summoned the Indian ambassador.", "Foreign Office", "PAK:foreign-ministry"),
        ("LONDON: The Foreign Office summoned the Indian ambassador.", "Foreign Office", "GBR:foreign-ministry"),
        ("New Delhi: The External Affairs Ministry spoke.", "External Affairs Ministry", "IND:foreign-ministry"),
        ("MANILA: The foreign ministry summoned the Chinese envoy.", "foreign ministry", "PHL:foreign-ministry"),
        ("The Irish defence ministry spoke. The ministry blamed Peru.", "ministry", "IRL:ministry-of-defense"),
        ("Ireland saw Peru off. The foreign ministry spoke.", "foreign ministry", None),
        ("Bosnian Serbs left Sarajevo. Peru warned the Serbs.", "Serbs", "BIH:bosnian-serbs"),
        ("Serbs in Belgrade voted.", "Serbs", "SRB"),
    ],
)
def test_whose_a_ministry_or_a_people_is(text, words, actor_id):
    assert actor(text, words) == actor_id


@pytest.mark.parametrize(
    ("text", "words", "actor_id"),
    [
        ("ECOWAS suspended Niger. It urged Peru to pay.", "It", "ECW"),
        ("LIMA, Peru (AP) -- Chile warned Cuba. It recalled an envoy.", "It", "CHL"),
        ("Chile warned Cuba. It has also expelled an envoy.", "It", "CHL"),
        ("Hamas left. It accused Peru. It thanked Chile.", "It", "PSE:hamas"),
        ("ECOWAS suspended Niger. The bloc threatened Peru.", "bloc", "ECW"),
        ("NATO wrote to Peru. The alliance was worried.", "alliance", "NATO"),
        ("Hezbollah fired on Peru. The group said so.", "group", "LBN:hezbollah"),
        ("The UN Security Council met. The council blamed Peru.", "council", "UNO:security-council"),
        ("The IAEA left Iran. The agency blamed Peru.", "agency", "UNO:iaea"),
        ("Peru called in Chile's ambassador. The diplomat was told off.", "diplomat", "CHL:ambassador"),
        ("At Chad's request, France withdrew its troops from the country.", "country", "TCD"),
        ("President Macron criticised Putin in Lima. He said so.", "He", "FRA:emmanuel-macron"),
        ("Farm Minister Odd Brune said in Lima that it rained.", "Farm Minister Odd Brune", "PER:odd-brune"),
        ("Peru said its citizens were safe.", "its citizens", "PER"),
        ("Peru regrets the deal. Its army protested.", "Its army", "PER:armed-forces"),
        ("Hezbollah fighters crossed the border. They attacked Peru.", "They", "LBN:hezbollah"),
        ("Mexico broke off relations. It will sue Peru.", "It", "MEX"),
        ("Peru regrets the deal. Its minister protested.", "Its minister", "PER"),
    ],
)
def test_a_definite_noun_is_the_only_one_it_can_be(text, words, actor_id):
    assert actor(text, words) == actor_id


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Chile warned Cuba. It was raining.", "It"),
        ("Chile warned Cuba. It rained.", "It"),
        ("Chile warned Cuba. It will rain.", "It"),
        ("A Danish ship arrested pirates off Nigeria. They had attacked a tanker.", "They"),
        ("Chile fired a missile. It hit a ship.", "It"),
        ("As Chile watched, a ship sank. It said nothing.", "It"),
        ("President Macron warned Cuba. It expelled an envoy.", "It"),
        ("The EU and ASEAN met. The bloc paid.", "bloc"),
        ("NATO paid. The alliance of Peru and Chile grew.", "alliance"),
        ("Chile paid. The group stage begins.", "group"),
        ("Hamas met Hezbollah. The group left.", "group"),
        ("The EU met. The council house was sold.", "council"),
        ("The Irish ambassador met the Cuban envoy. The diplomat left.", "diplomat"),
        ("Chad, France and Peru met, and Chile withdrew from the country.", "country"),
        ("France withdrew its troops from the country.", "country"),
        ("Chad met France in the country.", "country"),
        ("The deal with Peru fell. Its army protested.", "Its army"),
        ("President Macron met Putin. He said so.", "He"),
        ("President Macron criticised Putin, who left. He said so.", "He"),
        ("Foreign Minister Odd Brune said in Lima that it rained.", "PER:odd-brune"),
    ],
)
def test_a_definite_noun_that_may_be_two_is_nobody(text, words):
    assert actor(text, words) is None
    assert words not in ids(text)
