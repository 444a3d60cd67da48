"""One interaction, explained: the sentence with its parts marked, what was read in it, and the rule that fired."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from netlib.errors import ParameterError, suggest
from netlib.ontology import EVENTS, QUADS, event_types, read_predicates
from netlib.schema import parse_marks

if TYPE_CHECKING:
    import pandas as pd
    from rich.console import RenderableType
    from rich.text import Text

__all__ = ["Explanation", "explain"]

_CERTAINTY = {
    "asserted": "the text says so itself",
    "reported": "the text says who says so",
    "planned": "it is to happen, as the text has it",
    "possible": "it may be so, as the text has it",
    "unconfirmed": "it is not confirmed, as the text has it",
    "denied": "it is not so, as the text has it",
}
# colour, line under the words, and the terminal's style: no part is told by colour alone
_PARTS = {
    "source": ("#3987e5", "solid", "bold blue underline"),
    "predicate": ("#e59a1c", "dashed", "bold yellow underline"),
    "target": ("#a678de", "double", "bold magenta underline"),
    "attribution": ("#8a8a8a", "dotted", "italic underline"),
}
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*\s+|\n")
_CONTEXT = 600


@dataclass(frozen=True)
class Explanation:
    """What one interaction says and where it comes from; shown by a notebook, `rich` and `print`.

    Attributes
    ----------
    claim : str
        The interaction in one line.
    segments : tuple of (str, tuple of str)
        The evidence cut up: a stretch of text, and the parts it plays (source, predicate, target, attribution).
    before, after : str
        The sentences around it, empty where the document is not known.
    facts : tuple of (str, str)
        What was read in it: a label and a value.
    url : str or None
        Where it can be read, if that is a web address.
    """

    claim: str
    segments: tuple[tuple[str, tuple[str, ...]], ...]
    before: str
    after: str
    facts: tuple[tuple[str, str], ...]
    url: str | None = None

    def _repr_html_(self) -> str:
        sentence = "".join(_html(text, parts) for text, parts in self.segments) or "<em>no evidence</em>"
        around = "<span style='opacity:.65'>{}</span>"
        before = around.format(escape(self.before)) + " " if self.before else ""
        after = " " + around.format(escape(self.after)) if self.after else ""
        rows = "".join(
            f"<tr><th style='text-align:left;vertical-align:top;white-space:nowrap'>{escape(label)}</th>"
            f"<td style='text-align:left'>{_badge(value) if label == 'certainty' else escape(value)}</td></tr>"
            for label, value in self.facts
        )
        if self.url:
            link = f"<a href='{escape(self.url)}' rel='noopener noreferrer' target='_blank'>{escape(self.url)}</a>"
            rows += f"<tr><th style='text-align:left'>read it</th><td style='text-align:left'>{link}</td></tr>"
        return (
            f"<div style='max-width:52rem;line-height:1.6'><p><strong>{escape(self.claim)}</strong></p>"
            f"<blockquote dir='auto' style='margin:.5rem 0;padding-left:1rem;border-left:3px solid #8a8a8a'>"
            f"{before}{sentence}{after}</blockquote><table>{rows}</table></div>"
        )

    def __rich__(self) -> RenderableType:
        """Return what `rich.print` shows."""
        from rich.console import Group
        from rich.padding import Padding
        from rich.table import Table
        from rich.text import Text

        sentence = Text()
        if self.before:
            sentence.append(self.before + " ", style="dim")
        for part in self.segments:
            sentence.append_text(_styled(*part))
        if self.after:
            sentence.append(" " + self.after, style="dim")
        table = Table.grid(padding=(0, 2))
        for label, value in self.facts:
            table.add_row(Text(label, style="dim"), Text(value, style="bold" if label == "certainty" else ""))
        if self.url:
            table.add_row(Text("read it", style="dim"), Text(self.url))
        return Group(Text(self.claim, style="bold"), Padding(sentence, (1, 2)), table)

    def __str__(self) -> str:
        """Return it as text, in colour where the output is a terminal."""
        from rich.console import Console

        console = Console(force_jupyter=False)
        with console.capture() as capture:
            console.print(self)
        return "\n".join(line.rstrip() for line in capture.get().splitlines())

    __repr__ = __str__


def explain(row: Any, documents: pd.DataFrame | None = None, *, table: pd.DataFrame | None = None) -> Explanation:
    """Show one interaction with the sentence that states it, and why it was read so.

    Parameters
    ----------
    row : Series, named tuple, mapping, DataFrame of one row, or str
        The interaction, such as ``table.loc[0]``; a text is the ``interaction_id`` of a row of `table`.
    documents : DataFrame, optional
        With ``doc_id`` and ``text``; the sentences before and after are then shown.
    table : DataFrame, optional
        Interactions in which to look the id up.

    Returns
    -------
    Explanation
        Shows itself in a notebook as HTML, in a terminal as coloured text.

    Raises
    ------
    ParameterError
        If `row` is none of these, or its id is not in `table`.

    Examples
    --------
    >>> row = {"evidence": "Russia sent aid to Syria.", "marks": "source=0:6 predicate=7:15 target=19:24",
    ...        "source": "RUS", "target": "SYR", "event": "AID"}
    >>> str(explain(row)).splitlines()[2].strip()
    '[source: Russia] [predicate: sent aid] to [target: Syria].'
    """
    values = _values(row, table)
    evidence, start = values.get("evidence", ""), values.get("start")
    before = after = ""
    facts = list(_facts(values))
    document = _document(documents, values.get("doc_id"))
    if document is not None:
        facts.append(("document", _line(document.get("title") or values["doc_id"])))
        text = document.get("text", "")
        if evidence and start is not None and text[int(start) :].startswith(evidence):
            end = int(start) + len(evidence)
            before = _last_sentence(text[max(int(start) - _CONTEXT, 0) : int(start)])
            after = _first_sentence(text[end : end + _CONTEXT])
        else:
            facts.append(("take care", "the document does not have the evidence where the row says"))
    facts += _rule_facts(values)
    url = values.get("url")
    return Explanation(
        claim=_claim(values),
        segments=tuple(_segments(evidence, values.get("marks"))),
        before=before,
        after=after,
        facts=tuple((label, _visible(value)) for label, value in facts),
        url=_visible(url) if isinstance(url, str) and re.match(r"https?://", url) else None,
    )


def _values(row: Any, table: pd.DataFrame | None) -> dict[str, Any]:
    """Return the values of a row that are there."""
    import pandas as pd

    if isinstance(row, str):
        if table is None:
            raise ParameterError(f"row={row!r} is an id; pass the table too: explain({row!r}, documents, table=table)")
        found = table[table["interaction_id"] == row]
        if not len(found):
            near = suggest(row, table["interaction_id"].dropna())
            raise ParameterError(f"row={row!r}: the table has no interaction of this id.{near}")
        row = found.iloc[0]
    elif isinstance(row, pd.DataFrame):
        if len(row) != 1:
            raise ParameterError(f"row has {len(row)} rows; pass one of them, such as table.loc[0]")
        row = row.iloc[0]
    if hasattr(row, "_asdict"):
        row = row._asdict()
    elif isinstance(row, pd.Series):
        row = row.to_dict()
    if not isinstance(row, Mapping) or not {"source", "target", "event"} <= set(row):
        raise ParameterError(
            f"row={str(row)[:60]!r} is not an interaction; pass a row of the table, such as table.loc[0], or an "
            "interaction_id with table=table"
        )
    return {str(name): value for name, value in row.items() if not (pd.api.types.is_scalar(value) and pd.isna(value))}


def _document(documents: pd.DataFrame | None, doc_id: object) -> dict[str, Any] | None:
    if documents is None or doc_id is None:
        return None
    for column in ("doc_id", "text"):
        if column not in documents:
            raise ParameterError(f"documents has no column {column}; pass the table that was extracted from")
    found = documents[documents["doc_id"] == doc_id]
    if not len(found):
        return None
    return {str(name): value for name, value in found.iloc[0].items() if isinstance(value, str)}


def _claim(values: Mapping[str, Any]) -> str:
    arrow = "<->" if values.get("reciprocal") else "->"
    source, target = (_line(values.get(f"{side}_name", values[side])) for side in ("source", "target"))
    return f"{source} {arrow} {target}: {_line(values['event'])}{_mode(values)}"


def _mode(values: Mapping[str, Any]) -> str:
    return f" ({_line(values['mode'])})" if "mode" in values else ""


def _facts(values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for side in ("source", "target"):
        about = [values.get(f"{side}_{name}") for name in ("role", "kind")]
        country = values.get(f"{side}_country")
        about.append(f"of {country}" if country and country != values[side] else None)
        yield (
            side,
            f"{values.get(f'{side}_name', values[side])} [{values[side]}]"
            + "".join(f", {word}" for word in about if word),
        )
    event = values["event"]
    if event in EVENTS:
        kind = event_types().get((event, values.get("mode", "")), event_types()[event, ""])
        score = values.get("intensity", kind.intensity)
        yield "event", f"{event}{_mode(values)}: {event_types()[event, ''].definition}"
        yield "class", f"{kind.quad}, {QUADS[kind.quad]}; intensity {score:+g} on a scale from -10 to +10"
    else:
        yield "event", str(event)
    if values.get("reciprocal"):
        yield "direction", "both ways: neither acts on the other"
    certainty = values.get("certainty", "asserted")
    yield "certainty", f"{certainty}: {_CERTAINTY.get(certainty, 'not a known certainty')}"
    yield "who says so", str(values.get("attributed_to", "the text names nobody else"))
    yield "when", _when(values)
    if "publisher" in values:
        yield "publisher", str(values["publisher"])


def _when(values: Mapping[str, Any]) -> str:
    date, precision = values.get("date"), values.get("date_precision", "day")
    if date is None or precision == "unknown":
        return "not known"
    length = {"year": 4, "month": 7}.get(precision, 10)
    return f"{str(date)[:length]}, known to the {precision}"


def _rule_facts(values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    if "extractor" in values:
        yield "extractor", str(values["extractor"])
    rule = values.get("rule")
    if rule is None:
        return
    yield "rule", str(rule)
    for entry in read_predicates():
        if entry["id"] == rule:
            yield "its example", f"{entry['example']} gives {entry['expect']} {entry['event']}"
            return


def _segments(evidence: str, marks: object) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Cut the evidence where a mark begins or ends."""
    inside = [mark for mark in parse_marks(marks) if 0 <= mark.start < mark.end <= len(evidence)]
    cuts = sorted({0, len(evidence), *(mark.start for mark in inside), *(mark.end for mark in inside)})
    for start, end in pairwise(cuts):
        parts = (mark.part for mark in inside if mark.start <= start and end <= mark.end)
        yield _visible(evidence[start:end]), tuple(dict.fromkeys(parts))


