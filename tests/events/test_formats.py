"""One small table in each format: who did what to whom, when, and where it says so."""

import pandas as pd
import pytest

from netlib import build_network
from netlib.errors import DataError, ParameterError
from netlib.events import formats, read_events
from netlib.events.formats import recognise
from netlib.events.lookups import _places
from netlib.schema import INTERACTIONS, validate_interactions


def triples(table: pd.DataFrame) -> list[tuple[str, str, str]]:
    return list(zip(table["source"], table["target"], table["event"], strict=True))


def read(path, **options) -> pd.DataFrame:
    table = read_events(path, report=False, **options)
    assert list(table.columns) == [c.name for c in INTERACTIONS]
    pd.testing.assert_frame_equal(table, validate_interactions(table))
    counts = table.attrs["counts"]
    assert counts["read"] == counts["kept"] + counts["dropped"] + counts["rejected"]
    return table


@pytest.mark.parametrize("key", ["gdelt1", "gdelt2"])
@pytest.mark.parametrize("header", [True, False])
def test_gdelt(write, gdelt, key, header):
    table = read(write(key, [gdelt(7, "RUS", "SYRGOV", "0871", GoldsteinScale="9.0")], header=header))
    row = table.iloc[0]
    assert triples(table) == [("RUS", "SYR:gov", "RETREAT")]
    assert row["interaction_id"] == f"{key}:7"
    assert (row["mode"], row["intensity"], row["rule"], row["certainty"]) == ("ceasefire", 9.0, "0871", "asserted")
    assert (row["source_name"], row["source_kind"]) == ("Russia", "country")
    assert (row["target_name"], row["target_kind"], row["target_country"]) == (
        "Government (Syria)",
        "organisation",
        "SYR",
    )
    assert (row["url"], row["publisher"]) == ("https://www.example.org/7", "example.org")
    assert (row["mentions"], row["publishers"]) == (4, 2)
    assert row["date"] == pd.Timestamp("2018-06-01")


def test_gdelt_1_without_url_has_57_columns(write, gdelt):
    row = gdelt(7, "RUS", "SYR")
    del row["SOURCEURL"]
    assert read(write("gdelt1", [row], width=57))["url"].isna().all()


def test_gdelt_known_groups_old_codes_and_regions(write, gdelt):
    rows = [
        gdelt(1, "IGOUNO", "ROM", Actor1KnownGroupCode="UNO"),
        gdelt(2, "EUR", "NAM"),
        gdelt(3, "IGOEUREEC", "TMP", Actor1CountryCode="EUR", Actor1KnownGroupCode="EEC"),
    ]
    table = read(write("gdelt2", rows))
    assert triples(table) == [("UNO", "ROU", "CONSULT"), ("group:europe", "NAM", "CONSULT"), ("EUR", "TLS", "CONSULT")]
    assert table["source_country"].tolist()[0] == "UNO"
    assert table["target_name"].tolist()[1] == "Namibia"


def test_rows_about_one_actor_are_dropped_and_counted(write, gdelt):
    table = read(
        write(
            "gdelt2", [gdelt(1, "RUS", ""), gdelt(2, "", "SYR"), gdelt(3, "USA", "SYR", "010"), gdelt(4, "USA", "SYR")]
        )
    )
    counts = table.attrs["counts"]
    assert (counts["read"], counts["kept"], counts["dropped"]) == (4, 1, 3)
    assert counts["reasons"]["no target actor"] == 1
    assert counts["reasons"]["no source actor"] == 1


def test_a_repeated_gdelt_id_is_one_event(write, gdelt):
    table = read(write("gdelt2", [gdelt(1, "RUS", "SYR"), gdelt(1, "RUS", "SYR")]))
    assert len(table) == 1
    assert table.attrs["counts"]["dropped"] == 1


def test_gdelt_mentions_are_counted_on_request(write, gdelt):
    events = write("gdelt2", [gdelt(1, "RUS", "SYR"), gdelt(2, "USA", "SYR")])
    said = [{"GLOBALEVENTID": "1", "EventTimeDate": "20180601000000", "MentionTimeDate": "20180601000000",
             "MentionSourceName": name} for name in ("a.org", "a.org", "b.org")]  # fmt: skip
    mentions = write("gdelt_mentions", said)
    table = read(events, mentions=mentions)
    assert table["mentions"].tolist() == [3, 4]
    assert table["publishers"].tolist() == [2, 2]
    with pytest.raises(DataError, match="pass it as mentions="):
        read_events(mentions)


ICEWS = {
    "Event ID": "5", "Event Date": "2018-06-01", "Source Name": "Russia", "Source Country": "Russian Federation",
    "CAMEO Code": "040", "Intensity": "1", "Target Name": "Police (India)", "Target Country": "India", "Story ID": "9",
    "Sentence Number": "1", "Publisher": "A Paper",
}  # fmt: skip


