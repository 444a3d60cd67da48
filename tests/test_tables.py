"""Interactions read and saved: codes stay text, nothing but an empty cell is missing, what is saved comes back."""

import csv
import datetime as dt

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from netlib.errors import DataError, NetlibError, NetlibWarning, OutputError, SchemaError
from netlib.ontology import EVENTS
from netlib.schema import CERTAINTIES, INTERACTIONS, KINDS, text_dtype, validate_interactions
from netlib.tables import read_interactions, read_rows, save_interactions

SUFFIXES = [".csv", ".tsv", ".jsonl", ".ndjson", ".parquet"]


def _file(tmp_path, name, text):
    path = tmp_path / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def test_codes_stay_text_and_only_an_empty_cell_is_missing(tmp_path):
    path = _file(
        tmp_path,
        "codes.csv",
        "source,target,event,source_country,mode,rule,cameo\nNA,null,AID,NA,,None,040\nnan,1,AID,N/A,,-,\n",
    )
    table = read_interactions(path)
    assert table["source"].tolist() == ["NA", "nan"]
    assert table["target"].tolist() == ["null", "1"]
    assert table["source_country"].tolist() == ["NA", "N/A"]
    assert table["rule"].tolist() == ["None", "-"]
    assert table["mode"].isna().all()
    assert table["cameo"].tolist()[0] == "040"
    assert table["cameo"].isna().tolist() == [False, True]


def test_columns_come_in_their_order_with_their_dtypes_and_ones_own_last(tmp_path):
    path = _file(tmp_path, "few.csv", "event,note,target,source,date\nAID,mine,SYR,RUS,2025-11-16\n")
    table = read_interactions(path)
    assert table.columns.tolist() == [*[column.name for column in INTERACTIONS], "note"]
    assert table["date"].tolist() == [pd.Timestamp("2025-11-16")]
    assert table["intensity"].tolist() == [10.0]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_any_line_end_and_a_byte_order_mark_are_read(tmp_path, newline):
    text = newline.join(["\ufeffsource,target,event", '"Côte d’Ivoire","a ""b"", c",AID', ""])
    table = read_interactions(_file(tmp_path, "x.csv", text))
    assert table[["source", "target"]].values.tolist() == [["Côte d’Ivoire", 'a "b", c']]


def test_json_lines_keep_numbers_and_skip_blank_lines(tmp_path):
    path = _file(
        tmp_path,
        "x.jsonl",
        '{"source": "RUS", "target": 40, "event": "AID", "reciprocal": true, "start": 3, "tags": null}\n\n'
        '{"source": "SYR", "target": "NA", "event": "ACCUSE", "intensity": -2.5}\n',
    )
    table = read_interactions(path)
    assert table["target"].tolist() == ["40", "NA"]
    assert table["reciprocal"].tolist() == [True, False]
    assert table["intensity"].tolist() == [10.0, -2.5]


def test_a_header_without_rows_is_a_table_without_rows(tmp_path):
    table = read_interactions(_file(tmp_path, "none.csv", "source,target,event\n"))
    assert len(table) == 0
    for suffix in SUFFIXES[:2] + SUFFIXES[4:]:
        path = save_interactions(table, tmp_path / f"none{suffix}")
        pd.testing.assert_frame_equal(read_interactions(path), table)


def test_a_cell_may_be_longer_than_python_allows_by_default(tmp_path):
    limit = csv.field_size_limit()
    path = _file(tmp_path, "long.csv", f'source,target,event,evidence\nRUS,SYR,AID,"{"x" * 300_000}"\n')
    assert len(read_interactions(path)["evidence"][0]) == 300_000
    assert csv.field_size_limit() == limit