def _html(text: str, parts: tuple[str, ...]) -> str:
    if not parts:
        return escape(text)
    colour, line, _ = _PARTS[parts[0]]
    label = " + ".join(parts)
    return (
        f"<mark title='{label}' style='color:inherit;background:{colour}33;border-bottom:3px {line} {colour}'>"
        f"{escape(text)}</mark><sub style='opacity:.8'>&nbsp;{label}</sub>"
    )


def _styled(text: str, parts: tuple[str, ...]) -> Text:
    from rich.text import Text

    if not parts:
        return Text(text)
    return Text.assemble(f"[{'+'.join(parts)}: ", (text, _PARTS[parts[0]][2]), "]")


def _badge(value: str) -> str:
    word, _, meaning = value.partition(": ")
    badge = "border:1px solid currentColor;border-radius:1em;padding:0 .6em;font-weight:bold"
    return f"<span style='{badge}'>{escape(word)}</span> {escape(meaning)}"


def _last_sentence(text: str) -> str:
    stripped = text.rstrip()
    ends = [match.end() for match in _SENTENCE_END.finditer(stripped)]
    return _line(stripped[ends[-1] :] if ends else stripped)


def _first_sentence(text: str) -> str:
    stripped = text.lstrip()
    end = _SENTENCE_END.search(stripped)
    return _line(stripped[: end.end()] if end else stripped)


def _line(value: object) -> str:
    return _visible(" ".join(str(value).split()))


def _visible(text: str) -> str:
    """Replace what could steer a terminal, turn text around or not be printed, character by character."""
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text)