def test_icews(write):
    again = ICEWS | {"Event Date": "2018-06-02", "Source Name": "United Nations", "Source Country": "NA"}
    unnamed = ICEWS | {"Event ID": "6", "Target Name": "Unspecified Actor", "Target Country": "NA"}
    table = read(write("icews", [ICEWS, again, unnamed]))
    assert triples(table) == [("RUS", "IND:police", "CONSULT"), ("UNO", "IND:police", "CONSULT")]
    assert table["interaction_id"].tolist() == ["icews:2018-06-01:5", "icews:2018-06-02:5"]
    assert table.loc[0, ["doc_id", "sentence", "publisher"]].tolist() == ["9", 0, "A Paper"]
    assert table.attrs["counts"]["reasons"] == {"no target actor": 1}


POLECAT = {
    "Event ID": "e1", "Event Date": "2022-03-01", "Event Type": "CONSULT", "Event Mode": "phone", "Intensity": "1.5",
    "Actor Name": "Russia", "Actor Country": "RUS", "Recipient Name": "Volodymyr Zelensky", "Recipient Country": "UKR",
    "Source": "Ein Blatt",
}  # fmt: skip


def test_polecat_is_latin_1_ragged_and_lists_countries(write, tmp_path):
    path = write("polecat", [POLECAT, POLECAT | {"Event ID": "e2", "Actor Name": "Café", "Actor Country": "USA; FRA"}])
    lines = path.read_text(encoding="utf-8").splitlines()
    short = lines[1].replace("e1", "e3").rstrip("\t")
    path.write_bytes("\n".join([*lines, short]).encode("latin-1"))
    table = read(path)
    assert triples(table) == [
        ("RUS", "UKR:volodymyr-zelensky", "CONSULT"),
        ("FRA:cafe", "UKR:volodymyr-zelensky", "CONSULT"),
        ("USA:cafe", "UKR:volodymyr-zelensky", "CONSULT"),
        ("RUS", "UKR:volodymyr-zelensky", "CONSULT"),
    ]
    assert table["mode"].tolist() == ["phone"] * 4
    assert table["source_name"].tolist()[1] == "Café"
    assert table.attrs["counts"]["kept"] == 3
    assert table.attrs["counts"]["interactions"] == 4


def test_ucdp(write):
    battle = {
        "id": "48528.0", "type_of_violence": "1", "side_a": "Government of Myanmar (Burma)", "side_b": "KNU",
        "gwnoa": "775", "date_start": "1992-02-29", "date_prec": "1", "number_of_sources": "-1", "country_id": "775",
    }  # fmt: skip
    onesided = battle | {"id": "2", "type_of_violence": "3", "side_b": "Civilians", "date_prec": "4"}
    table = read(write("ucdp", [battle, onesided]))
    assert triples(table) == [("MMR", "MMR:knu", "ASSAULT"), ("MMR", "MMR:civilians", "ASSAULT")]
    assert table["reciprocal"].tolist() == [True, False]
    assert table["date_precision"].tolist() == ["day", "month"]
    assert table["publishers"].isna().all()


def test_ucdp_groups_belong_where_the_registry_says_wherever_they_fight(write):
    row = {"type_of_violence": "1", "date_start": "2015-02-28", "date_prec": "1", "country_id": "645"}
    rows = [
        row | {"id": "1", "side_a": "Government of Turkey", "gwnoa": "640", "side_b": "PKK"},
        row | {"id": "2", "side_a": "Government of Iraq", "gwnoa": "645", "side_b": "IS"},
        row | {"id": "3", "side_a": "Government of Iraq", "gwnoa": "645", "side_b": "Brigade 36"},
        row
        | {"id": "4", "side_a": "Government of Iran", "gwnoa": "630", "side_b": "Government of Iraq", "gwnob": "645"},
        row | {"id": "5", "side_a": "RSF", "side_b": "Civilians", "type_of_violence": "3", "country_id": "625"},
    ]
    table = read(write("ucdp", rows))
    assert triples(table) == [
        ("TUR", "TUR:pkk", "ASSAULT"),
        ("IRQ", "group:islamic-state", "ASSAULT"),
        ("IRQ", "group:brigade-36", "ASSAULT"),
        ("IRN", "IRQ", "ASSAULT"),
        ("SDN:rsf", "SDN:civilians", "ASSAULT"),
    ]
    assert table["target_country"].fillna("").tolist() == ["TUR", "", "", "IRQ", "SDN"]
    assert table["target_name"].tolist()[:3] == ["Kurdistan Workers' Party", "Islamic State", "Brigade 36"]
    assert table["target_kind"].tolist()[:4] == ["group", "group", "group", "country"]
    assert set(build_network(table, level="country").edges) == {("IRN", "IRQ"), ("IRQ", "IRN")}


