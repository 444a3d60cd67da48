"""A language model as extractor: it points at words, and every row it makes is held against the text."""

from __future__ import annotations

import asyncio
import hashlib
import json
import os
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from warnings import warn

from netlib.errors import ExtractorError, NetlibWarning, OutputError, ParameterError
from netlib.extraction.llm.checks import Rejection, check, read
from netlib.extraction.llm.client import Chat, HopelessError, TooLongError, UnansweredError
from netlib.extraction.llm.prompt import LIST, answer_schema, instructions
from netlib.extraction.sentences import blocks
from netlib.files import write_atomically
from netlib.schema import INTERACTIONS, empty_table, interaction_id, validate_documents
from netlib.schema import validate_interactions as validate

if TYPE_CHECKING:
    import pandas as pd

    from netlib.actors import Registry

__all__ = ["LLMExtractor"]

_GIVE_UP_AFTER = 5  # texts in a row without an answer
_SMALLEST = 400  # characters of a text that is not split further
_SHOWN = 100


@dataclass(frozen=True)
class _Piece:
    """A stretch of a document that is one question."""

    row: int
    start: int
    text: str


@dataclass
class _Run:
    """What has come of the questions so far."""

    answers: dict[_Piece, list[Any]] = field(default_factory=dict)
    failures: dict[_Piece, str] = field(default_factory=dict)
    cached: int = 0
    streak: int = 0
    stopped: str | None = None
    unkept: str | None = None


