import csv
import tempfile
import warnings
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netlib.errors import DataError, NetlibWarning, OutputError, SchemaError
from netlib.review import CORRECTABLE, apply_review, unmatched_decisions, write_review
from netlib.schema import validate_interactions


@pytest.fixture
def table():
    return validate_interactions(
        pd.DataFrame(
            {
                "doc_id": ["a", "a", "b"],
                "start": [0, 30, 0],
                "end": [29, 60, 20],
                "evidence": ["Russia sent aid to Syria.", "Putin called Netanyahu.", "Syria condemned Israel."],
                "marks": ["source=0:6 predicate=7:15 target=19:24", None, None],
                "source": ["RUS", "RUS:vladimir-putin", "SYR"],
                "source_name": ["Russia", "Vladimir Putin", "Syria"],
                "source_kind": ["country", "person", "country"],
                "source_country": ["RUS", "RUS", "SYR"],
                "target": ["SYR", "ISR", "ISR"],
                "target_name": ["Syria", "Israel", "Israel"],
                "target_kind": ["country", "country", "country"],
                "target_country": ["SYR", "ISR", "ISR"],
                "event": ["AID", "CONSULT", "ACCUSE"],
                "mode": [None, "phone", "disapprove"],
                "date": ["2025-11-16", None, None],
            }
        )
    )


def review_of(table, *decisions, **corrections):
    ids = table["interaction_id"].tolist()[: len(decisions)]
    return pd.DataFrame({"interaction_id": ids, "decision": decisions, **corrections})


