"""Bad input: a clear error with file and line, or the row is set aside; every row is accounted for."""

import gzip
import zipfile

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from netlib.errors import DataError, NetlibWarning
from netlib.events import read_events, rejected, scan


def set_aside(path, **options) -> tuple[pd.DataFrame, pd.DataFrame]:
    table = read_events(path, on_error="reject", report=False, **options)
    counts = table.attrs["counts"]
    assert counts["read"] == counts["kept"] + counts["dropped"] + counts["rejected"]
    assert len(rejected(table)) == counts["rejected"]
    return table, rejected(table)


@pytest.mark.parametrize(
    ("fields", "reason", "value"),
    [
        ({"SQLDATE": "20190230"}, "date is not a day of the calendar", "20190230"),
        ({"EventCode": "999"}, "unknown event code", "999"),
        ({"EventCode": "40"}, "unknown event code", "40"),
        ({"EventCode": ""}, "no event code", None),
        ({"GoldsteinScale": "much"}, "intensity is not a number from -10 to 10", "much"),
        ({"GoldsteinScale": "11"}, "intensity is not a number from -10 to 10", "11"),
        ({"GoldsteinScale": "nan"}, "intensity is not a number from -10 to 10", "nan"),
    ],
)
def test_values_that_cannot_be_read(write, gdelt, fields, reason, value):
    path = write("gdelt2", [gdelt(1, "RUS", "SYR"), gdelt(2, "RUS", "SYR") | fields, gdelt(3, "USA", "SYR")])
    table, aside = set_aside(path)
    assert table["source"].tolist() == ["RUS", "USA"]
    assert aside.loc[0, ["line", "reason"]].tolist() == [2, reason]
    assert aside["value"].where(aside["value"].notna(), None).tolist() == [value]
    assert aside.loc[0, "row"].startswith("2\t")
    with pytest.raises(DataError, match=rf"gdelt2.txt, line 2: {reason}"):
        read_events(path, report=False)


def test_ragged_rows(write, gdelt):
    path = write("gdelt2", [gdelt(i, "RUS", "SYR") for i in range(1, 4)])
    lines = path.read_text().splitlines()
    path.write_text(
        "\n".join([lines[0], "too\tshort", lines[1] + "\textra", lines[2], "", lines[1].replace("040", "999")]) + "\n"
    )
    table, aside = set_aside(path)
    assert len(table) == 2
    assert aside[["line", "reason"]].values.tolist() == [
        [2, "too few fields"],
        [3, "too many fields"],
        [6, "unknown event code"],
    ]
    assert aside["value"].tolist() == ["2 of 61", "62 of 61", "999"]
    with pytest.raises(DataError, match=r"line 2: too few fields: '2 of 61' .2 more such rows.; correct the file"):
        read_events(path, report=False)


def test_lines_are_counted_across_quoted_line_breaks(tmp_path):
    path = tmp_path / "own.csv"
    path.write_text('source,target,event,evidence\nRUS,SYR,AID,"one\ntwo"\nRUS,SYR,AIDE,"x"\nRUS,SYR,AID,y\n')
    table, aside = set_aside(path)
    assert aside[["line", "value"]].values.tolist() == [[4, "AIDE"]]
    assert table["evidence"].tolist() == ["one\ntwo", "y"]


def test_a_quotation_mark_that_is_never_closed(tmp_path):
    path = tmp_path / "own.csv"
    path.write_text('source,target,event\nRUS,SYR,AID\nRUS,"SYR,AID\nRUS,SYR,AID\n')
    table, aside = set_aside(path)
    assert len(table) == 1
    assert aside[["line", "reason"]].values.tolist() == [[3, "quotation mark never closed"]]


def test_another_encoding_is_named_or_set_aside(tmp_path):
    path = tmp_path / "own.csv"
    path.write_bytes("source,target,event\nRUS,SYR,AID\nCôte d'Ivoire,SYR,AID\n".encode("latin-1"))
    _, aside = set_aside(path)
    assert aside[["line", "reason"]].values.tolist() == [[3, "not text in the encoding of the file"]]
    with pytest.raises(
        DataError, match=r"own\.csv, line 3: not text in .*name its encoding such as encoding='latin-1'"
    ):
        read_events(path, report=False)
    assert set_aside(path, encoding="latin-1")[0]["source"].tolist() == ["RUS", "CIV"]


def test_a_long_field_is_not_lost(write, gdelt):
    path = write("gdelt2", [gdelt(1, "RUS", "SYR", SOURCEURL="x" * 50_000_000), gdelt(2, "RUS", "SYR")])
    table, _ = set_aside(path)
    assert table["url"].str.len().tolist() == [50_000_000, len("https://www.example.org/2")]


def test_a_million_columns(tmp_path):
    path = tmp_path / "wide.csv"
    path.write_text(",".join(f"c{i}" for i in range(1_000_000)))
    with pytest.raises(DataError, match="1,000,000 columns, and 10,000 is the most"):
        read_events(path)


def test_a_row_of_a_million_fields(tmp_path):
    path = tmp_path / "own.csv"
    wide = ",".join(["x"] * 2_000_000)
    path.write_text(f"source,target,event\nRUS,SYR,AID\n{wide}\nRUS,SYR,AID\n")
    with pytest.raises(DataError, match=r"own\.csv, line 3: more than 50,000 fields"):
        read_events(path, on_error="reject", report=False)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
