"""Files to documents: texts verbatim, one bad file among many, errors that say where."""

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import netlib.documents
from netlib.documents import iter_documents, read_documents
from netlib.errors import DataError, NetlibError, NetlibWarning, ParameterError
from netlib.schema import DOCUMENTS
from netlib.tables import save_rows

TEXT = "Turkey met Syria.\r\nRussia – “watched”.\n\n"


@pytest.fixture
def folder(tmp_path):
    news = tmp_path / "the news é"
    news.mkdir()
    (news / "b.txt").write_bytes(TEXT.encode())
    (news / "a.txt").write_bytes(b"\xef\xbb\xbfIran accused Israel.")
    return news


def test_a_folder_gives_its_texts_verbatim_in_order_of_names(folder):
    table = read_documents(folder)
    assert table.columns.tolist() == [column.name for column in DOCUMENTS]
    assert table["doc_id"].tolist() == ["a", "b"]
    assert table["text"].tolist() == ["Iran accused Israel.", TEXT]
    assert table["published"].isna().all()


def test_files_patterns_and_lists_read_the_same(folder):
    (folder / "deep").mkdir()
    (folder / "deep" / "c.txt").write_text("China traded with Brazil.")
    assert read_documents(folder / "b.txt")["text"].tolist() == [TEXT]
    assert read_documents(str(folder / "*.txt"))["doc_id"].tolist() == ["a", "b"]
    assert read_documents(str(folder / "**" / "*.txt"))["doc_id"].tolist() == ["a", "b", "c"]
    assert read_documents([folder / "b.txt", str(folder / "a.txt")])["doc_id"].tolist() == ["b", "a"]


def test_hidden_files_and_other_suffixes_of_a_folder_are_left_alone(folder):
    (folder / "._a.txt").write_bytes(b"\x00\xff")
    (folder / "photo.jpg").write_bytes(b"\xff\xd8")
    assert read_documents(folder)["doc_id"].tolist() == ["a", "b"]


def test_an_index_in_the_folder_describes_the_texts(folder):
    (folder / "documents.csv").write_text(
        "doc_id,file,title,published,published_known_from\nthaw,b.txt,The thaw,2025-11-17,inferred\n,a.txt,,,\n"
    )
    table = read_documents(folder).set_index("doc_id")
    assert table.loc["thaw", "title"] == "The thaw"
    assert table.loc["thaw", "published"] == pd.Timestamp("2025-11-17")
    assert table.loc["thaw", "published_known_from"] == "inferred"
    assert pd.isna(table.loc["a", "published"])


@pytest.mark.parametrize("file", ["b.txt", "the news é/b.txt", "../the news é/b.txt"])
def test_an_index_elsewhere_names_files_by_the_end_of_their_path(folder, tmp_path, file):
    index = tmp_path / "elsewhere.csv"
    index.write_text(f"file,publisher\n{file},NA\na.txt,Al Arabiya\n", encoding="utf-8")
    assert read_documents(folder, index=index)["publisher"].tolist() == ["Al Arabiya", "NA"]


def test_an_index_may_be_a_table(folder):
    index = pd.DataFrame({"file": ["a.txt", "b.txt"], "language": ["en", "tr"]})
    assert read_documents(folder, index=index)["language"].tolist() == ["en", "tr"]


def test_texts_that_the_index_does_not_describe_are_read_and_named(folder):
    (folder / "documents.csv").write_text("file,published\nb.txt,2025-11-17\n")
    with pytest.warns(NetlibWarning, match=r"does not describe 1 of the texts.*: a\.txt"):
        assert len(read_documents(folder)) == 2


@pytest.mark.parametrize("where", [".", ".."])
def test_files_that_the_index_names_but_the_folder_lacks_are_reported(folder, where):
    index = folder / where / "documents.csv"
    index.write_text("file\na.txt\nb.txt\nz.txt\n")
    with pytest.warns(NetlibWarning, match=r"documents\.csv, line 4: z\.txt: no such file"):
        assert len(read_documents(folder, index=index)) == 2
    assert len(read_documents(folder / "a.txt", index=index)) == 1


