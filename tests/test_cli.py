"""The command as a user types it."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from netlib import __version__, extract, read_documents, read_interactions, save_interactions
from netlib.cases import example_folder
from netlib.cli import main
from netlib.events.formats import formats

HAND_CODED = example_folder() / "data" / "interactions.csv"


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    """Run the command in this process; return its exit code and what it printed."""
    with pytest.raises(SystemExit) as stop:
        main([str(argument) for argument in arguments])
    printed = capsys.readouterr()
    return int(stop.value.code or 0), printed.out, printed.err


def assert_one_line(code: int, err: str, words: str) -> None:
    assert code == 2
    assert len(err.strip().splitlines()) == 1, err
    assert words in err


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "--version")[:2] == (0, f"netlib {__version__}\n")


def test_build_writes_the_example(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    code, out, err = run(capsys, "build", "--example", "--out", tmp_path)
    assert (code, err) == (0, "")
    assert "Putin–Netanyahu call" in out
    assert (tmp_path / "index.html").is_file()
    assert (tmp_path / "turkey-syria-thaw" / "network.html").is_file()


def test_build_from_the_hand_coding_in_json(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    code, out, _ = run(capsys, "--json", "build", "--example", "--interactions", HAND_CODED, "--out", tmp_path)
    result = json.loads(out)
    assert code == 0
    assert result["interactions"] == 16
    assert [case["id"] for case in result["cases"]][-1] == "whole-picture"


def test_quiet_prints_nothing(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    arguments = ("--quiet", "build", "--example", "--interactions", HAND_CODED, "--out", tmp_path)
    assert run(capsys, *arguments) == (0, "", "")


def test_extract_then_html_then_evaluate(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    text, table, page = tmp_path / "a.txt", tmp_path / "rows.csv", tmp_path / "page.html"
    text.write_text("Ukraine accused Russia of shelling a village.", encoding="utf-8")
    assert run(capsys, "extract", text, "-o", table)[0] == 0
    assert run(capsys, "html", table, "-o", page, "--level", "country")[0] == 0
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")
    code, out, _ = run(capsys, "--json", "evaluate", table, table)
    assert code == 0
    assert all(row["f1"] == 1 for row in json.loads(out))


def test_review_writes_a_sheet_and_applies_it(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    sheet, reviewed = tmp_path / "review.csv", tmp_path / "reviewed.csv"
    assert run(capsys, "review", HAND_CODED, "-o", sheet)[0] == 0
    code, out, _ = run(capsys, "review", HAND_CODED, "--apply", sheet, "-o", reviewed)
    assert code == 0
    assert "16 of 16 rows" in out


def test_events_adds_up_dyads(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    rows = tmp_path / "rows.csv"
    rows.write_text("source,target,code,date\nRUS,SYR,070,2018-06-01\nRUS,SYR,040,2018-06-02\n", encoding="utf-8")
    code, out, _ = run(capsys, "--json", "events", rows, "-o", tmp_path / "dyads.parquet", "--by", "month")
    assert code == 0
    assert json.loads(out)["dyads"] == 1


def test_events_drops_repeated_ids_on_request(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    fields = {"GLOBALEVENTID": "1", "SQLDATE": "20180601", "EventCode": "070", "Actor1Code": "RUS", "Actor2Code": "SYR"}
    fields |= {"Actor1CountryCode": "RUS", "Actor2CountryCode": "SYR"}
    line = "\t".join(fields.get(name, "") for name in formats()["gdelt2"].columns) + "\n"
    (tmp_path / "20180601000000.export.CSV").write_text(line * 2, encoding="utf-8")
    code, out, _ = run(capsys, "--json", "events", tmp_path, "-o", tmp_path / "dyads.csv", "--unique")
    assert code == 0
    assert {row["verdict"]: row["records"] for row in json.loads(out)["records"]} == {"kept": 1, "dropped": 1}


def test_doctor_lists_the_extras(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "--json", "doctor")
    assert code == 0
    assert {"core", "lab", "fast", "spark", "llm"} <= {row["extra"] for row in json.loads(out)}


def test_bad_input_is_one_line_and_exit_2(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    (tmp_path / "bad.csv").write_text("a,b\n1,2\n")
    for arguments, words in [
        (("build", "--seeds", tmp_path / "nowhere"), "nowhere: no such folder"),
        (("build", "--seeds", empty, "--cases", example_folder() / "data" / "cases.toml"), "empty"),
        (("build", "--example", "--interactions", tmp_path / "bad.csv"), "bad.csv"),
        (("html", tmp_path / "nowhere.csv"), "nowhere.csv"),
        (("html", HAND_CODED, "-o", tmp_path / "no" / "page.html"), "does not exist"),
        (("html", HAND_CODED, "--level", "conutry", "-o", tmp_path / "page.html"), "Did you mean 'country'?"),
    ]:
        code, _, err = run(capsys, *arguments)
        assert_one_line(code, err, words)


def test_one_unreadable_text_is_reported_and_the_rest_processed(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "good.txt").write_text("Ukraine accused Russia of shelling a village.", encoding="utf-8")
    (tmp_path / "bad.txt").write_bytes(b"\xff\xfe\x00broken")
    code, out, err = run(capsys, "extract", tmp_path, "-o", tmp_path / "rows.csv")
    assert code == 0
    assert "1 document:" in out
    assert "bad.txt" in err


def test_an_unknown_option_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run(capsys, "build", "--sedes", "x")
    assert code == 2
    assert "--sedes" in err


@pytest.mark.parametrize("suffix", ["csv", "parquet"])
def test_extract_writes_as_it_reads_what_saving_the_whole_table_writes(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, suffix: str
) -> None:
    rows = [f"d{n},{text}" for n, text in enumerate(["Kenya met Chad on Friday.", "It rained."] * 600)]
    (tmp_path / "docs.csv").write_text("doc_id,text\n" + "\n".join(rows) + "\n")
    out = tmp_path / f"rows.{suffix}"
    code, said, _ = run(capsys, "--json", "extract", tmp_path / "docs.csv", "-o", out)
    assert (code, json.loads(said)) == (0, {"documents": 1200, "interactions": 600, "output": str(out)})
    whole = save_interactions(extract(read_documents(tmp_path / "docs.csv")), tmp_path / f"whole.{suffix}")
    assert read_interactions(out).equals(read_interactions(whole))
    if suffix == "csv":
        assert out.read_bytes() == whole.read_bytes()
    else:
        assert pq.read_schema(out).equals(pq.read_schema(whole))


def test_extract_that_fails_half_way_leaves_the_file_as_it_was(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    out = tmp_path / "rows.csv"
    out.write_text("before")
    (tmp_path / "docs.csv").write_text("doc_id,text\n" + "".join(f"d{n},A met B.\n" for n in range(1100)) + "late\n")
    code, _, err = run(capsys, "extract", tmp_path / "docs.csv", "-o", out)
    assert_one_line(code, err, "docs.csv, line 1102: 1 cells")
    assert out.read_text() == "before"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["docs.csv", "rows.csv"]