def test_many_rows_are_read_in_order(tmp_path):
    path = _file(tmp_path, "many.csv", "source,target\n" + "".join(f"{i},SYR\n" for i in range(120_001)))
    table, lines = read_rows(path)
    assert table["source"].astype(int).tolist() == list(range(120_001))
    assert (lines[0], lines[-1]) == (2, 120_002)


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("x.csv", "", r"x\.csv: is empty"),
        ("x.csv", "source,target\nRUS,SYR\n", r"x\.csv: missing column event; it has source, target"),
        ("x.csv", "source,target,event\nRUS,SYR\n", r"x\.csv, line 2: 2 cells where the header has 3"),
        ("x.csv", 'source,target,event\n"a\nb",SYR,AID\nRUS,SYR,AID,4\n', r"x\.csv, line 4: 4 cells"),
        ("x.csv", 'source,target,event\n"a\nb",SYR,AID\nRUS,SYR,HUG\n', r"line 4, column event: 'HUG' is not allowed"),
        ("x.csv", "source,target,event\n,SYR,AID\n", r"line 2, column source: is missing"),
        ("x.csv", "source,target,event,start\nRUS,SYR,AID,3.5\n", r"line 2, column start: '3.5' is not a integer"),
        ("x.csv", "source,source,event\n", r"x\.csv, line 1: two columns are named 'source'"),
        ("x.csv", "source,,event\n", r"x\.csv, line 1: column 2 has no name"),
        ("x.csv", 'source,target,event\nRUS,"SY"R,AID\n', r"x\.csv, line 2: .*check the quotation marks"),
        ("x.csv", b"source\nCaf\xe9\n", r"x\.csv: not UTF-8: byte 0xe9 at offset 10, line 2"),
        ("x.jsonl", '["RUS"]\n', r"x\.jsonl, line 1: .* is not an object"),
        ("x.jsonl", '\n{"source": "RUS",}\n', r"x\.jsonl, line 2: not JSON"),
        ("x.jsonl", '{"source": ["RUS"]}\n', r"x\.jsonl, line 1, column source: .* is not a single value"),
        ("x.jsonl", "[" * 100_000, r"x\.jsonl, line 1: not JSON"),
        ("x.parquet", b"PAR1", r"x\.parquet: cannot be read as Parquet"),
        ("x.xlsx", b"PK", r"x\.xlsx: not a table file; its name must end with one of \.csv"),
    ],
)
def test_a_faulty_file_is_refused_with_file_and_line(tmp_path, name, text, says):
    with pytest.raises(DataError, match=says):
        read_interactions(_file(tmp_path, name, text))


@pytest.mark.parametrize("name", ["none.csv", "none.parquet"])
def test_a_missing_file_is_named(tmp_path, name):
    with pytest.raises(DataError, match="no such file"):
        read_interactions(tmp_path / name)


def test_a_folder_is_not_a_table(tmp_path):
    (tmp_path / "x.csv").mkdir()
    with pytest.raises(DataError, match="is a folder"):
        read_interactions(tmp_path / "x.csv")


def test_every_problem_is_listed_at_once(tmp_path):
    path = _file(tmp_path, "x.csv", "source,target,event,certainty\nRUS,SYR,HUG,\nRUS,,AID,sure\n")
    with pytest.raises(SchemaError) as caught:
        read_interactions(path)
    assert {"line 2, column event", "line 3, column target", "line 3, column certainty"} <= {
        line.strip().rsplit(":", 1)[0].split(":")[0] for line in str(caught.value).splitlines()[1:]
    }


@pytest.mark.parametrize("name", ["x.xlsx", "x", "x.jsnl"])
def test_an_unknown_suffix_is_not_written(tmp_path, name):
    with pytest.raises(OutputError, match=r"end it with one of \.csv, \.tsv, \.jsonl"):
        save_interactions(pd.DataFrame({"source": ["A"], "target": ["B"], "event": ["AID"]}), tmp_path / name)
    assert not (tmp_path / name).exists()


def test_half_a_character_is_replaced_with_a_warning(tmp_path):
    table = pd.DataFrame({"source": ["A"], "target": ["B"], "event": ["AID"]}, dtype=object)
    table["evidence"] = pd.Series(["A \udfff"], dtype=object)
    with pytest.warns(NetlibWarning, match="half a character"):
        path = save_interactions(table, tmp_path / "x.csv")
    assert read_interactions(path)["evidence"].tolist() == ["A \ufffd"]


texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
awkward = texts | st.sampled_from(
    ["NA", "", "\r", "\n", '"', "a\r\nb", ",", "\t", " ", "null", "040", "\ufeff", "#", "\\N"]
)


@st.composite
def interactions(draw):
    """Draw interactions tables with every kind of column filled, half-filled and missing."""
    n = draw(st.integers(1, 4))

    def column(values):
        return draw(st.lists(values, min_size=n, max_size=n))

    some = st.none() | awkward.filter(bool)
    rows = {
        "source": column(awkward.filter(bool)),
        "target": column(awkward.filter(bool)),
        "event": column(st.sampled_from(EVENTS)),
        "source_name": column(some),
        "target_kind": column(st.none() | st.sampled_from(KINDS)),
        "source_country": column(some),
        "evidence": column(some),
        "start": pd.array(column(st.none() | st.integers(0, 10**12)), dtype="Int64"),
        "date": column(st.none() | st.dates(dt.date(1700, 1, 1), dt.date(2200, 1, 1)).map(str)),
        "intensity": column(st.floats(-10, 10)),
        "reciprocal": column(st.booleans()),
        "certainty": column(st.sampled_from(CERTAINTIES)),
        "my own": pd.array(column(some), dtype=text_dtype()),
    }
    return validate_interactions(pd.DataFrame(rows))


