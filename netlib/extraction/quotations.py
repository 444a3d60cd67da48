"""Which tokens of a text stand between quotation marks."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["quotations"]

_PAIRS = {"“": "”", "«": "»", "„": "“", '"': '"', "``": "''"}
_ENDS = frozenset({".", "!", "?", "”", '"', "''", "»"})


def quotations(words: Sequence[str], idx: Sequence[int]) -> list[tuple[int, int]]:
    """Return what stands between quotation marks as tokens, half-open and in order.

    What is not closed ends with its paragraph: a speech of several opens each of them anew.

    Parameters
    ----------
    words : sequence of str
        The tokens.
    idx : sequence of int
        The character at which each begins.

    Examples
    --------
    >>> quotations(["“", "We", "met", ",", "”", "he", "said", "."], [0, 1, 4, 7, 8, 10, 13, 17])
    [(1, 4)]
    """
    found = []
    start, close = -1, ""
    for i, word in enumerate(words):
        if start >= 0:
            if word == close or (word[0] == "\n" and (len(word) > 1 or words[i - 1] in _ENDS)):
                found.append((start, i))
                start = -1
        elif word in _PAIRS and (word != '"' or _opens(words, idx, i)):
            start, close = i + 1, _PAIRS[word]
    if start >= 0:
        found.append((start, len(words)))
    return found


def _opens(words: Sequence[str], idx: Sequence[int], i: int) -> bool:
    """Whether a straight mark has its word behind it and none before it."""
    if i + 1 == len(words) or idx[i + 1] > idx[i] + 1:
        return False
    return not i or words[i - 1].isspace() or idx[i - 1] + len(words[i - 1]) < idx[i]