@dataclass(frozen=True)
class LLMExtractor:
    """Extract interactions with a language model behind an OpenAI-compatible endpoint.

    Called with a documents table, it returns an interactions table, as `netlib.extract` does with
    ``extractor=LLMExtractor(...)``. The model is asked to point at words; every row is then checked: the evidence must
    stand in the text word for word, source and target in the evidence and be actors that netlib's own reading of the
    text or the registry knows, the event must be a PLOVER type and the certainty one of netlib's. Other rows are
    rejected and counted by reason. Dates and actor ids are read from the text by netlib, not taken from the model.

    Attributes
    ----------
    base_url : str
        Where the endpoint is, up to but without ``/chat/completions``: ``http://localhost:11434/v1`` for Ollama.
    model : str
        The model's name there.
    api_key : str, optional
        Sent to `base_url` and nowhere else: redirects are not followed, proxies of the environment not used.
    timeout : float, default 120
        Seconds after which one exchange counts as failed, however busily the server drips.
    retries : int, default 4
        How often a question is repeated after an answer that may be better the next time: 429, 5xx, a broken
        connection, no JSON.
    backoff : float, default 1
        Seconds before the first repetition; doubled each time, up to `max_wait`. A server's Retry-After goes first.
    max_wait : float, default 60
        The longest wait, in seconds; a server that asks for more gets no further question for this text.
    max_concurrency : int, default 4
        How many questions are open at once.
    cache_dir : str or path, optional
        A folder in which answers are kept, by model, prompt and text; a second run asks only what has no answer yet.
    max_chars : int, default 8000
        Longer texts are cut at the end of a paragraph or sentence.
    options : mapping
        Further fields of the request; by default ``{"temperature": 0}``.
    registry : Registry, optional
        The known actors; by default those of `netlib.actors.default_registry`.
    progress : bool, default True
        Whether a progress bar is shown.

    Raises
    ------
    ParameterError
        If an address or number is not allowed.

    Examples
    --------
    >>> LLMExtractor("http://localhost:11434/v1", "qwen3:8b", api_key="secret")
    LLMExtractor(base_url='http://localhost:11434/v1', model='qwen3:8b')
    """

    base_url: str
    model: str
    api_key: str | None = field(default=None, repr=False, kw_only=True)
    timeout: float = field(default=120.0, repr=False, kw_only=True)
    retries: int = field(default=4, repr=False, kw_only=True)
    backoff: float = field(default=1.0, repr=False, kw_only=True)
    max_wait: float = field(default=60.0, repr=False, kw_only=True)
    max_concurrency: int = field(default=4, repr=False, kw_only=True)
    cache_dir: str | os.PathLike[str] | None = field(default=None, repr=False, kw_only=True)
    max_chars: int = field(default=8_000, repr=False, kw_only=True)
    options: Mapping[str, Any] = field(default_factory=lambda: {"temperature": 0}, repr=False, kw_only=True)
    registry: Registry | None = field(default=None, repr=False, kw_only=True)
    progress: bool = field(default=True, repr=False, kw_only=True)

    def __post_init__(self) -> None:
        """Refuse what could not work, or would send the key where it should not go."""
        address = urlsplit(self.base_url)
        if address.scheme not in ("http", "https") or not address.hostname or address.username or address.query:
            raise ParameterError(
                f"base_url={re.sub('//[^/]*@', '//***@', self.base_url)!r} is not an endpoint; write it like "
                "'http://localhost:11434/v1', and give a key as api_key"
            )
        if not self.model:
            raise ParameterError("model='' is not a model; name one that the endpoint offers")
        if self.api_key is not None and not re.fullmatch(r"[!-~]+", self.api_key):
            raise ParameterError("api_key holds blanks or characters that no header can carry; was a line end copied?")
        if self.api_key and address.scheme == "http" and address.hostname not in ("localhost", "127.0.0.1", "::1"):
            warn(f"base_url={self.base_url!r} takes the key over the network unencrypted; use https", NetlibWarning, 3)
        for name, least in (("timeout", 0.001), ("retries", 0), ("backoff", 0), ("max_wait", 0)):
            self._at_least(name, least)
        for name, least in (("max_concurrency", 1), ("max_chars", _SMALLEST)):
            self._at_least(name, least)

    def _at_least(self, name: str, least: float) -> None:
        value = getattr(self, name)
        if isinstance(value, bool) or not isinstance(value, int | float) or not value >= least:
            raise ParameterError(f"{name}={value!r} is not allowed; give a number of at least {least}")

    def __call__(self, documents: pd.DataFrame) -> pd.DataFrame:
        """Return the interactions that the model finds in documents and that stand the check.

        Parameters
        ----------
        documents : DataFrame
            With ``doc_id`` and ``text``; ``published`` for relative dates.

        Returns
        -------
        DataFrame
            Interactions, ``extractor`` "llm" and the model's name, ``rule`` the first digits of the prompt's hash.
            ``attrs["llm"]`` counts requests, cached answers, tokens and rows, rejected rows by reason (the first 100
            are listed), and gives the reason for each document that has no (or no complete) answer.

        Raises
        ------
        ExtractorError
            If no document got an answer.
        OutputError
            If the folder of the cache cannot be made.

        Warns
        -----
        NetlibWarning
            Of rejected rows and of documents without an answer.
        """
        documents = validate_documents(documents)
        pieces = list(_pieces(documents, self.max_chars))
        if self.cache_dir is not None:
            try:
                Path(self.cache_dir).mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise OutputError(f"cannot make the folder cache_dir={str(self.cache_dir)!r}: {error}") from error
        chat = Chat(
            self.base_url,
            self.model,
            self.api_key,
            self.timeout,
            int(self.retries),
            self.backoff,
            self.max_wait,
            self.options,
            answer_schema(),
            LIST,
        )
        run = _Run()
        if pieces:
            # a thread of its own, because a notebook's thread already runs a loop
            with ThreadPoolExecutor(1) as pool:
                try:
                    pool.submit(asyncio.run, self._ask_all(pieces, chat, run)).result()
                except KeyboardInterrupt:
                    run.stopped = "interrupted"  # what is open is finished and kept
                    chat.retries = 0  # and not repeated
                    raise
        if run.failures and not run.answers:
            raise ExtractorError(
                f"{self.base_url}, model {self.model}: {run.stopped or next(iter(run.failures.values()))}"
            )
        table, report = self._table(documents, run)
        report |= {"requests": chat.requests, "cached": run.cached, "tokens": chat.tokens}
        table.attrs["llm"] = report
        self._tell(report, run)
        return table

    async def _ask_all(self, pieces: list[_Piece], chat: Chat, run: _Run) -> None:
        from tqdm.auto import tqdm

        waiting = iter(pieces)
        with tqdm(total=len(pieces), desc=f"asking {self.model}", unit="text", disable=not self.progress) as bar:

            async def worker() -> None:
                for piece in waiting:
                    if run.stopped:
                        run.failures[piece] = f"not asked: {run.stopped}"
                    else:
                        await self._ask_one(piece, chat, run)
                    bar.update()

            async with chat:
                await asyncio.gather(*(worker() for _ in range(min(int(self.max_concurrency), len(pieces)))))

    async def _ask_one(self, piece: _Piece, chat: Chat, run: _Run) -> None:
        """Put the answer to one piece, or the reason why there is none, into the run."""
        place = self._place(piece.text)
        answer = _kept(place)
        if answer is not None:
            run.cached += 1
        else:
            try:
                answer = await self._ask(piece.text, chat)
            except HopelessError as error:
                run.stopped = run.failures[piece] = str(error)
                return
            except (UnansweredError, TooLongError) as error:
                run.failures[piece] = str(error)
                run.streak += 1
                if run.streak >= _GIVE_UP_AFTER:
                    run.stopped = f"gave up after {run.streak} texts in a row without an answer, the last: {error}"
                return
            run.streak = 0
            if place is not None:
                try:
                    write_atomically(place, json.dumps({LIST: answer}))
                except OutputError as error:  # the answer is paid for: use it, even if it cannot be kept
                    run.unkept = str(error)
        run.answers[piece] = answer

    async def _ask(self, text: str, chat: Chat) -> list[Any]:
        """Return the model's list for a text; a text that is too long for it is asked about in halves."""
        messages = [
            {"role": "system", "content": instructions()},
            {"role": "user", "content": f"<text>\n{text}\n</text>"},
        ]
        try:
            return await chat.ask(messages)
        except TooLongError:
            if len(text) <= _SMALLEST:
                raise
            halves = [part for _, part in blocks(text, size=len(text) // 2 + 1) if part.strip()]
            return [claim for half in halves for claim in await self._ask(half, chat)]

    def _place(self, text: str) -> Path | None:
        if self.cache_dir is None:
            return None
        asked = json.dumps([self.model, instructions(), answer_schema(), dict(self.options), text], sort_keys=True)
        return Path(self.cache_dir) / f"{_digest(asked)}.json"

    def _table(self, documents: pd.DataFrame, run: _Run) -> tuple[pd.DataFrame, dict[str, Any]]:
        """Return the rows that stand the check, and the account of those that do not."""
        import pandas as pd

        from netlib.actors import default_registry

        registry = self.registry if self.registry is not None else default_registry()
        maker = {"extractor": f"llm {self.model}", "rule": f"prompt {_digest(instructions())[:8]}"}
        rows: list[dict[str, Any]] = []
        rejected: Counter[str] = Counter()
        left_out: Counter[str] = Counter()
        listed: list[dict[str, Any]] = []
        pieces = sorted(run.answers, key=lambda piece: (piece.row, piece.start))
        for number, group in groupby(pieces, key=lambda piece: piece.row):
            document = documents.iloc[number]
            published = None if pd.isna(document["published"]) else document["published"].date()
            reading = read(document["text"], registry=registry, published=published)
            about = {**maker, **{name: document[name] for name in ("doc_id", "publisher", "url")}}
            seen = set()
            for piece, claim in [(asked, said) for asked in group for said in run.answers[asked]]:
                result = check(claim, reading, piece.start, piece.start + len(piece.text))
                if not isinstance(result, Rejection):
                    row, parts = result
                    place = (row["start"], row["end"], row["evidence"], row["source"], row["target"], row["event"])
                    if place not in seen:
                        seen.add(place)
                        left_out.update(parts)
                        rows.append({"interaction_id": interaction_id(document["doc_id"], *place), **about, **row})
                        continue
                    result = Rejection("said twice")
                rejected[result.reason] += 1
                listed.append({"doc_id": document["doc_id"], "reason": result.reason, "claim": str(claim)[:500]})
        failed: dict[str, str] = {}
        for piece in sorted(run.failures, key=lambda piece: (piece.row, piece.start)):
            failed.setdefault(documents["doc_id"].iloc[piece.row], run.failures[piece])
        report = {
            "documents": len(documents),
            "rows": len(rows),
            "rejected": dict(rejected.most_common()),
            "rejected_rows": listed[:_SHOWN],
            "left_out": dict(left_out.most_common()),
            "failed": failed,
        }
        if not rows:
            return empty_table(INTERACTIONS), report
        return validate(pd.DataFrame(rows, dtype=object), where=f"rows of {self.model}"), report

    def _tell(self, report: Mapping[str, Any], run: _Run) -> None:
        """Warn, once each, of what was set aside."""
        if report["rejected"]:
            total = sum(report["rejected"].values())
            reasons = ", ".join(f"{reason}: {count}" for reason, count in report["rejected"].items())
            warn(
                f"{total} of {total + report['rows']} rows of {self.model} were rejected ({reasons}); "
                "attrs['llm'] lists them",
                NetlibWarning,
                stacklevel=3,
            )
        if report["failed"]:
            first, reason = next(iter(report["failed"].items()))
            again = (
                "run again: answers are kept" if self.cache_dir else "with cache_dir, a second run asks only for these"
            )
            warn(
                f"{len(report['failed'])} of {report['documents']} documents have no complete answer, first {first!r}: "
                f"{reason}; {again}",
                NetlibWarning,
                stacklevel=3,
            )
        if run.unkept:
            warn(f"answers were used but not kept: {run.unkept}", NetlibWarning, stacklevel=3)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _pieces(documents: pd.DataFrame, size: int) -> Iterator[_Piece]:
    for row, text in enumerate(documents["text"]):
        if isinstance(text, str):
            # half characters of a broken decoder cannot be sent; one for one, so that offsets stay
            clean = re.sub("[\ud800-\udfff]", "\ufffd", text)
            for start, part in blocks(clean, size=size):
                if part.strip():
                    yield _Piece(row, start, part)


def _kept(place: Path | None) -> list[Any] | None:
    """Return the answer that a file holds, None where there is no file or no answer in it."""
    if place is None:
        return None
    try:
        answer = json.loads(place.read_bytes())[LIST]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
    return answer if isinstance(answer, list) else None
