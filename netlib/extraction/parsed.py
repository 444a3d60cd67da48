"""A dependency parse, where a pipeline of one's own has made one: what hangs on what, and who is a verb's subject.

It knows the English labels of spaCy's models and those of Universal Dependencies.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["RELATIVE", "SUBJECT", "Parse", "read_parse"]

RELATIVE = frozenset({"relcl", "acl:relcl"})
"""What a relative clause is to the word that it says more of."""
SUBJECT = frozenset({"nsubj", "nsubjpass", "nsubj:pass"})
"""What a subject is to its verb."""
_AUXILIARY = frozenset({"aux", "auxpass", "aux:pass", "cop"})
_SHARING = frozenset({"xcomp", "advcl", "conj", "pcomp"})
"""What a verb is to the one whose subject it shares where it has none: "flew to Paris *to sign*"."""
_KNOWN = SUBJECT | {"dobj", "obj", "pobj", "obl", "prep", "case", "det", "amod", "compound"}
"""Labels of which any English parse has one; the German models of spaCy have none of them."""
_CLIMB = 12
"""Heads that are looked up from one word at most."""


@dataclass(frozen=True, slots=True)
class Parse:
    """The head of each token, a root's is itself, and the label of what the token is to its head."""

    heads: Sequence[int]
    labels: Sequence[str]

    def within(self, begin: int, end: int) -> Parse:
        """Return the parse of some tokens, counted from the first of them; what hangs on others hangs on nothing."""
        heads = [head - begin if begin <= head < end else i for i, head in enumerate(self.heads[begin:end])]
        return Parse(heads, self.labels[begin:end])

    def on(self, head: int) -> list[int]:
        """Return the tokens that hang on one, in order."""
        return [i for i, other in enumerate(self.heads) if other == head and i != head]

    def above(self, i: int) -> list[int]:
        """Return a token and those that it hangs on, the nearest first."""
        found = [i]
        while len(found) < _CLIMB and self.heads[found[-1]] != found[-1]:
            found.append(self.heads[found[-1]])
        return found

    def subject(self, verb: int) -> int:
        """Return the token that is the subject of a verb or auxiliary, -1 where the parse has none."""
        if self.labels[verb] in _AUXILIARY:
            verb = self.heads[verb]
        for _ in range(_CLIMB):
            own = [i for i in self.on(verb) if self.labels[i] in SUBJECT]
            if own:
                return own[-1]  # a dateline may be taken for one as well
            if self.labels[verb] not in _SHARING:
                break
            above = self.heads[verb]
            verb = self.heads[above] if self.labels[verb] == "pcomp" else above
        return -1


def read_parse(doc: Doc) -> Parse | None:
    """Return the parse of a doc; None where it has none, or labels that are not known here.

    Examples
    --------
    >>> import spacy
    >>> from spacy.tokens import Doc
    >>> words = ["Iran", "will", "reply"]
    >>> doc = Doc(spacy.blank("en").vocab, words=words, heads=[2, 2, 2], deps=["nsubj", "aux", "ROOT"])
    >>> parse = read_parse(doc)
    >>> words[parse.subject(1)]
    'Iran'
    """
    if not doc.has_annotation("DEP"):
        return None
    labels = [token.dep_ for token in doc]
    return None if _KNOWN.isdisjoint(labels) else Parse([token.head.i for token in doc], labels)
