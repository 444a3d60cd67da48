"""The registry: names lead to the right actor, tables of one's own take precedence, the lexicons are well-formed."""

import datetime as dt
import pickle
import re

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netlib.actors import Actor, default_registry, display_name, fold, kind_of, slug
from netlib.errors import DataError, SchemaError
from netlib.ontology import read_lexicon
from netlib.schema import KINDS

REGISTRY = default_registry()


def ids(name, **options):
    return [actor.actor_id for actor in REGISTRY.lookup(name, **options)]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Russia", "RUS"),
        ("Russian", "RUS"),
        ("Russians", "RUS"),
        ("Moscow", "RUS"),
        ("the Kremlin", "RUS"),
        ("U.S.", "USA"),
        ("the White House", "USA"),
        ("Downing Street", "GBR"),
        ("Élysée", "FRA"),
        ("Elysee", "FRA"),
        ("Blue House", "KOR"),
        ("Burma", "MMR"),
        ("Kosovo", "XKX"),
        ("Taiwan", "TWN"),
        ("Palestinians", "PSE"),
        ("Gaza", "PSE"),
        ("Soviet Union", "SUN"),
        ("Niger", "NER"),
        ("Nigerien", "NER"),
        ("Nigerian", "NGA"),
        ("Guinea-Bissau", "GNB"),
        ("Equatorial Guinea", "GNQ"),
        ("Papua New Guinea", "PNG"),
        ("DR Congo", "COD"),
        ("Congo-Brazzaville", "COG"),
        ("Dominica", "DMA"),
        ("Dominican Republic", "DOM"),
        ("UN", "UNO"),
        ("Security Council", "UNO:security-council"),
        ("EU", "EUR"),
        ("European Commission", "EUR:commission"),
        ("NATO", "NATO"),
        ("Taliban", "AFG:taliban"),
        ("Hezbollah", "LBN:hezbollah"),
        ("Hamas", "PSE:hamas"),
        ("Houthis", "YEM:houthis"),
        ("Pentagon", "USA:department-of-defense"),
        ("Erdoğan", "TUR:recep-tayyip-erdogan"),
        ("Erdogan", "TUR:recep-tayyip-erdogan"),
        ("Merkel", "DEU:angela-merkel"),
    ],
)
def test_names_lead_to_their_actors(name, expected):
    assert ids(name) == [expected]


@pytest.mark.parametrize("name", ["Crimea", "Kashmir", "Korea", "Congo", "Washington Post", "Kurdistan", ""])
def test_disputed_and_shared_names_are_left_open(name):
    assert not [actor for actor in ids(name) if len(actor) == 3]


def test_organisations_of_states_are_their_own_country():
    for name in ("UN", "EU", "NATO", "African Union", "Arab League", "OPEC", "ASEAN", "IMF", "ICC"):
        actor = REGISTRY.lookup(name)[0]
        assert actor.country == actor.actor_id
        assert actor.kind == "organisation"
    assert {REGISTRY.get(f"UNO:{body}").country for body in ("unhcr", "who", "security-council")} == {"UNO"}


def test_who_held_the_office_decides_between_bearers_of_a_name():
    bushes = REGISTRY.lookup("Bush")
    assert REGISTRY.likeliest(bushes, dt.date(1990, 8, 2)).actor_id == "USA:george-h-w-bush"
    assert REGISTRY.likeliest(bushes, dt.date(2003, 3, 20)).actor_id == "USA:george-w-bush"
    assert REGISTRY.likeliest(bushes, None).actor_id == "USA:george-w-bush"
    assert REGISTRY.role("USA:george-w-bush", dt.date(2003, 3, 20)) == "President"
    assert REGISTRY.role("USA:george-w-bush", dt.date(2013, 3, 20)) is None


def test_display_names_and_kinds():
    assert (display_name("UNO"), kind_of("UNO")) == ("United Nations", "organisation")
    assert (display_name("XYZ"), kind_of("XYZ")) == ("XYZ", "country")
    assert kind_of("LBN:hezbollah") == "group"
    assert kind_of("RUS:vladimir-putin") == "person"


# tables of one's own


def table(**columns):
    return pd.DataFrame(columns)


def test_a_fictional_world_is_a_table():
    middle_earth = table(
        actor_id=["GON", "GON:aragorn", "MOR"],
        name=["Gondor", "Aragorn", "Mordor"],
        kind=["country", "person", "country"],
        parent=[None, "GON", None],
        country=[None, "GON", None],
        aliases=["Minas Tirith|Gondorian", "Strider", "Barad-dûr"],
    )
    registry = REGISTRY.with_actors(middle_earth)
    assert [a.actor_id for a in registry.lookup("Strider")] == ["GON:aragorn"]
    assert registry.lookup("Barad-dur")[0].country == "MOR"
    assert registry.get("RUS") == REGISTRY.get("RUS")
    assert REGISTRY.lookup("Gondor") == ()


