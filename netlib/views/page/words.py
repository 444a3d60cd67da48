"""The sentence that says what a page shows."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from netlib.views.page.levels import Level

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["TENTATIVE", "counted", "date_range", "summary_sentence"]

TENTATIVE: Mapping[str, str] = {
    "unconfirmed": "unconfirmed",
    "possible": "only possible",
    "planned": "planned",
    "denied": "denied",
}
"""The certainties that do not establish that something happened, in the words of the page."""

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def counted(n: int, singular: str, plural: str | None = None) -> str:
    """Return a number with its noun.

    Examples
    --------
    >>> counted(1, "actor"), counted(1200, "actor")
    ('1 actor', '1,200 actors')
    """
    return f"{n:,} {singular if n == 1 else plural or singular + 's'}"


def date_range(first: date, last: date) -> str:
    """Return a span of days as people write it.

    Examples
    --------
    >>> date_range(date(2025, 11, 15), date(2025, 11, 16))
    '15–16 November 2025'
    >>> date_range(date(2024, 12, 30), date(2025, 1, 2))
    '30 December 2024 – 2 January 2025'
    """
    end = f"{last.day} {_MONTHS[last.month - 1]} {last.year}"
    if first == last:
        return end
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{end}"
    if first.year == last.year:
        return f"{first.day} {_MONTHS[first.month - 1]} – {end}"
    return f"{first.day} {_MONTHS[first.month - 1]} {first.year} – {end}"


def summary_sentence(level: Level, rows: pd.DataFrame | None, documents: Mapping[str, Any]) -> str:
    """Say in one sentence how much a network rests on, when it was, and how sure it is."""
    actors, relations = len(level.nodes), len(level.source)
    if not actors:
        return "This network is empty: no interaction passed its filters."
    if rows is None or not len(rows):
        return f"{counted(relations, 'relation')} between {counted(actors, 'actor')}."
    text = f"{counted(len(rows), 'interaction')} between {counted(actors, 'actor')}"
    days = rows["date"].dropna()
    if len(days):
        text += f", {date_range(days.min().date(), days.max().date())}"
    if documents.get("doc_id"):
        text += f", from {counted(len(documents['doc_id']), 'document')}"
    counts = rows["certainty"].value_counts()
    unsure = {words: int(counts[name]) for name, words in TENTATIVE.items() if name in counts}
    if unsure:
        listed = [f"{n:,} {words}" for words, n in unsure.items()]
        text += f"; not established: {_listed(listed)}"
    return text + "."


def _listed(items: list[str]) -> str:
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}"
