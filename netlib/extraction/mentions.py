"""Find who is named in a text: countries, organisations, groups and persons, each resolved to an actor.

This is the contract with the rest of the extraction:

- `find_mentions` takes a tokenized spaCy ``Doc`` of a *whole document* (a blank pipeline is enough) and returns every
  mention in text order, none overlapping. Offsets are characters of ``doc.text``; ``token_start`` and ``token_end`` are
  token indices of the same span, half-open, so that ``doc[m.token_start : m.token_end].text == doc.text[m.start : m.end]``.
- Sentence boundaries, where the doc has them, are respected: no mention crosses one.
- A mention is maximal: title, name and apposition are one mention ("Russian Deputy Defense Minister Yunus-Bek Yevkurov",
  "Zarif, Iran's top diplomat", "the Turkish army" without its article). No mention lies inside another.
- A token such as "U.S.-led" or "U.S.-China", which spaCy keeps whole, is the exception: the mentions lie inside it, with
  exact characters and the token's own index.
- A possessive clitic is outside the span: in "Iran's program" the mention is "Iran", with ``possessive=True``.
- Compounds are separate mentions with a hyphen between them: "Russia-Turkey talks", "the U.S.-China dispute".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from netlib.actors import Actor

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from netlib.actors import Registry

__all__ = ["Mention", "MentionKind", "find_mentions"]

MentionKind = Literal["name", "body", "role", "place", "adjective", "pair", "pronoun", "dateline"]
"""How an actor is mentioned.

======================  =============================================================================================
``name``                by name, seat of power or alias: "Russia", "the Kremlin", "NATO", "Hezbollah", "Yevkurov",
                        "Iranian Foreign Minister Mohammad Javad Zarif"; a people as a noun: "the Russians"
``body``                an institution or armed force by description: "the Syrian Ministry of Defense", "Turkish army",
                        "a Swiss court", "the government of Iran"
``role``                people by office or description, without a name: "the Turkish president", "Iranian officials",
                        "the Syrian delegation", "a Saudi dissident", "Russia's ambassador to Turkey"
``place``               a capital or other city: "Moscow", "Damascus"; the country's government, or only a location: the
                        words before it tell ("in Damascus", "coordination between Moscow and Damascus")
``adjective``           a country only as the attribute of something that does not act: "Turkish coffee", "Iranian oil",
                        "Israeli airstrikes", "Russian-Turkish relations", "Iran-backed"
``pair``                "The two leaders", "both countries", "the two sides": `Mention.members` are the antecedents
``pronoun``             "he", "she", "they", "his government" where the antecedent is safe
``dateline``            the place at the head of a wire report: "MOSCOW (AP) --"; never an actor
======================  =============================================================================================
"""


@dataclass(frozen=True, slots=True)
class Mention:
    """One actor, mentioned in one place.

    Attributes
    ----------
    start, end : int
        Characters of ``doc.text``, half-open.
    token_start, token_end : int
        Tokens of the doc, half-open.
    actor : Actor
        Who is meant; of a ``pair``, the first member.
    kind : str
        How: see `MentionKind`.
    role : str or None
        The office as the text states it: "Deputy Defense Minister"; later mentions of the person carry it too.
    possessive : bool
        Whether "'s" or "'" follows directly, or the word itself is possessive ("his government" is not, "their" is).
    members : tuple of Actor
        The two or more actors of a ``pair``, or of "they"; otherwise empty.
    """

    start: int
    end: int
    token_start: int
    token_end: int
    actor: Actor
    kind: MentionKind
    role: str | None = None
    possessive: bool = False
    members: tuple[Actor, ...] = ()


def find_mentions(doc: Doc, registry: Registry | None = None, *, published: date | None = None) -> list[Mention]:
    """Return the mentions of a document in text order, without overlaps.

    Parameters
    ----------
    doc : spacy.tokens.Doc
        A tokenized document. Its sentences, if set, bound the mentions; its entities (PERSON, GPE, NORP, ORG), if
        any, are used as additional discovery.
    registry : Registry, optional
        The known actors; by default those of `netlib.actors.default_registry`.
    published : date, optional
        Decides between actors whose validity differs; None takes the latest.
    """
    raise NotImplementedError