def test_a_name_of_ones_own_takes_precedence():
    registry = REGISTRY.with_actors(table(actor_id=["PAR"], name=["Paris"], kind=["person"]))
    assert [a.actor_id for a in registry.lookup("PARIS")] == ["PAR"]


def test_a_known_id_is_renamed_and_keeps_its_names():
    registry = REGISTRY.with_actors(table(actor_id=["TUR"], name=["Türkiye"], kind=["country"]))
    assert {actor.name for actor in registry.lookup("Turkish")} == {"Türkiye"}
    assert registry.get("TUR").name == "Türkiye"


def test_validity_is_resolved_against_the_day():
    heads = table(
        actor_id=["ARC:old", "ARC:new"],
        name=["Old One", "New One"],
        kind=["person", "person"],
        aliases=["the Regent", "the Regent"],
        since=[None, "2020-01-01"],
        until=["2019-12-31", None],
    )
    registry = REGISTRY.with_actors(heads)
    assert [a.actor_id for a in registry.lookup("the Regent", on=dt.date(2019, 6, 1))] == ["ARC:old"]
    assert [a.actor_id for a in registry.lookup("the Regent", on=dt.date(2021, 6, 1))] == ["ARC:new"]
    assert len(registry.lookup("the Regent")) == 2


def test_one_actor_may_change_sides():
    moves = table(
        actor_id=["envoy", "envoy"],
        name=["Ann Envoy", "Ann Envoy"],
        kind=["person", "person"],
        country=["FRA", "EUR"],
        since=["2010-01-01", "2015-01-01"],
        until=["2014-12-31", None],
    )
    registry = REGISTRY.with_actors(moves)
    assert registry.get("envoy", on=dt.date(2012, 1, 1)).country == "FRA"
    assert registry.get("envoy").country == "EUR"
    assert registry.get("envoy", on=dt.date(2001, 1, 1)) is None


def test_a_table_may_be_a_file(tmp_path):
    path = tmp_path / "actors.csv"
    path.write_text("actor_id,name,kind,aliases\nELF,Elves,group,Eldar|Firstborn\n", encoding="utf-8")
    assert REGISTRY.with_actors(path).lookup("Firstborn")[0].actor_id == "ELF"


def test_what_is_wrong_with_a_table_is_said(tmp_path):
    with pytest.raises(SchemaError, match="kind"):
        REGISTRY.with_actors(table(actor_id=["A"], name=["A"], kind=["wizard"]))
    with pytest.raises(DataError, match=r"nothing\.csv"):
        REGISTRY.with_actors(tmp_path / "nothing.csv")


def test_a_table_is_not_changed_and_a_registry_travels_to_other_processes():
    rows = table(actor_id=["ELF"], name=["Elves"], kind=["group"])
    before = rows.copy()
    registry = pickle.loads(pickle.dumps(REGISTRY.with_actors(rows)))
    pd.testing.assert_frame_equal(rows, before)
    assert registry.lookup("Elves")[0].actor_id == "ELF"


# the lexicons


OTHERWISE_NAMED = {"COD", "COG", "FLK", "FSM", "MAF", "PSE", "SXM", "VAT", "VGB", "VIR"}  # "Congo", "Holy See (...)"


def test_every_country_of_the_standard_goes_by_its_standard_name():
    pycountry = pytest.importorskip("pycountry")
    for country in pycountry.countries:
        assert REGISTRY.get(country.alpha_3).country == country.alpha_3
        if country.alpha_3 not in OTHERWISE_NAMED:
            assert ids(getattr(country, "common_name", country.name)) == [country.alpha_3]


def test_no_name_of_a_country_is_anothers():
    owner = {}
    for row in read_lexicon("countries.csv"):
        for column in ("name", "aliases", "adjectives", "people", "capital", "seats", "cities"):
            for name in row[column].split("|") if row[column] else ():
                assert owner.setdefault(fold(name), row["actor_id"]) == row["actor_id"], name


