"""Documents to interactions: batch by batch, in one process or several, with memory for the batch and not for all."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

from netlib.actors import Registry, default_registry
from netlib.errors import ExtractorError, ParameterError, SchemaError
from netlib.extraction.reader import Columns, Reader, Text
from netlib.extraction.sentences import is_encodable, replace_surrogates
from netlib.schema import INTERACTIONS, empty_table, text_dtype, validate_documents, validate_interactions

if TYPE_CHECKING:
    import pandas as pd
    from spacy.language import Language

__all__ = ["EXTRACTOR", "extract", "extract_batches"]

EXTRACTOR = "netlib rules"
"""What the ``extractor`` column says of the rows made here; the ``rule`` column names the row of the lexicon."""

_BATCH = 250_000
"""Characters of text that are read at once by one process, about a third of a second's work."""
_MOST = 1_000
"""Documents of a batch, however short."""
_WORTH_SHARING = 6
"""Batches that are read in less time than another process takes to start."""
_SHOW_AFTER = 2.0
"""Seconds after which a progress bar appears, unless asked for or declined."""


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
    ``lexicons/predicates/``. Every row has its evidence, with ``text[start:end] == evidence``, and names the rule
    that made it. A sentence that states no interaction between two named sides has no row.

    Parameters
    ----------
    docs : DataFrame
        Documents: ``doc_id``, ``text``, and where known ``published`` (for relative dates), ``publisher``, ``url``.
    actors : DataFrame or path, optional
        An actors table of one's own (`netlib.schema.ACTORS`), which takes precedence over the packaged actors.
    nlp : spacy.Language, optional
        A pipeline of one's own. Its entities, its dependency parse, its parts of speech and, without a parse, its
        sentences are used where it sets them; otherwise netlib's own components do the work. A parse tells who is the
        subject of a verb and which unknown entities act; its labels are those of spaCy's English models or of Universal
        Dependencies, others are passed over.
    extractor : callable, optional
        Another extractor, called with the documents table; what it returns is validated and returned. The other
        options are then not used.
    n_process : int, default 1
        Number of processes to share the documents among, this one included. The others take about a second to start;
        a script that asks for them calls `extract` under ``if __name__ == "__main__":``.
    progress : bool, optional
        Show a progress bar; by default where the work takes longer than two seconds.

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
    ExtractorError
        If one of several processes ends before its work.

    See Also
    --------
    extract_batches : The same, for more documents than memory holds.

    Examples
    --------
    >>> import pandas as pd
    >>> docs = pd.DataFrame({"doc_id": ["a"], "text": ["France condemned Iran on Monday."]})
    >>> extract(docs)[["source", "target", "event", "rule"]].values.tolist()
    [['FRA', 'IRN', 'ACCUSE', 'condemn']]
    """
    if extractor is not None:
        found = extractor(validate_documents(_encodable(docs)))
        table = validate_interactions(found, where="the extractor's table")
        table.attrs = dict(found.attrs)  # its account of what it set aside
        return table
    import pandas as pd

    batches = list(extract_batches(docs, actors=actors, nlp=nlp, n_process=n_process, progress=progress))
    return pd.concat(batches, ignore_index=True) if batches else empty_table(INTERACTIONS)


def extract_batches(
    docs: pd.DataFrame | Iterable[pd.DataFrame],
    *,
    actors: pd.DataFrame | str | None = None,
    nlp: Language | None = None,
    n_process: int = 1,
    progress: bool | None = None,
) -> Iterator[pd.DataFrame]:
    """Read the interactions of any number of documents, a batch of them after the other, in bounded memory.

    `extract` gives the concatenation. Documents are taken as they are needed: with `netlib.documents.iter_documents`
    before it and `netlib.tables.save_interactions` behind it, neither all texts nor all rows are ever in memory.

    Parameters
    ----------
    docs : DataFrame, or iterable of DataFrames
        Documents tables, as for `extract`. A ``doc_id`` stands in one of them only.
    actors, nlp, n_process, progress
        As for `extract`.

    Yields
    ------
    DataFrame
        The interactions of some hundred kilobytes of text, perhaps none, in the order of the documents.

    Raises
    ------
    SchemaError, ParameterError, ExtractorError
        As `extract` does; also if two tables share a ``doc_id``.

    Examples
    --------
    >>> import pandas as pd
    >>> tables = (pd.DataFrame({"doc_id": [name], "text": [f"{name} condemned Iran."]}) for name in ("France", "Chad"))
    >>> [batch["source"].tolist() for batch in extract_batches(tables)]
    [['FRA', 'TCD']]
    """
    import pandas as pd

    if isinstance(n_process, bool) or not isinstance(n_process, int) or n_process < 1:
        raise ParameterError(f"n_process={n_process!r} is not allowed; give a whole number of processes, 1 or more")
    registry = default_registry() if actors is None else default_registry().with_actors(actors)
    tables, total = ([docs], len(docs)) if isinstance(docs, pd.DataFrame) else (docs, None)
    return _read(_batches(_validated(tables)), registry, nlp, n_process, total, progress)


def _read(
    batches: Iterator[list[Text]],
    registry: Registry,
    nlp: Language | None,
    n_process: int,
    total: int | None,
    progress: bool | None,
) -> Iterator[pd.DataFrame]:
    from tqdm.auto import tqdm

    reader = Reader(registry, nlp)
    reader.load()  # before the bar, which tells how fast texts are read
    delay = _SHOW_AFTER if progress is None else 0
    with tqdm(total=total, desc="reading", unit="doc", disable=progress is False, delay=delay) as bar:
        for size, columns in _shared(batches, reader, n_process):
            yield _table(columns)
            bar.update(size)


def _validated(tables: Iterable[pd.DataFrame]) -> Iterator[pd.DataFrame]:
    """Yield documents tables as they should be, no ``doc_id`` in two of them."""
    seen: set[str] = set()
    for number, table in enumerate(tables):
        where = f"documents, table {number}" if number else "documents"
        if not hasattr(table, "columns"):
            raise ParameterError(
                f"{where}: {type(table).__name__} is no documents table; give a DataFrame, or an iterable of them"
            )
        table = validate_documents(_encodable(table), where=where)
        again = seen.intersection(table["doc_id"])
        if again:
            raise SchemaError(f"{where}: the doc_id {min(again)!r} stands in an earlier table too; rename one")
        seen.update(table["doc_id"])
        yield table


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


def _batches(tables: Iterable[pd.DataFrame]) -> Iterator[list[Text]]:
    """Yield the documents of tables in batches of about the same work."""
    batch: list[Text] = []
    characters = 0
    for document in chain.from_iterable(map(_texts, tables)):
        batch.append(document)
        characters += len(document[1])
        if characters >= _BATCH or len(batch) == _MOST:
            yield batch
            batch, characters = [], 0
    if batch:
        yield batch


def _texts(docs: pd.DataFrame) -> Iterator[Text]:
    for start in range(0, len(docs), _MOST):
        part = docs.iloc[start : start + _MOST]
        published = [None if day is None or day != day else day.date() for day in part["published"].astype(object)]
        texts = part[["doc_id", "text", "publisher", "url"]].astype(object)
        texts = texts.where(texts.notna(), None)
        for (doc_id, text, publisher, url), day in zip(
            texts.itertuples(index=False, name=None), published, strict=True
        ):
            yield doc_id, text or "", day, publisher, url


def _shared(batches: Iterator[list[Text]], reader: Reader, n_process: int) -> Iterator[tuple[int, Columns]]:
    """Yield the number of documents and the columns of each batch, in order.

    This process reads too: while the others start, and whenever they have enough to do. Few batches wait at any time,
    so that neither texts nor rows pile up.
    """
    first = list(islice(batches, _WORTH_SHARING if n_process > 1 else 0))
    batches = chain(first, batches)
    if len(first) < _WORTH_SHARING:
        for batch in batches:
            yield len(batch), reader.read(batch)
        return
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    others = n_process - 1
    pool = ProcessPoolExecutor(
        others, multiprocessing.get_context("spawn"), initializer=_start_worker, initargs=(reader.registry, reader.nlp)
    )
    starter = ThreadPoolExecutor(1)  # to start a process is to wait until it takes the registry
    starting = starter.submit(lambda: [pool.submit(_work, []) for _ in range(others)])
    waiting: deque[Future[tuple[int, Columns]]] = deque()
    try:
        for batch in batches:
            started = starting.done() and any(map(Future.done, starting.result()))
            if started and sum(not work.done() for work in waiting) < 2 * others:
                waiting.append(pool.submit(_work, batch))
            else:
                waiting.append(Future())
                waiting[-1].set_result((len(batch), reader.read(batch)))
            while waiting and (waiting[0].done() or len(waiting) > 4 * n_process):
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    except BrokenProcessPool:
        raise ExtractorError(
            f"one of the n_process={n_process} processes ended before its work. If memory ran out, use fewer; in a "
            'script, call this under if __name__ == "__main__":, because each process imports the script'
        ) from None
    finally:
        starter.shutdown(wait=False, cancel_futures=True)
        pool.shutdown(wait=False, cancel_futures=True)


_worker: Reader | None = None


def _start_worker(registry: Registry, nlp: Language | None) -> None:
    global _worker  # noqa: PLW0603  (a process of a pool has no other place for what it keeps)
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C goes to all; the process that started this one stops it
    _worker = Reader(registry, nlp)


def _work(batch: list[Text]) -> tuple[int, Columns]:
    assert _worker is not None
    return len(batch), _worker.read(batch)


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
