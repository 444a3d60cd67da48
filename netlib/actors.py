"""The registry of known actors."""

from __future__ import annotations


def display_name(actor_id: str) -> str:
    """Return the display name of a known actor, or the id itself.

    Examples
    --------
    >>> display_name("RUS")
    'Russia'
    """
    return {"RUS": "Russia", "SYR": "Syria"}.get(actor_id, actor_id)


def kind_of(actor_id: str) -> str:
    """Return the kind of a known actor; an unknown one is a country.

    Examples
    --------
    >>> kind_of("RUS")
    'country'
    """
    return "organisation" if actor_id in {"UNO", "EUR"} else "country"
