"""Files, folders and tables to the documents table, every text verbatim so that offsets stay exact."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any
from warnings import warn

from netlib.errors import DataError, NetlibWarning, ParameterError
from netlib.schema import DOCUMENTS, validate_documents
from netlib.tables import TABLE_SUFFIXES, iter_rows, read_rows, read_text, validated, without_surrogates

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["INDEX_NAME", "iter_documents", "read_documents"]

INDEX_NAME = "documents.csv"
"""The file that describes the texts of the folder it stands in, where there is one."""

_CHARACTERS = 20_000_000
"""Characters of text files after which `iter_documents` yields what it has."""

_Path = str | os.PathLike[str]


def read_documents(
    source: _Path | Iterable[_Path] | pd.DataFrame, *, index: _Path | pd.DataFrame | None = None
) -> pd.DataFrame:
    """Read texts into a documents table.

    A text file is one document: its text is kept verbatim, line ends included, without a byte-order mark, and its
    ``doc_id`` is the file's name without suffix. A table file (CSV, TSV, JSONL, Parquet) holds one document a row.

    Parameters
    ----------
    source : str, path, iterable of paths, or DataFrame
        A folder, of which the ``.txt`` files are read; a file; a pattern such as ``"news/**/*.txt"``; several files; or
        a table that has ``doc_id`` and ``text``.
    index : path or DataFrame, optional
        What the text files are: one row a document, with a column ``file`` (a file name, or the last parts of its
        path) and any columns of `netlib.schema.DOCUMENTS` but ``text``; columns of one's own are kept. By default
        ``documents.csv`` in the folder, where there is one.

    Returns
    -------
    DataFrame
        With the columns of `netlib.schema.DOCUMENTS`; files in order of their names, or as listed.

    Warns
    -----
    NetlibWarning
        If some documents could not be read, have no text, or are not in the index; the others are returned.

    Raises
    ------
    DataError
        If nothing can be read, a table lacks a column, two documents have one ``doc_id``, or a value is not allowed;
        with file and line.

    Examples
    --------
    >>> import tempfile
    >>> from pathlib import Path
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = Path(folder, "thaw.txt").write_text("Turkey met Syria.", encoding="utf-8")
    ...     read_documents(folder)[["doc_id", "text"]].values.tolist()
    [['thaw', 'Turkey met Syria.']]
    """
    import pandas as pd

    notes: list[str] = []
    parts = list(_tables(source, index, None, notes))
    for note in notes:
        warn(note, NetlibWarning, 2)
    return pd.concat(parts, ignore_index=True) if len(parts) > 1 else parts[0]


def iter_documents(
    source: _Path | Iterable[_Path] | pd.DataFrame, *, index: _Path | pd.DataFrame | None = None, size: int = 1_000
) -> Iterator[pd.DataFrame]:
    """Read texts into documents tables, one after the other, when there are more than memory holds.

    Parameters
    ----------
    source, index
        As for `read_documents`.
    size : int, default 1,000
        Most documents of a table.

    Yields
    ------
    DataFrame
        Documents as `read_documents` gives them; of each, no more than its id is kept.

    Warns
    -----
    NetlibWarning
        As `read_documents` does, at the end. Of a table file that cannot be read to its end, the documents before the
        fault have been given, unless it is the only file.

    Raises
    ------
    DataError
        As `read_documents` does, when it comes to the fault.
    ParameterError
        If `size` is below 1.

    Examples
    --------
    >>> import tempfile
    >>> from pathlib import Path
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     for name in "abc":
    ...         _ = Path(folder, f"{name}.txt").write_text("Turkey met Syria.", encoding="utf-8")
    ...     [table["doc_id"].tolist() for table in iter_documents(folder, size=2)]
    [['a', 'b'], ['c']]
    """
    if isinstance(size, bool) or not isinstance(size, int) or size < 1:
        raise ParameterError(f"size={size!r} is not allowed; give a whole number of documents, 1 or more")
    notes: list[str] = []
    yield from _tables(source, index, size, notes)
    for note in notes:
        warn(note, NetlibWarning, 2)


def _tables(
    source: _Path | Iterable[_Path] | pd.DataFrame,
    index: _Path | pd.DataFrame | None,
    size: int | None,
    notes: list[str],
) -> Iterator[pd.DataFrame]:
    """Yield documents tables of at most `size` documents, or of each kind at once, and note what was set aside."""
    import pandas as pd

    if isinstance(source, pd.DataFrame):
        table = validate_documents(without_surrogates(source, where="documents"))
        yield from _with_text([(table, None)], "documents", notes)
        return
    paths, default = _paths(source)
    described = _Index.read(index if index is not None else default)
    first: dict[str, Path] = {}
    texts: list[dict[str, Any]] = []
    characters = 0
    unreadable: list[str] = []
    unlisted: list[str] = []
    for path in paths:
        if path.suffix.lower() in TABLE_SUFFIXES:
            if texts:
                yield _from_texts(texts, described)
                texts, characters = [], 0
            for table in _from_table(path, size, notes, None if len(paths) == 1 else unreadable):
                _once(table["doc_id"], path, first)
                yield table
            continue
        try:
            text = read_text(path)
            if "\0" in text:
                raise DataError(f"{path}: holds a NUL at character {text.index(chr(0))}; extract the plain text first")
        except DataError as error:
            if len(paths) == 1:
                raise
            unreadable.append(str(error))
            continue
        row = described.row(path) if described is not None else {}
        if described is not None and not row:
            unlisted.append(path.name)
        texts.append({"doc_id": path.stem, **row, "text": text, "_path": str(path)})
        _once([texts[-1]["doc_id"]], path, first)
        characters += len(text)
        if size is not None and (len(texts) == size or characters > _CHARACTERS):
            yield _from_texts(texts, described)
            texts, characters = [], 0
    if texts:
        yield _from_texts(texts, described)
    if described is not None and isinstance(source, str | os.PathLike) and Path(source).is_dir():
        unreadable += described.without_file(paths)
    if not first and unreadable:
        raise DataError(f"none of {len(paths)} documents could be read:\n  " + "\n  ".join(unreadable[:20]))
    notes += _report(unreadable, unlisted, described)


def _once(doc_ids: Iterable[str], path: Path, first: dict[str, Path]) -> None:
    """Refuse a ``doc_id`` that a document before had."""
    for doc_id in doc_ids:
        if doc_id in first:
            raise DataError(
                f"two documents have the doc_id {doc_id!r}: {first[doc_id]} and {path}; "
                "rename one, or give them a doc_id in an index"
            )
        first[doc_id] = path


def _paths(source: _Path | Iterable[_Path]) -> tuple[list[Path], Path | None]:
    """Return the files that `source` means, and the index that stands beside them."""
    if not isinstance(source, str | os.PathLike):
        paths = [Path(path) for path in source]
        if not paths:
            raise DataError("source: an empty list; pass at least one path")
        return paths, None
    path = Path(source)
    if path.is_dir():
        files = sorted(
            file for file in path.iterdir() if file.suffix.lower() == ".txt" and not file.name.startswith(".")
        )
        if not files:
            tables = sorted(file.name for file in path.iterdir() if file.suffix.lower() in TABLE_SUFFIXES)
            hint = f"; it holds {tables[0]}: pass that file if it is a table of documents" if tables else ""
            raise DataError(f"{path}: no .txt file in this folder{hint}")
        index = path / INDEX_NAME
        return files, index if index.is_file() else None
    if not path.exists() and glob.has_magic(str(source)):
        names = glob.glob(str(source), recursive=True)  # noqa: PTH207 - Path.glob takes no absolute pattern
        files = sorted(file for name in names if (file := Path(name)).is_file())
        if not files:
            raise DataError(f"{source}: the pattern matches no file; the current folder is {Path.cwd()}")
        return files, None
    if not path.exists() and not path.suffix:
        raise DataError(f"{path}: no such folder or file; the current folder is {Path.cwd()}")
    return [path], None


class _Index:
    """The rows of an index of text files, found by the last parts of a file's path."""

    def __init__(self, table: pd.DataFrame, lines: Sequence[int] | None, where: str) -> None:
        if "file" not in table:
            raise DataError(f"{where}: missing column file; it has {', '.join(map(str, table.columns)) or 'none'}")
        if "text" in table:
            raise DataError(
                f"{where}: has a column text, so it is a table of documents, not an index; pass it as source"
            )
        self.table, self.lines, self.where = table.reset_index(drop=True), lines, where
        self.by_name: dict[str, list[tuple[tuple[str, ...], int]]] = {}
        for row, file in enumerate(self.table["file"]):
            if not isinstance(file, str):
                raise DataError(f"{self.place(row)}: file is missing; name the text file that the row describes")
            parts = tuple(part for part in PurePath(file).parts if part not in ("..", os.sep))
            self.by_name.setdefault(parts[-1] if parts else "", []).append((parts, row))

    @classmethod
    def read(cls, source: _Path | pd.DataFrame | None) -> _Index | None:
        import pandas as pd

        if source is None:
            return None
        if isinstance(source, pd.DataFrame):
            return cls(source, None, "index")
        table, lines = read_rows(source)
        return cls(table, lines, str(source))

    def place(self, row: int) -> str:
        return f"{self.where}, row {row}" if self.lines is None else f"{self.where}, line {self.lines[row]}"

    def row(self, path: Path) -> dict[str, Any]:
        """Return what the index says of a file, with the row's number, or nothing."""
        ends = [row for parts, row in self.by_name.get(path.name, []) if path.parts[-len(parts) :] == parts]
        if not ends:
            return {}
        if len(ends) > 1:
            raise DataError(f"{self.place(ends[1])}: {path.name} is described twice; keep one row")
        said = self.table.iloc[ends[0]].dropna()
        return {**{str(name): value for name, value in said.items()}, "_row": ends[0]}

    def without_file(self, paths: Sequence[Path]) -> list[str]:
        names = {path.name for path in paths}
        missing = [row for name, rows in self.by_name.items() if name not in names for _, row in rows]
        return [f"{self.place(row)}: {self.table['file'][row]}: no such file" for row in missing]


