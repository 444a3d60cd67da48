"""Event tables of any size (GDELT, ICEWS, POLECAT, UCDP, ACLED, plain CSV) to interactions, through Ibis."""

from __future__ import annotations

from netlib.events.formats import Format, formats
from netlib.events.lookups import PLACES
from netlib.events.reading import read_events, rejected, scan, tally

__all__ = ["PLACES", "Format", "formats", "read_events", "rejected", "scan", "tally"]
