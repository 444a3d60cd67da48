"""One text to its interactions: block by block, sentence by sentence, with what the document has said so far."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any, cast

from netlib.actors import Actor, Registry
from netlib.extraction.certainty import assess
from netlib.extraction.dates import Found, find_dates
from netlib.extraction.frames import Claim, claims
from netlib.extraction.frames.clauses import analyse
from netlib.extraction.frames.shape import word_lists
from netlib.extraction.memory import DEFINITE, MEETINGS, Memory
from netlib.extraction.mentions import Mention, MentionKind, find_mentions
from netlib.extraction.mentions.gazetteer import gazetteer
from netlib.extraction.parsed import Parse, read_parse
from netlib.extraction.quotations import quotations
from netlib.extraction.relevance import is_about_sport, relevant
from netlib.extraction.sentences import blocks, sentence_starts, tokenizable
from netlib.extraction.timing import date_of
from netlib.extraction.words import phrase_words
from netlib.ontology import intensity
from netlib.schema import INTERACTIONS, Mark, format_marks, interaction_id

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

__all__ = ["Columns", "Reader", "Text"]

Columns = dict[str, list[Any]]
Text = tuple[str, str, date | None, str | None, str | None]
"""doc_id, text, published, publisher, url."""

_FILLED = [column.name for column in INTERACTIONS if column.name not in ("mentions", "publishers", "extractor")]
_VOCABULARY = 50_000
"""Strings that spaCy's store may hold; it never forgets one, and names and misspellings never end."""
_OF_MEETINGS = frozenset({"signal-commitment"})
"""Rules whose subject may be a meeting, which then stands for the other side."""
_REPORTED = phrase_words("made-known")
_MARKS = frozenset({'"', "“", "«", "„", "``"})
_ENDS_NAME = frozenset({",", ".", ";", "with", "on", "in", "citing", "who", "which", "and", "after", "as", "at"})