def fill(path, **cells):
    """Write into cells of a sheet, by row number, as a person would."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    for place, value in cells.items():
        name, row = place.rsplit("_", 1)
        rows[int(row) + 1][rows[0].index(name)] = value
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(rows)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_a_sheet_as_spreadsheets_save_it_is_read(table, tmp_path, delimiter, encoding):
    path = write_review(table, tmp_path / "review.csv")
    fill(
        path, decision_0="EDIT", date_0="7.3.2024", decision_1="Reject", decision_2="edit", date_2="2024-03-07 00:00:00"
    )
    sheet = pd.read_csv(path, dtype=str, encoding="utf-8-sig")[::-1]
    columns = [*sheet.columns[::-1], ""]
    sheet.reindex(columns=columns).to_csv(path, index=False, sep=delimiter, encoding=encoding, lineterminator="\r\n")
    with path.open("a") as file:
        file.write(delimiter * (len(columns) - 1) + "\r\n")
    result = apply_review(table, path)
    assert result["decision"].tolist() == ["edit", "edit"]
    assert result["date"].tolist() == [pd.Timestamp("2024-03-07")] * 2
    assert result["date_precision"].tolist() == ["day", "day"]
    assert result.attrs["review"] == {"accept": 0, "reject": 1, "edit": 2, "unmatched": []}


def test_reject_removes_accept_marks_and_edit_replaces(table):
    result = apply_review(table, review_of(table, "accept", "reject", " Edit ", event=[None, None, "SUPPORT"]))
    assert result["decision"].tolist() == ["accept", "edit"]
    assert result["event"].tolist() == ["AID", "SUPPORT"]
    assert result["interaction_id"].tolist() == [table["interaction_id"][0], table["interaction_id"][2]]
    assert result.attrs["review"] == {"accept": 1, "reject": 1, "edit": 1, "unmatched": []}


def test_an_edit_brings_what_follows_from_it(table):
    review = review_of(
        table, "edit", "", "edit", source=["SYR", "", ""], event=["", "", "AID"], date=["-", "", "2025-11"]
    )
    row, _, other = apply_review(table, review).to_dict("records")
    assert (row["source"], row["source_name"], row["source_country"]) == ("SYR", "Syria", "SYR")
    assert row["marks"] == "predicate=7:15 target=19:24"
    assert pd.isna(row["date"])
    assert row["date_precision"] == "unknown"
    assert (other["intensity"], other["date"], other["date_precision"]) == (10.0, pd.Timestamp("2025-11-01"), "month")
    assert pd.isna(other["mode"])  # disapprove is no mode of AID


def test_neither_the_table_nor_the_review_is_changed(table):
    review = review_of(table, "edit", "reject", event=["SUPPORT", None])
    before = table.copy(), review.copy()
    apply_review(table, review)
    pd.testing.assert_frame_equal(table, before[0])
    pd.testing.assert_frame_equal(review, before[1])


def test_decisions_that_match_nothing_are_told_and_listed_never_lost(table, tmp_path):
    path = write_review(table, tmp_path / "review.csv")
    fill(path, decision_0="reject", note_0="this was in 2024", decision_1="accept")
    fresh = table.drop(index=0).assign(
        interaction_id=["new", table["interaction_id"][2]], evidence=table["evidence"][0]
    )
    with pytest.warns(NetlibWarning, match=r"2 of 2 decisions match no interaction.*line 2"):
        result = apply_review(fresh, path)
    assert result.attrs["review"]["unmatched"] == table["interaction_id"].tolist()[:2]
    lost = unmatched_decisions(fresh, path)
    assert lost["note"].tolist()[0] == "this was in 2024"
    assert lost["near"].tolist()[0] == f"new {table['interaction_id'][2]}"
    write_review(fresh, path)
    again = unmatched_decisions(fresh, path)
    assert again["decision"].tolist() == ["reject", "accept"]
    assert again["found"].tolist() == ["no", "no"]
    write_review(table, path)
    assert len(apply_review(table, path)) == 2


def test_every_problem_is_listed_with_its_line(table, tmp_path):
    path = write_review(table, tmp_path / "review.csv")
    fill(path, decision_0="delete", decision_1="edit", event_1="AIDE", date_1="16/11/2025", decision_2="edit")
    with pytest.raises(SchemaError) as error:
        apply_review(table, path)
    message = str(error.value)
    assert "review: 4 problems" in message
    assert "line 2: decision 'delete'; choose from accept, reject, edit" in message
    assert "line 3, column event: 'AIDE' is not allowed" in message
    assert "Did you mean 'AID'?" in message
    assert "line 3, column date: '16/11/2025' cannot be read; write 2025-11-16, 2025-11 or 2025" in message
    assert "line 4: an edit without a correction" in message


def test_two_lines_that_disagree_are_an_error_and_two_that_agree_are_one(table):
    review = review_of(table, "accept")
    assert apply_review(table, pd.concat([review, review])).attrs["review"]["accept"] == 1
    with pytest.raises(SchemaError, match=r"decides on .* otherwise than review, row 0"):
        apply_review(table, pd.concat([review, review.assign(decision="reject")]))


def test_a_mode_must_be_one_of_the_event(table):
    with pytest.raises(SchemaError, match="'phone' is no mode of AID"):
        apply_review(table, review_of(table, "edit", mode=["phone"]))
    with pytest.raises(SchemaError, match="column certainty: cannot be removed"):
        apply_review(table, review_of(table, "edit", certainty=["-"]))


def test_corrections_without_edit_are_told(table):
    with pytest.warns(NetlibWarning, match="1 lines hold corrections that are not applied"):
        result = apply_review(table, review_of(table, "accept", event=["SUPPORT"]))
    assert result["event"][0] == "AID"


def test_a_country_by_name_is_taken_as_new_and_told(table):
    with pytest.warns(NetlibWarning, match=r"column source: 'Russia' \(did you mean RUS\?\)"):
        result = apply_review(table, review_of(table, "edit", source=["Russia"]))
    assert result["source_name"][0] == "Russia"
    known = apply_review(table, review_of(table, "edit", source=["TUR"]))
    assert known.loc[0, ["source_name", "source_kind", "source_country"]].tolist() == ["Turkey", "country", "TUR"]


def test_what_is_not_a_sheet_is_refused(table, tmp_path):
    path = tmp_path / "other.csv"
    path.write_text("a;b\n1;2\n")
    with pytest.raises(SchemaError, match=r"no column interaction_id; .* this has a, b"):
        apply_review(table, path)
    with pytest.raises(SchemaError, match="no column interaction_id"):
        write_review(table, path)
    assert path.read_text() == "a;b\n1;2\n"
    with pytest.raises(DataError, match=r"no such file"):
        apply_review(table, tmp_path / "none.csv")
    with pytest.raises(OutputError, match="does not exist"):
        write_review(table, tmp_path / "no" / "review.csv")


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_sheet_is_read_as_spreadsheets_save_it(table, tmp_path, delimiter):
    path = tmp_path / "review.csv"
    first, second, third = table["interaction_id"]
    lines = [["interaction_id", "decision", "note"], [first, "reject", "no, not\r\nso; really"], [second, "accept"]]
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows([*lines, [], [third]])
    assert apply_review(table, path)["decision"].fillna("").tolist() == ["accept", ""]
    write_review(table, path)
    assert read(path)[first]["note"] == "no, not\r\nso; really"
    path.write_text(f"interaction_id,decision\n{first},reject,so it is\n")
    with pytest.raises(DataError, match="line 2: 3 cells where the header has 2"):
        apply_review(table, path)


def test_no_cell_of_the_sheet_is_a_formula_or_an_id_that_becomes_a_number(table, tmp_path):
    rows = table.assign(
        interaction_id=["1234567890123456", "12345678901234e7", "x"],
        evidence=["=HYPERLINK(1)", "@SUM(A1)", "-1+1"],
        doc_id=["+a", "\t=b", "'c"],
    )
    path = write_review(rows, tmp_path / "review.csv")
    with path.open(encoding="utf-8-sig", newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    assert not [cell for cell in cells if cell[:1] in "=+-@\t\r" and cell]
    assert "'1234567890123456" in cells
    fill(path, decision_0="reject", decision_1="reject")
    assert apply_review(rows, path)["interaction_id"].tolist() == ["x"]


def test_rows_of_ones_own_columns_and_notes_survive_rewriting(table, tmp_path):
    path = write_review(table, tmp_path / "review.csv")
    sheet = pd.read_csv(path, dtype=str, encoding="utf-8-sig").assign(reviewer=["Ana", None, "Bo"], decision="accpt")
    sheet.to_csv(path, index=False)
    write_review(table.iloc[:1], path)
    again = pd.read_csv(path, dtype=str, encoding="utf-8-sig")
    assert again["reviewer"].tolist()[0] == "Ana"
    assert again["decision"].tolist() == ["accpt"] * 3  # a typing error is the person's too
    assert again["found"].tolist() == ["yes", "no", "no"]


text = st.text(st.characters(codec="utf-8"), max_size=12)
cells = st.fixed_dictionaries(
    {"decision": st.sampled_from(["accept", "reject", "edit", "", "maybe"]), "note": text, "event": text, "own": text}
)


@settings(max_examples=25, deadline=None)
@given(written=st.lists(cells, min_size=3, max_size=3), left=st.sets(st.integers(0, 2)), evidence=text)
def test_a_sheet_round_trips_through_any_number_of_extractions(written, left, evidence):
    rows = pd.DataFrame({"source": ["RUS"] * 3, "target": ["SYR"] * 3, "event": ["AID", "SUPPORT", "ACCUSE"]})
    rows = validate_interactions(rows.assign(evidence=evidence or None))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "review.csv")
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["interaction_id", *written[0]])
            writer.writerows([i, *row.values()] for i, row in zip(rows["interaction_id"], written, strict=True))
        before = read(path)
        write_review(rows.loc[sorted(left)], path)
        write_review(rows, path)
        after = read(path)
    for name, row in before.items():
        kept = {column: value for column, value in row.items() if column != "interaction_id" and value.strip()}
        assert {column: unguarded(after[name][column]) for column in kept} == {
            column: unguarded(value) for column, value in kept.items()
        }


def read(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return {row["interaction_id"].lstrip("'"): row for row in csv.DictReader(file)}


def unguarded(cell):
    return cell[1:] if cell[:1] == "'" and (cell[1:2] in tuple("'=+-@\t\r\n＝＋－＠") or cell[1:].isdigit()) else cell


@settings(max_examples=10, deadline=None)
@given(decisions=st.lists(st.sampled_from(["accept", "reject", ""]), min_size=4, max_size=4))
def test_applying_twice_to_a_fresh_table_gives_the_same(decisions):
    rows = pd.DataFrame({"source": list("abcd"), "target": list("bcda"), "event": "AID"})
    rows = validate_interactions(rows)
    review = review_of(rows, *decisions)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        once, twice = apply_review(rows, review), apply_review(rows, review)
    pd.testing.assert_frame_equal(once, twice)
    assert len(once) == 4 - decisions.count("reject")


def test_identity_and_place_cannot_be_corrected():
    assert not {"interaction_id", "doc_id", "start", "end", "evidence", "rule"} & set(CORRECTABLE)
