"""Extraction over a Spark DataFrame of documents, with the same rows as `netlib.extract` gives locally."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from netlib.errors import MissingExtraError, SchemaError
from netlib.schema import DOCUMENTS, INTERACTIONS

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["extract_spark"]

_TYPES = {"text": "string", "date": "date", "integer": "bigint", "number": "double", "boolean": "boolean"}


def extract_spark(documents: Any, **options: Any) -> Any:
    """Extract interactions from documents that are spread over a Spark cluster.

    Every worker needs netlib installed; the documents are extracted where they are (``mapInPandas``), one at a time in
    memory of a batch.

    Parameters
    ----------
    documents : pyspark.sql.DataFrame
        With the columns of `netlib.schema.DOCUMENTS`, of which ``doc_id`` and ``text`` must be there.
    **options
        Passed on to `netlib.extract`; they must be things that pickle.

    Returns
    -------
    pyspark.sql.DataFrame
        Interactions, lazily: every column of `netlib.schema.INTERACTIONS`, the same rows as `netlib.extract` gives for
        the same documents, in no promised order.

    Raises
    ------
    MissingExtraError
        If PySpark is not installed.
    SchemaError
        If the documents lack a column.

    Examples
    --------
    >>> rows = extract_spark(session.read.parquet("documents/"))  # doctest: +SKIP
    >>> rows.write.parquet("interactions/")  # doctest: +SKIP
    """
    try:
        import pyspark  # noqa: F401
    except ImportError as error:
        raise MissingExtraError("pyspark", "spark", "extraction on a cluster") from error
    lacking = [c.name for c in DOCUMENTS if c.required and c.name not in documents.columns]
    if lacking:
        raise SchemaError(f"documents: missing columns {', '.join(lacking)}; found {', '.join(documents.columns)}")
    schema = ", ".join(f"`{c.name}` {_TYPES[c.dtype]}" for c in INTERACTIONS)
    known = [c.name for c in DOCUMENTS if c.name in documents.columns]
    wanted = [
        f"CAST(`{c.name}` AS timestamp) AS `{c.name}`" if c.dtype == "date" else f"`{c.name}`"
        for c in DOCUMENTS
        if c.name in known
    ]

    def extracted(batches: Iterator[pd.DataFrame]) -> Iterator[pd.DataFrame]:
        for batch in batches:
            yield _extract_batch(batch, options)

    return documents.selectExpr(*wanted).mapInPandas(extracted, schema)


def _extract_batch(batch: pd.DataFrame, options: dict[str, Any]) -> pd.DataFrame:
    """Return the interactions of a batch in types that Spark takes."""
    import pandas as pd

    from netlib.extraction import extract

    table = extract(batch, **{"progress": False, **options})
    table = table[[c.name for c in INTERACTIONS]].astype(object)
    dates = [c.name for c in INTERACTIONS if c.dtype == "date"]
    for name in dates:
        table[name] = [None if pd.isna(day) else day.date() for day in table[name]]
    return table.where(table.notna(), None)
