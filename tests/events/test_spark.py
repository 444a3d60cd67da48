"""The same expressions on Spark: real, local, one session for all."""

import sys

import pytest

from netlib.events import deduplicate, dyads, scan

pytest.importorskip("pyspark")
pytestmark = [
    pytest.mark.spark,
    pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning", "ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore:The 'future.infer_string' option"),
    pytest.mark.filterwarnings("ignore:The copy keyword"),
]


@pytest.fixture(scope="module")
def spark():
    from pyspark.sql import SparkSession

    settings = {
        "spark.ui.enabled": "false",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.sql.shuffle.partitions": "1",
        "spark.sql.execution.arrow.pyspark.enabled": "true",
        "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",  # quick to start
        "spark.sql.session.timeZone": "UTC",
    }
    builder = SparkSession.builder.master("local[1]").appName("netlib")
    for name, value in settings.items():
        builder = builder.config(name, value)
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("PYSPARK_PYTHON", sys.executable)  # the workers are this Python, whatever PATH says
        session = builder.getOrCreate()
        session.sparkContext.setLogLevel("ERROR")
        yield session
        session.stop()


@pytest.fixture(scope="module")
def connection(spark):
    import ibis

    return ibis.pyspark.connect(spark)


@pytest.fixture
def folder(tmp_path, write, gdelt):
    rows = [
        gdelt(1, "RUS", "SYRGOV", "070"),
        gdelt(2, "RUS", "SYRGOV", "070", SOURCEURL="https://b.org/x"),
        gdelt(3, "IGOUNO", "NAM", "112", "20190230", Actor1KnownGroupCode="UNO"),
        gdelt(4, "IGOUNO", "NAM", "112", "20190228", Actor1KnownGroupCode="UNO"),
        gdelt(5, "USA", "", "010"),
        gdelt(6, "GOV", "AFR", "1823", GoldsteinScale="nan"),
        gdelt(7, "GOV", "AFR", "1823", GoldsteinScale="-10.0"),
    ]
    write("gdelt2", rows)
    battle = {"id": "8.0", "type_of_violence": "1", "side_a": "Government of Mali", "side_b": "Ançar Dîne",
              "gwnoa": "432",
              "date_start": "2012-02-29 00:00:00", "date_prec": "1", "number_of_sources": "-1"}  # fmt: skip
    write("ucdp", [battle])
    return tmp_path


def rows(table) -> list[dict]:
    return sorted(table.to_pyarrow().to_pylist(), key=repr)


def test_the_same_rows_as_on_duckdb(connection, folder):
    here = scan(folder)
    connection.to_parquet(scan(folder, connection=connection), folder / "there")
    there = connection.read_parquet(folder / "there")
    assert here.schema().names == there.schema().names
    assert rows(here) == rows(there)
    assert len(rows(here)) == 5
    assert rows(dyads(here, weight="intensity")) == rows(dyads(there, weight="intensity"))
    assert rows(deduplicate(here)) == rows(deduplicate(there))


def test_several_parquet_files_and_repeated_ids(connection, tmp_path):
    import pyarrow as pa
    import pyarrow.parquet as pq

    (tmp_path / "in").mkdir()
    table = pa.table(
        {"interaction_id": ["1", "2"], "source": ["RUS", "USA"], "target": ["SYR"] * 2, "code": ["070"] * 2}
    )
    for name in ("a.parquet", "b.parquet"):
        pq.write_table(table, tmp_path / "in" / name)
    connection.to_parquet(scan(tmp_path / "in", unique=True, connection=connection), tmp_path / "out")
    here = rows(scan(tmp_path / "in", unique=True))
    assert [row["interaction_id"] for row in here] == ["table:1", "table:2"]
    assert here == rows(connection.read_parquet(tmp_path / "out"))


def test_extraction_gives_the_same_rows_as_locally(spark):
    import pandas as pd

    import netlib as nl
    from netlib.spark import extract_spark

    documents = pd.DataFrame(
        {
            "doc_id": ["a", "b"],
            "text": [
                "Russian President Vladimir Putin met Turkish President Recep Tayyip Erdogan in Sochi on 3 May 2017.",
                "Israel condemned Iran. The United States imposed sanctions on Syria.",
            ],
        }
    )
    there = extract_spark(spark.createDataFrame(documents.to_dict("records"), "doc_id string, text string"))
    found = pd.DataFrame([row.asDict() for row in there.collect()])
    local = nl.extract(documents)
    assert len(local) > 0
    names = ["interaction_id", "doc_id", "start", "end", "source", "target", "event", "certainty"]
    order = ["interaction_id"]
    assert found.sort_values(order)[names].values.tolist() == local.sort_values(order)[names].values.tolist()
    days = [None if pd.isna(day) else day.date() for day in local.sort_values(order)["date"]]
    assert found.sort_values(order)["date"].tolist() == days
