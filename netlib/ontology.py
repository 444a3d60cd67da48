"""What actors do to each other: PLOVER event types, their modes, quad classes and intensities.

The types, modes and scores are PLOVER's (Open Event Data Alliance; Halterman, Bagozzi, Beger, Schrodt and Scarborough
2023, "PLOVER and POLECAT"). They are data: ``lexicons/plover.csv``, with definitions in our own words.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from netlib.errors import check_choice

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "CONFLICT_QUADS",
    "COOPERATIVE_QUADS",
    "EVENTS",
    "MATERIAL_CONFLICT",
    "QUADS",
    "VERBAL_CONFLICT",
    "VERBAL_QUADS",
    "EventType",
    "event_types",
    "intensity",
    "modes",
    "quad",
    "quads",
    "read_lexicon",
    "read_predicates",
]

QUADS: Mapping[int, str] = {
    1: "verbal cooperation",
    2: "material cooperation",
    3: "verbal conflict",
    4: "material conflict",
}
"""The four quad classes by number."""

COOPERATIVE_QUADS = frozenset({1, 2})
"""The quad classes that count as cooperation; the others count as conflict."""

VERBAL_CONFLICT, MATERIAL_CONFLICT = 3, 4
"""The quad class of reproaches, refusals and threats, which are done by saying them, and that of hostile deeds."""

CONFLICT_QUADS = frozenset({VERBAL_CONFLICT, MATERIAL_CONFLICT})
"""The quad classes that count as conflict."""

VERBAL_QUADS = frozenset({1, VERBAL_CONFLICT})
"""The quad classes of what is said rather than done."""

EVENTS = (
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
)
"""The PLOVER event types, from the friendliest words to the most hostile deeds."""


@dataclass(frozen=True)
class EventType:
    """One PLOVER event type, or one mode of it.

    Attributes
    ----------
    event : str
        PLOVER type.
    mode : str
        PLOVER mode, empty for the type itself.
    quad : int
        Quad class, 1 to 4.
    intensity : float
        From -10 (most hostile) to +10 (most cooperative).
    definition : str
        One sentence; empty for modes.
    """

    event: str
    mode: str
    quad: int
    intensity: float
    definition: str


def read_lexicon(name: str) -> list[dict[str, str]]:
    """Read a word list of the package as a list of rows, every value text.

    Parameters
    ----------
    name : str
        A file name in ``netlib/lexicons``.

    Examples
    --------
    >>> read_lexicon("plover.csv")[0]["event"]
    'AGREE'
    """
    text = files("netlib").joinpath("lexicons", name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def read_predicates() -> list[dict[str, str]]:
    """Read the rules of every event type, ``lexicons/predicates/``, in the order of `EVENTS`.

    Examples
    --------
    >>> rule = read_predicates()[0]
    >>> rule["event"], rule["id"], rule["expect"]
    ('AGREE', 'agree-with', 'KEN>UGA')
    """
    return [{**row, "event": event} for event in EVENTS for row in read_lexicon(f"predicates/{event}.csv")]


@cache
def event_types() -> Mapping[tuple[str, str], EventType]:
    """Return every PLOVER type and mode, keyed by (event, mode); a type itself has an empty mode.

    Examples
    --------
    >>> event_types()["CONSULT", "phone"].intensity
    1.5
    """
    return {
        (row["event"], row["mode"]): EventType(
            row["event"], row["mode"], int(row["quad"]), float(row["intensity"]), row["definition"]
        )
        for row in read_lexicon("plover.csv")
    }


def modes(event: str) -> tuple[str, ...]:
    """Return the modes of a PLOVER type, possibly none.

    Raises
    ------
    ParameterError
        If `event` is not a PLOVER type.

    Examples
    --------
    >>> modes("CONSULT")
    ('visit', 'third-party', 'multilateral', 'phone')
    """
    check_choice("event", event, EVENTS)
    return tuple(mode for name, mode in event_types() if name == event and mode)


def quad(event: str) -> int:
    """Return the quad class (1 to 4) of a PLOVER type.

    Raises
    ------
    ParameterError
        If `event` is not a PLOVER type.

    Examples
    --------
    >>> quad("CONSULT"), quad("ASSAULT")
    (1, 4)
    """
    check_choice("event", event, EVENTS)
    return event_types()[event, ""].quad


def intensity(event: str, mode: str | None = None) -> float:
    """Return PLOVER's score of a type, or of a mode where it has one; -10 to +10.

    Raises
    ------
    ParameterError
        If `event` is not a PLOVER type.

    Examples
    --------
    >>> intensity("CONSULT"), intensity("CONSULT", "phone")
    (2.5, 1.5)
    """
    check_choice("event", event, EVENTS)
    return event_types().get((event, mode or ""), event_types()[event, ""]).intensity


def quads(events: pd.Series) -> pd.Series:
    """Return the quad class of each event of a column, 0 where the event is missing or unknown.

    Examples
    --------
    >>> import pandas as pd
    >>> quads(pd.Series(["AID", "ACCUSE", None])).tolist()
    [2, 3, 0]
    """
    table = {event: event_types()[event, ""].quad for event in EVENTS}
    return events.map(table).fillna(0).astype("int8").rename("quad")
