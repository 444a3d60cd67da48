"""Named networks: reading them, building them, writing them."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from netlib.cases import BuiltCase, Case, build_case, build_cases, example_folder, read_cases, save_case
from netlib.errors import DataError, OutputError, ParameterError

FILES = {"network.html", "centrality.csv", "interactions.csv", "network.png", "network.gexf"}


@pytest.fixture
def table() -> pd.DataFrame:
    """Return three interactions among three countries."""
    return pd.DataFrame(
        {
            "source": ["RUS", "TUR", "ISR"],
            "source_country": ["RUS", "TUR", "ISR"],
            "source_kind": "country",
            "target": ["SYR", "SYR", "IRN"],
            "target_country": ["SYR", "SYR", "IRN"],
            "target_kind": "country",
            "event": ["COOPERATE", "SUPPORT", "ACCUSE"],
            "date": pd.to_datetime(["2025-11-16", None, "2025-11-15"]),
        }
    )


def cases_file(folder: Path, text: str) -> Path:
    path = folder / "cases.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_example_has_four_cases() -> None:
    cases = read_cases(example_folder() / "data" / "cases.toml")
    assert [case.title for case in cases] == [
        "Russia–Syria cooperation",
        "Turkey–Syria thaw",
        "Putin–Netanyahu call",
        "The whole picture",
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "has no case"),
        ("[[case]", "UTF-8 TOML.*line 1"),
        ('[[case]]\nid = "a"', "line 1: the case has no title"),
        ('[[case]]\nid = "a"\ntitle = "A"\n[[case]]\nid = "b"\ntitel = "B"', "line 4: unknown key 'titel'.*'title'"),
        ('[[case]]\nid = "a"\ntitle = "A"\nevents = ["MEET"]', "line 1: events='MEET' is not allowed"),
        ('[[case]]\nid = "a"\ntitle = "A"\nactors = "SYR"', "line 1: actors = 'SYR' must be a list"),
        ('[[case]]\nid = "a"\ntitle = "A"\n[[case]]\nid = "a"\ntitle = "B"', "the id 'a' is used by two cases"),
        ('[[case]]\nid = "../up"\ntitle = "A"', "line 1: id='../up' cannot name a folder"),
        ('[[case]]\nid = "a"\ntitle = "A"\nlevel = "conutry"', "Did you mean 'country'"),
    ],
)
def test_a_bad_cases_file_is_refused_with_its_line(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(DataError, match=message):
        read_cases(cases_file(tmp_path, text))


def test_a_missing_cases_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"nowhere\.toml: no such file"):
        read_cases(tmp_path / "nowhere.toml")


def test_dates_of_a_case_may_be_toml_dates(tmp_path: Path, table: pd.DataFrame) -> None:
    path = cases_file(tmp_path, '[[case]]\nid = "a"\ntitle = "A"\nsince = 2025-11-16')
    built = build_case(read_cases(path)[0], table)
    assert list(built.network.edges) == [("RUS", "SYR")]


def test_a_case_keeps_what_its_filters_name(table: pd.DataFrame) -> None:
    built = build_case(Case("thaw", "Thaw", actors=["TUR", "SYR"]), table)
    assert list(built.network.edges) == [("TUR", "SYR")]
    assert built.table["event"].tolist() == ["SUPPORT"]
    assert built.network.graph["built_from"]["removed"]["actors"] == 2


def test_an_unknown_actor_is_named(table: pd.DataFrame) -> None:
    with pytest.raises(ParameterError, match="case 'a': unknown actor 'SYRIA'"):
        build_case(Case("a", "A", actors=["SYRIA"]), table)


def test_a_case_that_matches_nothing_says_what_removed_what(table: pd.DataFrame) -> None:
    with pytest.raises(ParameterError, match="case 'a' matches nothing: of 3 interactions events removed 3"):
        build_case(Case("a", "A", events=["AID"]), table)


def test_build_cases_writes_every_file_and_an_index(tmp_path: Path, table: pd.DataFrame) -> None:
    out = tmp_path / "with a space" / "ausgeführt"
    build_cases(table, [Case("a", "<b>A</b>"), Case("b", "B", level="country")], out)
    assert {path.name for path in (out / "a").iterdir()} == FILES
    index = (out / "index.html").read_text(encoding="utf-8")
    assert "&lt;b&gt;A&lt;/b&gt;" in index
    assert 'href="b/network.html"' in index


def test_two_builds_are_byte_identical(tmp_path: Path, table: pd.DataFrame) -> None:
    for name in ("one", "two"):
        build_cases(table, [Case("a", "A")], tmp_path / name)
    for path in (tmp_path / "one").rglob("*.*"):
        assert path.read_bytes() == (tmp_path / "two" / path.relative_to(tmp_path / "one")).read_bytes(), path.name


def test_a_case_that_cannot_be_built_leaves_the_previous_output(tmp_path: Path, table: pd.DataFrame) -> None:
    build_cases(table, [Case("a", "A")], tmp_path)
    before = (tmp_path / "a" / "network.html").read_bytes()
    with pytest.raises(ParameterError):
        build_cases(table, [Case("a", "Other"), Case("b", "B", events=["AID"])], tmp_path)
    assert (tmp_path / "a" / "network.html").read_bytes() == before


def test_a_link_out_of_the_folder_is_refused(tmp_path: Path, table: pd.DataFrame) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "a").symlink_to(tmp_path / "elsewhere")
    built: BuiltCase = build_case(Case("a", "A"), table)
    with pytest.raises(OutputError, match="is a link"):
        save_case(built, tmp_path / "out")
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_a_file_in_the_way_is_named(tmp_path: Path, table: pd.DataFrame) -> None:
    (tmp_path / "out").write_text("in the way")
    with pytest.raises(OutputError, match="cannot make the folder"):
        build_cases(table, [Case("a", "A")], tmp_path / "out")