def _from_texts(texts: list[dict[str, Any]], described: _Index | None) -> pd.DataFrame:
    """Make the documents table of text files; an error names the files, or the lines of the index."""
    import pandas as pd

    places = [described.place(text["_row"]) if described and "_row" in text else text["_path"] for text in texts]
    columns = [column.name for column in DOCUMENTS]
    own = [name for name in described.table.columns if name not in columns] if described else []
    table = pd.DataFrame({name: [text.get(name) for text in texts] for name in (*columns, *own)}, dtype=object)
    table = without_surrogates(table, where="documents")
    try:
        return validate_documents(table.infer_objects())
    except DataError as error:
        message = str(error)
        for row, place in reversed(list(enumerate(places))):
            message = message.replace(f"\n  row {row}, ", f"\n  {place}, ")
        raise type(error)(message) from None


def _from_table(path: Path, size: int | None, notes: list[str], unreadable: list[str] | None) -> Iterator[pd.DataFrame]:
    """Yield the documents of a table file; the fault that ends it is noted where there are other files."""
    read = 0
    try:
        parts = [read_rows(path)] if size is None else iter_rows(path, size=size)
        tables = ((validated(table, lines, validate_documents, where=str(path)), lines) for table, lines in parts)
        for table in _with_text(tables, str(path), notes):
            read += len(table)
            yield table
    except DataError as error:
        if unreadable is None:
            raise
        unreadable.append(f"{error}" + f" (the {read} documents before that were read)" * (read > 0))


