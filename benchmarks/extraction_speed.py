"""How many sentences a second `netlib.extract` reads, from text to table, and where the time goes.

Run: ``python benchmarks/extraction_speed.py [sentences] [processes]``. The peer in the same run is what any spaCy user
pays before a first result: the blank tokenizer, and the tokenizer with a `PhraseMatcher` over the same names. Ratios
hold on any machine; absolute numbers are of this one.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from itertools import islice, product

import pandas as pd
import spacy
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc

from netlib.actors import default_registry
from netlib.extraction import extract
from netlib.extraction.certainty import assess
from netlib.extraction.clauses import analyse
from netlib.extraction.frames import claims
from netlib.extraction.mentions import find_mentions
from netlib.extraction.pipeline import _table
from netlib.extraction.reader import Reader, _set_sentences
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


def sentences() -> list[str]:
    """Return one sentence of news for each combination, and as many that name nobody."""
    made = [f"{s} {p.format(t)}." for s, p, t in product(SUBJECTS, PREDICATES, TARGETS)]
    return [sentence for claim in made for sentence in (claim, PLAIN)]


def documents(count: int, *, per_document: int = 20) -> pd.DataFrame:
    pool = sentences()
    texts = [" ".join(islice(pool, n % len(pool), n % len(pool) + per_document)) for n in range(0, count, per_document)]
    return pd.DataFrame({"doc_id": map(str, range(len(texts))), "text": texts, "published": pd.Timestamp("2025-11-17")})


def with_sentences(doc: Doc) -> Doc:
    _set_sentences(doc, sentence_starts([token.text for token in doc], doc.to_array("SPACY").tolist()))
    return doc


def seconds(work: Callable[[], object], clock: Callable[[], float] = time.process_time) -> float:
    """Return the seconds of processor time, so that what else runs on the machine does not count."""
    start = clock()
    work()
    return clock() - start


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
    alone = seconds(lambda: extract(docs, progress=False), time.perf_counter)
    shared = seconds(lambda: extract(docs, n_process=processes, progress=False), time.perf_counter)
    print(f"extract, {processes} processes       {alone / shared:10.2f} x as fast by the clock, starting them included")

    tokenizing = seconds(lambda: [nlp.tokenizer(text) for text in texts])
    matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
    matcher.add("name", [nlp.make_doc(actor.name) for actor in registry])
    matching = seconds(lambda: [matcher(nlp.tokenizer(text)) for text in texts])
    print(f"spaCy tokenizer alone      {taken / tokenizing:10.2f} x as fast")
    print(f"tokenizer + PhraseMatcher  {taken / matching:10.2f} x as fast, and finds names only")

    print("where the time goes:")
    docs_spacy = [with_sentences(nlp.tokenizer(text)) for text in texts]
    reader = Reader(registry)
    mentions = seconds(lambda: [find_mentions(doc, registry) for doc in docs_spacy])
    pieces = []
    for doc in docs_spacy:
        here = find_mentions(doc, registry)
        for sentence in doc.sents:
            inside = [m for m in here if sentence.start <= m.token_start < sentence.end]
            if len(inside) > 1:
                pieces.append(([token.text for token in sentence], inside, sentence.start))
    analysing = seconds(lambda: [analyse(*piece) for piece in pieces])
    analysed = [analyse(*piece) for piece in pieces]
    claiming = seconds(lambda: [claims(s) for s in analysed])
    assessing = seconds(lambda: [assess(s, claim) for s in analysed for claim in claims(s)]) - claiming
    columns = reader.read([(str(n), text, None, None, None) for n, text in enumerate(texts)])
    table = seconds(lambda: _table(columns))
    parts = {
        "tokens": tokenizing,
        "mentions": mentions,
        "clauses": analysing,
        "predicates and frames": claiming,
        "certainty": assessing,
        "table": table,
    }
    for name, part in {**parts, "the rest": taken - sum(parts.values())}.items():
        print(f"  {name:24} {part / taken:6.0%}   {part / total * 1e6:6.0f} microseconds a sentence")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