@pytest.mark.parametrize(
    ("index", "says"),
    [
        ("doc,published\na,2025\n", r"index\.csv: missing column file; it has doc, published"),
        ("file,text\na.txt,words\n", "is a table of documents, not an index"),
        ("file,published\na.txt,\nb.txt,soon\n", r"index\.csv, line 3, column published: 'soon' is not a date"),
        ("file,title\n,x\n", r"index\.csv, line 2: file is missing"),
        ("file,title\na.txt,x\na.txt,y\n", r"index\.csv, line 3: a\.txt is described twice"),
        ("file,doc_id\na.txt,x\nb.txt,x\n", r"two documents have the doc_id 'x'.*a\.txt and .*b\.txt"),
    ],
)
def test_a_faulty_index_is_refused_with_file_and_line(folder, tmp_path, index, says):
    path = tmp_path / "index.csv"
    path.write_text(index)
    with pytest.raises(DataError, match=says):
        read_documents(folder, index=path)


@pytest.mark.parametrize("suffix", ["csv", "tsv", "jsonl", "parquet"])
def test_a_table_file_holds_a_document_a_row(tmp_path, suffix):
    table = pd.DataFrame({"doc_id": ["040", "NA"], "text": [TEXT, "x" * 200_000], "section": ["world", None]})
    path = tmp_path / f"docs.{suffix}"
    if suffix == "parquet":
        table.to_parquet(path)
    elif suffix == "jsonl":
        table.to_json(path, orient="records", lines=True)
    else:
        table.to_csv(path, index=False, sep="," if suffix == "csv" else "\t")
    result = read_documents(path)
    assert result["doc_id"].tolist() == ["040", "NA"]
    assert result["text"].tolist() == table["text"].tolist()
    assert result["section"].tolist()[0] == "world"


def test_a_dataframe_is_checked_and_not_changed():
    mine = pd.DataFrame({"doc_id": ["a"], "text": ["A met B."], "published": ["2025-11-17"]})
    before = mine.copy()
    assert read_documents(mine)["published"].tolist() == [pd.Timestamp("2025-11-17")]
    pd.testing.assert_frame_equal(mine, before)


def test_one_unreadable_document_is_reported_and_the_rest_read(folder):
    (folder / "c.txt").write_bytes("Café".encode("latin-1"))
    (folder / "d.txt").write_bytes(b"")
    (folder / "e.txt").write_bytes(b"a\0b")
    with pytest.warns(NetlibWarning, match="3 documents could not be read") as caught:
        assert read_documents(folder)["doc_id"].tolist() == ["a", "b"]
    assert "c.txt: not UTF-8: byte 0xe9 at offset 3, line 1" in str(caught[0].message)
    assert "d.txt: is empty" in str(caught[0].message)
    assert "e.txt: holds a NUL at character 1" in str(caught[0].message)


def test_the_warning_points_at_the_caller(folder):
    (folder / "c.txt").write_bytes(b"")
    with pytest.warns(NetlibWarning) as caught:
        read_documents(folder)
    assert caught[0].filename == __file__


def test_documents_without_text_are_set_aside_and_named(tmp_path):
    path = tmp_path / "docs.csv"
    path.write_text("doc_id,text\na,A met B.\nb,\nc,  \n")
    with pytest.warns(NetlibWarning, match=r"2 documents without text set aside \(line 3, 4\)"):
        assert read_documents(path)["doc_id"].tolist() == ["a"]


def test_several_files_mix_texts_and_tables(folder):
    (folder / "more.csv").write_text("doc_id,text\nc,C met D.\n")
    result = read_documents([folder / "more.csv", folder / "a.txt"])
    assert sorted(result["doc_id"]) == ["a", "c"]


