"""Documents to interactions: sentences, mentions, predicates, frames, certainty, dates."""

from netlib.extraction.pipeline import extract, extract_batches

__all__ = ["extract", "extract_batches"]
