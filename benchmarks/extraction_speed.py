"""How many sentences a second `netlib.extract` reads, from text to table, and where the time goes.

Run: ``python benchmarks/extraction_speed.py [sentences] [processes]``. The peer in the same run is what any spaCy user
pays before a first result: the blank tokenizer, and the tokenizer with a `PhraseMatcher` over the same names. Ratios
hold on any machine; absolute numbers are of this one.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from itertools import islice, product
from multiprocessing import get_context
from typing import Any

import pandas as pd
import spacy
from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc

from netlib.actors import default_registry
from netlib.extraction import extract
from netlib.extraction.certainty import assess
from netlib.extraction.dates import find_dates
from netlib.extraction.frames import claims
from netlib.extraction.frames.clauses import analyse
from netlib.extraction.mentions import find_mentions
from netlib.extraction.pipeline import _start_worker, _table, _work
from netlib.extraction.reader import Reader, Text, _set_sentences, _tokens
from netlib.extraction.sentences import sentence_starts

SUBJECTS = [
    "The Kenyan foreign minister",
    "President Jane Roe of Peru",
    "Turkish officials",
    "The Indian army",
    "France",
]
PREDICATES = [
    "met with a delegation from {} in Geneva on Friday for two days of talks about trade and the border",
    "has refused to lift the sanctions on {} that were imposed after the disputed election of last year",
    "sent 200 tonnes of food and medicine to {} after the floods, which left thousands without shelter",
    "accused {} of backing the rebels who control the north, and warned that the truce could collapse",
    "said that prices rose for the third month in a row, although the harvest in {} had been good",
]
TARGETS = ["Chad", "Ethiopia", "Poland", "the Philippines", "Kazakhstan", "Chile", "Lebanon"]
PLAIN = "The weather stayed dry for most of the week, and farmers in the valley said they hoped for rain by Sunday."


PUBLISHED = date(2025, 11, 17)


def sentences() -> list[str]:
    """Return one sentence of news for each combination, and as many that name nobody."""
    made = [f"{s} {p.format(t)}." for s, p, t in product(SUBJECTS, PREDICATES, TARGETS)]
    return [sentence for claim in made for sentence in (claim, PLAIN)]


def documents(count: int, *, per_document: int = 20) -> pd.DataFrame:
    pool = sentences()
    texts = [" ".join(islice(pool, n % len(pool), n % len(pool) + per_document)) for n in range(0, count, per_document)]
    return pd.DataFrame({"doc_id": map(str, range(len(texts))), "text": texts, "published": pd.Timestamp(PUBLISHED)})


def timed(work: Callable[[], Any], clock: Callable[[], float] = time.process_time) -> tuple[float, Any]:
    """Return seconds of processor time, in which what else runs does not count, the better of two, and the result."""
    taken = []
    for _ in range(2):
        start = clock()
        result = work()
        taken.append(clock() - start)
    return min(taken), result


def seconds(work: Callable[[], object], clock: Callable[[], float] = time.process_time) -> float:
    return timed(work, clock)[0]


def main(count: int = 20_000, processes: int = 2) -> None:
    docs = documents(count)
    texts = docs["text"].tolist()
    total = sum(text.count(".") for text in texts)
    words = sum(len(text.split()) for text in texts)
    registry = default_registry()
    nlp = spacy.blank("en")
    extract(docs.head(20), progress=False)  # reads the lexicons once
    print(f"{len(docs):,} documents, {total:,} sentences, {words / total:.1f} words each")

    taken = seconds(lambda: extract(docs, progress=False))
    print(f"extract, 1 process         {total / taken:10,.0f} sentences/s")
    half = seconds(lambda: extract(docs.head(len(docs) // 2), progress=False))
    print(f"twice the documents        {taken / half:10.2f} x the time")
    share(docs, processes)

    tokenizing = seconds(lambda: [nlp.tokenizer(text) for text in texts])
    matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
    matcher.add("name", [nlp.make_doc(actor.name) for actor in registry])
    matching = seconds(lambda: [matcher(nlp.tokenizer(text)) for text in texts])
    print(f"spaCy tokenizer alone      {taken / tokenizing:10.2f} x as fast")
    print(f"tokenizer + PhraseMatcher  {taken / matching:10.2f} x as fast, and finds names only")

    print("where the time goes:")
    parts = stages(texts, nlp)
    columns = Reader(registry).read(as_texts(docs))
    parts["table"] = seconds(lambda: _table(columns))
    for name, part in {**parts, "rows: ids, marks, columns": taken - sum(parts.values())}.items():
        print(f"  {name:26} {part / taken:6.0%}   {part / total * 1e6:6.0f} microseconds a sentence")


def as_texts(docs: pd.DataFrame) -> list[Text]:
    return [(doc_id, text, PUBLISHED, None, None) for doc_id, text in zip(docs["doc_id"], docs["text"], strict=True)]


def stages(texts: list[str], nlp: Language) -> dict[str, float]:
    """Return the seconds of each step of reading, one step after the other over all texts."""
    registry = default_registry()
    parts = {}
    parts["tokens"], tokenized = timed(lambda: [nlp.tokenizer(text) for text in texts])
    parts["words"], words = timed(lambda: [_tokens(doc)[0] for doc in tokenized])
    parts["sentences"], _ = timed(lambda: [cut(*both) for both in zip(tokenized, words, strict=True)])
    parts["mentions"], mentions = timed(lambda: [find_mentions(doc, registry) for doc in tokenized])
    pieces = []
    for doc, here, found in zip(tokenized, words, mentions, strict=True):
        for sentence in doc.sents:
            inside = [mention for mention in found if sentence.start <= mention.token_start < sentence.end]
            if len(inside) > 1:
                pieces.append((here[sentence.start : sentence.end], inside, sentence.start, sentence.text))
    parts["clauses"], analysed = timed(lambda: [analyse(*piece[:3]) for piece in pieces])
    parts["predicates and frames"], claimed = timed(lambda: list(map(claims, analysed)))
    stated = [(s, claim) for s, found in zip(analysed, claimed, strict=True) for claim in found]
    parts["certainty"], _ = timed(lambda: [assess(s, claim) for s, claim in stated])
    dated = [piece[3] for piece, s, found in zip(pieces, analysed, claimed, strict=True) if found and s.timed]
    parts["dates"], _ = timed(lambda: [find_dates(text, PUBLISHED) for text in dated])
    return parts


def cut(doc: Doc, words: list[str]) -> None:
    _set_sentences(doc, sentence_starts(words, doc.to_array("SPACY").tolist()))


def share(docs: pd.DataFrame, processes: int) -> None:
    """Tell how much faster several processes are, by the clock, and what it takes until the others begin."""
    began = time.perf_counter()
    with ProcessPoolExecutor(1, get_context("spawn"), _start_worker, (default_registry(), None)) as pool:
        pool.submit(_work, as_texts(docs.head(1))).result()
    print(
        f"another process            {time.perf_counter() - began:10.2f} s until its first row; the first one reads on"
    )
    many = pd.concat([docs.assign(doc_id=docs["doc_id"] + f"-{n}") for n in range(4)], ignore_index=True)
    for some in (docs, many):
        alone = seconds(lambda: extract(some, progress=False), time.perf_counter)  # noqa: B023
        shared = seconds(lambda: extract(some, n_process=processes, progress=False), time.perf_counter)  # noqa: B023
        print(f"{processes} processes, {len(some):6,} documents {alone / shared:9.2f} x as fast by the clock")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
