"""Documents to interactions: the way from a text to rows, block by block, document by document, process by process."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any, cast

from netlib.actors import Registry, default_registry
from netlib.errors import ParameterError
from netlib.extraction.certainty import assess
from netlib.extraction.clauses import analyse
from netlib.extraction.dates import DatedEvent, Found, find_dates
from netlib.extraction.frames import Claim, claims
from netlib.extraction.mentions import Mention, find_mentions
from netlib.extraction.sentences import blocks, is_encodable, replace_surrogates, sentence_starts, tokenizable
from netlib.extraction.shape import Sentence
from netlib.ontology import intensity
from netlib.schema import (
    INTERACTIONS,
    Mark,
    empty_table,
    format_marks,
    interaction_id,
    text_dtype,
    validate_documents,
    validate_interactions,
)

if TYPE_CHECKING:
    import pandas as pd
    from spacy.language import Language
    from spacy.tokens import Doc

__all__ = ["EXTRACTOR", "extract"]

EXTRACTOR = "netlib rules"
"""What the ``extractor`` column says of the rows made here; the ``rule`` column names the row of the lexicon."""

_CHUNK = 200
_SHOW_PROGRESS = 1000
_REMEMBERED = 100
"""Dated events that "the day before the meeting" may refer to, the latest of the document."""

_DEFINITE = frozenset({"the", "this", "that", "their"})
_MEETINGS = frozenset(
    {"meeting", "call", "visit", "talks", "conversation", "discussion", "discussions", "summit", "trip", "dialogue"}
)
_MEETING_REACH = 6
"""Sentences after which "the talks" need no longer be those last named."""
_OF_MEETINGS = frozenset({"signal-commitment"})
"""Rules whose subject may be a meeting, which then stands for the other side."""
_REPORTED = frozenset({"reported", "announced", "confirmed", "disclosed", "revealed", "claimed", "described"})
_ENDS_NAME = frozenset({",", ".", ";", "with", "on", "in", "citing", "who", "which", "and", "after", "as", "at"})

Columns = dict[str, list[Any]]
Text = tuple[str, str, date | None, str | None, str | None]
"""doc_id, text, published, publisher, url."""


def extract(
    docs: pd.DataFrame,
    *,
    actors: pd.DataFrame | str | None = None,
    nlp: Language | None = None,
    extractor: Callable[[pd.DataFrame], pd.DataFrame] | None = None,
    n_process: int = 1,
    progress: bool | None = None,
) -> pd.DataFrame:
    """Read the interactions between actors that documents state, one row a claim.

    Needs no language model: actors come from lexicons and from patterns of news prose, predicates from
    ``lexicons/predicates.csv``. Every row has its evidence, with ``text[start:end] == evidence``, and names the rule
    that made it. A sentence that states no interaction between two named sides has no row.

    Parameters
    ----------
    docs : DataFrame
        Documents: ``doc_id``, ``text``, and where known ``published`` (for relative dates), ``publisher``, ``url``.
    actors : DataFrame or path, optional
        An actors table of one's own (`netlib.schema.ACTORS`), which takes precedence over the packaged actors.
    nlp : spacy.Language, optional
        A pipeline of one's own. Its sentences, entities and parts of speech are used where it sets them; otherwise
        netlib's own components do the work.
    extractor : callable, optional
        Another extractor, called with the documents table; what it returns is validated and returned. The other
        options are then not used.
    n_process : int, default 1
        Number of processes to share the documents among.
    progress : bool, optional
        Show a progress bar; by default for more than 1,000 documents.

    Returns
    -------
    DataFrame
        Interactions with every column of `netlib.schema.INTERACTIONS`, in the order of the documents; no rows for no
        documents, empty texts and texts in other languages.

    Raises
    ------
    SchemaError
        If a table lacks columns or has values that are not allowed.
    ParameterError
        If `n_process` is below 1.

    Examples
    --------
    >>> import pandas as pd
    >>> docs = pd.DataFrame({"doc_id": ["a"], "text": ["France condemned Iran on Monday."]})
    >>> extract(docs)[["source", "target", "event", "rule"]].values.tolist()
    [['FRA', 'IRN', 'ACCUSE', 'condemn']]
    """
    docs = validate_documents(_encodable(docs))
    if extractor is not None:
        found = extractor(docs)
        table = validate_interactions(found, where="the extractor's table")
        table.attrs = dict(found.attrs)  # its account of what it set aside
        return table
    if isinstance(n_process, bool) or not isinstance(n_process, int) or n_process < 1:
        raise ParameterError(f"n_process={n_process!r} is not allowed; give a whole number of processes, 1 or more")
    registry = default_registry()
    if actors is not None:
        registry = registry.with_actors(actors)
    columns: Columns = {name: [] for name in _FILLED}
    from tqdm.auto import tqdm

    show = len(docs) > _SHOW_PROGRESS if progress is None else progress
    with tqdm(total=len(docs), desc="reading", unit="doc", disable=not show) as bar:
        for size, part in _read_all(docs, registry, nlp, n_process):
            for name, values in part.items():
                columns[name].extend(values)
            bar.update(size)
    return _table(columns)


def _encodable(docs: pd.DataFrame) -> pd.DataFrame:
    """Return the documents with half characters of a broken decoder as U+FFFD: text columns cannot hold them.

    Positions stay, and no evidence contains one: a sentence ends there.
    """
    if "text" not in docs or docs["text"].dtype != object:
        return docs
    broken = docs["text"].map(lambda text: isinstance(text, str) and not is_encodable(text)).astype(bool)
    if not broken.any():
        return docs
    texts = [replace_surrogates(text) if bad else text for text, bad in zip(docs["text"], broken, strict=True)]
    return docs.assign(text=texts)


def _chunks(docs: pd.DataFrame) -> Iterator[list[Text]]:
    for start in range(0, len(docs), _CHUNK):
        part = docs.iloc[start : start + _CHUNK]
        published = [None if day is None or day != day else day.date() for day in part["published"].astype(object)]
        texts = part[["doc_id", "text", "publisher", "url"]].astype(object)
        texts = texts.where(texts.notna(), None)
        yield [
            (doc_id, text or "", day, publisher, url)
            for (doc_id, text, publisher, url), day in zip(
                texts.itertuples(index=False, name=None), published, strict=True
            )
        ]


def _read_all(
    docs: pd.DataFrame, registry: Registry, nlp: Language | None, n_process: int
) -> Iterator[tuple[int, Columns]]:
    """Yield the number of documents and the columns of each chunk, in order."""
    if n_process == 1 or len(docs) <= _CHUNK // 4:
        reader = Reader(registry, nlp)
        for chunk in _chunks(docs):
            yield len(chunk), reader.read(chunk)
        return
    import multiprocessing

    context = multiprocessing.get_context("spawn")
    with context.Pool(n_process, initializer=_start_worker, initargs=(registry, nlp)) as pool:
        yield from pool.imap(_work, _chunks(docs))


_worker: Reader | None = None


def _start_worker(registry: Registry, nlp: Language | None) -> None:
    global _worker  # noqa: PLW0603  (a process of a pool has no other place for what it keeps)
    _worker = Reader(registry, nlp)


def _work(chunk: list[Text]) -> tuple[int, Columns]:
    assert _worker is not None
    return len(chunk), _worker.read(chunk)


@dataclass(slots=True)
class _State:
    """What a document has said so far."""

    dated: list[DatedEvent] = field(default_factory=list)
    met: dict[frozenset[str], tuple[date | None, str]] = field(default_factory=dict)
    ids: dict[tuple[Any, ...], int] = field(default_factory=dict)
    sentence: int = 0
    meeting: tuple[date | None, str] | None = None
    sides: tuple[int, frozenset[str]] | None = None


@cache
def _blank() -> Language:
    """Return the blank English pipeline: a tokenizer, no model."""
    import spacy

    return spacy.blank("en")


class Reader:
    """Reads texts with one pipeline and one registry.

    Parameters
    ----------
    registry : Registry
        The known actors.
    nlp : spacy.Language, optional
        A pipeline of one's own.
    """

    def __init__(self, registry: Registry, nlp: Language | None = None) -> None:
        self.registry = registry
        self.own_pipeline = nlp is not None and bool(nlp.pipe_names)
        pipeline = nlp if nlp is not None else _blank()
        self.tokenize: Callable[[str], Doc] = pipeline if self.own_pipeline else pipeline.tokenizer

    def read(self, texts: Sequence[Text]) -> Columns:
        """Return the columns of the interactions of several texts."""
        columns: Columns = {name: [] for name in _FILLED}
        for doc_id, text, published, publisher, url in texts:
            state = _State()
            clean = tokenizable(text)
            for offset, part in blocks(clean):
                self._read_block(part, offset, text, doc_id, published, state, columns)
            added = len(columns["doc_id"]) - len(columns["publisher"])
            columns["publisher"].extend([publisher] * added)
            columns["url"].extend([url] * added)
        return columns

    def _read_block(
        self, part: str, offset: int, text: str, doc_id: str, published: date | None, state: _State, columns: Columns
    ) -> None:
        doc = self.tokenize(part)
        words = [token.text for token in doc]
        if not words:
            return
        if self.own_pipeline and doc.has_annotation("SENT_START"):
            starts = [sentence.start for sentence in doc.sents]
        else:
            starts = sentence_starts(words, doc.to_array("SPACY").tolist())
            _set_sentences(doc, starts)
        mentions = find_mentions(doc, self.registry, published=published)
        places = [bisect_right(starts, mention.token_start) - 1 for mention in mentions]
        first = 0
        while first < len(mentions):
            number = places[first]
            last = first
            while last < len(mentions) and places[last] == number:
                last += 1
            here = mentions[first:last]
            first = last
            begin = starts[number]
            end = starts[number + 1] if number + 1 < len(starts) else len(words)
            if len(here) < 2 and not here[0].members:
                here = self._with_meeting(doc, words, begin, here, state, state.sentence + number)
                if len(here) < 2:
                    continue
            while end > begin + 1 and words[end - 1].isspace():
                end -= 1
            row = len(columns["doc_id"])
            self._read_sentence(doc, words, begin, end, here, (offset, text, doc_id, published), state, number, columns)
            if "CONSULT" in columns["event"][row:] and number + 1 < len(starts):
                _pass_back(words, starts[number + 1], row, doc, (offset, text), columns)
        state.sentence += len(starts)

    def _with_meeting(
        self, doc: Doc, words: list[str], begin: int, mentions: list[Mention], state: _State, number: int
    ) -> list[Mention]:
        """Let "the talks" before a sentence's only actor stand for the other side of the talks last named."""
        country = mentions[0].actor.country
        if state.sides is None or number - state.sides[0] > _MEETING_REACH or country not in state.sides[1]:
            return mentions
        other = next((self.registry.get(side) for side in state.sides[1] if side != country), None)
        for i in range(mentions[0].token_start - 1, begin, -1):
            if other is not None and words[i] in _MEETINGS and words[i - 1].lower() in _DEFINITE:
                start = doc[i - 1].idx
                end = doc[i].idx + len(words[i])
                return [Mention(start, end, i - 1, i + 1, other, "meeting"), *mentions]
        return mentions

    def _read_sentence(
        self,
        doc: Doc,
        words: list[str],
        begin: int,
        end: int,
        mentions: list[Mention],
        place: tuple[int, str, str, date | None],
        state: _State,
        number: int,
        columns: Columns,
    ) -> None:
        offset, text, doc_id, published = place
        tags = [token.pos_ for token in doc[begin:end]] if self.own_pipeline and doc.has_annotation("POS") else None
        s = analyse(words[begin:end], mentions, begin, tags=tags)
        found = claims(s)
        if mentions[0].kind == "meeting":
            found = [claim for claim in found if claim.rule.id in _OF_MEETINGS]
        if not found:
            return
        low = doc[begin].idx
        last = doc[end - 1]
        start, stop = offset + low, offset + last.idx + len(last.text)
        while start < stop and text[start].isspace():
            start += 1
            low += 1
        while stop > start and text[stop - 1].isspace():
            stop -= 1
        evidence = text[start:stop]
        dates = None
        for claim in found:
            certainty, speaker = assess(s, claim)
            if dates is None:
                dates = find_dates(evidence, published, state.dated, ahead=claim.planned) if s.timed else []
            p0, p1 = doc[begin + claim.start].idx, doc[begin + claim.end - 1]
            predicate = (p0 - low, p1.idx + len(p1.text) - low)
            when = _when(dates, predicate, s, claim, doc, begin, low)
            day, precision = when or (None, "unknown")
            if claim.event in ("CONSULT", "COOPERATE") and day is None:
                day, precision = _meeting_day(s, claim, state) or (None, "unknown")
            elif claim.event == "CONSULT" and day is not None:
                state.met.update(dict.fromkeys(_meeting_keys(claim), (day, precision)))
                state.meeting = (day, precision)
            sides = {claim.source.actor.country, claim.target.actor.country} - {None}
            if claim.event == "CONSULT" and len(sides) == 2:
                state.sides = (state.sentence + number, frozenset(side for side in sides if side))
            if day is not None and precision == "day":
                state.dated.append(DatedEvent(day, frozenset(w for w in s.low if len(w) > 3)))
                del state.dated[:-_REMEMBERED]
            attributed = None
            if speaker is not None:
                a0, a1 = doc[begin + speaker[0]].idx, doc[begin + speaker[1] - 1]
                attributed = text[offset + a0 : offset + a1.idx + len(a1.text)].strip() or None
            marks = [Mark("predicate", *predicate)]
            for part, mention in (("source", claim.source), ("target", claim.target)):
                if mention.start >= low and offset + mention.end <= stop:
                    marks.append(Mark(part, mention.start - low, mention.end - low))
            marks.sort(key=lambda mark: mark.start)
            key = (start, stop, claim.source.actor.actor_id, claim.target.actor.actor_id, claim.event)
            nth = state.ids.get(key, 0)
            state.ids[key] = nth + 1
            add = columns
            add["interaction_id"].append(
                interaction_id(
                    doc_id,
                    start,
                    stop,
                    evidence,
                    claim.source.actor.actor_id,
                    claim.target.actor.actor_id,
                    claim.event,
                    nth,
                )
            )
            add["doc_id"].append(doc_id)
            add["sentence"].append(state.sentence + number)
            add["start"].append(start)
            add["end"].append(stop)
            add["evidence"].append(evidence)
            add["marks"].append(format_marks(marks))
            add["date"].append(day)
            add["date_precision"].append(precision)
            for side, mention in (("source", claim.source), ("target", claim.target)):
                actor = mention.actor
                add[side].append(actor.actor_id)
                add[f"{side}_name"].append(actor.name)
                add[f"{side}_kind"].append(actor.kind)
                add[f"{side}_country"].append(actor.country)
                add[f"{side}_role"].append(mention.role)
                add[f"{side}_parent"].append(actor.parent)
            add["event"].append(claim.event)
            add["mode"].append(claim.mode or None)
            add["intensity"].append(intensity(claim.event, claim.mode))
            add["reciprocal"].append(claim.reciprocal)
            add["certainty"].append(certainty)
            add["attributed_to"].append(attributed)
            add["rule"].append(claim.rule.id)