@given(table=interactions(), suffix=st.sampled_from(SUFFIXES))
@settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
def test_what_is_saved_comes_back(tmp_path, table, suffix):
    path = save_interactions(table, tmp_path / f"round{suffix}")
    result = read_interactions(path)
    pd.testing.assert_frame_equal(result, table, check_exact=True)
    assert save_interactions(result, tmp_path / f"again{suffix}").read_bytes() == path.read_bytes()


def test_the_time_of_day_is_kept(tmp_path):
    table = validate_interactions(
        pd.DataFrame({"source": ["A"], "target": ["B"], "event": ["AID"], "date": ["2025-11-16T08:30:00"]})
    )
    for suffix in SUFFIXES:
        result = read_interactions(save_interactions(table, tmp_path / f"x{suffix}"))
        assert result["date"].tolist() == [pd.Timestamp("2025-11-16 08:30")]


def _refusal(path, *, otherwise):
    try:
        read_interactions(path)
    except NetlibError as error:
        return str(error)
    return otherwise


@given(data=st.binary(max_size=120), suffix=st.sampled_from(SUFFIXES))
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@pytest.mark.filterwarnings("ignore::netlib.errors.NetlibWarning")
def test_fuzz_any_bytes_are_read_or_refused_with_the_file_named(tmp_path, data, suffix):
    path = _file(tmp_path, f"fuzz{suffix}", data)
    assert "fuzz" in _refusal(path, otherwise="fuzz")


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=2),
)


@given(record=st.dictionaries(st.sampled_from([column.name for column in INTERACTIONS]), json_values, max_size=8))
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@pytest.mark.filterwarnings("ignore::netlib.errors.NetlibWarning")
def test_fuzz_almost_interactions_are_read_or_refused_with_the_file_named(tmp_path, record):
    import json

    path = _file(tmp_path, "fuzz.jsonl", json.dumps({"source": "A", "target": "B", "event": "AID", **record}))
    assert "fuzz" in _refusal(path, otherwise="fuzz")


def _claims(*doc_ids, **columns):
    rows = {"doc_id": list(doc_ids), "source": "RUS", "target": "SYR", "event": "AID", **columns}
    return validate_interactions(pd.DataFrame(rows))


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_tables_saved_as_they_come_are_one_table(tmp_path, suffix):
    parts = [_claims("a", "b"), _claims(), _claims("c", date=pd.Timestamp("2025-11-17"))]
    path = save_interactions(iter(parts), tmp_path / f"rows{suffix}")
    whole = save_interactions(pd.concat(parts, ignore_index=True), tmp_path / f"whole{suffix}")
    pd.testing.assert_frame_equal(read_interactions(path), read_interactions(whole))
    if suffix != ".parquet":
        assert path.read_bytes() == whole.read_bytes()


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_no_tables_make_a_table_without_rows(tmp_path, suffix):
    path = save_interactions(iter([]), tmp_path / f"rows{suffix}")
    if suffix in (".jsonl", ".ndjson"):
        assert path.read_bytes() == b""
    else:
        assert len(read_interactions(path)) == 0


@pytest.mark.parametrize("suffix", [".csv", ".parquet"])
def test_tables_that_differ_are_refused_and_the_file_stays(tmp_path, suffix):
    path = tmp_path / f"rows{suffix}"
    path.write_bytes(b"before")
    with pytest.raises(SchemaError, match="table 1: other columns than the first table: note"):
        save_interactions(iter([_claims("a"), _claims("b", note="x")]), path)
    with pytest.raises(ZeroDivisionError):
        save_interactions((_claims("a") if n else 1 / n for n in (1, 0)), path)
    assert path.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [path]


def test_parquet_of_other_types_than_the_first_is_refused(tmp_path):
    parts = [_claims(*[f"{kind}{n}" for n in range(20_000)], note=note) for kind, note in (("a", 1), ("b", "x"))]
    with pytest.raises(SchemaError, match="a table holds other types than the first"):
        save_interactions(parts, tmp_path / "rows.parquet")
