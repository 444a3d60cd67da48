"""Documents to interactions: sentences, mentions, predicates, frames, certainty, dates."""

from netlib.extraction.pipeline import extract

__all__ = ["extract"]