def _meeting_keys(claim: Claim) -> list[frozenset[str]]:
    """Return what a meeting is known by: its two sides, and a person with the country of the other side."""
    a, b = claim.source.actor, claim.target.actor
    keys = [frozenset((a.actor_id, b.actor_id))]
    for one, other in ((a, b), (b, a)):
        if one.kind == "person" and other.country is not None:
            keys.append(frozenset((one.actor_id, other.country)))
    return keys


def _meeting_day(s: Sentence, claim: Claim, state: _State) -> tuple[date | None, str] | None:
    """Return the day of the meeting that a claim without a date goes back to: "The meeting ...", or the same two."""
    if state.meeting is not None and len(s.low) > 1 and s.low[0] in _DEFINITE and s.low[1] in _MEETINGS:
        return state.meeting
    return next((state.met[key] for key in _meeting_keys(claim) if key in state.met), None)


def _pass_back(words: Sequence[str], start: int, row: int, doc: Doc, source: tuple[int, str], columns: Columns) -> None:
    """Give a meeting what the next sentence says of it: "The meeting, reported by Al Jazeera, ..."."""
    head = [word.lower() for word in words[start : start + 6]]
    if len(head) < 6 or head[0] not in _DEFINITE or head[1] not in _MEETINGS or head[2] != ",":
        return
    by = 4 if head[3] in _REPORTED else 5 if head[4] in _REPORTED else 0
    if not by or head[by] != "by":
        return
    begin = start + by + 1
    begin += words[begin : begin + 1] == ["the"]
    end = begin
    while end < len(words) and end < begin + 8 and words[end] not in _ENDS_NAME:
        end += 1
    if end == begin:
        return
    last = doc[end - 1]
    offset, text = source
    speaker = text[offset + doc[begin].idx : offset + last.idx + len(last.text)]
    for i in range(row, len(columns["event"])):
        if columns["event"][i] == "CONSULT" and columns["attributed_to"][i] is None:
            columns["attributed_to"][i] = speaker
            if columns["certainty"][i] == "asserted":
                columns["certainty"][i] = "reported"