@dataclass(frozen=True, slots=True)
class _Block:
    """A stretch of a document: its tokens, and where it and they stand."""

    doc_id: str
    text: str
    published: date | None
    offset: int
    words: list[str]
    idx: list[int]
    tags: list[str] | None
    parse: Parse | None
    quoted: list[tuple[int, int]]
    sport: bool

    def quotes(self, begin: int, end: int) -> bool:
        """Whether tokens stand within one pair of quotation marks."""
        place = bisect_right(self.quoted, (begin, len(self.words))) - 1
        return place >= 0 and end <= self.quoted[place][1]

    def place(self, begin: int, end: int) -> tuple[int, int]:
        """Return the characters of the block in which tokens stand."""
        return self.idx[begin], self.idx[end - 1] + len(self.words[end - 1])

    def said(self, begin: int, end: int) -> str:
        """Return the text of tokens as the document has it."""
        start, stop = self.place(begin, end)
        return self.text[self.offset + start : self.offset + stop]


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

    Examples
    --------
    >>> from netlib.actors import default_registry
    >>> columns = Reader(default_registry()).read([("a", "France condemned Iran.", None, None, None)])
    >>> columns["source"], columns["target"]
    (['FRA'], ['IRN'])
    """

    def __init__(self, registry: Registry, nlp: Language | None = None) -> None:
        self.registry = registry
        self.nlp = nlp

    def load(self) -> None:
        """Load the lexicons, which the first text would otherwise wait for."""
        gazetteer(self.registry)
        word_lists()
        if self.nlp is None:
            _blank()

    def read(self, texts: Sequence[Text]) -> Columns:
        """Return the columns of the interactions of several texts."""
        columns: Columns = {name: [] for name in _FILLED}
        for doc_id, text, published, publisher, url in texts:
            memory = Memory()
            for offset, part in blocks(tokenizable(text)):
                self._read_block(self._tokenize(part), (doc_id, text, published, offset), memory, columns)
            added = len(columns["doc_id"]) - len(columns["publisher"])
            columns["publisher"].extend([publisher] * added)
            columns["url"].extend([url] * added)
        return columns

    def _tokenize(self, text: str) -> Doc:
        if self.nlp is not None:
            return self.nlp(text) if self.nlp.pipe_names else self.nlp.tokenizer(text)
        if len(_blank().vocab.strings) > _VOCABULARY:
            _blank.cache_clear()
        return _blank().tokenizer(text)

    def _read_block(
        self, doc: Doc, origin: tuple[str, str, date | None, int], memory: Memory, columns: Columns
    ) -> None:
        words, idx = _tokens(doc)
        if not words:
            return
        parsed = self.nlp is not None and bool(self.nlp.pipe_names)
        parse = read_parse(doc) if parsed else None
        if parsed and parse is None and doc.has_annotation("SENT_START"):  # a parser joins headlines to what follows
            starts = [sentence.start for sentence in doc.sents]
        else:
            starts = sentence_starts(words, doc.to_array("SPACY").tolist())
            _set_sentences(doc, starts)
        tags = [token.pos_ for token in doc] if parsed and doc.has_annotation("POS") else None
        quoted = [] if _MARKS.isdisjoint(words) else quotations(words, idx)
        block = _Block(*origin, words, idx, tags, parse, quoted, is_about_sport(words, starts))
        mentions = find_mentions(doc, self.registry, published=block.published)
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
            sentence = memory.sentence + number
            here, answered = self._with_what_was_said(block, begin, end, here, memory, sentence)
            if len(here) < 2 and not here[0].members and answered is None:
                continue
            while end > begin + 1 and words[end - 1].isspace():
                end -= 1
            row = len(columns["doc_id"])
            _read_sentence(block, begin, end, here, answered, memory, sentence, columns)
            if "CONSULT" in columns["event"][row:] and number + 1 < len(starts):
                _pass_back(block, starts[number + 1], row, columns)
        memory.sentence += len(starts)

    def _with_what_was_said(
        self, block: _Block, begin: int, end: int, mentions: list[Mention], memory: Memory, sentence: int
    ) -> tuple[list[Mention], Actor | None]:
        """Add to a sentence of one country what it goes back to, "the talks" or "the attack", or whom it may answer."""
        country = mentions[0].actor.country
        if mentions[0].members or any(mention.actor.country != country for mention in mentions):
            return mentions, None
        low = [word.lower() for word in block.words[begin:end]]
        kind: MentionKind = "meeting"
        found = None
        if len(mentions) < 2:
            found = memory.talks(low[: mentions[0].token_start - begin], country, sentence, self.registry)
        if found is None:
            kind, found = "deed", memory.deed(low, country, sentence)
        if found is None:
            return mentions, memory.speaker_to(country, sentence)
        first, last, actor = begin + found[0], begin + found[1], found[2]
        if any(mention.token_start < last and mention.token_end > first for mention in mentions):
            return mentions, None
        said = Mention(*block.place(first, last), first, last, actor, kind)
        return sorted([*mentions, said], key=lambda mention: mention.token_start), None


def _tokens(doc: Doc) -> tuple[list[str], list[int]]:
    """Return the words of a doc and the characters at which they begin, without an object for each token."""
    words, idx = doc.to_array(["ORTH", "IDX"]).T.tolist()
    strings = doc.vocab.strings
    return [strings[word] for word in words], idx


def _set_sentences(doc: Doc, starts: Sequence[int]) -> None:
    """Set the sentences of a doc at once: token by token, spaCy looks through the whole doc each time."""
    import numpy as np

    flags = np.full((len(doc), 1), -1, dtype=np.int64)
    flags[starts, 0] = 1
    doc.from_array(["SENT_START"], cast("Any", flags.astype(np.uint64)))


def _read_sentence(
    block: _Block,
    begin: int,
    end: int,
    mentions: list[Mention],
    answered: Actor | None,
    memory: Memory,
    sentence: int,
    columns: Columns,
) -> None:
    """Add a row for each claim of a sentence."""
    tags = None if block.tags is None else block.tags[begin:end]
    parse = None if block.parse is None else block.parse.within(begin, end)
    s = analyse(block.words[begin:end], mentions, begin, tags=tags, parse=parse)
    found = claims(s, answered=answered)
    if mentions[0].kind == "meeting":
        found = [claim for claim in found if claim.rule.id in _OF_MEETINGS]
    found = relevant(s, found, sport=block.sport)
    if not found:
        return
    low, high = block.place(begin, end)
    raw = block.said(begin, end)
    evidence = raw.strip()
    low += len(raw) - len(raw.lstrip())
    high = low + len(evidence)
    known = tuple(memory.dated)  # not what this sentence is about to date
    dates: dict[bool, list[Found]] = {}
    starts = [place - low for place in block.idx[begin:end]] if s.timed else []
    for claim in found:
        certainty, speaker = assess(s, claim, quoted=_is_quoted(block, begin, claim))
        p0, p1 = block.place(begin + claim.start, begin + claim.end)
        marks = [Mark("predicate", p0 - low, p1 - low)]
        for part, mention in (("source", claim.source), ("target", claim.target)):
            if mention.start >= low and mention.end <= high:
                marks.append(Mark(part, mention.start - low, mention.end - low))
        marks.sort(key=lambda mark: mark.start)
        for ahead in {False, claim.planned} - dates.keys():
            dates[ahead] = find_dates(evidence, block.published, known, ahead=ahead) if s.timed else []
        day, precision = date_of(s, claim, starts, dates[False], dates[claim.planned])
        day, precision = memory.day_of(claim, s.low, day, precision)
        memory.remember(claim, s.low, day, precision, sentence)
        add = columns
        add["doc_id"].append(block.doc_id)
        add["sentence"].append(sentence)
        add["start"].append(block.offset + low)
        add["end"].append(block.offset + high)
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
        said_by = "" if speaker is None else block.said(begin + speaker[0], begin + speaker[1]).strip()
        add["attributed_to"].append(said_by or None)
        add["rule"].append(claim.rule.id)
        place = (add["start"][-1], add["end"][-1], evidence, add["source"][-1], add["target"][-1], claim.event)
        nth = memory.ids.get(place, 0)
        memory.ids[place] = nth + 1
        add["interaction_id"].append(interaction_id(block.doc_id, *place, nth))


def _is_quoted(block: _Block, begin: int, claim: Claim) -> bool:
    """Whether somebody's own words are all there is of a claim: it and those of its sides that the sentence names."""
    if not block.quoted:
        return False
    sides = [side for side in (claim.source, claim.target) if side.token_start >= begin]
    first = min(begin + claim.start, *(side.token_start for side in sides), begin + claim.end)
    return block.quotes(first, max(begin + claim.end, *(side.token_end for side in sides), 0))


def _pass_back(block: _Block, start: int, row: int, columns: Columns) -> None:
    """Give a meeting what the next sentence says of it: "The meeting, reported by Al Jazeera, ..."."""
    words = block.words
    head = [word.lower() for word in words[start : start + 6]]
    if len(head) < 6 or head[0] not in DEFINITE or head[1] not in MEETINGS or head[2] != ",":
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
    speaker = block.said(begin, end)
    for i in range(row, len(columns["event"])):
        if columns["event"][i] == "CONSULT" and columns["attributed_to"][i] is None:
            columns["attributed_to"][i] = speaker
            if columns["certainty"][i] == "asserted":
                columns["certainty"][i] = "reported"
