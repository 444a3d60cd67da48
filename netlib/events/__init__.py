"""Event tables of any size (GDELT, ICEWS, POLECAT, UCDP, ACLED, plain CSV) to interactions, through Ibis."""

from __future__ import annotations

from netlib.events.dyads import LEVELS, ONE_A_DAY, PERIODS, deduplicate, dyads, join_covariates, save_dyads
from netlib.events.formats import Format, formats
from netlib.events.lookups import PLACES
from netlib.events.reading import read_events, rejected
from netlib.events.scanning import scan, tally

__all__ = [
    "LEVELS",
    "ONE_A_DAY",
    "PERIODS",
    "PLACES",
    "Format",
    "deduplicate",
    "dyads",
    "formats",
    "join_covariates",
    "read_events",
    "rejected",
    "save_dyads",
    "scan",
    "tally",
]
