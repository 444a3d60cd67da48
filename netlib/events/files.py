"""Find event files as they were downloaded (globs, folders, .zip, .gz) and look at how each is written."""

from __future__ import annotations

import codecs
import csv
import glob
import gzip
import shutil
import zipfile
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from netlib.errors import DataError
from netlib.events.formats import Format, check_first_row, check_format, recognise

__all__ = ["EventFile", "find_files", "look_at"]

SUFFIXES = (".csv", ".tsv", ".tab", ".txt", ".parquet", ".gz", ".zip")
_DELIMITERS = ("\t", ",", ";", "|")
_LONGEST_LINE = 256 * 1024 * 1024
_MOST_COLUMNS = 10_000


@dataclass(frozen=True)
class EventFile:
    """One file and how it is written.

    Attributes
    ----------
    name : str
        What to call it: the path as given, with ``!member`` for a member of a zip file.
    path : str
        Where it can be read.
    columns : tuple of str
        Its columns, from the header or from the format.
    format : Format or None
        None where the columns are mapped by the caller.
    header : bool
        Whether the first line names the columns.
    delimiter : str
        Between fields; empty for Parquet.
    quoted : bool
        Whether fields may stand in quotation marks.
    encoding : str
        As DuckDB calls it.
    """

    name: str
    path: str
    columns: tuple[str, ...]
    format: Format | None
    header: bool
    delimiter: str
    quoted: bool
    encoding: str


def find_files(path: str | Path | Iterable[str | Path], *, workdir: Path) -> list[tuple[str, str]]:
    """Return (name, readable path) of every event file; members of zip files are unpacked into `workdir`.

    Parameters
    ----------
    path : str, Path or iterable of them
        Files, globs (``*``, ``?``, ``**``), folders; sorted within each.
    workdir : Path
        A folder of the caller's, for unpacking.

    Raises
    ------
    DataError
        If nothing is found, or a zip file holds no table or is damaged.
    """
    given = [path] if isinstance(path, str | Path) else list(path)
    found: list[Path] = []
    for item in map(str, given):
        if Path(item).is_dir():
            inside = sorted(p for p in Path(item).rglob("*") if p.is_file() and p.suffix.lower() in SUFFIXES)
            if not inside:
                raise DataError(f"{item}: the folder holds no event file; allowed endings are {', '.join(SUFFIXES)}")
            found += inside
        elif Path(item).is_file():
            found.append(Path(item))
        else:
            matches = sorted(glob.glob(item, recursive=True))  # noqa: PTH207 (absolute patterns)
            if not matches:
                raise DataError(f"{item}: no such file or folder, and no file matches it as a pattern")
            found += [Path(match) for match in matches if Path(match).is_file()]
    if not found:
        raise DataError("path names no file; give a file, a folder, a glob or a list of them")
    files: list[tuple[str, str]] = []
    for file in dict.fromkeys(found):
        files += _unpack(file, workdir) if file.suffix.lower() == ".zip" else [(str(file), str(file))]
    return files


def _unpack(file: Path, workdir: Path) -> list[tuple[str, str]]:
    tables = tuple(ending for ending in SUFFIXES if ending != ".zip")
    unpacked = []
    try:
        with zipfile.ZipFile(file) as archive:
            members = [m for m in archive.infolist() if not m.is_dir() and not m.filename.startswith("__MACOSX/")]
            wanted = [m for m in members if m.filename.lower().endswith(tables)]
            if not wanted:
                held = ", ".join(m.filename for m in members[:5]) or "nothing"
                raise DataError(f"{file}: the zip file holds no event table ({', '.join(tables)}) but {held}")
            for member in wanted:
                target = workdir / f"{len(list(workdir.iterdir()))}{Path(member.filename).suffix.lower()}"
                with archive.open(member) as packed, target.open("wb") as out:
                    shutil.copyfileobj(packed, out, 1 << 20)
                unpacked.append((f"{file}!{member.filename}", str(target)))
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError) as error:
        raise DataError(f"{file}: cannot be unpacked ({error}); download it again") from error
    return unpacked


