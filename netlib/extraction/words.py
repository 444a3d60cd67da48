"""Small classes of words by name, from ``lexicons/phrase_words.csv``: what phrases, verbs and clauses are read by."""

from __future__ import annotations

from functools import cache

from netlib.ontology import read_lexicon

__all__ = ["phrase_words"]


@cache
def _word_classes() -> dict[str, frozenset[str]]:
    return {row["class"]: frozenset(row["words"].split()) for row in read_lexicon("phrase_words.csv")}


def phrase_words(name: str) -> frozenset[str]:
    """Return a class of words.

    Examples
    --------
    >>> "ambassador" in phrase_words("posted")
    True
    """
    return _word_classes()[name]