@pytest.mark.parametrize("lexicon", ["organisations.csv", "groups.csv"])
def test_every_row_of_an_actor_lexicon_is_well_formed(lexicon):
    seen = set()
    for row in read_lexicon(lexicon):
        assert None not in row
        assert row["kind"] in KINDS
        assert row["actor_id"] not in seen
        seen.add(row["actor_id"])
        assert re.fullmatch(r"[A-Z0-9-]+|[A-Za-z]+:[a-z0-9-]+", row["actor_id"])
        if row["parent"]:
            assert row["parent"].split(":")[0] == row["actor_id"].split(":")[0] or REGISTRY.get(row["parent"])
        if ":" in row["actor_id"] and row["country"]:
            assert row["actor_id"].split(":")[0] == row["country"]
            assert REGISTRY.get(row["country"])


def test_no_name_of_an_organisation_is_anothers():
    owner = {}
    for row in [*read_lexicon("organisations.csv"), *read_lexicon("groups.csv")]:
        for name in (row["name"], *filter(None, row["aliases"].split("|"))):
            assert owner.setdefault(name, row["actor_id"]) == row["actor_id"], name


def test_terms_of_office_are_dates_in_order():
    for row in read_lexicon("office_holders.csv"):
        assert REGISTRY.get(row["actor_id"].split(":")[0]), row
        assert row["actor_id"].split(":")[1] == slug(row["actor_id"].split(":")[1])
        since, until = (dt.date.fromisoformat(row[c]) if row[c] else None for c in ("since", "until"))
        if since and until:
            assert since < until, row


def test_readings_of_ambiguous_names_lead_to_known_actors():
    for row in read_lexicon("ambiguous.csv"):
        assert not row["actor_id"] or REGISTRY.get(row["actor_id"]), row
        assert row["form"] in ("name", "adjective", "people", "place")


def _slugs():
    return {row["slug"] for name in ("institutions.csv", "ministries.csv") for row in read_lexicon(name)}


def test_institutions_people_and_offices_are_well_formed():
    seen = set()
    for row in [*read_lexicon("institutions.csv"), *read_lexicon("people.csv")]:
        assert None not in row
        assert row["slug"] not in seen
        seen.add(row["slug"])
        assert row["slug"] == slug(row["slug"])
        assert row["kind"] in KINDS
        assert not row.get("parent") or row["parent"] in _slugs()
    titles = [row["title"] for row in read_lexicon("offices.csv")]
    assert len(titles) == len(set(titles))
    for row in read_lexicon("offices.csv"):
        assert row["kind"] in ("office", "spokesperson", "rank", "honorific", "person")
        assert not row["country"] or REGISTRY.get(row["country"])
        owned = row["country"] and REGISTRY.get(f"{row['country']}:{row['parent']}")
        assert not row["parent"] or owned or row["parent"] in _slugs(), row


def test_what_may_stand_alone_is_a_phrase_of_its_row():
    for lexicon, column in (("institutions.csv", "phrases"), ("people.csv", "nouns")):
        for row in read_lexicon(lexicon):
            assert set(filter(None, row["alone"].split("|"))) <= set(row[column].split("|")), row["slug"]


def test_peoples_are_groups_of_a_known_country_or_of_none():
    rows = read_lexicon("peoples.csv")
    assert len({row["actor_id"] for row in rows}) == len(rows)
    for row in rows:
        assert row["actor_id"].split(":")[0] == (row["country"] or "group")
        assert row["adjectives"] or row["people"]


def test_descriptions_members_and_namesakes_are_of_known_countries():
    named = [row["countries"] for row in read_lexicon("descriptions.csv")]
    named += [row["members"] for row in read_lexicon("organisations.csv") if row["members"]]
    named += [row["country"] for row in read_lexicon("namesakes.csv")]
    assert {REGISTRY.get(code).kind for codes in named for code in codes.split("|")} == {"country"}


def test_institutions_of_ones_own_name_are_known_actors():
    for row in read_lexicon("national_institutions.csv"):
        assert row["slug"] in _slugs()
        assert row["actor_id"].split(":")[0] == row["country"]


@pytest.mark.parametrize(
    ("lexicon", "column"),
    [
        ("decoys.csv", "phrase"),
        ("phrase_words.csv", "class"),
        ("descriptions.csv", "phrase"),
        ("namesakes.csv", "region"),
    ],
)
def test_no_row_is_there_twice(lexicon, column):
    rows = [row[column] for row in read_lexicon(lexicon)]
    assert len(rows) == len(set(rows))
    assert all(rows)


@given(st.text(max_size=40))
@settings(max_examples=60, deadline=None)
def test_any_text_can_be_looked_up_and_slugged(text):
    assert isinstance(REGISTRY.lookup(text), tuple)
    assert re.fullmatch(r"[a-z0-9-]*", slug(text))
    assert fold(fold(text)) == fold(fold(fold(text)))


def test_an_actor_is_frozen():
    with pytest.raises(AttributeError):
        Actor("A", "A", "person", None).name = "B"