def _set_sentences(doc: Doc, starts: Sequence[int]) -> None:
    """Set the sentences of a doc at once: token by token, spaCy looks through the whole doc each time."""
    import numpy as np

    flags = np.full((len(doc), 1), -1, dtype=np.int64)
    flags[starts, 0] = 1
    doc.from_array(["SENT_START"], cast("Any", flags.astype(np.uint64)))


def _when(
    dates: Sequence[Found], predicate: tuple[int, int], s: Any, claim: Claim, doc: Doc, begin: int, low: int
) -> tuple[date | None, str] | None:
    """Return the date of a claim: the nearest in its own clause, otherwise in the main clauses of the sentence."""
    if not dates:
        return None
    ends = [doc[begin + i].idx - low for i in range(len(s.low))]
    own: list[tuple[int, Found]] = []
    main: list[tuple[int, Found]] = []
    for found in dates:
        token = max(bisect_right(ends, found.start) - 1, 0)
        distance = abs(found.start - predicate[0])
        clause = s.clause[token]
        if clause == claim.clause:
            own.append((distance, found))
        elif s.clauses[clause].kind not in ("rel", "sub"):
            main.append((distance, found))
    for choice in (own, main):
        if choice:
            found = min(choice, key=lambda item: item[0])[1]
            return found.day, found.precision
    return None


_FILLED = [column.name for column in INTERACTIONS if column.name not in ("mentions", "publishers", "extractor")]


def _table(columns: Columns) -> pd.DataFrame:
    """Return the validated table of the collected columns."""
    import pandas as pd

    count = len(columns["doc_id"])
    if not count:
        return empty_table(INTERACTIONS)
    columns = {**columns, "extractor": [EXTRACTOR] * count}
    made: dict[str, Any] = {}
    for column in INTERACTIONS:
        if column.name not in columns:
            continue
        values = columns[column.name]
        if column.dtype == "text":
            made[column.name] = pd.array(values, dtype=text_dtype())
        elif column.dtype == "date":
            made[column.name] = pd.array(
                [None if day is None else day.isoformat() for day in values], dtype="datetime64[s]"
            )
        elif column.dtype == "integer":
            made[column.name] = pd.array(values, dtype="Int64")
        else:
            made[column.name] = values
    return validate_interactions(pd.DataFrame(made))
