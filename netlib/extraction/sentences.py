"""Texts to sentences: blocks that a tokenizer can take, and the boundaries between sentences.

Offsets are never touched: a character that would break a tokenizer is replaced by one other character, in a copy that
only the tokenizer sees.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from netlib.ontology import read_lexicon

__all__ = [
    "BLOCK_SIZE",
    "MAX_TOKENS",
    "blocks",
    "is_encodable",
    "replace_surrogates",
    "sentence_starts",
    "tokenizable",
]

BLOCK_SIZE = 100_000
"""Characters that are read at once; a longer text is cut at a line, sentence or word."""

MAX_TOKENS = 200
"""No sentence is longer: what looks like one (a table, a list, a text without full stops) is cut."""

_MAX_WORD = 100
_SURROGATE = re.compile("[\ud800-\udfff]")
_LONG_RUN = re.compile(rf"[^\s]{{{_MAX_WORD},}}")
# a comment that begins inside another ends the search for the end of the first: without that, a million that
# begin and none that ends would each be searched to the end of the text
_MARKUP = re.compile(r"<!--(?:(?!<!--|-->).)*+-->|</?[A-Za-z][^<>]{0,500}>|&(?:nbsp|#160);", re.DOTALL)
_CUTS = (re.compile(r"\n\s*\n"), re.compile(r"\n"), re.compile(r"[.!?]\s"), re.compile(r"\s"))

_TERMINAL = frozenset({".", "!", "?", "…", "...", "?!", "!!", "。", "！", "？", "؟", "।"})
_CLOSING = frozenset({'"', "”", "’", "'", "''", ")", "]", "»", "}"})
_OPENING = frozenset({'"', "“", "‘", "'", "``", "(", "[", "«", "-", "–", "—", "•", "*"})
_CONTINUES = frozenset(
    {",", ";", ":", "-", "–", "—", "and", "or", "the", "of", "in", "to", "a", "an", "for", "with", "by"}
)
_STARTERS = frozenset(
    [
        "The",
        "A",
        "An",
        "In",
        "On",
        "At",
        "It",
        "He",
        "She",
        "They",
        "But",
        "And",
        "This",
        "That",
        "These",
        "Those",
        "However",
        "Meanwhile",
        "Earlier",
        "Last",
        "After",
        "Before",
        "When",
        "While",
        "As",
        "If",
        "For",
        "From",
        "By",
        "His",
        "Her",
        "Their",
        "Its",
        "There",
        "We",
        "I",
        "You",
        "Some",
        "Several",
        "Many",
        "Both",
        "Also",
        "Since",
    ]
)
_ABBREVIATIONS = frozenset(row["word"] for row in read_lexicon("abbreviations.csv"))
_WRAPPED_LINE = 60


def blocks(text: str, *, size: int = BLOCK_SIZE) -> Iterator[tuple[int, str]]:
    """Yield (offset, part) of a text, the parts at most `size` characters and in order.

    Examples
    --------
    >>> list(blocks("One. Two.", size=6))
    [(0, 'One. '), (5, 'Two.')]
    """
    start = 0
    while len(text) - start > size:
        end = start + size
        for cut in _CUTS:
            places = [match.end() for match in cut.finditer(text, start + size // 2, end)]
            if places:
                end = places[-1]
                break
        yield start, text[start:end]
        start = end
    if start < len(text):
        yield start, text[start:]


def tokenizable(text: str) -> str:
    r"""Return a copy of the same length that any tokenizer can take in linear time.

    Half characters of a broken decoder become U+FFFD; markup left in the text becomes spaces; runs of a hundred and
    more characters without a space, which are no words, are broken up by spaces.

    Examples
    --------
    >>> tokenizable("<b>Iran</b> \ud800")
    '   Iran     \ufffd'
    """
    if not text.isascii():
        text = replace_surrogates(text).replace("\ufeff", " ")
    if "<" in text or "&" in text:
        text = _MARKUP.sub(lambda match: " " * len(match.group()), text)
    return _LONG_RUN.sub(_broken_up, text)


def is_encodable(text: str) -> bool:
    r"""Return whether a text is free of half characters, which no file can hold.

    Examples
    --------
    >>> is_encodable("Élysée"), is_encodable("\ud800")
    (True, False)
    """
    return text.isascii() or _SURROGATE.search(text) is None


def replace_surrogates(text: str) -> str:
    """Return a text with each half character as U+FFFD."""
    return _SURROGATE.sub("\ufffd", text)


def _broken_up(match: re.Match[str]) -> str:
    run = match.group()
    if run.isalnum() or "://" in run[:10]:  # an address or a number: nothing in it is a word
        return " ".join(run[i : i + _MAX_WORD - 1] for i in range(0, len(run), _MAX_WORD))[: len(run)].ljust(len(run))
    return " ".join(run[i : i + 19] for i in range(0, len(run), 20)).ljust(len(run))[: len(run)]


def sentence_starts(words: Sequence[str], spaces: Sequence[bool]) -> list[int]:
    """Return the indices of the tokens that begin a sentence.

    A sentence ends at a full stop, question or exclamation mark before something that can begin another, at an empty
    line, and at the end of a line that is not wrapped. Empty for no tokens.

    Parameters
    ----------
    words : sequence of str
        The tokens, white space other than single blanks among them.
    spaces : sequence of bool
        Whether a blank follows each token.

    Examples
    --------
    >>> sentence_starts(["He", "left", ".", "She", "stayed", "."], [True, False, True, True, False, False])
    [0, 3]
    """
    starts = [0] if words else []
    count = len(words)
    last = 0
    line = 0  # characters on the current line
    i = 0
    while i < count:
        word = words[i]
        line += len(word) + 1
        cut = 0
        if word in _TERMINAL:
            cut = _after_terminal(words, spaces, i)
        elif word[0] in "\n\r\u2028\u2029\x0b\x0c" or (word.isspace() and "\n" in word):
            breaks = word.count("\n") or 1
            before = words[i - 1] if i else ""
            after = words[i + 1] if i + 1 < count else ""
            wrapped = line > _WRAPPED_LINE and before not in _TERMINAL and before not in _CLOSING
            goes_on = before.lower() in _CONTINUES or after[:1].islower() or wrapped
            if breaks > 1 or not goes_on:
                cut = i + 1
            line = 0
        elif word[-1] == "." and len(word) > 1 and i + 1 < count and words[i + 1] in _STARTERS and "." in word[:-1]:
            cut = i + 1  # "... of the U.S. The ..."
        elif i - last >= MAX_TOKENS or "\ufffd" in word or (i + 1 < count and "\ufffd" in words[i + 1]):
            cut = i + 1
        if cut and cut < count:
            if any("\n" in skipped for skipped in words[i:cut]):
                line = 0
            starts.append(cut)
            last = i = cut
        else:
            i += 1
    return starts


def _after_terminal(words: Sequence[str], spaces: Sequence[bool], i: int) -> int:
    """Return the index of the token that begins the next sentence, or 0 where the mark at `i` ends none."""
    count = len(words)
    if words[i] == "." and i and words[i - 1] in _ABBREVIATIONS:
        return 0
    j = i + 1
    while j < count and (words[j] in _CLOSING or words[j] in _TERMINAL) and not spaces[j - 1]:
        j += 1
    while j < count and words[j].isspace():
        j += 1
    if j >= count or (j == i + 1 and not spaces[i] and not words[i + 1 : i + 2][0][:1].isupper()):
        return 0
    k = j
    while k < count and words[k] in _OPENING and k < j + 3:
        k += 1
    first = words[k][:1] if k < count else ""
    return 0 if first.islower() else j
