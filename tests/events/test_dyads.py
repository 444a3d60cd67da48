"""Dyads by period, deduplication, covariates: the same numbers from a table, lazily, and from the network."""

import datetime as dt

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netlib import build_network
from netlib.errors import DataError, OutputError, ParameterError
from netlib.events import deduplicate, dyads, join_covariates, read_events, save_dyads, scan, tally
from netlib.schema import validate_interactions


def interactions(rows: list[tuple]) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["source", "target", "event", "date"])
    return table.assign(date=pd.to_datetime(table["date"]), rule=table["event"])


FOUR = interactions(
    [
        ("RUS", "SYR", "AID", "2018-06-01"),
        ("RUS", "SYR", "ACCUSE", "2018-06-30"),
        ("RUS", "SYR", "AID", "2018-07-01"),
        ("SYR", "SYR", "ASSAULT", "2018-07-01"),
    ]
)


def test_dyads_by_month():
    table = dyads(FOUR, weight="intensity")
    assert table["period"].dt.strftime("%Y-%m-%d").tolist() == ["2018-06-01", "2018-07-01"]
    assert table[["count", "cooperation", "conflict", "intensity", "weight"]].values.tolist() == [
        [2, 10.0, 3.0, 7.0, 13.0],
        [1, 10.0, 0.0, 10.0, 10.0],
    ]


@pytest.mark.parametrize(
    ("by", "rows"), [("day", 3), ("week", 2), ("month", 2), ("quarter", 2), ("year", 1), (None, 1)]
)
def test_periods(by, rows):
    assert len(dyads(FOUR, by=by)) == rows


def test_a_reciprocal_interaction_counts_in_both_directions():
    table = dyads(interactions([("A", "B", "CONSULT", "2018-06-01")]).assign(reciprocal=True))
    assert table[["source", "target", "count"]].values.tolist() == [["A", "B", 1], ["B", "A", 1]]


def test_country_level():
    rows = interactions([("RUS:a", "SYR", "AID", "2018-06-01"), ("x", "SYR", "AID", "2018-06-01")])
    rows["source_country"] = ["RUS", None]
    rows["target_kind"] = "country"
    assert dyads(rows, level="country")[["source", "target", "count"]].values.tolist() == [["RUS", "SYR", 1]]


some = st.lists(
    st.tuples(
        st.sampled_from("ABC"),
        st.sampled_from("ABC"),
        st.sampled_from(["AID", "ACCUSE", "CONSULT"]),
        st.dates(dt.date(1816, 1, 1), dt.date(2030, 1, 1)) | st.none(),
        st.booleans(),
    ),
    min_size=1,
    max_size=12,
)


@settings(max_examples=8, deadline=None)
@given(rows=some, weight=st.sampled_from(["count", "intensity"]))
def test_dyads_over_all_time_are_the_edges_of_the_network(rows, weight):
    table = interactions([row[:4] for row in rows]).assign(reciprocal=[row[4] for row in rows])
    G = build_network(table, weight=weight)
    found = dyads(table, by=None, weight=weight).set_index(["source", "target"])
    assert set(found.index) == set(G.edges)
    for source, target, edge in G.edges(data=True):
        row = found.loc[(source, target)]
        assert [row["count"], row["cooperation"], row["conflict"]] == [
            edge["count"],
            edge["cooperation"],
            edge["conflict"],
        ]
        assert (None if pd.isna(row["first"]) else row["first"].date()) == edge["first"]


def test_many_outlets_one_event():
    rows = pd.concat([FOUR, FOUR.iloc[[0]]]).assign(
        publisher=["A", "A", "A", "A", "B"], mentions=pd.array([3, None, None, None, 2], dtype="Int64")
    )
    table = deduplicate(rows.reset_index(drop=True))
    assert len(table) == 4
    assert table.loc[0, ["mentions", "publishers"]].tolist() == [5, 2]
    assert table["mentions"].tolist()[1:] == [1, 1, 1]
    assert len(deduplicate(rows.reset_index(drop=True), key=("source", "target"))) == 2
    with pytest.raises(ParameterError, match="key: day; choose from"):
        deduplicate(FOUR, key=("day",))


def test_covariates_of_both_actors_in_the_year():
    gdp = pd.DataFrame({"actor": ["RUS", "SYR", "SYR"], "year": [2018, 2018, 2017], "gdp": [1657.0, 21.0, 16.0]})
    table = join_covariates(dyads(FOUR), gdp)
    assert table[["source_gdp", "target_gdp"]].values.tolist() == [[1657.0, 21.0]] * 2
    with pytest.raises(DataError, match="several rows for actor RUS, year 2018; keep one row an actor and year"):
        join_covariates(dyads(FOUR), pd.concat([gdp, gdp]).query("actor == 'RUS'"))
    with pytest.raises(ParameterError, match="covariates have no column 'actor' but iso"):
        join_covariates(dyads(FOUR), gdp.rename(columns={"actor": "iso"}))


def test_the_network_takes_events_unchanged(write, gdelt):
    table = read_events(write("gdelt2", [gdelt(1, "RUS", "SYRGOV", "070"), gdelt(2, "USA", "SYR")]), report=False)
    assert set(build_network(table, level="country").edges) == {("RUS", "SYR"), ("USA", "SYR")}


