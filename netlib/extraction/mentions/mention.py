"""One actor, mentioned in one place of a text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from netlib.actors import Actor

__all__ = ["Mention", "MentionKind"]

MentionKind = Literal["name", "body", "role", "place", "adjective", "pair", "pronoun", "meeting", "deed", "dateline"]
"""How an actor is mentioned.

======================  =============================================================================================
``name``                by name, seat of power or alias: "Russia", "the Kremlin", "NATO", "Hezbollah", "Yevkurov",
                        "Iranian Foreign Minister Mohammad Javad Zarif"; a people as a noun: "the Russians"
``body``                an institution or armed force by description: "the Syrian Ministry of Defense", "Turkish army",
                        "a Swiss court", "the government of Iran"; "police" where the document says whose
``role``                people by office or description, without a name: "the Turkish president", "Iranian officials",
                        "the Syrian delegation", "a Saudi dissident", "Russia's ambassador to Turkey"
``place``               a capital or other city: "Moscow", "Damascus"; the country's government, or only a location: the
                        words before it tell ("in Damascus", "coordination between Moscow and Damascus")
``adjective``           a country only as the attribute of something that does not act: "Turkish coffee", "Iranian oil",
                        "Israeli airstrikes", "Russian-Turkish relations", "Iran-backed"
``pair``                "The two leaders", "both sides", "the two Koreas": `Mention.members` are who is meant
``pronoun``             "he", "him", "she", "they", "his government" where the antecedent is safe
``meeting``             "the talks", as the other side of the talks last named; set by the reader
``deed``                "the attack", "the appeal": who did or said it in the sentences before; set by the reader
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
        Whether "'s" or "'" follows directly.
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