def _write(name, data):
    def make(folder):
        (folder / name).write_bytes(data)
        return folder / name

    return make


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda folder: folder / "nowhere", "nowhere: no such folder or file; the current folder is"),
        (lambda folder: folder / "nothing.txt", r"nothing\.txt: no such file"),
        (lambda folder: str(folder / "*.md"), r"\*\.md: the pattern matches no file"),
        (lambda folder: [], "source: an empty list"),
        (lambda folder: "bad\0name.txt", "cannot be read"),
        (_write("x.txt", b""), r"x\.txt: is empty"),
        (_write("x.txt", b" \n\t"), r"x\.txt: is empty"),
        (_write("x.txt", b"ok\nfa\xe7ade"), r"x\.txt: not UTF-8: byte 0xe7 at offset 5, line 2; .*iconv"),
        (_write("x.txt", b"\xef\xbb\xbfa\xe7"), "byte 0xe7 at offset 4"),
        (_write("x.txt", "hi".encode("utf-16")), "looks like UTF-16"),
        (_write("x.csv", b"doc_id,body\na,b\n"), r"x\.csv: missing column text; it has doc_id, body"),
        (_write("x.csv", b"text\nA met B.\n"), r"x\.csv: missing column doc_id"),
        (
            _write("x.csv", b"doc_id,text\na,x\na,y\n"),
            r"x\.csv: 2 problems\n  line 2, column doc_id: 'a' is not unique",
        ),
        (_write("x.csv", b"doc_id,text\na,\n"), "no document has a text"),
        (_write("x.csv", b'doc_id,text\na,"open\n'), r"x\.csv, line \d: .*check the quotation marks"),
        (_write("x.jsonl", b'{"doc_id": "a", "text": "x"}\n{oops\n'), r"x\.jsonl, line 2: not JSON"),
        (_write("x.parquet", b"no"), r"x\.parquet: cannot be read as Parquet"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_place(folder, make, says):
    with pytest.raises(DataError, match=says):
        read_documents(make(folder))


def test_a_folder_without_texts_says_what_it_holds(tmp_path):
    with pytest.raises(DataError, match=r"no \.txt file in this folder$"):
        read_documents(tmp_path)
    (tmp_path / "articles.csv").write_text("doc_id,text\na,x\n")
    with pytest.raises(DataError, match=r"it holds articles\.csv"):
        read_documents(tmp_path)


def test_nothing_readable_among_several_is_an_error(tmp_path):
    for name in "ab":
        (tmp_path / f"{name}.txt").write_bytes(b"\xff")
    with pytest.raises(DataError, match="none of 2 documents could be read"):
        read_documents(tmp_path)


def test_the_same_name_in_two_folders_is_refused(folder):
    (folder / "deep").mkdir()
    (folder / "deep" / "a.txt").write_text("Another.")
    with pytest.raises(DataError, match="two documents have the doc_id 'a'"):
        read_documents(str(folder / "**" / "*.txt"))


def test_half_a_character_becomes_one_and_offsets_stay():
    table = pd.DataFrame({"doc_id": ["a"], "text": pd.Series(["A \ud800 met B."], dtype=object)})
    with pytest.warns(NetlibWarning, match="1 cells held half a character"):
        assert read_documents(table)["text"].tolist() == ["A \ufffd met B."]


def test_the_seeds_are_read_whole():
    seeds = Path(__file__).parents[1] / "seeds"
    table = read_documents(seeds)
    for row in table.itertuples():
        assert row.text.encode() == (seeds / f"{row.doc_id}.txt").read_bytes()


@given(text=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_comes_back_character_for_character(tmp_path, text):
    path = tmp_path / "one.txt"
    path.write_bytes(b"\xef\xbb\xbf" + text.encode())
    if not text.strip():
        with pytest.raises(DataError, match="is empty"):
            read_documents(path)
    else:
        assert read_documents(path)["text"].tolist() == [text]


def _refusal(path, *, otherwise):
    try:
        read_documents(path)
    except NetlibError as error:
        return str(error)
    return otherwise


@given(data=st.binary(max_size=200), suffix=st.sampled_from([".txt", ".csv", ".tsv", ".jsonl", ".parquet"]))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@pytest.mark.filterwarnings("ignore::netlib.errors.NetlibWarning")
def test_fuzz_any_bytes_are_read_or_refused_with_the_file_named(tmp_path, data, suffix):
    path = tmp_path / f"fuzz{suffix}"
    path.write_bytes(data)
    assert "fuzz" in _refusal(path, otherwise="fuzz")


@given(rows=st.lists(st.lists(st.text('abc",\r\n\t\\é ', max_size=4), min_size=1, max_size=4), max_size=5))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@pytest.mark.filterwarnings("ignore::netlib.errors.NetlibWarning")
def test_fuzz_almost_csv_is_read_or_refused_with_the_file_named(tmp_path, rows):
    path = tmp_path / "fuzz.csv"
    path.write_bytes(("doc_id,text\n" + "\n".join(",".join(row) for row in rows)).encode())
    assert "fuzz" in _refusal(path, otherwise="fuzz")


def test_what_is_public_is_listed():
    assert netlib.documents.__all__ == sorted(netlib.documents.__all__)


def test_documents_come_in_tables_of_a_size_in_the_order_listed(folder):
    more = folder / "more.csv"
    more.write_text("doc_id,text\n" + "".join(f"m{n},C met D.\n" for n in range(5)))
    tables = list(iter_documents([folder / "b.txt", more, folder / "a.txt"], size=2))
    assert [table["doc_id"].tolist() for table in tables] == [["b"], ["m0", "m1"], ["m2", "m3"], ["m4"], ["a"]]
    whole = read_documents([folder / "b.txt", more, folder / "a.txt"])
    pd.testing.assert_frame_equal(pd.concat(tables, ignore_index=True), whole)


@pytest.mark.parametrize("suffix", ["csv", "tsv", "jsonl", "parquet"])
@pytest.mark.parametrize("count", [0, 1, 4, 5])
def test_a_table_in_parts_is_the_table(tmp_path, suffix, count):
    mine = pd.DataFrame({"doc_id": [f"d{n}" for n in range(count)], "text": ['Ça\r\nva, "là".'] * count, "n": "1"})
    path = save_rows(mine, tmp_path / f"docs.{suffix}")
    if suffix == "jsonl" and not count:
        return  # a file without a line has no columns
    tables = list(iter_documents(path, size=2))
    assert all(len(table) <= 2 for table in tables)
    pd.testing.assert_frame_equal(pd.concat(tables, ignore_index=True), read_documents(path))


def test_an_id_of_two_tables_is_refused_with_both_files(folder):
    (folder / "more.csv").write_text("doc_id,text\nx,C met D.\na,A met B.\n")
    with pytest.raises(DataError, match=r"two documents have the doc_id 'a': .*more\.csv and .*a\.txt"):
        list(iter_documents([folder / "more.csv", folder / "a.txt"], size=1))


def test_an_id_twice_in_one_long_table_is_refused(tmp_path):
    path = tmp_path / "docs.csv"
    path.write_text("doc_id,text\na,A met B.\nb,A met B.\na,A met B.\n")
    with pytest.raises(DataError, match=r"two documents have the doc_id 'a': .*docs\.csv and .*docs\.csv"):
        list(iter_documents(path, size=1))


def test_a_fault_late_in_one_of_several_tables_is_told_with_what_was_read(folder):
    (folder / "more.csv").write_text("doc_id,text\nx,C met D.\ny,A met B.\nz\n")
    tables = iter_documents([folder / "more.csv", folder / "a.txt"], size=1)
    with pytest.warns(NetlibWarning, match=r"more\.csv, line 4: 1 cells .*\(the 2 documents before that were read\)"):
        assert [table["doc_id"][0] for table in tables] == ["x", "y", "a"]
    with pytest.raises(DataError, match=r"more\.csv, line 4"):
        list(iter_documents(folder / "more.csv", size=1))


def test_blank_texts_are_told_once_a_file_with_their_lines(tmp_path):
    path = tmp_path / "docs.jsonl"
    path.write_text("".join(f'{{"doc_id": "{n}", "text": "{"" if n % 2 else "A met B."}"}}\n' for n in range(6)))
    with pytest.warns(NetlibWarning, match=r"3 documents without text set aside \(line 2, 4, 6\)") as caught:
        assert [len(table) for table in iter_documents(path, size=2)] == [1, 1, 1]
    assert len(caught) == 1
    assert caught[0].filename == __file__


def test_a_size_below_one_is_refused(folder):
    with pytest.raises(ParameterError, match="size=0 is not allowed"):
        next(iter_documents(folder, size=0))
