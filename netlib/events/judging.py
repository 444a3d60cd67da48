"""From files, or a table of a database, to judged records: what `reading` does at once and `scanning` lazily."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from netlib.errors import DataError
from netlib.events.columns import check_mapping, mapped_records
from netlib.events.files import EventFile, find_files, look_at
from netlib.events.formats import Format
from netlib.events.mapping import judge
from netlib.events.records import to_records

__all__ = ["ON_ERROR", "REPEATED", "Columns", "Paths", "has_own_ids", "judge_raw", "look"]

ON_ERROR = ("raise", "reject")
REPEATED = "repeats the id of an earlier row"
Paths = str | Path | Iterable[str | Path]


@dataclass(frozen=True)
class Columns:
    """What the caller says about the columns of a table of their own."""

    columns: Mapping[str, str] | None
    values: Mapping[str, object]
    places: str | None
    date_order: str
    missing: tuple[str, ...]

    @property
    def given(self) -> bool:
        """Whether the caller says anything about columns, so that the table is one of their own."""
        return self.columns is not None or bool(self.values)


def look(
    path: Paths, folder: Path, key: str | None, mapping: Columns, delimiter: str | None, encoding: str | None
) -> tuple[list[EventFile], list[str]]:
    """Return how every file is written, and the names of the empty ones."""
    mapped = mapping.given and key is None
    looked = [
        (name, look_at(name, file, format=key, mapped=mapped, delimiter=delimiter, encoding=encoding))
        for name, file in find_files(path, workdir=folder)
    ]
    files = [file for _, file in looked if file is not None]
    for file in files:
        if file.format is not None and file.format.key == "gdelt_mentions" and key is None:
            raise DataError(f"{file.name}: holds GDELT mentions, not events; pass it as mentions= beside the events")
    return files, [name for name, file in looked if file is None]


def judge_raw(raw: Any, f: Format | None, columns: Sequence[str], mapping: Columns, where: str) -> tuple[Any, str]:
    """Return the judged records of a raw table, and the name of the extractor."""
    if f is not None:
        named = f.places in ("name", "actor")
        return judge(to_records(raw, f), places=f.places, codes=f.codes, named=named), f.key
    full = check_mapping(mapping.columns or {}, mapping.values, columns, where=where)
    records, codes = mapped_records(
        raw, full, mapping.values, date_order=mapping.date_order, missing=mapping.missing
    )  # fmt: skip
    countries = {"source_country", "target_country"} & {*full, *mapping.values}
    return judge(records, places=mapping.places or ("country" if countries else "actor"), codes=codes), "table"


def has_own_ids(f: Format | None, columns: Sequence[str], mapping: Columns) -> bool:
    """Return whether the rows of a table have ids of their own, so that a row which repeats one is the same event."""
    return f is not None or "interaction_id" in {*columns, *(mapping.columns or {})}