def look_at(
    name: str,
    path: str,
    *,
    format: str | None,  # noqa: A002
    mapped: bool,
    delimiter: str | None,
    encoding: str | None,
) -> EventFile | None:
    """Return how a file is written, or None where it is empty.

    Parameters
    ----------
    name, path : str
        As `find_files` returns them.
    format : str or None
        The format it is said to have; None to recognise it.
    mapped : bool
        Whether the caller maps the columns, so that any header will do.
    delimiter, encoding : str or None
        As the caller says; None to find out.

    Raises
    ------
    DataError
        If it cannot be read, is not text, or its first line is not what it should be.
    """
    said = check_format(format) if format is not None else None
    if path.lower().endswith(".parquet"):
        return _look_at_parquet(name, path, said, mapped)
    start = _first_line(name, path)
    if not start:
        return None
    if encoding is None:
        encoding = "utf-16" if start[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) else "utf-8"
    if encoding.startswith("utf-16"):
        raise DataError(f"{name}: is UTF-16; save it as UTF-8 first")
    text = start.removeprefix(codecs.BOM_UTF8).decode(encoding, errors="replace").rstrip("\r\n")
    if '"' not in text:
        text = text.partition("\r")[0]  # some spreadsheets end lines so
    if "\0" in text:
        raise DataError(f"{name}, line 1: holds binary data, not a table of text; allowed are {', '.join(SUFFIXES)}")
    rows = {mark: _split(text, mark) for mark in ([delimiter] if delimiter else _DELIMITERS)}
    for fields in rows.values():
        if len(fields) > _MOST_COLUMNS:
            raise DataError(
                f"{name}, line 1: {len(fields):,} columns, and {_MOST_COLUMNS:,} is the most that is read; "
                "are the line ends missing, or is the delimiter another one?"
            )
    used, found, header = _best(name, rows, said, mapped)
    if found is not None and encoding == "utf-8" and found.fallback_encoding and not _is_utf8(path):
        encoding = found.fallback_encoding
    columns = _distinct(rows[used])
    if found is not None and not header:
        columns = list(found.columns[: len(columns)])
    return EventFile(
        name=name,
        path=path,
        columns=tuple(columns),
        format=found,
        header=header,
        delimiter=used,
        quoted=used != "\t" or text.startswith('"'),
        encoding=encoding,
    )


def _best(name: str, rows: dict[str, list[str]], said: Format | None, mapped: bool) -> tuple[str, Format | None, bool]:
    """Return the delimiter that makes sense of the first line, with the format and whether the line is a header."""
    by_width = sorted(rows, key=lambda mark: -len(rows[mark]))
    if mapped:
        return by_width[0], None, True
    failure: DataError | None = None
    for mark in by_width:
        fields = rows[mark]
        if said is None and {"source", "target"} <= set(fields) and {"event", "code"} & set(fields):
            return mark, None, True
        try:
            if said is None:
                found, header = recognise(fields, where=name)
            else:
                found, header = said, check_first_row(said, fields, where=name)
        except DataError as error:
            failure = failure or error
        else:
            return mark, found, header
    assert failure is not None
    raise failure


def _look_at_parquet(name: str, path: str, said: Format | None, mapped: bool) -> EventFile:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        columns = pq.read_schema(path).names
    except (pa.ArrowInvalid, OSError) as error:
        raise DataError(f"{name}: is not a Parquet file that can be read ({error})") from error
    _, found, _ = _best(name, {"": columns}, said, mapped)
    return EventFile(name, path, tuple(columns), found, header=True, delimiter="", quoted=False, encoding="utf-8")


def _first_line(name: str, path: str) -> bytes:
    try:
        if path.lower().endswith(".gz"):
            with gzip.open(path) as stream:
                line: bytes = stream.readline(_LONGEST_LINE)
        else:
            with Path(path).open("rb") as plain_stream:
                line = plain_stream.readline(_LONGEST_LINE)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise DataError(f"{name}: is not a whole gzip file ({error}); download it again") from error
    except OSError as error:
        raise DataError(f"{name}: cannot be read ({error})") from error
    return line


def _split(text: str, mark: str) -> list[str]:
    if '"' not in text:
        return text.split(mark)
    try:
        return next(csv.reader([text], delimiter=mark))
    except csv.Error:
        return text.split(mark)


def _distinct(names: Sequence[str]) -> list[str]:
    """Return the names, later ones of the same name (whatever the case) numbered, unnamed ones called so."""
    seen: dict[str, int] = {}
    out = []
    for name in names:
        name = name.strip() or "unnamed"
        count = seen[name.casefold()] = seen.get(name.casefold(), 0) + 1
        out.append(name if count == 1 else f"{name}.{count}")
    return out


def _is_utf8(path: str) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    opener = gzip.open if path.lower().endswith(".gz") else open
    with opener(path, "rb") as stream:
        try:
            while block := stream.read(1 << 20):
                decoder.decode(block)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
        except (EOFError, zlib.error, gzip.BadGzipFile):
            return True  # reading it will say what is wrong
    return True