def test_acled(write):
    clash = {
        "event_id_cnty": "SYR1", "event_date": "01 June 2018", "sub_event_type": "Armed clash",
        "actor1": "Military Forces of Syria (2000-)", "actor2": "Free Syrian Army", "source": "A; B",
    }  # fmt: skip
    strike = {
        "event_id_cnty": "SYR2", "event_date": "2018-06-02", "sub_event_type": "Air/drone strike",
        "actor1": "Military Forces of Russia (2000-)", "actor2": "Civilians (Syria)", "source": "A; B",
    }  # fmt: skip
    table = read(write("acled", [clash, strike]))
    assert triples(table)[0] == ("SYR:military-forces", "group:free-syrian-army", "ASSAULT")
    assert triples(table)[1] == ("RUS:military-forces", "SYR:civilians", "ASSAULT")
    assert table["date"].dt.day.tolist() == [1, 2]
    assert table["publishers"].tolist() == [2, 2]


def test_phoenix(write):
    row = {
        "EventID": "p1", "Date": "20140620", "SourceActorFull": "USAGOV", "SourceActorEntity": "USA",
        "SourceActorRole": "GOV",
        "TargetActorFull": "UKR", "TargetActorEntity": "UKR", "EventCode": "042", "GoldsteinScore": "1.9",
        "URLs": "http://a.org/1;http://b.org/2", "NewsSources": "a;b",
    }  # fmt: skip
    table = read(write("phoenix", [row]))
    assert triples(table) == [("USA:gov", "UKR", "CONSULT")]
    assert table.loc[0, ["url", "publishers", "mode"]].tolist() == ["http://a.org/1", 2, "visit"]


def test_cow_mid_pairs_the_two_sides(write):
    states = [("2", "1", "14"), ("20", "1", "0"), ("710", "0", "7")]
    rows = [
        {"dispnum": "1", "ccode": state, "sidea": side, "hiact": act, "styear": "1969", "stmon": "3", "stday": "-9"}
        for state, side, act in states
    ]
    table = read(write("cow_mid", rows))
    assert set(triples(table)) == {("USA", "CHN", "COERCE"), ("CHN", "USA", "MOBILIZE"), ("CHN", "CAN", "MOBILIZE")}
    assert table["date_precision"].unique().tolist() == ["month"]
    assert table.attrs["counts"] | {"reasons": {}} == {
        "read": 3, "kept": 2, "dropped": 1, "rejected": 0, "interactions": 3, "reasons": {},
    }  # fmt: skip


def test_cow_dyadic_mid_gives_both_directions(write):
    row = {"disno": "1", "statea": "365", "stateb": "345", "strtday": "5", "strtmnth": "2", "strtyr": "1998",
           "year": "1998", "highmcaa": "7", "highmcab": "16"}  # fmt: skip
    table = read(write("cow_dyadic_mid", [row, row | {"year": "1999", "highmcab": "-9"}]))
    assert set(triples(table)) == {("RUS", "YUG", "MOBILIZE"), ("YUG", "RUS", "ASSAULT")}
    assert table["date_precision"].tolist() == ["day", "day", "year"]


def test_atop(write):
    row = {"mem1": "200", "mem2": "220", "year": "1904", "atopally": "1", "defense": "0", "consul": "1"}
    table = read(write("atop", [row, row | {"year": "1900", "atopally": "0"}]))
    assert triples(table) == [("GBR", "FRA", "AGREE")]
    assert table.loc[0, ["evidence", "reciprocal", "date_precision"]].tolist() == ["consul", True, "year"]
    assert table.attrs["counts"]["dropped"] == 1


def test_atop_directed(write):
    row = {"statea": "200", "stateb": "220", "year": "1904", "atopally": "1", "consul": "1"}
    table = read(write("atop_directed", [row, row | {"statea": "220", "stateb": "200"}]))
    assert triples(table) == [("GBR", "FRA", "AGREE"), ("FRA", "GBR", "AGREE")]
    assert not table["reciprocal"].any()


@pytest.mark.parametrize("places", ["cow", "gw"])
@pytest.mark.parametrize(
    ("number", "day", "state"),
    [
        ("345", "1914-07-28", "SRB"),
        ("345", "1991-06-25", "YUG"),
        ("345", "2006-06-04", "SCG"),
        ("345", "2006-06-05", "SRB"),
        ("345", "", "SRB"),
        ("365", "1904-02-08", "RUS"),
        ("365", "1962", "SUN"),
        ("365", "1991-12-26", "RUS"),
        ("255", "1939-09-01", "DEU"),
        ("260", "1972", "DEU"),
        ("265", "1972", "DDR"),
        ("315", "1968-08-21", "CSK"),
        ("341", "2007", "MNE"),
        ("347", "2008", "XKX"),
        ("678", "1979", "YEM"),
        ("680", "1979", "YMD"),
        ("816", "1979", "VNM"),
        ("817", "1972", "country:republic-of-vietnam"),
    ],
)
def test_a_state_number_is_read_as_of_its_date(tmp_path, places, number, day, state):
    path = tmp_path / "own.csv"
    path.write_text(f"source,target,event,date\n{number},2,AGREE,{day}\n", encoding="utf-8")
    assert triples(read(path, places=places)) == [(state, "USA", "AGREE")]