def test_line_ends(tmp_path, end):
    path = tmp_path / "own.csv"
    path.write_bytes(end.join(["source,target,event", "RUS,SYR,AID", "RUS,SYR,AIDE", ""]).encode())
    table, aside = set_aside(path)
    assert len(table) == 1
    assert aside[["line", "value"]].values.tolist() == [[3, "AIDE"]]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.csv", b"some,other,table\n1,2,3\n", "not the header of an event table that netlib knows"),
        ("a.csv", b"\x89PNG\x00\x01", "binary data"),
        ("a.csv", "source,target,event\n".encode("utf-16"), "UTF-16"),
        ("a.gz", gzip.compress(b"source,target,event\n" + b"RUS,SYR,AID\n" * 5000, mtime=0)[:60], "gzip|GZIP"),
        ("a.gz", b"source,target,event\n", "not a whole gzip file"),
        ("a.zip", b"PK\x03\x04rubbish", "cannot be unpacked"),
        ("a.parquet", b"PAR1 not really", "not a Parquet file"),
    ],
)  # fmt: skip
def test_files_that_are_no_event_tables(tmp_path, name, content, message):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(DataError, match=message) as caught:
        read_events(tmp_path / name, on_error="reject")
    assert name in str(caught.value)


def test_a_zip_file_that_holds_something_else(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("picture.png", b"...")
    with pytest.raises(DataError, match=r"a\.zip: the zip file holds no event table .* but picture\.png"):
        read_events(tmp_path / "a.zip")


def test_the_wrong_format_named(write, gdelt):
    path = write("gdelt2", [gdelt(1, "RUS", "SYR")])
    with pytest.raises(
        DataError, match=r"line 1: not the header of ICEWS coded event data: 8 columns missing: Event ID"
    ):
        read_events(path, format="icews")
    with pytest.raises(
        DataError, match=r"not GDELT 1\.0 events: 61 columns where a file without a header has 57 or 58"
    ):
        read_events(path, format="gdelt1")
    with pytest.raises(DataError, match="no such file or folder"):
        read_events("nowhere/*.csv")


def test_empty_files_are_named(tmp_path, write, gdelt):
    (tmp_path / "empty.csv").write_text("")
    with pytest.warns(NetlibWarning, match=r"empty file, without a row: .*empty\.csv"):
        table = read_events(tmp_path / "empty.csv", report=False)
    assert len(table) == 0
    assert table.attrs["counts"]["read"] == 0
    (tmp_path / "header.csv").write_text("source,target,event\n")
    assert len(read_events(tmp_path / "header.csv", report=False)) == 0


def test_folders_globs_zip_and_gzip_are_read_as_downloaded(tmp_path, write, gdelt):
    plain = write("gdelt2", [gdelt(1, "RUS", "SYR")], name="20180601.export.CSV")
    with gzip.open(tmp_path / "20180602.export.CSV.gz", "wb") as out:
        out.write(plain.read_bytes().replace(b"1\t2018", b"2\t2018", 1))
    with zipfile.ZipFile(tmp_path / "20180603.export.CSV.zip", "w") as archive:
        archive.writestr(
            "20180603.export.CSV", plain.read_bytes().replace(b"1\t2018", b"3\t2018", 1).replace(b"040", b"999")
        )
    for path in (tmp_path, tmp_path / "*.export.CSV*", sorted(tmp_path.iterdir())):
        table, aside = set_aside(path)
        assert table["interaction_id"].tolist() == ["gdelt2:1", "gdelt2:2"]
        assert aside.loc[0, "file"].endswith("20180603.export.CSV.zip!20180603.export.CSV")
        assert aside.loc[0, "line"] == 1


def test_files_of_different_formats_are_one_table(tmp_path, write, gdelt):
    write("gdelt2", [gdelt(1, "RUS", "SYR")], name="a.csv")
    (tmp_path / "b.csv").write_text("source,target,event\nRUS,SYR,AID\nRUS,SYR,AID\n")
    table, _ = set_aside(tmp_path)
    assert table["extractor"].tolist() == ["gdelt2", "table", "table"]
    assert table["interaction_id"].is_unique


def test_the_account_is_printed(write, gdelt, capsys):
    read_events(write("gdelt2", [gdelt(1, "RUS", "SYR"), gdelt(2, "RUS", "")]))
    assert capsys.readouterr().err == "2 rows read: 1 kept, 1 dropped, 0 rejected\n  1 no target actor\n"


cell = st.text(st.characters(codec="utf-8", exclude_characters='\r\n\0"'), max_size=8) | st.sampled_from(
    ["RUS", "SYR", "040", "010", "AID", "20180601", "2019-02-30", "NA", "", "-3.5", "1e99"]
)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.lists(cell, min_size=1, max_size=6), max_size=8))
def test_every_row_is_accounted_for(tmp_path, rows):
    path = tmp_path / "any.tsv"
    lines = ["\t".join(row) for row in rows]
    path.write_text("\n".join(["source\ttarget\tcode\tdate\tintensity", *lines]) + "\n", encoding="utf-8", newline="\n")
    table, _ = set_aside(path)
    assert table.attrs["counts"]["read"] == sum(line != "" for line in lines)
    assert len(table) == table.attrs["counts"]["kept"]
    assert table["interaction_id"].is_unique
    if table.attrs["counts"]["rejected"] == 0:
        lazy = scan(path).order_by("interaction_id").to_pyarrow().num_rows
        assert lazy == len(table)