def test_scan_is_read_events_lazily(write, gdelt):
    path = write("gdelt2", [gdelt(i, "RUS", "SYRGOV", code) for i, code in enumerate(["040", "010", "190"])])
    table = read_events(path, report=False)
    lazy = scan(path).order_by("interaction_id").to_pyarrow().to_pandas(date_as_object=False)
    pd.testing.assert_frame_equal(
        validate_interactions(lazy), validate_interactions(table.sort_values("interaction_id"))
    )
    assert {(row["verdict"], row["records"]) for row in tally(path).to_pyarrow().to_pylist()} == {
        ("kept", 2),
        ("dropped", 1),
    }
    with pytest.raises(ParameterError, match="a table needs format="):
        scan(scan(path))


def test_scan_drops_repeated_ids_on_request_as_read_events_does(write, gdelt, tmp_path):
    write("gdelt2", [gdelt(1, "RUS", "SYR"), gdelt(1, "RUS", "SYR"), gdelt(2, "RUS", "SYR", "010")], name="a.csv")
    write("gdelt2", [gdelt(1, "RUS", "SYR"), gdelt(3, "USA", "SYR")], name="b.csv", header=True)
    (tmp_path / "c.csv").write_text("source,target,event\nRUS,SYR,AID\nRUS,SYR,AID\n")
    table = read_events(tmp_path, report=False)
    assert sorted(table["extractor"]) == ["gdelt2", "gdelt2", "table", "table"]  # rows without ids are each their own
    assert scan(tmp_path).count().to_pyarrow().as_py() == 6
    lazy = scan(tmp_path, unique=True).to_pyarrow().to_pylist()
    assert sorted(row["extractor"] for row in lazy) == sorted(table["extractor"])
    counted = {
        (row["verdict"], row["reason"]): row["records"] for row in tally(tmp_path, unique=True).to_pyarrow().to_pylist()
    }
    assert counted["kept", None] == table.attrs["counts"]["kept"]
    assert counted["dropped", "repeats the id of an earlier row"] == 2
    done = save_dyads(tmp_path, tmp_path / "dyads.parquet", unique=True)
    assert sum(row["records"] for row in done["records"]) == table.attrs["counts"]["read"]


def test_a_database_table_in_a_known_format(write, gdelt):
    import ibis
    import pyarrow as pa

    from netlib.events import formats

    fields = gdelt(1, "RUS", "SYR", "070")
    raw = ibis.memtable(pa.table({name: [fields.get(name)] for name in formats()["gdelt2"].columns}))
    assert scan(raw, format="gdelt2").to_pyarrow().to_pylist()[0]["event"] == "AID"
    with pytest.raises(DataError, match=r"the table is not ICEWS coded event data: missing columns Event ID"):
        scan(raw, format="icews")


@pytest.mark.parametrize("suffix", ["parquet", "csv"])
def test_save_dyads(write, gdelt, tmp_path, suffix):
    path = write(
        "gdelt2", [gdelt(i, "RUS", "SYR", "070", day) for i, day in enumerate(["20180601", "20180630", "20180701"])]
    )
    out = tmp_path / f"dyads.{suffix}"
    done = save_dyads(path, out, by="month")
    assert done == {"dyads": 2, "records": [{"verdict": "kept", "reason": None, "records": 3}]}
    read = pd.read_parquet(out) if suffix == "parquet" else pd.read_csv(out)
    assert sorted(read["count"]) == [1, 2]
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted([path.name, out.name])


def test_save_dyads_does_not_leave_rows_out_in_silence(write, gdelt, tmp_path):
    path = write("gdelt2", [gdelt(1, "RUS", "SYR"), gdelt(2, "RUS", "SYR", "999")])
    with pytest.raises(
        DataError, match=r"1 rows cannot be read: 1 times unknown event code\. read_events names the lines"
    ):
        save_dyads(path, tmp_path / "dyads.parquet")
    assert not (tmp_path / "dyads.parquet").exists()
    assert save_dyads(path, tmp_path / "dyads.parquet", on_error="reject")["dyads"] == 1


def test_save_dyads_refuses_before_it_reads(tmp_path):
    with pytest.raises(ParameterError, match=r"ends in '\.xlsx'; write to \.parquet or \.csv"):
        save_dyads("nowhere", tmp_path / "a.xlsx")
    with pytest.raises(OutputError, match="does not exist; create it first"):
        save_dyads("nowhere", tmp_path / "no" / "a.csv")


def test_more_than_memory_spills(tmp_path):
    import duckdb

    folder = tmp_path / "events"
    folder.mkdir()
    for part in range(2):
        duckdb.sql(
            "COPY (SELECT 'actor-of-a-rather-long-name-' || (i % 300000) AS source, 'B' || i AS target, '040' AS code, "
            f"DATE '2018-01-01' + (i % 700)::INT AS date FROM range({part * 400000}, {(part + 1) * 400000}) t(i)) "
            f"TO '{folder}/{part}.parquet'"
        )
    done = save_dyads(folder, tmp_path / "dyads.parquet", memory_limit="150MB")
    assert done["dyads"] == 800_000