def test_the_state_lists_differ_where_they_should():
    cow, gw = _places("cow"), _places("gw")
    assert (cow["679"], cow.get("340"), gw["340"], gw["396"], gw["397"]) == ("YEM", None, "SRB", "XAB", "XSO")
    assert (cow["955"], gw["972"], cow["946"], gw["970"]) == ("TON", "TON", "KIR", "KIR")
    assert not {number for number in cow.keys() & gw.keys() if cow[number] != gw[number]} - {"970"}


def test_columns_of_ones_own(tmp_path):
    path = tmp_path / "own.csv"
    path.write_text(
        'when;who;whom;what;how\n03/06/2018;Namibia;ZAF:dockers;AID;"2,5"\n04/06/2018;elf;orc;CONSULT;\n',
        encoding="utf-8",
    )
    columns = {"date": "when", "source": "who", "target": "whom", "event": "what"}
    table = read(path, columns=columns, date_order="dmy")
    assert triples(table) == [("NAM", "ZAF:dockers", "AID"), ("elf", "orc", "CONSULT")]
    assert table["date"].dt.strftime("%Y-%m-%d").tolist() == ["2018-06-03", "2018-06-04"]
    assert table["target_country"].tolist()[0] == "ZAF"
    assert table["intensity"].tolist() == [10.0, 2.5]


def test_na_is_namibia(tmp_path):
    path = tmp_path / "own.csv"
    path.write_text("source,target,event\nNA,ZA,AID\n", encoding="utf-8")
    assert triples(read(path, places="iso2")) == [("NAM", "ZAF", "AID")]
    assert triples(read(path)) == [("NA", "ZA", "AID")]


def test_parquet_with_dates_and_numbers(tmp_path):
    frame = pd.DataFrame(
        {
            "source": ["RUS"],
            "target": ["SYR"],
            "date": pd.to_datetime(["2018-06-01"]),
            "code": ["070"],
            "intensity": [7.4],
        }
    )
    frame.to_parquet(tmp_path / "own.parquet")
    table = read(tmp_path / "own.parquet")
    assert table.loc[0, ["event", "intensity", "date_precision"]].tolist() == ["AID", 7.4, "day"]


def test_constants(tmp_path):
    path = tmp_path / "own.csv"
    path.write_text("a,b,year\n2,200,1950\n", encoding="utf-8")
    table = read(path, columns={"source": "a", "target": "b", "date": "year"}, values={"event": "AGREE"}, places="cow")
    assert triples(table) == [("USA", "GBR", "AGREE")]
    assert table["date_precision"].tolist() == ["year"]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"columns": {"sauce": "a"}}, r"'sauce' cannot be mapped.*Did you mean 'source'"),
        ({"columns": {"source": "aa"}}, r"columns\['source'\]='aa'.*no such column but a, b, year"),
        ({"columns": {"source": "a", "target": "b"}}, r"holds event \(PLOVER\) or code \(CAMEO\)"),
        ({"columns": {"source": "a"}, "places": "fips"}, "places='fips' is not allowed"),
        ({"format": "gdelt3"}, r"format='gdelt3' is not allowed.*Did you mean"),
        ({"on_error": "ignore"}, "on_error='ignore' is not allowed"),
        ({"memory_limit": "much"}, "memory_limit='much' is not a size"),
    ],
)
def test_parameters_outside_what_is_allowed(tmp_path, options, message):
    path = tmp_path / "own.csv"
    path.write_text("a,b,year\n2,200,1950\n", encoding="utf-8")
    if "places" in options:
        options = options | {"columns": {"source": "a", "target": "b"}, "values": {"event": "AGREE"}}
    with pytest.raises(ParameterError, match=message):
        read_events(path, report=False, **options)


@pytest.mark.parametrize("key", list(formats()))
def test_every_header_is_recognised_whatever_its_case(key):
    found, header = recognise([name.upper() for name in formats()[key].columns], where="a file")
    assert (found.key, header) == (key, True)


def test_a_translated_header_is_refused_with_the_nearest_format():
    names = ["Evento", *formats()["icews"].columns[1:]]
    with pytest.raises(DataError, match="Nearest is ICEWS coded event data, which also needs Event ID"):
        recognise(names, where="a file")