def _with_text(
    tables: Iterable[tuple[pd.DataFrame, Sequence[int] | None]], where: str, notes: list[str]
) -> Iterator[pd.DataFrame]:
    """Yield the parts of a table of documents without the rows that have no text, and note which those are."""
    blank: list[int] = []
    word, total = "row", 0
    for table, lines in tables:
        empty = table["text"].isna() | (table["text"].str.strip() == "")
        blank += [lines[row] if lines else total + row for row in table.index[empty]]
        word, total = "line" if lines else "row", total + len(table)
        if not empty.all() or not len(table):
            yield table[~empty].reset_index(drop=True) if empty.any() else table
    if blank and len(blank) == total:
        raise DataError(f"{where}: no document has a text; all {total} cells of the column text are empty")
    if blank:
        shown = ", ".join(map(str, blank[:10])) + (" …" if len(blank) > 10 else "")
        notes.append(f"{where}: {len(blank)} documents without text set aside ({word} {shown})")


def _report(unreadable: list[str], unlisted: list[str], described: _Index | None) -> Iterator[str]:
    if unreadable:
        shown = "\n  ".join(unreadable[:20]) + (f"\n  and {len(unreadable) - 20} more" * (len(unreadable) > 20))
        yield f"{len(unreadable)} documents could not be read, the others were:\n  {shown}"
    if unlisted and described is not None:
        names = ", ".join(unlisted[:5]) + (" …" if len(unlisted) > 5 else "")
        yield f"{described.where} does not describe {len(unlisted)} of the texts, which have no date: {names}"
