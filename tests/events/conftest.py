"""Small event tables, made up in the real formats."""

from collections.abc import Callable
from pathlib import Path

import pytest

from netlib.events import formats


def _line(key: str, fields: dict[str, str], width: int | None = None) -> str:
    columns = formats()[key].columns[:width]
    unknown = fields.keys() - set(columns)
    assert not unknown, unknown
    mark = "\t" if key.startswith(("gdelt", "icews", "polecat")) else ","
    return mark.join(fields.get(name, "") for name in columns)


def _gdelt(
    number: int, source: str, target: str, code: str = "040", day: str = "20180601", **more: str
) -> dict[str, str]:
    fields = {
        "GLOBALEVENTID": str(number), "SQLDATE": day, "EventCode": code, "GoldsteinScale": "1.0", "NumMentions": "4",
        "NumSources": "2", "SOURCEURL": f"https://www.example.org/{number}",
    }  # fmt: skip
    for actor, text in (("Actor1", source), ("Actor2", target)):
        if text:
            fields |= {f"{actor}Code": text, f"{actor}Name": text + " NAME"}
            if text[:3] not in ("GOV", "COP", "IGO"):
                fields[f"{actor}CountryCode"] = text[:3]
            if text[3:]:
                fields[f"{actor}Type1Code"] = text[3:6]
    return fields | more


@pytest.fixture
def gdelt() -> Callable[..., dict[str, str]]:
    """Fields of one GDELT row: number, source code, target code, CAMEO code, day."""
    return _gdelt


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Write rows in a format: ``write("gdelt2", [fields, ...])``."""

    def written(key: str, rows: list[dict[str, str]], *, name: str | None = None, header: bool | None = None,
                width: int | None = None) -> Path:  # fmt: skip
        with_header = formats()[key].header == "always" if header is None else header
        mark = "\t" if key.startswith(("gdelt", "icews", "polecat")) else ","
        lines = [mark.join(formats()[key].columns[:width])] if with_header else []
        lines += [_line(key, row, width) for row in rows]
        path = tmp_path / (name or f"{key}.txt")
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return path

    return written
