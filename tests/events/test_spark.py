"""The same expressions on Spark: real, local, one session for all."""

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
    battle = {"id": "8.0", "type_of_violence": "1", "side_a": "Government of Mali", "side_b": "Ançar Dîne", "gwnoa": "432",
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
