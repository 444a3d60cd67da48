"""GDELT 2.0 mentions: how often, and by how many publishers, each event was mentioned."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

__all__ = ["with_mentions"]


def with_mentions(raw: Any, mentions: Sequence[Any]) -> Any:
    """Return GDELT events whose numbers of mentions and sources are those of mentions tables.

    Parameters
    ----------
    raw : ibis table
        Events, with ``GLOBALEVENTID``.
    mentions : sequence of ibis tables
        With ``GLOBALEVENTID`` and ``MentionSourceName``.

    Returns
    -------
    ibis table
        The same rows; events that the mentions do not name keep their own numbers.
    """
    tables = [table.select(event="GLOBALEVENTID", publisher="MentionSourceName") for table in mentions]
    every = tables[0].union(*tables[1:]) if len(tables) > 1 else tables[0]
    counted = every.group_by("event").agg(
        n_mentions=every.count().cast("string"), n_publishers=every["publisher"].nunique().cast("string")
    )
    joined = raw.left_join(counted, raw["GLOBALEVENTID"] == counted["event"])
    joined = joined.mutate(
        NumMentions=joined["n_mentions"].coalesce(joined["NumMentions"]),
        NumSources=joined["n_publishers"].coalesce(joined["NumSources"]),
    )
    return joined.drop("event", "n_mentions", "n_publishers")
